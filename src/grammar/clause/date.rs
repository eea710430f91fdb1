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

use super::{Draft, Operand, word_at};
use crate::grammar::lexicon::Word;
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
    let is_weekday = |at: &usize| matches!(word_at(tokens, *at), Some(Word::Weekday(_)));
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
