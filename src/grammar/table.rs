//! Tables of words: fixed, looked up for every word of a text, whatever its case.
//!
//! A word of up to 16 letters is one integer of 128 bits, so that a look-up is a multiplication and a comparison. The standard
//! map would hash and compare byte by byte, at several times the price.

/// A table from words to what they mean.
pub struct Table<T> {
    slots: Box<[(u128, Option<T>)]>,
    shift: u32,
}

impl<T: Copy> Table<T> {
    /// A table of words in lower case, separated by blanks; of a word that stands twice the later meaning counts.
    #[must_use]
    pub fn new(entries: &[(&str, T)]) -> Self {
        let count: usize = entries.iter().map(|(words, _)| words.split(' ').count()).sum();
        let bits = (count * 4).next_power_of_two().trailing_zeros();
        let mut table = Self { slots: vec![(0, None); 1 << bits].into_boxed_slice(), shift: 64 - bits };
        for (words, meaning) in entries {
            for key in words.split(' ').filter_map(|word| key(word.as_bytes())) {
                let slot = table.slot(key);
                table.slots[slot] = (key, Some(*meaning));
            }
        }
        table
    }

    /// What a word means, whatever its case.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<T> {
        self.slots[self.slot(key(word.as_bytes())?)].1
    }

    /// What a plain word at the start of `bytes` means, and its length; `None` where it is not made of letters alone, is longer than
    /// 16 of them, or goes on with anything but a blank or a mark that ends words.
    #[must_use]
    pub fn get_plain(&self, bytes: &[u8]) -> Option<(usize, Option<T>)> {
        let mut key = 0u128;
        let mut len = 0;
        while let Some(byte) = bytes.get(len).filter(|byte| byte.is_ascii_alphabetic()) {
            if len == 16 {
                return None;
            }
            key |= u128::from(byte | 0x20) << (8 * len);
            len += 1;
        }
        let ends = matches!(bytes.get(len), None | Some(b' ' | b',' | b'\n' | b')' | b';' | b':' | b'"' | b'!' | b'?'));
        (len > 0 && ends).then(|| (len, self.slots[self.slot(key)].1))
    }

    /// Where a key stands, or the free place where it would. A quarter of the places is taken at most, so there is one.
    fn slot(&self, key: u128) -> usize {
        let mut at = place(key, self.shift);
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) % self.slots.len();
        }
        at
    }
}

/// A word of 1 to 16 bytes as an integer, capitals folded.
fn key(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len()).filter(|room| !room.is_empty())?.copy_from_slice(word);
    // The bit that tells small letters from capitals; it is set in digits, hyphens and points too.
    let fold = u128::MAX >> (128 - 8 * word.len()) & 0x2020_2020_2020_2020_2020_2020_2020_2020;
    Some(u128::from_le_bytes(bytes) | fold)
}

#[allow(clippy::cast_possible_truncation)] // The two halves of the key, and as many bits as there are places.
const fn place(key: u128, shift: u32) -> usize {
    let mixed = (key as u64) ^ ((key >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
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
        for other in ["", "ros", "roses", "a-word-of-many-letters", "fell\0"] {
            assert_eq!(table.get(other), None, "{other:?}");
        }
    }
}
