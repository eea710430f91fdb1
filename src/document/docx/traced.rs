//! Text that knows from which bytes of the XML its characters came, so that a place in the text is one in the file.

use std::ops::Range;

/// A text, and where its pieces stand in the XML.
#[derive(Debug, Clone, Default)]
pub(super) struct Traced {
    text: String,
    /// In the order of the text; what the reader added itself has none.
    pieces: Vec<Piece>,
}

/// A piece of text with the bytes that it was written in. Where both are equally long they go together byte by byte; else
/// the piece is one that can't be parted, as `&amp;` is.
#[derive(Debug, Clone)]
struct Piece {
    text: Range<usize>,
    xml: Range<usize>,
}

impl Piece {
    const fn is_plain(&self) -> bool {
        self.text.end - self.text.start == self.xml.end - self.xml.start
    }
}

impl Traced {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds text that stands in no bytes of its own.
    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds text that was written in these bytes.
    pub(super) fn push_from(&mut self, text: &str, xml: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.note(Piece { text: start..self.text.len(), xml });
    }

    /// Adds another text with each of its characters as `shown` shows it, or without it.
    pub(super) fn extend(&mut self, other: &Self, shown: impl Fn(char) -> Option<char>) {
        let mut pieces = other.pieces.iter().peekable();
        for (at, c) in other.text.char_indices() {
            while pieces.next_if(|piece| piece.text.end <= at).is_some() {}
            let Some(shown) = shown(c) else { continue };
            let start = self.text.len();
            self.text.push(shown);
            let Some(piece) = pieces.peek().filter(|piece| piece.text.start <= at) else { continue };
            let text = start..self.text.len();
            let xml = if piece.is_plain() {
                let from = piece.xml.start + (at - piece.text.start);
                from..from + c.len_utf8()
            } else {
                piece.xml.clone()
            };
            self.note(Piece { text, xml });
        }
    }

    /// The same without the blanks at its ends.
    pub(super) fn trimmed(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let text = self.text.trim();
        let end = start + text.len();
        let cut = |piece: &Piece| {
            let (from, to) = (piece.text.start.max(start), piece.text.end.min(end));
            let xml = if piece.is_plain() {
                piece.xml.start + from.checked_sub(piece.text.start)?
                    ..piece.xml.start + to.checked_sub(piece.text.start)?
            } else {
                piece.xml.clone()
            };
            (from < to).then(|| Piece { text: from - start..to - start, xml })
        };
        Self { text: text.to_owned(), pieces: self.pieces.iter().filter_map(cut).collect() }
    }

    /// Takes the end of the last line away, to add something to that line.
    pub(super) fn reopen_line(&mut self) {
        if self.text.ends_with('\n') {
            self.text.pop();
        }
    }

    /// Where the characters of a range stand in the XML, from the first to the last; nothing if none of them stands there.
    pub(super) fn xml(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|piece| piece.text.end <= range.start);
        let pieces = self.pieces.get(first..)?;
        let mut within = pieces.iter().take_while(|piece| piece.text.start < range.end).map(|piece| {
            if piece.is_plain() {
                let from = range.start.max(piece.text.start) - piece.text.start;
                let to = range.end.min(piece.text.end) - piece.text.start;
                piece.xml.start + from..piece.xml.start + to
            } else {
                piece.xml.clone()
            }
        });
        let first = within.next()?;
        let end = within.last().map_or(first.end, |last| last.end);
        (first.start < end).then_some(first.start..end)
    }

    /// Notes a piece at the end, as part of the one before if it goes on with it.
    fn note(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last)
                if last.is_plain()
                    && piece.is_plain()
                    && last.text.end == piece.text.start
                    && last.xml.end == piece.xml.start =>
            {
                (last.text.end, last.xml.end) = (piece.text.end, piece.xml.end);
            }
            _ => self.pieces.push(piece),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_through_changes() {
        let mut one = Traced::default();
        one.push_from("  a\u{ad}b", 10..16);
        one.push_str("\t");
        one.push_from("&", 16..21);
        one.push_from("c ", 21..23);
        let mut all = Traced::default();
        all.push_str("# ");
        all.extend(&one, |c| (c != '\u{ad}').then_some(c));
        let all = all.trimmed();
        assert_eq!(all.text(), "#   ab\t&c");
        assert_eq!(all.xml(4..5), Some(12..13));
        assert_eq!(all.xml(4..6), Some(12..16), "what was left out lies between");
        assert_eq!(all.xml(6..8), Some(16..21), "an entity is whole");
        assert_eq!(all.xml(8..9), Some(21..22));
        assert_eq!(all.xml(0..2), None);
    }
}
