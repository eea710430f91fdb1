//! A name for a claim that stays when lines move.

use std::collections::HashMap;
use std::io::Write;

use crate::audit::CheckedClaim;
use crate::model::Value;

use super::number::write_decimal;

/// Gives each claim of one document its fingerprint.
///
/// It is made of the kind, the words of the statement (however they are broken into lines) and the value in each role: what is said and
/// not where, so that a list of accepted findings survives an edit elsewhere in the file.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<u64, u32>,
    scratch: Vec<u8>,
}

impl Fingerprints {
    /// Appends the fingerprint of the next claim: 16 hexadecimal digits, and `-2`, `-3`, … where the document has said the same before.
    pub fn write(&mut self, out: &mut Vec<u8>, checked: &CheckedClaim, statement: &str) {
        let mut hash = Fnv::default();
        hash.write(checked.claim.kind.name().as_bytes());
        for word in statement.split_ascii_whitespace() {
            hash.write(b" ");
            hash.write(word.as_bytes());
        }
        for (role, quantity) in &checked.reading().roles {
            hash.write(b"\n");
            hash.write(role.name().as_bytes());
            self.scratch.clear();
            write_value(&mut self.scratch, &quantity.value);
            hash.write(&self.scratch);
        }
        let times = self.seen.entry(hash.0).or_default();
        *times += 1;
        // Writing to a `Vec` cannot fail.
        let _ = write!(out, "{:016x}", hash.0);
        if *times > 1 {
            let _ = write!(out, "-{times}");
        }
    }
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

/// The hash of Fowler, Noll and Vo (1a, 64 bits): the same on every machine and in every version, which the standard library's is not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
