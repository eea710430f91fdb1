//! `audit.toml`: what it does to a run, what is said of mistakes in it, and whether its page and its schema say what the program does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use claim_audit::config::{Config, keys::KEYS, start};
use common::{OTHER, RIGHT, WRONG, audit, err, folder, json, out, root, write};
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

/// Mistakes, the place of each and what is said of it; those marked with `false` no schema can see.
const MISTAKES: &[(&str, &str, bool)] = &[
    ("fail_on = \"note\"", ":1:1: unknown key `fail_on`; did you mean `fail-on`?", true),
    (
        "fail-on = \"warn\"",
        ":1:11: `warn` is none of \"error\", \"warning\", \"note\", \"never\"; did you mean \"warning\"?",
        true,
    ),
    ("fail-on = true", ":1:11: expected a text in quotation marks, not true or false", true),
    ("include = \"*.md\"", ":1:11: expected a list: [ … ], not a text", true),
    ("include = [\"*.md\", 5]", ":1:20: expected a text in quotation marks, not a number", true),
    ("include = [\"\"]", ":1:12: `` names no file", true),
    ("exclude = [\"[z-a]\"]", ":1:12: `[z-a]` is not a pattern: invalid range", false),
    ("exlude = []", ":1:1: unknown key `exlude`; did you mean `exclude`?", true),
    ("profile = \"drafts\"", ":1:11: `drafts` is none of \"draft\", \"archive\"; did you mean \"draft\"?", true),
    ("min-certainty = 101", ":1:17: expected a whole number from 0 to 100", true),
    ("min-certainty = \"high\"", ":1:17: expected a whole number from 0 to 100", true),
    ("[text]\ndollar_sign = \"CAD\"", ":2:1: unknown key `dollar_sign`; did you mean `dollar-sign`?", true),
    ("[text]\ndollar-sign = \"CDN\"", ":2:15: `CDN` is not a currency that is written with `$`", true),
    ("[text]\ndollar-sign = \"cad\"", "did you mean \"CAD\"?", true),
    ("[text]\ndollar-sign = \"EUR\"", "one of USD, AUD,", true),
    ("dollar-sign = \"CAD\"", ":1:1: unknown key `dollar-sign`; it stands under [text]", true),
    ("[calendar]\nfiscal-year-start = 7", "did you mean `fiscal-year-starts`?", true),
    (
        "[calendar]\nfiscal-year-starts = \"Jully\"",
        ":2:22: expected a month: \"July\", or 7; did you mean \"July\"?",
        true,
    ),
    ("[calendar]\nfiscal-year-starts = 0", ":2:22: expected a month: \"July\", or 7", true),
    ("[calendar]\nfiscal-year-starts = 2024-07-01", ":2:22: expected a month", true),
    ("calendar = \"July\"", ":1:12: expected a table, not a text", true),
    ("[rules]\nwrong-percant = \"off\"", ":2:1: there is no rule `wrong-percant`; did you mean `wrong-percent`?", true),
    ("[rules]\nspelling = \"off\"", "`audit explain` lists them all", true),
    ("[rules]\nunused-allow = \"off\"", ":2:1: `unused-allow` is a notice and no rule: it has no level to set", true),
    ("[rules]\nwrong-percent = \"Off\"", "did you mean \"off\"?", true),
    ("[rules]\nfail-on = \"note\"", "there is no rule `fail-on`", true),
    ("wrong-percent = \"off\"", ":1:1: unknown key `wrong-percent`; it stands under [rules]", true),
    ("[rule]\nwrong-percent = \"off\"", ":1:2: unknown key `rule`; did you mean `rules`?", true),
    ("[metrics.Rice]\nalias = []", "did you mean `aliases`?", true),
    ("[metrics.Rice]\naliases = [\" \"]", ":2:12: an alias needs a name", true),
    ("[metrics.\" \"]\naliases = []", "a metric needs a name", true),
    ("[metrics.A]\naliases = [\"x\"]\n[metrics.B]\naliases = [\"x\"]", ":4:12: `x` is already an alias of `A`", false),
    ("metrics = [\"Rice\"]", ":1:11: expected a table, not a list", true),
    ("[facts]\nfile = [\"a.csv\"]", "did you mean `files`?", true),
    ("[facts]\nfiles = \"a.csv\"", ":2:9: expected a list: [ … ], not a text", true),
    ("[[facts.rows]]\nmetrik = \"Rice\"", ":2:1: unknown key `metrik`; did you mean `metric`?", true),
    ("[[facts.rows]]\nvalue = true", ":2:9: `value` is a text or a number", true),
    ("[[allow]]\nfile = \"a.md\"\nfingerprint = \"01\"", ":3:15: an entry needs `reason`", true),
    ("[[allow]]\nfiles = \"a.md\"", ":2:1: unknown key `files`; did you mean `file`?", true),
    ("[allow]\nfile = \"a.md\"", ":1:1: expected a list: [ … ], not a table", true),
    ("[[overrides]]\nrules = { wrong-count = \"off\" }", ":1:1: an override needs `files`", true),
    (
        "[[overrides]]\nfiles = [\"a/\"]",
        ":1:1: an override needs something that it changes: preview, profile, min-certainty, text, calendar, rules",
        true,
    ),
    ("[[overrides]]\nfiles = [\"a/\"]\nfail-on = \"never\"", ":3:1: unknown key `fail-on`", true),
    ("[[overrides]]\nfiles = [\"{a\"]\nrules = { wrong-count = \"off\" }", ":2:10: `{a` is not a pattern", false),
    ("[[overrides]]\nfiles = [\"a/\"]\nrules = { wrong-cuont = \"off\" }", "did you mean `wrong-count`?", true),
    ("[[overrides]]\nfiles = [\"a/\"]\ntext = { dollar-sign = \"US\" }", "did you mean \"USD\"?", true),
    ("[overrides]\nfiles = [\"a/\"]", "expected a list: [ … ], not a table", true),
    ("[text\n", ":1:6: not TOML: ", false),
    ("fail-on = \"note\"\nfail-on = \"note\"", ":2:1: not TOML: duplicate key", false),
];

