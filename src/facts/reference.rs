//! Reference facts: published figures in a file of rows, by which a text is checked.
//!
//! A row has a metric, a period, a value, a unit and a source. It comes from CSV with a first line of names, from JSON (a list of objects), or
//! from TOML (`[[facts]]`). A row that can't be read is named with its place, and the others count all the same.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use super::csv;
use super::{Calendar, Certainty, Fact, Naming, Number, Place, Words};
use crate::grammar::number::number;
use crate::grammar::period::period;
use crate::grammar::unit::{Mark, prefix, suffix};
use crate::model::{Currency, Decimal, Dollar, Measure, PeriodKind, Span, Unit};

/// A row as it is written, each field with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRow {
    /// What is measured.
    pub metric: (String, Range<usize>),
    /// When.
    pub period: (String, Range<usize>),
    /// How much.
    pub value: (String, Range<usize>),
    /// In what.
    pub unit: (String, Range<usize>),
    /// Who says so.
    pub source: (String, Range<usize>),
    /// Where the row stands.
    pub place: Range<usize>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Where.
    pub place: Range<usize>,
    /// What, and what was expected.
    pub message: String,
}

impl RawRow {
    /// The names of the fields.
    pub const KEYS: [&'static str; 5] = ["metric", "period", "value", "unit", "source"];

    /// Sets the field of that name; other names are left alone.
    pub fn set(&mut self, key: &str, text: &str, place: Range<usize>) {
        let field = match key {
            "metric" => &mut self.metric,
            "period" => &mut self.period,
            "value" => &mut self.value,
            "unit" => &mut self.unit,
            "source" => &mut self.source,
            _ => return,
        };
        *field = (text.trim().to_owned(), place);
    }

    /// The fact that the row states.
    pub fn fact(&self, naming: &Naming) -> Result<Fact, RowError> {
        let error = |field: &(String, Range<usize>), message: String| {
            let place = if field.1.is_empty() { self.place.clone() } else { field.1.clone() };
            RowError { place, message }
        };
        for (key, field) in Self::KEYS.iter().zip([&self.metric, &self.period, &self.value]) {
            if field.0.is_empty() {
                return Err(error(field, format!("the row has no {key}")));
            }
        }
        let named = naming.metric(&Words::default(), &[&self.metric.0, ""], [None, None]);
        let Some(mut metric) = named else {
            return Err(error(&self.metric, format!("`{}` names no metric", self.metric.0)));
        };
        metric.certainty = Certainty::Configured;
        let Some(kind) = period_of(&self.period.0) else {
            let hint = "expected a month (April 2024, 2024-04), a quarter (Q1 2024), a year (2023, FY2023-24) or a run of months \
                        (July–March 2023-24)";
            return Err(error(&self.period, format!("`{}` is not a period; {hint}", self.period.0)));
        };
        let calendar = Calendar { fiscal_start: naming.fiscal_start, ..Calendar::default() };
        let Some(dated) = calendar.days(kind) else {
            return Err(error(&self.period, format!("`{}` leaves open which year is meant", self.period.0)));
        };
        let Some((value, ulp)) = digits(&self.value.0) else {
            return Err(error(
                &self.value,
                format!("`{}` is not a number; expected digits: 3.223, 1,240 or -5", self.value.0),
            ));
        };
        let Some((unit, scale)) = unit_of(&self.unit.0, naming.dollar) else {
            let hint = "expected a currency with or without a scale (USD billion, EUR), %, or what is counted (tonnes)";
            return Err(error(&self.unit, format!("`{}` is not a unit; {hint}", self.unit.0)));
        };
        let scaled = |number: Decimal| number.checked_mul(Decimal::from(10_u64.checked_pow(scale)?));
        let (Some(value), Some(ulp)) = (scaled(value), scaled(ulp)) else {
            return Err(error(&self.value, format!("`{}` is too large", self.value.0)));
        };
        let span = |range: &Range<usize>| {
            let end = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            Span::new(end(range.start), end(range.end))
        };
        Ok(Fact {
            metric,
            dated,
            number: Number { value, ulp, hedge: None, unit },
            span: span(&self.value.1),
            name: span(&self.metric.1),
            place: Place::Reference,
            earlier: false,
            revised: false,
        })
    }
}

/// The rows of a file, by its ending, and what is wrong with those that can't be read.
#[must_use]
pub fn rows(path: &Path, text: &str) -> (Vec<RawRow>, Vec<RowError>) {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "json" => json(text),
        "toml" => toml(text),
        "csv" | "tsv" | "" | "txt" => csv(text),
        _ => {
            let message =
                format!("facts are read from .csv, .json, .toml, .xlsx and .ods files, and not from .{ending}");
            (Vec::new(), vec![RowError { place: 0..0, message }])
        }
    }
}

/// Whether the first line of a file of separated values names the columns of rows; else it is a sheet.
#[must_use]
pub fn has_columns(text: &str) -> bool {
    let (records, _) = csv::records(text);
    let header = records.first().map(Vec::as_slice).unwrap_or_default();
    let named = header.iter().filter(|(name, _)| RawRow::KEYS.contains(&&**name));
    named.count() >= 2
}

