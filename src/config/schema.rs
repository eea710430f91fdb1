//! What may stand in `audit.toml`.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigError;
use crate::document::LineIndex;
use crate::facts::RawRow;
use crate::model::{MONTHS, Severity};
use crate::rules;

/// A configuration as its file says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The file that it was read from.
    pub path: PathBuf,
    /// Metrics with the names that stand for the same.
    pub metrics: Vec<Metric>,
    /// The month (1 to 12) in which fiscal years start.
    pub fiscal_start: Option<i8>,
    /// Files of reference facts, relative to the folder of the configuration.
    pub fact_files: Vec<PathBuf>,
    /// Reference facts that stand in the configuration itself.
    pub facts: Vec<RawRow>,
    /// The levels of rules that differ from their own; `None` for rules that are off.
    pub levels: Vec<(&'static str, Option<Severity>)>,
    /// From which level on a finding fails the run, if that is said; `Some(None)` for never.
    pub fail_on: Option<Option<Severity>>,
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
}

type Value<'i> = Spanned<DeValue<'i>>;
type Table<'i> = DeTable<'i>;

impl Config {
    /// Reads a configuration; `path` names it in messages, and is where the files that it names are looked for.
    ///
    /// ```
    /// use claim_audit::config::Config;
    /// let config = Config::parse("audit.toml".as_ref(), "[calendar]\nfiscal-year-starts = \"July\"").unwrap();
    /// assert_eq!(config.fiscal_start, Some(7));
    /// let errors = Config::parse("audit.toml".as_ref(), "[calender]").unwrap_err();
    /// assert!(errors[0].to_string().starts_with("audit.toml:1:2: unknown key `calender`; did you mean `calendar`?"));
    /// ```
    pub fn parse(path: &Path, text: &str) -> Result<Self, Vec<ConfigError>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { path, text, errors: Vec::new() };
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

struct Reader<'r> {
    path: &'r Path,
    text: &'r str,
    errors: Vec<ConfigError>,
}

