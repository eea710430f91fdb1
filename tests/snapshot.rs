//! `audit snapshot`: from the first run to a reviewed change, and all that may be in the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use common::{OTHER, RIGHT, WRONG, audit, err, folder, out, root, write};

#[test]
fn from_the_first_run_to_a_reviewed_change() {
    let folder =
        folder(&[("in/a.md", RIGHT.as_bytes()), ("in/b.txt", OTHER.as_bytes()), ("in/c.md", b"All is well.\n")]);
    let at = folder.path();
    let run = |arguments: &[&str]| {
        let output = audit(at, &[&["snapshot"], arguments].concat());
        assert_eq!(err(&output), "", "{arguments:?}");
        (output.status.code().unwrap(), out(&output).to_owned())
    };
    let missing = "missing: in/a.md.audit\nmissing: in/b.txt.audit\nsnapshots: 2 missing; ";
    let checked = run(&["--check", "in"]);
    assert_eq!(checked.0, 1);
    assert!(checked.1.starts_with(missing), "{}", checked.1);
    assert!(!at.join("in/a.md.audit").exists(), "--check writes nothing");
    // What is new is written, what claims nothing has no snapshot, and then all is as it was.
    let new = "new: in/a.md.audit\nnew: in/b.txt.audit\nsnapshots: 2 new\n";
    assert_eq!(run(&["in"]), (0, new.to_owned()));
    assert!(!at.join("in/c.md.audit").exists());
    let same = (0, "snapshots: 2 as they were\n".to_owned());
    assert_eq!(run(&["in"]), same);
    assert_eq!(run(&["--check", "in"]), same);
    assert_eq!(run(&["--accept", "in"]), same);

    write(at, "in/a.md", WRONG);
    let before = fs::read(at.join("in/a.md.audit")).unwrap();
    for arguments in [&["in"][..], &["--check", "in"], &["in/a.md"], &["--check", "--color", "never"]] {
        let (code, shown) = run(arguments);
        assert_eq!(code, 1, "{shown}");
        assert!(shown.contains("a/in/a.md.audit\n+++ b/in/a.md.audit\n@@ "), "{shown}");
        assert!(shown.contains("\n-  change up, Exports: exact\n-    percent     23.7%\n"), "{shown}");
        assert!(shown.contains("\n+  change up, Exports: mismatch\n+    percent     19.2%\n"), "{shown}");
        assert!(shown.contains("\nsnapshots: 1 differs"), "{shown}");
        assert_eq!(fs::read(at.join("in/a.md.audit")).unwrap(), before, "{arguments:?} takes nothing over");
    }
    assert!(run(&["--color", "always"]).1.contains("\u{1b}[32m+    percent     19.2%\u{1b}[0m\n"));
    assert_eq!(
        run(&["--accept", "in"]),
        (0, "accepted: in/a.md.audit\nsnapshots: 1 accepted, 1 as it was\n".to_owned())
    );
    assert_eq!(run(&["--check", "in"]), same);

    // What claims nothing any more loses its snapshot, but not unseen.
    write(at, "in/a.md", "All is well.\n");
    let (code, shown) = run(&["--check", "in"]);
    assert!(code == 1 && shown.contains("\n-  change up, Exports: mismatch\n"), "{shown}");
    assert_eq!(
        run(&["--accept", "in"]),
        (0, "removed: in/a.md.audit\nsnapshots: 1 accepted, 1 as it was\n".to_owned())
    );
    assert!(!at.join("in/a.md.audit").exists());
}

#[test]
fn the_difference_can_be_applied() {
    let folder = folder(&[("a.md", format!("{RIGHT}\n{OTHER}").as_bytes())]);
    assert_eq!(audit(folder.path(), &["snapshot"]).status.code(), Some(0));
    write(folder.path(), "a.md", format!("{WRONG}\n{OTHER}"));
    write(folder.path(), "change.diff", out(&audit(folder.path(), &["snapshot"])));
    let mut git = std::process::Command::new("git");
    let applied = git.args(["apply", "change.diff"]).current_dir(folder.path()).output().unwrap();
    assert!(applied.status.success(), "{}", err(&applied));
    assert_eq!(audit(folder.path(), &["snapshot", "--check"]).status.code(), Some(0));
}

#[test]
fn snapshots_without_a_document_are_named_and_removed() {
    let folder = folder(&[("in/a.md", RIGHT.as_bytes()), ("in/b.md", OTHER.as_bytes()), ("c.md", RIGHT.as_bytes())]);
    let at = folder.path();
    assert_eq!(audit(at, &["snapshot"]).status.code(), Some(0));
    fs::remove_file(at.join("in/a.md")).unwrap();
    fs::remove_file(at.join("c.md")).unwrap();
    write(at, "audit.toml", "exclude = [\"b.md\"]\n");
    let output = audit(at, &["snapshot", "--check", "in"]);
    let gone = "orphan: in/a.md.audit: its document is gone\n";
    let left_out = "orphan: in/b.md.audit: audit.toml leaves its document out\n";
    assert!(out(&output).starts_with(&format!("{gone}{left_out}snapshots: 2 without a document")), "{}", out(&output));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(audit(at, &["snapshot", "--accept", "in"]).status.code(), Some(0));
    assert!(!at.join("in/a.md.audit").exists() && !at.join("in/b.md.audit").exists());
    assert!(at.join("c.md.audit").exists(), "nobody has asked about this folder");
    // A document of another name was named itself, and keeps its snapshot.
    write(at, "in/d.release", RIGHT);
    assert_eq!(audit(at, &["snapshot", "in/d.release"]).status.code(), Some(0));
    assert_eq!(audit(at, &["snapshot", "--accept", "in"]).status.code(), Some(0));
    assert!(at.join("in/d.release.audit").exists());
}

