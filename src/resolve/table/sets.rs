//! Which lines a total may be the sum of: by headings, by totals above it, by how far names are set in.

use super::measure::Measure;
use super::view::View;
use super::words;

/// The most terms that a claim lists; longer sums are left alone.
pub const MOST: usize = 60;

/// What a line is, by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A name without numbers.
    Heading,
    /// A part of the line above it, or a rate among amounts.
    Aside,
    /// A total; `plain` where the label says nothing else.
    Total { plain: bool },
    /// What is left of the lines above: a profit, a balance.
    Rest,
    /// Any other.
    Peer,
}

/// The class of each line.
pub fn classes(view: View<'_>) -> Vec<Class> {
    let class = |line: usize| {
        let label = view.label(line);
        if !view.has_numbers(line) {
            Class::Heading
        } else if words::is_total(label) || words::is_closing(label) {
            Class::Total { plain: words::is_plain_total(label) }
        } else if words::is_part(label) || !matches!(view.measure(line), Measure::Amount | Measure::Average) {
            Class::Aside
        } else if words::is_rest(label) {
            Class::Rest
        } else {
            Class::Peer
        }
    };
    (0..view.lines()).map(class).collect()
}

/// Lines whose sum a total may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The lines.
    pub lines: Vec<usize>,
    /// Whether the words leave no other set: all that stands above the total, up to the heading or the start.
    pub plain: bool,
}

/// The sets of lines that a total may be the sum of, the likeliest first.
pub fn sets(view: View<'_>, classes: &[Class], at: usize) -> Vec<Set> {
    let first = at.saturating_sub(MOST);
    let is_total = |line: &usize| matches!(classes[*line], Class::Total { .. });
    let is_peer = |line: &usize| matches!(classes[*line], Class::Peer | Class::Rest);
    let heading = (first..at).rev().find(|line| classes[*line] == Class::Heading).map_or(first, |line| line + 1);
    let last = (first..at).rev().find(is_total).map_or(first, |line| line + 1);
    let peers = |from: usize, to: usize| (from..to).filter(is_peer).collect::<Vec<_>>();
    let totals: Vec<usize> = (first..at).filter(is_total).collect();
    let mut found: Vec<Set> = Vec::new();
    let mut add = |lines: Vec<usize>, plain: bool| {
        if lines.len() >= 2 && !found.iter().any(|set| set.lines == lines) {
            found.push(Set { lines, plain });
        }
    };
    if words::is_closing(view.label(at))
        && let Some(opening) = (first..at).rev().find(|line| words::is_opening(view.label(*line)))
    {
        add(peers(opening, at), false);
    }
    let nearest = last.max(heading);
    let has_rest = (nearest..at).any(|line| classes[line] == Class::Rest);
    add(peers(nearest, at), at <= MOST && !has_rest && (totals.is_empty() || heading > last));
    // Names that are set in belong to the one above them: either they are counted or it is.
    let indents = |lines: &[usize]| lines.iter().map(|line| view.indent(*line)).min();
    let block = peers(nearest, at);
    if let Some(least) = indents(&block) {
        add(block.iter().copied().filter(|line| view.indent(*line) == least).collect(), false);
        let is_parent = |line: &usize| {
            classes.get(line + 1).is_some() && *line + 1 < at && view.indent(*line + 1) > view.indent(*line)
        };
        add(block.iter().copied().filter(|line| !is_parent(line)).collect(), false);
    }
    add(peers(last, at), false);
    if !totals.is_empty() {
        add(totals.iter().copied().chain(peers(last, at)).collect(), false);
        add(totals.clone(), false);
        // The last two totals alone: "Total liabilities and equity".
        add(totals.iter().copied().skip(totals.len().saturating_sub(2)).collect(), false);
        if let Some(before) = totals.last() {
            add(std::iter::once(*before).chain(peers(last, at)).collect(), false);
        }
    }
    if at < MOST {
        add(peers(0, at), false);
    }
    if (0..at).all(|line| classes[line] == Class::Heading) {
        // The total stands on top.
        let end = view.lines().min(at + 1 + MOST);
        let next = (at + 1..end).find(is_total).unwrap_or(end);
        add(peers(at + 1, next), false);
    }
    found
}
