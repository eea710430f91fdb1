//! The unit and the scale that a header or a caption gives to the numbers below it: "US$ million", "(000s)", "in thousands".

use crate::grammar::unit::prefix;
use crate::model::{Currency, Dollar, Unit};

/// What a header says of the numbers below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitWords {
    /// The currency.
    pub unit: Option<Unit>,
    /// The power of ten.
    pub scale: Option<u32>,
}

impl UnitWords {
    /// What this one says, and where it is silent what the other one says.
    pub fn or(self, other: Self) -> Self {
        Self { unit: self.unit.or(other.unit), scale: self.scale.or(other.scale) }
    }
}

/// Reads the words of a header, or of a caption: of the latter only what stands in brackets, or all of it if it is nothing but
/// units ("In thousands of US dollars").
pub fn unit_words(text: &str, caption: bool, dollar: Dollar) -> UnitWords {
    const LONGEST: usize = 200;
    if text.is_empty() || text.len() > LONGEST {
        return UnitWords::default();
    }
    let brackets = text.split('(').skip(1).filter_map(|part| part.split(')').next());
    let found = brackets.map(|text| read(text, dollar)).fold(UnitWords::default(), UnitWords::or);
    if found.scale.is_some() || found.unit.is_some() {
        return found;
    }
    let only_units = |text: &str| {
        let lower = text.to_lowercase();
        ["in ", "amounts in ", "figures in ", "all figures in ", "us$", "usd", "$", "€", "£", "rs", "inr", "pkr", "eur"]
            .iter()
            .any(|start| lower.starts_with(start))
            && !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    };
    if !caption || only_units(text) { read(text, dollar) } else { UnitWords::default() }
}

fn read(text: &str, dollar: Dollar) -> UnitWords {
    let mut found = UnitWords::default();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let starts = before.is_none_or(|before| !before.is_alphanumeric() || matches!(before, '$'));
        let glued_to_sign = before.is_some_and(|before| matches!(before, '$' | '€' | '£' | '₹'));
        before = Some(c);
        let rest = text.get(at..).unwrap_or_default();
        if !starts && !glued_to_sign {
            continue;
        }
        if found.unit.is_none()
            && let Some(money) = prefix(rest).filter(|money| !money.strict)
            && !rest.get(money.len..).is_some_and(|next| c.is_alphabetic() && glues(rest, money.len, next))
        {
            found.unit = Some(Unit::Money(dollar.sign(money.currency)));
        }
        if found.scale.is_none() {
            found.scale = scale(rest, glued_to_sign || found.unit.is_some());
        }
    }
    // Lakh and crore are counted in rupees of India where the sign leaves it open, as in prose.
    if matches!(found.scale, Some(5 | 7)) && found.unit == Some(Unit::Money(Currency::PKR)) && !text.contains("PKR") {
        found.unit = Some(Unit::Money(Currency::INR));
    }
    found
}

/// Whether a currency's letters are the beginning of a longer word ("Rsum").
fn glues(rest: &str, len: usize, next: &str) -> bool {
    rest.get(..len).is_some_and(|sign| sign.ends_with(char::is_alphabetic)) && next.starts_with(char::is_lowercase)
}

/// The power of ten that a word begins with.
fn scale(text: &str, money: bool) -> Option<u32> {
    const WORDS: &[(&str, u32)] = &[
        ("thousands", 3),
        ("thousand", 3),
        ("millions", 6),
        ("million", 6),
        ("billions", 9),
        ("billion", 9),
        ("trillion", 12),
        ("crores", 7),
        ("crore", 7),
        ("lakhs", 5),
        ("lakh", 5),
        ("mln", 6),
        ("mn", 6),
        ("bn", 9),
        ("000s", 3),
        ("000", 3),
    ];
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..end)?;
    if let Some((_, power)) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)) {
        return Some(*power);
    }
    match word {
        "m" | "M" | "mm" | "MM" if money => Some(6),
        "b" | "B" if money => Some(9),
        "k" | "K" if money => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, caption: bool) -> String {
        let words = unit_words(text, caption, Dollar::default());
        format!("{} {}", words.unit.map(|unit| unit.to_string()).unwrap_or_default(), words.scale.unwrap_or(0))
    }

    #[test]
    fn headers_give_unit_and_scale() {
        assert_eq!(show("US$ million", false), "USD 6");
        assert_eq!(show("2024 (000s)", false), " 3");
        assert_eq!(show("£m", false), "GBP 6");
        assert_eq!(show("Rs crore", false), "INR 7");
        assert_eq!(show("Q1 2024", false), " 0");
        assert_eq!(show("(In thousands, except per share figures) (Unaudited)", true), " 3");
        assert_eq!(show("in millions of euros", true), " 6");
        assert_eq!(show("Revenue of $5 million was a record", true), " 0");
        assert_eq!(show("The thousands who came", true), " 0");
    }
}
