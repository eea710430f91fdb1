//! From the claims of a document to relations between its facts.

use std::collections::HashMap;

use super::{DocumentFacts, Fact, Joins, Number, Relation, Term};
use crate::model::{Claim, Decimal, Guard, Kind, Quantity, Reading, Role, Span, Verdict};
use crate::rules::{CheckedClaim, years};

impl DocumentFacts {
    /// Adds the claims that join facts, or that would if another document had what they lack.
    pub(super) fn relate(&mut self, claims: &[CheckedClaim], joins: &[(Span, Joins)], source: &str) {
        let mut places: Vec<(u32, u32)> =
            self.facts.iter().zip(0..).map(|(fact, index)| (fact.span.start, index)).collect();
        places.sort_unstable();
        let at = |span: Span| {
            let found = places.binary_search_by_key(&span.start, |(start, _)| *start).ok()?;
            places.get(found).map(|(_, index)| *index)
        };
        let values = Values::of(&self.facts);
        for checked in claims.iter().filter(|checked| Relation::may_join(&checked.claim)) {
            let claim = &checked.claim;
            if matches!(claim.kind, Kind::Conversion | Kind::Date | Kind::Span | Kind::Count) {
                continue;
            }
            let roles = agreed(claim);
            let (mut facts, mut repeats) = (0, 0);
            let mut terms = Vec::with_capacity(roles.len());
            for (role, quantity) in roles {
                if let Some(index) = at(quantity.span) {
                    facts += 1;
                    terms.push((*role, Term::Fact(index)));
                } else if let Some(number) = Number::of(quantity) {
                    repeats += usize::from(values.has(&number));
                    terms.push((
                        *role,
                        match values.fact(&self.facts, &number) {
                            Some(index) => Term::Repeat(index, quantity.span),
                            None => Term::Number(Box::new(number), quantity.span),
                        },
                    ));
                }
            }
            let spans: Vec<Span> = checked.reading().roles.iter().map(|(_, quantity)| quantity.span).collect();
            // A level that one reading has and another lacks is not to be looked for elsewhere.
            let joins = (claim.kind == Kind::Change && claim.readings.len() == 1)
                .then(|| joins.iter().find(|(anchor, _)| spans.contains(anchor)))
                .flatten()
                .map(|(_, joins)| joins);
            // A failure that is held back is one all the same for what it is joined with.
            let verdict = if checked.is_held_back() { Verdict::Mismatch } else { checked.verdict };
            let wanted = match claim.kind {
                Kind::Rank => facts > 0 && claim.rank.is_some(),
                Kind::Change => facts > 1 || joins.is_some(),
                // What does not come out is joined by less: other places may tell which number is wrong.
                _ => facts + repeats > usize::from(verdict != Verdict::Mismatch),
            };
            let both = [Role::New, Role::Old].iter().all(|role| terms.iter().any(|(known, _)| known == role));
            let said = |says: fn(&str) -> bool| source.get(claim.statement.range()).is_some_and(says);
            if wanted {
                self.relations.push(Relation {
                    statement: claim.statement,
                    kind: claim.kind,
                    direction: claim.direction,
                    rank: claim.rank,
                    years: if claim.kind == Kind::GrowthRate { years(checked.reading()).unwrap_or(0) } else { 0 },
                    limited: claim.kind == Kind::Rank && said(is_limited),
                    over_time: claim.kind == Kind::Rank && said(is_over_time),
                    loss: claim.guard == Some(Guard::Loss),
                    terms: terms.into(),
                    // What has both levels says itself what it joins.
                    joins: joins.filter(|_| !both).cloned().map(Box::new),
                    verdict,
                    held_back: checked.is_held_back(),
                });
            }
        }
    }
}

