//! Findings that are accepted: by comments in the text, by the configuration, by a baseline.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::{OTHER, RIGHT, WRONG, audit, check, err, folder, json, out};

#[test]
fn a_finding_is_allowed_where_it_stands_with_a_reason() {
    let allow = "<!-- audit: allow wrong-percent -- restated basis, up 5% to $7 million from $2 million -->";
    for name in ["a.md", "a.txt"] {
        let text = format!("{allow}\n{WRONG}\n{OTHER}");
        let folder = folder(&[(name, text.as_bytes())]);
        let output = audit(folder.path(), &["--format", "concise"]);
        assert_eq!((output.status.code(), out(&output).lines().count(), err(&output)), (Some(1), 1, ""), "{name}");
        assert!(out(&output).contains(":4:14: error[wrong-percent]"), "{}", out(&output));
        let report = json(&audit(folder.path(), &["--format", "json"]));
        let claim = &report["documents"][0]["claims"][0];
        assert_eq!((claim["verdict"].as_str(), claim["severity"].as_str()), (Some("mismatch"), None));
        assert_eq!(claim["accepted"]["by"], "comment");
        assert_eq!(claim["accepted"]["reason"], "restated basis, up 5% to $7 million from $2 million");
        assert_eq!(report["summary"]["allowed"], 1);

        fs::write(folder.path().join(name), format!("{allow}\n\n{WRONG}")).unwrap();
        let output = audit(folder.path(), &[]);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{}", out(&output));
        assert!(out(&output).contains("1 claim in 1 document: 1 finding allowed.\n"), "{}", out(&output));
    }
}

#[test]
fn what_is_allowed_without_a_reason_or_in_vain_is_said() {
    for (order, text, found, words) in [
        ("allow wrong-percent", WRONG, 1, "warning[bad-allow]: ./a.md:1:1: a reason is missing"),
        ("allow wrong-percant -- so", WRONG, 1, "did you mean `wrong-percent`?"),
        ("permit wrong-percent -- so", WRONG, 1, "`permit` is not something to ask of audit"),
        ("allow wrong-total -- so", WRONG, 1, "warning[unused-allow]: ./a.md:1:1: no wrong-total finding"),
        ("allow wrong-percent -- so", RIGHT, 0, "remove this comment"),
    ] {
        let folder = folder(&[("a.md", format!("<!-- audit: {order} -->\n{text}").as_bytes())]);
        let output = audit(folder.path(), &["--format", "concise", "--fail-on", "warning"]);
        assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), found), "{order}");
        assert!(err(&output).contains(words), "{}", err(&output));
        let report = json(&audit(folder.path(), &["--format", "json"]));
        assert_eq!((&report["notices"][0]["line"], &report["notices"][0]["severity"]), (&1.into(), &"warning".into()));
        let github = audit(folder.path(), &["--format", "github"]);
        assert!(out(&github).contains("::warning file=a.md,line=1,"), "{}", out(&github));
    }
}

#[test]
fn the_pages_of_notices_show_what_brings_them_about() {
    let folder = folder(&[]);
    let page = |name: &str| out(&audit(folder.path(), &["explain", name])).to_owned();
    let example = |name: &str, index: usize| {
        page(name).split("```text\n").nth(index).unwrap().split("```").next().unwrap().to_owned()
    };
    for (text, notices) in [
        (example("bad-allow", 1) + WRONG, &["bad-allow"][..]),
        (example("bad-allow", 2) + WRONG, &[]),
        (example("unused-allow", 1), &["unused-allow"]),
        (" \n".to_owned(), &["empty"]),
    ] {
        fs::write(folder.path().join("a.md"), &text).unwrap();
        let report = json(&audit(folder.path(), &["--format", "json"]));
        let found: Vec<_> =
            report["notices"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
        assert_eq!(found, notices, "{text}");
        assert!(found.iter().all(|name| page(name).starts_with(&format!("{name}\n\n# What it says\n"))));
    }
    let mistyped = audit(folder.path(), &["explain", "unused-alow"]);
    assert!(err(&mistyped).contains("did you mean `unused-allow`?"), "{}", err(&mistyped));
}

#[test]
fn a_finding_is_allowed_in_the_configuration_by_its_fingerprint() {
    let folder = folder(&[("in/a.md", WRONG.as_bytes()), ("b.md", RIGHT.as_bytes())]);
    let report = json(&audit(folder.path(), &["--format", "json", "in"]));
    let id = report["documents"][0]["claims"][0]["id"].as_str().unwrap().to_owned();
    let entry = |id: &str| format!("[[allow]]\nfile = \"in/a.md\"\nfingerprint = \"{id}\"\nreason = \"so\"\n");
    fs::write(folder.path().join("audit.toml"), entry(&id)).unwrap();
    for path in ["in", ".", "./in/../in/a.md"] {
        let output = audit(folder.path(), &[path]);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{}", out(&output));
    }
    fs::write(folder.path().join("audit.toml"), entry("0123456789abcdef")).unwrap();
    let output = audit(folder.path(), &["--format", "concise"]);
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), 1));
    assert!(err(&output).contains("audit.toml:3:15: nothing in in/a.md has the fingerprint"), "{}", err(&output));
    let output = audit(folder.path(), &["b.md"]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "a file that is not read says nothing");
}

