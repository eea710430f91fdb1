//! Closed intervals of decimals, with operations that never lose a true value.

use std::fmt;

use rust_decimal::Decimal;

use super::directed::{self, Toward};

/// A closed interval of decimals; an end may be open to infinity.
///
/// Every operation rounds outwards, so that the result holds each value that operands inside the intervals can give;
/// it is exact wherever a decimal can hold the ends.
///
/// ```
/// use claim_audit::model::{Decimal, Interval};
/// let new = Interval::new(Decimal::new(2_8265, 1), Decimal::new(2_8275, 1));
/// let old = Interval::new(Decimal::new(2_2965, 1), Decimal::new(2_2975, 1));
/// let ratio = new.div(&old).unwrap();
/// assert!(!ratio.contains(Decimal::new(1_2231, 4)));
/// assert!(ratio.contains(Decimal::new(1_2308, 4)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

/// Why an operation on intervals has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticError {
    /// The result does not fit 96 bits before the point.
    Overflow,
    /// The divisor may be zero.
    ZeroDivisor,
}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "overflow",
            Self::ZeroDivisor => "zero base",
        })
    }
}

impl std::error::Error for ArithmeticError {}

impl Interval {
    /// One hundred, exactly: what turns a percentage into a ratio.
    pub const HUNDRED: Self = Self::exact(Decimal::ONE_HUNDRED);

    /// From `low` to `high`, both included; the ends are put in order.
    #[must_use]
    pub fn new(low: Decimal, high: Decimal) -> Self {
        if directed::at_most(low, high) { Self::of(low, high) } else { Self::of(high, low) }
    }

    /// One value.
    #[must_use]
    pub const fn exact(value: Decimal) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// What a number may stand for that was rounded to a last place: half a unit of it on both sides.
    pub(crate) fn rounded(value: Decimal, ulp: Decimal) -> Self {
        match directed::half_around(value, ulp) {
            Some((low, high, scale)) => Self::of(Decimal::new(low, scale), Decimal::new(high, scale)),
            None => Self::rounded_long(value, ulp),
        }
    }

    #[inline(never)]
    fn rounded_long(value: Decimal, ulp: Decimal) -> Self {
        let exact = Self::exact(value);
        if ulp.is_zero() { exact } else { exact.widen(ulp * Decimal::new(5, 1)) }
    }

    /// Between two ends that are in order.
    const fn of(low: Decimal, high: Decimal) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// `low` or more.
    #[must_use]
    pub const fn at_least(low: Decimal) -> Self {
        Self { low: Some(low), high: None }
    }

    /// `high` or less.
    #[must_use]
    pub const fn at_most(high: Decimal) -> Self {
        Self { low: None, high: Some(high) }
    }

    /// The lower end; `None` is minus infinity.
    #[must_use]
    pub const fn low(&self) -> Option<Decimal> {
        self.low
    }

    /// The upper end; `None` is infinity.
    #[must_use]
    pub const fn high(&self) -> Option<Decimal> {
        self.high
    }

