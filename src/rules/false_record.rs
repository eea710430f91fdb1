//! `false-record`: a record that an earlier value beats.

use super::decide::{decide, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Interval, Kind, Quantity, Rank, Reading, Role, Severity, Verdict};

rule! {
    /// # What it checks
    ///
    /// A record high or low against every other known value of the same metric: none may lie beyond it.
    ///
    /// # Why it matters
    ///
    /// "A record" is the headline. It is copied from release to release, and the peak of some years ago is forgotten.
    ///
    /// # Example
    ///
    /// ```text
    /// Exports hit a record $2.825 billion, above the previous peak of $2.910 billion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Exports hit a record $2.825 billion, above the previous peak of $2.710 billion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Records without an earlier value to compare with. As the two figures may differ in what they count, this is a
    /// warning and not an error.
    pub struct FalseRecord = "false-record";
}

impl Rule for FalseRecord {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Rank)?;
        let high = is_high(claim.rank?)?;
        let value = reading.get(Role::Value)?;
        let others = reading.all(Role::Other).filter(|other| other.comparable(value));
        let worst = others.map(|other| compare(value, other, high)).max_by_key(|check| check.verdict);
        Some(worst.unwrap_or(unchecked("no earlier value")))
    }

    fn explain(&self, claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let high = claim.rank.and_then(is_high).unwrap_or(true);
        let value = said.role(reading, Role::Value);
        let beaten = reading.get(Role::Value).and_then(|value| {
            let wrong = |other: &&Quantity| compare(value, other, high).verdict >= Verdict::Strained;
            reading.all(Role::Other).filter(|other| other.comparable(value)).find(wrong)
        });
        let other = beaten.map_or_else(|| "another value".to_owned(), |quantity| said.quantity(quantity));
        let (word, sign) = if high { ("higher", ">") } else { ("lower", "<") };
        let message = format!("{value} is not a record: {other} is {word}");
        explanation(reading, Role::Value, &[Role::Other], message, format!("{other} {sign} {value}"))
    }
}

const fn is_high(rank: Rank) -> Option<bool> {
    match rank {
        Rank::RecordHigh => Some(true),
        Rank::RecordLow => Some(false),
        Rank::Highest(_) | Rank::Lowest(_) | Rank::Ahead => None,
    }
}

fn compare(value: &Quantity, other: &Quantity, high: bool) -> Check {
    decide(
        &[(Role::Value, value), (Role::Other, other)],
        |values| match values {
            [value, other] => Ok(!(if high { beats(other, value) } else { beats(value, other) })),
            _ => Ok(false),
        },
        |_| Err(ArithmeticError::Overflow),
    )
}

/// Whether one value is above another beyond rounding.
pub(super) fn beats(one: &Interval, other: &Interval) -> bool {
    one.low().zip(other.high()).is_some_and(|(low, high)| low > high)
}
