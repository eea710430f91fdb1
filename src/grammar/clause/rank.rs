//! Ranks: records, superlatives, and who leads whom.
//!
//! ```ebnf
//! rank        = record | superlative | lead ;
//! record      = RECORD , { noun } , [ "high" | "low" ] , [ "of" | "at" | "to" ] , VALUE ;   (* a record high of A *)
//! superlative = [ ORDINAL , "-" ] , SUPERLATIVE , { noun } , link , VALUE ;               (* the second-largest was X at A *)
//! lead        = LEAD , … , [ VALUE ] , … , FOLLOW , [ "at" | "with" | "by" ] , OTHER ;          (* led with A, followed by X at A *)
//! link        = "at" | "of" | "with" | reach | be | "," ;
//! ```
//!
//! Examples:
//! - `Exports hit a record high of $3.223 billion.` → `rank record-high value=3223000000`
//! - `It was a record trade surplus of $2.8 billion.` → `rank record-high value=2800000000`
//! - `The sector had the highest surplus among all services, amounting to $2.429 billion.` → `rank highest-1 value=2429000000`
//! - `The second-highest contributor was wool at $1.229 billion.` → `rank highest-2 value=1229000000`
//! - `Wheat led with $3.1 million, with barley following at $1.5 million.` → `rank ahead value=3100000 other=1500000`
//! - `Germany led the way with $640 million, ahead of Spain with $610 million.` → `rank ahead value=640000000 other=610000000`
//! - `Housing is the second-largest item at $58 million, behind transport at $88 million and ahead of parks at $41 million.` → `rank highest-2 value=58000000 other=88000000 other=41000000`
//! - `Trade is the second-largest source at $37 million, ahead of industry with $28 million.` → `rank ahead value=37000000 other=28000000`
//! - `Barley reached a record 2.3 million tonnes, compared with 2.1 million tonnes in 2016.` → `rank record-high value=2300000 other=2100000`
//! - `Exports hit a record $2.8 billion, above the previous peak of $2.7 billion.` → `rank record-high value=2800000000 other=2700000000`
//! - `Women had the highest rate at 57.9%, compared to the lowest rate of 14.5% among men.` → `rank highest-1 value=57.9 other=14.5`
//! - `The ratio hit a three-year low of 0.044.` → `rank record-low value=0.044`
//! - `It is in the highest bracket, resulting in taxes of $80,000.` → `nothing`
//! - `It is one of the largest employers in the region with 300 staff.` → `nothing`

use super::boundary::breaks;
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{HedgeWord, RankWord, Subclass, Word};
use crate::grammar::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Kind, Rank, Role};

/// Adds the ranks that a sentence states.
pub fn ranks(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::RANK)) {
        return;
    }
    let tokens = &sentence.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let draft = match word_at(tokens, at) {
            Some(Word::Record) => record(tokens, at, drafts),
            Some(Word::Superlative(high)) => superlative(tokens, at, high),
            Some(Word::Rank(RankWord::Follow)) => lead(tokens, at, drafts),
            Some(Word::Rank(RankWord::Ahead)) if is_led(tokens, at) => lead(tokens, at, drafts),
            Some(Word::HighLow(high)) => window(tokens, at, high),
            _ => None,
        };
        if let Some(draft) = draft {
            at = at.max(draft.tokens.end - 1);
            drafts.push(draft);
        }
        at += 1;
    }
}

