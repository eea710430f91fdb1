//! What the rows and columns of a table mean: labels, units, scales, periods.

use rust_decimal::Decimal;

use super::cell::{Number, shift};
use super::grid::{Field, Grid, Shape};
use super::units::{UnitWords, unit_words};
use crate::document::Document;
use crate::grammar::period::period;
use crate::model::{Period, Quantity, Span, Unit, Value};

/// A table as the claims read it.
#[derive(Debug, Clone)]
pub struct Table<'d> {
    /// Where its cells come from.
    pub shape: Shape,
    /// The columns, that of the labels included.
    pub columns: Vec<Column<'d>>,
    /// The rows with numbers, and headings between them.
    pub rows: Vec<Row<'d>>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column<'d> {
    /// The words of its header.
    pub header: &'d str,
    /// The period that the header names.
    pub period: Option<Period>,
    /// What the column is for.
    pub part: Part,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The names of the rows.
    Label,
    /// A running number.
    Rank,
    /// Values that stand for themselves.
    Level,
    /// Values that other columns may give: a growth, a difference, a share.
    Result,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row<'d> {
    /// Its name.
    pub label: &'d str,
    /// From the label to the last cell.
    pub statement: Span,
    /// Its numbers, one for each column that has one.
    pub cells: Vec<Option<Quantity>>,
}

impl Row<'_> {
    /// The number in a column.
    pub fn get(&self, column: usize) -> Option<&Quantity> {
        self.cells.get(column)?.as_ref()
    }
}

/// Reads the grid; `None` if it has no numbers in columns.
pub fn table<'d>(grid: &Grid<'d>, document: &Document<'_>) -> Option<Table<'d>> {
    let width = grid.rows.iter().map(Vec::len).max()?;
    let caption = grid
        .captions
        .iter()
        .rev()
        .map(|text| unit_words(text, true, document.dollar))
        .fold(UnitWords::default(), UnitWords::or);
    let mut columns: Vec<Column<'d>> = (0..width).map(|at| column(grid, at, document)).collect();
    let label = columns.iter().position(|column| column.part == Part::Label)?;
    columns.iter_mut().skip(label + 1).for_each(|column| {
        if column.part == Part::Rank {
            column.part = Part::Level;
        }
    });
    let corner = grid.header.get(label).map(|field| unit_words(field.text, true, document.dollar)).unwrap_or_default();
    let units: Vec<UnitWords> = (0..width)
        .map(|at| {
            let header =
                grid.header.get(at).map(|field| unit_words(field.text, false, document.dollar)).unwrap_or_default();
            let cells = || grid.rows.iter().filter_map(move |row| row.get(at)?.number()?.unit.clone());
            let own = cells().find(|unit| matches!(unit, Unit::Money(_)));
            header.or(UnitWords { unit: own, ..UnitWords::default() }).or(corner.clone()).or(caption.clone())
        })
        .collect();
    let rows = grid.rows.iter().filter_map(|fields| row(fields, label, &columns, &units, document)).collect();
    Some(Table { shape: grid.shape, columns, rows })
}

fn column<'d>(grid: &Grid<'d>, at: usize, document: &Document<'_>) -> Column<'d> {
    // A look at the first rows tells what a column holds; a long table need not be read twice for it.
    const LOOK: usize = 100;
    let header = grid.header.get(at).map_or("", |field| field.text);
    let (mut words, mut ratios, mut levels, mut years, mut running) = (0, 0, 0, 0, true);
    for (place, row) in grid.rows.iter().filter(|row| row.len() > 1).take(LOOK).enumerate() {
        let Some(field) = row.get(at) else { continue };
        words += usize::from(field.is_words());
        let Some(number) = field.number() else { continue };
        years += usize::from(number.year().is_some());
        running &= number.plain && number.value == Decimal::from(place + 1);
        if number.unit.as_ref().is_some_and(Unit::is_ratio) { ratios += 1 } else { levels += 1 }
    }
    let numbers = ratios + levels;
    let period = grid.header.get(at).and_then(|field| first_period(field, document));
    let is_ratio = ratios > levels || super::words::has_percent(header);
    let part = if words > numbers || numbers == 0 || at == 0 && years == numbers {
        Part::Label
    } else if running && levels > 1 {
        Part::Rank
    } else if super::words::is_result(header) || is_ratio && period.is_none() {
        Part::Result
    } else {
        Part::Level
    };
    Column { header, period, part }
}

/// The first period that a header names.
fn first_period(field: &Field<'_>, document: &Document<'_>) -> Option<Period> {
    const LONGEST: usize = 60;
    let header = field.text;
    if header.len() > LONGEST {
        return None;
    }
    let starts = header.char_indices().filter(|(at, c)| {
        c.is_alphanumeric() && !header.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
    });
    starts.filter_map(|(at, _)| period(header.get(at..)?).ok()).map(|(_, phrase)| phrase.kind).next().and_then(|kind| {
        // The whole header stands for the period: a caption may have a part of it.
        Some(Period::new(field.span(document)?, kind))
    })
}

fn row<'d>(
    fields: &[Field<'d>],
    label: usize,
    columns: &[Column<'_>],
    units: &[UnitWords],
    document: &Document<'_>,
) -> Option<Row<'d>> {
    let name = fields.get(label.min(fields.len().checked_sub(1)?))?;
    let spans = fields.iter().skip(label).filter_map(|field| field.span(document));
    let statement = spans.reduce(Span::join)?;
    let cells = columns
        .iter()
        .zip(units)
        .enumerate()
        .map(|(at, (column, units))| {
            if matches!(column.part, Part::Label | Part::Rank) {
                return None;
            }
            let field = fields.get(at)?;
            quantity(field, field.number()?, name.text, column, units, document)
        })
        .collect();
    Some(Row { label: name.text, statement, cells })
}

/// The number of a cell with the unit and the scale of its header.
fn quantity(
    field: &Field<'_>,
    number: &Number,
    label: &str,
    column: &Column<'_>,
    units: &UnitWords,
    document: &Document<'_>,
) -> Option<Quantity> {
    let span = field.span(document)?;
    let apart = super::words::stands_apart(label);
    let unit = match &number.unit {
        Some(unit) => unit.clone(),
        None if super::words::has_percent(column.header) => Unit::Percent,
        None if apart == Some(super::words::Apart::Things) => Unit::Count(None),
        None => units.unit.clone().unwrap_or(Unit::Count(None)),
    };
    let power = if number.scaled || unit.is_ratio() || apart.is_some() { 0 } else { units.scale.unwrap_or(0) };
    let power = i32::try_from(power).ok()?;
    Some(Quantity {
        span,
        value: Value::Number { value: shift(number.value, power)?, ulp: shift(number.ulp, power)? },
        unit,
        hedge: None,
        period: column.period,
    })
}
