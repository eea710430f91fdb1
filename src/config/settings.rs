//! What holds for one file: the settings of its configuration, with those overrides over them that name it.

use std::path::Path;

use super::{Config, Patterns, whole};
use crate::link::{Line, Profile};
use crate::model::{Dollar, Severity};
use crate::rules::Preview;

/// A value, and the line of the file that says it, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// The line.
    pub line: usize,
}

/// What may differ from file to file; what a configuration does not say is `None`, or not in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether preview rules raise what they find.
    pub preview: Option<Said<bool>>,
    /// What the texts are audited for.
    pub profile: Option<Said<Profile>>,
    /// How sure an alarm must be, 0 to 100.
    pub min_certainty: Option<Said<u8>>,
    /// What a bare `$` stands for.
    pub dollar: Option<Said<Dollar>>,
    /// The month (1 to 12) in which fiscal years start.
    pub fiscal_start: Option<Said<i8>>,
    /// The levels of rules that differ from their own; `None` for rules that are off.
    pub levels: Vec<(&'static str, Said<Option<Severity>>)>,
}

/// Settings for some of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The files.
    pub files: Patterns,
    /// The line of its patterns.
    pub line: usize,
    /// What holds for them.
    pub settings: Settings,
}

impl Settings {
    /// Whether nothing is said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        let Self { preview, profile, min_certainty, dollar, fiscal_start, levels } = self;
        preview.is_none()
            && profile.is_none()
            && min_certainty.is_none()
            && dollar.is_none()
            && fiscal_start.is_none()
            && levels.is_empty()
    }

    /// The level of a rule, where it is set.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Said<Option<Severity>>> {
        self.levels.iter().find(|(name, _)| *name == rule).map(|(_, level)| *level)
    }

    /// Which preview rules are switched on: all of them, or those that have a level of their own.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let named = self.levels.iter().filter(|(_, level)| level.value.is_some()).map(|(rule, _)| *rule);
        Preview::new(self.preview.is_some_and(|said| said.value), named)
    }

    /// How sure an alarm must be.
    #[must_use]
    pub fn line(&self) -> Line {
        Line::new(self.profile.map(|said| said.value).unwrap_or_default(), self.min_certainty.map(|said| said.value))
    }

    /// Puts others over these: what they say counts, the rest stays.
    pub fn overlay(&mut self, other: &Self) {
        self.preview = other.preview.or(self.preview);
        self.profile = other.profile.or(self.profile);
        self.min_certainty = other.min_certainty.or(self.min_certainty);
        self.dollar = other.dollar.or(self.dollar);
        self.fiscal_start = other.fiscal_start.or(self.fiscal_start);
        for (rule, level) in &other.levels {
            self.levels.retain(|(name, _)| name != rule);
            self.levels.push((rule, *level));
        }
    }
}

impl Config {
    /// The overrides that hold for a file, by their numbers.
    ///
    /// ```
    /// # #[cfg(feature = "patterns")] {
    /// use claim_audit::config::Config;
    /// let text = "[[overrides]]\nfiles = [\"archive/**\"]\nrules = { wrong-count = \"off\" }";
    /// let config = Config::parse("/press/audit.toml".as_ref(), text).unwrap();
    /// assert_eq!(config.overrides_for("/press/archive/a.md".as_ref()), [0]);
    /// assert!(config.settings(&[0]).level("wrong-count").is_some_and(|level| level.value.is_none()));
    /// assert!(config.settings(&[]).is_empty());
    /// # }
    /// ```
    #[must_use]
    pub fn overrides_for(&self, file: &Path) -> Vec<usize> {
        let hold = |one: &Override| one.files.hold_for(file);
        self.overrides.iter().enumerate().filter(|(_, one)| hold(one)).map(|(index, _)| index).collect()
    }

    /// The settings of the configuration with some of its overrides, the last on top.
    #[must_use]
    pub fn settings(&self, overrides: &[usize]) -> Settings {
        let mut settings = self.settings.clone();
        for one in overrides.iter().filter_map(|index| self.overrides.get(*index)) {
            settings.overlay(&one.settings);
        }
        settings
    }

    /// Whether a file lies in the folder of the configuration or below it, wherever links lead; one that is not there does, as far as it goes.
    #[must_use]
    pub fn is_beside(&self, file: &Path) -> bool {
        let folder = self.path.parent().unwrap_or_else(|| Path::new(""));
        match (whole(file).canonicalize(), whole(folder).canonicalize()) {
            (Ok(file), Ok(folder)) => file.starts_with(folder),
            _ => whole(file).starts_with(whole(folder)),
        }
    }

    /// Whether a file that is found in a folder is taken; `None` leaves it to its ending.
    #[must_use]
    pub fn takes(&self, file: &Path) -> Option<bool> {
        if self.excludes(file, false) {
            return Some(false);
        }
        self.include.as_ref().map(|include| include.value.hold_for(file))
    }

    /// Whether a file is left out when the folder of the configuration is searched, be it for a folder that it is in.
    #[must_use]
    pub fn leaves_out(&self, file: &Path) -> bool {
        self.exclude.as_ref().is_some_and(|exclude| exclude.value.hold_for(file)) || self.takes(file) == Some(false)
    }

    /// Whether a file is excluded, or lies in a folder that is.
    #[must_use]
    pub fn excludes_within(&self, file: &Path) -> bool {
        self.exclude.as_ref().is_some_and(|exclude| exclude.value.hold_for(file))
    }

    /// Whether a file or folder is left out when folders are searched.
    #[must_use]
    pub fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        self.exclude.as_ref().is_some_and(|exclude| exclude.value.name(path, is_folder))
    }
}