#[test]
fn only_what_a_baseline_does_not_know_fails() {
    let folder = folder(&[("in/a.md", WRONG.as_bytes()), ("b.md", RIGHT.as_bytes())]);
    let written = audit(folder.path(), &["baseline", "write"]);
    assert_eq!((written.status.code(), out(&written)), (Some(0), "1 finding written to audit-baseline.json\n"));
    check("cli-baseline", &fs::read_to_string(folder.path().join("audit-baseline.json")).unwrap());

    let known = audit(folder.path(), &["."]);
    assert_eq!(known.status.code(), Some(0), "{}", out(&known));
    assert!(out(&known).contains("1 known from audit-baseline.json"), "{}", out(&known));
    assert_eq!(audit(folder.path(), &["--no-baseline"]).status.code(), Some(1));
    let report = json(&audit(folder.path(), &["--format", "json"]));
    assert_eq!(
        (&report["summary"]["known"], &report["summary"]["baseline"]),
        (&1.into(), &"audit-baseline.json".into())
    );

    // Lines that move and break change nothing; what is new fails.
    fs::write(folder.path().join("in/a.md"), format!("A title\n\n{}", WRONG.replace(" to ", "\nto "))).unwrap();
    assert_eq!(audit(folder.path(), &[]).status.code(), Some(0));
    fs::write(folder.path().join("in/a.md"), format!("{WRONG}\n{OTHER}")).unwrap();
    let new = audit(folder.path(), &["--format", "concise"]);
    assert_eq!((new.status.code(), out(&new).lines().count()), (Some(1), 1), "{}", out(&new));

    let shown = audit(folder.path(), &["baseline", "show"]);
    assert!(out(&shown).starts_with("in/a.md: wrong-percent: Exports rose"), "{}", out(&shown));
    fs::write(folder.path().join("in/a.md"), OTHER).unwrap();
    let pruned = audit(folder.path(), &["baseline", "prune"]);
    assert_eq!(out(&pruned), "1 finding taken out of audit-baseline.json, 0 left\n", "{}", err(&pruned));
    assert_eq!(audit(folder.path(), &[]).status.code(), Some(1), "to prune adds nothing");
}

#[test]
fn mistakes_in_baselines() {
    let folder = folder(&[("a.md", WRONG.as_bytes()), ("bad.json", b"{\"schema\": 1,\n\"finding\": []}")]);
    for (arguments, code, words) in [
        (&["--baseline", "none.json"][..], 2, "none.json: the baseline could not be read"),
        (&["--baseline", "bad.json"], 2, "bad.json:2:"),
        (&["--baseline", "bad.json", "--no-baseline"], 2, "cannot be used with"),
        (&["baseline"], 2, "write"),
        (&["baseline", "wirte"], 2, "write"),
        (&["baseline", "show"], 2, "audit-baseline.json: the baseline could not be read"),
        (&["baseline", "prune"], 2, "audit-baseline.json: the baseline could not be read"),
        (&["baseline", "write", "none.md"], 3, "was not updated because"),
    ] {
        let output = audit(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
    }
    assert!(!folder.path().join("audit-baseline.json").exists());
}

#[test]
fn a_rule_that_finds_notes_only_may_be_graver() {
    let folder = folder(&[("a.md", b"Exports rose 19% to $2,727,465 thousand from $2,291,782.\n")]);
    let level = || out(&audit(folder.path(), &["--format", "concise"])).split('[').next().unwrap().to_owned();
    assert_eq!(level(), "./a.md:1:46: note");
    fs::write(folder.path().join("audit.toml"), "[rules]\nmissing-scale = \"warning\"\n").unwrap();
    assert_eq!(level(), "./a.md:1:46: warning");
}

#[test]
fn levels_of_rules_and_of_failing_stand_in_the_configuration() {
    let folder = folder(&[("a.md", WRONG.as_bytes())]);
    for (config, arguments, code, lines) in [
        ("[rules]\nwrong-percent = \"warning\"\n", &[][..], 0, "warning[wrong-percent]"),
        ("fail-on = \"warning\"\n[rules]\nwrong-percent = \"warning\"\n", &[], 1, "warning[wrong-percent]"),
        ("fail-on = \"never\"\n", &[], 0, "error[wrong-percent]"),
        ("fail-on = \"never\"\n", &["--fail-on", "error"], 1, "error[wrong-percent]"),
        ("[rules]\nwrong-percent = \"off\"\n", &[], 0, ""),
    ] {
        fs::write(folder.path().join("audit.toml"), config).unwrap();
        let output = audit(folder.path(), &[&["--format", "concise"], arguments].concat());
        assert_eq!(output.status.code(), Some(code), "{config}: {}", err(&output));
        assert!(
            out(&output).contains(lines) && out(&output).is_empty() == lines.is_empty(),
            "{config}: {}",
            out(&output)
        );
    }
}

#[test]
fn a_comment_holds_for_the_copy_that_it_stands_before() {
    let wrong = WRONG;
    let text = format!("<!-- audit: allow wrong-percent -- restated -->\n{wrong}\n{wrong}");
    let folder = folder(&[("a.md", text.as_bytes())]);
    let report = json(&audit(folder.path(), &["--format", "json"]));
    let claims = report["documents"][0]["claims"].as_array().unwrap();
    let ids: Vec<&str> = claims.iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2, "{claims:?}");
    assert_eq!(format!("{}-2", ids[0]), ids[1]);
    assert_eq!((&claims[0]["severity"], &claims[1]["severity"]), (&serde_json::Value::Null, &"error".into()));
    assert_eq!(report["summary"]["allowed"], 1);
}
