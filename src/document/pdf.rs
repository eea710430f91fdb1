//! PDF: glyphs with places, which are put together to lines, tables and paragraphs.
//!
//! `hayro-interpret` runs the drawing orders of a page and says which glyph stands where; nothing of what it needs for
//! that is checked here. So it runs in a thread of its own: one that panics, or draws more than is allowed, ends alone.
//!
//! ```text
//! text      = (mark | blank | row | line)*     mark = "\f" number-of-page
//! row       = "| " cell (" | " cell)* " |"     line = ["# " | "## "] text ["\u{ad}"]
//! ```
//!
//! A paragraph is the lines up to a blank one; a mark does not end it. A soft hyphen stands where a word goes on in the next line.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use self::glyphs::{Allowance, Exhausted};
use self::pages::Page;
use super::package::broken;
use super::prose::Builder;
use super::read::{ReadError, ReadOptions, Remark, Text, packed};
use super::{Block, BlockKind, Format, offset, text};
use crate::model::Span;

mod columns;
mod find;
mod glyphs;
mod highlights;
mod layout;
mod orders;
mod pages;
mod syntax;
mod table;
mod update;
mod words;

pub(super) use self::highlights::annotate;

/// More pages are no document that is read by people.
const MOST_PAGES: usize = 5_000;
/// As many glyphs, lines and areas as are drawn in all pages: a page of a newspaper has 20,000.
const MOST_DRAWN: u64 = 40_000_000;
/// A page that is drawn within this is drawn in a second; what takes longer asks for something else than a page.
const PATIENCE: Duration = Duration::from_mins(2);
/// What deeply nested objects need, which the interpreter limits itself.
const STACK: usize = 32 << 20;

/// Reads a PDF.
pub(super) fn read(bytes: Vec<u8>, options: &ReadOptions) -> Result<Text, ReadError> {
    let limit = options.limit();
    packed(&bytes.clone(), Format::Pdf, b"%PDF-", |_| isolated(move || extract(bytes, limit)))
}

/// Does something with a file in a thread of its own, which may fail in whatever way.
fn isolated<T: Send + 'static>(work: impl FnOnce() -> Result<T, ReadError> + Send + 'static) -> Result<T, ReadError> {
    let (sender, receiver) = channel();
    let work = move || {
        // Nobody listens any more where it took too long.
        let _ = sender.send(work());
    };
    let started = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(work);
    let thread = started.map_err(|error| ReadError::Io(error.to_string()))?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(read) => read,
        Err(RecvTimeoutError::Timeout) => Err(broken(Format::Pdf, "drawing its pages takes too long")),
        Err(RecvTimeoutError::Disconnected) => Err(match thread.join() {
            Err(reason) if reason.is::<Exhausted>() => broken(Format::Pdf, "it draws more than any document does"),
            _ => broken(Format::Pdf, "it can't be made sense of"),
        }),
    }
}

/// Opens a file.
fn load(bytes: Vec<u8>) -> Result<Pdf, ReadError> {
    Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::OtherFormat {
            name: "a PDF that a password locks",
            help: "save it without, for example with `qpdf --decrypt`",
        },
        LoadPdfError::Invalid => broken(Format::Pdf, "it has no pages"),
    })
}

fn extract(bytes: Vec<u8>, limit: u64) -> Result<Text, ReadError> {
    let pdf = load(bytes)?;
    let cache = InterpreterCache::new();
    let mut allowance = Allowance { left: MOST_DRAWN };
    let (mut pages, mut blank, mut unknown, mut turned) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut remarks = Vec::new();
    let mut size = 0;
    for (number, page) in (1_usize..).zip(pdf.pages().iter()) {
        if number > MOST_PAGES {
            remarks.push(Remark::LeftOut(format!("only the first {MOST_PAGES} pages were read")));
            break;
        }
        let found = glyphs::of(page, &cache, &mut allowance);
        size += found.glyphs.len() as u64;
        if size > limit {
            return Err(ReadError::Unpacked { limit });
        }
        if found.glyphs.is_empty() && found.images > 0 {
            blank.push(number);
        }
        if found.unknown > 0 {
            unknown.push(number);
        }
        if found.turned > 20 {
            turned.push(number);
        }
        pages.push(Page::new(found.glyphs, orders::of(page, found.turn)));
    }
    for (pages, what) in [
        (&blank, "a picture and no text: a scan, whose text has to be recognised first"),
        (&unknown, "glyphs that the file gives no characters for: words and figures with them were not read"),
        (&turned, "text that is turned against the rest of the page, and was left out"),
    ] {
        if let Some(pages) = listed(pages) {
            remarks.push(Remark::LeftOut(format!("{pages} {what}")));
        }
    }
    Ok(Text { text: pages::text(pages), remarks })
}

