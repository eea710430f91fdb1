//! From the pieces of all pages to a text: what stands on every page is left out, and paragraphs go on over pages.

use std::collections::HashMap;

use super::layout::{self, Line, Paragraph, Part};
use super::orders::Order;
use super::words::Piece;
use super::{columns, words};

/// A page, before it is known what all pages have in common.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
    /// The notes for this program.
    orders: Vec<Order>,
}

impl Page {
    pub(super) fn new(glyphs: Vec<super::glyphs::Glyph>, orders: Vec<Order>) -> Self {
        Self { pieces: words::pieces(glyphs), orders }
    }

    /// Its parts, in the order in which they are read.
    fn parts(self) -> Vec<Part> {
        let mut regions: Vec<Vec<Line>> = columns::regions(self.pieces).into_iter().map(layout::lines).collect();
        for order in self.orders {
            order.put(&mut regions);
        }
        regions.into_iter().flat_map(layout::parts).collect()
    }
}

/// The text of the pages: a line for each line, `\u{c}` with the number of the page on a line of its own before each page.
pub(super) fn text(mut pages: Vec<Page>) -> String {
    leave_out_running(&mut pages);
    let pages: Vec<Vec<Part>> = pages.into_iter().map(Page::parts).collect();
    let mut writer = Writer {
        body: body_size(&pages),
        out: String::new(),
        page: 0,
        noted: 0,
        waiting: Vec::new(),
        goes_on: false,
        columns: 0,
    };
    for (number, parts) in (1..).zip(pages) {
        writer.page(number, parts);
    }
    writer.settle();
    writer.out
}

