//! What documents say against each other, rule by rule: wrong, right, and near, which looks wrong to whoever matches by name or number alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::case_sensitive_file_extension_comparisons)]

use std::borrow::Cow;
use std::path::Path;

use claim_audit::audit::audit_with;
use claim_audit::config::Config;
use claim_audit::conflicts::{Compared, Sources, compare, listing};
use claim_audit::document::Format;
use claim_audit::facts::{Ledger, Naming, rows};
use claim_audit::link::Line;
use claim_audit::rules::Preview;

/// Documents by their names, in Markdown.
type Documents<'t> = &'t [(&'t str, &'t str)];

struct Texts<'t>(Documents<'t>);

impl Sources for Texts<'_> {
    fn path(&self, document: u32) -> Cow<'_, str> {
        Cow::Borrowed(self.0[document as usize].0)
    }

    fn text(&self, document: u32) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.0[document as usize].1))
    }

    fn configured(&self, _: u64) -> Option<Cow<'_, str>> {
        None
    }
}

fn compared(documents: Documents<'_>, config: &str) -> Compared {
    ledger_and_compared(documents, config).1
}

/// Whose figures the documents report: said at their end, so that all lines stay where they are.
const OWNER: &str = "\n\nPakistan's mills are full. Pakistan's fields are not.\n";

/// The documents as those of one country, which speaks of itself.
fn ledger_and_compared(documents: Documents<'_>, config: &str) -> (Ledger, Compared) {
    let owned: Vec<(&str, String)> = documents
        .iter()
        .map(|(name, text)| (*name, if name.ends_with(".md") { format!("{text}{OWNER}") } else { (*text).to_owned() }))
        .collect();
    let owned: Vec<(&str, &str)> = owned.iter().map(|(name, text)| (*name, text.as_str())).collect();
    as_they_are(&owned, config)
}

fn as_they_are(documents: Documents<'_>, config: &str) -> (Ledger, Compared) {
    let config = Config::parse(Path::new("audit.toml"), config).unwrap();
    let mut naming = Naming::default();
    naming.fiscal_start = config.settings.fiscal_start.map(|month| month.value);
    for metric in &config.metrics {
        naming.add(&metric.name, &metric.aliases);
    }
    // A document that ends in .csv is a file of references.
    let references: Vec<_> = documents.iter().filter(|(name, _)| name.ends_with(".csv")).collect();
    let read: Vec<_> = references.iter().map(|(name, text)| rows(Path::new(name), text).0).collect();
    read.iter().flatten().for_each(|row| naming.add(&row.metric.0, &[]));
    let mut ledger = Ledger::default();
    let mut read = read.into_iter();
    for (number, (name, text)) in (0..).zip(documents) {
        let facts = if name.ends_with(".csv") {
            let facts = read.next().unwrap().iter().map(|row| row.fact(&naming).unwrap()).collect();
            claim_audit::facts::DocumentFacts { facts, ..Default::default() }
        } else {
            audit_with(text, Format::Markdown, &naming, &Preview::ON, Line::default()).facts
        };
        ledger.add(number, facts);
    }
    let compared = compare(&ledger, &Texts(documents));
    (ledger, compared)
}

/// The conflicts, a line each.
fn conflicts(documents: Documents<'_>, config: &str) -> Vec<String> {
    let compared = compared(documents, config);
    compared.conflicts.iter().map(|it| format!("{}[{}] {}", it.severity.name(), it.rule, it.message)).collect()
}

#[track_caller]
fn wrong(documents: Documents<'_>, expected: &str) {
    assert_eq!(conflicts(documents, ""), [expected]);
}

#[track_caller]
fn wrong_with(config: &str, documents: Documents<'_>, expected: &str) {
    assert_eq!(conflicts(documents, config), [expected]);
}

/// Nothing is objected to, and the places were compared.
#[track_caller]
fn right(documents: Documents<'_>) {
    let compared = compared(documents, "");
    assert!(compared.conflicts.is_empty(), "{:?}", conflicts(documents, ""));
    let pairs = compared.series.iter().flat_map(|series| &series.cells).filter(|cell| cell.agreed.len() > 1).count();
    assert!(compared.agreements > 0 || pairs > 0, "nothing was compared");
}

