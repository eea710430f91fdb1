//! Each rule right, wrong and near, on claims built by hand.
#![allow(clippy::unwrap_used)]

use jiff::civil::{Weekday, date};

use super::testing::{change, claim, money, number, percent, points, share, time, times, told, valued};
use super::*;
use crate::model::{Direction, Guard, Hedge, HedgeKind, Kind, Quantity, Rank, Span, TimeUnit, Unit, Value};
use Direction::{Down, Flat, Up};
use Role::{
    Date, Difference, From, Length, Multiple, New, Old, Other, Part, Percent, Share, To, Weekday as Day, Whole,
};

fn of(claim: Claim) -> String {
    told(&check(claim))
}

fn hedged(kind: HedgeKind, mut quantity: Quantity) -> Quantity {
    quantity.hedge = Some(Hedge { span: Span::default(), kind });
    quantity
}

fn three(direction: Direction, p: Quantity, n: Quantity, o: Quantity) -> Claim {
    change(direction, vec![(Percent, p), (New, n), (Old, o)])
}

#[test]
fn percentages() {
    let surplus = |p| three(Up, percent(p), money("2.827", 9), money("2.297", 9));
    assert_eq!(
        of(surplus("22.31")),
        "mismatch | wrong-percent: $2.297 billion to $2.827 billion is a rise of 23.07%, not 22.31% [2.827 / 2.297 − 1 = 23.03% to 23.12%]"
    );
    assert_eq!(of(surplus("23.07")), "exact");
    assert_eq!(of(surplus("23.11")), "rounded");
    assert_eq!(of(three(Down, percent("42.3"), money("2,971,064", 0), money("5,152,730", 0))), "exact");
    // Cut off instead of rounded: 22.31… printed 22, 15.95 printed 15.
    assert_eq!(
        of(three(Up, percent("15"), money("1159.5", 0), money("1000.0", 0))),
        "strained | wrong-percent: the numbers agree only if 15% was truncated, not rounded [1,159.5 / 1,000.0 − 1 = 15.9% to 16.0%]"
    );
    // A loss that shrinks, and a base that may be nothing.
    assert_eq!(of(three(Up, percent("40"), money("-3.0", 6), money("-5.0", 6))), "exact");
    assert_eq!(of(three(Up, percent("40"), money("3.0", 6), money("-5.0", 6))), "unchecked (sign change)");
    assert_eq!(of(three(Up, percent("40"), money("3.0", 6), money("0", 6))), "unchecked (zero base)");
    // No direction: either sign will do.
    let roles = vec![(Percent, percent("20")), (New, money("80", 0)), (Old, money("100", 0))];
    assert_eq!(of(claim(Kind::Change, None, roles)), "exact");
}

#[test]
fn a_missing_level_is_implied() {
    let one = |direction, role| change(direction, vec![(Percent, percent("62.3")), (role, money("310", 6))]);
    assert_eq!(of(one(Up, New)), "unchecked (no base, old about $191 million)");
    assert_eq!(of(one(Down, Old)), "unchecked (no new value, new about $117 million)");
    assert_eq!(
        of(change(Up, vec![(Percent, percent("24")), (Difference, money("627", 6))])),
        "unchecked (no base, old about $2.61 billion)"
    );
    assert_eq!(
        of(change(Up, vec![(Multiple, times("2")), (New, money("310", 6))])),
        "unchecked (no base, old about $165 million)"
    );
}

#[test]
fn hedges_hold_on_their_own_side() {
    let growth = |kind, p| three(Up, hedged(kind, percent(p)), money("1,237", 0), money("1,003", 0));
    assert_eq!(of(growth(HedgeKind::AtLeast, "20")), "rounded");
    assert_eq!(of(growth(HedgeKind::JustUnder, "24")), "rounded");
    assert!(of(growth(HedgeKind::AtLeast, "24")).starts_with("mismatch"));
    assert!(of(growth(HedgeKind::JustUnder, "20")).starts_with("mismatch"));
    let over = three(Up, hedged(HedgeKind::AtLeast, percent("23")), money("1,229", 0), money("1,001", 0));
    assert!(of(over).starts_with("strained | wrong-percent: "));
}

