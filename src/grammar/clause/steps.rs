//! Changes one after the other, and the change over all of them.
//!
//! ```ebnf
//! steps  = CHANGE , PERCENT , PERIOD , { "," | "and" , [ CHANGE ] , PERCENT , PERIOD } , result
//!        | "after" , CHANGE-ing , PERCENT , "and" , CHANGE-ing , PERCENT , "," , PERCENT , ( "above" | "below" ) , start ;
//! result = PERCENT , ( "over the two years" | "in total" ) | ( "a total of" | "a combined" ) , PERCENT ;
//! ```
//!
//! A step needs a period of its own. Rates that are all measured from the year before don't build on one another, and the one of
//! the whole time lies between them: such a percentage is left alone.
//!
//! Examples:
//! - `Prices rose 5.0% in 2022 and 8.0% in 2023, 13.4% over the two years.` → `growth_rate up percent=13.4 term=5 term=8`
//! - `Prices rose 5.0% in 2022 and fell 8.0% in 2023, a fall of 3.4% over two years.` → `growth_rate down percent=3.4 term=5 term=-8`
//! - `After rising 10% and falling 10%, it is 1% below where it started.` → `growth_rate down percent=1 term=10 term=-10`
//! - `Sales rose 5% in volume and 8% in value, 13.4% over the two years.` → `nothing`
//! - `Prices rose 5% in 2022 and 8% in 2023, an average of 6.5% over the two years.` → `nothing`
//! - `Output rose 3.2% in January and 2.1% in February, 2.6% over the two months.` → `nothing`
//! - `Prices rose 5% in 2022, 8% in 2023 and 30% over the past five years.` → `nothing`

use std::ops::Range;

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{HedgeWord, Part, Word};
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, TokenKind};
use crate::model::{Decimal, Direction, Kind, PeriodKind, Role, TimeUnit};

/// Adds the change over all steps, and takes its percentage out of the changes.
pub fn steps(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !sentence.seen.any(Seen::PERCENT) {
        return;
    }
    let is_percent = |at: &usize| class_at(&sentence.tokens, *at) == Some(Class::Percent);
    if sentence.places.len() < 3 || sentence.places.iter().copied().filter(is_percent).count() < 3 {
        return;
    }
    let percents: Vec<usize> = sentence.places.iter().copied().filter(is_percent).collect();
    let found = over_all(sentence, &percents).or_else(|| back_at_the_start(sentence, &percents));
    let Some((steps, percent, direction, whole)) = found else { return };
    let result = Operand::Amount(percent);
    for draft in drafts.iter_mut().filter(|draft| draft.kind == Kind::Change) {
        for reading in &mut draft.readings {
            reading.retain(|(_, operand)| *operand != result);
        }
    }
    drafts.retain(|draft| {
        let states =
            [Role::Percent, Role::Difference, Role::Multiple, Role::New].iter().any(|r| draft.get(*r).is_some());
        draft.kind != Kind::Change || states
    });
    let term = |(at, direction): &(usize, Direction)| match direction {
        Direction::Down => (Role::Term, Operand::Fall(*at)),
        _ => (Role::Term, Operand::Amount(*at)),
    };
    let mut roles: Vec<_> = steps.iter().map(term).collect();
    roles.push((Role::Percent, result));
    let first = steps.first().map_or(percent, |(at, _)| *at);
    let mut draft = Draft::new(Kind::GrowthRate, roles, first..percent + 1);
    draft.direction = direction;
    draft.whole = whole;
    drafts.push(draft);
}

type Found = (Vec<(usize, Direction)>, usize, Option<Direction>, Option<Range<usize>>);

