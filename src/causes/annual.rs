//! A yearly rate for one of a month or a quarter, and the growth of many years for one.

use super::Case;
use crate::model::{Decimal, Interval, Quantity, Role, relation};
use crate::rules::{Cause, WrongGrowthRate, WrongPercent, years};

pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let stated = case.reading.get(Role::Percent).and_then(Quantity::interval);
    let (Some(stated), Some(right)) = (stated, case.checked.expected.as_ref()) else { return Vec::new() };
    let found = if case.failing(WrongPercent::NAME) && !is_a_year_apart(case) {
        annualised(&stated, &right.interval)
    } else if case.failing(WrongGrowthRate::NAME) {
        over_the_years(case, &stated, &right.interval)
    } else {
        None
    };
    found.map(|what| case.with_right_figure("annual", what)).into_iter().collect()
}

/// Whether the percentage is that of a year at the pace of one month or one quarter, compounded or simply multiplied.
fn annualised(stated: &Interval, right: &Interval) -> Option<&'static str> {
    let paces = [
        (12, "the percentage is a yearly rate, the values are a month apart"),
        (4, "the percentage is a yearly rate, the values are a quarter apart"),
    ];
    paces
        .into_iter()
        .filter(|(times, _)| !is_too_small(stated, right, *times))
        .find(|(times, _)| grown(right, *times).is_some_and(|year| year.meets(stated)))
        .map(|(_, what)| what)
}

/// Whether the values are a year or more apart, by their periods or by the words around them.
fn is_a_year_apart(case: &Case<'_>) -> bool {
    let start = |role| case.reading.get(role).and_then(|quantity| quantity.period?.days(1)).map(|(first, _)| first);
    if let (Some(new), Some(old)) = (start(Role::New), start(Role::Old)) {
        return (new.duration_since(old).as_hours() / 24).abs() > 300;
    }
    let said = case.source.get(case.claim.statement.range()).unwrap_or_default().to_lowercase();
    let words = ["year", "annual", "same month", "same quarter", "y/y", "yoy"];
    words.iter().any(|word| said.contains(word))
}

/// Whether a percentage lies below the simple multiple of a rise: compounded it is more than that (Bernoulli's inequality).
fn is_too_small(stated: &Interval, rise: &Interval, times: u32) -> bool {
    let simple = rise.low().filter(|low| !low.is_sign_negative()).and_then(|low| low.checked_mul(Decimal::from(times)));
    stated.high().zip(simple).is_some_and(|(stated, simple)| stated < simple.floor())
}

/// Whether the rate is the whole growth, or that divided by the years, or the one of a year more or less.
fn over_the_years(case: &Case<'_>, stated: &Interval, right: &Interval) -> Option<&'static str> {
    let count = years(case.reading)?;
    let whole = grown(right, count)?;
    let each = whole.div(&Interval::exact(Decimal::from(count))).ok()?;
    if whole.meets(stated) {
        return Some("this is the growth over all the years, not that of one");
    }
    if each.meets(stated) {
        return Some("the whole growth was divided by the years instead of being spread over them");
    }
    let near = [count.checked_sub(1)?, count.checked_add(1)?];
    let off = near.into_iter().any(|years| grown(stated, years).is_some_and(|grown| grown.meets(&whole)));
    off.then_some("the rate was worked out over one year too many or too few")
}

/// What a percentage becomes when it is applied so many times.
fn grown(percent: &Interval, times: u32) -> Option<Interval> {
    let factor = relation::factor(percent).ok()?;
    relation::power(&factor, times).ok()?.mul(&Interval::HUNDRED).ok()?.sub(&Interval::HUNDRED).ok()
}
