//! Excel workbooks.
//!
//! They are read with the archive and the XML that Word documents are read with, which know their limits; a library for
//! workbooks would bring both a second time, and give numbers as floats, where the file has digits.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::display::Display;
use super::styles::{self, Styles};
use super::{Workbook, place};
use crate::document::Format;
use crate::document::package::xml::{self, Node, Tag};
use crate::document::package::{Archive, Relations};
use crate::document::read::{ReadError, ReadOptions, Text, ZIP, packed};

/// Reads a workbook.
pub(in crate::document) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    packed(bytes, Format::Xlsx, ZIP, |bytes| {
        let mut archive = Archive::open(bytes, Format::Xlsx, options.limit())?;
        let main = Relations::of(&mut archive, "")?.of_kind("/officeDocument").unwrap_or("xl/workbook.xml").to_owned();
        let Some(workbook) = archive.text(&main)? else {
            return Err(ReadError::OtherFormat {
                name: "no Excel workbook",
                help: "there are no sheets in this archive; save it as .xlsx",
            });
        };
        let relations = Relations::of(&mut archive, &main)?;
        let styles = archive.text(relations.of_kind("/styles").unwrap_or("xl/styles.xml"))?;
        let styles = styles.as_deref().map(styles::read).transpose()?.unwrap_or_default();
        let strings = archive.text(relations.of_kind("/sharedStrings").unwrap_or("xl/sharedStrings.xml"))?;
        let strings = strings.as_deref().map(shared_strings).transpose()?.unwrap_or_default();
        let (sheets, since_1904) = sheets(&workbook)?;
        let mut out = Workbook::new(Format::Xlsx, options);
        for sheet in sheets {
            if sheet.hidden {
                out.hidden(&sheet.name);
                continue;
            }
            // A sheet that is a chart has no cells.
            let Some(part) = relations.by_id(&sheet.relation).filter(|part| part.contains("worksheets/")) else {
                continue;
            };
            let notes = notes(&mut archive, part)?;
            let Some(xml) = archive.text(part)? else { continue };
            out.sheet(&sheet.name);
            Cells { strings: &strings, styles: &styles, notes: &notes, since_1904, out: &mut out }.read(&xml)?;
        }
        Ok(out.finish())
    })
}

struct Sheet {
    name: String,
    relation: String,
    hidden: bool,
}

/// The sheets in their order, and whether days are counted from 1904.
fn sheets(workbook: &str) -> Result<(Vec<Sheet>, bool), ReadError> {
    let mut sheets = Vec::new();
    let mut since_1904 = false;
    xml::each(workbook, Format::Xlsx, &mut |node| {
        let Node::Open(tag) = node else { return };
        match tag.name {
            "sheet" => sheets.push(Sheet {
                name: tag.value("name").unwrap_or_default(),
                relation: tag.value("id").unwrap_or_default(),
                hidden: tag.value("state").is_some_and(|state| state != "visible"),
            }),
            "workbookPr" => since_1904 = tag.value("date1904").is_some_and(|on| on == "1" || on == "true"),
            _ => {}
        }
    })?;
    Ok((sheets, since_1904))
}

/// The texts that cells refer to by number.
fn shared_strings(xml: &str) -> Result<Vec<String>, ReadError> {
    let mut strings = Vec::new();
    let mut reader = TextReader::default();
    xml::each(xml, Format::Xlsx, &mut |node| {
        match &node {
            Node::Open(tag) if tag.name == "si" => reader.text.clear(),
            Node::Close("si") => strings.push(std::mem::take(&mut reader.text)),
            _ => {}
        }
        reader.node(&node);
    })?;
    Ok(strings)
}

/// Puts the runs of a text together, without what tells how to pronounce it.
#[derive(Debug, Default)]
struct TextReader {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl TextReader {
    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open(tag) if tag.name == "rPh" => self.in_phonetic = true,
            Node::Close("rPh") => self.in_phonetic = false,
            Node::Open(tag) if tag.name == "t" => self.in_text = true,
            Node::Close("t") => self.in_text = false,
            Node::Text(text) if self.in_text && !self.in_phonetic => self.text.push_str(text),
            _ => {}
        }
    }
}

