//! What stands behind a number (and before it): scale words, per cent, currencies, units of time.
//!
//! ```ebnf
//! scale    = "hundred" | "thousand" | "million" | "mn" | "mln" | "m" | "mm" | "billion" | "bn" | "b" | "trillion" | "tn" | "lakh" | "crore" | "k" ;
//! scales   = scale , [ " " , scale ] ;                                  (* lakh crore *)
//! percent  = "%" | "per cent" | "percent" | "pct" | "pc" ;
//! points   = "percentage points" | "pp" | "ppt" | "basis points" | "bps" ;
//! currency = symbol | code | word ;                                      (* $, US$, USD, dollars *)
//! multiple = "x" | "times" | "-fold" ;
//! time     = "years" | "months" | "weeks" | "days" | … ;
//! ```
//!
//! Examples:
//! - ` million` → `scale 6`
//! - `bn` → `scale 9`
//! - ` mt` → `scale 6`
//! - ` lakh crore` → `scale 12`
//! - ` Cr` → `scale 7`
//! - ` lacs` → `scale 5`
//! - ` mln dlrs` → `scale 6 USD`
//! - ` USD million` → `scale 6 USD`
//! - `%` → `%`
//! - ` per cent` → `%`
//! - `pc` → `%`
//! - ` percentage points` → `pp`
//! - ` basis points` → `pp/100`
//! - ` bn euros` → `scale 9 EUR`
//! - `-year` → `years`
//! - `x` → `x`
//! - ` companies` → `nothing`

use std::sync::LazyLock;

use super::table::{Letters, Table};
use crate::model::{Currency, TimeUnit};

/// What a number counts, as far as the words right beside it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Money.
    Money(Currency),
    /// Hundredths of a currency unit ("33 cents").
    Cents(Currency),
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Hundredths of a percentage point.
    BasisPoints,
    /// Times.
    Multiple,
    /// A length of time.
    Time(TimeUnit),
}

/// What follows a number: a scale and a mark, and how many bytes they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Suffix {
    /// The power of ten of the scale words.
    pub scale: Option<u32>,
    /// What is counted.
    pub mark: Option<Mark>,
    /// Bytes read.
    pub len: usize,
}

/// Reads the scale and the mark behind a number. `money` says that a currency stood before it: then "m" and "b" are scales even after a space.
#[must_use]
pub fn suffix(input: &str, money: bool) -> Suffix {
    // A full stop, a comma, a bracket: most numbers that have no unit end at one.
    match input.as_bytes().first() {
        Some(b'%') if !money => return Suffix { mark: Some(Mark::Percent), len: 1, scale: None },
        Some(b',' | b'.' | b')' | b';' | b':' | b'%') | None => return Suffix::default(),
        _ => {}
    }
    let mut found = Suffix::default();
    let mut next = Next::of(input, 0);
    if let Some(exponent) = next.scale(input, money) {
        (found.scale, found.len) = (Some(exponent), next.end);
        next = Next::of(input, next.end);
        // "lakh crore", "thousand million"; no text says "million hundred".
        if let Some(more) = next.scale(input, money).filter(|more| *more > HUNDRED) {
            (found.scale, found.len) = (Some(exponent + more), next.end);
            next = Next::of(input, next.end);
        }
    }
    match next.mark(input, found.scale.is_some()) {
        Some((mark @ Mark::Money(_), end)) => {
            (found.mark, found.len) = (Some(mark), end);
            // "75 USD million"
            let next = Next::of(input, end);
            if let (None, Some(exponent)) = (found.scale, next.scale(input, false)) {
                (found.scale, found.len) = (Some(exponent), next.end);
            }
        }
        // "$5 million years" is no length of time, and "$3 pc" no percentage.
        Some((mark, end)) if !money => (found.mark, found.len) = (Some(mark), end),
        _ => {}
    }
    found
}

