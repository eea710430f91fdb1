//! The JSON report, version 1: a contract with other tools.
//!
//! It is written by hand, straight into bytes. The tree of a general serialiser would cost more than the audit itself, and a fixed order of
//! the fields makes two reports easy to compare.

mod conflict;
mod data;
mod lines;

pub use lines::Jsonl;

use std::io::Write;

use crate::audit::{CheckedClaim, DocumentReport};
use crate::conflicts::Compared;
use crate::document::{Format, Places, page};
use crate::model::{Decimal, Direction, MONTHS, Period, Quantity, Role, Severity, Span, Unit, Value};
use crate::rules::{Cause, Expected, Finding};

use super::fingerprint::{Fingerprints, is_plain};
use super::number::{Nearby, outward, write_date, write_decimal, write_integer, write_scaled};
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
        out.reserve(path.len() + HEAD + report.claims.len() * CLAIM);
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

/// How many bytes the claims of a document take, each on average, and what stands before them.
const CLAIM: usize = 1_300;
const HEAD: usize = 300;

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

/// Writes the name of a member and its value, a word of our own or null: in one piece, where it can be.
macro_rules! member {
    ($out:expr, $name:literal, $word:expr) => {
        match $word {
            Some(word) => {
                raw($out, concat!($name, "\""));
                raw($out, word);
                raw($out, "\"");
            }
            None => raw($out, concat!($name, "null")),
        }
    };
}

/// What the claims of one document share.
///
/// A report is several times as long as the text that it is of. That is why its fixed pieces are as long as they can be, quotation marks
/// of what follows included, and why only what comes from the text is looked at for something to escape.
struct Page<'a> {
    source: &'a str,
    /// The format, if the file may say on which pages its text stands.
    paged: Option<Format>,
    places: Places<'a>,
    fingerprints: Fingerprints,
    fiscal_start: i8,
    /// A piece of the text in which nothing needs an escape: the statement of the claim, if that is so.
    plain: Span,
    /// The bytes of places that were written, and their lines and columns.
    bytes: Nearby,
    lines: Nearby,
}

impl<'a> Page<'a> {
    fn of(report: &'a DocumentReport<'_>, fiscal_start: i8) -> Self {
        let source = &*report.document.source;
        let has_pages = !report.document.format.keeps_bytes() && memchr::memchr(0x0c, source.as_bytes()).is_some();
        let paged = has_pages.then_some(report.document.format);
        let fingerprints = Fingerprints::with_capacity(report.claims.len());
        let (plain, bytes, lines) = (Span::default(), Nearby::default(), Nearby::default());
        Self { source, paged, places: Places::new(source), fingerprints, fiscal_start, plain, bytes, lines }
    }

    fn claim(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim) {
        out.push(b'{');
        self.fields(out, checked);
        out.push(b'}');
    }

