//! Spreadsheets: sheets of a workbook and files of separated values, as tables with the values that they display.
//!
//! A workbook is turned into a text: the name of a sheet as a heading, and below it a line for each of its rows, from row 1
//! and column A on, so that the line and the cell of a place can be counted.
//!
//! ```text
//! workbook = (heading row*)*      heading = "## " name      row = ("| " cell " ")* "|" | nothing
//! ```

use super::package::broken;
use super::prose::Builder;
use super::read::{ReadError, ReadOptions, Remark, Text};
use super::{Block, BlockKind, Format, offset};

pub(super) mod csv;
mod display;
mod grid;
pub(super) mod ods;
mod serial;
mod styles;
pub(super) mod xlsx;

/// The blocks of the text that a workbook is turned into.
pub(super) fn blocks(source: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut tables = 0;
    let mut rows: Vec<grid::Row<'_>> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        if let Some(name) = text.strip_prefix("## ") {
            grid::blocks(std::mem::take(&mut rows), &mut tables, &mut blocks);
            let mut builder = Builder::new(source);
            builder.push_source(offset(at + 3)..offset(at + 3 + name.len()));
            blocks.push(Block::unsplit(BlockKind::Heading(2), builder.finish()));
        } else {
            rows.push(row(source, at, text));
        }
        at += line.len();
    }
    grid::blocks(rows, &mut tables, &mut blocks);
    blocks.retain(|block| !block.prose.text().is_empty());
    blocks
}

/// The cells of a row that are not empty.
fn row<'a>(source: &'a str, start: usize, line: &str) -> grid::Row<'a> {
    let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else { return Vec::new() };
    let mut at = start + 2;
    let mut row = Vec::new();
    for (column, cell) in (0..).zip(cells.split(" | ")) {
        let mut builder = Builder::new(source);
        builder.push_source(offset(at)..offset(at + cell.len()));
        let prose = builder.finish();
        if !prose.text().is_empty() {
            row.push((column, prose));
        }
        at += cell.len() + " | ".len();
    }
    row
}

/// Writes the text of a workbook.
pub(super) struct Workbook {
    out: String,
    format: Format,
    limit: u64,
    cells: usize,
    /// The row that comes next in the open sheet, from 0.
    next: u32,
    remarks: Vec<Remark>,
    /// The formulas without a value: how many, and the first.
    unvalued: (usize, Option<String>),
    sheet: String,
}

/// As many cells as are read of one workbook: a million rows of one column, a report of many thousand pages.
const MOST_CELLS: usize = 2_000_000;

impl Workbook {
    pub(super) fn new(format: Format, options: &ReadOptions) -> Self {
        Self {
            out: String::new(),
            format,
            limit: options.limit(),
            cells: 0,
            next: 0,
            remarks: Vec::new(),
            unvalued: (0, None),
            sheet: String::new(),
        }
    }

    /// A sheet begins.
    pub(super) fn sheet(&mut self, name: &str) {
        self.sheet = name.split_whitespace().collect::<Vec<_>>().join(" ");
        self.out.extend(["## ", &self.sheet, "\n"]);
        self.next = 0;
    }

    /// A sheet that is not shown, and not read.
    pub(super) fn hidden(&mut self, name: &str) {
        self.remarks.push(Remark::LeftOut(format!("the sheet {name} is hidden, and was left out")));
    }

    /// A formula whose value is not stored.
    pub(super) fn unvalued(&mut self, row: u32, column: u32) {
        self.unvalued.0 += 1;
        if self.unvalued.1.is_none() {
            self.unvalued.1 = Some(format!("{}!{}", self.sheet, address(row, column)));
        }
    }

    /// The cells of a row that are not empty, in the order of their columns; both are counted from 0.
    pub(super) fn row(&mut self, row: u32, cells: &[(u32, String)]) -> Result<(), ReadError> {
        // No sheet has more rows or columns in any program.
        const LAST_ROW: u32 = 1_048_576;
        const LAST_COLUMN: u32 = 16_384;
        if row < self.next || row >= LAST_ROW {
            return Err(broken(self.format, &format!("the rows of {} are out of order", self.sheet)));
        }
        self.cells += cells.len();
        if self.cells > MOST_CELLS {
            return Err(ReadError::TooManyCells { limit: MOST_CELLS });
        }
        for _ in self.next..row {
            self.out.push('\n');
        }
        self.next = row + 1;
        let mut column = 0;
        for (at, text) in cells.iter().filter(|(at, text)| *at < LAST_COLUMN && !text.trim().is_empty()) {
            if *at < column {
                return Err(broken(self.format, &format!("the cells of {} are out of order", self.sheet)));
            }
            for _ in column..*at {
                self.out.push_str("|  ");
            }
            self.out.push_str("| ");
            for (number, word) in text.split_whitespace().enumerate() {
                if number > 0 {
                    self.out.push(' ');
                }
                self.out.extend(word.chars().map(|c| if c == '|' { '¦' } else { c }));
            }
            self.out.push(' ');
            column = at + 1;
        }
        self.out.push_str(if column > 0 { "|\n" } else { "\n" });
        if self.out.len() as u64 > self.limit {
            return Err(ReadError::Unpacked { limit: self.limit });
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Text {
        if let (count, Some(first)) = self.unvalued {
            let others = if count > 1 { format!(", and {} more have none", count - 1) } else { String::new() };
            let message = format!(
                "the formula in {first} has no stored value{others}; open the file where it was made, and save it again"
            );
            self.remarks.push(Remark::LeftOut(message));
        }
        Text { text: self.out, remarks: self.remarks }
    }
}

/// The name of a cell, "AB12"; row and column count from 0.
pub(super) fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// Row and column of a cell's name, from 0.
fn place(address: &str) -> Option<(u32, u32)> {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = address.split_at_checked(letters)?;
    let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        column = column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
    }
    Some((row, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests;
