//! Margins: a percentage that is called one is the profit of its kind as a share of the revenue, wherever these two stand.
//!
//! Both are taken only where the sum confirms them, so that a margin found here never makes a mismatch.

use super::Stated;
use super::level::Level;
use super::nearby::{around, quantity};
use super::share::{fits, is_telling};
use super::words::stems;
use crate::document::Document;
use crate::grammar::token::AmountUnit;
use crate::model::{Kind, Quantity, Reading, Role};

/// Adds the share that each margin in a change is.
pub fn find(stated: &mut Vec<Stated<'_>>, levels: &[Level], document: &Document<'_>) {
    let mut shares = Vec::new();
    for this in stated.iter().filter(|this| this.claim.kind == Kind::Change && !this.gone) {
        let Some(named) = this.claim.metric.as_deref().and_then(kind_of) else { continue };
        for role in [Role::New, Role::Old] {
            let Some(margin) = this.claim.readings[0].get(role).filter(|margin| is_telling(margin)) else { continue };
            let Some((part, whole)) = operands(margin, named, around(levels, this.sentence), document) else {
                continue;
            };
            let mut share = this.clone();
            share.claim.kind = Kind::Share;
            share.claim.direction = None;
            share.claim.guard = None;
            share.claim.readings =
                [Reading { roles: vec![(Role::Share, margin.clone()), (Role::Part, part), (Role::Whole, whole)] }]
                    .into();
            share.silent = false;
            shares.push(share);
        }
    }
    stated.extend(shares);
}

/// The word that says which profit a margin is of: "gross", "operating", "net", "EBITDA".
fn kind_of(metric: &str) -> Option<&str> {
    let end = metric.as_bytes().iter().rev().take(4).any(|byte| byte.eq_ignore_ascii_case(&b'n'));
    if !end {
        return None;
    }
    let mut words = metric.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let margin = words.next()?;
    let named = words.next()?;
    let is_one = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    (is_one(&["margin", "margins"], margin)
        && is_one(&["gross", "operating", "net", "profit", "ebitda", "ebit"], named))
    .then_some(named)
}

/// The only profit and revenue around that make the margin, each pair from one sentence.
fn operands(margin: &Quantity, named: &str, levels: &[Level], document: &Document<'_>) -> Option<(Quantity, Quantity)> {
    let (named, revenue) = (stems(named), stems("revenue sales"));
    let mut found = None;
    let mut first = 0;
    while first < levels.len() {
        let sentence = levels[first].sentence;
        let end = first + levels[first..].iter().take_while(|level| level.sentence == sentence).count();
        let here = &levels[first..end];
        first = end;
        let words = here.iter().map(|level| level.words(document)).collect::<Vec<_>>();
        let says = |wanted: &[u64]| words.iter().copied().flatten().any(|word| wanted.contains(word));
        if here.len() < 2 || here.len() > 8 || !says(&named) || !says(&revenue) {
            continue;
        }
        let money: Vec<_> = here.iter().filter(|level| matches!(level.amount.unit, AmountUnit::Money(_))).collect();
        for part in &money {
            for whole in &money {
                let (part, whole) = (quantity(part, document), quantity(whole, document));
                let smaller = part.number()?.0 < whole.number()?.0;
                // "$0.4 million" of "$0.6 million" is anything between a half and three quarters.
                if !is_telling(&part) || !is_telling(&whole) {
                    continue;
                }
                if !smaller || part.unit != whole.unit || fits(&part, &whole, margin) != Some(true) {
                    continue;
                }
                // Two pairs that fit: one of them by chance.
                if found.is_some() {
                    return None;
                }
                found = Some((part, whole));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Kind, Role, Verdict};

    /// The parts and wholes of the shares of a text.
    fn shares(source: &str) -> Vec<(&str, &str, Verdict)> {
        let report = audit(source, Format::Text);
        let shares = report.claims.iter().filter(|checked| checked.claim.kind == Kind::Share);
        shares
            .filter_map(|checked| {
                let text = |role| Some(&source[checked.reading().get(role)?.span.range()]);
                Some((text(Role::Part)?, text(Role::Whole)?, checked.verdict))
            })
            .collect()
    }

    #[test]
    fn a_margin_is_a_share_of_revenue() {
        let source = "Gross margin rose to 42.5% from 39.8%. The firm reported revenue of $80.0 million and gross profit of $34.0 million.";
        assert_eq!(shares(source), [("$34.0 million", "$80.0 million", Verdict::Exact)]);
        let source = "Revenue was $80.0 million versus $70.0 million, with gross profit rising to $34.0 million from $27.9 million and gross margin growing to 42.5% from 39.9%.";
        assert_eq!(shares(source).len(), 2);
    }

    #[test]
    fn what_does_not_fit_is_left_alone() {
        let source = "Gross margin rose to 43.5% from 39.8%. The firm reported revenue of $80.0 million and gross profit of $34.0 million.";
        assert_eq!(shares(source), []);
        let source = "Interest margin rose to 42.5% from 39.8%. The firm reported revenue of $80.0 million and gross profit of $34.0 million.";
        assert_eq!(shares(source), []);
    }
}
