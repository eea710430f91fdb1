//! Facts of the same metric and the same days must agree.

use std::collections::HashMap;

use super::cite::{Cite, Draft};
use super::plausible::comparable;
use super::series::{Cell, Series};
use crate::facts::{Entry, Ledger, Number, Place};
use crate::model::{Decimal, Habit, HedgeKind, Interval, Severity, Span};
use crate::rules::{Contradiction, Restated, Rule, format};

/// Adds what disagrees in a series, and counts the documents that confirm another.
pub fn compare(ledger: &Ledger, series: &Series, found: &mut Vec<Draft>) -> u64 {
    let mut agreements = 0;
    for cell in &series.cells {
        let mut documents: Vec<u32> =
            cell.agreed.iter().filter_map(|index| ledger.get(*index)).map(|entry| entry.document).collect();
        documents.sort_unstable();
        documents.dedup();
        agreements += (documents.len() as u64).saturating_sub(1);
        if cell.agreed.len() < cell.facts.len() {
            disagreements(ledger, cell, found);
        }
    }
    agreements
}

/// The facts of a cell that agree with the value that has most facts behind it, the most precise first.
///
/// A reference goes before any number of texts; between values with as many facts behind them, the more precise one goes first.
pub fn agreed(ledger: &Ledger, facts: &[u32]) -> Vec<u32> {
    if facts.len() == 1 {
        return facts.to_vec();
    }
    let groups = groups(ledger, facts);
    let support = |group: &Group| -> usize {
        groups.iter().filter(|other| other.agrees(group)).map(|other| other.facts.len()).sum()
    };
    let Some(best) = groups.iter().max_by_key(|group| {
        (group.reference, support(group), std::cmp::Reverse(group.ulp), std::cmp::Reverse(group.facts.first().copied()))
    }) else {
        return Vec::new();
    };
    let meets = groups.iter().filter(|group| group.agrees(best) && !std::ptr::eq(*group, best));
    best.facts.iter().chain(meets.flat_map(|group| &group.facts)).copied().collect()
}

/// The facts of one printed value.
struct Group {
    plain: Option<Interval>,
    ulp: Decimal,
    widest: Interval,
    reference: bool,
    facts: Vec<u32>,
}

impl Group {
    /// Whether the values may be of the same number: they meet, and not in nothing but the border between two printed figures.
    fn agrees(&self, other: &Self) -> bool {
        self.widest.meets(&other.widest) && !self.touches(other)
    }

    /// Whether they are neighbours at the same precision, such as 2.3 and 2.4: one number prints as one of them alone.
    fn touches(&self, other: &Self) -> bool {
        let Some((a, b)) = self.plain.zip(other.plain) else { return false };
        self.ulp == other.ulp && (a.high() == b.low() || b.high() == a.low())
    }
}

/// What a number stands for, where the next figure at its precision is another value: not with a hedge, and not of a round figure.
fn neighbours_differ(number: &Number) -> Option<Interval> {
    let round = number.quantity(Span::new(0, 0)).habits().iter().any(|(habit, _)| *habit == Habit::RoundFigure);
    number.interval().filter(|_| number.hedge.is_none() && !number.ulp.is_zero() && !round)
}

/// The facts by their values. A cell of more values than this is no series but a word that means many things.
fn groups(ledger: &Ledger, facts: &[u32]) -> Vec<Group> {
    const MOST: usize = 64;
    let mut places: HashMap<(Decimal, Decimal, Option<HedgeKind>), usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for index in facts {
        let Some(Entry { fact, .. }) = ledger.get(*index) else { continue };
        let number = &fact.number;
        let reference = fact.place == Place::Reference;
        let at = *places.entry((number.value, number.ulp, number.hedge)).or_insert(groups.len());
        if let Some(group) = groups.get_mut(at) {
            group.facts.push(*index);
            group.reference |= reference;
        } else if let Some(widest) = number.widest().filter(|_| groups.len() < MOST) {
            groups.push(Group {
                plain: neighbours_differ(number),
                ulp: number.ulp,
                widest,
                reference,
                facts: vec![*index],
            });
        }
    }
    groups
}

