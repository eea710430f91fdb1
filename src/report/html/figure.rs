//! An interval drawn against another: what the sum gives above, what the text says below, on one axis.
//!
//! Places on the axis are worked out in decimals, like everything else; only whole units of the drawing are left in the end.

use std::fmt::Write;

use super::escape::escaped;
use crate::audit::CheckedClaim;
use crate::model::{Decimal, Interval, Quantity};
use crate::rules::Said;
use crate::rules::format::{between, ends};

/// Appends the figure of a claim, where there is something to draw: an interval that the other numbers give.
pub fn figure(out: &mut String, checked: &CheckedClaim, source: &str) {
    let text = Said::of(source);
    let printed = |quantity: &Quantity| text.quantity(quantity);
    let worked = || checked.worked(source).map(|worked| worked.expected);
    let Some(expected) = &checked.expected.clone().or_else(worked) else { return };
    let reading = checked.reading();
    let stated = reading.get(expected.role);
    let said = stated.and_then(|quantity| Some((quantity, quantity.interval()?)));
    let given = expected.bounds(reading, source);
    let mut intervals = vec![&expected.interval];
    intervals.extend(said.as_ref().map(|(_, interval)| interval));
    let Some(axis) = Axis::of(&intervals) else { return };
    let caption = match &said {
        Some((quantity, interval)) if interval.low() == interval.high() => {
            format!("The other numbers give {given}. The text says {}.", printed(quantity))
        }
        Some((quantity, interval)) => format!(
            "The other numbers give {given}. The text says {}, which stands for {}.",
            printed(quantity),
            stands_for(quantity, interval)
        ),
        None => format!("The text leaves this number out; the others imply {given}."),
    };
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        out,
        r#"<figure class="axis"><svg viewBox="0 0 {WIDTH} 76" role="img" aria-label="{}"><path class="line" d="M0 38H{WIDTH}"/>"#,
        escaped(&caption)
    );
    axis.bar(out, &expected.interval, "given", 20, 14, &given);
    if let Some((quantity, interval)) = &said {
        axis.bar(out, interval, "said", 44, 70, &printed(quantity));
    }
    let _ = write!(out, "</svg><figcaption>{}</figcaption></figure>", escaped(&caption));
}

/// What a number may stand for, end by end.
#[must_use]
pub fn stands_for(quantity: &Quantity, interval: &Interval) -> String {
    // The ends lie half a digit beside the number.
    let finer = quantity.number().map_or(Decimal::ONE, |(_, ulp)| ulp / Decimal::TEN);
    let [low, high] = ends(interval, finer, &quantity.unit);
    between(low, high, " to ")
}

/// The width of a drawing, in its own units.
pub const WIDTH: i64 = 400;

/// A piece of the number line, laid out on a width.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    low: Decimal,
    span: Decimal,
    width: i64,
}

impl Axis {
    /// The axis on which all ends of some intervals lie, with room on both sides; `None` where no interval has an end, or
    /// the numbers are too large to draw.
    #[must_use]
    pub fn of(intervals: &[&Interval]) -> Option<Self> {
        Self::of_width(intervals, WIDTH)
    }

    /// The same over another width.
    #[must_use]
    pub fn of_width(intervals: &[&Interval], width: i64) -> Option<Self> {
        let ends = || intervals.iter().flat_map(|interval| [interval.low(), interval.high()]).flatten();
        let (low, high) = (ends().min()?, ends().max()?);
        let span = high.checked_sub(low)?;
        // A single number gets an axis around it.
        let span = if span.is_zero() { low.abs().max(Decimal::ONE).checked_div(Decimal::TEN)? } else { span };
        let room = span.checked_div(Decimal::from(8))?;
        Some(Self { low: low.checked_sub(room)?, span: span.checked_add(room.checked_add(room)?)?, width })
    }

    /// The place of a number.
    #[must_use]
    pub fn at(&self, value: Decimal) -> i64 {
        let place = || {
            let share = value.checked_sub(self.low)?.checked_div(self.span)?;
            i64::try_from(share.checked_mul(Decimal::from(self.width))?.round()).ok()
        };
        place().unwrap_or(0).clamp(0, self.width)
    }

    fn bar(&self, out: &mut String, interval: &Interval, class: &str, top: i64, label_at: i64, label: &str) {
        const HEIGHT: i64 = 12;
        let (low, high) = self.ends(interval);
        let middle = i64::midpoint(low, high);
        let anchor = match middle {
            ..100 => "start",
            100..=300 => "middle",
            _ => "end",
        };
        let text_at = if anchor == "middle" { middle } else { middle.clamp(2, WIDTH - 2) };
        let _ = write!(
            out,
            r#"<rect class="{class}" x="{low}" y="{top}" width="{}" height="{HEIGHT}"/><text class="{class}" x="{text_at}" y="{label_at}" text-anchor="{anchor}">{}</text>"#,
            high - low,
            escaped(label)
        );
        for (open, at, step) in [(interval.low().is_none(), low, -1), (interval.high().is_none(), high, 1)] {
            if open {
                let (tip, middle) = (at + step * 6, top + HEIGHT / 2);
                let _ = write!(out, r#"<path class="{class}" d="M{at} {top}L{tip} {middle}L{at} {}Z"/>"#, top + HEIGHT);
            }
        }
    }

    /// The places of both ends, wide enough to be seen; an open end lies near the edge.
    #[must_use]
    pub fn ends(&self, interval: &Interval) -> (i64, i64) {
        const LEAST: i64 = 3;
        const EDGE: i64 = 8;
        let low = interval.low().map_or(EDGE, |low| self.at(low));
        let high = interval.high().map_or(self.width - EDGE, |high| self.at(high));
        let short = LEAST - (high - low);
        if short > 0 { (low - short / 2, high + (short + 1) / 2) } else { (low, high) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn interval(low: i64, high: i64) -> Interval {
        Interval::new(low.into(), high.into())
    }

    #[test]
    fn both_intervals_lie_on_the_axis() {
        let (given, said) = (interval(80, 90), interval(20, 22));
        let axis = Axis::of(&[&given, &said]).unwrap();
        let (low, high) = axis.ends(&said);
        assert!(0 < low && low < high && high < axis.ends(&given).0 && axis.ends(&given).1 < WIDTH);
    }

    #[test]
    fn a_single_number_and_an_open_end_can_be_seen() {
        let exact = Interval::exact(5.into());
        let (low, high) = Axis::of(&[&exact]).unwrap().ends(&exact);
        assert!(high - low >= 3);
        let open = Interval::at_least(5.into());
        let (low, high) = Axis::of(&[&exact, &open]).unwrap().ends(&open);
        assert!(low < high && high == WIDTH - 8);
        assert!(Axis::of(&[]).is_none());
        assert!(Axis::of(&[&Interval::exact(Decimal::MAX), &Interval::exact(Decimal::MIN)]).is_none());
    }
}
