#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::audit::audit;
use crate::document::Format;

/// Each claim on a line: kind, direction, metric, the roles with their printed text, verdict.
fn show(source: &str, format: Format) -> Vec<String> {
    let report = audit(source, format);
    let line = |checked: &crate::rules::CheckedClaim| {
        let claim = &checked.claim;
        let mut line = claim.kind.name().to_owned();
        if let Some(direction) = claim.direction {
            line = format!("{line} {}", direction.name());
        }
        line = format!("{line} [{}]", claim.metric.as_deref().unwrap_or_default());
        for (role, quantity) in &claim.readings[0].roles {
            line = format!("{line} {}={}", role.name(), &source[quantity.span.range()]);
        }
        format!("{line}: {}", checked.verdict.name())
    };
    report.claims.iter().map(line).collect()
}

fn text(source: &str) -> Vec<String> {
    show(source, Format::Text)
}

fn markdown(source: &str) -> Vec<String> {
    show(source, Format::Markdown)
}

#[test]
fn a_growth_column_is_done_again() {
    let table = "| Region | 2023 | 2024 | Change |\n|---|---|---|---|\n\
                 | North | 200 | 230 | 15.0% |\n| South | 400 | 380 | -5.0% |\n| East | 120 | 150 | 25.0% |\n| West | 80 | 90 | 22.5% |\n";
    assert_eq!(
        markdown(table),
        [
            "change up [North] old=200 new=230 percent=15.0%: exact",
            "change down [South] old=400 new=380 percent=-5.0%: exact",
            "change up [East] old=120 new=150 percent=25.0%: exact",
            "change up [West] old=80 new=90 percent=22.5%: mismatch",
        ]
    );
}

#[test]
fn a_column_that_mostly_fails_is_something_else() {
    let table = "| Region | 2023 | 2024 | Growth, organic |\n|---|---|---|---|\n\
                 | North | 200 | 230 | 11.0% |\n| South | 400 | 380 | -7.0% |\n| East | 120 | 150 | 25.0% |\n";
    assert!(markdown(table).is_empty(), "{:?}", markdown(table));
}

#[test]
fn the_newest_year_may_stand_first() {
    let table = "| Region | Q1 2025 | Q1 2024 | YoY |\n|---|---|---|---|\n\
                 | North | 230 | 200 | 15% |\n| South | 380 | 400 | (5)% |\n| East | 150 | 120 | 25% |\n";
    assert_eq!(markdown(table)[1], "change down [South] new=380 old=400 percent=(5)%: exact");
}

#[test]
fn percentage_and_difference_of_a_row_are_one_change() {
    let table = "Product      2023     2024    Change    Change, %\n\
                 ---------------------------------------------\n\
                 Rice         $210     $252       $42       20.0%\n\
                 Cotton       $150     $120     ($30)     (20.0%)\n\
                 Leather       $80      $88        $8       10.0%\n";
    assert_eq!(
        text(table),
        [
            "change up [Rice] old=$210 new=$252 difference=$42 percent=20.0%: exact",
            "change down [Cotton] old=$150 new=$120 difference=($30) percent=(20.0%): exact",
            "change up [Leather] old=$80 new=$88 difference=$8 percent=10.0%: exact",
        ]
    );
}

#[test]
fn growth_may_run_down_the_rows() {
    let table = "| Year | Exports (US$ million) | Growth |\n|---|---|---|\n\
                 | 2020 | 1,000 | – |\n| 2021 | 1,100 | 10.0% |\n| 2022 | 1,210 | 10.0% |\n| 2023 | 1,331 | 10.0% |\n";
    let claims = markdown(table);
    assert_eq!(claims.len(), 3, "{claims:?}");
    assert_eq!(claims[0], "change up [2021] old=1,000 new=1,100 percent=10.0%: exact");
}

#[test]
fn flattened_rows_with_ranks() {
    let table = "Rank\n\nCity\n\nQ1 2024\n\nQ2 2024\n\nGrowth\n\n1\n\nLahore\n\n1995\n\n2199\n\n10.2%\n\n2\n\nKarachi\n\n\
                 3100\n\n3410\n\n10.0%\n\n3\n\nMultan\n\n917\n\n1016\n\n10.8%\n\nAbout us\n\nWe count things.\n";
    assert_eq!(
        markdown(table),
        [
            "change up [Lahore] old=1995 new=2199 percent=10.2%: exact",
            "change up [Karachi] old=3100 new=3410 percent=10.0%: exact",
            "change up [Multan] old=917 new=1016 percent=10.8%: exact",
        ]
    );
}

#[test]
fn changes_in_points() {
    let table = "| Ratio | 2023 | 2024 | Change |\n|---|---|---|---|\n\
                 | Margin | 12.5% | 13.7% | 120 bps |\n| Tax rate | 21.0% | 20.5% | (50) bps |\n| Payout | 40.0% | 41.0% | 100 bps |\n";
    assert_eq!(markdown(table)[1], "change down [Tax rate] old=21.0% new=20.5% difference=(50) bps: exact");
}

