//! `audit annotate`: what was found, as notes in a copy of the document, where its author works on it.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::size;
use super::draft::replace;
use super::run::{Options, audit_all, misconfigured, misused};
use super::setup::{Setup, SetupArguments};
use super::{BaselineChoice, Edge, Exit};
use crate::accept::Acceptor;
use crate::document::{Annotated, Format, Input, Note, Origin, ReadError, ReadOptions, annotate, read_file, visible};
use crate::model::Severity;
use crate::report::{Entry, counted};

pub const EXAMPLES: &str = "\
Examples:
  audit annotate draft.docx -o reviewed.docx    each finding as a comment in Word
  audit annotate release.pdf -o reviewed.pdf    each finding as a highlight with a note

A comment stands at the numbers that do not go together, beside those that are there already, and says the rule, the sum and \
the figure that would be right. Nothing else in the copy changes, and the document itself is not touched. What a comment \
`audit: allow RULE -- REASON` in the document allows is left out.

Exit codes: 0 the copy is written; 2 wrong usage; 3 the file can't be read, or no notes can be put into it.";

/// The arguments of `audit annotate`.
#[derive(Debug, Args)]
pub struct AnnotateArguments {
    /// The document
    #[arg(id = "document", value_name = "FILE")]
    pub file: PathBuf,

    /// The copy with the notes
    #[arg(id = "copy", short = 'o', long = "output", value_name = "FILE")]
    pub output: PathBuf,

    /// The largest file to read, in bytes or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    pub max_size: u64,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,

    /// Which findings are known.
    #[command(flatten)]
    pub baseline: BaselineChoice,
}

/// Audits a document, and writes the copy.
pub fn run(arguments: &AnnotateArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    if let Some(message) = misnamed(arguments) {
        return misused(&message, edge);
    }
    let paths = std::slice::from_ref(&arguments.file);
    let prepared = Setup::find(&arguments.setup, paths, None)
        .and_then(|(found, setup)| Ok((arguments.baseline.read(&setup).map_err(|error| vec![error])?, found, setup)));
    let (baseline, found, setup) = match prepared {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let read = ReadOptions { max_size: arguments.max_size, ..ReadOptions::default() };
    let acceptor = Acceptor::new(setup.configs().all(), baseline);
    let mut entries = Vec::new();
    let options = Options { read, ..Options::default() };
    let run = audit_all(&found, &setup, &acceptor, options, &[], edge, |run, compared, _| {
        entries.extend(run.pages.iter().flat_map(|page| page.entries.iter().cloned()));
        entries.extend(compared.conflicts.iter().filter_map(Entry::of_conflict));
        Vec::new()
    })?;
    let (Some(Input { origin: Origin::File(path), format, .. }), false) =
        (found.inputs.first(), run.notices.iter().any(|notice| notice.severity == Severity::Error))
    else {
        return Ok(Exit::Unreadable);
    };
    let notes: Vec<Note> = entries.iter().filter_map(note).collect();
    let written = copy(path, *format, &notes, &read).and_then(|annotated| {
        replace(&arguments.output, &annotated.bytes).map_err(|error| {
            let hint = "check that the folder is there and may be written to";
            format!("{}: {error}; {hint}", arguments.output.display())
        })?;
        Ok(annotated)
    });
    match written {
        Ok(annotated) => {
            for line in said(&annotated, &arguments.output) {
                writeln!(edge.stderr, "audit: {}", visible(&line))?;
            }
            Ok(Exit::Clean)
        }
        Err(message) => {
            writeln!(edge.stderr, "audit: error: {}", visible(&message))?;
            Ok(Exit::Unreadable)
        }
    }
}

/// The document with its notes.
fn copy(path: &Path, format: Format, notes: &[Note], options: &ReadOptions) -> Result<Annotated, String> {
    let named = |error: ReadError| format!("{}: {error}", path.display());
    let bytes = read_file(path, options.max_size).map_err(|error| named(error.into()))?;
    annotate(bytes, format, notes, options).map_err(named)
}

/// What is wrong with the names of the files.
fn misnamed(arguments: &AnnotateArguments) -> Option<String> {
    let (file, output) = (&arguments.file, &arguments.output);
    if [file, output].iter().any(|path| path.as_os_str() == "-") {
        return Some("annotate reads a file and writes one; standard input and output are neither".to_owned());
    }
    if file.is_dir() {
        return Some(format!("{} is a folder; name one document", file.display()));
    }
    let is_same = match (file.canonicalize(), output.canonicalize()) {
        (Ok(file), Ok(output)) => file == output || is_one(&file, &output),
        _ => false,
    };
    if is_same {
        return Some(format!("{} would be overwritten; name another file for the copy", file.display()));
    }
    let (read, written) = (Format::of(file), Format::of(output));
    (read.is_some() && read != written).then(|| {
        let ending = file.extension().unwrap_or_default().display();
        format!("a copy of {} is no {}; give it a name that ends in .{ending}", file.display(), output.display())
    })
}

/// Whether two names are of one file.
fn is_one(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let id = |path: &Path| path.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()));
        id(one).is_some() && id(one) == id(other)
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

/// What a finding is said as.
fn note(entry: &Entry) -> Option<Note> {
    let span = |place: &crate::report::Location| place.region.and_then(|region| region.span);
    let mut lines = vec![format!("{}: {}", entry.rule, entry.message)];
    lines.extend(entry.help.iter().cloned());
    let others = entry.related.iter().filter_map(|(place, _)| span(place)).collect();
    Some(Note { place: span(&entry.place)?, others, lines })
}

/// What became of the notes.
fn said(annotated: &Annotated, output: &Path) -> Vec<String> {
    let Annotated { added, known, lost, .. } = *annotated;
    let output = output.display();
    let mut lines = vec![match (added, known) {
        (0, 0) => format!("nothing was found; {output} is the same as the document"),
        (0, _) => format!("the notes are there already; {output} is the same as the document"),
        (_, 0) => format!("{} in {output}", counted(added, "note")),
        _ => format!("{} in {output}, beside {known} that were there already", counted(added, "note")),
    }];
    if lost > 0 {
        lines.push(format!("{} found no place in it; `audit` without a command lists them all", counted(lost, "note")));
    }
    lines
}
