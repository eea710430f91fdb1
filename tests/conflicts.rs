//! What documents say against each other, rule by rule: wrong, right, and near, which looks wrong to whoever matches by name or number alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::case_sensitive_file_extension_comparisons)]

use std::borrow::Cow;
use std::path::Path;

use claim_audit::audit::audit_with;
use claim_audit::config::Config;
use claim_audit::conflicts::{Compared, Sources, compare};
use claim_audit::document::Format;
use claim_audit::facts::{Ledger, Naming, rows};

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
            audit_with(text, Format::Markdown, &naming).facts
        };
        ledger.add(number, facts);
    }
    compare(&ledger, &Texts(documents))
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
        "warning[false-record] Rice exports: $303 million is no record, as $310 million in April 2024 lies above it, at a.md:1",
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
        "error[wrong-percent] Rice exports: the percentage does not follow from the two values: from $181 million to $310 million is \
         not a rise of 62.3%; $181 million in April 2023 stands at a.md:1",
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

#[test]
fn near_by_owner() {
    near(&[
        ("a.md", "Pakistan's rice exports were $2.9 billion in 2023.\n"),
        ("b.md", "India's rice exports were $2.7 billion in 2023.\n"),
    ]);
    // Every firm has net sales.
    near(&[("a.md", "Net sales were $2.9 billion in 2023.\n"), ("b.md", "Net sales were $2.7 billion in 2023.\n")]);
    near(&[
        ("a.md", "Cloud revenue was $2.9 billion in 2023.\n"),
        ("b.md", "Cloud revenue was $2.7 billion in 2023.\n"),
    ]);
    near(&[(
        "a.md",
        "Acme reported net sales of $2.9 billion in 2023.\n\nBolt reported net sales of $2.7 billion in 2023.\n",
    )]);
    near(&[(
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
