//! Tables of words: fixed, looked up for every word of a text, whatever its case.
//!
//! A word of up to 16 letters is two integers of 64 bits, so that a look-up is a multiplication and a comparison. The standard
//! map would hash and compare byte by byte, at several times the price. The few longer ones ("quarter-over-quarter") stand in a list of their
//! own, which only words as long are looked up in.

/// A table from words to what they mean.
///
/// Most words of a text are not in it. What tells them apart is a row of small tags that stays in the fastest cache; the words and their
/// meanings are asked only where a tag fits.
///
/// `PLACES` is a power of two, some three times as many as words, so that a search for a word that is none ends soon.
pub struct Table<T, const PLACES: usize> {
    /// A few bits of the hash of the word at each place; 0 is a free place.
    tags: Box<[u8; PLACES]>,
    /// Where the word stands among the words.
    index: Box<[u16; PLACES]>,
    words: Vec<(Key, T)>,
    /// Words of more than 16 letters, in small ones and in order.
    long: Vec<(String, T)>,
}

impl<T: Copy, const PLACES: usize> Table<T, PLACES> {
    const SHIFT: u32 = u64::BITS - PLACES.trailing_zeros();

    /// A table of words in lower case, separated by blanks; of a word that stands twice the later meaning counts.
    #[must_use]
    pub fn new(entries: &[(&str, T)]) -> Self {
        let mut table =
            Self { tags: Box::new([FREE; PLACES]), index: Box::new([0; PLACES]), words: Vec::new(), long: Vec::new() };
        for (words, meaning) in entries {
            for word in words.split_whitespace() {
                table.add(word, *meaning);
            }
        }
        table
    }

    /// Adds a word in lower case, or gives it another meaning.
    pub fn add(&mut self, word: &str, meaning: T) {
        match Key::of(word.as_bytes()) {
            Some(key) => self.insert(key, meaning),
            None => self.insert_long(word, meaning),
        }
    }

    fn insert(&mut self, key: Key, meaning: T) {
        let place = self.place(key);
        if self.tags[place] != FREE {
            if let Some(known) = self.words.get_mut(usize::from(self.index[place])) {
                known.1 = meaning;
            }
            return;
        }
        // A search ends at a free place. Words that would leave too few of them stay unknown, as a test would tell.
        if self.words.len() < PLACES / 2
            && let Ok(word) = u16::try_from(self.words.len())
        {
            self.words.push((key, meaning));
            (self.tags[place], self.index[place]) = (tag(key.hash()), word);
        }
    }

    fn insert_long(&mut self, word: &str, meaning: T) {
        match self.place_of_long(word) {
            Ok(known) => self.long[known].1 = meaning,
            Err(place) => self.long.insert(place, (word.to_ascii_lowercase(), meaning)),
        }
    }

    /// Where a long word stands, or where it would.
    fn place_of_long(&self, word: &str) -> Result<usize, usize> {
        let folded = || word.bytes().map(|byte| byte.to_ascii_lowercase());
        self.long.binary_search_by(|(known, _)| known.bytes().cmp(folded()))
    }

    /// What a word means, whatever its case.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<T> {
        match Key::of(word.as_bytes()) {
            Some(key) => self.find(key).copied(),
            None => self.place_of_long(word).ok().map(|place| self.long[place].1),
        }
    }

    /// What a word of letters means.
    #[allow(clippy::inline_always)] // The hottest place of all: it runs for each word of a sentence with a number.
    #[inline(always)]
    #[must_use]
    pub fn meaning(&self, letters: Letters) -> Option<&T> {
        self.find(letters.key)
    }

    #[allow(clippy::inline_always)] // A part of the above.
    #[inline(always)]
    fn find(&self, key: Key) -> Option<&T> {
        let hash = key.hash();
        let mut at = Self::first(hash);
        loop {
            if self.tags[at] == FREE {
                return None;
            }
            if self.tags[at] == tag(hash)
                && let Some((word, meaning)) = self.words.get(usize::from(self.index[at]))
                && *word == key
            {
                return Some(meaning);
            }
            at = (at + 1) % PLACES;
        }
    }

    /// Where a key stands, or the free place where it would.
    fn place(&self, key: Key) -> usize {
        let hash = key.hash();
        let mut at = Self::first(hash);
        loop {
            let known = || self.words.get(usize::from(self.index[at])).is_some_and(|(word, _)| *word == key);
            if self.tags[at] == FREE || self.tags[at] == tag(hash) && known() {
                return at;
            }
            at = (at + 1) % PLACES;
        }
    }

    /// The place where the search for a hash starts: its upper bits.
    #[allow(clippy::cast_possible_truncation)] // There are fewer places.
    const fn first(hash: u64) -> usize {
        (hash >> Self::SHIFT) as usize % PLACES
    }
}

