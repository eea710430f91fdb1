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
