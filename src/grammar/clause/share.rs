//! Shares: a percentage of something.
//!
//! ```ebnf
//! share    = restated | verbal | of-total | of-them | some | aside | equal | having | leading | apposed | subject | object ;
//! restated = FRACTION , [ "of" , whole ] , "(" , PERCENT , ")" | share , ";" , noun , "shows" , PERCENT , end ;
//! verbal   = [ PART , … ] , share-verb , [ "for" | "up" ] , PERCENT , "of" , whole ;   (* A, which accounts for 40% of the total *)
//! of-total = PART , "of" , article , WHOLE , [ "total" ] , "," , "or" , PERCENT ;          (* A of the A total, or 40% *)
//! of-them  = WHOLE , … , PERCENT , "of" , ( "them" | "whom" | "which" ) ;                  (* 4,600 workers, 21% of them women *)
//! some     = PART , "," , ( AMOUNT , "of" , "them" | ( "of" , "which" | "including" ) , AMOUNT ) , … , "or" , PERCENT , "of" , whole ;
//! aside    = "Of" , article , WHOLE , … , PART , "(" , PERCENT , ")" ;                   (* Of the 43 firms, 20 (47%) … *)
//! equal    = PART , ( "," | … , "," , "equal" , "to" ) , PERCENT , "of" , whole ;                    (* A, equal to 36% of its market value *)
//! having   = "with" , PERCENT , "having" | WHOLE , ";" , PERCENT , ( "were" | "are" ) ;
//! leading  = "Of" , article , WHOLE , … , "," , ( PERCENT | noun , share-verb , PERCENT | PART , … , "or" , PERCENT ) ;
//! apposed  = PART , "," , PERCENT , "of" , whole | PART , "," , "or" , PERCENT , end ;   (* A, 42% of the A total *)
//! subject  = start , PERCENT , "of" , whole , [ "," , "or" , PART , "," ] , … ;                                   (* 71% of the 43 firms grew *)
//! object   = verb , PERCENT , "of" , whole ;                                               (* receives 85% of its revenue from … *)
//! whole    = { article | noun } , [ WHOLE ] , { noun } ;
//! ```
//!
//! Examples:
//! - `China took $339.2 million of the $459.2 million total, or 73.9%.` → `share part=339200000 whole=459200000 share=73.9`
//! - `Services earned $2.593 billion, which constitutes 40.25% of all exports.` → `share part=2593000000 share=40.25`
//! - `The sector made up 45.31% of total services exports.` → `share share=45.31`
//! - `The centres employ 4,600 workers, 21% of them women.` → `share whole=4600 share=21`
//! - `71% of the 43 firms reported growth.` → `share whole=43 share=71`
//! - `Of the 43 firms, 20 (47%) reported growth.` → `share part=20 whole=43 share=47`
//! - `In the clinic 3,035 (64%) of 4,123 people were fit.` → `share part=3035 whole=4123 share=64`
//! - `Wheat accounted for $812 million, or 40.3%, of the $2.825 billion earned abroad.` → `share part=812000000 whole=2825000000 share=40.3`
//! - `More than half of workers (52.5%) earn more.` → `share share=50 share=52.5`
//! - `One fifth (19.2%) say so, while one sixth (17.7%) do not.` → `share share=20 share=19.2; share share=16.67 share=17.7`
//! - `Almost 83% of firms reported growth; the survey table shows 82.8%.` → `share share=83 share=82.8`
//! - `The fund held $69.2M in cash, equal to 36% of its market value.` → `share part=69200000 share=36`
//! - `The sample had 11,017 adults; 18.9% were under 65.` → `share whole=11017 share=18.9`
//! - `The charity receives more than 85% of its revenue from donors.` → `share share=85`
//! - `Property tax is to yield $341.6 million, 42.1% of the $812 million total.` → `share part=341600000 whole=812000000 share=42.1`
//! - `About 40% of children are too heavy, with 20% having obesity.` → `share share=40; share share=20`
//! - `Of the 43 firms in the survey, 71% reported growth.` → `share whole=43 share=71`
//! - `Of the 2,310 employees who were asked, 1,640 accepted, or 71%.` → `share part=1640 whole=2310 share=71`
//! - `Of the $6.235 billion in exports, software contributed 45.31%.` → `share whole=6235000000 share=45.31`
//! - `The tax yields $341.6 million, 42.1% of the $812 million total.` → `share part=341600000 whole=812000000 share=42.1`
//! - `Of these, 555 million, or 46.3%, were in rural areas.` → `share part=555000000 share=46.3`
//! - `It raised £1.2m, of which £840,000 (70%) went to services.` → `share part=840000 whole=1200000 share=70`
//! - `The brand made up 21.1% of the quarter's net sales of $3.71 billion.` → `share whole=3710000000 share=21.1`
//! - `The group will cut 1,300 jobs, 900 of them abroad, or 6% of its 22,000 staff.` → `share part=1300 whole=22000 share=6`
//! - `About 71% of the 800 members, or 568, voted.` → `share part=568 whole=800 share=71`
//! - `It pays 3% of its $800 million in capital, or $2.16 a share, in May.` → `share whole=800000000 share=3`
//! - `Of the 43 firms, 20 pay 5% interest.` → `nothing`
//! - `The scheme lets firms keep 50% of the dollars.` → `nothing`
//! - `The retention of 50% of the earned dollars helps.` → `nothing`