fn csv(text: &str) -> (Vec<RawRow>, Vec<RowError>) {
    let (records, open) = csv::records(text);
    let mut errors: Vec<_> = open
        .map(|at| RowError { place: at..at + 1, message: "this quotation mark is not closed".to_owned() })
        .into_iter()
        .collect();
    let mut records = records.into_iter();
    let Some(header) = records.next() else {
        errors.push(RowError {
            place: 0..0,
            message: format!("the file is empty; expected a line {}", RawRow::KEYS.join(",")),
        });
        return (Vec::new(), errors);
    };
    for (name, place) in &header {
        errors.extend(unknown(name, place.clone()));
    }
    if let Some(missing) = ["metric", "period", "value"].iter().find(|key| !header.iter().any(|(name, _)| name == *key))
    {
        let place = header.first().map_or(0..0, |(_, place)| place.clone());
        let message = format!("the first line names no column `{missing}`; expected {}", RawRow::KEYS.join(","));
        errors.push(RowError { place, message });
        return (Vec::new(), errors);
    }
    let mut rows = Vec::new();
    for record in records {
        let place = record.first().map_or(0, |(_, place)| place.start)..record.last().map_or(0, |(_, place)| place.end);
        if record.len() != header.len() {
            let message = format!("the row has {} fields, and the first line {}", record.len(), header.len());
            errors.push(RowError { place, message });
            continue;
        }
        let mut row = RawRow { place, ..RawRow::default() };
        for ((name, _), (field, place)) in header.iter().zip(record) {
            row.set(name, &field, place);
        }
        rows.push(row);
    }
    (rows, errors)
}

fn json(text: &str) -> (Vec<RawRow>, Vec<RowError>) {
    let place = |raw: &RawValue| {
        // A raw value borrows from the text, so that its place is the distance between the two.
        let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        start..start + raw.get().len()
    };
    let list: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(list) => list,
        Err(error) => {
            let line_start =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = line_start + error.column().saturating_sub(1);
            let message = format!("not a JSON list of objects: {error}");
            return (Vec::new(), vec![RowError { place: at..at, message }]);
        }
    };
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for raw in list {
        let fields: BTreeMap<Cow<'_, str>, &RawValue> = if let Ok(fields) = serde_json::from_str(raw.get()) {
            fields
        } else {
            errors.push(RowError { place: place(raw), message: "expected an object: {\"metric\": …}".to_owned() });
            continue;
        };
        let mut row = RawRow { place: place(raw), ..RawRow::default() };
        for (key, raw) in fields {
            errors.extend(unknown(&key, place(raw)));
            // A number keeps the digits that it is written with.
            let value: Cow<'_, str> =
                serde_json::from_str::<String>(raw.get()).map_or(Cow::Borrowed(raw.get()), Cow::Owned);
            row.set(&key, &value, place(raw));
        }
        rows.push(row);
    }
    (rows, errors)
}

fn toml(text: &str) -> (Vec<RawRow>, Vec<RowError>) {
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let message = format!("not TOML: {}", error.message());
            return (Vec::new(), vec![RowError { place: error.span().unwrap_or(0..0), message }]);
        }
    };
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (key, value) in &table {
        let DeValue::Array(list) = value.get_ref() else {
            errors.push(RowError { place: key.span(), message: "expected rows: [[facts]]".to_owned() });
            continue;
        };
        if key.get_ref() != "facts" {
            errors.push(RowError {
                place: key.span(),
                message: format!("unknown key `{}`; rows stand under [[facts]]", key.get_ref()),
            });
            continue;
        }
        for item in list {
            let DeValue::Table(fields) = item.get_ref() else {
                errors.push(RowError { place: item.span(), message: "expected a row: { metric = … }".to_owned() });
                continue;
            };
            let mut row = RawRow { place: item.span(), ..RawRow::default() };
            for (key, value) in fields {
                errors.extend(unknown(key.get_ref(), key.span()));
                let text = match value.get_ref() {
                    DeValue::String(text) => text.as_ref(),
                    DeValue::Integer(number) => number.as_str(),
                    DeValue::Float(number) => number.as_str(),
                    _ => {
                        let message = format!("`{}` is a text or a number", key.get_ref());
                        errors.push(RowError { place: value.span(), message });
                        continue;
                    }
                };
                row.set(key.get_ref(), text, value.span());
            }
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| row.place.start);
    errors.sort_by_key(|error| error.place.start);
    (rows, errors)
}

/// An objection to a field that rows don't have.
fn unknown(name: &str, place: Range<usize>) -> Option<RowError> {
    if RawRow::KEYS.contains(&name) {
        return None;
    }
    let hint = match crate::rules::nearest(name, &RawRow::KEYS) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("a row has {}", RawRow::KEYS.join(", ")),
    };
    Some(RowError { place, message: format!("unknown field `{name}`; {hint}") })
}

