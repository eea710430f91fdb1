//! Periods: days, months, quarters, years, fiscal years, and the words that point from one to another.
//!
//! ```ebnf
//! period    = day | date | months | quarter | half | run | ended | weeks | month | fiscal | decade | years | year | relative ;
//! day       = iso | number , [ "st" | "nd" | "rd" | "th" ] , [ "of" ] , month , [ "," ] , year | month , number , [ "st" | … ] , [ "," ] , year ;
//! date      = month , number , [ "st" | … ] | number , [ "st" | … ] , month ;               (* March 20 *)
//! month     = name , [ "," ] , [ year ] ;
//! months    = name , ( "-" | "–" | "to" | "through" ) , name , [ year-spec ] ;         (* July–March 2024-25 *)
//! quarter   = "Q" , 1-4 , [ year-spec ] | 1-4 , "Q" , year | year , "Q" , 1-4 | ordinal , "quarter" , [ of-year ] | name , "quarter" , [ year ] ;
//! half      = "H" , 1-2 , [ year-spec ] | 1-2 , "H" , year | ordinal , "half" , [ of-year ] ;
//! run       = "first" , count , "months" , [ of-year ] | count , "months" ;              (* first nine months of fiscal year 2025 *)
//! ended     = ( run | "quarter" | "year" | "fiscal year" ) , ( "ended" | "ending" | "to" | "through" ) , ( day | month ) ;
//! weeks     = [ count ] , ( "week" | "weeks" ) , ( "ended" | … ) , day ;                  (* 13 weeks ended March 30, 2024 *)
//! fiscal    = ( "FY" | "fiscal" , [ "year" ] | "financial year" ) , year-spec ;
//! year-spec = year , [ ( "-" | "–" | "/" ) , ( year | 2 * digit ) ] | 2 * digit | fiscal ;
//! decade    = year , "s" ;                                                               (* the 1990s *)
//! of-year   = [ "of" | "in" ] , [ "the" ] , ( year-spec | fiscal | relative ) ;
//! relative  = ( "the same" | "the corresponding" ) , unit , [ "last year" | "a year earlier" | "of" , year ] | "a year earlier" | "the previous year"
//!           | "last month" | "year-on-year" | "sequentially" | "year to date" | "this year" ;
//! ```
//!
//! Examples:
//! - `FY2023-24` → `fiscal year 2024`
//! - `FY 2022-23` → `fiscal year 2023`
//! - `FY25` → `fiscal year 2025`
//! - `fiscal year 2025` → `fiscal year 2025`
//! - `fiscal 2025` → `fiscal year 2025`
//! - `fiscal year '21` → `fiscal year 2021`
//! - `fiscal-year ’21` → `fiscal year 2021`
//! - `2023/24` → `fiscal year 2024`
//! - `April 2024` → `month 2024-4`
//! - `Dec 2023` → `month 2023-12`
//! - `April` → `month 4`
//! - `Q3 2024` → `months 7+3 of 2024`
//! - `3Q24` → `months 7+3 of 2024`
//! - `2024Q3` → `months 7+3 of 2024`
//! - `Q3 FY24` → `fiscal months 7+3 of 2024`
//! - `third quarter of fiscal 2024` → `fiscal months 7+3 of 2024`
//! - `September quarter 2024` → `months 7+3 of 2024`
//! - `first half of 2024` → `months 1+6 of 2024`
//! - `H1 2024` → `months 1+6 of 2024`
//! - `first nine months of fiscal year 2025` → `fiscal months 1+9 of 2025`
//! - `first ten months of the fiscal year` → `fiscal months 1+10`
//! - `July–March` → `months 7+9`
//! - `July 2021 to February 2022` → `months 7+8 of 2022`
//! - `9M 2024` → `months 1+9 of 2024`
//! - `9M24` → `months 1+9 of 2024`
//! - `2005-6` → `fiscal year 2006`
//! - `January-September 2024` → `months 1+9 of 2024`
//! - `three months ended September 30, 2024` → `3 months to 2024-09-30`
//! - `12 months to August 2024` → `12 months to 2024-08-31`
//! - `year through March 2024` → `12 months to 2024-03-31`
//! - `week ended October 12, 2024` → `days 2024-10-06 to 2024-10-12`
//! - `13 weeks ended March 30, 2024` → `days 2023-12-31 to 2024-03-30`
//! - `1990s` → `years 1990 to 1999`
//! - `19 December 2024` → `day 2024-12-19`
//! - `19th Dec, 2024` → `day 2024-12-19`
//! - `Jan 17 2024` → `day 2024-01-17`
//! - `2024-12-19` → `day 2024-12-19`
//! - `March 20` → `day 3-20`
//! - `Feb. 3rd` → `day 2-3`
//! - `20 March` → `day 3-20`
//! - `2015-2018` → `years 2015 to 2018`
//! - `2023` → `year 2023`
//! - `same period last year` → `a year earlier`
//! - `corresponding period last year` → `a year earlier`
//! - `year earlier` → `a year earlier`
//! - `year-on-year` → `a year earlier`
//! - `quarter-on-quarter` → `the previous period`
//! - `Quarter-over-Quarter` → `the previous period`
//! - `qoq` → `the previous period`
//! - `q/q` → `the previous period`
//! - `this quarter` → `the current period`
//! - `previous year` → `the previous year`
//! - `previous quarter` → `the previous period`
//! - `2,023` → `nothing`

