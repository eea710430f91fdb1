//! Learning: a log-linear model over the candidates of each number, by stochastic gradient with steps that shrink feature by feature.

use std::collections::HashMap;
use std::fmt::Write;

use crate::passages::{Data, Labelled};

/// What the learning goes by.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How strongly weights are pulled towards nothing.
    pub l2: f64,
    pub epochs: usize,
    /// How often a feature must be seen.
    pub least: u32,
    /// What weighs less is dropped, and the rest learned again.
    pub cut: f64,
}

impl Settings {
    /// The settings of the shipped weights, or those that the environment gives: `L2`, `EPOCHS`, `LEAST`, `CUT`.
    pub fn from_environment() -> Self {
        fn given<T: std::str::FromStr>(name: &str, or: T) -> T {
            std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(or)
        }
        Self { l2: given("L2", 0.006), epochs: given("EPOCHS", 12), least: given("LEAST", 10), cut: given("CUT", 0.12) }
    }
}

/// Learns from the examples that `keep` takes, without the features that `dropped` names. What weighs little is dropped and the rest learned
/// again, so that it takes over what was dropped.
pub fn learn(
    data: &Data,
    settings: Settings,
    keep: impl Fn(&Labelled) -> bool,
    dropped: impl Fn(&str) -> bool,
) -> Vec<f64> {
    let counts: Vec<u32> =
        data.counts().iter().zip(&data.names).map(|(count, name)| if dropped(name) { 0 } else { *count }).collect();
    let first = descend(data, &counts, &keep, settings);
    let left: Vec<u32> = counts
        .iter()
        .zip(&first)
        .map(|(count, weight)| if weight.abs() >= settings.cut { *count } else { 0 })
        .collect();
    descend(data, &left, &keep, settings)
}

fn descend(data: &Data, counts: &[u32], keep: impl Fn(&Labelled) -> bool, settings: Settings) -> Vec<f64> {
    let mut weights = vec![0.0; counts.len()];
    let mut squares = vec![1e-6; counts.len()];
    let mut order: Vec<usize> = (0..data.labelled.len()).filter(|at| keep(&data.labelled[*at])).collect();
    let mut state = 0x1234_5678_9abc_def0u64;
    let mut gradient: HashMap<u32, f64> = HashMap::new();
    for epoch in 0..settings.epochs {
        // The same order on every run.
        for at in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(at, (state % (at as u64 + 1)) as usize);
        }
        let rate = 0.25 / (1.0 + epoch as f64 * 0.3);
        for &at in &order {
            let one = &data.labelled[at];
            let scores = scores(one, &weights);
            let probabilities = softmax(&scores);
            gradient.clear();
            for (index, (candidate, p)) in one.example.candidates.iter().zip(&probabilities).enumerate() {
                let delta = (if index == one.right { 1.0 } else { 0.0 } - p) * one.weight;
                if delta.abs() < 1e-4 {
                    continue;
                }
                let edges = candidate.edges.iter().flat_map(|edge| one.example.edges[*edge as usize].iter());
                for feature in edges.chain(&candidate.own) {
                    *gradient.entry(*feature).or_insert(0.0) += delta;
                }
            }
            // Each feature has its own sum, so that the order of the map does not matter.
            for (feature, slope) in &gradient {
                let feature = *feature as usize;
                if counts[feature] < settings.least {
                    continue;
                }
                let slope = slope - settings.l2 * weights[feature];
                squares[feature] += slope * slope;
                weights[feature] += rate * slope / f64::sqrt(squares[feature]);
            }
        }
    }
    weights
}

/// The score of each candidate by the words.
pub fn scores(one: &Labelled, weights: &[f64]) -> Vec<f64> {
    let sum = |features: &[u32]| -> f64 { features.iter().map(|feature| weights[*feature as usize]).sum() };
    let edges: Vec<f64> = one.example.edges.iter().map(|edge| sum(edge)).collect();
    let score = |candidate: &claim_audit::link::training::ExampleCandidate| {
        candidate.edges.iter().map(|edge| edges[*edge as usize]).sum::<f64>() + sum(&candidate.own)
    };
    one.example.candidates.iter().map(score).collect()
}

pub fn softmax(scores: &[f64]) -> Vec<f64> {
    let max = scores.iter().copied().fold(f64::MIN, f64::max);
    let odds: Vec<f64> = scores.iter().map(|score| (score - max).exp()).collect();
    let all: f64 = odds.iter().sum();
    odds.iter().map(|odds| odds / all).collect()
}

/// The factor that makes the probabilities of scores fit what was right, on examples that nothing was learned from.
pub fn temperature(held: &[(Vec<f64>, usize)]) -> f64 {
    let loss = |factor: f64| -> f64 {
        let of = |(scores, right): &(Vec<f64>, usize)| {
            let scaled: Vec<f64> = scores.iter().map(|score| score * factor).collect();
            -softmax(&scaled)[*right].max(1e-12).ln()
        };
        held.iter().map(of).sum()
    };
    let factors = (10..40).map(|step| f64::from(step) / 20.0);
    factors
        .map(|factor| (loss(factor), factor))
        .fold((f64::MAX, 1.0), |best, one| if one.0 < best.0 { one } else { best })
        .1
}

/// The weights as the product reads them: a line each, in hundredths, in the order of their names.
pub fn written(names: &[String], weights: &[f64], temperature: f64) -> String {
    let hundredths = |weight: &f64| (weight * 100.0 * temperature).round() as i32;
    let mut lines: Vec<(&String, i32)> = names
        .iter()
        .zip(weights)
        .map(|(name, weight)| (name, hundredths(weight)))
        .filter(|(_, weight)| *weight != 0)
        .collect();
    lines.sort();
    lines.into_iter().fold(String::new(), |mut text, (name, weight)| {
        let _ = writeln!(text, "{name}\t{weight}");
        text
    })
}
