//! Minimal conflicts.
//!
//! `QuickXplain` (Junker 2004) finds, among constraints that can't all hold, a set of which none can be left out, and of several such sets one of the most
//! preferred constraints; for k constraints out of n it asks about 2k·log₂(n/k) times whether a part of them holds. It is asked only of those that
//! led to the contradiction, which the propagation has noted.

use std::collections::{HashMap, VecDeque};

use super::problem::{Constraint, Problem, What};
use super::propagate::{Outcome, propagate};
use super::{Budget, Exhausted, Relation, VarId};

/// A minimal conflict among the active constraints, in their order; `None` if they hold. One inside a single document goes before one between documents.
pub(super) fn conflict(problem: &Problem, active: &[bool], budget: &mut Budget) -> Result<Option<Vec<u32>>, Exhausted> {
    let whole = propagate(problem, active, budget)?;
    if whole.failure.is_none() {
        return Ok(None);
    }
    for document in documents(problem, active) {
        let part = problem.restricted(&document);
        let outcome = propagate(&part, &part.all(), budget)?;
        if outcome.failure.is_some() {
            let found = minimal(&part, &part.all(), &outcome, budget)?;
            return Ok(Some(found.into_iter().filter_map(|at| document.get(at as usize).copied()).collect()));
        }
    }
    minimal(problem, active, &whole, budget).map(Some)
}

/// The active constraints of each document, where there is more than one: those that hold whoever says it belong to all.
fn documents(problem: &Problem, active: &[bool]) -> Vec<Vec<u32>> {
    let mut placed: Vec<(u32, u32)> = Vec::new();
    let mut free: Vec<u32> = Vec::new();
    for (place, constraint) in (0u32..).zip(&problem.constraints) {
        match constraint.origin {
            _ if !active.get(place as usize).copied().unwrap_or(false) => {}
            Some((document, _)) => placed.push((document, place)),
            None => free.push(place),
        }
    }
    placed.sort_unstable();
    let several = placed.first().zip(placed.last()).is_some_and(|(first, last)| first.0 != last.0);
    // What holds of itself would be looked at once for each document.
    if !several || free.len() > FREE {
        return Vec::new();
    }
    placed
        .chunk_by(|a, b| a.0 == b.0)
        .map(|document| {
            let mut own: Vec<u32> = document.iter().map(|(_, place)| *place).chain(free.iter().copied()).collect();
            own.sort_unstable();
            own
        })
        .collect()
}

/// How many relations without a place a component may have for its documents to be looked at one by one.
const FREE: usize = 64;

/// A minimal conflict among the constraints that led to a failure.
fn minimal(problem: &Problem, active: &[bool], outcome: &Outcome, budget: &mut Budget) -> Result<Vec<u32>, Exhausted> {
    let led = outcome.explain(problem).0;
    if led.len() > LONG
        && let Some(found) = sum(problem, outcome, &led, budget)?
    {
        return Ok(found);
    }
    let led = with_neighbours(problem, active, led);
    let part = problem.restricted(&led);
    let at = outcome.failure.and_then(|failure| led.iter().position(|place| *place == failure.constraint)).unwrap_or(0);
    let mut search = Search { problem: &part, active: vec![false; led.len()], budget };
    let ordered = near(&part, at);
    let mut found = search.explain(&[], false, &ordered)?;
    if search.holds(&found)? {
        // Narrowings that are too small to follow can hide a contradiction from one order of looking and show it to another.
        found = ordered;
    }
    // The least preferred are left out first.
    found.reverse();
    let mut kept = 0;
    while let Some(constraint) = found.get(kept).copied() {
        let without: Vec<u32> = found.iter().copied().filter(|other| *other != constraint).collect();
        if search.holds(&without)? { kept += 1 } else { found = without }
    }
    found.sort_unstable();
    Ok(found.into_iter().filter_map(|at| led.get(at as usize).copied()).collect())
}

/// How many constraints may be taken apart one by one.
const LONG: usize = 256;

/// The sum of many terms that does not come out by one statement for each of them, if it is that: it holds as soon as one of its numbers is open, so that
/// none can be left out.
fn sum(problem: &Problem, outcome: &Outcome, led: &[u32], budget: &mut Budget) -> Result<Option<Vec<u32>>, Exhausted> {
    let at = |place: u32| problem.constraints.get(place as usize);
    let Some(failed) = outcome.failure.map(|failure| failure.constraint) else { return Ok(None) };
    let Some(What::Relation(relation @ Relation::Total { .. })) = at(failed).map(|constraint| &constraint.what) else {
        return Ok(None);
    };
    let mut stated: HashMap<VarId, u32> = HashMap::new();
    for place in led {
        if let Some(What::Statement(variable, _)) = at(*place).map(|constraint| &constraint.what) {
            stated.entry(*variable).or_insert(*place);
        }
    }
    let terms = relation.variables().iter().map(|variable| stated.get(variable).copied()).collect::<Option<Vec<u32>>>();
    let Some(mut found) = terms else { return Ok(None) };
    found.push(failed);
    found.sort_unstable();
    found.dedup();
    let part = problem.restricted(&found);
    let fails = propagate(&part, &part.all(), budget)?.failure.is_some();
    Ok(fails.then_some(found))
}

