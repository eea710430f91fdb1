//! Why a number is wrong: one file a family of hypotheses.
//!
//! A cause is looked for only after every reading has failed, and never acquits. Each one is a slip that people make, undone:
//! if the claim comes out with it undone, the slip is a likely cause, and the number without it the figure that would be right.

mod annual;
mod base;
mod digits;
mod direction;
mod implied;
mod rounding;
mod scale;
mod slip;
mod text;
mod units;

pub use slip::{Slip, in_style, slips};
pub use text::right_figure;

use std::cell::OnceCell;

use crate::model::{Claim, Interval, Kind, Quantity, Reading, Role, Span, Verdict};
use crate::rules::{Cause, CheckedClaim, FalseRecord, Figure, WrongDirection, WrongHedge, WrongRank, comes_out};

/// The likeliest causes of a claim that does not come out, most telling first; at most three.
///
/// `source` is the file that the spans point into; replacements are written in the style of what stands there. `confirmed` are
/// the numbers that other claims of the document confirm ([`confirmed`]): they are not the ones to blame.
#[must_use]
pub fn causes(checked: &CheckedClaim, source: &str, confirmed: &[Span]) -> Vec<Cause> {
    explained(checked, source, confirmed).0
}

/// The same, and whether any slip explains the sum at all: one that no printed figure would mend, so that it is not shown, still tells
/// that the numbers belong together.
pub(crate) fn explained(checked: &CheckedClaim, source: &str, confirmed: &[Span]) -> (Vec<Cause>, bool) {
    if !matches!(checked.verdict, Verdict::Strained | Verdict::Mismatch) {
        return (Vec::new(), false);
    }
    let reading = checked.reading();
    let implied = vec![OnceCell::new(); reading.roles.len()];
    let case = Case { claim: &checked.claim, reading, checked, source, confirmed, implied };
    let mut found = match checked.verdict {
        Verdict::Strained => rounding::causes(&case),
        // An order comes out for any number that is large or small enough: no slip can be read off it.
        Verdict::Mismatch if case.claim.kind == Kind::Rank => Vec::new(),
        Verdict::Mismatch => {
            let systematic = [direction::causes, units::causes, base::causes, annual::causes];
            let mut found: Vec<_> = systematic.iter().flat_map(|family| family(&case)).collect();
            // Where the hedge is to blame the digits are not, and "more than" would allow a thousand times as much.
            if !case.failing(WrongHedge::NAME) {
                found.extend(scale::causes(&case));
                found.extend(digits::causes(&case));
            }
            found
        }
        Verdict::Exact | Verdict::Rounded | Verdict::Unchecked => Vec::new(),
    };
    // A slip of the pen that gives the figure of a better explanation says nothing new.
    let mut known = Vec::new();
    found.retain(|cause| {
        let figure = cause.replacement.as_ref().map(|right| (right.span, right.text.clone()));
        let new = figure.is_none() || !known.contains(&figure);
        known.push(figure);
        new
    });
    let is_explained = !found.is_empty();
    found.retain(|cause| case.makes_right(cause));
    found.truncate(3);
    for cause in &mut found {
        // In the file the figure keeps the tags that stand in it; a reader is not shown them.
        if let Some(right) = cause.replacement.as_ref().filter(|right| right.text.contains('<')) {
            cause.message = cause.message.replace(&right.text, &without_tags(&right.text));
        }
    }
    (found, is_explained)
}

/// A figure without the tags of a page in it: "23.7</b>%".
fn without_tags(text: &str) -> String {
    let mut pieces = text.split('<');
    let first = pieces.next().unwrap_or_default();
    std::iter::once(first).chain(pieces.filter_map(|piece| piece.split_once('>').map(|(_, text)| text))).collect()
}

/// The numbers of a document that some sum confirms, in the order of the text: slips are looked for elsewhere.
#[must_use]
pub fn confirmed(claims: &[CheckedClaim]) -> Vec<Span> {
    // An order or a direction holds for many a wrong number.
    let sum = |rule: &str| ![WrongDirection::NAME, FalseRecord::NAME, WrongRank::NAME].contains(&rule);
    let holds = |claim: &&CheckedClaim| {
        matches!(claim.verdict, Verdict::Exact | Verdict::Rounded) && claim.rule.is_some_and(sum)
    };
    let numbers = claims.iter().filter(holds).flat_map(|claim| &claim.reading().roles);
    let mut spans: Vec<_> = numbers.map(|(_, quantity)| quantity.span).collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup();
    spans
}

/// What each family works on.
struct Case<'a> {
    claim: &'a Claim,
    reading: &'a Reading,
    checked: &'a CheckedClaim,
    source: &'a str,
    confirmed: &'a [Span],
    /// See [`Case::implied`].
    implied: Vec<OnceCell<Option<Vec<Interval>>>>,
}

