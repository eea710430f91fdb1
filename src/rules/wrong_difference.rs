//! `wrong-difference`: new and old against the difference, and difference and percentage against one level.

use super::decide::{HUNDRED, Sign, decide, levels, lie_plainly, missing, signed, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation, noun};
use super::wrong_points::slip;
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Direction, Interval, Kind, Quantity, Reading, Role, Unit};

rule! {
    /// # What it checks
    ///
    /// The amount of a change against the values before and after it: new − old must give the difference. Where only one
    /// level is printed, a difference with its percentage is checked against that level. Percentage points between two
    /// rates are differences too.
    ///
    /// # Why it matters
    ///
    /// A difference that does not fit its levels means that one of three numbers is wrong, and often it is a level: a digit
    /// lost, or the figure of another year.
    ///
    /// # Example
    ///
    /// ```text
    /// Receipts went up by $451 million, from $2.284 billion to $2.825 billion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Receipts went up by $541 million, from $2.284 billion to $2.825 billion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// A difference beside one level, or none, without a percentage; differences in another unit than the levels.
    pub struct WrongDifference = "wrong-difference";
}

impl Rule for WrongDifference {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Change)?;
        let difference = reading.get(Role::Difference)?;
        if slip(claim, reading).is_some() {
            return None; // for `wrong-points`
        }
        let percent = reading.get(Role::Percent).filter(|percent| percent.unit == Unit::Percent);
        let fits = |level: &Quantity| same_unit(&difference.unit, &level.unit);
        Some(match (reading.get(Role::New), reading.get(Role::Old), percent) {
            (Some(level), _, _) | (_, Some(level), _) if !fits(level) => unchecked("different units"),
            (Some(new), Some(old), _) if !fits(old) || !new.comparable(old) => unchecked("different units"),
            (Some(new), Some(old), _) => between(claim, reading, difference, new, old),
            (Some(new), None, Some(percent)) => from_new(claim, reading, difference, new, percent),
            (None, Some(old), Some(percent)) => from_old(difference, old, percent),
            (Some(new), None, None) => {
                let base = || shifted(claim, reading, difference, new, true);
                missing("no base", Role::Old, &new.unit, base())
            }
            (None, Some(old), None) => {
                missing("no new value", Role::New, &old.unit, shifted(claim, reading, difference, old, false))
            }
            // With a percentage `wrong-percent` says what the two imply.
            (None, None, Some(_)) => return None,
            (None, None, None) => unchecked("no base"),
        })
    }

    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let stated = said.role(reading, Role::Difference);
        let result = said.result(reading, Role::Difference, check);
        let down = claim.direction == Some(Direction::Down);
        let (message, sum, roles): (_, _, &[Role; 2]) = match (reading.get(Role::New), reading.get(Role::Old)) {
            (Some(new), Some(old)) => {
                let larger_first = old.number().map(|(v, _)| v) > new.number().map(|(v, _)| v);
                let roles = if larger_first { &[Role::Old, Role::New] } else { &[Role::New, Role::Old] };
                let (new, old) = (said.role(reading, Role::New), said.role(reading, Role::Old));
                let message = match said.not(&stated) {
                    not if not.starts_with("not ") => format!("{old} to {new} is not a difference of {stated}"),
                    not => format!("{old} to {new} is a difference of {not}"),
                };
                let [larger, smaller] = [roles[0], roles[1]].map(|role| said.role(reading, role));
                let smaller = if smaller.starts_with('−') { format!("({smaller})") } else { smaller };
                (message, format!("{larger} − {smaller}"), roles)
            }
            (new, _) => {
                let percent = said.role(reading, Role::Percent);
                if new.is_some() {
                    let level = said.role(reading, Role::New);
                    let message = format!("{} of {percent} to {level} is {}", noun(claim.direction), said.not(&stated));
                    let bare = percent.trim_end_matches('%');
                    let sign = if down { '−' } else { '+' };
                    (message, format!("{level} × {bare} / (100 {sign} {bare})"), &[Role::Percent, Role::New])
                } else {
                    let level = said.role(reading, Role::Old);
                    let message = format!("{percent} of {level} is {}", said.not(&stated));
                    (message, format!("{level} × {percent}"), &[Role::Percent, Role::Old])
                }
            }
        };
        explanation(reading, Role::Difference, roles, message, format!("{sum} = {result}"))
    }
}

