//! The formats that are read, in one table: what a file of each is named, how it begins, what reads it, and what holds
//! for its text. A new format is a file beside this one, and a row here.

use std::path::Path;

use super::annotate::{Annotated, Note};
use super::front_matter::{self, FrontMatter};
#[cfg(feature = "mail")]
use super::mail;
#[cfg(feature = "pdf")]
use super::pdf;
use super::read::{self, ReadError, ReadOptions, Text};
use super::{Block, docx, html, markdown, odt, outline, pptx, sheet, text};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown (`CommonMark` with tables).
    Markdown,
    /// A page in HTML.
    Html,
    /// A Word document, turned into lines when it was read: a paragraph or a row of a table each.
    Docx,
    /// An Excel workbook, turned into lines when it was read: a row each.
    Xlsx,
    /// A spreadsheet of `OpenDocument`, turned into lines as well.
    Ods,
    /// Separated values.
    Csv,
    /// A PDF, whose glyphs were put together to lines and paragraphs.
    Pdf,
    /// A text of `OpenDocument`, turned into lines as well.
    Odt,
    /// Slides of `PowerPoint`.
    Pptx,
    /// A mail with its attachments.
    Mail,
}

/// What holds for a format.
pub(super) struct Row {
    format: Format,
    /// What it is called in messages, as in "a broken Word document".
    pub(super) name: &'static str,
    /// The endings of its files, in small letters.
    pub(super) endings: &'static [&'static str],
    /// Whether folders are searched for these endings.
    searched: bool,
    /// Whether a file is of this format, by what it begins with; only for formats that are plain to see.
    begins: fn(&[u8]) -> bool,
    /// From the bytes of the file to the text that spans lead into.
    pub(super) read: fn(Vec<u8>, &ReadOptions) -> Result<Text, ReadError>,
    /// From that text to its blocks.
    pub(super) blocks: for<'a> fn(&'a str) -> (FrontMatter, Vec<Block<'a>>),
    /// From the bytes of the file to those of a copy with notes, if notes can stand in such a file.
    pub(super) annotate: Option<Annotate>,
    /// Whether the text is the file's own, so that places in it are places in the file, and it can be written back.
    keeps_bytes: bool,
    /// What tells a comment that allows a finding from prose.
    comments: Comments,
    /// In which way a character may be written so that it is not seen in the bytes.
    pub(super) entities: Entities,
    /// Whether the first heading names the document better than what its head says.
    pub(super) titled_by_heading: bool,
}

/// Puts notes into the bytes of a file.
type Annotate = fn(Vec<u8>, &[Note], &ReadOptions) -> Result<Annotated, ReadError>;

/// What tells a comment from prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comments {
    /// The parser of the format knows them.
    Markup,
    /// The same, but for code, in which they are shown and not meant.
    MarkupAndCode,
    /// Nothing: they have to be blanked out before the text is read.
    Bare,
}

/// How a character may hide behind others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entities {
    /// It can't.
    None,
    /// By its number: `&#8203;`.
    Numeric,
    /// By number and by name.
    All,
}

/// Text whose bytes are kept.
const PLAIN: Row = Row {
    format: Format::Text,
    name: "text",
    endings: &["txt", "text"],
    searched: true,
    begins: |_| false,
    read: |bytes, options| read::text(bytes, Format::Text, options),
    blocks: |source| {
        let front = front_matter::read(source);
        let blocks = text::blocks(source, front.end);
        (front, blocks)
    },
    annotate: None,
    keeps_bytes: true,
    comments: Comments::Bare,
    entities: Entities::None,
    titled_by_heading: false,
};

/// What is said of formats that this build was made without.
#[cfg(not(all(feature = "pdf", feature = "mail")))]
const NOT_BUILT_IN: ReadError = ReadError::OtherFormat {
    name: "of a format that this build was made without",
    help: "take one with the features `pdf` and `mail`",
};

