//! Figures as they stand in the file, and the same figures put right.

use crate::model::{Decimal, Interval, Quantity, Reading, Span, Value};
use crate::rules::{CheckedClaim, Replacement, expected_of, format};

/// The digits of a printed number, with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// Where the whole quantity stands.
    pub(super) span: Span,
    before: String,
    /// The digits without point and commas.
    pub(super) digits: Vec<u8>,
    /// How many of them stand after the point.
    pub(super) decimals: usize,
    grouped: bool,
    after: String,
    /// What the printed number is multiplied by to give the quantity's value.
    scale: Decimal,
    /// Whether the quantity is a whole count, without rounding.
    counted: bool,
    negative: bool,
}

impl Figure {
    /// The figure at the span of a quantity, if it is printed in plain digits that give its value.
    pub(super) fn printed(quantity: &Quantity, source: &str) -> Option<Self> {
        let (value, ulp) = quantity.number()?;
        let text = source.get(quantity.span.range())?;
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let start = if text.get(..start)?.ends_with('.') { start - 1 } else { start };
        let number = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        let run = text.get(start..)?;
        let run = run.split(|c| !number(c)).next()?.trim_end_matches([',', '.']);
        let (whole, fraction) = run.split_once('.').unwrap_or((run, ""));
        if fraction.contains(['.', ',']) || run.len() > 40 {
            return None;
        }
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit).collect();
        let mut figure = Self {
            span: quantity.span,
            before: text.get(..start)?.to_owned(),
            decimals: fraction.len(),
            grouped: whole.contains(',') || whole.len() < 4,
            after: text.get(start + run.len()..)?.to_owned(),
            digits,
            scale: Decimal::ONE,
            counted: ulp.is_zero(),
            negative: value.is_sign_negative(),
        };
        let bare = bare(&figure.digits, figure.decimals)?;
        if !bare.is_zero() {
            figure.scale = value.abs().checked_div(bare)?;
        }
        // A scale that is no power of ten means that the text is not the plain number that it was taken for ("10-7/8").
        let power = figure.scale.normalize();
        let ten = power.mantissa().to_string();
        (ten.starts_with('1') && ten.bytes().skip(1).all(|b| b == b'0')).then_some(figure)
    }

    /// The same figure with other digits.
    pub(super) fn with(&self, digits: Vec<u8>, decimals: usize) -> Self {
        Self { digits, decimals, ..self.clone() }
    }

    /// The same figure with the digits of another value, rounded to the precision that is printed.
    pub(super) fn showing(&self, value: Decimal) -> Option<Self> {
        let decimals = u32::try_from(self.decimals).ok()?;
        let last = Decimal::try_new(1, decimals).ok()?;
        let bare = format::round(value.abs().checked_div(self.scale)?, last);
        let digits = format::grouped(bare, decimals).bytes().filter(u8::is_ascii_digit).collect();
        Some(self.with(digits, self.decimals))
    }

    /// What the printed number is multiplied by.
    pub(super) const fn scale(&self) -> Decimal {
        self.scale
    }

    /// Whether the quantity lies below zero, whatever sign is printed.
    pub(super) const fn is_negative(&self) -> bool {
        self.negative
    }

    /// What the figure stands for with other digits.
    pub(super) fn value_of(&self, digits: &[u8], decimals: usize) -> Option<Value> {
        let value = bare(digits, decimals)?.checked_mul(self.scale)?;
        let last = Decimal::try_new(1, u32::try_from(decimals).ok()?).ok()?.checked_mul(self.scale)?;
        let ulp = if self.counted { Decimal::ZERO } else { last };
        Some(Value::Number { value: if self.negative { -value } else { value }, ulp })
    }

    /// The figure in the style in which it is printed.
    pub(super) fn text(&self) -> String {
        let whole = self.digits.len().saturating_sub(self.decimals);
        let mut text = self.before.clone();
        for (at, digit) in self.digits.iter().enumerate() {
            if at == whole {
                text.push('.');
            } else if self.grouped && at > 0 && at < whole && (whole - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(char::from(*digit));
        }
        text + &self.after
    }
}

/// The number that digits print, without scale and sign.
fn bare(digits: &[u8], decimals: usize) -> Option<Decimal> {
    let mantissa: i128 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(decimals).ok()?).ok()
}

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
    Some(Figure { after, ..figure.clone() }.text())
}
