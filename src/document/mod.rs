//! Files as the grammar reads them: blocks of prose, sentences, and the way back to the bytes of the file.

mod annotate;
mod charset;
mod dateline;
mod docx;
mod flow;
mod format;
mod front_matter;
mod html;
pub mod lines;
mod made;
#[cfg(feature = "mail")]
mod mail;
mod markdown;
mod marks;
mod odt;
mod outline;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod place;
mod pptx;
mod prose;
pub mod read;
pub mod sentences;
mod sheet;
mod small;
mod text;
mod visible;
#[cfg(feature = "cli")]
pub mod walk;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::Dollar;

pub use self::annotate::{Annotated, Note, annotate};
use self::format::Entities;
pub use self::format::Format;
pub use self::lines::{LineIndex, Places};
pub use self::made::{REPORT_HEAD, REPORT_PAGE, SNAPSHOT_ENDING, SNAPSHOT_HEAD, is_report};
use self::marks::Marks;
pub use self::place::{Place, Within, page};
pub use self::prose::Prose;
pub use self::read::{ReadError, ReadOptions, Remark, Text, decode, decode_as, read, read_stdin};
pub use self::sentences::Sentences;
pub use self::small::{LARGEST, io_reason, read_file, read_small};
pub use self::visible::{is_hidden, shortened, visible, visible_lines};
#[cfg(feature = "cli")]
pub use self::walk::{Input, Origin, Select, Walk, is_document, walk, walk_selected};

/// One file (or standard input): its text, its blocks and its date if it says one.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The whole text of the file; spans index into it.
    pub source: Cow<'a, str>,
    /// The title: from the front matter, the first heading, or a first line that stands alone.
    pub title: Option<String>,
    /// The day of the document: from the front matter or the dateline.
    pub date: Option<Date>,
    /// Who published it, from the front matter.
    pub publisher: Option<String>,
    /// The blocks in the order of the text.
    pub blocks: Vec<Block<'a>>,
    /// What a bare `$` stands for in it.
    pub dollar: Dollar,
    /// How it is written.
    pub format: Format,
}

/// A title, a paragraph, a list item, …: prose that belongs together.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text, free of markup.
    pub prose: Prose<'a>,
    /// Its sentences, as byte ranges of the prose.
    pub sentences: Sentences,
}

impl<'a> Block<'a> {
    /// A block whose sentences are not yet known.
    fn unsplit(kind: BlockKind, prose: Prose<'a>) -> Self {
        Self { kind, prose, sentences: Sentences::new() }
    }

    /// The same, with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> Block<'static> {
        Block { kind: self.kind, prose: self.prose.into_owned(), sentences: self.sentences }
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The document's headline.
    Title,
    /// A heading inside the document; 1 is the highest level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A paragraph of a quotation.
    Quote,
    /// One cell of a table.
    Cell {
        /// Which table of the document, from 0.
        table: u32,
        /// The row, 0 is the header.
        row: u32,
        /// The column, from 0.
        column: u32,
    },
}

impl<'a> Document<'a> {
    /// Reads a text into blocks and sentences. Never fails: whatever the bytes, the result is some prose.
    ///
    /// ```
    /// use claim_audit::document::{BlockKind, Document, Format};
    /// let source = "Exports rise\n\nISLAMABAD, Dec. 19, 2024 (APP): Exports rose 5% to $105. Imports fell.";
    /// let document = Document::parse(source, Format::Text);
    /// assert_eq!(document.title.as_deref(), Some("Exports rise"));
    /// assert_eq!(document.date, Some(jiff::civil::date(2024, 12, 19)));
    /// assert_eq!(document.blocks[1].kind, BlockKind::Paragraph);
    /// assert_eq!(document.blocks[1].sentences.len(), 2);
    /// ```
    #[must_use]
    pub fn parse(source: &'a str, format: Format) -> Self {
        let row = format.row();
        let (front, mut blocks) = (row.blocks)(source);
        let (marks, may_hide) = match row.entities {
            Entities::None => (Marks::of(source), false),
            Entities::Numeric => (Marks::of(source), has_numeric_entity(source)),
            Entities::All => (Marks::ANY, true),
        };
        if marks.foldable || may_hide {
            for block in &mut blocks {
                block.prose.fold(source);
            }
            blocks.retain(|block| !block.prose.text().is_empty());
        }
        for block in &mut blocks {
            block.sentences = sentences::split_marked(block.prose.text(), marks);
        }
        let title = if row.titled_by_heading {
            // The title of a page often names the site as well.
            title(&blocks).or(front.title)
        } else {
            front.title.or_else(|| title(&blocks))
        };
        let date = front.date.or_else(|| dateline::of(&blocks));
        let source = Cow::Borrowed(source);
        Self { source, title, date, publisher: front.publisher, blocks, dollar: Dollar::default(), format }
    }

    /// The same, with a text of its own, for those who keep it longer than what it was read from.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        Document {
            source: Cow::Owned(self.source.into_owned()),
            title: self.title,
            date: self.date,
            publisher: self.publisher,
            blocks: self.blocks.into_iter().map(Block::into_owned).collect(),
            dollar: self.dollar,
            format: self.format,
        }
    }
}

/// Whether the text has a character by its number, "&#8203;": it can be any, also one that is not seen.
fn has_numeric_entity(source: &str) -> bool {
    let bytes = source.as_bytes();
    memchr::memchr_iter(b'&', bytes).any(|at| bytes.get(at + 1) == Some(&b'#'))
}

/// The headline of the text: its title block, or a heading that it opens with.
fn title(blocks: &[Block<'_>]) -> Option<String> {
    let block = blocks
        .iter()
        .find(|block| block.kind == BlockKind::Title)
        .or_else(|| blocks.first().filter(|block| matches!(block.kind, BlockKind::Heading(_))))?;
    Some(block.prose.text().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A byte offset as spans hold it. Files of more than 4 GB are refused before they are read.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