use std::sync::LazyLock;

use jiff::civil::Date;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, not, opt, peek, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use super::lexicon::{self, Word};
use super::table::{Letters, Table};
pub use super::token::Phrase;
use crate::model::{PeriodKind, Relative};

type Parsed<'a, T> = IResult<&'a str, T>;

/// Parses a period from the start of `input`. The word before ("the", "a", "in") is not part of it.
pub fn period(input: &str) -> Parsed<'_, Phrase> {
    let bytes = input.as_bytes();
    let digits = bytes.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let (rest, phrase) = if digits > 0 { by_digits(input, digits)? } else { by_word(input)? };
    let goes_on = match rest.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => rest.starts_with(char::is_alphanumeric),
        None => false,
    };
    if goes_on { Err(error(input)) } else { Ok((rest, phrase)) }
}

/// The first month of a run between two months that both bear their year, and what follows it.
#[must_use]
pub fn first_of_two<'a>(input: &'a str, phrase: &Phrase) -> Option<(&'a str, PeriodKind)> {
    let [(_, first), (_, second)] = phrase.ends.as_ref()?;
    let dated = input.get(first.end..second.start)?.bytes().any(|byte| byte.is_ascii_digit());
    if dated { month(input).ok() } else { None }
}

/// A phrase that says no more than what it means.
fn plain((rest, kind): (&str, PeriodKind)) -> (&str, Phrase) {
    (rest, Phrase { kind, length: None, ends: None })
}

/// Four digits start a year, a quarter of one, or an ISO date; one or two a day, a short quarter or a run of months.
fn by_digits(input: &str, digits: usize) -> Parsed<'_, Phrase> {
    let year = |i| year_spec.map(YearSpec::kind).parse(i);
    match (digits, input.as_bytes().get(digits..).unwrap_or_default()) {
        (4, [b'-', ..]) => alt((day, year)).parse(input).map(plain),
        (4, [b'Q', ..] | [b' ', b'Q', ..]) => alt((digits_quarter, year)).parse(input).map(plain),
        (4, [b's', ..]) => alt((decade, year)).parse(input).map(plain),
        (4, _) => year(input).map(plain),
        (_, [b'M', ..]) => short_run(input).map(plain),
        (_, [b' ' | b'-', b'm', ..]) => run(input),
        (_, [b' ' | b'-', b'w', ..]) => weeks(input).map(plain),
        _ => alt((day, date, digits_quarter, weeks)).parse(input).map(plain).or_else(|_| run(input)),
    }
}

/// Each word that starts a period has few continuations; the others are not tried.
fn by_word(input: &str) -> Parsed<'_, Phrase> {
    let letters = Letters::at_start(input.as_bytes());
    let behind = &input.as_bytes()[letters.len..];
    let back = |i| relative.map(PeriodKind::Relative).parse(i);
    let year = |i| fiscal.map(PeriodKind::FiscalYear).parse(i);
    match HEADS.meaning(letters) {
        Some(Head::Month(_)) if input.starts_with(|c: char| c.is_ascii_uppercase()) => {
            by_month(input, &input[letters.len..])
        }
        Some(Head::Fiscal) => alt((year, ended)).parse(input).map(plain),
        Some(Head::First) if may_follow(behind, letters_of(b"qhtfsen")) => {
            alt((quarter, ended)).parse(input).map(plain).or_else(|_| run(input))
        }
        Some(Head::Ordinal) if may_follow(behind, letters_of(b"qh")) => alt((quarter, ended)).parse(input).map(plain),
        Some(Head::Same) if may_follow(behind, letters_of(b"pqmwyhtfsen")) => {
            same.map(PeriodKind::Relative).parse(input).map(plain)
        }
        Some(Head::Previous) if may_follow(behind, letters_of(b"fympqwh")) => {
            previous.map(PeriodKind::Relative).parse(input).map(plain)
        }
        Some(Head::Current) if may_follow(behind, letters_of(b"fympqwh")) => {
            adverb.map(PeriodKind::Relative).parse(input).map(plain)
        }
        Some(Head::Unit) if may_follow(behind, letters_of(b"eabotp")) => {
            alt((back, ended, weeks)).parse(input).map(plain)
        }
        // "Q3", "q/q"
        Some(Head::Letter) => alt((quarter, back)).parse(input).map(plain),
        Some(_) => Err(error(input)),
        None => {
            let named = alt((back, quarter, ended, weeks)).parse(input).map(plain);
            named.or_else(|_| run(input)).or_else(|_| year(input).map(plain))
        }
    }
}

