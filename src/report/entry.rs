//! One thing to look at, whatever it is about: what the formats share that list findings instead of showing claims.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fingerprint::Fingerprints;
use super::{Notice, decisive, primary, readings};
use crate::audit::{CheckedClaim, DocumentReport};
use crate::conflicts::{Cited, Conflict};
use crate::document::LineIndex;
use crate::model::{Severity, Span, Verdict};
use crate::rules::Finding;

/// What a document has to say for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// How many claims it makes.
    pub claims: usize,
    /// How many of them came out in which way.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// What was found in it, in the order of the text.
    pub entries: Vec<Entry>,
    /// What of it somebody has accepted, and so is not listed.
    pub accepted: Vec<Entry>,
}

/// A finding, a conflict or a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The rule that objects.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What does not hold, in one sentence without a full stop.
    pub message: String,
    /// The sum, what would fit and the likeliest causes, a line each.
    pub help: Vec<String>,
    /// The place that is objected to.
    pub place: Location,
    /// The other numbers, each with what it is.
    pub related: Vec<(Location, String)>,
    /// What would be right, where that is known.
    pub fix: Option<(Location, String)>,
    /// A name that stays when lines move.
    pub id: String,
    /// The words that a baseline knows it by.
    pub claim: String,
    /// Who has accepted it, and why.
    pub accepted: Option<(&'static str, String)>,
}

/// A place as programs and people count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub path: String,
    /// Where in it; `None` for the file as a whole.
    pub region: Option<Region>,
}

/// A piece of a file: lines and columns from 1, columns in characters, the end behind the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The bytes; `None` where only the line is known.
    pub span: Option<Span>,
    /// The first line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The last line.
    pub end_line: usize,
    /// The column behind the last character.
    pub end_column: usize,
}

impl Page {
    /// The page of a document.
    #[must_use]
    pub fn of(path: &str, report: &DocumentReport<'_>) -> Self {
        let source = &*report.document.source;
        let mut page = Self {
            path: path.to_owned(),
            title: report.document.title.clone(),
            date: report.document.date,
            claims: report.claims.len(),
            ..Self::default()
        };
        for checked in &report.claims {
            *page.verdicts.entry(checked.verdict).or_default() += 1;
        }
        if report.claims.iter().all(|claim| claim.findings.is_empty() && claim.accepted.is_empty()) {
            return page;
        }
        let maker = Maker { path, source, lines: LineIndex::new(source) };
        let mut fingerprints = Fingerprints::with_capacity(report.claims.len());
        for checked in &report.claims {
            let mut id = Vec::new();
            fingerprints.write(&mut id, checked, source.get(checked.claim.statement.range()).unwrap_or_default());
            let id = String::from_utf8_lossy(&id);
            page.entries.extend(maker.entry(checked, &id));
            for accepted in &checked.accepted {
                let findings = accepted.findings.clone();
                let severity = findings.iter().map(|finding| finding.severity).max();
                let before = CheckedClaim { severity, findings, ..checked.clone() };
                let entry = maker.entry(&before, &id);
                page.accepted.extend(entry.map(|entry| entry.accepted(accepted.by, &accepted.reason)));
            }
        }
        page
    }
}

impl Entry {
    /// A conflict at the place that is objected to.
    #[must_use]
    pub fn of_conflict(conflict: &Conflict) -> Option<Self> {
        let (first, others) = conflict.facts.split_first()?;
        let mut help = vec![conflict.arithmetic.clone()];
        help.extend(conflict.steps.iter().cloned());
        help.extend(conflict.repairs.iter().map(|repair| format!("likely: {}", conflict.repaired(repair))));
        help.retain(|line| !line.is_empty());
        Some(Self {
            rule: conflict.rule,
            severity: conflict.severity,
            message: conflict.message.clone(),
            help,
            place: Location::of_cited(first),
            related: others.iter().map(|cited| (Location::of_cited(cited), cited.label.clone())).collect(),
            fix: None,
            id: conflict.id.clone(),
            claim: conflict_text(conflict),
            accepted: None,
        })
    }

    /// What is to be said about an input.
    #[must_use]
    pub fn of_notice(notice: &Notice) -> Self {
        let number = |number: Option<u32>| number.map_or(1, |number| number as usize);
        let (line, column) = (number(notice.line), number(notice.column));
        let region = notice.line.map(|_| Region { span: None, line, column, end_line: line, end_column: column });
        Self {
            rule: notice.rule,
            severity: notice.severity,
            message: notice.message.clone(),
            help: Vec::new(),
            place: Location { path: notice.path.clone(), region },
            related: Vec::new(),
            fix: None,
            // One notice of a kind and an input; where there are several, they differ by what they say.
            id: super::fingerprint::of_texts(&[notice.rule, &notice.path, &notice.message]),
            claim: String::new(),
            accepted: None,
        }
    }

