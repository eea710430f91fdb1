//! Notes in a PDF that are for this program: `audit: allow RULE -- REASON`, at the paragraph or the table that they stand at.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;

use super::glyphs;
use super::layout::Line;
use crate::document::outline;

/// A note for this program, and where it stands, as the glyphs of the page do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    x: i32,
    y: i32,
    text: String,
}

/// The notes of a page.
pub(super) fn of(page: &Page<'_>, turn: usize) -> Vec<Order> {
    /// No page has more of them that people wrote.
    const MOST: usize = 1_000;
    const KINDS: [&[u8]; 6] = [b"Text", b"FreeText", b"Highlight", b"Underline", b"StrikeOut", b"Squiggly"];
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let order = |annotation: Dict<'_>| {
        let kind = annotation.get::<Name<'_>>("Subtype")?;
        KINDS.contains(&&*kind).then_some(())?;
        let text = outline::order(&text(annotation.get::<PdfString<'_>>("Contents")?.as_bytes()))?;
        let place = annotation.get::<Rect>("Rect")?;
        // A note beside a line hangs from its upper edge, and a highlight covers it.
        let (x, y) = glyphs::upright(page, turn, place.x0, place.y0.midpoint(place.y1))?;
        Some(Order { x, y, text: text.replace('|', "¦") })
    };
    annotations.iter::<Dict<'_>>().take(MOST).filter_map(order).collect()
}

impl Order {
    /// Puts the note to the line that it stands at, or is nearest to: of columns side by side the one that it stands over.
    pub(super) fn put(self, regions: &mut [Vec<Line>]) {
        let beside = |line: &Line| (line.left() - self.x).max(self.x - line.right()).max(0);
        let above = |line: &Line| (line.base() - line.size() / 3 - self.y).abs();
        let lines = regions.iter_mut().flatten();
        if let Some(line) = lines.min_by_key(|line| above(line).saturating_mul(2).saturating_add(beside(line))) {
            line.orders.push_str(&self.text);
            line.orders.push(' ');
        }
    }
}

/// The characters of a text string: UTF-16 or UTF-8 with a mark, else those of the format itself, which are Latin-1 but for a few.
fn text(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
        let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    }
    match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(utf8) => String::from_utf8_lossy(utf8).into_owned(),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
