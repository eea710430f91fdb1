//! How sure an alarm is: the certainty of its link, given that the sum fails, and whether one slip explains that.

use crate::model::{Kind, Role, Verdict};
use crate::rules::CheckedClaim;

/// From which certainty on a sum that fails is an alarm.
const LINE: u8 = 57;

/// Of differences that are wrong in real text 14 in 15 come right by one slip (a digit, a scale word); of those that were linked wrongly
/// 46 in 114 seem to. A difference that no slip explains is therefore a sixth as likely to be an error, one that a slip explains twice.
const EXPLAINED: (u32, u32) = (2, 1);
const UNEXPLAINED: (u32, u32) = (1, 6);

/// Takes back an alarm whose link is not sure enough, and notes how sure it is.
pub fn weigh(checked: &mut CheckedClaim) {
    if !matches!(checked.verdict, Verdict::Mismatch | Verdict::Strained) {
        return;
    }
    let Some(certainty) = checked.claim.certainty else { return };
    let reading = checked.reading();
    let is_difference = checked.claim.kind == Kind::Change
        && reading.has(Role::Difference)
        && (reading.has(Role::Percent) || reading.has(Role::New) && reading.has(Role::Old));
    let certainty = match (is_difference && checked.verdict == Verdict::Mismatch, checked.causes.is_empty()) {
        (false, _) => certainty,
        (true, false) => times(certainty, EXPLAINED),
        (true, true) => times(certainty, UNEXPLAINED),
    };
    checked.claim.certainty = Some(certainty);
    if certainty < LINE {
        checked.verdict = Verdict::Unchecked;
        checked.reason = Some("not certain which numbers belong together");
        checked.severity = None;
        checked.findings.clear();
        checked.causes.clear();
    }
}

/// A probability in per cent whose odds are multiplied.
fn times(certainty: u8, (more, less): (u32, u32)) -> u8 {
    let (right, wrong) = (u32::from(certainty) * more, (100 - u32::from(certainty.min(100))) * less);
    u8::try_from(right * 100 / (right + wrong).max(1)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_multiplied() {
        assert_eq!((times(50, (2, 1)), times(50, (1, 6)), times(0, (2, 1)), times(100, (1, 6))), (66, 14, 0, 100));
    }
}
