//! One printed number changed in each of two hundred systems of numbers over three documents: how often that is found, and put right.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod systems;

use claim_audit::network::DEFAULT_BUDGET;
use systems::{Random, System};

const SYSTEMS: u64 = 200;

#[test]
fn what_is_consistent_raises_nothing() {
    for seed in 0..SYSTEMS {
        let solution = System::at_random(seed).network().solve(DEFAULT_BUDGET);
        assert!(solution.conflicts.is_empty() && !solution.exhausted, "seed {seed}: {:#?}", solution.conflicts);
    }
}

#[test]
fn one_changed_number_is_found_and_put_right() {
    let (mut found, mut single, mut told) = (0, 0, 0);
    let (mut first, mut tied, mut right) = (0, 0, 0);
    for seed in 0..SYSTEMS {
        let truth = System::at_random(seed);
        let mut system = truth.clone();
        let (at, slip) = system.spoil(&mut Random(seed ^ 0xabcd)).expect("a number to change");
        let solution = system.network().solve(DEFAULT_BUDGET);
        assert!(!solution.exhausted);
        let Some(conflict) = solution.conflicts.first() else {
            println!("{seed} missed: {} for {} ({slip})", system.printed[at].text(), truth.printed[at].text());
            continue;
        };
        found += 1u64;
        single += u64::from(solution.conflicts.len() == 1);
        let best = conflict.repairs.first().map(|repair| repair.rank);
        let place = conflict.repairs.iter().position(|repair| repair.changes.iter().any(|change| change.place == at));
        let is_first = place == Some(0);
        let is_tied = place.is_some_and(|place| place > 0 && Some(conflict.repairs[place].rank) == best);
        first += usize::from(is_first);
        tied += usize::from(is_tied);
        told += u64::from(place.is_some());
        let replacement = place.and_then(|place| conflict.repairs[place].changes[0].replacement.clone());
        right += usize::from(is_first && replacement.as_deref() == Some(&truth.printed[at].text()));
        if !is_first {
            println!("{seed} ({slip}): {} for {}, {place:?}", system.printed[at].text(), truth.printed[at].text());
            println!("    {:?}", conflict.steps);
            for repair in &conflict.repairs {
                println!("    {:?} {}", repair.rank, repair.why);
            }
        }
    }
    println!(
        "{found} of {SYSTEMS} found, {single} as one conflict; the changed number in the first repair: {first}, tied with \
         another there: {tied}; among the repairs: {told}; put right to the digit by the first: {right}"
    );
    // What is missed are slips that others explain as well: "3.6%" for "36.0%", or one level next to it.
    assert_eq!((found, single, told), (SYSTEMS, SYSTEMS, SYSTEMS));
    assert!(first >= 194, "{first}");
    assert!(first + tied >= 195, "{first} + {tied}");
    assert!(right >= 165, "{right}");
}
