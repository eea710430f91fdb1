//! A conflict: places that can't all be right.

use crate::facts::{Days, Number, Place};
use crate::model::{Severity, Span, Verdict};

/// Places that can't all be right.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// A name that stays when lines move.
    pub id: String,
    /// The rule that objects.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is measured, as the text names it.
    pub metric: Option<String>,
    /// Which period it is about.
    pub days: Option<Days>,
    /// What does not hold, in one sentence without a full stop.
    pub message: String,
    /// The sum in one line; empty where there is none.
    pub arithmetic: String,
    /// The places, the one that is objected to first.
    pub facts: Vec<Cited>,
    /// The way to the conflict as sums that a reader can follow.
    pub steps: Vec<String>,
    /// What would make the places agree.
    pub repairs: Vec<Repair>,
}

/// A number at its place, with the text read again from its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// The document, by its number in the run.
    pub document: u32,
    /// Its path.
    pub path: String,
    /// Where the number stands.
    pub span: Span,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The number as it is printed.
    pub text: String,
    /// What the number is here: "here", "the total".
    pub label: String,
    /// The number.
    pub number: Option<Number>,
    /// The period that it is for.
    pub days: Option<Days>,
    /// What kind of place it is.
    pub place: Option<Place>,
}

/// A text to put in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The file.
    pub path: String,
    /// What it replaces.
    pub span: Span,
    /// What stands there.
    pub text: String,
    /// What would be right.
    pub replacement: String,
    /// Why this one.
    pub why: String,
}

/// A claim that lacked a number, and found it in another place.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// How it came out.
    pub verdict: Verdict,
    /// The rule that decided it.
    pub rule: Option<&'static str>,
    /// What is measured.
    pub metric: Option<String>,
    /// Where the claim stands: its own numbers with their roles, and those of other places.
    pub facts: Vec<Cited>,
    /// The document that states the claim.
    pub document: u32,
}

impl Conflict {
    /// What a repair says for people: the figures, the file where more than one is spoken of, and why.
    ///
    /// ```
    /// use claim_audit::conflicts::Repair;
    /// # fn show(conflict: &claim_audit::conflicts::Conflict, repair: &Repair) {
    /// println!("likely: {}", conflict.repaired(repair));
    /// # }
    /// ```
    #[must_use]
    pub fn repaired(&self, repair: &Repair) -> String {
        let Repair { path, text, replacement, why, .. } = repair;
        if self.facts.iter().all(|cited| cited.path == *path) {
            format!("{replacement} in place of {text}: {why}")
        } else {
            format!("{replacement} in place of {text} in {path}: {why}")
        }
    }

    /// What conflicts are put in order by.
    #[must_use]
    pub fn key(&self) -> (u32, Span, &'static str, Vec<(u32, Span)>) {
        let places: Vec<_> = self.facts.iter().map(|cited| (cited.document, cited.span)).collect();
        let (document, span) = places.first().copied().unwrap_or((0, Span::new(0, 0)));
        (document, span, self.rule, places)
    }
}
