//! Lists that a sentence leads in: "There are two ways:" and the items below, "With a supply of 9 million tokens, the allocation
//! includes:" and the shares below.
//!
//! A number of things is taken for that of the items only where the two are equal: a list may go on elsewhere, or hold notes.
//! Amounts with percentages that come to a hundred are shares of the total that the lead-in names, whatever the sum gives.

use std::ops::Range;

use super::convert;
use crate::document::{BlockKind, Document};
use crate::grammar::clause;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{AmountUnit, Class, TokenKind};
use crate::grammar::{Sentence, scan};
use crate::model::{Claim, Decimal, Kind, Quantity, Role, Span, Unit, Value};

/// The longest list that is looked at, in blocks.
const LONGEST: usize = 60;

/// The claims that lead-ins and their lists make together.
pub fn read(document: &Document<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut sentence = Sentence::counted_in(document.dollar);
    for (index, block) in document.blocks.iter().enumerate() {
        let text = block.prose.text();
        let Some(range) = block.sentences.last().filter(|_| text.trim_end().ends_with(':')) else { continue };
        let items = items(document, index + 1);
        if items.len() < 2 && numbered(document, index + 1).is_empty() {
            continue;
        }
        scan(text, range.clone(), &mut sentence);
        let statement = block.prose.span(range.clone());
        claims.extend(count(document, index, &sentence, statement, items.clone()));
        if let Some(total) = total(document, index, &sentence) {
            shares(document, &total, items, statement, &mut claims);
        }
    }
    claims
}

fn range_is_read(text: &str, range: &Range<u32>) -> bool {
    text.get(range.start as usize..range.end as usize).is_some_and(scan::worth_reading)
}

/// The items right behind the lead-in.
fn items(document: &Document<'_>, from: usize) -> Range<usize> {
    let len =
        document.blocks.iter().skip(from).take(LONGEST).take_while(|block| block.kind == BlockKind::ListItem).count();
    from..from + len
}

/// The items that the source numbers 1, 2, 3, …, with paragraphs about each in between.
fn numbered(document: &Document<'_>, from: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, block) in document.blocks.iter().enumerate().skip(from).take(LONGEST) {
        match block.kind {
            BlockKind::ListItem => {
                let start = block.prose.span(0..1).start as usize;
                let before = document.source.get(..start).unwrap_or_default().trim_end();
                let number = (found.len() + 1).to_string();
                let marked = before.strip_suffix(['.', ')']).is_some_and(|before| {
                    before.strip_suffix(number.as_str()).is_some_and(|before| {
                        let line = before.trim_end_matches([' ', '\t']);
                        line.is_empty() || line.ends_with('\n')
                    })
                });
                if marked {
                    found.push(at);
                }
            }
            BlockKind::Paragraph => {}
            _ => break,
        }
    }
    found
}

/// "There are two ways:" and two items.
fn count(
    document: &Document<'_>,
    block: usize,
    sentence: &Sentence,
    statement: Span,
    items: Range<usize>,
) -> Option<Claim> {
    let prose = &document.blocks.get(block)?.prose;
    let mut counts = sentence.amounts.iter().filter(|amount| amount.unit.class() == Class::Count);
    let amount = counts.next().filter(|amount| {
        matches!(amount.unit, AmountUnit::Count(Some(_))) && amount.ulp.is_zero() && amount.hedge.is_none()
    })?;
    if counts.next().is_some() {
        return None;
    }
    let stated = (2..=12usize).find(|n| amount.value == Decimal::from(*n))?;
    let numbered = numbered(document, block + 1);
    let blocks: Vec<usize> = if items.len() == stated {
        items.collect()
    } else if numbered.len() == stated {
        numbered
    } else {
        return None;
    };
    let mut roles = vec![(Role::Count, convert::of_amount(amount, None, prose))];
    for block in blocks {
        roles.push((Role::Item, head(document, block)?));
    }
    Some(Claim::new(Kind::Count, statement, roles))
}

/// What an item is called: its first words up to a colon or a dash, or its first sentence.
fn head(document: &Document<'_>, block: usize) -> Option<Quantity> {
    let block = document.blocks.get(block)?;
    let range = block.sentences.first()?;
    let text = block.prose.text().get(range.start as usize..range.end as usize)?;
    let end = text.find(':').or_else(|| text.find(" – ")).or_else(|| text.find(" - ")).unwrap_or(text.len());
    let name = text.get(..end)?.trim().trim_end_matches(['.', ';', ',']);
    let start = range.start + u32::try_from(text.len() - text.trim_start().len()).ok()?;
    let span = block.prose.span(start..start + u32::try_from(name.len()).ok()?);
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| Quantity {
        span,
        value: Value::Words(words.into()),
        unit: Unit::Count(None),
        hedge: None,
        period: None,
        per: None,
    })
}

/// "With a total supply of A, …:": the one amount of the lead-in, called a total.
fn total(document: &Document<'_>, block: usize, sentence: &Sentence) -> Option<Quantity> {
    let prose = &document.blocks.get(block)?.prose;
    let mut levels =
        sentence.amounts.iter().filter(|amount| matches!(amount.unit.class(), Class::Money | Class::Count));
    let amount = levels.next()?;
    let called = sentence.tokens.iter().any(|token| token.kind == TokenKind::Word(Word::Total));
    let lone = levels.next().is_none();
    (called && lone && amount.upper.is_none()).then(|| convert::of_amount(amount, None, prose))
}

