//! Tables of a page: which of them hold figures and which only put things side by side, and where their cells stand.

use html5gum::StartTag;

use super::elements::attribute;
use super::region::Region;
use crate::document::{Block, BlockKind};

/// The tables of a page, open ones last.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// How many there were.
    count: u32,
    open: Vec<Table>,
}

#[derive(Debug, Default)]
struct Table {
    number: u32,
    /// It puts things side by side, and says so.
    layout: bool,
    /// Which block is its first.
    first: usize,
    row: u32,
    column: u32,
    /// How many columns the open cell takes, and how many cells the row has so far.
    width: u32,
    cells: u32,
    /// Which block is the first of the open row, and of the open cell.
    row_first: usize,
    cell_first: usize,
    /// How many rows further a cell reaches down, by column.
    spans: Vec<u32>,
    /// The first column of each cell of the first row, and how many it takes.
    header: Vec<(u32, u32)>,
}

/// As many columns and rows as one cell can take in browsers; no table is wider.
const WIDEST: u32 = 1000;

impl Tables {
    /// A table begins, before the block `at`.
    pub(super) fn open(&mut self, at: usize, layout: bool) {
        self.open.push(Table { number: self.count, layout, first: at, ..Table::default() });
        self.count += 1;
    }

    /// A row begins.
    pub(super) fn row(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        (table.column, table.width, table.cells) = (0, 0, 0);
        table.row_first = usize::MAX;
    }

    /// A cell begins, before the block `at`.
    pub(super) fn cell(&mut self, at: usize, tag: &StartTag<usize>) {
        let Some(table) = self.open.last_mut() else { return };
        let number = |name: &str| attribute(tag, name).and_then(|value| value.parse::<u32>().ok());
        let (width, height) = (number("colspan"), number("rowspan"));
        let (width, height) = (width.unwrap_or(1).clamp(1, WIDEST), height.unwrap_or(1).clamp(1, WIDEST));
        table.column += table.width;
        while let Some(rows) = table.spans.get_mut(table.column as usize).filter(|rows| **rows > 0) {
            *rows -= 1;
            table.column += 1;
        }
        table.width = width;
        table.cells += 1;
        if table.row == 0 {
            table.header.push((table.column, width));
        }
        table.row_first = table.row_first.min(at);
        table.cell_first = at;
        if height > 1 && table.column < WIDEST {
            let end = (table.column + width).min(WIDEST) as usize;
            if table.spans.len() < end {
                table.spans.resize(end, 0);
            }
            for rows in table.spans.iter_mut().take(end).skip(table.column as usize) {
                *rows = height - 1;
            }
        }
    }

    /// The open cell ends: if it is one piece of text, and a short one, that is a cell of figures or words.
    pub(super) fn end_cell(&self, blocks: &mut [(Region, Block<'_>)]) {
        const LONGEST: usize = 300;
        let Some(table) = self.open.last() else { return };
        if let Some([(_, block)]) = blocks.get_mut(table.cell_first..)
            && !table.layout
            && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote)
            && block.prose.text().len() <= LONGEST
        {
            block.kind = BlockKind::Cell { table: table.number, row: table.row, column: table.column };
        }
    }

    /// The open row ends.
    pub(super) fn end_row(&mut self, blocks: &mut [(Region, Block<'_>)]) {
        let Some(table) = self.open.last_mut() else { return };
        // A first row of one cell over all columns is the title of the table.
        if table.row == 0 && table.cells == 1 && table.width > 1 {
            table.header.clear();
            return plain(blocks.get_mut(table.row_first..).unwrap_or_default(), table.number);
        }
        // Cells that reach down into the places behind the last one.
        let end = (table.column + table.width) as usize;
        for rows in table.spans.iter_mut().skip(end) {
            *rows = rows.saturating_sub(1);
        }
        table.row += u32::from(table.cells > 0);
    }

    /// The innermost table ends: one of a single row or column holds no figures to each other.
    pub(super) fn close(&mut self, blocks: &mut Vec<(Region, Block<'_>)>) {
        let Some(table) = self.open.pop() else { return };
        table.put_together(blocks);
        let blocks = blocks.get_mut(table.first..).unwrap_or_default();
        let most = |of: fn(u32, u32) -> u32| {
            let places = blocks.iter().filter_map(|(_, block)| match block.kind {
                BlockKind::Cell { table: number, row, column } if number == table.number => Some(of(row, column)),
                _ => None,
            });
            places.max()
        };
        if most(|row, _| row).is_none_or(|row| row == 0) || most(|_, column| column).is_none_or(|column| column == 0) {
            plain(blocks, table.number);
        }
    }
}

impl Table {
    /// Puts figures together that are spread over cells, so that signs stand below each other: "$" in one, "2,825" in
    /// the next, "%" in a third, all below one cell of the header.
    fn put_together(&self, blocks: &mut Vec<(Region, Block<'_>)>) {
        for (region, block) in blocks.split_off(self.first.min(blocks.len())) {
            let BlockKind::Cell { table, row, column } = block.kind else {
                blocks.push((region, block));
                continue;
            };
            let below = self.header_of(column);
            let kind = |column| BlockKind::Cell { table, row, column };
            if let Some((_, last)) = blocks.get_mut(self.first..).and_then(<[_]>::last_mut)
                && let BlockKind::Cell { table: other, row: last_row, column: last_column } = last.kind
                && (other, last_row) == (table, row)
                && table == self.number
            {
                let opens = is_opening(last.prose.text());
                if opens
                    || is_closing(block.prose.text()) && last.prose.text().bytes().any(|byte| byte.is_ascii_digit())
                {
                    last.prose.join("", &block.prose);
                    last.kind = kind(if opens { below } else { last_column });
                    continue;
                }
                // Two figures below one cell of the header are two columns.
                let column = if below == last_column { column } else { below };
                blocks.push((region, Block { kind: kind(column), ..block }));
            } else {
                blocks.push((region, Block { kind: kind(if table == self.number { below } else { column }), ..block }));
            }
        }
    }

    /// The first column below the cell of the header that a column is below.
    fn header_of(&self, column: u32) -> u32 {
        let next = self.header.partition_point(|(start, _)| *start <= column);
        let cell = next.checked_sub(1).and_then(|at| self.header.get(at));
        cell.filter(|(start, width)| column < start + width).map_or(column, |(start, _)| *start)
    }
}

/// Whether a cell holds nothing but what stands before a figure.
fn is_opening(text: &str) -> bool {
    matches!(text, "$" | "€" | "£" | "¥" | "₹" | "US$" | "C$" | "A$" | "Rs" | "Rs." | "(" | "$(" | "$ (")
}

/// Whether a cell holds nothing but what stands behind a figure.
fn is_closing(text: &str) -> bool {
    matches!(text, "%" | ")" | ")%" | "%)" | ") %")
}

/// Makes cells of a table paragraphs.
fn plain(blocks: &mut [(Region, Block<'_>)], number: u32) {
    for (_, block) in blocks {
        if matches!(block.kind, BlockKind::Cell { table, .. } if table == number) {
            block.kind = BlockKind::Paragraph;
        }
    }
}
