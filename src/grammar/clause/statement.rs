//! Levels and growth with all that says what they are of: the whole noun phrase, the period, and the period compared with.
//!
//! What a sum needs of a metric is a hint; what two documents are compared by must be certain. So the phrase is read up to where the clause
//! begins, what stands beside the number is a part of it ("$3 billion in goods"), and where anything is in the way there is no statement.
//!
//! ```ebnf
//! statement = [ lead , "," ] , subject , verb , { between } , [ VALUE ] , tail ;
//!           | [ subject , REPORT ] , [ article ] , noun-phrase , "of" , VALUE , tail ;      (* Acme reported sales of A in April 2024 *)
//!           | change-noun , "in" , noun-phrase , { between } , [ VALUE ] , tail ;           (* a rise in exports to A in April 2024 *)
//! lead      = ( "in" | "during" | "for" ) , PERIOD | "in" , noun-phrase | other ;          (* a place narrows what is measured *)
//! between   = "to" | "at" | "by" | "of" | PERCENT | PERIOD | adjective | … ;
//! tail      = { "in" , PERIOD | preposition , noun-phrase } ;
//! ```
//!
//! Examples:
//! - `In April 2024, ICT services exports surged to $310 million.` → `ICT services exports | April 2024 = $310 million`
//! - `Rice exports climbed by 12.5% in the first nine months of fiscal year 2024 (July–March), reaching $3.150 billion compared to $2.800 billion during the same period last year.` → `Rice exports | first nine months of fiscal year 2024 = $3.150 billion | same period last year = $2.800 billion`
//! - `Earnings from Ports and Shipping Services hit a record high of $4.105 billion in exports during the fiscal year 2021-22.` → `Earnings from Ports and Shipping Services (exports) | fiscal year 2021-22 = $4.105 billion`
//! - `In the first nine months of fiscal 2025 (July–March), earnings from telecommunication, computer and information services came to $2 million.` → `earnings from telecommunication, computer and information services | first nine months of fiscal 2025 = $2 million`
//! - `Exports reached their highest monthly value ever of $303 million in May 2024.` → `Exports | May 2024 = $303 million`
//! - `In Punjab, exports rose to $5 million in 2023.` → `exports (In Punjab) | 2023 = $5 million`
//! - `Acme reported net sales of $5 million in April 2024.` → `net sales (Acme) | April 2024 = $5 million`
//! - `The surge in ICT exports to a historic high of $310 million in April 2024 is news.` → `ICT exports | April 2024 = $310 million`
//! - `Shipments climbed to $310 million in April 2024, marking a rise of 62.3% from the corresponding period last year.` → `Shipments | April 2024 = $310 million | corresponding period last year`
//! - `We saw a 1.31% increase in ICT exports from March 2024 to April 2024.` → `ICT exports | April 2024 | March 2024`
//! - `Exports grew 24% in FY2023-24.` → `Exports | FY2023-24`
//! - `Exports were $5 million in 2023 and $4 million in 2022.` → `Exports | 2023 = $5 million; Exports | 2022 = $4 million`
//! - `Exports will rise to $5 million in 2027.` → `nothing`
//! - `Exports rose to $5 million, including $2 million to China in 2023.` → `nothing`
//! - `Exports rose in 2023 as imports fell to $5 million.` → `nothing`

use std::ops::Range;

use super::boundary::start_of;
use super::{Draft, Operand, word_at};
use crate::grammar::lexicon::{GuardWord, HedgeWord, Part, Subclass, Word};
use crate::grammar::token::{Class, Sentence, Token, TokenKind};
use crate::model::{Guard, Kind, PeriodKind, Relative, Role};

/// A level or a growth with what it is of, in terms of the tokens of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The noun phrase.
    pub name: Range<usize>,
    /// What narrows it: a place before it, who reports it, what follows the number.
    pub scope: [Option<Range<usize>>; 2],
    /// The period, as an index into those of the sentence.
    pub period: Option<usize>,
    /// The token of the level; none for a growth alone.
    pub level: Option<usize>,
    /// The token of the earlier level.
    pub old: Option<usize>,
    /// The period that is compared with.
    pub base: Option<usize>,
    /// The token of the percentage, where a change is stated.
    pub percent: Option<usize>,
}

