//! A second change whose verb was said before: "exports rose 5% to A, and imports 3% to A".
//!
//! ```ebnf
//! gapped = ( "," | "and" | "," , "and" ) , noun phrase , [ "by" ] , AMOUNT , [ "," ] , "to" , level , complements
//!        | ( "," | "and" ) , noun phrase , "to" , level , "from" , level ;
//! ```
//!
//! Examples:
//! - `Exports rose 5% to $10 million and imports by 3% to $12.4 million from $12 million.` → `change up new=10000000 percent=5; change up new=12400000 old=12000000 percent=3`
//! - `Exports fell 4.1 pct to 72.3 billion francs and imports 1.2 pct to 75.5 billion.` → `change down new=72300000000 percent=4.1; change down new=75500000000 percent=1.2`
//! - `Net profit rose to $12 million from $10 million and turnover to $55 million from $50 million.` → `change up new=12000000 old=10000000; change up new=55000000 old=50000000`
//! - `Output grew 9.3 percent and retail sales 12.8 percent to 1.76 trillion yuan.` → `change up percent=9.3; change up new=1760000000000 percent=12.8`
//! - `Sales rose 5% to $10 million and services 3% to 4%.` → `change up new=10000000 percent=5`

use super::complement::{Position, complements};
use super::frame::Frame;
use super::{class_at, word_at};
use crate::grammar::lexicon::{Part, Word};
use crate::grammar::token::{Class, Sentence, TokenKind};

/// The longest noun phrase of a second subject, in tokens.
const LONGEST: usize = 7;

/// A change behind the "and" or the comma at `at` that goes on with the verb of `last`.
pub fn gapped(sentence: &Sentence, at: usize, last: &Frame) -> Option<Frame> {
    let tokens = &sentence.tokens;
    let states = last.new.or(last.percent).is_some();
    if last.part != Some(Part::Verb) || last.direction.is_none() || !states || at > last.tokens.end + 6 {
        return None;
    }
    let first = at + 1 + usize::from(word_at(tokens, at + 1) == Some(Word::And));
    let by = (first..tokens.len().min(first + LONGEST)).find(|at| !is_noun_phrase(tokens[*at].kind))?;
    let named = tokens[first..by].iter().any(|token| matches!(token.kind, TokenKind::Other | TokenKind::Name));
    if !named {
        return None;
    }
    let amount = by + usize::from(word_at(tokens, by) == Some(Word::By));
    let size = class_at(tokens, amount).filter(|class| matches!(class, Class::Percent | Class::Points));
    let behind = amount + 1 + usize::from(tokens.get(amount + 1).is_some_and(|token| token.kind == TokenKind::Comma));
    let to = if size.is_some() { behind } else { by };
    if word_at(tokens, to) != Some(Word::To) {
        return None;
    }
    let (slots, end, _) = complements(tokens, by, Position { bare: true, noun: false });
    let mut frame = Frame { direction: last.direction, part: Some(Part::Verb), ..Frame::at(by, by..end.max(by + 1)) };
    for slot in slots {
        frame.put(tokens, slot);
    }
    frame.settle(tokens);
    let level = frame.new.and_then(|new| class_at(tokens, new))?;
    // "and services 3% to 4%": a range, or anything.
    let told = match size {
        Some(size) => level != size && frame.percent.or(frame.difference) == Some(amount),
        None => frame.old.is_some() && last.old.is_some(),
    };
    told.then_some(frame)
}

/// A word of a second subject.
const fn is_noun_phrase(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Other
            | TokenKind::Name
            | TokenKind::Quote
            | TokenKind::Word(
                Word::Article
                    | Word::Pronoun
                    | Word::Of
                    | Word::In
                    | Word::Total
                    | Word::RateNoun
                    | Word::Annual
                    | Word::Them
                    | Word::Per
                    | Word::Guard(_)
            )
    )
}