impl Reader<'_> {
    fn file(&mut self, table: &Table<'_>, config: &mut Config) {
        self.each(
            table,
            &["metrics", "calendar", "facts", "allow", "rules", "fail-on"],
            |reader, key, value| match key {
                "metrics" => {
                    let Some(metrics) = reader.table(value) else { return };
                    for (name, value) in in_order(metrics) {
                        reader.metric(name.get_ref(), name.span(), value, config);
                    }
                }
                "calendar" => {
                    let Some(calendar) = reader.table(value) else { return };
                    reader.each(calendar, &["fiscal-year-starts"], |reader, _, value| {
                        config.fiscal_start = reader.month(value).or(config.fiscal_start);
                    });
                }
                "rules" => {
                    let Some(levels) = reader.table(value) else { return };
                    for (name, value) in in_order(levels) {
                        reader.level(name.get_ref(), name.span(), value, config);
                    }
                }
                "fail-on" => {
                    config.fail_on = reader.choice(value, &["error", "warning", "note", "never"]).map(severity);
                }
                "allow" => {
                    for entry in reader.array(value) {
                        reader.allow(entry, config);
                    }
                }
                _ => {
                    let Some(facts) = reader.table(value) else { return };
                    reader.each(facts, &["files", "rows"], |reader, key, value| match key {
                        "files" => {
                            let folder = reader.path.parent().unwrap_or_else(|| Path::new(""));
                            let files = reader.strings(value);
                            config.fact_files.extend(files.into_iter().map(|(file, _)| folder.join(file)));
                        }
                        _ => {
                            for row in reader.array(value) {
                                reader.row(row, config);
                            }
                        }
                    });
                }
            },
        );
    }

    fn metric(&mut self, name: &str, place: Range<usize>, value: &Value<'_>, config: &mut Config) {
        let Some(table) = self.table(value) else { return };
        if name.trim().is_empty() {
            return self.error(place, "a metric needs a name: [metrics.\"ICT exports\"]");
        }
        let mut metric = Metric { name: name.trim().to_owned(), aliases: Vec::new() };
        self.each(table, &["aliases"], |reader, _, value| {
            for (alias, place) in reader.strings(value) {
                let taken = |other: &&Metric| other.name == alias || other.aliases.contains(&alias);
                if alias.trim().is_empty() {
                    reader.error(place, "an alias needs a name");
                } else if let Some(other) = config.metrics.iter().find(taken) {
                    reader.error(place, format!("`{alias}` is already a name of `{}`", other.name));
                } else {
                    metric.aliases.push(alias);
                }
            }
        });
        config.metrics.push(metric);
    }

    fn level(&mut self, name: &str, place: Range<usize>, value: &Value<'_>, config: &mut Config) {
        let Some(rule) = rules::find(name) else {
            let hint = match rules::suggest(name) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`audit explain` lists them all".to_owned(),
            };
            return self.error(place, format!("there is no rule `{name}`; {hint}"));
        };
        if let Some(level) = self.choice(value, &["error", "warning", "note", "off"]) {
            config.levels.push((rule.name(), severity(level)));
        }
    }

    /// One of some words.
    fn choice(&mut self, value: &Value<'_>, known: &[&'static str]) -> Option<&'static str> {
        let found = match value.get_ref() {
            DeValue::String(text) => known.iter().copied().find(|word| *word == text.trim()),
            _ => None,
        };
        if found.is_none() {
            self.error(value.span(), format!("expected one of \"{}\"", known.join("\", \"")));
        }
        found
    }

    fn allow(&mut self, value: &Value<'_>, config: &mut Config) {
        const KEYS: [&str; 3] = ["file", "fingerprint", "reason"];
        let Some(table) = self.table(value) else { return };
        let before = self.errors.len();
        let mut place = value.span();
        let mut allow = Allow::default();
        self.each(table, &KEYS, |reader, key, value| {
            let DeValue::String(text) = value.get_ref() else {
                return reader.error(value.span(), "expected a text in quotation marks");
            };
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
        let at = u32::try_from(place.start).unwrap_or(u32::MAX);
        (allow.line, allow.column) = LineIndex::new(self.text).line_column(at);
        config.allows.push(allow);
    }

    fn row(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(table) = self.table(value) else { return };
        let mut row = RawRow { place: value.span(), ..RawRow::default() };
        self.each(table, &RawRow::KEYS, |reader, key, value| {
            let text = match value.get_ref() {
                DeValue::String(text) => text.clone(),
                // A number keeps the digits that it is written with.
                DeValue::Integer(number) => Cow::Owned(number.as_str().to_owned()),
                DeValue::Float(number) => Cow::Owned(number.as_str().to_owned()),
                _ => return reader.error(value.span(), format!("`{key}` is a text or a number")),
            };
            row.set(key, &text, value.span());
        });
        config.facts.push(row);
    }

    /// Calls `read` for each known key of a table in the order of the file, and objects to the others.
    fn each(&mut self, table: &Table<'_>, known: &[&'static str], mut read: impl FnMut(&mut Self, &str, &Value<'_>)) {
        for (key, value) in in_order(table) {
            let name = key.get_ref();
            if known.contains(&name.as_ref()) {
                read(self, name, value);
                continue;
            }
            let hint = match rules::nearest(name, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            self.error(key.span(), format!("unknown key `{name}`; {hint}"));
        }
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v Table<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.error(value.span(), "expected a table");
        None
    }

    fn array<'v, 'i>(&mut self, value: &'v Value<'i>) -> &'v [Value<'i>] {
        if let DeValue::Array(array) = value.get_ref() {
            return array;
        }
        self.error(value.span(), "expected a list: [ … ]");
        &[]
    }

    /// A list of texts, each with its place.
    fn strings(&mut self, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        let mut texts = Vec::new();
        for item in self.array(value) {
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.clone().into_owned(), item.span())),
                _ => self.error(item.span(), "expected a text in quotation marks"),
            }
        }
        texts
    }

    /// A month by its name or its number.
    fn month(&mut self, value: &Value<'_>) -> Option<i8> {
        let named = |text: &str| {
            let short = |name: &&str| name.eq_ignore_ascii_case(text) || name[..3].eq_ignore_ascii_case(text);
            MONTHS.iter().position(short).and_then(|at| i8::try_from(at + 1).ok())
        };
        let month = match value.get_ref() {
            DeValue::String(text) => named(text.trim()),
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|month| (1..=12).contains(month)),
            _ => None,
        };
        if month.is_none() {
            self.error(value.span(), "expected a month: \"July\", or 7");
        }
        month
    }

    fn error(&mut self, place: Range<usize>, message: impl Into<String>) {
        self.errors.push(ConfigError::at(self.path, self.text, place, message));
    }
}

