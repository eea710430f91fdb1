//! The choice: which of the candidates of a number is meant, by the words around it and by whether its sum comes out.

use smallvec::{SmallVec, smallvec};

use super::candidate::{Candidate, Lattice, Scene, Slot};
use super::odds;
use super::weights::{Sum, Weights};
use crate::model::{Claim, Decimal, Kind, Quantity, Reading, Role, Verdict};

/// How often the sum of a right link fails, as a logarithm in hundredths: 6 in 100. Of the changes that can be checked 7 in 100 are wrong in press
/// releases, 1.8 in calls and 1.2 in wire news.
const FAILS: i32 = -280;
/// How often it holds.
const HOLDS: i32 = -7;

/// What was chosen for a number.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The candidate.
    pub candidate: Candidate,
    /// The claim that it makes.
    pub claim: Option<Claim>,
    /// How sure it is that this candidate is meant, 0 to 100.
    pub certainty: u8,
    /// How sure the words alone make it, 0 to 100.
    pub structure: u8,
}

/// How unlikely by the words a reading of the grammar is at the most, where its sum comes out.
const GRAMMAR: i32 = 350;

/// How many operands of a slot are tried beyond the first look.
const TRIED: usize = 4;

/// A candidate with its score, evidence included, how likely the words alone make it, whether its sum comes out, and its claim.
type Judged = (i32, u64, bool, Candidate, Option<Claim>);

/// All candidates of an anchor that are not out of the question, and what the words make of all together.
type Field = (SmallVec<[Judged; 16]>, u64);

/// Chooses for one anchor.
pub fn choose(
    scene: &Scene<'_>,
    lattice: &Lattice<'_, '_>,
    weights: &Weights,
    claim_of: impl Fn(&Candidate) -> Option<Claim>,
) -> Choice {
    let (judged, structure_mass) = judge(scene, lattice, weights, claim_of);
    let chosen = pick(&judged);
    let certainty = likely(&judged, chosen);
    let Some((_, structure, _, candidate, claim)) = judged.into_iter().nth(chosen) else {
        return Choice {
            candidate: Candidate { kind: None, roles: SmallVec::new() },
            claim: None,
            certainty: 0,
            structure: 0,
        };
    };
    Choice { candidate, claim, certainty, structure: part(structure, structure_mass) }
}

/// A candidate as it came out beside the others, to be explained.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    /// The candidate.
    pub candidate: Candidate,
    /// The claim that it makes.
    pub claim: Option<Claim>,
    /// How sure it is that it is meant, 0 to 100.
    pub certainty: u8,
}

/// The candidate that is chosen, and the likeliest of the others.
pub(super) fn ranked(
    scene: &Scene<'_>,
    lattice: &Lattice<'_, '_>,
    weights: &Weights,
    claim_of: impl Fn(&Candidate) -> Option<Claim>,
) -> (Option<Ranked>, Option<Ranked>) {
    let (judged, _) = judge(scene, lattice, weights, claim_of);
    let chosen = pick(&judged);
    let second =
        (0..judged.len()).filter(|at| *at != chosen).max_by_key(|at| judged.get(*at).map(|(score, ..)| *score));
    let shown = |at: usize| {
        let (.., candidate, claim) = judged.get(at)?;
        Some(Ranked { candidate: candidate.clone(), claim: claim.clone(), certainty: likely(&judged, at) })
    };
    (shown(chosen), second.and_then(shown))
}

/// What the words say stands, unless another way to read them is likelier because its sum comes out.
fn pick(judged: &[Judged]) -> usize {
    let mut order: SmallVec<[usize; 16]> = (0..judged.len()).collect();
    order.sort_by_key(|at| judged.get(*at).map_or(0, |(score, ..)| -score));
    order.first().copied().filter(|first| judged.get(*first).is_some_and(|(_, _, holds, ..)| *holds)).unwrap_or(0)
}

/// How likely one of the candidates is, in per cent.
fn likely(judged: &[Judged], at: usize) -> u8 {
    let best = judged.iter().map(|(score, ..)| *score).max().unwrap_or(0);
    let mass: u64 = judged.iter().map(|(score, ..)| odds::exp(best - score)).sum();
    judged.get(at).map_or(0, |(score, ..)| part(odds::exp(best - score), mass))
}

fn part(of: u64, mass: u64) -> u8 {
    u8::try_from(of * 100 / mass.max(1)).unwrap_or(100).min(100)
}

