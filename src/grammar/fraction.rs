//! Fractions in words that state a share: "half of the firms", "one fifth (19.2%)", "two in five adults".
//!
//! ```ebnf
//! fraction = ( "half" | top , ( " " | "-" ) , part , "of" | top , ( "in" | "out of" ) , [ "every" ] , number ) , use ;
//! top      = "a" | "one" | "two" | … | "nine" ;
//! part     = "half" | "third" | "quarter" | "fifth" | … | "tenth" , [ "s" ] ;
//! size     = "by" , fraction , [ "," ] , ( "to" | "from" ) , LEVEL ;           (* dropped by a third, to $50 million *)
//! use      = "of" , ( determiner | plural ) | "(" , digit | [ adjective ] , plural ;
//! ```
//!
//! "The second half of the year", "a half-year" and "a third consecutive gain" are none. "One in n" stands for n − ½ to n + ½,
//! any other fraction for ten hundredths.
//!
//! Examples:
//! - `half of the firms` → `50 ±26.67`
//! - `one third of Canadians` → `33.33 ±11.43`
//! - `One fifth (19.2%) say` → `20 ±4.04`
//! - `two-thirds of workers` → `66.67 ±10`
//! - `one in five adults` → `20 ±4.04`
//! - `nine out of ten doctors` → `90 ±10`
//! - `1 in 4 young adults` → `25 ±6.35`
//! - `a quarter of all sales` → `25 ±6.35`
//! - `2/3 of the firms` → `66.67 ±10`
//! - `half of 2024` → `nothing`
//! - `half of the year` → `nothing`
//! - `a third consecutive gain` → `nothing`
//! - `one in May` → `nothing`
//! - `three quarters of growth` → `nothing`

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, one_of, space1};
use nom::combinator::{map_opt, opt, rest, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use rust_decimal::Decimal;

use super::lexicon::{self, Word};

/// A share in words, in per cent, with the width of what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// The share in per cent.
    pub value: Decimal,
    /// How much the true value may lie apart, both sides together.
    pub ulp: Decimal,
    /// How many bytes it takes.
    pub len: usize,
}

/// Whether digits with this behind them may start a fraction. Most do not, and two letters tell: "in", "out of", or a part of a whole.
#[must_use]
pub fn may_be_fraction(behind: &[u8]) -> bool {
    match behind {
        [b'/', b'2'..=b'9', b' ', b'o', b'f', ..] => true,
        [b' ' | b'-', first, second, ..] => matches!(
            &[first.to_ascii_lowercase(), second.to_ascii_lowercase()],
            b"in" | b"ou" | b"ha" | b"th" | b"qu" | b"fi" | b"si" | b"se" | b"ei" | b"ni" | b"te"
        ),
        _ => false,
    }
}

/// Reads a fraction that is used as a share from the start of `text`.
#[must_use]
pub fn fraction(text: &str) -> Option<Fraction> {
    let (behind, (top, bottom, noun)) = alt((half, ratio, parts, digits)).parse(text).ok()?;
    if !is_share(behind, noun) {
        return None;
    }
    in_per_cent(top, bottom, text.len() - behind.len())
}

/// Reads a fraction behind "by" that says how much something changed, "a third, to $50 million": one or both levels follow.
#[must_use]
pub fn size_of_change(text: &str) -> Option<Fraction> {
    let (behind, (top, bottom, _)) = alt((half, parts)).parse(text).ok()?;
    if !leads_to_level(behind) {
        return None;
    }
    in_per_cent(top, bottom, text.len() - behind.len())
}

/// A fraction as a percentage, with what the words leave open.
fn in_per_cent(top: u16, bottom: u16, len: usize) -> Option<Fraction> {
    if top >= bottom {
        return None;
    }
    let (top_value, bottom_value) = (Decimal::from(top), Decimal::from(bottom));
    let percent = Decimal::ONE_HUNDRED.checked_mul(top_value)?.checked_div(bottom_value)?.round_dp(2).normalize();
    let ulp = if top == 1 {
        // From 100 / (n + ½) to 100 / (n − ½).
        let square = bottom_value.checked_mul(bottom_value)?.checked_sub(Decimal::new(25, 2))?;
        Decimal::ONE_HUNDRED.checked_div(square)?.round_dp(2).normalize()
    } else {
        Decimal::TEN
    };
    Some(Fraction { value: percent, ulp, len })
}

type Parsed<'a> = IResult<&'a str, (u16, u16, bool)>;

fn half(input: &str) -> Parsed<'_> {
    value(
        (1, 2, false),
        verify(take_while1(|c: char| c.is_ascii_alphabetic()), |word: &str| word.eq_ignore_ascii_case("half")),
    )
    .parse(input)
}

