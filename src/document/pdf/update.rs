//! What is added behind the end of a PDF, so that all before it stays byte by byte: objects, and a table of where they are.

use super::syntax::{RawDict, blank};
use crate::document::package::broken;
use crate::document::{Format, ReadError};

/// The end of a file, as it says itself.
pub(super) struct End<'a> {
    trailer: RawDict<'a>,
    /// Where its table stands, and whether that is packed as a stream.
    table: usize,
    is_stream: bool,
}

/// An object, by its number and generation.
pub(super) struct Object {
    pub(super) number: u32,
    pub(super) generation: u16,
    pub(super) content: Vec<u8>,
}

impl<'a> End<'a> {
    /// Reads the end of a file, to which something may be added.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let end = Self::read(bytes).ok_or_else(|| broken(Format::Pdf, "the table of its objects can't be read"))?;
        if end.trailer.value(b"Encrypt").is_some() {
            return Err(ReadError::OtherFormat {
                name: "an encrypted PDF, to which nothing is added",
                help: "save it without, for example with `qpdf --decrypt`",
            });
        }
        // The range that a signature covers can't be packed, as it is written when all else is.
        if memchr::memmem::find(bytes, b"/ByteRange").is_some() {
            return Err(ReadError::OtherFormat {
                name: "signed, and a note would break the signature",
                help: "annotate the document that was signed",
            });
        }
        Ok(end)
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mark = memchr::memmem::rfind(bytes, b"startxref")?;
        let digits = bytes.get(blank(bytes, mark + 9)..)?;
        let len = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let table: usize = std::str::from_utf8(digits.get(..len)?).ok()?.parse().ok()?;
        let start = blank(bytes, table);
        let rest = bytes.get(start..)?;
        let is_stream = !rest.starts_with(b"xref");
        let dict = if is_stream {
            memchr::memmem::find(rest.get(..40.min(rest.len()))?, b"obj")? + 3
        } else {
            memchr::memmem::find(rest, b"trailer")? + 7
        };
        let trailer = RawDict::at(rest.get(dict..)?)?;
        trailer.value(b"Root")?;
        Some(Self { trailer, table, is_stream })
    }

    /// The first number that no object has.
    pub(super) fn next(&self) -> Option<u32> {
        u32::try_from(self.trailer.number(b"Size")?).ok()
    }

    /// The file with more objects, or others in place of those of the same number.
    pub(super) fn add(&self, bytes: &[u8], mut objects: Vec<Object>, next: u32) -> Option<Vec<u8>> {
        let mut out = bytes.to_vec();
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        objects.sort_by_key(|object| object.number);
        let mut places: Vec<(u32, u16, usize)> = Vec::new();
        for object in &objects {
            places.push((object.number, object.generation, out.len()));
            out.extend_from_slice(format!("{} {} obj\n", object.number, object.generation).as_bytes());
            out.extend_from_slice(&object.content);
            out.extend_from_slice(b"\nendobj\n");
        }
        let table = out.len();
        let mut trailer = Vec::new();
        for key in [&b"Root"[..], b"Info", b"ID"] {
            if let Some(value) = self.trailer.value(key) {
                trailer.extend_from_slice(&[b"/", key, b" ", value, b" "].concat());
            }
        }
        trailer.extend_from_slice(format!("/Prev {}", self.table).as_bytes());
        if self.is_stream {
            // The stream is an object as well.
            places.push((next, 0, table));
            out.extend_from_slice(&stream(next, &places, &trailer)?);
        } else {
            out.extend_from_slice(b"xref\n");
            for section in sections(&places) {
                let first = section.first()?.0;
                out.extend_from_slice(format!("{first} {}\n", section.len()).as_bytes());
                for (_, generation, place) in section {
                    out.extend_from_slice(format!("{place:010} {generation:05} n \n").as_bytes());
                }
            }
            out.extend_from_slice(format!("trailer\n<</Size {next} ").as_bytes());
            out.extend_from_slice(&trailer);
            out.extend_from_slice(b">>\n");
        }
        out.extend_from_slice(format!("startxref\n{table}\n%%EOF\n").as_bytes());
        Some(out)
    }
}

/// Objects with numbers in a row.
fn sections(places: &[(u32, u16, usize)]) -> impl Iterator<Item = &[(u32, u16, usize)]> {
    places.chunk_by(|one, next| one.0 + 1 == next.0)
}

/// The table as a stream.
fn stream(number: u32, places: &[(u32, u16, usize)], trailer: &[u8]) -> Option<Vec<u8>> {
    let (mut index, mut rows) = (String::new(), Vec::new());
    for section in sections(places) {
        index.extend([section.first()?.0.to_string(), " ".to_owned(), section.len().to_string(), " ".to_owned()]);
        for (_, generation, place) in section {
            rows.push(1);
            rows.extend_from_slice(&u32::try_from(*place).ok()?.to_be_bytes());
            rows.extend_from_slice(&generation.to_be_bytes());
        }
    }
    let head = format!(
        "{number} 0 obj\n<</Type /XRef /Size {} /W [1 4 2] /Index [{}] /Length {} ",
        number + 1,
        index.trim_end(),
        rows.len()
    );
    Some([head.as_bytes(), trailer, b">>\nstream\n", &rows, b"\nendstream\nendobj\n"].concat())
}
