//! From tokens to claims: spans in the file, quantities, periods.

use std::ops::{BitOr, Range};

use crate::document::Prose;
use crate::grammar::Sentence;
use crate::grammar::clause::{Draft, Operand, metric};
use crate::grammar::denominator::denominator;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Amount, AmountUnit, TokenKind};
use crate::model::{
    Claim, Decimal, Hedge, HedgeKind, Kind, Period, PeriodKind, Quantity, Reading, Readings, Role, TimeUnit, Unit,
    Value,
};

/// The claim of a draft.
pub fn claim(sentence: &Sentence, draft: &Draft, prose: &Prose<'_>, range: &Range<u32>) -> Option<Claim> {
    let reading = |roles: &Vec<(Role, Operand)>, read: &dyn Fn(&Operand) -> Option<Quantity>| {
        let mut list = Vec::with_capacity(roles.len());
        list.extend(roles.iter().filter_map(|(role, operand)| Some((*role, read(operand)?))));
        let mut roles = list;
        roles.sort_by_key(|(_, quantity)| quantity.span.start);
        Reading { roles }
    };
    let mut readings: Readings =
        draft.readings.iter().map(|roles| reading(roles, &|operand| quantity(sentence, operand, prose))).collect();
    // "from 5 to 2 million": a whole number that took the scale of the other may be meant as it stands.
    let lent = |(_, operand): &(Role, Operand)| as_printed(sentence, operand).is_some();
    if let Some(roles) = draft.readings.first().filter(|roles| draft.kind == Kind::Change && roles.iter().any(lent)) {
        let plain = |operand: &Operand| {
            let mut quantity = quantity(sentence, operand, prose)?;
            quantity.value = as_printed(sentence, operand).unwrap_or(quantity.value);
            Some(quantity)
        };
        readings.push(reading(roles, &plain));
    }
    if readings.first()?.roles.is_empty() {
        return None;
    }
    // "1% below where it started": a level of any other day ("its peak") is not what the steps lead to.
    if let (Kind::GrowthRate, Some(whole)) = (draft.kind, &draft.whole) {
        let words = text(sentence, whole, prose.text())?;
        if !["start", "began", "begin", "origin", "initial"].iter().any(|word| words.contains(word)) {
            return None;
        }
    }
    let mut claim = Claim {
        kind: draft.kind,
        direction: draft.direction,
        metric: draft.metric.as_ref().and_then(|tokens| text(sentence, tokens, prose.text())).map(squeeze),
        statement: prose.span(range.clone()),
        readings,
        guard: draft.guard,
        rank: draft.rank,
        tabular: false,
        certainty: None,
    };
    super::points::spell_out(&mut claim);
    super::quote::spell_out(&mut claim);
    super::quote::open(&mut claim);
    // "Return on average assets": the metric of the claim starts behind the preposition.
    let phrase = draft.metric.as_ref().map(|tokens| tokens.start.saturating_sub(2)..tokens.end);
    if let Some(phrase) = phrase.and_then(|tokens| text(sentence, &tokens, prose.text())) {
        super::points::open(&mut claim, phrase);
    }
    Some(claim)
}

