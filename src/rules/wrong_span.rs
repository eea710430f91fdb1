//! `wrong-span`: a named length against named ends.

use jiff::civil::Date;

use super::decide::{decide, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{Claim, Decimal, Interval, Kind, Quantity, Reading, Role, TimeUnit, Unit, Value};

rule! {
    /// # What it checks
    ///
    /// A length of time against its named ends. Between months of one run both ends count: July–March is nine months.
    /// Between years and dates the difference, the inclusive count and the completed units all hold: 1995 to 2024 is 28,
    /// 29 or 30 years.
    ///
    /// # Why it matters
    ///
    /// When the words say eight months and the brackets nine, the figures beside them belong to one of the two, and a
    /// comparison with last year may set unequal periods side by side.
    ///
    /// # Example
    ///
    /// ```text
    /// Remittances in the first eight months (July–March) reached $28.0 billion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Remittances in the first nine months (July–March) reached $28.0 billion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Lengths with one end only, and ends that name different things (a month and a year).
    pub struct WrongSpan = "wrong-span";
}

impl Rule for WrongSpan {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Span)?;
        let length = reading.get(Role::Length)?;
        let Unit::Time(unit) = length.unit else { return Some(unchecked("not a length of time")) };
        let (from, to) = match (reading.get(Role::From), reading.get(Role::To)) {
            (None, _) => return Some(unchecked("no start")),
            (_, None) => return Some(unchecked("no end")),
            (Some(from), Some(to)) => (from, to),
        };
        let Some(between) = lengths(from, to, unit) else { return Some(unchecked("unlike ends")) };
        let expected = Expected { role: Role::Length, interval: between, unit: length.unit.clone() };
        Some(decide(
            &[(Role::Length, length)],
            |values| Ok(values.iter().all(|stated| stated.meets(&between))),
            |_| Ok(expected.clone()),
        ))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let (from, to) = (said.role(reading, Role::From), said.role(reading, Role::To));
        let message = format!("{from} to {to} is {}", said.not(&said.role(reading, Role::Length)));
        let sum = format!("{from} to {to} = {}", said.result(reading, Role::Length, check));
        explanation(reading, Role::Length, &[Role::From, Role::To], message, sum)
    }
}

/// Every length that the ends allow, in the unit; `None` where they can't be compared.
fn lengths(from: &Quantity, to: &Quantity, unit: TimeUnit) -> Option<Interval> {
    let (fewest, most, in_one) = match (&from.value, &to.value) {
        // A run of months includes both of its ends, and may go on into the next year.
        (Value::Month(first), Value::Month(last)) => {
            let count = (i64::from(*last) - i64::from(*first)).rem_euclid(12) + 1;
            (count, count, months_in(unit)?)
        }
        (Value::Date(first), Value::Date(last)) if days_in(unit).is_some() => {
            let days = first.duration_until(*last).as_hours() / 24;
            let whole = days_in(unit)?;
            // A week that has begun counts as a week.
            (days - (whole - 1), days + whole, whole)
        }
        (Value::Date(first), Value::Date(last)) => loose(months(*last) - months(*first), 1, months_in(unit)?),
        (first, last) => loose((year(first)? - year(last)?).abs() * 12, 12, months_in(unit)?),
    };
    let unit = Interval::exact(Decimal::from(in_one));
    Interval::new(Decimal::from(fewest), Decimal::from(most)).div(&unit).ok()
}

/// The difference, one less for completed units and one more for the inclusive count; a unit is at least `step` long.
const fn loose(difference: i64, step: i64, in_one: i64) -> (i64, i64, i64) {
    let step = if in_one > step { in_one } else { step };
    (difference - step, difference + step, in_one)
}

fn months(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

fn year(value: &Value) -> Option<i64> {
    match value {
        Value::Year(year) => Some(i64::from(*year)),
        Value::Date(date) => Some(i64::from(date.year())),
        _ => None,
    }
}

const fn days_in(unit: TimeUnit) -> Option<i64> {
    match unit {
        TimeUnit::Days => Some(1),
        TimeUnit::Weeks => Some(7),
        _ => None,
    }
}

const fn months_in(unit: TimeUnit) -> Option<i64> {
    match unit {
        TimeUnit::Months => Some(1),
        TimeUnit::Quarters => Some(3),
        TimeUnit::Years => Some(12),
        TimeUnit::Decades => Some(120),
        _ => None,
    }
}
