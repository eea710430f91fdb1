//! What must hold of the constraint network for any system of numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod systems;

use claim_audit::model::{Currency, Decimal, Quantity, Span, Unit, Value};
use claim_audit::network::{Conflict, DEFAULT_BUDGET, Network, Relation, Solution, Statement, VarId};
use proptest::prelude::*;
use systems::{Random, System};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_rounded_from_true_values_agrees_and_holds_them(seed: u64) {
        let system = System::at_random(seed);
        let everything: Vec<usize> = (0..system.printed.len()).collect();
        let links: Vec<usize> = (0..system.links.len()).collect();
        let network = system.network_of(&everything, &links).0;
        let solution = network.solve(DEFAULT_BUDGET);
        let implied = network.implied(DEFAULT_BUDGET);
        prop_assert!(solution.conflicts.is_empty() && !solution.exhausted);
        // Variables are numbered as they are first printed. Percentages have true values with more digits than a system keeps.
        let mut known = Vec::new();
        let mut names = Network::new();
        for printed in &system.printed {
            if !known.contains(&printed.variable) {
                let implied = implied.interval(names.variable());
                let truth = Decimal::from(system.truth[printed.variable]) * Decimal::ONE_THOUSAND;
                let is_level = printed.text().starts_with('$');
                prop_assert!(!is_level || implied.contains(truth), "{implied:?} without {truth}");
                known.push(printed.variable);
            }
        }
    }

    #[test]
    fn nothing_of_a_conflict_can_be_left_out(seed: u64, errors in 1usize..4) {
        let system = spoilt(seed, errors);
        let everything: Vec<usize> = (0..system.printed.len()).collect();
        let links: Vec<usize> = (0..system.links.len()).collect();
        let solution = system.network_of(&everything, &links).0.solve(DEFAULT_BUDGET);
        for conflict in &solution.conflicts {
            let holds = |printed: &[usize], links: &[usize]| {
                system.network_of(printed, links).0.solve(DEFAULT_BUDGET).conflicts.is_empty()
            };
            prop_assert!(!holds(&conflict.statements, &conflict.relations), "{conflict:?} is none");
            for at in 0..conflict.statements.len() {
                prop_assert!(holds(&without(&conflict.statements, at), &conflict.relations), "{conflict:?} without {at}");
            }
            for at in 0..conflict.relations.len() {
                prop_assert!(holds(&conflict.statements, &without(&conflict.relations, at)), "{conflict:?} without {at}");
            }
            prop_assert!(!conflict.steps.is_empty());
        }
    }

    #[test]
    fn the_order_of_what_is_stated_does_not_matter(seed: u64, errors in 1usize..4) {
        let system = spoilt(seed, errors);
        let everything: Vec<usize> = (0..system.printed.len()).collect();
        let links: Vec<usize> = (0..system.links.len()).collect();
        let mut random = Random(seed ^ 1);
        let (mut shuffled, mut mixed) = (everything.clone(), links.clone());
        shuffle(&mut shuffled, &mut random);
        shuffle(&mut mixed, &mut random);
        let first = system.network_of(&everything, &links).0.solve(DEFAULT_BUDGET);
        let (network, named) = system.network_of(&shuffled, &mixed);
        let mut second = network.solve(DEFAULT_BUDGET);
        for conflict in &mut second.conflicts {
            conflict.relations.iter_mut().for_each(|relation| *relation = named[*relation]);
        }
        prop_assert_eq!(first.conflicts, second.conflicts);
        prop_assert_eq!(first.steps, second.steps);
    }

    #[test]
    fn a_changed_number_is_among_the_repairs(seed: u64) {
        let mut system = System::at_random(seed);
        let Some((at, _)) = system.spoil(&mut Random(seed ^ 2)) else { return Ok(()) };
        let solution = system.network().solve(DEFAULT_BUDGET);
        prop_assert_eq!(solution.conflicts.len(), 1);
        let conflict = &solution.conflicts[0];
        let changes = |conflict: &Conflict| -> Vec<usize> {
            conflict.repairs.iter().flat_map(|repair| &repair.changes).map(|change| change.place).collect()
        };
        prop_assert!(changes(conflict).contains(&at), "{conflict:?}");
        prop_assert!(conflict.repairs.iter().all(|repair| repair.changes.len() == 1));
        // Put in place of what is printed, what a repair offers makes all agree: that is what it is offered for.
        prop_assert!(conflict.repairs[0].changes[0].replacement.is_some());
    }

    #[test]
    fn any_budget_is_kept(seed: u64, budget in 0u64..20_000) {
        let solution = spoilt(seed, 2).network().solve(budget);
        prop_assert!(solution.steps <= budget);
        prop_assert!(solution.exhausted || solution.steps > 0);
    }
}

#[test]
fn a_long_chain_takes_steps_in_proportion_to_its_length() {
    let steps = |length: usize, wrong: bool| {
        let mut network = Network::new();
        let mut last = stated(&mut network, 0, 1_000);
        for place in 1..=length {
            // Each year is the same as the one before, and the last is not.
            let next = if place == length {
                stated(&mut network, place, 1_000 + 500 * i64::from(wrong))
            } else {
                network.variable()
            };
            let step = stated(&mut network, place + 100_000, 0);
            network.relate(Relation::Difference { new: next, old: last, difference: step }, None);
            last = next;
        }
        network.solve(DEFAULT_BUDGET).steps
    };
    assert!(steps(10_000, false) < 11 * steps(1_000, false));
    assert!(steps(1_000, false) < 20_000);
}

