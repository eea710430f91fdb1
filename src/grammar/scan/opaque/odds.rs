//! Odds, ratios and scores, and what a confidence interval hangs on.
//!
//! ```ebnf
//! odds  = number , "to" , "1" | number , "in" , number | ( "vote" | "by" | … ) , number , "to" , number ;
//! level = ( "90" | "95" | "99" ) , "%" , ( "CI" | "confidence" ) ;
//! ```

use crate::grammar::lexicon::{HedgeWord, Word};
use crate::grammar::number;
use crate::grammar::scan::Scanner;
use crate::grammar::token::{Amount, AmountUnit, TokenKind};
use crate::grammar::unit;
use crate::model::Decimal;

impl Scanner<'_> {
    /// Where the odds end that start with the bare number from `at` to `end`.
    pub(super) fn odds(&self, amount: &Amount, end: usize) -> Option<usize> {
        let behind = self.text.get(end..)?;
        if let Some(end) = self.score(end) {
            return Some(end);
        }
        if let Some(end) = self.vote(end) {
            return Some(end);
        }
        let (link, ratio) = if let Some(rest) = behind.strip_prefix(" to ") {
            (rest, true)
        } else {
            (behind.strip_prefix(" in ")?, false)
        };
        let (second, len) = number::printed(link)?;
        let after = end + " to ".len() + len;
        let suffix = unit::suffix(&link[len..], false);
        let counted = suffix.mark.is_some() || suffix.scale.is_some() || link[len..].starts_with(['-', '%']);
        if counted {
            return None;
        }
        if !ratio {
            // "1 in 160,000", but not "1 in 2024".
            let year = len == 4 && !second.grouped;
            let one = amount.value == Decimal::ONE && second.value > Decimal::ONE && second.value.scale() == 0;
            return (one && !year && !self.is_change_before()).then_some(after);
        }
        if self.noun(after).is_some() || self.last_word() == Some(Word::From) {
            return None;
        }
        let scored = amount.value > second.value && second.value.scale() == 0 && self.is_scored();
        (second.value == Decimal::ONE || scored).then_some(after)
    }

    /// "by a vote of 84 14": the hyphen was lost.
    fn vote(&self, end: usize) -> Option<usize> {
        let [.., vote, of] = self.out.tokens.as_slice() else { return None };
        let voted = of.kind == TokenKind::Word(Word::Of) && self.text_of(vote) == "vote";
        let behind = self.text.get(end..)?.strip_prefix(' ').filter(|_| voted)?;
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let ends = !behind[digits..].starts_with(|c: char| c.is_alphanumeric());
        ((1..=3).contains(&digits) && ends && self.noun(end + 1 + digits).is_none()).then_some(end + 1 + digits)
    }

    /// "a score of 92 out of 100", "rated 4.5 out of 5".
    fn score(&self, end: usize) -> Option<usize> {
        const NEAR: usize = 3;
        const RATED: &[&str] = &["score", "scored", "scores", "rated", "rating", "rate", "rates", "graded", "ranked"];
        const LINK: &str = " out of ";
        let link = self.text.get(end..end + LINK.len()).filter(|link| link.eq_ignore_ascii_case(LINK))?;
        let (_, len) = number::printed(self.text.get(end + link.len()..)?)?;
        let rated = self.out.tokens.iter().rev().take(NEAR).any(|token| {
            let word = self.text_of(token);
            RATED.iter().any(|rated| rated.eq_ignore_ascii_case(word))
        });
        // "a score of 1.96 out of 2.0 (98.2%)" is a share of what there was to be had.
        let end = end + link.len() + len;
        let share = self.text.get(end..).is_some_and(|behind| behind.starts_with(" (") || behind.starts_with(", or"));
        (rated && !share).then_some(end)
    }

    /// Whether a vote, a match or the like is said to have come out like this.
    fn is_scored(&self) -> bool {
        /// How far back the word stands.
        const NEAR: usize = 4;
        const SCORES: &[&str] = &[
            "vote",
            "voted",
            "votes",
            "ruled",
            "score",
            "beat",
            "won",
            "win",
            "lost",
            "defeated",
            "outnumber",
            "outnumbered",
            "outpaced",
            "odds",
            "ratio",
            "outnumbering",
        ];
        let by = self.out.tokens.iter().rev().find(|token| {
            !matches!(token.kind, TokenKind::Word(Word::Hedge(HedgeWord::About | HedgeWord::Nearly) | Word::Article))
        });
        let by = by.is_some_and(|token| token.kind == TokenKind::Word(Word::By));
        by && !self.is_change_before()
            || self.out.tokens.iter().rev().take(NEAR).any(|token| SCORES.contains(&self.text_of(token)))
    }

    /// Whether a word of change stands right before, which makes a number the size of a change.
    fn is_change_before(&self) -> bool {
        const NEAR: usize = 3;
        self.out
            .tokens
            .iter()
            .rev()
            .take(NEAR)
            .any(|token| matches!(token.kind, TokenKind::Word(Word::Change(..) | Word::From | Word::Times(..))))
    }

    /// Whether a percentage that ends at `end` is how sure an interval is: "95% CI".
    pub(in crate::grammar::scan) fn is_confidence(&self, amount: &Amount, end: usize) -> bool {
        let behind = || self.text.get(end..).unwrap_or_default();
        amount.unit == AmountUnit::Percent
            && amount.value >= Decimal::from(80)
            && [" CI", " CrI", " confidence", "-CI", " credible", " UI"].iter().any(|word| behind().starts_with(word))
    }
}
