//! `audit-baseline.json`: what was there when the check was switched on, so that only what is new fails.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::{ConfigError, whole};
use crate::document::{io_reason, read_small};

/// The name under which a baseline is looked for.
pub const FILE_NAME: &str = "audit-baseline.json";

/// What a finding is known by: its rule, its file and its words, not its line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The file, from the folder of the baseline, with slashes.
    pub file: String,
    /// The rule that objects.
    pub rule: String,
    /// The words of the claim.
    pub claim: String,
}

/// Findings that are known, with how often each is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The file, as it is shown.
    pub path: PathBuf,
    /// The folder from which its paths are.
    folder: PathBuf,
    /// The findings.
    pub known: BTreeMap<Key, usize>,
}

/// The file as it is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    findings: Vec<Key>,
}

impl Baseline {
    /// An empty baseline in a file.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        let folder = whole(path).parent().unwrap_or_else(|| Path::new("")).to_owned();
        Self { path: path.to_owned(), folder, known: BTreeMap::new() }
    }

    /// Reads a baseline.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = read_small(path).map_err(|error| {
            let why = match error.kind() {
                io::ErrorKind::NotFound => "no such file; `audit baseline write` creates one".to_owned(),
                _ => io_reason(&error),
            };
            ConfigError::whole(path, format!("the baseline could not be read: {why}"))
        })?;
        let file: File = serde_json::from_str(&text).map_err(|error| {
            let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = (line + error.column().saturating_sub(1)).min(text.len());
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let hint = "`audit baseline write` writes the file anew";
            ConfigError::at(path, &text, at..at, format!("not a baseline: {message}; {hint}"))
        })?;
        if file.schema != 1 {
            let message = format!("a baseline of version {}; this program reads version 1", file.schema);
            return Err(ConfigError::whole(path, message));
        }
        let mut baseline = Self::new(path);
        for key in file.findings {
            *baseline.known.entry(key).or_default() += 1;
        }
        Ok(baseline)
    }

    /// The text of the file: sorted, a finding each with its own lines, so that a difference can be read.
    #[must_use]
    pub fn text(&self) -> String {
        let repeat = |(key, count): (&Key, &usize)| std::iter::repeat_n(key.clone(), *count);
        let file = File { schema: 1, findings: self.known.iter().flat_map(repeat).collect() };
        // Strings and numbers give the serialiser no reason to fail.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// A file as the baseline names it.
    #[must_use]
    pub fn file(&self, whole: &Path) -> String {
        // Standard input has no folder.
        if whole.file_name().is_some_and(|name| name == "-") {
            return "-".to_owned();
        }
        whole.strip_prefix(&self.folder).unwrap_or(whole).to_string_lossy().replace('\\', "/")
    }

    /// The same for a path as it was given.
    #[must_use]
    pub fn file_of(&self, path: &str) -> String {
        self.file(&whole(Path::new(path)))
    }

    /// Whether the file of a key is there.
    #[must_use]
    pub fn has_file(&self, key: &Key) -> bool {
        self.folder.join(&key.file).exists()
    }

    /// How often a finding is known.
    #[must_use]
    pub fn count(&self, key: &Key) -> usize {
        self.known.get(key).copied().unwrap_or(0)
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut baseline = Baseline::new(&folder.path().join(FILE_NAME));
        let file = baseline.file_of(&folder.path().join("./a/../b/c.md").display().to_string());
        assert_eq!(file, "b/c.md");
        baseline.known.insert(Key { file, rule: "wrong-total".to_owned(), claim: "1 and 2, 4 in total".to_owned() }, 2);
        fs::write(&baseline.path, baseline.text()).unwrap();
        assert_eq!(Baseline::read(&baseline.path), Ok(baseline));
    }

    #[test]
    fn mistakes_have_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        for (text, words) in [
            ("{\n\"schema\": 1,\n\"finding\": []}", ":3:"),
            ("[]", "not a baseline"),
            ("{\"schema\": 2, \"findings\": []}", "version 2"),
        ] {
            fs::write(&path, text).unwrap();
            let error = Baseline::read(&path).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        assert!(Baseline::read(&folder.path().join("none")).unwrap_err().to_string().contains("could not be read"));
    }
}
