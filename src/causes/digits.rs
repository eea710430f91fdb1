//! Slips of the pen: a digit wrong, transposed, lost or doubled, a point for a comma.

use super::Case;
use super::implied::{can_meet, implied};
use super::text::Figure;
use crate::model::{Decimal, Quantity, Role};
use crate::rules::{Cause, Replacement};

/// Every slip that explains the claim, as long as its kind is telling: at most three of the kind fit, or the numbers leave so little
/// room that a fit is no accident.
pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let mut fits: Vec<(&'static str, usize, Figure)> = Vec::new();
    if case.reading.roles.len() > MANY {
        return Vec::new();
    }
    for (at, (role, quantity)) in case.reading.roles.iter().enumerate() {
        // In a long list any term could make up for the slip, and each trial sums the whole list again.
        let one_of_many =
            case.reading.roles.len() > FEW && case.checked.expected.as_ref().map(|e| e.role) != Some(*role);
        if one_of_many || matches!(role, Role::From | Role::To) || case.is_confirmed(quantity) {
            continue;
        }
        let Some(figure) = Figure::printed(quantity, case.source) else { continue };
        let implied = implied(case.claim.kind, case.reading, at);
        for (name, digits, decimals) in variants(&figure) {
            let Some(value) = figure.value_of(&digits, decimals) else { continue };
            if implied.as_ref().is_some_and(|implied| !can_meet(&value, implied)) {
                continue;
            }
            let variant = figure.with(digits, decimals);
            if fits.iter().any(|(_, place, other)| *place == at && other.text() == variant.text()) {
                continue;
            }
            if case.put_in(at, Quantity { value, ..quantity.clone() }) {
                fits.push((name, at, variant));
            }
        }
    }
    if !narrow(case) {
        // Some digit put in here or there mends almost any sum; two digits changed over do not.
        let of_kind = |name: &str| fits.iter().filter(|(other, _, _)| *other == name).count();
        let telling: Vec<_> = KINDS.into_iter().filter(|name| of_kind(name) <= 3).collect();
        fits.retain(|(name, _, _)| telling.contains(name));
    }
    // The rarer a slip's chance of fitting by accident, the more it says: ten times as many digits can be wrong as doubled. Of
    // equal slips that in the stated result is the likelier: it was worked out, the others were copied.
    let stated = case.checked.expected.as_ref().map(|expected| expected.role);
    let role = |at: usize| case.reading.roles.get(at).map(|(role, _)| *role);
    fits.sort_by_key(|(name, at, _)| (rank(name), role(*at) != stated));
    fits.into_iter().map(|(name, _, figure)| cause(name, &figure)).collect()
}

/// How many numbers a claim may have for a slip to be looked for in each of them.
const FEW: usize = 12;
/// How many numbers a claim may have for a slip to be looked for at all.
const MANY: usize = 64;

/// The slips, from the rarest to fit by accident to the commonest.
const KINDS: [&str; 5] = ["separator", "transposed", "digit-doubled", "digit-lost", "digit-wrong"];

fn rank(name: &str) -> usize {
    KINDS.iter().position(|kind| *kind == name).unwrap_or(KINDS.len())
}

fn cause(name: &'static str, right: &Figure) -> Cause {
    let text = right.text();
    let what = match name {
        "separator" => "a point stands for a comma",
        "transposed" => "two digits have changed places",
        "digit-doubled" => "a digit stands twice",
        "digit-lost" => "a digit is missing",
        _ => "a digit is wrong",
    };
    let message = format!("{what}; {text} would fit");
    Cause { name, message, replacement: Some(Replacement { span: right.span, text }) }
}

/// Whether the implied interval is narrower than 1 % of itself, and the stated figure no word that leaves it wide ("tripled").
fn narrow(case: &Case<'_>) -> bool {
    let word = |(role, quantity): &(Role, Quantity)| {
        *role == Role::Multiple && quantity.number().is_some_and(|(value, ulp)| ulp * Decimal::TEN > value)
    };
    if case.reading.roles.iter().any(word) {
        return false;
    }
    let Some(expected) = &case.checked.expected else { return false };
    let (Some(low), Some(high)) = (expected.interval.low(), expected.interval.high()) else { return false };
    let width = high.checked_sub(low).and_then(|width| width.checked_mul(Decimal::ONE_HUNDRED));
    width.is_some_and(|width| width < low.abs().max(high.abs()))
}

/// The digits, and how many of them are decimals, that one slip could have turned into the printed ones.
fn variants(figure: &Figure) -> Vec<(&'static str, Vec<u8>, usize)> {
    let (digits, decimals) = (&figure.digits, figure.decimals);
    let whole = digits.len() - decimals.min(digits.len());
    let mut found = Vec::new();
    let mut push = |name, digits: Vec<u8>, decimals| {
        // A number does not start with zeros before its point.
        if digits.len() - decimals <= 1 || digits.first() != Some(&b'0') {
            found.push((name, digits, decimals));
        }
    };
    if decimals == 3 {
        push("separator", digits.clone(), 0);
    }
    for at in 0..digits.len() {
        if at + 1 < digits.len() && digits[at] != digits[at + 1] {
            let mut other = digits.clone();
            other.swap(at, at + 1);
            push("transposed", other, decimals);
        }
        if at > 0 && digits[at] == digits[at - 1] {
            let mut other = digits.clone();
            other.remove(at);
            push("digit-doubled", other.clone(), if at >= whole { decimals - 1 } else { decimals });
            if at == whole {
                // The same digit on both sides of the point: either may be the one too many.
                push("digit-doubled", other, decimals);
            }
        }
        for digit in (b'0'..=b'9').filter(|digit| *digit != digits[at]) {
            let mut other = digits.clone();
            other[at] = digit;
            push("digit-wrong", other, decimals);
        }
    }
    for at in 0..=digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            other.insert(at, digit);
            if at <= whole {
                push("digit-lost", other.clone(), decimals);
            }
            if decimals > 0 && at >= whole {
                push("digit-lost", other, decimals + 1);
            }
        }
    }
    found
}
