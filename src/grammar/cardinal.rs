//! Numbers in words, without their units. The last scale word is left to the unit, unless more words follow it.
//!
//! ```ebnf
//! cardinal = part , [ "a" ] , scale | "a" , ( "dozen" | "hundred" | scale ) | sum , [ half | point | " dozen" , [ "s" ] ] ;
//! sum      = below , { scale , [ "and" ] , below } , [ scale , half ] ;    (* the scales grow smaller *)
//! below    = ( tens , [ ( " " | "-" ) , ones ] | ones ) , [ "hundred" , more ] | [ "a" ] , "hundred" , more ;
//! more     = [ [ "and" ] , below ] ;
//! part     = "half" | [ "a" ] , "quarter" , [ "of" ] | "three quarters" , [ "of" ] | top , parts , "of" ;
//! half     = ( " " | "-" ) , "and" , ( " " | "-" ) , ( "a" | top ) , ( " " | "-" ) , parts ;
//! parts    = "half" | "third" | "quarter" | … | "tenth" , [ "s" ] ;
//! point    = ( below | "zero" | "nought" ) , "point" , { "zero" | "nought" | "oh" } , ones , { ones } ;
//! ```
//!
//! Examples:
//! - `twenty-five` → `25 ±0`
//! - `two hundred and thirty` → `230 ±0`
//! - `twenty-one trillion three hundred` → `21000000000300 ±100`
//! - `two hundred and two thousand` → `202 ±0 + " thousand"`
//! - `two thousand and five` → `2005 ±1`
//! - `one million two hundred thousand` → `1200000 ±1000`
//! - `hundred thousand` → `100 ±10 + " thousand"`
//! - `two million and three million` → `2 ±0 + " million and three million"`
//! - `half a million` → `500000 ±100000`
//! - `quarter million` → `250000 ±100000`
//! - `three quarters of a billion` → `750000000 ±100000000`
//! - `a million` → `1000000 ±1000000`
//! - `one and a half million` → `1.5 ±0.5 + " million"`
//! - `two million and a quarter` → `2250000 ±250000`
//! - `two-and-a-half` → `2.5 ±0.5`
//! - `five point five` → `5.5 ±0.1`
//! - `two dozen` → `24 ±12`
//! - `a dozen` → `12 ±1`
//! - `a hundred and forty` → `140 ±0`
//! - `Hundred and forty` → `140 ±0`
//! - `a hundred and ten thousand` → `110 ±0 + " thousand"`
//! - `twelve hundred and fifty` → `1250 ±0`
//! - `two thirds of a million` → `666666.6666666666666666666667 ±100000`
//! - `six million and two thirds` → `6666666.6666666666666666666667 ±333333.3333333333333333333333`
//! - `one billion and a half million` → `1000500000 ±100000`
//! - `nought point nought three` → `0.03 ±0.01`
//! - `nought point eleven` → `0.11 ±0.01`
//! - `two  thousand  and  two hundred` → `2200 ±100`
//! - `hundred` → `nothing`
//! - `two five` → `2 ±0 + " five"`

use rust_decimal::Decimal;

use super::lexicon::{self, Word};

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cardinal {
    /// The value.
    pub value: Decimal,
    /// One unit of the last place that was said; zero for whole numbers below a thousand.
    pub ulp: Decimal,
    /// How many bytes it takes.
    pub len: usize,
}

/// Reads a number in words at the start of `text`.
#[must_use]
pub fn cardinal(text: &str) -> Option<Cardinal> {
    /// No number in words is longer.
    const LONGEST: usize = 120;
    let near = text.get(..LONGEST).unwrap_or(text);
    let spaced = near.as_bytes().windows(2).position(|pair| pair == b"  ");
    let words = |text: &str| part(text).or_else(|| round(text)).or_else(|| sum(text));
    match spaced.filter(|at| {
        *at < LONGEST / 2 && near[..*at].bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-'))
    }) {
        Some(_) => with_blanks(near, words),
        None => words(text),
    }
}

