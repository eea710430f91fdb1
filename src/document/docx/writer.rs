//! The text of a Word document as lines: as it reads when all tracked changes are accepted.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::styles::{Role, Styles};
use crate::document::outline::BREAK;
use crate::document::package::broken;
use crate::document::package::xml::{self, Node, Tag};
use crate::document::{Format, ReadError};

/// Writes the lines of the text, no longer than `limit` bytes. `orders` are the comments for this program by their ids:
/// each stands before the paragraph that it is at.
pub(super) fn write(
    xml: &str,
    styles: &Styles,
    orders: &HashMap<String, String>,
    limit: u64,
) -> Result<String, ReadError> {
    let mut writer = Writer::new(styles, orders);
    xml::each_while(xml, Format::Docx, &mut |node| {
        match node {
            Node::Open(tag) => writer.open(&tag),
            Node::Close(name) => writer.close(name),
            Node::Text(text) if writer.in_text && writer.skip == 0 => writer.run.text.push_str(text),
            Node::Text(_) => {}
        }
        if writer.out.len() as u64 > limit {
            return ControlFlow::Break(ReadError::Unpacked { limit });
        }
        ControlFlow::Continue(())
    })?;
    if !writer.any_body {
        return Err(broken(Format::Docx, "it has no text body"));
    }
    Ok(writer.out)
}

// Where in the XML the writer is: each is open or not, whatever the others are.
#[allow(clippy::struct_excessive_bools)]
struct Writer<'s> {
    styles: &'s Styles,
    orders: &'s HashMap<String, String>,
    out: String,
    any_body: bool,
    /// How many elements are open in one that is left out, itself included.
    skip: usize,
    /// The paragraphs that are open: the outer ones hold a text box with the next.
    paragraphs: Vec<Paragraph>,
    run: Run,
    in_run: bool,
    /// In the properties of a paragraph, or of a row.
    in_paragraph_properties: bool,
    in_row_properties: bool,
    /// In an element whose text is shown.
    in_text: bool,
    /// How many tables are open; the outermost is written, what is nested is text of its cell.
    tables: usize,
    table: Table,
    /// A paragraph whose end was deleted goes on with the next.
    torn: Option<Paragraph>,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    numbered: Option<bool>,
    end_deleted: bool,
    /// The comments for this program that begin in it.
    orders: Vec<String>,
    /// The lines of its text boxes.
    boxes: Vec<Line>,
}

/// A piece of text with the same look.
#[derive(Debug, Default)]
struct Run {
    text: String,
    hidden: bool,
    raised: bool,
}

/// A paragraph that is done.
#[derive(Debug)]
struct Line {
    role: Role,
    text: String,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row_deleted: bool,
}

#[derive(Debug, Default)]
struct Cell {
    lines: Vec<Line>,
    /// How many columns it takes.
    width: usize,
    /// It goes on with the cell above.
    merged: bool,
}

impl<'s> Writer<'s> {
    fn new(styles: &'s Styles, orders: &'s HashMap<String, String>) -> Self {
        Self {
            styles,
            orders,
            out: String::new(),
            any_body: false,
            skip: 0,
            paragraphs: Vec::new(),
            run: Run::default(),
            in_run: false,
            in_paragraph_properties: false,
            in_row_properties: false,
            in_text: false,
            tables: 0,
            table: Table::default(),
            torn: None,
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let in_properties = self.in_paragraph_properties || self.in_row_properties;
        // What was deleted or moved away; the same text box once more, for old programs; what changed in the look.
        let left_out = matches!(tag.name, "del" | "moveFrom") && tag.of_word && !in_properties
            || matches!(tag.name, "Fallback" | "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange");
        if self.skip > 0 || left_out {
            self.skip += 1;
            return;
        }
        if !tag.of_word {
            return;
        }
        match tag.name {
            "body" => self.any_body = true,
            // Some programs write no range, but only where the sign of the comment stands.
            "commentRangeStart" | "commentReference" => self.comment(tag),
            "p" => self.begin_paragraph(),
            "pPr" => self.in_paragraph_properties = true,
            "trPr" => self.in_row_properties = true,
            "r" if !in_properties => self.in_run = true,
            "t" if self.in_run => self.in_text = true,
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => self.table.rows.push(Vec::new()),
            "tc" if self.tables == 1 => {
                if let Some(row) = self.table.rows.last_mut() {
                    row.push(Cell { width: 1, ..Cell::default() });
                }
            }
            _ if self.in_paragraph_properties => self.paragraph_property(tag),
            _ if self.in_row_properties => self.table.row_deleted |= tag.name == "del" && self.tables == 1,
            _ if self.in_run => self.in_run(tag),
            _ if self.tables == 1 => self.cell_property(tag),
            _ => {}
        }
    }

    fn comment(&mut self, tag: &Tag<'_>) {
        let order = tag.value("id").and_then(|id| self.orders.get(&id));
        if let (Some(order), Some(paragraph)) = (order, self.paragraphs.last_mut())
            && !paragraph.orders.contains(order)
        {
            paragraph.orders.push(order.clone());
        }
    }

    fn begin_paragraph(&mut self) {
        // A text box stands within a run.
        self.end_run();
        let torn = if self.paragraphs.is_empty() { self.torn.take() } else { None };
        let begun = torn.map_or_else(Paragraph::default, |torn| Paragraph { end_deleted: false, ..torn });
        self.paragraphs.push(begun);
    }

    fn paragraph_property(&mut self, tag: &Tag<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match tag.name {
            "pStyle" => paragraph.style = tag.value("val"),
            "outlineLvl" => paragraph.outline = tag.value("val").and_then(|level| level.parse().ok()),
            "numId" => paragraph.numbered = tag.value("val").map(|id| id != "0"),
            "del" | "moveFrom" => paragraph.end_deleted = true,
            _ => {}
        }
    }

    /// A property of a run, or something in it that is no text.
    fn in_run(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "vanish" | "strike" | "dstrike" if tag.is_on() => self.run.hidden = true,
            "vertAlign" => self.run.raised = tag.value("val").as_deref() == Some("superscript"),
            "tab" | "ptab" => self.run.text.push('\t'),
            "br" | "cr" => self.run.text.push(BREAK),
            "noBreakHyphen" => self.run.text.push('-'),
            _ => {}
        }
    }

