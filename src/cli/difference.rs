//! Two texts as the difference that `patch` and `git apply` read.
//!
//! ```text
//! --- a/may.md
//! +++ b/may.md
//! @@ -3 +3 @@
//! -rose 17.8%
//! +rose 21.6%
//! ```

use std::borrow::Cow;
use std::fmt::Write;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput, Token};

use crate::document::is_hidden;

/// How many lines that are the same are shown on each side of what differs.
const CONTEXT: u32 = 3;

/// The difference of two texts that are, or would be, one file; nothing below its head if there is none.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let name = path.strip_prefix("./").unwrap_or(path);
    // Its time grows with the lines, where the textbook's method takes lines times differences.
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let mut out = format!("--- {}\n+++ {}\n", quoted(&format!("a/{name}")), quoted(&format!("b/{name}")));
    let changes: Vec<Hunk> = diff.hunks().collect();
    // Changes whose context would touch stand under one head.
    for near in changes.chunk_by(|one, next| next.before.start - one.before.end <= 2 * CONTEXT) {
        hunk(&mut out, near, &input);
    }
    out
}

/// Changes that stand near each other, with the lines around them.
fn hunk(out: &mut String, changes: &[Hunk], input: &InternedInput<&str>) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
    let start = first.before.start.saturating_sub(CONTEXT);
    let end = last.before.end.saturating_add(CONTEXT).min(u32::try_from(input.before.len()).unwrap_or(u32::MAX));
    let gone: u32 = changes.iter().map(|change| change.before.end - change.before.start).sum();
    let new: u32 = changes.iter().map(|change| change.after.end - change.after.start).sum();
    // Where there are no lines, the number is that of the line before; where there is one, its count goes without saying.
    let range = |start: u32, len: u32| match len {
        0 => format!("{start},0"),
        1 => (start + 1).to_string(),
        _ => format!("{},{len}", start + 1),
    };
    let (old, after) = (end - start, first.after.start - (first.before.start - start));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "@@ -{} +{} @@", range(start, old), range(after, old - gone + new));
    let mut lines = |sign: char, tokens: &[Token], from: u32, to: u32| {
        for token in tokens.get(from as usize..to as usize).unwrap_or_default() {
            let line = input.interner[*token];
            out.push(sign);
            out.push_str(line);
            if !line.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    };
    let mut at = start;
    for change in changes {
        lines(' ', &input.before, at, change.before.start);
        lines('-', &input.before, change.before.start, change.before.end);
        lines('+', &input.after, change.after.start, change.after.end);
        at = change.before.end;
    }
    lines(' ', &input.before, at, end);
}

/// A name as git writes it: in quotes, with its bytes in octal digits, where it holds what can't be seen or ends a name.
fn quoted(name: &str) -> Cow<'_, str> {
    if !name.chars().any(|c| is_hidden(c) || matches!(c, '"' | '\\')) {
        return name.into();
    }
    let mut out = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) => {
                let mut bytes = [0; 4];
                // Writing to a string cannot fail.
                let _ = c.encode_utf8(&mut bytes).bytes().try_for_each(|byte| write!(out, "\\{byte:03o}"));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_those_that_patch_reads() {
        let unified = |before, after| unified("./a.md", before, after);
        assert_eq!(
            unified("a\nb", "a\nc"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
        let (before, after) =
            ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n10\n11\n12\n13\n");
        let hunks = "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n@@ -10,3 +10,4 @@\n 10\n 11\n 12\n+13\n";
        assert_eq!(unified(before, after), format!("--- a/a.md\n+++ b/a.md\n{hunks}"));
        assert_eq!(unified("", "a\n"), "--- a/a.md\n+++ b/a.md\n@@ -0,0 +1 @@\n+a\n");
        assert_eq!(unified("a\r\n", "b\r\n"), "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\r\n+b\r\n");
        assert_eq!(quoted("a/\"\u{1b}\n\u{202e}.md"), r#""a/\"\033\012\342\200\256.md""#);
        assert_eq!(unified("a\n", "a\n"), "--- a/a.md\n+++ b/a.md\n");
    }
}
