//! An audit of files and folders: read, audit, render in parallel; print in order.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::input::{self, ReadError};
use super::order::in_order;
use super::{Arguments, Color, Edge, Exit, FailOn, OutputFormat};
use crate::audit::audit;
use crate::document::Format;
use crate::model::Severity;
use crate::report::{Concise, Human, Json, Notice, Renderer, Summary};

/// Audits the paths and prints the report.
pub fn run(arguments: &Arguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let renderer = renderer(arguments, edge);
    let inputs = input::walk(&arguments.paths);
    // Standard input can be read once, and by this thread only; that is when its turn comes in the list.
    let stdin = inputs
        .iter()
        .any(|input| matches!(input, Ok(path) if is_stdin(path)))
        .then(|| input::read_stdin(edge.stdin, arguments.max_size));

    let mut printer = Printer {
        out: io::BufWriter::with_capacity(1 << 16, &mut *edge.stdout),
        errors: (arguments.format != OutputFormat::Json).then_some(&mut *edge.stderr),
        separator: renderer.separator(),
        first: true,
        summary: Summary::default(),
        notices: Vec::new(),
    };
    if inputs.is_empty() {
        printer.nothing_found(&arguments.paths)?;
    }
    printer.out.write_all(&renderer.header())?;
    let threads = if arguments.threads == 0 { edge.processors } else { arguments.threads };
    let work = |index: usize| match &inputs[index] {
        Err(error) => Outcome::unreadable(error),
        Ok(path) if is_stdin(path) => match &stdin {
            Some(Ok((text, format))) => Outcome::audited(&renderer, "-", text, *format),
            Some(Err(error)) => Outcome::unreadable(error),
            None => Outcome::default(),
        },
        Ok(path) => match input::read(path, arguments.max_size) {
            Ok((text, format)) => Outcome::audited(&renderer, &display(path), &text, format),
            Err(error) => Outcome::unreadable(&error),
        },
    };
    if let ControlFlow::Break(error) = in_order(threads, inputs.len(), work, |outcome| printer.print(outcome)) {
        return Err(error);
    }
    let Printer { mut out, summary, notices, .. } = printer;
    out.write_all(&renderer.finish(&summary, &notices))?;
    out.flush()?;
    Ok(exit(arguments.fail_on, &summary, &notices))
}

fn renderer(arguments: &Arguments, edge: &Edge<'_>) -> Renderer {
    match arguments.format {
        OutputFormat::Human => Renderer::Human(Human {
            width: edge.width,
            color: match arguments.color {
                Color::Auto => edge.color,
                Color::Always => true,
                Color::Never => false,
            },
            unicode: edge.unicode,
            verbose: arguments.verbose,
            quiet: arguments.quiet,
        }),
        OutputFormat::Concise => Renderer::Concise(Concise { verbose: arguments.verbose }),
        OutputFormat::Json => Renderer::Json(Json::default()),
    }
}

/// What became of one input.
#[derive(Default)]
struct Outcome {
    rendered: Vec<u8>,
    summary: Summary,
    notice: Option<Notice>,
}

impl Outcome {
    fn audited(renderer: &Renderer, path: &str, text: &str, format: Format) -> Self {
        let notice = text.trim().is_empty().then(|| Notice {
            path: path.to_owned(),
            line: None,
            column: None,
            severity: Severity::Warning,
            rule: "empty",
            message: "there is no text in this file".to_owned(),
        });
        let report = audit(text, format);
        Self { rendered: renderer.document(path, &report), summary: Summary::of(&report), notice }
    }

    fn unreadable(error: &ReadError) -> Self {
        let notice = Notice {
            path: display(&error.path),
            line: None,
            column: None,
            severity: Severity::Error,
            rule: error.rule,
            message: error.message.clone(),
        };
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
    summary: Summary,
    notices: Vec<Notice>,
}

impl Printer<'_> {
    /// A folder without texts is more likely a slip than meant.
    fn nothing_found(&mut self, paths: &[PathBuf]) -> io::Result<()> {
        let path = paths.iter().map(|path| display(path)).collect::<Vec<_>>().join(" ");
        let message = "there are no .md or .txt files here".to_owned();
        let notice =
            Notice { path, line: None, column: None, severity: Severity::Warning, rule: "nothing-found", message };
        self.try_print(Outcome { notice: Some(notice), ..Outcome::default() })
    }

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
            self.notices.push(notice);
        }
        if !outcome.rendered.is_empty() {
            if !self.first {
                self.out.write_all(self.separator)?;
            }
            self.first = false;
            self.out.write_all(&outcome.rendered)?;
        }
        self.summary.add(&outcome.summary);
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

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A path as reports name it: parts joined by `/` on every system.
fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