impl Case<'_> {
    /// Whether the claim comes out once its reading is changed.
    fn mended(&self, change: impl FnOnce(&mut Reading)) -> bool {
        let mut reading = self.reading.clone();
        change(&mut reading);
        self.may_come_out(&reading) && comes_out(self.claim, &reading)
    }

    /// Whether the stated result meets what the other numbers of a changed reading imply for it: one division tells that of most, where
    /// the whole sum would be tried with every habit of writing.
    fn may_come_out(&self, reading: &Reading) -> bool {
        let stated = self.checked.expected.as_ref().map(|expected| expected.role);
        let place = reading.roles.iter().position(|(role, _)| Some(*role) == stated);
        place
            .and_then(|at| Some((reading.roles.get(at)?, implied::implied(self.claim.kind, reading, at)?)))
            .is_none_or(|((_, quantity), implied)| implied::can_meet(&quantity.value, &implied))
    }

    /// Whether the claim comes out with another quantity at one place.
    fn mended_by(&self, at: usize, quantity: Quantity) -> bool {
        // The other numbers of the claim rule most figures out, at the price of one comparison.
        if self.implied(at).is_some_and(|implied| !implied::can_meet(&quantity.value, implied)) {
            return false;
        }
        self.put_in(at, quantity)
    }

    /// What the other numbers imply for the one at a place, worked out once for every trial.
    fn implied(&self, at: usize) -> Option<&[Interval]> {
        self.implied.get(at)?.get_or_init(|| implied::implied(self.claim.kind, self.reading, at)).as_deref()
    }

    /// Whether the claim comes out with another quantity at one place, without a look at what is implied for it.
    fn put_in(&self, at: usize, quantity: Quantity) -> bool {
        let mut reading = self.reading.clone();
        if let Some((_, old)) = reading.roles.get_mut(at) {
            *old = quantity;
        }
        comes_out(self.claim, &reading)
    }

    /// Whether the claim comes out with the words of its direction reversed.
    fn mended_reversed(&self, change: impl FnOnce(&mut Reading)) -> bool {
        let mut claim = self.claim.clone();
        claim.direction = claim.direction.map(crate::model::Direction::reverse);
        let mut reading = self.reading.clone();
        change(&mut reading);
        self.may_come_out(&reading) && comes_out(&claim, &reading)
    }

    /// Whether another claim confirms the number.
    fn is_confirmed(&self, quantity: &Quantity) -> bool {
        let key = |span: &Span| (span.start, span.end);
        self.confirmed.binary_search_by_key(&key(&quantity.span), key).is_ok()
    }

    /// Whether the figure of a cause, put in as it would be printed, makes the sentence right. A strained claim has nothing to be put right.
    fn makes_right(&self, cause: &Cause) -> bool {
        if self.checked.verdict == Verdict::Strained || cause.name == "points" {
            return true;
        }
        let Some(right) = &cause.replacement else { return cause.name != "scale" };
        let of_span = |(_, quantity): &(Role, Quantity)| quantity.span == right.span;
        let Some(at) = self.reading.roles.iter().position(of_span) else { return true };
        let Some((_, stated)) = self.reading.roles.get(at) else { return true };
        let Some(value) = Figure::printed(stated, self.source).and_then(|figure| figure.read(&right.text)) else {
            return true;
        };
        self.put_in(at, Quantity { value, ..stated.clone() })
            || self.mended_reversed(|reading| {
                if let Some((_, quantity)) = reading.roles.get_mut(at) {
                    quantity.value = Figure::printed(stated, self.source)
                        .and_then(|figure| figure.read(&right.text))
                        .unwrap_or_else(|| quantity.value.clone());
                }
            })
    }

    fn failing(&self, rule: &str) -> bool {
        self.checked.findings.iter().any(|finding| finding.rule == rule && finding.verdict == Verdict::Mismatch)
    }

    /// A cause that the right figure of the stated result puts right.
    fn with_right_figure(&self, name: &'static str, what: &str) -> Cause {
        let replacement = right_figure(self.checked, self.source);
        let message = match &replacement {
            Some(right) => format!("{what}; {} would be right", right.text),
            None => what.to_owned(),
        };
        Cause { name, message, replacement }
    }
}

/// Takes the old value for the new one and the other way round.
fn exchange(reading: &mut Reading) {
    for (role, _) in &mut reading.roles {
        *role = match *role {
            Role::New => Role::Old,
            Role::Old => Role::New,
            other => other,
        };
    }
}

#[cfg(test)]
mod tests;
