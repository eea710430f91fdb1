//! A comment on a pull request: a head that counts, a table of the findings, and the sums below it.

use std::fmt::Write;

use super::{Entry, Listed, found};
use crate::document::{REPORT_HEAD, is_hidden};
use crate::report::counted;

/// How many characters a comment may have on GitHub, less some room for a closing line.
const MOST: usize = 65_000;

/// The comment, worst first.
pub fn render(run: &Listed<'_>) -> Vec<u8> {
    let entries = run.worst_first();
    let mut out = format!("{REPORT_HEAD}\n### audit: {}\n\n", found(&entries));
    if !entries.is_empty() {
        let left = table(&mut out, &entries);
        details(&mut out, entries.get(..entries.len() - left).unwrap_or_default());
    }
    let summary = run.summary;
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{} in {}: {} exact, {} rounded, {} strained, {} mismatch, {} unchecked. Silence is not approval.",
        counted(summary.claims, "claim"),
        counted(summary.documents, "document"),
        summary.exact,
        summary.rounded,
        summary.strained,
        summary.mismatch,
        summary.unchecked
    );
    out.into_bytes()
}

/// A row each, as far as there is room; how many are left out.
pub fn table(out: &mut String, entries: &[Entry]) -> usize {
    out.push_str("| level | rule | place | what does not hold |\n|---|---|---|---|\n");
    for (index, entry) in entries.iter().enumerate() {
        let (level, rule) = (entry.severity.name(), entry.rule);
        let row = format!("| {level} | `{rule}` | {} | {} |\n", escape(&entry.place.shown()), escape(&entry.message));
        if out.chars().count() + row.chars().count() > MOST / 2 {
            let left = entries.len() - index;
            let _ = writeln!(out, "\nand {left} more; `audit --format human` prints all of them\n");
            return left;
        }
        out.push_str(&row);
    }
    out.push('\n');
    0
}

/// The sums, folded away.
fn details(out: &mut String, entries: &[Entry]) {
    let mut text = String::new();
    for entry in entries.iter().filter(|entry| !entry.help.is_empty()) {
        let mut part = format!("- {} `{}`\n", escape(&entry.place.shown()), entry.rule);
        for line in &entry.help {
            let _ = writeln!(part, "  - {}", escape(line));
        }
        if out.chars().count() + text.chars().count() + part.chars().count() > MOST {
            break;
        }
        text.push_str(&part);
    }
    if !text.is_empty() {
        let _ = write!(out, "<details><summary>The sums</summary>\n\n{text}\n</details>\n\n");
    }
}

/// A text on one line, without what Markdown reads as its own.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '$' | '@' => {
                // A backslash before "@" would still call the name behind it.
                if c == '@' {
                    out.push_str("&#64;");
                } else {
                    out.push('\\');
                    out.push(c);
                }
            }
            c if is_hidden(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_the_table() {
        assert_eq!(escape("a|b\n*c* <d> @e $5"), "a\\|b \\*c\\* \\<d\\> &#64;e \\$5");
    }
}