/// Every format, in the order in which folders name their endings.
static TABLE: [Row; 11] = [
    PLAIN,
    Row {
        format: Format::Markdown,
        name: "Markdown",
        endings: &["md", "markdown"],
        read: |bytes, options| read::text(bytes, Format::Markdown, options),
        blocks: |source| {
            let front = front_matter::read(source);
            let marked = markdown::blocks(source, front.end);
            let blocks = marked.unwrap_or_else(|| text::blocks(source, front.end));
            (front, blocks)
        },
        comments: Comments::MarkupAndCode,
        entities: Entities::Numeric,
        ..PLAIN
    },
    Row {
        format: Format::Html,
        name: "web page",
        endings: &["html", "htm"],
        read: |bytes, options| read::text(bytes, Format::Html, options),
        blocks: html::read,
        comments: Comments::Markup,
        entities: Entities::All,
        titled_by_heading: true,
        ..PLAIN
    },
    Row {
        format: Format::Docx,
        name: "Word document",
        endings: &["docx"],
        begins: |bytes| read::is_zip_with(bytes, b"word/"),
        read: |bytes, options| docx::read(&bytes, options),
        blocks: |source| (FrontMatter::default(), outline::blocks(source)),
        annotate: Some(docx::annotate),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Xlsx,
        name: "Excel workbook",
        endings: &["xlsx", "xlsm"],
        begins: |bytes| read::is_zip_with(bytes, b"xl/"),
        read: |bytes, options| sheet::xlsx::read(&bytes, options),
        blocks: |source| (FrontMatter::default(), sheet::blocks(source)),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Ods,
        name: "spreadsheet",
        endings: &["ods"],
        begins: |bytes| read::is_zip_with(bytes, b"application/vnd.oasis.opendocument.spreadsheet"),
        read: |bytes, options| sheet::ods::read(&bytes, options),
        blocks: |source| (FrontMatter::default(), sheet::blocks(source)),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Pdf,
        name: "PDF",
        endings: &["pdf"],
        begins: |bytes| bytes.starts_with(b"%PDF-"),
        #[cfg(feature = "pdf")]
        read: pdf::read,
        #[cfg(not(feature = "pdf"))]
        read: |_, _| Err(NOT_BUILT_IN),
        #[cfg(feature = "pdf")]
        blocks: |source| (FrontMatter::default(), pdf::blocks(source)),
        #[cfg(not(feature = "pdf"))]
        blocks: |source| (FrontMatter::default(), outline::blocks(source)),
        #[cfg(feature = "pdf")]
        annotate: Some(pdf::annotate),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Odt,
        name: "text of OpenDocument",
        endings: &["odt"],
        begins: |bytes| read::is_zip_with(bytes, b"application/vnd.oasis.opendocument.text"),
        read: |bytes, options| odt::read(&bytes, options),
        blocks: |source| (FrontMatter::default(), outline::blocks(source)),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Pptx,
        name: "PowerPoint presentation",
        endings: &["pptx"],
        begins: |bytes| read::is_zip_with(bytes, b"ppt/"),
        read: |bytes, options| pptx::read(&bytes, options),
        blocks: |source| (FrontMatter::default(), outline::blocks(source)),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Mail,
        name: "mail",
        endings: &["eml"],
        #[cfg(feature = "mail")]
        read: |bytes, options| mail::read(&bytes, options),
        #[cfg(not(feature = "mail"))]
        read: |_, _| Err(NOT_BUILT_IN),
        blocks: |source| (FrontMatter::default(), outline::blocks(source)),
        keeps_bytes: false,
        ..PLAIN
    },
    Row {
        format: Format::Csv,
        name: "file of separated values",
        endings: &["csv", "tsv"],
        // In folders they are data more often than documents.
        searched: false,
        read: sheet::csv::read,
        blocks: |source| (FrontMatter::default(), sheet::csv::blocks(source)),
        ..PLAIN
    },
];

impl Format {
    /// The format of a file by its ending, whether folders are searched for it or not.
    ///
    /// ```
    /// use claim_audit::document::Format;
    /// assert_eq!(Format::of("a/Release.DOCX".as_ref()), Some(Format::Docx));
    /// assert_eq!(Format::of("release".as_ref()), None);
    /// ```
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        row_of(path).map(|row| row.format)
    }

    /// The format of a file in a folder; nothing if folders are not searched for such files.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))] // Only the command searches.
    pub(super) fn searched(path: &Path) -> Option<Self> {
        row_of(path).filter(|row| row.searched).map(|row| row.format)
    }

    /// The format that a file is plainly in, by its first bytes.
    pub(super) fn sniffed(head: &[u8]) -> Option<Self> {
        TABLE.iter().find(|row| (row.begins)(head)).map(|row| row.format)
    }

    /// Whether places in the text are places in the file; else the text was put together from the file.
    ///
    /// ```
    /// use claim_audit::document::Format;
    /// assert!(Format::Markdown.keeps_bytes() && !Format::Docx.keeps_bytes());
    /// ```
    #[must_use]
    pub fn keeps_bytes(self) -> bool {
        self.row().keeps_bytes
    }

    /// Whether a comment that allows a finding has to be blanked out, as nothing else tells it from prose.
    #[must_use]
    pub fn has_bare_comments(self) -> bool {
        self.row().comments == Comments::Bare
    }

    /// Whether the format has code, in which such a comment is shown and not meant.
    #[must_use]
    pub fn has_code(self) -> bool {
        self.row().comments == Comments::MarkupAndCode
    }

    /// What it is called in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    pub(super) fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.format == self).unwrap_or(&TABLE[0])
    }
}

/// The endings that folders are searched for, as a message lists them: ".txt, .md or .html".
pub(super) fn searched_endings() -> String {
    endings("or", |row| row.searched)
}

/// The endings of files that notes can be put into.
pub(super) fn annotated_endings() -> String {
    endings("and", |row| row.annotate.is_some())
}

fn endings(and: &str, wanted: impl Fn(&Row) -> bool) -> String {
    let all: Vec<String> =
        TABLE.iter().filter(|row| wanted(row)).filter_map(|row| Some(format!(".{}", row.endings.first()?))).collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

fn row_of(path: &Path) -> Option<&'static Row> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    TABLE.iter().find(|row| row.endings.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_format_and_no_ending_stands_twice() {
        for (at, row) in TABLE.iter().enumerate() {
            assert!(std::ptr::eq(row.format.row(), row), "{:?} has two rows", row.format);
            for ending in row.endings {
                assert!(TABLE.iter().skip(at + 1).all(|other| !other.endings.contains(ending)), "{ending}");
            }
        }
    }
}
