//! The noun phrase that says what is measured.

use std::ops::Range;

use super::boundary::breaks;
use crate::grammar::lexicon::Word;
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
    let mut first = last;
    while first > start && is_noun_phrase(tokens, first - 1) {
        first -= 1;
    }
    let range = trim(tokens, first..last);
    (!range.is_empty()).then_some(range)
}

fn is_content(tokens: &[Token], at: usize) -> bool {
    matches!(
        tokens[at].kind,
        TokenKind::Other
            | TokenKind::Name
            | TokenKind::Close
            | TokenKind::Word(Word::Guard(_) | Word::RateNoun | Word::Total)
    )
}

fn is_noun_phrase(tokens: &[Token], at: usize) -> bool {
    matches!(
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

/// Cuts articles, quotes and brackets off both ends.
fn trim(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let idle = |at: usize| {
        matches!(
            tokens[at].kind,
            TokenKind::Word(Word::Article | Word::Of | Word::And | Word::Pronoun) | TokenKind::Quote | TokenKind::Open
        )
    };
    let mut range = range;
    while range.start < range.end && (idle(range.start) || tokens[range.start].kind == TokenKind::Close) {
        range.start += 1;
    }
    while range.end > range.start && idle(range.end - 1) {
        range.end -= 1;
    }
    range
}