#[test]
fn ten_thousand_statements_of_one_number() {
    let mut network = Network::new();
    let variable = network.variable();
    for place in 0..10_000 {
        network.state(variable, statement(place, 1_000));
    }
    assert!(network.solve(DEFAULT_BUDGET).conflicts.is_empty());
    network.state(variable, statement(10_000, 1_002));
    let solution = network.solve(DEFAULT_BUDGET);
    assert_eq!((solution.conflicts.len(), solution.exhausted), (1, false));
    assert_eq!(solution.conflicts[0].repairs[0].changes[0].place, 10_000);
    assert!(solution.steps < 1_000_000, "{}", solution.steps);
}

#[test]
fn a_sum_of_ten_thousand_terms_is_checked_and_explained() {
    let solve = |total| {
        let mut network = Network::new();
        let terms = (0..10_000).map(|place| stated(&mut network, place, 1)).collect();
        let total = stated(&mut network, 10_000, total);
        network.relate(Relation::Total { total, terms }, None);
        network.solve(DEFAULT_BUDGET)
    };
    let right = solve(10_000);
    assert!(right.conflicts.is_empty() && !right.exhausted && right.steps < 100_000, "{}", right.steps);
    let wrong = solve(20_000);
    assert!(!wrong.exhausted && wrong.steps < 2_000_000, "{}", wrong.steps);
    let [conflict] = wrong.conflicts.as_slice() else { panic!("{:?}", wrong.conflicts) };
    assert_eq!((conflict.statements.len(), conflict.relations.len()), (10_001, 1));
    assert_eq!(conflict.steps, ["1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + … (10000 terms) = 5,000 … 15,000, not 20,000"]);
    // Any of the terms may be as wrong as the total: it is named, and said to be one of many.
    assert_eq!(conflict.repairs[0].changes[0].replacement.as_deref(), Some("$10000 million"));
    assert!(conflict.tied);
}

#[test]
fn circles_come_to_an_end() {
    let mut network = Network::new();
    let half = network.variable();
    network.state(half, percent(0, 50));
    let variables: Vec<VarId> = (0..100).map(|_| network.variable()).collect();
    network.state(variables[0], statement(1, 1_000));
    for pair in variables.windows(2) {
        network.relate(Relation::Share { part: pair[1], whole: pair[0], share: half }, None);
        network.relate(Relation::Order { smaller: pair[0], larger: pair[1] }, None);
    }
    let solution = network.solve(DEFAULT_BUDGET);
    assert_eq!((solution.conflicts.len(), solution.exhausted), (1, false));
    // x = x / 2 holds for zero alone, to which halving comes as near as one likes.
    let mut network = Network::new();
    let (half, x) = (network.variable(), network.variable());
    network.state(half, percent(0, 50));
    network.state(x, statement(1, 1_000));
    network.relate(Relation::Share { part: x, whole: x, share: half }, None);
    assert!(network.solve(1_000_000).steps < 1_000);
}

#[test]
fn many_errors_in_one_component_are_bounded() {
    let mut network = Network::new();
    let total = stated(&mut network, 0, 1_000);
    for place in 1..2_000usize {
        let part = stated(&mut network, place, 2_000 + i64::try_from(place).unwrap());
        network.relate(Relation::Order { smaller: part, larger: total }, Some((0, u32::try_from(place).unwrap())));
    }
    let solution: Solution = network.solve(DEFAULT_BUDGET);
    // One number explains them all.
    assert_eq!((solution.conflicts.len(), solution.exhausted), (1, false));
    assert_eq!(solution.conflicts[0].repairs[0].changes[0].place, 0);
}

/// A system with so many numbers changed.
fn spoilt(seed: u64, errors: usize) -> System {
    let mut system = System::at_random(seed);
    let mut random = Random(seed ^ 3);
    (0..errors).for_each(|_| {
        let _ = system.spoil(&mut random);
    });
    system
}

fn without(all: &[usize], at: usize) -> Vec<usize> {
    all.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, one)| *one).collect()
}

fn shuffle(list: &mut [usize], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, usize::try_from(random.below(i64::try_from(at).unwrap() + 1)).unwrap());
    }
}

/// A new variable with a statement of it.
fn stated(network: &mut Network, place: usize, millions: i64) -> VarId {
    let variable = network.variable();
    network.state(variable, statement(place, millions));
    variable
}

fn statement(place: usize, millions: i64) -> Statement {
    let million = Decimal::from(1_000_000);
    let value = Value::Number { value: Decimal::from(millions) * million, ulp: million };
    Statement::new(place, 0, quantity(place, value, Unit::Money(Currency::USD)), &format!("${millions} million"))
        .unwrap()
}

fn percent(place: usize, percent: i64) -> Statement {
    let value = Value::Number { value: Decimal::from(percent), ulp: Decimal::ONE };
    Statement::new(place, 0, quantity(place, value, Unit::Percent), &format!("{percent}%")).unwrap()
}

fn quantity(place: usize, value: Value, unit: Unit) -> Quantity {
    let at = u32::try_from(place).unwrap() * 20;
    Quantity { span: Span::new(at, at + 12), value, unit, hedge: None, period: None, per: None }
}
