//! The day of a document, from the line that says it: "NEW YORK, Oct. 25, 2024 (GLOBE NEWSWIRE) --".
//!
//! Only a full date in the place of a dateline counts: at the beginning of one of the first blocks, or after a place
//! name. "In the three months ended March 31, 2025, exports rose" has a full date too, and is no dateline.

use jiff::civil::Date;

use super::{Block, BlockKind};

/// The date of the first dateline among the first blocks.
pub(super) fn of(blocks: &[Block<'_>]) -> Option<Date> {
    const BLOCKS: usize = 10;
    let candidates = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Cell { .. }));
    candidates.take(BLOCKS).find_map(|block| {
        let place_allowed = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem);
        find(block.prose.text(), place_allowed)
    })
}

/// A date alone, or followed by a time, as front matter has it.
pub(super) fn parse(text: &str) -> Option<Date> {
    words(text).take(2).find_map(|at| date_at(text, at)).map(|(date, _)| date)
}

/// Whether a line is nothing but a date.
pub(super) fn is_date(line: &str) -> bool {
    line.len() < 40 && line.ends_with(|c: char| c.is_ascii_digit()) && find(line, false).is_some()
}

/// The date of a dateline that the text begins with; `place_allowed` if a place may stand before it.
fn find(text: &str, place_allowed: bool) -> Option<Date> {
    const LONGEST: usize = 160;
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let head = text.get(..end)?;
    if !has_year(head.as_bytes()) {
        return None;
    }
    let (start, (date, end)) = words(head).find_map(|at| Some((at, date_at(head, at)?)))?;
    let (before, after) = (head.get(..start)?, head.get(end..)?);
    let published =
        before.split(|c: char| !c.is_alphabetic()).any(|word| PUBLISHED.iter().any(|p| p.eq_ignore_ascii_case(word)));
    let is_start =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
            is_weekday(word) || LIGHT.iter().chain(&PUBLISHED).any(|light| light.eq_ignore_ascii_case(word))
        }) && !ends_a_period(before);
    let is_dateline =
        published && is_start || (is_start || place_allowed && is_place(before)) && is_left(after, is_start);
    is_dateline.then_some(date)
}

/// Whether four digits stand together, as those of a year: a quick look, as most beginnings have none.
fn has_year(text: &[u8]) -> bool {
    text.windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
}

/// Words that say that the date is the day of publication.
const PUBLISHED: [&str; 8] = ["date", "dated", "published", "posted", "updated", "released", "issued", "release"];
/// Words that may stand beside them.
const LIGHT: [&str; 8] = ["on", "last", "for", "immediate", "first", "press", "news", "the"];

/// "In", "on", "ended": what makes a date at the beginning part of a sentence.
fn ends_a_period(before: &str) -> bool {
    before.split_whitespace().count() == 1 && before.trim().eq_ignore_ascii_case("on")
}

/// Whether what stands before the date is the name of a place or an agency: capitalised words, then a comma, a
/// bracket, a dash, or nothing if it is all capitals.
fn is_place(before: &str) -> bool {
    let before = before.trim_end();
    // A weekday may stand between.
    let place = before.trim_end_matches(',').trim_end_matches(char::is_alphabetic);
    let weekday = before.trim_end_matches(',').get(place.len()..).is_some_and(is_weekday);
    let before = if weekday { place.trim_end() } else { before };
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_capital = |word: &str| {
        !word.starts_with(char::is_lowercase)
            || matches!(word, "of" | "de" | "da" | "and" | "al" | "date")
            || word.len() == 1
    };
    let period = ["Ended", "Ending", "Through", "Since", "Until", "From", "To", "Of", "On", "In", "By"];
    let is_name = words.clone().all(is_capital) && !words.clone().any(|word| period.contains(&word));
    let shouted = words.clone().next().is_some() && words.all(|word| !word.contains(char::is_lowercase));
    is_name && (shouted || before.ends_with([',', '(', ')', '-', '–', '—', ':', '/', '|', '.']))
}

/// Whether what follows the date leaves it standing alone.
fn is_left(after: &str, is_start: bool) -> bool {
    let bare = after.trim_start_matches([' ', '\u{a0}', '\r']);
    let Some(first) = bare.chars().next() else { return true };
    let separators = |c: char| {
        matches!(c, '(' | ')' | ',' | '-' | '–' | '—' | '/' | ':' | '|' | '\n' | ']' | '.' | '•' | '·' | ' ' | ';')
    };
    let rest = bare.trim_start_matches(separators);
    // "April 1, 2024 – June 30, 2024" is a period.
    if date_at(rest, 0).is_some() {
        return false;
    }
    match first {
        ',' | '.' => !rest.starts_with(char::is_lowercase),
        c if separators(c) => true,
        c => is_start && c.is_uppercase(),
    }
}

