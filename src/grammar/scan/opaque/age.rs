//! Ages and age bands, which say who is meant and not how many.
//!
//! ```ebnf
//! age  = "age" , "of" , number | number , ( "-" | " " ) , "year" , [ "s" ] , ( "-old" | " old" | " of age" )
//!      | NAME , "," , number , "," | person , ( "over" | "under" ) , number | ( "he" | "she" | "I" ) , "is" , number ;
//! band = number , [ "-" ] , ( "to" | "and" | dash ) , age | number , ( "or" | "and" | "+" ) , [ "over" | "older" | "under" | … ] ;
//! ```

use crate::grammar::lexicon::{self, HedgeWord, Word};
use crate::grammar::scan::{Scanner, word_length};
use crate::grammar::token::{Amount, AmountUnit, Token, TokenKind};
use crate::model::TimeUnit;

/// Nobody is older.
const OLDEST: u32 = 120;

impl Scanner<'_> {
    /// Where the age ends that the bare number from `at` to `end` is.
    pub(super) fn age(&self, at: usize, end: usize) -> Option<usize> {
        let digits = self.text.get(at..end)?;
        let years: u32 = digits.parse().ok()?;
        if years > OLDEST || digits.len() > 3 {
            return None;
        }
        let behind = self.text.get(end..)?;
        if let Some(len) = band(behind) {
            return Some(end + len);
        }
        let is_age = self.behind_age_of()
            || self.behind_person()
            || self.is_of_death()
            || self.in_apposition(years, behind)
            || self.is_said_of(behind);
        is_age.then_some(end)
    }

    /// Where the age ends that the length of time that ends at `end` is: "70 years of age", "13-year-olds", "aged 56 years".
    pub(in crate::grammar::scan) fn age_in_years(&self, amount: &Amount, end: usize) -> Option<usize> {
        const TAILS: [&str; 9] = ["-olds", " olds", "-old", " old", "–old", " of age", "-of-age", "s-old", " young"];
        if !matches!(
            amount.unit,
            AmountUnit::Time(TimeUnit::Years | TimeUnit::Months | TimeUnit::Weeks | TimeUnit::Days)
        ) {
            return None;
        }
        let behind = self.text.get(end..)?;
        let tail = TAILS.iter().find(|tail| {
            behind.strip_prefix(**tail).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        });
        match tail {
            Some(tail) => Some(end + tail.len()),
            None => (self.behind_age_of() || self.is_age_limit(amount)).then_some(end),
        }
    }

    /// "the age of 18", "ages of".
    fn behind_age_of(&self) -> bool {
        let mut words = self.out.tokens.iter().rev().skip_while(|token| {
            matches!(
                token.kind,
                TokenKind::Word(
                    Word::Article | Word::Than | Word::Be | Word::Hedge(HedgeWord::About | HedgeWord::Just)
                )
            )
        });
        let (Some(of), Some(age)) = (words.next(), words.next()) else { return false };
        match of.kind {
            TokenKind::Word(Word::Of) => matches!(self.text_of(age), "age" | "ages" | "Age"),
            TokenKind::Word(Word::From | Word::Between | Word::Over | Word::Hedge(_)) => {
                matches!(self.text_of(age), "age" | "ages" | "aged" | "Aged" | "Ages")
            }
            _ => false,
        }
    }

    /// "the retirement age was raised to 67 years": years behind the name of an age that a law sets.
    fn is_age_limit(&self, amount: &Amount) -> bool {
        const LIMITS: &[&str] =
            &["retirement", "pension", "pensionable", "voting", "drinking", "school-leaving", "minimum", "legal"];
        let lasts = amount.unit == AmountUnit::Time(TimeUnit::Years) && amount.value <= OLDEST.into();
        let led = matches!(self.last_word(), Some(Word::To | Word::From | Word::At | Word::Of | Word::Be));
        let named = |pair: &[Token]| match pair {
            [limit, age] => self.text_of(age) == "age" && LIMITS.contains(&self.text_of(limit)),
            _ => false,
        };
        lasts && led && self.out.tokens.windows(2).any(named)
    }

    /// "she died at 55".
    fn is_of_death(&self) -> bool {
        let [.., verb, at] = self.out.tokens.as_slice() else { return false };
        let dies =
            matches!(self.text_of(verb), "die" | "dies" | "died" | "dead" | "Dies" | "retire" | "retired" | "retires");
        dies && self.text_of(at) == "at"
    }

    /// "men over 65", "children under 5".
    fn behind_person(&self) -> bool {
        let [.., person, side] = self.out.tokens.as_slice() else { return false };
        let sided = matches!(side.kind, TokenKind::Word(Word::Over | Word::Hedge(HedgeWord::Over | HedgeWord::Under)))
            || matches!(self.text_of(side), "above" | "below" | "aged");
        sided && is_person(self.text_of(person))
    }

    /// "John Smith, 45, of Leeds".
    fn in_apposition(&self, years: u32, behind: &str) -> bool {
        let [.., name, comma] = self.out.tokens.as_slice() else { return false };
        let Some(next) = behind.strip_prefix(", ") else { return false };
        let word = &next[..word_length(next).min(next.len())];
        let more = next[word.len()..].trim_start();
        let counts =
            matches!(lexicon::lookup(word), Some(Word::Or | Word::And | Word::From | Word::Versus | Word::Compared))
                || word == "of"
                    && ["whom", "which", "them", "these", "those"].iter().any(|pronoun| more.starts_with(pronoun));
        if comma.kind != TokenKind::Comma || years < 5 || counts {
            return false;
        }
        let small = next.starts_with(|c: char| c.is_ascii_lowercase());
        match name.kind {
            TokenKind::Name if small => true,
            // "Miguel Guillen, 48, Santa Ana, was": but "Pan Am, 235, Singapore Air, 149" is a list of figures.
            TokenKind::Name => {
                let place = next.split([',', '.', ';', '\n']).next().unwrap_or_default();
                let small = place
                    .match_indices(' ')
                    .find(|(at, _)| place[at + 1..].starts_with(|c: char| c.is_ascii_lowercase()));
                let place = small.map_or(place, |(at, _)| &place[..at]);
                let behind = next[place.len()..].trim_start_matches([',', ' ']);
                (14..100).contains(&years)
                    && next.starts_with(char::is_alphabetic)
                    && !place.contains(|c: char| c.is_ascii_digit())
                    && !behind.starts_with(|c: char| c.is_ascii_digit() || c == '$')
            }
            // "the rider, 36, sustained"
            TokenKind::Other => {
                let told = word.len() > 4 && word.ends_with("ed")
                    || matches!(word, "was" | "is" | "has" | "who" | "from" | "of" | "said" | "told");
                (14..100).contains(&years) && told && !super::super::is_plural(self.text_of(name))
            }
            _ => false,
        }
    }

    /// "when I am 68", "she was 45,".
    fn is_said_of(&self, behind: &str) -> bool {
        let [.., who, be] = self.out.tokens.as_slice() else { return false };
        // "when he is 65 the rate falls"
        let when =
            self.out.tokens.iter().rev().nth(2).is_some_and(|token| {
                matches!(self.text_of(token), "when" | "When" | "until" | "Until" | "once" | "Once")
            });
        let pronoun = |text: &str| matches!(text, "I" | "he" | "she" | "you" | "they");
        if when && pronoun(self.text_of(who)) && (behind.starts_with(' ') || behind.starts_with('\n')) {
            return be.kind == TokenKind::Word(Word::Be);
        }
        let ends = behind.is_empty()
            || behind.starts_with([',', '.', ';', '?', '!'])
            || behind.trim_start().starts_with("and ");
        let be = be.kind == TokenKind::Word(Word::Be) || self.text_of(be) == "am";
        be && ends && (matches!(self.text_of(who), "I" | "he" | "she" | "He" | "She") || is_somebody(self.text_of(who)))
    }
}

