//! Printed numbers: value, precision, unit, hedge, and the interval of true values that they stand for.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Currency, Interval, Period, Span, Unit, directed};

/// A printed number with its unit, hedge and printed precision.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number with its unit in the original file.
    pub span: Span,
    /// What is printed, in base units: "$2.825 billion" is 2825000000.
    pub value: Value,
    /// What is counted.
    pub unit: Unit,
    /// The words before the number that make it less than exact.
    pub hedge: Option<Hedge>,
    /// The period that belongs to the number, where the text says one.
    pub period: Option<Period>,
    /// What it is said of each of, where the words behind it say so: "barrels" of "$5 a barrel", "100000 people" of "3 per 100,000 people".
    pub per: Option<Box<str>>,
}

/// What a quantity's text means.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number with its unit in the last place (1,000,000 for "2.825 billion").
    Number {
        /// The number in base units.
        value: Decimal,
        /// One unit of the last printed place; zero for whole objects counted in full.
        ulp: Decimal,
    },
    /// A calendar day ("27 May 2007").
    Date(jiff::civil::Date),
    /// A day of the week ("Monday").
    Weekday(jiff::civil::Weekday),
    /// A month ("July"), 1 to 12.
    Month(i8),
    /// A calendar year ("1998").
    Year(i16),
    /// Words ("North America"), for the items of a list.
    Words(Box<str>),
}

/// The words before a number that make it less than exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedge {
    /// Where the words stand.
    pub span: Span,
    /// What they mean.
    pub kind: HedgeKind,
}

/// What a hedge says of the true value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HedgeKind {
    /// more than, over, above, at least, exceeding: the value or more.
    AtLeast,
    /// less than, under, below, up to, at most: the value or less.
    AtMost,
    /// nearly, almost, just under, close to: a little less.
    JustUnder,
    /// just over, a little more than: a little more.
    JustOver,
    /// about, around, roughly, some, approximately: near.
    About,
}

impl HedgeKind {
    /// The kind as the reports name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::JustUnder => "just_under",
            Self::JustOver => "just_over",
            Self::About => "about",
        }
    }
}

impl Quantity {
    /// Whether two quantities may stand in one sum: their units may, and they are said of each of the same. Of the two in
    /// "to $25.72 a share from $22.77" the second leaves out what the first one says.
    #[must_use]
    pub fn comparable(&self, other: &Self) -> bool {
        let same = match (&self.per, &other.per) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        };
        same && self.unit.comparable(&other.unit)
    }

    /// The printed number and its unit in the last place, if the quantity is a number.
    #[must_use]
    pub const fn number(&self) -> Option<(Decimal, Decimal)> {
        match self.value {
            Value::Number { value, ulp } => Some((value, ulp)),
            _ => None,
        }
    }

    /// How the digits compare with those of another number, where both are without hedge and every true value of both is above zero.
    #[must_use]
    pub(crate) fn plain_order(&self, other: &Self) -> Option<Ordering> {
        let ((here, scale), (there, of_other)) = (self.plainly_positive()?, other.plainly_positive()?);
        if scale == of_other {
            return Some(here.cmp(&there));
        }
        Some(Decimal::new(here, scale).cmp(&Decimal::new(there, of_other)))
    }

    /// The digits of such a number, one of at least one unit of its last place, with their scale; `None` also where 64 bits don't hold them.
    fn plainly_positive(&self) -> Option<(i64, u32)> {
        let (value, ulp) = self.number().filter(|_| self.hedge.is_none())?;
        let digits = directed::small(value).filter(|digits| *digits > 0)?;
        directed::at_most(ulp, value).then_some((digits, value.scale()))
    }

    /// The true values that the digits stand for when everyone rounded honestly, [v − u/2, v + u/2], hedge included.
    ///
    /// This is the rule of *XBRL Calculations 1.1* for every operation and not only for sums. A hedge opens the interval on
    /// its own side: to infinity for "more than", by [`Quantity::slack`] for "nearly", "just over" and "about".
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let (value, ulp) = self.number()?;
        let printed = Interval::rounded(value, ulp);
        let slack = || Interval::exact(value).widen(self.slack().unwrap_or(Decimal::ZERO)).hull(&printed);
        match self.hedge.as_ref().map(|hedge| hedge.kind) {
            None => Some(printed),
            Some(HedgeKind::AtLeast) => Some(Interval::at_least(value)),
            Some(HedgeKind::AtMost) => Some(Interval::at_most(value)),
            Some(HedgeKind::JustUnder) => slack().intersect(&Interval::at_most(value)),
            Some(HedgeKind::JustOver) => slack().intersect(&Interval::at_least(value)),
            Some(HedgeKind::About) => Some(slack()),
        }
    }

    /// The ends of [`Quantity::interval`] as mantissas with their scale, where no hedge moves them and 64 bits hold them: for who only
    /// prints them.
    #[must_use]
    pub(crate) fn bare_ends(&self) -> Option<(i64, i64, u32)> {
        let (value, ulp) = self.number().filter(|_| self.hedge.is_none())?;
        directed::half_around(value, ulp)
    }

    /// [`Quantity::bare_ends`] of two numbers, at one scale.
    #[must_use]
    pub(crate) fn ends_beside(&self, other: &Self) -> Option<([(i64, i64); 2], u32)> {
        let (one, other) = (self.bare_ends()?, other.bare_ends()?);
        let scale = one.2.max(other.2);
        let at_scale = |(low, high, own)| {
            let raised = |end| directed::raised(end, scale - own);
            Some((raised(low)?, raised(high)?))
        };
        Some(([at_scale(one)?, at_scale(other)?], scale))
    }

    /// The wider intervals that a careless but common habit of writing allows; meeting one of them only is *strained*.
    #[must_use]
    pub fn habits(&self) -> Vec<(Habit, Interval)> {
        let Some((value, ulp)) = self.number() else { return Vec::new() };
        let half = half(ulp);
        let exact = Interval::exact(value);
        match self.hedge.as_ref().map(|hedge| hedge.kind) {
            Some(HedgeKind::About) => Vec::new(),
            // "More than tripled" counts from three on: to the nearest whole, "tripled" alone would do. So does "more than halved".
            Some(_) if self.unit == Unit::Multiple && (ulp >= Decimal::ONE || value < Decimal::ONE) => Vec::new(),
            // What the hedge says, and the figure's own rounding on the other side.
            Some(_) => self
                .interval()
                .map(|side| (Habit::HedgeOverstepped, side.hull(&exact.widen(half))))
                .into_iter()
                .collect(),
            // "Tripled" counts to the nearest whole already, and a figure printed in full was never shortened.
            // "a 30-fold rise": tens are round.
            None if self.unit == Unit::Multiple && value >= Decimal::TEN && (value % Decimal::TEN).is_zero() => {
                vec![(Habit::RoundFigure, exact.widen(Decimal::from(5).min(value * Decimal::new(1, 1))))]
            }
            None if ulp.is_zero() || self.unit == Unit::Multiple && value.fract().is_zero() => Vec::new(),
            None if printed_in_full(value, ulp, &self.unit) => {
                let round = round_slack(value, ulp, &self.unit).map(|slack| (Habit::RoundFigure, exact.widen(slack)));
                round.into_iter().collect()
            }
            None => {
                // Cutting digits off leaves a figure that is too near to zero by less than one unit of the last place, never by a
                // whole one: that would have been printed as the next figure. Intervals are closed, so a sliver is taken off the end.
                // rounding 0.445 to 0.45 and that to 0.5 leaves one too far from it by less than 0.0556 of a unit.
                let outwards = |by: Decimal| if value.is_sign_negative() { -by } else { by };
                let towards = |by: Decimal| directed::add(value, outwards(by), directed::Toward::Above).ok();
                let beyond = |by: Decimal| towards(by).map_or(exact, |end| Interval::new(value, end));
                let mut found = vec![
                    (Habit::Truncated, beyond(ulp * Decimal::new(999_999, 6))),
                    (Habit::RoundedTwice, beyond(-(ulp * Decimal::new(5556, 4))).hull(&exact.widen(half))),
                ];
                if let Some(slack) = round_slack(value, ulp, &self.unit) {
                    found.push((Habit::RoundFigure, exact.widen(slack)));
                }
                found
            }
        }
    }

    /// How far a hedge reaches: one unit of the round figure ("nearly 70": 10; "about 4,600": 100), at most a tenth of it.
    #[must_use]
    pub fn slack(&self) -> Option<Decimal> {
        let (value, ulp) = self.number()?;
        let unit = round_unit(value).max(ulp);
        Some(unit.min(value.abs() / Decimal::TEN).max(half(ulp)))
    }
}

