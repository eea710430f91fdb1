//! From a claim with its readings to one verdict.

use smallvec::SmallVec;

use super::{
    Check, CheckedClaim, Expected, Explanation, Finding, MissingScale, Rule, Said, WrongHedge, missing_scale, registry,
    wrong_hedge,
};
use crate::model::{Claim, Guard, Habit, Kind, Quantity, Reading, Role, Severity, Verdict};

/// Does the sums of a claim again, under each of its readings, and says how it comes out.
///
/// Charity decides: a claim is a mismatch only if every reading is one. If a reading comes out, that is the one meant, because
/// chance agreement is rare and a wrong alarm dear; if one lacks an operand where the others fail, the claim is ambiguous. A
/// guard forgives what fails, and never touches what holds. Causes are not looked for here.
#[must_use]
pub fn check(claim: Claim) -> CheckedClaim {
    check_in(claim, &Said::default())
}

/// The same with messages that give the numbers as the text prints them.
#[must_use]
pub fn check_in(claim: Claim, said: &Said<'_>) -> CheckedClaim {
    // Nearly every claim has one reading.
    if let [reading] = claim.readings.as_slice() {
        let result = apply(&claim, reading);
        let verdict = combined(&result);
        return concluded(claim, 0, &result, verdict, false, said);
    }
    let results: Vec<_> = claim.readings.iter().map(|reading| apply(&claim, reading)).collect();
    let verdicts: SmallVec<[_; 4]> = results.iter().map(|result| combined(result)).collect();
    let first = |wanted: &[Verdict]| verdicts.iter().position(|verdict| wanted.contains(verdict));
    let holds = first(&[Verdict::Exact, Verdict::Rounded]).or_else(|| first(&[Verdict::Strained]));
    let open = first(&[Verdict::Unchecked]);
    let ambiguous = holds.is_none() && open.is_some() && verdicts.contains(&Verdict::Mismatch);
    let reading = holds.or(open).unwrap_or(0);
    let result = results.get(reading).map_or(&[][..], SmallVec::as_slice);
    let verdict = verdicts.get(reading).copied().unwrap_or(Verdict::Unchecked);
    concluded(claim, reading, result, verdict, ambiguous, said)
}

