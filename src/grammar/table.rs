//! Tables of words: fixed, looked up for every word of a text, whatever its case.
//!
//! A word of up to 16 letters is one integer of 128 bits, so that a look-up is a multiplication and a comparison. The standard
//! map would hash and compare byte by byte, at several times the price.

/// A table from words to what they mean.
///
/// Most words of a text are not in it. What tells them apart is a row of small tags that stays in the fastest cache; the words and their
/// meanings are asked only where a tag fits.
pub struct Table<T> {
    tags: Box<[Tag]>,
    words: Vec<(u128, T)>,
    shift: u32,
}

/// A few bits of a word's hash, and its place among the words from 1 on; 0 is a free place.
#[derive(Clone, Copy, Default)]
struct Tag {
    bits: u16,
    word: u16,
}

impl<T: Copy> Table<T> {
    /// A table of words in lower case, separated by blanks; of a word that stands twice the later meaning counts.
    #[must_use]
    pub fn new(entries: &[(&str, T)]) -> Self {
        let count: usize = entries.iter().map(|(words, _)| words.split(' ').count()).sum();
        let bits = (count * 3).next_power_of_two().trailing_zeros();
        let mut table =
            Self { tags: vec![Tag::default(); 1 << bits].into_boxed_slice(), words: Vec::new(), shift: 64 - bits };
        for (words, meaning) in entries {
            for key in words.split(' ').filter_map(|word| key(word.as_bytes())) {
                table.insert(key, *meaning);
            }
        }
        table
    }

    fn insert(&mut self, key: u128, meaning: T) {
        let place = self.place(key);
        if let Some(known) = self.words.get_mut(usize::from(self.tags[place].word).wrapping_sub(1)) {
            known.1 = meaning;
            return;
        }
        self.words.push((key, meaning));
        // More words than a tag can count would be no table of a grammar; they stay unknown.
        let word = u16::try_from(self.words.len()).unwrap_or(0);
        self.tags[place] = Tag { bits: bits(hash(key)), word };
    }

    /// What a word means, whatever its case.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<T> {
        self.find(key(word.as_bytes())?)
    }

    /// What a plain word at the start of `bytes` means, and its length; `None` where it is not made of letters alone, is longer than
    /// 16 of them, or goes on with anything but a blank or a mark that ends words.
    #[allow(clippy::inline_always)] // The hottest place of all: it runs for each word of a sentence with a number.
    #[inline(always)]
    #[must_use]
    pub fn get_plain(&self, bytes: &[u8]) -> Option<(usize, Option<T>)> {
        let (key, len) = letters(bytes);
        let ends = matches!(bytes.get(len), None | Some(b' ' | b',' | b'\n' | b')' | b';' | b':' | b'"' | b'!' | b'?'));
        (len > 0 && ends).then(|| (len, self.find(key)))
    }

    /// What the word at the start of `bytes` means, made of letters alone and however it goes on behind them.
    #[must_use]
    pub fn get_at_start(&self, bytes: &[u8]) -> Option<T> {
        let (key, len) = letters(bytes);
        if len == 16 && bytes.get(16).is_some_and(u8::is_ascii_alphabetic) { None } else { self.find(key) }
    }

    #[allow(clippy::inline_always)] // A part of the above.
    #[inline(always)]
    fn find(&self, key: u128) -> Option<T> {
        let hash = hash(key);
        let mut at = usize::try_from(hash >> self.shift).unwrap_or(0);
        loop {
            let tag = *self.tags.get(at)?;
            if tag.word == 0 {
                return None;
            }
            if tag.bits == bits(hash)
                && let Some((word, meaning)) = self.words.get(usize::from(tag.word) - 1)
                && *word == key
            {
                return Some(*meaning);
            }
            at = (at + 1) & (self.tags.len() - 1);
        }
    }

    /// Where a key stands, or the free place where it would. A third of the places is taken at most, so there is one.
    fn place(&self, key: u128) -> usize {
        let hash = hash(key);
        let bits = bits(hash);
        let mut at = usize::try_from(hash >> self.shift).unwrap_or(0);
        loop {
            let tag = self.tags[at];
            let known = || self.words.get(usize::from(tag.word) - 1).is_some_and(|(word, _)| *word == key);
            if tag.word == 0 || tag.bits == bits && known() {
                return at;
            }
            at = (at + 1) & (self.tags.len() - 1);
        }
    }
}

