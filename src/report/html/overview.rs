//! The page of the folder: coverage, filters, the documents, what does not hold, and what was not read.

use std::fmt::Write;

use super::escape::{escaped, escaped_line};
use super::{VERDICTS, key};
use crate::conflicts::{Cited, Conflict};
use crate::report::{Entry, Listed, Page, counted};

/// Appends the overview, without the charts.
pub fn overview(out: &mut String, run: &Listed<'_>) {
    coverage(out, run);
    filters(out, run);
    findings(out, run);
    conflicts(out, run);
    documents(out, run);
    notices(out, run);
}

/// How many claims came out in which way.
fn coverage(out: &mut String, run: &Listed<'_>) {
    let summary = run.summary;
    let counts = [summary.mismatch, summary.strained, summary.exact, summary.rounded, summary.unchecked];
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        out,
        "<h2>Coverage</h2><p>{} in {}.</p>",
        counted(summary.claims, "claim"),
        counted(summary.documents, "document")
    );
    if summary.claims > 0 {
        bar(out, &counts);
    }
    out.push_str(r#"<dl class="tiles">"#);
    for ((verdict, meaning), count) in VERDICTS.iter().zip(counts) {
        let _ = write!(
            out,
            r#"<div class="{0}"><dt>{1} {0}</dt><dd><b>{count}</b> {meaning}</dd></div>"#,
            verdict.name(),
            super::claim::glyph(*verdict)
        );
    }
    out.push_str("</dl>");
    let mut rest = Vec::new();
    if summary.skipped > 0 {
        rest.push(format!(
            "{} could not be read with certainty and were left alone",
            counted(summary.skipped, "number")
        ));
    }
    if summary.agreements > 0 {
        rest.push(format!("{} between places hold", counted(summary.agreements, "comparison")));
    }
    if summary.allowed > 0 {
        rest.push(format!("{} allowed with a reason", counted(summary.allowed, "finding")));
    }
    if summary.known > 0 {
        rest.push(format!("{} known by the baseline", counted(summary.known, "finding")));
    }
    if !rest.is_empty() {
        let _ = write!(out, "<p>{}.</p>", escaped(&rest.join("; ")));
    }
    if !summary.reasons.is_empty() {
        let mut reasons: Vec<_> = summary.reasons.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), **reason));
        out.push_str("<details><summary>Why claims were not checked</summary><ul>");
        for (reason, count) in reasons {
            let _ = write!(out, "<li>{count} {}</li>", escaped(reason));
        }
        out.push_str("</ul></details>");
    }
}

