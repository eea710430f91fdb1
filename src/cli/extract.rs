//! `audit extract`: what was read, from paths to exit code.

use std::io;

use super::outputs::Frame;
use super::run::{Options, Piece, go_through};
use super::{Edge, Exit, ExtractArguments, RowFormat};
use crate::document::{Input, walk};
use crate::extract::extract;
use crate::model::Severity;
use crate::report::Rows;
use crate::report::extract::Table;

/// The month in which fiscal years start, as in the JSON report.
const FISCAL_START: i8 = crate::report::Json::FISCAL_START;

/// Reads the paths and prints every quantity and period.
pub fn run(arguments: &ExtractArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let rows = match arguments.format {
        RowFormat::Jsonl => Rows::Jsonl,
        RowFormat::Csv => Rows::Csv,
        RowFormat::Human => Rows::Table(Table { unicode: edge.unicode, color: arguments.work.color.is_on(edge.color) }),
    };
    let frame = [Frame { header: rows.header().to_vec(), ..Frame::default() }];
    let options =
        Options { threads: arguments.work.threads, max_size: arguments.work.max_size, quiet: false, since: None };
    let render = |input: &Input, text: &str| {
        let read = extract(text, input.format, arguments.date, FISCAL_START);
        Piece { rendered: vec![rows.document(&input.shown, &read)], ..Piece::default() }
    };
    let run = go_through(&walk(&arguments.paths), options, &frame, edge, render, |_| Vec::new())?;
    let unread = run.notices.iter().any(|notice| notice.severity == Severity::Error);
    Ok(if unread { Exit::Unreadable } else { Exit::Clean })
}
