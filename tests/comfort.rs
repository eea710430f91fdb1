//! What makes the command pleasant: names for standard input, colours and links as the terminal has them, completions, the manual.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use common::{OTHER, RIGHT, WRONG, audit, command, err, folder, json, out};

#[test]
fn standard_input_is_read_as_the_file_that_it_is_of() {
    let config = "[rules]\nwrong-percent = \"note\"\n";
    let folder = folder(&[
        ("in/audit.toml", config.as_bytes()),
        ("in/draft.md", RIGHT.as_bytes()),
        ("other.md", RIGHT.as_bytes()),
    ]);
    let text = format!("# Title\n\n{WRONG}");
    let arguments = ["--format", "concise", "--stdin-filename", "in/draft.md", "-"];
    let output = piped(folder.path(), &arguments, &text);
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
    assert!(out(&output).starts_with("in/draft.md:3:14: note[wrong-percent]"), "{}", out(&output));
    // As Markdown, the title is one; and a file that does not exist may be named as well.
    let report = json(&piped(folder.path(), &["--format", "json", "--stdin-filename", "new.md", "-"], &text));
    assert_eq!(
        (&report["documents"][0]["path"], &report["documents"][0]["title"]),
        (&"new.md".into(), &"Title".into())
    );
    // It takes the place of the file, however that is reached.
    let output =
        piped(folder.path(), &["--format", "json", "--stdin-filename", "./in/../in/draft.md", "-", "."], &text);
    let report = json(&output);
    let paths: Vec<_> = report["documents"].as_array().unwrap().iter().map(|one| &one["path"]).collect();
    assert_eq!(paths, ["./in/../in/draft.md", "./other.md"]);
    for subcommand in ["extract", "facts"] {
        let output = piped(folder.path(), &[subcommand, "--format", "csv", "--stdin-filename", "x.md", "-"], &text);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{subcommand}");
    }
    let output = audit(folder.path(), &["--stdin-filename", "in/draft.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("name it with `-`"), "{}", err(&output));
}

#[test]
fn a_conflict_cites_standard_input_by_its_name() {
    let folder = folder(&[("a.md", b"Pakistan's rice exports were $310 million in April 2024.\n")]);
    let text =
        "In April 2024, rice exports came to $301 million.\n\nPakistan's mills are full. Pakistan's fields are not.\n";
    let output = piped(folder.path(), &["--stdin-filename", "b.md", "-", "a.md"], text);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("b.md:1:37") && out(&output).contains("a.md:1"), "{}", out(&output));
}

#[test]
fn colours_are_the_environment_s_to_say() {
    let folder = folder(&[("a.md", WRONG.as_bytes())]);
    for (variables, arguments, coloured) in [
        (&[][..], &[][..], false),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "0")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], &[], true),
        (&[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")], &[], true),
        (&[("CLICOLOR", "1")], &[], false),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
    ] {
        let output = command(folder.path(), arguments).envs(variables.iter().copied()).output().unwrap();
        assert_eq!(out(&output).contains("\u{1b}[31m"), coloured, "{variables:?} {arguments:?}");
    }
}

#[test]
fn places_are_links_where_the_terminal_knows_them() {
    let folder = folder(&[("in/a b.md", WRONG.as_bytes())]);
    let path = folder.path().canonicalize().unwrap();
    let linked = |arguments: &[&str]| {
        let output = command(folder.path(), arguments).env("FORCE_HYPERLINK", "1").output().unwrap();
        out(&output).to_owned()
    };
    let link = format!("\u{1b}]8;;file://{}/in/a%20b.md\u{1b}\\./in/a b.md:1:14\u{1b}]8;;\u{1b}\\", path.display());
    assert!(linked(&[]).contains(&link), "{:?}", linked(&[]));
    assert!(linked(&["--color", "always"]).contains(&link));
    for other in [&["--format", "concise"][..], &["--format", "json"], &["--output", "report"]] {
        assert!(!linked(other).contains("\u{1b}]8"), "{other:?}");
    }
    assert!(!fs::read_to_string(path.join("report")).unwrap().contains('\u{1b}'));
    assert!(!out(&audit(folder.path(), &[])).contains('\u{1b}'));
}

#[test]
fn what_is_for_terminals_stays_out_of_pipes() {
    let folder = folder(&[("a.md", WRONG.as_bytes()), ("b.md", OTHER.as_bytes())]);
    let output = audit(folder.path(), &[]);
    assert!(!out(&output).contains("hint:") && err(&output).is_empty());
}

