//! Preview rules: off unless somebody switches them on, and what holds by them still holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const RANK: &str = "Germany led the way with $640 million, ahead of Spain with $710 million.\n";

/// The JSON report of a text with some arguments, beside the configuration.
fn report(config: &str, text: &str, arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), text).unwrap();
    fs::write(folder.path().join("audit.toml"), config).unwrap();
    serde_json::from_str(&run(folder.path(), &[&["--format", "json"], arguments].concat())).unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_audit")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The rule, the verdict, the severity and the reason of each claim, and the rules of its findings.
fn claims(report: &Value) -> Vec<String> {
    let claims = report["documents"][0]["claims"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |claim: &Value| {
        let findings: Vec<_> = claim["findings"].as_array().unwrap().iter().map(|it| text(&it["rule"])).collect();
        let fields = ["rule", "verdict", "severity", "reason"].map(|field| text(&claim[field]));
        format!("{} [{}]", fields.join(" "), findings.join(" "))
    };
    claims.map(line).collect()
}

const RAISED: &str = "wrong-rank mismatch error - [wrong-rank]";
const HELD_BACK: &str = "wrong-rank unchecked - preview rule []";

#[test]
fn a_preview_rule_raises_nothing_unless_it_is_switched_on() {
    assert_eq!(claims(&report("", RANK, &[])), [HELD_BACK]);
    assert_eq!(claims(&report("", RANK, &["--preview"])), [RAISED]);
    assert_eq!(claims(&report("preview = true", RANK, &[])), [RAISED]);
    assert_eq!(claims(&report("rules.wrong-rank = \"error\"", RANK, &[])), [RAISED]);
    assert_eq!(claims(&report("rules.wrong-rank = \"note\"", RANK, &[])), ["wrong-rank mismatch note - [wrong-rank]"]);
    for other in ["preview = false", "rules.wrong-rank = \"off\"", "rules.wrong-total = \"error\""] {
        assert_eq!(claims(&report(other, RANK, &[])), [HELD_BACK], "{other}");
    }
    let override_of_others = "[[overrides]]\nfiles = [\"b.md\"]\npreview = true";
    assert_eq!(claims(&report(override_of_others, RANK, &[])), [HELD_BACK]);
    assert_eq!(claims(&report(&override_of_others.replace("b.md", "a.md"), RANK, &[])), [RAISED]);
}

#[test]
fn the_summary_counts_it_as_unchecked_with_the_reason() {
    let report = report("", RANK, &[]);
    assert_eq!(report["summary"]["mismatch"], 0);
    assert_eq!(report["summary"]["reasons"]["preview rule"], 1);
    assert_eq!(report["documents"][0]["claims"][0]["causes"], Value::Array(Vec::new()));
    assert_eq!(report["documents"][0]["claims"][0]["expected"], Value::Null);
}

#[test]
fn what_holds_under_a_preview_rule_holds() {
    let right = "Germany led the way with $710 million, ahead of Spain with $640 million.\n";
    assert_eq!(claims(&report("", right, &[])), ["wrong-rank exact - - []"]);
}

#[test]
fn another_rule_still_objects_to_the_same_claim() {
    let text = "China took $539.2 million of the $459.2 million total, or 73.9%.\n";
    let both = claims(&report("", text, &["--preview"]));
    assert!(both.iter().any(|claim| claim.contains("part-exceeds-whole")), "{both:?}");
    let found = claims(&report("", text, &[]));
    assert_eq!(found, ["wrong-share mismatch error - [wrong-share]"]);
}

#[test]
fn documents_are_held_against_each_other_as_before() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "Pakistan's rice exports were $2.91 billion in 2019.\n").unwrap();
    fs::write(folder.path().join("b.md"), "Pakistan's rice exports reached a record $2.825 billion in 2023.\n")
        .unwrap();
    let off = run(folder.path(), &["--format", "concise", "a.md", "b.md"]);
    let on = run(folder.path(), &["--format", "concise", "--preview", "a.md", "b.md"]);
    assert_eq!((off.as_str(), on.contains("[false-record]")), ("", true), "{on}");
}

#[test]
fn explain_says_that_a_rule_is_in_preview_and_why_a_claim_was_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), RANK).unwrap();
    let page = run(folder.path(), &["explain", "wrong-rank"]);
    assert!(page.starts_with("wrong-rank (preview)\n") && page.contains("\n# Preview\n"), "{page}");
    assert!(!run(folder.path(), &["explain", "wrong-percent"]).contains("review"));
    let claim = run(folder.path(), &["explain", "a.md:1"]);
    assert!(claim.contains("because: preview rule") && claim.contains("`--preview` reports"), "{claim}");
}
