//! Decimal operations that are exact where the result can be written down, and round the way they are told to where it can't.
//!
//! `Decimal::checked_*` fails only when the part before the point overflows; past 28 decimals or 96 bits it rounds to nearest
//! in silence, and an end of an interval that moved inwards is a wrong verdict. Each operation here works on the bare
//! mantissas: in `i128` where they fit, else in wide integers by hand, keeping track of what is cut off.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::ArithmeticError;

/// Where a result goes that can't be written down exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// To the next decimal below: for the lower end of an interval.
    Below,
    /// To the next decimal above: for the upper end.
    Above,
}

/// `a + b`.
pub fn add(a: Decimal, b: Decimal, toward: Toward) -> Result<Decimal, ArithmeticError> {
    if let Some((x, y, scale)) = short(a, b)
        && let Some(sum) = x.checked_add(y)
    {
        return Ok(Decimal::new(sum, scale));
    }
    add_long(a, b, toward)
}

/// The same in 128 bits or more. Like the others of its kind it stands apart, so that the registers which it needs need not be saved for
/// what is short.
#[allow(clippy::many_single_char_names)] // The letters of the formula.
#[inline(never)]
fn add_long(a: Decimal, b: Decimal, toward: Toward) -> Result<Decimal, ArithmeticError> {
    let scale = a.scale().max(b.scale());
    if let (Some(x), Some(y)) = (aligned(a, scale), aligned(b, scale))
        && let Some(sum) = x.checked_add(y)
        && let Some(exact) = fitting(sum, scale)
    {
        return Ok(exact);
    }
    let (x, y) = (wide_aligned(a, scale), wide_aligned(b, scale));
    let (negative, magnitude) = match (a.is_sign_negative(), b.is_sign_negative()) {
        (p, q) if p == q => (p, x.plus(&y)),
        (p, q) if x.0.iter().rev().ge(y.0.iter().rev()) => (p && !q, x.minus(&y)),
        (p, q) => (q && !p, y.minus(&x)),
    };
    finish(magnitude, scale, negative, false, toward)
}

/// `a − b`.
pub fn sub(a: Decimal, b: Decimal, toward: Toward) -> Result<Decimal, ArithmeticError> {
    add(a, -b, toward)
}

/// `a × b`.
pub fn mul(a: Decimal, b: Decimal, toward: Toward) -> Result<Decimal, ArithmeticError> {
    let scale = a.scale() + b.scale();
    if scale <= Decimal::MAX_SCALE
        && let (Some(x), Some(y)) = (small(a), small(b))
        && let Some(product) = x.checked_mul(y)
    {
        return Ok(Decimal::new(product, scale));
    }
    mul_long(a, b, toward)
}

#[inline(never)]
fn mul_long(a: Decimal, b: Decimal, toward: Toward) -> Result<Decimal, ArithmeticError> {
    let scale = a.scale() + b.scale();
    let negative = a.is_sign_negative() != b.is_sign_negative();
    if let Some(product) = a.mantissa().unsigned_abs().checked_mul(b.mantissa().unsigned_abs())
        && let Some(result) = shortened(product, scale, negative, toward)
    {
        return Ok(result);
    }
    let magnitude = Wide::from(a.mantissa().unsigned_abs()).times(b.mantissa().unsigned_abs());
    finish(magnitude, scale, negative, false, toward)
}

/// `a ÷ b`.
pub fn div(a: Decimal, b: Decimal, toward: Toward) -> Result<Decimal, ArithmeticError> {
    if b.is_zero() {
        return Err(ArithmeticError::ZeroDivisor);
    }
    if let Some(quotient) = short_quotient(a, b, toward) {
        return Ok(quotient);
    }
    // With 28 decimals in the quotient nothing is lost that a decimal could hold: a.scale − b.scale + shift = 28.
    let shift = Decimal::MAX_SCALE - a.scale() + b.scale();
    let mut magnitude = Wide::from(a.mantissa().unsigned_abs()).times_ten_to(shift);
    let rest = magnitude.divide(b.mantissa().unsigned_abs());
    let negative = a.is_sign_negative() != b.is_sign_negative();
    finish(magnitude, Decimal::MAX_SCALE, negative, rest != 0, toward).map(|quotient| quotient.normalize())
}

/// Whether `a ≤ b`, by the bare mantissas.
pub fn at_most(a: Decimal, b: Decimal) -> bool {
    short(a, b).map_or_else(|| at_most_long(a, b), |(x, y, _)| x <= y)
}

#[inline(never)]
fn at_most_long(a: Decimal, b: Decimal) -> bool {
    let scale = a.scale().max(b.scale());
    match (aligned(a, scale), aligned(b, scale)) {
        (Some(x), Some(y)) => x <= y,
        _ => a <= b,
    }
}

