//! The value of the year before in brackets behind a level, as press offices of the north write it: "EUR 512.3 (498.7) million",
//! "SEK 4,213 million (3,987)".
//!
//! The bare number has the unit and the scale of the other one. The bracket says no more than "compared with" does, so that is what
//! it becomes.

use super::Scanner;
use super::amount::scaled;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Amount, AmountUnit, Class, TokenKind};
use crate::grammar::unit;
use crate::model::Decimal;

impl Scanner<'_> {
    /// Gives a bare number in brackets, which ends at `end`, what it shares with the level before them, and turns the brackets into
    /// a comparison. Returns where the scanner goes on.
    pub(super) fn beside(&mut self, amount: &mut Amount, end: usize) -> Option<usize> {
        let [.., before, open] = self.out.tokens.as_slice() else { return None };
        let (TokenKind::Amount(level, class), TokenKind::Open) = (before.kind, open.kind) else { return None };
        let behind = self.text.get(end..)?.strip_prefix(')')?;
        let level = level as usize;
        let earlier = self.out.amounts.get(level)?;
        let printed = |range: &std::ops::Range<u32>| self.text.get(range.start as usize..range.end as usize);
        let (first, second) = (printed(&earlier.range)?, self.text.get(amount.range.start as usize..end)?);
        // Two figures of one table: as many decimals, and not only a digit or a year.
        let digits = second.bytes().filter(u8::is_ascii_digit).count();
        let is_year = digits == 4 && second.len() == 4;
        let alike = decimals(first) == decimals(second) && digits > 1 && !is_year;
        let money = matches!(earlier.unit, AmountUnit::Money(_)) && class == Class::Money;
        let count = matches!(earlier.unit, AmountUnit::Count(_)) && class == Class::Count && decimals(second) > 0;
        let unitless = amount.unit == AmountUnit::Count(None) && amount.scale.is_none();
        if !unitless || !alike || !(money || count) || earlier.upper.is_some() {
            return None;
        }
        let suffix = unit::suffix(behind, true);
        let scale = earlier.scale.or(suffix.scale);
        let mut own = amount.clone();
        let last_place = Decimal::new(1, u32::try_from(decimals(second)).ok()?);
        (own.value, own.ulp) = (at_scale(amount.value, scale)?, at_scale(last_place, scale)?);
        let (mut value, mut ulp) = (earlier.value, earlier.ulp);
        if earlier.scale.is_none() {
            (value, ulp) = (at_scale(value, scale)?, at_scale(ulp.max(last_place), scale)?);
        }
        let times = |a: Decimal, b: Decimal| a.checked_mul(Decimal::from(4)).is_some_and(|most| b <= most);
        if !times(own.value.abs(), value.abs()) || !times(value.abs(), own.value.abs()) {
            return None;
        }
        let used = if earlier.scale.is_none() && suffix.scale.is_some() { suffix.len } else { 0 };
        *amount = Amount { unit: earlier.unit.clone(), scale, bare: false, inherited: true, ..own };
        let earlier = self.out.amounts.get_mut(level)?;
        (earlier.value, earlier.ulp, earlier.scale) = (value, ulp, scale);
        earlier.bare = false;
        self.out.turn_last(Word::Versus);
        Some(end + 1 + used)
    }
}

fn at_scale(value: Decimal, scale: Option<u32>) -> Option<Decimal> {
    scale.map_or(Some(value), |exponent| scaled(value, exponent))
}

/// How many digits stand behind the point of a number in print.
fn decimals(printed: &str) -> usize {
    printed.rsplit_once('.').map_or(0, |(_, behind)| behind.bytes().take_while(u8::is_ascii_digit).count())
}
