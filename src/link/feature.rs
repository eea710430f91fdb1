//! Features: what is seen of a possible link, each with a name that a person understands.

use super::symbol::{self, Symbol};

macro_rules! templates {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// What a feature looks at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)] // The text beside each is its name in the file of weights.
        pub enum Template { $($name),* }
        const TEMPLATES: &[(&str, Template)] = &[$(($text, Template::$name)),*];
    };
}

templates! {
    Distance = "distance", Before = "before", BeforeTwo = "before-two", After = "after", AfterTwo = "after-two",
    ResultBefore = "result-before", ResultAfter = "result-after", BothBefore = "before-both", Between = "between",
    Skipped = "skipped", SkippedAny = "skipped-any", Breaks = "statement-ends", Commas = "commas", Cue = "cue-between",
    Class = "unit", Period = "period", Depth = "brackets", Grammar = "grammar", GrammarElsewhere = "grammar-elsewhere",
    Lead = "led-by", LeadBoth = "led-by-both", Place = "place-in-sentence",
    FarDistance = "far", FarPlace = "far-place", FarBefore = "far-before", FarGrammar = "far-grammar", FarPointing = "far-pointing",
    FarResult = "far-result",
    Empty = "empty", EmptyAfter = "empty-after", EmptyBefore = "empty-before", EmptyGrammar = "empty-grammar",
    Order = "order", PairBefore = "pair-before", PairBetween = "pair-between", PairNoun = "pair-noun", PairPeriod = "pair-period",
    PairSkipped = "pair-skipped", PairAfter = "pair-after", PairSentences = "pair-sentences", PairLead = "pair-led-by",
    Kind = "kind", KindBefore = "kind-before", KindAfter = "kind-after", KindAfterTwo = "kind-after-two", KindGrammar = "kind-grammar",
    KindCue = "kind-cue", KindBeforeTwo = "kind-before-two", KindMore = "kind-others",
}

/// The longest list of values behind the head that a feature has.
pub const VALUES: usize = 6;

/// How many features that differ in their heads alone have their weights in one row.
pub const COLUMNS: usize = 16;

/// The row of a feature, as a hash of its template and its values, and its column there.
///
/// The first of its values is its *head*: the slot that an operand would take, or the kind of the claim. What is seen around an operand is the
/// same for each slot, so that all of them are weighed by one look-up.
#[inline]
#[must_use]
pub fn place(template: Template, head: Symbol, values: &[Symbol]) -> (u64, usize) {
    let mut hash = (u64::from(head) / COLUMNS as u64 * 256 + template as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for &value in values {
        hash = (hash ^ (u64::from(value) + 1)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    (hash, usize::from(head) % COLUMNS)
}

/// The name of a feature as the file of weights has it.
#[must_use]
pub fn name(template: Template, head: Symbol, values: &[Symbol]) -> String {
    let template = TEMPLATES.iter().find(|(_, other)| *other == template).map_or("?", |(text, _)| text);
    let mut name = format!("{template} {}", symbol::name(head));
    for value in values {
        name.push(' ');
        name.push_str(&symbol::name(*value));
    }
    name
}

/// The place of a feature by its name; `None` for a name that is none.
#[must_use]
pub fn place_of(name: &str) -> Option<(u64, usize)> {
    let (template, values) = parts_of(name)?;
    let (head, values) = values.split_first()?;
    Some(place(template, *head, values))
}

/// What a feature looks at, and its values, the head first, by its name.
pub(super) fn parts_of(name: &str) -> Option<(Template, Vec<Symbol>)> {
    let mut parts = name.split(' ');
    let template = parts.next()?;
    let (_, template) = TEMPLATES.iter().find(|(text, _)| *text == template)?;
    let values: Option<Vec<Symbol>> = parts.map(symbol::named).collect();
    Some((*template, values?))
}

/// What is done with each feature of a candidate: summed up, or noted by a trainer.
pub trait Sink {
    /// Takes a feature.
    fn feature(&mut self, template: Template, head: Symbol, values: &[Symbol]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_go_together() {
        let values = [symbol::named("to").unwrap_or(0), symbol::named("<money>").unwrap_or(0)];
        let name = name(Template::Between, 3, &values);
        assert_eq!(name, "between 3 to <money>");
        assert_eq!(place_of(&name), Some(place(Template::Between, 3, &values)));
        assert_eq!(place_of("between 3 nonsense-word"), None);
    }

    #[test]
    fn heads_beyond_a_row_begin_another() {
        let (one, other) = (place(Template::Distance, 4, &[1]), place(Template::Distance, 20, &[1]));
        assert_ne!(one.0, other.0);
        assert_eq!((one.1, other.1), (4, 4));
    }
}
