//! A conflict as sums that a reader can follow.

use super::problem::{Problem, What};
use super::propagate::propagate;
use super::style::{Style, Written};
use super::{Budget, Network, Relation, VarId};
use crate::model::Interval;

/// How many terms of a sum are written out.
const TERMS: usize = 8;

/// The sums that lead from the statements of a minimal conflict to its contradiction; the last line ends with what does not agree.
///
/// Levels stand in one scale, that of the largest: 2.284 and 0.310 for $2.284 billion and $310 million.
pub(super) fn steps(network: &Network, mut problem: Problem) -> Vec<String> {
    // What a statement was made to stand for beyond its digits is not shown: if that does not agree, the digits do not either.
    for constraint in &mut problem.constraints {
        if let What::Statement(_, interval) = &mut constraint.what
            && let Some(printed) = network.stated(constraint.id).and_then(|statement| statement.quantity.interval())
        {
            *interval = printed;
        }
    }
    let problem = &problem;
    // What was found to be a conflict within the budget is one again.
    let Ok(outcome) = propagate(problem, &problem.all(), &mut Budget::new(u64::MAX)) else { return Vec::new() };
    let Some(failure) = outcome.failure else { return Vec::new() };
    let style = Style::of(network, problem);
    let relation = |place: u32| match problem.constraints.get(place as usize).map(|constraint| &constraint.what) {
        Some(What::Relation(relation)) => Some(relation),
        _ => None,
    };
    let (_, events) = outcome.explain(problem);
    let mut lines: Vec<String> = Vec::new();
    for event in events.iter().filter(|event| event.constraint != failure.constraint) {
        let Some(relation) = relation(event.constraint) else { continue };
        let left = sum(&style, relation, event.variable, &|variable| outcome.domain_before(variable, event));
        let line = format!("{left}{}", style.interval(&event.implied, event.variable));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let Some(relation) = relation(failure.constraint) else {
        let stated: Vec<String> =
            style.stated(failure.variable).iter().map(|s| style.number(s, failure.variable)).collect();
        lines.push(stated.join(" ≠ "));
        return lines;
    };
    let left = sum(&style, relation, failure.variable, &|variable| outcome.domain(variable));
    let known = outcome.domain(failure.variable);
    let rival =
        style.stated(failure.variable).into_iter().find(|statement| statement.quantity.interval() == Some(known));
    let rival = rival.map_or_else(|| style.interval(&known, failure.variable), |s| style.number(s, failure.variable));
    lines.push(format!("{left}{}, not {rival}", style.interval(&failure.implied, failure.variable)));
    lines
}

/// A relation solved for one of its variables, up to the sign of equality.
fn sum(style: &Style<'_>, relation: &Relation, wanted: VarId, domain: &impl Fn(VarId) -> Interval) -> String {
    let show = |variable: &VarId| {
        let stated = style.stated(*variable);
        stated.first().map_or_else(|| style.interval(&domain(*variable), *variable), |s| style.number(s, *variable))
    };
    let is = |variable: &VarId| *variable == wanted;
    match relation {
        Relation::Percent { new, old, percent } => match () {
            () if is(new) => format!("{} × (1 + {}) = ", show(old), show(percent)),
            () if is(old) => format!("{} / (1 + {}) = ", show(new), show(percent)),
            () => format!("{} / {} − 1 = ", show(new), show(old)),
        },
        Relation::Growth { end, start, percent, periods } => match () {
            () if is(end) => format!("{} × (1 + {})^{periods} = ", show(start), show(percent)),
            () if is(start) => format!("{} / (1 + {})^{periods} = ", show(end), show(percent)),
            () => format!("({} / {})^(1/{periods}) − 1 = ", show(end), show(start)),
        },
        Relation::Difference { new, old, difference } => match () {
            () if is(new) => format!("{} + {} = ", show(old), show(difference)),
            () if is(old) => format!("{} − {} = ", show(new), show(difference)),
            () => format!("{} − {} = ", show(new), show(old)),
        },
        Relation::Balance { inflow, outflow, balance } => match () {
            () if is(balance) => format!("{} − {} = ", show(inflow), show(outflow)),
            () if is(inflow) => format!("{} + {} = ", show(outflow), show(balance)),
            () => format!("{} − {} = ", show(inflow), show(balance)),
        },
        Relation::Multiple { new: whole, old: one, multiple: times }
        | Relation::Average { total: whole, count: times, average: one } => match () {
            () if is(whole) => format!("{} × {} = ", show(one), show(times)),
            () if is(one) => format!("{} / {} = ", show(whole), show(times)),
            () => format!("{} / {} = ", show(whole), show(one)),
        },
        Relation::Share { part, whole, share } => match () {
            () if is(part) => format!("{} of {} = ", show(share), show(whole)),
            () if is(whole) => format!("{} / {} = ", show(part), show(share)),
            () => format!("{} / {} = ", show(part), show(whole)),
        },
        Relation::Total { total, terms } => {
            let others = || terms.iter().filter(|term| !is(term));
            let mut texts: Vec<String> = others().take(TERMS).map(show).collect();
            if others().count() > TERMS {
                texts.push(format!("… ({} terms)", others().count()));
            }
            if is(total) {
                return format!("{} = ", texts.join(" + "));
            }
            texts.insert(0, show(total));
            format!("{} = ", texts.join(" − "))
        }
        Relation::Order { smaller, larger } => match () {
            () if is(smaller) => format!("at most {}: ", show(larger)),
            () => format!("at least {}: ", show(smaller)),
        },
    }
}

impl Written {
    /// How the variables of a relation are written, in the order of [`Relation::variables`], given how those are that something is known of.
    pub(super) fn within(relation: &Relation, known: &[Option<Self>]) -> Vec<Self> {
        let level = || known.iter().flatten().copied().next().unwrap_or(Self::Level);
        let end = |known: Option<&Option<Self>>| known.copied().flatten();
        let first_and_last = || end(known.first()).or(end(known.last())).unwrap_or(Self::Level);
        match relation {
            Relation::Percent { .. } | Relation::Share { .. } | Relation::Growth { .. } => {
                vec![first_and_last(), Self::Percent, first_and_last()]
            }
            Relation::Multiple { .. } => vec![first_and_last(), Self::Plain, first_and_last()],
            Relation::Average { .. } => vec![Self::Level, Self::Level, Self::Plain],
            _ => vec![level(); known.len()],
        }
    }
}