/// The statements of a sentence, given its drafts.
#[must_use]
pub fn statements(sentence: &Sentence, drafts: &[Draft]) -> Vec<Statement> {
    let mut found = Vec::new();
    if sentence.periods.is_empty() || sentence.tokens.len() > LONGEST {
        return found;
    }
    for at in &sentence.places {
        let Some(amount) = sentence.amount(*at) else { continue };
        let level = match amount.unit.class() {
            Class::Money => amount.upper.is_none(),
            Class::Count => amount.upper.is_none() && !amount.bare,
            _ => false,
        };
        if level {
            found.extend(level_at(sentence, drafts, *at));
        } else if amount.unit.class() == Class::Percent && amount.upper.is_none() {
            found.extend(growth_at(sentence, drafts, *at));
        }
    }
    found
}

/// No sentence that states levels has more tokens; what has is a table without its columns.
const LONGEST: usize = 160;

/// The statement of a level.
fn level_at(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Statement> {
    let draft = match role_of(drafts, at) {
        Played::Nothing => None,
        Played::Part(Role::New | Role::Value | Role::Part | Role::Total | Role::Average, draft) => Some(draft),
        Played::Part(..) | Played::Open => return None,
    };
    let change = change_of(drafts, at);
    if draft.or(change).is_some_and(|draft| !is_plain(draft)) {
        return None;
    }
    let mut statement = before(sentence, at)?;
    let tail = tail(sentence, at)?;
    statement.level = Some(at);
    if let Some(words) = tail.words {
        if statement.scope[1].is_some() {
            return None;
        }
        statement.scope[1] = Some(words);
    }
    if tail.period.is_some() {
        // What stands beside the number goes before what stands at the beginning.
        statement.period = tail.period;
    } else if statement.period == Some(UNCERTAIN) {
        return None;
    }
    let period = statement.period.filter(|period| !points_back(sentence, *period));
    if let Some(change) = change {
        let amount = |role| match change.get(role) {
            Some(Operand::Amount(at)) => Some(*at),
            _ => None,
        };
        statement.percent = amount(Role::Percent);
        statement.old = amount(Role::Old);
        statement.base = match statement.old {
            Some(old) => beside(sentence, old).filter(|base| Some(*base) != statement.period),
            None => None,
        };
        statement.base =
            statement.base.or_else(|| compared(sentence, start_of(&sentence.tokens, at), statement.period));
    }
    statement.period = Some(period?);
    Some(statement)
}

/// The statement of a growth without its levels: "grew 24% in FY2023-24", "a 1.31% increase in exports from March 2024 to April 2024".
fn growth_at(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Statement> {
    let change = drafts.iter().find(|draft| {
        draft.kind == Kind::Change
            && draft.readings.len() == 1
            && draft.plays(Role::Percent, at)
            && draft.get(Role::New).is_none()
            && draft.get(Role::Old).is_none()
            && draft.get(Role::Difference).is_none()
    })?;
    if !is_plain(change) || change.direction.is_none() {
        return None;
    }
    let tokens = &sentence.tokens;
    // "a 1.31% increase in exports": the noun stands behind the number.
    let noun = (at + 1..tokens.len().min(at + 4)).find(|at| is_change_noun(tokens, *at));
    let (mut statement, end) = match noun {
        Some(noun) => {
            let name = behind(tokens, noun)?;
            let end = name.end;
            (phrase(name), end)
        }
        None => (before(sentence, at)?, at + 1),
    };
    let tail = tail(sentence, end.checked_sub(1)?)?;
    statement.scope[1] = tail.words.or(statement.scope[1].take());
    statement.percent = Some(at);
    if statement.period == Some(UNCERTAIN) && tail.period.is_none() {
        return None;
    }
    statement.period = tail.period.or(statement.period);
    // "from March 2024 to April 2024"
    if let [Some(first), Some(second)] = from_to(sentence, end) {
        statement.period = Some(second);
        statement.base = Some(first);
    }
    statement.base = statement.base.or_else(|| compared(sentence, start_of(tokens, at), statement.period));
    statement.period.filter(|period| !points_back(sentence, *period))?;
    Some(statement)
}

/// Stands for two periods before a number of which neither is said to be its own.
const UNCERTAIN: usize = usize::MAX;

fn phrase(name: Range<usize>) -> Statement {
    Statement { name, scope: [None, None], period: None, level: None, old: None, base: None, percent: None }
}

/// What the drafts make of an amount.
enum Played<'d> {
    /// Nothing.
    Nothing,
    /// One part, whichever reading is meant.
    Part(Role, &'d Draft),
    /// Readings differ about it.
    Open,
}

/// The part that an amount plays in the drafts.
fn role_of(drafts: &[Draft], at: usize) -> Played<'_> {
    let mut found = Played::Nothing;
    for draft in drafts {
        let mut roles = draft.readings.iter().map(|reading| reading.iter().find(|(_, it)| it.is(at)).map(|(r, _)| *r));
        let Some(first) = roles.next() else { continue };
        if roles.any(|role| role != first) {
            return Played::Open;
        }
        if let (Some(role), Played::Nothing) = (first, &found) {
            found = Played::Part(role, draft);
        }
    }
    found
}

/// The change whose new value an amount is.
fn change_of(drafts: &[Draft], at: usize) -> Option<&Draft> {
    drafts.iter().find(|draft| draft.kind == Kind::Change && draft.readings.len() == 1 && draft.plays(Role::New, at))
}

/// Whether nothing says that the numbers are on a basis of their own.
const fn is_plain(draft: &Draft) -> bool {
    matches!(draft.guard, None | Some(Guard::Loss))
}

/// What stands before a number: from the verb back to the beginning of the clause.
fn before(sentence: &Sentence, at: usize) -> Option<Statement> {
    let tokens = &sentence.tokens;
    let start = clause_start(tokens, at);
    let mut inner = None;
    let mut next = at;
    while next > start {
        next -= 1;
        match tokens[next].kind {
            TokenKind::Word(Word::Of) if is_noun(tokens, next.checked_sub(1)?) && named_by(tokens, start, next) => {
                return object(sentence, start, next, inner);
            }
            // "their highest monthly value ever of A", "a record monthly value of A"
            TokenKind::Word(Word::Of) if let Some(praise) = praise(tokens, start, next) => next = praise,
            TokenKind::Word(Word::To) if let Some(statement) = noun_of_change(tokens, start, next) => {
                return Some(Statement { period: inner, ..statement });
            }
            TokenKind::Period(index) if !points_back(sentence, index as usize) => {
                inner = Some(if inner.is_some() { UNCERTAIN } else { index as usize });
            }
            TokenKind::Word(
                Word::Of
                | Word::To
                | Word::At
                | Word::By
                | Word::In
                | Word::Time
                | Word::Over
                | Word::Hedge(_)
                | Word::Article
                | Word::Record
                | Word::HighLow(_)
                | Word::Adverb
                | Word::Total
                | Word::Superlative(_)
                | Word::Pronoun,
            )
            | TokenKind::Amount(_, Class::Percent | Class::Points | Class::Multiple)
            | TokenKind::Period(_) => {}
            // "were A in 2023 and B in 2022"; "rose A to B".
            TokenKind::Word(Word::And) if is_amount_or_period(tokens, next.checked_sub(1)?) => {}
            TokenKind::Amount(_, Class::Money | Class::Count) => inner = None,
            TokenKind::Close => next = opening(tokens, start, next)?,
            TokenKind::Comma if matches!(word_at(tokens, next + 1), Some(Word::Reach)) => {}
            // "to a stunning $310 million", "a total value of".
            TokenKind::Other if tokens[next].subclass != Subclass::Basis && is_adjective(tokens, next) => {}
            // ", reaching A": the subject is that of the verb before.
            TokenKind::Word(Word::Reach) if next > start && tokens[next - 1].kind == TokenKind::Comma => next -= 1,
            TokenKind::Word(Word::Reach | Word::Be | Word::Change(_, Part::Verb | Part::Both | Part::Particle)) => {
                return subject(sentence, start, next, inner);
            }
            _ => return None,
        }
    }
    None
}

/// Where the clause around a token begins. "Goods and services rose" is one subject, though "services rose" could be a clause.
fn clause_start(tokens: &[Token], at: usize) -> usize {
    let mut start = start_of(tokens, at);
    while start >= 2
        && word_at(tokens, start - 1) == Some(Word::And)
        && matches!(tokens[start - 2].kind, TokenKind::Other | TokenKind::Name | TokenKind::Comma)
    {
        start = start_of(tokens, start - 1);
    }
    start
}

/// Whether a plain word stands between an article or a preposition and the number.
fn is_adjective(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| word_at(tokens, at));
    let led = matches!(before, Some(Word::Article | Word::To | Word::At | Word::Reach | Word::Record | Word::Total));
    led && matches!(
        tokens[at + 1].kind,
        TokenKind::Amount(..) | TokenKind::Word(Word::Of | Word::Record | Word::HighLow(_))
    )
}

