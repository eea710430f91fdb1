//! `wrong-total`: terms against their total.

use super::decide::{decide, missing, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Kind, Quantity, Reading, Role, Severity, Unit, relation};

rule! {
    /// # What it checks
    ///
    /// A total against its terms: their sum must give the total, for some values that round to the digits printed. A
    /// total that is "more than" a figure must be more than it.
    ///
    /// # Why it matters
    ///
    /// A table is updated line by line, and the sentence that sums it up is the last to be touched. A total that is off
    /// by the size of one term tells which one was changed.
    ///
    /// # Example
    ///
    /// ```text
    /// Sales of wool ($12.1 million) and wine ($45.4 million) came to $58.6 million in total.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Sales of wool ($12.1 million) and wine ($45.4 million) came to $57.5 million in total.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Lists that do not claim to be complete ("including"), terms in different units, and a total without its terms.
    /// Shares that must make 100% are for *shares-over-100*.
    pub struct WrongTotal = "wrong-total";
}

impl Rule for WrongTotal {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Total)?;
        let terms: Vec<_> = reading.all(Role::Term).collect();
        let first = terms.first()?;
        if terms.iter().any(|term| !additive(term, first)) {
            return Some(unchecked("different units"));
        }
        let Some(total) = reading.get(Role::Total) else {
            // What makes a whole is for `shares-over-100`.
            let implied =
                || relation::total(&terms.iter().map(|term| term.interval()).collect::<Option<Vec<_>>>()?).ok();
            return (first.unit != Unit::Percent).then(|| missing("no total", Role::Total, &first.unit, implied()));
        };
        if !additive(total, first) {
            return Some(unchecked("different units"));
        }
        if terms.len() < 2 {
            return Some(unchecked("no terms"));
        }
        let terms = terms.into_iter().map(|term| (Role::Term, term));
        let numbers: Vec<_> = std::iter::once((Role::Total, total)).chain(terms).collect();
        Some(decide(
            &numbers,
            |values| {
                let Some((total, terms)) = values.split_first() else { return Ok(false) };
                Ok(relation::total(terms)?.meets(total))
            },
            |values| {
                let (_, terms) = values.split_first().ok_or(ArithmeticError::Overflow)?;
                Ok(Expected { role: Role::Total, interval: relation::total(terms)?, unit: total.unit.clone() })
            },
        ))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let terms = reading.all(Role::Term).count();
        let message = match said.not(&said.role(reading, Role::Total)) {
            not if not.starts_with("not ") => {
                format!("the {terms} terms do not add up to {}", said.role(reading, Role::Total))
            }
            not => format!("the {terms} terms add up to {not}"),
        };
        let sum = format!("{} = {}", said.added(reading, Role::Term), said.result(reading, Role::Total, check));
        explanation(reading, Role::Total, &[Role::Term], message, sum)
    }
}

/// Whether two quantities may stand in one sum; things that are counted may, whatever each is called: twelve trucks and
/// thirty cars are vehicles.
pub(super) fn additive(one: &Quantity, other: &Quantity) -> bool {
    one.comparable(other) || matches!((&one.unit, &other.unit), (Unit::Count(_), Unit::Count(_)))
}