/// Half a last place (zero or more) below and above a value: their mantissas and the scale of both, where all of it fits 64 bits.
pub fn half_around(value: Decimal, ulp: Decimal) -> Option<(i64, i64, u32)> {
    let middle = small(value)?;
    if ulp.is_zero() {
        return Some((middle, middle, value.scale()));
    }
    if value.scale() == ulp.scale() && ulp.scale() < Decimal::MAX_SCALE {
        // As numbers are printed.
        let (middle, half) = (middle.checked_mul(10)?, small(ulp)?.checked_mul(5)?);
        return Some((middle.checked_sub(half)?, middle.checked_add(half)?, ulp.scale() + 1));
    }
    let scale = value.scale().max(ulp.scale() + 1);
    // A half is five at the next place.
    let half = raised(small(ulp)?.checked_mul(5)?, scale - ulp.scale() - 1)?;
    let middle = raised(middle, scale - value.scale())?;
    let (low, high) = (middle.checked_sub(half)?, middle.checked_add(half)?);
    (scale <= Decimal::MAX_SCALE).then_some((low, high, scale))
}

/// The mantissas of two numbers at the larger of their scales, where they fit 64 bits, as those of numbers in print do: what can be done
/// with them takes a few instructions, a tenth of what it takes in 128 bits.
fn short(a: Decimal, b: Decimal) -> Option<(i64, i64, u32)> {
    let (x, y) = (small(a)?, small(b)?);
    let (here, there) = (a.scale(), b.scale());
    match here.cmp(&there) {
        Ordering::Equal => Some((x, y, here)),
        Ordering::Less => Some((raised(x, there - here)?, y, there)),
        Ordering::Greater => Some((x, raised(y, here - there)?, here)),
    }
}

/// The mantissa, if it fits 64 bits.
pub fn small(value: Decimal) -> Option<i64> {
    let parts = value.unpack();
    let magnitude = i64::from(parts.mid) << 32 | i64::from(parts.lo);
    // A magnitude of all 64 bits has come out as below zero.
    (parts.hi == 0 && magnitude >= 0).then_some(if parts.negative { -magnitude } else { magnitude })
}

/// A mantissa with so many zeros behind it, if 64 bits hold it.
pub fn raised(mantissa: i64, power: u32) -> Option<i64> {
    mantissa.checked_mul(*SMALL_POWERS.get(power as usize)?)
}

/// The powers of ten in 64 bits.
const SMALL_POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut power = 1;
    while power < powers.len() {
        powers[power] = powers[power - 1] * 10;
        power += 1;
    }
    powers
};

/// The number of a mantissa, if it is one: most fit 64 bits, of which nothing need be asked.
fn fitting(mantissa: i128, scale: u32) -> Option<Decimal> {
    match i64::try_from(mantissa) {
        Ok(small) if scale <= Decimal::MAX_SCALE => Some(Decimal::new(small, scale)),
        _ => Decimal::try_from_i128_with_scale(mantissa, scale).ok(),
    }
}