#[test]
fn totals_of_columns() {
    let table = "| Region | 2021 | 2022 | 2023 |\n|---|---|---|---|\n\
                 | North | 20 | 23 | 31 |\n| South | 40 | 38 | 35 |\n| of which: coast | 10 | 9 | 8 |\n| East | 12 | 15 | 19 |\n\
                 | Total | 72 | 76 | 95 |\n";
    let claims = markdown(table);
    assert!(claims.iter().all(|claim| claim.starts_with("total [Total]")), "{claims:?}");
    assert_eq!(claims.len(), 3);
    assert!(claims[0].contains("term=20 term=40 term=12 total=72"), "{claims:?}");
}

#[test]
fn a_total_that_lacks_rows_is_left_alone() {
    let table = "| Region | 2023 |\n|---|---|\n| North | 20 |\n| South | 40 |\n| Total | 95 |\n";
    assert!(markdown(table).is_empty());
}

#[test]
fn subtotals_are_not_added_twice() {
    let table = "| Item | 2022 | 2023 |\n|---|---|---|\n| Rice | 20 | 21 |\n| Wheat | 30 | 33 |\n| Total crops | 50 | 54 |\n\
                 | Cattle | 10 | 11 |\n| Poultry | 15 | 16 |\n| Total livestock | 25 | 27 |\n| Grand total | 75 | 81 |\n";
    assert_eq!(markdown(table).len(), 6, "{:?}", markdown(table));
}

#[test]
fn shares_of_the_total() {
    let table = "| Region | Sales | Share |\n|---|---|---|\n\
                 | North | $20.0 | 25.0% |\n| South | $40.0 | 50.0% |\n| East | $20.0 | 52.0% |\n| Total | $80.0 | 100% |\n";
    let claims = markdown(table);
    assert_eq!(claims[0], "share [North] part=$20.0 share=25.0% whole=$80.0: exact");
    assert!(claims.contains(&"share [East] part=$20.0 share=52.0% whole=$80.0: mismatch".to_owned()), "{claims:?}");
}

#[test]
fn a_sentence_takes_its_values_from_the_table() {
    let source = "Sales of rice rose by 20%.\n\n| Product | 2023 | 2024 |\n|---|---|---|\n\
                  | Rice | $210 | $252 |\n| Cotton | $150 | $120 |\n| Leather | $80 | $88 |\n";
    assert_eq!(markdown(source), ["change up [Sales of rice] percent=20% new=$252 old=$210: exact"]);
}

#[test]
fn prose_in_columns_is_no_table() {
    let source = "Exports rose 5%  to $105 million  from $100 million.  Imports fell.\n";
    assert_eq!(text(source).len(), 1);
    assert!(text("Phone:  +1 228 435\nFax:  +1 228 436\nRooms:  12\n").is_empty());
}

#[test]
fn the_unit_of_one_table_is_not_that_of_the_next() {
    let table = |head: &str| {
        format!(
            "| Plant | Q1 {head} | Q2 {head} | Total {head} |\n|---|---|---|---|\n| A | 10 | 11 | 21 |\n| B | 20 | 21 | 41 |\n"
        )
    };
    let source = format!("{}\nThe same in numbers:\n\n{}", table("($m)"), table(""));
    let report = audit(&source, Format::Markdown);
    let units: Vec<String> =
        report.claims.iter().map(|checked| checked.claim.readings[0].roles[0].1.unit.to_string()).collect();
    assert_eq!(units, ["USD", "USD", "count", "count"]);
}

#[test]
fn a_caption_gives_scale_and_unit() {
    let source = "(In thousands, except per share figures)\n\nItem      2024      2023    Change\nSales    $1,320    $1,200     10.0%\n\
                  Costs       760       800     -5.0%\nShares outstanding, number    500    400    25.0%\n";
    let report = audit(source, Format::Text);
    let values: Vec<String> = report
        .claims
        .iter()
        .filter_map(|checked| {
            let new = checked.claim.readings[0].get(crate::model::Role::New)?;
            Some(format!("{} {}", new.number()?.0, new.unit))
        })
        .collect();
    assert_eq!(values, ["1320000 USD", "760000 USD", "500 count"]);
}

#[test]
fn earnings_per_share_follow_from_profit_and_shares() {
    let table = "(In thousands, except per share data)\n\n| | Q1 2025 | Q1 2024 |\n|---|---|---|\n| Net income | $1,312 | $2,418 |\n\
                 | Weighted average shares outstanding | 4,617,466 | 4,661,686 |\n| Earnings per share | $0.28 | $0.52 |\n\
                 | Dividends per share | $0.14 | $0.13 |\n";
    let found: Vec<String> = markdown(table).into_iter().filter(|line| line.starts_with("average")).collect();
    assert_eq!(
        found,
        [
            "average [Earnings per share] total=$1,312 count=4,617,466 average=$0.28: exact",
            "average [Earnings per share] total=$2,418 count=4,661,686 average=$0.52: exact",
        ]
    );
    // What is paid to others first makes the quotient another one: nothing is said.
    let other = table.replace("$0.28", "$0.24").replace("$0.52", "$0.49");
    assert!(markdown(&other).iter().all(|line| !line.starts_with("average")), "{:?}", markdown(&other));
}
