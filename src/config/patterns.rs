//! Which files a setting is about: patterns as in a `.gitignore`, from the folder of the configuration.

use std::path::{Component, Path, PathBuf};

#[cfg(feature = "patterns")]
use ignore::gitignore::{Gitignore, GitignoreBuilder};

#[cfg(not(feature = "patterns"))]
use self::without::{Gitignore, GitignoreBuilder};

/// Patterns such as `archive/`, `*.rst` or `releases/**/*.md`.
///
/// They are read as in a `.gitignore`: one without a slash holds in every folder, one for a folder holds for all that is in it,
/// `*` stops at a slash, `**` does not, and one that begins with `!` takes back what those before it took.
#[derive(Debug, Clone)]
pub struct Patterns {
    /// The folder that they are counted from, whole.
    folder: PathBuf,
    texts: Vec<String>,
    globs: Gitignore,
}

impl Patterns {
    /// Reads patterns of a configuration in a folder; what is wrong is told by the number of its pattern.
    ///
    /// ```
    /// # #[cfg(feature = "patterns")] {
    /// use claim_audit::config::Patterns;
    /// let patterns = Patterns::new("/press".as_ref(), vec!["archive/".to_owned(), "*.rst".to_owned()]).unwrap();
    /// assert!(patterns.hold_for("/press/archive/2019/a.md".as_ref()));
    /// assert!(!patterns.hold_for("/press/2024/a.md".as_ref()));
    /// assert_eq!(Patterns::new("".as_ref(), vec!["{a".to_owned()]).unwrap_err().0, 0);
    /// # }
    /// ```
    pub fn new(folder: &Path, texts: Vec<String>) -> Result<Self, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (index, text) in texts.iter().enumerate() {
            let name = text.trim().trim_start_matches('!').trim_matches('/');
            if name.is_empty() || text.starts_with('#') {
                return Err((index, format!("`{text}` names no file; patterns are written as in a .gitignore")));
            }
            if has_open_class(text) {
                let message = "unclosed character class; missing ']' (write '[[]' for a bracket)";
                return Err((index, format!("`{text}` is not a pattern: {message}")));
            }
            if let Err(error) = builder.add_line(None, text) {
                return Err((index, reason(&error, text)));
            }
        }
        let globs = builder.build().map_err(|error| (0, error.to_string()))?;
        Ok(Self { folder: whole(folder), texts, globs })
    }

    /// The patterns as they are written.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether one of them holds for a file, or for a folder that it is in.
    #[must_use]
    pub fn hold_for(&self, file: &Path) -> bool {
        self.globs.matched_path_or_any_parents(self.below(file), false).is_ignore()
    }

    /// Whether one of them names this very file or folder, whatever folder it is in.
    #[must_use]
    pub fn name(&self, path: &Path, is_folder: bool) -> bool {
        self.globs.matched(self.below(path), is_folder).is_ignore()
    }

    /// The path from the folder of the configuration; the whole one where it lies elsewhere, so that names hold for it.
    fn below(&self, path: &Path) -> PathBuf {
        let whole = whole(path);
        let below = whole.strip_prefix(&self.folder).unwrap_or(&whole);
        below.components().filter(|part| matches!(part, Component::Normal(_))).collect()
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        (&self.folder, &self.texts) == (&other.folder, &other.texts)
    }
}

impl Eq for Patterns {}

/// A path from the root, without dots, so that two ways to write it are one.
#[must_use]
pub fn whole(path: &Path) -> PathBuf {
    // The folder of `audit.toml`, as its own path gives it, is empty; the empty path alone has no absolute form.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut whole = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    whole
}

