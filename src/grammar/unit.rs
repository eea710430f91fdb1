//! What stands behind a number (and before it): scale words, per cent, currencies, units of time.
//!
//! ```ebnf
//! scale    = "hundred" | "thousand" | "million" | "mn" | "mln" | "m" | "MM" | "billion" | "bn" | "b" | "trillion" | "tn" | "lakh" | "crore" | "k" ;
//! scales   = scale , [ " " , scale ] ;                                  (* lakh crore *)
//! percent  = "%" | "per cent" | "percent" | "pct" | "pc" ;
//! points   = "percentage points" | "pp" | "ppt" | "basis points" | "bps" ;
//! currency = symbol | code | word ;                                      (* $, US$, USD, dollars, Malaysian ringgits *)
//! measure  = word | sign ;                                (* cubic feet, km/h: those of the table of units of measurement *)
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
//! - ` Canadian dollars` → `CAD`
//! - ` Hong Kong dollars` → `HKD`
//! - ` million ringgit` → `scale 6 MYR`
//! - ` MYR` → `MYR`
//! - ` cubic feet` → `cubic feet`
//! - `km/h` → `km/h`
//! - `-MW` → `MW`
//! - ` mw` → `nothing`
//! - `GB` → `GB`
//! - `°C` → `°C`
//! - ` MtCO2e` → `scale 6 tonnes CO₂e`
//! - ` million square metres` → `scale 6 m²`
//! - `-year` → `years`
//! - ` hrs` → `hours`
//! - ` HR` → `nothing`
//! - `x` → `x`
//! - ` companies` → `nothing`

use std::sync::LazyLock;

use super::table::{Letters, Table};
use crate::model::{Currency, Measure, Sign, Tender, TimeUnit};

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

/// A unit of measurement behind a number, as bytes of what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// The unit.
    pub measure: Measure,
    /// The power of ten that its sign stands for ("Mt": 6).
    pub exponent: u32,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is glued to the number or its hyphen, and no word of its own: "5kW", "3.5-litre".
    pub glued: bool,
}

/// What follows a number: a scale and a mark, and how many bytes they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Suffix {
    /// The power of ten of the scale words.
    pub scale: Option<u32>,
    /// What is counted.
    pub mark: Option<Mark>,
    /// What is measured, behind the bytes read.
    pub measured: Option<Measured>,
    /// Bytes read.
    pub len: usize,
}

