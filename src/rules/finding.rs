//! What a rule says of a claim.

use std::borrow::Cow;

use crate::model::{Interval, Role, Severity, Span, Unit, Verdict};

/// What a rule says of a claim that does not come out, or matches only if a number was truncated or rounded twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Strained or mismatch.
    pub verdict: Verdict,
    /// How grave it is.
    pub severity: Severity,
    /// What does not hold, in one sentence without a full stop.
    pub message: String,
    /// The sum redone in one line.
    pub arithmetic: String,
    /// The numbers of the sum, each with what it is ("stated", "new", "old").
    pub labels: Vec<Label>,
}

/// A word for a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there.
    pub text: Cow<'static, str>,
}

/// What the other numbers of a claim give for one of its roles.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// The role that is recomputed, or that an unchecked claim implies.
    pub role: Role,
    /// The values that would satisfy the claim.
    pub interval: Interval,
    /// In which unit.
    pub unit: Unit,
}

/// A named hypothesis of how a wrong number came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The name: `base-new`, `digit-wrong`, …
    pub name: &'static str,
    /// The hypothesis in words, with the figure that would put it right.
    pub message: String,
    /// The text that would be right, and where it belongs.
    pub replacement: Option<Replacement>,
}

/// A text to put in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What it replaces.
    pub span: Span,
    /// The text that would be right.
    pub text: String,
}
