//! What places say against each other: inside one document, between documents, and against reference facts.
//!
//! The facts of a run are put into series: one metric, one owner, one unit. Inside a series, facts of the same days must agree
//! (`same`), a part of a period must not be above the whole and parts that make up a period must add up to it (`parts`), no earlier value may
//! beat a record (`records`), and a change must lead from one level to the other, wherever the levels stand (`bases`). At last all that claims join
//! is solved at once (`joined`): what only several claims together show, and which number is to blame.
//!
//! Nothing is compared across series, and inside one only what overlaps in time, so that the work grows with the facts.
//! Where it is not certain that two facts are of the same thing, they are not compared: silence is the rule here even more than in a sentence.

mod bases;
mod cite;
mod conflict;
mod groups;
mod implied;
mod joined;
mod listing;
mod parts;
mod plausible;
mod records;
mod same;
mod series;
mod web;

#[cfg(test)]
mod tests;

pub use cite::{NoSources, Sources, Texts};
pub use conflict::{Cited, Conflict, Decided, Repair};
pub use listing::{Listed, ListedRow, listing};
pub use series::{Cell, Series};

use crate::facts::Ledger;
use crate::rules::Accepted;

/// What came of comparing the facts of a run.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// What does not agree, in the order of the documents.
    pub conflicts: Vec<Conflict>,
    /// Those of them that somebody has accepted, which are then no longer listed.
    pub accepted: Vec<(Conflict, Accepted)>,
    /// Claims that lacked a number which stands elsewhere, and how they came out.
    pub decided: Vec<Decided>,
    /// Whether so many numbers are joined that not all of them could be followed.
    pub exhausted: bool,
    /// How many comparisons between places hold.
    pub agreements: u64,
    /// The series, for the ledger.
    pub series: Vec<Series>,
}

/// Compares the facts of a run; `sources` gives the texts back for what is cited.
#[must_use]
pub fn compare(ledger: &Ledger, sources: &dyn Sources) -> Compared {
    let mut compared = Compared { series: series::of(ledger), ..Compared::default() };
    let index = series::Index::of(ledger, &compared.series);
    let mut found = Vec::new();
    for series in &compared.series {
        compared.agreements += same::compare(ledger, series, &mut found);
        compared.agreements += parts::compare(ledger, series, &mut found);
    }
    compared.agreements += records::compare(ledger, &compared.series, &index, &mut found);
    let (agreements, decided) = bases::compare(ledger, &compared.series, &index, &mut found);
    compared.agreements += agreements;
    let mut texts = Texts::new(ledger, sources);
    compared.decided = decided.iter().map(|draft| texts.decided(draft)).collect();
    compared.conflicts = found.into_iter().map(|draft| texts.conflict(draft)).collect();
    compared.exhausted = joined::compare(ledger, &compared.series, &index, &mut texts, &mut compared.conflicts);
    compared.conflicts.sort_by(|a, b| a.key().cmp(&b.key()));
    compared.conflicts.dedup_by(|a, b| a.key() == b.key() && a.rule == b.rule);
    compared
}
