//! The ledger: what documents state, by metric and period, with what follows for periods that no place states.
//!
//! | field | what it holds |
//! |---|---|
//! | `metric`, `unit` | as the text or the configuration names them |
//! | `period`, `start`, `end` | the period in words, its first and its last day |
//! | `status` | `stated`; `differs` from what most places say; `reference`; `implied` by other numbers |
//! | `value`, `low`, `high` | the number in base units, and what it may stand for; an implied one has bounds only |
//! | `path`, `line`, `column`, `text` | the place; for an implied value that of the claim behind it |
//! | `from` | in JSON, for an implied value: the places of all numbers behind it |

use std::io::Write;

use super::counted;
use super::extract::csv;
use super::json::{decimal, optional, raw, string};
use super::number::{outward, write_date, write_decimal, write_integer};
use crate::conflicts::{Cited, Compared, Listed, ListedRow, Sources, listing};
use crate::document::visible;
use crate::facts::{Days, Ledger, Place};
use crate::model::{Decimal, Quantity, Span, Unit, Value};
use crate::rules::format;

/// How the ledger is printed.
#[derive(Debug, Clone, Copy)]
pub enum LedgerReport {
    /// A table for each metric.
    Human {
        /// How many columns a line may take.
        width: usize,
        /// Whether to draw with more than ASCII.
        unicode: bool,
        /// Whether to use colour.
        color: bool,
    },
    /// A line for each fact.
    Csv,
    /// A JSON object a line.
    Jsonl,
}

impl LedgerReport {
    /// The whole ledger.
    #[must_use]
    pub fn render(self, ledger: &Ledger, compared: &Compared, sources: &dyn Sources) -> Vec<u8> {
        let listed = listing(ledger, compared, sources);
        let mut out = Vec::new();
        match self {
            Self::Human { width, unicode, color } => {
                let table = Table { width, unicode, color };
                for listed in &listed {
                    table.metric(listed, &mut out);
                }
                table.closing(&listed, compared, &mut out);
            }
            Self::Csv => {
                out.extend_from_slice(b"metric,unit,period,start,end,status,value,low,high,path,line,column,text\n");
                each(&listed, |line| line.csv(&mut out));
            }
            Self::Jsonl => each(&listed, |line| line.json(&mut out)),
        }
        out
    }
}

/// One line for a program.
struct Line<'l> {
    listed: &'l Listed,
    days: Days,
    status: &'static str,
    value: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
    cited: Option<&'l Cited>,
    /// All the numbers behind an implied value.
    from: &'l [Cited],
}

/// Calls `write` for each line of the ledger.
fn each<'l>(listed: &'l [Listed], mut write: impl FnMut(Line<'l>)) {
    for listed in listed {
        for row in &listed.rows {
            let stated =
                row.agreed.iter().map(|cited| (cited, "stated")).chain(row.others.iter().map(|it| (it, "differs")));
            for (cited, status) in stated {
                let number = cited.number.as_ref();
                let interval = number.and_then(crate::facts::Number::interval);
                write(Line {
                    listed,
                    days: row.days,
                    status: if cited.place == Some(Place::Reference) { "reference" } else { status },
                    value: number.map(|number| number.value),
                    low: interval.and_then(|interval| interval.low()),
                    high: interval.and_then(|interval| interval.high()),
                    cited: Some(cited),
                    from: &[],
                });
            }
            if let Some((interval, from)) = &row.implied {
                let (low, high) = outward(interval);
                let (days, status, cited) = (row.days, "implied", from.first());
                write(Line { listed, days, status, value: None, low, high, cited, from });
            }
        }
    }
}