/// "rose 5% in 2022 and 8% in 2023, 13.4% over the two years".
fn over_all(sentence: &Sentence, percents: &[usize]) -> Option<Found> {
    let tokens = &sentence.tokens;
    let (result, steps) = percents.split_last()?;
    // "over the past five years", "over two years" of three steps: not what the steps make.
    if let Extent::Periods(named) = extent(sentence, *result)?
        && named != Decimal::from(steps.len())
    {
        return None;
    }
    if (*result..tokens.len()).chain(steps[0]..*result).any(|at| is_other_basis(word_at(tokens, at))) {
        return None;
    }
    let mut found = Vec::with_capacity(steps.len());
    let mut periods = Vec::with_capacity(steps.len());
    for (n, at) in steps.iter().enumerate() {
        let end = steps.get(n + 1).unwrap_or(result);
        // Nothing but its period and the next word of change stands behind a step.
        let period = (at + 1..*end).take(5).find(|at| matches!(tokens[*at].kind, TokenKind::Period(_)))?;
        let between = |range: Range<usize>| {
            range.clone().all(|at| {
                matches!(
                    tokens[at].kind,
                    TokenKind::Period(_)
                        | TokenKind::Comma
                        | TokenKind::Dash
                        | TokenKind::Word(
                            Word::And
                                | Word::In
                                | Word::Time
                                | Word::Or
                                | Word::By
                                | Word::Article
                                | Word::Adverb
                                | Word::Total
                                | Word::Of
                                | Word::Hedge(_)
                                | Word::Change(..)
                        )
                )
            })
        };
        if !between(at + 1..*end) {
            return None;
        }
        let TokenKind::Period(index) = tokens[period].kind else { return None };
        let kind = sentence.periods.get(index as usize)?.phrase.kind;
        if periods.contains(&kind) {
            return None;
        }
        periods.push(kind);
        let lead = (at.saturating_sub(4)..*at).rev().find_map(|at| change_at(sentence, at));
        let direction = lead.or_else(|| found.last().map(|(_, direction)| *direction))?;
        found.push((*at, direction));
    }
    let last = *steps.last()?;
    let own = (last + 1..*result).rev().find_map(|at| change_at(sentence, at));
    let direction = own.or_else(|| {
        let first = found[0].1;
        found.iter().all(|(_, direction)| *direction == first).then_some(first)
    });
    let size = |at: usize| sentence.amount(at).map(|amount| amount.value.abs());
    let same_way = found.iter().all(|(_, direction)| *direction == found[0].1);
    let builds_up = if same_way {
        found.iter().all(|(at, _)| size(*at) < size(*result))
    } else {
        periods.iter().all(|kind| matches!(kind, PeriodKind::Year(_) | PeriodKind::FiscalYear(_)))
    };
    builds_up.then_some((found, *result, direction, None))
}

/// How a percentage is said to be the change over all steps.
enum Extent {
    /// "over the two years": over so many periods.
    Periods(Decimal),
    /// "in total"
    Total,
}

/// Whether a percentage is said to be the change over all.
fn extent(sentence: &Sentence, at: usize) -> Option<Extent> {
    let tokens = &sentence.tokens;
    let total = (at.saturating_sub(3)..at).any(|at| word_at(tokens, at) == Some(Word::Total));
    match word_at(tokens, at + 1) {
        Some(Word::Total) => return Some(Extent::Total),
        Some(Word::In) if word_at(tokens, at + 2) == Some(Word::Total) => return Some(Extent::Total),
        Some(Word::Over | Word::In | Word::Time) => {
            let next = at + 2 + usize::from(word_at(tokens, at + 2) == Some(Word::Article));
            let amount = sentence.amount(next)?;
            let counts =
                matches!(amount.unit, AmountUnit::Time(TimeUnit::Years | TimeUnit::Months | TimeUnit::Quarters));
            return counts.then_some(Extent::Periods(amount.value));
        }
        _ => {}
    }
    total.then_some(Extent::Total)
}

/// Words that say that the figures are means, rates or parts of something else.
const fn is_other_basis(word: Option<Word>) -> bool {
    matches!(word, Some(Word::Guard(_) | Word::Annual | Word::Share(_) | Word::While))
}

fn change_at(sentence: &Sentence, at: usize) -> Option<Direction> {
    match word_at(&sentence.tokens, at)? {
        Word::Change(Some(direction @ (Direction::Up | Direction::Down)), _) => Some(direction),
        _ => None,
    }
}

/// "After rising 10% and falling 10%, it is 1% below where it started."
fn back_at_the_start(sentence: &Sentence, percents: &[usize]) -> Option<Found> {
    let tokens = &sentence.tokens;
    let &[a, b, result] = percents else { return None };
    let participle = |at: usize| match word_at(tokens, at)? {
        Word::Change(Some(direction @ (Direction::Up | Direction::Down)), Part::Participle) => Some(direction),
        _ => None,
    };
    let by = |at: usize| {
        let at = at.checked_sub(1)?;
        participle(if word_at(tokens, at) == Some(Word::By) { at.checked_sub(1)? } else { at })
    };
    let (first, second) = (by(a)?, by(b)?);
    let joined = (a + 1..b).any(|at| word_at(tokens, at) == Some(Word::And));
    let comma = (b + 1..result).any(|at| tokens[at].kind == TokenKind::Comma);
    let direction = match word_at(tokens, result + 1)? {
        Word::Hedge(HedgeWord::Over) => Direction::Up,
        Word::Hedge(HedgeWord::Under) => Direction::Down,
        Word::Change(Some(direction), Part::Particle) => direction,
        _ => return None,
    };
    let end = (result + 2..tokens.len()).find(|at| tokens[*at].kind == TokenKind::Stop).unwrap_or(tokens.len());
    let plain =
        tokens[result + 2..end].iter().all(|token| !matches!(token.kind, TokenKind::Period(_) | TokenKind::Comma));
    let steps = vec![(a, first), (b, second)];
    (joined && comma && plain && end > result + 2).then_some((steps, result, Some(direction), Some(result + 2..end)))
}
