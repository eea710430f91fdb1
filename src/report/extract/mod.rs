//! What was read, row by row: the formats of `audit extract`.
//!
//! | field | quantity | period |
//! |---|---|---|
//! | `kind` | `quantity` | `period` |
//! | `path`, `start`, `end`, `line`, `column`, `text` | the place: bytes of the file from 0, line and column from 1 | the same |
//! | `value` | the number in base units; empty for a range | – |
//! | `range` | both ends of "15 to 20" | – |
//! | `unit` | an ISO 4217 code, `%`, `pp`, `x`, a unit of time, else the counted noun or `count` | – |
//! | `low`, `high` | what the number may stand for when it was rounded honestly; empty where it is open | – |
//! | `hedge` | `at_least`, `at_most`, `just_under`, `just_over`, `about` | – |
//! | `metric` | what is measured, as the claim says it | – |
//! | `period` | the words of the period it belongs to, its first and its last day | its own |
//! | `change` | `up` or `down` where the number is itself a change | – |
//! | `claim`, `role` | the claim that it belongs to, named as in the JSON report, and its part there | the same |

pub(super) mod csv;
mod jsonl;
mod table;

pub use table::Table;

use jiff::civil::Date;

use super::fingerprint::Fingerprints;
use crate::audit::CheckedClaim;
use crate::document::LineIndex;
use crate::extract::{Extract, Item, Named, Row};
use crate::model::{Decimal, Direction, Span};

/// A format for what was read.
#[derive(Debug, Clone, Copy)]
pub enum Rows {
    /// An object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// For people.
    Table(Table),
}

impl Rows {
    /// What stands before the first document.
    #[must_use]
    pub fn header(&self) -> &'static [u8] {
        match self {
            Self::Csv => csv::HEADER,
            Self::Jsonl | Self::Table(_) => b"",
        }
    }

    /// The rows of one document.
    #[must_use]
    pub fn document(&self, path: &str, extract: &Extract<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        let ids = ids(extract);
        let lines = LineIndex::new(&extract.report.document.source);
        let page = Page { path, extract, lines: &lines, ids: &ids };
        match self {
            Self::Jsonl => extract.rows.iter().for_each(|row| jsonl::row(&page.fields(row), &mut out)),
            Self::Csv => extract.rows.iter().for_each(|row| csv::row(&page.fields(row), &mut out)),
            Self::Table(table) => table.document(&page, &mut out),
        }
        out
    }
}

/// The names of the claims, as the JSON report gives them.
fn ids(extract: &Extract<'_>) -> Vec<String> {
    let mut fingerprints = Fingerprints::with_capacity(extract.report.claims.len());
    let source = &*extract.report.document.source;
    let id = |checked: &CheckedClaim| {
        let mut out = Vec::new();
        let statement = source.get(checked.claim.statement.range()).unwrap_or_default();
        fingerprints.write(&mut out, checked, statement);
        String::from_utf8(out).unwrap_or_default()
    };
    extract.report.claims.iter().map(id).collect()
}

/// What the rows of one document share.
struct Page<'p> {
    path: &'p str,
    extract: &'p Extract<'p>,
    lines: &'p LineIndex<'p>,
    ids: &'p [String],
}

/// A row as it is printed; what it does not have is `None`.
struct Fields<'p> {
    kind: &'static str,
    path: &'p str,
    span: Span,
    line: usize,
    column: usize,
    text: &'p str,
    value: Option<Decimal>,
    range: Option<(Decimal, Decimal)>,
    unit: Option<&'p str>,
    per: Option<&'p str>,
    low: Option<Decimal>,
    high: Option<Decimal>,
    hedge: Option<&'static str>,
    metric: Option<&'p str>,
    period: Option<Days<'p>>,
    change: Option<&'static str>,
    /// The claim's name, its kind, and the role.
    claim: Option<(&'p str, &'static str, &'static str)>,
}

/// A period as it is printed.
struct Days<'p> {
    text: &'p str,
    first: Option<Date>,
    last: Option<Date>,
}

impl<'p> Page<'p> {
    fn fields(&self, row: &'p Row) -> Fields<'p> {
        let (line, column) = self.lines.line_column(row.span.start);
        let checked = row.claim.and_then(|(claim, _)| self.extract.report.claims.get(claim));
        let mut fields = Fields {
            kind: "period",
            path: self.path,
            span: row.span,
            line,
            column,
            text: self.text(row.span),
            value: None,
            range: None,
            unit: None,
            per: None,
            low: None,
            high: None,
            hedge: None,
            metric: None,
            period: None,
            change: None,
            claim: row.claim.and_then(|(claim, role)| {
                Some((self.ids.get(claim)?.as_str(), checked?.claim.kind.name(), role.name()))
            }),
        };
        match &row.item {
            Item::Period(named) => fields.period = Some(self.days(named)),
            Item::Quantity { quantity, upper, period, change } => {
                let value = quantity.number().map(|(value, _)| value);
                let interval = row.interval();
                fields.kind = "quantity";
                fields.value = value.filter(|_| upper.is_none());
                fields.range = value.zip(*upper);
                fields.unit = Some(quantity.unit.name());
                fields.per = quantity.per.as_deref();
                fields.low = interval.and_then(|interval| interval.low());
                fields.high = interval.and_then(|interval| interval.high());
                fields.hedge = quantity.hedge.as_ref().map(|hedge| hedge.kind.name());
                fields.metric = checked.and_then(|checked| checked.claim.metric.as_deref());
                fields.period = period.as_ref().map(|named| self.days(named));
                fields.change = change.map(Direction::name);
            }
        }
        fields
    }

    fn days(&self, named: &Named) -> Days<'p> {
        let (first, last) = named.days.unzip();
        Days { text: self.text(named.span), first, last }
    }

    fn text(&self, span: Span) -> &'p str {
        self.extract.report.document.source.get(span.range()).unwrap_or_default()
    }
}
