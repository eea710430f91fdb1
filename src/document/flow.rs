//! Whether text goes on from one line to the next, or from one paragraph to the next.
//!
//! Plain text says neither where a paragraph ends nor whether a line break is one: files are wrapped at 72 columns, or
//! have a paragraph a line, or were torn apart in mid-sentence by an export. The words around the break tell.

use super::dateline;
use super::sentences::{ends_at, is_closer, is_linking, is_opener};

/// Lines below this many characters are not wrapped: whoever breaks them means it.
const NARROWEST: usize = 40;
/// Lines above this many characters are not wrapped either.
const WIDEST: usize = 130;

/// Whether the line `next` goes on with the paragraph whose last line is `previous`. `joint` is both, as they stand in
/// the file.
pub(super) fn line_goes_on(previous: &str, joint: &str, next: &str) -> bool {
    if previous.ends_with(':') || dateline::is_date(previous) {
        return false;
    }
    let opening = next.trim_start_matches(is_opener);
    let Some(first) = opening.chars().next() else { return true };
    if first.is_lowercase() {
        return true;
    }
    if ends_at(joint, previous.len()) {
        return false;
    }
    // A stop that ends no sentence is an abbreviation's: "Dr." / "Saif".
    if previous.ends_with(['.', ',', ';', '&', '(', '/']) || is_linking(last_word(previous)) {
        return true;
    }
    // A dash at the end of a short line is an ornament.
    if previous.ends_with(['-', '–', '—']) && previous.len() >= NARROWEST {
        return true;
    }
    if !first.is_alphanumeric() && !is_currency(first) {
        return true;
    }
    if previous.len() < NARROWEST || previous.len() > 4 * WIDEST {
        return false;
    }
    let width = previous.chars().count();
    // A line is wrapped because the next word did not fit; where it would have fitted, the break is meant.
    let word = next.split_whitespace().next().unwrap_or_default().chars().count();
    let fits = width + 1 + word <= next.chars().take(WIDEST).count();
    (NARROWEST..=WIDEST).contains(&width) && !fits
}

/// Whether the paragraph that begins with the line `next` goes on with the sentence that a blank line tore off after
/// the line `previous`: "highlighted that the", "29." / "02 percent".
pub(super) fn paragraph_goes_on(previous: &str, next: &str) -> bool {
    let Some(first) = next.chars().next() else { return false };
    if let Some(before) = previous.strip_suffix('.') {
        let broken_number = before.ends_with(|c: char| c.is_ascii_digit())
            && first == '0'
            && next.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let is_ending = || {
            let word = next.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            ENDINGS.contains(&word) && next.len() > word.len()
        };
        let broken_name = first.is_ascii_lowercase() && before.ends_with(char::is_alphanumeric) && is_ending();
        return broken_number || broken_name;
    }
    // A heading may end with "for" or "to", but with none of these.
    let torn =
        matches!(last_word(previous), "the" | "a" | "an" | "and" | "or" | "of" | "its" | "their" | "our" | "than");
    torn || first.is_lowercase()
        && (previous.ends_with(',') || previous.len() > 2 * NARROWEST && !is_finished(previous))
}

/// Whether a line ends with a stop or a colon, closing quotes and brackets left aside.
pub(super) fn is_finished(line: &str) -> bool {
    line.trim_end_matches(is_closer).ends_with(['.', '!', '?', ':', ';', ',', '。', '！', '？', '…'])
}

/// What a list item is marked with: how many bytes of the line are the mark and the space after it.
pub(super) fn bullet(line: &str) -> Option<Mark> {
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..)?;
    if rest.ends_with(first) && rest.starts_with(' ') {
        // "- Advertisement -"
        return None;
    }
    let spaced = rest.starts_with([' ', '\t', '\u{a0}']);
    let mark = match first {
        '•' | '●' | '▪' | '■' | '‣' | '◦' | '►' | '➢' | '✓' | '\u{f0b7}' => first.len_utf8(),
        '-' | '*' | '–' | '·' | '+' if spaced => first.len_utf8(),
        'o' if spaced
            && rest.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || is_currency(c)) =>
        {
            1
        }
        '(' => {
            let (inside, after) = rest.split_once(')').filter(|(inside, _)| inside.len() <= 4)?;
            let is_number = inside.len() <= 2 && inside.bytes().all(|byte| byte.is_ascii_digit());
            let is_roman = inside.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
            let is_letter = inside.len() == 1 && inside.bytes().all(|byte| byte.is_ascii_lowercase());
            let is_mark = !inside.is_empty() && (is_number || is_roman || is_letter) && after.starts_with([' ', '\t']);
            return is_mark.then(|| Mark::new(line, inside.len() + 2, None));
        }
        '0'..='9' => {
            let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
            let after = line.get(digits..)?;
            let is_mark = digits < 3 && after.starts_with(['.', ')']) && after.get(1..)?.starts_with([' ', '\t']);
            let number = line.get(..digits)?.parse().ok();
            return is_mark.then(|| Mark::new(line, digits + 1, number));
        }
        _ => return None,
    };
    Some(Mark::new(line, mark, None))
}

