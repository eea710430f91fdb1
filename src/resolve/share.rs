//! The part or the whole of a share that the sentences before name: "Of these, 3,284 (57 percent) …", "That is 14% of the $2 billion …".
//!
//! Words that point back take the one amount that the sentence before has. Any other amount is taken only where the sum confirms
//! it, so that it never makes a mismatch.

use super::Stated;
use super::level::Level;
use super::nearby::{add, near, quantity};
use crate::document::Document;
use crate::model::{Decimal, Interval, Kind, Quantity, Role, relation};

/// How many sentences before the share are looked at.
const REACH: usize = 3;

/// The most amounts around that are tried: among many, one that fits by chance is likely.
const CROWD: usize = 12;

/// Finds the part of a share that has its whole, or the whole of one that has its part.
pub fn complete(this: &mut Stated, levels: &[Level], document: &Document<'_>) {
    debug_assert_eq!(this.claim.kind, Kind::Share);
    let reading = &this.claim.readings[0];
    let (missing, known) = match (reading.get(Role::Part), reading.get(Role::Whole)) {
        (None, Some(whole)) => (Role::Part, whole.clone()),
        (Some(part), None) => (Role::Whole, part.clone()),
        _ => return,
    };
    let Some(share) = reading.get(Role::Share).cloned() else { return };
    let candidates: Vec<(usize, Quantity)> = near(levels, this.sentence, REACH)
        .filter(|level| level.sentence < this.sentence)
        .map(|level| (level.sentence, quantity(level, document)))
        .filter(|(_, other)| other.comparable(&known) && is_ordered(missing, other, &known) == Some(true))
        .collect();
    let before: Vec<&Quantity> =
        candidates.iter().filter(|(at, _)| at + 1 == this.sentence).map(|(_, other)| other).collect();
    let confirmed = |other: &Quantity| {
        let (part, whole) = if missing == Role::Part { (other, &known) } else { (&known, other) };
        is_telling(&share) && fits(part, whole, &share) == Some(true)
    };
    let found = match before.as_slice() {
        [one] if this.anaphoric && (confirmed(one) || !divides(levels, this.sentence, document)) => {
            Some((*one).clone())
        }
        _ if candidates.len() > CROWD => None,
        _ => candidates.iter().rev().map(|(_, other)| other).find(|other| confirmed(other)).cloned(),
    };
    if let Some(found) = found {
        add(&mut this.claim, missing, &found);
        this.silent = false;
    }
}

/// "More than half of workers (52.5%) agree. One fifth (19.2%) do not.": a share in words and figures that does not say of whom is of
/// those who were asked, as the one right before it is.
pub fn asked(stated: &mut [Stated], at: usize) {
    let this = &stated[at];
    let reading = &this.claim.readings[0];
    let bare =
        reading.all(Role::Share).count() == 2 && reading.roles.len() == 2 && this.whole.is_empty() && !this.anaphoric;
    if !bare {
        return;
    }
    let before = stated[..at].iter().rev().take_while(|other| other.sentence + 1 >= this.sentence);
    let mut shares = before.filter(|other| other.claim.kind == Kind::Share && !other.gone && !other.silent);
    let Some(other) = shares.next().and_then(|other| other.claim.readings.first()) else { return };
    // Of few, not every percentage can be: those would have to be the very ones.
    let many = |whole: &Quantity| {
        let places = reading.all(Role::Share).filter_map(Quantity::number).map(|(_, ulp)| ulp).min();
        let least = places.and_then(|ulp| Decimal::ONE_HUNDRED.checked_div(ulp));
        whole.number().zip(least).is_some_and(|((whole, _), least)| whole > least)
    };
    let whole = other.get(Role::Whole).filter(|whole| !other.has(Role::Part) && many(whole)).cloned();
    if let Some(whole) = whole {
        add(&mut stated[at].claim, Role::Whole, &whole);
    }
}

