//! The page of the folder: coverage, filters, what does not match by document, conflicts, the documents, and what was not read.

use maud::{Markup, PreEscaped, html};

use super::escape::{escaped, escaped_line};
use super::links::Links;
use super::{VERDICTS, key};
use crate::conflicts::{Cited, Conflict};
use crate::document::visible;
use crate::report::{About, Entry, Listed, Page, counted};

/// The overview, without the charts.
pub fn overview(run: &Listed<'_>, links: &Links<'_>) -> Markup {
    html! {
        (about(run.about, run))
        (coverage(run))
        (filters(run))
        (findings(run, links))
        (conflicts(run, links))
        (documents(run, links))
        (notices(run))
    }
}

/// Text of documents: what would be markup or would not be seen is replaced.
fn safe(text: &str) -> PreEscaped<String> {
    PreEscaped(escaped(text))
}

/// The same on one line.
fn line(text: &str) -> PreEscaped<String> {
    PreEscaped(escaped_line(text))
}

/// What was audited, when, by which version and which command.
fn about(about: &About, run: &Listed<'_>) -> Markup {
    let titled = match run.pages {
        [only] => only.title.clone().unwrap_or_else(|| only.path.clone()),
        _ => counted(run.summary.documents, "document"),
    };
    html! {
        h2 { "Audit of " bdi { (line(&titled)) } }
        p class="meta" {
            @if let Some(date) = about.date { time { (date) } " · " }
            "audit " (env!("CARGO_PKG_VERSION"))
            @if !about.command.is_empty() { " · " code { (line(&about.command)) } }
        }
    }
}

/// How many claims came out in which way: a bar, and a tile for each verdict that shows or hides its claims.
fn coverage(run: &Listed<'_>) -> Markup {
    let summary = run.summary;
    let counts = [summary.mismatch, summary.strained, summary.exact, summary.rounded, summary.unchecked];
    let mut rest = vec![format!("{} in {}", counted(summary.claims, "claim"), counted(summary.documents, "document"))];
    if summary.skipped > 0 {
        rest.push(format!("{} could not be read with certainty", counted(summary.skipped, "number")));
    }
    if summary.agreements > 0 {
        rest.push(format!("{} between places match", counted(summary.agreements, "comparison")));
    }
    if summary.allowed > 0 {
        rest.push(format!("{} allowed with a reason", counted(summary.allowed, "finding")));
    }
    if summary.known > 0 {
        rest.push(format!("{} known from the baseline", counted(summary.known, "finding")));
    }
    let mut reasons: Vec<_> = summary.reasons.iter().collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), **reason));
    html! {
        p { (safe(&rest.join("; "))) "." }
        @if summary.claims > 0 { (bar(&counts)) }
        div class="tiles" role="group" aria-label="Show claims by verdict" {
            @for (number, ((verdict, meaning), count)) in (1..).zip(VERDICTS.iter().zip(counts)) {
                button type="button" class=(verdict.name()) data-verdict=(verdict.name()) aria-pressed="true" aria-keyshortcuts=(number) {
                    span class="name" { (super::claim::glyph(*verdict)) " " (verdict.name()) " " kbd { (number) } }
                    b { (count) }
                    span class="meaning" { (meaning) }
                }
            }
        }
        @if !reasons.is_empty() {
            details {
                summary { "Why claims were not checked" }
                ul { @for (reason, count) in reasons { li { (count) " " (safe(reason)) } } }
            }
        }
    }
}

/// A bar of the verdicts in the order of [`VERDICTS`].
fn bar(counts: &[u64; 5]) -> Markup {
    let total: u64 = counts.iter().sum();
    let named: Vec<_> = VERDICTS.iter().zip(counts).filter(|(_, count)| **count > 0).collect();
    let label: Vec<String> = named.iter().map(|((verdict, _), count)| format!("{count} {}", verdict.name())).collect();
    html! {
        div class="bar" role="img" aria-label=(label.join(", ")) {
            @for ((verdict, _), count) in named {
                span class=(verdict.name()) style={ "flex:" ((count * 1000).div_ceil(total.max(1))) } {}
            }
        }
    }
}

/// What is shown, by rule and by words. It works with the script only, which shows it.
fn filters(run: &Listed<'_>) -> Markup {
    html! {
        form id="filters" hidden="hidden" {
            label { "Rule " select name="rule" {
                option value="" { "any" }
                @for rule in run.summary.rules.keys() { option value=(rule) { (rule) } }
            } }
            label { "Documents with " input type="search" name="words" placeholder="words of path or title"; }
            output name="shown" {}
        }
    }
}

/// What does not match: by document, the worst first.
fn findings(run: &Listed<'_>, links: &Links<'_>) -> Markup {
    let mut pages: Vec<&Page> = run.pages.iter().filter(|page| !page.entries.is_empty()).collect();
    pages.sort_by_key(|page| std::cmp::Reverse(page.entries.iter().map(|entry| entry.severity).max()));
    html! {
        @if !pages.is_empty() {
            h2 { "What does not match" }
            @for page in pages {
                section class="found" data-of=(key(&page.path)) {
                    h3 { (title(page, links)) }
                    ol class="findings" { @for entry in &page.entries { (finding(page, entry, links)) } }
                }
            }
        } @else if run.summary.claims > 0 && run.compared.conflicts.is_empty() {
            p { "Every sum that could be checked matches." }
        }
    }
}

