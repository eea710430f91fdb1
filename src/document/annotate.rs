//! Notes put into a copy of a document, where its author works on it: as comments in Word, as highlights in a PDF.

use super::read::{ReadError, ReadOptions};
use super::{Format, format};
use crate::model::Span;

/// Who notes are by.
pub(super) const AUTHOR: &str = "audit";

/// Something to be said about numbers of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The number that it is about, in the text that was read of the document.
    pub place: Span,
    /// The numbers that it is held against.
    pub others: Vec<Span>,
    /// What is said, a paragraph each.
    pub lines: Vec<String>,
}

/// A document with notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotated {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many notes were put in.
    pub added: usize,
    /// How many stand in it already, word by word.
    pub known: usize,
    /// How many found no place.
    pub lost: usize,
}

/// Puts notes into a copy of a document. Nothing else in it changes.
///
/// ```
/// use claim_audit::document::{Format, ReadOptions, annotate};
/// let error = annotate(b"Exports rose 5%.".to_vec(), Format::Text, &[], &ReadOptions::default()).unwrap_err();
/// assert!(error.to_string().contains("no notes can be put into text"));
/// ```
///
/// # Errors
///
/// If the file can't be read, or nothing can be put into it: as it is signed, or of another format.
pub fn annotate(bytes: Vec<u8>, format: Format, notes: &[Note], options: &ReadOptions) -> Result<Annotated, ReadError> {
    match format.row().annotate {
        Some(annotate) => annotate(bytes, notes, options),
        None => Err(ReadError::NoNotes { format, formats: format::annotated_endings() }),
    }
}
