//! Slips in one printed number, given what all other numbers imply for it.

use super::digits::variants;
use super::implied::{Room, can_meet};
use super::text::rescaled;
use crate::model::{Decimal, Interval, Quantity, Span, Value};
use crate::rules::Figure;

/// A figure that one slip could have turned into the printed one.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// The slip, as the causes name it: `transposed`, `scale`, …
    pub name: &'static str,
    /// The figure in the style of the printed one.
    pub text: String,
    /// What the figure stands for.
    pub quantity: Quantity,
}

/// The figures one slip away from a printed number that meet what is implied for it.
///
/// `text` is the number as it is printed, all of it; nothing is found where it is not plain digits.
///
/// ```
/// use claim_audit::causes::slips;
/// use claim_audit::model::{Currency, Decimal, Interval, Quantity, Span, Unit, Value};
/// let printed = Quantity {
///     span: Span::new(0, 14),
///     value: Value::Number { value: Decimal::from(2_825_000_000u64), ulp: Decimal::from(1_000_000) },
///     unit: Unit::Money(Currency::USD),
///     hedge: None,
///     period: None,
///     per: None,
/// };
/// let implied = Interval::new(Decimal::from(2_851_600_000u64), Decimal::from(2_852_300_000u64));
/// let found = slips(&printed, "$2.825 billion", &implied);
/// assert_eq!((found[0].name, found[0].text.as_str()), ("transposed", "$2.852 billion"));
/// ```
#[must_use]
pub fn slips(printed: &Quantity, text: &str, implied: &Interval) -> Vec<Slip> {
    let Some((figure, quantity)) = bare(printed, text) else { return Vec::new() };
    let of_value = |value| Quantity { value, ..printed.clone() };
    let implied = [*implied];
    let room = Room::of(&implied, &figure);
    let mut found: Vec<Slip> = Vec::new();
    for (name, digits, decimals) in variants(&figure, Some(&room)) {
        let Some(value) = figure.value_of(&digits, decimals).filter(|value| can_meet(value, &implied)) else {
            continue;
        };
        let text = figure.with(digits, decimals).text();
        if !found.iter().any(|known| known.text == text) {
            found.push(Slip { name, text, quantity: of_value(value) });
        }
    }
    for factor in [1_000, 1_000_000].map(Decimal::from) {
        for up in [true, false] {
            let scaled = |number: Decimal| if up { number.checked_mul(factor) } else { number.checked_div(factor) };
            let Some((value, ulp)) = quantity.number().and_then(|(value, ulp)| scaled(value).zip(scaled(ulp))) else {
                continue;
            };
            let value = Value::Number { value, ulp };
            if can_meet(&value, &implied)
                && let Some(text) = rescaled(&figure, factor, up)
            {
                found.push(Slip { name: "scale", text, quantity: of_value(value) });
            }
        }
    }
    found
}

/// Another value at the precision and in the style of a printed number, with what it then stands for.
///
/// `None` where the number is not plain digits, or the value lies on the other side of zero: that takes other words, not digits.
#[must_use]
pub fn in_style(printed: &Quantity, text: &str, value: Decimal) -> Option<Slip> {
    let (figure, _) = bare(printed, text)?;
    if !value.is_zero() && value.is_sign_negative() != figure.is_negative() {
        return None;
    }
    let shown = figure.showing(value)?;
    let value = figure.value_of(&shown.digits, shown.decimals)?;
    Some(Slip { name: "implied", text: shown.text(), quantity: Quantity { value, ..printed.clone() } })
}

/// The figure of a text that holds nothing else.
fn bare(printed: &Quantity, text: &str) -> Option<(Figure, Quantity)> {
    let span = Span::new(0, u32::try_from(text.len()).ok()?);
    let quantity = Quantity { span, ..printed.clone() };
    Some((Figure::printed(&quantity, text)?, quantity))
}
