//! Percentage points that are printed under a % sign.

use crate::model::{Claim, Decimal, Kind, Reading, Role, Unit, Value};

/// Whether changes of what is measured are habitually printed in percentage points under a % sign: ratios and returns, as
/// bankers and statisticians write of them ("the efficiency ratio increased 13% to 77%, compared to 64%").
///
/// ```
/// use claim_audit::resolve::points_habit;
/// assert!(points_habit("Return on average assets") && points_habit("the efficiency ratio"));
/// assert!(!points_habit("the unemployment rate") && !points_habit("the corporation"));
/// ```
#[must_use]
pub fn points_habit(metric: &str) -> bool {
    let metric = metric.to_lowercase();
    let mut words = metric.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let returns = matches!(word, "return" | "returns") && words.peek() == Some(&"on");
        if returns || matches!(word, "ratio" | "ratios") {
            return true;
        }
    }
    false
}

/// Takes "5 points" between two percentages for percentage points: "62% of capacity, up 5 points from 57%".
pub fn spell_out(claim: &mut Claim) {
    if claim.kind != Kind::Change {
        return;
    }
    for reading in &mut claim.readings {
        let mut levels = [Role::New, Role::Old].into_iter().filter_map(|role| reading.get(role)).peekable();
        if levels.peek().is_none() || !levels.all(|level| level.unit == Unit::Percent) {
            continue;
        }
        for (_, size) in reading.roles.iter_mut().filter(|(role, _)| *role == Role::Difference) {
            let in_points =
                matches!(&size.unit, Unit::Count(Some(noun)) if matches!(&**noun, "points" | "point" | "pts"));
            if let (true, Value::Number { value, ulp }) = (in_points, &mut size.value) {
                size.unit = Unit::Points;
                // Few points are no whole objects: 62.3% is up 5 from 57.1%.
                *ulp = (*ulp).max(Decimal::new(1, value.scale()));
            }
        }
    }
}

/// Adds the reading in points to a change of such a ratio, second to the one that takes the % sign at its word; `phrase` names
/// what changes.
pub fn open(claim: &mut Claim, phrase: &str) {
    if claim.kind != Kind::Change {
        return;
    }
    let in_points: Vec<_> = claim.readings.iter().filter_map(retyped).collect();
    if !in_points.is_empty() && points_habit(phrase) {
        claim.readings.extend(in_points);
    }
}

fn retyped(reading: &Reading) -> Option<Reading> {
    let of_rates =
        [Role::New, Role::Old].iter().any(|role| reading.get(*role).is_some_and(|q| q.unit == Unit::Percent));
    if !of_rates || reading.has(Role::Difference) {
        return None;
    }
    let mut other = reading.clone();
    let (role, percent) = other.roles.iter_mut().find(|(role, _)| *role == Role::Percent)?;
    *role = Role::Difference;
    percent.unit = Unit::Points;
    Some(other)
}
