//! Balances: what comes in, what goes out, and what is left, each known by the word that names it.

use super::{Item, Parts, Unit, chance, claim};
use crate::grammar::token::TokenKind;
use crate::link::candidate::Scene;
use crate::model::{Claim, Decimal, Direction, Kind, Role};

/// What a number is called: what comes in, what goes out, or what is left of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    In(u8),
    Out(u8),
    /// With the sign of what is left, where the word has one.
    Left(Option<Direction>),
}

/// Flows and stocks that have an opposite, each pair with a number, and words for what is left of any of them.
const LABELS: &[(&str, Label)] = &[
    ("exports", Label::In(0)),
    ("exported", Label::In(0)),
    ("imports", Label::Out(0)),
    ("imported", Label::Out(0)),
    ("revenue", Label::In(1)),
    ("revenues", Label::In(1)),
    ("sales", Label::In(1)),
    ("income", Label::In(1)),
    ("receipts", Label::In(1)),
    ("earnings", Label::In(1)),
    ("proceeds", Label::In(1)),
    ("savings", Label::In(1)),
    ("expense", Label::Out(1)),
    ("expenses", Label::Out(1)),
    ("expenditure", Label::Out(1)),
    ("expenditures", Label::Out(1)),
    ("spending", Label::Out(1)),
    ("costs", Label::Out(1)),
    ("cost", Label::Out(1)),
    ("outlays", Label::Out(1)),
    ("payments", Label::Out(1)),
    ("cash", Label::In(2)),
    ("assets", Label::In(2)),
    ("activities", Label::In(2)),
    ("debt", Label::Out(2)),
    ("liabilities", Label::Out(2)),
    ("borrowings", Label::Out(2)),
    ("capex", Label::Out(2)),
    ("inflow", Label::In(3)),
    ("inflows", Label::In(3)),
    ("outflow", Label::Out(3)),
    ("outflows", Label::Out(3)),
    ("births", Label::In(4)),
    ("deaths", Label::Out(4)),
    ("arrivals", Label::In(5)),
    ("departures", Label::Out(5)),
    ("immigration", Label::In(6)),
    ("emigration", Label::Out(6)),
    ("deposits", Label::In(7)),
    ("withdrawals", Label::Out(7)),
    ("deficit", Label::Left(Some(Direction::Down))),
    ("shortfall", Label::Left(Some(Direction::Down))),
    ("surplus", Label::Left(Some(Direction::Up))),
    ("balance", Label::Left(None)),
    ("gap", Label::Left(None)),
    ("net", Label::Left(None)),
    ("profit", Label::Left(Some(Direction::Up))),
    ("loss", Label::Left(Some(Direction::Down))),
    ("free", Label::Left(Some(Direction::Up))),
];

/// Capital spending is held against cash as well as against income.
const SPENDING: u8 = 1;
const CASH: u8 = 2;

/// How many sentences may lie between a balance and its flows.
const SENTENCES: usize = 6;

/// How many numbers to each side of a balance are looked at.
const WINDOW: usize = 14;

/// How many of a million passages may have such a balance by chance.
const MOST: u64 = 60_000;

