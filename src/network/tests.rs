#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::model::{Currency, Decimal, Hedge, HedgeKind, Quantity, Span, Unit, Value};

/// A network that is written down in a few words.
#[derive(Default)]
struct Sketch {
    network: Network,
    places: usize,
}

impl Sketch {
    fn variable(&mut self) -> VarId {
        self.network.variable()
    }

    /// A new variable with a statement of it in a document.
    fn says(&mut self, document: u32, text: &str) -> VarId {
        let variable = self.network.variable();
        self.says_of(variable, document, text);
        variable
    }

    fn says_of(&mut self, variable: VarId, document: u32, text: &str) {
        let at = u32::try_from(self.places).unwrap() * 20;
        let statement = Statement::new(self.places, document, quantity(text, at), text).unwrap();
        self.network.state(variable, statement);
        self.places += 1;
    }

    fn solve(&self) -> Solution {
        let solution = self.network.solve(DEFAULT_BUDGET);
        assert!(!solution.exhausted);
        solution
    }

    /// The one conflict in a line: its steps, and its repairs up to the first that is not tied with the first.
    fn conflict(&self) -> String {
        let solution = self.solve();
        let [conflict] = solution.conflicts.as_slice() else { panic!("{:#?}", solution.conflicts) };
        let first = conflict.repairs.first().map(|repair| repair.rank);
        let best = conflict.repairs.iter().filter(|repair| Some(repair.rank) == first);
        let best = best.map(|repair| {
            let changes = repair
                .changes
                .iter()
                .map(|change| format!("{} → {}", change.text, change.replacement.as_deref().unwrap_or("?")));
            changes.collect::<Vec<_>>().join(" and ")
        });
        format!("{} | {}", conflict.steps.join("; "), best.collect::<Vec<_>>().join(" or "))
    }

    fn agrees(&self) -> bool {
        self.solve().conflicts.is_empty()
    }
}

/// "about $2.825 billion", "23.7%", "1,240", "2.5 times".
fn quantity(text: &str, at: u32) -> Quantity {
    let hedges = [("about ", HedgeKind::About), ("more than ", HedgeKind::AtLeast), ("nearly ", HedgeKind::JustUnder)];
    let hedge = hedges.iter().find(|(words, _)| text.starts_with(words)).map(|(_, kind)| *kind);
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.' || *c == '−').collect();
    let bare: Decimal = digits.replace('−', "-").parse().unwrap();
    let scale = [("billion", 1_000_000_000u64), ("million", 1_000_000)].iter().find(|(word, _)| text.contains(word));
    let scale = Decimal::from(scale.map_or(1, |(_, scale)| *scale));
    let unit = match text {
        _ if text.contains('$') => Unit::Money(Currency::USD),
        _ if text.ends_with('%') => Unit::Percent,
        _ if text.ends_with("times") => Unit::Multiple,
        _ => Unit::Count(None),
    };
    let whole = unit == Unit::Count(None);
    let ulp = if whole { Decimal::ZERO } else { Decimal::new(1, bare.scale()) * scale };
    let span = Span::new(at, at + u32::try_from(text.len()).unwrap());
    let hedge = hedge.map(|kind| Hedge { span, kind });
    Quantity { span, value: Value::Number { value: bare * scale, ulp }, unit, hedge, period: None, per: None }
}

/// The line of a conflict between three numbers in one relation.
fn three(texts: [&str; 3], relate: impl Fn([VarId; 3]) -> Relation) -> String {
    let mut sketch = Sketch::default();
    let variables = texts.map(|text| sketch.says(0, text));
    sketch.network.relate(relate(variables), Some((0, 0)));
    if sketch.agrees() { "agrees".to_owned() } else { sketch.conflict() }
}

