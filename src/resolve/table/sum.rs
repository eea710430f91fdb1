//! Rows and columns that are the sum of others: totals, subtotals, roll-forwards.
//!
//! Which lines a total is the sum of, its words say only by half. A set of lines is *proven* where the sum comes out at some places of
//! the total's line; at the others an error shows. Where it comes out nowhere, a total is wrong only if the words leave no other set of
//! lines, and one slip of the pen explains what is printed or no missing line could.

use super::model::Table;
use super::sets::{Class, Set, classes, sets};
use super::slip::Figures;
use super::view::{Adds, View};
use super::{claim, model::Cell};
use crate::model::{Claim, Decimal, Interval, Kind, Quantity, Role, relation};

/// Adds the sums that rows and columns state.
pub fn claims(table: &Table<'_>, out: &mut Vec<Claim>) {
    for view in [View::rows(table), View::columns(table)] {
        let classes = classes(view);
        for line in 0..view.lines() {
            if let Class::Total { plain } = classes[line] {
                total(view, &classes, line, plain, out);
            }
        }
    }
}

/// The sum of some lines at one place against the total there.
struct Sum<'t> {
    place: usize,
    terms: Vec<&'t Quantity>,
    total: &'t Quantity,
    holds: bool,
    /// Whether each line of the set has an amount in the unit of the total, or a dash.
    complete: bool,
    /// Whether a sum that fails would be one at all.
    adds: Adds,
}

impl Sum<'_> {
    fn figures(&self) -> Option<Figures> {
        Figures::of(self.terms.iter().map(|term| (*term, false)), self.total)
    }

    /// Whether the sum fails, and one slip of the pen explains it.
    fn is_slip(&self) -> bool {
        let telling = |figures: &Figures| figures.digits() > 3 || !self.is_between_its_terms();
        self.accuses() && self.figures().filter(telling).is_some_and(|figures| figures.explained())
    }

    /// Whether the sum, if it does not come out, can be an error.
    fn accuses(&self) -> bool {
        !self.holds && self.complete && self.adds == Adds::Always && !self.holds_in_round_figures()
    }

    /// Whether the total lies among its terms, none of which is negative: an average, whatever its header says.
    fn is_between_its_terms(&self) -> bool {
        let Some((total, _)) = self.total.number() else { return false };
        let values = || self.terms.iter().filter_map(|term| term.number()).map(|(value, _)| value);
        values().all(|value| value > Decimal::ZERO)
            && values().any(|value| value <= total)
            && values().any(|value| value >= total)
    }

    /// Whether all numbers are round, and the sum comes out for what they may stand for.
    fn holds_in_round_figures(&self) -> bool {
        let numbers = || self.terms.iter().chain([&self.total]).filter_map(|number| number.number());
        let Some((_, ulp)) = self.total.number() else { return false };
        let is_round = |unit: Decimal| numbers().all(|(value, _)| (value % unit).is_zero());
        let mut unit = ulp;
        while unit > Decimal::ZERO
            && is_round(unit * Decimal::TEN)
            && numbers().any(|(value, _)| value.abs() > unit * Decimal::TEN)
        {
            unit *= Decimal::TEN;
        }
        let sum = self.terms.iter().filter_map(|term| term.number()).map(|(value, _)| value).sum::<Decimal>();
        let count = Decimal::from(self.terms.len() + 1);
        self.terms.len() > 2
            && unit > ulp
            && self.total.number().is_some_and(|(total, _)| (sum - total).abs() * Decimal::TWO <= unit * count)
    }
}

fn sum<'t>(view: View<'t>, at: usize, set: &Set, place: usize) -> Option<Sum<'t>> {
    let adds = view.adds(at, place);
    let total = view.number(at, place).filter(|_| adds != Adds::Never)?;
    let mut complete = true;
    let mut terms = Vec::with_capacity(set.lines.len());
    for line in &set.lines {
        match view.cell(*line, place) {
            Cell::Number(term)
                if term.unit == total.unit && (total.unit.is_ratio() || view.adds(*line, place) != Adds::Never) =>
            {
                terms.push(term);
            }
            Cell::Nil => {}
            Cell::Number(_) | Cell::Empty => complete = false,
        }
    }
    if terms.len() < 2 {
        return None;
    }
    let holds = add(&terms)?.meets(&total.interval()?);
    Some(Sum { place, terms, total, holds, complete, adds })
}

fn add(terms: &[&Quantity]) -> Option<Interval> {
    relation::total(&terms.iter().map(|term| term.interval()).collect::<Option<Vec<_>>>()?).ok()
}

/// The sums of a set of lines at all places of a total.
fn sums<'t>(view: View<'t>, at: usize, set: &Set, places: usize) -> Vec<Sum<'t>> {
    (0..places).filter_map(|place| sum(view, at, set, place)).collect()
}

fn total(view: View<'_>, classes: &[Class], at: usize, plain: bool, out: &mut Vec<Claim>) {
    // A look at the first places tells which lines a total is the sum of; a long table need not be added up for each set.
    const LOOK: usize = 100;
    let mut proven: Option<((usize, usize), Set)> = None;
    let mut by_words: Option<Set> = None;
    for set in sets(view, classes, at) {
        let looked = sums(view, at, &set, LOOK.min(view.places()));
        let right = looked.iter().filter(|sum| sum.holds).count();
        // Of sets that come out equally often the one is meant whose failures a slip explains.
        let score = (right, if right == looked.len() { 0 } else { looked.iter().filter(|sum| sum.is_slip()).count() });
        if right > 0 && proven.as_ref().is_none_or(|(most, _)| score > *most) {
            proven = Some((score, set));
        } else if set.plain && by_words.is_none() {
            by_words = Some(set);
        }
    }
    let (found, is_proven) = match (proven, by_words) {
        (Some((_, set)), _) => (sums(view, at, &set, view.places()), true),
        (None, Some(set)) => (sums(view, at, &set, view.places()), false),
        (None, None) => return,
    };
    let right = found.iter().filter(|sum| sum.holds).count();
    // Most of many places that come out leave no doubt; one alone says little of another that does not, where a line may be missing.
    let sure = right >= 3 && right * 5 >= found.len() * 3;
    let by_words = !is_proven && found.len() <= FEW && found.iter().all(|sum| is_wrong_by_words(sum, plain));
    for sum in found {
        if sum.holds
            || sum.accuses() && ((sure || by_words) && !sum.is_between_its_terms() || is_proven && sum.is_slip())
        {
            out.push(state(view, at, &sum));
        }
    }
}

/// How many places a total may have that comes out nowhere, and is wrong all the same.
const FEW: usize = 3;

/// Whether a total that comes out nowhere is wrong and not of something else: what the words leave open, the figures must settle.
fn is_wrong_by_words(sum: &Sum<'_>, plain: bool) -> bool {
    const MOST: usize = 20;
    let Some(figures) = sum.figures().filter(|_| sum.accuses() && sum.terms.len() <= MOST) else { return false };
    let fewest = if plain { 2 } else { 3 };
    figures.digits() >= fewest
        && !figures.fits_otherwise()
        && (figures.explained() || plain && figures.overflows() && figures.is_near())
}

fn state(view: View<'_>, at: usize, sum: &Sum<'_>) -> Claim {
    let mut roles: Vec<(Role, Quantity)> = sum.terms.iter().map(|term| (Role::Term, (*term).clone())).collect();
    roles.push((Role::Total, sum.total.clone()));
    claim(Kind::Total, view.row(at, sum.place), roles, None, None)
}
