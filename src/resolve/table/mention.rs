//! The levels that the cells of a table state: the row names the metric, the column the period.

use super::model::{Part, Table};
use super::words::{is_plain_total, is_rest};
use crate::model::{Period, PeriodKind, Quantity, Span, Unit};
use crate::resolve::mention::{Mention, MentionPlace};

/// What a cell of a table states, where the table is known to be one of published figures.
#[derive(Debug, Clone)]
pub struct Figure<'d> {
    /// The label of the row.
    pub label: &'d str,
    /// Where the row stands.
    pub place: Span,
    /// The period of the column.
    pub period: Period,
    /// The figure.
    pub quantity: Quantity,
}

/// The levels of a table: of each row that is no total and no rest, in each column that has a period.
pub fn figures<'d>(table: &Table<'d>) -> Vec<Figure<'d>> {
    let mut figures = Vec::new();
    // What is the rest of one table is another rest elsewhere.
    let is_other = |label: &str| ["other", "others"].iter().any(|word| label.trim().eq_ignore_ascii_case(word));
    for row in &table.rows {
        if is_plain_total(row.label) || is_rest(row.label) || is_other(row.label) {
            continue;
        }
        for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| column.part == Part::Level) {
            let period = column.period.filter(|period| !matches!(period.kind, PeriodKind::Relative(_)));
            if let (Some(period), Some(quantity)) = (period, row.get(at)) {
                figures.push(Figure { label: row.label, place: row.statement, period, quantity: quantity.clone() });
            }
        }
    }
    figures
}

/// Adds the level of each cell whose column has a period.
pub fn collect<'d>(table: &Table<'d>, mentions: &mut Vec<Mention<'d>>) {
    for (at, column) in table.columns.iter().enumerate() {
        // Above a bare year there may stand "three months ended March 31", which no cell tells.
        let Some(period) =
            column.period.filter(|period| !matches!(period.kind, PeriodKind::Year(_) | PeriodKind::Relative(_)))
        else {
            continue;
        };
        if column.part != Part::Level {
            continue;
        }
        for row in &table.rows {
            let Some(quantity) = row.get(at).filter(|quantity| matches!(quantity.unit, Unit::Money(_))) else {
                continue;
            };
            mentions.push(Mention {
                name: [row.label, ""],
                name_span: row.statement,
                scope: [None, None],
                period,
                level: Some(quantity.clone()),
                base: None,
                old: None,
                percent: None,
                place: MentionPlace::Cell,
                section: None,
                revised: false,
            });
        }
    }
}
