//! Multiples: "doubled", "threefold", "25 times more", "three times the industry's 5%".

use super::boundary::breaks;
use super::complement::{Position, complements};
use super::frame::Frame;
use super::{Operand, class_at, word_at};
use crate::grammar::hedge::hedge_before;
use crate::grammar::lexicon::{GuardWord, HedgeWord, Multiple, Part, Word};
use crate::grammar::token::{AmountUnit, Class, Sentence, Token, TokenKind};
use crate::model::Direction;

/// "doubled", "more than tripled", "double the $5 million".
pub fn times(sentence: &Sentence, at: usize, free: usize, multiple: Multiple, part: Part) -> Option<Frame> {
    let tokens = &sentence.tokens;
    let token = tokens[at];
    if is_adjective(tokens, at, part) {
        return None;
    }
    let hedge = hedge_before(&tokens[free..at]);
    let first = at - hedge.map_or(0, |(_, taken)| taken);
    let (slots, end, _) = complements(tokens, at + 1, Position { bare: false, noun: false });
    // "doubling its volume": the object is what doubles, no level before it is meant.
    let object = matches!(word_at(tokens, at + 1), Some(Word::Article | Word::Pronoun));
    // "the halving event", "Halving Day": a name.
    let said = matches!(word_at(tokens, at + 1), Some(Word::In | Word::Time | Word::Over | Word::Of));
    if part == Part::Participle && !object && slots.is_empty() && !said {
        return None;
    }
    let mut frame = Frame {
        direction: Some(if multiple == Multiple::Half { Direction::Down } else { Direction::Up }),
        part: Some(if part == Part::Verb { Part::Verb } else { Part::Participle }),
        multiple: Some(Operand::Times {
            range: token.start..token.end,
            value: multiple.value(),
            hedge: hedge.map(|(kind, taken)| (kind, tokens[at - taken].start..tokens[at - 1].end)),
        }),
        own_metric: part == Part::Participle && object,
        ..Frame::at(at, first..end.max(at + 1))
    };
    for slot in slots {
        frame.put(tokens, slot);
    }
    // "twice the industry average of 6%"
    if frame.old.is_none()
        && matches!(part, Part::Particle | Part::Both)
        && let Some(old) = standard(tokens, at + 1)
    {
        frame.old = Some(old);
        frame.tokens.end = frame.tokens.end.max(old + 1);
    }
    // "double the $923 level"
    let article = word_at(tokens, at + 1) == Some(Word::Article);
    if frame.old.is_none()
        && article
        && matches!(class_at(tokens, at + 2), Some(Class::Money | Class::Count | Class::Percent))
    {
        frame.old = Some(at + 2);
        frame.tokens.end = frame.tokens.end.max(at + 3);
        frame.own_metric = false;
    }
    Some(frame)
}

/// "25 times more claims", "1.6 times as likely", "three times the average": a multiple of something else.
pub fn factor(sentence: &Sentence, at: usize) -> Option<Frame> {
    let tokens = &sentence.tokens;
    let behind = word_at(tokens, at + 1)?;
    let whole_words = !matches!(sentence.amount(at)?.unit, AmountUnit::Count(_));
    let compares = matches!(behind, Word::Hedge(HedgeWord::More) | Word::As) || behind == Word::Article && whole_words;
    if !compares || matches!(word_at(tokens, at.wrapping_sub(1)), Some(Word::By | Word::Of)) {
        return None;
    }
    let old = (at + 2..tokens.len().min(at + 14))
        .take_while(|at| !breaks(tokens, *at) && tokens[*at].kind != TokenKind::Comma)
        .find(|at| class_at(tokens, *at).is_some())
        .filter(|_| behind == Word::Article);
    Some(Frame {
        direction: Some(Direction::Up),
        part: Some(Part::Participle),
        multiple: Some(Operand::Amount(at)),
        old,
        own_metric: old.is_none(),
        ..Frame::at(at, at..old.map_or(at + 2, |old| old + 1))
    })
}

/// "the industry average of A", "the sector's growth rate of A": what something is held against.
fn standard(tokens: &[Token], at: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    if word_at(tokens, at) != Some(Word::Article) {
        return None;
    }
    let noun = |at: &usize| {
        matches!(
            tokens[*at].kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Period(_)
                | TokenKind::Word(
                    Word::RateNoun
                        | Word::Total
                        | Word::Annual
                        | Word::Guard(GuardWord::Average | GuardWord::Expected)
                        | Word::Change(_, Part::Noun)
                )
        )
    };
    let nouns = (at + 1..tokens.len().min(at + 1 + LONGEST)).take_while(noun).count();
    let of = at + 1 + nouns;
    let led = nouns > 0 && matches!(word_at(tokens, of), Some(Word::Of | Word::At));
    let level = matches!(class_at(tokens, of + 1), Some(Class::Money | Class::Count | Class::Percent));
    (led && level).then_some(of + 1)
}

/// "double room", "double taxation", "twice a week": no change of anything.
fn is_adjective(tokens: &[Token], at: usize, part: Part) -> bool {
    let before = at.checked_sub(1).map(|at| tokens[at].kind);
    let after = word_at(tokens, at + 1);
    match part {
        Part::Particle => {
            let level = after == Some(Word::Article)
                && (class_at(tokens, at + 2).is_some() || standard(tokens, at + 1).is_some());
            !matches!(after, Some(Word::As | Word::Pronoun)) && !level
        }
        Part::Both => {
            let verb_like = matches!(
                before,
                Some(
                    TokenKind::Comma
                        | TokenKind::Dash
                        | TokenKind::Word(
                            Word::To | Word::Modal | Word::Adverb | Word::Than | Word::Hedge(_) | Word::Be
                        )
                )
            );
            let object = matches!(
                after,
                Some(Word::Article | Word::To | Word::From | Word::By | Word::In | Word::Pronoun | Word::Over)
            );
            let noun_follows = matches!(tokens.get(at + 1).map(|token| token.kind), Some(TokenKind::Other));
            !verb_like && (noun_follows || !object)
        }
        Part::Verb | Part::Judgement | Part::Participle | Part::Noun => false,
    }
}
