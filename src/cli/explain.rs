//! `audit explain`: the rules' own pages.

use std::io;

use super::{Edge, Exit};
use crate::rules;

/// Prints the page of a rule, or a line for each rule.
pub fn explain(wanted: Option<&str>, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let Some(wanted) = wanted else {
        let width = rules::all().iter().map(|rule| rule.name().len()).max().unwrap_or(0);
        for rule in rules::all() {
            writeln!(edge.stdout, "{:width$}  {}", rule.name(), rules::gist(rule.page()))?;
        }
        writeln!(edge.stdout, "\n`audit explain RULE` prints a rule's page.")?;
        return Ok(Exit::Clean);
    };
    if let Some(rule) = rules::find(wanted) {
        writeln!(edge.stdout, "{}\n\n{}", rule.name(), rule.page().trim())?;
        return Ok(Exit::Clean);
    }
    match rules::suggest(wanted) {
        Some(name) => writeln!(edge.stderr, "audit: there is no rule `{wanted}`; did you mean `{name}`?")?,
        None => writeln!(edge.stderr, "audit: there is no rule `{wanted}`; `audit explain` lists them all")?,
    }
    Ok(Exit::Usage)
}
