//! What all documents of a run state, together.

use jiff::civil::Date;

use super::{DocumentFacts, Fact, Number, Relation, Term};
use crate::model::Unit;

/// The facts and the relations of a run. It holds numbers and places, no text, so that it grows with the facts alone.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The facts, document by document in the order of the paths.
    pub facts: Vec<Entry>,
    /// The relations with the documents that state them.
    pub relations: Vec<(u32, Relation)>,
    /// The documents that have facts, with their days.
    dates: Vec<(u32, Date)>,
}

/// A fact with the document that states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The document, by its number in the run.
    pub document: u32,
    /// The fact.
    pub fact: Fact,
}

impl Ledger {
    /// Adds what a document states. Documents are added in the order of their numbers.
    pub fn add(&mut self, document: u32, found: DocumentFacts) {
        let first = u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
        if let Some(date) = found.date.filter(|_| !found.facts.is_empty()) {
            self.dates.push((document, date));
        }
        self.facts.extend(found.facts.into_iter().map(|fact| Entry { document, fact }));
        for mut relation in found.relations {
            for (_, term) in &mut relation.terms {
                if let Term::Fact(index) | Term::Repeat(index, _) = term {
                    *index = index.saturating_add(first);
                }
            }
            self.relations.push((document, relation));
        }
    }

    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The fact of that number.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<&Entry> {
        self.facts.get(index as usize)
    }

    /// The day of a document.
    #[must_use]
    pub fn date(&self, document: u32) -> Option<Date> {
        let at = self.dates.binary_search_by_key(&document, |(number, _)| *number).ok()?;
        self.dates.get(at).map(|(_, date)| *date)
    }
}

impl Entry {
    /// By what facts are put together: those of one series are of the same metric, owner and unit.
    ///
    /// Where nobody says whose a metric is, it is compared inside its document alone: two banks have a "provision for credit losses" each.
    #[must_use]
    pub fn series(&self) -> (u64, u64, u64) {
        let metric = self.fact.metric;
        (metric.key, metric.owner_in(self.document), self.fact.number.unit_key())
    }
}

impl Number {
    /// A number that is the same for units that may stand in one sum.
    #[must_use]
    pub fn unit_key(&self) -> u64 {
        let name = match &self.unit {
            Unit::Count(Some(noun)) => noun.strip_suffix('s').unwrap_or(noun),
            unit => unit.name(),
        };
        let class: u64 = if matches!(self.unit, Unit::Count(_)) { 1 } else { 2 };
        name.bytes().fold(class, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}
