//! Averages: so much each, so many of them, and what that makes.

use super::{Item, Parts, Unit, chance, claim};
use crate::link::candidate::Scene;
use crate::model::{Claim, Decimal, Kind, Role};

/// Words behind an amount, or right before it, that make it one of each.
const EACH: &[&str] = &["per", "each", "daily", "apiece", "a", "an", "every", "monthly", "weekly", "hourly"];
const MEAN: &[&str] = &["average", "averaging", "averaged", "at", "mean"];

/// How many of a million passages may have such a product by chance.
const MOST: u64 = 120_000;

/// The averages that prove themselves.
pub(super) fn find(scene: &Scene<'_>, items: &[Item], parts: &Parts) -> Vec<Claim> {
    let mut found = Vec::new();
    for (place, average) in items.iter().enumerate() {
        if !matches!(average.unit, Unit::Money(_)) || !is_rate(scene, average) || is_taken(average, parts) {
            continue;
        }
        let near = |item: &&Item| item.read == average.read && item.at != average.at;
        let around = &items[place.saturating_sub(8)..items.len().min(place + 9)];
        let mut mass = 0;
        let mut best: Option<(&Item, &Item)> = None;
        for total in
            around.iter().filter(near).filter(|total| total.unit == average.unit && total.value > average.value)
        {
            for count in around.iter().filter(near).filter(|count| matches!(count.unit, Unit::Count | Unit::Time)) {
                let Some(width) = width(total, count, average) else { continue };
                mass += chance(width, total.value);
                let product = count.value.checked_mul(average.value);
                let off = product.and_then(|product| product.checked_sub(total.value));
                if off.is_some_and(|off| off.abs() * Decimal::TWO <= width) && best.is_none() {
                    best = Some((total, count));
                }
            }
        }
        let Some((total, count)) = best.filter(|(_, count)| mass <= MOST && count.value > Decimal::ONE) else {
            continue;
        };
        let roles = [(Role::Total, total.at), (Role::Count, count.at), (Role::Average, average.at)];
        found.extend(claim(scene, Kind::Average, None, average.at, &roles, mass));
    }
    found
}

fn is_taken(average: &Item, parts: &Parts) -> bool {
    parts.plays(average.span, Kind::Average, Role::Average)
}

/// How wide the product is beside the total; what is counted in words or whole things is exact.
fn width(total: &Item, count: &Item, average: &Item) -> Option<Decimal> {
    let of_average = count.value.checked_mul(average.ulp)?;
    let of_count = average.value.checked_mul(count.ulp)?;
    total.ulp.checked_add(of_average)?.checked_add(of_count)
}

/// Whether an amount is one for each of some things.
fn is_rate(scene: &Scene<'_>, item: &Item) -> bool {
    let Some(read) = scene.reads.get(item.read) else { return false };
    let Some(block) = scene.document.blocks.get(read.block) else { return false };
    let word = |at: usize| {
        let token = read.sentence.tokens.get(at)?;
        block.prose.text().get(token.start as usize..token.end as usize)
    };
    let is = |at: Option<usize>, words: &[&str]| {
        at.and_then(word).is_some_and(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    is(Some(item.token + 1), EACH)
        || (1..=4).any(|back| is(item.token.checked_sub(back), &MEAN[..3]))
        || is(item.token.checked_sub(1), MEAN)
}