/// What follows a month tells what it is a part of: a number, a dash, "to" or "quarter", or nothing of the kind.
fn by_month<'a>(input: &'a str, behind: &'a str) -> Parsed<'a, Phrase> {
    // A no-break space is of the last two.
    let gap = |byte: &u8| matches!(byte, b'.' | b' ' | b'\n' | b',' | 0xc2 | 0xa0);
    let next = behind.as_bytes().iter().position(|byte| !gap(byte)).and_then(|at| behind.as_bytes().get(at..));
    match next.unwrap_or_default() {
        // "April 2023"
        [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] => months(input, input).or_else(|_| month(input).map(plain)),
        [b'0'..=b'9', ..] => alt((american_day, american_date, month)).parse(input).map(plain),
        [b'-' | b't' | 0x80..=0xff, ..] => months(input, input).or_else(|_| month(input).map(plain)),
        [b'q' | b'Q', ..] => alt((quarter, month)).parse(input).map(plain),
        _ => month(input).map(plain),
    }
}

/// Whether what follows a word may be one of those that start with these letters. Blanks of a rarer kind are left to the parsers.
const fn may_follow(behind: &[u8], letters: u32) -> bool {
    match behind {
        [b' ' | b'-', letter, ..] if letter.is_ascii_alphabetic() => {
            letters & 1 << (letter.to_ascii_lowercase() - b'a') != 0
        }
        [b'-' | b' ', ..] => true,
        [byte, ..] => !byte.is_ascii_graphic(),
        [] => false,
    }
}

/// A set of small letters.
const fn letters_of(letters: &[u8]) -> u32 {
    let (mut set, mut at) = (0, 0);
    while at < letters.len() {
        set |= 1 << (letters[at] - b'a');
        at += 1;
    }
    set
}

/// What a word starts.
#[derive(Clone, Copy)]
enum Head {
    Month(i8),
    Fiscal,
    First,
    Ordinal,
    Same,
    Previous,
    Current,
    Unit,
    Letter,
}

static HEADS: LazyLock<Table<Head, 128>> = LazyLock::new(|| {
    Table::new(&[
        ("january jan", Head::Month(1)),
        ("february feb", Head::Month(2)),
        ("march mar", Head::Month(3)),
        ("april apr", Head::Month(4)),
        ("may", Head::Month(5)),
        ("june jun", Head::Month(6)),
        ("july jul", Head::Month(7)),
        ("august aug", Head::Month(8)),
        ("september sep sept", Head::Month(9)),
        ("october oct", Head::Month(10)),
        ("november nov", Head::Month(11)),
        ("december dec", Head::Month(12)),
        ("fiscal financial fy", Head::Fiscal),
        ("first", Head::First),
        ("second third fourth", Head::Ordinal),
        ("same corresponding comparable equivalent", Head::Same),
        ("previous prior preceding last", Head::Previous),
        ("current this", Head::Current),
        ("year month quarter week", Head::Unit),
        ("q h", Head::Letter),
    ])
});

/// A word whatever its case, in ASCII letters; the general parser of that name folds character by character.
fn tag_no_case<'a>(word: &'static str) -> impl Fn(&'a str) -> Parsed<'a, &'a str> {
    move |input| match input.split_at_checked(word.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(word) => Ok((rest, start)),
        _ => Err(error(input)),
    }
}

/// The month of a name or an abbreviation ("Sept."), from 1.
fn month_name(input: &str) -> Parsed<'_, i8> {
    let (word, rest) = input.split_at(Letters::at_start(input.as_bytes()).len);
    let month = month_of(word).ok_or_else(|| error(input))?;
    // The point belongs to an abbreviation, and only where something of the date follows it.
    let point = word.len() < 5 && rest.starts_with(". ");
    Ok((&rest[usize::from(point)..], month))
}

/// The month that a word names: its full name or the usual short forms, capitalised.
#[must_use]
pub fn month_of(word: &str) -> Option<i8> {
    match HEADS.get(word)? {
        Head::Month(9) if word.len() == 4 && word != "Sept" => None,
        Head::Month(month) if word.starts_with(|c: char| c.is_ascii_uppercase()) => Some(month),
        _ => None,
    }
}

fn day(input: &str) -> Parsed<'_, PeriodKind> {
    let iso =
        map_opt((year4, char('-'), two, char('-'), two), |(year, _, month, _, day)| Date::new(year, month, day).ok());
    let european = map_opt(
        (one_or_two, suffix_of_day, space, opt((tag_no_case("of"), space)), month_name, opt(char(',')), space, year4),
        |(day, _, (), _, month, _, (), year)| Date::new(year, month, day).ok(),
    );
    alt((iso.map(PeriodKind::Day), european.map(PeriodKind::Day), american_day)).parse(input)
}

/// "March 20, 2024".
fn american_day(input: &str) -> Parsed<'_, PeriodKind> {
    map_opt(
        (month_name, space, one_or_two, suffix_of_day, opt(char(',')), space, year4),
        |(month, (), day, _, _, (), year)| Date::new(year, month, day).ok(),
    )
    .map(PeriodKind::Day)
    .parse(input)
}

/// "March 20", "20 March": a day whose year is not said. "March 20.5" is something else.
fn date(input: &str) -> Parsed<'_, PeriodKind> {
    let european = (day_of_month, suffix_of_day, space, opt((tag_no_case("of"), space)), month_name)
        .map(|(day, _, (), _, month)| PeriodKind::DayOfMonth { month, day });
    alt((american_date, terminated(european, no_part_of_a_number))).parse(input)
}