/// The word behind a number, with the blank before it: nothing, one or two spaces of any kind, or a hyphen ("22-year"). It is empty where a digit or a letter of another script is glued to it.
#[derive(Clone, Copy)]
struct Next {
    known: Option<Word>,
    /// Whether no blank stands before it.
    glued: bool,
    start: usize,
    end: usize,
}

impl Next {
    /// The word at `at`.
    fn of(input: &str, at: usize) -> Self {
        let bytes = input.as_bytes();
        let gap = match bytes.get(at..).unwrap_or_default() {
            // The words that most often follow an amount say nothing here.
            [b' ', b'i', b'n', b' ', ..]
            | [b' ', b't', b'o', b' ', ..]
            | [b' ', b'o', b'f', b' ', ..]
            | [b' ', b'f', b'r', b'o', b'm', ..] => {
                return Self { known: None, glued: false, start: at + 1, end: at + 1 };
            }
            [b'-', ..] | [b' ', b'a'..=b'z' | b'A'..=b'Z', ..] => 1,
            [b'a'..=b'z' | b'A'..=b'Z', ..] => 0,
            [b'!'..=b'~', ..] | [] => return Self { known: None, glued: true, start: at, end: at },
            _ => blanks(&input[at..]),
        };
        let (glued, start) = (gap == 0, at + gap);
        let letters = Letters::at_start(bytes.get(start..).unwrap_or_default());
        let end = start + letters.len;
        let goes_on = match bytes.get(end) {
            Some(byte) if byte.is_ascii() => {
                byte.is_ascii_digit() || letters.len == Letters::MOST && byte.is_ascii_alphabetic()
            }
            Some(_) => input[end..].starts_with(char::is_alphabetic),
            None => false,
        };
        if goes_on || letters.len == 0 {
            return Self { known: None, glued, start, end: start };
        }
        Self { known: WORD_TABLE.meaning(letters).copied(), glued, start, end }
    }

    /// The power of ten of a scale word.
    #[inline]
    fn scale(self, input: &str, money: bool) -> Option<u32> {
        match self.known {
            Some(Word::Scale(exponent)) => Some(exponent),
            _ if matches!(self.end - self.start, 1 | 2) => self.short_scale(input, money),
            _ => None,
        }
    }

    /// The power of ten of one or two letters.
    fn short_scale(self, input: &str, money: bool) -> Option<u32> {
        match &input.as_bytes()[self.start..self.end] {
            [b'k' | b'K'] if self.glued => Some(3),
            [b'm' | b'M'] | [b'M', b'M'] | [b'm', b'm'] if self.glued || money => Some(6),
            [b'B' | b'b'] if self.glued || money => Some(9),
            [b'T' | b't'] if self.glued && money => Some(12),
            // "Rs 1,250 cr", "1.2 Cr"; in small letters and without a currency it may be a credit.
            [b'C', b'r'] => Some(7),
            [b'c', b'r'] if money => Some(7),
            // Million tonnes, in small letters; "MT" is metric tonnes as often.
            [b'm', b't'] => Some(6),
            _ => None,
        }
    }

    /// A unit behind the number, and where it ends.
    fn mark(self, input: &str, scaled: bool) -> Option<(Mark, usize)> {
        let follows = |is: fn(&str) -> bool, mark| {
            let next = Self::of(input, self.end);
            is(&input[next.start..next.end]).then_some((mark, next.end))
        };
        match self.known {
            Some(Word::Mark(mark)) => Some((mark, self.end)),
            Some(Word::Attached(mark)) => (self.glued && !scaled).then_some((mark, self.end)),
            Some(Word::Per) => follows(|word| word.eq_ignore_ascii_case("cent"), Mark::Percent),
            Some(Word::Percentage) => follows(is_point, Mark::Points),
            Some(Word::Basis) => follows(is_point, Mark::BasisPoints),
            Some(Word::Us) => follows(is_dollar, Mark::Money(Currency::USD)),
            Some(Word::Scale(_)) => None,
            // A sign, or a word that is none of these.
            None => match input.as_bytes().get(self.start) {
                Some(b'%') => Some((Mark::Percent, self.start + 1)),
                Some(0xe2) if input[self.start..].starts_with('€') => {
                    Some((Mark::Money(Currency::EUR), self.start + '€'.len_utf8()))
                }
                _ => None,
            },
        }
    }
}

