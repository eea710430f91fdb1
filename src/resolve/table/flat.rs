//! Tables that an export has flattened: each cell is a paragraph (or a line) of its own.
//!
//! ```ebnf
//! table = { header } , row , row , row , { row | heading } ;
//! row   = [ rank ] , label , k * ( number | blank ) ;
//! ```
//!
//! A label is a short line of words. The rank before a label cannot be told from the last number of the row before it but by
//! counting: 1, 2, 3, … all the way down.

use rust_decimal::Decimal;

use super::cell::Content;
use super::grid::{Field, Grid, Shape};
use crate::document::lines::lines;
use crate::document::{BlockKind, Document};
use crate::model::Dollar;

/// The fewest rows that make a table.
const FEWEST: usize = 3;

/// The tables of cells that stand one below the other.
pub fn read<'d>(document: &'d Document<'_>) -> Vec<Grid<'d>> {
    const LONGEST: usize = 120;
    let mut grids = Vec::new();
    if document
        .blocks
        .iter()
        .flat_map(|block| lines(block.prose.text()))
        .filter(|line| may_be_number(line))
        .nth(FEWEST - 1)
        .is_none()
    {
        return grids;
    }
    let mut fields: Vec<Field<'d>> = Vec::new();
    let mut first = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        let text = block.prose.text();
        let is_cell = matches!(block.kind, BlockKind::Cell { .. });
        // A paragraph with one long line ends the run; its other lines are those of prose.
        if is_cell || text.len() > LONGEST && lines(text).any(|line| line.len() > LONGEST) {
            close(document, &mut fields, first, &mut grids);
            continue;
        }
        if fields.is_empty() {
            first = index;
        } else if dash_between(document, index) {
            fields.push(Field::blank(index));
        }
        for piece in pieces(text) {
            push(&mut fields, Field::new(document, index, piece), document.dollar);
        }
    }
    close(document, &mut fields, first, &mut grids);
    grids
}

/// Adds a cell, or what stood in a cell of its own so that signs stand below each other: "$" before a number, ")" or "%" behind it.
fn push<'d>(fields: &mut Vec<Field<'d>>, field: Field<'d>, dollar: Dollar) {
    let joined =
        |before: &Field<'_>, behind: &Field<'_>| super::cell::read(&format!("{}{}", before.text, behind.text), dollar);
    if let Some(last) = fields.last_mut() {
        if is_opening(last.text)
            && let content @ Content::Number(_) = joined(last, &field)
        {
            *last = Field { content, ..field };
            return;
        }
        // "(135" is half of a number, and no words.
        if is_closing(field.text)
            && let content @ Content::Number(_) = joined(last, &field)
        {
            last.content = content;
            return;
        }
    }
    fields.push(field);
}

/// Whether a cell holds nothing but what stands before a figure.
fn is_opening(text: &str) -> bool {
    matches!(text, "$" | "€" | "£" | "US$" | "Rs" | "Rs." | "(" | "$(" | "$ (")
}

/// Whether a cell holds nothing but what stands behind a figure.
fn is_closing(text: &str) -> bool {
    matches!(text, "%" | ")" | ")%" | "%)" | ") %")
}

/// Whether a line may be one number: a quick look, so that prose is not read for tables.
fn may_be_number(line: &str) -> bool {
    const LONGEST: usize = 24;
    line.len() <= LONGEST
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && !line.starts_with(|c: char| c.is_ascii_lowercase())
        && line.bytes().filter(u8::is_ascii_alphabetic).count() <= 8
}

/// The lines of a block as cells: words that go on in the next line are one label, numbers stand alone.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let line = rest.lines().next()?;
        let mut end = line.len();
        if let Content::Words = super::cell::read(line, Dollar::default()) {
            // "Loans past due 90 days and" / "still accruing"
            for next in rest.get(end..).unwrap_or_default().split_inclusive('\n').skip(1) {
                if !next.starts_with(char::is_lowercase) {
                    break;
                }
                end = next.as_ptr() as usize - rest.as_ptr() as usize + next.trim_end().len();
            }
        }
        let piece = rest.get(..end)?;
        rest = rest.get(end..)?.trim_start_matches(['\r', '\n']);
        Some(piece)
    })
}

/// Whether a dash stands alone between a block and the one before: an empty cell, that Markdown takes for an empty list.
fn dash_between(document: &Document<'_>, index: usize) -> bool {
    const FARTHEST: usize = 24;
    let start = |at: usize| document.blocks.get(at).map(|block| block.prose.span(0..1).start as usize);
    let end = index.checked_sub(1).and_then(|at| document.blocks.get(at)).map(|block| {
        let len = u32::try_from(block.prose.text().len()).unwrap_or(u32::MAX);
        block.prose.span(0..len).end as usize
    });
    let (Some(end), Some(start)) = (end, start(index)) else { return false };
    let gap = document.source.get(end..start).unwrap_or_default();
    gap.len() <= FARTHEST && gap.contains('\n') && gap.lines().any(|line| matches!(line.trim(), "-" | "–" | "—" | "*"))
}

/// A label and the numbers below it.
struct Group<'d> {
    label: Option<Field<'d>>,
    rank: Option<Field<'d>>,
    cells: Vec<Field<'d>>,
}

