//! The piece of a text that a finding shows: cut out, wrapped to the terminal, and with the true line and column of each number.
//!
//! `miette` prints the lines that its `SourceCode` returns just as they are, and finds line numbers by counting from the first byte. Prose
//! has paragraphs of a thousand characters on one line, and files of many megabytes; so it is given a [`Snippet`], which is a small text of
//! its own: the sentence, wrapped between words, with the spans that are pointed at moved along.

use std::fmt::Write;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::document::{LineIndex, is_hidden};
use crate::model::Span;

/// A statement longer than this many bytes is shown in parts, around the numbers that are pointed at.
const LONG: u32 = 600;
/// How many bytes to show on both sides of a number that stands away from the statement, or in a long one.
const AROUND: u32 = 70;
/// Parts that lie closer together than this are shown as one.
const GAP: u32 = 24;

/// A number to point at.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Where it stands in the original file.
    pub span: Span,
    /// How many columns its label takes.
    pub label: usize,
}

/// The lines that a finding shows.
#[derive(Debug)]
pub struct Snippet {
    name: String,
    text: String,
    /// The number in the original file of each line of `text`; `None` where a line goes on or lines are left out.
    numbers: Vec<Option<usize>>,
    /// Each mark in the order given: where it stands in `text`, and its line and column in the original file.
    places: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    start: Option<usize>,
    end: Option<usize>,
    line: usize,
    column: usize,
}

impl Snippet {
    /// Cuts the statement and the marks out of a text, and wraps them to `width` columns, the gutter included.
    pub fn new(
        name: &str,
        source: &str,
        lines: &LineIndex<'_>,
        statement: Span,
        marks: &[Mark],
        layout: Layout,
    ) -> Self {
        let parts = parts(source, statement, marks);
        let last = parts.last().map_or(statement.end, |part| part.end);
        let ellipsis = if layout.unicode { "…" } else { "..." };
        let gutter = digits(lines.line_column(last).0) + 4;
        let mut setter = Setter {
            source,
            marks,
            // What is left out after the last word of a line is marked on that line, too.
            room: layout.width.saturating_sub(gutter + 1 + ellipsis.chars().count()).max(24),
            replacement: if layout.unicode { '\u{fffd}' } else { '?' },
            column: 0,
            line: 0,
            fresh: false,
            shown: 0,
            snippet: Self {
                name: name.to_owned(),
                text: String::new(),
                numbers: Vec::new(),
                places: marks
                    .iter()
                    .map(|mark| {
                        let (line, column) = lines.line_column(mark.span.start);
                        Place { start: None, end: None, line, column }
                    })
                    .collect(),
            },
        };
        for part in &parts {
            setter.line = lines.line_column(part.start).0;
            let goes_on = setter.line == setter.shown;
            setter.begin_line();
            if !goes_on && is_cut(source, part.start, true) {
                setter.snippet.text.push_str(ellipsis);
                setter.column += ellipsis.chars().count();
            }
            setter.part(*part);
            if is_cut(source, part.end, false) {
                setter.snippet.text.push(' ');
                setter.snippet.text.push_str(ellipsis);
            }
        }
        setter.snippet
    }

    /// Where a mark stands in the snippet, in the order in which the marks were given.
    pub fn place(&self, mark: usize) -> Option<SourceSpan> {
        let place = self.places.get(mark)?;
        let (start, end) = (place.start?, place.end?);
        Some((start, end.saturating_sub(start)).into())
    }

    /// Puts the true line numbers into what `miette` has made of this snippet, which numbers its lines one by one.
    pub fn renumber(&self, rendered: &str) -> String {
        let mut out = String::with_capacity(rendered.len());
        let mut numbers = self.numbers.iter().zip(self.first_number() + 1..).peekable();
        let width = self.number_width();
        for line in rendered.split_inclusive('\n') {
            let after = numbers.peek().and_then(|(_, given)| split_number(line, *given));
            let (Some((before, after)), Some((number, _))) = (after, numbers.peek()) else {
                out.push_str(line);
                continue;
            };
            out.push_str(before);
            let _ = match number {
                Some(number) => write!(out, "{number:>width$}"),
                None => write!(out, "{:width$}", ""),
            };
            out.push_str(after);
            numbers.next();
        }
        out
    }

    /// How many columns the line numbers take.
    fn number_width(&self) -> usize {
        let greatest = self.numbers.iter().flatten().max().copied().unwrap_or(1);
        digits(greatest).max(digits(self.numbers.len() * 2))
    }

