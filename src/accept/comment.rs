//! `<!-- audit: allow wrong-percent -- restated basis, see note 3 -->`: a finding accepted where it stands, with a reason.
//!
//! ```text
//! comment = "<!--" "audit:" "allow" rule ("," rule)* "--" reason "-->"
//! ```
//!
//! It holds for the block that it stands in or before: a paragraph, a heading, an item of a list, a whole table.

use std::ops::Range;

use memchr::{memchr, memmem};

use crate::document::{Block, BlockKind, Document, Format, LineIndex};
use crate::model::Span;
use crate::report::{Notice, notices};
use crate::rules;

/// A comment that accepts findings, or would if it were right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The rules whose findings it accepts.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
    /// Whether there was anything to accept.
    pub used: bool,
    /// What is wrong with the comment; it accepts nothing then.
    problem: Option<String>,
    /// The whole comment.
    span: Span,
    /// What it holds for.
    covers: Span,
    /// Where it stands: the file, and line and column from 1.
    pub place: (String, usize, usize),
}

/// The comments of a text; nearly always none, which costs one fast look.
#[must_use]
pub fn comments(path: &str, text: &str, format: Format) -> Vec<Comment> {
    let mut found = Vec::new();
    // The rarer of the two comes first.
    if memchr(b'<', text.as_bytes()).is_none() || memmem::find(text.as_bytes(), b"audit:").is_none() {
        return found;
    }
    let lines = LineIndex::new(text);
    let mut code = Code::default();
    for start in memmem::find_iter(text.as_bytes(), b"<!--") {
        // A comment without an end is the last.
        let Some((body, end)) = body(text, start) else { break };
        let Some(order) = body.trim().strip_prefix("audit:") else { continue };
        // The one stands on top of reports; the others may be shown and not meant.
        if order.trim() == "report" || format.has_code() && code.holds(text, start) {
            continue;
        }
        let (line, column) = lines.line_column(offset(start));
        let read = read(order.trim());
        let problem = read.as_ref().err().cloned();
        let (rules, reason) = read.unwrap_or_default();
        found.push(Comment {
            rules,
            reason,
            used: false,
            problem,
            span: Span::new(offset(start), offset(end)),
            covers: Span::new(0, 0),
            place: (path.to_owned(), line, column),
        });
    }
    found
}

/// The text with the comments blanked out, every other byte in its place: in plain text nothing else tells them from prose.
#[must_use]
pub fn blank(text: &str, comments: &[Comment]) -> String {
    let mut blank = String::with_capacity(text.len());
    let mut at = 0;
    for comment in comments {
        let range = comment.span.range();
        blank.push_str(text.get(at..range.start).unwrap_or_default());
        let gone = text.get(range.clone()).unwrap_or_default();
        blank.extend(gone.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at = range.end;
    }
    blank.push_str(text.get(at..).unwrap_or_default());
    blank
}

/// Finds the block that each comment holds for; they stand in the order of the text, as the blocks do.
pub fn cover(comments: &mut [Comment], document: &Document<'_>) {
    let span = |block: &Block<'_>| block.prose.span(0..offset(block.prose.text().len()));
    let table_of = |block: &Block<'_>| match block.kind {
        BlockKind::Cell { table, .. } => Some(table),
        _ => None,
    };
    let mut blocks = document.blocks.as_slice();
    let mut ended = None;
    for comment in comments {
        // At the end of a line it is about what stands on that line.
        if let Some(own) = beside(document, blocks, comment.span.start) {
            comment.covers = own;
            continue;
        }
        // Behind all text there is nothing to hold for.
        comment.covers = Span::new(u32::MAX, u32::MAX);
        while let Some((_, rest)) = blocks.split_first().filter(|(first, _)| span(first).end <= comment.span.start) {
            blocks = rest;
        }
        let Some(first) = blocks.first() else { continue };
        comment.covers = span(first);
        if let Some(table) = table_of(first) {
            let end = match ended {
                Some((known, end)) if known == table => end,
                _ => blocks.iter().take_while(|block| table_of(block) == Some(table)).last().unwrap_or(first),
            };
            ended = Some((table, end));
            comment.covers = comment.covers.join(span(end));
        }
    }
}

/// The block that ends on the line of a comment, before it.
fn beside(document: &Document<'_>, blocks: &[Block<'_>], at: u32) -> Option<Span> {
    let start = document.source.get(..at as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let before = document.source.get(start..at as usize)?;
    if !before.contains(char::is_alphanumeric) {
        return None;
    }
    let line = Span::new(offset(start), at);
    let span = |block: &Block<'_>| block.prose.span(0..offset(block.prose.text().len()));
    let near = blocks.iter().map(span).take_while(|span| span.start < at);
    near.filter(|span| span.end <= at && span.end > line.start).last()
}

/// Which of the comments hold for a place of a document, by their own document and what they cover, which is in order as they are.
pub fn covering<C>(comments: &[C], of: impl Fn(&C) -> (u32, &Comment), document: u32, at: u32) -> Range<usize> {
    let is_over = |comment: &C| matches!(of(comment), (own, comment) if (own, comment.covers.end) <= (document, at));
    let has_begun =
        |comment: &C| matches!(of(comment), (own, comment) if (own, comment.covers.start) <= (document, at));
    let first = comments.partition_point(is_over);
    first..comments.partition_point(has_begun).max(first)
}

impl Comment {
    /// Whether there is nothing wrong with the comment.
    #[must_use]
    pub const fn is_right(&self) -> bool {
        self.problem.is_none()
    }

    /// What is to be said about the comment itself.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        let (kind, message) = match &self.problem {
            Some(problem) => (notices::BAD_ALLOW, problem.clone()),
            None if self.used => return None,
            None => {
                let rules = self.rules.join(", ");
                (notices::UNUSED_ALLOW, format!("no {rules} finding in the next block; remove this comment"))
            }
        };
        let (path, line, column) = &self.place;
        Some(Notice {
            path: path.clone(),
            line: u32::try_from(*line).ok(),
            column: u32::try_from(*column).ok(),
            severity: kind.level,
            rule: kind.name,
            message,
        })
    }
}