/// A period that takes the whole text; also "2024-04".
fn period_of(text: &str) -> Option<PeriodKind> {
    if let Some((year, month)) = text.split_once('-')
        && year.len() == 4
        && month.len() == 2
        && let (Ok(year), Ok(month)) = (year.parse(), month.parse::<i8>())
        && (1..=12).contains(&month)
        // "2011-12" is a fiscal year to the one and a December to the other.
        && i16::from(month) != (year + 1_i16) % 100
    {
        return Some(PeriodKind::Month { year: Some(year), month });
    }
    match period(text) {
        Ok(("", phrase)) => Some(phrase.kind),
        _ => None,
    }
}

fn digits(text: &str) -> Option<(Decimal, Decimal)> {
    let (negative, bare) = match text.strip_prefix(['-', '−']) {
        Some(bare) => (true, bare),
        None => (false, text),
    };
    let (rest, number) = number(bare).ok()?;
    let value = if negative { -number.value } else { number.value };
    rest.is_empty().then_some((value, number.ulp))
}

/// A unit with its power of ten: "USD billion", "million US$", "%", "tonnes", "thousand visitors".
fn unit_of(text: &str, dollar: Dollar) -> Option<(Unit, u32)> {
    let mut currency = None;
    let mut power = 0;
    let mut noun = None;
    for word in text.split_whitespace() {
        let code = (word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
            .then(|| Currency::new(word))
            .flatten();
        let sign = prefix(word).filter(|found| found.len == word.len()).map(|found| dollar.sign(found.currency));
        if let Some(found) = code.or(sign) {
            currency = Some(found);
            continue;
        }
        let spaced = format!(" {word}");
        let read = suffix(&spaced, currency.is_some() || text.split_whitespace().count() > 1);
        match (read.scale, read.mark) {
            (Some(scale), None) if read.len == spaced.len() => power += scale,
            (None, Some(Mark::Percent)) => return Some((Unit::Percent, 0)),
            _ if noun.is_none() && word.chars().all(|c| c.is_alphabetic() || c == '-') => {
                noun = Some(word.to_lowercase());
            }
            _ => return None,
        }
    }
    let unit = match (currency, noun) {
        (Some(currency), None) => Unit::Money(currency),
        (None, Some(noun)) => {
            Measure::named(&noun).map_or_else(|| Unit::Count(Some(noun.into_boxed_str())), Unit::Measure)
        }
        (None, None) => Unit::Count(None),
        (Some(_), Some(_)) => return None,
    };
    (power <= 15).then_some((unit, power))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn shown(path: &str, text: &str) -> Vec<String> {
        let (rows, errors) = rows(Path::new(path), text);
        let mut naming = Naming::default();
        naming.fiscal_start = Some(7);
        let facts = rows.iter().map(|row| match row.fact(&naming) {
            Ok(fact) => format!("{} {} {}", fact.dated.days, fact.number.value.normalize(), fact.number.unit),
            Err(error) => error.message,
        });
        facts.chain(errors.iter().map(|error| error.message.clone())).collect()
    }

    #[test]
    fn three_formats_say_the_same() {
        let csv = "metric,period,value,unit,source\nICT exports,FY2023-24,3.223,USD billion,State Bank\n";
        let json = r#"[{"metric": "ICT exports", "period": "FY2023-24", "value": 3.223, "unit": "USD billion", "source": "State Bank"}]"#;
        let toml =
            "[[facts]]\nmetric = \"ICT exports\"\nperiod = \"FY2023-24\"\nvalue = \"3.223\"\nunit = \"billion US$\"\n";
        for (path, text) in [("a.csv", csv), ("a.json", json), ("a.toml", toml)] {
            assert_eq!(shown(path, text), ["July 2023–June 2024 3223000000 USD"], "{path}");
        }
    }

    #[test]
    fn a_bad_row_leaves_the_others_alone() {
        let csv = "metric,period,value,unit,source\nA b,April 2024,310,USD million,x\nA b,Smarch,1,USD,x\nA b,2024,ten,USD,x\nA b,2024,1\n\
                   A b,2024,5,tonnes,x\n";
        let shown = shown("a.csv", csv);
        assert_eq!((shown[0].as_str(), shown[3].as_str()), ("April 2024 310000000 USD", "2024 5 tonnes"));
        assert!(shown[1].starts_with("`Smarch` is not a period"), "{shown:?}");
        assert!(shown[2].starts_with("`ten` is not a number"), "{shown:?}");
        assert_eq!(shown[4], "the row has 3 fields, and the first line 5");
    }

    #[test]
    fn units() {
        let unit_of = |text| unit_of(text, Dollar::default());
        assert_eq!(unit_of("USD billion"), Some((Unit::Money(Currency::USD), 9)));
        assert_eq!(unit_of("million tonnes"), Measure::named("tonnes").map(|tonnes| (Unit::Measure(tonnes), 6)));
        assert_eq!(unit_of("%"), Some((Unit::Percent, 0)));
        assert_eq!(unit_of("$ €£"), None);
    }
}
