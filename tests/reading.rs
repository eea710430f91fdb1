//! The page on what is read: each of its examples through the reader, and its tables against those that the program reads with.
//! `UPDATE=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::{env, fs};

use claim_audit::document::Format;
use claim_audit::extract::{Item, extract};
use claim_audit::model::{Currency, Measure};

const PAGE: &str = "docs/reading.md";

#[test]
fn each_example_is_read_as_the_page_says() {
    let page = fs::read_to_string(PAGE).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in page.lines().filter(|line| line.starts_with("| `") && line.matches('|').count() == 4) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, text, value, unit, _] = cells.as_slice() else { panic!("{row}") };
        let Some(text) = text.strip_prefix('`').and_then(|text| text.strip_suffix('`')) else { continue };
        count += 1;
        let read = extract(text, Format::Text, None, 7);
        let shown: Vec<String> = read.rows.iter().filter_map(|row| shown(&row.item)).collect();
        if !shown.contains(&format!("{value} {unit}")) {
            wrong.push(format!("{text}: {shown:?} and not {value} {unit}"));
        }
    }
    assert!(wrong.is_empty() && count > 30, "{count} examples\n{}", wrong.join("\n"));
}

fn shown(item: &Item) -> Option<String> {
    let Item::Quantity { quantity, upper, .. } = item else { return None };
    let value = quantity.number()?.0.normalize();
    let upper = upper.map(|upper| format!("..{}", upper.normalize())).unwrap_or_default();
    let per = quantity.per.as_deref().map(|per| format!(" per {per}")).unwrap_or_default();
    Some(format!("{value}{upper} {}{per}", quantity.unit.name()))
}

#[test]
fn its_tables_are_those_of_the_program() {
    let page = fs::read_to_string(PAGE).unwrap();
    let mut expected = page.clone();
    for (name, table) in [("units", units()), ("signs", signs()), ("currencies", currencies())] {
        let start = expected.find(&format!("<!-- {name} -->")).unwrap();
        let end = start + expected[start..].find("<!-- end -->").unwrap();
        expected.replace_range(start..end, &format!("<!-- {name} -->\n{table}"));
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(PAGE, expected).unwrap();
        return;
    }
    assert!(page == expected, "{PAGE} is out of date: UPDATE=1 cargo nextest run -E 'test(its_tables)'");
}

fn units() -> String {
    let mut table = "\n| unit | measures | in SI units | written |\n|---|---|---|---|\n".to_owned();
    for measure in Measure::all() {
        let size = measure.size().map_or_else(|| "differs".to_owned(), |size| size.normalize().to_string());
        let written: Vec<_> = measure
            .spellings()
            .map(|spelling| match spelling.exponent {
                0 => format!("`{}`", spelling.text),
                exponent => format!("`{}` (10^{exponent})", spelling.text),
            })
            .collect();
        let dimension = format!("{:?}", measure.dimension()).to_lowercase();
        writeln!(table, "| {} | {dimension} | {size} | {} |", measure.name(), written.join(", ")).unwrap();
    }
    table + "\n"
}

fn signs() -> String {
    let mut table = "\n| sign | currency |\n|---|---|\n".to_owned();
    for (sign, codes, strict) in Currency::signs() {
        let note = if strict { ", beside a scale, grouped digits or the name of the country" } else { "" };
        let codes: Vec<_> = codes.iter().map(Currency::code).collect();
        writeln!(table, "| `{sign}` | {}{note} |", codes.join(" or ")).unwrap();
    }
    table + "\n"
}

fn currencies() -> String {
    let mut table = "\n| code | names |\n|---|---|\n".to_owned();
    for (currency, names) in Currency::all() {
        writeln!(table, "| {} | {} |", currency.code(), names.join(", ")).unwrap();
    }
    table + "\n"
}
