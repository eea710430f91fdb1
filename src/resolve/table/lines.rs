//! Tables in plain text, a row a line: columns are set apart by bars, tabs, or two and more spaces.

use super::grid::{Field, Grid, Shape};
use crate::document::{BlockKind, Document};

/// The tables whose rows are lines.
pub fn read<'d>(document: &'d Document<'_>) -> Vec<Grid<'d>> {
    let spaced = has_columns(&document.source);
    let mut reader = Reader { document, grids: Vec::new(), rows: Vec::new(), heading: None, first: 0 };
    for (index, block) in document.blocks.iter().enumerate() {
        let text = block.prose.text();
        if matches!(block.kind, BlockKind::Cell { .. }) || !(spaced && has_columns(text) || ends_in_number(text)) {
            // A short line between rows may be a heading of theirs.
            if matches!(block.kind, BlockKind::Cell { .. }) || !reader.heading(index, text) {
                reader.close();
            }
            continue;
        }
        for line in text.lines() {
            reader.line(index, line);
        }
    }
    reader.close();
    reader.grids
}

/// Whether a text may hold a row of columns: one fast look spares prose the slow one.
fn has_columns(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2(b'\t', b'|', bytes).is_some() || memchr::memmem::find(bytes, b"  ").is_some()
}

struct Reader<'d, 's> {
    document: &'d Document<'s>,
    grids: Vec<Grid<'d>>,
    rows: Vec<Line<'d>>,
    /// A line of words behind the last row, which is a heading if rows follow.
    heading: Option<Field<'d>>,
    first: usize,
}

/// A row as it was cut.
struct Line<'d> {
    fields: Vec<Field<'d>>,
    /// Whether bars or tabs say where its columns are, so that an empty cell has its place.
    marked: bool,
}

/// Whether a text may be a row whose cells run together: short, from a letter to a number.
fn ends_in_number(text: &str) -> bool {
    const LONGEST: usize = 140;
    let bytes = text.as_bytes();
    bytes.len() <= LONGEST
        && bytes.last().is_some_and(|last| last.is_ascii_digit() || matches!(last, b')' | b'%' | b'-'))
        && bytes.first().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'*' | b'('))
}

impl<'d> Reader<'d, '_> {
    fn line(&mut self, block: usize, line: &'d str) {
        const LONGEST: usize = 400;
        if is_rule(line) {
            return;
        }
        let (fields, marked) = if line.len() > LONGEST { (Vec::new(), false) } else { cut(line) };
        if fields.len() < 2 {
            if !self.heading(block, line) {
                self.close();
            }
            return;
        }
        if self.rows.is_empty() {
            self.first = block;
        } else if let Some(heading) = self.heading.take() {
            self.rows.push(Line { fields: vec![heading], marked: true });
        }
        let fields = fields.into_iter().map(|field| Field::new(self.document, block, field)).collect();
        self.rows.push(Line { fields, marked });
    }

    /// Keeps a short line of words behind a row: a heading if rows follow. A second one is none.
    fn heading(&mut self, block: usize, line: &'d str) -> bool {
        const LONGEST: usize = 80;
        let is_heading = !self.rows.is_empty()
            && self.heading.is_none()
            && line.len() <= LONGEST
            && !line.trim_end().ends_with(['.', '!', '?'])
            && !line.contains('\n');
        if is_heading {
            self.heading = Some(Field::new(self.document, block, line)).filter(|field| !field.text.is_empty());
        }
        is_heading
    }

    /// Ends the run of rows, and keeps it if it is a table.
    fn close(&mut self) {
        self.heading = None;
        let mut rows = std::mem::take(&mut self.rows);
        let is_data = |row: &Line<'_>| {
            let numbers = row.fields.iter().filter_map(Field::number);
            numbers.clone().count() > 0 && numbers.filter(|number| number.year().is_none()).count() > 0
        };
        let Some(start) = rows.iter().position(is_data) else { return };
        rows[start..].iter_mut().for_each(|row| join_labels(self.document, row));
        let width = rows[start].fields.len();
        let body = rows[start..].iter().filter(|row| row.fields.len() > 1);
        let regular = body.clone().filter(|row| row.fields.len() == width).count();
        if width < 2 || regular < 2 || regular * 4 < body.count() * 3 {
            return;
        }
        let header = start.checked_sub(1).and_then(|at| rows.get(at)).map_or_else(Vec::new, |row| {
            let mut header = row.fields.clone();
            // The column of the labels often has no header.
            if header.len() + 1 == width {
                header.insert(0, Field::blank(self.first));
            }
            vec![header]
        });
        let captions = super::captions(self.document, self.first);
        let rows = rows.drain(start..).map(|row| {
            // Which columns the cells of another number of cells are in, spaces do not tell.
            let lost = !row.marked && row.fields.len() > 1 && row.fields.len() != width;
            row.fields
                .into_iter()
                .take(if lost { 1 } else { usize::MAX })
                .chain(lost.then(|| Field::unknown(self.first)))
                .collect()
        });
        self.grids.push(Grid { shape: Shape::Lines, header, captions, rows: rows.collect() });
    }
}

