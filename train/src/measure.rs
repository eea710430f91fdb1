//! Measuring: folds by cluster, the calibration curve, and what each group of features adds.

use crate::learn::{Settings, learn, scores, softmax, temperature};
use crate::passages::{ALWAYS, Data, FOLDS, Labelled, NEVER, TEST};

/// A number of a fold that nothing was learned from, as it was scored.
struct Held<'d> {
    one: &'d Labelled,
    scores: Vec<f64>,
}

/// What the shipped program adds for a sum that holds, and for one that fails (`src/link/choose.rs`).
const HOLDS: f64 = -0.07;
const FAILS: f64 = -2.8;

/// Prints how the weights do on clusters that they have not seen; the factor that calibrates them.
pub fn cross_validate(data: &Data, settings: Settings) -> f64 {
    let mut held: Vec<Held<'_>> = Vec::new();
    for fold in 0..FOLDS {
        let weights = learn(data, settings, |one| one.fold != fold && one.fold <= ALWAYS, |_| false);
        let own = data.labelled.iter().filter(|one| one.fold == fold);
        held.extend(own.map(|one| Held { one, scores: scores(one, &weights) }));
    }
    println!("{} passages in {} clusters, {FOLDS} folds by cluster\n", data.clusters.1, data.clusters.0);
    by_corpus(data, &held);
    let factor = temperature(&held.iter().map(|held| (held.scores.clone(), held.one.right)).collect::<Vec<_>>());
    println!("temperature {factor}");
    for held in &mut held {
        held.scores.iter_mut().for_each(|score| *score *= factor);
    }
    println!("\nby the words alone:");
    curve(&held, false);
    if data.labelled.iter().any(|one| one.example.candidates.iter().any(|candidate| candidate.sum.is_some())) {
        println!("\nby the words and the evidence of the sum:");
        curve(&held, true);
    }
    factor
}

fn by_corpus(data: &Data, held: &[Held<'_>]) {
    let mut counts = vec![[0usize; 3]; data.corpora.len() + 1];
    for held in held {
        let chosen = choose(held.one, &held.scores, false).0;
        let right = &held.one.right_pairs[chosen];
        let numbers = [right.iter().filter(|is| **is).count(), right.len(), held.one.pairs];
        for at in [held.one.corpus, data.corpora.len()] {
            counts[at].iter_mut().zip(numbers).for_each(|(count, number)| *count += number);
        }
    }
    println!("pairs of numbers (F1):");
    let all = "all".to_owned();
    for (name, [right, found, gold]) in data.corpora.iter().chain([&all]).zip(&counts).filter(|(_, count)| count[2] > 0)
    {
        let f1 = 200.0 * *right as f64 / (found + gold).max(1) as f64;
        println!("  {name:16} {f1:5.1}  {right} right of {found} found and {gold} labelled");
    }
}

/// The candidate that is chosen, and how sure it is, as the program does it.
fn choose(one: &Labelled, words: &[f64], with_sums: bool) -> (usize, f64) {
    let best = |scores: &[f64]| (0..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best });
    let by_words = best(words);
    if !with_sums {
        return (by_words, softmax(words)[by_words]);
    }
    let evidence = |sum: Option<(bool, u64)>| match sum {
        None => 0.0,
        Some((false, _)) => FAILS,
        Some((true, chance)) => HOLDS + (1e6 / chance.max(1) as f64).ln(),
    };
    let candidates = &one.example.candidates;
    let both: Vec<f64> =
        words.iter().zip(candidates).map(|(score, candidate)| score + evidence(candidate.sum)).collect();
    let top = best(&both);
    let chosen = if candidates[top].sum.is_some_and(|(holds, _)| holds) { top } else { by_words };
    (chosen, softmax(&both)[chosen])
}

const EDGES: [f64; 11] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0];

