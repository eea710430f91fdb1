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
    if !text.is_ascii() {
        return text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| stem(word.as_bytes())).collect();
    }
    text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter_map(stem).collect()
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
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let folded = word.strip_suffix(b"'s").unwrap_or(word);
    let folded =
        if folded.len() > 3 && !folded.ends_with(b"ss") { folded.strip_suffix(b"s").unwrap_or(folded) } else { folded };
    for byte in folded {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    Some(hash)
}

/// Whether a word says nothing of the metric that it stands in.
fn is_idle(word: &[u8]) -> bool {
    const LONGEST: usize = 8;
    let mut folded = [0; LONGEST];
    let Some(folded) = folded.get_mut(..word.len()) else { return false };
    folded.copy_from_slice(word);
    folded.make_ascii_lowercase();
    #[rustfmt::skip]
    let idle = matches!(
        &*folded,
        b"the" | b"a" | b"an" | b"of" | b"in" | b"and" | b"to" | b"for" | b"from" | b"by" | b"at" | b"on" | b"with"
            | b"its" | b"their" | b"our" | b"this" | b"that" | b"total" | b"overall" | b"combined" | b"was" | b"were"
            | b"is" | b"has" | b"have" | b"had" | b"which" | b"as" | b"s" | b"or" | b"all" | b"record"
    );
    idle
}

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
