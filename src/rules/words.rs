//! What the messages of the rules have in common: numbers as the text prints them, and the figure that would be right.

use std::borrow::Cow;

use super::{Check, Explanation, Figure, Label, Rule, format};
use crate::model::{Claim, Decimal, Direction, Interval, Quantity, Reading, Role, Unit, Value, Verdict};

/// Numbers in words: as they stand in the text where that is known, in a style of our own where it is not.
#[derive(Debug, Clone, Default)]
pub struct Said<'s> {
    /// The file; empty where it is not at hand.
    source: &'s str,
    /// The stated result as the other numbers give it, if that makes the sentence right.
    right: Option<String>,
}

impl<'s> Said<'s> {
    /// Numbers as they stand in a file.
    #[must_use]
    pub const fn of(source: &'s str) -> Self {
        Self { source, right: None }
    }

    /// The same for one check, with the figure that would be right.
    pub(super) fn of_check(&self, rule: &dyn Rule, claim: &Claim, reading: &Reading, check: &Check) -> Self {
        let right = right(rule, claim, reading, check).map(|(at, value)| {
            let stated = reading.roles.get(at).map(|(_, stated)| stated);
            stated.map_or_else(String::new, |stated| self.in_style(stated, value))
        });
        Self { source: self.source, right: right.filter(|right| !right.is_empty()) }
    }

    /// A quantity as it is printed: "Rs 2,825 crore".
    pub(crate) fn quantity(&self, quantity: &Quantity) -> String {
        self.figure(quantity).map_or_else(|| format::quantity(quantity), |figure| figure.text())
    }

    /// The hedge of a quantity with the blank behind it: "nearly ".
    pub(super) fn hedge(&self, quantity: &Quantity) -> Option<String> {
        let words = self.source.get(quantity.hedge.as_ref()?.span.range())?;
        Some(words.split_whitespace().flat_map(|word| [word, " "]).collect())
    }

    /// The digits of a quantity alone: "0.4" of "0.4 percentage points".
    pub(super) fn digits(&self, quantity: &Quantity) -> String {
        self.bare(&[quantity]).pop().unwrap_or_default()
    }

    /// A role's number as printed, or a word for its absence.
    pub(super) fn role(&self, reading: &Reading, role: Role) -> String {
        reading.get(role).map_or_else(|| format!("an unknown {}", role.name()), |quantity| self.quantity(quantity))
    }

    /// What is right in place of what is stated: "23.7%, not 19.2%"; without a figure that would be right, what is wrong: "not 19.2%".
    pub(super) fn not(&self, stated: &str) -> String {
        match &self.right {
            Some(right) => format!("{right}, not {stated}"),
            None => format!("not {stated}"),
        }
    }

    /// The bare numbers of a sum, in the order of the roles.
    pub(super) fn operands(&self, reading: &Reading, roles: &[Role]) -> Vec<String> {
        self.bare(&roles.iter().filter_map(|role| reading.get(*role)).collect::<Vec<_>>())
    }

    /// The bare numbers of a role as one sum: "12.1 + 45.4".
    pub(super) fn added(&self, reading: &Reading, role: Role) -> String {
        self.bare(&reading.all(role).collect::<Vec<_>>()).join(" + ")
    }

    /// What the other numbers give, at the digits of the stated one.
    pub(super) fn result(&self, reading: &Reading, stated: Role, check: &Check) -> String {
        let Some(expected) = &check.expected else { return "?".to_owned() };
        let [low, high] = self.ends(reading.get(stated), &expected.interval, &expected.unit);
        format::between(low, high, " to ")
    }

    /// The ends of an interval in the style of a number that is printed, with a digit more where they would look the same.
    pub(crate) fn ends(&self, stated: Option<&Quantity>, interval: &Interval, unit: &Unit) -> [Option<String>; 2] {
        let printed = stated.filter(|stated| stated.unit == *unit);
        let ulp = printed.and_then(Quantity::number).map_or(Decimal::ONE, |(_, ulp)| ulp);
        let (low, high) = (interval.low(), interval.high());
        let plain = || format::ends(interval, ulp, unit);
        let Some(figure) = printed.and_then(|printed| self.figure(printed)) else { return plain() };
        let positive = |end: Option<&Decimal>| end.is_none_or(|end| !end.is_sign_negative() || end.is_zero());
        if figure.is_negative() || ulp.is_zero() || !positive(low.as_ref()) || !positive(high.as_ref()) {
            return plain();
        }
        let shown =
            |more: usize| [low, high].map(|end| end.and_then(|end| Some(figure.finer(more).showing(end)?.text())));
        let two = [0, 1, 2].into_iter().map(shown).find(|[one, other]| one != other || low == high);
        two.unwrap_or_else(|| shown(2))
    }

    /// Another value in the style of a number that is printed, at its precision.
    fn in_style(&self, stated: &Quantity, value: Decimal) -> String {
        let styled =
            self.figure(stated).filter(|figure| figure.is_negative() == (value.is_sign_negative() && !value.is_zero()));
        if let Some(figure) = styled.and_then(|figure| figure.showing(value)) {
            return figure.text();
        }
        let ulp = stated.number().map_or(Decimal::ONE, |(_, ulp)| ulp);
        format::with_unit(format::round(value, ulp), ulp, &stated.unit)
    }

