//! Bounds in other words than hedges: "less than or equal to 100", "larger than 30", ">700", "five or more", "70+".
//!
//! ```ebnf
//! before = ( ">" | "<" | "≥" | "≤" ) , [ "=" ] | comparative , [ "than" ] , "or equal" , ( "to" | "than" ) | ( "larger" | "smaller" | … ) , "than" ;
//! behind = "or" , ( "more" | "less" | "fewer" | "greater" | "higher" | "lower" | "above" | "below" | … ) , [ "than" ] | "+" ;
//! ```
//!
//! "5% larger than $30 million" compares, and "5,000 or more than 4,000" gives a choice: neither is a bound.

use std::ops::Range;

use super::{Scanner, offset};
use crate::grammar::lexicon::{GuardWord, Word};
use crate::grammar::token::{Amount, TokenKind};
use crate::model::HedgeKind;

/// What stands behind "or", and on which side the true value lies.
const BEHIND: [(&str, HedgeKind); 14] = [
    (" or more", HedgeKind::AtLeast),
    (" or greater", HedgeKind::AtLeast),
    (" or higher", HedgeKind::AtLeast),
    (" or larger", HedgeKind::AtLeast),
    (" or bigger", HedgeKind::AtLeast),
    (" or above", HedgeKind::AtLeast),
    (" or better", HedgeKind::AtLeast),
    (" or less", HedgeKind::AtMost),
    (" or fewer", HedgeKind::AtMost),
    (" or lower", HedgeKind::AtMost),
    (" or smaller", HedgeKind::AtMost),
    (" or below", HedgeKind::AtMost),
    (" or under", HedgeKind::AtMost),
    (" or over", HedgeKind::AtLeast),
];

impl Scanner<'_> {
    /// The bound that ends the tokens, and how many of them it takes.
    pub(super) fn bound_before(&self) -> Option<(HedgeKind, usize)> {
        let tokens = &self.out.tokens;
        let last = tokens.last()?;
        let word = |back: usize| {
            tokens
                .len()
                .checked_sub(back)
                .and_then(|at| tokens.get(at))
                .map_or("", |token| self.text_at(token.start, token.end))
        };
        match (last.kind, word(1)) {
            (TokenKind::Symbol, sign) => {
                let (sign, taken) = if sign == "=" { (word(2), 2) } else { (sign, 1) };
                let kind = match sign {
                    ">" | "≥" => HedgeKind::AtLeast,
                    "<" | "≤" => HedgeKind::AtMost,
                    _ => return None,
                };
                // "<b>5": a mark of it is glued to what stands before.
                let start = tokens.get(tokens.len() - taken)?.start as usize;
                let apart = start == self.start || self.text[..start].ends_with([' ', '(', '\u{a0}', '[']);
                apart.then_some((kind, taken))
            }
            (_, "to" | "than") if word(2) == "equal" && word(3) == "or" => {
                let than = usize::from(word(4) == "than");
                let kind = side(word(4 + than)).or_else(|| (word(4) == "least").then_some(HedgeKind::AtLeast))?;
                let taken = 4 + than + usize::from(word(4) == "least");
                Some((kind, taken))
            }
            (_, "than") => {
                let sized = matches!(word(2), "larger" | "bigger" | "smaller");
                let bound = |amount: &Amount| amount.hedge.is_some();
                let level = sized && self.out.amounts.iter().all(bound);
                level.then(|| side(word(2))).flatten().map(|kind| (kind, 2))
            }
            _ => None,
        }
    }

    /// The bound behind a number that ends at `end`, and where it ends itself.
    pub(super) fn bound_behind(&self, end: usize) -> Option<(HedgeKind, Range<u32>)> {
        let behind = self.text.get(end..)?;
        match behind.as_bytes() {
            [b'+'] | [b'+', b' ' | b'\n' | b',' | b'.' | b')' | b';', ..] => {
                return Some((HedgeKind::AtLeast, offset(end)..offset(end + 1)));
            }
            [b' ', b'o', b'r', b' ', ..] => {}
            _ => return None,
        }
        let (word, kind) = BEHIND.iter().find(|(word, _)| behind.starts_with(word))?;
        let rest = &behind[word.len()..];
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            return None;
        }
        let (than, rest) = rest.strip_prefix(" than").map_or((0, rest), |rest| (" than".len(), rest));
        let other = rest.trim_start();
        // "5,000 or more than 4,000", "$5 or less $1"
        let goes_on = other.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£'))
            || than > 0 && !rest.is_empty() && !other.starts_with(['.', ',', ';']);
        (!goes_on).then(|| (*kind, offset(end + 1)..offset(end + word.len() + than)))
    }

    /// Whether a word for a range stands near before: "in the range 1000-5000".
    pub(super) fn is_ranged(&self) -> bool {
        const NEAR: usize = 3;
        let mut near = self.out.tokens.iter().rev().take(NEAR);
        near.any(|token| token.kind == TokenKind::Word(Word::Guard(GuardWord::Range)))
    }

    fn text_at(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// On which side of a number what is so compared with it lies.
fn side(word: &str) -> Option<HedgeKind> {
    match word {
        "greater" | "larger" | "bigger" | "higher" | "more" | "Greater" | "Larger" | "Higher" | "More" => {
            Some(HedgeKind::AtLeast)
        }
        "less" | "smaller" | "lower" | "fewer" | "Less" | "Smaller" | "Lower" | "Fewer" => Some(HedgeKind::AtMost),
        _ => None,
    }
}
