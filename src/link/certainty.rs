//! How sure an alarm is: the certainty of its link, given that the sum fails, and whether one slip explains that.

use crate::model::{Decimal, Kind, Quantity, Role, Unit, Verdict};
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
    let certainty = if is_unlike(checked, is_explained) { certainty.min(super::AFAR) } else { certainty };
    checked.claim.certainty = Some(certainty);
    if certainty < line.least() {
        checked.verdict = Verdict::Unchecked;
        checked.reason = Some("not certain which numbers belong together");
        checked.severity = None;
        checked.findings.clear();
        checked.causes.clear();
    }
}

/// Whether the numbers of a failed sum are of measures that nobody would compare: a percentage of change between two percentages (people say
/// points there, and where they mean points, another rule says so), or amounts that lie so far apart, without a lost scale word to explain it,
/// that one of them is of something else.
fn is_unlike(checked: &CheckedClaim, is_explained: bool) -> bool {
    let reading = checked.reading();
    if checked.claim.kind != Kind::Change || checked.verdict != Verdict::Mismatch {
        return false;
    }
    let levels: Vec<_> = [Role::New, Role::Old].into_iter().filter_map(|role| reading.get(role)).collect();
    let by_percent = checked.findings.iter().any(|finding| finding.rule == "wrong-percent");
    if by_percent && levels.iter().any(|level| level.unit == Unit::Percent) {
        return true;
    }
    let size = |quantity: &Quantity| quantity.number().map(|(value, _)| value.abs());
    let apart = |one: &Quantity, other: &Quantity, times: u32| {
        let (Some(one), Some(other)) = (size(one), size(other)) else { return false };
        let (small, large) = (one.min(other), one.max(other));
        small.checked_mul(Decimal::from(times)).is_some_and(|most| most < large)
    };
    // Who states a change as large means levels that lie apart.
    let is_large = reading.has(Role::Multiple)
        || reading.get(Role::Percent).and_then(size).is_some_and(|percent| percent >= Decimal::ONE_THOUSAND);
    let differ = !is_large && levels.first().zip(levels.get(1)).is_some_and(|(new, old)| apart(new, old, FAR_LEVELS));
    let difference = reading.get(Role::Difference).filter(|difference| difference.unit != Unit::Points);
    !is_explained
        && (differ
            || difference.is_some_and(|difference| levels.iter().any(|level| apart(difference, level, FAR_DIFFERENCE))))
}

/// How many times one level of a change is the other at the most, and a level its difference, where a sum that fails is believed to be an error.
const FAR_LEVELS: u32 = 1_000;
const FAR_DIFFERENCE: u32 = 1_000_000;

/// A probability in per cent whose odds are multiplied.
fn times(certainty: u8, (more, less): (u32, u32)) -> u8 {
    let (right, wrong) = (u32::from(certainty) * more, (100 - u32::from(certainty.min(100))) * less);
    u8::try_from(right * 100 / (right + wrong).max(1)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::audit;
    use crate::document::Format;

    #[test]
    fn odds_are_multiplied() {
        assert_eq!((times(50, (2, 1)), times(50, (1, 6)), times(0, (2, 1)), times(100, (1, 6))), (66, 14, 0, 100));
    }

    #[test]
    fn numbers_that_nobody_would_compare_are_no_alarm() {
        let alarms = |text: &str| {
            let report = audit(text, Format::Text);
            report.claims.iter().filter(|checked| checked.verdict == Verdict::Mismatch).count()
        };
        assert_eq!(alarms("Exports rose 19.2% to $2.825 billion from $2.284 billion."), 1);
        // The percentage is of something else than the two rates, and the profit of one share is no revenue.
        assert_eq!(alarms("Use rose 19.2% to 60.5 percent from 42.1 percent."), 0);
        assert_eq!(alarms("Sales rose 19.2% to $13.8 billion from $2.94."), 0);
        // Points that are called percent are known as such.
        assert_eq!(alarms("The rate rose 2.5 percent to 12.5 percent from 10 percent."), 1);
    }
}
