//! How sure an alarm is: the certainty of its link, given that the sum fails, and whether one slip explains that.

use crate::model::{Kind, Role, Verdict};
use crate::rules::CheckedClaim;

/// What texts are audited for: it says how common wrong sums are in them, and how sure an alarm must be.
///
/// ```
/// use claim_audit::link::Profile;
/// assert_eq!(Profile::named("draft"), Some(Profile::Draft));
/// assert!(Profile::Draft.line() < Profile::default().line());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// One's own text before it goes out: more may be wrong in it, and whoever wrote it can look.
    Draft,
    /// What others published, or what was read many times: few sums are wrong, so that an alarm must be surer.
    #[default]
    Archive,
}

impl Profile {
    /// The names of all profiles.
    pub const NAMES: [&'static str; 2] = [Self::Draft.name(), Self::Archive.name()];

    /// The name, as `audit.toml` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Archive => "archive",
        }
    }

    /// The profile of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Draft, Self::Archive].into_iter().find(|profile| profile.name() == name)
    }

    /// From which certainty on a sum that fails is an alarm, unless `min-certainty` says otherwise.
    #[must_use]
    pub const fn line(self) -> u8 {
        match self {
            Self::Draft => 50,
            Self::Archive => 57,
        }
    }

    /// The odds that a sum of such a text is wrong, beside those that the choice of links reckons with: 6 in 100, as in press releases.
    const fn prior(self) -> (u32, u32) {
        match self {
            Self::Draft => (2, 1),
            Self::Archive => (1, 1),
        }
    }
}

/// From which certainty on a sum that fails is an alarm: the line of a profile, or another.
///
/// ```
/// use claim_audit::link::{Line, Profile};
/// assert_eq!(Line::default().least(), Profile::Archive.line());
/// assert_eq!(Line::new(Profile::Draft, Some(80)).least(), 80);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Line {
    profile: Profile,
    least: Option<u8>,
}

impl Line {
    /// The line of a profile, or the one that is given, 0 to 100.
    #[must_use]
    pub const fn new(profile: Profile, least: Option<u8>) -> Self {
        Self { profile, least }
    }

    /// The least certainty of an alarm, 0 to 100.
    #[must_use]
    pub const fn least(self) -> u8 {
        match self.least {
            Some(least) => least,
            None => self.profile.line(),
        }
    }
}

/// Of differences that are wrong in real text 14 in 15 come right by one slip (a digit, a scale word); of those that were linked wrongly
/// 46 in 114 seem to. A difference that no slip explains is therefore a sixth as likely to be an error, one that a slip explains twice.
const EXPLAINED: (u32, u32) = (2, 1);
const UNEXPLAINED: (u32, u32) = (1, 6);

/// Takes back an alarm whose link is not sure enough, and notes how sure it is; `is_explained` says whether some slip explains the sum.
pub fn weigh(checked: &mut CheckedClaim, line: Line, is_explained: bool) {
    if !matches!(checked.verdict, Verdict::Mismatch | Verdict::Strained) {
        return;
    }
    let Some(certainty) = checked.claim.certainty else { return };
    let reading = checked.reading();
    let is_difference = checked.claim.kind == Kind::Change
        && reading.has(Role::Difference)
        && (reading.has(Role::Percent) || reading.has(Role::New) && reading.has(Role::Old));
    let certainty = times(certainty, line.profile.prior());
    let certainty = match (is_difference && checked.verdict == Verdict::Mismatch, is_explained) {
        (false, _) => certainty,
        (true, true) => times(certainty, EXPLAINED),
        (true, false) => times(certainty, UNEXPLAINED),
    };
    checked.claim.certainty = Some(certainty);
    if certainty < line.least() {
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
