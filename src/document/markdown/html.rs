//! HTML inside Markdown: the text between the tags, for the few tags that press rooms leave in.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::offset;

/// A piece of an HTML block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as it stands.
    Text(Range<u32>),
    /// A character that an entity stands for.
    Character(char, Range<u32>),
    /// The end of a paragraph.
    Break,
}

/// The prose of an HTML block, in order.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let found = memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        if found > 0 {
            pieces.push(Piece::Text(offset(at)..offset(at + found)));
        }
        at += found;
        let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) else { break };
        if rest.starts_with('&') {
            let (character, len) = entity(rest);
            pieces.push(match character {
                Some(c) => Piece::Character(c, offset(at)..offset(at + len)),
                None => Piece::Text(offset(at)..offset(at + len)),
            });
            at += len;
        } else {
            let (len, is_break) = markup(rest);
            if is_break {
                pieces.push(Piece::Break);
            } else if len == 1 {
                pieces.push(Piece::Text(offset(at)..offset(at + len)));
            }
            at += len;
        }
    }
    pieces
}

/// The name of a tag in lower case: "br" of `<br />` and of `</BR>`.
pub(super) fn name(tag: &str) -> String {
    let tag = tag.trim_start_matches('<').trim_start_matches('/');
    tag.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase()
}

/// How long the markup is that the text begins with, and whether it ends a paragraph. What is never closed reaches to
/// the end, as browsers have it.
fn markup(text: &str) -> (usize, bool) {
    const INLINE: [&str; 17] = [
        "a", "abbr", "b", "big", "cite", "em", "font", "i", "ins", "mark", "q", "small", "span", "strong", "sub",
        "sup", "u",
    ];
    let up_to = |end: &str| memmem::find(text.as_bytes(), end.as_bytes()).map_or(text.len(), |at| at + end.len());
    if text.starts_with("<!--") {
        return (up_to("-->"), false);
    }
    let name = name(text);
    let tag = memchr(b'>', text.as_bytes()).map_or(text.len(), |at| at + 1);
    match name.as_str() {
        "script" if !text.starts_with("</") => (up_to("</script>"), true),
        "style" if !text.starts_with("</") => (up_to("</style>"), true),
        // "a < b" is no tag: the sign alone is what it seems.
        "" if !text.starts_with("</") && !text.starts_with("<!") && !text.starts_with("<?") => (1, false),
        name => (tag, !INLINE.contains(&name)),
    }
}

/// The character of an entity that the text begins with, and its length; 1 if it is just an ampersand.
fn entity(text: &str) -> (Option<char>, usize) {
    const LONGEST: usize = 10;
    let Some(len) = text.bytes().take(LONGEST).position(|byte| byte == b';') else { return (None, 1) };
    let character = match text.get(1..len).unwrap_or_default() {
        "nbsp" => Some('\u{a0}'),
        "thinsp" => Some('\u{2009}'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "minus" => Some('−'),
        "dollar" => Some('$'),
        "percnt" => Some('%'),
        "euro" => Some('€'),
        "pound" => Some('£'),
        "yen" => Some('¥'),
        "cent" => Some('¢'),
        "bull" => Some('•'),
        "hellip" => Some('…'),
        other => other.strip_prefix('#').and_then(|number| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.filter(|code| *code > 0).and_then(char::from_u32)
        }),
    };
    (character, if character.is_some() { len + 1 } else { 1 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(html: &str) -> String {
        let pieces = pieces(html).into_iter().map(|piece| match piece {
            Piece::Text(range) => html.get(range.start as usize..range.end as usize).unwrap_or_default().to_owned(),
            Piece::Character(c, _) => c.to_string(),
            Piece::Break => "|".to_owned(),
        });
        pieces.collect()
    }

    #[test]
    fn tags_comments_and_scripts_are_taken_out() {
        assert_eq!(shown("<p>Rose <b>5</b>%<!-- <p> --></p>"), "|Rose 5%|");
        assert_eq!(shown("<script>a<b</script>x<style>y</style>"), "|x|");
        assert_eq!(shown("a < b &nbsp;&#36;5 &amp &nope; <p"), "a < b \u{a0}$5 &amp &nope; |");
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<|>|/|!--|-->|[a-zé]|&#|&amp;|[0-9]|;| |script){0,40}") {
            let _ = pieces(&html);
        }
    }
}
