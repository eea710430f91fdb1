//! `restated`: an earlier figure that a later document repeats as another one.

use super::page::rule;
use super::{Check, Explanation, Rule, Said};
use crate::model::{Claim, Reading, Severity};

rule! {
    /// # What it checks
    ///
    /// What a document says of an earlier period ("from $2.284 billion a year earlier") against what the document of that time
    /// said. Documents are of different times if their dates lie four weeks apart, or if one of them compares with the value
    /// that the other one reports.
    ///
    /// # Why it matters
    ///
    /// The base of this year's growth is last year's headline. Where it has changed without a word, either the old figure was
    /// revised and readers should know, or one of the two was mistyped.
    ///
    /// # Example
    ///
    /// ```text
    /// Pakistan's rice exports rose to $2.825 billion in 2024 from $2.284 billion in 2023.
    /// (and in last year's release) Pakistan's rice exports reached $2.301 billion in 2023.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Pakistan's rice exports rose to $2.825 billion in 2024 from $2.284 billion in 2023.
    /// (and in last year's release) Pakistan's rice exports reached $2.28 billion in 2023.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// What `contradiction` leaves alone. It is a warning, and a note where one of the two says that figures are revised,
    /// restated, preliminary or estimated.
    pub struct Restated = "restated";
}

impl Rule for Restated {
    fn level(&self) -> Severity {
        Severity::Warning
    }

    fn check(&self, _claim: &Claim, _reading: &Reading) -> Option<Check> {
        // Facts are compared when all of them are known.
        None
    }

    fn explain(&self, _claim: &Claim, _reading: &Reading, _check: &Check, _said: &Said<'_>) -> Explanation {
        Explanation { message: String::new(), arithmetic: String::new(), labels: Vec::new() }
    }
}
