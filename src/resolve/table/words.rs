//! The words of headers and labels that tell what a column or a row is for.

use crate::grammar::period::period;

/// Whether a header speaks of per cent.
pub fn has_percent(header: &str) -> bool {
    header.contains('%') || has_word(header, &["percent", "pct", "percentage"]) || header.contains("per cent")
}

/// Whether a header speaks of how much something grew, in whatever unit.
pub fn is_growth(header: &str) -> bool {
    const WORDS: &[&str] = &[
        "change",
        "changes",
        "growth",
        "increase",
        "decrease",
        "decline",
        "variance",
        "variation",
        "chg",
        "yoy",
        "qoq",
        "mom",
    ];
    has_word(header, WORDS)
}

/// Whether a header names a result of other columns: a growth, a difference, a share.
pub fn is_result(header: &str) -> bool {
    const WORDS: &[&str] = &[
        "var",
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
    is_growth(header)
        || has_word(header, WORDS)
        || header.contains(['Δ', '±'])
        || ["y/y", "q/q", "m/m", "y-o-y", "q-o-q", "+/-", "+/−"].iter().any(|mark| contains(header, mark))
}

/// Whether a header says that its column is the change between two others, of one to the next.
pub fn is_change(header: &str) -> bool {
    const WORDS: &[&str] =
        &["change", "growth", "increase", "decrease", "difference", "variance", "yoy", "y/y", "y-o-y", "chg", "var"];
    const BESIDE: &[&str] = &[
        "percent",
        "percentage",
        "pct",
        "per",
        "cent",
        "annual",
        "yearly",
        "year-on-year",
        "year-over-year",
        "in",
        "amount",
        "net",
        "or",
    ];
    let plain: Vec<&str> = header
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let known = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    plain.iter().any(|word| known(WORDS, word)) && plain.iter().all(|word| known(WORDS, word) || known(BESIDE, word))
}

/// Whether a label names a time: a year, a quarter, a month.
pub fn is_time(label: &str) -> bool {
    period(label).is_ok() || label.len() >= 4 && label.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

/// Whether a header names a decline, whose size is then printed without a sign.
pub fn is_decline(header: &str) -> bool {
    has_word(header, &["decrease", "decline", "fall", "drop", "reduction", "loss"])
}

/// Whether the words over the labels say nothing of a row ("Year", "in $m").
pub fn heads_labels(label: &str) -> bool {
    ["year", "years", "period", "item", "items", "category", "quarter", "fiscal year", "description"]
        .iter()
        .any(|word| label.eq_ignore_ascii_case(word))
        || starts(label, "(")
        || starts(label, "in ")
        || starts(label, "for the ")
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

/// Whether the row is what is left of those above it: a profit, a margin in money, a balance, a net change.
pub fn is_rest(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "gross profit",
        "gross income",
        "gross margin",
        "gross surplus",
        "operating income",
        "operating profit",
        "operating loss",
        "operating surplus",
        "operating result",
        "operating (loss)",
        "income from operations",
        "loss from operations",
        "ebit",
        "ebitda",
        "income before",
        "profit before",
        "loss before",
        "earnings before",
        "pretax",
        "pre-tax",
        "net income",
        "net profit",
        "net earnings",
        "net loss",
        "net (loss)",
        "net interest income",
        "net revenue",
        "net sales",
        "net cash",
        "net increase",
        "net decrease",
        "net change",
        "net assets",
        "profit for the",
        "loss for the",
        "profit after",
        "net operating",
        "surplus",
        "deficit",
        "balance",
        "trade balance",
        "comprehensive income",
        "comprehensive loss",
        "free cash flow",
        "net debt",
        "net worth",
        "net lending",
        "net borrowing",
        "cash flow from",
        "contribution",
    ];
    let label = label.trim_start_matches("Total ");
    WORDS.iter().any(|word| starts(label, word))
        || has_word(label, &["surplus", "deficit", "balance", "net"]) && label.len() <= 24
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

/// Whether a header names what is left of one column after another is taken away.
pub fn is_balance(header: &str) -> bool {
    has_word(header, &["balance", "surplus", "deficit", "surplus/deficit", "net"])
}

/// Whether one of the words stands in the text, whatever its case.
pub fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

pub fn contains(text: &str, part: &str) -> bool {
    text.len() >= part.len()
        && text.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

pub fn starts(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

pub fn ends(text: &str, end: &str) -> bool {
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
