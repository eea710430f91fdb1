//! The glyphs of a page, with their places: what a PDF has in place of text.
//!
//! Lengths are hundredths of a point from here on, as whole numbers; y grows downward.

use std::panic::resume_unwind;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// A box around words: upright, in hundredths of a point, y growing downward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) top: i32,
    pub(super) bottom: i32,
}

/// A character on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) left: i32,
    pub(super) right: i32,
    /// Where its base line is.
    pub(super) base: i32,
    /// The height of its font.
    pub(super) size: i32,
    /// `UNKNOWN` if the file does not say.
    pub(super) character: char,
}

/// What stands for a glyph whose character the file does not say.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// The glyphs of a page.
#[derive(Debug, Default)]
pub(super) struct PageGlyphs {
    pub(super) glyphs: Vec<Glyph>,
    /// How many glyphs have no character.
    pub(super) unknown: usize,
    /// How many are turned against the others, and left out.
    pub(super) turned: usize,
    /// How many pictures there are.
    pub(super) images: usize,
    /// In which direction the glyphs are written, in quarter turns as `quarters` counts them.
    pub(super) turn: usize,
}

/// A box on a page as the file counts, in hundredths of a point: top left, top right, bottom left, bottom right, as the words in it stand.
pub(super) type Quad = [(i32, i32); 4];

/// What a file may ask for, so that none takes all time and memory.
#[derive(Debug)]
pub(super) struct Allowance {
    /// How much may still be drawn, in glyphs and other things.
    pub(super) left: u64,
}

/// The interpreter was stopped, as more was drawn than is allowed.
#[derive(Debug)]
pub(super) struct Exhausted;

/// Draws a page, and notes its glyphs.
///
/// Where more is drawn than is allowed the thread unwinds, with [`Exhausted`]: there is no other way to stop it.
pub(super) fn of<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, allowance: &mut Allowance) -> PageGlyphs {
    let transform = page.initial_transform(true).to_kurbo();
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(transform, bounds, cache, page.xref(), InterpreterSettings::default());
    let mut notes = Notes { allowance, quarters: Default::default(), unknown: 0, images: 0, bounds };
    interpret_page(page, &mut context, &mut notes);
    let Notes { mut quarters, unknown, images, .. } = notes;
    let turn = (0..quarters.len()).rev().max_by_key(|turn| quarters.get(*turn).map(Vec::len)).unwrap_or(0);
    let all: usize = quarters.iter().map(Vec::len).sum();
    let glyphs = quarters.get_mut(turn).map(std::mem::take).unwrap_or_default();
    PageGlyphs { turned: all - glyphs.len(), glyphs, unknown, images, turn }
}

/// Where an area of the page lies as the file counts.
pub(super) fn quad(page: &Page<'_>, turn: usize, area: Area) -> Quad {
    let Area { left, right, top, bottom } = area;
    let back = page.initial_transform(true).to_kurbo().inverse();
    [(left, top), (right, top), (left, bottom), (right, bottom)].map(|(x, y)| {
        let (x, y) = match turn {
            0 => (x, y),
            1 => (-x, -y),
            2 => (y, -x),
            _ => (-y, x),
        };
        whole(back * hundredths(x, y)).unwrap_or_default()
    })
}

/// Where a place of the file lies on the page, as the glyphs do that are written in this direction.
#[allow(clippy::cast_possible_truncation)] // A number of the file becomes a whole one.
pub(super) fn upright(page: &Page<'_>, turn: usize, x: f64, y: f64) -> Option<(i32, i32)> {
    let (x, y) = whole(page.initial_transform(true).to_kurbo() * Point::new(x, y))?;
    Some(match turn {
        0 => (x, y),
        1 => (-x, -y),
        2 => (-y, x),
        _ => (y, -x),
    })
}

#[allow(clippy::float_arithmetic)] // This is where places become points again.
fn hundredths(x: i32, y: i32) -> Point {
    Point::new(f64::from(x) / 100.0, f64::from(y) / 100.0)
}

struct Notes<'n> {
    allowance: &'n mut Allowance,
    /// The glyphs by the direction in which they are written, turned upright.
    quarters: [Vec<Glyph>; 4],
    unknown: usize,
    images: usize,
    bounds: Rect,
}

