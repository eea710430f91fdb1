//! A document as it reads, with its numbers marked.

use std::fmt::Write;

use super::escape::{escaped, text};
use crate::audit::DocumentReport;
use crate::document::{Block, BlockKind};
use crate::extract::{Item, rows};
use crate::model::{Span, Verdict};

/// A number of a document, and the claims that rest on it.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where it stands in the file.
    pub span: Span,
    /// The claims, as indices into those of the report, the worst first.
    pub claims: Vec<usize>,
}

/// The numbers of a document in the order of the text; none lies in another.
#[must_use]
pub fn marks(report: &DocumentReport<'_>, fiscal_start: i8) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (index, checked) in report.claims.iter().enumerate() {
        let spans = checked.reading().roles.iter().map(|(_, quantity)| quantity.span);
        marks.extend(spans.map(|span| Mark { span, claims: vec![index] }));
    }
    let bare = |span| Mark { span, claims: Vec::new() };
    let read = rows(report, None, fiscal_start);
    marks.extend(read.iter().filter(|row| matches!(row.item, Item::Quantity { .. })).map(|row| bare(row.span)));
    marks.extend(report.facts.facts.iter().map(|fact| bare(fact.span)));
    marks.retain(|mark| mark.span.start < mark.span.end);
    // Of two that overlap, the one that a claim rests on stays, and of these the longer.
    marks.sort_by_key(|mark| (mark.span.start, mark.claims.is_empty(), std::cmp::Reverse(mark.span.end)));
    let mut apart: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if mark.span.start < last.span.end => {
                if last.claims.is_empty() && !mark.claims.is_empty() {
                    *last = mark;
                } else {
                    last.claims.extend(mark.claims);
                }
            }
            _ => apart.push(mark),
        }
    }
    for mark in &mut apart {
        let badness = |index: &usize| report.claims.get(*index).map(|checked| rank(checked.verdict));
        mark.claims.sort_unstable();
        mark.claims.dedup();
        mark.claims.sort_by_key(|index| std::cmp::Reverse(badness(index)));
    }
    apart
}

/// How much a verdict asks for a look.
const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Mismatch => 4,
        Verdict::Strained => 3,
        Verdict::Exact => 2,
        Verdict::Rounded => 1,
        Verdict::Unchecked => 0,
    }
}

/// Writes blocks with marked numbers.
pub struct Writer<'w> {
    /// The document.
    pub report: &'w DocumentReport<'w>,
    /// The name of the document in links.
    pub key: &'w str,
    /// The names of its claims, in their order.
    pub ids: &'w [String],
    /// Its numbers.
    pub marks: &'w [Mark],
}

impl Writer<'_> {
    /// All blocks, lists and tables put together.
    pub fn blocks(&self, out: &mut String) {
        let mut open = Open::Nothing;
        // The name of the document stands above as a heading of the second level, and none is left out below it.
        let mut above = 2;
        for block in &self.report.document.blocks {
            let wanted = Open::of(block.kind);
            let goes_on = open.goes_on(wanted);
            if !goes_on {
                out.push_str(open.end());
                out.push_str(wanted.start());
            } else if let (Open::Table { row: before, .. }, Open::Table { row, .. }) = (open, wanted)
                && before != row
            {
                out.push_str("</tr><tr>");
            }
            open = wanted;
            self.block(out, block, &mut above);
        }
        out.push_str(open.end());
    }

    fn block(&self, out: &mut String, block: &Block<'_>, above: &mut u8) {
        let level = match block.kind {
            BlockKind::Title => 3,
            BlockKind::Heading(1 | 2) => 4,
            _ => 5,
        };
        let tag = match block.kind {
            BlockKind::Title | BlockKind::Heading(_) => {
                *above = level.min(*above + 1);
                match *above {
                    3 => "h3",
                    4 => "h4",
                    _ => "h5",
                }
            }
            BlockKind::Paragraph => "p",
            BlockKind::ListItem => "li",
            BlockKind::Quote => "blockquote",
            BlockKind::Cell { row: 0, .. } => "th",
            BlockKind::Cell { .. } => "td",
        };
        // What stands in columns is shown in columns.
        let columns = block.prose.text().contains("   ");
        let _ = write!(out, r#"<{tag} dir="auto"{}>"#, if columns { r#" class="columns""# } else { "" });
        self.prose(out, block);
        let _ = writeln!(out, "</{tag}>");
    }

    fn prose(&self, out: &mut String, block: &Block<'_>) {
        let prose = &block.prose;
        let all = prose.text();
        let whole = prose.span(0..u32::try_from(all.len()).unwrap_or(u32::MAX));
        let first = self.marks.partition_point(|mark| mark.span.end <= whole.start);
        let mut done = 0;
        for mark in self.marks.iter().skip(first).take_while(|mark| mark.span.start < whole.end) {
            let Some(range) = prose.find(mark.span) else { continue };
            let range = range.start as usize..range.end as usize;
            let (Some(before), Some(number)) = (all.get(done..range.start), all.get(range.clone())) else { continue };
            text(out, before);
            self.mark(out, mark, number);
            done = range.end;
        }
        text(out, all.get(done..).unwrap_or_default());
    }

    /// A number: a link to what is said of it, or just a place that others can point at.
    fn mark(&self, out: &mut String, mark: &Mark, number: &str) {
        let (key, start, shown) = (self.key, mark.span.start, escaped(number));
        let worst = mark.claims.first().and_then(|index| self.report.claims.get(*index)).zip(self.id(mark, 0));
        let _ = match worst {
            Some((checked, id)) => {
                let verdict = checked.verdict.name();
                let others: Vec<&str> = (0..mark.claims.len()).filter_map(|at| self.id(mark, at)).collect();
                write!(
                    out,
                    "<a class=\"n {verdict}\" id=\"{key}-{start}\" href=\"#{id}\" data-claims=\"{}\" aria-label=\"{shown}, {verdict}\">{shown}</a>",
                    others.join(" ")
                )
            }
            None => write!(out, r#"<span class="n" id="{key}-{start}">{shown}</span>"#),
        };
    }

    fn id(&self, mark: &Mark, at: usize) -> Option<&str> {
        self.ids.get(*mark.claims.get(at)?).map(String::as_str)
    }
}

/// What a block stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    List,
    Table { table: u32, row: u32 },
}

impl Open {
    const fn of(kind: BlockKind) -> Self {
        match kind {
            BlockKind::ListItem => Self::List,
            BlockKind::Cell { table, row, .. } => Self::Table { table, row },
            _ => Self::Nothing,
        }
    }

    fn goes_on(self, next: Self) -> bool {
        match (self, next) {
            (Self::Table { table: a, .. }, Self::Table { table: b, .. }) => a == b,
            _ => self == next,
        }
    }

    const fn start(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::List => "<ul>",
            Self::Table { .. } => r#"<div class="scroll"><table><tr>"#,
        }
    }

    const fn end(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::List => "</ul>\n",
            Self::Table { .. } => "</tr></table></div>\n",
        }
    }
}
