//! Who grew or fell fastest: a place in the order of growth, with the growth.
//!
//! ```ebnf
//! fastest  = subject , aside , link , [ "the" ] , place , { noun } , [ follower ]      (* X (up P) was the fastest-growing N *)
//!          | place , { noun } , [ link , subject ] , size , [ follower ] ;             (* the fastest-growing N was X, up P *)
//! place    = { ORDINAL , [ "and" ] } , SUPERLATIVE , CHANGE ;                          (* second and third fastest-growing *)
//! aside    = "(" , [ CHANGE ] , VALUE , { word } , ")" | "," , CHANGE , VALUE , "," ;
//! size     = { "," | "(" | "and" | "at" | "with" | "by" | CHANGE } , VALUE ;
//! follower = [ "," ] , "followed" , "by" , { word } , [ "(" ] , [ CHANGE ] , OTHER ;
//! ```
//!
//! Only percentages have a part in it: what a thing that grows fastest comes to is another matter. "Among the fastest-growing" names
//! no place, and a percentage of something is a share.
//!
//! Examples:
//! - `Steel (up 12.4%) was the fastest-growing export, followed by paper (up 9.8%).` → `rank up highest-1 value=12.4 other=9.8`
//! - `Rye (up 7% from 300 to 321 tonnes) was the second fastest growing crop.` → `rank up highest-2 value=7`
//! - `The fastest-growing market was Spain, up 12%.` → `rank up highest-1 value=12`
//! - `Spain, up 12%, was the fastest-growing market.` → `rank up highest-1 value=12`
//! - `Oats and rye came in as the third and fourth fastest-growing crops in May, up by 4.1% (from 489 to 509) and 3.2% (from 310 to 320), respectively.` → `rank up highest-3 value=4.1; rank up highest-4 value=3.2`
//! - `Beets ranked as the fastest falling crop and were down by 13%.` → `rank down highest-1 value=13`
//! - `The slowest-growing region was the north, with growth of 1.2%.` → `rank up lowest-1 value=1.2`
//! - `Spain is the fastest-growing market, with 12% of sales.` → `nothing`
//! - `Spain is the fastest-growing market, at $12 million.` → `nothing`
//! - `Spain is one of the fastest-growing markets (up 12%).` → `nothing`
//! - `It is the fastest-growing market with a 12% share.` → `nothing`
//! - `It is the fastest-growing market, rising to 12% from 9%.` → `nothing`

use smallvec::SmallVec;

use super::boundary::breaks;
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{Part, RankWord, Word};
use crate::grammar::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Direction, Kind, Rank, Role};

/// Adds the places in an order of growth that a sentence states.
pub fn fastest(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::RANK) && sentence.seen.any(Seen::PERCENT)) {
        return;
    }
    let tokens = &sentence.tokens;
    for at in 0..tokens.len() {
        let (Some(Word::Superlative(high)), Some(Word::Change(Some(direction), Part::Participle))) =
            (word_at(tokens, at), word_at(tokens, at + 1))
        else {
            continue;
        };
        let places = places(tokens, at);
        let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
        let values = match before(tokens, at, direction) {
            Some(value) if places.len() == 1 => SmallVec::from_slice(&[value]),
            _ => behind(tokens, at + 2, direction, places.len()),
        };
        if values.len() != places.len() {
            continue;
        }
        let end = values.iter().copied().fold(at + 2, usize::max) + 1;
        let follower = if first == last { follower(tokens, end, direction) } else { None };
        for (place, value) in places.iter().zip(&values) {
            let draft = Draft::new(Kind::Rank, vec![(Role::Value, Operand::Amount(*value))], at.min(*value)..end);
            let mut draft = rank(draft, high, *place, direction);
            if let Some(other) = follower {
                // "at 14%, followed by X at 9%" is one order, and no second one of levels.
                let same = |draft: &Draft| {
                    draft.kind == Kind::Rank && draft.plays(Role::Value, *value) && draft.plays(Role::Other, other)
                };
                drafts.retain(|draft| !same(draft));
                // Who is behind the second does not say who is first: the place itself may be told elsewhere.
                let alone = Draft { silent: true, ..draft.clone() };
                draft.readings[0].push((Role::Other, Operand::Amount(other)));
                draft.tokens.end = other + 1;
                if *place > 1 {
                    draft.rank = Some(if high { Rank::Ahead } else { Rank::Lowest(1) });
                    drafts.push(alone);
                }
                let next = Draft::new(Kind::Rank, vec![(Role::Value, Operand::Amount(other))], other..other + 1);
                drafts.push(Draft { silent: true, ..rank(next, high, *place + 1, direction) });
            }
            drafts.push(draft);
        }
    }
}

fn rank(draft: Draft, high: bool, place: u8, direction: Direction) -> Draft {
    let rank = if high { Rank::Highest(place) } else { Rank::Lowest(place) };
    Draft { rank: Some(rank), direction: Some(direction), ..draft }
}

/// The places that the words before the superlative name: none in "one of the", "the top 25".
fn places(tokens: &[Token], at: usize) -> SmallVec<[u8; 2]> {
    let mut found = SmallVec::new();
    let mut lead = at;
    while let Some(before) = lead.checked_sub(1) {
        match word_at(tokens, before) {
            Some(Word::Ordinal(place)) => found.insert(0, place),
            Some(Word::And) if !found.is_empty() => {}
            _ if tokens[before].kind == TokenKind::Comma && !found.is_empty() => {}
            _ => break,
        }
        lead = before;
    }
    if !found.is_empty() {
        return found;
    }
    let article = lead.checked_sub(1).filter(|at| word_at(tokens, *at) == Some(Word::Article));
    let named = article.is_some_and(|article| {
        let before = article.checked_sub(1).map(|at| tokens[at].kind);
        !matches!(before, Some(TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Of | Word::In)))
    });
    if named {
        found.push(1);
    }
    found
}

