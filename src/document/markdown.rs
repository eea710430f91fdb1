//! Markdown: what a reader sees of it, in blocks, with the way back to the bytes of the file.
//!
//! `pulldown-cmark` says what is markup. Three of its readings are right by the standard and wrong for press releases,
//! and are undone here: a paragraph indented by four spaces is no code, "2024. Exports rose" begins no list, and what
//! stands between HTML tags is prose.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::flow::paragraph_goes_on;
use super::lines::lines;
use super::prose::Builder;
use super::{Block, BlockKind, Prose, offset};

mod html;
mod plain;

use plain::Part;

/// The blocks of a Markdown text from the byte `start` on.
/// `None` if lists or quotations are nested deeper than anyone writes: such a text is read as plain text.
pub(super) fn blocks(source: &str, start: usize) -> Option<Vec<Block<'_>>> {
    let parts = plain::parts(source, start);
    let too_deep = |range: Range<usize>| source.get(range).is_some_and(is_too_deep);
    if too_deep(0..start) || parts.iter().any(|part| matches!(part, Part::Marked(range) if too_deep(range.clone()))) {
        return None;
    }
    let text = Prose::plain(source, 0);
    let mut converter = Converter::new(source, &text);
    for part in parts {
        converter.part(part);
    }
    Some(converter.blocks)
}

/// Whether lists or quotations are nested deeper than anyone writes.
///
/// The parser looks at all open ones on each line, so that its work would grow with the square of the size.
fn is_too_deep(source: &str) -> bool {
    const MARKS: usize = 64;
    const INDENT: usize = 400;
    lines(source).any(|line| {
        let bare = line.trim_start_matches([' ', '\t']);
        !bare.trim_end().is_empty() && line.len() - bare.len() > INDENT
            || bare.len() > MARKS && marks(bare.as_bytes(), MARKS) > MARKS
    })
}

/// How many marks of lists and quotations a line begins with; `most` + 1 if more.
fn marks(line: &[u8], most: usize) -> usize {
    let is_space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let mut count = 0;
    let mut kinds = [false; 256];
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        let digits = line.iter().skip(at).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        match byte {
            b' ' | b'\t' | b'\r' => {}
            b'>' => count += 1,
            b'-' | b'*' | b'+' if is_space(line.get(at + 1)) => count += 1,
            _ if digits > 0
                && matches!(line.get(at + digits), Some(b'.' | b')'))
                && is_space(line.get(at + digits + 1)) =>
            {
                count += 1;
                at += digits;
            }
            _ => break,
        }
        if !byte.is_ascii_whitespace() {
            kinds[usize::from(*byte)] = true;
        }
        at += 1;
    }
    // "- - - - -" alone is a ruler.
    let is_ruler = at == line.len() && !kinds[usize::from(b'>')] && kinds.iter().filter(|kind| **kind).count() == 1;
    if is_ruler { 0 } else { count.min(most + 1) }
}

/// Turns parser events into blocks.
struct Converter<'a, 't> {
    source: &'a str,
    /// The Markdown that is parsed: the file's own, or a part of it without its indentation.
    text: &'t Prose<'t>,
    blocks: Vec<Block<'a>>,
    builder: Builder<'a>,
    /// What the open block is inside of, innermost last.
    containers: Vec<Container>,
    heading: Option<u8>,
    table: Table,
    /// How many nested elements that are no prose are open.
    hidden: u32,
    /// A hard line break waits for the text after it to tell whether it ends the block.
    hard_break: Option<Range<u32>>,
    /// The builder holds nothing but the number that was taken for a list mark.
    only_number: bool,
    has_title: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote,
    Item,
    /// Something without a kind of its own: a footnote, or an item that is none.
    Plain,
}

#[derive(Debug, Clone, Copy, Default)]
struct Table {
    tables: u32,
    row: u32,
    column: u32,
    in_cell: bool,
}

impl<'a, 't> Converter<'a, 't> {
    const fn new(source: &'a str, text: &'t Prose<'t>) -> Self {
        Self {
            source,
            text,
            blocks: Vec::new(),
            builder: Builder::new(source),
            containers: Vec::new(),
            heading: None,
            table: Table { tables: 0, row: 0, column: 0, in_cell: false },
            hidden: 0,
            hard_break: None,
            only_number: false,
            has_title: false,
        }
    }

