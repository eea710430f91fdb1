//! Places in an order whose peers stand in a table: "Paper (up 26.7%) was the second-fastest-growing export".
//!
//! A table may hold more than what the text puts in order, or less, so the peers are taken only where the place comes out.

use std::cmp::Reverse;

use super::super::Stated;
use super::super::words::{overlap, stems};
use super::Tables;
use super::model::{Row, Table};
use super::text::{index, same};
use super::words::is_total;
use crate::document::Document;
use crate::model::{Decimal, Direction, Kind, Quantity, Rank, Role, Value};

/// The fewest rows that make an order.
const FEWEST: usize = 3;

/// Gives places without peers those right before and behind them in the column of a table that has the value.
pub fn peers(stated: &mut [Stated], tables: &Tables<'_>, document: &Document<'_>) {
    let open = |stated: &Stated| {
        stated.claim.kind == Kind::Rank
            && !stated.gone
            && matches!(stated.claim.rank, Some(Rank::Highest(_) | Rank::Lowest(_)))
            && stated.claim.readings.first().is_some_and(|reading| reading.has(Role::Value))
    };
    if tables.read.is_empty() || !stated.iter().any(open) {
        return;
    }
    let rows = index(tables);
    for at in 0..stated.len() {
        let this = &stated[at];
        let alone = this.claim.readings.first().is_some_and(|reading| !reading.has(Role::Other));
        let Some(text) = document.source.get(this.claim.statement.range()).filter(|_| open(this) && alone) else {
            continue;
        };
        let words = stems(text);
        let found = words.iter().filter_map(|word| rows.get(word)).flatten();
        let found = found.filter(|(label, ..)| overlap(label, &words) == label.len());
        let found = found.filter_map(|(label, table, row)| Some((label.len(), neighbours(this, table, row)?)));
        // Of two labels in the sentence the longer one says more exactly what is meant.
        let Some((_, others)) = found.max_by_key(|(len, _)| *len) else { continue };
        let value = this.claim.readings[0].get(Role::Value).map(|value| value.span);
        let this = &mut stated[at];
        this.silent = false;
        for reading in &mut this.claim.readings {
            reading.roles.extend(others.iter().map(|other| (Role::Other, other.clone())));
        }
        // "…, followed by X with A" says less of the same value.
        for other in stated.iter_mut().filter(|other| other.claim.kind == Kind::Rank) {
            let known = other.claim.readings[0].get(Role::Value).map(|value| value.span);
            other.gone |= known == value && matches!(other.claim.rank, Some(Rank::Ahead));
        }
    }
}

/// The next larger and the next smaller value of the column in which the row has the value, if that gives it its place.
fn neighbours(this: &Stated, table: &Table<'_>, row: &Row<'_>) -> Option<Vec<Quantity>> {
    let stated = this.claim.readings.first()?.get(Role::Value)?;
    let (place, from_top) = match this.claim.rank? {
        Rank::Highest(place) => (place, true),
        Rank::Lowest(place) => (place, false),
        _ => return None,
    };
    let falls = this.claim.direction == Some(Direction::Down);
    let negative =
        |at: usize| table.rows.iter().filter_map(|row| number(row.get(at)?)).any(|value| value.is_sign_negative());
    (0..table.columns.len()).find_map(|at| {
        // What fell fastest has the largest size among those that fell; in the table it may bear its sign.
        let signed = falls && negative(at);
        let cell = |row: &Row<'_>| {
            let cell =
                row.get(at).filter(|cell| !signed || number(cell).is_some_and(|value| value.is_sign_negative()))?;
            Some(if falls { unsigned(cell) } else { cell.clone() })
        };
        let own = cell(row).filter(|own| same(stated, own))?;
        let rows = || table.rows.iter().filter(|other| !is_total(other.label));
        let column: Vec<Quantity> = rows().filter_map(cell).filter(|other| other.comparable(&own)).collect();
        let value = number(&own)?;
        let ahead =
            |other: &&Quantity| number(other).is_some_and(|other| if from_top { other > value } else { other < value });
        let behind =
            |other: &&Quantity| number(other).is_some_and(|other| if from_top { other < value } else { other > value });
        if column.len() < FEWEST || column.iter().filter(ahead).count() + 1 != usize::from(place) {
            return None;
        }
        let (over, under) = if from_top {
            (
                column.iter().filter(ahead).min_by_key(|q| number(q)),
                column.iter().filter(behind).max_by_key(|q| number(q)),
            )
        } else {
            let turned = |q: &&Quantity| number(q).map(Reverse);
            (column.iter().filter(ahead).min_by_key(turned), column.iter().filter(behind).max_by_key(turned))
        };
        let found: Vec<Quantity> = over.into_iter().chain(under).cloned().collect();
        (!found.is_empty()).then_some(found)
    })
}

