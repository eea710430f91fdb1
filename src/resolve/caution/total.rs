//! Totals and averages: a sum that covers more than what is named, a price for each.

use super::{Text, has, head, tail};
use crate::document::Document;
use crate::model::{Claim, Decimal, Guard, Quantity, Reading, Role, Unit};
use crate::resolve::table::Figures;

/// What comes on top of something that is not among the terms.
const ADDED: &[&str] = &[
    "addition",
    "additional",
    "further",
    "another",
    "besides",
    "on top of",
    "along with",
    "also",
    "as well as",
    "beyond",
    "besides",
    "more than doubl",
];

/// Verbs after which a total counts what there was before.
const RUNNING: &[&str] = &[
    "bringing",
    "brings",
    "brought",
    "bring",
    "raising",
    "raises",
    "raised its total",
    "taking",
    "takes",
    "took the total",
    "lifting",
    "lifts",
    "pushing",
    "pushes",
    "boosting",
    "leaving",
    "resulting",
    "leverag",
    "now",
    "so far",
    "to date",
    "since",
    "already",
    "previous",
    "earlier",
    "cumulative",
    "increasing",
    "annual total",
    "added to",
    "running total",
    "altogether since",
    "lifetime",
    "overall total",
];

/// What an amount is paid for each of.
const RATE: &[&str] = &[
    " per ",
    " a day",
    " a week",
    " a month",
    " a year",
    " a share",
    " each",
    " daily",
    " weekly",
    " monthly",
    " annually",
    "/day",
    "/month",
    " an hour",
    " apiece",
    " a piece",
    "-a-",
    " for every ",
    " hourly",
    " quarterly",
];

/// Nouns that stand for things of several kinds.
const KINDS: &[&str] = &[
    "people",
    "persons",
    "vehicles",
    "units",
    "items",
    "jobs",
    "properties",
    "homes",
    "employees",
    "workers",
    "students",
    "animals",
    "deaths",
    "cases",
    "products",
    "games",
    "matches",
    "members",
    "seats",
    "votes",
    "staff",
    "vessels",
    "ships",
    "aircraft",
    "patients",
    "residents",
    "victims",
    "casualties",
    "positions",
    "locations",
    "sites",
    "participants",
    "passengers",
    "children",
    "adults",
    "medals",
    "arrests",
];

/// "two groups: 1) … and 2) …": the terms number the items of a list.
pub(super) fn has_list_marks(claim: &Claim, document: &Document<'_>) -> bool {
    let Some(reading) = claim.readings.first() else { return false };
    let behind = |term: &Quantity| {
        document.source.get(term.span.end as usize..).unwrap_or_default().starts_with([')', '.', ']'])
    };
    let counted = |(at, term): (usize, &Quantity)| {
        term.number().is_some_and(|(value, _)| Some(value) == i64::try_from(at + 1).ok().map(Decimal::from))
            && behind(term)
    };
    reading.has(Role::Term) && reading.all(Role::Term).enumerate().all(counted)
}

/// "bringing the total to 540", "In addition …, a total of 72 points": the total covers more than the terms, or counts something else.
pub(super) fn total(text: &Text, reading: &Reading) -> Option<Guard> {
    let terms: Vec<&Quantity> = reading.all(Role::Term).collect();
    let first = terms.iter().min_by_key(|term| term.span.start)?;
    let last = terms.iter().max_by_key(|term| term.span.start)?;
    let total = reading.get(Role::Total)?;
    let led = if total.span.start < first.span.start {
        text.before(total)
    } else {
        text.between(last, total).unwrap_or_default()
    };
    let priced = terms.iter().any(|term| has(head(text.behind(term), 24), RATE));
    // Cells that run together are no list.
    let mut places = terms.clone();
    places.sort_by_key(|term| term.span.start);
    let listed = places.windows(2).all(|pair| {
        text.between(pair[0], pair[1]).is_none_or(|between| {
            between.contains([',', ';', ':', '\n', '•', '+']) || has(between, &["and", "plus", "or"])
        })
    });
    let within =
        !listed || has(tail(text.before(total), 40), &["in a total", "out of a total", "of its total", "from a total"]);
    let after = head(text.behind(total), 60);
    let covers_more = has(text.before(first), ADDED)
        || has(led, RUNNING)
        || has(led, ADDED)
        || has(after, &["now", "so far", "since", "to date", "after", "including"])
        || has(&text.lower, &["liquidity", "respectively"])
        || text.between(last, total).is_some_and(|between| between.trim() == "or")
        || !(comes_near(&terms, total) || has_slipped(&terms, total));
    let other_thing = counts_another_thing(&terms, total);
    if priced {
        Some(Guard::PriceOfEach)
    } else if covers_more || within || other_thing {
        Some(Guard::CoversMore)
    } else {
        None
    }
}

/// Whether the terms come to the total within a tenth of it: a slip seldom reaches further, and terms that are not named do.
fn comes_near(terms: &[&Quantity], total: &Quantity) -> bool {
    let sum = terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term.number()?.0));
    let rest = sum
        .zip(total.number())
        .and_then(|(sum, (total, _))| Some((sum.checked_sub(total)?.abs().checked_mul(Decimal::TEN)?, total)));
    rest.is_some_and(|(rest, total)| rest <= total.abs())
}