/// Pages by their numbers, "page 3 holds" or "pages 3 to 5 and 9 hold"; none if there are none.
fn listed(pages: &[usize]) -> Option<String> {
    let first = pages.first()?;
    let last = pages.last()?;
    let is_run = last - first + 1 == pages.len();
    Some(match pages.len() {
        1 => format!("page {first} holds"),
        _ if is_run => format!("pages {first} to {last} hold"),
        2..=6 => {
            let names: Vec<String> = pages.iter().map(usize::to_string).collect();
            format!("pages {} hold", names.join(", "))
        }
        count => format!("{count} pages between {first} and {last} hold"),
    })
}

/// The blocks of the text of a PDF.
pub(super) fn blocks(source: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(BlockKind, Builder<'_>)> = None;
    // Whether the open paragraph is one line so far, and where its last line ends and how.
    let mut lines = 0;
    let mut gap: Option<(usize, bool)> = None;
    let (mut table, mut row, mut in_table) = (0, 0, false);
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let (start, text) = (at, line.trim_end_matches('\n'));
        at += line.len();
        if text.starts_with('\u{c}') {
            continue;
        }
        let cells = text.strip_prefix("| ").and_then(|text| text.strip_suffix(" |"));
        if text.is_empty() || cells.is_some() {
            close(open.take(), lines, &mut blocks);
            gap = None;
        }
        if let Some(cells) = cells {
            in_table = true;
            let mut at = start + 2;
            for (column, cell) in (0..).zip(cells.split(" | ")) {
                let mut builder = Builder::new(source);
                builder.push_source(offset(at)..offset(at + cell.len()));
                blocks.push(Block::unsplit(BlockKind::Cell { table, row, column }, builder.finish()));
                at += cell.len() + 3;
            }
            row += 1;
            continue;
        }
        if std::mem::take(&mut in_table) {
            (table, row) = (table + 1, 0);
        }
        if text.is_empty() {
            continue;
        }
        let (kind, mark) = kind(text);
        let (_, builder) = open.get_or_insert_with(|| {
            lines = 0;
            (kind, Builder::new(source))
        });
        let mark = if lines == 0 { mark } else { 0 };
        let cut = text.ends_with('\u{ad}');
        if let Some((end, false)) = gap {
            // What stands between: the end of the line, and perhaps of the page.
            builder.push_decoded(" ", Span::new(offset(end), offset(start)));
        }
        let end = start + text.trim_end_matches('\u{ad}').len();
        builder.push_source(offset(start + mark)..offset(end));
        // A compound that is cut at its own hyphen goes on without a gap.
        gap = Some((end, cut || text.ends_with('-')));
        lines += 1;
    }
    close(open, lines, &mut blocks);
    blocks.retain(|block| !block.prose.text().is_empty());
    if let Some(first) = blocks.iter_mut().find(|block| block.kind == BlockKind::Heading(1)) {
        first.kind = BlockKind::Title;
    } else {
        text::promote_title(&mut blocks);
    }
    blocks
}

fn close<'a>(open: Option<(BlockKind, Builder<'a>)>, lines: usize, blocks: &mut Vec<Block<'a>>) {
    let Some((kind, builder)) = open else { return };
    let prose = builder.finish();
    let kind = if kind == BlockKind::Paragraph && lines == 1 && text::is_heading(prose.text()) {
        BlockKind::Heading(2)
    } else {
        kind
    };
    blocks.push(Block::unsplit(kind, prose));
}

/// What a paragraph is by its first line, and how many bytes say so.
fn kind(line: &str) -> (BlockKind, usize) {
    for (mark, kind) in [("# ", BlockKind::Heading(1)), ("## ", BlockKind::Heading(2))] {
        if line.starts_with(mark) {
            return (kind, mark.len());
        }
    }
    match super::flow::bullet(line) {
        Some(mark) => (BlockKind::ListItem, mark.len),
        None => (BlockKind::Paragraph, 0),
    }
}