/// A quotient by one division of 128 bits, with 18 digits or more; `None` where it needs the long way: it may be written down
/// exactly with more digits than there is room for here, or it leaves too few of them.
fn short_quotient(a: Decimal, b: Decimal, toward: Toward) -> Option<Decimal> {
    const PLENTY: u128 = 1_000_000_000_000_000_000;
    let (top, bottom) = (a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
    // The decimals of the quotient are those of a, less those of b, and one for each power that the dividend is raised by.
    let most = (Decimal::MAX_SCALE + b.scale()).checked_sub(a.scale())?;
    let power = room(top).min(most).min(38);
    let scale = (a.scale() + power).checked_sub(b.scale())?;
    let dividend = top * DIVIDEND_POWERS.get(power as usize)?;
    let quotient = dividend / bottom;
    let exact = quotient * bottom == dividend;
    let negative = a.is_sign_negative() != b.is_sign_negative();
    let outwards = negative == (toward == Toward::Below);
    if exact {
        return bare(quotient, scale, negative, outwards);
    }
    if quotient >= LARGEST {
        return cut_to_size(quotient, scale, exact, negative, outwards);
    }
    if quotient < PLENTY || terminates(top, bottom) {
        return None;
    }
    decimal(quotient + u128::from(outwards), scale, negative)
}

/// An exact quotient without zeros at its end, which come by the dozen: by halves and not one by one.
fn bare(mut quotient: u128, mut scale: u32, negative: bool, outwards: bool) -> Option<Decimal> {
    if quotient == 0 {
        return Some(Decimal::ZERO);
    }
    for (digits, power) in [(16, 10_000_000_000_000_000), (8, 100_000_000), (4, 10_000), (2, 100), (1, 10)] {
        let shorter = quotient / power;
        if scale >= digits && shorter * power == quotient {
            quotient = shorter;
            scale -= digits;
        }
    }
    if quotient > LARGEST {
        return cut_to_size(quotient, scale, true, negative, outwards);
    }
    trimmed(quotient, scale, negative)
}

/// A magnitude of at most 96 bits with its sign, without zeros at its end: nine of ten have none, which is told without long divisions.
fn trimmed(magnitude: u128, scale: u32, negative: bool) -> Option<Decimal> {
    let (high, low) = (high_word(magnitude), low_word(magnitude));
    // 2⁶⁴ ends in a six.
    let ends_in_zero = low.is_multiple_of(2) && (high % 10 * 6 + low % 10).is_multiple_of(10);
    let result = decimal(magnitude, scale, negative)?;
    Some(if ends_in_zero { result.normalize() } else { result })
}

/// As many digits of a quotient as a decimal has room for; the rest rounds it once.
fn cut_to_size(mut quotient: u128, mut scale: u32, mut exact: bool, negative: bool, outwards: bool) -> Option<Decimal> {
    // The bits beyond 96, in digits, go at once; what this leaves too long is one digit or two.
    let mut digits = (32u32.saturating_sub(quotient.leading_zeros()) * 77 / 256).max(1);
    loop {
        let power = *DIVIDEND_POWERS.get(digits as usize)?;
        let rest = quotient % power;
        exact &= rest == 0;
        quotient /= power;
        scale = scale.checked_sub(digits)?;
        let rounded = quotient + u128::from(!exact && outwards);
        if rounded <= LARGEST {
            return trimmed(rounded, scale, negative);
        }
        digits = 1;
    }
}

/// A magnitude cut by as few decimals as leave it fitting a decimal, and rounded once; `None` where it has too few of them.
fn shortened(magnitude: u128, scale: u32, negative: bool, toward: Toward) -> Option<Decimal> {
    let outwards = negative == (toward == Toward::Below);
    // Each bit beyond 96 but the first is 0.301 of a digit; what that falls short of the digits is found by trying.
    let beyond = 31u32.saturating_sub(magnitude.leading_zeros()) * 77 / 256;
    let mut digits = scale.saturating_sub(Decimal::MAX_SCALE).max(beyond);
    loop {
        let power = DIVIDEND_POWERS.get(digits as usize)?;
        let quotient = if digits == 0 { magnitude } else { magnitude / power };
        let rounded = quotient + u128::from(outwards && quotient * power != magnitude);
        if rounded <= LARGEST {
            return decimal(rounded, scale.checked_sub(digits)?, negative);
        }
        digits += 1;
    }
}

/// A magnitude of at most 96 bits with its sign.
fn decimal(magnitude: u128, scale: u32, negative: bool) -> Option<Decimal> {
    let mantissa = magnitude.cast_signed();
    Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale).ok()
}

/// By how many powers of ten a dividend can be raised with one to spare.
fn room(top: u128) -> u32 {
    const ROOM: u128 = u128::MAX / 10;
    // A bit is 0.301 of a digit; what that falls short of is at most one power.
    let guess = (top.max(1).leading_zeros().saturating_sub(4) * 77 / 256).min(37);
    let fits = |power: u32| {
        DIVIDEND_POWERS.get(power as usize).is_some_and(|p| top.checked_mul(*p).is_some_and(|t| t <= ROOM))
    };
    let mut power = guess;
    while power < 37 && fits(power + 1) {
        power += 1;
    }
    power
}

/// The powers of ten in 128 bits.
const DIVIDEND_POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut power = 1;
    while power < powers.len() {
        powers[power] = powers[power - 1] * 10;
        power += 1;
    }
    powers
};

/// A power of ten, if 128 bits hold it.
pub fn power_of_ten(exponent: u32) -> Option<i128> {
    DIVIDEND_POWERS.get(exponent as usize).map(|power| power.cast_signed())
}

/// Whether a fraction has finitely many decimals: what is left of the divisor without twos and fives goes into the dividend.
fn terminates(top: u128, bottom: u128) -> bool {
    let mut rest = bottom >> bottom.trailing_zeros();
    // Numbers of prose have no more than 64 bits, where a division is one instruction.
    if let (Ok(top), Ok(mut rest)) = (u64::try_from(top), u64::try_from(rest)) {
        while rest.is_multiple_of(5) {
            rest /= 5;
        }
        return top.is_multiple_of(rest);
    }
    while rest.is_multiple_of(5) {
        rest /= 5;
    }
    top.is_multiple_of(rest)
}

/// The largest mantissa of a [`Decimal`].
const LARGEST: u128 = (1 << 96) - 1;

