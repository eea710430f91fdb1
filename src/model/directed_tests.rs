#![allow(clippy::unwrap_used)]

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

pub(crate) fn rational(value: Decimal) -> BigRational {
    BigRational::new(BigInt::from(value.mantissa()), BigInt::from(10).pow(value.scale()))
}

/// Decimals of every size: short ones as prose prints them, and ones that fill all 96 bits.
pub(crate) fn decimals() -> impl Strategy<Value = Decimal> {
    let short = (-1_000_000i128..1_000_000, 0u32..6);
    let long = (-(LARGEST.cast_signed())..=LARGEST.cast_signed(), 0u32..=28);
    let any = prop_oneof![short, long];
    any.prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale))
}

/// Whether a decimal can hold the value: its denominator divides 10^28, and the mantissa fits.
fn representable(value: &BigRational) -> bool {
    (0..=28).any(|scale| {
        let scaled = value * BigRational::from(BigInt::from(10).pow(scale));
        scaled.is_integer() && scaled.to_integer().magnitude() <= &LARGEST.into()
    })
}

fn holds(
    below: Result<Decimal, ArithmeticError>,
    above: Result<Decimal, ArithmeticError>,
    truth: &BigRational,
) -> Result<(), TestCaseError> {
    if let Ok(below) = below {
        prop_assert!(rational(below) <= *truth, "{below} is not below");
    }
    if let Ok(above) = above {
        prop_assert!(rational(above) >= *truth, "{above} is not above");
    }
    if representable(truth) {
        prop_assert_eq!(&rational(below.unwrap()), truth);
        prop_assert_eq!(&rational(above.unwrap()), truth);
    } else if let (Ok(below), Ok(above)) = (below, above) {
        // The two neighbours: no closer pair exists than one unit of the last place.
        let gap = rational(above) - rational(below);
        let last = BigRational::new(BigInt::from(1), BigInt::from(10).pow(below.scale().min(above.scale())));
        prop_assert!(gap <= last * BigRational::from(BigInt::from(2)), "{below} and {above} lie apart");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn sums_hold_the_truth(a in decimals(), b in decimals()) {
        holds(add(a, b, Toward::Below), add(a, b, Toward::Above), &(rational(a) + rational(b)))?;
        holds(sub(a, b, Toward::Below), sub(a, b, Toward::Above), &(rational(a) - rational(b)))?;
    }

    #[test]
    fn products_hold_the_truth(a in decimals(), b in decimals()) {
        holds(mul(a, b, Toward::Below), mul(a, b, Toward::Above), &(rational(a) * rational(b)))?;
    }

    #[test]
    fn quotients_hold_the_truth(a in decimals(), b in decimals()) {
        prop_assume!(!b.is_zero());
        holds(div(a, b, Toward::Below), div(a, b, Toward::Above), &(rational(a) / rational(b)))?;
    }
}

proptest! {
    #[test]
    fn short_sums_are_those_of_long_numbers(a in decimals(), b in decimals()) {
        for toward in [Toward::Below, Toward::Above] {
            prop_assert_eq!(add(a, b, toward), add_long(a, b, toward));
            prop_assert_eq!(mul(a, b, toward), mul_long(a, b, toward));
        }
        prop_assert_eq!(at_most(a, b), a <= b);
    }

    #[test]
    fn zeros_at_the_end_go(value in decimals(), zeros in 0u32..12) {
        let magnitude = value.mantissa().unsigned_abs();
        let magnitude = magnitude.checked_mul(10u128.pow(zeros)).filter(|long| *long <= LARGEST).unwrap_or(magnitude);
        let plain = decimal(magnitude, value.scale(), false).unwrap().normalize();
        let trimmed = trimmed(magnitude, value.scale(), false).unwrap();
        prop_assert_eq!((trimmed, trimmed.scale()), (plain, plain.scale()));
    }
}

#[test]
fn what_checked_operations_round_in_silence_is_rounded_outwards() {
    let big = Decimal::MAX;
    let bit = Decimal::new(4, 1);
    assert_eq!(add(big, bit, Toward::Below), Ok(big));
    assert_eq!(add(big, bit, Toward::Above), Err(ArithmeticError::Overflow));
    let third = div(Decimal::ONE, Decimal::from(3), Toward::Below).unwrap();
    assert!(third < div(Decimal::ONE, Decimal::from(3), Toward::Above).unwrap());
    assert_eq!(div(Decimal::ONE, Decimal::ZERO, Toward::Below), Err(ArithmeticError::ZeroDivisor));
}

/// They can be written down, but not by a decimal: what is cut off moves one end.
#[test]
fn exact_quotients_of_a_digit_too_many_are_rounded_outwards() {
    for (a, b) in [("23458164960598207435271891814", "240"), ("632253831618293085697675181", "390625")] {
        let (a, b) = (a.parse().unwrap(), b.parse().unwrap());
        let truth = rational(a) / rational(b);
        holds(div(a, b, Toward::Below), div(a, b, Toward::Above), &truth).unwrap();
    }
}
