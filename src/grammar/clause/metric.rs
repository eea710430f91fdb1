//! The noun phrase that says what is measured.

use std::ops::Range;

use super::boundary::{breaks, start_of};
use super::word_at;
use crate::grammar::lexicon::{Subclass, Word};
use crate::grammar::token::{Token, TokenKind};

/// The topic behind a noun of change: "an increase in [ICT exports] from …", "growth of 5% in [sales]".
pub fn topic_behind(tokens: &[Token], word: usize, end: usize) -> Option<Range<usize>> {
    let limit = (end + 10).min(tokens.len());
    let mut at = word + 1;
    while at < limit {
        if breaks(tokens, at) {
            return None;
        }
        if tokens[at].kind == TokenKind::Word(Word::In) {
            let first = at + 1;
            let last = (first..limit).find(|at| !is_noun_phrase(tokens, *at)).unwrap_or(limit);
            let range = trim(tokens, first..last);
            return (!range.is_empty()).then_some(range);
        }
        match tokens[at].kind {
            TokenKind::Amount(..)
            | TokenKind::Period(_)
            | TokenKind::Word(Word::Of | Word::By | Word::Or | Word::Adverb | Word::Article)
            | TokenKind::Comma
                if at <= end => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The subject before a verb or before a level: the last noun phrase from `start` on that ends before `end`.
pub fn subject_before(tokens: &[Token], start: usize, end: usize) -> Option<Range<usize>> {
    let mut last = end;
    // Step over the verb group: "have surged to", "was", "amounting to".
    while last > start && !is_content(tokens, last - 1) {
        last -= 1;
    }
    let (mut first, mut last) = (phrase_before(tokens, start, last), last);
    // "imports from the region", "exports during the period": what hangs on the noun goes with it, and a time does not.
    while let Some(preposition) = attached(tokens, start, first) {
        let timed = tokens[first..last].iter().any(|token| token.subclass == Subclass::Time);
        let before = phrase_before(tokens, start, preposition);
        // "measured in seat kilometres": a participle is no noun, and "in" hangs on one as often.
        let place = tokens[preposition].kind == TokenKind::Word(Word::In) && !timed;
        if place || !(before..preposition).any(|at| is_content(tokens, at)) {
            break;
        }
        if timed {
            last = preposition;
        }
        first = before;
    }
    if first == start {
        first = coordinated(tokens, first, last);
    }
    let range = trim(tokens, first..last);
    (!range.is_empty()).then_some(range)
}

/// Where the noun phrase begins that ends before `last`.
fn phrase_before(tokens: &[Token], start: usize, last: usize) -> usize {
    let mut first = last;
    while first > start {
        if tokens[first - 1].kind == TokenKind::Close {
            // "cotton (carded or combed)"
            first = bracket_before(tokens, start, first).unwrap_or(first - 1);
        } else if is_noun_phrase(tokens, first - 1) {
            first -= 1;
        } else {
            break;
        }
    }
    first
}

/// Where the bracket opens that closes before `end`, if it holds words alone.
fn bracket_before(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 10;
    let least = start.max(end.saturating_sub(LONGEST));
    let open = (least..end).rev().find(|at| tokens[*at].kind == TokenKind::Open)?;
    let plain = |token: &Token| !matches!(token.kind, TokenKind::Amount(..) | TokenKind::Period(_));
    tokens[open..end].iter().all(plain).then_some(open)
}

/// The preposition by which the phrase that begins at `first` hangs on a noun before it.
fn attached(tokens: &[Token], start: usize, first: usize) -> Option<usize> {
    let at = first.checked_sub(1).filter(|at| *at > start)?;
    let links = matches!(tokens[at].kind, TokenKind::Word(Word::From | Word::To | Word::In | Word::Time | Word::With));
    let noun = matches!(tokens[at - 1].kind, TokenKind::Other | TokenKind::Name | TokenKind::Close);
    (links && noun && tokens[at - 1].subclass == Subclass::Plain).then_some(at)
}

/// What a number at a token is said of, where its claim has no subject of its own: "40% of [the children]", "[a supply] of 5 million",
/// "[exports] of … were 5%".
pub fn topic_of(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    /// The longest noun phrase behind a number.
    const LONGEST: usize = 10;
    if word_at(tokens, at + 1) == Some(Word::Of) {
        let first = at + 2;
        let last = (first..tokens.len().min(first + LONGEST))
            .find(|at| !is_noun_phrase(tokens, *at) || tokens[*at].kind == TokenKind::Open)
            .unwrap_or(tokens.len().min(first + LONGEST));
        let range = trim(tokens, first..last);
        if !range.is_empty() {
            return Some(range);
        }
    }
    let end = if at > 0 && word_at(tokens, at - 1) == Some(Word::Of) { at - 1 } else { at };
    subject_before(tokens, start_of(tokens, at), end)
}

/// Where a noun phrase begins whose "and" was taken for the start of a statement, "Information and Communication Technology exports":
/// a statement before it would have a verb.
fn coordinated(tokens: &[Token], first: usize, last: usize) -> usize {
    let and = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word(Word::And));
    let joint = if first < last && and(first) { first } else { first.wrapping_sub(1) };
    if !and(joint) {
        return first;
    }
    let mut start = joint;
    while start > 0
        && is_noun_phrase(tokens, start - 1)
        && !matches!(tokens[start - 1].kind, TokenKind::Open | TokenKind::Close)
    {
        start -= 1;
    }
    let named = tokens[start..joint].iter().any(|token| token.kind == TokenKind::Name)
        && !tokens[start..joint].iter().any(|token| matches!(token.kind, TokenKind::Word(Word::Pronoun)));
    let closed = start == 0
        || matches!(
            tokens[start - 1].kind,
            TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash
        );
    let open = tokens.get(joint + 1).is_some_and(|token| token.kind == TokenKind::Name);
    if named && closed && open { start } else { first }
}

fn is_content(tokens: &[Token], at: usize) -> bool {
    !matches!(tokens[at].subclass, Subclass::Light | Subclass::Laud)
        && matches!(
            tokens[at].kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Close
                | TokenKind::Word(Word::Guard(_) | Word::RateNoun | Word::Total)
        )
}

fn is_noun_phrase(tokens: &[Token], at: usize) -> bool {
    tokens[at].subclass != Subclass::Light
        && matches!(
            tokens[at].kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Quote
                | TokenKind::Open
                | TokenKind::Close
                | TokenKind::Word(
                    Word::Article
                        | Word::Of
                        | Word::And
                        | Word::Total
                        | Word::Guard(_)
                        | Word::RateNoun
                        | Word::Record
                        | Word::Superlative(_)
                        | Word::Pronoun
                        | Word::HighLow(_)
                        | Word::Per
                        | Word::Annual
                )
        )
}

/// Cuts articles, quotes and brackets off both ends, and praise and "record" off the start: they name no other series.
fn trim(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let idle = |at: usize| {
        matches!(
            tokens[at].kind,
            TokenKind::Word(Word::Article | Word::Of | Word::And | Word::Pronoun) | TokenKind::Quote | TokenKind::Open
        )
    };
    let mut range = range;
    let praise = |at: usize| {
        tokens[at].subclass == Subclass::Laud || matches!(tokens[at].kind, TokenKind::Word(Word::Record | Word::Adverb))
    };
    while range.start < range.end
        && (idle(range.start)
            || tokens[range.start].kind == TokenKind::Close
            || praise(range.start) && range.start + 1 < range.end)
    {
        range.start += 1;
    }
    while range.end > range.start && idle(range.end - 1) {
        range.end -= 1;
    }
    range
}
