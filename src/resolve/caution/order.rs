//! Orders and multiples: "followed by" in time, orders that run upwards, multiples with a base of their own.

use super::{Text, has, head};
use crate::model::{Decimal, Guard, Rank, Reading, Role};

/// "followed by" in time, and orders that run upwards.
pub(super) fn rank(text: &Text, reading: &Reading, rank: Rank) -> Option<Guard> {
    const ORDER: &[&str] = &[
        "most",
        "largest",
        "biggest",
        "highest",
        "top",
        "topped",
        "best",
        "greatest",
        "majority",
        "ranked",
        "strongest",
        "fastest",
        "longest",
        "led by",
        "leading",
        "leads",
        "lead with",
        "led with",
        "led the way",
        "led",
        "first place",
        "winner",
        "heaviest",
        "richest",
        "busiest",
    ];
    const UPWARDS: &[&str] = &[
        "lowest",
        "smallest",
        "fewest",
        "least",
        "cheapest",
        "slowest",
        "weakest",
        "worst",
        "youngest",
        "shortest",
        "lightest",
        "poorest",
        "decrease",
        "decreases",
        "decline",
        "declines",
        "fall",
        "falls",
        "fell",
        "drop",
        "drops",
        "dropped",
        "loss",
        "losses",
        "losers",
        "down",
        "trailing",
        "trailed",
        "behind",
        "reduction",
    ];
    const MOVES: &[&str] = &["index", "gainers", "higher", "lower", "shares of", "stocks"];
    let value = reading.get(Role::Value)?;
    // "cut its forecast to 1.6 percent from 2.0 percent, below the 1.7 …": the earlier value is not the one that is ranked.
    let earlier = text.before(value).trim_end().ends_with("from");
    let close = has(&text.lower, &["close behind", "closely behind", "right behind", "not far behind", "just behind"]);
    if earlier || close {
        return Some(Guard::OtherOrder);
    }
    let negative =
        reading.roles.iter().any(|(_, number)| number.number().is_some_and(|(value, _)| value < Decimal::ZERO));
    match rank {
        // "higher in the south (4.7%) compared with the north (5.1%)" says itself which is more.
        // "2.3 percent next year and 0.9 percent in 2013, above the goal of 1.4 percent and zero": several are compared at once.
        Rank::Ahead if has(text.before(value), &["and"]) && text.lower.matches(" and ").count() > 1 => {
            Some(Guard::OtherOrder)
        }
        Rank::Ahead if !has(&text.lower, &["follow", "followed", "following", "ahead", "trailing", "behind"]) => None,
        Rank::Ahead => {
            let ordered = has(text.before(value), ORDER) || has(head(text.behind(value), 60), &["ahead of", "led"]);
            (!ordered || negative || has(&text.lower, UPWARDS) || has(&text.lower, MOVES)).then_some(Guard::OtherOrder)
        }
        Rank::Highest(_) | Rank::Lowest(_) => (negative
            || has(&text.lower, &["trailing", "trailed", "among", "except", "excluding", "other than", "since"]))
        .then_some(Guard::OtherOrder),
        Rank::RecordHigh | Rank::RecordLow => None,
    }
}

/// "doubled from 1,000 to 1,500", "has doubled to $1,500 from $1,000": the levels stand right behind the multiple, and beside each other.
/// Elsewhere it may have a base of its own: "double the year-earlier level", "tripled our headcount".
pub(super) fn multiple(text: &Text, reading: &Reading) -> Option<Guard> {
    const NEAR: usize = 40;
    let (new, old, times) = (reading.get(Role::New)?, reading.get(Role::Old)?, reading.get(Role::Multiple)?);
    let up = new.number().zip(old.number()).is_some_and(|((new, _), (old, _))| new > old);
    let grows = times.number().is_some_and(|(value, _)| value > Decimal::ONE);
    let (first, second, links) =
        if old.span.start < new.span.start { (old, new, ["from", "to"]) } else { (new, old, ["to", "from"]) };
    let linked = |between: Option<&str>, words: &[&str], most: usize| {
        between.is_some_and(|between| {
            // A hedge may stand before the number: "to about 1,500".
            let lead = between.trim_end();
            let hedges = ["about", "nearly", "almost", "some", "around", "just", "over"];
            let lead = hedges.iter().find_map(|hedge| lead.strip_suffix(hedge)).unwrap_or(lead).trim_end();
            between.len() <= most
                && words.iter().any(|word| lead.ends_with(word))
                && !between.contains([';', '.', '('])
                && !has(between, &["and", "previous", "record", "digit", "while", "said", "which", "that"])
        })
    };
    let beside =
        linked(text.between(times, first), &links[..1], NEAR) && linked(text.between(first, second), &links[1..], NEAR);
    // "24% is three times the industry average of 12%", "$3.1 billion, or 1.9 times their level of a year ago, from $2.1 billion"
    let standard =
        text.between(new, times).is_some_and(|between| between.len() <= NEAR && !between.contains([';', '.']))
            && linked(text.between(times, old), &[" of", " from"], NEAR + NEAR);
    let goes_on = head(text.behind(second), NEAR)
        .split(" to ")
        .nth(1)
        .is_some_and(|next| next.split_whitespace().take(3).any(|word| word.starts_with(|c: char| c.is_ascii_digit())));
    // "tripled to 1,115 from 1,770" is wrong; with more words between, the other level may be meant.
    let tight = beside && text.between(times, first).is_some_and(|between| between.len() <= 8);
    (!(beside || standard) || goes_on || up != grows && !tight).then_some(Guard::OtherBase)
}
