//! Spreadsheets of `OpenDocument`, which store beside each value the text that it shows.

use std::ops::ControlFlow;

use super::Workbook;
use crate::document::package::xml::{self, Node, Tag};
use crate::document::package::{Archive, broken};
use crate::document::read::{ReadError, ReadOptions, Text, ZIP, packed};
use crate::document::{Format, outline};

/// Reads a spreadsheet.
pub(in crate::document) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    packed(bytes, Format::Ods, ZIP, |bytes| {
        let mut archive = Archive::open(bytes, Format::Ods, options.limit())?;
        let Some(content) = archive.text("content.xml")? else { return Err(broken(Format::Ods, "it has no content")) };
        let mut reader = Reader::new(options);
        xml::each_while(&content, Format::Ods, &mut |node| match reader.node(&node) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        })?;
        Ok(reader.out.finish())
    })
}

struct Reader {
    out: Workbook,
    /// The styles of sheets that are not shown.
    hidden: Vec<String>,
    /// The style that is being read.
    style: Option<String>,
    /// The open sheet is not read.
    skipping: bool,
    row: u32,
    column: u32,
    /// How often the open row and the open cell stand there.
    rows: u32,
    columns: u32,
    cells: Vec<(u32, String)>,
    in_cell: bool,
    text: String,
    paragraphs: usize,
    has_formula: bool,
    /// The note at the cell, while it is read and after.
    note: Option<String>,
    notes: usize,
}

/// A cell that says to stand there more often shows nothing, or fills a sheet to be edited.
const REPEATED: u32 = 256;

impl Reader {
    fn new(options: &ReadOptions) -> Self {
        Self {
            out: Workbook::new(Format::Ods, options),
            hidden: Vec::new(),
            style: None,
            skipping: false,
            row: 0,
            column: 0,
            rows: 1,
            columns: 1,
            cells: Vec::new(),
            in_cell: false,
            text: String::new(),
            paragraphs: 0,
            has_formula: false,
            note: None,
            notes: 0,
        }
    }

    fn node(&mut self, node: &Node<'_>) -> Result<(), ReadError> {
        match node {
            Node::Open(tag) => self.open(tag),
            Node::Close(name) => return self.close(name),
            Node::Text(text) if self.notes > 0 => self.note.get_or_insert_default().push_str(text),
            Node::Text(text) if self.in_cell && self.paragraphs > 0 => self.text.push_str(text),
            Node::Text(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let repeated = |name: &str| tag.value(name).and_then(|count| count.parse::<u32>().ok()).unwrap_or(1).max(1);
        match (tag.prefix, tag.name) {
            ("style", "style") => self.style = tag.value("name"),
            ("style", "table-properties") if tag.value("display").as_deref() == Some("false") => {
                self.hidden.extend(self.style.take());
            }
            ("table", "table") => {
                let name = tag.value("name").unwrap_or_default();
                self.skipping = tag.value("style-name").is_some_and(|style| self.hidden.contains(&style));
                self.row = 0;
                if self.skipping { self.out.hidden(&name) } else { self.out.sheet(&name) }
            }
            ("table", "table-row") => {
                self.rows = repeated("number-rows-repeated");
                self.column = 0;
            }
            ("table", "table-cell" | "covered-table-cell") => {
                self.columns = repeated("number-columns-repeated");
                self.has_formula = tag.value("formula").is_some();
                self.in_cell = true;
                self.text.clear();
                self.note = None;
            }
            ("office", "annotation") => self.notes += 1,
            ("text", "p") if self.in_cell => {
                let text = if self.notes > 0 { self.note.get_or_insert_default() } else { &mut self.text };
                if !text.is_empty() {
                    text.push(' ');
                }
                self.paragraphs += 1;
            }
            ("text", "s" | "tab" | "line-break") if self.paragraphs > 0 && self.notes == 0 => self.text.push(' '),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "annotation" => self.notes = self.notes.saturating_sub(1),
            "table-cell" | "covered-table-cell" if self.in_cell => {
                self.in_cell = false;
                let text = std::mem::take(&mut self.text);
                let is_empty = text.trim().is_empty();
                if is_empty && self.has_formula && !self.skipping {
                    self.out.unvalued(self.row, self.column);
                }
                let order = self.note.take().as_deref().and_then(outline::order);
                let text = if let (Some(order), false) = (order, is_empty) { format!("{order} {text}") } else { text };
                if !is_empty {
                    for column in 0..self.columns.min(REPEATED) {
                        self.cells.push((self.column.saturating_add(column), text.clone()));
                    }
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table-row" => {
                let cells = std::mem::take(&mut self.cells);
                if !self.skipping && !cells.is_empty() {
                    for row in 0..self.rows.min(REPEATED) {
                        self.out.row(self.row.saturating_add(row), &cells)?;
                    }
                }
                self.row = self.row.saturating_add(self.rows);
            }
            "table" => self.skipping = false,
            _ => {}
        }
        Ok(())
    }
}
