//! `audit extract`: what was read, from paths to exit code.

use std::io;

use super::run::{Frame, Options, go_through};
use super::{Edge, Exit, ExtractArguments, RowFormat};
use crate::document::Format;
use crate::extract::extract;
use crate::model::Severity;
use crate::report::extract::Table;
use crate::report::{Notice, Rows, Summary};

/// The month in which fiscal years start, as in the JSON report.
const FISCAL_START: i8 = crate::report::Json::FISCAL_START;

/// Reads the paths and prints every quantity and period.
pub fn run(arguments: &ExtractArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let rows = match arguments.format {
        RowFormat::Jsonl => Rows::Jsonl,
        RowFormat::Csv => Rows::Csv,
        RowFormat::Human => Rows::Table(Table { unicode: edge.unicode, color: arguments.color.is_on(edge.color) }),
    };
    let frame = Frame { header: rows.header(), separator: b"" };
    let options = Options { threads: arguments.threads, max_size: arguments.max_size, quiet: false };
    let render = |path: &str, text: &str, format: Format| {
        let read = extract(text, format, arguments.date, FISCAL_START);
        (rows.document(path, &read), Summary::default())
    };
    let nothing = |_: &Summary, _: &[Notice]| Vec::new();
    let (_, notices) = go_through(&arguments.paths, options, frame, edge, render, nothing)?;
    let unread = notices.iter().any(|notice| notice.severity == Severity::Error);
    Ok(if unread { Exit::Unreadable } else { Exit::Clean })
}
