//! A chart for each metric: what is said of it over time, each value as the interval that it stands for.
//!
//! It is drawn by hand and in integers: the plotting libraries at hand want the values as floats, which are what figures must not become,
//! and none of them draws an interval that is a link.

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};

use super::escape::{escaped, escaped_line};
use super::figure::Axis;
use super::links::Links;
use super::overview::place;
use crate::conflicts::{Cited, Listed as Metric, ListedRow};
use crate::facts::{Days, Number};
use crate::model::{Decimal, Interval};
use crate::rules::format::{approximate, bounds};

const WIDTH: i64 = 720;
/// Room for the values, with their labels above them, and for the periods below.
const HEIGHT: i64 = 150;
const ABOVE: i64 = 22;
const BELOW: i64 = 24;
/// Room on both sides, so that no label is cut off.
const BESIDE: i64 = 96;
/// About how wide a letter is.
const LETTER: i64 = 7;

/// The charts of all metrics that have two values or more of one kind of period, the longest first.
pub fn charts(metrics: &[Metric], links: &Links<'_>) -> Markup {
    let mut drawn: Vec<(&Metric, Vec<Vec<Point<'_>>>)> =
        metrics.iter().map(|metric| (metric, rows(metric))).filter(|(_, rows)| !rows.is_empty()).collect();
    drawn.sort_by_key(|(metric, _)| std::cmp::Reverse(metric.rows.len()));
    html! {
        @if !drawn.is_empty() {
            h2 { "What is said over time" }
            @for (metric, rows) in &drawn { (chart(metric, rows, links)) }
        }
    }
}

/// One value to draw.
struct Point<'p> {
    days: Days,
    interval: Interval,
    class: &'static str,
    cited: Option<&'p Cited>,
}

/// How long a period is, as far as a chart tells them apart: values of months and of years have no axis in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Length {
    Day,
    Month,
    Quarter,
    Half,
    Year,
    Years,
}

impl Length {
    fn of(days: Days) -> Self {
        match days.last.duration_since(days.first).as_hours() / 24 + 1 {
            ..=7 => Self::Day,
            8..=45 => Self::Month,
            46..=135 => Self::Quarter,
            136..=330 => Self::Half,
            331..=400 => Self::Year,
            _ => Self::Years,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Month => "months",
            Self::Quarter => "quarters",
            Self::Half => "parts of a year",
            Self::Year => "years",
            Self::Years => "several years",
        }
    }
}

/// The values of a metric, a row for each kind of period of which there are two.
fn rows(metric: &Metric) -> Vec<Vec<Point<'_>>> {
    let mut points = points(metric);
    points.sort_by_key(|point| (Length::of(point.days), point.days.first));
    let mut rows: Vec<Vec<Point<'_>>> = Vec::new();
    for point in points {
        match rows
            .last_mut()
            .filter(|row| row.first().is_some_and(|one| Length::of(one.days) == Length::of(point.days)))
        {
            Some(row) => row.push(point),
            None => rows.push(vec![point]),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows
}

fn points(metric: &Metric) -> Vec<Point<'_>> {
    let mut points = Vec::new();
    for row in &metric.rows {
        let stated = row.agreed.iter().map(|cited| (cited, "agreed"));
        for (cited, class) in stated.chain(row.others.iter().map(|cited| (cited, "differs"))) {
            if let Some(interval) = cited.number.as_ref().and_then(Number::interval) {
                points.push(Point { days: row.days, interval, class, cited: Some(cited) });
            }
        }
        if let Some((interval, _)) = &row.implied {
            points.push(Point { days: row.days, interval: *interval, class: "implied", cited: None });
        }
    }
    points
}

