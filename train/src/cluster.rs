//! Clusters of passages that must not stand on both sides of a split: of one document, nearly the same words, or the same event.

use std::collections::{HashMap, HashSet};

use crate::passages::Passage;

/// A number for each passage, the same for all of a cluster: the index of its first passage.
///
/// Passages belong together that are of one document, that share at least half of their runs of five words (by minhash, with what the bands
/// bring together compared in full), or that share three long numbers, or two of them and two names. "Long" is three digits or more, and what
/// more than twenty passages have tells nothing.
pub fn clusters(passages: &[&Passage]) -> Vec<usize> {
    let mut sets = Sets((0..passages.len()).collect());
    let mut documents: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, passage) in passages.iter().enumerate().filter(|(_, passage)| !passage.doc.is_empty()) {
        let name = passage.doc.rsplit('/').next().unwrap_or_default();
        let first = *documents.entry((&passage.corpus, name)).or_insert(at);
        sets.join(first, at);
    }
    near_duplicates(passages, &mut sets);
    same_events(passages, &mut sets);
    (0..passages.len()).map(|at| sets.first(at)).collect()
}

/// A hash that is the same on every machine (FNV-1a, mixed).
pub fn hash(text: &str) -> u64 {
    mixed(
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
    )
}

fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// How many hashes a signature has, and how many of them make a band.
const HASHES: u64 = 64;
const BAND: usize = 4;

/// How many passages may share a number for it to tell something.
const COMMON: usize = 20;

fn near_duplicates(passages: &[&Passage], sets: &mut Sets) {
    let shingles: Vec<HashSet<u64>> = passages.iter().map(|passage| shingles(&passage.text)).collect();
    let mut bands: HashMap<(usize, Vec<u64>), Vec<usize>> = HashMap::new();
    for (at, own) in shingles.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
        let least = |seed: u64| own.iter().map(|one| mixed(one ^ mixed(seed + 1))).min().unwrap_or_default();
        let signature: Vec<u64> = (0..HASHES).map(least).collect();
        for (band, values) in signature.chunks(BAND).enumerate() {
            let bucket = bands.entry((band, values.to_vec())).or_default();
            let first = bucket.iter().copied().find(|other| alike(&shingles[*other], own));
            if let Some(other) = first {
                sets.join(other, at);
            }
            bucket.push(at);
        }
    }
}

/// The runs of five words, as hashes.
fn shingles(text: &str) -> HashSet<u64> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.windows(5).map(|run| hash(&run.join(" "))).collect()
}

/// Whether two passages share half of what they have together, or the shorter stands in the longer.
fn alike(one: &HashSet<u64>, other: &HashSet<u64>) -> bool {
    let shared = one.intersection(other).count();
    shared * 2 >= one.len() + other.len() - shared || shared * 10 >= one.len().min(other.len()) * 8
}

fn same_events(passages: &[&Passage], sets: &mut Sets) {
    let told: Vec<(HashSet<&str>, HashSet<&str>)> =
        passages.iter().map(|passage| (numbers(&passage.text), names(&passage.text))).collect();
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (numbers, _)) in told.iter().enumerate() {
        for number in numbers {
            by_number.entry(number).or_default().push(at);
        }
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for places in by_number.values().filter(|places| places.len() <= COMMON) {
        for (index, one) in places.iter().enumerate() {
            for other in &places[index + 1..] {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    for ((one, other), numbers) in shared {
        let names = || told[one].1.intersection(&told[other].1).count();
        if numbers >= 3 || numbers == 2 && names() >= 2 {
            sets.join(one, other);
        }
    }
}

/// The numbers of three digits or more, years left out.
fn numbers(text: &str) -> HashSet<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    let parts = parts.map(|part| part.trim_matches(['.', ',']));
    let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    parts.filter(|part| digits(part) >= 3 && !is_year(part)).collect()
}

/// Words in capitals inside a sentence.
fn names(text: &str) -> HashSet<&str> {
    let mut after_stop = true;
    let mut names = HashSet::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !after_stop && bare.len() > 3 && bare.starts_with(char::is_uppercase) {
            names.insert(bare);
        }
        after_stop = word.ends_with(['.', '!', '?', ':']);
    }
    names
}

/// Sets that grow together; each is named by its least member, so that the order of joining does not matter.
struct Sets(Vec<usize>);

impl Sets {
    fn first(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[(&str, &str)]) -> Vec<usize> {
        let lines = texts.iter().map(|(doc, text)| serde_json::json!({"doc": doc, "text": text, "claims": []}));
        let passages: Vec<Passage> = lines.map(|line| serde_json::from_value(line).unwrap()).collect();
        clusters(&passages.iter().collect::<Vec<_>>())
    }

    #[test]
    fn passages_of_a_document_and_copies_and_events_stay_together() {
        let wire = "The harbour of Altmouth handled 1,204 ships and 3,417,000 tonnes in March, said the Altmouth Port Board, up from 1,155 a year before.";
        let copy = "UPDATE: The harbour of Altmouth handled 1,204 ships and 3,417,000 tonnes in March, said the Altmouth Port Board, up from 1,155 a year before.";
        let told_anew = "More freight: 3,417,000 tonnes went over the quays last month, on board of 1,204 vessels (a year ago: 1,155).";
        let other = "Wheat stocks fell to 8.25 million tonnes by the end of June, the smallest since the drought.";
        let clusters = of(&[("a", wire), ("b", other), ("c", copy), ("d", told_anew), ("b", "Rain came late.")]);
        assert_eq!(clusters, [0, 1, 0, 0, 1]);
    }

    #[test]
    fn years_and_short_numbers_join_nothing() {
        assert_eq!(
            of(&[("a", "In 2023, 2024 and 2025 it was 5% and 12."), ("b", "In 2023, 2024 and 2025: 5% and 12.")]),
            [0, 1]
        );
    }
}