use std::ops::Range;

use rust_decimal::Decimal;

use super::boundary::start_of;
use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{ShareVerb, Word};
use crate::grammar::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Kind, Role};

/// Adds the shares that a sentence states; percentages that a change has taken are left alone.
pub fn shares(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::PERCENT)) {
        return;
    }
    let tokens = &sentence.tokens;
    for at in sentence.places.iter().copied() {
        if class_at(tokens, at) != Some(Class::Percent) || is_taken(drafts, at) || ends_a_list(tokens, at) {
            continue;
        }
        let draft = match restated_aside(sentence, at) {
            Some(second) => Some(restatement(sentence, at, second)),
            None => share(sentence, at),
        };
        let Some(mut draft) = draft else { continue };
        if let Some(second) = restated_behind(tokens, at) {
            draft.readings[0].push((Role::Share, Operand::Amount(second)));
            draft.tokens.end = second + 1;
        }
        drafts.push(draft);
    }
}

/// "or 60% and 62% of revenue, respectively": a share of something else than the last amount.
fn ends_a_list(tokens: &[Token], at: usize) -> bool {
    let Some(first) = at.checked_sub(2) else { return false };
    word_at(tokens, at - 1) == Some(Word::And)
        && class_at(tokens, first) == Some(Class::Percent)
        && (at..tokens.len()).any(|at| word_at(tokens, at) == Some(Word::Respectively))
}

fn is_taken(drafts: &[Draft], at: usize) -> bool {
    drafts.iter().any(|draft| draft.uses(at))
}

/// "half of workers (52.5%)", "nearly 70% (69.7%)": the exact figure behind a rough one.
fn restated_aside(sentence: &Sentence, at: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let rough = sentence.amount(at)?;
    // A percentage in digits may be followed by that of another year, "72% (68%)", unless it is hedged.
    if rough.ulp <= Decimal::ONE && rough.hedge.is_none() {
        return None;
    }
    let open = (at + 1..tokens.len().min(at + 9)).find(|at| tokens[*at].kind == TokenKind::Open)?;
    let name = open == at + 1
        || word_at(tokens, at + 1) == Some(Word::Of)
            && tokens[at + 2..open].iter().all(|token| {
                matches!(
                    token.kind,
                    TokenKind::Other
                        | TokenKind::Name
                        | TokenKind::Stop
                        | TokenKind::Word(Word::Article | Word::Pronoun | Word::Of | Word::Adverb | Word::And)
                )
            });
    let closed = tokens.get(open + 2).is_some_and(|token| token.kind == TokenKind::Close);
    (name && closed && class_at(tokens, open + 1) == Some(Class::Percent)).then_some(open + 1)
}

/// "; the survey table shows 82.8%.": the exact figure in a statement of its own.
fn restated_behind(tokens: &[Token], at: usize) -> Option<usize> {
    let second = (at + 1..tokens.len()).find(|at| class_at(tokens, *at).is_some())?;
    let ends = tokens.get(second + 1).is_none_or(|token| token.kind == TokenKind::Stop);
    let verb = matches!(word_at(tokens, second - 1), Some(Word::Verb | Word::Mark));
    let start = (at..second - 1).rev().find(|at| tokens[*at].kind == TokenKind::Semicolon)?;
    let subject = second - start <= 7
        && tokens[start + 1..second - 1]
            .iter()
            .all(|token| matches!(token.kind, TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Article)));
    (ends && verb && subject && class_at(tokens, second) == Some(Class::Percent)).then_some(second)
}

