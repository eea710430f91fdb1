//! `wrong-rank`: a place in an order against the values of the others.

use super::decide::{outcome, unchecked};
use super::false_record::beats;
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Explanation, Rule};
use crate::model::{Claim, Habit, Interval, Kind, Quantity, Rank, Reading, Role, Verdict};

rule! {
    /// # What it checks
    ///
    /// "The largest", "the second-largest", "ahead of": the value against those of its peers. The highest, or one that is
    /// ahead, must not be beaten by any of them. The n-th must not be beaten by n or more; and where just one peer is given
    /// beside a second place, that peer is the first and must not be smaller. What grew or fell fastest is put in order by
    /// how much it did. Peers in a table are taken only where they confirm the place, as it may hold other things too.
    ///
    /// # Why it matters
    ///
    /// Orders are written from memory, while the figures beside them are pasted from the newest table.
    ///
    /// # Example
    ///
    /// ```text
    /// Germany led the way with $640 million, ahead of Spain with $710 million.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Germany led the way with $710 million, ahead of Spain with $640 million.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Places without the values of peers, and values in different units. Values that rounding makes equal are in order.
    pub struct WrongRank = "wrong-rank";
}

impl Rule for WrongRank {
    fn is_preview(&self) -> bool {
        true
    }

    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Rank)?;
        let order = Order::of(claim.rank?)?;
        let value = reading.get(Role::Value)?;
        let others: Vec<_> = reading.all(Role::Other).filter(|other| other.comparable(value)).collect();
        if others.is_empty() {
            return Some(unchecked("no peers"));
        }
        let (Some(own), Some(peers)) =
            (value.interval(), others.iter().map(|q| q.interval()).collect::<Option<Vec<_>>>())
        else {
            return Some(unchecked("not a number"));
        };
        if order.holds(&own, &peers) {
            let digits = |quantity: &Quantity| quantity.number().map(|(value, _)| Interval::exact(value));
            let bare: Option<Vec<_>> = others.iter().map(|other| digits(other)).collect();
            let exact = digits(value).zip(bare).is_some_and(|(own, peers)| order.holds(&own, &peers));
            return Some(outcome(if exact { Verdict::Exact } else { Verdict::Rounded }));
        }
        let habit = value.habits().into_iter().find(|(_, wider)| order.holds(wider, &peers));
        Some(match habit {
            Some((habit, _)) => strained(habit),
            None => outcome(Verdict::Mismatch),
        })
    }

    fn explain(&self, claim: &Claim, reading: &Reading, _check: &Check, said: &Said<'_>) -> Explanation {
        let value = said.role(reading, Role::Value);
        let others: Vec<_> = reading.all(Role::Other).map(|quantity| said.quantity(quantity)).collect();
        let place = claim.rank.and_then(Order::of).map_or_else(|| "in that place".to_owned(), Order::describe);
        let message = format!("{value} is not {place} beside {}", others.join(" and "));
        let mut all: Vec<_> = reading.all(Role::Value).chain(reading.all(Role::Other)).collect();
        all.sort_by_key(|quantity| std::cmp::Reverse(quantity.number().map(|(value, _)| value)));
        let sum = all.into_iter().map(|quantity| said.quantity(quantity)).collect::<Vec<_>>().join(" > ");
        explanation(reading, Role::Value, &[Role::Other], message, sum)
    }
}

fn strained(habit: Habit) -> Check {
    Check { habit: Some((Role::Value, habit)), ..outcome(Verdict::Strained) }
}

/// A place from the top or from the bottom.
#[derive(Clone, Copy)]
struct Order {
    place: usize,
    from_top: bool,
}

impl Order {
    fn of(rank: Rank) -> Option<Self> {
        let (place, from_top) = match rank {
            Rank::Highest(place) => (place, true),
            Rank::Lowest(place) => (place, false),
            Rank::Ahead => (1, true),
            Rank::RecordHigh | Rank::RecordLow => return None,
        };
        Some(Self { place: usize::from(place.max(1)), from_top })
    }

    fn holds(self, own: &Interval, peers: &[Interval]) -> bool {
        let ahead =
            |one: &Interval, other: &Interval| if self.from_top { beats(one, other) } else { beats(other, one) };
        let beaten_by = peers.iter().filter(|peer| ahead(peer, own)).count();
        let first_is_smaller = self.place == 2 && peers.len() == 1 && peers.iter().any(|peer| ahead(own, peer));
        beaten_by < self.place && !first_is_smaller
    }

    fn describe(self) -> String {
        let end = if self.from_top { "highest" } else { "lowest" };
        match self.place {
            1 => format!("the {end}"),
            2 => format!("the second-{end}"),
            3 => format!("the third-{end}"),
            place => format!("number {place} of the {end}"),
        }
    }
}
