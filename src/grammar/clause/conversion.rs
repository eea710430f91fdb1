//! Conversions: one sum in two currencies.
//!
//! ```ebnf
//! conversion = AMOUNT , ( "(" , EQUIVALENT , ")" | [ "," ] , "or" , EQUIVALENT , ( "," | end ) ) ;
//! ```
//!
//! Examples:
//! - `It paid EUR 4.2m ($4.6m) for the land.` → `conversion amount=4200000 equivalent=4600000`
//! - `The fund has €450m (about $490m).` → `conversion amount=450000000 equivalent=490000000`
//! - `The fee is Rs 500 million, or $1.8 million, a year.` → `conversion amount=500000000 equivalent=1800000`
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
    for at in 0..sentence.tokens.len() {
        let Ok((_, (from, to))) = conversion(Tokens::from(&sentence.tokens, at)) else { continue };
        let currency = |at: usize| match sentence.amount(at)?.unit {
            AmountUnit::Money(currency) => Some(currency),
            _ => None,
        };
        let (Some(a), Some(b)) = (currency(from), currency(to)) else { continue };
        if a == b {
            continue;
        }
        let roles = vec![(Role::Amount, Operand::Amount(from)), (Role::Equivalent, Operand::Amount(to))];
        drafts.push(Draft::new(Kind::Conversion, roles, from..to + 1));
    }
}

fn conversion(input: Tokens<'_>) -> IResult<Tokens<'_>, (usize, usize)> {
    let aside = |i| (amount, kind(TokenKind::Open), amount, kind(TokenKind::Close)).map(|(a, _, b, _)| (a, b)).parse(i);
    let end = |i| {
        alt((value((), kind(TokenKind::Comma)), value((), kind(TokenKind::Stop)), value((), nom::combinator::eof)))
            .parse(i)
    };
    let or =
        |i| (amount, opt(kind(TokenKind::Comma)), word(Word::Or), amount, end).map(|(a, _, _, b, ())| (a, b)).parse(i);
    alt((aside, or)).parse(input)
}
