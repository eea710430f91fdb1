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
//! - `from $155.5 to $172.2 million` → `from 155500000 USD to 172200000 USD`
//! - `from $1,200 to $1,350 million` → `from 1200000000 USD to 1350000000 USD`
//! - `from $500,000 to $1 million` → `from 500000 USD to 1000000 USD`
//! - `sixty cents` → `0.6 USD`
//! - `fifty basis points` → `0.5 pp`
//! - `10 - 15 percent` → `10..15 %`
//! - `10- to 15-minute calls` → `10..15 minutes calls`
//! - `four to five hours` → `4..5 hours`
//! - `traded from $80.95 to $82.60` → `traded from 80.95..82.6 USD`
//! - `550 to 725 MW` → `550..725 MW`
//! - `no less than 5 or more than 70% of it` → `>5 or >70% of it`
//! - `less than or equal to 100` → `<100`
//! - `is larger than 10 and smaller than 20` → `is >10 and <20`
//! - `it is >700 or <= $30` → `it is >700 or <30 USD`
//! - `500 or more firms` → `>500 firms`
//! - `70+ brands` → `>70 brands`
//! - `3 million and a half people` → `3500000 people`
//! - `23 and a half million people` → `23500000 people`
//! - `the range 1000-5000` → `the range 1000..5000`
//! - `60 to 75 pence` → `0.6..0.75 GBP`
//! - `rose from 50 to 75 basis points` → `up from 0.5 pp to 0.75 pp`
//! - `160 to 170 basis points` → `1.6..1.7 pp`
//! - `to be up 4% to 7%` → `to be up 4..7 %`
//! - `cut up to 700 posts` → `down <700 posts`
//! - `$62-68 million` → `62000000..68000000 USD`
//! - `416 MW and 3.5-litre engines` → `416 MW and 3.5 litre engines`
//! - `1.8 billion ringgit` → `1800000000 MYR`
//! - `RM1.8 billion, R1.26 billion and N95 masks` → `1800000000 MYR , 1260000000 ZAR and N95 masks`
//! - `39.8m from drill holes` → `39.8 m from drill holes`
//! - `sold 39.8m tickets` → `sold 39800000 tickets`
//! - `(2.1)% of sales` → `-2.1% of sales`
//! - `was $14 007 million` → `was 14007000000 USD`
//! - `drew 43 745 people` → `drew 43745 people`
//! - `spent €1,26 billion` → `spent 1260000000 EUR`
//! - `decreased.0.41 per cent` → `down . 0.41%`
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
mod bound;
mod opaque;
mod scale;
mod spelled;
mod word;
mod worth;

use super::word::is_plural;
use opaque::ordinal;
use std::ops::Range;
pub use worth::worth_reading;

use rust_decimal::Decimal;

use super::clause;
use super::fraction;
use super::lexicon::{self, Subclass, Word, Words};
use super::non_quantity::NonQuantity;
use super::number::{self, LARGEST_SCALE};
use super::period;
use super::token::{Amount, Class, PeriodToken, Seen, Sentence, Token, TokenKind};
use super::unit::{self, Mark};
use crate::model::PeriodKind;

/// Reads the sentence at `range` of `prose` into `out`, which is emptied first.
pub fn scan(prose: &str, range: Range<u32>, out: &mut Sentence) {
    out.clear();
    let Some(text) = prose.get(..range.end as usize) else { return };
    let start = range.start as usize;
    Scanner { text, words: lexicon::words(), pos: start, start, out }.run();
    clause::mark_breaks(out);
}

struct Scanner<'a> {
    text: &'a str,
    words: &'static Words,
    pos: usize,
    start: usize,
    out: &'a mut Sentence,
}

impl<'a> Scanner<'a> {
    fn run(mut self) {
        loop {
            self.plain_words();
            match self.text.as_bytes().get(self.pos) {
                Some(byte) => self.other(*byte),
                None => break,
            }
        }
    }