    fn fields(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim) {
        let claim = &checked.claim;
        raw(out, r#""id": ""#);
        let statement = self.source.get(claim.statement.range()).unwrap_or_default();
        self.fingerprints.write(out, checked, statement);
        self.plain = if self.fingerprints.is_plain() { claim.statement } else { Span::default() };
        raw(out, r#"", "kind": ""#);
        raw(out, claim.kind.name());
        member!(out, r#"", "rule": "#, checked.rule);
        raw(out, r#", "verdict": ""#);
        raw(out, checked.verdict.name());
        member!(out, r#"", "severity": "#, checked.severity.map(Severity::name));
        member!(out, r#", "direction": "#, claim.direction.map(Direction::name));
        raw(out, r#", "metric": "#);
        optional(out, claim.metric.as_deref(), string);
        raw(out, r#", "statement": {"text": ""#);
        self.place(out, claim.statement);
        raw(out, r#"}, "quantities": ["#);
        list(out, checked.reading().roles.iter().enumerate(), ", ", |out, (at, role)| self.quantity(out, at, role));
        outcome(out, checked);
        if let Some(accepted) = checked.accepted.last() {
            raw(out, r#", "accepted": {"by": "#);
            string(out, accepted.by);
            raw(out, r#", "reason": "#);
            string(out, &accepted.reason);
            out.push(b'}');
        }
    }

    /// A quantity and its role, the `at`-th of the claim whose name was written last.
    fn quantity(&mut self, out: &mut Vec<u8>, at: usize, (role, quantity): &(Role, Quantity)) {
        raw(out, r#"{"role": ""#);
        raw(out, role.name());
        raw(out, r#"", "text": ""#);
        self.place(out, quantity.span);
        raw(out, r#", "value": ""#);
        match quantity.value {
            // The name of the claim is made of it.
            Value::Number { .. } => out.extend_from_slice(self.fingerprints.value(at)),
            _ => value(out, &quantity.value),
        }
        raw(out, r#"", "unit": ""#);
        unit(out, quantity);
        if let Some((low, high, scale)) = quantity.bare_ends() {
            raw(out, r#"", "low": ""#);
            write_scaled(out, low < 0, low.unsigned_abs(), scale as usize);
            raw(out, r#"", "high": ""#);
            write_scaled(out, high < 0, high.unsigned_abs(), scale as usize);
            raw(out, r#"", "hedge": "#);
        } else {
            let interval = quantity.interval();
            raw(out, r#"", "low": "#);
            optional(out, interval.and_then(|interval| interval.low()), decimal);
            raw(out, r#", "high": "#);
            optional(out, interval.and_then(|interval| interval.high()), decimal);
            raw(out, r#", "hedge": "#);
        }
        if quantity.hedge.is_none() && quantity.period.is_none() && quantity.per.is_none() {
            return raw(out, r#"null, "period": null}"#);
        }
        optional(out, quantity.hedge.as_ref().map(|found| found.kind.name()), word);
        raw(out, r#", "period": "#);
        optional(out, quantity.period, |out, period| self.period(out, period));
        if let Some(per) = &quantity.per {
            raw(out, r#", "per": "#);
            string(out, per);
        }
        out.push(b'}');
    }

    fn period(&self, out: &mut Vec<u8>, period: Period) {
        raw(out, r#"{"text": ""#);
        self.text(out, period.span);
        let days = period.days(self.fiscal_start);
        raw(out, r#"", "start": "#);
        optional(out, days, |out, (first, _)| quoted(out, |out| write_date(out, first)));
        raw(out, r#", "end": "#);
        optional(out, days, |out, (_, last)| quoted(out, |out| write_date(out, last)));
        out.push(b'}');
    }

    /// The text of a span, whose opening quotation mark has been written, and where it stands.
    fn place(&mut self, out: &mut Vec<u8>, span: Span) {
        self.text(out, span);
        raw(out, r#"", "start": "#);
        self.bytes.write(out, span.start.into());
        raw(out, r#", "end": "#);
        self.bytes.write(out, span.end.into());
        let (line, column) = self.places.line_column(span.start);
        raw(out, r#", "line": "#);
        self.lines.write(out, line as u64);
        raw(out, r#", "column": "#);
        self.lines.write(out, column as u64);
        if let Some(page) = self.paged.and_then(|format| page(self.source, format, span.start)) {
            raw(out, r#", "page": "#);
            write_scaled(out, false, page.into(), 0);
        }
    }

    /// The text of a span, for between quotation marks.
    fn text(&self, out: &mut Vec<u8>, span: Span) {
        let text = self.source.get(span.range()).unwrap_or_default();
        if self.plain.covers(span) { raw(out, text) } else { escaped(out, text) }
    }
}

/// What follows the quantities of a claim.
fn outcome(out: &mut Vec<u8>, checked: &CheckedClaim) {
    if checked.expected.is_none() && checked.findings.is_empty() && checked.causes.is_empty() {
        raw(out, r#"], "expected": null, "findings": [], "causes": []"#);
    } else {
        raw(out, r#"], "expected": "#);
        optional(out, checked.expected.as_ref(), expected);
        raw(out, r#", "findings": ["#);
        list(out, &checked.findings, ", ", finding);
        raw(out, r#"], "causes": ["#);
        list(out, &checked.causes, ", ", cause);
        out.push(b']');
    }
    member!(out, r#", "reason": "#, checked.reason);
    match checked.claim.certainty {
        Some(certainty) => {
            raw(out, r#", "certainty": "#);
            write_scaled(out, false, u64::from(certainty), 0);
        }
        None => raw(out, r#", "certainty": null"#),
    }
}

/// Writes the value of a quantity, for between quotation marks.
fn value(out: &mut Vec<u8>, value: &Value) {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    match value {
        Value::Number { value, .. } => write_decimal(out, *value),
        Value::Date(date) => write_date(out, *date),
        Value::Weekday(day) => raw(out, name(&DAYS, day.to_monday_one_offset())),
        Value::Month(month) => raw(out, name(&MONTHS, *month)),
        Value::Year(year) => print(out, format_args!("{year}")),
        // An item of a list is one thing; its words stand in "text".
        Value::Words(_) => out.push(b'1'),
    }
}

/// Writes the unit of a quantity, for between quotation marks.
fn unit(out: &mut Vec<u8>, quantity: &Quantity) {
    match (&quantity.value, &quantity.unit) {
        (Value::Date(_), _) => raw(out, "date"),
        (Value::Weekday(_), _) => raw(out, "weekday"),
        (Value::Month(_), _) => raw(out, "month"),
        (Value::Year(_), _) => raw(out, "year"),
        (_, Unit::Money(currency)) => out.extend_from_slice(currency.letters()),
        (_, Unit::Count(Some(noun))) => escaped(out, noun),
        (_, unit) => raw(out, unit.name()),
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
    quoted(out, |out| escaped(out, text));
}

/// A string with its escapes, for between quotation marks.
fn escaped(out: &mut Vec<u8>, text: &str) {
    // Most strings have nothing to escape, and to see that is faster than to copy them byte by byte.
    if is_plain(text.as_bytes()) {
        raw(out, text);
    } else {
        escaped_by_bytes(out, text);
    }
}

#[cold]
#[inline(never)]
fn escaped_by_bytes(out: &mut Vec<u8>, text: &str) {
    // Neither a `Vec` nor a string gives the serialiser a reason to fail; the quotation marks are its own.
    let mut quoted = Vec::with_capacity(text.len() + 16);
    let _ = serde_json::to_writer(&mut quoted, text);
    out.extend_from_slice(quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default());
}

/// A word of our own, in quotes: there is nothing to escape in it.
fn word(out: &mut Vec<u8>, word: &'static str) {
    quoted(out, |out| raw(out, word));
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
