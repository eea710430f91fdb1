//! Conversions: one sum in two currencies, one length or weight in two units, or one pace by the day and by the year.
//!
//! ```ebnf
//! conversion = exchanged | paced ;
//! exchanged  = AMOUNT , [ unit ] , ( "(" , EQUIVALENT , [ unit ] , { ( ";" | "," ) , EQUIVALENT , [ unit ] } , ")"
//!                                  | [ "," ] , "or" , EQUIVALENT , ( "," | end ) ) ;
//! paced      = AMOUNT , { noun } , pace , { word } , ( "," | "or" | "(" ) , EQUIVALENT , { noun } , pace ;
//! pace       = ( "per" | "a" ) , ( "day" | "week" | "month" | "quarter" | "year" ) ;   (* 12 cents a quarter, or 48 cents a year *)
//! ```
//!
//! Examples:
//! - `The mine yields 1,200 ounces per day, or about 438,000 ounces per year.` → `conversion amount=1200/days equivalent=438000/years`
//! - `It pays 12 cts a quarter, or 48 cts a year.` → `conversion amount=0.12/quarters equivalent=0.48/years`
//! - `Accidents cost 130 lives per day in the country, nearly 50,000 per year.` → `conversion amount=130/days equivalent=50000/years`
//! - `Rent is $24,000 a year ($2,000 a month).` → `conversion amount=24000/years equivalent=2000/months`
//! - `It sells 1,200 a day and 9,000 a year.` → `nothing`
//! - `It sold 300 a day, 9,000 a year before the war.` → `nothing`
//! - `It sold 300 a day, or 9,000 a year more than in 2010.` → `nothing`
//! - `It earned $12 a day, or 9 cents a share.` → `nothing`
//! - `It takes 5 days a week, or 250 days a year.` → `nothing`
//! - `She makes $4,000 a month, or even $2,000 a day.` → `nothing`
//! - `It paid EUR 4.2m ($4.6m) for the land.` → `conversion amount=4200000 equivalent=4600000`
//! - `It paid EUR 4.2m ($4.6m; £3.6m) for the land.` → `conversion amount=4200000 equivalent=4600000; conversion amount=4200000 equivalent=3600000`
//! - `The fund has €450m (about $490m).` → `conversion amount=450000000 equivalent=490000000`
//! - `The fee is Rs 500 million, or $1.8 million, a year.` → `conversion amount=500000000 equivalent=1800000`
//! - `The line runs 120 miles (193 km) to the coast.` → `conversion amount=120 equivalent=193`
//! - `They sailed 120 nautical miles (222 km).` → `nothing`
//! - `It earned $4.2m ($4.6m in 2023).` → `nothing`
//! - `The price is €5 or $6 for members.` → `nothing`

use nom::branch::alt;
use nom::combinator::{opt, value};
use nom::multi::separated_list1;
use nom::{IResult, Parser};

use super::complement::{amount, kind, word};
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::Word;
use crate::grammar::token::{AmountUnit, Class, Sentence, Token, TokenKind, Tokens};
use crate::model::{Decimal, Kind, Role, TimeUnit};

/// Adds the sums that a sentence gives in two currencies.
pub fn conversions(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if sentence.paces.len() > 1 {
        drafts.extend(paces(sentence));
    }
    let sums = sentence
        .amounts
        .iter()
        .filter(|amount| amount.measure.is_some() || matches!(amount.unit, AmountUnit::Money(_)));
    if sums.count() < 2 {
        return;
    }
    for at in sentence.places.iter().copied() {
        let Ok((_, (from, all))) = conversion(Tokens::from(&sentence.tokens, at)) else { continue };
        let currency = |at: usize| match sentence.amount(at)?.unit {
            AmountUnit::Money(currency) => Some(currency),
            _ => None,
        };
        for to in all {
            let told = match (currency(from), currency(to)) {
                (Some(a), Some(b)) => a != b,
                (None, None) => measured(sentence, from, to),
                _ => false,
            };
            if told {
                let roles = vec![(Role::Amount, Operand::Amount(from)), (Role::Equivalent, Operand::Amount(to))];
                drafts.push(Draft::new(Kind::Conversion, roles, from..to + 1));
            }
        }
    }
}

