//! Numbers that measure and count nothing: ages, times of day, names, marks of a list.

/// What digits or number words are that are no quantity. None of them is an operand of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonQuantity {
    /// An age or an age band: "aged 65", "16- to 24-year-olds".
    Age,
    /// A time of day: "1130 GMT", "9.30 am".
    Clock,
    /// A day whose month stands elsewhere: "16, 18 and 22 December".
    Day,
    /// A number that tells one of a kind from the others: "Section 8", "Boeing 767", "Year 3".
    Designator,
    /// A part of a name or a model: "Windows 7", "the S&P 500", "4K".
    Name,
    /// Something to call, write or look up: a telephone number, a postal code, a ticker.
    Identifier,
    /// The mark of an item of a list: "(1)", "2)".
    ListMark,
    /// The mark of a footnote: `[3]`.
    Footnote,
    /// The number of a page, in the midst of the text.
    Page,
    /// A place in an order: "the 21st".
    Ordinal,
    /// Odds, ratios, scores: "5 to 2".
    Odds,
    /// How sure a statement is: the 95% of "95% CI".
    Confidence,
    /// How many were asked: "n = 187".
    SampleSize,
    /// The denominator of a rate: "per 100,000".
    Denominator,
    /// The first part of a compound: "5-star".
    Compound,
    /// Digits that can't be read with certainty: "1 9 8 7".
    Unreadable,
}

impl NonQuantity {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 16] = [
        Self::Age,
        Self::Clock,
        Self::Day,
        Self::Designator,
        Self::Name,
        Self::Identifier,
        Self::ListMark,
        Self::Footnote,
        Self::Page,
        Self::Ordinal,
        Self::Odds,
        Self::Confidence,
        Self::SampleSize,
        Self::Denominator,
        Self::Compound,
        Self::Unreadable,
    ];

    /// The word for it in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Clock => "time of day",
            Self::Day => "day",
            Self::Designator => "designator",
            Self::Name => "name",
            Self::Identifier => "identifier",
            Self::ListMark => "list mark",
            Self::Footnote => "footnote",
            Self::Page => "page number",
            Self::Ordinal => "ordinal",
            Self::Odds => "odds",
            Self::Confidence => "confidence level",
            Self::SampleSize => "sample size",
            Self::Denominator => "denominator",
            Self::Compound => "compound",
            Self::Unreadable => "unreadable",
        }
    }
}