#[test]
fn each_shell_gets_its_completions() {
    let folder = folder(&[]);
    for (shell, words) in [
        ("bash", "complete -F _audit"),
        ("zsh", "#compdef audit"),
        ("fish", "complete -c audit"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let output = audit(folder.path(), &["completions", shell]);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
        assert!(out(&output).contains(words) && out(&output).contains("changed-since"), "{shell}");
    }
    let output = audit(folder.path(), &["completions", "csh"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("possible values: bash, elvish, fish, powershell, zsh"), "{}", err(&output));
}

#[test]
#[cfg(unix)]
fn bash_completes() {
    let folder = folder(&[]);
    let script = out(&audit(folder.path(), &["completions", "bash"])).to_owned();
    fs::write(folder.path().join("audit.bash"), script).unwrap();
    for (line, wanted) in [
        ("audit exp", "explain"),
        ("audit --changed", "--changed-since"),
        ("audit --color a", "auto always"),
        ("audit baseline pr", "prune"),
        ("audit completions z", "zsh"),
    ] {
        let words: Vec<_> = line.split(' ').map(|word| format!("'{word}'")).collect();
        let (last, before) = (words.len() - 1, &words[words.len() - 2]);
        let typed = format!(
            "source ./audit.bash; COMP_WORDS=({}); COMP_CWORD={last}; _audit audit {} {before}; echo \"${{COMPREPLY[@]}}\"",
            words.join(" "),
            words[last]
        );
        let output = Command::new("bash").args(["--norc", "-c", &typed]).current_dir(folder.path()).output().unwrap();
        assert_eq!((out(&output).trim(), err(&output)), (wanted, ""), "{line}");
    }
}

#[test]
fn the_manual_has_a_page_for_each_command_and_names_each_option() {
    let folder = folder(&[]);
    let output = audit(folder.path(), &["man", "pages"]);
    let examples = fs::read_to_string(folder.path().join("pages/audit-fix.1")).unwrap();
    assert!(examples.contains("\n.nf\n  audit fix"), "{examples}");
    assert_eq!((output.status.code(), out(&output), err(&output)), (Some(0), "", ""));
    let page = fs::read_to_string(folder.path().join("pages/audit.1")).unwrap();
    assert_eq!(out(&audit(folder.path(), &["man"])), page);
    let plain = page.replace('\\', "");
    let help = audit(folder.path(), &["--help"]);
    let options = out(&help).lines().filter_map(|line| line.trim().strip_prefix("--"));
    let mut count = 0;
    for option in options.map(|option| option.split([' ', '<']).next().unwrap()) {
        assert!(plain.contains(&format!("--{option}")), "{option}");
        count += 1;
    }
    assert!(count > 8);
    let commands =
        out(&help).lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for name in commands.filter_map(|line| line.split_whitespace().next()) {
        assert!(folder.path().join(format!("pages/audit-{name}.1")).exists(), "{name}");
    }
    fs::write(folder.path().join("file"), "").unwrap();
    let output = audit(folder.path(), &["man", "file"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("file: "), "{}", err(&output));
}

#[test]
fn a_watched_folder_is_audited_at_each_change() {
    let folder = folder(&[("a.md", RIGHT.as_bytes())]);
    let output = audit(folder.path(), &["--watch", "-"]);
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    assert!(err(&output).contains("read once"), "{}", err(&output));

    let arguments = ["--watch", "--format", "concise", "--format", "markdown=report.md"];
    let mut child = command(folder.path(), &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = std::sync::mpsc::channel();
    let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let other = sender.clone();
    let send = |reader: Box<dyn std::io::Read + Send>, sender: std::sync::mpsc::Sender<String>| {
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines() {
                let _ = sender.send(line.unwrap());
            }
        })
    };
    send(Box::new(stdout), sender);
    send(Box::new(stderr), other);
    // Generous, for a machine with much to do; as a rule each takes half a second.
    let next = || loop {
        let line = lines.recv_timeout(Duration::from_mins(1)).unwrap();
        // The report lies where it is read by the next run, which finds it empty.
        if !line.contains("report.md") {
            return line;
        }
    };
    let is_waiting = |line: &str| line == "audit: waiting for changes; Ctrl-C ends it";
    assert!(is_waiting(&next()), "nothing is wrong at first");
    common::write(folder.path(), "in/b.md", OTHER);
    let told = [next(), next()];
    assert!(told.iter().any(|line| line.starts_with("./in/b.md:1:14: error[wrong-percent]")), "{told:?}");
    assert!(told.iter().any(|line| is_waiting(line)), "{told:?}");
    common::write(folder.path(), "audit.toml", "[rules]\nwrong-percent = \"off\"\n");
    assert!(is_waiting(&next()), "a configuration changes what is wrong");
    common::write(folder.path(), "audit.toml", "[rulez]\n");
    assert!(next().contains("audit.toml"), "a mistake in it is told, and ends nothing");
    while !is_waiting(&next()) {}
    // The report in the same folder does not set off the next run.
    assert!(lines.recv_timeout(Duration::from_millis(1200)).is_err());
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Audits with a text on standard input.
fn piped(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = command(folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}
