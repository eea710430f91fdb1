//! What holds for a run beside its arguments: configurations, and reference facts.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::auditor::Options;
use crate::config::{Config, ConfigError, Configs, Patterns};
use crate::document::{
    Format, Input, LARGEST, LineIndex, Origin, ReadOptions, Remark, Select, Text, Walk, decode_as, io_reason,
    read_file, read_small, walk_selected,
};
use crate::facts::{DocumentFacts, Fact, Naming, RawRow, RowError, Words, figures, has_columns, metrics, rows};
use crate::link::Profile;
use crate::model::Severity;
use crate::report::{Notice, notices};
use crate::rules::{self, Preview};

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

    /// Published figures to check against: a .csv, .json or .toml file with metric, period, value, unit and source, or a sheet
    ///
    /// In a sheet (.xlsx, .ods, .csv) the label of a row names the metric, the header of a column the period.
    /// May be given several times. A row that can't be read is named with its line, and the others count.
    #[arg(long, value_name = "FILE")]
    pub facts: Vec<PathBuf>,

    /// Also report what preview rules find
    ///
    /// Preview rules have not been right often enough on real text to be on by default; `audit explain` marks them.
    #[arg(long)]
    pub preview: bool,

    /// Report only the findings of these rules: RULE or RULE,RULE
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = super::names::rule_names(), hide_possible_values = true)]
    pub select: Vec<String>,

    /// Switch these rules off: RULE or RULE,RULE
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = super::names::rule_names(), hide_possible_values = true)]
    pub ignore: Vec<String>,

    /// Leave files and folders out, by a pattern as in a .gitignore; may be given several times
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,

    /// Leave out what is excluded even where it is named, as a pre-commit hook names every file
    #[arg(long)]
    pub force_exclude: bool,

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
        unknown_rules(arguments)?;
        let excluded = match Patterns::new(Path::new(""), arguments.exclude.clone()) {
            Ok(patterns) => patterns,
            Err((_, message)) => return Err(vec![ConfigError::whole(Path::new("--exclude"), message)]),
        };
        let selected = Arc::new(Selected { configs: Mutex::new(arguments.config.open()?), excluded });
        let mut found = walk_selected(paths, &selected);
        if let Some(name) = stdin {
            found.name_stdin(name);
        }
        let mut configs = std::mem::take(&mut *selected.configs());
        for input in &found.inputs {
            configs.entered(folder(input));
        }
        let certain = (arguments.profile, arguments.min_certainty);
        if arguments.force_exclude {
            let is_out = |input: &Input| match &input.origin {
                Origin::Stdin => false,
                Origin::File(path) => {
                    let config = configs.all().get(configs.of(folder(input)));
                    selected.excluded.hold_for(path) || config.is_some_and(|config| config.excludes_within(path))
                }
            };
            found.inputs.retain(|input| !is_out(input));
        }
        let levels = Levels::of(arguments);
        let mut setup = Self { configs: configs.check()?, previews_all: arguments.preview, certain, ..Self::default() };
        setup.hold(&found.inputs);
        setup.holding.iter_mut().for_each(|holding| levels.put_over(holding));
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
        let mut read: Vec<(PathBuf, String, Figures, usize)> = Vec::new();
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
            match Figures::read(path) {
                Err(error) => errors.push(ConfigError::whole(path, format!("the facts could not be read: {error}"))),
                Ok((text, figures, bad)) => {
                    let lines = LineIndex::new(&text);
                    let error = |bad: RowError| ConfigError::in_lines(path, &text, &lines, bad.place, bad.message);
                    self.bad_rows.extend(bad.into_iter().map(error));
                    drop(lines);
                    read.push((path.clone(), text, figures, index));
                }
            }
        }
        for (index, config) in self.configs.all().iter().enumerate().filter(|(_, config)| !config.facts.is_empty()) {
            let text = read_small(&config.path).unwrap_or_default();
            let rows = config.facts.iter().map(|row| row.value.clone()).collect();
            read.push((config.path.clone(), text, Figures::Rows(rows), index));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        // A metric that has a reference is known by name, as if it were configured.
        for name in read.iter().flat_map(|(.., figures, _)| figures.names()).filter(|name| !name.is_empty()) {
            self.holding.iter_mut().for_each(|holding| holding.naming.add(name, &[]));
        }
        let named = self.configs.all().iter().flat_map(|config| &config.metrics);
        let named: Vec<String> = named.map(|metric| metric.name.clone()).collect();
        for name in &named {
            self.name(name);
        }
        let namings = self.holding.iter().map(|holding| &holding.naming);
        let widest = namings.max_by_key(|naming| naming.len()).cloned().unwrap_or_default();
        for (path, text, figures, index) in read {
            let mut naming = widest.clone();
            if let Some(own) = self.holding.get(index).map(|holding| &holding.naming) {
                (naming.fiscal_start, naming.dollar) = (own.fiscal_start, own.dollar);
            }
            let mut found = DocumentFacts::default();
            let lines = LineIndex::new(&text);
            for (place, fact) in figures.facts(&text, &naming) {
                match fact {
                    Ok(fact) => found.facts.push(fact),
                    Err(message) => self.bad_rows.push(ConfigError::in_lines(&path, &text, &lines, place, message)),
                }
            }
            for name in figures.names() {
                self.name(name);
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

/// The figures of a file of facts, before it is known what names and calendar hold for them.
enum Figures {
    /// A row each.
    Rows(Vec<RawRow>),
    /// A table, and the names of its metrics.
    Sheet(Format, Vec<String>),
}

impl Figures {
    /// Reads a file: its text, its figures, and what is wrong with it.
    fn read(path: &Path) -> Result<(String, Self, Vec<RowError>), String> {
        let format = Format::of(path);
        let is_packed = matches!(format, Some(Format::Xlsx | Format::Ods));
        let text = if is_packed { String::new() } else { read_small(path).map_err(|error| io_reason(&error))? };
        let format = match format {
            Some(format @ (Format::Xlsx | Format::Ods)) => format,
            Some(Format::Csv) if !has_columns(&text) => Format::Csv,
            _ => {
                let (rows, bad) = rows(path, &text);
                return Ok((text, Self::Rows(rows), bad));
            }
        };
        let bytes =
            if is_packed { read_file(path, LARGEST).map_err(|error| io_reason(&error))? } else { text.into_bytes() };
        let options = ReadOptions { max_size: LARGEST, ..ReadOptions::default() };
        let Text { text, remarks } = decode_as(bytes, format, &options).map_err(|error| error.to_string())?;
        let names = metrics(&text, format);
        if names.is_empty() && !is_packed {
            // Then it was meant as rows, and their first line is wrong.
            let (rows, bad) = rows(path, &text);
            return Ok((text, Self::Rows(rows), bad));
        }
        let mut bad: Vec<RowError> = Vec::new();
        bad.extend(remarks.into_iter().map(|remark| {
            let (Remark::Guessed(message) | Remark::LeftOut(message)) = remark;
            RowError { place: 0..0, message }
        }));
        if names.is_empty() {
            let message =
                "there is no table in it with a period above its columns and a name before its rows".to_owned();
            bad.push(RowError { place: 0..0, message });
        }
        Ok((text, Self::Sheet(format, names), bad))
    }

    /// The names of the metrics.
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Rows(rows) => rows.iter().map(|row| row.metric.0.as_str()).collect(),
            Self::Sheet(_, names) => names.iter().map(String::as_str).collect(),
        }
    }

    /// The facts, or what is wrong with a row and where.
    fn facts(&self, text: &str, naming: &Naming) -> Vec<(Range<usize>, Result<Fact, String>)> {
        let whole = |fact| (0..0, Ok(fact));
        match self {
            Self::Rows(rows) => rows
                .iter()
                .map(|row| match row.fact(naming) {
                    Ok(fact) => whole(fact),
                    Err(bad) => (bad.place, Err(bad.message)),
                })
                .collect(),
            Self::Sheet(format, _) => figures(text, *format, naming).into_iter().map(whole).collect(),
        }
    }
}

/// Refuses the names of rules that there are not.
fn unknown_rules(arguments: &SetupArguments) -> Result<(), Vec<ConfigError>> {
    let named = arguments.select.iter().map(|name| ("--select", name));
    let named = named.chain(arguments.ignore.iter().map(|name| ("--ignore", name)));
    let unknown = named.filter(|(_, name)| rules::find(name).is_none()).map(|(option, name)| {
        let hint = match rules::suggest(name) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`audit explain` lists them all".to_owned(),
        };
        ConfigError::whole(Path::new(option), format!("there is no rule `{name}`; {hint}"))
    });
    let unknown: Vec<_> = unknown.collect();
    if unknown.is_empty() { Ok(()) } else { Err(unknown) }
}