    /// The same, accepted by somebody for a reason.
    #[must_use]
    pub fn accepted(self, by: &'static str, reason: &str) -> Self {
        Self { accepted: Some((by, reason.to_owned())), ..self }
    }

    /// The message with the lines of help below it.
    #[must_use]
    pub fn text(&self) -> String {
        std::iter::once(&self.message).chain(&self.help).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

impl Location {
    fn of_cited(cited: &Cited) -> Self {
        let region = Region::of(cited.span, cited.line, cited.column, &cited.text);
        Self { path: cited.path.clone(), region: Some(region) }
    }

    /// The path from the current folder, without the dot that may stand for it.
    #[must_use]
    pub fn relative(&self) -> &str {
        self.path.strip_prefix("./").unwrap_or(&self.path)
    }

    /// The path with line and column, as far as they are known.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.region {
            Some(region) => format!("{}:{}:{}", self.path, region.line, region.column),
            None => self.path.clone(),
        }
    }
}

impl Region {
    /// A piece of text that begins at a line and column.
    fn of(span: Span, line: usize, column: usize, text: &str) -> Self {
        let (end_line, end_column) = match text.rsplit_once('\n') {
            None => (line, column + text.chars().count()),
            Some((before, last)) => {
                (line + 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count(), 1 + last.chars().count())
            }
        };
        Self { span: Some(span), line, column, end_line, end_column }
    }
}

/// The words of a claim, however they are broken into lines or marked up.
#[must_use]
pub fn claim_text(checked: &CheckedClaim, source: &str) -> String {
    plain(source.get(checked.claim.statement.range()).unwrap_or_default())
}

/// The words of a conflict: what it is about, and the numbers as they are printed.
#[must_use]
pub fn conflict_text(conflict: &Conflict) -> String {
    let numbers: Vec<_> = conflict.facts.iter().map(|cited| plain(&cited.text)).collect();
    format!("{}: {}", conflict.metric.as_deref().unwrap_or("the value"), numbers.join(", "))
}

/// A text on one line, without the marks of Markdown.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '\\' | '>')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the entries of one document share.
struct Maker<'m> {
    path: &'m str,
    source: &'m str,
    lines: LineIndex<'m>,
}

impl Maker<'_> {
    /// One entry for each place, whatever the number of rules that object.
    fn entry(&self, checked: &CheckedClaim, id: &str) -> Option<Entry> {
        let finding = decisive(checked)?;
        let first = primary(checked, finding);
        let cause = checked.causes.first().and_then(|cause| cause.replacement.as_ref());
        Some(Entry {
            rule: finding.rule,
            severity: checked.severity.unwrap_or(finding.severity),
            message: finding.message.clone(),
            help: help(checked, finding, self.source),
            place: self.location(first),
            related: self.related(checked, finding, first),
            fix: cause.map(|replacement| (self.location(replacement.span), replacement.text.clone())),
            id: id.to_owned(),
            claim: claim_text(checked, self.source),
            accepted: None,
        })
    }

    fn related(&self, checked: &CheckedClaim, finding: &Finding, first: Span) -> Vec<(Location, String)> {
        let labels = finding.labels.iter().map(|label| (label.span, label.text.to_string()));
        let roles = checked.reading().roles.iter().map(|(role, quantity)| (quantity.span, role.name().to_owned()));
        let mut all: Vec<_> = if finding.labels.is_empty() { roles.collect() } else { labels.collect() };
        all.sort_by_key(|(span, _)| *span);
        all.dedup_by_key(|(span, _)| *span);
        all.retain(|(span, _)| *span != first);
        all.into_iter().map(|(span, label)| (self.location(span), label)).collect()
    }

    fn location(&self, span: Span) -> Location {
        let (line, column) = self.lines.line_column(span.start);
        let text = self.source.get(span.range()).unwrap_or_default();
        Location { path: self.path.to_owned(), region: Some(Region::of(span, line, column, text)) }
    }
}

/// The sum in one line, what else does not hold, and the causes; without a cause, what would fit.
fn help(checked: &CheckedClaim, finding: &Finding, source: &str) -> Vec<String> {
    let mut lines = vec![finding.arithmetic.clone()];
    let others = checked.findings.iter().filter(|other| other.rule != finding.rule);
    lines.extend(others.map(|other| format!("also {}: {}", other.rule, other.message)));
    let names = std::iter::once("likely").chain(std::iter::repeat("or"));
    lines.extend(names.zip(&checked.causes).map(|(name, cause)| format!("{name}: {}", cause.message)));
    if checked.causes.is_empty() && finding.verdict == Verdict::Mismatch {
        lines.extend(readings::would_fit(checked, source));
    }
    lines.retain(|line| !line.is_empty());
    lines
}
