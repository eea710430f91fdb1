//! Days and times of spreadsheets, which are numbers: days since 1900, or since 1904.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::display::Token;
use crate::model::MONTHS;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What a format shows of a day; nothing if there is no such day.
///
/// A day in figures alone is written with the name of its month: which figure is which, only the region of the program tells.
pub(super) fn show(tokens: &[Token], number: Decimal, since_1904: bool) -> Option<String> {
    const SECONDS: i64 = 86_400;
    let whole = number.floor();
    let part = number.checked_sub(whole)?.checked_mul(Decimal::from(SECONDS))?.round().to_i64()?;
    let seconds = whole.to_i64()?.checked_mul(SECONDS)?.checked_add(part)?;
    if seconds < 0 {
        return None;
    }
    let (days, second) = (seconds / SECONDS, seconds % SECONDS);
    let day = day(days, since_1904)?;
    let has = |letter: char| tokens.iter().any(|token| matches!(token, Token::Date(found, _) if *found == letter));
    let is_named = tokens.iter().any(|token| matches!(token, Token::Date('m', 3..)));
    let mut out = String::new();
    let is_numeric = has('y') && has('m') && !is_named;
    if is_numeric {
        if has('d') {
            out = format!("{} ", day.day());
        }
        out.push_str(month(day));
        out.extend([" ", &day.year().to_string()]);
        if !has('h') {
            return Some(out);
        }
        out.push(' ');
    }
    let clock = Clock { seconds, second, twelve: tokens.contains(&Token::Noon) };
    let mut in_time = !is_numeric;
    for (at, token) in tokens.iter().enumerate() {
        in_time |= matches!(token, Token::Date('h', _) | Token::Elapsed(_));
        if !in_time {
            continue;
        }
        let before = tokens.iter().take(at).rev().find_map(Token::unit);
        let after = tokens.iter().skip(at + 1).find_map(Token::unit);
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            Token::Date('m', len) if *len <= 2 && (before == Some('h') || after == Some('s')) => {
                out.push_str(&clock.unit('m', *len));
            }
            Token::Date(letter @ ('h' | 's'), len) => out.push_str(&clock.unit(*letter, *len)),
            Token::Date(letter, len) => out.push_str(&written(day, *letter, *len)),
            Token::Elapsed(unit) => out.push_str(&clock.elapsed(*unit)),
            Token::Noon => out.push_str(if second >= SECONDS / 2 { "PM" } else { "AM" }),
            _ => {}
        }
    }
    Some(out.trim().to_owned())
}

impl Token {
    /// The unit of a date or time.
    fn unit(&self) -> Option<char> {
        if let Self::Date(letter, _) | Self::Elapsed(letter) = self { Some(*letter) } else { None }
    }
}

/// The day of a number. The first program counted a 29 February 1900, and all since do.
fn day(days: i64, since_1904: bool) -> Option<Date> {
    // The last day that the programs know is in the year 9999.
    const LAST: i64 = 2_958_465;
    let (first, days) = match (since_1904, days) {
        (true, days) => (date(1904, 1, 1), days),
        (false, days @ ..60) => (date(1899, 12, 31), days),
        (false, days) => (date(1899, 12, 30), days),
    };
    first.checked_add(i32::try_from(days).ok().filter(|_| days <= LAST)?.days()).ok()
}

fn month(day: Date) -> &'static str {
    let number = usize::try_from(day.month()).unwrap_or(1);
    MONTHS.get(number.saturating_sub(1)).copied().unwrap_or_default()
}

fn written(day: Date, letter: char, len: usize) -> String {
    let weekday = WEEKDAYS.get(usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)).copied();
    let weekday = weekday.unwrap_or_default();
    let short = |word: &str| word.get(..3).unwrap_or(word).to_owned();
    match (letter, len) {
        ('y', ..=2) => format!("{:02}", day.year().rem_euclid(100)),
        ('y', _) => day.year().to_string(),
        ('m', 1) => day.month().to_string(),
        ('m', 2) => format!("{:02}", day.month()),
        ('m', 3) => short(month(day)),
        ('m', 5) => month(day).get(..1).unwrap_or_default().to_owned(),
        ('m', _) => month(day).to_owned(),
        ('d', 1) => day.day().to_string(),
        ('d', 2) => format!("{:02}", day.day()),
        ('d', 3) => short(weekday),
        ('d', _) => weekday.to_owned(),
        _ => String::new(),
    }
}

/// A time of day.
struct Clock {
    /// Seconds since the first day, and since midnight.
    seconds: i64,
    second: i64,
    twelve: bool,
}

impl Clock {
    fn unit(&self, unit: char, len: usize) -> String {
        let hour = self.second / 3_600;
        let value = match unit {
            'h' if self.twelve => (hour + 11) % 12 + 1,
            'h' => hour,
            'm' => self.second / 60 % 60,
            _ => self.second % 60,
        };
        if len >= 2 { format!("{value:02}") } else { value.to_string() }
    }

    fn elapsed(&self, unit: char) -> String {
        let seconds = match unit {
            'h' => 3_600,
            'm' => 60,
            _ => 1,
        };
        (self.seconds / seconds).to_string()
    }
}
