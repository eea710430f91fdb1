//! The text of a Word document as lines: as it reads when all tracked changes are accepted.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use super::styles::{Role, Styles};
use super::traced::Traced;
use crate::document::outline::{self, BREAK};
use crate::document::package::broken;
use crate::document::package::xml::{self, Node, Tag};
use crate::document::{Format, ReadError};

/// What other parts of the file hold for the text.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) styles: Styles,
    /// The comments for this program by their ids: each stands before the paragraph that it is at.
    pub(super) orders: HashMap<String, String>,
    /// The lines of each footnote, and of each endnote, by their ids: they stand behind the text.
    pub(super) footnotes: HashMap<String, Vec<String>>,
    pub(super) endnotes: HashMap<String, Vec<String>>,
}

/// Writes the lines of the text, no longer than `limit` bytes.
pub(super) fn write(xml: &str, parts: &Parts, limit: u64) -> Result<Traced, ReadError> {
    let mut writer = Writer::new(parts);
    xml::each_placed(xml, Format::Docx, &mut |node, place| {
        writer.node(&node, place);
        writer.check(limit)
    })?;
    if !writer.any_body {
        return Err(broken(Format::Docx, "it has no text body"));
    }
    writer.write_notes(limit);
    match writer.check(limit) {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok(writer.out),
    }
}

/// The lines of each note of a part that holds nothing else, by their ids.
pub(super) fn notes(xml: &str, parts: &Parts, limit: u64) -> Result<HashMap<String, Vec<String>>, ReadError> {
    let mut notes = HashMap::new();
    let mut writer = Writer::new(parts);
    let mut id = None;
    xml::each_placed(xml, Format::Docx, &mut |node, place| {
        match &node {
            Node::Open(tag) if matches!(tag.name, "footnote" | "endnote") && tag.of_word => {
                // The line above all notes is one as well, by its type.
                id = tag.value("id").filter(|_| tag.value("type").is_none_or(|kind| kind == "normal"));
                writer.out = Traced::default();
            }
            Node::Close("footnote" | "endnote") => {
                let lines = std::mem::take(&mut writer.out).into_text();
                let lines = lines.lines().filter(|line| !line.trim().is_empty()).map(ToOwned::to_owned);
                notes.extend(id.take().map(|id| (id, lines.collect())));
            }
            _ => writer.node(&node, place),
        }
        writer.check(limit)
    })?;
    Ok(notes)
}

// Where in the XML the writer is: each is open or not, whatever the others are.
#[allow(clippy::struct_excessive_bools)]
struct Writer<'s> {
    parts: &'s Parts,
    out: Traced,
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
    /// The page of the last break that the file stores, if it stores any.
    page: Option<u32>,
    /// The notes that the text refers to, each with the bytes of the sign that does.
    notes: Vec<(&'s [String], Range<usize>)>,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: Traced,
    style: Option<String>,
    outline: Option<u8>,
    numbered: Option<bool>,
    end_deleted: bool,
    /// The comments for this program that begin in it.
    orders: Vec<String>,
    /// The lines of its text boxes.
    boxes: Vec<Line>,
    turn: Turn,
}

/// A piece of text with the same look.
#[derive(Debug, Default)]
struct Run {
    text: Traced,
    hidden: bool,
    raised: bool,
}

/// A paragraph that is done.
#[derive(Debug)]
struct Line {
    role: Role,
    text: Traced,
}

