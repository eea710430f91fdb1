//! An audit of files and folders: read, audit, render in parallel; print in order.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::CommandFactory;

use super::hints::hint;
use super::order::in_order;
use super::outlet::{Frame, Outlet};
use super::outputs::{Output, outputs};
use super::progress::Progress;
use super::setup::Setup;
use super::silence::silence;
use super::since::{Scope, Since};
use super::spare::spare;
use super::texts::Texts;
use super::{Arguments, Edge, Exit, FailOn};
use crate::accept::{Acceptor, Comment, relevel_conflicts};
use crate::audit::DocumentReport;
use crate::auditor::{Judged, audit_as};
use crate::config::ConfigError;
use crate::conflicts::{Compared, compare};
use crate::document::{Input, LineIndex, Origin, ReadError, ReadOptions, Remark, Text, Walk, is_report, visible};
use crate::facts::{DocumentFacts, Ledger};
use crate::model::{Severity, Span};
use crate::report::{About, Listed, Notice, Page, Renderer, Summary, counted, notices, statistics};
use crate::rules;

/// Audits the paths and prints the report.
pub fn run(arguments: &Arguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let stdin = match arguments.work.stdin(&arguments.paths) {
        Ok(stdin) => stdin,
        Err(message) => return misused(message, edge),
    };
    let prepared = Setup::find(&arguments.setup, &arguments.paths, stdin)
        .and_then(|(found, setup)| Ok((arguments.baseline.read(&setup).map_err(|error| vec![error])?, found, setup)));
    let (baseline, mut found, setup) = match prepared {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let since = match arguments.since.read(&arguments.paths, &found.inputs) {
        Ok(since) => since,
        Err(message) => return misused(&message, edge),
    };
    let fail_on = arguments.fail_on.map_or(setup.fail_on(), FailOn::severity);
    let mut outputs = match outputs(arguments, fail_on, edge) {
        Ok(outputs) => outputs,
        Err(message) => return misused(&message, edge),
    };
    if let Err(message) = spare(&outputs, arguments, &setup, &mut found) {
        return misused(&message, edge);
    }
    for output in &mut outputs {
        output.page_if_many(found.inputs.len());
    }
    let pages = outputs.iter().find_map(Output::pages);
    let about = About {
        command: edge.command.clone(),
        date: edge.today,
        pages: pages.and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned())),
    };
    if arguments.statistics && !outputs.iter().any(|output| output.renderer.is_for_people()) {
        let message = "--statistics goes with the formats human and concise; the JSON report has the claims to count";
        return misused(message, edge);
    }
    let in_report =
        |output: &Output| output.file.is_none() && matches!(output.renderer, Renderer::Json(_) | Renderer::Jsonl(_));
    let options = Options {
        threads: arguments.work.threads,
        read: arguments.work.read_options(),
        // They stand in the report.
        quiet: outputs.iter().any(in_report),
        since: since.as_ref(),
        // Reports in files are written whatever becomes of the one that is read.
        ending: if outputs.iter().any(|output| output.file.is_some()) {
            Ending::Whole
        } else {
            Ending::Failed(fail_on)
        },
    };
    let acceptor = Acceptor::new(setup.configs().all(), baseline);
    let mut overflow = None;
    let hints = edge.interactive && !arguments.quiet;
    let run = audit_all(&found, &setup, &acceptor, options, &outputs, edge, |run, compared, texts| {
        let Run { pages, notices, summary, .. } = run;
        let listed = Listed { pages, compared, facts: &run.ledger, notices, summary, about: &about };
        overflow = outputs.iter().find_map(|output| output.renderer.overflow(&listed));
        let end = |output: &Output| {
            let mut end = output.renderer.finish_with(&listed, texts);
            if arguments.statistics && output.renderer.is_for_people() {
                end.extend(statistics(summary).into_bytes());
            }
            if hints && output.file.is_none() && matches!(output.renderer, Renderer::Human(_)) {
                end.extend(hint(summary).map(|hint| format!("hint: {hint}\n").into_bytes()).unwrap_or_default());
            }
            end
        };
        outputs.iter().map(end).collect()
    })?;
    if let (Some(file), Some(overflow)) = (&edge.step_summary, overflow) {
        OpenOptions::new().create(true).append(true).open(file)?.write_all(&overflow)?;
    }
    Ok(exit(fail_on, &run.summary, &run.notices))
}

