//! HTML: the text that a page is about, in blocks, with the way back to the bytes of the file.
//!
//! `html5gum` says what is a tag, and where. What it means is read as browsers read it, as far as blocks go: ends that
//! are left out are implied, ends that close nothing are passed over. Of a page with a `<main>` or an `<article>`, that
//! is read; menus, footers, asides, scripts, what is hidden or struck out, and lines that are a link and nothing else are
//! not.

use std::ops::Range;

use html5gum::{StartTag, Token};

use self::elements::{Element, Open, name_of};
use self::meta::Meta;
use self::region::{Region, main_text};
use self::table::Tables;
use super::flow::paragraph_goes_on;
use super::front_matter::FrontMatter;
use super::prose::Builder;
use super::{Block, BlockKind, offset};

mod characters;
mod elements;
mod meta;
mod region;
mod table;
mod tags;

/// What the head of a page says of it, and its blocks.
pub(super) fn read(source: &str) -> (FrontMatter, Vec<Block<'_>>) {
    let mut reader = Reader::new(source);
    for token in tags::tokens(source) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag.name),
            Token::String(text) => reader.text(text.span.start..text.span.end),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while reader.pop() {}
    reader.flush();
    let blocks = main_text(reader.blocks);
    let dated = super::dateline::of(&blocks);
    let front =
        FrontMatter { title: reader.meta.title(), date: reader.meta.date(dated), publisher: None, end: source.len() };
    (front, blocks)
}

/// Turns tags and text into blocks.
struct Reader<'a> {
    source: &'a str,
    blocks: Vec<(Region, Block<'a>)>,
    builder: Builder<'a>,
    /// The elements that matter and are open, innermost last.
    open: Vec<Open>,
    /// The element that hides what is in it, and how many of its name are open.
    hidden: Option<(Vec<u8>, u32)>,
    tables: Tables,
    meta: Meta,
    /// How many articles there were.
    articles: u32,
    /// A line break waits for the text after it to tell whether it ends the block.
    hard_break: Option<Range<u32>>,
    /// Whether the open block holds text that is no link.
    unlinked: bool,
    /// The page's title is being read.
    in_title: bool,
}

