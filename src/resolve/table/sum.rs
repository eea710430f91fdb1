//! Rows and columns that are the sum of others: totals, subtotals, roll-forwards, balances.

use super::model::{Part, Row, Table};
use super::{believed, claim, words};
use crate::model::{Claim, Interval, Kind, Quantity, Role, Unit};

/// The most terms that a claim lists; longer sums are left alone.
const MOST: usize = 60;

/// Adds the sums that rows and columns state.
pub fn claims(table: &Table<'_>, out: &mut Vec<Claim>) {
    for at in 0..table.rows.len() {
        let label = table.rows[at].label;
        if words::is_total(label) || words::is_closing(label) {
            total_row(table, at, out);
        } else if words::is_net(label) {
            net_row(table, at, out);
        }
    }
    for column in 0..table.columns.len() {
        let header = table.columns[column].header;
        if table.columns[column].part == Part::Level && words::is_total(header) {
            total_column(table, column, out);
        } else if words::is_balance(header) {
            balance_column(table, column, out);
        }
    }
}

/// The sets of rows that a total may be the sum of, the likeliest first.
fn candidates(table: &Table<'_>, at: usize) -> Vec<Vec<usize>> {
    let first = at.saturating_sub(MOST);
    let has_numbers = |row: usize| table.rows[row].cells.iter().any(Option::is_some);
    let is_total = |row: usize| words::is_total(table.rows[row].label);
    let is_peer = |row: &usize| has_numbers(*row) && !is_total(*row) && !words::is_part(table.rows[*row].label);
    let heading = (first..at).rev().find(|row| !has_numbers(*row)).map_or(first, |row| row + 1);
    let opening = words::is_closing(table.rows[at].label)
        .then(|| (first..at).rev().find(|row| words::is_opening(table.rows[*row].label)))
        .flatten();
    let last = (first..at).rev().find(|row| is_total(*row)).map_or(first, |row| row + 1);
    let peers = |from: usize, to: usize| (from..to).filter(is_peer).collect::<Vec<_>>();
    let totals: Vec<usize> = (first..at).filter(|row| is_total(*row)).collect();
    let mut sets = Vec::new();
    if let Some(opening) = opening {
        sets.push(peers(opening, at));
    }
    sets.push(peers(last.max(heading), at));
    sets.push(peers(last, at));
    if !totals.is_empty() {
        sets.push(totals.iter().copied().chain(peers(last, at)).collect());
        sets.push(totals);
    }
    if at < MOST {
        sets.push(peers(0, at));
    }
    if (0..at).all(|row| !has_numbers(row)) {
        // The total stands on top.
        let end = table.rows.len().min(at + 1 + MOST);
        let next = (at + 1..end).find(|row| is_total(*row)).unwrap_or(end);
        sets.push(peers(at + 1, next));
    }
    sets.retain(|set| set.len() >= 2);
    sets.dedup();
    sets
}

/// The sum of a column against its total.
struct Sum<'t> {
    terms: Vec<&'t Quantity>,
    total: &'t Quantity,
    holds: bool,
    /// Whether each row of the set has a number in the unit of the total.
    complete: bool,
}

fn sum<'t>(table: &'t Table<'_>, at: usize, rows: &[usize], column: usize) -> Option<Sum<'t>> {
    let total = table.rows[at].get(column)?;
    let terms: Vec<&Quantity> =
        rows.iter().filter_map(|row| table.rows[*row].get(column)).filter(|term| term.unit == total.unit).collect();
    if terms.len() < 2 {
        return None;
    }
    let holds = add(&terms)?.meets(&total.interval()?);
    Some(Sum { complete: terms.len() == rows.len(), terms, total, holds })
}

fn add(terms: &[&Quantity]) -> Option<Interval> {
    let zero = Interval::exact(crate::model::Decimal::ZERO);
    terms.iter().try_fold(zero, |sum, term| sum.add(&term.interval()?).ok())
}

