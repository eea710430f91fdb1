//! The characters of a text between tags: entities, and white space of which any amount is one space.

use std::ops::Range;

use html5gum::{Token, Tokenizer};
use memchr::memchr;

use crate::document::offset;
use crate::document::prose::Builder;
use crate::model::Span;

/// Adds what a range of the page shows; line breaks and runs of spaces only where they are meant.
pub(super) fn push(builder: &mut Builder<'_>, source: &str, range: Range<usize>, preformatted: bool) {
    let end = range.end;
    let mut at = range.start;
    while let Some(rest) = source.get(at..end).filter(|rest| !rest.is_empty()) {
        let plain = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        if preformatted {
            builder.push_source(offset(at)..offset(at + plain));
        } else {
            push_collapsed(builder, source, at..at + plain);
        }
        at += plain;
        let Some(rest) = source.get(at..end).filter(|rest| !rest.is_empty()) else { break };
        let (shown, len) = entity(rest);
        match shown {
            Some(shown) => builder.push_decoded(&shown, Span::new(offset(at), offset(at + len))),
            None => builder.push_source(offset(at)..offset(at + len)),
        }
        at += len;
    }
}

/// Adds one space for a place of the page, unless there is one already.
pub(super) fn push_space(builder: &mut Builder<'_>, range: Range<u32>) {
    if !builder.text().is_empty() && !builder.text().ends_with([' ', '\n']) {
        builder.push_decoded(" ", Span::new(range.start, range.end));
    }
}

fn push_collapsed(builder: &mut Builder<'_>, source: &str, range: Range<usize>) {
    let mut at = range.start;
    while let Some(rest) = source.get(at..range.end).filter(|rest| !rest.is_empty()) {
        let is_space = |byte: &u8| byte.is_ascii_whitespace();
        let spaces = rest.bytes().take_while(is_space).count();
        if spaces > 0 {
            push_space(builder, offset(at)..offset(at + spaces));
            at += spaces;
            continue;
        }
        // Up to a run of white space that is no single space.
        let bytes = rest.as_bytes();
        let next = |index: usize| bytes.get(index + 1).is_none_or(u8::is_ascii_whitespace);
        let stop = bytes
            .iter()
            .enumerate()
            .position(|(index, byte)| is_space(byte) && (*byte != b' ' || next(index)))
            .unwrap_or(bytes.len());
        builder.push_source(offset(at)..offset(at + stop));
        at += stop;
    }
}

/// What the entity that a text begins with shows, and its length; nothing if it is just an ampersand.
fn entity(text: &str) -> (Option<String>, usize) {
    // The longest name has 31 letters.
    const LONGEST: usize = 40;
    let stop = |c: char| !c.is_ascii_alphanumeric() && c != '#';
    let mut end = text.get(1..).and_then(|rest| rest.find(stop)).map_or(text.len(), |at| at + 1).min(LONGEST);
    if text.get(end..).is_some_and(|rest| rest.starts_with(';')) {
        end += 1;
    }
    let raw = text.get(..end).unwrap_or("&");
    let shown: String = Tokenizer::new(raw)
        .map(|Ok(token)| match token {
            Token::String(text) => String::from_utf8_lossy(&text.value.0).into_owned(),
            _ => String::new(),
        })
        .collect();
    // Without a semicolon, what follows may be no part of the entity: "&ampx".
    let same = raw.bytes().rev().zip(shown.bytes().skip(1).collect::<Vec<_>>().into_iter().rev());
    let tail = same.take_while(|(one, other)| one == other).count();
    if raw == shown || shown.is_empty() {
        return (None, 1);
    }
    let keep = shown.len() - tail;
    (shown.get(..keep).map(ToOwned::to_owned), raw.len() - tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities() {
        for (text, shown, len) in [
            ("&nbsp;5", "\u{a0}", 6),
            ("&#36;5", "$", 5),
            ("&#x24;5", "$", 6),
            ("&amp", "&", 4),
            ("&ampx", "&", 4),
            ("&semi;;", ";", 6),
            ("&copy2024", "©", 5),
            ("&notit;", "¬", 4),
            ("&#50;2", "2", 5),
        ] {
            assert_eq!(entity(text), (Some(shown.to_owned()), len), "{text}");
        }
        for text in ["& 5", "&", "&nope;", "&;", "&é"] {
            assert_eq!(entity(text), (None, 1), "{text}");
        }
    }

    #[test]
    fn white_space_is_one_space() {
        let source = " a \n b  c&#32; d ";
        let mut builder = Builder::new(source);
        push(&mut builder, source, 0..source.len(), false);
        assert_eq!(builder.finish().text(), "a b c d");
    }
}
