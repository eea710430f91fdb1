//! How the numbers of a conflict are written: levels in one scale, everything at the precision that is printed.

use rust_decimal::RoundingStrategy::{ToNegativeInfinity, ToPositiveInfinity};

use super::problem::{Problem, What};
use super::{Network, Relation, Statement, VarId};
use crate::model::{Decimal, Interval, Unit};
use crate::rules::format;

/// How a variable is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In the scale of the levels.
    Level,
    /// With a % sign.
    Percent,
    /// As it is.
    Plain,
}

/// How the variables of a conflict are written.
pub(super) struct Style<'s> {
    statements: Vec<Vec<&'s Statement>>,
    written: Vec<Written>,
    /// The finest last place that is printed for each variable.
    last: Vec<Option<Decimal>>,
    /// What levels are divided by.
    scale: Decimal,
}

impl<'s> Style<'s> {
    /// The style that suits the statements of a conflict.
    pub(super) fn of(network: &'s Network, problem: &Problem) -> Self {
        let mut statements: Vec<Vec<&Statement>> = vec![Vec::new(); problem.variables];
        for constraint in &problem.constraints {
            if let What::Statement(variable, _) = constraint.what
                && let Some(stated) = statements.get_mut(variable.index())
            {
                stated.extend(network.stated(constraint.id));
            }
        }
        let places = |stated: &Vec<&Statement>| stated.iter().filter_map(|s| Some(s.quantity.number()?.1)).min();
        let last = statements.iter().map(places).collect();
        let written = written(problem, &statements);
        let levels = statements.iter().zip(&written).filter(|(_, written)| **written == Written::Level);
        let scale = scale(levels.flat_map(|(stated, _)| stated));
        Self { statements, written, last, scale }
    }

    /// The statements of a variable.
    pub(super) fn stated(&self, variable: VarId) -> Vec<&'s Statement> {
        self.statements.get(variable.index()).cloned().unwrap_or_default()
    }

    /// A printed number of a variable.
    pub(super) fn number(&self, statement: &Statement, variable: VarId) -> String {
        let Some((value, last)) = statement.quantity.number() else { return statement.text.to_string() };
        let written = self.written(variable);
        let value = self.scaled(value, written);
        let places = if last.is_zero() { value.normalize().scale() } else { self.places(last, written) };
        dressed(&format::grouped(value, places.min(12)), written)
    }

    /// What is implied for a variable, rounded outward one place behind the last that is printed.
    pub(super) fn interval(&self, interval: &Interval, variable: VarId) -> String {
        let written = self.written(variable);
        let last = self.last.get(variable.index()).copied().flatten();
        let places = last.map_or_else(|| self.finest(written), |last| self.places(last, written)) + 1;
        let low =
            interval.low().map(|low| self.scaled(low, written).round_dp_with_strategy(places, ToNegativeInfinity));
        let high =
            interval.high().map(|high| self.scaled(high, written).round_dp_with_strategy(places, ToPositiveInfinity));
        // A place where both ends have a zero says nothing.
        let short = |end: Option<Decimal>| end.is_none_or(|end| end.normalize().scale() < places);
        let places = if short(low) && short(high) { places - 1 } else { places };
        let end = |end: Decimal| dressed(&format::grouped(end, places), written);
        match (low.map(end), high.map(end)) {
            (Some(low), Some(high)) if low == high => low,
            (Some(low), Some(high)) => format!("{low} … {high}"),
            (Some(low), None) => format!("{low} or more"),
            (None, Some(high)) => format!("{high} or less"),
            (None, None) => "anything".to_owned(),
        }
    }

    fn written(&self, variable: VarId) -> Written {
        self.written.get(variable.index()).copied().unwrap_or(Written::Level)
    }

    fn scaled(&self, value: Decimal, written: Written) -> Decimal {
        if written == Written::Level { value.checked_div(self.scale).unwrap_or(value) } else { value }
    }

    fn places(&self, last: Decimal, written: Written) -> u32 {
        self.scaled(last, written).normalize().scale().min(12)
    }

    /// The decimals of what nobody states: as many as the most precise number of its kind has.
    fn finest(&self, written: Written) -> u32 {
        let alike = self.last.iter().zip(&self.written).filter(|(_, other)| **other == written);
        let places =
            alike.filter_map(|(last, _)| last.filter(|last| !last.is_zero())).map(|last| self.places(last, written));
        places.max().unwrap_or(2)
    }
}

fn dressed(digits: &str, written: Written) -> String {
    if written == Written::Percent { format!("{digits} %") } else { digits.to_owned() }
}

/// How each variable is written: as it is stated, else as its relations have it.
fn written(problem: &Problem, statements: &[Vec<&Statement>]) -> Vec<Written> {
    let of_unit = |unit: &Unit| match unit {
        Unit::Percent | Unit::Points => Written::Percent,
        Unit::Multiple => Written::Plain,
        _ => Written::Level,
    };
    let mut known: Vec<Option<Written>> =
        statements.iter().map(|stated| stated.first().map(|statement| of_unit(&statement.quantity.unit))).collect();
    for constraint in &problem.constraints {
        // How many of something is never in the scale of how much.
        if let What::Relation(Relation::Average { count: times, .. } | Relation::Multiple { multiple: times, .. }) =
            constraint.what
            && let Some(known) = known.get_mut(times.index())
        {
            *known = Some(Written::Plain);
        }
    }
    for _ in 0..2 {
        for constraint in &problem.constraints {
            let What::Relation(relation) = &constraint.what else { continue };
            let variables = relation.variables();
            let of: Vec<_> = variables.iter().map(|v| known.get(v.index()).copied().flatten()).collect();
            for (variable, written) in variables.iter().zip(Written::within(relation, &of)) {
                if let Some(unknown @ None) = known.get_mut(variable.index()) {
                    *unknown = Some(written);
                }
            }
        }
    }
    known.into_iter().map(|written| written.unwrap_or(Written::Level)).collect()
}

/// What the levels of a conflict are divided by: the scale of the largest, if the smallest still shows in it.
fn scale<'s>(statements: impl Iterator<Item = &'s &'s Statement>) -> Decimal {
    let levels: Vec<Decimal> = statements.filter_map(|statement| Some(statement.quantity.number()?.0.abs())).collect();
    let largest = levels.iter().copied().max().unwrap_or_default();
    let smallest = levels.iter().copied().filter(|level| !level.is_zero()).min().unwrap_or_default();
    let shows = |scale: &Decimal| smallest.checked_mul(Decimal::ONE_HUNDRED).is_none_or(|smallest| *scale <= smallest);
    let scales = [1_000_000_000_000u64, 1_000_000_000, 1_000_000].map(Decimal::from);
    scales.into_iter().find(|scale| *scale <= largest && shows(scale)).unwrap_or(Decimal::ONE)
}
