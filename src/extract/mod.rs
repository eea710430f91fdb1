//! What was read in a document: every quantity and every period, whether a claim rests on it or not.
//!
//! An audit keeps the numbers that claims rest on and drops the others. Here all are kept, in the order of the text, so that
//! they can be counted, plotted or compared elsewhere, and so that one can see why a sum was not done.

mod days;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::audit::{CheckedClaim, DocumentReport, audit_with};
use crate::document::{Document, Format};
use crate::facts::{ASSUMED_START, Naming, fiscal_start_of};
use crate::grammar::lexicon::Word;
use crate::grammar::token::TokenKind;
use crate::grammar::{Sentence, scan};
use crate::link::Line;
use crate::model::{Decimal, Direction, Interval, Quantity, Role, Span, Value};
use crate::resolve::{of_amount, period_at};
use crate::rules::Preview;

use days::Calendar;

/// What was read in one document.
#[derive(Debug, Clone)]
pub struct Extract<'a> {
    /// The audit of the document, whose claims the rows point at.
    pub report: DocumentReport<'a>,
    /// Quantities and periods in the order of the text.
    pub rows: Vec<Row>,
}

/// A quantity or a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it stands in the file.
    pub span: Span,
    /// What it is.
    pub item: Item,
    /// The claim that it belongs to, as an index into the report's, and the part that it plays there. Of several it is the
    /// first that its own sentence states.
    pub claim: Option<(usize, Role)>,
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A number with its unit.
    Quantity {
        /// The number; the lower end of a range.
        quantity: Quantity,
        /// The upper end of a range ("15 to 20 percent").
        upper: Option<Decimal>,
        /// The period that belongs to it.
        period: Option<Named>,
        /// Which way it goes, where the number itself is a change ("rose 5%").
        change: Option<Direction>,
    },
    /// A period.
    Period(Named),
}

/// A period with its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The words that name it.
    pub span: Span,
    /// The first and the last day, where the words and the reference day fix them.
    pub days: Option<(Date, Date)>,
}

impl Row {
    /// The true values that a quantity may stand for, from the lowest of its lower end to the highest of its upper one.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let Item::Quantity { quantity, upper, .. } = &self.item else { return None };
        let Some(upper) = upper else { return quantity.interval() };
        let (_, ulp) = quantity.number()?;
        Some(quantity.interval()?.hull(&Interval::rounded(*upper, ulp)))
    }
}

/// Reads everything that a text states in numbers and periods.
///
/// Relative periods ("last month", "in May") are counted from `today`, or from the document's own date where that is `None`.
/// `fiscal_start` is the month (1 to 12) in which fiscal years begin.
///
/// ```
/// use claim_audit::document::Format;
/// use claim_audit::extract::{Item, extract};
/// let read = extract("Exports rose 15 to 20 percent last month.", Format::Text, "2024-11-20".parse().ok(), 7);
/// let [growth, month] = read.rows.as_slice() else { panic!("a quantity and a period") };
/// let Item::Quantity { quantity, upper, .. } = &growth.item else { panic!("a quantity") };
/// assert_eq!(quantity.number().unwrap().0, 15.into());
/// assert_eq!(*upper, Some(20.into()));
/// let Item::Period(month) = &month.item else { panic!("a period") };
/// assert_eq!(month.days.unwrap().1.to_string(), "2024-10-31");
/// ```
#[must_use]
pub fn extract(source: &str, format: Format, today: Option<Date>, fiscal_start: i8) -> Extract<'_> {
    let mut naming = Naming::default();
    naming.fiscal_start = Some(fiscal_start);
    extract_with(source, format, today, &naming)
}

/// The same with what a configuration says of names, the calendar and the currency; where it does not say when fiscal
/// years begin, the country that the text speaks of does, and else they begin in July.
#[must_use]
pub fn extract_with<'a>(source: &'a str, format: Format, today: Option<Date>, naming: &Naming) -> Extract<'a> {
    let report = audit_with(source, format, naming, &Preview::OFF, Line::default());
    let fiscal_start = naming.fiscal_start.or_else(|| fiscal_start_of(source)).unwrap_or(ASSUMED_START);
    let rows = rows(&report, today, fiscal_start);
    Extract { report, rows }
}

/// The quantities and periods of a document that has been audited, in the order of the text.
#[must_use]
pub fn rows(report: &DocumentReport<'_>, today: Option<Date>, fiscal_start: i8) -> Vec<Row> {
    let mut calendar = Calendar::new(today.or(report.document.date), fiscal_start);
    let (mut rows, ranges) = scanned(&report.document, &mut calendar);
    claimed(&report.claims, &mut rows);
    let mut rows = drop_covered(joined(rows, &ranges));
    rows.sort_by_key(|row| (row.span, matches!(row.item, Item::Period(_))));
    rows
}

