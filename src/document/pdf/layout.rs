//! Lines, tables and paragraphs of a page.

use super::table::{self, TableRow};
use super::words::Piece;

/// A part of a page, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Paragraph(Paragraph),
    Table(Vec<TableRow>),
}

/// Lines of text that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) lines: Vec<String>,
    pub(super) size: i32,
    pub(super) is_item: bool,
    /// How high on the page its last line stands.
    pub(super) base: i32,
}

/// A line of a region: one piece, or several side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    /// The notes for this program that stand at it, as they stand in the text.
    pub(super) orders: String,
}

impl Line {
    pub(super) fn left(&self) -> i32 {
        self.pieces.first().map_or(0, |piece| piece.left)
    }

    pub(super) fn right(&self) -> i32 {
        self.pieces.iter().map(|piece| piece.right).max().unwrap_or(0)
    }

    pub(super) fn base(&self) -> i32 {
        self.pieces.first().map_or(0, |piece| piece.base)
    }

    pub(super) fn size(&self) -> i32 {
        self.pieces.iter().map(|piece| piece.size).max().unwrap_or(1)
    }

    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a region; the mark of a list item stands with its text.
pub(super) fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if (piece.base - line.base()).abs() <= line.size() / 4 => line.pieces.push(piece),
            _ => lines.push(Line { pieces: vec![piece], orders: String::new() }),
        }
    }
    let right = lines.iter().map(Line::right).max().unwrap_or(0);
    for line in &mut lines {
        line.pieces.sort_by_key(|piece| piece.left);
        if let [mark, text, ..] = line.pieces.as_mut_slice()
            && is_mark(&mark.text)
            && text.left - mark.right < mark.size * 4
        {
            text.text = format!("{} {}", mark.text, text.text);
            text.left = mark.left;
            line.pieces.remove(0);
        }
        join_stretched(line, right);
    }
    lines
}

/// Puts a line of words that was stretched to the right margin together: all its gaps are about as wide as each other.
fn join_stretched(line: &mut Line, right: i32) {
    let size = line.size();
    let gaps: Vec<i32> = line
        .pieces
        .windows(2)
        .filter_map(|pair| if let [one, two] = pair { Some(two.left - one.right) } else { None })
        .collect();
    let (Some(least), Some(most)) = (gaps.iter().min(), gaps.iter().max()) else { return };
    let has_figure = line.pieces.iter().any(|piece| super::words::is_figure(&piece.text));
    let words: usize = line.pieces.iter().map(|piece| piece.text.split(' ').count()).sum();
    // Words that stand in one piece have a gap that just falls short of a wide one.
    let even = *most * 10 <= *least * 22 && *most <= size * 5 / 2;
    if even && !has_figure && words >= 4 && right - line.right() <= size {
        let text = line.text();
        let end = line.right();
        line.pieces.truncate(1);
        if let Some(piece) = line.pieces.first_mut() {
            (piece.text, piece.right) = (text, end);
        }
    }
}

/// Whether a text is the mark of a list item, and nothing else.
fn is_mark(text: &str) -> bool {
    matches!(text, "•" | "-" | "–" | "*" | "▪" | "■" | "●" | "○" | "◦" | "‣" | "➢" | "o" | "§" | "\u{fffd}")
        || text.len() <= 4
            && text.ends_with(['.', ')'])
            && text
                .trim_start_matches('(')
                .trim_end_matches(['.', ')'])
                .chars()
                .all(|c| c.is_ascii_digit() || "ivxabcdefgh".contains(c))
}

/// The parts of a region.
pub(super) fn parts(lines: Vec<Line>) -> Vec<Part> {
    let leading = leading(&lines);
    let mut parts = Vec::new();
    let mut prose: Vec<Line> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    let mut rest: Vec<Line> = Vec::new();
    rest.extend(&mut lines);
    let mut at = 0;
    while at < rest.len() {
        let len = table::extent(rest.get(at..).unwrap_or_default(), leading);
        if len > 0 {
            paragraphs(std::mem::take(&mut prose), leading, &mut parts);
            parts.push(Part::Table(table::rows(rest.get(at..at + len).unwrap_or_default())));
            at += len;
        } else {
            prose.extend(rest.get(at).cloned());
            at += 1;
        }
    }
    paragraphs(prose, leading, &mut parts);
    parts
}

/// How far lines of one paragraph are apart: as most are.
fn leading(lines: &[Line]) -> i32 {
    let mut distances: Vec<i32> = lines
        .windows(2)
        .filter_map(|pair| if let [one, two] = pair { Some((two.base() - one.base(), one.size())) } else { None })
        .filter(|(distance, size)| *distance > 0 && *distance < size * 5 / 2)
        .map(|(distance, _)| distance)
        .collect();
    distances.sort_unstable();
    // The lines of paragraphs stand closer together than all others.
    distances.get(distances.len() * 2 / 5).copied().unwrap_or(0)
}

/// Puts lines of prose into paragraphs.
fn paragraphs(lines: Vec<Line>, leading: i32, parts: &mut Vec<Part>) {
    let left = lines.iter().map(Line::left).min().unwrap_or(0);
    let right = lines.iter().map(Line::right).max().unwrap_or(0);
    let mut before: Option<Line> = None;
    let mut open: Option<(Paragraph, i32)> = None;
    for line in lines {
        let text = line.text();
        let is_item = begins_item(&text) && !before.as_ref().is_some_and(|last| may_end(&text, last));
        let goes_on = match (&before, &open) {
            (Some(last), Some((paragraph, start))) if !is_item => {
                let distance = line.base() - last.base();
                let size = last.size().max(line.size());
                let same_size = (last.size() - line.size()).abs() * 100 <= size * 8;
                let near = distance > 0 && distance * 100 <= leading.max(size) * 130;
                let middles = (line.left() + line.right() - last.left() - last.right()).abs();
                let is_centred = middles <= size && line.left() - left > size && last.left() - left > size / 2;
                let indented = !is_centred
                    && (line.left() - last.left() > size * 4 / 5 && paragraph.lines.len() > 1
                        || line.left() - left > size * 4 / 5
                            && (last.left() - left).abs() < size / 4
                            && !paragraph.is_item);
                let back_from_item = paragraph.is_item && line.left() <= *start;
                let is_short = (right - last.right()) * 100 > (right - left) * 25;
                let ended = last.text().ends_with(['.', '!', '?', ':', '”', '"']) && is_short;
                same_size && near && !indented && !back_from_item && !ended
            }
            _ => false,
        };
        if goes_on {
            if let Some((paragraph, _)) = &mut open {
                paragraph.base = line.base();
                paragraph.lines.push(line.orders.clone() + &text);
            }
        } else {
            parts.extend(open.take().map(|(paragraph, _)| Part::Paragraph(paragraph)));
            let (size, base) = (line.size(), line.base());
            open = Some((Paragraph { lines: vec![line.orders.clone() + &text], size, is_item, base }, line.left()));
        }
        before = Some(line);
    }
    parts.extend(open.map(|(paragraph, _)| Part::Paragraph(paragraph)));
}

/// Whether a line begins an item of a list.
fn begins_item(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(mark, _)| is_mark(mark) && !matches!(mark, "o" | "*" | "§"))
}

/// Whether a line begins with a number that may end the sentence of the line before: "on 11 July / 29. It".
fn may_end(text: &str, before: &Line) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    is_number && !before.text().ends_with(['.', ':', ';', '!', '?', '”', '"'])
}
