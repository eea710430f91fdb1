//! Lines and columns, worked out only when something is printed.

use memchr::{memchr_iter, memrchr};

/// How many bytes lie between two known places. A look-up reads at most that many, however long the lines are.
const STRIDE: usize = 512;

/// Finds the line and the column of any byte of a text in constant time, also in a text that is one line of many megabytes.
///
/// ```
/// use claim_audit::report::LineIndex;
/// let index = LineIndex::new("Año 1\nrose 5%\n");
/// assert_eq!(index.line_column(5), (1, 5));
/// assert_eq!(index.line_column(7), (2, 1));
/// ```
#[derive(Debug)]
pub struct LineIndex<'a> {
    source: &'a [u8],
    /// Line and column, both from 0, at every multiple of [`STRIDE`].
    known: Vec<(u32, u32)>,
}

impl<'a> LineIndex<'a> {
    /// Reads through the text once.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let source = source.as_bytes();
        let mut known = Vec::with_capacity(source.len() / STRIDE + 1);
        let mut at = (0, 0);
        known.push(at);
        for block in source.chunks_exact(STRIDE) {
            at = advance(at, block);
            known.push(at);
        }
        Self { source, known }
    }

    /// The line and the column of a byte, both counted from 1; columns count characters.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let offset = (offset as usize).min(self.source.len());
        let block = (offset / STRIDE).min(self.known.len() - 1);
        let (line, column) = advance(self.known[block], &self.source[block * STRIDE..offset]);
        (line as usize + 1, column as usize + 1)
    }
}

/// Where `text` ends when it begins at a line and column.
fn advance((line, column): (u32, u32), text: &[u8]) -> (u32, u32) {
    match memrchr(b'\n', text) {
        None => (line, column + characters(text)),
        Some(last) => (line + count(memchr_iter(b'\n', text).count()), characters(&text[last + 1..])),
    }
}

/// How many characters begin in these bytes: continuation bytes of UTF-8 are `0b10xx_xxxx`.
fn characters(bytes: &[u8]) -> u32 {
    count(bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count())
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let mut text = String::new();
        for n in 0..400 {
            text.push_str("zwölf € – 12\u{a0}% ");
            if n % 37 == 0 {
                text.push_str("\r\n");
            }
        }
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices() {
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
            let found = index.line_column(u32::try_from(offset).unwrap_or(0));
            assert_eq!(found, (line, column), "at byte {offset}");
        }
    }

    #[test]
    fn answers_beyond_the_end() {
        assert_eq!(LineIndex::new("").line_column(9), (1, 1));
        assert_eq!(LineIndex::new("ab\n").line_column(900), (2, 1));
    }
}
