//! Errors of arithmetic that were published and put right in public: what is found of them, and what is not, and why.
//!
//! `corrections.passages` says where each comes from. The sentences were written before the program saw them, and stay as they are; what is
//! expected is what the program says, so that a change for the better or the worse shows. `docs/validation.md` has the count.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use claim_audit::audit::audit;
use claim_audit::document::Format;
use claim_audit::model::Verdict;

#[test]
fn published_corrections_are_found_or_missed_as_told() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("tests/corrections.passages")).unwrap();
    let entries = text.split("\n\n").skip(1);
    let (mut found, mut all) = (0, 0);
    let mut differ = Vec::new();
    for entry in entries {
        let mut lines = entry.trim().splitn(3, '\n');
        let (source, wanted, passage) = (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap());
        let report = audit(passage, Format::Text);
        let alarm = report.claims.iter().find(|checked| checked.verdict == Verdict::Mismatch);
        let seen = match alarm {
            Some(checked) => format!("found {}", checked.findings[0].rule),
            None => report
                .claims
                .iter()
                .find_map(|checked| checked.reason)
                .map_or_else(|| "missed".to_owned(), |reason| format!("missed: {reason}")),
        };
        all += 1;
        found += usize::from(alarm.is_some());
        let holds = wanted == seen || seen == "missed" && wanted.starts_with("missed: ");
        if !holds {
            differ.push(format!("{source}\n  {wanted} is expected, and not {seen}\n  {passage}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    let page = fs::read_to_string(root.join("docs/validation.md")).unwrap();
    let count = format!("{found} of {all} published errors");
    assert!(page.contains(&count), "docs/validation.md should say: {count}");
}
