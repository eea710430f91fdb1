//! Sums that prove themselves: totals, balances and averages whose numbers no word ties together, but whose digits do.
//!
//! "Exports fell to $8.541 billion. Imports were $18.477 billion." and, three lines above, "a deficit of $9.936 billion": a reader who does
//! the sum sees that the three belong together, as chance would hardly give all four digits. What is found here was found because it comes
//! out, so that it confirms numbers and never accuses one.

mod balance;
mod product;
mod total;

use std::collections::HashMap;

use smallvec::SmallVec;

use super::candidate::Scene;
use super::mention;
use crate::grammar::token::{Amount, AmountUnit, Class};
use crate::model::{Claim, Currency, Decimal, Direction, HedgeKind, Kind, Quantity, Role, Span, Verdict};

/// The sums of a document that prove themselves, beside the claims that are known.
pub fn prove(scene: &Scene<'_>, known: &[Claim]) -> Vec<Claim> {
    let parts = Parts::of(known);
    let items: Vec<Item> = (0..scene.mentions.len()).filter_map(|at| Item::of(scene, at, &parts)).collect();
    // A sum has three numbers.
    if items.len() < 3 {
        return Vec::new();
    }
    let mut found = balance::find(scene, &items, &parts);
    found.extend(total::find(scene, &items, &parts, &found));
    found.extend(product::find(scene, &items, &parts));
    found
}

/// A number that may stand in a sum.
#[derive(Debug, Clone)]
struct Item {
    /// Its place among the mentions.
    at: usize,
    span: Span,
    /// The sentence, as an index into those that were read, and its number in the document.
    read: usize,
    sentence: usize,
    token: usize,
    unit: Unit,
    value: Decimal,
    ulp: Decimal,
    /// Its part in a change that is known.
    part: Option<Role>,
}

/// What is added up: amounts of one currency, or counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unit {
    Money(Currency),
    Count,
    Time,
}

impl Item {
    fn of(scene: &Scene<'_>, at: usize, parts: &Parts) -> Option<Self> {
        let mention = scene.mentions.get(at)?;
        let amount = mention::amount(scene.reads, mention)?;
        let unit = match amount.unit {
            AmountUnit::Money(currency) => Unit::Money(currency),
            AmountUnit::Count(_) if amount.measure.is_none() => Unit::Count,
            AmountUnit::Time(_) => Unit::Time,
            _ => return None,
        };
        let usable = mention.class != Class::Range && amount.value > Decimal::ZERO && is_point(amount);
        usable.then(|| Self {
            at,
            span: mention.span,
            read: mention.read,
            sentence: scene.reads.get(mention.read).map_or(0, |read| read.number),
            token: mention.token,
            unit,
            value: amount.value,
            ulp: amount.ulp,
            part: parts.role(mention.span),
        })
    }

    /// How wide it is beside what might have stood there: a last place, and for whole things that are counted exactly one of them.
    fn width(&self) -> Decimal {
        if self.ulp.is_zero() { Decimal::ONE } else { self.ulp }
    }
}

/// Whether an amount is one number, and not "more than" one.
fn is_point(amount: &Amount) -> bool {
    amount.upper.is_none()
        && !matches!(amount.hedge.as_ref().map(|(kind, _)| *kind), Some(HedgeKind::AtLeast | HedgeKind::AtMost))
}

/// The claims that a number stands in, by their place among those that are known, with its part there.
type Plays = SmallVec<[(u32, Kind, Role); 2]>;

/// The parts that numbers play in the claims that are known.
struct Parts {
    /// For each number the claims that it stands in.
    claims: HashMap<Span, Plays>,
}

impl Parts {
    fn of(known: &[Claim]) -> Self {
        let mut claims: HashMap<Span, Plays> = HashMap::new();
        for (index, claim) in known.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            for (role, quantity) in claim.readings.first().into_iter().flat_map(|reading| &reading.roles) {
                claims.entry(quantity.span).or_default().push((index, claim.kind, *role));
            }
        }
        Self { claims }
    }

    fn all(&self, span: Span) -> &[(u32, Kind, Role)] {
        self.claims.get(&span).map(SmallVec::as_slice).unwrap_or_default()
    }

    /// The part in a change.
    fn role(&self, span: Span) -> Option<Role> {
        self.all(span).iter().find(|(_, kind, _)| *kind == Kind::Change).map(|(.., role)| *role)
    }

    /// Whether a number plays a part in a claim of some kind.
    fn plays(&self, span: Span, kind: Kind, role: Role) -> bool {
        self.all(span).iter().any(|(_, k, r)| *k == kind && *r == role)
    }

    /// Whether two numbers stand in one claim.
    fn share_claim(&self, one: Span, other: Span) -> bool {
        self.all(one).iter().any(|(claim, ..)| self.all(other).iter().any(|(other, ..)| other == claim))
    }
}