    /// The number before the first that `miette` gives out: such that all of them are as wide as the widest true one.
    fn first_number(&self) -> usize {
        match self.number_width() {
            0 | 1 => 0,
            width => 10usize.saturating_pow(u32::try_from(width - 1).unwrap_or(0)),
        }
    }
}

/// How much room there is, and for what.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// How many columns a line may take.
    pub width: usize,
    /// Whether characters beyond ASCII can be shown.
    pub unicode: bool,
}

impl SourceCode for Snippet {
    /// Returns the whole snippet for every span. Without context, which is how `miette` asks for the place to name in the header, line and
    /// column are those of the original file.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if before == 0 && after == 0 {
            let place =
                self.places.iter().filter(|place| place.start <= Some(span.offset())).max_by_key(|place| place.start);
            let place = place.or(self.places.first());
            place.map_or((0, 0), |place| (place.line - 1, place.column - 1))
        } else {
            (self.first_number(), 0)
        };
        let whole = (0, self.text.len()).into();
        let (name, data) = (self.name.clone(), self.text.as_bytes());
        Ok(Box::new(MietteSpanContents::new_named(name, data, whole, line, column, self.numbers.len())))
    }
}

/// The parts of the source to show, in order, none overlapping: the statement, and what is around the marks.
fn parts(source: &str, statement: Span, marks: &[Mark]) -> Vec<Span> {
    let mut parts = Vec::with_capacity(marks.len() + 1);
    let whole = statement.len() <= LONG;
    if whole || marks.is_empty() {
        parts.push(Span::new(statement.start, statement.end.min(statement.start.saturating_add(LONG))));
    }
    for mark in marks {
        if !(whole && statement.covers(mark.span)) {
            parts.push(around(source, mark.span));
        }
    }
    for part in &mut parts {
        *part = to_words(source, *part);
    }
    parts.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(parts.len());
    for part in parts {
        match merged.last_mut() {
            Some(last) if part.start <= last.end.saturating_add(GAP) => *last = last.join(part),
            _ => merged.push(part),
        }
    }
    merged
}

/// A number with some text on both sides of it, on its own line.
fn around(source: &str, span: Span) -> Span {
    let bytes = source.as_bytes();
    let from = span.start.saturating_sub(AROUND) as usize;
    let to = (span.end.saturating_add(AROUND) as usize).min(bytes.len());
    let before = bytes.get(from..span.start as usize).unwrap_or_default();
    let after = bytes.get(span.end as usize..to).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(from, |at| from + at + 1);
    let end = memchr::memchr(b'\n', after).map_or(to, |at| span.end as usize + at);
    Span::new(u32::try_from(start).unwrap_or(span.start), u32::try_from(end).unwrap_or(span.end))
}

/// The range drawn in to whole characters, and out of cut words as far as that costs little; without blanks at its ends.
fn to_words(source: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, (span.end as usize).min(source.len()));
    while !source.is_char_boundary(start) {
        start += 1;
    }
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let Some(text) = source.get(start..end) else { return span };
    if is_inside_word(source, start) {
        start += text.find(char::is_whitespace).filter(|at| *at < 20).unwrap_or(0);
    }
    if is_inside_word(source, end) {
        end -= text.rfind(char::is_whitespace).map(|at| text.len() - at).filter(|left| *left < 20).unwrap_or(0);
    }
    let Some(text) = source.get(start..end) else { return span };
    let from = start + (text.len() - text.trim_start().len());
    let to = from + text.trim().len();
    Span::new(u32::try_from(from).unwrap_or(span.start), u32::try_from(to).unwrap_or(span.end))
}