/// "Team: 5% (250 million tokens)", "Team: 250 million tokens (5%)": one share an item, complete where they come to a hundred.
fn shares(document: &Document<'_>, total: &Quantity, items: Range<usize>, statement: Span, claims: &mut Vec<Claim>) {
    let mut pairs = Vec::new();
    let mut sentence = Sentence::counted_in(document.dollar);
    for block in items.filter_map(|at| document.blocks.get(at)) {
        let Some(range) = block.sentences.first().filter(|range| range_is_read(block.prose.text(), range)) else {
            continue;
        };
        scan(block.prose.text(), range.clone(), &mut sentence);
        let Some((share, part)) = pair(&sentence) else { continue };
        let quantity = |at| sentence.amount(at).map(|amount| convert::of_amount(amount, None, &block.prose));
        let (Some(share), Some(part)) = (quantity(share), quantity(part)) else { continue };
        if total.comparable(&part) {
            pairs.push((share, part, block.prose.span(range.clone())));
        }
    }
    if pairs.len() < 2 || !is_hundred(pairs.iter().map(|(share, ..)| share)) {
        return;
    }
    let mut terms: Vec<_> = pairs.iter().map(|(_, part, _)| (Role::Term, part.clone())).collect();
    terms.insert(0, (Role::Total, total.clone()));
    claims.push(Claim::new(Kind::Total, statement, terms));
    for (share, part, statement) in pairs {
        let roles = vec![(Role::Whole, total.clone()), (Role::Share, share), (Role::Part, part)];
        claims.push(Claim::new(Kind::Share, statement, roles));
    }
}

/// The percentage and the amount of which one stands in brackets right behind the other, the first of the item.
fn pair(sentence: &Sentence) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let class = |at| clause::class_at(tokens, at);
    let first = (0..tokens.len()).find(|at| class(*at).is_some())?;
    let open = (first + 1..tokens.len().min(first + 3)).find(|at| tokens[*at].kind == TokenKind::Open)?;
    match (class(first)?, class(open + 1)?) {
        (Class::Percent, Class::Money | Class::Count) => Some((first, open + 1)),
        (Class::Money | Class::Count, Class::Percent) => Some((open + 1, first)),
        _ => None,
    }
}

/// Whether percentages come to a hundred within their rounding.
fn is_hundred<'a>(mut shares: impl Iterator<Item = &'a Quantity>) -> bool {
    let sum = shares.try_fold((Decimal::ZERO, Decimal::ZERO), |(sum, slack), share| {
        let (value, ulp) = share.number()?;
        Some((sum.checked_add(value)?, slack.checked_add(ulp / Decimal::TWO)?))
    });
    sum.is_some_and(|(sum, slack)| (sum - Decimal::ONE_HUNDRED).abs() <= slack.min(Decimal::TWO))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit_with;
    use crate::document::Format;
    use crate::facts::Naming;
    use crate::link::Line;
    use crate::model::{Kind, Verdict};
    use crate::rules::Preview;

    fn verdicts(source: &str) -> Vec<(Kind, Verdict)> {
        audit_with(source, Format::Markdown, &Naming::default(), &Preview::ON, Line::default())
            .claims
            .iter()
            .map(|checked| (checked.claim.kind, checked.verdict))
            .collect()
    }

    #[test]
    fn items_below_are_counted() {
        let exact = [(Kind::Count, Verdict::Exact)];
        assert_eq!(
            verdicts("There are two ways to clean a boat:\n\n- Use a brush. It is slow.\n- Hire a diver.\n"),
            exact
        );
        assert_eq!(verdicts("It has two drivers:\n\n1. SCALE\n\nMore shops.\n\n2. SYNERGY\n\nFewer systems.\n"), exact);
    }

    #[test]
    fn another_number_of_items_proves_nothing() {
        assert_eq!(verdicts("There are two ways to clean a boat:\n\n- Use a brush.\n- Hire a diver.\n- A note.\n"), []);
    }

    #[test]
    fn shares_of_a_total_that_the_lead_in_names() {
        let list = |total: &str| {
            format!(
                "With a total supply of {total} tokens, it goes:\n\n- Team: 15% (300 million tokens) - now.\n- Sale: 85% (1.70 billion tokens) - soon.\n"
            )
        };
        let right = verdicts(&list("2,000,000,000"));
        assert_eq!(
            right,
            [(Kind::Total, Verdict::Exact), (Kind::Share, Verdict::Exact), (Kind::Share, Verdict::Exact)]
        );
        let wrong = verdicts(&list("5,000,000,000"));
        assert!(wrong.iter().all(|(_, verdict)| *verdict == Verdict::Mismatch), "{wrong:?}");
    }

    #[test]
    fn percentages_that_are_not_all_of_it_are_no_shares() {
        let source = "With a total supply of 5,000,000,000 tokens, it pays:\n\n- Gold: 15% (300 million tokens)\n- Iron: 5% (1.70 billion tokens)\n";
        let of_a_list = |(kind, verdict): &(Kind, Verdict)| *kind == Kind::Total || *verdict == Verdict::Mismatch;
        assert!(!verdicts(source).iter().any(of_a_list), "{:?}", verdicts(source));
    }
}
