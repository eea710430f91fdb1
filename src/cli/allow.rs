//! `audit allow`: writes the comment that accepts the findings of a line, with a reason.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::fix::write;
use super::run::{judged, misconfigured, misused};
use super::setup::{Setup, SetupArguments};
use super::{Edge, Exit};
use crate::accept::Acceptor;
use crate::audit::DocumentReport;
use crate::document::{Block, BlockKind, Format, LineIndex, Origin, ReadOptions, io_reason, visible};
use crate::report::{Fingerprints, primary};

/// The arguments of `audit allow`.
#[derive(Debug, Args)]
pub struct AllowArguments {
    /// The line of the finding, as the report gives it: draft.md:11
    #[arg(value_name = "FILE:LINE")]
    pub place: String,

    /// Why the finding is accepted; it is written into the comment
    #[arg(long, value_name = "TEXT", required = true)]
    pub reason: String,

    /// Accept only the findings of this rule; all of the line when left out
    #[arg(long, value_name = "RULE", value_parser = super::names::rule_names(), hide_possible_values = true)]
    pub rule: Option<String>,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,
}

/// What its help ends with.
pub const EXAMPLES: &str = "\
Examples:
  audit allow draft.md:11 --reason \"restated basis, see note 3\"
  audit allow page.html:40 --rule wrong-total --reason \"of which items are rounded\"

The comment `<!-- audit: allow RULE -- REASON -->` is written above the paragraph, heading or table of the line, or at the end of the line
in a list. A Word document is not written to: there, add a comment `audit: allow RULE -- REASON` yourself.

Exit codes: 0 written; 1 there is no finding on that line; 2 wrong usage; 3 the file could not be read or written.";

/// Writes the comment.
pub fn run(arguments: &AllowArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let place = arguments.place.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse::<usize>().ok()?)));
    let Some((path, line)) = place else {
        return misused(&format!("expected FILE:LINE, such as draft.md:11, not `{}`", arguments.place), edge);
    };
    let reason = arguments.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return misused("a reason is needed: --reason \"restated basis, see note 3\"", edge);
    }
    if reason.contains("--") || reason.contains('>') {
        return misused("the reason must not contain `--` or `>`, which would end the comment", edge);
    }
    let (found, setup) = match Setup::find(&arguments.setup, &[PathBuf::from(path)], None) {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let fail = |message: &str, edge: &mut Edge<'_>| -> io::Result<Exit> {
        writeln!(edge.stderr, "audit: error: {}: {}", visible(path), visible(message))?;
        Ok(Exit::Unreadable)
    };
    let Some(input) = found.inputs.first() else {
        let error = found.errors.first().map_or_else(String::new, |(_, error)| error.to_string());
        return fail(&error, edge);
    };
    let Origin::File(file) = &input.origin else { return misused("standard input can't be written to", edge) };
    let text = match input.read(&ReadOptions::default()) {
        Ok(read) => read.text,
        Err(error) => return fail(&error.to_string(), edge),
    };
    let acceptor = Acceptor::new(setup.configs().all(), None);
    let report = judged(input, &text, &setup, &acceptor).report;
    let found = Findings::of(&report, line, arguments.rule.as_deref());
    let plan = (!found.rules.is_empty()).then(|| (place_of(&report, input.format, found.at), found));
    let Some(((at, shape), findings)) = plan else {
        writeln!(edge.stderr, "audit: {}:{line}: there is no finding to allow on this line", visible(path))?;
        return Ok(Exit::Findings);
    };
    let rules = findings.rules.join(", ");
    if !input.format.keeps_bytes() {
        let ids = findings.ids.join("\" or \"");
        let message = format!(
            "a {} is read and not written; add a comment `audit: allow {rules} -- {reason}` to it, or an [[allow]] entry with the \
             fingerprint \"{ids}\" to audit.toml",
            input.format.name()
        );
        return fail(&message, edge);
    }
    let comment = format!("<!-- audit: allow {rules} -- {reason} -->");
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let inserted = match shape {
        Shape::Line => format!("{comment}{end}"),
        Shape::Before => comment.clone(),
        Shape::After => format!(" {comment}"),
    };
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return fail("the place can't be written to", edge);
    };
    if let Err(error) = write(file, input.format, &text, &format!("{before}{inserted}{after}")) {
        return fail(&io_reason(&error), edge);
    }
    let line = before.matches('\n').count() + 1;
    writeln!(edge.stdout, "{}:{line}: {comment}", visible(path))?;
    Ok(Exit::Clean)
}

/// The findings of a line.
struct Findings {
    rules: Vec<&'static str>,
    ids: Vec<String>,
    /// Where the first of them stands.
    at: u32,
}

impl Findings {
    fn of(report: &DocumentReport<'_>, line: usize, rule: Option<&str>) -> Self {
        let lines = LineIndex::new(&report.document.source);
        let mut found = Self { rules: Vec::new(), ids: Vec::new(), at: 0 };
        // A fingerprint counts the claims before it that are alike.
        let mut fingerprints = Fingerprints::with_capacity(report.claims.len());
        for checked in &report.claims {
            let mut id = Vec::new();
            let statement = report.document.source.get(checked.claim.statement.range()).unwrap_or_default();
            fingerprints.write(&mut id, checked, statement);
            let id = String::from_utf8_lossy(&id).into_owned();
            for finding in checked.findings.iter().filter(|finding| rule.is_none_or(|rule| rule == finding.rule)) {
                let at = primary(checked, finding).start;
                if lines.line_column(at).0 != line {
                    continue;
                }
                if found.rules.is_empty() {
                    found.at = at;
                }
                if !found.rules.contains(&finding.rule) {
                    found.rules.push(finding.rule);
                }
                if !found.ids.contains(&id) {
                    found.ids.push(id.clone());
                }
            }
        }
        found
    }
}

/// How the comment is put into the text.
enum Shape {
    /// On a line of its own, before the block.
    Line,
    /// Before the words of the block.
    Before,
    /// At the end of the line.
    After,
}

/// Where the comment for a number goes.
fn place_of(report: &DocumentReport<'_>, format: Format, at: u32) -> (usize, Shape) {
    let source = &*report.document.source;
    let span = |block: &Block<'_>| block.prose.span(0..u32::try_from(block.prose.text().len()).unwrap_or(u32::MAX));
    let holds = |block: &&Block<'_>| span(block).start <= at && at < span(block).end;
    let block = report.document.blocks.iter().find(holds);
    let table = block.and_then(|block| match block.kind {
        BlockKind::Cell { table, .. } => Some(table),
        _ => None,
    });
    // For all of a table the comment stands before its first cell.
    let first = match table {
        Some(table) => {
            let same =
                |block: &&Block<'_>| matches!(block.kind, BlockKind::Cell { table: other, .. } if other == table);
            report.document.blocks.iter().find(same)
        }
        None => block,
    };
    let start = first.map_or(at as usize, |first| span(first).start as usize);
    let line = source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let alone = source.get(line..start).is_some_and(|before| before.trim().is_empty());
    if format == Format::Html {
        return (start, Shape::Before);
    }
    if table.is_some() || alone || source.get(line..start).is_some_and(|before| before.trim_start().starts_with('#')) {
        return (line, Shape::Line);
    }
    let end = source.get(at as usize..).and_then(|rest| rest.find('\n')).map_or(source.len(), |len| at as usize + len);
    (source.get(..end).map_or(end, |line| line.trim_end_matches('\r').len()), Shape::After)
}
