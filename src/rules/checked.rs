//! A claim with how it came out.

use super::{Cause, Expected, Finding};
use crate::model::{Claim, Reading, Severity, Verdict};

/// A claim with how it came out.
#[derive(Debug, Clone)]
pub struct CheckedClaim {
    /// The claim as the text states it.
    pub claim: Claim,
    /// Which of its readings is meant: the best that comes out, or the first.
    pub reading: usize,
    /// The worst verdict of the rules that apply.
    pub verdict: Verdict,
    /// The deciding rule; `None` where none applied.
    pub rule: Option<&'static str>,
    /// The worst severity of the findings.
    pub severity: Option<Severity>,
    /// What each rule has to say; empty for exact, rounded and unchecked claims.
    pub findings: Vec<Finding>,
    /// What the other numbers give for the stated result, or what an unchecked claim implies for the missing one.
    pub expected: Option<Expected>,
    /// Hypotheses of how a wrong number came about, most telling first; at most three.
    pub causes: Vec<Cause>,
    /// Why an unchecked claim is unchecked.
    pub reason: Option<&'static str>,
    /// Whoever has accepted findings of the claim, which are then no longer listed; the last counts for the claim as a whole.
    pub accepted: Vec<Accepted>,
}

/// Who has accepted findings, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// `comment`, `configuration` or `baseline`.
    pub by: &'static str,
    /// The reason; empty for a baseline.
    pub reason: String,
    /// The findings; none where a rule is off, which is no judgement on any of them.
    pub findings: Vec<Finding>,
}

impl CheckedClaim {
    /// The reading that is meant.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        // A claim has at least one reading, and `reading` is the index of one of them.
        &self.claim.readings[self.reading]
    }
}