fn american_date(input: &str) -> Parsed<'_, PeriodKind> {
    let american = (month_name, space, day_of_month, suffix_of_day)
        .map(|(month, (), day, _)| PeriodKind::DayOfMonth { month, day });
    terminated(american, no_part_of_a_number).parse(input)
}

fn day_of_month(input: &str) -> Parsed<'_, i8> {
    verify(one_or_two, |day| (1..=31).contains(day)).parse(input)
}

fn suffix_of_day(input: &str) -> Parsed<'_, Option<&str>> {
    opt(alt((tag("st"), tag("nd"), tag("rd"), tag("th")))).parse(input)
}

fn no_part_of_a_number(input: &str) -> Parsed<'_, ()> {
    let part = alt((
        value((), (one_of(".,"), one_of("0123456789"))),
        value((), (one_of("-–/"), one_of("0123456789"))),
        value((), one_of("%")),
    ));
    peek(not(part)).parse(input)
}

/// "9M 2024", "9M24": the first months of a year, as releases write it.
fn short_run(input: &str) -> Parsed<'_, PeriodKind> {
    let count = verify(one_or_two, |count| matches!(count, 3 | 6 | 9 | 12));
    let (rest, (count, _)) = (count, char('M')).parse(input)?;
    let (rest, year) =
        alt((preceded(opt(space), alt((fiscal_spec, year_spec))), two_digit_year.map(YearSpec::Calendar)))
            .parse(rest)?;
    let kind = PeriodKind::Months { year: Some(year.year()), fiscal: year.fiscal(), first: 1, count, named: false };
    Ok((rest, kind))
}

/// "July–March 2024-25", "January to September 2024": `whole` is the text that places are counted from.
fn months<'a>(whole: &'a str, input: &'a str) -> Parsed<'a, Phrase> {
    let at = |rest: &str| whole.len() - rest.len();
    let start = at(input);
    let (rest, first) = month_name(input)?;
    let first_end = at(rest);
    // "July 2021 to February 2022"
    let (rest, from) = opt(preceded((opt(char(',')), space), year4)).parse(rest)?;
    let (rest, ()) = alt((
        value((), (opt(space), one_of("-–—"), opt(space))),
        value((), (space, alt((tag("to"), tag("through"), tag("till"))), space)),
    ))
    .parse(rest)?;
    let second_start = at(rest);
    let (rest, second) = month_name(rest)?;
    let second_end = at(rest);
    let (rest, spec) =
        opt(preceded((opt(char(',')), opt((space, tag("of"))), space), alt((fiscal_spec, year_spec)))).parse(rest)?;
    let count = (second - first).rem_euclid(12) + 1;
    if let Some(from) = from {
        // The years at both ends say how long it is; a run of more than a year has no name of its own.
        let to = spec.filter(|spec| !spec.fiscal()).map(YearSpec::year).ok_or_else(|| error(input))?;
        if to != from + i16::from(second < first) {
            return Err(error(input));
        }
        let kind = PeriodKind::Months { year: Some(to), fiscal: false, first, count, named: true };
        let ends = Some([(first, start..first_end), (second, second_start..second_end)]);
        return Ok((rest, Phrase { kind, length: None, ends }));
    }
    let kind = PeriodKind::Months {
        year: spec.map(YearSpec::year),
        fiscal: spec.is_some_and(YearSpec::fiscal),
        first,
        count,
        named: true,
    };
    Ok((
        rest,
        Phrase { kind, length: None, ends: Some([(first, start..first_end), (second, second_start..second_end)]) },
    ))
}

fn month(input: &str) -> Parsed<'_, PeriodKind> {
    let (rest, month) = month_name(input)?;
    let dated = rest.starts_with(',') || may_follow(rest.as_bytes(), letters_of(b"o"));
    let year = preceded((opt(char(',')), space, opt((tag("of"), space))), year4);
    let (rest, year) = if dated { opt(year).parse(rest)? } else { (rest, None) };
    // "May" and "March" are also a verb and a noun: alone they are a month only to someone who sees the word before.
    Ok((rest, PeriodKind::Month { year, month }))
}

fn quarter(input: &str) -> Parsed<'_, PeriodKind> {
    let numbered = alt((
        preceded(tag("Q"), one_of("1234")).map(|n| (quarter_start(n), 3)),
        preceded(tag("H"), one_of("12")).map(|n| (if n == '1' { 1 } else { 7 }, 6)),
        (ordinal, space_or_hyphen, alt((tag_no_case("quarter"), tag_no_case("qtr")))).map(|(n, (), _)| (n * 3 - 2, 3)),
        (verify(ordinal, |n| *n <= 2), space_or_hyphen, tag_no_case("half")).map(|(n, (), _)| (n * 6 - 5, 6)),
    ));
    let named = (month_name, space, tag_no_case("quarter")).map(|(month, (), _)| ((month + 9) % 12 + 1, 3));
    let (rest, (first, count)) = alt((numbered, named)).parse(input)?;
    let (rest, spec) = opt(of_year).parse(rest)?;
    Ok((
        rest,
        PeriodKind::Months {
            year: spec.map(YearSpec::year),
            fiscal: spec.is_some_and(YearSpec::fiscal),
            first,
            count,
            named: false,
        },
    ))
}