/// Two spaces within the name of a row do not end it: numbers do.
fn join_labels<'d>(document: &'d Document<'_>, row: &mut Line<'d>) {
    let words = row.fields.iter().take_while(|field| field.is_words()).count();
    let (Some(first), Some(last)) = (row.fields.first(), words.checked_sub(1).and_then(|at| row.fields.get(at))) else {
        return;
    };
    if row.marked || words < 2 || words == row.fields.len() || first.block != last.block {
        return;
    }
    let whole = document.blocks.get(first.block).map_or("", |block| block.prose.text());
    let Some(label) = whole.get(first.start as usize..last.start as usize + last.text.len()) else { return };
    let label = Field { indent: first.indent, ..Field::new(document, first.block, label) };
    row.fields.splice(..words, [label]);
}

/// A line under a header, or between rows: "-----  ----", "|---|---:|", "=====".
fn is_rule(line: &str) -> bool {
    line.contains(['-', '=', '_', '─'])
        && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '─' | '|' | '+' | ':') || c.is_whitespace())
}

/// The fields of a line, and whether marks set them apart; one where there are no columns.
fn cut(line: &str) -> (Vec<&str>, bool) {
    let line = line.trim_end();
    let marked = line.contains(['|', '\t']);
    let fields: Vec<&str> = if line.contains('|') {
        let line = line.trim_start();
        line.strip_prefix('|').unwrap_or(line).trim_end_matches('|').split('|').map(str::trim).collect()
    } else if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        let spaced: Vec<&str> = line.split("  ").map(str::trim).filter(|field| !field.is_empty()).collect();
        if spaced.len() < 2 { cells_behind(line) } else { spaced }
    };
    (join_currencies(fields, line), marked)
}

/// The words of a line and the numbers behind them, at least two, with one space between.
fn cells_behind(line: &str) -> Vec<&str> {
    const FEWEST: usize = 2;
    let is_cell = |piece: &&str| {
        matches!(*piece, "-" | "–" | "—")
            || piece.bytes().any(|byte| byte.is_ascii_digit())
                && piece.bytes().all(|byte| byte.is_ascii_digit() || b",.()-+%$".contains(&byte))
                && !piece.ends_with([',', '.'])
    };
    let cells: Vec<&str> = line.rsplit(' ').take_while(is_cell).collect();
    let Some(first) = cells.last().filter(|_| cells.len() >= FEWEST) else { return vec![line] };
    let start = first.as_ptr() as usize - line.as_ptr() as usize;
    let label = line.get(..start).unwrap_or_default();
    if !label.trim_start().starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '(')) {
        return vec![line];
    }
    std::iter::once(label).chain(cells.into_iter().rev()).collect()
}

/// "$  5,668" is one cell: the sign stands at the left edge of its column.
fn join_currencies<'l>(fields: Vec<&'l str>, line: &'l str) -> Vec<&'l str> {
    if !fields.iter().any(|field| matches!(*field, "$" | "€" | "£" | "Rs" | "US$" | ")" | "%" | ")%")) {
        return fields;
    }
    let at = |field: &str| field.as_ptr() as usize - line.as_ptr() as usize;
    let mut out: Vec<&'l str> = Vec::with_capacity(fields.len());
    let mut lead = None;
    for field in fields {
        let start = match field {
            "$" | "€" | "£" | "Rs" | "US$" => {
                lead = Some(at(field));
                continue;
            }
            ")" | "%" | ")%" => match out.pop() {
                Some(before) => at(before),
                None => continue,
            },
            _ => lead.take().unwrap_or_else(|| at(field)),
        };
        // A bar between the two is no part of a number; such a field stays words, and is left alone.
        out.push(line.get(start..at(field) + field.len()).unwrap_or(field));
    }
    out
}
