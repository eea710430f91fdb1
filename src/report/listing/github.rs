//! Annotations on the lines of a pull request: the workflow commands of GitHub Actions.
//!
//! `::error file=a.md,line=3,col=5,title=audit: wrong-percent::message`. In a message `%`, CR and LF are escaped, in a property also `:`
//! and `,`. A step shows ten annotations of a level; the rest stands in its summary.

use std::fmt::Write;

use super::{Entry, Listed, markdown};
use crate::document::visible_lines;
use crate::model::Severity;

/// How many annotations of a level GitHub shows for a step.
const MOST: usize = 10;

/// The commands, worst first, and a line for those that are left to the summary.
pub fn render(run: &Listed<'_>, summary: bool) -> Vec<u8> {
    let (shown, left) = split(run);
    let mut out = String::new();
    for entry in &shown {
        command(&mut out, entry);
    }
    if !left.is_empty() {
        let place =
            if summary { "listed in the summary of this step" } else { "not shown; `--format concise` prints all" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "audit: {} more, {place}", left.len());
    }
    out.into_bytes()
}

/// Those that are not shown as annotations.
pub fn overflow(run: &Listed<'_>) -> Option<Vec<u8>> {
    let (_, left) = split(run);
    (!left.is_empty()).then(|| {
        let mut out = format!("### audit: {} more\n\n", super::found(&left));
        markdown::table(&mut out, &left);
        out.into_bytes()
    })
}

/// The first of each level, and the others.
fn split(run: &Listed<'_>) -> (Vec<Entry>, Vec<Entry>) {
    let mut counts = [0; 3];
    run.worst_first().into_iter().partition(|entry| {
        let [errors, warnings, notes] = &mut counts;
        let count = match entry.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        };
        *count += 1;
        *count <= MOST
    })
}

fn command(out: &mut String, entry: &Entry) {
    let level = match entry.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let _ = write!(out, "::{level} file={}", property(entry.place.relative()));
    if let Some(region) = entry.place.region {
        let _ = write!(out, ",line={},endLine={}", region.line, region.end_line);
        // Columns of another line than the first mean nothing to GitHub.
        if region.line == region.end_line && region.end_column > region.column {
            let _ = write!(out, ",col={},endColumn={}", region.column, region.end_column - 1);
        }
    }
    let title = property(&format!("audit: {}", entry.rule));
    let _ = writeln!(out, ",title={title}::{}", message(&entry.text()));
}

fn message(text: &str) -> String {
    // A name may hold a line break, which is escaped as the others are; what else can't be seen is written out.
    visible_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_a_command() {
        assert_eq!(message("5%: a, b\nc\u{1b}[2J"), "5%25: a, b%0Ac\\u{1b}[2J");
        assert_eq!(property("C:\\a,b%.md\n"), "C%3A\\a%2Cb%25.md%0A");
    }
}
