//! Results that the text states in full elsewhere: "up 27%" beside "up 27.1% from 868 to 1,103", "a decrease of $3.1 million" before
//! a sentence that has both values.
//!
//! Nothing is taken over that the sum does not confirm, so that an echo never makes a mismatch.

use super::level::Level;
use super::words::{overlap, stems};
use super::{Stated, convert};
use crate::document::Document;
use crate::model::{Decimal, Direction, Guard, Interval, Kind, Quantity, Reading, Role, relation};

/// Gives results that stand alone the values that the rest of the text has for them.
pub fn find(stated: &mut [Stated], levels: &[Level], document: &Document<'_>) {
    let lone: Vec<usize> = (0..stated.len()).filter(|at| stands_alone(&stated[*at])).collect();
    if lone.is_empty() {
        return;
    }
    let full: Vec<usize> = (0..stated.len()).filter(|at| is_full(&stated[*at])).take(MOST).collect();
    for at in lone {
        let found = repeated(stated, at, &full, document).or_else(|| beside(&stated[at], levels, document));
        let Some((new, old)) = found else { continue };
        for Reading { roles } in &mut stated[at].claim.readings {
            roles.push((Role::New, new.clone()));
            roles.push((Role::Old, old.clone()));
        }
    }
}

/// The most changes that a lone result is compared with: those at the top of a long document, where the figures stand.
const MOST: usize = 200;

/// Whether a change states one result and neither of its values.
fn stands_alone(stated: &Stated) -> bool {
    let claim = &stated.claim;
    let lone = |reading: &Reading| {
        !reading.has(Role::New)
            && !reading.has(Role::Old)
            && reading.has(Role::Percent) != reading.has(Role::Difference)
    };
    claim.kind == Kind::Change
        && !stated.gone
        && !stated.silent
        && matches!(claim.guard, None | Some(Guard::Loss))
        && matches!(claim.direction, Some(Direction::Up | Direction::Down))
        && claim.readings.len() == 1
        && claim.readings.first().is_some_and(lone)
}

fn is_full(stated: &Stated) -> bool {
    let full = |reading: &Reading| reading.has(Role::New) && reading.has(Role::Old) && reading.has(Role::Percent);
    stated.claim.kind == Kind::Change && !stated.gone && stated.claim.readings.first().is_some_and(full)
}

/// The values of a change of the same thing whose percentage is this one with more digits.
fn repeated(stated: &[Stated], at: usize, full: &[usize], document: &Document<'_>) -> Option<(Quantity, Quantity)> {
    let this = &stated[at];
    let percent = this.claim.readings.first()?.get(Role::Percent)?;
    // The sentence may name the thing anywhere: "Bookings of rooms were the fastest to grow (up 27%)".
    let words = stems(document.source.get(this.claim.statement.range())?);
    full.iter().filter(|other| **other != at).find_map(|other| {
        let other = &stated[*other];
        let reading = other.claim.readings.first()?;
        let (value, ulp) = reading.get(Role::Percent)?.number()?;
        let finer = percent.interval()?.contains(value) && ulp <= percent.number()?.1;
        let named = || !other.metric.is_empty() && overlap(&other.metric, &words) == other.metric.len();
        let same = finer && this.claim.direction == other.claim.direction && named();
        let (new, old) = (reading.get(Role::New)?, reading.get(Role::Old)?);
        (same && confirms(this, new, old) == Some(true)).then(|| (new.clone(), old.clone()))
    })
}

/// The two values in the sentences around that the difference lies between, if there is just one such pair.
fn beside(this: &Stated, levels: &[Level], document: &Document<'_>) -> Option<(Quantity, Quantity)> {
    const CROWD: usize = 16;
    let stated = this.claim.readings.first()?.get(Role::Difference)?;
    let (value, ulp) = stated.number()?;
    // Few digits fit many pairs.
    if ulp.checked_mul(Decimal::ONE_HUNDRED)? > value.abs() {
        return None;
    }
    let first = levels.partition_point(|level| level.sentence + 1 < this.sentence);
    let last = levels.partition_point(|level| level.sentence <= this.sentence + 1);
    let near = levels.get(first..last).filter(|near| near.len() <= CROWD)?;
    let near: Vec<(usize, Quantity)> = near
        .iter()
        .filter_map(|level| {
            let prose = &document.blocks.get(level.block)?.prose;
            Some((level.sentence, convert::of_amount(&level.amount, None, prose)))
        })
        .filter(|(_, quantity)| quantity.unit == stated.unit && quantity.span != stated.span)
        .collect();
    let mut found: Option<(Quantity, Quantity)> = None;
    for (sentence, new) in &near {
        for (_, old) in near.iter().filter(|(other, old)| other == sentence && old.span != new.span) {
            if confirms(this, new, old) != Some(true) {
                continue;
            }
            if found.as_ref().is_some_and(|(known, _)| known.value != new.value) {
                return None;
            }
            found.get_or_insert_with(|| (new.clone(), old.clone()));
        }
    }
    found
}

/// Whether the result that a change states follows from two values; `None` where a loss leaves that open.
pub(super) fn confirms(this: &Stated, new: &Quantity, old: &Quantity) -> Option<bool> {
    let reading = this.claim.readings.first()?;
    let (high, low) = (new.interval()?, old.interval()?);
    if !new.comparable(old) || !low.is_positive() || !high.is_positive() {
        return None;
    }
    let signed = |size: Interval| if this.claim.direction == Some(Direction::Down) { size.neg() } else { size };
    if let Some(percent) = reading.get(Role::Percent) {
        return relation::change_holds(&signed(percent.interval()?.abs()), &high, &low).ok();
    }
    let difference = reading.get(Role::Difference)?;
    let stated = signed(difference.interval()?.abs());
    Some(difference.comparable(new) && relation::difference_holds(&stated, &high, &low).ok()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Role, Verdict};

    /// The new and the old value of the last claim, with its verdict.
    fn last(source: &str) -> (Option<&str>, Option<&str>, Verdict) {
        let report = audit(source, Format::Text);
        let checked = report.claims.last().unwrap();
        let text = |role| checked.claim.readings[0].get(role).map(|quantity| &source[quantity.span.range()]);
        (text(Role::New), text(Role::Old), checked.verdict)
    }

    #[test]
    fn a_rounded_repetition_has_the_values_of_the_first() {
        let source = "Bookings of rooms rose 27.1% from 868 to 1,103. The town is quiet. The sea is near. Nothing else is new. \
                      The weather was fine. Bookings of rooms rose 27%, the mayor said.";
        assert_eq!(last(source), (Some("1,103"), Some("868"), Verdict::Exact));
    }

    #[test]
    fn another_metric_is_no_repetition() {
        let source = "Bookings of rooms rose 27.1% from 868 to 1,103. The town is quiet. The sea is near. Nothing else is new. \
                      The weather was fine. Sales of tickets rose 27%, the mayor said.";
        assert_eq!(last(source), (None, None, Verdict::Unchecked));
    }

    #[test]
    fn both_values_may_stand_in_the_next_sentence() {
        let source = "The museum saw a decrease of $3,144,000 in its debts. It has debts of $34,862,000 and $38,006,000 as of March \
                      and December.";
        assert_eq!(last(source), (Some("$34,862,000"), Some("$38,006,000"), Verdict::Exact));
    }
}
