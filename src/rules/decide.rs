//! What every rule does with its numbers: plain intervals first, then the habits of writing, one number at a time.

use std::cmp::Ordering;

use super::{Check, Expected};
use crate::model::{
    ArithmeticError, Claim, Decimal, Direction, Guard, Habit, Interval, Quantity, Reading, Role, Unit, Verdict,
};

/// The outcome of a relation over numbers; the first one is the stated result.
///
/// `holds` says whether the intervals, in the order of the numbers, allow the relation. `expected` is asked only for results
/// that need an explanation.
pub(super) fn decide(
    numbers: &[(Role, &Quantity)],
    holds: impl Fn(&[Interval]) -> Result<bool, ArithmeticError>,
    expected: impl Fn(&[Interval]) -> Result<Expected, ArithmeticError>,
) -> Check {
    let mut room = [Interval::exact(Decimal::ZERO); FEW];
    let mut list = Vec::new();
    let printed = if let Some(few) = room.get_mut(..numbers.len()) {
        few
    } else {
        list.resize(numbers.len(), Interval::exact(Decimal::ZERO));
        list.as_mut_slice()
    };
    let fill = |values: &mut [Interval], of: &dyn Fn(usize, &Quantity) -> Option<Interval>| {
        values
            .iter_mut()
            .zip(numbers)
            .enumerate()
            .all(|(at, (value, (_, quantity)))| of(at, quantity).map(|interval| *value = interval).is_some())
    };
    // Exact: redone from the very digits and rounded like the stated result, it prints the same. What holds for the digits holds for
    // what they stand for, unless a hedge on the result says otherwise.
    let hedged = numbers.first().is_some_and(|(_, stated)| stated.hedge.is_some());
    let mut exact = || fill(printed, &|at, quantity| bare(quantity, at == 0)) && holds(printed).unwrap_or(false);
    if !hedged && exact() {
        return outcome(Verdict::Exact);
    }
    if !fill(printed, &|_, quantity| quantity.interval()) {
        return unchecked("not a number");
    }
    match holds(printed) {
        Err(error) => return unchecked(reason(error)),
        Ok(true) => {
            let exact =
                hedged && fill(printed, &|at, quantity| bare(quantity, at == 0)) && holds(printed).unwrap_or(false);
            return outcome(if exact { Verdict::Exact } else { Verdict::Rounded });
        }
        Ok(false) => {}
    }
    let printed = &*printed;
    let expected = expected(printed).ok();
    let mut round = None;
    for (at, (role, quantity)) in numbers.iter().enumerate() {
        for (habit, wider) in quantity.habits() {
            if habit == Habit::RoundFigure && (round.is_some() || in_full_company(numbers, at)) {
                continue;
            }
            let mut strained = printed.to_vec();
            strained[at] = wider;
            if holds(&strained).unwrap_or(false) {
                let found =
                    Check { habit: Some((*role, habit)), expected: expected.clone(), ..outcome(Verdict::Strained) };
                // A figure that is merely round is the weakest excuse: any other one is named before it.
                if habit != Habit::RoundFigure {
                    return found;
                }
                round = Some(found);
            }
        }
    }
    round.unwrap_or(Check { expected, ..outcome(Verdict::Mismatch) })
}

/// How many numbers a sum has that needs no list: all but totals.
const FEW: usize = 4;

/// The lowest and the highest of some values, as mantissas of one scale.
pub(super) type Ends = (i64, i64);

/// The outcome of a product where it comes out, told by the mantissas of three numbers without hedge: `fits` says whether it may hold
/// between values of `one` and `other`. It first gets what is printed, then what that stands for, as [`decide`] has it of intervals.
pub(super) fn decide_by_digits([one, other]: [Ends; 2], fits: impl Fn(Ends, Ends) -> Option<bool>) -> Option<Check> {
    // What is printed stands in the middle.
    let printed = |(low, high): Ends| (i64::midpoint(low, high), i64::midpoint(low, high));
    if fits(printed(one), printed(other))? {
        return Some(outcome(Verdict::Exact));
    }
    fits(one, other)?.then(|| outcome(Verdict::Rounded))
}

/// Whether some value of `factor` times some value of `base` may be `unit` times one of `product`, all of them above zero: what
/// [`Interval::mul`] and [`Interval::meets`] say of them, without intervals. `None` where a number is not above zero, or a product so long
/// that these would round it.
pub(super) fn may_multiply(factor: Ends, base: Ends, product: Ends, unit: i64) -> Option<bool> {
    let times = |a: i64, b: i64| Some(i128::from(a) * i128::from(b)).filter(|product| *product < 1 << 96);
    if factor.0 <= 0 || base.0 <= 0 || product.0 <= 0 {
        return None;
    }
    let (low, high) = (times(factor.0, base.0)?, times(factor.1, base.1)?);
    Some(low <= times(product.1, unit)? && times(product.0, unit)? <= high)
}

