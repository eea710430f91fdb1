#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

/// Each row as `text = value unit`, or `text = first..last` for a period.
fn read(text: &str, today: Option<&str>) -> Vec<String> {
    let read = extract(text, Format::Markdown, today.map(|day| day.parse().unwrap()), 7);
    read.rows.iter().map(|row| show(row, text)).collect()
}

fn show(row: &Row, text: &str) -> String {
    let read = match &row.item {
        Item::Quantity { quantity, upper, change, .. } => {
            let upper = upper.map(|upper| format!("..{}", upper.normalize())).unwrap_or_default();
            let change = change.map(|change| format!(" {}", change.name())).unwrap_or_default();
            format!("{}{upper} {}{change}", quantity.number().unwrap().0.normalize(), quantity.unit)
        }
        Item::Period(Named { days: Some((first, last)), .. }) => format!("{first}..{last}"),
        Item::Period(_) => "?".to_owned(),
    };
    format!("{} = {read}", &text[row.span.range()])
}

#[test]
fn numbers_without_a_claim_are_kept() {
    assert_eq!(
        read("The bank has 43 branches and $5.2 million in cash. Rates rose 0.5 pp.", None),
        ["43 = 43 branches", "$5.2 million = 5200000 USD", "0.5 pp = 0.5 pp up"]
    );
}

#[test]
fn a_range_is_one_row() {
    assert_eq!(
        read("Guidance is $1.2 billion to $1.4 billion. Growth of 3.5 to 4 percent is expected.", None),
        ["$1.2 billion to $1.4 billion = 1200000000..1400000000 USD", "3.5 to 4 percent = 3.5..4 %"]
    );
    assert_eq!(
        read("Sales rose from $1.2 billion to $1.4 billion.", None),
        ["$1.2 billion = 1200000000 USD", "$1.4 billion = 1400000000 USD"]
    );
    let guidance = extract("Guidance is $62-68 million.", Format::Text, None, 7);
    let interval = guidance.rows[0].interval().unwrap();
    assert_eq!((interval.low(), interval.high()), (Some(61_500_000.into()), Some(68_500_000.into())));
}

#[test]
fn words_that_a_claim_reads_as_numbers() {
    assert_eq!(read("Profit doubled to $40 million.", None), ["doubled = 2 x up", "$40 million = 40000000 USD"]);
    assert_eq!(read("One in five adults smoked.", None), ["One in five = 20 %"]);
}

#[test]
fn relative_periods_need_a_day() {
    let text = "Sales fell last month, last quarter, last year, this week, and in December.";
    assert_eq!(
        read(text, Some("2024-11-20")),
        [
            "last month = 2024-10-01..2024-10-31",
            "last quarter = 2024-07-01..2024-09-30",
            "last year = 2023-01-01..2023-12-31",
            "this week = 2024-11-18..2024-11-24",
            "December = 2023-12-01..2023-12-31",
        ]
    );
    assert!(read(text, None).iter().all(|row| row.ends_with("= ?")));
    let dated = format!("---\ndate: 2024-11-20\n---\n\n{text}");
    assert_eq!(read(&dated, None), read(text, Some("2024-11-20")));
    assert_eq!(read(&dated, Some("2020-01-05"))[0], "last month = 2019-12-01..2019-12-31");
}

#[test]
fn comparisons_look_back_from_what_the_text_spoke_of() {
    assert_eq!(
        read("In Q1 2024 sales rose 5% from a year earlier. They fell from the previous quarter.", Some("2025-06-01")),
        [
            "Q1 2024 = 2024-01-01..2024-03-31",
            "5% = 5 % up",
            "year earlier = 2023-01-01..2023-03-31",
            "previous quarter = 2023-10-01..2023-12-31",
        ]
    );
}

#[test]
fn parts_and_ends_of_a_period_are_one_row() {
    assert_eq!(
        read(
            "From November to February 2024, between 2019 and 2023, in the second half of last year.",
            Some("2024-11-20")
        ),
        [
            "November to February 2024 = 2023-11-01..2024-02-29",
            "2019 and 2023 = 2019-01-01..2023-12-31",
            "second half of last year = 2023-07-01..2023-12-31",
        ]
    );
}

#[test]
fn a_row_names_its_claim() {
    let read = extract("Exports rose 5% to $105 million. It has 12 branches.", Format::Text, None, 7);
    let claims: Vec<_> = read.rows.iter().map(|row| row.claim).collect();
    assert_eq!(claims, [Some((0, Role::Percent)), Some((0, Role::New)), None]);
}

#[test]
fn a_table_lends_its_units() {
    let table = "| Item (US$ million) | 2023 | 2024 | Change |\n|---|---|---|---|\n| Exports | 200 | 250 | 25% |\n| Imports | 100 | 110 | 10% |\n";
    let rows = read(table, None);
    assert!(rows.contains(&"250 = 250000000 USD".to_owned()), "{rows:?}");
}
