//! `wrong-multiple`: new and old against "doubled", "halved", "threefold", "2.5 times".

use super::decide::{decide, missing, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{
    ArithmeticError, Claim, Decimal, Direction, Interval, Kind, Quantity, Reading, Role, Severity, Unit, relation,
};

rule! {
    /// # What it checks
    ///
    /// A multiple against the new and the old value: old × multiple must give new. A word counts to the nearest whole
    /// ("tripled" is 2.5 to 3.5 times), but "doubled" begins at 1.75 times: half as much again is not yet twice as much. A printed multiple
    /// counts to its last digit, "more than doubled" without an upper end.
    ///
    /// # Why it matters
    ///
    /// "Doubled" and "tripled" are remembered when the figures are long forgotten, and are seldom computed.
    ///
    /// # Example
    ///
    /// ```text
    /// Bookings tripled to 2.1 million from 920,000.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Bookings tripled to 2.8 million from 920,000.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Multiples without a printed base, and multiples of zero or of a loss.
    pub struct WrongMultiple = "wrong-multiple";
}

impl Rule for WrongMultiple {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Change)?;
        let multiple = reading.get(Role::Multiple)?;
        // "Fell threefold" divides, "halved" (0.5) multiplies already.
        let divides = claim.direction == Some(Direction::Down)
            && multiple.number().is_some_and(|(value, _)| value > Decimal::ONE);
        let implied = |level: &Quantity, back: bool| {
            let (level, multiple) = (level.interval()?, multiple.interval()?);
            if back == divides { level.mul(&multiple).ok() } else { level.div(&multiple).ok() }
        };
        Some(match (reading.get(Role::New), reading.get(Role::Old)) {
            (Some(new), Some(old)) if !new.comparable(old) => unchecked("different units"),
            (Some(new), Some(old)) => between(multiple, new, old, divides),
            (Some(new), None) => missing("no base", Role::Old, &new.unit, implied(new, true)),
            (None, Some(old)) => missing("no new value", Role::New, &old.unit, implied(old, false)),
            (None, None) => unchecked("no base"),
        })
    }

    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let [new, old, multiple] = [Role::New, Role::Old, Role::Multiple].map(|role| said.role(reading, role));
        let divides = claim.direction == Some(Direction::Down)
            && reading.get(Role::Multiple).and_then(Quantity::number).is_some_and(|(value, _)| value > Decimal::ONE);
        let (one, other) = if divides { (&old, &new) } else { (&new, &old) };
        let message = match said.not(&multiple) {
            not if not.starts_with("not ") => format!("{one} is not {multiple} {other}"),
            not => format!("{one} is {} {other}, not {multiple}", not.split(", not ").next().unwrap_or_default()),
        };
        let roles = if divides { [Role::Old, Role::New] } else { [Role::New, Role::Old] };
        let sum = said.operands(reading, &roles).join(" / ");
        let sum = format!("{sum} = {}", said.result(reading, Role::Multiple, check));
        explanation(reading, Role::Multiple, &[Role::New, Role::Old], message, sum)
    }
}

/// What "doubled" and "halved" stand for: half as much again is not yet twice as much, so that "doubled" begins at 1.75, and "halved" ends
/// at the reciprocal of that.
fn nearly_twice(multiple: &Quantity, times: &Interval) -> Option<Interval> {
    let Some((value, ulp)) = multiple.number() else { return Some(*times) };
    if value == Decimal::TWO && ulp == Decimal::ONE {
        times.intersect(&Interval::at_least(Decimal::new(175, 2)))
    } else if value == Decimal::new(5, 1) && multiple.hedge.is_none() {
        times.intersect(&Interval::at_most(Decimal::new(572, 3)))
    } else {
        Some(*times)
    }
}

fn between(multiple: &Quantity, new: &Quantity, old: &Quantity, divides: bool) -> Check {
    if new.interval().is_some_and(|new| new.is_negative()) || old.interval().is_some_and(|old| !old.is_positive()) {
        return unchecked("zero base");
    }
    let ordered = |new: &Interval, old: &Interval| if divides { (*old, *new) } else { (*new, *old) };
    decide(
        &[(Role::Multiple, multiple), (Role::New, new), (Role::Old, old)],
        |values| {
            let [times, new, old] = values else { return Ok(false) };
            let (large, small) = ordered(new, old);
            let Some(times) = nearly_twice(multiple, times) else { return Ok(false) };
            relation::multiple_holds(&times, &large, &small)
        },
        |values| {
            let [_, new, old] = values else { return Err(ArithmeticError::Overflow) };
            let (large, small) = ordered(new, old);
            Ok(Expected { role: Role::Multiple, interval: large.div(&small)?, unit: Unit::Multiple })
        },
    )
}
