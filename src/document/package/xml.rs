//! XML as office programs write it: tags, texts, and no more entities than XML has itself.

use std::ops::{ControlFlow, Range};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::broken;
use crate::document::{Format, ReadError};

/// What comes next in an XML text. A tag without content opens and closes.
pub(in crate::document) enum Node<'x> {
    Open(Tag<'x>),
    /// The name of what ends, without its prefix.
    Close(&'x str),
    Text(&'x str),
}

/// The beginning of an element.
pub(in crate::document) struct Tag<'x> {
    /// Its name without its prefix.
    pub(in crate::document) name: &'x str,
    /// Whether it is one of Word's texts, not of formulas or drawings.
    pub(in crate::document) of_word: bool,
    /// What stands before the colon of its name.
    pub(in crate::document) prefix: &'x str,
    /// Whether it is written as one tag, without content.
    pub(in crate::document) is_empty: bool,
    start: &'x BytesStart<'x>,
}

impl Tag<'_> {
    /// The value of an attribute, by its name without prefix.
    pub(in crate::document) fn value(&self, name: &str) -> Option<String> {
        // To look for doubles takes time with the square of their number, and none is of harm here.
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|one| one.key.local_name().into_inner() == name)?;
        quick_xml::escape::unescape(&found.value).ok().map(Into::into)
    }

    /// The value of an attribute, by its name as it is written.
    pub(in crate::document) fn whole(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|one| one.key.into_inner() == name)?;
        quick_xml::escape::unescape(&found.value).ok().map(Into::into)
    }

    /// The prefix that it gives the names of Word's texts, and the namespace that it stands for.
    pub(in crate::document) fn word_space(&self) -> Option<(String, &'static str)> {
        word_space(self.start)
    }

    /// Whether a property that is on or off is on: it is if its value is left out.
    pub(in crate::document) fn is_on(&self) -> bool {
        self.value("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Goes through an XML text from the beginning to the end, without recursion and in bounded memory.
pub(in crate::document) fn each(xml: &str, format: Format, visit: &mut dyn FnMut(Node<'_>)) -> Result<(), ReadError> {
    each_while(xml, format, &mut |node| {
        visit(node);
        ControlFlow::Continue(())
    })
}

/// Goes through an XML text until `visit` has something to say against it.
pub(in crate::document) fn each_while(
    xml: &str,
    format: Format,
    visit: &mut dyn FnMut(Node<'_>) -> ControlFlow<ReadError>,
) -> Result<(), ReadError> {
    each_placed(xml, format, &mut |node, _| visit(node))
}

/// The same, with the bytes that each node is written in. A tag without content opens and closes with the same bytes.
pub(in crate::document) fn each_placed(
    xml: &str,
    format: Format,
    visit: &mut dyn FnMut(Node<'_>, Range<usize>) -> ControlFlow<ReadError>,
) -> Result<(), ReadError> {
    let byte = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    // The prefix of Word's own elements; the outermost element says it.
    let mut prefix: Option<String> = None;
    let mut any = false;
    loop {
        let at = reader.buffer_position();
        let wrong = |what: &str| broken(format, &format!("its XML is wrong at byte {at}: {what}"));
        let event = reader.read_event().map_err(|error| wrong(&error.to_string()))?;
        let place = byte(at)..byte(reader.buffer_position());
        let flow = match &event {
            Event::Start(start) | Event::Empty(start) => {
                if !std::mem::replace(&mut any, true) {
                    prefix = word_space(start).map(|(prefix, _)| prefix);
                }
                let name = start.local_name().into_inner();
                let own = start.name().into_inner().split_once(':').map_or("", |(own, _)| own);
                let of_word = prefix.as_deref().is_some_and(|prefix| prefix == own);
                let is_empty = matches!(event, Event::Empty(_));
                let flow = visit(Node::Open(Tag { name, of_word, prefix: own, is_empty, start }), place.clone());
                if is_empty && flow.is_continue() {
                    visit(Node::Close(name), place)
                } else {
                    depth += usize::from(matches!(event, Event::Start(_)));
                    flow
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(end.local_name().into_inner()), place)
            }
            Event::Text(text) => visit(Node::Text(&text.xml10_content()), place),
            Event::CData(text) => visit(Node::Text(&text.xml10_content()), place),
            Event::GeneralRef(reference) => {
                let name: &str = reference;
                let character = reference.resolve_char_ref().map_err(|error| wrong(&error.to_string()))?;
                match (character, resolve_predefined_entity(name)) {
                    (Some(character), _) => visit(Node::Text(character.encode_utf8(&mut [0; 4])), place),
                    (None, Some(text)) => visit(Node::Text(text), place),
                    (None, None) => return Err(wrong("it holds an entity that XML does not know")),
                }
            }
            Event::DocType(_) => return Err(wrong("it has a document type, and no office program writes one")),
            Event::Eof if depth > 0 || !any => return Err(wrong("it ends in the middle")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => ControlFlow::Continue(()),
        };
        if let ControlFlow::Break(error) = flow {
            return Err(error);
        }
    }
}

/// The prefix that an element gives the names of Word's texts, and the namespace that it stands for.
fn word_space(root: &BytesStart<'_>) -> Option<(String, &'static str)> {
    const SPACES: [&str; 2] = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ];
    let mut attributes = root.attributes();
    attributes.with_checks(false).flatten().find_map(|attribute| {
        let key = attribute.key.into_inner();
        let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
        let space = SPACES.into_iter().find(|space| *space == &*attribute.value);
        Some((prefix?.to_owned(), space?))
    })
}