/// What it counts to cut a shape out of the page: that is what a drawing does which another one names, and those can name each
/// other without drawing anything.
const CUT: u64 = 400;

impl Notes<'_> {
    fn count(&mut self) {
        self.take(1);
    }

    fn take(&mut self, cost: u64) {
        match self.allowance.left.checked_sub(cost) {
            Some(left) => self.allowance.left = left,
            None => resume_unwind(Box::new(Exhausted)),
        }
    }

    fn glyph(&mut self, transform: Affine, advance: f64, character: char) {
        let origin = transform * Point::ZERO;
        if !self.bounds.inflate(1.0, 1.0).contains(origin) {
            return;
        }
        let (end, top) = (transform * Point::new(advance, 0.0), transform * Point::new(0.0, 1000.0));
        let (Some(origin), Some(end), Some(top)) = (whole(origin), whole(end), whole(top)) else { return };
        let (along, up) = ((end.0 - origin.0, end.1 - origin.1), (top.0 - origin.0, top.1 - origin.1));
        // Upright, upside down, and read up and down the page; slanted writing is a watermark.
        let (quarter, left, base, width, size) = match (along, up) {
            ((x, y), _) if x >= 0 && y.abs() * 8 <= x => (0, origin.0, origin.1, x, -up.1),
            ((x, y), _) if x < 0 && y.abs() * 8 <= -x => (1, -origin.0, -origin.1, -x, up.1),
            ((x, y), _) if y < 0 && x.abs() * 8 <= -y => (2, -origin.1, origin.0, -y, -up.0),
            ((x, y), _) if y > 0 && x.abs() * 8 <= y => (3, origin.1, -origin.0, y, up.0),
            _ => return,
        };
        if size <= 0 {
            return;
        }
        if let Some(glyphs) = self.quarters.get_mut(quarter) {
            glyphs.push(Glyph { left, right: left + width, base, size, character });
        }
    }
}

/// A place in hundredths; nothing if it lies beyond all pages.
#[allow(clippy::float_arithmetic, clippy::cast_possible_truncation)] // This is where places become whole numbers.
fn whole(point: Point) -> Option<(i32, i32)> {
    let one = |x: f64| (x.abs() < 1.0e6).then(|| (x * 100.0).round() as i32);
    Some((one(point.x)?, one(point.y)?))
}

impl<'a> Device<'a> for Notes<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.count();
            let advance = match &**glyph {
                hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
                hayro_interpret::font::Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let advance = f64::from(advance.filter(|advance| advance.is_finite()).unwrap_or(500.0));
            let transform = props.transform * glyph.transform();
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.character(transform, advance, c),
                Some(BfString::String(text)) => self.letters(transform, advance, &text),
                None => self.character(transform, advance, UNKNOWN),
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.take(CUT);
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.images += 1;
        self.count();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

impl Notes<'_> {
    /// Notes letters that are one shape, which they share evenly.
    #[allow(clippy::float_arithmetic)] // It is a place on the page.
    fn letters(&mut self, transform: Affine, advance: f64, letters: &str) {
        let count = u32::try_from(letters.chars().count()).unwrap_or(1);
        let width = advance / f64::from(count.max(1));
        for (at, letter) in (0_u32..).zip(letters.chars()) {
            let offset = Affine::translate((f64::from(at) * width, 0.0));
            self.character(transform * offset, width, letter);
        }
    }

    /// Notes a character as it is read: letters that are one shape apart, and what is not seen not at all.
    fn character(&mut self, transform: Affine, advance: f64, c: char) {
        let c = match c {
            '\u{a0}' | '\t' | '\n' | '\r' => ' ',
            '\u{ad}' | '\u{2010}' | '\u{2011}' => '-',
            '|' => '¦',
            c => c,
        };
        let letters = match c {
            '\u{fb00}' => "ff",
            '\u{fb01}' => "fi",
            '\u{fb02}' => "fl",
            '\u{fb03}' => "ffi",
            '\u{fb04}' => "ffl",
            _ => "",
        };
        if !letters.is_empty() {
            self.letters(transform, advance, letters);
        } else if c == UNKNOWN || ('\u{e000}'..='\u{f8ff}').contains(&c) {
            self.unknown += 1;
            self.glyph(transform, advance, UNKNOWN);
        } else if !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
            self.glyph(transform, advance, c);
        }
    }
}
