//! Feeds the examples on top of each grammar file to its parser, so that the page never tells more than the code does.

/// Checks every line of the form ``//! - `text` → `result` `` in a source file. `read` gives `None` for "nothing".
pub(crate) fn check(source: &str, read: impl Fn(&str) -> Option<String>) {
    let mut count = 0;
    for line in source.lines() {
        let Some(example) = line.strip_prefix("//! - `") else { continue };
        let Some((text, result)) = example.split_once("` → `") else { continue };
        let result = result.trim_end().trim_end_matches('`');
        let found = read(text).unwrap_or_else(|| "nothing".to_owned());
        assert_eq!(found, result, "reading «{text}»");
        count += 1;
    }
    assert!(count > 0, "a grammar file has examples on top");
}
