//! What is left of two flows that stand in other sentences: "Net interest income rose to $56 million. Total interest income rose to
//! $75 million, and total interest expense to $19 million."
//!
//! Which flows make a balance no word says for certain, so they are believed to only where the sum comes out.

use super::Stated;
use super::words::{overlap, stems};
use crate::model::{Claim, Decimal, Direction, Kind, Quantity, Role, relation};

/// How many sentences may lie between a balance and its flows.
const NEAR: usize = 3;
/// How many claims around a balance are looked at.
const WINDOW: usize = 12;

/// The balances that the sentences state together.
pub fn read(stated: &[Stated<'_>]) -> Vec<Claim> {
    let words = |text: &str| stems(text);
    let (net, inflows, outflows) = (
        words("net surplus"),
        words("income revenue sales receipts exports inflows"),
        words("expense expenses costs spending imports outflows payments"),
    );
    let mut found = Vec::new();
    let changes = || stated.iter().enumerate().filter(|(_, stated)| is_change(stated));
    // To look for three letters is quicker than to fold all words of all metrics.
    let may_be = |this: &Stated<'_>| {
        let metric = this.claim.metric.as_deref().unwrap_or_default().as_bytes();
        metric.windows(3).any(|letters| letters.eq_ignore_ascii_case(b"net") || letters.eq_ignore_ascii_case(b"sur"))
    };
    for (at, this) in changes().filter(|(_, this)| may_be(this) && overlap(&net, &this.metric) > 0) {
        let near: Vec<&Stated<'_>> = stated[at.saturating_sub(WINDOW)..stated.len().min(at + WINDOW)]
            .iter()
            .filter(|other| is_change(other) && other.sentence.abs_diff(this.sentence) <= NEAR)
            .filter(|other| overlap(&net, &other.metric) == 0)
            .collect();
        let of =
            |flows: &[u64]| near.iter().copied().filter(|other| overlap(flows, &other.metric) > 0).collect::<Vec<_>>();
        let spent = of(&outflows);
        let pairs = of(&inflows)
            .into_iter()
            .filter(|income| overlap(&outflows, &income.metric) == 0)
            .flat_map(|income| spent.iter().map(move |expense| (income, *expense)));
        let balances = pairs.map(|(income, expense)| between(this, income, expense)).find(|claims| !claims.is_empty());
        found.extend(balances.into_iter().flatten());
    }
    found
}

fn is_change(stated: &Stated<'_>) -> bool {
    stated.claim.kind == Kind::Change && !stated.gone && !stated.silent && stated.claim.readings[0].has(Role::New)
}

/// The balance of each of the two periods; none where one of them does not come out.
fn between(this: &Stated<'_>, income: &Stated<'_>, expense: &Stated<'_>) -> Vec<Claim> {
    let mut found = Vec::new();
    for role in [Role::New, Role::Old] {
        let of = |stated: &Stated<'_>| stated.claim.readings[0].get(role).cloned();
        let (Some(balance), Some(inflow), Some(outflow)) = (of(this), of(income), of(expense)) else { continue };
        if holds(&balance, &inflow, &outflow) != Some(true) {
            return Vec::new();
        }
        let mut roles = vec![(Role::Inflow, inflow), (Role::Outflow, outflow), (Role::Balance, balance)];
        roles.sort_by_key(|(_, quantity)| quantity.span.start);
        found.push(Claim {
            direction: Some(Direction::Up),
            metric: this.claim.metric.clone(),
            ..Claim::new(Kind::Balance, this.claim.statement, roles)
        });
    }
    found
}

/// Whether the sum comes out beyond chance: the balance is printed to a twentieth of itself or finer.
fn holds(balance: &Quantity, inflow: &Quantity, outflow: &Quantity) -> Option<bool> {
    let (value, ulp) = balance.number()?;
    let fine = ulp.checked_mul(Decimal::from(20))? <= value.abs();
    let alike = balance.unit == inflow.unit && balance.unit == outflow.unit;
    let left = relation::balance(&inflow.interval()?, &outflow.interval()?).ok()?;
    Some(fine && alike && left.meets(&balance.interval()?))
}

#[cfg(test)]
mod tests {
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::Kind;

    fn balances(text: &str) -> usize {
        audit(text, Format::Text).claims.iter().filter(|checked| checked.claim.kind == Kind::Balance).count()
    }

    #[test]
    fn flows_in_the_next_sentences_make_a_balance_where_the_sum_comes_out() {
        let right = "Net interest income fell to $5,668,000 from $6,693,000. Total interest income fell by $1,370,000 to \
                     $7,559,000 from $8,929,000. Total interest expense fell by $345,000 to $1,891,000 from $2,236,000.";
        assert_eq!(balances(right), 2);
        // Other lines may stand between: nothing is said of the balance that does not come out, and last year's does.
        assert_eq!(balances(&right.replace("$1,891,000", "$1,791,000")), 1);
    }
}