/// How much follows a number that is the lower end of an age band: "- to 22-year-olds", " or older", "+ age group".
fn band(behind: &str) -> Option<usize> {
    const ENDS: [&str; 11] = [
        " or over",
        " or older",
        " or above",
        " or under",
        " or younger",
        " and over",
        " and older",
        " and above",
        " and under",
        " and younger",
        " plus",
    ];
    if let Some(end) = ENDS.iter().find(|end| behind.starts_with(**end)) {
        let rest = &behind[end.len()..];
        // "12 and over $5", "45 and under a new plan"
        let settled = end.ends_with("older") || end.ends_with("younger");
        let closed = rest.is_empty() || rest.starts_with([',', '.', ';', ')', ':']);
        let verb = || {
            let word = rest.trim_start();
            matches!(
                lexicon::lookup(&word[..word_length(word).min(word.len())]),
                Some(Word::Be | Word::Have | Word::Modal | Word::Verb | Word::Which | Word::In | Word::Change(..))
            )
        };
        return (settled && !rest.starts_with(char::is_alphanumeric) || !end.ends_with("plus") && (closed || verb()))
            .then_some(end.len());
    }
    if behind.starts_with(" age group") || behind.starts_with(" age bracket") {
        return Some(0);
    }
    if let Some(rest) = behind.strip_prefix('+') {
        return is_group(rest).then_some(1);
    }
    let links = ["- to ", "- and ", " to ", " and ", "-", "–", "- or ", " or "];
    let (link, rest) = links.iter().find_map(|link| Some((link.len(), behind.strip_prefix(link)?)))?;
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 1..=3) {
        return None;
    }
    let (years, behind) = (link + digits, &rest[digits..]);
    let unit =
        ["-year", " year", "-month", " month"].iter().find_map(|unit| Some((unit.len(), behind.strip_prefix(unit)?)));
    if let Some((len, rest)) = unit {
        let plural = usize::from(rest.starts_with('s'));
        let old = ["-olds", " olds", "-old", " old"].iter().find(|old| rest[plural..].starts_with(**old))?;
        return Some(years + len + plural + old.len());
    }
    is_group(behind).then_some(years)
}