/// The balances that prove themselves.
pub(super) fn find(scene: &Scene<'_>, items: &[Item], parts: &Parts) -> Vec<Claim> {
    let mut found = Vec::new();
    let known: Vec<Option<Label>> = labels(scene, items);
    let is_left = |label: &Option<Label>| matches!(label, Some(Label::Left(_)));
    let has = |wanted: fn(&Label) -> bool| known.iter().flatten().any(wanted);
    if !known.iter().any(is_left)
        || !has(|label| matches!(label, Label::In(_)))
        || !has(|label| matches!(label, Label::Out(_)))
    {
        return found;
    }
    for (place, balance) in items.iter().enumerate() {
        let Some(Label::Left(direction)) = known[place] else { continue };
        let fine = balance.ulp * Decimal::from(20) <= balance.value;
        if !fine || balance.part == Some(Role::Difference) || parts.plays(balance.span, Kind::Balance, Role::Balance) {
            continue;
        }
        let around = place.saturating_sub(WINDOW)..items.len().min(place + WINDOW + 1);
        let near = |at: &usize| {
            let item = &items[*at];
            item.unit == balance.unit
                && item.part != Some(Role::Difference)
                && item.at != balance.at
                && item.sentence.abs_diff(balance.sentence) <= SENTENCES
        };
        let mut mass = 0;
        let mut best: Option<(usize, usize, usize)> = None;
        for inflow in around.clone().filter(near) {
            let Some(Label::In(one)) = known[inflow] else { continue };
            for outflow in around.clone().filter(near) {
                let Some(Label::Out(other)) = known[outflow] else { continue };
                if one != other && (one, other) != (CASH, SPENDING) {
                    continue;
                }
                let (income, expense) = (&items[inflow], &items[outflow]);
                let width = balance.width() + income.width() + expense.width();
                let Some(left) = income.value.checked_sub(expense.value) else { continue };
                mass += chance(width, balance.value);
                let signed = match direction {
                    Some(Direction::Down) => left < Decimal::ZERO,
                    Some(Direction::Up) => left > Decimal::ZERO,
                    _ => true,
                };
                let off = (left.abs() - balance.value).abs();
                let distance = place.abs_diff(inflow) + place.abs_diff(outflow);
                if signed && off * Decimal::TWO <= width && best.is_none_or(|(.., best)| distance < best) {
                    best = Some((inflow, outflow, distance));
                }
            }
        }
        let Some((inflow, outflow, _)) = best.filter(|_| mass <= MOST) else { continue };
        let down = items[inflow].value < items[outflow].value;
        let direction = if down { Direction::Down } else { Direction::Up };
        let roles = [(Role::Balance, balance.at), (Role::Inflow, items[inflow].at), (Role::Outflow, items[outflow].at)];
        found.extend(claim(scene, Kind::Balance, Some(direction), balance.at, &roles, mass));
    }
    found
}

/// What each number is called: by the word behind "of" or "in" that follows it, else by the nearest one before it in its sentence.
fn labels(scene: &Scene<'_>, items: &[Item]) -> Vec<Option<Label>> {
    let mut read = usize::MAX;
    let mut named: Vec<(usize, Label)> = Vec::new();
    let label = |item: &Item| {
        if !matches!(item.unit, Unit::Money(_) | Unit::Count) {
            return None;
        }
        if item.read != read {
            read = item.read;
            named = words(scene, read);
        }
        // In the order of the tokens: a sentence may have thousands.
        let next = named.partition_point(|(at, _)| *at <= item.token);
        let behind = named.get(next).filter(|(at, _)| *at <= item.token + 7 && is_of(scene, item));
        let before = named[..next].iter().rev().find(|(at, _)| *at < item.token);
        behind.or(before).map(|(_, label)| *label)
    };
    items.iter().map(label).collect()
}

/// Whether "of" or "in" follows a number.
fn is_of(scene: &Scene<'_>, item: &Item) -> bool {
    let Some(read) = scene.reads.get(item.read) else { return false };
    let Some(block) = scene.document.blocks.get(read.block) else { return false };
    let next = read.sentence.tokens.get(item.token + 1);
    let next = next.and_then(|token| block.prose.text().get(token.start as usize..token.end as usize));
    next.is_some_and(|word| ["of", "in", "worth"].iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// The words of a sentence that name flows and balances. "Net" and "free" name what the words behind them name no more: "net exports" are left
/// of exports.
fn words(scene: &Scene<'_>, read: usize) -> Vec<(usize, Label)> {
    let Some(read) = scene.reads.get(read) else { return Vec::new() };
    let Some(block) = scene.document.blocks.get(read.block) else { return Vec::new() };
    let text = block.prose.text();
    let mut found: Vec<(usize, Label)> = Vec::new();
    for (at, token) in read.sentence.tokens.iter().enumerate() {
        if !matches!(token.kind, TokenKind::Word(_) | TokenKind::Other | TokenKind::Name) {
            continue;
        }
        let Some(word) = text.get(token.start as usize..token.end as usize) else { continue };
        let Some((_, label)) = LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)) else { continue };
        match found.last() {
            Some((last, left @ Label::Left(_))) if at - last <= 3 && !matches!(label, Label::Left(_)) => {
                let left = *left;
                found.push((at, left));
            }
            _ => found.push((at, *label)),
        }
    }
    found
}
