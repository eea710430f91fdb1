//! What a number counts.

use std::fmt;

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
            _ => self == other,
        }
    }

    /// The unit as the JSON report names it: an ISO 4217 code, `%`, `pp`, `x`, a unit of time, else the counted noun or `count`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Money(currency) => currency.code(),
            Self::Percent => "%",
            Self::Points => "pp",
            Self::Multiple => "x",
            Self::Count(Some(noun)) => noun,
            Self::Count(None) => "count",
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

/// A currency by its ISO 4217 code.
///
/// ```
/// use claim_audit::model::Currency;
/// assert_eq!(Currency::new("pkr").unwrap().code(), "PKR");
/// assert!(Currency::new("dollars").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// A dollar that does not say whose: `$`, "dollars", "cents". Only the grammar knows it; [`Dollar`] says which one is meant.
    pub(crate) const DOLLAR: Self = Self(*b"$$$");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// Japanese yen.
    pub const JPY: Self = Self(*b"JPY");
    /// Indian rupee.
    pub const INR: Self = Self(*b"INR");
    /// Pakistani rupee.
    pub const PKR: Self = Self(*b"PKR");

    /// The currency of a three-letter code in any case; `None` when it is not three ASCII letters.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// A currency known at compile time. The code must be three upper-case ASCII letters.
    pub(crate) const fn known(code: [u8; 3]) -> Self {
        Self(code)
    }

    /// The ISO 4217 code.
    #[must_use]
    pub fn code(&self) -> &str {
        // The constructor takes ASCII letters only, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The letters of the code, for who writes bytes.
    pub(crate) const fn letters(&self) -> &[u8; 3] {
        &self.0
    }
}

/// What a bare `$` stands for in a text: United States dollars, unless a configuration says otherwise.
///
/// ```
/// use claim_audit::model::Dollar;
/// assert_eq!(Dollar::default().currency().code(), "USD");
/// assert_eq!(Dollar::of("CAD").unwrap().currency().code(), "CAD");
/// assert!(Dollar::of("EUR").is_none(), "nobody writes euros with `$`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dollar {
    sign: Currency,
    /// What "dollars" and "cents" stand for: a peso is written with the sign, and never called so.
    word: Currency,
}

impl Dollar {
    /// The dollars that `$` may stand for, by their ISO 4217 codes.
    pub const DOLLARS: [&str; 23] = [
        "USD", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "NAD", "NZD",
        "SBD", "SGD", "SRD", "TTD", "TWD", "XCD", "ZWL",
    ];
    /// The pesos that `$` may stand for.
    pub const PESOS: [&str; 7] = ["ARS", "CLP", "COP", "CUP", "DOP", "MXN", "UYU"];

    /// The currency of a code that is written with `$`; `None` for any other.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let sign = Currency::new(code)?;
        let is_one = |of: &[&str]| of.iter().any(|known| *known == sign.code());
        let dollar = is_one(&Self::DOLLARS);
        (dollar || is_one(&Self::PESOS)).then_some(Self { sign, word: if dollar { sign } else { Currency::USD } })
    }

    /// The currency of `$`.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.sign
    }

    /// The currency that a sign before a number names.
    pub(crate) fn sign(self, currency: Currency) -> Currency {
        if currency == Currency::DOLLAR { self.sign } else { currency }
    }

    /// The currency that a word behind a number names.
    pub(crate) fn word(self, currency: Currency) -> Currency {
        if currency == Currency::DOLLAR { self.word } else { currency }
    }
}

impl Default for Dollar {
    fn default() -> Self {
        Self { sign: Currency::USD, word: Currency::USD }
    }
}

/// A noun in the singular, near enough to see that "firms" and "firm" count the same things.
fn singular(noun: &str) -> &str {
    noun.strip_suffix('s').unwrap_or(noun)
}
