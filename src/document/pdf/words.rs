//! From glyphs to pieces of text on a base line, by the gaps between them: a file may have no glyph for a space, or too many.

use super::glyphs::Glyph;

/// Text on one base line without a wide gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) base: i32,
    pub(super) size: i32,
    pub(super) text: String,
}

/// The pieces of a page, from the top down, and from left to right.
pub(super) fn pieces(glyphs: Vec<Glyph>) -> Vec<Piece> {
    let rows = rows(glyphs);
    let stripes = stripes(&rows);
    rows.iter().flat_map(|row| split(row, &stripes)).collect()
}

/// The characters of each line of a page: without blanks, the marks of notes, and glyphs that are drawn twice.
pub(super) fn characters(glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for row in rows(glyphs) {
        let mut line: Vec<Glyph> = Vec::new();
        for mark in row.iter().filter(|mark| mark.glyph.character != ' ' && mark.shift != Shift::Raised) {
            if !line.last().is_some_and(|last| is_again(*last, mark.glyph)) {
                line.push(mark.glyph);
            }
        }
        lines.push(line);
    }
    lines
}

/// Whether a glyph is the one before once more: bold print is often the same glyph twice.
fn is_again(last: Glyph, glyph: Glyph) -> bool {
    last.character == glyph.character && (glyph.left - last.left).abs() * 10 < glyph.size
}

/// The glyphs of a page in lines, from the top down, and from left to right.
fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Mark>> {
    glyphs.sort_by_key(|glyph| (glyph.base, glyph.left));
    let mut rows: Vec<Vec<Mark>> = Vec::new();
    let mut first = 0;
    for glyph in glyphs {
        let mark = Mark { glyph, shift: Shift::None };
        match rows.last_mut() {
            Some(row) if glyph.base - first <= glyph.size / 6 => row.push(mark),
            _ => {
                first = glyph.base;
                rows.push(vec![mark]);
            }
        }
    }
    for row in &mut rows {
        // Where two glyphs share a place, they stay in the order in which they were drawn.
        row.sort_by_key(|mark| mark.glyph.left);
    }
    shift(&mut rows);
    rows
}

/// A stripe down the page in which no word stands: between columns that are close together.
#[derive(Debug, Clone, Copy)]
struct Stripe {
    at: i32,
    from: i32,
    to: i32,
}

/// Finds the stripes without words that are too narrow to be seen in one line, and go through many.
fn stripes(rows: &[Vec<Mark>]) -> Vec<Stripe> {
    const STEP: i32 = 100;
    const ROWS: usize = 6;
    let mut stripes = Vec::new();
    let lines: Vec<(i32, i32, Vec<Stretch>)> = rows
        .iter()
        .map(|row| {
            let size = row.iter().map(|mark| mark.glyph.size).max().unwrap_or(1);
            (row.first().map_or(0, |mark| mark.glyph.base), size, runs(row, size / 4))
        })
        .collect();
    let left = lines.iter().filter_map(|(.., words)| words.first()).map(|(left, _)| *left).min().unwrap_or(0);
    let right = lines.iter().filter_map(|(.., words)| words.last()).map(|(_, right)| *right).max().unwrap_or(0);
    let space = space(&lines);
    let mut at = left;
    while at < right {
        let mut open: Option<(Stripe, usize)> = None;
        for (base, size, words) in &lines {
            // Wider than a space, as those of some lines may well stand below each other.
            let half = (size / 4).max(space * 3 / 4);
            let next = words.partition_point(|(_, end)| *end <= at - half);
            let crosses = words.get(next).is_some_and(|(start, _)| *start < at + half);
            let both = next > 0 && next < words.len();
            if crosses {
                stripes.extend(open.take().filter(|(_, count)| *count >= ROWS).map(|(stripe, _)| stripe));
            } else {
                let (stripe, count) = open.get_or_insert((Stripe { at, from: *base, to: *base }, 0));
                stripe.to = *base;
                *count += usize::from(both);
            }
        }
        stripes.extend(open.filter(|(_, count)| *count >= ROWS).map(|(stripe, _)| stripe));
        at += STEP;
    }
    stripes
}

/// How wide most spaces between words are.
fn space(lines: &[(i32, i32, Vec<Stretch>)]) -> i32 {
    let mut gaps: Vec<i32> = Vec::new();
    for (_, size, words) in lines {
        let between =
            words.windows(2).filter_map(|pair| if let [one, two] = pair { Some(two.0 - one.1) } else { None });
        gaps.extend(between.filter(|gap| gap < size));
    }
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(0)
}

/// From where to where something stands in a line.
type Stretch = (i32, i32);

/// The words of a line, by where they begin and end.
fn runs(row: &[Mark], gap: i32) -> Vec<Stretch> {
    let mut runs: Vec<Stretch> = Vec::new();
    for glyph in row.iter().map(|mark| mark.glyph).filter(|glyph| glyph.character != ' ') {
        match runs.last_mut() {
            Some((_, right)) if glyph.left - *right <= gap => *right = (*right).max(glyph.right),
            _ => runs.push((glyph.left, glyph.right)),
        }
    }
    runs
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    glyph: Glyph,
    shift: Shift,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    None,
    Raised,
    Lowered,
}

