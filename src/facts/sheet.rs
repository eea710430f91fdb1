//! A sheet as published figures: the label of a row names the metric, the header of a column the period, and the table the unit.

use super::{Calendar, Certainty, Fact, Naming, Number, Place, Words};
use crate::document::{Document, Format};
use crate::resolve::{self, Figure};

/// The names of the metrics that a sheet has figures of, in its order.
#[must_use]
pub fn metrics(source: &str, format: Format) -> Vec<String> {
    let document = Document::parse(source, format);
    let mut names: Vec<String> =
        resolve::figures(&document).into_iter().map(|figure| figure.label.trim().to_owned()).collect();
    names.dedup();
    names
}

/// The figures of a sheet.
///
/// ```
/// use claim_audit::document::Format;
/// use claim_audit::facts::{Naming, figures};
/// let sheet = "USD million,2023,2024\nExports,2284,2825\nImports,4840,5250\n";
/// let facts = figures(sheet, Format::Csv, &Naming::default());
/// assert_eq!(facts.len(), 4);
/// assert_eq!(facts[1].number.value.to_string(), "2825000000");
/// ```
#[must_use]
pub fn figures(source: &str, format: Format, naming: &Naming) -> Vec<Fact> {
    let mut document = Document::parse(source, format);
    document.dollar = naming.dollar;
    let calendar = Calendar { fiscal_start: naming.fiscal_start, ..Calendar::default() };
    let words = Words::default();
    let fact = |Figure { label, place, period, quantity }: Figure<'_>| {
        let mut metric = naming.metric(&words, &[label, ""], [None, None])?;
        metric.certainty = Certainty::Configured;
        Some(Fact {
            metric,
            dated: calendar.days(period.kind)?,
            number: Number::of(&quantity)?,
            span: quantity.span,
            name: place,
            place: Place::Reference,
            earlier: false,
            revised: false,
        })
    };
    resolve::figures(&document).into_iter().filter_map(fact).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_shares_and_changes_are_no_metrics() {
        let sheet =
            "Item,Q1 2024,Q2 2024,Change\nWheat exports (tonnes),120,130,8.3%\nTotal,220,230,4.5%\nOther,3,4,33%\n";
        assert_eq!(metrics(sheet, Format::Csv), ["Wheat exports (tonnes)"]);
        let mut naming = Naming::default();
        naming.add("Wheat exports (tonnes)", &[]);
        let facts = figures(sheet, Format::Csv, &naming);
        let shown: Vec<_> = facts.iter().map(|fact| format!("{} {}", fact.dated.days, fact.number.value)).collect();
        assert_eq!(shown, ["January–March 2024 120", "April–June 2024 130"]);
    }
}
