//! Currencies whose price is quoted in themselves: a rupee that gains goes from 60.44 to 60.32 to the dollar.

use crate::model::{Claim, Direction, Kind, Quantity, Reading, Role, Unit};

/// Whether a noun phrase names a currency that is quoted by how many of it another one buys.
fn is_quoted_by_its_own(metric: &str) -> bool {
    const CURRENCIES: &[&str] = &[
        "rupee", "rupiah", "yen", "yuan", "renminbi", "won", "peso", "rand", "rouble", "ruble", "ringgit", "baht",
        "taka", "real", "lira", "franc", "krona", "krone", "zloty", "forint", "koruna", "shekel", "naira", "dinar",
        "shilling", "cedi", "kwacha", "dong", "mark",
    ];
    // The dollars that the U.S. dollar is compared with, and not the other way round.
    const DOLLARS: &[&str] = &["canadian", "singapore", "kong", "taiwan", "local"];
    let is_one_of = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut words = metric.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.next().unwrap_or_default();
    is_one_of(CURRENCIES, last)
        || last.eq_ignore_ascii_case("dollar") && words.next().is_some_and(|word| is_one_of(DOLLARS, word))
}

/// Takes the sum between two prices of such a currency for a number like these, which have no unit: "the rupee fell by 38 paisa
/// to 278.62 from 278.24". A dollar is priced in its own cents or in those of the other one, which leaves open what they are.
pub fn spell_out(claim: &mut Claim) {
    let priced = |reading: &Reading| {
        let money = |role| reading.get(role).is_some_and(|it| matches!(it.unit, Unit::Money(_)));
        let plain =
            |(role, it): &(Role, Quantity)| matches!(role, Role::New | Role::Old) && it.unit == Unit::Count(None);
        money(Role::Difference) && reading.roles.iter().any(plain)
    };
    let may_be = claim.kind == Kind::Change && claim.readings.iter().any(priced);
    if !may_be || !claim.metric.as_deref().is_some_and(is_quoted_and_no_dollar) {
        return;
    }
    for reading in &mut claim.readings {
        let Some(unit) = reading.get(Role::Difference).map(|size| size.unit.clone()) else { continue };
        let mut levels = reading.roles.iter().filter(|(role, _)| matches!(role, Role::New | Role::Old));
        let plain = levels.all(|(_, level)| level.unit == Unit::Count(None));
        if matches!(unit, Unit::Money(_)) && plain {
            let sizes = reading.roles.iter_mut().filter(|(role, _)| *role == Role::Difference);
            sizes.for_each(|(_, size)| size.unit = Unit::Count(None));
        }
    }
}

fn is_quoted_and_no_dollar(metric: &str) -> bool {
    is_quoted_by_its_own(metric) && !metric.to_lowercase().ends_with("dollar")
}

/// Takes the direction out of the change of such a currency and lets its percentage be taken either way round: "the lira fell
/// 20% to 5.0 from 4.0" is right of what a lira buys.
pub fn open(claim: &mut Claim) {
    let directed = matches!(claim.direction, Some(Direction::Up | Direction::Down));
    if claim.kind != Kind::Change || !directed {
        return;
    }
    let rises = |reading: &Reading| {
        let value = |role| reading.get(role).and_then(Quantity::number);
        Some(value(Role::New)?.0 > value(Role::Old)?.0)
    };
    let as_said =
        claim.readings.first().and_then(rises).is_none_or(|up| up == (claim.direction == Some(Direction::Up)));
    if as_said || !claim.metric.as_deref().is_some_and(is_quoted_by_its_own) {
        return;
    }
    claim.direction = None;
    let inverted = claim.readings.iter().map(|reading| {
        let mut other = reading.clone();
        for (role, _) in &mut other.roles {
            *role = match role {
                Role::New => Role::Old,
                Role::Old => Role::New,
                _ => continue,
            };
        }
        other
    });
    claim.readings.extend(inverted.collect::<Vec<_>>());
}