fn restatement(sentence: &Sentence, at: usize, second: usize) -> Draft {
    let roles = vec![(Role::Share, Operand::Amount(at)), (Role::Share, Operand::Amount(second))];
    let mut draft = Draft::new(Kind::Share, roles, at..second + 1);
    if word_at(&sentence.tokens, at + 1) == Some(Word::Of) {
        draft.whole = Some(at + 2..second - 1).filter(|phrase| !phrase.is_empty());
        draft.metric = draft.whole.clone();
    }
    draft
}

fn share(sentence: &Sentence, at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let start = start_of(tokens, at);
    let verb = share_verb_before(tokens, at, start);
    let of = of_behind(tokens, at);
    let mut part = None;
    let mut whole = None;
    let mut phrase = None;
    let mut said_again = false;
    if let Some(of) = of {
        (whole, phrase) = whole_behind(tokens, of + 1);
    }
    // A of the A total, or P.
    if let Some((a, b)) = part_of_whole(tokens, at, start) {
        part = Some(a);
        whole = whole.or(Some(b));
    } else if word_at(tokens, at.wrapping_sub(1)) == Some(Word::Or) && of.is_some() {
        part = level_before(tokens, at - 1, start);
    } else if let Some((a, b)) = leading(tokens, at, verb) {
        part = a;
        whole = whole.or(b);
    } else if let Some(a) = apposed(tokens, at, of, whole) {
        part = Some(a);
        said_again = true;
    } else if let Some(verb) = verb {
        of?;
        part = level_before(tokens, verb, start)
            .filter(|part| !is_few(sentence, *part))
            .filter(|part| !tokens[*part..verb].iter().any(|token| token.kind == TokenKind::Semicolon));
    } else if of.is_some_and(|of| {
        matches!(tokens.get(of + 1).map(|token| token.kind), Some(TokenKind::Word(Word::Them | Word::Which)))
    }) {
        whole = Some(level_before(tokens, at, start)?);
    } else if let Some((a, b)) = aside(tokens, at) {
        part = Some(a);
        whole = Some(b);
    } else if of.is_some() && word_at(tokens, at.wrapping_sub(1)) == Some(Word::To) && is_equal(tokens, at) {
        part = level_before(tokens, at, start);
    } else if of.is_none() && has_subject(tokens, at) {
        whole = counted_before(sentence, at);
        if whole.is_none() && word_at(tokens, at.wrapping_sub(1)) != Some(Word::With) {
            return None;
        }
    } else if !(of.is_some() && (starts_statement(tokens, at, start) || is_object(sentence, at))) {
        return None;
    }
    if let (None, Some(whole), Some(phrase)) = (part, whole, &phrase) {
        part = said_in_numbers(tokens, whole, phrase.end);
    }
    let mut roles = Vec::with_capacity(3);
    roles.extend(part.map(|at| (Role::Part, Operand::Amount(at))));
    roles.extend(whole.map(|at| (Role::Whole, Operand::Amount(at))));
    roles.push((Role::Share, Operand::Amount(at)));
    // "1,300 jobs, 900 of them abroad, or 6% of its staff": of all of them, or else of those last named.
    let again = of.is_some() && word_at(tokens, at.wrapping_sub(1)) == Some(Word::Or);
    let outer = part.filter(|_| again).and_then(|part| counted_whole(tokens, part)).filter(|it| Some(*it) != whole);
    let first = outer.into_iter().chain(part).chain(whole).fold(at, usize::min);
    let inner = outer.map(|_| roles.clone());
    if let (Some(outer), Some((_, part))) = (outer, roles.iter_mut().find(|(role, _)| *role == Role::Part)) {
        *part = Operand::Amount(outer);
    }
    let mut draft = Draft::new(Kind::Share, roles, first..at + 1);
    draft.tokens.end = part.map_or(at, |part| part.max(at)) + 1;
    draft.readings.extend(inner);
    draft.metric = super::metric::subject_before(tokens, start, verb.unwrap_or(first));
    draft.whole = phrase;
    // "It earned A, or P." names no whole: a share only if a whole is found for it.
    draft.silent = said_again && of.is_none();
    Some(draft)
}

