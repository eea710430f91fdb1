//! Named lengths of time against named ends.
//!
//! ```ebnf
//! span  = RUN , [ "," | "(" ] , MONTHS                             (* the first nine months (July–March) *)
//!       | LENGTH , { noun } , ( "from" | "between" ) , YEAR , ( "to" | "and" ) , YEAR
//!       | YEAR , … , YEAR , … , ( "in" | "over" ) , LENGTH                      (* from A in 2023 to B in 2025 within three years *)
//!       | ( "from" | "between" ) , YEAR , ( "to" | "and" ) , YEAR , "," , [ "for" ] , "a" , "total" , "of" , LENGTH , end
//!       | LENGTH , "since" , YEAR , [ "," ] , "in" , YEAR ;            (* 20 years since 1995, in 2024 *)
//! ```
//!
//! Examples:
//! - `in the first nine months of fiscal year 2025 (July–March)` → `span from=July to=March length=9`
//! - `Over the 22-year period from 2002 to 2023, it grew.` → `span from=2002 to=2023 length=22`
//! - `That is 20 years since 1995, in 2024.` → `span from=1995 to=2024 length=20`
//! - `The base grew from 5,000 in 2023 to 15,900 in 2025, threefold within three years.` → `span from=2023 to=2025 length=3`
//! - `He served from 1994 to 2006, a total of 15 years.` → `span from=1994 to=2006 length=15`
//! - `He served from 1994 to 2006, with breaks, a total of 8 years.` → `nothing`
//! - `Sales rose from 5,000 in 2013 to 15,900 in 2025, a third of it within three years.` → `nothing`
//! - `It has 20 years of experience.` → `nothing`

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::Word;
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, TokenKind};
use crate::model::{Decimal, Kind, PeriodKind, Role, TimeUnit, Value};

/// Adds the lengths of time that a sentence states beside their ends.
pub fn spans(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::TIME) || sentence.periods.len() > 1) {
        return;
    }
    let tokens = &sentence.tokens;
    for (at, token) in tokens.iter().enumerate() {
        let draft = match token.kind {
            TokenKind::Period(index) => months(sentence, at, index as usize),
            TokenKind::Amount(_, Class::Time) => {
                years(sentence, at).or_else(|| within(sentence, drafts, at)).or_else(|| in_total(sentence, at))
            }
            _ => None,
        };
        drafts.extend(draft);
    }
}

/// "the first nine months of fiscal year 2025 (July–March)".
fn months(sentence: &Sentence, at: usize, index: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let (length, range) = sentence.periods.get(index)?.phrase.length.clone()?;
    let next = (at + 1..tokens.len().min(at + 5)).find(|next| matches!(tokens[*next].kind, TokenKind::Period(_)))?;
    if !tokens[at + 1..next].iter().all(|token| {
        matches!(
            token.kind,
            TokenKind::Open
                | TokenKind::Comma
                | TokenKind::Dash
                | TokenKind::Word(Word::From | Word::Of | Word::Article)
                | TokenKind::Name
        )
    }) {
        return None;
    }
    let TokenKind::Period(ends) = tokens[next].kind else { return None };
    let [(first, first_range), (last, last_range)] = sentence.periods.get(ends as usize)?.phrase.ends.clone()?;
    let roles = vec![
        (Role::Length, calendar(&range, Value::Number { value: length.into(), ulp: 0.into() })),
        (Role::From, calendar(&first_range, Value::Month(first))),
        (Role::To, calendar(&last_range, Value::Month(last))),
    ];
    Some(Draft::new(Kind::Span, roles, at..next + 1))
}

