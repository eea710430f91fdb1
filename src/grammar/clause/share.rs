//! Shares: a percentage of something.
//!
//! ```ebnf
//! share    = verbal | of-total | of-them | aside | subject ;
//! verbal   = [ PART , … ] , share-verb , [ "for" | "up" ] , PERCENT , "of" , whole ;   (* A, which accounts for 40% of the total *)
//! of-total = PART , "of" , article , WHOLE , [ "total" ] , "," , "or" , PERCENT ;          (* A of the A total, or 40% *)
//! of-them  = WHOLE , … , PERCENT , "of" , ( "them" | "whom" | "which" ) ;                  (* 4,600 workers, 21% of them women *)
//! aside    = "Of" , article , WHOLE , … , PART , "(" , PERCENT , ")" ;                   (* Of the 43 firms, 20 (47%) … *)
//! subject  = start , PERCENT , "of" , whole , … ;                                          (* 71% of the 43 firms grew *)
//! whole    = { article | noun } , [ WHOLE ] , { noun } ;
//! ```
//!
//! Examples:
//! - `China took $339.2 million of the $459.2 million total, or 73.9%.` → `share part=339200000 whole=459200000 share=73.9`
//! - `Services earned $2.593 billion, which constitutes 40.25% of all exports.` → `share part=2593000000 share=40.25`
//! - `The sector made up 45.31% of total services exports.` → `share share=45.31`
//! - `The centres employ 4,600 workers, 21% of them women.` → `share whole=4600 share=21`
//! - `71% of the 43 firms reported growth.` → `share whole=43 share=71`
//! - `Of the 43 firms, 20 (47%) reported growth.` → `share part=20 whole=43 share=47`
//! - `Wheat accounted for $812 million, or 40.3%, of the $2.825 billion earned abroad.` → `share part=812000000 whole=2825000000 share=40.3`
//! - `The scheme lets firms keep 50% of the dollars.` → `nothing`

use std::ops::Range;

use super::boundary::start_of;
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{ShareVerb, Word};
use crate::grammar::token::{Class, Sentence, Token, TokenKind};
use crate::model::{Kind, Role};

/// Adds the shares that a sentence states; percentages that a change has taken are left alone.
pub fn shares(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let tokens = &sentence.tokens;
    for at in 0..tokens.len() {
        if class_at(tokens, at) != Some(Class::Percent) || is_taken(drafts, at) {
            continue;
        }
        if let Some(draft) = share(sentence, at) {
            drafts.push(draft);
        }
    }
}

fn is_taken(drafts: &[Draft], at: usize) -> bool {
    drafts.iter().any(|draft| draft.readings[0].iter().any(|(_, operand)| *operand == Operand::Amount(at)))
}

fn share(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let start = start_of(tokens, at);
    let verb = share_verb_before(tokens, at, start);
    let of = of_behind(tokens, at);
    let mut part = None;
    let mut whole = None;
    let mut phrase = None;
    if let Some(of) = of {
        (whole, phrase) = whole_behind(tokens, of + 1);
    }
    // A of the A total, or P.
    if let Some((a, b)) = part_of_whole(tokens, at, start) {
        part = Some(a);
        whole = whole.or(Some(b));
    } else if word_at(tokens, at.wrapping_sub(1)) == Some(Word::Or) && of.is_some() {
        part = level_before(tokens, at - 1, start);
    } else if let Some(verb) = verb {
        of?;
        part = level_before(tokens, verb, start)
            .filter(|part| !tokens[*part..verb].iter().any(|token| token.kind == TokenKind::Semicolon));
    } else if of.is_some_and(|of| {
        matches!(tokens.get(of + 1).map(|token| token.kind), Some(TokenKind::Word(Word::Them | Word::Which)))
    }) {
        whole = Some(level_before(tokens, at, start)?);
    } else if let Some((a, b)) = aside(tokens, at) {
        part = Some(a);
        whole = Some(b);
    } else if !(of.is_some() && starts_statement(tokens, at, start)) {
        return None;
    }
    let mut roles = Vec::with_capacity(3);
    roles.extend(part.map(|at| (Role::Part, Operand::Amount(at))));
    roles.extend(whole.map(|at| (Role::Whole, Operand::Amount(at))));
    roles.push((Role::Share, Operand::Amount(at)));
    let first = part.into_iter().chain(whole).fold(at, usize::min);
    let mut draft = Draft::new(Kind::Share, roles, first..at + 1);
    draft.metric = super::metric::subject_before(tokens, start, verb.unwrap_or(first));
    draft.whole = phrase;
    Some(draft)
}

