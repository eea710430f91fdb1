//! Columns that give the change between two others, or from row to row.

use super::model::{Part, Table};
use super::{believed, claim, words};
use crate::model::{Claim, Direction, Guard, Interval, Kind, Quantity, Role, Unit, relation};

/// How many rows are looked at to find out what a column follows from.
const SAMPLE: usize = 100;
/// How many columns of values are tried, the nearest first.
const REACH: usize = 8;

/// Adds the changes that the rows state.
pub fn claims(table: &Table<'_>, out: &mut Vec<Claim>) {
    let found: Vec<(Pair, Change)> = (0..table.columns.len()).filter_map(|column| basis(table, column)).collect();
    let mut done: Vec<Pair> = Vec::new();
    for (pair, _) in &found {
        if done.contains(pair) {
            continue;
        }
        done.push(*pair);
        // The percentage and the difference of one pair of values are one change.
        let columns: Vec<Change> = found.iter().filter(|(other, _)| other == pair).map(|(_, change)| *change).collect();
        for at in 0..table.rows.len() {
            out.extend(state(table, at, *pair, &columns));
        }
    }
}

/// Where the new and the old value of a change stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    /// In two columns of the row.
    Columns { new: usize, old: usize },
    /// In one column: the row's own value and that of the row before it (or after it, where the newest comes first).
    Rows { column: usize, upwards: bool },
}

/// A column of results.
#[derive(Debug, Clone, Copy)]
struct Change {
    column: usize,
    /// Whether a decline is printed without a minus.
    decline: bool,
}

/// The two values that a column is the change between, if most of its rows come out.
fn basis(table: &Table<'_>, column: usize) -> Option<(Pair, Change)> {
    let header = table.columns.get(column)?;
    if header.part != Part::Result || words::is_balance(&header.header) {
        return None;
    }
    let decline = words::is_decline(&header.header);
    let mut levels: Vec<usize> =
        (0..table.columns.len()).filter(|at| *at != column && table.columns[*at].part == Part::Level).collect();
    levels.sort_by_key(|at| (at.abs_diff(column), *at));
    levels.truncate(REACH);
    let mut pairs: Vec<Pair> = Vec::new();
    for (place, near) in levels.iter().enumerate() {
        for far in &levels[..place] {
            // In the order of the page first: old before new.
            let (first, second) = (*near.min(far), *near.max(far));
            pairs.extend(
                [Pair::Columns { new: second, old: first }, Pair::Columns { new: first, old: second }]
                    .into_iter()
                    .filter(|pair| in_order(table, *pair)),
            );
        }
    }
    if let Some(near) = levels.first().filter(|_| runs_in_time(table)) {
        pairs.extend([true, false].map(|upwards| Pair::Rows { column: *near, upwards }));
    }
    let mut best: Option<(usize, Pair, Change)> = None;
    for pair in pairs {
        for decline in [false, true].into_iter().take(1 + usize::from(decline)) {
            let change = Change { column, decline };
            let (right, checked) = count(table, pair, change, SAMPLE);
            if believed(right, checked) && best.as_ref().is_none_or(|(most, ..)| right > *most) {
                best = Some((right, pair, change));
            }
        }
    }
    if let Some((_, pair, change)) = best {
        let (right, checked) = count(table, pair, change, usize::MAX);
        if believed(right, checked) {
            return Some((pair, change));
        }
    }
    by_words(table, column)
}

/// The two values that a column of few rows is the change between, where its header says that it is one and those of two columns
/// before it say when each was.
///
/// One row that comes out makes it certain; where there are no more than two rows, the words are.
fn by_words(table: &Table<'_>, column: usize) -> Option<(Pair, Change)> {
    const FEW: usize = 6;
    let header = &table.columns[column].header;
    if !words::is_change(header) || guard(header).is_some() || table.rows.len() > FEW {
        return None;
    }
    let is_level = |at: &usize| table.columns[*at].part == Part::Level;
    let (second, first) = (column.checked_sub(1).filter(is_level)?, column.checked_sub(2).filter(is_level)?);
    let third = column.checked_sub(3).filter(is_level);
    let dated = [first, second].iter().all(|at| table.columns[*at].period.is_some());
    if third.is_some() || !dated || table.columns[second].measure != table.columns[first].measure {
        return None;
    }
    let pairs = [Pair::Columns { new: second, old: first }, Pair::Columns { new: first, old: second }];
    let pair = pairs.into_iter().find(|pair| in_order(table, *pair))?;
    let change = Change { column, decline: false };
    let (right, checked) = count(table, pair, change, usize::MAX);
    (right > 0 || (1..=2).contains(&checked)).then_some((pair, change))
}

/// Whether the rows follow each other in time: their names are years, quarters, months.
fn runs_in_time(table: &Table<'_>) -> bool {
    let named: Vec<&str> =
        table.rows.iter().take(SAMPLE).map(|row| row.label).filter(|label| !label.is_empty()).collect();
    let dated = named.iter().filter(|label| words::is_time(label)).count();
    !named.is_empty() && dated * 3 >= named.len() * 2
}

/// Whether the headers allow this one to be the new value: it must not be the earlier period.
fn in_order(table: &Table<'_>, pair: Pair) -> bool {
    let Pair::Columns { new, old } = pair else { return true };
    // Any month serves for the start of the fiscal year: both headers are read alike.
    let end = |at: usize| table.columns[at].period.and_then(|period| period.days(7)).map(|(_, last)| last);
    end(new).zip(end(old)).is_none_or(|(new, old)| new > old)
}

