//! What one cell of a table holds: a number, a blank, or words.
//!
//! ```ebnf
//! cell   = [ sign ] , [ currency ] , [ sign | "(" ] , number , [ scale ] , [ unit ] , [ ")" ] , [ "%" ] , { "*" | "†" } ;
//! sign   = "+" | "-" | "−" | "–" | "▲" | "▼" ;
//! blank  = "" | "-" | "–" | "—" | "n/a" | "nm" | ".." ;
//! ```
//!
//! A cell is no sentence: "1995" may be a count there, and a number in brackets is negative.

use rust_decimal::Decimal;

use crate::grammar::number::number;
use crate::grammar::unit::{Mark, prefix, suffix};
use crate::model::{Dollar, Unit};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing: a dash, "n/a".
    Blank,
    /// One number and nothing else.
    Number(Number),
    /// Anything else.
    Words,
    /// No telling: the cells of the row could not be told apart.
    Lost,
}

/// The number of a cell, before the header's unit and scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The value, with the scale word that stands beside it.
    pub value: Decimal,
    /// One unit of the last printed place.
    pub ulp: Decimal,
    /// The unit that stands beside it.
    pub unit: Option<Unit>,
    /// Whether a scale word stands beside it.
    pub scaled: bool,
    /// Whether it is written as nothing but an integer without grouping: a year or a place in an order may be.
    pub plain: bool,
}

impl Number {
    /// The number as a calendar year, if it can be one.
    pub fn year(&self) -> Option<Decimal> {
        let range = Decimal::from(1900)..=Decimal::from(2100);
        (self.plain && self.unit.is_none() && range.contains(&self.value)).then_some(self.value)
    }
}

/// Reads the text of a cell.
pub fn read(text: &str, dollar: Dollar) -> Content {
    const LONGEST: usize = 40;
    let text = text.trim().trim_end_matches(['*', '†', '‡', '§']).trim_end();
    if is_blank(text) {
        return Content::Blank;
    }
    // Most cells that are no number begin with a letter of no currency; the length spares the rest of the prose.
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Content::Words;
    }
    parse(text, dollar).map_or(Content::Words, Content::Number)
}

fn is_blank(text: &str) -> bool {
    const BLANKS: &[&str] =
        &["n/a", "na", "n.a.", "nm", "n.m.", "n/m", "nil", "..", "...", "…", "-", "–", "—", "−", "--", "---"];
    text.is_empty() || text.len() <= 4 && BLANKS.iter().any(|blank| blank.eq_ignore_ascii_case(text))
}

fn parse(text: &str, dollar: Dollar) -> Option<Number> {
    let mut rest = text;
    let mut negative = false;
    let mut bracket = false;
    let mut signed = false;
    let mut money = None;
    loop {
        let first = rest.chars().next()?;
        match first {
            '(' if !bracket => bracket = true,
            '+' | '▲' | '↑' if !signed => signed = true,
            '-' | '−' | '–' | '▼' | '↓' if !signed => (signed, negative) = (true, true),
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {}
            '0'..='9' | '.' => break,
            _ if money.is_none() => {
                let found = prefix(rest)?;
                money = Some(dollar.sign(found.currency));
                rest = rest.get(found.len..)?;
                continue;
            }
            _ => return None,
        }
        rest = rest.get(first.len_utf8()..)?;
    }
    let (after, digits) = number(rest).ok()?;
    let plain = !digits.grouped && digits.ulp == Decimal::ONE && !signed && !bracket && money.is_none();
    let mut tail = suffix(after, money.is_some());
    let mut rest = after.get(tail.len..)?.trim_start();
    if bracket {
        rest = rest.strip_prefix(')')?.trim_start();
        if tail.mark.is_none() && !rest.is_empty() {
            let behind = suffix(rest, money.is_some());
            rest = rest.get(behind.len..)?.trim_start();
            tail.mark = behind.mark;
            tail.scale = tail.scale.or(behind.scale);
        }
    }
    if !rest.is_empty() {
        return None;
    }
    let (unit, mark_scale) = match tail.mark {
        None => (money.map(Unit::Money), 0),
        Some(Mark::Money(currency)) => (Some(Unit::Money(dollar.word(currency))), 0),
        Some(Mark::Cents(currency)) => (Some(Unit::Money(dollar.word(currency))), -2),
        Some(Mark::Percent) => (Some(Unit::Percent), 0),
        Some(Mark::Points) => (Some(Unit::Points), 0),
        Some(Mark::BasisPoints) => (Some(Unit::Points), -2),
        Some(Mark::Multiple) => (Some(Unit::Multiple), 0),
        Some(Mark::Time(_)) => return None,
    };
    let power = i32::try_from(tail.scale.unwrap_or(0)).ok()? + mark_scale;
    let (value, ulp) = (shift(digits.value, power)?, shift(digits.ulp, power)?);
    let minus = negative || bracket;
    Some(Number {
        value: if minus { -value } else { value },
        ulp,
        unit,
        scaled: tail.scale.is_some(),
        plain: plain && tail.len == 0,
    })
}

/// A number times a power of ten; `None` where it does not fit.
pub fn shift(value: Decimal, power: i32) -> Option<Decimal> {
    let factor = Decimal::try_from_i128_with_scale(
        if power > 0 { 10i128.checked_pow(power.unsigned_abs())? } else { 1 },
        if power < 0 { power.unsigned_abs() } else { 0 },
    );
    value.checked_mul(factor.ok()?).map(|product| if power > 0 { product.normalize() } else { product })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    fn show(text: &str) -> String {
        match read(text, Dollar::default()) {
            Content::Blank => "blank".to_owned(),
            Content::Words | Content::Lost => "words".to_owned(),
            Content::Number(number) => {
                let unit = number.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
                format!("{} ±{}{unit}", number.value, number.ulp)
            }
        }
    }

    #[test]
    fn numbers_of_cells() {
        let cases = [
            ("1,743", "1743 ±1"),
            ("$5,668", "5668 ±1 USD"),
            ("$ 5,668", "5668 ±1 USD"),
            ("(135)", "-135 ±1"),
            ("$(135)", "-135 ±1 USD"),
            ("($135)", "-135 ±1 USD"),
            ("(5.3)%", "-5.3 ±0.1 %"),
            ("(5.3%)", "-5.3 ±0.1 %"),
            ("-13.0%", "-13.0 ±0.1 %"),
            ("+2.5 pp", "2.5 ±0.1 pp"),
            ("120 bps", "1.20 ±0.01 pp"),
            ("▼ 4.0%", "-4.0 ±0.1 %"),
            ("1995", "1995 ±1"),
            ("$1.2bn", "1200000000 ±100000000 USD"),
            ("2.5x", "2.5 ±0.1 x"),
            ("12.4%*", "12.4 ±0.1 %"),
        ];
        for (text, shown) in cases {
            assert_eq!(show(text), shown, "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["–", "n/a", "", "NM"] {
            assert_eq!(show(text), "blank", "{text}");
        }
        for text in ["Asia", "Q1 2024", "+1 228-435-8205", "5 to 7", "12 May", "1.2.3", "(5", "Top 5", "3 years"] {
            assert_eq!(show(text), "words", "{text}");
        }
    }
}
