//! Tables of a page: lines with pieces side by side, whose columns are where the pieces overlap from row to row.

use super::layout::Line;
use super::words::{Piece, is_figure};

/// A row: the text of each cell, empty ones included.
pub(super) type TableRow = Vec<String>;

/// How many of the first lines are a table; 0 if none begins there.
pub(super) fn extent(lines: &[Line], leading: i32) -> usize {
    const BETWEEN: usize = 2;
    if lines.first().is_none_or(|line| line.pieces.len() < 2) {
        return 0;
    }
    let (mut last, mut rows, mut at) = (0, 1, 1);
    let mut between = 0;
    while let (Some(before), Some(line)) = (lines.get(at - 1), lines.get(at)) {
        let distance = line.base() - before.base();
        // Rows stand further apart than lines of prose, and yet belong together.
        if distance > leading.max(line.size()).max(before.size()) * 3 {
            break;
        }
        if line.pieces.len() >= 2 {
            (last, rows, between) = (at, rows + 1, 0);
        } else {
            between += 1;
            if between > BETWEEN || is_prose(line, lines.get(..=last).unwrap_or_default()) {
                break;
            }
        }
        at += 1;
    }
    let table = lines.get(..=last).unwrap_or_default();
    // One row at the top of a page is the end of a table.
    let is_row = |line: &Line| {
        let wide =
            line.pieces.windows(2).all(|pair| matches!(pair, [one, two] if two.left - one.right >= one.size * 2));
        wide && line.pieces.iter().skip(1).all(|piece| is_figure(&piece.text))
    };
    if rows == 1 && lines.first().is_some_and(is_row) {
        return 1;
    }
    if rows >= 2 && (has_figures(table) || is_aligned(table)) { last + 1 } else { 0 }
}

/// Whether a line is a sentence among the rows: as wide as the table, and full of letters.
fn is_prose(line: &Line, rows: &[Line]) -> bool {
    let (Some(left), Some(right)) = (rows.iter().map(Line::left).min(), rows.iter().map(Line::right).max()) else {
        return false;
    };
    let text = line.text();
    (line.right() - line.left()) * 10 >= (right - left) * 8 && text.split(' ').count() > 8
}

fn has_figures(rows: &[Line]) -> bool {
    let with =
        rows.iter().filter(|row| row.pieces.len() > 1 && row.pieces.iter().any(|piece| starts_figure(&piece.text)));
    with.count() * 2 >= rows.iter().filter(|row| row.pieces.len() > 1).count()
}

fn starts_figure(text: &str) -> bool {
    text.split(' ').next().is_some_and(is_figure)
}

/// Whether the second pieces of rows begin, or end, below each other.
fn is_aligned(rows: &[Line]) -> bool {
    let edges: Vec<(i32, i32, i32)> =
        rows.iter().filter_map(|row| row.pieces.get(1)).map(|piece| (piece.left, piece.right, piece.size)).collect();
    let aligned = edges.windows(2).filter(|pair| {
        let [(a, b, size), (c, d, _)] = pair else { return false };
        (a - c).abs() <= size / 4 || (b - d).abs() <= size / 4
    });
    edges.len() > 1 && aligned.count() * 3 >= (edges.len() - 1) * 2
}

/// The rows of a table.
pub(super) fn rows(lines: &[Line]) -> Vec<TableRow> {
    let orders: Vec<&str> = lines.iter().map(|line| line.orders.as_str()).collect();
    let lines: Vec<Vec<Piece>> = lines.iter().map(|line| joined(&line.pieces)).collect();
    let columns = columns(&lines);
    let mut table: Vec<TableRow> = Vec::new();
    for (line, orders) in lines.iter().zip(orders) {
        let mut row: TableRow = vec![String::new(); columns.len()];
        let mut least = 0;
        for piece in line {
            let column = column(&columns, piece, least);
            least = column + 1;
            if let Some(cell) = row.get_mut(column.min(columns.len().saturating_sub(1))) {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&piece.text);
            }
        }
        if let Some(first) = row.first_mut() {
            first.insert_str(0, orders);
        }
        table.push(row);
    }
    table
}

/// The pieces of a row, with signs put to the figures that they belong to.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        let opens = |text: &str| {
            matches!(text, "$" | "€" | "£" | "¥" | "₹" | "US$" | "C$" | "A$" | "Rs" | "Rs." | "(" | "$(" | "$ (")
        };
        let closes = |text: &str| matches!(text, "%" | ")" | ")%" | "%)" | ") %");
        match joined.last_mut() {
            Some(last)
                if opens(&last.text) && starts_figure(&piece.text)
                    || closes(&piece.text) && is_figure(last.text.split(' ').next_back().unwrap_or_default()) =>
            {
                last.text.push_str(&piece.text);
                last.left = if opens(&last.text) { piece.left } else { last.left };
                last.right = piece.right;
            }
            _ => joined.push(piece.clone()),
        }
    }
    joined
}

/// The stripes that the columns take: where the pieces of full rows overlap each other.
fn columns(lines: &[Vec<Piece>]) -> Vec<(i32, i32)> {
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut counts: Vec<usize> = lines.iter().map(Vec::len).filter(|len| *len > 1).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or(most);
    // A cell over several columns would make one of them; rows with few pieces may have such a one.
    let mut taken: Vec<(i32, i32)> = Vec::new();
    for line in lines.iter().filter(|line| line.len() >= usual) {
        for piece in line {
            let (mut left, mut right) = (piece.left, piece.right);
            taken.retain(|(from, to)| {
                let overlaps = *from < right && left < *to;
                if overlaps {
                    (left, right) = (left.min(*from), right.max(*to));
                }
                !overlaps
            });
            taken.push((left, right));
        }
    }
    // Rows with fewer pieces show columns where the full ones are empty.
    for piece in lines.iter().filter(|line| line.len() > 1 && line.len() < usual).flatten() {
        if starts_figure(&piece.text) && !taken.iter().any(|(from, to)| *from < piece.right && piece.left < *to) {
            taken.push((piece.left, piece.right));
        }
    }
    taken.sort_unstable();
    taken
}

/// The column that a piece stands in, from `least` on: the one that it overlaps most, else the nearest.
fn column(columns: &[(i32, i32)], piece: &Piece, least: usize) -> usize {
    let all = columns.iter().enumerate().skip(least);
    let overlap = |(from, to): (i32, i32)| piece.right.min(to) - piece.left.max(from);
    // Of several that it covers whole, the first.
    all.max_by_key(|(at, column)| (overlap(**column), std::cmp::Reverse(*at))).map_or(least, |(at, _)| at)
}
