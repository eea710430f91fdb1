//! `audit.toml`: from the file to settings.
//!
//! ```toml
//! [metrics."ICT exports"]
//! aliases = ["IT exports", "ICT export remittances"]
//!
//! [rules]
//! wrong-count = "note"
//! missing-scale = "off"
//!
//! [calendar]
//! fiscal-year-starts = "July"
//!
//! [facts]
//! files = ["facts.csv"]
//! rows = [{ metric = "ICT exports", period = "April 2024", value = "310", unit = "USD million", source = "State Bank" }]
//!
//! [[allow]]
//! file = "releases/may.md"
//! fingerprint = "0123456789abcdef"
//! reason = "restated basis, see note 3"
//! ```
//!
//! A file is read as a whole before anything is audited: each mistake in it is named with its place, and none of them is guessed away.

mod error;
mod find;
mod schema;

pub use error::ConfigError;
pub use find::{Configs, FILE_NAME};
pub use schema::{Allow, Config, Metric};
