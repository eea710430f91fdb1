//! The JSON report, version 1, against its contract with the tools that read it: every key with its type, texts and places that agree
//! with the file, names of claims that last, counts that add up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use claim_audit::rules;
use common::{audit, root};
use serde_json::Value;

/// The keys of each object and what they hold; `?` is for what may be null.
const REPORT: &[(&str, &str)] = &[
    ("schema", "number"),
    ("tool", "object"),
    ("documents", "array"),
    ("conflicts", "array"),
    ("decided", "array"),
    ("notices", "array"),
    ("summary", "object"),
];
const TOOL: &[(&str, &str)] = &[("name", "string"), ("version", "string")];
const DOCUMENT: &[(&str, &str)] = &[("path", "string"), ("title", "string?"), ("date", "date?"), ("claims", "array")];
const CLAIM: &[(&str, &str)] = &[
    ("id", "string"),
    ("kind", "string"),
    ("rule", "string?"),
    ("verdict", "string"),
    ("severity", "string?"),
    ("direction", "string?"),
    ("metric", "string?"),
    ("statement", "object"),
    ("quantities", "array"),
    ("expected", "object?"),
    ("findings", "array"),
    ("causes", "array"),
    ("reason", "string?"),
    ("certainty", "number?"),
];
const PLACE: &[(&str, &str)] =
    &[("text", "string"), ("start", "number"), ("end", "number"), ("line", "number"), ("column", "number")];
const QUANTITY: &[(&str, &str)] = &[
    ("role", "string"),
    ("text", "string"),
    ("start", "number"),
    ("end", "number"),
    ("line", "number"),
    ("column", "number"),
    ("value", "string"),
    ("unit", "string"),
    ("low", "decimal?"),
    ("high", "decimal?"),
    ("hedge", "string?"),
    ("period", "object?"),
];
const PERIOD: &[(&str, &str)] = &[("text", "string"), ("start", "date?"), ("end", "date?")];
const EXPECTED: &[(&str, &str)] = &[("role", "string"), ("low", "decimal?"), ("high", "decimal?"), ("unit", "string")];
const FINDING: &[(&str, &str)] =
    &[("rule", "string"), ("verdict", "string"), ("severity", "string"), ("message", "string")];
const CAUSE: &[(&str, &str)] = &[("name", "string"), ("message", "string"), ("replacement", "object?")];
const REPLACEMENT: &[(&str, &str)] = &[("start", "number"), ("end", "number"), ("text", "string")];
const NOTICE: &[(&str, &str)] = &[
    ("path", "string"),
    ("line", "number?"),
    ("column", "number?"),
    ("severity", "string"),
    ("rule", "string"),
    ("message", "string"),
];
const SUMMARY: &[(&str, &str)] = &[
    ("documents", "number"),
    ("claims", "number"),
    ("exact", "number"),
    ("rounded", "number"),
    ("strained", "number"),
    ("mismatch", "number"),
    ("unchecked", "number"),
    ("skipped", "number"),
    ("reasons", "object"),
    ("agreements", "number"),
];

/// The verdicts from best to worst.
const VERDICTS: [&str; 5] = ["exact", "rounded", "strained", "mismatch", "unchecked"];
const SEVERITIES: [&str; 3] = ["note", "warning", "error"];
const HEDGES: [&str; 5] = ["at_least", "at_most", "just_under", "just_over", "about"];

/// What is awkward in files: a byte order mark, breaks of two bytes, characters of several, escapes, quotes, lists, tables.
const AWKWARD: &str = "\u{feff}# Größe – „Zahlen“\r\n\r\nÜberall 😀 exports rose 22.31% to US$\u{a0}2.827 billion\r\nfrom \
    *US$\u{a0}2.297 billion* in “2023”.\tImports — naïvely \\$5 million — fell 5% to €1.0 million\r\nfrom €2.0 million.\r\n\r\n\
    - Café: sales were up 5% to ¥105 million from ¥100 million.\r\n\r\n| Größe | 2022 | 2023 | Change |\r\n|---|---|---|---|\r\n\
    | Äpfel | $1,000 | $1,100 | 10% |\r\n| Öl | $2,000 | $2,500 | 20% |\r\n| Übrige | $500 | $550 | 10% |\r\n";

#[test]
fn every_key_is_there_and_holds_what_it_should() {
    let report = releases();
    keys(&report, REPORT);
    keys(&report["tool"], TOOL);
    keys(&report["summary"], SUMMARY);
    assert_eq!((report["schema"].as_u64(), report["tool"]["name"].as_str()), (Some(1), Some("audit")));
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    for document in list(&report["documents"]) {
        keys(document, DOCUMENT);
    }
    let mut quantities = 0;
    for claim in claims(&report) {
        keys(claim, CLAIM);
        keys(&claim["statement"], PLACE);
        quantities += list(&claim["quantities"]).len();
        list(&claim["quantities"]).iter().for_each(quantity);
        if !claim["expected"].is_null() {
            keys(&claim["expected"], EXPECTED);
            ordered(&claim["expected"]);
        }
        for finding in list(&claim["findings"]) {
            keys(finding, FINDING);
        }
        for cause in list(&claim["causes"]) {
            keys(cause, CAUSE);
            if !cause["replacement"].is_null() {
                keys(&cause["replacement"], REPLACEMENT);
            }
        }
    }
    assert!(quantities > 100, "{quantities}");
}