/// Scores the candidates of an anchor by the words, then by their sums.
fn judge(
    scene: &Scene<'_>,
    lattice: &Lattice<'_, '_>,
    weights: &Weights,
    claim_of: impl Fn(&Candidate) -> Option<Claim>,
) -> Field {
    let mut edges: Vec<(usize, usize, i32)> = Vec::new();
    for (index, slot) in lattice.slots().iter().enumerate() {
        for &at in lattice.near.iter().filter(|at| lattice.fits(*slot, **at)) {
            let mut sum = Sum::new(weights);
            lattice.edge(*slot, at, &mut sum);
            edges.push((index, at, sum.total));
        }
    }
    let known = scene.grammar_candidate(lattice.anchor);
    let best_of = |index: usize, slot: Slot| -> SmallVec<[usize; 8]> {
        let mut own: SmallVec<[(i32, usize); 24]> =
            edges.iter().filter(|(slot, ..)| *slot == index).map(|(_, at, score)| (-score, *at)).collect();
        own.sort_unstable();
        let mut tried: SmallVec<[usize; 8]> = own.into_iter().take(TRIED).map(|(_, at)| at).collect();
        let of_grammar =
            known.as_ref().filter(|known| known.kind == Some(slot.kind)).and_then(|known| known.get(slot.role));
        if let Some(at) = of_grammar
            && !tried.contains(&at)
            && lattice.near.contains(&at)
            && lattice.fits(slot, at)
        {
            tried.push(at);
        }
        tried
    };
    let candidates = lattice.candidates(best_of);
    let scored = candidates.into_iter().map(|candidate| {
        let mut sum = Sum::new(weights);
        lattice.tuple(&candidate, &mut sum);
        let edge = |(role, at): &(Role, usize)| {
            let index = lattice
                .slots()
                .iter()
                .position(|slot| Some(slot.kind) == candidate.kind && slot.role == *role)
                .unwrap_or(usize::MAX);
            edges.iter().find(|(slot, other, _)| *slot == index && other == at).map_or(0, |(.., score)| *score)
        };
        let score = sum.total + candidate.roles.iter().map(edge).sum::<i32>();
        (score, candidate)
    });
    let mut scored: SmallVec<[(i32, Candidate); 32]> = scored.collect();
    scored.sort_by_key(|(score, _)| -score);
    let top = scored.first().map_or(0, |(score, _)| *score);
    let structure_mass: u64 = scored.iter().map(|(score, _)| odds::exp(top - score)).sum();
    // What the sum says of those that are not out of the question.
    let mut judged: SmallVec<[Judged; 16]> = smallvec![];
    for (mut score, candidate) in scored {
        let is_grammar = known.as_ref().is_some_and(|known| known.is(&candidate));
        if top - score >= 900 && !is_grammar {
            continue;
        }
        let claim = claim_of(&candidate);
        let verdict = claim.as_ref().map_or(Verdict::Unchecked, verdict);
        // What the clause grammar reads was written down by people: where its sum comes out, the weights may not rule it out.
        if is_grammar && holds(verdict) {
            score = score.max(top - GRAMMAR);
        }
        let mut evidence = claim.as_ref().map_or(0, |claim| evidence(claim, verdict));
        // The words say which number is the old one: the same numbers in other parts are a cause of a wrong sum, and no way to read it.
        if top - score > PERMUTED && judged.first().is_some_and(|(.., first, _)| only_permutes(first, &candidate)) {
            evidence = evidence.min(0);
        }
        let structure = odds::exp(top - score);
        judged.push((score + evidence, structure, holds(verdict), candidate, claim));
    }
    (judged, structure_mass)
}

/// Whether the sum of a claim comes out under its first reading.
pub(crate) fn comes_out(claim: &Claim) -> bool {
    holds(verdict(claim))
}

pub(super) fn verdict(claim: &Claim) -> Verdict {
    claim.readings.first().map_or(Verdict::Unchecked, |reading| crate::rules::verdict_of(claim, reading))
}

const fn holds(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Exact | Verdict::Rounded | Verdict::Strained)
}

/// How much less likely by the words a reading may be that gives the same numbers other parts: odds of one in twelve.
const PERMUTED: i32 = 250;

/// Whether a candidate has no number that another lacks.
fn only_permutes(first: &Candidate, other: &Candidate) -> bool {
    other.roles.iter().all(|(_, at)| first.roles.iter().any(|(_, there)| there == at))
}

/// What the sum says for a link, in hundredths of a logarithm: that it holds counts as much as chance would hardly give it, that it
/// fails counts against it.
pub(super) fn evidence(claim: &Claim, verdict: Verdict) -> i32 {
    let Some(reading) = claim.readings.first() else { return 0 };
    match verdict {
        Verdict::Unchecked => 0,
        Verdict::Mismatch => FAILS,
        Verdict::Exact | Verdict::Rounded => HOLDS + odds::ln(1_000_000) - odds::ln(chance(claim.kind, reading)),
        // A habit of writing widens what fits.
        Verdict::Strained => HOLDS + odds::ln(1_000_000) - odds::ln(chance(claim.kind, reading) * 3) - 100,
    }
}

/// In millionths, how likely numbers that have nothing to do with each other would fit as well: the width of what fits, beside the width
/// of what might have stood there.
pub(crate) fn chance(kind: Kind, reading: &Reading) -> u64 {
    let own = |quantity: &Quantity| quantity.number().map_or(Decimal::ONE, |(value, _)| value);
    let width = |role: Role| reading.get(role).map_or(0, |quantity| odds::width(quantity, own(quantity)));
    let hundred = Decimal::ONE_HUNDRED;
    let wide = match kind {
        Kind::Change => {
            let percent = reading.get(Role::Percent).map_or(0, |percent| odds::width(percent, hundred + own(percent)));
            let (new, old) = (reading.get(Role::New), reading.get(Role::Old));
            let multiple = width(Role::Multiple);
            let difference = match (reading.get(Role::Difference), new.or(old)) {
                (Some(difference), Some(level)) => odds::width(difference, own(level)),
                _ => 0,
            };
            let levels = [new, old].into_iter().flatten().map(|level| odds::width(level, own(level))).sum::<u64>();
            // With a percentage and a difference two sums hold at once.
            (percent + multiple + difference + levels) * 3 / 2
        }
        Kind::Share => (width(Role::Share) + width(Role::Part) + width(Role::Whole)) / 2,
        _ => width(Role::Percent) + width(Role::Start) + width(Role::End),
    };
    wide.clamp(300, 900_000)
}
