//! Digits that are no quantity: labels, ordinals, times, ages, names, marks of lists, telephone numbers, odds.

mod age;
mod broken;
mod cite;
mod clock;
mod contact;
mod label;
mod mark;
mod name;
mod odds;
mod page;
#[cfg(test)]
mod tests;

use super::{Scanner, run_length};
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::number;
use crate::grammar::token::{Amount, TokenKind};
use crate::grammar::unit;

use clock::is_clock;

impl Scanner<'_> {
    /// Whether so many digits here can start a period: a year, "3Q24", or a day or a number of months.
    pub(super) fn may_be_period(&self, digits: usize) -> bool {
        let bytes = self.rest().as_bytes();
        let behind = |n: usize| bytes.get(digits + n).copied().unwrap_or(b' ');
        match digits {
            4 => true,
            1 | 2 => match behind(0) {
                b'Q' | b'H' | b'M' | b's' | b'n' | b'r' | b't' | 0x80.. => true,
                // "19 December", "12 months", "13 weeks", "19 of May"
                b' ' | b'\n' => {
                    behind(1).is_ascii_uppercase()
                        || matches!(behind(1), b'm' | b'o' | b'w')
                        || behind(1) == b' ' && behind(2).is_ascii_uppercase()
                }
                b'-' => matches!(behind(1), b'm' | b'w'),
                _ => false,
            },
            _ => false,
        }
    }

    /// What starts here with so many digits and is no quantity by its own look, and how long it is; `None` if it may be one.
    pub(super) fn opaque(&self, digits: usize, label: Option<NonQuantity>) -> Option<(NonQuantity, usize)> {
        let rest = self.rest();
        if let Some(what) = label {
            return Some((what, self.label_length()));
        }
        let after = &rest[digits..];
        match after.as_bytes() {
            [b's', b't', ..] | [b'n' | b'r', b'd', ..] | [b't', b'h', ..]
                if !after[2..].starts_with(|c: char| c.is_alphanumeric()) =>
            {
                return Some((NonQuantity::Ordinal, digits + 2));
            }
            // 4:30, 24/7, 12/31/2024
            [b':' | b'/', b'0'..=b'9', ..] => {
                let len = run_length(rest, |b| b.is_ascii_digit() || matches!(b, b':' | b'/' | b'-'));
                let len = rest[..len].trim_end_matches([':', '/', '-']).len();
                return Some((if after.starts_with(':') { NonQuantity::Clock } else { NonQuantity::Identifier }, len));
            }
            // 051-9208416, 1-800-555-0100, 3-2: runs of digits joined by hyphens, unless a unit makes them a range.
            [b'-', b'0'..=b'9', ..] => {
                let run = run_length(rest, |b| b.is_ascii_digit() || b == b'-');
                let unit = unit::suffix(&rest[run..], false);
                // "8-1/4", "10-7/8": a number with a fraction.
                let fraction = rest[run..].starts_with('/') && number::printed(rest).is_some_and(|(_, len)| len > run);
                // "333-155314, 333-159778": numbers of files, whose parts differ in length.
                let (first, second) = rest[..run].split_once('-').unwrap_or_default();
                let file = second.len() > first.len() + 1 && rest[run..].starts_with(", ");
                if !fraction
                    && !self.is_ranged()
                    && unit.mark.is_none()
                    && unit.scale.is_none()
                    && (file || !rest[run..].starts_with(['.', ',']))
                {
                    return Some((NonQuantity::Identifier, rest[..run].trim_end_matches('-').len()));
                }
            }
            // "401(k)", "501(c)(3)"
            [b'(', b'a'..=b'z', ..] if label::clause(after.as_bytes()) > 0 => {
                return Some((NonQuantity::Designator, self.label_length()));
            }
            [b' ' | b'a' | b'p' | b'A' | b'P' | b'o' | 0xc2, ..] if digits <= 2 && is_clock(&rest[..digits], after) => {
                return Some((NonQuantity::Clock, digits));
            }
            _ => {}
        }
        // Leading zeros: "007", "02".
        (digits > 1 && rest.starts_with('0')).then_some((NonQuantity::Identifier, digits))
    }

    /// What the number from `at` to `end` is that was read as an amount and counts nothing, and where it ends. Only the words around
    /// it tell.
    #[inline]
    pub(super) fn non_quantity(&self, at: usize, end: usize, amount: &Amount) -> Option<(NonQuantity, usize)> {
        if amount.bare {
            return self.bare_non_quantity(at, end, amount);
        }
        if let Some(end) = self.age_in_years(amount, end) {
            return Some((NonQuantity::Age, end));
        }
        if let Some(end) = self.broken_group(end) {
            return Some((NonQuantity::Unreadable, end));
        }
        if self.is_patent(at, end) {
            return Some((NonQuantity::Designator, end));
        }
        if self.is_model(at, end, amount) {
            return Some((NonQuantity::Name, end));
        }
        self.is_confidence(amount, end).then_some((NonQuantity::Confidence, end))
    }

    #[inline(never)] // Most numbers have a unit.
    fn bare_non_quantity(&self, at: usize, end: usize, amount: &Amount) -> Option<(NonQuantity, usize)> {
        // "grant 41925027": no text leaves so many digits without a comma.
        const MOST: usize = 7;
        if end - at > MOST && self.text.as_bytes()[at..end].iter().all(u8::is_ascii_digit) {
            return Some((NonQuantity::Identifier, end));
        }
        if self.text.as_bytes()[at] == b'-' {
            return self.page(at, end).map(|what| (what, end + 1));
        }
        // "+5", "±1": only a quantity has a sign.
        if !self.text.as_bytes().get(at..end)?.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
            return None;
        }
        if let Some(what) = self.mark_of(at, end).or_else(|| self.clock_or_day(at, end)) {
            return Some((what, end));
        }
        if let Some(end) = self.age(at, end) {
            return Some((NonQuantity::Age, end));
        }
        if self.address(at, end) {
            return Some((NonQuantity::Identifier, end));
        }
        if let Some(end) = self.odds(amount, end) {
            return Some((NonQuantity::Odds, end));
        }
        if let Some(what) = self.page(at, end) {
            return Some((what, end));
        }
        if self.is_cited(at, end) {
            return Some((NonQuantity::Designator, end));
        }
        if let Some(end) = self.broken(at, end) {
            return Some((NonQuantity::Unreadable, end));
        }
        self.listed_on(end).or_else(|| self.goes_on_at(end)).or_else(|| self.in_name(at, end)).map(|what| (what, end))
    }

    /// Pushes what is no quantity.
    pub(super) fn push_non_quantity(&mut self, what: NonQuantity, len: usize) {
        self.out.skipped += u32::from(what == NonQuantity::Unreadable);
        self.push(TokenKind::Opaque(what), len);
    }

    /// Reads a telephone number here.
    pub(super) fn telephone(&mut self) -> bool {
        let Some((mut len, bracket)) = self.phone() else { return false };
        if bracket {
            self.out.truncate(self.out.tokens.len() - 1);
            self.pos -= 1;
            len += 1;
        }
        self.push_non_quantity(NonQuantity::Identifier, len);
        true
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
