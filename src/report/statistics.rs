//! `--statistics`: findings counted by rule, and what could not be checked by its reason.

use std::cmp::Reverse;
use std::fmt::Write;

use super::Summary;

/// The two tables, the most frequent first; a word in place of an empty one.
#[must_use]
pub fn statistics(summary: &Summary) -> String {
    let mut out = String::new();
    table(&mut out, "findings by rule", summary.rules.iter().map(|(rule, count)| (*rule, *count)).collect());
    table(&mut out, "unchecked by reason", summary.reasons.iter().map(|(reason, count)| (*reason, *count)).collect());
    out
}

fn table(out: &mut String, title: &str, mut rows: Vec<(&str, u64)>) {
    rows.sort_by_key(|(name, count)| (Reverse(*count), *name));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{title}");
    let digits = rows.first().map_or(1, |(_, count)| count.to_string().len());
    for (name, count) in &rows {
        let _ = writeln!(out, "  {count:>digits$}  {name}");
    }
    if rows.is_empty() {
        out.push_str("  none\n");
    }
}
