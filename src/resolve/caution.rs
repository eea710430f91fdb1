//! Words that name another sum than the numbers of a sentence make: a total that covers more, a price for each, an order in time.
//!
//! Which numbers belong together was settled before. Here the text around them is asked once more whether a sum that fails would be an
//! error at all; where it would not, the claim gets the guard that says why. What comes out is not touched.

mod order;
mod share;
mod total;

use super::Stated;
use crate::document::Document;
use crate::model::{Claim, Guard, Kind, Quantity, Role};

/// Gives guards to the claims whose words name another sum.
pub fn settle(stated: &mut [Stated], document: &Document<'_>) {
    for this in stated.iter_mut().filter(|this| this.claim.guard.is_none() && !this.gone && !this.silent) {
        if this.claim.kind == Kind::Total && total::has_list_marks(&this.claim, document) {
            this.gone = true;
            continue;
        }
        this.claim.guard = guard(&this.claim, document);
    }
}

/// The guard that the words around a claim give it.
fn guard(claim: &Claim, document: &Document<'_>) -> Option<Guard> {
    let text = Text::of(claim, document)?;
    let reading = claim.readings.first()?;
    match claim.kind {
        Kind::Total => total::total(&text, reading),
        Kind::Average => total::average(&text, reading),
        Kind::Rank => order::rank(&text, reading, claim.rank?),
        Kind::Share => share::share(&text, reading),
        Kind::Conversion => share::conversion(&text, reading),
        Kind::GrowthRate => share::growth_rate(&text, reading),
        Kind::Change if reading.has(Role::Multiple) => order::multiple(&text, reading),
        _ => None,
    }
}

/// The statement in lower case, byte by byte where it stands in the file.
struct Text {
    start: u32,
    lower: String,
}

impl Text {
    fn of(claim: &Claim, document: &Document<'_>) -> Option<Self> {
        let lower = document.source.get(claim.statement.range())?.to_ascii_lowercase();
        Some(Self { start: claim.statement.start, lower })
    }

    fn place(&self, at: u32) -> Option<usize> {
        at.checked_sub(self.start).map(|at| at as usize).filter(|at| *at <= self.lower.len())
    }

    /// What stands before a number.
    fn before(&self, quantity: &Quantity) -> &str {
        self.place(quantity.span.start).and_then(|at| self.lower.get(..at)).unwrap_or_default()
    }

    /// What stands behind a number.
    fn behind(&self, quantity: &Quantity) -> &str {
        self.place(quantity.span.end).and_then(|at| self.lower.get(at..)).unwrap_or_default()
    }

    /// What stands between two numbers, `None` unless the first one comes first.
    fn between(&self, one: &Quantity, other: &Quantity) -> Option<&str> {
        self.lower.get(self.place(one.span.end)?..self.place(other.span.start)?)
    }
}

/// Whether one of some words or phrases stands in a text, from the start of a word on.
fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            !word.starts_with(char::is_alphanumeric)
                || !text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
        })
    })
}

/// The last bytes of a text, or all of it.
fn tail(text: &str, most: usize) -> &str {
    let start = (text.len().saturating_sub(most)..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(start..).unwrap_or_default()
}

/// The first bytes of a text, or all of it.
fn head(text: &str, most: usize) -> &str {
    let end = (0..=text.len().min(most)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}