fn is_amount_or_period(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].kind, TokenKind::Amount(..) | TokenKind::Period(_))
}

fn is_noun(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].kind, TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::RateNoun | Word::Guard(_)))
}

/// The opening bracket of the one that closes at `at`.
fn opening(tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    (start..at).rev().find(|at| tokens[*at].kind == TokenKind::Open)
}

/// The superlative that opens the words before "of".
fn praise(tokens: &[Token], start: usize, of: usize) -> Option<usize> {
    let first = of.saturating_sub(5).max(start);
    let at = (first..of).rev().find(|at| {
        !matches!(tokens[*at].kind, TokenKind::Other | TokenKind::Word(Word::Annual | Word::Total | Word::HighLow(_)))
    })?;
    (at + 1 < of && matches!(word_at(tokens, at), Some(Word::Superlative(_) | Word::Record))).then_some(at)
}

/// Whether the noun before "of" names a metric of its own: a verb that reports, or the beginning, stands before it.
fn named_by(tokens: &[Token], start: usize, of: usize) -> bool {
    let first = object_start(tokens, start, of);
    let verb = first.checked_sub(1).filter(|at| *at >= start).and_then(|at| match tokens[at].kind {
        TokenKind::Word(Word::Article) => at.checked_sub(1).filter(|at| *at >= start),
        _ => Some(at),
    });
    match verb {
        None => true,
        Some(verb) => matches!(tokens[verb].kind, TokenKind::Word(Word::Report)),
    }
}

