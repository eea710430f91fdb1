//! Labelled passages, and what the product sees in them.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Read};

use claim_audit::document::Format;
use claim_audit::link::feature;
use claim_audit::link::training::{Example, ExampleCandidate, examples};
use claim_audit::model::{Role, Span};
use serde::Deserialize;

use crate::cluster;

/// A passage with the relations that somebody, or their own sums, found in it.
#[derive(Debug, Deserialize)]
pub struct Passage {
    #[serde(default)]
    pub doc: String,
    #[serde(default)]
    pub corpus: String,
    #[serde(default)]
    format: String,
    pub text: String,
    claims: Vec<Gold>,
}

#[derive(Debug, Deserialize)]
struct Gold {
    kind: String,
    #[serde(default)]
    optional: bool,
    quantities: Vec<GoldQuantity>,
}

#[derive(Debug, Deserialize)]
struct GoldQuantity {
    role: String,
    start: Option<usize>,
    end: Option<usize>,
}

/// A number with its candidates, and which of them is right.
pub struct Labelled {
    pub example: Example,
    /// The right candidate.
    pub right: usize,
    /// The pairs of numbers that the label has.
    pub pairs: usize,
    /// For each candidate and each pair of its numbers, whether the label has it.
    pub right_pairs: Vec<Vec<bool>>,
    pub fold: usize,
    pub weight: f64,
    pub corpus: usize,
}

/// All that is learned from, with the names of what is seen.
#[derive(Default)]
pub struct Data {
    pub labelled: Vec<Labelled>,
    pub names: Vec<String>,
    pub corpora: Vec<String>,
    /// How many clusters of passages there are, and of how many passages.
    pub clusters: (usize, usize),
}

/// How many parts the clusters are split into.
pub const FOLDS: usize = 5;

/// In place of a fold: what is always learned from, and never measured on.
pub const ALWAYS: usize = FOLDS;
/// What is only measured on.
pub const TEST: usize = FOLDS + 1;
/// What is left out, as it stands in a cluster with what is only measured on.
pub const NEVER: usize = FOLDS + 2;

/// A file of passages.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: String,
    /// Whether only some relations are labelled.
    pub partial: bool,
    /// Whether it is only measured on.
    pub test: bool,
    /// What each passage weighs.
    pub weight: f64,
}

impl Source {
    /// Reads `PATH[:partial|:test][*WEIGHT]`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (path, weight) = match text.split_once('*') {
            Some((path, weight)) => (path, weight.parse().map_err(|_| format!("{text}: `{weight}` is no weight"))?),
            None => (text, 1.0),
        };
        let flag = |flag: &str| path.ends_with(flag);
        let (partial, test) = (flag(":partial"), flag(":test"));
        let path = path.trim_end_matches(":partial").trim_end_matches(":test");
        Ok(Self { path: path.to_owned(), partial, test, weight })
    }

    fn passages(&self) -> io::Result<Vec<Passage>> {
        let file = std::fs::File::open(&self.path)?;
        let lines: Box<dyn BufRead> = if self.path.ends_with(".gz") {
            let mut text = Vec::new();
            flate2::read::MultiGzDecoder::new(file).read_to_end(&mut text)?;
            Box::new(io::Cursor::new(text))
        } else {
            Box::new(BufReader::new(file))
        };
        lines.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
    }
}

/// The first number of a kind's result that is labelled is the one that states it.
const RESULTS: &[(&str, &[&str])] =
    &[("change", &["percent", "difference", "multiple"]), ("share", &["share"]), ("growth_rate", &["percent"])];

impl Data {
    /// Reads all sources; `sums` says whether each sum is done, too.
    pub fn read(sources: &[Source], sums: bool) -> io::Result<Self> {
        let mut data = Self::default();
        let mut numbers: HashMap<(u64, usize), u32> = HashMap::new();
        let mut labelled_documents: HashSet<String> = HashSet::new();
        let mut passages: Vec<(Passage, &Source)> = Vec::new();
        for source in sources {
            for passage in source.passages()? {
                let document = passage.doc.rsplit('/').next().unwrap_or_default().to_owned();
                // What people labelled goes before what its own sums say.
                if source.test {
                    // Clusters keep it apart.
                } else if !source.partial {
                    labelled_documents.insert(document);
                } else if labelled_documents.contains(&document) {
                    continue;
                }
                passages.push((passage, source));
            }
        }
        let texts: Vec<&Passage> = passages.iter().map(|(passage, _)| passage).collect();
        let clusters = cluster::clusters(&texts);
        let tests: HashSet<usize> = passages
            .iter()
            .zip(&clusters)
            .filter(|((_, source), _)| source.test)
            .map(|(_, cluster)| *cluster)
            .collect();
        data.clusters = (clusters.iter().collect::<HashSet<_>>().len(), clusters.len());
        for ((passage, source), cluster) in passages.iter().zip(&clusters) {
            let mut number = |template, head, values: &[u16]| {
                let key = feature::place(template, head, values);
                let next = data.names.len() as u32;
                *numbers.entry(key).or_insert_with(|| {
                    data.names.push(feature::name(template, head, values));
                    next
                })
            };
            let format = if passage.format == "md" { Format::Markdown } else { Format::Text };
            let found = examples(&passage.text, format, sums, &mut number);
            let corpus = data.corpora.iter().position(|corpus| *corpus == passage.corpus).unwrap_or_else(|| {
                data.corpora.push(passage.corpus.clone());
                data.corpora.len() - 1
            });
            let fold = match (source.test, tests.contains(cluster), source.partial) {
                (true, ..) => TEST,
                (_, true, _) => NEVER,
                (_, _, true) => ALWAYS,
                _ => cluster::hash(&passage_name(&passages[*cluster].0)) as usize % FOLDS,
            };
            let weight = source.weight;
            for example in found {
                let labelled = if source.partial { passage.proven(example) } else { passage.label(example) };
                if let Some((example, right, pairs, right_pairs)) = labelled {
                    data.labelled.push(Labelled { example, right, pairs, right_pairs, fold, weight, corpus });
                }
            }
        }
        Ok(data)
    }

