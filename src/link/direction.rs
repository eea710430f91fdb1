//! Claims that state no result but a direction: "rose to A from B".
//!
//! The word that governs the pair stands right before it, as a verb or as *up* and *down*. Where something else comes between, the word
//! is more often a noun inside the phrase ("cut its growth forecast to A from B") than the one that the numbers go by.

use super::candidate::{Scene, anchor_span};
use super::mention;
use crate::grammar::lexicon::{Part, Word};
use crate::grammar::token::{AmountUnit, Class, Sentence, TokenKind};
use crate::model::{Claim, Kind, Role};

const SURE: u8 = 90;
const UNSURE: u8 = 20;

/// How sure it is that the direction of a claim is that of its two levels; `None` for claims that state more, or something else.
pub fn certainty(scene: &Scene<'_>, claim: &Claim) -> Option<u8> {
    if claim.kind != Kind::Change || anchor_span(claim).is_some() {
        return None;
    }
    let reading = claim.readings.first()?;
    let place = |role: Role| scene.find(reading.get(role)?.span).and_then(|at| scene.mentions.get(at));
    let (Some(new), Some(old)) = (place(Role::New), place(Role::Old)) else { return Some(UNSURE) };
    if new.read != old.read {
        return Some(UNSURE);
    }
    let (first, last) = (new.token.min(old.token), new.token.max(old.token));
    let read = scene.reads.get(new.read)?;
    let text = scene.document.blocks.get(read.block)?.prose.text();
    let ranges = |at: usize| {
        matches!(read.sentence.tokens.get(at).map(|token| token.kind), Some(TokenKind::Amount(_, Class::Range)))
    };
    // "20 percent to 29.5 percent, down from …" are ranges as well; "ranked 19, up from 24" goes the other way round.
    let tokens = &read.sentence.tokens;
    let is = |at: Option<usize>, wanted: fn(TokenKind) -> bool| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| wanted(token.kind))
    };
    let amount = |kind| matches!(kind, TokenKind::Amount(..));
    let to = |kind| kind == TokenKind::Word(Word::To);
    let in_range = is(first.checked_sub(1), to) && is(first.checked_sub(2), amount)
        || is(Some(last + 1), to) && is(Some(last + 2), amount);
    let place = |at: usize| {
        read.sentence
            .amount(at)
            .is_some_and(|amount| matches!(amount.unit, AmountUnit::Count(_)) && amount.ulp.is_zero())
    };
    let alike = mention::agree(scene.document, scene.reads, new, old) == Some(0);
    if ranges(first) || ranges(last) || in_range || place(first) && place(last) || !alike {
        return Some(UNSURE);
    }
    let aside = new.token == first && is_aside(&read.sentence, first, last);
    let governed = aside || governor(&read.sentence, text, first) && is_one_step(&read.sentence, first, last);
    Some(if governed && claim.guard.is_none() { SURE } else { UNSURE })
}

/// Whether a verb of change, or *up* or *down*, leads right to the first level.
fn governor(sentence: &Sentence, text: &str, first: usize) -> bool {
    for at in (0..first).rev().take(6) {
        let token = &sentence.tokens[at];
        match token.kind {
            TokenKind::Word(Word::To | Word::From | Word::Hedge(_) | Word::Adverb | Word::Article | Word::At) => {}
            TokenKind::Word(Word::Change(Some(_), Part::Verb | Part::Participle | Part::Particle)) => return true,
            // "increase" may be a noun, "increased" is a verb here.
            TokenKind::Word(Word::Change(Some(_), Part::Both)) => {
                return text.get(token.start as usize..token.end as usize).is_some_and(|word| word.ends_with("ed"));
            }
            _ => return false,
        }
    }
    false
}

/// Whether nothing but "from", "to" and a period stands between the levels.
fn is_one_step(sentence: &Sentence, first: usize, last: usize) -> bool {
    last - first <= 6
        && sentence.tokens[first + 1..last].iter().all(|token| {
            matches!(
                token.kind,
                TokenKind::Word(
                    Word::To
                        | Word::From
                        | Word::Compared
                        | Word::With
                        | Word::Versus
                        | Word::Hedge(_)
                        | Word::Article
                        | Word::In
                        | Word::Time
                        | Word::Period
                ) | TokenKind::Period(_)
                    | TokenKind::Comma
                    | TokenKind::Other
            )
        })
}

/// "was A, up from B".
fn is_aside(sentence: &Sentence, first: usize, last: usize) -> bool {
    let kinds = sentence.tokens[first + 1..last].iter().map(|token| token.kind);
    let mut kinds = kinds.filter(|kind| !matches!(kind, TokenKind::Word(Word::Hedge(_) | Word::Article)));
    kinds.next() == Some(TokenKind::Comma)
        && matches!(kinds.next(), Some(TokenKind::Word(Word::Change(Some(_), Part::Particle))))
        && kinds.next() == Some(TokenKind::Word(Word::From))
        && kinds.next().is_none()
}