    /// Whether some value lies in both; ends that touch meet.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        not_above(self.low, other.high) && not_above(other.low, self.high)
    }

    /// Whether every value is less than every value of another.
    #[must_use]
    pub(crate) fn lies_below(&self, other: &Self) -> bool {
        !not_above(other.low, self.high)
    }

    /// Whether a value lies inside, ends included.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        self.meets(&Self::exact(value))
    }

    /// Whether every value is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.low.is_some_and(|low| !low.is_sign_negative() && !low.is_zero())
    }

    /// Whether every value is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.high.is_some_and(|high| high.is_sign_negative() && !high.is_zero())
    }

    /// Whether zero lies inside, ends included: no base for a ratio.
    #[must_use]
    pub fn crosses_zero(&self) -> bool {
        !self.is_positive() && !self.is_negative()
    }

    /// `self + other`.
    pub fn add(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Ok(Self {
            low: both(self.low, other.low, |a, b| directed::add(a, b, Toward::Below))?,
            high: both(self.high, other.high, |a, b| directed::add(a, b, Toward::Above))?,
        })
    }

    /// `self − other`.
    pub fn sub(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.add(&other.neg())
    }

    /// `self × other`.
    pub fn mul(&self, other: &Self) -> Result<Self, ArithmeticError> {
        // Of two positive intervals the ends are known; the general way tries all four pairs.
        if let (Some((low, high)), Some((l, h))) = (self.positive_ends(), other.positive_ends()) {
            return Ok(Self::of(directed::mul(low, l, Toward::Below)?, directed::mul(high, h, Toward::Above)?));
        }
        self.corners(other, |a, b, toward| match (a, b) {
            (End::Finite(a), End::Finite(b)) => directed::mul(a, b, toward).map(End::Finite),
            // Infinity stands for values without bound, never for one of them, so that zero times it is zero.
            (End::Finite(zero), _) | (_, End::Finite(zero)) if zero.is_zero() => Ok(End::Finite(Decimal::ZERO)),
            (a, b) => Ok(if a.is_negative() == b.is_negative() { End::Above } else { End::Below }),
        })
    }

    /// `self ÷ other`; an error where the divisor may be zero.
    pub fn div(&self, other: &Self) -> Result<Self, ArithmeticError> {
        if other.crosses_zero() {
            return Err(ArithmeticError::ZeroDivisor);
        }
        if let (Some((low, high)), Some((l, h))) = (self.positive_ends(), other.positive_ends()) {
            return Ok(Self::of(directed::div(low, h, Toward::Below)?, directed::div(high, l, Toward::Above)?));
        }
        self.corners(other, |a, b, toward| match (a, b) {
            (End::Finite(a), End::Finite(b)) => directed::div(a, b, toward).map(End::Finite),
            (_, End::Below | End::Above) => Ok(End::Finite(Decimal::ZERO)),
            (a, b) => Ok(if a.is_negative() == b.is_negative() { End::Above } else { End::Below }),
        })
    }

    /// `−self`.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self { low: self.high.map(|high| -high), high: self.low.map(|low| -low) }
    }

    /// The magnitudes of the values.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_positive() {
            *self
        } else if self.is_negative() {
            self.neg()
        } else {
            let high = self.low.zip(self.high).map(|(low, high)| high.max(-low));
            Self { low: Some(Decimal::ZERO), high }
        }
    }

    /// The smallest interval that covers both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
        }
    }

    /// The values that lie in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        self.meets(other).then(|| Self {
            low: self.low.into_iter().chain(other.low).max(),
            high: self.high.into_iter().chain(other.high).min(),
        })
    }

    /// Both ends moved outwards by a distance; an end that would overflow is open.
    #[must_use]
    pub fn widen(&self, by: Decimal) -> Self {
        let by = by.abs();
        Self {
            low: self.low.and_then(|low| directed::sub(low, by, Toward::Below).ok()),
            high: self.high.and_then(|high| directed::add(high, by, Toward::Above).ok()),
        }
    }

    /// The smallest interval over an operation on all four pairs of ends.
    fn corners(
        &self,
        other: &Self,
        op: impl Fn(End, End, Toward) -> Result<End, ArithmeticError>,
    ) -> Result<Self, ArithmeticError> {
        let (mut low, mut high) = (End::Above, End::Below);
        for a in self.ends() {
            for b in other.ends() {
                low = low.min(op(a, b, Toward::Below)?);
                high = high.max(op(a, b, Toward::Above)?);
            }
        }
        Ok(Self { low: low.finite(), high: high.finite() })
    }

    /// Both ends, where they are finite and above zero.
    fn positive_ends(&self) -> Option<(Decimal, Decimal)> {
        let (low, high) = self.low.zip(self.high)?;
        (!low.is_sign_negative() && !low.is_zero()).then_some((low, high))
    }

    fn ends(&self) -> [End; 2] {
        [self.low.map_or(End::Below, End::Finite), self.high.map_or(End::Above, End::Finite)]
    }
}

/// One end of an interval; the order of the variants is the order of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    Finite(Decimal),
    Above,
}

impl End {
    fn is_negative(self) -> bool {
        match self {
            Self::Below => true,
            Self::Finite(value) => value < Decimal::ZERO,
            Self::Above => false,
        }
    }

    fn finite(self) -> Option<Decimal> {
        match self {
            Self::Finite(value) => Some(value),
            Self::Below | Self::Above => None,
        }
    }
}

/// Whether a lower end lies at or under an upper one, where `None` is open.
fn not_above(low: Option<Decimal>, high: Option<Decimal>) -> bool {
    low.zip(high).is_none_or(|(low, high)| directed::at_most(low, high))
}

/// An operation on two ends, open where one of them is.
fn both(
    a: Option<Decimal>,
    b: Option<Decimal>,
    op: impl Fn(Decimal, Decimal) -> Result<Decimal, ArithmeticError>,
) -> Result<Option<Decimal>, ArithmeticError> {
    a.zip(b).map(|(a, b)| op(a, b)).transpose()
}

#[cfg(test)]
#[path = "interval_tests.rs"]
mod tests;
