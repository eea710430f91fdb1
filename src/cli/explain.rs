//! `audit explain`: the rules' own pages.

use std::io;

use super::{Edge, Exit};
use crate::rules::Rule;

/// Prints the page of a rule, or a line for each rule.
pub fn explain(rule: Option<&str>, edge: &mut Edge<'_>) -> io::Result<Exit> {
    explain_from(&[], rule, edge)
}

fn explain_from(rules: &[&dyn Rule], wanted: Option<&str>, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let Some(wanted) = wanted else {
        let width = rules.iter().map(|rule| rule.name().len()).max().unwrap_or(0);
        for rule in rules {
            writeln!(edge.stdout, "{:width$}  {}", rule.name(), gist(rule.page()))?;
        }
        writeln!(edge.stdout, "\n`audit explain RULE` prints a rule's page.")?;
        return Ok(Exit::Clean);
    };
    if let Some(rule) = rules.iter().find(|rule| rule.name() == wanted) {
        writeln!(edge.stdout, "# {}\n\n{}", rule.name(), rule.page().trim())?;
        return Ok(Exit::Clean);
    }
    let nearest = rules.iter().map(|rule| (distance(rule.name(), wanted), rule.name())).min();
    write!(edge.stderr, "audit: there is no rule `{wanted}`")?;
    match nearest {
        // A third of the letters wrong is a slip; more is another word.
        Some((distance, name)) if distance * 3 <= name.len() => writeln!(edge.stderr, "; did you mean `{name}`?")?,
        _ => writeln!(edge.stderr, "; `audit explain` lists them all.")?,
    }
    Ok(Exit::Usage)
}

/// What a rule checks, in one line: the first line of its page that is no heading.
fn gist(page: &str) -> &str {
    page.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default()
}

/// How many letters must be put in, left out or changed to make one word of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            *cell = (diagonal + usize::from(letter != *other)).min(above + 1).min(left + 1);
            diagonal = above;
            left = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}
