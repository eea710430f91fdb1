//! `wrong-percent`: new and old against the percentage.

use super::decide::{HUNDRED, Sign, decide, levels, lie_plainly, missing, reason, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{explanation, noun, operands, printed, result};
use super::wrong_points::slip;
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Interval, Kind, Quantity, Reading, Role, Unit};

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

    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check) -> Explanation {
        let message = format!(
            "the percentage does not follow from the two values: from {} to {} is not {} of {}",
            printed(reading, Role::Old),
            printed(reading, Role::New),
            noun(claim.direction),
            printed(reading, Role::Percent)
        );
        let down =
            levels(reading).is_some_and(|(new, old)| new.sub(&old).is_ok_and(|d| d.is_negative() == old.is_positive()));
        let result = result(reading, Role::Percent, check);
        let sum = match operands(reading, &[Role::New, Role::Old]).as_slice() {
            [new, old] if down => format!("1 − {new} / {old} = {result}"),
            [new, old] => format!("{new} / {old} − 1 = {result}"),
            _ => result,
        };
        explanation(reading, Role::Percent, &[Role::New, Role::Old], message, sum)
    }
}

pub(super) fn between(claim: &Claim, reading: &Reading, percent: &Quantity, new: &Quantity, old: &Quantity) -> Check {
    if !new.unit.comparable(&old.unit) {
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
    let numbers = [(Role::Percent, percent), (Role::New, new), (Role::Old, old)];
    let sign = Sign::of(claim, || levels, percent);
    decide(
        &numbers,
        |values| {
            let [size, new, old] = values else { return Ok(false) };
            let hundredfold = new.mul(&HUNDRED)?;
            let [one, other] = sign.put_on(size);
            let fits = |change: &Interval| Ok(old.mul(&HUNDRED.add(change)?)?.meets(&hundredfold));
            Ok(fits(&one)? || (sign == Sign::Either && fits(&other)?))
        },
        |values| {
            let [_, new, old] = values else { return Err(ArithmeticError::ZeroDivisor) };
            let change = new.div(old)?.mul(&HUNDRED)?.sub(&HUNDRED)?;
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
        let size = percent.interval().ok_or(ArithmeticError::Overflow)?;
        let level = level.interval().ok_or(ArithmeticError::Overflow)?.mul(&HUNDRED)?;
        // Without a direction both signs are possible, and so is everything between them.
        let sign = Sign::of(claim, || levels(reading), percent);
        let [one, other] = sign.put_on(&size);
        let one = HUNDRED.add(&one)?;
        if back && sign != Sign::Either {
            return level.div(&one);
        }
        let other = HUNDRED.add(&other)?;
        Ok(if back {
            level.div(&one)?.hull(&level.div(&other)?)
        } else {
            level.mul(&one)?.hull(&level.mul(&other)?).div(&Interval::exact(crate::model::Decimal::from(10_000)))?
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
