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
//! fraction = "½" | "¼" | "¾" | "⅛" | … | ( "-" | " " ) , digit , "/" , digit ;   (* 3½, 10-7/8, 10 1/2 *)
//! power    = number , ( "×" | "x" ) , "10" , [ "^" ] , [ sign ] , digits ;    (* 6.2×10−3 *)
//! ```
//!
//! Two more shapes are read only where the words around them leave no doubt: groups set apart by plain spaces ("14 007", [`spaced`])
//! and decimals behind a comma ("1,26", "1.234,5", [`continental`]).
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
//! - `2 ½` → `2.50 ±0.50`
//! - `½` → `0.50 ±0.50`
//! - `6.2×10−3` → `0.0062 ±0.0001`
//! - `4 x 10^6` → `4000000 ±1000000`
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
    let (rest, fraction) = match (whole, decimals) {
        (None, None) => vulgar(rest).map(|(rest, parts)| (rest, Some(parts)))?,
        (_, None) => opt(fraction).parse(rest)?,
        _ => (rest, None),
    };
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
    match power(rest, number.value.scale() > 0) {
        Some((exponent, len)) => {
            let times = |value: Decimal| at_power(value, exponent).ok_or_else(|| error(input));
            Ok((&rest[len..], Number { value: times(number.value)?, ulp: times(number.ulp)?, grouped }))
        }
        None => Ok((rest, number)),
    }
}

/// " and a half", " and a quarter" behind a number or its scale: how much, and how many bytes it takes.
#[inline]
#[must_use]
pub fn half(input: &str) -> Option<(Decimal, usize)> {
    let rest = input.trim_start_matches([' ', '-']);
    if rest.len() == input.len() || !rest.starts_with("and") {
        return None;
    }
    let skip = |text: &str| text.trim_start_matches([' ', '-']).len();
    let rest = &rest["and".len()..];
    let article = &rest[rest.len() - skip(rest)..];
    let noun = article.strip_prefix("a ").or_else(|| article.strip_prefix("a-"))?;
    let noun = &noun[noun.len() - skip(noun)..];
    let (part, word) = [(Decimal::new(5, 1), "half"), (Decimal::new(25, 2), "quarter")]
        .into_iter()
        .find(|(_, word)| noun.starts_with(word))?;
    let behind = &noun[word.len()..];
    (!behind.starts_with(char::is_alphanumeric)).then(|| (part, input.len() - behind.len()))
}

/// The exponent of a power of ten behind a number, and how many bytes it takes: "×10−3", " x 10^6", "×10⁹".
fn power(input: &str, decimals: bool) -> Option<(i32, usize)> {
    if let Some(found) = exponent(input, decimals) {
        return Some(found);
    }
    let blanks = [' ', '\u{a0}'];
    let times = input.trim_start_matches(blanks);
    let rest = times.strip_prefix(['×', 'x', '·'])?;
    let rest = rest.trim_start_matches(blanks).strip_prefix("10")?;
    let (caret, rest) = rest.strip_prefix('^').map_or((false, rest), |rest| (true, rest));
    let (minus, signed) = match rest.chars().next()? {
        // "5 x 10-12 cm" may be a range.
        '-' if !caret && times.starts_with('x') => return None,
        '-' | '−' | '–' | '⁻' => (true, rest.get(rest.chars().next()?.len_utf8()..)?),
        '+' => (false, &rest[1..]),
        // "3 x 100" is a product.
        c if c.is_ascii_digit() && !caret => return None,
        _ => (false, rest),
    };
    let digit =
        |c: char| c.to_digit(10).or_else(|| SUPERSCRIPTS.iter().zip(0..).find(|(sign, _)| **sign == c).map(|(_, n)| n));
    let (mut exponent, mut end) = (0i32, 0);
    for c in signed.chars().take(2) {
        let Some(digit) = digit(c).and_then(|digit| i32::try_from(digit).ok()) else { break };
        exponent = exponent * 10 + digit;
        end += c.len_utf8();
    }
    let behind = &signed[end..];
    (end > 0 && !behind.starts_with(char::is_alphanumeric))
        .then(|| (if minus { -exponent } else { exponent }, input.len() - behind.len()))
}

/// "e-8", "E+13": an exponent as programs write it. Without a sign and `decimals` before it it may be a name, "3E4".
fn exponent(input: &str, decimals: bool) -> Option<(i32, usize)> {
    let rest = input.strip_prefix(['e', 'E'])?;
    let (minus, rest) = match rest.as_bytes().first()? {
        b'-' => (true, &rest[1..]),
        b'+' => (false, &rest[1..]),
        b'0'..=b'9' if decimals => (false, rest),
        _ => return None,
    };
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let power: i32 = rest[..len].parse().ok().filter(|power| *power < 20)?;
    let ends = !rest[len..].starts_with(char::is_alphanumeric);
    ends.then_some((if minus { -power } else { power }, input.len() - rest.len() + len))
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A number times a power of ten; `None` where it has more digits than a decimal holds.
fn at_power(value: Decimal, exponent: i32) -> Option<Decimal> {
    let power = Decimal::from(10u64.checked_pow(exponent.unsigned_abs())?);
    let (found, back) = if exponent < 0 {
        let found = value.checked_div(power)?;
        (found, found.checked_mul(power)?)
    } else {
        let found = value.checked_mul(power)?;
        (found, found.checked_div(power)?)
    };
    (back == value).then(|| found.normalize())
}

/// A number whose groups of three digits are set apart by plain spaces ("14 007", "1 250 000.5"): only who sees the words around it
/// can tell it from two numbers that follow each other.
#[must_use]
pub fn spaced(input: &str) -> Option<(Number, usize)> {
    let bytes = input.as_bytes();
    let group = |at: usize| {
        let digits = bytes.get(at + 1..at + 4)?;
        let ends = !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
        (bytes[at] == b' ' && digits.iter().all(u8::is_ascii_digit) && ends).then_some(at + 4)
    };
    let first = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=3).contains(&first) || bytes[0] == b'0' {
        return None;
    }
    let mut end = first;
    while let Some(next) = group(end) {
        end = next;
    }
    if end == first {
        return None;
    }
    let decimals = match bytes.get(end..)? {
        [b'.', rest @ ..] => rest.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => 0,
    };
    let len = if decimals > 0 { end + 1 + decimals } else { end };
    let (mantissa, scale) = mantissa(&input[..end], input.get(end + 1..len).unwrap_or_default())?;
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    Some((Number { value, ulp: Decimal::new(1, scale), grouped: true }, len))
}

