//! Lists that run in parallel: "respectively", and a level for each of two years.
//!
//! ```ebnf
//! lists  = CHANGE , list , { ( "to" | "at" | "from" | "compared with" ) , list } , "respectively" ;   (* in any order *)
//! list   = AMOUNT , { "," , AMOUNT } , "and" , AMOUNT ;
//! levels = level , [ YEAR ] , "and" , level , [ YEAR ] , [ YEAR , "and" , YEAR , "respectively" ] , change ;
//! ```
//!
//! The n-th number of each list belongs to the n-th subject. Where two lists could play the same part nothing is said.
//!
//! Examples:
//! - `Boats and engines rose 10% and 25%, respectively, to $110 million and $50 million from $100 million and $40 million.` → `change up new=110000000 old=100000000 percent=10; change up new=50000000 old=40000000 percent=25`
//! - `Net sales were $52 million and $150 million, respectively, up 4% and 7% from $50 million and $140 million.` → `change up new=52000000 old=50000000 percent=4; change up new=150000000 old=140000000 percent=7`
//! - `Deposits and loans grew to $5.2 billion and $4.1 billion, respectively, from $4.8 billion and $3.9 billion.` → `change up new=5200000000 old=4800000000; change up new=4100000000 old=3900000000`
//! - `Revenue for the years ended December 31, 2011 and 2010 was $82.5 million and $75.0 million, respectively, an increase of 10%.` → `change up new=82500000 old=75000000 percent=10`
//! - `Revenue was $75.0 million in 2010 and $82.5 million in 2011, an increase of 10%.` → `change up new=82500000 old=75000000 percent=10`
//! - `Fees were $12.4 million and $3.1 million, respectively.` → `nothing`

use std::ops::Range;

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Direction, Kind, PeriodKind, Role};

/// Puts the changes of a sentence right where its numbers stand in parallel lists.
pub fn settle(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    // Two lists of two numbers, or two levels with their result and their years: most sentences have less.
    if sentence.places.len() < 3 {
        return;
    }
    let mut places = 0..sentence.tokens.len();
    let told = sentence
        .seen
        .any(Seen::RESPECTIVELY)
        .then(|| places.find(|at| word_at(&sentence.tokens, *at) == Some(Word::Respectively)))
        .flatten();
    if sentence.periods.len() > 1 {
        for draft in drafts.iter_mut() {
            dated(sentence, draft, told.is_some());
        }
    }
    if let Some(told) = told {
        distribute(sentence, told, drafts);
    }
}

/// Two levels before a change, each with its year: the later one is the new one.
fn dated(sentence: &Sentence, draft: &mut Draft, respectively: bool) {
    let result = [Role::Percent, Role::Difference, Role::Multiple].iter().any(|role| draft.get(*role).is_some());
    if draft.kind != Kind::Change || !result || draft.get(Role::Old).is_some() {
        return;
    }
    let level = |reading: &Vec<(Role, Operand)>| match reading.iter().find(|(role, _)| *role == Role::New)?.1 {
        Operand::Amount(at) => Some(at),
        _ => None,
    };
    let (Some(second), Some(first)) = (draft.readings.first().and_then(level), draft.readings.get(1).and_then(level))
    else {
        return;
    };
    let tokens = &sentence.tokens;
    let linked = first < second
        && tokens[first + 1..second].iter().any(|token| token.kind == TokenKind::Word(Word::And))
        && tokens[first + 1..second].iter().all(|token| {
            matches!(
                token.kind,
                TokenKind::Period(_)
                    | TokenKind::Comma
                    | TokenKind::Other
                    | TokenKind::Word(Word::And | Word::In | Word::Time | Word::Article | Word::Ended)
            )
        });
    if !linked || class_at(tokens, first) != class_at(tokens, second) {
        return;
    }
    let own = year_behind(sentence, first).zip(year_behind(sentence, second));
    let Some((a, b)) = own.or_else(|| two_years(sentence).filter(|_| respectively)) else { return };
    let (new, old) = if a > b { (first, second) } else { (second, first) };
    if a == b {
        return;
    }
    draft.readings.truncate(1);
    for (role, operand) in &mut draft.readings[0] {
        if *role == Role::New {
            *operand = Operand::Amount(new);
        }
    }
    draft.readings[0].push((Role::Old, Operand::Amount(old)));
    draft.tokens.start = draft.tokens.start.min(first);
}

/// The year right behind an amount: "in 2011", "for the year ended December 31, 2011".
fn year_behind(sentence: &Sentence, at: usize) -> Option<i16> {
    for token in sentence.tokens.iter().skip(at + 1).take(6) {
        match token.kind {
            TokenKind::Period(index) => return year(sentence.periods.get(index as usize)?.phrase.kind),
            TokenKind::Word(Word::In | Word::Time | Word::Article | Word::Ended) | TokenKind::Other => {}
            _ => return None,
        }
    }
    None
}

/// The only two periods of the sentence, if they are years joined by "and".
fn two_years(sentence: &Sentence) -> Option<(i16, i16)> {
    let tokens = &sentence.tokens;
    let first = tokens.iter().position(|token| token.kind == TokenKind::Period(0))?;
    let joined = word_at(tokens, first + 1) == Some(Word::And)
        && tokens.get(first + 2).is_some_and(|token| token.kind == TokenKind::Period(1));
    let [a, b] = &*sentence.periods else { return None };
    if joined { year(a.phrase.kind).zip(year(b.phrase.kind)) } else { None }
}

