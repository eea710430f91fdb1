//! Totals: amounts that add up.
//!
//! ```ebnf
//! total    = behind | before | apposed | split ;
//! behind   = terms , { word } , ( "for" | "bringing" | "came to" | "totalling" ) , { word } , TOTAL ;      (* A and B for a total of T *)
//! before   = TOTAL , noun , ":" , TERM , { ";" , TERM } , [ ";" | "," ] , "and" , TERM , end ;            (* T killed: A …; B …; and C … *)
//! apposed  = TERM , "and" , TERM , "," , TOTAL , [ "in" ] , ( "total" | "all" | "combined" | "altogether" ) ;
//! split    = "Of" , article , TOTAL , … , TERM , "(" , PERCENT , ")" , … , "and" , TERM , "(" , PERCENT , ")" ;
//! terms    = TERM , { "," , TERM } , [ "," ] , "and" , TERM ;
//! ```
//!
//! The sum must be stated by a word; "including" and "such as" name only some of the terms. Shares that make the whole are
//! terms of a total without a figure, where they come to a hundred, or where the last is called the remaining one and they make a
//! little more.
//!
//! Examples:
//! - `Exports of wood ($385.85 billion) and wool ($510.87 billion) came to $896.72 billion in total.` → `total term=385850000000 term=510870000000 total=896720000000`
//! - `The quarter closed with $25.9M in cash and $20.1M of undrawn credit for a total of $46.0M.` → `total term=25900000 term=20100000 total=46000000`
//! - `It took $12.1m and $45.4m, $58.6m in total.` → `total term=12100000 term=45400000 total=58600000`
//! - `More than 83,000 were killed: 51,780 in homicides; 27,160 in suicides; 1,220 by accident; and 2,847 in other ways.` → `total term=51780 term=27160 term=1220 term=2847 total=83000`
//! - `Of the 1,250 members, 1,100 (88 percent) voted in person and 150 (12 percent) by post.` → `total term=1100 term=150 total=1250; total term=88 term=12`
//! - `Of the adults, 18.9% were ages 25-64; and 81.1% were ages 65 or older.` → `total term=18.9 term=81.1`
//! - `With 9 billion tokens, 65% allocated for presale, 25% for trading, and 10% for the team, it is safe.` → `total term=65 term=25 term=10`
//! - `You leave a house worth $750,000, $150,000 in funds and $100,000 in cash, so the total value of your estate is $1 million.` → `total term=750000 term=150000 term=100000 total=1000000`
//! - `Of the visitors, 45% came by air, 30% by rail and the remaining 27% by road.` → `total term=45 term=30 term=27`
//! - `Of the 10% who left, 55% found work, 30% studied and the remaining 15% retired.` → `nothing`
//! - `Costs of $5 million, including rent of $2 million and wages of $1 million, came to light.` → `nothing`
//! - `Sales rose from $3 million to $5 million, a total of $10 million since May.` → `nothing`
//! - `It paid $3 million and $2 million in a $9 million deal.` → `nothing`

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{GuardWord, Part, Word};
use crate::grammar::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Decimal, Kind, Role};

/// Adds the totals of a sentence; amounts that a change or a rank has taken are no terms.
pub fn totals(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !(sentence.seen.any(Seen::TOTAL.or(Seen::COLON))
        || sentence.places.len() > 1 && sentence.seen.any(Seen::AND.or(Seen::BRACKET)))
    {
        return;
    }
    let tokens = &sentence.tokens;
    // "including", "such as": only some of the terms are named.
    if sentence.seen.any(Seen::INCLUDING) {
        let some = tokens.iter().position(|token| token.kind == TokenKind::Word(Word::Including));
        if some.is_some_and(|some| (some..tokens.len()).any(|at| class_at(tokens, at).is_some())) {
            return;
        }
    }
    // The amounts that may be called a total.
    let called = || sentence.places.iter().copied().filter(|_| sentence.seen.any(Seen::TOTAL));
    let found = called()
        .find_map(|at| behind(sentence, drafts, at))
        .or_else(|| before(sentence, drafts))
        .or_else(|| split(sentence))
        .or_else(|| called().find_map(|at| raised(sentence, drafts, at)))
        .or_else(|| enumerated(sentence, drafts));
    drafts.extend(found);
    drafts.extend(whole(sentence, drafts));
}

