//! Amounts in words: "two", "half a million", "one in five".

use rust_decimal::Decimal;

use super::amount::{keep_whole_word, unit_of};
use super::{Scanner, offset, power_of_ten, run_length};
use crate::grammar::fraction;
use crate::grammar::lexicon::{self, Word};
use crate::grammar::token::{Amount, AmountUnit, Class, Seen, Token, TokenKind};
use crate::grammar::unit::{self, Mark};

impl Scanner<'_> {
    /// A fraction in words that states a share: "half of the firms", "one in five adults".
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
            measure: false,
            inherited: false,
        });
        self.push(TokenKind::Amount(index, Class::Percent), fraction.len);
        true
    }

    /// Numbers in words: "two", "half a million", "a quarter of a million", "a dozen", "twenty-five per cent".
    pub(super) fn number_words(&mut self) -> bool {
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
            measure: false,
            inherited: false,
        });
        let kind = TokenKind::Amount(index, class);
        self.out.seen.add(Seen::of(kind));
        self.out.tokens.push(Token { kind, start: range.start, end: range.end });
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
            Some(Some(Word::Number(m))) if ((20..=90).contains(&last) && m < 10) || (m == 100 && last <= 20) => {
                pos += 1;
            }
            _ => break,
        }
    }
    if pos > 0 && text[pos..].starts_with("-and-a-half") {
        return Some((Decimal::from(value) + Decimal::new(5, 1), Decimal::new(5, 1), pos + "-and-a-half".len()));
    }
    (pos > 0).then(|| (Decimal::from(value), Decimal::ZERO, pos))
}
