//! Word documents: their text as an outline.
//!
//! Each paragraph is a line of the outline, so that the number of a line is that of the paragraph.

use super::Format;
use super::package::{Archive, Relations};
use super::read::{ReadError, ReadOptions, Text, ZIP, packed};

mod styles;
mod writer;

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    packed(bytes, Format::Docx, ZIP, |bytes| text(bytes, options.limit()).map(Text::from))
}

/// The text of a Word document, unpacked no larger than `limit` bytes.
fn text(bytes: &[u8], limit: u64) -> Result<String, ReadError> {
    let mut archive = Archive::open(bytes, Format::Docx, limit)?;
    let main = Relations::of(&mut archive, "")?.of_kind("/officeDocument").unwrap_or("word/document.xml").to_owned();
    if !archive.has(&main) {
        return Err(ReadError::OtherFormat {
            name: "no Word document",
            help: "there is no text in this archive; save it as .docx",
        });
    }
    let relations = Relations::of(&mut archive, &main)?;
    let styles = archive.text(relations.of_kind("/styles").unwrap_or("word/styles.xml"))?;
    let styles = styles.as_deref().map(styles::read).transpose()?.unwrap_or_default();
    let document = archive.text(&main)?.unwrap_or_default();
    writer::write(&document, &styles, limit)
}

#[cfg(test)]
mod tests;
