//! The report for people: each finding with its text, the sum done again, and the likeliest cause; then what was covered.

mod conflict;

use std::fmt;
use std::io::Write;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};

use super::source::{Layout, Mark, Snippet};
use super::{Summary, counted, decisive, primary, readings};
use crate::audit::{CheckedClaim, DocumentReport};
use crate::document::{Document, LineIndex, is_hidden, visible, visible_lines};
use crate::model::{Severity, Verdict};
use crate::rules::{Finding, Label};

/// Writes the report for people.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // Each is one answer of the command line, independent of the others.
pub struct Human {
    /// How many columns a line may take.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
    /// Whether to draw with more than ASCII.
    pub unicode: bool,
    /// Whether to show unchecked claims, too, and how every claim shown was read.
    pub verbose: bool,
    /// Whether to leave the closing summary out.
    pub quiet: bool,
}

impl Human {
    /// One document.
    pub fn document(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        if report.claims.iter().all(|claim| claim.findings.is_empty() && !self.verbose) {
            return;
        }
        let lines = LineIndex::new(&report.document.source);
        let place = Place { path, document: &report.document, lines: &lines };
        let handler = self.handler();
        for checked in &report.claims {
            if let Some(problem) = Problem::of(checked, place, self) {
                let mut text = String::new();
                // Writing to a string cannot fail, and the snippet answers every span.
                let _ = handler.render_report(&mut text, &problem);
                out.extend_from_slice(problem.snippet.renumber(&text).as_bytes());
                out.push(b'\n');
            } else if self.verbose && checked.verdict == Verdict::Unchecked {
                self.unchecked(checked, place, out);
            }
        }
    }

    /// What stands after the last document.
    pub fn finish(self, summary: &Summary, unreadable: usize, out: &mut Vec<u8>) {
        if self.quiet {
            return;
        }
        // Writing to a `Vec` cannot fail.
        let _ = self.try_finish(summary, unreadable, out);
    }

    fn try_finish(self, summary: &Summary, unreadable: usize, out: &mut Vec<u8>) -> std::io::Result<()> {
        if !self.verbose && unreadable == 0 && summary.is_clean() {
            for line in wrap(&clean(summary), self.width) {
                writeln!(out, "{}", self.paint("1", &line))?;
            }
            return Ok(());
        }
        let mut head = format!("{} in {}", counted(summary.claims, "claim"), counted(summary.documents, "document"));
        if let Some(since) = &summary.since {
            head.push_str(" changed since ");
            head.push_str(since);
        }
        // Without a document or a claim the closing sentence says it all.
        if summary.claims > 0 {
            writeln!(out, "{}", self.paint("1", &head))?;
        }
        let rows = [
            ("exact", summary.exact, "", "match as printed"),
            ("rounded", summary.rounded, "", "match within rounding"),
            (
                "strained",
                summary.strained,
                "36",
                "match only if a number was truncated, rounded twice or meant as a round figure",
            ),
            ("mismatch", summary.mismatch, "31", "do not match under any reading"),
            ("unchecked", summary.unchecked, "33", ""),
        ];
        let digits = rows.iter().map(|(_, count, ..)| count.to_string().len()).max().unwrap_or(1);
        // A column of zeros says less than the sentence that follows.
        for (name, count, color, meaning) in rows.into_iter().filter(|_| summary.claims > 0) {
            let color = if count == 0 { "2" } else { color };
            let row = format!("  {name:<9}  {count:>digits$}");
            let meaning = if name == "unchecked" { reasons(summary) } else { meaning.to_owned() };
            self.row(out, &self.paint(color, &row), row.len(), &meaning)?;
        }
        if summary.decided > 0 {
            let row = format!("  {:<9}  {:>digits$}", "decided", summary.decided);
            self.row(
                out,
                &row,
                row.len(),
                "of these were checked with numbers from elsewhere; those that do not match are above",
            )?;
        }
        if summary.skipped > 0 {
            let row = format!("  {:<9}  {:>digits$}", "skipped", summary.skipped);
            self.row(out, &row, row.len(), "numbers that could not be read with certainty")?;
        }
        if summary.agreements + summary.conflicts > 0 {
            let head = format!("  {:<9}  {:>digits$}", "agree", summary.agreements);
            let meaning = match summary.conflicts {
                0 => "comparisons between documents match".to_owned(),
                1 => "comparisons between documents match; one conflict is shown above".to_owned(),
                count => format!("comparisons between documents match; {count} conflicts are shown above"),
            };
            self.row(out, &head, head.len(), &meaning)?;
        }
        if summary.allowed > 0 {
            let row = format!("  {:<9}  {:>digits$}", "allowed", summary.allowed);
            self.row(out, &row, row.len(), "with a reason, in the text or in audit.toml; not shown")?;
        }
        if summary.elsewhere > 0 {
            let row = format!("  {:<9}  {:>digits$}", "elsewhere", summary.elsewhere);
            self.row(out, &row, row.len(), "on lines that have not changed; not shown")?;
        }
        if let Some(baseline) = &summary.baseline {
            let row = format!("  {:<9}  {:>digits$}", "known", summary.known);
            self.row(out, &row, row.len(), &format!("from the baseline {}; not shown", visible(baseline)))?;
        }
        if unreadable > 0 {
            let row = format!("  {:<9}  {unreadable:>digits$}", "not read");
            self.row(out, &row, row.len(), "files or folders; see the errors")?;
        }
        for line in wrap(&closing(summary, self.verbose), self.width) {
            writeln!(out, "{}", self.paint("2", &line))?;
        }
        Ok(())
    }