/// "A and B for a total of T", "A (…) and B (…) came to T in total", "A and B, T in total".
fn behind(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let class = class_at(tokens, at).filter(|class| matches!(class, Class::Money | Class::Count))?;
    if !is_called_total(tokens, at) {
        return None;
    }
    let terms = terms_before(sentence, drafts, at, class)?;
    Some(draft(&terms, Some(at)))
}

/// "it adds to an earlier A, bringing the total to T": one term, the other stands before.
fn raised(sentence: &Sentence, drafts: &[Draft], at: usize) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let class = class_at(tokens, at).filter(|class| matches!(class, Class::Money | Class::Count))?;
    if !is_called_total(tokens, at) || word_at(tokens, at.checked_sub(1)?) != Some(Word::To) || is_taken(drafts, at) {
        return None;
    }
    let mut levels = (0..at).rev().filter(|at| class_at(tokens, *at) == Some(class));
    let term = levels.next().filter(|term| !is_taken(drafts, *term) && same_unit(sentence, *term, at))?;
    let alone = levels.next().is_none();
    alone.then(|| Draft { silent: true, ..draft(&[term], Some(at)) })
}

/// "A died in homicides, B in suicides, and C by accident": terms of a total that another sentence may state.
fn enumerated(sentence: &Sentence, drafts: &[Draft]) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let terms = &sentence.places;
    let (first, last) = (*terms.first()?, *terms.last().filter(|_| terms.len() >= 3)?);
    let class = class_at(tokens, first).filter(|class| matches!(class, Class::Money | Class::Count))?;
    let alike = terms
        .iter()
        .all(|at| class_at(tokens, *at) == Some(class) && same_unit(sentence, first, *at) && !is_taken(drafts, *at));
    let marked = terms.windows(2).all(|pair| {
        pair[1] - pair[0] <= 14
            && tokens[pair[0]..pair[1]]
                .iter()
                .any(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Word(Word::And)))
    });
    let ended = terms.len() >= 2
        && tokens[terms[terms.len() - 2]..last].iter().any(|token| token.kind == TokenKind::Word(Word::And));
    (alike && marked && ended).then(|| Draft { silent: true, ..draft(terms, None) })
}

/// Whether words say that the amount is a sum: "a total of", "totalling", "in total", "combined", "altogether".
fn is_called_total(tokens: &[Token], at: usize) -> bool {
    let after = matches!(
        (word_at(tokens, at + 1), word_at(tokens, at + 2)),
        (Some(Word::Total), _) | (Some(Word::In), Some(Word::Total))
    );
    let mut before = at;
    let mut steps = 0;
    while before > 0 && steps < 8 {
        before -= 1;
        steps += 1;
        match tokens[before].kind {
            TokenKind::Word(Word::Total) => return true,
            TokenKind::Word(
                Word::Of | Word::Article | Word::Pronoun | Word::To | Word::Be | Word::At | Word::Modal,
            )
            | TokenKind::Other => {}
            // "total funds raised to A"
            TokenKind::Word(Word::Change(_, Part::Verb)) if word_at(tokens, before + 1) == Some(Word::To) => {}
            _ => break,
        }
    }
    after
}

/// The amounts of one enumeration that ends before `at`: at least two, joined by commas and "and", in one class and unit.
fn terms_before(sentence: &Sentence, drafts: &[Draft], at: usize, class: Class) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    let total = sentence.amount(at)?;
    let mut terms: Vec<usize> = Vec::new();
    let mut joined = false;
    for before in (0..at).rev() {
        match tokens[before].kind {
            TokenKind::Amount(_, found) if found == class => {
                let amount = sentence.amount(before)?;
                if is_taken(drafts, before) || !same_unit(sentence, before, at) || amount.value > total.value {
                    break;
                }
                terms.push(before);
            }
            TokenKind::Word(Word::And | Word::With) if !terms.is_empty() => joined = true,
            TokenKind::Amount(_, Class::Percent)
            | TokenKind::Word(Word::From | Word::Compared | Word::Versus | Word::Than) => {
                return None;
            }
            TokenKind::Semicolon | TokenKind::Stop | TokenKind::Word(Word::While | Word::If) => break,
            _ => {}
        }
    }
    terms.reverse();
    let tight = terms.windows(2).all(|pair| pair[1] - pair[0] <= 12);
    (joined && tight && terms.len() >= 2).then_some(terms)
}

