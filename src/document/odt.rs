//! Texts of `OpenDocument`.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::Format;
use super::outline::{self, Outline};
use super::package::xml::{self, Node, Tag};
use super::package::{Archive, broken};
use super::read::{ReadError, ReadOptions, Text, ZIP, packed};

/// Reads a text.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    packed(bytes, Format::Odt, ZIP, |bytes| {
        let mut archive = Archive::open(bytes, Format::Odt, options.limit())?;
        let mut styles = Styles::default();
        if let Some(xml) = archive.text("styles.xml")? {
            styles.read(&xml)?;
        }
        let Some(content) = archive.text("content.xml")? else { return Err(broken(Format::Odt, "it has no content")) };
        styles.read(&content)?;
        let mut reader = Reader::new(&styles, options);
        xml::each_while(&content, Format::Odt, &mut |node| match reader.node(&node) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        })?;
        Ok(reader.out.finish())
    })
}

/// What the styles of a text make of paragraphs and words.
#[derive(Debug, Default)]
struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: bool,
    raised: bool,
}

impl Styles {
    fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut open: Option<String> = None;
        xml::each(xml, Format::Odt, &mut |node| match node {
            Node::Open(tag) if (tag.prefix, tag.name) == ("style", "style") => {
                open = tag.value("name");
                if let Some(name) = &open {
                    self.styles
                        .insert(name.clone(), Style { parent: tag.value("parent-style-name"), ..Style::default() });
                }
            }
            Node::Open(tag) if tag.name == "text-properties" => {
                let Some(style) = open.as_ref().and_then(|name| self.styles.get_mut(name)) else { return };
                style.hidden |= tag.value("display").is_some_and(|display| display == "none");
                style.hidden |= tag.value("text-line-through-style").is_some_and(|line| line != "none");
                style.raised |= tag.value("text-position").is_some_and(|position| position.starts_with("super"));
            }
            _ => {}
        })
    }

    /// What a style or one that it is based on is named like.
    fn is(&self, style: Option<&str>, wanted: impl Fn(&str) -> bool) -> bool {
        // A style that is based on itself ends nowhere.
        const DEEPEST: usize = 10;
        let mut next = style;
        for _ in 0..DEEPEST {
            let Some(name) = next else { break };
            if wanted(name) {
                return true;
            }
            next = self.styles.get(name).and_then(|style| style.parent.as_deref());
        }
        false
    }
}

struct Reader<'s> {
    styles: &'s Styles,
    out: Outline,
    in_body: bool,
    /// How many elements are open in one that is left out, itself included.
    skip: usize,
    paragraphs: Vec<Paragraph>,
    /// For each open span, how much text there was before it, and what becomes of its own.
    spans: Vec<(usize, Fate)>,
    lists: usize,
    /// How many notes are open, whose paragraphs come behind the one that they belong to.
    notes: usize,
    waiting: Vec<Paragraph>,
    /// A comment that is being read, and how many are open.
    comment: String,
    comments: usize,
    tables: usize,
    rows: Vec<Vec<String>>,
    repeated: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Hidden,
    Raised,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    heading: Option<u8>,
    is_item: bool,
    is_quote: bool,
}

impl<'s> Reader<'s> {
    fn new(styles: &'s Styles, options: &ReadOptions) -> Self {
        Self {
            styles,
            out: Outline::new(options.limit()),
            in_body: false,
            skip: 0,
            paragraphs: Vec::new(),
            spans: Vec::new(),
            lists: 0,
            notes: 0,
            waiting: Vec::new(),
            comment: String::new(),
            comments: 0,
            tables: 0,
            rows: Vec::new(),
            repeated: 1,
        }
    }

    fn node(&mut self, node: &Node<'_>) -> Result<(), ReadError> {
        match node {
            Node::Open(tag) => self.open(tag),
            Node::Close(name) => self.close(name)?,
            Node::Text(_) if self.skip > 0 => {}
            Node::Text(text) if self.comments > 0 => self.comment.push_str(text),
            Node::Text(text) => self.push(text),
        }
        Ok(())
    }

