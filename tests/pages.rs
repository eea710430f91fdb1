//! The examples on the page of each rule, through the whole audit: they must show what the page says.
#![allow(clippy::unwrap_used, clippy::panic)]

use claim_audit::audit::audit;
use claim_audit::conflicts::{Compared, NoSources, compare};
use claim_audit::document::Format;
use claim_audit::facts::Ledger;
use claim_audit::rules::{self, Rule};

#[test]
fn every_example_fires_its_rule() {
    let silent: Vec<_> = rules::all()
        .iter()
        .filter(|rule| !findings(example(**rule, "Example")).contains(&rule.name()))
        .map(|rule| format!("{}: {}", rule.name(), example(*rule, "Example")))
        .collect();
    assert!(silent.is_empty(), "not found:\n{}", silent.join("\n"));
}

#[test]
fn what_is_shown_as_right_raises_nothing() {
    let loud: Vec<_> = rules::all()
        .iter()
        .filter(|rule| !findings(example(**rule, "Right")).is_empty())
        .map(|rule| format!("{}: {:?} in {}", rule.name(), findings(example(*rule, "Right")), example(*rule, "Right")))
        .collect();
    assert!(loud.is_empty(), "objected to:\n{}", loud.join("\n"));
}

/// Rules that say nothing of a claim unless they object: that a part is no larger than its whole makes no share right.
const OBJECTING: [&str; 5] =
    ["wrong-points", "part-exceeds-whole", "impossible-percentage", "wrong-hedge", "missing-scale"];

/// A right example that is not read shows nothing: the rule must have done its sum, or have had a claim to object to.
#[test]
fn what_is_shown_as_right_is_checked() {
    let unread: Vec<_> = rules::all()
        .iter()
        .filter(|rule| {
            let report = audit(example(**rule, "Right"), Format::Text);
            let objecting = OBJECTING.contains(&rule.name());
            // What compares places has done so.
            let cells = compared(example(**rule, "Right")).series.into_iter().flat_map(|series| series.cells);
            if matches!(rule.name(), "contradiction" | "restated") {
                return cells.filter(|cell| cell.agreed.len() > 1).count() == 0;
            }
            !report.claims.iter().any(|claim| {
                objecting
                    || (claim.reason.is_none()
                        && claim.claim.readings.iter().any(|it| rule.check(&claim.claim, it).is_some()))
            })
        })
        .map(|rule| format!("{}: {}", rule.name(), example(*rule, "Right")))
        .collect();
    assert!(unread.is_empty(), "not checked:\n{}", unread.join("\n"));
}

/// The rules that object to something in a text.
fn findings(text: &str) -> Vec<&'static str> {
    let report = audit(text, Format::Text);
    let claims = report.claims.iter().flat_map(|claim| claim.findings.iter().map(|finding| finding.rule));
    claims.chain(compared(text).conflicts.iter().map(|conflict| conflict.rule)).collect()
}

/// What the documents of an example say against each other: a second one begins where the page says so.
fn compared(text: &str) -> Compared {
    let mut ledger = Ledger::default();
    for (number, text) in (0..).zip(text.split("(and in last year's release)")) {
        ledger.add(number, audit(text, Format::Text).facts);
    }
    compare(&ledger, &NoSources)
}

/// The text block below a heading of a rule's page.
fn example(rule: &dyn Rule, heading: &str) -> &'static str {
    let find = || {
        let (_, below) = rule.page().split_once(&format!("# {heading}\n"))?;
        let (_, block) = below.split_once("```text\n")?;
        Some(block.split_once("```")?.0.trim())
    };
    find().unwrap_or_else(|| panic!("{} has no text block below {heading}", rule.name()))
}
