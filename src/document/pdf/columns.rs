//! Columns of prose: in which order the parts of a page are read.

use super::words::Piece;

/// The parts of a page in the order in which they are read; each is read from the top down.
pub(super) fn regions(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut regions = Vec::new();
    part(pieces, 0, &mut regions);
    regions
}

/// As many columns stand side by side, and above each other, as halving leaves room for.
const DEEPEST: usize = 8;

fn part(mut pieces: Vec<Piece>, depth: usize, regions: &mut Vec<Vec<Piece>>) {
    if pieces.is_empty() {
        return;
    }
    pieces.sort_by_key(|piece| (piece.base, piece.left));
    let Some(Gutter { at, first, last }) = (depth < DEEPEST).then(|| gutter(&pieces)).flatten() else {
        return regions.push(pieces);
    };
    let below = pieces.split_off(last);
    let between = pieces.split_off(first);
    let (left, right) = between.into_iter().partition(|piece| piece.right <= at);
    for pieces in [pieces, left, right, below] {
        part(pieces, depth + 1, regions);
    }
}

/// A stripe without text between two columns.
struct Gutter {
    at: i32,
    /// Which pieces stand beside it, in the order from the top down.
    first: usize,
    last: usize,
}

/// As many lines as a column has at least.
const LINES: usize = 4;

/// The longest gutter with prose on both sides.
fn gutter(pieces: &[Piece]) -> Option<Gutter> {
    const CANDIDATES: usize = 24;
    let mut found: Option<Gutter> = None;
    for at in candidates(pieces, CANDIDATES) {
        let crosses = |piece: &Piece| piece.left < at && piece.right > at;
        let mut first = 0;
        while first < pieces.len() {
            let len = pieces.iter().skip(first).take_while(|piece| !crosses(piece)).count();
            let run = pieces.get(first..first + len).unwrap_or_default();
            let is_longest = found.as_ref().is_none_or(|gutter| gutter.last - gutter.first < len);
            if len >= 2 * LINES && is_longest {
                let (left, right): (Vec<&Piece>, Vec<&Piece>) = run.iter().partition(|piece| piece.right <= at);
                if left.len() >= LINES
                    && right.len() >= LINES
                    && is_prose(&left)
                    && is_prose(&right)
                    && overlap(&left, &right)
                {
                    found = Some(Gutter { at, first, last: first + len });
                }
            }
            first += len + 1;
        }
    }
    found
}

/// The middles of the gaps beside pieces, those that stand most often first.
fn candidates(pieces: &[Piece], most: usize) -> Vec<i32> {
    // Two points are the same place.
    const STEP: i32 = 200;
    let mut edges: Vec<i32> = Vec::new();
    for pair in pieces.windows(2) {
        let [one, two] = pair else { continue };
        let gap = two.left - one.right;
        if gap > one.size * 2 / 5 {
            edges.push(i32::midpoint(one.right, two.left) / STEP);
        }
    }
    // Where lines of the columns are not at the same height, only their left edges tell.
    edges.extend(pieces.iter().map(|piece| (piece.left - piece.size / 2) / STEP));
    edges.sort_unstable();
    let mut counted: Vec<(usize, i32)> =
        edges.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?))).collect();
    counted.sort_unstable_by(|a, b| b.cmp(a));
    counted.into_iter().take(most).map(|(_, edge)| edge * STEP + STEP / 2).collect()
}

/// Whether pieces are lines of prose: mostly letters, and mostly as wide as the column.
fn is_prose(pieces: &[&Piece]) -> bool {
    let (Some(left), Some(right)) =
        (pieces.iter().map(|piece| piece.left).min(), pieces.iter().map(|piece| piece.right).max())
    else {
        return false;
    };
    let size = pieces.iter().map(|piece| piece.size).max().unwrap_or(1);
    let width = right - left;
    // A table in one of the columns has many short pieces.
    let is_line = |piece: &&&Piece| {
        let letters = piece.text.chars().filter(|c| c.is_alphabetic()).count();
        let characters = piece.text.chars().filter(|c| !c.is_whitespace()).count();
        (piece.right - piece.left) * 10 >= width * 7 && letters * 10 >= characters * 7
    };
    let filled = pieces.iter().filter(is_line).count();
    width >= size * 10 && filled >= LINES && filled * 4 >= pieces.len()
}

/// Whether two columns stand beside each other, and not one below the other.
fn overlap(left: &[&Piece], right: &[&Piece]) -> bool {
    let extent = |pieces: &[&Piece]| {
        (
            pieces.iter().map(|piece| piece.base).min().unwrap_or(0),
            pieces.iter().map(|piece| piece.base).max().unwrap_or(0),
        )
    };
    let ((a, b), (c, d)) = (extent(left), extent(right));
    (b.min(d) - a.max(c)) * 2 >= (b - a).min(d - c)
}
