//! Words that name a basis which the printed numbers do not have.
//!
//! A guard only forgives: it turns a mismatch into unchecked, and never makes a finding.

use super::boundary::end_of;
use super::frame::Frame;
use super::{class_at, word_at};
use crate::grammar::lexicon::{GuardWord, Word};
use crate::grammar::token::{Class, Seen, Sentence, Token};
use crate::model::Guard;

/// The guard of a change whose statement starts at token `start`.
pub fn guard(sentence: &Sentence, start: usize, frame: &Frame) -> Option<Guard> {
    let tokens = &sentence.tokens;
    let words = if sentence.seen.any(Seen::GUARD) { start..end_of(tokens, frame.tokens.end) } else { 0..0 };
    let mut loss = None;
    for at in words {
        let Some(Word::Guard(word)) = word_at(tokens, at) else { continue };
        if let Some(guard) = word.basis() {
            return Some(guard);
        }
        let guard = match word {
            GuardWord::Share if word_at(tokens, at.wrapping_sub(1)) == Some(Word::Per) => Guard::PerShare,
            // "4.2% below the five-year average of A": the percentage is that of this very comparison.
            GuardWord::Average if is_base(frame, at) => continue,
            // "on average", "an average increase of 5%" between two totals.
            // "the 30-day average": a level of its own kind, whatever it is compared with.
            GuardWord::Average if at > 0 && class_at(tokens, at - 1) == Some(Class::Time) => Guard::OnAverage,
            // "three times the industry average of A": what is held against.
            GuardWord::Average
                if frame.multiple.is_some() && frame.old.is_some_and(|old| (frame.word..old).contains(&at)) =>
            {
                continue;
            }
            GuardWord::Average if at + 3 >= frame.word && at <= frame.tokens.end + 2 => Guard::OnAverage,
            // "compared with $5 million expected": only the comparison is with an expectation.
            GuardWord::Expected if frame.old.is_some_and(|old| at.abs_diff(old) <= 4) => Guard::Expectation,
            GuardWord::Loss => {
                loss = Some(Guard::Loss);
                continue;
            }
            _ => continue,
        };
        return Some(guard);
    }
    // A rate per year over levels several years apart; "4.7 percent at an annual rate, or $338 billion".
    let annual = sentence.seen.any(Seen::ANNUAL)
        && (frame.tokens.start.saturating_sub(2)..(frame.tokens.end + 3).min(tokens.len()))
            .any(|at| word_at(tokens, at) == Some(Word::Annual) && !names_a_pace(tokens, at));
    if annual && frame.percent.is_some() && (frame.old.is_some() || frame.difference.is_some()) {
        return Some(if frame.old.is_some() { Guard::GrowthRate } else { Guard::Annualised });
    }
    loss
}

/// Whether an average is what a percentage compares with: "4.2% below the five-year average of A", "4.2% lower than".
fn is_base(frame: &Frame, average: usize) -> bool {
    let compares = |percent: usize| percent == frame.word || percent + 1 == frame.word;
    frame.percent.is_some_and(compares) && frame.old.is_some_and(|old| (frame.word..old).contains(&average))
}

/// "to an annual rate of 872,000": the pace of a month or a quarter, which both levels have; the percentage is a plain change.
fn names_a_pace(tokens: &[Token], annual: usize) -> bool {
    word_at(tokens, annual + 1) == Some(Word::RateNoun)
        && word_at(tokens, annual + 2) == Some(Word::Of)
        && matches!(class_at(tokens, annual + 3), Some(Class::Money | Class::Count))
}
