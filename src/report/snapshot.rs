//! What a document claims, as a text that is kept beside it and reviewed: a block for each claim, in the order of the text.
//!
//! It is made to be read as a difference. No place in the file stands in it, so that a line more at the top changes nothing; no count does,
//! so that two branches which each add a claim can be merged; and nothing is aligned to its neighbours, so that a change stays where it is.

use std::fmt::Write;

use super::{decisive, readings};
use crate::audit::{CheckedClaim, DocumentReport};
use crate::conflicts::{Compared, Conflict, Listed};
use crate::document::{SNAPSHOT_HEAD, is_hidden};
use crate::model::{Direction, Severity, Verdict};
use crate::rules::Accepted;

/// The form of what is written, which stands behind [`SNAPSHOT_HEAD`].
const FORM: u8 = 1;

/// Writes down what a document claims; nothing where it claims nothing.
///
/// `compared` and `listed` are of this document alone: what other documents say is no part of it, as it would change with them.
#[must_use]
pub fn snapshot(report: &DocumentReport<'_>, compared: &Compared, listed: &[Listed]) -> Option<String> {
    if report.claims.is_empty() && listed.is_empty() {
        return None;
    }
    let mut out = format!("{SNAPSHOT_HEAD}{FORM}\n");
    if let Some(title) = &report.document.title {
        let _ = writeln!(out, "title: {}", plain(title));
    }
    if let Some(date) = report.document.date {
        let _ = writeln!(out, "date: {date}");
    }
    let mut last = None;
    for checked in &report.claims {
        let statement = checked.claim.statement;
        if last.replace(statement) != Some(statement) {
            let text = report.document.source.get(statement.range()).unwrap_or_default();
            let _ = writeln!(out, "\n{}", plain(text));
        }
        claim(&mut out, checked, &report.document.source);
    }
    conflicts(&mut out, compared);
    facts(&mut out, listed);
    Some(out)
}

fn claim(out: &mut String, checked: &CheckedClaim, source: &str) {
    let mut head = checked.claim.kind.name().replace('_', " ");
    if let Some(direction) = checked.claim.direction.map(Direction::name) {
        head.extend([" ", direction]);
    }
    if let Some(metric) = &checked.claim.metric {
        head.extend([", ", &plain(metric)]);
    }
    let _ = writeln!(out, "  {head}: {}", checked.verdict.name());
    for (role, value) in &checked.reading().roles {
        field(out, role.name(), &readings::said(value, source));
    }
    // What comes out as printed says its sum already.
    if let Some(finding) = decisive(checked) {
        field(out, "sum", &finding.arithmetic);
        for finding in &checked.findings {
            field(out, finding.severity.name(), &format!("{}: {}", finding.rule, finding.message));
        }
        if let Some(cause) = checked.causes.first() {
            field(out, "likely", &cause.message);
        }
    } else if checked.verdict == Verdict::Unchecked {
        field(out, "because", checked.reason.unwrap_or_default());
        let fits = readings::would_fit(checked, source);
        field(out, "would fit", fits.as_deref().and_then(|fits| fits.strip_prefix("would fit: ")).unwrap_or_default());
    }
    for by in &checked.accepted {
        accepted(out, by, by.findings.iter().map(|finding| finding.rule));
    }
}

/// Places of the document that can't all be right. The message of a conflict names lines, so that it is told anew.
fn conflicts(out: &mut String, compared: &Compared) {
    for conflict in &compared.conflicts {
        places(out, conflict);
        field(out, Severity::name(conflict.severity), conflict.rule);
    }
    for (conflict, by) in &compared.accepted {
        places(out, conflict);
        accepted(out, by, std::iter::once(conflict.rule));
    }
}

fn places(out: &mut String, conflict: &Conflict) {
    let metric = conflict.metric.as_deref().map_or_else(|| "a value".to_owned(), plain);
    let days = conflict.days.map_or_else(String::new, |days| format!(", {days}"));
    let _ = writeln!(out, "\n{metric}{days}\n  conflict");
    for cited in &conflict.facts {
        field(out, &cited.label, &plain(&cited.text));
    }
    field(out, "sum", &conflict.arithmetic);
}

fn accepted(out: &mut String, by: &Accepted, rules: impl Iterator<Item = &'static str>) {
    let mut line = format!("by the {}", by.by);
    for (name, rule) in std::iter::once(": ").chain(std::iter::repeat(", ")).zip(rules) {
        line.extend([name, rule]);
    }
    if !by.reason.is_empty() {
        line.extend([" – ", &by.reason]);
    }
    field(out, "accepted", &plain(&line));
}

/// The levels that are certain, in the order of the text; one that is stated twice stands there once.
fn facts(out: &mut String, listed: &[Listed]) {
    let mut lines = Vec::new();
    for listed in listed {
        for row in &listed.rows {
            let days = format!("{}{}", row.days, if row.assumed { "?" } else { "" });
            let line = |text: &str| format!("{}, {days}: {}", plain(&listed.metric), plain(text));
            lines.extend(row.agreed.iter().chain(&row.others).map(|cited| (cited.span, line(&cited.text))));
        }
    }
    lines.sort();
    let mut seen = std::collections::HashSet::new();
    lines.retain(|(_, line)| seen.insert(line.clone()));
    if !lines.is_empty() {
        out.push_str("\nfacts\n");
    }
    for (_, line) in lines {
        let _ = writeln!(out, "  {line}");
    }
}

/// A named line; none where there is nothing to say.
fn field(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        // Writing to a string cannot fail. The longest role has ten letters.
        let _ = writeln!(out, "    {name:10}  {value}");
    }
}

/// A text in one line, without what could play tricks with a terminal or turn the order of what is read.
fn plain(text: &str) -> String {
    let shown = |c: &char| !is_hidden(*c);
    let words = text.split_whitespace().map(|word| word.chars().filter(shown).collect::<String>());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::audit;
    use crate::conflicts::{NoSources, compare, listing};
    use crate::document::Format;
    use crate::facts::Ledger;

    fn of(text: &str) -> Option<String> {
        let report = audit(text, Format::Text);
        let mut ledger = Ledger::default();
        ledger.add(0, report.facts.clone());
        let compared = compare(&ledger, &NoSources);
        let listed = listing(&ledger, &compared, &NoSources);
        snapshot(&report, &compared, &listed)
    }

    #[test]
    fn a_claim_is_a_block() {
        let text = "Exports rose 19.2%\nto $2.825 billion from $2.284 billion.";
        insta::assert_snapshot!(of(text).unwrap_or_default(), @r"
        audit snapshot 1

        Exports rose 19.2% to $2.825 billion from $2.284 billion.
          change up, Exports: mismatch
            percent     19.2%
            new         $2.825 billion
            old         $2.284 billion
            sum         2.825 / 2.284 − 1 = 23.6% to 23.7%
            error       wrong-percent: $2.284 billion to $2.825 billion is a rise of 23.7%, not 19.2%
            likely      the change was divided by the new value instead of the old one; 23.7% would be right
        ");
    }

    #[test]
    fn what_claims_nothing_has_none() {
        assert_eq!(of("All is well."), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn nothing_plays_tricks() {
        assert_eq!(plain("a\u{1b}[31m\n\t b\u{202e}c"), "a[31m bc");
    }
}
