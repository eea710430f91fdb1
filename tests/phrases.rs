//! Sentences as press offices write them, with the quantities and periods meant: what `extract` reads of each.
//!
//! `phrases.json` holds `[sentence, [[value or [low, high], unit], …], shape]` and `[sentence, first day, day after the last]`.
//! Fiscal years are named (`FY2024Q3`) and begin in July; "today" is 2024-11-20.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic)]

use claim_audit::document::Format;
use claim_audit::extract::{Item, Row, extract};
use claim_audit::model::{Decimal, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::Value;

#[test]
fn every_quantity_is_read() {
    let phrases = phrases();
    let mut missed = Vec::new();
    let mut count = 0;
    for phrase in phrases["quantities"].as_array().unwrap() {
        let sentence = phrase[0].as_str().unwrap();
        let rows = read(sentence);
        for wanted in phrase[1].as_array().unwrap() {
            count += 1;
            let unit = wanted[1].as_str().unwrap();
            if !rows.iter().any(|row| is(row, &wanted[0], unit)) {
                missed.push(format!("{sentence}: no {} {unit} in {rows:?}", wanted[0]));
            }
        }
    }
    assert_eq!((missed.len(), count), (0, 47), "{}", missed.join("\n"));
}

#[test]
fn every_period_is_read() {
    let phrases = phrases();
    let mut missed = Vec::new();
    let mut count = 0;
    for phrase in phrases["periods"].as_array().unwrap() {
        let [sentence, from, to] = [0, 1, 2].map(|at| phrase[at].as_str().unwrap());
        count += 1;
        let wanted = days(from, to);
        let rows = read(sentence);
        let found: Vec<_> = rows.iter().filter_map(period).collect();
        if found != [wanted] {
            missed.push(format!("{sentence}: {found:?} and not {wanted:?}"));
        }
    }
    assert_eq!((missed.len(), count), (0, 30), "{}", missed.join("\n"));
}

fn read(sentence: &str) -> Vec<Row> {
    extract(sentence, Format::Text, Some(date(2024, 11, 20)), 7).rows
}

/// Whether a row holds this number in this unit.
fn is(row: &Row, wanted: &Value, unit: &str) -> bool {
    let Item::Quantity { quantity, upper, .. } = &row.item else { return false };
    let (value, _) = quantity.number().unwrap();
    let (name, per) = match unit {
        "percentage" => ("%", 1),
        "percentage point" => ("pp", 1),
        // In points.
        "basis point" => ("pp", 100),
        "times" => ("x", 1),
        "dollar" => ("USD", 1),
        "indian rupee" => ("INR", 1),
        "euro" => ("EUR", 1),
        "pound sterling" => ("GBP", 1),
        "canadian dollar" => ("CAD", 1),
        "australian dollar" => ("AUD", 1),
        "chinese yuan" => ("CNY", 1),
        "japanese yen" => ("JPY", 1),
        // Fractions in words are shares, in per cent.
        _ if wanted.as_f64().is_some_and(|number| number < 1.0) => ("%", 0),
        _ => ("", 1),
    };
    if !(name == quantity.unit.name() || name.is_empty() && matches!(quantity.unit, Unit::Count(_) | Unit::Measure(_)))
    {
        return false;
    }
    let same = |value: Decimal, wanted: &Value| {
        let wanted: Decimal = wanted.to_string().parse().unwrap();
        match per {
            0 => (value / Decimal::ONE_HUNDRED - wanted).abs() < Decimal::new(1, 4),
            per => value * Decimal::from(per) == wanted,
        }
    };
    match (wanted, upper) {
        (Value::Array(ends), Some(upper)) => same(value, &ends[0]) && same(*upper, &ends[1]),
        (Value::Number(_), None) => same(value, wanted),
        _ => false,
    }
}

fn period(row: &Row) -> Option<(Date, Date)> {
    match &row.item {
        Item::Period(named) => named.days,
        Item::Quantity { .. } => None,
    }
}

/// The first and the last day.
fn days(from: &str, to: &str) -> (Date, Date) {
    let Some(fiscal) = from.strip_prefix("FY") else {
        return (from.parse().unwrap(), to.parse::<Date>().unwrap().yesterday().unwrap());
    };
    let (year, quarter) = fiscal.split_once('Q').unwrap_or((fiscal, "0"));
    let (year, quarter): (i16, i32) = (year.parse().unwrap(), quarter.parse().unwrap());
    let starts = date(year - 1, 7, 1).checked_add((3 * (quarter - 1).max(0)).months()).unwrap();
    let months = if quarter == 0 { 12 } else { 3 };
    (starts, starts.checked_add(months.months()).unwrap().yesterday().unwrap())
}

fn phrases() -> Value {
    serde_json::from_str(include_str!("phrases.json")).unwrap()
}
