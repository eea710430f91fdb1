//! Which rare characters a text holds at all: one fast look at the whole spares slow ones at each block.

use memchr::{memchr_iter, memchr3_iter, memmem};

/// What has to be looked for in the blocks of a text.
// Four answers, each of which spares a search: no hidden state to name.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    /// Full-width forms and invisible characters.
    pub(super) foldable: bool,
    /// Ideographic full stops.
    pub(super) ideographic: bool,
    /// Bullets, in lines or before them.
    pub(super) bullets: bool,
    /// Runs of spaces.
    pub(super) gaps: bool,
}

impl Marks {
    /// All that may be there.
    pub(super) const ANY: Self = Self { foldable: true, ideographic: true, bullets: true, gaps: true };

    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let has = |needle: &str| memmem::find(bytes, needle.as_bytes()).is_some();
        // Stars are rarer than blanks.
        let bullets = memchr_iter(b'*', bytes).any(|at| bytes.get(at.wrapping_sub(1)..at + 2) == Some(b" * "));
        let ascii = Self { bullets, gaps: has("  "), ..Self::default() };
        if text.is_ascii() {
            return ascii;
        }
        let soft_hyphen = memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1) == Some(&0xAD));
        let mut marks = Self { foldable: soft_hyphen, ..ascii };
        // All others are of three bytes, and begin with one of three.
        for at in memchr3_iter(0xE2, 0xE3, 0xEF, bytes) {
            match bytes.get(at..at + 3) {
                // Full-width forms and the byte order mark; the zero-width space and the word joiner.
                Some([0xEF, 0xBB..=0xBD | 0xBF, _] | [0xE2, 0x80, 0x8B] | [0xE2, 0x81, 0xA0]) => marks.foldable = true,
                Some([0xE3, 0x80, 0x82]) => marks.ideographic = true,
                Some([0xE2, 0x80, 0xA2 | 0xA3] | [0xE2, 0x96, 0xA0 | 0xAA] | [0xE2, 0x97, 0x8F]) => {
                    marks.bullets = true;
                }
                _ => continue,
            }
            if marks.foldable && marks.ideographic && marks.bullets {
                break;
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found() {
        assert_eq!(Marks::of("Rose 5 %. “It’s – no…” ❤\u{fe0f}"), Marks::default());
        for text in ["５", "\u{feff}", "a\u{200b}", "\u{2060}", "\u{ad}"] {
            assert_eq!(Marks::of(text), Marks { foldable: true, ..Marks::default() }, "{text:?}");
        }
        for text in ["•", "●", "▪", "■", "‣", "a * b"] {
            assert_eq!(Marks::of(text), Marks { bullets: true, ..Marks::default() }, "{text:?}");
        }
        assert_eq!(Marks::of("好。"), Marks { ideographic: true, ..Marks::default() });
        assert_eq!(Marks::of("a  b"), Marks { gaps: true, ..Marks::default() });
    }
}
