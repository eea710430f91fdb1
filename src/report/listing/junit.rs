//! `JUnit` XML: a suite for each document, a case for each finding, and one that passes where there is none.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Entry, Listed};
use crate::document::is_hidden;
use crate::model::Severity;
use crate::report::counted;
use crate::report::entry::Page;

/// The report; findings from `fail_on` up are failures, the others are told in passing.
pub fn render(run: &Listed<'_>, fail_on: Option<Severity>) -> Vec<u8> {
    let fails = |entry: &Entry| fail_on.is_some_and(|level| entry.severity >= level);
    let suites = suites(run);
    let cases = |page: &Page| page.entries.len().max(1);
    let failures = |page: &Page| page.entries.iter().filter(|entry| fails(entry)).count();
    let (tests, failed): (usize, usize) = (suites.iter().map(cases).sum(), suites.iter().map(failures).sum());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(out, r#"<testsuites name="audit" tests="{tests}" failures="{failed}">"#);
    for suite in &suites {
        let name = escape(&suite.path);
        let (tests, failed) = (cases(suite), failures(suite));
        let _ = writeln!(out, r#"  <testsuite name="{name}" tests="{tests}" failures="{failed}">"#);
        if suite.entries.is_empty() {
            let claims = counted(suite.claims, "claim");
            let _ = writeln!(out, r#"    <testcase classname="{name}" name="{claims}, no findings"/>"#);
        }
        for entry in &suite.entries {
            case(&mut out, &name, entry, fails(entry));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out.into_bytes()
}

fn case(out: &mut String, suite: &str, entry: &Entry, fails: bool) {
    let place = entry.place.region.map_or_else(String::new, |region| format!(" at {}:{}", region.line, region.column));
    let _ = writeln!(out, r#"    <testcase classname="{suite}" name="{}{place}">"#, entry.rule);
    let (level, message) = (entry.severity.name(), escape(&entry.message));
    let text = escape(&format!("{}: {}", entry.place.shown(), entry.text()));
    if fails {
        let _ = writeln!(out, r#"      <failure type="{level}" message="{message}">{text}</failure>"#);
    } else {
        let _ = writeln!(out, "      <system-out>{level}: {text}</system-out>");
    }
    out.push_str("    </testcase>\n");
}

/// The documents with what was found in them, conflicts and notices at the documents that they name first.
fn suites(run: &Listed<'_>) -> Vec<Page> {
    let mut suites = run.pages.to_vec();
    let mut places: HashMap<String, usize> =
        suites.iter().enumerate().map(|(index, suite)| (suite.path.clone(), index)).collect();
    let further = run.compared.conflicts.iter().filter_map(Entry::of_conflict);
    for entry in further.chain(run.notices.iter().map(Entry::of_notice)) {
        let path = entry.place.path.clone();
        let index = *places.entry(path.clone()).or_insert(suites.len());
        if index == suites.len() {
            suites.push(Page { path, ..Page::default() });
        }
        suites[index].entries.push(entry);
    }
    suites
}

/// A text without what XML reads as its own, or can't hold at all.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if is_hidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_the_markup() {
        assert_eq!(escape("a<b>&\"c\"\n\u{1b}"), "a&lt;b&gt;&amp;&quot;c&quot;&#10;\u{fffd}");
    }
}
