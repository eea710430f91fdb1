//! Growth rates: how much a year, over several years.
//!
//! ```ebnf
//! rate     = compound | per-year ;
//! compound = COMPOUND , { filler } , PERCENT | PERCENT , [ adjective ] , COMPOUND ;    (* a CAGR of 6.2%; a 7% CAGR *)
//! per-year = CHANGE , { filler } , PERCENT , [ "on average" ] , ( "a year" | "annually" | "per year" ) ;
//! levels   = change with both levels | level , YEAR , … , level , YEAR ;               (* from A in 2022 to B by 2029 *)
//! length   = NUMBER , ( "years" | "-year" ) ;
//! ```
//!
//! A rate between two neighbouring years is the plain change from one to the other, and stays one. "Annually" without levels
//! several years apart may mean "from the year before", and then is left to the changes too.
//!
//! Examples:
//! - `The market will grow from $70.79 billion in 2022 to $107.86 billion by 2029, a compound annual growth rate (CAGR) of 6.2%.` → `growth_rate up percent=6.2 start=70790000000 end=107860000000`
//! - `Sales were $8 million in 2020 and are to reach $12 million by 2026, growing at a CAGR of 7.1%.` → `growth_rate up percent=7.1 start=8000000 end=12000000`
//! - `The market may hit $206.9 billion by 2033, up from $12.5 billion in 2023, at a 32.4% CAGR.` → `growth_rate up percent=32.4 start=12500000000 end=206900000000`
//! - `Dividends compounded at 16% annually over the past five years.` → `growth_rate up percent=16 years=5`
//! - `The trade has been growing 5% a year.` → `growth_rate up percent=5`
//! - `Sales rose at a CAGR of 5.0% from $120.00 billion in 2023 to $126.00 billion in 2024.` → `nothing`
//! - `Sales rose 5% annually to $3 million.` → `nothing`
//! - `The notes pay 5% a year.` → `nothing`

use nom::Parser;
use nom::combinator::verify;
use nom::multi::many_m_n;

use super::complement::any;
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{GuardWord, Part, Word};
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, Token, TokenKind, Tokens};
use crate::model::{Direction, Guard, Kind, PeriodKind, Role, TimeUnit};

/// Adds the growth rates of a sentence, and takes their percentages out of the changes.
pub fn growth_rates(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::PERCENT) && sentence.seen.any(Seen::GUARD.or(Seen::ANNUAL))) {
        return;
    }
    let tokens = &sentence.tokens;
    for at in sentence.places.iter().copied() {
        if class_at(tokens, at) != Some(Class::Percent) {
            continue;
        }
        let Some(form) = form(tokens, at) else { continue };
        let from = drafts.iter().position(|draft| draft.plays(Role::Percent, at));
        let levels = levels(sentence, drafts, at);
        let years = length(sentence, at);
        let enough = match levels {
            // The year before: a plain change.
            Some(Levels { years: Some(..=1), .. }) => {
                give_back(drafts, at, levels.as_ref());
                continue;
            }
            Some(Levels { years: None, .. }) if years.is_none() => false,
            Some(_) => true,
            None => years.is_some() || several_years(sentence, at),
        };
        if form == Form::Annually && !enough {
            continue;
        }
        let mut roles = vec![(Role::Percent, Operand::Amount(at))];
        let mut first = at;
        let mut last = at;
        if let Some(levels) = &levels {
            roles.push((Role::Start, Operand::Amount(levels.start)));
            roles.push((Role::End, Operand::Amount(levels.end)));
            first = first.min(levels.start).min(levels.end);
            last = last.max(levels.start).max(levels.end);
        }
        roles.extend(years.map(|years| (Role::Years, Operand::Amount(years))));
        let mut draft = Draft::new(Kind::GrowthRate, roles, first..last + 1);
        draft.direction = from.map_or(Some(Direction::Up), |from| drafts[from].direction);
        draft.metric = from
            .and_then(|from| drafts[from].metric.clone())
            .or_else(|| levels.as_ref().and_then(|levels| levels.metric.clone()));
        draft.guard = guard(tokens, first..last + 1);
        release(drafts, at, levels.as_ref());
        drafts.push(draft);
    }
}

/// How a rate is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// CAGR, compounded.
    Compound,
    /// "a year", "per year".
    PerYear,
    /// "annually", "annual": may also be the change from the year before.
    Annually,
}

