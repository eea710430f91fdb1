//! What the numbers of a column or a row measure, as far as that decides what may be done with them.

use super::words::{contains, ends, has_percent, has_word, is_growth, starts};

/// What numbers measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Amounts and counts: they add up.
    Amount,
    /// Averages: those of parts give that of the whole only by chance, or where it is an average over time.
    Average,
    /// Rates, yields, prices, ratios, indices: they never add up.
    Rate,
    /// Shares of a whole: they make 100 %.
    Share,
    /// Growth: it never adds up.
    Change,
}

/// Words that a column of rates has in its header, and a row of them at the end of its name.
const RATES: &[&str] = &[
    "rate",
    "rates",
    "yield",
    "yields",
    "ratio",
    "ratios",
    "price",
    "prices",
    "index",
    "score",
    "rating",
    "multiple",
    "median",
    "density",
    "speed",
    "temperature",
    "age",
    "rank",
    "ranking",
    "beta",
    "elasticity",
    "apr",
    "roi",
    "roe",
    "roa",
    "eps",
    "nav",
];

/// Whether words say that something is counted for each of something: "per pupil", "/t", but not "per cent".
fn is_per(words: &str) -> bool {
    has_word(words, &["per"]) && !has_percent(words)
        || ["/share", "/unit", "/t)", "/oz", "/kg", "/head"].iter().any(|each| contains(words, each))
}

impl Measure {
    /// The measure of a column.
    pub fn of_header(header: &str, ratio: bool) -> Self {
        if has_word(header, &["share", "mix", "weight", "proportion", "distribution"]) && ratio
            || contains(header, "% of")
        {
            return Self::Share;
        }
        if is_growth(header) {
            return if ratio { Self::Change } else { Self::Amount };
        }
        if has_word(header, RATES) || is_per(header) {
            return Self::Rate;
        }
        if is_average(header) {
            return Self::Average;
        }
        // A column with nothing but "%" on it: shares where they make a whole, which the sum tells.
        if ratio { Self::Share } else { Self::Amount }
    }

    /// The measure of a row.
    pub fn of_label(label: &str) -> Self {
        // Notes in brackets stand behind the noun: "Net interest margin (D)".
        let noun = label.split(['(', '[', ',']).next().unwrap_or(label).trim_end();
        if RATES.iter().chain(&["margin", "margins", "spread"]).any(|rate| ends_with_word(noun, rate))
            || is_per(label)
            || has_percent(label)
        {
            Self::Rate
        } else if starts(label, "average ") || starts(label, "mean ") || starts(label, "median ") {
            Self::Average
        } else {
            Self::Amount
        }
    }
}

/// Whether a header speaks of averages.
fn is_average(header: &str) -> bool {
    has_word(header, &["average", "averages", "avg", "mean"])
}

fn ends_with_word(text: &str, word: &str) -> bool {
    ends(text, word)
        && text
            .len()
            .checked_sub(word.len())
            .and_then(|at| text.get(..at))
            .is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_up() {
        for (header, ratio, measure) in [
            ("Exports (US$ million)", false, Measure::Amount),
            ("Average balance", false, Measure::Average),
            ("Yield", false, Measure::Rate),
            ("Price per tonne", false, Measure::Rate),
            ("Share of total", true, Measure::Share),
            ("% of sales", true, Measure::Share),
            ("YoY", true, Measure::Change),
            ("Change", false, Measure::Amount),
        ] {
            assert_eq!(Measure::of_header(header, ratio), measure, "{header}");
        }
        for (label, measure) in [
            ("Net interest margin (D)", Measure::Rate),
            ("Fixed rate loans", Measure::Amount),
            ("Earnings per share", Measure::Rate),
            ("Average headcount", Measure::Average),
            ("Beverages", Measure::Amount),
        ] {
            assert_eq!(Measure::of_label(label), measure, "{label}");
        }
    }
}
