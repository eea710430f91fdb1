//! Decimals as the reports write them.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{Interval, power_of_ten};

/// Appends a decimal without exponent and without trailing zeros.
///
/// `Decimal`'s own `Display` after `normalize` says the same, at several times the cost; a report writes four decimals for each quantity.
pub fn write_decimal(out: &mut Vec<u8>, value: Decimal) {
    let parts = value.unpack();
    let small = u64::from(parts.mid) << 32 | u64::from(parts.lo);
    match parts.hi {
        0 => write_scaled(out, parts.negative, small, parts.scale as usize),
        high => write_general(out, parts.negative, u128::from(high) << 64 | u128::from(small), parts.scale as usize),
    }
}

/// The same for a mantissa of 64 bits, in which division is several times as fast as in 128, and so many decimals.
pub fn write_scaled(out: &mut Vec<u8>, negative: bool, mut mantissa: u64, mut scale: usize) {
    // What is rare stands apart, here and below, so that the registers which it needs need not be saved for the rest.
    if negative || has_no_room(out) {
        return write_general(out, negative, mantissa.into(), scale);
    }
    while scale > 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
        scale -= 1;
    }
    if scale > 7 || (scale > 0 && mantissa >= WORD) {
        return write_general(out, false, mantissa.into(), scale);
    }
    if scale == 0 {
        write_integer(out, mantissa);
    } else {
        write_pointed(out, mantissa, scale);
    }
}

/// Whether two words of digits would make the buffer grow.
const fn has_no_room(out: &Vec<u8>) -> bool {
    out.capacity().wrapping_sub(out.len()) < 16
}

/// Appends a number of at most eight digits, one to seven of them decimals: the point is put into the word of its digits.
fn write_pointed(out: &mut Vec<u8>, mantissa: u64, scale: usize) {
    let digits = word(mantissa);
    let whole = 8 * (8 - scale);
    let decimals = digits >> whole;
    let pointed = u128::from(digits ^ decimals << whole) | (u128::from(decimals) << 8 | POINT) << whole;
    // Zeros go, all but the one before the point.
    let zeros = (digits.trailing_zeros() as usize / 8).min(7 - scale);
    write_digits(out, pointed >> (8 * zeros), 9 - zeros);
}

/// Appends any decimal.
#[cold]
#[inline(never)]
fn write_general(out: &mut Vec<u8>, negative: bool, mut mantissa: u128, mut scale: usize) {
    while scale > 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
        scale -= 1;
    }
    if negative && mantissa != 0 {
        out.push(b'-');
    }
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(mantissa).as_bytes();
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(scale));
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole });
    if scale > 0 {
        out.push(b'.');
        out.extend(std::iter::repeat_n(b'0', scale - decimals.len()));
        out.extend_from_slice(decimals);
    }
}

/// A point among digits that become ASCII by what a zero is there.
const POINT: u128 = (b'.' ^ b'0') as u128;

/// The first number that has too many digits for a [`word`].
const WORD: u64 = 100_000_000;

/// Appends a whole number.
pub fn write_integer(out: &mut Vec<u8>, value: u64) {
    if value >= WORD || has_no_room(out) {
        write_long(out, value);
    } else {
        write_short(out, value);
    }
}

/// Appends a number of more than eight digits, or one for which the buffer must grow.
#[inline(never)]
fn write_long(out: &mut Vec<u8>, value: u64) {
    if value >= WORD * WORD || has_no_room(out) {
        return write_general(out, false, value.into(), 0);
    }
    // Amounts of millions and billions end in zeros, which the digits of a word have above them.
    if value.is_multiple_of(10_000) && value / 10_000 < WORD {
        let digits = word(value / 10_000);
        let zeros = digits.trailing_zeros() as usize / 8;
        return write_digits(out, u128::from(digits >> (8 * zeros)), 12 - zeros);
    }
    let digits = u128::from(word(value / WORD)) | u128::from(word(value % WORD)) << 64;
    let zeros = (digits | 1 << 120).trailing_zeros() as usize / 8;
    write_digits(out, digits >> (8 * zeros), 16 - zeros);
}

/// Appends a number of at most eight digits.
fn write_short(out: &mut Vec<u8>, value: u64) {
    let digits = word(value);
    // The last digit stands in the highest byte, and stays where it is zero.
    let zeros = (digits | 1 << 56).trailing_zeros() as usize / 8;
    let end = out.len() + 8 - zeros;
    out.extend_from_slice(&(digits >> (8 * zeros) ^ u64::from_le_bytes([b'0'; 8])).to_le_bytes());
    out.truncate(end);
}

/// Appends the first of sixteen digits, which are stored together: to copy as many as there are would cost more.
fn write_digits(out: &mut Vec<u8>, digits: u128, count: usize) {
    let end = out.len() + count;
    out.extend_from_slice(&(digits ^ u128::from_le_bytes([b'0'; 16])).to_le_bytes());
    out.truncate(end);
}

