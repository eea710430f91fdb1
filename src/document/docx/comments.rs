//! Findings as comments of a Word document. All that is written is put in between bytes of the file; none of those change.
//!
//! A comment stands at the numbers of its finding, from the first to the last in one paragraph. Word knows no comment within a
//! note or a text box: one about these stands at the sign of the note, or at the whole box.

use std::fmt::Write;
use std::ops::Range;

use super::runs::{End, Runs, Site};
use super::{Package, next_mark};
use crate::document::annotate::{AUTHOR, Annotated, Note};
use crate::document::package::xml::{self, Node};
use crate::document::package::{Archive, Part, Relations, broken, rewrite};
use crate::document::read::{ReadOptions, ZIP, packed_as};
use crate::document::{Format, ReadError};

const TYPES: &str = "[Content_Types].xml";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Puts notes into a Word document, as comments.
pub(in crate::document) fn annotate(
    bytes: Vec<u8>,
    notes: &[Note],
    options: &ReadOptions,
) -> Result<Annotated, ReadError> {
    packed_as(&bytes, Format::Docx, ZIP)?;
    let mut archive = Archive::open(&bytes, Format::Docx, options.limit())?;
    if archive.any(|name| name.starts_with("_xmlsignatures/")) {
        return Err(ReadError::OtherFormat {
            name: "signed, and a comment would break the signature",
            help: "take the signature off, or annotate the document that was signed",
        });
    }
    let package = Package::of(&mut archive, options.limit())?;
    let runs = Runs::of(&package.document)?;
    let comments = Comments::of(&mut archive, &package, &runs)?;
    let mut annotated = Annotated::default();
    let mut marks = Vec::new();
    let mut bodies = String::new();
    let mut id = comments.next_id;
    for note in notes {
        let body = comments.body(note);
        if comments.xml.as_ref().is_some_and(|xml| xml.contains(&body)) {
            annotated.known += 1;
        } else if let Some((start, end)) = sites(&package, &runs, note) {
            marks.push(Mark { site: start, end: End::Start, id });
            marks.push(Mark { site: end, end: End::End, id });
            bodies.push_str(&comments.comment(id, &body));
            id += 1;
            annotated.added += 1;
        } else {
            annotated.lost += 1;
        }
    }
    if annotated.added == 0 {
        annotated.bytes = bytes;
        return Ok(annotated);
    }
    let document = insert(&package.document, &runs, marks);
    let mut parts = vec![Part { name: package.main.clone(), content: archive.marked(&package.main, document) }];
    comments.parts(&mut archive, &package, &bodies, &mut parts)?;
    annotated.bytes = rewrite(&bytes, &parts, Format::Docx)?;
    Ok(annotated)
}

/// Where the comment of a note begins and ends.
fn sites(package: &Package, runs: &Runs, note: &Note) -> Option<(Site, Site)> {
    let place = package.text.xml(note.place.range())?;
    let paragraph = runs.paragraph(place.start)?;
    let mut range = place;
    for other in note.others.iter().filter_map(|other| package.text.xml(other.range())) {
        if runs.paragraph(other.start) == Some(paragraph) && runs.paragraph(other.end - 1) == Some(paragraph) {
            range = range.start.min(other.start)..range.end.max(other.end);
        }
    }
    let Range { start, end } = range;
    Some((runs.site(&package.document, start, End::Start)?, runs.site(&package.document, end, End::End)?))
}

/// One end of a comment.
struct Mark {
    site: Site,
    end: End,
    id: u64,
}

