//! The JSON report, version 1: a contract with other tools.
//!
//! It is written by hand, straight into bytes. The tree of a general serialiser would cost more than the audit itself, and a fixed order of
//! the fields makes two reports easy to compare.

mod conflict;
mod lines;

pub use lines::Jsonl;

use std::io::Write;

use std::cell::Cell;

use crate::audit::{CheckedClaim, DocumentReport};
use crate::conflicts::Compared;
use crate::document::LineIndex;
use crate::model::{Decimal, Direction, MONTHS, Period, Quantity, Severity, Span, Value};
use crate::rules::{Cause, Expected, Finding};

use super::fingerprint::Fingerprints;
use super::number::{outward, write_date, write_decimal, write_integer};
use super::{Notice, Summary};

/// Writes the JSON report: the head, each document as it is finished, and the summary last.
#[derive(Debug, Clone, Copy)]
pub struct Json {
    /// The month (1 to 12) in which fiscal years start, for the days of a fiscal period.
    pub fiscal_start: i8,
}

impl Default for Json {
    fn default() -> Self {
        Self { fiscal_start: Self::FISCAL_START }
    }
}

impl Json {
    /// July, as in the figures that the project grew up with; it differs by country and by firm.
    pub const FISCAL_START: i8 = 7;

    /// What stands before the first document.
    pub fn header(self, out: &mut Vec<u8>) {
        let name =
            concat!(r#"{"schema": 1, "tool": {"name": "audit", "version": ""#, env!("CARGO_PKG_VERSION"), "\"},\n");
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(br#""documents": ["#);
    }

    /// One document, without the comma that parts it from the next.
    pub fn document(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        let document = &report.document;
        raw(out, r#"{"path": "#);
        string(out, path);
        raw(out, r#", "title": "#);
        optional(out, document.title.as_deref(), string);
        raw(out, r#", "date": "#);
        optional(out, document.date, |out, date| quoted(out, |out| write_date(out, date)));
        raw(out, r#", "claims": ["#);
        if !report.claims.is_empty() {
            let mut page = Page::of(report, self.fiscal_start);
            list(out, &report.claims, ",", |out, claim| {
                out.push(b'\n');
                page.claim(out, claim);
            });
        }
        raw(out, "]}");
    }

    /// What stands after the last document.
    pub fn finish(self, summary: &Summary, notices: &[Notice], compared: &Compared, out: &mut Vec<u8>) {
        raw(out, "],\n\"conflicts\": [");
        conflict::conflicts(out, &compared.conflicts);
        raw(out, "],\n\"decided\": [");
        conflict::decided(out, &compared.decided);
        raw(out, "],\n\"notices\": [");
        list(out, notices, ", ", notice);
        raw(out, "],\n\"summary\": {");
        counts(out, summary);
        raw(out, "}}\n");
    }
}

/// The members of the summary.
fn counts(out: &mut Vec<u8>, summary: &Summary) {
    let counts = [
        ("documents", summary.documents),
        ("claims", summary.claims),
        ("exact", summary.exact),
        ("rounded", summary.rounded),
        ("strained", summary.strained),
        ("mismatch", summary.mismatch),
        ("unchecked", summary.unchecked),
        ("skipped", summary.skipped),
    ];
    for (name, count) in counts {
        print(out, format_args!(r#""{name}": {count}, "#));
    }
    raw(out, r#""reasons": {"#);
    list(out, &summary.reasons, ", ", |out, (reason, count)| {
        string(out, reason);
        raw(out, ": ");
        write_integer(out, *count);
    });
    raw(out, r#"}, "agreements": "#);
    write_integer(out, summary.agreements);
    if summary.decided > 0 {
        raw(out, r#", "decided": "#);
        write_integer(out, summary.decided);
    }
    if summary.allowed > 0 {
        raw(out, r#", "allowed": "#);
        write_integer(out, summary.allowed);
    }
    if let Some(since) = &summary.since {
        raw(out, r#", "since": "#);
        string(out, since);
        raw(out, r#", "elsewhere": "#);
        write_integer(out, summary.elsewhere);
    }
    if let Some(baseline) = &summary.baseline {
        raw(out, r#", "known": "#);
        write_integer(out, summary.known);
        raw(out, r#", "baseline": "#);
        string(out, baseline);
    }
}

/// What the claims of one document share.
struct Page<'a> {
    source: &'a str,
    lines: LineIndex<'a>,
    fingerprints: Fingerprints,
    fiscal_start: i8,
    /// The place that was asked for last: most questions are for one a little behind it in the same line.
    last: Cell<(u32, usize, usize)>,
}

impl<'a> Page<'a> {
    fn of(report: &DocumentReport<'a>, fiscal_start: i8) -> Self {
        let source = report.document.source;
        Self {
            source,
            lines: LineIndex::new(source),
            fingerprints: Fingerprints::with_capacity(report.claims.len()),
            fiscal_start,
            last: Cell::new((0, 1, 1)),
        }
    }

    fn claim(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim) {
        out.push(b'{');
        self.fields(out, checked);
        out.push(b'}');
    }

    fn fields(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim) {
        let claim = &checked.claim;
        raw(out, r#""id": "#);
        let statement = self.source.get(claim.statement.range()).unwrap_or_default();
        quoted(out, |out| self.fingerprints.write(out, checked, statement));
        raw(out, r#", "kind": ""#);
        raw(out, claim.kind.name());
        raw(out, r#"", "rule": "#);
        optional(out, checked.rule, string);
        raw(out, r#", "verdict": ""#);
        raw(out, checked.verdict.name());
        raw(out, r#"", "severity": "#);
        optional(out, checked.severity.map(Severity::name), string);
        raw(out, r#", "direction": "#);
        optional(out, claim.direction.map(Direction::name), string);
        raw(out, r#", "metric": "#);
        optional(out, claim.metric.as_deref(), string);
        raw(out, r#", "statement": {"#);
        self.place(out, claim.statement);
        raw(out, r#"}, "quantities": ["#);
        list(out, &checked.reading().roles, ", ", |out, (role, quantity)| self.quantity(out, role.name(), quantity));
        raw(out, r#"], "expected": "#);
        optional(out, checked.expected.as_ref(), expected);
        raw(out, r#", "findings": ["#);
        list(out, &checked.findings, ", ", finding);
        raw(out, r#"], "causes": ["#);
        list(out, &checked.causes, ", ", cause);
        raw(out, r#"], "reason": "#);
        optional(out, checked.reason, string);
        if let Some(accepted) = checked.accepted.last() {
            raw(out, r#", "accepted": {"by": "#);
            string(out, accepted.by);
            raw(out, r#", "reason": "#);
            string(out, &accepted.reason);
            out.push(b'}');
        }
    }

    fn quantity(&self, out: &mut Vec<u8>, role: &str, quantity: &Quantity) {
        raw(out, r#"{"role": ""#);
        raw(out, role);
        raw(out, r#"", "#);
        self.place(out, quantity.span);
        raw(out, r#", "value": "#);
        let unit = value(out, quantity);
        raw(out, r#", "unit": "#);
        string(out, unit);
        let interval = quantity.interval();
        raw(out, r#", "low": "#);
        optional(out, interval.and_then(|interval| interval.low()), decimal);
        raw(out, r#", "high": "#);
        optional(out, interval.and_then(|interval| interval.high()), decimal);
        raw(out, r#", "hedge": "#);
        optional(out, quantity.hedge.as_ref().map(|found| found.kind.name()), string);
        raw(out, r#", "period": "#);
        optional(out, quantity.period, |out, period| self.period(out, period));
        out.push(b'}');
    }

    fn period(&self, out: &mut Vec<u8>, period: Period) {
        raw(out, r#"{"text": "#);
        string(out, self.source.get(period.span.range()).unwrap_or_default());
        let days = period.days(self.fiscal_start);
        raw(out, r#", "start": "#);
        optional(out, days, |out, (first, _)| quoted(out, |out| write_date(out, first)));
        raw(out, r#", "end": "#);
        optional(out, days, |out, (_, last)| quoted(out, |out| write_date(out, last)));
        out.push(b'}');
    }

    /// Line and column of a byte.
    fn line_column(&self, at: u32) -> (usize, usize) {
        const NEAR: usize = 2_048;
        let (from, line, column) = self.last.get();
        let between = self.source.get(from as usize..at as usize).filter(|between| between.len() <= NEAR);
        let found = match between {
            Some(between) if memchr::memchr(b'\n', between.as_bytes()).is_none() => {
                (line, column + between.chars().count())
            }
            _ => self.lines.line_column(at),
        };
        self.last.set((at, found.0, found.1));
        found
    }

    /// The text of a span and where it stands.
    fn place(&self, out: &mut Vec<u8>, span: Span) {
        raw(out, r#""text": "#);
        string(out, self.source.get(span.range()).unwrap_or_default());
        raw(out, r#", "start": "#);
        write_integer(out, span.start.into());
        raw(out, r#", "end": "#);
        write_integer(out, span.end.into());
        let (line, column) = self.line_column(span.start);
        raw(out, r#", "line": "#);
        write_integer(out, line as u64);
        raw(out, r#", "column": "#);
        write_integer(out, column as u64);
    }
}

/// Writes the value of a quantity and returns its unit.
fn value<'q>(out: &mut Vec<u8>, quantity: &'q Quantity) -> &'q str {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    match &quantity.value {
        Value::Number { value, .. } => {
            decimal(out, *value);
            quantity.unit.name()
        }
        Value::Date(date) => {
            quoted(out, |out| write_date(out, *date));
            "date"
        }
        Value::Weekday(day) => {
            string(out, name(&DAYS, day.to_monday_one_offset()));
            "weekday"
        }
        Value::Month(month) => {
            string(out, name(&MONTHS, *month));
            "month"
        }
        Value::Year(year) => {
            quoted(out, |out| print(out, format_args!("{year}")));
            "year"
        }
        Value::Words(_) => {
            // An item of a list is one thing; its words stand in "text".
            string(out, "1");
            quantity.unit.name()
        }
    }
}

/// The n-th name, counted from 1.
fn name<'n>(names: &[&'n str], number: i8) -> &'n str {
    usize::try_from(number).ok().and_then(|number| names.get(number.checked_sub(1)?)).copied().unwrap_or_default()
}

fn expected(out: &mut Vec<u8>, expected: &Expected) {
    let (low, high) = outward(&expected.interval);
    raw(out, r#"{"role": ""#);
    raw(out, expected.role.name());
    raw(out, r#"", "low": "#);
    optional(out, low, decimal);
    raw(out, r#", "high": "#);
    optional(out, high, decimal);
    raw(out, r#", "unit": "#);
    string(out, expected.unit.name());
    out.push(b'}');
}

fn finding(out: &mut Vec<u8>, finding: &Finding) {
    raw(out, r#"{"rule": "#);
    string(out, finding.rule);
    raw(out, r#", "verdict": ""#);
    raw(out, finding.verdict.name());
    raw(out, r#"", "severity": ""#);
    raw(out, finding.severity.name());
    raw(out, r#"", "message": "#);
    string(out, &finding.message);
    out.push(b'}');
}

fn cause(out: &mut Vec<u8>, cause: &Cause) {
    raw(out, r#"{"name": "#);
    string(out, cause.name);
    raw(out, r#", "message": "#);
    string(out, &cause.message);
    raw(out, r#", "replacement": "#);
    optional(out, cause.replacement.as_ref(), |out, replacement| {
        raw(out, r#"{"start": "#);
        write_integer(out, replacement.span.start.into());
        raw(out, r#", "end": "#);
        write_integer(out, replacement.span.end.into());
        raw(out, r#", "text": "#);
        string(out, &replacement.text);
        out.push(b'}');
    });
    out.push(b'}');
}

fn notice(out: &mut Vec<u8>, notice: &Notice) {
    out.push(b'{');
    notice_fields(out, notice);
    out.push(b'}');
}

fn notice_fields(out: &mut Vec<u8>, notice: &Notice) {
    let number = |out: &mut Vec<u8>, value: u32| write_integer(out, value.into());
    raw(out, r#""path": "#);
    string(out, &notice.path);
    raw(out, r#", "line": "#);
    optional(out, notice.line, number);
    raw(out, r#", "column": "#);
    optional(out, notice.column, number);
    raw(out, r#", "severity": ""#);
    raw(out, notice.severity.name());
    raw(out, r#"", "rule": "#);
    string(out, notice.rule);
    raw(out, r#", "message": "#);
    string(out, &notice.message);
}

pub(super) fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// A string with its quotes and escapes.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    // Most strings have nothing to escape, and to see that eight bytes at a time is faster than to copy them one by one.
    if is_plain(text.as_bytes()) {
        quoted(out, |out| raw(out, text));
        return;
    }
    // Neither a `Vec` nor a string gives the serialiser a reason to fail.
    let _ = serde_json::to_writer(out, text);
}

/// Whether no byte needs an escape: no quotation mark, no backslash, no control character.
fn is_plain(text: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    // The high bit of each byte that is less than n; a borrow may mark a byte above such a one as well, which does no harm.
    let less = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word & HIGH;
    let (words, rest) = text.as_chunks::<8>();
    let found = words.iter().fold(0, |found, word| {
        let word = u64::from_le_bytes(*word);
        found | less(word, 0x20) | less(word ^ (ONES * u64::from(b'"')), 1) | less(word ^ (ONES * u64::from(b'\\')), 1)
    });
    found == 0 && rest.iter().all(|byte| *byte >= 0x20 && !matches!(byte, b'"' | b'\\'))
}

/// Something that needs no escapes, in quotes.
pub(super) fn quoted(out: &mut Vec<u8>, content: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    content(out);
    out.push(b'"');
}

pub(super) fn decimal(out: &mut Vec<u8>, value: Decimal) {
    quoted(out, |out| write_decimal(out, value));
}

fn print(out: &mut Vec<u8>, arguments: std::fmt::Arguments<'_>) {
    // Writing to a `Vec` cannot fail.
    let _ = out.write_fmt(arguments);
}

pub(super) fn optional<T>(out: &mut Vec<u8>, value: Option<T>, write: impl FnOnce(&mut Vec<u8>, T)) {
    match value {
        Some(value) => write(out, value),
        None => raw(out, "null"),
    }
}

fn list<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    separator: &str,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            raw(out, separator);
        }
        write(out, item);
    }
}
