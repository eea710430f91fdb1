//! Counts of things that are listed right behind.
//!
//! ```ebnf
//! count  = NUMBER , noun , { word } , ( ":" | dash | "(" ) , list , ( ")" | dash | end ) ;
//! list   = item , { ( "," | ";" ) , item } , [ "," ] , ( "and" | "or" ) , item
//!        | "(" , NUMBER , ")" , item , { … } ;                                  (* (1) the price and (2) the quantity *)
//! item   = { word | "and" | "(" , { word } , ")" } ;
//! ```
//!
//! An "and" inside an item may also join two, and a comma may stand inside one. A list that gives the stated number in some
//! reading has that number; one that does not is a wrong count only if it is plain and complete, else it is no claim.
//!
//! Examples:
//! - `The firm sells in four large markets: Brazil, North Africa, the Gulf States, and Central Asia (CA).` → `count count=4 item=Brazil item=North Africa item=the Gulf States item=Central Asia (CA)`
//! - `Sales show two peaks across regions – March and October.` → `count count=2 item=March item=October`
//! - `It now has two segments: E.U. Retail & Outdoor and Repairs & Rentals.` → `count count=2 item=E.U. Retail & Outdoor item=Repairs & Rentals`
//! - `Growth rests on two factors: (1) the number of partners and (2) the number of products.` → `count count=2 item=the number of partners item=the number of products`
//! - `The model has four regions (Northeast, Southeast, Central, and West), each led by one executive.` → `count count=4 item=Northeast item=Southeast item=Central item=West`
//! - `The firm has three growth drivers: price, volume and mix.` → `count count=3 item=price item=volume item=mix`
//! - `The kit has four new hair care tools - a brush, a comb, a dryer, a clip.` → `count count=4 item=a brush item=a comb item=a dryer item=a clip`
//! - `It has four regions: North, South and East.` → `count count=4 item=North item=South item=East`
//! - `It has three divisions: Forum Health, LLC, which represents doctors, Inwell, our lab, and others.` → `nothing`
//! - `It serves 40 markets, among them four regions: North and South, including the islands.` → `nothing`
//! - `Two firms reported: sales rose and costs fell.` → `nothing`
//! - `It is the first of two tasks and needs these tools: a saw, a plane and a file.` → `nothing`

use std::ops::Range;

use nom::branch::alt;
use nom::combinator::{opt, value, verify};
use nom::multi::many_till;
use nom::{IResult, Input, Parser};
use rust_decimal::prelude::ToPrimitive;

use super::complement::{any, kind, word};
use super::{Draft, Operand, word_at};
use crate::grammar::lexicon::{Part, Subclass, Word};
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, Token, TokenKind, Tokens};
use crate::model::{Kind, Role};

/// The longest item, in tokens, and the longest way from the noun to the list.
const LONGEST_ITEM: usize = 16;
const LONGEST_GAP: usize = 22;

/// Adds the counts whose things are listed.
pub fn counts(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::COUNT) && sentence.seen.any(Seen::COLON.or(Seen::DASH).or(Seen::BRACKET))) {
        return;
    }
    for at in sentence.places.iter().copied() {
        drafts.extend(count(sentence, at));
    }
}

fn count(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let stated = number(sentence, at)?;
    let mark = separator(tokens, at)?;
    let end = end_of(tokens, mark);
    let list = Tokens::from(tokens.get(..end)?, mark + 1);
    let items = match numbered(list) {
        Ok((_, items)) if !items.is_empty() => items,
        _ => listed(tokens, mark + 1..end, stated, is_plain_start(tokens, at, mark))?,
    };
    if items.iter().any(|item| item.len() > LONGEST_ITEM) {
        return None;
    }
    let mut roles = vec![(Role::Count, Operand::Amount(at))];
    for item in items {
        let start = tokens.get(item.start)?.start;
        let end = tokens.get(item.end.checked_sub(1)?)?.end;
        roles.push((Role::Item, Operand::Item { range: start..end }));
    }
    Some(Draft::new(Kind::Count, roles, at..end))
}

