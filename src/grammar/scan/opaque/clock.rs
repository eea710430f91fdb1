//! Times of day, and days whose month stands further on.
//!
//! ```ebnf
//! clock = hour , [ ( "." | ":" ) , minutes ] , ( "am" | "pm" | "a.m." | "o'clock" | zone ) | hour , minutes , zone ;
//! zone  = "GMT" | "EST" | … ;
//! days  = day , { "," , day } , ( "and" | "to" | dash ) , day , month ;           (* 16, 18, 22 and 23 December *)
//! ```

use crate::grammar::lexicon::Word;
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::period;
use crate::grammar::scan::Scanner;
use crate::grammar::token::TokenKind;
use crate::model::PeriodKind;

/// Time zones as agencies and calls write them.
const ZONES: [&str; 25] = [
    "GMT", "UTC", "BST", "CET", "CEST", "EET", "MSK", "IST", "PKT", "SGT", "HKT", "JST", "AEST", "AEDT", "ET", "EST",
    "EDT", "CT", "CST", "CDT", "MT", "MST", "PT", "PST", "PDT",
];

impl Scanner<'_> {
    /// Whether the bare number from `at` to `end` is a time of day or a day.
    pub(super) fn clock_or_day(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let (digits, behind) = (self.text.get(at..end)?, self.text.get(end..)?);
        if is_clock(digits, behind) {
            return Some(NonQuantity::Clock);
        }
        let day = digits.len() <= 2 && matches!(digits.parse(), Ok(1..=31));
        let dated =
            || leads_to_date(behind) || leads_to_year(behind) || leads_to_month(behind) || self.goes_on_from_date(end);
        (day && dated() || digits.len() == 4 && self.is_year_of_month(end)).then_some(NonQuantity::Day)
    }

    /// "November 2378": a year that no period reaches.
    fn is_year_of_month(&self, end: usize) -> bool {
        let month = self
            .out
            .periods
            .last()
            .is_some_and(|period| matches!(period.phrase.kind, PeriodKind::Month { year: None, .. }));
        let beside = matches!(self.out.tokens.last().map(|token| token.kind), Some(TokenKind::Period(_)));
        beside && month && self.noun(end).is_none()
    }

    /// "March 5, 6 and 12": whether the number that ends at `end` is one more day of the month before.
    fn goes_on_from_date(&self, end: usize) -> bool {
        // "Sept. 3–5, 2025"
        if let Some(TokenKind::Period(index)) = self.out.tokens.last().map(|token| token.kind) {
            let period = self.out.periods.get(index as usize);
            let month = period.is_some_and(|period| matches!(period.phrase.kind, PeriodKind::Month { year: None, .. }));
            return month && self.noun(end).is_none();
        }
        let [.., date, link] = self.out.tokens.as_slice() else { return false };
        let links =
            matches!(link.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Word(Word::And | Word::To | Word::Or));
        let TokenKind::Period(index) = date.kind else { return false };
        let is_day = self
            .out
            .periods
            .get(index as usize)
            .is_some_and(|period| matches!(period.phrase.kind, PeriodKind::DayOfMonth { .. }));
        let ends =
            |rest: &str| rest.is_empty() || rest.starts_with([',', '.', ';', ')', '\n']) || rest.starts_with(" and ");
        links && is_day && self.text.get(end..).is_some_and(ends) && self.noun(end).is_none()
    }
}

