//! `audit facts`: what documents state, by metric and period.

use std::io;

use super::outlet::Frame;
use super::run::{Ending, Options, Piece, Run, go_through, misconfigured, misused};
use super::setup::Setup;
use super::texts::Texts;
use super::{Edge, Exit, FactsArguments, RowFormat};
use crate::accept::hold_back;
use crate::audit::audit_with;
use crate::conflicts::compare;
use crate::document::Input;
use crate::model::Severity;
use crate::report::LedgerReport;

/// Reads the paths and prints the ledger.
pub fn run(arguments: &FactsArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let stdin = match arguments.work.stdin(&arguments.paths) {
        Ok(stdin) => stdin,
        Err(message) => return misused(message, edge),
    };
    let (found, setup) = match Setup::find(&arguments.setup, &arguments.paths, stdin) {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let bad_rows = setup.notices(Some(&mut *edge.stderr))?;
    let report = match arguments.format {
        RowFormat::Jsonl => LedgerReport::Jsonl,
        RowFormat::Csv => LedgerReport::Csv,
        RowFormat::Human => LedgerReport::Human {
            width: edge.width,
            unicode: edge.unicode,
            color: arguments.work.color.is_on(edge.color),
        },
    };
    let frame = [Frame::default()];
    let options = Options {
        threads: arguments.work.threads,
        read: arguments.work.read_options(),
        ending: Ending::Unread,
        ..Options::default()
    };
    let render = |input: &Input, text: &str| {
        let facts = audit_with(
            text,
            input.format,
            setup.naming(input),
            setup.preview(&input.shown),
            setup.options(input).line(),
        )
        .facts;
        Piece { facts, ..Piece::default() }
    };
    let finish = |run: &mut Run| {
        run.notices.splice(..0, bad_rows);
        let texts = Texts::of(&found, &setup, run, arguments.work.read_options());
        let mut compared = compare(&run.ledger, &texts);
        hold_back(&mut compared, |path| setup.preview(path));
        vec![report.render(&run.ledger, &compared, &texts)]
    };
    let run = go_through(&found, options, &frame, edge, render, finish)?;
    let unread = run.notices.iter().any(|notice| notice.severity == Severity::Error);
    Ok(if unread { Exit::Unreadable } else { Exit::Clean })
}