/// The share verb that leads to the percentage: "accounted for", "made up", "which constitutes", with an amount "or" between at most.
fn share_verb_before(tokens: &[Token], at: usize, start: usize) -> Option<usize> {
    for before in (start..at).rev() {
        match tokens[before].kind {
            TokenKind::Word(Word::Share(ShareVerb::Plain)) => return Some(before),
            TokenKind::Word(Word::Share(ShareVerb::Account)) if word_at(tokens, before + 1) == Some(Word::Time) => {
                return Some(before);
            }
            TokenKind::Word(Word::Share(ShareVerb::Make))
                if matches!(word_at(tokens, before + 1), Some(Word::Change(Some(crate::model::Direction::Up), _))) =>
            {
                return Some(before);
            }
            TokenKind::Word(
                Word::Time
                | Word::Article
                | Word::Adverb
                | Word::Change(_, crate::grammar::lexicon::Part::Particle)
                | Word::Hedge(_)
                | Word::To
                | Word::Total,
            ) => {}
            _ => return None,
        }
    }
    None
}

/// The "of" right behind the percentage, a comma stepped over: "40.3%, of the …".
fn of_behind(tokens: &[Token], at: usize) -> Option<usize> {
    let comma = tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Comma);
    let of = at + 1 + usize::from(comma);
    (word_at(tokens, of) == Some(Word::Of)).then_some(of)
}

/// The whole behind "of": its amount where one is printed, and the noun phrase that names it.
fn whole_behind(tokens: &[Token], from: usize) -> (Option<usize>, Option<Range<usize>>) {
    let mut at = from;
    let mut whole = None;
    while at < tokens.len() && at < from + 12 {
        match tokens[at].kind {
            TokenKind::Amount(_, Class::Money | Class::Count)
                if whole.is_none() && (at <= from + 4 || word_at(tokens, at - 1) == Some(Word::Of)) =>
            {
                whole = Some(at);
            }
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Period(_)
            | TokenKind::Word(
                Word::Article
                | Word::Total
                | Word::Of
                | Word::Pronoun
                | Word::Guard(_)
                | Word::RateNoun
                | Word::Annual
                | Word::Period
                | Word::Fraction(4)
                | Word::Adverb,
            ) => {}
            // "the quarter's sales"
            TokenKind::Quote if at > from && tokens.get(at + 1).is_some_and(|next| next.end == tokens[at].end + 1) => {}
            _ => break,
        }
        at += 1;
    }
    (whole, (at > from).then_some(from..at))
}

/// "A of the A total, or P": the part and the whole before the percentage.
fn part_of_whole(tokens: &[Token], at: usize, start: usize) -> Option<(usize, usize)> {
    let or = at.checked_sub(1).filter(|or| word_at(tokens, *or) == Some(Word::Or))?;
    let whole = level_before(tokens, or, start)?;
    let of = (whole.saturating_sub(3)..whole).rev().find(|at| word_at(tokens, *at) == Some(Word::Of))?;
    let part = of.checked_sub(1).filter(|part| class_at(tokens, *part) == class_at(tokens, whole))?;
    // "88,410, of which 30,060 or 34%": the other way round.
    Some(if matches!(word_at(tokens, of + 1), Some(Word::Which | Word::Them)) { (whole, part) } else { (part, whole) })
}

/// "Of the 43 firms, 20 (47%)": the part right before the bracket, the whole behind the first "of".
fn aside(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let open = at.checked_sub(1).filter(|open| tokens[*open].kind == TokenKind::Open)?;
    let part = (open.saturating_sub(2)..open).rev().find(|at| class_at(tokens, *at).is_some())?;
    // "raised £1.2m, of which £840,000 (70%) went …"
    if matches!(word_at(tokens, part.wrapping_sub(1)), Some(Word::Which | Word::Them))
        && word_at(tokens, part.wrapping_sub(2)) == Some(Word::Of)
    {
        let whole = level_before(tokens, part - 2, 0)?;
        return (class_at(tokens, whole) == class_at(tokens, part)).then_some((part, whole));
    }
    // "3,035 (64%) of the 4,123 people"
    if tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Close)
        && word_at(tokens, at + 2) == Some(Word::Of)
    {
        let whole = (at + 3..tokens.len().min(at + 5)).find(|at| class_at(tokens, *at).is_some())?;
        return (class_at(tokens, whole) == class_at(tokens, part)).then_some((part, whole));
    }
    let of = tokens.iter().position(|token| token.kind == TokenKind::Word(Word::Of)).filter(|of| *of <= 1)?;
    // "Of these, 9,600 (69%) …, 2,200 (16%)": what follows the comma is the first of the parts.
    let whole = (of + 1..part.min(of + 4))
        .take_while(|at| tokens[*at].kind != TokenKind::Comma)
        .find(|at| class_at(tokens, *at) == class_at(tokens, part))?;
    Some((part, whole))
}

