//! Balances: what comes in less what goes out.
//!
//! ```ebnf
//! balance = flow , INFLOW , … , flow , OUTFLOW , … , result ;                        (* in any order inside one statement *)
//! flow    = ( "exports" | "imports" | "revenue" | "costs" | … ) , { word } ;
//! result  = ( "surplus" | "deficit" | "profit" | "loss" ) , { word } , BALANCE | BALANCE , [ adjective ] , ( "surplus" | … ) ;
//! ```
//!
//! Each of the three has exactly one sum in the sentence; the old level and the size of a change are none of them.
//!
//! Examples:
//! - `Exports were $7.1bn and imports $7.9bn, a deficit of $0.8bn.` → `balance down inflow=7100000000 outflow=7900000000 balance=800000000`
//! - `Exports rose 5% to $7.9bn and imports fell to $7.1bn from $7.3bn, leaving a $0.8bn surplus.` → `balance up inflow=7900000000 outflow=7100000000 balance=800000000`
//! - `On revenue of $5.0 million and costs of $3.0 million it made a profit of $2.0 million.` → `balance up inflow=5000000 outflow=3000000 balance=2000000`
//! - `Exports were $7.1bn, while the overall deficit was $5bn.` → `nothing`
//! - `Exports were $7.1bn in May and $6.0bn in June, imports $7.9bn, a deficit of $0.8bn.` → `nothing`

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{GuardWord, Word};
use crate::grammar::token::{Class, Flow, Seen, Sentence, TokenKind};
use crate::model::{Direction, Guard, Kind, Role};

/// Adds the balance of a sentence.
pub fn balances(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    drafts.extend(balance(sentence, drafts));
}

fn balance(sentence: &Sentence, drafts: &[Draft]) -> Option<Draft> {
    let tokens = &sentence.tokens;
    if sentence.flows.len() < 2 || sentence.seen.any(Seen::WHILE) {
        return None;
    }
    // The places of the nouns: each flow once, and one result.
    let place = |wanted: &[Flow]| {
        let mut found = sentence.flows.iter().filter(|(_, flow)| wanted.contains(flow)).map(|(at, _)| *at as usize);
        found.next().filter(|_| found.next().is_none())
    };
    let inflow = place(&[Flow::Exports, Flow::Revenue])?;
    let outflow = place(&[Flow::Imports, Flow::Costs])?;
    let losses: Vec<usize> =
        (0..tokens.len()).filter(|at| word_at(tokens, *at) == Some(Word::Guard(GuardWord::Loss))).collect();
    let (result, direction) = match (place(&[Flow::Surplus]), losses.as_slice()) {
        (Some(at), []) => (at, Direction::Up),
        (None, [at]) => (*at, Direction::Down),
        _ => return None,
    };
    let sums: Vec<usize> =
        (0..tokens.len()).filter(|at| class_at(tokens, *at) == Some(Class::Money) && !is_aside(drafts, *at)).collect();
    // "a $0.8bn surplus" or "a surplus of $0.8bn"; what is left belongs to the flows in their order.
    let before = sums.iter().copied().find(|at| *at < result && result - at <= 3 && is_led(sentence, *at, result));
    let behind = sums.iter().copied().find(|at| *at > result);
    let balance = before.filter(|_| outflow.max(inflow) < result).or(behind)?;
    let rest: Vec<usize> = sums.into_iter().filter(|at| *at != balance).collect();
    let &[first, second] = &*rest else { return None };
    let (early, late) = (inflow.min(outflow), inflow.max(outflow));
    if !(early < first && first < late && late < second && second - late <= 8 && first - early <= 8) {
        return None;
    }
    let (income, expense) = if inflow < outflow { (first, second) } else { (second, first) };
    let alike = [first, second].iter().all(|at| {
        sentence.amount(*at).map(|amount| &amount.unit) == sentence.amount(balance).map(|amount| &amount.unit)
    });
    let roles = vec![
        (Role::Inflow, Operand::Amount(income)),
        (Role::Outflow, Operand::Amount(expense)),
        (Role::Balance, Operand::Amount(balance)),
    ];
    let mut draft = Draft::new(Kind::Balance, roles, early..balance.max(second) + 1);
    draft.direction = Some(direction);
    // Between revenue and profit stand taxes and other lines that the sentence leaves out.
    let trade = sentence.flows.iter().any(|(at, flow)| *at as usize == inflow && *flow == Flow::Exports);
    draft.guard = (!trade).then_some(Guard::Excluding);
    alike.then_some(draft)
}

/// Whether a change says that the sum is an old level or a difference.
fn is_aside(drafts: &[Draft], at: usize) -> bool {
    drafts
        .iter()
        .filter(|draft| draft.kind == Kind::Change)
        .any(|draft| [Role::Old, Role::Difference].iter().any(|role| draft.plays(*role, at)))
}

/// Whether only adjectives stand between the sum and the noun: "a $0.8bn trade surplus".
fn is_led(sentence: &Sentence, from: usize, to: usize) -> bool {
    sentence.tokens[from + 1..to].iter().all(|token| matches!(token.kind, TokenKind::Other | TokenKind::Name))
        && !sentence.flows.iter().any(|(at, _)| (from + 1..to).contains(&(*at as usize)))
}
