//! How sure an alarm must be: `profile` and `min-certainty`, in `audit.toml` and on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{audit, err, folder, json, out, write};
use serde_json::Value;

const WRONG: &str = "Exports rose 19.2% to $2.825 billion from $2.284 billion.\n";

/// The verdict of the one claim and its certainty.
fn claim(config: &str, arguments: &[&str]) -> (String, u64) {
    let folder = folder(&[("a.md", WRONG.as_bytes())]);
    write(folder.path(), "audit.toml", config);
    let report = json(&audit(folder.path(), &[&["--format", "json", "a.md"], arguments].concat()));
    let claim = &report["documents"][0]["claims"][0];
    if claim["verdict"] == "unchecked" {
        assert_eq!(claim["reason"], "not certain which numbers belong together");
    }
    (claim["verdict"].as_str().unwrap().to_owned(), claim["certainty"].as_u64().unwrap())
}

#[test]
fn an_alarm_is_as_sure_as_is_asked() {
    let (verdict, certainty) = claim("", &[]);
    assert_eq!(verdict, "mismatch");
    let (above, at) = ((certainty + 1).to_string(), certainty.to_string());
    for (config, arguments, wanted) in [
        (format!("min-certainty = {above}"), vec![], "unchecked"),
        (format!("min-certainty = {at}"), vec![], "mismatch"),
        (String::new(), vec!["--min-certainty", above.as_str()], "unchecked"),
        (format!("min-certainty = {above}"), vec!["--min-certainty", "0"], "mismatch"),
        (format!("[[overrides]]\nfiles = [\"a.md\"]\nmin-certainty = {above}"), vec![], "unchecked"),
        (format!("[[overrides]]\nfiles = [\"b.md\"]\nmin-certainty = {above}"), vec![], "mismatch"),
    ] {
        assert_eq!(claim(&config, &arguments).0, wanted, "{config} {arguments:?}");
    }
}

#[test]
fn in_a_draft_a_wrong_sum_is_likelier() {
    let (_, archive) = claim("", &[]);
    assert_eq!(claim("profile = \"archive\"", &[]).1, archive);
    let (_, draft) = claim("profile = \"draft\"", &[]);
    assert!(draft > archive, "{draft} and {archive}");
    assert_eq!(claim("", &["--profile", "draft"]).1, draft);
    assert_eq!(claim("profile = \"draft\"", &["--profile", "archive"]).1, archive);
}

#[test]
fn the_line_that_holds_is_printed_with_its_source() {
    let folder = folder(&[("audit.toml", b"profile = \"draft\"\n")]);
    let shown = |arguments: &[&str]| -> Vec<(Value, Value)> {
        let report = json(&audit(folder.path(), &[&["config", "--format", "json"], arguments].concat()));
        let all = report["settings"].as_array().unwrap();
        let of = |key: &str| all.iter().find(|setting| setting["key"] == key).unwrap().clone();
        ["profile", "min-certainty"].map(|key| (of(key)["value"].clone(), of(key)["source"].clone())).into()
    };
    assert_eq!(shown(&[]), [("draft".into(), "./audit.toml".into()), (50.into(), "default".into())]);
    let given = shown(&["--profile", "archive", "--min-certainty", "80"]);
    assert_eq!(given, [("archive".into(), "--profile".into()), (80.into(), "--min-certainty".into())]);
    for (arguments, words) in [
        (["--min-certainty", "101"], "101 is not in 0..=100"),
        (["--profile", "drafts"], "[possible values: draft, archive]"),
    ] {
        let output = audit(folder.path(), &arguments);
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
        assert!(err(&output).contains(words), "{}", err(&output));
    }
}

#[test]
fn the_page_for_a_browser_shows_the_certainty() {
    let folder = folder(&[("a.md", WRONG.as_bytes())]);
    let (_, certainty) = claim("", &[]);
    let page = audit(folder.path(), &["--format", "html", "a.md"]);
    let words = format!("Certainty that these numbers belong together: {certainty} of 100");
    assert!(out(&page).contains(&words), "{}", out(&page));
}