#[track_caller]
fn near(documents: Documents<'_>) {
    assert_eq!(conflicts(documents, ""), Vec::<String>::new());
}

#[track_caller]
fn near_with(config: &str, documents: Documents<'_>) {
    assert_eq!(conflicts(documents, config), Vec::<String>::new());
}

const JULY: &str = "[calendar]\nfiscal-year-starts = \"July\"\n[metrics.\"Rice exports\"]\n";

#[test]
fn headline_and_body() {
    wrong(
        &[(
            "a.md",
            "# Rice exports reach $2.9 billion in 2023\n\nThe board said that rice exports were $2.825 billion in 2023.\n",
        )],
        "error[contradiction] Rice exports in 2023: $2.9 billion here, and $2.825 billion in the text (line 3)",
    );
    right(&[(
        "a.md",
        "# Rice exports reach $2.8 billion in 2023\n\nThe board said that rice exports were $2.825 billion in 2023.\n",
    )]);
}

#[test]
fn body_and_table() {
    let table = "| US$ million | April 2024 | May 2024 |\n|---|---|---|\n| Rice exports | 310 | 296 |\n| Wheat exports | 120 | 131 |\n";
    let wrong_text = format!("Rice exports were $301 million in April 2024.\n\n{table}");
    wrong(
        &[("a.md", &wrong_text)],
        "error[contradiction] Rice exports in April 2024: $310 million here, and $301 million in the text (line 1)",
    );
    right(&[("a.md", &format!("Rice exports were $310 million in April 2024.\n\n{table}"))]);
}

#[test]
fn two_documents() {
    wrong(
        &[
            ("a.md", "Rice exports were $310 million in April 2024.\n"),
            ("b.md", "In April 2024, rice exports came to $130 million. \n"),
        ],
        "error[contradiction] rice exports in April 2024: $130 million here, and $310 million at a.md:1",
    );
    right(&[
        ("a.md", "Rice exports were $310 million in April 2024.\n"),
        ("b.md", "In April 2024, exports of rice came to $310.4 million.\n"),
    ]);
}

#[test]
fn a_reference_goes_before_any_number_of_texts() {
    let csv = "metric,period,value,unit,source\nRice exports,April 2024,310,USD million,Board\n";
    wrong(
        &[("a.md", "Rice exports were $301 million in April 2024.\n"), ("facts.csv", csv)],
        "error[contradiction] Rice exports in April 2024: $301 million here, and $310 million by the reference at facts.csv:2",
    );
    right(&[("a.md", "Rice exports were $310 million in April 2024.\n"), ("facts.csv", csv)]);
}

const LAST_YEAR: (&str, &str) =
    ("2023.md", "LAHORE, 12 January 2024 (APP): Rice exports were $2.301 billion in 2023.\n");

#[test]
fn restated() {
    wrong(
        &[
            LAST_YEAR,
            (
                "2024.md",
                "LAHORE, 14 January 2025 (APP): Rice exports rose to $2.825 billion in 2024 from $2.284 billion in 2023.\n",
            ),
        ],
        "warning[restated] Rice exports in 2023: $2.284 billion here; before, 2023.md:1 said $2.301 billion",
    );
    right(&[
        LAST_YEAR,
        (
            "2024.md",
            "LAHORE, 14 January 2025 (APP): Rice exports rose to $2.825 billion in 2024 from $2.3 billion in 2023.\n",
        ),
    ]);
    wrong(
        &[
            LAST_YEAR,
            (
                "2024.md",
                "LAHORE, 14 January 2025 (APP): Rice exports rose to $2.825 billion in 2024 from a revised $2.284 billion in 2023.\n",
            ),
        ],
        "note[restated] Rice exports in 2023: $2.284 billion here; before, 2023.md:1 said $2.301 billion",
    );
}

