//! What `--verbose` adds: how the claim was read, how each reading came out, and what would fit.

use crate::audit::CheckedClaim;
use crate::model::{Quantity, Role, Verdict};
use crate::rules::format::{about, between};
use crate::rules::{Expected, Said, Trial};

/// A line for each reading, one for the guard that forgave, one for what would fit.
pub fn lines(checked: &CheckedClaim, source: &str, arrow: &str) -> Vec<String> {
    let trials = checked.trials(source);
    let several = trials.len() > 1;
    let readings = trials.iter().zip(&checked.claim.readings).enumerate();
    let mut lines: Vec<_> = readings
        .map(|(index, (trial, reading))| {
            let roles: Vec<_> = reading.roles.iter().map(|(role, value)| number(*role, value, source)).collect();
            let name = if several { format!("reading {}", index + 1) } else { "reading".to_owned() };
            // With one reading, the sum and what would fit say it already.
            let bounds = trial.expected.as_ref().filter(|_| several).map(|expected| expected.bounds(reading, source));
            let outcome = outcome(trial, bounds.or(trial.arithmetic.clone().filter(|_| several)));
            format!("{name}: {} {arrow} {outcome}", roles.join(", "))
        })
        .collect();
    if let Some(guard) = checked.forgiven() {
        lines.push(format!("not reported: {}", guard.reason()));
    }
    if checked.is_held_back() {
        lines.push("not reported: a preview rule; `--preview` reports what such rules find".to_owned());
    }
    lines.extend(would_fit(checked, source));
    lines
}

/// A number with its role and its hedge: "new nearly $276 million".
fn number(role: Role, value: &Quantity, source: &str) -> String {
    format!("{} {}", role.name(), said(value, source))
}

/// A number with its hedge: "nearly $276 million".
pub fn said(value: &Quantity, source: &str) -> String {
    let hedge = value.hedge.as_ref().and_then(|hedge| source.get(hedge.span.range()));
    let hedge: String = hedge.into_iter().flat_map(str::split_whitespace).flat_map(|word| [word, " "]).collect();
    format!("{hedge}{}", Said::of(source).quantity(value))
}

/// What would satisfy a claim: "would fit: a percentage from 23.03% to 23.12%", "would fit: a base of about $247 million".
pub fn would_fit(checked: &CheckedClaim, source: &str) -> Option<String> {
    // A strained claim has a name for what is the matter with it.
    let expected = checked.expected.as_ref().filter(|_| checked.verdict != Verdict::Strained)?;
    let value = if checked.reading().has(expected.role) {
        let [low, high] = expected.ends(checked.reading(), source);
        let of = if low.is_some() && high.is_some() && low != high { "from" } else { "of" };
        format!("{of} {}", between(low, high, " to "))
    } else {
        implied(expected)?
    };
    Some(format!("would fit: {} {value}", name(expected.role)))
}

/// What a text implies for a number that it leaves out: "of about $247 million".
fn implied(expected: &Expected) -> Option<String> {
    Some(format!("of {}", about(&expected.interval, &expected.unit)?))
}

/// How a reading came out, and what the sum gave where it did not.
fn outcome(trial: &Trial, sum: Option<String>) -> String {
    match trial.verdict {
        Verdict::Exact => "matches as printed".to_owned(),
        Verdict::Rounded => "matches within rounding".to_owned(),
        Verdict::Strained => match &trial.goodwill {
            Some(hedge) if hedge.starts_with("the hedge") => format!("matches, but {hedge}"),
            Some(goodwill) => format!("matches only if {goodwill}"),
            None => "matches only if a number was truncated or rounded twice".to_owned(),
        },
        Verdict::Mismatch => match sum {
            Some(sum) => format!("does not match: {sum}"),
            None => "does not match".to_owned(),
        },
        Verdict::Unchecked => format!("cannot be checked: {}", trial.reason.unwrap_or("no rule applies")),
    }
}

/// A role as a sentence has it.
const fn name(role: Role) -> &'static str {
    match role {
        Role::New => "a new value",
        Role::Old => "a base",
        Role::Percent => "a percentage",
        Role::Difference => "a difference",
        Role::Multiple => "a multiple",
        Role::Part => "a part",
        Role::Whole => "a whole",
        Role::Share => "a share",
        Role::Term => "a term",
        Role::Total => "a total",
        Role::Inflow => "an inflow",
        Role::Outflow => "an outflow",
        Role::Balance => "a balance",
        Role::Count => "a count",
        Role::Average => "an average",
        Role::Start => "a value at the start",
        Role::End => "a value at the end",
        Role::Years | Role::Length => "a length",
        Role::Amount => "an amount",
        Role::Equivalent => "an equivalent",
        Role::Date => "a date",
        Role::Weekday => "a weekday",
        Role::From => "a beginning",
        Role::To => "an end",
        Role::Value => "a value",
        Role::Other => "another value",
        Role::Item => "an item",
    }
}