/// Whether "age group" or the like follows.
fn is_group(behind: &str) -> bool {
    [" age", "-age", " year-old", " years old"].iter().any(|word| behind.starts_with(word))
        && !behind.starts_with(" agen")
        && !behind.starts_with(" ages ago")
}

/// Whether a word names one of them, whose age may be told.
fn is_somebody(word: &str) -> bool {
    const PEOPLE: &[&str] = &[
        "boy",
        "girl",
        "man",
        "woman",
        "child",
        "son",
        "daughter",
        "victim",
        "mother",
        "father",
        "suspect",
        "defendant",
        "teenager",
        "pupil",
    ];
    PEOPLE.contains(&word)
}

/// Whether a word names people.
fn is_person(word: &str) -> bool {
    const PEOPLE: [&str; 34] = [
        "men",
        "women",
        "people",
        "adults",
        "children",
        "kids",
        "boys",
        "girls",
        "persons",
        "those",
        "anyone",
        "everyone",
        "someone",
        "males",
        "females",
        "patients",
        "workers",
        "youths",
        "residents",
        "americans",
        "australians",
        "britons",
        "canadians",
        "indians",
        "citizens",
        "drivers",
        "voters",
        "students",
        "pupils",
        "teenagers",
        "pensioners",
        "individuals",
        "population",
        "infants",
    ];
    PEOPLE.iter().any(|person| person.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands() {
        for (behind, len) in [
            ("- to 22-year-olds ignored", "- to 22-year-olds"),
            (" to 24 year olds", " to 24 year olds"),
            ("-34 age group", "-34"),
            (" and older had", " and older"),
            (" or over.", " or over"),
            ("+ age group", "+"),
        ] {
            assert_eq!(band(behind), Some(len.len()), "{behind}");
        }
        for behind in [" to 22 firms", " and over $5 million", "-year plan", " to 24-year terms", "+ firms"] {
            assert_eq!(band(behind), None, "{behind}");
        }
    }
}