/// The severity of a word; `None` for "off" and "never".
fn severity(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|severity| severity.name() == word)
}

/// The entries in the order of the file.
fn in_order<'t, 'i>(table: &'t Table<'i>) -> Vec<(&'t Spanned<toml::de::DeString<'i>>, &'t Value<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
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
        assert_eq!(config.fiscal_start, Some(7));
        assert_eq!(config.fact_files, [Path::new("sub/facts.csv")]);
        assert_eq!(config.facts[0].value.0, "3.20");
    }

    #[test]
    fn mistakes_have_their_place() {
        assert_eq!(
            errors("[metrics.Rice]\naliasses = []\n"),
            ["audit.toml:2:1: unknown key `aliasses`; did you mean `aliases`?"]
        );
        assert_eq!(
            errors("colour = 1"),
            ["audit.toml:1:1: unknown key `colour`; known here: metrics, calendar, facts, allow, rules, fail-on"]
        );
        assert_eq!(
            errors("[calendar]\nfiscal-year-starts = 13"),
            ["audit.toml:2:22: expected a month: \"July\", or 7"]
        );
        assert_eq!(
            errors("[metrics.Rice]\naliases = [\"Basmati\", 5]"),
            ["audit.toml:2:23: expected a text in quotation marks"]
        );
        assert_eq!(
            errors("[metrics.A]\naliases = [\"x\"]\n[metrics.B]\naliases = [\"x\"]"),
            ["audit.toml:4:12: `x` is already a name of `A`"]
        );
        assert_eq!(
            errors("[[allow]]\nfile = \"a.md\"\nfingerprint = \"0123\"\n"),
            ["audit.toml:3:15: an entry needs `reason`: file, fingerprint and reason say what is allowed, and why"]
        );
        assert_eq!(errors("[[allow]]\nfil = 1\n"), ["audit.toml:2:1: unknown key `fil`; did you mean `file`?"]);
        assert_eq!(errors("[[allow]]\nfile = 1\n"), ["audit.toml:2:8: expected a text in quotation marks"]);
        assert_eq!(
            errors("[rules]\nwrong-totl = \"note\"\n"),
            ["audit.toml:2:1: there is no rule `wrong-totl`; did you mean `wrong-total`?"]
        );
        assert_eq!(
            errors("fail-on = \"warn\"\n[rules]\nwrong-total = 1\n"),
            [
                "audit.toml:1:11: expected one of \"error\", \"warning\", \"note\", \"never\"",
                "audit.toml:3:15: expected one of \"error\", \"warning\", \"note\", \"off\""
            ]
        );
        assert_eq!(errors("allow = 1"), ["audit.toml:1:9: expected a list: [ … ]"]);
        assert_eq!(errors("facts = 1"), ["audit.toml:1:9: expected a table"]);
        assert!(errors("[metrics")[0].starts_with("audit.toml:1:9: not TOML: "), "{:?}", errors("[metrics"));
    }

    #[test]
    fn the_line_is_shown_with_the_mistake_marked() {
        let errors = Config::parse("audit.toml".as_ref(), "[calendar]\nfiscal = 7").unwrap_err();
        assert!(errors[0].to_string().ends_with("\n  2 | fiscal = 7\n    | ^^^^^^"), "{}", errors[0]);
    }
}
