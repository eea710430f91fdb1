//! The YAML front matter that press rooms and static sites put before a text: `title`, `date` and `source`.
//!
//! Three keys with plain values need no YAML library: quotes, comments, folded blocks (`>`, `|`) and unknown or nested
//! keys are understood as far as that goes, and what is no front matter is left to be read as text.

use jiff::civil::Date;

use super::dateline;

/// What the front matter says, and where the text begins after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) publisher: Option<String>,
    /// The byte at which the text begins; past the byte order mark if there is no front matter.
    pub(super) end: usize,
}

/// Reads the front matter of a text.
pub(super) fn read(source: &str) -> FrontMatter {
    let body = source.strip_prefix('\u{feff}').unwrap_or(source);
    let start = source.len() - body.len();
    let none = FrontMatter { end: start, ..FrontMatter::default() };
    let mut lines = body.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return none };

    let mut front = FrontMatter { end: start + first.len(), ..FrontMatter::default() };
    let mut lines = lines.peekable();
    let mut has_key = false;
    while let Some(line) = lines.next() {
        front.end += line.len();
        let text = line.trim_end();
        if matches!(text, "---" | "...") {
            return if has_key { front } else { none };
        }
        if text.is_empty() || text.starts_with(['#', ' ', '\t', '-']) {
            continue;
        }
        // A line that is no key: two rulers with prose between them.
        let Some((key, value)) = text.split_once(':').filter(|(key, value)| is_key(key, value)) else { return none };
        has_key = true;
        let mut value = scalar(value);
        if matches!(value.as_str(), ">" | "|" | ">-" | "|-" | ">+" | "|+") {
            value.clear();
            while let Some(more) = lines.next_if(|line| line.starts_with([' ', '\t']) || line.trim().is_empty()) {
                front.end += more.len();
                value.push(' ');
                value.push_str(more.trim());
            }
        }
        let value = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        match key.trim().trim_matches(['"', '\'']) {
            "title" => front.title = value,
            "date" => front.date = value.as_deref().and_then(dateline::parse),
            "source" => front.publisher = value,
            _ => {}
        }
    }
    none
}

fn is_key(key: &str, value: &str) -> bool {
    let key = key.trim().trim_matches(['"', '\'']);
    (value.is_empty() || value.starts_with([' ', '\t']))
        && !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// The value of a key without quotes and comment.
fn scalar(value: &str) -> String {
    let value = value.trim();
    if let Some(quoted) = value.strip_prefix('"') {
        let mut text = String::new();
        let mut chars = quoted.chars();
        while let Some(c) = chars.next().filter(|c| *c != '"') {
            match c {
                '\\' => {
                    text.extend(chars.next().map(|escaped| if matches!(escaped, 'n' | 't') { ' ' } else { escaped }));
                }
                _ => text.push(c),
            }
        }
        return text.trim().to_owned();
    }
    if let Some(quoted) = value.strip_prefix('\'') {
        let mut text = String::new();
        let mut chars = quoted.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '\'' && chars.next_if_eq(&'\'').is_none() {
                break;
            }
            text.push(c);
        }
        return text.trim().to_owned();
    }
    let end = if value.starts_with('#') { 0 } else { value.find(" #").unwrap_or(value.len()) };
    value.get(..end).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn title(source: &str) -> Option<String> {
        read(source).title
    }

    #[test]
    fn the_three_keys() {
        let source = "---\ntitle: Exports rise\ndate: 2024-12-19\nsource: PSEB\n---\nThey rose.";
        let front = read(source);
        assert_eq!(front.title.as_deref(), Some("Exports rise"));
        assert_eq!(front.date, Some(date(2024, 12, 19)));
        assert_eq!(front.publisher.as_deref(), Some("PSEB"));
        assert_eq!(source.get(front.end..), Some("They rose."));
    }

    #[test]
    fn quotes_comments_and_line_ends() {
        assert_eq!(title("---\r\ntitle: \"A: \\\"b\\\"\" # c\r\n---\r\n").as_deref(), Some("A: \"b\""));
        assert_eq!(title("\u{feff}---\ntitle: 'it''s' # c\n---").as_deref(), Some("it's"));
        assert_eq!(title("---\n# note\n\"title\": No#1 # c\n...\n").as_deref(), Some("No#1"));
        assert_eq!(title("---\ntitle: >-\n  Exports\n  rise\nx: y\n---\n").as_deref(), Some("Exports rise"));
    }

    #[test]
    fn unknown_and_nested_keys_are_passed_over() {
        let front = read("---\ntags:\n  - a\nsource:\n  name: b\nauthor: c\ntitle: d\n---\n");
        assert_eq!((front.title.as_deref(), front.publisher), (Some("d"), None));
    }

    #[test]
    fn dates_in_words_and_with_times() {
        for value in ["2024-12-19T10:00:00Z", "December 19, 2024", "\"19 Dec 2024\""] {
            assert_eq!(read(&format!("---\ndate: {value}\n---\n")).date, Some(date(2024, 12, 19)), "{value}");
        }
    }

    #[test]
    fn what_is_no_front_matter_is_text() {
        for source in ["---\ntitle: a\n", "---\nExports rose.\n---\n", "----\ntitle: a\n---\n", "", "---"] {
            assert_eq!(read(source), FrontMatter::default(), "{source}");
        }
        assert_eq!(read("\u{feff}text").end, 3);
    }

    proptest! {
        #[test]
        fn never_panics(source in "---\n([a-z]{1,5}|[ :\n\"'#\\\\>|é-]){0,40}(\n---\n)?.{0,5}") {
            let end = read(&source).end;
            prop_assert!(source.get(end..).is_some());
        }
    }
}