/// The mark of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The bytes of the mark and of the white space after it.
    pub(super) len: usize,
    /// Its number, if it is one.
    pub(super) number: Option<u8>,
}

impl Mark {
    fn new(line: &str, mark: usize, number: Option<u8>) -> Self {
        let rest = line.get(mark..).unwrap_or_default();
        Self { len: mark + (rest.len() - rest.trim_start().len()), number }
    }
}

/// Whether what looks like a list mark is the wrapped rest of a sentence: "on March" / "15. Exports rose".
pub(super) fn mark_goes_on(previous: &str, mark: Mark, line: &str) -> bool {
    if is_finished(previous) && !previous.ends_with(',') {
        return false;
    }
    if let Some(number) = mark.number {
        return number != 1 || is_linking(last_word(previous)) || is_month(last_word(previous));
    }
    let rest = line.get(mark.len..).unwrap_or_default();
    previous.len() >= NARROWEST && line.starts_with(['-', '–']) && rest.starts_with(char::is_lowercase)
}

fn last_word(line: &str) -> &str {
    // A longer word is none of those asked for.
    let letters = line.bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count();
    line.get(line.len() - letters..).unwrap_or_default()
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    word.get(..3).is_some_and(|start| MONTHS.contains(&start))
}

const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹')
}

/// The second halves of names like "Booking.com", as far as no sentence begins with them.
const ENDINGS: [&str; 10] = ["com", "net", "org", "pk", "io", "co", "ai", "js", "uk", "gov"];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn goes_on(previous: &str, next: &str) -> bool {
        line_goes_on(previous, &format!("{previous}\n{next}"), next)
    }

    #[test]
    fn wrapped_lines_go_on() {
        assert!(goes_on("The exports of the country rose by five per cent in April, the", "ministry said."));
        assert!(goes_on("The growth was announced on Monday by Dr.", "Saif in the capital."));
        assert!(goes_on("The growth was announced on Monday by the minister of the Republic of", "Pakistan."));
        assert!(goes_on("Exports of goods and services rose to", "$310 million."));
        assert!(goes_on(
            "The growth was announced on Monday by the minister Shaza Fatima",
            "Khawaja in a speech to the National Assembly in the capital of",
        ));
    }

    #[test]
    fn meant_breaks_end_a_block() {
        assert!(!goes_on("Exports rose.", "Imports fell."));
        assert!(!goes_on("Contact", "Jane Doe"));
        assert!(!goes_on("Highlights:", "revenue rose"));
        assert!(!goes_on("Wed Jan 17 2024", "share this"));
        assert!(!goes_on(
            "Collaborative efforts are driving the success",
            "The government's efforts are bolstered by others in the field."
        ));
    }

    #[test]
    fn torn_paragraphs_go_on() {
        assert!(paragraph_goes_on("Minister Khawaja highlighted that the", "IT industry grew."));
        assert!(paragraph_goes_on("It rose 29.", "02 percent."));
        assert!(paragraph_goes_on("including the DigiSkills.", "pk program, which grew"));
        assert!(!paragraph_goes_on("It rose in 2024.", "45 percent fell."));
        assert!(!paragraph_goes_on("What this is for", "The exports"));
        assert!(!paragraph_goes_on("Exports rose.", "imports fell."));
    }

    #[test]
    fn list_marks() {
        let len = |line| bullet(line).map(|mark| mark.len);
        assert_eq!(
            ["- a", "• a", "•a", "1. a", "12) a", "(a) b", "(iv)  b", "o Sales"].map(len),
            [Some(2), Some(4), Some(3), Some(3), Some(4), Some(4), Some(6), Some(2)]
        );
        assert_eq!(
            ["-5%", "2024. Exports", "1.5 million", "(see) a", "o'clock", "o sole mio", "- Advertisement -", ""]
                .map(len),
            [None; 8]
        );
        assert!(mark_goes_on("It was announced on March", bullet("1. Exports").unwrap(), "1. Exports"));
        assert!(!mark_goes_on("We report:", bullet("1. Exports").unwrap(), "1. Exports"));
    }
}
