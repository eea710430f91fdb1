//! What holds for a run beside its arguments: configurations, and reference facts.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::auditor::Options;
use crate::config::{Config, ConfigError, Configs};
use crate::document::{Input, LineIndex, Origin, Select, Walk, read_small, walk_selected};
use crate::facts::{DocumentFacts, Naming, RawRow, RowError, Words, rows};
use crate::link::Profile;
use crate::model::Severity;
use crate::report::{Notice, notices};
use crate::rules::Preview;

/// Which configuration to use.
#[derive(Debug, Clone, Default, Args)]
pub struct ConfigArguments {
    /// The configuration to use for all files, in place of the nearest audit.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no configuration, whatever audit.toml there is
    #[arg(long)]
    pub no_config: bool,
}

/// Where the configuration and reference facts come from.
#[derive(Debug, Clone, Default, Args)]
pub struct SetupArguments {
    /// Which configuration to use.
    #[command(flatten)]
    pub config: ConfigArguments,

    /// Published figures to check by: a .csv, .json or .toml file with metric, period, value, unit and source
    ///
    /// May be given several times. A row that can't be read is named with its line, and the others count.
    #[arg(long, value_name = "FILE")]
    pub facts: Vec<PathBuf>,

    /// Raise what preview rules find, too
    ///
    /// Preview rules have not been right often enough on real text to be on by default; `audit explain` marks them.
    #[arg(long)]
    pub preview: bool,

    /// What the texts are audited for: a draft of one's own, or an archive of what was published
    ///
    /// In a draft more sums may be wrong, and an alarm may be less sure; in an archive precision goes first. Without it, what audit.toml says,
    /// or an archive.
    #[arg(long, value_name = "PROFILE", value_parser = profiles())]
    pub profile: Option<Profile>,

    /// How sure it must be that the numbers of a failing sum belong together, 0 to 100, for it to be an alarm
    ///
    /// `certainty` in the JSON report says how sure each is; what is less sure counts as unchecked. Without it, the line of the profile.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub min_certainty: Option<u8>,
}

/// What reads the name of a profile.
pub fn profiles() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::NAMES).try_map(|name| Profile::named(&name).ok_or("no such profile"))
}

/// What holds for a run.
#[derive(Debug, Default)]
pub struct Setup {
    configs: Configs,
    /// What holds for files: of each configuration in the same order, and behind them with the overrides that some files have.
    holding: Vec<Options>,
    /// Which of them holds for the files that have overrides, by the paths that are shown.
    overridden: HashMap<String, usize>,
    /// Whether the command line switches all preview rules on.
    previews_all: bool,
    /// What the command line says of the profile and of the least certainty.
    certain: (Option<Profile>, Option<u8>),
    /// The reference facts, a file each.
    pub references: Vec<Reference>,
    /// The names of configured metrics by their keys.
    pub names: HashMap<u64, String>,
    /// Rows that could not be read.
    pub bad_rows: Vec<ConfigError>,
}

/// A file of reference facts.
#[derive(Debug)]
pub struct Reference {
    /// Its path, as it is shown.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What it states.
    pub facts: DocumentFacts,
}

impl Setup {
    /// Finds the documents that the paths name, and reads what holds for them; `stdin` is the file that standard input is of.
    pub fn find(
        arguments: &SetupArguments,
        paths: &[PathBuf],
        stdin: Option<&Path>,
    ) -> Result<(Walk, Self), Vec<ConfigError>> {
        let selected = Arc::new(Selected(Mutex::new(arguments.config.open()?)));
        let mut found = walk_selected(paths, &selected);
        if let Some(name) = stdin {
            found.name_stdin(name);
        }
        let mut configs = std::mem::take(&mut *selected.configs());
        for input in &found.inputs {
            configs.entered(folder(input));
        }
        let certain = (arguments.profile, arguments.min_certainty);
        let mut setup = Self { configs: configs.check()?, previews_all: arguments.preview, certain, ..Self::default() };
        setup.hold(&found.inputs);
        setup.references(&arguments.facts)?;
        Ok((found, setup))
    }

    /// The configurations of the run.
    pub const fn configs(&self) -> &Configs {
        &self.configs
    }