/// One of the names that may stand there, and the parts of a claim agree with each other.
#[test]
fn a_claim_agrees_with_itself() {
    let known: BTreeSet<_> = rules::all().iter().map(|rule| rule.name()).collect();
    for claim in claims(&releases()) {
        let verdict = text(&claim["verdict"]);
        assert!(VERDICTS.contains(&verdict), "{claim}");
        // What can't be checked has a reason, and nothing else has one.
        assert_eq!(claim["reason"].is_string(), verdict == "unchecked", "{claim}");
        assert_eq!(claim["severity"].is_string(), !list(&claim["findings"]).is_empty(), "{claim}");
        let rules = list(&claim["findings"]).iter().chain([claim]).filter_map(|it| it["rule"].as_str());
        assert!(rules.into_iter().all(|rule| known.contains(rule)), "{claim}");
        let severities = list(&claim["findings"]).iter().chain([claim]).filter_map(|it| it["severity"].as_str());
        assert!(severities.into_iter().all(|severity| SEVERITIES.contains(&severity)), "{claim}");
        if verdict == "mismatch" {
            let rule = &claim["rule"];
            assert!(list(&claim["findings"]).iter().any(|finding| finding["rule"] == *rule), "{claim}");
        }
        assert!(!list(&claim["quantities"]).is_empty(), "{claim}");
    }
}

#[test]
fn texts_and_places_are_those_of_the_file() {
    let report = releases();
    for document in list(&report["documents"]) {
        places(document, &fs::read_to_string(root().join(text(&document["path"]))).unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("awkward.md"), AWKWARD).unwrap();
    let report = json(folder.path(), &["."]);
    assert!(claims(&report).len() >= 5, "{report:#}");
    places(&report["documents"][0], AWKWARD);
}

#[test]
fn names_of_claims_are_unique_and_stay_when_text_is_put_before_them() {
    let folder = tempfile::tempdir().unwrap();
    let report = releases();
    for document in list(&report["documents"]) {
        let path = text(&document["path"]);
        let before = ids(document);
        let unique: BTreeSet<_> = before.iter().collect();
        assert_eq!(unique.len(), before.len(), "{path}");

        let source = fs::read_to_string(root().join(path)).unwrap();
        let body = body(&source);
        let (head, rest) = source.split_at(body);
        let moved = format!("{head}The figures are preliminary.\nThey may be revised.\n\n{rest}");
        fs::write(folder.path().join("moved.md"), moved).unwrap();
        let after = json(folder.path(), &["moved.md"]);
        assert_eq!(ids(&after["documents"][0]), before, "{path}");
    }
}

#[test]
fn the_same_sentence_twice_has_two_names() {
    let folder = tempfile::tempdir().unwrap();
    let sentence = "Exports rose 5% to $105 million from $100 million.";
    fs::write(folder.path().join("a.md"), format!("{sentence}\n\n{sentence}\n")).unwrap();
    let report = json(folder.path(), &["a.md"]);
    let ids = ids(&report["documents"][0]);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}

#[test]
fn the_summary_adds_up() {
    let report = releases();
    let summary = &report["summary"];
    let count = |name: &str| usize::try_from(summary[name].as_u64().unwrap()).unwrap();
    let claims = claims(&report);
    assert_eq!(count("documents"), list(&report["documents"]).len());
    assert_eq!(count("claims"), claims.len());
    for verdict in VERDICTS {
        assert_eq!(count(verdict), claims.iter().filter(|claim| claim["verdict"] == verdict).count(), "{verdict}");
    }
    let mut reasons = BTreeMap::new();
    for reason in claims.iter().filter_map(|claim| claim["reason"].as_str()) {
        *reasons.entry(reason.to_owned()).or_insert(0) += 1;
    }
    let stated = summary["reasons"].as_object().unwrap();
    let stated = stated.iter().map(|(reason, count)| (reason.clone(), count.as_u64().unwrap())).collect();
    assert_eq!(reasons, stated);
    assert_eq!(reasons.values().sum::<u64>(), count("unchecked") as u64);
}

#[test]
fn documents_stand_in_the_order_of_their_paths() {
    let report = releases();
    let paths: Vec<_> = list(&report["documents"]).iter().map(|document| text(&document["path"])).collect();
    assert!(paths.len() > 10 && paths.is_sorted(), "{paths:?}");
    assert!(paths.iter().all(|path| path.starts_with("claims/")), "{paths:?}");
}

#[test]
fn a_file_that_cannot_be_read_gets_a_notice() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.md"), b"Exports rose 5% to \xff\0\x01").unwrap();
    fs::write(folder.path().join("good.md"), "Exports rose 5% to $105 million from $100 million.\n").unwrap();
    let report = json(folder.path(), &["bad.md", "gone.md", "good.md"]);
    keys(&report, REPORT);
    let notices = list(&report["notices"]);
    for notice in notices {
        keys(notice, NOTICE);
        assert_eq!((text(&notice["rule"]), text(&notice["severity"])), ("unreadable", "error"));
    }
    let paths: BTreeSet<_> = notices.iter().map(|notice| text(&notice["path"])).collect();
    assert_eq!(paths, BTreeSet::from(["bad.md", "gone.md"]));
    let read: Vec<_> = list(&report["documents"]).iter().map(|document| text(&document["path"])).collect();
    assert_eq!((read, report["summary"]["documents"].as_u64()), (vec!["good.md"], Some(1)));
}

