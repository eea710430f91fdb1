//! `wrong-weekday`: the calendar.

use super::decide::outcome;
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule, format};
use crate::model::{Claim, Kind, Reading, Role, Value, Verdict};

rule! {
    /// # What it checks
    ///
    /// A day of the week beside a full date, against the Gregorian calendar.
    ///
    /// # Why it matters
    ///
    /// A wrong weekday means that the weekday, the day or the year is wrong, and readers come on the wrong day.
    ///
    /// # Example
    ///
    /// ```text
    /// The tender closes on Monday, 27 May 2007.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// The tender closes on Sunday, 27 May 2007.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Dates without a year, unless the document's own date settles it.
    pub struct WrongWeekday = "wrong-weekday";
}

impl Rule for WrongWeekday {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Date)?;
        match (&reading.get(Role::Date)?.value, &reading.get(Role::Weekday)?.value) {
            (Value::Date(date), Value::Weekday(day)) if date.weekday() == *day => Some(outcome(Verdict::Exact)),
            (Value::Date(_), Value::Weekday(_)) => Some(outcome(Verdict::Mismatch)),
            _ => None,
        }
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let date = said.role(reading, Role::Date);
        let right = match reading.get(Role::Date).map(|date| &date.value) {
            Some(Value::Date(date)) => format::weekday(date.weekday()),
            _ => "another day",
        };
        let stated = said.role(reading, Role::Weekday);
        let message = format!("{date} is a {right}, not a {stated}");
        explanation(reading, Role::Weekday, &[Role::Date], message, format!("{date} = {right}"))
    }
}
