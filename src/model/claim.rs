//! What a text states: claims, and the readings of one.

use serde::Serialize;
use smallvec::SmallVec;

use super::{Quantity, Span};

/// The readings of a claim: nearly always one, which needs no list of its own on the heap.
pub type Readings = SmallVec<[Reading; 1]>;

/// One arithmetic relation that the text states.
///
/// A change with its percentage, difference and levels is *one* claim with several roles.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Which relation.
    pub kind: Kind,
    /// Which way a change goes, where the words say so.
    pub direction: Option<Direction>,
    /// The noun phrase that says what is measured, as printed.
    pub metric: Option<String>,
    /// The sentence (or the part of it) that states the result.
    pub statement: Span,
    /// The assignments of roles that the grammar leaves open, the likeliest first; never empty.
    pub readings: Readings,
    /// Why a result that does not come out proves nothing: a basis that the printed numbers do not have.
    pub guard: Option<Guard>,
    /// For ranks: what kind of superlative is stated.
    pub rank: Option<Rank>,
    /// Whether the row of a table states it. Cells are printed to the place that their column has: a zero at the end is a digit there,
    /// and no sign of a round figure.
    pub tabular: bool,
    /// How sure it is that these numbers belong together, 0 to 100, where the linker chose them.
    pub certainty: Option<u8>,
}

impl Claim {
    /// A claim of one reading that says no more than its numbers: no direction, no metric, no guard.
    ///
    /// ```
    /// use claim_audit::model::{Claim, Direction, Kind, Span};
    /// let claim = Claim { direction: Some(Direction::Up), ..Claim::new(Kind::Change, Span::default(), Vec::new()) };
    /// assert_eq!((claim.readings.len(), claim.guard), (1, None));
    /// ```
    #[must_use]
    pub fn new(kind: Kind, statement: Span, roles: Vec<(Role, Quantity)>) -> Self {
        Self {
            kind,
            direction: None,
            metric: None,
            statement,
            readings: [Reading { roles }].into(),
            guard: None,
            rank: None,
            tabular: false,
            certainty: None,
        }
    }
}

/// One assignment of quantities to roles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The quantities with the roles they play, in the order of the text.
    pub roles: Vec<(Role, Quantity)>,
}

impl Reading {
    /// The first quantity in a role.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&Quantity> {
        self.roles.iter().find(|(r, _)| *r == role).map(|(_, q)| q)
    }

    /// Every quantity in a role, in the order of the text.
    pub fn all(&self, role: Role) -> impl Iterator<Item = &Quantity> {
        self.roles.iter().filter(move |(r, _)| *r == role).map(|(_, q)| q)
    }

    /// Whether some quantity plays the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.get(role).is_some()
    }
}

/// The relations that prose states between numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// percent = new/old − 1; difference = new − old; multiple = new/old.
    Change,
    /// share = part/whole.
    Share,
    /// total = sum of terms.
    Total,
    /// balance = inflow − outflow.
    Balance,
    /// average = total/count.
    Average,
    /// (1 + percent)^years = end/start.
    GrowthRate,
    /// The same sum in two currencies or units.
    Conversion,
    /// A weekday and a date.
    Date,
    /// A named length against named ends.
    Span,
    /// A record, a superlative, a place in an order.
    Rank,
    /// A number of things against the list of them.
    Count,
}

impl Kind {
    /// The kind as the JSON report names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Share => "share",
            Self::Total => "total",
            Self::Balance => "balance",
            Self::Average => "average",
            Self::GrowthRate => "growth_rate",
            Self::Conversion => "conversion",
            Self::Date => "date",
            Self::Span => "span",
            Self::Rank => "rank",
            Self::Count => "count",
        }
    }
}

/// The part that a quantity plays in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names are those of the relation at `Kind`.
pub enum Role {
    New,
    Old,
    Percent,
    Difference,
    Multiple,
    Part,
    Whole,
    Share,
    Term,
    Total,
    Inflow,
    Outflow,
    Balance,
    Count,
    Average,
    Start,
    End,
    Years,
    Amount,
    Equivalent,
    Date,
    Weekday,
    From,
    To,
    Length,
    Value,
    Other,
    Item,
}

impl Role {
    /// The role as the JSON report names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Old => "old",
            Self::Percent => "percent",
            Self::Difference => "difference",
            Self::Multiple => "multiple",
            Self::Part => "part",
            Self::Whole => "whole",
            Self::Share => "share",
            Self::Term => "term",
            Self::Total => "total",
            Self::Inflow => "inflow",
            Self::Outflow => "outflow",
            Self::Balance => "balance",
            Self::Count => "count",
            Self::Average => "average",
            Self::Start => "start",
            Self::End => "end",
            Self::Years => "years",
            Self::Amount => "amount",
            Self::Equivalent => "equivalent",
            Self::Date => "date",
            Self::Weekday => "weekday",
            Self::From => "from",
            Self::To => "to",
            Self::Length => "length",
            Self::Value => "value",
            Self::Other => "other",
            Self::Item => "item",
        }
    }
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The new value is above the old one.
    Up,
    /// The new value is below the old one.
    Down,
    /// The words say that little has changed.
    Flat,
}

impl Direction {
    /// The other way; flat stays flat.
    #[must_use]
    pub const fn reverse(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Flat => Self::Flat,
        }
    }

    /// The direction as the JSON report names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Flat => "flat",
        }
    }
}

/// What a rank claim says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rank {
    /// The highest of all times ("a record", "an all-time high").
    RecordHigh,
    /// The lowest of all times ("a record low").
    RecordLow,
    /// The n-th highest of its peers: 1 for "the highest", 2 for "the second-largest".
    Highest(u8),
    /// The n-th lowest of its peers.
    Lowest(u8),
    /// Above each of the others ("led the way, with … following at").
    Ahead,
}

/// A basis that the printed numbers do not have; a guard forgives, it never makes a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // Each is the phrase that it stands for.
pub enum Guard {
    ConstantCurrency,
    Organic,
    Excluding,
    Adjusted,
    Comparable,
    Annualised,
    SeasonallyAdjusted,
    PerShare,
    RealTerms,
    OnAverage,
    GrowthRate,
    Expectation,
    Loss,
    Coupon,
    Hypothetical,
    Range,
    CoversMore,
    PriceOfEach,
    OtherOrder,
    OtherWhole,
    OtherBase,
}

impl Guard {
    /// The reason that an unchecked claim gives.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ConstantCurrency => "constant currency",
            Self::Organic => "organic basis",
            Self::Excluding => "excluding a part",
            Self::Adjusted => "adjusted basis",
            Self::Comparable => "comparable basis",
            Self::Annualised => "annualised rate",
            Self::SeasonallyAdjusted => "seasonally adjusted",
            Self::PerShare => "per-share basis",
            Self::RealTerms => "real terms",
            Self::OnAverage => "an average rate",
            Self::GrowthRate => "a growth rate over several years",
            Self::Expectation => "compared with an expectation",
            Self::Loss => "a loss or deficit",
            Self::Coupon => "a coupon or yield",
            Self::Hypothetical => "a hypothetical",
            Self::Range => "a range",
            Self::CoversMore => "a total of more than is named",
            Self::PriceOfEach => "a price or rate of each",
            Self::OtherOrder => "an order of another kind",
            Self::OtherWhole => "a whole that is not named",
            Self::OtherBase => "a base of its own",
        }
    }
}