/// In millionths, how likely a number of that size meets a result of that width by chance.
fn chance(width: Decimal, size: Decimal) -> u64 {
    let part = width.checked_mul(Decimal::from(1_000_000)).and_then(|width| width.checked_div(size.abs()));
    part.and_then(|part| u64::try_from(part.trunc()).ok()).unwrap_or(1_000_000).clamp(1, 1_000_000)
}

/// A claim of some numbers, if its sum comes out; `mass` is how many of a million passages would have such a sum by chance.
fn claim(
    scene: &Scene<'_>,
    kind: Kind,
    direction: Option<Direction>,
    stated: usize,
    roles: &[(Role, usize)],
    mass: u64,
) -> Option<Claim> {
    let roles: Option<Vec<(Role, Quantity)>> =
        roles.iter().map(|(role, at)| Some((*role, scene.quantity(*at)?))).collect();
    let mut roles = roles?;
    roles.sort_by_key(|(_, quantity)| quantity.span.start);
    let read = scene.reads.get(scene.mentions.get(stated)?.read)?;
    let prose = &scene.document.blocks.get(read.block)?.prose;
    let certainty = 100u64.saturating_sub(mass / 10_000).clamp(50, 99);
    let claim = Claim {
        direction,
        certainty: u8::try_from(certainty).ok(),
        ..Claim::new(kind, prose.span(read.range.clone()), roles)
    };
    let verdict = claim.readings.first().map(|reading| crate::rules::verdict_of(&claim, reading));
    matches!(verdict, Some(Verdict::Exact | Verdict::Rounded)).then_some(claim)
}

#[cfg(test)]
mod tests {
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Kind, Verdict};

    /// The proven sums of a kind, with their numbers as they are printed.
    fn sums(kind: Kind, text: &str) -> Vec<String> {
        let report = audit(text, Format::Text);
        let of_kind = report.claims.iter().filter(|checked| checked.claim.kind == kind);
        let shown =
            of_kind.filter(|checked| matches!(checked.verdict, Verdict::Exact | Verdict::Rounded)).map(|checked| {
                let roles = checked.claim.readings.iter().flat_map(|reading| &reading.roles);
                let roles: Vec<_> =
                    roles.map(|(role, q)| format!("{}={}", role.name(), &text[q.span.range()])).collect();
                roles.join(" ")
            });
        shown.collect()
    }

    #[test]
    fn balances_over_sentences() {
        let text = "The trade deficit narrowed to $9.936 billion from $10.402 billion. Exports declined to $8.541 billion from \
                    $9.909 billion a year earlier. Imports dropped to $18.477 billion from $20.311 billion.";
        assert_eq!(
            sums(Kind::Balance, text),
            [
                "balance=$9.936 billion inflow=$8.541 billion outflow=$18.477 billion",
                "balance=$10.402 billion inflow=$9.909 billion outflow=$20.311 billion",
            ]
        );
        // A sum that fails is no sum: nothing is said of it.
        assert!(sums(Kind::Balance, &text.replace("$18.477", "$18.777").replace("$20.311", "$21.311")).is_empty());
        // Numbers that fit but are called something else.
        let near = "The bridge cost $9.936 billion. Schools got $8.541 billion. Hospitals were given $18.477 billion.";
        assert!(sums(Kind::Balance, near).is_empty());
    }

    #[test]
    fn totals_over_sentences() {
        let text = "Arrivals in the first quarter rose to 604,953. January brought 219,360 of them, February 197,517 and March 188,076.";
        assert_eq!(sums(Kind::Total, text), ["total=604,953 term=219,360 term=197,517 term=188,076"]);
        assert!(sums(Kind::Total, &text.replace("188,076", "189,076")).is_empty());
        let text =
            "The bank lent $13.5 million, of which $8.1 million went to farms. Another $5.4 million went to shops.";
        assert_eq!(sums(Kind::Total, text), ["total=$13.5 million term=$8.1 million term=$5.4 million"]);
        // Small whole numbers add up to each other by chance.
        assert!(sums(Kind::Total, "Mix 1 cup of oats with 2 spoons of honey and 3 eggs in total.").is_empty());
        // An old level and what was added to it make a change.
        assert!(sums(Kind::Total, "Sales rose by $5.2 million to $15.7 million from $10.5 million.").is_empty());
    }

    #[test]
    fn so_many_of_so_much_each() {
        let text = "It sold 5,117,647 shares at $0.17 per share, for gross proceeds of $869,999.";
        assert_eq!(sums(Kind::Average, text), ["count=5,117,647 average=$0.17 total=$869,999"]);
        let text = "The fund would pay $10 million to 50 clinics, $200,000 per clinic.";
        assert_eq!(sums(Kind::Average, text), ["total=$10 million count=50 average=$200,000"]);
        assert!(sums(Kind::Average, "It sold 5,117,647 shares at $0.17 per share and owes $969,999.").is_empty());
    }
}
