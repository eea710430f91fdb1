//! Conversions: one sum in two currencies, or one length or weight in two units.
//!
//! ```ebnf
//! conversion = AMOUNT , [ unit ] , ( "(" , EQUIVALENT , [ unit ] , ")" | [ "," ] , "or" , EQUIVALENT , ( "," | end ) ) ;
//! ```
//!
//! Examples:
//! - `It paid EUR 4.2m ($4.6m) for the land.` → `conversion amount=4200000 equivalent=4600000`
//! - `The fund has €450m (about $490m).` → `conversion amount=450000000 equivalent=490000000`
//! - `The fee is Rs 500 million, or $1.8 million, a year.` → `conversion amount=500000000 equivalent=1800000`
//! - `The line runs 120 miles (193 km) to the coast.` → `conversion amount=120 equivalent=193`
//! - `They sailed 120 nautical miles (222 km).` → `nothing`
//! - `It earned $4.2m ($4.6m in 2023).` → `nothing`
//! - `The price is €5 or $6 for members.` → `nothing`

use nom::branch::alt;
use nom::combinator::{opt, value};
use nom::{IResult, Parser};

use super::complement::{amount, kind, word};
use super::{Draft, Operand};
use crate::grammar::lexicon::Word;
use crate::grammar::token::{AmountUnit, Sentence, TokenKind, Tokens};
use crate::model::{Kind, Role};

/// Adds the sums that a sentence gives in two currencies.
pub fn conversions(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let sums = sentence.amounts.iter().filter(|amount| amount.measure || matches!(amount.unit, AmountUnit::Money(_)));
    if sums.count() < 2 {
        return;
    }
    for at in sentence.places.iter().copied() {
        let Ok((_, (from, to))) = conversion(Tokens::from(&sentence.tokens, at)) else { continue };
        let currency = |at: usize| match sentence.amount(at)?.unit {
            AmountUnit::Money(currency) => Some(currency),
            _ => None,
        };
        let told = match (currency(from), currency(to)) {
            (Some(a), Some(b)) => a != b,
            (None, None) => measured(sentence, from, to),
            _ => false,
        };
        if !told {
            continue;
        }
        let roles = vec![(Role::Amount, Operand::Amount(from)), (Role::Equivalent, Operand::Amount(to))];
        drafts.push(Draft::new(Kind::Conversion, roles, from..to + 1));
    }
}

/// "120 miles (193 km)": two numbers with different units of measurement, the second in brackets.
fn measured(sentence: &Sentence, from: usize, to: usize) -> bool {
    let bracketed = sentence.tokens[from + 1..to].iter().any(|token| token.kind == TokenKind::Open);
    let (Some(a), Some(b)) = (sentence.amount(from), sentence.amount(to)) else { return false };
    bracketed && a.measure && b.measure && a.unit != b.unit
}

fn conversion(input: Tokens<'_>) -> IResult<Tokens<'_>, (usize, usize)> {
    // The word behind the number is its unit of measurement.
    let unit = |i| opt(kind(TokenKind::Other)).parse(i);
    let aside = |i| {
        (amount, unit, kind(TokenKind::Open), amount, unit, kind(TokenKind::Close))
            .map(|(a, _, _, b, _, _)| (a, b))
            .parse(i)
    };
    let end = |i| {
        alt((value((), kind(TokenKind::Comma)), value((), kind(TokenKind::Stop)), value((), nom::combinator::eof)))
            .parse(i)
    };
    let or =
        |i| (amount, opt(kind(TokenKind::Comma)), word(Word::Or), amount, end).map(|(a, _, _, b, ())| (a, b)).parse(i);
    alt((aside, or)).parse(input)
}
