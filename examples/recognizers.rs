//! Measures what is read against the specifications of Microsoft's Recognizers-Text (MIT), as one JSON list of its cases.
//!
//! ```text
//! cargo run --release --example recognizers -- cases.json [--misses]
//! ```
//! Prints for each type of quantity in how many cases a number with the right value and the right unit is read at the place that is
//! meant. A range is right when it is read as one with both of its ends, or as the ends that it has with hedges that open them.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::{env, fs};

use claim_audit::document::Format;
use claim_audit::extract::{Extract, Item, Row, extract};
use claim_audit::model::{Decimal, HedgeKind, Quantity, Unit};
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
            let Some(wanted) = Wanted::of(&result["Resolution"]) else { continue };
            let right = wanted.is_in(&rows_at(&read, result["Start"].as_u64(), result["End"].as_u64()));
            let count = counts.entry(kind).or_default();
            count.0 += u32::from(right);
            count.1 += 1;
            if misses && !right {
                println!("{kind}: {} = {} in {text:?}", result["Text"], result["Resolution"]);
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

/// What a case means: one value, or the ends of a range of which one may be open, and its unit.
struct Wanted<'a> {
    low: Option<Decimal>,
    high: Option<Decimal>,
    range: bool,
    unit: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    /// "100%", "75000000", "(20,35]", "[2,)".
    fn of(resolution: &'a Value) -> Option<Self> {
        let text = resolution["value"].as_str()?;
        let (number, percent) = text.strip_suffix('%').map_or((text, false), |number| (number, true));
        let range = number.starts_with(['(', '[']);
        let mut ends = number.trim_matches(['(', ')', '[', ']']).split(',').map(|end| {
            let value = end.parse().or_else(|_| Decimal::from_scientific(end)).ok();
            (value, end.is_empty() || value.is_some())
        });
        let (low, is_low) = ends.next()?;
        let (high, is_high) = ends.next().unwrap_or((None, true));
        let unit = if percent { Some("%") } else { resolution["unit"].as_str() };
        (is_low && is_high && (low.is_some() || high.is_some())).then_some(Self { low, high, range, unit })
    }

    /// Whether the rows at its place say this: both ends of a range in one of them, or its end with a hedge that opens it on the
    /// right side.
    fn is_in(&self, rows: &[(&Quantity, Option<Decimal>)]) -> bool {
        let (cents, names) = self.unit.map_or((false, &[][..]), names);
        let value = |quantity: &Quantity| {
            let (value, _) = quantity.number()?;
            // A fraction in words is read as a share in per cent, cents as hundredths of what they are cents of.
            let share = self.unit.is_none() && quantity.unit == Unit::Percent;
            Some(match (share, cents) {
                (true, _) => value / Decimal::ONE_HUNDRED,
                (_, true) => value * Decimal::ONE_HUNDRED,
                _ => value,
            })
        };
        let is_unit = |quantity: &Quantity| self.unit.is_none() || names.contains(&quantity.unit.name());
        let same = |found: Option<Decimal>, wanted: Option<Decimal>| match (found, wanted) {
            (Some(found), Some(wanted)) => (found - wanted).abs() < Decimal::new(1, 4),
            _ => false,
        };
        let hedged = |end: Option<Decimal>, side: HedgeKind| {
            let kind = |quantity: &Quantity| quantity.hedge.as_ref().map(|hedge| hedge.kind);
            rows.iter()
                .any(|(quantity, upper)| upper.is_none() && same(value(quantity), end) && kind(quantity) == Some(side))
        };
        match (self.range, self.low, self.high) {
            (false, low, _) => {
                rows.iter().any(|(quantity, upper)| upper.is_none() && is_unit(quantity) && same(value(quantity), low))
            }
            // "equal to 20": both ends of it are the number itself.
            (true, Some(low), Some(high)) if low == high => rows.iter().any(|(quantity, upper)| {
                upper.is_none() && quantity.hedge.is_none() && same(value(quantity), self.low)
            }),
            (true, Some(_), None) => hedged(self.low, HedgeKind::AtLeast),
            (true, None, Some(_)) => hedged(self.high, HedgeKind::AtMost),
            (true, ..) => {
                rows.iter().any(|(quantity, upper)| same(value(quantity), self.low) && same(*upper, self.high))
                    || hedged(self.low, HedgeKind::AtLeast) && hedged(self.high, HedgeKind::AtMost)
            }
        }
    }
}

/// What units of the cases are called here, and whether they are hundredths.
fn names(unit: &str) -> (bool, &[&str]) {
    const CENTS: [&str; 2] = ["Cent", "Pence"];
    let known = NAMES.iter().find(|(name, _)| *name == unit);
    (CENTS.contains(&unit), known.map_or(&[], |(_, names)| names))
}

/// A bare dollar is read as one of the United States.
const NAMES: [(&str, &[&str]); 42] = [
    ("%", &["%"]),
    ("Month", &["months"]),
    ("Year", &["years"]),
    ("Australian dollar", &["AUD"]),
    ("British pound", &["GBP"]),
    ("Canadian dollar", &["CAD"]),
    ("Cent", &["USD"]),
    ("Chinese yuan", &["CNY"]),
    ("Dollar", &["USD"]),
    ("Euro", &["EUR"]),
    ("Finnish markka", &["FIM"]),
    ("Franc", &["CHF", "FRF"]),
    ("Hong Kong dollar", &["HKD"]),
    ("Japanese yen", &["JPY"]),
    ("Mexican peso", &["MXN"]),
    ("Netherlands guilder", &["NLG"]),
    ("New Zealand dollar", &["NZD"]),
    ("Pence", &["GBP"]),
    ("Peseta", &["ESP"]),
    ("Pound", &["GBP", "lb"]),
    ("Rupee", &["INR"]),
    ("Turkish lira", &["TRY"]),
    ("United States dollar", &["USD"]),
    ("Barrel", &["barrels"]),
    ("Cubic foot", &["cubic feet"]),
    ("Decimeter", &["dm"]),
    ("Foot", &["feet"]),
    ("Gallon", &["gallons"]),
    ("Inch", &["inches"]),
    ("Meter", &["m"]),
    ("Metric ton", &["tonnes"]),
    ("Mile per hour", &["mph"]),
    ("Mile", &["miles"]),
    ("Millimeter", &["mm"]),
    ("Ounce", &["ounces"]),
    // Theirs is metric as well: "lakh tonnes", "100t".
    ("Ton", &["tons", "tonnes"]),
    ("F", &["°F"]),
    ("Fahrenheit", &["°F"]),
    ("C", &["°C"]),
    ("Degree", &["degrees"]),
    ("Kilometer", &["km"]),
    ("Kilogram", &["kg"]),
];

/// The quantities that are read between two characters of the text.
fn rows_at<'a>(read: &'a Extract<'_>, start: Option<u64>, end: Option<u64>) -> Vec<(&'a Quantity, Option<Decimal>)> {
    let source = &*read.report.document.source;
    let offset = |at: u64| {
        usize::try_from(at).ok().and_then(|at| source.char_indices().nth(at)).map_or(source.len(), |(at, _)| at)
    };
    let (from, to) = (start.map_or(0, offset), end.map_or(source.len(), |end| offset(end + 1)));
    let inside = |row: &&Row| row.span.range().start < to && from < row.span.range().end;
    let quantity = |row: &'a Row| match &row.item {
        Item::Quantity { quantity, upper, .. } => Some((quantity, *upper)),
        Item::Period(_) => None,
    };
    read.rows.iter().filter(inside).filter_map(quantity).collect()
}
