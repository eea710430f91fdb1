//! The formats that other programs read, each read by such a program: a validator, a parser, the grammar that is documented.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::process::Output;

use common::{OTHER, WRONG, audit, command, err, folder, json as parsed, out, root, write};
use serde_json::{Value, json};

#[test]
fn sarif_is_valid_and_says_what_the_json_report_says() {
    let log: Value = serde_json::from_str(&report("sarif")).unwrap();
    assert_eq!(sarif_errors(&log), Vec::<String>::new());
    assert!(!sarif_errors(&json!({ "version": "2.1.0" })).is_empty(), "the schema objects to what is wrong");

    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    let claims = json["documents"].as_array().unwrap().iter().flat_map(|one| one["claims"].as_array().unwrap());
    let mut wanted: Vec<_> = claims.filter(|claim| !claim["severity"].is_null()).map(|claim| &claim["id"]).collect();
    wanted.extend(json["conflicts"].as_array().unwrap().iter().map(|conflict| &conflict["id"]));
    let found: Vec<_> = results.iter().map(|result| &result["partialFingerprints"]["audit/v1"]).collect();
    assert_eq!(found, wanted);

    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        let rule = &run["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("# What it checks"));
        let place = &result["locations"][0]["physicalLocation"];
        let text = fs::read(root().join(place["artifactLocation"]["uri"].as_str().unwrap())).unwrap();
        let number = |name: &str| usize::try_from(place["region"][name].as_u64().unwrap()).unwrap();
        let from = number("byteOffset");
        let before = std::str::from_utf8(&text[..from]).unwrap();
        assert_eq!(before.matches('\n').count() + 1, number("startLine"));
        assert_eq!(before.rsplit('\n').next().unwrap().chars().count() + 1, number("startColumn"));
        assert!(from + number("byteLength") <= text.len());
    }
    assert!(results.iter().any(|result| result["relatedLocations"].as_array().is_some_and(|list| list.len() >= 2)));
}

#[test]
fn sarif_says_what_is_accepted_and_what_was_known() {
    let comment = |rule: &str| format!("<!-- audit: allow {rule} -- see note 3 -->\n");
    let conflict =
        "Rice exports reached $2.9 billion in 2023. The board said that rice exports were $2.825 billion in 2023.\n";
    let folder = folder(&[("a.md", OTHER.as_bytes()), ("b.md", WRONG.as_bytes())]);
    let log = |arguments: &[&str]| -> Value {
        common::json(&audit(folder.path(), &[&["--format", "sarif"], arguments].concat()))
    };
    let results = |log: &Value| log["runs"][0]["results"].as_array().unwrap().clone();
    let before = log(&["."]);
    for result in results(&before) {
        assert!(
            result["suppressions"].is_null() && result["baselineState"].is_null(),
            "nothing is accepted, nothing known"
        );
    }
    let id = &results(&before)[1]["partialFingerprints"]["audit/v1"];
    let allow = format!("[[allow]]\nfile = \"b.md\"\nfingerprint = {id}\nreason = \"so\"\n");
    assert_eq!(audit(folder.path(), &["baseline", "write", "a.md"]).status.code(), Some(0));
    write(folder.path(), "audit.toml", allow);
    write(folder.path(), "c.md", format!("{}{conflict}", comment("contradiction")));
    write(folder.path(), "d.md", format!("{}{WRONG}\n{}{OTHER}", comment("wrong-percent"), comment("wrong-total")));
    let log = log(&[".", "gone.md"]);
    assert_eq!(sarif_errors(&log), Vec::<String>::new());
    let shown: Vec<String> = results(&log)
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let suppressed = result["suppressions"].as_array().expect("all say whether they are suppressed");
            let kinds =
                suppressed.iter().map(|one| format!("{}: {}", one["kind"], one["justification"])).collect::<Vec<_>>();
            let rule = &log["runs"][0]["tool"]["driver"]["rules"]
                [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            format!("{place} {} {} {}", result["ruleId"], result["baselineState"], kinds.join(", ")).replace('"', "")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "d.md wrong-percent new ",
            "d.md unused-allow new ",
            "a.md wrong-percent unchanged external: known before, by audit-baseline.json",
            "b.md wrong-percent new external: so",
            "d.md wrong-percent new inSource: see note 3",
            "c.md contradiction new inSource: see note 3",
        ]
    );
    let notification = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    let index = usize::try_from(notification["descriptor"]["index"].as_u64().unwrap()).unwrap();
    assert_eq!(notification["descriptor"]["id"], "unreadable");
    assert_eq!(log["runs"][0]["tool"]["driver"]["notifications"][index]["id"], "unreadable");
    let others = ["concise", "github", "gitlab", "junit", "markdown"].map(|format| {
        let output = audit(folder.path(), &["--format", format]);
        (format, out(&output).matches("known before").count(), out(&output).contains("a.md:1"))
    });
    assert!(others.iter().all(|(_, known, listed)| (*known, *listed) == (0, false)), "{others:?}");
}

