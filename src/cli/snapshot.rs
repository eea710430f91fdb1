//! `audit snapshot`: what each document claims, in a file beside it that is reviewed with it.
//!
//! The file stands beside its document and has its whole name (`may.md.audit`), so that the two are next to each other in a pull request,
//! move together, and are the same whichever folder the command is called for. As in tests with snapshots, what is new is written
//! down, what differs is shown and left to a person, and CI writes nothing.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clap::Args;

use super::difference::unified;
use super::draft::{replace, with_ends_of};
use super::outlet::Frame;
use super::run::{Options, Piece, go_through, judged, misconfigured, misused};
use super::setup::{Setup, SetupArguments};
use super::{Color, Edge, Exit};
use crate::accept::{Acceptor, Comment, relevel_conflicts};
use crate::audit::DocumentReport;
use crate::auditor::Judged;
use crate::conflicts::{Sources, compare, listing};
use crate::document::{Input, LARGEST, Origin, SNAPSHOT_ENDING, SNAPSHOT_HEAD, Walk, io_reason, read_file, visible};
use crate::facts::Ledger;
use crate::model::Severity;
use crate::report::snapshot;

/// The arguments of `audit snapshot`.
#[derive(Debug, Args)]
pub struct SnapshotArguments {
    /// Files and folders whose snapshots to compare
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Write nothing, and end with 1 if any snapshot is missing, differs, or has no document; for CI
    #[arg(long, conflicts_with = "accept")]
    pub check: bool,

    /// Take over what differs, and remove snapshots that have no document any more
    #[arg(long)]
    pub accept: bool,

    /// When to use color
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,
}

/// The end of the help.
pub const EXAMPLES: &str = "\
Examples:
  audit snapshot releases/             write the snapshots that are missing, show what differs in the others
  audit snapshot --accept releases/    take over what differs
  audit snapshot --check releases/     write nothing, and fail for any difference

The snapshot of may.md is may.md.audit beside it: each claim with its numbers, its sum and its verdict, and the figures that are \
stated. Keep it under version control, and a review shows how the numbers claimed have changed. docs/snapshots.md has more.

Exit codes: 0 all are as they were, new, or taken over; 1 a snapshot differs, or has no document any more (with --check also: is \
missing); 2 wrong usage; 3 a file could not be read or written.";

/// How a snapshot stands to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Same,
    New,
    Differs,
    /// The document is there, and claims nothing any more.
    Empty,
    /// The document is gone, or left out.
    Orphan,
}

/// Writes, compares or takes over snapshots.
pub fn run(arguments: &SnapshotArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return misused("a snapshot stands beside a file; standard input has none", edge);
    }
    let (found, setup) = match Setup::find(&arguments.setup, &arguments.paths, None) {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let bad_rows = setup.notices(Some(&mut *edge.stderr))?;
    // A baseline says what was there before the check; it would make snapshots change for no change of theirs.
    let acceptor = Acceptor::new(setup.configs().all(), None);
    let color = arguments.color.is_on(edge.color);
    let options = Options::default();
    let seen: Mutex<Seen> = Mutex::new(Seen::default());
    let render = |input: &Input, text: &str| {
        let Origin::File(document) = &input.origin else { return Piece::default() };
        let Judged { report, comments, .. } = judged(input, text, &setup, &acceptor);
        let now = written(&report, comments, input, &setup, &acceptor);
        let (path, name) = (beside(document), format!("{}{SNAPSHOT_ENDING}", input.shown));
        let settled = settle(&path, &name, now.as_deref(), arguments, color);
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        Piece { rendered: vec![seen.note(&name, settled).into_bytes()], ..Piece::default() }
    };
    let mut failures = Vec::new();
    let run = go_through(&found, options, &[Frame::default()], edge, render, |run| {
        run.notices.splice(..0, bad_rows);
        let mut out = String::new();
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, why) in orphans(&found, &setup) {
            let name = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let removed = if arguments.accept { fs::remove_file(&path) } else { Ok(()) };
            let line = format!("{}: {}: {why}\n", if arguments.accept { "removed" } else { "orphan" }, visible(&name));
            out.push_str(&seen.note(&name, removed.map(|()| Some((State::Orphan, line)))));
        }
        out.push_str(&seen.closing(arguments));
        failures = std::mem::take(&mut seen.failures);
        vec![out.into_bytes()]
    })?;
    failures.sort();
    for failure in &failures {
        writeln!(edge.stderr, "audit: error: {}", visible(failure))?;
    }
    let unread = run.notices.iter().any(|notice| notice.severity == Severity::Error);
    let seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(if unread || !failures.is_empty() {
        Exit::Unreadable
    } else if seen.fails(arguments) {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// The snapshot of a document as it is now; nothing if it claims nothing.
fn written(
    report: &DocumentReport<'_>,
    comments: Vec<Comment>,
    input: &Input,
    setup: &Setup,
    acceptor: &Acceptor,
) -> Option<String> {
    let mut ledger = Ledger::default();
    ledger.add(0, report.facts.clone());
    let alone = Alone { source: &report.document.source, setup };
    let mut compared = compare(&ledger, &alone);
    relevel_conflicts(&mut compared, |_| setup.levels(&input.shown), |_| setup.preview(&input.shown));
    let mut comments: Vec<(u32, Comment)> = comments.into_iter().map(|comment| (0, comment)).collect();
    acceptor.conflicts(&mut compared, &mut comments);
    let listed = listing(&ledger, &compared, &alone);
    snapshot(report, &compared, &listed)
}

/// A document by itself, whose path is its own business.
struct Alone<'a> {
    source: &'a str,
    setup: &'a Setup,
}

impl Sources for Alone<'_> {
    fn path(&self, _: u32) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn text(&self, _: u32) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.source))
    }

    fn configured(&self, key: u64) -> Option<Cow<'_, str>> {
        self.setup.names.get(&key).map(|name| Cow::Borrowed(name.as_str()))
    }
}

