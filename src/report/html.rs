//! The HTML report: one file that needs nothing else. Each document as it reads, its numbers marked by verdict and linked to what is
//! said of them; above them the page of the folder, with coverage, conflicts between places, and charts of what is said over time.
//!
//! It can be read without the script: numbers are links to articles below their document. The script shows an article beside the
//! number instead, filters, and moves from finding to finding by key. No text of a document can become markup, and a policy inside the
//! file lets no other script run, so that a hostile text can do no harm.

mod chart;
mod claim;
mod escape;
mod figure;
mod links;
mod overview;
mod text;

pub use links::page_of;

use std::fmt::Write;

use super::counted;
use super::fingerprint::{Fingerprints, of_texts};
use super::listing::Listed;
use crate::audit::DocumentReport;
use crate::conflicts::{Sources, listing};
use crate::document::{BlockKind, REPORT_PAGE};
use crate::model::Verdict;
use escape::escaped_line;
use links::Links;
use maud::{PreEscaped, html};

/// Writes the HTML report: the head, each document as it is finished, and the page of the folder last.
#[derive(Debug, Clone, Copy)]
pub struct Html {
    /// The month (1 to 12) in which fiscal years start, for the days of a fiscal period.
    pub fiscal_start: i8,
    /// Whether each document has a page of its own, beside an overview.
    pub paged: bool,
}

/// The style of all pages.
pub const STYLE: &str = include_str!("html/style.css");
/// The script of all pages.
pub const SCRIPT: &str = include_str!("html/script.js");
/// The only script that may run, by its SHA-256.
const SCRIPT_HASH: &str = "VSxaEjzlbAHr9C6wLkYztCI8W7dAyhpqpH7iApunSwg=";

/// The verdicts in the order in which they ask for a look, with what they mean.
const VERDICTS: [(Verdict, &str); 5] = [
    (Verdict::Mismatch, "does not match under any reading"),
    (Verdict::Strained, "matches only if truncated or rounded twice"),
    (Verdict::Exact, "matches as printed"),
    (Verdict::Rounded, "matches within rounding"),
    (Verdict::Unchecked, "could not be checked"),
];

impl Html {
    /// What stands before the first document.
    pub fn header(self, out: &mut Vec<u8>) {
        let policy = format!("style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'");
        head(out, "Audit report", &policy, &format!("<style>{STYLE}</style>"));
        out.extend_from_slice(
            br##"<header class="masthead"><h1>Audit report</h1><p>Every sum in the text, done again. A number that is marked matches or fails with those it is stated with; silence is not approval. <a href="#overview">Overview</a></p></header>
<main>
<div id="documents">
"##,
        );
    }

    /// One document on a page of its own, which shares style and script with the others.
    fn page(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        let title = report.document.title.as_deref().unwrap_or(path);
        // A page that is opened from a disk has no origin, so that `'self'` would be nothing.
        let policy = "style-src 'self' file: 'unsafe-inline'; script-src 'self' file:";
        head(out, title, policy, r#"<link rel="stylesheet" href="style.css"/>"#);
        out.extend_from_slice(b"<main>\n<div id=\"documents\">\n");
        self.section(path, report, out);
        out.extend_from_slice(
            b"</div>\n</main>\n<aside id=\"panel\" aria-label=\"Claim\" hidden=\"hidden\" tabindex=\"-1\"></aside>\n<script src=\"script.js\"></script>\n</body></html>\n",
        );
    }

    /// One document.
    pub fn document(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        if self.paged { self.page(path, report, out) } else { self.section(path, report, out) }
    }

    fn section(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        let key = key(path);
        let document = &report.document;
        let mut fingerprints = Fingerprints::with_capacity(report.claims.len());
        let ids: Vec<String> = report
            .claims
            .iter()
            .map(|checked| {
                let mut id = Vec::new();
                let said = document.source.get(checked.claim.statement.range()).unwrap_or_default();
                fingerprints.write(&mut id, checked, said);
                format!("{key}-{}", String::from_utf8_lossy(&id))
            })
            .collect();
        let mut html = String::new();
        // A title that stands in the text is read there, with its numbers.
        let in_text = document.blocks.iter().any(|block| block.kind == BlockKind::Title);
        let name = document.title.as_ref().map_or_else(|| path.to_owned(), |title| format!("{title}, {path}"));
        let title = document.title.as_deref().filter(|_| !in_text).unwrap_or(path);
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            html,
            r#"<section class="document" id="{key}" aria-label="{}"><header><h2><bdi>{}</bdi></h2><p class="meta">"#,
            escaped_line(&name),
            escaped_line(title),
        );
        if title != path {
            let _ = write!(html, "<bdi>{}</bdi> · ", escaped_line(path));
        }
        if let Some(date) = document.date {
            let _ = write!(html, "{date} · ");
        }
        let _ = write!(html, "{}", counted(report.claims.len() as u64, "claim"));
        for (verdict, _) in VERDICTS {
            let count = report.claims.iter().filter(|checked| checked.verdict == verdict).count();
            if count > 0 {
                let _ = write!(html, r#" · <span class="count {0}">{count} {0}</span>"#, verdict.name());
            }
        }
        html.push_str("</p></header>\n<div class=\"text\">\n");
        let marks = text::marks(report, self.fiscal_start);
        text::Writer { report, key: &key, ids: &ids, marks: &marks }.blocks(&mut html);
        html.push_str("</div>\n");
        if !report.claims.is_empty() {
            html.push_str("<section class=\"claims\"><h3>Claims</h3>\n");
            for (checked, id) in report.claims.iter().zip(&ids) {
                claim::article(&mut html, checked, &document.source, &key, id);
            }
            html.push_str("</section>\n");
        }
        html.push_str("</section>\n");
        out.extend_from_slice(html.as_bytes());
    }

    /// The page of the folder, and the end of the file.
    pub fn finish(self, run: &Listed<'_>, sources: &dyn Sources, out: &mut Vec<u8>) {
        let links = Links::new(run.about, run.pages);
        let page = html! {
            (PreEscaped("</div>"))
            section id="overview" tabindex="-1" aria-label="Overview" {
                (overview::overview(run, &links))
                (chart::charts(&listing(run.facts, run.compared, sources), &links))
            }
            (PreEscaped("</main>"))
            aside id="panel" aria-label="Claim" hidden="hidden" tabindex="-1" {}
            footer {
                p {
                    "Keys: " kbd { "n" } " and " kbd { "p" } " go to the next and the previous finding, "
                    kbd { "1" } " to " kbd { "5" } " show or hide a verdict, " kbd { "Enter" } " on a number shows its claim, "
                    kbd { "Esc" } " closes it."
                }
            }
            script { (PreEscaped(SCRIPT)) }
            (PreEscaped("</body></html>\n"))
        };
        out.extend_from_slice(page.into_string().as_bytes());
    }
}

/// The head of a page: nothing is loaded but what the policy names.
fn head(out: &mut Vec<u8>, title: &str, policy: &str, style: &str) {
    let title = escaped_line(title);
    let head = format!(
        r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><title>{title}</title>
{REPORT_PAGE}
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; {policy}; base-uri 'none'; form-action 'none'"/>
{style}</head><body>
"#
    );
    out.extend_from_slice(head.as_bytes());
}

/// The name of a document in links.
fn key(path: &str) -> String {
    let mut key = of_texts(&[path]);
    key.truncate(12);
    format!("d{key}")
}

#[cfg(test)]
mod tests;
