#![allow(clippy::unwrap_used)]

use num_rational::BigRational;
use proptest::prelude::*;

use super::super::directed::tests::{decimals, rational};
use super::*;

fn intervals() -> impl Strategy<Value = Interval> {
    (decimals(), decimals(), 0u8..6).prop_map(|(a, b, open)| match open {
        0 => Interval::at_least(a),
        1 => Interval::at_most(a),
        2 => Interval::exact(a),
        _ => Interval::new(a, b),
    })
}

/// An interval and some value in it: an end, or near one, or the middle.
fn members() -> impl Strategy<Value = (Interval, BigRational)> {
    (intervals(), 0i64..=4, decimals()).prop_map(|(interval, quarter, far)| {
        let share = BigRational::new(quarter.into(), 4.into());
        let member = match (interval.low(), interval.high()) {
            (Some(low), Some(high)) => rational(low) + (rational(high) - rational(low)) * share,
            (Some(low), None) => rational(low) + rational(far.abs()),
            (None, Some(high)) => rational(high) - rational(far.abs()),
            (None, None) => rational(far),
        };
        (interval, member)
    })
}

fn holds(result: Result<Interval, ArithmeticError>, truth: &BigRational) -> Result<(), TestCaseError> {
    if let Ok(result) = result {
        prop_assert!(result.low().is_none_or(|low| rational(low) <= *truth), "{truth} below {result:?}");
        prop_assert!(result.high().is_none_or(|high| rational(high) >= *truth), "{truth} above {result:?}");
        prop_assert!(not_above(result.low(), result.high()), "crossed ends: {result:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn operations_hold_every_true_value((a, x) in members(), (b, y) in members()) {
        holds(a.add(&b), &(&x + &y))?;
        holds(a.sub(&b), &(&x - &y))?;
        holds(a.mul(&b), &(&x * &y))?;
        match a.div(&b) {
            Ok(_) => holds(a.div(&b), &(&x / &y))?,
            Err(ArithmeticError::ZeroDivisor) => prop_assert!(b.contains(Decimal::ZERO)),
            Err(ArithmeticError::Overflow) => {}
        }
        holds(Ok(a.hull(&b)), &x)?;
        holds(Ok(a.hull(&b)), &y)?;
        let magnitude = if x < BigRational::from_integer(0.into()) { -x.clone() } else { x.clone() };
        holds(Ok(a.abs()), &magnitude)?;
        holds(Ok(a.neg()), &-x)?;
    }

    #[test]
    fn a_rounded_number_has_half_a_place_on_both_sides(value in decimals(), place in 0u32..=27, raise in 0u32..12) {
        let ulp = Decimal::new(10i64.pow(raise), place);
        let half = ulp * Decimal::new(5, 1);
        prop_assert_eq!(Interval::rounded(value, ulp), Interval::exact(value).widen(half));
        prop_assert_eq!(Interval::rounded(value, Decimal::ZERO), Interval::exact(value));
    }

    #[test]
    fn an_intersection_is_where_they_meet(a in intervals(), b in intervals(), probe in decimals()) {
        prop_assert_eq!(a.meets(&b), a.intersect(&b).is_some());
        let inside = a.intersect(&b).is_some_and(|both| both.contains(probe));
        prop_assert_eq!(inside, a.contains(probe) && b.contains(probe));
    }
}

#[test]
fn open_ends_stay_open() {
    let two = Interval::at_least(Decimal::TWO);
    let ten = Interval::exact(Decimal::TEN);
    assert_eq!(two.mul(&ten), Ok(Interval::at_least(Decimal::from(20))));
    assert_eq!(ten.div(&two), Ok(Interval::new(Decimal::ZERO, Decimal::from(5))));
    assert_eq!(ten.sub(&two), Ok(Interval::at_most(Decimal::from(8))));
    assert_eq!(ten.div(&Interval::new(-Decimal::ONE, Decimal::ONE)), Err(ArithmeticError::ZeroDivisor));
    assert!(two.meets(&Interval::at_most(Decimal::TWO)));
    assert_eq!(Interval::new(-Decimal::TEN, Decimal::TWO).abs(), Interval::new(Decimal::ZERO, Decimal::TEN));
}
