//! A fact: metric, period and quantity, with the place that states it.

use super::Dated;
use crate::model::{
    Claim, Decimal, Direction, Guard, Hedge, HedgeKind, Interval, Kind, Quantity, Rank, Role, Span, Unit, Value,
    Verdict,
};

/// What one place says of one metric in one period. Small on purpose: a run holds those of all its documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What is measured.
    pub metric: Metric,
    /// When.
    pub dated: Dated,
    /// How much.
    pub number: Number,
    /// Where the number stands.
    pub span: Span,
    /// Where the name of the metric stands; the words are read again when they are printed.
    pub name: Span,
    /// What kind of place it is.
    pub place: Place,
    /// Whether the place compares with it ("from $2.284 billion a year earlier"): it repeats what was said before.
    pub earlier: bool,
    /// Whether the sentence says that figures were revised or are provisional.
    pub revised: bool,
}

/// What is measured, as far as two documents can be compared by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Metric {
    /// The canonical name, or that of the configured metric.
    pub key: u64,
    /// Whose it is; 0 where that is not known.
    pub owner: u64,
    /// How much the name tells.
    pub certainty: Certainty,
    /// Whether it adds up over time.
    pub flow: bool,
}

impl Metric {
    /// Whose the metric is in a document: the owner that is named, else the document's own. A metric that the configuration names is one
    /// wherever it is spoken of; 0 then stands for the one owner that any text names.
    #[must_use]
    pub fn owner_in(self, document: u32) -> u64 {
        match (self.owner, self.certainty) {
            (0, Certainty::Generic | Certainty::Specific) => u64::from(document) + 1,
            (owner, _) => owner,
        }
    }
}

/// How sure it is that two facts of one name are of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// A name that any firm's report has.
    Generic,
    /// A name of its own.
    Specific,
    /// The configuration names it.
    Configured,
}

/// What kind of place states a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A file of reference facts, or the configuration.
    Reference,
    /// The title, or a heading.
    Headline,
    /// A sentence.
    Prose,
    /// A cell of a table.
    Cell,
}

impl Place {
    /// The place in a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Headline => "headline",
            Self::Prose => "text",
            Self::Cell => "table",
        }
    }
}

/// A quantity without its place: value, precision, hedge and unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The value in base units.
    pub value: Decimal,
    /// One unit of the last printed place.
    pub ulp: Decimal,
    /// What a word before it says.
    pub hedge: Option<HedgeKind>,
    /// What is counted.
    pub unit: Unit,
}

impl Number {
    /// The number of a quantity, if it is one.
    #[must_use]
    pub fn of(quantity: &Quantity) -> Option<Self> {
        let (value, ulp) = quantity.number()?;
        Some(Self { value, ulp, hedge: quantity.hedge.as_ref().map(|hedge| hedge.kind), unit: quantity.unit.clone() })
    }

    /// The quantity that stands at a place.
    #[must_use]
    pub fn quantity(&self, span: Span) -> Quantity {
        Quantity {
            span,
            value: Value::Number { value: self.value, ulp: self.ulp },
            unit: self.unit.clone(),
            hedge: self.hedge.map(|kind| Hedge { span, kind }),
            period: None,
            per: None,
        }
    }

    /// Whether it has digits enough, four or more, that two of them in one document are the same thing.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        let last = if self.ulp.is_zero() { Decimal::ONE } else { self.ulp };
        self.hedge.is_none() && self.value.abs().checked_div(last).is_some_and(|digits| digits >= Decimal::ONE_THOUSAND)
    }

    /// The true values that it stands for.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.quantity(Span::new(0, 0)).interval()
    }

    /// The true values that it stands for where a habit of writing is allowed: digits cut off, rounded twice, a round figure.
    #[must_use]
    pub fn widest(&self) -> Option<Interval> {
        let quantity = self.quantity(Span::new(0, 0));
        let interval = quantity.interval()?;
        Some(quantity.habits().iter().fold(interval, |widest, (_, wider)| widest.hull(wider)))
    }
}

/// A claim that joins facts: a change between two levels, a share of a whole, a sum, a record.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // Each is an observation of its own.
pub struct Relation {
    /// Where the claim stands.
    pub statement: Span,
    /// Which relation.
    pub kind: Kind,
    /// Which way a change goes.
    pub direction: Option<Direction>,
    /// What a rank says.
    pub rank: Option<Rank>,
    /// For a growth rate: how many years lie between its levels; 0 where that is not known.
    pub years: u32,
    /// For a rank: whether it is limited to some years ("the highest since 2019").
    pub limited: bool,
    /// For a rank: whether it is a place among other times ("the highest ever", "its best month").
    pub over_time: bool,
    /// A loss or a deficit changes what a direction means.
    pub loss: bool,
    /// Its numbers in their roles.
    pub terms: Box<[(Role, Term)]>,
    /// For a change that lacks a level: of which metric it is, and which periods it joins.
    pub joins: Option<Box<Joins>>,
    /// How it came out in its document.
    pub verdict: Verdict,
    /// Whether it failed by preview rules alone, so that nothing was said of it there.
    pub held_back: bool,
}

/// The two periods of one metric that a change joins.
#[derive(Debug, Clone, PartialEq)]
pub struct Joins {
    /// Of which metric.
    pub metric: Metric,
    /// Where its name stands.
    pub name: Span,
    /// The later period.
    pub new: Dated,
    /// The earlier period.
    pub old: Dated,
}

/// A number of a relation.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A fact, by its place in the list of the document's facts.
    Fact(u32),
    /// A number at a place of its own that repeats a fact of its document to the digit, and no other one.
    Repeat(u32, Span),
    /// A number that is no fact: a percentage, a difference. It is kept apart, as most terms are facts.
    Number(Box<Number>, Span),
}

impl Relation {
    /// The term of a role.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&Term> {
        self.terms.iter().find(|(other, _)| *other == role).map(|(_, term)| term)
    }

    /// Whether a claim may join facts: nothing says that its numbers are on a basis of their own.
    #[must_use]
    pub const fn may_join(claim: &Claim) -> bool {
        matches!(claim.guard, None | Some(Guard::Loss))
    }
}