    /// Takes a part as what it is.
    fn part(&mut self, part: Part) {
        match part {
            Part::Paragraph(range) => self.plain(range),
            Part::Heading(level, range) => {
                self.heading = Some(level);
                self.plain(range);
                self.heading = None;
            }
            Part::Item(range) => {
                self.containers.push(Container::Item);
                self.plain(range);
                self.containers.pop();
            }
            Part::Marked(range) => self.run(range, 0),
        }
    }

    /// Adds a block that shows as it stands.
    fn plain(&mut self, range: Range<usize>) {
        let prose = self.source.get(range.clone()).unwrap_or_default();
        let bare = prose.trim_start();
        let start = range.end - bare.len();
        self.block(Prose::plain(bare.trim_end(), offset(start)));
    }

    /// Reads a part of the text; `depth` counts how often indentation has been taken off.
    fn run(&mut self, part: Range<usize>, depth: u8) {
        let before = part.start;
        let text = self.text.text().get(part).unwrap_or_default();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        // Indented code and HTML, gathered until they end.
        let mut raw: Option<Builder<'a>> = None;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let range = offset(before + range.start)..offset(before + range.end);
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock) => {
                    self.flush();
                    raw = Some(Builder::new(self.source));
                }
                Event::End(TagEnd::CodeBlock) if raw.is_some() => {
                    if let Some(code) = raw.take() {
                        self.indented(&code.finish(), depth);
                    }
                }
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(block) = raw.take() {
                        self.html(&block.finish());
                    }
                }
                Event::Text(text) | Event::Html(text) if raw.is_some() => {
                    if let Some(raw) = &mut raw {
                        push(raw, self.text, &text, range);
                    }
                }
                Event::Start(tag) => self.start(&tag, range),
                Event::End(tag) => self.end(tag),
                _ if self.hidden > 0 => {}
                Event::Text(text) => self.push(&text, range),
                Event::Code(code) if is_number(&code) => self.code(&code, range),
                Event::InlineHtml(tag) if html::name(&tag) == "br" => self.hard_break = Some(range),
                Event::SoftBreak => self.push("\n", range),
                Event::HardBreak => self.hard_break = Some(range),
                Event::Rule => self.flush(),
                _ => {}
            }
        }
        self.flush();
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<u32>) {
        if self.hidden > 0 {
            self.hidden += 1;
            return;
        }
        match tag {
            // The number that was taken for a mark belongs to the paragraph.
            Tag::Paragraph if self.only_number => {}
            Tag::Paragraph | Tag::List(_) => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level as u8);
            }
            Tag::BlockQuote(_) => self.enter(Container::Quote),
            Tag::FootnoteDefinition(_) => self.enter(Container::Plain),
            Tag::Item => match self.year(&range) {
                None => self.enter(Container::Item),
                Some(number) => {
                    self.enter(Container::Plain);
                    self.builder.push_mapped(self.text, number);
                    self.only_number = true;
                }
            },
            Tag::Table(_) => {
                self.flush();
                self.table.row = 0;
            }
            Tag::TableHead | Tag::TableRow => self.table.column = 0,
            Tag::TableCell => self.table.in_cell = true,
            Tag::CodeBlock(_) => {
                self.flush();
                self.hidden = 1;
            }
            Tag::Image { .. } | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.hidden = 1,
            // A single tilde is as often an "about" as a strike.
            Tag::Strikethrough if self.markdown(&range).starts_with("~~") => self.hidden = 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::Table => self.table.tables += 1,
            TagEnd::TableHead | TagEnd::TableRow => self.table.row += 1,
            TagEnd::TableCell => {
                self.flush();
                self.table.in_cell = false;
                self.table.column += 1;
            }
            _ => {}
        }
    }

    fn enter(&mut self, container: Container) {
        self.flush();
        self.containers.push(container);
    }

    /// The number that begins an item, if it is too big for a list mark: a year that begins a sentence.
    fn year(&self, item: &Range<u32>) -> Option<Range<u32>> {
        let text = self.markdown(item);
        let start = text.len() - text.trim_start().len();
        let digits = text.bytes().skip(start).take_while(u8::is_ascii_digit).count();
        let mark = text.get(start + digits..)?;
        let spaces = mark.get(1..)?.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let at = item.start + offset(start);
        (digits >= 3).then(|| at..at + offset(digits + 1 + spaces.min(1)))
    }

    fn markdown(&self, range: &Range<u32>) -> &'t str {
        self.text.text().get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Adds text that a range of the Markdown shows as.
    fn push(&mut self, text: &str, range: Range<u32>) {
        if let Some(at) = self.hard_break.take() {
            // As in plain text: a line that goes on in lower case was broken for its length.
            if text.trim_start().starts_with(char::is_lowercase) || self.table.in_cell {
                push(&mut self.builder, self.text, "\n", at);
            } else {
                self.flush();
            }
        }
        self.only_number = false;
        push(&mut self.builder, self.text, text, range);
    }

    /// Adds a number that is set as code.
    fn code(&mut self, code: &str, range: Range<u32>) {
        let markdown = self.markdown(&range);
        let inside = markdown.find(code).filter(|_| !code.is_empty()).map(|at| {
            let start = range.start + offset(at);
            start..start + offset(code.len())
        });
        self.push(code, inside.unwrap_or(range));
    }

    /// Reads indented "code" as the paragraphs that it is.
    fn indented(&mut self, code: &Prose<'_>, depth: u8) {
        // Each list mark in the text may be followed by indentation of its own. One more round is meant; many are an
        // attempt to make the work grow with the square of the size.
        const DEEPEST: u8 = 2;
        let text = code.text();
        let mut flat = Builder::new(self.source);
        for line in text.split_inclusive('\n') {
            let start = line.as_ptr() as usize - text.as_ptr() as usize
                + (line.len() - line.trim_start_matches([' ', '\t']).len());
            let end = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
            flat.push_mapped(code, offset(start)..offset(end));
        }
        let flat = flat.finish();
        if depth >= DEEPEST {
            return self.block(flat);
        }
        let mut inner = Converter::new(self.source, &flat);
        inner.containers.clone_from(&self.containers);
        inner.table.tables = self.table.tables;
        inner.has_title = true;
        inner.run(0..flat.text().len(), depth + 1);
        self.table.tables = inner.table.tables;
        for block in inner.blocks {
            self.add(block.kind, block.prose);
        }
    }

    /// Reads what stands between the tags of an HTML block.
    fn html(&mut self, block: &Prose<'_>) {
        for piece in html::pieces(block.text()) {
            match piece {
                html::Piece::Text(range) => self.builder.push_mapped(block, range),
                html::Piece::Character(c, range) => {
                    self.builder.push_decoded(c.encode_utf8(&mut [0; 4]), block.span(range));
                }
                html::Piece::Break => self.flush(),
            }
        }
        self.flush();
    }

    /// Ends the open block.
    fn flush(&mut self) {
        self.hard_break = None;
        self.only_number = false;
        let builder = std::mem::replace(&mut self.builder, Builder::new(self.source));
        if !builder.text().trim().is_empty() {
            self.block(builder.finish());
        }
    }

    /// Adds a block of the kind of its surroundings.
    fn block(&mut self, prose: Prose<'a>) {
        let kind = match (self.heading, self.containers.last()) {
            _ if self.table.in_cell => {
                BlockKind::Cell { table: self.table.tables, row: self.table.row, column: self.table.column }
            }
            (Some(1), _) if !std::mem::replace(&mut self.has_title, true) => BlockKind::Title,
            (Some(level), _) => BlockKind::Heading(level),
            (None, Some(Container::Quote)) => BlockKind::Quote,
            (None, Some(Container::Item)) => BlockKind::ListItem,
            (None, Some(Container::Plain) | None) => BlockKind::Paragraph,
        };
        self.add(kind, prose);
    }

    fn add(&mut self, kind: BlockKind, prose: Prose<'a>) {
        if let Some(Block { kind: BlockKind::Paragraph, prose: last, .. }) = self.blocks.last_mut()
            && kind == BlockKind::Paragraph
            && paragraph_goes_on(last.text(), prose.text())
        {
            last.append(&prose);
        } else if !prose.text().is_empty() {
            self.blocks.push(Block::unsplit(kind, prose));
        }
    }
}

/// Adds what `range` of the text shows as: as it stands if it does.
fn push(builder: &mut Builder<'_>, from: &Prose<'_>, text: &str, range: Range<u32>) {
    if from.text().get(range.start as usize..range.end as usize) == Some(text) {
        builder.push_mapped(from, range);
    } else {
        builder.push_decoded(text, from.span(range));
    }
}

/// Whether code is a number, set so for its looks: `$2.8 billion`, `5%`.
fn is_number(code: &str) -> bool {
    const WORDS: [&str; 14] = [
        "million", "billion", "trillion", "thousand", "mn", "bn", "m", "k", "percent", "per", "cent", "US", "USD",
        "EUR",
    ];
    code.contains(|c: char| c.is_ascii_digit())
        && !code.contains(['_', '=', '<', '>', '{', '}', '[', ']', '\\', '/', '*', '`'])
        && code.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests;
