//! A word of change with its operands, before it is combined with its neighbours.

use std::ops::Range;

use smallvec::SmallVec;

use super::complement::Slot;
use super::{Operand, word_at};
use crate::grammar::lexicon::{GuardWord, Part, Word};
use crate::grammar::token::{Class, Token, TokenKind};
use crate::model::Direction;

/// A word of change with its operands, before it is combined with its neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The tokens from the first operand before the word to the last one behind it.
    pub tokens: Range<usize>,
    /// The word itself.
    pub word: usize,
    /// Which way.
    pub direction: Option<Direction>,
    /// The part of speech; a pair has none.
    pub part: Option<Part>,
    /// By how much.
    pub percent: Option<usize>,
    /// By how much, in the unit of the level or in points.
    pub difference: Option<usize>,
    /// How many times.
    pub multiple: Option<Operand>,
    /// To what.
    pub new: Option<usize>,
    /// From what.
    pub old: Option<usize>,
    /// Whether the noun names its own metric ("a 5% increase in volumes"), so that no level before it is meant.
    pub own_metric: bool,
}

/// The frames of a sentence: nearly always three at most.
pub type Frames = SmallVec<[Frame; 3]>;

impl Frame {
    /// A frame with nothing in it yet.
    #[must_use]
    pub const fn at(word: usize, tokens: Range<usize>) -> Self {
        Self {
            tokens,
            word,
            direction: None,
            part: None,
            percent: None,
            difference: None,
            multiple: None,
            new: None,
            old: None,
            own_metric: false,
        }
    }

    /// Puts a complement into its place; a second one of the same part is left out.
    pub fn put(&mut self, tokens: &[Token], slot: Slot) {
        match slot {
            Slot::Amount(at) => self.put_amount(tokens, at),
            Slot::New(at) => self.new = self.new.or(Some(at)),
            Slot::Old(at) => self.old = self.old.or(Some(at)),
            Slot::Fold(at) => {
                if let (None, Some(Word::Fold(times))) = (&self.multiple, word_at(tokens, at)) {
                    let token = tokens[at];
                    self.multiple =
                        Some(Operand::Times { range: token.start..token.end, value: times.into(), hedge: None });
                }
            }
            Slot::Part | Slot::Aside => {}
        }
    }

    /// Puts an amount into its place by its unit.
    pub fn put_amount(&mut self, tokens: &[Token], at: usize) {
        if let Some(Word::Fold(times)) = word_at(tokens, at) {
            let token = tokens[at];
            self.multiple = Some(Operand::Times { range: token.start..token.end, value: times.into(), hedge: None });
            return;
        }
        match super::class_at(tokens, at) {
            Some(Class::Percent) => self.percent = self.percent.or(Some(at)),
            Some(Class::Multiple) if is_ratio_to_another(tokens, at) => {}
            Some(Class::Multiple) if self.multiple.is_none() => self.multiple = Some(Operand::Amount(at)),
            Some(_) => self.difference = self.difference.or(Some(at)),
            None => {}
        }
    }

    /// Drops levels whose unit can't be that of the other level or of the difference.
    pub fn settle(&mut self, tokens: &[Token]) {
        // "raised $150 million from 42 investors"
        let money =
            |at: Option<usize>| at.and_then(|at| super::class_at(tokens, at)).map(|class| class == Class::Money);
        if self.new.is_none()
            && self.percent.is_none()
            && money(self.difference) == Some(true)
            && money(self.old) == Some(false)
        {
            self.old = None;
        }
        // A length of time is a level only beside another one: "to 11 hours from 14", not "to 3 years".
        let time = |at: Option<usize>| at.is_some_and(|at| super::class_at(tokens, at) == Some(Class::Time));
        if time(self.new) != time(self.old) {
            self.new = self.new.filter(|at| !time(Some(*at)));
            self.old = self.old.filter(|at| !time(Some(*at)));
        }
        let class = |at: Option<usize>| at.and_then(|at| super::class_at(tokens, at));
        if class(self.new).zip(class(self.old)).is_some_and(|(new, old)| new != old) {
            // The nearer one is meant: "rose 5% to 300 sites from $2 million" has no pair.
            if self.new < self.old { self.old = None } else { self.new = None }
        }
    }
}

/// Whether a multiple is that of something else than the earlier value: "1.9 times EBITDA".
fn is_ratio_to_another(tokens: &[Token], multiple: usize) -> bool {
    const LONGEST: usize = 8;
    let first = multiple + 1;
    let Some(kind) = tokens.get(first).map(|token| token.kind) else { return false };
    let noun = |kind: TokenKind| {
        matches!(
            kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Word(
                    Word::RateNoun
                        | Word::Annual
                        | Word::Total
                        | Word::Guard(
                            GuardWord::Adjusted | GuardWord::Average | GuardWord::Expected | GuardWord::Comparable
                        )
                )
        )
    };
    match kind {
        TokenKind::Word(Word::Article | Word::Pronoun) => {
            // "1.9 times its level of 2010", "the previous year's figure", "the $5 million of …": the earlier value.
            let phrase = tokens[first + 1..].iter().take(LONGEST);
            let mut phrase = phrase.map(|token| token.kind).take_while(|kind| {
                noun(*kind)
                    || matches!(
                        kind,
                        TokenKind::Quote
                            | TokenKind::Period(_)
                            | TokenKind::Amount(..)
                            | TokenKind::Word(
                                Word::Of | Word::In | Word::At | Word::Article | Word::Period | Word::Time
                            )
                    )
            });
            tokens.get(first + 1).is_some_and(|token| noun(token.kind))
                && !phrase.any(|kind| {
                    matches!(kind, TokenKind::Period(_) | TokenKind::Amount(..) | TokenKind::Word(Word::Period))
                })
        }
        // "1.9 times 2024 EBITDA", but not "1.9 times last year's figure".
        TokenKind::Period(_) => tokens.get(first + 1).is_some_and(|next| noun(next.kind)),
        kind => noun(kind),
    }
}