fn total_row(table: &Table<'_>, at: usize, out: &mut Vec<Claim>) {
    let columns: Vec<usize> = (0..table.columns.len()).filter(|column| adds_up(table, at, *column)).collect();
    let mut best: Option<(usize, Vec<Sum<'_>>)> = None;
    let mut slip: Option<Vec<Sum<'_>>> = None;
    for rows in candidates(table, at) {
        let sums: Vec<Sum<'_>> = columns.iter().filter_map(|column| sum(table, at, &rows, *column)).collect();
        let right = sums.iter().filter(|sum| sum.holds).count();
        if right > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((right, sums));
        } else if right == 0 && slip.is_none() && words::is_plain_total(table.rows[at].label) {
            slip = Some(sums).filter(|sums| sums.iter().all(|sum| sum.complete && is_slip(sum)));
        }
    }
    let checked = best.as_ref().map_or(0, |(_, sums)| sums.len());
    let (right, sums) = match (best, slip) {
        (Some(best), _) => best,
        (None, Some(sums)) if !sums.is_empty() => (0, sums),
        _ => return,
    };
    // One column that comes out says little of another that does not: a row may have been left out of it.
    let sure = checked >= 3 && right * 5 >= checked * 3;
    for sum in sums {
        if sum.holds || sum.complete && (sure || is_slip(&sum)) {
            out.push(total(&table.rows[at], &sum.terms, sum.total));
        }
    }
}

/// Whether the numbers of a column can be added up: values can, growth cannot, and shares can where they make 100 %.
fn adds_up(table: &Table<'_>, at: usize, column: usize) -> bool {
    let Some(total) = table.rows[at].get(column) else { return false };
    match (table.columns[column].part, &total.unit) {
        (Part::Result, Unit::Percent) => {
            total.number().is_some_and(|(value, _)| value == crate::model::Decimal::ONE_HUNDRED)
        }
        (Part::Label | Part::Rank, _) | (_, Unit::Percent | Unit::Multiple) => false,
        (Part::Level | Part::Result, _) => true,
    }
}

/// Whether the total differs from the sum by a slip of the pen: one digit, or two neighbours that changed places.
fn is_slip(sum: &Sum<'_>) -> bool {
    let values = sum.terms.iter().map(|term| term.number().map(|(value, _)| value));
    let added = values.into_iter().try_fold(crate::model::Decimal::ZERO, |sum, value| sum.checked_add(value?));
    let (Some(added), Some((total, _))) = (added, sum.total.number()) else { return false };
    let scale = added.scale().max(total.scale());
    let digits = |mut value: crate::model::Decimal| {
        value.rescale(scale);
        value.mantissa().to_string().into_bytes()
    };
    let (added, total) = (digits(added), digits(total));
    if added.len() != total.len() || added.len() < 3 {
        return false;
    }
    let wrong: Vec<usize> = (0..added.len()).filter(|at| added[*at] != total[*at]).collect();
    match wrong[..] {
        [_] => true,
        [a, b] => b == a + 1 && added[a] == total[b] && added[b] == total[a],
        _ => false,
    }
}

fn total(row: &Row<'_>, terms: &[&Quantity], total: &Quantity) -> Claim {
    let mut roles: Vec<(Role, Quantity)> = terms.iter().map(|term| (Role::Term, (*term).clone())).collect();
    roles.push((Role::Total, total.clone()));
    claim(Kind::Total, row, roles, None, None)
}

