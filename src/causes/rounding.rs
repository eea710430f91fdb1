//! A figure that was cut off, or rounded more than once.

use super::Case;
use crate::model::Habit;
use crate::rules::Cause;

pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    // Which habit let the claim through is what the rules have found out already.
    let results = crate::rules::habits(case.claim, case.reading);
    let (name, what) = match results.first() {
        Some(Habit::Truncated) => ("truncated", "the digits after the last one were cut off instead of rounded"),
        Some(Habit::RoundedTwice) => ("rounded-twice", "a figure that was rounded already was rounded again"),
        _ => return Vec::new(),
    };
    vec![case.with_right_figure(name, what)]
}
