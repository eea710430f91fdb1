//! Where words of the text that was put together stand on their page.

use std::ops::Range;

use super::glyphs::{Area, Glyph};
use super::words;

/// The characters of a page in lines, blanks left out.
pub(super) struct PageLines {
    lines: Vec<Vec<Glyph>>,
}

impl PageLines {
    pub(super) fn new(glyphs: Vec<Glyph>) -> Self {
        Self { lines: words::characters(glyphs) }
    }

    /// Finds the words of a range of a line of the text: where they stand on the page with what stands around them there. Of
    /// places that look the same the `nth` is meant, from 0.
    pub(super) fn find(&self, line: &str, range: Range<usize>, nth: usize) -> Option<Area> {
        /// How many characters around the words are looked at.
        const AROUND: usize = 60;
        let kept = |c: char| !c.is_whitespace() && !matches!(c, '|' | '\u{ad}');
        let characters: Vec<(usize, char)> = line.char_indices().filter(|(_, c)| kept(*c)).collect();
        let from = characters.partition_point(|(at, _)| *at < range.start);
        let to = characters.partition_point(|(at, _)| *at < range.end);
        let (before, rest) = characters.split_at_checked(from)?;
        let (wanted, after) = rest.split_at_checked(to.checked_sub(from)?)?;
        if wanted.is_empty() {
            return None;
        }
        let mut best: Vec<(&[Glyph], usize)> = Vec::new();
        let mut most = 0;
        for line in &self.lines {
            for (at, found) in line.windows(wanted.len()).enumerate() {
                if !found.iter().zip(wanted).all(|(glyph, (_, c))| glyph.character == *c) {
                    continue;
                }
                let left = line.get(..at).unwrap_or_default().iter().rev().zip(before.iter().rev());
                let right = line.get(at + found.len()..).unwrap_or_default().iter().zip(after);
                let same = |(glyph, (_, c)): &(&Glyph, &(usize, char))| glyph.character == *c;
                let score = left.take(AROUND).take_while(same).count() + right.take(AROUND).take_while(same).count();
                if score > most {
                    most = score;
                    best.clear();
                }
                if score == most {
                    best.push((found, score));
                }
            }
        }
        let (found, _) = best.get(nth).or(best.last())?;
        area(found)
    }
}

fn area(glyphs: &[Glyph]) -> Option<Area> {
    let size = glyphs.iter().map(|glyph| glyph.size).max()?;
    let base = glyphs.iter().map(|glyph| glyph.base).max()?;
    Some(Area {
        left: glyphs.iter().map(|glyph| glyph.left).min()?,
        right: glyphs.iter().map(|glyph| glyph.right).max()?,
        top: base - size * 8 / 10,
        bottom: base + size * 2 / 10,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(base: i32, text: &str) -> Vec<Glyph> {
        (0..)
            .zip(text.chars())
            .map(|(at, character)| Glyph { left: at * 500, right: at * 500 + 500, base, size: 1000, character })
            .collect()
    }

    #[test]
    fn words_are_found_by_what_stands_around_them() {
        let page = [glyphs(1000, "Sales rose 5% and"), glyphs(2200, "costs rose 5% too"), glyphs(3400, "Total 5%")];
        let page = PageLines::new(page.concat());
        let place = |line: &str, nth| {
            let at = line.find("5%").unwrap_or_default();
            page.find(line, at..at + 2, nth).map(|area| (area.left, area.bottom))
        };
        assert_eq!(place("Sales rose 5% and", 0), Some((11 * 500, 1200)));
        assert_eq!(place("costs rose 5% too", 0), Some((11 * 500, 2400)));
        assert_eq!(place("| Total | 5% |", 0), Some((6 * 500, 3600)));
        assert_eq!(place("rose 5%", 1), Some((11 * 500, 2400)), "of two that look the same, the second");
        assert_eq!(page.find("rose 6%", 5..7, 0), None);
    }
}