/// Audits what was found: findings that are accepted, or beside the change, are left out of the outputs, and of what `finish` is told.
pub fn audit_all(
    found: &Walk,
    setup: &Setup,
    acceptor: &Acceptor,
    options: Options<'_>,
    outputs: &[Output],
    edge: &mut Edge<'_>,
    finish: impl FnOnce(&Run, &Compared, &Texts<'_>) -> Vec<Vec<u8>>,
) -> io::Result<Run> {
    let frames: Vec<Frame> = outputs.iter().map(Output::frame).collect();
    let lists = outputs.is_empty() || outputs.iter().any(|output| output.renderer.lists());
    let bad_rows = setup.notices(if options.quiet { None } else { Some(&mut *edge.stderr) })?;
    let render = |input: &Input, text: &str| {
        let Judged { mut report, comments, counts, fiscal_start, .. } = judged(input, text, setup, acceptor);
        let scope = options.scope(input);
        if scope == Scope::Nothing {
            // It is read for what others say of the same.
            return Piece { comments, facts: report.facts, ..Piece::default() };
        }
        let elsewhere = scope.limit(&mut report);
        let too_large = too_large(&input.shown, &report);
        let mut summary = Summary { elsewhere, ..Summary::of(&report) };
        summary.accept(counts.allowed, counts.known);
        let rendered = |output: &Output| output.renderer.counting_from(fiscal_start).document(&input.shown, &report);
        Piece {
            rendered: outputs.iter().map(rendered).collect(),
            summary,
            page: lists.then(|| Page::of(&input.shown, &report)),
            too_large,
            silent: silence(&input.shown, &report),
            comments,
            facts: report.facts,
        }
    };
    let finish = |run: &mut Run| {
        run.notices.splice(..0, bad_rows);
        let texts = Texts::of(found, setup, run, options.read);
        let mut compared = compare(&run.ledger, &texts);
        relevel_conflicts(&mut compared, |path| setup.levels(path), |path| setup.preview(path));
        let counts = acceptor.conflicts(&mut compared, &mut run.comments);
        if let Some(since) = options.since {
            since.limit(&mut compared, &mut run.comments);
            run.summary.since = Some(since.reference.clone());
        }
        run.summary.compare(&compared);
        run.summary.accept(counts.allowed, counts.known);
        run.summary.baseline = acceptor.baseline().map(|baseline| baseline.path.display().to_string());
        let changed = found.inputs.iter().filter(|input| options.scope(input) != Scope::Nothing);
        let unused = acceptor.unused(&run.comments, changed.map(|input| input.shown.as_str()));
        run.remarks.extend(unused);
        if compared.exhausted {
            let message = "too many linked numbers to check all of them; some conflicts or repairs may be missing; audit parts of the \
                           folder by themselves to see all";
            run.remarks.push(notice(".", &notices::UNSOLVED, message.to_owned()));
        }
        run.summary.worst = run.summary.worst.max(run.remarks.iter().map(|remark| remark.severity).max());
        run.notices.extend(run.silent.iter().chain(&run.remarks).cloned());
        finish(run, &compared, &texts)
    };
    go_through(found, options, &frames, edge, render, finish)
}

/// Audits one document as what holds for it asks, and takes out what is accepted in it.
pub fn judged<'t>(input: &Input, text: &'t str, setup: &Setup, acceptor: &Acceptor) -> Judged<'t> {
    audit_as(&input.shown, text, input.format, setup.options(input), acceptor)
}

/// Says what is wrong with the configuration; nothing is audited by half of one.
pub fn misconfigured(errors: &[ConfigError], edge: &mut Edge<'_>) -> io::Result<Exit> {
    for error in errors {
        writeln!(edge.stderr, "audit: error: {error}")?;
    }
    Ok(Exit::Usage)
}

/// Says what is wrong with the arguments.
pub fn misused(message: &str, edge: &mut Edge<'_>) -> io::Result<Exit> {
    writeln!(edge.stderr, "audit: error: {}", visible(message))?;
    Ok(Exit::Usage)
}

