//! What is said of one claim: how it came out, the sum redone, the interval drawn, the likely causes, the readings tried.

use std::fmt::Write;

use super::escape::escaped;
use super::figure;
use crate::audit::CheckedClaim;
use crate::model::{Quantity, Verdict};
use crate::report::{claim_text, decisive, readings};
use crate::rules::format::quantity;

/// Appends the article of a claim; `id` is its name in links, `key` that of its document.
pub fn article(out: &mut String, checked: &CheckedClaim, source: &str, key: &str, id: &str) {
    let verdict = checked.verdict;
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        out,
        r#"<article class="claim {0}" id="{id}" data-verdict="{0}" data-rule="{1}"><h4><span class="badge">{2} {0}</span> {3}</h4>"#,
        verdict.name(),
        decisive(checked).map(|finding| finding.rule).or(checked.rule).unwrap_or(""),
        glyph(verdict),
        escaped(&topic(checked)),
    );
    let finding = decisive(checked);
    if let Some(finding) = finding {
        let _ = write!(out, r#"<p class="message">{}</p>"#, escaped(&finding.message));
    }
    if let Some(reason) = checked.reason.filter(|_| verdict == Verdict::Unchecked) {
        let _ = write!(out, r#"<p class="message">Not checked: {}</p>"#, escaped(reason));
    }
    let _ = write!(out, r#"<blockquote dir="auto">{}</blockquote>"#, escaped(&claim_text(checked, source)));
    sums(out, checked, source);
    figure::figure(out, checked, source);
    causes(out, checked, source);
    numbers(out, checked, key);
    if let Some(certainty) = checked.claim.certainty {
        let _ =
            write!(out, r#"<p class="certainty">Certainty that these numbers belong together: {certainty} of 100</p>"#);
    }
    let lines = readings::lines(checked, source, "→");
    if !lines.is_empty() {
        out.push_str("<details><summary>How it was read</summary><ul>");
        for line in lines {
            let _ = write!(out, "<li>{}</li>", escaped(&line));
        }
        out.push_str("</ul></details>");
    }
    for accepted in &checked.accepted {
        let colon = if accepted.reason.is_empty() { "" } else { ": " };
        let _ = write!(
            out,
            r#"<p class="accepted">Accepted by the {}{colon}{}</p>"#,
            accepted.by,
            escaped(&accepted.reason)
        );
    }
    out.push_str("</article>\n");
}

/// A sign for a verdict, for those who see no colour.
#[must_use]
pub const fn glyph(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "=",
        Verdict::Rounded => "≈",
        Verdict::Strained => "~",
        Verdict::Mismatch => "✗",
        Verdict::Unchecked => "?",
    }
}

/// "change, of exports (wrong-percent)".
fn topic(checked: &CheckedClaim) -> String {
    let mut topic = checked.claim.kind.name().to_owned();
    if let Some(metric) = &checked.claim.metric {
        let _ = write!(topic, " of {metric}");
    }
    if let Some(rule) = checked.rule {
        let _ = write!(topic, " · {rule}");
    }
    topic
}

/// The sum of each finding, or of the reading that came out.
fn sums(out: &mut String, checked: &CheckedClaim, source: &str) {
    let mut sums: Vec<String> = checked.findings.iter().map(|finding| finding.arithmetic.clone()).collect();
    if sums.is_empty() {
        sums.extend(checked.worked(source).map(|worked| worked.sum));
    }
    sums.retain(|sum| !sum.is_empty());
    sums.dedup();
    for sum in sums {
        let _ = write!(out, r#"<p class="sum">{}</p>"#, escaped(&sum));
    }
    let shown = decisive(checked).map(|finding| finding.rule);
    for finding in checked.findings.iter().filter(|finding| Some(finding.rule) != shown) {
        let _ = write!(out, r#"<p class="also">Also {}: {}</p>"#, finding.rule, escaped(&finding.message));
    }
}

fn causes(out: &mut String, checked: &CheckedClaim, source: &str) {
    let fit = readings::would_fit(checked, source);
    if checked.causes.is_empty() && fit.is_none() {
        return;
    }
    out.push_str(r#"<ul class="causes">"#);
    for (index, cause) in checked.causes.iter().enumerate() {
        let _ = write!(
            out,
            r#"<li data-cause="{}"><b>{}</b> {}"#,
            cause.name,
            if index == 0 { "Likely:" } else { "Or:" },
            escaped(&cause.message)
        );
        if let Some(replacement) = &cause.replacement {
            let _ = write!(out, r#" <ins class="right">{}</ins>"#, escaped(&replacement.text));
        }
        out.push_str("</li>");
    }
    if let Some(fit) = fit {
        let _ = write!(out, "<li>{}</li>", escaped(&fit));
    }
    out.push_str("</ul>");
}

/// The numbers of the claim, each with its role and the way back to its place.
fn numbers(out: &mut String, checked: &CheckedClaim, key: &str) {
    out.push_str(r#"<table class="roles">"#);
    for (role, value) in &checked.reading().roles {
        let _ = write!(
            out,
            r##"<tr><th scope="row">{}</th><td><a href="#{key}-{}">{}</a></td><td>{}</td></tr>"##,
            role.name(),
            value.span.start,
            escaped(&quantity(value)),
            escaped(&stands_for(value)),
        );
    }
    out.push_str("</table>");
}

/// What a number may stand for, where that is more than itself.
fn stands_for(value: &Quantity) -> String {
    let (Some(interval), Some((number, _))) = (value.interval(), value.number()) else { return String::new() };
    if interval.low() == Some(number) && interval.high() == Some(number) {
        return "exactly".to_owned();
    }
    figure::stands_for(value, &interval)
}
