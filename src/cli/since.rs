//! A run that is limited to a change: which files and lines of it are reported.
//!
//! All files that the paths name are read, as what is new may contradict what has stood for long. Only what belongs to the
//! change is listed, counted, and makes the run fail.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;

use super::git::{Changed, Changes};
use crate::accept::Comment;
use crate::audit::{CheckedClaim, DocumentReport};
use crate::conflicts::Compared;
use crate::document::{Input, LineIndex, Origin};
use crate::model::Span;

/// To which change the report is limited.
#[derive(Debug, Clone, Default, Args)]
pub struct SinceArguments {
    /// Report only on files that have changed since the branch left REF, a branch, tag or commit of git
    ///
    /// What is not committed yet counts, and so do new files. The other files are still read: a conflict between documents is reported
    /// if one of its places is in a changed file.
    #[arg(long, value_name = "REF")]
    pub changed_since: Option<String>,

    /// Report only findings on changed lines: a number or a word of the sentence stands on one
    #[arg(long, requires = "changed_since")]
    pub lines: bool,
}

/// What belongs to a change.
#[derive(Debug)]
pub struct Since {
    /// From what on, as it was given.
    pub reference: String,
    /// The inputs by their paths, so that each is looked for once.
    known: HashMap<String, Option<Changed>>,
    changes: Changes,
}

/// How much of a file belongs to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'s> {
    /// Nothing.
    Nothing,
    /// Every line.
    Whole,
    /// These lines.
    Lines(&'s [Range<usize>]),
}

impl SinceArguments {
    /// Asks git what belongs to the change.
    pub fn read(&self, paths: &[PathBuf], inputs: &[Input]) -> Result<Option<Since>, String> {
        let Some(reference) = &self.changed_since else { return Ok(None) };
        let wrong = |message: String| format!("--changed-since {reference}: {message}");
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(wrong("standard input has no history; name the file".to_owned()));
        }
        let changes = Changes::since(reference, self.lines).map_err(wrong)?;
        if let Some(path) = paths.iter().find(|path| !changes.covers(path)) {
            let top = changes.top.display();
            return Err(wrong(format!("{} is not in the repository {top}; run audit in its own", path.display())));
        }
        let known = inputs.iter().map(|input| {
            let what = match &input.origin {
                Origin::Stdin => None,
                Origin::File(path) => changes.of(path).cloned(),
            };
            // What git shows of a Word document, if anything, are not the lines that are read of it.
            let what = what.map(|what| if input.format.keeps_bytes() { what } else { Changed::Whole });
            (input.shown.clone(), what)
        });
        Ok(Some(Since { reference: reference.clone(), known: known.collect(), changes }))
    }
}

impl Since {
    /// How much of an input belongs to the change.
    pub fn scope(&self, input: &Input) -> Scope<'_> {
        self.of(&input.shown)
    }

    /// How much of a file belongs to the change, by its path as it is shown.
    fn of(&self, shown: &str) -> Scope<'_> {
        let changed = match self.known.get(shown) {
            Some(known) => known.as_ref(),
            // A file of reference facts.
            None => self.changes.of(Path::new(shown)),
        };
        match changed {
            None => Scope::Nothing,
            Some(Changed::Whole) => Scope::Whole,
            Some(Changed::Lines(lines)) => Scope::Lines(lines),
        }
    }

    /// Takes out conflicts and comments of which no place belongs to the change.
    pub fn limit(&self, compared: &mut Compared, comments: &mut Vec<(u32, Comment)>) {
        let touches = |path: &str, line: usize| self.of(path).touches(line..line + 1);
        compared.conflicts.retain(|conflict| conflict.facts.iter().any(|cited| touches(&cited.path, cited.line)));
        compared.accepted.retain(|(one, _)| one.facts.iter().any(|cited| touches(&cited.path, cited.line)));
        compared.decided.retain(|decided| decided.facts.iter().any(|cited| touches(&cited.path, cited.line)));
        comments.retain(|(_, comment)| touches(&comment.place.0, comment.place.1));
    }
}

impl Scope<'_> {
    /// Whether a line of the range belongs to the change.
    pub fn touches(self, range: Range<usize>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Whole => true,
            Self::Lines(lines) => {
                // The ranges are in order and apart, so the first that ends behind the start decides.
                let first = lines.partition_point(|changed| changed.end <= range.start);
                lines.get(first).is_some_and(|changed| changed.start < range.end)
            }
        }
    }

    /// Takes out findings that do not belong to the change; how many claims lost some.
    pub fn limit(self, report: &mut DocumentReport<'_>) -> u64 {
        if self == Self::Whole {
            return 0;
        }
        let lines = LineIndex::new(&report.document.source);
        let mut elsewhere = 0;
        let judged = |checked: &&mut CheckedClaim| !checked.findings.is_empty() || !checked.accepted.is_empty();
        for checked in report.claims.iter_mut().filter(judged) {
            let touches = |span: Span| {
                let last = lines.line_column(span.end.saturating_sub(1).max(span.start)).0;
                self.touches(lines.line_column(span.start).0..last + 1)
            };
            if !places(checked).any(touches) {
                elsewhere += u64::from(!checked.findings.is_empty());
                checked.findings.clear();
                checked.accepted.iter_mut().for_each(|accepted| accepted.findings.clear());
                checked.severity = None;
            }
        }
        elsewhere
    }
}

/// The sentence, and every number that its sum needs, wherever that stands.
fn places(checked: &CheckedClaim) -> impl Iterator<Item = Span> {
    let roles = checked.reading().roles.iter().map(|(_, quantity)| quantity.span);
    let accepted = checked.accepted.iter().flat_map(|accepted| &accepted.findings);
    let labels = checked.findings.iter().chain(accepted).flat_map(|finding| &finding.labels).map(|label| label.span);
    std::iter::once(checked.claim.statement).chain(roles).chain(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_belong_to_a_change() {
        let lines = [3..5, 9..10];
        let scope = Scope::Lines(&lines);
        let touched: Vec<usize> = (1..12).filter(|line| scope.touches(*line..line + 1)).collect();
        assert_eq!(touched, [3, 4, 9]);
        assert!(scope.touches(1..4) && scope.touches(5..11) && !scope.touches(5..9) && !scope.touches(10..90));
        assert!(Scope::Whole.touches(1..2) && !Scope::Nothing.touches(1..2) && !Scope::Lines(&[]).touches(1..9));
    }
}
