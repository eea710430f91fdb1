//! Marks of lists and footnotes.
//!
//! ```ebnf
//! mark     = "(" , number , ")" | number , ")" | number , "." ;              (* one of a series, before an item *)
//! footnote = "[" , number , "]" | word , "(" , number , ")" ;
//! ```
//!
//! A number in brackets is as often the count of what stands before it, "women (5) and men (7)": it is a mark only where the one
//! before it or after it is there too.

use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::scan::Scanner;
use crate::grammar::token::TokenKind;

/// The highest mark of a list.
const HIGHEST: usize = 40;
/// How far back the mark before this one is looked for.
const REACH: usize = 3000;

impl Scanner<'_> {
    /// What the bare number from `at` to `end` marks.
    pub(super) fn mark_of(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let bytes = self.text.as_bytes();
        let behind = bytes.get(end..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).filter(|_| at > self.start);
        if self.out.tokens.last().is_some_and(|token| self.text_of(token) == "=") {
            return self.behind_equals(at);
        }
        match (before, behind) {
            (Some(b'['), [b']' | b',', ..]) if end - at <= 3 => Some(NonQuantity::Footnote),
            (Some(b'('), [b')', ..]) if end - at <= 2 => self.in_brackets(at, end),
            (_, [b')', ..]) if end - at <= 2 => {
                let figure = matches!(behind, [_, b' ', b'0'..=b'9', ..]);
                let item = (figure || is_item(&behind[1..])) && !self.is_inside_brackets();
                item.then_some(NonQuantity::ListMark)
            }
            (_, [b'.', ..] | []) => self.at_start(at, end),
            (_, [b' ', ..]) => self.before_title(at, end),
            _ => None,
        }
    }

    /// "(2)": a footnote where it is glued to a word, a mark where it is one of a series.
    fn in_brackets(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let bytes = self.text.as_bytes();
        let [.., before, _open] = self.out.tokens.as_slice() else { return self.serial(at, end) };
        let glued = at.checked_sub(2).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_graphic);
        if glued && matches!(before.kind, TokenKind::Name | TokenKind::Other | TokenKind::Period(_) | TokenKind::Stop) {
            return Some(NonQuantity::Footnote);
        }
        if matches!(before.kind, TokenKind::Amount(..)) { None } else { self.serial(at, end) }
    }

    /// Whether the mark before this one or after it stands in the text.
    fn serial(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let number: usize = self.text.get(at..end)?.parse().ok()?;
        let goes_on = |number: usize, text: &str| {
            let mark = format!("({number})");
            text.match_indices(&mark).any(|(at, _)| is_item(&text.as_bytes()[at + mark.len()..]))
        };
        let first = (0..=at.saturating_sub(REACH)).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let behind = self.text.get(end + 1..)?;
        let item = is_item(behind.as_bytes()) || behind.starts_with(", ") && number > 1;
        let here = item && (1..=HIGHEST).contains(&number);
        let listed = here
            && (goes_on(number + 1, self.text.get(end..)?)
                || number > 1 && goes_on(number - 1, self.text.get(first..at)?)
                || number == 1
                    && self.out.tokens.iter().rev().nth(1).is_none_or(|token| token.kind == TokenKind::Colon));
        listed.then_some(NonQuantity::ListMark)
    }

    /// "4. The rule", "2.", "5 - Engineering": at the start of a sentence or of a line.
    fn at_start(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let behind = self.text.get(end..)?;
        // "clinicians: 15⏎" is a figure, "deals: 1.Extra" a mark.
        if self.out.tokens.last().is_some_and(|last| last.kind == TokenKind::Colon) && !behind.starts_with('.') {
            return None;
        }
        let behind = behind.strip_prefix('.').unwrap_or(behind);
        let item = behind.trim().is_empty() || is_item(behind.as_bytes()) || starts_big(behind);
        (end - at <= 2 && item && self.starts_line(at)).then_some(NonQuantity::ListMark)
    }

    /// "4 - Engineering", "3 Other income".
    fn before_title(&self, at: usize, end: usize) -> Option<NonQuantity> {
        if at != self.start || end - at > 2 {
            return None;
        }
        let behind = self.text.get(end..)?;
        let item = [" - ", " – ", " — "].iter().find_map(|dash| behind.strip_prefix(dash));
        let title = item.map_or_else(|| starts_big(behind) && self.noun(end).is_none(), starts_big);
        title.then_some(NonQuantity::ListMark)
    }

    /// Whether a line begins here that does not go on from the words before.
    fn starts_line(&self, at: usize) -> bool {
        let Some(last) = self.out.tokens.last() else { return true };
        let gap = self.text.get(last.end as usize..at).unwrap_or_default();
        gap.contains('\n')
            && matches!(last.kind, TokenKind::Name | TokenKind::Stop | TokenKind::Close | TokenKind::Quote)
            || last.kind == TokenKind::Colon && gap.len() <= 1
    }

    /// "n = 187" and "id=674".
    fn behind_equals(&self, at: usize) -> Option<NonQuantity> {
        let [.., name, _equals] = self.out.tokens.as_slice() else { return None };
        let sample = matches!(self.text_of(name), "n" | "N");
        let glued = self.text.as_bytes().get(at.checked_sub(2)?).is_some_and(u8::is_ascii_alphabetic);
        match (sample, glued) {
            (true, _) => Some(NonQuantity::SampleSize),
            (false, true) => Some(NonQuantity::Identifier),
            (false, false) => None,
        }
    }

    /// Whether a bracket is open here.
    fn is_inside_brackets(&self) -> bool {
        let depth = |kind| match kind {
            TokenKind::Open => Some(true),
            TokenKind::Close => Some(false),
            _ => None,
        };
        self.out.tokens.iter().rev().find_map(|token| depth(token.kind)).unwrap_or(false)
    }
}

/// Whether an item of a list follows: a blank and then a word.
fn is_item(behind: &[u8]) -> bool {
    match behind {
        [b' ' | b'\n', next, ..] => next.is_ascii_alphabetic() || *next == b'$' || *next >= 0x80,
        _ => false,
    }
}

/// Whether a word with a capital follows.
fn starts_big(behind: &str) -> bool {
    behind.trim_start_matches(' ').starts_with(char::is_uppercase)
}
