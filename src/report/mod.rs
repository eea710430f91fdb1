//! The report of a run, one file an output format. Renderers only print; what they print is decided before.

mod concise;
mod entry;
mod explained;
pub mod extract;
mod fingerprint;
#[cfg(test)]
mod fixture;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "cli")]
mod human;
mod json;
mod ledger;
mod listing;
pub mod notices;
mod number;
mod readings;
mod snapshot;
#[cfg(feature = "cli")]
mod source;
mod statistics;
mod summary;
#[cfg(all(test, feature = "cli"))]
mod tests;

pub use concise::Concise;
pub use entry::{Entry, Location, Page, Region, claim_text, conflict_text};
pub use explained::{Wanted, explained};
pub use extract::Rows;
pub use fingerprint::{Fingerprints, is_fingerprint};
#[cfg(feature = "html")]
pub use html::{Html, SCRIPT, STYLE, page_of};
#[cfg(feature = "cli")]
pub use human::Human;
pub use json::{Json, Jsonl};
pub use ledger::LedgerReport;
pub use listing::{About, Listed, Listing};
pub use snapshot::snapshot;
pub use statistics::statistics;
pub(crate) use summary::counted;
pub use summary::{Notice, Summary};

use crate::audit::{CheckedClaim, DocumentReport};
use crate::conflicts::{Compared, NoSources, Sources};
use crate::document::visible;
use crate::facts::Ledger;
#[cfg(feature = "cli")]
use crate::model::Severity;
use crate::model::Span;
use crate::rules::Finding;

/// An output format.
///
/// A document is rendered by a pure function, so that documents can be rendered where they are audited, in parallel; the pieces are then
/// put together in the order of the paths: header, documents with the separator between them, end.
#[derive(Debug, Clone, Copy)]
pub enum Renderer {
    /// For people.
    #[cfg(feature = "cli")]
    Human(Human),
    /// For editors and logs.
    Concise(Concise),
    /// For other programs.
    Json(Json),
    /// For other programs that read as it comes.
    Jsonl(Jsonl),
    /// For people, to look at in a browser.
    #[cfg(feature = "html")]
    Html(Html),
    /// For what shows findings in its own way, once all of them are known.
    Listing(Listing),
}

impl Renderer {
    /// The same format, with fiscal years that start in this month if one is known.
    #[must_use]
    pub const fn counting_from(self, month: Option<i8>) -> Self {
        match (self, month) {
            (Self::Json(_), Some(fiscal_start)) => Self::Json(Json { fiscal_start }),
            (Self::Jsonl(_), Some(fiscal_start)) => Self::Jsonl(Jsonl { json: Json { fiscal_start } }),
            #[cfg(feature = "html")]
            (Self::Html(html), Some(fiscal_start)) => Self::Html(Html { fiscal_start, ..html }),
            _ => self,
        }
    }

    /// What stands before the first document.
    #[must_use]
    pub fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            #[cfg(feature = "cli")]
            Self::Human(_) => {}
            Self::Concise(_) | Self::Jsonl(_) | Self::Listing(_) => {}
            Self::Json(json) => json.header(&mut out),
            #[cfg(feature = "html")]
            Self::Html(html) => html.header(&mut out),
        }
        out
    }

    /// One document; empty where the format has nothing to say of it.
    #[must_use]
    pub fn document(&self, path: &str, report: &DocumentReport<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            #[cfg(feature = "cli")]
            Self::Human(human) => human.document(&visible(path), report, &mut out),
            Self::Concise(concise) => concise.document(&visible(path), report, &mut out),
            Self::Json(json) => json.document(path, report, &mut out),
            Self::Jsonl(lines) => lines.document(path, report, &mut out),
            #[cfg(feature = "html")]
            Self::Html(html) => html.document(path, report, &mut out),
            Self::Listing(_) => {}
        }
        out
    }

    /// What stands between two documents of which each has something to say.
    #[must_use]
    pub const fn separator(&self) -> &'static [u8] {
        match self {
            Self::Json(_) => b",\n",
            _ => b"",
        }
    }

    /// Whether the format is read by people, who take a table below it for what it is.
    #[must_use]
    pub const fn is_for_people(&self) -> bool {
        match self {
            #[cfg(feature = "cli")]
            Self::Human(_) => true,
            Self::Concise(_) => true,
            _ => false,
        }
    }

    /// Whether the format lists findings, for which it needs the [`Page`] of each document at the end.
    #[must_use]
    pub const fn lists(&self) -> bool {
        match self {
            #[cfg(feature = "html")]
            Self::Html(_) => true,
            _ => matches!(self, Self::Listing(_)),
        }
    }

    /// What stands in the summary of a step where the format has no room for it.
    #[must_use]
    pub fn overflow(&self, run: &Listed<'_>) -> Option<Vec<u8>> {
        match self {
            Self::Listing(listing) => listing.overflow(run),
            _ => None,
        }
    }

    /// What stands after the last document.
    #[must_use]
    pub fn finish(&self, summary: &Summary, notices: &[Notice]) -> Vec<u8> {
        self.finish_with(
            &Listed {
                pages: &[],
                notices,
                summary,
                compared: &Compared::default(),
                facts: &Ledger::default(),
                about: &About::default(),
            },
            &NoSources,
        )
    }

    /// The same, with what came of comparing the documents; `sources` gives the texts that it cites.
    #[must_use]
    #[cfg_attr(not(feature = "html"), allow(unused_variables))] // Only reports that show texts need them.
    pub fn finish_with(&self, run: &Listed<'_>, sources: &dyn Sources) -> Vec<u8> {
        let mut out = Vec::new();
        let Listed { notices, summary, compared, .. } = *run;
        match self {
            #[cfg(feature = "cli")]
            Self::Human(human) => {
                human.conflicts(&compared.conflicts, sources, &mut out);
                let unreadable = notices.iter().filter(|notice| notice.severity == Severity::Error).count();
                human.finish(summary, unreadable, &mut out);
            }
            Self::Concise(concise) => concise.conflicts(&compared.conflicts, &mut out),
            Self::Json(json) => json.finish(summary, notices, compared, &mut out),
            Self::Jsonl(lines) => lines.finish(summary, notices, compared, &mut out),
            #[cfg(feature = "html")]
            Self::Html(html) => html.finish(run, sources, &mut out),
            Self::Listing(listing) => out = listing.render(run),
        }
        out
    }
}

/// The finding to show for a claim: that of the deciding rule, or the first.
#[must_use]
pub fn decisive(checked: &CheckedClaim) -> Option<&Finding> {
    let decisive = checked.findings.iter().find(|finding| Some(finding.rule) == checked.rule);
    decisive.or(checked.findings.first())
}

/// The place to name for a finding: the number that does not hold, which is the one labelled as stated, or the first.
#[must_use]
pub fn primary(checked: &CheckedClaim, finding: &Finding) -> Span {
    let stated = finding.labels.iter().find(|label| label.text.starts_with("stated"));
    stated.or(finding.labels.first()).map_or(checked.claim.statement, |label| label.span)
}
