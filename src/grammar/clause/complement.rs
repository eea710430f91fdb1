//! What stands behind a word of change: by how much, to what, from what.
//!
//! ```ebnf
//! complements = { gap } , { complement , { gap } } ;
//! complement  = amount | old | new | appositive ;
//! amount      = [ "by" | "of" | "or" | "or by" | "(" ] , AMOUNT ;
//! new         = ( "to" | "at" | [ "," ] , reach , [ "to" | "at" | "of" ] ) , level ;
//! old         = ( "from" | "versus" | "compared" , ( "with" | "to" ) | "than" | "over" ) , level
//!             | "(" , PERIOD , [ ":" ] , AMOUNT , ")" ;                 (* £214m (2010: £200m) *)
//! level       = { article | noun | adjective | period | "of" } , AMOUNT ;
//! appositive  = "or" , AMOUNT , ( "per" | "a" ) , "share" | "(" , { word } , AMOUNT , { word } , ")" | LEVEL , "or" , AMOUNT ;
//! gap         = adverb | period | noun | preposition | "," | "(" | ")" ;
//! ```

use nom::branch::alt;
use nom::combinator::{opt, value, verify};
use nom::multi::{fold_many_m_n, many_m_n};
use nom::sequence::preceded;
use nom::{IResult, Input, Parser};
use smallvec::SmallVec;

use super::boundary::breaks;
use super::is_level;
use crate::grammar::lexicon::{GuardWord, Part, Word};
use crate::grammar::token::{Class, Token, TokenKind, Tokens};

/// The part that a complement plays, with the token of its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// By how much: a percentage, a difference, a multiple.
    Amount(usize),
    /// To what.
    New(usize),
    /// From what.
    Old(usize),
    /// "threefold" behind a verb.
    Fold(usize),
    /// Stepped over, and a part of what is said: the level in other terms, "or 1.45% of loans".
    Part,
    /// Stepped over.
    Aside,
}

type Parsed<'a, T> = IResult<Tokens<'a>, T>;

/// Where the complements stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Whether an amount right behind the word belongs to it ("rose 5%"): so for verbs and particles.
    pub bare: bool,
    /// Whether the word is a noun ("an increase of 5%").
    pub noun: bool,
}

/// The complements of one word: rarely more than four.
pub type Slots = SmallVec<[Slot; 4]>;

/// Every complement behind token `at`, and the token after the last of them.
#[must_use]
pub fn complements(tokens: &[Token], at: usize, position: Position) -> (Slots, usize, bool) {
    let mut slots = Slots::new();
    let mut input = Tokens::from(tokens, at);
    let mut end = at;
    let mut own_metric = false;
    let mut quiet = 0;
    let mut depth = 0i32;
    // Nothing but light words stands between the word and here.
    let mut light = true;
    while let Some(kind) = input.kind().filter(|_| quiet < 24) {
        // Most tokens are nouns and names, which lead nowhere and end nothing.
        if matches!(kind, TokenKind::Other | TokenKind::Name) {
            light = false;
            input = input.take_from(1);
            quiet += 1;
            continue;
        }
        let found = lead(input).and_then(|lead| {
            let tight = slots.is_empty() && light;
            let bare = position.bare && (tight || slots.is_empty() && sizes_its_object(tokens, at..input.at));
            let of = position.noun && (tight || own_metric && slots.is_empty());
            complement(input, lead, &slots, bare, of).ok()
        });
        if let Some((rest, slot)) = found {
            let said_before = slot == Slot::Part && slots.is_empty();
            if !said_before && slot != Slot::Aside {
                slots.push(slot);
                end = rest.at;
            }
            let passed = &tokens[input.at..rest.at];
            depth += passed.iter().map(nesting).sum::<i32>();
            light &= passed.iter().all(|token| is_light(token.kind));
            input = rest;
            quiet = 0;
            continue;
        }
        if breaks(tokens, input.at) {
            break;
        }
        let Ok((rest, token)) = gap(input) else { break };
        // "(up 7% in local currencies) from $100 million": what is said in brackets ends with them.
        depth += nesting(&token);
        if depth < 0 {
            break;
        }
        if position.noun
            && token.kind == TokenKind::Word(Word::In)
            && matches!(
                rest.kind(),
                Some(
                    TokenKind::Other
                        | TokenKind::Name
                        | TokenKind::Word(
                            Word::Article | Word::Pronoun | Word::Guard(_) | Word::RateNoun | Word::Adverb
                        )
                )
            )
            && !slots.iter().any(|slot| matches!(slot, Slot::New(_) | Slot::Old(_)))
        {
            own_metric = true;
        }
        light &= is_light(token.kind);
        input = rest;
        quiet += 1;
    }
    (slots, end, own_metric)
}