/// "1,200 ounces per day, or 438,000 a year": each pair of paces that says the same twice.
fn paces(sentence: &Sentence) -> Vec<Draft> {
    let tokens = &sentence.tokens;
    let amount = |at: usize| sentence.amount(at).filter(|amount| amount.upper.is_none());
    let class = |at: usize| class_at(tokens, at).filter(|class| matches!(class, Class::Money | Class::Count));
    let mut found = Vec::new();
    for pair in sentence.paces.windows(2) {
        let &[(first, from), (last, to)] = pair else { continue };
        let (Some((a, first)), Some((b, last))) = (counted(tokens, first as usize), counted(tokens, last as usize))
        else {
            continue;
        };
        let gap = first + 1..b;
        let apposed = gap.len() <= 6
            && gap.clone().any(|at| {
                matches!(
                    tokens[at].kind,
                    TokenKind::Comma | TokenKind::Open | TokenKind::Dash | TokenKind::Word(Word::Or)
                )
            })
            && gap.into_iter().all(|at| {
                matches!(
                    tokens[at].kind,
                    TokenKind::Comma
                        | TokenKind::Open
                        | TokenKind::Dash
                        | TokenKind::Name
                        | TokenKind::Other
                        | TokenKind::Stop
                        | TokenKind::Word(Word::Or | Word::In | Word::Article | Word::Adverb)
                )
            })
            // "$4,000 a month, or even $2,000 a day" is something else.
            && !(first + 1..b).any(|at| {
                tokens[at].kind == TokenKind::Word(Word::Or)
                    && tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word(Word::Adverb))
            });
        let alike = amount(a).zip(amount(b)).is_some_and(|(a, b)| match (&a.unit, &b.unit) {
            (AmountUnit::Count(_), AmountUnit::Count(_)) => true,
            (a, b) => a == b,
        });
        // "40,000 a year more than in 2010"
        let more = matches!(word_at(tokens, last + 1), Some(Word::Hedge(_) | Word::Than | Word::Change(..)));
        // A bare comma may also lead to another time or place: the sum must tell.
        let said = (first + 1..b).any(|at| matches!(tokens[at].kind, TokenKind::Open | TokenKind::Word(Word::Or)));
        let near = || near(sentence.amount(a)?.value, from, sentence.amount(b)?.value, to);
        if !(said || near() == Some(true))
            || more
            || !apposed
            || !alike
            || from == to
            || class(a).is_none()
            || class(a) != class(b)
        {
            continue;
        }
        let paced = |at: usize, unit: TimeUnit, pace: usize| Operand::Paced {
            at,
            unit,
            range: tokens[pace - 1].start..tokens[pace].end,
        };
        let roles = vec![(Role::Amount, paced(a, from, first)), (Role::Equivalent, paced(b, to, last))];
        found.push(Draft::new(Kind::Conversion, roles, a..last + 1));
    }
    found
}

/// Whether two paces are one, give or take a fifth.
fn near(a: Decimal, from: TimeUnit, b: Decimal, to: TimeUnit) -> Option<bool> {
    let days = |unit| match unit {
        TimeUnit::Days => Some(1),
        TimeUnit::Weeks => Some(7),
        TimeUnit::Months => Some(30),
        TimeUnit::Quarters => Some(91),
        TimeUnit::Years => Some(365),
        _ => None,
    };
    let a = a.checked_mul(Decimal::from(days(to)?))?;
    let b = b.checked_mul(Decimal::from(days(from)?))?;
    let gap = a.checked_sub(b)?.abs().checked_mul(Decimal::from(5))?;
    Some(gap <= a.abs())
}

/// The amount that is counted by the unit of time at `pace`: only nouns stand between.
fn counted(tokens: &[Token], pace: usize) -> Option<(usize, usize)> {
    const LONGEST: usize = 5;
    let end = pace.checked_sub(1)?;
    let noun = |at: usize| matches!(tokens[at].kind, TokenKind::Other | TokenKind::Name);
    let at = (end.saturating_sub(LONGEST)..end).rev().find(|at| !noun(*at))?;
    class_at(tokens, at).map(|_| (at, pace))
}

/// "120 miles (193 km)": two numbers with different units of measurement, the second in brackets.
fn measured(sentence: &Sentence, from: usize, to: usize) -> bool {
    let bracketed = sentence.tokens[from + 1..to].iter().any(|token| token.kind == TokenKind::Open);
    let (Some(a), Some(b)) = (sentence.amount(from), sentence.amount(to)) else { return false };
    bracketed && a.measure.is_some() && b.measure.is_some() && a.measure != b.measure
}

fn conversion(input: Tokens<'_>) -> IResult<Tokens<'_>, (usize, Vec<usize>)> {
    // The word behind the number is its unit of measurement.
    let unit = |i| opt(kind(TokenKind::Other)).parse(i);
    let between = |i| alt((kind(TokenKind::Semicolon), kind(TokenKind::Comma))).parse(i);
    let equivalents = |i| separated_list1(between, (amount, unit).map(|(amount, _)| amount)).parse(i);
    let aside = |i| {
        (amount, unit, kind(TokenKind::Open), equivalents, kind(TokenKind::Close))
            .map(|(a, _, _, all, _)| (a, all))
            .parse(i)
    };
    let end = |i| {
        alt((value((), kind(TokenKind::Comma)), value((), kind(TokenKind::Stop)), value((), nom::combinator::eof)))
            .parse(i)
    };
    let or = |i| {
        (amount, opt(kind(TokenKind::Comma)), word(Word::Or), amount, end).map(|(a, _, _, b, ())| (a, vec![b])).parse(i)
    };
    alt((aside, or)).parse(input)
}
