//! Votes, seats and halves: what is left of two counts, or their sum, by a fixed phrase.
//!
//! ```ebnf
//! margin = … , COUNT , … , COUNT , … , "," , [ "a" ] , ( "majority of" | "net gain of" | "net loss of" | "lead of" ) , BALANCE ;
//! halves = TOTAL , … , "," , TERM , [ prep ] , "one" , noun , "and" , TERM , [ prep ] , "the other" ;
//! ```
//!
//! Counts in brackets break a number down; any other third count makes it another sentence.

use memchr::memmem;

use super::convert::of_amount;
use crate::document::{Block, BlockKind, Document};
use crate::grammar::scan;
use crate::grammar::token::{Class, Sentence, TokenKind};
use crate::model::{Claim, Direction, Kind, Quantity, Role};

/// Phrases that lead to what is left of two counts.
const MARGINS: &[&str] = &["a majority of ", "a net gain of ", "a net loss of ", "a lead of ", "a margin of "];

/// Adds the margins and the sums of two halves that a document states.
pub fn read(document: &Document<'_>) -> Vec<Claim> {
    let mut found = Vec::new();
    let source = document.source.as_bytes();
    let worth = |phrase: &str| memmem::find(source, phrase.as_bytes()).is_some();
    if !(MARGINS.iter().any(|phrase| worth(phrase)) || worth("the other")) {
        return found;
    }
    let mut sentence = Sentence { dollar: document.dollar, ..Sentence::default() };
    for block in document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Cell { .. })) {
        for range in &block.sentences {
            let Some(text) = block.prose.text().get(range.start as usize..range.end as usize) else { continue };
            let margin = MARGINS.iter().find_map(|phrase| text.find(phrase).map(|at| (at, at + phrase.len())));
            if margin.is_none() && !text.contains("the other") {
                continue;
            }
            scan(block.prose.text(), range.clone(), &mut sentence);
            let counts = counts(&sentence, block, text, range.start);
            let roles = match margin {
                Some((at, end)) => self::margin(&counts, at, end),
                None => halves(&counts, text),
            };
            let Some((kind, roles)) = roles else { continue };
            let direction = (kind == Kind::Balance).then_some(Direction::Up);
            found.push(Claim { direction, ..Claim::new(kind, block.prose.span(range.clone()), roles) });
        }
    }
    found
}

/// A count and where it stands in its sentence.
struct Count {
    at: usize,
    end: usize,
    quantity: Quantity,
}

/// The counts of a sentence, without those in brackets.
fn counts(sentence: &Sentence, block: &Block<'_>, text: &str, start: u32) -> Vec<Count> {
    let is_aside =
        |at: usize| text.get(..at).is_some_and(|before| before.matches('(').count() > before.matches(')').count());
    let found = sentence.tokens.iter().filter_map(|token| {
        let TokenKind::Amount(index, Class::Count) = token.kind else { return None };
        let amount = sentence.amounts.get(index as usize)?;
        let at = amount.range.start.checked_sub(start)? as usize;
        let end = amount.range.end.checked_sub(start)? as usize;
        (amount.hedge.is_none() && !is_aside(at)).then(|| Count {
            at,
            end,
            quantity: of_amount(amount, None, &block.prose),
        })
    });
    found.collect()
}

fn margin(counts: &[Count], at: usize, end: usize) -> Option<(Kind, Vec<(Role, Quantity)>)> {
    let result = counts.iter().find(|count| count.at == end)?;
    let mut before = counts.iter().filter(|count| count.end <= at);
    let (one, other) = (before.next()?, before.next()?);
    let value = |count: &Count| count.quantity.number().map(|(value, _)| value);
    let smaller = value(result)? < value(one)?.max(value(other)?);
    if before.next().is_some() || !smaller {
        return None;
    }
    let (more, less) = if value(one)? >= value(other)? { (one, other) } else { (other, one) };
    let roles = [(Role::Inflow, more), (Role::Outflow, less), (Role::Balance, result)];
    Some((Kind::Balance, roles.map(|(role, count)| (role, count.quantity.clone())).to_vec()))
}

fn halves(counts: &[Count], text: &str) -> Option<(Kind, Vec<(Role, Quantity)>)> {
    const NEAR: usize = 40;
    let [total, one, other] = counts else { return None };
    let between = text.get(one.end..other.at)?;
    let closed = text.get(other.end..)?.find("the other").is_some_and(|at| at <= NEAR);
    let led = text.get(total.end..one.at)?.ends_with(", ") && between.contains(" one ") && between.ends_with(" and ");
    let value = |count: &Count| count.quantity.number().map(|(value, _)| value);
    let larger = value(total)? > value(one)?.max(value(other)?);
    let roles = [(Role::Total, total), (Role::Term, one), (Role::Term, other)];
    (closed && led && larger).then(|| (Kind::Total, roles.map(|(role, count)| (role, count.quantity.clone())).to_vec()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Kind, Verdict};

    fn verdicts(text: &str) -> Vec<(Kind, Verdict)> {
        let report = audit(text, Format::Text);
        let kinds = [Kind::Balance, Kind::Total];
        report.claims.iter().filter(|it| kinds.contains(&it.claim.kind)).map(|it| (it.claim.kind, it.verdict)).collect()
    }

    #[test]
    fn what_two_counts_leave() {
        assert_eq!(
            verdicts("The motion had 312 votes for it and 280 against it, a majority of 32."),
            [(Kind::Balance, Verdict::Exact)]
        );
        assert_eq!(
            verdicts("The motion had 312 votes for it and 280 against it, a majority of 42."),
            [(Kind::Balance, Verdict::Mismatch)]
        );
        assert_eq!(
            verdicts("The party lost 11 seats (10 of them in the north) and gained 35, a net gain of 24 seats."),
            [(Kind::Balance, Verdict::Exact)]
        );
        // Three counts leave nothing, but add up to the seats.
        assert_eq!(
            verdicts("Of 650 seats it won 340, Labour 202 and others 108, a majority of 30."),
            [(Kind::Total, Verdict::Exact)]
        );
    }

    #[test]
    fn two_halves() {
        let text = "The 1.11 million ballots came by truck, 471,000 from one county and 638,000 from the other.";
        assert_eq!(verdicts(text), [(Kind::Total, Verdict::Exact)]);
    }
}
