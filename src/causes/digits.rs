//! Slips of the pen: a digit wrong, transposed, lost or doubled, a point for a comma.

use super::Case;
use super::implied::{Reach, Room, can_meet};
use crate::model::{Decimal, Quantity, Role, Unit, power_of_ten};
use crate::rules::{Cause, Figure, Replacement};

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
        let is_price = is_price(quantity, &figure);
        let implied = case.implied(at);
        let room = implied.map(|implied| Room::of(implied, &figure));
        for (name, digits, decimals) in variants(&figure, room.as_ref()) {
            let Some(value) = figure.value_of(&digits, decimals) else { continue };
            // Any price is as good as another: only digits that were changed over or set apart say more than chance.
            if is_price && matches!(name, "digit-wrong" | "digit-lost") {
                continue;
            }
            if implied.is_some_and(|implied| !can_meet(&value, implied)) {
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

/// Whether a number is a price, as of a share or a barrel: a sum of money with cents, and no scale.
fn is_price(quantity: &Quantity, figure: &Figure) -> bool {
    matches!(quantity.unit, Unit::Money(_)) && figure.scale() == Decimal::ONE && figure.decimals > 0
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
        "separator" => "a point was typed for a comma",
        "transposed" => "two digits were transposed",
        "digit-doubled" => "a digit was doubled",
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
///
/// There are hundreds, of which a few at most have room among the other numbers: only these are written out, the rest are
/// told by their bare mantissas, one addition each.
pub(super) fn variants(figure: &Figure, room: Option<&Room>) -> Vec<(&'static str, Vec<u8>, usize)> {
    let (digits, decimals) = (&figure.digits, figure.decimals);
    let length = digits.len();
    let whole = length - decimals.min(length);
    let room = room.filter(|_| length <= LONGEST);
    // A slip leaves as many decimals as there are, takes one away, adds one, or takes all three for a group.
    let reach = |decimals: usize| room.map(|room| room.at(decimals));
    let (same, more) = (reach(decimals), reach(decimals + 1));
    let meets = |low: i128, high: i128, wanted: usize| {
        let meets = |reach: &Option<Reach>| reach.as_ref().is_none_or(|reach| reach.meets(low, high));
        match wanted {
            _ if wanted == decimals => meets(&same),
            _ if wanted == decimals + 1 => meets(&more),
            _ => meets(&reach(wanted)),
        }
    };
    let fits = |mantissa: i128, wanted: usize| meets(mantissa, mantissa, wanted);
    let number = |at: usize| digits.get(at).map_or(0, |digit| i128::from(digit - b'0'));
    // The place value of the digit at an index, and what stands before and behind one.
    let place = |at: usize| power(length - 1 - at);
    let mut found = Vec::new();
    let mut push = |name, digits: Vec<u8>, decimals| {
        // A number does not start with zeros before its point.
        if digits.len() - decimals <= 1 || digits.first() != Some(&b'0') {
            found.push((name, digits, decimals));
        }
    };
    let mantissa = if room.is_some() { (0..length).fold(0, |sum, at| sum * 10 + number(at)) } else { 0 };
    if decimals == 3 && fits(mantissa, 0) {
        push("separator", digits.clone(), 0);
    }
    let mut before = 0;
    for at in 0..length {
        let behind = mantissa - (before * 10 + number(at)) * place(at);
        if at + 1 < length && digits[at] != digits[at + 1] {
            let moved = (number(at + 1) - number(at)) * (place(at) - place(at + 1));
            if fits(mantissa + moved, decimals) {
                let mut other = digits.clone();
                other.swap(at, at + 1);
                push("transposed", other, decimals);
            }
        }
        if at > 0 && digits[at] == digits[at - 1] {
            let mut other = digits.clone();
            other.remove(at);
            let without = before * place(at) + behind;
            let fewer = if at >= whole { decimals - 1 } else { decimals };
            if fits(without, fewer) {
                push("digit-doubled", other.clone(), fewer);
            }
            // The same digit on both sides of the point: either may be the one too many.
            if at == whole && fits(without, decimals) {
                push("digit-doubled", other, decimals);
            }
        }
        // In most places no digit fits, which the lowest and the highest tell.
        let with = |digit: u8| mantissa + (i128::from(digit - b'0') - number(at)) * place(at);
        let any = meets(with(b'0'), with(b'9'), decimals);
        for digit in (b'0'..=b'9').filter(|digit| any && *digit != digits[at]) {
            if fits(with(digit), decimals) {
                let mut other = digits.clone();
                other[at] = digit;
                push("digit-wrong", other, decimals);
            }
        }
        before = if room.is_some() { before * 10 + number(at) } else { 0 };
    }
    before = 0;
    for at in 0..=length {
        let place = power(length - at);
        let behind = mantissa - before * place;
        let with = |digit: u8| (before * 10 + i128::from(digit - b'0')) * place + behind;
        let any = |decimals| meets(with(b'0'), with(b'9'), decimals);
        let (in_place, moved) = (at <= whole && any(decimals), decimals > 0 && at >= whole && any(decimals + 1));
        for digit in (b'0'..=b'9').filter(|_| in_place || moved) {
            let mut put_in = |decimals| {
                if fits(with(digit), decimals) {
                    let mut other = digits.clone();
                    other.insert(at, digit);
                    push("digit-lost", other, decimals);
                }
            };
            if in_place {
                put_in(decimals);
            }
            if moved {
                put_in(decimals + 1);
            }
        }
        before = if room.is_some() { before * 10 + number(at) } else { 0 };
    }
    found
}

/// How many digits a figure may have for its slips to be told by their mantissas.
const LONGEST: usize = 28;

/// A power of ten; zero where there is no room for it, and mantissas are not looked at.
fn power(exponent: usize) -> i128 {
    u32::try_from(exponent).ok().filter(|_| exponent <= LONGEST).and_then(power_of_ten).unwrap_or(0)
}
