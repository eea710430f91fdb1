//! Whether two values can be meant for the same at all.
//!
//! Two facts of one name whose values have nothing to do with each other are likelier two things (a segment and the firm, a month and a
//! cumulative figure) than a slip. A slip leaves a trace: the values are near, or a digit apart, or a power of ten.

use crate::facts::{Certainty, Entry, Number, Place};
use crate::model::Decimal;

/// Whether two facts that disagree are certainly of the same thing.
#[must_use]
pub fn comparable(a: &Entry, b: &Entry) -> bool {
    let reference = |entry: &Entry| entry.fact.place == Place::Reference;
    let configured = |entry: &Entry| entry.fact.metric.certainty == Certainty::Configured;
    if reference(a) || reference(b) {
        return true;
    }
    let cell = |entry: &Entry| entry.fact.place == Place::Cell;
    let (x, y) = (&a.fact.number, &b.fact.number);
    if cell(a) || cell(b) {
        // The rows of a table are narrower than their names tell, and those of two tables more so.
        return !(cell(a) && cell(b)) && within(x.value, y.value, 4);
    }
    configured(a) && configured(b) || near(x.value, y.value) || slip(x, y)
}

/// Whether values lie within a factor of two, or differ as a slip of the pen makes them.
#[must_use]
pub fn near(x: Decimal, y: Decimal) -> bool {
    if x.is_sign_negative() != y.is_sign_negative() || x.is_zero() || y.is_zero() {
        return false;
    }
    within(x, y, 1) || is_slip(x, y)
}

/// Whether two numbers of the same last place are one slip apart, counted in that place.
fn slip(x: &Number, y: &Number) -> bool {
    let digits = |number: &Number| number.value.checked_div(number.ulp).filter(|digits| digits.fract().is_zero());
    x.ulp == y.ulp && !x.ulp.is_zero() && digits(x).zip(digits(y)).is_some_and(|(x, y)| edit(&text(x), &text(y)))
}

fn text(digits: Decimal) -> String {
    digits.normalize().abs().mantissa().to_string()
}

/// Whether the larger is at most 1 + 1/`part` times the smaller.
fn within(x: Decimal, y: Decimal, part: i64) -> bool {
    let (small, large) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
    let part = Decimal::from(part);
    large.checked_mul(part).zip(small.checked_mul(part + Decimal::ONE)).is_some_and(|(large, small)| large <= small)
}

/// Whether the digits are one edit apart, or the same but for zeros.
fn is_slip(x: Decimal, y: Decimal) -> bool {
    let (a, b) = (text(x), text(y));
    let (a, b) = (a.trim_end_matches('0'), b.trim_end_matches('0'));
    a == b || edit(a, b)
}

/// Whether one digit is wrong, lost or doubled, or two are swapped. One digit of two says nothing.
fn edit(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().min(b.len()) < 3 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let longest = a.len().max(b.len());
    let crossed = a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same);
    let swapped = a.len() == b.len() && same + tail + 2 == longest && crossed;
    longest - a.len().min(b.len()) <= 1 && same + tail + 1 >= longest || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_values_are_not() {
        let near = |a: i64, b: i64| near(Decimal::from(a), Decimal::from(b));
        assert!(
            near(2_900, 2_825)
                && near(1_825, 2_825)
                && near(2_825, 2_825_000)
                && near(9_825, 2_825)
                && near(2_285, 2_825)
        );
        assert!(near(12_345, 1_345));
        assert!(!near(4_000, 50_000) && !near(310, 2_593) && !near(5, -5) && !near(17, 47));
    }
}
