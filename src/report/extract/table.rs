//! A table for people: where, what it says, what was read, and what it is part of.

use super::{Days, Fields, Page};
use crate::document::{is_hidden, visible};
use crate::report::number::write_decimal;

/// Writes what was read as a table for people.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Whether to print more than ASCII.
    pub unicode: bool,
    /// Whether to use colour.
    pub color: bool,
}

const COLUMNS: usize = 5;
/// How many characters of a cell are shown.
const WIDEST: usize = 32;

impl Table {
    /// One document: its path, and a line for each row.
    pub(super) fn document(self, page: &Page<'_>, out: &mut Vec<u8>) {
        let rows = || page.extract.rows.iter().map(|row| self.cells(&page.fields(row)));
        let mut widths = [0; COLUMNS];
        for cells in rows() {
            for (width, cell) in widths.iter_mut().zip(&cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        if page.extract.rows.is_empty() {
            return;
        }
        let path: String = visible(page.path).into_owned();
        let (bold, plain) = if self.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        out.extend_from_slice(format!("{bold}{path}{plain}\n").as_bytes());
        for cells in rows() {
            let mut line = String::from(" ");
            for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
                // Places and numbers stand right-aligned, under each other.
                let padded = if column % 2 == 0 && column < 3 {
                    format!(" {cell:>width$} ")
                } else {
                    format!(" {cell:width$} ")
                };
                line.push_str(&padded);
            }
            out.extend_from_slice(line.trim_end().as_bytes());
            out.push(b'\n');
        }
        out.push(b'\n');
    }

    fn cells(self, fields: &Fields<'_>) -> [String; COLUMNS] {
        let period = fields.period.as_ref();
        let read = match fields.kind {
            "period" => period.map(|period| self.days(period)).unwrap_or_default(),
            _ => self.number(fields),
        };
        let belongs = match (fields.claim, fields.metric) {
            (Some((_, kind, role)), Some(metric)) => format!("{kind}: {role}, {metric}"),
            (Some((_, kind, role)), None) => format!("{kind}: {role}"),
            (None, _) => String::new(),
        };
        [
            format!("{}:{}", fields.line, fields.column),
            self.short(fields.text),
            read,
            period.filter(|_| fields.kind != "period").map(|period| self.short(period.text)).unwrap_or_default(),
            self.short(&belongs),
        ]
    }

    /// "≥ 4500000 enrollments", "15 … 20%", "23.7% up".
    fn number(self, fields: &Fields<'_>) -> String {
        let mut text = Vec::new();
        let hedge = match (fields.hedge, self.unicode) {
            (Some("at_least"), true) => "≥ ",
            (Some("at_least"), false) => ">= ",
            (Some("at_most"), true) => "≤ ",
            (Some("at_most"), false) => "<= ",
            (Some("just_under"), _) => "just under ",
            (Some("just_over"), _) => "just over ",
            (Some(_), _) => "about ",
            (None, _) => "",
        };
        text.extend_from_slice(hedge.as_bytes());
        if let Some(value) = fields.value {
            write_decimal(&mut text, value);
        } else if let Some((low, high)) = fields.range {
            write_decimal(&mut text, low);
            text.extend_from_slice(if self.unicode { " … " } else { " ... " }.as_bytes());
            write_decimal(&mut text, high);
        }
        let mut text = String::from_utf8(text).unwrap_or_default();
        for word in [fields.unit, fields.change].into_iter().flatten() {
            text.push_str(if word == "%" { "" } else { " " });
            text.push_str(word);
        }
        self.short(&text)
    }

    fn days(self, period: &Days<'_>) -> String {
        match (period.first, period.last) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first} {} {last}", if self.unicode { "–" } else { "to" }),
            _ => "?".to_owned(),
        }
    }

    /// A cell on one line, cut where it is too long.
    fn short(self, text: &str) -> String {
        let mark = if self.unicode { "…" } else { "..." };
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(word.chars().filter(|c| !is_hidden(*c)));
            if line.len() > WIDEST * 4 {
                break;
            }
        }
        if line.chars().count() <= WIDEST {
            return line;
        }
        let kept: String = line.chars().take(WIDEST - mark.chars().count()).collect();
        kept + mark
    }
}