/// Puts small glyphs that stand a little above or below a line into it.
fn shift(rows: &mut Vec<Vec<Mark>>) {
    let base = |row: &[Mark]| row.first().map_or(0, |mark| mark.glyph.base);
    for at in 0..rows.len() {
        for (other, shift) in [(at + 1, Shift::Raised), (at.wrapping_sub(1), Shift::Lowered)] {
            let (Some(row), Some(line)) = (rows.get(at), rows.get(other)) else { continue };
            let distance = (base(row) - base(line)).abs();
            let belongs = |mark: &Mark| {
                let small = mark.glyph;
                line.iter().any(|one| {
                    let one = one.glyph;
                    let gap = (small.left - one.right).max(one.left - small.right);
                    small.size * 100 <= one.size * 85 && distance * 10 <= one.size * 6 && gap <= one.size / 3
                })
            };
            // Glyphs that stand beside one that belongs there belong there as well.
            let mut moved: Vec<bool> = row.iter().map(belongs).collect();
            for _ in 0..2 {
                for next in 1..row.len() {
                    let near = |a: Glyph, b: Glyph| b.left - a.right <= b.size / 4 && a.size == b.size;
                    let (Some(a), Some(b)) = (row.get(next - 1), row.get(next)) else { continue };
                    if near(a.glyph, b.glyph) && moved[next - 1] != moved[next] {
                        (moved[next - 1], moved[next]) = (true, true);
                    }
                }
            }
            if !moved.contains(&true) {
                continue;
            }
            let Some(row) = rows.get_mut(at) else { continue };
            let mut keep = moved.iter();
            let mut taken = Vec::new();
            row.retain(|mark| {
                let goes = *keep.next().unwrap_or(&false);
                if goes {
                    taken.push(Mark { glyph: mark.glyph, shift });
                }
                !goes
            });
            if let Some(line) = rows.get_mut(other) {
                line.extend(taken);
                line.sort_by_key(|mark| mark.glyph.left);
            }
        }
    }
    rows.retain(|row| !row.is_empty());
}

/// Parts a line at its wide gaps.
fn split(row: &[Mark], stripes: &[Stripe]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut spaced = false;
    let mut before: Option<Mark> = None;
    let mut raised = String::new();
    for mark in row {
        let glyph = mark.glyph;
        if glyph.character == ' ' {
            spaced = true;
            continue;
        }
        if before.is_some_and(|last| is_again(last.glyph, glyph)) {
            continue;
        }
        if mark.shift != Shift::Raised {
            flush(&mut raised, pieces.last_mut());
        }
        let gap = before.map_or(i32::MAX, |last| glyph.left - last.glyph.right);
        let size = before.map_or(glyph.size, |last| last.glyph.size.max(glyph.size));
        let is_word = gap > size * 3 / 20 || spaced && gap > size / 12;
        let is_figure = |text: &str| text.rsplit(' ').next().is_some_and(is_figure);
        let wide = match pieces.last() {
            // Two figures side by side are two cells long before two words are.
            Some(last)
                if is_figure(&last.text)
                    && (glyph.character.is_ascii_digit() || "(-–−+$€£".contains(glyph.character)) =>
            {
                size / 2
            }
            _ => size,
        };
        let parted = before.is_some_and(|last| {
            let between = |stripe: &Stripe| last.glyph.right <= stripe.at && stripe.at < glyph.left;
            gap > size / 3
                && stripes.iter().any(|stripe| between(stripe) && stripe.from <= glyph.base && glyph.base <= stripe.to)
        });
        match pieces.last_mut() {
            Some(piece) if gap <= wide && !parted => {
                if mark.shift == Shift::Raised {
                    if is_word && !raised.is_empty() {
                        raised.push(' ');
                    }
                    raised.push(glyph.character);
                } else {
                    if is_word {
                        piece.text.push(' ');
                    }
                    piece.text.push(glyph.character);
                    piece.size = piece.size.max(glyph.size);
                    piece.base = glyph.base;
                }
                piece.right = piece.right.max(glyph.right);
            }
            _ => {
                flush(&mut raised, pieces.last_mut());
                let (left, right, base, size) = (glyph.left, glyph.right, glyph.base, glyph.size);
                let mut text = String::new();
                if mark.shift == Shift::Raised {
                    raised.push(glyph.character);
                } else {
                    text.push(glyph.character);
                }
                pieces.push(Piece { left, right, base, size, text });
            }
        }
        spaced = false;
        before = Some(*mark);
    }
    flush(&mut raised, pieces.last_mut());
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}

/// Adds what stands raised to the text before it, unless it is the mark of a note.
fn flush(raised: &mut String, piece: Option<&mut Piece>) {
    let raised = std::mem::take(raised);
    let Some(piece) = piece.filter(|_| !raised.is_empty()) else { return };
    let is_mark = |c: char| c.is_ascii_digit() || "*†‡§¶()[], ".contains(c);
    let is_letter = raised.chars().count() == 1 && raised.chars().all(|c| c.is_ascii_lowercase());
    let is_power = piece.text.ends_with("10") && !piece.text.ends_with(|c: char| !c.is_ascii_digit());
    if is_power && piece.text.split([' ', '×']).next_back() == Some("10") && raised.chars().all(|c| c.is_ascii_digit())
    {
        piece.text.push('^');
        piece.text.push_str(&raised);
    } else if !(raised.len() <= 8 && raised.chars().all(is_mark) || is_letter) {
        piece.text.push_str(&raised);
    }
}

/// Whether a word is a figure, with what stands around one.
pub(super) fn is_figure(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && word.chars().all(|c| c.is_ascii_digit() || ".,()%+-–−$€£¥*".contains(c))
        || matches!(word, "-" | "–" | "—" | "n/a")
}
