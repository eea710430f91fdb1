//! Levels of rules as a configuration sets them.

use crate::conflicts::Conflict;
use crate::model::Severity;
use crate::rules::{self, Accepted, CheckedClaim};

/// The level of a rule that differs from its own; `None` for one that is off.
type Level = (&'static str, Option<Severity>);

/// Gives the findings of claims their levels. Only a mismatch is as grave as a rule says; what holds with goodwill
/// stays a note, but for rules that find nothing else.
pub fn relevel(claims: &mut [CheckedClaim], levels: &[Level]) {
    if levels.is_empty() {
        return;
    }
    for checked in claims.iter_mut().filter(|checked| !checked.findings.is_empty()) {
        let before = checked.findings.len();
        checked.findings.retain_mut(|finding| match level(levels, finding.rule) {
            None => true,
            Some((_, None)) => false,
            Some((_, Some(level))) => {
                let is_note = || rules::find(finding.rule).is_some_and(|rule| rule.level() == Severity::Note);
                if finding.severity > Severity::Note || is_note() {
                    finding.severity = *level;
                }
                true
            }
        });
        checked.severity = checked.findings.iter().map(|finding| finding.severity).max();
        if checked.findings.len() < before {
            let reason = "the rule is off".to_owned();
            checked.accepted.push(Accepted { by: "configuration", reason, findings: Vec::new() });
        }
    }
}

/// Gives conflicts their levels, by the configuration of the file that is objected to.
pub fn relevel_conflicts<'l>(conflicts: &mut Vec<Conflict>, levels: impl Fn(&str) -> &'l [Level]) {
    conflicts.retain_mut(|conflict| {
        let found = conflict.facts.first().and_then(|cited| level(levels(&cited.path), conflict.rule));
        if let Some((_, Some(level))) = found {
            conflict.severity = *level;
        }
        !matches!(found, Some((_, None)))
    });
}

fn level<'l>(levels: &'l [Level], rule: &str) -> Option<&'l Level> {
    levels.iter().find(|(name, _)| *name == rule)
}
