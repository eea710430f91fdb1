//! What each kind of relation computes, each sum once: whether three numbers fit, and what two of them give for the third.
//!
//! Rules decide with them, causes try slips with them, tables and networks look for numbers that fit; none has an arithmetic of its own. Whether
//! numbers fit is asked by multiplication where it can be, as a division would round. Percentages are in hundredths: 5 is 5 %.

use super::{ArithmeticError, Decimal, Interval};

type Outcome<T> = Result<T, ArithmeticError>;

const ONE: Interval = Interval::exact(Decimal::ONE);
const HUNDRED: Interval = Interval::HUNDRED;

/// What a level is multiplied by when it changes by a percentage: 1 + percent / 100.
pub fn factor(percent: &Interval) -> Outcome<Interval> {
    // A hundredth is written down where a hundred would have to be divided by.
    percent.mul(&Interval::exact(Decimal::new(1, 2)))?.add(&ONE)
}

/// Whether new = old · (1 + percent / 100).
///
/// ```
/// use claim_audit::model::{Decimal, Interval, relation};
/// let exact = |number: i64| Interval::exact(Decimal::from(number));
/// assert_eq!(relation::change_holds(&exact(5), &exact(105), &exact(100)), Ok(true));
/// assert_eq!(relation::change_holds(&exact(-5), &exact(105), &exact(100)), Ok(false));
/// assert_eq!(relation::change(&exact(105), &exact(100)), Ok(exact(5)));
/// ```
pub fn change_holds(percent: &Interval, new: &Interval, old: &Interval) -> Outcome<bool> {
    Ok(old.mul(&HUNDRED.add(percent)?)?.meets(&new.mul(&HUNDRED)?))
}

/// The change from one level to another, in per cent.
pub fn change(new: &Interval, old: &Interval) -> Outcome<Interval> {
    new.div(old)?.sub(&ONE)?.mul(&HUNDRED)
}

/// The level after a change by a percentage.
pub fn grown(old: &Interval, percent: &Interval) -> Outcome<Interval> {
    old.mul(&factor(percent)?)
}

/// The level before a change by a percentage.
pub fn shrunk(new: &Interval, percent: &Interval) -> Outcome<Interval> {
    new.div(&factor(percent)?)
}

/// Whether new = old + difference; points of a percentage as well.
pub fn difference_holds(difference: &Interval, new: &Interval, old: &Interval) -> Outcome<bool> {
    Ok(new.sub(old)?.meets(difference))
}

/// Whether new = old · multiple; an amount in another unit by its factor, and a level after compound growth by that, as well.
pub fn multiple_holds(multiple: &Interval, new: &Interval, old: &Interval) -> Outcome<bool> {
    Ok(old.mul(multiple)?.meets(new))
}

/// Whether part = whole · share / `units`: 100 of them make the whole in percentages, 1 in multiples ("half" is 0.5).
pub fn share_holds(share: &Interval, part: &Interval, whole: &Interval, units: &Interval) -> Outcome<bool> {
    Ok(part.mul(units)?.meets(&share.mul(whole)?))
}

/// The share that a part is of a whole, in so many units.
pub fn share(part: &Interval, whole: &Interval, units: &Interval) -> Outcome<Interval> {
    part.mul(units)?.div(whole)
}

/// The part that a share is of a whole.
pub fn part(share: &Interval, whole: &Interval, units: &Interval) -> Outcome<Interval> {
    share.mul(whole)?.div(units)
}

/// The whole of which a part is a share.
pub fn whole(share: &Interval, part: &Interval, units: &Interval) -> Outcome<Interval> {
    part.mul(units)?.div(share)
}

/// The sum of several numbers.
pub fn total<'t>(terms: impl IntoIterator<Item = &'t Interval>) -> Outcome<Interval> {
    terms.into_iter().try_fold(Interval::exact(Decimal::ZERO), |sum, term| sum.add(term))
}

/// What is left of what comes in after what goes out.
pub fn balance(inflow: &Interval, outflow: &Interval) -> Outcome<Interval> {
    inflow.sub(outflow)
}

/// Whether total = count · average.
pub fn average_holds(average: &Interval, total: &Interval, count: &Interval) -> Outcome<bool> {
    Ok(average.mul(count)?.meets(total))
}

/// What each of so many has of a total.
pub fn average(total: &Interval, count: &Interval) -> Outcome<Interval> {
    total.div(count)
}

/// A factor applied so many times; exact for positive factors, because each end is then multiplied by itself only.
pub fn power(factor: &Interval, times: u32) -> Result<Interval, ArithmeticError> {
    let (mut product, mut square, mut times) = (Interval::exact(Decimal::ONE), *factor, times);
    loop {
        if times % 2 == 1 {
            product = product.mul(&square)?;
        }
        times /= 2;
        if times == 0 {
            return Ok(product);
        }
        square = square.mul(&square)?;
    }
}

/// The yearly percentage that multiplies a value by `ratio` in so many years, without roots: each end by bisection.
pub fn rate(ratio: &Interval, years: u32) -> Result<Interval, ArithmeticError> {
    let (Some(low), Some(high)) = (ratio.low(), ratio.high()) else { return Err(ArithmeticError::Overflow) };
    let factor = Interval::new(root(low, years).0, root(high, years).1);
    factor.mul(&Interval::HUNDRED)?.sub(&Interval::HUNDRED)
}

/// Two numbers close below and above the root.
fn root(ratio: Decimal, years: u32) -> (Decimal, Decimal) {
    let (mut low, mut high) = (ratio.min(Decimal::ONE), ratio.max(Decimal::ONE));
    // The 12th decimal is more than any prose prints; 100 halvings reach it from any ratio that a decimal holds.
    let near = Decimal::new(1, 13);
    for _ in 0..100 {
        if high - low < near {
            break;
        }
        let middle = low / Decimal::TWO + high / Decimal::TWO;
        // What overflows is above every ratio.
        let above =
            power(&Interval::exact(middle), years).map_or(true, |grown| grown.low().is_none_or(|low| low > ratio));
        if above { high = middle } else { low = middle }
    }
    (low, high)
}
