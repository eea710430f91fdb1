//! Reading files, and saying what is wrong with those that can't be read.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::Encoding;

use super::format::searched_endings;
use super::{Format, charset, io_reason};

/// Why a file can't be audited. Its text says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file or folder.
    Missing,
    /// The file or folder may not be read.
    PermissionDenied,
    /// A folder where a file was expected.
    IsFolder,
    /// A folder without any document.
    NoDocuments {
        /// The folder as it was named.
        folder: String,
        /// Whether there are some that the configuration leaves out.
        left_out: bool,
        /// How many files with other endings there are.
        others: usize,
    },
    /// A file that `audit snapshot` has written.
    Snapshot {
        /// The path of the document that it is of.
        document: String,
    },
    /// The file is larger than the limit.
    TooLarge {
        /// Its size in bytes, as far as it is known.
        size: Option<u64>,
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes are no UTF-8.
    NotUtf8 {
        /// The first byte that is wrong, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// The bytes are no text in the encoding that they should be in.
    NotEncoded {
        /// The encoding.
        encoding: &'static str,
    },
    /// The file holds NUL bytes: it is no text.
    Binary {
        /// The first NUL byte, from 0.
        offset: usize,
    },
    /// The file is of a format that is not read.
    OtherFormat {
        /// What it is: "a PDF file".
        name: &'static str,
        /// What to do with it.
        help: &'static str,
    },
    /// The file is of a format that is read, and its name says another.
    OtherName {
        /// The format that it is in.
        format: Format,
    },
    /// The file should be of a format that is read, and is damaged.
    Broken {
        /// The format: "Word document".
        name: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The file is larger than the limit when it is unpacked.
    Unpacked {
        /// The limit in bytes.
        limit: u64,
    },
    /// A spreadsheet has more cells than are read.
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// The page is in a character set that is not read.
    Charset {
        /// The name that the page gives.
        name: String,
    },
    /// No notes can be put into a file of this format.
    NoNotes {
        /// The format.
        format: Format,
        /// The endings of those that notes can be put into.
        formats: String,
    },
    /// Anything else the system says.
    Io(String),
}

/// How files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// The largest file, in bytes, also when it is unpacked.
    pub max_size: u64,
    /// What texts are in that have no byte order mark; found out if it is left open.
    pub encoding: Option<&'static Encoding>,
}

impl ReadOptions {
    /// Spans are 32 bits wide: nothing larger is read, whatever the limit.
    pub(super) fn limit(&self) -> u64 {
        self.max_size.min(u64::from(u32::MAX - 1))
    }
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { max_size: 256 << 20, encoding: None }
    }
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text that spans lead into.
    pub text: String,
    /// What a reader of the report should know of how it was read.
    pub remarks: Vec<Remark>,
}

/// Something that should be known of how a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// What the file was taken to be, by a guess: its character set, or what stands between its fields.
    Guessed(String),
    /// Something in the file was not read, and why.
    LeftOut(String),
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text, remarks: Vec::new() }
    }
}

/// Reads a plain text of at most `max_size` bytes.
///
/// ```
/// use claim_audit::document::{ReadError, read};
/// assert_eq!(read("no/such/file.txt".as_ref(), 1000), Err(ReadError::Missing));
/// ```
pub fn read(path: &Path, max_size: u64) -> Result<String, ReadError> {
    read_as(path, Format::Text, &ReadOptions { max_size, ..ReadOptions::default() }).map(|read| read.text)
}

/// Reads a file as what it is: the text of a Word document is put together from its paragraphs, a page may be in an old
/// character set.
pub(super) fn read_as(path: &Path, format: Format, options: &ReadOptions) -> Result<Text, ReadError> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(ReadError::IsFolder);
    }
    let limit = options.limit();
    if metadata.len() > limit {
        return Err(ReadError::TooLarge { size: Some(metadata.len()), limit });
    }
    decode_as(bytes(file, metadata.len(), limit)?, format, options)
}

/// Reads standard input, of at most `max_size` bytes.
pub fn read_stdin(max_size: u64) -> Result<String, ReadError> {
    read_stdin_as(Format::Text, &ReadOptions { max_size, ..ReadOptions::default() }).map(|read| read.text)
}

/// Reads standard input as what it is said to be.
pub(super) fn read_stdin_as(format: Format, options: &ReadOptions) -> Result<Text, ReadError> {
    decode_as(bytes(io::stdin().lock(), 0, options.limit())?, format, options)
}

/// The text of a file's bytes, of at most `max_size` bytes when it is unpacked. Spans of the document lead into it.
///
/// ```
/// use claim_audit::document::{Format, decode};
/// let page = b"<meta charset=iso-8859-1><p>\xA35 million".to_vec();
/// assert_eq!(decode(page, Format::Html, 1000).as_deref(), Ok("<meta charset=iso-8859-1><p>£5 million"));
/// ```
pub fn decode(bytes: Vec<u8>, format: Format, max_size: u64) -> Result<String, ReadError> {
    decode_as(bytes, format, &ReadOptions { max_size, ..ReadOptions::default() }).map(|read| read.text)
}

