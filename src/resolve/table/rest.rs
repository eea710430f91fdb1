//! Rows and columns of what is left of others: profits under income and expenses, balances, net changes.
//!
//! Statements of income leave much open: which lines are taken off, and whether they are printed with a minus. So a line is a rest only
//! where the sum comes out at some of its places; at the others a slip of the pen shows.

use super::claim;
use super::model::{Cell, Table};
use super::sets::{Class, MOST, classes};
use super::slip::Figures;
use super::view::{Adds, View};
use super::words;
use crate::model::{Claim, Decimal, Interval, Kind, Quantity, Role};

/// Adds what rows and columns state of rests.
pub fn claims(table: &Table<'_>, out: &mut Vec<Claim>) {
    for view in [View::rows(table), View::columns(table)] {
        let classes = classes(view);
        for line in (0..view.lines()).filter(|line| classes[*line] == Class::Rest) {
            rest(view, &classes, line, out);
        }
    }
}

/// Lines with their signs.
type Signed = Vec<(usize, bool)>;

/// The rest of some lines at one place.
struct Sum<'t> {
    place: usize,
    terms: Vec<(&'t Quantity, bool)>,
    rest: &'t Quantity,
    holds: bool,
    complete: bool,
}

fn rest(view: View<'_>, classes: &[Class], at: usize, out: &mut Vec<Claim>) {
    const LOOK: usize = 100;
    let mut best: Option<(usize, Signed)> = None;
    for set in sets(view, classes, at) {
        let looked = sums(view, at, &set, LOOK.min(view.places()));
        let right = looked.iter().filter(|sum| sum.holds && is_telling(sum)).count();
        if right > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((right, set));
        }
    }
    let Some((_, set)) = best else { return };
    let found = sums(view, at, &set, view.places());
    for sum in found {
        if sum.holds || sum.complete && is_slip(&sum) {
            out.push(state(view, at, &sum));
        }
    }
}

/// The lines that may leave the rest, with their signs.
fn sets(view: View<'_>, classes: &[Class], at: usize) -> Vec<Signed> {
    let first = at.saturating_sub(MOST / 2);
    let has_numbers = |line: &usize| classes[*line] != Class::Heading && classes[*line] != Class::Aside;
    let is_sum = |line: &usize| matches!(classes[*line], Class::Total { .. } | Class::Rest);
    let heading = (first..at)
        .rev()
        .find(|line| classes[*line] == Class::Heading && *line + 1 < at)
        .map_or(first, |line| line + 1);
    let last = (first..at).rev().find(is_sum);
    let last_rest = (first..at).rev().find(|line| classes[*line] == Class::Rest);
    let peers = |from: usize| (from..at).filter(has_numbers).filter(|line| !is_sum(line)).collect::<Vec<_>>();
    let mut plain: Vec<Vec<usize>> = Vec::new();
    let mut add = |lines: Vec<usize>| {
        if (2..=MOST).contains(&lines.len()) && !plain.contains(&lines) {
            plain.push(lines);
        }
    };
    add(last.into_iter().chain(peers(last.map_or(first, |line| line + 1))).collect());
    add(last_rest.into_iter().chain((last_rest.map_or(first, |line| line + 1)..at).filter(is_sum)).collect());
    add(last_rest.into_iter().chain(peers(last_rest.map_or(first, |line| line + 1))).collect());
    let sums_before: Vec<usize> = (first..at).filter(is_sum).collect();
    add(sums_before.iter().copied().skip(sums_before.len().saturating_sub(2)).collect());
    add(peers(heading));
    add(peers(first));
    let mut found: Vec<Signed> = Vec::new();
    for lines in plain {
        let signs = |minus: &dyn Fn(usize, usize) -> bool| -> Signed {
            lines.iter().enumerate().map(|(place, line)| (*line, minus(place, *line))).collect()
        };
        let expense = |line: usize| words::is_expense(view.label(line));
        let last = lines.len() - 1;
        let all = [
            signs(&|_, _| false),
            signs(&|place, _| place > 0),
            signs(&|_, line| expense(line)),
            // "Imports, exports, balance"
            signs(&|place, _| last == 1 && place == 0),
        ];
        for signed in all {
            if !found.contains(&signed) && signed.iter().any(|(_, minus)| !minus) {
                found.push(signed);
            }
        }
    }
    found
}

fn sums<'t>(view: View<'t>, at: usize, set: &Signed, places: usize) -> Vec<Sum<'t>> {
    (0..places).filter_map(|place| sum(view, at, set, place)).collect()
}

fn sum<'t>(view: View<'t>, at: usize, set: &Signed, place: usize) -> Option<Sum<'t>> {
    let rest = view.number(at, place).filter(|_| view.adds(at, place) == Adds::Always)?;
    let mut complete = true;
    let mut terms = Vec::with_capacity(set.len());
    for (line, minus) in set {
        match view.cell(*line, place) {
            Cell::Number(term) if term.unit == rest.unit && view.adds(*line, place) == Adds::Always => {
                terms.push((term, *minus));
            }
            Cell::Nil => {}
            Cell::Number(_) | Cell::Empty => complete = false,
        }
    }
    if terms.len() < 2 {
        return None;
    }
    let net = terms.iter().try_fold(Interval::exact(Decimal::ZERO), |net, (term, minus)| {
        let term = term.interval()?;
        if *minus { net.sub(&term).ok() } else { net.add(&term).ok() }
    })?;
    let holds = net.meets(&rest.interval()?);
    Some(Sum { place, terms, rest, holds, complete })
}

/// Whether that a sum comes out says more than chance: three digits at least.
fn is_telling(sum: &Sum<'_>) -> bool {
    sum.rest.number().is_some_and(|(value, ulp)| value.abs() >= ulp * Decimal::ONE_HUNDRED)
}

fn is_slip(sum: &Sum<'_>) -> bool {
    !sum.holds
        && Figures::of(sum.terms.iter().copied(), sum.rest)
            .is_some_and(|figures| figures.digits() >= 3 && figures.explained())
}

/// A rest of amounts that all bear their signs is their sum; otherwise it is a balance.
fn state(view: View<'_>, at: usize, sum: &Sum<'_>) -> Claim {
    let is_balance = sum.terms.iter().any(|(_, minus)| *minus);
    let role = |minus: bool| match (is_balance, minus) {
        (false, _) => Role::Term,
        (true, false) => Role::Inflow,
        (true, true) => Role::Outflow,
    };
    let mut roles: Vec<(Role, Quantity)> =
        sum.terms.iter().map(|(term, minus)| (role(*minus), (*term).clone())).collect();
    roles.push((if is_balance { Role::Balance } else { Role::Total }, sum.rest.clone()));
    claim(if is_balance { Kind::Balance } else { Kind::Total }, view.row(at, sum.place), roles, None, None)
}
