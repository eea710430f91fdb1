//! Folders of somebody else: files without an end, names that command a terminal, disks that are full. Nothing is lost, nothing hangs.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use common::{RIGHT, WRONG, audit, command, err, folder, json, out, write};

/// A sentence of which one figure alone can be the wrong one.
const ONE: &str = "Net of these payments, the surplus rose 17.8% to US$ 2.404 billion from US$ 1.976 billion.\n";

/// Runs a command that must end by itself, and soon.
fn ends(command: &mut Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let number = child.id().to_string();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output().unwrap()));
    receiver.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| {
        Command::new("kill").args(["-9", &number]).status().unwrap();
        panic!("still running: {command:?}");
    })
}

/// The command where no file may be written to: as on a disk that is full.
fn full(folder: &Path, arguments: &str) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments}");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_audit")]).current_dir(folder);
    ends(&mut shell)
}

/// The names in a folder, hidden ones included.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_full_disk_loses_nothing() {
    let folder = folder(&[("a.md", ONE.as_bytes()), ("b.md", WRONG.as_bytes())]);
    let at = folder.path();
    for arguments in [&["snapshot"][..], &["baseline", "write", "b.md"], &["init"]] {
        assert_eq!(audit(at, arguments).status.code(), Some(0), "{arguments:?}");
    }
    fs::write(at.join("out.json"), "an older report").unwrap();
    write(at, "b.md", WRONG.replace("19.2", "12.1"));
    let before: Vec<_> = names(at).iter().map(|name| (name.clone(), fs::read(at.join(name)).unwrap())).collect();
    for (arguments, said) in [
        ("fix --unsafe --write a.md", "audit: 1 file could not be changed\n"),
        ("snapshot --accept", ""),
        ("baseline write", ""),
        ("init --force", ""),
        ("--format json=out.json", ""),
        ("--output out.json --format sarif", ""),
    ] {
        let output = full(at, arguments);
        assert_eq!(output.status.code(), Some(3), "{arguments}: {}", err(&output));
        assert!(err(&output).ends_with(said) && err(&output).contains("File too large"), "{}", err(&output));
        assert!(!err(&output).contains("no wrong sum"), "{}", err(&output));
        let after: Vec<_> = names(at).iter().map(|name| (name.clone(), fs::read(at.join(name)).unwrap())).collect();
        assert!(after == before, "{arguments}: {:?}", names(at));
    }
}