/// Writes numbers of which each is near the one before, like the places of a text: the digits before their last three are kept.
#[derive(Debug, Default)]
pub struct Nearby {
    /// How many thousands the digits are of, the digits as they are written, and how many there are.
    thousands: u64,
    digits: u64,
    length: usize,
}

impl Nearby {
    /// Appends a whole number, as [`write_integer`] does.
    pub fn write(&mut self, out: &mut Vec<u8>, value: u64) {
        if value >= WORD || has_no_room(out) {
            return write_long(out, value);
        }
        let (thousands, rest) = (value / 1_000, value % 1_000);
        if thousands == 0 {
            return write_below_thousand(out, rest);
        }
        if thousands != self.thousands {
            return self.go_to(out, thousands, rest);
        }
        let end = out.len() + self.length + 3;
        out.extend_from_slice(&(self.digits | u64::from(three(rest)) << (8 * self.length)).to_le_bytes());
        out.truncate(end);
    }

    /// Keeps the digits of other thousands.
    #[inline(never)]
    fn go_to(&mut self, out: &mut Vec<u8>, thousands: u64, rest: u64) {
        let digits = word(thousands);
        let zeros = (digits | 1 << 56).trailing_zeros() as usize / 8;
        let digits = (digits ^ u64::from_le_bytes([b'0'; 8])) >> (8 * zeros);
        *self = Self { thousands, digits, length: 8 - zeros };
        self.write(out, thousands * 1_000 + rest);
    }
}

/// The digits of a number below a thousand, without zeros before them.
fn write_below_thousand(out: &mut Vec<u8>, value: u64) {
    let digits = three(value);
    let zeros = (digits >> 24) as usize;
    let end = out.len() + 3 - zeros;
    out.extend_from_slice(&(digits >> (8 * zeros)).to_le_bytes());
    out.truncate(end);
}

/// The three digits of a number below a thousand, the first in the lowest byte; in the highest, how many zeros they begin with.
fn three(value: u64) -> u32 {
    usize::try_from(value).ok().and_then(|value| THREES.get(value)).copied().unwrap_or_default()
}

#[allow(clippy::cast_possible_truncation)] // Digits.
const THREES: [u32; 1_000] = {
    let mut threes = [0; 1_000];
    let mut value = 0;
    while value < threes.len() {
        let digits = [
            b'0' + (value / 100) as u8,
            b'0' + (value / 10 % 10) as u8,
            b'0' + (value % 10) as u8,
            (value < 100) as u8 + (value < 10) as u8,
        ];
        threes[value] = u32::from_le_bytes(digits);
        value += 1;
    }
    threes
};

