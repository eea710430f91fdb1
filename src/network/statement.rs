//! A printed number that says what a variable is.

use crate::model::{Interval, Quantity};

/// A number in a text, as evidence for a variable.
///
/// It stands for [`Quantity::interval`]: half a unit of the last printed place on both sides, widened by its hedge.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The caller's name for the place; the network only hands it back.
    pub place: usize,
    /// The document. Documents are best numbered in the order of their paths: it breaks ties.
    pub document: u32,
    /// The number; its span is where it stands in the document.
    pub quantity: Quantity,
    /// All of the number as it is printed ("$2.825 billion"), to write repairs in its style.
    pub text: Box<str>,
    /// The true values that it may stand for.
    pub interval: Interval,
}

impl Statement {
    /// The statement of a printed number; `None` if it is not a number.
    #[must_use]
    pub fn new(place: usize, document: u32, quantity: Quantity, text: &str) -> Option<Self> {
        let interval = quantity.interval()?;
        Some(Self { place, document, quantity, text: text.into(), interval })
    }

    /// The same, standing for more: where a habit of writing (digits cut off, a round figure) is to be forgiven.
    #[must_use]
    pub fn standing_for(self, interval: Interval) -> Self {
        Self { interval, ..self }
    }

    /// What statements are put in order by.
    pub(super) fn key(&self) -> (u32, u32, u32, (rust_decimal::Decimal, rust_decimal::Decimal), &str) {
        let span = self.quantity.span;
        (self.document, span.start, span.end, self.quantity.number().unwrap_or_default(), &self.text)
    }
}
