//! Comma-separated values as RFC 4180 has them, each field with its place in the file.
//!
//! ```ebnf
//! file   = { record | comment } ;
//! record = field , { "," , field } , line-break ;
//! field  = { any } | '"' , { any | '""' } , '"' ;
//! ```

use std::borrow::Cow;
use std::ops::Range;

/// One field: its text, and where it stands.
pub type Field<'a> = (Cow<'a, str>, Range<usize>);

/// The records of a text; empty lines and lines that begin with `#` are none. The error is the place of a quotation mark that nothing closes.
pub fn records(text: &str) -> (Vec<Vec<Field<'_>>>, Option<usize>) {
    let bytes = text.as_bytes();
    let mut records = Vec::new();
    let mut record: Vec<Field<'_>> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    while at < bytes.len() {
        if record.is_empty() && matches!(bytes[at], b'#' | b'\n' | b'\r') {
            at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            continue;
        }
        let (field, next) = match field(text, at) {
            Ok(read) => read,
            Err(open) => return (records, Some(open)),
        };
        record.push(field);
        at = next;
        if let Some(b',') = bytes.get(at) {
            at += 1;
            // A comma at the end of the file is followed by an empty field.
            if at == bytes.len() {
                record.push((Cow::Borrowed(""), at..at));
            }
        } else {
            at = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |end| at + end + 1);
            records.push(std::mem::take(&mut record));
        }
    }
    if !record.is_empty() {
        records.push(record);
    }
    (records, None)
}

/// A field, and where what follows it begins: a comma or the end of the line.
fn field(text: &str, start: usize) -> Result<(Field<'_>, usize), usize> {
    let rest = text.get(start..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let Some(quoted) = rest.get(blank..).and_then(|rest| rest.strip_prefix('"')) else {
        let len = rest.find([',', '\n']).unwrap_or(rest.len());
        let whole = rest.get(..len).unwrap_or_default();
        let bare = whole.trim();
        let from = start + (whole.len() - whole.trim_start().len());
        return Ok(((Cow::Borrowed(bare), from..from + bare.len()), start + len));
    };
    let from = start + blank + 1;
    let mut end = 0;
    loop {
        let Some(mark) = memchr::memchr(b'"', quoted.as_bytes().get(end..).unwrap_or_default()) else {
            return Err(from - 1);
        };
        end += mark;
        if quoted.as_bytes().get(end + 1) != Some(&b'"') {
            break;
        }
        end += 2;
    }
    let inner = quoted.get(..end).unwrap_or_default();
    let value = if inner.contains('"') { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) };
    let behind = quoted.get(end + 1..).unwrap_or_default();
    let skipped = behind.find([',', '\n']).unwrap_or(behind.len());
    Ok(((value, from..from + end), from + end + 1 + skipped))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        records(text)
            .0
            .into_iter()
            .map(|record| record.into_iter().map(|(text, _)| text.into_owned()).collect())
            .collect()
    }

    #[test]
    fn fields_and_records() {
        assert_eq!(texts("a,b\r\n# note\n\n1, \"x, \"\"y\"\"\" ,3\n"), [vec!["a", "b"], vec!["1", "x, \"y\"", "3"]]);
        assert_eq!(texts("a,\nb"), [vec!["a", ""], vec!["b"]]);
        assert_eq!(texts("a,"), [vec!["a", ""]]);
        assert_eq!(texts("\"two\nlines\",b"), [vec!["two\nlines", "b"]]);
        assert_eq!(records("a\n\"b").1, Some(2));
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "metric,value\n \"ICT\", 3.2 \n";
        let (records, _) = records(text);
        for (field, place) in records.iter().flatten() {
            assert_eq!(text.get(place.clone()), Some(field.as_ref()));
        }
    }
}
