//! One line a finding, for editors and logs: `path:line:column: level[rule] message`.

use std::io::Write;

use super::{primary, readings};
use crate::audit::DocumentReport;
use crate::conflicts::Conflict;
use crate::document::{LineIndex, visible};
use crate::model::Verdict;

/// Writes the concise report.
#[derive(Debug, Clone, Copy)]
pub struct Concise {
    /// Whether unchecked claims get a line, too.
    pub verbose: bool,
}

impl Concise {
    /// One document.
    pub fn document(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        if report.claims.iter().all(|claim| claim.findings.is_empty() && !self.verbose) {
            return;
        }
        let lines = LineIndex::new(&report.document.source);
        for checked in &report.claims {
            for finding in &checked.findings {
                let (line, column) = lines.line_column(primary(checked, finding).start);
                let (level, rule) = (finding.severity.name(), finding.rule);
                let place = report.document.place(primary(checked, finding).start);
                let place = place.map_or_else(String::new, |place| format!(" ({place})"));
                // Writing to a `Vec` cannot fail.
                let _ = writeln!(
                    out,
                    "{path}:{line}:{column}: {level}[{rule}] {}{}",
                    visible(&finding.message),
                    visible(&place)
                );
            }
            if self.verbose && checked.verdict == Verdict::Unchecked {
                let (line, column) = lines.line_column(checked.claim.statement.start);
                let reason = checked.reason.unwrap_or("no rule applies");
                let fits = readings::would_fit(checked, &report.document.source)
                    .map_or_else(String::new, |fits| format!("; {fits}"));
                let _ = writeln!(out, "{path}:{line}:{column}: unchecked: {reason}{fits}");
            }
        }
    }

    /// A line for each conflict, at the place that is objected to.
    pub fn conflicts(self, conflicts: &[Conflict], out: &mut Vec<u8>) {
        for conflict in conflicts {
            let Some(place) = conflict.facts.first() else { continue };
            let (path, line, column) = (&place.path, place.line, place.column);
            let (level, rule) = (conflict.severity.name(), conflict.rule);
            // Writing to a `Vec` cannot fail.
            let (path, message) = (visible(path), visible(&conflict.message));
            let _ = writeln!(out, "{path}:{line}:{column}: {level}[{rule}] {message}");
        }
    }
}
