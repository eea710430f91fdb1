//! What the renderers make of reports made by hand; the reviewed results stand in `snapshots/`.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::conflicts::{Cited, Conflict};
use crate::facts::Ledger;
use fixture::{report, report_on};

const PLAIN: Human = Human { width: 120, color: false, unicode: true, verbose: true, quiet: false };

fn render(renderer: &Renderer, report: &DocumentReport<'_>) -> String {
    let mut out = renderer.header();
    out.extend(renderer.document("claims/trade.md", report));
    out.extend(renderer.finish(&Summary::of(report), &[]));
    String::from_utf8(out).unwrap()
}

fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn human_at_120_columns() {
    check("report-human-120", &render(&Renderer::Human(PLAIN), &report()));
}

#[test]
fn human_at_60_columns() {
    let text = render(&Renderer::Human(Human { width: 60, ..PLAIN }), &report());
    for line in text.lines() {
        assert!(line.chars().count() <= 60, "too wide: {line}");
    }
    check("report-human-60", &text);
}

#[test]
fn human_in_ascii() {
    let text = render(&Renderer::Human(Human { unicode: false, verbose: false, ..PLAIN }), &report());
    assert!(text.contains("[claims/trade.md:3:102]"), "{text}");
    assert!(!text.contains('│'));
    check("report-human-ascii", &text);
}

#[test]
fn human_in_color() {
    let colored = render(&Renderer::Human(Human { color: true, ..PLAIN }), &report());
    assert!(colored.contains("\u{1b}[31m"), "an error is red");
    let mut plain = String::new();
    let mut parts = colored.split('\u{1b}');
    plain.push_str(parts.next().unwrap());
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(plain, render(&Renderer::Human(PLAIN), &report()), "colour changes nothing else");
    assert!(!plain.contains('\u{1b}'));
}

#[test]
fn human_quiet_leaves_the_summary_out() {
    let text = render(&Renderer::Human(Human { quiet: true, verbose: false, ..PLAIN }), &report());
    assert!(text.contains("error[wrong-percent]") && !text.contains("unchecked"), "{text}");
}

#[test]
fn a_paragraph_of_one_line_is_cut_around_the_numbers() {
    let filler = "The ministry held a number of meetings on the matter in the course of the year. ".repeat(20);
    let text = format!(
        "{filler}A surplus of 2.827 billion was seen. {filler}It is up 22.31% they say. {filler}It had been 2.297 billion. {filler}"
    );
    let shown = render(&Renderer::Human(Human { width: 80, ..PLAIN }), &report_on(&text));
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    check("report-human-long", &shown);
}

#[test]
fn no_text_breaks_the_snippet() {
    let blob = "x".repeat(100_000);
    let hostile = "\u{1b}[31m\u{7} 22.31% \t 2.827\r\n\n\n2.297\u{200b}\u{feff} 漢字".to_owned();
    let glued = format!("{blob}22.31%{blob}2.827{blob}2.297{blob}");
    let accents = format!("{0}22.31%{0}2.827{0}2.297{0}", "é".repeat(101));
    for text in [hostile, glued, accents, "22.31%2.8272.297".to_owned()] {
        for width in [0, 1, 20, 60] {
            for unicode in [true, false] {
                let human = Human { width, unicode, ..PLAIN };
                let shown = render(&Renderer::Human(human), &report_on(&text));
                assert!(!shown.contains('\u{1b}') && shown.len() < 10_000, "{shown}");
                assert!(["stated", "new", "old"].iter().all(|label| shown.contains(label)), "{shown}");
            }
        }
    }
}

#[test]
fn a_number_broken_over_lines_keeps_its_label() {
    let shown =
        render(&Renderer::Human(PLAIN), &report_on("Up 22.31% it was\n2.827 after\n\n2.297 in the\nyear before."));
    assert!(shown.contains(":1:4]"), "{shown}");
    assert!(shown.contains(" 4 │ 2.297 in the"), "{shown}");
}

#[test]
fn concise() {
    check("report-concise", &render(&Renderer::Concise(Concise { verbose: true }), &report()));
}

#[test]
fn json() {
    let text = render(&Renderer::Json(Json::default()), &report());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["documents"][0]["claims"][0]["expected"]["low"], "23.02", "as the contract's example has it");
    assert_eq!(value["documents"][0]["claims"][0]["expected"]["high"], "23.13");
    check("report-json", &text);
}

#[test]
fn json_escapes_what_it_must() {
    let renderer = Renderer::Json(Json::default());
    for c in (0..0x250).filter_map(char::from_u32) {
        for at in [0, 3, 7, 8, 15] {
            let path = format!("{}{c}{}", "ü".repeat(at / 2) + &"a".repeat(at % 2), "b".repeat(17 - at));
            let mut out = renderer.header();
            out.extend(renderer.document(&path, &report()));
            out.extend(renderer.finish(&Summary::default(), &[]));
            let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(value["documents"][0]["path"], *path, "{c:?}");
        }
    }
}

#[test]
fn json_lists_notices() {
    let renderer = Renderer::Json(Json::default());
    let notice = |line| Notice {
        path: "a \"b\".md".to_owned(),
        line,
        column: line,
        severity: Severity::Error,
        rule: "unreadable",
        message: "not UTF-8".to_owned(),
    };
    let mut out = renderer.header();
    out.extend(renderer.finish(&Summary::default(), &[notice(None), notice(Some(3))]));
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["notices"][0]["path"], "a \"b\".md");
    assert_eq!(value["notices"][1]["column"], 3);
    assert_eq!(value["documents"].as_array().unwrap().len(), 0);
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    fn ids(report: &DocumentReport<'_>) -> Vec<String> {
        let text = render(&Renderer::Json(Json::default()), report);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let claims = value["documents"][0]["claims"].as_array().unwrap();
        claims.iter().map(|claim| claim["id"].as_str().unwrap().to_owned()).collect()
    }
    let sentence = "Up 22.31% to 2.827 from 2.297 billion.";
    let first = ids(&report_on(sentence));
    let broken = sentence.replace(' ', "\n");
    assert_eq!(first, ids(&report_on(&broken)));
    let mut twice = report_on(sentence);
    twice.claims.push(twice.claims[0].clone());
    assert_eq!(ids(&twice), [first[0].clone(), format!("{}-2", first[0])]);
}

