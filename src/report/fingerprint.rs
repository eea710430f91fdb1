//! A name for a claim that stays when lines move.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;

use crate::audit::CheckedClaim;
use crate::grammar::table::up_to_eight;
use crate::model::Value;

use super::number::{write_date, write_decimal, write_integer};

/// Whether a word is a fingerprint: 16 hexadecimal digits, and a number where a document says the same twice.
///
/// ```
/// use claim_audit::report::is_fingerprint;
/// assert!(is_fingerprint("696a0d305d440a8b") && is_fingerprint("696a0d305d440a8b-2"));
/// assert!(!is_fingerprint("696a0d305d440a8") && !is_fingerprint("xyz"));
/// ```
#[must_use]
pub fn is_fingerprint(word: &str) -> bool {
    let (digits, times) = word.split_once('-').unwrap_or((word, "2"));
    digits.len() == 16
        && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        && times.parse::<u32>().is_ok()
}

/// Gives each claim of one document its fingerprint.
///
/// It is made of the kind, the words of the statement (however they are broken into lines) and the value in each role: what is said and
/// not where, so that a list of accepted findings survives an edit elsewhere in the file.
#[derive(Debug)]
pub struct Fingerprints {
    seen: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    scratch: Vec<u8>,
    /// The values of the last claim, one after the other, and where each ends.
    values: Vec<u8>,
    ends: Vec<usize>,
    /// Whether the last statement was plain.
    is_plain: bool,
    gap: memchr::memmem::Finder<'static>,
}

impl Fingerprints {
    /// Room for the fingerprints of a document with so many claims.
    #[must_use]
    pub fn with_capacity(claims: usize) -> Self {
        Self {
            seen: HashMap::with_capacity_and_hasher(claims, BuildHasherDefault::default()),
            scratch: Vec::new(),
            values: Vec::new(),
            ends: Vec::new(),
            is_plain: false,
            gap: memchr::memmem::Finder::new("  "),
        }
    }

    /// Appends the fingerprint of the next claim: 16 hexadecimal digits, and `-2`, `-3`, … where the document has said the same before.
    pub fn write(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim, statement: &str) {
        let mut hash = Hash::default();
        hash.write(checked.claim.kind.name().as_bytes());
        self.is_plain = is_plain(statement.as_bytes());
        if self.is_one_line(statement.as_bytes()) {
            hash.write(statement.trim_ascii().as_bytes());
        } else {
            self.scratch.clear();
            for word in statement.split_ascii_whitespace() {
                if !self.scratch.is_empty() {
                    self.scratch.push(b' ');
                }
                self.scratch.extend_from_slice(word.as_bytes());
            }
            hash.write(&self.scratch);
        }
        self.values.clear();
        self.ends.clear();
        for (role, quantity) in &checked.reading().roles {
            hash.write(role.name().as_bytes());
            let start = self.values.len();
            write_value(&mut self.values, &quantity.value);
            self.ends.push(self.values.len());
            hash.write(self.values.get(start..).unwrap_or_default());
        }
        let times = self.seen.entry(hash.0).or_default();
        *times += 1;
        write_hexadecimal(out, hash.0);
        if *times > 1 {
            out.push(b'-');
            write_integer(out, u64::from(*times));
        }
    }

    /// The value in one role of the claim whose fingerprint was written last, as [`write_decimal`] writes it if it is a number.
    pub(super) fn value(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end);
        self.ends.get(at).and_then(|end| self.values.get(start..*end)).unwrap_or_default()
    }

    /// Whether the statement of that claim holds nothing that JSON would escape.
    pub(super) const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Whether the words of the statement are parted by single spaces, and by nothing else.
    fn is_one_line(&self, text: &[u8]) -> bool {
        let any_control = || memchr::memchr3(b'\n', b'\t', b'\r', text).is_some();
        (self.is_plain || !any_control()) && self.gap.find(text).is_none()
    }
}

/// Whether no byte needs an escape in JSON: no quotation mark, no backslash, no control character.
pub(super) fn is_plain(text: &[u8]) -> bool {
    const BLOCK: usize = 16;
    let Some(last) = text.last_chunk::<BLOCK>() else { return text.iter().all(|byte| room(*byte) > 0) };
    // Blocks of a fixed length are what the compiler turns into vector instructions, and one loop for all of them, in which the last may
    // overlap the one before, is what it does not take apart again.
    let blocks = text.as_chunks::<BLOCK>().0;
    let mut rooms = [u8::MAX; BLOCK];
    for at in 0..=blocks.len() {
        let block = blocks.get(at).unwrap_or(last);
        for (least, byte) in rooms.iter_mut().zip(block) {
            *least = room(*byte).min(*least);
        }
    }
    rooms.iter().fold(u8::MAX, |least, room| least.min(*room)) > 0
}

