//! Shares, conversions and growth rates: a whole that is not named, two prices, a span of its own.

use super::{Text, has, head, tail};
use crate::model::{Decimal, Guard, Quantity, Reading, Role, Unit};

/// "75 percent of the 30 owners" states a share of them; a count elsewhere in the text may be of anything.
pub(super) fn share(text: &Text, reading: &Reading) -> Option<Guard> {
    const RULES: &[&str] = &[
        "need",
        "needs",
        "needed",
        "require",
        "requires",
        "required",
        "must",
        "minimum",
        "threshold",
        "quorum",
        "approve",
        "would",
        "could",
        "should",
        "at least",
        "up to",
    ];
    if let Some(part) = reading.get(Role::Part) {
        return of_other_measure(text, reading, part);
    }
    let (whole, share) = (reading.get(Role::Whole)?, reading.get(Role::Share)?);
    if !matches!(whole.unit, Unit::Count(_)) {
        return None;
    }
    let named = if whole.span.start > share.span.start {
        // "of the 43 firms", "of all 43", "of the roughly 43"
        const LEADS: &[&str] = &["the", "all", "its", "their", "our", "these", "those", "his", "her", "some"];
        text.between(share, whole)
            .and_then(|between| between.trim_start_matches([',', ' ']).strip_prefix("of "))
            .is_some_and(|between| {
                let mut words = between.split_whitespace();
                words.next().is_none_or(|first| LEADS.contains(&first)) && words.count() <= 1
            })
    } else {
        let leads = text.before(whole);
        let of = text.between(whole, share).unwrap_or_default();
        (leads.trim_start().starts_with("of ") || leads.trim_start().starts_with("among "))
            && leads.len() <= 32
            && !of.contains([';', '.'])
            || has(head(text.behind(share), 12), &["of them", "of whom", "of which", "of these"])
                && of.len() <= 40
                && !has(tail(leads, 8), &["from", "in", "across", "at", "with", "and"])
    };
    // "4.3% of the 500 companies' earnings"
    let of_theirs = MEASURES.iter().any(|names| has(head(text.behind(whole), 24), names));
    // "the 55+ age group", "of 16- to 19-year-olds"
    let age = text.behind(whole).starts_with(['+', '-'])
        || has(head(text.behind(whole), 16), &["year", "years", "to", "or older", "and over", "plus"]);
    (!named || of_theirs || age || has(&text.lower, RULES)).then_some(Guard::OtherWhole)
}

/// "a profit of $1.1 billion, 28 percent of the $19.4 billion in revenue": a part of one measure is none of another, and no amount for each is
/// a part of a sum.
fn of_other_measure(text: &Text, reading: &Reading, part: &Quantity) -> Option<Guard> {
    const NEAR: usize = 30;
    if has(head(text.behind(part), 12), &[" a share", " per share", " per ", " each"])
        && matches!(part.unit, Unit::Money(_))
    {
        return Some(Guard::PriceOfEach);
    }
    let (whole, share) = (reading.get(Role::Whole)?, reading.get(Role::Share)?);
    // A part or a whole that another sentence states confirms a share, and accuses none unless the words point back to it.
    let here = |number: &Quantity| text.place(number.span.start).is_some();
    let pointing = ["of these", "of those", "of them", "of this", "of that"]
        .iter()
        .any(|lead| text.lower.trim_start().starts_with(lead));
    if !(pointing || here(part) && here(whole)) {
        return Some(Guard::OtherWhole);
    }
    let measure = |words: &str| MEASURES.iter().find(|names| has(words, names)).copied();
    // "$1.1 billion in segment profit,": the words before the next comma.
    let named = |number: &Quantity| {
        measure(head(text.behind(number), NEAR).split([',', '(', ';', '.']).next().unwrap_or_default())
    };
    let own = named(part);
    if text.between(share, whole).is_some() {
        let other = named(whole);
        return own.zip(other).filter(|(own, other)| own != other).map(|_| Guard::OtherWhole);
    }
    // The whole stands elsewhere: what is behind "of" must not be another measure.
    let of = head(text.behind(share), NEAR).trim_start().strip_prefix("of ").and_then(measure)?;
    let known = measure(head(text.behind(whole), NEAR));
    (known != Some(of) && !has(tail(text.before(whole), NEAR), of)).then_some(Guard::OtherWhole)
}

/// What firms state sums of, by the words for it.
const MEASURES: &[&[&str]] = &[
    &["revenue", "revenues", "sales", "turnover"],
    &["profit", "profits", "earnings", "income"],
    &["assets"],
    &["loans", "lending"],
    &["deposits"],
    &["costs", "expenses", "spending"],
    &["equity", "market value", "capitalization"],
    &["exports"],
    &["imports"],
    &["gdp"],
];

/// "$3 a month or $60 a year": two prices of which one may choose. What is said again stands behind a comma or in brackets.
pub(super) fn conversion(text: &Text, reading: &Reading) -> Option<Guard> {
    let (amount, equivalent) = (reading.get(Role::Amount)?, reading.get(Role::Equivalent)?);
    // "740 million cubic feet a day (7.6 billion cubic metres a year)": the unit is the word behind.
    let cubic =
        |number: &Quantity| matches!(&number.unit, Unit::Count(Some(noun)) if matches!(&**noun, "cubic" | "square"));
    if cubic(amount) || cubic(equivalent) {
        return Some(Guard::OtherBase);
    }
    // "820 pence, or $17.9 billion": a price of one share beside the sum for all.
    let size = |number: &Quantity| number.number().map_or(Decimal::ONE, |(value, _)| value.abs());
    let of_one =
        |one: &Quantity, all: &Quantity| size(one) < Decimal::ONE_HUNDRED && size(all) >= Decimal::from(1_000_000);
    if matches!(amount.unit, Unit::Money(_)) && (of_one(amount, equivalent) || of_one(equivalent, amount)) {
        return Some(Guard::PriceOfEach);
    }
    let prices = matches!(amount.unit, Unit::Money(_)) && amount.unit == equivalent.unit;
    let between = text.between(amount, equivalent)?;
    (prices && !between.contains([',', '(', '–', '—', '='])).then_some(Guard::PriceOfEach)
}

/// "$3.10 billion in 2023 … a CAGR of 14.1% between 2024 and 2032": the rate has a span of its own, that begins at another year.
pub(super) fn growth_rate(text: &Text, reading: &Reading) -> Option<Guard> {
    const NEAR: usize = 60;
    let percent = reading.get(Role::Percent)?;
    reading.get(Role::Start)?;
    let behind = head(text.behind(percent), NEAR);
    let led = ["between ", "from "].iter().find_map(|word| behind.find(word).map(|at| at + word.len()))?;
    let year = behind.get(led..led + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!text.before(percent).contains(year)).then_some(Guard::OtherBase)
}
