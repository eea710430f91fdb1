//! The command as its users meet it: arguments, bad input, exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use common::{RIGHT, WRONG, audit, check, command, err, folder, json, out};

const BOM: &str = "\u{feff}";

fn audit_stdin(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        command(folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// A bad input gets a message that names it, in JSON a notice, and 3; the file beside it is audited all the same.
fn assert_unreadable(folder: &Path, arguments: &[&str], path: &str, words: &str) {
    let plain = audit(folder, arguments);
    assert_eq!(plain.status.code(), Some(3), "{}", err(&plain));
    assert!(err(&plain).contains(path) && err(&plain).contains(words), "{}", err(&plain));
    assert!(out(&plain).contains("in 1 document"), "{}", out(&plain));

    let report = audit(folder, &[arguments, &["--format", "json"]].concat());
    assert_eq!((report.status.code(), err(&report)), (Some(3), ""));
    let report = json(&report);
    assert_eq!(report["summary"]["documents"], 1);
    let notices = report["notices"].as_array().unwrap();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0]["severity"], "error");
    assert!(notices[0]["path"].as_str().unwrap().ends_with(path), "{notices:?}");
    assert!(notices[0]["message"].as_str().unwrap().contains(words), "{notices:?}");
}

#[test]
fn a_file_that_is_not_utf8() {
    let folder = folder(&[("bad.txt", b"caf\x01\xe9 rose 5%"), ("good.md", RIGHT.as_bytes())]);
    assert_unreadable(folder.path(), &[], "bad.txt", "UTF-8");
}

#[test]
fn a_path_that_is_not_there() {
    let folder = folder(&[("good.md", RIGHT.as_bytes())]);
    assert_unreadable(folder.path(), &["gone.md", "good.md"], "gone.md", "");
}

