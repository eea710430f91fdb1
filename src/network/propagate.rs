//! Narrowing every variable to what its statements and relations leave of it.
//!
//! This is interval constraint propagation: constraints wait in a queue, each narrows its variables to what the others imply, and those that share a
//! narrowed variable wait again (AC-3: Mackworth, "Consistency in networks of relations", 1977; on intervals: Davis, "Constraint propagation with interval
//! labels", 1987). It never loses a true value, so that an interval which empties proves a conflict; it may overlook a conflict in a circle of relations.

use std::collections::{HashSet, VecDeque};

use super::problem::{Constraint, Problem, What};
use super::relation::anything;
use super::{Budget, Exhausted, VarId};
use crate::model::{Decimal, Interval};

/// What came of a propagation.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What is left of each variable.
    pub(super) domains: Vec<Interval>,
    /// The first interval that emptied.
    pub(super) failure: Option<Failure>,
    events: Vec<Event>,
    /// The events of each variable.
    history: Vec<Vec<u32>>,
    /// How many events each variable may have; empty while they are counted.
    limits: Vec<usize>,
}

/// An interval that emptied.
#[derive(Debug, Clone, Copy)]
pub(super) struct Failure {
    /// The constraint that emptied it.
    pub(super) constraint: u32,
    /// The variable.
    pub(super) variable: VarId,
    /// What the constraint says of it.
    pub(super) implied: Interval,
    /// Everything that the constraint knew had happened before this event.
    before: u32,
}

/// A narrowing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub(super) constraint: u32,
    pub(super) variable: VarId,
    /// What the constraint says of the variable.
    pub(super) implied: Interval,
    /// What was left of it then.
    domain: Interval,
    before: u32,
}

/// How often relations narrow a variable at most: a circle of relations may halve it for ever.
const NARROWINGS: usize = 40;
/// The part of its width that a variable must lose for others to look at it again.
const WORTHWHILE: Decimal = Decimal::ONE_THOUSAND;

/// Narrows the variables by the constraints that are active, until nothing changes or an interval is empty.
pub(super) fn propagate(problem: &Problem, active: &[bool], budget: &mut Budget) -> Result<Outcome, Exhausted> {
    // What is switched off costs a glance.
    budget.spend(1 + problem.constraints.len() / 16)?;
    let mut state = Outcome {
        domains: vec![anything(); problem.variables],
        failure: None,
        events: Vec::new(),
        history: vec![Vec::new(); problem.variables],
        limits: Vec::new(),
    };
    let is_active = |place: u32| active.get(place as usize).copied().unwrap_or(false);
    let mut queue = VecDeque::new();
    for (place, constraint) in (0u32..).zip(&problem.constraints).filter(|(place, _)| is_active(*place)) {
        match &constraint.what {
            What::Statement(variable, interval) => {
                budget.spend(1)?;
                if !state.narrow(place, *variable, *interval, state.now()) {
                    return Ok(state);
                }
            }
            What::Relation(_) => queue.push_back(place),
        }
    }
    state.limits = state.history.iter().map(|stated| stated.len() + NARROWINGS).collect();
    let mut waiting = vec![false; problem.constraints.len()];
    for place in &queue {
        waiting[*place as usize] = true;
    }
    while let Some(place) = queue.pop_front() {
        waiting[place as usize] = false;
        let Some(What::Relation(relation)) = problem.constraints.get(place as usize).map(|c| &c.what) else { continue };
        let before = state.now();
        let implied = relation.imply(&|variable: VarId| state.domain(variable));
        budget.spend(implied.len())?;
        let mut changed: Vec<VarId> = Vec::new();
        for (variable, implied) in implied {
            let Ok(implied) = implied else { continue };
            let known = state.now();
            if !state.narrow(place, variable, implied, before) {
                return Ok(state);
            }
            if state.now() > known {
                changed.push(variable);
            }
        }
        for variable in &changed {
            for other in problem.uses.get(variable.index()).into_iter().flatten() {
                // What a relation has narrowed alone says nothing new to it.
                let again = *other != place || changed.len() > 1;
                if again && is_active(*other) && !std::mem::replace(&mut waiting[*other as usize], true) {
                    queue.push_back(*other);
                }
            }
        }
    }
    Ok(state)
}

