//! The choice: which of the candidates of a number is meant, by the words around it and by whether its sum comes out.

use smallvec::{SmallVec, smallvec};

use super::Maker;
use super::candidate::{Candidate, Lattice, Scene, pairs};
use super::feature::COLUMNS;
use super::odds;
use super::weights::{Sum, Sums, Weights};
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

/// What candidates further behind in hundredths of a logarithm are worth is less than a rounding error.
const HOPELESS: i32 = 900;

/// All candidates of an anchor that are not out of the question, and what the words make of all together.
type Field = (SmallVec<[Judged; 16]>, u64);

/// Chooses for one anchor.
pub fn choose(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, weights: &Weights, maker: &Maker<'_, '_>) -> Choice {
    let (judged, structure_mass) = judge(scene, lattice, weights, maker);
    let chosen = pick(&judged);
    let certainty = likely(&judged, chosen);
    let Some((_, structure, _, candidate, _)) = judged.into_iter().nth(chosen) else {
        return Choice {
            candidate: Candidate { kind: None, roles: SmallVec::new() },
            claim: None,
            certainty: 0,
            structure: 0,
        };
    };
    let claim = maker.claim(&candidate);
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
    maker: &Maker<'_, '_>,
) -> (Option<Ranked>, Option<Ranked>) {
    let (judged, _) = judge(scene, lattice, weights, maker);
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
fn judge(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, weights: &Weights, maker: &Maker<'_, '_>) -> Field {
    let known = scene.grammar_candidate(lattice.anchor);
    let scored = scored(lattice, weights, known.as_ref());
    let top = scored.first().map_or(0, |(score, _)| *score);
    let structure_mass: u64 = scored.iter().map(|(score, _)| odds::exp(top - score)).sum();
    // What the sum says of those that are not out of the question.
    let mut judged: SmallVec<[Judged; 16]> = smallvec![];
    for (mut score, candidate) in scored {
        let is_grammar = known.as_ref().is_some_and(|known| known.is(&candidate));
        if top - score >= HOPELESS && !is_grammar {
            continue;
        }
        // A change with one level has no sum.
        let is_open = candidate.kind == Some(Kind::Change) && candidate.roles.len() < 2 && !maker.has_more(&candidate);
        let claim = if is_open { None } else { maker.bare(&candidate) };
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

/// What is tried in a slot: places among the mentions that are near, with their scores there.
type Tried = SmallVec<[(usize, i32); 6]>;

/// The candidates with their scores by the words alone, the likeliest first.
///
/// A score is the sum of its features; what several candidates share is weighed once: all slots of an operand together, each kind, each
/// empty slot, each pair of operands.
fn scored(lattice: &Lattice<'_, '_>, weights: &Weights, known: Option<&Candidate>) -> SmallVec<[(i32, Candidate); 16]> {
    let slots = lattice.slots();
    let edges: SmallVec<[[Option<i32>; SLOTS]; 24]> =
        lattice.near.iter().map(|at| edge_scores(lattice, weights, *at)).collect();
    let edge = |local: usize, slot: usize| edges.get(local).and_then(|scores| *scores.get(slot)?);
    let place = |at: usize| lattice.near.binary_search(&at).unwrap_or(usize::MAX);
    let weigh = |seen: &dyn Fn(&mut Sum<'_>)| {
        let mut sum = Sum::new(weights);
        seen(&mut sum);
        sum.total
    };
    let nothing = Candidate { kind: None, roles: SmallVec::new() };
    let none = weigh(&|sum| lattice.kind(None, sum));
    let mut top = none;
    let mut scored: SmallVec<[(i32, Candidate); 16]> = smallvec![(none, nothing)];
    let count = lattice.near.len();
    let mut pair_scores: Vec<Option<i32>> = vec![None; if count > 1 { count * count * PAIR_HEADS } else { 0 }];
    let mut first = 0;
    while let Some(kind) = slots.get(first).map(|slot| slot.kind) {
        let places = slots[first..].iter().take_while(|slot| slot.kind == kind).count();
        let own = first..first + places;
        first += places;
        // For each slot the operands worth trying, after the choice to leave it empty.
        let tried: SmallVec<[Tried; 3]> = own
            .clone()
            .map(|index| {
                let of_grammar =
                    known.filter(|known| known.kind == Some(kind)).and_then(|known| known.get(slots[index].role));
                worth_trying(lattice, index, edge, of_grammar.map(place))
            })
            .collect();
        if tried.iter().all(SmallVec::is_empty) {
            continue;
        }
        let of_kind = weigh(&|sum| lattice.kind(Some(kind), sum));
        let unfilled: SmallVec<[i32; 3]> =
            own.clone().map(|index| weigh(&|sum| lattice.unfilled(slots[index], sum))).collect();
        for_each_way(&tried, |way| {
            let mut candidate = Candidate { kind: Some(kind), roles: SmallVec::new() };
            let mut score = of_kind;
            for (index, choice) in own.clone().zip(way) {
                if let Some((local, edge)) = choice {
                    let at = lattice.near[*local];
                    if candidate.roles.iter().any(|(_, other)| *other == at || !lattice.same_unit(*other, at)) {
                        return;
                    }
                    candidate.roles.push((slots[index].role, at));
                    score += edge;
                }
            }
            if candidate.roles.is_empty() {
                return;
            }
            for ((index, choice), unfilled) in own.clone().zip(way).zip(&unfilled) {
                if choice.is_none() {
                    score += unfilled + weigh(&|sum| lattice.empty(slots[index], &candidate, sum));
                }
            }
            for (head, one, other) in pairs(&candidate) {
                let at = (place(one) * count + place(other)) * PAIR_HEADS + usize::from(head);
                let pair = || weigh(&|sum| lattice.pair(head, one, other, sum));
                score += match pair_scores.get_mut(at) {
                    Some(known) => *known.get_or_insert_with(pair),
                    None => pair(),
                };
            }
            score += weigh(&|sum| lattice.order(&candidate, sum));
            top = top.max(score);
            if top - score < HOPELESS + HOPELESS / 2 || known.is_some_and(|known| known.is(&candidate)) {
                scored.push((score, candidate));
            }
        });
    }
    scored.sort_by_key(|(score, _)| -score);
    scored
}

/// The operands of a slot that are worth trying, by their places among those that are near, with their scores: the best few, as far as they are not
/// hopelessly behind the best, and the one that the clause grammar has.
fn worth_trying(
    lattice: &Lattice<'_, '_>,
    slot: usize,
    edge: impl Fn(usize, usize) -> Option<i32>,
    of_grammar: Option<usize>,
) -> Tried {
    let mut own: SmallVec<[(i32, usize); 24]> =
        (0..lattice.near.len()).filter_map(|local| Some((-edge(local, slot)?, local))).collect();
    own.sort_unstable();
    let best = own.first().map_or(0, |(score, _)| *score);
    let is_tried = |(rank, (score, local)): &(usize, (i32, usize))| {
        *rank < TRIED && score - best < HOPELESS || of_grammar == Some(*local)
    };
    own.into_iter().enumerate().filter(is_tried).map(|(_, (score, local))| (local, -score)).collect()
}

/// Every way to fill some slots of three at most, each with one of what is tried there or left empty.
fn for_each_way(tried: &[Tried], mut visit: impl FnMut(&[Option<(usize, i32)>])) {
    let mut way: SmallVec<[Option<(usize, i32)>; 3]> = smallvec![None; tried.len()];
    let mut next: SmallVec<[usize; 3]> = smallvec![0; tried.len()];
    loop {
        visit(&way);
        // Counts up, the first slot fastest: 0 is empty, then each operand.
        let Some(at) = (0..tried.len()).find(|at| next[*at] < tried[*at].len()) else { return };
        for before in 0..at {
            (next[before], way[before]) = (0, None);
        }
        way[at] = Some(tried[at][next[at]]);
        next[at] += 1;
    }
}

/// The most slots that a sort of result has, and how many heads the features of pairs have.
const SLOTS: usize = 7;
const PAIR_HEADS: usize = 4;

/// The scores of an operand in each slot of the result; `None` where it does not fit.
fn edge_scores(lattice: &Lattice<'_, '_>, weights: &Weights, at: usize) -> [Option<i32>; SLOTS] {
    let mut sums = Sums::new(weights);
    lattice.around(at, |template, values| sums.feature(template, values));
    std::array::from_fn(|index| {
        let slot = lattice.slots().get(index).filter(|slot| lattice.fits(**slot, at))?;
        let mut sum = Sum::new(weights);
        for head in slot.heads() {
            sum.total += sums.totals[usize::from(head) % COLUMNS];
            lattice.of_grammar(*slot, head, at, &mut sum);
        }
        Some(sum.total)
    })
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