/// A number with one or two decimals behind a comma, and points between its groups if it has any ("1,26", "1.234,5"), or with two
/// groups and more behind points ("1.234.567").
#[must_use]
pub fn continental(input: &str) -> Option<(Number, usize)> {
    let bytes = input.as_bytes();
    let run = |at: usize| bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(0);
    if end == 0 || end > 15 {
        return None;
    }
    let mut groups = 0;
    while bytes.get(end) == Some(&b'.') && run(end + 1) == 3 && (groups > 0 || end <= 3) {
        (groups, end) = (groups + 1, end + 4);
    }
    let decimals = if bytes.get(end) == Some(&b',') { run(end + 1) } else { 0 };
    let len = if decimals > 0 { end + 1 + decimals } else { end };
    let goes_on = matches!(bytes.get(len), Some(b'.' | b',')) && bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
    let told = matches!(decimals, 1 | 2) || decimals == 0 && groups > 1;
    if goes_on || !told {
        return None;
    }
    let (mantissa, scale) = mantissa(&input[..end], input.get(end + 1..len).unwrap_or_default())?;
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    Some((Number { value, ulp: Decimal::new(1, scale), grouped: groups > 0 }, len))
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
        Some(b',' | b'.') => {
            bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
                || matches!(bytes.get(end + 1..), Some([b' ', b'0', b'0', b'0', ..]))
        }
        Some(b' ') => match bytes.get(end + 1) {
            // " 000", "4 x 10^6", "2 ½"
            Some(b'0' | b'x' | 0xc2..) => true,
            // "10 1/2"
            Some(b'1'..=b'9') => bytes.get(end + 2) == Some(&b'/') || bytes.get(end + 3) == Some(&b'/'),
            _ => false,
        },
        Some(b'-' | b'\'' | b'x' | 0x80..) => true,
        Some(b'e' | b'E') => matches!(bytes.get(end + 1), Some(b'0'..=b'9' | b'-' | b'+')),
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
    if let Some(rest) = ["minus ", "negative ", "minus-"].iter().find_map(|sign| input.strip_prefix(sign)) {
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
        // "36, 000": no number of its own begins like this.
        let thousand = |i| recognize(many1((opt(char(',')), char(' '), tag("000"), peek(not(digit))))).parse(i);
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
    if let Ok(found) = vulgar(input.strip_prefix(' ').unwrap_or(input)) {
        return Ok(found);
    }
    let (rest, (_, top, _, bottom)) = (one_of("- "), digits, char('/'), digits).parse(input)?;
    match (top.parse(), bottom) {
        (Ok(top), "2" | "4" | "8" | "16" | "32") => Ok((rest, (top, bottom.parse().unwrap_or(2)))),
        _ => fail(input),
    }
}

/// A fraction in one sign.
fn vulgar(input: &str) -> IResult<&str, (u8, u8)> {
    let sign = input.chars().next().filter(|sign| !sign.is_ascii());
    let known = sign.and_then(|sign| VULGAR.iter().find(|(known, ..)| *known == sign));
    known.map_or_else(|| fail(input), |(sign, top, bottom)| Ok((&input[sign.len_utf8()..], (*top, *bottom))))
}

/// The fractions of Unicode that are finite decimals.
const VULGAR: [(char, u8, u8); 11] = [
    ('½', 1, 2),
    ('¼', 1, 4),
    ('¾', 3, 4),
    ('⅕', 1, 5),
    ('⅖', 2, 5),
    ('⅗', 3, 5),
    ('⅘', 4, 5),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
];

/// Whether a fraction in one sign stands at the start of `input`.
#[must_use]
pub fn is_vulgar(input: &str) -> bool {
    vulgar(input).is_ok()
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

    #[test]
    fn numbers_with_spaces_and_with_decimal_commas() {
        let spaced = |text: &str| super::spaced(text).map(|(number, len)| format!("{} {len}", number.value));
        assert_eq!(spaced("14 007 million").as_deref(), Some("14007 6"));
        assert_eq!(spaced("1 250 000.5").as_deref(), Some("1250000.5 11"));
        for other in ["14 0071", "014 007", "1234 567", "14", "14  007"] {
            assert_eq!(spaced(other), None, "{other}");
        }
        let continental = |text: &str| super::continental(text).map(|(number, len)| format!("{} {len}", number.value));
        assert_eq!(continental("1,26 billion").as_deref(), Some("1.26 4"));
        assert_eq!(continental("1.234,5").as_deref(), Some("1234.5 7"));
        assert_eq!(continental("1.234.567,89").as_deref(), Some("1234567.89 12"));
        assert_eq!(continental("1.234.567").as_deref(), Some("1234567 9"));
        for other in ["1,234", "1.234", "12,34,56", "1,2.3", "1.23,4"] {
            assert_eq!(continental(other), None, "{other}");
        }
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
