//! Series: the facts of one metric, owner and unit, in cells of equal days.

use std::collections::HashMap;

use crate::facts::{Certainty, Dated, Ledger, Metric};
use crate::model::Interval;

/// The facts of one metric, one owner and one unit, in the order of time.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its number among the series of the run.
    pub number: u32,
    /// What is measured; the most certain of the names.
    pub metric: Metric,
    /// Whose it is, or which document's where nobody says.
    pub owner: u64,
    /// The cells, in the order of their days.
    pub cells: Vec<Cell>,
}

/// The facts of a series for the same days.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Which days.
    pub dated: Dated,
    /// The facts, by their numbers in the ledger, in the order of documents and text.
    pub facts: Vec<u32>,
    /// Those of them that agree with most others, the first being the most precise.
    pub agreed: Vec<u32>,
}

impl Series {
    /// The cell of these days.
    #[must_use]
    pub fn cell(&self, dated: Dated) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&key(dated), |cell| key(cell.dated)).ok()?;
        self.cells.get(at)
    }
}

const fn key(dated: Dated) -> (bool, crate::facts::Days) {
    (dated.assumed, dated.days)
}

impl Cell {
    /// What the facts that agree stand for together, as printed.
    #[must_use]
    pub fn interval(&self, ledger: &Ledger) -> Option<Interval> {
        self.meet(ledger, |fact| fact.number.interval())
    }

    /// The same, with the habits of writing allowed.
    #[must_use]
    pub fn widest(&self, ledger: &Ledger) -> Option<Interval> {
        self.meet(ledger, |fact| fact.number.widest())
    }

    fn meet(&self, ledger: &Ledger, of: impl Fn(&crate::facts::Fact) -> Option<Interval>) -> Option<Interval> {
        let mut met: Option<Interval> = None;
        for index in &self.agreed {
            let interval = of(&ledger.get(*index)?.fact)?;
            met = Some(match met {
                // What agrees only by a habit of writing leaves the more precise value as it is.
                Some(met) => met.intersect(&interval).unwrap_or(met),
                None => interval,
            });
        }
        met
    }
}

/// Puts the facts of a run into series.
#[must_use]
pub fn of(ledger: &Ledger) -> Vec<Series> {
    let owners = sole_owners(ledger);
    let mut keyed: Vec<_> = (0..)
        .zip(&ledger.facts)
        .map(|(index, entry): (u32, _)| {
            let (key, owner, unit) = entry.series();
            let owner = if owner == 0 { owners.get(&key).copied().flatten().unwrap_or(0) } else { owner };
            ((key, owner, unit), self::key(entry.fact.dated), index)
        })
        .collect();
    keyed.sort_unstable();
    let mut all: Vec<Series> = Vec::new();
    let mut last = None;
    for (key, _, index) in keyed {
        let Some(entry) = ledger.get(index) else { continue };
        let metric = entry.fact.metric;
        if last != Some(key) {
            all.push(Series { number: 0, metric, owner: key.1, cells: Vec::new() });
            last = Some(key);
        }
        let Some(series) = all.last_mut() else { continue };
        series.metric.certainty = series.metric.certainty.max(metric.certainty);
        match series.cells.last_mut() {
            Some(cell) if cell.dated == entry.fact.dated => cell.facts.push(index),
            _ => series.cells.push(Cell { dated: entry.fact.dated, facts: vec![index], agreed: Vec::new() }),
        }
    }
    for cell in all.iter_mut().flat_map(|series| &mut series.cells) {
        cell.agreed = super::same::agreed(ledger, &cell.facts);
    }
    // In the order of what a reader meets first, and not of hashes.
    all.sort_by_key(|series| series.cells.iter().flat_map(|cell| &cell.facts).min().copied());
    (0..).zip(&mut all).for_each(|(number, series)| series.number = number);
    all
}

/// For configured metrics: the one owner that any text names, who is then meant where none is named.
fn sole_owners(ledger: &Ledger) -> HashMap<u64, Option<u64>> {
    let mut owners: HashMap<u64, Option<u64>> = HashMap::new();
    for entry in &ledger.facts {
        let metric = entry.fact.metric;
        if metric.certainty == Certainty::Configured && metric.owner != 0 {
            let known = owners.entry(metric.key).or_insert(Some(metric.owner));
            if *known != Some(metric.owner) {
                *known = None;
            }
        }
    }
    owners
}

/// Which series a fact belongs to, and which series there are of a metric.
#[derive(Debug)]
pub struct Index {
    by_fact: Vec<u32>,
    by_metric: HashMap<u64, Vec<u32>>,
    owners: HashMap<u64, Option<u64>>,
}

impl Index {
    /// Indexes the series of a ledger.
    #[must_use]
    pub fn of(ledger: &Ledger, all: &[Series]) -> Self {
        let mut by_fact = vec![u32::MAX; ledger.facts.len()];
        let mut by_metric: HashMap<u64, Vec<u32>> = HashMap::new();
        for (number, series) in (0..).zip(all) {
            by_metric.entry(series.metric.key).or_default().push(number);
            for index in series.cells.iter().flat_map(|cell| &cell.facts) {
                if let Some(place) = by_fact.get_mut(*index as usize) {
                    *place = number;
                }
            }
        }
        Self { by_fact, by_metric, owners: sole_owners(ledger) }
    }

    /// The series of a fact.
    #[must_use]
    pub fn series<'s>(&self, all: &'s [Series], fact: u32) -> Option<&'s Series> {
        all.get(*self.by_fact.get(fact as usize)? as usize)
    }

    /// Whose series of a metric a document speaks of.
    #[must_use]
    pub fn owner(&self, metric: Metric, document: u32) -> u64 {
        match metric.owner_in(document) {
            0 => self.owners.get(&metric.key).copied().flatten().unwrap_or(0),
            owner => owner,
        }
    }

    /// The series of a metric in any unit and of any owner.
    pub fn of_metric<'s>(&'s self, all: &'s [Series], key: u64) -> impl Iterator<Item = &'s Series> {
        self.by_metric.get(&key).into_iter().flatten().filter_map(move |number| all.get(*number as usize))
    }
}