/// Whether letters or digits touch on both sides of a place.
fn is_inside_word(source: &str, at: usize) -> bool {
    let before = source[..at].chars().next_back();
    let after = source[at..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether the line goes on before (or after) a place.
fn is_cut(source: &str, at: u32, before: bool) -> bool {
    let at = at as usize;
    let blank = |c: &char| *c != '\n' && c.is_whitespace();
    let neighbour = if before {
        source.get(..at).and_then(|text| text.chars().rev().find(|c| !blank(c)))
    } else {
        source.get(at..).and_then(|text| text.chars().find(|c| !blank(c)))
    };
    // The marks of a heading, a list item or a quotation are no text that is missed.
    neighbour.is_some_and(|c| c != '\n' && !(before && matches!(c, '#' | '-' | '*' | '>' | '+')))
}

/// Sets words into lines.
struct Setter<'a> {
    source: &'a str,
    marks: &'a [Mark],
    /// How many columns a line has.
    room: usize,
    /// What stands for a control character, which could play tricks with the terminal.
    replacement: char,
    /// How many columns of the present line are taken.
    column: usize,
    /// The number of the present line in the original file.
    line: usize,
    /// Whether the next word is the first of a line of the original file; lines without words are not shown.
    fresh: bool,
    /// The last number that was given to a line.
    shown: usize,
    snippet: Snippet,
}

impl Setter<'_> {
    /// Sets a range of the source.
    fn part(&mut self, part: Span) {
        let Some(text) = self.source.get(part.range()) else { return };
        let mut word = None;
        for (at, c) in text.char_indices().map(|(at, c)| (part.start as usize + at, c)) {
            // A number that is pointed at is never broken, even where the file breaks it.
            if !c.is_whitespace() || self.is_inside_mark(at) {
                word.get_or_insert(at);
                continue;
            }
            if let Some(start) = word.take() {
                self.range(start, at);
            }
            if c == '\n' {
                self.line += 1;
                self.fresh = true;
            }
        }
        if let Some(start) = word {
            self.range(start, part.end as usize);
        }
    }

    /// Sets a word of the source.
    fn range(&mut self, start: usize, end: usize) {
        let Some(word) = self.source.get(start..end) else { return };
        if std::mem::take(&mut self.fresh) {
            self.begin_line();
        }
        let mut needed: usize = word.chars().map(columns).sum();
        for mark in self.marks.iter().filter(|mark| (start..end).contains(&(mark.span.start as usize))) {
            // The label hangs from the middle of the number: "╰── label".
            let middle = mark.span.start as usize - start + mark.span.len() as usize / 2;
            needed = needed.max(middle + 4 + mark.label);
        }
        self.make_room(needed);
        for (at, c) in word.char_indices().map(|(at, c)| (start + at, c)) {
            if self.column >= self.room && !self.is_inside_mark(at) {
                self.break_line();
            }
            self.pass(at);
            if c == '\n' {
                self.line += 1;
            }
            let c = if c.is_whitespace() {
                ' '
            } else if is_hidden(c) {
                self.replacement
            } else {
                c
            };
            self.snippet.text.push(c);
            self.column += columns(c);
        }
        self.pass(end);
    }

    /// Makes room for a word of this width: after a space, or on a new line.
    fn make_room(&mut self, width: usize) {
        if self.column == 0 {
            return;
        }
        if self.column + 1 + width > self.room {
            self.break_line();
        } else {
            self.snippet.text.push(' ');
            self.column += 1;
        }
    }

    /// Begins a line of the source.
    fn begin_line(&mut self) {
        self.fresh = false;
        self.break_line();
        if let Some(number) = self.snippet.numbers.last_mut()
            && self.shown != self.line
        {
            *number = Some(self.line);
            self.shown = self.line;
        }
    }

    /// Goes on in the next line.
    fn break_line(&mut self) {
        if !self.snippet.numbers.is_empty() {
            self.snippet.text.push('\n');
        }
        self.snippet.numbers.push(None);
        self.column = 0;
    }

    /// Notes the marks that begin or end at a byte of the source.
    fn pass(&mut self, at: usize) {
        for (mark, place) in self.marks.iter().zip(&mut self.snippet.places) {
            if mark.span.start as usize == at {
                place.start.get_or_insert(self.snippet.text.len());
            }
            if mark.span.end as usize == at && place.start.is_some() {
                place.end.get_or_insert(self.snippet.text.len());
            }
        }
    }

    fn is_inside_mark(&self, at: usize) -> bool {
        self.marks.iter().any(|mark| (mark.span.start as usize) <= at && at < mark.span.end as usize)
    }
}

/// How many columns a character takes; near enough to wrap by.
fn columns(c: char) -> usize {
    // From the Hangul letters on, scripts of East Asia and pictures are two columns wide, with gaps that do no harm here.
    match u32::from(c) {
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// Splits a rendered line around its line number, colours or not; `None` where it bears another number, or none.
fn split_number(line: &str, number: usize) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(' ')?;
    let rest = match rest.strip_prefix('\u{1b}') {
        Some(code) => code.split_once('m')?.1,
        None => rest,
    };
    let after = rest.strip_prefix(number.to_string().as_str())?;
    Some((&line[..line.len() - rest.len()], after))
}
