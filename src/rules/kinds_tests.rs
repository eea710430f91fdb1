//! The rules of totals, balances, averages, rates, conversions and counts: right, wrong and near.
#![allow(clippy::unwrap_used)]

use super::testing::{change, claim, money, number, percent, points, share, time, told, valued};
use super::*;
use crate::model::{
    Direction, Hedge, HedgeKind, Kind, Measure, Period, PeriodKind, Quantity, Span, TimeUnit, Unit, Value,
};
use Direction::{Down, Up};
use Role::{
    Amount, Average, Balance, Count, Difference, End, Equivalent, Inflow, Item, New, Old, Outflow, Part, Percent,
    Start, Term, Total, Whole, Years,
};

fn of(claim: Claim) -> String {
    told(&check(claim))
}

fn hedged(kind: HedgeKind, mut quantity: Quantity) -> Quantity {
    quantity.hedge = Some(Hedge { span: Span::default(), kind });
    quantity
}

fn count(digits: &str, noun: &str) -> Quantity {
    number(digits, 0, Unit::Count(Some(noun.into())))
}

fn terms(total: Option<Quantity>, terms: Vec<Quantity>) -> Claim {
    let roles = terms.into_iter().map(|term| (Term, term)).chain(total.map(|total| (Total, total))).collect();
    claim(Kind::Total, None, roles)
}

#[test]
fn totals() {
    let exports = |total| of(terms(Some(total), vec![money("12.1", 6), money("45.4", 6)]));
    assert_eq!(exports(money("57.5", 6)), "exact");
    assert_eq!(exports(money("57.6", 6)), "rounded");
    assert_eq!(
        exports(money("58.6", 6)),
        "mismatch | wrong-total: the 2 terms add up to $57.5 million, not $58.6 million [12.1 + 45.4 = $57.4 million to $57.6 million]"
    );
    assert_eq!(exports(hedged(HedgeKind::AtLeast, money("53", 6))), "rounded");
    assert!(exports(hedged(HedgeKind::AtLeast, money("83", 6))).starts_with("mismatch | wrong-total"));
    let vehicles = |all| of(terms(Some(count(all, "vehicles")), vec![count("12", "trucks"), count("30", "cars")]));
    assert_eq!(vehicles("42"), "exact");
    assert!(vehicles("48").starts_with("mismatch"));
    assert_eq!(
        of(terms(None, vec![money("12.1", 6), money("45.4", 6)])),
        "unchecked (no total, total about $57.5 million)"
    );
    assert_eq!(of(terms(Some(percent("9")), vec![money("1", 6), money("2", 6)])), "unchecked (different units)");
}

#[test]
fn exhaustive_shares() {
    let shares = |shares: &[&str]| of(terms(None, shares.iter().map(|share| percent(share)).collect()));
    assert_eq!(shares(&["45", "30", "25"]), "exact");
    assert_eq!(shares(&["33", "33", "33"]), "rounded");
    assert_eq!(
        shares(&["45", "30", "27"]),
        "mismatch | shares-over-100: the shares add up to 101% to 104%, more than 100% [45 + 30 + 27 = 101% to 104%]"
    );
    assert!(shares(&["45", "31", "17"]).starts_with("mismatch | shares-over-100: "));
    let checked = check(terms(None, vec![percent("45"), percent("62")]));
    assert_eq!(checked.severity, Some(Severity::Warning));
}

#[test]
fn balances() {
    let trade = |direction, balance| {
        let roles = vec![(Inflow, money("7.1", 9)), (Outflow, money("7.9", 9)), (Balance, balance)];
        of(claim(Kind::Balance, direction, roles))
    };
    assert_eq!(trade(Some(Down), money("0.8", 9)), "exact");
    assert_eq!(trade(Some(Down), money("-0.8", 9)), "exact");
    assert_eq!(trade(None, money("0.8", 9)), "exact");
    assert_eq!(
        trade(Some(Up), money("0.8", 9)),
        "mismatch | wrong-balance: the flows leave a deficit of $800 million, not a surplus of $800 million [7.1 − 7.9 = −$900 million to −$700 million]"
    );
    assert!(trade(Some(Down), money("1.8", 9)).contains("[7.9 − 7.1 = $700 million to $900 million]"));
    let roles = vec![
        (Inflow, money("500", 6)),
        (Outflow, money("120", 6)),
        (Outflow, money("300", 6)),
        (Balance, money("80", 6)),
    ];
    assert_eq!(of(claim(Kind::Balance, Some(Up), roles)), "exact");
    assert_eq!(
        of(claim(Kind::Balance, Some(Up), vec![(Inflow, money("500", 6)), (Balance, money("80", 6))])),
        "unchecked (no outflow, outflow about $420 million)"
    );
}