/// Whether a percentage behind the object of a verb is by how much it changed: "raised its dividend 10% to 33 cents".
fn sizes_its_object(tokens: &[Token], object: std::ops::Range<usize>) -> bool {
    let amount = object.end;
    super::class_at(tokens, amount) == Some(Class::Percent)
        && matches!(super::word_at(tokens, amount + 1), Some(Word::To | Word::From))
        && object.len() <= 6
        && tokens[object].iter().all(|token| {
            is_light(token.kind) || matches!(token.kind, TokenKind::Other | TokenKind::Word(Word::Pronoun))
        })
}

/// How a token changes the depth of brackets.
fn nesting(token: &Token) -> i32 {
    i32::from(token.kind == TokenKind::Open) - i32::from(token.kind == TokenKind::Close)
}

/// What a complement starts with: it tells which of them can follow, and the others are not tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Amount,
    Of,
    By,
    Or,
    Open,
    /// to, at, reaching.
    New,
    /// from, compared with, versus, than, over.
    Old,
}

/// The lead of a complement at the start of `input`, a comma stepped over.
fn lead(input: Tokens<'_>) -> Option<Lead> {
    let comma = input.kind() == Some(TokenKind::Comma);
    let first = usize::from(comma);
    let word = match input.peek(first)? {
        TokenKind::Word(word) => word,
        TokenKind::Amount(..) if !comma => return Some(Lead::Amount),
        TokenKind::Open => return Some(Lead::Open),
        _ => return None,
    };
    let next = |word| input.peek(first + 1) == Some(TokenKind::Word(word));
    match word {
        Word::Fold(_) if !comma => Some(Lead::Amount),
        Word::Of if !comma => Some(Lead::Of),
        Word::By => Some(Lead::By),
        Word::Or => Some(Lead::Or),
        Word::To | Word::At | Word::Reach => Some(Lead::New),
        Word::And if next(Word::Reach) => Some(Lead::New),
        Word::From | Word::Compared | Word::Versus | Word::Than | Word::Over => Some(Lead::Old),
        Word::As if next(Word::Compared) || next(Word::In) => Some(Lead::Old),
        Word::In if next(Word::Compared) => Some(Lead::Old),
        _ => None,
    }
}

fn complement<'a>(input: Tokens<'a>, lead: Lead, found: &[Slot], bare: bool, noun: bool) -> Parsed<'a, Slot> {
    let has_new = found.iter().any(|slot| matches!(slot, Slot::New(_)));
    let has_old = found.iter().any(|slot| matches!(slot, Slot::Old(_)));
    match lead {
        Lead::Amount if bare => bare_amount(input),
        Lead::Of if noun => preceded(word(Word::Of), amount).map(Slot::Amount).parse(input),
        Lead::By => by_amount(input),
        Lead::Or if has_old || has_new => {
            // "from 2,217,000, or 8.9%": of the same whole as the level before.
            let again = |i| if found.contains(&Slot::Part) { share_again(i) } else { Err(fail(i)) };
            alt((per_share, share_of, restated, again, or_amount)).parse(input)
        }
        Lead::Or => alt((per_share, share_of, or_amount)).parse(input),
        Lead::New if !has_new => new(input),
        Lead::Old if !has_old => old(input),
        Lead::Open => {
            let old = |i| if has_old { Err(fail(i)) } else { old(i) };
            let dated = |i| if has_old || !has_new { Err(fail(i)) } else { dated(i) };
            // "(5.2%)" is a second figure where none of its class is known yet.
            let known = found.iter().any(|slot| matches!(slot, Slot::Amount(_)));
            let second = |i| if known { Err(fail(i)) } else { second(i) };
            alt((per_share, old, dated, second, aside)).parse(input)
        }
        _ => Err(fail(input)),
    }
}

/// "rose to $45 million (5.2%)": "($1.9 billion)" is a conversion, and "(37.6% of sales)" a share.
fn second(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let (rest, _) = kind(TokenKind::Open).parse(input)?;
    let (rest, at) =
        verify(amount, |at| matches!(class_of(input, *at), Some(Class::Percent | Class::Points))).parse(rest)?;
    match rest.kind() {
        Some(TokenKind::Word(Word::Of | Word::In | Word::At | Word::On)) => Err(fail(input)),
        _ => Ok((rest, Slot::Amount(at))),
    }
}

