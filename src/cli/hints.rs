//! One line at the end of a run that says what to do next, drawn from what was found.
//!
//! It is for somebody who sits at a terminal. In a file, a pipe or the log of CI it would be the same line each day, so there it is left out.

use crate::report::Summary;

/// From so many findings on, it is old texts that are in the way of a check for new ones.
const MANY: u64 = 10;

/// What to do next; nothing if nothing was found.
pub fn hint(summary: &Summary) -> Option<String> {
    let findings: u64 = summary.rules.values().sum();
    let mut rules = summary.rules.keys();
    if findings >= MANY && summary.baseline.is_none() && summary.since.is_none() {
        return Some("`audit baseline write` records these in a baseline, so that only new ones fail".to_owned());
    }
    match (rules.next(), rules.next()) {
        (Some(rule), None) => {
            Some(format!("`audit explain {rule}` says what the rule checks, and what it leaves alone"))
        }
        (Some(_), Some(_)) => {
            Some("`audit explain FILE:LINE` shows how the claims on a line were read, and what would fit".to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_follows_from_what_was_found() {
        let with =
            |rules: &[(&'static str, u64)]| Summary { rules: rules.iter().copied().collect(), ..Summary::default() };
        let starts = |summary: &Summary, words: &str| hint(summary).is_some_and(|hint| hint.starts_with(words));
        assert_eq!(hint(&with(&[])), None);
        assert!(starts(&with(&[("wrong-total", 2)]), "`audit explain wrong-total`"));
        assert!(starts(&with(&[("wrong-total", 2), ("wrong-count", 1)]), "`audit explain FILE:LINE`"));
        let mut many = with(&[("wrong-total", 10)]);
        assert!(starts(&many, "`audit baseline write`"));
        many.baseline = Some("audit-baseline.json".to_owned());
        assert!(starts(&many, "`audit explain wrong-total`"));
    }
}