/// The comments of a sheet that are for this program, by the cells they stand at.
fn notes(archive: &mut Archive<'_>, sheet: &str) -> Result<HashMap<(u32, u32), String>, ReadError> {
    let mut notes = HashMap::new();
    let Some(part) = Relations::of(archive, sheet)?.of_kind("/comments").map(ToOwned::to_owned) else {
        return Ok(notes);
    };
    let Some(xml) = archive.text(&part)? else { return Ok(notes) };
    let mut cell = None;
    let mut reader = TextReader::default();
    xml::each(&xml, Format::Xlsx, &mut |node| {
        match &node {
            Node::Open(tag) if tag.name == "comment" => {
                cell = tag.value("ref").as_deref().and_then(place);
                reader.text.clear();
            }
            Node::Close("comment") => {
                let order = crate::document::outline::order(&reader.text);
                notes.extend(cell.take().zip(order));
            }
            _ => {}
        }
        reader.node(&node);
    })?;
    Ok(notes)
}

struct Cells<'w> {
    strings: &'w [String],
    styles: &'w Styles,
    notes: &'w HashMap<(u32, u32), String>,
    since_1904: bool,
    out: &'w mut Workbook,
}

/// A cell that is open.
#[derive(Debug, Default)]
struct Cell {
    column: u32,
    kind: String,
    style: usize,
    value: String,
    has_formula: bool,
    text: TextReader,
}

impl Cells<'_> {
    fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut cells: Vec<(u32, String)> = Vec::new();
        let mut open: Option<Cell> = None;
        let mut in_value = false;
        let mut any = false;
        xml::each_while(xml, Format::Xlsx, &mut |node| {
            match &node {
                Node::Open(tag) if tag.name == "row" => {
                    let number = tag.value("r").and_then(|row| row.parse::<u32>().ok());
                    row = number.map_or(row + u32::from(any), |number| number.saturating_sub(1));
                    (any, column) = (true, 0);
                }
                Node::Open(tag) if tag.name == "c" => {
                    let cell = Self::cell(tag, column);
                    column = cell.column;
                    open = Some(cell);
                }
                Node::Open(tag) if tag.name == "v" => in_value = true,
                Node::Close("v") => in_value = false,
                Node::Open(tag) if tag.name == "f" => {
                    if let Some(cell) = &mut open {
                        cell.has_formula = true;
                    }
                }
                Node::Text(text) if in_value => {
                    if let Some(cell) = &mut open {
                        cell.value.push_str(text);
                    }
                }
                Node::Close("c") => {
                    if let Some(cell) = open.take() {
                        let shown = self.shown(&cell, row);
                        if !shown.is_empty() {
                            cells.push((cell.column, shown));
                        }
                        column = cell.column + 1;
                    }
                }
                Node::Close("row") => {
                    let filled = std::mem::take(&mut cells);
                    if let Err(error) = self.out.row(row, &filled) {
                        return ControlFlow::Break(error);
                    }
                }
                _ => {}
            }
            if let Some(cell) = &mut open {
                cell.text.node(&node);
            }
            ControlFlow::Continue(())
        })
    }

    fn cell(tag: &Tag<'_>, next: u32) -> Cell {
        let column = tag.value("r").as_deref().and_then(place).map_or(next, |(_, column)| column);
        Cell {
            column,
            kind: tag.value("t").unwrap_or_default(),
            style: tag.value("s").and_then(|style| style.parse().ok()).unwrap_or(0),
            ..Cell::default()
        }
    }

    /// What a cell shows.
    fn shown(&mut self, cell: &Cell, row: u32) -> String {
        let format = self.styles.format(cell.style);
        let value = cell.value.trim();
        let shown = match cell.kind.as_str() {
            "s" => value.parse().ok().and_then(|index: usize| self.strings.get(index)).cloned().unwrap_or_default(),
            "inlineStr" => cell.text.text.clone(),
            "b" => (if value == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            "str" | "e" | "d" => value.to_owned(),
            _ if value.is_empty() => {
                if cell.has_formula {
                    self.out.unvalued(row, cell.column);
                }
                String::new()
            }
            _ => Display::of(format).number(value, self.since_1904),
        };
        match self.notes.get(&(row, cell.column)) {
            Some(note) if !shown.is_empty() => format!("{note} {shown}"),
            _ => shown,
        }
    }
}
