//! A document about which there is nothing to say, and why: silence must not be mistaken for approval.

use crate::audit::DocumentReport;
use crate::document::Document;
use crate::report::{Notice, notices};

/// So many numbers without a single claim are worth a word.
const MANY_NUMBERS: usize = 40;

/// Why a document has no claims, where that is not plain to see: it is not in English, or it is full of numbers and states no sum.
pub fn silence(path: &str, report: &DocumentReport<'_>) -> Option<Notice> {
    if !report.claims.is_empty() {
        return None;
    }
    let seen = Seen::of(&report.document);
    let (kind, message) = if seen.is_foreign() {
        let message = "hardly a sentence of this file is English prose, so nothing in it was checked";
        (notices::NOT_ENGLISH, message.to_owned())
    } else if seen.numbers >= MANY_NUMBERS {
        let message = format!("{} numbers, but no sentence states a sum, so none of them was checked", seen.numbers);
        (notices::NO_SUMS, message)
    } else {
        return None;
    };
    let path = path.to_owned();
    Some(Notice { path, line: None, column: None, severity: kind.level, rule: kind.name, message })
}

/// What a look at the words of a document shows.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    /// Letters of any script.
    letters: usize,
    /// Words that English prose can't do without, and that its neighbours don't have.
    english: usize,
    /// Numbers in digits, without years.
    numbers: usize,
}

impl Seen {
    fn of(document: &Document<'_>) -> Self {
        let mut seen = Self::default();
        for text in document.blocks.iter().map(|block| block.prose.text()) {
            // English shows soon, and the rest of such a text need not be looked at.
            if seen.letters < ENOUGH || seen.is_foreign() {
                seen.words(text);
            }
            seen.numbers(text);
        }
        seen
    }

    fn words(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            self.letters += if word.is_ascii() { word.len() } else { word.chars().count() };
            let is_known = || FUNCTION_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
            self.english += usize::from(word.len() <= LONGEST && is_known());
        }
    }

    fn numbers(&mut self, text: &str) {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let digits = |c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',');
        let numbers = text.split(digits).map(|run| run.trim_matches(['.', ',']));
        self.numbers += numbers.filter(|run| run.contains(|c: char| c.is_ascii_digit()) && !is_year(run)).count();
    }

    /// Whether this is a text, and not one in English: every third word of English prose is one of those counted, and even in a
    /// report that is mostly tables every fiftieth is.
    const fn is_foreign(&self) -> bool {
        const LETTERS_A_WORD: usize = 5;
        const SHORTEST: usize = 40;
        const ONE_IN: usize = 50;
        let words = self.letters / LETTERS_A_WORD;
        words >= SHORTEST && self.english * ONE_IN < words
    }
}

/// So many letters tell whether a text is in English, if it is.
const ENOUGH: usize = 2_000;

/// The letters of the longest of the words below.
const LONGEST: usize = 5;

/// "in", "a", "on", "die" and "for" are words of other languages, too.
const FUNCTION_WORDS: [&str; 16] =
    ["the", "of", "and", "to", "with", "from", "is", "was", "were", "by", "that", "at", "it", "this", "which", "has"];

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::audit;
    use crate::document::Format;

    fn rule(text: &str) -> Option<&'static str> {
        silence("a.txt", &audit(text, Format::Text)).map(|notice| notice.rule)
    }

    #[test]
    fn a_text_in_another_language_is_named() {
        let german = "Der Umsatz stieg auf 105 Millionen Euro, und der Gewinn sank in diesem Jahr auf zwölf. ";
        let spanish = "Las ventas subieron a 105 millones de euros, y el beneficio bajó este año a doce millones. ";
        let chinese = "今年销售额增至一亿零五百万元，利润降至一千二百万元，员工人数保持不变。";
        for text in [german, spanish, chinese] {
            assert_eq!(rule(&text.repeat(8)), Some("not-english"), "{text}");
            assert_eq!(rule(text), None, "too short to tell: {text}");
        }
        let english = "The council met on Monday and agreed to keep the library open at weekends. ";
        assert_eq!(rule(&english.repeat(8)), None);
        // A line of German in an English text.
        assert_eq!(rule(&format!("{}{german}", english.repeat(4))), None);
    }

    #[test]
    fn many_numbers_without_a_sum_are_named() {
        let scores = |count: usize| {
            let scores: Vec<String> = (0..count).map(|number| format!("{} points", number * 7 + 13)).collect();
            format!("The teams of the league finished the season with {} in the end.", scores.join(", then "))
        };
        assert_eq!(rule(&scores(45)), Some("no-sums"));
        assert_eq!(rule(&scores(12)), None);
        let years: Vec<String> = (1950..2020).map(|year| format!("It was held in {year}.")).collect();
        assert_eq!(rule(&years.join(" ")), None);
    }
}
