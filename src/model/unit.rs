//! What a number counts.

mod currency;
mod measure;
mod measures;
mod tenders;

use std::fmt;

pub use currency::{Currency, Dollar};
pub(crate) use currency::{Sign, Tender};
pub use measure::{Dimension, Measure};

/// The unit of a [`Quantity`](super::Quantity).
///
/// ```
/// use claim_audit::model::{Currency, Unit};
/// assert_eq!(Unit::Money(Currency::USD).to_string(), "USD");
/// assert!(Unit::Percent.is_ratio());
/// assert!(!Unit::Percent.comparable(&Unit::Points));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A sum of money in a currency.
    Money(Currency),
    /// Hundredths of something (%).
    Percent,
    /// Percentage points; basis points are hundredths of one (pp).
    Points,
    /// How many times (x): doubled, threefold, 2.5 times.
    Multiple,
    /// A measured amount in a unit of measurement ("km", "MW"), which is never exact.
    Measure(Measure),
    /// Counted things with the noun that names them, in lower case ("firms"), or nothing where none is said.
    Count(Option<Box<str>>),
    /// A length of time, or an age, in the unit that is named: "years", "months".
    Time(TimeUnit),
}

/// The units in which a length of time is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Calendar days.
    Days,
    /// Weeks of seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Quarters of a year.
    Quarters,
    /// Years.
    Years,
    /// Ten years.
    Decades,
}

impl Unit {
    /// Whether the unit is a pure ratio (a percentage, percentage points or a multiple) and so never the level of a money or count metric.
    #[must_use]
    pub const fn is_ratio(&self) -> bool {
        matches!(self, Self::Percent | Self::Points | Self::Multiple)
    }

    /// Whether two quantities of these units may stand in one sum: the same unit, where a count without a noun goes with every count.
    #[must_use]
    pub fn comparable(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => match (a, b) {
                (Some(a), Some(b)) => singular(a) == singular(b),
                _ => true,
            },
            // A number that leaves its unit out takes it from the other.
            (Self::Measure(_), Self::Count(None)) | (Self::Count(None), Self::Measure(_)) => true,
            _ => self == other,
        }
    }

    /// The unit as the JSON report names it: an ISO 4217 code, `%`, `pp`, `x`, a unit of measurement or of time, else the
    /// counted noun or `count`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Money(currency) => currency.code(),
            Self::Percent => "%",
            Self::Points => "pp",
            Self::Multiple => "x",
            Self::Count(Some(noun)) => noun,
            Self::Count(None) => "count",
            Self::Measure(measure) => measure.name(),
            Self::Time(unit) => unit.name(),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl TimeUnit {
    /// The plural name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Quarters => "quarters",
            Self::Years => "years",
            Self::Decades => "decades",
        }
    }
}

/// A noun in the singular, near enough to see that "firms" and "firm" count the same things.
fn singular(noun: &str) -> &str {
    noun.strip_suffix('s').unwrap_or(noun)
}
