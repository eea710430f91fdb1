//! Percent for percentage points, and the reverse.

use super::Case;
use crate::model::{Quantity, Reading, Role, Unit};
use crate::rules::Cause;
use crate::rules::format;

pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let of_rates = case.reading.get(Role::New).is_some_and(|level| level.unit == Unit::Percent);
    if !of_rates {
        return Vec::new();
    }
    let as_points = |reading: &mut Reading| retype(reading, Role::Percent, Role::Difference, &Unit::Points);
    let as_percent = |reading: &mut Reading| retype(reading, Role::Difference, Role::Percent, &Unit::Percent);
    // Between equal levels there is no change, whatever it is counted in.
    let value = |role| case.reading.get(role).and_then(Quantity::number).map(|(value, _)| value);
    if value(Role::New) == value(Role::Old) {
        return Vec::new();
    }
    if case.reading.has(Role::Percent) && !case.reading.has(Role::Difference) && case.mended(as_points) {
        let right = case.reading.get(Role::Percent).map(|percent| {
            let mut points = percent.clone();
            points.unit = Unit::Points;
            let text = format::quantity(&points);
            crate::rules::Replacement { span: percent.span, text }
        });
        let text = right.as_ref().map_or("percentage points", |right| right.text.as_str());
        let message = format!("percentage points were called percent; {text} would be right");
        return vec![Cause { name: "points", message, replacement: right }];
    }
    if case.reading.has(Role::Difference) && !case.reading.has(Role::Percent) && case.mended(as_percent) {
        return vec![case.with_right_figure("points", "a percentage was called percentage points")];
    }
    Vec::new()
}

fn retype(reading: &mut Reading, from: Role, to: Role, unit: &Unit) {
    for (role, quantity) in &mut reading.roles {
        if *role == from {
            *role = to;
            quantity.unit = unit.clone();
        }
    }
}
