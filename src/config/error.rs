//! What is wrong with a configuration or a file of facts, with its place.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use crate::document::{LineIndex, shortened, visible, visible_lines};

/// One mistake in a file that the user wrote for the program.
///
/// Its text is one line for logs and editors, and below it the line of the file with the mistake marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, as it was found.
    pub path: String,
    /// The line, from 1; `None` where the file as a whole is wrong.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong, and what to do about it.
    pub message: String,
    /// The line of the file and the marks below it.
    excerpt: Option<String>,
}

impl ConfigError {
    /// A mistake of the file as a whole.
    #[must_use]
    pub fn whole(path: &Path, message: impl Into<String>) -> Self {
        let path = path.display().to_string();
        let message = shortened(&message.into(), LONGEST).into_owned();
        Self { path, line: None, column: None, message, excerpt: None }
    }

    /// A mistake at a range of bytes.
    #[must_use]
    pub fn at(path: &Path, source: &str, range: Range<usize>, message: impl Into<String>) -> Self {
        Self::in_lines(path, source, &LineIndex::new(source), range, message)
    }

    /// The same where there may be many in one file, whose lines are counted once.
    #[must_use]
    pub fn in_lines(
        path: &Path,
        source: &str,
        lines: &LineIndex<'_>,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let start = range.start.min(source.len());
        let start = (0..=start).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0);
        let (line, column) = lines.line_column(u32::try_from(start).unwrap_or(u32::MAX));
        let whole = lines.line_range(line);
        let before = source.get(whole.start..start).unwrap_or_default();
        let after = source.get(start..whole.end).unwrap_or_default();
        let marked = source.get(range).map_or(1, |marked| marked.chars().take(WIDEST).count());
        let path = path.display().to_string();
        let message = shortened(&message.into(), LONGEST).into_owned();
        Self {
            path,
            line: Some(line),
            column: Some(column),
            message,
            excerpt: Some(excerpt(line, before, after, marked)),
        }
    }
}

/// How many characters of a line are shown on each side of where the mistake begins.
const WIDEST: usize = 60;

/// How many characters a message has at most. What it quotes may be a whole file without a line break, and none of the user's.
const LONGEST: usize = 240;

/// A line of the file with a mark below the mistake.
fn excerpt(line: usize, before: &str, after: &str, marked: usize) -> String {
    let number = line.to_string();
    let from = before.char_indices().rev().nth(WIDEST - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(WIDEST).map_or(after.len(), |(at, _)| at);
    let (cut, uncut) = (before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default());
    let marked = marked.min(uncut.chars().count()).max(1);
    let (left, right) = (if from > 0 { "…" } else { "" }, if to < after.len() { "…" } else { "" });
    // What stands before the mark keeps its tabs, so that the mark stands below it.
    let (cut, uncut) = (visible_lines(cut), visible_lines(uncut));
    let indent: String = left.chars().chain(cut.chars()).map(|c| if c == '\t' { c } else { ' ' }).collect();
    let marks = "^".repeat(marked);
    format!("  {number} | {left}{cut}{uncut}{right}\n  {:1$} | {indent}{marks}", "", number.len())
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.path))?;
        for number in self.line.iter().chain(&self.column) {
            write!(f, ":{number}")?;
        }
        write!(f, ": {}", visible(&self.message))?;
        match &self.excerpt {
            Some(excerpt) => write!(f, "\n{excerpt}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_cut() {
        let line = "secret=".to_owned() + &"x".repeat(10_000);
        let error = ConfigError::at(
            "a.csv".as_ref(),
            &line,
            0..line.len(),
            format!("unknown field `{line}`; a row has metric"),
        );
        let shown = error.to_string();
        assert!(shown.len() < 800 && shown.contains("a row has metric") && shown.contains("1 | secret="), "{shown}");
        let error = ConfigError::at("a.csv".as_ref(), &line, 5_000..5_001, "here");
        assert!(error.to_string().lines().all(|line| line.chars().count() < 140), "{error}");
    }

    #[test]
    fn names_and_lines_command_no_terminal() {
        let error = ConfigError::at("a\n\u{1b}[31m.csv".as_ref(), "a\tb\u{1b}c", 2..3, "a\nb");
        assert_eq!(error.to_string(), "a\\n\\u{1b}[31m.csv:1:3: a\\nb\n  1 | a\tb\\u{1b}c\n    |  \t^");
    }
}
