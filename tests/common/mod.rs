//! What tests of the command have in common: a scratch folder, a run in it, and what it printed.

// Each test is a crate of its own, and uses of this what it needs.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A sentence whose sum comes out.
pub const RIGHT: &str = "Exports rose 23.7% to $2.825 billion from $2.284 billion.\n";

/// A sentence whose sum does not come out.
pub const WRONG: &str = "Exports rose 19.2% to $2.825 billion from $2.284 billion.\n";

/// Another sentence whose sum does not come out.
pub const OTHER: &str = "Imports rose 30.2% to $5.25 billion from $4.84 billion.\n";

/// Runs the command in a folder.
pub fn audit(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// The command in a folder, with nothing of the environment but the locale.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_audit"));
    command.current_dir(folder).args(arguments).env_clear().env("LC_ALL", "C.UTF-8");
    command
}

/// A scratch folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        write(folder.path(), name, content);
    }
    folder
}

/// Writes a file, and the folders above it.
pub fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Runs git by itself: with no configuration but the repository's.
pub fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for name in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{name}_NAME"), "A. Writer").env(format!("GIT_{name}_EMAIL"), "writer@example.org");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", err(&output));
}

/// What stands on standard output.
pub fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// What stands on standard error.
pub fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The JSON on standard output.
pub fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}, {}", out(output), err(output)))
}

/// Holds a text against its snapshot.
pub fn check(name: &str, text: &str) {
    check_in("snapshots", name, text);
}

/// Holds a text against its snapshot in a folder of the repository.
pub fn check_in(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
