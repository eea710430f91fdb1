#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::{Direction, Quantity, Span};
use crate::rules::check;
use crate::rules::testing::{change, money, percent, points, share};

/// The first cause of a claim whose quantities stand in a text, with its replacement: "base-new 26.0%".
fn first(text: &str, mut claim: Claim, printed: &[&str]) -> String {
    for ((_, quantity), words) in claim.readings[0].roles.iter_mut().zip(printed) {
        let start = u32::try_from(text.find(words).unwrap()).unwrap();
        quantity.span = Span::new(start, start + u32::try_from(words.len()).unwrap());
    }
    let checked = check(claim);
    let found = causes(&checked, text, &[]);
    let Some(first) = found.first() else { return format!("none: {}", crate::rules::testing::told(&checked)) };
    format!("{} {}", first.name, first.replacement.as_ref().map_or("-", |right| right.text.as_str()))
}

fn percent_new_old(
    direction: Direction,
    (p, percentage): (&str, Quantity),
    (n, new): (&str, Quantity),
    (o, old): (&str, Quantity),
) -> String {
    let claim = change(direction, vec![(Role::Percent, percentage), (Role::New, new), (Role::Old, old)]);
    first(&format!("It moved {p} to {n}; before, {o}."), claim, &[p, n, o])
}

use Direction::{Down, Up};

#[test]
fn the_wrong_base() {
    let old = || ("$2,665,102", money("2665102", 0));
    let new = || ("$2,067,053", money("2067053", 0));
    assert_eq!(percent_new_old(Down, ("28.9%", percent("28.9")), new(), old()), "base-new 22.4%");
    assert_eq!(percent_new_old(Up, ("28.9%", percent("28.9")), new(), old()), "swapped -");
    assert_eq!(percent_new_old(Up, ("22.4%", percent("22.4")), new(), old()), "direction -");
    let (new, old) = (("$947.8 billion", money("947.8", 9)), ("$753.0 billion", money("753.0", 9)));
    assert_eq!(percent_new_old(Up, ("126 percent", percent("126")), new, old), "ratio-as-change 26 percent");
}

#[test]
fn units_and_scales() {
    let rate = || (("33.6%", percent("33.6")), ("30.2%", percent("30.2")));
    let (new, old) = rate();
    assert_eq!(percent_new_old(Up, ("3.4%", percent("3.4")), new, old), "points 3.4 percentage points");
    let claim = change(
        Down,
        vec![(Role::Difference, points("5.6")), (Role::New, percent("47.2")), (Role::Old, percent("50.0"))],
    );
    let text = "It fell 5.6 percentage points to 47.2% from 50.0%.";
    assert_eq!(first(text, claim, &["5.6 percentage points", "47.2%", "50.0%"]), "points 2.8 percentage points");
    let (new, old) = (("$97.626 million", money("97.626", 6)), ("$56.191 billion", money("56.191", 9)));
    assert_eq!(percent_new_old(Up, ("73.7%", percent("73.7")), new, old), "scale $97.626 billion");
}

#[test]
fn where_the_hedge_is_to_blame_nothing_else_is() {
    use crate::model::{Hedge, HedgeKind};
    let mut hedged = percent("70");
    hedged.hedge = Some(Hedge { kind: HedgeKind::AtLeast, span: Span::new(0, 0) });
    let (new, old) = (("$25.5 trillion", money("25.5", 12)), ("$15.47 trillion", money("15.47", 12)));
    // "More than 70%" would allow $25.5 quadrillion.
    assert!(percent_new_old(Up, ("70%", hedged), new, old).starts_with("none: "));
}

#[test]
fn rounding_and_shares() {
    let (new, old) = (("$1,984,820", money("1984820", 0)), ("$3,369,242", money("3369242", 0)));
    assert_eq!(percent_new_old(Down, ("41.0%", percent("41.0")), new, old), "truncated 41.1%");
    let (new, old) = (("$7,849,675", money("7849675", 0)), ("$5,668,863", money("5668863", 0)));
    assert_eq!(percent_new_old(Up, ("39%", percent("39")), new, old), "rounded-twice 38%");
    let claim =
        share(vec![(Role::Part, money("421.8", 6)), (Role::Whole, money("438.6", 6)), (Role::Share, percent("3.8"))]);
    let text = "It took $421.8 million of $438.6 million, or 3.8%.";
    assert_eq!(first(text, claim, &["$421.8 million", "$438.6 million", "3.8%"]), "rest-as-base 96.2%");
}

#[test]
fn slips_of_the_pen() {
    let (new, old) = (("$1,079,352", money("1079352", 0)), ("$3,101,522", money("3101522", 0)));
    assert_eq!(percent_new_old(Down, ("17.1%", percent("17.1")), new, old), "transposed $1,301,522");
    let (new, old) = (("$1,324 billion", money("1324", 9)), ("$855 billion", money("855", 9)));
    assert_eq!(percent_new_old(Up, ("554.9%", percent("554.9")), new, old), "digit-doubled 54.9%");
    let (new, old) = (("$44.968 million", money("44.968", 6)), ("$883.630 million", money("883.630", 6)));
    assert_eq!(percent_new_old(Down, ("49.1%", percent("49.1")), new, old), "digit-lost $449.968 million");
}

#[test]
fn any_text_at_the_span_is_survived() {
    for text in ["", "12", "1.2.3", "$.", "…12,5"] {
        let mut claim =
            change(Up, vec![(Role::Percent, percent("5")), (Role::New, money("9", 0)), (Role::Old, money("5", 0))]);
        for (_, quantity) in &mut claim.readings[0].roles {
            quantity.span = Span::new(0, u32::try_from(text.len()).unwrap());
        }
        let _ = causes(&check(claim), text, &[]);
    }
}