/// Reads a number whose words are set apart by several blanks, as a converter left them: "two  thousand  and  one".
fn with_blanks(text: &str, words: impl Fn(&str) -> Option<Cardinal>) -> Option<Cardinal> {
    let (mut plain, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        if !(c == ' ' && plain.ends_with(' ')) {
            places.extend(std::iter::repeat_n(at, c.len_utf8()));
            plain.push(c);
        }
    }
    let found = words(&plain)?;
    let last = places.get(found.len.checked_sub(1)?)?;
    Some(Cardinal { len: last + 1, ..found })
}

/// "half a million", "quarter million", "half a dozen", "two thirds of a million".
fn part(text: &str) -> Option<Cardinal> {
    if starts(text, "half a dozen") {
        return Some(Cardinal { value: Decimal::from(6), ulp: Decimal::ONE, len: "half a dozen".len() });
    }
    let bare = BARE_PARTS.iter().find(|(part, _)| starts(text, part));
    let (share, links, len) = if let Some((part, hundredths)) = bare {
        (Decimal::new(*hundredths, 2), &[" of a ", " a ", " "][..], part.len())
    } else {
        let (top, bottom, len) = parts_at(text)?;
        (Decimal::from(top).checked_div(Decimal::from(bottom))?, &[" of a "][..], len)
    };
    let rest = &text[len..];
    let of = links.iter().find(|link| rest.starts_with(**link))?;
    let end = len + of.len();
    let (unit, scale) = scale_at(&text[end..]).filter(|(unit, _)| *unit > Decimal::ONE_THOUSAND)?;
    let ulp = unit.checked_div(Decimal::TEN)?;
    Some(Cardinal { value: unit.checked_mul(share)?, ulp, len: end + scale })
}

/// Parts that a scale may follow without a word between.
const BARE_PARTS: [(&str, i64); 4] = [("half", 50), ("a quarter", 25), ("quarter", 25), ("three quarters", 75)];

/// "a half", "one quarter", "two thirds", "five-ninths": the fraction, and how many bytes it takes.
fn parts_at(text: &str) -> Option<(u32, u32, usize)> {
    let (top, len) = match text.strip_prefix("a ") {
        Some(_) => (1, 1),
        None => number(text).filter(|(top, _)| *top < 10)?,
    };
    let name = word(text.get(len..)?.strip_prefix([' ', '-'])?);
    let known =
        |part: &&(&str, u32)| name.strip_suffix('s').unwrap_or(name) == part.0 || part.1 == 2 && name == "halves";
    let (_, bottom) = PARTS.iter().find(known)?;
    (top < *bottom).then_some((top, *bottom, len + 1 + name.len()))
}