/// What the command line says of rules.
struct Levels<'a> {
    select: &'a [String],
    ignore: &'a [String],
}

impl<'a> Levels<'a> {
    fn of(arguments: &'a SetupArguments) -> Self {
        Self { select: &arguments.select, ignore: &arguments.ignore }
    }

    /// Puts it over what a configuration says: a rule that is selected is on, in preview or not; every other is off.
    fn put_over(&self, holding: &mut Options) {
        let is_selected = |name: &str| self.select.iter().any(|one| one == name);
        let is_off =
            |name: &str| self.ignore.iter().any(|one| one == name) || !self.select.is_empty() && !is_selected(name);
        for name in rules::all().iter().map(|rule| rule.name()) {
            if is_off(name) {
                holding.levels.retain(|(rule, _)| *rule != name);
                holding.levels.push((name, None));
            } else if is_selected(name) {
                holding.levels.retain(|(rule, level)| *rule != name || level.is_some());
            }
        }
        holding.preview =
            holding.preview.with(rules::all().iter().map(|rule| rule.name()).filter(|name| is_selected(name)));
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
struct Selected {
    configs: Mutex<Configs>,
    /// What the command line excludes.
    excluded: Patterns,
}

impl Selected {
    fn configs(&self) -> MutexGuard<'_, Configs> {
        self.configs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Select for Selected {
    fn enters(&self, folder: &Path) -> bool {
        !self.excluded.name(folder, true)
            && !self.configs().entered(folder.parent().unwrap_or_else(|| Path::new(""))).excludes(folder, true)
    }

    fn takes(&self, file: &Path) -> Option<bool> {
        if self.excluded.name(file, false) {
            return Some(false);
        }
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
