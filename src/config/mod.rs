//! `audit.toml`: from the file to settings.
//!
//! ```toml
//! exclude = ["drafts/"]
//!
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
//!
//! [[overrides]]
//! files = ["archive/**"]
//! rules = { wrong-hedge = "off" }
//! ```
//!
//! From the file to what holds for a text there are two steps: `schema.rs` reads a file as it is ([`Config`]), and `settings.rs` puts
//! those of its overrides that name a text over the rest ([`Settings`]).
//!
//! A file is read as a whole before anything is audited: each mistake in it is named with its place, and none of them is guessed away.

mod effective;
mod error;
mod find;
pub mod keys;
mod patterns;
mod reader;
mod schema;
mod settings;
mod start;

pub use effective::{Setting, effective};
pub use error::ConfigError;
pub use find::{Configs, FILE_NAME};
pub use patterns::{Patterns, whole};
pub use schema::{Allow, Config, Metric};
pub use settings::{Override, Said, Settings};
pub use start::start;
