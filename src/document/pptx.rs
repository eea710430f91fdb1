//! Slides of `PowerPoint`: titles are headings, and each slide a page.

use std::ops::ControlFlow;

use super::Format;
use super::outline::{BREAK, Outline};
use super::package::xml::{self, Node, Tag};
use super::package::{Archive, Relations};
use super::read::{ReadError, ReadOptions, Text, ZIP, packed};

/// Reads slides.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    packed(bytes, Format::Pptx, ZIP, |bytes| {
        let mut archive = Archive::open(bytes, Format::Pptx, options.limit())?;
        let main =
            Relations::of(&mut archive, "")?.of_kind("/officeDocument").unwrap_or("ppt/presentation.xml").to_owned();
        let Some(presentation) = archive.text(&main)? else {
            return Err(ReadError::OtherFormat {
                name: "no presentation",
                help: "there are no slides in this archive; save it as .pptx",
            });
        };
        let relations = Relations::of(&mut archive, &main)?;
        let mut slides = Vec::new();
        xml::each(&presentation, Format::Pptx, &mut |node| {
            if let Node::Open(tag) = node
                && tag.name == "sldId"
            {
                slides.extend(tag.whole("r:id").as_deref().and_then(|id| relations.by_id(id)).map(ToOwned::to_owned));
            }
        })?;
        let mut out = Outline::new(options.limit());
        for (number, part) in (1..).zip(slides) {
            if let Some(xml) = archive.text(&part)? {
                Slide::default().read(&xml, number, &mut out)?;
            }
        }
        Ok(out.finish())
    })
}

#[derive(Debug, Default)]
// Each is open or not, whatever the others are.
#[allow(clippy::struct_excessive_bools)]
struct Slide {
    /// The open shape is the title.
    in_title: bool,
    in_text: bool,
    in_table: bool,
    text: String,
    is_raised: bool,
    run: String,
    rows: Vec<Vec<String>>,
}

impl Slide {
    fn read(mut self, xml: &str, number: usize, out: &mut Outline) -> Result<(), ReadError> {
        let mut hidden = false;
        xml::each_while(xml, Format::Pptx, &mut |node| {
            if let Node::Open(tag) = &node
                && tag.name == "sld"
            {
                hidden = tag.value("show").is_some_and(|show| show == "0" || show == "false");
                if hidden {
                    out.left_out(format!("slide {number} is hidden, and was left out"));
                } else if let Err(error) = out.page(number) {
                    return ControlFlow::Break(error);
                }
            }
            if hidden {
                return ControlFlow::Continue(());
            }
            match self.node(&node, out) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        })
    }

    fn node(&mut self, node: &Node<'_>, out: &mut Outline) -> Result<(), ReadError> {
        match node {
            Node::Open(tag) => self.open(tag),
            Node::Text(text) if self.in_text => self.run.push_str(text),
            Node::Text(_) => {}
            Node::Close(name) => return self.close(name, out),
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "sp" => self.in_title = false,
            "ph" => self.in_title = tag.value("type").is_some_and(|kind| kind == "title" || kind == "ctrTitle"),
            "tbl" => self.in_table = true,
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "p" => self.text.clear(),
            "rPr" => self.is_raised = tag.value("baseline").is_some_and(|shift| !shift.starts_with(['-', '0'])),
            "t" => self.in_text = true,
            "br" => self.text.push(BREAK),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, out: &mut Outline) -> Result<(), ReadError> {
        match name {
            "t" => {
                self.in_text = false;
                let run = std::mem::take(&mut self.run);
                let is_note = self.is_raised && run.chars().all(|c| c.is_ascii_digit() || "*†‡§()[], ".contains(c));
                if !is_note {
                    self.text.push_str(&run);
                }
            }
            "r" => self.is_raised = false,
            "p" if self.in_table => {
                if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                    if !cell.is_empty() {
                        cell.push(' ');
                    }
                    cell.push_str(self.text.trim());
                }
            }
            "p" if self.text.trim().is_empty() => {}
            "p" if self.in_title => return out.heading(2, &self.text),
            // Whether it has a bullet, only the layout says; a line of a slide is an item more often than a paragraph.
            "p" => return out.item(&self.text),
            "tbl" => {
                self.in_table = false;
                let rows = std::mem::take(&mut self.rows);
                return out.table(&rows);
            }
            _ => {}
        }
        Ok(())
    }
}