#[test]
fn averages() {
    let grants = |average| {
        let roles = vec![(Count, count("1,240", "grants")), (Total, money("31.0", 6)), (Average, average)];
        of(claim(Kind::Average, None, roles))
    };
    assert_eq!(grants(money("25,000", 0)), "exact");
    assert!(grants(money("2,500", 0)).starts_with("mismatch | wrong-average: "));
    let middle = |average| {
        of(claim(
            Kind::Average,
            None,
            vec![(Term, money("1.2", 9)), (Term, money("1.4", 9)), (Average, money(average, 9))],
        ))
    };
    assert_eq!(middle("1.3"), "exact");
    assert!(middle("1.5").ends_with("[(1.2 + 1.4) / 2 = $1.3 billion to $1.4 billion]"));
    assert_eq!(
        of(claim(Kind::Average, None, vec![(Total, money("31.0", 6)), (Average, money("25,000", 0))])),
        "unchecked (no count, count about 1,240)"
    );
}

fn market(rate: &str, years: Option<&str>) -> Claim {
    let dated = |digits, year| Quantity {
        period: Some(Period::new(Span::default(), PeriodKind::Year(year))),
        ..money(digits, 9)
    };
    let mut roles = vec![(Start, dated("16.13", 2022)), (End, dated("32.14", 2030)), (Percent, percent(rate))];
    roles.extend(years.map(|years| (Years, time(years, TimeUnit::Years))));
    claim(Kind::GrowthRate, None, roles)
}

#[test]
fn growth_rates() {
    assert_eq!(of(market("9.0", None)), "exact");
    assert_eq!(of(market("9.0", Some("8"))), "exact");
    assert_eq!(
        of(market("7.1", None)),
        "mismatch | wrong-growth-rate: $16.13 billion to $32.14 billion in 8 years is 9.0%, not 7.1% a year [(32.14 / 16.13)^(1/8) − 1 = 8.99% to 9.01%]"
    );
    assert!(of(market("8.0", None)).starts_with("mismatch"), "over nine years");
    assert!(of(market("10.4", None)).starts_with("mismatch"), "over seven years");
    let mut bare = market("9.0", None);
    bare.readings[0].roles[1].1.period = None;
    assert_eq!(of(bare), "unchecked (no years)");
    let mut open = market("9.0", Some("8"));
    open.readings[0].roles.remove(0);
    assert_eq!(of(open), "unchecked (no start, start about $16.1 billion)");
    for size in ["0", "100000000000000000000", "-100"] {
        assert!(!of(market(size, Some("300"))).is_empty());
    }
}

fn stepped(direction: Direction, steps: &[&str], over_all: &str) -> Claim {
    let mut roles: Vec<_> = steps.iter().map(|step| (Term, percent(step))).collect();
    roles.push((Percent, percent(over_all)));
    claim(Kind::GrowthRate, Some(direction), roles)
}

#[test]
fn steps_are_compounded() {
    assert_eq!(of(stepped(Up, &["5.0", "8.0"], "13.4")), "exact");
    assert_eq!(of(stepped(Up, &["5", "8"], "13")), "exact", "the digits allow the plain sum too");
    assert_eq!(of(stepped(Down, &["10", "-10"], "1")), "exact");
    assert_eq!(
        of(stepped(Up, &["15.0", "20.0"], "35.0")),
        "mismatch | wrong-compounding: 15.0% and 20.0% in a row make 38.0%, not 35.0% [1.15 × 1.2 − 1 = 37.9% to 38.1%]"
    );
    let huge = "79228162514264337593543950335";
    assert!(!of(stepped(Up, &[huge, huge, "-100"], "0")).is_empty());
}