impl Outcome {
    /// What is left of a variable.
    pub(super) fn domain(&self, variable: VarId) -> Interval {
        self.domains.get(variable.index()).copied().unwrap_or_else(anything)
    }

    /// What was left of a variable when a constraint looked at it.
    pub(super) fn domain_before(&self, variable: VarId, event: &Event) -> Interval {
        self.latest(variable, event.before)
            .and_then(|at| self.events.get(at as usize))
            .map_or_else(anything, |e| e.domain)
    }

    /// The constraints that led to the failure, in their order, and the narrowings by relations on the way, in the order of time.
    pub(super) fn explain(&self, problem: &Problem) -> (Vec<u32>, Vec<Event>) {
        let Some(failure) = self.failure else { return (Vec::new(), Vec::new()) };
        let (constraints, seen) = self.trace(problem, (failure.constraint, failure.before));
        let events = self.events.iter().zip(seen).filter(|(_, seen)| *seen).map(|(event, _)| *event);
        (constraints, events.filter(|event| !problem.is_statement(event.constraint)).collect())
    }

    /// The constraints that made of a variable what is left of it, in their order.
    pub(super) fn led_to(&self, problem: &Problem, variable: VarId) -> Vec<u32> {
        let last = self.latest(variable, self.now()).and_then(|at| self.events.get(at as usize));
        last.map_or_else(Vec::new, |event| self.trace(problem, (event.constraint, event.before)).0)
    }

    /// The constraints behind a look at the variables of one of them, and which events they rest on.
    fn trace(&self, problem: &Problem, look: (u32, u32)) -> (Vec<u32>, Vec<bool>) {
        let mut constraints = Vec::new();
        let mut seen = vec![false; self.events.len()];
        let mut looks = vec![look];
        let mut known = HashSet::new();
        while let Some((constraint, before)) = looks.pop() {
            if !known.insert((constraint, before)) {
                continue;
            }
            constraints.push(constraint);
            let Some(variables) = problem.constraints.get(constraint as usize).map(Constraint::variables) else {
                continue;
            };
            for at in variables.into_iter().filter_map(|variable| self.latest(variable, before)) {
                if let Some(event) = self.events.get(at as usize)
                    && !std::mem::replace(&mut seen[at as usize], true)
                {
                    looks.push((event.constraint, event.before));
                }
            }
        }
        constraints.sort_unstable();
        constraints.dedup();
        (constraints, seen)
    }

    /// The last event of a variable before a time.
    fn latest(&self, variable: VarId, before: u32) -> Option<u32> {
        let history = self.history.get(variable.index())?;
        let end = history.partition_point(|at| *at < before);
        history.get(end.checked_sub(1)?).copied()
    }

    fn now(&self) -> u32 {
        u32::try_from(self.events.len()).unwrap_or(u32::MAX)
    }

    /// Narrows a variable; `false` if nothing is left of it.
    fn narrow(&mut self, constraint: u32, variable: VarId, implied: Interval, before: u32) -> bool {
        let now = self.now();
        let (Some(domain), Some(history)) =
            (self.domains.get_mut(variable.index()), self.history.get_mut(variable.index()))
        else {
            return true;
        };
        let Some(narrower) = domain.intersect(&implied) else {
            self.failure = Some(Failure { constraint, variable, implied, before });
            return false;
        };
        if history.len() < self.limits.get(variable.index()).copied().unwrap_or(usize::MAX)
            && is_worthwhile(domain, &narrower)
        {
            *domain = narrower;
            history.push(now);
            self.events.push(Event { constraint, variable, implied, domain: narrower, before });
        }
        true
    }
}

impl Problem {
    fn is_statement(&self, place: u32) -> bool {
        self.constraints.get(place as usize).is_some_and(Constraint::is_statement)
    }
}

/// Whether an interval has lost enough.
fn is_worthwhile(wide: &Interval, narrow: &Interval) -> bool {
    if wide == narrow {
        return false;
    }
    let width = |interval: &Interval| interval.high()?.checked_sub(interval.low()?);
    match (width(wide), width(narrow)) {
        (Some(wide), Some(narrow)) => {
            wide.checked_sub(narrow).and_then(|lost| lost.checked_mul(WORTHWHILE)).is_none_or(|lost| lost >= wide)
        }
        // An open end that was closed, or moved.
        _ => true,
    }
}