/// Whether the percentage at `at` is a growth rate.
fn form(tokens: &[Token], at: usize) -> Option<Form> {
    let lead = (at.saturating_sub(12)..at).rev().find(|lead| is_compound(tokens[*lead].kind));
    let leads = lead.is_some_and(|lead| {
        let filled = many_m_n(0, 11, filler).parse(Tokens::from(tokens, lead + 1));
        filled.is_ok_and(|(rest, _)| rest.at == at)
    });
    let behind = (at + 1..tokens.len().min(at + 4)).find(|next| is_compound(tokens[*next].kind));
    let follows = behind.is_some_and(|next| {
        tokens[at + 1..next].iter().all(|token| {
            matches!(token.kind, TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Adverb | Word::Annual))
        })
    });
    if leads || follows {
        return Some(Form::Compound);
    }
    // "a 15% annual growth rate"
    if word_at(tokens, at + 1) == Some(Word::Annual)
        && matches!(word_at(tokens, at + 2), Some(Word::Change(_, Part::Noun | Part::Both)))
    {
        return Some(Form::Annually);
    }
    let average = usize::from(
        word_at(tokens, at + 1) == Some(Word::On) && word_at(tokens, at + 2) == Some(Word::Guard(GuardWord::Average)),
    ) * 2;
    let next = at + 1 + average;
    let form = match (word_at(tokens, next)?, word_at(tokens, next + 1)) {
        (Word::Article | Word::Per, Some(Word::Annual)) => Form::PerYear,
        (Word::Annual, _) => Form::Annually,
        _ => return None,
    };
    // "pays 5% a year", "a rate of 5% a year": interest, unless something grows.
    let grows = (at.saturating_sub(5)..at).rev().map_while(|before| match tokens[before].kind {
        TokenKind::Word(Word::Change(Some(Direction::Up | Direction::Down), part)) => Some(part != Part::Noun),
        TokenKind::Word(
            Word::By
            | Word::At
            | Word::Of
            | Word::Article
            | Word::Adverb
            | Word::RateNoun
            | Word::Guard(GuardWord::Average),
        ) => Some(false),
        _ => None,
    });
    grows.into_iter().any(|grows| grows).then_some(form)
}

fn is_compound(kind: TokenKind) -> bool {
    kind == TokenKind::Word(Word::Guard(GuardWord::Compound))
}

/// A token that may stand between "CAGR" and its percentage.
fn filler(input: Tokens<'_>) -> nom::IResult<Tokens<'_>, Token> {
    verify(any, |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Open
                | TokenKind::Close
                | TokenKind::Quote
                | TokenKind::Period(_)
                | TokenKind::Other
                | TokenKind::Word(
                    Word::Annual
                        | Word::Change(_, Part::Noun | Part::Both)
                        | Word::RateNoun
                        | Word::Of
                        | Word::At
                        | Word::In
                        | Word::Time
                        | Word::From
                        | Word::To
                        | Word::Between
                        | Word::And
                        | Word::Article
                        | Word::Adverb
                        | Word::Be
                        | Word::By
                        | Word::Guard(GuardWord::Compound | GuardWord::Expected | GuardWord::Average)
                )
        )
    })
    .parse(input)
}

/// Two levels with the years between them.
struct Levels {
    start: usize,
    end: usize,
    years: Option<i16>,
    metric: Option<std::ops::Range<usize>>,
}

/// The levels that a rate joins: those of the nearest change, else the only two amounts that have their years.
fn levels(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Levels> {
    let tokens = &sentence.tokens;
    let near = drafts
        .iter()
        .filter(|draft| draft.kind == Kind::Change)
        .filter_map(|draft| match (draft.get(Role::Old), draft.get(Role::New)) {
            (Some(Operand::Amount(old)), Some(Operand::Amount(new))) => Some((draft, *old, *new)),
            _ => None,
        })
        .filter(|(_, old, new)| matches!(class_at(tokens, *old), Some(Class::Money | Class::Count)) && old != new)
        .min_by_key(|(draft, ..)| draft.tokens.start.abs_diff(at).min(draft.tokens.end.abs_diff(at)));
    if let Some((draft, start, end)) = near {
        let years = year_of(sentence, start).zip(year_of(sentence, end)).map(|(start, end)| end - start);
        // A fall in time ("from A in 2030") is read the wrong way round: better nothing.
        return (years.is_none_or(|years| years > 0)).then(|| Levels {
            start,
            end,
            years,
            metric: draft.metric.clone(),
        });
    }
    let mut dated: Vec<(i16, usize)> = (0..tokens.len())
        .filter(|at| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count)))
        .filter_map(|at| Some((year_of(sentence, at)?, at)))
        .collect();
    dated.sort_unstable();
    let &[(from, start), (to, end)] = &*dated else { return None };
    let (a, b) = (sentence.amount(start)?, sentence.amount(end)?);
    let same = a.unit == b.unit || matches!((&a.unit, &b.unit), (AmountUnit::Count(_), AmountUnit::Count(_)));
    (same && from < to).then_some(Levels { start, end, years: Some(to - from), metric: None })
}

