//! `part-exceeds-whole`: a part that is larger than its whole.

use super::decide::decide;
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Decimal, Kind, Reading, Role, Unit, Verdict};

rule! {
    /// # What it checks
    ///
    /// A part against the whole that it is a part of: it may not be larger, beyond rounding.
    ///
    /// # Why it matters
    ///
    /// A month that sold more than its quarter is a month of another year, or a quarter whose digits were lost.
    ///
    /// # Example
    ///
    /// ```text
    /// Textiles made up $3.1 billion of the $2.9 billion total, or 93.5%.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Textiles made up $2.9 billion of the $3.1 billion total, or 93.5%.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Shares that are printed as more than 100%: the text knows that its base is no whole. Parts in another unit than
    /// the whole.
    pub struct PartExceedsWhole = "part-exceeds-whole";
}

impl Rule for PartExceedsWhole {
    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Share)?;
        let (part, whole) = (reading.get(Role::Part)?, reading.get(Role::Whole)?);
        let more = reading.all(Role::Share).any(|share| {
            let limit = if share.unit == Unit::Multiple { Decimal::ONE } else { Decimal::ONE_HUNDRED };
            share.number().is_some_and(|(value, _)| value > limit)
        });
        if more || !part.comparable(whole) {
            return None;
        }
        let check = decide(
            &[(Role::Part, part), (Role::Whole, whole)],
            |values| match values {
                [part, whole] => Ok(!super::false_record::beats(part, whole)),
                _ => Ok(false),
            },
            |_| Err(ArithmeticError::Overflow),
        );
        // A part that is no larger proves nothing of the share.
        matches!(check.verdict, Verdict::Strained | Verdict::Mismatch).then_some(check)
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let (part, whole) = (said.role(reading, Role::Part), said.role(reading, Role::Whole));
        let message = format!("{part} is more than {whole}, the whole that it is a part of");
        let sum = reading
            .all(Role::Part)
            .chain(reading.all(Role::Whole))
            .map(|quantity| said.quantity(quantity))
            .collect::<Vec<_>>();
        explanation(reading, Role::Part, &[Role::Whole], message, sum.join(" > "))
    }
}