/// Reads the scale and the mark behind a number. `money` says that a currency stood before it: then "m" and "b" are scales even after a space.
#[must_use]
pub fn suffix(input: &str, money: bool) -> Suffix {
    // A full stop, a comma, a bracket: most numbers that have no unit end at one.
    match input.as_bytes().first() {
        Some(b'%') if !money => return Suffix { mark: Some(Mark::Percent), len: 1, ..Suffix::default() },
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
    match next.mark(input, found.scale.is_some(), money) {
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
        None if !money => found.measured = next.measured(input),
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
        if letters.len == 0 {
            return Self { known: None, glued, start, end: start };
        }
        let known = WORDS.table.meaning(letters).copied();
        if goes_on {
            // "km2" and "MtCO2e" go on behind their letters; no other word does.
            let known = known.filter(|known| matches!(known, Word::Spelled(..)));
            return Self { known, glued, start, end: start };
        }
        Self { known, glued, start, end }
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
            [b'm' | b'M'] | [b'M', b'M'] if self.glued || money => Some(6),
            [b'm', b'm'] if money => Some(6),
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
    fn mark(self, input: &str, scaled: bool, money: bool) -> Option<(Mark, usize)> {
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
            Some(Word::Spelled(..)) => match self.spelled(input)? {
                (Unit::Mark(mark), end) => Some((mark, end)),
                (Unit::Measure { .. }, _) => None,
            },
            // A sign, or a word that is none of these.
            None => match input.as_bytes().get(self.start) {
                Some(b'%') => Some((Mark::Percent, self.start + 1)),
                Some(b'$' | 0xc2 | 0xe2) if !money => {
                    sign_behind(&input[self.start..]).map(|(mark, len)| (mark, self.start + len))
                }
                _ => None,
            },
        }
    }

    /// The unit that is spelled here in more than letters, or in one of several ways, and where it ends: the longest that fits.
    fn spelled(self, input: &str) -> Option<(Unit, usize)> {
        let Some(Word::Spelled(first, end)) = self.known else { return None };
        let ways = WORDS.ways.get(usize::from(first)..usize::from(end)).unwrap_or_default();
        ways.iter().find_map(|way| {
            let len = way.len_in(&input[self.start..])?;
            (self.glued || !way.glued).then_some((way.unit, self.start + len))
        })
    }

    /// The unit of measurement that stands here.
    fn measured(self, input: &str) -> Option<Measured> {
        let (unit, end) = match (self.known, input.as_bytes().get(self.start)) {
            (Some(_), _) => self.spelled(input)?,
            (None, Some(0xc2 | 0xce)) => {
                let way = WORDS.signs.iter().find_map(|way| Some((way.unit, way.len_in(&input[self.start..])?)));
                way.map(|(unit, len)| (unit, self.start + len))?
            }
            _ => return None,
        };
        let glued = self.glued || input[..self.start].ends_with('-');
        match unit {
            Unit::Measure { measure, exponent } => Some(Measured { measure, exponent, start: self.start, end, glued }),
            Unit::Mark(_) => None,
        }
    }
}

fn is_point(word: &str) -> bool {
    word.eq_ignore_ascii_case("points") || word.eq_ignore_ascii_case("point")
}

fn is_dollar(word: &str) -> bool {
    word.eq_ignore_ascii_case("dollars") || word.eq_ignore_ascii_case("dollar")
}

/// A currency sign behind a number, "10 $", and how many bytes it takes; in "10 $30" it belongs to the other one.
fn sign_behind(input: &str) -> Option<(Mark, usize)> {
    let sign = input.chars().next()?;
    let currency = match sign {
        '$' => Currency::DOLLAR,
        '€' => Currency::EUR,
        '£' => Currency::GBP,
        '¢' => return Some((Mark::Cents(Currency::DOLLAR), sign.len_utf8())),
        _ => return None,
    };
    let behind = &input[sign.len_utf8()..];
    let free = behind.is_empty()
        || behind.starts_with(['.', ',', ';']) && !behind[1..].starts_with(|c: char| c.is_ascii_digit())
        || behind.trim_start_matches(' ').starts_with(char::is_lowercase);
    (sign == '€' || free).then_some((Mark::Money(currency), sign.len_utf8()))
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
    /// Begins units that are spelled in more than letters, or whose capitals count: a range of [`Words::ways`].
    Spelled(u16, u16),
}

/// What a spelled unit is.
#[derive(Clone, Copy)]
enum Unit {
    Mark(Mark),
    Measure { measure: Measure, exponent: u32 },
}

/// A way to spell a unit.
#[derive(Clone, Copy)]
struct Way {
    text: &'static str,
    unit: Unit,
    /// Whether its capitals count.
    sign: bool,
    /// Whether no blank may stand before it.
    glued: bool,
}

impl Way {
    /// How many bytes it takes at the start of `input`: a blank in it also stands for a hyphen, and nothing of a word may follow.
    fn len_in(&self, input: &str) -> Option<usize> {
        let found = input.as_bytes().get(..self.text.len())?;
        let same = |(a, b): (&u8, u8)| {
            *a == b || b == b' ' && matches!(a, b'-' | b'\n') || !self.sign && a.eq_ignore_ascii_case(&b)
        };
        if !found.iter().zip(self.text.bytes()).all(same) {
            return None;
        }
        let behind = input.get(found.len()..)?;
        let goes_on = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '²' | '³'))
            || self.sign && behind.starts_with(['/', '⁻']);
        (!goes_on).then_some(found.len())
    }
}