/// Predicted certainty against what was right, of the numbers that are linked to others.
fn curve(held: &[Held<'_>], with_sums: bool) {
    println!("  {:14} {:>9} {:>7} {:>7}  95 % interval", "certainty", "right", "said", "were");
    for ends in EDGES.windows(2) {
        let (mut right, mut all, mut said) = (0usize, 0usize, 0.0);
        for held in held {
            let (chosen, certainty) = choose(held.one, &held.scores, with_sums);
            let is_last = ends[1] >= 1.0;
            if held.one.example.candidates[chosen].roles.is_empty()
                || certainty < ends[0]
                || certainty >= ends[1] && !is_last
            {
                continue;
            }
            all += 1;
            right += usize::from(chosen == held.one.right);
            said += certainty;
        }
        if all > 0 {
            let (low, high) = wilson(right, all);
            let were = right as f64 / all as f64;
            println!(
                "  {:14} {:>9} {:7.3} {were:7.3}  {low:.3} to {high:.3}",
                format!("{} to {}", ends[0], ends[1]),
                format!("{right}/{all}"),
                said / all as f64
            );
        }
    }
}

/// The 95 % interval of a share, by Wilson.
pub fn wilson(right: usize, all: usize) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    let (n, p) = (all as f64, right as f64 / all as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / (1.0 + Z * Z / n);
    ((middle - reach).max(0.0), (middle + reach).min(1.0))
}

/// Features by what they look at.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "words beside the operand",
        &["before", "before-two", "after", "after-two", "before-both", "led-by", "led-by-both"],
    ),
    (
        "words beside the result",
        &[
            "result-before",
            "result-after",
            "kind-before",
            "kind-before-two",
            "kind-after",
            "kind-after-two",
            "kind-cue",
        ],
    ),
    (
        "what lies between",
        &["between", "distance", "cue-between", "commas", "statement-ends", "skipped", "skipped-any"],
    ),
    (
        "the operands together",
        &[
            "order",
            "pair-before",
            "pair-between",
            "pair-noun",
            "pair-period",
            "pair-skipped",
            "pair-after",
            "pair-sentences",
            "pair-led-by",
        ],
    ),
    ("what is left out", &["empty", "empty-after", "empty-before"]),
    ("unit, brackets, place, period", &["unit", "brackets", "place-in-sentence", "period"]),
    ("another sentence", &["far", "far-place", "far-before", "far-pointing", "far-result"]),
    (
        "the readings of the clause grammar",
        &["grammar", "grammar-elsewhere", "far-grammar", "empty-grammar", "kind-grammar", "kind-others"],
    ),
];

/// Prints what is lost on the test sets without each group of features, and without the evidence of the sum.
pub fn ablate(data: &Data, settings: Settings) {
    let tested: Vec<&Labelled> = data.labelled.iter().filter(|one| one.fold == TEST).collect();
    let left_out = data.labelled.iter().filter(|one| one.fold == NEVER).count();
    let learned = data.labelled.len() - tested.len() - left_out;
    println!("learned on {learned} numbers, measured on {}; {left_out} of their clusters left out\n", tested.len());
    let corpora: Vec<usize> = {
        let mut all: Vec<usize> = tested.iter().map(|one| one.corpus).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    println!("{:38} {}", "without", "right of those with a label, by the words; with the sum");
    let row = |name: &str, weights: &[f64]| {
        let scored: Vec<(&Labelled, Vec<f64>)> = tested.iter().map(|one| (*one, scores(one, weights))).collect();
        let share = |with_sums: bool, corpus: Option<usize>| {
            let own =
                scored.iter().filter(|(one, _)| one.right > 0 && corpus.is_none_or(|corpus| one.corpus == corpus));
            let (mut right, mut all) = (0, 0);
            for (one, scores) in own {
                all += 1;
                right += usize::from(choose(one, scores, with_sums).0 == one.right);
            }
            (right, all)
        };
        let wrongly = |with_sums: bool| {
            let none = scored.iter().filter(|(one, _)| one.right == 0);
            none.filter(|(one, scores)| choose(one, scores, with_sums).0 != 0).count()
        };
        let mean = |with_sums: bool| {
            let shares = corpora.iter().map(|corpus| share(with_sums, Some(*corpus))).filter(|(_, all)| *all > 0);
            let shares: Vec<f64> = shares.map(|(right, all)| 100.0 * right as f64 / all as f64).collect();
            shares.iter().sum::<f64>() / shares.len().max(1) as f64
        };
        let ((words, all), (sums, _)) = (share(false, None), share(true, None));
        println!(
            "{name:38} {words}/{all} (mean of sets {:.1} %), {} linked without a label; {sums}/{all} ({:.1} %), {}",
            mean(false),
            wrongly(false),
            mean(true),
            wrongly(true)
        );
    };
    let keep = |one: &Labelled| one.fold <= ALWAYS;
    row("(nothing left out)", &learn(data, settings, keep, |_| false));
    for (group, templates) in GROUPS {
        let dropped = |name: &str| templates.contains(&name.split(' ').next().unwrap_or_default());
        row(group, &learn(data, settings, keep, dropped));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = wilson(9, 10);
        assert!((low - 0.596).abs() < 0.001 && (high - 0.982).abs() < 0.001, "{low} {high}");
        assert_eq!(wilson(0, 3).0, 0.0);
        assert!((wilson(150, 150).0 - 0.975).abs() < 0.001);
    }
}