fn converted(amount: Quantity, equivalent: Quantity) -> Claim {
    claim(Kind::Conversion, None, vec![(Amount, amount), (Equivalent, equivalent)])
}

fn euros(digits: &str) -> Quantity {
    number(digits, 6, Unit::Money(crate::model::Currency::EUR))
}

fn measured(digits: &str, unit: &str) -> Quantity {
    Quantity { unit: Measure::named(unit).map_or(Unit::Count(None), Unit::Measure), ..count(digits, unit) }
}

#[test]
fn units_are_converted() {
    assert_eq!(of(converted(measured("120", "miles"), measured("193", "km"))), "exact");
    assert!(of(converted(measured("120", "miles"), measured("139", "km"))).starts_with("mismatch | wrong-conversion"));
    assert_eq!(of(converted(measured("50", "gallons"), measured("189", "litres"))), "exact");
    assert_eq!(of(converted(time("18", TimeUnit::Months), time("1.5", TimeUnit::Years))), "exact");
    assert_eq!(of(converted(time("2", TimeUnit::Years), time("730", TimeUnit::Days))), "exact");
    assert!(of(converted(time("3", TimeUnit::Days), time("48", TimeUnit::Hours))).starts_with("mismatch"));
    assert_eq!(of(converted(measured("5", "barrels"), measured("9", "tons"))), "unchecked (unknown factor)");
    assert_eq!(of(converted(euros("4.2"), money("4.6", 6))), "unchecked (no other conversion)");
}

