//! Markdown that is none: paragraphs, headings and items of a list in which nothing is marked up.
//!
//! Most blocks of a press release are such. They are told from the others by their bytes, and spare the parser. Whatever
//! may be more than it seems is left to it.

use std::ops::Range;

use memchr::{memchr, memchr3_iter, memmem};

/// A part of a text, as a range of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A paragraph that shows as it stands.
    Paragraph(Range<usize>),
    /// A heading of a level, without its mark.
    Heading(u8, Range<usize>),
    /// An item of a list, without its mark.
    Item(Range<usize>),
    /// Whatever else: to be parsed by itself.
    Marked(Range<usize>),
}

/// The parts of a text from the byte `start` on.
///
/// A text is taken apart at blank lines. What begins without indentation behind one stands in no list and no quotation
/// that was begun before it, so that it can be read by itself; where anything reaches over blank lines, the text stays whole.
pub(super) fn parts(text: &str, start: usize) -> Vec<Part> {
    let bytes = text.as_bytes();
    // Bytes that may be markup inside a line, or stand for another character.
    let mut specials = [*b"*_`", *b"[\\~", *b"&<\r"].map(|[a, b, c]| memchr3_iter(a, b, c, bytes).peekable());
    let mut parts = Vec::new();
    let mut has_marks = false;
    // Where the items of the last list begin, if nothing came behind it: what is indented there would be a part of them.
    let mut list: Option<(usize, usize)> = None;
    let mut next = start;
    while let Some(start) = behind_breaks(bytes, next) {
        let known = parts.len();
        let (end, plain) = chunk(bytes, start, &mut parts);
        let marked = specials.iter_mut().any(|specials| {
            while specials.next_if(|at| *at < start).is_some() {}
            specials.peek().is_some_and(|at| *at < end)
        });
        next = end;
        has_marks |= marked;
        if plain && !marked {
            list = matches!(parts.last(), Some(Part::Item(_))).then_some((known, start));
            continue;
        }
        parts.truncate(known);
        let mut from = start;
        if let Some((items, start)) = list.take()
            && matches!(bytes[from], b' ' | b'\t')
        {
            parts.truncate(items);
            from = start;
        }
        match parts.last_mut() {
            Some(Part::Marked(range)) => range.end = end,
            _ => parts.push(Part::Marked(from..end)),
        }
    }
    let text = bytes.get(start..).unwrap_or_default();
    if has_marks && reaches_over_blank_lines(text) || memchr(0, text).is_some() {
        return vec![Part::Marked(start..bytes.len())];
    }
    parts
}

/// Where something other than a line break stands.
fn behind_breaks(bytes: &[u8], at: usize) -> Option<usize> {
    Some(at + bytes.get(at..)?.iter().position(|byte| *byte != b'\n')?)
}

/// Reads lines up to a blank one and pushes what they show; says where they end, and whether they show that as far as their
/// beginnings and ends tell.
fn chunk(bytes: &[u8], start: usize, parts: &mut Vec<Part>) -> (usize, bool) {
    let first = bytes[start];
    let mut plain = true;
    let mut at = start;
    loop {
        let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        let line = &bytes[at..end];
        // White space at the end of a line may be a break.
        plain = plain
            && line.last().is_some_and(|byte| *byte > b' ')
            && match (first, line) {
                (b'-', [b'-', b' ', text @ ..]) if begins_a_sentence(text) => {
                    parts.push(Part::Item(at + 2..end));
                    true
                }
                (b'#', _) if at == start => heading(line).is_some_and(|level| {
                    parts.push(Part::Heading(level, at + usize::from(level) + 1..end));
                    true
                }),
                (b'-' | b'#', _) => false,
                _ => begins_a_sentence(line),
            };
        at = bytes.len().min(end + 1);
        if bytes.get(at).is_none_or(|byte| *byte == b'\n') {
            if plain && !matches!(first, b'-' | b'#') {
                parts.push(Part::Paragraph(start..end));
            }
            return (at, plain);
        }
    }
}

/// The level of a heading, unless it has a mark at its end as well.
fn heading(line: &[u8]) -> Option<u8> {
    let level = line.iter().take(7).take_while(|byte| **byte == b'#').count();
    let text = line.get(level..)?.strip_prefix(b" ")?;
    let level = u8::try_from(level).ok().filter(|level| *level <= 6)?;
    (begins_a_sentence(text) && !text.ends_with(b"#")).then_some(level)
}

/// Whether a line begins like prose: with a letter, a quote, a bracket, an amount, or a number that is no mark of a list.
fn begins_a_sentence(line: &[u8]) -> bool {
    match line {
        [b'a'..=b'z' | b'A'..=b'Z' | b'"' | b'\'' | b'(' | b'$' | 0x80.., ..] => true,
        [b'0'..=b'9', ..] => {
            let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
            !matches!(line.get(digits), Some(b'.' | b')'))
        }
        _ => false,
    }
}

/// Whether anything in a text may go on behind a blank line (HTML, code between fences), is defined in one place and used in
/// others, or ends lines in another way.
fn reaches_over_blank_lines(text: &[u8]) -> bool {
    let has = |mark: &[u8]| memmem::find(text, mark).is_some();
    memchr(b'<', text).is_some() || has(b"]:") || has(b"```") || has(b"~~~") || memchr(b'\r', text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts in short, with their text.
    fn shown(text: &str) -> Vec<(char, &str)> {
        let piece = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let show = |part: &Part| match part {
            Part::Paragraph(range) => ('P', piece(range)),
            Part::Heading(_, range) => ('H', piece(range)),
            Part::Item(range) => ('I', piece(range)),
            Part::Marked(range) => ('M', piece(range)),
        };
        parts(text, 0).iter().map(show).collect()
    }

    #[test]
    fn what_is_no_markup_is_told_from_the_rest() {
        assert_eq!(
            shown("# Exports rise\n\nThey rose.\nMuch.\n\n- by 5%\n- $3\n\n\n*Not* much.\n\nA\n---\n\n2024 was.\n"),
            [
                ('H', "Exports rise"),
                ('P', "They rose.\nMuch."),
                ('I', "by 5%"),
                ('I', "$3"),
                ('M', "*Not* much.\n\nA\n---\n"),
                ('P', "2024 was.")
            ]
        );
        for marked in
            ["2024. It", " a", "a ", "a\n b", "- a\nb", "-a", "#a", "# a #", "a\n# b", "- 1. a", "> a", "a\r", "1) a"]
        {
            assert_eq!(shown(marked), [('M', marked)], "{marked:?}");
        }
    }

    #[test]
    fn what_is_indented_behind_a_list_is_part_of_it() {
        assert_eq!(shown("- a\n\n- b\n\n  c\n\nd"), [('I', "a"), ('M', "- b\n\n  c\n"), ('P', "d")]);
        assert_eq!(shown("- a\n\nb\n\n  c"), [('I', "a"), ('P', "b"), ('M', "  c")]);
    }

    #[test]
    fn what_reaches_over_blank_lines_keeps_a_text_whole() {
        for text in ["a\n\n```\n\nb", "a\n\n[b]: c\n\nd", "a\n\n<!--\n\nb", "~~~\n\na"] {
            assert_eq!(shown(text), [('M', text)]);
        }
        assert_eq!(shown("").len(), 0);
    }
}