    /// Adds text; line ends and more than one blank stand for one, as the format has it.
    fn push(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        for c in text.chars() {
            match c {
                ' ' | '\n' | '\r' | '\t' if paragraph.text.ends_with(' ') => {}
                ' ' | '\n' | '\r' | '\t' => paragraph.text.push(' '),
                '\u{ad}' => {}
                c => paragraph.text.push(c),
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        const LEFT_OUT: [&str; 8] = [
            "tracked-changes",
            "table-of-content",
            "note-citation",
            "creator",
            "date",
            "date-string",
            "sequence-decls",
            "forms",
        ];
        let is_left_out =
            LEFT_OUT.contains(&tag.name) && (self.comments > 0 || !matches!(tag.name, "date" | "creator"));
        if self.skip > 0 || is_left_out || matches!(tag.name, "alphabetical-index" | "bibliography") {
            self.skip += 1;
            return;
        }
        match (tag.prefix, tag.name) {
            ("office", "text") => self.in_body = true,
            ("office", "annotation") => self.comments += 1,
            ("text", "p" | "h") if self.in_body && self.comments == 0 => {
                let style = tag.value("style-name");
                let level = tag
                    .value("outline-level")
                    .and_then(|level| level.parse::<u8>().ok())
                    .map(|level| level.clamp(1, 6));
                let titled = || self.styles.is(style.as_deref(), |name| name == "Title").then_some(1);
                self.paragraphs.push(Paragraph {
                    text: String::new(),
                    heading: if tag.name == "h" { level.or(Some(1)) } else { titled() },
                    is_item: self.lists > 0 && self.notes == 0,
                    is_quote: self.styles.is(style.as_deref(), |name| name == "Quotations"),
                });
            }
            ("text", "span") => {
                let style = tag.value("style-name").and_then(|name| self.styles.styles.get(&name));
                let fate = match style {
                    Some(style) if style.hidden => Fate::Hidden,
                    Some(style) if style.raised => Fate::Raised,
                    _ => Fate::Kept,
                };
                let before = self.paragraphs.last().map_or(0, |paragraph| paragraph.text.len());
                self.spans.push((before, fate));
            }
            ("text", "s") => {
                // Blanks that are meant; how many makes no difference.
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.text.push(' ');
                }
            }
            ("text", "tab") => self.mark('\t'),
            ("text", "line-break") => self.mark(outline::BREAK),
            ("text", "list") => self.lists += 1,
            ("text", "note") => self.notes += 1,
            ("table", "table") => self.tables += 1,
            ("table", "table-row") if self.tables == 1 => self.rows.push(Vec::new()),
            ("table", "table-cell" | "covered-table-cell") if self.tables == 1 => {
                // No text has a wider table.
                const WIDEST: usize = 256;
                let repeated = tag.value("number-columns-repeated").and_then(|count| count.parse::<usize>().ok());
                self.repeated = repeated.unwrap_or(1).clamp(1, WIDEST);
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn mark(&mut self, mark: char) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(mark);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        if self.skip > 0 {
            self.skip -= 1;
            return Ok(());
        }
        match name {
            "annotation" => {
                self.comments = self.comments.saturating_sub(1);
                let order = outline::order(&std::mem::take(&mut self.comment));
                if let (Some(order), Some(paragraph)) = (order, self.paragraphs.last_mut()) {
                    paragraph.text.insert_str(0, &format!("{order} "));
                    // What stands behind has moved.
                    for (before, _) in &mut self.spans {
                        *before += order.len() + 1;
                    }
                }
            }
            "p" | "h" if self.in_body && self.comments == 0 => self.end_paragraph()?,
            "span" => {
                let Some((before, fate)) = self.spans.pop() else { return Ok(()) };
                let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
                let own = paragraph.text.get(before..).unwrap_or_default();
                let is_note = own.len() <= 8 && own.chars().all(|c| c.is_ascii_digit() || "*†‡§()[], ".contains(c));
                if fate == Fate::Hidden || fate == Fate::Raised && is_note {
                    paragraph.text.truncate(before);
                }
            }
            "list" => self.lists = self.lists.saturating_sub(1),
            "note" => self.notes = self.notes.saturating_sub(1),
            "table-cell" | "covered-table-cell" if self.tables == 1 => {
                if let Some(row) = self.rows.last_mut() {
                    let cell = row.last().cloned().unwrap_or_default();
                    for _ in 1..std::mem::replace(&mut self.repeated, 1) {
                        row.push(cell.clone());
                    }
                }
            }
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    let rows = std::mem::take(&mut self.rows);
                    self.out.table(&rows)?;
                }
            }
            "text" => self.in_body = false,
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        if !self.paragraphs.is_empty() {
            // A note or a text box within another paragraph.
            self.waiting.push(paragraph);
            return Ok(());
        }
        if self.tables > 0 {
            if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                if !cell.is_empty() && !paragraph.text.trim().is_empty() {
                    cell.push(' ');
                }
                cell.push_str(paragraph.text.trim());
            }
            return Ok(());
        }
        self.write(&paragraph)?;
        for paragraph in std::mem::take(&mut self.waiting) {
            self.write(&paragraph)?;
        }
        Ok(())
    }

    fn write(&mut self, paragraph: &Paragraph) -> Result<(), ReadError> {
        match paragraph.heading {
            Some(level) => self.out.heading(level, &paragraph.text),
            None if paragraph.is_item => self.out.item(&paragraph.text),
            None if paragraph.is_quote => self.out.quote(&paragraph.text),
            None => self.out.paragraph(&paragraph.text),
        }
    }
}
