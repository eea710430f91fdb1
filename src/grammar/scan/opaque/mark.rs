//! Marks of lists and footnotes.
//!
//! ```ebnf
//! mark     = "(" , number , ")" | number , ")" | number , "." ;              (* one of a series, before an item *)
//! footnote = "[" , number , "]" | word , "(" , number , ")" ;
//! ```
//!
//! A number in brackets is as often the count of what stands before it, "women (5) and men (7)": it is a mark only where the one
//! before it or after it is there too.

use crate::grammar::lexicon::Word;
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
            _ if self.is_section(at, end) => Some(NonQuantity::Designator),
            _ if self.is_superscript(at, end) => Some(NonQuantity::Footnote),
            (None | Some(b' ' | b'\n' | b'\t'), [b'\t', next, ..]) if end - at <= 2 && next.is_ascii_uppercase() => {
                Some(NonQuantity::ListMark)
            }
            (_, [b'.' | b'\n', ..] | []) => self.at_start(at, end).or_else(|| self.in_series(at, end)),
            (_, [b' ', ..]) => self.before_title(at, end),
            _ => None,
        }
    }

    /// "(2)": a footnote where it is glued to a word, a mark where it is one of a series.
    fn in_brackets(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let bytes = self.text.as_bytes();
        let [.., before, _open] = self.out.tokens.as_slice() else { return self.serial(at, end) };
        let glued = at.checked_sub(2).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_graphic);
        // "Net sales (1)⏎", "Costs (1), (2)": on a heading, and beside another one.
        let behind = bytes.get(end + 1..).unwrap_or_default();
        let heads = end - at == 1
            && matches!(before.kind, TokenKind::Name | TokenKind::Other | TokenKind::Close)
            && (matches!(behind, [] | [b'\n', ..] | [b' ', b'\n', ..] | [b' '])
                || matches!(behind, [b'(', digit, b')', ..] | [b' ', b'(', digit, b')', ..] | [b',', b' ', b'(', digit, b')', ..] if digit.is_ascii_digit()));
        if heads {
            return Some(NonQuantity::Footnote);
        }
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

    /// "4.2 Vesting of Units", "8.4⏎(a)": the number of a section before its title.
    fn is_section(&self, at: usize, end: usize) -> bool {
        let printed = &self.text[at..end];
        let starts = at == self.start || self.starts_line(at);
        let Some((whole, part)) = printed.split_once('.') else { return false };
        let short = whole.len() <= 2 && (1..=2).contains(&part.len());
        let title = self.text[end..].trim_start_matches([' ', '\t']);
        let titled = title.len() < self.text.len() - end && starts_big(title) && self.noun(end).is_none()
            || title.starts_with('\n');
        starts && short && titled
    }

    /// "It fell last year.1 The slump", "the main religions 1 .", "per cent3": a raised figure that lost its height.
    fn is_superscript(&self, at: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let behind = &self.text[end..];
        let printed = &bytes[at..end];
        if end - at > 2 || printed.contains(&b'.') {
            // "It peaked in 2010.19 The rate fell"
            let year = matches!(
                printed,
                [b'1' | b'2', b'9' | b'0', _, _, b'.', _] | [b'1' | b'2', b'9' | b'0', _, _, b'.', _, _]
            );
            let dated = matches!(
                self.last_word(),
                Some(Word::In | Word::Since | Word::Of | Word::By | Word::Time | Word::From)
            );
            return year && dated && (behind.is_empty() || behind.starts_with(' ') && starts_big(behind));
        }
        let word_before =
            |at: usize| at >= 2 && bytes[at - 1].is_ascii_lowercase() && bytes[at - 2].is_ascii_lowercase();
        let glued = matches!(bytes.get(at.wrapping_sub(1)), Some(b'.' | b',' | b';' | b'"'))
            && at > self.start + 2
            && (word_before(at - 1) || bytes[at - 2] == b')' || bytes[at - 1] == b'"')
            && (behind.is_empty() || behind.starts_with('\n') || behind.starts_with(' ') && starts_big(behind));
        let raised = end - at == 1
            && bytes.get(at.wrapping_sub(1)) == Some(&b' ')
            && word_before(at - 1)
            && (behind == " ." || behind.starts_with(" . ") || behind.starts_with(" .\n") || behind.starts_with(" , "))
            && self
                .out
                .tokens
                .last()
                .is_some_and(|token| matches!(token.kind, TokenKind::Other | TokenKind::Period(_)));
        glued || raised
    }

    /// "9. Vermont 14.9 10. Ohio 14.8": the place of the next one, right behind the figure of the one before.
    fn in_series(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let last = self.out.tokens.last().filter(|last| matches!(last.kind, TokenKind::Amount(..)))?;
        let beside = self.text.get(last.end as usize..at)?.trim_matches([' ', '\n']).is_empty();
        let titled = self.text.get(end..)?.strip_prefix(". ").is_some_and(starts_big);
        (beside && titled && end - at <= 2).then_some(NonQuantity::ListMark)
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
        [b'\n', b'\n', next, ..] => next.is_ascii_alphabetic(),
        [b' ' | b'\n', next, ..] => next.is_ascii_alphabetic() || *next == b'$' || *next >= 0x80,
        _ => false,
    }
}

/// Whether a word with a capital follows.
fn starts_big(behind: &str) -> bool {
    behind.trim_start_matches(' ').starts_with(char::is_uppercase)
}
