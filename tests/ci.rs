//! What CI systems run, taken out of the files that they read and run here: the steps of the action, the script for GitLab.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{OTHER, RIGHT, WRONG, err, folder, git, out, root, write};

#[test]
fn the_action_annotates_and_fails() {
    let scratch = releases();
    let output = step(scratch.path(), &[("paths", "releases/ more")]);
    assert_eq!((output.status.code(), err(&output)), (Some(1), ""));
    let docs = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let annotation = docs.lines().find(|line| line.starts_with("::error ")).unwrap();
    assert!(out(&output).lines().any(|line| line == annotation), "{}", out(&output));
    assert!(out(&output).contains("::error file=more/old.md,line=1,"), "{}", out(&output));

    // One a line, names may have spaces; and a configuration may be named.
    write(scratch.path(), "press room/june.md", WRONG);
    write(scratch.path(), "mild.toml", "[rules]\nwrong-percent = \"warning\"\n");
    let output =
        step(scratch.path(), &[("paths", "press room/\nmore\n"), ("fail-on", "warning"), ("config", "mild.toml")]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(out(&output).contains("::warning file=press room/june.md,line=1,"), "{}", out(&output));

    let output = step(scratch.path(), &[("paths", "releases/"), ("fail-on", "never"), ("sarif", "audit.sarif")]);
    assert_eq!(output.status.code(), Some(0));
    let sarif = fs::read_to_string(scratch.path().join("audit.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "wrong-percent");
}

#[test]
fn the_action_limits_itself_to_a_change() {
    let scratch = releases();
    let output = step(scratch.path(), &[("changed-since", "main")]);
    assert_eq!((output.status.code(), out(&output).matches("::error").count()), (Some(1), 1), "{}", out(&output));
    assert!(out(&output).contains("file=releases/may.md,"), "{}", out(&output));
    write(scratch.path(), "more/old.md", format!("{OTHER}\nMore.\n"));
    let output = step(scratch.path(), &[("changed-since", "main"), ("paths", "more")]);
    assert_eq!(output.status.code(), Some(1));
    let output = step(scratch.path(), &[("changed-since", "main"), ("paths", "more"), ("lines", "true")]);
    assert_eq!((output.status.code(), out(&output)), (Some(0), ""));
    let output = step(scratch.path(), &[("changed-since", "nowhere")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("git knows no commit `nowhere`"), "{}", err(&output));
}

#[test]
fn the_action_uses_each_of_its_inputs() {
    let action = action();
    let inputs = action.split_once("\ninputs:\n").unwrap().1.split_once("\nruns:\n").unwrap().0;
    for name in inputs.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':')) {
        assert!(name.starts_with(' ') || action.contains(&format!("${{{{ inputs.{name} }}}}")), "{name}");
        assert!(name.starts_with(' ') || docs().contains(&format!("| `{name}` |")), "{name} is not in docs/ci.md");
    }
    assert!(action.contains("cargo install --locked --path \"$GITHUB_ACTION_PATH\" --root \"$RUNNER_TEMP/audit\""));
}

#[test]
fn the_script_for_gitlab_reports_all_or_the_change() {
    let docs = docs();
    let script = docs.lines().find_map(|line| line.trim().strip_prefix("- audit --format")).unwrap();
    let script = format!("audit --format{script}");
    let scratch = releases();
    write(scratch.path(), "releases/june.md", OTHER);
    git(scratch.path(), &["add", "-A"]);
    git(scratch.path(), &["commit", "-qm", "june"]);
    let output = bash(scratch.path(), &script, &[]);
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), 2), "{}", err(&output));
    let output = bash(scratch.path(), &script, &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD~1")]);
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), 1), "{}", err(&output));
    git(scratch.path(), &["rm", "-q", "releases/june.md"]);
    let output = bash(scratch.path(), &script, &[]);
    assert!(docs.contains(&format!("```text\n{}```", out(&output))), "{}", out(&output));
    let quality = fs::read_to_string(scratch.path().join("gl-code-quality-report.json")).unwrap();
    let quality: serde_json::Value = serde_json::from_str(&quality).unwrap();
    assert_eq!(quality[0]["check_name"], "wrong-percent");
    assert!(fs::read_to_string(scratch.path().join("audit.xml")).unwrap().contains("<testsuites"));
}

#[test]
fn the_image_is_built_from_what_is_copied() {
    let docker = fs::read_to_string(root().join("Dockerfile")).unwrap();
    let ignored = fs::read_to_string(root().join(".dockerignore")).unwrap();
    assert!(docker.contains("COPY . ."));
    assert!(!docker.contains("safe.directory"), "git checks whose repository it reads");
    assert!(docker.lines().next().unwrap().contains("--user"), "which holds if the container runs as the owner");
    for needed in ["Cargo.toml", "Cargo.lock", "src", "benches", "examples"] {
        assert!(root().join(needed).exists() && ignored.lines().all(|line| line != needed), "{needed}");
    }
}

/// A repository in which the branch has a wrong release, and one that was wrong before.
fn releases() -> tempfile::TempDir {
    let folder = folder(&[("releases/april.md", RIGHT.as_bytes()), ("more/old.md", OTHER.as_bytes())]);
    for arguments in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "before"]] {
        git(folder.path(), arguments);
    }
    git(folder.path(), &["checkout", "-q", "-b", "may"]);
    write(folder.path(), "releases/may.md", WRONG);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", "may"]);
    folder
}

/// Runs the step of the action that audits, with these inputs and the defaults of the others.
fn step(folder: &Path, inputs: &[(&str, &str)]) -> Output {
    let action = action();
    let step = action.split_once("- name: Audit\n").unwrap().1;
    let (head, body) = step.split_once("run: |\n").unwrap();
    let body: Vec<_> = body.lines().map(|line| line.strip_prefix("        ").unwrap_or(line)).collect();
    let mut variables = Vec::new();
    for (name, value) in head.lines().filter_map(|line| line.trim().split_once(": ${{ inputs.")) {
        let input = value.strip_suffix(" }}").unwrap();
        let given = inputs.iter().find(|(name, _)| *name == input).map(|(_, value)| (*value).to_owned());
        variables.push((name, given.unwrap_or_else(|| default(&action, input))));
    }
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(variables.len() >= inputs.len() && inputs.iter().all(|(input, _)| head.contains(input)), "{head}");
    bash(folder, &body.join("\n"), &variables)
}

/// The default of an input.
fn default(action: &str, input: &str) -> String {
    let (_, rest) = action.split_once(&format!("\n  {input}:\n")).unwrap();
    let value = rest.lines().find_map(|line| line.trim().strip_prefix("default: ")).unwrap();
    value.trim_matches('\'').to_owned()
}

/// Runs a script as the runner of GitHub does, where the program is installed as the action installs it.
fn bash(folder: &Path, script: &str, variables: &[(&str, &str)]) -> Output {
    let runner = tempfile::tempdir().unwrap();
    let bin = runner.path().join("audit/bin");
    fs::create_dir_all(&bin).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_audit"), bin.join("audit")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(folder);
    command.env_clear().env("PATH", path).env("LC_ALL", "C.UTF-8").env("RUNNER_TEMP", runner.path());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").envs(variables.iter().copied()).output().unwrap()
}

fn action() -> String {
    fs::read_to_string(root().join("action.yml")).unwrap()
}

fn docs() -> String {
    fs::read_to_string(root().join("docs/ci.md")).unwrap()
}
