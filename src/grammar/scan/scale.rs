//! A scale word that is said once for two counts: "from 48.2 to 45.6 million tonnes", "3.6 million units from 3.2".
//!
//! A number with decimals counts nothing by itself, so the scale of its partner is its own. A whole number may be meant as it
//! stands ("from 5 to 2 million"): it takes the scale only where both are then of one size, and is marked, so that the change is
//! also tried with the number as it is printed.

use super::amount::scaled;
use super::{Scanner, word_length};
use crate::grammar::lexicon::{self, HedgeWord, Word};
use crate::grammar::token::{Amount, AmountUnit, Class, Token, TokenKind};
use crate::model::Decimal;

impl Scanner<'_> {
    /// Lends the scale of a count to the bare number that it is reached from: "from 48.2 in May to a record 45.6 million".
    pub(super) fn scale_before(&mut self, later: &Amount) {
        let (Some(scale), AmountUnit::Count(_), None) = (later.scale, &later.unit, later.upper) else { return };
        let tokens = &self.out.tokens;
        let before = |end: usize| tokens.get(..end)?.iter().rposition(|token| !is_light(token));
        let to = before(tokens.len()).filter(|to| tokens[*to].kind == TokenKind::Word(Word::To));
        let Some(at) = to.and_then(before) else { return };
        let TokenKind::Amount(index, Class::Count) = tokens[at].kind else { return };
        if at == 0 || tokens[at - 1].kind != TokenKind::Word(Word::From) {
            return;
        }
        if let Some(earlier) = self.out.amounts.get_mut(index as usize) {
            lend(earlier, scale, later.value);
        }
    }

    /// Lends the scale of the count before to a bare number that is compared with it and ends at `end`: "45.6 million tonnes, down
    /// 5.4% from 48.2 a year earlier".
    pub(super) fn scale_behind(&self, amount: &mut Amount, end: usize) {
        if amount.unit != AmountUnit::Count(None)
            || amount.scale.is_some()
            || !self.is_compared()
            || self.is_counted(end)
        {
            return;
        }
        let levels = |earlier: &&Amount| {
            !matches!(earlier.unit, AmountUnit::Percent | AmountUnit::Points | AmountUnit::Multiple)
        };
        let Some(partner) = self.out.amounts.iter().rev().find(levels) else { return };
        if let (Some(scale), AmountUnit::Count(_), None) = (partner.scale, &partner.unit, partner.upper) {
            lend(amount, scale, partner.value);
        }
    }

    /// Whether the words before say that what comes is an earlier value: "from a revised", "compared with", "5% below the".
    fn is_compared(&self) -> bool {
        let tokens = &self.out.tokens;
        let word = |at: Option<usize>| match tokens.get(at?)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        };
        let percent = |at: Option<usize>| {
            let near = at.map_or(&[][..], |at| tokens.get(at.saturating_sub(1)..=at).unwrap_or_default());
            near.iter().any(|token| matches!(token.kind, TokenKind::Amount(_, Class::Percent)))
        };
        let below =
            |token: &Token| matches!(token.kind, TokenKind::Word(Word::Hedge(HedgeWord::Over | HedgeWord::Under)));
        let lead = tokens.iter().rposition(|token| below(token) || !is_light(token) && token.kind != TokenKind::Other);
        let before = lead.and_then(|at| at.checked_sub(1));
        match word(lead) {
            Some(Word::From | Word::Versus) => true,
            Some(Word::With | Word::To) => word(before) == Some(Word::Compared),
            Some(Word::Than | Word::Over | Word::Hedge(_)) => percent(before),
            _ => false,
        }
    }

    /// Whether the words behind a number say what it counts, or how often: "48.2 tonnes", "48.2 a day", "48.2 per 1,000".
    fn is_counted(&self, end: usize) -> bool {
        let behind = self.text[end..].trim_start();
        let next = &behind[..word_length(behind).min(behind.len())];
        let counted = next.starts_with(char::is_alphabetic) && lexicon::lookup(next).is_none();
        let known = matches!(lexicon::lookup(next), Some(Word::Per | Word::PointNoun));
        let mut words = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let paced = matches!(words.next(), Some("a" | "an" | "each"))
            && matches!(words.next(), Some("hour" | "day" | "week" | "month" | "quarter" | "year"))
            && !matches!(words.next(), Some("ago" | "earlier" | "before" | "previously"));
        counted || known || paced || behind.starts_with('-')
    }
}

/// Scales a bare count like its partner, which is worth `partner`.
fn lend(amount: &mut Amount, scale: u32, partner: Decimal) {
    if !amount.bare || amount.inherited || amount.upper.is_some() || amount.unit != AmountUnit::Count(None) {
        return;
    }
    let last_place = Decimal::new(1, amount.value.scale());
    let (Some(value), Some(ulp)) = (scaled(amount.value, scale), scaled(last_place, scale)) else { return };
    let times = |a: Decimal, b: Decimal| a.checked_mul(Decimal::TEN).is_some_and(|most| b.abs() <= most);
    if amount.value.scale() == 0 && !(times(value.abs(), partner) && times(partner.abs(), value)) {
        return;
    }
    *amount = Amount { value, ulp, scale: Some(scale), bare: false, inherited: true, ..amount.clone() };
}

/// A token that may stand between a preposition and its number, or between a number and "to".
const fn is_light(token: &Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Period(_)
            | TokenKind::Comma
            | TokenKind::Word(
                Word::Article | Word::Adverb | Word::Record | Word::Hedge(_) | Word::In | Word::Time | Word::Pronoun
            )
    )
}
