//! Measures what is read against the specifications of Microsoft's Recognizers-Text (MIT), as one JSON list of its cases.
//!
//! ```text
//! cargo run --release --example recognizers -- cases.json [--misses]
//! ```
//! Prints for each type of quantity in how many cases a number with the right value is read at the place that is meant. A
//! range is right when both of its ends are read.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::{env, fs};

use claim_audit::document::Format;
use claim_audit::extract::{Extract, Item, extract};
use claim_audit::model::{Decimal, Unit};
use serde_json::Value;

const TYPES: [&str; 7] = ["number", "numberrange", "percentage", "currency", "dimension", "age", "temperature"];

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (path, misses) = (arguments.next(), arguments.next().is_some());
    let Some(cases) = path.and_then(|path| fs::read_to_string(path).ok()).and_then(|text| parse(&text)) else {
        eprintln!("usage: recognizers CASES.json [--misses]");
        return ExitCode::from(2);
    };
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for case in &cases {
        let text = case["Input"].as_str().unwrap_or_default();
        let read = extract(text, Format::Text, None, 7);
        for result in case["Results"].as_array().into_iter().flatten() {
            let Some(kind) = TYPES.into_iter().find(|kind| result["TypeName"] == *kind) else { continue };
            let Some(mut wanted) = wanted(&result["Resolution"]["value"]) else { continue };
            // Cents are read as hundredths of what they are cents of.
            if result["Resolution"]["unit"].as_str().is_some_and(|unit| matches!(unit, "Cent" | "Pence")) {
                wanted = wanted.into_iter().map(|value| value / Decimal::ONE_HUNDRED).collect();
            }
            let right = is_read(&read, result["Start"].as_u64(), result["End"].as_u64(), &wanted);
            let count = counts.entry(kind).or_default();
            count.0 += u32::from(right);
            count.1 += 1;
            if misses && !right {
                println!("{kind}: {} = {} in {text:?}", result["Text"], result["Resolution"]["value"]);
            }
        }
    }
    let mut all = (0, 0);
    for (kind, (right, of)) in &counts {
        print(kind, *right, *of);
        all = (all.0 + right, all.1 + of);
    }
    print("all", all.0, all.1);
    ExitCode::SUCCESS
}

fn print(kind: &str, right: u32, of: u32) {
    println!("{kind:<12} {right:>4} of {of:>4}  {:>3} %", (100 * right + of / 2) / of.max(1));
}

fn parse(text: &str) -> Option<Vec<Value>> {
    serde_json::from_str(text).ok()
}

/// The values of a case: "100%", "75000000", "(20,35]". Open ends have none.
fn wanted(value: &Value) -> Option<Vec<Decimal>> {
    let text = value.as_str()?.trim_end_matches('%');
    let ends: Vec<_> = text.trim_matches(['(', ')', '[', ']']).split(',').filter(|end| !end.is_empty()).collect();
    let read = |end: &&str| end.parse().or_else(|_| Decimal::from_scientific(end)).ok();
    let values: Vec<Decimal> = ends.iter().filter_map(read).collect();
    (values.len() == ends.len() && !values.is_empty()).then_some(values)
}

/// Whether each of the values is read somewhere between two characters of the text.
fn is_read(read: &Extract<'_>, start: Option<u64>, end: Option<u64>, wanted: &[Decimal]) -> bool {
    let source = read.report.document.source;
    let offset = |at: u64| {
        usize::try_from(at).ok().and_then(|at| source.char_indices().nth(at)).map_or(source.len(), |(at, _)| at)
    };
    let (from, to) = (start.map_or(0, offset), end.map_or(source.len(), |end| offset(end + 1)));
    let mut values = Vec::new();
    for row in &read.rows {
        let range = row.span.range();
        let Item::Quantity { quantity, upper, .. } = &row.item else { continue };
        if range.start < to && from < range.end {
            let read = quantity.number().map(|(value, _)| value).into_iter().chain(*upper);
            // A fraction in words is read as a share in per cent.
            let share = quantity.unit == Unit::Percent && wanted.iter().all(|wanted| wanted.abs() < Decimal::ONE);
            values.extend(read.map(|value| if share { value / Decimal::ONE_HUNDRED } else { value }));
        }
    }
    let same = |wanted: &Decimal, value: &Decimal| (value - wanted).abs() < Decimal::new(1, 4);
    wanted.iter().all(|wanted| values.iter().any(|value| same(wanted, value)))
}
