//! `wrong-points`: percentages taken for percentage points, and the reverse.

use super::decide::outcome;
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule, wrong_difference, wrong_percent};
use crate::model::{Claim, Kind, Quantity, Reading, Role, Unit, Verdict};
use crate::resolve::points_habit;

rule! {
    /// # What it checks
    ///
    /// The change of a rate that is itself a percentage. From 4.0% to 4.4% is 0.4 percentage points, or 10%; the rule
    /// fires where the text prints the one and means the other.
    ///
    /// # Why it matters
    ///
    /// A rate that rises by 0.4% and one that rises by 0.4 percentage points are an order of magnitude apart, and a
    /// reader who knows the difference can't tell which of them is meant.
    ///
    /// # Example
    ///
    /// ```text
    /// The unemployment rate rose 0.4% to 4.4% from 4.0%.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// The unemployment rate rose 0.4 percentage points to 4.4% from 4.0%.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Percentages that come out as relative changes. Ratios and returns ("return on assets", "the efficiency ratio"),
    /// whose changes bankers habitually print with a % sign, are not an error: they get a note.
    pub struct WrongPoints = "wrong-points";
}

impl Rule for WrongPoints {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        let check = slip(claim, reading)?;
        let habitual = reading.has(Role::Percent) && claim.metric.as_deref().is_some_and(points_habit);
        let verdict = if habitual { Verdict::Strained } else { Verdict::Mismatch };
        Some(Check { expected: check.expected, ..outcome(verdict) })
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let (new, old) = (said.role(reading, Role::New), said.role(reading, Role::Old));
        let role = if reading.has(Role::Percent) { Role::Percent } else { Role::Difference };
        let stated = said.role(reading, role);
        let digits = reading.get(role).map(|stated| said.digits(stated)).unwrap_or_default();
        let message = if role == Role::Percent {
            format!("{old} to {new} is {digits} percentage points, not {stated}")
        } else {
            format!("{old} to {new} is {digits}%, not {stated}")
        };
        let [new, old] =
            [Role::New, Role::Old].map(|role| reading.get(role).map(|level| said.digits(level)).unwrap_or_default());
        let sum = said.result(reading, role, check);
        let sum = if role == Role::Percent {
            format!("{new} / {old} − 1 = {sum}")
        } else {
            format!("{new} − {old} = {sum}")
        };
        explanation(reading, role, &[Role::New, Role::Old], message, sum)
    }
}

/// The check that fails because percent and percentage points were mixed up; `None` where it does not fail, or not for that.
pub(super) fn slip(claim: &Claim, reading: &Reading) -> Option<Check> {
    is(claim, Kind::Change)?;
    let rate = |role| reading.get(role).filter(|level| level.unit == Unit::Percent);
    let (new, old) = (rate(Role::New)?, rate(Role::Old)?);
    let percent = reading.get(Role::Percent).filter(|percent| percent.unit == Unit::Percent);
    let points = reading.get(Role::Difference).filter(|points| points.unit == Unit::Points);
    let as_change = |size: &Quantity| wrong_percent::between(claim, reading, size, new, old);
    let as_points = |size: &Quantity| wrong_difference::between(claim, reading, size, new, old);
    let (check, otherwise) = match (percent, points) {
        (Some(percent), None) => (as_change(percent), as_points(percent)),
        (None, Some(points)) => (as_points(points), as_change(points)),
        _ => return None,
    };
    let meant = matches!(otherwise.verdict, Verdict::Exact | Verdict::Rounded);
    (check.verdict == Verdict::Mismatch && meant).then_some(check)
}