/// How many ASCII letters `bytes` starts with.
#[must_use]
pub fn letters_at_start(bytes: &[u8]) -> usize {
    match letters(bytes).1 {
        16 => bytes.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len()),
        len => len,
    }
}

/// A word of 1 to 16 bytes as an integer, capitals folded.
fn key(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len()).filter(|room| !room.is_empty())?.copy_from_slice(word);
    Some((u128::from_le_bytes(bytes) | FOLD) & mask(word.len()))
}

/// The ASCII letters at the start of `bytes` as an integer, capitals folded, and how many there are; 16 at most.
fn letters(bytes: &[u8]) -> (u128, usize) {
    let (low, len) = eight_letters(bytes);
    if len < 8 {
        return (low.into(), len);
    }
    let (high, more) = eight_letters(&bytes[8..]);
    (u128::from(low) | u128::from(high) << 64, 8 + more)
}

/// The ASCII letters at the start of `bytes` as an integer, eight at most.
fn eight_letters(bytes: &[u8]) -> (u64, usize) {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    const MASKS: [u64; 9] =
        [0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, u64::MAX >> 8, u64::MAX];
    let word = u64::from_le_bytes(bytes.first_chunk::<8>().copied().unwrap_or_else(|| {
        let mut rest = [0; 8];
        rest[..bytes.len()].copy_from_slice(bytes);
        rest
    }));
    // All eight bytes at once: the sums leave the high bit of a byte set where it is "a" or above, and above "z".
    let low = (word | (ONES * 0x20)) & !HIGH;
    let letters = (low + ONES * (0x80 - 0x61)) & !(low + ONES * (0x80 - 0x7b)) & !word & HIGH;
    let len = (!letters & HIGH).trailing_zeros() as usize / 8;
    (low & MASKS[len], len)
}

/// The bit that tells small letters from capitals; it is set in digits, hyphens and points too.
const FOLD: u128 = u128::MAX / 0xFF * 0x20;

/// The bits of the first so many bytes.
const fn mask(len: usize) -> u128 {
    if len < 16 { (1 << (8 * len)) - 1 } else { u128::MAX }
}

#[allow(clippy::cast_possible_truncation)] // The two halves of the key.
const fn hash(key: u128) -> u64 {
    let mixed = (key as u64) ^ ((key >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Bits of a hash that don't decide its place.
#[allow(clippy::cast_possible_truncation)] // Sixteen of them.
const fn bits(hash: u64) -> u16 {
    (hash >> 24) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        let table = Table::new(&[("rose fell", 1), ("year-over-year", 2), ("rose", 3)]);
        assert_eq!(table.get("Rose"), Some(3));
        assert_eq!(table.get("FELL"), Some(1));
        assert_eq!(table.get("Year-over-Year"), Some(2));
        assert_eq!(table.get_plain(b"rose 5%"), Some((4, Some(3))));
        assert_eq!(table.get_plain(b"prose, "), Some((5, None)));
        assert_eq!(table.get_plain(b"year-over-year"), None);
        assert_eq!(table.get_plain(b"fell"), Some((4, Some(1))));
        assert_eq!(table.get_plain(b"abcdefghijklmnop,"), Some((16, None)));
        assert_eq!(table.get_plain(b"abcdefghijklmnopq,"), None);
        assert_eq!(table.get_plain("roſe ".as_bytes()), None);
        for other in ["", "ros", "roses", "a-word-of-many-letters", "fell\0"] {
            assert_eq!(table.get(other), None, "{other:?}");
        }
    }
}
