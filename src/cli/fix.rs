//! `audit fix --unsafe`: figures that a sum gives, in place of those that it does not.
//!
//! It never happens by default. Which number of a wrong sum is the wrong one, only the author knows: a figure that makes the sum come out
//! may be made up from one that is wrong itself. So this shows a difference to be read, and writes only when told to, and only where all
//! that is known about the slip leads to one and the same figure.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use similar::TextDiff;

use super::outlet::Frame;
use super::run::{Options, Piece, go_through, judged, misconfigured, misused};
use super::setup::{Setup, SetupArguments};
use super::{BaselineChoice, Edge, Exit};
use crate::accept::Acceptor;
use crate::audit::{CheckedClaim, DocumentReport};
use crate::document::{Format, Input, LineIndex, Origin, ReadOptions};
use crate::model::{Severity, Span, Verdict};
use crate::report::{counted, decisive};

/// The arguments of `audit fix`.
#[derive(Debug, Args)]
pub struct FixArguments {
    /// Files and folders to mend
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Accept that a figure is changed where another number of the sum may be the wrong one
    #[arg(long = "unsafe", id = "unsafe")]
    pub accepted: bool,

    /// Write the files, instead of showing the difference
    #[arg(long, requires = "unsafe")]
    pub write: bool,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,

    /// Which findings are known.
    #[command(flatten)]
    pub baseline: BaselineChoice,
}

/// One figure in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    span: Span,
    text: String,
    why: String,
}

/// Shows, or writes, what would put wrong sums right.
pub fn run(arguments: &FixArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    if !arguments.accepted {
        let message = "which number of a sum is wrong, only its author knows; `audit fix --unsafe` shows the figures that \
                       would make sums come out, and writes them with --write";
        return misused(message, edge);
    }
    if arguments.write && arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return misused("--write goes with files; standard input can't be written to", edge);
    }
    let prepared = Setup::find(&arguments.setup, &arguments.paths, None)
        .and_then(|(found, setup)| Ok((arguments.baseline.read(&setup).map_err(|error| vec![error])?, found, setup)));
    let (baseline, found, setup) = match prepared {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let bad_rows = setup.notices(Some(&mut *edge.stderr))?;
    let acceptor = Acceptor::new(setup.configs().all(), baseline);
    let options = Options { threads: 0, read: ReadOptions::default(), quiet: false, since: None };
    let (figures, files) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    let render = |input: &Input, text: &str| {
        let edits = judged(input, text, &setup, &acceptor, |report, _, _| edits(&report));
        if edits.is_empty() {
            return Piece::default();
        }
        let shown = shown(&input.shown, text, &edits);
        if let (true, Origin::File(path)) = (arguments.write, &input.origin)
            && let Err(error) = write(path, input.format, text, &applied(text, &edits))
        {
            if let Ok(mut failures) = failures.lock() {
                failures.push(format!("{}: {error}", input.shown));
            }
            return Piece::default();
        }
        figures.fetch_add(edits.len(), Ordering::Relaxed);
        files.fetch_add(1, Ordering::Relaxed);
        Piece { rendered: vec![shown.into_bytes()], ..Piece::default() }
    };
    let run = go_through(&found, options, &[Frame::default()], edge, render, |run| {
        run.notices.splice(..0, bad_rows);
        Vec::new()
    })?;
    let mut failures = failures.into_inner().unwrap_or_default();
    failures.sort();
    for failure in &failures {
        writeln!(edge.stderr, "audit: error: {failure}")?;
    }
    let figures = figures.into_inner();
    let scope = format!("{} in {}", counted(figures, "figure"), counted(files.into_inner(), "file"));
    match (figures, arguments.write) {
        (0, _) => writeln!(edge.stderr, "audit: there is no wrong sum that just one figure would put right")?,
        (_, true) => writeln!(edge.stderr, "audit: {scope} changed; read them before they go out")?,
        (_, false) => writeln!(edge.stderr, "audit: {scope} would be changed; --write changes them")?,
    }
    let unread = run.notices.iter().any(|notice| notice.severity == Severity::Error);
    Ok(if unread || !failures.is_empty() {
        Exit::Unreadable
    } else if figures > 0 && !arguments.write {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// What would put the claims of a document right, in the order of the text; none of two that touch each other and differ.
fn edits(report: &DocumentReport<'_>) -> Vec<Edit> {
    let lines = LineIndex::new(report.document.source);
    let mut edits: Vec<Edit> = report.claims.iter().filter_map(|checked| edit(checked, &lines)).collect();
    edits.sort_by(|a, b| (a.span, &a.text).cmp(&(b.span, &b.text)));
    edits.dedup_by(|a, b| a.span == b.span && a.text == b.text);
    let at_odds = |a: &Edit, b: &Edit| a.span != b.span || a.text != b.text;
    let alone = |edit: &Edit| {
        // An edit is as long as a number, so that few can begin before it and still touch it.
        let touching =
            edits.iter().filter(|other| other.span.start < edit.span.end && edit.span.start < other.span.end);
        touching.filter(|other| at_odds(edit, other)).count() == 0
    };
    edits.iter().filter(|edit| alone(edit)).cloned().collect()
}

/// The one figure that would put a claim right; nothing if there are several, or none.
fn edit(checked: &CheckedClaim, lines: &LineIndex<'_>) -> Option<Edit> {
    if checked.verdict != Verdict::Mismatch {
        return None;
    }
    let finding = decisive(checked)?;
    let (cause, rest) = checked.causes.split_first()?;
    let right = cause.replacement.as_ref()?;
    if rest.iter().any(|other| other.replacement.as_ref() != Some(right)) {
        return None;
    }
    let (line, column) = lines.line_column(right.span.start);
    let why = format!("{line}:{column}: {}: {}", finding.rule, cause.message);
    Some(Edit { span: right.span, text: right.text.clone(), why })
}

/// The text with its figures changed.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Why each figure is changed, and the difference as `patch` and `git apply` read it.
fn shown(path: &str, text: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    for edit in edits {
        out.extend([path, ":", &edit.why, "\n"]);
    }
    let after = applied(text, edits);
    let name = path.strip_prefix("./").unwrap_or(path);
    let diff = TextDiff::from_lines(text, &after);
    let diff = diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    out.extend([&diff, "\n"]);
    out
}

/// Writes a file that still is as it was read.
fn write(path: &Path, format: Format, before: &str, after: &str) -> io::Result<()> {
    if !format.keeps_bytes() {
        return Err(io::Error::other(format!(
            "a {} is read and not written; change the figures where it was made",
            format.name()
        )));
    }
    if fs::read(path)? != before.as_bytes() {
        return Err(io::Error::other(
            "the file has changed meanwhile, or is not in UTF-8; save it so, and run this again",
        ));
    }
    fs::write(path, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_go_where_they_belong() {
        let edit =
            |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned(), why: String::new() };
        assert_eq!(applied("up 5% to 7 ü", &[edit(3, 5, "12%"), edit(9, 10, "70")]), "up 12% to 70 ü");
        assert_eq!(applied("x", &[]), "x");
    }
}
