//! A headline, a quotation and a body that say the same are one claim.

use super::Stated;
use super::words::overlap;
use crate::model::{Kind, Quantity, Reading, Role};

/// How many claims in headlines may be repeated further down.
const HEADLINES: usize = 64;

/// How many claims before one are looked at, however many its sentence and the two before it state.
const WINDOW: usize = 200;

/// Joins claims that repeat each other: the later one takes over what only the earlier one says.
pub fn duplicates(stated: &mut [Stated]) {
    // Claims stand in the order of their sentences, so a window over them spares looking at all pairs; only so many headlines
    // are kept in mind.
    let headlines: Vec<usize> = (0..stated.len()).filter(|at| stated[*at].headline).take(HEADLINES).collect();
    let mut near = 0;
    for later in 1..stated.len() {
        while stated[near].sentence + 2 < stated[later].sentence {
            near += 1;
        }
        if stated[later].gone || stated[later].silent || stated[later].claim.kind != Kind::Change {
            continue;
        }
        // A repetition stands near the top: the headline and the first sentences, or close by.
        let before = headlines.iter().copied().take_while(|headline| *headline < near);
        let found = before.chain(near.max(later.saturating_sub(WINDOW))..later).find(|earlier| {
            !stated[*earlier].gone && !stated[*earlier].silent && repeats(&stated[*earlier], &stated[later])
        });
        if let Some(earlier) = found {
            let (head, tail) = stated.split_at_mut(later);
            take_over(&mut head[earlier], &mut tail[0]);
        }
    }
}

/// Whether two changes state the same: one result with the same digits, nothing that differs, and metrics that can be one.
fn repeats(a: &Stated, b: &Stated) -> bool {
    let (Some(left), Some(right)) = (a.claim.readings.first(), b.claim.readings.first()) else { return false };
    if a.sentence == b.sentence || a.claim.kind != b.claim.kind || a.claim.direction != b.claim.direction {
        return false;
    }
    let results = [Role::Percent, Role::Difference];
    let same = results.iter().any(|role| match (left.get(*role), right.get(*role)) {
        (Some(a), Some(b)) => a.value == b.value && a.unit == b.unit,
        _ => false,
    });
    if !same {
        return false;
    }
    // Where both state the whole sum, each is a claim of its own: a mistake in one is to be put right in both.
    if full(left) && full(right) {
        return false;
    }
    // Round percentages repeat by chance; the metric must then be the same.
    let telling = left.get(Role::Percent).and_then(Quantity::number).is_some_and(|(value, _)| value.scale() >= 2);
    let clash = || left.roles.iter().any(|(role, a)| right.get(*role).is_some_and(|b| !agrees(a, b)));
    (telling || overlap(&a.metric, &b.metric) > 0) && !clash()
}

/// Whether a change is stated with all that its sum takes.
fn full(reading: &Reading) -> bool {
    let result = [Role::Percent, Role::Difference].iter().any(|role| reading.get(*role).is_some());
    result && reading.get(Role::New).is_some() && reading.get(Role::Old).is_some()
}

fn agrees(a: &Quantity, b: &Quantity) -> bool {
    a.comparable(b) && a.interval().zip(b.interval()).is_some_and(|(a, b)| a.meets(&b))
}

/// The claim that says more stays, and takes over what the other one adds.
fn take_over<'d>(a: &mut Stated<'d>, b: &mut Stated<'d>) {
    let size = |stated: &Stated| stated.claim.readings[0].roles.len();
    let (keep, drop) = if a.headline || size(b) > size(a) { (b, a) } else { (a, b) };
    let extra = drop.claim.readings[0].clone();
    for Reading { roles } in &mut keep.claim.readings {
        for (role, quantity) in &extra.roles {
            if !roles.iter().any(|(known, _)| known == role) {
                roles.push((*role, quantity.clone()));
            }
        }
    }
    drop.gone = true;
}
