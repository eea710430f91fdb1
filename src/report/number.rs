//! Decimals as the reports write them.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::Interval;

/// Appends a decimal without exponent and without trailing zeros.
///
/// `Decimal`'s own `Display` after `normalize` says the same, at several times the cost; a report writes four decimals for each quantity.
pub fn write_decimal(out: &mut Vec<u8>, value: Decimal) {
    let mut scale = value.scale();
    let mut rest = value.mantissa().unsigned_abs();
    while scale > 0 && rest.is_multiple_of(10) {
        rest /= 10;
        scale -= 1;
    }
    if rest == 0 {
        out.push(b'0');
        return;
    }
    if value.is_sign_negative() {
        out.push(b'-');
    }
    // 29 digits and a point, or a zero, a point and 28 decimals.
    let mut buffer = [0; 32];
    let mut at = buffer.len();
    let mut written = 0;
    while rest > 0 || written <= scale {
        if written == scale && scale > 0 {
            at -= 1;
            buffer[at] = b'.';
        }
        at -= 1;
        buffer[at] = b'0' + next_digit(&mut rest);
        written += 1;
    }
    out.extend_from_slice(&buffer[at..]);
}

/// Appends a whole number.
pub fn write_integer(out: &mut Vec<u8>, value: u64) {
    write_padded(out, value, 1);
}

/// Appends a date as ISO 8601 has it; years before 1 and after 9999 do not come up in a calendar that texts use.
pub fn write_date(out: &mut Vec<u8>, date: Date) {
    write_padded(out, date.year().unsigned_abs().into(), 4);
    out.push(b'-');
    write_padded(out, date.month().unsigned_abs().into(), 2);
    out.push(b'-');
    write_padded(out, date.day().unsigned_abs().into(), 2);
}

/// Appends a whole number with at least so many digits, 20 at most.
fn write_padded(out: &mut Vec<u8>, value: u64, least: usize) {
    let mut rest = u128::from(value);
    let mut buffer = [0; 20];
    let mut at = buffer.len();
    while at > 0 && (rest > 0 || buffer.len() - at < least) {
        at -= 1;
        buffer[at] = b'0' + next_digit(&mut rest);
    }
    out.extend_from_slice(&buffer[at..]);
}

/// The ends of an interval rounded outward, at the first decimal place where the interval is five units wide or more.
///
/// What is recomputed has up to 28 decimals, of which all but the first few say nothing. Rounded this way a bound moves by a fifth of the
/// width at most, and never inward: no value that satisfies the claim is left out.
#[must_use]
pub fn outward(interval: &Interval) -> (Option<Decimal>, Option<Decimal>) {
    let (low, high) = (interval.low(), interval.high());
    let places = places(interval);
    (
        low.map(|low| low.round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity)),
        high.map(|high| high.round_dp_with_strategy(places, RoundingStrategy::ToPositiveInfinity)),
    )
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

/// Takes the last digit off a number.
fn next_digit(rest: &mut u128) -> u8 {
    // Division of 64 bits is several times as fast as of 128, and nearly every number in print fits.
    if let Ok(mut small) = u64::try_from(*rest) {
        let digit = small % 10;
        small /= 10;
        *rest = u128::from(small);
        return u8::try_from(digit).unwrap_or(0);
    }
    let digit = *rest % 10;
    *rest /= 10;
    u8::try_from(digit).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

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
        for number in [0, 7, 10, u64::MAX] {
            write_integer(&mut out, number);
            out.push(b' ');
        }
        write_date(&mut out, jiff::civil::date(2024, 7, 9));
        write_date(&mut out, jiff::civil::date(987, 12, 31));
        assert_eq!(String::from_utf8(out).unwrap(), "0 7 10 18446744073709551615 2024-07-090987-12-31");
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
