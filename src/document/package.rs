//! Files that are an archive of XML: Word documents, spreadsheets, slides, and those of `OpenDocument`.

use super::{Format, ReadError};

mod archive;
mod rewrite;
pub(super) mod xml;

pub(super) use self::archive::{Archive, Relations};
pub(super) use self::rewrite::{Part, rewrite};

/// What is wrong with a file that should be of this format.
pub(super) fn broken(format: Format, why: &str) -> ReadError {
    ReadError::Broken { name: format.name(), why: why.to_owned() }
}
