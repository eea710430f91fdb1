//! A table as it stands or turned, so that what holds of rows need not be said again of columns.

use super::measure::Measure;
use super::model::{Cell, Part, Row, Table};
use crate::model::{Quantity, Unit};

/// Lines and the places in them: rows and their columns, or columns and their rows.
#[derive(Debug, Clone, Copy)]
pub struct View<'t> {
    table: &'t Table<'t>,
    turned: bool,
}

impl<'t> View<'t> {
    /// Lines are rows.
    pub const fn rows(table: &'t Table<'t>) -> Self {
        Self { table, turned: false }
    }

    /// Lines are columns.
    pub const fn columns(table: &'t Table<'t>) -> Self {
        Self { table, turned: true }
    }

    /// How many lines there are.
    pub const fn lines(self) -> usize {
        if self.turned { self.table.columns.len() } else { self.table.rows.len() }
    }

    /// How many places a line has.
    pub const fn places(self) -> usize {
        if self.turned { self.table.rows.len() } else { self.table.columns.len() }
    }

    /// The words that name a line.
    pub fn label(self, line: usize) -> &'t str {
        if self.turned { &self.table.columns[line].header } else { self.table.rows[line].label }
    }

    /// How far the name of a line is set in.
    pub fn indent(self, line: usize) -> usize {
        if self.turned { 0 } else { self.table.rows[line].indent }
    }

    /// Whether a line has any number.
    pub fn has_numbers(self, line: usize) -> bool {
        if self.turned {
            !matches!(self.table.columns[line].part, Part::Label | Part::Rank)
        } else {
            self.table.rows[line].has_numbers()
        }
    }

    /// What stands at a place of a line.
    pub fn cell(self, line: usize, place: usize) -> &'t Cell {
        let (row, column) = if self.turned { (place, line) } else { (line, place) };
        self.table.rows.get(row).and_then(|row| row.cells.get(column)).unwrap_or(&Cell::Empty)
    }

    /// The number at a place of a line.
    pub fn number(self, line: usize, place: usize) -> Option<&'t Quantity> {
        self.cell(line, place).number()
    }

    /// What the numbers of a line measure.
    pub fn measure(self, line: usize) -> Measure {
        if self.turned { self.table.columns[line].measure } else { self.table.rows[line].measure }
    }

    /// How the numbers at a place add up over the lines.
    pub fn adds(self, line: usize, place: usize) -> Adds {
        let other = if self.turned { self.table.rows[place].measure } else { self.table.columns[place].measure };
        let Some(total) = self.number(line, place) else { return Adds::Never };
        if total.unit.is_ratio() {
            let makes_whole = matches!((total.unit.clone(), other), (Unit::Percent, Measure::Share))
                && !self.turned
                && total.number().is_some_and(|(value, _)| value == crate::model::Decimal::ONE_HUNDRED);
            return if makes_whole { Adds::Always } else { Adds::Never };
        }
        match (self.measure(line), other) {
            (Measure::Rate | Measure::Share | Measure::Change, _)
            | (_, Measure::Rate | Measure::Share | Measure::Change) => Adds::Never,
            (Measure::Average, _) | (_, Measure::Average) => Adds::Perhaps,
            (Measure::Amount, Measure::Amount) => Adds::Always,
        }
    }

    /// The row in which a place of a line stands.
    pub fn row(self, line: usize, place: usize) -> &'t Row<'t> {
        &self.table.rows[if self.turned { place } else { line }]
    }
}

/// Whether numbers add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adds {
    /// Amounts do, and shares of one whole.
    Always,
    /// Averages may: a sum that comes out is one, a sum that does not is none.
    Perhaps,
    /// Rates don't.
    Never,
}
