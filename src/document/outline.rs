//! The text that is put together from a file which nobody reads by its bytes: an archive of XML, a PDF, a mail.
//!
//! It is the source that all spans and lines lead to: a paragraph a line, and the row of a table a line. The kind of a
//! paragraph stands before it, as in Markdown; nothing is escaped.
//!
//! ```text
//! line      = heading | item | quote | row | paragraph
//! heading   = "#"+ " " text          item = "• " text          quote = "> " text
//! row       = "| " cell (" | " cell)* " |"
//! paragraph = text ("↵" text)*                page = "\f" number         notes = "\f" "notes"
//! ```
//!
//! A page of slides or of a PDF begins with a line that names it. In a Word document, whose lines are paragraphs, `"\f" number`
//! stands at the end of the line after which a page begins.

use super::prose::Builder;
use super::read::{ReadError, Remark, Text};
use super::{Block, BlockKind, Prose, offset, text};

/// What stands for a line break within a paragraph, as Word shows it.
pub(super) const BREAK: char = '↵';

/// The line behind which a text holds its notes.
pub(super) const NOTES: &str = "\u{c}notes\n";

/// A line without the mark of the page that begins behind it.
pub(super) fn unmarked(line: &str) -> &str {
    match memchr::memrchr(0x0c, line.as_bytes()) {
        Some(at) if at > 0 => line.get(..at).unwrap_or(line),
        _ => line,
    }
}

/// Writes an outline, no longer than a limit.
#[derive(Debug)]
pub(super) struct Outline {
    out: String,
    limit: u64,
    remarks: Vec<Remark>,
}

impl Outline {
    pub(super) const fn new(limit: u64) -> Self {
        Self { out: String::new(), limit, remarks: Vec::new() }
    }

    pub(super) fn heading(&mut self, level: u8, text: &str) -> Result<(), ReadError> {
        self.line(&"#".repeat(usize::from(level.clamp(1, 6))), text)
    }

    pub(super) fn item(&mut self, text: &str) -> Result<(), ReadError> {
        self.line("•", text)
    }

    pub(super) fn quote(&mut self, text: &str) -> Result<(), ReadError> {
        self.line(">", text)
    }

    /// A paragraph; an empty one is a line as well, so that the numbers of lines are those of paragraphs.
    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), ReadError> {
        self.line("", text)
    }

    /// A page or slide begins, which is no line of its own to count.
    pub(super) fn page(&mut self, number: usize) -> Result<(), ReadError> {
        self.out.push('\u{c}');
        self.out.push_str(&number.to_string());
        self.out.push('\n');
        self.check()
    }

    /// A table; one that only puts paragraphs side by side is written as these.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) -> Result<(), ReadError> {
        const LONGEST: usize = 300;
        let size = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let filled = rows.iter().filter(|row| size(row) > 0).count();
        let columns = rows.iter().map(size).max().unwrap_or(0);
        for row in rows.iter().filter(|row| size(row) > 0) {
            if filled < 2 || columns < 2 || row.iter().any(|cell| cell.len() > LONGEST) {
                for cell in row.iter().filter(|cell| !cell.trim().is_empty()) {
                    self.paragraph(cell)?;
                }
                continue;
            }
            for cell in row {
                self.out.push_str("| ");
                // A bar ends a cell, and a break is a space in one.
                let shown = |c| match c {
                    '|' => '¦',
                    '\t' | '\n' | '\r' | BREAK => ' ',
                    c => c,
                };
                self.out.extend(cell.trim().chars().map(shown));
                self.out.push(' ');
            }
            self.out.push_str("|\n");
            self.check()?;
        }
        // What follows may be a table as well.
        if self.out.ends_with("|\n") {
            self.out.push('\n');
        }
        Ok(())
    }

    /// Something was left out.
    pub(super) fn left_out(&mut self, message: String) {
        self.remarks.push(Remark::LeftOut(message));
    }

    pub(super) fn finish(self) -> Text {
        Text { text: self.out, remarks: self.remarks }
    }

    fn line(&mut self, mark: &str, text: &str) -> Result<(), ReadError> {
        let text = text.trim();
        if !text.is_empty() && !mark.is_empty() {
            self.out.push_str(mark);
            self.out.push(' ');
        }
        self.out.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\u{c}') { ' ' } else { c }));
        self.out.push('\n');
        self.check()
    }

    fn check(&self) -> Result<(), ReadError> {
        if self.out.len() as u64 > self.limit { Err(ReadError::Unpacked { limit: self.limit }) } else { Ok(()) }
    }
}