/// "one in five", "9 out of 10".
fn ratio(input: &str) -> Parsed<'_> {
    let link = alt((tag(" in "), tag("-in-"), tag(" out of ")));
    let (behind, (top, _, _, bottom)) = (number, link, opt(tag("every ")), number).parse(input)?;
    Ok((behind, (top, bottom, true)))
}

/// "2/3" of something; a date or a rating is never of anything.
fn digits(input: &str) -> Parsed<'_> {
    let (behind, (top, _, bottom)) = (number, char('/'), number).parse(input)?;
    Ok((behind, (top, bottom, false)))
}

/// "a third", "two-thirds".
fn parts(input: &str) -> Parsed<'_> {
    let top = alt((value(1, terminated(one_of("aA"), nom::combinator::peek(space1))), number));
    let (behind, (top, bottom)) = (top, preceded(alt((char(' '), char('-'))), part)).parse(input)?;
    Ok((behind, (top, bottom, false)))
}

fn number(input: &str) -> IResult<&str, u16> {
    let digits =
        map_opt(take_while1(|c: char| c.is_ascii_digit()), |digits: &str| digits.parse().ok().filter(|n| *n < 100));
    let words = map_opt(take_while1(|c: char| c.is_ascii_alphabetic()), |word: &str| match lexicon::lookup(word) {
        Some(Word::Number(n)) if n <= 20 => Some(n),
        _ => None,
    });
    alt((digits, words)).parse(input)
}

fn part(input: &str) -> IResult<&str, u16> {
    map_opt(take_while1(|c: char| c.is_ascii_alphabetic()), |word: &str| {
        const PARTS: [&str; 9] = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        let word = word.strip_suffix(['s', 'S']).unwrap_or(word);
        PARTS.iter().position(|part| part.eq_ignore_ascii_case(word)).and_then(|at| u16::try_from(at + 2).ok())
    })
    .parse(input)
}

/// Whether a level follows right behind that is no rate: "by a quarter, to 5%" is said of a quarter of a point.
fn leads_to_level(behind: &str) -> bool {
    const NEAR: usize = 24;
    let behind = behind.strip_prefix(',').unwrap_or(behind);
    let Some(level) = behind.strip_prefix(" to ").or_else(|| behind.strip_prefix(" from ")) else { return false };
    let near = level.char_indices().nth(NEAR).map_or(level, |(end, _)| level.get(..end).unwrap_or(level));
    near.contains(|c: char| c.is_ascii_digit())
        && !["%", " per", " pct", "point"].iter().any(|rate| near.contains(rate))
}

/// Whether what comes behind makes the fraction a share: "of the firms", "(52.5%)"; `noun` is also content with a plural.
fn is_share(behind: &str, noun: bool) -> bool {
    if let Some(aside) = behind.strip_prefix(" (") {
        return aside.starts_with(|c: char| c.is_ascii_digit());
    }
    let of: IResult<&str, &str> = preceded(tag(" of "), rest).parse(behind);
    if let Ok((_, things)) = of {
        let mut words = things.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return false };
        let known = lexicon::lookup(first);
        return match known {
            Some(Word::Them) => true,
            Some(Word::Article | Word::Pronoun) => first.len() > 1 && words.next().is_some_and(|word| !is_time(word)),
            _ if first.starts_with(|c: char| c.is_ascii_digit()) || is_time(first) => false,
            _ => first == "all" || plural_within(things, 3),
        };
    }
    noun && behind.starts_with(' ') && plural_within(behind, 2)
}

fn is_time(word: &str) -> bool {
    ["year", "quarter", "month", "week", "day", "season", "century", "decade", "period", "fiscal", "game", "match"]
        .iter()
        .any(|time| time.eq_ignore_ascii_case(word))
}

/// Whether a plural stands among the first words, with only adjectives before it.
fn plural_within(text: &str, count: usize) -> bool {
    text.split_whitespace()
        .take(count)
        .take_while(|word| {
            lexicon::lookup(word.trim_matches(|c: char| !c.is_alphanumeric()))
                .is_none_or(|known| matches!(known, Word::Adverb | Word::Guard(_) | Word::PointNoun))
        })
        .any(|word| super::word::is_plural(word.trim_matches(|c: char| !c.is_alphanumeric())))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_of_changes() {
        let size = |text| super::size_of_change(text).map(|size| size.value.to_string());
        assert_eq!(size("a third, to $50 million").as_deref(), Some("33.33"));
        assert_eq!(size("half to 12 from 25").as_deref(), Some("50"));
        assert_eq!(size("two-thirds from $9 million").as_deref(), Some("66.67"));
        for other in
            ["a quarter to 5% from 4.75%", "a third party", "half", "a quarter point to 5", "a third to nearly nothing"]
        {
            assert_eq!(size(other), None, "{other}");
        }
    }

    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("fraction.rs"), |text| {
            super::fraction(text).map(|fraction| format!("{} ±{}", fraction.value, fraction.ulp))
        });
    }
}
