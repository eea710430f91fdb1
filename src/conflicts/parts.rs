//! A part of a period is never above the whole, and parts that make it up add up to it.

use super::cite::{Cite, Draft};
use super::plausible::near;
use super::series::{Cell, Series};
use crate::facts::{Certainty, Dated, Days, Entry, Ledger};
use crate::model::{Decimal, Interval, Severity};
use crate::rules::{PartExceedsWhole, Rule, WrongTotal, format};

/// Adds the parts that exceed their whole or do not make it up, and counts what holds between documents.
pub fn compare(ledger: &Ledger, series: &Series, found: &mut Vec<Draft>) -> u64 {
    // Only what flows adds up over time: the debts of three months are not those of the quarter.
    if !series.metric.flow || series.cells.len() < 2 {
        return 0;
    }
    let mut looks = BUDGET;
    let mut agreements = 0;
    for whole in &series.cells {
        if whole.dated.days.first == whole.dated.days.last {
            continue;
        }
        let parts: Vec<&Cell> = inside(series, whole).take(looks).collect();
        looks = looks.saturating_sub(parts.len());
        for part in &parts {
            agreements += u64::from(below(ledger, series, part, whole, found));
        }
        if parts.len() > 1 {
            agreements += u64::from(made_up(ledger, series, &parts, whole, found));
        }
    }
    agreements
}

/// The wholes of a series with the parts that fill them, if they can be meant so: the first way to fill each.
pub fn filled<'s>(ledger: &Ledger, series: &'s Series) -> Vec<(&'s Cell, Vec<&'s Cell>)> {
    let mut found = Vec::new();
    if !series.metric.flow || series.cells.len() < 3 {
        return found;
    }
    let mut looks = BUDGET;
    for whole in &series.cells {
        let parts: Vec<&Cell> = inside(series, whole).take(looks).collect();
        looks = looks.saturating_sub(parts.len() + 1);
        if parts.len() < 2 {
            continue;
        }
        let value = |cell: &Cell| first(ledger, cell).map(|(_, entry)| entry.fact.number.value);
        let meant = |chain: &Vec<&Cell>| {
            let sum = chain.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(value(cell)?));
            sum.zip(value(whole)).is_some_and(|(sum, whole)| sure(series, sum, whole))
        };
        found.extend(chains(&parts, whole).into_iter().find(meant).map(|chain| (whole, chain)));
    }
    found
}

/// The parts whose values come near that of a whole, or lie above it, with that whole: what is far below says nothing of either.
pub fn bounds<'s>(ledger: &Ledger, series: &'s Series) -> Vec<(&'s Cell, &'s Cell)> {
    let mut found = Vec::new();
    if !series.metric.flow || series.cells.len() < 2 {
        return found;
    }
    let value = |cell: &Cell| first(ledger, cell).map(|(_, entry)| entry.fact.number.value);
    // Where anything may flow back, a month may have more than its year.
    if series.cells.iter().filter_map(value).any(|value| value.is_sign_negative()) {
        return found;
    }
    let mut looks = BUDGET;
    for whole in &series.cells {
        for part in inside(series, whole).take(looks) {
            looks -= 1;
            let Some((less, more)) = value(part).zip(value(whole)) else { continue };
            if near(less, more) || less > more && sure(series, less, more) {
                found.push((part, whole));
            }
        }
    }
    found
}

/// Wholes with one part that begins or ends with them, and the period between the two that no cell has: the last quarter of a year whose first nine
/// months are known. Only a month, a quarter or a half is told.
pub fn rests(series: &Series) -> Vec<(&Cell, &Cell, Dated)> {
    let mut found = Vec::new();
    if !series.metric.flow {
        return found;
    }
    let mut looks = BUDGET;
    for whole in &series.cells {
        for part in inside(series, whole).take(looks) {
            looks -= 1;
            let (outer, inner) = (whole.dated.days, part.dated.days);
            let days = if inner.first == outer.first {
                inner.last.tomorrow().ok().and_then(|first| Days::new(first, outer.last))
            } else if inner.last == outer.last {
                inner.first.yesterday().ok().and_then(|last| Days::new(outer.first, last))
            } else {
                None
            };
            let rest = days.filter(|days| matches!(days.months(), Some(1 | 3 | 6)));
            let rest = rest.map(|days| Dated { days, ..whole.dated });
            found.extend(rest.filter(|rest| series.cell(*rest).is_none()).map(|rest| (whole, part, rest)));
        }
    }
    found
}

