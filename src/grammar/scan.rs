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
//! - `$(3.4) billion` → `-3400000000 USD`
//! - `more than 4.5 million enrollments` → `>4500000 enrollments`
//! - `nearly 70 per cent` → `<~70%`
//! - `25 basis points` → `0.25 pp`
//! - `15 to 20 percent` → `15..20 %`
//! - `from 15 to 20 percent` → `from 15% to 20%`
//! - `$62-68 million` → `62000000..68000000 USD`
//! - `half a million tonnes` → `500000 tonnes`
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

use std::ops::Range;

use rust_decimal::Decimal;

use super::fraction;
use super::hedge::hedge_before;
use super::lexicon::{self, Multiple, Word};
use super::number::{self, Number};
use super::period;
use super::token::{Amount, AmountUnit, Class, PeriodToken, Sentence, Token, TokenKind};
use super::unit::{self, Mark, Suffix};
use crate::model::{Currency, HedgeKind, PeriodKind};

/// Reads the sentence at `range` of `prose` into `out`, which is emptied first.
pub fn scan(prose: &str, range: Range<u32>, out: &mut Sentence) {
    out.clear();
    let Some(text) = prose.get(..range.end as usize) else { return };
    Scanner { text, pos: range.start as usize, start: range.start as usize, out }.run();
}

/// Whether a sentence holds anything that can become a claim: a digit, or a list that a number in words may count.
#[must_use]
pub fn worth_reading(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        || text.contains([':', '–', '—', '(']) && (text.contains([',', '&']) || text.contains(" and "))
        || text.contains(" – ")
        || text.contains(" - ")
}