#[test]
fn every_relation_is_held() {
    let percent = |[new, old, percent]: [VarId; 3]| Relation::Percent { new, old, percent };
    assert_eq!(three(["$2.825 billion", "$2.284 billion", "23.7%"], percent), "agrees");
    assert_eq!(three(["$2.825 billion", "$2.284 billion", "about 24%"], percent), "agrees");
    assert_eq!(
        three(["$2.852 billion", "$2.284 billion", "23.7%"], percent),
        "2.284 × (1 + 23.7 %) = 2.8235 … 2.8271, not 2.852 | $2.852 billion → $2.825 billion"
    );
    let difference = |[new, old, difference]: [VarId; 3]| Relation::Difference { new, old, difference };
    assert_eq!(three(["$2.594 billion", "$2.284 billion", "$310 million"], difference), "agrees");
    assert_eq!(
        three(["$2.825 billion", "$2.284 billion", "$310 million"], difference),
        "2.284 + 0.310 = 2.593 … 2.595, not 2.825 | \
         $2.825 billion → $2.594 billion or $2.284 billion → $2.515 billion or $310 million → $541 million"
    );
    let multiple = |[new, old, multiple]: [VarId; 3]| Relation::Multiple { new, old, multiple };
    assert_eq!(three(["2,100", "920", "2.3 times"], multiple), "agrees");
    assert_eq!(
        three(["2,100", "920", "3.3 times"], multiple),
        "920 × 3.3 = 2,990 … 3,082, not 2,100 | 3.3 times → 2.3 times"
    );
    let share = |[part, whole, share]: [VarId; 3]| Relation::Share { part, whole, share };
    assert_eq!(three(["$812 million", "$2.825 billion", "28.7%"], share), "agrees");
    assert_eq!(
        three(["$812 million", "$2.825 billion", "27.8%"], share),
        "27.8 % of 2.825 = 0.7837 … 0.7870, not 0.812 | 27.8% → 28.7%"
    );
    let total = |[total, a, b]: [VarId; 3]| Relation::Total { total, terms: vec![a, b] };
    assert_eq!(three(["$58.6 million", "$12.1 million", "$46.5 million"], total), "agrees");
    let balance = |[inflow, outflow, balance]: [VarId; 3]| Relation::Balance { inflow, outflow, balance };
    assert_eq!(three(["$7.1 billion", "$7.9 billion", "−$0.8 billion"], balance), "agrees");
    assert!(
        three(["$7.1 billion", "$7.9 billion", "$0.8 billion"], balance)
            .starts_with("7.1 − 7.9 = −0.9 … −0.7, not 0.8 | ")
    );
    let average = |[total, count, average]: [VarId; 3]| Relation::Average { total, count, average };
    assert_eq!(three(["$31.0 million", "1,240", "$25,000"], average), "agrees");
    assert_eq!(
        three(["$31.0 million", "1,240", "$2,500"], average),
        "31,000,000 / 1,240 = 24,959.6 … 25,040.4, not 2,500 | 1,240 → 12,400 or $2,500 → $25,000"
    );
    let growth = |[end, start, percent]: [VarId; 3]| Relation::Growth { end, start, percent, periods: 8 };
    assert_eq!(three(["$32.14 billion", "$16.13 billion", "9.0%"], growth), "agrees");
    assert!(three(["$32.14 billion", "$16.13 billion", "7.1%"], growth).contains("16.13 × (1 + 7.1 %)^8 = "));
}

#[test]
fn an_order_is_held() {
    let mut sketch = Sketch::default();
    let month = sketch.says(0, "$310 million");
    let year = sketch.says(1, "$2.825 billion");
    sketch.network.relate(Relation::Order { smaller: month, larger: year }, None);
    assert!(sketch.agrees());
    sketch.says_of(month, 1, "$310 million");
    let quarter = sketch.says(2, "$291 million");
    sketch.network.relate(Relation::Order { smaller: month, larger: quarter }, None);
    assert_eq!(sketch.solve().conflicts.len(), 1);
}

#[test]
fn a_variable_stated_twice_must_agree() {
    let mut sketch = Sketch::default();
    let variable = sketch.says(0, "$2.825 billion");
    sketch.says_of(variable, 0, "$2.8 billion");
    assert!(sketch.agrees());
    sketch.says_of(variable, 1, "$2.9 billion");
    let solution = sketch.solve();
    let [conflict] = solution.conflicts.as_slice() else { panic!("one conflict") };
    // Both of the others deny it; the nearer one, or the one that denies it most, is enough for the proof.
    assert_eq!(conflict.statements.len(), 2);
    assert_eq!(conflict.repairs[0].changes[0].text, "$2.9 billion");
    assert_eq!(conflict.repairs[0].changes[0].replacement.as_deref(), Some("$2.8 billion"));
    assert!(!conflict.tied);
}

#[test]
fn two_statements_alone_are_tied() {
    let mut sketch = Sketch::default();
    let variable = sketch.says(0, "$2.825 billion");
    sketch.says_of(variable, 1, "$2.852 billion");
    assert_eq!(sketch.conflict(), "2.825 ≠ 2.852 | $2.825 billion → $2.852 billion or $2.852 billion → $2.825 billion");
    assert!(sketch.solve().conflicts[0].tied);
}