const PARTS: [(&str, u32); 9] = [
    ("half", 2),
    ("third", 3),
    ("quarter", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

/// "a dozen", "a hundred", "a million".
fn round(text: &str) -> Option<Cardinal> {
    let rest = text.strip_prefix(['a', 'A'])?.strip_prefix(' ')?;
    let word = word(rest);
    let len = 2 + word.len();
    if word.eq_ignore_ascii_case("dozen") {
        return Some(Cardinal { value: Decimal::from(12), ulp: Decimal::ONE, len });
    }
    if word.eq_ignore_ascii_case("hundred") {
        // "a hundred and forty" is a sum.
        let alone = below_thousand(text).is_none();
        return alone.then_some(Cardinal { value: Decimal::ONE_HUNDRED, ulp: Decimal::TEN, len });
    }
    let (unit, _) = scale_at(rest)?;
    let one = Cardinal { value: unit, ulp: unit, len };
    Some(
        half(text, len)
            .and_then(|(more, last, len)| {
                let value = unit.checked_mul(Decimal::ONE + more)?;
                Some(Cardinal { value, ulp: unit.checked_mul(last)?, len })
            })
            .unwrap_or(one),
    )
}

/// Numbers below a thousand, with the scales between them.
fn sum(text: &str) -> Option<Cardinal> {
    let (mut below, mut end) = match below_thousand(text) {
        Some((value, len)) => (Decimal::from(value), len),
        // "zero point five"
        None if ZEROS.contains(&word(text)) => {
            let (decimals, digits, len) = point(text, word(text).len())?;
            return Some(Cardinal { value: decimals, ulp: Decimal::new(1, digits), len });
        }
        // "hundred thousand"
        None if starts(text, "hundred") && scale_at(text.get(8..)?).is_some() => {
            return Some(Cardinal { value: Decimal::ONE_HUNDRED, ulp: Decimal::TEN, len: 7 });
        }
        None => return None,
    };
    let mut total = Decimal::ZERO;
    let mut last = Decimal::MAX;
    while let Some((unit, after)) = scaled(text, end).filter(|(unit, _)| *unit < last) {
        let Some((next, next_end)) = further(text, after, unit) else { break };
        total = total.checked_add(below.checked_mul(unit)?)?;
        (below, end, last) = (next, next_end, unit);
    }
    let scale = scaled(text, end).filter(|(unit, _)| *unit < last);
    if let Some((unit, after)) = scale {
        if let Some((more, last, len)) = half(text, after) {
            let (of, len, last) = match scaled(text, len).filter(|(smaller, _)| *smaller < unit) {
                // "one billion and a half million"
                Some((smaller, len)) => (smaller, len, Decimal::new(1, 1)),
                // In "a million and a half million" it is none of the first.
                None if scaled(text, len).is_some() => (Decimal::ZERO, after, Decimal::ONE),
                None => (unit, len, last),
            };
            if !of.is_zero() {
                let value = total.checked_add(below.checked_mul(unit)?)?.checked_add(more.checked_mul(of)?)?;
                return Some(Cardinal { value, ulp: of.checked_mul(last)?, len });
            }
        }
        if !total.is_zero() {
            return Some(Cardinal { value: total.checked_add(below.checked_mul(unit)?)?, ulp: unit, len: after });
        }
    }
    if !total.is_zero() {
        let hundreds = (below % Decimal::ONE_HUNDRED).is_zero();
        let ulp = if hundreds { Decimal::ONE_HUNDRED } else { Decimal::ONE };
        return Some(Cardinal { value: total.checked_add(below)?, ulp, len: end });
    }
    if let Some((more, last, len)) = half(text, end) {
        return Some(Cardinal { value: below + more, ulp: last, len });
    }
    if let Some((decimals, digits, len)) = point(text, end) {
        return Some(Cardinal { value: below + decimals, ulp: Decimal::new(1, digits), len });
    }
    if let Some(len) = dozens(text, end) {
        return Some(Cardinal { value: below * Decimal::from(12), ulp: Decimal::from(12), len });
    }
    Some(Cardinal { value: below, ulp: Decimal::ZERO, len: end })
}

/// The number that goes on behind a scale, and where it ends: not "and three million" behind a million.
fn further(text: &str, at: usize, unit: Decimal) -> Option<(Decimal, usize)> {
    let rest = text.get(at..)?;
    let and = rest.starts_with(" and ");
    let start = at + if and { " and ".len() } else { usize::from(rest.starts_with(' ')) };
    let (value, len) = below_thousand(text.get(start..).filter(|_| start > at)?)?;
    let scale = scaled(text, start + len);
    if scale.is_some_and(|(next, _)| next >= unit) {
        return None;
    }
    // "Two million and ten firms" may be two numbers; "two thousand and ten" is one.
    let joined = !and || unit == Decimal::ONE_THOUSAND || value >= 100 || scale.is_some();
    joined.then(|| (Decimal::from(value), start + len))
}

/// "twenty-five", "three hundred and five", "a hundred and forty"; "hundred" alone is none.
fn below_thousand(text: &str) -> Option<(u32, usize)> {
    let Some((value, len)) = below_hundred(text) else {
        let article = if starts(text, "a") && text[1..].starts_with(' ') { 2 } else { 0 };
        let end = article + starts(&text[article..], "hundred").then_some("hundred".len())?;
        let (more, end) = more(text, end)?;
        return Some((100 + more, end));
    };
    let hundred =
        text.get(len..).and_then(|rest| rest.strip_prefix([' ', '-'])).is_some_and(|rest| starts(rest, "hundred"));
    if !hundred || value > 20 {
        return Some((value, len));
    }
    let end = len + 1 + "hundred".len();
    Some(more(text, end).map_or((value * 100, end), |(more, end)| (value * 100 + more, end)))
}

/// What is added to hundreds, and where it ends: "and forty", "forty".
fn more(text: &str, at: usize) -> Option<(u32, usize)> {
    [" and ", " ", "-"].into_iter().find_map(|link| {
        let (more, len) = below_hundred(text.get(at..)?.strip_prefix(link)?)?;
        Some((more, at + link.len() + len))
    })
}

fn below_hundred(text: &str) -> Option<(u32, usize)> {
    let (value, len) = number(text)?;
    let ones = text.get(len..).and_then(|rest| rest.strip_prefix([' ', '-'])).and_then(number);
    match ones.filter(|(ones, _)| *ones < 10 && (20..100).contains(&value)) {
        Some((ones, more)) => Some((value + ones, len + 1 + more)),
        None => Some((value, len)),
    }
}

/// One word for a number below a hundred.
fn number(text: &str) -> Option<(u32, usize)> {
    let word = word(text);
    match lexicon::lookup(word)? {
        Word::Number(n) if n < 100 => Some((n.into(), word.len())),
        // In the lexicon it starts a period, "twelve months".
        Word::Period if word.eq_ignore_ascii_case("twelve") => Some((12, word.len())),
        _ => None,
    }
}

/// A scale word behind a blank, its unit, and where it ends.
fn scaled(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let rest = text.get(at..)?.strip_prefix([' ', '-'])?;
    scale_at(rest).map(|(unit, len)| (unit, at + 1 + len))
}

fn scale_at(text: &str) -> Option<(Decimal, usize)> {
    const SCALES: [(&str, i64); 4] =
        [("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000)];
    let word = word(text);
    let (_, unit) = SCALES.iter().find(|(scale, _)| scale.eq_ignore_ascii_case(word))?;
    Some((Decimal::from(*unit), word.len()))
}

/// "and a half": the part, the width of what it stands for, and where it ends.
fn half(text: &str, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let rest = text.get(at..)?.strip_prefix([' ', '-'])?;
    let part = rest.strip_prefix("and").and_then(|rest| rest.strip_prefix([' ', '-']))?;
    let article = part.strip_prefix("a-").map(|rest| format!("a {rest}"));
    let (top, bottom, len) = parts_at(article.as_deref().unwrap_or(part))?;
    let end = at + "-and-".len() + len;
    let (top, bottom) = (Decimal::from(top), Decimal::from(bottom));
    let last = Decimal::ONE.checked_div(bottom)?;
    (!text[end..].starts_with(char::is_alphanumeric))
        .then(|| Some((top.checked_div(bottom)?.normalize(), last, end)))?
}

/// "point five two": the decimals, how many there are, and where they end.
fn point(text: &str, at: usize) -> Option<(Decimal, u32, usize)> {
    let mut end = at + text.get(at..)?.strip_prefix(" point").map(|_| " point".len())?;
    let (mut digits, mut count) = (0, 0);
    while let Some(zero) = text[end..].strip_prefix([' ', '-']).map(word).filter(|word| ZEROS.contains(word)) {
        (count, end) = (count + 1, end + 1 + zero.len());
    }
    while let Some((digit, len)) =
        text[end..].strip_prefix([' ', '-']).and_then(number).filter(|(digit, _)| *digit < 10 && count < 9)
    {
        digits = digits * 10 + i64::from(digit);
        count += 1;
        end += 1 + len;
    }
    // "nought point eleven"
    let teen = || text[end..].strip_prefix([' ', '-']).and_then(number).filter(|(teen, _)| (10..20).contains(teen));
    if digits == 0
        && let Some((teen, len)) = teen()
    {
        return Some((Decimal::new(i64::from(teen), count + 2), count + 2, end + 1 + len));
    }
    (count > 0).then(|| (Decimal::new(digits, count), count, end))
}

/// The words for nothing, which count before and behind a point.
const ZEROS: [&str; 5] = ["zero", "nought", "Zero", "Nought", "oh"];

fn dozens(text: &str, at: usize) -> Option<usize> {
    let word = word(text.get(at..)?.strip_prefix(' ')?);
    matches!(word, "dozen" | "dozens").then(|| at + 1 + word.len())
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
}

fn word(text: &str) -> &str {
    let len = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    &text[..len]
}

#[cfg(test)]
mod tests {
    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("cardinal.rs"), |text| {
            let found = super::cardinal(text)?;
            let rest = &text[found.len..];
            let rest = if rest.is_empty() { String::new() } else { format!(" + {rest:?}") };
            Some(format!("{} ±{}{rest}", found.value.normalize(), found.ulp.normalize()))
        });
    }
}
