//! The levels near a claim, and how one of them becomes an operand.

use super::convert;
use super::level::Level;
use crate::document::Document;
use crate::model::{Claim, Quantity, Reading, Role};

/// The levels that a reader still has in mind at a sentence: so many before it, and a few behind. A text of any length is searched in
/// the same time a sentence.
pub(super) fn around(levels: &[Level], sentence: usize) -> &[Level] {
    const BEFORE: usize = 64;
    const BEHIND: usize = 16;
    let here = levels.partition_point(|level| level.sentence <= sentence);
    &levels[here.saturating_sub(BEFORE)..(here + BEHIND).min(levels.len())]
}

/// The levels of the sentences from `reach` before `sentence` on to itself.
pub(super) fn near(levels: &[Level], sentence: usize, reach: usize) -> impl DoubleEndedIterator<Item = &Level> {
    let first = levels.partition_point(|level| level.sentence + reach < sentence);
    let last = levels.partition_point(|level| level.sentence <= sentence);
    levels[first..last].iter()
}

pub(super) fn add(claim: &mut Claim, role: Role, quantity: &Quantity) {
    for Reading { roles } in &mut claim.readings {
        roles.push((role, quantity.clone()));
    }
}

pub(super) fn quantity(level: &Level, document: &Document<'_>) -> Quantity {
    convert::of_amount(&level.amount, None, &document.blocks[level.block].prose)
}
