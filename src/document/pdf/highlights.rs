//! Findings as highlights of a PDF, with the note that viewers show: written behind the end of the file, which stays as it is.

use std::collections::BTreeMap;
use std::fmt::Write;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::object::{Array, Dict};
use hayro_interpret::hayro_syntax::page::Page;

use super::find::PageLines;
use super::glyphs::{self, Allowance, Quad};
use super::syntax::RawDict;
use super::update::{End, Object};
use super::{MOST_DRAWN, extract, isolated, load};
use crate::document::annotate::{AUTHOR, Annotated, Note};
use crate::document::outline::page_and_line;
use crate::document::package::broken;
use crate::document::read::{ReadOptions, packed_as};
use crate::document::{Format, ReadError};
use crate::model::Span;

/// Puts notes into a PDF, as highlights.
pub(in crate::document) fn annotate(
    bytes: Vec<u8>,
    notes: &[Note],
    options: &ReadOptions,
) -> Result<Annotated, ReadError> {
    packed_as(&bytes, Format::Pdf, b"%PDF-")?;
    let (notes, limit) = (notes.to_vec(), options.limit());
    isolated(move || written(bytes, &notes, limit))
}

fn written(bytes: Vec<u8>, notes: &[Note], limit: u64) -> Result<Annotated, ReadError> {
    let text = extract(bytes.clone(), limit)?.text;
    let end = End::of(&bytes)?;
    let unread = || broken(Format::Pdf, "the table of its objects can't be read");
    let pdf = load(bytes.clone())?;
    let mut by_page: BTreeMap<usize, Vec<&Note>> = BTreeMap::new();
    let mut annotated = Annotated::default();
    for note in notes {
        match page_and_line(&text, note.place.start) {
            Some((page, _)) => by_page.entry(page as usize).or_default().push(note),
            None => annotated.lost += 1,
        }
    }
    let mut next = end.next().ok_or_else(unread)?;
    let mut objects = Vec::new();
    let cache = InterpreterCache::new();
    let mut allowance = Allowance { left: MOST_DRAWN };
    for (number, notes) in by_page {
        let Some(page) = number.checked_sub(1).and_then(|at| pdf.pages().get(at)) else {
            annotated.lost += notes.len();
            continue;
        };
        let found = glyphs::of(page, &cache, &mut allowance);
        let lines = PageLines::new(found.glyphs);
        let mut added = Vec::new();
        for note in notes {
            let content = note.lines.join("\n");
            let spans = std::iter::once(&note.place).chain(&note.others);
            let places = spans.flat_map(|span| places(&text, *span, u32::try_from(number).ok()));
            let quads: Vec<Quad> = places
                .filter_map(|place| lines.find(place.line, place.range, place.nth))
                .map(|area| glyphs::quad(page, found.turn, area))
                .collect();
            if is_known(page, &content) {
                annotated.known += 1;
            } else if quads.is_empty() {
                annotated.lost += 1;
            } else {
                let (highlight, look) = (next, next.checked_add(1).ok_or_else(unread)?);
                next = next.checked_add(2).ok_or_else(unread)?;
                added.push((highlight, look, content, quads));
            }
        }
        let Some((id, dict)) = page.raw().obj_id().zip(with(page, added.iter().map(|(highlight, ..)| *highlight)))
        else {
            annotated.lost += added.len();
            continue;
        };
        annotated.added += added.len();
        if added.is_empty() {
            continue;
        }
        let generation = u16::try_from(id.gen_number).map_err(|_| unread())?;
        objects.push(Object { number: id.obj_number, generation, content: dict });
        for (highlight, look, content, quads) in added {
            let owner = format!("{} {generation} R", id.obj_number);
            objects.push(Object {
                number: highlight,
                generation: 0,
                content: annotation(&owner, look, &content, &quads),
            });
            objects.push(Object { number: look, generation: 0, content: appearance(&quads) });
        }
    }
    if annotated.added == 0 {
        annotated.bytes = bytes;
        return Ok(annotated);
    }
    annotated.bytes = end.add(&bytes, objects, next).ok_or_else(unread)?;
    // Nothing but the notes may have changed for any reader.
    if extract(annotated.bytes.clone(), limit)?.text != text {
        return Err(broken(Format::Pdf, "with notes it would not read the same"));
    }
    Ok(annotated)
}

