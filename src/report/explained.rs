//! One claim in full, for `audit explain`: how the sentence was read, the readings that were tried, the sums, and what would satisfy it.

use std::fmt::Write;

use super::fingerprint::Fingerprints;
use super::readings;
use crate::audit::{CheckedClaim, DocumentReport};
use crate::document::LineIndex;
use crate::link::reason::{Choice, Reasons, reasons};
use crate::model::{Claim, Decimal, Direction, Role, Verdict};
use crate::rules::format::{bounds, quantity};

/// Which claims to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The one of this fingerprint.
    Fingerprint(String),
    /// Those that stand on a line of a file.
    Line(usize),
}

/// The claims of a document that are wanted, each in full; `arrow` stands between a reading and what came of it.
#[must_use]
pub fn explained(path: &str, report: &DocumentReport<'_>, wanted: &Wanted, arrow: &str) -> String {
    let source = &*report.document.source;
    let lines = LineIndex::new(source);
    let mut fingerprints = Fingerprints::with_capacity(report.claims.len());
    let mut out = String::new();
    let mut shown: Vec<(String, &CheckedClaim)> = Vec::new();
    for checked in &report.claims {
        let span = checked.claim.statement;
        let mut id = Vec::new();
        fingerprints.write(&mut id, checked, source.get(span.range()).unwrap_or_default());
        let id = String::from_utf8_lossy(&id);
        let (line, column) = lines.line_column(span.start);
        let is_wanted = match wanted {
            Wanted::Fingerprint(fingerprint) => *fingerprint == id,
            Wanted::Line(number) => (line..=lines.line_column(span.end.max(span.start + 1) - 1).0).contains(number),
        };
        if is_wanted {
            shown.push((format!("{path}:{line}:{column}  {id}\n"), checked));
        }
    }
    if shown.is_empty() {
        return out;
    }
    let claims: Vec<&Claim> = shown.iter().map(|(_, checked)| &checked.claim).collect();
    let linked = reasons(&report.document, &claims);
    for ((place, checked), reasons) in shown.iter().zip(&linked) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{place}");
        claim(&mut out, checked, source, &lines, arrow);
        if let Some(reasons) = reasons {
            link(&mut out, checked, reasons);
        }
        out.push('\n');
    }
    out
}

fn claim(out: &mut String, checked: &CheckedClaim, source: &str, lines: &LineIndex<'_>, arrow: &str) {
    let said = source.get(checked.claim.statement.range()).unwrap_or_default();
    let words: Vec<&str> = said.split_whitespace().collect();
    let _ = writeln!(out, "  {}\n", words.join(" "));
    let mut head = format!("read as: {}", checked.claim.kind.name());
    if let Some(direction) = checked.claim.direction.map(Direction::name) {
        let _ = write!(head, " {direction}");
    }
    if let Some(metric) = &checked.claim.metric {
        let _ = write!(head, ", of {metric}");
    }
    let _ = writeln!(out, "  {head}");
    numbers(out, checked, lines);
    for line in readings::lines(checked, source, arrow) {
        let _ = writeln!(out, "  {line}");
    }
    let sums = checked.findings.iter().map(|finding| finding.arithmetic.clone());
    // What comes out has no finding; its sum stands with the reading that was tried.
    let trial = checked.trials(source).into_iter().nth(checked.reading).and_then(|trial| trial.arithmetic);
    let mut sums: Vec<String> = sums.chain(trial).filter(|sum| !sum.is_empty()).collect();
    sums.dedup();
    for sum in sums {
        let _ = writeln!(out, "  sum: {sum}");
    }
    let rule = checked.rule.map_or_else(String::new, |rule| format!(" (`audit explain {rule}`)"));
    let _ = writeln!(out, "  verdict: {}{rule}", checked.verdict.name());
    if let (Verdict::Unchecked, Some(reason)) = (checked.verdict, checked.reason) {
        let _ = writeln!(out, "  because: {reason}");
    }
    for finding in &checked.findings {
        let _ = writeln!(out, "  {}: {}", finding.severity.name(), finding.message);
    }
    for (index, cause) in checked.causes.iter().enumerate() {
        let _ = writeln!(out, "  {}: {}", if index == 0 { "likely" } else { "or" }, cause.message);
    }
    for accepted in &checked.accepted {
        let reason = if accepted.reason.is_empty() { "" } else { ": " };
        let _ = writeln!(out, "  accepted by the {}{reason}{}", accepted.by, accepted.reason);
    }
}

/// Why these numbers were put together, and what came second.
fn link(out: &mut String, checked: &CheckedClaim, reasons: &Reasons) {
    let Some(certainty) = checked.claim.certainty else { return };
    let _ = writeln!(out, "  certainty that these numbers belong together: {certainty} of 100");
    if let Some(doubt) = reasons.doubt {
        let _ = writeln!(out, "    held down because {doubt}");
    }
    if let Some(first) = &reasons.first {
        weighed(out, first);
    }
    if let Some(second) = &reasons.second {
        let numbers: Vec<String> =
            second.operands.iter().map(|(role, text)| format!("{} {text}", role.name())).collect();
        let what = match second.kind {
            Some(kind) => format!("a {} with {}", kind.name().replace('_', " "), numbers.join(", ")),
            None => "that no printed number belongs to it".to_owned(),
        };
        let _ = writeln!(out, "  came second: {what}; {} of 100", second.certainty);
        weighed(out, second);
    }
}

/// What speaks for a choice and against it, each with its weight: a natural logarithm, so that +0.7 makes it twice as likely.
fn weighed(out: &mut String, choice: &Choice) {
    for reason in choice.pros.iter().chain(&choice.cons) {
        let (sign, size) = (if reason.weight < 0 { '-' } else { '+' }, reason.weight.unsigned_abs());
        let _ = writeln!(out, "    {sign}{}.{}  {}", size / 100, size % 100 / 10, reason.words);
    }
}

/// The numbers of the reading that is meant: role, digits, place, and what each may stand for.
fn numbers(out: &mut String, checked: &CheckedClaim, lines: &LineIndex<'_>) {
    let rows: Vec<(Role, String, String, String)> = checked
        .reading()
        .roles
        .iter()
        .map(|(role, value)| {
            let (line, column) = lines.line_column(value.span.start);
            // The ends lie half a digit beside the number.
            let finer = value.number().map(|(_, ulp)| ulp / Decimal::TEN);
            let stands_for = value.interval().zip(finer).map(|(interval, ulp)| bounds(&interval, ulp, &value.unit));
            (*role, quantity(value), format!("{line}:{column}"), stands_for.unwrap_or_default())
        })
        .collect();
    let width = |text: fn(&(Role, String, String, String)) -> usize| rows.iter().map(text).max().unwrap_or(0);
    let (roles, texts) = (width(|row| row.0.name().len()), width(|row| row.1.chars().count()));
    let places = width(|row| row.2.len());
    for (role, text, place, stands_for) in &rows {
        let row = format!("    {:roles$}  {text:texts$}  at {place:places$}  {stands_for}", role.name());
        let _ = writeln!(out, "{}", row.trim_end());
    }
}
