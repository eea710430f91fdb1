//! Numbers as digits and as words, without their units.
//!
//! ```ebnf
//! number   = [ sign ] , ( grouped | plain | point ) , [ fraction ] ;
//! sign     = "-" | "−" | "minus " | "negative " | "+" | "±" | "~" ;
//! grouped  = digit , [ digit ] , [ digit ] , { sep , 3 * digit } , [ decimals ]     (* 1,234,567 *)
//!          | digit , [ digit ] , { "," , 2 * digit } , "," , 3 * digit , [ decimals ] (* 1,87,035 *) ;
//! sep      = "," | no-break space | thin space ;
//! plain    = digit , { digit } , [ decimals ] ;
//! point    = decimals ;                                                       (* $.14 *)
//! decimals = "." , digit , { digit } ;
//! fraction = "½" | "¼" | "¾" | ( "-" | " " ) , digit , "/" , digit ;            (* 3½, 10-7/8, 10 1/2 *)
//! ```
//!
//! Examples:
//! - `1,234,567` → `1234567 ±1`
//! - `1,87,035` → `187035 ±1`
//! - `23.70` → `23.70 ±0.01`
//! - `.14` → `0.14 ±0.01`
//! - `100 000` → `100000 ±1`
//! - `−3.2` → `-3.2 ±0.1`
//! - `minus 0.4` → `-0.4 ±0.1`
//! - `10-7/8` → `10.875 ±0.125`
//! - `10 1/2` → `10.50 ±0.50`
//! - `3½` → `3.50 ±0.50`
//! - `12,34` → `nothing`
//! - `1.2.3` → `nothing`

use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{not, opt, peek, recognize};
use nom::multi::many1;
use nom::sequence::preceded;
use nom::{IResult, Parser};
use rust_decimal::Decimal;

/// The largest power of ten that scale words may come to.
pub const LARGEST_SCALE: u32 = 15;

/// The most decimals that a number has.
const MOST_DECIMALS: u32 = 28;

/// A number as printed: its value, and one unit of its last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The value.
    pub value: Decimal,
    /// One unit of the last printed place.
    pub ulp: Decimal,
    /// Whether the digits are grouped ("12,608"): a year never is.
    pub grouped: bool,
}

/// Parses a number from the start of `input`, without a sign.
///
/// # Errors
/// Where the digits can't be read with certainty: a broken grouping, two points, more than 28 digits.
pub fn number(input: &str) -> IResult<&str, Number> {
    match plain(input.as_bytes()) {
        Some((number, len)) => Ok((&input[len..], number)),
        None => any(input),
    }
}

/// A number of any shape.
fn any(input: &str) -> IResult<&str, Number> {
    let (rest, whole) = opt(integer).parse(input)?;
    let (rest, decimals) = opt(preceded(char('.'), digits)).parse(rest)?;
    if whole.is_none() && decimals.is_none() {
        return fail(input);
    }
    let (rest, fraction) = if decimals.is_none() { opt(fraction).parse(rest)? } else { (rest, None) };
    // "1.2.3", "12,34", "3,4567": not a number of prose, so nothing is read rather than a part of it.
    peek(not((one_of(".,"), one_of("0123456789")))).parse(rest)?;
    let (group, grouped) = whole.unwrap_or(("", false));
    let (mantissa, scale) = mantissa(group, decimals.unwrap_or("")).ok_or_else(|| error(input))?;
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| error(input))?;
    let number = match fraction {
        Some((top, bottom)) => {
            let unit = Decimal::ONE.checked_div(Decimal::from(bottom)).ok_or_else(|| error(input))?;
            Number { value: value + Decimal::from(top) * unit, ulp: unit, grouped }
        }
        None => Number { value, ulp: Decimal::new(1, scale), grouped },
    };
    Ok((rest, number))
}

/// The number that `input` starts with, without a sign, and how many bytes it takes.
#[inline]
#[must_use]
pub fn printed(input: &str) -> Option<(Number, usize)> {
    plain(input.as_bytes()).or_else(|| {
        let (rest, number) = any(input).ok()?;
        Some((number, input.len() - rest.len()))
    })
}