#[test]
fn a_part_above_the_whole() {
    wrong(
        &[
            ("a.md", "Rice exports were $3.1 billion in April 2024.\n"),
            ("b.md", "Rice exports were $2.9 billion in 2024.\n"),
        ],
        "error[part-exceeds-whole] Rice exports: $3.1 billion in April 2024 is more than $2.9 billion in the whole of 2024, at b.md:1",
    );
    right(&[
        ("a.md", "Rice exports were $310 million in April 2024.\n"),
        ("b.md", "Rice exports were $2.9 billion in 2024.\n"),
    ]);
    wrong_with(
        JULY,
        &[
            ("a.md", "Rice exports were $3.284 billion in the first nine months of fiscal year 2024 (July–March).\n"),
            ("b.md", "Rice exports were $3.223 billion in FY2023-24.\n"),
        ],
        "error[part-exceeds-whole] Rice exports: $3.284 billion in July 2023–March 2024 is more than $3.223 billion in the whole of \
         July 2023–June 2024, at b.md:1",
    );
}

#[test]
fn parts_that_make_up_a_period() {
    let quarters = |fourth: &str| {
        format!(
            "Rice exports were $700 million in the first quarter of 2024.\n\nRice exports were $650 million in the second quarter of \
             2024.\n\nRice exports were $720 million in the third quarter of 2024.\n\nRice exports were {fourth} in the fourth quarter \
             of 2024.\n"
        )
    };
    let year = ("year.md", "Rice exports were $2.85 billion in 2024.\n");
    wrong(
        &[("quarters.md", &quarters("$870 million")), year],
        "warning[wrong-total] Rice exports in 2024: $2.85 billion is not the sum of its 4 parts, $2.94 billion, the first at quarters.md:1",
    );
    right(&[("quarters.md", &quarters("$780 million")), year]);
}

#[test]
fn a_record_that_is_none() {
    let before = ("a.md", "Rice exports were $310 million in April 2024.\n");
    wrong(
        &[before, ("b.md", "Rice exports hit a record high of $303 million in May 2024.\n")],
        "warning[false-record] Rice exports: $303 million is not a record, as $310 million in April 2024 lies above it, at a.md:1",
    );
    right(&[before, ("b.md", "Rice exports hit a record high of $312 million in May 2024.\n")]);
}

#[test]
fn a_place_among_other_times() {
    let before =
        ("a.md", "Rice exports were $310 million in April 2024.\n\nRice exports were $305 million in March 2024.\n");
    wrong(
        &[before, ("b.md", "Rice exports reached the highest monthly value ever of $303 million in May 2024.\n")],
        "error[wrong-rank] Rice exports: the order does not hold, as $305 million and $310 million lie above $303 million, the first \
         at a.md:3",
    );
    right(&[before, ("b.md", "Rice exports reached the highest monthly value ever of $312 million in May 2024.\n")]);
    // The highest of all markets, not of all months.
    near(&[before, ("b.md", "Rice exports reached the highest value of $303 million in May 2024.\n")]);
}

#[test]
fn a_base_in_another_document() {
    let base = |value: &str| format!("Rice exports were {value} in April 2023.\n");
    let growth = ("b.md", "Rice exports rose 62.3% to $310 million in April 2024 from the same month last year.\n");
    right(&[("a.md", &base("$191 million")), growth]);
    wrong(
        &[("a.md", &base("$181 million")), growth],
        "error[wrong-percent] Rice exports: $181 million to $310 million is a rise of 71.3%, not 62.3%; $181 million in April 2023 stands at a.md:1",
    );
    let decided = compared(&[("a.md", &base("$191 million")), growth], "").decided;
    assert_eq!((decided.len(), decided[0].rule), (1, Some("wrong-percent")));
    assert_eq!(decided[0].facts.iter().map(|cited| cited.path.as_str()).collect::<Vec<_>>(), ["b.md", "b.md", "a.md"]);
}

#[test]
fn growth_in_one_place_against_levels_in_others() {
    let levels = [
        ("a.md", "Rice exports were $2.284 billion in 2023.\n"),
        ("b.md", "Rice exports were $2.825 billion in 2024.\n"),
    ];
    let growth = |percent: &str| format!("Rice exports grew by {percent} in 2024 compared with 2023.\n");
    right(&[levels[0], levels[1], ("c.md", &growth("23.7%"))]);
    let found = conflicts(&[levels[0], levels[1], ("c.md", &growth("32.7%"))], "");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[wrong-percent] ") && found[0].contains("a.md:1"), "{found:?}");
}

