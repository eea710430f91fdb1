//! The report of a run, one file an output format. Renderers only print; what they print is decided before.

mod fingerprint;
mod json;
mod lines;
mod number;
mod summary;

pub use json::Json;
pub use lines::LineIndex;
pub use summary::{Notice, Summary};

use crate::audit::DocumentReport;

/// An output format.
///
/// A document is rendered by a pure function, so that documents can be rendered where they are audited, in parallel; the pieces are then
/// put together in the order of the paths: header, documents with the separator between them, end.
#[derive(Debug)]
pub enum Renderer {
    /// For other programs.
    Json(Json),
}

impl Renderer {
    /// What stands before the first document.
    #[must_use]
    pub fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Json(json) => json.header(&mut out),
        }
        out
    }

    /// One document; empty where the format has nothing to say of it.
    #[must_use]
    pub fn document(&self, path: &str, report: &DocumentReport<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Json(json) => json.document(path, report, &mut out),
        }
        out
    }

    /// What stands between two documents of which each has something to say.
    #[must_use]
    pub const fn separator(&self) -> &'static [u8] {
        match self {
            Self::Json(_) => b",\n",
        }
    }

    /// What stands after the last document.
    #[must_use]
    pub fn finish(&self, summary: &Summary, notices: &[Notice]) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Json(json) => json.finish(summary, notices, &mut out),
        }
        out
    }
}