/// Whether one slip explains what the terms come to: a digit, or a scale word in one of the numbers.
fn has_slipped(terms: &[&Quantity], total: &Quantity) -> bool {
    let thousand = Decimal::ONE_THOUSAND;
    let scale = || {
        let values: Vec<(Decimal, Decimal)> = terms.iter().filter_map(|term| term.number()).collect();
        let (total, ulp) = total.number()?;
        let sum = values.iter().try_fold(Decimal::ZERO, |sum, (value, _)| sum.checked_add(*value))?;
        let coarsest = values.iter().map(|(_, ulp)| *ulp).fold(ulp, Decimal::max);
        let leeway = coarsest.checked_mul(Decimal::from(values.len() + 1))?;
        let near = |one: Decimal, other: Decimal| one.checked_sub(other).is_some_and(|rest| rest.abs() <= leeway);
        let term = |(value, _): &(Decimal, Decimal)| {
            let meant = total.checked_sub(sum)?.checked_add(*value)?;
            Some(near(meant, value.checked_mul(thousand)?) || near(meant, value.checked_div(thousand)?))
        };
        let whole = near(sum, total.checked_mul(thousand)?) || near(sum, total.checked_div(thousand)?);
        Some(whole || values.iter().any(|value| term(value) == Some(true)))
    };
    let digit = || Figures::of(terms.iter().map(|term| (*term, false)), total).filter(|it| it.digits() > 2);
    scale() == Some(true) || digit().is_some_and(|figures| figures.explained())
}

/// Whether the total counts things that none of the terms is called, and that are no kind of such things.
fn counts_another_thing(terms: &[&Quantity], total: &Quantity) -> bool {
    let noun = |quantity: &Quantity| match &quantity.unit {
        Unit::Count(Some(noun)) => Some(noun.to_lowercase()),
        _ => None,
    };
    let Some(whole) = noun(total) else { return false };
    let nouns: Vec<String> = terms.iter().filter_map(|term| noun(term)).collect();
    let same = |one: &str| one == whole || one.trim_end_matches('s') == whole.trim_end_matches('s');
    nouns.len() == terms.len() && !nouns.iter().any(|noun| same(noun)) && !KINDS.contains(&whole.as_str())
}

/// "150,000 shares at 210p" beside another sum: the sum is not the price of the lot unless the words say so.
pub(super) fn average(text: &Text, reading: &Reading) -> Option<Guard> {
    const OF_LOT: &[&str] = &[
        "total",
        "totaling",
        "totalling",
        "proceeds",
        "aggregate",
        "consideration",
        "worth",
        "valued at",
        "offering",
        "placement",
        "cost",
    ];
    const OTHER_LOTS: &[&str] = &[
        "exercis",
        "warrant",
        "option",
        "in cash and",
        "cash and",
        "model",
        "discount rate",
        "valuation",
        "previous",
        "of which",
    ];
    let average = reading.get(Role::Average)?;
    if reading.all(Role::Term).count() > 1 {
        return has(&text.lower, &["model", "discounted", "valuation", "valued", "scenario", "dcf", "fair value"])
            .then_some(Guard::CoversMore);
    }
    let (total, count) = (reading.get(Role::Total)?, reading.get(Role::Count)?);
    let prices = RATE.iter().map(|rate| text.lower.matches(rate).count()).sum::<usize>();
    let behind = text.behind(total).trim_start_matches([' ', '-']);
    let for_count = text
        .between(total, count)
        .is_some_and(|between| between.len() <= 16 && between.trim_start().starts_with("for "));
    let led = has(tail(text.before(total), 32), OF_LOT)
        || text.before(total).trim_end().ends_with("for")
        || for_count
        || ["offering", "placement", "in total", "in gross proceeds"].iter().any(|word| behind.starts_with(word));
    let other = has(&text.lower, OTHER_LOTS) || prices > 1 && !text.behind(average).is_empty();
    // "$180 million for 4,900 pupils, or $7,340 per pupil" leaves nothing open; elsewhere the quotient must come near what is stated.
    let said_again =
        for_count && text.between(count, average).is_some_and(|between| between.trim_end().ends_with(", or"));
    // "1,240 grants worth $31.0 million, $2,500 on average"
    let spread = has(tail(text.before(total), 14), &["worth", "totalling", "totaling"])
        && (has(head(text.behind(average), 14), &["on average"])
            || has(tail(text.before(average), 16), &["average of"]));
    (other || !(said_again || spread || led && divides_nearly(total, count, average))).then_some(Guard::CoversMore)
}

/// Whether a total over a count is within a fifth of the average.
fn divides_nearly(total: &Quantity, count: &Quantity, average: &Quantity) -> bool {
    let product =
        count.number().zip(average.number()).and_then(|((count, _), (average, _))| count.checked_mul(average));
    product.zip(total.number()).is_some_and(|(product, (total, _))| {
        product
            .checked_sub(total)
            .and_then(|rest| rest.abs().checked_mul(Decimal::from(5)))
            .is_some_and(|rest| rest <= total.abs())
    })
}