fn is_point(word: &str) -> bool {
    word.eq_ignore_ascii_case("points") || word.eq_ignore_ascii_case("point")
}

fn is_dollar(word: &str) -> bool {
    word.eq_ignore_ascii_case("dollars") || word.eq_ignore_ascii_case("dollar")
}

#[derive(Clone, Copy)]
enum Word {
    Scale(u32),
    Mark(Mark),
    Attached(Mark),
    Per,
    Percentage,
    Basis,
    Us,
}

static WORD_TABLE: LazyLock<Table<Word, 512>> = LazyLock::new(|| {
    let scales = SCALES.iter().map(|(word, exponent)| (*word, Word::Scale(*exponent)));
    Table::new(&scales.chain(MARKS.iter().copied()).collect::<Vec<_>>())
});

const HUNDRED: u32 = 2;

const SCALES: &[(&str, u32)] = &[
    ("million", 6),
    ("billion", 9),
    ("bn", 9),
    ("mn", 6),
    ("hundred", HUNDRED),
    ("thousand", 3),
    ("trillion", 12),
    ("crore", 7),
    ("crores", 7),
    ("lakh", 5),
    ("lakhs", 5),
    ("lac", 5),
    ("lacs", 5),
    ("mln", 6),
    ("bln", 9),
    ("mio", 6),
    ("tn", 12),
    ("tln", 12),
    ("trn", 12),
    ("millions", 6),
    ("billions", 9),
    ("trillions", 12),
];

