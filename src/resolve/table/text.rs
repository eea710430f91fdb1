//! Sentences whose operands stand in a table.

use std::collections::HashMap;

use super::super::Stated;
use super::super::echo::confirms;
use super::super::words::{overlap, stems};
use super::Tables;
use super::model::{Part, Row, Table};
use crate::model::{Kind, Quantity, Reading, Role};

/// Gives changes that lack a value those of the table's row that speaks of the same thing, where the sum confirms it.
pub fn fill(stated: &mut [Stated], tables: &Tables<'_>) {
    if tables.read.is_empty() {
        return;
    }
    let rows = index(tables);
    let open = |stated: &Stated| {
        let Some(reading) = stated.claim.readings.first() else { return false };
        stated.claim.kind == Kind::Change
            && !stated.gone
            && !stated.silent
            && stated.claim.guard.is_none()
            && !(reading.has(Role::New) && reading.has(Role::Old))
            && (reading.has(Role::Percent) || reading.has(Role::Difference))
    };
    for this in stated.iter_mut().filter(|stated| open(stated)) {
        let found = this.metric.iter().filter_map(|word| rows.get(word)).flatten();
        let found = found.filter(|(words, ..)| overlap(words, &this.metric) == words.len());
        let found = found
            .filter_map(|(words, table, row)| Some((words.len(), values(this, table, row)?)))
            .max_by_key(|(len, _)| *len);
        let Some((_, (new, old))) = found else { continue };
        for Reading { roles } in &mut this.claim.readings {
            for (role, quantity) in [(Role::New, &new), (Role::Old, &old)] {
                if !roles.iter().any(|(known, _)| *known == role) {
                    roles.push((role, quantity.clone()));
                }
            }
        }
    }
}

/// The rows by the first word of their label: the words of the labels are hashed once for all sentences, and a sentence meets only
/// rows that share one with it.
pub(super) fn index<'t>(tables: &'t Tables<'_>) -> HashMap<u64, Vec<Entry<'t>>> {
    let mut rows: HashMap<u64, Vec<Entry<'_>>> = HashMap::new();
    for (table, row) in tables.read.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row))).take(MOST) {
        let words = stems(row.label);
        if let Some(first) = words.first() {
            rows.entry(*first).or_default().push((words, table, row));
        }
    }
    rows
}

/// The words of a row's label, and the row.
pub(super) type Entry<'t> = (Vec<u64>, &'t Table<'t>, &'t Row<'t>);

/// The most rows that sentences are compared with.
const MOST: usize = 2000;

/// The new and the old value in a row that make what the sentence says come out, beyond chance.
fn values(this: &Stated, table: &Table<'_>, row: &Row<'_>) -> Option<(Quantity, Quantity)> {
    let reading = this.claim.readings.first()?;
    let levels: Vec<&Quantity> = (0..table.columns.len())
        .filter(|at| table.columns[*at].part == Part::Level)
        .filter_map(|at| row.get(at))
        .collect();
    for new in &levels {
        if reading.get(Role::New).is_some_and(|stated| !same(stated, new)) {
            continue;
        }
        for old in levels.iter().filter(|old| old.span != new.span && old.unit == new.unit) {
            if reading.get(Role::Old).is_some_and(|stated| !same(stated, old)) {
                continue;
            }
            if confirms(this, new, old) == Some(true) {
                return Some(((*new).clone(), (*old).clone()));
            }
        }
    }
    None
}

/// Whether the text's number and the table's are the same value, each rounded in its own way.
pub(super) fn same(stated: &Quantity, cell: &Quantity) -> bool {
    stated.comparable(cell) && stated.interval().zip(cell.interval()).is_some_and(|(a, b)| a.meets(&b))
}
