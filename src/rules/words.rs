//! What the messages of the rules have in common.

use std::borrow::Cow;

use super::{Check, Explanation, Label, format};
use crate::model::{Decimal, Direction, Quantity, Reading, Role};

/// A check in words, with a label on each number of the sum: "stated" on the result, its role on the others.
pub(super) fn explanation(
    reading: &Reading,
    stated: Role,
    operands: &[Role],
    message: String,
    arithmetic: String,
) -> Explanation {
    let label = |text: &'static str| move |q: &Quantity| Label { span: q.span, text: Cow::Borrowed(text) };
    let mut labels: Vec<_> = reading.get(stated).map(label("stated")).into_iter().collect();
    for role in operands {
        labels.extend(reading.all(*role).map(label(role.name())));
    }
    Explanation { message, arithmetic, labels }
}

/// A role's number as printed, or a word for its absence.
pub(super) fn printed(reading: &Reading, role: Role) -> String {
    reading.get(role).map_or_else(|| format!("an unknown {}", role.name()), format::quantity)
}

/// The bare numbers of a sum, in the order of the roles.
pub(super) fn operands(reading: &Reading, roles: &[Role]) -> Vec<String> {
    let quantities: Vec<_> = roles.iter().filter_map(|role| reading.get(*role)).collect();
    format::operands(&quantities)
}

/// The bare numbers of a role as one sum: "12.1 + 45.4".
pub(super) fn added(reading: &Reading, role: Role) -> String {
    format::operands(&reading.all(role).collect::<Vec<_>>()).join(" + ")
}

/// What the other numbers give, at the digits of the stated one.
pub(super) fn result(reading: &Reading, stated: Role, check: &Check) -> String {
    let ulp = reading.get(stated).and_then(Quantity::number).map_or(Decimal::ONE, |(_, ulp)| ulp);
    check.expected.as_ref().map_or_else(|| "?".to_owned(), |e| format::bounds(&e.interval, ulp, &e.unit))
}

/// "a rise", "a fall", "a change".
pub(super) const fn noun(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Up) => "a rise",
        Some(Direction::Down) => "a fall",
        Some(Direction::Flat) | None => "a change",
    }
}
