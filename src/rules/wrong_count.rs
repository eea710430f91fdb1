//! `wrong-count`: a number of things against the list of them.

use super::decide::{decide, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{Claim, Decimal, Interval, Kind, Reading, Role, Severity};

rule! {
    /// # What it checks
    ///
    /// A number of things against the list that follows: as many must be named as are announced.
    ///
    /// # Why it matters
    ///
    /// A list grows and shrinks with each draft, and the number in front of it stays what it was.
    ///
    /// # Example
    ///
    /// ```text
    /// The programme covers four regions: North, South and East.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// The programme covers three regions: North, South and East.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Lists that name examples ("including", "such as"), and numbers that are hedged. As a name may itself contain an
    /// "and", this is a warning and not an error.
    pub struct WrongCount = "wrong-count";
}

impl Rule for WrongCount {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Count)?;
        let count = reading.get(Role::Count)?;
        let named = reading.all(Role::Item).count();
        if named < 2 {
            return Some(unchecked("no list"));
        }
        let named = Interval::exact(Decimal::from(named));
        let interval = count.interval();
        // Things that are counted are counted in full: there is no rounding, truncating or round figure among four regions.
        if count.hedge.is_none() && count.number().is_some_and(|(value, _)| !named.contains(value)) {
            let expected = Expected { role: Role::Count, interval: named, unit: count.unit.clone() };
            return Some(Check { expected: Some(expected), ..super::decide::outcome(crate::model::Verdict::Mismatch) });
        }
        Some(decide(
            &[(Role::Count, count)],
            |_| Ok(interval.is_some_and(|stated| stated.meets(&named))),
            |_| Ok(Expected { role: Role::Count, interval: named, unit: count.unit.clone() }),
        ))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let (stated, named) = (said.role(reading, Role::Count), reading.all(Role::Item).count());
        let message = format!("the list has {named}, not {stated}");
        let sum = vec!["1"; named].join(" + ");
        explanation(reading, Role::Count, &[Role::Item], message, format!("{sum} = {named}"))
    }
}
