//! The right numbers in the wrong places of the sum.

use super::text::figure_for;
use super::{Case, exchange};
use crate::model::{Decimal, Direction, Interval, Quantity, Role, Unit, Value, relation};
use crate::rules::{Cause, Replacement, WrongDifference, WrongPercent, WrongShare};

pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let mut found = Vec::new();
    if case.failing(WrongPercent::NAME) {
        // (new − old) / new is the change from new back to old.
        if case.mended_reversed(exchange) {
            found.push(
                case.with_right_figure("base-new", "the change was divided by the new value instead of the old one"),
            );
        }
        if shifted_percent(case) {
            found.push(
                case.with_right_figure("ratio-as-change", "the new value was given as a percentage of the old one"),
            );
        }
        if case.mended(exchange) {
            found.push(Cause {
                name: "swapped",
                message: "the new and the old value were swapped".to_owned(),
                replacement: None,
            });
        }
        if difference_copied(case) {
            let message = "the digits of the percentage are those of the difference";
            found.push(case.with_right_figure("difference-as-percent", message));
        }
    }
    if case.failing(WrongDifference::NAME) {
        found.extend(part_of_new(case));
    }
    if case.failing(WrongShare::NAME) {
        found.extend(rest(case));
    }
    found
}

/// Whether the percentage beside a difference is what the difference makes of the new value: "$123 million, or 15%, to $812
/// million".
fn part_of_new(case: &Case<'_>) -> Option<Cause> {
    let (new, difference) = (case.reading.get(Role::New)?, case.reading.get(Role::Difference)?);
    let percent = case.reading.get(Role::Percent).filter(|percent| percent.unit == Unit::Percent)?;
    let of_new = relation::share(&difference.interval()?.abs(), &new.interval()?, &Interval::HUNDRED).ok()?;
    if case.reading.has(Role::Old) || !of_new.meets(&percent.interval()?) {
        return None;
    }
    let (new, difference) = (new.number()?.0, difference.number()?.0);
    let old = if case.claim.direction == Some(Direction::Down) {
        new.checked_add(difference)
    } else {
        new.checked_sub(difference)
    }?;
    let right = difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old)?.abs();
    let text = figure_for(percent, right, case.source)?;
    let message = format!("the change was divided by the new value instead of the old one; {text} would be right");
    Some(Cause { name: "base-new", message, replacement: Some(Replacement { span: percent.span, text }) })
}

/// Whether the percentage less 100 comes out: "grew 1,000%" for a growth to ten times.
fn shifted_percent(case: &Case<'_>) -> bool {
    let at = case.reading.roles.iter().position(|(role, _)| *role == Role::Percent);
    let Some((at, (_, percent))) = at.and_then(|at| Some((at, case.reading.roles.get(at)?))) else { return false };
    let Some((value, ulp)) = percent.number() else { return false };
    let Some(less) = value.checked_sub(Decimal::ONE_HUNDRED) else { return false };
    // "rose 73%" for a fall to 73 % is the same slip with the sign lost.
    let value = Value::Number { value: less.abs(), ulp };
    let mut quantity = percent.clone();
    quantity.value = value;
    case.mended_by(at, quantity.clone())
}

/// Whether the percentage was copied from the change in cents: "down 33 cents, or 0.33 percent".
fn difference_copied(case: &Case<'_>) -> bool {
    let value = |role| case.reading.get(role).and_then(Quantity::number).map(|(value, _)| value);
    let copied = value(Role::Difference).zip(value(Role::Percent)).is_some_and(|(difference, percent)| {
        let cents = difference.checked_mul(Decimal::ONE_HUNDRED);
        !percent.is_zero() && (difference == percent || cents == Some(percent))
    });
    copied && case.reading.get(Role::Difference).is_some_and(|difference| matches!(difference.unit, Unit::Money(_)))
}

/// The share of the rest, or the rest's share.
fn rest(case: &Case<'_>) -> Option<Cause> {
    let (share, part, whole) =
        (case.reading.get(Role::Share)?, case.reading.get(Role::Part)?, case.reading.get(Role::Whole)?);
    let (stated, ulp) = share.number().filter(|_| share.unit == Unit::Percent)?;
    let at = case.reading.roles.iter().position(|(role, _)| *role == Role::Share)?;
    let mut complement = share.clone();
    complement.value = Value::Number { value: Decimal::ONE_HUNDRED.checked_sub(stated)?, ulp };
    if case.mended_by(at, complement) {
        return Some(case.with_right_figure("rest-as-base", "this is the share of the rest, not of the part"));
    }
    let others = whole.interval()?.sub(&part.interval()?).ok()?;
    let of_rest = relation::share(&part.interval()?, &others, &Interval::HUNDRED).ok()?;
    of_rest
        .meets(&share.interval()?)
        .then(|| case.with_right_figure("rest-as-base", "the part was divided by the rest instead of the whole"))
}
