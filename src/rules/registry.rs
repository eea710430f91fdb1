//! Every rule by its name.

use super::{
    Contradiction, FalseRecord, ImpossiblePercentage, MissingScale, PartExceedsWhole, Restated, Rule, SharesOver100,
    WrongAverage, WrongBalance, WrongCompounding, WrongConversion, WrongCount, WrongDifference, WrongDirection,
    WrongGrowthRate, WrongHedge, WrongMultiple, WrongPercent, WrongPoints, WrongRank, WrongShare, WrongSpan,
    WrongTotal, WrongWeekday,
};
use crate::model::Kind;

/// Every rule, in the order in which their results decide a claim.
#[must_use]
pub fn all() -> &'static [&'static dyn Rule] {
    &[
        &WrongPercent,
        &WrongDifference,
        &WrongPoints,
        &WrongMultiple,
        &WrongDirection,
        &PartExceedsWhole,
        &WrongShare,
        &ImpossiblePercentage,
        &WrongTotal,
        &SharesOver100,
        &WrongBalance,
        &WrongAverage,
        &WrongGrowthRate,
        &WrongCompounding,
        &WrongConversion,
        &WrongWeekday,
        &WrongSpan,
        &FalseRecord,
        &WrongRank,
        &WrongCount,
        &WrongHedge,
        &MissingScale,
        &Contradiction,
        &Restated,
    ]
}

/// The rules that do a sum on claims of a kind, which stand together; of those behind all of them two look
/// at what spoils a failed sum, and two at places that say the same thing differently.
pub(super) fn sums(kind: Kind) -> &'static [&'static dyn Rule] {
    let range = match kind {
        Kind::Change => 0..5,
        Kind::Share => 5..8,
        Kind::Total => 8..10,
        Kind::Balance => 10..11,
        Kind::Average => 11..12,
        Kind::GrowthRate => 12..14,
        Kind::Conversion => 14..15,
        Kind::Date => 15..16,
        Kind::Span => 16..17,
        Kind::Rank => 17..19,
        Kind::Count => 19..20,
    };
    all().get(range).unwrap_or_default()
}

/// The rule of that name.
///
/// ```
/// use claim_audit::rules;
/// assert!(rules::find("wrong-percent").is_some_and(|rule| rule.page().contains("# What it checks")));
/// assert!(rules::find("wrong-percant").is_none());
/// assert_eq!(rules::suggest("wrong-percant"), Some("wrong-percent"));
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static dyn Rule> {
    all().iter().copied().find(|rule| rule.name() == name)
}

/// The rule whose name is so near to a mistyped one that it was likely meant.
#[must_use]
pub fn suggest(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase().replace(['_', ' '], "-");
    // Half of a name or more is another name; a part of it ("percent") is not far at all.
    let near = |rule: &&'static str| {
        distance(rule, &name).min(rule.strip_prefix("wrong-").map_or(usize::MAX, |tail| distance(tail, &name)))
    };
    let best = all().iter().map(|rule| rule.name()).min_by_key(near)?;
    (near(&best) <= name.chars().count() / 3).then_some(best)
}

/// Which of some names was likely meant by a mistyped one.
pub(crate) fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let name = name.trim().to_lowercase().replace('_', "-");
    // "warn" is cut short, and not far off.
    let starts = |other: &&str| name.len() > 1 && other.to_lowercase().starts_with(&name);
    if let Some(longer) = known.iter().copied().find(starts) {
        return Some(longer);
    }
    let far = |other: &str| distance(&other.to_lowercase(), &name);
    let best = known.iter().copied().min_by_key(|other| far(other))?;
    (far(best) <= name.chars().count().max(3) / 3).then_some(best)
}

/// How many letters have to be put in, taken out or changed.
fn distance(a: &str, b: &str) -> usize {
    // A name as long as a file needs no table.
    if b.len() > 64 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.chars().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(x != y);
            diagonal = *cell;
            *cell = changed.min(diagonal + 1).min(left + 1);
            left = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn no_page_lacks_a_heading() {
        for rule in all() {
            let headings: Vec<_> = rule.page().lines().filter(|line| line.starts_with("# ")).collect();
            let wanted = ["# What it checks", "# Why it matters", "# Example", "# Right", "# What it leaves alone"];
            assert_eq!(headings, wanted, "{}", rule.name());
            assert_eq!(rule.page().matches("```text\n").count(), 2, "{}", rule.name());
        }
    }

    #[test]
    fn every_rule_with_a_sum_belongs_to_one_kind() {
        use Kind::*;
        let kinds = [Change, Share, Total, Balance, Average, GrowthRate, Conversion, Date, Span, Rank, Count];
        let names: Vec<_> = kinds.iter().flat_map(|kind| sums(*kind)).map(|rule| rule.name()).collect();
        let (sums, _) = all().split_last_chunk::<4>().unwrap();
        assert_eq!(names, sums.iter().map(|rule| rule.name()).collect::<Vec<_>>());
    }

    #[test]
    fn a_mistyped_name_finds_its_rule() {
        assert_eq!(suggest("percent"), Some("wrong-percent"));
        assert_eq!(suggest("Wrong_Share"), Some("wrong-share"));
        assert_eq!(suggest("nonsense"), None);
        assert_eq!(suggest(&"x".repeat(1000)), None);
    }
}