/// Words to look for on a page: a range of a line of the text, and how many lines before it read the same.
struct Wanted<'t> {
    line: &'t str,
    range: std::ops::Range<usize>,
    nth: usize,
}

/// The words of a span, a piece for each line that it goes over, as far as they stand on this page.
fn places(text: &str, span: Span, page: Option<u32>) -> Vec<Wanted<'_>> {
    let mut places = Vec::new();
    let mut start = text.get(..span.start as usize).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    while start < span.end as usize {
        let Some(line) = text.get(start..).and_then(|rest| rest.split('\n').next()) else { break };
        let (from, to) = ((span.start as usize).max(start), (span.end as usize).min(start + line.len()));
        let on = u32::try_from(start).ok().and_then(|at| page_and_line(text, at)).map(|(page, _)| page);
        if from < to && on == page && !line.starts_with('\u{c}') {
            let above = text.get(..start).unwrap_or_default();
            let above = above.rsplit('\u{c}').next().unwrap_or_default();
            let nth = above.lines().filter(|other| *other == line).count();
            places.push(Wanted { line, range: from - start..to - start, nth });
        }
        start += line.len() + 1;
    }
    places
}

/// Whether a page has this note already.
fn is_known(page: &Page<'_>, content: &str) -> bool {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return false };
    let content = utf16(content);
    annotations.iter::<Dict<'_>>().any(|annotation| {
        let known = annotation.get::<hayro_interpret::hayro_syntax::object::String<'_>>("Contents");
        known.is_some_and(|known| known.as_bytes() == content)
    })
}

/// The dictionary of a page with more annotations.
fn with(page: &Page<'_>, numbers: impl Iterator<Item = u32>) -> Option<Vec<u8>> {
    let raw = page.raw().data();
    let bracketed = if raw.trim_ascii_start().starts_with(b"<<") { raw.to_vec() } else { [b"<<", raw, b">>"].concat() };
    let dict = RawDict::at(&bracketed)?;
    let known = page.raw().get::<Array<'_>>("Annots");
    let mut all = [&b"["[..], known.as_ref().map_or(&b""[..], Array::data)].concat();
    for number in numbers {
        all.extend_from_slice(format!(" {number} 0 R").as_bytes());
    }
    all.push(b']');
    Some(dict.with(b"Annots", &all))
}

/// A text as the format has it.
fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

fn annotation(page: &str, look: u32, content: &str, quads: &[Quad]) -> Vec<u8> {
    let mut hex = String::new();
    for byte in utf16(content) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02X}");
    }
    let points: Vec<String> = quads.iter().flatten().map(|(x, y)| format!("{} {}", point(*x), point(*y))).collect();
    format!(
        "<</Type /Annot /Subtype /Highlight /P {page} /F 4 /T ({AUTHOR}) /Contents <{hex}> /C [1 0.85 0.3] /Rect [{}] \
         /QuadPoints [{}] /AP <</N {look} 0 R>>>>",
        bounds(quads),
        points.join(" ")
    )
    .into_bytes()
}

/// How a highlight looks: for viewers that don't draw one themselves.
fn appearance(quads: &[Quad]) -> Vec<u8> {
    let mut drawn = "/G gs 1 0.85 0.3 rg".to_owned();
    for [top_left, top_right, bottom_left, bottom_right] in quads {
        for ((x, y), order) in [(top_left, "m"), (top_right, "l"), (bottom_right, "l"), (bottom_left, "l h")] {
            let _ = write!(drawn, " {} {} {order}", point(*x), point(*y));
        }
    }
    drawn.push_str(" f");
    format!(
        "<</Type /XObject /Subtype /Form /BBox [{}] /Resources <</ExtGState <</G <</BM /Multiply>>>>>> /Group <</S /Transparency>> \
         /Length {}>>\nstream\n{drawn}\nendstream",
        bounds(quads),
        drawn.len()
    )
    .into_bytes()
}

fn bounds(quads: &[Quad]) -> String {
    let points = || quads.iter().flatten();
    let (left, right) = (points().map(|(x, _)| *x).min(), points().map(|(x, _)| *x).max());
    let (bottom, top) = (points().map(|(_, y)| *y).min(), points().map(|(_, y)| *y).max());
    [left, bottom, right, top].map(|edge| point(edge.unwrap_or(0))).join(" ")
}

/// Hundredths as the format writes them.
fn point(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
}