/// The words behind numbers.
struct Words {
    table: Table<Word, 4096>,
    /// The ways to spell units, those that begin with the same letters side by side, the longest first.
    ways: Vec<Way>,
    /// Those that begin with no letter ("°C").
    signs: Vec<Way>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let money = |tender: &'static Tender, text, sign| Way {
        text,
        unit: Unit::Mark(Mark::Money(tender.currency())),
        sign,
        glued: false,
    };
    let mut all: Vec<Way> =
        Tender::ALL.iter().flat_map(|tender| tender.words.iter().map(move |text| money(tender, text, false))).collect();
    let codes = Tender::ALL.iter().filter(|tender| !tender.is_word);
    all.extend(codes.map(|tender| money(tender, tender.code(), true)));
    all.extend(TIMES.iter().map(|(text, unit)| Way {
        text,
        unit: Unit::Mark(Mark::Time(*unit)),
        sign: true,
        glued: false,
    }));
    for spelling in Measure::all().flat_map(Measure::spellings) {
        let unit = Unit::Measure { measure: spelling.measure, exponent: spelling.exponent };
        all.push(Way { text: spelling.text, unit, sign: spelling.sign, glued: spelling.glued });
    }
    let key = |way: &Way| {
        let letters = way.text.bytes().take(Letters::MOST).take_while(u8::is_ascii_alphabetic).count();
        way.text[..letters].to_ascii_lowercase()
    };
    // A word of the list below that also begins a longer unit ("pounds per square inch") is one more way.
    let begins: Vec<String> = all.iter().map(key).collect();
    for (word, meaning) in MARKS {
        if let (Word::Mark(mark), true) = (meaning, begins.iter().any(|begun| begun == word)) {
            all.push(Way { text: word, unit: Unit::Mark(*mark), sign: false, glued: false });
        }
    }
    let (signs, mut ways): (Vec<_>, Vec<_>) = all.into_iter().partition(|way| key(way).is_empty());
    ways.sort_by_cached_key(|way| (key(way), std::cmp::Reverse(way.text.len())));
    let mut entries: Vec<(String, Word)> = Vec::new();
    for (at, way) in (0u16..).zip(&ways) {
        match entries.last_mut() {
            Some((word, Word::Spelled(_, end))) if *word == key(way) => *end = at + 1,
            _ => entries.push((key(way), Word::Spelled(at, at + 1))),
        }
    }
    let known = |word: &str| entries.iter().any(|(spelled, _)| spelled == word);
    let scales = SCALES.iter().map(|(word, exponent)| (*word, Word::Scale(*exponent)));
    let marks = MARKS.iter().copied().filter(|(word, meaning)| !(known(word) && matches!(meaning, Word::Mark(_))));
    let spelled = entries.iter().map(|(word, meaning)| (word.as_str(), *meaning));
    let table = Table::new(&spelled.chain(scales).chain(marks).collect::<Vec<_>>());
    Words { table, ways, signs }
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

