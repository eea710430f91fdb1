//! A name for a claim that stays when lines move.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;

use crate::audit::CheckedClaim;
use crate::model::Value;

use super::number::{write_decimal, write_integer};

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
    gap: memchr::memmem::Finder<'static>,
}

impl Fingerprints {
    /// Room for the fingerprints of a document with so many claims.
    #[must_use]
    pub fn with_capacity(claims: usize) -> Self {
        Self {
            seen: HashMap::with_capacity_and_hasher(claims, BuildHasherDefault::default()),
            scratch: Vec::new(),
            gap: memchr::memmem::Finder::new("  "),
        }
    }

    /// Appends the fingerprint of the next claim: 16 hexadecimal digits, and `-2`, `-3`, … where the document has said the same before.
    pub fn write(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim, statement: &str) {
        let mut hash = Hash::default();
        hash.write(checked.claim.kind.name().as_bytes());
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
        for (role, quantity) in &checked.reading().roles {
            hash.write(role.name().as_bytes());
            self.scratch.clear();
            write_value(&mut self.scratch, &quantity.value);
            hash.write(&self.scratch);
        }
        let times = self.seen.entry(hash.0).or_default();
        *times += 1;
        write_hexadecimal(out, hash.0);
        if *times > 1 {
            out.push(b'-');
            write_integer(out, u64::from(*times));
        }
    }

    /// Whether words are parted by single spaces, and by nothing else.
    fn is_one_line(&self, text: &[u8]) -> bool {
        memchr::memchr3(b'\n', b'\t', b'\r', text).is_none() && self.gap.find(text).is_none()
    }
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
    let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
    let mut text = [0; 16];
    for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(value.to_be_bytes()) {
        *pair = [digit(byte >> 4), digit(byte & 15)];
    }
    out.extend_from_slice(&text);
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    let _ = match value {
        Value::Number { value, .. } => {
            write_decimal(out, *value);
            Ok(())
        }
        Value::Date(date) => write!(out, "{date}"),
        Value::Weekday(day) => write!(out, "{}", day.to_monday_one_offset()),
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
        let tail = rest.iter().rev().fold(0, |tail, byte| tail << 8 | u64::from(*byte));
        self.fold(tail | (rest.len() as u64) << 56);
    }

    fn fold(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}