/// Levels of two years, stated twice; the text joins them in another place.
const YEARS: (&str, &str) =
    ("a.md", "Rice exports were $1.905 billion in 2018.\n\nRice exports were $2.825 billion in 2023.\n");

#[test]
fn a_yearly_rate_against_levels_in_other_places() {
    let rate = |rate: &str| {
        format!(
            "Rice exports were $1.905 billion in 2018.\n\nRice exports were $2.825 billion in 2023.\n\nRice exports grew from $1.905 \
             billion in 2018 to $2.825 billion in 2023, a CAGR of {rate}.\n"
        )
    };
    right(&[YEARS, ("b.md", &rate("8.2%"))]);
    // The claim fails where it stands; the other places say which of its numbers it is.
    wrong(
        &[YEARS, ("b.md", &rate("2.8%"))],
        "note[contradiction] Rice exports: of the numbers that do not come out here, others speak for 8.2% in place of 2.8%",
    );
    // A mean of yearly rates is none between the two levels, and other levels are of other years.
    near(&[
        YEARS,
        (
            "b.md",
            "Rice exports grew from $1.905 billion in 2018 to $2.825 billion in 2023, growing by an average of 8.9% a year.\n",
        ),
    ]);
    near(&[
        YEARS,
        ("b.md", "Rice exports grew from $1.905 billion in 2016 to $2.825 billion in 2022, a CAGR of 6.8%.\n"),
    ]);
}

#[test]
fn a_record_tells_which_number_is_wrong() {
    let before = ("a.md", "Rice exports rose 62.3% to $310 million in April 2024 from $191 million in April 2023.\n");
    let record = |value: &str| format!("Rice exports hit a record high of {value} in May 2024.\n");
    right(&[before, ("b.md", &record("$312 million"))]);
    let found = compared(&[before, ("b.md", &record("$213 million"))], "").conflicts;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, found[0].facts[0].text.as_str()), ("false-record", "$213 million"));
    // Nothing bounds a record from above: which number was meant is open, and no text is offered.
    assert!(found[0].repairs.is_empty() && found[0].steps.is_empty(), "{found:?}");
    // Higher values of longer periods, of later ones, and of another owner.
    near(&[
        ("a.md", "Rice exports were $330 million in the first quarter of 2024.\n"),
        ("b.md", &record("$303 million")),
    ]);
    near(&[("a.md", "Rice exports were $330 million in June 2024.\n"), ("b.md", &record("$303 million"))]);
    near(&[("a.md", "India's rice exports were $330 million in April 2024.\n"), ("b.md", &record("$303 million"))]);
}

#[test]
fn a_part_above_its_whole_is_put_right_by_what_else_is_known() {
    let found = compared(
        &[
            ("a.md", "Rice exports rose 12.0% to $3.108 billion in the first half of 2024 from $2.775 billion in the first half of 2023.\n"),
            ("b.md", "Rice exports were $2.901 billion in 2024.\n"),
        ],
        "",
    )
    .conflicts;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule, "part-exceeds-whole");
    // A balance may be smaller in a year than in one of its months.
    near(&[
        (
            "a.md",
            "The rice trade surplus was $3.1 billion in April 2024.\n\nThe rice trade surplus was minus $0.4 billion in May 2024.\n",
        ),
        ("b.md", "The rice trade surplus was $2.9 billion in 2024.\n"),
    ]);
}

const WHOLE: &str = "[metrics.\"Exports\"]\naliases = [\"total exports\"]\n[metrics.\"Rice exports\"]\n";