/// The ASCII letters that a text starts with, 16 at most, as a table looks them up.
#[derive(Clone, Copy)]
pub struct Letters {
    key: Key,
    /// How many there are.
    pub len: usize,
}

impl Letters {
    /// The most letters that a word of a table has.
    pub const MOST: usize = 16;

    /// The bytes at the start of `bytes` that are letters or lie around them in ASCII, "@", "_", "{" and their kin, or that begin a
    /// character of two bytes and more. No word of a table has such a byte, so that only of a word that none knows it must be asked
    /// [whether it is one of letters](Self::are_letters).
    #[allow(clippy::inline_always)] // The hottest place of all: it runs for each word of a sentence with a number.
    #[inline(always)]
    #[must_use]
    pub fn nearly_at_start(bytes: &[u8]) -> Self {
        let (low, len) = nearly_eight_letters(bytes);
        if len < 8 {
            return Self { key: Key { low, high: 0 }, len };
        }
        let (high, more) = nearly_eight_letters(&bytes[8..]);
        Self { key: Key { low, high }, len: 8 + more }
    }

    /// Whether all of these are letters.
    #[must_use]
    pub const fn are_letters(self) -> bool {
        are_letters(self.key.low) && (self.key.high == 0 || are_letters(self.key.high))
    }

    /// The letters at the start of `bytes`.
    #[allow(clippy::inline_always)] // As above: for each word of a sentence with a number.
    #[inline(always)]
    #[must_use]
    pub fn at_start(bytes: &[u8]) -> Self {
        let (low, len) = eight_letters(bytes);
        if len < 8 {
            return Self { key: Key { low, high: 0 }, len };
        }
        let (high, more) = eight_letters(&bytes[8..]);
        Self { key: Key { low, high }, len: 8 + more }
    }
}

/// The ASCII letters at the start of `bytes` as an integer, capitals folded, and how many there are; eight at most.
#[allow(clippy::inline_always)] // A part of the above.
#[inline(always)]
fn eight_letters(bytes: &[u8]) -> (u64, usize) {
    const HIGH: u64 = ONES * 0x80;
    let word = bytes.first_chunk().copied().map_or_else(|| up_to_eight(bytes), u64::from_le_bytes);
    // All eight bytes at once: the sums leave the high bit of a byte set where it is "a" or above, and above "z".
    let low = (word | FOLD) & !HIGH;
    let others = (!(low + ONES * (0x80 - 0x61)) | (low + ONES * (0x80 - 0x7b)) | word) & HIGH;
    if others == 0 {
        return (low, 8);
    }
    // The lowest bit that is set stands on top of the first byte that is none: what lies below that byte stays.
    let mask = (others ^ (others - 1)) >> 8;
    (low & mask, others.trailing_zeros() as usize / 8)
}

/// The bytes from "@" and from 0xc0 on at the start of `bytes`, as above.
#[allow(clippy::inline_always)] // A part of the above.
#[inline(always)]
fn nearly_eight_letters(bytes: &[u8]) -> (u64, usize) {
    const LETTER: u64 = ONES * 0x40;
    let word = bytes.first_chunk().copied().map_or_else(|| up_to_eight(bytes), u64::from_le_bytes);
    let others = !word & LETTER;
    if others == 0 {
        return (word | FOLD, 8);
    }
    // As above, but for the place of the bit in its byte.
    let mask = (others ^ (others - 1)) >> 7;
    ((word | FOLD) & mask, others.trailing_zeros() as usize / 8)
}

/// Whether each of eight bytes, which are folded and not below the back quote or zero, is a small letter or zero.
const fn are_letters(word: u64) -> bool {
    // No byte of a text is so large that the first sum runs over; the second one does where it has found something.
    let above_z = word.wrapping_add(ONES * (0x80 - 0x7b));
    let below_a = (word ^ (ONES * 0x60)).wrapping_sub(ONES);
    (above_z | below_a) & (ONES * 0x80) == 0
}

/// A word of 1 to 16 bytes as two integers, capitals folded.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    low: u64,
    high: u64,
}

