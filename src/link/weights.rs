//! The weights of features, as a trainer wrote them: hundredths of a natural logarithm.

use std::sync::LazyLock;

use super::feature::{self, COLUMNS, Sink, Template};
use super::symbol::Symbol;

/// The weights of features that differ in their heads alone.
pub type Row = [i16; COLUMNS];

/// A table from the places of features to their weights: open addressing from the hash of a row to where it stands.
#[derive(Debug)]
pub struct Weights {
    /// A part of the hash that tells rows apart, and one more than the number of the row; 0 is free.
    places: Box<[(u32, u16)]>,
    mask: usize,
    rows: Vec<Row>,
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
        let mut lines: Vec<((u64, usize), i16)> = text.lines().filter_map(line).collect();
        lines.sort_unstable();
        let rows = lines.chunk_by(|((one, _), _), ((other, _), _)| one == other).count();
        let places = (rows * 3).next_power_of_two().max(16);
        let mut weights =
            Self { places: vec![(0, 0); places].into_boxed_slice(), mask: places - 1, rows: Vec::with_capacity(rows) };
        for ((hash, column), weight) in lines {
            weights.insert(hash, column, weight);
        }
        weights
    }

    fn insert(&mut self, hash: u64, column: usize, weight: i16) {
        let mut at = start(hash) & self.mask;
        while self.places[at].1 != 0 && self.places[at].0 != tag(hash) {
            at = (at + 1) & self.mask;
        }
        if self.places[at].1 == 0 {
            self.rows.push([0; COLUMNS]);
            self.places[at] = (tag(hash), u16::try_from(self.rows.len()).unwrap_or(u16::MAX));
        }
        if let Some(row) = self.rows.get_mut(usize::from(self.places[at].1) - 1) {
            row[column % COLUMNS] = weight;
        }
    }

    /// The weights of a row; most have none.
    #[inline]
    #[must_use]
    pub fn row(&self, hash: u64) -> Option<&Row> {
        let mut at = start(hash) & self.mask;
        loop {
            let (there, row) = self.places[at];
            if row == 0 {
                return None;
            }
            if there == tag(hash) {
                return self.rows.get(usize::from(row) - 1);
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The weight of a feature.
    #[inline]
    #[must_use]
    pub fn get(&self, (hash, column): (u64, usize)) -> i32 {
        self.row(hash).map_or(0, |row| i32::from(row[column % COLUMNS]))
    }
}

fn line(line: &str) -> Option<((u64, usize), i16)> {
    let (name, weight) = line.split_once('\t')?;
    Some((feature::place_of(name)?, weight.parse().ok().filter(|weight| *weight != 0)?))
}

/// The low bits choose a place, the high ones tell rows apart.
#[allow(clippy::cast_possible_truncation)]
const fn start(hash: u64) -> usize {
    hash as usize
}

#[allow(clippy::cast_possible_truncation)]
const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
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
    fn feature(&mut self, template: Template, head: Symbol, values: &[Symbol]) {
        self.total += self.weights.get(feature::place(template, head, values));
    }
}

/// Sums of weights for every head of a row at once.
#[derive(Debug, Clone, Copy)]
pub struct Sums<'w> {
    weights: &'w Weights,
    /// What the features seen so far add up to, for each head.
    pub totals: [i32; COLUMNS],
}

impl<'w> Sums<'w> {
    /// Empty sums.
    #[must_use]
    pub const fn new(weights: &'w Weights) -> Self {
        Self { weights, totals: [0; COLUMNS] }
    }

    /// Takes a feature with whatever head.
    #[inline]
    pub fn feature(&mut self, template: Template, values: &[Symbol]) {
        if let Some(row) = self.weights.row(feature::place(template, 0, values).0) {
            for (total, weight) in self.totals.iter_mut().zip(row) {
                *total += i32::from(*weight);
            }
        }
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
