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
mod overview;
mod text;

use std::fmt::Write;

use super::counted;
use super::fingerprint::{Fingerprints, of_texts};
use super::listing::Listed;
use crate::audit::DocumentReport;
use crate::conflicts::{Sources, listing};
use crate::document::{BlockKind, REPORT_PAGE};
use crate::model::Verdict;
use escape::escaped_line;

/// Writes the HTML report: the head, each document as it is finished, and the page of the folder last.
#[derive(Debug, Clone, Copy)]
pub struct Html {
    /// The month (1 to 12) in which fiscal years start, for the days of a fiscal period.
    pub fiscal_start: i8,
}

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");
/// The only script that may run, by its SHA-256.
const SCRIPT_HASH: &str = "/vh/2zkpWeaA9gU/89NlMU7zu678DO59YLX1b/iSvGs=";

/// The verdicts in the order in which they ask for a look, with what they mean.
const VERDICTS: [(Verdict, &str); 5] = [
    (Verdict::Mismatch, "holds under no reading"),
    (Verdict::Strained, "holds only with goodwill"),
    (Verdict::Exact, "comes out as printed"),
    (Verdict::Rounded, "holds within rounding"),
    (Verdict::Unchecked, "could not be checked"),
];

impl Html {
    /// What stands before the first document.
    pub fn header(self, out: &mut Vec<u8>) {
        let head = format!(
            r##"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><title>audit: report</title>
{REPORT_PAGE}
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"/>
<style>{STYLE}</style></head><body>
<header class="masthead"><h1>audit</h1><p>Every sum in the text, done again. A number that is marked holds or fails with those it is stated with; silence is not approval. <a href="#overview">Overview</a></p></header>
<main id="documents">
"##
        );
        out.extend_from_slice(head.as_bytes());
    }

    /// One document.
    pub fn document(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
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
        let mut html = String::from("</main>\n<section id=\"overview\" tabindex=\"-1\">\n");
        overview::overview(&mut html, run);
        chart::charts(&mut html, &listing(run.facts, run.compared, sources));
        html.push_str(
            "</section>\n<aside id=\"panel\" aria-label=\"Claim\" hidden=\"hidden\" tabindex=\"-1\"></aside>\n",
        );
        let _ = write!(
            html,
            "<footer><p>audit {}. Keys: <kbd>n</kbd> and <kbd>p</kbd> go to the next and the previous finding, <kbd>Enter</kbd> on a number shows its claim, <kbd>Esc</kbd> closes it.</p></footer>\n<script>{SCRIPT}</script>\n</body></html>\n",
            env!("CARGO_PKG_VERSION")
        );
        out.extend_from_slice(html.as_bytes());
    }
}

/// The name of a document in links.
fn key(path: &str) -> String {
    let mut key = of_texts(&[path]);
    key.truncate(12);
    format!("d{key}")
}

#[cfg(test)]
mod tests;
