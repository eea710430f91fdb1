//! From one document to its checked claims: the way of the data in one place.

use crate::document::{Document, Format};
pub use crate::rules::CheckedClaim;

/// What an audit of one document found.
#[derive(Debug, Clone)]
pub struct DocumentReport<'a> {
    /// The document as it was read.
    pub document: Document<'a>,
    /// The claims in the order of the text.
    pub claims: Vec<CheckedClaim>,
    /// How many numbers could not be read with certainty and were left alone.
    pub skipped: u32,
}

/// Audits one text.
#[must_use]
pub fn audit(source: &str, format: Format) -> DocumentReport<'_> {
    let document = Document::parse(source, format);
    DocumentReport { document, claims: Vec::new(), skipped: 0 }
}