/// Whether a number stands among others of its role that are printed to the same place, and not all of them in round figures:
/// the zero of 30% says as much as the digits beside it in "45%, 30% and 27%".
fn in_full_company(numbers: &[(Role, &Quantity)], at: usize) -> bool {
    let Some((role, quantity)) = numbers.get(at) else { return false };
    let place = |quantity: &Quantity| quantity.number().map(|(_, ulp)| ulp);
    let is_round = |other: &Quantity| other.habits().iter().any(|(habit, _)| *habit == Habit::RoundFigure);
    numbers.iter().enumerate().any(|(other_at, (other_role, other))| {
        other_at != at && other_role == role && place(other) == place(quantity) && !is_round(other)
    })
}

/// A result with nothing else to say.
pub(super) const fn outcome(verdict: Verdict) -> Check {
    Check { verdict, expected: None, habit: None, reason: None }
}

/// An unchecked result.
pub(super) const fn unchecked(reason: &'static str) -> Check {
    Check { verdict: Verdict::Unchecked, expected: None, habit: None, reason: Some(reason) }
}

/// An unchecked result, with the value that the text implies for what is missing.
pub(super) fn missing(reason: &'static str, role: Role, unit: &Unit, implied: Option<Interval>) -> Check {
    let expected = implied.map(|interval| Expected { role, interval, unit: unit.clone() });
    Check { expected, ..unchecked(reason) }
}

/// The reason that an unchecked claim gives for arithmetic that has no result.
pub(super) const fn reason(error: ArithmeticError) -> &'static str {
    match error {
        ArithmeticError::Overflow => "overflow",
        ArithmeticError::ZeroDivisor => "zero base",
    }
}

/// The signs that the words leave open to a change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Up,
    Down,
    Either,
}

impl Sign {
    /// The sign of a change that is printed as a magnitude; a printed minus counts as it stands.
    pub(super) fn of(claim: &Claim, levels: impl FnOnce() -> Option<(Interval, Interval)>, change: &Quantity) -> Self {
        match claim.direction {
            _ if change.number().is_some_and(|(value, _)| value.is_sign_negative() && !value.is_zero()) => Self::Up,
            _ if !settles_sign(claim, levels) => Self::Either,
            Some(Direction::Down) => Self::Down,
            _ => Self::Up,
        }
    }

    /// What a change of this size adds to its base, for each sign: the same twice where there is one.
    pub(super) fn put_on(self, size: &Interval) -> [Interval; 2] {
        match self {
            Self::Up => [*size, *size],
            Self::Down => [size.neg(), size.neg()],
            Self::Either => [*size, size.neg()],
        }
    }
}

/// What a change of this size adds to its base, for each sign that the words leave open: both where they name none.
pub(super) fn signed(claim: &Claim, reading: &Reading, change: &Quantity, size: &Interval) -> [Interval; 2] {
    Sign::of(claim, || levels(reading), change).put_on(size)
}

/// Whether the words and the values agree on a sign that a percentage must then bear.
///
/// They don't where no direction is named, where a loss or deficit makes "improved" ambiguous, and where the two values
/// contradict the verb: that is one error, of the direction, and not a second one of the percentage.
fn settles_sign(claim: &Claim, levels: impl FnOnce() -> Option<(Interval, Interval)>) -> bool {
    matches!(claim.direction, Some(Direction::Up | Direction::Down))
        && claim.guard != Some(Guard::Loss)
        && !levels().is_some_and(|(new, old)| {
            contradicts(claim.direction, &new, &old) || (new.is_negative() && old.is_negative())
        })
}

/// The intervals of the new and the old value.
pub(super) fn levels(reading: &Reading) -> Option<(Interval, Interval)> {
    let (new, old) = (reading.get(Role::New)?, reading.get(Role::Old)?);
    Some((new.interval()?, old.interval()?))
}

/// Whether two levels plainly lie as a direction has them, which their digits tell of most: above zero, without hedge, and in that order.
/// Intervals need not be looked at then.
pub(super) fn lie_plainly(direction: Option<Direction>, new: &Quantity, old: &Quantity) -> bool {
    match new.plain_order(old) {
        None => false,
        Some(Ordering::Less) => direction != Some(Direction::Up),
        Some(Ordering::Equal) => true,
        Some(Ordering::Greater) => direction != Some(Direction::Down),
    }
}

/// Whether two values lie against a direction, beyond rounding.
pub(super) fn contradicts(direction: Option<Direction>, new: &Interval, old: &Interval) -> bool {
    match direction {
        Some(Direction::Up) => new.lies_below(old),
        Some(Direction::Down) => old.lies_below(new),
        Some(Direction::Flat) | None => false,
    }
}

/// 100, exactly.
pub(super) const HUNDRED: Interval = Interval::HUNDRED;

/// The digits as they stand, without hedge: a point, or for the stated result the values that print as it.
fn bare(quantity: &Quantity, stated: bool) -> Option<Interval> {
    let (value, ulp) = quantity.number()?;
    Some(if stated { Interval::rounded(value, ulp) } else { Interval::exact(value) })
}
