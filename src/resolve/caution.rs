//! Words that name another sum than the numbers of a sentence make: a total that covers more, a price for each, an order in time.
//!
//! Which numbers belong together was settled before. Here the text around them is asked once more whether a sum that fails would be an
//! error at all; where it would not, the claim gets the guard that says why. What comes out is not touched.

use super::Stated;
use crate::document::Document;
use crate::model::{Claim, Decimal, Guard, Kind, Quantity, Rank, Reading, Role, Unit};

/// Gives guards to the claims whose words name another sum.
pub fn settle(stated: &mut [Stated], document: &Document<'_>) {
    for this in stated.iter_mut().filter(|this| this.claim.guard.is_none() && !this.gone && !this.silent) {
        let found = |this: &Stated| {
            let text = Text::of(&this.claim, document)?;
            let reading = this.claim.readings.first()?;
            match this.claim.kind {
                Kind::Total => total(&text, reading),
                Kind::Average => average(&text, reading),
                Kind::Rank => rank(&text, reading, this.claim.rank?),
                Kind::Share => share(&text, reading),
                Kind::Conversion => conversion(&text, reading),
                Kind::GrowthRate => growth_rate(&text, reading),
                Kind::Change if reading.has(Role::Multiple) => multiple(&text, reading),
                _ => None,
            }
        };
        this.claim.guard = found(this);
    }
}

/// The statement in lower case, byte by byte where it stands in the file.
struct Text {
    start: u32,
    lower: String,
}

impl Text {
    fn of(claim: &Claim, document: &Document<'_>) -> Option<Self> {
        let lower = document.source.get(claim.statement.range())?.to_ascii_lowercase();
        Some(Self { start: claim.statement.start, lower })
    }

    fn place(&self, at: u32) -> Option<usize> {
        at.checked_sub(self.start).map(|at| at as usize).filter(|at| *at <= self.lower.len())
    }

    /// What stands before a number.
    fn before(&self, quantity: &Quantity) -> &str {
        self.place(quantity.span.start).and_then(|at| self.lower.get(..at)).unwrap_or_default()
    }

    /// What stands behind a number.
    fn behind(&self, quantity: &Quantity) -> &str {
        self.place(quantity.span.end).and_then(|at| self.lower.get(at..)).unwrap_or_default()
    }

    /// What stands between two numbers, `None` unless the first one comes first.
    fn between(&self, one: &Quantity, other: &Quantity) -> Option<&str> {
        self.lower.get(self.place(one.span.end)?..self.place(other.span.start)?)
    }
}

/// Whether one of some words or phrases stands in a text, from the start of a word on.
fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            !word.starts_with(char::is_alphanumeric)
                || !text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
        })
    })
}

