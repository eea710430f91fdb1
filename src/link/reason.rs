//! Why numbers were put together, in words: what `audit explain` says of a link.
//!
//! Nothing of this runs in an audit. For the claim that is asked for, the choice is made again, and each feature is kept with its weight.

use smallvec::SmallVec;

use super::candidate::{Anchor, Candidate, Lattice, Scene, anchor_span};
use super::choose::{Ranked, chance, evidence, ranked, verdict};
use super::feature::{Sink, Template, place};
use super::phrase::{Cast, phrase};
use super::symbol::Symbol;
use super::weights::{Weights, weights};
use super::{Maker, afar, doubt};
use crate::document::Document;
use crate::model::{Claim, Kind, Role, Verdict};
use crate::resolve::resolve;

/// Why a number belongs to others, and what else it might have belonged to.
#[derive(Debug, Clone)]
pub struct Reasons {
    /// What was chosen.
    pub first: Option<Choice>,
    /// Why less is believed of it than that.
    pub doubt: Option<&'static str>,
    /// What came second.
    pub second: Option<Choice>,
}

/// One way to link a number.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The kind of claim; `None` if the number states no relation to printed numbers.
    pub kind: Option<Kind>,
    /// Its operands as they are printed.
    pub operands: Vec<(Role, String)>,
    /// The probability of this choice among all that were looked at, 0 to 100.
    pub certainty: u8,
    /// What speaks for it, the strongest first.
    pub pros: Vec<Reason>,
    /// What speaks against it, the strongest first.
    pub cons: Vec<Reason>,
}

/// Something that was seen, and how much it weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Hundredths of a natural logarithm; above zero it speaks for the choice.
    pub weight: i32,
    /// What was seen: `"from" stands before $2.284 billion`.
    pub words: String,
}

/// Reasons that weigh less are not told.
const LEAST: i32 = 20;

/// How many reasons are told for a choice, and how many against it.
const PROS: usize = 5;
const CONS: usize = 3;

/// The reasons behind each of some claims of a document; `None` for those that the linker had no part in.
#[must_use]
pub fn reasons(document: &Document<'_>, claims: &[&Claim]) -> Vec<Option<Reasons>> {
    let resolved = resolve(document);
    let scene = Scene::new(document, &resolved.reads, &resolved.claims);
    let anchors = scene.anchors();
    let of = |claim: &&Claim| {
        claim.certainty?;
        let Some(span) = anchor_span(claim) else {
            let sure = claim.certainty.is_some_and(|certainty| certainty > super::AFAR);
            let doubt = (!sure).then_some("no word of change leads straight to the two numbers");
            return Some(Reasons { first: None, doubt, second: None });
        };
        let anchor = anchors.iter().find(|anchor| anchor.mention.span == span)?;
        let lattice = Lattice::new(&scene, anchor);
        let (first, second) = ranked(&scene, &lattice, weights(), &Maker::new(&scene, anchor));
        let first = first?;
        let doubt = match afar(&scene, &lattice, &first.candidate) {
            Some(_) => Some("one of its numbers stands beyond the sentences around"),
            None => doubt(&scene, &lattice, &first.candidate),
        };
        let told = |ranked: &Ranked| explained(&scene, &lattice, ranked);
        Some(Reasons { first: Some(told(&first)), doubt, second: second.as_ref().map(told) })
    };
    claims.iter().map(of).collect()
}

/// A choice with its reasons.
fn explained(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, ranked: &Ranked) -> Choice {
    let candidate = &ranked.candidate;
    let operands = candidate.roles.iter().map(|(role, at)| (*role, printed(scene, *at))).collect();
    let mut all = features(scene, lattice, candidate);
    all.extend(ranked.claim.as_ref().and_then(sum));
    all.sort_by_key(|reason| -reason.weight);
    let pros = all.iter().filter(|reason| reason.weight >= LEAST).take(PROS).cloned().collect();
    let cons = all.iter().rev().filter(|reason| reason.weight <= -LEAST).take(CONS).cloned().collect();
    Choice { kind: candidate.kind, operands, certainty: ranked.certainty, pros, cons }
}

