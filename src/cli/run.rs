//! An audit of files and folders: read, audit, render in parallel; print in order.

use std::io::{self, Write};
use std::ops::ControlFlow;

use super::order::in_order;
use super::setup::Setup;
use super::texts::Texts;
use super::{Arguments, Edge, Exit, FailOn, OutputFormat};
use crate::audit::audit_with;
use crate::config::ConfigError;
use crate::conflicts::compare;
use crate::document::{Input, Origin, ReadError, Walk, walk};
use crate::facts::{DocumentFacts, Ledger};
use crate::model::Severity;
use crate::report::{Concise, Human, Json, Notice, Renderer, Summary};

/// Audits the paths and prints the report.
pub fn run(arguments: &Arguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let renderer = renderer(arguments, edge);
    let frame = Frame { header: &renderer.header(), separator: renderer.separator() };
    let options = Options {
        threads: arguments.threads,
        max_size: arguments.max_size,
        // They stand in the report.
        quiet: arguments.format == OutputFormat::Json,
    };
    let found = walk(&arguments.paths);
    let setup = match Setup::read(&arguments.setup, &found.inputs) {
        Ok(setup) => setup,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let bad_rows = setup.notices(if options.quiet { None } else { Some(&mut *edge.stderr) })?;
    let render = |input: &Input, text: &str| {
        let report = audit_with(text, input.format, setup.naming(input));
        let own = renderer.counting_from(setup.naming(input).fiscal_start);
        Piece { rendered: own.document(&input.shown, &report), summary: Summary::of(&report), facts: report.facts }
    };
    let finish = |run: &mut Run| {
        run.notices.splice(..0, bad_rows);
        let texts = Texts::of(&found, &setup, run, arguments.max_size);
        let compared = compare(&run.ledger, &texts);
        run.summary.compare(&compared);
        renderer.finish_with(&run.summary, &run.notices, &compared, &texts)
    };
    let run = go_through(&found, options, frame, edge, render, finish)?;
    Ok(exit(arguments.fail_on, &run.summary, &run.notices))
}

/// Says what is wrong with the configuration; nothing is audited by half of one.
pub fn misconfigured(errors: &[ConfigError], edge: &mut Edge<'_>) -> io::Result<Exit> {
    for error in errors {
        writeln!(edge.stderr, "audit: error: {error}")?;
    }
    Ok(Exit::Usage)
}

/// What is made of one document.
#[derive(Debug, Default)]
pub struct Piece {
    /// Its part of the output.
    pub rendered: Vec<u8>,
    /// What it came to.
    pub summary: Summary,
    /// What it states, to be compared with the others.
    pub facts: DocumentFacts,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Run {
    /// The summaries of the documents, added up.
    pub summary: Summary,
    /// What is to be said about inputs.
    pub notices: Vec<Notice>,
    /// What the documents state; they are numbered in the order of their paths, unread ones included.
    pub ledger: Ledger,
    /// How many documents there were.
    pub documents: u32,
    /// The text of standard input, which can't be read twice.
    pub stdin: Option<String>,
}

/// What a run over many files is told by its arguments.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many documents at a time; 0 is one for each processor.
    pub threads: usize,
    /// The largest file to read.
    pub max_size: u64,
    /// Whether notices are left to the report.
    pub quiet: bool,
}

/// What stands around the documents.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'f> {
    /// What stands before the first.
    pub header: &'f [u8],
    /// What stands between two.
    pub separator: &'static [u8],
}

/// Reads the paths in parallel and prints what `render` makes of each, in the order of the paths, and at last what `finish` says.
pub fn go_through(
    found: &Walk,
    options: Options,
    frame: Frame<'_>,
    edge: &mut Edge<'_>,
    render: impl Fn(&Input, &str) -> Piece + Sync,
    finish: impl FnOnce(&mut Run) -> Vec<u8>,
) -> io::Result<Run> {
    let jobs = jobs(found);
    let mut printer = Printer {
        out: io::BufWriter::with_capacity(1 << 16, &mut *edge.stdout),
        errors: (!options.quiet).then_some(&mut *edge.stderr),
        separator: frame.separator,
        first: true,
        run: Run::default(),
    };
    printer.out.write_all(frame.header)?;
    let threads = if options.threads == 0 { edge.processors } else { options.threads };
    let work = |index: usize| jobs.get(index).map_or_else(Outcome::default, |job| job.run(&render, options.max_size));
    if let ControlFlow::Break(error) = in_order(threads, jobs.len(), work, |outcome| printer.print(outcome)) {
        return Err(error);
    }
    let Printer { mut out, mut run, .. } = printer;
    out.write_all(&finish(&mut run))?;
    out.flush()?;
    Ok(run)
}

