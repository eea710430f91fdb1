//! What holds for texts: a configuration, and arguments in its place.

use std::borrow::Cow;
use std::path::Path;

use claim_audit::accept::Acceptor;
use claim_audit::auditor::Options;
use claim_audit::config::Config;
use claim_audit::document::Format;
use claim_audit::link::Profile;
use claim_audit::rules::Preview;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::ConfigError;

/// A configuration that was read, and what is said in its place.
#[pyclass(frozen, module = "claim_audit._native")]
pub struct Settings {
    config: Config,
    /// What holds for files that no override names.
    common: Options,
    profile: Option<Profile>,
    preview: bool,
    min_certainty: Option<u8>,
}

#[pymethods]
impl Settings {
    #[new]
    #[pyo3(signature = (text = None, path = "audit.toml", *, profile = None, preview = false, min_certainty = None))]
    fn new(
        text: Option<&str>,
        path: &str,
        profile: Option<&str>,
        preview: bool,
        min_certainty: Option<u8>,
    ) -> PyResult<Self> {
        let config = text.map(|text| Config::parse(Path::new(path), text)).transpose().map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            ConfigError::new_err(lines.join("\n"))
        })?;
        let profile = match profile {
            None => None,
            Some(name) => Some(Profile::named(name).ok_or_else(|| {
                PyValueError::new_err(format!("no profile `{name}`; there are {}", Profile::NAMES.join(" and ")))
            })?),
        };
        if min_certainty.is_some_and(|least| least > 100) {
            return Err(PyValueError::new_err("min_certainty is from 0 to 100"));
        }
        let config = config.unwrap_or_default();
        let mut settings = Self { config, common: Options::default(), profile, preview, min_certainty };
        settings.common = settings.over(Options::with_overrides(&settings.config, &[]));
        Ok(settings)
    }
}

impl Settings {
    /// What holds for the file of a path.
    pub fn of(&self, path: &str) -> Cow<'_, Options> {
        let overrides = self.config.overrides_for(Path::new(path));
        if overrides.is_empty() {
            return Cow::Borrowed(&self.common);
        }
        Cow::Owned(self.over(Options::with_overrides(&self.config, &overrides)))
    }

    /// What the configuration accepts; the use of its entries is counted for each run anew.
    pub fn acceptor(&self) -> Acceptor {
        Acceptor::new(std::slice::from_ref(&self.config), None)
    }

    /// Puts the arguments over what the configuration says.
    fn over(&self, mut options: Options) -> Options {
        if self.preview {
            options.preview = Preview::ON;
        }
        options.profile = self.profile.or(options.profile);
        options.min_certainty = self.min_certainty.or(options.min_certainty);
        options
    }
}

/// The format of a text: as it is named, by the ending of its path, or plain text.
pub fn format_of(path: &str, name: Option<&str>) -> PyResult<Format> {
    match name {
        None => {
            let found = Format::of(Path::new(path));
            // An office document whose text somebody has taken out is text.
            Ok(found.filter(|format| matches!(format, Format::Markdown | Format::Html)).unwrap_or(Format::Text))
        }
        Some("text") => Ok(Format::Text),
        Some("markdown") => Ok(Format::Markdown),
        Some("html") => Ok(Format::Html),
        Some(name) => Err(PyValueError::new_err(format!("no format `{name}`; there are text, markdown and html"))),
    }
}