fn chart(metric: &Metric, rows: &[Vec<Point<'_>>], links: &Links<'_>) -> Markup {
    let name = format!("{} ({})", metric.metric, metric.unit.name());
    html! {
        figure class="chart" {
            figcaption { bdi { (PreEscaped(escaped_line(&name))) } }
            @for row in rows { (drawing(metric, row, &name, links)) }
            details {
                summary { "As a table" }
                table { tbody { @for row in &metric.rows { (table_row(metric, row, links)) } } }
            }
        }
    }
}

/// The values of one kind of period.
fn drawing(metric: &Metric, points: &[Point<'_>], name: &str, links: &Links<'_>) -> Markup {
    let intervals: Vec<&Interval> = points.iter().map(|point| &point.interval).collect();
    // Each period as the number of its middle day, so that a month stands where it lies in its year.
    let when: Vec<Interval> = points.iter().map(|point| Interval::exact(middle(point.days))).collect();
    let axes = Axis::of_width(&intervals, HEIGHT - BELOW - ABOVE)
        .zip(Axis::of_width(&when.iter().collect::<Vec<_>>(), WIDTH - 2 * BESIDE));
    let Some((values, time)) = axes else { return html! {} };
    let kind = points.first().map_or("", |point| Length::of(point.days).name());
    let left = |point: &Point<'_>| BESIDE + time.at(middle(point.days));
    let base = HEIGHT - BELOW;
    let mut texts = Labels::default();
    let mut periods = Labels::default();
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group" aria-label=(PreEscaped(escaped_line(&format!("{name}: {kind}"))).into_string()) {
            text class="kind" x="0" y="12" { (kind) }
            path class="line" d={ "M" (BESIDE) " " (base) "H" (WIDTH - BESIDE) } {}
            @for point in points {
                @let (low, high) = values.ends(&point.interval);
                @let (x, top) = (left(point), base - high);
                @let title = title(metric, point);
                @match point.cited {
                    Some(cited) => {
                        a href=(links.to(&cited.path, &format!("-{}", cited.span.start))) aria-label=(PreEscaped(escaped_line(&title)).into_string()) {
                            (mark(point.class, x, top, high - low, &title))
                        }
                    }
                    None => { (mark(point.class, x, top, high - low, &title)) }
                }
                @if let Some((at, level)) = texts.beside(x, top + (high - low) / 2, &label(metric, point), point.class == "differs") {
                    text class=(point.class) x=(at) y=(level) { (PreEscaped(escaped(&label(metric, point)))) }
                }
                @if let Some(at) = periods.place(x, &point.days.to_string()) {
                    text x=(at) y=(HEIGHT - 6) text-anchor="middle" { (point.days.to_string()) }
                }
            }
        }
    }
}

fn mark(class: &str, x: i64, top: i64, height: i64, title: &str) -> Markup {
    html! { rect class=(class) x=(x - 4) y=(top) width="8" height=(height) rx="2" { title { (PreEscaped(escaped_line(title))) } } }
}

/// The labels of a row from left to right: one that would lie on the last is left out, as the table below has it.
#[derive(Default)]
struct Labels {
    free: i64,
    /// Where the last labels beside a mark begin, and at which heights.
    last: (i64, Vec<i64>),
}

impl Labels {
    /// A label to the right of a mark, or above the one of the same period; what contradicts is never left out.
    fn beside(&mut self, x: i64, level: i64, text: &str, always: bool) -> Option<(i64, i64)> {
        const LINE: i64 = 13;
        let at = x + 8;
        if self.last.0 == at {
            let mut level = level + 4;
            while self.last.1.iter().any(|taken| (taken - level).abs() < LINE) {
                level -= LINE;
            }
            self.last.1.push(level);
            return Some((at, level));
        }
        if at < self.free && !always {
            return None;
        }
        let width = i64::try_from(text.chars().count()).unwrap_or(0) * LETTER;
        self.free = at + width + LETTER;
        self.last = (at, vec![level + 4]);
        Some((at, level + 4))
    }

    fn place(&mut self, x: i64, text: &str) -> Option<i64> {
        let half = i64::try_from(text.chars().count()).unwrap_or(0) * LETTER / 2;
        let at = x.clamp(half.min(WIDTH / 2), (WIDTH - half).max(WIDTH / 2));
        if at - half < self.free {
            return None;
        }
        self.free = at + half + LETTER;
        Some(at)
    }
}

/// A value as a label: as it is printed, or what the others imply.
fn label(metric: &Metric, point: &Point<'_>) -> String {
    match point.cited {
        Some(cited) => cited.text.clone(),
        None => point.interval.low().map_or_else(String::new, |low| approximate(low, &metric.unit)),
    }
}

fn middle(days: Days) -> Decimal {
    let hours = |date: Date| date.duration_since(Date::constant(1900, 1, 1)).as_hours();
    Decimal::from(i64::midpoint(hours(days.first), hours(days.last)))
}

fn title(metric: &Metric, point: &Point<'_>) -> String {
    match point.cited {
        Some(cited) if point.class == "differs" => {
            format!("{}: {}, which contradicts another place ({}:{})", point.days, cited.text, cited.path, cited.line)
        }
        Some(cited) => format!("{}: {} ({}:{})", point.days, cited.text, cited.path, cited.line),
        None => format!("{}: implied {}", point.days, bounds(&point.interval, Decimal::ONE, &metric.unit)),
    }
}

fn table_row(metric: &Metric, row: &ListedRow, links: &Links<'_>) -> Markup {
    html! {
        tr {
            th scope="row" { (row.days.to_string()) }
            td {
                @for (index, cited) in row.agreed.iter().enumerate() {
                    @if index > 0 { ", " }
                    (place(cited, links))
                }
                @for cited in &row.others { " " span class="differs" { "differs:" } " " (place(cited, links)) }
                @if let Some((interval, from)) = &row.implied {
                    "implied: " (PreEscaped(escaped(&bounds(interval, Decimal::ONE, &metric.unit))))
                    @if let Some(cited) = from.first() { " by " (place(cited, links)) }
                }
            }
        }
    }
}