/// The claim with how the reading that is meant came out.
fn concluded(
    claim: Claim,
    reading: usize,
    result: &[(&'static dyn Rule, Check)],
    mut verdict: Verdict,
    ambiguous: bool,
    said: &Said<'_>,
) -> CheckedClaim {
    let deciding = result.iter().find(|(_, check)| check.verdict == verdict);
    let mut reason = deciding.map_or(Some("no rule"), |(_, check)| check.reason);
    if ambiguous {
        reason = Some("ambiguous");
    }
    let rule = deciding.map(|(rule, _)| rule.name());
    let expected = deciding.and_then(|(_, check)| check.expected.clone());
    let mut findings = Vec::new();
    if matches!(verdict, Verdict::Mismatch | Verdict::Strained) {
        match claim.guard {
            Some(guard) if forgives(guard, claim.kind) => {
                verdict = Verdict::Unchecked;
                reason = Some(guard.reason());
            }
            _ => {
                findings =
                    claim.readings.get(reading).map_or_else(Vec::new, |r| put_into_words(&claim, r, result, said));
            }
        }
    }
    let severity = findings.iter().map(|finding| finding.severity).max();
    CheckedClaim {
        reading,
        verdict,
        rule,
        severity,
        findings,
        expected,
        causes: Vec::new(),
        reason,
        accepted: Vec::new(),
        claim,
    }
}

/// Whether a guard names a basis that the sums of a kind of claim do not have.
const fn forgives(guard: Guard, kind: Kind) -> bool {
    match guard {
        // A loss makes the direction ambiguous, nothing else; the rules see to that.
        Guard::Loss => false,
        // That it is one is what makes a growth rate or an average what it is.
        Guard::GrowthRate | Guard::OnAverage => !matches!(kind, Kind::GrowthRate | Kind::Average),
        _ => true,
    }
}

/// The verdict of one reading, without guards or words.
#[must_use]
pub fn verdict_of(claim: &Claim, reading: &Reading) -> Verdict {
    if super::hopeless::fails(claim, reading) {
        return Verdict::Mismatch;
    }
    combined(&apply(claim, reading))
}

/// Whether every rule that applies to a reading is content, without any habit of writing.
#[must_use]
pub fn comes_out(claim: &Claim, reading: &Reading) -> bool {
    matches!(verdict_of(claim, reading), Verdict::Exact | Verdict::Rounded)
}

pub(super) type Results = SmallVec<[(&'static dyn Rule, Check); 2]>;

/// Every sum of a reading, and what is to blame for those that fail: a hedge or a lost scale word rather than a number.
pub(super) fn apply(claim: &Claim, reading: &Reading) -> Results {
    let mut results = sums(claim, reading);
    if !missing_scale::is_broken(&results) {
        return results;
    }
    if let Some(check) = wrong_hedge::blamed(claim, reading, &results) {
        results.retain(|(_, check)| check.verdict != Verdict::Mismatch);
        results.push((&WrongHedge, check));
    } else if let Some((whole, check)) = missing_scale::inherited(claim, reading) {
        results = sums(claim, &whole);
        results.push((&MissingScale, check));
    }
    results
}

/// What the rules say of the numbers as they stand.
pub(super) fn sums(claim: &Claim, reading: &Reading) -> Results {
    registry::sums(claim.kind)
        .iter()
        .filter_map(|rule| rule.check(claim, reading).map(|check| (*rule, in_full(claim, check))))
        .collect()
}

/// What a check comes to where the numbers are printed in full: nothing in the row of a table is a round figure.
fn in_full(claim: &Claim, check: Check) -> Check {
    match check.habit {
        Some((_, Habit::RoundFigure)) if claim.tabular => Check { verdict: Verdict::Mismatch, habit: None, ..check },
        _ => check,
    }
}

/// The worst of the results. What some rule could not check does not count beside what another could, except that a
/// direction which holds says little of a percentage that can't be checked.
pub(super) fn combined(results: &[(&'static dyn Rule, Check)]) -> Verdict {
    let checked = || results.iter().filter(|(_, check)| check.verdict != Verdict::Unchecked);
    let worst = checked().map(|(_, check)| check.verdict).max();
    let Some(worst) = worst else { return Verdict::Unchecked };
    let substance = |(rule, _): &&(&'static dyn Rule, Check)| rule.name() != super::WrongDirection::NAME;
    let result_open = results.iter().any(|(_, check)| check.verdict == Verdict::Unchecked);
    if worst < Verdict::Strained && result_open && checked().find(substance).is_none() {
        return Verdict::Unchecked;
    }
    worst
}

fn put_into_words(
    claim: &Claim,
    reading: &Reading,
    results: &[(&'static dyn Rule, Check)],
    said: &Said<'_>,
) -> Vec<Finding> {
    let failed = results.iter().filter(|(_, check)| matches!(check.verdict, Verdict::Strained | Verdict::Mismatch));
    failed
        .map(|(rule, check)| {
            let Explanation { mut message, arithmetic, labels } =
                rule.explain(claim, reading, check, &said.of_check(*rule, claim, reading, check));
            if let Some(goodwill) = goodwill(reading, check, said) {
                message = if goodwill.starts_with("the hedge") {
                    goodwill
                } else {
                    format!("the numbers agree only if {goodwill}")
                };
            }
            let severity = if check.verdict == Verdict::Strained { Severity::Note } else { rule.level() };
            Finding { rule: rule.name(), verdict: check.verdict, severity, message, arithmetic, labels }
        })
        .collect()
}

/// What was done to which number if a strained result is to come out: "6.8% was truncated, not rounded".
pub(super) fn goodwill(reading: &Reading, check: &Check, said: &Said<'_>) -> Option<String> {
    let (role, habit) = check.habit.filter(|(role, _)| reading.has(*role))?;
    let number = habitual(reading, role, habit, said);
    let hedge = if habit == Habit::HedgeOverstepped { "the hedge on " } else { "" };
    Some(format!("{hedge}{number} {}", habit.describe()))
}

/// The number of a role that has the habit, or as much as is known of it.
fn habitual(reading: &Reading, role: Role, habit: Habit, said: &Said<'_>) -> String {
    let has = |quantity: &&Quantity| quantity.habits().iter().any(|(other, _)| *other == habit);
    match reading.all(role).filter(has).collect::<Vec<_>>().as_slice() {
        [] => said.role(reading, role),
        [quantity] => said.quantity(quantity),
        several => format!("one of the {} {}s", several.len(), role.name()),
    }
}

/// Whether a claim is of the kind that a rule checks.
pub(super) fn is(claim: &Claim, kind: Kind) -> Option<()> {
    (claim.kind == kind).then_some(())
}

/// The habits of writing that let a strained reading through.
pub(crate) fn habits(claim: &Claim, reading: &Reading) -> Vec<Habit> {
    apply(claim, reading).iter().filter_map(|(_, check)| check.habit).map(|(_, habit)| habit).collect()
}

/// What a rule expects under a reading that need not be the one of the text.
pub(crate) fn expected_of(claim: &Claim, reading: &Reading, rule: &str) -> Option<Expected> {
    registry::find(rule)?.check(claim, reading)?.expected
}
