//! Preview rules: their alarms on real text were not right often enough, so they are raised only where somebody asks for them.

use super::judge::{apply, expected_of};
use super::{CheckedClaim, Finding, Rule, registry};
use crate::model::Verdict;

/// The reason that a claim gives if it fails by preview rules alone.
pub(super) const REASON: &str = "preview rule";

/// Which preview rules are switched on: none, all, or those that a configuration names.
///
/// ```
/// use claim_audit::rules::Preview;
/// assert!(Preview::OFF.holds_back("wrong-rank"));
/// assert!(!Preview::OFF.holds_back("wrong-percent"), "no preview rule");
/// assert!(!Preview::new(false, ["wrong-rank"]).holds_back("wrong-rank"));
/// assert!(!Preview::ON.holds_back("wrong-rank"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    all: bool,
    named: Vec<&'static str>,
}

impl Preview {
    /// No preview rule raises anything: the default.
    pub const OFF: Self = Self { all: false, named: Vec::new() };

    /// Preview rules raise what they find, as all others do.
    pub const ON: Self = Self { all: true, named: Vec::new() };

    /// All preview rules, or only those of some names.
    #[must_use]
    pub fn new(all: bool, named: impl IntoIterator<Item = &'static str>) -> Self {
        Self { all, named: named.into_iter().collect() }
    }

    /// The same with more rules switched on.
    #[must_use]
    pub fn with(&self, named: impl IntoIterator<Item = &'static str>) -> Self {
        Self { all: self.all, named: self.named.iter().copied().chain(named).collect() }
    }

    /// Whether a rule is a preview rule that nobody has switched on.
    #[must_use]
    pub fn holds_back(&self, rule: &str) -> bool {
        !self.all && registry::find(rule).is_some_and(Rule::is_preview) && !self.named.contains(&rule)
    }

    /// Takes back what preview rules object to in a claim. What holds stays as it is, and so does what another rule objects to.
    ///
    /// A mismatch needs every plausible reading to fail, so one reading that fails by preview rules alone keeps the claim from being one.
    pub fn apply(&self, checked: &mut CheckedClaim) {
        if checked.verdict != Verdict::Mismatch {
            return;
        }
        let failed = |finding: &Finding| finding.verdict == Verdict::Mismatch;
        let held = |finding: &Finding| failed(finding) && self.holds_back(finding.rule);
        let stands = checked.findings.iter().any(|finding| failed(finding) && !held(finding));
        if !stands || self.spares_a_reading(checked) {
            checked.verdict = Verdict::Unchecked;
            checked.reason = Some(REASON);
            checked.severity = None;
            checked.expected = None;
            checked.findings.clear();
            return;
        }
        checked.findings.retain(|finding| !held(finding));
        if checked.rule.is_some_and(|rule| self.holds_back(rule)) {
            checked.rule = checked.findings.iter().find(|finding| failed(finding)).map(|finding| finding.rule);
            checked.expected = checked.rule.and_then(|rule| expected_of(&checked.claim, checked.reading(), rule));
            checked.severity = checked.findings.iter().map(|finding| finding.severity).max();
        }
    }

    /// Whether one of several readings fails by preview rules alone.
    fn spares_a_reading(&self, checked: &CheckedClaim) -> bool {
        let readings = &checked.claim.readings;
        readings.len() > 1
            && readings.iter().any(|reading| {
                let results = apply(&checked.claim, reading);
                let mut failed = results.iter().filter(|(_, check)| check.verdict == Verdict::Mismatch).peekable();
                failed.peek().is_some() && failed.all(|(rule, _)| self.holds_back(rule.name()))
            })
    }
}

impl CheckedClaim {
    /// Whether the claim fails by preview rules alone, which nobody has switched on.
    #[must_use]
    pub fn is_held_back(&self) -> bool {
        self.reason == Some(REASON)
    }
}
