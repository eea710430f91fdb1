//! Text that comes from documents, made safe to stand in a page.

use crate::document::{is_hidden, visible};

/// Appends text for an element or an attribute in double quotes.
///
/// What would be markup is written as entities. Control characters, which no page may hold, become the replacement character, so that
/// one sees that something stood there.
pub fn text(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' | '\n' => continue,
            '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
            c if is_hidden(c) => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + c.len_utf8();
    }
    out.push_str(&text[done..]);
}

/// The text for a place where a string is wanted.
#[must_use]
pub fn escaped(from: &str) -> String {
    let mut out = String::with_capacity(from.len());
    text(&mut out, from);
    out
}

/// The same for a name or a message that stands on one line whatever is in it.
#[must_use]
pub fn escaped_line(from: &str) -> String {
    escaped(&visible(from))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escaped(r#"<script>alert("1")</script>"#), "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
        assert_eq!(escaped("R&D's 5 > 3"), "R&amp;D&#39;s 5 &gt; 3");
        assert_eq!(escaped("a\u{0}b\u{1b}c\td\n\u{ffff}"), "a\u{fffd}b\u{fffd}c\td\n\u{fffd}");
        assert_eq!(escaped("“Größe” 5 %"), "“Größe” 5 %");
    }
}
