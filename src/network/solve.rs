//! From a network to its conflicts: component by component, conflict by conflict.

use super::printed::Printed;
use super::problem::{Constraint, Problem, What};
use super::propagate::propagate;
use super::repair::{Draft, repairs};
use super::{Budget, Conflict, Exhausted, Network, Repair, Solution, explain, steps};

/// How many conflicts of a component are told. Where there are more, it is not the numbers that are wrong.
const CONFLICTS: usize = 16;
/// What a component may take for explanations, whatever its size, and for each constraint.
const ALLOWANCE: (u64, u64) = (400_000, 400);

/// Solves the components, the cheap part first: whether they agree.
pub(super) fn solve(network: &Network, steps: u64, read: &mut dyn FnMut(usize) -> Option<String>) -> Solution {
    let mut budget = Budget::new(steps);
    let mut solution = Solution { conflicts: Vec::new(), exhausted: false, steps: 0 };
    let mut texts = Printed::new(network, read);
    let mut failing = Vec::new();
    for component in Problem::components(network) {
        match propagate(&component, &component.all(), &mut budget) {
            Ok(outcome) if outcome.failure.is_some() => failing.push(component),
            Ok(_) => {}
            Err(Exhausted) => solution.exhausted = true,
        }
    }
    let mut told = Vec::new();
    for component in failing {
        let mut own = Budget::new(allowance(&component).min(budget.left));
        let mut search = Component::new(network, component, &mut own, &mut texts);
        solution.exhausted |= search.conflicts().is_err();
        told.extend(search.told());
        let spent = own.spent;
        solution.exhausted |= budget.spend(usize::try_from(spent).unwrap_or(usize::MAX)).is_err();
    }
    told.sort_by_key(|(origin, _)| *origin);
    solution.conflicts = told.into_iter().map(|(_, conflict)| conflict).collect();
    solution.steps = budget.spent;
    solution
}

/// A component that does not agree, and which of its constraints do: all but the numbers that are to blame, as far as that can be told.
pub(super) fn agreeing(network: &Network, component: Problem, budget: &mut Budget) -> (Problem, Vec<bool>) {
    let mut own = Budget::new(allowance(&component).min(budget.left));
    let mut nothing = |_| None;
    let mut texts = Printed::new(network, &mut nothing);
    let mut search = Component::new(network, component, &mut own, &mut texts);
    // Where the budget runs out, what was found until then is set aside.
    let _ = search.conflicts();
    let context = search.context(None);
    let problem = search.problem;
    budget.charge(own.spent);
    (problem, context)
}

fn allowance(component: &Problem) -> u64 {
    ALLOWANCE.0 + ALLOWANCE.1 * component.constraints.len() as u64
}

/// A component that does not agree.
struct Component<'c, 'r> {
    network: &'c Network,
    problem: Problem,
    budget: &'c mut Budget,
    texts: &'c mut Printed<'r>,
    found: Vec<Found>,
}

/// A conflict with its repairs.
struct Found {
    /// All its constraints.
    constraints: Vec<u32>,
    /// The statements that are set aside so that the rest agrees: those to blame, or all of them where that is open.
    aside: Vec<u32>,
    repairs: Vec<Repair>,
    tied: bool,
}

impl<'c, 'r> Component<'c, 'r> {
    fn new(network: &'c Network, problem: Problem, budget: &'c mut Budget, texts: &'c mut Printed<'r>) -> Self {
        Self { network, problem, budget, texts, found: Vec::new() }
    }

    /// Finds conflicts until the rest agrees.
    fn conflicts(&mut self) -> Result<(), Exhausted> {
        loop {
            let known = self.found.len();
            // Conflicts that share no statement, each as if the others did not exist.
            while self.found.len() < CONFLICTS
                && let Some(constraints) = explain::conflict(&self.problem, &self.context(None), self.budget)?
            {
                let aside = constraints.iter().copied().filter(|at| self.is_statement(*at)).collect();
                self.found.push(Found { constraints, aside, repairs: Vec::new(), tied: false });
            }
            // Who is to blame for one may depend on what is set aside for another: twice, so that it does not matter which comes first.
            for at in (known..self.found.len()).chain(known..self.found.len()) {
                self.blame(at)?;
            }
            if known == self.found.len() || self.found.len() >= CONFLICTS {
                return Ok(());
            }
        }
    }

    /// Looks for the repairs of a conflict while the statements that other conflicts have set aside are.
    fn blame(&mut self, at: usize) -> Result<(), Exhausted> {
        let mut context = self.context(Some(at));
        let Some(conflict) = self.found.get(at).map(|found| found.constraints.clone()) else { return Ok(()) };
        let Draft { repairs, blamed, tied } =
            repairs(self.texts, &mut self.problem, &mut context, &conflict, self.budget)?;
        let statements = || conflict.iter().copied().filter(|at| self.is_statement(*at)).collect();
        let aside = if blamed.is_empty() || tied { statements() } else { blamed };
        if let Some(found) = self.found.get_mut(at) {
            *found = Found { constraints: conflict, aside, repairs, tied };
        }
        Ok(())
    }

    /// Which constraints are active: all but the statements that are set aside for conflicts other than one.
    fn context(&self, but: Option<usize>) -> Vec<bool> {
        let mut active = self.problem.all();
        for (_, found) in self.found.iter().enumerate().filter(|(at, _)| Some(*at) != but) {
            for at in &found.aside {
                if let Some(active) = active.get_mut(*at as usize) {
                    *active = false;
                }
            }
        }
        active
    }

    fn is_statement(&self, at: u32) -> bool {
        self.problem.constraints.get(at as usize).is_some_and(Constraint::is_statement)
    }

    /// The conflicts in the caller's names, with the places of their first statements.
    fn told(self) -> Vec<(Option<(u32, u32)>, Conflict)> {
        let Self { network, problem, found, .. } = self;
        let told = found.into_iter().map(|found| {
            let mut conflict = Conflict {
                statements: Vec::new(),
                relations: Vec::new(),
                steps: steps::steps(network, problem.restricted(&found.constraints)),
                repairs: found.repairs,
                tied: found.tied,
            };
            for constraint in found.constraints.iter().filter_map(|at| problem.constraints.get(*at as usize)) {
                match constraint.what {
                    What::Statement(..) => conflict.statements.extend(network.place(constraint.id)),
                    What::Relation(_) => conflict.relations.push(constraint.id as usize),
                }
            }
            let first = found.constraints.first().and_then(|at| problem.constraints.get(*at as usize));
            (first.and_then(|constraint| constraint.origin), conflict)
        });
        told.collect()
    }
}

impl Network {
    /// The caller's name for the place of a statement.
    pub(super) fn place(&self, id: u32) -> Option<usize> {
        self.stated(id).map(|statement| statement.place)
    }

    /// A statement by its number.
    pub(super) fn stated(&self, id: u32) -> Option<&super::Statement> {
        self.statements.get(id as usize).map(|(_, statement)| statement)
    }
}
