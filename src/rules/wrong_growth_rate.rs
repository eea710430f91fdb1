//! `wrong-growth-rate`: start, end and years against the yearly rate.

use super::decide::{decide, missing, signed, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{
    ArithmeticError, Claim, Decimal, Direction, Interval, Kind, Period, PeriodKind, Quantity, Reading, Role, Severity,
    Unit, relation,
};

rule! {
    /// # What it checks
    ///
    /// A yearly rate of growth against the values at both ends: start × (1 + rate)^years must give the end. The years
    /// are those that the text names, or lie between the years that belong to the two values: from 2024 to 2032 there
    /// are eight.
    ///
    /// # Why it matters
    ///
    /// The compound annual growth rate is the one number of a market study that everybody quotes and nobody can check
    /// in his head. Taken over one year too many, it is wrong by a seventh.
    ///
    /// # Example
    ///
    /// ```text
    /// The market will grow from $16.13 billion in 2022 to $32.14 billion by 2030, a CAGR of 7.1%.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// The market will grow from $16.13 billion in 2022 to $32.14 billion by 2030, a CAGR of 9.0%.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Rates without both ends or without their years (what the others imply is reported), and parts of years. As a
    /// study may count its rate from another year than the one that it prints, this is a warning and not an error.
    pub struct WrongGrowthRate = "wrong-growth-rate";
}

impl Rule for WrongGrowthRate {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::GrowthRate)?;
        let percent = reading.get(Role::Percent).filter(|percent| percent.unit == Unit::Percent)?;
        if reading.has(Role::Term) {
            return None; // for `wrong-compounding`
        }
        let Some(years) = years(reading) else { return Some(unchecked("no years")) };
        let grown = |size: &Interval| -> Result<Vec<Interval>, ArithmeticError> {
            signed(claim, reading, percent, size)
                .iter()
                .map(|change| relation::power(&relation::factor(change)?, years))
                .collect()
        };
        // Which of several signs is meant is not known without both ends.
        let factor = || grown(&percent.interval()?).ok()?.first().copied();
        let (start, end) = match (reading.get(Role::Start), reading.get(Role::End)) {
            (Some(start), Some(end)) => (start, end),
            (None, Some(end)) => {
                let start = || end.interval()?.div(&factor()?).ok();
                return Some(missing("no start", Role::Start, &end.unit, start()));
            }
            (Some(start), None) => {
                let end = || start.interval()?.mul(&factor()?).ok();
                return Some(missing("no end", Role::End, &start.unit, end()));
            }
            (None, None) => return Some(unchecked("no start and no end")),
        };
        if !start.comparable(end) {
            return Some(unchecked("different units"));
        }
        let positive = |quantity: &Quantity| quantity.interval().is_some_and(|value| value.is_positive());
        if !positive(start) || !positive(end) {
            return Some(unchecked("zero base"));
        }
        Some(decide(
            &[(Role::Percent, percent), (Role::Start, start), (Role::End, end)],
            |values| {
                let [size, start, end] = values else { return Ok(false) };
                for factor in grown(size)? {
                    if relation::multiple_holds(&factor, end, start)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            },
            |values| {
                let [_, start, end] = values else { return Err(ArithmeticError::Overflow) };
                let change = relation::rate(&end.div(start)?, years)?;
                let interval = if claim.direction == Some(Direction::Down) { change.neg() } else { change };
                Ok(Expected { role: Role::Percent, interval, unit: Unit::Percent })
            },
        ))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let years = years(reading).unwrap_or_default();
        let message = format!(
            "{} to {} in {years} years is {} a year",
            said.role(reading, Role::Start),
            said.role(reading, Role::End),
            said.not(&said.role(reading, Role::Percent))
        );
        let ratio = said.operands(reading, &[Role::End, Role::Start]).join(" / ");
        let sum = format!("({ratio})^(1/{years}) − 1 = {}", said.result(reading, Role::Percent, check));
        explanation(reading, Role::Percent, &[Role::Start, Role::End, Role::Years], message, sum)
    }
}

/// How many years lie between start and end: those that are named, or those between the periods of the two values.
pub(crate) fn years(reading: &Reading) -> Option<u32> {
    let named = if let Some(years) = reading.get(Role::Years) {
        let (value, _) = years.number()?;
        let decades = matches!(years.unit, Unit::Time(crate::model::TimeUnit::Decades));
        let value = if decades { value.checked_mul(Decimal::TEN)? } else { value };
        i64::try_from(Some(value).filter(|value| value.fract().is_zero())?).ok()?
    } else {
        let year = |role| year(reading.get(role)?.period?);
        i64::from(year(Role::End)?) - i64::from(year(Role::Start)?)
    };
    // Beyond some centuries the text does not speak of growth.
    u32::try_from(named).ok().filter(|years| (1..=300).contains(years))
}

/// The year that a period is, or stands for as a level at its end.
fn year(period: Period) -> Option<i16> {
    match period.kind {
        PeriodKind::Year(year) | PeriodKind::FiscalYear(year) => Some(year),
        PeriodKind::Day(day) => Some(day.year()),
        PeriodKind::Ended { last, .. } => Some(last.year()),
        PeriodKind::Month { year, .. } | PeriodKind::Months { year, .. } => year,
        PeriodKind::DayOfMonth { .. }
        | PeriodKind::Years(..)
        | PeriodKind::Days(..)
        | PeriodKind::Relative(_)
        | PeriodKind::Each(_) => None,
    }
}
