//! Which configuration holds for a file: the nearest `audit.toml` on the way up from it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{Config, ConfigError, whole};
use crate::document::{io_reason, read_small};

/// The name under which a configuration is looked for.
pub const FILE_NAME: &str = "audit.toml";

/// The configurations of a run, each read once.
#[derive(Debug, Default)]
pub struct Configs {
    /// What was read; the first is the empty one, for files without any.
    read: Vec<Config>,
    /// Which of them holds for a folder.
    folders: HashMap<PathBuf, usize>,
    /// Which of them was read from a file.
    files: HashMap<PathBuf, usize>,
    /// The one that holds for all files whatever their folder.
    fixed: Option<usize>,
    /// What is wrong with those that were read.
    errors: Vec<ConfigError>,
}

impl Configs {
    /// No configuration for any file.
    #[must_use]
    pub fn none() -> Self {
        Self { fixed: Some(0), ..Self::nearest() }
    }

    /// One configuration for all files.
    pub fn file(path: &Path) -> Result<Self, Vec<ConfigError>> {
        let config = read(path)?;
        Ok(Self { read: vec![Config::default(), config], fixed: Some(1), ..Self::default() })
    }

    /// The nearest configuration of each folder, which is looked for when a folder is [`Self::entered`].
    #[must_use]
    pub fn nearest() -> Self {
        Self { read: vec![Config::default()], ..Self::default() }
    }

    /// Looks for the configuration of a folder, unless that was done before, and returns it.
    ///
    /// ```
    /// use claim_audit::config::Configs;
    /// let mut configs = Configs::none();
    /// assert!(configs.entered("claims".as_ref()).path.as_os_str().is_empty());
    /// ```
    pub fn entered(&mut self, folder: &Path) -> &Config {
        let known = self.fixed.or_else(|| self.folders.get(folder).copied());
        let index = known.unwrap_or_else(|| {
            let index = self.look(folder);
            self.folders.insert(folder.to_owned(), index);
            index
        });
        &self.read[index]
    }

    /// What is wrong with the configurations that were read; it is an error to go on then.
    pub fn check(self) -> Result<Self, Vec<ConfigError>> {
        if self.errors.is_empty() { Ok(self) } else { Err(self.errors) }
    }

    /// Every configuration that was read, the empty one first.
    #[must_use]
    pub fn all(&self) -> &[Config] {
        &self.read
    }

    /// Which of [`Configs::all`] holds for the files of a folder that was entered.
    #[must_use]
    pub fn of(&self, folder: &Path) -> usize {
        self.fixed.or_else(|| self.folders.get(folder).copied()).unwrap_or(0)
    }

    fn look(&mut self, folder: &Path) -> usize {
        // On the way down the folder above was asked just before; only this one is new.
        if let Some(above) = folder.parent().and_then(|above| self.folders.get(above))
            && !folder.ends_with("..")
            && !is_there(folder)
        {
            return *above;
        }
        let Some(file) = nearest(folder) else { return 0 };
        let whole = whole(&file);
        if let Some(index) = self.files.get(&whole) {
            return *index;
        }
        let config = read(&file).unwrap_or_else(|found| {
            self.errors.extend(found);
            Config::default()
        });
        self.read.push(config);
        self.files.insert(whole, self.read.len() - 1);
        self.read.len() - 1
    }
}

/// The nearest configuration file in a folder or above it.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let found = whole.ancestors().find(|folder| is_there(folder))?;
    // Where the way up stays inside the path as it was given, it is shown as given.
    let up = whole.ancestors().position(|ancestor| ancestor == found)?;
    let here = |given: &Path| given.as_os_str().is_empty();
    let given = folder.ancestors().nth(up).filter(|given| {
        std::path::absolute(if here(given) { Path::new(".") } else { given }).is_ok_and(|path| path == found)
    });
    Some(given.unwrap_or(found).join(FILE_NAME))
}

/// Whether there is anything of that name in a folder. What can't be read, as a folder or a link to nothing can't, is told and not passed over.
fn is_there(folder: &Path) -> bool {
    folder.join(FILE_NAME).symlink_metadata().is_ok()
}

fn read(path: &Path) -> Result<Config, Vec<ConfigError>> {
    match read_small(path) {
        Ok(text) => Config::parse(path, &text),
        Err(error) => {
            Err(vec![ConfigError::whole(path, format!("the configuration could not be read: {}", io_reason(&error)))])
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_wins() {
        let root = tempfile::tempdir().unwrap();
        let (near, far) = (root.path().join("a/b"), root.path().join("c"));
        fs::create_dir_all(&near).unwrap();
        fs::create_dir_all(&far).unwrap();
        fs::write(root.path().join(FILE_NAME), "[calendar]\nfiscal-year-starts = \"July\"\n").unwrap();
        fs::write(root.path().join("a").join(FILE_NAME), "[calendar]\nfiscal-year-starts = \"April\"\n").unwrap();
        let mut configs = Configs::nearest();
        let mut starts = |folder: &Path| configs.entered(folder).settings.fiscal_start.map(|month| month.value);
        assert_eq!((starts(&near), starts(&far), starts(root.path())), (Some(4), Some(7), Some(7)));
        assert_eq!(configs.check().unwrap().all().len(), 3, "none is read twice");
    }

    #[test]
    fn a_folder_of_that_name_is_a_mistake() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(FILE_NAME)).unwrap();
        let mut configs = Configs::nearest();
        configs.entered(root.path());
        assert!(configs.check().unwrap_err()[0].message.contains("could not be read"));
    }

    #[test]
    fn every_mistake_is_reported() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(FILE_NAME), "colour = 1\n[calendar]\nfiscal-year-start = \"July\"\n").unwrap();
        let mut configs = Configs::nearest();
        configs.entered(root.path());
        assert_eq!(configs.check().unwrap_err().len(), 2);
    }
}
