//! What the rows and columns of a table mean: labels, units, scales, periods.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::cell::{Content, Number, shift};
use super::grid::{Field, Grid, Shape};
use super::measure::Measure;
use super::units::{UnitWords, unit_words};
use super::words;
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
    /// The words of its header, from the top down.
    pub header: Cow<'d, str>,
    /// The period that the header names.
    pub period: Option<Period>,
    /// What the column is for.
    pub part: Part,
    /// What its numbers measure, by its header.
    pub measure: Measure,
    /// Whether numbers without a unit are per cent there.
    pub percent: bool,
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
    /// What its numbers measure, by its name.
    pub measure: Measure,
    /// How far its name is set in.
    pub indent: usize,
    /// Whether it has numbers of which nobody can tell in which columns they are.
    pub lost: bool,
    /// What stands in each column.
    pub cells: Vec<Cell>,
}

/// What stands at one place of a table.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A number.
    Number(Quantity),
    /// A dash: nothing, which is an amount.
    Nil,
    /// Words, or no telling.
    Empty,
}

impl Cell {
    /// The number.
    pub const fn number(&self) -> Option<&Quantity> {
        match self {
            Self::Number(quantity) => Some(quantity),
            Self::Nil | Self::Empty => None,
        }
    }
}

impl Row<'_> {
    /// The number in a column.
    pub fn get(&self, column: usize) -> Option<&Quantity> {
        self.cells.get(column)?.number()
    }

    /// Whether it has any number.
    pub fn has_numbers(&self) -> bool {
        self.lost || self.cells.iter().any(|cell| cell.number().is_some())
    }
}

/// Reads the grid; `None` if it has no numbers in columns.
pub fn table<'d>(grid: &Grid<'d>, document: &Document<'_>) -> Option<Table<'d>> {
    let heads = heads(grid);
    let (header, body) = (headers(grid, heads), grid.rows.get(heads..)?);
    let width = body.iter().map(Vec::len).max()?;
    let caption = grid
        .captions
        .iter()
        .rev()
        .map(|text| unit_words(text, true, document.dollar))
        .fold(UnitWords::default(), UnitWords::or);
    let mut columns: Vec<Column<'d>> = (0..width).map(|at| column(&header, body, at, document)).collect();
    let label = columns.iter().position(|column| column.part == Part::Label)?;
    columns.iter_mut().skip(label + 1).for_each(|column| {
        if column.part == Part::Rank {
            column.part = Part::Level;
        }
    });
    let words = |at: usize, caption| {
        let fields = header.iter().rev().filter_map(move |row| row.get(at));
        fields.map(|field| unit_words(field.text, caption, document.dollar)).fold(UnitWords::default(), UnitWords::or)
    };
    let corner = words(label, true);
    let units: Vec<UnitWords> = (0..width)
        .map(|at| {
            let mut cells = body.iter().filter_map(|row| row.get(at)?.number()?.unit.clone());
            let own = cells.find(|unit| matches!(unit, Unit::Money(_)));
            words(at, false).or(UnitWords { unit: own, ..UnitWords::default() }).or(corner.clone()).or(caption.clone())
        })
        .collect();
    let rows = body.iter().filter_map(|fields| row(fields, label, &columns, &units, document)).collect();
    Some(Table { shape: grid.shape, columns, rows })
}

/// How many of the first rows go on with the header: they name no row, and hold years or words only.
fn heads(grid: &Grid<'_>) -> usize {
    const MOST: usize = 3;
    let is_head = |row: &Vec<Field<'_>>| {
        let mut cells = row.iter().skip(1).filter(|field| !field.text.is_empty()).peekable();
        row.first().is_some_and(|label| label.text.is_empty() || words::heads_labels(label.text))
            && cells.peek().is_some()
            && cells.all(|field| field.number().map_or(field.is_words(), |number| number.year().is_some()))
    };
    grid.rows.iter().take(MOST).take_while(|row| is_head(row)).count()
}

/// The rows of the header; what stands over several columns is said of each of them.
fn headers<'d>(grid: &Grid<'d>, heads: usize) -> Vec<Vec<Field<'d>>> {
    let mut rows: Vec<Vec<Field<'d>>> = grid.header.iter().chain(grid.rows.iter().take(heads)).cloned().collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let last = rows.len().saturating_sub(1);
    for row in rows.iter_mut().take(last) {
        for at in 1..width {
            if row.get(at).is_none_or(|field| field.text.is_empty())
                && let Some(before) = row.get(at - 1).filter(|_| at > 1).cloned()
            {
                match row.get_mut(at) {
                    Some(field) => *field = before,
                    None => row.push(before),
                }
            }
        }
    }
    rows
}

fn column<'d>(header: &[Vec<Field<'d>>], body: &[Vec<Field<'d>>], at: usize, document: &Document<'_>) -> Column<'d> {
    // A look at the first rows tells what a column holds; a long table need not be read twice for it.
    const LOOK: usize = 100;
    let fields = || header.iter().filter_map(|row| row.get(at)).filter(|field| !field.text.is_empty());
    let period = fields().rev().find_map(|field| first_period(field, document));
    let header = fields().fold(Cow::Borrowed(""), |whole, field| match &*whole {
        "" => Cow::Borrowed(field.text),
        _ => Cow::Owned(format!("{whole} {}", field.text)),
    });
    let (mut texts, mut ratios, mut alone, mut levels, mut years, mut running) = (0, 0, 0, 0, 0, true);
    let is_ratio =
        |field: &Field<'_>| field.number().is_some_and(|number| number.unit.as_ref().is_some_and(Unit::is_ratio));
    for (place, row) in body.iter().filter(|row| row.len() > 1).take(LOOK).enumerate() {
        let Some(field) = row.get(at) else { continue };
        texts += usize::from(field.is_words());
        let Some(number) = field.number() else { continue };
        years += usize::from(number.year().is_some());
        running &= number.plain && number.value == Decimal::from(place + 1);
        if is_ratio(field) {
            ratios += 1;
            alone += usize::from(row.iter().enumerate().all(|(other, field)| other == at || !is_ratio(field)));
        } else {
            levels += 1;
        }
    }
    let numbers = ratios + levels;
    // Some print the sign in the first row and the last: where no other column of these rows has it, it is said of all.
    let ratio = ratios > levels || alone > 0 && alone * 2 > ratios || words::has_percent(&header);
    let part = if texts > numbers || numbers == 0 || at == 0 && years == numbers {
        Part::Label
    } else if running && levels > 1 {
        Part::Rank
    } else if words::is_result(&header) || ratio && period.is_none() {
        Part::Result
    } else {
        Part::Level
    };
    let measure = Measure::of_header(&header, ratio);
    let percent = ratio && levels > 0 && (alone > 0 || words::has_percent(&header));
    Column { header, period, part, measure, percent }
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
            let Some(field) = fields.get(at).filter(|_| !matches!(column.part, Part::Label | Part::Rank)) else {
                return Cell::Empty;
            };
            let number = field.number().and_then(|number| quantity(field, number, name.text, column, units, document));
            number.map_or(if field.is_nil() { Cell::Nil } else { Cell::Empty }, Cell::Number)
        })
        .collect();
    let lost = fields.iter().any(|field| field.content == Content::Lost);
    Some(Row { lost, label: name.text, statement, measure: Measure::of_label(name.text), indent: name.indent, cells })
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
    let apart = words::stands_apart(label);
    let unit = match &number.unit {
        Some(unit) => unit.clone(),
        None if column.percent || words::has_percent(&column.header) => Unit::Percent,
        None if apart == Some(words::Apart::Things) => Unit::Count(None),
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
        per: None,
    })
}
