//! Which configuration holds for a file: the nearest `audit.toml` on the way up from it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Config, ConfigError};

/// The name under which a configuration is looked for.
pub const FILE_NAME: &str = "audit.toml";

/// The configurations of a run, each read once.
#[derive(Debug, Default)]
pub struct Configs {
    /// What was read; the first is the empty one, for files without any.
    read: Vec<Config>,
    /// Which of them holds for a folder.
    folders: HashMap<PathBuf, usize>,
    /// The one that holds for all files whatever their folder.
    fixed: Option<usize>,
}

impl Configs {
    /// No configuration for any file.
    #[must_use]
    pub fn none() -> Self {
        Self { read: vec![Config::default()], folders: HashMap::new(), fixed: Some(0) }
    }

    /// One configuration for all files.
    pub fn file(path: &Path) -> Result<Self, Vec<ConfigError>> {
        let config = read(path)?;
        Ok(Self { read: vec![Config::default(), config], folders: HashMap::new(), fixed: Some(1) })
    }

    /// The nearest configuration of each of these folders.
    pub fn search<'f>(folders: impl Iterator<Item = &'f Path>) -> Result<Self, Vec<ConfigError>> {
        let mut configs = Self { read: vec![Config::default()], folders: HashMap::new(), fixed: None };
        let mut files: HashMap<PathBuf, usize> = HashMap::new();
        let mut errors = Vec::new();
        for folder in folders {
            if configs.folders.contains_key(folder) {
                continue;
            }
            let index = match nearest(folder) {
                None => 0,
                Some(file) => {
                    if let Some(index) = files.get(&file) {
                        *index
                    } else {
                        configs.read.push(read(&file).unwrap_or_else(|found| {
                            errors.extend(found);
                            Config::default()
                        }));
                        files.insert(file, configs.read.len() - 1);
                        configs.read.len() - 1
                    }
                }
            };
            configs.folders.insert(folder.to_owned(), index);
        }
        if errors.is_empty() { Ok(configs) } else { Err(errors) }
    }

    /// Every configuration that was read, the empty one first.
    #[must_use]
    pub fn all(&self) -> &[Config] {
        &self.read
    }

    /// Which of [`Configs::all`] holds for the files of a folder.
    #[must_use]
    pub fn of(&self, folder: &Path) -> usize {
        self.fixed.or_else(|| self.folders.get(folder).copied()).unwrap_or(0)
    }
}

/// The nearest configuration file in a folder or above it.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let found = whole.ancestors().find(|folder| folder.join(FILE_NAME).is_file())?;
    // Where the way up stays inside the path as it was given, it is shown as given.
    let up = whole.ancestors().position(|ancestor| ancestor == found)?;
    let given = folder.ancestors().nth(up).filter(|given| std::path::absolute(given).is_ok_and(|path| path == found));
    Some(given.unwrap_or(found).join(FILE_NAME))
}

fn read(path: &Path) -> Result<Config, Vec<ConfigError>> {
    match fs::read_to_string(path) {
        Ok(text) => Config::parse(path, &text),
        Err(error) => Err(vec![ConfigError::whole(path, format!("the configuration could not be read: {error}"))]),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_nearest_wins() {
        let root = tempfile::tempdir().unwrap();
        let (near, far) = (root.path().join("a/b"), root.path().join("c"));
        fs::create_dir_all(&near).unwrap();
        fs::create_dir_all(&far).unwrap();
        fs::write(root.path().join(FILE_NAME), "[calendar]\nfiscal-year-starts = \"July\"\n").unwrap();
        fs::write(root.path().join("a").join(FILE_NAME), "[calendar]\nfiscal-year-starts = \"April\"\n").unwrap();
        let configs = Configs::search([near.as_path(), far.as_path()].into_iter()).unwrap();
        let starts = |folder: &Path| configs.all()[configs.of(folder)].fiscal_start;
        assert_eq!((starts(&near), starts(&far)), (Some(4), Some(7)));
    }

    #[test]
    fn every_mistake_is_reported() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(FILE_NAME), "colour = 1\n[calendar]\nfiscal-year-start = \"July\"\n").unwrap();
        let errors = Configs::search([root.path()].into_iter()).unwrap_err();
        assert_eq!(errors.len(), 2, "{errors:?}");
    }
}