/// A small number of things counted in full: "four main regions".
fn number(sentence: &Sentence, at: usize) -> Option<usize> {
    let amount = sentence.amount(at)?;
    let counts = matches!(amount.unit, AmountUnit::Count(Some(_))) && amount.ulp.is_zero() && amount.hedge.is_none();
    let value = amount.value.to_usize()?;
    (counts && amount.upper.is_none() && amount.value.scale() == 0 && (2..=12).contains(&value)).then_some(value)
}

/// The colon, dash or bracket that leads to the list.
fn separator(tokens: &[Token], at: usize) -> Option<usize> {
    for (next, token) in tokens.iter().enumerate().take(at + LONGEST_GAP).skip(at + 1) {
        match token.kind {
            // "the hardest of the three tasks takes in these points:" lists points.
            TokenKind::Colon
                if tokens[next - 1].kind == TokenKind::Other && word_at(tokens, next - 2) == Some(Word::Pronoun) =>
            {
                return None;
            }
            TokenKind::Colon => return Some(next),
            TokenKind::Dash if next >= at + 2 => return Some(next),
            TokenKind::Open if (at + 2..at + 5).contains(&next) => return Some(next),
            // Two counts, or a statement of its own in between, leave open which one the list belongs to.
            TokenKind::Amount(_, Class::Count)
            | TokenKind::Semicolon
            | TokenKind::Comma
            | TokenKind::Stop
            | TokenKind::Open
            | TokenKind::Word(Word::Report | Word::While | Word::Including) => return None,
            // "three growth drivers" says of what kind they are.
            TokenKind::Word(Word::Change(_, part)) if part != Part::Noun => return None,
            _ => {}
        }
    }
    None
}

/// Where the list ends: at the closing bracket or the next dash, else with the sentence, its last point left out.
fn end_of(tokens: &[Token], mark: usize) -> usize {
    let last = tokens.len() - usize::from(tokens.last().is_some_and(|token| token.kind == TokenKind::Stop));
    let bracket = tokens[mark].kind == TokenKind::Open;
    let dash = tokens[mark].kind == TokenKind::Dash;
    let mut depth = 0usize;
    for (next, token) in tokens.iter().enumerate().take(last).skip(mark + 1) {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if depth > 0 => depth -= 1,
            TokenKind::Close if bracket => return next,
            TokenKind::Dash if dash && depth == 0 => return next,
            _ => {}
        }
    }
    last
}