/// One conflict for each value that the others do not bear out.
fn disagreements(ledger: &Ledger, cell: &Cell, found: &mut Vec<Draft>) {
    let others: Vec<u32> = cell.facts.iter().copied().filter(|index| !cell.agreed.contains(index)).collect();
    for group in groups(ledger, &others) {
        let Some((index, this)) = group.facts.first().and_then(|index| Some((*index, ledger.get(*index)?))) else {
            continue;
        };
        // What stands nearest tells most: the same document, then the most precise.
        let near = cell.agreed.iter().filter_map(|index| ledger.get(*index).map(|entry| (*index, entry)));
        let rivals: Vec<_> = near.filter(|(_, entry)| comparable(this, entry)).collect();
        let reference = rivals.iter().find(|(_, entry)| entry.fact.place == Place::Reference);
        let same = rivals.iter().find(|(_, entry)| entry.document == this.document);
        let Some((rival, other)) = reference.or(same).or(rivals.first()).copied() else { continue };
        found.extend(conflict(ledger, (index, this), (rival, other), cell.agreed.len()));
    }
}

/// The conflict of two facts; `None` where the text explains it.
fn conflict(ledger: &Ledger, this: (u32, &Entry), other: (u32, &Entry), support: usize) -> Option<Draft> {
    let (a, b) = (this.1, other.1);
    let revised = a.fact.revised || b.fact.revised;
    let reference = b.fact.place == Place::Reference;
    let within = a.document == b.document;
    if within && revised {
        return None;
    }
    let restated = !within && !reference && is_later(ledger, a, b).is_some();
    // Where nothing speaks for one side, the later statement is the one to look at.
    let swap = support == 1 && is_later(ledger, a, b) == Some(false);
    let (this, other) = if swap { (other, this) } else { (this, other) };
    let (a, b) = (this.1, other.1);
    let (printed, rival) = (printed(a), printed(b));
    let rule: &dyn Rule = if restated { &Restated } else { &Contradiction };
    // Digits may have been cut off in one place and rounded in the other: that is a slip, and no wrong figure for certain.
    let neighbours = a.fact.number.widest().zip(b.fact.number.widest()).is_some_and(|(a, b)| a.meets(&b));
    let level = if neighbours { rule.level().min(Severity::Warning) } else { rule.level() };
    let severity = if revised { Severity::Note } else { level };
    let message = if reference {
        format!("{{metric}} in {}: {printed} here, and {rival} by the reference at {{1}}", a.fact.dated.days)
    } else if restated {
        format!("{{metric}} in {}: {printed} here; before, {{1}} said {rival}", a.fact.dated.days)
    } else {
        let place = if within && b.fact.place != a.fact.place {
            format!("in the {} ({{1}})", b.fact.place.name())
        } else {
            "at {1}".to_owned()
        };
        format!("{{metric}} in {}: {printed} here, and {rival} {place}", a.fact.dated.days)
    };
    let label = if reference { "the reference" } else { "and here" };
    Some(Draft {
        rule: rule.name(),
        severity,
        days: Some(a.fact.dated.days),
        message,
        arithmetic: format!("{printed} ≠ {rival}"),
        cites: vec![Cite::fact(this.0, "here"), Cite::fact(other.0, label)],
    })
}

/// Whether the first of two facts was stated later than the second, as part of a later account; `None` where they are of one time.
fn is_later(ledger: &Ledger, a: &Entry, b: &Entry) -> Option<bool> {
    const APART: i32 = 28;
    let dates = ledger.date(a.document).zip(ledger.date(b.document));
    if let Some((first, second)) = dates {
        let days = second.until(first).map_or(0, |span| span.get_days());
        if days.abs() >= APART {
            return Some(days > 0);
        }
    }
    // An earlier value that a text compares with was stated before by someone else.
    (a.fact.earlier != b.fact.earlier && a.document != b.document).then_some(a.fact.earlier)
}

/// The number of a fact as messages show it.
pub fn printed(entry: &Entry) -> String {
    format::quantity(&entry.fact.number.quantity(entry.fact.span))
}