/// Constraints with what else is stated of their variables: where a number stands twice, the nearer place may not be the one that was looked at first.
fn with_neighbours(problem: &Problem, active: &[bool], mut led: Vec<u32>) -> Vec<u32> {
    let mut stated: Vec<Vec<u32>> = vec![Vec::new(); problem.variables];
    for (place, constraint) in (0u32..).zip(&problem.constraints) {
        if let What::Statement(variable, _) = constraint.what
            && active.get(place as usize) == Some(&true)
            && let Some(stated) = stated.get_mut(variable.index())
            && stated.len() < NEIGHBOURS
        {
            stated.push(place);
        }
    }
    let variables: Vec<usize> = led
        .iter()
        .filter_map(|place| problem.constraints.get(*place as usize))
        .flat_map(Constraint::variables)
        .map(VarId::index)
        .collect();
    led.extend(variables.into_iter().filter_map(|variable| stated.get_mut(variable).map(std::mem::take)).flatten());
    led.sort_unstable();
    led.dedup();
    led
}

/// How many statements of a variable are looked at beside those that led to a contradiction.
const NEIGHBOURS: usize = 32;

/// The constraints by how near they are to one of them: in its document first, then over how few relations, then in how few bytes.
fn near(problem: &Problem, at: usize) -> Vec<u32> {
    let mut distances = vec![usize::MAX; problem.constraints.len()];
    let mut of_variable: Vec<Vec<usize>> = vec![Vec::new(); problem.variables];
    for (place, constraint) in problem.constraints.iter().enumerate() {
        for variable in constraint.variables() {
            if let Some(users) = of_variable.get_mut(variable.index()) {
                users.push(place);
            }
        }
    }
    let mut queue = VecDeque::from([(at, 0)]);
    while let Some((place, distance)) = queue.pop_front() {
        match distances.get_mut(place) {
            Some(known) if *known == usize::MAX => *known = distance,
            _ => continue,
        }
        for variable in problem.constraints.get(place).map(Constraint::variables).unwrap_or_default() {
            let users = of_variable.get_mut(variable.index()).map(std::mem::take).unwrap_or_default();
            queue.extend(users.into_iter().map(|user| (user, distance + 1)));
        }
    }
    let anchor = problem.constraints.get(at).and_then(|constraint| constraint.origin);
    let key = |place: u32| {
        let origin = problem.constraints.get(place as usize).and_then(|constraint| constraint.origin);
        let (elsewhere, bytes) = match (anchor, origin) {
            (Some((document, byte)), Some((other, place))) if document == other => {
                // Where a claim starts is known: its numbers stand behind that, and those before are of another.
                (false, place.checked_sub(byte).unwrap_or_else(|| (byte - place).saturating_mul(8)))
            }
            (Some(_), Some(_)) => (true, 0),
            _ => (false, 0),
        };
        (elsewhere, distances.get(place as usize).copied(), bytes, place)
    };
    let mut places: Vec<u32> = (0u32..).zip(&problem.constraints).map(|(place, _)| place).collect();
    places.sort_by_cached_key(|place| key(*place));
    places
}

struct Search<'s> {
    problem: &'s Problem,
    active: Vec<bool>,
    budget: &'s mut Budget,
}

impl Search<'_> {
    /// The constraints that, with those that are given, make a minimal conflict; `changed` says whether the given ones are more than at the last look.
    fn explain(&mut self, given: &[u32], changed: bool, among: &[u32]) -> Result<Vec<u32>, Exhausted> {
        if changed && !self.holds(given)? {
            return Ok(Vec::new());
        }
        if among.len() < 2 {
            return Ok(among.to_vec());
        }
        let (first, second) = among.split_at(among.len() / 2);
        let behind = self.explain(&[given, first].concat(), true, second)?;
        let before = self.explain(&[given, &behind].concat(), !behind.is_empty(), first)?;
        Ok([before, behind].concat())
    }

    fn holds(&mut self, constraints: &[u32]) -> Result<bool, Exhausted> {
        self.active.fill(false);
        for place in constraints {
            if let Some(active) = self.active.get_mut(*place as usize) {
                *active = true;
            }
        }
        Ok(propagate(self.problem, &self.active, self.budget)?.failure.is_none())
    }
}