/// Puts the marks of comments between the bytes of the text.
fn insert(xml: &str, runs: &Runs, mut marks: Vec<Mark>) -> String {
    let word = Word { prefix: &runs.prefix, space: runs.space };
    let mut pieces: Vec<(usize, String)> = Vec::new();
    let mut keeps: Vec<usize> = marks.iter().filter_map(|mark| mark.site.keep).collect();
    keeps.sort_unstable();
    keeps.dedup();
    pieces.extend(keeps.into_iter().map(|at| (at, " xml:space=\"preserve\"".to_owned())));
    // What ends at a place ends before what begins there.
    marks.sort_by_key(|mark| (mark.site.at, mark.end == End::Start, mark.id));
    for marks in marks.chunk_by(|one, other| one.site == other.site) {
        let Some(Mark { site, .. }) = marks.first() else { continue };
        let mut piece = site.before.clone();
        for mark in marks {
            match mark.end {
                End::Start => piece.push_str(&word.tag("commentRangeStart", mark.id)),
                End::End => {
                    let sign = word.tag("commentReference", mark.id);
                    piece.push_str(&word.tag("commentRangeEnd", mark.id));
                    piece.extend(["<", &word.open("r"), ">", &sign, "</", &word.name("r"), ">"]);
                }
            }
        }
        piece.push_str(&site.after);
        pieces.push((site.at, piece));
    }
    // Stable: what makes blanks count stands within a tag, at a place of its own.
    pieces.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(xml.len() + pieces.iter().map(|(_, piece)| piece.len()).sum::<usize>());
    let mut done = 0;
    for (at, piece) in pieces {
        out.push_str(xml.get(done..at).unwrap_or_default());
        out.push_str(&piece);
        done = at;
    }
    out.push_str(xml.get(done..).unwrap_or_default());
    out
}

/// How elements of Word are written in a part.
#[derive(Debug, Clone, Copy)]
struct Word<'w> {
    prefix: &'w str,
    space: &'w str,
}

impl Word<'_> {
    /// The prefix that attributes can have as well, which the namespace without prefix is not for.
    const fn own(&self) -> &str {
        if self.prefix.is_empty() { "w" } else { self.prefix }
    }

    fn name(self, name: &str) -> String {
        format!("{}:{name}", self.own())
    }

    /// What opens an element, without its brackets.
    fn open(self, name: &str) -> String {
        let name = self.name(name);
        if self.prefix.is_empty() { format!("{name} xmlns:w=\"{}\"", self.space) } else { name }
    }

    fn tag(self, name: &str, id: u64) -> String {
        format!("<{} {}:id=\"{id}\"/>", self.open(name), self.own())
    }
}

/// The part that holds the comments, as it is, or as it is going to be.
struct Comments {
    name: String,
    xml: Option<String>,
    prefix: String,
    space: &'static str,
    next_id: u64,
}

impl Comments {
    fn of(archive: &mut Archive<'_>, package: &Package, runs: &Runs) -> Result<Self, ReadError> {
        let folder = package.main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let known = package.relations.of_kind("/comments").map(ToOwned::to_owned);
        let fresh = || {
            let free = |name: &String| !archive.has(name);
            [format!("{folder}comments.xml"), format!("{folder}comments-audit.xml")].into_iter().find(free)
        };
        let name = known
            .clone()
            .or_else(fresh)
            .ok_or_else(|| broken(Format::Docx, "it has comments that belong to nothing"))?;
        let xml = if known.is_some() { archive.text(&name)? } else { None };
        let (mut prefix, mut space) = (runs.prefix.clone(), runs.space);
        let mut next_id = 0;
        if let Some(xml) = &xml {
            let mut root = None;
            xml::each(xml, Format::Docx, &mut |node| {
                if let Node::Open(tag) = node {
                    root = root.take().or_else(|| tag.word_space());
                    let id = tag.value("id").filter(|_| tag.name == "comment").and_then(|id| id.parse::<u64>().ok());
                    next_id = next_id.max(id.map_or(0, |id| id.saturating_add(1)));
                }
            })?;
            (prefix, space) = root.unwrap_or((prefix, space));
        }
        // A mark may have outlived its comment.
        next_id = next_id.max(next_mark(&package.document)?);
        Ok(Self { name, xml, prefix, space, next_id })
    }

