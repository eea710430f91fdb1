//! All that claims join, solved at once: what only several claims together show to be wrong, and which number is to blame.

use super::cite::{Draft, Texts};
use super::conflict::{Conflict, Repair};
use super::groups::Groups;
use super::plausible::near;
use super::series::{Index, Series};
use super::web::{Weaver, Web};
use crate::facts::{Certainty, Ledger};
use crate::model::{Severity, Span, Verdict};
use crate::network::{self, DEFAULT_BUDGET};
use crate::rules::Contradiction;

/// How many repairs that are equally likely are told.
const TIED: usize = 3;

/// Adds to the conflicts that are known how they can be followed and put right, and behind them what only the whole shows; says whether the work
/// was cut short.
pub fn compare(
    ledger: &Ledger,
    all: &[Series],
    index: &Index,
    texts: &mut Texts<'_>,
    conflicts: &mut Vec<Conflict>,
) -> bool {
    let weaver = Weaver { ledger, all, index, unstated: false };
    let mut budget = budget(ledger);
    let mut exhausted = false;
    let mut webs: Vec<Web> = Vec::new();
    let mut found: Vec<(usize, network::Conflict)> = Vec::new();
    for group in Groups::of(&weaver).iter() {
        let web = Web::of(&weaver, &group);
        if web.network.is_empty() {
            continue;
        }
        let places = &web.places;
        let mut read = |place: usize| Some(texts.cited(&places.get(place)?.cite(""))?.text);
        let solution = web.network.solve_with(budget, &mut read);
        budget = budget.saturating_sub(solution.steps);
        exhausted |= solution.exhausted;
        if !solution.conflicts.is_empty() {
            found.extend(solution.conflicts.into_iter().map(|conflict| (webs.len(), conflict)));
            webs.push(web.way_back());
        }
    }
    let first = |(web, conflict): &(usize, network::Conflict)| {
        let place = webs.get(*web)?.places.get(*conflict.statements.first()?)?;
        Some((place.document, place.span))
    };
    found.sort_by_key(first);
    let known = conflicts.len();
    for (web, conflict) in &found {
        if let Some(web) = webs.get(*web) {
            Told { ledger, web }.tell(conflict, texts, conflicts, known);
        }
    }
    exhausted
}

/// The work for a run: looking at everything once takes a few steps for each number, and what is left over is for explanations.
pub fn budget(ledger: &Ledger) -> u64 {
    let terms = ledger.relations.iter().map(|(_, relation)| relation.terms.len()).sum::<usize>();
    DEFAULT_BUDGET.saturating_add(64 * (ledger.facts.len() + terms) as u64)
}

/// How many numbers of a conflict are shown. A sum may have thousands.
const CITED: usize = 32;

struct Told<'t> {
    ledger: &'t Ledger,
    web: &'t Web,
}

