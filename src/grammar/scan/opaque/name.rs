//! Numbers in the names of things: "Windows 7", "the Europe 600 index", "64K chip", "the 747".
//!
//! What is counted comes in the plural, and a verb agrees with it: "in Ohio 12 were hurt". A number behind a capitalised word, with a
//! singular behind it, tells one thing from another: "the Orion 7 was sold", "a Future 50 chain".

use crate::grammar::lexicon::{self, Part, Word};
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::scan::{Scanner, letter_at, word_length};
use crate::grammar::token::{Amount, AmountUnit, TokenKind};
use crate::grammar::unit;
use crate::model::Tender;

/// Names that begin with digits.
const NAMES: &[&str] = &["340B", "4K", "8K", "2K", "3D", "2D", "4G", "5G", "6G"];

impl Scanner<'_> {
    /// Whether the bare number from `at` to `end` belongs to the name before it.
    pub(super) fn in_name(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let name = self.out.tokens.last()?;
        let gap = self.text.get(name.end as usize..at)?;
        if self.is_airliner(at, end) || self.is_version(at, end) || self.is_coded(at, end) {
            return Some(NonQuantity::Name);
        }
        let blank = matches!(gap, " " | "\u{a0}" | "-");
        if name.kind != TokenKind::Name
            || !blank
            || end - at > 4
            || !self.is_in_running_text()
            || self.noun(end).is_some()
        {
            return None;
        }
        let behind = self.text.get(end..)?;
        let next = behind.trim_start_matches(' ');
        let word = &next[..word_length(next).min(next.len())];
        let goes_on = match lexicon::lookup(word) {
            // "the Sims 3.", "the Commodore 64 sold": an article goes with one name, and never with a number of them.
            known if self.is_headed_by_article() => {
                !behind.starts_with(['-', '–', '%', ':'])
                    && !matches!(
                        known,
                        Some(Word::From | Word::To | Word::Versus | Word::Compared | Word::Per | Word::Scale(_))
                    )
            }
            // "inclusive of Comet 2);"
            _ if end - at == 1
                && behind.starts_with([')', ';', ',', '.'])
                && self.text_of(name).chars().skip(1).any(char::is_lowercase) =>
            {
                let led = self.out.tokens.iter().rev().nth(1).map(|token| token.kind);
                matches!(led, Some(TokenKind::Word(Word::Of | Word::In | Word::On | Word::With | Word::By)))
                    && !behind[1..].starts_with(|c: char| c.is_ascii_digit())
            }
            _ if behind.len() == next.len() => false,
            Some(Word::Be) => matches!(word, "is" | "was"),
            Some(Word::Have) => word == "has",
            // "while Comet 2 fell to number nine"
            Some(Word::Change(_, Part::Verb)) => end - at <= 2 && self.out.tokens.len() > 2,
            Some(_) => false,
            // A capital goes on with the name, a singular ends it.
            None => word.starts_with(char::is_uppercase) && !is_short(word) || is_singular(word),
        };
        goes_on.then_some(NonQuantity::Name)
    }

    /// "Web 4.0,", "EAC3 5.1/DTS", "Forever 21's", "Caja 3, which": a number that only a name has.
    fn is_version(&self, at: usize, end: usize) -> bool {
        let Some(name) = self.out.tokens.last() else { return false };
        let (printed, behind) = (&self.text[at..end], &self.text[end..]);
        let apart = self.text.get(name.end as usize..at).is_some_and(|gap| gap == " ");
        let named = apart && (name.kind == TokenKind::Name || self.text_of(name).starts_with(char::is_uppercase));
        let mixed = || self.text_of(name).chars().skip(1).any(char::is_lowercase);
        let channels = behind.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
        let version = matches!(printed.as_bytes(), [b'1'..=b'9', b'.', b'0']) && mixed() && self.noun(end).is_none();
        let owner = behind.starts_with("'s ") || behind.starts_with("’s ");
        let told = ["which ", "who ", "where "]
            .iter()
            .any(|word| behind.strip_prefix(", ").is_some_and(|rest| rest.starts_with(word)));
        let whole = !printed.contains('.');
        let subject = || {
            [" will ", " is ", " has ", " was ", " can "].iter().any(|verb| behind.starts_with(verb))
                || behind.strip_prefix(", ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        };
        let led = self.out.tokens.len() > 1 || owner || version && subject();
        named && led && (channels || version || whole && end - at <= 4 && (owner || told && end - at <= 3))
    }

    /// "in PEL 82.", "(PEL 82)", "on SR 520": a code in capitals behind a preposition.
    fn is_coded(&self, at: usize, end: usize) -> bool {
        let [.., before, code] = self.out.tokens.as_slice() else { return false };
        let text = self.text_of(code);
        let coded = code.kind == TokenKind::Name
            && (2..=5).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase())
            && text.as_bytes().try_into().ok().and_then(Tender::of).is_none();
        let led = matches!(
            before.kind,
            TokenKind::Open
                | TokenKind::Word(Word::In | Word::On | Word::At | Word::With | Word::Article | Word::Pronoun)
        );
        let behind = &self.text[end..];
        let ends = behind.is_empty() || behind.starts_with([',', '.', ';', ')', '\n']);
        let bracketed = before.kind != TokenKind::Open || behind.starts_with(')');
        coded
            && led
            && ends
            && bracketed
            && end - at <= 4
            && self.text[at..end].bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether the name before is one in the midst of a sentence, where a capital says something.
    fn is_in_running_text(&self) -> bool {
        let tokens = &self.out.tokens;
        let [.., before, name] = tokens.as_slice() else { return false };
        // "GDP 45" heads a figure, "the GDP 45" does not; a list of names and figures goes on with another pair.
        let mixed = self.text_of(name).chars().skip(1).any(char::is_uppercase);
        let led = matches!(
            before.kind,
            TokenKind::Name
                | TokenKind::Other
                | TokenKind::Word(
                    Word::Article
                        | Word::Of
                        | Word::In
                        | Word::On
                        | Word::With
                        | Word::Pronoun
                        | Word::And
                        | Word::To
                        | Word::Time
                        | Word::By
                )
        );
        led && (tokens.len() > 3 || mixed || before.kind == TokenKind::Word(Word::Article))
    }

    /// Whether nothing but capitals stand between "the" and here.
    fn is_headed_by_article(&self) -> bool {
        let names = self.out.tokens.iter().rev().take_while(|token| token.kind == TokenKind::Name).count();
        let head = self.out.tokens.iter().rev().nth(names);
        head.is_some_and(|token| token.kind == TokenKind::Word(Word::Article))
    }

    /// "the 747", "747 flights".
    fn is_airliner(&self, at: usize, end: usize) -> bool {
        const FLOWN: &[&str] = &[
            "flights",
            "jets",
            "jet",
            "aircraft",
            "planes",
            "plane",
            "airliners",
            "airliner",
            "fleet",
            "freighters",
            "tanker",
            "tankers",
            "programme",
            "program",
        ];
        let digits = &self.text.as_bytes()[at..end];
        if !matches!(digits, [b'7', b'0' | b'1' | b'2' | b'3' | b'4' | b'5' | b'6' | b'7' | b'8', b'7']) {
            return false;
        }
        let next = self.text[end..].trim_start();
        let word = &next[..word_length(next).min(next.len())];
        let the = self.out.tokens.last().is_some_and(|token| matches!(self.text_of(token), "the" | "The"));
        let counted =
            || self.out.tokens.iter().rev().nth(1).is_some_and(|token| token.kind == TokenKind::Word(Word::Of));
        FLOWN.contains(&word) || the && !counted() && self.noun(end).is_none()
    }

    /// Whether the number from `at` to `end` with the letters glued to it is a model: "64K chip", "340B", "the 10x Rule", "7P".
    pub(in crate::grammar::scan) fn is_model(&self, at: usize, end: usize, amount: &Amount) -> bool {
        let Some(printed) = self.text.get(at..end) else { return false };
        let capital = printed.ends_with(|c: char| c.is_ascii_uppercase());
        let glued = printed.bytes().take_while(u8::is_ascii_digit).count() + 1 == printed.len();
        if !glued {
            return false;
        }
        let next = self.text[end..].trim_start_matches(' ');
        let word = &next[..word_length(next).min(next.len())];
        match amount.unit {
            // "7P" is no price.
            AmountUnit::Money(_) => printed.ends_with('P'),
            AmountUnit::Multiple => {
                word.starts_with(|c: char| c.is_ascii_uppercase()) && matches!(self.last_word(), Some(Word::Article))
            }
            AmountUnit::Count(_) if capital => {
                // "3M sold its plant": no text leaves a count of millions without its noun so often.
                printed == "3M" && self.noun(end).is_none()
                    || NAMES.contains(&printed)
                    || printed.ends_with('K')
                        && (lexicon::lookup(word).is_none() && is_singular(word)
                            || word.starts_with(|c: char| c.is_ascii_uppercase()))
            }
            _ => false,
        }
    }

    /// Whether a number word with a capital from here to `end` is a part of a name: "the Five Year Facility".
    pub(in crate::grammar::scan) fn is_spelled_name(&self, end: usize) -> bool {
        let Some(last) = self.out.tokens.last() else { return false };
        let capital = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
        let led = match last.kind {
            TokenKind::Word(Word::Article | Word::Pronoun) | TokenKind::Name => true,
            TokenKind::Quote => self.out.tokens.len() > 1,
            _ => false,
        };
        // A heading ends with its line.
        let line = self.text.get(last.end as usize..self.pos).is_some_and(|gap| !gap.contains('\n'));
        led && line
            && capital(self.rest())
            && !letter_at(self.text, end)
            && self.text.get(end..).is_some_and(|behind| capital(&behind[unit::blanks(behind)..]))
    }
}

/// Whether a word that the lexicon does not know looks like a singular noun.
fn is_singular(word: &str) -> bool {
    let verbal = word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly");
    let plural = super::super::is_plural(word)
        || word.ends_with("men")
        || matches!(word, "police" | "sheep" | "cattle" | "fish" | "crew" | "more");
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !verbal && !plural
}

/// Whether a word is too short to tell a name from an abbreviation.
fn is_short(word: &str) -> bool {
    word.len() < 3
}
