//! The examples on top of the clause grammars, fed to the parser.

use rust_decimal::Decimal;

use super::{Draft, Operand, read};
use crate::grammar::examples::check;
use crate::grammar::{Sentence, scan};
use crate::model::{Kind, MONTHS, Rank, Value};

/// The drafts of a sentence in one line: kind, direction, roles in the order of the design.
fn show(text: &str, kinds: &[Kind]) -> Option<String> {
    let mut sentence = Sentence::default();
    scan(text, 0..u32::try_from(text.len()).ok()?, &mut sentence);
    let drafts: Vec<String> = read(&sentence)
        .iter()
        .filter(|draft| kinds.contains(&draft.kind) && !draft.silent)
        .map(|draft| line(&sentence, draft, text))
        .collect();
    (!drafts.is_empty()).then(|| drafts.join("; "))
}

fn line(sentence: &Sentence, draft: &Draft, text: &str) -> String {
    let mut parts = vec![draft.kind.name().to_owned()];
    parts.extend(draft.direction.map(|direction| direction.name().to_owned()));
    parts.extend(draft.rank.map(|rank| match rank {
        Rank::RecordHigh => "record-high".to_owned(),
        Rank::RecordLow => "record-low".to_owned(),
        Rank::Highest(n) => format!("highest-{n}"),
        Rank::Lowest(n) => format!("lowest-{n}"),
        Rank::Ahead => "ahead".to_owned(),
    }));
    let mut roles: Vec<_> = draft.readings[0].iter().collect();
    roles.sort_by_key(|(role, _)| *role);
    parts
        .extend(roles.into_iter().map(|(role, operand)| format!("{}={}", role.name(), value(sentence, operand, text))));
    // Roles in the order of the enum are those of the text for the kinds here, but for these two.
    parts.join(" ")
}

fn value(sentence: &Sentence, operand: &Operand, text: &str) -> String {
    let decimal = |value: Decimal| value.normalize().to_string();
    match operand {
        Operand::Amount(at) => sentence.amount(*at).map_or_else(String::new, |amount| decimal(amount.value)),
        Operand::Paced { at, unit, .. } => {
            sentence.amount(*at).map_or_else(String::new, |amount| format!("{}/{}", decimal(amount.value), unit.name()))
        }
        Operand::Fall(at) | Operand::Loss(at) => {
            sentence.amount(*at).map_or_else(String::new, |amount| decimal(-amount.value))
        }
        Operand::Times { value, .. } => decimal(*value),
        Operand::Item { range } => text[range.start as usize..range.end as usize].to_owned(),
        Operand::Calendar { value, .. } => match value {
            Value::Number { value, .. } => decimal(*value),
            Value::Date(date) => date.to_string(),
            Value::Weekday(day) => format!("{day:?}").to_lowercase(),
            Value::Month(month) => {
                MONTHS.get(usize::try_from(*month - 1).unwrap_or(12)).copied().unwrap_or("?").to_owned()
            }
            Value::Year(year) => year.to_string(),
            Value::Words(words) => words.to_string(),
        },
    }
}

#[test]
fn changes() {
    check(include_str!("change.rs"), |text| show(text, &[Kind::Change]));
}

#[test]
fn parallel_lists() {
    check(include_str!("parallel.rs"), |text| show(text, &[Kind::Change]));
}

#[test]
fn verbs_said_before() {
    check(include_str!("gapping.rs"), |text| show(text, &[Kind::Change]));
}

#[test]
fn shares() {
    check(include_str!("share.rs"), |text| show(text, &[Kind::Share]));
}

#[test]
fn ranks() {
    check(include_str!("rank.rs"), |text| show(text, &[Kind::Rank]));
}

#[test]
fn places_in_an_order_of_growth() {
    check(include_str!("fastest.rs"), |text| show(text, &[Kind::Rank]));
}

#[test]
fn group_examples() {
    check(include_str!("groups.rs"), |text| show(text, &[Kind::Rank]));
}

#[test]
fn values_against_a_standard() {
    check(include_str!("standard.rs"), |text| show(text, &[Kind::Rank]));
}

#[test]
fn dates() {
    check(include_str!("date.rs"), |text| show(text, &[Kind::Date]));
}

#[test]
fn spans() {
    check(include_str!("span.rs"), |text| show(text, &[Kind::Span]));
}

#[test]
fn growth_rates() {
    check(include_str!("growth_rate.rs"), |text| show(text, &[Kind::GrowthRate]));
}

#[test]
fn steps_one_after_the_other() {
    check(include_str!("steps.rs"), |text| show(text, &[Kind::GrowthRate]));
}

#[test]
fn counts() {
    check(include_str!("count.rs"), |text| show(text, &[Kind::Count]));
}

#[test]
fn totals() {
    check(include_str!("total.rs"), |text| show(text, &[Kind::Total]));
}

#[test]
fn averages() {
    check(include_str!("average.rs"), |text| show(text, &[Kind::Average]));
}

#[test]
fn balances() {
    check(include_str!("balance.rs"), |text| show(text, &[Kind::Balance]));
}

#[test]
fn conversions() {
    check(include_str!("conversion.rs"), |text| show(text, &[Kind::Conversion]));
}
