//! `wrong-share`: part and whole against the share.

use super::decide::{HUNDRED, decide, decide_by_digits, may_multiply, missing, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Decimal, Interval, Kind, Quantity, Reading, Role, Unit, Verdict, relation};

rule! {
    /// # What it checks
    ///
    /// A share against its part and its whole: share × whole must give the part. Two shares of the same thing, as in "one
    /// fifth (19.2%)", must agree with each other.
    ///
    /// # Why it matters
    ///
    /// A share taken of the rest instead of the whole, or of last year's whole, looks as plausible as the right one.
    ///
    /// # Example
    ///
    /// ```text
    /// Textiles made up $812 million of the $2.825 billion total, or 40.3%.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Textiles made up $812 million of the $2.825 billion total, or 28.7%.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Shares whose part or whole is not printed (what they imply for it is reported), as in surveys.
    pub struct WrongShare = "wrong-share";
}

impl Rule for WrongShare {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Share)?;
        let shares: Vec<_> = reading.all(Role::Share).collect();
        let first = *shares.first()?;
        let alike = shares.iter().skip(1).map(|other| agree(first, other));
        let of_whole = match (reading.get(Role::Part), reading.get(Role::Whole)) {
            (Some(part), Some(whole)) if !part.comparable(whole) => vec![unchecked("different units")],
            (Some(_), Some(whole)) if whole.interval().is_none_or(|whole| whole.crosses_zero()) => {
                vec![unchecked("zero base")]
            }
            (Some(part), Some(whole)) => shares.iter().map(|share| divided(share, part, whole)).collect(),
            (Some(part), None) => vec![implied_whole(first, part)],
            (None, Some(whole)) => vec![implied_part(first, whole)],
            (None, None) if shares.len() > 1 => Vec::new(),
            (None, None) => vec![unchecked("no whole")],
        };
        // The worst that could be checked; what could not be is worth a word only where nothing else was.
        alike.chain(of_whole).max_by_key(|check| (check.verdict != Verdict::Unchecked).then_some(check.verdict))
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let result = said.result(reading, Role::Share, check);
        let stated: Vec<_> = reading.all(Role::Share).map(|quantity| said.quantity(quantity)).collect();
        let stated = stated.join(" and ");
        if let [part, whole] = said.operands(reading, &[Role::Part, Role::Whole]).as_slice() {
            let (of, all) = (said.role(reading, Role::Part), said.role(reading, Role::Whole));
            let message = match said.not(&stated) {
                not if not.starts_with("not ") => format!("{of} is not {stated} of {all}"),
                not => format!("{of} of {all} is {not}"),
            };
            let sum = format!("{part} / {whole} = {result}");
            return explanation(reading, Role::Share, &[Role::Part, Role::Whole], message, sum);
        }
        let message = format!("{stated} can't be the same share");
        explanation(reading, Role::Share, &[], message, stated.replace(" and ", " ≠ "))
    }
}

/// How many of its units make the whole: 100 for percentages, 1 for multiples ("half" as 0.5).
fn whole_of(share: &Quantity) -> Interval {
    if share.unit == Unit::Multiple { Interval::exact(Decimal::ONE) } else { HUNDRED }
}

fn divided(share: &Quantity, part: &Quantity, whole: &Quantity) -> Check {
    by_digits(share, part, whole).unwrap_or_else(|| by_intervals(share, part, whole))
}

/// The outcome of a share that comes out: one multiplication tells it of plain numbers.
fn by_digits(share: &Quantity, part: &Quantity, whole: &Quantity) -> Option<Check> {
    let (low, high, scale) = share.bare_ends()?;
    let (levels, of_levels) = part.ends_beside(whole)?;
    let places = if share.unit == Unit::Multiple { scale } else { scale + 2 };
    let units = 10i64.checked_pow(places).filter(|_| scale + of_levels <= Decimal::MAX_SCALE)?;
    decide_by_digits(levels, |part, whole| may_multiply((low, high), whole, part, units))
}

fn by_intervals(share: &Quantity, part: &Quantity, whole: &Quantity) -> Check {
    let units = whole_of(share);
    decide(
        &[(Role::Share, share), (Role::Part, part), (Role::Whole, whole)],
        |values| {
            let [share, part, whole] = values else { return Ok(false) };
            relation::share_holds(share, part, whole, &units)
        },
        |values| {
            let [_, part, whole] = values else { return Err(ArithmeticError::Overflow) };
            Ok(Expected {
                role: Role::Share,
                interval: relation::share(part, whole, &units)?,
                unit: share.unit.clone(),
            })
        },
    )
}

fn agree(one: &Quantity, other: &Quantity) -> Check {
    let (per_one, per_other) = (whole_of(one), whole_of(other));
    decide(
        &[(Role::Share, one), (Role::Share, other)],
        |values| {
            let [a, b] = values else { return Ok(false) };
            Ok(a.mul(&per_other)?.meets(&b.mul(&per_one)?))
        },
        |values| {
            let [_, b] = values else { return Err(ArithmeticError::Overflow) };
            let interval = b.mul(&per_one)?.div(&per_other)?;
            Ok(Expected { role: Role::Share, interval, unit: one.unit.clone() })
        },
    )
}

fn implied_whole(share: &Quantity, part: &Quantity) -> Check {
    let whole = || relation::whole(&share.interval()?, &part.interval()?, &whole_of(share)).ok();
    missing("no whole", Role::Whole, &part.unit, whole())
}

fn implied_part(share: &Quantity, whole: &Quantity) -> Check {
    let part = || relation::part(&share.interval()?, &whole.interval()?, &whole_of(share)).ok();
    missing("no part", Role::Part, &whole.unit, part())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Span, Value};

    proptest! {
        #[test]
        fn digits_tell_what_intervals_do(
            (part, whole, cut) in (1i64..i64::MAX, 1i64..i64::MAX, 0u32..63),
            (error, scale, places) in (-30i64..30, 0u32..=3, 0u32..=3),
            multiple: bool,
        ) {
            let (part, whole) = (part >> cut, whole >> cut);
            prop_assume!(whole > 0);
            let unit = if multiple { Unit::Multiple } else { Unit::Percent };
            let parts = 10i128.pow(if multiple { scale } else { scale + 2 });
            let size = i64::try_from(i128::from(part) * parts / i128::from(whole)).unwrap_or(7) + error / 10;
            let quantity = |mantissa, scale, unit| {
                let value = Value::Number { value: Decimal::new(mantissa, scale), ulp: Decimal::new(1, scale) };
                Quantity { span: Span::default(), value, unit, hedge: None, period: None, per: None }
            };
            let share = quantity(size, scale, unit);
            let [part, whole] = [part, whole].map(|level| quantity(level, places, Unit::Count(None)));
            if let Some(told) = by_digits(&share, &part, &whole) {
                prop_assert_eq!(told, by_intervals(&share, &part, &whole));
            }
        }
    }
}
