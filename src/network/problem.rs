//! The network in its working form: constraints over variables numbered from zero, in an order that does not depend on the caller's.

use std::collections::HashMap;

use super::{Disjoint, Network, Relation, VarId};
use crate::model::Interval;

/// Constraints, and which relations hold for which variable.
#[derive(Debug, Clone, Default)]
pub(super) struct Problem {
    pub(super) variables: usize,
    pub(super) constraints: Vec<Constraint>,
    /// The relations of each variable, by their places among the constraints.
    pub(super) uses: Vec<Vec<u32>>,
    /// The variables' names in the network.
    pub(super) names: Vec<VarId>,
}

/// One constraint with its name in the network.
#[derive(Debug, Clone)]
pub(super) struct Constraint {
    pub(super) what: What,
    /// Which statement or which relation of the network it is.
    pub(super) id: u32,
    /// The document and the byte that say so; `None` for what holds whoever says it.
    pub(super) origin: Option<(u32, u32)>,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    Statement(VarId, Interval),
    Relation(Relation),
}

impl Constraint {
    pub(super) fn variables(&self) -> Vec<VarId> {
        match &self.what {
            What::Statement(variable, _) => vec![*variable],
            What::Relation(relation) => relation.variables(),
        }
    }

    pub(super) const fn is_statement(&self) -> bool {
        matches!(self.what, What::Statement(..))
    }
}

impl Problem {
    /// The components of a network, in the order of what they state first.
    pub(super) fn components(network: &Network) -> Vec<Self> {
        let constraints = ordered(network);
        let mut groups = Disjoint::new(network.variables as usize);
        for constraint in constraints.iter().filter(|constraint| !constraint.is_statement()) {
            let variables = constraint.variables();
            variables.windows(2).for_each(|pair| groups.join(pair[0].0, pair[1].0));
        }
        let mut components: Vec<Vec<Constraint>> = Vec::new();
        let mut places: HashMap<u32, usize> = HashMap::new();
        for constraint in constraints {
            let Some(variable) = constraint.variables().first().copied() else { continue };
            let place = *places.entry(groups.of(variable.0)).or_insert(components.len());
            match components.get_mut(place) {
                Some(component) => component.push(constraint),
                None => components.push(vec![constraint]),
            }
        }
        components.into_iter().map(|constraints| Self::of(constraints, |name| name)).collect()
    }

    /// The same with only some of the constraints, in the order that they are given in.
    pub(super) fn restricted(&self, to: &[u32]) -> Self {
        let constraints = to.iter().filter_map(|place| self.constraints.get(*place as usize)).cloned().collect();
        Self::of(constraints, |variable| self.names.get(variable.index()).copied().unwrap_or(variable))
    }

    fn of(constraints: Vec<Constraint>, name: impl Fn(VarId) -> VarId) -> Self {
        let mut problem = Self::default();
        let mut numbers: HashMap<VarId, VarId> = HashMap::new();
        for (place, mut constraint) in (0..).zip(constraints) {
            for variable in constraint.variables() {
                let next = VarId(u32::try_from(problem.variables).unwrap_or(u32::MAX));
                let number = *numbers.entry(variable).or_insert(next);
                if number == next {
                    problem.variables += 1;
                    problem.uses.push(Vec::new());
                    problem.names.push(name(variable));
                }
                if !constraint.is_statement()
                    && let Some(uses) = problem.uses.get_mut(number.index())
                    && uses.last() != Some(&place)
                {
                    uses.push(place);
                }
            }
            let number = |variable: VarId| numbers.get(&variable).copied().unwrap_or(variable);
            constraint.what = match constraint.what {
                What::Statement(variable, interval) => What::Statement(number(variable), interval),
                What::Relation(relation) => What::Relation(relation.renamed(number)),
            };
            problem.constraints.push(constraint);
        }
        problem
    }

    /// How many variables a constraint has, as a measure of the work that it makes.
    pub(super) fn all(&self) -> Vec<bool> {
        vec![true; self.constraints.len()]
    }
}

/// Statements in the order of their places, then relations in the order of theirs; what has none by what its variables state.
fn ordered(network: &Network) -> Vec<Constraint> {
    let mut statements: Vec<u32> = (0..).zip(&network.statements).map(|(at, _): (u32, _)| at).collect();
    let key = |at: &u32| network.statements.get(*at as usize).map(|(_, statement)| statement.key());
    statements.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut ranks = vec![usize::MAX; network.variables as usize];
    for (rank, at) in statements.iter().enumerate() {
        if let Some((variable, _)) = network.statements.get(*at as usize)
            && let Some(known) = ranks.get_mut(variable.index())
        {
            *known = (*known).min(rank);
        }
    }
    let rank = |variable: VarId, ranks: &[usize]| ranks.get(variable.index()).copied().unwrap_or(usize::MAX);
    let mut relations: Vec<u32> = (0..).zip(&network.relations).map(|(at, _): (u32, _)| at).collect();
    // Twice: what nobody states gets its rank from the relations that it stands in.
    for _ in 0..2 {
        relations.sort_by_cached_key(|at| {
            network.relations.get(*at as usize).map(|(relation, origin)| {
                let ranks: Vec<usize> = relation.variables().into_iter().map(|v| rank(v, &ranks)).collect();
                (*origin, ranks.iter().min().copied(), relation.kind(), ranks)
            })
        });
        let mut next = statements.len();
        for (relation, _) in relations.iter().filter_map(|at| network.relations.get(*at as usize)) {
            for variable in relation.variables() {
                if let Some(unknown) = ranks.get_mut(variable.index()).filter(|rank| **rank == usize::MAX) {
                    *unknown = next;
                    next += 1;
                }
            }
        }
    }
    let stated = statements.into_iter().filter_map(|id| {
        let (variable, statement) = network.statements.get(id as usize)?;
        let origin = Some((statement.document, statement.quantity.span.start));
        Some(Constraint { what: What::Statement(*variable, statement.interval), id, origin })
    });
    let related = relations.into_iter().filter_map(|id| {
        let (relation, origin) = network.relations.get(id as usize)?;
        Some(Constraint { what: What::Relation(relation.clone()), id, origin: *origin })
    });
    stated.chain(related).collect()
}