/// How many pairs of one series are looked at: more than a hundred years of months in their quarters and years.
const BUDGET: usize = 100_000;

/// The cells that lie inside another.
fn inside<'s>(series: &'s Series, whole: &'s Cell) -> impl Iterator<Item = &'s Cell> {
    let outer = whole.dated;
    let first = series
        .cells
        .partition_point(|cell| (cell.dated.assumed, cell.dated.days.first) < (outer.assumed, outer.days.first));
    let rest = series.cells.get(first..).unwrap_or_default();
    rest.iter()
        .take_while(move |cell| cell.dated.assumed == outer.assumed && cell.dated.days.first <= outer.days.last)
        .filter(move |cell| cell.dated != outer && outer.days.contains(cell.dated.days))
}

/// Whether a part is certainly not above its whole, and another document says so; adds a conflict if it is above.
fn below(ledger: &Ledger, series: &Series, part: &Cell, whole: &Cell, found: &mut Vec<Draft>) -> bool {
    let (Some(low), Some(high)) = (part.widest(ledger), whole.widest(ledger)) else { return false };
    let above = low.low().zip(high.high()).is_some_and(|(low, high)| low > high);
    if !above {
        return apart(ledger, &[part, whole]);
    }
    let (Some(one), Some(all)) = (first(ledger, part), first(ledger, whole)) else { return false };
    if !sure(series, one.1.fact.number.value, all.1.fact.number.value) {
        return false;
    }
    let (printed, total) = (super::same::printed(one.1), super::same::printed(all.1));
    let (days, longer) = (part.dated.days, whole.dated.days);
    found.push(Draft {
        rule: PartExceedsWhole::NAME,
        severity: PartExceedsWhole.level(),
        days: Some(days),
        message: format!("{{metric}}: {printed} in {days} is more than {total} in the whole of {longer}, at {{1}}"),
        arithmetic: format!("{printed} > {total}"),
        cites: vec![Cite::fact(one.0, "the part"), Cite::fact(all.0, "the whole")],
    });
    false
}

/// Whether parts that fill the whole add up to it across documents; adds a conflict if they do not.
fn made_up(ledger: &Ledger, series: &Series, parts: &[&Cell], whole: &Cell, found: &mut Vec<Draft>) -> bool {
    let Some(total) = whole.widest(ledger) else { return false };
    let mut failed: Option<Vec<&Cell>> = None;
    for chain in chains(parts, whole) {
        let Some(sum) = sum(ledger, &chain) else { continue };
        if sum.meets(&total) {
            let all: Vec<&Cell> = chain.iter().copied().chain([whole]).collect();
            return apart(ledger, &all);
        }
        // What is in doubt itself can't be held against the whole.
        let settled = |cell: &&Cell| cell.agreed.len() == cell.facts.len();
        if chain.iter().all(settled) && settled(&whole) && failed.as_ref().is_none_or(|known| chain.len() < known.len())
        {
            failed = Some(chain);
        }
    }
    if let Some(chain) = failed {
        found.extend(wrong_sum(ledger, series, &chain, whole));
    }
    false
}