/// As in browsers: what is nested deeper belongs to what it stands in.
const DEEPEST: usize = 512;

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            blocks: Vec::new(),
            builder: Builder::new(source),
            open: Vec::new(),
            hidden: None,
            tables: Tables::default(),
            meta: Meta::default(),
            articles: 0,
            hard_break: None,
            unlinked: false,
            in_title: false,
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if let Some((hiding, depth)) = &mut self.hidden {
            // The end of a paragraph may be left out.
            if hiding.as_slice() != b"p" || !elements::is_block(name) {
                *depth += u32::from(hiding.as_slice() == name);
                return;
            }
            self.hidden = None;
        }
        if elements::is_void(name) {
            return self.void(tag);
        }
        if elements::is_hidden(tag) || name == b"sup" && self.is_note(tag.span.end) {
            if elements::is_block(name) {
                self.flush();
            }
            // What is struck out leaves no gap, and what is closed at once hides nothing.
            self.hidden = Some((name.to_vec(), 1));
            return;
        }
        self.in_title = name == b"title";
        if name == b"time" {
            self.meta.time(tag);
        }
        if elements::is_block(name) {
            self.flush();
        }
        let Some(element) = name_of(name) else { return };
        self.imply_ends(element);
        if self.open.len() >= DEEPEST {
            return;
        }
        match element {
            Element::Table => self.tables.open(self.blocks.len(), elements::is_layout(tag)),
            Element::Row => self.tables.row(),
            Element::Cell => self.tables.cell(self.blocks.len(), tag),
            Element::Article => self.articles += 1,
            Element::Link if !tag.attributes.contains_key(&b"href"[..]) => return,
            _ => {}
        }
        self.open.push(Open { element, article: self.articles });
    }

    /// A tag that has no end.
    fn void(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        match name {
            b"br" if self.hard_break.is_some() => self.flush(),
            b"br" => self.hard_break = Some(offset(tag.span.start)..offset(tag.span.end)),
            b"hr" => self.flush(),
            b"meta" => self.meta.tag(tag),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((hiding, depth)) = &mut self.hidden {
            if hiding.as_slice() == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        self.in_title = false;
        if elements::is_block(name) {
            self.flush();
        }
        if let Some(element) = name_of(name) {
            self.close(element);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let Some(raw) = self.source.get(range.clone()) else { return };
        if self.in_title {
            return self.meta.add_title(raw);
        }
        if self.hidden.is_some() || !self.within_cells(raw) {
            return;
        }
        if !raw.trim_ascii().is_empty() {
            self.unlinked |= !self.is_in(Element::Link);
            if let Some(at) = self.hard_break.take() {
                // As in plain text: a line that goes on in lower case was broken for its length.
                if raw.trim_ascii_start().starts_with(char::is_lowercase) || self.is_in(Element::Cell) {
                    characters::push_space(&mut self.builder, at);
                } else {
                    self.flush();
                    self.unlinked |= !self.is_in(Element::Link);
                }
            }
        }
        if self.is_in(Element::Pre) {
            self.preformatted(range);
        } else {
            characters::push(&mut self.builder, self.source, range, false);
        }
    }

    /// Whether text may stand here: between the rows of a table is no place for it but white space.
    fn within_cells(&self, raw: &str) -> bool {
        let last = self.open.iter().rev().find(|open| open.element.is_of_table());
        !raw.trim_ascii().is_empty() || !matches!(last, Some(Open { element: Element::Table | Element::Row, .. }))
    }

    /// Text whose line breaks are meant: a blank line ends a block.
    fn preformatted(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            if line.trim().is_empty() && self.builder.text().ends_with('\n') {
                self.flush();
            } else {
                self.unlinked |= !line.trim().is_empty();
                characters::push(&mut self.builder, self.source, at..end, true);
            }
            at = end;
        }
    }

    /// Whether a raised text is the mark of a note: a number, a letter or a sign, perhaps in brackets or a link.
    fn is_note(&self, at: usize) -> bool {
        const LONGEST: usize = 300;
        let mut end = (at + LONGEST).min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        let Some((inside, _)) = self.source.get(at..end).and_then(|text| text.split_once("</sup")) else {
            return false;
        };
        let mut bare = String::new();
        let mut in_tag = false;
        for c in inside.chars() {
            in_tag = c == '<' || in_tag && c != '>';
            if !in_tag && !matches!(c, '>' | '[' | ']' | '(' | ')' | ',' | ' ') {
                bare.push(c);
            }
        }
        bare.len() <= 6 && (bare.chars().count() == 1 || bare.chars().all(|c| c.is_ascii_digit() || "*†‡§".contains(c)))
    }

    /// Ends what cannot go on where an element begins: an item before the next, a cell before the next.
    fn imply_ends(&mut self, element: Element) {
        match element {
            Element::Item | Element::Heading(_) | Element::Link => self.close(element),
            Element::Cell => self.close(Element::Cell),
            Element::Row => self.close(Element::Row),
            _ => {}
        }
    }

    /// Closes the innermost of these elements that are open, with all in it; nothing if there is none in reach.
    fn close(&mut self, element: Element) {
        let reach = self.open.iter().rev().position(|open| open.element.same(element) || open.element.holds(element));
        let Some(depth) = reach else { return };
        if self.open.iter().nth_back(depth).is_some_and(|open| open.element.same(element)) {
            if !matches!(element, Element::Link) {
                self.flush();
            }
            for _ in 0..=depth {
                self.pop();
            }
        }
    }

    /// Closes the innermost element; whether there was one.
    fn pop(&mut self) -> bool {
        let Some(open) = self.open.pop() else { return false };
        if !matches!(open.element, Element::Link) {
            self.flush_as(Some(open.element));
        }
        match open.element {
            Element::Cell => self.tables.end_cell(&mut self.blocks),
            Element::Row => self.tables.end_row(&mut self.blocks),
            Element::Table => self.tables.close(&mut self.blocks),
            _ => {}
        }
        true
    }

    fn is_in(&self, element: Element) -> bool {
        self.open.iter().rev().any(|open| open.element.same(element))
    }

    /// Ends the open block.
    fn flush(&mut self) {
        self.flush_as(None);
    }

    /// Ends the open block, which stands in one more element than those that are open.
    fn flush_as(&mut self, innermost: Option<Element>) {
        self.hard_break = None;
        let is_pointer = !std::mem::take(&mut self.unlinked);
        let builder = std::mem::replace(&mut self.builder, Builder::new(self.source));
        let prose = builder.finish();
        if prose.text().is_empty() {
            return;
        }
        let kind = innermost.into_iter().chain(self.open.iter().rev().map(|open| open.element)).find_map(Element::kind);
        let kind = kind.unwrap_or(BlockKind::Paragraph);
        // It says what stands elsewhere; a cell's row would lose it, and a headline may lead to its own page.
        if is_pointer && kind != BlockKind::Heading(1) && !self.is_in(Element::Cell) {
            return;
        }
        let region = Region {
            in_main: self.is_in(Element::Main),
            article: self.open.iter().find(|open| open.element.same(Element::Article)).map_or(0, |open| open.article),
        };
        if let Some((last_region, Block { kind: BlockKind::Paragraph, prose: last, .. })) = self.blocks.last_mut()
            && kind == BlockKind::Paragraph
            && *last_region == region
            && !self.open.iter().any(|open| open.element.is_of_table())
            && paragraph_goes_on(last.text(), prose.text())
        {
            last.append(&prose);
        } else {
            self.blocks.push((region, Block::unsplit(kind, prose)));
        }
    }
}

#[cfg(test)]
mod tests;