    /// The names and the calendar that hold for an input.
    pub fn naming(&self, input: &Input) -> &Naming {
        &self.holding(&input.shown, folder(input)).naming
    }

    /// The levels of rules that a configuration changes, for the file of a path.
    pub fn levels(&self, path: &str) -> &[(&'static str, Option<Severity>)] {
        &self.holding(path, Path::new(path).parent().unwrap_or_else(|| Path::new(""))).levels
    }

    /// The preview rules that are switched on for the file of a path.
    pub fn preview(&self, path: &str) -> &Preview {
        &self.holding(path, Path::new(path).parent().unwrap_or_else(|| Path::new(""))).preview
    }

    /// What holds for an input.
    pub fn options(&self, input: &Input) -> &Options {
        self.holding(&input.shown, folder(input))
    }

    fn holding(&self, path: &str, folder: &Path) -> &Options {
        static NONE: LazyLock<Options> = LazyLock::new(Options::default);
        let index = self.overridden.get(path).copied().unwrap_or_else(|| self.configs.of(folder));
        self.holding.get(index).unwrap_or(&NONE)
    }

    /// Works out what holds for each configuration, and for each set of overrides that some input has.
    fn hold(&mut self, inputs: &[Input]) {
        let configs = self.configs.all();
        let of = |config: &Config, overrides: &[usize]| {
            let mut options = Options::with_overrides(config, overrides);
            if self.previews_all {
                options.preview = Preview::ON;
            }
            options.profile = self.certain.0.or(options.profile);
            options.min_certainty = self.certain.1.or(options.min_certainty);
            options
        };
        self.holding = configs.iter().map(|config| of(config, &[])).collect();
        let mut sets: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        for input in inputs {
            let index = self.configs.of(folder(input));
            let Some(config) = configs.get(index).filter(|config| !config.overrides.is_empty()) else { continue };
            let overrides = config.overrides_for(Path::new(&input.shown));
            if overrides.is_empty() {
                continue;
            }
            let holding = &mut self.holding;
            let index = *sets.entry((index, overrides)).or_insert_with_key(|(_, overrides)| {
                holding.push(of(config, overrides));
                holding.len() - 1
            });
            self.overridden.insert(input.shown.clone(), index);
        }
    }

    /// From which level on a finding fails the run, by the strictest configuration that says so; errors do if none says.
    pub fn fail_on(&self) -> Option<Severity> {
        let said = self.configs.all().iter().filter_map(|config| Some(config.fail_on?.value));
        // "Never" is the mildest of all.
        said.min_by_key(|level| (level.is_none(), *level)).unwrap_or(Some(Severity::Error))
    }

    /// What is to be said about rows that could not be read: at once where there is somebody to tell, and in the report.
    pub fn notices(&self, mut errors: Option<&mut (dyn Write + Send)>) -> io::Result<Vec<Notice>> {
        let number = |number: Option<usize>| number.and_then(|number| u32::try_from(number).ok());
        let mut notices = Vec::with_capacity(self.bad_rows.len());
        for bad in &self.bad_rows {
            if let Some(errors) = &mut errors {
                writeln!(errors, "audit: error: {bad}")?;
            }
            notices.push(Notice {
                path: bad.path.clone(),
                line: number(bad.line),
                column: number(bad.column),
                severity: notices::BAD_FACT.level,
                rule: notices::BAD_FACT.name,
                message: bad.message.clone(),
            });
        }
        Ok(notices)
    }

    /// Reads the reference facts of the arguments and of the configurations.
    fn references(&mut self, files: &[PathBuf]) -> Result<(), Vec<ConfigError>> {
        let mut errors = Vec::new();
        // Rows count by the calendar and the currency of the configuration that names them, those of the command line by the first.
        let mut read: Vec<(PathBuf, String, Vec<RawRow>, usize)> = Vec::new();
        let first = usize::from(self.configs.all().len() > 1);
        let configs = self.configs.all().iter().enumerate();
        let listed = configs.flat_map(|(index, config)| config.fact_files.iter().map(move |file| (&file.value, index)));
        let mut known = HashSet::new();
        for (path, index) in files.iter().map(|path| (path, first)).chain(listed) {
            if !known.insert(path) {
                continue;
            }
            let own = self.configs.all().get(index).filter(|_| !files.contains(path));
            if let Some(config) = own.filter(|config| !config.is_beside(path)) {
                let message = format!(
                    "the facts are named by {} and lie outside of its folder: what it has no business with could be read so; if they \
                     are meant, name them yourself, with --facts",
                    config.path.display()
                );
                errors.push(ConfigError::whole(path, message));
                continue;
            }
            match read_small(path) {
                Err(error) => errors.push(ConfigError::whole(path, format!("the facts could not be read: {error}"))),
                Ok(text) => {
                    let (rows, bad) = rows(path, &text);
                    let lines = LineIndex::new(&text);
                    let error = |bad: RowError| ConfigError::in_lines(path, &text, &lines, bad.place, bad.message);
                    self.bad_rows.extend(bad.into_iter().map(error));
                    drop(lines);
                    read.push((path.clone(), text, rows, index));
                }
            }
        }
        for (index, config) in self.configs.all().iter().enumerate().filter(|(_, config)| !config.facts.is_empty()) {
            let text = read_small(&config.path).unwrap_or_default();
            let rows = config.facts.iter().map(|row| row.value.clone()).collect();
            read.push((config.path.clone(), text, rows, index));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        // A metric that has a reference is known by name, as if it were configured.
        for row in read.iter().flat_map(|(_, _, rows, _)| rows).filter(|row| !row.metric.0.is_empty()) {
            self.holding.iter_mut().for_each(|holding| holding.naming.add(&row.metric.0, &[]));
        }
        let named = self.configs.all().iter().flat_map(|config| &config.metrics);
        let named: Vec<String> = named.map(|metric| metric.name.clone()).collect();
        for name in &named {
            self.name(name);
        }
        let namings = self.holding.iter().map(|holding| &holding.naming);
        let widest = namings.max_by_key(|naming| naming.len()).cloned().unwrap_or_default();
        for (path, text, rows, index) in read {
            let mut naming = widest.clone();
            if let Some(own) = self.holding.get(index).map(|holding| &holding.naming) {
                (naming.fiscal_start, naming.dollar) = (own.fiscal_start, own.dollar);
            }
            let mut found = DocumentFacts::default();
            let lines = LineIndex::new(&text);
            for row in &rows {
                match row.fact(&naming) {
                    Ok(fact) => found.facts.push(fact),
                    Err(bad) => self.bad_rows.push(ConfigError::in_lines(&path, &text, &lines, bad.place, bad.message)),
                }
                self.name(&row.metric.0);
            }
            drop(lines);
            self.references.push(Reference { path: path.display().to_string(), text, facts: found });
        }
        self.bad_rows.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
        Ok(())
    }

    /// Keeps the name of a metric for reports.
    fn name(&mut self, name: &str) {
        let key =
            self.holding.iter().find_map(|holding| holding.naming.metric(&Words::default(), &[name, ""], [None, None]));
        if let Some(metric) = key {
            self.names.entry(metric.key).or_insert_with(|| name.to_owned());
        }
    }
}

impl ConfigArguments {
    /// The configurations to look into: one, none, or the nearest of each folder.
    pub fn open(&self) -> Result<Configs, Vec<ConfigError>> {
        match &self.config {
            Some(path) => Configs::file(path),
            None if self.no_config => Ok(Configs::none()),
            None => Ok(Configs::nearest()),
        }
    }
}

/// Asks the nearest configuration which files of a folder to take, and reads it when it is first asked.
struct Selected(Mutex<Configs>);

impl Selected {
    fn configs(&self) -> MutexGuard<'_, Configs> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Select for Selected {
    fn enters(&self, folder: &Path) -> bool {
        !self.configs().entered(folder.parent().unwrap_or_else(|| Path::new(""))).excludes(folder, true)
    }

    fn takes(&self, file: &Path) -> Option<bool> {
        self.configs().entered(file.parent().unwrap_or_else(|| Path::new(""))).takes(file)
    }
}

/// The folder from which an input's configuration is looked for.
fn folder(input: &Input) -> &Path {
    match &input.origin {
        Origin::Stdin => Path::new(&input.shown).parent().unwrap_or_else(|| Path::new("")),
        Origin::File(path) => path.parent().unwrap_or_else(|| Path::new("")),
    }
}
