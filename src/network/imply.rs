//! What numbers leave of each other where they agree, and which of them do.

use super::problem::{Problem, What};
use super::propagate::{Outcome, propagate};
use super::relation::anything;
use super::solve::agreeing;
use super::{Budget, Network, VarId};
use crate::model::Interval;

/// What the numbers of a network leave of each variable.
#[derive(Debug)]
pub struct Implied {
    components: Vec<(Problem, Outcome)>,
    /// The component and the number in it of each variable; `None` where nothing is known of it, or the budget ran out.
    variables: Vec<Option<(u32, VarId)>>,
    /// The callers' names for the places of the statements.
    places: Vec<usize>,
    steps: u64,
}

/// Narrows all variables, without the numbers that are to blame for conflicts.
pub(super) fn implied(network: &Network, steps: u64) -> Implied {
    let mut budget = Budget::new(steps);
    let mut variables = vec![None; network.variables as usize];
    let mut components = Vec::new();
    for component in Problem::components(network) {
        let printed = as_printed(network, &component);
        let (component, whole) = match propagate(&printed, &printed.all(), &mut budget) {
            // Only where that does not agree are habits of writing allowed for.
            Ok(outcome) if outcome.failure.is_some() => {
                let whole = propagate(&component, &component.all(), &mut budget);
                (component, whole)
            }
            whole => (printed, whole),
        };
        let (problem, outcome) = match whole {
            Ok(outcome) if outcome.failure.is_some() => {
                let (problem, active) = agreeing(network, component, &mut budget);
                let rest = propagate(&problem, &active, &mut budget);
                (problem, rest)
            }
            whole => (component, whole),
        };
        let Some(outcome) = outcome.ok().filter(|outcome| outcome.failure.is_none()) else { continue };
        let number = u32::try_from(components.len()).unwrap_or(u32::MAX);
        for (inside, name) in (0..).zip(&problem.names) {
            if let Some(place) = variables.get_mut(name.index()) {
                *place = Some((number, VarId(inside)));
            }
        }
        components.push((problem, outcome));
    }
    let places = network.statements.iter().map(|(_, statement)| statement.place).collect();
    Implied { components, variables, places, steps: budget.spent }
}

/// The same component with each number standing for its digits alone.
fn as_printed(network: &Network, component: &Problem) -> Problem {
    let mut printed = component.clone();
    for constraint in &mut printed.constraints {
        if let What::Statement(_, interval) = &mut constraint.what
            && let Some(digits) = network.stated(constraint.id).and_then(|statement| statement.quantity.interval())
        {
            *interval = digits;
        }
    }
    printed
}

impl Implied {
    /// How many steps were taken.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// What is left of a variable; everything, where nothing is known of it.
    #[must_use]
    pub fn interval(&self, variable: VarId) -> Interval {
        self.known(variable).map_or_else(anything, |(_, outcome, inside)| outcome.domain(inside))
    }

    /// The places of the statements that led to it, in the order of the documents.
    #[must_use]
    pub fn from(&self, variable: VarId) -> Vec<usize> {
        let Some((problem, outcome, inside)) = self.known(variable) else { return Vec::new() };
        let constraints = outcome.led_to(problem, inside);
        let constraints = constraints.into_iter().filter_map(|at| problem.constraints.get(at as usize));
        let statements = constraints.filter(|constraint| matches!(constraint.what, What::Statement(..)));
        statements.filter_map(|statement| self.places.get(statement.id as usize).copied()).collect()
    }

    fn known(&self, variable: VarId) -> Option<(&Problem, &Outcome, VarId)> {
        let (component, inside) = (*self.variables.get(variable.index())?)?;
        self.components.get(component as usize).map(|(problem, outcome)| (problem, outcome, inside))
    }
}
