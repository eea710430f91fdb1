//! Decimals as the reports write them.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::Interval;

/// Appends a decimal without exponent and without trailing zeros.
///
/// `Decimal`'s own `Display` after `normalize` says the same, at several times the cost; a report writes four decimals for each quantity.
pub fn write_decimal(out: &mut Vec<u8>, value: Decimal) {
    let (mantissa, scale) = without_zeros(value.mantissa().unsigned_abs(), value.scale() as usize);
    if value.is_sign_negative() && mantissa != 0 {
        out.push(b'-');
    }
    let mut buffer = itoa::Buffer::new();
    let digits = match u64::try_from(mantissa) {
        Ok(small) => buffer.format(small),
        Err(_) => buffer.format(mantissa),
    };
    let digits = digits.as_bytes();
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(scale));
    if whole.is_empty() {
        out.extend_from_slice(b"0.");
        out.extend(std::iter::repeat_n(b'0', scale - digits.len()));
        out.extend_from_slice(digits);
        return;
    }
    out.extend_from_slice(whole);
    if scale > 0 {
        out.push(b'.');
        out.extend_from_slice(decimals);
    }
}

/// A number of so many decimals without the zeros at its end.
fn without_zeros(mut mantissa: u128, mut scale: usize) -> (u128, usize) {
    // Division of 64 bits is several times as fast as of 128, and nearly every number in print fits.
    if let Ok(mut small) = u64::try_from(mantissa) {
        while scale > 0 && small.is_multiple_of(10) {
            small /= 10;
            scale -= 1;
        }
        return (small.into(), scale);
    }
    while scale > 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
        scale -= 1;
    }
    (mantissa, scale)
}

/// Appends a whole number.
pub fn write_integer(out: &mut Vec<u8>, value: u64) {
    if value >= 100_000_000 {
        return out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    }
    // A report is full of short numbers. Their digits fit one word, which is stored whole: to copy one to eight bytes would cost more.
    let (mut word, mut rest, mut end) = (0, value, out.len());
    loop {
        word = (word << 8) | (u64::from(b'0') + rest % 10);
        rest /= 10;
        end += 1;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&word.to_le_bytes());
    out.truncate(end);
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

    #[test]
    fn rounds_bounds_outward_at_the_digits_that_matter() {
        let interval = Interval::new("23.02502720348204".parse().unwrap(), "23.1221423905".parse().unwrap());
        let (low, high) = outward(&interval);
        assert_eq!((low.unwrap().to_string(), high.unwrap().to_string()), ("23.02".into(), "23.13".into()));
        let exact = Interval::exact("0.125".parse().unwrap());
        assert_eq!(outward(&exact).0.unwrap().to_string(), "0.125");
    }
}