/// The quantity of an operand.
pub fn quantity(sentence: &Sentence, operand: &Operand, prose: &Prose<'_>) -> Option<Quantity> {
    let (range, value, unit) = match operand {
        Operand::Amount(at) => {
            let amount = sentence.amount(*at)?;
            return Some(of_amount(
                amount,
                sentence.governing_period(*at).map(|index| period(sentence, index, prose)),
                prose,
            ));
        }
        Operand::Loss(at) => {
            let mut loss = quantity(sentence, &Operand::Amount(*at), prose)?;
            if let Value::Number { value, .. } = &mut loss.value {
                *value = -value.abs();
            }
            return Some(loss);
        }
        Operand::Fall(at) => {
            let amount = sentence.amount(*at)?;
            let mut fallen = of_amount(amount, None, prose);
            fallen.value = Value::Number { value: -amount.value, ulp: amount.ulp };
            return Some(fallen);
        }
        Operand::Paced { at, unit, range } => {
            let each = Period::new(prose.span(range.clone()), PeriodKind::Each(*unit));
            return Some(of_amount(sentence.amount(*at)?, Some(each), prose));
        }
        Operand::Times { range, value, hedge } => {
            let value = Value::Number { value: *value, ulp: last_place(*value) };
            let mut hedge = hedge_of(hedge.as_ref(), prose);
            if let Some(hedge) = &mut hedge {
                hedge.kind = of_multiple(hedge.kind, &value);
            }
            return Some(Quantity {
                span: prose.span(range.clone()),
                value,
                unit: Unit::Multiple,
                hedge,
                period: None,
                per: None,
            });
        }
        Operand::Item { range } => {
            let words = prose.text().get(range.start as usize..range.end as usize)?;
            (range, Value::Words(squeeze(words).into()), Unit::Count(None))
        }
        Operand::Calendar { range, value } => {
            let unit = match value {
                Value::Number { .. } => Unit::Time(TimeUnit::Months),
                _ => Unit::Count(None),
            };
            (range, value.clone(), unit)
        }
    };
    Some(Quantity { span: prose.span(range.clone()), value, unit, hedge: None, period: None, per: None })
}

/// The digits of a whole number that was given the scale of its partner; `None` for any other.
fn as_printed(sentence: &Sentence, operand: &Operand) -> Option<Value> {
    let Operand::Amount(at) = operand else { return None };
    let amount = sentence.amount(*at).filter(|amount| amount.inherited)?;
    let factor = Decimal::from(10u64.checked_pow(amount.scale?)?);
    let value = amount.value.checked_div(factor).filter(Decimal::is_integer)?;
    matches!(amount.unit, AmountUnit::Count(_))
        .then_some(Value::Number { value: value.normalize(), ulp: Decimal::ZERO })
}

/// The quantity of a number with its period.
#[must_use]
pub fn of_amount(amount: &Amount, period: Option<Period>, prose: &Prose<'_>) -> Quantity {
    let unit = match &amount.unit {
        AmountUnit::Money(currency) => Unit::Money(*currency),
        AmountUnit::Percent => Unit::Percent,
        AmountUnit::Points => Unit::Points,
        AmountUnit::Multiple => Unit::Multiple,
        AmountUnit::Time(unit) => Unit::Time(*unit),
        AmountUnit::Count(_) if amount.measure.is_some() => amount.measure.map_or(Unit::Count(None), Unit::Measure),
        AmountUnit::Count(noun) => Unit::Count(
            noun.as_ref().and_then(|range| prose.text().get(range.start as usize..range.end as usize)).map(lower_case),
        ),
    };
    Quantity {
        span: prose.span(amount.range.clone()),
        value: Value::Number { value: amount.value, ulp: amount.ulp },
        unit,
        hedge: hedge_of(amount.hedge.as_ref(), prose),
        period,
        per: prose.text().get(amount.end() as usize..).and_then(denominator).map(String::into_boxed_str),
    }
}

/// A period of the sentence, with its place in the file.
#[must_use]
pub fn period(sentence: &Sentence, index: usize, prose: &Prose<'_>) -> Period {
    let token = &sentence.periods[index];
    Period::new(prose.span(token.range.clone()), token.phrase.kind)
}

/// The last period of the sentence that is no comparison: the one that "from March to April" leads to.
pub fn last_period(sentence: &Sentence, prose: &Prose<'_>) -> Option<Period> {
    (0..sentence.periods.len()).rev().map(|index| period(sentence, index, prose)).find(|period| !period.is_comparison())
}

/// The text of a run of tokens.
pub fn text<'a>(sentence: &Sentence, tokens: &Range<usize>, prose: &'a str) -> Option<&'a str> {
    let first = sentence.tokens.get(tokens.start)?;
    let last = sentence.tokens.get(tokens.end.checked_sub(1)?)?;
    prose.get(first.start as usize..last.end as usize)
}

/// What the first number of a draft is said of.
pub fn topic(sentence: &Sentence, draft: &Draft, prose: &Prose<'_>) -> Option<String> {
    if matches!(draft.kind, Kind::Date | Kind::Span | Kind::Conversion) {
        return None;
    }
    let at = draft.readings.first()?.iter().find_map(|(_, operand)| match operand {
        Operand::Amount(at) => Some(*at),
        _ => None,
    })?;
    let tokens = metric::topic_of(&sentence.tokens, at)?;
    text(sentence, &tokens, prose.text()).map(squeeze)
}