/// Whether digits, with what stands behind them, are a time of day: "9 a.m.", "5 pm", "3.15 pm", "1130 GMT".
pub(super) fn is_clock(digits: &str, behind: &str) -> bool {
    let word = behind.trim_start_matches([' ', '\u{a0}']);
    let starts = |word: &str, time: &str| {
        word.get(..time.len()).is_some_and(|start| start.eq_ignore_ascii_case(time))
            && !word[time.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    let (hour, minutes) = match digits.split_once('.') {
        Some((hour, minutes)) if minutes.len() == 2 => (hour, minutes),
        Some(_) => return false,
        None if matches!(digits.len(), 3 | 4) => digits.split_at(digits.len() - 2),
        None => (digits, "00"),
    };
    let valid =
        hour.parse::<u8>().is_ok_and(|hour| hour <= 24) && minutes.parse::<u8>().is_ok_and(|minute| minute < 60);
    if !valid {
        return false;
    }
    let half = ["am", "pm", "a.m", "p.m", "a m", "p m", "o’clock", "o'clock"].iter().any(|time| starts(word, time));
    // "3 am" is a time; "I am" never follows a number. "5 ET" is one, "5 CT scans" are not.
    let zone = || ZONES.iter().any(|zone| word.starts_with(zone) && starts(word, zone));
    half && digits.len() != 3 || zone() && (digits.len() >= 3 || word.starts_with("GMT") || word.starts_with("UTC"))
}

/// Whether the year of a date follows, whose month was broken: "Dece mber 31, 2016".
fn leads_to_year(behind: &str) -> bool {
    matches!(behind.as_bytes(), [b',', b' ', b'1', b'9', b'0'..=b'9', b'0'..=b'9', rest @ ..] | [b',', b' ', b'2', b'0', b'0'..=b'9', b'0'..=b'9', rest @ ..]
        if !matches!(rest, [b'0'..=b'9' | b'%', ..] | [b'.' | b',', b'0'..=b'9', ..]))
}

/// Whether the month of a day follows behind more blanks than one: "since 13  August".
fn leads_to_month(behind: &str) -> bool {
    let month = behind.trim_start_matches([' ', '\u{a0}']);
    behind.len() > month.len() + 1
        && month.starts_with(|c: char| c.is_ascii_uppercase())
        && period::period(month)
            .is_ok_and(|(_, phrase)| matches!(phrase.kind, PeriodKind::Month { .. } | PeriodKind::DayOfMonth { .. }))
}

/// Whether more days and then their month follow: ", 18, 22 and 23 December".
fn leads_to_date(behind: &str) -> bool {
    /// More days than these are not listed.
    const MOST: usize = 8;
    let mut rest = behind;
    for _ in 0..MOST {
        let link = ["-", "–", ", and ", ", ", " and ", " & ", " to ", " or ", " - ", " – "];
        let Some(next) = link.iter().find_map(|link| rest.strip_prefix(link)) else { return false };
        let digits = next.bytes().take(3).take_while(u8::is_ascii_digit).count();
        if !matches!(digits, 1 | 2) || !matches!(next[..digits].parse(), Ok(1..=31)) {
            return false;
        }
        rest = &next[digits..];
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ordinal| rest.strip_prefix(ordinal));
        let word = ordinal.unwrap_or(rest).trim_start_matches(' ');
        let word = word.strip_prefix("of ").unwrap_or(word);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        if period::month_of(&word[..letters]).is_some() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (digits, behind) in [
            ("9", " a.m. on"),
            ("5", " pm."),
            ("8", "pm,"),
            ("3.15", " pm."),
            ("1130", " GMT"),
            ("11", " o'clock"),
            ("0915", " EST"),
        ] {
            assert!(is_clock(digits, behind), "{digits}{behind}");
        }
        for (digits, behind) in
            [("1130", " GM"), ("2571", " GMT"), ("5", " amps"), ("5", " CT scans"), ("3.5", " pm"), ("45", " pm")]
        {
            assert!(!is_clock(digits, behind), "{digits}{behind}");
        }
    }

    #[test]
    fn days_before_their_month() {
        for behind in [", 18, 22 and 23 December", " and 23rd of May", "-12 March", " to 28 July 473"] {
            assert!(leads_to_date(behind), "{behind}");
        }
        for behind in [", 18 and 22 firms", " to 473 in July", ", May"] {
            assert!(!leads_to_date(behind), "{behind}");
        }
    }
}