/// The share verb that leads to the percentage: "accounted for", "made up", "which constitutes", with an amount "or" between at most.
fn share_verb_before(tokens: &[Token], at: usize, start: usize) -> Option<usize> {
    for before in (start..at).rev() {
        match tokens[before].kind {
            TokenKind::Word(Word::Share(ShareVerb::Plain)) => return Some(before),
            TokenKind::Word(Word::Share(ShareVerb::Account)) if word_at(tokens, before + 1) == Some(Word::Time) => {
                return Some(before);
            }
            TokenKind::Word(Word::Share(ShareVerb::Make))
                if matches!(word_at(tokens, before + 1), Some(Word::Change(Some(crate::model::Direction::Up), _))) =>
            {
                return Some(before);
            }
            TokenKind::Word(
                Word::Time
                | Word::Article
                | Word::Adverb
                | Word::Change(_, crate::grammar::lexicon::Part::Particle)
                | Word::Hedge(_)
                | Word::To
                | Word::Total,
            ) => {}
            _ => return None,
        }
    }
    None
}

/// The "of" right behind the percentage, a comma stepped over: "40.3%, of the …".
fn of_behind(tokens: &[Token], at: usize) -> Option<usize> {
    let comma = tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Comma);
    let of = at + 1 + usize::from(comma);
    (word_at(tokens, of) == Some(Word::Of)).then_some(of)
}

/// The whole behind "of": its amount where one is printed, and the noun phrase that names it.
fn whole_behind(tokens: &[Token], from: usize) -> (Option<usize>, Option<Range<usize>>) {
    let mut at = from;
    let mut whole = None;
    while at < tokens.len() && at < from + 12 {
        match tokens[at].kind {
            TokenKind::Amount(_, Class::Money | Class::Count) if whole.is_none() && at <= from + 4 => whole = Some(at),
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Period(_)
            | TokenKind::Word(
                Word::Article
                | Word::Total
                | Word::Of
                | Word::Pronoun
                | Word::Guard(_)
                | Word::RateNoun
                | Word::Annual
                | Word::Adverb,
            ) => {}
            _ => break,
        }
        at += 1;
    }
    (whole, (at > from).then_some(from..at))
}

/// "A of the A total, or P": the part and the whole before the percentage.
fn part_of_whole(tokens: &[Token], at: usize, start: usize) -> Option<(usize, usize)> {
    let or = at.checked_sub(1).filter(|or| word_at(tokens, *or) == Some(Word::Or))?;
    let whole = level_before(tokens, or, start)?;
    let of = (whole.saturating_sub(3)..whole).rev().find(|at| word_at(tokens, *at) == Some(Word::Of))?;
    let part = of.checked_sub(1).filter(|part| class_at(tokens, *part) == class_at(tokens, whole))?;
    Some((part, whole))
}

/// "Of the 43 firms, 20 (47%)": the part right before the bracket, the whole behind the first "of".
fn aside(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let open = at.checked_sub(1).filter(|open| tokens[*open].kind == TokenKind::Open)?;
    let part = (open.saturating_sub(2)..open).rev().find(|at| class_at(tokens, *at).is_some())?;
    let of = tokens.iter().position(|token| token.kind == TokenKind::Word(Word::Of)).filter(|of| *of <= 1)?;
    let whole = (of + 1..part.min(of + 4)).find(|at| class_at(tokens, *at) == class_at(tokens, part))?;
    Some((part, whole))
}

/// The nearest money or count before `at`.
fn level_before(tokens: &[Token], at: usize, start: usize) -> Option<usize> {
    (start..at).rev().find(|at| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count)))
}

/// Whether the percentage is the subject of its statement: only articles and the like stand before it.
fn starts_statement(tokens: &[Token], at: usize, start: usize) -> bool {
    (start..at).all(|at| {
        matches!(
            tokens[at].kind,
            TokenKind::Word(Word::Adverb | Word::Article | Word::In | Word::Which | Word::Hedge(_))
                | TokenKind::Comma
                | TokenKind::Period(_)
                | TokenKind::Quote
                | TokenKind::Symbol
                | TokenKind::Dash
        )
    })
}