/// "X (up P from A to B) was the": the percentage in the aside of the subject.
fn before(tokens: &[Token], at: usize, direction: Direction) -> Option<usize> {
    const LONGEST: usize = 10;
    let light = |at: &usize| {
        matches!(
            tokens[*at].kind,
            TokenKind::Other
                | TokenKind::Word(
                    Word::Article | Word::Ordinal(_) | Word::As | Word::Be | Word::Adverb | Word::Have | Word::Reach
                )
        )
    };
    let end = (at.saturating_sub(LONGEST)..at).rev().find(|at| !light(at))?;
    let (open, size) = match tokens[end].kind {
        TokenKind::Close => {
            let open = (end.saturating_sub(2 * LONGEST)..end).rev().find(|at| tokens[*at].kind == TokenKind::Open)?;
            let first = (open + 1..end).find(|at| class_at(tokens, *at).is_some())?;
            (open, first)
        }
        TokenKind::Comma => {
            let size = end.checked_sub(1)?;
            let open = (size.saturating_sub(4)..size).rev().find(|at| tokens[*at].kind == TokenKind::Comma)?;
            (open, size)
        }
        _ => return None,
    };
    let told = (open + 1..size).any(|at| goes(tokens, at, direction));
    let alone = tokens[end].kind == TokenKind::Close && end == open + 2;
    (is_size(tokens, size) && (told || alone)).then_some(size)
}

/// The percentages behind "fastest-growing N", as many as there are places.
fn behind(tokens: &[Token], from: usize, direction: Direction, wanted: usize) -> SmallVec<[usize; 2]> {
    const LONGEST: usize = 16;
    let mut found = SmallVec::new();
    let (mut told, mut led, mut depth) = (false, false, 0usize);
    for at in from..tokens.len().min(from + LONGEST * wanted) {
        if found.len() == wanted {
            break;
        }
        if breaks(tokens, at) && word_at(tokens, at) != Some(Word::With) {
            return found;
        }
        match tokens[at].kind {
            // What a later one changed from and to stands in brackets behind the percentage.
            TokenKind::Open if !found.is_empty() => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            TokenKind::Open | TokenKind::Word(Word::At | Word::With) => led = true,
            TokenKind::Amount(_, Class::Percent) if told || led && stands_alone(tokens, at) => {
                if !is_size(tokens, at) {
                    return found;
                }
                found.push(at);
            }
            TokenKind::Word(Word::Change(..)) if goes(tokens, at, direction) => told = true,
            TokenKind::Amount(..)
            | TokenKind::Semicolon
            | TokenKind::Stop
            | TokenKind::Word(
                Word::Change(..)
                | Word::Times(..)
                | Word::Share(_)
                | Word::Superlative(_)
                | Word::Rank(_)
                | Word::Than
                | Word::Guard(_)
                | Word::Which,
            ) => return found,
            _ => {}
        }
    }
    found
}

/// Whether an amount is a percentage by which something may have changed, and no level: "rising to 12%", "up to 12% of sales".
fn is_size(tokens: &[Token], at: usize) -> bool {
    class_at(tokens, at) == Some(Class::Percent)
        && word_at(tokens, at.wrapping_sub(1)) != Some(Word::To)
        && word_at(tokens, at + 1) != Some(Word::Of)
}

/// Whether the percentage at `at` is no share: nothing that it may be of stands behind.
fn stands_alone(tokens: &[Token], at: usize) -> bool {
    match tokens.get(at + 1).map(|token| token.kind) {
        None
        | Some(
            TokenKind::Close
            | TokenKind::Comma
            | TokenKind::Stop
            | TokenKind::Semicolon
            | TokenKind::Period(_)
            | TokenKind::Word(Word::And | Word::While | Word::Change(_, Part::Noun | Part::Both)),
        ) => true,
        Some(TokenKind::Word(Word::Article | Word::Per)) => word_at(tokens, at + 2) == Some(Word::Annual),
        _ => false,
    }
}

/// Whether a word of change goes that way.
fn goes(tokens: &[Token], at: usize, direction: Direction) -> bool {
    matches!(word_at(tokens, at), Some(Word::Change(Some(way), _)) if way == direction)
}

/// ", followed by X (up P)": how much the next one grew.
fn follower(tokens: &[Token], end: usize, direction: Direction) -> Option<usize> {
    const LONGEST: usize = 12;
    let follow = (end..tokens.len().min(end + 10)).find(|at| {
        word_at(tokens, *at) == Some(Word::Rank(RankWord::Follow)) && word_at(tokens, at + 1) == Some(Word::By)
    })?;
    let plain = |at: usize| {
        class_at(tokens, at).is_none() && !matches!(tokens[at].kind, TokenKind::Semicolon | TokenKind::Stop)
    };
    if !(end..follow).all(|at| plain(at) || tokens[at].kind == TokenKind::Close) {
        return None;
    }
    let other = (follow + 2..tokens.len().min(follow + 2 + LONGEST)).find(|at| class_at(tokens, *at).is_some())?;
    let gap = follow + 2..other;
    let told = gap.clone().any(|at| goes(tokens, at, direction));
    let led = gap.clone().any(|at| tokens[at].kind == TokenKind::Open || word_at(tokens, at) == Some(Word::At));
    let clear = !gap.clone().any(|at| breaks(tokens, at));
    (is_size(tokens, other) && clear && (told || led && stands_alone(tokens, other))).then_some(other)
}