/// "Net income" under income and expenses: the words tell which of the rows are taken away.
fn net_row(table: &Table<'_>, at: usize, out: &mut Vec<Claim>) {
    const FEWEST: usize = 3;
    const LONGEST: usize = 12;
    let first = (at.saturating_sub(LONGEST)..at)
        .rev()
        .find(|row| table.rows[*row].cells.iter().all(Option::is_none) || words::is_net(table.rows[*row].label))
        .map_or(at.saturating_sub(LONGEST), |row| row + 1);
    let parts: Option<Vec<(usize, Role)>> = (first..at)
        .map(|row| {
            let label = table.rows[row].label;
            if words::is_expense(label) {
                Some((row, Role::Outflow))
            } else {
                words::is_income(label).then_some((row, Role::Inflow))
            }
        })
        .collect();
    let Some(parts) = parts.filter(|parts| parts.len() >= FEWEST) else { return };
    let mut found = Vec::new();
    for column in 0..table.columns.len() {
        let Some(balance) = table.rows[at].get(column).filter(|total| !total.unit.is_ratio()) else { continue };
        let flows: Vec<(Role, &Quantity)> = parts
            .iter()
            .filter_map(|(row, role)| Some((*role, table.rows[*row].get(column)?)))
            .filter(|(_, flow)| flow.unit == balance.unit)
            .collect();
        let net = flows.iter().try_fold(Interval::exact(crate::model::Decimal::ZERO), |sum, (role, flow)| {
            let flow = flow.interval()?;
            if *role == Role::Outflow { sum.sub(&flow).ok() } else { sum.add(&flow).ok() }
        });
        // The words of a statement of income leave much open: a sum that does not come out says nothing.
        if flows.len() < FEWEST || !net.zip(balance.interval()).is_some_and(|(net, balance)| net.meets(&balance)) {
            continue;
        }
        let mut roles: Vec<(Role, Quantity)> = flows.into_iter().map(|(role, flow)| (role, flow.clone())).collect();
        roles.push((Role::Balance, balance.clone()));
        found.push(claim(Kind::Balance, &table.rows[at], roles, None, None));
    }
    out.extend(found);
}

/// A column "Total" behind the columns that it is the sum of.
fn total_column(table: &Table<'_>, column: usize, out: &mut Vec<Claim>) {
    let first = (0..column)
        .rev()
        .find(|at| table.columns[*at].part != Part::Level || words::is_total(table.columns[*at].header))
        .map_or(0, |at| at + 1);
    if column - first < 2 || column - first > MOST {
        return;
    }
    let sums = || {
        table.rows.iter().filter_map(move |row| {
            let whole = row.get(column).filter(|total| !total.unit.is_ratio())?;
            let terms: Vec<&Quantity> =
                (first..column).filter_map(|at| row.get(at)).filter(|term| term.unit == whole.unit).collect();
            let holds = add(&terms)?.meets(&whole.interval()?);
            (terms.len() >= 2)
                .then_some((row, Sum { complete: terms.len() == column - first, terms, total: whole, holds }))
        })
    };
    let (right, checked) = sums().fold((0, 0), |(right, all), (_, sum)| (right + usize::from(sum.holds), all + 1));
    if !believed(right, checked) {
        return;
    }
    for (row, sum) in sums().filter(|(_, sum)| sum.holds || sum.complete) {
        out.push(total(row, &sum.terms, sum.total));
    }
}

/// A column "Balance": one of two columns less the other.
fn balance_column(table: &Table<'_>, column: usize, out: &mut Vec<Claim>) {
    let levels: Vec<usize> =
        (0..table.columns.len()).filter(|at| *at != column && table.columns[*at].part == Part::Level).take(4).collect();
    let flows = |inflow: usize, outflow: usize| {
        table.rows.iter().filter_map(move |row| {
            let (balance, plus, minus) = (row.get(column)?, row.get(inflow)?, row.get(outflow)?);
            if plus.unit != balance.unit || minus.unit != balance.unit || balance.unit.is_ratio() {
                return None;
            }
            let net = plus.interval()?.sub(&minus.interval()?).ok()?;
            Some((row, [plus, minus, balance], net.meets(&balance.interval()?)))
        })
    };
    let pairs = levels.iter().flat_map(|a| levels.iter().filter(move |b| *b != a).map(move |b| (*a, *b)));
    let found = pairs.into_iter().find(|(inflow, outflow)| {
        let (right, all) =
            flows(*inflow, *outflow).fold((0, 0), |(right, all), (.., holds)| (right + usize::from(holds), all + 1));
        believed(right, all)
    });
    let Some((inflow, outflow)) = found else { return };
    for (row, [plus, minus, balance], _) in flows(inflow, outflow) {
        let roles =
            vec![(Role::Inflow, plus.clone()), (Role::Outflow, minus.clone()), (Role::Balance, balance.clone())];
        out.push(claim(Kind::Balance, row, roles, None, None));
    }
}
