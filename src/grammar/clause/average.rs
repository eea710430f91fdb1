//! Averages: a total spread over a count, a price for one of many, the middle of a range.
//!
//! ```ebnf
//! average  = midpoint | price | spread | alone ;
//! midpoint = LOW , ( "to" | "and" ) , HIGH , [ "," ] , [ "with" ] , [ article ] , "mid-point" , ( "of" | "at" ) , AVERAGE ;
//! price    = COUNT , noun , [ "(" , … , ")" ] , "at" , AVERAGE , ( "each" | "per" , noun ) , … TOTAL ;
//! spread   = COUNT , noun , … , TOTAL , "," , ( AVERAGE , "on average" | [ "an" ] , "average of" , AVERAGE ) ;
//! alone    = ( "averaged" | "averaging" ) , AVERAGE ;
//! ```
//!
//! Several other sums of money in the sentence are as many readings of the total.
//!
//! Examples:
//! - `The model gives a range of $34.57 to $39.15 with a mid-point of $36.86.` → `average term=34.57 term=39.15 average=36.86`
//! - `It closed a $7 million offering, selling 2,260,000 units at $3.10 each.` → `average total=7000000 count=2260000 average=3.1`
//! - `The firm placed 2,500,000 Global Receipts (GRs) at $6 per GR, for $15 million.` → `average total=15000000 count=2500000 average=6`
//! - `It paid 1,240 grants worth $31.0 million, $2,500 on average.` → `average total=31000000 count=1240 average=2500`
//! - `The fund made 1,240 grants worth $31.0 million, an average of $2,500.` → `average total=31000000 count=1240 average=2500`
//! - `The grant paid $180 million for 4,900 pupils, or $7,340 per pupil.` → `average total=180000000 count=4900 average=7340`
//! - `The year averaged $429,183 in revenue and averaged 330 guests.` → `average average=429183; average average=330`
//! - `The stock traded in a range of $34 to $39.` → `nothing`
//! - `It sold 5,000 units at $3 each.` → `nothing`

use nom::branch::alt;
use nom::combinator::{opt, verify};
use nom::multi::many_m_n;
use nom::{IResult, Parser};

use super::complement::{amount, any, kind, word};
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{GuardWord, Subclass, Word};
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, Token, TokenKind, Tokens};
use crate::model::{Decimal, Kind, Role};

/// Adds the averages of a sentence.
pub fn averages(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::MIDPOINT.or(Seen::PER).or(Seen::GUARD))) {
        return;
    }
    let tokens = &sentence.tokens;
    for at in sentence.places.iter().copied() {
        let Some(class) = class_at(tokens, at) else { continue };
        if is_result(drafts, at) {
            continue;
        }
        let found = midpoint(sentence, at, class)
            .or_else(|| price(sentence, at))
            .or_else(|| spread(sentence, at))
            .or_else(|| per_head(sentence, at))
            .or_else(|| alone(sentence, drafts, at));
        drafts.extend(found);
    }
}

/// "A to B with a mid-point of C", from A on.
fn midpoint(sentence: &Sentence, at: usize, class: Class) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let (_, (low, high, middle)) = middle(Tokens::from(tokens, at)).ok()?;
    let value = |at: usize| sentence.amount(at).map(|amount| amount.value);
    let (a, b, c) = (value(low)?, value(high)?, value(middle)?);
    let alike = [high, middle].iter().all(|at| class_at(tokens, *at) == Some(class));
    let roles = vec![
        (Role::Term, Operand::Amount(low)),
        (Role::Term, Operand::Amount(high)),
        (Role::Average, Operand::Amount(middle)),
    ];
    (alike && a < c && c < b).then(|| Draft::new(Kind::Average, roles, low..middle + 1))
}

fn middle(input: Tokens<'_>) -> IResult<Tokens<'_>, (usize, usize, usize)> {
    let link = alt((word(Word::To), word(Word::And), kind(TokenKind::Dash)));
    let article = opt(alt((word(Word::Article), word(Word::Pronoun))));
    let lead = (opt(kind(TokenKind::Comma)), opt(word(Word::With)), article, word(Word::Midpoint));
    let (rest, (low, _, high, _, _, middle)) =
        (amount, link, amount, lead, alt((word(Word::Of), word(Word::At))), amount).parse(input)?;
    Ok((rest, (low, high, middle)))
}

/// "2,260,000 units at $3.10 each", from the count on.
fn price(sentence: &Sentence, at: usize) -> Option<Draft> {
    let (_, price) = priced(Tokens::from(&sentence.tokens, at)).ok()?;
    let counts = sentence.amount(at).is_some_and(|amount| matches!(amount.unit, AmountUnit::Count(Some(_))));
    if !counts || class_at(&sentence.tokens, price) != Some(Class::Money) {
        return None;
    }
    with_totals(sentence, at, price)
}

fn priced(input: Tokens<'_>) -> IResult<Tokens<'_>, usize> {
    let noun = verify(any, |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Open
                | TokenKind::Close
                | TokenKind::Quote
                | TokenKind::Word(Word::Guard(GuardWord::Share) | Word::Of | Word::Pronoun)
        )
    });
    let article = opt(word(Word::Article));
    let (rest, (_, _, _, _, price, _)) =
        (amount, many_m_n(1, 9, noun), word(Word::At), article, amount, word(Word::Per)).parse(input)?;
    Ok((rest, price))
}

