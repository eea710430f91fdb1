//! What a trainer sees: the candidates of each number that may state a result, with their features.

use smallvec::SmallVec;

use super::candidate::{Lattice, Scene, Sort};
use super::feature::{Sink, Template};
use super::symbol::Symbol;
use crate::document::{Document, Format};
use crate::model::{Kind, Role, Span, Verdict};
use crate::resolve::resolve;

/// A number that may state a result.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where it stands.
    pub anchor: Span,
    /// What kind of result it may state.
    pub sort: Sort,
    /// The features of each operand in each slot, shared by the candidates.
    pub edges: Vec<Vec<u32>>,
    /// The candidates; the first is that it states no relation to printed numbers.
    pub candidates: Vec<ExampleCandidate>,
}

/// One candidate.
#[derive(Debug, Clone)]
pub struct ExampleCandidate {
    /// The kind of claim.
    pub kind: Option<Kind>,
    /// The operands.
    pub roles: Vec<(Role, Span)>,
    /// Which edges it has.
    pub edges: Vec<u32>,
    /// Its features beyond those.
    pub own: Vec<u32>,
    /// Whether its sum comes out, where it has all that a sum needs, and in millionths how likely chance would do the same.
    pub sum: Option<(bool, u64)>,
}

struct Noted<'i, F> {
    number: &'i mut F,
    features: Vec<u32>,
}

impl<F: FnMut(Template, Symbol, &[Symbol]) -> u32> Sink for Noted<'_, F> {
    fn feature(&mut self, template: Template, head: Symbol, values: &[Symbol]) {
        self.features.push((self.number)(template, head, values));
    }
}

/// The examples of a text; `number` gives each feature its number, `sums` says whether each sum is done.
pub fn examples(
    source: &str,
    format: Format,
    sums: bool,
    number: &mut impl FnMut(Template, Symbol, &[Symbol]) -> u32,
) -> Vec<Example> {
    let document = Document::parse(source, format);
    let resolved = resolve(&document);
    let scene = Scene::new(&document, &resolved.reads, &resolved.claims);
    let anchors = scene.anchors();
    let mut all = Vec::with_capacity(anchors.len());
    for anchor in &anchors {
        let lattice = Lattice::new(&scene, anchor);
        let maker = super::Maker::new(&scene, anchor);
        let mut edges = Vec::new();
        let mut places = Vec::new();
        for (index, slot) in lattice.slots().iter().enumerate() {
            for &at in &lattice.near {
                if lattice.fits(*slot, at) {
                    let mut noted = Noted { number, features: Vec::new() };
                    lattice.edge(*slot, at, &mut noted);
                    places.push((index, at));
                    edges.push(noted.features);
                }
            }
        }
        let keep = |index: usize, _| -> SmallVec<[usize; 8]> {
            places.iter().filter(|(slot, _)| *slot == index).map(|(_, at)| *at).collect()
        };
        let candidates = lattice.candidates(keep).into_iter().map(|candidate| {
            let mut noted = Noted { number, features: Vec::new() };
            lattice.tuple(&candidate, &mut noted);
            let edge = |(role, at): &(Role, usize)| {
                let index =
                    lattice.slots().iter().position(|slot| Some(slot.kind) == candidate.kind && slot.role == *role)?;
                let place = places.iter().position(|place| *place == (index, *at))?;
                u32::try_from(place).ok()
            };
            let claim = if sums { maker.claim(&candidate) } else { None };
            let sum = claim.and_then(|claim| {
                let reading = claim.readings.first()?;
                let verdict = crate::rules::verdict_of(&claim, reading);
                let holds = super::choose::comes_out(&claim);
                (verdict != Verdict::Unchecked).then(|| (holds, super::choose::chance(claim.kind, reading)))
            });
            ExampleCandidate {
                sum,
                kind: candidate.kind,
                roles: candidate.roles.iter().map(|(role, at)| (*role, scene.mentions[*at].span)).collect(),
                edges: candidate.roles.iter().filter_map(edge).collect(),
                own: noted.features,
            }
        });
        let candidates = candidates.collect();
        all.push(Example { anchor: anchor.mention.span, sort: anchor.sort, edges, candidates });
    }
    all
}
