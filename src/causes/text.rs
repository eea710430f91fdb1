//! Figures of the file put right.

use crate::model::{Decimal, Interval, Quantity, Reading, Value};
use crate::rules::{CheckedClaim, Figure, Replacement, expected_of};

/// The stated result as the other numbers give it, in the style and at the precision in which it is printed.
///
/// `None` where the rules expect no number, or the printed text is not plain digits.
#[must_use]
pub fn right_figure(checked: &CheckedClaim, source: &str) -> Option<Replacement> {
    let role = checked.expected.as_ref()?.role;
    let at = checked.reading().roles.iter().position(|(r, _)| *r == role)?;
    let (_, stated) = checked.reading().roles.get(at)?;
    let text = figure_for(stated, nominal(checked, at)?, source)?;
    Some(Replacement { span: stated.span, text })
}

/// Another value in the style and at the precision of a printed quantity.
pub(super) fn figure_for(quantity: &Quantity, value: Decimal, source: &str) -> Option<String> {
    Some(Figure::printed(quantity, source)?.showing(value)?.text())
}

/// What the other numbers give when their printed digits are taken as they stand.
fn nominal(checked: &CheckedClaim, stated: usize) -> Option<Decimal> {
    let mut bare = Reading { roles: checked.reading().roles.clone() };
    for (at, (_, quantity)) in bare.roles.iter_mut().enumerate() {
        if let Value::Number { ulp, .. } = &mut quantity.value
            && at != stated
        {
            *ulp = Decimal::ZERO;
            quantity.hedge = None;
        }
    }
    let interval =
        expected_of(&checked.claim, &bare, checked.rule?).map_or(checked.expected.as_ref()?.interval, |e| e.interval);
    middle(&interval)
}

fn middle(interval: &Interval) -> Option<Decimal> {
    let half = |end: Decimal| end.checked_div(Decimal::TWO);
    half(interval.low()?)?.checked_add(half(interval.high()?)?)
}

/// A figure with its scale word one step (or two, for a million) up or down: "$97.6 million" becomes "$97.6 billion".
pub(super) fn rescaled(figure: &Figure, factor: Decimal, up: bool) -> Option<String> {
    const FAMILIES: [&[&str]; 4] = [
        &["thousand", "million", "billion", "trillion"],
        &["k", "m", "bn", "tn"],
        &["K", "M", "B", "T"],
        &["k", "mn", "bn", "tn"],
    ];
    let steps = if factor == Decimal::ONE_THOUSAND { 1 } else { 2 };
    let word: String = figure.after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let family = FAMILIES.iter().find(|family| family.contains(&word.as_str()))?;
    let at = family.iter().position(|w| *w == word)?;
    let to = if up { at.checked_add(steps)? } else { at.checked_sub(steps)? };
    let after = figure.after.replacen(&word, family.get(to)?, 1);
    let mut figure = figure.clone();
    figure.after = after;
    Some(figure.text())
}