    fn cell_property(&mut self, tag: &Tag<'_>) {
        // No table of Word is wider.
        const WIDEST: usize = 63;
        let Some(cell) = self.table.rows.last_mut().and_then(|row| row.last_mut()) else { return };
        match tag.name {
            "gridSpan" => {
                let width = tag.value("val").and_then(|width| width.parse().ok());
                cell.width = width.unwrap_or(1).clamp(1, WIDEST);
            }
            "vMerge" => cell.merged = tag.value("val").as_deref() != Some("restart"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph_properties = false,
            "trPr" => self.in_row_properties = false,
            "r" if !self.in_paragraph_properties => {
                self.end_run();
                self.in_run = false;
            }
            "t" => self.in_text = false,
            "tr" if self.tables == 1 && std::mem::take(&mut self.table.row_deleted) => {
                self.table.rows.pop();
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    let table = std::mem::take(&mut self.table);
                    self.write_table(&table);
                }
            }
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let is_note = run.raised
            && run.text.chars().all(|c| c.is_ascii_digit() || "*†‡§()[], ".contains(c))
            && run.text.len() <= 8;
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !run.hidden && !is_note) {
            let shown = run.text.chars().filter(|c| *c != '\u{ad}');
            paragraph.text.extend(shown.map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        }
    }

    fn end_paragraph(&mut self) {
        self.end_run();
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if paragraph.end_deleted && self.paragraphs.is_empty() && self.tables == 0 {
            self.torn = Some(paragraph);
            return;
        }
        let role = self.styles.role(paragraph.style.as_deref(), paragraph.outline, paragraph.numbered);
        let text = if role == Role::Contents { String::new() } else { paragraph.text };
        let text = if paragraph.orders.is_empty() { text } else { format!("{} {text}", paragraph.orders.join(" ")) };
        let mut lines = vec![Line { role, text }];
        lines.extend(paragraph.boxes);
        if let Some(outer) = self.paragraphs.last_mut() {
            outer.boxes.extend(lines.into_iter().filter(|line| !line.text.trim().is_empty()));
        } else if self.tables > 0 {
            if let Some(cell) = self.table.rows.last_mut().and_then(|row| row.last_mut()) {
                cell.lines.extend(lines.into_iter().filter(|line| !line.text.trim().is_empty()));
            }
        } else {
            // An empty one is a line as well, so that the numbers of lines are those of paragraphs.
            for line in &lines {
                self.write_line(line);
            }
        }
    }

    fn write_line(&mut self, line: &Line) {
        let text = line.text.trim();
        if !text.is_empty() {
            match line.role {
                Role::Heading(level) => {
                    self.out.extend(std::iter::repeat_n('#', usize::from(level)));
                    self.out.push(' ');
                }
                Role::Item => self.out.push_str("• "),
                Role::Quote => self.out.push_str("> "),
                Role::Contents | Role::Body => {}
            }
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Writes a table as rows; one that only puts paragraphs side by side as these.
    fn write_table(&mut self, table: &Table) {
        const LONGEST: usize = 300;
        let size = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.lines.is_empty()).count();
        let rows = table.rows.iter().filter(|row| size(row) > 0).count();
        let columns = table.rows.iter().map(size).max().unwrap_or(0);
        for row in &table.rows {
            let is_prose = |cell: &Cell| cell.lines.iter().map(|line| line.text.len()).sum::<usize>() > LONGEST;
            if rows < 2 || columns < 2 || row.iter().any(is_prose) {
                for line in row.iter().flat_map(|cell| &cell.lines) {
                    self.write_line(line);
                }
            } else if size(row) > 0 {
                self.write_row(row);
            }
        }
        // What follows may be a table as well.
        if self.out.ends_with("|\n") {
            self.out.push('\n');
        }
    }

    fn write_row(&mut self, row: &[Cell]) {
        for cell in row {
            self.out.push_str("| ");
            for (number, line) in cell.lines.iter().enumerate().filter(|_| !cell.merged) {
                if number > 0 {
                    self.out.push(' ');
                }
                // A bar ends a cell, and a break is a space in one.
                let shown = |c| match c {
                    '|' => '¦',
                    '\t' | BREAK => ' ',
                    c => c,
                };
                self.out.extend(line.text.trim().chars().map(shown));
            }
            self.out.push(' ');
            for _ in 1..cell.width {
                self.out.push_str("|  ");
            }
        }
        self.out.push_str("|\n");
    }
}
