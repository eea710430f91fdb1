//! Which numbers belong together.
//!
//! Every number that states a result (a percentage, points, a multiple, a difference) looks for its operands among the numbers near to
//! it. Words choose: each way to fill the roles is scored by named features with learned weights. Then the sum is done: that it comes
//! out speaks for a link as far as chance would not do the same, and that it fails speaks against it. What is left is a probability,
//! the *certainty* of the link. A sum that fails is an alarm only if the words alone make the link nearly certain.

pub mod candidate;
mod certainty;
pub mod choose;
mod direction;
pub mod feature;
pub mod mention;
mod odds;
mod phrase;
mod proof;
pub mod reason;
pub mod symbol;
pub mod training;
pub mod weights;

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::grammar::clause::Context;
use crate::model::{Claim, Kind, Quantity, Reading, Role, Span, Unit};
use crate::resolve::Read;
use candidate::{Anchor, Candidate, Lattice, Scene, Sort, anchor_span};
pub use certainty::{Line, Profile, weigh};
use choose::{Choice, choose};
use weights::weights;

/// Chooses for every number that states a result what it belongs to.
///
/// `claims` are what the clause grammar found; claims of kinds that are not linked here come back as they are. `settled` are those of tables,
/// lists and fractions, which need no link: the numbers that they have as results state nothing else.
#[must_use]
pub fn link(document: &Document<'_>, reads: &[Read], claims: &[Claim], settled: Vec<Claim>) -> Vec<Claim> {
    let scene = Scene::new(document, reads, claims);
    let anchors = scene.anchors();
    let mut absorbed = vec![false; claims.len()];
    let mut linked: Vec<(Claim, Choice)> = Vec::with_capacity(anchors.len());
    for anchor in &anchors {
        let lattice = Lattice::new(&scene, anchor);
        let mut choice = choose(&scene, &lattice, weights(), &Maker::new(&scene, anchor));
        if let Some(old) = anchor.claim {
            absorbed[old] = true;
        }
        // Numbers from afar confirm, and do not accuse.
        let (claim, certainty) = if let Some(claim) = afar(&scene, &lattice, &choice.candidate) {
            (Some(claim), choice.certainty.min(AFAR))
        } else {
            let doubt = doubt(&scene, &lattice, &choice.candidate);
            let sure = if doubt.is_some() { choice.certainty.min(AFAR) } else { choice.certainty };
            (choice.claim.take().or_else(|| alone(&scene, anchor)), sure)
        };
        if let Some(mut claim) = claim {
            claim.certainty = Some(certainty);
            linked.push((claim, choice));
        }
    }
    settle(&mut linked);
    let mut all: Vec<Claim> = linked.into_iter().map(|(claim, _)| claim).collect();
    let mut used: HashSet<Span> = HashSet::new();
    for reading in all.iter().filter(|claim| claim.kind == Kind::Change).filter_map(|claim| claim.readings.first()) {
        if reading.has(Role::New) && reading.has(Role::Old) {
            used.extend(reading.roles.iter().map(|(_, quantity)| quantity.span));
        }
    }
    let directions: Vec<Option<u8>> = claims.iter().map(|claim| direction::certainty(&scene, claim)).collect();
    for ((claim, absorbed), direction) in claims.iter().zip(absorbed).zip(directions) {
        // "from A to B" is a part of the change whose percentage has both.
        let is_part = |claim: &Claim| {
            claim.kind == Kind::Change
                && anchor_span(claim).is_none()
                && claim
                    .readings
                    .first()
                    .is_some_and(|reading| reading.roles.iter().all(|(_, quantity)| used.contains(&quantity.span)))
        };
        if !absorbed && !is_part(claim) {
            all.push(Claim { certainty: direction, ..claim.clone() });
        }
    }
    let taken: HashSet<Span> = settled.iter().filter_map(anchor_span).collect();
    all.retain(|claim| !anchor_span(claim).is_some_and(|span| taken.contains(&span)));
    all.extend(settled);
    let proven = proof::prove(&scene, &all);
    all.extend(proven);
    all
}

/// The most that is believed of a link to a number beyond the sentences around, or to one whose noun is another.
const AFAR: u8 = 20;

/// Why little is believed of a link, whatever the words say.
fn doubt(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, candidate: &Candidate) -> Option<&'static str> {
    if nouns_differ(scene, candidate) {
        Some("the nouns of its numbers differ")
    } else if reaches_out(scene, lattice, candidate) {
        Some("one of its numbers stands in another sentence")
    } else {
        None
    }
}

