//! What a number is said of each of: "$5 a barrel", "3 cases per 100,000 people", "$12/MWh".
//!
//! ```ebnf
//! denominator = ( "a" | "an" | "each" | "every" ) , noun | ( "per" | "/" ) , [ number ] , { adjective } , noun ;
//! ```
//!
//! Behind an article only the nouns of a table are denominators: "5% a share of it" and "$5 a day" differ by nothing else.
//!
//! Examples:
//! - ` a barrel, up` → `barrels`
//! - ` per barrel` → `barrels`
//! - `/bbl` → `barrels`
//! - ` per diluted share from` → `share`
//! - ` an hour` → `hour`
//! - ` per 100,000 people` → `100000 people`
//! - ` for each pupil` → `pupil`
//! - ` a day earlier` → `nothing`
//! - ` a record` → `nothing`
//! - ` per cent` → `nothing`

use super::lexicon;
use super::word::is_plural;
use crate::model::Measure;

/// What is had, made, paid or sold by the piece, behind an article.
const NOUNS: &[&str] = &[
    "share",
    "head",
    "person",
    "household",
    "employee",
    "worker",
    "customer",
    "subscriber",
    "unit",
    "vehicle",
    "passenger",
    "bed",
    "room",
    "pupil",
    "student",
    "patient",
    "resident",
    "copy",
    "ticket",
    "bottle",
    "dose",
    "night",
    "minute",
    "hour",
    "day",
    "week",
    "fortnight",
    "month",
    "quarter",
    "year",
    "annum",
    "capita",
];

/// Words between "per" and its noun that tell nothing of how many there are.
const ADJECTIVES: &[&str] =
    &["diluted", "basic", "ordinary", "common", "fully", "weighted", "average", "metric", "short", "long", "troy"];

/// Behind these a unit of time is no denominator: "5% a day earlier".
const EARLIER: &[&str] = &["ago", "earlier", "before", "later", "previously", "after", "prior"];

/// The denominator at the start of what stands behind a number.
#[must_use]
pub fn denominator(behind: &str) -> Option<String> {
    let bytes = behind.as_bytes();
    // Most numbers have none.
    if !matches!(bytes, [b'/', ..] | [b' ', b'a' | b'p' | b'e' | b'f', ..]) {
        return None;
    }
    if let Some(rest) = behind.strip_prefix('/') {
        return each(rest, false);
    }
    let rest = behind.strip_prefix(" for").filter(|rest| rest.starts_with(" each ")).unwrap_or(behind);
    let (word, rest) = rest.trim_start().split_once([' ', '\u{a0}'])?;
    match word {
        "per" => each(rest, true),
        "a" | "an" | "each" | "every" => named(word_of(rest)).filter(|_| !is_earlier(&rest[word_of(rest).len()..])),
        _ => None,
    }
}

/// What stands behind "per" or a stroke.
fn each(text: &str, any: bool) -> Option<String> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    if digits > 0 {
        let number: String = text[..digits].chars().filter(char::is_ascii_digit).collect();
        let noun = word_of(text[digits..].trim_start());
        let counted = lexicon::lookup(noun).is_none() && is_plural(noun);
        let number = number.trim_start_matches('0');
        return (any && !number.is_empty())
            .then(|| if counted { format!("{number} {noun}") } else { number.to_owned() });
    }
    let mut rest = text;
    let mut word = word_of(rest);
    while ADJECTIVES.contains(&word) {
        rest = rest[word.len()..].trim_start();
        word = word_of(rest);
    }
    // "per cent" is a unit, "per se" is Latin.
    if word.is_empty() || matches!(word, "cent" | "se" | "cents") {
        return None;
    }
    named(word).or_else(|| (any && lexicon::lookup(word).is_none() && word.len() > 2).then(|| word.to_lowercase()))
}

/// The name of a unit of measurement or of a noun of the table.
fn named(word: &str) -> Option<String> {
    if let Some(noun) = NOUNS.iter().find(|noun| noun.eq_ignore_ascii_case(word)) {
        return Some((*noun).to_owned());
    }
    Measure::named(word).filter(|_| word.len() > 1).map(|measure| measure.name().to_owned())
}

fn is_earlier(behind: &str) -> bool {
    let next = word_of(behind.trim_start());
    EARLIER.contains(&next)
}

fn word_of(text: &str) -> &str {
    let len = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    &text[..len]
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("denominator.rs"), super::denominator);
    }
}