#[test]
fn differences() {
    let levels = |d| change(Up, vec![(Difference, d), (Old, money("2.284", 9)), (New, money("2.825", 9))]);
    assert_eq!(of(levels(money("541", 6))), "exact");
    assert_eq!(
        of(levels(money("451", 6))),
        "mismatch | wrong-difference: $2.284 billion to $2.825 billion is a difference of $541 million, not $451 million [$2.825 billion − $2.284 billion = $540 million to $542 million]"
    );
    let rates = |d| change(Down, vec![(Difference, d), (New, percent("20.0")), (Old, percent("25.4"))]);
    assert_eq!(of(rates(points("5.4"))), "exact");
    assert!(of(rates(points("6.4"))).starts_with("mismatch | wrong-difference"));
    let one = |d| change(Up, vec![(Difference, money(d, 6)), (Percent, percent("15")), (New, money("812", 6))]);
    assert_eq!(of(one("106")), "exact");
    assert!(of(one("120")).starts_with("mismatch | wrong-difference: "));
    let fall = |d| change(Down, vec![(Difference, money(d, 6)), (Percent, percent("20")), (Old, money("500", 6))]);
    assert_eq!(of(fall("100")), "exact");
    assert!(of(fall("125")).starts_with("mismatch"));
    assert_eq!(
        of(change(Up, vec![(Difference, money("5", 6)), (New, money("80", 6))])),
        "unchecked (no base, old about $75 million)"
    );
    assert_eq!(of(change(Up, vec![(Difference, points("5")), (New, money("80", 6))])), "unchecked (different units)");
}

#[test]
fn directions() {
    let eps = |direction, n, o| change(direction, vec![(New, money(n, 0)), (Old, money(o, 0))]);
    assert_eq!(of(eps(Up, "1.56", "1.37")), "exact");
    assert_eq!(
        of(eps(Up, "1.37", "1.56")),
        "mismatch | wrong-direction: $1.56 to $1.37 is a fall, not a rise [1.37 < 1.56]"
    );
    assert_eq!(of(eps(Up, "1.37", "1.37")), "exact");
    assert_eq!(of(eps(Flat, "1.30", "1.37")), "unchecked (no rule)");
    // The percentage fits with the other sign: one error, that of the verb.
    let fallen = check(three(Up, percent("12.2"), money("1.37", 0), money("1.56", 0)));
    assert_eq!((fallen.rule, fallen.findings.len()), (Some("wrong-direction"), 1));
    let mut loss = three(Up, percent("12.2"), money("1.37", 0), money("1.56", 0));
    loss.guard = Some(Guard::Loss);
    assert_eq!(of(loss), "exact");
}

#[test]
fn multiples() {
    let bookings = |m, n| {
        change(
            Up,
            vec![(Multiple, m), (New, number(n, 0, Unit::Count(None))), (Old, number("920,000", 0, Unit::Count(None)))],
        )
    };
    assert_eq!(of(bookings(times("3"), "2,800,000")), "exact");
    assert!(of(bookings(times("3"), "2,100,000")).ends_with("[2,100,000 / 920,000 = 2.28 times]"));
    assert_eq!(of(bookings(hedged(HedgeKind::AtLeast, times("2")), "5,100,000")), "rounded");
    let halved = |n| change(Down, vec![(Multiple, times("0.5")), (New, money(n, 0)), (Old, money("100", 0))]);
    assert_eq!(of(halved("52")), "exact");
    assert!(of(halved("70")).starts_with("mismatch | wrong-multiple"));
    assert_eq!(of(change(Down, vec![(Multiple, times("3")), (New, money("10", 0)), (Old, money("30", 0))])), "exact");
}

#[test]
fn shares() {
    let textiles = |s| vec![(Part, money("812", 6)), (Whole, money("2.825", 9)), (Share, percent(s))];
    assert_eq!(of(share(textiles("28.7"))), "exact");
    assert!(of(share(textiles("40.3"))).ends_with("[812 million / 2.825 billion = 28.7% to 28.8%]"));
    let fifth = |s| share(vec![(Share, percent("20")), (Share, percent(s))]);
    assert_eq!(of(fifth("19.7")), "exact");
    assert!(of(fifth("14.2")).starts_with("mismatch | wrong-share: "));
    assert_eq!(
        of(share(vec![(Share, percent("25")), (Part, money("10", 6))])),
        "unchecked (no whole, whole about $40.1 million)"
    );
    assert_eq!(of(share(vec![(Share, percent("25"))])), "unchecked (no whole)");
}

#[test]
fn days_and_lengths() {
    let day = |day| {
        claim(
            Kind::Date,
            None,
            vec![(Day, valued(Value::Weekday(day))), (Date, valued(Value::Date(date(2007, 5, 27))))],
        )
    };
    assert_eq!(of(day(Weekday::Sunday)), "exact");
    assert_eq!(
        of(day(Weekday::Monday)),
        "mismatch | wrong-weekday: 27 May 2007 is a Sunday, not a Monday [27 May 2007 = Sunday]"
    );
    let span =
        |length, from, to| claim(Kind::Span, None, vec![(Length, length), (From, valued(from)), (To, valued(to))]);
    let months = |digits| time(digits, TimeUnit::Months);
    assert_eq!(of(span(months("9"), Value::Month(7), Value::Month(3))), "exact");
    assert!(of(span(months("8"), Value::Month(7), Value::Month(3))).ends_with("[July to March = 9 months]"));
    assert_eq!(of(span(time("3", TimeUnit::Quarters), Value::Month(7), Value::Month(3))), "exact");
    for (years, wanted) in [("28", "exact"), ("29", "exact"), ("30", "exact"), ("20", "mismatch"), ("32", "mismatch")] {
        let told = of(span(time(years, TimeUnit::Years), Value::Year(1995), Value::Year(2024)));
        assert!(told.starts_with(wanted), "{years}: {told}");
    }
    assert_eq!(
        of(span(time("10", TimeUnit::Days), Value::Date(date(2024, 5, 1)), Value::Date(date(2024, 5, 10)))),
        "exact"
    );
    assert!(
        of(span(time("14", TimeUnit::Days), Value::Date(date(2024, 5, 1)), Value::Date(date(2024, 5, 10))))
            .starts_with("mismatch")
    );
    assert_eq!(of(span(months("9"), Value::Month(7), Value::Year(2024))), "unchecked (unlike ends)");
    assert_eq!(of(claim(Kind::Span, None, vec![(Length, months("9"))])), "unchecked (no start)");
}

