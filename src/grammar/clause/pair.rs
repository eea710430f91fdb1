//! Two levels side by side without a word of change.

use super::complement::{self, Position, Slot, complements};
use super::frame::Frame;
use super::{class_at, word_at};
use crate::grammar::lexicon::{HedgeWord, Part, Word};
use crate::grammar::token::{Class, Sentence, Token, TokenKind, Tokens};
use crate::model::Direction;

/// "from A to A", "A compared with A".
pub fn pair(sentence: &Sentence, at: usize, free: usize) -> Option<Frame> {
    let tokens = &sentence.tokens;
    let (slots, end, _) = complements(tokens, at, Position { bare: false, noun: false });
    let Slot::Old(old) = *slots.first()? else { return None };
    let mut frame = Frame { old: Some(old), ..Frame::at(at, at..end) };
    for slot in slots.into_iter().skip(1) {
        frame.put(tokens, slot);
    }
    frame.settle(tokens);
    if word_at(tokens, at) == Some(Word::From) {
        // "and 19.4% (from 1,177 to 1,405)": the word of change was said before.
        let open = at.checked_sub(1).filter(|open| tokens[*open].kind == TokenKind::Open);
        let percent = open
            .and_then(|open| open.checked_sub(1))
            .filter(|at| *at >= free && class_at(tokens, *at) == Some(Class::Percent));
        if let Some(percent) = percent.filter(|_| frame.percent.is_none()) {
            frame.percent = Some(percent);
            frame.tokens.start = percent;
        }
        // "from A" alone says where something comes from.
        return frame.new.is_some().then_some(frame);
    }
    // "1.78% of reports in 2023 compared to 1.62%": the level before belongs to the pair.
    if frame.new.is_none()
        && let Some(new) = level_beside(tokens, at, free).filter(|new| class_at(tokens, *new) == class_at(tokens, old))
    {
        frame.new = Some(new);
        frame.tokens.start = new;
    }
    Some(frame)
}

/// "20% more than the $10 million", "5% above its level of a year ago": a percentage that compares.
pub fn relation(sentence: &Sentence, at: usize) -> Option<Frame> {
    let tokens = &sentence.tokens;
    // "6.4 percent (±14.9%) above": its margin of error stands between.
    let margin = tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Open)
        && class_at(tokens, at + 2) == Some(Class::Range)
        && tokens.get(at + 3).is_some_and(|token| token.kind == TokenKind::Close);
    let next = at + 1 + if margin { 3 } else { 0 };
    let next = next + usize::from(tokens.get(next).is_some_and(|token| margin && token.kind == TokenKind::Symbol));
    let (direction, behind) = match (word_at(tokens, next)?, word_at(tokens, next + 1)) {
        (Word::Hedge(HedgeWord::More), Some(Word::Than)) => (Direction::Up, next + 2),
        (Word::Hedge(HedgeWord::Less), Some(Word::Than)) => (Direction::Down, next + 2),
        (Word::Hedge(HedgeWord::Over), _) => (Direction::Up, next + 1),
        (Word::Hedge(HedgeWord::Under), _) => (Direction::Down, next + 1),
        _ => return None,
    };
    let behind_it = Tokens::from(tokens, behind);
    let old = complement::level(behind_it)
        .or_else(|_| complement::level_of_a_period(behind_it))
        .ok()
        .map(|(_, old)| old)
        .filter(|old| class_at(tokens, *old) != Some(Class::Percent));
    Some(Frame {
        direction: Some(direction),
        part: Some(Part::Participle),
        percent: Some(at),
        old,
        own_metric: old.is_none(),
        ..Frame::at(at, at..old.map_or(behind, |old| old + 1))
    })
}

/// "adding $627 million to the $2.596 billion": a difference and the level that it was added to.
pub fn addition(sentence: &Sentence, at: usize) -> Option<Frame> {
    let tokens = &sentence.tokens;
    let difference = Some(at + 1).filter(|at| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count)))?;
    let (_, slot) = complement::new(Tokens::from(tokens, difference + 1)).ok()?;
    let Slot::New(old) = slot else { return None };
    let same = class_at(tokens, old) == class_at(tokens, difference);
    same.then(|| Frame {
        direction: Some(Direction::Up),
        part: Some(Part::Participle),
        difference: Some(difference),
        old: Some(old),
        ..Frame::at(at, at..old + 1)
    })
}

/// The level right before a comparison: only its noun phrase and its period stand between.
fn level_beside(tokens: &[Token], at: usize, free: usize) -> Option<usize> {
    for before in (free.max(at.saturating_sub(14))..at).rev() {
        match tokens[before].kind {
            // "$14.2 million, or 1.31% of loans, compared with": the level in other terms.
            TokenKind::Amount(_, Class::Percent)
                if word_at(tokens, before.wrapping_sub(1)) == Some(Word::Or)
                    && word_at(tokens, before + 1) == Some(Word::Of) => {}
            TokenKind::Amount(..) => return Some(before),
            // "1.78% of reports": a noun here, and no verb.
            TokenKind::Word(Word::Report) if word_at(tokens, before.wrapping_sub(1)) == Some(Word::Of) => {}
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Period(_)
            | TokenKind::Comma
            | TokenKind::Open
            | TokenKind::Close
            | TokenKind::Opaque(_)
            | TokenKind::Word(
                Word::In
                | Word::Or
                | Word::Of
                | Word::Them
                | Word::Time
                | Word::Article
                | Word::And
                | Word::As
                | Word::At
                | Word::Per
                | Word::Adverb
                | Word::Annual,
            ) => {}
            _ => return None,
        }
    }
    None
}
