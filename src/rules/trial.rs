//! How every reading of a claim came out, for those who want to see what was tried.

use super::judge::{apply, combined, goodwill};
use super::{CheckedClaim, Expected, format};
use crate::model::{Claim, Guard, Quantity, Reading, Verdict};

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
    /// let report = audit("The surplus rose 22.31% to $2.827 billion from $2.297 billion.", Format::Text);
    /// let trials = report.claims[0].trials();
    /// assert!(trials.iter().all(|trial| trial.verdict == Verdict::Mismatch));
    /// ```
    #[must_use]
    pub fn trials(&self) -> Vec<Trial> {
        let mut trials: Vec<_> = self.claim.readings.iter().map(|reading| tried(&self.claim, reading)).collect();
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
        let guard = self.claim.guard.filter(|_| self.verdict == Verdict::Unchecked)?;
        let verdict = tried(&self.claim, self.reading()).verdict;
        matches!(verdict, Verdict::Strained | Verdict::Mismatch).then_some(guard)
    }
}

impl Expected {
    /// The values that would satisfy the claim, at the digits of the number that they would replace: "23.03% … 23.12%".
    #[must_use]
    pub fn bounds(&self, reading: &Reading) -> String {
        let [low, high] = self.ends(reading);
        format::between(low, high, " … ")
    }

    /// The lowest and the highest such value in words; `None` where there is no end to them.
    #[must_use]
    pub fn ends(&self, reading: &Reading) -> [Option<String>; 2] {
        let ulp = reading.get(self.role).and_then(Quantity::number).map_or(crate::model::Decimal::ONE, |(_, ulp)| ulp);
        format::ends(&self.interval, ulp, &self.unit)
    }
}

fn tried(claim: &Claim, reading: &Reading) -> Trial {
    let results = apply(claim, reading);
    let verdict = combined(&results);
    let deciding = results.iter().find(|(_, check)| check.verdict == verdict);
    let check = deciding.map(|(_, check)| check);
    let failed = deciding.filter(|_| matches!(verdict, Verdict::Strained | Verdict::Mismatch));
    let arithmetic = failed.map(|(rule, check)| rule.explain(claim, reading, check).arithmetic);
    Trial {
        verdict,
        expected: check.and_then(|check| check.expected.clone()),
        arithmetic: arithmetic.filter(|sum| !sum.is_empty()),
        goodwill: check.and_then(|check| goodwill(reading, check)),
        reason: check.map_or(Some("no rule"), |check| check.reason),
    }
}
