//! Rows of amounts per share: profit or equity divided by the number of shares, each in a row of its own and perhaps in another table.
//!
//! What else is taken off before it is divided (preferred dividends, treasury shares) stands in no label. So a row is believed to be
//! the quotient of two others only where most of its columns come out, and those that don't are not held against it.

use super::model::{Row, Table};
use super::{claim, words};
use crate::model::{Claim, Kind, Quantity, Role, Unit, relation};

/// How many rows of a kind are tried: releases have a few.
const MOST: usize = 8;

/// Adds the amounts per share that other rows give.
pub fn claims(tables: &[Table<'_>], out: &mut Vec<Claim>) {
    let rows = |wanted: fn(&str) -> bool| -> Vec<&Row<'_>> {
        tables.iter().flat_map(|table| &table.rows).filter(|row| wanted(row.label)).take(MOST).collect()
    };
    let counts = rows(words::is_share_count);
    if counts.is_empty() {
        return;
    }
    let (profits, equities) = (rows(words::is_net), rows(words::is_equity));
    for row in rows(words::is_per_share) {
        let totals = if words::has_word(row.label, &["book"]) { &equities } else { &profits };
        let pairs = totals.iter().flat_map(|total| counts.iter().map(move |count| (*total, *count)));
        let found = pairs
            .map(|(total, count)| quotients(row, total, count))
            .find(|(right, checked)| right.len() >= 2 && right.len() * 5 >= checked * 3);
        for (average, total, count) in found.into_iter().flat_map(|(right, _)| right) {
            let mut roles =
                vec![(Role::Average, average.clone()), (Role::Total, total.clone()), (Role::Count, count.clone())];
            roles.sort_by_key(|(_, quantity)| quantity.span.start);
            out.push(claim(Kind::Average, row, roles, None, None));
        }
    }
}

type Quotient<'t> = (&'t Quantity, &'t Quantity, &'t Quantity);

/// The columns in which the row is the quotient of the other two, and how many columns have all three.
fn quotients<'t>(row: &'t Row<'_>, total: &'t Row<'_>, count: &'t Row<'_>) -> (Vec<Quotient<'t>>, usize) {
    let all = (0..row.cells.len()).filter_map(|at| Some((row.get(at)?, total.get(at)?, count.get(at)?)));
    let all: Vec<Quotient<'t>> = all.filter(is_of_one_kind).collect();
    let checked = all.len();
    (all.into_iter().filter(|cells| holds(cells).unwrap_or(false)).collect(), checked)
}

/// Money over shares of the same period.
fn is_of_one_kind((average, total, count): &Quotient<'_>) -> bool {
    let periods = [average, total, count].map(|quantity| quantity.period.map(|period| period.kind));
    let mut named = periods.into_iter().flatten();
    let first = named.next();
    matches!(count.unit, Unit::Count(_)) && average.comparable(total) && named.all(|kind| Some(kind) == first)
}

fn holds((average, total, count): &Quotient<'_>) -> Option<bool> {
    relation::average_holds(&average.interval()?, &total.interval()?, &count.interval()?).ok()
}
