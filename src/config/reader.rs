//! Values of the file with their places: each is what it should be, or a mistake that is named.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::Said;
use super::{ConfigError, keys};
use crate::document::LineIndex;
use crate::model::{Dollar, MONTHS, Severity};
use crate::report::notices;
use crate::rules;

pub(super) type Value<'i> = Spanned<DeValue<'i>>;
pub(super) type Table<'i> = DeTable<'i>;

/// Reads one file, and collects what is wrong with it.
pub(super) struct Reader<'r> {
    pub path: &'r Path,
    pub text: &'r str,
    pub errors: Vec<ConfigError>,
    pub lines: LineIndex<'r>,
}

impl Reader<'_> {
    /// Calls `read` for each known key of a table, which is named as in [`keys::KEYS`], in the order of the file, and objects to the
    /// others.
    pub fn each(&mut self, table: &Table<'_>, name: &str, mut read: impl FnMut(&mut Self, &str, &Value<'_>)) {
        let known = keys::below(name);
        for (key, value) in in_order(table) {
            let name = key.get_ref();
            if known.contains(&name.as_ref()) {
                read(self, name, value);
                continue;
            }
            let hint = match rules::nearest(name, &known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => match elsewhere(name) {
                    Some(place) => format!("it stands under {place}"),
                    None => format!("known here: {}", known.join(", ")),
                },
            };
            self.error(key.span(), format!("unknown key `{name}`; {hint}"));
        }
    }

    /// The line of a value.
    pub fn line(&self, value: &Value<'_>) -> usize {
        self.lines.line_column(u32::try_from(value.span().start).unwrap_or(u32::MAX)).0
    }

    /// A value with its line.
    pub fn said<T>(&self, value: &Value<'_>, read: T) -> Said<T> {
        Said { value: read, line: self.line(value) }
    }

    pub fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v Table<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.error(value.span(), format!("expected a table, not {}", kind(value)));
        None
    }

    pub fn array<'v, 'i>(&mut self, value: &'v Value<'i>) -> &'v [Value<'i>] {
        if let DeValue::Array(array) = value.get_ref() {
            return array;
        }
        self.error(value.span(), format!("expected a list: [ … ], not {}", kind(value)));
        &[]
    }

    pub fn string<'v>(&mut self, value: &'v Value<'_>) -> Option<&'v str> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text);
        }
        self.error(value.span(), format!("expected a text in quotation marks, not {}", kind(value)));
        None
    }

    /// A list of texts, each with its place.
    pub fn strings(&mut self, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        let items = self.array(value);
        items.iter().filter_map(|item| Some((self.string(item)?.to_owned(), item.span()))).collect()
    }

    pub fn boolean(&mut self, value: &Value<'_>) -> Option<bool> {
        if let DeValue::Boolean(is) = value.get_ref() {
            return Some(*is);
        }
        self.error(value.span(), format!("expected true or false, not {}", kind(value)));
        None
    }

    /// A whole number from 0 to 100.
    pub fn percentage(&mut self, value: &Value<'_>) -> Option<u8> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|number| *number <= 100),
            _ => None,
        };
        if number.is_none() {
            self.error(value.span(), "expected a whole number from 0 to 100".to_owned());
        }
        number
    }

    /// One of some words.
    pub fn choice(&mut self, value: &Value<'_>, known: &[&'static str]) -> Option<&'static str> {
        let text = self.string(value)?;
        let found = known.iter().copied().find(|word| *word == text);
        if found.is_none() {
            let all = format!("\"{}\"", known.join("\", \""));
            let message = match rules::nearest(text, known) {
                Some(meant) => format!("`{text}` is none of {all}; did you mean \"{meant}\"?"),
                None => format!("`{text}` is none of {all}"),
            };
            self.error(value.span(), message);
        }
        found
    }

    /// The level of a rule, with the rule's name as the program has it.
    pub fn level(
        &mut self,
        name: &str,
        place: Range<usize>,
        value: &Value<'_>,
    ) -> Option<(&'static str, Said<Option<Severity>>)> {
        let Some(rule) = rules::find(name) else {
            if notices::find(name).is_some() {
                self.error(place, format!("`{name}` is a notice and no rule: it has no level to set"));
                return None;
            }
            let hint = match rules::suggest(name) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`audit explain` lists them all".to_owned(),
            };
            self.error(place, format!("there is no rule `{name}`; {hint}"));
            return None;
        };
        let level = self.choice(value, &["error", "warning", "note", "off"])?;
        Some((rule.name(), self.said(value, severity(level))))
    }

    /// A month by its name or its number.
    pub fn month(&mut self, value: &Value<'_>) -> Option<i8> {
        let named = |text: &str| {
            let short = |name: &&str| name.eq_ignore_ascii_case(text) || name[..3].eq_ignore_ascii_case(text);
            MONTHS.iter().position(short).and_then(|at| i8::try_from(at + 1).ok())
        };
        let (month, near) = match value.get_ref() {
            DeValue::String(text) => (named(text), rules::nearest(text, &MONTHS)),
            DeValue::Integer(number) => (number.as_str().parse().ok().filter(|month| (1..=12).contains(month)), None),
            _ => (None, None),
        };
        if month.is_none() {
            let hint = near.map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"));
            self.error(value.span(), format!("expected a month: \"July\", or 7{hint}"));
        }
        month
    }

    /// A currency that is written with `$`.
    pub fn dollar(&mut self, value: &Value<'_>) -> Option<Dollar> {
        let text = self.string(value)?;
        let known = [&Dollar::DOLLARS[..], &Dollar::PESOS[..]].concat();
        if known.contains(&text) {
            return Dollar::of(text);
        }
        let near = known.iter().copied().find(|code| code.eq_ignore_ascii_case(text));
        let message = match near.or_else(|| rules::nearest(text, &["CAD", "AUD", "USD", "NZD"])) {
            Some(meant) => format!("`{text}` is not a currency that is written with `$`; did you mean \"{meant}\"?"),
            None => format!("`{text}` is not a currency that is written with `$`; one of {}", known.join(", ")),
        };
        self.error(value.span(), message);
        None
    }

    pub fn error(&mut self, place: Range<usize>, message: impl Into<String>) {
        self.errors.push(ConfigError::in_lines(self.path, self.text, &self.lines, place, message));
    }
}

/// The severity of a word; `None` for "off" and "never".
pub(super) fn severity(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|severity| severity.name() == word)
}

/// The entries in the order of the file.
pub(super) fn in_order<'t, 'i>(table: &'t Table<'i>) -> Vec<(&'t Spanned<toml::de::DeString<'i>>, &'t Value<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The table in which a key stands that was written in another one.
fn elsewhere(name: &str) -> Option<String> {
    if rules::find(name).is_some() {
        return Some("[rules]".to_owned());
    }
    let last = |key: &str| key.rsplit('.').next() == Some(name);
    let found = keys::KEYS.iter().find(|key| last(key.name) && !key.name.contains(['[', '*']))?;
    Some(match found.name.rsplit_once('.') {
        Some((table, _)) => format!("[{table}]"),
        None => "no table, above the first [table] of the file".to_owned(),
    })
}

/// What a value is, in the words of the file's format.
fn kind(value: &Value<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