/// The report on the releases of the project.
fn releases() -> Value {
    json(&root(), &["claims/"])
}

fn json(folder: &Path, paths: &[&str]) -> Value {
    common::json(&audit(folder, &[paths, &["--format", "json"]].concat()))
}

/// The object has these keys and no others, and each holds what it should.
fn keys(object: &Value, contract: &[(&str, &str)]) {
    let found: BTreeSet<_> = object.as_object().unwrap_or_else(|| panic!("no object: {object}")).keys().collect();
    let wanted: BTreeSet<String> = contract.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert_eq!(found, wanted.iter().collect(), "{object}");
    for (key, kind) in contract {
        let value = &object[*key];
        let holds = value.is_null() && kind.ends_with('?')
            || match kind.trim_end_matches('?') {
                "string" => value.is_string(),
                "number" => value.is_u64(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                "decimal" => value.as_str().is_some_and(is_decimal),
                "date" => value.as_str().is_some_and(is_date),
                kind => panic!("what is a {kind}?"),
            };
        assert!(holds, "{key} should be a {kind}: {object}");
    }
}

fn quantity(quantity: &Value) {
    // Only a quantity that is said of each of something says of what.
    let mut plain = quantity.clone();
    let per = plain.as_object_mut().and_then(|object| object.remove("per"));
    assert!(per.is_none_or(|per| per.as_str().is_some_and(|per| !per.is_empty())), "{quantity}");
    keys(&plain, QUANTITY);
    ordered(quantity);
    let value = text(&quantity["value"]);
    match text(&quantity["unit"]) {
        "date" => assert!(is_date(value), "{quantity}"),
        "weekday" | "month" => assert!(value.chars().all(char::is_alphabetic), "{quantity}"),
        "year" => assert!(value.chars().all(|c| c.is_ascii_digit()), "{quantity}"),
        _ => assert!(is_decimal(value), "{quantity}"),
    }
    assert!(quantity["hedge"].as_str().is_none_or(|hedge| HEDGES.contains(&hedge)), "{quantity}");
    let period = &quantity["period"];
    if !period.is_null() {
        keys(period, PERIOD);
        // Days of this form are in order if their texts are.
        assert!(period["start"].as_str() <= period["end"].as_str(), "{quantity}");
    }
}

/// A lower end is not above the upper.
fn ordered(interval: &Value) {
    let end = |key: &str| interval[key].as_str().map(|end| end.parse::<claim_audit::model::Decimal>().unwrap());
    if let (Some(low), Some(high)) = (end("low"), end("high")) {
        assert!(low <= high, "{interval}");
    }
}

/// Digits with at most one point, no exponent, no zeros that say nothing in front.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Every text of a document is that of the file, and its line and column are where it starts.
fn places(document: &Value, source: &str) {
    for claim in list(&document["claims"]) {
        for place in list(&claim["quantities"]).iter().chain([&claim["statement"]]) {
            let at = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
            assert_eq!(source.get(at("start")..at("end")), place["text"].as_str(), "{place}");
            let before = &source[..at("start")];
            let line = before.rsplit('\n').next().unwrap();
            assert_eq!(at("line"), before.matches('\n').count() + 1, "{place}");
            // A byte order mark takes bytes, but no column.
            assert_eq!(at("column"), line.trim_start_matches('\u{feff}').chars().count() + 1, "{place}");
        }
        for replacement in list(&claim["causes"]).iter().map(|cause| &cause["replacement"]).filter(|it| !it.is_null()) {
            let at = |key: &str| usize::try_from(replacement[key].as_u64().unwrap()).unwrap();
            let replaced = source.get(at("start")..at("end")).unwrap_or_else(|| panic!("{replacement}"));
            assert!(!replaced.is_empty() && replaced != text(&replacement["text"]), "{replacement}");
        }
    }
}

/// Where the text begins behind front matter and title.
fn body(source: &str) -> usize {
    let front = source.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(0, |end| end + 9);
    let behind = &source[front..];
    let blank = behind.len() - behind.trim_start_matches('\n').len();
    let title = if behind[blank..].starts_with('#') { behind[blank..].find("\n\n").unwrap() + 2 } else { 0 };
    front + blank + title
}

fn ids(document: &Value) -> Vec<String> {
    list(&document["claims"]).iter().map(|claim| text(&claim["id"]).to_owned()).collect()
}

fn claims(report: &Value) -> Vec<&Value> {
    list(&report["documents"]).iter().flat_map(|document| list(&document["claims"])).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no array: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no string: {value}"))
}
