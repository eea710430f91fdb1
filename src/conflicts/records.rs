//! A record stands above every earlier value that any document knows.

use std::collections::HashMap;

use super::cite::{Cite, Draft};
use super::plausible::near;
use super::series::{Index, Series};
use crate::facts::{Certainty, Dated, Days, Ledger, Relation, Term};
use crate::model::{Decimal, Interval, Kind, Rank, Role};
use crate::rules::{FalseRecord, Rule, WrongRank};

/// Adds the records that an earlier value beats, and counts those that stand above what another document knows.
pub fn compare(ledger: &Ledger, all: &[Series], index: &Index, found: &mut Vec<Draft>) -> u64 {
    let mut agreements = 0;
    let mut peaks = Peaks::default();
    for (document, relation) in &ledger.relations {
        if relation.kind != Kind::Rank || relation.limited {
            continue;
        }
        let high = match relation.rank {
            Some(Rank::RecordHigh) => true,
            Some(Rank::RecordLow) => false,
            Some(Rank::Highest(place)) if relation.over_time => {
                agreements += u64::from(in_place(ledger, all, index, relation, (place, true), found));
                continue;
            }
            Some(Rank::Lowest(place)) if relation.over_time => {
                agreements += u64::from(in_place(ledger, all, index, relation, (place, false), found));
                continue;
            }
            _ => continue,
        };
        let Some(Term::Fact(fact)) = relation.get(Role::Value) else { continue };
        let (Some(entry), Some(series)) = (ledger.get(*fact), index.series(all, *fact)) else { continue };
        let Some(peak) = peaks.before(ledger, series, high, entry.fact.dated) else { continue };
        let (Some(own), Some(other)) = (entry.fact.number.widest(), ledger.get(peak)) else { continue };
        let Some(rival) = other.fact.number.widest() else { continue };
        let (upper, lower) = if high { (rival, own) } else { (own, rival) };
        let beaten = upper.low().zip(lower.high()).is_some_and(|(low, high)| low > high);
        if !beaten {
            agreements += u64::from(other.document != *document);
            continue;
        }
        let sure =
            series.metric.certainty == Certainty::Configured || near(entry.fact.number.value, other.fact.number.value);
        if !sure {
            continue;
        }
        let (value, beats) = (super::same::printed(entry), super::same::printed(other));
        let (word, sign) = if high { ("above", ">") } else { ("below", "<") };
        found.push(Draft {
            rule: FalseRecord::NAME,
            severity: FalseRecord.level(),
            days: Some(entry.fact.dated.days),
            message: format!(
                "{{metric}}: {value} is not a record, as {beats} in {} lies {word} it, at {{1}}",
                other.fact.dated.days
            ),
            arithmetic: format!("{beats} {sign} {value}"),
            cites: vec![Cite::fact(*fact, "the record"), Cite::fact(peak, "an earlier value")],
        });
    }
    agreements
}

