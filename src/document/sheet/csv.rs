//! Files of separated values: their bytes are the text, and their fields are cells.
//!
//! What stands between the fields, and which mark parts decimals, no such file says; both are found out, and told if they
//! are not what English files have.
//!
//! ```text
//! file  = ["sep=" mark newline] record*       record = field (mark field)* newline
//! field = '"' (any | '""')* '"' | any*        mark   = "," | ";" | tab | "|"
//! ```

use std::ops::Range;

use super::{MOST_CELLS, grid};
use crate::document::prose::Builder;
use crate::document::read::{self, ReadError, ReadOptions, Remark, Text};
use crate::document::{Block, Format, Prose, offset};
use crate::model::Span;

/// Reads a file of separated values.
pub(in crate::document) fn read(bytes: Vec<u8>, options: &ReadOptions) -> Result<Text, ReadError> {
    let mut read = read::text(bytes, Format::Csv, options)?;
    let dialect = Dialect::of(&read.text);
    // No field is without a mark or a newline.
    let marks = memchr::memchr2_iter(dialect.mark, b'\n', read.text.as_bytes()).count();
    if marks > MOST_CELLS {
        return Err(ReadError::TooManyCells { limit: MOST_CELLS });
    }
    if let Some(message) = dialect.message() {
        read.remarks.push(Remark::Guessed(message));
    }
    Ok(read)
}

/// The tables of the file, and lines of words around them.
pub(in crate::document) fn blocks(source: &str) -> Vec<Block<'_>> {
    let dialect = Dialect::of(source);
    let rows = Records::new(source, dialect.mark).map(|fields| {
        let cells = (0..).zip(fields).filter_map(|(column, field)| {
            let prose = dialect.prose(source, &field);
            (!prose.text().is_empty()).then_some((column, prose))
        });
        cells.collect()
    });
    let mut blocks = Vec::new();
    grid::blocks(rows.collect(), &mut 0, &mut blocks);
    blocks
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dialect {
    /// What stands between fields.
    mark: u8,
    /// Whether decimals are parted with a comma, and thousands with a point.
    decimal_comma: bool,
}

impl Dialect {
    /// How the first records of a file are written.
    fn of(source: &str) -> Self {
        const RECORDS: usize = 50;
        const MARKS: [u8; 4] = [b',', b';', b'\t', b'|'];
        let said = source.trim_start_matches('\u{feff}').strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        let mark = said.filter(|mark| MARKS.contains(mark)).unwrap_or_else(|| {
            // The mark that gives most records the same number of fields, and the more of them the better.
            let regular = |mark: &u8| {
                let mut counts: Vec<usize> = Records::new(source, *mark)
                    .take(RECORDS)
                    .map(|fields| fields.len())
                    .filter(|len| *len > 1)
                    .collect();
                counts.sort_unstable();
                let runs = counts.chunk_by(|a, b| a == b);
                runs.map(|run| (run.len(), run.first().copied().unwrap_or(0))).max().unwrap_or((0, 0))
            };
            // The first of those that are as regular.
            MARKS.into_iter().rev().max_by_key(regular).unwrap_or(b',')
        });
        let (mut comma, mut point) = (0, 0);
        for field in Records::new(source, mark).take(RECORDS).flatten() {
            match style(source.get(field.inner()).unwrap_or_default()) {
                Some(Style::Comma) => comma += 1,
                Some(Style::Point) => point += 1,
                None => {}
            }
        }
        Self { mark, decimal_comma: comma > point }
    }

    fn message(self) -> Option<String> {
        let mark = match self.mark {
            b'\t' => "tabs",
            b';' => "semicolons",
            b'|' => "bars",
            _ => "commas",
        };
        let decimal = if self.decimal_comma { "a comma" } else { "a point" };
        let is_usual = matches!(self.mark, b',' | b'\t') && !self.decimal_comma;
        (!is_usual).then(|| format!("read with {mark} between fields and {decimal} before decimals, which is a guess"))
    }

    /// What a field says; figures as they are written in English.
    fn prose<'a>(self, source: &'a str, field: &Field) -> Prose<'a> {
        let inner = field.inner();
        let text = source.get(inner.clone()).unwrap_or_default();
        let swapped = self.decimal_comma && is_number(text);
        let mut builder = Builder::new(source);
        let mut at = inner.start;
        for (index, c) in text.char_indices() {
            let place = inner.start + index;
            let decoded = match c {
                '"' if field.quoted => "\"",
                ',' if swapped => ".",
                '.' if swapped => ",",
                _ => continue,
            };
            if place < at {
                continue;
            }
            builder.push_source(offset(at)..offset(place));
            // Two quotation marks stand for one.
            let len = if c == '"' { 2 } else { 1 };
            at = (place + len).min(inner.end);
            builder.push_decoded(decoded, Span::new(offset(place), offset(at)));
        }
        builder.push_source(offset(at)..offset(inner.end));
        builder.finish()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Comma,
    Point,
}

