//! What is wrong with a configuration or a file of facts, with its place.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use crate::document::LineIndex;

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
        Self { path, line: None, column: None, message: message.into(), excerpt: None }
    }

    /// A mistake at a range of bytes.
    #[must_use]
    pub fn at(path: &Path, source: &str, range: Range<usize>, message: impl Into<String>) -> Self {
        let lines = LineIndex::new(source);
        let start = u32::try_from(range.start.min(source.len())).unwrap_or(u32::MAX);
        let (line, column) = lines.line_column(start);
        let text = source.get(lines.line_range(line)).unwrap_or_default();
        let left = text.chars().count().saturating_sub(column - 1);
        let marked = source.get(range).map_or(1, |marked| marked.chars().count()).clamp(1, left.max(1));
        let number = line.to_string();
        // What stands before the mark keeps its tabs, so that the mark stands below it.
        let before: String = text.chars().take(column - 1).map(|c| if c == '\t' { c } else { ' ' }).collect();
        let excerpt = format!("  {number} | {text}\n  {:1$} | {before}{2}", "", number.len(), "^".repeat(marked));
        Self {
            path: path.display().to_string(),
            line: Some(line),
            column: Some(column),
            message: message.into(),
            excerpt: Some(excerpt),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        for number in self.line.iter().chain(&self.column) {
            write!(f, ":{number}")?;
        }
        write!(f, ": {}", self.message)?;
        match &self.excerpt {
            Some(excerpt) => write!(f, "\n{excerpt}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigError {}
