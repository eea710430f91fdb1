//! From one document to its checked claims: the way of the data in one place.

use crate::causes::{confirmed, explained};
use crate::document::{Document, Format};
use crate::facts::{DocumentFacts, Naming, gather};
use crate::link::{Line, link, weigh};
use crate::model::{Claim, Span, Verdict};
use crate::resolve::resolve;
pub use crate::rules::CheckedClaim;
use crate::rules::{Preview, Said, check_in, conversions};

/// What an audit of one document found.
///
/// It borrows from the text; [`DocumentReport::into_owned`] cuts it loose. As data it is what the JSON report says of the document, by the
/// same names.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DocumentReport<'a> {
    /// The document as it was read.
    pub document: Document<'a>,
    /// The claims in the order of the text.
    pub claims: Vec<CheckedClaim>,
    /// How many numbers could not be read with certainty and were left alone.
    pub skipped: u32,
    /// Amounts among them that are too large for any sum, where they stand.
    pub too_large: Vec<Span>,
    /// What the document states of metrics in periods, to be compared with other places.
    pub facts: DocumentFacts,
}

impl DocumentReport<'_> {
    /// The same, with a text of its own, for those who keep it longer than what was audited.
    ///
    /// ```
    /// use claim_audit::audit::{DocumentReport, audit};
    /// use claim_audit::document::Format;
    /// let keep = |text: String| -> DocumentReport<'static> { audit(&text, Format::Text).into_owned() };
    /// assert_eq!(keep("Exports rose 5% to $105 from $100.".to_owned()).claims.len(), 1);
    /// ```
    #[must_use]
    pub fn into_owned(self) -> DocumentReport<'static> {
        DocumentReport {
            document: self.document.into_owned(),
            claims: self.claims,
            skipped: self.skipped,
            too_large: self.too_large,
            facts: self.facts,
        }
    }
}

/// Audits one text: reads it, finds its claims and does each sum again.
///
/// ```
/// use claim_audit::audit::audit;
/// use claim_audit::document::Format;
/// use claim_audit::model::Verdict;
/// let report = audit("Exports rose 23.7% to $2.825 billion from $2.284 billion.", Format::Text);
/// assert_eq!(report.claims.len(), 1);
/// assert_eq!(report.claims[0].verdict, Verdict::Exact);
/// ```
#[must_use]
pub fn audit(source: &str, format: Format) -> DocumentReport<'_> {
    audit_with(source, format, &Naming::default(), &Preview::OFF, Line::default())
}

/// Audits one text with the names of metrics, the calendar and the currency of a configuration, with the preview rules that it
/// switches on, and with the certainty that it asks of an alarm.
#[must_use]
pub fn audit_with<'a>(
    source: &'a str,
    format: Format,
    naming: &Naming,
    preview: &Preview,
    line: Line,
) -> DocumentReport<'a> {
    let mut document = Document::parse(source, format);
    document.dollar = naming.dollar;
    let resolved = resolve(&document);
    let mut stated = link(&document, &resolved.reads, &resolved.claims, resolved.settled);
    let first = |claim: &Claim| {
        let reading = claim.readings.first();
        reading.and_then(|reading| reading.roles.iter().map(|(_, quantity)| quantity.span.start).min())
    };
    stated.sort_by_key(|claim| (claim.statement.start, claim.kind, first(claim)));
    let said = Said::of(source);
    let mut claims: Vec<_> = stated.into_iter().map(|claim| check_in(claim, &said)).collect();
    conversions(&mut claims, &said);
    for checked in &mut claims {
        preview.apply(checked);
    }
    let is_wrong = |checked: &CheckedClaim| matches!(checked.verdict, Verdict::Mismatch | Verdict::Strained);
    if claims.iter().any(is_wrong) {
        let confirmed = confirmed(&claims);
        for checked in claims.iter_mut().filter(|checked| is_wrong(checked)) {
            let (causes, is_explained) = explained(checked, source, &confirmed);
            checked.causes = causes;
            weigh(checked, line, is_explained);
        }
    }
    let facts = gather(&document, &resolved.mentions, &claims, naming);
    DocumentReport { claims, skipped: resolved.skipped, too_large: resolved.too_large, facts, document }
}
