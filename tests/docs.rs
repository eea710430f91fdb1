//! Runs what the pages in `docs/` show, and compares.
//!
//! In a `console` block a line that starts with `$ ` is a command for the shell, run in a scratch folder that a page has for itself, from its first
//! block to its last. What follows is what it prints, on both streams; a line that is `…` stands for any number of whole lines. `cat` of a file
//! that is not there yet shows what it is to be, and makes it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{root, write};

#[test]
fn snapshots() {
    assert!(sessions("snapshots.md") >= 8);
}

#[test]
fn verdicts() {
    assert!(sessions("verdicts.md") >= 8);
}

#[test]
fn linking() {
    assert!(sessions("linking.md") >= 2);
}

#[test]
fn limits() {
    assert!(sessions("limits.md") >= 2);
}

/// Links inside the repository, to files and to headings in them.
#[test]
fn no_link_leads_nowhere() {
    let pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let mut pages: Vec<_> = pages.map(|page| root().join(page)).into();
    for folder in ["docs", "docs/rules"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    let mut links = 0;
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        for link in prose(&text).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.contains('"') {
                continue;
            }
            links += 1;
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link} leads nowhere", page.display());
            if !heading.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let there = prose(&text).lines().any(|line| line.starts_with('#') && anchor(line) == heading);
                assert!(there, "{}: {link} names no heading", page.display());
            }
        }
    }
    assert!(links > 100, "{links} links");
}

/// A text without its blocks of code.
fn prose(text: &str) -> String {
    text.split("\n```").step_by(2).collect()
}

/// The anchor of a heading, as GitHub and GitLab make it.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Runs the sessions of a page; how many commands there are.
fn sessions(page: &str) -> usize {
    let page = fs::read_to_string(root().join("docs").join(page)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for block in page.split("\n```console\n").skip(1) {
        let block = block.split("\n```").next().unwrap();
        for session in block.strip_prefix("$ ").expect("a command").split("\n$ ") {
            let (command, shown) = session.split_once('\n').unwrap_or((session, ""));
            commands += 1;
            match command.strip_prefix("cat ").filter(|file| !folder.path().join(file).exists()) {
                Some(file) => write(folder.path(), file, format!("{shown}\n")),
                None => hold(folder.path(), command, shown),
            }
        }
    }
    commands
}

/// Holds what a command prints against what is shown.
fn hold(folder: &Path, command: &str, shown: &str) {
    let programs = Path::new(env!("CARGO_BIN_EXE_audit")).parent().unwrap().display().to_string();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let (shown, lines): (Vec<_>, Vec<_>) = (shown.lines().collect(), printed.trim_end().lines().collect());
    assert!(fits(&shown, &lines), "$ {command}\nprints\n{printed}\nand not\n{}", shown.join("\n"));
}

/// Whether the lines are those shown, where `…` stands for any number of them.
fn fits(shown: &[&str], lines: &[&str]) -> bool {
    match shown {
        [] => lines.is_empty(),
        ["…", rest @ ..] => (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..])),
        [first, rest @ ..] => lines.first() == Some(first) && fits(rest, &lines[1..]),
    }
}