/// Whether a place among the values of other times holds as far as they are known, and another document knows some; adds a conflict if
/// so many earlier values lie beyond it that it can't.
fn in_place(
    ledger: &Ledger,
    all: &[Series],
    index: &Index,
    relation: &Relation,
    (place, high): (u8, bool),
    found: &mut Vec<Draft>,
) -> bool {
    // A series is long, places are few: so many of its periods are looked at.
    const LOOKS: usize = 2_000;
    let Some(Term::Fact(fact)) = relation.get(Role::Value) else { return false };
    let (Some(entry), Some(series)) = (ledger.get(*fact), index.series(all, *fact)) else { return false };
    let Some(own) = entry.fact.number.widest() else { return false };
    let (days, assumed) = (entry.fact.dated.days, entry.fact.dated.assumed);
    let peers = series.cells.iter().take(LOOKS).filter(|cell| {
        cell.dated.assumed == assumed && length(cell.dated.days) == length(days) && cell.dated.days.last < days.first
    });
    let peers: Vec<_> = peers.filter_map(|cell| Some((*cell.agreed.first()?, cell.widest(ledger)?))).collect();
    let beyond = |other: &Interval| {
        let (upper, lower) = if high { (other, &own) } else { (&own, other) };
        upper.low().zip(lower.high()).is_some_and(|(low, high)| low > high)
    };
    let sure = |index: u32| {
        let other = ledger.get(index).map(|other| other.fact.number.value);
        series.metric.certainty == Certainty::Configured
            || other.is_some_and(|other| near(entry.fact.number.value, other))
    };
    let ahead: Vec<u32> = peers.iter().filter(|(_, other)| beyond(other)).map(|(index, _)| *index).collect();
    if ahead.len() < usize::from(place) {
        return peers.iter().any(|(index, _)| ledger.get(*index).is_some_and(|other| other.document != entry.document));
    }
    if !ahead.iter().copied().all(sure) {
        return false;
    }
    let value = super::same::printed(entry);
    let others: Vec<String> = ahead.iter().filter_map(|index| ledger.get(*index)).map(super::same::printed).collect();
    let (word, sign) = if high { ("above", " > ") } else { ("below", " < ") };
    let mut cites = vec![Cite::fact(*fact, "the place in the order")];
    cites.extend(ahead.iter().map(|index| Cite::fact(*index, "an earlier value")));
    found.push(Draft {
        rule: WrongRank::NAME,
        severity: WrongRank.level(),
        days: Some(days),
        message: format!(
            "{{metric}}: the order does not hold, as {} lie {word} {value}, the first at {{1}}",
            others.join(" and ")
        ),
        arithmetic: format!("{}{sign}{value}", others.join(sign)),
        cites,
    });
    false
}

/// Whether a rank says that a value is above all earlier ones (`true`) or below them.
pub fn beats_all(relation: &Relation) -> Option<bool> {
    let rank = relation.rank.filter(|_| !relation.limited)?;
    match rank {
        Rank::RecordHigh => Some(true),
        Rank::RecordLow => Some(false),
        Rank::Highest(1) if relation.over_time => Some(true),
        Rank::Lowest(1) if relation.over_time => Some(false),
        _ => None,
    }
}

/// The highest (or lowest) value of a series up to each day, for periods of each length; found when first asked for.
#[derive(Default)]
pub struct Peaks(HashMap<(u32, bool), Lengths>);

/// The periods of each length, in the order of time.
type Lengths = HashMap<(bool, i32), Vec<Peak>>;

/// A period, and the best value up to it with its fact.
type Peak = (Days, Decimal, u32);

impl Peaks {
    /// The fact with the best value of the periods of the same length that were over before a period began.
    pub fn before(&mut self, ledger: &Ledger, series: &Series, high: bool, dated: Dated) -> Option<u32> {
        let lengths = self.0.entry((series.number, high)).or_insert_with(|| peaks(ledger, series, high));
        let run = lengths.get(&(dated.assumed, length(dated.days)))?;
        let over = run.partition_point(|(other, ..)| other.last < dated.days.first);
        run.get(over.checked_sub(1)?).map(|(.., index)| *index)
    }
}

fn peaks(ledger: &Ledger, series: &Series, high: bool) -> Lengths {
    let mut lengths = Lengths::new();
    for cell in &series.cells {
        let Some((index, entry)) = cell.agreed.first().and_then(|index| Some((*index, ledger.get(*index)?))) else {
            continue;
        };
        let (dated, value) = (cell.dated, entry.fact.number.value);
        lengths.entry((dated.assumed, length(dated.days))).or_default().push((dated.days, value, index));
    }
    for run in lengths.values_mut() {
        run.sort_by_key(|(days, ..)| (days.last, days.first));
        let mut best: Option<(Decimal, u32)> = None;
        for (_, value, index) in run {
            let better = best.is_none_or(|(peak, _)| if high { *value > peak } else { *value < peak });
            if better {
                best = Some((*value, *index));
            } else if let Some((peak, at)) = best {
                (*value, *index) = (peak, at);
            }
        }
    }
    lengths
}

/// What makes periods comparable: whole months by their number, others by their days.
fn length(days: Days) -> i32 {
    days.months().unwrap_or_else(|| -days.first.until(days.last).map_or(0, |span| span.get_days()) - 1)
}