/// The year that stands right behind an amount ("in 2022", "by the end of 2029"), or right before it ("2022's").
fn year_of(sentence: &Sentence, at: usize) -> Option<i16> {
    let tokens = &sentence.tokens;
    let year = |at: usize| match tokens.get(at)?.kind {
        TokenKind::Period(index) => match sentence.periods.get(index as usize)?.phrase.kind {
            PeriodKind::Year(year) | PeriodKind::FiscalYear(year) => Some(year),
            _ => None,
        },
        _ => None,
    };
    for (next, token) in tokens.iter().enumerate().take(at + 7).skip(at + 1) {
        match token.kind {
            TokenKind::Period(_) => return year(next),
            TokenKind::Word(Word::In | Word::By | Word::At | Word::Of | Word::Article | Word::Time | Word::Annual)
            | TokenKind::Other
            | TokenKind::Open => {}
            _ => break,
        }
    }
    at.checked_sub(1).and_then(year)
}

/// A length in years near the rate: "over the past five years", "a five-year CAGR".
fn length(sentence: &Sentence, at: usize) -> Option<usize> {
    let near = at.saturating_sub(12)..(at + 12).min(sentence.tokens.len());
    near.filter(|at| class_at(&sentence.tokens, *at) == Some(Class::Time))
        .find(|at| sentence.amount(*at).is_some_and(|amount| amount.unit == AmountUnit::Time(TimeUnit::Years)))
}

/// Whether two years that are apart are named behind the rate: "between 2022 and 2028".
fn several_years(sentence: &Sentence, at: usize) -> bool {
    let years = (at..sentence.tokens.len().min(at + 12)).filter_map(|at| match sentence.tokens[at].kind {
        TokenKind::Period(index) => sentence.periods.get(index as usize).map(|period| period.phrase.kind),
        _ => None,
    });
    let mut first = None;
    for kind in years {
        match (kind, first) {
            (PeriodKind::Years(from, to), _) => return to > from + 1,
            (PeriodKind::Year(year), None) => first = Some(year),
            (PeriodKind::Year(year), Some(first)) => return year > first + 1,
            _ => {}
        }
    }
    false
}

/// A basis that the levels do not have.
fn guard(tokens: &[Token], range: std::ops::Range<usize>) -> Option<Guard> {
    range.into_iter().find_map(|at| match word_at(tokens, at)? {
        Word::Guard(GuardWord::Constant) => Some(Guard::ConstantCurrency),
        Word::Guard(GuardWord::Organic) => Some(Guard::Organic),
        Word::Guard(GuardWord::Excluding) => Some(Guard::Excluding),
        Word::Guard(GuardWord::Real) => Some(Guard::RealTerms),
        // "on average 5% a year": the mean of the yearly rates, or the compound one.
        Word::Guard(GuardWord::Average) => Some(Guard::OnAverage),
        _ => None,
    })
}

/// Gives the percentage to the change of the same levels, where no change has it yet.
fn give_back(drafts: &mut [Draft], at: usize, levels: Option<&Levels>) {
    let percent = (Role::Percent, Operand::Amount(at));
    let Some(levels) = levels.filter(|_| !drafts.iter().any(|draft| draft.readings[0].contains(&percent))) else {
        return;
    };
    let change = drafts.iter_mut().find(|draft| {
        draft.kind == Kind::Change
            && draft.get(Role::Old) == Some(&Operand::Amount(levels.start))
            && draft.get(Role::New) == Some(&Operand::Amount(levels.end))
            && draft.get(Role::Percent).is_none()
    });
    if let Some(draft) = change {
        for reading in &mut draft.readings {
            reading.push(percent.clone());
        }
        draft.direction = draft.direction.or(Some(Direction::Up));
        draft.silent = false;
    }
}

/// Takes the percentage out of the changes; a change of the same levels that states nothing else goes with it.
fn release(drafts: &mut Vec<Draft>, at: usize, levels: Option<&Levels>) {
    let percent = (Role::Percent, Operand::Amount(at));
    for draft in drafts.iter_mut().filter(|draft| draft.kind == Kind::Change) {
        for reading in &mut draft.readings {
            reading.retain(|role| *role != percent);
        }
    }
    drafts.retain(|draft| {
        let has = |role| draft.get(role).is_some();
        let result = has(Role::Percent) || has(Role::Difference) || has(Role::Multiple);
        let same = levels.is_some_and(|levels| {
            draft.get(Role::Old) == Some(&Operand::Amount(levels.start))
                && draft.get(Role::New) == Some(&Operand::Amount(levels.end))
        });
        draft.kind != Kind::Change || result || has(Role::New) && has(Role::Old) && !same
    });
}
