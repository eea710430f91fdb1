//! All that the command does with a text, short of reading and printing it.
//!
//! ```
//! use claim_audit::auditor::{Options, audit_as};
//! use claim_audit::accept::Acceptor;
//! use claim_audit::config::Config;
//! use claim_audit::document::Format;
//! use claim_audit::model::Severity;
//!
//! let config = Config::parse("press/audit.toml".as_ref(), "[rules]\nwrong-percent = \"warning\"").unwrap();
//! let options = Options::of(&config, "press/may.md".as_ref());
//! let text = "Exports rose 19.2% to $2.825 billion from $2.284 billion.\n\n<!-- audit: allow wrong-percent -- restated -->\n\nImports rose 30.2% to $5.25 billion from $4.84 billion.";
//! let judged = audit_as("press/may.md", text, Format::Markdown, &options, &Acceptor::default());
//! assert_eq!(judged.report.claims[0].severity, Some(Severity::Warning));
//! assert_eq!((judged.counts.allowed, judged.comments.len()), (1, 1));
//! ```

use std::path::Path;

use serde::{Serialize, Serializer, ser};

use crate::accept::{Acceptor, Comment, Counts, blank, comments, cover, relevel};
use crate::audit::{DocumentReport, audit_with};
use crate::config::Config;
use crate::document::Format;
use crate::facts::{Naming, fiscal_start_of};
use crate::link::{Line, Profile};
use crate::model::{PeriodKind, Quantity, Severity};
use crate::report::Json;
use crate::rules::{self, Preview};

/// What holds for a text: settings of a configuration, and what is said in their place.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The names of metrics, the month in which fiscal years start, and what a bare `$` stands for.
    pub naming: Naming,
    /// Levels of rules that differ from their own; `None` is off. [`Options::set_level`] adds to them.
    pub levels: Vec<(&'static str, Option<Severity>)>,
    /// The preview rules that are switched on.
    pub preview: Preview,
    /// What the texts are audited for; an archive, if nobody says.
    pub profile: Option<Profile>,
    /// How sure an alarm must be, from 0 to 100; as sure as the profile asks, if nobody says.
    pub min_certainty: Option<u8>,
}

impl Options {
    /// What a configuration says of the file of a path, with those of its overrides that name the file.
    ///
    /// Reference facts of a configuration are no part of it: they are compared with what all texts state, by [`crate::conflicts`].
    #[must_use]
    pub fn of(config: &Config, path: &Path) -> Self {
        Self::with_overrides(config, &config.overrides_for(path))
    }

    /// What a configuration says with some of its overrides, by their numbers.
    #[must_use]
    pub fn with_overrides(config: &Config, overrides: &[usize]) -> Self {
        let settings = config.settings(overrides);
        let mut naming = Naming::default();
        naming.fiscal_start = settings.fiscal_start.map(|month| month.value);
        naming.dollar = settings.dollar.map(|dollar| dollar.value).unwrap_or_default();
        for metric in &config.metrics {
            naming.add(&metric.name, &metric.aliases);
        }
        Self {
            naming,
            preview: settings.preview(),
            profile: settings.profile.map(|said| said.value),
            min_certainty: settings.min_certainty.map(|said| said.value),
            levels: settings.levels.iter().map(|(rule, level)| (*rule, level.value)).collect(),
        }
    }

    /// Gives the findings of a rule a level, or switches the rule off; whether there is such a rule.
    ///
    /// ```
    /// use claim_audit::auditor::Options;
    /// let mut options = Options::default();
    /// assert!(options.set_level("wrong-count", None));
    /// assert!(!options.set_level("wrong-cuont", None));
    /// ```
    pub fn set_level(&mut self, rule: &str, level: Option<Severity>) -> bool {
        let Some(rule) = rules::find(rule) else { return false };
        let rule = rule.name();
        self.levels.retain(|(name, _)| *name != rule);
        self.levels.push((rule, level));
        true
    }

    /// How sure an alarm must be.
    #[must_use]
    pub fn line(&self) -> Line {
        Line::new(self.profile.unwrap_or_default(), self.min_certainty)
    }
}

/// What came of a text, and what was accepted in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Judged<'a> {
    /// The path, as it was given.
    pub path: String,
    /// What was found and is not accepted. What is accepted stands with its claim.
    pub report: DocumentReport<'a>,
    /// The comments in the text that accept findings, right or wrong.
    pub comments: Vec<Comment>,
    /// How many findings were accepted.
    pub counts: Counts,
    /// The month (1 to 12) in which fiscal years start: as configured, or as in the country that the text speaks of.
    pub fiscal_start: Option<i8>,
}

impl Judged<'_> {
    /// What the JSON report says of the document, as bytes of JSON.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.json_format().document(&self.path, &self.report, &mut out);
        out
    }

    fn json_format(&self) -> Json {
        self.fiscal_start.map_or_else(Json::default, |fiscal_start| Json { fiscal_start })
    }

    /// The same, with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> Judged<'static> {
        let Self { path, report, comments, counts, fiscal_start } = self;
        Judged { path, report: report.into_owned(), comments, counts, fiscal_start }
    }
}

/// What the JSON report says of the document, by the same names.
impl Serialize for Judged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json_format().data(&self.path, &self.report).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

/// Audits a text as the command does: with its comments, its configuration, and what is accepted for the file of its path.
///
/// Nothing is read but the text: the path is a name, by which entries of a configuration and of a baseline find the text.
#[must_use]
pub fn audit_as<'a>(path: &str, text: &'a str, format: Format, options: &Options, acceptor: &Acceptor) -> Judged<'a> {
    let mut comments = comments(path, text, format);
    // Markdown and HTML know a comment when they see one.
    let plain = format.has_bare_comments();
    let blanked = (!comments.is_empty() && plain).then(|| blank(text, &comments));
    let line = options.line();
    let mut report = match blanked {
        None => audit_with(text, format, &options.naming, &options.preview, line),
        Some(blanked) => audit_with(&blanked, format, &options.naming, &options.preview, line).into_owned(),
    };
    cover(&mut comments, &report.document);
    relevel(&mut report.claims, &options.levels);
    let counts = acceptor.document(path, &mut report, &mut comments);
    let fiscal_start = options.naming.fiscal_start.or_else(|| country_start(&report));
    Judged { path: path.to_owned(), report, comments, counts, fiscal_start }
}

/// The month in which fiscal years begin where the document speaks of a country, if it names any.
fn country_start(report: &DocumentReport<'_>) -> Option<i8> {
    let is_fiscal = |quantity: &Quantity| {
        let kind = quantity.period.map(|period| period.kind);
        matches!(kind, Some(PeriodKind::FiscalYear(_) | PeriodKind::Months { fiscal: true, .. }))
    };
    let named =
        report.claims.iter().flat_map(|checked| &checked.reading().roles).any(|(_, quantity)| is_fiscal(quantity));
    if named { fiscal_start_of(&report.document.source) } else { None }
}