/// What stands in the comment that begins at `start`, and where it ends.
fn body(text: &str, start: usize) -> Option<(&str, usize)> {
    let rest = text.get(start + 4..)?;
    let len = memmem::find(rest.as_bytes(), b"-->")?;
    Some((rest.get(..len)?, start + 4 + len + 3))
}

/// Rules and reason of an order, or what is wrong with it.
fn read(order: &str) -> Result<(Vec<String>, String), String> {
    const FORM: &str = "write `<!-- audit: allow RULE -- REASON -->`";
    let Some(rest) = order.strip_prefix("allow").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n']))
    else {
        let word = order.split_whitespace().next().unwrap_or_default();
        return Err(format!("`{word}` is not something to ask of audit; {FORM}"));
    };
    let (names, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let names: Vec<String> =
        names.split([',', ' ', '\t', '\n', '\r']).filter(|name| !name.is_empty()).map(Into::into).collect();
    if names.is_empty() {
        return Err(format!("a rule to allow is missing; {FORM}"));
    }
    if let Some(dash) = names.iter().find(|name| name.chars().all(|c| matches!(c, '-' | '–' | '—' | '―' | ':'))) {
        return Err(format!("use `--` before the reason, not `{dash}`; {FORM}"));
    }
    for name in &names {
        if rules::find(name).is_none() {
            return Err(match rules::suggest(name) {
                Some(meant) => format!("there is no rule `{name}`; did you mean `{meant}`?"),
                None => format!("there is no rule `{name}`; `audit explain` lists them all"),
            });
        }
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(format!("a reason is missing; {FORM}"));
    }
    Ok((names, reason))
}

/// Where Markdown stands in code, asked from the beginning of a text to its end.
#[derive(Debug, Default)]
struct Code {
    /// Up to where the text was looked at: the beginning of a line.
    at: usize,
    /// Whether a fence is open there.
    fenced: bool,
    /// Up to where the line of the last question was looked at, and whether a mark of code is open there.
    within: (usize, bool),
}

impl Code {
    /// Whether a place stands in code, where it is shown and not meant; it lies behind all that were asked for before.
    fn holds(&mut self, text: &str, at: usize) -> bool {
        let before = text.get(..at).unwrap_or_default();
        let line = memchr::memrchr(b'\n', before.get(self.at..).unwrap_or_default().as_bytes());
        if let Some(line) = line.map(|line| self.at + line + 1) {
            let whole = text.get(self.at..line).unwrap_or_default().lines();
            self.fenced ^= whole.filter(|line| is_fence(line)).count() % 2 == 1;
            (self.at, self.within) = (line, (line, false));
        }
        let new = text.get(self.within.0..at).unwrap_or_default();
        self.within = (at, self.within.1 ^ (memchr::memchr_iter(b'`', new.as_bytes()).count() % 2 == 1));
        let opens = is_fence(text.get(self.at..at).unwrap_or_default());
        self.fenced ^ opens || self.within.1
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~")
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        let right = read("allow wrong-percent, wrong-total -- restated\n basis");
        assert_eq!(
            right,
            Ok((vec!["wrong-percent".to_owned(), "wrong-total".to_owned()], "restated basis".to_owned()))
        );
        for (order, words) in [
            ("allow wrong-percent", "a reason is missing"),
            ("allow wrong-percent --", "a reason is missing"),
            ("allow wrong-percant -- so", "did you mean `wrong-percent`?"),
            ("allow wrong-percent – so", "use `--` before the reason, not `–`"),
            ("allow wrong-percent - so", "use `--` before the reason, not `-`"),
            ("allow -- so", "a rule to allow is missing"),
            ("ignore wrong-percent -- so", "`ignore` is not something"),
            ("", "is not something"),
        ] {
            assert!(read(order).is_err_and(|problem| problem.contains(words)), "{order}");
        }
    }

    #[test]
    fn code_is_known_along_the_way() {
        let text = "a `b\n` c\n```\nd\n``` e\n~~~ f\ng `h` i `\n\nj\n~~~\nk";
        let mut code = Code::default();
        for at in 0..text.len() {
            let before = text.get(..at).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let slow =
                before.lines().filter(|line| is_fence(line)).count() % 2 == 1 || line.matches('`').count() % 2 == 1;
            assert_eq!(code.holds(text, at), slow, "{at}: {before}");
        }
    }

    #[test]
    fn comments_that_are_shown_as_code_are_not_meant() {
        let comment = "<!-- audit: allow wrong-percent -- so -->";
        for (text, count) in [
            (comment.to_owned(), 1),
            (format!("```\n{comment}\n```\n\n{comment}"), 1),
            (format!("Write `{comment}` above it."), 0),
            (comment.replace("-->", ""), 0),
            ("<!-- a note on the audit: none -->".to_owned(), 0),
        ] {
            assert_eq!(comments("a.md", &text, Format::Markdown).len(), count, "{text}");
        }
        let text = format!("a\n{comment}\nb é");
        let blanked = blank(&text, &comments("a.txt", &text, Format::Text));
        assert_eq!((blanked.len(), blanked.split_whitespace().collect::<String>()), (text.len(), "abé".to_owned()));
    }
}
