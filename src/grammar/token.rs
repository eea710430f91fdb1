//! What the scanner makes of a sentence, and slices of it as input for nom.

use std::ops::Range;

use nom::{Input, Needed};
use rust_decimal::Decimal;

use super::non_quantity::NonQuantity;
use super::word::{Subclass, Word};
use crate::model::{Currency, Dollar, HedgeKind, Measure, PeriodKind, TimeUnit};

/// One word, number, period or mark of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The first byte in the block's prose.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// Whether a statement ends before it; known once the whole sentence is.
    pub breaks: bool,
    /// Which word of its class it is, where that makes a difference.
    pub subclass: Subclass,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word that the lexicon knows.
    Word(Word),
    /// A capitalised word that it does not know.
    Name,
    /// Another word.
    Other,
    /// A number with its unit: an index into [`Sentence::amounts`].
    Amount(u32, Class),
    /// A period: an index into [`Sentence::periods`].
    Period(u32),
    /// A number that is no quantity: an age, a time of day, a name, a mark of a list.
    Opaque(NonQuantity),
    /// ",".
    Comma,
    /// ";".
    Semicolon,
    /// ":".
    Colon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A dash between phrases.
    Dash,
    /// A quotation mark.
    Quote,
    /// "." or another mark that ends something.
    Stop,
    /// Any other mark.
    Symbol,
}

/// The class of an amount's unit: what the clause grammar needs to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Money.
    Money,
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// A multiple.
    Multiple,
    /// A length of time.
    Time,
    /// A count, with or without a noun.
    Count,
    /// Two ends of a range ("15 to 20 percent", "$62–68 million").
    Range,
}

/// A number as the scanner reads it; ranges are bytes of the block's prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The number with its unit, without the hedge.
    pub range: Range<u32>,
    /// The value in base units.
    pub value: Decimal,
    /// One unit of the last printed place; zero for words ("five") and other exact counts.
    pub ulp: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// What is counted.
    pub unit: AmountUnit,
    /// The words before it that make it less than exact.
    pub hedge: Option<(HedgeKind, Range<u32>)>,
    /// The power of ten of its scale word, if it has one.
    pub scale: Option<u32>,
    /// Whether it has neither a unit nor a scale nor grouping: such a number takes them from its partner.
    pub bare: bool,
    /// The unit of measurement ("miles", "kg") that what is counted is: such a number is measured, and never exact.
    pub measure: Option<Measure>,
    /// Whether the unit or the scale was taken from a later number ("from 15 to 20 percent").
    pub inherited: bool,
}

impl Amount {
    /// Where the number ends with the noun or the unit behind it: "3 new cases".
    #[must_use]
    pub fn end(&self) -> u32 {
        match &self.unit {
            AmountUnit::Count(Some(noun)) => noun.end.max(self.range.end),
            _ => self.range.end,
        }
    }
}

/// The unit of an amount.
#[derive(Debug, Clone, PartialEq)]
pub enum AmountUnit {
    /// Money.
    Money(Currency),
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Times.
    Multiple,
    /// A length of time.
    Time(TimeUnit),
    /// Counted things, with the place of the noun where there is one.
    Count(Option<Range<u32>>),
}

impl AmountUnit {
    /// The class that the clause grammar sees.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Money(_) => Class::Money,
            Self::Percent => Class::Percent,
            Self::Points => Class::Points,
            Self::Multiple => Class::Multiple,
            Self::Time(_) => Class::Time,
            Self::Count(_) => Class::Count,
        }
    }
}

/// What a noun says of the way of money: in, out, or what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Goods and services sold abroad.
    Exports,
    /// Goods and services bought abroad.
    Imports,
    /// What is earned.
    Revenue,
    /// What is spent.
    Costs,
    /// What is left, a profit or a surplus.
    Surplus,
}

/// A period as the scanner reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodToken {
    /// Where it stands in the block's prose.
    pub range: Range<u32>,
    /// What it means.
    pub phrase: Phrase,
}

/// What stands anywhere in a sentence. Most kinds of claim need a word that most sentences don't have; a reader that looks here first
/// walks only the sentences that may state one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen(u32);