/// "22-year period from 2002 to 2023", "20 years since 1995, in 2024".
fn years(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    // "The median age rose by 0.2 years to 39.1 years between 2022 and 2023": a level, that is no whole number either.
    let whole = sentence.amount(at).is_some_and(|amount| amount.value.fract().is_zero());
    let level = matches!(word_at(tokens, at.wrapping_sub(1)), Some(Word::To | Word::By | Word::From | Word::Than));
    if !whole || level {
        return None;
    }
    let year = |at: usize| match tokens.get(at)?.kind {
        TokenKind::Period(index) => match sentence.periods.get(index as usize)?.phrase.kind {
            PeriodKind::Year(year) => Some((year, sentence.periods[index as usize].range.clone())),
            _ => None,
        },
        _ => None,
    };
    let limit = tokens.len().min(at + 5);
    let lead =
        (at + 1..limit).find(|at| matches!(word_at(tokens, *at), Some(Word::From | Word::Between | Word::Since)))?;
    if tokens[at + 1..lead]
        .iter()
        .any(|token| !matches!(token.kind, TokenKind::Other | TokenKind::Comma | TokenKind::Word(Word::Adverb)))
    {
        return None;
    }
    let (from, from_range) = year(lead + 1)?;
    let link = match word_at(tokens, lead)? {
        Word::Since => {
            let gap = usize::from(tokens.get(lead + 2).is_some_and(|token| token.kind == TokenKind::Comma));
            (word_at(tokens, lead + 2 + gap) == Some(Word::In)).then_some(lead + 2 + gap)?
        }
        _ => matches!(word_at(tokens, lead + 2), Some(Word::To | Word::And)).then_some(lead + 2)?,
    };
    let (to, to_range) = year(link + 1)?;
    if class_at(tokens, at) != Some(Class::Time) {
        return None;
    }
    let roles = vec![
        (Role::Length, Operand::Amount(at)),
        (Role::From, calendar(&from_range, Value::Year(from))),
        (Role::To, calendar(&to_range, Value::Year(to))),
    ];
    Some(Draft::new(Kind::Span, roles, at..link + 2))
}

/// "from 5,000 in 2023 to 15,900 in 2025 … within three years": the only two years of the sentence are its ends. A length that is
/// off by more than a way of counting is another one ("a third of it within three years").
fn within(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let led = matches!(word_at(tokens, at.wrapping_sub(1)), Some(Word::In | Word::Over));
    let rate = drafts.iter().any(|draft| draft.kind == Kind::GrowthRate);
    let amount = sentence.amount(at).filter(|amount| amount.unit == AmountUnit::Time(TimeUnit::Years))?;
    let [first, last] = sentence.periods.as_slice() else { return None };
    let (PeriodKind::Year(from), PeriodKind::Year(to)) = (first.phrase.kind, last.phrase.kind) else { return None };
    let gap = Decimal::from(to.checked_sub(from)?);
    let fits = from < to && amount.value >= gap - Decimal::ONE && amount.value <= gap + Decimal::ONE;
    let behind = last.range.end <= tokens[at].start;
    let roles = vec![
        (Role::Length, Operand::Amount(at)),
        (Role::From, calendar(&first.range, Value::Year(from))),
        (Role::To, calendar(&last.range, Value::Year(to))),
    ];
    (led && !rate && fits && behind && amount.hedge.is_none()).then(|| Draft::new(Kind::Span, roles, at..at + 1))
}

/// "from 1994 to 2006, a total of 15 years": the only years of the sentence. A shorter total may leave years out.
fn in_total(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let amount = sentence.amount(at).filter(|amount| amount.unit == AmountUnit::Time(TimeUnit::Years))?;
    let [first, last] = sentence.periods.as_slice() else { return None };
    let (PeriodKind::Year(from), PeriodKind::Year(to)) = (first.phrase.kind, last.phrase.kind) else { return None };
    let total = at.checked_sub(2).filter(|total| word_at(tokens, *total) == Some(Word::Total))?;
    let comma = (total.saturating_sub(3)..total).rev().find(|at| tokens[*at].kind == TokenKind::Comma)?;
    let start = comma.checked_sub(4)?;
    let led = matches!(word_at(tokens, start), Some(Word::From | Word::Between))
        && matches!(tokens[start + 1].kind, TokenKind::Period(_))
        && matches!(word_at(tokens, start + 2), Some(Word::To | Word::And))
        && matches!(tokens[start + 3].kind, TokenKind::Period(_));
    let ends = tokens.get(at + 1).is_none_or(|token| matches!(token.kind, TokenKind::Stop | TokenKind::Comma));
    let all = from < to && amount.value >= Decimal::from(to.checked_sub(from)?) - Decimal::ONE;
    let roles = vec![
        (Role::Length, Operand::Amount(at)),
        (Role::From, calendar(&first.range, Value::Year(from))),
        (Role::To, calendar(&last.range, Value::Year(to))),
    ];
    let said = word_at(tokens, at - 1) == Some(Word::Of) && amount.hedge.is_none();
    (said && led && ends && all).then(|| Draft::new(Kind::Span, roles, start..at + 1))
}

fn calendar<T: Copy + TryInto<u32>>(range: &std::ops::Range<T>, value: Value) -> Operand {
    let offset = |at: T| at.try_into().unwrap_or(u32::MAX);
    Operand::Calendar { range: offset(range.start)..offset(range.end), value }
}
