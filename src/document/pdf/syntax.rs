//! As much of the syntax of PDF as it takes to put something into a dictionary without writing the rest of it anew.

use std::ops::Range;

/// A dictionary as it is written, without its brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawDict<'a> {
    inner: &'a [u8],
}

impl<'a> RawDict<'a> {
    /// The dictionary that begins here, behind blanks.
    pub(super) fn at(bytes: &'a [u8]) -> Option<Self> {
        let start = blank(bytes, 0);
        let rest = bytes.get(start..)?;
        rest.starts_with(b"<<").then_some(())?;
        let end = skip(rest, 0)?;
        Some(Self { inner: rest.get(2..end - 2)? })
    }

    /// The value of a key, as it is written.
    pub(super) fn value(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.inner.get(self.place(key)?)
    }

    /// The value of a key that is a whole number.
    pub(super) fn number(&self, key: &[u8]) -> Option<u64> {
        std::str::from_utf8(self.value(key)?).ok()?.trim().parse().ok()
    }

    /// The dictionary as it is written, with another value for a key.
    pub(super) fn with(&self, key: &[u8], value: &[u8]) -> Vec<u8> {
        let mut out = b"<<".to_vec();
        if let Some(place) = self.place(key) {
            out.extend_from_slice(self.inner.get(..place.start).unwrap_or_default());
            out.push(b' ');
            out.extend_from_slice(value);
            out.extend_from_slice(self.inner.get(place.end..).unwrap_or_default());
        } else {
            out.extend_from_slice(self.inner);
            out.extend_from_slice(b"\n/");
            out.extend_from_slice(key);
            out.push(b' ');
            out.extend_from_slice(value);
        }
        out.extend_from_slice(b">>");
        out
    }

    /// Where the value of a key stands.
    fn place(&self, key: &[u8]) -> Option<Range<usize>> {
        let mut at = blank(self.inner, 0);
        while at < self.inner.len() {
            let end = skip(self.inner, at)?;
            let name = self.inner.get(at..end)?.strip_prefix(b"/")?;
            let start = blank(self.inner, end);
            let end = value(self.inner, start)?;
            if name == key {
                return Some(start..end);
            }
            at = blank(self.inner, end);
        }
        None
    }
}

/// Where a value ends: an object, or a reference to one.
fn value(bytes: &[u8], start: usize) -> Option<usize> {
    let end = skip(bytes, start)?;
    let is_whole = |range: Range<usize>| bytes.get(range).is_some_and(|token| token.iter().all(u8::is_ascii_digit));
    if is_whole(start..end) {
        let second = blank(bytes, end);
        if let Some(second_end) = skip(bytes, second).filter(|end| is_whole(second..*end)) {
            let third = blank(bytes, second_end);
            if let Some(third_end) = skip(bytes, third).filter(|end| bytes.get(third..*end) == Some(b"R")) {
                return Some(third_end);
            }
        }
    }
    Some(end)
}

/// The first byte from here on that is neither blank nor in a comment.
pub(super) fn blank(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' => at += 1,
            b'%' => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            }
            _ => break,
        }
    }
    at
}

/// Where a token, a string, an array or a dictionary ends. Nesting is counted and not followed.
fn skip(bytes: &[u8], start: usize) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    let mut at = start;
    loop {
        let rest = bytes.get(at..)?;
        match rest {
            [b'(', ..] => at += string(rest)?,
            [b'<', b'<', ..] => {
                open.push(b'>');
                at += 2;
            }
            [b'>', b'>', ..] if open.last() == Some(&b'>') => {
                open.pop();
                at += 2;
            }
            [b'<', ..] => at += memchr::memchr(b'>', rest)? + 1,
            [b'[', ..] => {
                open.push(b']');
                at += 1;
            }
            [b']', ..] if open.last() == Some(&b']') => {
                open.pop();
                at += 1;
            }
            [b'/', name @ ..] => at += 1 + regular(name),
            [_, ..] => {
                let len = regular(rest);
                if len == 0 {
                    return None;
                }
                at += len;
            }
            [] => return None,
        }
        if open.is_empty() {
            return Some(at);
        }
        at = blank(bytes, at);
    }
}

/// How many bytes belong to a name or number.
fn regular(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| b"\0\t\n\x0c\r ()<>[]{}/%".contains(byte);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// How long a string is, with its brackets.
fn string(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_changed_and_all_else_kept() {
        let raw = b" % head\n<</Type/Page /Parent 3 0 R/Box[0 0 [1] 9]/S(a\\)(b)>>) /H<AB>\n/Annots 7 0 R /D<</Annots 1>>/N 5>>";
        let dict = RawDict::at(raw).unwrap_or(RawDict { inner: b"" });
        let value = |key: &[u8]| dict.value(key).map(|value| String::from_utf8_lossy(value).into_owned());
        assert_eq!(value(b"Type").as_deref(), Some("/Page"));
        assert_eq!(value(b"Parent").as_deref(), Some("3 0 R"));
        assert_eq!(value(b"Box").as_deref(), Some("[0 0 [1] 9]"));
        assert_eq!(value(b"S").as_deref(), Some("(a\\)(b)>>)"));
        assert_eq!(value(b"Annots").as_deref(), Some("7 0 R"));
        assert_eq!((dict.number(b"N"), value(b"X")), (Some(5), None));
        let changed = String::from_utf8_lossy(&dict.with(b"Annots", b"[1 0 R]")).into_owned();
        assert!(changed.ends_with("/H<AB>\n/Annots  [1 0 R] /D<</Annots 1>>/N 5>>"), "{changed}");
        assert!(dict.with(b"X", b"1").ends_with(b"\n/X 1>>"));
        for wrong in [&b"<<"[..], b"<</A", b"<</A (", b"<</A [>>", b"", b"[", b"<</A <>"] {
            assert!(RawDict::at(wrong).is_none());
        }
    }
}