/// What is made of one document.
#[derive(Debug, Default)]
pub struct Piece {
    /// Its part of each output.
    pub rendered: Vec<Vec<u8>>,
    /// What it came to.
    pub summary: Summary,
    /// What was found in it, where a format lists findings at the end.
    pub page: Option<Page>,
    /// Where it has numbers that are too large to be read.
    pub too_large: Vec<Notice>,
    /// Why there is nothing to say of it, where that needs a word.
    pub silent: Option<Notice>,
    /// The comments in it that accept findings.
    pub comments: Vec<Comment>,
    /// What it states, to be compared with the others.
    pub facts: DocumentFacts,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Run {
    /// The summaries of the documents, added up.
    pub summary: Summary,
    /// What was found in the documents, where a format lists findings at the end.
    pub pages: Vec<Page>,
    /// The comments that accept findings, with the numbers of their documents.
    pub comments: Vec<(u32, Comment)>,
    /// What is to be said at the end: of what was accepted in vain, and of what was not followed to its end.
    pub remarks: Vec<Notice>,
    /// Why there is nothing to say of some documents. These fail no run, as a wrong number in them would.
    pub silent: Vec<Notice>,
    /// What is to be said about inputs.
    pub notices: Vec<Notice>,
    /// What the documents state; they are numbered in the order of their paths, unread ones included.
    pub ledger: Ledger,
    /// How many documents there were.
    pub documents: u32,
    /// Whether any document had something to say.
    pub printed: bool,
    /// The text of standard input, which can't be read twice.
    pub stdin: Option<String>,
}

impl Run {
    /// Whether a run whose report nobody reads need not go on.
    fn is_over(&self, ending: Ending) -> bool {
        match ending {
            Ending::Whole => false,
            Ending::Unread => true,
            Ending::Failed(level) => exit(level, &self.summary, &self.notices) != Exit::Clean,
        }
    }
}

/// What a run over many files is told by its arguments.
#[derive(Debug, Clone, Copy)]
pub struct Options<'s> {
    /// How many documents at a time; 0 is one for each processor.
    pub threads: usize,
    /// How files are read.
    pub read: ReadOptions,
    /// Whether notices are left to the report.
    pub quiet: bool,
    /// The change to which the report is limited.
    pub since: Option<&'s Since>,
    /// How far the run goes on when the reader of the report has left.
    pub ending: Ending,
}

/// How far a run goes on when nobody reads its report any more.
#[derive(Debug, Clone, Copy, Default)]
pub enum Ending {
    /// To the end: it does more than report.
    #[default]
    Whole,
    /// No further: there is nothing but the report.
    Unread,
    /// Until it is certain that the exit code tells of a failure, for which it takes a finding of this level.
    Failed(Option<Severity>),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { threads: 0, read: ReadOptions::default(), quiet: false, since: None, ending: Ending::Whole }
    }
}

impl<'s> Options<'s> {
    /// How much of an input is reported.
    fn scope(&self, input: &Input) -> Scope<'s> {
        self.since.map_or(Scope::Whole, |since| since.scope(input))
    }
}

/// Reads the paths in parallel and prints what `render` makes of each, in the order of the paths, and at last what `finish` says.
pub fn go_through(
    found: &Walk,
    options: Options<'_>,
    frames: &[Frame],
    edge: &mut Edge<'_>,
    render: impl Fn(&Input, &str) -> Piece + Sync,
    finish: impl FnOnce(&mut Run) -> Vec<Vec<u8>>,
) -> io::Result<Run> {
    let jobs = jobs(found);
    let mut printer = Printer {
        outlets: Outlet::open(frames, &mut *edge.stdout)?,
        stderr: &mut *edge.stderr,
        quiet: options.quiet,
        progress: Progress::new(jobs.len(), edge.progress, edge.unicode),
        run: Run::default(),
    };
    let threads = if options.threads == 0 { edge.processors } else { options.threads };
    let work = |index: usize| jobs.get(index).map_or_else(Outcome::default, |job| job.run(&render, options));
    let closed = edge.closed.clone();
    let ended = in_order(threads, jobs.len(), work, |outcome| match printer.print(outcome) {
        Err(error) => ControlFlow::Break(Err(error)),
        Ok(()) if closed.is_so() && printer.run.is_over(options.ending) => ControlFlow::Break(Ok(())),
        Ok(()) => ControlFlow::Continue(()),
    });
    match ended {
        ControlFlow::Break(Err(error)) => return Err(error),
        ControlFlow::Break(Ok(())) => return Ok(printer.run),
        ControlFlow::Continue(()) => {}
    }
    let Printer { mut outlets, stderr, mut progress, mut run, .. } = printer;
    for outlet in &mut outlets {
        outlet.flush()?;
    }
    progress.say("comparing documents", stderr)?;
    let ends = finish(&mut run);
    progress.clear(stderr)?;
    for (index, mut outlet) in outlets.into_iter().enumerate() {
        if let Some(end) = ends.get(index) {
            outlet.write(end)?;
        }
        outlet.finish()?;
    }
    if !options.quiet {
        remark(&run, stderr)?;
    }
    Ok(run)
}

