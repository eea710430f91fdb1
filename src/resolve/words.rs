//! Words as they are compared: folded to lower case and to the singular, function words left out.

use std::cell::OnceCell;
use std::ops::Deref;

/// The content words of a phrase, worked out when they are first asked for: most claims lack nothing, and nobody asks.
#[derive(Debug, Clone, Default)]
pub struct Phrase<'d> {
    text: &'d str,
    words: OnceCell<Vec<u64>>,
}

impl<'d> Phrase<'d> {
    /// The words of `text`.
    pub fn of(text: &'d str) -> Self {
        Self { text, words: OnceCell::new() }
    }
}

impl Deref for Phrase<'_> {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        self.words.get_or_init(|| stems(self.text))
    }
}

/// The content words of a text as hashes of their folded forms, in order.
pub fn stems(text: &str) -> Vec<u64> {
    // Room for a phrase of some words, taken at once.
    let mut stems = Vec::with_capacity(text.len() / 8 + 2);
    if text.is_ascii() {
        stems.extend(text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter_map(stem));
    } else {
        stems.extend(text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| stem(word.as_bytes())));
    }
    stems
}

/// How many words of `a` stand in `b` too.
pub fn overlap(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|word| b.contains(word)).count()
}

/// A content word folded; `None` for function words and the like.
fn stem(word: &[u8]) -> Option<u64> {
    if word.is_empty() || is_idle(word) {
        return None;
    }
    let folded = word.strip_suffix(b"'s").unwrap_or(word);
    let folded =
        if folded.len() > 3 && !folded.ends_with(b"ss") { folded.strip_suffix(b"s").unwrap_or(folded) } else { folded };
    let mix = |hash: u64, eight: &[u8]| (hash ^ small(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    Some(folded.chunks(8).fold(0, mix))
}

/// Up to eight bytes as an integer, ASCII letters folded to lower case.
const fn small(word: &[u8]) -> u64 {
    let mut folded = 0;
    let mut at = word.len();
    while let Some(before) = at.checked_sub(1) {
        at = before;
        folded = folded << 8 | word[at].to_ascii_lowercase() as u64;
    }
    folded
}

/// Whether a word says nothing of the metric that it stands in.
fn is_idle(word: &[u8]) -> bool {
    let Some(firsts) = FIRSTS.get(word.len()) else { return false };
    let first = word.first().map_or(0, |byte| byte & 31);
    // By its first letter and its length most words are told apart.
    firsts >> first & 1 == 1 && IDLE.contains(&small(word))
}

/// Function words and words of sums, folded.
#[rustfmt::skip]
const IDLE: [u64; 33] = [
    small(b"the"), small(b"a"), small(b"an"), small(b"of"), small(b"in"), small(b"and"), small(b"to"), small(b"for"),
    small(b"from"), small(b"by"), small(b"at"), small(b"on"), small(b"with"), small(b"its"), small(b"their"),
    small(b"our"), small(b"this"), small(b"that"), small(b"total"), small(b"overall"), small(b"combined"),
    small(b"was"), small(b"were"), small(b"is"), small(b"has"), small(b"have"), small(b"had"), small(b"which"),
    small(b"as"), small(b"s"), small(b"or"), small(b"all"), small(b"record"),
];

/// For each length the first letters of idle words, a bit a letter.
const FIRSTS: [u32; 9] = {
    let mut firsts = [0; 9];
    let mut at = 0;
    while at < IDLE.len() {
        let length = 8 - IDLE[at].leading_zeros() as usize / 8;
        firsts[length] |= 1 << (IDLE[at] & 31);
        at += 1;
    }
    firsts
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_case_are_folded() {
        assert_eq!(stems("Services exports"), stems("the service Export"));
        assert_ne!(stems("exports"), stems("imports"));
        assert_eq!(overlap(&stems("ICT exports"), &stems("total services exports")), 1);
    }
}