/// Whether an operand stands in another sentence, without words that point back to it in a way that the grammar reads too.
fn reaches_out(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, candidate: &Candidate) -> bool {
    let here = lattice.anchor.mention.read;
    candidate.roles.iter().any(|(_, at)| scene.mentions.get(*at).is_some_and(|mention| mention.read != here))
        && !(lattice.points_back() && scene.grammar_candidate(lattice.anchor).is_some_and(|known| known.is(candidate)))
}

/// Whether two operands count different things, as far as their nouns tell.
fn nouns_differ(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let mut operands = candidate.roles.iter().filter_map(|(_, at)| scene.mentions.get(*at));
    let Some(first) = operands.next() else { return false };
    operands.any(|other| mention::agree(scene.document, scene.reads, first, other) == Some(2))
}

/// The grammar's claim, where it has operands that the linker does not look at (in a table, in a headline, in pence beside bare
/// pounds), and agrees with the choice
/// in all others.
fn afar(scene: &Scene<'_>, lattice: &Lattice<'_, '_>, chosen: &Candidate) -> Option<Claim> {
    let anchor = lattice.anchor;
    let claim = scene.claims.get(anchor.claim?)?;
    if chosen.kind.is_none() && choose::comes_out(claim) {
        return Some(claim.clone());
    }
    if chosen.kind.is_some_and(|kind| kind != claim.kind) {
        return None;
    }
    let reach =
        |span: Span| lattice.near.iter().any(|at| scene.mentions.get(*at).is_some_and(|mention| mention.span == span));
    let reading = claim.readings.first()?;
    let operands = || reading.roles.iter().filter(|(_, quantity)| quantity.span != anchor.mention.span);
    let chosen_span = |role: Role| chosen.get(role).and_then(|at| scene.mentions.get(at)).map(|mention| mention.span);
    let agrees = operands().all(|(role, quantity)| !reach(quantity.span) || chosen_span(*role) == Some(quantity.span))
        && chosen.roles.iter().all(|(role, _)| reading.get(*role).map(|quantity| quantity.span) == chosen_span(*role));
    (agrees && operands().any(|(_, quantity)| !reach(quantity.span))).then(|| claim.clone())
}

/// A number is the difference of one change only, and no level of one where it is that: of two claims that share two numbers, the surer
/// one stays.
fn settle(linked: &mut Vec<(Claim, Choice)>) {
    // How sure the words are of the claims in which a number is an operand.
    let mut operands: HashMap<Span, u8> = HashMap::new();
    for (claim, choice) in linked.iter() {
        let anchor = anchor_span(claim);
        for (_, quantity) in claim.readings.first().into_iter().flat_map(|reading| &reading.roles) {
            if Some(quantity.span) != anchor {
                let sure = operands.entry(quantity.span).or_default();
                *sure = choice.structure.max(*sure);
            }
        }
    }
    linked.retain(|(claim, choice)| {
        let is_difference = claim.readings.first().is_some_and(|reading| {
            reading.has(Role::Difference) && !reading.has(Role::Percent) && !reading.has(Role::Multiple)
        });
        let taken = || anchor_span(claim).and_then(|span| operands.get(&span));
        !is_difference || taken().is_none_or(|sure| *sure < choice.structure.min(50))
    });
}

/// The claim that the grammar found, with nothing but the number that states its result.
fn alone(scene: &Scene<'_>, anchor: &Anchor) -> Option<Claim> {
    let mut claim = scene.claims.get(anchor.claim?)?.clone();
    let operand = |role: Role| anchor.sort.slots().iter().any(|slot| slot.kind == claim.kind && slot.role == role);
    for reading in &mut claim.readings {
        reading.roles.retain(|(role, quantity)| quantity.span == anchor.mention.span || !operand(*role));
    }
    claim.readings.truncate(1);
    Some(claim)
}

/// Makes the claims of the candidates of one anchor; what they share is worked out once.
pub struct Maker<'s, 'd> {
    scene: &'s Scene<'d>,
    anchor: &'s Anchor,
    /// The claim of the grammar.
    old: Option<&'d Claim>,
    context: OnceCell<Option<Context>>,
    quantities: RefCell<Vec<(usize, Option<Quantity>)>>,
}

impl<'s, 'd> Maker<'s, 'd> {
    pub(crate) fn new(scene: &'s Scene<'d>, anchor: &'s Anchor) -> Self {
        let old = anchor.claim.and_then(|claim| scene.claims.get(claim));
        Self { scene, anchor, old, context: OnceCell::new(), quantities: RefCell::default() }
    }

    /// The claim that a candidate makes.
    pub(crate) fn claim(&self, candidate: &Candidate) -> Option<Claim> {
        self.made(candidate, true)
    }

    /// The claim as far as its sum needs it.
    pub(crate) fn bare(&self, candidate: &Candidate) -> Option<Claim> {
        self.made(candidate, false)
    }

