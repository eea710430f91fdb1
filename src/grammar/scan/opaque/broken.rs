//! Digits that a converter or a slip of the pen set apart: "1 9 8 7", "during 20 16", "$ 5 ,0 0 0".

use crate::grammar::lexicon::Word;
use crate::grammar::scan::Scanner;
use crate::grammar::token::TokenKind;
use crate::grammar::unit;

impl Scanner<'_> {
    /// Where the digits end that start with the bare number from `at` to `end` and can't be read with certainty.
    pub(super) fn broken(&self, at: usize, end: usize) -> Option<usize> {
        self.broken_year(at, end).or_else(|| self.broken_group(end)).or_else(|| self.broken_digits(at, end))
    }

    /// "during 20 16", "by Dece mber 31": a year in two halves.
    fn broken_year(&self, at: usize, end: usize) -> Option<usize> {
        let century = matches!(self.text.get(at..end)?, "19" | "20");
        let behind = self.text.as_bytes().get(end..)?;
        let led = matches!(
            self.last_word(),
            Some(Word::In | Word::Since | Word::Time | Word::Of | Word::By | Word::To | Word::From)
        );
        let pair = matches!(
            behind,
            [b' ', b'0'..=b'3', b'0'..=b'9']
                | [b' ', b'0'..=b'3', b'0'..=b'9', b' ' | b',' | b'.' | b'\n' | b')' | b';', ..]
        );
        (century && led && pair && self.noun(end + 3).is_none()).then_some(end + 3)
    }

    /// "5 ,0 0 0" and "(156, 247)": groups with a blank beside the comma. In brackets they may be two references; either way none of
    /// them is a quantity by itself.
    pub(in crate::grammar::scan) fn broken_group(&self, end: usize) -> Option<usize> {
        let behind = self.text.as_bytes().get(end..)?;
        let three = |at: usize| {
            behind.get(at..at + 3).is_some_and(|group| group.iter().all(u8::is_ascii_digit))
                && !behind.get(at + 3).is_some_and(u8::is_ascii_digit)
        };
        match behind {
            [b' ', b',', b'0'..=b'9', ..] => Some(end),
            [b',', b' ', ..] if three(2) => {
                let bracketed = self.out.tokens.last().is_some_and(|token| token.kind == TokenKind::Open)
                    && behind.get(5) == Some(&b')');
                bracketed.then_some(end + 5)
            }
            _ => None,
        }
    }

    /// A run of digits that no rule of grouping explains: "1 9 8 7", "201 3-14".
    fn broken_digits(&self, at: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (mut pos, mut groups, mut single) = (end, 1, end - at == 1);
        loop {
            // "3 + 5 =": what a form asks of who is no machine.
            if groups == 1
                && bytes[pos..].starts_with(b" =")
                && self.out.tokens.last().is_some_and(|sign| self.text_of(sign) == "+")
            {
                return Some(pos);
            }
            let gap = bytes.get(pos..)?.iter().take(2).take_while(|byte| **byte == b' ').count();
            let start = pos + gap;
            let digits = bytes.get(start..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
            // "7 + 6 =", "21 de mayo"
            let behind = &bytes[pos..];
            if groups == 1 && (behind.starts_with(b" de ") || behind.starts_with(b" + ") && digits_at(behind, 3)) {
                return Some(pos);
            }
            if gap == 0 || digits == 0 || matches!(bytes.get(start + digits), Some(b'/' | b':')) {
                break;
            }
            // "12 5-star hotels"
            let compound = matches!(bytes.get(start + digits..), Some([b'-', next, ..]) if next.is_ascii_alphabetic());
            if compound {
                break;
            }
            single |= digits == 1;
            groups += 1;
            pos = start + digits;
        }
        if groups == 1 || !single {
            return None;
        }
        // ".5%" of "4 7 .5%" belongs to it.
        let behind = self.text.get(pos..)?;
        let point = behind.trim_start_matches(' ');
        if point.starts_with('.') && point[1..].starts_with(|c: char| c.is_ascii_digit()) {
            pos = self.text.len() - point.len() + 1 + point[1..].bytes().take_while(u8::is_ascii_digit).count();
        }
        Some(pos + unit::suffix(self.text.get(pos..)?, false).len)
    }
}

fn digits_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}