/// Whether a pattern has a `[` without its `]`, which a `.gitignore` takes for a bracket that is meant.
fn has_open_class(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => {
                chars.next_if(|c| matches!(c, '!' | '^'));
                // A `]` in the first place is one of the class.
                chars.next();
                if !chars.any(|c| c == ']') {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// What is wrong with a pattern, without the words that name it again.
fn reason(error: &impl std::fmt::Display, text: &str) -> String {
    let message = error.to_string();
    let message = message.rsplit("': ").next().unwrap_or(&message);
    format!("`{text}` is not a pattern: {message}")
}

/// A build that knows no patterns has no use for those of folders, which it does not search, and refuses overrides.
#[cfg(not(feature = "patterns"))]
mod without {
    use std::path::Path;

    /// No patterns at all.
    #[derive(Debug, Clone)]
    pub struct Gitignore;

    /// What takes patterns and keeps none.
    pub struct GitignoreBuilder;

    #[allow(clippy::unused_self, clippy::unnecessary_wraps)] // It stands in for what does more.
    impl GitignoreBuilder {
        pub fn new(_root: &str) -> Self {
            Self
        }

        pub fn add_line(&mut self, _from: Option<()>, _line: &str) -> Result<&mut Self, &'static str> {
            Ok(self)
        }

        pub fn build(&self) -> Result<Gitignore, &'static str> {
            Ok(Gitignore)
        }
    }

    #[allow(clippy::unused_self)] // It stands in for what does more.
    impl Gitignore {
        pub fn matched_path_or_any_parents(&self, _path: impl AsRef<Path>, _is_folder: bool) -> &Self {
            self
        }

        pub fn matched(&self, _path: impl AsRef<Path>, _is_folder: bool) -> &Self {
            self
        }

        pub fn is_ignore(&self) -> bool {
            false
        }
    }
}

#[cfg(all(test, feature = "patterns"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn patterns_are_those_of_a_gitignore() {
        for (pattern, path, holds) in [
            ("*.md", "/press/a/b.md", true),
            ("archive", "/press/a/archive/b.md", true),
            ("/archive", "/press/a/archive/b.md", false),
            ("a/*.md", "/press/a/b/c.md", false),
            ("a/**/*.md", "/press/a/b/c.md", true),
            ("a/", "/press/a", false),
            ("*.md", "/elsewhere/b.md", true),
            ("a/*.md", "/elsewhere/a/b.md", false),
        ] {
            let patterns = Patterns::new("/press".as_ref(), vec![pattern.to_owned()]).unwrap();
            assert_eq!(patterns.hold_for(path.as_ref()), holds, "{pattern} {path}");
        }
        let patterns = Patterns::new("/press".as_ref(), vec!["*.md".to_owned(), "!new.md".to_owned()]).unwrap();
        assert!(patterns.hold_for("/press/old.md".as_ref()) && !patterns.hold_for("/press/new.md".as_ref()));
        assert!(patterns.name("/press/a.md".as_ref(), false) && !patterns.name("/press/a".as_ref(), true));
    }

    #[test]
    fn the_current_folder_may_be_written_as_nothing() {
        assert_eq!(whole("".as_ref()), whole(".".as_ref()));
        for folder in ["", ".", "./"] {
            let patterns = Patterns::new(folder.as_ref(), vec!["archive/**".to_owned()]).unwrap();
            for file in ["archive/a.md", "./archive/a.md", "archive/../archive/a.md"] {
                assert!(patterns.hold_for(file.as_ref()), "{folder:?} {file}");
            }
        }
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        let message = |text: &str| Patterns::new("".as_ref(), vec!["a".to_owned(), text.to_owned()]).unwrap_err();
        for nothing in [" ", "!", "!/", "/", "#a"] {
            assert!(message(nothing).1.contains("names no file"), "{nothing}");
        }
        for open in ["[", "a[b", "[]", "[!]"] {
            assert!(message(open).1.contains("unclosed character class"), "{open}");
        }
        assert!(Patterns::new("".as_ref(), ["[[]", "[]]", "\\[", "[a-z]*"].map(String::from).to_vec()).is_ok());
        assert_eq!(message("[z-a]").1, "`[z-a]` is not a pattern: invalid range; 'z' > 'a'");
        assert_eq!(
            message("{a,b").1,
            "`{a,b` is not a pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)"
        );
    }
}