/// "Of the 43 firms, 71% grew", "Of the 2,310 asked, 1,640 accepted, or 71%", "Of these, A, or P": the part, if it is printed,
/// and the whole that the sentence starts with, unless it points back to it.
fn leading(tokens: &[Token], at: usize, verb: Option<usize>) -> Option<(Option<usize>, Option<usize>)> {
    let of = tokens.iter().take(2).position(|token| token.kind == TokenKind::Word(Word::Of))?;
    let level = |at: &usize| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count));
    let back = matches!(word_at(tokens, of + 1), Some(Word::Them | Word::Pronoun))
        && tokens.get(of + 2).is_some_and(|token| token.kind == TokenKind::Comma);
    let whole = (of + 1..at.min(of + 4)).find(level);
    let comma = (of + 2..at).find(|at| tokens[*at].kind == TokenKind::Comma)?;
    if !back && whole.is_none_or(|whole| whole > comma) {
        return None;
    }
    let whole = whole.filter(|_| !back);
    let before = at - 1;
    let part = match tokens[before].kind {
        // The subject right behind the comma, or what a named thing contributed.
        _ if !back && (comma == before || verb.is_some_and(|verb| verb < comma + 7)) => {
            return (comma + 1..at).all(|at| !level(&at)).then_some((None, whole));
        }
        TokenKind::Word(Word::Or) => before,
        TokenKind::Open => at,
        _ => return None,
    };
    let mut parts = (comma + 1..part).filter(level);
    let part =
        parts.next().filter(|part| whole.is_none_or(|whole| class_at(tokens, whole) == class_at(tokens, *part)))?;
    parts.next().is_none().then_some((Some(part), whole))
}

/// "A, 42.1% of the total", "A, or 19.7%.": the amount that the percentage says again.
fn apposed(tokens: &[Token], at: usize, of: Option<usize>, whole: Option<usize>) -> Option<usize> {
    let or = usize::from(word_at(tokens, at.checked_sub(1)?) == Some(Word::Or));
    let comma = at.checked_sub(1 + or).filter(|comma| tokens[*comma].kind == TokenKind::Comma)?;
    let ends = tokens.get(at + 1).is_none_or(|token| token.kind == TokenKind::Stop);
    let part = comma.checked_sub(1)?;
    let level = matches!(class_at(tokens, part), Some(Class::Money | Class::Count));
    let alike = whole.is_none_or(|whole| class_at(tokens, whole) == class_at(tokens, part));
    (level && alike && (of.is_some() || or == 1 && ends)).then_some(part)
}

/// "71% of the 800 members, or 568, voted": the share in numbers, right behind the noun phrase of its whole.
fn said_in_numbers(tokens: &[Token], whole: usize, end: usize) -> Option<usize> {
    let comma = tokens.get(end).is_some_and(|token| token.kind == TokenKind::Comma);
    let part = end + 2 + usize::from(matches!(word_at(tokens, end + 2), Some(Word::Hedge(_) | Word::Adverb)));
    let led = comma && word_at(tokens, end + 1) == Some(Word::Or);
    // "or $2.16 a share", "or $25 for each pupil": another measure.
    let alone = tokens.get(part + 1).is_none_or(|next| matches!(next.kind, TokenKind::Comma | TokenKind::Stop));
    (led && alone && class_at(tokens, part) == class_at(tokens, whole)).then_some(part)
}

/// The nearest money or count before `at`.
fn level_before(tokens: &[Token], at: usize, start: usize) -> Option<usize> {
    (start..at).rev().find(|at| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count)))
}