/// Ways to fill a period with parts that follow each other, the longest parts first.
fn chains<'s>(parts: &[&'s Cell], whole: &Cell) -> Vec<Vec<&'s Cell>> {
    const STEPS: usize = 400;
    const MOST: usize = 8;
    let mut found = Vec::new();
    let mut open: Vec<Vec<&Cell>> = vec![Vec::new()];
    let mut steps = 0;
    while let Some(chain) = open.pop() {
        steps += 1;
        if steps > STEPS || found.len() >= MOST {
            break;
        }
        let last = chain.last().map(|cell| cell.dated.days);
        if last.is_some_and(|days| days.last == whole.dated.days.last) {
            found.push(chain);
            continue;
        }
        let starts = parts.partition_point(|cell| match last {
            Some(last) => cell.dated.days.first <= last.last,
            None => cell.dated.days.first < whole.dated.days.first,
        });
        let follows = |cell: &&&Cell| match last {
            Some(last) => last.meets(cell.dated.days),
            None => cell.dated.days.first == whole.dated.days.first,
        };
        // The last one pushed is the first one tried: cells of one first day stand in the order of their length.
        for cell in parts.get(starts..).unwrap_or_default().iter().take_while(follows) {
            let mut longer = chain.clone();
            longer.push(cell);
            open.push(longer);
        }
    }
    found
}

fn sum(ledger: &Ledger, chain: &[&Cell]) -> Option<Interval> {
    chain.iter().try_fold(Interval::exact(Decimal::ZERO), |sum, cell| sum.add(&cell.widest(ledger)?).ok())
}

fn wrong_sum(ledger: &Ledger, series: &Series, chain: &[&Cell], whole: &Cell) -> Option<Draft> {
    let all = first(ledger, whole)?;
    let terms: Vec<(u32, &Entry)> = chain.iter().map(|cell| first(ledger, cell)).collect::<Option<_>>()?;
    let sum = terms.iter().try_fold(Decimal::ZERO, |sum, (_, entry)| sum.checked_add(entry.fact.number.value))?;
    if !sure(series, sum, all.1.fact.number.value) {
        return None;
    }
    let within = terms.iter().all(|(_, entry)| entry.document == all.1.document);
    let mut number = all.1.fact.number.clone();
    number.value = sum;
    let printed_sum = format::quantity(&number.quantity(all.1.fact.span));
    let total = super::same::printed(all.1);
    let sums: Vec<_> = terms.iter().map(|(_, entry)| super::same::printed(entry)).collect();
    let mut cites = vec![Cite::fact(all.0, "the whole")];
    cites.extend(terms.iter().zip(chain).map(|((index, _), cell)| Cite::fact(*index, &cell.dated.days.to_string())));
    Some(Draft {
        rule: WrongTotal::NAME,
        // Between documents a part may have been revised since.
        severity: if within { WrongTotal.level() } else { Severity::Warning },
        days: Some(whole.dated.days),
        message: format!(
            "{{metric}} in {}: {total} is not the sum of its {} parts, {printed_sum}, the first at {{1}}",
            whole.dated.days,
            terms.len()
        ),
        arithmetic: format!("{} = {printed_sum} ≠ {total}", sums.join(" + ")),
        cites,
    })
}

/// Whether two values are near enough to be of one thing, where the configuration does not say that they are.
pub fn sure(series: &Series, part: Decimal, whole: Decimal) -> bool {
    series.metric.certainty == Certainty::Configured || near(part, whole)
}

/// The fact that stands for a cell.
fn first<'l>(ledger: &'l Ledger, cell: &Cell) -> Option<(u32, &'l Entry)> {
    let index = *cell.agreed.first()?;
    Some((index, ledger.get(index)?))
}

/// Whether no document states all of the cells, so that it took several to compare them.
fn apart(ledger: &Ledger, cells: &[&Cell]) -> bool {
    let documents = |cell: &Cell| -> Vec<u32> {
        cell.agreed.iter().filter_map(|index| ledger.get(*index)).map(|entry| entry.document).collect()
    };
    let Some((head, rest)) = cells.split_first() else { return false };
    let mut common = documents(head);
    for cell in rest {
        let these = documents(cell);
        common.retain(|document| these.contains(document));
    }
    common.is_empty()
}
