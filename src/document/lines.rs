//! Lines and columns, worked out only when something is printed.

use std::ops::Range;
use std::sync::OnceLock;

use super::offset;

/// Every so many bytes the number of characters before is noted, so that a column deep in a line of 200 MB is found
/// without counting from its beginning.
const STEP: usize = 4096;

/// Finds the line and column of a byte of the file.
///
/// Nothing is computed before the first question; each answer then takes a binary search and a count over at most
/// two stretches of 4 KB, wherever in the file and in whatever order.
///
/// ```
/// use claim_audit::document::LineIndex;
/// let lines = LineIndex::new("one\ntwö three");
/// assert_eq!(lines.line_column(4), (2, 1));
/// assert_eq!(lines.line_column(9), (2, 5));
/// assert_eq!(lines.line_range(1), 0..3);
/// ```
#[derive(Debug)]
pub struct LineIndex<'a> {
    source: &'a str,
    /// Where each line begins.
    starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each multiple of [`STEP`].
    characters: OnceLock<Vec<u32>>,
}

impl<'a> LineIndex<'a> {
    /// An index of the lines of `source`; it is built when first asked.
    #[must_use]
    pub const fn new(source: &'a str) -> Self {
        Self { source, starts: OnceLock::new(), characters: OnceLock::new() }
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self, at: u32) -> (usize, usize) {
        let mut at = (at as usize).min(self.source.len());
        while !self.source.is_char_boundary(at) {
            at -= 1;
        }
        let starts = self.starts();
        let line = starts.partition_point(|start| *start as usize <= at).max(1);
        let start = starts.get(line - 1).map_or(0, |start| *start as usize);
        let column = if at - start <= STEP {
            self.source.get(start..at).unwrap_or_default().chars().count()
        } else {
            self.characters_before(at) - self.characters_before(start)
        };
        (line, column + 1)
    }

    /// The bytes of a line (from 1), without its line break; empty at the end of the file if there is no such line.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let starts = self.starts();
        let end = self.source.len();
        let Some(start) = line.checked_sub(1).and_then(|line| starts.get(line)).map(|start| *start as usize) else {
            return end..end;
        };
        let end = starts.get(line).map_or(end, |next| *next as usize);
        let text = self.source.get(start..end).unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }

    /// How many lines there are; an empty file has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts().len()
    }

    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.source.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| offset(at + 1))).collect()
        })
    }

    fn characters_before(&self, at: usize) -> usize {
        let characters = self.characters.get_or_init(|| {
            let counts = self.source.as_bytes().chunks(STEP).scan(0, |sum, chunk| {
                let before = *sum;
                *sum += offset(count(chunk));
                Some(before)
            });
            counts.chain(std::iter::once(offset(count(self.source.as_bytes())))).collect()
        });
        let step = at / STEP;
        let rest = self.source.as_bytes().get(step * STEP..at).unwrap_or_default();
        characters.get(step).map_or(0, |before| *before as usize) + count(rest)
    }
}

/// Lines and columns of places that come mostly in the order of the text: each is told from the line of the one before.
///
/// ```
/// use claim_audit::document::Places;
/// let mut places = Places::new("one\ntwö three");
/// assert_eq!([1, 9, 0].map(|at| places.line_column(at)), [(1, 2), (2, 5), (1, 1)]);
/// ```
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a str,
    /// For places far from the last one, or before its line.
    index: LineIndex<'a>,
    /// The line that was reached, from 1, and its bytes with their break.
    line: usize,
    range: Range<usize>,
    /// Whether each byte of the line is a character.
    is_ascii: bool,
    /// A place in the line, and how many characters stand before it there.
    counted: (usize, usize),
}

impl<'a> Places<'a> {
    /// The places of `source`; nothing is looked at before the first question.
    #[must_use]
    pub const fn new(source: &'a str) -> Self {
        let index = LineIndex::new(source);
        Self { source, index, line: 0, range: 0..0, is_ascii: true, counted: (0, 0) }
    }