/// "1,240 grants worth $31.0 million, $2,500 on average", from the average on.
fn spread(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let behind =
        word_at(tokens, at + 1) == Some(Word::On) && word_at(tokens, at + 2) == Some(Word::Guard(GuardWord::Average));
    let before = at >= 2
        && word_at(tokens, at - 1) == Some(Word::Of)
        && word_at(tokens, at - 2) == Some(Word::Guard(GuardWord::Average));
    if !(behind || before) || class_at(tokens, at) != Some(Class::Money) {
        return None;
    }
    let mut counts = (0..at).filter(|at| {
        sentence
            .amount(*at)
            .is_some_and(|amount| matches!(amount.unit, AmountUnit::Count(Some(_))) && amount.value > Decimal::ONE)
    });
    let count = counts.next()?;
    if counts.next().is_some() || at - count > 12 {
        return None;
    }
    with_totals(sentence, count, at)
}

/// "$180 million for 4,900 pupils, or $7,340 per pupil", from the average on.
fn per_head(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let or = at.checked_sub(1).filter(|or| word_at(tokens, *or) == Some(Word::Or))?;
    if class_at(tokens, at) != Some(Class::Money) || word_at(tokens, at + 1) != Some(Word::Per) {
        return None;
    }
    let comma = or.checked_sub(1).filter(|comma| tokens[*comma].kind == TokenKind::Comma)?;
    let count = (comma.saturating_sub(4)..comma).rev().find(|at| class_at(tokens, *at).is_some())?;
    let counted = sentence.amount(count).filter(|amount| matches!(amount.unit, AmountUnit::Count(Some(_))))?;
    let total = count.checked_sub(2).filter(|total| class_at(tokens, *total) == Some(Class::Money))?;
    let alike = sentence.amount(total)?.unit == sentence.amount(at)?.unit;
    let roles = vec![
        (Role::Total, Operand::Amount(total)),
        (Role::Count, Operand::Amount(count)),
        (Role::Average, Operand::Amount(at)),
    ];
    (alike && counted.value > Decimal::ONE && word_at(tokens, count - 1) == Some(Word::Time))
        .then(|| Draft::new(Kind::Average, roles, total..at + 1))
}

/// The average with each sum of money that may be its total; without one it is the price of a thing and no claim.
fn with_totals(sentence: &Sentence, count: usize, average: usize) -> Option<Draft> {
    let one = sentence.amount(average)?;
    let mut totals: Vec<usize> = (0..sentence.tokens.len())
        .filter(|at| *at != average)
        .filter(|at| {
            sentence
                .amount(*at)
                .is_some_and(|amount| amount.unit == one.unit && amount.upper.is_none() && amount.value > one.value)
        })
        .collect();
    totals.sort_by_key(|at| at.abs_diff(average).min(at.abs_diff(count)));
    let nearest = *totals.first()?;
    let reading = |total: usize| {
        vec![
            (Role::Total, Operand::Amount(total)),
            (Role::Count, Operand::Amount(count)),
            (Role::Average, Operand::Amount(average)),
        ]
    };
    let first = nearest.min(count).min(average);
    let last = nearest.max(count).max(average);
    let mut draft = Draft::new(Kind::Average, reading(nearest), first..last + 1);
    draft.readings.extend(totals.iter().skip(1).take(3).map(|total| reading(*total)));
    Some(draft)
}

/// "averaged $429,183": an average without its total.
fn alone(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let verb = at.checked_sub(1).filter(|verb| word_at(tokens, *verb) == Some(Word::Guard(GuardWord::Average)))?;
    // "the average 5% increase" is an adjective.
    let is_verb = tokens[verb].subclass == Subclass::Averaging;
    let free = !drafts.iter().any(|draft| !draft.silent && draft.uses(at));
    let level = matches!(class_at(tokens, at), Some(Class::Money | Class::Count));
    (is_verb && free && level)
        .then(|| Draft::new(Kind::Average, vec![(Role::Average, Operand::Amount(at))], verb..at + 1))
}

/// Whether the amount already is the average of a claim.
fn is_result(drafts: &[Draft], at: usize) -> bool {
    drafts.iter().any(|draft| draft.plays(Role::Average, at))
}