/// What the sum says of a link.
fn sum(claim: &Claim) -> Option<Reason> {
    let verdict = verdict(claim);
    let words = match verdict {
        Verdict::Unchecked => return None,
        Verdict::Mismatch => "the sum does not come out".to_owned(),
        Verdict::Exact | Verdict::Rounded | Verdict::Strained => {
            let rarity = 1_000_000 / chance(claim.kind, claim.readings.first()?).max(1);
            format!("the sum comes out; by chance it would in one of {} cases", rarity.max(1))
        }
    };
    Some(Reason { weight: evidence(claim, verdict), words })
}

/// The features of a candidate in words; those that are told in the same words count as one.
fn features(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, candidate: &Candidate) -> Vec<Reason> {
    let result = anchor_text(scene, lattice.anchor);
    let mut all: Vec<Reason> = Vec::new();
    let mut note = |seen: &Seen<'_>, cast: &Cast<'_>| {
        for (template, values, weight) in &seen.features {
            let Some(words) = phrase(*template, values, cast) else { continue };
            match all.iter_mut().find(|reason| reason.words == words) {
                Some(reason) => reason.weight += weight,
                None => all.push(Reason { weight: *weight, words }),
            }
        }
    };
    let text_of = |role: Role| candidate.get(role).map(|at| printed(scene, at)).unwrap_or_default();
    for (role, at) in &candidate.roles {
        let Some(slot) = lattice.slots().iter().find(|slot| Some(slot.kind) == candidate.kind && slot.role == *role)
        else {
            continue;
        };
        let mut seen = Seen::new(weights());
        lattice.edge(*slot, *at, &mut seen);
        note(&seen, &Cast { result: &result, operand: &printed(scene, *at), role: role.name(), text_of: &text_of });
    }
    let mut seen = Seen::new(weights());
    lattice.tuple(candidate, &mut seen);
    note(&seen, &Cast { result: &result, operand: "", role: "", text_of: &text_of });
    all
}

/// A number as the text has it.
fn printed(scene: &Scene<'_>, at: usize) -> String {
    scene.mentions.get(at).map_or_else(String::new, |mention| text(scene, mention.span.range()))
}

fn anchor_text(scene: &Scene<'_>, anchor: &Anchor) -> String {
    text(scene, anchor.mention.span.range())
}

fn text(scene: &Scene<'_>, range: std::ops::Range<usize>) -> String {
    let text = scene.document.source.get(range).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Features that weigh something.
struct Seen<'w> {
    weights: &'w Weights,
    features: Vec<(Template, SmallVec<[Symbol; 8]>, i32)>,
}

impl<'w> Seen<'w> {
    const fn new(weights: &'w Weights) -> Self {
        Self { weights, features: Vec::new() }
    }
}

impl Sink for Seen<'_> {
    fn feature(&mut self, template: Template, head: Symbol, values: &[Symbol]) {
        let weight = self.weights.get(place(template, head, values));
        if weight != 0 {
            let values = std::iter::once(head).chain(values.iter().copied()).collect();
            self.features.push((template, values, weight));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::audit::audit;
    use crate::document::Format;

    #[test]
    fn a_link_is_told_with_what_came_second() {
        let source = "Exports rose 23.7% to $2.825 billion from $2.284 billion.";
        let report = audit(source, Format::Text);
        let reasons = reasons(&report.document, &[&report.claims[0].claim])[0].clone().unwrap();
        let first = reasons.first.unwrap();
        assert_eq!(first.kind, Some(Kind::Change));
        let operands: Vec<_> = first.operands.iter().map(|(role, text)| (role.name(), text.as_str())).collect();
        assert_eq!(operands, [("new", "$2.825 billion"), ("old", "$2.284 billion")]);
        assert!(first.certainty > 90, "{}", first.certainty);
        assert!(first.pros.iter().any(|reason| reason.words.contains("the sum comes out")), "{:?}", first.pros);
        assert!(first.pros.iter().any(|reason| reason.words.contains("$2.284 billion")), "{:?}", first.pros);
        assert!(reasons.second.unwrap().certainty < first.certainty);
    }
}
