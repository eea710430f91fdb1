//! From the tokens of a sentence to drafts of claims: which number plays which part.
//!
//! Each kind of claim has its file with its grammar on top. The grammar returns every plausible reading,
//! the likeliest first; missing operands are looked for later, in the whole document.

use std::ops::Range;

use rust_decimal::Decimal;
use smallvec::{SmallVec, smallvec};

use super::lexicon::Word;
use super::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Direction, Guard, HedgeKind, Kind, Rank, Role, TimeUnit, Value};

mod apposed;
mod average;
mod balance;
mod basis;
mod boundary;
mod change;
mod combine;
mod complement;
mod context;
mod conversion;
mod count;
mod date;
mod fastest;
mod frame;
mod gapping;
mod groups;
mod growth_rate;
mod guard;
mod loss;
pub(crate) mod metric;
mod multiple;
mod pair;
mod parallel;
mod rank;
mod share;
mod span;
mod standard;
mod statement;
mod steps;
mod total;

pub(super) use boundary::mark_breaks;
pub use context::Context;
pub use statement::{Statement, statements};

/// A claim as one sentence states it, in terms of its tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Which relation.
    pub kind: Kind,
    /// Which way a change goes.
    pub direction: Option<Direction>,
    /// Who plays which part, the likeliest assignment first.
    pub readings: SmallVec<[Vec<(Role, Operand)>; 1]>,
    /// The tokens that name what is measured.
    pub metric: Option<Range<usize>>,
    /// The tokens from the first to the last that the draft rests on.
    pub tokens: Range<usize>,
    /// A basis that the printed numbers do not have.
    pub guard: Option<Guard>,
    /// What a rank says.
    pub rank: Option<Rank>,
    /// Whether the draft states no claim by itself: two levels side by side, which a later sentence may speak of.
    pub silent: bool,
    /// For a share: the noun phrase behind "of", which names the whole.
    pub whole: Option<Range<usize>>,
}

impl Draft {
    /// A draft with one reading.
    #[must_use]
    pub fn new(kind: Kind, roles: Vec<(Role, Operand)>, tokens: Range<usize>) -> Self {
        Self {
            kind,
            direction: None,
            readings: smallvec![roles],
            metric: None,
            tokens,
            guard: None,
            rank: None,
            silent: false,
            whole: None,
        }
    }

    /// Whether an amount plays a role in the likeliest reading.
    #[must_use]
    pub fn plays(&self, role: Role, at: usize) -> bool {
        self.get(role).is_some_and(|operand| operand.is(at))
    }

    /// Whether an amount plays any role in the likeliest reading.
    #[must_use]
    pub fn uses(&self, at: usize) -> bool {
        self.readings.first().is_some_and(|reading| reading.iter().any(|(_, operand)| operand.is(at)))
    }

    /// The operand of a role in the likeliest reading.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&Operand> {
        self.readings.first()?.iter().find(|(r, _)| *r == role).map(|(_, operand)| operand)
    }
}

/// Something that plays a part in a draft.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The number of a token.
    Amount(usize),
    /// The number of a token with its sign turned: the step of a fall.
    Fall(usize),
    /// The number of a token below zero: a loss beside a profit.
    Loss(usize),
    /// The number of a token with the unit of time that it is counted by, "1,200 a day".
    Paced {
        /// The number.
        at: usize,
        /// The unit of time.
        unit: TimeUnit,
        /// The place of "a day" in the prose.
        range: Range<u32>,
    },
    /// A word that is a multiple ("doubled").
    Times {
        /// The place of the word in the prose.
        range: Range<u32>,
        /// How many times.
        value: Decimal,
        /// Words before it that make it less than exact.
        hedge: Option<(HedgeKind, Range<u32>)>,
    },
    /// An item of a list, by its words.
    Item {
        /// The place in the prose.
        range: Range<u32>,
    },
    /// A date, a weekday, a month, a year, or a length of time that is part of a period.
    Calendar {
        /// The place in the prose.
        range: Range<u32>,
        /// What it means.
        value: Value,
    },
}

impl Operand {
    /// Whether this is the plain number of a token.
    #[inline]
    #[must_use]
    pub const fn is(&self, token: usize) -> bool {
        matches!(self, Self::Amount(at) if *at == token)
    }
}

/// Every claim that a sentence states.
#[must_use]
pub fn read(sentence: &Sentence) -> Vec<Draft> {
    let mut drafts = Vec::new();
    changes(sentence, &mut drafts);
    others(sentence, &mut drafts);
    drafts
}

/// Every claim that each of some sentences states, into the list beside it, which keeps its memory: one kind after the other for
/// all of them, as it is the code and not the text that has to be fetched from afar.
pub fn read_all(sentences: &[Sentence], all: &mut [Vec<Draft>]) {
    for (sentence, drafts) in sentences.iter().zip(&mut *all) {
        drafts.clear();
        changes(sentence, drafts);
    }
    for (sentence, drafts) in sentences.iter().zip(all) {
        others(sentence, drafts);
    }
}

/// The changes.
fn changes(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if sentence.amounts.is_empty() && !sentence.seen.any(Seen::MULTIPLE) {
        return;
    }
    change::changes(sentence, drafts);
    parallel::settle(sentence, drafts);
}

/// All other kinds.
fn others(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !sentence.amounts.is_empty() {
        growth_rate::growth_rates(sentence, drafts);
        steps::steps(sentence, drafts);
        share::shares(sentence, drafts);
        rank::ranks(sentence, drafts);
        fastest::fastest(sentence, drafts);
        standard::standards(sentence, drafts);
        groups::groups(sentence, drafts);
        count::counts(sentence, drafts);
        total::totals(sentence, drafts);
        average::averages(sentence, drafts);
        balance::balances(sentence, drafts);
        conversion::conversions(sentence, drafts);
    }
    if !sentence.periods.is_empty() {
        date::dates(sentence, drafts);
        span::spans(sentence, drafts);
    }
}

/// Whether an amount of this class can be the level of something.
const fn is_level(class: Class) -> bool {
    matches!(class, Class::Money | Class::Count | Class::Percent | Class::Multiple)
}

/// The class of the amount at a token.
#[must_use]
pub fn class_at(tokens: &[Token], at: usize) -> Option<Class> {
    match tokens.get(at)?.kind {
        TokenKind::Amount(_, class) => Some(class),
        _ => None,
    }
}

/// The word at a token.
fn word_at(tokens: &[Token], at: usize) -> Option<Word> {
    match tokens.get(at)?.kind {
        TokenKind::Word(word) => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