/// "3Q24", "1H25", "2024Q3".
fn digits_quarter(input: &str) -> Parsed<'_, PeriodKind> {
    let months = |year, first, count| PeriodKind::Months { year, fiscal: false, first, count, named: false };
    let year = || opt(preceded(opt(space), alt((year4, two_digit_year, preceded((opt(tag("FY")),), two_digit_year)))));
    alt((
        (one_of("1234"), char('Q'), year()).map(move |(n, _, year)| months(year, quarter_start(n), 3)),
        (one_of("12"), char('H'), year()).map(move |(n, _, year)| months(year, if n == '1' { 1 } else { 7 }, 6)),
        (year4, opt(space), char('Q'), one_of("1234"))
            .map(move |(year, _, _, n)| months(Some(year), quarter_start(n), 3)),
    ))
    .parse(input)
}

/// "first nine months of fiscal year 2025", "nine months ended March 31, 2025", "12 months to August 2024".
fn run(input: &str) -> Parsed<'_, Phrase> {
    let at = |rest: &str| input.len() - rest.len();
    let (rest, first) = opt((tag_no_case("first"), space)).parse(input)?;
    let start = at(rest);
    let (rest, count) = alt((small_number, one_or_two)).parse(rest)?;
    let (rest, _) = (space_or_hyphen, alt((tag_no_case("months"), tag_no_case("month")))).parse(rest)?;
    let length = Some((count, start..at(rest)));
    if first.is_none() {
        let (rest, _) = opt((space, tag("period"))).parse(rest)?;
        let (rest, last) = preceded(until, last_day).parse(rest)?;
        return Ok((rest, Phrase { kind: PeriodKind::Ended { last, months: i16::from(count) }, length, ends: None }));
    }
    let (rest, spec) = opt(of_year).parse(rest)?;
    // "the first ten months of the fiscal year": which one is not said.
    let unnamed =
        (space, tag("of"), space, tag("the"), space, alt((tag("fiscal"), tag("financial"))), space, tag("year"));
    let (rest, fiscal) = if spec.is_none() { opt(unnamed).parse(rest)? } else { (rest, None) };
    let kind = PeriodKind::Months {
        year: spec.map(YearSpec::year),
        fiscal: fiscal.is_some() || spec.is_some_and(YearSpec::fiscal),
        first: 1,
        count,
        named: false,
    };
    Ok((rest, Phrase { kind, length, ends: None }))
}

/// "the quarter ended March 31, 2025", "the fiscal year ended June 30, 2024", "the year through March 2024".
fn ended(input: &str) -> Parsed<'_, PeriodKind> {
    let (rest, months) = alt((
        value(3, (opt((alt((tag_no_case("fiscal"), ordinal_word)), space)), tag_no_case("quarter"))),
        value(12, (opt((alt((tag_no_case("fiscal"), tag_no_case("financial"))), space)), tag_no_case("year"))),
        value(6, (opt((tag("first"), space)), tag_no_case("half"))),
    ))
    .parse(input)?;
    let (rest, last) = preceded(until, last_day).parse(rest)?;
    Ok((rest, PeriodKind::Ended { last, months }))
}

/// "week ended October 12, 2024", "13 weeks ended March 30, 2024".
fn weeks(input: &str) -> Parsed<'_, PeriodKind> {
    let count = opt((alt((small_number, one_or_two)), space_or_hyphen));
    let (rest, (count, _)) = (count, alt((tag_no_case("weeks"), tag_no_case("week")))).parse(input)?;
    let (rest, _) = opt((space, tag("period"))).parse(rest)?;
    let (rest, last) = preceded(until, last_day).parse(rest)?;
    let days = i32::from(count.map_or(1, |(count, ())| count)) * 7 - 1;
    let first = last.checked_sub(jiff::Span::new().days(days)).map_err(|_| error(input))?;
    Ok((rest, PeriodKind::Days(first, last)))
}

/// "1990s".
fn decade(input: &str) -> Parsed<'_, PeriodKind> {
    // "The 1900s" are a century to some.
    let decade = verify(year4, |year| year % 10 == 0 && (year % 100 != 0 || *year == 2000));
    (decade, char('s')).map(|(year, _)| PeriodKind::Years(year, year + 9)).parse(input)
}

fn until(input: &str) -> Parsed<'_, ()> {
    value(
        (),
        (
            space,
            alt((tag("ended"), tag("ending"), tag("to"), tag("through"), tag("end"))),
            space,
            opt((tag("on"), space)),
        ),
    )
    .parse(input)
}

/// A day, or the last day of a month with its year.
fn last_day(input: &str) -> Parsed<'_, Date> {
    alt((
        map_opt(day, |kind| match kind {
            PeriodKind::Day(date) => Some(date),
            _ => None,
        }),
        map_opt(month, |kind| match kind {
            PeriodKind::Month { year: Some(year), month } => Date::new(year, month, 1).ok().map(Date::last_of_month),
            _ => None,
        }),
    ))
    .parse(input)
}

fn fiscal(input: &str) -> Parsed<'_, i16> {
    fiscal_spec.map(YearSpec::year).parse(input)
}

