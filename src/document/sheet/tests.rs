#![allow(clippy::unwrap_used)]

use super::*;
use crate::document::{Document, ReadOptions};

#[test]
fn cells_have_names() {
    for (row, column, name) in
        [(0, 0, "A1"), (6, 2, "C7"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
    {
        assert_eq!(address(row, column), name);
        assert_eq!(place(name), Some((row, column)));
    }
    assert_eq!([place("7"), place("A"), place("A0"), place("")], [None; 4]);
}

fn workbook(rows: &[(u32, &[(u32, &str)])]) -> Text {
    let mut out = Workbook::new(Format::Xlsx, &ReadOptions::default());
    out.sheet("Sales");
    for (row, cells) in rows {
        let cells: Vec<_> = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
        out.row(*row, &cells).unwrap();
    }
    out.finish()
}

#[test]
fn rows_are_lines_and_tables_are_found() {
    let text = workbook(&[
        (0, &[(0, "Sales by region | 2024")]),
        (2, &[(1, "2023"), (2, "2024")]),
        (3, &[(0, "North"), (1, "10"), (2, "20")]),
        (5, &[(0, "South"), (1, "1"), (2, "2")]),
        (7, &[(0, "Other"), (1, "2024")]),
        (8, &[(0, "x"), (1, "5")]),
        (9, &[(0, "Note: all of it")]),
    ]);
    assert_eq!(
        text.text,
        "## Sales\n| Sales by region ¦ 2024 |\n\n|  | 2023 | 2024 |\n| North | 10 | 20 |\n\n| South | 1 | 2 |\n\n\
         | Other | 2024 |\n| x | 5 |\n| Note: all of it |\n"
    );
    let document = Document::parse(&text.text, Format::Xlsx);
    let shown: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Cell { table, row, column } => format!("{table}:{row}:{column} {}", block.prose.text()),
            kind => format!("{kind:?} {}", block.prose.text()),
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Heading(2) Sales",
            "Paragraph Sales by region ¦ 2024",
            "0:0:1 2023",
            "0:0:2 2024",
            "0:1:0 North",
            "0:1:1 10",
            "0:1:2 20",
            "0:2:0 South",
            "0:2:1 1",
            "0:2:2 2",
            "1:0:0 Other",
            "1:0:1 2024",
            "1:1:0 x",
            "1:1:1 5",
            "Paragraph Note: all of it",
        ]
    );
}

#[test]
fn what_is_out_of_order_or_too_much_is_refused() {
    let mut out = Workbook::new(Format::Xlsx, &ReadOptions { max_size: 1_000, ..ReadOptions::default() });
    out.sheet("A");
    let cell = |column| vec![(column, "1".to_owned())];
    out.row(3, &cell(0)).unwrap();
    assert!(out.row(3, &cell(0)).is_err() && out.row(2_000_000, &cell(0)).is_err());
    assert_eq!(out.row(900_000, &cell(0)), Err(ReadError::Unpacked { limit: 1_000 }));
}