/// The eight digits of a number below [`WORD`], the first in the lowest byte.
///
/// A report is full of short numbers. Division goes by halves, each time for all parts at once: two numbers of four digits, four of two,
/// eight digits. A quotient by 100 or 10 is a product and a shift, exact for numbers of that size.
const fn word(value: u64) -> u64 {
    let fours = (value / 10_000) | ((value % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let twos = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((twos - tens * 10) << 8)
}

/// Appends a date as ISO 8601 has it; years before 1 and after 9999 do not come up in a calendar that texts use.
pub fn write_date(out: &mut Vec<u8>, date: Date) {
    let year = date.year().unsigned_abs();
    let digits = |number: u8| [b'0' + number / 10 % 10, b'0' + number % 10];
    let pair = |number: u16| digits(u8::try_from(number % 100).unwrap_or(0));
    let (month, day) = (digits(date.month().unsigned_abs()), digits(date.day().unsigned_abs()));
    let (century, year) = (pair(year / 100), pair(year));
    let [a, b] = century;
    let [c, d] = year;
    out.extend_from_slice(&[a, b, c, d, b'-', month[0], month[1], b'-', day[0], day[1]]);
}

/// The ends of an interval rounded outward, at the first decimal place where the interval is five units wide or more.
///
/// What is recomputed has up to 28 decimals, of which all but the first few say nothing. Rounded this way a bound moves by a fifth of the
/// width at most, and never inward: no value that satisfies the claim is left out.
#[must_use]
pub fn outward(interval: &Interval) -> (Option<Decimal>, Option<Decimal>) {
    outward_whole(interval).map_or_else(|| outward_by_places(interval), |(low, high)| (Some(low), Some(high)))
}

fn outward_by_places(interval: &Interval) -> (Option<Decimal>, Option<Decimal>) {
    let (low, high) = (interval.low(), interval.high());
    let places = places(interval);
    (
        low.map(|low| low.round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity)),
        high.map(|high| high.round_dp_with_strategy(places, RoundingStrategy::ToPositiveInfinity)),
    )
}

/// The same by the bare mantissas, where both ends have room for the decimals of the other and are apart.
fn outward_whole(interval: &Interval) -> Option<(Decimal, Decimal)> {
    let (low, high) = (interval.low()?, interval.high()?);
    let scale = low.scale().max(high.scale());
    let raised = |end: Decimal| match scale - end.scale() {
        0 => Some(end.mantissa()),
        zeros => end.mantissa().checked_mul(power_of_ten(zeros)?),
    };
    let (low, high) = (raised(low)?, raised(high)?);
    // A width of five units or more of the last place to be kept leaves so many digits behind that place.
    let cut = (high.checked_sub(low)? / 5).checked_ilog10()?.min(scale);
    let unit = power_of_ten(cut)?;
    let end = |mantissa| Decimal::try_from_i128_with_scale(mantissa, scale - cut).ok();
    Some((end(low.div_euclid(unit))?, end(-(-high).div_euclid(unit))?))
}

/// The first decimal place at which the interval is five units wide or more; all of them where it has no width.
fn places(interval: &Interval) -> u32 {
    const ALL: u32 = 28;
    let (Some(low), Some(high)) = (interval.low(), interval.high()) else { return ALL };
    let Some(mut width) = high.checked_sub(low) else { return 0 };
    if width.is_zero() {
        return ALL;
    }
    let mut places = 0;
    while places < ALL && width < Decimal::from(5) {
        width *= Decimal::TEN;
        places += 1;
    }
    places
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write_decimal(&mut out, text.parse().unwrap());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn writes_what_display_writes() {
        for text in
            ["0", "0.0", "-0.5", "22.31", "22.310", "2827000000", "100", "-100.50", "0.0000000000000000000000000001"]
        {
            let expected = text.parse::<Decimal>().unwrap().normalize().to_string();
            assert_eq!(written(text), expected, "{text}");
        }
        assert_eq!(written("79228162514264337593543950335"), "79228162514264337593543950335");
        assert_eq!(written("-7.9228162514264337593543950335"), "-7.9228162514264337593543950335");
    }

    #[test]
    fn writes_whole_numbers_and_dates() {
        let mut out = Vec::new();
        for number in [0, 7, 10, 10_203, 99_999_999, 100_000_000, u64::MAX] {
            write_integer(&mut out, number);
            out.push(b' ');
        }
        write_date(&mut out, jiff::civil::date(2024, 7, 9));
        write_date(&mut out, jiff::civil::date(987, 12, 31));
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "0 7 10 10203 99999999 100000000 18446744073709551615 2024-07-090987-12-31"
        );
    }

    proptest! {
        #[test]
        fn writes_any_decimal_as_display_does(mantissa: i64, cut in 0u32..64, scale in 0u32..=28) {
            let value = Decimal::new(mantissa >> cut, scale);
            let mut out = Vec::new();
            write_decimal(&mut out, value);
            prop_assert_eq!(String::from_utf8(out).unwrap(), value.normalize().to_string());
        }

        #[test]
        fn writes_any_whole_number(value: u64, cut in 0u32..64) {
            let mut out = b"before ".to_vec();
            write_integer(&mut out, value >> cut);
            prop_assert_eq!(String::from_utf8(out).unwrap(), format!("before {}", value >> cut));
        }

        #[test]
        fn writes_numbers_near_each_other(values in prop::collection::vec((any::<u64>(), 0u32..64), 1..20), step in 0u64..3_000) {
            let (mut nearby, mut out, mut expected) = (Nearby::default(), Vec::new(), String::new());
            for (value, cut) in values {
                for value in [value >> cut, (value >> cut).saturating_add(step)] {
                    nearby.write(&mut out, value);
                    expected += &value.to_string();
                }
            }
            prop_assert_eq!(String::from_utf8(out).unwrap(), expected);
        }

        #[test]
        fn writes_numbers_that_end_in_zeros(value: u64, cut in 0u32..64, zeros in 0u32..12) {
            let value = (value >> cut).saturating_mul(10u64.pow(zeros));
            let mut out = Vec::with_capacity(32);
            write_integer(&mut out, value);
            prop_assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }

        #[test]
        fn rounds_outward_by_mantissas_as_by_places(
            (low, scale, cut) in (any::<i64>(), 0u32..=28, 0u32..64), (width, raise) in (0i64..1_000_000_000, 0u32..=3),
        ) {
            let low = Decimal::new(low >> cut, scale);
            let high = low.checked_add(Decimal::new(width, (scale + raise).min(28)));
            prop_assume!(high.is_some());
            let interval = Interval::new(low, high.unwrap());
            if let Some((low, high)) = outward_whole(&interval) {
                prop_assert_eq!((Some(low), Some(high)), outward_by_places(&interval));
            }
        }
    }

    #[test]
    fn rounds_bounds_outward_at_the_digits_that_matter() {
        let interval = Interval::new("23.02502720348204".parse().unwrap(), "23.1221423905".parse().unwrap());
        let (low, high) = outward(&interval);
        assert_eq!((low.unwrap().to_string(), high.unwrap().to_string()), ("23.02".into(), "23.13".into()));
        let exact = Interval::exact("0.125".parse().unwrap());
        assert_eq!(outward(&exact).0.unwrap().to_string(), "0.125");
    }
}