const MARKS: &[(&str, Word)] = &[
    ("percent", Word::Mark(Mark::Percent)),
    ("per", Word::Per),
    ("pct", Word::Mark(Mark::Percent)),
    ("pc", Word::Mark(Mark::Percent)),
    ("percentage", Word::Percentage),
    ("ppts", Word::Mark(Mark::Points)),
    ("ppt", Word::Mark(Mark::Points)),
    ("pps", Word::Mark(Mark::Points)),
    ("pp", Word::Mark(Mark::Points)),
    ("basis", Word::Basis),
    ("bps", Word::Mark(Mark::BasisPoints)),
    ("bp", Word::Mark(Mark::BasisPoints)),
    ("x", Word::Attached(Mark::Multiple)),
    ("p", Word::Attached(Mark::Cents(Currency::GBP))),
    ("times", Word::Mark(Mark::Multiple)),
    ("fold", Word::Mark(Mark::Multiple)),
    ("us", Word::Us),
    ("dollars", Word::Mark(Mark::Money(Currency::DOLLAR))),
    ("dollar", Word::Mark(Mark::Money(Currency::DOLLAR))),
    ("dlrs", Word::Mark(Mark::Money(Currency::DOLLAR))),
    ("dlr", Word::Mark(Mark::Money(Currency::DOLLAR))),
    ("cents", Word::Mark(Mark::Cents(Currency::DOLLAR))),
    ("cent", Word::Mark(Mark::Cents(Currency::DOLLAR))),
    ("cts", Word::Mark(Mark::Cents(Currency::DOLLAR))),
    ("euros", Word::Mark(Mark::Money(Currency::EUR))),
    ("euro", Word::Mark(Mark::Money(Currency::EUR))),
    ("pounds", Word::Mark(Mark::Money(Currency::GBP))),
    ("stg", Word::Mark(Mark::Money(Currency::GBP))),
    ("pence", Word::Mark(Mark::Cents(Currency::GBP))),
    ("paise", Word::Mark(Mark::Cents(Currency::INR))),
    ("paisa", Word::Mark(Mark::Cents(Currency::INR))),
    ("yen", Word::Mark(Mark::Money(Currency::JPY))),
    ("rupees", Word::Mark(Mark::Money(Currency::INR))),
    ("rupee", Word::Mark(Mark::Money(Currency::INR))),
    ("yuan", Word::Mark(Mark::Money(Currency::known(*b"CNY")))),
    ("renminbi", Word::Mark(Mark::Money(Currency::known(*b"CNY")))),
    ("francs", Word::Mark(Mark::Money(Currency::known(*b"CHF")))),
    ("marks", Word::Mark(Mark::Money(Currency::known(*b"DEM")))),
    ("kronor", Word::Mark(Mark::Money(Currency::known(*b"SEK")))),
    ("won", Word::Mark(Mark::Money(Currency::known(*b"KRW")))),
    ("usd", Word::Mark(Mark::Money(Currency::USD))),
    ("eur", Word::Mark(Mark::Money(Currency::EUR))),
    ("gbp", Word::Mark(Mark::Money(Currency::GBP))),
    ("pkr", Word::Mark(Mark::Money(Currency::PKR))),
    ("inr", Word::Mark(Mark::Money(Currency::INR))),
    ("cad", Word::Mark(Mark::Money(Currency::known(*b"CAD")))),
    ("aud", Word::Mark(Mark::Money(Currency::known(*b"AUD")))),
    ("chf", Word::Mark(Mark::Money(Currency::known(*b"CHF")))),
    ("years", Word::Mark(Mark::Time(TimeUnit::Years))),
    ("year", Word::Mark(Mark::Time(TimeUnit::Years))),
    ("months", Word::Mark(Mark::Time(TimeUnit::Months))),
    ("month", Word::Mark(Mark::Time(TimeUnit::Months))),
    ("quarters", Word::Mark(Mark::Time(TimeUnit::Quarters))),
    ("weeks", Word::Mark(Mark::Time(TimeUnit::Weeks))),
    ("week", Word::Mark(Mark::Time(TimeUnit::Weeks))),
    ("days", Word::Mark(Mark::Time(TimeUnit::Days))),
    ("day", Word::Mark(Mark::Time(TimeUnit::Days))),
    ("hours", Word::Mark(Mark::Time(TimeUnit::Hours))),
    ("hour", Word::Mark(Mark::Time(TimeUnit::Hours))),
    ("minutes", Word::Mark(Mark::Time(TimeUnit::Minutes))),
    ("minute", Word::Mark(Mark::Time(TimeUnit::Minutes))),
    ("seconds", Word::Mark(Mark::Time(TimeUnit::Seconds))),
    ("decades", Word::Mark(Mark::Time(TimeUnit::Decades))),
];

/// Currencies that stand before the number, longest first where one begins another.
pub const PREFIXES: &[(&str, Currency)] = &[
    ("$", Currency::DOLLAR),
    ("US$", Currency::USD),
    ("€", Currency::EUR),
    ("£", Currency::GBP),
    ("¥", Currency::JPY),
    ("₹", Currency::INR),
    ("₨", Currency::PKR),
    ("USD", Currency::USD),
    ("US $", Currency::USD),
    ("U.S.$", Currency::USD),
    ("U.S. $", Currency::USD),
    ("EUR", Currency::EUR),
    ("GBP", Currency::GBP),
    ("PKR", Currency::PKR),
    ("Rs.", Currency::PKR),
    ("Rs", Currency::PKR),
    ("INR", Currency::INR),
    ("JPY", Currency::JPY),
    ("RMB", Currency::known(*b"CNY")),
    ("CNY", Currency::known(*b"CNY")),
    ("CHF", Currency::known(*b"CHF")),
    ("SFr", Currency::known(*b"CHF")),
    ("C$", Currency::known(*b"CAD")),
    ("CA$", Currency::known(*b"CAD")),
    ("CAD", Currency::known(*b"CAD")),
    ("CDN$", Currency::known(*b"CAD")),
    ("A$", Currency::known(*b"AUD")),
    ("AU$", Currency::known(*b"AUD")),
    ("AUD", Currency::known(*b"AUD")),
    ("NZ$", Currency::known(*b"NZD")),
    ("NZD", Currency::known(*b"NZD")),
    ("HK$", Currency::known(*b"HKD")),
    ("HKD", Currency::known(*b"HKD")),
    ("S$", Currency::known(*b"SGD")),
    ("SGD", Currency::known(*b"SGD")),
    ("R$", Currency::known(*b"BRL")),
    ("NT$", Currency::known(*b"TWD")),
    ("Mex$", Currency::known(*b"MXN")),
    ("SEK", Currency::known(*b"SEK")),
    ("NOK", Currency::known(*b"NOK")),
    ("DKK", Currency::known(*b"DKK")),
    ("AED", Currency::known(*b"AED")),
    ("SAR", Currency::known(*b"SAR")),
    ("ZAR", Currency::known(*b"ZAR")),
    ("KRW", Currency::known(*b"KRW")),
    ("BDT", Currency::known(*b"BDT")),
    ("Tk", Currency::known(*b"BDT")),
    ("LKR", Currency::known(*b"LKR")),
    ("₩", Currency::known(*b"KRW")),
    ("₽", Currency::known(*b"RUB")),
    ("₺", Currency::known(*b"TRY")),
    ("₦", Currency::known(*b"NGN")),
];

