//! Text free of markup, and the way back to the bytes of the file.

use std::borrow::Cow;
use std::ops::Range;

use super::offset;
use crate::model::Span;

/// Text free of markup, with the way back to the bytes of the file.
///
/// Prose that stands in the file as it is borrows from it. Where something was decoded or left out (`\$`, `&nbsp;`,
/// `**`, a full-width digit), the text is a copy and a table of runs leads back.
///
/// ```
/// use claim_audit::document::{Document, Format};
/// let source = "Exports reached **$2.8**&nbsp;billion.";
/// let document = Document::parse(source, Format::Markdown);
/// let prose = &document.blocks[0].prose;
/// assert_eq!(prose.text(), "Exports reached $2.8\u{a0}billion.");
/// let at = u32::try_from(prose.text().find("$2.8").unwrap()).unwrap();
/// assert_eq!(&source[prose.span(at..at + 4).range()], "$2.8");
/// ```
#[derive(Debug, Clone)]
pub struct Prose<'a> {
    text: Cow<'a, str>,
    /// Where the text starts in the file, if there are no runs.
    start: u32,
    /// The pieces that the text was put together from, ascending; empty if it stands in the file as it is.
    runs: Vec<Run>,
}

/// A piece of prose that comes from one place of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// The offset in the prose.
    prose: u32,
    /// The offset in the source.
    source: u32,
    /// How many bytes of the file were decoded into this run; 0 if they were copied one to one.
    decoded: u32,
}

impl<'a> Prose<'a> {
    /// Prose that stands in the file just as it is, from `start` on.
    #[must_use]
    pub const fn plain(text: &'a str, start: u32) -> Self {
        Self { text: Cow::Borrowed(text), start, runs: Vec::new() }
    }

    /// The same, with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> Prose<'static> {
        Prose { text: Cow::Owned(self.text.into_owned()), start: self.start, runs: self.runs }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte range of the prose stands in the file.
    ///
    /// The span begins and ends between characters of the file. What was decoded from several bytes (an entity) is
    /// covered whole.
    #[must_use]
    pub fn span(&self, range: Range<u32>) -> Span {
        let start = self.floor(range.start);
        let end = self.ceil(range.end);
        let from = self.source_start(start);
        if range.end <= range.start || end <= start {
            return Span::new(from, from);
        }
        Span::new(from, self.source_end(end).max(from))
    }

    /// Where a span of the file stands in the prose; `None` where none of it does.
    ///
    /// ```
    /// use claim_audit::document::{Document, Format};
    /// let source = "Exports reached **$2.8**&nbsp;billion.";
    /// let document = Document::parse(source, Format::Markdown);
    /// let prose = &document.blocks[0].prose;
    /// let found = prose.find(prose.span(8..12)).unwrap();
    /// assert_eq!(found, 8..12);
    /// ```
    #[must_use]
    pub fn find(&self, span: Span) -> Option<Range<u32>> {
        let len = offset(self.text.len());
        // The pieces stand in the order of the file.
        let reaches = |from: u32, wanted: u32| {
            let (mut low, mut high) = (from, len);
            while low < high {
                let middle = u32::midpoint(low, high);
                if self.source_start(middle) < wanted { low = middle + 1 } else { high = middle }
            }
            low
        };
        let start = self.ceil(reaches(0, span.start));
        let end = self.floor(reaches(start, span.end));
        (start < end).then_some(start..end)
    }

