//! The runs of a Word document by their bytes, and where one can be parted so that a mark stands between two characters.

use std::ops::{ControlFlow, Range};

use crate::document::package::xml::{self, Node, Tag};
use crate::document::{Format, ReadError};

/// The runs of the text, in its order: those that stand within another, as in a text box, are part of it.
#[derive(Debug)]
pub(super) struct Runs {
    all: Vec<Run>,
    /// The prefix of Word's elements, and the namespace that it stands for.
    pub(super) prefix: String,
    pub(super) space: &'static str,
}

/// A run: text of one look.
#[derive(Debug, Default)]
struct Run {
    /// The tag that opens it, its properties if it has some, and the tag that closes it.
    open: Range<usize>,
    properties: Range<usize>,
    close: Range<usize>,
    texts: Vec<Text>,
    /// Which paragraph it stands in, counted by those that are not within another.
    paragraph: usize,
    /// Whether it holds runs of its own.
    is_nested: bool,
}

/// An element of a run that holds text.
#[derive(Debug)]
struct Text {
    open: Range<usize>,
    close: Range<usize>,
    /// Whether blanks at its ends count.
    keeps_blanks: bool,
}

/// Where a mark can be put in, and what has to stand around it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Site {
    pub(super) at: usize,
    pub(super) before: String,
    pub(super) after: String,
    /// What makes the blanks at the end of the first part count.
    pub(super) keep: Option<usize>,
}

/// Which end of a range of characters is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Start,
    End,
}

impl Runs {
    /// The runs of a part.
    pub(super) fn of(xml: &str) -> Result<Self, ReadError> {
        let mut finder = Finder::default();
        xml::each_placed(xml, Format::Docx, &mut |node, place| {
            match &node {
                Node::Open(tag) => finder.open(tag, place),
                Node::Close(name) => finder.close(name, place),
                Node::Text(_) => {}
            }
            ControlFlow::Continue(())
        })?;
        let (prefix, space) = finder.space.unwrap_or_default();
        Ok(Self { all: finder.runs, prefix, space })
    }

    /// The paragraph that a byte stands in.
    pub(super) fn paragraph(&self, at: usize) -> Option<usize> {
        self.run(at).map(|run| run.paragraph)
    }

    /// Where a mark goes that stands before, or behind, the character that begins, or ends, at a byte.
    pub(super) fn site(&self, xml: &str, at: usize, end: End) -> Option<Site> {
        let run = match end {
            End::Start => self.run(at)?,
            End::End => self.run(at.checked_sub(1)?)?,
        };
        let plain = |at| Some(Site { at, before: String::new(), after: String::new(), keep: None });
        let whole = || if end == End::Start { plain(run.open.start) } else { plain(run.close.end) };
        let text = run.texts.iter().find(|text| text.open.end <= at && at <= text.close.start);
        let (Some(text), false) = (text, run.is_nested) else { return whole() };
        let (tag, properties) = (xml.get(run.open.clone())?, xml.get(run.properties.clone())?);
        let close = xml.get(run.close.clone())?;
        let begins = run.properties.end.max(run.open.end);
        let parted = |at| {
            let (before, after) = (close.to_owned(), format!("{tag}{properties}"));
            Some(Site { at, before, after, keep: None })
        };
        if at == text.open.end {
            return if text.open.start == begins { plain(run.open.start) } else { parted(text.open.start) };
        }
        if at == text.close.start {
            return if text.close.end == run.close.start { plain(run.close.end) } else { parted(text.close.end) };
        }
        let name = xml.get(text.close.clone())?.trim_start_matches("</").trim_end_matches('>').trim_end();
        Some(Site {
            at,
            before: format!("</{name}>{close}"),
            after: format!("{tag}{properties}<{name} xml:space=\"preserve\">"),
            keep: (!text.keeps_blanks).then_some(text.open.end - 1),
        })
    }

    /// The run that a byte stands in.
    fn run(&self, at: usize) -> Option<&Run> {
        let next = self.all.partition_point(|run| run.open.start <= at);
        self.all.get(next.checked_sub(1)?).filter(|run| at < run.close.end)
    }
}

/// Goes through the XML.
#[derive(Debug, Default)]
struct Finder {
    space: Option<(String, &'static str)>,
    runs: Vec<Run>,
    /// How many paragraphs and runs are open, and how many elements within the outer run.
    paragraphs: usize,
    open_runs: usize,
    run: Run,
    depth: usize,
    in_properties: bool,
    text: Option<Text>,
    paragraph: usize,
}

impl Finder {
    fn open(&mut self, tag: &Tag<'_>, place: Range<usize>) {
        if self.space.is_none() {
            self.space = tag.word_space();
        }
        if self.open_runs > 0 {
            self.depth += 1;
        }
        if !tag.of_word {
            return;
        }
        match tag.name {
            "p" => {
                self.paragraph += usize::from(self.paragraphs == 0);
                self.paragraphs += 1;
            }
            "r" if self.paragraphs > 0 && !self.in_properties => {
                if self.open_runs == 0 {
                    self.run = Run { open: place, paragraph: self.paragraph, ..Run::default() };
                    self.depth = 0;
                } else {
                    self.run.is_nested = true;
                }
                self.open_runs += 1;
            }
            "rPr" if self.open_runs == 1 && self.depth == 1 => {
                self.run.properties = place;
                self.in_properties = true;
            }
            "t" if self.open_runs == 1 && self.depth == 1 && !tag.is_empty => {
                let keeps_blanks = tag.whole("xml:space").as_deref() == Some("preserve");
                self.text = Some(Text { open: place, close: 0..0, keeps_blanks });
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, place: Range<usize>) {
        match name {
            "r" if self.open_runs == 1 && self.depth == 0 => {
                self.open_runs = 0;
                self.run.close = place;
                let run = std::mem::take(&mut self.run);
                // One without content is one tag, and holds no text.
                self.runs.extend((run.open != run.close).then_some(run));
                return;
            }
            "r" if self.open_runs > 1 => self.open_runs -= 1,
            "rPr" if self.in_properties && self.depth == 1 => {
                self.run.properties.end = place.end;
                self.in_properties = false;
            }
            "t" => {
                if let Some(text) = self.text.take() {
                    self.run.texts.push(Text { close: place, ..text });
                }
            }
            "p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            _ => {}
        }
        if self.open_runs > 0 {
            self.depth = self.depth.saturating_sub(1);
        }
    }
}