/// Ends a run of short lines, and keeps the tables in it.
fn close<'d>(document: &'d Document<'_>, fields: &mut Vec<Field<'d>>, first: usize, grids: &mut Vec<Grid<'d>>) {
    let fields = std::mem::take(fields);
    if fields.iter().filter(|field| field.number().is_some()).count() < FEWEST {
        return;
    }
    let mut groups: Vec<Group<'d>> = Vec::new();
    for field in fields {
        if field.is_words() || groups.is_empty() {
            let (label, cells) = if field.is_words() { (Some(field), Vec::new()) } else { (None, vec![field]) };
            groups.push(Group { label, rank: None, cells });
        } else if let Some(group) = groups.last_mut() {
            group.cells.push(field);
        }
    }
    move_ranks(&mut groups);
    Builder { document, first, lead: Vec::new(), grid: None, width: 0, grids }.run(groups);
}

/// Gives the running numbers, which were read as the last cells of the rows before, to the rows that they begin.
fn move_ranks(groups: &mut [Group<'_>]) {
    let last = |group: &Group<'_>| {
        group
            .cells
            .last()
            .and_then(Field::number)
            .filter(|number| number.plain && number.unit.is_none())
            .map(|n| n.value)
    };
    let mut at = 0;
    while at + 1 < groups.len() {
        let starts = last(&groups[at]) == Some(Decimal::ONE)
            && groups[at].cells.len() == 1
            && groups[at + 1].cells.len() > 1
            && last(&groups[at + 1]) == Some(Decimal::TWO);
        if starts {
            let mut expected = Decimal::ONE;
            while at + 1 < groups.len() && last(&groups[at]) == Some(expected) {
                let rank = groups[at].cells.pop();
                groups[at + 1].rank = rank;
                expected = expected.saturating_add(Decimal::ONE);
                at += 1;
            }
        } else {
            at += 1;
        }
    }
}

struct Builder<'d, 's, 'g> {
    document: &'d Document<'s>,
    /// The block that the run of short lines begins with.
    first: usize,
    /// Labels without numbers since the last row.
    lead: Vec<Field<'d>>,
    grid: Option<Grid<'d>>,
    /// How many numbers the rows have.
    width: usize,
    grids: &'g mut Vec<Grid<'d>>,
}

impl<'d> Builder<'d, '_, '_> {
    fn run(mut self, groups: Vec<Group<'d>>) {
        let mut groups = groups.into_iter().peekable();
        while let Some(group) = groups.next() {
            let next = groups.peek().map_or(0, |next| next.cells.len());
            if group.cells.is_empty() {
                self.lead.extend(group.label);
            } else if is_header(&group, next) {
                self.close();
                self.open(&group);
                self.width = group.cells.len();
                if let Some(grid) = &mut self.grid {
                    grid.header = vec![group.label.into_iter().chain(group.cells).collect()];
                }
            } else {
                self.row(group);
            }
        }
        self.close();
    }

    fn row(&mut self, group: Group<'d>) {
        let Group { label, rank, cells } = group;
        let Some(label) = label else { return };
        // A blank after the label that nobody wrote down can't be told from a missing one: such rows stay apart.
        let fits = cells.len() == self.width && self.lead.len() <= 1;
        if self.grid.is_none() || !fits {
            self.close();
            let header = Group { label: None, rank: None, cells: Vec::new() };
            self.open(&header);
            self.width = cells.len();
            if let Some(grid) = &mut self.grid {
                grid.header = vec![header_of(&self.lead, self.width, rank.is_some())];
            }
        } else if let (Some(heading), Some(grid)) = (self.lead.pop(), &mut self.grid) {
            grid.rows.push(vec![heading]);
        }
        self.lead.clear();
        let mut row = Vec::with_capacity(cells.len() + 2);
        row.extend(rank);
        row.push(label);
        row.extend(cells);
        if let Some(grid) = &mut self.grid {
            grid.rows.push(row);
        }
    }

    fn open(&mut self, header: &Group<'d>) {
        let at = self.lead.first().or(header.label.as_ref()).map_or(self.first, |field| field.block);
        let mut captions = super::captions(self.document, at.max(1));
        captions.extend(self.lead.iter().map(|field| field.text));
        if !header.cells.is_empty() {
            self.lead.clear();
        }
        self.grid = Some(Grid { shape: Shape::Flat, header: Vec::new(), captions, rows: Vec::new() });
    }

    fn close(&mut self) {
        if let Some(grid) = self.grid.take()
            && grid.rows.iter().filter(|row| row.len() > 1).count() >= FEWEST
        {
            self.grids.push(grid);
        }
    }
}

/// Whether the numbers below a label are the years that head the columns, and not a row.
fn is_header(group: &Group<'_>, next: usize) -> bool {
    let years: Vec<Decimal> =
        group.cells.iter().filter_map(|cell| cell.number().and_then(super::cell::Number::year)).collect();
    years.len() == group.cells.len()
        && years.len() >= 2
        && next >= years.len()
        && years.windows(2).all(|pair| (pair[0] - pair[1]).abs() == Decimal::ONE)
}

/// The labels right before the first row that head its columns: as many as there are numbers, and the head of the labels.
fn header_of<'d>(lead: &[Field<'d>], width: usize, ranked: bool) -> Vec<Field<'d>> {
    const LONGEST: usize = 40;
    let Some(first) = lead.len().checked_sub(width) else { return Vec::new() };
    let heads = &lead[first..];
    if heads.iter().any(|field| field.text.len() > LONGEST) {
        return Vec::new();
    }
    let before = 1 + usize::from(ranked);
    let mut header = vec![Field::blank(0); before];
    header.extend(heads.iter().cloned());
    header
}