/// "T were killed: A …; B …; and C …": the list behind the colon is complete, and each item starts with its term.
fn before(sentence: &Sentence, drafts: &[Draft]) -> Option<Draft> {
    let tokens = &sentence.tokens;
    if !sentence.seen.any(Seen::COLON) {
        return None;
    }
    let colon = tokens.iter().position(|token| token.kind == TokenKind::Colon)?;
    let mut counts = (0..colon).filter(|at| matches!(class_at(tokens, *at), Some(Class::Money | Class::Count)));
    let total = counts.next_back()?;
    if is_taken(drafts, total) {
        return None;
    }
    let end = tokens.len() - usize::from(tokens.last().is_some_and(|token| token.kind == TokenKind::Stop));
    let semicolons = tokens[colon..end].iter().any(|token| token.kind == TokenKind::Semicolon);
    let cut = if semicolons { TokenKind::Semicolon } else { TokenKind::Comma };
    let mut terms = Vec::new();
    let mut start = true;
    let mut ended = false;
    for at in colon + 1..end {
        match tokens[at].kind {
            kind if kind == cut => start = true,
            TokenKind::Word(Word::And) if start || !semicolons => {
                start = true;
                ended = true;
            }
            TokenKind::Amount(_, class @ (Class::Money | Class::Count)) => {
                // A second figure inside an item is another matter.
                if !start || Some(class) != class_at(tokens, total) || !same_unit(sentence, at, total) {
                    return None;
                }
                terms.push(at);
                start = false;
            }
            TokenKind::Amount(..) | TokenKind::Stop => return None,
            _ if start && !terms.is_empty() => return None,
            _ => start &= false,
        }
    }
    // "more than 83,000 … : 51,780 …": the terms must be of its size, or the list is of something else.
    let sum = sum(sentence, &terms)?;
    let near = sentence
        .amount(total)
        .is_some_and(|amount| sum >= amount.value / Decimal::TWO && sum <= amount.value * Decimal::TWO);
    (ended && near && terms.len() >= 2 && terms.first() == Some(&(colon + 1))).then(|| draft(&terms, Some(total)))
}

/// "Of the 1,250 members, 1,100 (88 percent) voted in person and 150 (12 percent) by post": complete if the percentages are.
fn split(sentence: &Sentence) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let of = tokens.iter().take(2).position(|token| token.kind == TokenKind::Word(Word::Of))?;
    let total = (of + 1..tokens.len().min(of + 4)).find(|at| class_at(tokens, *at) == Some(Class::Count))?;
    let pairs: Vec<(usize, usize)> = (total + 1..tokens.len().saturating_sub(3))
        .filter(|at| {
            class_at(tokens, *at) == Some(Class::Count)
                && tokens[at + 1].kind == TokenKind::Open
                && class_at(tokens, at + 2) == Some(Class::Percent)
                && tokens[at + 3].kind == TokenKind::Close
        })
        .map(|at| (at, at + 2))
        .collect();
    let shares: Vec<usize> = pairs.iter().map(|(_, share)| *share).collect();
    let counts = (total + 1..tokens.len()).filter(|at| class_at(tokens, *at) == Some(Class::Count)).count();
    let terms: Vec<usize> = pairs.iter().map(|(term, _)| *term).collect();
    (terms.len() >= 2 && counts == terms.len() && is_hundred(sentence, &shares)).then(|| draft(&terms, Some(total)))
}