#[test]
fn junit_is_xml_whose_counts_are_right() {
    let text = report("junit");
    let xml = roxmltree::Document::parse(&text).unwrap();
    let count =
        |node: roxmltree::Node<'_, '_>, name: &str| node.descendants().filter(|it| it.has_tag_name(name)).count();
    let suites = xml.root_element();
    let documents = fs::read_dir(root().join("claims")).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|extension| extension == "md" || extension == "txt")
    });
    assert_eq!(count(suites, "testsuite"), documents.count());
    for node in suites.descendants().filter(|node| node.has_tag_name("testsuites") || node.has_tag_name("testsuite")) {
        assert_eq!(node.attribute("tests").unwrap(), count(node, "testcase").to_string());
        assert_eq!(node.attribute("failures").unwrap(), count(node, "failure").to_string());
    }
    assert!(count(suites, "failure") > 0 && count(suites, "system-out") > 0, "{text}");
}

/// `::level key=value,key=value::message`, as GitHub documents it.
#[test]
fn github_annotations_follow_their_grammar() {
    let text = report("github");
    let mut levels = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("audit: ")) {
        let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect(line);
        let (level, properties) = head.split_once(' ').unwrap();
        levels.push(["error", "warning", "notice"].iter().position(|known| *known == level).expect(line));
        let names: Vec<_> = properties.split(',').map(|property| property.split_once('=').expect(line).0).collect();
        assert!(
            names.iter().all(|name| ["file", "line", "endLine", "col", "endColumn", "title"].contains(name)),
            "{line}"
        );
        for escape in message.split('%').skip(1).chain(properties.split('%').skip(1)) {
            assert!(["25", "0D", "0A", "3A", "2C"].iter().any(|code| escape.starts_with(code)), "{line}");
        }
    }
    assert!(levels.is_sorted(), "worst first");
    for level in 0..3 {
        assert!(levels.iter().filter(|one| **one == level).count() <= 10);
    }
}

#[test]
fn the_summary_of_a_step_holds_what_annotations_leave_out() {
    let folder = wrong(12);
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let output = command(folder.path(), &["--format", "github"]).env("GITHUB_STEP_SUMMARY", &summary).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches("::error ").count(), 10, "{text}");
    assert!(text.ends_with("audit: 2 more, listed in the summary of this step\n"), "{text}");
    let summary = fs::read_to_string(summary).unwrap();
    assert!(summary.starts_with("before\n### audit: 2 errors more\n"), "{summary}");
}

#[test]
fn gitlab_issues_have_what_gitlab_needs() {
    let issues: Vec<Value> = serde_json::from_str(&report("gitlab")).unwrap();
    let mut fingerprints: Vec<_> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    for issue in &issues {
        assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
        assert!(root().join(issue["location"]["path"].as_str().unwrap()).exists());
    }
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len(), "no fingerprint twice");
}

#[test]
fn lines_are_the_json_report() {
    let lines: Vec<Value> = report("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).collect::<Vec<_>>();
    assert_eq!(of("document").len(), json["documents"].as_array().unwrap().len());
    let claims = json["documents"].as_array().unwrap().iter().flat_map(|one| {
        one["claims"].as_array().unwrap().iter().map(|claim| {
            let mut claim = claim.clone();
            claim["type"] = "claim".into();
            claim["path"] = one["path"].clone();
            claim
        })
    });
    assert_eq!(of("claim").into_iter().cloned().collect::<Vec<_>>(), claims.collect::<Vec<_>>());
    assert_eq!(lines.last().unwrap()["claims"], json["summary"]["claims"]);
}

#[test]
fn a_comment_fits_on_github_however_much_is_wrong() {
    let folder = wrong(900);
    let output = command(folder.path(), &["--format", "markdown"]).output().unwrap();
    let comment = String::from_utf8(output.stdout).unwrap();
    assert!(comment.chars().count() < 65_536, "{}", comment.len());
    assert!(comment.contains("### audit: 900 errors\n") && comment.contains(" more; "), "{}", &comment[..300]);
}

#[test]
fn several_reports_at_once_are_those_that_one_at_a_time_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (sarif, json) = (path("out.sarif"), path("out.json"));
    let arguments =
        ["--format", "concise", "--format", &format!("sarif={sarif}"), "--format", &format!("json={json}"), "claims/"];
    let output = command(&root(), &arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), report("concise"));
    assert_eq!(fs::read_to_string(&sarif).unwrap(), report("sarif"));
    assert_eq!(fs::read_to_string(&json).unwrap(), report("json"));

    let output = command(&root(), &["--format", "json", "--output", &json, "--quiet", "claims/"]).output().unwrap();
    assert!(output.stdout.is_empty());
    assert_eq!(fs::read_to_string(&json).unwrap(), report("json"));
}

