//! What holds for a run beside its arguments: configurations, and reference facts.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::config::{Config, ConfigError, Configs};
use crate::document::{Input, Origin};
use crate::facts::{DocumentFacts, Naming, RawRow, Words, rows};
use crate::model::Severity;
use crate::report::Notice;

/// Where the configuration and reference facts come from.
#[derive(Debug, Clone, Default, Args)]
pub struct SetupArguments {
    /// The configuration to use for all files, in place of the nearest audit.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no configuration, whatever audit.toml there is
    #[arg(long)]
    pub no_config: bool,

    /// Published figures to check by: a .csv, .json or .toml file with metric, period, value, unit and source
    ///
    /// May be given several times. A row that can't be read is named with its line, and the others count.
    #[arg(long, value_name = "FILE")]
    pub facts: Vec<PathBuf>,
}

/// What holds for a run.
#[derive(Debug, Default)]
pub struct Setup {
    configs: Configs,
    /// The names of each configuration, in the same order.
    namings: Vec<Naming>,
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
    /// Reads what the arguments ask for, and what holds for these inputs.
    pub fn read(arguments: &SetupArguments, inputs: &[Input]) -> Result<Self, Vec<ConfigError>> {
        let configs = match &arguments.config {
            Some(path) => Configs::file(path)?,
            None if arguments.no_config => Configs::none(),
            None => Configs::search(inputs.iter().map(folder))?,
        };
        let mut setup = Self { namings: configs.all().iter().map(naming).collect(), configs, ..Self::default() };
        setup.references(&arguments.facts)?;
        Ok(setup)
    }

    /// The configurations of the run.
    pub const fn configs(&self) -> &Configs {
        &self.configs
    }

    /// The names and the calendar that hold for an input.
    pub fn naming(&self, input: &Input) -> &Naming {
        static NONE: std::sync::LazyLock<Naming> = std::sync::LazyLock::new(Naming::default);
        self.namings.get(self.configs.of(folder(input))).unwrap_or(&NONE)
    }

    /// The levels of rules that a configuration changes, for the file of a path.
    pub fn levels(&self, path: &str) -> &[(&'static str, Option<Severity>)] {
        let folder = Path::new(path).parent().unwrap_or_else(|| Path::new(""));
        self.configs.all().get(self.configs.of(folder)).map_or(&[], |config| &config.levels)
    }

    /// From which level on a finding fails the run, by the strictest configuration that says so; errors do if none says.
    pub fn fail_on(&self) -> Option<Severity> {
        let said = self.configs.all().iter().filter_map(|config| config.fail_on);
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
                severity: Severity::Error,
                rule: "bad-fact",
                message: bad.message.clone(),
            });
        }
        Ok(notices)
    }

    /// Reads the reference facts of the arguments and of the configurations.
    fn references(&mut self, files: &[PathBuf]) -> Result<(), Vec<ConfigError>> {
        let mut errors = Vec::new();
        let mut read: Vec<(PathBuf, String, Vec<RawRow>)> = Vec::new();
        let listed = self.configs.all().iter().flat_map(|config| &config.fact_files);
        for path in files.iter().chain(listed) {
            if read.iter().any(|(known, ..)| known == path) {
                continue;
            }
            match fs::read_to_string(path) {
                Err(error) => errors.push(ConfigError::whole(path, format!("the facts could not be read: {error}"))),
                Ok(text) => {
                    let (rows, bad) = rows(path, &text);
                    self.bad_rows
                        .extend(bad.into_iter().map(|bad| ConfigError::at(path, &text, bad.place, bad.message)));
                    read.push((path.clone(), text, rows));
                }
            }
        }
        for config in self.configs.all().iter().filter(|config| !config.facts.is_empty()) {
            let text = fs::read_to_string(&config.path).unwrap_or_default();
            read.push((config.path.clone(), text, config.facts.clone()));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        // A metric that has a reference is known by name, as if it were configured.
        for row in read.iter().flat_map(|(.., rows)| rows).filter(|row| !row.metric.0.is_empty()) {
            self.namings.iter_mut().for_each(|naming| naming.add(&row.metric.0, &[]));
        }
        let named = self.configs.all().iter().flat_map(|config| &config.metrics);
        let named: Vec<String> = named.map(|metric| metric.name.clone()).collect();
        for name in &named {
            self.name(name);
        }
        // Rows count by the calendar of the configuration, of which there is one as a rule.
        let fiscal_start = self.namings.iter().find_map(|naming| naming.fiscal_start);
        let mut naming = self.namings.iter().max_by_key(|naming| naming.len()).cloned().unwrap_or_default();
        naming.fiscal_start = fiscal_start;
        for (path, text, rows) in read {
            let mut found = DocumentFacts::default();
            for row in &rows {
                match row.fact(&naming) {
                    Ok(fact) => found.facts.push(fact),
                    Err(bad) => self.bad_rows.push(ConfigError::at(&path, &text, bad.place, bad.message)),
                }
                self.name(&row.metric.0);
            }
            self.references.push(Reference { path: path.display().to_string(), text, facts: found });
        }
        self.bad_rows.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
        Ok(())
    }

    /// Keeps the name of a metric for reports.
    fn name(&mut self, name: &str) {
        let key = self.namings.iter().find_map(|naming| naming.metric(&Words::default(), &[name, ""], [None, None]));
        if let Some(metric) = key {
            self.names.entry(metric.key).or_insert_with(|| name.to_owned());
        }
    }
}

fn naming(config: &Config) -> Naming {
    let mut naming = Naming::default();
    naming.fiscal_start = config.fiscal_start;
    for metric in &config.metrics {
        naming.add(&metric.name, &metric.aliases);
    }
    naming
}

/// The folder from which an input's configuration is looked for.
fn folder(input: &Input) -> &Path {
    match &input.origin {
        Origin::Stdin => Path::new(""),
        Origin::File(path) => path.parent().unwrap_or_else(|| Path::new("")),
    }
}
