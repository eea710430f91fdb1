//! `wrong-percent`: new and old against the percentage.

use super::decide::{
    Ends, HUNDRED, Sign, decide, decide_by_digits, levels, lie_plainly, may_multiply, missing, reason, unchecked,
};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation, noun};
use super::wrong_points::slip;
use super::{Check, Expected, Explanation, Rule};
use crate::model::{
    ArithmeticError, Claim, Decimal, Direction, Interval, Kind, Quantity, Reading, Role, Unit, relation,
};

rule! {
    /// # What it checks
    ///
    /// A percentage of change against the new and the old value: old × (1 + percentage) must give new, for some values that
    /// round to the digits printed.
    ///
    /// # Why it matters
    ///
    /// The percentage is the number that gets quoted. Divided by the wrong year, or copied from last month's release, it is the
    /// commonest wrong number in the news.
    ///
    /// # Example
    ///
    /// ```text
    /// Exports rose 19.2% to $2.825 billion from $2.284 billion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Exports rose 23.7% to $2.825 billion from $2.284 billion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Changes without a printed base (the base that the text implies is reported instead), from zero, or from a loss to a
    /// profit; percentages on a basis that the printed numbers do not have, such as constant currency. A verb that
    /// contradicts the values is for *wrong-direction*.
    pub struct WrongPercent = "wrong-percent";
}

impl Rule for WrongPercent {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Change)?;
        let percent = reading.get(Role::Percent).filter(|percent| percent.unit == Unit::Percent)?;
        if slip(claim, reading).is_some() {
            return None; // for `wrong-points`
        }
        match (reading.get(Role::New), reading.get(Role::Old)) {
            (Some(new), Some(old)) => Some(between(claim, reading, percent, new, old)),
            // One level, a difference and a percentage are for `wrong-difference`.
            (Some(_), None) | (None, Some(_)) if reading.has(Role::Difference) => None,
            (new, old) => Some(one_sided(claim, reading, percent, new, old)),
        }
    }

    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let (new, old) = (said.role(reading, Role::New), said.role(reading, Role::Old));
        let change = levels(reading).and_then(|(new, old)| Some((new.sub(&old).ok()?, old)));
        let down = change.as_ref().is_some_and(|(change, old)| change.is_negative() == old.is_positive());
        let is = match (&change, claim.direction) {
            (Some(_), Some(Direction::Up | Direction::Down)) => {
                noun(Some(if down { Direction::Down } else { Direction::Up }))
            }
            _ => noun(claim.direction),
        };
        let percent = said.role(reading, Role::Percent);
        // Where the verb is wrong as well, the change is not the one that is stated with another figure.
        let stated =
            if is == noun(claim.direction) { percent } else { format!("{} of {percent}", noun(claim.direction)) };
        let message = match said.not(&stated) {
            not if not.starts_with("not ") => format!("{old} to {new} is not {is} of {stated}"),
            not => format!("{old} to {new} is {is} of {not}"),
        };
        let result = said.result(reading, Role::Percent, check);
        let sum = match said.operands(reading, &[Role::New, Role::Old]).as_slice() {
            [new, old] if down => format!("1 − {new} / {old} = {result}"),
            [new, old] => format!("{new} / {old} − 1 = {result}"),
            _ => result,
        };
        explanation(reading, Role::Percent, &[Role::New, Role::Old], message, sum)
    }
}

pub(super) fn between(claim: &Claim, reading: &Reading, percent: &Quantity, new: &Quantity, old: &Quantity) -> Check {
    if !new.comparable(old) {
        return unchecked("different units");
    }
    let levels = if lie_plainly(claim.direction, new, old) { None } else { levels(reading) };
    if let Some((new, old)) = &levels {
        if old.crosses_zero() {
            return unchecked("zero base");
        }
        if (new.is_positive() && old.is_negative()) || (new.is_negative() && old.is_positive()) {
            return unchecked("sign change");
        }
    }
    let sign = Sign::of(claim, || levels, percent);
    by_digits(sign, percent, new, old).unwrap_or_else(|| by_intervals(sign, percent, new, old))
}

