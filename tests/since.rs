//! A run that is limited to a change, on repositories made for it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{OTHER, RIGHT, WRONG, command, err, folder, git, json, out, write};

#[test]
fn only_changed_files_are_reported() {
    let repository = repository(&[("a.md", WRONG), ("b.md", RIGHT), ("c.md", RIGHT), ("in/d.md", RIGHT)]);
    let top = repository.path();
    let report = since(top, &["main"]);
    assert_eq!((report.status.code(), err(&report)), (Some(0), ""));
    assert!(out(&report).contains("No document has changed since main"), "{}", out(&report));

    write(top, "b.md", OTHER);
    write(top, "in/d.md", format!("{RIGHT}\n{OTHER}"));
    git(top, &["commit", "-qam", "wrong"]);
    // One that is not committed, one that git knows of, and one that it does not.
    write(top, "c.md", format!("{OTHER}\n{RIGHT}"));
    write(top, "in/new.md", WRONG);
    git(top, &["add", "in/new.md"]);
    write(top, "unknown.md", WRONG);
    write(top, "ignored.md", WRONG);
    write(top, ".gitignore", "ignored.md\n");
    let report = since(top, &["main", "--format", "concise"]);
    assert_eq!(places(&report), ["./b.md:1", "./c.md:1", "./in/d.md:3", "./in/new.md:1", "./unknown.md:1"]);
    assert_eq!(report.status.code(), Some(1));
    let human = since(top, &["main"]);
    assert!(out(&human).contains("7 claims in 5 documents changed since main"), "{}", out(&human));
    let summary = &json(&since(top, &["main", "--format", "json"]))["summary"];
    assert_eq!((&summary["documents"], &summary["since"]), (&5.into(), &"main".into()));

    // Below the top, paths are from where one stands, and what lies elsewhere is no concern.
    let report = since(&top.join("in"), &["main", "--format", "concise"]);
    assert_eq!(places(&report), ["./d.md:3", "./new.md:1"]);
    let report = since(&top.join("in"), &["main", "--format", "concise", "../b.md"]);
    assert_eq!(places(&report), ["../b.md:1"]);
}

#[test]
fn what_has_happened_in_the_other_branch_is_not_the_change_of_this_one() {
    let repository = repository(&[("a.md", RIGHT), ("b.md", RIGHT)]);
    let top = repository.path();
    write(top, "b.md", WRONG);
    git(top, &["commit", "-qam", "here"]);
    git(top, &["checkout", "-q", "main"]);
    write(top, "a.md", WRONG);
    git(top, &["commit", "-qam", "there"]);
    git(top, &["checkout", "-q", "work"]);
    assert_eq!(places(&since(top, &["main", "--format", "concise"])), ["./b.md:1"]);
    git(top, &["merge", "-q", "--no-edit", "main"]);
    assert_eq!(places(&since(top, &["main", "--format", "concise"])), ["./b.md:1"]);
    assert_eq!(places(&since(top, &["HEAD", "--format", "concise"])), [""; 0]);
}

