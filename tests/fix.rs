//! `audit fix`: nothing by default, a difference on request, and files only when told to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::process::Command;

use common::{RIGHT, WRONG, audit, err, folder, out, write};

/// Wrong, with a slip that is known and a figure that follows from it.
const ONE: &str = "Net of these payments, the surplus rose 17.8% to $2.429 billion from $1.997 billion.\n";
/// Wrong, and no slip explains it.
const NONE: &str = "It rose 22.31% to $2.827 billion from $2.297 billion.\n";

#[test]
fn nothing_happens_without_being_asked_for() {
    let folder = folder(&[("a.md", WRONG.as_bytes())]);
    for (arguments, words) in [
        (&["fix"][..], "only its author knows; `audit fix --unsafe` shows"),
        (&["fix", "--write"], "--unsafe"),
        (&["fix", "--unsafe", "--write", "-"], "standard input can't be written to"),
    ] {
        let output = audit(folder.path(), arguments);
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{arguments:?}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), WRONG);
}

#[test]
fn a_difference_is_shown_that_patch_can_apply() {
    let text = format!("# Title\r\n\r\n{RIGHT}\n{ONE}\n{NONE}");
    let folder = folder(&[("in/a.md", text.as_bytes()), ("b.md", RIGHT.as_bytes())]);
    let output = audit(folder.path(), &["fix", "--unsafe"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output), "audit: 1 figure in 1 file would be changed; --write changes them\n");
    assert!(out(&output).starts_with("./in/a.md:5:41: wrong-percent: the change was divided"), "{}", out(&output));
    assert!(out(&output).contains("\n-Net of these payments, the surplus rose 17.8% to"), "{}", out(&output));
    assert!(out(&output).contains("\n+Net of these payments, the surplus rose 21.6% to"), "{}", out(&output));
    assert_eq!(fs::read_to_string(folder.path().join("in/a.md")).unwrap(), text, "nothing is written");

    write(folder.path(), "change.diff", out(&output));
    let applied = Command::new("git").args(["apply", "change.diff"]).current_dir(folder.path()).output().unwrap();
    assert!(applied.status.success(), "{}", err(&applied));
    assert_eq!(fs::read_to_string(folder.path().join("in/a.md")).unwrap(), text.replace("17.8%", "21.6%"));
}

#[test]
fn files_are_written_only_where_one_figure_is_right() {
    let text = format!("\u{feff}{ONE}\n{NONE}\n{RIGHT}");
    let folder = folder(&[("a.md", text.as_bytes()), ("b.md", NONE.as_bytes())]);
    let output = audit(folder.path(), &["fix", "--unsafe", "--write"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(err(&output), "audit: 1 figure in 1 file changed; read them before they go out\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), text.replace("17.8%", "21.6%"));
    assert_eq!(fs::read_to_string(folder.path().join("b.md")).unwrap(), NONE);
    // What was changed comes out now, and there is nothing left to do.
    let again = audit(folder.path(), &["fix", "--unsafe", "--write"]);
    assert_eq!((again.status.code(), out(&again)), (Some(0), ""));
    assert_eq!(err(&again), "audit: no finding has a single unambiguous fix\n");
    let report = audit(folder.path(), &["--format", "concise"]);
    assert!(!out(&report).contains("surplus") && out(&report).lines().count() == 2, "{}", out(&report));
}

#[test]
fn what_is_allowed_or_known_stays() {
    let allow = "<!-- audit: allow wrong-percent -- as published -->\n";
    let text = format!("{allow}{ONE}");
    let folder = folder(&[("a.md", text.as_bytes()), ("a.txt", text.as_bytes()), ("b.md", ONE.as_bytes())]);
    assert_eq!(audit(folder.path(), &["baseline", "write", "b.md"]).status.code(), Some(0));
    let output = audit(folder.path(), &["fix", "--unsafe", "--write"]);
    assert_eq!((output.status.code(), out(&output)), (Some(0), ""), "{}", err(&output));
    let output = audit(folder.path(), &["fix", "--unsafe", "--no-baseline", "b.md"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
}

#[test]
#[cfg(unix)]
fn a_file_that_can_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.md", ONE.as_bytes())]);
    let path = folder.path().join("a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    // Whoever may do everything can't be kept from writing.
    let barred = fs::OpenOptions::new().write(true).open(&path).is_err();
    let output = audit(folder.path(), &["fix", "--unsafe", "--write"]);
    if barred {
        assert_eq!(output.status.code(), Some(3));
        assert!(err(&output).contains("audit: error: ./a.md: "), "{}", err(&output));
    } else {
        assert_eq!(output.status.code(), Some(0));
    }
    let output = audit(folder.path(), &["fix", "--unsafe", "nowhere.md"]);
    assert_eq!(output.status.code(), Some(3));
}
