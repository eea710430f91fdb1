//! Spans of calendar days, with the words that named them.

use jiff::civil::Date;

use super::{Span, TimeUnit};

/// The months by their English names, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A span of calendar days, as far as the words and the document's date fix it.
///
/// ```
/// use claim_audit::model::{Period, PeriodKind, Span};
/// let april = Period::new(Span::new(0, 10), PeriodKind::Month { year: Some(2024), month: 4 });
/// assert_eq!(april.days(7).map(|(_, last)| last.to_string()).as_deref(), Some("2024-04-30"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Where the words stand in the original file.
    pub span: Span,
    /// What they mean.
    pub kind: PeriodKind,
}

/// What the words of a period mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    /// One calendar day.
    Day(Date),
    /// A day of a month without its year ("March 20").
    DayOfMonth {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A month; without its year when the text leaves it out ("in April").
    Month {
        /// The calendar year.
        year: Option<i16>,
        /// 1 to 12.
        month: i8,
    },
    /// A calendar year ("2023").
    Year(i16),
    /// A fiscal year, named by the calendar year in which it ends ("FY2023-24" is 2024).
    FiscalYear(i16),
    /// A run of months inside a year: a quarter, a half, "the first nine months", "July–March".
    Months {
        /// The year that the run belongs to.
        year: Option<i16>,
        /// Whether that year is a fiscal one.
        fiscal: bool,
        /// The first month of the run, counted from 1 at the year's start (or a calendar month where `named`).
        first: i8,
        /// How many months the run has.
        count: i8,
        /// Whether the ends are calendar months named by the text ("July–March").
        named: bool,
    },
    /// Between two years, both included ("2002 to 2023").
    Years(i16, i16),
    /// A period that ends on a day ("the three months ended March 31, 2025").
    Ended {
        /// The last day.
        last: Date,
        /// How many months it has.
        months: i16,
    },
    /// A run of days, both included.
    Days(Date, Date),
    /// Relative to the period that the sentence is about.
    Relative(Relative),
    /// No stretch of the calendar, but what an amount is counted by: "per day", "a year".
    Each(TimeUnit),
}

/// Periods that are named from where the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relative {
    /// "the same period last year", "a year earlier", "year-on-year": the same length, one year before.
    YearEarlier,
    /// "the previous quarter", "sequentially": the same length, just before.
    Previous,
    /// "the previous year", "last year".
    PreviousYear,
    /// "last month".
    PreviousMonth,
    /// "this year", "the current fiscal year".
    Current,
    /// "year to date".
    YearToDate,
    /// "during the month", "the same time": the period that the text spoke of just before.
    Same,
}

impl Period {
    /// A period that stands at `span`.
    #[must_use]
    pub const fn new(span: Span, kind: PeriodKind) -> Self {
        Self { span, kind }
    }

    /// Whether the words point at an earlier period for comparison.
    #[must_use]
    pub const fn is_comparison(self) -> bool {
        matches!(
            self.kind,
            PeriodKind::Relative(
                Relative::YearEarlier | Relative::Previous | Relative::PreviousYear | Relative::PreviousMonth
            )
        )
    }

    /// The first and the last day, where the words fix them; `fiscal_start` is the month (1 to 12) in which fiscal years start.
    #[must_use]
    pub fn days(self, fiscal_start: i8) -> Option<(Date, Date)> {
        match self.kind {
            PeriodKind::Day(day) => Some((day, day)),
            PeriodKind::Month { year, month } => months_from(year?, month, 1),
            PeriodKind::Year(year) => months_from(year, 1, 12),
            PeriodKind::FiscalYear(year) => fiscal_months(year, 1, 12, fiscal_start),
            PeriodKind::Months { year, fiscal: false, first, count, named } => {
                // "November to February 2024" ends in 2024.
                let over = named && first.checked_add(count)? > 13;
                months_from(if over { year?.checked_sub(1)? } else { year? }, first, count)
            }
            PeriodKind::Months { year, fiscal: true, first, count, named: false } => {
                fiscal_months(year?, first, count, fiscal_start)
            }
            PeriodKind::Months { year, fiscal: true, first, count, named: true } => {
                let year = year?;
                // A named month belongs to the calendar year before when the fiscal year starts in it or before it.
                let starts = if fiscal_start > 1 && first >= fiscal_start { year.checked_sub(1)? } else { year };
                months_from(starts, first, count)
            }
            PeriodKind::Years(from, to) => Some((months_from(from, 1, 12)?.0, months_from(to, 1, 12)?.1)),
            PeriodKind::Ended { last, months } => {
                let span = jiff::Span::new().try_months(months).ok()?;
                Some((last.tomorrow().ok()?.checked_sub(span).ok()?, last))
            }
            PeriodKind::Days(first, last) => Some((first, last)),
            PeriodKind::DayOfMonth { .. } | PeriodKind::Relative(_) | PeriodKind::Each(_) => None,
        }
    }
}

fn fiscal_months(year: i16, first: i8, count: i8, fiscal_start: i8) -> Option<(Date, Date)> {
    let starts = if fiscal_start > 1 { year.checked_sub(1)? } else { year };
    let month = fiscal_start.checked_add(first)?.checked_sub(1)?;
    if month > 12 { months_from(starts.checked_add(1)?, month - 12, count) } else { months_from(starts, month, count) }
}

/// The days of `count` months from the first of `month` on.
fn months_from(year: i16, month: i8, count: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    let end = first.checked_add(jiff::Span::new().try_months(count).ok()?).ok()?;
    Some((first, end.yesterday().ok()?))
}