/// The verbose report on real sentences: what was tried, what forgave, what would fit.
#[test]
fn human_shows_the_readings() {
    let text = "\
The surplus rose 22.31% to $2.827 billion from $2.297 billion.

Remittances grew 12% to nearly $276 million.

Passenger numbers rose 6.8% to 1,497,310 from 1,401,188.

Sales rose 9.4% in constant currency to $412.3 million from $400.8 million.

Earnings rose 12.4% to $45.2 million, or $1.10 per share, from $40.9 million, or $0.98 per share.

The office opened on Friday, 25 January 2024.
";
    let report = crate::audit::audit(text, crate::document::Format::Text);
    let human = Human { width: 100, quiet: true, ..PLAIN };
    check("report-human-verbose", &render(&Renderer::Human(human), &report));
    let narrow = render(&Renderer::Human(Human { width: 60, ..human }), &report);
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
    check("report-concise-verbose", &render(&Renderer::Concise(Concise { verbose: true }), &report));
}

/// A conflict between two releases, and what a run has to say beside its findings.
fn conflict() -> Compared {
    let cited = |path: &str, line: usize, text: &str, label: &str| Cited {
        document: 0,
        path: path.to_owned(),
        span: Span::new(40, 52),
        line,
        column: 14,
        text: text.to_owned(),
        label: label.to_owned(),
        number: None,
        days: None,
        place: None,
    };
    let conflict = Conflict {
        id: "00c0ffee00c0ffee".to_owned(),
        rule: "contradiction",
        severity: Severity::Error,
        metric: Some("exports".to_owned()),
        days: None,
        message: "exports of May 2024 are $310 million here, and $330 million in claims/may.md:7".to_owned(),
        arithmetic: "310 ≠ 330".to_owned(),
        facts: vec![
            cited("claims/trade.md", 9, "$310 million", "here"),
            cited("claims/may.md", 7, "$330\nmillion", "there"),
        ],
        steps: Vec::new(),
        repairs: Vec::new(),
    };
    let mut compared = Compared::default();
    compared.conflicts.push(conflict);
    compared
}

fn render_all(renderer: &Renderer) -> String {
    let report = report();
    let mut out = renderer.header();
    out.extend(renderer.document("claims/trade.md", &report));
    let pages =
        [Page::of("claims/trade.md", &report), Page { path: "claims/a, \"b\" & c.md".to_owned(), ..Page::default() }];
    let notice = Notice {
        path: "claims/caf\u{e9} 5%.md".to_owned(),
        line: None,
        column: None,
        severity: Severity::Error,
        rule: "unreadable",
        message: "not UTF-8 at byte 3 (line 2)".to_owned(),
    };
    let (summary, compared) = (Summary::of(&report), conflict());
    let listed = Listed {
        pages: &pages,
        compared: &compared,
        facts: &Ledger::default(),
        notices: &[notice],
        summary: &summary,
        about: &About::default(),
    };
    out.extend(renderer.finish_with(&listed, &NoSources));
    String::from_utf8(out).unwrap()
}

#[test]
fn json_lines() {
    let text = render_all(&Renderer::Jsonl(Jsonl::default()));
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value["type"].is_string(), "{line}");
    }
    check("report-jsonl", &text);
}

#[test]
fn sarif() {
    let text = render_all(&Renderer::Listing(Listing::Sarif));
    let mut log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap();
    assert_eq!(rules.len(), crate::rules::all().len() + notices::ALL.len());
    rules.truncate(1);
    log["runs"][0]["tool"]["driver"]["notifications"].as_array_mut().unwrap().truncate(1);
    check("report-sarif", &serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn lists_of_findings() {
    for (name, listing) in [
        ("github", Listing::Github { summary: true }),
        ("gitlab", Listing::Gitlab),
        ("junit", Listing::Junit { fail_on: Some(Severity::Error) }),
        ("markdown", Listing::Markdown),
    ] {
        check(&format!("report-{name}"), &render_all(&Renderer::Listing(listing)));
    }
}

#[test]
fn github_shows_ten_of_a_level_and_leaves_the_rest_to_the_summary() {
    let mut page = Page::of("a.md", &report());
    let entry = page.entries[0].clone();
    page.entries.extend(vec![entry; 14]);
    let (summary, compared) = (Summary::default(), Compared::default());
    let listed = Listed {
        pages: &[page],
        compared: &compared,
        facts: &Ledger::default(),
        notices: &[],
        summary: &summary,
        about: &About::default(),
    };
    let listing = Listing::Github { summary: false };
    let text = String::from_utf8(listing.render(&listed)).unwrap();
    let commands = |level: &str| text.lines().filter(|line| line.starts_with(&format!("::{level} "))).count();
    assert_eq!((commands("error"), commands("notice")), (10, 1), "{text}");
    assert!(text.ends_with("audit: 5 more, not shown; `--format concise` prints all\n"), "{text}");
    let rest = String::from_utf8(listing.overflow(&listed).unwrap()).unwrap();
    assert_eq!(rest.matches("| error |").count(), 5, "{rest}");
}
