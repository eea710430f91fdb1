//! Minimal repairs: the fewest printed numbers whose change makes all agree, the likeliest first.
//!
//! A set of statements repairs a component if it meets every conflict of it (Reiter, "A theory of diagnosis from first principles", 1987: the minimal
//! hitting sets; Fellegi and Holt 1976 for data in a table). Single numbers are tried first, then pairs; three errors that meet in one conflict are
//! no one's slip of the pen.

use std::rc::Rc;

use super::printed::Printed;
use super::problem::{Problem, What};
use super::propagate::propagate;
use super::{Budget, Change, Exhausted, Rank, Repair, Statement, VarId, explain};
use crate::causes::{Slip, in_style, slips};
use crate::model::{Decimal, Interval, Quantity};

/// How many statements of a conflict are tried. In a longer sum nothing tells one term from another, and only what they make up is tried.
const TRIED: usize = 48;
/// How many pairs are tried.
const PAIRS: usize = 64;
/// How many repairs are told.
const TOLD: usize = 5;
/// How many numbers that stand elsewhere are tried for a number.
const ELSEWHERE: usize = 4;
/// How many figures are tried for a number.
const FIGURES: usize = 6;

/// The repairs of a conflict.
pub(super) struct Draft {
    /// The likeliest first.
    pub(super) repairs: Vec<Repair>,
    /// The statements that the first one changes.
    pub(super) blamed: Vec<u32>,
    /// Whether the second is as likely.
    pub(super) tied: bool,
}