#[allow(missing_docs)] // Each is the word or the class of words that it is named like.
impl Seen {
    pub const NOTHING: Self = Self(0);
    pub const RANK: Self = Self(1);
    pub const TOTAL: Self = Self(1 << 1);
    pub const INCLUDING: Self = Self(1 << 2);
    pub const COLON: Self = Self(1 << 3);
    pub const DASH: Self = Self(1 << 4);
    pub const BRACKET: Self = Self(1 << 5);
    pub const AND: Self = Self(1 << 6);
    pub const PER: Self = Self(1 << 7);
    pub const MIDPOINT: Self = Self(1 << 8);
    pub const GUARD: Self = Self(1 << 9);
    pub const ANNUAL: Self = Self(1 << 10);
    pub const WHILE: Self = Self(1 << 11);
    pub const SEMICOLON: Self = Self(1 << 12);
    pub const WEEKDAY: Self = Self(1 << 13);
    pub const MULTIPLE: Self = Self(1 << 14);
    pub const PERCENT: Self = Self(1 << 15);
    pub const TIME: Self = Self(1 << 16);
    pub const COUNT: Self = Self(1 << 17);
    pub const RESPECTIVELY: Self = Self(1 << 18);
    /// Where a change may hang on or a statement end: what stands there is noted, as most words are neither.
    pub const JOINT: Self = Self(1 << 19);
    pub const SINCE: Self = Self(1 << 20);
    /// A word of which the scanner takes note.
    pub const NOTED: Self = Self(1 << 21);

    /// Either of two.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these stands in the sentence.
    #[must_use]
    pub const fn any(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Adds what was seen.
    pub const fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// What a number of a class says.
    #[must_use]
    pub const fn of_amount(class: Class) -> Self {
        let seen = match class {
            Class::Percent => Self::PERCENT,
            Class::Time => Self::TIME,
            Class::Count => Self::COUNT,
            Class::Multiple => Self::MULTIPLE,
            Class::Money | Class::Points | Class::Range => Self::NOTHING,
        };
        seen.or(Self::JOINT)
    }

    /// What a token says.
    #[must_use]
    pub const fn of(kind: TokenKind) -> Self {
        let seen = Self::kind_of(kind);
        if is_joint(kind) { seen.or(Self::JOINT) } else { seen }
    }

    const fn kind_of(kind: TokenKind) -> Self {
        match kind {
            TokenKind::Colon => Self::COLON,
            TokenKind::Dash => Self::DASH,
            TokenKind::Open => Self::BRACKET,
            TokenKind::Semicolon => Self::SEMICOLON,
            TokenKind::Amount(_, class) => Self::of_amount(class),
            TokenKind::Word(word) => match word {
                Word::Record | Word::Superlative(_) | Word::HighLow(_) | Word::Rank(_) => Self::RANK,
                Word::Total => Self::TOTAL,
                Word::Including => Self::INCLUDING,
                Word::And => Self::AND,
                Word::Per => Self::PER,
                Word::Since => Self::SINCE,
                Word::Midpoint => Self::MIDPOINT,
                Word::Guard(_) => Self::GUARD,
                Word::Annual => Self::ANNUAL,
                Word::While => Self::WHILE,
                Word::Respectively => Self::RESPECTIVELY,
                Word::Weekday(_) => Self::WEEKDAY,
                Word::Times(..) | Word::Fold(_) => Self::MULTIPLE,
                _ => Self::NOTHING,
            },
            _ => Self::NOTHING,
        }
    }
}

/// Whether a change may hang on a token, or a statement end before it.
const fn is_joint(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Semicolon
            | TokenKind::Stop
            | TokenKind::Word(
                Word::Change(..)
                    | Word::Times(..)
                    | Word::From
                    | Word::Compared
                    | Word::Versus
                    | Word::Add
                    | Word::And
                    | Word::With
                    | Word::As
                    | Word::On
                    | Word::While
                    | Word::Because
                    | Word::If
                    | Word::Rank(_)
            )
    )
}

/// A sentence in tokens. One value is filled again and again, so that reading a text allocates little.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The numbers.
    pub amounts: Vec<Amount>,
    /// The tokens that are amounts.
    pub places: Vec<usize>,
    /// The tokens that a change may hang on or that may end a statement; see [`Seen::JOINT`].
    pub joints: Vec<u32>,
    /// The periods.
    pub periods: Vec<PeriodToken>,
    /// The tokens of nouns that say which way money flows.
    pub flows: Vec<(u32, Flow)>,
    /// The tokens of units of time that an amount is counted by: "per day", "a year".
    pub paces: Vec<(u32, TimeUnit)>,
    /// What stands anywhere in the sentence.
    pub seen: Seen,
    /// How many numbers were left alone because they can't be read with certainty.
    pub skipped: u32,
    /// The amounts of money among them that are too large for any sum, as byte ranges of the text.
    pub too_large: Vec<Range<u32>>,
    /// What a bare `$` stands for.
    pub dollar: Dollar,
}

impl Sentence {
    /// An empty sentence of a text in which a bare `$` stands for this.
    #[must_use]
    pub fn counted_in(dollar: Dollar) -> Self {
        Self { dollar, ..Self::default() }
    }