struct Scanner<'a> {
    text: &'a str,
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
                b'a'..=b'z' | b'A'..=b'Z' => self.word(),
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
        self.out.tokens.push(Token { kind, start: offset(self.pos), end: offset(self.pos + len) });
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

    /// Whether the digits here can start a period: a year, "3Q24", or a day or a number of months.
    fn may_be_period(&self) -> bool {
        let bytes = self.rest().as_bytes();
        let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        let behind = |n: usize| bytes.get(digits + n).copied().unwrap_or(b' ');
        match digits {
            4 => true,
            1 | 2 => match behind(0) {
                b'Q' | b'H' | b's' | b'n' | b'r' | b't' | 0x80.. => true,
                // "19 December", "12 months", "19 of May"
                b' ' | b'\n' => behind(1).is_ascii_uppercase() || matches!(behind(1), b'm' | b'o'),
                b'-' => behind(1) == b'm',
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the word before says that the number is a label: "No. 3", "page 12", "aged 65".
    fn after_label(&self) -> bool {
        let Some(last) = self.out.tokens.last() else { return false };
        let last = if last.kind == TokenKind::Stop && self.out.tokens.len() > 1 {
            self.out.tokens[self.out.tokens.len() - 2]
        } else {
            *last
        };
        if last.kind == TokenKind::Symbol {
            return self
                .text
                .get(last.start as usize..last.end as usize)
                .is_some_and(|mark| matches!(mark, "#" | "@" | "/" | "_"));
        }
        // "No. 3": the same word as "no", told apart by the point.
        if last.kind == TokenKind::Word(Word::Not) {
            return self.out.tokens.last().is_some_and(|token| token.kind == TokenKind::Stop);
        }
        matches!(last.kind, TokenKind::Other | TokenKind::Name)
            && self.text.get(last.start as usize..last.end as usize).is_some_and(is_label)
    }

    /// How long the thing is that starts here with a digit and is no quantity; `None` if it may be one.
    fn opaque(&self) -> Option<usize> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let digits = run_length(rest, |b| b.is_ascii_digit());
        let after = &rest[digits..];
        if self.after_label() {
            return Some(run_length(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/')).max(1))
                .map(|len| rest[..len].trim_end_matches(['.', '-', '/']).len());
        }
        if matches!(after.get(..2), Some("st" | "nd" | "rd" | "th"))
            && !after[2..].starts_with(|c: char| c.is_alphanumeric())
        {
            return Some(digits + 2);
        }
        let next = after.as_bytes().first().copied().unwrap_or(b' ');
        let then = after.as_bytes().get(1).copied().unwrap_or(b' ');
        // 4:30, 24/7, 12/31/2024
        if matches!(next, b':' | b'/') && then.is_ascii_digit() {
            return Some(run_length(rest, |b| b.is_ascii_digit() || matches!(b, b':' | b'/')));
        }
        // "9 a.m.", "5 pm"
        let word = after.trim_start_matches([' ', '\u{a0}']);
        if digits <= 2
            && ["a.m", "p.m", "am ", "pm ", "AM", "PM", "o’clock", "o'clock"].iter().any(|t| word.starts_with(t))
        {
            return Some(digits);
        }
        // 051-9208416, 1-800-555-0100, 3-2: runs of digits joined by hyphens, unless a unit makes them a range.
        if next == b'-' && then.is_ascii_digit() {
            let run = run_length(rest, |b| b.is_ascii_digit() || b == b'-');
            let unit = unit::suffix(&rest[run..], false);
            if unit.mark.is_none() && unit.scale.is_none() && !rest[run..].starts_with(['.', ',']) {
                return Some(rest[..run].trim_end_matches('-').len());
            }
        }
        // Leading zeros: "007", "02".
        if digits > 1 && bytes[0] == b'0' {
            return Some(digits);
        }
        None
    }

    /// Reads a number with its unit, or a range of two, and pushes it. `false` where there is none, or none that can be read with certainty.
    fn amount(&mut self) -> bool {
        let at = self.pos;
        let Some((mut first, end)) = self.one_amount(at, None) else { return false };
        // A letter glued on: "5G", "2022are", "100MW".
        if self.text[end..].starts_with(|c: char| c.is_alphabetic()) {
            return false;
        }
        // "per 100,000 people": a denominator, no quantity of its own. "5-star", "10-sec": a compound.
        let compound =
            self.text[end..].starts_with('-') && self.text[end + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
        if self.last_word() == Some(Word::Per) || compound && first.bare {
            let len = if compound { end - at + 1 + word_length(&self.text[end + 1..]) } else { end - at };
            self.push(TokenKind::Opaque, len);
            return true;
        }
        let margin = self.text[at..].starts_with('±');
        let about = self.text[at..].starts_with('~');
        let mut end = end;
        let mut class = first.unit.class();
        if let Some((low, second, after)) = self.second(&first, end) {
            first.upper = Some(second.value.max(low));
            first.value = low.min(second.value);
            first.unit = second.unit;
            first.scale = second.scale;
            first.bare = second.bare;
            end = after;
            class = Class::Range;
        } else if margin {
            class = Class::Range;
        }
        if let AmountUnit::Count(noun) = &mut first.unit {
            *noun = self.noun(end);
        }
        first.range = offset(at)..offset(end);
        let hedge = if about { Some((HedgeKind::About, offset(at)..offset(at + 1))) } else { self.hedge() };
        if about {
            first.range.start += 1;
        }
        first.hedge = hedge;
        self.inherit(&first);
        let index = offset(self.out.amounts.len());
        let token = Token { kind: TokenKind::Amount(index, class), start: first.range.start, end: offset(end) };
        self.out.amounts.push(first);
        self.out.tokens.push(token);
        self.pos = end;
        true
    }

    /// One number with its unit from `at` on, and where it ends. `like` lends its currency to the second end of a range.
    fn one_amount(&self, at: usize, like: Option<&Amount>) -> Option<(Amount, usize)> {
        let text = self.text;
        let mut pos = at;
        if text[pos..].starts_with(['~', '±']) {
            pos += text[pos..].chars().next().map_or(0, char::len_utf8);
        }
        let (rest, mut minus) = number::sign(&text[pos..]).ok()?;
        pos = text.len() - rest.len();
        let currency = unit::prefix(&text[pos..]);
        if let Some((_, len)) = currency {
            pos += len;
            let (rest, sign) = number::sign(&text[pos..]).ok()?;
            minus |= sign;
            pos = text.len() - rest.len();
        }
        // Accounting brackets, "$(3.4) billion": only behind a currency, since "(3.4)" alone may be an aside.
        let bracket = currency.is_some() && text[pos..].starts_with('(');
        pos += usize::from(bracket);
        let (rest, Number { value, ulp, grouped }) = number::number(&text[pos..]).ok()?;
        pos = text.len() - rest.len();
        if bracket {
            pos += usize::from(text[pos..].starts_with(')'));
            minus = true;
        }
        let suffix = unit::suffix(&text[pos..], currency.is_some());
        let suffix = keep_whole_word(&text[pos..], suffix);
        pos += suffix.len;
        let money = currency.map(|(currency, _)| currency).or(match (like.map(|like| &like.unit), suffix.mark) {
            (Some(AmountUnit::Money(currency)), None) => Some(*currency),
            _ => None,
        });
        let (unit, cents) = unit_of(money, suffix, &text[at..]);
        let exponent = suffix.scale.unwrap_or(0);
        let factor = power_of_ten(exponent)?;
        let small = if cents { Decimal::new(1, 2) } else { Decimal::ONE };
        let mut value = value.checked_mul(factor)?.checked_mul(small)?;
        let mut ulp = ulp.checked_mul(factor)?.checked_mul(small)?;
        if minus {
            value = -value;
        }
        let bare = money.is_none() && suffix.mark.is_none() && suffix.scale.is_none();
        // Whole objects counted in full are exact when few: 43 firms are not 43.4.
        if matches!(unit, AmountUnit::Count(_))
            && suffix.scale.is_none()
            && ulp == Decimal::ONE
            && value.abs() < Decimal::ONE_THOUSAND
        {
            ulp = Decimal::ZERO;
        }
        if matches!(unit, AmountUnit::Time(_)) && ulp == Decimal::ONE {
            ulp = Decimal::ZERO;
        }
        let amount = Amount {
            range: offset(at)..offset(pos),
            value,
            ulp,
            upper: None,
            unit,
            hedge: None,
            scale: suffix.scale,
            bare: bare && !grouped,
            inherited: false,
        };
        Some((amount, pos))
    }

    /// The two ends of a range that starts with `first` and goes on at `end`, and where it ends.
    fn second(&self, first: &Amount, end: usize) -> Option<(Decimal, Amount, usize)> {
        let rest = &self.text[end..];
        let (link, word) = if let Some(dash) = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—')) {
            (dash.len_utf8(), false)
        } else if rest.starts_with(" to ") {
            (4, true)
        } else if rest.starts_with(" and ") && self.last_word() == Some(Word::Between) {
            (5, false)
        } else {
            return None;
        };
        let next = &self.text[end + link..];
        if !next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '₹' | '.')) {
            return None;
        }
        let (second, after) = self.one_amount(end + link, Some(first))?;
        if self.text[after..].starts_with(|c: char| c.is_alphabetic()) {
            return None;
        }
        let unitless = first.scale.is_none() && matches!(first.unit, AmountUnit::Count(_));
        let borrowed = first.scale.is_none() && second.scale.is_some() && first.unit == second.unit;
        if word {
            // "from 15 to 20 percent" states a change, "to 15 to 20 percent" a range; "868 to 1,103" is left to the clause grammar.
            let range = self.last_word() != Some(Word::From)
                && (unitless || borrowed)
                && !second.bare
                && second.value > first.value;
            if !range {
                return None;
            }
        }
        // The scale and the unit said once count for both ends.
        if first.scale.is_none() && second.scale.is_some() {
            let factor = power_of_ten(second.scale?)?;
            let low = first.value.checked_mul(factor)?;
            return (low <= second.value).then_some((low, second, after));
        }
        Some((first.value, second, after))
    }

    /// Lends unit and scale to a bare number before "to": "from 15 to 20 percent", "from $155.5 to $172.2 million".
    fn inherit(&mut self, later: &Amount) {
        let tokens = &self.out.tokens;
        let count = tokens.len();
        if count < 2 || later.upper.is_some() {
            return;
        }
        let (before, link) = (tokens[count - 2], tokens[count - 1]);
        if link.kind != TokenKind::Word(Word::To) {
            return;
        }
        let TokenKind::Amount(index, class) = before.kind else { return };
        let from = count >= 3 && tokens[count - 3].kind == TokenKind::Word(Word::From);
        let Some(earlier) = self.out.amounts.get_mut(index as usize) else { return };
        if class == Class::Range || earlier.inherited {
            return;
        }
        let unitless = earlier.bare && !matches!(later.unit, AmountUnit::Count(_) | AmountUnit::Time(_));
        let same_money = earlier.unit == later.unit && matches!(later.unit, AmountUnit::Money(_));
        if !from || !(unitless || same_money && earlier.scale.is_none() && later.scale.is_some()) {
            return;
        }
        if let Some(factor) = later.scale.filter(|_| earlier.scale.is_none()).and_then(power_of_ten) {
            let (Some(value), Some(ulp)) =
                (earlier.value.checked_mul(factor), earlier.ulp.max(unit_of_digits(earlier)).checked_mul(factor))
            else {
                return;
            };
            earlier.value = value;
            earlier.ulp = ulp;
        } else if earlier.ulp.is_zero() {
            earlier.ulp = unit_of_digits(earlier);
        }
        earlier.unit = later.unit.clone();
        earlier.scale = later.scale;
        earlier.inherited = true;
        earlier.bare = false;
        let class = earlier.unit.class();
        let at = count - 2;
        self.out.tokens[at].kind = TokenKind::Amount(index, class);
    }

    /// Takes the hedge that stands right before off the tokens.
    fn hedge(&mut self) -> Option<(HedgeKind, Range<u32>)> {
        let (kind, taken) = hedge_before(&self.out.tokens)?;
        let first = self.out.tokens.len().saturating_sub(taken);
        let start = self.out.tokens.get(first)?.start;
        let end = self.out.tokens.last()?.end;
        self.out.tokens.truncate(first);
        Some((kind, start..end))
    }

    fn last_word(&self) -> Option<Word> {
        match self.out.tokens.last()?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The noun that a count counts: the first plural within three words.
    fn noun(&self, end: usize) -> Option<Range<u32>> {
        let mut pos = end;
        for _ in 0..3 {
            let rest = &self.text[pos..];
            let gap = unit::blanks(rest);
            if gap == 0 {
                return None;
            }
            let word = &rest[gap..];
            let len = run_length(word, |b| b.is_ascii_alphabetic() || b == b'-' || b >= 0x80);
            let word = &word[..floor(word, len)];
            let (word, possessive) = match word.find(['’', '\u{2018}']) {
                Some(at) => (&word[..at], true),
                None => (word, false),
            };
            if word.len() < 2 || word.contains(['–', '—']) {
                return None;
            }
            if lexicon::lookup(word)
                .is_some_and(|known| !matches!(known, Word::PointNoun | Word::Adverb | Word::Guard(_)))
            {
                return None;
            }
            let start = pos + gap;
            if !possessive && is_plural(word) {
                return Some(offset(start)..offset(start + word.len()));
            }
            pos = start + word.len();
        }
        None
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
        let len = word_length(rest);
        let word = &rest[..len];
        let letters = run_length(word, |b| b.is_ascii_alphabetic());
        if letters <= 4 && self.prefixed(rest, word, letters) {
            return;
        }
        let known = lexicon::lookup(word);
        match known {
            Some(Word::Period | Word::Ordinal(_)) => {
                if self.period() {
                    return;
                }
                let ordinal = (word.eq_ignore_ascii_case("first")).then_some(TokenKind::Word(Word::Ordinal(1)));
                let kind = match known {
                    Some(Word::Ordinal(n)) => TokenKind::Word(Word::Ordinal(n)),
                    _ if word.eq_ignore_ascii_case("year") && self.is_rate() => TokenKind::Word(Word::Annual),
                    _ => ordinal.unwrap_or(TokenKind::Other),
                };
                return self.push(kind, len);
            }
            Some(Word::Number(_) | Word::Fraction(_)) => {
                // "nine months ended …": of number words only these start a period.
                let months = rest[len..].starts_with([' ', '-']) && rest[len + 1..].starts_with("month");
                if months && self.period() || self.number_words() {
                    return;
                }
            }
            Some(Word::Article) if word.len() == 1 => {
                if self.number_words() {
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

    /// A currency code before a number ("US$ 5", "Rs. 5", "USD 5"), or a period of letters and digits (FY24).
    fn prefixed(&mut self, rest: &str, word: &str, letters: usize) -> bool {
        let first = word.as_bytes()[0];
        if !first.is_ascii_uppercase() {
            return false;
        }
        if matches!(first, b'Q' | b'H' | b'F') && letters < word.len() && self.period() {
            return true;
        }
        unit::prefix(rest).is_some_and(|(_, len)| {
            rest[len..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | '−'))
        }) && self.amount()
    }

    /// A word that the lexicon does not know: a compound of a known first part, a name, or any other word.
    fn unknown(&mut self, word: &str, len: usize) {
        if let Some(hyphen) = word.find('-') {
            let first = &word[..hyphen];
            if matches!(lexicon::lookup(first), Some(Word::Number(_))) && self.number_words() {
                return;
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
        }
        if let Some(flow) = lexicon::flow(word) {
            self.out.flows.push((offset(self.out.tokens.len()), flow));
        }
        let name = word.starts_with(char::is_uppercase);
        self.push(if name { TokenKind::Name } else { TokenKind::Other }, len);
        self.skip_possessive();
    }

    /// Steps over "'s".
    fn skip_possessive(&mut self) {
        for mark in ["'s", "’s"] {
            if self.rest().starts_with(mark) && !self.rest()[mark.len()..].starts_with(char::is_alphanumeric) {
                self.pos += mark.len();
            }
        }
    }

    /// A fraction in words that states a share: "half of the firms", "one in five adults".
    fn fraction(&mut self) -> bool {
        // "the second half of", "the half of it", "Q3 half": parts of something else.
        let part = matches!(
            self.out.tokens.last().map(|token| token.kind),
            Some(
                TokenKind::Word(Word::Article | Word::Ordinal(_) | Word::Number(_))
                    | TokenKind::Amount(..)
                    | TokenKind::Period(_)
                    | TokenKind::Symbol
            )
        );
        let Some(fraction) = fraction::fraction(self.rest()).filter(|_| !part) else { return false };
        let hedge = self.hedge();
        let range = offset(self.pos)..offset(self.pos + fraction.len);
        let index = offset(self.out.amounts.len());
        self.out.amounts.push(Amount {
            range: range.clone(),
            value: fraction.value,
            ulp: fraction.ulp,
            upper: None,
            unit: AmountUnit::Percent,
            hedge,
            scale: None,
            bare: false,
            inherited: false,
        });
        self.push(TokenKind::Amount(index, Class::Percent), fraction.len);
        true
    }

    /// Numbers in words: "two", "half a million", "a quarter of a million", "a dozen", "twenty-five per cent".
    fn number_words(&mut self) -> bool {
        let rest = self.rest();
        if self.fraction() {
            return true;
        }
        let Some((value, ulp, len)) = words_value(rest) else { return false };
        let suffix = unit::suffix(&rest[len..], false);
        let suffix = keep_whole_word(&rest[len..], suffix);
        let end = self.pos + len + suffix.len;
        let (unit, _) = unit_of(None, suffix, rest);
        let unit = match unit {
            AmountUnit::Count(_) => AmountUnit::Count(self.noun(end)),
            other => other,
        };
        let scaled = suffix.scale.is_some() || !ulp.is_zero();
        // A small number word alone is as often a pronoun or a part of a name: it needs a unit, a scale or a plural.
        let counts = scaled
            || match &unit {
                AmountUnit::Count(noun) => noun.is_some() && value > Decimal::ONE,
                AmountUnit::Multiple => true,
                _ => true,
            };
        if !counts {
            return false;
        }
        let factor = suffix.scale.and_then(power_of_ten).unwrap_or(Decimal::ONE);
        let (Some(value), Some(ulp)) = (value.checked_mul(factor), ulp.checked_mul(factor)) else { return false };
        let ulp = if suffix.scale.is_some() && ulp.is_zero() { factor } else { ulp };
        let ulp = if ulp.is_zero()
            && matches!(unit, AmountUnit::Percent | AmountUnit::Points | AmountUnit::Multiple | AmountUnit::Money(_))
        {
            Decimal::ONE
        } else {
            ulp
        };
        let value = if matches!(suffix.mark, Some(Mark::BasisPoints)) { value * Decimal::new(1, 2) } else { value };
        let class = unit.class();
        let hedge = self.hedge();
        let range = offset(self.pos)..offset(end);
        let index = offset(self.out.amounts.len());
        self.out.amounts.push(Amount {
            range: range.clone(),
            value,
            ulp,
            upper: None,
            unit,
            hedge,
            scale: suffix.scale,
            bare: false,
            inherited: false,
        });
        self.out.tokens.push(Token { kind: TokenKind::Amount(index, class), start: range.start, end: range.end });
        self.pos = end;
        true
    }
}

/// The value of number words at the start of `text`, their last place, and their length.
fn words_value(text: &str) -> Option<(Decimal, Decimal, usize)> {
    let lower = |phrase: &str| text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
    for (phrase, scale) in [("million", 6u32), ("billion", 9), ("trillion", 12)] {
        for (lead, quarters) in
            [("half a ", 2), ("a quarter of a ", 1), ("quarter of a ", 1), ("three quarters of a ", 3)]
        {
            if lower(lead) && text[lead.len()..].starts_with(phrase) {
                let unit = power_of_ten(scale)?;
                return Some((unit * Decimal::new(25 * quarters, 2), unit / Decimal::TEN, lead.len() + phrase.len()));
            }
        }
    }
    if lower("a dozen") {
        return Some((Decimal::from(12), Decimal::ONE, 7));
    }
    if lower("a hundred") {
        return Some((Decimal::ONE_HUNDRED, Decimal::TEN, 9));
    }
    let mut pos = 0;
    let mut value = 0u32;
    let mut last = 0u32;
    while let Some(word) = text.get(pos..) {
        let len = run_length(word, |b| b.is_ascii_alphabetic());
        let Some(Word::Number(n)) = lexicon::lookup(&word[..len]) else { break };
        let n = u32::from(n);
        match (last, n) {
            (0, n) if n != 100 => value += n,
            (20..=90, 1..=9) => value += n,
            (1..=20, 100) => value *= 100,
            _ => break,
        }
        last = n;
        pos += len;
        // "twenty-five", "one hundred"
        let next = &text[pos..];
        let joined = next.starts_with('-') || next.starts_with(' ');
        let more = joined
            .then(|| &next[1..])
            .map(|rest| lexicon::lookup(&rest[..run_length(rest, |b| b.is_ascii_alphabetic())]));
        match more {
            Some(Some(Word::Number(m))) if (last >= 20 && last <= 90 && m < 10) || (m == 100 && last <= 20) => pos += 1,
            _ => break,
        }
    }
    if pos > 0 && text[pos..].starts_with("-and-a-half") {
        return Some((Decimal::from(value) + Decimal::new(5, 1), Decimal::new(5, 1), pos + "-and-a-half".len()));
    }
    (pos > 0).then(|| (Decimal::from(value), Decimal::ZERO, pos))
}

/// The unit that a currency before and a suffix behind make, and whether the number counts cents.
fn unit_of(money: Option<Currency>, suffix: Suffix, text: &str) -> (AmountUnit, bool) {
    match (money, suffix.mark) {
        (Some(currency), _) => {
            // Both Pakistan and India write "Rs"; lakh and crore decide for the Indian rupee.
            let crore = suffix.scale.is_some_and(|scale| matches!(scale, 5 | 7 | 12)) && text.get(..1) == Some("R");
            (AmountUnit::Money(if crore && currency == Currency::PKR { Currency::INR } else { currency }), false)
        }
        (None, Some(Mark::Money(currency))) => (AmountUnit::Money(currency), false),
        (None, Some(Mark::Cents(currency))) => (AmountUnit::Money(currency), true),
        (None, Some(Mark::Percent)) => (AmountUnit::Percent, false),
        (None, Some(Mark::Points)) => (AmountUnit::Points, false),
        (None, Some(Mark::BasisPoints)) => (AmountUnit::Points, true),
        (None, Some(Mark::Multiple)) => (AmountUnit::Multiple, false),
        (None, Some(Mark::Time(unit))) => (AmountUnit::Time(unit), false),
        (None, None) => (AmountUnit::Count(None), false),
    }
}

/// Drops a suffix that is only the start of a longer word ("5 months-old" stays, "5 mth" does not).
fn keep_whole_word(text: &str, suffix: Suffix) -> Suffix {
    if text[suffix.len..].starts_with(|c: char| c.is_alphanumeric()) { Suffix::default() } else { suffix }
}

/// One unit of the last digit of a number whose precision was taken as exact.
fn unit_of_digits(amount: &Amount) -> Decimal {
    Decimal::new(1, amount.value.scale())
}

fn power_of_ten(exponent: u32) -> Option<Decimal> {
    (exponent <= 15).then(|| Decimal::from(10u64.pow(exponent)))
}

/// The number that an ordinal in digits names, up to ten.
fn ordinal(text: &str) -> Option<u8> {
    let digits = text
        .strip_suffix("st")
        .or_else(|| text.strip_suffix("nd"))
        .or_else(|| text.strip_suffix("rd"))
        .or_else(|| text.strip_suffix("th"))?;
    digits.parse().ok().filter(|n| *n <= 10)
}

fn is_label(word: &str) -> bool {
    word.len() <= 9 && lexicon::LABELS.split(' ').any(|label| label.eq_ignore_ascii_case(word))
}

/// Whether a word looks like a plural noun: it ends in s (but not in ss, us, is), or is one of the irregular ones.
pub(super) fn is_plural(word: &str) -> bool {
    let irregular = ["people", "women", "men", "children", "staff", "personnel", "employees"];
    if irregular.iter().any(|plural| plural.eq_ignore_ascii_case(word)) {
        return true;
    }
    word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
        || word.len() > 3 && word.ends_with("TEUs")
}

/// How many bytes a word takes: letters and digits, with hyphens, points and apostrophes between letters.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut pos = 0;
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
mod tests {
    use super::*;

    /// The tokens in one line: words as they stand, amounts with value and unit, periods in brackets.
    fn show(text: &str) -> String {
        let mut sentence = Sentence::default();
        scan(text, 0..offset(text.len()), &mut sentence);
        let parts: Vec<String> = sentence
            .tokens
            .iter()
            .map(|token| {
                let words = &text[token.start as usize..token.end as usize];
                match token.kind {
                    TokenKind::Amount(index, _) => amount(text, &sentence.amounts[index as usize]),
                    TokenKind::Period(_) => format!("[{words}]"),
                    TokenKind::Opaque => "#".to_owned(),
                    TokenKind::Word(Word::Change(Some(direction), _)) => direction.name().to_owned(),
                    _ => words.to_owned(),
                }
            })
            .collect();
        parts.join(" ")
    }

    fn amount(text: &str, amount: &Amount) -> String {
        let hedge = match amount.hedge.as_ref().map(|hedge| hedge.0) {
            None => "",
            Some(HedgeKind::AtLeast) => ">",
            Some(HedgeKind::AtMost) => "<",
            Some(HedgeKind::JustUnder) => "<~",
            Some(HedgeKind::JustOver) => ">~",
            Some(HedgeKind::About) => "~",
        };
        let value = amount.value.normalize();
        let value = amount
            .upper
            .map_or_else(|| value.to_string(), |upper| format!("{value}..{} ", upper.normalize()).trim().to_owned());
        let unit = match &amount.unit {
            AmountUnit::Money(currency) => format!(" {}", currency.code()),
            AmountUnit::Percent if amount.upper.is_some() => " %".to_owned(),
            AmountUnit::Percent => "%".to_owned(),
            AmountUnit::Points => " pp".to_owned(),
            AmountUnit::Multiple => " x".to_owned(),
            AmountUnit::Time(unit) => format!(" {}", unit.name()),
            AmountUnit::Count(Some(noun)) => format!(" {}", &text[noun.start as usize..noun.end as usize]),
            AmountUnit::Count(None) => String::new(),
        };
        format!("{hedge}{value}{unit}")
    }

    #[test]
    fn examples() {
        // A counted noun stays a word of its own, so it is shown once as the unit only.
        crate::grammar::examples::check(include_str!("scan.rs"), |text| {
            let shown = show(text);
            Some(dedup_noun(&shown))
        });
    }

    fn dedup_noun(shown: &str) -> String {
        let words: Vec<&str> = shown.split(' ').collect();
        let mut out: Vec<&str> = Vec::new();
        for word in words {
            if out.last() == Some(&word) && word.chars().all(char::is_alphabetic) {
                continue;
            }
            out.push(word);
        }
        out.join(" ")
    }
}
