//! Every setting with the value that holds, and where it comes from.

use std::path::Path;

use serde_json::{Value, json};

use super::{Config, Said, Settings, keys};
use crate::facts::RawRow;
use crate::model::{Dollar, MONTHS, Severity};
use crate::rules;

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key, as TOML writes it; `allow[]` for an entry of a list.
    pub key: String,
    /// What holds; null where it is left to the text.
    pub value: Value,
    /// The line of the configuration that says it; `None` for what holds by default.
    pub line: Option<usize>,
}

impl Setting {
    /// A setting that the program brings along.
    fn default(key: &str, value: Value) -> Self {
        Self { key: key.to_owned(), value, line: None }
    }

    /// A setting by what is said of it, or by default.
    fn said<T>(key: &str, said: Option<&Said<T>>, value: impl Fn(&T) -> Value) -> Self {
        match said {
            Some(said) => Self { key: key.to_owned(), value: value(&said.value), line: Some(said.line) },
            None => Self::default(key, default(key)),
        }
    }

    /// The setting as TOML writes it: a line, or an entry of a list with its lines.
    ///
    /// ```
    /// use claim_audit::config::{Config, effective};
    /// let config = Config::default();
    /// let settings = effective(&config, &config.settings, true);
    /// assert_eq!(settings[0].toml(), "fail-on = \"error\"");
    /// assert_eq!(settings[0].line, None);
    /// ```
    #[must_use]
    pub fn toml(&self) -> String {
        let Some(list) = self.key.strip_suffix("[]") else {
            return match &self.value {
                Value::Null => format!("# {} is left to the text", self.key),
                value => format!("{} = {}", self.key, spaced(value)),
            };
        };
        let entries = self.value.as_object().into_iter().flatten();
        let lines = entries.map(|(key, value)| format!("{key} = {}", spaced(value)));
        std::iter::once(format!("[[{list}]]")).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

/// All settings of a configuration, with those that hold for a file; `all` tells of the overrides, too, which a file's settings have
/// in them already.
#[must_use]
pub fn effective(config: &Config, settings: &Settings, all: bool) -> Vec<Setting> {
    let mut list = vec![
        Setting::said("fail-on", config.fail_on.as_ref(), |level| json!(level.map_or("never", Severity::name))),
        Setting::said("include", config.include.as_ref(), |patterns| json!(patterns.texts())),
        Setting::said("exclude", config.exclude.as_ref(), |patterns| json!(patterns.texts())),
    ];
    of_files(settings, "", &mut list);
    for rule in rules::all() {
        if settings.level(rule.name()).is_none() {
            let is_off = settings.preview().holds_back(rule.name());
            let level = if is_off { "off" } else { rule.level().name() };
            list.push(Setting::default(&format!("rules.{}", rule.name()), json!(level)));
        }
    }
    let order = |setting: &Setting| rules::all().iter().position(|rule| setting.key.ends_with(rule.name()));
    list.sort_by_key(order);
    for metric in &config.metrics {
        let key = format!("metrics.{}.aliases", quoted_key(&metric.name));
        list.push(Setting { key, value: json!(metric.aliases), line: Some(metric.line) });
    }
    let folder = config.path.parent().unwrap_or_else(|| Path::new(""));
    let file = |file: &Path| file.strip_prefix(folder).unwrap_or(file).display().to_string();
    let files: Vec<String> = config.fact_files.iter().map(|said| file(&said.value)).collect();
    let line = config.fact_files.first().map(|said| said.line);
    list.push(Setting { key: "facts.files".to_owned(), value: json!(files), line });
    for Said { value: row, line } in &config.facts {
        let fields = RawRow::KEYS.iter().zip([&row.metric, &row.period, &row.value, &row.unit, &row.source]);
        let said = fields.filter(|(_, (text, _))| !text.is_empty());
        let value = said.map(|(key, (text, _))| ((*key).to_owned(), json!(text))).collect();
        list.push(Setting { key: "facts.rows[]".to_owned(), value: Value::Object(value), line: Some(*line) });
    }
    for allow in &config.allows {
        let value = json!({ "file": allow.file, "fingerprint": allow.fingerprint, "reason": allow.reason });
        list.push(Setting { key: "allow[]".to_owned(), value, line: Some(allow.line) });
    }
    for one in config.overrides.iter().filter(|_| all) {
        let mut settings = vec![Setting::default("files", json!(one.files.texts()))];
        of_files(&one.settings, "overrides[].", &mut settings);
        let said = settings.into_iter().map(|setting| (setting.key, setting.value));
        let value = Value::Object(said.filter(|(_, value)| !value.is_null()).collect());
        list.push(Setting { key: "overrides[]".to_owned(), value, line: Some(one.line) });
    }
    list
}

/// What may differ from file to file. Below a table there are no defaults: there, what is not said is left alone.
fn of_files(settings: &Settings, table: &str, list: &mut Vec<Setting>) {
    let whole = table.is_empty();
    if whole || settings.preview.is_some() {
        list.push(Setting::said("preview", settings.preview.as_ref(), |is_on| json!(is_on)));
    }
    if whole || settings.profile.is_some() {
        list.push(Setting::said("profile", settings.profile.as_ref(), |profile| json!(profile.name())));
    }
    match &settings.min_certainty {
        said @ Some(_) => list.push(Setting::said("min-certainty", said.as_ref(), |least| json!(least))),
        None if whole => list.push(Setting::default("min-certainty", json!(settings.line().least()))),
        None => {}
    }
    if whole || settings.dollar.is_some() {
        let code = |dollar: &Dollar| json!(dollar.currency().code());
        list.push(Setting::said("text.dollar-sign", settings.dollar.as_ref(), code));
    }
    if whole || settings.fiscal_start.is_some() {
        let name = |month: &i8| usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
        let start = settings.fiscal_start.as_ref();
        list.push(Setting::said("calendar.fiscal-year-starts", start, |month| json!(name(month))));
    }
    for (rule, level) in &settings.levels {
        let value = json!(level.value.map_or("off", Severity::name));
        list.push(Setting { key: format!("rules.{rule}"), value, line: Some(level.line) });
    }
}

/// What holds without a key, as its entry in [`keys::KEYS`] writes it.
fn default(key: &str) -> Value {
    keys::of(key).and_then(|key| serde_json::from_str(key.default).ok()).unwrap_or(Value::Null)
}

/// A value as TOML writes it: texts and lists of texts look the same in JSON.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A key as TOML writes it: in quotation marks unless it is made of letters, digits and hyphens.
fn quoted_key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { json!(name).to_string() }
}

#[cfg(all(test, feature = "patterns"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TEXT: &str = "fail-on = \"never\"\nexclude = [\"a b/\"]\n[rules]\nwrong-count = \"off\"\n[metrics.\"ICT \\\"x\\\"\"]\n\
                        aliases = [\"y\"]\n[facts]\nfiles = [\"f.csv\"]\nrows = [{ metric = \"Rice\", period = \"2024\", value = 3.20 }]\n\
                        [[allow]]\nfile = \"a.md\"\nfingerprint = \"0123456789abcdef\"\nreason = \"so\"\n[[overrides]]\nfiles = [\"old/\"]\n\
                        calendar.fiscal-year-starts = 4\ntext.dollar-sign = \"CAD\"\nrules.wrong-count = \"note\"\n";

    fn values(config: &Config) -> Vec<(String, Value)> {
        let list = effective(config, &config.settings, true);
        list.into_iter().map(|setting| (setting.key, setting.value)).collect()
    }

    #[test]
    fn what_is_printed_is_read_as_the_same() {
        for text in ["", TEXT] {
            let config = Config::parse("sub/audit.toml".as_ref(), text).unwrap();
            let lines: Vec<_> = effective(&config, &config.settings, true).iter().map(Setting::toml).collect();
            let again = Config::parse("sub/audit.toml".as_ref(), &lines.join("\n")).unwrap();
            assert_eq!(values(&again), values(&config), "{}", lines.join("\n"));
        }
    }

    #[test]
    fn every_value_has_its_line() {
        let config = Config::parse("audit.toml".as_ref(), TEXT).unwrap();
        let settings = config.settings(&config.overrides_for("old/a.md".as_ref()));
        let list = effective(&config, &settings, false);
        let line = |key: &str| list.iter().find(|setting| setting.key == key).unwrap().line;
        assert_eq!(
            ["fail-on", "include", "text.dollar-sign", "rules.wrong-count", "facts.rows[]", "allow[]"].map(line),
            [Some(1), None, Some(17), Some(18), Some(9), Some(12)]
        );
        assert!(list.iter().all(|setting| setting.key != "overrides[]"));
    }
}