#[test]
fn one_rate_serves_all_conversions() {
    let verdicts = |pairs: &[(&str, &str)]| {
        let mut claims: Vec<_> = pairs.iter().map(|(e, d)| check(converted(euros(e), money(d, 6)))).collect();
        conversions(&mut claims, &Said::default());
        claims.iter().map(|claim| claim.verdict.name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(verdicts(&[("4.2", "4.6"), ("9.0", "9.9")]), "rounded rounded");
    assert_eq!(verdicts(&[("4.2", "4.6"), ("9.0", "7.7")]), "unchecked mismatch");
    assert_eq!(verdicts(&[("9.0", "7.7"), ("4.2", "4.6"), ("9.0", "9.9")]), "mismatch rounded rounded");
    // Another year's rate.
    assert_eq!(verdicts(&[("42.0", "46.0"), ("90.0", "92.0")]), "unchecked unchecked");
    assert_eq!(verdicts(&[("4.2", "4.6")]), "unchecked");
}

#[test]
fn lists_and_their_numbers() {
    let regions = |stated: Quantity, names: &[&str]| {
        let items = names.iter().map(|name| (Item, valued(Value::Words((*name).into()))));
        of(claim(Kind::Count, None, std::iter::once((Count, stated)).chain(items).collect()))
    };
    let names = ["North", "South", "East"];
    assert_eq!(regions(count("3", "regions"), &names), "exact");
    assert_eq!(
        regions(count("4", "regions"), &names),
        "mismatch | wrong-count: the list has 3, not 4 regions [1 + 1 + 1 = 3]"
    );
    assert_eq!(regions(hedged(HedgeKind::AtLeast, count("2", "regions")), &names), "exact");
    assert_eq!(regions(count("4", "regions"), &names[..1]), "unchecked (no list)");
}

#[test]
fn percent_and_points() {
    let rate = |metric: &str, direction, p| Claim {
        metric: Some(metric.to_owned()),
        ..change(direction, vec![(Percent, percent(p)), (New, percent("4.4")), (Old, percent("4.0"))])
    };
    assert_eq!(
        of(rate("unemployment rate", Up, "0.4")),
        "mismatch | wrong-points: 4.0% to 4.4% is 0.4 percentage points, not 0.4% [4.4 / 4.0 − 1 = 7.4% to 12.7%]"
    );
    assert_eq!(of(rate("unemployment rate", Up, "10")), "exact");
    assert!(of(rate("unemployment rate", Up, "3.4")).starts_with("mismatch | wrong-percent"));
    assert!(of(rate("efficiency ratio", Up, "0.4")).starts_with("strained | wrong-points"));
    let printed_points = change(Up, vec![(Difference, points("10")), (New, percent("4.4")), (Old, percent("4.0"))]);
    assert!(of(printed_points).starts_with("mismatch | wrong-points: "));
}

#[test]
fn parts_and_wholes() {
    let textiles = |part, s: Option<&str>| {
        let share_of = s.map(|s| (Role::Share, percent(s)));
        of(share([(Part, money(part, 9)), (Whole, money("2.9", 9))].into_iter().chain(share_of).collect()))
    };
    assert!(textiles("3.1", Some("93.5")).starts_with("mismatch | part-exceeds-whole: "));
    assert!(textiles("3.1", None).starts_with("mismatch | part-exceeds-whole"));
    assert_eq!(textiles("3.1", Some("107")), "exact");
    assert_eq!(textiles("2.7", Some("93.1")), "exact");
}

#[test]
fn percentages_of_few_things() {
    let firms = |n: Quantity, s| of(share(vec![(Whole, n), (Role::Share, percent(s))]));
    assert_eq!(
        firms(count("43", "firms"), "71"),
        "mismatch | impossible-percentage: no whole number out of 43 firms is 71% [30 / 43 = 70%; 31 / 43 = 72%]"
    );
    assert!(firms(count("43", "firms"), "72").starts_with("unchecked"));
    assert!(firms(count("43", "firms"), "112").starts_with("mismatch"));
    assert!(firms(count("430", "firms"), "71").starts_with("unchecked"));
    assert!(firms(hedged(HedgeKind::About, count("43", "firms")), "71").starts_with("unchecked"));
}

#[test]
fn hedges_on_the_wrong_side() {
    let loans = |kind| {
        let growth = hedged(kind, percent("70"));
        change(Up, vec![(Percent, growth), (New, money("25.5", 12)), (Old, money("14.47", 12))])
    };
    let wrong = check(loans(HedgeKind::JustUnder));
    assert_eq!((wrong.rule, wrong.severity), (Some("wrong-hedge"), Some(Severity::Warning)));
    assert_eq!(wrong.findings[0].message, "the other numbers give more than \"70%\"");
    assert_eq!(of(loans(HedgeKind::AtLeast)), "rounded");
    let survey =
        |kind, exact| of(share(vec![(Role::Share, hedged(kind, percent("83"))), (Role::Share, percent(exact))]));
    assert_eq!(survey(HedgeKind::JustUnder, "82.8"), "exact");
    assert!(survey(HedgeKind::JustUnder, "83.7").starts_with("mismatch | wrong-hedge"));
    assert!(survey(HedgeKind::JustUnder, "91.2").starts_with("mismatch | wrong-share"));
    assert!(survey(HedgeKind::AtMost, "83.9").starts_with("mismatch | wrong-hedge"));
}

#[test]
fn scales_that_are_inherited() {
    let sales =
        |p, old| of(change(Up, vec![(Percent, percent(p)), (New, money("2,727,465", 3)), (Old, money(old, 0))]));
    assert_eq!(
        sales("19.0", "2,291,782"),
        "strained | missing-scale: a scale word is missing: $2,291,782 must mean $2,291.782 million [$2,727.465 million against $2,291.782 million]"
    );
    assert!(sales("29.0", "2,291,782").starts_with("mismatch | wrong-percent"));
    let both = vec![(Percent, percent("19.0")), (New, money("2,727", 9)), (Old, money("2,291", 6))];
    assert!(of(change(Up, both)).starts_with("mismatch | wrong-percent"));
}

#[test]
fn claims_without_their_numbers_are_survived() {
    let huge = || Quantity {
        value: Value::Number { value: crate::model::Decimal::MAX, ulp: crate::model::Decimal::ONE },
        ..money("1", 0)
    };
    let roles = [
        Term, Term, Total, Inflow, Outflow, Balance, Count, Item, Item, Average, Start, End, Years, Percent, Amount,
        Equivalent,
    ];
    for kind in [Kind::Total, Kind::Balance, Kind::Average, Kind::GrowthRate, Kind::Conversion, Kind::Count] {
        assert!(of(claim(kind, None, Vec::new())).starts_with("unchecked"));
        for left_out in 0..roles.len() {
            let some = roles.iter().enumerate().filter(|(at, _)| *at != left_out);
            let _ = of(claim(kind, Some(Up), some.map(|(_, role)| (*role, huge())).collect()));
        }
    }
}
