//! Amounts in digits: sign, currency, number, scale, unit, noun, and ranges of two.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Scanner, floor, letter_at, offset, power_of_ten, run_length, stands_at, word_length};
use crate::grammar::hedge::hedge_before;
use crate::grammar::lexicon::{self, Part, Word};
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::number::{self, LARGEST_SCALE, Number};
use crate::grammar::token::{Amount, AmountUnit, Class, Seen, Token, TokenKind};
use crate::grammar::unit::{self, Mark, Measured, Suffix};
use crate::grammar::word::is_plural;
use crate::model::{Currency, Direction, Dollar, HedgeKind, Measure, Sign};

/// How many bytes to each side of a number are looked at for how others are written.
const NEAR: usize = 1_000;

impl Scanner<'_> {
    /// Reads a number with its unit, or a range of two, and pushes it. `false` where there is none, or none that can be read with certainty.
    pub(super) fn amount(&mut self) -> bool {
        let at = self.pos;
        let Some((mut first, end)) = self.one_amount(at, None) else { return false };
        // A letter glued on: "5G", "2022are".
        if letter_at(self.text, end) || !self.tells_metres(&mut first, end) {
            return false;
        }
        let end = self.with_cents(&mut first, end).unwrap_or(end);
        if let Some((what, end)) = self.non_quantity(at, end, &first) {
            self.push_non_quantity(what, end - at);
            return true;
        }
        // "per 100,000 people": a denominator, no quantity of its own. "5-star", "10-sec": a compound.
        let behind = &self.text.as_bytes()[end..];
        let compound = matches!(behind, [b'-', letter, ..] if letter.is_ascii_alphabetic());
        if matches!(self.last_word(), Some(Word::Per)) || compound && first.bare {
            let len = if compound { end - at + 1 + word_length(&self.text[end + 1..]) } else { end - at };
            let what = if compound { NonQuantity::Compound } else { NonQuantity::Denominator };
            self.push_non_quantity(what, len);
            return true;
        }
        let sign = self.text.as_bytes()[at];
        let about = sign == b'~';
        let mut end = end;
        let mut class = first.unit.class();
        if let Some((low, second, after)) = self.second(&first, end) {
            first.upper = Some(second.value.max(low));
            first.ulp = finer(&first, &second);
            first.value = low.min(second.value);
            first.unit = second.unit;
            first.measure = second.measure;
            first.scale = second.scale;
            first.bare = second.bare;
            end = after;
            class = Class::Range;
        } else if !sign.is_ascii() && self.text[at..].starts_with('±') {
            class = Class::Range;
        }
        let bound = self.bound_behind(end);
        if let AmountUnit::Count(noun @ None) = &mut first.unit {
            *noun = self.noun(bound.as_ref().map_or(end, |(_, bound)| bound.end as usize));
            self.ellipsis(&mut first, end);
            self.scale_behind(&mut first, end);
            self.is_index(&mut first);
            class = if class == Class::Range { class } else { first.unit.class() };
        }
        // "¼ on quarter", "½ of 1.00%": a fraction that counts nothing.
        if !sign.is_ascii() && first.unit == AmountUnit::Count(None) && number::is_vulgar(&self.text[at..]) {
            return false;
        }
        first.range = offset(at)..offset(end);
        let resume = self.beside(&mut first, end);
        class = if resume.is_some() { first.unit.class() } else { class };
        let resume = resume.or_else(|| bound.as_ref().map(|(_, bound)| bound.end as usize));
        let hedge = if about { Some((HedgeKind::About, offset(at)..offset(at + 1))) } else { self.hedge() };
        let hedge = either(hedge.or_else(|| self.up_to(end)), bound);
        if about {
            first.range.start += 1;
        }
        first.hedge = hedge;
        self.inherit(&first);
        self.scale_before(&first);
        self.push_amount(first, class, end);
        self.pos = resume.unwrap_or(end);
        self.skip_blank();
        true
    }

    /// One number with its unit from `at` on, and where it ends. `like` lends its currency to the second end of a range.
    #[allow(clippy::inline_always)] // A call would copy the amount once more.
    #[inline(always)]
    pub(super) fn one_amount(&self, at: usize, like: Option<&Amount>) -> Option<(Amount, usize)> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let Lead { mut minus, currency, sign, strict, end: mut pos } = match bytes.get(at..)? {
            // Most numbers have nothing before them, or a dollar sign.
            [b'0'..=b'9', ..] => Lead { end: at, ..Lead::default() },
            [b'$', b'0'..=b'9', ..] => Lead { currency: Some(Currency::DOLLAR), end: at + 1, ..Lead::default() },
            _ => lead(text, at)?,
        };
        let currency = currency.map(|currency| self.out.dollar.sign(currency));
        // Accounting brackets, "$(3.4) billion": only behind a currency, since "(3.4)" alone may be an aside.
        let bracket = bytes.get(pos) == Some(&b'(') && (currency.is_some() || pos == at);
        pos += usize::from(bracket);
        let (Number { mut value, mut ulp, grouped }, len) = self.printed(pos, currency.is_some())?;
        pos += len;
        if bytes[pos..].starts_with(b" dozen") {
            value = value.checked_mul(Decimal::from(12))?;
            ulp = ulp.checked_mul(Decimal::from(12))?;
            pos += " dozen".len() + usize::from(bytes.get(pos + " dozen".len()) == Some(&b's'));
        }
        let half = |pos: usize| text.get(pos..).and_then(number::half);
        // "23 and a half million"
        if let Some((part, len)) = half(pos) {
            value = value.checked_add(part)?;
            (ulp, pos) = (part, pos + len);
        }
        if bracket {
            pos += usize::from(bytes.get(pos) == Some(&b')'));
            minus = true;
        }
        let rest = &text[pos..];
        let suffix = keep_whole_word(rest, unit::suffix(rest, currency.is_some()));
        pos += suffix.len;
        let (mut suffix, mut further) = (suffix, None);
        if suffix == Suffix::default() && bytes[pos..].starts_with(b" m") {
            suffix.measured = metres_across(text, at, pos);
        } else if let (Some(exponent), None) = (suffix.scale, suffix.mark)
            && let Some(found) = Further::behind(text, pos, exponent)
        {
            suffix = Suffix { scale: suffix.scale, ..found.suffix };
            (pos, further) = (found.end, Some(found));
        }
        let money = currency.or(match (like.map(|like| &like.unit), suffix.mark) {
            (Some(AmountUnit::Money(currency)), None) => Some(*currency),
            _ => None,
        });
        let told = sign.and_then(|sign| self.told(sign, at));
        // "R 5" may be a road, "N95" a mask: money has a scale, groups, or its country near by.
        if strict && told.is_none() && suffix.scale.is_none() && !grouped {
            return None;
        }
        let (unit, cents) = unit_of(told.or(money), suffix, bytes.get(at), self.out.dollar);
        let measured = suffix.measured.filter(|_| money.is_none());
        let exponent = suffix.scale.unwrap_or(0) + measured.map_or(0, |measured| measured.exponent);
        // "3 million and a half"
        if let (Some(_), Some((part, len))) = (suffix.scale.filter(|_| suffix.mark.is_none()), half(pos)) {
            value = value.checked_add(part)?;
            (ulp, pos) = (part, pos + len);
        }
        if let exponent @ 1.. = exponent {
            value = scaled(value, exponent)?;
            ulp = if is_one_of_last(ulp) { number::place(exponent, ulp.scale())? } else { scaled(ulp, exponent)? };
        }
        if let Some(further) = further {
            (value, ulp) = (value.checked_add(further.value)?, further.ulp);
        }
        if cents {
            let hundredth = Decimal::new(1, 2);
            (value, ulp) = (value.checked_mul(hundredth)?, ulp.checked_mul(hundredth)?);
        }
        if minus {
            value = -value;
        }
        let mut unit = unit;
        if let Some(measured) = measured {
            unit = AmountUnit::Count(Some(
                offset(pos + measured.start - suffix.len)..offset(pos + measured.end - suffix.len),
            ));
            pos += if measured.glued { measured.end - suffix.len } else { 0 };
        }
        let bare = money.is_none() && suffix.mark.is_none() && exponent == 0 && measured.is_none();
        // Whole objects counted in full are exact when few: 43 firms are not 43.4. So are spans of time.
        let exact = match unit {
            AmountUnit::Count(_) => {
                measured.is_none() && exponent == 0 && is_one(ulp) && value.mantissa().unsigned_abs() < 1000
            }
            AmountUnit::Time(_) => is_one(ulp) && !self.is_mean(),
            _ => false,
        };
        if exact {
            ulp = Decimal::ZERO;
        }
        let amount = Amount {
            range: offset(at)..offset(pos),
            value,
            ulp,
            upper: None,
            unit,
            hedge: None,
            scale: Some(exponent).filter(|exponent| *exponent > 0),
            bare: bare && !grouped,
            measure: measured.map(|measured| measured.measure),
            inherited: false,
        };
        Some((amount, pos))
    }

    /// Which of several currencies a sign stands for, by the countries that the text around it names.
    #[inline(never)] // Few signs are shared.
    fn told(&self, sign: &Sign, at: usize) -> Option<Currency> {
        const AROUND: usize = 300;
        let near = &self.text[floor(self.text, at.saturating_sub(AROUND))..];
        sign.told_by(&near[..floor(near, 2 * AROUND)])
    }

    /// Decides of an "m" glued to a number without a currency whether it says metres, "39.8m" beside drill cores, or millions, and
    /// tells whether that can be said at all.
    fn tells_metres(&self, amount: &mut Amount, end: usize) -> bool {
        let glued = self.text.as_bytes()[..end].ends_with(b"m")
            && amount.scale == Some(6)
            && amount.measure.is_none()
            && self.text.as_bytes().get(end.wrapping_sub(2)).is_some_and(u8::is_ascii_digit);
        if !glued || !matches!(amount.unit, AmountUnit::Count(_)) {
            return true;
        }
        let metres = Measure::named("m").filter(|_| metres_near(self.text, end));
        let Some(metres) = metres else { return true };
        let back = |value: Decimal| value.checked_div(Decimal::from(1_000_000)).map(|value| value.normalize());
        let (Some(value), Some(ulp)) = (back(amount.value), back(amount.ulp)) else { return false };
        let noun = offset(end - 1)..offset(end);
        (amount.value, amount.ulp, amount.scale) = (value, ulp, None);
        (amount.measure, amount.unit) = (Some(metres), AmountUnit::Count(Some(noun)));
        true
    }

    /// Whether the words before speak of a mean: "mean waits rose to 14 weeks" is no count of weeks.
    fn is_mean(&self) -> bool {
        self.out.tokens.iter().rev().take(12).any(|token| {
            let word = self.text.get(token.start as usize..token.end as usize).unwrap_or_default();
            token.kind == TokenKind::Word(Word::Guard(lexicon::GuardWord::Average))
                || word.eq_ignore_ascii_case("mean")
                || word.eq_ignore_ascii_case("median")
        })
    }

    /// Makes a whole number without a noun inexact where it is the reading of an index or a score, and no number of things.
    fn is_index(&self, amount: &mut Amount) {
        if !amount.ulp.is_zero() || amount.unit != AmountUnit::Count(None) {
            return;
        }
        let index = self.out.tokens.iter().rev().take(12).any(|token| {
            let word = self.text.get(token.start as usize..token.end as usize).unwrap_or_default();
            matches!(token.kind, TokenKind::Other | TokenKind::Name)
                && INDEX_NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word))
        });
        if index {
            amount.ulp = Decimal::ONE;
        }
    }

    /// The number at `at`, behind a currency or not.
    #[inline]
    fn printed(&self, at: usize, money: bool) -> Option<(Number, usize)> {
        let rest = &self.text[at..];
        let found = number::printed(rest);
        if let Some(spoken) = found.and_then(|(number, len)| spoken(number, rest, len)) {
            return Some(spoken);
        }
        match found {
            Some((_, len)) => match rest.as_bytes().get(len..) {
                Some([b' ', b'0'..=b'9', ..]) if len <= 3 => self.spaced(at, money).or(found),
                _ => found,
            },
            None => continental(rest, money),
        }
    }

    /// A number with spaces between its groups at `at`, if nothing speaks for two numbers: another number beside it, a phone number,
    /// a name behind it ("50 787 Dreamliners"), commas between the groups of others.
    #[inline(never)] // Few numbers have another one behind them.
    fn spaced(&self, at: usize, money: bool) -> Option<(Number, usize)> {
        let (found, len) = number::spaced(&self.text[at..])?;
        let behind = &self.text[at + len..];
        let next = behind.trim_start_matches([' ', '.', '\u{a0}', '-', '–', '/']);
        let before = self.text[..at].trim_end_matches(' ');
        let beside = next.starts_with(|c: char| c.is_ascii_digit())
            || behind.starts_with('-')
            || before.ends_with(|c: char| {
                c.is_ascii_digit() && !self.ends_period(before)
                    || c.is_ascii_uppercase()
                    || matches!(c, '+' | ':' | '-' | '/' | ')')
            });
        if beside {
            return None;
        }
        if money {
            return Some((found, len));
        }
        let named = next.starts_with(char::is_uppercase) && !behind.starts_with('.');
        let identifier = len > "999 999 999".len();
        // "in 2 025" is a broken year, "74 793 million" a lost point, three numbers at the end of a line are columns.
        let year = len == "2 025".len()
            && matches!(self.text.as_bytes()[at], b'1' | b'2')
            && found.value < Decimal::from(2100)
            && found.value >= Decimal::from(1900);
        let columns = len > "999 999".len() && (behind.is_empty() || behind.starts_with('\n'));
        let scaled = unit::suffix(behind, false).scale.is_some();
        let grouped = |bytes: &[u8]| matches!(bytes, [b'0'..=b'9', b',', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9']);
        let doubtful = named || identifier || year || columns || scaled;
        // As far as a reader looks: a sentence may go on for a megabyte.
        let around = &self.text.as_bytes()[at.saturating_sub(NEAR)..self.text.len().min(at + len + NEAR)];
        (!doubtful && !around.windows(5).any(grouped)).then_some((found, len))
    }

    /// Whether the last token is a period that ends where `before` ends: "in 2006 34 000 people".
    fn ends_period(&self, before: &str) -> bool {
        self.out
            .tokens
            .last()
            .is_some_and(|token| matches!(token.kind, TokenKind::Period(_)) && token.end as usize == before.len())
    }

    /// The two ends of a range that starts with `first` and goes on at `end`, and where it ends.
    fn second(&self, first: &Amount, end: usize) -> Option<(Decimal, Amount, usize)> {
        let rest = &self.text[end..];
        let (link, word) = match rest.as_bytes() {
            // "10- to 15-minute"
            [b'-', b' ', b't', b'o', b' ', ..] => (5, true),
            [b'-', ..] | [b'~', b'0'..=b'9', ..] => (1, false),
            [b' ', b't', b'o', b' ', ..] => (4, true),
            // "10 - 15 percent", but "3 - 2" is a score.
            [b' ', b'-', b' ', ..] => {
                let ranged = self.is_ranged();
                return self.goes_on_to(first, end + 3, false).filter(|found| ranged || is_told(first)(found));
            }
            [b' ', 0xe2, ..] if rest.starts_with(" – ") => {
                let ranged = self.is_ranged();
                return self
                    .goes_on_to(first, end + " – ".len(), false)
                    .filter(|found| ranged || is_told(first)(found));
            }
            [b' ', b'a', b'n', b'd', b' ', ..] if self.last_word() == Some(Word::Between) => (5, false),
            [0xe2, ..] if rest.starts_with(['–', '—']) => ('–'.len_utf8(), false),
            _ => return None,
        };
        self.goes_on_to(first, end + link, word)
    }

    /// The second end of a range.
    #[inline(never)] // Most numbers have none.
    fn goes_on_to(&self, first: &Amount, at: usize, word: bool) -> Option<(Decimal, Amount, usize)> {
        let next = &self.text[at..];
        if !next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '₹' | '.')) {
            return None;
        }
        let (second, after) = self.one_amount(at, Some(first))?;
        if letter_at(self.text, after) {
            return None;
        }
        let unitless = first.scale.is_none() && matches!(first.unit, AmountUnit::Count(_));
        // "60 to 75 pence", "160 to 170 basis points"
        let lent = Some(first).filter(|first| first.bare && self.is_in_hundredths(&second));
        let lent = lent.and_then(|first| {
            let (value, ulp) = (first.value.checked_mul(HUNDREDTH)?, unit_of_digits(first).checked_mul(HUNDREDTH)?);
            Some(Amount { value, ulp, ..first.clone() })
        });
        let first = lent.as_ref().unwrap_or(first);
        let borrowed = first.scale.is_none() && second.scale.is_some() && first.unit == second.unit;
        if word && self.is_outlook(first, &second, after) {
            return Some((first.value, second, after));
        }
        if word && first.unit == AmountUnit::Percent && second.unit == AmountUnit::Percent {
            // "will rise 5% to 10%", "growth of 5% to 10%": a range; "rose 5% to 10%" leaves open what 10% is.
            return (second.value > first.value && self.sizes_a_change()).then_some((first.value, second, after));
        }
        if word && self.last_word() == Some(Word::From) && self.varies() {
            // "traded from $80.95 to $82.60": nothing changed from one to the other.
            let alike = first.unit == second.unit && first.scale == second.scale;
            return ((alike || unitless) && first.value < second.value).then_some((first.value, second, after));
        }
        if word {
            // "from 15 to 20 percent" states a change, "to 15 to 20 percent" a range; "868 to 1,103" is left to the clause grammar.
            // "fell by 18,000 to 324,000": by how much and to what.
            let sized = matches!(self.last_word(), Some(Word::By | Word::Change(..)))
                && matches!((&first.unit, &second.unit), (AmountUnit::Count(_), AmountUnit::Count(_)))
                && second.scale.is_none()
                && second.value > first.value * Decimal::TWO;
            let range = self.last_word() != Some(Word::From)
                && !sized
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

    /// Whether a number is said in hundredths of its unit: pence, cents, basis points.
    fn is_in_hundredths(&self, amount: &Amount) -> bool {
        let parts = matches!(amount.unit, AmountUnit::Money(_) | AmountUnit::Points);
        let printed = || self.text.get(amount.range.start as usize..).and_then(number::printed);
        let whole = || amount.value.checked_mul(Decimal::ONE_HUNDRED);
        parts && amount.scale.is_none() && printed().is_some_and(|(number, _)| Some(number.value) == whole())
    }

    /// Whether "A to B" is a range of what is expected: "guidance of $3.10 to $3.20, up from $2.95 to $3.05", "from $3.10 to $3.20
    /// to $2.95 to $3.05".
    fn is_outlook(&self, first: &Amount, second: &Amount, after: usize) -> bool {
        let alike = first.unit == second.unit && first.scale == second.scale && first.value < second.value;
        if !alike || !matches!(first.unit, AmountUnit::Money(_) | AmountUnit::Percent) {
            return false;
        }
        // "a decrease in income of $1.0 million to $5.7 million": by how much and to what. A range that is called one has readers of
        // its own.
        let told = || {
            let known = |token: &Token| {
                matches!(token.kind, TokenKind::Word(Word::Change(..) | Word::Guard(lexicon::GuardWord::Range)))
            };
            self.out.tokens.iter().rev().take(10).any(known)
        };
        match self.last_word() {
            Some(Word::To | Word::At) => true,
            Some(Word::Of) => !told(),
            Some(Word::From) => {
                let goes_on = [" ", " a share ", " per share "].iter().any(|gap| {
                    let end = self.text[after..].strip_prefix(gap).and_then(|rest| rest.strip_prefix("to "));
                    end.is_some_and(|end| end.starts_with(|c: char| c == '$' || c.is_ascii_digit()))
                });
                let ranged = |earlier: &Amount| earlier.upper.is_some() && earlier.unit == first.unit;
                goes_on || self.out.amounts.iter().any(ranged)
            }
            _ => false,
        }
    }

    /// Whether the word before "from" says that something lies between two values: "traded from", "anywhere from".
    pub(super) fn varies(&self) -> bool {
        const WORDS: [&str; 8] =
            ["traded", "trading", "varied", "varies", "varying", "fluctuated", "fluctuating", "anywhere"];
        let before = self.out.tokens.iter().rev().nth(1);
        let word = before.and_then(|token| self.text.get(token.start as usize..token.end as usize)).unwrap_or_default();
        // "The number range is from 200 to 300."
        let named = matches!(word, "is" | "was" | "are" | "were")
            && self
                .out
                .tokens
                .iter()
                .rev()
                .nth(2)
                .is_some_and(|token| token.kind == TokenKind::Word(Word::Guard(lexicon::GuardWord::Range)));
        named || WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Whether a percentage here is the size of a change and nothing else: behind "of", "by", an article, or a verb that is yet to
    /// come true ("will rise", "is expected to rise").
    fn sizes_a_change(&self) -> bool {
        let word = |back: usize| match self.out.tokens.iter().rev().nth(back)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        };
        match word(0) {
            Some(Word::Of | Word::By | Word::Article) => true,
            // "is expected to be up 4% to 7%"
            Some(Word::Change(_, Part::Particle)) if word(1) == Some(Word::Be) => {
                matches!(word(2), Some(Word::Modal | Word::To))
            }
            Some(Word::Change(..)) => matches!(word(1), Some(Word::Modal | Word::To)),
            _ => false,
        }
    }

    /// Lends the unit of the amounts before to one that leaves it out: "to 12.3 billion dlrs from 14.8 billion", "to 5.8 percent
    /// from 5.5". Both must say how large or how exact they are in the same way, and no word behind may be what is counted.
    fn ellipsis(&self, amount: &mut Amount, end: usize) {
        let tokens = &self.out.tokens;
        let word = |back: usize| match tokens.iter().rev().nth(back)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        };
        if !matches!(amount.unit, AmountUnit::Count(None)) {
            return;
        }
        let old = match word(0) {
            Some(Word::From | Word::Versus) => true,
            Some(Word::To | Word::With) if matches!(word(1), Some(Word::Compared)) => true,
            Some(Word::To | Word::At) => false,
            _ => return,
        };
        let mut earlier = self.out.amounts.iter().rev();
        let lender = if amount.scale.is_some() {
            earlier.take(2).find(|earlier| matches!(earlier.unit, AmountUnit::Money(_)) && earlier.scale.is_some())
        } else {
            let level = || {
                let at = tokens.iter().rposition(|token| matches!(token.kind, TokenKind::Amount(..)))?;
                match tokens.get(at.checked_sub(1)?)?.kind {
                    TokenKind::Word(Word::To | Word::At | Word::Be | Word::Reach) => Some(()),
                    _ => None,
                }
            };
            let exact = |earlier: &&Amount| earlier.ulp == amount.ulp && amount.ulp < Decimal::ONE;
            let lends = |earlier: &&Amount| {
                matches!(earlier.unit, AmountUnit::Percent | AmountUnit::Money(_))
                    && earlier.upper.is_none()
                    && earlier.scale.is_none()
            };
            earlier.next().filter(|earlier| old && amount.bare && lends(earlier) && exact(earlier) && level().is_some())
        };
        let behind = self.text[end..].trim_start();
        let next = &behind[..word_length(behind).min(behind.len())];
        let counted = next.starts_with(char::is_alphabetic) && lexicon::lookup(next).is_none();
        if let Some(lender) = lender.filter(|_| !counted && !behind.starts_with('-')) {
            amount.unit = lender.unit.clone();
            amount.bare = false;
        }
    }

    /// Lends unit and scale to a bare number before "to": "from 15 to 20 percent", "from $155.5 to $172.2 million".
    fn inherit(&mut self, later: &Amount) {
        let hundredths = self.is_in_hundredths(later);
        let tokens = &self.out.tokens;
        let count = tokens.len();
        if count < 2 || later.upper.is_some() {
            return;
        }
        let (before, link) = (tokens[count - 2], tokens[count - 1]);
        if !matches!(link.kind, TokenKind::Word(Word::To)) {
            return;
        }
        let TokenKind::Amount(index, class) = before.kind else { return };
        let from = count >= 3 && matches!(tokens[count - 3].kind, TokenKind::Word(Word::From));
        let Some(earlier) = self.out.amounts.get_mut(index as usize) else { return };
        if class == Class::Range || earlier.inherited {
            return;
        }
        let unitless = earlier.bare && !matches!(later.unit, AmountUnit::Count(_) | AmountUnit::Time(_));
        let same_money = earlier.unit == later.unit && matches!(later.unit, AmountUnit::Money(_));
        let borrows = same_money && earlier.scale.is_none() && later.scale.is_some() && may_borrow(earlier, later);
        if !from || !(unitless || borrows) {
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
        if hundredths {
            let part = |value: Decimal| value.checked_mul(HUNDREDTH);
            let (Some(value), Some(ulp)) = (part(earlier.value), part(earlier.ulp)) else { return };
            (earlier.value, earlier.ulp) = (value, ulp);
        }
        earlier.unit = later.unit.clone();
        earlier.scale = later.scale;
        earlier.inherited = true;
        earlier.bare = false;
        let class = earlier.unit.class();
        self.out.tokens[count - 2].kind = TokenKind::Amount(index, class);
        self.out.seen.add(Seen::of_amount(class));
    }

    /// Takes the hedge that stands right before off the tokens.
    pub(super) fn hedge(&mut self) -> Option<(HedgeKind, Range<u32>)> {
        let (kind, taken) = hedge_before(&self.out.tokens).or_else(|| self.bound_before())?;
        let first = self.out.tokens.len().saturating_sub(taken);
        let start = self.out.tokens.get(first)?.start;
        let end = self.out.tokens.last()?.end;
        self.out.truncate(first);
        Some((kind, start..end))
    }

    /// Adds the cents that stand behind a whole number of dollars, "3 dollars and 50 cents", and tells where they end.
    #[inline]
    fn with_cents(&self, amount: &mut Amount, end: usize) -> Option<usize> {
        let AmountUnit::Money(currency) = amount.unit else { return None };
        let worded = amount.scale.is_none()
            && !self.text.as_bytes()[..end].ends_with(b" ")
            && self.text.as_bytes()[end - 1].is_ascii_alphabetic();
        if !worded && !self.text[..end].ends_with(" $") {
            return None;
        }
        let behind = self.text.get(end..)?;
        let rest = behind.strip_prefix(" and ").or_else(|| behind.strip_prefix(' '))?;
        let digits = run_length(rest, |byte| byte.is_ascii_digit());
        let cents: i64 = rest[..digits].parse().ok().filter(|cents| *cents < 100 && amount.value.is_integer())?;
        let suffix = unit::suffix(&rest[digits..], false);
        let Some(Mark::Cents(hundredths)) = suffix.mark else { return None };
        if self.out.dollar.word(hundredths) != currency {
            return None;
        }
        amount.value = amount.value.checked_add(Decimal::new(cents, 2))?;
        amount.ulp = Decimal::new(1, 2);
        Some(self.text.len() - rest.len() + digits + suffix.len)
    }

    /// "Up to 700 jobs will go", at the start of a sentence; "Up to 5 percent from 4" is a change.
    fn up_to(&mut self, end: usize) -> Option<(HedgeKind, Range<u32>)> {
        let [up, to] = self.out.tokens.as_slice() else { return None };
        let said = to.kind == TokenKind::Word(Word::To)
            && self.text.get(up.start as usize..up.end as usize).is_some_and(|up| up.eq_ignore_ascii_case("up"));
        let behind = self.text.get(end..)?.trim_start_matches([',', ' ']);
        let changes = ["from ", "compared", "versus ", "vs"].iter().any(|word| behind.starts_with(word));
        let range = up.start..to.end;
        (said && !changes && !behind.is_empty()).then(|| {
            self.out.truncate(0);
            (HedgeKind::AtMost, range)
        })
    }

    /// The noun that a count counts: the first plural within four words, and "growth" among them ("three growth drivers").
    pub(super) fn noun(&self, end: usize) -> Option<Range<u32>> {
        let mut pos = end;
        for _ in 0..4 {
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
            if lexicon::lookup(word).is_some_and(|known| {
                !matches!(
                    known,
                    Word::PointNoun | Word::Adverb | Word::Guard(_) | Word::Change(Some(Direction::Up), Part::Noun)
                )
            }) {
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
}

/// What stands before the digits of a number.
#[derive(Default)]
struct Lead {
    minus: bool,
    currency: Option<Currency>,
    /// The sign of a currency that leaves open which, or whether it is one.
    sign: Option<&'static Sign>,
    /// Whether it is money only where something else says so.
    strict: bool,
    /// Where the digits start.
    end: usize,
}

/// The signs and the currency before a number.
fn lead(text: &str, at: usize) -> Option<Lead> {
    let mut rest = &text[at..];
    rest = rest.strip_prefix(['~', '±']).unwrap_or(rest);
    let (mut rest, mut minus) = number::sign(rest).ok()?;
    let found = unit::prefix(rest);
    if let Some(found) = &found {
        let (behind, sign) = number::sign(&rest[found.len..]).ok()?;
        (rest, minus) = (behind, minus | sign);
    }
    Some(Lead {
        minus,
        currency: found.map(|found| found.currency),
        sign: found.and_then(|found| found.sign),
        strict: found.is_some_and(|found| found.strict),
        end: text.len() - rest.len(),
    })
}

/// What goes on behind a scale with a smaller one: "4 thousand 3 hundred and 21", "2 million 500 thousand dollars".
struct Further {
    value: Decimal,
    ulp: Decimal,
    /// What follows it all.
    suffix: Suffix,
    end: usize,
}

impl Further {
    #[inline]
    fn behind(text: &str, at: usize, exponent: u32) -> Option<Self> {
        let rest = text.get(at..)?.strip_prefix(' ').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
        let (number, len) = number::printed(rest).filter(|(number, _)| number.value.scale() == 0 && !number.grouped)?;
        let suffix = unit::suffix(&rest[len..], false);
        let smaller = suffix.scale.filter(|smaller| *smaller < exponent)?;
        let value =
            scaled(number.value, smaller).filter(|value| *value < Decimal::from(10u64.pow(exponent.min(15))))?;
        let end = at + 1 + len + suffix.len;
        let whole = Self { value, ulp: power_of_ten(smaller)?, suffix, end };
        // "and 21"
        let ones = text[end..].strip_prefix(" and ").filter(|_| smaller == 2 && suffix.mark.is_none())?;
        let digits = run_length(ones, |byte| byte.is_ascii_digit());
        let Some(more) = ones[..digits].parse::<u8>().ok().filter(|more| digits < 3 && *more > 0) else {
            return Some(whole);
        };
        let end = end + " and ".len() + digits;
        let value = whole.value.checked_add(Decimal::from(more))?;
        Some(Self { value, ulp: Decimal::ONE, suffix: unit::suffix(&text[end..], false), end })
    }
}

/// The metres of "1 m x 2 m": only beside the other length a lone "m" says so.
fn metres_across(text: &str, at: usize, pos: usize) -> Option<Measured> {
    let behind = text[pos..].strip_prefix(" m")?;
    let across = [" x ", " × "].iter().any(|cross| behind.starts_with(cross))
        || [" x ", " × "].iter().any(|cross| text[..at].ends_with(cross))
            && !behind.starts_with(|c: char| c.is_alphanumeric());
    let measure = Measure::named("m").filter(|_| across)?;
    Some(Measured { measure, exponent: 0, start: 1, end: 2, glued: false })
}

/// A number whose point is spoken out: "11 point 7 million".
#[inline]
fn spoken(number: Number, rest: &str, len: usize) -> Option<(Number, usize)> {
    const POINT: &str = " point ";
    if !rest.as_bytes()[len..].starts_with(POINT.as_bytes()) || number.grouped || number.value.scale() > 0 {
        return None;
    }
    let decimals = &rest[len + POINT.len()..];
    let digits = run_length(decimals, |byte| byte.is_ascii_digit());
    let ends = !matches!(decimals.as_bytes().get(digits..), Some([b'.' | b',', b'0'..=b'9', ..] | [b'-', ..]));
    if !(1..=2).contains(&digits) || !ends {
        return None;
    }
    let scale = u32::try_from(digits).ok()?;
    let part = Decimal::new(decimals[..digits].parse().ok()?, scale);
    let value = number.value.checked_add(part)?;
    Some((Number { value, ulp: Decimal::new(1, scale), grouped: false }, len + POINT.len() + digits))
}

/// The hedge before a number or the bound behind it: "about five hundred or more" is no less.
pub(super) fn either(
    hedge: Option<(HedgeKind, Range<u32>)>,
    bound: Option<(HedgeKind, Range<u32>)>,
) -> Option<(HedgeKind, Range<u32>)> {
    match hedge {
        Some((HedgeKind::About, _)) | None => bound.or(hedge),
        Some(hedge) => Some(hedge),
    }
}

/// A number with a decimal comma, if what stands beside it says that it is one number: a currency, a scale, a unit.
#[inline(never)] // Few digits can't be read the usual way.
fn continental(rest: &str, money: bool) -> Option<(Number, usize)> {
    let (found, len) = number::continental(rest)?;
    let suffix = unit::suffix(&rest[len..], money);
    let told = suffix.scale.is_some() || suffix.mark.is_some();
    (told || money && found.grouped).then_some((found, len))
}

/// Whether the second of two numbers with a dash between blanks makes them a range: it is larger, and says what both count.
fn is_told(first: &Amount) -> impl Fn(&(Decimal, Amount, usize)) -> bool {
    let unitless = first.unit == AmountUnit::Count(None);
    let unit = first.unit.clone();
    move |(low, second, _)| {
        let told = !second.bare && second.unit != AmountUnit::Count(None);
        told && *low < second.value && (unitless || unit == second.unit)
    }
}

const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// What has readings, and no number of things.
const INDEX_NOUNS: [&str; 8] = ["index", "indices", "indexes", "gauge", "barometer", "score", "pmi", "cpi"];

/// Whether the words around an "m" that ends at `end` speak of lengths: of how tall and how deep, of drill holes and tracks.
fn metres_near(text: &str, end: usize) -> bool {
    const AROUND: usize = 60;
    const LENGTHS: [&str; 36] = [
        "outreach",
        "reach",
        "dm",
        "cm",
        "mm",
        "km",
        "tall",
        "long",
        "wide",
        "deep",
        "high",
        "height",
        "depth",
        "width",
        "length",
        "drill",
        "drilled",
        "drilling",
        "hole",
        "holes",
        "core",
        "cores",
        "intersected",
        "intersection",
        "intercept",
        "grading",
        "elevation",
        "altitude",
        "above sea",
        "thick",
        "thickness",
        "radius",
        "diameter",
        "g/t",
        "metres",
        "meters",
    ];
    let near = &text[floor(text, end.saturating_sub(AROUND))..];
    let near = &near[..floor(near, 2 * AROUND)];
    let is_word = |at: usize, len: usize| {
        let before = near[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && !near[at + len..].starts_with(char::is_alphanumeric)
    };
    LENGTHS.iter().any(|word| near.match_indices(word).any(|(at, _)| is_word(at, word.len())))
}

/// Whether this is one unit of a whole number.
const fn is_one(ulp: Decimal) -> bool {
    ulp.scale() == 0 && is_one_of_last(ulp)
}

/// Whether this is one unit of its last place.
const fn is_one_of_last(value: Decimal) -> bool {
    value.mantissa() == 1
}

/// A number times a power of ten, by moving its point: "2.825 billion" has no decimals left, which keeps all later sums short.
pub(super) fn scaled(value: Decimal, exponent: u32) -> Option<Decimal> {
    // No text names more than a quadrillion of anything.
    if exponent > LARGEST_SCALE {
        return None;
    }
    let point = value.scale().min(exponent);
    let (zeros, scale) = (10u64.pow(exponent - point), value.scale() - point);
    let parts = value.unpack();
    let digits = u64::from(parts.mid) << 32 | u64::from(parts.lo);
    if let (0, Some(digits)) = (parts.hi, digits.checked_mul(zeros)) {
        return Some(number::decimal(digits, parts.negative, scale));
    }
    Decimal::try_from_i128_with_scale(value.mantissa().checked_mul(zeros.into())?, scale).ok()
}

/// Whether a sum of money may take the scale of the one that it leads to. A short one does, "from $155.5 to $172.2 million"; one that is
/// printed in full, "from $500,000 to $1 million", only if the two are then of one size: "from $1,200 to $1,350 million".
fn may_borrow(earlier: &Amount, later: &Amount) -> bool {
    let short = earlier.value.abs() < Decimal::ONE_THOUSAND;
    let of_one_size = || {
        let lent = later.scale.and_then(power_of_ten).and_then(|factor| earlier.value.abs().checked_mul(factor));
        let within = |a: Decimal, b: Decimal| b.checked_mul(Decimal::TEN).is_some_and(|most| a <= most);
        lent.is_some_and(|lent| within(lent, later.value.abs()) && within(later.value.abs(), lent))
    };
    short || of_one_size()
}

/// The unit that a currency before and a suffix behind make, and whether the number counts hundredths of it. `first` is the first byte of it all.
pub(super) fn unit_of(
    money: Option<Currency>,
    suffix: Suffix,
    first: Option<&u8>,
    dollar: Dollar,
) -> (AmountUnit, bool) {
    match (money, suffix.mark) {
        (Some(currency), _) => {
            // Both Pakistan and India write "Rs"; lakh and crore decide for the Indian rupee.
            let crore = suffix.scale.is_some_and(|scale| matches!(scale, 5 | 7 | 12)) && first == Some(&b'R');
            (AmountUnit::Money(if crore && currency == Currency::PKR { Currency::INR } else { currency }), false)
        }
        (None, Some(Mark::Money(currency))) => (AmountUnit::Money(dollar.word(currency)), false),
        (None, Some(Mark::Cents(currency))) => (AmountUnit::Money(dollar.word(currency)), true),
        (None, Some(Mark::Percent)) => (AmountUnit::Percent, false),
        (None, Some(Mark::Points)) => (AmountUnit::Points, false),
        (None, Some(Mark::BasisPoints)) => (AmountUnit::Points, true),
        (None, Some(Mark::Multiple)) => (AmountUnit::Multiple, false),
        (None, Some(Mark::Time(unit))) => (AmountUnit::Time(unit), false),
        (None, None) => (AmountUnit::Count(None), false),
    }
}

/// Drops a suffix that is only the start of a longer word ("5 months-old" stays, "5 mth" does not).
#[inline]
pub(super) fn keep_whole_word(text: &str, suffix: Suffix) -> Suffix {
    let ends = matches!(text.as_bytes().get(suffix.len), None | Some(b' ' | b',' | b'.'));
    let glued = || suffix.len > 0 && stands_at(text, suffix.len, u8::is_ascii_alphanumeric, char::is_alphanumeric);
    if !ends && glued() { Suffix::default() } else { suffix }
}

/// One unit of the last place of the end of a range that is printed more finely.
fn finer(first: &Amount, second: &Amount) -> Decimal {
    let factor = second.scale.filter(|_| first.scale.is_none()).and_then(power_of_ten).unwrap_or(Decimal::ONE);
    let ulp = unit_of_digits(first).checked_mul(factor).unwrap_or(second.ulp);
    if second.ulp.is_zero() { second.ulp } else { ulp.min(second.ulp) }
}

/// One unit of the last digit of a number whose precision was taken as exact.
fn unit_of_digits(amount: &Amount) -> Decimal {
    Decimal::new(1, amount.value.scale())
}
