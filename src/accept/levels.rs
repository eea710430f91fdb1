//! Levels of rules as a configuration sets them.

use crate::conflicts::Compared;
use crate::model::{Severity, Verdict};
use crate::rules::{self, Accepted, CheckedClaim, Preview};

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

/// Gives conflicts their levels, and takes out those of rules that are off or in preview, by the configuration of the file that is objected
/// to.
pub fn relevel_conflicts<'l>(
    compared: &mut Compared,
    levels: impl Fn(&str) -> &'l [Level],
    preview: impl Fn(&str) -> &'l Preview,
) {
    compared.conflicts.retain_mut(|conflict| {
        let Some(path) = conflict.facts.first().map(|cited| &*cited.path) else { return true };
        let found = level(levels(path), conflict.rule);
        if let Some((_, Some(level))) = found {
            conflict.severity = *level;
        }
        !matches!(found, Some((_, None)))
    });
    hold_back(compared, preview);
}

/// Takes out what preview rules find between places, unless the file that is objected to has them switched on.
pub fn hold_back<'p>(compared: &mut Compared, preview: impl Fn(&str) -> &'p Preview) {
    compared
        .conflicts
        .retain(|conflict| !conflict.facts.first().is_some_and(|cited| preview(&cited.path).holds_back(conflict.rule)));
    compared.decided.retain(|decided| {
        let held = |path: &str| decided.rule.is_some_and(|rule| preview(path).holds_back(rule));
        decided.verdict != Verdict::Mismatch || !decided.facts.first().is_some_and(|cited| held(&cited.path))
    });
}

fn level<'l>(levels: &'l [Level], rule: &str) -> Option<&'l Level> {
    levels.iter().find(|(name, _)| *name == rule)
}
