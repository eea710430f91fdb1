//! How every reading of a claim came out, for those who want to see what was tried.

use super::judge::{apply, combined, goodwill};
use super::{CheckedClaim, Expected, Said, format};
use crate::model::{Claim, Decimal, Guard, Reading, Value, Verdict};

/// How one reading came out, before any guard.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The worst verdict of the rules.
    pub verdict: Verdict,
    /// What the other numbers give for the one that is recomputed, or imply for the one that is missing.
    pub expected: Option<Expected>,
    /// The sum in one line, where it did not come out.
    pub arithmetic: Option<String>,
    /// Where it came out strained: what was done to which number.
    pub goodwill: Option<String>,
    /// Where it could not be checked: why.
    pub reason: Option<&'static str>,
}

impl CheckedClaim {
    /// How each reading came out, in the order of the claim's readings.
    ///
    /// This does the sums again instead of keeping them with every claim: a report shows them only when it is asked to.
    ///
    /// ```
    /// use claim_audit::{audit::audit, document::Format, model::Verdict};
    /// let text = "The surplus rose 22.31% to $2.827 billion from $2.297 billion.";
    /// let report = audit(text, Format::Text);
    /// let trials = report.claims[0].trials(text);
    /// assert!(trials.iter().all(|trial| trial.verdict == Verdict::Mismatch));
    /// ```
    #[must_use]
    pub fn trials(&self, source: &str) -> Vec<Trial> {
        let said = Said::of(source);
        let mut trials: Vec<_> = self.claim.readings.iter().map(|reading| tried(&self.claim, reading, &said)).collect();
        // What is held against the claims around it came out differently from what it says by itself.
        let meant = trials.get_mut(self.reading).filter(|trial| trial.verdict == Verdict::Unchecked);
        if let (Some(trial), Some(finding)) = (meant, self.findings.first()) {
            trial.verdict = self.verdict;
            trial.expected.clone_from(&self.expected);
            trial.arithmetic = Some(finding.arithmetic.clone());
            trial.reason = None;
        }
        trials
    }

    /// The guard that kept a sum which does not come out from being a finding.
    #[must_use]
    pub fn forgiven(&self) -> Option<Guard> {
        let guard = self.claim.guard.filter(|_| self.verdict == Verdict::Unchecked && !self.is_held_back())?;
        let verdict = tried(&self.claim, self.reading(), &Said::default()).verdict;
        matches!(verdict, Verdict::Strained | Verdict::Mismatch).then_some(guard)
    }
}

/// A sum that was done again: in one line, and what it gives for the stated number.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The sum: "2.825 / 2.284 − 1 = 23.66% to 23.71%".
    pub sum: String,
    /// What it gives.
    pub expected: Expected,
}

impl CheckedClaim {
    /// The sum of the deciding rule, also where it comes out and no finding tells of it; `None` where nothing was computed.
    ///
    /// What comes out is told by the digits alone, so that the bounds of a sum that holds are worked out only here: the stated number is
    /// put out of reach, and the rule says what it should have been.
    ///
    /// ```
    /// use claim_audit::{audit::audit, document::Format};
    /// let text = "Exports rose 23.7% to $2.825 billion from $2.284 billion.";
    /// let report = audit(text, Format::Text);
    /// assert_eq!(report.claims[0].worked(text).unwrap().sum, "2.825 / 2.284 − 1 = 23.6% to 23.7%");
    /// ```
    #[must_use]
    pub fn worked(&self, source: &str) -> Option<Worked> {
        let said = Said::of(source);
        let reading = self.reading();
        let results = apply(&self.claim, reading);
        let (rule, check) = results.into_iter().find(|(rule, _)| Some(rule.name()) == self.rule)?;
        if check.verdict == Verdict::Unchecked {
            return None;
        }
        let check = if check.expected.is_some() {
            check
        } else {
            let stated = rule.explain(&self.claim, reading, &check, &said).labels;
            let stated = stated.iter().find(|label| label.text.starts_with("stated"))?.span;
            let mut beyond = reading.clone();
            let (_, quantity) = beyond.roles.iter_mut().find(|(_, quantity)| quantity.span == stated)?;
            let printed = quantity.interval()?;
            let Value::Number { value, .. } = &mut quantity.value else { return None };
            *value = value.checked_add(Decimal::ONE)?.checked_mul(Decimal::from(1_000))?;
            let failed = rule.check(&self.claim, &beyond)?;
            failed.expected.as_ref().filter(|expected| expected.interval.meets(&printed))?;
            failed
        };
        let sum = rule.explain(&self.claim, reading, &check, &said).arithmetic;
        Some(Worked { sum, expected: check.expected? }).filter(|worked| !worked.sum.is_empty())
    }
}

impl Expected {
    /// The values that would satisfy the claim, at the digits of the number that they would replace: "23.03% to 23.12%".
    #[must_use]
    pub fn bounds(&self, reading: &Reading, source: &str) -> String {
        let [low, high] = self.ends(reading, source);
        format::between(low, high, " to ")
    }

    /// The lowest and the highest such value in words; `None` where there is no end to them.
    #[must_use]
    pub fn ends(&self, reading: &Reading, source: &str) -> [Option<String>; 2] {
        Said::of(source).ends(reading.get(self.role), &self.interval, &self.unit)
    }
}

fn tried(claim: &Claim, reading: &Reading, said: &Said<'_>) -> Trial {
    let results = apply(claim, reading);
    let verdict = combined(&results);
    let deciding = results.iter().find(|(_, check)| check.verdict == verdict);
    let check = deciding.map(|(_, check)| check);
    let failed = deciding.filter(|_| matches!(verdict, Verdict::Strained | Verdict::Mismatch));
    let arithmetic = failed.map(|(rule, check)| rule.explain(claim, reading, check, said).arithmetic);
    Trial {
        verdict,
        expected: check.and_then(|check| check.expected.clone()),
        arithmetic: arithmetic.filter(|sum| !sum.is_empty()),
        goodwill: check.and_then(|check| goodwill(reading, check, said)),
        reason: check.map_or(Some("no rule"), |check| check.reason),
    }
}
