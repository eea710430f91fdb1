//! What may stand in `audit.toml`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::reader::{Reader, Table, Value, in_order, severity};
use super::settings::{Override, Said, Settings};
use super::{ConfigError, Patterns, keys};
use crate::document::LineIndex;
use crate::facts::RawRow;
use crate::link::Profile;
use crate::model::Severity;
use crate::report::is_fingerprint;

/// A configuration as its file says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The file that it was read from; empty where there is none.
    pub path: PathBuf,
    /// From which level on a finding fails the run, if that is said; `None` inside for never.
    pub fail_on: Option<Said<Option<Severity>>>,
    /// Which files are taken from folders that are searched.
    pub include: Option<Said<Patterns>>,
    /// Which files and folders are left out then.
    pub exclude: Option<Said<Patterns>>,
    /// What may differ from file to file.
    pub settings: Settings,
    /// Where it does.
    pub overrides: Vec<Override>,
    /// Metrics with the names that stand for the same.
    pub metrics: Vec<Metric>,
    /// Files of reference facts, with the folder of the configuration before them.
    pub fact_files: Vec<Said<PathBuf>>,
    /// Reference facts that stand in the configuration itself.
    pub facts: Vec<Said<RawRow>>,
    /// Findings that are accepted.
    pub allows: Vec<Allow>,
}

/// A finding that is accepted, with a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allow {
    /// The file, from the folder of the configuration.
    pub file: String,
    /// The fingerprint, as the JSON report has it under `id`.
    pub fingerprint: String,
    /// Why.
    pub reason: String,
    /// The line of the entry, from 1.
    pub line: usize,
    /// The column of the entry, from 1.
    pub column: usize,
}

/// A metric and the names that stand for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// The name that reports use.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The line of its name, from 1.
    pub line: usize,
}

impl Config {
    /// Reads a configuration; `path` names it in messages, and is where the files that it names are looked for.
    ///
    /// ```
    /// use claim_audit::config::Config;
    /// let config = Config::parse("audit.toml".as_ref(), "[calendar]\nfiscal-year-starts = \"July\"").unwrap();
    /// assert_eq!(config.settings.fiscal_start.map(|month| month.value), Some(7));
    /// let errors = Config::parse("audit.toml".as_ref(), "[calender]").unwrap_err();
    /// assert!(errors[0].to_string().starts_with("audit.toml:1:2: unknown key `calender`; did you mean `calendar`?"));
    /// ```
    pub fn parse(path: &Path, text: &str) -> Result<Self, Vec<ConfigError>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { path, text, errors: Vec::new(), lines: LineIndex::new(text) };
        for error in errors {
            reader.error(error.span().unwrap_or(0..0), format!("not TOML: {}", error.message()));
        }
        let mut config = Self { path: path.to_owned(), ..Self::default() };
        // What follows a break in the syntax would be judged by what the reader made of it.
        if reader.errors.is_empty() {
            reader.file(table.get_ref(), &mut config);
        }
        reader.errors.sort_by_key(|error| (error.line, error.column));
        if reader.errors.is_empty() { Ok(config) } else { Err(reader.errors) }
    }
}