/// Abbreviated units of time: "40 hrs", but not "2 million HR professionals".
const TIMES: &[(&str, TimeUnit)] = &[
    ("secs", TimeUnit::Seconds),
    ("min", TimeUnit::Minutes),
    ("mins", TimeUnit::Minutes),
    ("hr", TimeUnit::Hours),
    ("hrs", TimeUnit::Hours),
    ("wks", TimeUnit::Weeks),
    ("mths", TimeUnit::Months),
    ("yr", TimeUnit::Years),
    ("yrs", TimeUnit::Years),
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
    ("rmb", Word::Mark(Mark::Money(Currency::known(*b"CNY")))),
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

/// A currency before a number.
#[derive(Debug, Clone, Copy)]
pub struct Prefix {
    /// The currency; where its sign has several, the usual one. A bare `$` is left open: the text's
    /// [`Dollar`](crate::model::Dollar) says which one it is.
    pub currency: Currency,
    /// How many bytes it takes, blank behind it included.
    pub len: usize,
    /// The sign, where it stands for several currencies or may be none.
    pub sign: Option<&'static Sign>,
    /// Whether it is money only beside a scale or grouped digits.
    pub strict: bool,
}

/// A currency sign or code at the start of `input`.
#[must_use]
pub fn prefix(input: &str) -> Option<Prefix> {
    let bytes = input.as_bytes();
    let first = *bytes.first()?;
    if first.is_ascii_digit() {
        return None;
    }
    let whole =
        |currency, sign: usize| Prefix { currency, len: sign + blanks(&input[sign..]), sign: None, strict: false };
    if first == b'$' && !bytes.get(1).is_some_and(u8::is_ascii_uppercase) {
        // It is by far the commonest.
        return Some(whole(Currency::DOLLAR, 1));
    }
    let known = SIGNS_BY_BYTE[usize::from(first)].iter().find(|sign| input.starts_with(sign.text));
    let code = bytes
        .first_chunk::<3>()
        .filter(|code| code.iter().all(u8::is_ascii_uppercase))
        .and_then(|code| Tender::of(*code));
    match (known, code) {
        (Some(sign), _) if code.is_none() || sign.text.len() > 3 => {
            let blank = blanks(&input[sign.text.len()..]);
            let glued = blank == 0 || !sign.strict || sign.text.len() > 1;
            glued.then_some(Prefix {
                currency: sign.usual(),
                len: sign.text.len() + blank,
                sign: (sign.strict || sign.is_shared()).then_some(*sign),
                strict: sign.strict,
            })
        }
        (_, Some(tender)) => Some(Prefix { strict: tender.is_word, ..whole(tender.currency(), 3) }),
        _ if first == b'$' => Some(whole(Currency::DOLLAR, 1)),
        _ => None,
    }
}

/// The signs that begin with each byte.
static SIGNS_BY_BYTE: LazyLock<Vec<Vec<&'static Sign>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); 256];
    for sign in Sign::ALL {
        if let Some(list) = sign.text.bytes().next().and_then(|byte| lists.get_mut(usize::from(byte))) {
            list.push(sign);
        }
    }
    lists
});

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
            assert!(matches!(WORDS.table.get(word), Some(Word::Scale(_))), "{word}");
        }
        for (word, _) in MARKS {
            assert!(!matches!(WORDS.table.get(word), None | Some(Word::Scale(_))), "{word}");
        }
    }

    #[test]
    fn every_unit_and_currency_is_read_as_itself() {
        for spelling in Measure::all().flat_map(Measure::spellings) {
            let text = if spelling.glued { spelling.text.to_owned() } else { format!(" {}", spelling.text) };
            // Glued, it may be a scale, and words near by must tell.
            if matches!(spelling.text, "m") {
                continue;
            }
            let found = suffix(&text, false).measured.map(|found| (found.measure, found.exponent));
            assert_eq!(found, Some((spelling.measure, spelling.exponent)), "{text}");
        }
        for tender in Tender::ALL {
            let code = tender.code();
            assert_eq!(prefix(&format!("{code} 5,000")).map(|found| found.currency), Some(tender.currency()), "{code}");
            for word in tender.words {
                assert_eq!(suffix(&format!(" {word}"), false).mark, Some(Mark::Money(tender.currency())), "{word}");
            }
        }
        for sign in Sign::ALL {
            assert_eq!(
                prefix(&format!("{}5,000", sign.text)).map(|found| found.currency),
                Some(sign.usual()),
                "{}",
                sign.text
            );
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
            let measure = found.measured.map(|found| match found.exponent {
                0 => found.measure.name().to_owned(),
                exponent => format!("scale {exponent} {}", found.measure.name()),
            });
            let len = found.measured.map_or(found.len, |found| found.end);
            let parts: Vec<_> = scale.into_iter().chain(mark).chain(measure).collect();
            (!parts.is_empty() && len == text.len()).then(|| parts.join(" "))
        });
    }
}