fn number(quantity: &Quantity) -> Option<Decimal> {
    quantity.number().map(|(value, _)| value)
}

/// The size of a quantity.
fn unsigned(quantity: &Quantity) -> Quantity {
    let value = match &quantity.value {
        Value::Number { value, ulp } => Value::Number { value: value.abs(), ulp: *ulp },
        other => other.clone(),
    };
    Quantity { value, ..quantity.clone() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Kind, Role, Verdict};

    const TABLE: &str = "\n\n| Crop | 2022 | 2023 | Growth |\n|---|---|---|---|\n| Rye | 868 | 1103 | 27.1% |\n| Oats | 2533 | 3210 | 26.7% |\n\
                         | Barley | 3368 | 4173 | 23.9% |\n| Beets | 1476 | 1284 | -13.0% |\n| Hops | 9486 | 8368 | -11.8% |\n| Flax | 2066 | 1908 | -7.6% |\n";

    /// The values, the peers and the verdict of the places in an order.
    fn places(text: &str) -> Vec<(String, Vec<String>, Verdict)> {
        let source = format!("{text}{TABLE}");
        let report = audit(&source, Format::Markdown);
        let ranks = report.claims.iter().filter(|checked| checked.claim.kind == Kind::Rank);
        ranks
            .map(|checked| {
                let reading = checked.reading();
                let print = |role| reading.all(role).map(|q| source[q.span.range()].to_owned()).collect::<Vec<_>>();
                (print(Role::Value).concat(), print(Role::Other), checked.verdict)
            })
            .collect()
    }

    fn place(value: &str, others: &[&str], verdict: Verdict) -> (String, Vec<String>, Verdict) {
        (value.to_owned(), others.iter().map(|other| (*other).to_owned()).collect(), verdict)
    }

    #[test]
    fn peers_stand_in_the_table() {
        let found = places("Oats (up 26.7%, from 2,533 to 3,210) were the second fastest-growing crop.");
        assert_eq!(found, [place("26.7%", &["27.1%", "23.9%"], Verdict::Exact)]);
        let found = places("Beets were the fastest falling crop, down 13%.");
        assert_eq!(found, [place("13%", &["-11.8%"], Verdict::Exact)]);
    }

    #[test]
    fn who_follows_has_the_next_place() {
        let found = places("Oats (up 26.7%) were the second fastest-growing crop, followed by barley (up 23.9%).");
        let second = place("26.7%", &["27.1%", "23.9%"], Verdict::Exact);
        let third = place("23.9%", &["26.7%", "-7.6%"], Verdict::Exact);
        assert_eq!(found, [second, third]);
    }

    #[test]
    fn another_place_than_in_the_table_may_be_one_among_others() {
        let found = places("Barley (up 23.9%) was the second fastest-growing crop of the north.");
        assert_eq!(found, [place("23.9%", &[], Verdict::Unchecked)]);
        let found = places("Wheat (up 26.7%) was the second fastest-growing crop.");
        assert_eq!(found, [place("26.7%", &[], Verdict::Unchecked)]);
    }
}
