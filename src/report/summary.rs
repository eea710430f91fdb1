//! What a run came to: coverage, counted, and what could not be read.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::decisive;
use crate::audit::DocumentReport;
use crate::conflicts::Compared;
use crate::model::{Severity, Verdict};

/// The coverage of a run: how many claims were found and how each came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were read.
    pub documents: u64,
    /// Claims that were found in them.
    pub claims: u64,
    /// Claims whose recomputed value prints as stated.
    pub exact: u64,
    /// Claims that hold within honest rounding.
    pub rounded: u64,
    /// Claims that hold only with goodwill.
    pub strained: u64,
    /// Claims that hold under no reading.
    pub mismatch: u64,
    /// Claims that could not be checked.
    pub unchecked: u64,
    /// Numbers that could not be read with certainty.
    pub skipped: u64,
    /// Why claims could not be checked, counted.
    pub reasons: BTreeMap<&'static str, u64>,
    /// Findings by the rules that make them, counted.
    pub rules: BTreeMap<&'static str, u64>,
    /// Claims that lack a number in their own sentences, and were decided by one that stands elsewhere. They are counted by how they
    /// came out by themselves as well, most of them as unchecked.
    pub decided: u64,
    /// Comparisons between documents that hold.
    pub agreements: u64,
    /// Places that can't all be right.
    pub conflicts: u64,
    /// Findings that were allowed with a reason.
    pub allowed: u64,
    /// Findings that a baseline knows.
    pub known: u64,
    /// The baseline, where there is one.
    pub baseline: Option<String>,
    /// Since when a document must have changed to be reported, where the run is limited to a change.
    pub since: Option<String>,
    /// Claims with findings that stand on lines which have not changed.
    pub elsewhere: u64,
    /// The gravest severity among the claims.
    pub worst: Option<Severity>,
}

impl Summary {
    /// The summary of one document.
    #[must_use]
    pub fn of(report: &DocumentReport<'_>) -> Self {
        let mut summary = Self { documents: 1, skipped: u64::from(report.skipped), ..Self::default() };
        for claim in &report.claims {
            summary.claims += 1;
            *match claim.verdict {
                Verdict::Exact => &mut summary.exact,
                Verdict::Rounded => &mut summary.rounded,
                Verdict::Strained => &mut summary.strained,
                Verdict::Mismatch => &mut summary.mismatch,
                Verdict::Unchecked => &mut summary.unchecked,
            } += 1;
            if let (Verdict::Unchecked, Some(reason)) = (claim.verdict, claim.reason) {
                *summary.reasons.entry(reason).or_default() += 1;
            }
            if let Some(finding) = decisive(claim) {
                *summary.rules.entry(finding.rule).or_default() += 1;
            }
            summary.worst = summary.worst.max(claim.severity);
        }
        summary
    }

    /// Whether nothing was found that a reader should look at.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.rules.is_empty() && self.conflicts == 0 && self.mismatch + self.strained <= self.allowed + self.known
    }

    /// Adds what came of comparing documents.
    pub fn compare(&mut self, compared: &Compared) {
        self.agreements += compared.agreements;
        self.conflicts += compared.conflicts.len() as u64;
        self.decided += compared.decided.len() as u64;
        for conflict in &compared.conflicts {
            *self.rules.entry(conflict.rule).or_default() += 1;
        }
        self.worst = self.worst.max(compared.conflicts.iter().map(|conflict| conflict.severity).max());
    }

    /// Adds findings that were accepted.
    pub const fn accept(&mut self, allowed: u64, known: u64) {
        self.allowed += allowed;
        self.known += known;
    }

    /// Adds the summary of another document.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.claims += other.claims;
        self.exact += other.exact;
        self.rounded += other.rounded;
        self.strained += other.strained;
        self.mismatch += other.mismatch;
        self.unchecked += other.unchecked;
        self.skipped += other.skipped;
        self.agreements += other.agreements;
        self.conflicts += other.conflicts;
        self.decided += other.decided;
        self.allowed += other.allowed;
        self.known += other.known;
        self.elsewhere += other.elsewhere;
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        for (rule, count) in &other.rules {
            *self.rules.entry(rule).or_default() += count;
        }
        self.worst = self.worst.max(other.worst);
    }
}

/// What is to be said about an input as such: that it could not be read, that it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The input, as it was given.
    pub path: String,
    /// The line, from 1, where there is one to point at.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// An error ends the run with 3; a warning does not.
    pub severity: Severity,
    /// Which kind of notice: `unreadable`, `empty`, …
    pub rule: &'static str,
    /// What is the matter and what to do about it.
    pub message: String,
}

/// "1 claim", "2 claims": a count with its noun.
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {one}{plural}")
}
