//! What the words around a number say of the statement that it stands in: which way it goes, what it is about, and on what basis.

use std::ops::Range;

use super::boundary::{end_of, start_of};
use super::metric::subject_before;
use super::{class_at, word_at};
use crate::grammar::lexicon::{GuardWord, HedgeWord, Part, Word};
use crate::grammar::token::{Class, Sentence, Token, TokenKind};
use crate::model::{Direction, Guard};

/// The statement around a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// Which way the word of change that governs the number goes.
    pub direction: Option<Direction>,
    /// The tokens that name what is measured.
    pub metric: Option<Range<usize>>,
    /// A basis that the printed numbers do not have.
    pub guard: Option<Guard>,
}

impl Context {
    /// The statement around the number at a token.
    #[must_use]
    pub fn at(sentence: &Sentence, token: usize) -> Self {
        let tokens = &sentence.tokens;
        let (start, end) = (start_of(tokens, token), end_of(tokens, (token + 1).min(tokens.len())));
        Self {
            direction: behind(tokens, token).or_else(|| before(tokens, start, token)),
            metric: subject_before(tokens, start, token),
            guard: guard(sentence, start..end, token),
        }
    }
}

/// "5% higher", "a 5% increase", "5% less than".
fn behind(tokens: &[Token], token: usize) -> Option<Direction> {
    for (at, behind) in tokens.iter().enumerate().skip(token + 1).take(3) {
        match behind.kind {
            TokenKind::Word(Word::Change(direction, Part::Noun | Part::Both | Part::Particle)) => return direction,
            TokenKind::Word(Word::Hedge(HedgeWord::More | HedgeWord::Over)) if at == token + 1 => {
                return Some(Direction::Up);
            }
            TokenKind::Word(Word::Hedge(HedgeWord::Less | HedgeWord::Under)) if at == token + 1 => {
                return Some(Direction::Down);
            }
            TokenKind::Other | TokenKind::Period(_) | TokenKind::Word(Word::Annual | Word::Adverb) => {}
            _ => break,
        }
    }
    None
}

/// The nearest word of change before it.
fn before(tokens: &[Token], start: usize, token: usize) -> Option<Direction> {
    (start..token).rev().take(16).find_map(|at| match tokens[at].kind {
        TokenKind::Word(Word::Change(direction, _)) => Some(direction),
        _ => None,
    })?
}

fn guard(sentence: &Sentence, words: Range<usize>, token: usize) -> Option<Guard> {
    let tokens = &sentence.tokens;
    for at in words {
        let Some(Word::Guard(word)) = word_at(tokens, at) else { continue };
        let near = at.abs_diff(token) <= 6;
        if let Some(guard) = word.basis() {
            return Some(guard);
        }
        return Some(match word {
            GuardWord::Share if word_at(tokens, at.wrapping_sub(1)) == Some(Word::Per) => Guard::PerShare,
            GuardWord::Average if at > 0 && class_at(tokens, at - 1) == Some(Class::Time) || near => Guard::OnAverage,
            GuardWord::Expected if near => Guard::Expectation,
            _ => continue,
        });
    }
    None
}