/// The words of a noun phrase, its head first: "total export of services" is headed by "export", "total services exports" by "exports".
pub fn head_first(sentence: &Sentence, tokens: &Range<usize>, prose: &str) -> Vec<u64> {
    let of =
        tokens.clone().skip(1).find(|at| sentence.tokens[*at].kind == TokenKind::Word(Word::Of)).unwrap_or(tokens.end);
    let mut words = text(sentence, &(tokens.start..of), prose).map(super::words::stems).unwrap_or_default();
    words.reverse();
    if of < tokens.end {
        words.extend(text(sentence, &(of..tokens.end), prose).map(super::words::stems).unwrap_or_default());
    }
    words
}

/// Whether the sentence points back at the one before: it starts with "This", "That", "It", or "The increase".
#[must_use]
pub fn points_back(sentence: &Sentence, prose: &str) -> bool {
    let Some(first) = sentence.tokens.iter().find(|token| token.kind != TokenKind::Quote) else { return false };
    match first.kind {
        TokenKind::Word(Word::Pronoun) => prose.get(first.start as usize..first.end as usize).is_some_and(|word| {
            ["this", "it", "these", "they"].iter().any(|pronoun| pronoun.eq_ignore_ascii_case(word))
        }),
        TokenKind::Word(Word::Which) => true,
        // "Of these, A, or P, …"
        TokenKind::Word(Word::Of) => {
            matches!(sentence.tokens.get(1).map(|token| token.kind), Some(TokenKind::Word(Word::Them | Word::Pronoun)))
                && matches!(sentence.tokens.get(2).map(|token| token.kind), Some(TokenKind::Comma))
        }
        TokenKind::Word(Word::Article) => {
            matches!(sentence.tokens.get(1).map(|token| token.kind), Some(TokenKind::Word(Word::Change(..))))
        }
        _ => false,
    }
}

fn hedge_of(hedge: Option<&(HedgeKind, Range<u32>)>, prose: &Prose<'_>) -> Option<Hedge> {
    hedge.map(|(kind, range)| Hedge { span: prose.span(range.clone()), kind: *kind })
}

/// A hedge before a word that is a multiple. It speaks of the change: what "nearly halved" is still above a half, what "more
/// than halved" is below it.
fn of_multiple(hedge: HedgeKind, multiple: &Value) -> HedgeKind {
    let fraction = matches!(multiple, Value::Number { value, .. } if *value < Decimal::ONE);
    match hedge {
        HedgeKind::AtLeast if fraction => HedgeKind::AtMost,
        HedgeKind::AtMost if fraction => HedgeKind::AtLeast,
        HedgeKind::JustUnder if fraction => HedgeKind::JustOver,
        HedgeKind::JustOver if fraction => HedgeKind::JustUnder,
        kind => kind,
    }
}

/// The last place of a multiple in words: "tripled" stands for 2.5 to 3.5, "halved" for the reciprocal of 1.5 to 2.5.
fn last_place(value: Decimal) -> Decimal {
    if value < Decimal::ONE { Decimal::new(2, 1) } else { Decimal::ONE }
}

/// A noun in lower case, as nearly all of them stand there already.
fn lower_case(noun: &str) -> Box<str> {
    if !noun.is_ascii() {
        return noun.to_lowercase().into();
    }
    let mut noun: Box<str> = noun.into();
    noun.make_ascii_lowercase();
    noun
}

/// Runs of white space as one space.
fn squeeze(text: &str) -> String {
    // Nearly all texts are plain to their end. Without a branch a byte, many are looked at together.
    let bytes = text.as_bytes();
    let wide = bytes.iter().map(|byte| u8::from(byte.wrapping_sub(b' ') > b'~' - b' ')).fold(0, BitOr::bitor);
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let doubled = pairs.map(|(byte, next)| u8::from(byte | next == b' ')).fold(0, BitOr::bitor);
    if wide | doubled == 0 && !text.starts_with(' ') && !text.ends_with(' ') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
