//! Which series and claims hang together. What no claim joins is solved by itself, so that only one such group is held at a time.

use std::collections::HashMap;

use super::web::Weaver;
use crate::facts::Term;
use crate::network::Disjoint;

/// All groups of a run: series come first, then the claims, by the numbers in the ledger.
pub struct Groups {
    /// The set of each thing, and the thing.
    nodes: Vec<(u32, u32)>,
    series: u32,
}

/// Series and claims that hang together.
pub struct Group<'g> {
    nodes: &'g [(u32, u32)],
    series: u32,
}

impl Groups {
    /// Puts together what shares a series, or a number of its document.
    pub fn of(weaver: &Weaver<'_>) -> Self {
        let (ledger, index) = (weaver.ledger, weaver.index);
        let series = u32::try_from(weaver.all.len()).unwrap_or(u32::MAX);
        let count = weaver.all.len() + ledger.relations.len();
        let mut sets = Disjoint::new(count);
        // Two claims of one document may rest on the same printed percentage.
        let mut printed: HashMap<u32, u32> = HashMap::new();
        let mut last = None;
        for (node, (document, relation)) in (series..).zip(&ledger.relations) {
            if last != Some(*document) {
                printed.clear();
                last = Some(*document);
            }
            for (_, term) in &relation.terms {
                match term {
                    Term::Fact(fact) | Term::Repeat(fact, _) => {
                        if let Some(found) = index.series(weaver.all, *fact) {
                            sets.join(node, found.number);
                        }
                    }
                    Term::Number(..) => {}
                }
                if let Term::Number(_, span) | Term::Repeat(_, span) = term {
                    sets.join(node, *printed.entry(span.start).or_insert(node));
                }
            }
            if let Some(found) = relation.joins.as_deref().and_then(|joins| weaver.series(joins, *document)) {
                sets.join(node, found.number);
            }
        }
        let mut nodes: Vec<(u32, u32)> = (0..).zip(0..count).map(|(node, _)| (sets.of(node), node)).collect();
        nodes.sort_unstable();
        Self { nodes, series }
    }

    /// The groups, in the order of what they begin with.
    pub fn iter(&self) -> impl Iterator<Item = Group<'_>> {
        self.nodes.chunk_by(|a, b| a.0 == b.0).map(|nodes| Group { nodes, series: self.series })
    }
}

impl Group<'_> {
    /// The series, by their numbers.
    pub fn series(&self) -> impl Iterator<Item = u32> {
        self.nodes.iter().map(|(_, node)| *node).take_while(|node| *node < self.series)
    }

    /// The claims, by their numbers in the ledger.
    pub fn relations(&self) -> impl Iterator<Item = u32> {
        self.nodes.iter().filter_map(|(_, node)| node.checked_sub(self.series))
    }
}
