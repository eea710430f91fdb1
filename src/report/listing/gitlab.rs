//! The code quality report of GitLab: a JSON list, an object a finding.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Entry, Listed};
use crate::model::Severity;
use crate::report::fingerprint::of_texts;

/// The list.
pub fn render(run: &Listed<'_>) -> Vec<u8> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let issues: Vec<Value> = run.entries().iter().map(|entry| issue(entry, &mut seen)).collect();
    // A tree of strings and numbers gives the serialiser no reason to fail.
    let mut out = serde_json::to_vec_pretty(&issues).unwrap_or_default();
    out.push(b'\n');
    out
}

fn issue(entry: &Entry, seen: &mut HashMap<String, u32>) -> Value {
    // Two issues of one fingerprint are one to GitLab, in whatever files they stand.
    let mut fingerprint = of_texts(&[entry.rule, entry.place.relative(), &entry.id]);
    let times = seen.entry(fingerprint.clone()).or_default();
    *times += 1;
    if *times > 1 {
        fingerprint = format!("{fingerprint}-{times}");
    }
    let (line, end) = entry.place.region.map_or((1, 1), |region| (region.line, region.end_line));
    json!({
        "description": entry.text(),
        "check_name": entry.rule,
        "fingerprint": fingerprint,
        "severity": match entry.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        "location": { "path": entry.place.relative(), "lines": { "begin": line, "end": end } },
    })
}
