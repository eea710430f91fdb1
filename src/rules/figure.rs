//! A figure as it is printed, and other values in its style.

use super::format;
use crate::model::{Decimal, Quantity, Span, Value};

/// The digits of a printed number, with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Where the whole quantity stands.
    pub(crate) span: Span,
    /// What stands before the digits: a sign, a currency.
    pub(crate) before: String,
    /// The digits without point and commas.
    pub(crate) digits: Vec<u8>,
    /// How many of them stand after the point.
    pub(crate) decimals: usize,
    grouped: bool,
    /// What stands after them: a scale word, a unit.
    pub(crate) after: String,
    /// What the printed number is multiplied by to give the quantity's value.
    scale: Decimal,
    /// Whether the quantity is a whole count, without rounding.
    counted: bool,
    negative: bool,
}

impl Figure {
    /// The figure at the span of a quantity, if it is printed in plain digits that give its value.
    pub(crate) fn printed(quantity: &Quantity, source: &str) -> Option<Self> {
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
    pub(crate) fn with(&self, digits: Vec<u8>, decimals: usize) -> Self {
        Self { digits, decimals, ..self.clone() }
    }

    /// The same figure with the digits of another value, rounded to the precision that is printed.
    pub(crate) fn showing(&self, value: Decimal) -> Option<Self> {
        let decimals = u32::try_from(self.decimals).ok()?;
        let last = Decimal::try_new(1, decimals).ok()?;
        let bare = format::round(value.abs().checked_div(self.scale)?, last);
        let digits = format::grouped(bare, decimals).bytes().filter(u8::is_ascii_digit).collect();
        Some(self.with(digits, self.decimals))
    }

    /// What a text in the style of this figure stands for; `None` where its scale word or its sign is another one.
    pub(crate) fn read(&self, text: &str) -> Option<Value> {
        let digits = text.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let bare: Vec<u8> = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit).collect();
        self.value_of(&bare, fraction.len())
    }

    /// The same figure with so many more decimals.
    pub(crate) fn finer(&self, more: usize) -> Self {
        let mut digits = self.digits.clone();
        digits.extend(std::iter::repeat_n(b'0', more));
        self.with(digits, self.decimals + more)
    }

    /// The digits alone, as they are grouped.
    pub(crate) fn bare_text(&self) -> String {
        Self { before: String::new(), after: String::new(), ..self.clone() }.text()
    }

    /// What the printed number is multiplied by.
    pub(crate) const fn scale(&self) -> Decimal {
        self.scale
    }

    /// Whether the quantity lies below zero, whatever sign is printed.
    pub(crate) const fn is_negative(&self) -> bool {
        self.negative
    }

    /// What the figure stands for with other digits.
    pub(crate) fn value_of(&self, digits: &[u8], decimals: usize) -> Option<Value> {
        let value = bare(digits, decimals)?.checked_mul(self.scale)?;
        let last = Decimal::try_new(1, u32::try_from(decimals).ok()?).ok()?.checked_mul(self.scale)?;
        let ulp = if self.counted { Decimal::ZERO } else { last };
        Some(Value::Number { value: if self.negative { -value } else { value }, ulp })
    }

    /// The figure in the style in which it is printed.
    pub(crate) fn text(&self) -> String {
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
