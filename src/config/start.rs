//! A configuration to start from: every key with what it means, switched off, so that it changes nothing.

use std::fmt::Write;

use super::keys::{KEYS, Key};
use crate::rules;

/// The text of a new `audit.toml`.
///
/// A line that begins with `#` and a key shows what holds without it; one that is indented behind its `#` is an example.
///
/// ```
/// use claim_audit::config::{Config, start};
/// assert_eq!(Config::parse("".as_ref(), &start()), Ok(Config::default()));
/// assert!(start().contains("\n#fail-on = \"error\"\n"));
/// ```
#[must_use]
pub fn start() -> String {
    let mut text = "# How `audit` reads the texts in this folder and below. The nearest audit.toml above a text holds for it.\n\
                    # A line that begins with `#` and a key shows what holds without it: take the `#` away, and change the value.\n\
                    # What is indented behind its `#` is an example. `audit config` prints what holds for a file, and why.\n"
        .to_owned();
    let mut table = "";
    for key in KEYS {
        let (place, name) = place(key);
        if place != table && !place.is_empty() && !place.ends_with(']') {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n[{place}]");
        }
        table = place;
        if key.name.ends_with(".*") && !place.ends_with(']') {
            let _ = write!(text, "\n# {}.\n", key.about);
            for rule in rules::all() {
                let level = if rule.is_preview() { "off" } else { rule.level().name() };
                let _ = writeln!(text, "#{} = \"{level}\"", rule.name());
            }
        } else if place.ends_with(']') {
            let name = name.replace('*', "wrong-count");
            let _ = writeln!(text, "#   {name} = {}", key.example);
        } else if key.example.is_empty() {
            let _ = write!(text, "\n# {}.\n#   [[{}]]\n", key.about, key.name);
        } else if key.default.is_empty() || key.name.contains('*') {
            let name = name.replace('*', "\"ICT exports\"");
            let _ = write!(text, "\n# {}.\n#   {name} = {}\n", key.about, key.example);
        } else {
            let _ = write!(text, "\n# {}.\n#{name} = {}\n", key.about, key.default);
        }
    }
    text
}

/// The table in which a key is written, and its name there.
fn place(key: &Key) -> (&'static str, &'static str) {
    let name = key.name;
    if let Some((list, name)) = name.split_once("[].") {
        // The bracket tells that it is a list.
        return (key.name.get(..list.len() + 2).unwrap_or(list), name);
    }
    match name.split_once('.') {
        Some((table, name)) => (table, name),
        None => ("", name),
    }
}

#[cfg(all(test, feature = "patterns"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::config::{Config, effective};

    fn uncommented(examples: bool) -> Config {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => rest.to_owned(),
            Some(rest) if examples && rest.starts_with("   ") => rest.to_owned(),
            _ => line.to_owned(),
        };
        let text = start().lines().map(line).collect::<Vec<_>>().join("\n");
        Config::parse("audit.toml".as_ref(), &text).map_err(|errors| (errors, text)).unwrap()
    }

    #[test]
    fn what_is_switched_off_is_what_holds_without_it() {
        let values = |config: &Config| -> Vec<_> {
            let list = effective(config, &config.settings, true);
            list.into_iter().map(|setting| (setting.key, setting.value)).collect()
        };
        let on = uncommented(false);
        assert_ne!(on, Config::default());
        assert_eq!(values(&on), values(&Config::default()));
    }

    #[test]
    fn the_examples_are_configurations() {
        let config = uncommented(true);
        assert_eq!(
            (config.allows.len(), config.overrides.len(), config.facts.len(), config.metrics.len()),
            (1, 1, 1, 1)
        );
        for key in KEYS {
            let last = key.name.rsplit('.').find(|part| *part != "*").unwrap();
            assert!(start().contains(last), "{}", key.name);
        }
    }
}