/// A year as a text names it.
#[derive(Clone, Copy)]
enum YearSpec {
    Calendar(i16),
    Fiscal(i16),
    Between(i16, i16),
}

impl YearSpec {
    const fn year(self) -> i16 {
        match self {
            Self::Calendar(year) | Self::Fiscal(year) | Self::Between(_, year) => year,
        }
    }

    const fn fiscal(self) -> bool {
        matches!(self, Self::Fiscal(_))
    }

    const fn kind(self) -> PeriodKind {
        match self {
            Self::Calendar(year) => PeriodKind::Year(year),
            Self::Fiscal(year) => PeriodKind::FiscalYear(year),
            Self::Between(from, to) => PeriodKind::Years(from, to),
        }
    }
}

fn fiscal_spec(input: &str) -> Parsed<'_, YearSpec> {
    let (rest, long) = alt((
        value(false, (tag("FY"), opt(alt((tag(" "), tag("\u{a0}"), tag("-"), tag("’"), tag("'")))))),
        value(
            true,
            (
                alt((tag_no_case("fiscal"), tag_no_case("financial"))),
                space_or_hyphen,
                opt((tag_no_case("year"), space)),
                opt((tag("of"), space)),
                opt(tag("FY")),
            ),
        ),
    ))
    .parse(input)?;
    // "fiscal year '21"
    if let Ok((rest, year)) = preceded(one_of("'’"), two_digit_year).parse(rest) {
        return Ok((rest, YearSpec::Fiscal(year)));
    }
    let short = map_opt(two_digit_year, move |year| (!long).then_some(YearSpec::Fiscal(year)));
    let short_pair = map_opt((two_digit_year, one_of("-–/"), two_digit_year), |(a, _, b)| {
        (b == a + 1).then_some(YearSpec::Fiscal(b))
    });
    let (rest, spec) = alt((year_spec, short_pair, short)).parse(rest)?;
    Ok((rest, YearSpec::Fiscal(spec.year())))
}

/// "21" or "90s" behind an apostrophe, and how many bytes it takes.
#[must_use]
pub fn short_year(input: &str) -> Option<(PeriodKind, usize)> {
    let (rest, year) = two_digit_year(input).ok()?;
    if rest.starts_with('s') && !rest[1..].starts_with(char::is_alphanumeric) {
        let first = year - year % 10;
        return (first == year).then_some((PeriodKind::Years(first, first + 9), 3));
    }
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | ':'));
    ends.then_some((PeriodKind::Year(year), 2))
}

/// "2023", "2023-24", "2023/24", "2015-2018".
fn year_spec(input: &str) -> Parsed<'_, YearSpec> {
    let (rest, year) = year4(input)?;
    if !matches!(rest.as_bytes().get(super::unit::blanks(rest)), Some(b'-' | b'/' | 0x80..)) {
        return Ok((rest, YearSpec::Calendar(year)));
    }
    let dash = || (opt(space), one_of("-–/"), opt(space));
    if let Ok((rest, to)) = preceded(dash(), year4).parse(rest) {
        let spec = match to - year {
            ..=0 => return Err(error(input)),
            // "2023/2024" and "2023-2024" name one fiscal year; a slash can mean nothing else.
            1 => YearSpec::Fiscal(to),
            _ => YearSpec::Between(year, to),
        };
        return Ok((rest, spec));
    }
    if let Ok((rest, short)) = preceded(one_of::<_, _, nom::error::Error<&str>>("-–/"), two_only).parse(rest) {
        let to = year - year % 100 + i16::from(short);
        return Ok((
            rest,
            if to == year + 1 {
                YearSpec::Fiscal(to)
            } else if to > year {
                YearSpec::Between(year, to)
            } else {
                return Err(error(input));
            },
        ));
    }
    // "2005-6"
    if let [b'-' | b'/', digit @ b'0'..=b'9', behind @ ..] = rest.as_bytes()
        && i16::from(digit - b'0') == year % 10 + 1
        && !behind.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'%'))
        && !matches!(behind, [b'.' | b',', b'0'..=b'9', ..])
    {
        return Ok((&rest[2..], YearSpec::Fiscal(year + 1)));
    }
    Ok((rest, YearSpec::Calendar(year)))
}

/// "of 2024", "of fiscal year 2025", "2024", "FY24", "last year" behind a quarter.
fn of_year(input: &str) -> Parsed<'_, YearSpec> {
    if !may_follow(input.as_bytes(), letters_of(b"oitf")) {
        return Err(error(input));
    }
    let (rest, _) = (space, opt((alt((tag("of"), tag("in"))), space)), opt((tag("the"), space))).parse(input)?;
    match rest.as_bytes().first() {
        Some(b'0'..=b'9') => year_spec(rest),
        Some(b'f' | b'F') => fiscal_spec(rest),
        _ => preceded(alt((char('\''), char('’'))), two_digit_year).map(YearSpec::Calendar).parse(rest),
    }
}

