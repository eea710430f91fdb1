//! A scale word or a unit that is off by a thousand or a hundred: million for billion, cents for dollars.

use super::Case;
use super::text::rescaled;
use crate::model::{Decimal, Role, Unit, Value};
use crate::rules::{Cause, Figure, Replacement};

pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    for (factor, cents) in [(1_000, false), (1_000_000, false), (100, true)] {
        for (at, (role, quantity)) in case.reading.roles.iter().enumerate() {
            if *role == Role::Percent || quantity.unit.is_ratio() || (cents && !matches!(quantity.unit, Unit::Money(_)))
            {
                continue;
            }
            let Some((value, ulp)) = quantity.number() else { continue };
            let factor = Decimal::from(factor);
            let larger = value.checked_mul(factor).zip(ulp.checked_mul(factor)).map(|scaled| (scaled, true));
            let smaller = value.checked_div(factor).zip(ulp.checked_div(factor)).map(|scaled| (scaled, false));
            for ((value, ulp), up) in larger.into_iter().chain(smaller) {
                let mut other = quantity.clone();
                other.value = Value::Number { value, ulp };
                if !case.mended_by(at, other) {
                    continue;
                }
                let printed = Figure::printed(quantity, case.source);
                let text = printed.as_ref().and_then(|figure| rescaled(figure, factor, up)).filter(|_| !cents);
                let replacement = text.map(|text| Replacement { span: quantity.span, text });
                let steps = if cents { "cents and whole units" } else { "scale words (thousand, million, billion)" };
                let message = match &replacement {
                    Some(right) => format!("{steps} were mixed up; {} would fit", right.text),
                    None => format!("{steps} were mixed up: the {} is off by a factor of {factor}", role.name()),
                };
                return vec![Cause { name: "scale", message, replacement }];
            }
        }
    }
    Vec::new()
}