/// "rose 5%", "rose threefold".
fn bare_amount(input: Tokens<'_>) -> Parsed<'_, Slot> {
    alt((amount.map(Slot::Amount), fold)).parse(input)
}

fn fold(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let (rest, _) = verify(any, |token: &Token| matches!(token.kind, TokenKind::Word(Word::Fold(_)))).parse(input)?;
    Ok((rest, Slot::Fold(input.at)))
}

fn by_amount(input: Tokens<'_>) -> Parsed<'_, Slot> {
    // "by only 3%", "by an impressive 10%", "by an average of 42%"
    let light = verify(any, |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Other
                | TokenKind::Word(Word::Adverb | Word::Article | Word::Of | Word::Guard(GuardWord::Average))
        )
    });
    preceded((opt(kind(TokenKind::Comma)), word(Word::By), many_m_n(0, 4, light)), amount)
        .map(Slot::Amount)
        .parse(input)
}

fn or_amount(input: Tokens<'_>) -> Parsed<'_, Slot> {
    preceded((opt(alt((kind(TokenKind::Comma), kind(TokenKind::Open)))), word(Word::Or), opt(word(Word::By))), amount)
        .map(Slot::Amount)
        .parse(input)
}

/// ", or 1.45% of loans", ", or 8.0% (7.4%) of sales": the level as a part of something else, with that of the year before.
fn share_of(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let (rest, (_, _, at)) = (opt(kind(TokenKind::Comma)), word(Word::Or), percent).parse(input)?;
    let (rest, before) = opt((kind(TokenKind::Open), percent, kind(TokenKind::Close))).parse(rest)?;
    let of = rest.kind() == Some(TokenKind::Word(Word::Of));
    if of || before.is_some() { Ok((rest, Slot::Part)) } else { Err(fail(at)) }
}

/// ", or 8.9%" behind a level, where a share stood behind the other one.
fn share_again(input: Tokens<'_>) -> Parsed<'_, Slot> {
    value(Slot::Part, (opt(kind(TokenKind::Comma)), word(Word::Or), percent)).parse(input)
}

/// A percentage; its input again.
fn percent(input: Tokens<'_>) -> Parsed<'_, Tokens<'_>> {
    let (rest, _) =
        verify(any, |token: &Token| matches!(token.kind, TokenKind::Amount(_, Class::Percent))).parse(input)?;
    Ok((rest, input))
}

/// "or $2.16 per share", "or 44 cents a share", "($2.16 per share)": another line of the same report, stepped over.
fn per_share(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let lead = alt((value((), (opt(kind(TokenKind::Comma)), word(Word::Or))), value((), kind(TokenKind::Open))));
    let (rest, _) = (lead, amount).parse(input)?;
    let (rest, _) = (
        many_m_n(0, 1, filler),
        alt((word(Word::Per), word(Word::Article))),
        many_m_n(0, 2, alt((filler, word(Word::Adverb)))),
        word(Word::Guard(GuardWord::Share)),
    )
        .parse(rest)?;
    Ok((rest, Slot::Aside))
}

/// "(A$1.9 billion)", "(37.6% of sales)", "(7% in constant currency)", "(EPS: Rs 4.21)": one figure in brackets, stepped over.
fn aside(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let quiet = |input| {
        verify(any, |token: &Token| {
            !matches!(token.kind, TokenKind::Amount(..) | TokenKind::Open | TokenKind::Close | TokenKind::Semicolon)
                && !matches!(token.kind, TokenKind::Word(Word::From | Word::Compared | Word::Versus | Word::Change(..)))
        })
        .parse(input)
    };
    let plain = (kind(TokenKind::Open), many_m_n(0, 3, quiet), amount, many_m_n(0, 6, quiet), kind(TokenKind::Close));
    // "(up 7% in local currencies)": the same change on another basis.
    let change = verify(any, |token: &Token| matches!(token.kind, TokenKind::Word(Word::Change(..))));
    let basis = verify(any, |token: &Token| matches!(token.kind, TokenKind::Word(Word::Guard(_))));
    let other = verify(quiet, |token: &Token| !matches!(token.kind, TokenKind::Word(Word::Guard(_))));
    let restated = (
        (kind(TokenKind::Open), change, amount, many_m_n(0, 4, other), basis),
        (many_m_n(0, 4, quiet), kind(TokenKind::Close)),
    );
    alt((value(Slot::Aside, plain), value(Slot::Aside, restated))).parse(input)
}

/// "(2010: £200m)": the earlier value, named by its period.
pub fn dated(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let period = verify(any, |token: &Token| matches!(token.kind, TokenKind::Period(_)));
    let (rest, (_, _, _, at, _)) =
        (kind(TokenKind::Open), period, opt(kind(TokenKind::Colon)), amount, kind(TokenKind::Close)).parse(input)?;
    Ok((rest, Slot::Old(at)))
}

/// ", or $2.40" behind a level: the same level in other words.
fn restated(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let lead = (opt(kind(TokenKind::Comma)), word(Word::Or));
    let money = verify(any, |token: &Token| matches!(token.kind, TokenKind::Amount(_, Class::Money | Class::Count)));
    value(Slot::Aside, (lead, money)).parse(input)
}

/// "to $5 million", "at $5 million", ", reaching $5 million".
pub fn new(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let reach = (
        opt(kind(TokenKind::Comma)),
        opt(alt((word(Word::And), word(Word::To)))),
        verify(any, |token: &Token| token.kind == TokenKind::Word(Word::Reach)),
        opt(alt((word(Word::To), word(Word::At), word(Word::With)))),
    );
    let to = (opt(kind(TokenKind::Comma)), word(Word::To));
    let (rest, at) = alt((
        preceded(alt((value((), to), value((), reach))), level),
        preceded((opt(kind(TokenKind::Comma)), word(Word::At)), level_at),
    ))
    .parse(input)?;
    Ok((rest, Slot::New(at)))
}

/// "from $5 million", "compared with $5 million".
pub fn old(input: Tokens<'_>) -> Parsed<'_, Slot> {
    let lead =
        || (opt(kind(TokenKind::Comma)), opt(kind(TokenKind::Open)), alt((value((), word(Word::From)), comparison)));
    let bracketed = |i: Tokens<'_>| (0..16).any(|n| i.peek(n) == Some(TokenKind::Open));
    let dated = |i| if bracketed(i) { preceded(lead(), level_of_a_period).parse(i) } else { Err(fail(i)) };
    let (rest, at) = alt((preceded(lead(), level), dated)).parse(input)?;
    // "rebounding from a 1.1 percent fall on Monday": the size of another change, and no level.
    let change = matches!(rest.kind(), Some(TokenKind::Word(Word::Change(Some(_), Part::Noun | Part::Both))));
    if change && class_of(input, at) == Some(Class::Percent) {
        return Err(fail(input));
    }
    Ok((rest, Slot::Old(at)))
}

/// "in the same quarter of the previous year (102.4)": a period with its level in brackets.
pub fn level_of_a_period(input: Tokens<'_>) -> Parsed<'_, usize> {
    let lead = alt((level_word, word(Word::In)));
    let (rest, (words, _, at, _)) =
        (many_m_n(1, 10, lead), kind(TokenKind::Open), amount, kind(TokenKind::Close)).parse(input)?;
    let dated = words.iter().any(|token| matches!(token.kind, TokenKind::Period(_)));
    if dated { Ok((rest, at)) } else { Err(fail(input)) }
}

/// "compared with", "versus", "than", "over": what comes behind is the earlier value.
pub fn comparison(input: Tokens<'_>) -> Parsed<'_, ()> {
    alt((
        value(
            (),
            (opt(word(Word::As)), opt(word(Word::In)), word(Word::Compared), alt((word(Word::With), word(Word::To)))),
        ),
        value((), (word(Word::Versus), opt(kind(TokenKind::Stop)))),
        value((), alt((word(Word::Than), word(Word::Over)))),
    ))
    .parse(input)
}

/// The amount of a level, behind a noun phrase of at most ten words.
pub fn level(input: Tokens<'_>) -> Parsed<'_, usize> {
    let (rest, (count, periods)) = fold_many_m_n(
        0,
        12,
        alt((level_word, span_of_an_average)),
        || (0, 0),
        |(count, periods), token: Token| (count + 1, periods + usize::from(matches!(token.kind, TokenKind::Period(_)))),
    )
    .parse(input)?;
    // "from March 2024 to …": a period alone leads to no level.
    let lone = count > 0 && count == periods;
    if lone {
        return Err(fail(input));
    }
    // "to 11.2 hours from 14.6 hours": a length of time is a level beside another one; the frame sees to that.
    let time = verify(any, |token: &Token| matches!(token.kind, TokenKind::Amount(_, Class::Time)));
    let at = rest.at;
    let (rest, ()) = alt((value((), amount), value((), time))).parse(rest)?;
    Ok((rest, at))
}

/// "at $5 million", "at a record $5 million", but not "at an average price of $5": another metric.
fn level_at(input: Tokens<'_>) -> Parsed<'_, usize> {
    let (rest, at) = level(input)?;
    let named = (0..at - input.at).filter_map(|n| input.peek(n)).any(|kind| kind == TokenKind::Word(Word::Of));
    if named && input.peek(0) == Some(TokenKind::Word(Word::Article)) { Err(fail(input)) } else { Ok((rest, at)) }
}

/// "the [five-year] average of": over how long the average is, and no level.
fn span_of_an_average(input: Tokens<'_>) -> Parsed<'_, Token> {
    let (rest, token) =
        verify(any, |token: &Token| matches!(token.kind, TokenKind::Amount(_, Class::Time))).parse(input)?;
    match rest.kind() {
        Some(TokenKind::Word(Word::Guard(GuardWord::Average))) => Ok((rest, token)),
        _ => Err(fail(input)),
    }
}

/// A word between a preposition and its amount: "from [the previous year's surplus of] $2.297 billion".
fn level_word(input: Tokens<'_>) -> Parsed<'_, Token> {
    verify(any, |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Period(_)
                | TokenKind::Quote
                | TokenKind::Word(
                    Word::Article
                        | Word::Of
                        | Word::Pronoun
                        | Word::Adverb
                        | Word::Total
                        | Word::Record
                        | Word::HighLow(_)
                        | Word::Superlative(_)
                        | Word::Ordinal(_)
                        | Word::RateNoun
                        | Word::Per
                        | Word::Annual
                        | Word::Hedge(_)
                        | Word::Guard(
                            GuardWord::Seasonally
                                | GuardWord::Annualised
                                | GuardWord::Loss
                                | GuardWord::Adjusted
                                | GuardWord::Average
                                | GuardWord::Share
                                | GuardWord::Real
                                | GuardWord::Expected
                                | GuardWord::Comparable
                        )
                )
        )
    })
    .parse(input)
}

/// A noun or a name between an amount and "per share": "$2.16 diluted per share".
fn filler(input: Tokens<'_>) -> Parsed<'_, Token> {
    verify(any, |token: &Token| matches!(token.kind, TokenKind::Other | TokenKind::Name)).parse(input)
}

/// The token of an amount that can play a part in a change.
pub fn amount(input: Tokens<'_>) -> Parsed<'_, usize> {
    let at = input.at;
    let (rest, _) = verify(any, |token: &Token| match token.kind {
        TokenKind::Amount(_, class) => is_level(class) || class == Class::Points,
        _ => false,
    })
    .parse(input)?;
    Ok((rest, at))
}

fn class_of(input: Tokens<'_>, at: usize) -> Option<Class> {
    match input.peek(at.checked_sub(input.at)?)? {
        TokenKind::Amount(_, class) => Some(class),
        _ => None,
    }
}

/// A token that may stand between two complements.
fn gap(input: Tokens<'_>) -> Parsed<'_, Token> {
    verify(any, |token: &Token| {
        !matches!(
            token.kind,
            TokenKind::Amount(_, Class::Money | Class::Count | Class::Percent | Class::Points | Class::Multiple)
                | TokenKind::Semicolon
                | TokenKind::Stop
                | TokenKind::Colon
                | TokenKind::Word(
                    Word::Change(..)
                        | Word::Times(..)
                        | Word::Fold(_)
                        | Word::Which
                        | Word::Share(_)
                        | Word::While
                        | Word::Because
                        | Word::Mark
                        | Word::Verb
                        | Word::Modal
                        | Word::Be
                        | Word::Report
                        | Word::Reach
                        | Word::Rank(_)
                )
        )
    })
    .parse(input)
}

/// A token that keeps an amount "right behind" the word of change.
const fn is_light(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word(
            Word::Adverb
                | Word::Hedge(_)
                | Word::Article
                | Word::Total
                | Word::RateNoun
                // "rose a seasonally adjusted 1.1 percent", "fell an estimated 3%"
                | Word::Guard(GuardWord::Seasonally | GuardWord::Adjusted | GuardWord::Expected | GuardWord::Real)
        ) | TokenKind::Period(_)
    )
}

/// Any token.
pub fn any(input: Tokens<'_>) -> Parsed<'_, Token> {
    match input.iter_elements().next() {
        Some(token) => Ok((input.take_from(1), token)),
        None => Err(fail(input)),
    }
}

/// One word of the lexicon.
pub fn word<'a>(word: Word) -> impl Parser<Tokens<'a>, Output = Token, Error = nom::error::Error<Tokens<'a>>> {
    verify(any, move |token: &Token| token.kind == TokenKind::Word(word))
}

/// One token of a kind.
pub fn kind<'a>(kind: TokenKind) -> impl Parser<Tokens<'a>, Output = Token, Error = nom::error::Error<Tokens<'a>>> {
    verify(any, move |token: &Token| token.kind == kind)
}

fn fail(input: Tokens<'_>) -> nom::Err<nom::error::Error<Tokens<'_>>> {
    nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))
}