#[test]
fn records_and_ranks() {
    let rank = |rank, value, others: &[&str]| {
        let others = others.iter().map(|other| (Other, money(other, 6)));
        let roles = std::iter::once((Role::Value, money(value, 6))).chain(others).collect();
        of(Claim { rank: Some(rank), ..claim(Kind::Rank, None, roles) })
    };
    assert_eq!(rank(Rank::RecordHigh, "2825", &["2710", "2284"]), "exact");
    assert_eq!(rank(Rank::RecordHigh, "2825", &["2825"]), "exact");
    assert_eq!(
        rank(Rank::RecordHigh, "2825", &["2284", "2910"]),
        "mismatch | false-record: $2.825 billion is not a record: $2.910 billion is higher [$2.910 billion > $2.825 billion]"
    );
    assert_eq!(rank(Rank::RecordHigh, "2825", &[]), "unchecked (no earlier value)");
    assert!(rank(Rank::RecordLow, "10", &["8"]).starts_with("mismatch"));
    assert_eq!(rank(Rank::Ahead, "710", &["640", "500"]), "exact");
    assert!(rank(Rank::Ahead, "640", &["710"]).starts_with("mismatch | wrong-rank"));
    assert_eq!(rank(Rank::Highest(2), "640", &["710"]), "exact");
    assert!(rank(Rank::Highest(2), "640", &["510"]).starts_with("mismatch"));
    assert_eq!(rank(Rank::Highest(2), "640", &["510", "710"]), "exact");
    assert!(rank(Rank::Highest(2), "640", &["720", "710"]).starts_with("mismatch"));
    assert_eq!(rank(Rank::Lowest(1), "5", &["6", "7"]), "exact");
    assert_eq!(rank(Rank::Highest(1), "5", &[]), "unchecked (no peers)");
}

#[test]
fn a_mismatch_needs_every_reading_to_fail() {
    let reading =
        |p: &str, n: &str| Reading { roles: vec![(Percent, percent(p)), (New, money(n, 0)), (Old, money("100", 0))] };
    let mut open = three(Up, percent("5"), money("300", 0), money("100", 0));
    open.readings.push(reading("5", "105"));
    let checked = check(open.clone());
    assert_eq!((checked.verdict, checked.reading), (Verdict::Exact, 1));
    open.readings[1] = reading("5", "200");
    assert_eq!(check(open.clone()).verdict, Verdict::Mismatch);
    open.readings[1] = Reading { roles: vec![(Percent, percent("5")), (New, money("300", 0))] };
    assert_eq!(of(open), "unchecked (ambiguous, old about $286)");
}

#[test]
fn a_guard_forgives_and_never_accuses() {
    let guarded = |n| Claim { guard: Some(Guard::Organic), ..three(Up, percent("5"), money(n, 0), money("100", 0)) };
    assert_eq!(check(guarded("300")).reason, Some("organic basis"));
    assert_eq!(check(guarded("300")).verdict, Verdict::Unchecked);
    assert_eq!(of(guarded("105")), "exact");
}

#[test]
fn numbers_of_any_size_are_survived() {
    let huge = || Quantity {
        value: Value::Number { value: crate::model::Decimal::MAX, ulp: crate::model::Decimal::ONE },
        ..money("1", 0)
    };
    assert_eq!(of(three(Up, percent("5"), huge(), huge())), "unchecked (overflow)");
    assert!(of(claim(Kind::Change, None, Vec::new())).starts_with("unchecked"));
    let mut none = claim(Kind::Change, None, Vec::new());
    none.readings.clear();
    assert_eq!(of(none), "unchecked (no rule)");
    for kind in [Kind::Share, Kind::Span, Kind::Rank, Kind::Date] {
        let roles =
            [Share, Part, Whole, Length, From, To, Role::Value, Other, Day, Date].map(|role| (role, huge())).to_vec();
        let _ = of(Claim { rank: Some(Rank::Ahead), ..claim(kind, None, roles) });
    }
}