/// Periods named from where the text stands.
fn relative(input: &str) -> Parsed<'_, Relative> {
    match input.bytes().next().unwrap_or(b' ').to_ascii_lowercase() {
        b's' | b'c' | b'e' => alt((same, adverb)).parse(input),
        b'p' | b'l' => previous(input),
        b't' => adverb(input),
        _ => alt((earlier, adverb)).parse(input),
    }
}

/// "same period last year", "corresponding month of the previous year", "same quarter in 2023", "same time".
fn same(input: &str) -> Parsed<'_, Relative> {
    let (rest, word) =
        alt((tag_no_case("same"), tag_no_case("corresponding"), tag_no_case("comparable"), tag_no_case("equivalent")))
            .parse(input)?;
    let (rest, _) = (space, opt((small_number_word, space_or_hyphen)), alt((unit, tag_no_case("time")))).parse(rest)?;
    let link = || (space, opt((alt((tag("of"), tag("in"), tag("a"), tag("during"))), space)), opt((tag("the"), space)));
    let year = alt((
        value(
            (),
            (
                alt((tag("last"), tag("previous"), tag("prior"), tag("preceding"))),
                space,
                opt((alt((tag("fiscal"), tag("financial"))), space)),
                alt((tag("year"), tag("fiscal"))),
            ),
        ),
        value((), (tag("year"), space, alt((tag("earlier"), tag("ago"), tag("before"))))),
        value((), fiscal_spec),
        value((), year4),
    ));
    let (rest, year) = opt(preceded(link(), year)).parse(rest)?;
    let points_back = year.is_some() || !word.eq_ignore_ascii_case("same");
    Ok((rest, if points_back { Relative::YearEarlier } else { Relative::Same }))
}

/// "year earlier", "year ago", "year-ago period", "year-over-year".
fn earlier(input: &str) -> Parsed<'_, Relative> {
    let yearly = alt((
        value(
            (),
            alt((
                tag_no_case("year-on-year"),
                tag_no_case("year-over-year"),
                tag_no_case("year over year"),
                tag_no_case("year on year"),
            )),
        ),
        value((), (tag("year"), space_or_hyphen, alt((tag("earlier"), tag("ago"), tag("before"))), opt((space, unit)))),
        value((), alt((tag("yoy"), tag("YoY"), tag("YOY"), tag("y/y"), tag("Y/Y"), tag("y-o-y"), tag("Y-o-Y")))),
    ));
    let over = || alt((tag_no_case("on"), tag_no_case("over")));
    let shorter = alt((
        value("", (tag_no_case("month"), space_or_hyphen, over(), space_or_hyphen, tag_no_case("month"))),
        value("", (tag_no_case("quarter"), space_or_hyphen, over(), space_or_hyphen, tag_no_case("quarter"))),
        tag_no_case("month earlier"),
        tag_no_case("quarter earlier"),
        tag("month ago"),
        tag_no_case("qoq"),
        tag_no_case("q-o-q"),
        tag_no_case("q/q"),
        tag_no_case("m/m"),
        tag_no_case("m-o-m"),
        // "mom" is also somebody's mother.
        tag("MoM"),
    ));
    match input.as_bytes().first() {
        Some(b'y' | b'Y') => value(Relative::YearEarlier, yearly).parse(input),
        Some(b't') => value(Relative::YearEarlier, tag("twelve months earlier")).parse(input),
        _ => value(Relative::Previous, shorter).parse(input),
    }
}

fn previous(input: &str) -> Parsed<'_, Relative> {
    let (rest, _) = (
        alt((tag_no_case("previous"), tag_no_case("prior"), tag_no_case("preceding"), tag_no_case("last"))),
        space_or_hyphen,
        opt((alt((tag("fiscal"), tag("financial"))), space)),
    )
        .parse(input)?;
    let year = value(
        Relative::PreviousYear,
        (tag("year"), opt((space_or_hyphen, alt((tag("period"), tag("quarter"), tag("month")))))),
    );
    let month = value(Relative::PreviousMonth, tag("month"));
    let other = value(Relative::Previous, alt((tag("quarter"), tag("period"), tag("week"), tag("half"))));
    alt((year, month, other)).parse(rest)
}

fn adverb(input: &str) -> Parsed<'_, Relative> {
    alt((
        value(Relative::YearToDate, (alt((tag("year-to-date"), tag("year to date"), tag("YTD"))),)),
        value(Relative::Previous, alt((tag("sequentially"), tag("sequential")))),
        value(
            Relative::Current,
            (tag_no_case("this"), space, alt((tag("year"), tag("month"), tag("quarter"), tag("week")))),
        ),
        value(Relative::Current, (tag("current"), space, opt((alt((tag("fiscal"), tag("financial"))), space)), unit)),
    ))
    .parse(input)
}

fn unit(input: &str) -> Parsed<'_, &str> {
    alt((
        tag_no_case("period"),
        tag_no_case("quarter"),
        tag_no_case("months"),
        tag_no_case("month"),
        tag_no_case("week"),
        tag_no_case("year"),
        tag_no_case("half"),
    ))
    .parse(input)
}

fn ordinal(input: &str) -> Parsed<'_, i8> {
    alt((
        value(1, alt((tag_no_case("first"), tag("1st")))),
        value(2, alt((tag_no_case("second"), tag("2nd")))),
        value(3, alt((tag_no_case("third"), tag("3rd")))),
        value(4, alt((tag_no_case("fourth"), tag("4th")))),
    ))
    .parse(input)
}