/// The commonest numbers, digits with a point or with groups of three, read without the detours of the grammar; `None` where
/// anything else follows that could belong to the number.
#[inline]
fn plain(bytes: &[u8]) -> Option<(Number, usize)> {
    // More digits than these may not fit.
    const MOST: usize = 18;
    let (mut value, mut end) = digits_at(bytes, 0, 0);
    let mut grouped = false;
    while bytes.get(end) == Some(&b',') && (grouped || (1..=3).contains(&end)) {
        let (more, group) = digits_at(bytes, end + 1, value);
        if group != end + 4 {
            break;
        }
        (value, end, grouped) = (more, group, true);
    }
    let whole = end;
    if bytes.get(end) == Some(&b'.') {
        let (more, decimals) = digits_at(bytes, end + 1, value);
        if decimals > end + 1 {
            (value, end) = (more, decimals);
        }
    }
    // Another group, a fraction, a blank between groups: for the grammar.
    let odd = match bytes.get(end) {
        Some(b',' | b'.') => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(b' ') => match bytes.get(end + 1) {
            Some(b'0') => true,
            // "10 1/2"
            Some(b'1'..=b'9') => bytes.get(end + 2) == Some(&b'/') || bytes.get(end + 3) == Some(&b'/'),
            _ => false,
        },
        Some(b'-' | b'\'' | 0x80..) => true,
        _ => false,
    };
    let scale = u32::try_from(end.saturating_sub(whole + 1)).ok()?;
    if odd || whole == 0 || end > MOST {
        return None;
    }
    Some((Number { value: decimal(value.unsigned_abs(), false, scale), ulp: place(0, scale)?, grouped }, end))
}

/// One unit of the last place of a number with so many decimals that is then multiplied by a power of ten. `None` where it is none that
/// a text names.
#[inline]
#[must_use]
pub fn place(exponent: u32, decimals: u32) -> Option<Decimal> {
    PLACES.get((MOST_DECIMALS + exponent).checked_sub(decimals)? as usize).copied()
}

/// The powers of ten from that of the last decimal of all to the largest scale.
static PLACES: [Decimal; (MOST_DECIMALS + LARGEST_SCALE + 1) as usize] = {
    let mut places = [Decimal::ONE; (MOST_DECIMALS + LARGEST_SCALE + 1) as usize];
    let (mut at, mut power) = (0, 1u64);
    while at < MOST_DECIMALS {
        places[at as usize] = Decimal::from_parts(1, 0, 0, false, MOST_DECIMALS - at);
        at += 1;
    }
    while at <= MOST_DECIMALS + LARGEST_SCALE {
        places[at as usize] = decimal(power, false, 0);
        (at, power) = (at + 1, power * 10);
    }
    places
};

/// A decimal of so many decimals.
#[allow(clippy::cast_possible_truncation)] // Cut in two.
#[must_use]
pub const fn decimal(digits: u64, negative: bool, decimals: u32) -> Decimal {
    Decimal::from_parts(digits as u32, (digits >> 32) as u32, 0, negative, decimals)
}

/// Reads on from the digits of `value` with those that stand at `at`, and where they end.
fn digits_at(bytes: &[u8], mut at: usize, mut value: i64) -> (i64, usize) {
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        value = value.wrapping_mul(10).wrapping_add(digit.into());
        at += 1;
    }
    (value, at)
}

/// Parses a sign before a number, or the word for one; `true` is minus. "~" and "±" count as no sign.
pub fn sign(input: &str) -> IResult<&str, bool> {
    // Before nearly every number stands none.
    if matches!(input.as_bytes().first(), Some(b'0'..=b'9' | b'$')) {
        return Ok((input, false));
    }
    if let Some(rest) = input.strip_prefix("minus ").or_else(|| input.strip_prefix("negative ")) {
        return Ok((rest, true));
    }
    let (rest, sign) = opt(one_of("-−+±")).parse(input)?;
    Ok((rest, matches!(sign, Some('-' | '−'))))
}