fn finding(page: &Page, entry: &Entry, links: &Links<'_>) -> Markup {
    let id = format!("{}-{}", key(&page.path), entry.id);
    html! {
        li class=(entry.severity.name()) data-rule=(entry.rule) data-claim=(id) {
            span class="level" { (entry.severity.name()) } " "
            a href=(links.to(&page.path, &format!("-{}", entry.id))) { (line(&entry.message)) } " "
            span class="where" {
                @if let Some(region) = &entry.place.region { "line " (region.line) ", " }
                (entry.rule)
            }
            blockquote dir="auto" { (safe(&shortened(&entry.claim))) }
            @if let Some((_, right)) = entry.fix.as_ref().filter(|(_, right)| !entry.message.contains(right.as_str())) { p class="fix" { ins class="right" { (safe(right)) } " would be right" } }
        }
    }
}

/// As much of a statement as a list has room for.
fn shortened(text: &str) -> String {
    const MOST: usize = 240;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

/// The title of a document as a link, with its path.
fn title(page: &Page, links: &Links<'_>) -> Markup {
    let title = page.title.as_deref().unwrap_or(&page.path);
    html! {
        a href=(links.to(&page.path, "")) { bdi { (line(title)) } }
        @if title != page.path { " " span class="where" { bdi { (line(&page.path)) } } }
    }
}

fn conflicts(run: &Listed<'_>, links: &Links<'_>) -> Markup {
    html! {
        @if !run.compared.conflicts.is_empty() {
            h2 { "Places that contradict each other" }
            ol class="conflicts" { @for conflict in &run.compared.conflicts { (one_conflict(conflict, links)) } }
        }
    }
}

fn one_conflict(conflict: &Conflict, links: &Links<'_>) -> Markup {
    let sums = std::iter::once(&conflict.arithmetic).chain(&conflict.steps).filter(|line| !line.is_empty());
    html! {
        li class=(conflict.severity.name()) data-rule=(conflict.rule) {
            p {
                span class="level" { (conflict.severity.name()) } " " (line(&conflict.message))
                @if let Some(metric) = &conflict.metric {
                    " " span class="where" {
                        bdi { (safe(metric)) }
                        @if let Some(days) = conflict.days { ", " (days.to_string()) }
                    }
                }
            }
            ul { @for cited in &conflict.facts { li { (place(cited, links)) " " (safe(&cited.label)) } } }
            @for sum in sums { p class="sum" { (safe(sum)) } }
            @for repair in &conflict.repairs {
                p class="causes" {
                    b { "Likely:" } " " ins class="right" { (safe(&repair.replacement)) } " in place of "
                    del { (safe(&repair.text)) } " in " bdi { (line(&repair.path)) } ": " (safe(&repair.why))
                }
            }
        }
    }
}

/// A number at its place, with the way there.
pub fn place(cited: &Cited, links: &Links<'_>) -> Markup {
    html! {
        a href=(links.to(&cited.path, &format!("-{}", cited.span.start))) { (safe(&cited.text)) } " "
        span class="where" { bdi { (line(&format!("{}:{}", visible(&cited.path), cited.line))) } }
    }
}

/// The documents in a table that can be sorted, those with the most that does not match first.
fn documents(run: &Listed<'_>, links: &Links<'_>) -> Markup {
    let count = |page: &Page, verdict| page.verdicts.get(&verdict).copied().unwrap_or(0);
    let mut pages: Vec<&Page> = run.pages.iter().collect();
    pages.sort_by_key(|page| std::cmp::Reverse((count(page, VERDICTS[0].0), count(page, VERDICTS[1].0))));
    html! {
        h2 id="all" { "Documents" }
        div class="scroll" tabindex="0" role="region" aria-labelledby="all" {
            table class="documents" {
                thead { tr {
                    th scope="col" { "document" }
                    th scope="col" { "date" }
                    @for (verdict, _) in VERDICTS { th scope="col" { (verdict.name()) } }
                } }
                tbody { @for page in pages {
                    tr data-document=(key(&page.path)) {
                        td { (title(page, links)) }
                        td { @if let Some(date) = page.date { (date) } }
                        @for (verdict, _) in VERDICTS {
                            @let count = count(page, verdict);
                            td class=(if count > 0 { verdict.name() } else { "zero" }) { (count) }
                        }
                    }
                } }
            }
        }
        nav id="pager" aria-label="Pages of documents" hidden="hidden" {}
    }
}

fn notices(run: &Listed<'_>) -> Markup {
    html! {
        @if !run.notices.is_empty() {
            h2 { "Inputs" }
            ul class="notices" {
                @for notice in run.notices {
                    li class=(notice.severity.name()) {
                        span class="level" { (notice.severity.name()) } " "
                        bdi { (line(&notice.path)) @if let Some(number) = notice.line { ":" (number) } }
                        ": " (line(&notice.message))
                    }
                }
            }
        }
    }
}