/// The unit of time that a word names in the singular, which a period may start with: "a week", "per month".
#[must_use]
pub fn pace(word: &str) -> Option<TimeUnit> {
    const UNITS: [(&str, TimeUnit); 4] = [
        ("week", TimeUnit::Weeks),
        ("month", TimeUnit::Months),
        ("quarter", TimeUnit::Quarters),
        ("year", TimeUnit::Years),
    ];
    UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, unit)| *unit)
}

/// A currency sign or code at the start of `input`, with its length, blank behind it included. A bare `$` is
/// left open: the text's [`Dollar`](crate::model::Dollar) says which one it is.
#[must_use]
pub fn prefix(input: &str) -> Option<(Currency, usize)> {
    let first = *input.as_bytes().first()?;
    if first.is_ascii_digit() {
        return None;
    }
    if first == b'$' {
        // No other sign starts with this one, and it is by far the commonest.
        return Some((Currency::DOLLAR, 1 + blanks(&input[1..])));
    }
    PREFIXES
        .iter()
        .filter(|(sign, _)| sign.as_bytes()[0] == first && input.starts_with(sign))
        .max_by_key(|(sign, _)| sign.len())
        .map(|(sign, currency)| (*currency, sign.len() + blanks(&input[sign.len()..])))
}

/// Spaces of any kind, at most two of them.
pub(crate) fn blanks(input: &str) -> usize {
    match input.as_bytes() {
        // Most are one, or none.
        [b' ', next, ..] if next.is_ascii_graphic() => return 1,
        [first, ..] if first.is_ascii_graphic() => return 0,
        _ => {}
    }
    input
        .chars()
        .take(2)
        .take_while(|c| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}'))
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dollar;

    #[test]
    fn every_word_is_known() {
        for (word, _) in SCALES {
            assert!(matches!(WORD_TABLE.get(word), Some(Word::Scale(_))), "{word}");
        }
        for (word, _) in MARKS {
            assert!(!matches!(WORD_TABLE.get(word), None | Some(Word::Scale(_))), "{word}");
        }
    }

    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("unit.rs"), |text| {
            let found = suffix(text, false);
            let scale = found.scale.map(|scale| format!("scale {scale}"));
            let mark = found.mark.map(|mark| match mark {
                Mark::Money(currency) | Mark::Cents(currency) => Dollar::default().word(currency).code().to_owned(),
                Mark::Percent => "%".to_owned(),
                Mark::Points => "pp".to_owned(),
                Mark::BasisPoints => "pp/100".to_owned(),
                Mark::Multiple => "x".to_owned(),
                Mark::Time(unit) => unit.name().to_owned(),
            });
            let parts: Vec<_> = scale.into_iter().chain(mark).collect();
            (!parts.is_empty() && found.len == text.len()).then(|| parts.join(" "))
        });
    }
}