/// A full date at a byte of the text, and where it ends.
fn date_at(text: &str, at: usize) -> Option<(Date, usize)> {
    let rest = text.get(at..)?;
    let mut cursor = Cursor { rest };
    let date = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let (number, digits) = cursor.number()?;
        if digits == 4 {
            cursor.skip("-")?;
            let (month, _) = cursor.number().filter(|(_, digits)| *digits == 2)?;
            cursor.skip("-")?;
            let (day, _) = cursor.number().filter(|(_, digits)| *digits == 2)?;
            Date::new(number, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?
        } else {
            cursor.ordinal();
            cursor.spaces()?;
            let month = cursor.month()?;
            cursor.separator();
            Date::new(cursor.year()?, month, i8::try_from(number).ok()?).ok()?
        }
    } else {
        let month = cursor.month()?;
        cursor.separator();
        let (day, _) = cursor.number().filter(|(_, digits)| *digits <= 2)?;
        cursor.ordinal();
        cursor.separator();
        Date::new(cursor.year()?, month, i8::try_from(day).ok()?).ok()?
    };
    Some((date, text.len() - cursor.rest.len()))
}

/// Where words begin.
fn words(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        starts.then_some(at)
    })
}

fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && WEEKDAYS.iter().any(|weekday| begins_with(weekday, word))
}

/// Whether a word of ours begins with one of the text, in capitals or not.
fn begins_with(ours: &str, word: &str) -> bool {
    ours.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

struct Cursor<'t> {
    rest: &'t str,
}

impl Cursor<'_> {
    fn skip(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    fn spaces(&mut self) -> Option<()> {
        let bare = self.rest.trim_start();
        let any = bare.len() < self.rest.len();
        self.rest = bare;
        any.then_some(())
    }

    /// A comma or a point, and spaces, in any order that people write.
    fn separator(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', ',', '.']);
    }

    /// The endings of "19th", and the "of" of "19th of December".
    fn ordinal(&mut self) {
        let suffixed = ["st", "nd", "rd", "th"].iter().find_map(|suffix| self.rest.strip_prefix(suffix));
        self.rest = suffixed.unwrap_or(self.rest);
        self.rest = self.rest.strip_prefix(" of").filter(|rest| rest.starts_with(' ')).unwrap_or(self.rest);
    }

    /// Up to four digits, and how many there were.
    fn number(&mut self) -> Option<(i16, usize)> {
        let digits = self.rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
        let number = self.rest.get(..digits)?.parse().ok().filter(|_| digits <= 4)?;
        self.rest = self.rest.get(digits..)?;
        Some((number, digits))
    }

    fn year(&mut self) -> Option<i16> {
        let (year, digits) = self.number()?;
        (digits == 4 && (1900..2200).contains(&year)).then_some(year)
    }

    fn month(&mut self) -> Option<i8> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let letters = self.rest.bytes().take(10).take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest.get(..letters).filter(|_| letters >= 3)?;
        let is_short = letters == 3 || word.eq_ignore_ascii_case("sept");
        let is_month = |month: &str| (is_short || month.len() == letters) && begins_with(month, word);
        let month = MONTHS.iter().position(|month| is_month(month))?;
        self.rest = self.rest.get(letters..)?;
        i8::try_from(month + 1).ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn datelines() {
        for text in [
            "date 2024-12-19 ISLAMABAD, (UrduPoint - 19th Dec, 2024) Ms. Khan said",
            "LAHORE, (Morning Post / Example News - 19th Dec, 2024) Ms. Khan said",
            "Thu Dec 19 2024\nicon",
            "Thursday, 19 December 2024",
            "December 19, 2024",
            "Published on December 19, 2024 at 10:15",
            "NEW YORK, Dec. 19, 2024 (GLOBE NEWSWIRE) -- Acme rose",
            "LOS ANGELES, CA, December 19, 2024 /24-7PressRelease/ -- Acme rose",
            "Dallas, Thursday, Dec. 19, 2024 – Acme rose",
            "DALLAS -- Dec. 19th, 2024 -- Acme rose",
            "(NewMediaWire) - December 19, 2024 - DALLAS — Acme rose",
        ] {
            assert_eq!(find(text, true), Some(date(2024, 12, 19)), "{text}");
        }
    }

    #[test]
    fn other_dates_are_none() {
        for text in [
            "In the three months ended March 31, 2025, exports rose",
            "On March 31, 2025, Acme rose",
            "April 1, 2024 – June 30, 2024",
            "ISLAMABAD, Jun 09 (APP): Exports rose",
            "March 2025",
            "Results for the Quarter Ended March 31, 2025",
            "Acme, founded on March 31, 2025, rose",
            "March 31, 2025 was a good day",
            "Feb 30, 2025",
        ] {
            assert_eq!(find(text, true), None, "{text}");
        }
        assert_eq!(find("Acme, March 31, 2025", false), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in "([A-Z][a-z]{0,4}|[0-9]{1,5}|Dec|19th|2024|[ ,.é–()-]){0,20}") {
            let _ = (find(&text, true), parse(&text));
        }
    }
}
