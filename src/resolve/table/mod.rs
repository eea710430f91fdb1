//! Tables: their cells are operands of what the text says, and their columns state sums of their own.
//!
//! A table comes as markup, as lines with columns, or flattened to a cell a paragraph. [`grid`] puts the cells in rows and
//! columns, [`model`] reads labels, units and scales, and the rest looks for columns and rows that follow from others.
//!
//! Charity for tables: no header is trusted. That a column is the change from this one to that one is believed only if most of its
//! rows come out; the others are then wrong. Where fewer than three in five do, nothing is claimed.

mod cell;
mod change;
mod flat;
mod grid;
mod lines;
mod marked;
mod measure;
mod mention;
mod model;
mod per_share;
mod quotient;
mod rank;
mod rest;
mod sets;
mod share;
mod slip;
mod sum;
mod text;
mod units;
mod view;
mod words;

#[cfg(test)]
mod tests;

use crate::document::{BlockKind, Document};
use crate::model::{Claim, Direction, Guard, Kind, Quantity, Role, Span};

use super::mention::Mention;
use grid::Shape;
use model::{Row, Table};

pub use mention::Figure;
pub use rank::peers;
pub use slip::Figures;
pub use text::fill;

/// The tables of a document, and the claims that they state.
#[derive(Debug, Clone, Default)]
pub struct Tables<'d> {
    read: Vec<Table<'d>>,
    /// Where the tables stand whose rows are lines, in order.
    lines: Vec<Span>,
    /// What the rows and columns state.
    pub claims: Vec<Claim>,
}

impl<'d> Tables<'d> {
    /// Adds the levels that the cells state.
    pub fn mentions(&self, mentions: &mut Vec<Mention<'d>>) {
        self.read.iter().for_each(|table| mention::collect(table, mentions));
    }

    /// Whether a statement is a row of a table and no sentence.
    pub fn covers(&self, statement: Span) -> bool {
        let next = self.lines.partition_point(|table| table.end <= statement.start);
        self.lines.get(next).is_some_and(|table| table.start < statement.end)
    }
}

/// What the cells of all tables state, as [`Figure`]s.
#[must_use]
pub fn figures<'d>(document: &'d Document<'_>) -> Vec<Figure<'d>> {
    let tables = marked::read(document).into_iter().filter_map(|grid| model::table(&grid, document));
    tables.flat_map(|table| mention::figures(&table)).collect()
}

/// Finds the tables of a document and what they state.
pub fn read<'d>(document: &'d Document<'_>) -> Tables<'d> {
    let mut grids = marked::read(document);
    grids.extend(flat::read(document));
    grids.extend(lines::read(document));
    let tables: Vec<Table<'d>> = grids.iter().filter_map(|grid| model::table(grid, document)).collect();
    let mut claims = Vec::new();
    for table in &tables {
        change::claims(table, &mut claims);
        share::claims(table, &mut claims);
        quotient::claims(table, &mut claims);
        sum::claims(table, &mut claims);
        rest::claims(table, &mut claims);
    }
    per_share::claims(&tables, &mut claims);
    let of = |table: &Table<'_>| Some(table.rows.first()?.statement.join(table.rows.last()?.statement));
    let lines = tables.iter().filter(|table| table.shape == Shape::Lines).filter_map(of).collect();
    Tables { read: tables, lines, claims }
}

/// The short texts before a block that may name the unit of a table, in the order of the text.
///
/// A title right before it may ("Exports (US$ million)"); from farther off only a line that speaks of nothing else does, as
/// "(In thousands)" on top of several tables, until the text goes on in sentences.
fn captions<'d>(document: &'d Document<'_>, block: usize) -> Vec<&'d str> {
    const LONGEST: usize = 200;
    const FARTHEST: usize = 400;
    const NEAR: usize = 3;
    let before = document.blocks.get(..block).unwrap_or_default().iter().rev().take(FARTHEST);
    let mut found = Vec::new();
    for (distance, block) in before.filter(|block| !matches!(block.kind, BlockKind::Cell { .. })).enumerate() {
        let text = block.prose.text();
        if text.len() > LONGEST || distance >= NEAR && text.ends_with('.') {
            break;
        }
        let alone = ["(", "in ", "amounts in ", "figures in ", "all figures in "];
        let starts = |start: &str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        if distance < NEAR || alone.into_iter().any(starts) {
            found.push(text);
        }
    }
    found.reverse();
    found
}

/// Whether so many of the rows that can be checked come out that the rest must be wrong.
const fn believed(right: usize, checked: usize) -> bool {
    right >= 2 && right * 5 >= checked * 3 && (right == checked || checked >= 3)
}

/// A claim that a row states.
fn claim(
    kind: Kind,
    row: &Row<'_>,
    roles: Vec<(Role, Quantity)>,
    direction: Option<Direction>,
    guard: Option<Guard>,
) -> Claim {
    Claim {
        direction,
        metric: Some(row.label.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|label| !label.is_empty()),
        guard,
        tabular: true,
        ..Claim::new(kind, row.statement, roles)
    }
}