/// Whether the sentence before speaks of a share itself, so that "of these" may mean those: "71% of the 2,310 had savings. Of these, …".
fn divides(levels: &[Level], sentence: usize, document: &Document<'_>) -> bool {
    near(levels, sentence, 1).filter(|level| level.sentence < sentence).any(|level| {
        let context = level.context.start as usize..level.context.end as usize;
        let text = document.blocks[level.block].prose.text().get(context).unwrap_or_default();
        ["%", "per cent", "percent", " pct", " pc "].iter().any(|sign| text.contains(sign))
    })
}

/// A part is smaller than its whole.
fn is_ordered(missing: Role, other: &Quantity, known: &Quantity) -> Option<bool> {
    let (other, known) = (other.number()?.0, known.number()?.0);
    Some(if missing == Role::Part { other < known } else { other > known })
}

/// A percentage with few digits fits many pairs.
pub(super) fn is_telling(share: &Quantity) -> bool {
    share.number().is_some_and(|(value, ulp)| {
        ulp.checked_mul(Decimal::from(20)).is_some_and(|width| width <= value.abs()) && share.hedge.is_none()
    })
}

/// Whether the part is that share of the whole.
pub(super) fn fits(part: &Quantity, whole: &Quantity, share: &Quantity) -> Option<bool> {
    relation::share_holds(&share.interval()?, &part.interval()?, &whole.interval()?, &Interval::HUNDRED).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Role, Verdict};

    /// The part and the whole of the last claim, with its verdict.
    fn last(source: &str) -> (Option<&str>, Option<&str>, Verdict) {
        let report = audit(source, Format::Text);
        let checked = report.claims.last().unwrap();
        let text = |role| checked.claim.readings[0].get(role).map(|quantity| &source[quantity.span.range()]);
        (text(Role::Part), text(Role::Whole), checked.verdict)
    }

    #[test]
    fn words_that_point_back_take_the_amount_before() {
        let source = "Storms took 5,747 trees in the county. Of these, 3,284 (57 percent) were oaks.";
        assert_eq!(last(source), (Some("3,284"), Some("5,747"), Verdict::Exact));
        // A number of another sentence confirms, and does not accuse.
        let wrong = "Storms took 5,747 trees in the county. Of these, 3,284 (47 percent) were oaks.";
        assert_eq!(last(wrong), (Some("3,284"), Some("5,747"), Verdict::Unchecked));
        let source =
            "Farmers earned $400 million abroad. That is 14.2% of the $2.825 billion which the country earned.";
        assert_eq!(last(source), (Some("$400 million"), Some("$2.825 billion"), Verdict::Exact));
    }

    #[test]
    fn words_that_may_point_at_a_share_settle_nothing() {
        let source = "The survey of 2,310 homes found that 71% had savings. Of these, 1,066, or 65%, had enough.";
        assert_eq!(last(source), (Some("1,066"), None, Verdict::Unchecked));
        let source = "Some 20% of the 5,747 trees fell in the storm. Of these, 3,284 (57.1 percent) were oaks.";
        assert_eq!(last(source), (Some("3,284"), Some("5,747"), Verdict::Exact));
    }

    #[test]
    fn a_share_in_words_is_of_those_who_were_asked() {
        let source = "The survey asked more than 4,100 cooks. More than half of cooks (52.5%) work at night. One fifth (19.2%) sleep \
                      by day.";
        assert_eq!(last(source), (None, Some("4,100"), Verdict::Exact));
        let few =
            "The survey asked 41 cooks. More than half of cooks (53.7%) work at night. One fifth (19.2%) sleep by day.";
        assert_eq!(last(few), (None, None, Verdict::Exact));
        let other = "The survey asked more than 4,100 cooks. More than half of cooks (52.5%) work at night. Of those, one fifth (19.2%) \
                     sleep by day.";
        assert_eq!(last(other), (None, None, Verdict::Exact));
    }

    #[test]
    fn other_amounts_are_taken_where_the_sum_confirms_them() {
        let source = "Services brought in $6.235 billion. Other services earned $1.229 billion, or 19.7%.";
        assert_eq!(last(source), (Some("$1.229 billion"), Some("$6.235 billion"), Verdict::Exact));
        let source = "Goods brought in $7.235 billion. Technology made up 19.7% of the $6.235 billion of services.";
        assert_eq!(last(source), (None, Some("$6.235 billion"), Verdict::Unchecked));
    }
}
