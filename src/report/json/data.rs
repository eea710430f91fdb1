//! Reports as data of other formats: what the JSON report says of a document, by the same names.
//!
//! ```
//! use claim_audit::audit::audit;
//! use claim_audit::document::Format;
//! let report = audit("Exports rose 19.2% to $2.825 billion from $2.284 billion.", Format::Text);
//! let data = serde_json::to_value(&report).unwrap();
//! assert_eq!(data["claims"][0]["verdict"], "mismatch");
//! assert_eq!(data["claims"][0]["quantities"][0]["role"], "percent");
//! ```

use serde::{Serialize, Serializer, ser};

use super::Json;
use crate::audit::DocumentReport;

/// Without a file it has the path of standard input, `-`, and fiscal years count as in the JSON report of a text that names no country.
impl Serialize for DocumentReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Json::default().data("-", self).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

impl Json {
    /// One document as data, the same as [`Json::document`] writes; numbers are strings there, so that no digit is lost.
    pub fn data(self, path: &str, report: &DocumentReport<'_>) -> serde_json::Result<serde_json::Value> {
        let mut out = Vec::new();
        self.document(path, report, &mut out);
        serde_json::from_slice(&out)
    }
}