/// The text of a file's bytes, with what should be known of how it was read.
pub fn decode_as(bytes: Vec<u8>, format: Format, options: &ReadOptions) -> Result<Text, ReadError> {
    (format.row().read)(bytes, options)
}

/// Reads a file that is packed: `begins` says whether it is one at all.
pub(super) fn packed(
    bytes: &[u8],
    format: Format,
    begins: &[u8],
    read: impl FnOnce(&[u8]) -> Result<Text, ReadError>,
) -> Result<Text, ReadError> {
    match packed_as(bytes, format, begins) {
        Ok(()) => read(bytes),
        Err(_) if bytes.is_empty() => Ok(Text::default()),
        Err(error) => Err(error),
    }
}

/// Whether the bytes begin like a file of this format, and what they are if not.
pub(super) fn packed_as(bytes: &[u8], format: Format, begins: &[u8]) -> Result<(), ReadError> {
    if bytes.starts_with(begins) {
        return Ok(());
    }
    let unlike = || ReadError::Broken { name: format.name(), why: "it does not begin like one".to_owned() };
    Err(other_format(bytes, format).unwrap_or_else(unlike))
}

/// The text of a file whose bytes are text, in whatever character set; a web page may declare its own.
pub(super) fn text(bytes: Vec<u8>, format: Format, options: &ReadOptions) -> Result<Text, ReadError> {
    if let Some(error) = other_format(&bytes, format) {
        return Err(error);
    }
    let read = charset::decode(bytes, format == Format::Html, options)?;
    match memchr::memchr(0, read.text.as_bytes()) {
        Some(offset) => Err(ReadError::Binary { offset }),
        None => Ok(read),
    }
}

fn bytes(reader: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, ReadError> {
    // One more byte than expected, so that the end is seen without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
    // A pipe does not say its size, and a file may grow meanwhile.
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { size: None, limit });
    }
    Ok(bytes)
}

/// What an archive begins with.
pub(super) const ZIP: &[u8] = b"PK\x03\x04";

/// Whether the bytes begin an archive that holds a part whose name or content begins so.
pub(super) fn is_zip_with(bytes: &[u8], part: &[u8]) -> bool {
    const WITHIN: usize = 4096;
    bytes.starts_with(ZIP) && memchr::memmem::find(bytes.get(..WITHIN).unwrap_or(bytes), part).is_some()
}

/// What is to be said of bytes that are plainly no text of this format.
fn other_format(bytes: &[u8], format: Format) -> Option<ReadError> {
    const SAVE: &str = "save it as .docx, plain text or Markdown, for example with `soffice --convert-to docx`";
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let is_html = |tag: &[u8]| start.get(..tag.len()).is_some_and(|there| there.eq_ignore_ascii_case(tag));
    if let Some(found) = Format::sniffed(bytes).filter(|found| *found != format) {
        return Some(ReadError::OtherName { format: found });
    }
    let (name, help) = match bytes {
        // Before UTF-16, whose mark the one of UTF-32 begins with.
        _ if is_utf32(bytes) => ("text in UTF-32", "save it as UTF-8"),
        [b'P', b'K', 3, 4, ..] if is_zip_with(bytes, b"application/vnd.oasis.opendocument") => {
            ("an OpenDocument file", SAVE)
        }
        [b'P', b'K', 3, 4, ..] => (
            "a Word document or another zip file",
            "if it is one of Word, give it a name that ends in .docx; else unpack it first",
        ),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("an old Office file, or one with a password", SAVE),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("an RTF file", SAVE),
        [0x1F, 0x8B, ..] => ("a gzip file", "unpack it first"),
        _ if format != Format::Html && (is_html(b"<!doctype html") || is_html(b"<html")) => {
            ("an HTML page", "give it a name that ends in .html, for standard input with --stdin-filename")
        }
        _ => return None,
    };
    Some(ReadError::OtherFormat { name, help })
}

