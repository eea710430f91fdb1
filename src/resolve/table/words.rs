//! The words of headers and labels that tell what a column or a row is for.

/// Whether a header speaks of per cent.
pub fn has_percent(header: &str) -> bool {
    header.contains('%') || has_word(header, &["percent", "pct", "percentage"]) || header.contains("per cent")
}

/// Whether a header names a result of other columns: a growth, a difference, a share.
pub fn is_result(header: &str) -> bool {
    const WORDS: &[&str] = &[
        "change",
        "changes",
        "growth",
        "increase",
        "decrease",
        "decline",
        "variance",
        "variation",
        "var",
        "chg",
        "yoy",
        "qoq",
        "mom",
        "y-o-y",
        "difference",
        "diff",
        "share",
        "mix",
        "weight",
        "proportion",
        "delta",
        "balance",
        "surplus",
        "deficit",
    ];
    has_word(header, WORDS)
        || header.contains(['Δ', '±'])
        || ["y/y", "q/q", "m/m", "y-o-y", "q-o-q", "+/-", "+/−"].iter().any(|mark| contains(header, mark))
}

/// Whether a header names a decline, whose size is then printed without a sign.
pub fn is_decline(header: &str) -> bool {
    has_word(header, &["decrease", "decline", "fall", "drop", "reduction", "loss"])
}

/// Whether the label is that of a total.
pub fn is_total(label: &str) -> bool {
    let label = label.trim_end_matches([':', '*', ' ']);
    has_word(label, &["total", "totals", "subtotal", "sub-total"])
        && (starts(label, "total") || starts(label, "sub") || starts(label, "grand") || ends(label, "total"))
        || ["sum", "all", "overall", "world", "altogether", "aggregate"]
            .iter()
            .any(|word| label.eq_ignore_ascii_case(word))
}

/// Whether the label says nothing but that the row is a total.
pub fn is_plain_total(label: &str) -> bool {
    let label = label.trim_end_matches([':', '*', ' ']);
    ["total", "totals", "grand total", "sum"].iter().any(|word| label.eq_ignore_ascii_case(word))
}

/// Whether a row is a part of the one above it, and not one of its peers.
pub fn is_part(label: &str) -> bool {
    ["of which", "o/w", "including", "incl", "thereof", "memo", "excluding", "- ", "– "]
        .iter()
        .any(|start| starts(label, start))
}

/// Numbers to which the table's unit and scale do not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Amounts per share: in the currency, but not in millions of it.
    PerShare,
    /// Counted things: in no currency.
    Things,
}

/// Whether a row stands apart from the table's unit and scale.
pub fn stands_apart(label: &str) -> Option<Apart> {
    if contains(label, "per share") || contains(label, "per diluted") || has_word(label, &["eps"]) {
        return Some(Apart::PerShare);
    }
    let things = ["shares", "employees", "headcount", "customers", "number", "subscribers", "stores", "ratio"];
    has_word(label, &things).then_some(Apart::Things)
}

/// Whether the row is an amount per share that a profit or the equity gives.
pub fn is_per_share(label: &str) -> bool {
    stands_apart(label) == Some(Apart::PerShare)
        && has_word(label, &["earnings", "eps", "income", "profit", "book", "loss"])
        && !has_word(label, &["dividend", "dividends", "tangible", "adjusted", "core", "operating", "non-gaap"])
}

/// Whether the row counts the shares that a profit or the equity is divided by.
pub fn is_share_count(label: &str) -> bool {
    has_word(label, &["shares"])
        && !contains(label, "per share")
        && has_word(label, &["average", "outstanding", "diluted", "basic"])
        && !has_word(label, &["preferred", "repurchased", "issued"])
}

/// Whether the row is the equity of the shareholders.
pub fn is_equity(label: &str) -> bool {
    has_word(label, &["equity"])
        && has_word(label, &["shareholders", "stockholders", "shareholder", "stockholder", "owners", "total", "common"])
        && !has_word(label, &["liabilities", "return", "ratio", "average"])
}

/// Whether the row is what is left at the end of a period.
pub fn is_closing(label: &str) -> bool {
    [
        "end of period",
        "end of the period",
        "end of year",
        "end of the year",
        "end of quarter",
        "closing balance",
        "ending balance",
    ]
    .iter()
    .any(|mark| contains(label, mark))
}

/// Whether the row is what there was when a period began.
pub fn is_opening(label: &str) -> bool {
    ["beginning of", "start of", "opening balance", "beginning balance"].iter().any(|mark| contains(label, mark))
}

/// Whether the row is what remains of income after all expenses.
pub fn is_net(label: &str) -> bool {
    ["net income", "net profit", "net earnings", "profit for the", "net loss", "net (loss) income", "net income (loss)"]
        .iter()
        .any(|mark| label.eq_ignore_ascii_case(mark) || mark.ends_with("the") && starts(label, mark))
}

/// Whether the row is taken away from income.
pub fn is_expense(label: &str) -> bool {
    has_word(
        label,
        &["expense", "expenses", "cost", "costs", "tax", "taxes", "provision", "depreciation", "amortization"],
    )
}

/// Whether the row is income.
pub fn is_income(label: &str) -> bool {
    has_word(label, &["income", "revenue", "revenues", "sales", "gain", "gains", "turnover"])
}

/// Whether a header names what is left of one column after another is taken away.
pub fn is_balance(header: &str) -> bool {
    has_word(header, &["balance", "surplus", "deficit", "surplus/deficit", "net"])
}

/// Whether one of the words stands in the text, whatever its case.
pub fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

fn contains(text: &str, part: &str) -> bool {
    text.len() >= part.len()
        && text.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

fn starts(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

fn ends(text: &str, end: &str) -> bool {
    text.len().checked_sub(end.len()).and_then(|at| text.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_labels() {
        assert!(is_result("% change") && is_result("YoY") && is_result("Growth (%)") && is_result("y/y"));
        assert!(!is_result("Q1 2024") && !is_result("Exchange rate"));
        assert!(is_total("Total") && is_total("Total assets") && is_total("Grand total:") && is_total("Asia total"));
        assert!(!is_total("Totality") && !is_total("Alloys") && !is_total("Sum insured"));
        assert!(is_part("of which: crude") && !is_part("Office"));
        assert_eq!(stands_apart("Book value per share"), Some(Apart::PerShare));
        assert_eq!(stands_apart("Weighted average shares"), Some(Apart::Things));
    }
}
