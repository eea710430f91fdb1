//! Places in a report that a terminal opens when they are clicked.
//!
//! A link is what many terminals call OSC 8: an escape sequence before the text and one behind it. Only the places in the frame of a finding
//! become links (`╭─[draft.md:2:14]`), to their files; a line can't be named in a way that more than a few terminals understand.

use std::fmt::Write;
use std::path::Path;

/// The report with its places as links; relative paths are from `folder`.
pub fn link(report: &str, folder: &Path) -> String {
    let mut out = String::with_capacity(report.len() + 256);
    for line in report.split_inclusive('\n') {
        match place(line).and_then(|(at, path)| Some((at, path, target(path, folder)?))) {
            Some((at, path, target)) => {
                let (before, rest) = line.split_at(at);
                let (place, after) = rest.split_at(end(rest, path.len()));
                out.extend([before, "\u{1b}]8;;", &target, "\u{1b}\\", place, "\u{1b}]8;;\u{1b}\\", after]);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Where the place of a finding begins on a line of its frame, and its path.
fn place(line: &str) -> Option<(usize, &str)> {
    let frame = line.trim_start();
    let inner = frame.strip_prefix("╭─[").or_else(|| frame.strip_prefix(",-["))?;
    // With colours, the place is wrapped into the sequences that switch them on and off.
    let inner = match inner.strip_prefix("\u{1b}[") {
        Some(sequence) => sequence.split_once('m')?.1,
        None => inner,
    };
    let text = inner.get(..inner.find(['\u{1b}', '\n']).unwrap_or(inner.len()))?;
    let text = text.strip_suffix(']').unwrap_or(text);
    let (rest, column) = text.rsplit_once(':')?;
    let (path, row) = rest.rsplit_once(':')?;
    let numbers = [column, row].iter().all(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    (numbers && path != "-").then(|| (line.len() - inner.len(), path))
}

/// How long the place is that begins with a path of this length: with line and column.
fn end(rest: &str, path: usize) -> usize {
    let numbers = rest.get(path..).unwrap_or_default();
    path + numbers.find(|c: char| c != ':' && !c.is_ascii_digit()).unwrap_or(numbers.len())
}

/// The address of a file.
fn target(path: &str, folder: &Path) -> Option<String> {
    let whole = folder.join(path);
    let whole: std::path::PathBuf = whole.components().collect();
    let mut target = String::from("file://");
    let text = whole.to_str()?.replace('\\', "/");
    if !text.starts_with('/') {
        target.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b':' => {
                target.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(target, "%{byte:02X}")),
        }
    }
    Some(target)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn linked(line: &str) -> String {
        link(line, Path::new("/home/a b")).replace('\u{1b}', "^")
    }

    #[test]
    fn places_become_links() {
        assert_eq!(
            linked("x\n   ╭─[./in/ü.md:2:14]\n 2 │ text\n"),
            "x\n   ╭─[^]8;;file:///home/a%20b/in/%C3%BC.md^\\./in/ü.md:2:14^]8;;^\\]\n 2 │ text\n"
        );
        assert_eq!(linked("  ,-[/x.md:1:1]\n"), "  ,-[^]8;;file:///x.md^\\/x.md:1:1^]8;;^\\]\n");
        assert_eq!(
            linked("  ╭─[\u{1b}[36;1;4ma.md:1:1\u{1b}[0m]\n"),
            "  ╭─[^[36;1;4m^]8;;file:///home/a%20b/a.md^\\a.md:1:1^]8;;^\\^[0m]\n"
        );
    }

    #[test]
    fn everything_else_stays() {
        for line in ["  ╭─[-:1:1]\n", "  ╭─[a.md]\n", "  ╭─[a.md::]\n", " 2 │ ╭─[a.md:1:1]\n", "  ╭─[\u{1b}[0", "╭─["]
        {
            assert_eq!(link(line, Path::new("/")), line);
        }
    }
}