/// Prints what is to be said at the end.
fn remark(run: &Run, stderr: &mut (dyn Write + Send)) -> io::Result<()> {
    /// Of silent documents the first few are named: an archive may have thousands.
    const NAMED: usize = 5;
    let kinds = [&notices::NOT_ENGLISH, &notices::NO_SUMS].map(|kind| (kind, of_kind(&run.silent, kind)));
    let named = kinds.iter().flat_map(|(_, all)| all.iter().copied().take(NAMED));
    for remark in named.chain(&run.remarks) {
        let place = match (remark.line, remark.column) {
            (Some(line), Some(column)) => format!(":{line}:{column}"),
            _ => String::new(),
        };
        let (level, rule) = (remark.severity.name(), remark.rule);
        let line = format!("audit: {level}[{rule}]: {}{place}: {}", remark.path, remark.message);
        writeln!(stderr, "{}", visible(&line))?;
    }
    for (kind, all) in kinds.iter().filter(|(_, all)| all.len() > NAMED) {
        let (level, rule, more) = (kind.level.name(), kind.name, counted(all.len() - NAMED, "more document"));
        writeln!(stderr, "audit: {level}[{rule}]: the same holds for {more}; the JSON report lists them all")?;
    }
    Ok(())
}

fn of_kind<'n>(all: &'n [Notice], kind: &notices::Kind) -> Vec<&'n Notice> {
    all.iter().filter(|notice| notice.rule == kind.name).collect()
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

    fn run(&self, render: &impl Fn(&Input, &str) -> Piece, options: Options<'_>) -> Outcome {
        let path = self.path();
        let input = match self {
            Self::Audit(input) => input,
            Self::Complain(_, error) => return Outcome::noticed(unreadable(path, error)),
        };
        let Text { text, remarks } = match input.read(&options.read) {
            Ok(read) => read,
            // What is wrong with other files is not the fault of the change.
            Err(_) if options.scope(input) == Scope::Nothing => return Outcome::default(),
            Err(error) => return Outcome::noticed(unreadable(path, &error)),
        };
        if input.walked && is_report(&text) {
            return Outcome::default();
        }
        let is_empty = text.trim_start_matches('\u{feff}').trim().is_empty();
        let mut noticed = Vec::new();
        if options.scope(input) != Scope::Nothing {
            if is_empty && remarks.is_empty() {
                let message = "the file is empty, so nothing was checked".to_owned();
                noticed.push(notice(path, &notices::EMPTY, message));
            }
            noticed.extend(remarks.into_iter().map(|remark| remarked(path, remark)));
        }
        Outcome {
            piece: render(input, &text),
            notices: noticed,
            stdin: (input.origin == Origin::Stdin).then_some(text),
        }
    }
}

/// What is to be said of how a file was read.
fn remarked(path: &str, remark: Remark) -> Notice {
    match remark {
        Remark::Guessed(message) => notice(path, &notices::GUESSED, message),
        Remark::LeftOut(message) => notice(path, &notices::LEFT_OUT, message),
    }
}

fn unreadable(path: &str, error: &ReadError) -> Notice {
    match error {
        // All that is there was read; it is more likely a slip than meant, and no reason to fail.
        ReadError::NoDocuments { .. } | ReadError::Snapshot { .. } => {
            notice(path, &notices::NO_DOCUMENTS, error.to_string())
        }
        // Behind an option, a subcommand is a path like any other.
        ReadError::Missing if Arguments::command().find_subcommand(path).is_some() => {
            let usage = match path {
                "explain" => "explain RULE",
                "baseline" => "baseline write",
                "completions" => "completions bash",
                _ => path,
            };
            let message = format!("{error} (`audit {usage}` takes no option before it)");
            notice(path, &notices::UNREADABLE, message)
        }
        ReadError::Missing => {
            let meant = mistyped(path).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
            notice(path, &notices::UNREADABLE, format!("{error}{meant}"))
        }
        _ => notice(path, &notices::UNREADABLE, error.to_string()),
    }
}