/// Zero for a byte that needs an escape.
fn room(byte: u8) -> u8 {
    (byte & 0xE0).min(byte ^ b'"').min(byte ^ b'\\')
}

/// A name for some texts: 16 hexadecimal digits.
pub fn of_texts(texts: &[&str]) -> String {
    let mut hash = Hash::default();
    for text in texts {
        hash.write(text.as_bytes());
    }
    let mut out = Vec::with_capacity(16);
    write_hexadecimal(&mut out, hash.0);
    String::from_utf8_lossy(&out).into_owned()
}

fn write_hexadecimal(out: &mut Vec<u8>, value: u64) {
    let [a, b, c, d, halves @ ..] = value.to_be_bytes();
    let (first, second) = (hexadecimal([a, b, c, d]), hexadecimal(halves));
    out.extend_from_slice(&(u128::from(first) << 64 | u128::from(second)).to_be_bytes());
}

/// The eight digits of four bytes: all of them at once, spread out to a byte each by halves.
const fn hexadecimal(bytes: [u8; 4]) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    let value = u32::from_be_bytes(bytes) as u64;
    let fours = (value | value << 16) & 0x0000_FFFF_0000_FFFF;
    let twos = (fours | fours << 8) & 0x00FF_00FF_00FF_00FF;
    let digits = (twos | twos << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    // Six more carries ten and above over into the next four bits.
    let letters = (digits + 6 * ONES) >> 4 & ONES;
    digits + ONES * b'0' as u64 + letters * (b'a' - b'0' - 10) as u64
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    let _ = match value {
        Value::Number { value, .. } => {
            write_decimal(out, *value);
            Ok(())
        }
        Value::Date(date) if (0..=9999).contains(&date.year()) => {
            write_date(out, *date);
            Ok(())
        }
        Value::Date(date) => write!(out, "{date}"),
        Value::Weekday(day) => {
            write_integer(out, day.to_monday_one_offset().unsigned_abs().into());
            Ok(())
        }
        Value::Month(month) => write!(out, "{month}"),
        Value::Year(year) => write!(out, "{year}"),
        Value::Words(words) => out.write_all(words.as_bytes()),
    };
}

/// The hash of a number that is one already.
#[derive(Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// A hash that is the same on every machine and in every version, which the standard library's is not: eight bytes at a time, each
/// folded in by a multiplication whose high bits come down again (as in the hashes of Vigna and Steele).
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.fold(u64::from_le_bytes(*word));
        }
        // The bytes that are left, and how many: "ab" and "ab\0" differ.
        let length = rest.len() as u64;
        let tail = match bytes.last_chunk::<8>() {
            _ if rest.is_empty() => 0,
            Some(last) => u64::from_le_bytes(*last) >> (64 - 8 * length),
            None => up_to_eight(rest),
        };
        self.fold(tail | length << 56);
    }

    fn fold(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn writes_sixteen_hexadecimal_digits(value: u64, cut in 0u32..64) {
            let mut out = Vec::new();
            write_hexadecimal(&mut out, value >> cut);
            prop_assert_eq!(String::from_utf8(out).unwrap(), format!("{:016x}", value >> cut));
        }

        #[test]
        fn texts_without_escapes_are_plain(text in "[a-c ]{0,40}[a \n\t\"\\\\é]{0,2}[!-~]{0,3}[a-c ]{0,40}") {
            let quoted = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(is_plain(text.as_bytes()), quoted.len() == text.len() + 2);
        }

        #[test]
        fn hashes_the_bytes_that_words_of_eight_leave(text in "[a-z]{0,30}") {
            let mut hash = Hash::default();
            hash.write(text.as_bytes());
            let mut plain = Hash::default();
            let (words, rest) = text.as_bytes().as_chunks::<8>();
            for word in words {
                plain.fold(u64::from_le_bytes(*word));
            }
            let mut tail = [0; 8];
            tail[..rest.len()].copy_from_slice(rest);
            tail[7] = u8::try_from(rest.len()).unwrap();
            plain.fold(u64::from_le_bytes(tail));
            prop_assert_eq!(hash.0, plain.0);
        }
    }
}
