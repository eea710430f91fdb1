//! Names and words from outside, safe to print: on one line, and without what would command a terminal or turn the reading order.

use std::borrow::Cow;
use std::fmt::Write;

/// A text on one line in which what can't be seen is written out: `\n`, `\u{1b}`.
///
/// A file may be named anything. Printed as it is, a line break in its name would forge lines of a log, an escape sequence would colour or
/// clear the screen, and a mark of direction would show the name backwards.
///
/// ```
/// use claim_audit::document::visible;
/// assert_eq!(visible("may.md"), "may.md");
/// assert_eq!(visible("a\n::error::b\u{1b}[2J\u{202e}dm."), r"a\n::error::b\u{1b}[2J\u{202e}dm.");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    written_out(text, is_hidden)
}

/// The same for a text of several lines, which stay lines; tabs stay, too.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    written_out(text, |c| is_hidden(c) && !matches!(c, '\n' | '\t'))
}

/// A text with this many characters at most: its middle gives way, as what is wrong is told at its ends.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return text.into();
    }
    let part = most.saturating_sub(3) / 2;
    let head = text.char_indices().nth(part).map_or(text.len(), |(at, _)| at);
    let tail = text.char_indices().rev().nth(part.saturating_sub(1)).map_or(0, |(at, _)| at);
    format!("{} … {}", text.get(..head).unwrap_or_default(), text.get(tail..).unwrap_or_default()).into()
}

/// Whether a character is not seen but does something: controls, breaks of lines, marks of direction.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

fn written_out(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if !hidden(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            c => write!(out, "\\u{{{:x}}}", u32::from(c)).unwrap_or_default(),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tabs_stay_where_they_are_meant() {
        assert_eq!(visible_lines("a\tb\n\u{9b}c\r"), "a\tb\n\\u{9b}c\\r");
        assert_eq!(visible("a\tb\r"), "a\\tb\\r");
    }

    #[test]
    fn long_texts_lose_their_middle() {
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("ü".repeat(100).as_str(), 9), "üüü … üüü");
        assert_eq!(shortened("ääää", 8), "ääää");
    }
}