#[test]
fn a_chain_over_three_documents() {
    let mut sketch = Sketch::default();
    // The first says the level, the second the change to the next year, the third the parts of it.
    let first = sketch.says(0, "$2.284 billion");
    let second = sketch.variable();
    let percent = sketch.says(1, "23.7%");
    let parts = [sketch.says(2, "$1.311 billion"), sketch.says(2, "$1.415 billion")];
    sketch.network.relate(Relation::Percent { new: second, old: first, percent }, Some((1, 0)));
    sketch.network.relate(Relation::Total { total: second, terms: parts.to_vec() }, Some((2, 0)));
    let line = sketch.conflict();
    assert!(
        line.starts_with(
            "2.284 × (1 + 23.7 %) = 2.8235 … 2.8271; 1.311 + 1.415 = 2.725 … 2.727, not 2.8235 … 2.8271 | "
        ),
        "{line}"
    );
    let implied = sketch.network.implied(DEFAULT_BUDGET).interval(second);
    assert!(implied.low().is_none() || implied.contains(Decimal::from(2_825_000_000u64)), "{implied:?}");
}

#[test]
fn a_number_that_other_sums_confirm_is_not_to_blame() {
    let mut sketch = Sketch::default();
    let new = sketch.says(0, "$2.825 billion");
    let old = sketch.says(0, "$2.284 billion");
    let percent = sketch.says(0, "19.2%");
    sketch.network.relate(Relation::Percent { new, old, percent }, Some((0, 0)));
    // By itself the old value could be a slip as well.
    let difference = sketch.says(1, "$541 million");
    sketch.network.relate(Relation::Difference { new, old, difference }, Some((1, 0)));
    assert_eq!(sketch.conflict(), "2.284 × (1 + 19.2 %) = 2.7207 … 2.7243, not 2.825 | 19.2% → 23.7%");
}

#[test]
fn a_wrong_number_that_stands_twice_is_found_twice() {
    let mut sketch = Sketch::default();
    let new = sketch.says(0, "$2.852 billion");
    sketch.says_of(new, 0, "$2.852 billion");
    let old = sketch.says(1, "$2.284 billion");
    let percent = sketch.says(1, "23.7%");
    let difference = sketch.says(1, "$541 million");
    let parts = vec![sketch.says(2, "$1.311 billion"), sketch.says(2, "$1.514 billion")];
    sketch.network.relate(Relation::Percent { new, old, percent }, Some((1, 0)));
    sketch.network.relate(Relation::Difference { new, old, difference }, Some((1, 30)));
    sketch.network.relate(Relation::Total { total: new, terms: parts }, Some((2, 0)));
    let solution = sketch.solve();
    let best = solution.conflicts.iter().flat_map(|conflict| &conflict.repairs[0].changes);
    let best: Vec<_> = best.map(|change| (change.place, change.replacement.as_deref().unwrap())).collect();
    assert_eq!(best, [(0, "$2.825 billion"), (1, "$2.825 billion")]);
}

#[test]
fn errors_apart_from_each_other_are_all_found() {
    let mut sketch = Sketch::default();
    for document in 0..5 {
        let new = sketch.says(document, "$2.825 billion");
        let old = sketch.says(document, "$2.284 billion");
        let percent = sketch.says(document, "19.2%");
        sketch.network.relate(Relation::Percent { new, old, percent }, Some((document, 0)));
    }
    assert_eq!(sketch.solve().conflicts.len(), 5);
    // And in one component, too.
    let mut sketch = Sketch::default();
    let mut last = sketch.says(0, "$1.000 billion");
    for document in 0..4 {
        let terms = vec![sketch.says(document, "$400 million"), sketch.says(document, "$610 million")];
        sketch.network.relate(Relation::Total { total: last, terms }, Some((document, 0)));
        let next = sketch.says(document + 1, "$1.000 billion");
        let percent = sketch.says(document, "0.0%");
        sketch.network.relate(Relation::Percent { new: next, old: last, percent }, Some((document, 50)));
        last = next;
    }
    assert_eq!(sketch.solve().conflicts.len(), 4);
}

#[test]
fn what_does_not_fit_a_decimal_says_nothing() {
    let mut sketch = Sketch::default();
    let huge = "79228162514264337593543950335";
    let variables = [sketch.says(0, huge), sketch.says(0, huge), sketch.says(0, huge)];
    let [a, b, c] = variables;
    sketch.network.relate(Relation::Multiple { new: a, old: b, multiple: c }, None);
    sketch.network.relate(Relation::Total { total: a, terms: vec![b, c] }, None);
    sketch.network.relate(Relation::Growth { end: a, start: b, percent: c, periods: u32::MAX }, None);
    let _ = sketch.solve();
}