/// The size of most letters.
fn body_size(pages: &[Vec<Part>]) -> i32 {
    let mut sizes: Vec<(i32, usize)> = Vec::new();
    for part in pages.iter().flatten() {
        if let Part::Paragraph(paragraph) = part {
            let letters = paragraph.lines.iter().map(String::len).sum();
            match sizes.iter_mut().find(|(size, _)| (size - paragraph.size).abs() * 100 <= paragraph.size * 4) {
                Some((_, sum)) => *sum += letters,
                None => sizes.push((paragraph.size, letters)),
            }
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(1000, |(size, _)| size)
}

/// Takes out headers, footers and the numbers of pages: the same words at the same height on many pages, and lone numbers at the edge.
fn leave_out_running(pages: &mut [Page]) {
    const EDGE: usize = 3;
    let edges: Vec<Vec<Edge>> =
        (1..).zip(pages.iter()).map(|(number, page)| edges(number, &page.pieces, EDGE)).collect();
    let many = (pages.len() / 2).clamp(2, 12);
    let mut seen: HashMap<&str, Vec<(i32, usize)>> = HashMap::new();
    for edge in edges.iter().flatten() {
        for key in &edge.keys {
            let heights = seen.entry(key).or_default();
            match heights.iter_mut().find(|(height, _)| (height - edge.base).abs() <= NEAR) {
                Some((_, count)) => *count += 1,
                None => heights.push((edge.base, 1)),
            }
        }
    }
    let repeated = |edge: &Edge| {
        let count = |key: &String| {
            let heights = seen.get(key.as_str()).map_or(&[][..], Vec::as_slice);
            heights.iter().find(|(height, _)| (height - edge.base).abs() <= NEAR).map_or(0, |(_, count)| *count)
        };
        edge.keys.iter().map(count).max().unwrap_or(0) >= many
    };
    for (page, edges) in pages.iter_mut().zip(&edges) {
        let outermost = [edges.first(), edges.last()].map(|edge| edge.map(|edge| edge.base));
        let runs = |edge: &&Edge| {
            outermost.contains(&Some(edge.base)) && edge.is_page_number || !edge.is_row && repeated(edge)
        };
        let running: Vec<i32> = edges.iter().filter(runs).map(|edge| edge.base).collect();
        page.pieces.retain(|piece| !running.iter().any(|base| (piece.base - base).abs() <= piece.size / 4));
    }
}

/// How far the same line may be off from page to page.
const NEAR: i32 = 300;

/// A line near the upper or lower edge of a page.
struct Edge {
    base: i32,
    /// Its text, also with its first or its last number counted from the number of the page: one of them may be that.
    keys: Vec<String>,
    is_page_number: bool,
    /// A row of a table: its header stands on many pages at the same height.
    is_row: bool,
}

/// The first and last lines of a page.
fn edges(number: i64, pieces: &[Piece], most: usize) -> Vec<Edge> {
    let mut lines: Vec<(i32, i32, String, usize)> = Vec::new();
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by_key(|piece| (piece.base, piece.left));
    for piece in sorted {
        match lines.last_mut() {
            Some((base, size, text, figures)) if piece.base - *base <= *size / 4 => {
                text.push(' ');
                text.push_str(&piece.text);
                *figures += usize::from(words::is_figure(&piece.text));
            }
            _ => lines.push((piece.base, piece.size, piece.text.clone(), 0)),
        }
    }
    let last = lines.len().saturating_sub(most);
    let near_edge = (0..).zip(lines).filter(|(at, _)| *at < most || *at >= last);
    near_edge
        .map(|(_, (base, _, text, figures))| {
            let is_page_number = is_page_number(&text);
            let from_page = |number_at: Option<(usize, usize)>| {
                let (start, end) = number_at.unwrap_or((0, 0));
                let printed = text.get(start..end).and_then(|digits| digits.parse::<i64>().ok());
                let from_page = printed.map_or_else(String::new, |printed| format!("#{}", printed - number));
                [text.get(..start).unwrap_or_default(), &from_page, text.get(end..).unwrap_or_default()].concat()
            };
            let digits = |c: char| c.is_ascii_digit();
            let first = text.find(digits).map(|start| {
                let len = text.get(start..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
                (start, start + len)
            });
            let final_one = text.rfind(digits).map(|end| {
                let len = text.get(..=end).unwrap_or_default().bytes().rev().take_while(u8::is_ascii_digit).count();
                (end + 1 - len, end + 1)
            });
            let mut keys = vec![from_page(first), from_page(final_one), text];
            keys.sort_unstable();
            keys.dedup();
            Edge { base, keys, is_page_number, is_row: figures >= 2 }
        })
        .collect()
}

fn is_page_number(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| {
        word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
            || word.len() <= 5 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
    };
    match words.as_slice() {
        [one] | ["Page" | "page", one] | [one, "of", _] => is_number(one),
        ["Page" | "page", one, "of", other] => is_number(one) && is_number(other),
        _ => false,
    }
}

struct Writer {
    /// The size of the text that most is in.
    body: i32,
    out: String,
    /// The page that is being written, and the one that the last mark names.
    page: usize,
    noted: usize,
    /// Notes at the foot of a page on which a paragraph goes on: they come when it has ended.
    waiting: Vec<(usize, Paragraph)>,
    /// Whether the last paragraph may go on.
    goes_on: bool,
    /// How many columns the table has that was written last, if nothing came behind it.
    columns: usize,
}

impl Writer {
    fn page(&mut self, number: usize, mut parts: Vec<Part>) {
        self.page = number;
        // Small print at the end of a page is notes.
        let is_note = |part: &Part, body: i32| matches!(part, Part::Paragraph(one) if one.size * 100 <= body * 92);
        let mut notes = Vec::new();
        let has_body = parts.iter().any(|part| !is_note(part, self.body));
        while has_body && parts.last().is_some_and(|part| is_note(part, self.body)) {
            if let Some(Part::Paragraph(note)) = parts.pop() {
                notes.insert(0, (number, note));
            }
        }
        for part in parts {
            match part {
                Part::Paragraph(paragraph) => {
                    let follows = self.goes_on && !paragraph.is_item && !self.is_heading(&paragraph);
                    if !follows {
                        self.settle();
                        self.blank();
                    }
                    let mark = if follows { "" } else { self.mark(&paragraph) };
                    self.lines(number, &paragraph, mark);
                    let ended = paragraph
                        .lines
                        .last()
                        .is_none_or(|line| line.ends_with(['.', '!', '?', ':', ';', '”', '"', ')']));
                    self.goes_on = !ended && !self.is_heading(&paragraph);
                }
                Part::Table(rows) => {
                    let columns = rows.first().map_or(0, Vec::len);
                    // A table at the top of a page goes on with the one at the foot of the page before.
                    if self.columns != columns || self.noted == number || !self.waiting.is_empty() {
                        self.settle();
                        self.blank();
                    }
                    self.note(number);
                    self.columns = columns;
                    for row in rows {
                        self.out.push_str("| ");
                        self.out.push_str(&row.join(" | "));
                        self.out.push_str(" |\n");
                    }
                    self.goes_on = false;
                }
            }
        }
        self.waiting.extend(notes);
        if !self.goes_on {
            self.settle();
        }
    }

    /// Writes the notes that were waiting.
    fn settle(&mut self) {
        self.goes_on = false;
        for (number, note) in std::mem::take(&mut self.waiting) {
            self.blank();
            self.lines(number, &note, "");
        }
    }

    fn lines(&mut self, page: usize, paragraph: &Paragraph, mark: &str) {
        self.columns = 0;
        self.note(page);
        self.out.push_str(mark);
        let mut lines = paragraph.lines.iter().peekable();
        while let Some(line) = lines.next() {
            let line = line.as_str();
            match lines.peek() {
                Some(next) if is_cut_word(line, next) => {
                    self.out.push_str(line.strip_suffix('-').unwrap_or(line));
                    self.out.push('\u{ad}');
                }
                _ => self.out.push_str(line),
            }
            self.out.push('\n');
        }
    }

    fn mark(&self, paragraph: &Paragraph) -> &'static str {
        if !paragraph.is_item && paragraph.size * 100 >= self.body * 150 {
            "# "
        } else if self.is_heading(paragraph) {
            "## "
        } else {
            ""
        }
    }

    fn is_heading(&self, paragraph: &Paragraph) -> bool {
        !paragraph.is_item && paragraph.size * 100 >= self.body * 112 && paragraph.lines.len() <= 4
    }

    /// Notes the page that a line stands on, where it is another one.
    fn note(&mut self, page: usize) {
        if self.noted != page {
            self.noted = page;
            self.out.push('\u{c}');
            self.out.push_str(&page.to_string());
            self.out.push('\n');
        }
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}

/// Whether a line ends in the middle of a word, which the hyphen does not belong to.
fn is_cut_word(line: &str, next: &str) -> bool {
    const COMPOUNDS: [&str; 26] = [
        "year", "like", "non", "self", "short", "long", "mid", "co", "so", "well", "full", "half", "high", "low",
        "first", "second", "third", "fourth", "month", "quarter", "week", "day", "one", "two", "three", "real",
    ];
    let Some(stem) = line.strip_suffix('-') else { return false };
    let word = stem.rsplit(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
    let end = next.split(' ').next().unwrap_or_default();
    !word.is_empty()
        && !word.contains('-')
        && !end.contains('-')
        && end.starts_with(char::is_lowercase)
        && !COMPOUNDS.contains(&word.to_lowercase().as_str())
}