/// Compares a snapshot with what its document claims now, and writes what the arguments allow; what is to be shown of it.
fn settle(
    path: &Path,
    name: &str,
    now: Option<&str>,
    arguments: &SnapshotArguments,
    color: bool,
) -> io::Result<Option<(State, String)>> {
    let old = match read_file(path, LARGEST) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    // Git may have turned the ends of lines into those of Windows; what is no text any more differs, as anything else may.
    let before = old.as_deref().map(|bytes| String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
    if before.as_ref().is_some_and(|before| !before.starts_with(SNAPSHOT_HEAD) && !before.is_empty()) {
        let message = "the file is not a snapshot and was not touched; give it another name";
        return Err(io::Error::other(message));
    }
    let (state, write) = match (&before, now) {
        (None, None) => return Ok(None),
        (Some(before), Some(now)) if before == now => return Ok(Some((State::Same, String::new()))),
        (None, Some(_)) => (State::New, !arguments.check),
        (Some(_), Some(_)) => (State::Differs, arguments.accept),
        (Some(_), None) => (State::Empty, arguments.accept),
    };
    match now {
        Some(now) if write => replace(path, with_ends_of(&old.unwrap_or_default(), now).as_bytes())?,
        None if write => fs::remove_file(path)?,
        _ => {}
    }
    let shown_name = visible(name);
    let shown = match state {
        State::New => format!("{}: {shown_name}\n", if write { "new" } else { "missing" }),
        _ if write => format!("{}: {shown_name}\n", if now.is_some() { "accepted" } else { "removed" }),
        _ => difference(name, before.as_deref().unwrap_or_default(), now.unwrap_or_default(), color),
    };
    Ok(Some((state, shown)))
}

/// A difference as `patch` reads it, in the colours of `git diff` where there are any.
fn difference(name: &str, before: &str, now: &str, color: bool) -> String {
    let plain = unified(name, before, now);
    if !color {
        return plain + "\n";
    }
    let mut out = String::with_capacity(plain.len() * 2);
    for line in plain.lines() {
        let code = match line.as_bytes() {
            [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => "1",
            [b'-', ..] => "31",
            [b'+', ..] => "32",
            [b'@', ..] => "36",
            _ => "0",
        };
        out.extend(["\u{1b}[", code, "m", line, "\u{1b}[0m\n"]);
    }
    out + "\n"
}

/// The snapshots that were met and have no document any more, or one that is left out of its folder.
fn orphans(found: &Walk, setup: &Setup) -> Vec<(PathBuf, &'static str)> {
    if found.snapshots.is_empty() {
        return Vec::new();
    }
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let read: HashSet<PathBuf> = found.inputs.iter().filter_map(|input| input.file()).map(whole).collect();
    let why = |snapshot: &PathBuf| {
        let text = snapshot.to_string_lossy();
        let document = PathBuf::from(text.strip_suffix(SNAPSHOT_ENDING)?);
        let folder = document.parent().unwrap_or_else(|| Path::new(""));
        let left_out = || {
            let configs = setup.configs();
            configs.all().get(configs.of(folder)).is_some_and(|config| config.leaves_out(&document))
        };
        match document.try_exists() {
            Ok(false) => Some("its document is gone"),
            Ok(true) if !read.contains(&whole(&document)) && left_out() => Some("audit.toml leaves its document out"),
            // Of what can't be seen, nothing is said; a document of another name may have been named itself.
            _ => None,
        }
    };
    found.snapshots.iter().filter_map(|snapshot| Some((snapshot.clone(), why(snapshot)?))).collect()
}

/// The path of a document's snapshot.
fn beside(document: &Path) -> PathBuf {
    let mut path = document.as_os_str().to_owned();
    path.push(SNAPSHOT_ENDING);
    path.into()
}

/// What a run came to.
#[derive(Debug, Default)]
struct Seen {
    same: usize,
    new: usize,
    differing: usize,
    orphans: usize,
    failures: Vec<String>,
}

impl Seen {
    /// Counts one snapshot; what is to be shown of it.
    fn note(&mut self, name: &str, settled: io::Result<Option<(State, String)>>) -> String {
        match settled {
            Ok(None) => String::new(),
            Ok(Some((state, shown))) => {
                match state {
                    State::Same => self.same += 1,
                    State::New => self.new += 1,
                    State::Differs | State::Empty => self.differing += 1,
                    State::Orphan => self.orphans += 1,
                }
                shown
            }
            Err(error) => {
                self.failures.push(format!("{name}: {}", io_reason(&error)));
                String::new()
            }
        }
    }

    fn fails(&self, arguments: &SnapshotArguments) -> bool {
        !arguments.accept && self.differing + self.orphans + if arguments.check { self.new } else { 0 } > 0
    }

    /// What it came to in a line, and what to do next.
    fn closing(&self, arguments: &SnapshotArguments) -> String {
        let counted = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
        let accept = arguments.accept;
        let parts = [
            counted(self.new, if arguments.check { "missing" } else { "new" }),
            counted(
                self.differing,
                if accept {
                    "accepted"
                } else if self.differing == 1 {
                    "differs"
                } else {
                    "differ"
                },
            ),
            counted(self.orphans, if accept { "removed" } else { "without a document" }),
            counted(self.same, if self.same == 1 { "as it was" } else { "as they were" }),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            return "snapshots: none, as no document that was read claims anything\n".to_owned();
        }
        let next =
            if self.fails(arguments) { "; `audit snapshot --accept` takes them over once they are read" } else { "" };
        format!("snapshots: {}{next}\n", parts.join(", "))
    }
}
