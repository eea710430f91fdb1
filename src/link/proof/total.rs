//! Totals: a run of amounts that adds up to another one near it.

use std::collections::HashSet;

use super::{Item, Parts, Unit, chance, claim};
use crate::grammar::lexicon::Word;
use crate::grammar::token::TokenKind;
use crate::link::candidate::Scene;
use crate::model::{Claim, Decimal, Kind, Role, Span};

/// How many numbers a run has at the most, how many may stand between it and its total, and how many sentences it may reach.
const LONGEST: usize = 16;
const GAP: usize = 8;
const SENTENCES: usize = 5;

/// Words that lead from a total to its terms, or from terms to their total.
const CUES: &[&str] = &[
    "total",
    "totals",
    "totaled",
    "totalled",
    "totaling",
    "totalling",
    "combined",
    "altogether",
    "aggregate",
    "sum",
    "together",
    "including",
    "includes",
    "comprising",
    "comprises",
    "comprised",
    "consisting",
    "consists",
    "consisted",
    "composed",
    "split",
    "divided",
    "respectively",
    "plus",
    "breakdown",
    "remaining",
    "remainder",
    "broken",
];

/// How many of a million passages may have such a sum by chance: where a word near the numbers says that there is one, and without one with
/// three terms and more, and with two.
const TOLD: u64 = 150_000;
const MANY: u64 = 3_000;
const TWO: u64 = 150;

/// The totals that prove themselves.
pub(super) fn find(scene: &Scene<'_>, items: &[Item], parts: &Parts, balances: &[Claim]) -> Vec<Claim> {
    let mut found = Vec::new();
    let readings = balances.iter().flat_map(|claim| &claim.readings);
    let mut taken: HashSet<Span> =
        readings.flat_map(|reading| &reading.roles).map(|(_, quantity)| quantity.span).collect();
    let mut units: Vec<Unit> = Vec::new();
    for unit in items.iter().map(|item| item.unit) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    for unit in units {
        let all: Vec<&Item> = items.iter().filter(|item| item.unit == unit).collect();
        // Differences are no terms; nor are values of last year among those of this one.
        let levels = |wanted: fn(Option<Role>) -> bool| -> Vec<&Item> {
            all.iter().copied().filter(|item| item.part != Some(Role::Difference) && wanted(item.part)).collect()
        };
        let lines = [levels(|part| part != Some(Role::Old)), levels(|part| part == Some(Role::Old)), levels(|_| true)];
        for (index, line) in lines.iter().enumerate() {
            // The third line says nothing new where one of the others is empty.
            if line.len() < 2 || index == 2 && (lines[1].is_empty() || lines[0].is_empty()) {
                continue;
            }
            for total in all.iter().copied() {
                let is_result = |kind, role| parts.plays(total.span, kind, role);
                if taken.contains(&total.span)
                    || is_result(Kind::Total, Role::Total)
                    || is_result(Kind::Balance, Role::Balance)
                {
                    continue;
                }
                if let Some(claim) = of_total(scene, line, total, parts) {
                    taken.insert(total.span);
                    found.push(claim);
                }
            }
        }
    }
    found
}

/// The search for the terms of one total.
struct Search<'i, 'p> {
    total: &'i Item,
    parts: &'p Parts,
    /// How many of a million passages would have one of the sums that were tried, by chance.
    mass: u64,
    /// The longest run of terms that comes out.
    best: Option<Vec<&'i Item>>,
}

impl<'i> Search<'i, '_> {
    /// Adds up terms one after the other as long as they may make the total.
    fn run(&mut self, terms: impl Iterator<Item = &'i Item>) {
        let total = self.total;
        let (mut sum, mut width) = (Decimal::ZERO, total.width());
        let mut run: Vec<&Item> = Vec::new();
        for term in terms.take(LONGEST) {
            let near = term.sentence.abs_diff(total.sentence) <= SENTENCES && term.value < total.value;
            let Some(next) = sum.checked_add(term.value).filter(|_| near) else { return };
            (sum, width) = (next, width + term.width());
            run.push(term);
            if sum > total.value + width {
                return;
            }
            if run.len() < 2 {
                continue;
            }
            self.mass += chance(width, total.value);
            let fits = (sum - total.value).abs() * Decimal::TWO <= width;
            let better = self.best.as_ref().is_none_or(|best| best.len() < run.len());
            if fits && better && !run.iter().any(|term| self.parts.share_claim(term.span, total.span)) {
                self.best = Some(run.clone());
            }
        }
    }
}