/// The outcome of a sum that comes out, as most do: one multiplication tells it of plain numbers.
fn by_digits(sign: Sign, percent: &Quantity, new: &Quantity, old: &Quantity) -> Option<Check> {
    let (low, high, scale) = percent.bare_ends()?;
    let (levels, of_levels) = new.ends_beside(old)?;
    let whole = 10i64.checked_pow(scale + 2).filter(|_| scale + of_levels <= Decimal::MAX_SCALE)?;
    decide_by_digits(levels, |new: Ends, old: Ends| {
        let up = || may_multiply((whole.checked_add(low)?, whole.checked_add(high)?), old, new, whole);
        let down = || may_multiply((whole.checked_sub(high)?, whole.checked_sub(low)?), old, new, whole);
        match sign {
            Sign::Up => up(),
            Sign::Down => down(),
            Sign::Either => Some(up()? || down()?),
        }
    })
}

fn by_intervals(sign: Sign, percent: &Quantity, new: &Quantity, old: &Quantity) -> Check {
    decide(
        &[(Role::Percent, percent), (Role::New, new), (Role::Old, old)],
        |values| {
            let [size, new, old] = values else { return Ok(false) };
            let [one, other] = sign.put_on(size);
            let fits = |change: &Interval| relation::change_holds(change, new, old);
            Ok(fits(&one)? || (sign == Sign::Either && fits(&other)?))
        },
        |values| {
            let [_, new, old] = values else { return Err(ArithmeticError::ZeroDivisor) };
            let change = relation::change(new, old)?;
            let negative = percent.number().is_some_and(|(value, _)| value.is_sign_negative());
            let interval = if negative { change } else { change.abs() };
            Ok(Expected { role: Role::Percent, interval, unit: Unit::Percent })
        },
    )
}

/// The missing level, from the one that stands there.
fn one_sided(
    claim: &Claim,
    reading: &Reading,
    percent: &Quantity,
    new: Option<&Quantity>,
    old: Option<&Quantity>,
) -> Check {
    let implied = |level: &Quantity, back: bool| -> Result<Interval, ArithmeticError> {
        // Without a direction both signs are possible, and so is everything between them.
        let sign = Sign::of(claim, || levels(reading), percent);
        if back && let Some(base) = base_by_digits(sign, percent, level) {
            return Ok(base);
        }
        let size = percent.interval().ok_or(ArithmeticError::Overflow)?;
        let level = level.interval().ok_or(ArithmeticError::Overflow)?.mul(&HUNDRED)?;
        let [one, other] = sign.put_on(&size);
        let one = HUNDRED.add(&one)?;
        if back && sign != Sign::Either {
            return level.div(&one);
        }
        let other = HUNDRED.add(&other)?;
        Ok(if back {
            level.div(&one)?.hull(&level.div(&other)?)
        } else {
            level.mul(&one)?.hull(&level.mul(&other)?).div(&Interval::exact(Decimal::from(10_000)))?
        })
    };
    match (new, old) {
        (Some(new), _) => match implied(new, true) {
            Ok(base) => missing("no base", Role::Old, &new.unit, Some(base)),
            Err(ArithmeticError::ZeroDivisor) => unchecked("no base"),
            Err(error) => unchecked(reason(error)),
        },
        (None, Some(old)) => missing("no new value", Role::New, &old.unit, implied(old, false).ok()),
        (None, None) => match reading.get(Role::Difference).filter(|difference| difference.unit != Unit::Points) {
            Some(difference) => {
                let base = || difference.interval()?.abs().mul(&HUNDRED).ok()?.div(&percent.interval()?.abs()).ok();
                missing("no base", Role::Old, &difference.unit, base())
            }
            None => unchecked("no base"),
        },
    }
}