impl Told<'_> {
    /// Explains the known conflicts that this one is behind, or tells it as one of its own.
    fn tell(&self, conflict: &network::Conflict, texts: &mut Texts<'_>, conflicts: &mut Vec<Conflict>, known: usize) {
        let repairs = self.repairs(conflict, texts);
        let places = |places: &mut dyn Iterator<Item = usize>| -> Vec<(u32, Span)> {
            places.filter_map(|place| self.web.places.get(place)).map(|place| (place.document, place.span)).collect()
        };
        let stated = places(&mut conflict.statements.iter().copied());
        let blamed =
            places(&mut conflict.repairs.iter().take(1).flat_map(|repair| &repair.changes).map(|change| change.place));
        let cites = |conflict: &Conflict, place: &(u32, Span)| {
            conflict.facts.iter().any(|cited| (cited.document, cited.span) == *place)
        };
        let mut explained = false;
        for other in conflicts.iter_mut().take(known) {
            let both = stated.iter().filter(|place| cites(other, place)).count() > 1;
            if both || blamed.iter().any(|place| cites(other, place)) {
                explained = true;
                if other.repairs.is_empty() {
                    // Of two numbers there is no more to say than that they differ, or which is the larger.
                    if conflict.statements.len() > 2 {
                        other.steps.clone_from(&conflict.steps);
                    }
                    other.repairs.clone_from(&repairs);
                }
            }
        }
        if !explained && let Some(draft) = self.draft(conflict) {
            let mut own = texts.conflict(draft);
            own.steps.clone_from(&conflict.steps);
            own.repairs = repairs;
            conflicts.push(own);
        }
    }

    /// A conflict of its own, if it is certain enough to be one.
    fn draft(&self, conflict: &network::Conflict) -> Option<Draft> {
        let best = conflict.repairs.first()?;
        let [change] = best.changes.as_slice() else { return None };
        let blamed = self.web.places.get(change.place)?;
        let claims: Vec<u32> =
            conflict.relations.iter().filter_map(|at| self.web.claims.get(*at).copied().flatten()).collect();
        let mut all: Vec<usize> = conflict.statements.clone();
        // A claim that is wrong by itself was reported where it stands. What is new is which of its numbers the others do not bear out.
        let relations = || claims.iter().filter_map(|at| self.ledger.relations.get(*at as usize));
        let alone = conflict.relations.len() == 1 && relations().all(|(_, claim)| claim.verdict == Verdict::Mismatch);
        if alone && relations().any(|(_, claim)| claim.held_back) {
            return None;
        }
        let settled = !conflict.tied && conflict.repairs.len() < conflict.statements.len();
        if alone && !settled || !alone && !self.is_sure(conflict, change) {
            return None;
        }
        all.sort_by_key(|place| *place != change.place);
        let cites = all.iter().take(CITED).filter_map(|place| self.web.places.get(*place)).enumerate();
        let cites: Vec<_> = cites
            .map(|(at, place)| {
                place.cite(if at > 0 {
                    "and here"
                } else if conflict.tied {
                    "here"
                } else {
                    "not borne out"
                })
            })
            .collect();
        let days = blamed.fact.or_else(|| all.iter().find_map(|place| self.web.places.get(*place)?.fact));
        let days = days.and_then(|fact| self.ledger.get(fact)).map(|entry| entry.fact.dated.days);
        let message = match &change.replacement {
            Some(right) if alone => {
                format!(
                    "{{metric}}: of the numbers that do not come out here, others speak for {right} in place of {}",
                    change.text
                )
            }
            Some(right) if !conflict.tied => {
                format!(
                    "{{metric}}: {} does not agree with {} other numbers, which leave {right}",
                    change.text,
                    all.len() - 1
                )
            }
            _ => format!("{{metric}}: these {} numbers can't all be right", all.len()),
        };
        Some(Draft {
            rule: Contradiction::NAME,
            severity: if alone { Severity::Note } else { Severity::Warning },
            days,
            message,
            arithmetic: String::new(),
            cites,
        })
    }

    /// Whether the numbers are certainly of what they seem to be: names of their own, and a slip rather than another thing.
    fn is_sure(&self, conflict: &network::Conflict, change: &network::Change) -> bool {
        let places = || conflict.statements.iter().filter_map(|place| self.web.places.get(*place));
        let documents: Vec<u32> = places().map(|place| place.document).collect();
        let within = documents.iter().all(|document| Some(document) == documents.first());
        let named = places()
            .filter_map(|place| self.ledger.get(place.fact?))
            .all(|entry| !entry.fact.revised && (within || entry.fact.metric.certainty != Certainty::Generic));
        let slip = change.slip.is_some();
        let (low, high) = (change.implied.low(), change.implied.high());
        let value = self.web.places.get(change.place).map(|place| place.number.value.abs());
        let close = value.is_some_and(|value| low.into_iter().chain(high).any(|end| near(value, end.abs())));
        named && (slip || close)
    }

    /// The likeliest repairs, a change each.
    fn repairs(&self, conflict: &network::Conflict, texts: &mut Texts<'_>) -> Vec<Repair> {
        let Some(first) = conflict.repairs.first() else { return Vec::new() };
        let best = conflict.repairs.iter().take_while(|repair| repair.rank == first.rank).take(TIED);
        let mut repairs = Vec::new();
        for repair in best {
            for change in &repair.changes {
                let Some(replacement) = change.replacement.clone() else { continue };
                let Some(cited) = self.web.places.get(change.place).and_then(|place| texts.cited(&place.cite("")))
                else {
                    continue;
                };
                let why = match (conflict.tied, repair.changes.len()) {
                    (true, _) => format!("{}; another change is as likely", change.reason()),
                    (_, 1) => change.reason().to_owned(),
                    _ => format!("{}, as in the other place", change.reason()),
                };
                repairs.push(Repair { path: cited.path, span: cited.span, text: cited.text, replacement, why });
            }
        }
        repairs
    }
}