/// The page, or slide, that a place of a text stands on, and the line there, blank ones not counted; both from 1.
pub(super) fn page_and_line(source: &str, at: u32) -> Option<(u32, usize)> {
    let before = source.get(..at as usize)?;
    let mark = memchr::memrchr(0x0c, before.as_bytes())?;
    let (number, rest) = before.get(mark + 1..)?.split_once('\n')?;
    let is_mark = before.get(..mark).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    let lines = rest.split_inclusive('\n').filter(|line| line.ends_with('\n') && !line.trim().is_empty()).count();
    number.parse().ok().filter(|_| is_mark).map(|page| (page, lines + 1))
}

/// A comment of an office program that is for this one, as it stands in the text; none if it is for people.
pub(super) fn order(comment: &str) -> Option<String> {
    let words: Vec<&str> = comment.split_whitespace().collect();
    let text = words.join(" ").replace("-->", "--");
    text.starts_with("audit:").then(|| format!("<!-- {text} -->"))
}

/// The blocks of an outline.
pub(super) fn blocks(source: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut table = Table::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let end = at + unmarked(line.trim_end_matches(['\n', '\r'])).len();
        if line.starts_with('\u{c}') {
            // It says on which page, or slide, the next lines stand.
        } else if let Some(cells) = source.get(at..end).and_then(row) {
            table.row(source, at + 2, cells, &mut blocks);
        } else {
            table.close();
            paragraph(source, at, end, &mut blocks);
        }
        at += line.len();
    }
    if let Some(first) = blocks.iter_mut().find(|block| block.kind == BlockKind::Heading(1)) {
        first.kind = BlockKind::Title;
    } else if blocks.first().is_some_and(|block| block.kind == BlockKind::Paragraph) {
        // Many write their headline as a first paragraph in bold.
        text::promote_title(&mut blocks);
    }
    blocks
}

/// The cells of a row, with the bars between them.
fn row(line: &str) -> Option<&str> {
    line.strip_prefix("| ")?.strip_suffix(" |")
}

/// Where the next row stands.
#[derive(Default)]
struct Table {
    number: u32,
    row: u32,
    open: bool,
}

impl Table {
    fn row<'a>(&mut self, source: &'a str, start: usize, cells: &str, blocks: &mut Vec<Block<'a>>) {
        self.open = true;
        let mut at = start;
        for (column, cell) in (0..).zip(cells.split(" | ")) {
            let prose = prose(source, at, at + cell.len());
            if !prose.text().is_empty() {
                let kind = BlockKind::Cell { table: self.number, row: self.row, column };
                blocks.push(Block::unsplit(kind, prose));
            }
            at += cell.len() + " | ".len();
        }
        self.row += 1;
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            (self.number, self.row) = (self.number + 1, 0);
        }
    }
}

fn prose(source: &str, start: usize, end: usize) -> Prose<'_> {
    let mut builder = Builder::new(source);
    builder.push_source(offset(start)..offset(end));
    builder.finish()
}

/// Adds the blocks of a paragraph: one, or several if it has line breaks that end one.
fn paragraph<'a>(source: &'a str, start: usize, end: usize, blocks: &mut Vec<Block<'a>>) {
    let line = source.get(start..end).unwrap_or_default();
    let (kind, mark) = kind(line);
    let mut builder = Builder::new(source);
    let mut at = start + mark;
    for piece in line.get(mark..).unwrap_or_default().split(BREAK) {
        let before = at - BREAK.len_utf8().min(at);
        // As in plain text: a line that goes on in lower case was broken for its length.
        if !builder.text().trim().is_empty() {
            if piece.trim_start().starts_with(char::is_lowercase) {
                builder.push_decoded("\n", crate::model::Span::new(offset(before), offset(at)));
            } else {
                let done = std::mem::replace(&mut builder, Builder::new(source));
                blocks.push(Block::unsplit(kind, done.finish()));
            }
        }
        builder.push_source(offset(at)..offset(at + piece.len()));
        at += piece.len() + BREAK.len_utf8();
    }
    let last = builder.finish();
    if !last.text().is_empty() {
        blocks.push(Block::unsplit(kind, last));
    }
}

/// What a line is, and how many bytes say so.
fn kind(line: &str) -> (BlockKind, usize) {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&level) && line.get(level..).is_some_and(|rest| rest.starts_with(' ')) {
        return (BlockKind::Heading(u8::try_from(level).unwrap_or(6)), level + 1);
    }
    for (mark, kind) in [("• ", BlockKind::ListItem), ("> ", BlockKind::Quote)] {
        if line.starts_with(mark) {
            return (kind, mark.len());
        }
    }
    (BlockKind::Paragraph, 0)
}