/// What stands in the sentences, one after the other, and the rows that may be the lower end of a range with the next.
fn scanned(document: &Document<'_>, calendar: &mut Calendar) -> (Vec<Row>, Vec<usize>) {
    let (mut rows, mut ranges) = (Vec::new(), Vec::new());
    let mut sentence = Sentence::counted_in(document.dollar);
    for block in &document.blocks {
        let prose = &block.prose;
        for range in &block.sentences {
            scan(prose.text(), range.clone(), &mut sentence);
            let named = calendar.read(&sentence, prose);
            rows.extend(named.iter().flatten().map(|named| Row {
                span: named.span,
                item: Item::Period(*named),
                claim: None,
            }));
            for at in &sentence.places {
                let Some(amount) = sentence.amount(*at) else { continue };
                if is_low_end(&sentence, *at) {
                    ranges.push(rows.len());
                }
                let period = sentence.governing_period(*at);
                let quantity = of_amount(amount, period.map(|index| period_at(&sentence, index, prose)), prose);
                let period = period.and_then(|index| calendar.owner(index)).and_then(|index| named[index]);
                let item = Item::Quantity { quantity, upper: amount.upper, period, change: None };
                rows.push(Row { span: prose.span(amount.range.clone()), item, claim: None });
            }
        }
    }
    (rows, ranges)
}

/// Whether the amount at a token and the next may be the ends of a range: "guidance is $1.2 billion to $1.4 billion". In "from
/// $1.2 billion to $1.4 billion" something changes.
fn is_low_end(sentence: &Sentence, at: usize) -> bool {
    let kind = |at: usize| sentence.tokens.get(at).map(|token| token.kind);
    let from = at.checked_sub(1).and_then(kind) == Some(TokenKind::Word(Word::From));
    let ends = [at, at + 2].map(|at| sentence.amount(at).filter(|amount| amount.upper.is_none()));
    let [Some(low), Some(high)] = ends else { return false };
    kind(at + 1) == Some(TokenKind::Word(Word::To))
        && !from
        && low.unit.class() == high.unit.class()
        && low.value < high.value
}

/// Makes one row of both ends of a range, where no claim has another use for them.
fn joined(mut rows: Vec<Row>, ranges: &[usize]) -> Vec<Row> {
    let mut dropped = Vec::new();
    for at in ranges {
        let Some([low, high]) = rows.get_mut(*at..at + 2) else { continue };
        let (Item::Quantity { quantity: low_end, upper, .. }, Item::Quantity { quantity: high_end, period, .. }) =
            (&mut low.item, &high.item)
        else {
            continue;
        };
        let same = low_end.unit == high_end.unit && low.claim.is_none() && high.claim.is_none();
        let Some((top, _)) = high_end.number().filter(|_| same && upper.is_none()) else { continue };
        *upper = Some(top);
        let period = *period;
        low.span = low.span.join(high.span);
        if let Item::Quantity { period: own, .. } = &mut low.item {
            *own = own.or(period);
        }
        dropped.push(at + 1);
    }
    let mut dropped = dropped.into_iter().peekable();
    let mut index = 0..;
    rows.retain(|_| dropped.next_if_eq(&index.next().unwrap_or_default()).is_none());
    rows
}

/// Adds what the claims know of the numbers they rest on, and the numbers that stand in no digits ("doubled").
fn claimed(claims: &[CheckedClaim], rows: &mut Vec<Row>) {
    let mut places: HashMap<Span, usize> = HashMap::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        places.insert(row.span, index);
    }
    for (index, checked) in claims.iter().enumerate() {
        for (role, quantity) in &checked.reading().roles {
            let known = places.get(&quantity.span).copied();
            let Some(row) = known.and_then(|at| rows.get_mut(at)) else {
                if matches!(quantity.value, Value::Number { .. }) {
                    places.insert(quantity.span, rows.len());
                    rows.push(stated(checked, index, *role, quantity));
                }
                continue;
            };
            let own = |claim: usize| claims.get(claim).is_some_and(|c| c.claim.statement.covers(row.span));
            if row.claim.is_some_and(|(claim, _)| own(claim) || !own(index)) {
                continue;
            }
            row.claim = Some((index, *role));
            if let Item::Quantity { quantity: read, change, upper, .. } = &mut row.item {
                *change = direction(checked, *role);
                // A header or a neighbour lends a unit and a scale.
                if upper.is_none() && matches!(quantity.value, Value::Number { .. }) {
                    read.clone_from(quantity);
                }
            }
        }
    }
}

/// Takes out the numbers that lie inside one that a claim has read as a whole ("one in five").
fn drop_covered(mut rows: Vec<Row>) -> Vec<Row> {
    let is_number = |row: &Row| matches!(row.item, Item::Quantity { .. });
    let mut wholes: Vec<Span> =
        rows.iter().filter(|row| row.claim.is_some() && is_number(row)).map(|row| row.span).collect();
    wholes.sort_unstable();
    let inside = |span: Span| {
        let next = wholes.partition_point(|whole| whole.start <= span.start);
        next.checked_sub(1).is_some_and(|at| wholes[at] != span && wholes[at].covers(span))
    };
    rows.retain(|row| !is_number(row) || row.claim.is_some() || !inside(row.span));
    rows
}

/// A quantity that only a claim knows of.
fn stated(checked: &CheckedClaim, index: usize, role: Role, quantity: &Quantity) -> Row {
    let change = direction(checked, role);
    let item = Item::Quantity { quantity: quantity.clone(), upper: None, period: None, change };
    Row { span: quantity.span, item, claim: Some((index, role)) }
}

/// Which way a number goes that is itself a change.
fn direction(checked: &CheckedClaim, role: Role) -> Option<Direction> {
    checked.claim.direction.filter(|_| matches!(role, Role::Percent | Role::Difference | Role::Multiple))
}

#[cfg(test)]
mod tests;
