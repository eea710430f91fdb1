//! Closed intervals of decimals, with operations that never lose a true value.

use rust_decimal::Decimal;

/// A closed interval of decimals; an end may be open to infinity.
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

impl Interval {
    /// From `low` to `high`, both included; the ends are put in order.
    #[must_use]
    pub fn new(low: Decimal, high: Decimal) -> Self {
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        Self { low: Some(low), high: Some(high) }
    }
    /// One value.
    #[must_use]
    pub const fn exact(value: Decimal) -> Self {
        Self { low: Some(value), high: Some(value) }
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
}
