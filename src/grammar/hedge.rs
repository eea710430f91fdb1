//! Words before a number that make it less than exact.
//!
//! ```ebnf
//! hedge      = at-least | at-most | just-under | just-over | about ;
//! at-least   = "more than" | "over" | "above" | "at least" | "exceeding" ;
//! at-most    = "less than" | "fewer than" | "under" | "below" | "at most" | "up to" | "as many as" ;
//! just-under = "nearly" | "almost" | "just under" | "close to" ;
//! just-over  = "just over" | "just above" ;
//! about      = "about" | "around" | "roughly" | "approximately" | "some" | "~" ;
//! ```
//!
//! A comparison is no hedge: "20% more than $5 million", "an increase of 5% over $3 million".

use super::lexicon::{HedgeWord as H, Part, Word};
use super::token::{Token, TokenKind};
use crate::model::HedgeKind;

/// The hedge that ends `tokens`, and how many of them it takes.
#[inline]
#[must_use]
pub fn hedge_before(tokens: &[Token]) -> Option<(HedgeKind, usize)> {
    // Before most numbers stands none of these.
    match tokens.last()?.kind {
        TokenKind::Word(last @ (Word::Than | Word::To | Word::Over | Word::As | Word::Hedge(_))) => ends(tokens, last),
        _ => None,
    }
}

/// The hedge that ends in the word `last`.
fn ends(tokens: &[Token], last: Word) -> Option<(HedgeKind, usize)> {
    use Word::{At, Hedge, Over, Than, To};
    let word = |back: usize| match tokens.get(tokens.len().checked_sub(back)?)?.kind {
        TokenKind::Word(word) => Some(word),
        _ => None,
    };
    let (kind, taken) = match (word(3), word(2), last) {
        (_, Some(Hedge(H::More)), Than) | (_, Some(At), Hedge(H::Least)) => (HedgeKind::AtLeast, 2),
        (_, Some(Hedge(H::Less)), Than)
        | (_, Some(At), Hedge(H::Most))
        | (_, Some(Word::Change(Some(crate::model::Direction::Up), Part::Particle)), To) => (HedgeKind::AtMost, 2),
        (_, Some(Hedge(H::Just)), Over | Hedge(H::Over)) => (HedgeKind::JustOver, 2),
        (_, Some(Hedge(H::Just)), Hedge(H::Under)) | (_, Some(Hedge(H::Close)), To) => (HedgeKind::JustUnder, 2),
        (Some(Word::As), Some(Hedge(H::Many)), Word::As) => (HedgeKind::AtMost, 3),
        (_, _, Hedge(H::Nearly)) => (HedgeKind::JustUnder, 1),
        (_, _, Hedge(H::About)) => (HedgeKind::About, 1),
        (_, _, Hedge(H::Over) | Over) => (HedgeKind::AtLeast, 1),
        (_, _, Hedge(H::Under)) => (HedgeKind::AtMost, 1),
        _ => return None,
    };
    let before = tokens.len().checked_sub(taken + 1).and_then(|at| tokens.get(at)).map(|token| token.kind);
    let relative = matches!(word(1), Some(Than | Over | Hedge(H::Over | H::Under)));
    let compares = match before {
        Some(TokenKind::Amount(..)) => true,
        Some(TokenKind::Word(Word::Change(_, part))) => matches!(part, Part::Noun | Part::Both),
        _ => false,
    };
    if relative && compares && taken < 3 {
        return None;
    }
    // "it was up to 5, from 4", "rose up to 5": a change; "grants of up to $5,000": a hedge.
    if word(1) == Some(To)
        && matches!(word(2), Some(Word::Change(..)))
        && matches!(
            before,
            None | Some(TokenKind::Word(Word::Change(..) | Word::Be) | TokenKind::Amount(..) | TokenKind::Comma)
        )
        // "will cut up to 700 posts"
        && !matches!(before, Some(TokenKind::Word(Word::Change(Some(crate::model::Direction::Down), _))))
    {
        return None;
    }
    if taken == 2 && before == Some(TokenKind::Word(Word::Not)) {
        // "no more than", "not less than" turn it round.
        return Some(match kind {
            HedgeKind::AtLeast => (HedgeKind::AtMost, 3),
            HedgeKind::AtMost => (HedgeKind::AtLeast, 3),
            other => (other, 2),
        });
    }
    Some((kind, taken))
}
