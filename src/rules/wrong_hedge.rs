//! `wrong-hedge`: a hedge that points to the wrong side.

use super::judge::sums;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule, format};
use crate::model::{Claim, Hedge, HedgeKind, Quantity, Reading, Role, Severity, Verdict};

rule! {
    /// # What it checks
    ///
    /// The side of a hedge. "Nearly 70%" is a little less than 70%, "just over" a little more, "more than" anything
    /// above; where the other numbers give a figure as near as "about" would allow, but on the other side, it is the
    /// hedge that is wrong.
    ///
    /// # Why it matters
    ///
    /// Hedges are added for the sound of the sentence. The wrong one turns a result that fell short into one that was
    /// surpassed.
    ///
    /// # Example
    ///
    /// ```text
    /// Lending rose nearly 70% to $25.5 trillion from $14.47 trillion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Lending rose more than 70% to $25.5 trillion from $14.47 trillion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// A figure that oversteps its hedge by no more than rounding gets a note. One that is further away than "about"
    /// could reach is wrong itself, and for the rule of its kind.
    pub struct WrongHedge = "wrong-hedge";
}

impl Rule for WrongHedge {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        blamed(claim, reading, &sums(claim, reading))
    }

    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let at = culprit(claim, reading);
        let hedged = at.and_then(|at| reading.roles.get(at));
        let (role, printed) =
            hedged.map_or((Role::Share, String::new()), |(role, quantity)| (*role, format::quantity(quantity)));
        let hedge = hedged.and_then(|(_, quantity)| said.hedge(quantity)).unwrap_or_default();
        let side = match hedged.and_then(|(_, quantity)| quantity.hedge.as_ref()).map(|hedge| hedge.kind) {
            Some(HedgeKind::AtLeast | HedgeKind::JustOver) => "the other numbers give less",
            _ => "the other numbers give more",
        };
        let message = format!("{side} than \"{hedge}{printed}\"");
        let failed = sums(claim, reading).into_iter().find(|(_, check)| check.verdict == Verdict::Mismatch);
        let sum =
            failed.map(|(rule, result)| rule.explain(claim, reading, &result, said).arithmetic).unwrap_or_default();
        let mut told = explanation(reading, role, &[], message, sum);
        let others = reading.roles.iter().enumerate().filter(|(other, _)| Some(*other) != at).map(|(_, other)| other);
        let label = |(role, quantity): &(Role, Quantity)| super::Label {
            span: quantity.span,
            text: std::borrow::Cow::Borrowed(role.name()),
        };
        told.labels = hedged
            .map(|(_, quantity)| super::Label { span: quantity.span, text: std::borrow::Cow::Borrowed("stated") })
            .into_iter()
            .chain(others.map(label))
            .collect();
        let _ = check;
        told
    }
}

/// The mismatch of a hedge: `None` where nothing fails, or would not come out with "about" in its place either.
pub(super) fn blamed(claim: &Claim, reading: &Reading, results: &[(&'static dyn Rule, Check)]) -> Option<Check> {
    let (_, failed) = results.iter().find(|(_, check)| check.verdict == Verdict::Mismatch)?;
    culprit(claim, reading)?;
    Some(failed.clone())
}

/// Which quantity's hedge has to be softened for the claim to come out.
fn culprit(claim: &Claim, reading: &Reading) -> Option<usize> {
    reading.roles.iter().enumerate().position(|(at, (_, quantity))| {
        let Some(hedge) = quantity.hedge.as_ref().filter(|hedge| hedge.kind != HedgeKind::About) else { return false };
        let mut softened = reading.clone();
        if let Some((_, quantity)) = softened.roles.get_mut(at) {
            quantity.hedge = Some(Hedge { kind: HedgeKind::About, ..hedge.clone() });
        }
        sums(claim, &softened).iter().all(|(_, check)| !matches!(check.verdict, Verdict::Strained | Verdict::Mismatch))
    })
}