/// The mantissa at a scale that is at least the number's own, if it fits.
fn aligned(value: Decimal, scale: u32) -> Option<i128> {
    match scale - value.scale() {
        0 => Some(value.mantissa()),
        power => value.mantissa().checked_mul(*POWERS.get(power as usize)?),
    }
}

/// The powers of ten that two scales can differ by.
const POWERS: [i128; 29] = {
    let mut powers = [1; 29];
    let mut power = 1;
    while power < powers.len() {
        powers[power] = powers[power - 1] * 10;
        power += 1;
    }
    powers
};

fn wide_aligned(value: Decimal, scale: u32) -> Wide {
    Wide::from(value.mantissa().unsigned_abs()).times_ten_to(scale - value.scale())
}

/// Drops decimals until the magnitude fits a decimal, and rounds once, at the end.
fn finish(
    mut magnitude: Wide,
    mut scale: u32,
    negative: bool,
    mut cut: bool,
    toward: Toward,
) -> Result<Decimal, ArithmeticError> {
    loop {
        if scale <= Decimal::MAX_SCALE
            && let Some(small) = magnitude.small()
        {
            let away = cut && (negative == (toward == Toward::Below));
            let rounded = if away { small + 1 } else { small };
            if rounded <= LARGEST {
                // At most 96 bits, so the cast keeps every bit.
                let mantissa = rounded.cast_signed();
                let signed = if negative { -mantissa } else { mantissa };
                return Decimal::try_from_i128_with_scale(signed, scale).map_err(|_| ArithmeticError::Overflow);
            }
        }
        if scale == 0 {
            return Err(ArithmeticError::Overflow);
        }
        cut |= magnitude.divide(10) != 0;
        scale -= 1;
    }
}

/// 320 bits, the least significant limb first: room for 96 bits times ten to the 56th.
#[derive(Clone, Copy)]
struct Wide([u32; 10]);

impl Wide {
    fn small(&self) -> Option<u128> {
        let [a, b, c, rest @ ..] = self.0;
        rest.iter().all(|limb| *limb == 0).then(|| u128::from(a) | u128::from(b) << 32 | u128::from(c) << 64)
    }

    fn plus(mut self, other: &Self) -> Self {
        let mut carry = 0u128;
        for (limb, more) in self.0.iter_mut().zip(other.0) {
            carry += u128::from(*limb) + u128::from(more);
            *limb = low_half(carry);
            carry >>= 32;
        }
        self
    }

    /// Takes away a number that is not larger.
    fn minus(mut self, other: &Self) -> Self {
        let mut borrow = false;
        for (limb, less) in self.0.iter_mut().zip(other.0) {
            let (once, first) = limb.overflowing_sub(less);
            let (twice, second) = once.overflowing_sub(u32::from(borrow));
            *limb = twice;
            borrow = first || second;
        }
        self
    }

    fn times_small(&mut self, factor: u32) {
        let mut carry = 0u128;
        for limb in &mut self.0 {
            carry += u128::from(*limb) * u128::from(factor);
            *limb = low_half(carry);
            carry >>= 32;
        }
    }

    fn times_ten_to(mut self, power: u32) -> Self {
        for _ in 0..power {
            self.times_small(10);
        }
        self
    }

    /// Times a number of at most 96 bits.
    fn times(self, factor: u128) -> Self {
        let mut sum = Self([0; 10]);
        for place in (0..3).rev() {
            // Horner's scheme in base 2³²: shift by one limb, then add the product with the next one.
            let mut shifted = Self([0; 10]);
            shifted.0.iter_mut().skip(1).zip(sum.0).for_each(|(to, from)| *to = from);
            let mut part = self;
            part.times_small(low_half(factor >> (32 * place)));
            sum = shifted.plus(&part);
        }
        sum
    }

    /// Divides by a number of at most 96 bits, other than zero; returns the rest.
    fn divide(&mut self, divisor: u128) -> u128 {
        let mut rest = 0u128;
        for limb in self.0.iter_mut().rev() {
            let current = rest << 32 | u128::from(*limb);
            *limb = low_half(current / divisor);
            rest = current % divisor;
        }
        rest
    }
}

impl From<u128> for Wide {
    fn from(value: u128) -> Self {
        let mut limbs = [0; 10];
        for (place, limb) in limbs.iter_mut().take(4).enumerate() {
            *limb = low_half(value >> (32 * place));
        }
        Self(limbs)
    }
}

const fn high_word(value: u128) -> u64 {
    low_word(value >> 64)
}

#[allow(clippy::cast_possible_truncation)] // The lower half is what is asked for.
const fn low_word(value: u128) -> u64 {
    value as u64
}

#[allow(clippy::cast_possible_truncation)] // The lower half is what is asked for.
const fn low_half(value: u128) -> u32 {
    value as u32
}

#[cfg(test)]
#[path = "directed_tests.rs"]
pub(crate) mod tests;
