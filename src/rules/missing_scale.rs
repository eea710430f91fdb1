//! `missing-scale`: a scale word that stands beside one number and is missing beside the other.

use super::judge::sums;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule, format};
use crate::model::{Claim, Decimal, Kind, Quantity, Reading, Role, Severity, Unit, Value, Verdict};

rule! {
    /// # What it checks
    ///
    /// Two values of a change of which just one has a scale word ("thousand", "million"). Where the change comes out once
    /// the other value inherits it, the sum is done that way.
    ///
    /// # Why it matters
    ///
    /// A reader who takes the figures at their word sees a value a thousand times too small. It is a slip of style and
    /// not of arithmetic, so it is only noted.
    ///
    /// # Example
    ///
    /// ```text
    /// Sales rose 19.0% to $2,727,465 thousand from $2,291,782.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Sales rose 19.0% to $2,727,465 thousand from $2,291,782 thousand.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Values that both have a scale word, if only a wrong one: that is an error of the percentage or of the
    /// difference. Changes that do not come out with the inherited scale either. A scale word that is said once for two
    /// numbers beside each other: "from 48.2 to 45.6 million tonnes".
    pub struct MissingScale = "missing-scale";
}

impl Rule for MissingScale {
    fn level(&self) -> Severity {
        Severity::Note
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is_broken(&sums(claim, reading)).then(|| inherited(claim, reading))?.map(|(_, check)| check)
    }

    fn explain(&self, claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let Some((whole, _)) = inherited(claim, reading) else {
            return explanation(reading, Role::New, &[Role::Old], "a scale word is missing".to_owned(), String::new());
        };
        let role = [Role::New, Role::Old].into_iter().find(|role| whole.get(*role) != reading.get(*role));
        let role = role.unwrap_or(Role::Old);
        let message = format!(
            "a scale word is missing: {} must mean {}",
            said.role(reading, role),
            whole.get(role).map_or_else(String::new, format::quantity)
        );
        let levels = whole.all(Role::New).chain(whole.all(Role::Old)).map(format::quantity).collect::<Vec<_>>();
        let other = if role == Role::New { Role::Old } else { Role::New };
        explanation(reading, role, &[other], message, levels.join(" against "))
    }
}

/// The value of a number so many times over. Whole objects that were taken as exact are rounded once they are scaled.
fn times(quantity: &Quantity, factor: Decimal) -> Option<Value> {
    let (value, ulp) = quantity.number()?;
    let ulp = if ulp.is_zero() { Decimal::new(1, value.scale()) } else { ulp };
    Some(Value::Number { value: value.checked_mul(factor)?, ulp: ulp.checked_mul(factor)? })
}

/// Whether some sum fails.
pub(super) fn is_broken(results: &[(&'static dyn Rule, Check)]) -> bool {
    results.iter().any(|(_, check)| check.verdict == Verdict::Mismatch)
}

/// The reading in which one value inherits the scale of the other and the change comes out, with what is noted of it.
pub(super) fn inherited(claim: &Claim, reading: &Reading) -> Option<(Reading, Check)> {
    let kind = claim.kind == Kind::Change;
    let (new, old) = (reading.get(Role::New).filter(|_| kind)?, reading.get(Role::Old)?);
    let money = matches!(new.unit, Unit::Money(_)) && new.unit == old.unit;
    let counts = !new.unit.is_ratio() && !matches!(new.unit, Unit::Money(_) | Unit::Time(_)) && new.comparable(old);
    let confirmed = [Role::Percent, Role::Difference, Role::Multiple].iter().any(|role| reading.has(*role));
    if !money && !counts || !confirmed {
        return None;
    }
    let (role, bare, scaled) =
        if new.number()?.0 < old.number()?.0 { (Role::New, new, old) } else { (Role::Old, old, new) };
    // A last place of one or less has no scale word; the other one's is above that.
    let (_, scale) = scaled.number()?;
    if bare.number()?.1 > Decimal::ONE || scale <= Decimal::ONE {
        return None;
    }
    [1_000u32, 1_000_000, 1_000_000_000].into_iter().map(Decimal::from).find_map(|factor| {
        let mut whole = reading.clone();
        for (other, quantity) in &mut whole.roles {
            // "3.4 million, up 0.3 from 3.1 million": the difference leaves it out as well.
            let left_out = *other == Role::Difference && quantity.comparable(bare);
            if *other == role || left_out && quantity.number()?.1 <= Decimal::ONE {
                quantity.value = times(quantity, factor)?;
            }
        }
        let results = sums(claim, &whole);
        let good = |check: &Check| matches!(check.verdict, Verdict::Exact | Verdict::Rounded);
        let holds = !results.is_empty() && results.iter().all(|(_, check)| good(check));
        holds.then(|| (whole, super::decide::outcome(Verdict::Strained)))
    })
}
