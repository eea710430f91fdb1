//! Fields in rows and columns, before it is known what they mean.

use super::cell::{self, Content};
use crate::document::Document;
use crate::model::Span;

/// The text of one cell and where it stands.
#[derive(Debug, Clone)]
pub struct Field<'d> {
    /// The text, trimmed.
    pub text: &'d str,
    /// The block that it stands in.
    pub block: usize,
    /// Its first byte in the prose of the block.
    pub start: u32,
    /// How far it is set in, in characters.
    pub indent: usize,
    /// What it holds.
    pub content: Content,
}

impl<'d> Field<'d> {
    /// The field that is `text`, a part of the prose of a block.
    pub fn new(document: &'d Document<'_>, block: usize, text: &'d str) -> Self {
        let whole = document.blocks.get(block).map_or("", |block| block.prose.text());
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        let text = text.trim();
        let start = (text.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        Self {
            text,
            block,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            indent,
            content: cell::read(text, document.dollar),
        }
    }

    /// An empty cell, that stands nowhere.
    pub const fn blank(block: usize) -> Self {
        Self { text: "", block, start: 0, indent: 0, content: Content::Blank }
    }

    /// A cell of which nothing is known.
    pub const fn unknown(block: usize) -> Self {
        Self { text: "", block, start: 0, indent: 0, content: Content::Lost }
    }

    /// Where it stands in the file.
    pub fn span(&self, document: &Document<'_>) -> Option<Span> {
        let len = u32::try_from(self.text.len()).ok()?;
        let block = document.blocks.get(self.block).filter(|_| len > 0)?;
        Some(block.prose.span(self.start..self.start.checked_add(len)?))
    }

    /// The number that it holds.
    pub const fn number(&self) -> Option<&cell::Number> {
        match &self.content {
            Content::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is a dash or "nil": no amount, and not an unknown one.
    pub fn is_nil(&self) -> bool {
        matches!(self.content, Content::Blank)
            && (self.text.eq_ignore_ascii_case("nil")
                || matches!(self.text.trim_start_matches(['$', '€', '£', ' ']), "-" | "–" | "—" | "−" | "--"))
    }

    /// Whether it holds words.
    pub const fn is_words(&self) -> bool {
        matches!(self.content, Content::Words)
    }
}

/// Where the cells of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Marked up as a table.
    Marked,
    /// A cell a paragraph.
    Flat,
    /// A row a line, with columns set apart by bars, tabs or spaces.
    Lines,
}

/// A table before it is known what its columns mean.
#[derive(Debug, Clone)]
pub struct Grid<'d> {
    /// Where its cells come from.
    pub shape: Shape,
    /// The words on each column, in rows from the top; shorter than the rows of the table where there is no header.
    pub header: Vec<Vec<Field<'d>>>,
    /// What stands before the table and may name its unit.
    pub captions: Vec<&'d str>,
    /// The cells, row by row; rows may be of different lengths.
    pub rows: Vec<Vec<Field<'d>>>,
}
