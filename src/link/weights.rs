//! The weights of features, as a trainer wrote them: hundredths of a natural logarithm.

use std::sync::LazyLock;

use super::feature::{self, Sink, Template};
use super::symbol::Symbol;

/// A table from the keys of features to their weights, open addressing in one block of memory.
#[derive(Debug)]
pub struct Weights {
    places: Box<[(u32, i16)]>,
    mask: usize,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("weights.tsv")));

/// The weights that the product uses.
#[must_use]
pub fn weights() -> &'static Weights {
    &WEIGHTS
}

impl Weights {
    /// Reads lines of a feature's name, a tab and its weight. What can't be read is left out; a test sees that nothing is.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let places = (text.lines().count() * 2).next_power_of_two().max(16);
        let mut weights = Self { places: vec![(0, 0); places].into_boxed_slice(), mask: places - 1 };
        for (key, weight) in text.lines().filter_map(line) {
            weights.insert(key, weight);
        }
        weights
    }

    fn insert(&mut self, key: u64, weight: i16) {
        let mut at = place(key) & self.mask;
        while self.places[at].1 != 0 {
            at = (at + 1) & self.mask;
        }
        self.places[at] = (tag(key), weight);
    }

    /// The weight of a feature; most have none.
    #[inline]
    #[must_use]
    pub fn get(&self, key: u64) -> i32 {
        let mut at = place(key) & self.mask;
        loop {
            let (there, weight) = self.places[at];
            if weight == 0 {
                return 0;
            }
            if there == tag(key) {
                return i32::from(weight);
            }
            at = (at + 1) & self.mask;
        }
    }
}

fn line(line: &str) -> Option<(u64, i16)> {
    let (name, weight) = line.split_once('\t')?;
    Some((feature::key_of(name)?, weight.parse().ok().filter(|weight| *weight != 0)?))
}

/// The low bits choose a place, the high ones tell keys apart.
#[allow(clippy::cast_possible_truncation)]
const fn place(key: u64) -> usize {
    key as usize
}

#[allow(clippy::cast_possible_truncation)]
const fn tag(key: u64) -> u32 {
    (key >> 32) as u32
}

/// A sum of weights.
#[derive(Debug, Clone, Copy)]
pub struct Sum<'w> {
    weights: &'w Weights,
    /// What the features seen so far add up to.
    pub total: i32,
}

impl<'w> Sum<'w> {
    /// An empty sum.
    #[must_use]
    pub const fn new(weights: &'w Weights) -> Self {
        Self { weights, total: 0 }
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn feature(&mut self, template: Template, values: &[Symbol]) {
        self.total += self.weights.get(feature::key(template, values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_weights_is_read() {
        for text in include_str!("weights.tsv").lines() {
            let read = line(text);
            assert!(read.is_some(), "{text}");
            if let Some((key, weight)) = read {
                assert_eq!(weights().get(key), i32::from(weight), "{text}");
            }
        }
    }
}
