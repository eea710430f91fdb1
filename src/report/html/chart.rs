//! A chart for each metric: what is said of it over time, each value as the interval that it stands for.

use std::fmt::Write;

use jiff::civil::Date;

use super::escape::{escaped, escaped_line};
use super::figure::Axis;
use super::key;
use super::overview::place;
use crate::conflicts::{Cited, Listed as Metric, ListedRow};
use crate::facts::{Days, Number};
use crate::model::{Decimal, Interval};
use crate::rules::format::{approximate, bounds};

const WIDTH: i64 = 640;
const HEIGHT: i64 = 180;
/// Room on the left for the values, and below for the periods.
const LEFT: i64 = 100;
const BELOW: i64 = 24;

/// Appends the charts of all metrics of which something is said for two periods or more, the longest first.
pub fn charts(out: &mut String, metrics: &[Metric]) {
    let mut drawn: Vec<&Metric> = metrics.iter().filter(|metric| metric.rows.len() > 1).collect();
    if drawn.is_empty() {
        return;
    }
    drawn.sort_by_key(|metric| std::cmp::Reverse(metric.rows.len()));
    // Writing to a string cannot fail, here and below.
    let _ = write!(out, "<h2>What is said over time</h2>");
    for metric in drawn {
        chart(out, metric);
    }
}

/// One value to draw.
struct Point<'p> {
    days: Days,
    interval: Interval,
    class: &'static str,
    cited: Option<&'p Cited>,
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

fn chart(out: &mut String, metric: &Metric) {
    let points = points(metric);
    let name = format!("{} ({})", metric.metric, metric.unit.name());
    let _ = write!(out, r#"<figure class="chart"><figcaption><bdi>{}</bdi></figcaption>"#, escaped_line(&name));
    let intervals: Vec<&Interval> = points.iter().map(|point| &point.interval).collect();
    // Each period as the number of its middle day, so that a month stands where it lies in its year.
    let when: Vec<Interval> = points.iter().map(|point| Interval::exact(middle(point.days))).collect();
    let whens: Vec<&Interval> = when.iter().collect();
    if let (Some(values), Some(time)) =
        (Axis::of_width(&intervals, HEIGHT - BELOW), Axis::of_width(&whens, WIDTH - LEFT))
    {
        let _ = write!(
            out,
            r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{}: {} values, listed below">"#,
            escaped_line(&name),
            points.len()
        );
        scale(out, metric, &points, &values);
        periods(out, &points, &time);
        for (point, when) in points.iter().zip(&when) {
            let x = LEFT + when.low().map_or(0, |when| time.at(when));
            let (low, high) = values.ends(&point.interval);
            let (top, height) = (HEIGHT - BELOW - high, high - low);
            let title = title(metric, point);
            let bar = format!(
                r#"<rect class="{}" x="{}" y="{top}" width="8" height="{height}" rx="2"><title>{}</title></rect>"#,
                point.class,
                x - 4,
                escaped_line(&title)
            );
            let _ = match point.cited {
                Some(cited) => write!(
                    out,
                    r##"<a href="#{}-{}" aria-label="{}">{bar}</a>"##,
                    key(&cited.path),
                    cited.span.start,
                    escaped_line(&title)
                ),
                None => write!(out, "{bar}"),
            };
        }
        out.push_str("</svg>");
    }
    out.push_str("<details><summary>As a table</summary><table><tbody>");
    for row in &metric.rows {
        line(out, metric, row);
    }
    out.push_str("</tbody></table></details></figure>");
}

fn middle(days: Days) -> Decimal {
    let hours = |date: Date| date.duration_since(Date::constant(1900, 1, 1)).as_hours();
    Decimal::from(i64::midpoint(hours(days.first), hours(days.last)))
}

/// The lowest and the highest value, written beside the axis.
fn scale(out: &mut String, metric: &Metric, points: &[Point<'_>], values: &Axis) {
    let ends = || points.iter().flat_map(|point| [point.interval.low(), point.interval.high()]).flatten();
    let (low, high) = (ends().min(), ends().max());
    let apart = low.zip(high).is_some_and(|(low, high)| (values.at(high) - values.at(low)).abs() > 14);
    for value in low.into_iter().chain(high.filter(|_| apart)) {
        let y = HEIGHT - BELOW - values.at(value);
        let _ = write!(
            out,
            r#"<path class="line" d="M{LEFT} {y}H{WIDTH}"/><text x="{}" y="{}" text-anchor="end">{}</text>"#,
            LEFT - 6,
            y + 4,
            escaped(&approximate(value, &metric.unit))
        );
    }
}

/// The first and the last period, and those between as far as there is room.
fn periods(out: &mut String, points: &[Point<'_>], time: &Axis) {
    const ROOM: i64 = 90;
    let mut seen: Vec<(i64, Days)> =
        points.iter().map(|point| (LEFT + time.at(middle(point.days)), point.days)).collect();
    seen.sort_by_key(|(x, days)| (*x, days.first));
    let mut free = 0;
    for (x, days) in seen {
        if x < free {
            continue;
        }
        let at = x.clamp(LEFT, WIDTH - 40);
        let _ = write!(out, r#"<text x="{at}" y="{}" text-anchor="middle">{days}</text>"#, HEIGHT - 6);
        free = x + ROOM;
    }
}

fn title(metric: &Metric, point: &Point<'_>) -> String {
    match point.cited {
        Some(cited) => format!("{}: {} ({}:{})", point.days, cited.text, cited.path, cited.line),
        None => format!("{}: implied {}", point.days, bounds(&point.interval, Decimal::ONE, &metric.unit)),
    }
}

fn line(out: &mut String, metric: &Metric, row: &ListedRow) {
    let _ = write!(out, r#"<tr><th scope="row">{}</th><td>"#, row.days);
    for (index, cited) in row.agreed.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        place(out, cited);
    }
    for cited in &row.others {
        out.push_str(r#" <span class="differs">differs:</span> "#);
        place(out, cited);
    }
    if let Some((interval, from)) = &row.implied {
        let _ = write!(out, "implied: {}", escaped(&bounds(interval, Decimal::ONE, &metric.unit)));
        if let Some(cited) = from.first() {
            out.push_str(" by ");
            place(out, cited);
        }
    }
    out.push_str("</td></tr>");
}
