//! Columns that give the share of each row in the total of another column.

use super::super::share::fits;
use super::measure::Measure;
use super::model::{Part, Table};
use super::{believed, claim, words};
use crate::model::{Claim, Kind, Quantity, Role, Unit};

/// So few rows are judged by the words of their header where at least one comes out.
const FEW: usize = 5;

/// Adds the shares that the rows state.
pub fn claims(table: &Table<'_>, out: &mut Vec<Claim>) {
    let Some(total) = table.rows.iter().rposition(|row| words::is_plain_total(row.label)) else { return };
    for column in 0..table.columns.len() {
        if table.columns[column].part != Part::Result {
            continue;
        }
        // The share stands right behind its part, or all shares behind all parts in the same order; the sums decide.
        let mut parts: Vec<usize> =
            (0..table.columns.len()).filter(|at| table.columns[*at].part == Part::Level).collect();
        parts.sort_by_key(|at| (at.abs_diff(column), *at));
        let found = parts.into_iter().take(8).find(|part| {
            let results = (0..table.rows.len()).filter(|at| *at != total).filter_map(|at| {
                let (part, whole, share) = values(table, at, total, *part, column)?;
                fits(part, whole, share)
            });
            let (right, checked) = results.fold((0, 0), |(right, all), holds| (right + usize::from(holds), all + 1));
            let few = checked <= FEW && right >= 1 && table.columns[column].measure == Measure::Share;
            right >= 2 && believed(right, checked) || few && *part + 1 == column
        });
        let Some(part) = found else { continue };
        for at in (0..table.rows.len()).filter(|at| *at != total) {
            let Some((part, whole, share)) = values(table, at, total, part, column) else { continue };
            let mut roles =
                vec![(Role::Part, part.clone()), (Role::Share, share.clone()), (Role::Whole, whole.clone())];
            roles.sort_by_key(|(_, quantity)| quantity.span.start);
            out.push(claim(Kind::Share, &table.rows[at], roles, None, None));
        }
    }
}

fn values<'t>(
    table: &'t Table<'_>,
    at: usize,
    total: usize,
    part: usize,
    share: usize,
) -> Option<(&'t Quantity, &'t Quantity, &'t Quantity)> {
    let row = &table.rows[at];
    let (part, whole, share) = (row.get(part)?, table.rows[total].get(part)?, row.get(share)?);
    (share.unit == Unit::Percent && part.unit == whole.unit).then_some((part, whole, share))
}