/// The page that begins at a line, or within it.
#[derive(Debug, Default, Clone, Copy)]
struct Turn {
    before: Option<u32>,
    within: Option<u32>,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Row>,
    row_deleted: bool,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    turn: Turn,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.lines.is_empty()).count()
    }
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
    fn new(parts: &'s Parts) -> Self {
        Self {
            parts,
            out: Traced::default(),
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
            page: None,
            notes: Vec::new(),
        }
    }

    fn check(&self, limit: u64) -> ControlFlow<ReadError> {
        if self.out.len() as u64 > limit {
            return ControlFlow::Break(ReadError::Unpacked { limit });
        }
        ControlFlow::Continue(())
    }

    fn node(&mut self, node: &Node<'_>, place: Range<usize>) {
        match node {
            Node::Open(tag) => self.open(tag, place),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text && self.skip == 0 => self.run.text.push_from(text, place),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, place: Range<usize>) {
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
            "tr" if self.tables == 1 => self.table.rows.push(Row::default()),
            "tc" if self.tables == 1 => {
                if let Some(row) = self.table.rows.last_mut() {
                    row.cells.push(Cell { width: 1, ..Cell::default() });
                }
            }
            _ if self.in_paragraph_properties => self.paragraph_property(tag),
            _ if self.in_row_properties => self.table.row_deleted |= tag.name == "del" && self.tables == 1,
            _ if self.in_run => self.in_run(tag, place),
            _ if self.tables == 1 => self.cell_property(tag),
            _ => {}
        }
    }

    fn comment(&mut self, tag: &Tag<'_>) {
        let order = tag.value("id").and_then(|id| self.parts.orders.get(&id));
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
    fn in_run(&mut self, tag: &Tag<'_>, place: Range<usize>) {
        match tag.name {
            "lastRenderedPageBreak" => self.turn_page(),
            "footnoteReference" => self.note(tag, &self.parts.footnotes, place),
            "endnoteReference" => self.note(tag, &self.parts.endnotes, place),
            "vanish" | "strike" | "dstrike" if tag.is_on() => self.run.hidden = true,
            "vertAlign" => self.run.raised = tag.value("val").as_deref() == Some("superscript"),
            "tab" | "ptab" => self.run.text.push_str("\t"),
            "br" | "cr" => self.run.text.push_str(BREAK.encode_utf8(&mut [0; 4])),
            "noBreakHyphen" => self.run.text.push_from("-", place),
            _ => {}
        }
    }

    /// A page begins here, as the program counted that wrote the file.
    fn turn_page(&mut self) {
        let page = self.page.unwrap_or(1).saturating_add(1);
        self.page = Some(page);
        let Some(paragraph) = self.paragraphs.last() else { return };
        let is_empty = |text: &Traced| text.text().trim().is_empty();
        let is_first = is_empty(&paragraph.text) && is_empty(&self.run.text);
        let row = self.table.rows.last_mut().filter(|_| self.tables > 0);
        match (row, self.paragraphs.first_mut()) {
            (Some(row), _) if is_first && row.filled() == 0 => row.turn.before = Some(page),
            (Some(row), _) => row.turn.within = Some(page),
            (None, Some(paragraph)) if is_first => paragraph.turn.before = Some(page),
            (None, Some(paragraph)) => paragraph.turn.within = Some(page),
            (None, None) => {}
        }
    }

    fn note(&mut self, tag: &Tag<'_>, all: &'s HashMap<String, Vec<String>>, place: Range<usize>) {
        let lines = tag.value("id").and_then(|id| all.get(&id));
        self.notes.extend(lines.map(|lines| (lines.as_slice(), place)));
    }

    /// Writes the notes behind the text, so that the numbers of lines stay those of paragraphs. They stand where their sign does.
    fn write_notes(&mut self, limit: u64) {
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str(outline::NOTES);
        for (lines, place) in std::mem::take(&mut self.notes) {
            // One note may be referred to more often than there is room for.
            for line in lines {
                if self.out.len() as u64 > limit {
                    return;
                }
                self.out.push_from(line, place.clone());
                self.out.push_str("\n");
            }
        }
    }

    fn cell_property(&mut self, tag: &Tag<'_>) {
        // No table of Word is wider.
        const WIDEST: usize = 63;
        let Some(cell) = self.table.rows.last_mut().and_then(|row| row.cells.last_mut()) else { return };
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
            && run.text.text().chars().all(|c| c.is_ascii_digit() || "*†‡§()[], ".contains(c))
            && run.text.len() <= 8;
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !run.hidden && !is_note) {
            paragraph.text.extend(&run.text, |c| match c {
                '\u{ad}' => None,
                '\n' | '\r' | '\u{c}' => Some(' '),
                c => Some(c),
            });
        }
    }

    fn end_paragraph(&mut self) {
        self.end_run();
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if paragraph.end_deleted && self.paragraphs.is_empty() && self.tables == 0 {
            self.torn = Some(paragraph);
            return;
        }
        let role = self.parts.styles.role(paragraph.style.as_deref(), paragraph.outline, paragraph.numbered);
        let mut text = Traced::default();
        for order in &paragraph.orders {
            text.push_str(order);
            text.push_str(" ");
        }
        if role != Role::Contents {
            text.extend(&paragraph.text, Some);
        }
        let mut lines = vec![Line { role, text }];
        lines.extend(paragraph.boxes);
        if let Some(outer) = self.paragraphs.last_mut() {
            outer.boxes.extend(lines.into_iter().filter(|line| !line.text.text().trim().is_empty()));
        } else if self.tables > 0 {
            if let Some(cell) = self.table.rows.last_mut().and_then(|row| row.cells.last_mut()) {
                cell.lines.extend(lines.into_iter().filter(|line| !line.text.text().trim().is_empty()));
            }
        } else {
            // An empty one is a line as well, so that the numbers of lines are those of paragraphs.
            self.mark_page(paragraph.turn.before);
            for line in &lines {
                self.write_line(line);
            }
            self.mark_page(paragraph.turn.within);
        }
    }

    /// Says at the end of the last line that what follows stands on another page.
    fn mark_page(&mut self, page: Option<u32>) {
        if let (Some(page), true) = (page, self.out.len() > 0) {
            self.out.reopen_line();
            self.out.push_str(&format!("\u{c}{page}\n"));
        }
    }

    fn write_line(&mut self, line: &Line) {
        let text = line.text.trimmed();
        if text.len() > 0 {
            match line.role {
                Role::Heading(level) => {
                    self.out.push_str(&"#".repeat(usize::from(level)));
                    self.out.push_str(" ");
                }
                Role::Item => self.out.push_str("• "),
                Role::Quote => self.out.push_str("> "),
                Role::Contents | Role::Body => {}
            }
        }
        self.out.extend(&text, Some);
        self.out.push_str("\n");
    }

    /// Writes a table as rows; one that only puts paragraphs side by side as these.
    fn write_table(&mut self, table: &Table) {
        const LONGEST: usize = 300;
        let rows = table.rows.iter().filter(|row| row.filled() > 0).count();
        let columns = table.rows.iter().map(Row::filled).max().unwrap_or(0);
        for row in &table.rows {
            let is_prose = |cell: &Cell| cell.lines.iter().map(|line| line.text.len()).sum::<usize>() > LONGEST;
            self.mark_page(row.turn.before);
            if rows < 2 || columns < 2 || row.cells.iter().any(is_prose) {
                for line in row.cells.iter().flat_map(|cell| &cell.lines) {
                    self.write_line(line);
                }
            } else if row.filled() > 0 {
                self.write_row(&row.cells);
            }
            self.mark_page(row.turn.within);
        }
        // What follows may be a table as well.
        let last = self.out.text().trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        if outline::unmarked(last).ends_with('|') && !self.out.text().ends_with("\n\n") {
            self.out.push_str("\n");
        }
    }

    fn write_row(&mut self, row: &[Cell]) {
        for cell in row {
            self.out.push_str("| ");
            for (number, line) in cell.lines.iter().enumerate().filter(|_| !cell.merged) {
                if number > 0 {
                    self.out.push_str(" ");
                }
                // A bar ends a cell, and a break is a space in one.
                self.out.extend(&line.text.trimmed(), |c| match c {
                    '|' => Some('¦'),
                    '\t' | BREAK => Some(' '),
                    c => Some(c),
                });
            }
            self.out.push_str(" ");
            for _ in 1..cell.width {
                self.out.push_str("|  ");
            }
        }
        self.out.push_str("|\n");
    }
}
