//! The checks: one file a rule, and the finding that each one makes.
//!
//! A rule restates its relation by multiplication where it can, and asks whether the intervals of the printed numbers allow it;
//! what is common to all (habits, exactness, guards, the choice among readings) stands in [`check`] and its helpers.

mod checked;
mod contradiction;
mod decide;
mod false_record;
mod figure;
mod finding;
pub mod format;
mod hopeless;
mod impossible_percentage;
mod judge;
mod missing_scale;
mod page;
mod part_exceeds_whole;
mod preview;
mod registry;
mod restated;
mod shares_over_100;
mod trial;
mod words;
mod wrong_average;
mod wrong_balance;
mod wrong_compounding;
mod wrong_conversion;
mod wrong_count;
mod wrong_difference;
mod wrong_direction;
mod wrong_growth_rate;
mod wrong_hedge;
mod wrong_multiple;
mod wrong_percent;
mod wrong_points;
mod wrong_rank;
mod wrong_share;
mod wrong_span;
mod wrong_total;
mod wrong_weekday;

#[cfg(test)]
mod kinds_tests;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use checked::{Accepted, CheckedClaim};
pub use contradiction::Contradiction;
pub use false_record::FalseRecord;
pub(crate) use figure::Figure;
pub use finding::{Cause, Expected, Finding, Label, Replacement};
pub use impossible_percentage::ImpossiblePercentage;
pub use judge::{check, check_in, comes_out, verdict_of};
pub(crate) use judge::{expected_of, habits};
pub use missing_scale::MissingScale;
pub use page::gist;
pub use part_exceeds_whole::PartExceedsWhole;
pub use preview::Preview;
pub(crate) use registry::nearest;
pub use registry::{all, find, suggest};
pub use restated::Restated;
pub use shares_over_100::SharesOver100;
pub use trial::{Trial, Worked};
pub use words::Said;
pub use wrong_average::WrongAverage;
pub use wrong_balance::WrongBalance;
pub use wrong_compounding::WrongCompounding;
pub use wrong_conversion::{WrongConversion, conversions};
pub use wrong_count::WrongCount;
pub use wrong_difference::WrongDifference;
pub use wrong_direction::WrongDirection;
pub use wrong_growth_rate::WrongGrowthRate;
pub(crate) use wrong_growth_rate::years;
pub use wrong_hedge::WrongHedge;
pub use wrong_multiple::WrongMultiple;
pub use wrong_percent::WrongPercent;
pub use wrong_points::WrongPoints;
pub use wrong_rank::WrongRank;
pub use wrong_share::WrongShare;
pub use wrong_span::WrongSpan;
pub use wrong_total::WrongTotal;
pub use wrong_weekday::WrongWeekday;

use crate::model::{Claim, Habit, Reading, Role, Severity, Verdict};

/// A rule's name and page, which the declaration of its type gives.
pub trait Named {
    /// The name, as reports, configuration and `audit explain` use it: `wrong-percent`.
    fn name(&self) -> &'static str;

    /// The user's page: the doc comment of the rule's own type, as Markdown.
    fn page(&self) -> &'static str;
}

/// One check on a claim.
///
/// A rule is a pure function of one reading. It says nothing (`None`) where the reading lacks the roles that it needs.
pub trait Rule: Named + Sync {
    /// How grave a mismatch is unless the configuration says otherwise.
    fn level(&self) -> Severity {
        Severity::Error
    }

    /// Whether the rule has yet to earn its level: what it objects to is raised only where somebody has switched it on.
    fn is_preview(&self) -> bool {
        false
    }

    /// Does the sum again under one reading.
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check>;

    /// Puts a check into words: the message, which opens with what is right, and the sum in one line. `said` gives the numbers as they
    /// are printed.
    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation;
}

/// What a rule found under one reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// How it came out.
    pub verdict: Verdict,
    /// What the other numbers give for the stated result.
    pub expected: Option<Expected>,
    /// For a strained result: which number, by role, and what was done to it.
    pub habit: Option<(Role, Habit)>,
    /// For an unchecked result: why ("no base").
    pub reason: Option<&'static str>,
}

/// A check in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What does not hold: "the percentage does not follow from the two values".
    pub message: String,
    /// The sum redone in one line, at the precision printed: "2.827 / 2.297 − 1 = 23.02% to 23.13%".
    pub arithmetic: String,
    /// One label for each number of the sum.
    pub labels: Vec<Label>,
}
