//! Tables that are marked up as such.

use super::grid::{Field, Grid, Shape};
use crate::document::{BlockKind, Document};

/// The tables of the document's markup.
pub fn read<'d>(document: &'d Document<'_>) -> Vec<Grid<'d>> {
    let mut grids: Vec<Grid<'d>> = Vec::new();
    let mut open = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Cell { table, row, column } = block.kind else {
            open = None;
            continue;
        };
        if open != Some(table) {
            open = Some(table);
            grids.push(Grid {
                shape: Shape::Marked,
                header: Vec::new(),
                captions: super::captions(document, index),
                rows: Vec::new(),
            });
        }
        let Some(grid) = grids.last_mut() else { continue };
        let (row, column) = (row as usize, column as usize);
        if row == 0 {
            if grid.header.is_empty() {
                grid.header.push(Vec::new());
            }
            let Some(header) = grid.header.last_mut() else { continue };
            while header.len() < column {
                header.push(Field::blank(index));
            }
            header.push(Field::new(document, index, block.prose.text()));
            continue;
        }
        // Rows without any filled cell have no block at all, so the number of a row may leap.
        if grid.rows.len() < row {
            grid.rows.resize_with(row, Vec::new);
        }
        let cells = &mut grid.rows[row - 1];
        while cells.len() < column {
            cells.push(Field::blank(index));
        }
        cells.push(Field::new(document, index, block.prose.text()));
    }
    grids
}
