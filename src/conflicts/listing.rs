//! The ledger as a reader wants it: metric by metric, period by period, with the places and with what follows for other periods.

use super::cite::{Cite, Texts};
use super::implied::implied;
use super::{Cited, Compared, Series, Sources};
use crate::facts::{Dated, Days, Ledger};
use crate::model::{Interval, Unit};

/// One metric with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its name.
    pub metric: String,
    /// In which unit.
    pub unit: Unit,
    /// What is said of each period, in the order of time.
    pub rows: Vec<ListedRow>,
}

/// What is said of one metric in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedRow {
    /// The period.
    pub days: Days,
    /// Whether the start of the fiscal year had to be assumed.
    pub assumed: bool,
    /// The places that agree, the most precise first.
    pub agreed: Vec<Cited>,
    /// The places that say something else.
    pub others: Vec<Cited>,
    /// What all other numbers leave of it, and those that do: for a value that no place states, or none as closely or as others have it.
    pub implied: Option<(Interval, Vec<Cited>)>,
}

/// Lists what a run has gathered.
#[must_use]
pub fn listing(ledger: &Ledger, compared: &Compared, sources: &dyn Sources) -> Vec<Listed> {
    let mut texts = Texts::new(ledger, sources);
    // One document after the other, so that each is read once.
    let cited: Vec<Option<Cited>> =
        (0..).zip(&ledger.facts).map(|(index, _)| texts.cited(&Cite::fact(index, ""))).collect();
    let cite = |facts: &[u32]| -> Vec<Cited> {
        facts.iter().filter_map(|index| cited.get(*index as usize).cloned().flatten()).collect()
    };
    let mut listed: Vec<Listed> = Vec::with_capacity(compared.series.len());
    let mut places: Vec<Option<usize>> = Vec::with_capacity(compared.series.len());
    for series in &compared.series {
        let Some((index, entry)) = first(ledger, series) else {
            places.push(None);
            continue;
        };
        places.push(Some(listed.len()));
        let metric = texts.metric(&Cite::fact(index, "")).unwrap_or_default();
        let rows = series.cells.iter().map(|cell| {
            let others: Vec<u32> = cell.facts.iter().copied().filter(|index| !cell.agreed.contains(index)).collect();
            ListedRow {
                days: cell.dated.days,
                assumed: cell.dated.assumed,
                agreed: cite(&cell.agreed),
                others: cite(&others),
                implied: None,
            }
        });
        listed.push(Listed { metric, unit: entry.fact.number.unit.clone(), rows: rows.collect() });
    }
    for implied in implied(ledger, &compared.series) {
        let Some(listed) =
            places.get(implied.series as usize).copied().flatten().and_then(|at: usize| listed.get_mut(at))
        else {
            continue;
        };
        let from: Vec<Cited> = implied.from.iter().filter_map(|cite| texts.cited(cite)).collect();
        let Dated { days, assumed } = implied.dated;
        let value = Some((implied.interval, from));
        match listed.rows.iter_mut().find(|row| (row.days, row.assumed) == (days, assumed)) {
            Some(row) => row.implied = value,
            None => listed.rows.push(ListedRow { days, assumed, agreed: vec![], others: vec![], implied: value }),
        }
    }
    for listed in &mut listed {
        listed.rows.sort_by_key(|row| (row.days.last, row.days.first));
    }
    listed
}

fn first<'l>(ledger: &'l Ledger, series: &Series) -> Option<(u32, &'l crate::facts::Entry)> {
    let index = *series.cells.iter().flat_map(|cell| &cell.facts).min()?;
    Some((index, ledger.get(index)?))
}