    /// A row of the summary, its text wrapped under itself.
    fn row(self, out: &mut Vec<u8>, head: &str, columns: usize, text: &str) -> std::io::Result<()> {
        let indent = columns + 2;
        let mut lines = wrap(text, self.width.saturating_sub(indent).max(24)).into_iter();
        match lines.next() {
            Some(first) => writeln!(out, "{head}  {first}")?,
            None => writeln!(out, "{head}")?,
        }
        for line in lines {
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    /// A claim that could not be checked: where, why, and what follows from it.
    fn unchecked(self, checked: &CheckedClaim, place: Place<'_>, out: &mut Vec<u8>) {
        let (line, column) = place.lines.line_column(checked.claim.statement.start);
        let reason = checked.reason.unwrap_or("no rule applies");
        let head = format!("unchecked[{reason}]");
        let _ = writeln!(out, "{} {}:{line}:{column}", self.paint("33", &head), place.path);
        let statement = place.document.source.get(checked.claim.statement.range()).unwrap_or_default();
        let width = self.width.saturating_sub(2).max(24);
        for line in wrap(&shorten(statement, 300, self.unicode), width) {
            let _ = writeln!(out, "  {line}");
        }
        for text in readings::lines(checked, &place.document.source, self.arrow()) {
            for (index, line) in wrap(&visible(&text), width.saturating_sub(2).max(24)).iter().enumerate() {
                let _ = writeln!(out, "  {}{line}", if index == 0 { "" } else { "  " });
            }
        }
        out.push(b'\n');
    }

    const fn arrow(self) -> &'static str {
        if self.unicode { "→" } else { "->" }
    }

    fn handler(self) -> GraphicalReportHandler {
        let characters = if self.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let styles = if self.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_links(false)
            .with_width(self.width)
            .with_context_lines(1)
            .without_syntax_highlighting()
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.color && !code.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Where claims stand.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    document: &'a Document<'a>,
    lines: &'a LineIndex<'a>,
}

/// A claim with findings, as `miette` wants it: one for each place, whatever the number of rules that object.
#[derive(Debug)]
struct Problem {
    code: String,
    message: String,
    severity: Severity,
    labels: Vec<LabeledSpan>,
    help: String,
    snippet: Snippet,
}

impl Problem {
    fn of(checked: &CheckedClaim, place: Place<'_>, human: Human) -> Option<Self> {
        let finding = decisive(checked)?;
        let labels = labels(checked, finding);
        let marks: Vec<Mark> =
            labels.iter().map(|label| Mark { span: label.span, label: label.text.chars().count() }).collect();
        let layout = Layout { width: human.width, unicode: human.unicode };
        let snippet =
            Snippet::new(place.path, &place.document.source, place.lines, checked.claim.statement, &marks, layout);
        let first = primary(checked, finding);
        let labels = labels.iter().enumerate().filter_map(|(index, label)| {
            let span = snippet.place(index)?;
            let text = Some(visible(&label.text).into_owned());
            Some(if label.span == first {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            })
        });
        Some(Self {
            code: format!("{}[{}]", finding.severity.name(), finding.rule),
            message: visible_lines(&opening(finding)).into_owned(),
            severity: finding.severity,
            labels: labels.collect(),
            help: visible_lines(&help(checked, finding, place.document, human)).into_owned(),
            snippet,
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl miette::Diagnostic for Problem {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// A word for each number of the sum; the roles of the reading where the rule has given none.
fn labels(checked: &CheckedClaim, finding: &Finding) -> Vec<Label> {
    let mut labels = finding.labels.clone();
    if labels.is_empty() {
        let roles = checked.reading().roles.iter();
        labels.extend(roles.map(|(role, quantity)| Label { span: quantity.span, text: role.name().into() }));
    }
    labels.sort_by_key(|label| label.span);
    labels.dedup_by_key(|label| label.span);
    labels
}

/// What a reader should see first: what is right, and the sum that shows it.
fn opening(finding: &Finding) -> String {
    if finding.arithmetic.is_empty() {
        return finding.message.clone();
    }
    format!("{}\n{}", finding.message, finding.arithmetic)
}

/// What else does not hold, and the causes; without a cause, what would fit.
fn help(checked: &CheckedClaim, finding: &Finding, document: &Document<'_>, human: Human) -> String {
    let mut lines = Vec::new();
    for other in checked.findings.iter().filter(|other| other.rule != finding.rule) {
        lines.push(format!("also {}: {}", other.rule, other.message));
    }
    for (index, cause) in checked.causes.iter().enumerate() {
        lines.push(format!("{}: {}", if index == 0 { "likely" } else { "or" }, cause.message));
    }
    if let Some(place) = document.place(primary(checked, finding).start) {
        let on = if place.page.is_some() { "on " } else { "" };
        lines.push(format!("{on}{place}"));
    }
    if human.verbose {
        lines.extend(readings::lines(checked, &document.source, human.arrow()));
    } else if checked.causes.is_empty() && finding.verdict == Verdict::Mismatch {
        lines.extend(readings::would_fit(checked, &document.source));
    }
    lines.join("\n")
}

/// Why claims could not be checked, the most frequent reason first.
fn reasons(summary: &Summary) -> String {
    let mut reasons: Vec<_> = summary.reasons.iter().collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), **reason));
    let reasons: Vec<_> = reasons.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
    reasons.join(", ")
}

/// A run that found nothing wrong, in a line.
fn clean(summary: &Summary) -> String {
    let since = summary.since.as_ref().map_or_else(String::new, |since| format!(" changed since {since}"));
    if summary.documents == 0 {
        return match &summary.since {
            Some(since) => format!("No document has changed since {since}, so nothing was checked."),
            None => "Nothing was read, so nothing was checked.".to_owned(),
        };
    }
    let documents = counted(summary.documents, "document");
    if summary.claims == 0 {
        return format!("No sums to check in {documents}{since}; numbers outside of sums may still be wrong.");
    }
    let mut line = format!("{} in {documents}{since}: ", counted(summary.claims, "claim"));
    let matching = summary.exact + summary.rounded;
    let mut parts = Vec::new();
    if matching > 0 {
        parts.push(format!("{matching} {}", if matching == 1 { "matches" } else { "match" }));
    }
    if summary.unchecked > 0 {
        parts.push(format!("{} could not be checked (--verbose says why)", summary.unchecked));
    }
    if summary.skipped > 0 {
        parts.push(format!("{} skipped", counted(summary.skipped, "number")));
    }
    if summary.allowed > 0 {
        parts.push(format!("{} allowed", counted(summary.allowed, "finding")));
    }
    if summary.elsewhere > 0 {
        parts.push(format!("{} on unchanged lines", summary.elsewhere));
    }
    if let (Some(baseline), 1..) = (&summary.baseline, summary.known) {
        parts.push(format!("{} known from {}", summary.known, visible(baseline)));
    }
    line.push_str(&parts.join(", "));
    line.push('.');
    line
}

/// The last word: what silence means.
fn closing(summary: &Summary, verbose: bool) -> String {
    if summary.claims == 0 {
        return clean(summary);
    }
    if summary.unchecked == 0 {
        return "Only the arithmetic is checked, not whether the figures are true.".to_owned();
    }
    let how = if verbose { "" } else { " (--verbose lists them)" };
    format!("Silence is not approval: unchecked claims{how} may be wrong, and only the arithmetic is checked.")
}

/// A text on one line, cut after so many characters.
fn shorten(text: &str, most: usize, unicode: bool) -> String {
    let mut short = String::new();
    let mut taken = 0;
    for word in text.split_whitespace() {
        taken += word.chars().count() + 1;
        if taken > most {
            short.push_str(if unicode { " …" } else { " ..." });
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.extend(word.chars().filter(|c| !is_hidden(*c)));
    }
    short
}

/// Breaks a text between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
