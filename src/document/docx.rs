//! Word documents: their text as an outline.
//!
//! Each paragraph is a line of the outline, so that the number of a line is that of the paragraph.

use std::collections::HashMap;

use super::package::xml::{self, Node};
use super::package::{Archive, Relations};
use super::read::{ReadError, ReadOptions, Text, ZIP, packed};
use super::{Format, outline};

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
    let comments = archive.text(relations.of_kind("/comments").unwrap_or("word/comments.xml"))?;
    let orders = comments.as_deref().map(orders).transpose()?.unwrap_or_default();
    let document = archive.text(&main)?.unwrap_or_default();
    writer::write(&document, &styles, &orders, limit)
}

/// The comments that are for this program, as they stand in the text, by their ids.
fn orders(xml: &str) -> Result<HashMap<String, String>, ReadError> {
    let mut orders = HashMap::new();
    let (mut id, mut text, mut in_text) = (None, String::new(), false);
    xml::each(xml, Format::Docx, &mut |node| match node {
        Node::Open(tag) if tag.name == "comment" => {
            id = tag.value("id");
            text.clear();
        }
        Node::Open(tag) if tag.name == "t" => in_text = true,
        Node::Close("t") => in_text = false,
        Node::Close("p") => text.push(' '),
        Node::Close("comment") => orders.extend(id.take().zip(outline::order(&text))),
        Node::Text(piece) if in_text => text.push_str(piece),
        _ => {}
    })?;
    Ok(orders)
}

#[cfg(test)]
mod tests;