/// Where the noun phrase that ends before "of" begins.
fn object_start(tokens: &[Token], start: usize, of: usize) -> usize {
    let part = |at: usize| {
        matches!(
            tokens[at].kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Period(_)
                | TokenKind::Word(
                    Word::RateNoun
                        | Word::Guard(_)
                        | Word::Total
                        | Word::Record
                        | Word::Adverb
                        | Word::And
                        | Word::Pronoun
                        | Word::Annual
                )
        )
    };
    (start..of).rev().take_while(|at| part(*at)).last().unwrap_or(of)
}

/// "Acme reported net sales of A": the object is what is measured, the subject whose it is.
fn object(sentence: &Sentence, start: usize, of: usize, inner: Option<usize>) -> Option<Statement> {
    let tokens = &sentence.tokens;
    let first = object_start(tokens, start, of);
    let mut statement = phrase(first..of);
    statement.period = inner.or_else(|| period_in(sentence, first..of));
    let verb = (start..first).rev().find(|at| tokens[*at].kind == TokenKind::Word(Word::Report));
    if let Some(verb) = verb {
        let end = verb_start(tokens, start, verb)?;
        let subject = noun_phrase(tokens, start, end);
        if subject.is_empty() {
            return None;
        }
        if let Lead::Period(period) = lead(sentence, start, subject.start)? {
            statement.period = statement.period.or(Some(period));
        }
        statement.scope[0] = Some(subject);
    }
    Some(statement)
}