    /// In how many examples each feature is seen.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0u32; self.names.len()];
        for one in &self.labelled {
            let mut seen: Vec<u32> = one.example.edges.iter().flatten().copied().collect();
            seen.extend(one.example.candidates.iter().flat_map(|candidate| candidate.own.iter().copied()));
            seen.sort_unstable();
            seen.dedup();
            for feature in seen {
                counts[feature as usize] += 1;
            }
        }
        counts
    }
}

type Answer = (Example, usize, usize, Vec<Vec<bool>>);

impl Passage {
    /// The label of a number, with every candidate held against it; `None` where the label leaves it open.
    fn label(&self, example: Example) -> Option<Answer> {
        let places = self.places();
        let gold = match self.gold(&example, &places) {
            (None, true) => return None,
            (gold, _) => gold,
        };
        let (right, pairs) = gold.map_or((0, 0), |gold| {
            let count = gold.quantities.len();
            (best(&example, gold, &places), count * (count - 1) / 2)
        });
        let flags = |candidate: &ExampleCandidate| -> Vec<bool> {
            let of_kind = gold.filter(|gold| candidate.kind.is_some_and(|kind| kind.name() == gold.kind));
            let roles = candidate.roles.iter().map(|role| of_kind.is_some_and(|gold| has(gold, role, &places)));
            let flags: Vec<bool> = std::iter::once(of_kind.is_some()).chain(roles).collect();
            let pairs = |one: usize| (one + 1..flags.len()).map(move |other| (one, other));
            (0..flags.len()).flat_map(pairs).map(|(one, other)| flags[one] && flags[other]).collect()
        };
        let right_pairs = example.candidates.iter().map(flags).collect();
        Some((example, right, pairs, right_pairs))
    }

    /// The same where a sum proves the relation: only which of the like candidates is meant was proven, not that there is one.
    fn proven(&self, mut example: Example) -> Option<Answer> {
        let places = self.places();
        let gold = self.gold(&example, &places).0?;
        let right = best(&example, gold, &places);
        if right == 0 {
            return None;
        }
        let shape = |candidate: &ExampleCandidate| {
            let mut roles: Vec<Role> = candidate.roles.iter().map(|(role, _)| *role).collect();
            roles.sort();
            (candidate.kind.map(|kind| kind.name()), roles)
        };
        let wanted = shape(&example.candidates[right]);
        let before = example.candidates[..right].iter().filter(|candidate| shape(candidate) == wanted).count();
        example.candidates.retain(|candidate| shape(candidate) == wanted);
        (example.candidates.len() > 1).then_some((example, before, 0, Vec::new()))
    }

    /// The relation whose result the number states, and whether there is one that may be left out.
    fn gold(&self, example: &Example, places: &[usize]) -> (Option<&Gold>, bool) {
        let (mut found, mut optional) = (None, false);
        for claim in &self.claims {
            let Some((_, results)) = RESULTS.iter().find(|(kind, _)| *kind == claim.kind) else { continue };
            let result = results.iter().find_map(|role| claim.quantities.iter().find(|one| one.role == *role));
            if result.is_some_and(|result| meets(example.anchor, result, places)) {
                if claim.optional {
                    optional = true;
                } else if found.is_none() {
                    found = Some(claim);
                }
            }
        }
        (found, optional)
    }

    /// The byte of each character, as labels count in characters.
    fn places(&self) -> Vec<usize> {
        self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect()
    }
}

/// What a cluster is known by: the corpus and the name of its first document, or its text.
fn passage_name(first: &Passage) -> String {
    format!("{} {}", first.corpus, if first.doc.is_empty() { &first.text } else { &first.doc })
}

/// The candidate that has most of the label and nothing else; the first if there is none.
fn best(example: &Example, gold: &Gold, places: &[usize]) -> usize {
    let mut best = (0, 0);
    for (at, candidate) in example.candidates.iter().enumerate() {
        let of_kind = candidate.kind.is_some_and(|kind| kind.name() == gold.kind);
        if of_kind && candidate.roles.len() > best.0 && candidate.roles.iter().all(|role| has(gold, role, places)) {
            best = (candidate.roles.len(), at);
        }
    }
    best.1
}

fn has(gold: &Gold, (role, span): &(Role, Span), places: &[usize]) -> bool {
    gold.quantities.iter().any(|one| one.role == role.name() && meets(*span, one, places))
}

fn meets(span: Span, quantity: &GoldQuantity, places: &[usize]) -> bool {
    let place = |at: Option<usize>| places.get(at?).copied();
    let ends = place(quantity.start).zip(place(quantity.end));
    ends.is_some_and(|(start, end)| (span.start as usize) < end && start < span.end as usize)
}