/// The whole part: the digits as printed, and whether they are grouped.
fn integer(input: &str) -> IResult<&str, (&str, bool)> {
    let (rest, first) = digits(input)?;
    if first.len() <= 3 {
        let comma = |i| recognize(many1((char(','), three_digits))).parse(i);
        let indian = |i| recognize((many1((char(','), two_digits)), char(','), three_digits)).parse(i);
        let spaced = |i| recognize(many1((one_of("\u{a0}\u{2009}\u{202f}\u{2007}'’"), three_digits))).parse(i);
        let thousand = |i| recognize(many1((char(' '), tag("000"), peek(not(digit))))).parse(i);
        let grouped: IResult<&str, &str> = if first.len() <= 2 {
            nom::branch::alt((comma, indian, spaced, thousand)).parse(rest)
        } else {
            nom::branch::alt((comma, spaced, thousand)).parse(rest)
        };
        if let Ok((after, _)) = grouped {
            return Ok((after, (&input[..input.len() - after.len()], true)));
        }
    }
    Ok((rest, (first, false)))
}

fn fraction(input: &str) -> IResult<&str, (u8, u8)> {
    if let Ok((rest, sign)) = one_of::<_, _, nom::error::Error<&str>>("½¼¾").parse(input) {
        return Ok((
            rest,
            match sign {
                '½' => (1, 2),
                '¼' => (1, 4),
                _ => (3, 4),
            },
        ));
    }
    let (rest, (_, top, _, bottom)) = (one_of("- "), digits, char('/'), digits).parse(input)?;
    match (top.parse(), bottom) {
        (Ok(top), "2" | "4" | "8" | "16" | "32") => Ok((rest, (top, bottom.parse().unwrap_or(2)))),
        _ => fail(input),
    }
}

/// The digits of both parts as one integer, and how many of them are decimals; `None` past 28 digits.
fn mantissa(whole: &str, decimals: &str) -> Option<(i128, u32)> {
    let mut value: i128 = 0;
    let mut count = 0u32;
    for digit in whole.bytes().chain(decimals.bytes()).filter(u8::is_ascii_digit) {
        value = value * 10 + i128::from(digit - b'0');
        count += u32::from(value != 0);
        if count > 28 {
            return None;
        }
    }
    let scale = u32::try_from(decimals.len()).ok().filter(|scale| *scale <= 28)?;
    Some((value, scale))
}

fn digits(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_digit()).parse(input)
}

fn digit(input: &str) -> IResult<&str, char> {
    one_of("0123456789").parse(input)
}

fn three_digits(input: &str) -> IResult<&str, &str> {
    exactly(3, input)
}

fn two_digits(input: &str) -> IResult<&str, &str> {
    exactly(2, input)
}

fn exactly(count: usize, input: &str) -> IResult<&str, &str> {
    let (rest, found) = take_while_m_n(count, count, |c: char| c.is_ascii_digit()).parse(input)?;
    peek(not(digit)).parse(rest)?;
    Ok((rest, found))
}

fn error(input: &str) -> nom::Err<nom::error::Error<&str>> {
    nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit))
}

fn fail<T>(input: &str) -> IResult<&str, T> {
    Err(error(input))
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("number.rs"), |text| {
            let (rest, minus) = super::sign(text).ok()?;
            match super::number(rest) {
                Ok(("", number)) => Some(format!("{}{} ±{}", if minus { "-" } else { "" }, number.value, number.ulp)),
                _ => None,
            }
        });
    }

    #[test]
    fn places_are_powers_of_ten() {
        use super::{Decimal, LARGEST_SCALE, MOST_DECIMALS, place};
        for exponent in 0..=LARGEST_SCALE {
            for decimals in 0..=MOST_DECIMALS {
                let power = Decimal::new(1, decimals) * Decimal::from(10u64.pow(exponent));
                assert_eq!(place(exponent, decimals), Some(power), "{exponent} {decimals}");
            }
        }
        assert_eq!((place(LARGEST_SCALE + 1, 0), place(0, MOST_DECIMALS + 1)), (None, None));
    }

    proptest::proptest! {
        #[test]
        fn plain_numbers_are_those_of_the_grammar(text in "[0-9]{0,4}([.,' -]?[0-9]{1,4}){0,4}[.,%½ a]{0,2}") {
            if let Some((number, len)) = super::plain(text.as_bytes()) {
                proptest::prop_assert_eq!(super::any(&text), Ok((&text[len..], number)));
            }
        }
    }
}