/// "(1) the price and (2) the quantity".
fn numbered(input: Tokens<'_>) -> IResult<Tokens<'_>, Vec<Range<usize>>> {
    let mut items = Vec::new();
    let (mut rest, ()) = enumerator(input)?;
    while let Ok((next, (words, ()))) = many_till(any, enumerator).parse(rest) {
        items.push(trim_end(&words, rest.at));
        rest = next;
    }
    items.push(rest.at..rest.at + rest.input_len());
    items.retain(|item| !item.is_empty());
    Ok((rest, items))
}

/// "(1)", "(ii)".
fn enumerator(input: Tokens<'_>) -> IResult<Tokens<'_>, ()> {
    let number =
        verify(any, |token: &Token| matches!(token.kind, TokenKind::Amount(_, Class::Count) | TokenKind::Opaque(_)));
    value((), (kind(TokenKind::Open), number, kind(TokenKind::Close))).parse(input)
}

/// The words of an item without the comma or the "and" that leads to the next one.
fn trim_end(words: &[Token], first: usize) -> Range<usize> {
    let idle = |token: &Token| {
        matches!(token.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Word(Word::And | Word::Or))
    };
    let len = words.iter().rposition(|token| !idle(token)).map_or(0, |last| last + 1);
    first..first + len
}

/// The items of a list in the reading that gives the stated number; the plain reading where there is none and the list is plain.
fn listed(tokens: &[Token], range: Range<usize>, stated: usize, plain_start: bool) -> Option<Vec<Range<usize>>> {
    let chunks = chunks(tokens, range);
    // Names may hold any word ("Best Cut"); as many of them as stated, with commas between, are no statements.
    let listed = chunks.len() == stated && stated > 2;
    if !listed && chunks.iter().any(|chunk| is_statement(tokens, chunk)) {
        return None;
    }
    let joints: Vec<usize> = chunks.iter().flat_map(|chunk| joints(tokens, chunk)).collect();
    if (chunks.len()..=chunks.len() + joints.len()).contains(&stated) && stated > 1 {
        // "A, B and C": the last "and" joins items before any other does, and the word before the sign.
        let mut chosen = joints;
        chosen.sort_by_key(|at| (tokens[*at].subclass == Subclass::Ampersand, std::cmp::Reverse(*at)));
        chosen.truncate(stated - chunks.len());
        return Some(split(chunks, &chosen));
    }
    let complete = plain_start && joints.len() <= 1 && (2..=8).contains(&chunks.len());
    let plain = chunks.iter().all(|chunk| is_plain(tokens, chunk));
    // Too few: an "and" inside the last chunk ends the list. Too many: commas may also stand inside an item.
    let ended = joints.last().is_some_and(|at| chunks.last().is_some_and(|chunk| chunk.contains(at)));
    let few = ended && chunks.len() + joints.len() < stated;
    (complete && plain && few).then(|| split(chunks, &joints))
}

/// The list cut at semicolons, else at commas, outside brackets; an "and" right behind a comma is left out.
fn chunks(tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let semicolons = range.clone().any(|at| tokens[at].kind == TokenKind::Semicolon);
    let cut = if semicolons { TokenKind::Semicolon } else { TokenKind::Comma };
    let mut chunks = Vec::new();
    let mut depth = 0usize;
    let mut first = range.start;
    for at in range.clone() {
        match tokens[at].kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            kind if kind == cut && depth == 0 => {
                chunks.push(first..at);
                first = at + 1;
            }
            _ => {}
        }
    }
    chunks.push(first..range.end);
    let mut lead = opt(alt((word(Word::And), word(Word::Or))));
    for chunk in chunks.iter_mut().skip(1) {
        if let Ok((rest, _)) = lead.parse(Tokens::from(tokens, chunk.start)) {
            chunk.start = rest.at.min(chunk.end);
        }
    }
    chunks.retain(|chunk| !chunk.is_empty());
    chunks
}

/// The places of "and" and "or" inside a chunk, outside brackets.
fn joints(tokens: &[Token], chunk: &Range<usize>) -> Vec<usize> {
    let mut depth = 0usize;
    let mut found = Vec::new();
    for at in chunk.clone() {
        match tokens[at].kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::Word(Word::And | Word::Or) if depth == 0 && at > chunk.start && at + 1 < chunk.end => {
                found.push(at);
            }
            _ => {}
        }
    }
    found
}

fn split(chunks: Vec<Range<usize>>, joints: &[usize]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    for chunk in chunks {
        let mut first = chunk.start;
        for at in chunk.clone().filter(|at| joints.contains(at)) {
            items.push(first..at);
            first = at + 1;
        }
        items.push(first..chunk.end);
    }
    items
}

/// Whether a chunk has a verb of its own: then it is a statement and no item.
fn is_statement(tokens: &[Token], chunk: &Range<usize>) -> bool {
    let mut words = chunk.clone();
    let lead = words.next();
    words.any(|at| {
        matches!(
            word_at(tokens, at),
            Some(
                Word::Be
                    | Word::Change(_, Part::Verb)
                    | Word::Report
                    | Word::Reach
                    | Word::Have
                    | Word::Modal
                    | Word::Including
            )
        )
    }) || lead.and_then(|at| word_at(tokens, at)).is_some_and(|word| matches!(word, Word::Including | Word::Which))
}

/// Whether an item is a short name without anything that may hide a second one.
fn is_plain(tokens: &[Token], chunk: &Range<usize>) -> bool {
    chunk.len() <= 7
        && chunk.clone().all(|at| {
            matches!(
                tokens[at].kind,
                TokenKind::Other | TokenKind::Name | TokenKind::Period(_) | TokenKind::Word(Word::And | Word::Of)
            )
        })
}

/// Whether the list follows the noun at a colon or in brackets, and the number is no part of a larger one ("three of the four").
fn is_plain_start(tokens: &[Token], at: usize, mark: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| word_at(tokens, at));
    mark - at <= 5
        && matches!(tokens[mark].kind, TokenKind::Colon | TokenKind::Open)
        && !matches!(before, Some(Word::Of | Word::Article | Word::Pronoun | Word::Ordinal(_) | Word::Per))
}
