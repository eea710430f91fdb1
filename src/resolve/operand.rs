//! Missing operands: from the sentence before, the same metric elsewhere, or a neighbour that the sum confirms.

use super::Stated;
use super::level::Level;
use super::nearby::{add, around, near, quantity};
use super::words::{overlap, stems};
use crate::document::Document;
use crate::grammar::token::AmountUnit;
use crate::model::{Decimal, Direction, Interval, Kind, Quantity, Rank, Role};

/// Finds what can be found for every claim.
pub fn find(stated: &mut [Stated], levels: &[Level], document: &Document<'_>) {
    for at in 0..stated.len() {
        if stated[at].claim.kind == Kind::Change && goes_on(stated, at) {
            continue;
        }
        match stated[at].claim.kind {
            Kind::Change => {
                new_by_sum(&mut stated[at], levels, document);
                new_by_metric(&mut stated[at], levels, document);
                new_by_pointing(&mut stated[at], levels, document);
            }
            Kind::Share => {
                part(&mut stated[at], levels, document);
                super::share::asked(stated, at);
            }
            Kind::Rank => peers(stated, at),
            _ => {}
        }
    }
}

/// "This marks a $541 million increase.": goes on about the change of the sentence before, and becomes a part of it.
fn goes_on(stated: &mut [Stated], at: usize) -> bool {
    let (before, rest) = stated.split_at_mut(at);
    let [this, ..] = rest else { return false };
    let reading = &this.claim.readings[0];
    if reading.has(Role::New) || reading.has(Role::Old) || !this.anaphoric {
        return false;
    }
    let Some(earlier) =
        before.iter_mut().rev().take_while(|earlier| earlier.sentence + 1 >= this.sentence).find(|earlier| {
            earlier.claim.kind == Kind::Change && !earlier.gone && earlier.sentence + 1 == this.sentence
        })
    else {
        return false;
    };
    let same_way = earlier.claim.direction.is_none()
        || this.claim.direction.is_none()
        || earlier.claim.direction == this.claim.direction;
    let target = &earlier.claim.readings[0];
    let free = reading.roles.iter().all(|(role, _)| !target.has(*role));
    if !same_way || !free || !(target.has(Role::New) || target.has(Role::Old)) {
        return false;
    }
    let roles = reading.roles.clone();
    for target in &mut earlier.claim.readings {
        target.roles.extend(roles.iter().cloned());
    }
    earlier.claim.direction = earlier.claim.direction.or(this.claim.direction);
    earlier.silent = false;
    this.gone = true;
    true
}

/// "adding $627 million to the $2.596 billion": the level of the sentences before that is their sum.
fn new_by_sum(this: &mut Stated, levels: &[Level], document: &Document<'_>) {
    let reading = &this.claim.readings[0];
    if reading.has(Role::New) {
        return;
    }
    let (Some(old), Some(difference)) = (reading.get(Role::Old), reading.get(Role::Difference)) else { return };
    let (Some(base), Some(step)) = (old.interval(), difference.interval()) else { return };
    let sum = match this.claim.direction {
        Some(Direction::Down) => base.sub(&step),
        _ => base.add(&step),
    };
    let Ok(sum) = sum else { return };
    let found = near(levels, this.sentence, 2).rev().find_map(|level| {
        let quantity = quantity(level, document);
        let fits = quantity.unit == old.unit
            && quantity.span != old.span
            && quantity.span != difference.span
            && meets(&quantity, &sum);
        fits.then_some(quantity)
    });
    if let Some(found) = found {
        add(&mut this.claim, Role::New, &found);
    }
}

/// "a 1.31% increase in ICT exports from March to April 2024": the level of that metric in that period.
fn new_by_metric(this: &mut Stated, levels: &[Level], document: &Document<'_>) {
    let reading = &this.claim.readings[0];
    if reading.has(Role::New) || reading.has(Role::Old) || !reading.has(Role::Percent) || this.metric.len() < 2 {
        return;
    }
    let Some(period) = this.period else { return };
    let found = around(levels, this.sentence).iter().rev().find(|level| {
        level.period == Some(period.kind)
            && matches!(level.role, Some(Role::New | Role::End) | None)
            && level.sentence != this.sentence
            && counts(level, &this.metric, document)
            && overlap(&this.metric, level.words(document)) == this.metric.len()
    });
    if let Some(level) = found {
        add(&mut this.claim, Role::New, &quantity(level, document));
    }
}

/// "This is 0.6 percent below the revised rate of 1,425,000": the one level of the sentence before that can be meant.
fn new_by_pointing(this: &mut Stated, levels: &[Level], document: &Document<'_>) {
    let reading = &this.claim.readings[0];
    let Some(old) = reading.get(Role::Old).filter(|_| this.anaphoric && reading.has(Role::Percent)) else { return };
    if reading.has(Role::New) {
        return;
    }
    let before = near(levels, this.sentence, 1).filter(|level| level.sentence + 1 == this.sentence);
    let mut found = before.map(|level| quantity(level, document)).filter(|level| level.comparable(old));
    if let (Some(new), None) = (found.next(), found.next()) {
        add(&mut this.claim, Role::New, &new);
    }
}

