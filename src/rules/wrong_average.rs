//! `wrong-average`: total and count, or the ends of a range, against the average.

use super::decide::{decide, missing, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Decimal, Interval, Kind, Quantity, Reading, Role, Severity, relation};

rule! {
    /// # What it checks
    ///
    /// An average against its total and its count: count × average must give the total. An average of printed values,
    /// and the mid-point of a range, against those values.
    ///
    /// # Why it matters
    ///
    /// An average is what a reader can picture. One that is ten times too small is the commonest way of losing a zero.
    ///
    /// # Example
    ///
    /// ```text
    /// The fund made 1,240 grants worth $31.0 million, or $2,500 on average.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// The fund made 1,240 grants worth $31.0 million, or $25,000 on average.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Averages whose total or count is not printed (what they imply for it is reported), and weighted averages.
    pub struct WrongAverage = "wrong-average";
}

impl Rule for WrongAverage {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Average)?;
        let average = reading.get(Role::Average)?;
        let terms: Vec<_> = reading.all(Role::Term).collect();
        if terms.len() > 1 {
            let unlike = terms.iter().any(|term| !term.unit.comparable(&average.unit));
            return Some(if unlike { unchecked("different units") } else { mean(average, &terms) });
        }
        Some(match (reading.get(Role::Total), reading.get(Role::Count)) {
            (Some(total), _) if !total.unit.comparable(&average.unit) => unchecked("different units"),
            (Some(_), Some(count)) if count.interval().is_none_or(|count| !count.is_positive()) => {
                unchecked("zero base")
            }
            (Some(total), Some(count)) => divided(average, total, count),
            (Some(total), None) => {
                let count = || total.interval()?.div(&average.interval()?).ok();
                missing("no count", Role::Count, &crate::model::Unit::Count(None), count())
            }
            (None, Some(count)) => {
                let total = || average.interval()?.mul(&count.interval()?).ok();
                missing("no total", Role::Total, &average.unit, total())
            }
            (None, None) => unchecked("no total"),
        })
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let stated = said.not(&said.role(reading, Role::Average));
        let result = said.result(reading, Role::Average, check);
        let terms = reading.all(Role::Term).count();
        if terms > 1 {
            let message = format!("the mean of the {terms} values is {stated}");
            let sum = format!("({}) / {terms} = {result}", said.added(reading, Role::Term));
            return explanation(reading, Role::Average, &[Role::Term], message, sum);
        }
        let (total, count) = (said.role(reading, Role::Total), said.role(reading, Role::Count));
        let message = format!("{total} divided by {count} is {stated}");
        let sum = format!("{} = {result}", said.operands(reading, &[Role::Total, Role::Count]).join(" / "));
        explanation(reading, Role::Average, &[Role::Total, Role::Count], message, sum)
    }
}

fn divided(average: &Quantity, total: &Quantity, count: &Quantity) -> Check {
    decide(
        &[(Role::Average, average), (Role::Total, total), (Role::Count, count)],
        |values| {
            let [average, total, count] = values else { return Ok(false) };
            relation::average_holds(average, total, count)
        },
        |values| {
            let [_, total, count] = values else { return Err(ArithmeticError::Overflow) };
            Ok(expected(average, relation::average(total, count)?))
        },
    )
}

fn mean(average: &Quantity, terms: &[&Quantity]) -> Check {
    let count = Interval::exact(Decimal::from(terms.len()));
    let terms = terms.iter().map(|term| (Role::Term, *term));
    let numbers: Vec<_> = std::iter::once((Role::Average, average)).chain(terms).collect();
    decide(
        &numbers,
        |values| {
            let Some((average, terms)) = values.split_first() else { return Ok(false) };
            relation::average_holds(average, &relation::total(terms)?, &count)
        },
        |values| {
            let (_, terms) = values.split_first().ok_or(ArithmeticError::Overflow)?;
            Ok(expected(average, relation::average(&relation::total(terms)?, &count)?))
        },
    )
}

fn expected(average: &Quantity, interval: Interval) -> Expected {
    Expected { role: Role::Average, interval, unit: average.unit.clone() }
}