/// Shares that make the whole: all percentages of the sentence, joined by "and", that come to a hundred.
fn whole(sentence: &Sentence, drafts: &[Draft]) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let is_share = |at: &usize| class_at(tokens, *at) == Some(Class::Percent);
    if !sentence.seen.any(Seen::AND) || sentence.places.iter().copied().filter(is_share).count() < 2 {
        return None;
    }
    let shares: Vec<usize> = sentence.places.iter().copied().filter(is_share).collect();
    let other =
        drafts.iter().any(|draft| draft.kind != Kind::Share && shares.iter().any(|at| draft.plays(Role::Percent, *at)));
    let (first, last) = (*shares.first()?, *shares.last()?);
    let joined = (first..last).any(|at| word_at(tokens, at) == Some(Word::And));
    let compared = (first..last).any(|at| {
        matches!(
            word_at(tokens, at),
            Some(Word::From | Word::To | Word::Compared | Word::Versus | Word::Than | Word::Guard(GuardWord::Range))
        )
    });
    (!other && joined && !compared && (is_hundred(sentence, &shares) || is_remainder_too_large(sentence, &shares)))
        .then(|| draft(&shares, None))
}

/// "45% …, 30% … and the remaining 27% …": shares that the text itself calls all of it, and that make a little too much.
///
/// Less than a hundred may be short of a share that another sentence states; far more has a share of something else among them, and so
/// have shares of which all but one make the whole, or of which one is the sum of the others.
fn is_remainder_too_large(sentence: &Sentence, shares: &[usize]) -> bool {
    let tokens = &sentence.tokens;
    let remaining = shares.len() >= 3
        && sentence.amounts.len() == shares.len()
        && shares.last().is_some_and(|last| {
            last.checked_sub(3).is_some_and(|before| {
                word_at(tokens, before + 2) == Some(Word::Remaining)
                    && word_at(tokens, before + 1) == Some(Word::Article)
                    && word_at(tokens, before) != Some(Word::Of)
            })
        });
    let values: Option<Vec<_>> =
        shares.iter().map(|at| sentence.amount(*at).filter(|it| it.hedge.is_none()).map(|it| it.value)).collect();
    let (true, Some(values), Some(sum)) = (remaining, values, sum(sentence, shares)) else { return false };
    let near = |value: Decimal, other: Decimal| value.checked_sub(other).is_some_and(|gap| gap.abs() <= Decimal::TWO);
    let alone = |value: &Decimal| {
        let others = sum.checked_sub(*value);
        others.is_none_or(|others| near(others, Decimal::ONE_HUNDRED) || near(others, *value))
    };
    sum > Decimal::ONE_HUNDRED && sum <= Decimal::from(115) && !values.iter().any(alone)
}

/// Whether percentages come to a hundred within their rounding.
fn is_hundred(sentence: &Sentence, shares: &[usize]) -> bool {
    let slack = shares
        .iter()
        .filter_map(|at| sentence.amount(*at))
        .try_fold(Decimal::ZERO, |slack, amount| slack.checked_add(amount.ulp / Decimal::TWO));
    let hedged = shares.iter().any(|at| sentence.amount(*at).is_some_and(|amount| amount.hedge.is_some()));
    let (Some(sum), Some(slack)) = (sum(sentence, shares), slack) else { return false };
    shares.len() >= 2 && !hedged && sum.checked_sub(Decimal::ONE_HUNDRED).is_some_and(|rest| rest.abs() <= slack)
}

fn sum(sentence: &Sentence, terms: &[usize]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(sentence.amount(*at)?.value))
}

fn same_unit(sentence: &Sentence, a: usize, b: usize) -> bool {
    use crate::grammar::token::AmountUnit::Count;
    let (Some(a), Some(b)) = (sentence.amount(a), sentence.amount(b)) else { return false };
    a.unit == b.unit || matches!((&a.unit, &b.unit), (Count(_), Count(_)))
}

/// Whether a change, a rank or a growth rate already says what the amount is.
fn is_taken(drafts: &[Draft], at: usize) -> bool {
    drafts.iter().any(|draft| {
        matches!(draft.kind, Kind::Change | Kind::Rank | Kind::GrowthRate)
            && !draft.silent
            && draft.readings[0].len() > 1
            && draft.uses(at)
    })
}

fn draft(terms: &[usize], total: Option<usize>) -> Draft {
    let mut roles: Vec<_> = terms.iter().map(|at| (Role::Term, Operand::Amount(*at))).collect();
    roles.extend(total.map(|at| (Role::Total, Operand::Amount(at))));
    let first = terms.iter().copied().chain(total).min().unwrap_or(0);
    let last = terms.iter().copied().chain(total).max().unwrap_or(0);
    Draft::new(Kind::Total, roles, first..last + 1)
}
