//! How a claim came out.

use serde::Serialize;

/// How a claim came out; ordered from best to worst, `Unchecked` apart at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The recomputed value prints as stated.
    Exact,
    /// The intervals meet, as they must when everyone rounded honestly.
    Rounded,
    /// They meet only if a number was truncated, rounded twice or taken at its round reading, or a hedge is overstepped by no more than rounding.
    Strained,
    /// They do not meet under any reading.
    Mismatch,
    /// An operand is missing, or a guard applies.
    Unchecked,
}

impl Verdict {
    /// The verdict as the reports name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rounded => "rounded",
            Self::Strained => "strained",
            Self::Mismatch => "mismatch",
            Self::Unchecked => "unchecked",
        }
    }
}

/// How grave a finding is; the fail level is one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look, not wrong as such.
    Note,
    /// Likely wrong, where an honest explanation is still common.
    Warning,
    /// Wrong under every plausible reading.
    Error,
}

impl Severity {
    /// The severity as the reports name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