#[test]
fn the_whole_of_a_share_is_of_the_period_of_its_part() {
    let share = |whole: &str, tail: &str| {
        format!("Rice exports were $2.825 billion in 2023, or 34.9% of total exports of {whole}{tail}.\n")
    };
    let total = |value: &str| format!("Exports were {value} in 2023.\n");
    let agrees = |whole: &str, value: &str| {
        let compared = compared(&[("a.md", &share(whole, "")), ("b.md", &total(value))], WHOLE);
        (compared.conflicts.len(), compared.agreements)
    };
    assert_eq!(agrees("$8.1 billion", "$8.105 billion"), (0, 1));
    wrong_with(
        WHOLE,
        &[("a.md", &share("$8.1 billion", "")), ("b.md", &total("$8.51 billion"))],
        "error[contradiction] total exports in 2023: $8.1 billion here, and $8.51 billion at b.md:1",
    );
    // Another period, another mood, another place, another thing.
    let wrong_total = total("$8.51 billion");
    for text in [
        share("$8.1 billion", " in 2022"),
        share("$8.1 billion", " to Asia"),
        "Rice exports were $2.825 billion in 2023, or 34.9% of planned exports of $8.1 billion.\n".to_owned(),
        "Rice exports were $2.825 billion in 2023, or 34.9% of last year exports of $8.1 billion.\n".to_owned(),
        "Rice exports were $2.825 billion in 2023, or 34.9% of farm exports of $8.1 billion.\n".to_owned(),
        "In Punjab, rice exports were $2.825 billion in 2023, or 34.9% of total exports of $8.1 billion.\n".to_owned(),
        "Punjab's rice exports were $2.825 billion in 2023, or 34.9% of total exports of $8.1 billion.\n".to_owned(),
        "Rice exports to Asia were $2.825 billion in 2023, or 34.9% of total exports of $8.1 billion.\n".to_owned(),
    ] {
        near_with(WHOLE, &[("a.md", &text), ("b.md", &wrong_total)]);
    }
}

#[test]
fn what_follows_from_others_is_listed_with_where_it_follows_from() {
    let implied = |documents: Documents<'_>| -> Vec<String> {
        let (ledger, compared) = ledger_and_compared(documents, "");
        let listed = listing(&ledger, &compared, &Texts(documents));
        let rows =
            listed.iter().flat_map(|listed| &listed.rows).filter_map(|row| Some((row.days, row.implied.as_ref()?)));
        rows.map(|(days, (interval, from))| {
            let from: Vec<_> = from.iter().map(|cited| format!("{} {}", cited.path, cited.text)).collect();
            let end = |end: Option<claim_audit::model::Decimal>| end.unwrap().round_sf(5).unwrap().normalize();
            format!("{days}: {} … {} by {}", end(interval.low()), end(interval.high()), from.join(", "))
        })
        .collect()
    };
    // A base that no place states.
    assert_eq!(
        implied(&[("a.md", "Rice exports rose 62.3% to $310 million in April 2024 from the same month last year.\n")]),
        ["April 2023: 190640000 … 191370000 by a.md 62.3%, a.md $310 million"]
    );
    // A growth alone, and the level in another document.
    assert_eq!(
        implied(&[
            ("a.md", "Rice exports grew by 25.0% in 2024 compared with 2023.\n"),
            ("b.md", "Rice exports were $2.000 billion in 2023.\n"),
        ]),
        ["2024: 2498400000 … 2501600000 by a.md 25.0%, b.md $2.000 billion"]
    );
    // What is left of a year.
    assert_eq!(
        implied(&[
            ("a.md", "Rice exports were $2.284 billion in the first nine months of 2024.\n"),
            ("b.md", "Rice exports were $3.223 billion in 2024.\n"),
        ]),
        ["October–December 2024: 938000000 … 940000000 by a.md $2.284 billion, b.md $3.223 billion"]
    );
    // A rough figure that others make finer.
    assert_eq!(
        implied(&[
            ("a.md", "Rice exports rose 25.0% to about $3 billion in 2024 from $2.284 billion in 2023.\n"),
            ("b.md", "Rice exports were $2.284 billion in 2023.\n"),
        ]),
        ["2024: 2853200000 … 2856800000 by a.md 25.0%, a.md $2.284 billion"]
    );
    // What is owed does not add up, and what is known as closely is not told again.
    assert_eq!(
        implied(&[
            ("a.md", "Farm debt was $2.284 billion in the first nine months of 2024.\n"),
            (
                "b.md",
                "Farm debt was $3.223 billion in 2024.\n\nRice exports rose 25.0% to $2.500 billion in 2024 from $2.000 billion in 2023.\n"
            ),
        ]),
        Vec::<String>::new()
    );
}

