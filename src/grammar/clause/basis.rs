//! Whether a percentage and the earlier value beside it are measured from the same point in time.
//!
//! "Output rose 7.1% year on year to 104.2 from 103.6 in the previous month": both are true, and they don't make one sum. The
//! words that name the base stand right behind the percentage or, with "since", at the start of the statement.

use super::boundary::start_of;
use super::frame::Frame;
use super::word_at;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Seen, Sentence, TokenKind};
use crate::model::{PeriodKind, Relative};

/// What a change is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// The same period a year before.
    Year,
    /// The period just before.
    Step,
    /// A period that the text names.
    Named(PeriodKind),
    /// "on the month", "on the week": one that the grammar does not tell apart.
    Unclear,
}

/// Whether the words give the percentage another base than the earlier value.
pub fn unequal(sentence: &Sentence, frame: &Frame) -> bool {
    let (Some(percent), Some(old)) = (frame.percent, frame.old) else { return false };
    if adds_a_period(sentence, frame, percent, old) {
        return true;
    }
    let own = sentence.period_of(old).and_then(|index| kind(sentence, index));
    let (Some(base), Some(own)) = (base_of(sentence, frame, percent), own.and_then(base)) else { return false };
    match (base, own) {
        (Base::Unclear, _)
        | (Base::Year, Base::Step)
        | (Base::Step, Base::Year)
        | (Base::Named(_), Base::Year | Base::Step) => true,
        (Base::Named(base), Base::Named(own)) => base != own,
        // "up 8% year on year, compared with 43.1 billion in May": without its year it is this year's May.
        (Base::Year, Base::Named(own)) => {
            matches!(own, PeriodKind::Month { year: None, .. } | PeriodKind::Months { year: None, .. })
        }
        (Base::Step, Base::Named(own)) => matches!(own, PeriodKind::Month { year: Some(_), .. } | PeriodKind::Year(_)),
        _ => false,
    }
}

/// "rose to A from A, up 11% in the third quarter alone": a percentage behind both levels that is put in a period of its own.
fn adds_a_period(sentence: &Sentence, frame: &Frame, percent: usize, old: usize) -> bool {
    let Some(new) = frame.new.filter(|new| percent > old.max(*new)) else { return false };
    let led = matches!(word_at(&sentence.tokens, percent + 1), Some(Word::In | Word::Time));
    let period = |at: usize| kind(sentence, sentence.period_of(at)?);
    led && period(percent).is_some_and(|own| period(new).is_none_or(|of_new| of_new != own))
}

fn kind(sentence: &Sentence, index: usize) -> Option<PeriodKind> {
    sentence.periods.get(index).map(|period| period.phrase.kind)
}

fn base(kind: PeriodKind) -> Option<Base> {
    match kind {
        PeriodKind::Relative(Relative::YearEarlier | Relative::PreviousYear) => Some(Base::Year),
        PeriodKind::Relative(Relative::Previous | Relative::PreviousMonth) => Some(Base::Step),
        PeriodKind::Relative(_) => None,
        named => Some(Base::Named(named)),
    }
}

/// The base that the words around a percentage name.
fn base_of(sentence: &Sentence, frame: &Frame, percent: usize) -> Option<Base> {
    let tokens = &sentence.tokens;
    for at in percent + 1..tokens.len().min(percent + 9) {
        match tokens[at].kind {
            TokenKind::Amount(..) | TokenKind::Semicolon => break,
            TokenKind::Period(index) => {
                let before = at - 1 - usize::from(word_at(tokens, at - 1) == Some(Word::Article));
                let led = matches!(word_at(tokens, before), Some(Word::From | Word::Than | Word::Over | Word::Since));
                match kind(sentence, index as usize).and_then(base) {
                    Some(Base::Named(_)) if !led => {}
                    Some(base) => return Some(base),
                    None => {}
                }
            }
            TokenKind::Word(Word::On) if word_at(tokens, at + 1) == Some(Word::Article) => {
                let other = tokens.get(at + 2).is_some_and(|token| token.kind == TokenKind::Other);
                if at == percent + 1 && other {
                    return Some(Base::Unclear);
                }
            }
            _ => {}
        }
    }
    if !sentence.seen.any(Seen::SINCE) {
        return None;
    }
    let since = (start_of(tokens, frame.tokens.start)..percent).find(|at| word_at(tokens, *at) == Some(Word::Since))?;
    tokens[since + 1..percent].iter().take(4).find_map(|token| match token.kind {
        TokenKind::Period(index) => kind(sentence, index as usize).and_then(base),
        _ => None,
    })
}