/// "a surge in exports to A": the noun phrase behind "in".
fn noun_of_change(tokens: &[Token], start: usize, to: usize) -> Option<Statement> {
    let noun = (start..to).rev().find(|at| is_change_noun(tokens, *at))?;
    let name = behind(tokens, noun)?;
    (name.end == to).then(|| phrase(name))
}

fn is_change_noun(tokens: &[Token], at: usize) -> bool {
    matches!(word_at(tokens, at), Some(Word::Change(_, Part::Noun | Part::Both)))
}

/// The noun phrase behind a noun of change and "in".
fn behind(tokens: &[Token], noun: usize) -> Option<Range<usize>> {
    if word_at(tokens, noun + 1) != Some(Word::In) {
        return None;
    }
    let first = noun + 2;
    let part = |at: &usize| {
        matches!(
            tokens[*at].kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Word(Word::Article | Word::Of | Word::And | Word::Total | Word::RateNoun | Word::Pronoun)
        )
    };
    let end = (first..tokens.len()).take_while(part).last()? + 1;
    Some(first..end)
}

/// The first token of a group of verbs, helpers included; `None` where they say that it is not (yet) so.
fn verb_start(tokens: &[Token], start: usize, verb: usize) -> Option<usize> {
    let mut first = verb;
    while first > start {
        match tokens[first - 1].kind {
            TokenKind::Word(Word::Have | Word::Be | Word::Adverb) => first -= 1,
            TokenKind::Word(Word::Modal | Word::Not | Word::To | Word::Guard(GuardWord::Expected)) => return None,
            _ => break,
        }
    }
    Some(first)
}

/// The subject before a verb, and what leads the clause in.
fn subject(sentence: &Sentence, start: usize, verb: usize, inner: Option<usize>) -> Option<Statement> {
    let tokens = &sentence.tokens;
    let end = verb_start(tokens, start, verb)?;
    let name = noun_phrase(tokens, start, end);
    if name.is_empty() {
        return None;
    }
    let mut statement = phrase(name.clone());
    let mut known = inner.or_else(|| period_in(sentence, name.clone()));
    match lead(sentence, start, name.start)? {
        Lead::Nothing => {}
        Lead::Period(period) if known.is_some_and(|known| known != period) => known = Some(UNCERTAIN),
        Lead::Period(period) => known = Some(period),
        Lead::Scope(words) => statement.scope[0] = Some(words),
    }
    statement.period = known;
    Some(statement)
}