fn year(kind: PeriodKind) -> Option<i16> {
    match kind {
        PeriodKind::Year(year) | PeriodKind::FiscalYear(year) => Some(year),
        PeriodKind::Day(day) | PeriodKind::Ended { last: day, .. } => Some(day.year()),
        PeriodKind::Month { year, .. } | PeriodKind::Months { year, .. } => year,
        _ => None,
    }
}

/// "rose 10% and 25%, respectively, to A and A from A and A": a change for each place in the lists.
fn distribute(sentence: &Sentence, told: usize, drafts: &mut Vec<Draft>) {
    let tokens = &sentence.tokens;
    let ends = |at: &usize| tokens[*at].kind == TokenKind::Semicolon;
    let start = (0..told).rev().find(ends).map_or(0, |at| at + 1);
    let end = (told..tokens.len()).find(ends).unwrap_or(tokens.len());
    let lists = lists(tokens, start..end);
    let Some(change) = direction(tokens, start..end, &lists) else { return };
    let mut roles: Vec<(Role, &[usize])> = Vec::with_capacity(lists.len());
    for list in &lists {
        let Some(role) = role(tokens, list) else { return };
        // Two lists for one part, or of different lengths: no way to tell.
        if roles.iter().any(|(known, other)| *known == role || other.len() != list.len()) {
            return;
        }
        roles.push((role, list));
    }
    let has = |role| roles.iter().any(|(known, _)| *known == role);
    let result = has(Role::Percent) || has(Role::Difference);
    if !(result || has(Role::New) && has(Role::Old)) {
        return;
    }
    let taken = |at: &usize| roles.iter().any(|(_, list)| list.contains(at));
    drafts.retain(|draft| {
        let touches = draft.readings.iter().flatten().any(|(_, operand)| match operand {
            Operand::Amount(at) => taken(at),
            _ => false,
        });
        !touches || draft.kind != Kind::Change
    });
    for place in 0..lists[0].len() {
        let own: Vec<_> = roles.iter().map(|(role, list)| (*role, Operand::Amount(list[place]))).collect();
        let mut draft = Draft::new(Kind::Change, own, start..end);
        draft.direction = Some(change);
        drafts.push(draft);
    }
}

/// The lists of amounts of one class, in order.
fn lists(tokens: &[Token], range: Range<usize>) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<usize>> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(class) = class_at(tokens, at).filter(|class| *class != Class::Time) else {
            at += 1;
            continue;
        };
        let mut list = vec![at];
        let mut joined = false;
        loop {
            let end = list[list.len() - 1];
            let comma = usize::from(tokens.get(end + 1).is_some_and(|token| token.kind == TokenKind::Comma));
            let and = usize::from(word_at(tokens, end + 1 + comma) == Some(Word::And));
            let next = end + 1 + comma + and;
            if comma + and == 0 || next >= range.end || class_at(tokens, next) != Some(class) {
                break;
            }
            list.push(next);
            joined = and > 0;
            if joined {
                break;
            }
        }
        at = list[list.len() - 1] + 1;
        if joined {
            lists.push(list);
        }
    }
    lists
}

/// Which way the lists change: the word of change right before one of them, or right behind the percentages.
fn direction(tokens: &[Token], range: Range<usize>, lists: &[Vec<usize>]) -> Option<Direction> {
    let changed = |at: usize| match word_at(tokens, at) {
        Some(Word::Change(Some(direction @ (Direction::Up | Direction::Down)), _)) => Some(direction),
        _ => None,
    };
    let mut found = range.clone().filter_map(changed);
    // Two directions in one statement: which belongs to which list is open.
    let first = found.next()?;
    if found.any(|other| other != first) {
        return None;
    }
    lists
        .iter()
        .any(|list| {
            let before = list[0];
            let lead = (before.saturating_sub(3)..before).any(|at| changed(at).is_some());
            let behind = list[list.len() - 1] + 1;
            lead || changed(behind).is_some()
        })
        .then_some(first)
}

/// The part that a list plays, by its unit and by the word before it.
fn role(tokens: &[Token], list: &[usize]) -> Option<Role> {
    let first = *list.first()?;
    let lead = (first.saturating_sub(4)..first).rev().find_map(|at| match tokens[at].kind {
        TokenKind::Word(Word::Article | Word::Adverb | Word::Record | Word::Hedge(_)) | TokenKind::Other => None,
        kind => Some(kind),
    });
    let old = match lead {
        Some(TokenKind::Word(Word::From | Word::Versus)) => true,
        Some(TokenKind::Word(Word::With | Word::To)) => {
            (first.saturating_sub(5)..first).any(|at| word_at(tokens, at) == Some(Word::Compared))
        }
        _ => false,
    };
    let sized = matches!(lead, Some(TokenKind::Word(Word::Change(..) | Word::By | Word::Or)));
    match class_at(tokens, first)? {
        Class::Percent if sized => Some(Role::Percent),
        Class::Points | Class::Money | Class::Count if sized => Some(Role::Difference),
        Class::Money | Class::Count | Class::Percent if old => Some(Role::Old),
        Class::Money | Class::Count | Class::Percent
            if matches!(
                lead,
                Some(TokenKind::Word(Word::To | Word::At | Word::Be | Word::Of | Word::Reach | Word::Report))
            ) =>
        {
            Some(Role::New)
        }
        _ => None,
    }
}