fn of_total(scene: &Scene<'_>, line: &[&Item], total: &Item, parts: &Parts) -> Option<Claim> {
    let mut search = Search { total, parts, mass: 0, best: None };
    let before = line.partition_point(|item| item.at < total.at);
    let behind = line.partition_point(|item| item.at <= total.at);
    for gap in 0..GAP {
        search.run(line.iter().copied().skip(behind + gap));
        if let Some(end) = before.checked_sub(gap) {
            search.run(line[..end].iter().copied().rev());
        }
    }
    let mass = search.mass;
    let terms = search.best?;
    let is_told = is_told(scene, total, &terms);
    let close = terms.iter().all(|term| term.sentence.abs_diff(total.sentence) <= 1);
    let most = match terms.len() {
        _ if is_told && close => TOLD,
        2 => TWO,
        _ => MANY,
    };
    if mass > most || total.unit == Unit::Time && !is_told {
        return None;
    }
    let mut roles = vec![(Role::Total, total.at)];
    roles.extend(terms.iter().map(|term| (Role::Term, term.at)));
    claim(scene, Kind::Total, None, total.at, &roles, mass)
}

/// How many tokens before the first of the numbers and behind the last one a word may stand that adds them up.
const BEFORE: usize = 8;
const BEHIND: usize = 4;

/// Whether a word around the numbers says that they are added up, or a colon or bracket leads from the total to its terms.
fn is_told(scene: &Scene<'_>, total: &Item, terms: &[&Item]) -> bool {
    let places = || terms.iter().copied().chain([total]).map(|item| (item.read, item.token));
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return false };
    let told = (first.0..=last.0).any(|index| {
        let Some(read) = scene.reads.get(index) else { return false };
        let Some(block) = scene.document.blocks.get(read.block) else { return false };
        let tokens = &read.sentence.tokens;
        let from = if index == first.0 { first.1.saturating_sub(BEFORE) } else { 0 };
        let to = if index == last.0 { tokens.len().min(last.1 + BEHIND) } else { tokens.len() };
        let word = |at: usize| {
            let token = tokens.get(at)?;
            let is_word = matches!(token.kind, TokenKind::Word(_) | TokenKind::Other | TokenKind::Name);
            block.prose.text().get(token.start as usize..token.end as usize).filter(|_| is_word)
        };
        (from..to).any(|at| {
            let Some(here) = word(at) else { return false };
            let of_which =
                || here.eq_ignore_ascii_case("which") && word(at - 1).is_some_and(|of| of.eq_ignore_ascii_case("of"));
            CUES.iter().any(|cue| cue.eq_ignore_ascii_case(here)) || at > 0 && of_which()
        })
    });
    told || leads_on(scene, total, terms) || is_of(scene, total)
}

/// "Of the 412, …": the sentence begins with what its numbers are parts of.
fn is_of(scene: &Scene<'_>, total: &Item) -> bool {
    let Some(read) = scene.reads.get(total.read) else { return false };
    let lead = read.sentence.tokens.get(..total.token).unwrap_or_default();
    lead.len() <= 3 && lead.first().is_some_and(|first| first.kind == TokenKind::Word(Word::Of))
}

/// "1,184 (257 killed, …" and "$4.1 million: …": a bracket or a colon right behind the total and its noun.
fn leads_on(scene: &Scene<'_>, total: &Item, terms: &[&Item]) -> bool {
    let Some(first) = terms.iter().map(|term| (term.read, term.token)).min() else { return false };
    let Some(read) = scene.reads.get(total.read).filter(|_| first.0 == total.read && first.1 > total.token) else {
        return false;
    };
    let between = read.sentence.tokens.get(total.token + 1..first.1).unwrap_or_default();
    between.len() <= 8
        && between.iter().any(|token| matches!(token.kind, TokenKind::Open | TokenKind::Colon | TokenKind::Dash))
}