fn renderer(arguments: &Arguments, edge: &Edge<'_>) -> Renderer {
    match arguments.format {
        OutputFormat::Human => Renderer::Human(Human {
            width: edge.width,
            color: arguments.color.is_on(edge.color),
            unicode: edge.unicode,
            verbose: arguments.verbose,
            quiet: arguments.quiet,
        }),
        OutputFormat::Concise => Renderer::Concise(Concise { verbose: arguments.verbose }),
        OutputFormat::Json => Renderer::Json(Json::default()),
    }
}

/// What is to be done for one path.
pub(super) enum Job<'w> {
    Audit(&'w Input),
    Complain(&'w str, &'w ReadError),
}

/// The jobs in the order of the paths, whether they can be read or not.
pub(super) fn jobs(found: &Walk) -> Vec<Job<'_>> {
    let complaints = found.errors.iter().map(|(path, error)| Job::Complain(path, error));
    let mut jobs: Vec<_> = found.inputs.iter().map(Job::Audit).chain(complaints).collect();
    jobs.sort_by(|a, b| a.path().cmp(b.path()));
    jobs
}

impl<'w> Job<'w> {
    /// The path as it is shown.
    pub(super) fn path(&self) -> &'w str {
        match self {
            Self::Audit(input) => &input.shown,
            Self::Complain(path, _) => path,
        }
    }

    fn run(&self, render: &impl Fn(&Input, &str) -> Piece, max_size: u64) -> Outcome {
        let path = self.path();
        let input = match self {
            Self::Audit(input) => input,
            Self::Complain(_, error) => return Outcome::noticed(unreadable(path, error)),
        };
        let text = match input.read(max_size) {
            Ok(text) => text,
            Err(error) => return Outcome::noticed(unreadable(path, &error)),
        };
        Outcome {
            piece: render(input, &text),
            notice: text.trim_start_matches('\u{feff}').trim().is_empty().then(|| {
                let message = "the file is empty: there is nothing to audit".to_owned();
                notice(path, Severity::Warning, "empty", message)
            }),
            stdin: (input.origin == Origin::Stdin).then_some(text),
        }
    }
}

fn unreadable(path: &str, error: &ReadError) -> Notice {
    match error {
        // All that is there was read; it is more likely a slip than meant, and no reason to fail.
        ReadError::NoDocuments { .. } => notice(path, Severity::Warning, "no-documents", error.to_string()),
        // Behind an option, a subcommand is a path like any other.
        ReadError::Missing if matches!(path, "explain" | "extract" | "facts") => {
            let usage = if path == "explain" { "explain RULE" } else { path };
            let message = format!("{error} (`audit {usage}` takes no option before it)");
            notice(path, Severity::Error, "unreadable", message)
        }
        _ => notice(path, Severity::Error, "unreadable", error.to_string()),
    }
}

fn notice(path: &str, severity: Severity, rule: &'static str, message: String) -> Notice {
    Notice { path: path.to_owned(), line: None, column: None, severity, rule, message }
}

/// What became of one path.
#[derive(Default)]
struct Outcome {
    piece: Piece,
    notice: Option<Notice>,
    stdin: Option<String>,
}

impl Outcome {
    fn noticed(notice: Notice) -> Self {
        Self { notice: Some(notice), ..Self::default() }
    }
}

/// Prints the outcomes as they come, and adds them up.
struct Printer<'e> {
    out: io::BufWriter<&'e mut (dyn Write + Send)>,
    /// Where notices are printed at once; `None` where they stand in the report.
    errors: Option<&'e mut (dyn Write + Send)>,
    separator: &'static [u8],
    first: bool,
    run: Run,
}

impl Printer<'_> {
    fn print(&mut self, outcome: Outcome) -> ControlFlow<io::Error> {
        match self.try_print(outcome) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    }

    fn try_print(&mut self, outcome: Outcome) -> io::Result<()> {
        if let Some(notice) = outcome.notice {
            if let Some(errors) = &mut self.errors {
                // What was found before stands before, also where both streams go to one terminal.
                self.out.flush()?;
                writeln!(errors, "audit: {}: {}: {}", notice.severity.name(), notice.path, notice.message)?;
            }
            self.run.notices.push(notice);
        }
        let Piece { rendered, summary, facts } = outcome.piece;
        if !rendered.is_empty() {
            if !self.first {
                self.out.write_all(self.separator)?;
            }
            self.first = false;
            self.out.write_all(&rendered)?;
        }
        self.run.summary.add(&summary);
        self.run.ledger.add(self.run.documents, facts);
        self.run.documents += 1;
        self.run.stdin = self.run.stdin.take().or(outcome.stdin);
        Ok(())
    }
}

fn exit(fail_on: FailOn, summary: &Summary, notices: &[Notice]) -> Exit {
    let level = match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Note => Some(Severity::Note),
        FailOn::Never => None,
    };
    if notices.iter().any(|notice| notice.severity == Severity::Error) {
        Exit::Unreadable
    } else if level.is_some_and(|level| summary.worst >= Some(level)) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
