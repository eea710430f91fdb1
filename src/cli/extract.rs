//! `audit extract`: what was read, from paths to exit code.

use std::io;

use super::outlet::Frame;
use super::run::{Ending, Options, Piece, go_through, misconfigured, misused};
use super::setup::{Setup, SetupArguments};
use super::{Edge, Exit, ExtractArguments, RowFormat};
use crate::document::Input;
use crate::extract::extract_with;
use crate::model::Severity;
use crate::report::Rows;
use crate::report::extract::Table;

/// Reads the paths and prints every quantity and period.
pub fn run(arguments: &ExtractArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let setup = SetupArguments { config: arguments.config.clone(), ..SetupArguments::default() };
    let stdin = match arguments.work.stdin(&arguments.paths) {
        Ok(stdin) => stdin,
        Err(message) => return misused(message, edge),
    };
    let (found, setup) = match Setup::find(&setup, &arguments.paths, stdin) {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let rows = match arguments.format {
        RowFormat::Jsonl => Rows::Jsonl,
        RowFormat::Csv => Rows::Csv,
        RowFormat::Human => Rows::Table(Table { unicode: edge.unicode, color: arguments.work.color.is_on(edge.color) }),
    };
    let frame = [Frame { header: rows.header().to_vec(), ..Frame::default() }];
    let options = Options {
        threads: arguments.work.threads,
        read: arguments.work.read_options(),
        ending: Ending::Unread,
        ..Options::default()
    };
    let render = |input: &Input, text: &str| {
        let read = extract_with(text, input.format, arguments.date, setup.naming(input));
        Piece { rendered: vec![rows.document(&input.shown, &read)], ..Piece::default() }
    };
    let run = go_through(&found, options, &frame, edge, render, |_| Vec::new())?;
    let unread = run.notices.iter().any(|notice| notice.severity == Severity::Error);
    Ok(if unread { Exit::Unreadable } else { Exit::Clean })
}