/// "a record high of A": the value, and the earlier value where the same sentence compares with one.
fn record(tokens: &[Token], at: usize, drafts: &[Draft]) -> Option<Draft> {
    let mut low = false;
    let mut value = None;
    let mut high = false;
    for (next, token) in tokens.iter().enumerate().skip(at + 1).take(8) {
        match token.kind {
            TokenKind::Word(Word::HighLow(up)) => {
                low |= !up;
                high |= up;
            }
            TokenKind::Amount(_, Class::Money | Class::Count | Class::Percent) => {
                value = Some(next);
                break;
            }
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Word(
                Word::Of
                | Word::At
                | Word::To
                | Word::Total
                | Word::Guard(_)
                | Word::Annual
                | Word::Adverb
                | Word::Hedge(_)
                | Word::Record,
            ) => {}
            _ => return None,
        }
    }
    let value = value?;
    // "unprecedented" praises; only with "high" or "low" does it say that no value was above.
    let weak = tokens[at].subclass == Subclass::Praise && !high && !low;
    // "the record 5 years ago", "record label": the number must be led to or stand right behind.
    if weak {
        return None;
    }
    let mut roles = vec![(Role::Value, Operand::Amount(value))];
    // The earlier value that the sentence compares the record with.
    let old = drafts
        .iter()
        .filter(|draft| draft.kind == Kind::Change && draft.plays(Role::New, value))
        .find_map(|draft| draft.get(Role::Old).cloned());
    let compared = (value + 1..tokens.len().min(value + 4))
        .find(|at| matches!(word_at(tokens, *at), Some(Word::Compared | Word::Versus)));
    let beside = compared
        .and_then(|at| (at + 1..tokens.len().min(at + 8)).find(|at| class_at(tokens, *at) == class_at(tokens, value)));
    let beside = beside.or_else(|| peak_before(tokens, value));
    roles.extend(old.or(beside.map(Operand::Amount)).map(|old| (Role::Other, old)));
    let mut draft = Draft::new(Kind::Rank, roles, at..value + 1);
    draft.rank = Some(if low { Rank::RecordLow } else { Rank::RecordHigh });
    draft.metric = super::metric::subject_before(tokens, 0, value);
    Some(draft)
}

/// ", above the previous peak of A": the value that the record is said to beat.
fn peak_before(tokens: &[Token], value: usize) -> Option<usize> {
    let above = (value + 1..tokens.len().min(value + 4))
        .find(|at| word_at(tokens, *at) == Some(Word::Hedge(HedgeWord::Over)))?;
    let of = (above + 2..tokens.len().min(above + 6)).find(|at| word_at(tokens, *at) == Some(Word::Of))?;
    (class_at(tokens, of + 1) == class_at(tokens, value)).then_some(of + 1)
}

/// "the second-highest contributor was X at A".
fn superlative(tokens: &[Token], at: usize, high: bool) -> Option<Draft> {
    // "one of the largest", "among the highest": no place in an order.
    if at >= 2 && word_at(tokens, at - 1) == Some(Word::Article) && matches!(word_at(tokens, at - 2), Some(Word::Of)) {
        return None;
    }
    let place = match at.checked_sub(1).and_then(|at| word_at(tokens, at)) {
        Some(Word::Ordinal(n)) => n,
        _ => 1,
    };
    let mut value = None;
    let mut linked = false;
    let mut phrase = true;
    for next in at + 1..tokens.len().min(at + 16) {
        if breaks(tokens, next) {
            return None;
        }
        match tokens[next].kind {
            TokenKind::Word(Word::At | Word::Reach | Word::Be) => linked = true,
            // "the lowest rate of 14.5%", but not "the highest bracket, resulting in taxes of $80,000".
            TokenKind::Word(Word::Of | Word::Report) => linked |= phrase && class_at(tokens, next + 1).is_some(),
            TokenKind::Comma => phrase = false,
            TokenKind::Amount(_, Class::Money | Class::Percent | Class::Count) if linked => {
                value = Some(next);
                break;
            }
            TokenKind::Word(Word::To) if matches!(word_at(tokens, next.wrapping_sub(1)), Some(Word::Reach)) => {}
            TokenKind::Amount(..)
            | TokenKind::Word(
                Word::Change(..)
                | Word::Superlative(_)
                | Word::While
                | Word::From
                | Word::To
                | Word::Verb
                | Word::Since
                | Word::With,
            ) => return None,
            _ => {}
        }
    }
    let value = value?;
    let mut roles = vec![(Role::Value, Operand::Amount(value))];
    // "the highest rate at 57.9%, compared to the lowest rate of 14.5%": each is the other's peer.
    let opposite =
        (value + 1..tokens.len().min(value + 6)).find(|at| word_at(tokens, *at) == Some(Word::Superlative(!high)));
    let other = opposite
        .and_then(|at| (at + 1..tokens.len().min(at + 6)).find(|at| class_at(tokens, *at) == class_at(tokens, value)));
    roles.extend(other.map(|other| (Role::Other, Operand::Amount(other))));
    let (behind, ahead) = neighbours(tokens, value);
    roles.extend(behind.into_iter().chain(ahead).map(|other| (Role::Other, Operand::Amount(other))));
    let last = roles.iter().fold(value, |last, (_, operand)| match operand {
        Operand::Amount(at) => last.max(*at),
        _ => last,
    });
    let mut draft = Draft::new(Kind::Rank, roles, at..last + 1);
    // "the second-largest at A, ahead of X with A" names nobody who is first: only the order of the two is stated.
    draft.rank = Some(match (place, behind, ahead) {
        (2.., None, Some(_)) if high => Rank::Ahead,
        _ if high => Rank::Highest(place),
        _ => Rank::Lowest(place),
    });
    draft.metric = super::metric::subject_before(tokens, 0, value);
    Some(draft)
}