#[test]
fn near_by_name() {
    // Another scope.
    near(&[
        ("a.md", "Goods exports were $2.9 billion in 2023.\n"),
        ("b.md", "Services exports were $2.8 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports to China were $2.7 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "In Punjab, rice exports were $2.7 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Net rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Gross rice exports were $2.7 billion in 2023.\n"),
    ]);
    near(&[("a.md", "Real farm wages were $2,900 in 2023.\n"), ("b.md", "Nominal farm wages were $2,700 in 2023.\n")]);
    near(&[
        ("a.md", "Adjusted farm income was $2.9 billion in 2023.\n"),
        ("b.md", "Farm income was $2.7 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports were $2.7 billion in basmati in 2023.\n"),
    ]);
}

/// Nothing is compared where the documents are left without an owner, or have different ones.
#[track_caller]
fn apart(documents: Documents<'_>) {
    let compared = as_they_are(documents, "").1;
    assert!(compared.conflicts.is_empty() && compared.agreements == 0, "{:?}", compared.conflicts);
}

#[test]
fn what_nobody_owns_is_compared_within_its_document() {
    let (a, b) = (
        "Provision for loan losses was $4.8 million in 2023.\n",
        "Provision for loan losses was $8.4 million in 2023.\n",
    );
    apart(&[("a.md", a), ("b.md", b)]);
    let signed = |publisher: &str, text: &str| format!("---\ntitle: Results\nsource: {publisher}\n---\n\n{text}");
    apart(&[("a.md", &signed("Union Bank", a)), ("b.md", &signed("Harbour Bank", b))]);
    // Who passes on what others report owns none of it.
    apart(&[("a.md", &signed("PR Newswire", a)), ("b.md", &signed("PR Newswire", b))]);
    let whose = |owner: &str, text: &str| format!("{text}\n{owner}'s branches are open. {owner}'s staff are few.\n");
    apart(&[("a.md", &whose("Union", a)), ("b.md", &whose("Harbour", b))]);
    // A day, or an agency that rates them, is nobody whose provision it could be.
    apart(&[("a.md", &whose("Monday", a)), ("b.md", &whose("Monday", b))]);
    apart(&[("a.md", &whose("Moody", a)), ("b.md", &whose("Moody", b))]);

    let found = |documents: Documents<'_>, config: &str| as_they_are(documents, config).1.conflicts.len();
    assert_eq!(found(&[("a.md", &format!("{a}\n{b}"))], ""), 1);
    assert_eq!(found(&[("a.md", &signed("Union Bank", a)), ("b.md", &signed("Union Bank", b))], ""), 1);
    assert_eq!(found(&[("a.md", &whose("Union", a)), ("b.md", &whose("Union", b))], ""), 1);
    // The configuration says that it is one.
    assert_eq!(found(&[("a.md", a), ("b.md", b)], "[metrics.\"Provision for loan losses\"]\n"), 1);
    let sentence = ("a.md", "Union's provision for loan losses was $4.8 million in 2023.\n");
    let other = ("b.md", "Union's provision for loan losses was $8.4 million in 2023.\n");
    assert_eq!(found(&[sentence, other], ""), 1);
}

#[test]
fn an_owner_stands_before_or_behind_what_is_his() {
    wrong(
        &[
            ("a.md", "Pakistan's rice exports were $2.9 billion in 2023.\n"),
            ("b.md", "Rice exports of Pakistan were $2.7 billion in 2023.\n"),
        ],
        "error[contradiction] Rice exports of Pakistan in 2023: $2.7 billion here, and $2.9 billion at a.md:1",
    );
    right(&[
        ("a.md", "Pakistan's rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports of Pakistan were $2.9 billion in 2023.\n"),
    ]);
}

#[test]
fn near_by_owner() {
    near(&[
        ("a.md", "Pakistan's rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "India's rice exports were $2.7 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports of Pakistan were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports of India were $2.7 billion in 2023.\n"),
    ]);
    // What they are of is no owner, nor is a month.
    apart(&[
        ("a.md", "Exports of rice were $2.9 billion in 2023.\n"),
        ("b.md", "Exports of rice were $2.7 billion in 2023.\n"),
    ]);
    // Every firm has net sales.
    apart(&[("a.md", "Net sales were $2.9 billion in 2023.\n"), ("b.md", "Net sales were $2.7 billion in 2023.\n")]);
    apart(&[
        ("a.md", "Cloud revenue was $2.9 billion in 2023.\n"),
        ("b.md", "Cloud revenue was $2.7 billion in 2023.\n"),
    ]);
    apart(&[(
        "a.md",
        "Acme reported net sales of $2.9 billion in 2023.\n\nBolt reported net sales of $2.7 billion in 2023.\n",
    )]);
    apart(&[(
        "a.md",
        "# Acme in 2023\n\nNet sales were $2.9 billion in 2023.\n\n## Europe\n\nNet sales were $2.1 billion in 2023.\n",
    )]);
}

#[test]
fn near_by_period() {
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports were $2.7 billion in the first nine months of 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports were $2.7 billion in FY2023.\n"),
    ]);
    near_with(
        JULY,
        &[
            ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
            ("b.md", "Rice exports were $2.7 billion in FY2023.\n"),
        ],
    );
    near(&[
        ("a.md", "Rice exports were $290 million in April 2023.\n"),
        ("b.md", "Rice exports were $270 million in April 2024.\n"),
    ]);
    // Which year's first quarter it is, is not said.
    near(&[(
        "a.md",
        "Rice exports were $290 million in the first quarter.\n\nRice exports were $270 million in the first quarter of 2024.\n",
    )]);
    // What is owed does not add up over time.
    near(&[("a.md", "Farm debt was $3.1 billion in April 2024.\n"), ("b.md", "Farm debt was $2.9 billion in 2024.\n")]);
    near(&[
        ("a.md", "Rice exports were $310 million in April 2019.\n"),
        ("b.md", "Rice exports hit a record high of $303 million in May 2024, the highest in a three-year period.\n"),
    ]);
}