/// The noun phrase that ends before `end`, prepositions included; empty where something else is in the way.
fn noun_phrase(tokens: &[Token], start: usize, end: usize) -> Range<usize> {
    let mut first = end;
    while first > start {
        let at = first - 1;
        match tokens[at].kind {
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Quote
            | TokenKind::Period(_)
            | TokenKind::Word(
                Word::Article
                | Word::Of
                | Word::And
                | Word::Total
                | Word::Guard(_)
                | Word::RateNoun
                | Word::Record
                | Word::Pronoun
                | Word::Annual
                | Word::Adverb
                | Word::In
                | Word::From
                | Word::To
                | Word::Time
                | Word::On
                | Word::By
                | Word::Per
                | Word::Period,
            ) => first -= 1,
            TokenKind::Close => match opening(tokens, start, at) {
                Some(open) if at - open <= 4 => first = open,
                _ => return end..end,
            },
            // "Telecommunications, Computer, and Information Services"
            TokenKind::Comma if joins_nouns(tokens, start, at, end) => first -= 1,
            TokenKind::Comma
            | TokenKind::Colon
            | TokenKind::Dash
            | TokenKind::Stop
            | TokenKind::Open
            | TokenKind::Word(Word::Which | Word::As | Word::Verb | Word::Report) => break,
            _ => return end..end,
        }
    }
    let idle = |at: usize| {
        matches!(tokens[at].kind, TokenKind::Quote | TokenKind::Word(Word::And | Word::Article | Word::Pronoun))
            && !is_shouted(tokens[at])
    };
    while first < end && idle(first) {
        first += 1;
    }
    // What begins with a preposition is no subject, but what stands behind its period may be one: "In April exports rose".
    if first < end
        && matches!(word_at(tokens, first), Some(Word::In | Word::Time | Word::From | Word::To | Word::On | Word::By))
    {
        let period = (first..end.min(first + 4)).find(|at| matches!(tokens[*at].kind, TokenKind::Period(_)));
        return period.map_or(end..end, |_| first..end);
    }
    first..end
}

/// A token that may be the "IT" of "IT exports"; the text tells later.
fn is_shouted(token: Token) -> bool {
    token.subclass == Subclass::It
}

/// Whether a comma stands between the nouns of one list: "telecommunication, computer and information services".
fn joins_nouns(tokens: &[Token], start: usize, comma: usize, end: usize) -> bool {
    let Some(before) = comma.checked_sub(1).filter(|at| *at >= start) else { return false };
    let behind = match word_at(tokens, comma + 1) {
        Some(Word::And) => comma + 2,
        _ => comma + 1,
    };
    // The list must be closed by "and", and its nouns be written alike.
    let closed = (comma + 1..end.min(comma + 5)).any(|at| word_at(tokens, at) == Some(Word::And));
    let noun = matches!(tokens[before].kind, TokenKind::Name | TokenKind::Other);
    closed && noun && behind < end && tokens[before].kind == tokens[behind].kind
}

/// What stands before the subject of a clause.
enum Lead {
    Nothing,
    Period(usize),
    Scope(Range<usize>),
}

/// Reads what leads a clause in; `None` where it can't be told what it does.
fn lead(sentence: &Sentence, start: usize, end: usize) -> Option<Lead> {
    let tokens = &sentence.tokens;
    let Some(last) = end.checked_sub(1).filter(|last| *last >= start) else { return Some(Lead::Nothing) };
    // Articles and quotation marks were cut off the subject.
    let idle = |at: &usize| {
        !matches!(tokens[*at].kind, TokenKind::Quote | TokenKind::Word(Word::Article | Word::Pronoun | Word::And))
    };
    let Some(last) = (start..=last).rev().find(idle) else { return Some(Lead::Nothing) };
    if tokens[last].kind != TokenKind::Comma {
        // ", that exports", "LAHORE (APP): Exports", "- Exports".
        return Some(Lead::Nothing);
    }
    let first = (start..last).rev().find(|at| ends_lead(tokens[*at].kind)).map_or(start, |at| at + 1);
    match word_at(tokens, first) {
        Some(Word::In | Word::Time | Word::On | Word::At) => {}
        _ => return Some(Lead::Nothing),
    }
    if let Some(period) = period_in(sentence, first..last) {
        let narrow = (first..last).any(|at| matches!(tokens[at].kind, TokenKind::Name));
        return (!narrow).then_some(Lead::Period(period));
    }
    // "In a milestone for the economy," says nothing of what is measured; "In the northern districts," does.
    let vague = word_at(tokens, first + 1) == Some(Word::Article) && tokens[first + 1].subclass == Subclass::Indefinite;
    Some(if vague { Lead::Nothing } else { Lead::Scope(first..last) })
}

const fn ends_lead(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma | TokenKind::Colon | TokenKind::Dash | TokenKind::Stop | TokenKind::Word(Word::Which)
    )
}