/// The last bytes of a text, or all of it.
fn tail(text: &str, most: usize) -> &str {
    let start = (text.len().saturating_sub(most)..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(start..).unwrap_or_default()
}

/// The first bytes of a text, or all of it.
fn head(text: &str, most: usize) -> &str {
    let end = (0..=text.len().min(most)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

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

/// "bringing the total to 540", "In addition …, a total of 72 points": the total covers more than the terms, or counts something else.
fn total(text: &Text, reading: &Reading) -> Option<Guard> {
    let terms: Vec<&Quantity> = reading.all(Role::Term).collect();
    let first = terms.iter().min_by_key(|term| term.span.start)?;
    let last = terms.iter().max_by_key(|term| term.span.start)?;
    let Some(total) = reading.get(Role::Total) else { return None };
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
    let covers_more = has(text.before(first), ADDED) || has(led, RUNNING) || has(led, ADDED);
    let other_thing = counts_another_thing(&terms, total);
    if priced {
        Some(Guard::PriceOfEach)
    } else if covers_more || within || other_thing {
        Some(Guard::CoversMore)
    } else {
        None
    }
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
fn average(text: &Text, reading: &Reading) -> Option<Guard> {
    const OF_LOT: &[&str] = &[
        "total",
        "totaling",
        "totalling",
        "proceeds",
        "aggregate",
        "consideration",
        "worth",
        "valued at",
        "for",
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
    let (total, _) = (reading.get(Role::Total)?, reading.get(Role::Count)?);
    let prices = RATE.iter().map(|rate| text.lower.matches(rate).count()).sum::<usize>();
    let behind = text.behind(total).trim_start_matches([' ', '-']);
    let led = has(tail(text.before(total), 32), OF_LOT)
        || ["for ", "offering", "placement", "in total", "in gross proceeds", "among "]
            .iter()
            .any(|word| behind.starts_with(word));
    let other = has(&text.lower, OTHER_LOTS) || prices > 1 && !text.behind(average).is_empty();
    (other || !led).then_some(Guard::CoversMore)
}

/// "followed by" in time, and orders that run upwards.
fn rank(text: &Text, reading: &Reading, rank: Rank) -> Option<Guard> {
    const ORDER: &[&str] = &[
        "most",
        "largest",
        "biggest",
        "highest",
        "top",
        "topped",
        "best",
        "greatest",
        "majority",
        "ranked",
        "strongest",
        "fastest",
        "longest",
        "led by",
        "leading",
        "leads",
        "lead with",
        "led with",
        "led the way",
        "led",
        "first place",
        "winner",
        "heaviest",
        "richest",
        "busiest",
    ];
    const UPWARDS: &[&str] = &[
        "lowest",
        "smallest",
        "fewest",
        "least",
        "cheapest",
        "slowest",
        "weakest",
        "worst",
        "youngest",
        "shortest",
        "lightest",
        "poorest",
        "decrease",
        "decreases",
        "decline",
        "declines",
        "fall",
        "falls",
        "fell",
        "drop",
        "drops",
        "dropped",
        "loss",
        "losses",
        "losers",
        "down",
        "trailing",
        "trailed",
        "behind",
        "reduction",
    ];
    const MOVES: &[&str] = &["index", "gainers", "higher", "lower", "shares of", "stocks"];
    let value = reading.get(Role::Value)?;
    let negative =
        reading.roles.iter().any(|(_, number)| number.number().is_some_and(|(value, _)| value < Decimal::ZERO));
    match rank {
        Rank::Ahead => {
            let ordered = has(text.before(value), ORDER) || has(head(text.behind(value), 60), &["ahead of", "led"]);
            (!ordered || negative || has(&text.lower, UPWARDS) || has(&text.lower, MOVES)).then_some(Guard::OtherOrder)
        }
        Rank::Highest(_) | Rank::Lowest(_) => (negative
            || has(&text.lower, &["trailing", "trailed", "among", "except", "excluding", "other than", "since"]))
        .then_some(Guard::OtherOrder),
        Rank::RecordHigh | Rank::RecordLow => None,
    }
}

/// "75 percent of the 30 owners" states a share of them; a count elsewhere in the text may be of anything.
fn share(text: &Text, reading: &Reading) -> Option<Guard> {
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
    (!named || has(&text.lower, RULES)).then_some(Guard::OtherWhole)
}

/// "double the year-earlier level", "twice the industry average": the multiple has a base of its own.
fn multiple(text: &Text, reading: &Reading) -> Option<Guard> {
    const OWN_BASE: &[&str] = &[
        "double a year",
        "double the year",
        "double last",
        "double the level",
        "double what",
        "double the number",
        "double that of",
        "double the average",
        "double the industry",
        "double its",
        "double their",
        "twice the",
        "twice as",
        "twice that",
        "twice its",
        "times the",
        "times as",
        "times that",
        "times more",
        "times its",
        "times higher",
        "times larger",
        "more than double the",
        "triple the",
        "doubling every",
        "doubles every",
    ];
    let (new, old) = (reading.get(Role::New)?, reading.get(Role::Old)?);
    let linked = text.between(old, new).or_else(|| text.between(new, old)).unwrap_or_default();
    (has(&text.lower, OWN_BASE) || linked.is_empty() || linked.contains([';'])).then_some(Guard::OtherBase)
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
    let measure = |words: &str| MEASURES.iter().find(|names| has(words, names)).copied();
    let own = measure(head(text.behind(part), NEAR));
    if text.between(share, whole).is_some() {
        let other = measure(head(text.behind(whole), NEAR));
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
fn conversion(text: &Text, reading: &Reading) -> Option<Guard> {
    let (amount, equivalent) = (reading.get(Role::Amount)?, reading.get(Role::Equivalent)?);
    let prices = matches!(amount.unit, Unit::Money(_)) && amount.unit == equivalent.unit;
    let between = text.between(amount, equivalent)?;
    (prices && !between.contains([',', '(', '–', '—', '='])).then_some(Guard::PriceOfEach)
}

/// "$3.10 billion in 2023 … a CAGR of 14.1% between 2024 and 2032": the rate has a span of its own, that begins at another year.
fn growth_rate(text: &Text, reading: &Reading) -> Option<Guard> {
    const NEAR: usize = 60;
    let percent = reading.get(Role::Percent)?;
    reading.get(Role::Start)?;
    let behind = head(text.behind(percent), NEAR);
    let led = ["between ", "from "].iter().find_map(|word| behind.find(word).map(|at| at + word.len()))?;
    let year = behind.get(led..led + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!text.before(percent).contains(year)).then_some(Guard::OtherBase)
}
