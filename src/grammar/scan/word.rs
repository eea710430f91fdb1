//! Words: those of the lexicon, names, and all others.

use smallvec::SmallVec;

use super::{Scanner, offset, run_length, word_length};
use crate::grammar::lexicon::{self, Known, Note, Part, Subclass, Word};
use crate::grammar::period;
use crate::grammar::table::Letters;
use crate::grammar::token::{Seen, Token, TokenKind};
use crate::grammar::unit;
use crate::model::TimeUnit;

/// What a word is that the lexicon does not know, in small letters and with a capital.
static OTHER: Known = Known::new(TokenKind::Other, Note::Nothing);
static NAME: Known = Known::new(TokenKind::Name, Note::Nothing);

impl Scanner<'_> {
    /// Reads words from here on as long as they are made of letters alone and start neither a period nor a number, as most do.
    #[allow(clippy::inline_always)] // It is the loop that runs over each sentence with a number.
    #[inline(always)]
    pub(super) fn plain_words(&mut self) {
        let bytes = self.text.as_bytes();
        let mut pos = self.pos;
        while let Some(rest) = bytes.get(pos..) {
            let letters = Letters::nearly_at_start(rest);
            let len = letters.len;
            let behind = rest.get(len).copied().unwrap_or(b' ');
            if len == 0 || behind != b' ' && !ends_word(behind, rest.get(len + 1)) {
                break;
            }
            let known = match self.words.meaning(letters) {
                Some(known) => known,
                None if !letters.are_letters() => break,
                None if !rest[0].is_ascii_uppercase() => &OTHER,
                // "Rs 5", "USD 5", "Q 3": a digit so near asks for a closer look.
                None if len <= 4 && is_near_number(&rest[len..]) => break,
                None => &NAME,
            };
            let (start, end) = (offset(pos), offset(pos + len));
            let token = Token { kind: known.kind, start, end, breaks: false, subclass: known.subclass };
            if !known.seen.any(Seen::JOINT.or(Seen::NOTED)) {
                self.out.push_plain(token, known.seen);
            } else if !known.seen.any(Seen::NOTED) {
                self.out.push(token, known.seen);
            } else {
                self.pos = pos;
                self.noted(*known, len);
                pos = self.pos;
                continue;
            }
            pos += len + usize::from(behind == b' ');
        }
        self.pos = pos;
    }

    /// Does what the scanner does about a word besides pushing it, and pushes it unless a period or a number starts with it.
    fn noted(&mut self, known: Known, len: usize) {
        let rest = self.rest();
        let read = match (known.note, known.kind) {
            (Note::Start, TokenKind::Word(word)) => return self.start(word, len),
            (Note::Article, _) => starts_fraction(&rest[1..]) && self.number_words(0),
            (Note::This, _) => self.this(rest),
            (Note::Minus, _) => self.minus(rest),
            (Note::Zero, _) => rest[len..].starts_with(" point ") && self.number_words(0),
            (Note::Flow(flow), _) => {
                self.out.flows.push((offset(self.out.tokens.len()), flow));
                false
            }
            (Note::Pace(unit), _) => {
                self.pace(unit);
                false
            }
            (Note::Nothing | Note::Start | Note::Told, _) => false,
        };
        if !read {
            let name = known.kind == TokenKind::Other && rest.starts_with(|c: char| c.is_ascii_uppercase());
            self.push_known(if name { TokenKind::Name } else { known.kind }, known.seen, known.subclass, len);
            self.skip_blank();
        }
    }

    /// A word: a period, a currency before a number, a number word, or a word of the lexicon.
    pub(super) fn word(&mut self) {
        let rest = self.rest();
        if self.minus(rest) || self.this(rest) {
            return;
        }
        let len = word_length(rest);
        let word = &rest[..len];
        let letters = run_length(word, |b| b.is_ascii_alphabetic());
        if letters <= 4 && self.prefixed(rest, word, letters) {
            return;
        }
        match lexicon::lookup(word) {
            Some(known @ (Word::Period | Word::Ordinal(_) | Word::Number(_) | Word::Fraction(_))) => {
                return self.start(known, len);
            }
            Some(Word::Article) if word.len() == 1 && starts_fraction(&rest[1..]) && self.number_words(0) => return,
            Some(known) => self.push(TokenKind::Word(known), len),
            None => {
                // Quarters and fiscal years: Q3, H1, FY24.
                if letters <= 2 && matches!(word.as_bytes()[0], b'Q' | b'H' | b'F') && self.period() {
                    return;
                }
                return self.unknown(word, len);
            }
        }
        self.skip_possessive();
    }

    /// A word that a period or a number may start with.
    fn start(&mut self, known: Word, len: usize) {
        let rest = self.rest();
        let word = &rest[..len];
        if matches!(known, Word::Number(_) | Word::Fraction(_)) {
            // "nine months ended …": of number words only these start a period.
            let months = rest[len..].starts_with([' ', '-'])
                && (rest[len + 1..].starts_with("month") || rest[len + 1..].starts_with("week"));
            if !(months && self.period() || self.number_words(0)) {
                self.push(TokenKind::Word(known), len);
                self.skip_possessive();
            }
            return;
        }
        // Of the words that may start a period two are numbers as well.
        let twelve = word.eq_ignore_ascii_case("twelve") && !rest[len..].trim_start().starts_with(['m', 'M']);
        let counts = rest.starts_with("quarter ") || twelve;
        if self.period() || counts && self.number_words(0) {
            return;
        }
        let kind = match known {
            Word::Ordinal(_) => TokenKind::Word(known),
            _ if word.eq_ignore_ascii_case("year") && self.is_rate() => TokenKind::Word(Word::Annual),
            _ if word.eq_ignore_ascii_case("first") => TokenKind::Word(Word::Ordinal(1)),
            _ => TokenKind::Other,
        };
        if let Some(unit) = unit::pace(word) {
            self.pace(unit);
        }
        let subclass = if kind == TokenKind::Other { Subclass::Time } else { Subclass::Plain };
        self.push_known(kind, Seen::of(kind), subclass, len);
    }

    /// "this year", "this quarter".
    fn this(&mut self, rest: &str) -> bool {
        is_this(rest.as_bytes()) && self.period()
    }

    /// "minus 0.4 percent": a sign in words, unless it stands between two numbers.
    fn minus(&mut self, rest: &str) -> bool {
        let signs = ["minus ", "negative ", "minus-"];
        let Some(number) = signs.iter().find_map(|sign| rest.strip_prefix(sign)) else { return false };
        if matches!(self.out.tokens.last().map(|token| token.kind), Some(TokenKind::Amount(..))) {
            return false;
        }
        if number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '₹' | '¥' | '.')) {
            return self.amount();
        }
        let word = &number[..run_length(number, |b| b.is_ascii_alphabetic())];
        matches!(lexicon::lookup(word), Some(Word::Number(_))) && self.number_words(rest.len() - number.len())
    }

    /// Whether "a", "per" or "each" behind an amount stands right before: "5% a year", "$3 million per year".
    fn is_rate(&self) -> bool {
        let kind = |back: usize| self.out.tokens.len().checked_sub(back).map(|at| self.out.tokens[at].kind);
        match kind(1) {
            Some(TokenKind::Word(Word::Per)) => true,
            Some(TokenKind::Word(Word::Article)) => matches!(
                kind(2),
                Some(TokenKind::Amount(..) | TokenKind::Word(Word::Guard(lexicon::GuardWord::Average)))
            ),
            _ => false,
        }
    }

    /// Notes a unit of time that the next token names, if "a" or "per" stands before it.
    fn pace(&mut self, unit: TimeUnit) {
        if matches!(self.last_word(), Some(Word::Per | Word::Article)) {
            self.out.paces.push((offset(self.out.tokens.len()), unit));
        }
    }

    /// A currency code before a number ("US$ 5", "Rs. 5", "USD 5"), or a period of letters and digits (FY24).
    fn prefixed(&mut self, rest: &str, word: &str, letters: usize) -> bool {
        let first = word.as_bytes()[0];
        if !first.is_ascii_uppercase() {
            return false;
        }
        if matches!(first, b'Q' | b'H' | b'F') && letters < word.len() && self.period() {
            return true;
        }
        // A currency stands right before its number: after the letters come a sign or a blank, and then a digit.
        is_near_number(&rest.as_bytes()[letters..])
            && unit::prefix(rest).is_some_and(|found| {
                rest[found.len..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | '−'))
            })
            && self.amount()
    }

    /// A word that the lexicon does not know: a compound of a known first part, a name, or any other word.
    fn unknown(&mut self, word: &str, len: usize) {
        if let Some(hyphen) = word.find('-') {
            let first = &word[..hyphen];
            // "January-September 2024"
            let starts = period::month_of(first).is_some() || first.eq_ignore_ascii_case("fiscal");
            if starts && self.period() {
                return;
            }
            if matches!(lexicon::lookup(first), Some(Word::Number(_))) && self.number_words(0) {
                return;
            }
            // "constant-currency", "inflation-adjusted": the part that names the basis counts.
            let basis = [lexicon::lookup(first), lexicon::lookup(&word[hyphen + 1..])]
                .into_iter()
                .flatten()
                .find(|word| is_basis(*word));
            if let Some(basis) = basis {
                return self.push(TokenKind::Word(basis), len);
            }
            if let (Some(Word::Ordinal(_)), Some(second)) =
                (lexicon::lookup(first), lexicon::lookup(&word[hyphen + 1..]))
            {
                // second-largest
                let ordinal = lexicon::lookup(first).unwrap_or(Word::Adverb);
                self.push(TokenKind::Word(ordinal), hyphen);
                self.pos += 1;
                return self.push(TokenKind::Word(second), len - hyphen - 1);
            }
            if self.fastest(word, len) {
                return;
            }
        }
        if let Some(flow) = lexicon::flow(word) {
            self.out.flows.push((offset(self.out.tokens.len()), flow));
        }
        let name = word.starts_with(char::is_uppercase);
        self.push(if name { TokenKind::Name } else { TokenKind::Other }, len);
        self.skip_possessive();
    }

    /// "fastest-growing", "second-fastest-growing": a superlative of growth, in its words.
    fn fastest(&mut self, word: &str, len: usize) -> bool {
        let mut words: SmallVec<[(Word, usize); 3]> = SmallVec::new();
        for part in word.split('-') {
            let Some(known) = lexicon::lookup(part).filter(|_| words.len() < 3) else { return false };
            words.push((known, part.len()));
        }
        let growth = matches!(
            words.as_slice(),
            [(Word::Superlative(_), _), (Word::Change(_, Part::Participle), _)]
                | [(Word::Ordinal(_), _), (Word::Superlative(_), _), (Word::Change(_, Part::Participle), _)]
        );
        if growth && len == word.len() {
            for (at, (known, len)) in words.into_iter().enumerate() {
                self.pos += usize::from(at > 0);
                self.push(TokenKind::Word(known), len);
            }
        }
        growth && len == word.len()
    }

    /// Steps over "'s".
    fn skip_possessive(&mut self) {
        if !matches!(self.text.as_bytes().get(self.pos), Some(b'\'' | 0xe2)) {
            return;
        }
        for mark in ["'s", "’s"] {
            if self.rest().starts_with(mark) && !self.rest()[mark.len()..].starts_with(char::is_alphanumeric) {
                self.pos += mark.len();
            }
        }
    }
}

