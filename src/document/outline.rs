//! The text that is put together from a file which nobody reads by its bytes: an archive of XML, a PDF, a mail.
//!
//! It is the source that all spans and lines lead to: a paragraph a line, and the row of a table a line. The kind of a
//! paragraph stands before it, as in Markdown; nothing is escaped.
//!
//! ```text
//! line      = heading | item | quote | row | paragraph
//! heading   = "#"+ " " text          item = "• " text          quote = "> " text
//! row       = "| " cell (" | " cell)* " |"
//! paragraph = text ("↵" text)*
//! ```

use super::prose::Builder;
use super::{Block, BlockKind, Prose, offset, text};

/// What stands for a line break within a paragraph, as Word shows it.
pub(super) const BREAK: char = '↵';

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
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        if let Some(cells) = source.get(at..end).and_then(row) {
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