/// Percentage points, and loosely written a percentage, are the difference of two percentages.
fn same_unit(difference: &Unit, level: &Unit) -> bool {
    difference.comparable(level) || (matches!(difference, Unit::Points | Unit::Percent) && *level == Unit::Percent)
}

pub(super) fn between(
    claim: &Claim,
    reading: &Reading,
    difference: &Quantity,
    new: &Quantity,
    old: &Quantity,
) -> Check {
    let sign =
        Sign::of(claim, || if lie_plainly(claim.direction, new, old) { None } else { levels(reading) }, difference);
    decide(
        &[(Role::Difference, difference), (Role::New, new), (Role::Old, old)],
        |values| {
            let [size, new, old] = values else { return Ok(false) };
            let change = new.sub(old)?;
            Ok(sign.put_on(size).iter().any(|stated| stated.meets(&change)))
        },
        |values| {
            let [_, new, old] = values else { return Err(ArithmeticError::Overflow) };
            let change = new.sub(old)?;
            let negative = difference.number().is_some_and(|(value, _)| value.is_sign_negative());
            Ok(expected(difference, if negative { change } else { change.abs() }))
        },
    )
}

/// difference = new × (1 − 100 / (100 + percent)): each number once, so that no interval grows by itself.
fn from_new(claim: &Claim, reading: &Reading, difference: &Quantity, new: &Quantity, percent: &Quantity) -> Check {
    let implied = |new: &Interval, change: &Interval| {
        let base = HUNDRED.div(&HUNDRED.add(change)?)?;
        new.mul(&Interval::exact(crate::model::Decimal::ONE).sub(&base)?)
    };
    decide(
        &[(Role::Difference, difference), (Role::New, new), (Role::Percent, percent)],
        |values| {
            let [size, new, percentage] = values else { return Ok(false) };
            for change in signed(claim, reading, percent, percentage) {
                if implied(new, &change)?.abs().meets(&size.abs()) {
                    return Ok(true);
                }
            }
            Ok(false)
        },
        |values| {
            let [_, new, percentage] = values else { return Err(ArithmeticError::Overflow) };
            let [one, other] = signed(claim, reading, percent, percentage);
            Ok(expected(difference, implied(new, &one)?.abs().hull(&implied(new, &other)?.abs())))
        },
    )
}

fn from_old(difference: &Quantity, old: &Quantity, percent: &Quantity) -> Check {
    decide(
        &[(Role::Difference, difference), (Role::Old, old), (Role::Percent, percent)],
        |values| {
            let [size, old, percentage] = values else { return Ok(false) };
            Ok(old.mul(percentage)?.abs().meets(&size.abs().mul(&HUNDRED)?))
        },
        |values| {
            let [_, old, percentage] = values else { return Err(ArithmeticError::Overflow) };
            Ok(expected(difference, old.mul(percentage)?.abs().div(&HUNDRED)?))
        },
    )
}

/// The level on the other side of the difference.
fn shifted(claim: &Claim, reading: &Reading, difference: &Quantity, level: &Quantity, back: bool) -> Option<Interval> {
    let level = level.interval()?;
    let [one, other] = signed(claim, reading, difference, &difference.interval()?);
    let apply = |change: &Interval| if back { level.sub(change).ok() } else { level.add(change).ok() };
    Some(apply(&one)?.hull(&apply(&other)?))
}

fn expected(difference: &Quantity, interval: Interval) -> Expected {
    Expected { role: Role::Difference, interval, unit: difference.unit.clone() }
}