#[test]
fn near_by_unit_and_mood() {
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports were €2.7 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "Rice exports were 2.7 million tonnes in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2025.\n"),
        ("b.md", "Rice exports will reach $3.7 billion in 2025.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2025.\n"),
        ("b.md", "Rice exports are expected to reach $3.7 billion in 2025.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $2.9 billion in 2025.\n"),
        ("b.md", "The rice export target was $3.7 billion in 2025.\n"),
    ]);
    near(&[(
        "a.md",
        "Rice exports were $2.9 billion in 2023.\n\nRice exports were revised to $2.7 billion in 2023.\n",
    )]);
    // Rounding, a hedge, and a value that is no slip of the other.
    near(&[
        ("a.md", "Rice exports were nearly $3 billion in 2023.\n"),
        ("b.md", "Rice exports were $2.94 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were over $2 billion in 2023.\n"),
        ("b.md", "Rice exports were $2.94 billion in 2023.\n"),
    ]);
    near(&[
        ("a.md", "Rice exports were $17 million in 2023.\n"),
        ("b.md", "Rice exports were $2.94 billion in 2023.\n"),
    ]);
}

#[test]
fn names_of_the_configuration_are_one_metric() {
    let config =
        "[metrics.\"Rice exports\"]\naliases = [\"rice shipments abroad\", \"basmati and coarse rice sales\"]\n";
    let documents: Documents<'_> = &[
        ("a.md", "Rice exports were $310 million in April 2024.\n"),
        ("b.md", "In April 2024, rice shipments abroad came to $17 million.\n"),
    ];
    near(documents);
    wrong_with(
        config,
        documents,
        "error[contradiction] rice shipments abroad in April 2024: $17 million here, and $310 million at a.md:1",
    );
}

#[test]
fn the_order_of_files_does_not_change_what_is_found() {
    let documents = [
        ("a.md", "Rice exports were $310 million in April 2024.\n"),
        ("b.md", "In April 2024, rice exports came to $310 million.\n"),
        ("c.md", "Rice exports were $130 million in April 2024.\n"),
    ];
    let of = |order: [usize; 3]| {
        let documents = order.map(|at| documents[at]);
        compared(&documents, "").conflicts.iter().map(|it| it.facts[0].text.clone()).collect::<Vec<_>>()
    };
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        assert_eq!(of(order), ["$130 million"], "{order:?}");
    }
}