#[test]
fn only_changed_lines_are_reported() {
    let repository = repository(&[("a.md", &format!("# Title\n\n{WRONG}\n{RIGHT}")), ("b.md", WRONG)]);
    let top = repository.path();
    // The first finding moves down, which is no change of it.
    write(top, "a.md", format!("# Title\n\nNew.\n\n{WRONG}\n{OTHER}"));
    let report = since(top, &["main", "--lines", "--format", "concise"]);
    assert_eq!((report.status.code(), places(&report)), (Some(1), vec!["./a.md:7".to_owned()]));
    let human = since(top, &["main", "--lines"]);
    assert!(out(&human).contains("elsewhere  1  on lines that have not changed"), "{}", out(&human));

    git(top, &["commit", "-qam", "both"]);
    write(top, "a.md", format!("# Title\n\nNewer.\n\n{WRONG}\n{OTHER}"));
    assert_eq!(since(top, &["HEAD", "--format", "concise"]).status.code(), Some(1));
    for format in ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"] {
        // People get the message in lines, but the sum on one.
        let words = if format == "human" { "5.25 / 4.84" } else { "not 30.2" };
        let report = since(top, &["HEAD", "--lines", "--format", format]);
        assert_eq!((report.status.code(), err(&report)), (Some(0), ""), "{format}");
        assert!(!out(&report).contains(words), "{format}: {}", out(&report));
        let whole = since(top, &["HEAD", "--format", format]);
        assert!(out(&whole).contains(words), "{format}: {}", out(&whole));
    }
    let report = json(&since(top, &["HEAD", "--lines", "--format", "json"]));
    assert_eq!(report["summary"]["elsewhere"], 2);
    assert_eq!(report["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn a_finding_belongs_to_the_change_if_any_of_its_numbers_does() {
    let before = "Exports rose 23.7%\nto $2.825 billion\nfrom $2.284 billion.\n";
    let repository = repository(&[("a.md", before)]);
    write(repository.path(), "a.md", before.replace("2.284", "2.384"));
    let report = since(repository.path(), &["main", "--lines", "--format", "concise"]);
    assert_eq!(places(&report), ["./a.md:1"]);
}

#[test]
fn a_conflict_belongs_to_the_change_if_any_of_its_places_does() {
    let owner = "\nPakistan's mills are full. Pakistan's fields are not.\n";
    let old = &format!("Rice exports were $310 million in April 2024.\n{owner}");
    let repository = repository(&[("a.md", old), ("b.md", RIGHT), ("c.md", &format!("{old}\n{RIGHT}"))]);
    let top = repository.path();
    write(top, "b.md", format!("{RIGHT}\nIn April 2024, rice exports came to $301 million.\n{owner}"));
    for lines in [&["main", "--format", "concise"][..], &["main", "--lines", "--format", "concise"]] {
        let report = since(top, lines);
        assert_eq!((report.status.code(), places(&report)), (Some(1), vec!["./b.md:3".to_owned()]));
        assert!(out(&report).contains("error[contradiction] rice exports in April 2024"), "{}", out(&report));
    }
    git(top, &["commit", "-qam", "contradict"]);
    write(top, "b.md", format!("{RIGHT}\nIn April 2024, rice exports came to $301 million.\n{owner}\nNew.\n"));
    assert_eq!(places(&since(top, &["HEAD", "--format", "concise"])).len(), 1);
    assert_eq!(places(&since(top, &["HEAD", "--lines", "--format", "concise"])), [""; 0]);
}

#[test]
fn renamed_deleted_and_strange_names() {
    let long = format!("{RIGHT}\n{WRONG}\nThat is all there is to say of the matter.\n");
    let strange = "sp ace \u{fc}\u{4e2d} \"quoted\" back\\slash\ttab.md";
    let repository = repository(&[("old.md", &long), ("gone.md", WRONG), (strange, &format!("{RIGHT}\n{WRONG}"))]);
    let top = repository.path();
    fs::rename(top.join("old.md"), top.join("moved.md")).unwrap();
    fs::remove_file(top.join("gone.md")).unwrap();
    write(top, strange, format!("{OTHER}\n{WRONG}"));
    git(top, &["add", "-A"]);
    let files = |arguments: &[&str]| {
        let report = json(&since(top, &[arguments, &["--format", "json"]].concat()));
        let documents = report["documents"].as_array().unwrap().clone();
        documents.iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(files(&["main"]), ["./moved.md".to_owned(), format!("./{strange}")]);
    // A file that was only renamed has no changed lines, and of the other one the first has changed.
    let report = since(top, &["main", "--lines", "--format", "concise"]);
    assert_eq!(places(&report), [format!("./{}:1", strange.replace('\t', r"\t"))]);
    write(top, "moved.md", format!("{long}\n{OTHER}"));
    let report = since(top, &["main", "--lines", "--format", "concise"]);
    assert_eq!(places(&report), ["./moved.md:7".to_owned(), format!("./{}:1", strange.replace('\t', r"\t"))]);
}

#[test]
fn what_users_have_configured_for_their_eyes_does_not_matter() {
    let repository = repository(&[("a.md", &format!("{WRONG}\n{RIGHT}")), (".gitattributes", "*.md -diff\n")]);
    let top = repository.path();
    for (key, value) in [
        ("color.ui", "always"),
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "false"),
        ("diff.interHunkContext", "9"),
        ("diff.context", "9"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("core.quotePath", "true"),
    ] {
        git(top, &["config", key, value]);
    }
    write(top, "a.md", format!("{WRONG}\n{OTHER}"));
    assert_eq!(places(&since(top, &["main", "--lines", "--format", "concise"])), ["./a.md:3"]);
}

#[cfg(unix)]
#[test]
fn no_program_of_the_repository_is_run() {
    use std::os::unix::fs::PermissionsExt;
    let attributes = "*.md filter=own diff=own\n";
    let repository = repository(&[("a.md", RIGHT), (".gitattributes", attributes)]);
    let top = repository.path();
    let program = top.join(".git/program");
    fs::write(&program, "#!/bin/sh\ntouch \"$(dirname \"$0\")/was-run\"\ncat\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(top.join(".git/hooks")).unwrap();
    fs::copy(&program, top.join(".git/hooks/post-index-change")).unwrap();
    let path = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "filter.own.clean",
        "filter.own.process",
        "diff.own.textconv",
        "diff.own.command",
        "diff.external",
    ] {
        git(top, &["config", key, path]);
    }
    write(top, "a.md", format!("{WRONG}\n{OTHER}"));
    for arguments in [&["main"][..], &["main", "--lines"]] {
        let output = since(top, &[arguments, &["--format", "concise"]].concat());
        assert_eq!(places(&output), ["./a.md:1", "./a.md:3"], "{}", err(&output));
    }
    assert!(!top.join(".git/was-run").exists());
}

#[test]
fn files_that_are_no_part_of_the_change_say_nothing_of_themselves() {
    let allow = "<!-- audit: allow wrong-percent -- as published -->\n";
    let repository = repository(&[("empty.md", ""), ("bad.md", "x\0y"), ("a.md", &format!("{allow}{RIGHT}"))]);
    let top = repository.path();
    write(top, "b.md", format!("{allow}{RIGHT}"));
    let report = since(top, &["main", "--format", "concise", "--fail-on", "never"]);
    assert_eq!((report.status.code(), out(&report)), (Some(0), ""));
    assert!(err(&report).contains("b.md:1:1") && err(&report).lines().count() == 1, "{}", err(&report));
}

#[test]
fn what_can_not_be_compared_is_said() {
    let outside = folder(&[("a.md", RIGHT.as_bytes())]);
    let refused = |folder: &Path, arguments: &[&str], words: &str| {
        let output = since(folder, arguments);
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{arguments:?}");
        assert!(err(&output).contains(words), "{words}: {}", err(&output));
    };
    refused(outside.path(), &["main"], "error: --changed-since main: this folder is in no git repository");
    git(outside.path(), &["init", "-q", "-b", "main"]);
    refused(outside.path(), &["main"], "the repository has no commit yet");

    let repository = repository(&[("a.md", RIGHT)]);
    let top = repository.path();
    refused(top, &["mian"], "git knows no commit `mian`");
    refused(top, &["main", "-"], "standard input has no history");
    refused(top, &["main", outside.path().to_str().unwrap()], "is not in the repository");
    git(top, &["checkout", "-q", "--orphan", "other"]);
    git(top, &["commit", "-qm", "apart"]);
    refused(top, &["main"], "HEAD and `main` have no commit in common");

    // A name can't be an option of git.
    let mut options = command(top, &["--changed-since=--output=x"]);
    let output = options.env("PATH", std::env::var_os("PATH").unwrap()).output().unwrap();
    assert!(err(&output).contains("git knows no commit `--output=x`"), "{}", err(&output));
    let output = command(top, &["--lines"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--changed-since <REF>"), "{}", err(&output));
    let output = command(top, &["--changed-since", "main"]).env("PATH", top).output().unwrap();
    assert!(err(&output).contains("git is not installed"), "{}", err(&output));
}

#[test]
fn clones_that_are_cut_short_are_told_from_wrong_names() {
    let origin = repository(&[("a.md", RIGHT)]);
    for n in 0..3 {
        write(origin.path(), "a.md", format!("{RIGHT}\n{n}\n"));
        git(origin.path(), &["commit", "-qam", "more"]);
    }
    let scratch = folder(&[]);
    let url = format!("file://{}", origin.path().display());
    git(scratch.path(), &["clone", "-q", "--depth", "1", "--no-single-branch", &url, "cut"]);
    let cut = scratch.path().join("cut");
    let output = since(&cut, &["origin/main"]);
    assert!(err(&output).contains("too shallow") && err(&output).contains("fetch-depth: 0"), "{}", err(&output));
    let output = since(&cut, &["main"]);
    assert!(err(&output).contains("did you mean `origin/main`?"), "{}", err(&output));
    let output = since(&cut, &["v1"]);
    assert!(err(&output).contains("git fetch origin v1"), "{}", err(&output));
    git(&cut, &["fetch", "-q", "--unshallow"]);
    assert_eq!(since(&cut, &["origin/main"]).status.code(), Some(0));
}

#[test]
fn repositories_inside_are_repositories_of_their_own() {
    let inner = repository(&[("a.md", RIGHT)]);
    let outer = repository(&[("b.md", RIGHT)]);
    let top = outer.path();
    let url = inner.path().to_str().unwrap();
    git(top, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "inner"]);
    git(top, &["commit", "-qm", "submodule"]);
    write(top, "inner/a.md", WRONG);
    write(top, "b.md", OTHER);
    assert_eq!(places(&since(top, &["HEAD", "--lines", "--format", "concise"])), ["./b.md:1"]);
    let output = since(top, &["HEAD", "inner"]);
    assert!(err(&output).contains("inner is not in the repository"), "{}", err(&output));
    assert_eq!(places(&since(&top.join("inner"), &["HEAD", "--format", "concise"])), ["./a.md:1"]);
}

/// A repository with these files on the branch main, with another branch checked out.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&files);
    for arguments in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "all"]] {
        git(folder.path(), arguments);
    }
    git(folder.path(), &["checkout", "-q", "-b", "work"]);
    folder
}

/// Audits what has changed.
fn since(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command(folder, &[&["--changed-since"], arguments].concat());
    command.env("PATH", std::env::var_os("PATH").unwrap()).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap()
}

/// Path and line of each finding in a concise report.
fn places(output: &Output) -> Vec<String> {
    let place = |line: &str| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
    out(output).lines().map(place).collect()
}