/// The numbers that play the same part in all readings of a claim, so that what they join holds whichever is meant.
fn agreed(claim: &Claim) -> Vec<&(Role, Quantity)> {
    let Some((first, others)) = claim.readings.split_first() else { return Vec::new() };
    let same = |reading: &Reading, (role, quantity): &(Role, Quantity)| {
        reading.roles.iter().any(|(other, it)| other == role && it.span == quantity.span && it.value == quantity.value)
    };
    let roles: Vec<_> = first.roles.iter().filter(|role| others.iter().all(|other| same(other, role))).collect();
    let is_term = |role: &Role| matches!(role, Role::Term | Role::Total);
    let terms = |reading: &Reading| reading.roles.iter().filter(|(role, _)| is_term(role)).count();
    let kept = roles.iter().filter(|(role, _)| is_term(role)).count();
    // A sum with a term more or less is another sum.
    if claim.readings.iter().any(|reading| terms(reading) != kept) { Vec::new() } else { roles }
}

/// The facts of a document by their digits.
///
/// A sum repeats numbers that were stated before with their period: the same digits in one document are the same thing.
struct Values(HashMap<(Decimal, Decimal), Option<u32>>);

impl Values {
    fn of(facts: &[Fact]) -> Self {
        let mut values = HashMap::with_capacity(facts.len());
        let cell = |fact: &Fact| (fact.metric.key, fact.metric.owner, fact.dated, fact.number.unit_key());
        for (index, fact) in (0..).zip(facts) {
            let known = values.entry((fact.number.value, fact.number.ulp)).or_insert(Some(index));
            // Of two things at once it is not said which one is meant.
            let other = known.filter(|known| *known != index).and_then(|known: u32| facts.get(known as usize));
            if other.is_some_and(|other| cell(other) != cell(fact)) {
                *known = None;
            }
        }
        Self(values)
    }

    /// Whether any fact has these digits.
    fn has(&self, number: &Number) -> bool {
        self.0.contains_key(&(number.value, number.ulp))
    }

    /// The fact that a number certainly repeats.
    fn fact(&self, facts: &[Fact], number: &Number) -> Option<u32> {
        if number.unit.is_ratio() || !number.is_telling() {
            return None;
        }
        let index = (*self.0.get(&(number.value, number.ulp))?)?;
        let fact = facts.get(index as usize)?;
        (fact.number.hedge.is_none() && fact.number.unit_key() == number.unit_key()).then_some(index)
    }
}

/// Whether a place in an order is one among other times, and not among other things.
fn is_over_time(statement: &str) -> bool {
    [
        " ever",
        " on record",
        " in history",
        " of all time",
        "highest month",
        "highest quarter",
        "lowest month",
        "lowest quarter",
    ]
    .iter()
    .any(|words| memchr::memmem::find(statement.as_bytes(), words.as_bytes()).is_some())
}

/// Whether a record is one of some years only.
fn is_limited(statement: &str) -> bool {
    [" since ", "-year ", "-month ", "-quarter ", " in years", " so far ", " this year", " in a decade", "-season"]
        .iter()
        .any(|words| memchr::memmem::find(statement.as_bytes(), words.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Direction;
    use crate::rules::testing::{change, claim, money, percent};

    fn roles(claim: &Claim) -> Vec<Role> {
        agreed(claim).into_iter().map(|(role, _)| *role).collect()
    }

    #[test]
    fn what_readings_differ_in_is_left_out() {
        let (new, old) = ((Role::New, money("2.825", 9)), (Role::Old, money("2.284", 9)));
        let read = |digits| vec![new.clone(), old.clone(), (Role::Percent, percent(digits))];
        let mut open = change(Direction::Up, read("23.7"));
        assert_eq!(roles(&open), [Role::New, Role::Old, Role::Percent]);
        // Which percentage is meant is open: the levels are not, and without a result they join nothing.
        open.readings.push(Reading { roles: read("4.1") });
        assert_eq!(roles(&open), [Role::New, Role::Old]);
        // A level that only one reading has is not the claim's.
        open.readings.push(Reading { roles: vec![new, (Role::Percent, percent("23.7"))] });
        assert_eq!(roles(&open), [Role::New]);
    }

    #[test]
    fn a_sum_of_other_terms_is_another_sum() {
        let (total, first) = ((Role::Total, money("5", 6)), (Role::Term, money("2", 6)));
        let mut open = claim(Kind::Total, None, vec![total.clone(), first.clone(), (Role::Term, money("3", 6))]);
        assert_eq!(roles(&open).len(), 3);
        open.readings.push(Reading { roles: vec![total, first] });
        assert!(roles(&open).is_empty());
    }
}
