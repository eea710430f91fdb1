//! `wrong-direction`: the verb against the sign.

use super::decide::{contradicts, decide, lie_plainly, outcome, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Decimal, Direction, Guard, Kind, Quantity, Reading, Role, Verdict};

rule! {
    /// # What it checks
    ///
    /// The verb or noun of a change against the sign of it: what rose must end above where it began, what fell below, as
    /// far as the printed digits tell.
    ///
    /// # Why it matters
    ///
    /// Two columns swapped, or last quarter's sentence reused, turn a fall into a rise with every figure in its place. The
    /// reader who only takes in the verb is told the opposite of what happened.
    ///
    /// # Example
    ///
    /// ```text
    /// Imports declined 15.2% to $7.20 billion from $6.25 billion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Imports increased 15.2% to $7.20 billion from $6.25 billion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Words that say little has changed; losses, deficits and outflows, where a smaller figure is an improvement; values
    /// that rounding could bring into the stated order.
    pub struct WrongDirection = "wrong-direction";
}

impl Rule for WrongDirection {
    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Change)?;
        let direction = claim.direction.filter(|direction| *direction != Direction::Flat)?;
        if claim.guard == Some(Guard::Loss) {
            return None;
        }
        let (new, old) = match (reading.get(Role::New), reading.get(Role::Old)) {
            (Some(new), Some(old)) => (new, old),
            // A change with a percentage and one level lacks its base; `wrong-percent` says so.
            _ if reading.has(Role::Percent) || reading.has(Role::Difference) || reading.has(Role::Multiple) => {
                return None;
            }
            (Some(_), None) => return Some(unchecked("no base")),
            (None, Some(_)) => return Some(unchecked("no new value")),
            (None, None) => return None,
        };
        if !new.comparable(old) {
            return Some(unchecked("different units"));
        }
        if lie_plainly(Some(direction), new, old) {
            return Some(outcome(Verdict::Exact));
        }
        // Two losses: whether the larger one is a rise is for the words to say, and they don't.
        let below = |level: &Quantity| level.number().is_some_and(|(value, _)| value.is_sign_negative());
        if below(new)
            && below(old)
            && let (Some(a), Some(b)) = (new.interval(), old.interval())
            && (a.is_negative() && b.is_negative())
        {
            return None;
        }
        let check = decide(
            &[(Role::New, new), (Role::Old, old)],
            |values| match values {
                [new, old] => Ok(!contradicts(Some(direction), new, old)),
                _ => Ok(false),
            },
            |_| Err(ArithmeticError::Overflow),
        );
        // "rose from 7.5 million in 2010 to 8.1 in 2020": the scale was said once. No level goes so far the wrong way.
        let size = |level: &Quantity| level.number().map(|(value, _)| value.abs());
        let far = || {
            size(new).zip(size(old)).is_some_and(|(new, old)| {
                let least = new.min(old).checked_mul(Decimal::ONE_THOUSAND);
                least.is_some_and(|least| !least.is_zero() && new.max(old) >= least)
            })
        };
        Some(if check.verdict == Verdict::Mismatch && far() { unchecked("scale in doubt") } else { check })
    }

    fn explain(&self, claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let (stated, is) = match claim.direction {
            Some(Direction::Down) => ("a fall", "a rise"),
            _ => ("a rise", "a fall"),
        };
        let message =
            format!("{} to {} is {is}, not {stated}", said.role(reading, Role::Old), said.role(reading, Role::New));
        let sum = said.operands(reading, &[Role::New, Role::Old]).join(if is == "a rise" { " > " } else { " < " });
        let mut explanation = explanation(reading, Role::New, &[Role::Old], message, sum);
        // What is stated is the verb, and the claim does not keep its place.
        if let Some(label) = explanation.labels.first_mut() {
            label.text = Role::New.name().into();
        }
        explanation
    }
}