/// Whether a byte ends a word: a blank, or a mark that is no part of words. A point is one inside of them ("U.S.", "DigiSkills.pk").
fn ends_word(byte: u8, next: Option<&u8>) -> bool {
    match byte {
        b' ' | b',' | b'\n' | b')' | b';' | b':' | b'"' | b'!' | b'?' => true,
        b'.' => !next.is_some_and(u8::is_ascii_alphanumeric),
        _ => false,
    }
}

/// Whether a number may start so near that the word before is a currency or a part of a period.
fn is_near_number(behind: &[u8]) -> bool {
    behind.iter().take(6).any(|byte| byte.is_ascii_digit() || matches!(byte, b'(' | b'$'))
}

/// Whether "this" stands here with a year, a month, a quarter or a week.
fn is_this(bytes: &[u8]) -> bool {
    matches!(bytes, [b't' | b'T', b'h', b'i', b's', b' ', b'y' | b'm' | b'q' | b'w', ..])
}

/// Whether what follows "a" may be a dozen, a hundred, a quarter, a third, a half, a million, …: by two letters, which spares most words the look.
fn starts_fraction(behind: &str) -> bool {
    matches!(
        behind.as_bytes().get(1..3).map(|pair| [pair[0].to_ascii_lowercase(), pair[1].to_ascii_lowercase()]).as_ref(),
        Some(
            b"do"
                | b"hu"
                | b"qu"
                | b"th"
                | b"ha"
                | b"fi"
                | b"si"
                | b"se"
                | b"ei"
                | b"ni"
                | b"te"
                | b"mi"
                | b"bi"
                | b"tr"
        )
    )
}

/// Whether a word names a basis that printed numbers do not have, wherever in a compound it stands.
fn is_basis(word: Word) -> bool {
    use lexicon::GuardWord as G;
    matches!(
        word,
        Word::Guard(G::Constant | G::Organic | G::Comparable | G::Adjusted | G::Annualised | G::Seasonally | G::Real)
    )
}