    const fn word(&self) -> Word<'_> {
        Word { prefix: self.prefix.as_str(), space: self.space }
    }

    /// The paragraphs of a comment.
    fn body(&self, note: &Note) -> String {
        let own = self.word().own().to_owned();
        let mut body = String::new();
        for line in &note.lines {
            let line: String = line.chars().filter(|c| !c.is_control()).collect();
            let line = quick_xml::escape::escape(&line);
            // Writing to a string cannot fail.
            let _ =
                write!(body, "<{own}:p><{own}:r><{own}:t xml:space=\"preserve\">{line}</{own}:t></{own}:r></{own}:p>");
        }
        body
    }

    fn comment(&self, id: u64, body: &str) -> String {
        let (open, own) = (self.word().open("comment"), self.word().own().to_owned());
        let initials = AUTHOR.get(..1).unwrap_or_default();
        format!(
            "<{open} {own}:id=\"{id}\" {own}:author=\"{AUTHOR}\" {own}:initials=\"{initials}\">{body}</{own}:comment>"
        )
    }

    /// The part with the new comments, and what makes a new part known.
    fn parts(
        &self,
        archive: &mut Archive<'_>,
        package: &Package,
        bodies: &str,
        parts: &mut Vec<Part>,
    ) -> Result<(), ReadError> {
        let (open, own) = (self.word().open("comments"), self.word().own().to_owned());
        let Some(xml) = &self.xml else {
            let space = if self.prefix.is_empty() { String::new() } else { format!(" xmlns:{own}=\"{}\"", self.space) };
            let content = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{open}{space}>{bodies}</{own}:comments>"
            );
            parts.push(Part { name: self.name.clone(), content: content.into_bytes() });
            return self.make_known(archive, package, parts);
        };
        let content = archive.marked(&self.name, within(xml, |_| bodies.to_owned())?);
        parts.push(Part { name: self.name.clone(), content });
        Ok(())
    }

    fn make_known(&self, archive: &mut Archive<'_>, package: &Package, parts: &mut Vec<Part>) -> Result<(), ReadError> {
        let types = archive.text(TYPES)?.ok_or_else(|| broken(Format::Docx, "it does not say what its parts are"))?;
        let name = &self.name;
        let types = within(&types, |prefix| {
            format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{COMMENTS_TYPE}\"/>")
        })?;
        parts.push(Part { name: TYPES.to_owned(), content: archive.marked(TYPES, types) });
        let strict = self.space.contains("purl.oclc.org");
        let base = if strict {
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        };
        let id =
            (1..=u32::MAX).map(|number| format!("rIdAudit{number}")).find(|id| package.relations.by_id(id).is_none());
        let (id, target) = (id.unwrap_or_default(), name.rsplit('/').next().unwrap_or(name));
        let relation =
            |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{base}/comments\" Target=\"{target}\"/>");
        let place = Relations::place(&package.main);
        let content = match archive.text(&place)? {
            Some(relations) => archive.marked(&place, within(&relations, relation)?),
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
                 xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
                relation("")
            )
            .into_bytes(),
        };
        parts.push(Part { name: place, content });
        Ok(())
    }
}

/// An XML text with something more at the end of its outermost element, whose prefix `more` is told.
fn within(xml: &str, more: impl FnOnce(&str) -> String) -> Result<String, ReadError> {
    let mut root: Option<(String, String, Range<usize>, bool)> = None;
    let mut last = 0..0;
    xml::each_placed(xml, Format::Docx, &mut |node, place| {
        match &node {
            Node::Open(tag) if root.is_none() => {
                let prefix = if tag.prefix.is_empty() { String::new() } else { format!("{}:", tag.prefix) };
                root = Some((prefix, tag.name.to_owned(), place, tag.is_empty));
            }
            Node::Close(_) => last = place,
            _ => {}
        }
        std::ops::ControlFlow::Continue(())
    })?;
    let Some((prefix, name, open, is_empty)) = root else {
        return Err(broken(Format::Docx, "a part of it is empty"));
    };
    let more = more(&prefix);
    let (before, between, after) = if is_empty {
        // One tag becomes two.
        (xml.get(..open.end.saturating_sub(2)), format!(">{more}</{prefix}{name}>"), xml.get(open.end..))
    } else {
        (xml.get(..last.start), more, xml.get(last.start..))
    };
    Ok([before.unwrap_or_default(), &between, after.unwrap_or_default()].concat())
}

#[cfg(test)]
mod tests;
