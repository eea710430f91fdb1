//! Where one statement ends and the next begins inside a sentence.

use crate::grammar::lexicon::{GuardWord, Part, RankWord, Word};
use crate::grammar::token::{Class, Sentence, Token, TokenKind};

use super::{class_at, word_at};

/// Whether a statement ends before token `at`: what follows speaks of something else.
///
/// "while", "but", ";" and "driven by" always do. "and", "with", "as" do when a subject with a verb of its own follows
/// ("and profit rose", "with margins falling", "and profit to $2m"), not inside a noun phrase ("cash and equivalents, up 5%").
#[inline]
#[must_use]
pub fn breaks(tokens: &[Token], at: usize) -> bool {
    tokens[at].breaks
}

/// Notes at each token of a sentence whether a statement ends before it: every reader of clauses asks that again and again.
pub fn mark_breaks(sentence: &mut Sentence) {
    for at in sentence.joints.iter().map(|at| *at as usize) {
        sentence.tokens[at].breaks = parts(&sentence.tokens, at);
    }
}

/// Whether a word or a mark at `at` ends the statement before it.
fn parts(tokens: &[Token], at: usize) -> bool {
    match tokens[at].kind {
        TokenKind::Semicolon
        | TokenKind::Word(Word::While | Word::Because | Word::If | Word::Rank(RankWord::Follow)) => true,
        TokenKind::Stop => {
            at + 1 < tokens.len()
                && matches!(tokens[at + 1].kind, TokenKind::Name | TokenKind::Word(_))
                && at > 0
                && !matches!(tokens[at - 1].kind, TokenKind::Other)
        }
        // "as it moved from A to A" goes on about the same subject.
        TokenKind::Word(Word::As) => word_at(tokens, at + 1) != Some(Word::Pronoun) && starts_statement(tokens, at + 1),
        TokenKind::Word(Word::And | Word::With) => starts_statement(tokens, at + 1),
        // "on a 31% increase in prices", "on higher volumes": the reason, not the change itself; "on sales of $5m": what it
        // was earned on.
        TokenKind::Word(Word::On) => names_a_change(tokens, at + 1) || names_a_level(tokens, at + 1),
        _ => false,
    }
}

/// The token at which the statement around `at` starts. No statement is longer than a few hundred tokens; what goes on for
/// longer is no prose, and looking back to its start from each of its numbers would take quadratic time.
#[must_use]
pub fn start_of(tokens: &[Token], at: usize) -> usize {
    const LONGEST: usize = 400;
    let first = at.saturating_sub(LONGEST);
    (first..at).rev().find(|at| breaks(tokens, *at)).map_or(first, |at| at + 1)
}

/// The token at which the statement that goes on at `at` ends.
#[must_use]
pub fn end_of(tokens: &[Token], at: usize) -> usize {
    (at..tokens.len()).find(|at| breaks(tokens, *at)).unwrap_or(tokens.len())
}

/// Whether a break stands in `from..to`.
#[must_use]
pub fn between(tokens: &[Token], from: usize, to: usize) -> bool {
    (from..to.min(tokens.len())).any(|at| breaks(tokens, at))
}

/// Whether a noun phrase and then a verb, or "to", "from" with an amount, follow.
fn starts_statement(tokens: &[Token], from: usize) -> bool {
    let mut nouns = 0;
    let mut depth = 0usize;
    for at in from..tokens.len().min(from + 12) {
        match tokens[at].kind {
            // "and sales (from $9 million to $11 million) rose"
            TokenKind::Open if nouns > 0 => depth += 1,
            TokenKind::Close if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Word(Word::Pronoun | Word::RateNoun | Word::Guard(GuardWord::Coupon)) => nouns += 1,
            TokenKind::Word(
                Word::Article
                | Word::Of
                | Word::Adverb
                | Word::Total
                | Word::Guard(_)
                | Word::Record
                | Word::Superlative(_)
                | Word::Annual
                | Word::HighLow(_)
                | Word::Hedge(_)
                | Word::Per,
            )
            | TokenKind::Period(_)
            | TokenKind::Quote
            // "and 30-year yields at 2.95 percent"
            | TokenKind::Opaque(_)
            | TokenKind::Amount(_, Class::Time) => {}
            TokenKind::Word(Word::Change(_, part)) => {
                return nouns > 0
                    && matches!(part, Part::Verb | Part::Judgement | Part::Participle | Part::Particle | Part::Both);
            }
            TokenKind::Word(Word::Times(_, part)) => return nouns > 0 && !matches!(part, Part::Noun),
            TokenKind::Word(
                Word::Reach
                | Word::Be
                | Word::Have
                | Word::Modal
                | Word::Report
                | Word::Share(_)
                | Word::Verb
                | Word::Keep,
            ) => return nouns > 0,
            // "and profit to $2m", "and water use by 15%"
            TokenKind::Word(Word::To | Word::From | Word::At | Word::By) => {
                if matches!(tokens.get(at + 1).map(|token| token.kind), Some(TokenKind::Amount(..))) {
                    return nouns > 0;
                }
            }
            TokenKind::Amount(..) => {
                // "and EPS of $2.16 …": "of" was stepped over.
                return nouns > 0 && at > from && word_at(tokens, at - 1) == Some(Word::Of);
            }
            _ => return false,
        }
    }
    false
}

/// Whether a noun phrase about another change follows: "a 31% increase", "higher volumes".
fn names_a_change(tokens: &[Token], from: usize) -> bool {
    for (skipped, token) in tokens.iter().skip(from).take(5).enumerate() {
        match token.kind {
            TokenKind::Word(Word::Change(_, part)) => return matches!(part, Part::Noun | Part::Both) || skipped == 0,
            TokenKind::Word(Word::Article | Word::Adverb) | TokenKind::Amount(..) | TokenKind::Period(_) => {}
            _ => return false,
        }
    }
    false
}

/// Whether a noun with a level of its own follows: "sales of $210 million".
fn names_a_level(tokens: &[Token], from: usize) -> bool {
    let noun = |token: &&Token| {
        matches!(token.kind, TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Total | Word::RateNoun))
    };
    let nouns = tokens[from..].iter().take(4).take_while(noun).count();
    let of = from + nouns;
    nouns > 0 && word_at(tokens, of) == Some(Word::Of) && matches!(class_at(tokens, of + 1), Some(Class::Money))
}