#[test]
fn mistakes_in_formats_and_files() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, code, words) in [
        (&["--format", "sarf"][..], 2, "did you mean `sarif`?"),
        (
            &["--format", "xml"],
            2,
            "possible values: human, concise, json, jsonl, sarif, github, gitlab, junit, markdown",
        ),
        (&["--format", "json="], 2, "the name of a file is missing"),
        (&["--format", "json", "--format", "human"], 2, "name a file for one: --format human=FILE"),
        (&["--format", "json=a", "--format", "jsonl=a"], 2, "two formats would go to a"),
        (&["--format", "json=a", "--output", "b"], 2, "remove --output"),
        (&["--output", "none/a.txt"], 3, "none/a.txt: no such file"),
    ] {
        let output = command(folder.path(), arguments).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0), "{arguments:?}: {message}");
        assert!(message.contains(words), "{message}");
    }
}

/// What the schema of SARIF 2.1.0 has against a log.
fn sarif_errors(log: &Value) -> Vec<String> {
    let schema = fs::read_to_string(root().join("tests/schemas/sarif-2.1.0.json")).unwrap();
    // The pattern of a language has a bracket too many as it is published, which strict readers of patterns refuse.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    validator.iter_errors(log).map(|error| error.to_string()).collect()
}

/// A folder of so many releases, in each of which a sum does not come out.
fn wrong(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..count {
        let text = "Exports rose 19.2% to $2.825 billion from $2.284 billion.\n";
        fs::write(folder.path().join(format!("{n:03}.md")), text).unwrap();
    }
    folder
}

/// The report on the releases of the project.
fn report(format: &str) -> String {
    let Output { stdout, stderr, .. } = command(&root(), &["--format", format, "claims/"]).output().unwrap();
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

#[test]
fn a_report_is_never_written_over_what_the_run_reads() {
    let draft = WRONG;
    let folder = folder(&[
        ("draft.txt", draft.as_bytes()),
        ("facts.csv", b"metric,period,value,unit,source\nexports,2024,1,USD,x\n"),
        ("audit.toml", b"fail-on = \"never\"\n"),
        ("audit-baseline.json", b"{\"schema\": 1, \"findings\": []}"),
    ]);
    let path = folder.path();
    fs::hard_link(path.join("draft.txt"), path.join("hard.json")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(path.join("draft.txt"), path.join("soft.json")).unwrap();
    let before = |name: &str| fs::read(path.join(name)).unwrap();
    let names = ["draft.txt", "facts.csv", "audit.toml", "audit-baseline.json"];
    let all = names.map(before);
    let mut cases = vec![
        (vec!["-o", "draft.txt", "draft.txt"], "a text to be audited"),
        (vec!["--format", "json=./draft.txt", "draft.txt"], "a text to be audited"),
        (vec!["-o", "draft.txt", "."], "a text to be audited"),
        (vec!["-o", "hard.json", "draft.txt"], "a text to be audited"),
        (vec!["-o", "audit.toml", "draft.txt"], "the configuration"),
        (vec!["--no-baseline", "-o", "facts.csv", "--facts", "facts.csv", "draft.txt"], "facts to check by"),
        (vec!["--no-config", "-o", "audit-baseline.json", "draft.txt"], "the baseline"),
        (vec!["baseline", "write", "--baseline", "draft.txt", "draft.txt"], "a text to be audited"),
        (vec!["--format", "json=a.json", "--format", "sarif=./a.json", "draft.txt"], "two formats would go to"),
    ];
    if cfg!(unix) {
        cases.push((vec!["-o", "soft.json", "draft.txt"], "a text to be audited"));
    }
    for (arguments, words) in cases {
        let output = audit(path, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
        assert_eq!(names.map(before), all, "{arguments:?}");
    }
}

#[test]
fn reports_in_a_folder_are_not_audited_with_its_texts() {
    let folder = folder(&[("draft.txt", WRONG.as_bytes())]);
    let path = folder.path();
    let alone = parsed(&audit(path, &["--format", "json", "."]));
    for (format, name) in [("markdown", "r.md"), ("human", "r.txt"), ("concise", "c.md"), ("html", "r.html")] {
        for _ in 0..2 {
            let to = format!("{format}={name}");
            let output = audit(path, &["--format", &to, "."]);
            assert_eq!(output.status.code(), Some(1), "{format}: {}", err(&output));
        }
        assert_eq!(parsed(&audit(path, &["--format", "json", "."])), alone, "{format}");
        // Whoever names a report itself means it.
        let named = parsed(&audit(path, &["--format", "json", name]));
        assert_eq!(named["summary"]["documents"], 1, "{format}");
    }
    // Another program's file that is not known for a report is no report.
    fs::write(path.join("other.md"), "# Results\n").unwrap();
    let output = audit(path, &["--format", "json=other.md", "."]);
    assert_eq!(
        (output.status.code(), fs::read_to_string(path.join("other.md")).unwrap().as_str()),
        (Some(2), "# Results\n")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_as_they_are() {
    let folder = folder(&[("draft.txt", WRONG.as_bytes())]);
    let plain = audit(folder.path(), &["--format", "concise", "draft.txt"]);
    let device = audit(folder.path(), &["--format", "concise", "-o", "/dev/stdout", "draft.txt"]);
    assert_eq!(out(&plain), out(&device));
    let null = audit(folder.path(), &["-o", "/dev/null", "draft.txt"]);
    assert_eq!((null.status.code(), out(&null)), (Some(1), ""));
}
