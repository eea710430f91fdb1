//! `wrong-compounding`: changes one after the other against the change over all of them.

use super::decide::{HUNDRED, decide, signed, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Direction, Interval, Kind, Quantity, Reading, Role, Severity, Unit};

rule! {
    /// # What it checks
    ///
    /// Percentages of change that follow one another against the change over all of them: each is taken of what the one
    /// before has left, so the factors are multiplied. 5% and then 8% make 13.4%.
    ///
    /// # Why it matters
    ///
    /// Steps are often added up, or a fall is taken to undo a rise of the same percentage: after a rise of 10% and a fall
    /// of 10%, 1% is missing.
    ///
    /// # Example
    ///
    /// ```text
    /// Prices rose 15.0% in 2022 and 20.0% in 2023, or 35.0% over the two years.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Prices rose 15.0% in 2022 and 20.0% in 2023, or 38.0% over the two years.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Steps that are not said to follow one another, each with a period of its own, and a change over all that is not
    /// said to be one ("over the two years", "in total"). A percentage no larger than its steps is no sum of them but one
    /// of the same kind. As authors may mean the plain sum, this is a warning and not an error.
    pub struct WrongCompounding = "wrong-compounding";
}

impl Rule for WrongCompounding {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::GrowthRate)?;
        let percent = reading.get(Role::Percent)?;
        let steps: Vec<_> = reading.all(Role::Term).collect();
        if steps.is_empty() {
            return None; // for `wrong-growth-rate`
        }
        if steps.len() < 2 || steps.iter().chain([&percent]).any(|quantity| quantity.unit != Unit::Percent) {
            return Some(unchecked("different units"));
        }
        let steps = steps.into_iter().map(|step| (Role::Term, step));
        let numbers: Vec<_> = std::iter::once((Role::Percent, percent)).chain(steps).collect();
        Some(decide(
            &numbers,
            |values| {
                let Some((size, steps)) = values.split_first() else { return Ok(false) };
                let change = compounded(steps)?;
                Ok(signed(claim, reading, percent, size).iter().any(|stated| stated.meets(&change)))
            },
            |values| {
                let (_, steps) = values.split_first().ok_or(ArithmeticError::Overflow)?;
                let change = compounded(steps)?;
                let interval = if claim.direction == Some(Direction::Down) { change.neg() } else { change };
                Ok(Expected { role: Role::Percent, interval, unit: Unit::Percent })
            },
        ))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let steps: Vec<_> = reading.all(Role::Term).map(|quantity| said.quantity(quantity)).collect();
        let message = format!("{} in a row make {}", steps.join(" and "), said.not(&said.role(reading, Role::Percent)));
        let factors: Vec<_> = reading.all(Role::Term).map(factor).collect();
        let sum = format!("{} − 1 = {}", factors.join(" × "), said.result(reading, Role::Percent, check));
        explanation(reading, Role::Percent, &[Role::Term], message, sum)
    }
}

/// The change in per cent that steps in per cent make together.
fn compounded(steps: &[Interval]) -> Result<Interval, ArithmeticError> {
    let whole = Interval::exact(crate::model::Decimal::ONE);
    let product = steps.iter().try_fold(whole, |product, step| product.mul(&HUNDRED.add(step)?.div(&HUNDRED)?))?;
    product.mul(&HUNDRED)?.sub(&HUNDRED)
}

/// What a step multiplies by, as a decimal: "1.05".
fn factor(step: &Quantity) -> String {
    let hundredth = |value: crate::model::Decimal| value.checked_div(crate::model::Decimal::ONE_HUNDRED);
    step.number()
        .and_then(|(value, _)| hundredth(value)?.checked_add(crate::model::Decimal::ONE))
        .map_or_else(|| "?".to_owned(), |factor| factor.normalize().to_string())
}
