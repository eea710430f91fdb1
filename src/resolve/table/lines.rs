//! Tables in plain text, a row a line: columns are set apart by bars, tabs, or two and more spaces.

use super::grid::{Field, Grid, Shape};
use crate::document::{BlockKind, Document};

/// The tables whose rows are lines.
pub fn read<'d>(document: &'d Document<'_>) -> Vec<Grid<'d>> {
    if !has_columns(document.source) {
        return Vec::new();
    }
    let mut reader = Reader { document, grids: Vec::new(), rows: Vec::new(), first: 0 };
    for (index, block) in document.blocks.iter().enumerate() {
        let text = block.prose.text();
        if matches!(block.kind, BlockKind::Cell { .. }) || !has_columns(text) {
            reader.close();
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
    rows: Vec<Vec<Field<'d>>>,
    first: usize,
}

impl<'d> Reader<'d, '_> {
    fn line(&mut self, block: usize, line: &'d str) {
        const LONGEST: usize = 400;
        if is_rule(line) {
            return;
        }
        let fields = if line.len() > LONGEST { Vec::new() } else { cut(line) };
        if fields.len() < 2 {
            return self.close();
        }
        if self.rows.is_empty() {
            self.first = block;
        }
        self.rows.push(fields.into_iter().map(|field| Field::new(self.document, block, field)).collect());
    }

    /// Ends the run of rows, and keeps it if it is a table.
    fn close(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        let is_data = |row: &Vec<Field<'_>>| {
            let numbers = row.iter().filter_map(Field::number);
            numbers.clone().count() > 0 && numbers.filter(|number| number.year().is_none()).count() > 0
        };
        let Some(start) = rows.iter().position(is_data) else { return };
        let width = rows[start].len();
        let regular = rows[start..].iter().filter(|row| row.len() == width).count();
        if width < 2 || regular < 2 || regular * 4 < (rows.len() - start) * 3 {
            return;
        }
        let header = start.checked_sub(1).and_then(|at| rows.get(at)).map_or_else(Vec::new, |row| {
            let mut header = row.clone();
            // The column of the labels often has no header.
            if header.len() + 1 == width {
                header.insert(0, Field::blank(self.first));
            }
            vec![header]
        });
        let captions = super::captions(self.document, self.first);
        rows.drain(..start);
        self.grids.push(Grid { shape: Shape::Lines, header, captions, rows });
    }
}

/// A line under a header, or between rows: "-----  ----", "|---|---:|", "=====".
fn is_rule(line: &str) -> bool {
    line.contains(['-', '=', '_', '─'])
        && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '─' | '|' | '+' | ':') || c.is_whitespace())
}

/// The fields of a line; one where there are no columns.
fn cut(line: &str) -> Vec<&str> {
    let line = line.trim();
    let fields: Vec<&str> = if line.contains('|') {
        line.strip_prefix('|').unwrap_or(line).trim_end_matches('|').split('|').map(str::trim).collect()
    } else if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        line.split("  ").map(str::trim).filter(|field| !field.is_empty()).collect()
    };
    join_currencies(fields, line)
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