    /// Whether the text is the file's own, byte for byte.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.runs.is_empty()
    }

    /// Where the byte at `at` comes from.
    fn source_start(&self, at: u32) -> u32 {
        let len = offset(self.text.len());
        match self.run(at) {
            None => self.start + at,
            Some(_) if at >= len && len > 0 => self.source_end(len),
            Some(run) if run.decoded > 0 => run.source,
            Some(run) => run.source + (at - run.prose),
        }
    }

    /// Where the piece of the file ends that gave the byte before `at`.
    fn source_end(&self, at: u32) -> u32 {
        let last = at.saturating_sub(1);
        match self.run(last) {
            None => self.start + at,
            Some(run) if run.decoded > 0 => run.source + run.decoded,
            Some(run) => run.source + (last - run.prose) + 1,
        }
    }

    fn run(&self, at: u32) -> Option<Run> {
        let next = self.runs.partition_point(|run| run.prose <= at);
        self.runs.get(next.saturating_sub(1)).copied()
    }

    fn floor(&self, at: u32) -> u32 {
        let mut at = at.min(offset(self.text.len()));
        while !self.text.is_char_boundary(at as usize) {
            at -= 1;
        }
        at
    }

    fn ceil(&self, at: u32) -> u32 {
        let mut at = at.min(offset(self.text.len()));
        while !self.text.is_char_boundary(at as usize) {
            at += 1;
        }
        at
    }

    /// Adds prose that goes on in a later place of the file, with a line break between.
    pub(super) fn append(&mut self, next: &Self) {
        self.join("\n", next);
    }

    /// Adds prose that goes on in a later place of the file; `between` stands for whatever lies between the two there.
    pub(super) fn join(&mut self, between: &str, next: &Self) {
        let end = offset(self.text.len());
        let (from, to) = (self.source_end(end), next.source_start(0));
        let gap = Run { prose: end, source: from, decoded: to.saturating_sub(from).max(1) };
        if self.runs.is_empty() {
            self.runs.push(Run { prose: 0, source: self.start, decoded: 0 });
        }
        let text = self.text.to_mut();
        if !between.is_empty() {
            text.push_str(between);
            self.runs.push(gap);
        }
        let base = offset(text.len());
        text.push_str(&next.text);
        if next.runs.is_empty() {
            self.runs.push(Run { prose: base, source: next.start, decoded: 0 });
        }
        self.runs.extend(next.runs.iter().map(|run| Run { prose: run.prose + base, ..*run }));
    }

    /// Turns full-width forms into their ASCII twins, and takes invisible characters out.
    pub(super) fn fold(&mut self, source: &'a str) {
        let mut found = foldable(&self.text).peekable();
        if found.peek().is_none() {
            return;
        }
        let mut builder = Builder::new(source);
        let mut done = 0;
        for (at, c) in found {
            builder.push_mapped(self, offset(done)..offset(at));
            done = at + c.len_utf8();
            if let Some(folded) = fold(c) {
                builder.push_decoded(folded.encode_utf8(&mut [0; 4]), self.span(offset(at)..offset(done)));
            }
        }
        builder.push_mapped(self, offset(done)..offset(self.text.len()));
        *self = builder.finish();
    }
}

/// The characters that are read as another, and where they stand.
fn foldable(text: &str) -> impl Iterator<Item = (usize, char)> {
    // What all of them begin with.
    let starts = memchr::memchr3_iter(0xEF, 0xE2, 0xC2, text.as_bytes());
    starts.filter_map(|at| Some((at, text.get(at..)?.chars().next()?))).filter(|(_, c)| fold(*c) != Some(*c))
}

/// What a character is read as; `None` if it is not seen at all.
const fn fold(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        // The block of full-width forms repeats ASCII from "!" to "~".
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xff01 + 0x21),
        '\u{ffe0}' => Some('¢'),
        '\u{ffe1}' => Some('£'),
        '\u{ffe5}' => Some('¥'),
        other => Some(other),
    }
}

/// Puts prose together from pieces of the file; borrows as long as they lie side by side.
#[derive(Debug, Clone)]
pub(super) struct Builder<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    start: u32,
    runs: Vec<Run>,
}

impl<'a> Builder<'a> {
    /// Nothing yet.
    pub(super) const fn new(source: &'a str) -> Self {
        Self { source, text: Cow::Borrowed(""), start: 0, runs: Vec::new() }
    }

    /// What has been put together so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds bytes of the file as they stand.
    pub(super) fn push_source(&mut self, range: Range<u32>) {
        let Some(piece) = self.source.get(range.start as usize..range.end as usize).filter(|piece| !piece.is_empty())
        else {
            return;
        };
        let end = offset(self.text.len());
        if end == 0 {
            self.start = range.start;
            self.text = Cow::Borrowed(piece);
        } else if self.runs.is_empty() && self.start + end == range.start {
            let whole = self.source.get(self.start as usize..range.end as usize).unwrap_or_default();
            self.text = Cow::Borrowed(whole);
        } else {
            self.own();
            let goes_on =
                self.runs.last().is_some_and(|run| run.decoded == 0 && run.source + (end - run.prose) == range.start);
            if !goes_on {
                self.runs.push(Run { prose: end, source: range.start, decoded: 0 });
            }
            self.text.to_mut().push_str(piece);
        }
    }