/// The subcommand that a path without a folder or an ending is likely to be a slip for.
fn mistyped(path: &str) -> Option<String> {
    // What other checkers call what this one does without a word.
    let meant = match path {
        "check" | "lint" | "run" | "scan" | "audit" | "test" | "verify" => Some("audit FILE"),
        "help" => Some("audit --help"),
        "version" => Some("audit --version"),
        "rules" | "list" | "rule" => Some("audit explain"),
        "suppress" | "ignore" => Some("audit allow"),
        "setup" | "settings" | "configure" => Some("audit config"),
        _ => None,
    };
    if let Some(meant) = meant {
        return Some(meant.to_owned());
    }
    let command = Arguments::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let meant = rules::nearest(path, &names).filter(|_| !path.contains(['.', '/', '\\']))?;
    Some(format!("audit {meant}"))
}

fn notice(path: &str, kind: &notices::Kind, message: String) -> Notice {
    Notice { path: path.to_owned(), line: None, column: None, severity: kind.level, rule: kind.name, message }
}

/// What is to be said of numbers that are too large to be read.
fn too_large(path: &str, report: &DocumentReport<'_>) -> Vec<Notice> {
    if report.too_large.is_empty() {
        return Vec::new();
    }
    let source = &*report.document.source;
    let lines = LineIndex::new(source);
    let said = |span: &Span| {
        let digits = source.get(span.range()).unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
        let (line, column) = lines.line_column(span.start);
        let (line, column) = (u32::try_from(line).ok(), u32::try_from(column).ok());
        let message = format!("a number of {digits} digits is larger than audit can work with; it was skipped");
        Notice { line, column, ..notice(path, &notices::TOO_LARGE, message) }
    };
    report.too_large.iter().map(said).collect()
}

/// What became of one path.
#[derive(Default)]
struct Outcome {
    piece: Piece,
    notices: Vec<Notice>,
    stdin: Option<String>,
}

impl Outcome {
    fn noticed(notice: Notice) -> Self {
        Self { notices: vec![notice], ..Self::default() }
    }
}

/// Prints the outcomes as they come, and adds them up.
struct Printer<'e> {
    outlets: Vec<Outlet<'e>>,
    /// Where notices are printed at once, and how far the run is.
    stderr: &'e mut (dyn Write + Send),
    /// Whether notices stand in the report instead.
    quiet: bool,
    progress: Progress,
    run: Run,
}

impl Printer<'_> {
    fn print(&mut self, outcome: Outcome) -> io::Result<()> {
        if !outcome.notices.is_empty() || outcome.piece.rendered.iter().any(|rendered| !rendered.is_empty()) {
            self.progress.clear(self.stderr)?;
        }
        for notice in outcome.notices {
            if !self.quiet {
                // What was found before stands before, also where both streams go to one terminal.
                for outlet in &mut self.outlets {
                    outlet.flush()?;
                }
                let line = format!("audit: {}: {}: {}", notice.severity.name(), notice.path, notice.message);
                writeln!(self.stderr, "{}", visible(&line))?;
            }
            self.run.notices.push(notice);
        }
        let Piece { rendered, summary, page, too_large, silent, comments, facts } = outcome.piece;
        // They are told at the end, as all that has a place in a text.
        self.run.remarks.extend(too_large);
        self.run.silent.extend(silent);
        for (outlet, rendered) in self.outlets.iter_mut().zip(&rendered) {
            outlet.document(rendered)?;
            self.run.printed |= !rendered.is_empty();
        }
        self.run.pages.extend(page);
        self.run.comments.extend(comments.into_iter().map(|comment| (self.run.documents, comment)));
        self.run.summary.add(&summary);
        self.run.ledger.add(self.run.documents, facts);
        self.run.documents += 1;
        self.run.stdin = self.run.stdin.take().or(outcome.stdin);
        if self.progress.step() {
            for outlet in &mut self.outlets {
                outlet.flush()?;
            }
            self.progress.draw(self.stderr)?;
        }
        Ok(())
    }
}

fn exit(fail_on: Option<Severity>, summary: &Summary, notices: &[Notice]) -> Exit {
    if notices.iter().any(|notice| notice.severity == Severity::Error) {
        Exit::Unreadable
    } else if fail_on.is_some_and(|level| summary.worst >= Some(level)) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
