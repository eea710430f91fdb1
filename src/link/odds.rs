//! Logarithms and probabilities in integers: hundredths of a natural logarithm, and parts in 2³⁰.
//!
//! Scores decide what is reported, so that they must be the same on every machine: there are no floats.

use crate::model::{Decimal, HedgeKind, Quantity};

/// One, as a probability.
pub const ONE: u64 = 1 << 30;

/// exp(−x/100) in parts of [`ONE`], x in hundredths; 0 from 20 on.
#[must_use]
pub fn exp(hundredths: i32) -> u64 {
    let at = usize::try_from(hundredths).unwrap_or(0);
    EXPONENTIALS.get(at).copied().map_or(0, u64::from)
}

const EXPONENTIALS: [u32; 2_001] = {
    // exp(-0.01) and exp(-1) as fractions of 2^30.
    const HUNDREDTH: u64 = 1_063_057_855;
    const WHOLE: u64 = 395_007_542;
    let mut table = [0; 2_001];
    let mut at = 0;
    let mut whole = ONE;
    while at < table.len() {
        if at > 0 && at % 100 == 0 {
            whole = (whole * WHOLE) >> 30;
        }
        let mut value = whole;
        let mut step = 0;
        while step < at % 100 {
            value = (value * HUNDREDTH) >> 30;
            step += 1;
        }
        #[allow(clippy::cast_possible_truncation)] // At most 2^30.
        {
            table[at] = value as u32;
        }
        at += 1;
    }
    table
};

/// The natural logarithm of a whole number in hundredths, rounded down to some hundredths; 0 for 0.
#[must_use]
pub fn ln(value: u64) -> i32 {
    if value == 0 {
        return 0;
    }
    let bits = value.ilog2();
    // ln(m) of the mantissa, m in 1 … 2, by a line that is never off by more than 6 hundredths.
    let mantissa = if bits >= 10 { value >> (bits - 10) } else { value << (10 - bits) } & 1023;
    let of_mantissa = i32::try_from(mantissa * 69 / 1024).unwrap_or(0);
    i32::try_from(u64::from(bits) * 6931 / 100).unwrap_or(0) + of_mantissa
}

/// How wide a number is beside its size, in millionths, at most one.
#[must_use]
pub fn width(quantity: &Quantity, beside: Decimal) -> u64 {
    let Some((_, ulp)) = quantity.number() else { return 1_000_000 };
    // "More than 48" is met by half of all numbers.
    if matches!(quantity.hedge.as_ref().map(|hedge| hedge.kind), Some(HedgeKind::AtLeast | HedgeKind::AtMost)) {
        return 500_000;
    }
    let slack = if quantity.hedge.is_some() { quantity.slack().unwrap_or(ulp) * Decimal::TWO } else { ulp };
    if beside.is_zero() {
        return 1_000_000;
    }
    let share = slack.checked_div(beside.abs()).and_then(|share| share.checked_mul(Decimal::from(1_000_000)));
    share.and_then(|share| u64::try_from(share.trunc()).ok()).unwrap_or(1_000_000).min(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_near() {
        assert_eq!(exp(0), ONE);
        assert!(exp(69).abs_diff(ONE / 2) < ONE / 200);
        assert!(exp(230).abs_diff(ONE / 10) < ONE / 500);
        assert_eq!(exp(100_000), 0);
    }

    #[test]
    fn logarithms_are_near() {
        for (value, log) in [(1, 0), (2, 69), (10, 230), (1000, 690), (1_000_000, 1381)] {
            assert!((ln(value) - log).abs() <= 7, "{value}: {}", ln(value));
        }
    }
}