#[test]
fn a_file_over_the_limit() {
    let folder = folder(&[("big.md", RIGHT.repeat(100).as_bytes()), ("good.md", RIGHT.as_bytes())]);
    assert_unreadable(folder.path(), &["--max-size", "1K"], "big.md", "--max-size");
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("closed/a.md", RIGHT.as_bytes()), ("good.md", RIGHT.as_bytes())]);
    let closed = folder.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything, so there is nothing to see then.
    let is_closed = fs::read_dir(&closed).is_err();
    if is_closed {
        assert_unreadable(folder.path(), &[], "closed", "ermission");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_empty_file_is_a_warning() {
    let folder = folder(&[("empty.md", b""), ("good.md", RIGHT.as_bytes())]);
    let plain = audit(folder.path(), &[]);
    assert_eq!(plain.status.code(), Some(0), "{}", err(&plain));
    assert!(err(&plain).contains("empty.md"), "{}", err(&plain));
    let report = json(&audit(folder.path(), &["--format", "json"]));
    assert_eq!(report["notices"][0]["severity"], "warning");
    assert_eq!(report["summary"]["documents"], 2);
}

#[test]
fn a_folder_without_texts_is_a_warning() {
    let folder = folder(&[("picture.png", b"\x89PNG")]);
    let plain = audit(folder.path(), &[]);
    assert_eq!(plain.status.code(), Some(0));
    assert!(err(&plain).contains("the only file in . is not .txt, .md, .html, .docx"), "{}", err(&plain));
    assert_eq!(out(&plain), "Nothing was read, so nothing was checked.\n");
}

#[test]
fn a_format_that_there_is_not() {
    let folder = folder(&[]);
    let output = audit(folder.path(), &["--format", "nonsense"]);
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    assert!(err(&output).contains("nonsense") && err(&output).contains("human, concise, json"), "{}", err(&output));
}

#[test]
fn numbers_and_lines_beyond_measure() {
    let digits = format!("Sales rose 5% to ${} from $1.\n", "9".repeat(40));
    let many = "5% 6 ".repeat(100_000);
    let line = format!("{} {RIGHT}", "word ".repeat(1_000_000));
    let files = [("a.md", digits.as_bytes()), ("b.md", many.as_bytes()), ("c.md", line.as_bytes())];
    let folder = folder(&files);
    let report = audit(folder.path(), &["--format", "json", "--fail-on", "never"]);
    assert_eq!(report.status.code(), Some(0), "{}", err(&report));
    assert_eq!(json(&report)["summary"]["documents"], 3);
}

/// Each claim repeats the sentence that states it: the report must not grow with the square of a sentence's length.
#[test]
fn a_sentence_without_end() {
    let sentence = "exports rose 5% to $105 million from $100 million; ".repeat(4_000);
    let folder = folder(&[("a.md", sentence.as_bytes())]);
    let report = audit(folder.path(), &["--format", "json"]);
    assert_eq!(json(&report)["summary"]["mismatch"], 0);
    assert!(report.stdout.len() < 100 * sentence.len(), "{} bytes", report.stdout.len());
}

#[test]
fn mistakes_in_arguments_say_what_is_expected() {
    let folder = folder(&[("good.md", RIGHT.as_bytes())]);
    for threads in ["x", "-1"] {
        let output = audit(folder.path(), &["--threads", threads]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("expected a whole number"), "{}", err(&output));
    }
    let output = audit(folder.path(), &["--color", "never", "explain", "wrong-percent"]);
    assert!(err(&output).contains("`audit explain RULE` takes no option before it"), "{}", err(&output));
}

#[test]
fn reads_standard_input() {
    let folder = folder(&[]);
    let output = audit_stdin(folder.path(), &["-", "--format", "json"], format!("{BOM}{RIGHT}").as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(json(&output)["documents"][0]["path"], "-");
    let output = audit_stdin(folder.path(), &["-"], b"\xff\xfea");
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("is not text in UTF-16LE"), "{}", err(&output));
}

#[test]
fn paths_keep_the_form_in_which_they_were_given() {
    let folder = folder(&[("claims/sub/a.md", RIGHT.as_bytes()), ("claims/b.txt", RIGHT.as_bytes())]);
    let paths = |arguments: &[&str]| {
        let report = json(&audit(folder.path(), &[arguments, &["--format", "json"]].concat()));
        let documents = report["documents"].as_array().unwrap().clone();
        documents.iter().map(|document| document["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&["claims/"]), ["claims/b.txt", "claims/sub/a.md"]);
    assert_eq!(paths(&["claims/sub/a.md"]), ["claims/sub/a.md"]);
    assert_eq!(paths(&["./claims/sub"]), ["./claims/sub/a.md"]);
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let names: Vec<String> = (0..80).map(|n| format!("{n:03}.md")).collect();
    let texts: Vec<String> = (0..80).map(|n| RIGHT.repeat(1 + n * 7 % 30)).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    for format in ["human", "concise", "json"] {
        let one = audit(folder.path(), &["--format", format, "--threads", "1"]);
        for threads in ["2", "7", "0"] {
            let more = audit(folder.path(), &["--format", format, "--threads", threads]);
            assert!(one.stdout == more.stdout, "{format} with {threads} threads");
        }
    }
    for format in ["human", "jsonl", "csv"] {
        let one = audit(folder.path(), &["extract", "--format", format, "--threads", "1"]);
        let more = audit(folder.path(), &["extract", "--format", format, "--threads", "7"]);
        assert!(one.stdout == more.stdout, "extract, {format}");
    }
}

#[test]
fn colour_only_when_asked_for() {
    let folder = folder(&[("a.md", RIGHT.as_bytes())]);
    let colored = |arguments: &[&str], variable: Option<&str>| {
        let mut command = command(folder.path(), arguments);
        if let Some(variable) = variable {
            command.env(variable, "1");
        }
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!colored(&[], None), "piped");
    assert!(colored(&["--color", "always"], None));
    assert!(colored(&[], Some("CLICOLOR_FORCE")));
    assert!(!colored(&["--color", "never"], Some("CLICOLOR_FORCE")));
    assert!(colored(&["--color", "always"], Some("NO_COLOR")), "what is asked for goes before the environment");
}

#[test]
fn help_and_version() {
    let folder = folder(&[]);
    let help = audit(folder.path(), &["--help"]);
    assert_eq!((help.status.code(), err(&help)), (Some(0), ""));
    check("cli-help", out(&help));
    check("cli-help-short", out(&audit(folder.path(), &["-h"])));
    let version = audit(folder.path(), &["--version"]);
    assert!(out(&version).starts_with(concat!("audit ", env!("CARGO_PKG_VERSION"), "\n")), "{}", out(&version));
}

const READ: &str =
    "---\ndate: 2024-11-20\n---\n\nExports rose 23.7% to $2.825 billion last month, about 15 to 20 \"units\".\n";

#[test]
fn extract_prints_a_row_for_each_quantity_and_period() {
    let folder = folder(&[("a.md", READ.as_bytes()), ("b, \"c\".txt", RIGHT.as_bytes())]);
    for format in ["human", "jsonl", "csv"] {
        let output = audit(folder.path(), &["extract", "--format", format]);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
        check(&format!("cli-extract-{format}"), out(&output));
    }
    let table = audit(folder.path(), &["extract"]);
    assert_eq!(table.stdout, audit(folder.path(), &["extract", "--format", "human"]).stdout);
    check("cli-extract-help", out(&audit(folder.path(), &["extract", "--help"])));
}

#[test]
fn extract_points_into_the_file_and_at_the_claims_of_the_report() {
    let folder = folder(&[("a.md", READ.as_bytes())]);
    let report = json(&audit(folder.path(), &["--format", "json"]));
    let read = audit(folder.path(), &["extract", "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> = out(&read).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 4, "{rows:?}");
    for row in &rows {
        let at = |name: &str| usize::try_from(row[name].as_u64().unwrap()).unwrap();
        assert_eq!(row["text"], READ[at("start")..at("end")]);
    }
    assert_eq!(rows[0]["claim"], report["documents"][0]["claims"][0]["id"]);
    assert_eq!((&rows[0]["role"], &rows[0]["change"]), (&"percent".into(), &"up".into()));
    assert_eq!(
        rows[2]["period"],
        serde_json::json!({"text": "last month", "start": "2024-10-01", "end": "2024-10-31"})
    );
    assert_eq!(rows[3]["range"], serde_json::json!(["15", "20"]));
    let moved = audit(folder.path(), &["extract", "--format", "jsonl", "--date", "2020-03-02"]);
    assert!(out(&moved).contains(r#""start": "2020-02-01", "end": "2020-02-29""#), "{}", out(&moved));
}

#[test]
fn extract_reads_what_the_audit_reads() {
    let folder = folder(&[("bad.txt", b"caf\xe9 5%"), ("big.md", &b"5% ".repeat(1000)), ("good.md", RIGHT.as_bytes())]);
    let output = audit(folder.path(), &["extract", "--format", "csv", "--max-size", "1K", ".", "gone.md"]);
    assert_eq!(output.status.code(), Some(3));
    for (path, words) in [("bad.txt", "UTF-8"), ("big.md", "--max-size"), ("gone.md", "")] {
        let line = err(&output).lines().find(|line| line.contains(path));
        assert!(line.is_some_and(|line| line.contains(words)), "{}", err(&output));
    }
    assert_eq!(out(&output).lines().filter(|line| line.contains("good.md")).count(), 3, "{}", out(&output));

    let piped = audit_stdin(folder.path(), &["extract", "-", "--format", "csv"], RIGHT.as_bytes());
    assert_eq!(piped.status.code(), Some(0));
    assert!(out(&piped).lines().nth(1).unwrap().starts_with("quantity,-,13,18,1,14,23.7%,23.7,"), "{}", out(&piped));

    let empty = audit_stdin(folder.path(), &["extract", "-", "--format", "csv"], b"");
    assert_eq!((empty.status.code(), out(&empty).lines().count()), (Some(0), 1), "only the header");
    assert!(err(&empty).contains("empty"), "{}", err(&empty));
}

#[test]
fn mistakes_in_the_arguments_of_extract() {
    let folder = folder(&[("good.md", RIGHT.as_bytes())]);
    for (arguments, words) in [
        (["--format", "json"], "human, jsonl, csv"),
        (["--date", "yesterday"], "expected a day such as 2024-11-20"),
        (["--date", "2023-02-29"], "expected a day such as 2024-11-20"),
        (["--threads", "x"], "expected a whole number"),
        (["--max-size", "lots"], "expected a number of bytes"),
        (["--color", "red"], "auto, always, never"),
        (["--fail-on", "note"], "unexpected argument"),
    ] {
        let output = audit(folder.path(), &[&["extract"], &arguments[..]].concat());
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{arguments:?}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    let output = audit(folder.path(), &["--color", "never", "extract"]);
    assert!(err(&output).contains("`audit extract` takes no option before it"), "{}", err(&output));
}

#[test]
fn explain_goes_before_a_folder_of_that_name() {
    let folder = folder(&[("explain/a.md", RIGHT.as_bytes())]);
    let listed = audit(folder.path(), &["explain"]);
    assert_eq!(listed.status.code(), Some(0));
    check("cli-explain", out(&listed));
    check("cli-explain-rule", out(&audit(folder.path(), &["explain", "wrong-percent"])));
    let mistyped = audit(folder.path(), &["explain", "wrong-percant"]);
    assert_eq!(mistyped.status.code(), Some(2));
    assert!(err(&mistyped).contains("did you mean `wrong-percent`?"), "{}", err(&mistyped));
    let audited = json(&audit(folder.path(), &["--format", "json", "./explain"]));
    assert_eq!(audited["documents"][0]["path"], "./explain/a.md");
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_is_no_news() {
    // Many times what a pipe holds, and no more, as the linker takes its time in a build for tests.
    let texts = RIGHT.repeat(50);
    let names: Vec<String> = (0..40).map(|n| format!("{n:03}.md")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), texts.as_bytes())).collect();
    let folder = folder(&files);
    for threads in ["1", "2"] {
        for arguments in [&["--format", "json"][..], &["extract", "--format", "jsonl"]] {
            let mut child = command(folder.path(), &[arguments, &["--threads", threads]].concat())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            assert_eq!(err(&output), "");
            assert!(output.status.code().is_some(), "ended by itself");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_changes_neither_exit_code_nor_files() {
    let texts = RIGHT.repeat(20);
    let names: Vec<String> = (0..60).map(|n| format!("{n:03}.md")).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), texts.as_bytes())).collect();
    let ended = |files: &[(&str, &[u8])], arguments: &[&str], stream: &str| {
        let folder = folder(files);
        let mut command = command(folder.path(), arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        if stream == "stdout" {
            drop(child.stdout.take());
        } else {
            drop(child.stderr.take());
        }
        let code = child.wait_with_output().unwrap().status.code();
        (code, fs::read_to_string(folder.path().join("out.json")).unwrap_or_default())
    };
    assert_eq!(ended(&files, &["--format", "json"], "stdout").0, Some(0), "nothing is wrong");
    files[0].1 = WRONG.as_bytes();
    files.push(("none.md", b"\0"));
    for threads in ["1", "2"] {
        for format in ["human", "concise", "json", "sarif"] {
            let code = ended(&files[..60], &["--format", format, "-j", threads], "stdout").0;
            assert_eq!(code, Some(1), "{format}, {threads} threads: the first text is wrong");
        }
        let code = ended(&files, &["extract", "000.md", "none.md", "-j", threads], "stdout").0;
        assert_eq!(code, Some(3), "what is not read is no success");
        let (code, report) = ended(&files, &["-f", "human", "-f", "json=out.json", "-j", threads], "stdout");
        assert_eq!(code, Some(3));
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["documents"].as_array().unwrap().len(), 60, "a report in a file is whole");
        assert_eq!(ended(&files, &["-j", threads], "stderr").0, Some(3));
    }
}

/// Two releases of one country that disagree about April.
const APRIL: &[u8] =
    b"Rice exports were $310 million in April 2024.\n\nPakistan's mills are full. Pakistan's fields are not.\n";
const OTHER_APRIL: &[u8] =
    b"In April 2024, rice exports came to $301 million.\n\nPakistan's mills are full. Pakistan's fields are not.\n";

#[test]
fn documents_that_disagree_in_every_format() {
    let folder = folder(&[("a.md", APRIL), ("b.md", OTHER_APRIL)]);
    let human = audit(folder.path(), &[]);
    assert_eq!((human.status.code(), err(&human)), (Some(1), ""));
    check("cli-conflict-human", out(&human));

    let concise = audit(folder.path(), &["--format", "concise"]);
    let line =
        "b.md:1:37: error[contradiction] rice exports in April 2024: $301 million here, and $310 million at a.md:1\n";
    assert_eq!(out(&concise).replace("./", ""), line);

    let report = json(&audit(folder.path(), &["--format", "json"]));
    let conflict = &report["conflicts"][0];
    assert_eq!((&conflict["rule"], &conflict["severity"]), (&"contradiction".into(), &"error".into()));
    assert_eq!((&conflict["metric"], &conflict["period"]["start"]), (&"rice exports".into(), &"2024-04-01".into()));
    for (fact, (path, bytes)) in
        conflict["facts"].as_array().unwrap().iter().zip([("b.md", OTHER_APRIL), ("a.md", APRIL)])
    {
        let at = |key: &str| usize::try_from(fact[key].as_u64().unwrap()).unwrap();
        assert!(fact["path"].as_str().unwrap().ends_with(path), "{fact}");
        assert_eq!(fact["text"].as_str().unwrap().as_bytes(), &bytes[at("start")..at("end")]);
        assert_eq!((&fact["unit"], &fact["period"]["end"]), (&"USD".into(), &"2024-04-30".into()));
    }
    // Two numbers by themselves: nothing tells which of them is wrong.
    assert_eq!(conflict["steps"], serde_json::json!([]));
    let repairs: Vec<_> = conflict["repairs"].as_array().unwrap().iter().map(|it| it["replacement"].as_str()).collect();
    assert_eq!(repairs, [Some("$301 million"), Some("$310 million")]);
    assert!(conflict["repairs"][0]["why"].as_str().unwrap().ends_with("another change is as likely"));
    assert_eq!(report["summary"]["agreements"], 0);
}

#[test]
fn one_text_from_standard_input_may_contradict_itself() {
    let folder = folder(&[]);
    let text = [OTHER_APRIL, b"\n", APRIL].concat();
    let output = audit_stdin(folder.path(), &["--format", "concise", "-"], &text);
    let line =
        "-:5:19: error[contradiction] rice exports in april 2024: $310 million here, and $301 million at line 1\n";
    assert_eq!((output.status.code(), out(&output).to_lowercase().as_str()), (Some(1), line));
}

#[test]
fn a_mistake_in_the_configuration_stops_the_run() {
    let folder = folder(&[("a.md", APRIL), ("audit.toml", b"[calendar]\nfiscal-year-start = \"July\"\n")]);
    let output = audit(folder.path(), &["a.md"]);
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    let message = "audit.toml:2:1: unknown key `fiscal-year-start`; did you mean `fiscal-year-starts`?\n  2 | fiscal-year-start = \
                   \"July\"\n    | ^^^^^^^^^^^^^^^^^\n";
    assert!(err(&output).ends_with(message), "{}", err(&output));
    // It can be left aside.
    assert_eq!(audit(folder.path(), &["--no-config", "a.md"]).status.code(), Some(0));
}

#[test]
fn mistakes_in_arguments_of_the_setup() {
    let folder = folder(&[("a.md", APRIL)]);
    for (arguments, words) in [
        (&["--config", "gone.toml", "a.md"][..], "gone.toml: the configuration could not be read"),
        (&["--facts", "gone.csv", "a.md"], "gone.csv: the facts could not be read"),
        (&["--config", "x.toml", "--no-config", "a.md"], "cannot be used with"),
        (&["--config"], "a value is required"),
        (&["facts", "--format", "yaml"], "[possible values: human, jsonl, csv]"),
        (&["facts", "--config", "gone.toml"], "gone.toml: the configuration could not be read"),
    ] {
        let output = audit(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn the_nearest_configuration_names_the_metrics() {
    let folder = folder(&[
        ("a.md", APRIL),
        ("sub/b.md", b"Basmati sales abroad were $301 million in April 2024.\n\nPakistan's mills are full. Pakistan's fields are not.\n"),
        ("sub/audit.toml", b"[metrics.\"Rice exports\"]\naliases = [\"Basmati sales abroad\"]\n"),
    ]);
    // The other file uses the name itself, and needs no configuration for that.
    let output = audit(folder.path(), &["--format", "json"]);
    assert_eq!(json(&output)["conflicts"][0]["metric"], "Rice exports");
    assert_eq!(json(&audit(folder.path(), &["--format", "json", "--no-config"]))["conflicts"], serde_json::json!([]));
    let everywhere = audit(folder.path(), &["--format", "json", "--config", "sub/audit.toml"]);
    assert_eq!(json(&everywhere)["conflicts"][0]["metric"], "Rice exports");
}

const FACTS: &[u8] = b"metric,period,value,unit,source\nRice exports,April 2024,310,USD million,Board\nRice exports,Smarch,1,USD,Board\n\
    Rice exports,March 2024,29O,USD million,Board\n";

#[test]
fn a_release_is_checked_by_reference_facts_and_bad_rows_are_named() {
    let folder = folder(&[("b.md", OTHER_APRIL), ("facts.csv", FACTS)]);
    let output = audit(folder.path(), &["--facts", "facts.csv", "--format", "concise", "b.md"]);
    assert_eq!(output.status.code(), Some(3));
    let errors = err(&output);
    assert!(errors.contains("facts.csv:3:14: `Smarch` is not a period"), "{errors}");
    assert!(errors.contains("facts.csv:4:25: `29O` is not a number"), "{errors}");
    let line = "b.md:1:37: error[contradiction] Rice exports in April 2024: $301 million here, and $310 million by the reference at \
                facts.csv:2\n";
    assert_eq!(out(&output), line);

    let report = json(&audit(folder.path(), &["--facts", "facts.csv", "--format", "json", "b.md"]));
    let places: Vec<_> =
        report["notices"].as_array().unwrap().iter().map(|it| (it["rule"].clone(), it["line"].clone())).collect();
    assert_eq!(places, [("bad-fact".into(), 3.into()), ("bad-fact".into(), 4.into())]);
    assert_eq!(report["conflicts"][0]["facts"][1]["path"], "facts.csv");
}

#[test]
fn facts_in_the_configuration() {
    let rows = b"[facts]\nrows = [{ metric = \"Rice exports\", period = \"April 2024\", value = 310, unit = \"USD million\" }]\n";
    let folder = folder(&[("b.md", OTHER_APRIL), ("audit.toml", rows)]);
    let output = audit(folder.path(), &["--format", "concise", "b.md"]);
    assert!(
        out(&output).contains("by the reference at") && out(&output).ends_with("audit.toml:2\n"),
        "{}",
        out(&output)
    );
}

#[test]
fn the_ledger_in_every_format() {
    let growth = b"Rice exports rose 62.3% to $310 million in April 2024 from a year earlier.\n\n\
                   Pakistan's mills are full. Pakistan's fields are not.\n";
    let folder = folder(&[("a.md", APRIL), ("b.md", growth)]);
    let human = audit(folder.path(), &["facts", "a.md", "b.md"]);
    assert_eq!((human.status.code(), err(&human)), (Some(0), ""));
    check("cli-facts-human", out(&human));
    check("cli-facts-csv", out(&audit(folder.path(), &["facts", "--format", "csv", "a.md", "b.md"])));
    let lines = audit(folder.path(), &["facts", "--format", "jsonl", "a.md", "b.md"]);
    let lines: Vec<serde_json::Value> = out(&lines).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let status: Vec<_> = lines.iter().map(|line| line["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["implied", "stated", "stated"]);
    assert_eq!((lines[0]["value"].is_null(), lines[0]["start"].as_str()), (true, Some("2023-04-01")));
}

#[test]
fn a_claim_is_explained_by_its_fingerprint_or_its_line() {
    let text =
        "A title\n\nExports rose 19.2% to $2.825 billion from $2.284 billion. Remittances grew 12% to $276 million.\n";
    let folder = folder(&[("a.md", text.as_bytes()), ("b.md", APRIL), ("c.md", OTHER_APRIL)]);
    let line = audit(folder.path(), &["explain", "a.md:3"]);
    assert_eq!((line.status.code(), err(&line)), (Some(0), ""));
    // Weights change when they are learned again; all else stays.
    let starts = ["    +", "    -", "  certainty that ", "  came second: "];
    let is_link = |line: &&str| starts.iter().any(|start| line.starts_with(start));
    let lines = || out(&line).lines();
    check(
        "cli-explain-claim",
        &lines().filter(|line| !is_link(line)).fold(String::new(), |all, line| all + line + "\n"),
    );
    let reasons: Vec<&str> = lines().filter(is_link).collect();
    for start in starts {
        assert!(reasons.iter().any(|line| line.starts_with(start)), "{start}: {reasons:#?}");
    }
    assert!(
        reasons.iter().any(|line| line.starts_with("    -") && line.ends_with("the sum does not come out")),
        "{reasons:#?}"
    );
    assert!(reasons.iter().any(|line| line.contains("$2.284 billion as the old value")), "{reasons:#?}");
    let report = json(&audit(folder.path(), &["--format", "json"]));
    let id = report["documents"][0]["claims"][0]["id"].as_str().unwrap();
    let one = audit(folder.path(), &["explain", id, "a.md"]);
    assert!(out(&line).starts_with(out(&one)) && out(&one).contains("verdict: mismatch"), "{}", out(&one));
    let conflict = audit(folder.path(), &["explain", report["conflicts"][0]["id"].as_str().unwrap()]);
    assert!(out(&conflict).contains("contradiction"), "{}", out(&conflict));
}

#[test]
fn mistakes_in_what_is_to_be_explained() {
    let folder = folder(&[("a.md", RIGHT.as_bytes())]);
    for (arguments, code, words) in [
        (&["0123456789abcdef"][..], 2, "no claim has the fingerprint 0123456789abcdef here; `audit --format json`"),
        (&["0123456789abcdef", "gone.md"], 3, "gone.md"),
        (&["a.md:7"], 2, "no claim stands on line 7"),
        (&["gone.md:1"], 3, "gone.md"),
        (&["wrong-percent", "a.md"], 2, "takes no paths"),
        (&["0123456789abcdeg"], 2, "there is no rule"),
        (&["0123456789ABCDEF"], 2, "no claim has the fingerprint 0123456789abcdef here"),
        (&["0123456789abcde"], 2, "no whole fingerprint: it has 15 digits of 16"),
        (&["a.md"], 2, "`a.md` is a file; name a line of it as well, for example a.md:1"),
        (&["."], 2, "`.` is a folder; name a file and a line"),
        (&["a.md:1", "--config", "gone.toml"], 2, "gone.toml"),
    ] {
        let output = audit(folder.path(), &[&["explain"], arguments].concat());
        assert_eq!((output.status.code(), out(&output)), (Some(code), ""), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn statistics_close_the_report() {
    let growth = "Remittances grew 12% to $276 million.\n\nExports rose 19.2% to $2.825 billion from $2.284 billion.\n";
    let folder = folder(&[("a.md", growth.as_bytes()), ("b.md", APRIL), ("c.md", OTHER_APRIL)]);
    let output = audit(folder.path(), &["--format", "concise", "--statistics"]);
    let tables = "findings by rule\n  1  contradiction\n  1  wrong-percent\nunchecked by reason\n  1  no base\n";
    assert!(out(&output).ends_with(tables), "{}", out(&output));
    let human = audit(folder.path(), &["--statistics", "b.md"]);
    assert!(out(&human).ends_with("findings by rule\n  none\nunchecked by reason\n  none\n"), "{}", out(&human));
    let json = audit(folder.path(), &["--statistics", "--format", "json"]);
    assert_eq!((json.status.code(), out(&json)), (Some(2), ""));
    assert!(err(&json).contains("goes with the formats human and concise"), "{}", err(&json));
}

#[test]
fn a_mistyped_subcommand_is_told_from_a_path() {
    let folder = folder(&[("a.md", RIGHT.as_bytes())]);
    let output = audit(folder.path(), &["expalin"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("did you mean `audit explain`?"), "{}", err(&output));
    for path in ["expalin.md", "./expalin", "press"] {
        let output = audit(folder.path(), &[path]);
        assert!(!err(&output).contains("did you mean"), "{}", err(&output));
    }
}

#[test]
fn shells_are_told_formats_and_rules() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let script = audit(folder.path(), &["completions", shell]);
        for word in ["sarif", "html", "wrong-percent", "unused-allow"] {
            assert!(out(&script).contains(word), "{shell} {word}");
        }
    }
}

#[test]
fn help_has_whole_lines_and_every_format() {
    let folder = folder(&[]);
    let help = audit(folder.path(), &["--help"]);
    let formats = ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html"];
    for format in formats {
        assert!(out(&help).lines().any(|line| line.trim_start().starts_with(&format!("{format} "))), "{format}");
    }
    assert!(!out(&help).contains("`JUnit`"));
    for command in ["baseline", "config", "explain", "extract", "fix", "init", "snapshot", "facts"] {
        let help = audit(folder.path(), &[command, "--help"]);
        let end = out(&help).split_once("Examples:").unwrap().1;
        // A line that ends long before the margin ends its paragraph, else it was broken twice.
        let lines: Vec<&str> = end.lines().filter(|line| !line.starts_with("  ")).collect();
        for pair in lines.windows(2) {
            let whole = pair[1].is_empty() || pair[0].is_empty() || pair[0].len() > 75;
            assert!(whole, "{command}: {pair:?}");
        }
    }
}

#[test]
fn a_claim_that_another_sentence_decides_is_told_as_such() {
    let text = "Rice exports were $2.401 billion in April 2022. Rice exports rose 27.7% year on year to $2.825 billion in April 2023.\n";
    let folder = folder(&[("z.md", text.as_bytes())]);
    let report = json(&audit(folder.path(), &["--format", "json"]));
    let message = report["conflicts"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("; $2.401 billion in April 2022 stands on the same line"), "{message}");
    assert_eq!((&report["summary"]["unchecked"], &report["summary"]["decided"]), (&1.into(), &1.into()));
    let plain = audit(folder.path(), &[]);
    assert_eq!(plain.status.code(), Some(1));
    assert!(
        out(&plain).contains("  decided    1  of these were checked with numbers from elsewhere"),
        "{}",
        out(&plain)
    );
    assert!(out(&plain).contains("likely: 17.7% in place of 27.7%: a digit is wrong"), "{}", out(&plain));
}

#[test]
fn neighbouring_figures_do_not_agree() {
    let said = |figure: &str| format!("Pakistan's rice exports were {figure} in April 2022.\n");
    let conflicts = |one: &str, other: &str| {
        let (one, other) = (said(one), said(other));
        let folder = folder(&[("a.md", one.as_bytes()), ("b.md", other.as_bytes())]);
        let report = json(&audit(folder.path(), &["--format", "json"]));
        let ledger = audit(folder.path(), &["facts", "a.md", "b.md"]);
        let severities: Vec<_> =
            report["conflicts"].as_array().unwrap().iter().map(|conflict| conflict["severity"].to_string()).collect();
        (severities.join(" "), report["summary"]["agreements"].as_u64().unwrap(), out(&ledger).to_owned())
    };
    let (severity, agreements, ledger) = conflicts("$2.3 billion", "$2.4 billion");
    assert_eq!((severity.as_str(), agreements), ("\"warning\"", 0), "{ledger}");
    assert!(ledger.contains("$2.3 billion  a.md:1") && ledger.contains("≠ $2.4 billion  b.md:1"), "{ledger}");
    assert_eq!(conflicts("$2.3 billion", "$2.6 billion").0, "\"error\"");
    // Another precision, a hedge and a round figure leave room.
    for (one, other) in
        [("$2.35 billion", "$2.4 billion"), ("about $2.3 billion", "$2.4 billion"), ("$4,600", "$4,601")]
    {
        let (severity, agreements, ledger) = conflicts(one, other);
        assert_eq!((severity.as_str(), agreements), ("", 1), "{ledger}");
        assert!(
            ledger.contains("  a.md:1") && ledger.contains("  b.md:1"),
            "each text stands with its place: {ledger}"
        );
    }
}

#[test]
fn an_amount_beyond_measure_is_named_with_its_place() {
    let text = format!("A title\n\nExports rose 10% to $1{} from $5 billion.\n", "0".repeat(40));
    let folder = folder(&[("a.md", text.as_bytes()), ("b.md", RIGHT.as_bytes())]);
    let report = json(&audit(folder.path(), &["--format", "json"]));
    let notice = &report["notices"][0];
    assert_eq!((&notice["path"], &notice["line"], &notice["column"]), (&"./a.md".into(), &3.into(), &21.into()));
    assert_eq!((&notice["severity"], &notice["rule"]), (&"note".into(), &"too-large".into()));
    assert!(notice["message"].as_str().unwrap().contains("41 digits"), "{notice}");
    assert_eq!(report["notices"].as_array().unwrap().len(), 1);
    let plain = audit(folder.path(), &[]);
    assert_eq!(plain.status.code(), Some(0));
    assert!(err(&plain).contains("audit: note[too-large]: ./a.md:3:21: a number of 41 digits"), "{}", err(&plain));
}

/// A shell of Windows puts a byte order mark before what it writes, into every file that the program reads beside the texts.
#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let facts =
        format!("{BOM}[{{\"metric\": \"Rice\", \"period\": \"2024\", \"value\": \"3.2\", \"unit\": \"USD billion\"}}]");
    let config = format!("{BOM}[calendar]\nfiscal-year-starts = \"July\"\n");
    let files = [("a.md", WRONG), ("audit.toml", &config), ("f.json", &facts)];
    let folder = folder(&files.map(|(name, text)| (name, text.as_bytes())));
    assert_eq!(audit(folder.path(), &["baseline", "write", "."]).status.code(), Some(0));
    let baseline = folder.path().join("audit-baseline.json");
    let text = fs::read_to_string(&baseline).unwrap();
    fs::write(&baseline, format!("{BOM}{text}")).unwrap();
    let known = audit(folder.path(), &["--facts", "f.json", "a.md"]);
    assert_eq!((known.status.code(), err(&known)), (Some(0), ""), "{}", out(&known));
    fs::write(&baseline, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    let wide = audit(folder.path(), &["a.md"]);
    assert!(err(&wide).contains("NUL byte"), "{}", err(&wide));
}

#[test]
fn utf_32_is_called_by_its_name() {
    let text = |order: fn(u32) -> [u8; 4], mark: bool| -> Vec<u8> {
        let mark = if mark { BOM } else { "" };
        format!("{mark}{RIGHT}").chars().flat_map(|c| order(u32::from(c))).collect()
    };
    for (order, mark) in
        [(u32::to_le_bytes as fn(u32) -> [u8; 4], true), (u32::to_be_bytes, true), (u32::to_le_bytes, false)]
    {
        let folder = folder(&[("a.txt", &text(order, mark)), ("good.md", RIGHT.as_bytes())]);
        assert_unreadable(folder.path(), &[], "a.txt", "is text in UTF-32; save it as UTF-8");
    }
}

#[test]
fn every_digit_of_a_long_number_is_counted() {
    let folder = folder(&[("a.txt", b"It cost $12,345,678,901,234,567,890,123,456,789,012.50 in all.")]);
    let output = audit(folder.path(), &[]);
    assert!(err(&output).contains("a.txt:1:9: a number of 34 digits is larger than"), "{}", err(&output));
}

#[test]
fn an_error_of_the_system_has_its_file_and_a_remedy() {
    let folder = folder(&[("a.md", RIGHT.as_bytes())]);
    for (arguments, words) in [
        (["--output", "none/report.txt", "a.md"], "none/report.txt: no such file or folder; check the path"),
        (["--config", "none.toml", "a.md"], "none.toml: the configuration could not be read: no such file or folder"),
        (["--facts", "none.csv", "a.md"], "none.csv: the facts could not be read: no such file or folder"),
        (
            ["--baseline", "none.json", "a.md"],
            "none.json: the baseline could not be read: no such file; `audit baseline write`",
        ),
        (["--output", "a.md/report.txt", "a.md"], "a.md/report.txt: a part of the path is a file"),
    ] {
        let output = audit(folder.path(), &arguments);
        assert!(err(&output).contains(words) && !err(&output).contains("os error"), "{arguments:?}: {}", err(&output));
    }
}

/// What was not checked is said in a line, and not left to a row of zeros.
#[test]
fn silence_explains_itself() {
    let german = "Der Umsatz stieg auf 105 Millionen Euro, und der Gewinn sank in diesem Jahr auf zwölf. ".repeat(8);
    let scores: Vec<String> = (0..45).map(|number| format!("{} points", number * 7 + 13)).collect();
    let scores = format!("The teams of the league finished the season with {} in the end.\n", scores.join(", then "));
    let files = [("de.txt", german.as_str()), ("scores.txt", &scores), ("right.md", RIGHT)];
    let folder = folder(&files.map(|(name, text)| (name, text.as_bytes())));
    let said = audit(folder.path(), &[]);
    assert_eq!(said.status.code(), Some(0));
    let lines: Vec<&str> = err(&said).lines().collect();
    assert!(lines[0].starts_with("audit: warning[not-english]: ./de.txt: hardly a sentence"), "{lines:?}");
    assert!(lines[1].starts_with("audit: note[no-sums]: ./scores.txt: 45 numbers, but no sentence"), "{lines:?}");
    assert_eq!((lines.len(), out(&said)), (2, "1 claim in 3 documents: 1 matches.\n"));
    let alone = audit(folder.path(), &["de.txt"]);
    assert_eq!(out(&alone), "No sums to check in 1 document; numbers outside of sums may still be wrong.\n");
    let strict = audit(folder.path(), &["--fail-on", "note"]);
    assert_eq!(strict.status.code(), Some(0), "that a text is in German is no fault of it");
}

#[test]
fn of_many_silent_documents_a_few_are_named() {
    let german = "Der Umsatz stieg auf 105 Millionen Euro, und der Gewinn sank in diesem Jahr auf zwölf. ".repeat(8);
    let folder = folder(&[]);
    for number in 0..9 {
        common::write(folder.path(), &format!("{number}.txt"), &german);
    }
    let said = audit(folder.path(), &[]);
    assert_eq!(err(&said).lines().count(), 6);
    assert!(err(&said).contains("the same holds for 4 more documents"), "{}", err(&said));
    let report = json(&audit(folder.path(), &["--format", "json"]));
    assert_eq!(report["notices"].as_array().unwrap().len(), 9);
}