/// Who stands right before and right behind in the order: ", behind X at A and ahead of Y with A".
fn neighbours(tokens: &[Token], value: usize) -> (Option<usize>, Option<usize>) {
    let find = |word: RankWord| {
        let lead =
            (value + 1..tokens.len().min(value + 18)).find(|at| word_at(tokens, *at) == Some(Word::Rank(word)))?;
        (lead + 1..tokens.len().min(lead + 8))
            .take_while(|at| !matches!(tokens[*at].kind, TokenKind::Comma | TokenKind::Semicolon))
            .find(|at| class_at(tokens, *at) == class_at(tokens, value))
    };
    (find(RankWord::Behind), find(RankWord::Ahead))
}

/// "a three-year low of A": the highest or lowest value inside a window of time.
fn window(tokens: &[Token], at: usize, high: bool) -> Option<Draft> {
    if class_at(tokens, at.checked_sub(1)?) != Some(Class::Time)
        || !matches!(word_at(tokens, at + 1)?, Word::Of | Word::At)
    {
        return None;
    }
    let value = Some(at + 2)
        .filter(|at| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count | Class::Percent)))?;
    let mut draft = Draft::new(Kind::Rank, vec![(Role::Value, Operand::Amount(value))], at - 1..value + 1);
    draft.rank = Some(if high { Rank::RecordHigh } else { Rank::RecordLow });
    Some(draft)
}

/// Whether somebody leads before `at`: "led the way with A, ahead of X with A".
fn is_led(tokens: &[Token], at: usize) -> bool {
    tokens[..at].iter().any(|token| matches!(token.kind, TokenKind::Word(Word::Rank(RankWord::Lead))))
}

/// "led with A, followed by X at A". The value may stand elsewhere: then the draft has the other only.
fn lead(tokens: &[Token], at: usize, drafts: &[Draft]) -> Option<Draft> {
    let leads = is_led(tokens, at);
    let tail = (at + 1..tokens.len().min(at + 8)).find(|next| class_at(tokens, *next).is_some())?;
    if !matches!(class_at(tokens, tail)?, Class::Money | Class::Count | Class::Percent) {
        return None;
    }
    // "followed by X at A", "with X following at A".
    let linked = (at + 1..tail).any(|at| matches!(word_at(tokens, at), Some(Word::At | Word::With | Word::By)));
    if !linked || tokens[at + 1..tail].iter().any(|token| matches!(token.kind, TokenKind::Stop | TokenKind::Semicolon))
    {
        return None;
    }
    let value = (0..at).rev().find(|before| class_at(tokens, *before) == class_at(tokens, tail));
    if value.is_none() && !leads {
        return None;
    }
    // "climbed by 10%, and Ethereum followed with a 5% increase": two changes, no order of levels.
    let in_change = |at: usize| drafts.iter().any(|draft| draft.kind == Kind::Change && draft.tokens.contains(&at));
    if !leads && (in_change(tail) || value.is_some_and(in_change)) {
        return None;
    }
    let mut roles: Vec<_> = value.map(|at| (Role::Value, Operand::Amount(at))).into_iter().collect();
    roles.push((Role::Other, Operand::Amount(tail)));
    let mut draft = Draft::new(Kind::Rank, roles, value.unwrap_or(at).min(at)..tail + 1);
    draft.rank = Some(Rank::Ahead);
    Some(draft)
}