/// How many of the rows come out, and how many can be checked.
fn count(table: &Table<'_>, pair: Pair, change: Change, most: usize) -> (usize, usize) {
    let rows = (0..table.rows.len()).take(most);
    let results = rows.filter_map(|at| {
        let (new, old) = values(table, at, pair)?;
        result(new, old, table.rows[at].get(change.column)?, change.decline)
    });
    results.fold((0, 0), |(right, checked), result| match result.holds {
        Some(holds) => (right + usize::from(holds), checked + 1),
        None => (right, checked),
    })
}

fn values<'t>(table: &'t Table<'_>, at: usize, pair: Pair) -> Option<(&'t Quantity, &'t Quantity)> {
    let row = table.rows.get(at)?;
    match pair {
        Pair::Columns { new, old } => Some((row.get(new)?, row.get(old)?)),
        Pair::Rows { column, upwards } => {
            let other = if upwards { at.checked_sub(1)? } else { at + 1 };
            Some((row.get(column)?, table.rows.get(other)?.get(column)?))
        }
    }
}

/// One result against its two values.
struct Outcome {
    role: Role,
    /// Whether it comes out; `None` where that cannot be told, or would prove nothing.
    holds: Option<bool>,
}

fn result(new: &Quantity, old: &Quantity, stated: &Quantity, decline: bool) -> Option<Outcome> {
    if new.unit != old.unit {
        return None;
    }
    let (high, low, change) = (new.interval()?, old.interval()?, stated.interval()?);
    let change = if decline { change.neg() } else { change };
    let grown = |percent: &Interval| relation::change_holds(percent, &high, &low).ok();
    let moved = || relation::difference_holds(&change, &high, &low).ok();
    let ratios = new.unit == Unit::Percent;
    let (role, holds) = match &stated.unit {
        // The change of a percentage may be meant in points: it counts only if it comes out, one way or the other.
        Unit::Percent if ratios => match (moved()?, grown(&change)?) {
            (true, _) => (Role::Difference, Some(true)),
            (false, true) => (Role::Percent, Some(true)),
            (false, false) => return None,
        },
        // What is lost and what is gained has no percentage that all would agree on.
        Unit::Percent if !low.is_positive() || high.is_negative() => {
            (Role::Percent, grown(&change).filter(|holds| *holds))
        }
        Unit::Percent => (Role::Percent, Some(grown(&change)?)),
        Unit::Points if ratios => (Role::Difference, Some(moved()?)),
        Unit::Multiple if !ratios => (Role::Multiple, relation::multiple_holds(&change, &high, &low).ok()),
        unit if *unit == new.unit => (Role::Difference, Some(moved()?)),
        _ => return None,
    };
    Some(Outcome { role, holds })
}

/// The change that a row states.
fn state(table: &Table<'_>, at: usize, pair: Pair, columns: &[Change]) -> Option<Claim> {
    let row = table.rows.get(at)?;
    let (new, old) = values(table, at, pair)?;
    let mut roles = vec![(Role::New, new.clone()), (Role::Old, old.clone())];
    let mut direction = None;
    let mut basis = None;
    for change in columns {
        let Some(stated) = row.get(change.column) else { continue };
        let Some(outcome) = result(new, old, stated, change.decline).filter(|outcome| outcome.holds.is_some()) else {
            continue;
        };
        direction = direction.or(way(stated, change.decline));
        basis = basis.or(guard(&table.columns[change.column].header));
        if !roles.iter().any(|(role, _)| *role == outcome.role) {
            let stated = if outcome.role == Role::Difference { as_points(stated) } else { stated.clone() };
            roles.push((outcome.role, stated));
        }
    }
    (roles.len() > 2).then(|| {
        roles.sort_by_key(|(_, quantity)| quantity.span.start);
        claim(Kind::Change, row, roles, direction, basis.or_else(|| guard(row.label)))
    })
}

/// A difference of percentages is in points, however it is printed.
fn as_points(stated: &Quantity) -> Quantity {
    let mut points = stated.clone();
    if points.unit == Unit::Percent {
        points.unit = Unit::Points;
    }
    points
}

fn way(stated: &Quantity, decline: bool) -> Option<Direction> {
    let (value, _) = stated.number()?;
    if value.is_zero() || stated.unit == Unit::Multiple {
        return None;
    }
    Some(if value.is_sign_negative() == decline { Direction::Up } else { Direction::Down })
}

/// A basis that the values of the table need not have.
fn guard(words: &str) -> Option<Guard> {
    let lower = words.to_lowercase();
    let found = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    if found(&["constant curr", "constant fx", "cc)", " cc", "excl. fx", "ex-fx"]) {
        Some(Guard::ConstantCurrency)
    } else if found(&["organic", "like-for-like", "lfl", "same-store", "same store"]) {
        Some(Guard::Organic)
    } else if found(&["adjusted for", "seasonally"]) {
        Some(Guard::SeasonallyAdjusted)
    } else if found(&["annualised", "annualized", "cagr"]) {
        Some(Guard::Annualised)
    } else if found(&["real "]) {
        Some(Guard::RealTerms)
    } else {
        None
    }
}
