//! `audit fix --unsafe`: figures that a sum gives, in place of those that it does not.
//!
//! It never happens by default. Which number of a wrong sum is the wrong one, only the author knows: a figure that makes the sum come out
//! may be made up from one that is wrong itself. So this shows a difference to be read, and writes only when told to, and only where all
//! that is known about the slip leads to one and the same figure.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use super::difference::unified;
use super::draft::replace;
use super::outlet::Frame;
use super::run::{Options, Piece, go_through, judged, misconfigured, misused};
use super::setup::{Setup, SetupArguments};
use super::{BaselineChoice, Edge, Exit};
use crate::accept::Acceptor;
use crate::audit::{CheckedClaim, DocumentReport};
use crate::document::{Format, Input, LineIndex, Origin, io_reason, read_file, visible};
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
    let options = Options::default();
    let (figures, files) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    let render = |input: &Input, text: &str| {
        let edits = edits(&judged(input, text, &setup, &acceptor).report);
        if edits.is_empty() {
            return Piece::default();
        }
        let shown = shown(&input.shown, text, &edits);
        if let (true, Origin::File(path)) = (arguments.write, &input.origin)
            && let Err(error) = write(path, input.format, text, &applied(text, &edits))
        {
            if let Ok(mut failures) = failures.lock() {
                failures.push(format!("{}: {}", input.shown, io_reason(&error)));
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
    let figures = figures.into_inner();
    let scope = format!("{} in {}", counted(figures, "figure"), counted(files.into_inner(), "file"));
    match (figures, arguments.write) {
        // What failed is what is to be said; it comes last, where it is seen.
        (0, _) if !failures.is_empty() => {}
        (0, _) => writeln!(edge.stderr, "audit: no finding has a single unambiguous fix")?,
        (_, true) => writeln!(edge.stderr, "audit: {scope} changed; read them before they go out")?,
        (_, false) => writeln!(edge.stderr, "audit: {scope} would be changed; --write changes them")?,
    }
    for failure in &failures {
        writeln!(edge.stderr, "audit: error: {}", visible(failure))?;
    }
    if !failures.is_empty() {
        writeln!(edge.stderr, "audit: {} could not be changed", counted(failures.len(), "file"))?;
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
    let lines = LineIndex::new(&report.document.source);
    let mut edits: Vec<Edit> = report.claims.iter().filter_map(|checked| edit(checked, &lines)).collect();
    edits.sort_by(|a, b| (a.span, &a.text).cmp(&(b.span, &b.text)));
    edits.dedup_by(|a, b| a.span == b.span && a.text == b.text);
    apart(edits)
}

/// Those edits, in the order of their places and each but once, that touch no other.
fn apart(edits: Vec<Edit>) -> Vec<Edit> {
    let starts: Vec<u32> = edits.iter().skip(1).map(|edit| edit.span.start).chain([u32::MAX]).collect();
    let mut end = 0;
    let alone = |(edit, next): &(Edit, u32)| -> bool {
        let alone = end <= edit.span.start && edit.span.end <= *next;
        end = end.max(edit.span.end);
        alone
    };
    edits.into_iter().zip(starts).filter(alone).map(|(edit, _)| edit).collect()
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
        out.extend([&visible(&format!("{path}:{}", edit.why)), "\n"]);
    }
    let after = applied(text, edits);
    out.extend([unified(path, text, &after).as_str(), "\n"]);
    out
}

/// Writes a file that still is as it was read.
pub(super) fn write(path: &Path, format: Format, before: &str, after: &str) -> io::Result<()> {
    if !format.keeps_bytes() {
        return Err(io::Error::other(format!(
            "audit reads a {} but does not write it; change the figures in the program that made it",
            format.name()
        )));
    }
    // No more is read than there was: the file may have become another one.
    let now = read_file(path, before.len() as u64);
    if !now.is_ok_and(|now| now == before.as_bytes()) {
        return Err(io::Error::other(
            "the file changed in the meantime, or is not UTF-8; save it as UTF-8 and run this again",
        ));
    }
    replace(path, after.as_bytes())
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
        let places = |edits: &[(u32, u32)]| -> Vec<u32> {
            let edits = edits.iter().map(|(start, end)| edit(*start, *end, "1")).collect();
            apart(edits).iter().map(|edit| edit.span.start).collect()
        };
        assert_eq!(places(&[(0, 2), (2, 3), (5, 9), (6, 7), (8, 10), (10, 12)]), [0, 2, 10]);
        assert_eq!(places(&[(0, 9), (1, 2), (3, 4), (9, 10)]), [9]);
    }
}
