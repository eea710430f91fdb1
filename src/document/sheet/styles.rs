//! The number formats of an Excel workbook.

use std::collections::HashMap;

use crate::document::package::xml::{self, Node};
use crate::document::{Format, ReadError};

/// The number formats of cells by the numbers of their styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    own: HashMap<u32, String>,
    cells: Vec<u32>,
}

/// Reads the part that holds the styles.
pub(super) fn read(xml: &str) -> Result<Styles, ReadError> {
    let mut styles = Styles::default();
    let mut in_cells = false;
    xml::each(xml, Format::Xlsx, &mut |node| match node {
        Node::Open(tag) => match tag.name {
            "numFmt" => {
                let id = tag.value("numFmtId").and_then(|id| id.parse().ok());
                styles.own.extend(id.zip(tag.value("formatCode")));
            }
            "cellXfs" => in_cells = true,
            "xf" if in_cells => {
                styles.cells.push(tag.value("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0));
            }
            _ => {}
        },
        Node::Close("cellXfs") => in_cells = false,
        _ => {}
    })?;
    Ok(styles)
}

impl Styles {
    /// The format of a style.
    pub(super) fn format(&self, style: usize) -> &str {
        let id = self.cells.get(style).copied().unwrap_or(0);
        self.own.get(&id).map_or_else(|| built_in(id), String::as_str)
    }
}

/// The formats that are known by number alone (ECMA-376, part 1, 18.8.30), as they are in English.
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "$#,##0_);($#,##0)",
        7 | 8 => "$#,##0.00_);($#,##0.00)",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => "m/d/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 | 55 | 56 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 | 32 => "h:mm",
        21 | 33 => "h:mm:ss",
        22 => "m/d/yyyy h:mm",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        42 => "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)",
        43 => "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
        44 => "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}
