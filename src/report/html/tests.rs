//! The page is taken apart by a parser: what stands in it, that all links lead somewhere, and that no text becomes markup.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashSet;

use super::*;
use crate::audit::audit;
use crate::conflicts::{Compared, NoSources};
use crate::document::Format;
use crate::facts::Ledger;
use crate::report::fixture::report;
use crate::report::{About, Page, Summary};

/// The report of some documents, without what no parser of XML reads: the kind of document, style and script.
fn body(documents: &[(&str, &DocumentReport<'_>)]) -> String {
    let html = Html { fiscal_start: 7, paged: false };
    let mut out = Vec::new();
    html.header(&mut out);
    let mut summary = Summary::default();
    let mut pages = Vec::new();
    for (path, report) in documents {
        html.document(path, report, &mut out);
        summary.add(&Summary::of(report));
        pages.push(Page::of(path, report));
    }
    let run = Listed {
        pages: &pages,
        compared: &Compared::default(),
        facts: &Ledger::default(),
        notices: &[],
        summary: &summary,
        about: &About::default(),
    };
    html.finish(&run, &NoSources, &mut out);
    let page = String::from_utf8(out).unwrap();
    assert!(page.contains(STYLE) && page.contains(SCRIPT));
    let page = page.replacen("<!DOCTYPE html>", "", 1).replacen(STYLE, "", 1).replacen(SCRIPT, "", 1);
    // A field has no end in HTML, and none may be missing in XML.
    let mut pieces = page.split("<input ");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |page, piece| page + "<input " + &piece.replacen('>', "/>", 1))
}

/// All text of a parsed node.
fn words(node: roxmltree::Node<'_, '_>) -> String {
    node.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect()
}

fn links_lead_somewhere(parsed: &roxmltree::Document<'_>) {
    let all: Vec<_> = parsed.descendants().filter_map(|node| node.attribute("id")).collect();
    let ids: HashSet<_> = all.iter().copied().collect();
    assert_eq!(all.len(), ids.len(), "no name stands twice");
    for link in parsed.descendants().filter_map(|node| node.attribute("href")) {
        assert!(ids.contains(link.strip_prefix('#').unwrap()), "{link} leads nowhere");
    }
}

#[test]
fn the_body_of_a_report() {
    let page = body(&[("claims/trade.md", &report())]);
    let parsed = roxmltree::Document::parse(&page).unwrap();
    links_lead_somewhere(&parsed);
    let start = page.find("<main").unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("report-html", &page[start..]));
}

#[test]
fn every_number_is_marked_by_its_verdict() {
    let report = audit(
        "Exports rose 23.7% to $2.825 billion from $2.284 billion. Imports rose 12.4% to $1.93 billion from $1.82 billion. \
         The fair has 300 stands.",
        Format::Text,
    );
    let page = body(&[("a.txt", &report)]);
    let parsed = roxmltree::Document::parse(&page).unwrap();
    links_lead_somewhere(&parsed);
    let marked: Vec<_> = parsed
        .descendants()
        .filter(|node| node.attribute("class").is_some_and(|class| class == "n" || class.starts_with("n ")))
        .map(|node| (words(node), node.attribute("class").unwrap().to_owned()))
        .collect();
    let marked: Vec<_> = marked.iter().map(|(text, class)| (text.as_str(), class.as_str())).collect();
    assert_eq!(
        marked,
        [
            ("23.7%", "n exact"),
            ("$2.825 billion", "n exact"),
            ("$2.284 billion", "n exact"),
            ("12.4%", "n mismatch"),
            ("$1.93 billion", "n mismatch"),
            ("$1.82 billion", "n mismatch"),
            ("300", "n"),
        ]
    );
    // The sum is shown for what comes out as well as for what does not.
    let sums: Vec<_> = parsed.descendants().filter(|node| node.attribute("class") == Some("sum")).map(words).collect();
    assert_eq!(sums.len(), 2, "{sums:?}");
    assert!(sums[0].starts_with("2.825 / 2.284 − 1 = 23."), "{sums:?}");
    assert_eq!(parsed.descendants().filter(|node| node.has_tag_name("svg")).count(), 2);
}

#[test]
fn no_text_becomes_markup() {
    let hostile = "<script>alert(1)</script> rose 12% to $1.9 billion from $1.8 billion, said \"A' onload=x\" & \u{202e}desrever\u{0}.";
    let report = audit(hostile, Format::Text);
    let page = body(&[("a\"><script>alert(2)</script>.txt", &report)]);
    assert!(!page.contains("alert(1)</script>") && !page.contains("alert(2)</script>"));
    let parsed = roxmltree::Document::parse(&page).unwrap();
    links_lead_somewhere(&parsed);
    assert_eq!(parsed.descendants().filter(|node| node.has_tag_name("script")).count(), 1);
    assert!(words(parsed.root()).contains("<script>alert(1)</script> rose 12%"));
}

#[test]
fn nothing_is_taken_from_elsewhere() {
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    assert!(!SCRIPT.contains("fetch(") && !SCRIPT.contains("import(") && !SCRIPT.contains("innerHTML"));
    assert!(!SCRIPT.contains("</"), "the script does not end before its end");
}

#[test]
fn the_policy_names_the_script() {
    use sha2::{Digest, Sha256};
    assert_eq!(base64(&Sha256::digest(SCRIPT)), SCRIPT_HASH, "put this hash into html.rs");
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().chain(&[0, 0]).take(3).fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        for digit in 0..=chunk.len() {
            out.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
        }
        out.push_str(&"=="[chunk.len() - 1..]);
    }
    out
}
