//! The algebra of periods: spans of calendar days that lie inside, beside or over each other.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::MONTHS;

/// A span of calendar days, both included.
///
/// ```
/// use claim_audit::facts::Days;
/// use jiff::civil::date;
/// let year = Days::new(date(2023, 7, 1), date(2024, 6, 30)).unwrap();
/// let april = Days::new(date(2024, 4, 1), date(2024, 4, 30)).unwrap();
/// assert!(year.contains(april) && !april.contains(year));
/// assert_eq!(april.years_earlier(1).unwrap().to_string(), "April 2023");
/// assert_eq!((year.months(), april.months()), (Some(12), Some(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Days {
    /// From one day to another; `None` if they stand in the wrong order.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Whether another span lies inside, or is the same.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether the other begins on the day after this one ends.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.last.tomorrow().is_ok_and(|next| next == other.first)
    }

    /// How many whole months it has, if it begins on the first of one and ends on the last of one.
    #[must_use]
    pub fn months(self) -> Option<i32> {
        let whole = self.first.day() == 1 && self.last == self.last.last_of_month();
        let years = i32::from(self.last.year()) - i32::from(self.first.year());
        whole.then(|| years * 12 + i32::from(self.last.month()) - i32::from(self.first.month()) + 1)
    }

    /// The same span so many years before; the end of February stays the end of February.
    #[must_use]
    pub fn years_earlier(self, years: i16) -> Option<Self> {
        self.shifted(-i32::from(years) * 12)
    }

    /// The span of the same length that ends on the day before: the previous quarter, month or year.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        if let Some(months) = self.months() {
            return self.shifted(-months);
        }
        let days = self.first.until(self.last).ok()?.get_days();
        let last = self.first.yesterday().ok()?;
        Self::new(last.checked_sub(days.days()).ok()?, last)
    }

    /// Moved by whole months.
    fn shifted(self, months: i32) -> Option<Self> {
        let to = |date: Date| date.checked_add(months.months()).ok();
        let last = to(self.last)?;
        let last = if self.last == self.last.last_of_month() { last.last_of_month() } else { last };
        Self::new(to(self.first)?, last)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let name =
            |date: Date| usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("");
        match self.months() {
            Some(1) => write!(f, "{} {}", name(first), first.year()),
            Some(12) if first.month() == 1 => write!(f, "{}", first.year()),
            Some(_) if first.year() == last.year() => write!(f, "{}–{} {}", name(first), name(last), last.year()),
            Some(_) => write!(f, "{} {}–{} {}", name(first), first.year(), name(last), last.year()),
            None if first == last => write!(f, "{} {} {}", first.day(), name(first), first.year()),
            None => write!(
                f,
                "{} {} {}–{} {} {}",
                first.day(),
                name(first),
                first.year(),
                last.day(),
                name(last),
                last.year()
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::civil::date;

    use super::*;

    fn days(from: (i16, i8, i8), to: (i16, i8, i8)) -> Days {
        Days::new(date(from.0, from.1, from.2), date(to.0, to.1, to.2)).unwrap()
    }

    #[test]
    fn relations() {
        let quarter = days((2024, 1, 1), (2024, 3, 31));
        let next = days((2024, 4, 1), (2024, 6, 30));
        let march = days((2024, 3, 1), (2024, 3, 31));
        assert!(quarter.meets(next) && !quarter.overlaps(next) && !next.meets(quarter));
        assert!(quarter.contains(march) && march.overlaps(quarter));
    }

    #[test]
    fn shifts() {
        let february = days((2024, 2, 1), (2024, 2, 29));
        assert_eq!(february.years_earlier(1), Some(days((2023, 2, 1), (2023, 2, 28))));
        assert_eq!(days((2023, 2, 1), (2023, 2, 28)).previous(), Some(days((2023, 1, 1), (2023, 1, 31))));
        assert_eq!(days((2024, 1, 1), (2024, 3, 31)).previous(), Some(days((2023, 10, 1), (2023, 12, 31))));
        assert_eq!(days((2024, 1, 8), (2024, 1, 14)).previous(), Some(days((2024, 1, 1), (2024, 1, 7))));
    }

    #[test]
    fn names() {
        assert_eq!(days((2023, 1, 1), (2023, 12, 31)).to_string(), "2023");
        assert_eq!(days((2023, 7, 1), (2024, 6, 30)).to_string(), "July 2023–June 2024");
        assert_eq!(days((2024, 1, 1), (2024, 3, 31)).to_string(), "January–March 2024");
        assert_eq!(days((2024, 5, 27), (2024, 5, 27)).to_string(), "27 May 2024");
    }
}
