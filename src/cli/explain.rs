//! `audit explain`: the rules' own pages.

use std::io;

use super::{Edge, Exit};
use crate::rules;

/// Prints the page of a rule, or a line for each rule.
pub fn explain(wanted: Option<&str>, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let Some(wanted) = wanted else {
        let width = rules::all().iter().map(|rule| rule.name().len()).max().unwrap_or(0);
        for rule in rules::all() {
            writeln!(edge.stdout, "{:width$}  {}", rule.name(), gist(rule.page()))?;
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

/// What a rule checks, in one line: the first sentence of its page, or what stands before its colon where it is a long one.
fn gist(page: &str) -> String {
    let lines = page.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    let sentence = paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.');
    if sentence.chars().count() <= 90 {
        sentence.to_owned()
    } else {
        sentence.split(": ").next().unwrap_or_default().to_owned()
    }
}