    /// Whatever is no plain word.
    fn other(&mut self, byte: u8) {
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' => self.pos += 1,
            b'0'..=b'9' => self.digits(),
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'$' | b'.' | b'+' | b'-' | b'~' => self.sign(byte),
            b'(' if self.is_negative() && self.amount() => {}
            0x80.. => self.wide(),
            _ => self.mark(byte),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.pos..]
    }

    fn push(&mut self, kind: TokenKind, len: usize) {
        let word = match kind {
            TokenKind::Word(_) | TokenKind::Other => self.rest().get(..len),
            _ => None,
        };
        self.push_known(kind, Seen::of(kind), word.map_or(Subclass::Plain, lexicon::subclass_of), len);
    }

    /// Pushes a token of which it is known what it says.
    fn push_known(&mut self, kind: TokenKind, seen: Seen, subclass: Subclass, len: usize) {
        let (start, end) = (offset(self.pos), offset(self.pos + len));
        self.out.push(Token { kind, start, end, breaks: false, subclass }, seen);
        self.pos += len;
    }

    /// Pushes a number that ends at `end`.
    #[allow(clippy::inline_always)] // A call would copy the amount once more.
    #[inline(always)]
    fn push_amount(&mut self, amount: Amount, class: Class, end: usize) {
        let kind = TokenKind::Amount(offset(self.out.amounts.len()), class);
        let token =
            Token { kind, start: amount.range.start, end: offset(end), breaks: false, subclass: Subclass::Plain };
        self.out.amounts.push(amount);
        self.out.places.push(self.out.tokens.len());
        self.out.push(token, Seen::of_amount(class));
    }

    /// Steps over the blank that stands behind most words, marks and numbers.
    fn skip_blank(&mut self) {
        self.pos += usize::from(self.text.as_bytes().get(self.pos) == Some(&b' '));
    }

    /// A mark of one byte.
    fn mark(&mut self, byte: u8) {
        let (kind, seen) = MARKS.get(usize::from(byte)).copied().unwrap_or((TokenKind::Symbol, Seen::NOTHING));
        let subclass = if byte == b'&' { Subclass::Ampersand } else { Subclass::Plain };
        self.push_known(kind, seen, subclass, 1);
        self.skip_blank();
        if kind == TokenKind::Open {
            self.list_mark();
        }
    }

    /// "(b)", "(iv)": the letters that count the items of a list are no words.
    fn list_mark(&mut self) {
        let behind = &self.text.as_bytes()[self.pos..];
        let len = behind.iter().take(5).take_while(|byte| byte.is_ascii_lowercase()).count();
        let letters = &behind[..len];
        let is_numeral = letters.iter().all(|letter| matches!(letter, b'i' | b'v' | b'x'));
        let apart = self.pos < self.start + 2 || self.text.as_bytes()[self.pos - 2].is_ascii_whitespace();
        if apart && behind.get(len) == Some(&b')') && (len == 1 || len > 0 && len < 5 && is_numeral) {
            self.push_known(TokenKind::Opaque(NonQuantity::ListMark), Seen::NOTHING, Subclass::Plain, len);
        }
    }

    /// A byte that may start a number: a currency sign, a sign, a point, a bracket.
    fn sign(&mut self, byte: u8) {
        let next = self.text.as_bytes().get(self.pos + 1).copied().unwrap_or(b' ');
        let glued = self.pos > self.start && self.text.as_bytes()[self.pos - 1].is_ascii_alphanumeric();
        let starts = match byte {
            b'$' => true,
            b'.' => next.is_ascii_digit() && !glued,
            _ => !glued && (next.is_ascii_digit() || matches!(next, b'$' | b'.' | 0x80..)),
        };
        if starts && (byte == b'+' && self.telephone() || self.amount()) {
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

    /// Whether a percentage in accounting brackets stands here, "(2.1)%", and no value beside another, "5 (3)%".
    fn is_negative(&self) -> bool {
        let inner = &self.rest()[1..];
        let beside = matches!(
            self.out.tokens.last().map(|token| token.kind),
            Some(TokenKind::Amount(..) | TokenKind::Opaque(_))
        );
        inner.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && !beside
            && number::printed(inner).is_some_and(|(_, len)| {
                let behind = &inner[len..];
                [")%", ") %", ") per", ")pp"].iter().any(|mark| behind.starts_with(mark))
                    && unit::suffix(&behind[1..], false).mark.is_some()
            })
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
            '−' | '±' | '£' | '¥' | '฿' | '৳' | '\u{20a0}'..='\u{20bf}' => {
                if !self.amount() {
                    self.too_large(len);
                    self.push(TokenKind::Symbol, len);
                }
            }
            '½' | '¼' | '¾' | '⅕'..='⅞' => {
                // "70½": of a number that is no quantity; other letters are a broken character set.
                let glued =
                    self.text[..self.pos].ends_with(|c: char| c.is_alphanumeric() || c > '\u{7f}' && c < '\u{100}');
                if glued || !self.amount() {
                    self.push_non_quantity(NonQuantity::Unreadable, len);
                }
            }
            '%' => self.push(TokenKind::Symbol, len),
            c if c.is_alphabetic() => self.word(),
            c if c.is_whitespace() => self.pos += len,
            _ => self.push(TokenKind::Symbol, len),
        }
    }

    /// Digits: a period, something that is no quantity, or an amount.
    fn digits(&mut self) {
        let digits = run_length(self.rest(), |byte| byte.is_ascii_digit());
        let behind = &self.rest().as_bytes()[digits..];
        let label = self.label(digits);
        if label.is_none() {
            if digits == 2 && self.short_year() {
                return;
            }
            let parts = digits <= 3 && fraction::may_be_fraction(behind);
            if self.may_be_period(digits) && self.period() || parts && self.fraction() {
                return;
            }
        }
        if digits <= 4 && self.telephone() {
            return;
        }
        if let Some((what, len)) = self.opaque(digits, label) {
            return match ordinal(&self.rest()[..len]) {
                Some(n) => self.push(TokenKind::Word(Word::Ordinal(n)), len),
                None => self.push_non_quantity(what, len),
            };
        }
        if !self.amount() {
            let len = run_length(self.rest(), |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b'-' | b'/'));
            let text = &self.rest()[..len];
            let len = text.trim_end_matches(['.', ',', '-', '/']).len().max(1);
            self.out.skipped += u32::from(text.contains(','));
            self.push_non_quantity(NonQuantity::Identifier, len);
        }
    }

    /// Notes the number behind a currency sign of so many bytes if it has more digits than a decimal holds.
    fn too_large(&mut self, sign: usize) {
        const MOST: usize = 28;
        let Some(digits) = self.rest().get(sign..) else { return };
        let len = run_length(digits, |b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
        let len = digits[..len].trim_end_matches(['.', ',']).len();
        if digits.bytes().take(len).filter(u8::is_ascii_digit).count() > MOST {
            let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            self.out.too_large.push(at(self.pos)..at(self.pos + sign + len));
        }
    }

    /// "'21", "the '90s": a year without its century.
    fn short_year(&mut self) -> bool {
        let Some(quote) = self.out.tokens.last().copied() else { return false };
        let mark = self.text.get(quote.start as usize..self.pos).unwrap_or_default();
        if quote.kind != TokenKind::Quote || !matches!(mark, "'" | "’" | "‘") {
            return false;
        }
        let Some((kind, len)) = period::short_year(self.rest()) else { return false };
        // "'60 firms closed', he said"
        if self.noun(self.pos + len).is_some() && !matches!(self.last_word(), Some(Word::Article)) {
            return false;
        }
        self.out.truncate(self.out.tokens.len() - 1);
        let start = quote.start as usize;
        let len = self.pos + len - start;
        self.pos = start;
        self.push_period(period::Phrase { kind, length: None, ends: None }, len);
        true
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
        let Ok((mut after, mut phrase)) = period::period(rest) else { return false };
        // "an increase from March 2024 to April 2024" is between two months, and not over both.
        if self.last_word() == Some(Word::From)
            && let Some((behind, kind)) = period::first_of_two(rest, &phrase)
        {
            (after, phrase) = (behind, period::Phrase { kind, length: None, ends: None });
        }
        let len = rest.len() - after.len();
        if let PeriodKind::Year(_) = phrase.kind {
            let unit = unit::suffix(after, false);
            let yearly = matches!(self.last_word(), Some(Word::Pronoun)) || names_yearly(after);
            // "2022 firms", "1800 per cent", "2000 tonnes" count; "in 2022 firms said" does not.
            let after_preposition =
                matches!(self.last_word(), Some(Word::In | Word::Since | Word::Time | Word::Of | Word::By));
            // "third-quarter 2025 originations"
            let of_quarter = self.out.periods.last().is_some_and(|period| {
                !matches!(period.phrase.kind, PeriodKind::Year(_))
                    && self.out.tokens.last().is_some_and(|last| matches!(last.kind, TokenKind::Period(_)))
            });
            let quarterly = self.out.tokens.last().is_some_and(|last| {
                let word = self.text.get(last.start as usize..last.end as usize).unwrap_or_default();
                word.ends_with("quarter") || word.ends_with("half") || word.ends_with("Quarter")
            });
            let after_preposition = after_preposition || of_quarter || quarterly;
            if unit.mark.is_some_and(|mark| !matches!(mark, Mark::Time(_)))
                || !after_preposition
                    && !yearly
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
        self.push_period(phrase, len);
        true
    }

    fn push_period(&mut self, phrase: period::Phrase, len: usize) {
        let index = offset(self.out.periods.len());
        self.out.periods.push(PeriodToken { range: offset(self.pos)..offset(self.pos + len), phrase });
        self.push_known(TokenKind::Period(index), Seen::NOTHING, Subclass::Plain, len);
        self.skip_blank();
    }
}

/// Whether what follows a year is had, made or held in one: "2008 earnings", "1990 levels", "the 2012 Games".
fn names_yearly(behind: &str) -> bool {
    const THINGS: &[&str] = &[
        "acquisitions",
        "acquisition",
        "baseline",
        "earnings",
        "results",
        "revenue",
        "revenues",
        "sales",
        "profits",
        "profit",
        "losses",
        "returns",
        "levels",
        "figures",
        "forecasts",
        "forecast",
        "estimates",
        "prices",
        "exports",
        "imports",
        "accounts",
        "budgets",
        "budget",
        "elections",
        "election",
        "games",
        "olympics",
        "taxes",
        "tax",
        "deliveries",
        "guidance",
        "targets",
        "rates",
        "totals",
        "data",
        "expectations",
        "projections",
        "dividends",
        "margins",
        "costs",
        "expenses",
        "highs",
        "lows",
        "season",
        "attacks",
        "riots",
        "reforms",
        "amendments",
        "regulations",
        "guidelines",
        "standards",
        "ebitda",
        "eps",
        "gdp",
    ];
    let next = behind.trim_start();
    let letters = next.bytes().take_while(u8::is_ascii_alphabetic).count();
    THINGS.iter().any(|thing| thing.eq_ignore_ascii_case(&next[..letters]))
}

/// What a mark of one byte is, and what the readers of clauses look for in it.
static MARKS: [(TokenKind, Seen); 0x80] = {
    let mut marks = [(TokenKind::Symbol, Seen::NOTHING); 0x80];
    let mut byte = 0;
    while byte < 0x80 {
        let kind = mark_of(byte);
        marks[byte as usize] = (kind, Seen::of(kind));
        byte += 1;
    }
    marks
};

const fn mark_of(byte: u8) -> TokenKind {
    match byte {
        b',' => TokenKind::Comma,
        b';' => TokenKind::Semicolon,
        b':' => TokenKind::Colon,
        b'(' | b'[' => TokenKind::Open,
        b')' | b']' => TokenKind::Close,
        b'"' | b'\'' => TokenKind::Quote,
        b'.' | b'!' | b'?' => TokenKind::Stop,
        b'&' => TokenKind::Word(Word::And),
        _ => TokenKind::Symbol,
    }
}

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
                // "decreased.0.41 per cent": a blank was lost behind the point.
                if byte == b'.'
                    && pos > 3
                    && is_decimal(&bytes[pos + 1..])
                    && bytes[..pos].iter().all(u8::is_ascii_lowercase)
                {
                    break;
                }
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

/// Whether digits with a point between them stand here.
fn is_decimal(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && matches!(bytes.get(digits..), Some([b'.', b'0'..=b'9', ..]))
}

/// Whether the character at `at` is one of these, which `ascii` tells of most.
fn stands_at(text: &str, at: usize, ascii: impl Fn(&u8) -> bool, any: impl Fn(char) -> bool) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => ascii(byte),
        Some(_) => text.get(at..).is_some_and(|rest| rest.starts_with(any)),
        None => false,
    }
}

/// Whether a letter stands at `at`.
fn letter_at(text: &str, at: usize) -> bool {
    stands_at(text, at, u8::is_ascii_alphabetic, char::is_alphabetic)
}

fn run_length(text: &str, keep: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|b| !keep(b)).unwrap_or(text.len())
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[allow(clippy::cast_possible_truncation)] // A sentence is cut off at a place that was one.
const fn offset(at: usize) -> u32 {
    at as u32
}

#[cfg(test)]
mod tests;
