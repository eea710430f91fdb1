//! `contradiction`: the same thing said twice, and differently.

use super::page::rule;
use super::{Check, Explanation, Rule, Said};
use crate::model::{Claim, Reading};

rule! {
    /// # What it checks
    ///
    /// Every value of one metric for one period, wherever it is stated: in the headline, in the body, in a table, in another
    /// document of the same run, in a file of reference facts. Values that rounding can't bring together can't all be right.
    ///
    /// # Why it matters
    ///
    /// The headline is written last and the table is pasted first; each is right in itself. Readers quote the one, and the
    /// office has to explain the other.
    ///
    /// # Example
    ///
    /// ```text
    /// Rice exports reached $2.9 billion in 2023. The ministry said that rice exports were $2.825 billion in 2023.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Rice exports reached $2.8 billion in 2023. The ministry said that rice exports were $2.825 billion in 2023.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Metrics whose names differ in anything but articles, praise and the forms of words: goods and services, net and gross,
    /// real and nominal, another owner, another region. Periods that the text leaves open. Values so far apart that they are
    /// likelier two things than a slip, unless `audit.toml` names the metric. Figures that the text itself calls revised.
    /// Aliases and the start of the fiscal year stand in `audit.toml`.
    pub struct Contradiction = "contradiction";
}

impl Rule for Contradiction {
    fn check(&self, _claim: &Claim, _reading: &Reading) -> Option<Check> {
        // No claim contradicts itself here: facts are compared when all of them are known.
        None
    }

    fn explain(&self, _claim: &Claim, _reading: &Reading, _check: &Check, _said: &Said<'_>) -> Explanation {
        Explanation { message: String::new(), arithmetic: String::new(), labels: Vec::new() }
    }
}
