//! Amounts in words: "two", "half a million", "one in five".

use rust_decimal::Decimal;

use super::amount::{keep_whole_word, unit_of};
use super::{Scanner, offset, power_of_ten};
use crate::grammar::cardinal::{Cardinal, cardinal};
use crate::grammar::fraction;
use crate::grammar::lexicon::Word;
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::token::{Amount, AmountUnit, Class, TokenKind};
use crate::grammar::unit;

impl Scanner<'_> {
    /// A fraction in words that states a share, "half of the firms", "one in five adults", or how much: "by a third, to $50 million".
    pub(super) fn fraction(&mut self) -> bool {
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
        if part {
            return false;
        }
        let by = self.last_word() == Some(Word::By);
        let size = || if by { fraction::size_of_change(self.rest()) } else { None };
        let Some(fraction) = fraction::fraction(self.rest()).or_else(size) else { return false };
        let hedge = self.hedge();
        let end = self.pos + fraction.len;
        let amount = Amount {
            range: offset(self.pos)..offset(end),
            value: fraction.value,
            ulp: fraction.ulp,
            upper: None,
            unit: AmountUnit::Percent,
            hedge,
            scale: None,
            bare: false,
            measure: None,
            inherited: false,
        };
        self.push_amount(amount, Class::Percent, end);
        self.pos = end;
        true
    }

    /// Numbers in words: "two", "half a million", "a quarter of a million", "a dozen", "twenty-five per cent".
    /// So many bytes before them are a minus.
    pub(super) fn number_words(&mut self, minus: usize) -> bool {
        let rest = &self.rest()[minus..];
        if minus == 0 && self.fraction() {
            return true;
        }
        // "$5 a thousand" is a price.
        if rest.starts_with("a ") && matches!(self.out.tokens.last().map(|t| t.kind), Some(TokenKind::Amount(..))) {
            return false;
        }
        let Some(Cardinal { value, ulp, len }) = cardinal(rest) else { return false };
        if minus == 0 && self.is_one_of_so_many() {
            self.push_non_quantity(NonQuantity::Odds, len);
            return true;
        }
        // "four to five hours", but "from four to five" states a change.
        let below = if minus > 0 { -value } else { value };
        let upper =
            self.upper_words(&rest[len..], below).filter(|_| minus == 0 || self.last_word() == Some(Word::Between));
        let len = len + upper.map_or(0, |upper| upper.len);
        let upper = upper.map(|upper| upper.value);
        let suffix = unit::suffix(&rest[len..], false);
        let suffix = keep_whole_word(&rest[len..], suffix);
        let end = self.pos + minus + len + suffix.len;
        if minus == 0 && suffix.scale.is_none() && self.is_spelled_name(self.pos + len) {
            return false;
        }
        let (unit, hundredths) = unit_of(None, suffix, rest.as_bytes().first(), self.out.dollar);
        let measured = suffix.measured;
        let at = |place: usize| offset(self.pos + minus + len + place);
        let unit = match (unit, measured) {
            (AmountUnit::Count(_), Some(found)) => AmountUnit::Count(Some(at(found.start)..at(found.end))),
            (AmountUnit::Count(_), None) => {
                let bound = self.bound_behind(end).map_or(end, |(_, bound)| bound.end as usize);
                AmountUnit::Count(self.noun(bound))
            }
            (other, _) => other,
        };
        let end = measured.filter(|found| found.glued).map_or(end, |found| self.pos + minus + len + found.end);
        let scaled = suffix.scale.is_some() || !ulp.is_zero() || value > Decimal::from(20);
        // A small number word alone is as often a pronoun or a part of a name: it needs a unit, a scale or a plural.
        let counts = scaled
            || minus > 0
            || self.bound_before().is_some()
            || match &unit {
                AmountUnit::Count(noun) => noun.is_some() && value > Decimal::ONE,
                _ => true,
            };
        if !counts {
            return false;
        }
        let exponent = suffix.scale.unwrap_or(0) + measured.map_or(0, |found| found.exponent);
        let factor = power_of_ten(exponent).unwrap_or(Decimal::ONE);
        let (Some(value), Some(ulp)) = (value.checked_mul(factor), ulp.checked_mul(factor)) else { return false };
        let ulp = if exponent > 0 && ulp.is_zero() { factor } else { ulp };
        let ulp = if ulp.is_zero()
            && (measured.is_some()
                || matches!(
                    unit,
                    AmountUnit::Percent | AmountUnit::Points | AmountUnit::Multiple | AmountUnit::Money(_)
                )) {
            Decimal::ONE
        } else {
            ulp
        };
        // "sixty cents", "fifty basis points"
        let part = if hundredths { Decimal::new(1, 2) } else { Decimal::ONE };
        let (Some(value), Some(ulp)) = (value.checked_mul(part), ulp.checked_mul(part)) else { return false };
        let value = if minus > 0 { -value } else { value };
        let upper = upper.and_then(|upper| upper.checked_mul(factor));
        let class = if upper.is_some() { Class::Range } else { unit.class() };
        let amount = Amount {
            range: offset(self.pos)..offset(end),
            value,
            ulp,
            upper,
            unit,
            hedge: None,
            scale: suffix.scale,
            bare: false,
            measure: measured.map(|found| found.measure),
            inherited: false,
        };
        if let Some(end) = self.age_in_years(&amount, end) {
            self.push_non_quantity(NonQuantity::Age, end - self.pos);
            return true;
        }
        let bound = self.bound_behind(end);
        let resume = bound.as_ref().map_or(end, |(_, bound)| bound.end as usize);
        let hedge = super::amount::either(self.hedge(), bound);
        self.push_amount(Amount { hedge, ..amount }, class, end);
        self.pos = resume;
        true
    }

    /// Whether "one in" or "one of" stands before: "one in three rural schools" is a rate, and three of nothing.
    fn is_one_of_so_many(&self) -> bool {
        let [.., one, link] = self.out.tokens.as_slice() else { return false };
        let one = one.kind == TokenKind::Word(Word::Number(1));
        one && matches!(link.kind, TokenKind::Word(Word::In | Word::Of))
            && self.text.get(link.start as usize..link.end as usize).is_some_and(|link| matches!(link, "in" | "of"))
    }

    /// The larger number in words that a range goes on to, with all that stands before it.
    fn upper_words(&self, behind: &str, low: Decimal) -> Option<Cardinal> {
        if self.last_word() == Some(Word::From) && !self.varies() {
            return None;
        }
        let between = self.last_word() == Some(Word::Between);
        let links: &[&str] = if between { &[" and ", " to "] } else { &[" to ", "-to-"] };
        let (link, rest) = links.iter().find_map(|link| Some((*link, behind.strip_prefix(*link)?)))?;
        let upper = cardinal(rest).filter(|upper| upper.value > low)?;
        Some(Cardinal { len: link.len() + upper.len, ..upper })
    }
}
