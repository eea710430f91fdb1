//! Totals and their terms in different sentences: "It raised $2 million. … adds to an earlier $5 million, bringing the total to $7 million."
//!
//! Only the sum tells which amounts belong together, so that nothing found here is ever a mismatch.

use super::Stated;
use super::level::Level;
use super::nearby::quantity;
use crate::document::Document;
use crate::model::{Decimal, Kind, Quantity, Reading, Role, Unit};

/// How many levels before an enumeration are looked at for its sum.
const REACH: usize = 300;

/// The most enumerations of a document that are summed.
const MOST: usize = 100;

/// Gives enumerations the totals that the text states for them, and totals their missing term.
pub fn find(stated: &mut Vec<Stated>, levels: &[Level], document: &Document<'_>) {
    let open: Vec<usize> = (0..stated.len())
        .filter(|at| stated[*at].claim.kind == Kind::Total && stated[*at].silent && !stated[*at].gone)
        .take(MOST)
        .collect();
    for at in open {
        let this = &stated[at];
        let last = levels.partition_point(|level| level.sentence < this.sentence);
        let before = levels.get(last.saturating_sub(REACH)..last).unwrap_or_default();
        let reading = &this.claim.readings[0];
        let found = match reading.get(Role::Total) {
            Some(total) => term(total, reading, before, document).map(|found| vec![(Role::Term, found)]),
            None => Some(totals(reading, before, document).into_iter().map(|found| (Role::Total, found)).collect()),
        };
        let claims: Vec<Stated> = found
            .unwrap_or_default()
            .into_iter()
            .map(|found| {
                let mut stated = this.clone();
                stated.silent = false;
                stated.claim.readings[0].roles.insert(0, found);
                stated
            })
            .collect();
        stated.extend(claims);
    }
}

/// The amount before that is just what the one term lacks.
fn term(total: &Quantity, reading: &Reading, before: &[Level], document: &Document<'_>) -> Option<Quantity> {
    const NEAR: usize = 24;
    let known = reading.get(Role::Term)?;
    let rest = total.number()?.0.checked_sub(known.number()?.0)?;
    before
        .iter()
        .rev()
        .take(NEAR)
        .map(|level| quantity(level, document))
        .find(|other| other.unit == total.unit && other.number().is_some_and(|(value, _)| value == rest))
}

/// The amounts before that are the sum of the terms: to the last digit, or, for a round one, in the sentence right before.
fn totals(reading: &Reading, before: &[Level], document: &Document<'_>) -> Vec<Quantity> {
    let sum = reading.all(Role::Term).try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term.number()?.0));
    let Some(sum) = sum else { return Vec::new() };
    let Some(unit) = reading.get(Role::Term).map(|term| term.unit.clone()) else { return Vec::new() };
    let last = before.last().map(|level| level.sentence);
    let mut found: Vec<Quantity> = Vec::new();
    for level in before.iter().rev() {
        let total = quantity(level, document);
        let Some((value, ulp)) = total.number() else { continue };
        let additive = total.unit.comparable(&unit) || matches!((&total.unit, &unit), (Unit::Count(_), Unit::Count(_)));
        let telling =
            ulp.checked_mul(if Some(level.sentence) == last { Decimal::from(50) } else { Decimal::from(500) });
        let fits = additive
            && telling.is_some_and(|width| width <= value.abs())
            && value.checked_sub(sum).is_some_and(|rest| rest.abs() <= ulp);
        if fits && !found.iter().any(|known| known.value == total.value) {
            found.push(total);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Kind, Verdict};

    fn verdicts(source: &str) -> Vec<(Kind, Verdict)> {
        audit(source, Format::Text).claims.iter().map(|checked| (checked.claim.kind, checked.verdict)).collect()
    }

    #[test]
    fn the_total_stands_before_its_terms() {
        let source = "In May, 5,747 trees were felled. Of them 3,284 were felled by storms, 2,198 by saws, 63 by frost, and 202 by \
                      other causes.";
        assert_eq!(verdicts(source), [(Kind::Total, Verdict::Exact)]);
        let other = "In May, 5,947 trees were felled. Of them 3,284 were felled by storms, 2,198 by saws, 63 by frost, and 202 by \
                     other causes.";
        assert_eq!(verdicts(other), []);
    }

    #[test]
    fn one_of_two_terms_stands_before() {
        let source = "The shop raised $2 million. It adds to an earlier $5 million in grants, bringing total funding to $7 million.";
        assert_eq!(verdicts(source), [(Kind::Total, Verdict::Exact)]);
        let other = "The shop raised $3 million. It adds to an earlier $5 million in grants, bringing total funding to $7 million.";
        assert_eq!(verdicts(other), []);
    }
}
