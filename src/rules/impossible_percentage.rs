//! `impossible-percentage`: a percentage that no whole number out of so many gives.

use super::decide::decide;
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule, format};
use crate::model::{ArithmeticError, Claim, Decimal, Interval, Kind, Quantity, Reading, Role, Unit, Verdict};

rule! {
    /// # What it checks
    ///
    /// A percentage of a small number of whole things: some whole number of them must give it. Of 43 firms, 30 are 70%
    /// and 31 are 72%; nothing is 71%. This is the test that J. Heathers and N. Brown named GRIM, for percentages.
    ///
    /// # Why it matters
    ///
    /// A percentage that can't be belongs to another number of things, or to none: it is how a made-up survey is told
    /// from a real one.
    ///
    /// # Example
    ///
    /// ```text
    /// In the survey, 71% of the 43 firms reported growth.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// In the survey, 72% of the 43 firms reported growth.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Wholes so large that every percentage is possible at the digits printed, numbers that are hedged, weighted
    /// results, and shares whose part is printed.
    pub struct ImpossiblePercentage = "impossible-percentage";
}

impl Rule for ImpossiblePercentage {
    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Share)?;
        let whole = counted(reading.get(Role::Whole)?)?;
        let mut shares = reading.all(Role::Share);
        let share = shares.next().filter(|share| share.unit == Unit::Percent && share.hedge.is_none())?;
        let (_, ulp) = share.number()?;
        // With one unit of the last place worth a whole thing or more, every percentage is some number of things.
        let coarse = ulp.checked_mul(whole)? >= Decimal::ONE_HUNDRED;
        if coarse || reading.has(Role::Part) || shares.next().is_some() {
            return None;
        }
        let check = decide(
            &[(Role::Share, share)],
            |values| match values {
                [share] => possible(share, whole),
                _ => Ok(false),
            },
            |values| {
                let [share] = values else { return Err(ArithmeticError::Overflow) };
                let interval = nearest(share, whole).ok_or(ArithmeticError::Overflow)?;
                Ok(Expected { role: Role::Share, interval, unit: Unit::Percent })
            },
        );
        // A percentage that is possible is not thereby right.
        matches!(check.verdict, Verdict::Strained | Verdict::Mismatch).then_some(check)
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let (share, whole) = (said.role(reading, Role::Share), said.role(reading, Role::Whole));
        let message = format!("no whole number out of {whole} is {share}");
        let bare = reading.get(Role::Whole).and_then(counted).unwrap_or_default();
        let ulp = reading.get(Role::Share).and_then(Quantity::number).map_or(Decimal::ONE, |(_, ulp)| ulp);
        let near = check.expected.as_ref().and_then(|expected| {
            let (low, high) = (expected.interval.low()?, expected.interval.high()?);
            let told = |percent: Decimal| {
                let things = format::round(percent.checked_mul(bare)? / Decimal::ONE_HUNDRED, Decimal::ONE);
                Some(format!("{things} / {bare} = {}%", format::grouped(percent, ulp.normalize().scale())))
            };
            Some(if low == high { told(low)? } else { format!("{}; {}", told(low)?, told(high)?) })
        });
        explanation(reading, Role::Share, &[Role::Whole], message, near.unwrap_or_default())
    }
}

/// How many things there are, if they were counted: a plain whole number without a hedge.
fn counted(whole: &Quantity) -> Option<Decimal> {
    let (value, ulp) = whole.number()?;
    let plain = matches!(whole.unit, Unit::Count(_)) && whole.hedge.is_none() && ulp <= Decimal::ONE;
    (plain && value > Decimal::ONE && value.fract().is_zero()).then_some(value)
}

/// Whether some whole number of things gives a percentage inside the interval.
fn possible(share: &Interval, whole: Decimal) -> Result<bool, ArithmeticError> {
    let things = share.mul(&Interval::exact(whole))?.div(&super::decide::HUNDRED)?;
    let (Some(low), Some(high)) = (things.low(), things.high()) else { return Ok(true) };
    Ok(low.ceil() <= high.floor() && high >= Decimal::ZERO && low <= whole)
}

/// The percentages of the whole numbers next below and next above, or that of all where it is more.
fn nearest(share: &Interval, whole: Decimal) -> Option<Interval> {
    let percent = |things: Decimal| things.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    let things = share.low()?.checked_mul(whole)?.checked_div(Decimal::ONE_HUNDRED)?;
    let below = things.floor().clamp(Decimal::ZERO, whole);
    Some(Interval::new(percent(below)?, percent(things.ceil().clamp(Decimal::ZERO, whole))?))
}
