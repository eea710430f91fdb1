//! The formats that list findings when all of them are known: worst first, or with a head that counts them.

mod github;
mod gitlab;
mod junit;
mod markdown;
mod sarif;

use jiff::civil::Date;

use super::entry::{Entry, Page};
use super::{Notice, Summary, counted};
use crate::conflicts::Compared;
use crate::facts::Ledger;
use crate::model::Severity;
use crate::rules::Accepted;

/// A format that lists findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github {
        /// Whether the step has a summary, in which the rest stands.
        summary: bool,
    },
    /// The code quality report of GitLab.
    Gitlab,
    /// `JUnit` XML, for test reports.
    Junit {
        /// From which severity on a finding is a failure.
        fail_on: Option<Severity>,
    },
    /// A comment on a pull request.
    Markdown,
}

/// A run as these formats see it.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'l> {
    /// The documents in the order of their paths.
    pub pages: &'l [Page],
    /// What came of comparing places.
    pub compared: &'l Compared,
    /// What the documents state of metrics in periods.
    pub facts: &'l Ledger,
    /// What is to be said about inputs.
    pub notices: &'l [Notice],
    /// What the run came to.
    pub summary: &'l Summary,
    /// What a page tells of the run itself.
    pub about: &'l About,
}

/// What a page tells of the run itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The command as it was given.
    pub command: String,
    /// The day of the run.
    pub date: Option<Date>,
    /// The folder of the documents' pages, as links name it, where each has its own.
    pub pages: Option<String>,
}

impl Listing {
    /// The whole report.
    #[must_use]
    pub fn render(self, run: &Listed<'_>) -> Vec<u8> {
        match self {
            Self::Sarif => sarif::render(run),
            Self::Github { summary } => github::render(run, summary),
            Self::Gitlab => gitlab::render(run),
            Self::Junit { fail_on } => junit::render(run, fail_on),
            Self::Markdown => markdown::render(run),
        }
    }

    /// What stands in the summary of a step in place of annotations; nothing where all are shown.
    #[must_use]
    pub fn overflow(self, run: &Listed<'_>) -> Option<Vec<u8>> {
        match self {
            Self::Github { .. } => github::overflow(run),
            _ => None,
        }
    }
}

impl Listed<'_> {
    /// Everything there is to look at, in the order of the documents: findings, conflicts, notices.
    fn entries(&self) -> Vec<Entry> {
        let pages = self.pages.iter().flat_map(|page| page.entries.iter().cloned());
        let conflicts = self.compared.conflicts.iter().filter_map(Entry::of_conflict);
        pages.chain(conflicts).chain(self.notices.iter().map(Entry::of_notice)).collect()
    }

    /// What somebody has accepted, in the order of the documents.
    fn accepted(&self) -> Vec<Entry> {
        let pages = self.pages.iter().flat_map(|page| page.accepted.iter().cloned());
        let conflicts = self.compared.accepted.iter();
        let entry = |(conflict, accepted): &(_, Accepted)| {
            Some(Entry::of_conflict(conflict)?.accepted(accepted.by, &accepted.reason))
        };
        pages.chain(conflicts.filter_map(entry)).collect()
    }

    /// What was found, worst first.
    fn worst_first(&self) -> Vec<Entry> {
        let mut entries = self.entries();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.severity));
        entries
    }
}

/// "2 errors, 1 warning", without those that are none; "no findings".
fn found(entries: &[Entry]) -> String {
    let count = |severity: Severity| entries.iter().filter(|entry| entry.severity == severity).count();
    let parts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (count(severity), severity.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| counted(count, name))
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}