impl Reader<'_> {
    fn file(&mut self, table: &Table<'_>, config: &mut Config) {
        self.each(table, "", |reader, key, value| match key {
            "fail-on" => {
                let level = reader.choice(value, &["error", "warning", "note", "never"]);
                config.fail_on = level.map(|level| reader.said(value, severity(level)));
            }
            "include" => config.include = reader.patterns(value),
            "exclude" => config.exclude = reader.patterns(value),
            "overrides" => {
                for entry in reader.array(value) {
                    config.overrides.extend(reader.an_override(entry));
                }
            }
            "metrics" => {
                let Some(metrics) = reader.table(value) else { return };
                let mut taken = HashMap::new();
                for (name, value) in in_order(metrics) {
                    reader.metric(name.get_ref(), name.span(), value, config, &mut taken);
                }
            }
            "facts" => {
                let Some(facts) = reader.table(value) else { return };
                reader.facts(facts, config);
            }
            "allow" => {
                for entry in reader.array(value) {
                    reader.allow(entry, config);
                }
            }
            _ => reader.setting("", key, value, &mut config.settings),
        });
    }

    /// A setting that may differ from file to file, or a table of such settings.
    fn setting(&mut self, name: &str, key: &str, value: &Value<'_>, settings: &mut Settings) {
        if key == "preview" {
            settings.preview = self.boolean(value).map(|is_on| self.said(value, is_on));
            return;
        }
        if key == "profile" {
            let profile = self.choice(value, &Profile::NAMES).and_then(Profile::named);
            settings.profile = profile.map(|profile| self.said(value, profile));
            return;
        }
        if key == "min-certainty" {
            settings.min_certainty = self.percentage(value).map(|least| self.said(value, least));
            return;
        }
        let Some(table) = self.table(value) else { return };
        let name = if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
        match key {
            "text" => self.each(table, &name, |reader, _, value| {
                settings.dollar = reader.dollar(value).map(|dollar| reader.said(value, dollar));
            }),
            "calendar" => self.each(table, &name, |reader, _, value| {
                settings.fiscal_start = reader.month(value).map(|month| reader.said(value, month));
            }),
            _ => {
                for (name, value) in in_order(table) {
                    settings.levels.extend(self.level(name.get_ref(), name.span(), value));
                }
            }
        }
    }

    fn an_override(&mut self, value: &Value<'_>) -> Option<Override> {
        let table = self.table(value)?;
        let before = self.errors.len();
        let mut files = None;
        let mut settings = Settings::default();
        self.each(table, "overrides[]", |reader, key, value| match key {
            "files" => files = reader.patterns(value),
            _ => reader.setting("overrides[]", key, value, &mut settings),
        });
        if self.errors.len() > before {
            return None;
        }
        let Some(files) = files.filter(|files| !files.value.texts().is_empty()) else {
            self.error(value.span(), "an override needs `files`: patterns of the files that it holds for");
            return None;
        };
        if settings.is_empty() {
            let names = keys::below("overrides[]").split_off(1).join(", ");
            self.error(value.span(), format!("an override needs something that it changes: {names}"));
        }
        if cfg!(not(feature = "patterns")) {
            self.error(
                value.span(),
                "this build reads no patterns of files, so no overrides; it takes the feature `patterns`",
            );
        }
        Some(Override { files: files.value, line: files.line, settings })
    }

    /// Patterns of files; what is wrong with one is told at its place.
    fn patterns(&mut self, value: &Value<'_>) -> Option<Said<Patterns>> {
        let texts = self.strings(value);
        let folder = self.path.parent().unwrap_or_else(|| Path::new(""));
        match Patterns::new(folder, texts.iter().map(|(text, _)| text.clone()).collect()) {
            Ok(patterns) => Some(self.said(value, patterns)),
            Err((index, message)) => {
                let place = texts.get(index).map_or_else(|| value.span(), |(_, place)| place.clone());
                self.error(place, message);
                None
            }
        }
    }

    /// A metric; `taken` are the names and aliases of those before it, with their numbers.
    fn metric(
        &mut self,
        name: &str,
        place: Range<usize>,
        value: &Value<'_>,
        config: &mut Config,
        taken: &mut HashMap<String, usize>,
    ) {
        let Some(table) = self.table(value) else { return };
        if name.trim().is_empty() {
            return self.error(place, "a metric needs a name: [metrics.\"ICT exports\"]");
        }
        let line = self.lines.line_column(u32::try_from(place.start).unwrap_or(u32::MAX)).0;
        let mut metric = Metric { name: name.trim().to_owned(), aliases: Vec::new(), line };
        self.each(table, "metrics.*", |reader, _, value| {
            for (alias, place) in reader.strings(value) {
                if alias.trim().is_empty() {
                    reader.error(place, "an alias needs a name");
                } else if let Some(other) = taken.get(&alias).and_then(|index| config.metrics.get(*index)) {
                    let message = if other.name == alias {
                        format!(
                            "`{alias}` is a metric itself, [metrics] in line {}; an alias is a name that no metric has",
                            other.line
                        )
                    } else {
                        format!("`{alias}` is already an alias of `{}`; it can't stand for two metrics", other.name)
                    };
                    reader.error(place, message);
                } else {
                    metric.aliases.push(alias);
                }
            }
        });
        for known in std::iter::once(&metric.name).chain(&metric.aliases) {
            taken.entry(known.clone()).or_insert(config.metrics.len());
        }
        config.metrics.push(metric);
    }

    fn facts(&mut self, table: &Table<'_>, config: &mut Config) {
        self.each(table, "facts", |reader, key, value| match key {
            "files" => {
                let folder = reader.path.parent().unwrap_or_else(|| Path::new(""));
                let line = reader.line(value);
                let files = reader.strings(value).into_iter();
                config.fact_files.extend(files.map(|(file, _)| Said { value: folder.join(file), line }));
            }
            _ => {
                for row in reader.array(value) {
                    reader.row(row, config);
                }
            }
        });
    }

    fn allow(&mut self, value: &Value<'_>, config: &mut Config) {
        const KEYS: [&str; 3] = ["file", "fingerprint", "reason"];
        let Some(table) = self.table(value) else { return };
        let before = self.errors.len();
        let mut place = value.span();
        let mut allow = Allow::default();
        self.each(table, "allow[]", |reader, key, value| {
            let Some(text) = reader.string(value) else { return };
            let text = text.trim().to_owned();
            match key {
                "file" => allow.file = text,
                "fingerprint" => {
                    place = value.span();
                    allow.fingerprint = text;
                }
                _ => allow.reason = text,
            }
        });
        for (key, text) in KEYS.into_iter().zip([&allow.file, &allow.fingerprint, &allow.reason]) {
            if text.is_empty() && self.errors.len() == before {
                self.error(
                    place.clone(),
                    format!("an entry needs `{key}`: file, fingerprint and reason say what is allowed, and why"),
                );
            }
        }
        if !is_fingerprint(&allow.fingerprint) && self.errors.len() == before {
            let message = "is not a fingerprint: 16 hexadecimal digits, the `id` of a claim in the JSON report";
            self.error(place.clone(), format!("`{}` {message}", allow.fingerprint));
        }
        let at = u32::try_from(place.start).unwrap_or(u32::MAX);
        (allow.line, allow.column) = self.lines.line_column(at);
        config.allows.push(allow);
    }

    fn row(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(table) = self.table(value) else { return };
        let mut row = RawRow { place: value.span(), ..RawRow::default() };
        self.each(table, "facts.rows[]", |reader, key, value| {
            let text = match value.get_ref() {
                DeValue::String(text) => text.clone(),
                // A number keeps the digits that it is written with.
                DeValue::Integer(number) => Cow::Owned(number.as_str().to_owned()),
                DeValue::Float(number) => Cow::Owned(number.as_str().to_owned()),
                _ => return reader.error(value.span(), format!("`{key}` is a text or a number")),
            };
            row.set(key, &text, value.span());
        });
        config.facts.push(self.said(value, row));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn errors(text: &str) -> Vec<String> {
        let errors = Config::parse("audit.toml".as_ref(), text).unwrap_err();
        errors.iter().map(|error| error.to_string().lines().next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_whole_file() {
        let text = "[metrics.\"ICT exports\"]\naliases = [\"IT exports\"]\n[metrics.Rice]\n[calendar]\nfiscal-year-starts = \
                    \"jul\"\n[facts]\nfiles = [\"facts.csv\"]\nrows = [{ metric = \"Rice\", period = \"2024\", value = 3.20, \
                    unit = \"USD billion\" }]\n";
        let config = Config::parse("sub/audit.toml".as_ref(), text).unwrap();
        let names: Vec<_> = config.metrics.iter().map(|metric| (metric.name.as_str(), metric.aliases.len())).collect();
        assert_eq!(names, [("ICT exports", 1), ("Rice", 0)]);
        assert_eq!(config.settings.fiscal_start, Some(Said { value: 7, line: 5 }));
        assert_eq!(config.fact_files, [Said { value: PathBuf::from("sub/facts.csv"), line: 7 }]);
        assert_eq!(config.facts[0].value.value.0, "3.20");
    }

    #[test]
    fn mistakes_have_their_place() {
        assert_eq!(
            errors("[metrics.Rice]\naliasses = []\n"),
            ["audit.toml:2:1: unknown key `aliasses`; did you mean `aliases`?"]
        );
        assert_eq!(
            errors("colour = 1"),
            [
                "audit.toml:1:1: unknown key `colour`; known here: fail-on, include, exclude, preview, profile, min-certainty, text, calendar, rules, metrics, facts, \
                 allow, overrides"
            ]
        );
        assert_eq!(
            errors("[calendar]\nfiscal-year-starts = 13"),
            ["audit.toml:2:22: expected a month: \"July\", or 7"]
        );
        assert_eq!(
            errors("[metrics.Rice]\naliases = [\"Basmati\", 5]"),
            ["audit.toml:2:23: expected a text in quotation marks, not a number"]
        );
        assert_eq!(
            errors("[metrics.A]\naliases = [\"x\"]\n[metrics.B]\naliases = [\"x\"]"),
            ["audit.toml:4:12: `x` is already an alias of `A`; it can't stand for two metrics"]
        );
        assert_eq!(
            errors("[metrics.A]\naliases = [\"B\"]\n[metrics.B]\naliases = [\"A\"]"),
            ["audit.toml:4:12: `A` is a metric itself, [metrics] in line 1; an alias is a name that no metric has"]
        );
        assert_eq!(
            errors("[[allow]]\nfile = \"a.md\"\nfingerprint = \"xyz\"\nreason = \"so\"\n"),
            [
                "audit.toml:3:15: `xyz` is not a fingerprint: 16 hexadecimal digits, the `id` of a claim in the JSON report"
            ]
        );
        assert_eq!(
            errors("[[allow]]\nfile = \"a.md\"\nfingerprint = \"0123\"\n"),
            ["audit.toml:3:15: an entry needs `reason`: file, fingerprint and reason say what is allowed, and why"]
        );
        assert_eq!(errors("[[allow]]\nfil = 1\n"), ["audit.toml:2:1: unknown key `fil`; did you mean `file`?"]);
        assert_eq!(
            errors("[[allow]]\nfile = 1\n"),
            ["audit.toml:2:8: expected a text in quotation marks, not a number"]
        );
        assert_eq!(
            errors("[rules]\nwrong-totl = \"note\"\n"),
            ["audit.toml:2:1: there is no rule `wrong-totl`; did you mean `wrong-total`?"]
        );
        assert_eq!(
            errors("fail-on = \"warn\"\n[rules]\nwrong-total = 1\n"),
            [
                "audit.toml:1:11: `warn` is none of \"error\", \"warning\", \"note\", \"never\"; did you mean \"warning\"?",
                "audit.toml:3:15: expected a text in quotation marks, not a number"
            ]
        );
        assert_eq!(errors("allow = 1"), ["audit.toml:1:9: expected a list: [ … ], not a number"]);
        assert_eq!(errors("facts = 1"), ["audit.toml:1:9: expected a table, not a number"]);
        assert!(errors("[metrics")[0].starts_with("audit.toml:1:9: not TOML: "), "{:?}", errors("[metrics"));
    }

    #[test]
    fn the_line_is_shown_with_the_mistake_marked() {
        let errors = Config::parse("audit.toml".as_ref(), "[calendar]\nfiscal = 7").unwrap_err();
        assert!(errors[0].to_string().ends_with("\n  2 | fiscal = 7\n    | ^^^^^^"), "{}", errors[0]);
    }
}