    /// Whether the grammar knows more of the claim than what the candidate's sort of result has places for.
    pub(crate) fn has_more(&self, candidate: &Candidate) -> bool {
        let reading = self.old.filter(|old| Some(old.kind) == candidate.kind).and_then(|old| old.readings.first());
        let places = self.anchor.sort.slots();
        let has_place = |role: Role| places.iter().any(|slot| Some(slot.kind) == candidate.kind && slot.role == role);
        reading.is_some_and(|reading| {
            let others = reading.roles.iter().filter(|(_, quantity)| quantity.span != self.anchor.mention.span);
            others.into_iter().any(|(role, _)| !has_place(*role))
        })
    }

    fn read(&self) -> Option<&'d Read> {
        self.scene.reads.get(self.anchor.mention.read)
    }

    fn context(&self) -> Option<&Context> {
        let context = || Some(Context::at(&self.read()?.sentence, self.anchor.mention.token));
        self.context.get_or_init(context).as_ref()
    }

    /// A number of the grammar's claim, with all that the grammar knows of it.
    fn known(&self, span: Span, role: Role) -> Option<Quantity> {
        let mut roles = self.old?.readings.first()?.roles.iter();
        roles.find(|(r, quantity)| quantity.span == span && *r == role).map(|(_, quantity)| quantity.clone())
    }

    fn quantity(&self, at: usize) -> Option<Quantity> {
        if let Some((_, quantity)) = self.quantities.borrow().iter().find(|(place, _)| *place == at) {
            return quantity.clone();
        }
        let quantity = self.scene.quantity(at);
        self.quantities.borrow_mut().push((at, quantity.clone()));
        quantity
    }

    fn made(&self, candidate: &Candidate, whole: bool) -> Option<Claim> {
        let kind = candidate.kind?;
        let anchor = self.anchor;
        let result_role = match (kind, anchor.sort) {
            (Kind::Share, _) => Role::Share,
            (_, Sort::Percent) => Role::Percent,
            (_, Sort::Multiple) => Role::Multiple,
            _ => Role::Difference,
        };
        let of_kind = self.old.filter(|old| old.kind == kind);
        let result = self.known(anchor.mention.span, result_role).or_else(|| self.quantity(anchor.at?))?;
        let mut roles = vec![(result_role, result)];
        for (role, at) in &candidate.roles {
            let span = self.scene.mentions.get(*at)?.span;
            roles.push((*role, self.known(span, *role).or_else(|| self.quantity(*at))?));
        }
        // What the grammar knows besides: a second way to state the result, the years of a rate.
        let operand = |role: Role| anchor.sort.slots().iter().any(|slot| slot.kind == kind && slot.role == role);
        for (role, quantity) in of_kind.and_then(|old| old.readings.first()).iter().flat_map(|reading| &reading.roles) {
            if !operand(*role) && roles.iter().all(|(_, other)| other.span != quantity.span) {
                roles.push((*role, quantity.clone()));
            }
        }
        roles.sort_by_key(|(_, quantity)| quantity.span.start);
        // What the grammar reads in the same way stays as it reads it, with all that it left open.
        if let Some(old) = of_kind
            && let Some(same) = old.readings.iter().position(|reading| same(reading, &roles))
        {
            let mut claim = old.clone();
            claim.readings.swap(0, same);
            return Some(claim);
        }
        let context = self.context()?;
        let direction = match of_kind {
            Some(old) => old.direction,
            None if kind == Kind::Change => context.direction,
            None => None,
        };
        let read = self.read()?;
        let prose = &self.scene.document.blocks.get(read.block)?.prose;
        let metric = || {
            let range = context.metric.clone()?;
            let first = read.sentence.tokens.get(range.start)?.start;
            let last = read.sentence.tokens.get(range.end.checked_sub(1)?)?.end;
            let words = prose.text().get(first as usize..last as usize)?;
            Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        // Of the inflation rate one says "rose 2 percent" and means points.
        let levels = roles.iter().filter(|(role, _)| matches!(role, Role::New | Role::Old));
        let needs_metric = whole || levels.into_iter().any(|(_, level)| level.unit == Unit::Percent);
        Some(Claim {
            direction,
            metric: of_kind.and_then(|old| old.metric.clone()).or_else(|| if needs_metric { metric() } else { None }),
            guard: self.old.and_then(|old| old.guard).or(context.guard),
            ..Claim::new(kind, prose.span(read.range.clone()), roles)
        })
    }
}

/// Whether a reading gives the same numbers the same roles.
fn same(reading: &Reading, roles: &[(Role, Quantity)]) -> bool {
    reading.roles.len() == roles.len()
        && reading
            .roles
            .iter()
            .all(|(role, quantity)| roles.iter().any(|(r, other)| r == role && other.span == quantity.span))
}