fn ordinal_word(input: &str) -> Parsed<'_, &str> {
    nom::combinator::recognize(ordinal).parse(input)
}

/// "two" to "twelve".
fn small_number(input: &str) -> Parsed<'_, i8> {
    let (word, rest) = input.split_at(Letters::at_start(input.as_bytes()).len);
    match lexicon::lookup(word) {
        Some(Word::Number(number @ 2..=11)) => i8::try_from(number).ok(),
        // To the lexicon it starts a period, "twelve months earlier".
        Some(Word::Period) if word.eq_ignore_ascii_case("twelve") => Some(12),
        _ => None,
    }
    .map(|number| (rest, number))
    .ok_or_else(|| error(input))
}

fn small_number_word(input: &str) -> Parsed<'_, &str> {
    nom::combinator::recognize(alt((small_number, one_or_two))).parse(input)
}

/// A year of four digits from 1700 to 2199 that is no part of a longer number.
fn year4(input: &str) -> Parsed<'_, i16> {
    let (rest, year) = some_digits(input, 4)?;
    if !(1700..2200).contains(&year) || is_number(rest) {
        return Err(error(input));
    }
    Ok((rest, year))
}

fn two_digit_year(input: &str) -> Parsed<'_, i16> {
    two_only.map(|year| if year < 70 { 2000 + i16::from(year) } else { 1900 + i16::from(year) }).parse(input)
}

/// Exactly two digits.
fn two_only(input: &str) -> Parsed<'_, i8> {
    let (rest, two) = two(input)?;
    if is_number(rest) { Err(error(input)) } else { Ok((rest, two)) }
}

fn two(input: &str) -> Parsed<'_, i8> {
    some_digits(input, 2)
}

fn one_or_two(input: &str) -> Parsed<'_, i8> {
    let count = input.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if count > 2 { Err(error(input)) } else { some_digits(input, count) }
}

/// So many digits, up to four.
fn some_digits<T: TryFrom<i16>>(input: &str, count: usize) -> Parsed<'_, T> {
    let digits = input.as_bytes().get(..count).filter(|digits| count > 0 && digits.iter().all(u8::is_ascii_digit));
    let number = digits.map(|digits| digits.iter().fold(0, |number, digit| number * 10 + i16::from(digit - b'0')));
    let number = number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| error(input))?;
    Ok((&input[count..], number))
}

/// Whether the digits before go on to be a number: "2,023", "2023.5", "2023%".
const fn is_number(behind: &str) -> bool {
    matches!(behind.as_bytes(), [b'0'..=b'9' | b'%', ..] | [b'.' | b',', b'0'..=b'9', ..])
}

fn quarter_start(digit: char) -> i8 {
    match digit {
        '1' => 1,
        '2' => 4,
        '3' => 7,
        _ => 10,
    }
}

/// One or two blanks of any kind.
fn space(input: &str) -> Parsed<'_, ()> {
    match super::unit::blanks(input) {
        0 => Err(error(input)),
        len => Ok((&input[len..], ())),
    }
}

fn space_or_hyphen(input: &str) -> Parsed<'_, ()> {
    match input.as_bytes() {
        [b'-', ..] => Ok((&input[1..], ())),
        [0xe2, ..] if input.starts_with('‑') => Ok((&input['‑'.len_utf8()..], ())),
        _ => space(input),
    }
}

fn error(input: &str) -> nom::Err<nom::error::Error<&str>> {
    nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(kind: PeriodKind) -> String {
        match kind {
            PeriodKind::Day(day) => format!("day {day}"),
            PeriodKind::DayOfMonth { month, day } => format!("day {month}-{day}"),
            PeriodKind::Month { year: Some(year), month } => format!("month {year}-{month}"),
            PeriodKind::Month { year: None, month } => format!("month {month}"),
            PeriodKind::Year(year) => format!("year {year}"),
            PeriodKind::FiscalYear(year) => format!("fiscal year {year}"),
            PeriodKind::Months { year, fiscal, first, count, .. } => {
                let year = year.map(|year| format!(" of {year}")).unwrap_or_default();
                format!("{}months {first}+{count}{year}", if fiscal { "fiscal " } else { "" })
            }
            PeriodKind::Years(from, to) => format!("years {from} to {to}"),
            PeriodKind::Ended { last, months } => format!("{months} months to {last}"),
            PeriodKind::Days(from, to) => format!("days {from} to {to}"),
            PeriodKind::Each(unit) => unit.name().to_owned(),
            PeriodKind::Relative(relative) => match relative {
                Relative::YearEarlier => "a year earlier",
                Relative::Previous => "the previous period",
                Relative::PreviousYear => "the previous year",
                Relative::PreviousMonth => "the previous month",
                Relative::Current => "the current period",
                Relative::YearToDate => "year to date",
                Relative::Same => "the same period",
            }
            .to_owned(),
        }
    }

    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("period.rs"), |text| match period(text) {
            Ok(("", phrase)) => Some(show(phrase.kind)),
            _ => None,
        });
    }
}