#[test]
fn each_mistake_is_named_with_its_place() {
    for (text, words, _) in MISTAKES {
        let errors = Config::parse("audit.toml".as_ref(), text).expect_err(text);
        let shown = errors[0].to_string();
        assert!(shown.starts_with("audit.toml:") && shown.contains(words), "{text}\n{shown}");
        assert_eq!(errors.len(), 1, "{text}\n{errors:?}");
    }
}

#[test]
fn a_mistake_stops_every_command_that_reads_texts() {
    let folder = folder(&[("a.md", WRONG.as_bytes()), ("audit.toml", b"fail_on = \"note\"")]);
    for arguments in [
        &["."][..],
        &["a.md"],
        &["extract"],
        &["facts"],
        &["baseline", "write"],
        &["baseline", "show"],
        &["explain", "a.md:1"],
        &["config"],
        &["config", "a.md"],
        &["--config", "audit.toml", "-"],
    ] {
        let output = audit(folder.path(), arguments);
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{arguments:?}");
        assert!(
            err(&output).contains("audit.toml:1:1: unknown key `fail_on`; did you mean `fail-on`?"),
            "{}",
            err(&output)
        );
        assert!(err(&output).contains("\n  1 | fail_on = \"note\"\n    | ^^^^^^^\n"), "{}", err(&output));
    }
    for arguments in
        [&["a.md"][..], &["extract"], &["facts"], &["explain", "a.md:1"], &["config"], &["baseline", "write"]]
    {
        let output = audit(folder.path(), &[arguments, &["--no-config"]].concat());
        assert!([Some(0), Some(1)].contains(&output.status.code()), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn the_schema_takes_what_the_program_takes() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("docs/audit.schema.json")).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let objections =
        |text: &str| validator.iter_errors(&value_of(text)).map(|error| error.to_string()).collect::<Vec<_>>();
    let mut right = examples();
    right.push(start());
    right.push("calendar.fiscal-year-starts = \"jUl\"".to_owned());
    for text in &right {
        assert_eq!(Config::parse("audit.toml".as_ref(), text).err(), None, "{text}");
        assert_eq!(objections(text), Vec::<String>::new(), "{text}");
    }
    for (text, _, _) in MISTAKES.iter().filter(|(_, _, seen)| *seen) {
        assert!(!objections(text).is_empty(), "{text}");
    }

    let mut names = Vec::new();
    names_of(&schema, &schema, "", &mut names);
    let mut known: Vec<_> = KEYS.iter().map(|key| key.name.to_owned()).collect();
    names.sort();
    known.sort();
    assert_eq!(names, known);
    let rules: Vec<_> = claim_audit::rules::all().iter().map(|rule| rule.name()).collect();
    assert_eq!(schema["$defs"]["rules"]["properties"].as_object().unwrap().keys().len(), rules.len());
    assert!(rules.iter().all(|rule| !schema["$defs"]["rules"]["properties"][rule].is_null()));
}

#[test]
fn the_page_has_every_key_with_its_default_and_an_example() {
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let sections: Vec<&str> = page.split("\n### `").collect();
    for key in KEYS {
        if key.name.contains("[].") {
            assert!(page.contains(&format!("| `{}` | ", key.name)), "{}", key.name);
            continue;
        }
        let section = sections.iter().find(|section| section.starts_with(&format!("{}`\n", key.name)));
        let section = section.unwrap_or_else(|| panic!("no section for {}", key.name));
        let default =
            if key.default.is_empty() { "\nDefault: ".to_owned() } else { format!("\nDefault: `{}`", key.default) };
        assert!(section.contains(&default), "{}: {default}", key.name);
        let example = section.split("```toml\n").nth(1).unwrap_or_else(|| panic!("no example for {}", key.name));
        let example = example.split("```").next().unwrap();
        let config = Config::parse("audit.toml".as_ref(), example).unwrap_or_else(|errors| panic!("{errors:?}"));
        let last = key.name.rsplit('.').find(|part| *part != "*").unwrap();
        assert!(
            example.contains(last) && config != Config { path: config.path.clone(), ..Config::default() },
            "{example}"
        );
    }
    assert_eq!(examples().len(), sections.len(), "one for each section, and a whole file");
}

#[test]
fn folders_give_what_is_included_and_not_excluded() {
    let folder = folder(&[
        ("a.md", WRONG.as_bytes()),
        ("b.rst", WRONG.as_bytes()),
        ("drafts/c.md", WRONG.as_bytes()),
        ("sub/drafts/d.md", WRONG.as_bytes()),
        ("sub/e.md", WRONG.as_bytes()),
        ("own/f.md", WRONG.as_bytes()),
        ("own/audit.toml", b""),
    ]);
    let paths = |arguments: &[&str]| -> Vec<String> {
        let report = json(&audit(folder.path(), &[&["--format", "json", "--fail-on", "never"], arguments].concat()));
        report["documents"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect()
    };
    for (config, arguments, found) in [
        ("", &["."][..], &["./a.md", "./drafts/c.md", "./own/f.md", "./sub/drafts/d.md", "./sub/e.md"][..]),
        ("exclude = [\"drafts/\"]", &["."], &["./a.md", "./own/f.md", "./sub/e.md"]),
        ("exclude = [\"/drafts\"]", &["."], &["./a.md", "./own/f.md", "./sub/drafts/d.md", "./sub/e.md"]),
        ("exclude = [\"*\", \"!a.md\"]", &["."], &["./a.md"]),
        ("include = [\"*.rst\"]", &["."], &["./b.rst", "./own/f.md"]),
        ("include = [\"sub/**/*.md\"]\nexclude = [\"e.md\"]", &["."], &["./own/f.md", "./sub/drafts/d.md"]),
        // What is named is audited.
        ("exclude = [\"drafts/\", \"a.md\"]", &["a.md", "drafts"], &["a.md", "drafts/c.md"]),
        ("exclude = [\"drafts/\"]", &["drafts/c.md", "sub"], &["drafts/c.md", "sub/e.md"]),
        ("exclude = [\"drafts/\"]", &["--no-config", "drafts", "sub/drafts"], &["drafts/c.md", "sub/drafts/d.md"]),
    ] {
        write(folder.path(), "audit.toml", config);
        assert_eq!(paths(arguments), found, "{config} {arguments:?}");
    }
    write(folder.path(), "audit.toml", "exclude = [\"*.md\"]");
    let output = audit(folder.path(), &["sub"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains("warning: sub: audit.toml excludes everything in sub"), "{}", err(&output));
    write(folder.path(), "ci/strict.toml", "exclude = [\"sub\"]");
    let all = ["./a.md", "./drafts/c.md", "./own/f.md"];
    assert_eq!(paths(&["--config", "ci/strict.toml", "."]), all, "one file for all, whatever folder they are in");
}

#[test]
fn overrides_hold_for_their_files() {
    let folder =
        folder(&[("a.md", WRONG.as_bytes()), ("old/b.md", WRONG.as_bytes()), ("old/new/c.md", WRONG.as_bytes())]);
    let config = "[rules]\nwrong-percent = \"note\"\n[[overrides]]\nfiles = [\"old/\"]\nrules = { wrong-percent = \"off\" }\n\
                  [[overrides]]\nfiles = [\"new/*.md\", \"new\"]\nrules.wrong-percent = \"warning\"\n";
    write(folder.path(), "audit.toml", config);
    let output = audit(folder.path(), &["--format", "concise"]);
    let levels: Vec<_> = out(&output).lines().map(|line| line.split_once("[wrong").unwrap().0).collect();
    assert_eq!(levels, ["./a.md:1:14: note", "./old/new/c.md:1:14: warning"]);
    for threads in ["1", "2"] {
        let again = audit(folder.path(), &["--format", "concise", "-j", threads]);
        assert_eq!(out(&again), out(&output));
    }
}

#[test]
fn patterns_with_a_slash_hold_however_the_path_is_written() {
    let folder = folder(&[("archive/b.md", WRONG.as_bytes()), ("archive/drafts/c.md", WRONG.as_bytes())]);
    let config = "exclude = [\"archive/drafts\"]\n\
                  [[overrides]]\nfiles = [\"archive/**\"]\nrules = { wrong-percent = \"warning\" }\n";
    write(folder.path(), "audit.toml", config);
    let whole = folder.path().join("archive");
    let found = |folder: &Path, arguments: &[&str]| -> Vec<String> {
        let output = audit(folder, &[&["--format", "concise"], arguments].concat());
        out(&output)
            .lines()
            .map(|line| line.rsplit('/').next().unwrap().split('[').next().unwrap().to_owned())
            .collect()
    };
    let wanted: Vec<String> = vec!["b.md:1:14: warning".to_owned()];
    let archive: &[&str] = &["archive"];
    for arguments in [archive, &["./archive"], &["archive/"], &["."], &[whole.to_str().unwrap()], &["archive/b.md"]] {
        assert_eq!(found(folder.path(), arguments), wanted, "{arguments:?}");
        let named = [&["--config", "audit.toml"], arguments].concat();
        assert_eq!(found(folder.path(), &named), wanted, "{named:?}");
    }
    assert_eq!(found(&whole, &[]), ["b.md:1:14: warning"]);
    assert_eq!(found(&whole, &["../archive"]), wanted);
}

#[test]
fn a_bare_dollar_is_what_the_configuration_says() {
    let text = "Rice exports rose 23.7% to $2.825 billion in 2023 from $2.284 billion in 2022. Costs were US$5 million, or C$7 million, and 40 cents a unit.\n\n\
                | Item | 2023 ($ million) |\n|---|---|\n| Sales | $45 |\n";
    let folder = folder(&[("a.md", text.as_bytes()), ("mx/b.md", text.as_bytes())]);
    let config = "[text]\ndollar-sign = \"AUD\"\n[[overrides]]\nfiles = [\"mx/\"]\ntext.dollar-sign = \"MXN\"\n";
    write(folder.path(), "audit.toml", config);
    let units = |path: &str, more: &[&str]| -> Vec<String> {
        let output = audit(folder.path(), &[&["extract", "--format", "jsonl", path], more].concat());
        let rows = out(&output).lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.filter(|row| row["text"].as_str().is_some_and(|text| text.contains('$') || text.contains("cents")))
            .map(|row| row["unit"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(units("a.md", &[]), ["AUD", "AUD", "USD", "CAD", "AUD", "AUD"]);
    assert_eq!(units("mx/b.md", &[]), ["MXN", "MXN", "USD", "CAD", "USD", "MXN"]);
    assert_eq!(units("a.md", &["--no-config"]), ["USD", "USD", "USD", "CAD", "USD", "USD"]);
    let report = json(&audit(folder.path(), &["--format", "json", "a.md"]));
    let claim = &report["documents"][0]["claims"][0];
    assert_eq!((&claim["verdict"], &claim["quantities"][1]["unit"]), (&"exact".into(), &"AUD".into()));
    let facts = audit(folder.path(), &["facts", "--format", "csv", "a.md"]);
    assert!(out(&facts).contains(",AUD,") && !out(&facts).contains(",USD,"), "{}", out(&facts));
    let all = [out(&audit(folder.path(), &["--format", "json"])), out(&audit(folder.path(), &["extract"]))].concat();
    assert!(!all.contains("$$$"), "the dollar that does not say whose never leaves the grammar");
}

#[test]
fn the_fiscal_year_is_the_configurations_everywhere() {
    let text = "Exports were $3.2 billion in FY2023-24.\n";
    let folder = folder(&[("a.md", text.as_bytes()), ("b/c.md", text.as_bytes())]);
    write(
        folder.path(),
        "audit.toml",
        "calendar.fiscal-year-starts = \"Apr\"\n[[overrides]]\nfiles = [\"b\"]\ncalendar.fiscal-year-starts = 10\n",
    );
    let start = |path: &str| {
        let output = audit(folder.path(), &["extract", "--format", "jsonl", path]);
        let row: Value = serde_json::from_str(out(&output).lines().last().unwrap()).unwrap();
        row["period"]["start"].as_str().unwrap().to_owned()
    };
    assert_eq!((start("a.md").as_str(), start("b/c.md").as_str()), ("2023-04-01", "2023-10-01"));
    let facts = audit(folder.path(), &["facts", "--format", "csv", "a.md"]);
    assert!(out(&facts).contains(",2023-04-01,2024-03-31,"), "{}", out(&facts));
}

#[test]
fn what_holds_is_printed_with_its_source() {
    let folder =
        folder(&[("a.md", RIGHT.as_bytes()), ("old/b.md", OTHER.as_bytes()), ("f.csv", b"metric,period,value\n")]);
    let nothing = audit(folder.path(), &["config"]);
    common::check("cli-config-default", out(&nothing));
    let config = "exclude = [\"old/\"]\n[text]\ndollar-sign = \"CAD\"\n[rules]\nwrong-count = \"off\"\n[facts]\nfiles = [\"f.csv\"]\n\
                  [[overrides]]\nfiles = [\"old/\"]\nrules.wrong-count = \"note\"\n";
    write(folder.path(), "audit.toml", config);
    let shown = audit(folder.path(), &["config", "--fail-on", "warning", "--facts", "g.csv"]);
    common::check("cli-config", out(&shown));
    for text in [out(&shown), out(&nothing), out(&audit(folder.path(), &["config", "old/b.md"]))] {
        assert_eq!(Config::parse("audit.toml".as_ref(), text).err(), None, "{text}");
    }

    let report = json(&audit(folder.path(), &["config", "--format", "json", "old/b.md"]));
    let setting = |key: &str| {
        let all = report["settings"].as_array().unwrap();
        all.iter().find(|setting| setting["key"] == key).unwrap_or_else(|| panic!("{key}")).clone()
    };
    assert_eq!((&report["config"], &report["left_out"]), (&json!("audit.toml"), &json!(true)));
    let source = |key: &str, value: Value, source: &str, line: Value| {
        assert_eq!(setting(key), json!({ "key": key, "value": value, "source": source, "line": line }));
    };
    source("text.dollar-sign", json!("CAD"), "audit.toml", json!(3));
    source("rules.wrong-count", json!("note"), "audit.toml", json!(10));
    source("rules.wrong-percent", json!("error"), "default", json!(null));
    source("calendar.fiscal-year-starts", json!(null), "default", json!(null));
    assert_eq!(audit(folder.path(), &["config", "gone.md"]).status.code(), Some(3));
}

#[test]
fn a_start_is_written_once() {
    let folder = folder(&[("sub/a.md", RIGHT.as_bytes())]);
    let file = folder.path().join("audit.toml");
    let written = audit(folder.path(), &["init"]);
    assert_eq!(
        (written.status.code(), out(&written)),
        (Some(0), "audit.toml written; `audit config` prints what holds\n")
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), start());
    common::check("cli-init", &start());
    fs::write(&file, "fail-on = \"note\"").unwrap();
    let again = audit(folder.path(), &["init"]);
    assert_eq!(
        (again.status.code(), err(&again)),
        (Some(2), "audit: error: audit.toml exists already; --force overwrites it\n")
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "fail-on = \"note\"");
    assert_eq!(audit(folder.path(), &["init", "--force"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), start());
    assert_eq!(audit(folder.path(), &["init", "sub"]).status.code(), Some(0));
    assert!(folder.path().join("sub/audit.toml").is_file());
    let gone = audit(folder.path(), &["init", "gone"]);
    assert_eq!((gone.status.code(), err(&gone)), (Some(2), "audit: error: gone: no such folder\n"));
    assert!(!Path::new(&folder.path().join("gone")).exists());
}

/// The examples of the page.
fn examples() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// A configuration as a schema sees it.
fn value_of(text: &str) -> Value {
    fn value(read: &DeValue<'_>) -> Value {
        match read {
            DeValue::String(text) => json!(text),
            DeValue::Integer(number) => json!(number.as_str().parse::<i64>().unwrap()),
            DeValue::Float(number) => serde_json::from_str(number.as_str()).unwrap(),
            DeValue::Boolean(is) => json!(is),
            DeValue::Datetime(date) => json!(date.to_string()),
            DeValue::Array(items) => items.iter().map(|item| value(item.get_ref())).collect(),
            DeValue::Table(entries) => table(entries),
        }
    }
    fn table(entries: &DeTable<'_>) -> Value {
        let entries = entries.iter().map(|(key, entry)| (key.get_ref().to_string(), value(entry.get_ref())));
        Value::Object(entries.collect())
    }
    table(DeTable::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}")).get_ref())
}

/// The keys that a schema knows, named as the program names them.
fn names_of(schema: &Value, place: &Value, name: &str, names: &mut Vec<String>) {
    let place = match place["$ref"].as_str() {
        Some(to) => schema.pointer(to.trim_start_matches('#')).unwrap(),
        None => place,
    };
    let joined = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    if name.ends_with("rules") {
        // Each is a rule; the test holds them to the registry.
        return names.push(joined("*"));
    }
    if let Some(properties) = place["properties"].as_object() {
        properties.iter().for_each(|(key, inner)| names_of(schema, inner, &joined(key), names));
    } else if place["additionalProperties"].is_object() {
        names_of(schema, &place["additionalProperties"], &joined("*"), names);
    } else {
        names.push(name.to_owned());
        if place["items"]["properties"].is_object() {
            names_of(schema, &place["items"], &format!("{name}[]"), names);
        }
    }
}