/// A habit of writing that widens what a number may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Habit {
    /// The digits beyond the last printed place were cut off.
    Truncated,
    /// A rounded figure was rounded again.
    RoundedTwice,
    /// An integer with trailing zeros was meant as a round figure.
    RoundFigure,
    /// A hedge is overstepped, by no more than rounding.
    HedgeOverstepped,
}

impl Habit {
    /// What was done to the number, for a message: "… was truncated".
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Truncated => "was truncated, not rounded",
            Self::RoundedTwice => "was rounded twice",
            Self::RoundFigure => "is a round figure",
            Self::HedgeOverstepped => "is overstepped by no more than rounding",
        }
    }
}

/// Whether an amount of four digits or a count of three is printed to its last unit ("$9,887,364"): nothing was left to cut off or
/// to round.
fn printed_in_full(value: Decimal, ulp: Decimal, unit: &Unit) -> bool {
    let large = match unit {
        Unit::Money(_) => Decimal::ONE_THOUSAND,
        Unit::Count(_) => Decimal::ONE_HUNDRED,
        _ => return false,
    };
    ulp <= Decimal::ONE && value.abs() >= large
}

/// Ten to the number of zeros that a number ends in: 100 for 4,600, 1 for 43, 0.1 for 0.5.
fn round_unit(value: Decimal) -> Decimal {
    let bare = value.normalize();
    let mut unit = Decimal::new(1, bare.scale());
    if bare.scale() == 0 {
        let mut rest = bare.abs().mantissa();
        while rest != 0 && rest % 10 == 0 {
            rest /= 10;
            unit *= Decimal::TEN;
        }
    }
    unit
}

/// Half a unit of the round figure that an integer with trailing zeros may be, at most 5 % of it; `None` where there are no such zeros.
fn round_slack(value: Decimal, ulp: Decimal, unit: &Unit) -> Option<Decimal> {
    let round = round_unit(value);
    (is_integer(ulp, unit) && round > ulp && round > Decimal::ONE)
        .then(|| (round / Decimal::TWO).min(value.abs() * Decimal::new(5, 2)))
}

/// Whether a last place is that of an integer, under a scale word or none: a zero after the point ("2.0 billion", "20.0%") is
/// printed to be believed.
fn is_integer(ulp: Decimal, unit: &Unit) -> bool {
    let bare = ulp.normalize();
    let zeros = bare.mantissa().checked_ilog10().unwrap_or(0);
    let indian = matches!(unit, Unit::Money(Currency::INR | Currency::PKR)) && matches!(zeros, 5 | 7);
    bare.scale() == 0 && (zeros.is_multiple_of(3) || indian)
}

/// Half of a last place, without a division.
fn half(ulp: Decimal) -> Decimal {
    ulp * Decimal::new(5, 1)
}
