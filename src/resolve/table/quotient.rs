//! Columns that are one column divided by another: a margin, a turnout, a price, an amount per head.
//!
//! The header says that it may be so; which columns it is the quotient of, the sums of most rows tell.

use super::measure::Measure;
use super::model::{Part, Row, Table};
use super::{believed, claim};
use crate::model::{Claim, Kind, Quantity, Role, Unit, relation};

/// How many columns of values are tried, the nearest first.
const REACH: usize = 6;
/// How many rows are looked at to find out what a column follows from.
const SAMPLE: usize = 100;

/// Adds the quotients that the rows state.
pub fn claims(table: &Table<'_>, out: &mut Vec<Claim>) {
    for column in 0..table.columns.len() {
        let measure = table.columns[column].measure;
        if !matches!(measure, Measure::Share | Measure::Rate | Measure::Average)
            || matches!(table.columns[column].part, Part::Label | Part::Rank)
        {
            continue;
        }
        let mut levels: Vec<usize> = (0..table.columns.len())
            .filter(|at| {
                *at != column && table.columns[*at].part == Part::Level && table.columns[*at].measure == Measure::Amount
            })
            .collect();
        levels.sort_by_key(|at| (at.abs_diff(column), *at));
        levels.truncate(REACH);
        let pairs = levels
            .iter()
            .flat_map(|one| levels.iter().filter(move |other| *other != one).map(move |other| (*one, *other)));
        let found = pairs.into_iter().find(|(over, under)| {
            let rows = table.rows.iter().take(SAMPLE).filter_map(|row| quotient(row, *over, *under, column)?.holds());
            let (right, checked) = rows.fold((0, 0), |(right, all), holds| (right + usize::from(holds), all + 1));
            believed(right, checked) && checked >= 3
        });
        let Some((over, under)) = found else { continue };
        for row in &table.rows {
            out.extend(
                quotient(row, over, under, column)
                    .filter(|found| found.holds().is_some())
                    .map(|found| found.state(row)),
            );
        }
    }
}

/// A number and the two that it is the quotient of.
#[derive(Clone, Copy)]
struct Quotient<'t> {
    result: &'t Quantity,
    over: &'t Quantity,
    under: &'t Quantity,
}

fn quotient<'t>(row: &'t Row<'_>, over: usize, under: usize, result: usize) -> Option<Quotient<'t>> {
    let found = Quotient { result: row.get(result)?, over: row.get(over)?, under: row.get(under)? };
    let fits = match (&found.result.unit, &found.over.unit, &found.under.unit) {
        (Unit::Percent, over, under) => over == under && !over.is_ratio(),
        (Unit::Money(result), Unit::Money(over), Unit::Count(_)) => result == over,
        (Unit::Count(_), Unit::Count(_), Unit::Count(_)) => true,
        _ => false,
    };
    fits.then_some(found)
}

impl Quotient<'_> {
    /// Whether it comes out; `None` where that cannot be told or says nothing.
    fn holds(self) -> Option<bool> {
        if self.result.unit == Unit::Percent {
            return super::super::share::fits(self.over, self.under, self.result);
        }
        let (result, over, under) = (self.result.interval()?, self.over.interval()?, self.under.interval()?);
        (over.is_positive() && under.is_positive()).then_some(())?;
        relation::average_holds(&result, &over, &under).ok()
    }

    fn state(self, row: &Row<'_>) -> Claim {
        let (kind, names) = if self.result.unit == Unit::Percent {
            (Kind::Share, [Role::Share, Role::Part, Role::Whole])
        } else {
            (Kind::Average, [Role::Average, Role::Total, Role::Count])
        };
        let mut roles: Vec<(Role, Quantity)> =
            names.into_iter().zip([self.result, self.over, self.under].map(Clone::clone)).collect();
        roles.sort_by_key(|(_, quantity)| quantity.span.start);
        claim(kind, row, roles, None, None)
    }
}
