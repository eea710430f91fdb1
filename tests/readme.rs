//! Runs what the README shows, and compares.
//!
//! In a `console` block a line that starts with `$ ` is a command: `audit …`, `cargo run --release -- …` (which is the same
//! program), either with `echo '…' |` before it, or `echo $?`. What follows is its output; a line that is `…` stands for any
//! number of whole lines. The `json` block must be part of the report of the command before it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

#[test]
fn every_session_goes_as_shown() {
    let mut commands = 0;
    for block in blocks("console") {
        let mut code: Option<i32> = None;
        for (command, shown) in sessions(&block) {
            commands += 1;
            if command == "echo $?" {
                assert_eq!(shown, [code.expect("no command before").to_string()], "exit code in\n{block}");
                continue;
            }
            let (output, ended) = run(&command);
            let lines: Vec<_> = output.lines().collect();
            let shown: Vec<_> = shown.iter().map(String::as_str).collect();
            assert!(fits(&shown, &lines), "$ {command}\nprints\n{output}\nand not\n{}", shown.join("\n"));
            code = Some(ended);
        }
    }
    assert!(commands >= 5, "{commands} commands");
}

#[test]
fn the_report_for_programs_is_as_shown() {
    let (output, _) = run("audit --format json claims/central-bank-services.md");
    let report: Value = serde_json::from_str(&output).unwrap();
    for block in blocks("json") {
        let shown: Value = serde_json::from_str(&block).unwrap();
        assert!(is_part(&shown, &report), "not in the report:\n{block}\n{report:#}");
    }
}

#[test]
fn the_two_commands_that_come_first_are_there() {
    let page = page();
    assert!(page.contains("$ cargo run --release -- claims/\n"));
    assert!(page.contains("\ncargo test\n"));
}

/// Runs a command line in the root of the package: what it prints on standard output, and how it ends.
fn run(line: &str) -> (String, i32) {
    let (input, line) = match line.strip_prefix("echo '").and_then(|rest| rest.split_once("' | ")) {
        Some((text, line)) => (format!("{text}\n"), line),
        None => (String::new(), line),
    };
    let arguments = ["audit", "cargo run --release --"].iter().find_map(|program| line.strip_prefix(program));
    let arguments = arguments.unwrap_or_else(|| panic!("not a command of this program: {line}"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_audit"))
        .args(arguments.split_whitespace())
        .current_dir(root())
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    // Beside a difference, which goes to another program, what it comes to is told apart.
    let is_told = line.starts_with("audit fix") && output.stderr.starts_with(b"audit: ");
    assert!(output.stderr.is_empty() || is_told, "{line}: {}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

/// Whether the lines are those shown, where `…` stands for any number of them.
fn fits(shown: &[&str], lines: &[&str]) -> bool {
    match shown {
        [] => lines.is_empty(),
        ["…", rest @ ..] => (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..])),
        [first, rest @ ..] => lines.first() == Some(first) && fits(rest, &lines[1..]),
    }
}

/// Whether all that is shown is in the whole: members of objects by name, items of lists in some place.
fn is_part(shown: &Value, whole: &Value) -> bool {
    match (shown, whole) {
        (Value::Object(shown), Value::Object(whole)) => {
            shown.iter().all(|(name, value)| whole.get(name).is_some_and(|other| is_part(value, other)))
        }
        (Value::Array(shown), Value::Array(whole)) => {
            shown.iter().all(|value| whole.iter().any(|other| is_part(value, other)))
        }
        _ => shown == whole,
    }
}

/// The commands of a block, each with the lines below it.
fn sessions(block: &str) -> Vec<(String, Vec<String>)> {
    let mut sessions: Vec<(String, Vec<String>)> = Vec::new();
    for line in block.lines() {
        match line.strip_prefix("$ ") {
            Some(command) => sessions.push((command.to_owned(), Vec::new())),
            None => sessions.last_mut().expect("output before a command").1.push(line.to_owned()),
        }
    }
    sessions
}

/// The fenced blocks in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = page();
    let fence = format!("\n```{language}\n");
    page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn page() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
