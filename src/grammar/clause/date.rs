//! Dates with their weekday.
//!
//! ```ebnf
//! date = WEEKDAY , [ "," ] , [ article ] , DAY | DAY , [ "," | "(" ] , WEEKDAY ;
//! ```
//!
//! Examples:
//! - `Wed Jan 17 2024` → `date date=2024-01-17 weekday=wednesday`
//! - `It opens on Thursday, 13 November 2025, at noon.` → `date date=2025-11-13 weekday=thursday`
//! - `It opens on 13 November 2025 (Thursday).` → `date date=2025-11-13 weekday=thursday`
//! - `It opens on 13 November 2025.` → `nothing`
//! - `It runs to August 10, 2018, Monday through Thursday.` → `nothing`
//! - `It runs from 10 to 11 September 2025 (Wednesday - Thursday).` → `nothing`
//! - `As of March 31, 2025, Sun Alpha had assets of $2 billion.` → `nothing`
//! - `He wrote of it (Daily Sun 16 February 2004).` → `nothing`
//! - `On March 21, 2015, Sun drove home.` → `nothing`

use super::{Draft, Operand, word_at};
use crate::grammar::lexicon::{Subclass, Word};
use crate::grammar::token::{Seen, Sentence, Token, TokenKind};
use crate::model::{Kind, PeriodKind, Role, Value};

/// Adds the dates that a sentence names with their weekday.
pub fn dates(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::WEEKDAY)) {
        return;
    }
    let tokens = &sentence.tokens;
    for at in 0..tokens.len() {
        let TokenKind::Period(index) = tokens[at].kind else { continue };
        let Some(period) = sentence.periods.get(index as usize) else { continue };
        let PeriodKind::Day(date) = period.phrase.kind else { continue };
        let Some(beside) = weekday_beside(tokens, at) else { continue };
        let Some(Word::Weekday(number)) = word_at(tokens, beside) else { continue };
        let Ok(weekday) = jiff::civil::Weekday::from_monday_one_offset(number) else { continue };
        let day = tokens[beside];
        let roles = vec![
            (Role::Date, Operand::Calendar { range: period.range.clone(), value: Value::Date(date) }),
            (Role::Weekday, Operand::Calendar { range: day.start..day.end, value: Value::Weekday(weekday) }),
        ];
        drafts.push(Draft::new(Kind::Date, roles, at.min(beside)..at.max(beside) + 1));
    }
}

/// The weekday before the date (a comma or an article between), or behind it (a comma or a bracket between).
fn weekday_beside(tokens: &[Token], at: usize) -> Option<usize> {
    let is_weekday = |at: &usize| {
        matches!(word_at(tokens, *at), Some(Word::Weekday(_))) && !is_schedule(tokens, *at) && !is_name(tokens, *at)
    };
    let mut before = at;
    while before > 0
        && at - before < 2
        && matches!(tokens[before - 1].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Word(Word::Article))
    {
        before -= 1;
    }
    if let Some(found) = before.checked_sub(1).filter(is_weekday) {
        return Some(found);
    }
    let step = matches!(tokens.get(at + 1)?.kind, TokenKind::Comma | TokenKind::Open);
    Some(at + 1 + usize::from(step)).filter(is_weekday)
}

/// Whether a weekday is one end of several: "Monday through Thursday".
fn is_schedule(tokens: &[Token], at: usize) -> bool {
    let day = |at: usize| matches!(word_at(tokens, at), Some(Word::Weekday(_)));
    let link = |at: usize| {
        matches!(
            tokens.get(at).map(|token| token.kind),
            Some(
                TokenKind::Dash
                    | TokenKind::Symbol
                    | TokenKind::Word(Word::To | Word::And | Word::Or | Word::Ended | Word::Time)
            )
        )
    };
    link(at + 1) && day(at + 2) || at >= 2 && link(at - 1) && day(at - 2)
}

/// Whether a weekday in short is a name: "Daily Sun", "Sun Alpha", "On March 21, 2015, Sun drove home".
fn is_name(tokens: &[Token], at: usize) -> bool {
    let kind = |at: Option<usize>| tokens.get(at?).map(|token| token.kind);
    let short = tokens.get(at).is_some_and(|token| token.subclass == Subclass::Short);
    let (before, behind) = (kind(at.checked_sub(1)), kind(at.checked_add(1)));
    let named = before == Some(TokenKind::Name) || behind == Some(TokenKind::Name);
    let after_date = matches!(before, Some(TokenKind::Comma | TokenKind::Period(_)));
    let goes_on = matches!(behind, Some(TokenKind::Other | TokenKind::Word(_)));
    short && (named || after_date && goes_on)
}