#[test]
fn what_is_written_keeps_what_the_file_was() {
    let text = format!("\u{feff}# May\r\n\r\n{}\r\nThe end.\r\n", ONE.trim());
    let folder = folder(&[("in/a.md", text.as_bytes())]);
    let at = folder.path();
    fs::set_permissions(at.join("in/a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("in/a.md", at.join("a.md")).unwrap();
    fs::hard_link(at.join("in/a.md"), at.join("in/twin")).unwrap();
    let output = audit(at, &["fix", "--unsafe", "--write", "a.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(fs::read_to_string(at.join("in/a.md")).unwrap(), text.replace("17.8%", "21.7%"));
    assert!(fs::symlink_metadata(at.join("a.md")).unwrap().is_symlink());
    assert_eq!(fs::metadata(at.join("in/a.md")).unwrap().permissions().mode() & 0o7777, 0o640);
    assert_eq!(fs::read_to_string(at.join("in/twin")).unwrap(), text.replace("17.8%", "21.7%"));

    audit(at, &["snapshot", "a.md"]);
    let windows = fs::read_to_string(at.join("a.md.audit")).unwrap().replace('\n', "\r\n");
    fs::write(at.join("a.md.audit"), &windows).unwrap();
    assert_eq!(audit(at, &["snapshot", "--check", "a.md"]).status.code(), Some(0));
    write(at, "in/a.md", WRONG);
    assert_eq!(audit(at, &["snapshot", "--accept", "a.md"]).status.code(), Some(0));
    let accepted = fs::read_to_string(at.join("a.md.audit")).unwrap();
    assert!(accepted != windows && accepted.replace("\r\n", "").find('\n').is_none(), "{accepted:?}");
}

#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let folder = folder(&[("a.md", WRONG.as_bytes()), ("out.json", b"an older report")]);
    let at = folder.path();
    assert!(Command::new("mkfifo").arg(at.join("pipe")).status().unwrap().success());
    for signal in ["INT", "TERM", "KILL"] {
        let mut child =
            command(at, &["--format", "json=out.json", "a.md", "pipe"]).stderr(Stdio::null()).spawn().unwrap();
        // It waits for somebody to write into the pipe.
        std::thread::sleep(Duration::from_millis(300));
        assert!(
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap().success()
        );
        assert!(!child.wait().unwrap().success());
        assert_eq!(names(at), ["a.md", "out.json", "pipe"]);
        assert_eq!(fs::read_to_string(at.join("out.json")).unwrap(), "an older report");
    }
}

#[test]
fn files_without_an_end_are_named_and_not_read() {
    let make: [fn(&Path); 3] = [
        |path| symlink("/dev/zero", path).unwrap(),
        |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        |path| fs::File::create(path).unwrap().set_len(10 << 30).unwrap(),
    ];
    for (name, arguments, code) in [
        ("audit.toml", &[][..], 2),
        ("audit.toml", &["config"], 2),
        ("audit.toml", &["fix", "--unsafe"], 2),
        ("facts.csv", &["--facts", "facts.csv"], 2),
        ("facts.csv", &["facts", "--facts", "facts.csv"], 2),
        ("audit-baseline.json", &["--baseline", "audit-baseline.json"], 2),
        ("audit-baseline.json", &["baseline", "show"], 2),
        ("a.md.audit", &["snapshot"], 3),
        ("a.md.audit", &["snapshot", "--accept"], 3),
        (".gitignore", &[], 3),
        (".ignore", &["extract"], 3),
        ("in/.gitignore", &[], 3),
    ] {
        for make in make {
            let folder = folder(&[("a.md", RIGHT.as_bytes()), ("in/b.md", RIGHT.as_bytes())]);
            make(&folder.path().join(name));
            // What is read of it would take more memory than this.
            let script = "ulimit -v 1000000; exec \"$0\" \"$@\"";
            let mut shell = Command::new("sh");
            shell.args(["-c", script, env!("CARGO_BIN_EXE_audit")]).args(arguments).current_dir(folder.path());
            let output = ends(&mut shell);
            assert_eq!(output.status.code(), Some(code), "{name} {arguments:?}: {}", err(&output));
            let why = ["regular file", "larger than", "too large"].iter().any(|why| err(&output).contains(why));
            assert!(why && err(&output).contains(name), "{name} {arguments:?}: {}", err(&output));
        }
    }
    // One that is found and not named is no baseline, as it was before.
    let folder = folder(&[("a.md", RIGHT.as_bytes())]);
    symlink("/dev/zero", folder.path().join("audit-baseline.json")).unwrap();
    assert_eq!(ends(&mut command(folder.path(), &[])).status.code(), Some(0));
}

#[test]
fn facts_from_elsewhere_are_named_by_who_runs_the_command() {
    let rows = "metric,period,value,unit,source\nrice exports,April 2024,310,USD million,office\n";
    let folder = folder(&[
        ("press/a.md", b"Rice exports were $301 million in April 2024.\n"),
        ("press/facts/own.csv", rows.as_bytes()),
        ("facts.csv", rows.as_bytes()),
    ]);
    let at = folder.path();
    symlink("../facts.csv", at.join("press/link.csv")).unwrap();
    let run = |files: &str, arguments: &[&str]| {
        write(at, "press/audit.toml", format!("[facts]\nfiles = [\"{files}\"]\n"));
        let mut command = command(at, &[&["press"], arguments].concat());
        command.env("SECRET", "hunter2");
        ends(&mut command)
    };
    assert_eq!(run("facts/own.csv", &[]).status.code(), Some(1));
    assert!(out(&run("./facts/../facts/own.csv", &["-f", "concise"])).contains("contradiction"));
    let whole = at.join("facts.csv");
    for file in ["../facts.csv", whole.to_str().unwrap(), "link.csv", "/proc/self/environ", "/etc/passwd"] {
        let output = run(file, &[]);
        assert_eq!(output.status.code(), Some(2), "{file}: {}", err(&output));
        assert!(
            err(&output).contains("outside of its folder") && !err(&output).contains("hunter2"),
            "{}",
            err(&output)
        );
    }
    let named = run("../facts.csv", &["--facts", "press/../facts.csv", "-f", "concise"]);
    assert_eq!(named.status.code(), Some(1), "{}", err(&named));
    assert!(out(&named).contains("contradiction"), "{}", out(&named));
    // Even where it is named, what is no text is not quoted, and no message is as long as a file.
    let output = run("facts/own.csv", &["--facts", "/proc/self/environ"]);
    assert!(!err(&output).contains("hunter2"), "{}", err(&output));
    write(at, "long.csv", format!("secret={}\n", "x".repeat(100_000)));
    let output = run("facts/own.csv", &["--facts", "long.csv"]);
    assert!(err(&output).len() < 2_000 && err(&output).contains("metric,period"), "{}", err(&output));
}

/// A name with what must not be printed: it clears the screen, rings, forges a line, and turns the order of reading.
const NAME: &str = "x\n::error::forged\u{1b}[2J\u{7}\r\u{9b}31m\u{202e}dm";

/// Whether a text commands no terminal and forges no line.
fn is_harmless(text: &str) -> bool {
    let hidden = |c: char| c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c);
    !text.chars().any(hidden) && text.lines().all(|line| !line.starts_with("::error::forged"))
}

#[test]
fn names_and_texts_command_no_terminal() {
    let disputed = "Rice exports were $310 million in April 2024.\n";
    let wrong = format!(
        "{ONE}\nSales\u{1b}[31m of\u{202e} cars\u{9b}2J\u{7} rose 19.2% to $2.825\u{1b} billion from $2.284 billion.\n"
    );
    let folder = folder(&[("plain.md", b"In April 2024, rice exports came to $301 million.\n")]);
    let at = folder.path();
    for (name, text) in [
        (format!("{NAME}.md"), format!("{disputed}\n{wrong}")),
        (format!("{NAME}.txt"), "Sales \u{1b} fell 3%\u{7}.".to_owned()),
        (format!("{NAME}2.md"), String::new()),
        (format!("{NAME}3.md"), "\0".to_owned()),
        (format!("{NAME}4.md"), "<!-- audit: allow wrong-percent -- so -->\n\nText.\n".to_owned()),
        (format!("=cmd {NAME}.md"), disputed.to_owned()),
    ] {
        write(at, &name, text);
    }
    write(at, "facts.csv", "metric,period,value,unit,source\nrice\u{1b}[31m,Smarch\u{7},1,USD,x\n");
    let first = format!("{NAME}.md");
    let gone = format!("gone{NAME}");
    let formats = ["human", "concise", "github", "gitlab", "junit", "markdown", "html", "sarif", "json", "jsonl"];
    let mut runs: Vec<Vec<&str>> = formats.iter().map(|format| vec!["--format", format]).collect();
    runs.extend([
        vec!["--verbose"],
        vec!["--verbose", "--format", "concise"],
        vec!["--facts", "facts.csv", "--format", "concise"],
        vec!["--facts", &gone],
        vec!["--config", &gone],
        vec!["--baseline", &gone],
        vec!["--format", "json", "--output", &first],
        vec![&gone, "--format", "concise"],
        vec!["extract", "--format", "csv"],
        vec!["extract", "--format", "human"],
        vec!["facts", "--format", "csv"],
        vec!["facts", "--format", "human"],
        vec!["explain", "wrong-percent", &gone],
        vec!["config", &first],
        vec!["config", &gone],
        vec!["init", &gone],
        vec!["fix", "--unsafe"],
        vec!["fix", "--unsafe", "--write", &first],
        vec!["baseline", "write"],
        vec!["baseline", "show"],
        vec!["baseline", "write", "--baseline", &gone],
        vec!["snapshot"],
        vec!["snapshot", "--check"],
        vec!["--changed-since", "HEAD"],
        vec!["--changed-since", "HEAD", &gone],
    ]);
    for arguments in runs {
        let mut run = command(at, &arguments);
        let output = ends(run.env("PATH", std::env::var_os("PATH").unwrap()));
        let is_json = ["json", "jsonl", "sarif", "gitlab"].iter().any(|format| arguments.last() == Some(format));
        let shown = String::from_utf8_lossy(&output.stdout);
        // In a string of JSON such characters are data; those that may not stand in one are escaped.
        let shown = if is_json { shown.replace(['\u{7f}', '\u{9b}', '\u{202e}'], "") } else { shown.into_owned() };
        // A difference quotes lines as they are, or it could not be applied.
        let is_quoted = |line: &&str| arguments[0] == "fix" && line.starts_with([' ', '+', '-']);
        let shown: Vec<&str> = shown.split('\n').filter(|line| !is_quoted(line)).collect();
        assert!(is_harmless(&shown.join("\n")), "{arguments:?}: {shown:?}");
        let said = err(&output);
        assert!(is_harmless(said), "{arguments:?}: {said:?}");
    }
    // The report for programs has the name as it is.
    let report = json(&audit(at, &["--format", "json"]));
    let documents = report["documents"].as_array().unwrap().iter();
    assert!(documents.map(|one| one["path"].as_str().unwrap()).any(|path| path == format!("./{NAME}.md")));
}

#[test]
fn a_difference_for_a_strange_name_can_be_applied() {
    let folder = folder(&[(&format!("{NAME}.md"), ONE.as_bytes())]);
    let output = audit(folder.path(), &["fix", "--unsafe"]);
    write(folder.path(), "change.diff", out(&output));
    let applied = Command::new("git").args(["apply", "change.diff"]).current_dir(folder.path()).output().unwrap();
    assert!(applied.status.success(), "{}", err(&applied));
    let after = fs::read_to_string(folder.path().join(format!("{NAME}.md"))).unwrap();
    assert_eq!(after, ONE.replace("17.8%", "21.7%"));
}

#[test]
fn a_tag_without_end_stops_no_run() {
    let sentence = "<p>Exports rose 19.2% to $2.825 billion from $2.284 billion.</p>";
    let folder = tempfile::tempdir().unwrap();
    for (name, attribute) in
        [("a", " a=\"\""), ("b", " b=\"c\" "), ("c", " c='d'"), ("d", " d=e"), ("e", " e"), ("f", " f = \"g\"")]
    {
        write(folder.path(), &format!("{name}.html"), format!("<div{}>{sentence}</div>", attribute.repeat(50_000)));
    }
    for threads in ["1", "2"] {
        let output = ends(&mut command(folder.path(), &["--format", "concise", "-j", threads]));
        assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), 6), "{}", err(&output));
    }
}
