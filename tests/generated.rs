//! The releases that the benchmarks run on are what they are said to be: as dense in numbers as financial news.
#![allow(missing_docs)]

#[path = "../benches/generate.rs"]
#[allow(dead_code)]
mod generate;

#[test]
fn releases_have_seven_numbers_a_kilobyte() {
    let text: String = (1..=40).map(|seed| generate::release(seed, 100_000)).collect();
    let joins = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let numbers = text.split(|c| !joins(c)).filter(|part| part.contains(|c: char| c.is_ascii_digit())).count();
    let per_megabyte = numbers * 1_000_000 / text.len();
    assert!((6_800..=7_200).contains(&per_megabyte), "{per_megabyte} numbers a megabyte");
}

#[test]
fn two_sentences_in_three_have_no_digit() {
    let text: String = (1..=40).map(|seed| generate::release(seed, 100_000)).collect();
    let text = text.replace(".” ", ". ");
    let sentences: Vec<_> = text.lines().flat_map(|line| line.split(". ")).filter(|part| !part.is_empty()).collect();
    let plain = sentences.iter().filter(|sentence| !sentence.contains(|c: char| c.is_ascii_digit())).count();
    let percent = plain * 100 / sentences.len();
    assert!((60..=68).contains(&percent), "{percent} % of the sentences have no digit");
}
