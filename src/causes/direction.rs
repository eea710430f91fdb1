//! The verb is the wrong one: every figure fits once it is turned round.

use super::Case;
use crate::rules::{Cause, WrongDirection};

pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let turned = case.failing(WrongDirection::NAME) && case.mended_reversed(|_| ());
    let message = || "the direction is reversed: a rise is called a fall, or a fall a rise";
    turned.then(|| Cause { name: "direction", message: message().to_owned(), replacement: None }).into_iter().collect()
}