    /// Line and column of a byte, as [`LineIndex::line_column`] gives them.
    pub fn line_column(&mut self, at: u32) -> (usize, usize) {
        let place = at as usize;
        if place >= self.range.end {
            self.go_on(place);
        }
        if !self.range.contains(&place) {
            return self.index.line_column(at);
        }
        if self.is_ascii {
            return (self.line, place - self.range.start + 1);
        }
        let (from, before) = if self.counted.0 <= place { self.counted } else { (self.range.start, 0) };
        let between = self.source.get(from..place).filter(|between| between.len() <= STEP);
        let before = match between {
            Some(between) => before + between.chars().count(),
            None => self.index.line_column(at).1 - 1,
        };
        self.counted = (place, before);
        (self.line, before + 1)
    }

    /// Goes on to the line of a place behind the one that was reached; stays where it is for one behind the text.
    fn go_on(&mut self, place: usize) {
        let source = self.source.as_bytes();
        let (from, mut start) = (self.range.end, self.range.end);
        let Some(rest) = source.get(from..).filter(|_| place < source.len()) else { return };
        self.line += 1;
        let mut ends = memchr::memchr_iter(b'\n', rest).map(|at| from + at + 1);
        let end = loop {
            match ends.next() {
                Some(end) if end <= place => start = end,
                end => break end.unwrap_or(source.len()),
            }
            self.line += 1;
        };
        self.range = start..end;
        self.is_ascii = source.get(start..end).is_some_and(<[u8]>::is_ascii);
        self.counted = (start, 0);
    }
}

/// The lines of a text without their breaks, as [`str::lines`] gives them, at the speed at which breaks can be found.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, next) = match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(at) => (rest.get(..at)?, rest.get(at + 1..)?),
            None => (rest, ""),
        };
        rest = next;
        Some(line.strip_suffix('\r').unwrap_or(line))
    })
}

/// How many characters begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_file_has_one_line() {
        let lines = LineIndex::new("");
        assert_eq!((lines.line_column(0), lines.line_column(9), lines.line_count()), ((1, 1), (1, 1), 1));
        assert_eq!(lines.line_range(1), 0..0);
        assert_eq!(lines.line_range(0), 0..0);
    }

    #[test]
    fn line_breaks_of_either_kind_are_no_part_of_the_line() {
        let lines = LineIndex::new("one\r\ntwo\n\nfour");
        assert_eq!([1, 2, 3, 4, 5].map(|line| lines.line_range(line)), [0..3, 5..8, 9..9, 10..14, 14..14]);
        assert_eq!(lines.line_column(10), (4, 1));
    }

    #[test]
    fn a_column_deep_in_a_line_counts_characters() {
        let source = format!("first\n{}x", "é".repeat(100_000));
        let lines = LineIndex::new(&source);
        assert_eq!(lines.line_column(u32::try_from(source.len() - 1).unwrap()), (2, 100_001));
        assert_eq!(lines.line_column(u32::try_from(source.len()).unwrap()), (2, 100_002));
    }

    proptest! {
        #[test]
        fn agrees_with_counting(source in "[a\né\r😀]{0,40}", at in 0usize..170, repeat in 1usize..400) {
            let source = source.repeat(repeat);
            let at = (0..=source.len().min(at * repeat)).rev().find(|at| source.is_char_boundary(*at)).unwrap();
            let before = &source[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            prop_assert_eq!(LineIndex::new(&source).line_column(u32::try_from(at).unwrap()), (line, column));
        }

        #[test]
        fn places_agree_with_the_index(
            source in "[a\né\r😀]{0,40}", at in prop::collection::vec(0u32..20_000, 1..12), repeat in 1usize..400,
        ) {
            let source = source.repeat(repeat);
            let (index, mut places) = (LineIndex::new(&source), Places::new(&source));
            for at in at {
                prop_assert_eq!(places.line_column(at), index.line_column(at), "{}", at);
            }
        }
    }
}
