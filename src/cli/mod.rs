//! The command: arguments in, exit code out.
//!
//! Everything from outside (environment, terminal, standard streams) comes in through [`Edge`]; nothing but `process.rs`, which fills it, reads it.

mod allow;
mod annotate;
mod args;
mod baseline;
mod config;
mod difference;
mod draft;
mod explain;
mod extract;
mod fix;
mod generate;
mod git;
mod hints;
mod init;
mod ledger;
mod links;
mod names;
mod order;
mod outlet;
mod outputs;
mod pipe;
mod process;
mod progress;
mod run;
mod setup;
mod silence;
mod since;
mod snapshot;
mod spare;
mod texts;
mod watch;

pub use allow::AllowArguments;
pub use annotate::AnnotateArguments;
pub use args::{
    Arguments, Color, ExplainArguments, ExtractArguments, FactsArguments, FailOn, OutputFormat, RowFormat,
    WorkArguments,
};
pub use baseline::{BaselineArguments, BaselineChoice};
pub use config::ShowArguments;
pub use explain::explain;
pub use fix::FixArguments;
pub use generate::{CompletionsArguments, ManArguments};
pub use init::InitArguments;
pub use outputs::FormatTo;
pub use pipe::Closed;
pub use process::process;
pub use setup::{ConfigArguments, SetupArguments};
pub use since::SinceArguments;
pub use snapshot::SnapshotArguments;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::Parser;
use jiff::civil::Date;

use self::pipe::Pipe;
use crate::document::{io_reason, visible};

/// What the command knows of the world around it.
#[allow(clippy::struct_excessive_bools)] // Each is one answer of the world, independent of the others.
pub struct Edge<'e> {
    /// Where the report goes.
    pub stdout: &'e mut (dyn Write + Send),
    /// Where messages about the run itself go.
    pub stderr: &'e mut (dyn Write + Send),
    /// Whether the report may use colour when the arguments leave it open.
    pub color: bool,
    /// Whether somebody looks at the report as it is printed.
    pub interactive: bool,
    /// Whether somebody looks at the messages, so that a long run may say how far it is.
    pub progress: bool,
    /// The current folder, where the report goes to a terminal that opens files by links.
    pub links: Option<PathBuf>,
    /// How many columns the report may use.
    pub width: usize,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
    /// The file that GitHub Actions shows as the summary of a step, where there is one.
    pub step_summary: Option<PathBuf>,
    /// The command as it was given, for reports that name it; filled in by [`main`].
    pub command: String,
    /// The day of the run.
    pub today: Option<Date>,
    /// How many processors there are.
    pub processors: usize,
    /// Whether the reader of the report has left.
    pub closed: Closed,
}

/// How the command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or over the fail level.
    Clean = 0,
    /// At least one finding at or over the fail level.
    Findings = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// An input could not be read.
    Unreadable = 3,
}

/// Runs the command.
pub fn main(arguments: impl IntoIterator<Item = OsString>, edge: &mut Edge<'_>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let command = command(&arguments);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // `--help` and `--version` come as errors, too; clap knows which stream and which colours each deserves.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Clean };
        }
    };
    let (mut stdout, mut stderr) =
        (Pipe::new(&mut *edge.stdout, edge.closed.clone()), Pipe::new(&mut *edge.stderr, Closed::default()));
    let edge = &mut Edge {
        stdout: &mut stdout,
        stderr: &mut stderr,
        links: edge.links.clone(),
        command,
        step_summary: edge.step_summary.clone(),
        closed: edge.closed.clone(),
        ..*edge
    };
    let ended = match &arguments.command {
        Some(args::Command::Explain(arguments)) => explain(arguments, edge),
        Some(args::Command::Extract(arguments)) => extract::run(arguments, edge),
        Some(args::Command::Facts(facts)) => ledger::run(facts, edge),
        Some(args::Command::Completions(completions)) => generate::completions(completions, edge),
        Some(args::Command::Man(man)) => generate::man(man, edge),
        Some(args::Command::Baseline(baseline)) => baseline::run(baseline, edge),
        Some(args::Command::Config(show)) => config::run(show, edge),
        Some(args::Command::Init(init)) => init::run(init, edge),
        Some(args::Command::Allow(allow)) => allow::run(allow, edge),
        Some(args::Command::Annotate(annotate)) => annotate::run(annotate, edge),
        Some(args::Command::Fix(fix)) => fix::run(fix, edge),
        Some(args::Command::Snapshot(snapshot)) => snapshot::run(snapshot, edge),
        None if arguments.watch => watch::watch(&arguments, edge),
        None => run::run(&arguments, edge),
    };
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            let error = io_reason(&error);
            let _ = writeln!(edge.stderr, "audit: error: the report could not be written: {}", visible(&error));
            Exit::Unreadable
        }
    }
}

/// The command as somebody may type it again: its program by name, and quotation marks around what has blanks.
fn command(arguments: &[OsString]) -> String {
    let quoted = |argument: &OsString| {
        let text = argument.to_string_lossy();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '=' | ',' | ':' | '@' | '+');
        if !text.is_empty() && text.chars().all(plain) {
            text.into_owned()
        } else {
            format!("'{}'", text.replace('\'', "'\\''"))
        }
    };
    std::iter::once("audit".to_owned()).chain(arguments.iter().skip(1).map(quoted)).collect::<Vec<_>>().join(" ")
}