/// A bar of the verdicts in the order of [`VERDICTS`].
fn bar(out: &mut String, counts: &[u64; 5]) {
    let total: u64 = counts.iter().sum();
    let named = VERDICTS.iter().zip(counts).filter(|(_, count)| **count > 0);
    let label: Vec<String> = named.clone().map(|((verdict, _), count)| format!("{count} {}", verdict.name())).collect();
    let _ = write!(out, r#"<div class="bar" role="img" aria-label="{}">"#, label.join(", "));
    for ((verdict, _), count) in named {
        let share = (count * 1000).div_ceil(total.max(1));
        let _ = write!(out, r#"<span class="{}" style="flex:{share}"></span>"#, verdict.name());
    }
    out.push_str("</div>");
}

/// What is shown: by verdict, by rule, by words. It works with the script only, which shows it.
fn filters(out: &mut String, run: &Listed<'_>) {
    out.push_str(r#"<form id="filters" hidden="hidden"><fieldset><legend>Show claims that are</legend>"#);
    for (verdict, _) in VERDICTS {
        let name = verdict.name();
        let _ = write!(
            out,
            r#"<label><input type="checkbox" name="verdict" value="{name}" checked="checked"/> {name}</label> "#
        );
    }
    out.push_str(r#"</fieldset><label>of rule <select name="rule"><option value="">any</option>"#);
    for rule in run.summary.rules.keys() {
        let _ = write!(out, r#"<option value="{rule}">{rule}</option>"#);
    }
    out.push_str(
        r#"</select></label> <label>in documents with <input type="search" name="words" placeholder="words of path or title"/></label> <output name="shown"></output></form>"#,
    );
}

fn findings(out: &mut String, run: &Listed<'_>) {
    let mut entries: Vec<(&Page, &Entry)> =
        run.pages.iter().flat_map(|page| page.entries.iter().map(move |entry| (page, entry))).collect();
    entries.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.severity));
    if entries.is_empty() {
        if run.summary.claims > 0 && run.compared.conflicts.is_empty() {
            out.push_str("<p>Nothing was found that does not hold.</p>");
        }
        return;
    }
    out.push_str(r#"<h2>What does not hold</h2><ol class="findings">"#);
    for (page, entry) in entries {
        let key = key(&page.path);
        let _ = write!(
            out,
            r##"<li class="{0}" data-rule="{1}"><a href="#{key}-{2}"><span class="level">{0}</span> {3}</a> <span class="where"><bdi>{4}</bdi></span></li>"##,
            entry.severity.name(),
            entry.rule,
            entry.id,
            escaped_line(&entry.message),
            escaped_line(&entry.place.shown()),
        );
    }
    out.push_str("</ol>");
}

fn conflicts(out: &mut String, run: &Listed<'_>) {
    if run.compared.conflicts.is_empty() {
        return;
    }
    out.push_str(r#"<h2>Places against each other</h2><ol class="conflicts">"#);
    for conflict in &run.compared.conflicts {
        one_conflict(out, conflict);
    }
    out.push_str("</ol>");
}

fn one_conflict(out: &mut String, conflict: &Conflict) {
    let _ = write!(
        out,
        r#"<li class="{0}" data-rule="{1}"><p><span class="level">{0}</span> {2}"#,
        conflict.severity.name(),
        conflict.rule,
        escaped_line(&conflict.message)
    );
    if let Some(metric) = &conflict.metric {
        let _ = write!(out, r#" <span class="where"><bdi>{}</bdi>"#, escaped(metric));
        if let Some(days) = conflict.days {
            let _ = write!(out, ", {days}");
        }
        out.push_str("</span>");
    }
    out.push_str("</p><ul>");
    for cited in &conflict.facts {
        out.push_str("<li>");
        place(out, cited);
        let _ = write!(out, " {}</li>", escaped(&cited.label));
    }
    out.push_str("</ul>");
    for line in std::iter::once(&conflict.arithmetic).chain(&conflict.steps).filter(|line| !line.is_empty()) {
        let _ = write!(out, r#"<p class="sum">{}</p>"#, escaped(line));
    }
    for repair in &conflict.repairs {
        let _ = write!(
            out,
            r#"<p class="causes"><b>Likely:</b> <ins class="right">{}</ins> in place of <del>{}</del> in <bdi>{}</bdi>: {}</p>"#,
            escaped(&repair.replacement),
            escaped(&repair.text),
            escaped_line(&repair.path),
            escaped(&repair.why)
        );
    }
    out.push_str("</li>");
}

/// A number at its place, with the way there.
pub fn place(out: &mut String, cited: &Cited) {
    let _ = write!(
        out,
        r##"<a href="#{}-{}">{}</a> <span class="where"><bdi>{}:{}</bdi></span>"##,
        key(&cited.path),
        cited.span.start,
        escaped(&cited.text),
        escaped_line(&cited.path),
        cited.line
    );
}

fn documents(out: &mut String, run: &Listed<'_>) {
    out.push_str(
        r#"<h2>Documents</h2><div class="scroll"><table class="documents"><thead><tr><th scope="col">document</th><th scope="col">date</th>"#,
    );
    for (verdict, _) in VERDICTS {
        let _ = write!(out, r#"<th scope="col">{}</th>"#, verdict.name());
    }
    out.push_str("</tr></thead><tbody>");
    for page in run.pages {
        let key = key(&page.path);
        let title = page.title.as_deref().unwrap_or(&page.path);
        let _ = write!(
            out,
            r##"<tr data-document="{key}"><td><a href="#{key}"><bdi>{}</bdi></a> <span class="where"><bdi>{}</bdi></span></td><td>{}</td>"##,
            escaped_line(title),
            escaped_line(&page.path),
            page.date.map(|date| date.to_string()).unwrap_or_default()
        );
        for (verdict, _) in VERDICTS {
            let count = page.verdicts.get(&verdict).copied().unwrap_or(0);
            let _ = write!(out, r#"<td class="{}">{count}</td>"#, if count > 0 { verdict.name() } else { "zero" });
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn notices(out: &mut String, run: &Listed<'_>) {
    if run.notices.is_empty() {
        return;
    }
    out.push_str(r#"<h2>Inputs</h2><ul class="notices">"#);
    for notice in run.notices {
        let line = notice.line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = write!(
            out,
            r#"<li class="{0}"><span class="level">{0}</span> <bdi>{1}{line}</bdi>: {2}</li>"#,
            notice.severity.name(),
            escaped_line(&notice.path),
            escaped_line(&notice.message)
        );
    }
    out.push_str("</ul>");
}