/// Which mark a number has before its decimals; none if it may as well be one between thousands.
fn style(text: &str) -> Option<Style> {
    let text = text.trim();
    if !is_number(text) {
        return None;
    }
    let last = text.rfind([',', '.'])?;
    let (mark, digits) = (text.as_bytes().get(last)?, text.get(last + 1..)?);
    let decimals = digits.bytes().take_while(u8::is_ascii_digit).count();
    let others = text.get(..last)?;
    let is_sure = decimals != 3 || others.contains([',', '.']) && !others.contains(char::from(*mark));
    match (mark, is_sure) {
        (b',', true) => Some(Style::Comma),
        (b'.', true) => Some(Style::Point),
        _ => None,
    }
}

/// Whether a field is a number with its sign and unit, and no word.
fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(|c: char| c.is_alphabetic() || c == '/' || c == ':')
}

/// A field, with its quotation marks.
#[derive(Debug, Clone)]
struct Field {
    range: Range<usize>,
    quoted: bool,
}

impl Field {
    /// Where what it says stands.
    fn inner(&self) -> Range<usize> {
        if self.quoted && self.range.len() >= 2 { self.range.start + 1..self.range.end - 1 } else { self.range.clone() }
    }
}

/// The records of a file.
struct Records<'s> {
    source: &'s str,
    at: usize,
    mark: u8,
}

impl<'s> Records<'s> {
    fn new(source: &'s str, mark: u8) -> Self {
        let mut at = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        if source.get(at..).is_some_and(|rest| rest.starts_with("sep=")) {
            at = source.find('\n').map_or(source.len(), |end| end + 1);
        }
        Self { source, at, mark }
    }

    /// The field that begins at a place.
    fn field(&self, start: usize) -> Field {
        let bytes = self.source.as_bytes();
        let rest = |at: usize| bytes.get(at..).unwrap_or_default();
        if bytes.get(start) == Some(&b'"') {
            let mut at = start + 1;
            while let Some(quote) = memchr::memchr(b'"', rest(at)) {
                at += quote + 1;
                if bytes.get(at) != Some(&b'"') {
                    // Behind the last quotation mark stands nothing; where something does, the field is none that is quoted.
                    let next = bytes.get(at).copied();
                    if next.is_none_or(|next| next == self.mark || matches!(next, b'\n' | b'\r')) {
                        return Field { range: start..at, quoted: true };
                    }
                    break;
                }
                at += 1;
            }
        }
        let end = memchr::memchr3(self.mark, b'\n', b'\r', rest(start)).map_or(bytes.len(), |len| start + len);
        Field { range: start..end, quoted: false }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<Field>;

    fn next(&mut self) -> Option<Vec<Field>> {
        let bytes = self.source.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            let field = self.field(self.at);
            self.at = field.range.end + 1;
            let next = bytes.get(field.range.end).copied();
            fields.push(field);
            if next != Some(self.mark) {
                if next == Some(b'\r') && bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                return Some(fields);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(source: &str) -> Vec<String> {
        let shown = |block: &Block<'_>| format!("{:?} {}", block.kind, block.prose.text());
        blocks(source).iter().map(|block| shown(block).replace("Cell { table: ", "").replace(" }", "")).collect()
    }

    #[test]
    fn fields_are_cells() {
        assert_eq!(
            cells("Sales of 2024\nRegion,2023,2024\n\"North, \"\"old\"\"\",1.5,\"2,5\"\r\nSouth,,7\n\nSource: own\n"),
            [
                "Paragraph Sales of 2024",
                "0, row: 0, column: 0 Region",
                "0, row: 0, column: 1 2023",
                "0, row: 0, column: 2 2024",
                "0, row: 1, column: 0 North, \"old\"",
                "0, row: 1, column: 1 1.5",
                "0, row: 1, column: 2 2,5",
                "0, row: 2, column: 0 South",
                "0, row: 2, column: 2 7",
                "Paragraph Source: own",
            ]
        );
    }

    #[test]
    fn dialects() {
        for (source, mark, decimal_comma) in [
            ("a,b\n1,2\n", b',', false),
            ("a;b\n1,5;2,25\n", b';', true),
            ("a;b\n1.234,5;2\n", b';', true),
            ("a;b\n1,234;2\n", b';', false),
            ("a\tb\n1.5\t2\n", b'\t', false),
            ("sep=|\na,b|c\n", b'|', false),
            ("a|b,c\n1|2,5\n3|4,5\n", b',', false),
            ("", b',', false),
        ] {
            assert_eq!(Dialect::of(source), Dialect { mark, decimal_comma }, "{source}");
        }
    }

    #[test]
    fn decimal_commas_are_read_and_keep_their_place() {
        let source = "Region;Value;Change\nNorth;1.234,50;3,5 %\nA.B.;1,5;2\n";
        let blocks = blocks(source);
        let texts: Vec<_> = blocks.iter().map(|block| block.prose.text()).collect();
        assert_eq!(texts, ["Region", "Value", "Change", "North", "1,234.50", "3.5 %", "A.B.", "1.5", "2"]);
        assert_eq!(source.get(blocks[4].prose.span(0..8).range()), Some("1.234,50"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_records(source in "[a,;\"\n\r\t|0-9.é]{0,60}") {
            for block in blocks(&source) {
                let _ = block.prose.span(0..offset(block.prose.text().len()));
            }
        }
    }
}