/// Finds what makes the active constraints agree by a change of statements in the conflict. The problem and the context are given back as they were.
pub(super) fn repairs(
    texts: &mut Printed<'_>,
    problem: &mut Problem,
    context: &mut [bool],
    conflict: &[u32],
    budget: &mut Budget,
) -> Result<Draft, Exhausted> {
    let mut trial = Trial { texts, problem, context, budget };
    let statements: Vec<u32> = conflict.iter().copied().filter(|at| trial.variable(*at).is_some()).collect();
    let long = statements.len() > TRIED;
    let statements = if long { trial.results(&statements, conflict) } else { statements };
    let mut found: Vec<(Vec<u32>, Repair)> = Vec::new();
    for sets in [singles(&statements), trial.pairs(&statements)?] {
        for set in sets {
            if let Some(repair) = trial.repair(&set, conflict)? {
                found.push((set, repair));
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    // What can be put into digits goes first; the order of the texts makes the rest definite.
    found.sort_by_key(|(set, repair)| {
        (repair.changes.iter().any(|change| change.replacement.is_none()), repair.rank, set.clone())
    });
    // Any of the terms may be as wrong as what was tried.
    let tied = long || found.first().zip(found.get(1)).is_some_and(|((_, a), (_, b))| a.rank == b.rank);
    let blamed = found.first().map(|(set, _)| set.clone()).unwrap_or_default();
    let mut repairs: Vec<Repair> = found.into_iter().map(|(_, repair)| repair).collect();
    repairs.truncate(TOLD);
    Ok(Draft { repairs, blamed, tied })
}

fn singles(statements: &[u32]) -> Vec<Vec<u32>> {
    statements.iter().take(TRIED).map(|at| vec![*at]).collect()
}

struct Trial<'t, 'r> {
    texts: &'t mut Printed<'r>,
    problem: &'t mut Problem,
    context: &'t mut [bool],
    budget: &'t mut Budget,
}

impl Trial<'_, '_> {
    /// The statements of what the relations of a conflict give: sums, rather than their terms.
    fn results(&self, statements: &[u32], conflict: &[u32]) -> Vec<u32> {
        let constraints = conflict.iter().filter_map(|at| self.problem.constraints.get(*at as usize));
        let given: Vec<VarId> = constraints
            .filter_map(|constraint| match &constraint.what {
                What::Relation(relation) => relation.variables().first().copied(),
                What::Statement(..) => None,
            })
            .collect();
        let is_given = |at: &u32| self.variable(*at).is_some_and(|variable| given.contains(&variable));
        statements.iter().copied().filter(is_given).collect()
    }

    /// Pairs of a statement of the conflict and one of those that still do not agree without it.
    fn pairs(&mut self, statements: &[u32]) -> Result<Vec<Vec<u32>>, Exhausted> {
        let mut pairs: Vec<Vec<u32>> = Vec::new();
        for first in statements.iter().take(TRIED) {
            if pairs.len() >= PAIRS {
                break;
            }
            self.switch(*first, false);
            let rest = explain::conflict(self.problem, self.context, self.budget)?;
            self.switch(*first, true);
            for second in rest.unwrap_or_default().into_iter().filter(|at| self.variable(*at).is_some()).take(TRIED) {
                let pair = vec![*first.min(&second), second.max(*first)];
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
        Ok(pairs)
    }

    /// The repair that changes these statements, if it makes the rest agree.
    fn repair(&mut self, set: &[u32], conflict: &[u32]) -> Result<Option<Repair>, Exhausted> {
        self.switch_all(set, false);
        let outcome = propagate(self.problem, self.context, self.budget);
        self.switch_all(set, true);
        let outcome = outcome?;
        if outcome.failure.is_some() {
            return Ok(None);
        }
        let mut changes = Vec::new();
        let mut rank = Rank { changes: set.len(), distance: 0, confirmations: 0 };
        for at in set {
            let Some(variable) = self.variable(*at) else { return Ok(None) };
            let others: Vec<u32> = set.iter().copied().filter(|other| other != at).collect();
            let implied = self.narrow(set, variable, conflict)?.unwrap_or(outcome.domain(variable));
            let Some(statement) = self.statement(*at) else { return Ok(None) };
            let figure = self.figure(*at, statement, &implied, &others)?;
            rank.distance += figure.as_ref().map_or(FAR, |(distance, _)| *distance);
            rank.confirmations += self.confirmations(*at, conflict);
            let slip = figure.as_ref().map(|(_, slip)| slip.name).filter(|name| *name != IMPLIED);
            changes.push(Change {
                place: statement.place,
                text: self.text(*at).to_string(),
                replacement: figure.map(|(_, slip)| slip.text),
                slip,
                implied,
            });
        }
        Ok(Some(Repair { why: why(&changes), changes, rank }))
    }

    /// What is implied for a variable where the other numbers of the conflict stand for their digits alone, if that agrees.
    fn narrow(&mut self, set: &[u32], variable: VarId, conflict: &[u32]) -> Result<Option<Interval>, Exhausted> {
        let mut known = Vec::new();
        for at in conflict.iter().take(TRIED).filter(|at| !set.contains(at)) {
            let printed = self.statement(*at).and_then(|statement| statement.quantity.interval());
            known.extend(printed.and_then(|printed| self.put(*at, printed)).map(|interval| (*at, interval)));
        }
        self.switch_all(set, false);
        let outcome = propagate(self.problem, self.context, self.budget);
        self.switch_all(set, true);
        for (at, interval) in known {
            self.put(at, interval);
        }
        let outcome = outcome?;
        Ok(outcome.failure.is_none().then(|| outcome.domain(variable)))
    }

    /// The figure that the others imply, and how far it is from the one that is printed.
    fn figure(
        &mut self,
        at: u32,
        statement: &Statement,
        implied: &Interval,
        others: &[u32],
    ) -> Result<Option<(u32, Slip)>, Exhausted> {
        let (Some(middle), Some(variable)) = (middle(implied), self.variable(at)) else { return Ok(None) };
        let quantity = &statement.quantity;
        let text = &*self.text(at);
        self.budget.spend(self.problem.constraints.len() / 16)?;
        let elsewhere = self.elsewhere(statement, variable, implied);
        let room = room(quantity, implied);
        let printed = |value: Decimal| in_style(quantity, text, value);
        let mut figures: Vec<(u32, Slip)> =
            slips(quantity, text, implied).into_iter().map(|slip| (cost(slip.name) + room, slip)).collect();
        let values = std::iter::once(middle).chain(elsewhere.iter().map(|(value, _)| *value));
        figures.extend(values.filter_map(printed).map(|slip| (distance(text, &slip.text), slip)));
        figures.retain(|(_, slip)| *slip.text != *text);
        for (distance, slip) in &mut figures {
            // A slip that gives back what the same text prints in another place is hardly an accident.
            if slip.quantity.number().is_some_and(|number| elsewhere.contains(&number)) {
                *distance = if slip.name == IMPLIED { (*distance).min(ONE_DIGIT) } else { 0 };
            }
        }
        let off =
            |slip: &Slip| slip.quantity.number().and_then(|(value, _)| value.checked_sub(middle)).map(|d| d.abs());
        figures.sort_by_key(|(distance, slip)| (*distance, off(slip)));
        for (distance, slip) in figures.into_iter().take(FIGURES) {
            if self.agrees(at, &slip.quantity, others)? {
                return Ok(Some((distance, slip)));
            }
        }
        Ok(None)
    }

    /// What else is printed for the same variable or in the same document, in the same unit, and would agree: the number that is meant may stand there.
    fn elsewhere(&self, statement: &Statement, variable: VarId, implied: &Interval) -> Vec<(Decimal, Decimal)> {
        let stated = self.problem.constraints.iter().filter(|constraint| match constraint.what {
            What::Statement(other, _) => {
                other == variable || constraint.origin.is_some_and(|(document, _)| document == statement.document)
            }
            What::Relation(_) => false,
        });
        let quantities = stated.filter_map(|constraint| Some(&self.texts.stated(constraint.id)?.quantity));
        let alike = quantities.filter(|quantity| quantity.unit == statement.quantity.unit);
        // A percentage of two digits comes up again by chance.
        let telling = |(value, last): &(Decimal, Decimal)| {
            value.abs().checked_div(*last).is_some_and(|digits| digits >= Decimal::ONE_THOUSAND)
        };
        let numbers = alike.filter_map(Quantity::number).filter(telling);
        numbers.filter(|(value, _)| implied.contains(*value)).take(ELSEWHERE).collect()
    }

    /// Whether everything agrees with another number at one place, and none at others.
    fn agrees(&mut self, at: u32, quantity: &Quantity, others: &[u32]) -> Result<bool, Exhausted> {
        let Some(interval) = quantity.interval() else { return Ok(false) };
        let Some(printed) = self.put(at, interval) else { return Ok(false) };
        self.switch_all(others, false);
        let outcome = propagate(self.problem, self.context, self.budget);
        self.switch_all(others, true);
        self.put(at, printed);
        Ok(outcome?.failure.is_none())
    }

    /// How many relations and statements outside of the conflict speak of the same variable, and agree with all others.
    fn confirmations(&self, at: u32, conflict: &[u32]) -> usize {
        let Some(variable) = self.variable(at) else { return 0 };
        let is_active = |place: u32| self.context.get(place as usize).copied().unwrap_or(false);
        let relations = self.problem.uses.get(variable.index()).map_or(&[][..], Vec::as_slice);
        let relations = relations.iter().filter(|place| is_active(**place) && conflict.binary_search(place).is_err());
        relations.take(100).count()
    }

    fn put(&mut self, at: u32, interval: Interval) -> Option<Interval> {
        match &mut self.problem.constraints.get_mut(at as usize)?.what {
            What::Statement(_, known) => Some(std::mem::replace(known, interval)),
            What::Relation(_) => None,
        }
    }

    fn switch_all(&mut self, set: &[u32], on: bool) {
        for at in set {
            self.switch(*at, on);
        }
    }

    fn switch(&mut self, at: u32, on: bool) {
        if let Some(active) = self.context.get_mut(at as usize) {
            *active = on;
        }
    }

    /// The variable of a statement.
    fn variable(&self, at: u32) -> Option<VarId> {
        match self.problem.constraints.get(at as usize)?.what {
            What::Statement(variable, _) => Some(variable),
            What::Relation(_) => None,
        }
    }
}

impl<'r> Trial<'_, 'r> {
    fn statement(&self, at: u32) -> Option<&'r Statement> {
        self.texts.stated(self.problem.constraints.get(at as usize)?.id)
    }

    /// The text of a statement; empty where it can't be read.
    fn text(&mut self, at: u32) -> Rc<str> {
        let id = self.problem.constraints.get(at as usize).map(|constraint| constraint.id);
        id.map_or_else(|| Rc::from(""), |id| self.texts.text(id))
    }
}

/// The name that [`in_style`] gives to what is no slip.
const IMPLIED: &str = "implied";
/// One wrong or lost digit.
const ONE_DIGIT: u32 = 2;
/// Farther than any slip: no figure would do.
const FAR: u32 = 99;

/// How far a slip is from what was meant. Of the rarer ones there are a few for each number, so that one that fits does not fit by accident;
/// of wrong digits there are dozens.
fn cost(slip: &str) -> u32 {
    match slip {
        "transposed" | "scale" | "separator" | "digit-doubled" => 1,
        _ => ONE_DIGIT,
    }
}

/// How little a slip says that fits: one for each power of ten of figures that the others leave room for.
fn room(printed: &Quantity, implied: &Interval) -> u32 {
    let width = implied.low().zip(implied.high()).and_then(|(low, high)| high.checked_sub(low));
    let last = printed.number().map(|(_, last)| if last.is_zero() { Decimal::ONE } else { last });
    let figures = width.zip(last).and_then(|(width, last)| width.checked_div(last));
    figures.and_then(|figures| figures.trunc().mantissa().checked_ilog10()).unwrap_or(0)
}

/// How far two figures are apart: two for each digit that differs from the end of the number on, and as much again for one too many or too few.
fn distance(printed: &str, other: &str) -> u32 {
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).rev().collect() };
    let (a, b) = (digits(printed), digits(other));
    let differing = a.iter().zip(&b).filter(|(a, b)| a != b).count() + 2 * a.len().abs_diff(b.len());
    u32::try_from(differing).unwrap_or(u32::MAX).saturating_mul(2).clamp(2, FAR - 1)
}

/// The middle of an interval that has one.
fn middle(interval: &Interval) -> Option<Decimal> {
    let (low, high) = interval.low().zip(interval.high())?;
    (low / Decimal::TWO).checked_add(high / Decimal::TWO)
}

impl Change {
    /// What speaks for it, in a few words.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self.slip {
            Some("transposed") => "two digits were transposed",
            Some("scale") => "the scale word is another",
            Some("separator") => "a point was typed for a comma",
            Some("digit-doubled") => "a digit was doubled",
            Some("digit-lost") => "a digit is missing",
            Some(_) => "a digit is wrong",
            None => "the other numbers agree on it",
        }
    }
}

/// What speaks for changing these numbers.
fn why(changes: &[Change]) -> String {
    let each = changes.iter().map(|change| {
        let slip = change.reason();
        match &change.replacement {
            Some(text) => format!("{slip}: with {text} for {} all agree", change.text),
            None => format!("without {} all agree", change.text),
        }
    });
    each.collect::<Vec<_>>().join("; ")
}