/// The level before a change of plain numbers that is known to be a rise or a fall: one division, with operands that 64 bits hold.
fn base_by_digits(sign: Sign, percent: &Quantity, new: &Quantity) -> Option<Interval> {
    let (low, high, scale) = percent.bare_ends()?;
    let (least, most, of_level) = new.bare_ends().filter(|(least, ..)| *least > 0)?;
    let whole = 10i64.checked_pow(scale + 2)?;
    let (low, high) = match sign {
        Sign::Up => (whole.checked_add(low)?, whole.checked_add(high)?),
        Sign::Down => (whole.checked_sub(high)?, whole.checked_sub(low)?),
        Sign::Either => return None,
    };
    let hundredfold = |end: i64| Some(Decimal::new(end.checked_mul(100)?, of_level));
    let level = Interval::new(hundredfold(least)?, hundredfold(most)?);
    level.div(&Interval::new(Decimal::new(low, scale), Decimal::new(high, scale))).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Span, Value, Verdict};

    fn quantity(mantissa: i64, scale: u32, zeros: u32, unit: Unit) -> Quantity {
        let ulp = Decimal::from_i128_with_scale(10i128.pow(zeros), scale);
        let value = Value::Number {
            value: Decimal::from_i128_with_scale(i128::from(mantissa) * 10i128.pow(zeros), scale),
            ulp,
        };
        Quantity { span: Span::default(), value, unit, hedge: None, period: None, per: None }
    }

    proptest! {
        #[test]
        fn digits_give_the_base_that_intervals_do(
            (new, cut, size) in (any::<i64>(), 0u32..64, -20_000i64..20_000),
            (scale, places, zeros) in (0u32..=3, 0u32..=3, 0u32..8), down: bool,
        ) {
            let percent = quantity(size, scale, 0, Unit::Percent);
            let new = quantity(new >> cut, places, zeros, Unit::Count(None));
            let sign = if down { Sign::Down } else { Sign::Up };
            if let Some(base) = base_by_digits(sign, &percent, &new) {
                let (Some(size), Some(level)) = (percent.interval(), new.interval()) else { return Ok(()) };
                let [change, _] = sign.put_on(&size);
                let expected = HUNDRED.add(&change).and_then(|factor| level.mul(&HUNDRED)?.div(&factor));
                prop_assert_eq!(Ok(base), expected);
            }
        }

        #[test]
        fn digits_tell_what_intervals_do(
            (new, old, cut) in (any::<i64>(), any::<i64>(), 0u32..64),
            (error, scale, places, zeros) in (-30i64..30, 0u32..=3, 0u32..=3, 0u32..8),
            down: bool, open: bool,
        ) {
            let (new, old) = (new >> cut, old >> cut);
            prop_assume!(old != 0);
            // Near to what is right, so that all of the outcomes come up.
            let parts = 100 * 10i128.pow(scale);
            let change = (i128::from(new) - i128::from(old)) * parts / i128::from(old);
            prop_assume!(change.abs() < 1 << 60);
            let size = i64::try_from(if down { -change } else { change }).unwrap_or_default() + error / 10;
            let sign = if open { Sign::Either } else if down { Sign::Down } else { Sign::Up };
            let percent = quantity(size, scale, 0, Unit::Percent);
            let [new, old] = [new, old].map(|level| quantity(level, places, zeros, Unit::Count(None)));
            let told = by_digits(sign, &percent, &new, &old);
            let outcome = by_intervals(sign, &percent, &new, &old);
            if let Some(told) = told {
                prop_assert_eq!(told, outcome);
            } else if cut > 32 && matches!(outcome.verdict, Verdict::Exact | Verdict::Rounded) {
                // Short numbers are left to intervals only where one may be zero or less.
                let positive = |quantity: &Quantity| quantity.interval().is_some_and(|ends| ends.is_positive());
                let factor = percent.interval().is_some_and(|ends| HUNDRED.sub(&ends.abs()).is_ok_and(|rest| rest.is_positive()));
                prop_assert!(!positive(&new) || !positive(&old) || !factor);
            }
        }
    }
}
