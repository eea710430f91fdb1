//! Whether one slip of the pen explains why a sum does not come out.
//!
//! A sum that fails is an error or no sum at all: rows may be missing, or counted twice. The two look different. A slip changes one
//! number by one digit, by two digits that changed places, by one that was dropped or typed twice, by its sign or its decimal point;
//! what rows leave out is any number. In sums of three digits and more a slip rarely turns up by chance.

use crate::model::{Decimal, Quantity};

/// The longest numbers, in digits, that are looked at.
const LONGEST: u32 = 18;

/// The terms and the total as whole numbers of one unit of the coarsest place; a term counts with its sign in the sum.
#[derive(Debug)]
pub struct Figures {
    terms: Vec<i128>,
    total: i128,
}

impl Figures {
    /// The figures of a sum; `None` where they do not fit.
    pub fn of<'q>(terms: impl Iterator<Item = (&'q Quantity, bool)>, total: &Quantity) -> Option<Self> {
        let printed: Option<Vec<(Decimal, Decimal)>> = terms
            .map(|(term, minus)| term.number().map(|(value, ulp)| (if minus { -value } else { value }, ulp)))
            .collect();
        let printed = printed?;
        let (value, ulp) = total.number()?;
        // What is printed to a finer place is rounded to the coarsest: its last digits do not show in the sum.
        let coarsest = printed.iter().map(|(_, ulp)| *ulp).fold(ulp, Decimal::max);
        if coarsest.is_zero() {
            return None;
        }
        let whole = |value: Decimal| {
            let units = value.checked_div(coarsest)?.round().normalize();
            (units.scale() == 0 && units.mantissa().unsigned_abs() < 10u128.pow(LONGEST)).then(|| units.mantissa())
        };
        Some(Self {
            terms: printed.iter().map(|(value, _)| whole(*value)).collect::<Option<_>>()?,
            total: whole(value)?,
        })
    }

    /// How much more the terms come to than the total.
    fn surplus(&self) -> i128 {
        self.terms.iter().sum::<i128>() - self.total
    }

    /// How many digits the total has.
    pub const fn digits(&self) -> u32 {
        match self.total.unsigned_abs().checked_ilog10() {
            Some(log) => log + 1,
            None => 1,
        }
    }

    /// Whether one number, put right by one slip of the pen, makes the sum come out.
    pub fn explained(&self) -> bool {
        let surplus = self.surplus();
        // Each rounded term may add half a unit; with a little leeway the slip shows through.
        let leeway =
            if self.digits() > 3 { i128::from(self.terms.len() > 2) + i128::from(self.terms.len() > 3) } else { 0 };
        (-leeway..=leeway).any(|leeway| {
            is_slip(self.total, self.total + surplus + leeway)
                || self.terms.iter().any(|term| is_slip(*term, term - surplus + leeway))
        })
    }

    /// Whether the sum comes out with one or two of the terms left out, or one taken off: it may be another sum than it seems.
    pub fn fits_otherwise(&self) -> bool {
        let surplus = self.surplus();
        let terms = self.terms.iter().enumerate().filter(|(_, term)| **term != 0);
        terms.clone().any(|(at, one)| {
            *one == surplus
                || 2 * one == surplus
                || self.terms.len() > 3
                    && terms.clone().skip_while(|(other, _)| *other <= at).any(|(_, two)| one + two == surplus)
        })
    }

    /// Whether the terms come to more than the total though none of them is negative: rows that are missing can't do that.
    pub fn overflows(&self) -> bool {
        self.surplus() > 0 && self.terms.iter().all(|term| *term >= 0)
    }

    /// Whether the total is off by no more than a tenth of it.
    pub fn is_near(&self) -> bool {
        self.surplus().unsigned_abs() * 10 <= self.total.unsigned_abs()
    }
}

/// Whether a number was meant to be the other one and one slip made it what it is.
fn is_slip(printed: i128, meant: i128) -> bool {
    if printed == meant || printed == 0 || meant == 0 {
        return false;
    }
    if printed == -meant {
        return true;
    }
    if printed.is_negative() != meant.is_negative() {
        return false;
    }
    let (printed, meant) = (printed.unsigned_abs().to_string(), meant.unsigned_abs().to_string());
    let (one, other) = (printed.as_bytes(), meant.as_bytes());
    match one.len().abs_diff(other.len()) {
        0 => is_substitution(one, other),
        1 if one.len().min(other.len()) >= 2 => {
            let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
            let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
            long[same + 1..] == short[same..]
        }
        // The decimal point, or a scale.
        3 => printed.trim_end_matches('0') == meant.trim_end_matches('0'),
        _ => false,
    }
}

/// One digit for another, or two neighbours that changed places.
fn is_substitution(one: &[u8], other: &[u8]) -> bool {
    let mut wrong = (0..one.len()).filter(|at| one[*at] != other[*at]);
    match (wrong.next(), wrong.next(), wrong.next()) {
        (Some(_), None, _) => true,
        (Some(a), Some(b), None) => b == a + 1 && one[a] == other[b] && one[b] == other[a],
        _ => false,
    }
}
