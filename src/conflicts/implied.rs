//! What follows for the levels of a run from all others: for periods that no place states, and for those that are stated roughly.

use super::cite::Cite;
use super::groups::Groups;
use super::joined::budget;
use super::series::{Index, Series};
use super::web::{Place, Weaver, Web};
use crate::facts::{Dated, Ledger};
use crate::model::{Decimal, Interval};

/// A level that follows from others.
pub struct Implied {
    /// The series, by its number.
    pub series: u32,
    /// The period.
    pub dated: Dated,
    /// What it may be.
    pub interval: Interval,
    /// The numbers that it follows from: what claims state first, then levels, in the order of the documents.
    pub from: Vec<Cite>,
}

/// The levels that follow from others, in the order of the series and of time.
pub fn implied(ledger: &Ledger, all: &[Series]) -> Vec<Implied> {
    let index = Index::of(ledger, all);
    let weaver = Weaver { ledger, all, index: &index, unstated: true };
    let mut budget = budget(ledger);
    let mut found = Vec::new();
    for group in Groups::of(&weaver).iter() {
        let web = Web::of(&weaver, &group);
        if web.network.is_empty() {
            continue;
        }
        let implied = web.network.implied(budget);
        budget = budget.saturating_sub(implied.steps());
        for (number, dated, variable) in web.cells() {
            let Some(series) = all.get(number as usize) else { continue };
            let interval = implied.interval(variable);
            let stated = series.cell(dated).and_then(|cell| cell.interval(ledger));
            if !is_telling(&interval, stated.as_ref()) {
                continue;
            }
            let own = |place: &usize| {
                let fact = web.places.get(*place).and_then(|place| place.fact);
                let cell = fact.and_then(|fact| Some((fact, series.cell(dated)?)));
                cell.is_some_and(|(fact, cell)| cell.facts.contains(&fact))
            };
            let mut from: Vec<&Place> = implied
                .from(variable)
                .iter()
                .filter(|place| !own(place))
                .filter_map(|place| web.places.get(*place))
                .collect();
            // The claim that says so goes before the levels that it rests on.
            from.sort_by_key(|place| place.fact.is_some());
            let from: Vec<Cite> = from.into_iter().map(|place| place.cite("")).collect();
            if !from.is_empty() {
                found.push(Implied { series: number, dated, interval, from });
            }
        }
    }
    found.sort_by_key(|implied| (implied.series, implied.dated));
    found
}

/// Whether what follows says something: both bounds, no wider than the value, and where the level is stated at least one digit more than that, or another value.
fn is_telling(interval: &Interval, stated: Option<&Interval>) -> bool {
    let width = |interval: &Interval| interval.high()?.checked_sub(interval.low()?);
    let Some((low, width_of_it)) = interval.low().zip(width(interval)) else { return false };
    match stated {
        None => {
            low.abs() >= width_of_it
                && (low.is_sign_positive() || interval.high().is_some_and(|high| high <= Decimal::ZERO))
        }
        Some(stated) if !stated.meets(interval) => true,
        Some(stated) => {
            let finer = width_of_it.checked_mul(Decimal::TEN);
            width(stated).zip(finer).is_some_and(|(stated, finer)| finer <= stated && !stated.is_zero())
        }
    }
}