/// The one period inside a run of tokens. What stands in brackets behind it, "(July–March)", says the same in other words.
fn period_in(sentence: &Sentence, range: Range<usize>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let mut found: Option<usize> = None;
    for at in range {
        let TokenKind::Period(index) = tokens.get(at)?.kind else { continue };
        let index = index as usize;
        let Some(first) = found else {
            found = Some(index);
            continue;
        };
        let bracketed = at.checked_sub(1).is_some_and(|before| tokens[before].kind == TokenKind::Open);
        if !(bracketed && same_length(sentence, first, index)) {
            return Some(UNCERTAIN);
        }
    }
    found
}

/// Whether two periods do not differ in the number of their months.
fn same_length(sentence: &Sentence, a: usize, b: usize) -> bool {
    let months = |index: usize| match sentence.periods.get(index).map(|period| period.phrase.kind) {
        Some(PeriodKind::Months { count, .. }) => Some(count),
        Some(PeriodKind::FiscalYear(_) | PeriodKind::Year(_)) => Some(12),
        _ => None,
    };
    months(a).zip(months(b)).is_some_and(|(a, b)| a == b)
}

/// What follows a number.
struct Tail {
    period: Option<usize>,
    words: Option<Range<usize>>,
}

/// Reads on behind a number (or the last word of a phrase) to where something else begins.
fn tail(sentence: &Sentence, at: usize) -> Option<Tail> {
    let tokens = &sentence.tokens;
    let mut period = None;
    let mut words: Option<Range<usize>> = None;
    let mut next = at + 1;
    while let Some(token) = tokens.get(next) {
        match token.kind {
            TokenKind::Period(index) => {
                // "by 2030" and "since 2019" say something else.
                if matches!(word_at(tokens, next - 1), Some(Word::By | Word::Since)) {
                    return None;
                }
                if !points_back(sentence, index as usize) {
                    period = period.or(Some(index as usize));
                }
            }
            TokenKind::Open => {
                next = (next..tokens.len().min(next + 12)).find(|at| tokens[*at].kind == TokenKind::Close)?;
            }
            TokenKind::Word(
                Word::In | Word::Time | Word::Of | Word::At | Word::On | Word::To | Word::By | Word::Over,
            ) => {
                let leads = (next + 1..tokens.len().min(next + 4)).find(|at| {
                    !matches!(
                        tokens[*at].kind,
                        TokenKind::Word(Word::Article | Word::Pronoun | Word::Adverb | Word::Of)
                    )
                });
                match leads.map(|at| tokens[at].kind) {
                    Some(TokenKind::Period(_)) | None => {}
                    Some(TokenKind::Other | TokenKind::Name) => {
                        let first = if word_at(tokens, next) == Some(Word::In) { next + 1 } else { next };
                        let end = qualifier_end(tokens, next + 1);
                        if words.is_some() {
                            return None;
                        }
                        words = Some(first..end);
                        next = end - 1;
                    }
                    _ => break,
                }
            }
            TokenKind::Word(Word::Per | Word::Annual | Word::Since | Word::Guard(GuardWord::Expected)) => return None,
            TokenKind::Word(Word::Adverb | Word::Article) => {}
            TokenKind::Other | TokenKind::Name if next == at + 1 => {
                let end = qualifier_end(tokens, next);
                words = Some(next..end);
                next = end - 1;
            }
            _ => break,
        }
        next += 1;
    }
    Some(Tail { period, words })
}

/// Where the words that narrow a number end.
fn qualifier_end(tokens: &[Token], from: usize) -> usize {
    let part = |at: &usize| {
        matches!(
            tokens[*at].kind,
            TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Article | Word::Of | Word::Pronoun)
        )
    };
    (from..tokens.len()).take_while(part).last().map_or(from, |last| last + 1)
}

