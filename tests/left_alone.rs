//! Holds what docs/reading.md says of periods and of numbers that are left alone against the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use claim_audit::document::Format;
use claim_audit::extract::{Item, extract};
use claim_audit::grammar::non_quantity::NonQuantity;
use claim_audit::grammar::token::TokenKind;
use claim_audit::grammar::{Sentence, scan};

const PAGE: &str = include_str!("../docs/reading.md");
const JULY: i8 = 7;

/// The cells of the table under a heading, without its head.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = PAGE.split_once(&format!("\n## {heading}\n")).expect("the page has this heading");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| "));
    rows.skip(1).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn periods_mean_the_days_that_the_page_gives() {
    for row in table("Periods") {
        let [words, first, last] = row.as_slice() else { panic!("three cells: {row:?}") };
        let text = format!("Exports rose 5% in {words}.");
        let read = extract(&text, Format::Text, None, JULY);
        let days = read.rows.iter().find_map(|row| match &row.item {
            Item::Period(named) => named.days,
            Item::Quantity { .. } => None,
        });
        let days = days.map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(days, Some(((*first).to_owned(), (*last).to_owned())), "{words}");
    }
}

#[test]
fn what_is_left_alone_is_of_the_kind_that_the_page_gives() {
    let rows = table("What is left alone");
    let kinds: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(kinds, NonQuantity::ALL.map(NonQuantity::name), "every kind has an example");
    for row in rows {
        let [kind, text] = row.as_slice() else { panic!("two cells: {row:?}") };
        let mut sentence = Sentence::default();
        scan(text, 0..u32::try_from(text.len()).unwrap(), &mut sentence);
        let found = sentence.tokens.iter().any(|token| match token.kind {
            TokenKind::Opaque(what) => what.name() == *kind,
            _ => false,
        });
        assert!(found, "{kind}: {text}");
    }
}