    /// Empties the sentence and keeps its memory.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.amounts.clear();
        self.places.clear();
        self.joints.clear();
        self.periods.clear();
        self.flows.clear();
        self.paces.clear();
        self.seen = Seen::default();
        self.skipped = 0;
        self.too_large.clear();
    }

    /// Adds a token that says this.
    #[inline]
    pub fn push(&mut self, token: Token, seen: Seen) {
        self.seen.add(seen);
        if seen.any(Seen::JOINT) {
            self.joints.push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
        }
        self.tokens.push(token);
    }

    /// Adds a token that says this and is no joint.
    #[inline]
    pub fn push_plain(&mut self, token: Token, seen: Seen) {
        self.seen.add(seen);
        self.tokens.push(token);
    }

    /// Turns the last token into another word.
    pub fn turn_last(&mut self, word: Word) {
        let Some(token) = self.tokens.pop() else { return };
        self.keep_joints();
        let kind = TokenKind::Word(word);
        self.push(Token { kind, subclass: Subclass::Plain, ..token }, Seen::of(kind));
    }

    /// Drops the tokens from `first` on.
    pub fn truncate(&mut self, first: usize) {
        self.tokens.truncate(first);
        self.keep_joints();
    }

    fn keep_joints(&mut self) {
        let there = self.joints.iter().take_while(|at| (**at as usize) < self.tokens.len()).count();
        self.joints.truncate(there);
    }

    /// The amount of a token, if it is one.
    #[must_use]
    pub fn amount(&self, token: usize) -> Option<&Amount> {
        match self.tokens.get(token)?.kind {
            TokenKind::Amount(index, _) => self.amounts.get(index as usize),
            _ => None,
        }
    }

    /// The period that belongs to the amount at a token, as an index into the periods: the first behind it, prepositions
    /// stepped over, else the one right before.
    #[must_use]
    pub fn period_of(&self, at: usize) -> Option<usize> {
        if self.periods.is_empty() {
            return None;
        }
        let tokens = &self.tokens;
        for token in tokens.iter().skip(at + 1).take(7) {
            match token.kind {
                TokenKind::Period(index) => return Some(index as usize),
                TokenKind::Word(
                    Word::In
                    | Word::By
                    | Word::Time
                    | Word::Article
                    | Word::Of
                    | Word::At
                    | Word::Period
                    | Word::Report
                    | Word::Pronoun,
                )
                | TokenKind::Open
                | TokenKind::Other => {}
                _ => break,
            }
        }
        // "the previous year's surplus of A", "from Q3 2023's A"
        for token in tokens[..at].iter().rev().take(4) {
            match token.kind {
                TokenKind::Period(index) => return Some(index as usize),
                TokenKind::Word(Word::Of) | TokenKind::Other => {}
                _ => break,
            }
        }
        None
    }
}

/// A slice of tokens as input for nom, with the place of its first token in the sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens<'a> {
    tokens: &'a [Token],
    /// The index of the first token.
    pub at: usize,
}

impl<'a> Tokens<'a> {
    /// All tokens of a sentence from `at` on.
    #[must_use]
    pub fn from(tokens: &'a [Token], at: usize) -> Self {
        Self { tokens: tokens.get(at..).unwrap_or_default(), at }
    }

    /// The kind of the first token.
    #[must_use]
    pub fn kind(&self) -> Option<TokenKind> {
        self.tokens.first().map(|token| token.kind)
    }

    /// The kind of the n-th token from here.
    #[must_use]
    pub fn peek(&self, n: usize) -> Option<TokenKind> {
        self.tokens.get(n).map(|token| token.kind)
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = Token;
    type Iter = std::iter::Copied<std::slice::Iter<'a, Token>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.tokens.len()
    }

    fn take(&self, index: usize) -> Self {
        Self { tokens: self.tokens.get(..index).unwrap_or(self.tokens), at: self.at }
    }

    fn take_from(&self, index: usize) -> Self {
        Self { tokens: self.tokens.get(index..).unwrap_or_default(), at: self.at + index.min(self.tokens.len()) }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.tokens.iter().position(|token| predicate(*token))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.tokens.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.tokens.len() { Ok(count) } else { Err(Needed::new(count - self.tokens.len())) }
    }
}

/// A period as it was read, with the parts that a claim about its length speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What the words mean.
    pub kind: PeriodKind,
    /// A stated length in months with its place ("nine months"), relative to the phrase.
    pub length: Option<(i8, Range<usize>)>,
    /// Two months that are named as ends ("July–March"), with their places.
    pub ends: Option<[(i8, Range<usize>); 2]>,
}