/// Whether a level can be one of the metric: money, or a count of what the metric names.
fn counts(level: &Level, metric: &[u64], document: &Document<'_>) -> bool {
    match &level.amount.unit {
        AmountUnit::Money(_) => true,
        AmountUnit::Count(Some(noun)) => {
            let text = document.blocks[level.block].prose.text();
            let noun = text.get(noun.start as usize..noun.end as usize).map(stems).unwrap_or_default();
            overlap(&noun, metric) > 0
        }
        _ => false,
    }
}

/// "The sector made up 45% of services exports": the level before that speaks of the same things.
fn part(this: &mut Stated, levels: &[Level], document: &Document<'_>) {
    let reading = &this.claim.readings[0];
    if reading.has(Role::Part) || reading.has(Role::Whole) {
        super::share::complete(this, levels, document);
        return;
    }
    let Some(head) = this.whole.first().copied() else { return };
    // "15% of pregnancies": the pregnancies that were counted before are the whole.
    let counted = around(levels, this.sentence).iter().rev().find(|level| {
        let AmountUnit::Count(Some(noun)) = &level.amount.unit else { return false };
        let prose = document.blocks[level.block].prose.text();
        let noun = prose.get(noun.start as usize..noun.end as usize).map(stems).unwrap_or_default();
        level.sentence <= this.sentence && this.whole.len() == 1 && noun.first() == Some(&head)
    });
    if let Some(level) = counted {
        add(&mut this.claim, Role::Whole, &quantity(level, document));
        return;
    }
    let best = around(levels, this.sentence)
        .iter()
        .filter(|level| {
            level.sentence < this.sentence
                && matches!(level.role, Some(Role::New | Role::Value | Role::Part | Role::End) | None)
        })
        .filter_map(|level| {
            let words = level.words(document);
            let score = overlap(&this.metric, words) * 2 + overlap(&this.whole, words);
            // A sum of money also where the sentence names nobody of whom it could be, "It made up 45% of exports", or where the
            // whole is told by more than a word that every other sum is a part of, "45% of services exports".
            let pointing = this.anaphoric
                || this.metric.is_empty()
                || this.whole.len() > 1 && overlap(&this.whole, words) == this.whole.len();
            let money = !matches!(level.amount.unit, AmountUnit::Count(_));
            let told = overlap(&this.metric, words) > 0 || pointing && money;
            (told && words.contains(&head)).then_some((score, level))
        })
        .max_by_key(|(score, level)| (*score, level.sentence));
    if let Some((_, level)) = best {
        add(&mut this.claim, Role::Part, &quantity(level, document));
    }
}

/// Who leads whom: the part of the share in the same sentence, or what the sentence before puts first.
fn peers(stated: &mut [Stated], at: usize) {
    let this = &stated[at];
    let reading = &this.claim.readings[0];
    let unit = reading.roles.first().map(|(_, quantity)| quantity.unit.clone());
    let way = this.claim.direction;
    let leader = |stated: &Stated| {
        let reading = &stated.claim.readings[0];
        let quantity = match stated.claim.kind {
            Kind::Share if way.is_none() => reading.get(Role::Part),
            // Who grew fastest leads those who grew, and not those who have the most.
            Kind::Rank if stated.claim.rank == Some(Rank::Highest(1)) && stated.claim.direction == way => {
                reading.get(Role::Value)
            }
            _ => None,
        };
        quantity.filter(|quantity| Some(&quantity.unit) == unit.as_ref()).cloned()
    };
    let (role, found) = match this.claim.rank {
        Some(Rank::Ahead) if !reading.has(Role::Value) => {
            let first = stated.partition_point(|other| other.sentence < this.sentence);
            let here = stated[first..].iter().take_while(|other| other.sentence == this.sentence);
            (Role::Value, here.filter(|other| !other.gone).find_map(leader))
        }
        Some(Rank::Highest(place)) if place == 2 && !reading.has(Role::Other) => (
            Role::Other,
            stated[..at]
                .iter()
                .rev()
                .take_while(|other| other.sentence + 1 >= this.sentence)
                .filter(|other| other.sentence + 1 == this.sentence)
                .find_map(leader),
        ),
        _ => return,
    };
    match found {
        Some(found) => add(&mut stated[at].claim, role, &found),
        None if role == Role::Value => stated[at].gone = true,
        None => {}
    }
}

/// Whether a quantity is a sum beyond chance: the intervals meet and are narrow.
fn meets(quantity: &Quantity, sum: &Interval) -> bool {
    let (Some(interval), Some((value, ulp))) = (quantity.interval(), quantity.number()) else { return false };
    interval.meets(sum) && ulp * Decimal::from(50) <= value.abs()
}
