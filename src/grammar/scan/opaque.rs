//! Digits that are no quantity: labels, ordinals, times, phone numbers, versions.

use super::{Scanner, run_length};
use crate::grammar::lexicon::{self, Word};
use crate::grammar::number;
use crate::grammar::token::TokenKind;
use crate::grammar::unit;

impl Scanner<'_> {
    /// Whether so many digits here can start a period: a year, "3Q24", or a day or a number of months.
    pub(super) fn may_be_period(&self, digits: usize) -> bool {
        let bytes = self.rest().as_bytes();
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

    /// How long the thing is that starts here with so many digits and is no quantity; `None` if it may be one.
    pub(super) fn opaque(&self, digits: usize, labelled: bool) -> Option<usize> {
        let rest = self.rest();
        if labelled {
            let len = run_length(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/')).max(1);
            return Some(rest[..len].trim_end_matches(['.', '-', '/']).len());
        }
        let after = &rest[digits..];
        match after.as_bytes() {
            [b's', b't', ..] | [b'n' | b'r', b'd', ..] | [b't', b'h', ..]
                if !after[2..].starts_with(|c: char| c.is_alphanumeric()) =>
            {
                return Some(digits + 2);
            }
            // 4:30, 24/7, 12/31/2024
            [b':' | b'/', b'0'..=b'9', ..] => {
                return Some(run_length(rest, |b| b.is_ascii_digit() || matches!(b, b':' | b'/')));
            }
            // 051-9208416, 1-800-555-0100, 3-2: runs of digits joined by hyphens, unless a unit makes them a range.
            [b'-', b'0'..=b'9', ..] => {
                let run = run_length(rest, |b| b.is_ascii_digit() || b == b'-');
                let unit = unit::suffix(&rest[run..], false);
                // "8-1/4", "10-7/8": a number with a fraction.
                let fraction = rest[run..].starts_with('/') && number::printed(rest).is_some_and(|(_, len)| len > run);
                if !fraction && unit.mark.is_none() && unit.scale.is_none() && !rest[run..].starts_with(['.', ',']) {
                    return Some(rest[..run].trim_end_matches('-').len());
                }
            }
            [b' ' | b'a' | b'p' | b'A' | b'P' | b'o' | 0xc2, ..] if digits <= 2 && is_clock(after) => {
                return Some(digits);
            }
            _ => {}
        }
        // Leading zeros: "007", "02".
        (digits > 1 && rest.starts_with('0')).then_some(digits)
    }
}

/// Whether what stands behind a number makes it a time of day: "9 a.m.", "5 pm".
fn is_clock(after: &str) -> bool {
    let word = after.trim_start_matches([' ', '\u{a0}']);
    matches!(word.as_bytes().first(), Some(b'a' | b'p' | b'A' | b'P' | b'o'))
        && ["a.m", "p.m", "am ", "pm ", "AM", "PM", "o’clock", "o'clock"].iter().any(|time| word.starts_with(time))
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