/// What "B of them", "of which B" and "including B" are some of: "A, B of them in Germany, or P of the total" may say P of A as well as of B.
fn counted_whole(tokens: &[Token], part: usize) -> Option<usize> {
    const FARTHEST: usize = 6;
    let some = matches!(word_at(tokens, part + 1), Some(Word::Of))
        && matches!(word_at(tokens, part + 2), Some(Word::Them | Word::Which | Word::Pronoun));
    let which = matches!(word_at(tokens, part.wrapping_sub(1)), Some(Word::Them | Word::Which))
        && word_at(tokens, part.wrapping_sub(2)) == Some(Word::Of);
    let including = word_at(tokens, part.wrapping_sub(1)) == Some(Word::Including);
    let comma = part.checked_sub(if which { 3 } else { 1 + usize::from(including) })?;
    if !(some || which || including) || tokens[comma].kind != TokenKind::Comma {
        return None;
    }
    let outer = (comma.saturating_sub(FARTHEST)..comma).rev().find(|at| class_at(tokens, *at).is_some())?;
    (class_at(tokens, outer) == class_at(tokens, part)).then_some(outer)
}

/// "Three such holdings, representing 0.2% of revenue": a few things are not themselves the part.
fn is_few(sentence: &Sentence, at: usize) -> bool {
    sentence.amount(at).is_some_and(|amount| amount.ulp.is_zero() && amount.value < Decimal::TEN)
}

/// ", equal to": a comma and a word between the part and "to".
fn is_equal(tokens: &[Token], at: usize) -> bool {
    at >= 3 && tokens[at - 2].kind == TokenKind::Other && tokens[at - 3].kind == TokenKind::Comma
}

/// "with 20% having obesity", "; 18.9% were ages 25-64": the percentage is a subject on its own.
fn has_subject(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| tokens[at].kind);
    let before = match before {
        Some(TokenKind::Word(Word::And)) => at.checked_sub(2).map(|at| tokens[at].kind),
        before => before,
    };
    match word_at(tokens, at + 1) {
        Some(Word::Have) => before == Some(TokenKind::Word(Word::With)),
        Some(Word::Be) => before == Some(TokenKind::Semicolon),
        _ => false,
    }
}

/// The people or things that the sentence counts before a list of their shares.
fn counted_before(sentence: &Sentence, at: usize) -> Option<usize> {
    let mut counts = (0..at).filter(|at| {
        matches!(
            sentence.amount(*at).map(|amount| &amount.unit),
            Some(crate::grammar::token::AmountUnit::Count(Some(_)))
        )
    });
    let first = counts.next();
    first.filter(|_| counts.next().is_none())
}

/// "receives 85% of its revenue": the object of a verb in mid-sentence. What is owed or kept is a rule and no share, and so is
/// a part of a sum that is named right behind.
fn is_object(sentence: &Sentence, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let whole = sentence.amount(at).is_some_and(|amount| amount.value >= Decimal::ONE_HUNDRED);
    // A fraction in words is too loose to stand alone in mid-sentence.
    let rough = sentence.amount(at).is_some_and(|amount| amount.ulp > Decimal::ONE);
    let of = at + 1;
    let named = matches!(
        tokens.get(of + 1).map(|token| token.kind),
        Some(TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Article | Word::Pronoun | Word::Total))
    );
    let led = at.checked_sub(1).is_some_and(|before| {
        matches!(
            tokens[before].kind,
            TokenKind::Other
                | TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::Dash
                | TokenKind::Word(
                    Word::Verb
                        | Word::And
                        | Word::On
                        | Word::With
                        | Word::Which
                        | Word::Adverb
                        | Word::Have
                        | Word::Be
                        | Word::Report
                        | Word::Reach
                        | Word::Share(_)
                        | Word::While
                )
        )
    });
    named && led && !whole && !rough && word_at(tokens, of) == Some(Word::Of)
}

/// Whether the percentage is the subject of its statement: only articles and the like stand before it.
fn starts_statement(tokens: &[Token], at: usize, start: usize) -> bool {
    (start..at).all(|at| {
        matches!(
            tokens[at].kind,
            TokenKind::Word(Word::Adverb | Word::Article | Word::In | Word::Which | Word::Hedge(_))
                | TokenKind::Comma
                | TokenKind::Period(_)
                | TokenKind::Quote
                | TokenKind::Symbol
                | TokenKind::Dash
        )
    })
}
