//! `audit allow`, and what the command line says of rules and files.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;

use common::{OTHER, RIGHT, WRONG, audit, err, folder, out};

#[test]
fn a_line_is_allowed_with_a_reason() {
    let list = format!("- {WRONG}- {OTHER}");
    let page = format!("<html><body><p>{WRONG}</p></body></html>");
    let table = "Text.\n\n| | 2023 | 2024 |\n|---|---|---|\n| North | 10 | 12 |\n";
    for (name, text, line, first) in [
        (
            "a.md",
            format!("# Title\n\n{WRONG}\n{OTHER}"),
            3,
            "# Title\n\n<!-- audit: allow wrong-percent -- restated -->\nExports",
        ),
        ("a.txt", format!("{WRONG}\n{OTHER}"), 1, "<!-- audit: allow wrong-percent -- restated -->\nExports"),
        ("b.md", list, 1, "- Exports rose 19.2% to $2.825 billion from $2.284 billion. <!-- audit: allow"),
        ("a.html", page, 1, "<html><body><p><!-- audit: allow wrong-percent -- restated -->Exports"),
        ("c.md", format!("{table}\n{WRONG}"), 7, "Text."),
    ] {
        let folder = folder(&[(name, text.as_bytes())]);
        let before = audit(folder.path(), &["--format", "concise", name]);
        let place = format!("{name}:{line}");
        assert!(out(&before).starts_with(&place), "{name}: {}", out(&before));
        let allowed = audit(folder.path(), &["allow", &place, "--reason", "restated"]);
        assert_eq!((allowed.status.code(), err(&allowed)), (Some(0), ""), "{name}");
        let written = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with(first), "{written}");
        let after = audit(folder.path(), &["--format", "concise", name]);
        assert_eq!(out(&after).lines().count() + 1, out(&before).lines().count(), "{name}: {}", out(&after));
        assert_eq!(err(&after), "", "the comment is used");
    }
}

#[test]
fn what_can_not_be_allowed_says_why() {
    let folder = folder(&[("a.md", WRONG.as_bytes()), ("right.md", RIGHT.as_bytes())]);
    for (arguments, code, words) in [
        (&["allow", "a.md:1"][..], 2, "--reason"),
        (&["allow", "a.md:1", "--reason", " "], 2, "a reason is needed"),
        (&["allow", "a.md:1", "--reason", "see -- note"], 2, "must not contain"),
        (&["allow", "a.md", "--reason", "so"], 2, "expected FILE:LINE"),
        (&["allow", "right.md:1", "--reason", "so"], 1, "there is no finding to allow on this line"),
        (&["allow", "none.md:1", "--reason", "so"], 3, "none.md: no such file"),
    ] {
        let output = audit(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), WRONG);
}

/// A comment at the end of a line is about that line, and not about the paragraph that follows.
#[test]
fn a_comment_may_stand_on_the_same_line() {
    let comment = "<!-- audit: allow wrong-percent -- restated -->";
    for name in ["a.md", "a.txt"] {
        let text = format!("{} {comment}\n\n{OTHER}", WRONG.trim_end());
        let folder = folder(&[(name, text.as_bytes())]);
        let output = audit(folder.path(), &["--format", "concise", name]);
        assert!(out(&output).starts_with(&format!("{name}:3:")), "{}", out(&output));
        assert_eq!((out(&output).lines().count(), err(&output)), (1, ""));
    }
}

#[test]
fn rules_are_selected_and_ignored() {
    let both = format!(
        "{WRONG}\nProfit improved to $1.37 from $1.56.\n\nThe fund holds $0.5 million of $2.1 million, or 40.3%.\n"
    );
    let folder = folder(&[("a.md", both.as_bytes())]);
    let rules = |arguments: &[&str]| -> Vec<String> {
        let output = audit(folder.path(), &[arguments, &["--format", "concise", "a.md"]].concat());
        let rule = |line: &str| line.split(['[', ']']).nth(1).map(str::to_owned);
        out(&output).lines().filter_map(rule).collect()
    };
    let all = rules(&[]);
    assert!(all.len() > 1 && all.contains(&"wrong-percent".to_owned()), "{all:?}");
    assert_eq!(rules(&["--select", "wrong-percent"]), ["wrong-percent"]);
    let left: Vec<_> = all.iter().filter(|rule| *rule != "wrong-percent").cloned().collect();
    assert_eq!(rules(&["--ignore", "wrong-percent"]), left);
    assert!(
        rules(&["--select", "wrong-percent,wrong-share", "--ignore", "wrong-percent"])
            .iter()
            .all(|rule| rule == "wrong-share")
    );
    let unknown = audit(folder.path(), &["--select", "wrong-percant", "a.md"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn files_are_excluded_on_the_command_line() {
    let files = [("a.md", WRONG), ("drafts/b.md", WRONG), ("audit.toml", "exclude = [\"drafts/\"]")];
    let folder = folder(&files.map(|(name, text)| (name, text.as_bytes())));
    let found = |arguments: &[&str]| {
        let output = audit(folder.path(), &[&["--format", "concise"], arguments].concat());
        out(&output).lines().count()
    };
    assert_eq!(found(&["."]), 1);
    assert_eq!(found(&["a.md", "drafts/b.md"]), 2, "what is named is audited");
    assert_eq!(found(&["--force-exclude", "a.md", "drafts/b.md"]), 1);
    assert_eq!(found(&["--exclude", "a.*", "."]), 0);
    assert_eq!(found(&["--exclude", "a.*", "--force-exclude", "a.md", "drafts/b.md"]), 0);
    let bad = audit(folder.path(), &["--exclude", "{a", "."]);
    assert!(bad.status.code() == Some(2) && err(&bad).contains("--exclude: `{a` is not a pattern"), "{}", err(&bad));
}

#[test]
fn a_word_of_other_programs_leads_to_ours() {
    let folder = folder(&[]);
    for (word, meant) in [
        ("check", "`audit FILE`"),
        ("help", "`audit --help`"),
        ("rules", "`audit explain`"),
        ("exlain", "`audit explain`"),
    ] {
        let output = audit(folder.path(), &[word]);
        assert!(err(&output).contains(&format!("did you mean {meant}?")), "{}", err(&output));
    }
}