/// The period right behind a number, or one word of comparison farther off.
fn beside(sentence: &Sentence, at: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let mut next = at + 1;
    while let Some(token) = tokens.get(next).filter(|_| next < at + 6) {
        match token.kind {
            TokenKind::Period(index) => return Some(index as usize),
            TokenKind::Word(Word::In | Word::Time | Word::Of | Word::At | Word::Article | Word::Pronoun) => {}
            _ => break,
        }
        next += 1;
    }
    // "the previous year's $2 billion", "April 2023's $191 million"
    match tokens.get(at.checked_sub(1)?)?.kind {
        TokenKind::Period(index) => Some(index as usize),
        _ => None,
    }
}

/// The period that a change is measured from: one that points back, or one behind a word of comparison.
fn compared(sentence: &Sentence, start: usize, main: Option<usize>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let mut found = None;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        let TokenKind::Period(index) = token.kind else { continue };
        let index = index as usize;
        if Some(index) == main {
            continue;
        }
        let led = (at.saturating_sub(4)..at).rev().find(|at| {
            !matches!(
                tokens[*at].kind,
                TokenKind::Word(Word::In | Word::Of | Word::Article | Word::To | Word::With | Word::Time | Word::At)
            )
        });
        let led = led.is_some_and(|at| {
            matches!(
                tokens[at].kind,
                TokenKind::Word(
                    Word::Compared | Word::From | Word::Versus | Word::Than | Word::Over | Word::Hedge(HedgeWord::Over)
                )
            )
        });
        if points_back(sentence, index) || led {
            if found.is_some() {
                return None;
            }
            found = Some(index);
        }
    }
    found
}

/// "from March 2024 to April 2024".
fn from_to(sentence: &Sentence, at: usize) -> [Option<usize>; 2] {
    let tokens = &sentence.tokens;
    let period = |at: usize| match tokens.get(at).map(|token| token.kind) {
        Some(TokenKind::Period(index)) => Some(index as usize),
        _ => None,
    };
    let is = |at: usize, word: Word| word_at(tokens, at) == Some(word);
    if is(at, Word::From) && is(at + 2, Word::To) { [period(at + 1), period(at + 3)] } else { [None, None] }
}

/// Whether a period is named from another one: "a year earlier".
fn points_back(sentence: &Sentence, index: usize) -> bool {
    sentence.periods.get(index).is_none_or(|period| {
        matches!(
            period.phrase.kind,
            PeriodKind::Relative(
                Relative::YearEarlier | Relative::Previous | Relative::PreviousYear | Relative::PreviousMonth
            )
        )
    })
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::grammar::{clause, scan};

    fn show(text: &str) -> Option<String> {
        let mut sentence = Sentence::default();
        scan(text, 0..u32::try_from(text.len()).unwrap_or(0), &mut sentence);
        let drafts = clause::read(&sentence);
        let slice = |range: &Range<usize>| {
            let (first, last) = (&sentence.tokens[range.start], &sentence.tokens[range.end - 1]);
            text[first.start as usize..last.end as usize].to_owned()
        };
        let token = |at: usize| slice(&(at..at + 1));
        let period = |index: usize| {
            let range = &sentence.periods[index].range;
            text[range.start as usize..range.end as usize].to_owned()
        };
        let shown = statements(&sentence, &drafts).into_iter().map(|statement| {
            let scope: Vec<_> = statement.scope.iter().flatten().map(slice).collect();
            let scope = if scope.is_empty() { String::new() } else { format!(" ({})", scope.join("; ")) };
            let mut shown = format!("{}{scope}", slice(&statement.name));
            let level = |at: Option<usize>| at.map_or_else(String::new, |at| format!(" = {}", token(at)));
            if let Some(index) = statement.period {
                let _ = write!(shown, " | {}{}", period(index), level(statement.level));
            }
            if let Some(index) = statement.base {
                let _ = write!(shown, " | {}{}", period(index), level(statement.old));
            }
            shown
        });
        let shown: Vec<_> = shown.collect();
        (!shown.is_empty()).then(|| shown.join("; "))
    }

    #[test]
    fn examples() {
        crate::grammar::examples::check(include_str!("statement.rs"), show);
    }
}