/// Whether bytes are a text in UTF-32: by the byte order mark, or by three NUL bytes in each four, as only that has them.
fn is_utf32(bytes: &[u8]) -> bool {
    const WITHIN: usize = 256;
    let head = bytes.get(..WITHIN.min(bytes.len()) & !3).unwrap_or_default();
    let little = |four: &[u8]| four.get(1..) == Some(&[0, 0, 0]) && four.first() != Some(&0);
    let big = |four: &[u8]| four.get(..3) == Some(&[0, 0, 0]) && four.get(3) != Some(&0);
    let marked = head.starts_with(&[0xFF, 0xFE, 0, 0]) || head.starts_with(&[0, 0, 0xFE, 0xFF]);
    marked || head.len() >= 8 && (head.chunks_exact(4).all(little) || head.chunks_exact(4).all(big))
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::PermissionDenied,
            io::ErrorKind::IsADirectory => Self::IsFolder,
            _ => Self::Io(io_reason(&error)),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file or folder; check the path"),
            Self::PermissionDenied => {
                f.write_str("permission denied; change its permissions, or run as a user who may read it")
            }
            Self::IsFolder => f.write_str("is a folder, not a file"),
            Self::NoDocuments { folder, left_out: true, .. } => {
                write!(f, "audit.toml excludes everything in {folder}; `audit config {folder}` shows which line does")
            }
            Self::NoDocuments { folder, others, .. } => {
                let endings = searched_endings();
                match others {
                    0 => write!(f, "no {endings} file in {folder}, so nothing was checked")?,
                    1 => write!(f, "the only file in {folder} is not {endings}, so nothing was checked")?,
                    count => write!(f, "none of the {count} files in {folder} is {endings}, so nothing was checked")?,
                }
                f.write_str("; a file with another ending is read if you name it")
            }
            Self::Snapshot { document } => write!(f, "is a snapshot, not a document; name {document} instead"),
            Self::TooLarge { size: Some(size), limit } => {
                write!(f, "too large: {size} bytes, and the limit is {limit}; raise it with --max-size")
            }
            Self::TooLarge { size: None, limit } => {
                write!(f, "too large: more than the limit of {limit} bytes; raise it with --max-size")
            }
            Self::NotUtf8 { offset, line } => {
                write!(f, "not UTF-8 at byte {offset} (line {line}); name its encoding with --encoding")
            }
            Self::NotEncoded { encoding } => write!(f, "is not text in {encoding}; name its encoding with --encoding"),
            Self::Binary { offset } => write!(f, "is not a text file: there is a NUL byte at byte {offset}"),
            Self::OtherFormat { name, help } => write!(f, "is {name}; {help}"),
            Self::OtherName { format } => write!(
                f,
                "is a {}; give it a name that ends in .{}, for standard input with --stdin-filename",
                format.name(),
                format.row().endings.first().unwrap_or(&"txt")
            ),
            Self::Broken { name, why } => {
                write!(f, "is a broken {name}: {why}; open it where it was written, and save it again")
            }
            Self::Unpacked { limit } => {
                write!(f, "too large: more than the limit of {limit} bytes when unpacked; raise it with --max-size")
            }
            Self::TooManyCells { limit } => {
                write!(
                    f,
                    "has more than {limit} cells, which is more than a report has; name the sheets that matter in a file of their own"
                )
            }
            Self::Charset { name } => {
                write!(
                    f,
                    "says that it is in {name}, which is not a known character set; name the right one with --encoding"
                )
            }
            Self::NoNotes { format, formats } => {
                let name = format.name();
                let save = "save it as one of these, or print what was found with `audit --format html`";
                write!(f, "no notes can be put into {name}, only into {formats}; {save}")
            }
            Self::Io(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read_bytes(bytes: &[u8]) -> Result<String, ReadError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, bytes).unwrap();
        read(&path, 100)
    }

    fn message(bytes: &[u8]) -> String {
        read_bytes(bytes).unwrap_err().to_string()
    }

    #[test]
    fn text_is_read_as_it_is() {
        assert_eq!(read_bytes("\u{feff}Rose 5 %\r\n".as_bytes()), Ok("\u{feff}Rose 5 %\r\n".to_owned()));
        assert_eq!(read_bytes(b""), Ok(String::new()));
        assert_eq!(read_bytes(&[b'a'; 100]).map(|text| text.len()), Ok(100));
    }

    #[test]
    fn each_error_says_what_to_do() {
        assert_eq!(message(b"a\x01\n\xE9"), "not UTF-8 at byte 3 (line 2); name its encoding with --encoding");
        assert_eq!(message(b"\xFF\xFEa\0b"), "is not text in UTF-16LE; name its encoding with --encoding");
        assert_eq!(message(b"ab\0"), "is not a text file: there is a NUL byte at byte 2");
        assert_eq!(message(&[b'a'; 101]), "too large: 101 bytes, and the limit is 100; raise it with --max-size");
        assert!(message(b"%PDF-1.7").starts_with("is a PDF; give it a name that ends in .pdf"));
        assert!(message(b"PK\x03\x04").starts_with("is a Word document or another zip file; if it is one of Word,"));
        assert!(message(b" <!DOCTYPE html>").starts_with("is an HTML page; give it a name that ends in .html"));
    }

    #[test]
    fn folders_and_missing_files() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path(), 100), Err(ReadError::IsFolder));
        assert_eq!(read(&folder.path().join("none"), 100), Err(ReadError::Missing));
    }

    #[test]
    fn a_stream_longer_than_the_limit_is_refused() {
        assert_eq!(bytes(io::repeat(b'a'), 0, 10), Err(ReadError::TooLarge { size: None, limit: 10 }));
    }
}
