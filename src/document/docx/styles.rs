//! What the styles of a Word document make of a paragraph.

use std::collections::HashMap;

use crate::document::package::xml::{self, Node};
use crate::document::{Format, ReadError};

/// The styles by their ids, which are in the language of the author; their names are not.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbered: Option<bool>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of a level from 1.
    Heading(u8),
    Item,
    Quote,
    /// A line of the table of contents, which repeats what stands elsewhere.
    Contents,
    Body,
}

/// Reads the part that holds the styles.
pub(super) fn read(xml: &str) -> Result<Styles, ReadError> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    xml::each(xml, Format::Docx, &mut |node| match node {
        Node::Open(tag) if tag.of_word => match (tag.name, &mut open) {
            ("style", _) => open = tag.value("styleId").map(|id| (id, Style::default())),
            ("name", Some((_, style))) => style.name = tag.value("val").unwrap_or_default().to_lowercase(),
            ("basedOn", Some((_, style))) => style.based_on = tag.value("val"),
            ("outlineLvl", Some((_, style))) => style.outline = tag.value("val").and_then(|level| level.parse().ok()),
            ("numId", Some((_, style))) => style.numbered = tag.value("val").map(|id| id != "0"),
            _ => {}
        },
        Node::Close("style") => styles.styles.extend(open.take()),
        _ => {}
    })?;
    Ok(styles)
}

impl Styles {
    /// What a paragraph is by its style, and by what it says itself: an outline level from 0, whether it is numbered.
    pub(super) fn role(&self, style: Option<&str>, outline: Option<u8>, numbered: Option<bool>) -> Role {
        // A style that is based on itself ends nowhere.
        const DEEPEST: usize = 10;
        let (mut outline, mut numbered) = (outline, numbered);
        let mut next = style;
        let mut by_name = None;
        for _ in 0..DEEPEST {
            let Some(id) = next else { break };
            let Some(found) = self.styles.get(id) else {
                by_name = by_name.or_else(|| role_of(&id.to_lowercase()));
                break;
            };
            by_name = by_name.or_else(|| role_of(&found.name));
            outline = outline.or(found.outline);
            numbered = numbered.or(found.numbered);
            next = found.based_on.as_deref();
        }
        match (by_name, outline, numbered) {
            (Some(role @ (Role::Heading(_) | Role::Contents)), ..) => role,
            // Level 9 is that of the body.
            (_, Some(level @ 0..=8), _) => Role::Heading((level + 1).min(6)),
            (_, _, Some(true)) | (Some(Role::Item), _, None) => Role::Item,
            (Some(Role::Quote), ..) => Role::Quote,
            _ => Role::Body,
        }
    }
}

/// What a style is by its name: "heading 1", or "Heading1" where nothing but its id is known.
fn role_of(name: &str) -> Option<Role> {
    if let Some(level) = name.strip_prefix("heading").and_then(|level| level.trim().parse::<u8>().ok()) {
        return Some(Role::Heading(level.clamp(1, 6)));
    }
    match name {
        "title" => Some(Role::Heading(1)),
        "subtitle" => Some(Role::Heading(2)),
        "quote" | "intense quote" | "intensequote" | "block text" => Some(Role::Quote),
        _ if name.starts_with("list bullet") || name.starts_with("list number") => Some(Role::Item),
        _ if name.starts_with("listbullet") || name.starts_with("listnumber") => Some(Role::Item),
        _ if name.strip_prefix("toc").is_some_and(|level| level.trim().parse::<u8>().is_ok()) => Some(Role::Contents),
        _ => None,
    }
}