impl Line<'_> {
    fn csv(&self, out: &mut Vec<u8>) {
        // The first field has no comma before it.
        let start = out.len();
        csv::words(out, Some(&self.listed.metric));
        out.remove(start);
        csv::words(out, Some(self.listed.unit.name()));
        csv::words(out, Some(&self.days.to_string()));
        csv::cell(out, Some(self.days.first), write_date);
        csv::cell(out, Some(self.days.last), write_date);
        csv::words(out, Some(self.status));
        for value in [self.value, self.low, self.high] {
            csv::cell(out, value, write_decimal);
        }
        csv::words(out, self.cited.map(|cited| visible(&cited.path)).as_deref());
        csv::cell(out, self.cited.map(|cited| cited.line as u64), write_integer);
        csv::cell(out, self.cited.map(|cited| cited.column as u64), write_integer);
        csv::words(out, self.cited.map(|cited| cited.text.as_str()));
        out.push(b'\n');
    }

    fn json(&self, out: &mut Vec<u8>) {
        raw(out, r#"{"metric": "#);
        string(out, &self.listed.metric);
        raw(out, r#", "unit": "#);
        string(out, self.listed.unit.name());
        raw(out, r#", "period": "#);
        string(out, &self.days.to_string());
        raw(out, r#", "start": ""#);
        write_date(out, self.days.first);
        raw(out, r#"", "end": ""#);
        write_date(out, self.days.last);
        raw(out, r#"", "status": "#);
        string(out, self.status);
        for (name, value) in [("value", self.value), ("low", self.low), ("high", self.high)] {
            raw(out, ", \"");
            raw(out, name);
            raw(out, "\": ");
            optional(out, value, decimal);
        }
        raw(out, r#", "path": "#);
        optional(out, self.cited.map(|cited| cited.path.as_str()), string);
        raw(out, r#", "line": "#);
        optional(out, self.cited.map(|cited| cited.line as u64), write_integer);
        raw(out, r#", "column": "#);
        optional(out, self.cited.map(|cited| cited.column as u64), write_integer);
        raw(out, r#", "text": "#);
        optional(out, self.cited.map(|cited| cited.text.as_str()), string);
        if !self.from.is_empty() {
            raw(out, r#", "from": ["#);
            for (number, cited) in self.from.iter().enumerate() {
                raw(out, if number > 0 { r#", {"path": "# } else { r#"{"path": "# });
                string(out, &cited.path);
                raw(out, r#", "line": "#);
                write_integer(out, cited.line as u64);
                raw(out, r#", "column": "#);
                write_integer(out, cited.column as u64);
                raw(out, r#", "text": "#);
                string(out, &cited.text);
                raw(out, "}");
            }
            raw(out, "]");
        }
        raw(out, "}\n");
    }
}

/// The ledger for people.
#[derive(Clone, Copy)]
struct Table {
    width: usize,
    unicode: bool,
    color: bool,
}

impl Table {
    fn metric(self, listed: &Listed, out: &mut Vec<u8>) {
        let mut head = self.paint("1", &visible(&format!("{} ({})", listed.metric, listed.unit)));
        if let Some(line) = self.sparkline(listed) {
            head.push_str("  ");
            head.push_str(&line);
        }
        // Writing to a `Vec` cannot fail.
        let _ = writeln!(out, "{head}");
        let rows: Vec<[String; 3]> = listed.rows.iter().flat_map(|row| self.rows(listed, row)).collect();
        let wide =
            |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let (period, value) = (wide(0), wide(1));
        for [days, number, places] in rows {
            let room = self.width.saturating_sub(period + value + 6).max(24);
            let places: String = if places.chars().count() > room {
                let cut: String = places.chars().take(room.saturating_sub(1)).collect();
                format!("{cut}{}", if self.unicode { "…" } else { "~" })
            } else {
                places
            };
            let _ = writeln!(out, "  {days:<period$}  {number:>value$}  {}", self.paint("2", &places));
        }
        out.push(b'\n');
    }

    /// The lines for one period: what most places say, and what others do.
    fn rows(self, listed: &Listed, row: &ListedRow) -> Vec<[String; 3]> {
        let days = format!("{}{}", row.days, if row.assumed { "?" } else { "" });
        let mut rows = Vec::new();
        // Each figure stands with the places that print it: "$2.8 billion" confirms "$2.825 billion", and is not it.
        let mut figures: Vec<Vec<&Cited>> = Vec::new();
        for cited in &row.agreed {
            match figures.iter_mut().find(|figure| figure.first().is_some_and(|first| same_figure(first, cited))) {
                Some(figure) => figure.push(cited),
                None => figures.push(vec![cited]),
            }
        }
        let stated = figures.iter().filter_map(|figure| Some([days.clone(), said(figure.first()?), places(figure)]));
        rows.extend(stated);
        if let Some((interval, from)) = &row.implied {
            let value = middle(interval.low(), interval.high()).map(|value| printed(value, listed, interval.low()));
            let about = if self.unicode { "≈ " } else { "~ " };
            let value = value.map_or_else(String::new, |value| format!("{about}{value}"));
            rows.push([days.clone(), value, format!("implied by {}", places(&from.iter().collect::<Vec<_>>()))]);
        }
        let sign = if self.unicode { "≠ " } else { "! " };
        rows.extend(row.others.iter().map(|other| [days.clone(), format!("{sign}{}", said(other)), places(&[other])]));
        rows
    }

    /// The course of the values over the periods of the length that most of them have.
    fn sparkline(self, listed: &Listed) -> Option<String> {
        const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        const PLAIN: [char; 8] = ['_', '.', '-', ':', '=', '+', '*', '#'];
        const MOST: usize = 60;
        let mut lengths: Vec<(i32, usize)> = Vec::new();
        for months in listed.rows.iter().filter_map(|row| row.days.months()) {
            match lengths.iter_mut().find(|(known, _)| *known == months) {
                Some((_, count)) => *count += 1,
                None => lengths.push((months, 1)),
            }
        }
        let (length, count) = lengths.into_iter().max_by_key(|(length, count)| (*count, -length))?;
        let value = |row: &ListedRow| match (&row.implied, row.agreed.first()) {
            (Some((interval, _)), None) => middle(interval.low(), interval.high()),
            (_, cited) => cited?.number.as_ref().map(|number| number.value),
        };
        let rows = listed.rows.iter().filter(|row| row.days.months() == Some(length));
        let values: Vec<Decimal> = rows.filter_map(value).collect();
        let values = values.get(values.len().saturating_sub(MOST)..)?;
        let (low, high) = (values.iter().min()?, values.iter().max()?);
        let bars = if self.unicode { BARS } else { PLAIN };
        let bar = |value: &Decimal| {
            // From zero, so that a small change looks small; from the lowest where values are negative.
            let floor = Decimal::ZERO.min(*low);
            let share =
                value.checked_sub(floor)?.checked_mul(Decimal::from(7))?.checked_div(high.checked_sub(floor)?)?;
            bars.get(usize::try_from(share.round().mantissa() / 10_i128.checked_pow(share.round().scale())?).ok()?)
                .copied()
        };
        (count > 1).then(|| values.iter().filter_map(bar).collect())
    }

    fn closing(self, listed: &[Listed], compared: &Compared, out: &mut Vec<u8>) {
        let facts: usize =
            listed.iter().flat_map(|listed| &listed.rows).map(|row| row.agreed.len() + row.others.len()).sum();
        let implied = listed.iter().flat_map(|listed| &listed.rows).filter(|row| row.implied.is_some()).count();
        let holds = if compared.agreements == 1 { "holds" } else { "hold" };
        let line = format!(
            "{} of {}, {implied} implied; {} between documents {holds}, {}",
            counted(facts, "fact"),
            counted(listed.len(), "metric"),
            counted(compared.agreements, "comparison"),
            counted(compared.conflicts.len(), "conflict"),
        );
        let _ = writeln!(out, "{}", self.paint("2", &line));
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// The number of a place: as it is printed, and for a row of references with its unit.
fn said(cited: &Cited) -> String {
    match &cited.number {
        Some(number) if cited.place == Some(Place::Reference) => format::quantity(&number.quantity(cited.span)),
        _ => visible(&cited.text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned(),
    }
}

/// Whether two places print one figure, in whatever words.
fn same_figure(a: &Cited, b: &Cited) -> bool {
    let printed = |cited: &Cited| cited.number.as_ref().map(|number| (number.value, number.ulp, number.hedge));
    printed(a) == printed(b)
}

/// The places, as far as they fit into a line.
fn places(cited: &[&Cited]) -> String {
    const SHOWN: usize = 3;
    let mut named: Vec<String> = Vec::new();
    for cited in cited {
        let place = format!("{}:{}", visible(&cited.path), cited.line);
        if !named.contains(&place) {
            named.push(place);
        }
    }
    let more = named.len().saturating_sub(SHOWN);
    named.truncate(SHOWN);
    let shown = named.join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

fn middle(low: Option<Decimal>, high: Option<Decimal>) -> Option<Decimal> {
    low?.checked_add(high?)?.checked_div(Decimal::TWO)
}

/// A value that no text prints, at the digits that its bounds leave.
fn printed(value: Decimal, listed: &Listed, low: Option<Decimal>) -> String {
    let width = low.and_then(|low| value.checked_sub(low)).unwrap_or(Decimal::ZERO).abs();
    let mut ulp = Decimal::ONE;
    while ulp < width && ulp < Decimal::from(1_000_000_000_000_i64) {
        ulp *= Decimal::TEN;
    }
    let rounded = (value / ulp).round() * ulp;
    let quantity = Quantity {
        span: Span::new(0, 0),
        value: Value::Number { value: rounded, ulp },
        unit: match &listed.unit {
            Unit::Count(_) => Unit::Count(None),
            unit => unit.clone(),
        },
        hedge: None,
        period: None,
        per: None,
    };
    format::quantity(&quantity)
}
