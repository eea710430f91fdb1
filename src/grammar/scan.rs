//! From the text of a sentence to tokens: one pass that stops at words and digits and parses there.
//!
//! ```ebnf
//! sentence = { word | period | amount | opaque | mark | blank } ;
//! amount   = [ hedge ] , [ sign ] , [ currency ] , [ sign ] , number , [ scale ] , [ unit ] , [ noun ] ;
//! range    = [ currency ] , number , ( "-" | "–" | "to" ) , [ currency ] , number , [ scale ] , unit ;
//! opaque   = ordinal | time | phone | version | identifier ;
//! ```
//!
//! Examples:
//! - `rose 23.7% to $2.825 billion` → `up 23.7% to 2825000000 USD`
//! - `US$1.7billion` → `1700000000 USD`
//! - `US $ 201mn` → `201000000 USD`
//! - `Rs 1.2 lakh crore` → `1200000000000 INR`
//! - `₹1,87,035 crore` → `1870350000000 INR`
//! - `33 cents, or 0.33 percent` → `0.33 USD , or 0.33%`
//! - `4.2 mln dlrs` → `4200000 USD`
//! - `2,727,465 thousand` → `2727465000`
//! - `fell minus 0.4 percent` → `down -0.4%`
//! - `was minus five percent` → `was -5%`
//! - `3 dozen eggs` → `36 eggs`
//! - `$(3.4) billion` → `-3400000000 USD`
//! - `more than 4.5 million enrollments` → `>4500000 enrollments`
//! - `nearly 70 per cent` → `<~70%`
//! - `25 basis points` → `0.25 pp`
//! - `15 to 20 percent` → `15..20 %`
//! - `from 15 to 20 percent` → `from 15% to 20%`
//! - `from 48.2 to 45.6 million tonnes` → `from 48200000 to 45600000 tonnes`
//! - `3.6 million units from 3.2` → `3600000 units from 3200000`
//! - `3.6 million units from 3.2 regions` → `3600000 units from 3.2 regions`
//! - `$62-68 million` → `62000000..68000000 USD`
//! - `half a million tonnes` → `500000 tonnes`
//! - `EUR 512.3 (498.7) million` → `512300000 EUR ( 498700000 EUR`
//! - `SEK 4,213 million (3,987)` → `4213000000 SEK ( 3987000000 SEK`
//! - `$4.2 million (3)` → `4200000 USD ( 3 )`
//! - `nine companies` → `9 companies`
//! - `version 1.2.3` → `version #`
//! - `at 4:30 p.m.` → `at # p.m .`
//! - `the 21st of` → `the # of`
//! - `by 12 in April 2024` → `by 12 in [April 2024]`
//! - `2022 firms` → `2022 firms`
//! - `graded No. 1` → `graded No . #`
//! - `5,000 cases per 100,000 people` → `5000 cases per # people`
//! - `tel 051-9208416` → `tel #`
//! - `COVID-19 and 5G` → `COVID-19 and #`

mod amount;
mod beside;
mod opaque;
mod scale;
mod words;

pub(super) use amount::is_plural;
use opaque::ordinal;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::clause;
use super::lexicon::{self, Entry, Known, Multiple, Part, Word};
use super::period;
use super::table::Table;
use super::token::{PeriodToken, Seen, Sentence, Token, TokenKind};
use super::unit::{self, Mark};
use crate::model::{PeriodKind, TimeUnit};

/// Reads the sentence at `range` of `prose` into `out`, which is emptied first.
pub fn scan(prose: &str, range: Range<u32>, out: &mut Sentence) {
    out.clear();
    let Some(text) = prose.get(..range.end as usize) else { return };
    let start = range.start as usize;
    Scanner { text, words: lexicon::words(), pos: start, start, out }.run();
    out.index();
    clause::mark_breaks(out);
}