impl Key {
    fn of(word: &[u8]) -> Option<Self> {
        let fold = |bytes: u64, len: usize| {
            (bytes | FOLD) & u64::MAX.checked_shr(64 - 8 * u32::try_from(len).unwrap_or(8)).unwrap_or(0)
        };
        match word.split_first_chunk() {
            None if word.is_empty() => None,
            None => Some(Self { low: fold(up_to_eight(word), word.len()), high: 0 }),
            Some((low, rest)) if rest.len() <= 8 => {
                Some(Self { low: u64::from_le_bytes(*low) | FOLD, high: fold(up_to_eight(rest), rest.len()) })
            }
            Some(_) => None,
        }
    }

    /// One multiplication, whose upper bits hang on all the others; most words have no second half.
    const fn hash(self) -> u64 {
        (self.low ^ self.high.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

/// Up to eight bytes as an integer, the missing ones zero: two reads that may overlap instead of one for each.
#[must_use]
pub fn up_to_eight(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    let at = |bytes: u64, place: usize| bytes << (8 * place);
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) | at(u32::from_le_bytes(*last).into(), len.min(8) - 4);
    }
    match *bytes {
        [first, .., last] => u64::from(first) | at(bytes[len / 2].into(), len / 2) | at(last.into(), len - 1),
        [only] => only.into(),
        [] => 0,
    }
}

/// A one in each byte.
const ONES: u64 = u64::MAX / 0xFF;

/// The bit that tells small letters from capitals; it is set in digits, hyphens and points too.
const FOLD: u64 = ONES * 0x20;

/// The tag of a place that no word has.
const FREE: u8 = 0;

/// The tag of a word: bits of its hash that don't decide its place.
#[allow(clippy::cast_possible_truncation)] // Seven of them.
const fn tag(hash: u64) -> u8 {
    (hash >> 24) as u8 | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        let long = "month-over-month quarter-over-quarter quarter-on-quarter";
        let table: Table<_, 16> =
            Table::new(&[("rose fell", 1), ("year-over-year", 2), ("rose", 3), (long, 4), ("quarter-on-quarter", 5)]);
        assert_eq!(table.get("Rose"), Some(3));
        assert_eq!(table.get("FELL"), Some(1));
        assert_eq!(table.get("Year-over-Year"), Some(2));
        assert_eq!(table.get("Quarter-over-Quarter"), Some(4));
        assert_eq!(table.get("quarter-on-quarter"), Some(5));
        let plain = |text: &str| {
            let letters = Letters::at_start(text.as_bytes());
            (letters.len, table.meaning(letters).copied())
        };
        assert_eq!(plain("rose 5%"), (4, Some(3)));
        assert_eq!(plain("prose, "), (5, None));
        assert_eq!(plain("year-over-year"), (4, None));
        assert_eq!(plain("fell"), (4, Some(1)));
        assert_eq!(plain("abcdefghijklmnop,"), (16, None));
        assert_eq!(plain("roſe "), (2, None));
        for other in ["", "ros", "roses", "a-word-of-many-letters", "fell\0"] {
            assert_eq!(table.get(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_full_table_knows_the_words_that_came_first() {
        let table: Table<_, 4> = Table::new(&[("one two three four", ())]);
        assert_eq!(["one", "two", "three", "five"].map(|word| table.get(word)), [Some(()), Some(()), None, None]);
    }

    proptest::proptest! {
        #[test]
        fn reads_up_to_eight_bytes(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..=8)) {
            let mut padded = [0; 8];
            padded[..bytes.len()].copy_from_slice(&bytes);
            proptest::prop_assert_eq!(up_to_eight(&bytes), u64::from_le_bytes(padded));
        }

        #[test]
        fn letters_are_those_of_a_plain_loop(text in "([a-zA-Z]{0,18}|.{0,3})[a-zA-Z@\\[`{é\\. 0]{0,12}") {
            let bytes = text.as_bytes();
            let plain = bytes.iter().take(Letters::MOST).take_while(|byte| byte.is_ascii_alphabetic()).count();
            let letters = Letters::at_start(bytes);
            proptest::prop_assert_eq!(letters.len, plain);
            let same = Key::of(&bytes[..plain]).is_none_or(|key| key == letters.key);
            proptest::prop_assert!(same);
            let nearly = Letters::nearly_at_start(bytes);
            let same = nearly.len == plain && nearly.key == letters.key;
            proptest::prop_assert_eq!(nearly.are_letters(), same);
            proptest::prop_assert!(nearly.len >= plain);
            let mut room = [0; 8];
            let short = &bytes[..bytes.len().min(8)];
            room[..short.len()].copy_from_slice(short);
            proptest::prop_assert_eq!(up_to_eight(short), u64::from_le_bytes(room));
        }
    }
}
