//! From the words of a period to days: with the document's date, and the month in which fiscal years start.

use jiff::civil::Date;

use super::Days;
use crate::model::{Period, PeriodKind, Relative, Span};

/// What a document says, or its configuration, of the calendar that it counts by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The day of the document.
    pub date: Option<Date>,
    /// The month in which fiscal years start, if that is known.
    pub fiscal_start: Option<i8>,
    /// Whether the document counts by fiscal years at all, so that "the third quarter" may be one of those.
    pub fiscal: bool,
}

/// Days, and whether a fiscal year's start had to be assumed for them: such days agree with others of the same kind, and with nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dated {
    /// The days.
    pub days: Days,
    /// Whether the days rest on an assumption.
    pub assumed: bool,
}

/// The month that a fiscal year starts in where nothing says so: any will do, as what rests on it is compared with its own kind only.
pub const ASSUMED_START: i8 = 7;

impl Calendar {
    /// The days of a period; `None` where the words leave them open.
    #[must_use]
    pub fn days(&self, kind: PeriodKind) -> Option<Dated> {
        let start = self.fiscal_start.unwrap_or(ASSUMED_START);
        let (kind, open) = match kind {
            PeriodKind::Month { year: None, month } => {
                (PeriodKind::Month { year: Some(self.latest(month, 1)?), month }, false)
            }
            PeriodKind::Months { year: None, fiscal, first, count, named } => {
                if named {
                    return None;
                }
                if fiscal || self.fiscal {
                    // Which months they are is known only with the start of the year.
                    self.fiscal_start?;
                    let year = self.latest_fiscal(first, count, start)?;
                    (PeriodKind::Months { year: Some(year), fiscal: true, first, count, named }, false)
                } else {
                    (PeriodKind::Months { year: Some(self.latest(first, count)?), fiscal, first, count, named }, false)
                }
            }
            // "July–March 2024": which of the two years is meant is not said.
            PeriodKind::Months { fiscal: false, named: true, first, count, .. } if first + count > 13 => return None,
            // A quarter of a firm whose years are fiscal ones may be one of those.
            PeriodKind::Months { fiscal: false, named: false, .. } => (kind, self.fiscal),
            PeriodKind::FiscalYear(_) | PeriodKind::Months { fiscal: true, .. } => (kind, self.fiscal_start.is_none()),
            PeriodKind::Years(..) | PeriodKind::Relative(_) | PeriodKind::Each(_) => return None,
            _ => (kind, false),
        };
        let (first, last) = Period::new(Span::new(0, 0), kind).days(start)?;
        Some(Dated { days: Days::new(first, last)?, assumed: open })
    }

    /// The days of a period that a level is compared with, given the level's own.
    #[must_use]
    pub fn base(&self, kind: PeriodKind, main: Dated) -> Option<Dated> {
        let days = match kind {
            PeriodKind::Relative(Relative::YearEarlier | Relative::PreviousYear) => main.days.years_earlier(1)?,
            PeriodKind::Relative(Relative::Previous) => main.days.previous()?,
            PeriodKind::Relative(Relative::PreviousMonth) if main.days.months() == Some(1) => main.days.previous()?,
            PeriodKind::Relative(_) => return None,
            // "from March to April 2024": the year is that of the later month.
            PeriodKind::Month { year: None, month } => {
                let before = month < main.days.last.month();
                let year = if before { main.days.last.year() } else { main.days.last.year().checked_sub(1)? };
                self.days(PeriodKind::Month { year: Some(year), month })?.days
            }
            // "the first nine months of 2024, compared with 2023": the same months of that year.
            PeriodKind::Year(year) if main.days.months().is_some_and(|months| months < 12) => {
                main.days.years_earlier(main.days.last.year().checked_sub(year).filter(|years| *years > 0)?)?
            }
            _ => return self.days(kind),
        };
        Some(Dated { days, ..main })
    }

    /// The year of the last run of months that was over at the document's date.
    fn latest(&self, first: i8, count: i8) -> Option<i16> {
        let date = self.date?;
        let over = |year: i16| {
            let kind = PeriodKind::Months { year: Some(year), fiscal: false, first, count, named: false };
            Period::new(Span::new(0, 0), kind).days(1).is_some_and(|(_, last)| last < date)
        };
        (0..3).filter_map(|back| date.year().checked_sub(back)).find(|year| over(*year))
    }

    fn latest_fiscal(&self, first: i8, count: i8, start: i8) -> Option<i16> {
        let date = self.date?;
        let over = |year: i16| {
            let kind = PeriodKind::Months { year: Some(year), fiscal: true, first, count, named: false };
            Period::new(Span::new(0, 0), kind).days(start).is_some_and(|(_, last)| last < date)
        };
        (-1..3).filter_map(|back| date.year().checked_sub(back)).find(|year| over(*year))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::civil::date;

    use super::*;
    use crate::grammar::period::period;

    fn kind(text: &str) -> PeriodKind {
        period(text).unwrap().1.kind
    }

    fn days(text: &str, calendar: Calendar) -> String {
        calendar.days(kind(text)).map_or_else(
            || "open".to_owned(),
            |dated| format!("{}{}", dated.days, if dated.assumed { "?" } else { "" }),
        )
    }

    #[test]
    fn words_become_days() {
        let july = Calendar { date: Some(date(2025, 6, 9)), fiscal_start: Some(7), fiscal: true };
        assert_eq!(days("FY2023-24", july), "July 2023–June 2024");
        assert_eq!(days("first nine months of fiscal year 2025", july), "July 2024–March 2025");
        assert_eq!(days("July–March 2024-25", july), "July 2024–March 2025");
        assert_eq!(days("first nine months", july), "July 2024–March 2025");
        assert_eq!(days("April", july), "April 2025");
        let unknown = Calendar { date: Some(date(2025, 6, 9)), ..Calendar::default() };
        assert_eq!(days("FY2023-24", unknown), "July 2023–June 2024?");
        assert_eq!(days("first quarter", unknown), "January–March 2025");
        assert_eq!(days("third quarter", unknown), "July–September 2024");
        assert_eq!(days("Q3 2024", Calendar { fiscal: true, ..unknown }), "July–September 2024?");
        assert_eq!(days("July–March 2024", unknown), "open");
        assert_eq!(days("July–March", july), "open");
        assert_eq!(days("April", Calendar::default()), "open");
        assert_eq!(days("twelve months ended June 30, 2024", unknown), "July 2023–June 2024");
    }

    #[test]
    fn comparisons_are_counted_from_the_period_itself() {
        let calendar = Calendar { date: Some(date(2024, 6, 9)), fiscal_start: Some(7), fiscal: true };
        let base = |text: &str, main: &str| {
            let main = calendar.days(kind(main)).unwrap();
            calendar.base(kind(text), main).unwrap().days.to_string()
        };
        assert_eq!(base("same period last year", "April 2024"), "April 2023");
        assert_eq!(base("a year earlier".trim_start_matches("a "), "Q1 2024"), "January–March 2023");
        assert_eq!(base("previous quarter", "Q1 2024"), "October–December 2023");
        assert_eq!(base("March", "April 2024"), "March 2024");
        assert_eq!(base("December", "January 2024"), "December 2023");
        assert_eq!(base("2023", "January-September 2024"), "January–September 2023");
    }
}
