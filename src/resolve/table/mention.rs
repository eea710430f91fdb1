//! The levels that the cells of a table state: the row names the metric, the column the period.

use super::model::{Part, Table};
use crate::model::{PeriodKind, Unit};
use crate::resolve::mention::{Mention, MentionPlace};

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