    /// Numbers of one sum, bare where they share their scale: "2.827" and "2.297" for billions of dollars.
    fn bare(&self, quantities: &[&Quantity]) -> Vec<String> {
        let figures: Option<Vec<_>> = quantities.iter().map(|quantity| self.figure(quantity)).collect();
        match figures.as_deref() {
            Some([first, rest @ ..])
                if rest.iter().all(|other| other.scale() == first.scale()) && !first.is_negative() =>
            {
                let alike = rest.iter().all(|other| !other.is_negative());
                let bare = |figure: &Figure| figure.bare_text();
                if alike { figures.iter().flatten().map(bare).collect() } else { format::operands(quantities) }
            }
            _ => format::operands(quantities),
        }
    }

    /// The figure as it stands in the text, where a reader would understand it alone.
    fn figure(&self, quantity: &Quantity) -> Option<Figure> {
        const LONGEST: usize = 40;
        const SCALES: [&str; 13] =
            ["thousand", "million", "billion", "trillion", "crore", "lakh", "k", "m", "mn", "bn", "tn", "mln", "bln"];
        let mut figure = Figure::printed(quantity, self.source)?;
        let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
        let text = self.source.get(quantity.span.range())?;
        // What is marked up, hidden behind an entity or scaled by the head of its column says less than a form of our own.
        if text.len() > LONGEST || text.contains(['<', '&', '*', '[', '|', '\\', '_', '`']) || figure.is_negative() {
            return None;
        }
        if figure.scale() != Decimal::ONE && !has_letters(&figure.after) {
            return None;
        }
        let spaced = |text: &str| {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let [before, after] = [text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace)];
            let space = |is: bool| if is && !words.is_empty() { " " } else { "" };
            format!("{}{words}{}", space(before), space(after))
        };
        figure.before = spaced(&figure.before);
        let after = spaced(&figure.after);
        after.trim_end().clone_into(&mut figure.after);
        let is_scale = |after: &str| after.trim().is_empty() || SCALES.contains(&after.trim());
        let unit = match &quantity.unit {
            Unit::Percent | Unit::Points if figure.after.is_empty() => return None,
            Unit::Multiple => return None,
            Unit::Money(_) if figure.before.trim().is_empty() && figure.after.is_empty() => return None,
            // What is counted may stand further on: "8.12 million metric tonnes".
            Unit::Count(Some(noun)) if is_scale(&figure.after) => noun.to_string(),
            Unit::Measure(measure) if is_scale(&figure.after) => measure.name().to_owned(),
            Unit::Time(_) if is_scale(&figure.after) => return None,
            _ => return Some(figure),
        };
        figure.after = format!("{} {unit}", figure.after);
        Some(figure)
    }
}

/// The number that would make a reading come out, with its place in the reading: what the printed digits of the others give, rounded to the
/// precision of the stated one. It is put in and the sum done again, so that nobody is told a figure that is wrong as well.
fn right(rule: &dyn Rule, claim: &Claim, reading: &Reading, check: &Check) -> Option<(usize, Decimal)> {
    let expected = check.expected.as_ref()?;
    let at = reading.roles.iter().position(|(role, _)| *role == expected.role)?;
    let (_, stated) = reading.roles.get(at).filter(|(_, stated)| stated.unit == expected.unit)?;
    let (printed, ulp) = stated.number()?;
    // A rise of 100,000% is no answer: some other number is the wrong one.
    let is_wild = |value: Decimal| {
        stated.unit == Unit::Percent && value.abs() > Decimal::ONE_THOUSAND && printed.abs() < Decimal::ONE_HUNDRED
    };
    let middle = |interval: &Interval| {
        let half = |end: Decimal| end.checked_div(Decimal::TWO);
        half(interval.low()?)?.checked_add(half(interval.high()?)?)
    };
    let nominal = || {
        let mut bare = Reading { roles: reading.roles.clone() };
        for (_, (_, quantity)) in bare.roles.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            if let Value::Number { ulp, .. } = &mut quantity.value {
                *ulp = Decimal::ZERO;
                quantity.hedge = None;
            }
        }
        middle(&rule.check(claim, &bare)?.expected?.interval)
    };
    // A deficit is printed without its sign.
    let both = |value: Decimal| [value, value.abs()];
    [nominal(), middle(&expected.interval)]
        .into_iter()
        .flatten()
        .flat_map(both)
        .filter(|value| !is_wild(*value))
        .find_map(|value| {
            let value = format::round(value, ulp);
            let mut right = reading.clone();
            right.roles.get_mut(at)?.1.value = Value::Number { value, ulp };
            let holds = rule
                .check(claim, &right)
                .is_some_and(|check| matches!(check.verdict, Verdict::Exact | Verdict::Rounded));
            holds.then_some((at, value))
        })
}

/// A check in words, with a label on each number of the sum: "stated" on the result, its role on the others.
pub(super) fn explanation(
    reading: &Reading,
    stated: Role,
    operands: &[Role],
    message: String,
    arithmetic: String,
) -> Explanation {
    let label = |text: &'static str| move |q: &Quantity| Label { span: q.span, text: Cow::Borrowed(text) };
    let mut labels: Vec<_> = reading.get(stated).map(label("stated")).into_iter().collect();
    for role in operands {
        labels.extend(reading.all(*role).map(label(role.name())));
    }
    Explanation { message, arithmetic, labels }
}

/// "a rise", "a fall", "a change".
pub(super) const fn noun(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Up) => "a rise",
        Some(Direction::Down) => "a fall",
        Some(Direction::Flat) | None => "a change",
    }
}
