//! From the cells of a sheet to its tables: where one begins and ends, which nothing but its rows tells.

use crate::document::{Block, BlockKind, Prose};

/// The cells of a row that are not empty, with their columns.
pub(super) type Row<'a> = Vec<(u32, Prose<'a>)>;

/// Adds the blocks of a sheet: tables, and lines of words above, between and below them.
///
/// A table ends at an empty row, unless what follows has figures from its first row on: then it goes on, as sheets part
/// the sections of one table so. Rows of one cell above it are its title, rows of one cell below it its notes.
pub(super) fn blocks<'a>(rows: Vec<Row<'a>>, tables: &mut u32, blocks: &mut Vec<Block<'a>>) {
    let mut open: Vec<Row<'a>> = Vec::new();
    let mut gap = false;
    for row in rows {
        if row.is_empty() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && !(is_table(&open) && has_figures(&row)) {
            table(std::mem::take(&mut open), tables, blocks);
        }
        open.push(row);
    }
    table(open, tables, blocks);
}

/// Adds the blocks of rows that stand together.
fn table<'a>(mut rows: Vec<Row<'a>>, tables: &mut u32, blocks: &mut Vec<Block<'a>>) {
    let first = rows.iter().position(|row| row.len() > 1).unwrap_or(rows.len());
    let last = rows.iter().rposition(|row| row.len() > 1 || has_figures(row)).map_or(0, |last| last + 1);
    let notes = rows.split_off(last.max(first));
    let body = rows.split_off(first);
    words(rows, blocks);
    if body.len() < 2 {
        words(body, blocks);
    } else {
        for (number, row) in (0..).zip(body) {
            for (column, prose) in row {
                blocks.push(Block::unsplit(BlockKind::Cell { table: *tables, row: number, column }, prose));
            }
        }
        *tables += 1;
    }
    words(notes, blocks);
}

/// Adds cells as paragraphs.
fn words<'a>(rows: Vec<Row<'a>>, blocks: &mut Vec<Block<'a>>) {
    blocks.extend(rows.into_iter().flatten().map(|(_, prose)| Block::unsplit(BlockKind::Paragraph, prose)));
}

fn is_table(rows: &[Row<'_>]) -> bool {
    rows.iter().filter(|row| row.len() > 1).count() > 1
}

/// Whether a row states values: a header names years and quarters, and no others.
fn has_figures(row: &Row<'_>) -> bool {
    row.iter().skip(1).any(|(_, prose)| is_figure(prose.text()))
}

/// Whether a cell holds a value, and not a word or the name of a period.
fn is_figure(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_year = digits == 4 && text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    digits > 0 && letters <= 3 && digits >= letters && !is_year
}
