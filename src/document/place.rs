//! Where something stands, as a reader of the document looks for it: by page and line, or by heading and paragraph.

use std::fmt;

use super::outline::{NOTES, page_and_line, unmarked};
use super::{Document, Format, shortened};

/// Where something stands in a document that has no lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The page, from 1, if the file says so.
    pub page: Option<u32>,
    /// How it is found there.
    pub within: Within<'a>,
}

/// Where on a page, or in a whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within<'a> {
    /// The line of the page, from 1, blank ones not counted.
    Line(usize),
    /// The paragraph of the text, from 1, and the heading above it.
    Paragraph {
        /// The number.
        number: usize,
        /// The words of the heading.
        heading: Option<&'a str>,
    },
    /// In a note at the foot of a page, or behind the text.
    Note,
}

impl Document<'_> {
    /// Where a byte of the source stands, for people; none if line and column say all that there is to say.
    ///
    /// ```
    /// use claim_audit::document::{Document, Format};
    /// let document = Document::parse("# Exports\nThey rose.\u{c}2\nThey rose 5%.\n", Format::Docx);
    /// let place = document.place(26).map(|place| place.to_string());
    /// assert_eq!(place.as_deref(), Some("page 2, paragraph 3, under “Exports”"));
    /// ```
    #[must_use]
    pub fn place(&self, at: u32) -> Option<Place<'_>> {
        match self.format {
            Format::Pdf | Format::Pptx => {
                let (page, line) = page_and_line(&self.source, at)?;
                Some(Place { page: Some(page), within: Within::Line(line) })
            }
            Format::Docx | Format::Odt => {
                let before = self.source.get(..at as usize)?;
                let page = page(&self.source, self.format, at);
                let within = if memchr::memmem::find(before.as_bytes(), NOTES.as_bytes()).is_some() {
                    Within::Note
                } else {
                    let number = 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count();
                    let above = before.get(..memchr::memrchr(b'\n', before.as_bytes()).unwrap_or(0));
                    let heading = above.and_then(heading);
                    // The line is the number of the paragraph.
                    if page.is_none() && heading.is_none() {
                        return None;
                    }
                    Within::Paragraph { number, heading }
                };
                Some(Place { page, within })
            }
            _ => None,
        }
    }
}

/// The page that a byte of a source stands on, from 1, if the file says so; a paragraph of Word stands where it begins.
///
/// ```
/// use claim_audit::document::{Format, page};
/// assert_eq!(page("\u{c}1\nExports rise\n\n\u{c}2\nThey rose 5%.", Format::Pdf, 30), Some(2));
/// assert_eq!(page("They rose.\u{c}2\nThey rose 5%.\n", Format::Docx, 14), Some(2));
/// assert_eq!(page("They rose 5%.", Format::Docx, 5), None);
/// ```
#[must_use]
pub fn page(source: &str, format: Format, at: u32) -> Option<u32> {
    match format {
        Format::Pdf | Format::Pptx => page_and_line(source, at).map(|(page, _)| page),
        Format::Docx => {
            let before = source.get(..at as usize)?;
            let Some(mark) = memchr::memrchr(0x0c, before.as_bytes()) else {
                // What stands before the first mark stands on the first page, if there is any mark.
                let first = source.get(memchr::memchr(0x0c, source.as_bytes())?..)?;
                return (!first.starts_with(NOTES)).then_some(1);
            };
            // Behind the mark of the notes nothing says a page.
            before.get(mark + 1..)?.lines().next()?.parse().ok()
        }
        _ => None,
    }
}

/// The last heading of a text.
fn heading(text: &str) -> Option<&str> {
    let is_heading = |line: &&str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && rest.starts_with(' ')
    };
    text.rsplit('\n').find(is_heading).map(|line| unmarked(line).trim_start_matches('#').trim())
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// How many characters of a heading are shown.
        const SHOWN: usize = 60;
        if let Some(page) = self.page {
            write!(f, "page {page}, ")?;
        }
        match self.within {
            Within::Line(line) => write!(f, "line {line}"),
            Within::Paragraph { number, heading: None } => write!(f, "paragraph {number}"),
            Within::Paragraph { number, heading: Some(heading) } => {
                write!(f, "paragraph {number}, under “{}”", shortened(heading, SHOWN))
            }
            Within::Note => f.write_str("in a note"),
        }
    }
}
