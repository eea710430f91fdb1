//! `shares-over-100`: shares of one whole against 100%.

use super::decide::{HUNDRED, decide};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{Claim, Kind, Reading, Role, Severity, Unit, relation};

rule! {
    /// # What it checks
    ///
    /// Shares that exhaust their whole: they must make 100%, as far as each of them may have been rounded. Three shares
    /// printed as integers may sum to 99% or to 101%.
    ///
    /// # Why it matters
    ///
    /// Shares that make 102% are the trace of a row that was counted twice or taken from another year. Nobody sums them
    /// up while reading.
    ///
    /// # Example
    ///
    /// ```text
    /// Of the visitors, 45% came by air, 30% by rail and the remaining 27% by road.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Of the visitors, 45% came by air, 30% by rail and the remaining 25% by road.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Answers to a question that allows more than one, and lists that need not be complete. As such a question is not
    /// always named, this is a warning and not an error.
    pub struct SharesOver100 = "shares-over-100";
}

impl Rule for SharesOver100 {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Total)?;
        let shares: Vec<_> = reading.all(Role::Term).map(|share| (Role::Term, share)).collect();
        if reading.has(Role::Total) || shares.len() < 2 || shares.iter().any(|(_, share)| share.unit != Unit::Percent) {
            return None;
        }
        Some(decide(
            &shares,
            |values| Ok(relation::total(values)?.meets(&HUNDRED)),
            |values| {
                // What is left for the last one: it is the one that a reader takes for the rest.
                let (_, others) = values.split_last().ok_or(crate::model::ArithmeticError::Overflow)?;
                Ok(Expected {
                    role: Role::Term,
                    interval: HUNDRED.sub(&relation::total(others)?)?,
                    unit: Unit::Percent,
                })
            },
        ))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let terms = reading.all(Role::Term).filter_map(crate::model::Quantity::interval).collect::<Vec<_>>();
        let made =
            relation::total(&terms).ok().map(|interval| Expected { role: Role::Term, interval, unit: Unit::Percent });
        let over = made.as_ref().is_some_and(|made| made.interval.low() > HUNDRED.high());
        let result =
            said.result(reading, Role::Term, &Check { expected: made, ..super::decide::outcome(check.verdict) });
        let message = format!("the shares add up to {result}, {} than 100%", if over { "more" } else { "less" });
        explanation(reading, Role::Term, &[], message, format!("{} = {result}", said.added(reading, Role::Term)))
    }
}