#[test]
fn snapshots_are_never_audited() {
    let folder =
        folder(&[("a.md", WRONG.as_bytes()), ("audit.toml", b"include = [\"*\"]\nexclude = [\"audit.toml\"]\n")]);
    let at = folder.path();
    let before = audit(at, &["--format", "json"]);
    assert_eq!(audit(at, &["snapshot"]).status.code(), Some(0));
    assert_eq!(out(&audit(at, &["--format", "json"])), out(&before));
    let named = audit(at, &["--format", "concise", "a.md", "a.md.audit"]);
    assert_eq!((out(&named).lines().count(), err(&named)), (1, ""));
    let alone = audit(at, &["a.md.audit"]);
    let warning = "audit: warning: a.md.audit: is a snapshot, not a document; name a.md instead\n";
    assert_eq!((alone.status.code(), err(&alone)), (Some(0), warning));
    // All that a shell names is compared, too.
    assert_eq!(audit(at, &["snapshot", "--check", "a.md", "a.md.audit"]).status.code(), Some(0));
}

#[test]
fn wrong_arguments_and_files_in_the_way() {
    let folder = folder(&[("a.md", RIGHT.as_bytes()), ("b.md", RIGHT.as_bytes()), ("a.md.audit", b"my own notes\n")]);
    let at = folder.path();
    for (arguments, words) in [
        (&["snapshot", "--check", "--accept"][..], "cannot be used with"),
        (&["snapshot", "-"], "a snapshot stands beside a file; standard input has none"),
        (&["snapshot", "--config", "gone.toml"], "gone.toml"),
    ] {
        let output = audit(at, arguments);
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{arguments:?}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    // The others are written all the same.
    let output = audit(at, &["snapshot", "--accept"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        err(&output),
        "audit: error: ./a.md.audit: the file is not a snapshot and was not touched; give it another name\n"
    );
    assert_eq!(fs::read_to_string(at.join("a.md.audit")).unwrap(), "my own notes\n");
    assert!(at.join("b.md.audit").exists());
    let output = audit(at, &["snapshot", "gone.md"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("gone.md: no such file"), "{}", err(&output));
    assert_eq!(out(&output), "snapshots: none, as no document that was read claims anything\n");
    // What is no text any more differs, as anything else may.
    write(at, "b.md.audit", b"audit snapshot 1\n\xff\n");
    assert_eq!(audit(at, &["snapshot", "--check", "b.md"]).status.code(), Some(1));
    assert_eq!(audit(at, &["snapshot", "--accept", "b.md"]).status.code(), Some(0));
    assert_eq!(audit(at, &["snapshot", "--check", "b.md"]).status.code(), Some(0));
}

#[test]
#[cfg(unix)]
fn a_folder_that_can_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&[("in/a.md", RIGHT.as_bytes())]);
    let at = folder.path().join("in");
    fs::set_permissions(&at, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may write everywhere is not stopped by permissions; a folder of that name stops all.
    let may_write = fs::write(at.join("probe"), "").is_ok();
    if may_write {
        fs::create_dir(at.join("a.md.audit")).unwrap();
    }
    let output = audit(folder.path(), &["snapshot", "in"]);
    fs::set_permissions(&at, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", out(&output));
    assert!(err(&output).starts_with("audit: error: in/a.md.audit: "), "{}", err(&output));
}

#[test]
fn what_is_moved_or_said_by_others_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let releases: Vec<_> = fs::read_dir(root().join("claims")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let releases: Vec<_> = releases.iter().filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    for path in &releases {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        write(at, name, &text);
    }
    assert_eq!(audit(at, &["snapshot"]).status.code(), Some(0));
    let names = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    for path in &releases {
        // An empty line at the end of the front matter, or before the text, and the ends of lines that Windows has.
        let text = fs::read_to_string(path).unwrap();
        let text = text.replacen("\n\n", "\n\n\n\n", 1).replace('\n', "\r\n");
        write(at, &names(path), text);
        let snapshot = at.join(format!("{}.audit", names(path)));
        if let Ok(text) = fs::read_to_string(&snapshot) {
            assert!(!text.contains(at.to_str().unwrap()), "{text}");
            write(at, &format!("{}.audit", names(path)), text.replace('\n', "\r\n"));
        }
    }
    for arguments in [&["snapshot", "--check"][..], &["snapshot", "--check", "--no-config"]] {
        let output = audit(at, arguments);
        assert_eq!(out(&output), "snapshots: 18 as they were\n");
    }
    let alone = audit(at, &["snapshot", "--check", "economic-survey-2025.md"]);
    assert_eq!(alone.status.code(), Some(0), "{}", out(&alone));
}

#[test]
fn conflicts_and_what_is_accepted_stand_in_it() {
    let text = format!(
        "Rice exports reached $2.9 billion in 2023. The board said that rice exports were $2.825 billion in 2023.\n\n\
         <!-- audit: allow wrong-percent -- restated basis -->\n{WRONG}"
    );
    let folder = folder(&[("a.md", text.as_bytes())]);
    assert_eq!(audit(folder.path(), &["snapshot", "a.md"]).status.code(), Some(0));
    common::check("cli-snapshot", &fs::read_to_string(folder.path().join("a.md.audit")).unwrap());
}
