//! Word documents: their text as an outline.
//!
//! Each paragraph is a line of the outline, so that the number of a line is that of the paragraph.

use std::collections::HashMap;

use self::traced::Traced;
use self::writer::Parts;
use super::package::xml::{self, Node};
use super::package::{Archive, Relations};
use super::read::{ReadError, ReadOptions, Text, ZIP, packed};
use super::{Format, outline};

mod comments;
mod runs;
mod styles;
mod traced;
mod writer;

pub(super) use self::comments::annotate;

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    packed(bytes, Format::Docx, ZIP, |bytes| {
        let mut archive = Archive::open(bytes, Format::Docx, options.limit())?;
        let package = Package::of(&mut archive, options.limit())?;
        Ok(Text::from(package.text.into_text()))
    })
}

/// What is read of a Word document.
struct Package {
    /// The name of the part that holds the text, and what it holds.
    main: String,
    document: String,
    relations: Relations,
    text: Traced,
}

impl Package {
    /// Reads the parts, whose text is no longer than `limit` bytes.
    fn of(archive: &mut Archive<'_>, limit: u64) -> Result<Self, ReadError> {
        let main = Relations::of(archive, "")?.of_kind("/officeDocument").unwrap_or("word/document.xml").to_owned();
        if !archive.has(&main) {
            return Err(ReadError::OtherFormat {
                name: "no Word document",
                help: "the archive has no text; save it as .docx",
            });
        }
        let relations = Relations::of(archive, &main)?;
        let mut part = |kind: &str, usual: &str| archive.text(relations.of_kind(kind).unwrap_or(usual));
        let mut parts = Parts::default();
        if let Some(xml) = part("/styles", "word/styles.xml")? {
            parts.styles = styles::read(&xml)?;
        }
        if let Some(xml) = part("/comments", "word/comments.xml")? {
            parts.orders = orders(&xml)?;
        }
        if let Some(xml) = part("/footnotes", "word/footnotes.xml")? {
            parts.footnotes = writer::notes(&xml, &parts, limit)?;
        }
        if let Some(xml) = part("/endnotes", "word/endnotes.xml")? {
            parts.endnotes = writer::notes(&xml, &parts, limit)?;
        }
        let document = archive.text(&main)?.unwrap_or_default();
        let text = writer::write(&document, &parts, limit)?;
        Ok(Self { main, document, relations, text })
    }
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

/// The first number that no mark of a comment in the text has.
fn next_mark(xml: &str) -> Result<u64, ReadError> {
    let mut next = 0_u64;
    xml::each(xml, Format::Docx, &mut |node| {
        if let Node::Open(tag) = node
            && matches!(tag.name, "commentRangeStart" | "commentRangeEnd" | "commentReference")
        {
            let id = tag.value("id").and_then(|id| id.parse::<u64>().ok());
            next = next.max(id.map_or(0, |id| id.saturating_add(1)));
        }
    })?;
    Ok(next)
}

#[cfg(test)]
mod tests;
