//! Digits that are no quantity: labels, ordinals, times, phone numbers, versions.

use super::{Scanner, run_length};
use crate::grammar::lexicon::{self, Word};
use crate::grammar::number;
use crate::grammar::token::TokenKind;
use crate::grammar::unit;

impl Scanner<'_> {
    /// Whether the digits here can start a period: a year, "3Q24", or a day or a number of months.
    pub(super) fn may_be_period(&self) -> bool {
        let bytes = self.rest().as_bytes();
        let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        let behind = |n: usize| bytes.get(digits + n).copied().unwrap_or(b' ');
        match digits {
            4 => true,
            1 | 2 => match behind(0) {
                b'Q' | b'H' | b's' | b'n' | b'r' | b't' | 0x80.. => true,
                // "19 December", "12 months", "13 weeks", "19 of May"
                b' ' | b'\n' => behind(1).is_ascii_uppercase() || matches!(behind(1), b'm' | b'o' | b'w'),
                b'-' => matches!(behind(1), b'm' | b'w'),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the word before says that the number is a label: "No. 3", "page 12", "aged 65".
    pub(super) fn after_label(&self) -> bool {
        let Some(last) = self.out.tokens.last() else { return false };
        let last = if last.kind == TokenKind::Stop && self.out.tokens.len() > 1 {
            self.out.tokens[self.out.tokens.len() - 2]
        } else {
            *last
        };
        if last.kind == TokenKind::Symbol {
            return self
                .text
                .get(last.start as usize..last.end as usize)
                .is_some_and(|mark| matches!(mark, "#" | "@" | "/" | "_"));
        }
        // "No. 3": the same word as "no", told apart by the point.
        if last.kind == TokenKind::Word(Word::Not) {
            return self.out.tokens.last().is_some_and(|token| token.kind == TokenKind::Stop);
        }
        matches!(last.kind, TokenKind::Other | TokenKind::Name)
            && self.text.get(last.start as usize..last.end as usize).is_some_and(lexicon::is_label)
    }

    /// How long the thing is that starts here with a digit and is no quantity; `None` if it may be one.
    pub(super) fn opaque(&self) -> Option<usize> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let digits = run_length(rest, |b| b.is_ascii_digit());
        let after = &rest[digits..];
        if self.after_label() {
            return Some(run_length(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/')).max(1))
                .map(|len| rest[..len].trim_end_matches(['.', '-', '/']).len());
        }
        if matches!(after.get(..2), Some("st" | "nd" | "rd" | "th"))
            && !after[2..].starts_with(|c: char| c.is_alphanumeric())
        {
            return Some(digits + 2);
        }
        let next = after.as_bytes().first().copied().unwrap_or(b' ');
        let then = after.as_bytes().get(1).copied().unwrap_or(b' ');
        // 4:30, 24/7, 12/31/2024
        if matches!(next, b':' | b'/') && then.is_ascii_digit() {
            return Some(run_length(rest, |b| b.is_ascii_digit() || matches!(b, b':' | b'/')));
        }
        // "9 a.m.", "5 pm"
        let word = after.trim_start_matches([' ', '\u{a0}']);
        if digits <= 2
            && ["a.m", "p.m", "am ", "pm ", "AM", "PM", "o’clock", "o'clock"].iter().any(|t| word.starts_with(t))
        {
            return Some(digits);
        }
        // 051-9208416, 1-800-555-0100, 3-2: runs of digits joined by hyphens, unless a unit makes them a range.
        if next == b'-' && then.is_ascii_digit() {
            let run = run_length(rest, |b| b.is_ascii_digit() || b == b'-');
            let unit = unit::suffix(&rest[run..], false);
            // "8-1/4", "10-7/8": a number with a fraction.
            let fraction = rest[run..].starts_with('/')
                && number::number(rest).is_ok_and(|(behind, _)| behind.len() + run < rest.len());
            if !fraction && unit.mark.is_none() && unit.scale.is_none() && !rest[run..].starts_with(['.', ',']) {
                return Some(rest[..run].trim_end_matches('-').len());
            }
        }
        // Leading zeros: "007", "02".
        if digits > 1 && bytes[0] == b'0' {
            return Some(digits);
        }
        None
    }
}

/// The number that an ordinal in digits names, up to ten.
pub(super) fn ordinal(text: &str) -> Option<u8> {
    let digits = text
        .strip_suffix("st")
        .or_else(|| text.strip_suffix("nd"))
        .or_else(|| text.strip_suffix("rd"))
        .or_else(|| text.strip_suffix("th"))?;
    digits.parse().ok().filter(|n| *n <= 10)
}