    /// Adds text that `from` of the file stands for.
    pub(super) fn push_decoded(&mut self, text: &str, from: Span) {
        if text.is_empty() || from.is_empty() {
            return;
        }
        self.own();
        self.runs.push(Run { prose: offset(self.text.len()), source: from.start, decoded: from.len() });
        self.text.to_mut().push_str(text);
    }

    /// Adds a range of other prose, keeping its way back to the file.
    pub(super) fn push_mapped(&mut self, from: &Prose<'_>, range: Range<u32>) {
        if range.is_empty() {
            return;
        }
        if from.runs.is_empty() {
            return self.push_source(from.start + range.start..from.start + range.end);
        }
        let first = from.runs.partition_point(|run| run.prose <= range.start).saturating_sub(1);
        for (at, run) in from.runs.iter().enumerate().skip(first).take_while(|(_, run)| run.prose < range.end) {
            let run_end = from.runs.get(at + 1).map_or(offset(from.text.len()), |next| next.prose);
            let (start, end) = (range.start.max(run.prose), range.end.min(run_end));
            if run.decoded > 0 {
                let text = from.text.get(start as usize..end as usize).unwrap_or_default();
                self.push_decoded(text, Span::new(run.source, run.source + run.decoded));
            } else {
                self.push_source(run.source + (start - run.prose)..run.source + (end - run.prose));
            }
        }
    }

    /// The prose, without white space around it.
    pub(super) fn finish(self) -> Prose<'a> {
        let whole = Prose { text: self.text, start: self.start, runs: self.runs };
        let trimmed = whole.text.trim();
        let start = whole.text.len() - whole.text.trim_start().len();
        if trimmed.len() == whole.text.len() {
            return whole;
        }
        let range = offset(start)..offset(start + trimmed.len());
        let mut builder = Builder::new(self.source);
        builder.push_mapped(&whole, range);
        Prose { text: builder.text, start: builder.start, runs: builder.runs }
    }

    /// Gives up borrowing: from here on there are runs.
    fn own(&mut self) {
        if self.runs.is_empty() && !self.text.is_empty() {
            self.runs.push(Run { prose: 0, source: self.start, decoded: 0 });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn plain_prose_maps_by_a_shift() {
        let prose = Prose::plain("rose 5%", 10);
        assert_eq!(prose.span(5..7), Span::new(15, 17));
        assert_eq!(prose.span(7..7), Span::new(17, 17));
        assert_eq!(prose.span(90..99), Span::new(17, 17));
    }

    #[test]
    fn spans_never_cut_a_character() {
        let prose = Prose::plain("€5", 3);
        assert_eq!(prose.span(1..2), Span::new(3, 6));
    }

    #[test]
    fn decoded_text_is_covered_whole() {
        let source = "a&nbsp;b";
        let mut builder = Builder::new(source);
        builder.push_source(0..1);
        builder.push_decoded("\u{a0}", Span::new(1, 7));
        builder.push_source(7..8);
        let prose = builder.finish();
        assert_eq!(prose.text(), "a\u{a0}b");
        assert_eq!(prose.span(1..2), Span::new(1, 7));
        assert_eq!(prose.span(0..4), Span::new(0, 8));
        assert_eq!(prose.span(3..4), Span::new(7, 8));
    }

    #[test]
    fn neighbouring_pieces_are_borrowed() {
        let source = "one two three";
        let mut builder = Builder::new(source);
        builder.push_source(0..4);
        builder.push_source(4..8);
        let prose = builder.finish();
        assert!(prose.is_plain());
        assert_eq!(prose.text(), "one two");
    }

    #[test]
    fn full_width_forms_are_folded() {
        let source = "rose ５．２％ to ＄１０５";
        let mut prose = Prose::plain(source, 0);
        prose.fold(source);
        assert_eq!(prose.text(), "rose 5.2% to $105");
        let at = u32::try_from(prose.text().find("5.2%").unwrap()).unwrap();
        assert_eq!(&source[prose.span(at..at + 4).range()], "５．２％");
    }

    #[test]
    fn appended_prose_keeps_both_places() {
        let source = "said that the\n\nIT sector";
        let mut prose = Prose::plain(&source[..13], 0);
        prose.append(&Prose::plain(&source[15..], 15));
        assert_eq!(prose.text(), "said that the\nIT sector");
        assert_eq!(&source[prose.span(14..16).range()], "IT");
        assert_eq!(&source[prose.span(10..16).range()], "the\n\nIT");
    }
}