/// Whether a sentence holds anything that can become a claim: a digit, or a word that stands for a number.
#[must_use]
pub fn worth_reading(text: &str) -> bool {
    // Sixteen bytes at a time, without a branch for each.
    let digits = |bytes: &[u8]| bytes.iter().fold(false, |found, byte| found | byte.is_ascii_digit());
    let (blocks, rest) = text.as_bytes().as_chunks::<16>();
    blocks.iter().any(|block| digits(block))
        || digits(rest)
        || NUMBER_WORDS.as_ref().is_none_or(|words| words.is_match(text))
}

/// Finds the words that stand for a number, in sentences without a digit. A hit inside another word ("weight") costs a look, no more.
static NUMBER_WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        " two", "two ", "three", "four", "five", " six", "seven", "eight", "nine", " ten ", "eleven", "twelve",
        "doubl", "tripl", "trebl", "quadrupl", "halv", "fold", "twice", "half", "third", "quarter", "fifth", "dozen",
        "hundred",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).prefilter(false).build(words).ok()
});

struct Scanner<'a> {
    text: &'a str,
    words: &'static Table<Known>,
    pos: usize,
    start: usize,
    out: &'a mut Sentence,
}

impl<'a> Scanner<'a> {
    fn run(mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.pos) {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' => self.pos += 1,
                b'0'..=b'9' => self.digits(),
                b'a'..=b'z' | b'A'..=b'Z' => {
                    if !self.plain_word(byte) {
                        self.word();
                    }
                }
                b'$' | b'.' | b'+' | b'-' | b'~' | b'(' => self.sign(byte),
                0x80.. => self.wide(),
                _ => self.mark(byte),
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.pos..]
    }

    fn push(&mut self, kind: TokenKind, len: usize) {
        self.push_seen(kind, Seen::of(kind), len);
    }

    /// Pushes a token of which it is known what it says.
    fn push_seen(&mut self, kind: TokenKind, seen: Seen, len: usize) {
        self.out.push(Token { kind, start: offset(self.pos), end: offset(self.pos + len), breaks: false }, seen);
        self.pos += len;
    }

    /// A mark of one byte.
    fn mark(&mut self, byte: u8) {
        let kind = match byte {
            b',' => TokenKind::Comma,
            b';' => TokenKind::Semicolon,
            b':' => TokenKind::Colon,
            b'(' | b'[' => TokenKind::Open,
            b')' | b']' => TokenKind::Close,
            b'"' | b'\'' => TokenKind::Quote,
            b'.' | b'!' | b'?' => TokenKind::Stop,
            b'&' => TokenKind::Word(Word::And),
            _ => TokenKind::Symbol,
        };
        self.push(kind, 1);
    }

    /// A byte that may start a number: a currency sign, a sign, a point, a bracket.
    fn sign(&mut self, byte: u8) {
        let next = self.text.as_bytes().get(self.pos + 1).copied().unwrap_or(b' ');
        let glued = self.pos > self.start && self.text.as_bytes()[self.pos - 1].is_ascii_alphanumeric();
        let starts = match byte {
            b'$' => true,
            b'.' => next.is_ascii_digit() && !glued,
            b'(' => false,
            _ => !glued && (next.is_ascii_digit() || matches!(next, b'$' | b'.' | 0x80..)),
        };
        if starts && self.amount() {
            return;
        }
        if byte == b'-' {
            let spaced = self.rest().starts_with("- ") || self.rest().starts_with("--");
            let len = self.rest().bytes().take_while(|b| *b == b'-').count();
            return self.push(if spaced { TokenKind::Dash } else { TokenKind::Symbol }, len.max(1));
        }
        if byte == b'$' {
            self.out.skipped += u32::from(next.is_ascii_digit());
            self.too_large(1);
        }
        self.mark(byte);
    }

    /// A character outside ASCII.
    fn wide(&mut self) {
        let Some(c) = self.rest().chars().next() else { return };
        let len = c.len_utf8();
        match c {
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' | '\u{200a}' | '\u{200b}' | '\u{feff}' => self.pos += len,
            '–' | '—' | '―' | '‒' => self.push(TokenKind::Dash, len),
            '‘' | '’' | '“' | '”' | '«' | '»' => self.push(TokenKind::Quote, len),
            '…' | '。' => self.push(TokenKind::Stop, len),
            '−' | '±' | '€' | '£' | '¥' | '₹' | '₨' | '₩' | '₽' | '₺' | '₦' => {
                if !self.amount() {
                    self.too_large(len);
                    self.push(TokenKind::Symbol, len);
                }
            }
            '½' | '¼' | '¾' => self.push(TokenKind::Opaque, len),
            '%' => self.push(TokenKind::Symbol, len),
            c if c.is_alphabetic() => self.word(),
            c if c.is_whitespace() => self.pos += len,
            _ => self.push(TokenKind::Symbol, len),
        }
    }

    /// Digits: a period, something that is no quantity, or an amount.
    fn digits(&mut self) {
        if !self.after_label() && (self.may_be_period() && self.period() || self.fraction()) {
            return;
        }
        if let Some(len) = self.opaque() {
            let word = ordinal(&self.rest()[..len]).map_or(TokenKind::Opaque, |n| TokenKind::Word(Word::Ordinal(n)));
            return self.push(word, len);
        }
        if !self.amount() {
            let len = run_length(self.rest(), |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b'-' | b'/'));
            let text = &self.rest()[..len];
            let len = text.trim_end_matches(['.', ',', '-', '/']).len().max(1);
            self.out.skipped += u32::from(text.contains(','));
            self.push(TokenKind::Opaque, len);
        }
    }

    /// Notes the number behind a currency sign of so many bytes if it has more digits than a decimal holds.
    fn too_large(&mut self, sign: usize) {
        const MOST: usize = 28;
        let Some(digits) = self.rest().get(sign..) else { return };
        let len = run_length(digits, |b| b.is_ascii_digit() || b == b',');
        if digits.bytes().take(len).filter(u8::is_ascii_digit).count() > MOST {
            let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            self.out.too_large.push(at(self.pos)..at(self.pos + sign + len));
        }
    }

    fn last_word(&self) -> Option<Word> {
        match self.out.tokens.last()?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Reads a period here and pushes it.
    fn period(&mut self) -> bool {
        let rest = self.rest();
        let Ok((after, mut phrase)) = period::period(rest) else { return false };
        let len = rest.len() - after.len();
        if let PeriodKind::Year(_) = phrase.kind {
            let unit = unit::suffix(after, false);
            // "2022 firms", "1800 per cent", "2000 tonnes" count; "in 2022 firms said" does not.
            let after_preposition =
                matches!(self.last_word(), Some(Word::In | Word::Since | Word::Time | Word::Of | Word::By));
            if unit.mark.is_some_and(|mark| !matches!(mark, Mark::Time(_)))
                || !after_preposition
                    && unit.mark.is_none()
                    && self.noun(self.pos + len).is_some_and(|noun| {
                        self.text[noun.start as usize..].starts_with(|c: char| c.is_lowercase())
                            && noun.start as usize - self.pos - len <= 2
                    })
            {
                return false;
            }
        }
        if let PeriodKind::DayOfMonth { .. } = phrase.kind {
            // "in March 20 firms closed", "in May 5 million came" count; "on March 20 shares rose" does not.
            let unit = unit::suffix(after, false);
            let counts = self.last_word() == Some(Word::In) && self.noun(self.pos + len).is_some();
            if unit.mark.is_some() || unit.scale.is_some() || counts {
                return false;
            }
        }
        if let PeriodKind::Month { year: None, month } = phrase.kind {
            // "May" and "March" are also a verb and a noun.
            let told = matches!(
                self.out.tokens.last().map(|token| token.kind),
                Some(
                    TokenKind::Word(
                        Word::In
                            | Word::Of
                            | Word::To
                            | Word::From
                            | Word::Time
                            | Word::Since
                            | Word::And
                            | Word::By
                            | Word::Ended
                            | Word::Period
                            | Word::Adverb
                    ) | TokenKind::Period(_)
                        | TokenKind::Dash
                        | TokenKind::Open
                )
            );
            let numbered = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
            if matches!(month, 3 | 5) && !told && !numbered {
                return false;
            }
        }
        let shift = |range: &mut Range<usize>| {
            range.start += self.pos;
            range.end += self.pos;
        };
        if let Some((_, range)) = &mut phrase.length {
            shift(range);
        }
        if let Some(ends) = &mut phrase.ends {
            for (_, range) in ends {
                shift(range);
            }
        }
        let index = offset(self.out.periods.len());
        self.out.periods.push(PeriodToken { range: offset(self.pos)..offset(self.pos + len), phrase });
        self.push(TokenKind::Period(index), len);
        true
    }

    /// A word: a period, a currency before a number, a number word, or a word of the lexicon.
    fn word(&mut self) {
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
        let known = lexicon::lookup(word);
        match known {
            Some(Word::Period | Word::Ordinal(_)) => {
                if self.period() || rest.starts_with("quarter ") && self.number_words(0) {
                    return;
                }
                let ordinal = (word.eq_ignore_ascii_case("first")).then_some(TokenKind::Word(Word::Ordinal(1)));
                let kind = match known {
                    Some(Word::Ordinal(n)) => TokenKind::Word(Word::Ordinal(n)),
                    _ if word.eq_ignore_ascii_case("year") && self.is_rate() => TokenKind::Word(Word::Annual),
                    _ => ordinal.unwrap_or(TokenKind::Other),
                };
                if let Some(unit) = unit::pace(word) {
                    self.pace(unit);
                }
                return self.push(kind, len);
            }
            Some(Word::Number(_) | Word::Fraction(_)) => {
                // "nine months ended …": of number words only these start a period.
                let months = rest[len..].starts_with([' ', '-'])
                    && (rest[len + 1..].starts_with("month") || rest[len + 1..].starts_with("week"));
                if months && self.period() || self.number_words(0) {
                    return;
                }
            }
            Some(Word::Article) if word.len() == 1 => {
                if starts_fraction(&rest[1..]) && self.number_words(0) {
                    return;
                }
            }
            Some(_) => {}
            None => {
                // Quarters and fiscal years: Q3, H1, FY24.
                if letters <= 2 && matches!(word.as_bytes()[0], b'Q' | b'H' | b'F') && self.period() {
                    return;
                }
                return self.unknown(word, len);
            }
        }
        let kind = known.map_or(TokenKind::Other, TokenKind::Word);
        self.push(kind, len);
        self.skip_possessive();
    }

    /// "this year", "this quarter".
    fn this(&mut self, rest: &str) -> bool {
        is_this(rest.as_bytes()) && self.period()
    }

    /// "minus 0.4 percent": a sign in words, unless it stands between two numbers.
    fn minus(&mut self, rest: &str) -> bool {
        let Some(number) = rest.strip_prefix("minus ").or_else(|| rest.strip_prefix("negative ")) else { return false };
        if matches!(self.out.tokens.last().map(|token| token.kind), Some(TokenKind::Amount(..))) {
            return false;
        }
        if number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '₹' | '¥' | '.')) {
            return self.amount();
        }
        let word = &number[..run_length(number, |b| b.is_ascii_alphabetic())];
        matches!(lexicon::lookup(word), Some(Word::Number(_))) && self.number_words(rest.len() - number.len())
    }

    /// Most words are made of letters alone, and start neither a period nor a number: these are done in one pass.
    #[inline]
    fn plain_word(&mut self, first: u8) -> bool {
        let Some(bytes) = self.text.as_bytes().get(self.pos..) else { return false };
        let Some((len, known)) = self.words.get_plain(bytes) else { return false };
        let capital = first.is_ascii_uppercase();
        let closer_look = match first {
            b'm' | b'n' => bytes.starts_with(b"minus ") || bytes.starts_with(b"negative "),
            b't' => is_this(bytes),
            // "Rs 5", "USD 5", "Q 3": a digit so near asks for a closer look.
            b'A'..=b'Z' => {
                let number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'(' | b'$');
                len <= 4 && bytes.iter().skip(len).take(6).any(number) || is_this(bytes)
            }
            _ => false,
        };
        if closer_look {
            return false;
        }
        let mut kind = if capital { TokenKind::Name } else { TokenKind::Other };
        let mut seen = Seen::NOTHING;
        if let Some(known) = known {
            match known.entry {
                Entry::Word(Word::Period | Word::Ordinal(_) | Word::Number(_) | Word::Fraction(_)) => return false,
                Entry::Word(Word::Article) if len == 1 && starts_fraction(&self.rest()[1..]) => return false,
                Entry::Word(word) => kind = TokenKind::Word(word),
                Entry::Flow(flow) => self.out.flows.push((offset(self.out.tokens.len()), flow)),
                Entry::Pace(unit) => self.pace(unit),
            }
            seen = known.seen;
        }
        self.push_seen(kind, seen, len);
        self.pos += usize::from(bytes.get(len) == Some(&b' '));
        true
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
        let near = rest.as_bytes().get(letters..).unwrap_or_default().iter().take(6);
        let number = near.clone().any(|byte| byte.is_ascii_digit() || *byte == b'(' || *byte == b'$');
        number
            && unit::prefix(rest).is_some_and(|(_, len)| {
                rest[len..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | '−'))
            })
            && self.amount()
    }

    /// A word that the lexicon does not know: a compound of a known first part, a name, or any other word.
    fn unknown(&mut self, word: &str, len: usize) {
        if let Some(hyphen) = word.find('-') {
            let first = &word[..hyphen];
            // "January-September 2024"
            if period::month_of(first).is_some() && self.period() {
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

/// The largest power of ten that scale words may come to.
const LARGEST_SCALE: u32 = 15;

fn power_of_ten(exponent: u32) -> Option<Decimal> {
    (exponent <= LARGEST_SCALE).then(|| Decimal::from(10u64.pow(exponent)))
}

/// How many bytes a word takes: letters and digits, with hyphens, points and apostrophes between letters.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut pos = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    // Most words end at a blank or a comma, and are plain.
    if pos > 0 && matches!(bytes.get(pos), None | Some(b' ' | b',' | b'\n' | b')' | b';' | b':')) {
        return pos;
    }
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b if b.is_ascii_alphanumeric() => pos += 1,
            b'-' | b'/' | b'.' | b'&' | b'_'
                if pos > 0 && bytes.get(pos + 1).is_some_and(u8::is_ascii_alphanumeric) =>
            {
                // "U.S." and "DigiSkills.pk" are words, and so is "COVID-19"; "mid-$50" is not.
                pos += 1;
            }
            b'-' if pos > 0 && bytes.get(pos + 1).is_some_and(|b| *b >= 0x80) => return pos,
            0x80.. => {
                let Some(c) = text[pos..].chars().next() else { break };
                if !c.is_alphabetic() {
                    break;
                }
                pos += c.len_utf8();
            }
            _ => break,
        }
    }
    // The last point of "U.S." belongs to it.
    if pos >= 3 && bytes.get(pos) == Some(&b'.') && bytes[pos - 2] == b'.' && bytes[pos - 1].is_ascii_uppercase() {
        pos += 1;
    }
    pos.max(text.chars().next().map_or(1, char::len_utf8))
}

fn run_length(text: &str, keep: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|b| !keep(b)).unwrap_or(text.len())
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Doubling and its kin as decimals.
#[must_use]
pub fn multiple_value(multiple: Multiple) -> Decimal {
    match multiple {
        Multiple::Double => Decimal::TWO,
        Multiple::Triple => Decimal::from(3),
        Multiple::Quadruple => Decimal::from(4),
        Multiple::Quintuple => Decimal::from(5),
        Multiple::Half => Decimal::new(5, 1),
    }
}

#[cfg(test)]
mod tests;
