//! Units of measurement with their dimension and their size.

use std::fmt;

use rust_decimal::Decimal;

use super::measures::ROWS;

/// A unit of measurement.
///
/// ```
/// use claim_audit::model::{Dimension, Measure};
/// let mile = Measure::named("mile").unwrap();
/// assert_eq!((mile.name(), mile.dimension()), ("miles", Dimension::Length));
/// let km = Measure::named("km").unwrap();
/// assert_eq!(mile.factor_to(km).unwrap().to_string(), "1.609344");
/// assert!(Measure::named("firms").is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure(u8);

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // Each is the quantity of physics or of accounts that it is named like.
pub enum Dimension {
    Length,
    Area,
    Volume,
    Mass,
    Emissions,
    Energy,
    Power,
    Voltage,
    Temperature,
    Angle,
    Frequency,
    Level,
    Data,
    DataRate,
    Speed,
    Economy,
    Concentration,
    Pressure,
}

/// A unit as the table has it.
#[derive(Debug)]
pub struct Row {
    pub(super) name: &'static str,
    pub(super) dimension: Dimension,
    /// How many SI units it is, as a mantissa and its decimals; none where that depends on the country or on what is measured.
    pub(super) factor: Option<(i64, u32)>,
    pub(super) words: &'static [&'static str],
    pub(super) signs: &'static [&'static str],
}

/// A way to write a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelling {
    /// The word or the sign.
    pub text: &'static str,
    /// The unit.
    pub measure: Measure,
    /// The power of ten that it stands for ("Mt": 6).
    pub exponent: u32,
    /// Whether it is a sign, whose capitals count: "MW", "mW".
    pub sign: bool,
    /// Whether it must be glued to its number: "t".
    pub glued: bool,
}

impl Measure {
    /// All units, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).zip(ROWS).map(|(at, _)| Self(at))
    }

    /// The unit of a word or a sign; words in any case.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let is = |spelling: &Spelling| {
            spelling.exponent == 0
                && if spelling.sign { spelling.text == word } else { spelling.text.eq_ignore_ascii_case(word) }
        };
        Self::all().find(|measure| measure.spellings().any(|spelling| is(&spelling)))
    }

    /// The unit as the reports name it: the symbol of an SI unit ("km"), the plural of another one ("miles").
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(self) -> Dimension {
        self.row().map_or(Dimension::Level, |row| row.dimension)
    }

    /// How many SI units it is; `None` where that depends on the country or on what is measured (gallons, tons, ounces).
    #[must_use]
    pub fn size(self) -> Option<Decimal> {
        self.row()?.factor.map(|(mantissa, scale)| Decimal::new(mantissa, scale))
    }

    /// How many of another unit make one of this; `None` where they measure different things, or where one of them has no fixed size
    /// (gallons, tons, ounces).
    #[must_use]
    pub fn factor_to(self, other: Self) -> Option<Decimal> {
        let factor = || Some(self.size()?.checked_div(other.size()?)?.normalize());
        if self.dimension() == other.dimension() { factor() } else { None }
    }

    /// The ways to write it.
    pub fn spellings(self) -> impl Iterator<Item = Spelling> {
        let row = self.row();
        let list = |texts: Option<&'static [&'static str]>| texts.unwrap_or_default().iter().copied();
        let spelling = move |text: &'static str, sign: bool| {
            let (text, glued) = text.strip_prefix('~').map_or((text, false), |text| (text, true));
            let (text, exponent) = text.split_once('^').unwrap_or((text, "0"));
            Spelling { text, measure: self, exponent: exponent.parse().unwrap_or(0), sign, glued }
        };
        let words = list(row.map(|row| row.words)).map(move |text| spelling(text, false));
        words.chain(list(row.map(|row| row.signs)).map(move |text| spelling(text, true)))
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(usize::from(self.0))
    }
}

impl fmt::Debug for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_is_found_by_its_name_or_spelling() {
        assert!(u8::try_from(ROWS.len()).is_ok());
        for measure in Measure::all() {
            for spelling in measure.spellings().filter(|spelling| spelling.exponent == 0) {
                assert_eq!(Measure::named(spelling.text), Some(measure), "{}", spelling.text);
            }
        }
    }

    #[test]
    fn factors_are_those_of_the_definitions() {
        let factor = |from: &str, to: &str| {
            Some(Measure::named(from)?.factor_to(Measure::named(to)?)?.round_dp(9).normalize().to_string())
        };
        for (from, to, expected) in [
            ("inch", "cm", "2.54"),
            ("lb", "kg", "0.45359237"),
            ("acre", "hectare", "0.404687261"),
            ("GWh", "MWh", "1000"),
            ("cubic metre", "cubic foot", "35.314666721"),
            ("barrel", "litre", "158.987294928"),
            ("nautical mile", "km", "1.852"),
        ] {
            assert_eq!(factor(from, to).as_deref(), Some(expected), "{from} {to}");
        }
        assert_eq!(
            (factor("gallon", "litre"), factor("cubic foot", "foot"), factor("tonne", "tCO2e")),
            (None, None, None)
        );
    }
}
