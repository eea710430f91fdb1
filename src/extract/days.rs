//! Which days a period means: what its words leave open, its neighbours and the reference day fill in.
//!
//! "Last month" and "in May" are counted from the reference day; "the previous quarter" and "a year earlier" from the period that
//! the text spoke of last. "From 2019 to 2023" and "the second half of last year" are one period each.

use jiff::civil::Date;
use jiff::{Span as Days, ToSpan};

use super::Named;
use crate::document::Prose;
use crate::grammar::Sentence;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{PeriodToken, TokenKind};
use crate::model::{Period, PeriodKind, Relative};
use crate::resolve::period_at;

type Run = (Date, Date);

/// Works out the days of the periods of one document, sentence after sentence.
pub struct Calendar {
    today: Option<Date>,
    fiscal_start: i8,
    /// The last period of the text that stands for itself.
    about: Option<Run>,
    /// For each period of the sentence, which one it is a part of.
    owners: Vec<usize>,
}

impl Calendar {
    /// A calendar in which "today" is the given day.
    pub const fn new(today: Option<Date>, fiscal_start: i8) -> Self {
        Self { today, fiscal_start, about: None, owners: Vec::new() }
    }

    /// Which period of the sentence that was read last the n-th one belongs to.
    pub fn owner(&self, index: usize) -> Option<usize> {
        self.owners.get(index).copied()
    }

    /// The periods of a sentence, an entry for each token; `None` where it is a part of the one before.
    pub fn read(&mut self, sentence: &Sentence, prose: &Prose<'_>) -> Vec<Option<Named>> {
        self.owners.clear();
        let mut found: Vec<Option<Named>> = Vec::with_capacity(sentence.periods.len());
        let mut index = 0;
        while let Some(token) = sentence.periods.get(index) {
            let period = period_at(sentence, index, prose);
            let words = words(token, prose);
            let next = sentence.periods.get(index + 1).map(|next| (period_at(sentence, index + 1, prose), next));
            let pair = next.and_then(|(next, second)| {
                let between = prose.text().get(token.range.end as usize..second.range.start as usize)?;
                let lead = lead(sentence, index);
                let days = self.part_of(period.kind, between, next, self::words(second, prose));
                days.or_else(|| self.between(period.kind, between, next.kind, lead))
                    .map(|days| (period.span.join(next.span), days))
            });
            let (span, days) = match pair {
                Some((span, days)) => (span, Some(days)),
                None => (period.span, self.days(period.kind, words)),
            };
            if let Some(days) = days.filter(|_| pair.is_some() || !matches!(period.kind, PeriodKind::Relative(_))) {
                self.about = Some(days);
            }
            found.push(Some(Named { span, days }));
            self.owners.push(index);
            if pair.is_some() {
                found.push(None);
                self.owners.push(index);
                index += 1;
            }
            index += 1;
        }
        found
    }

    /// "the second half of last year": a part of a year that is named from where the text stands.
    fn part_of(&self, part: PeriodKind, between: &str, year: Period, words: &str) -> Option<Run> {
        if !matches!(between.trim(), "" | "of" | "in" | "of the" | "in the" | "of this") || !words.ends_with("year") {
            return None;
        }
        let PeriodKind::Relative(Relative::PreviousYear | Relative::Current) = year.kind else { return None };
        let (first, last) = self.days(year.kind, words)?;
        let calendar = first.month() == 1;
        let of = Some(if calendar { first.year() } else { last.year() });
        let kind = match part {
            PeriodKind::Month { year: None, month } => PeriodKind::Month { year: of, month },
            PeriodKind::DayOfMonth { month, day } => PeriodKind::Day(Date::new(of?, month, day).ok()?),
            PeriodKind::Months { year: None, first, count, named, .. } => {
                PeriodKind::Months { year: of, fiscal: !calendar, first, count, named }
            }
            _ => return None,
        };
        self.fixed(kind)
    }

    /// "from 2019 to 2023", "between April and June 2024": two ends of one period.
    fn between(&self, from: PeriodKind, link: &str, to: PeriodKind, lead: Option<Word>) -> Option<Run> {
        let linked = match lead {
            Some(Word::From) => matches!(link.trim(), "to" | "through" | "until" | "till"),
            Some(Word::Between) => link.trim() == "and",
            _ => false,
        };
        if !linked {
            return None;
        }
        let (_, last) = self.fixed(to).or_else(|| self.latest(to))?;
        let from = match from {
            // "from April to June 2024", "from November to February 2024"
            PeriodKind::Month { year: None, month } => {
                let year = if month > last.month() { last.year().checked_sub(1)? } else { last.year() };
                PeriodKind::Month { year: Some(year), month }
            }
            other => other,
        };
        let (first, _) = self.fixed(from)?;
        (first <= last).then_some((first, last))
    }

    fn fixed(&self, kind: PeriodKind) -> Option<Run> {
        Period::new(crate::model::Span::default(), kind).days(self.fiscal_start)
    }

    fn days(&self, kind: PeriodKind, words: &str) -> Option<Run> {
        match kind {
            PeriodKind::Relative(relative) => self.relative(relative, words),
            _ => self.fixed(kind).or_else(|| self.latest(kind)),
        }
    }

    /// A month or a quarter without its year: the last that has begun.
    fn latest(&self, kind: PeriodKind) -> Option<Run> {
        let today = self.today?;
        (-1..=1).rev().find_map(|ahead| {
            let year = Some(today.year().checked_add(ahead)?);
            let dated = match kind {
                PeriodKind::Month { month, .. } => PeriodKind::Month { year, month },
                PeriodKind::DayOfMonth { month, day } => PeriodKind::Day(Date::new(year?, month, day).ok()?),
                PeriodKind::Months { fiscal, first, count, named, .. } => {
                    PeriodKind::Months { year, fiscal, first, count, named }
                }
                _ => return None,
            };
            self.fixed(dated).filter(|(first, _)| *first <= today)
        })
    }

    /// Periods that are named from where the text stands.
    fn relative(&self, relative: Relative, words: &str) -> Option<Run> {
        let unit = Unit::of(words);
        // "Last" looks back from the day of the text, "previous" from what the text spoke of.
        let last = words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("last"));
        let about = self.about.filter(|_| !last);
        match relative {
            Relative::YearToDate => {
                let today = self.today?;
                let first = today.first_of_year();
                Some((first, today.yesterday().ok().filter(|day| *day >= first).unwrap_or(today)))
            }
            Relative::Current => match unit {
                Some(unit) => self.around(unit, words, 0),
                None => self.about,
            },
            Relative::Same => self.about,
            Relative::YearEarlier => back(self.about?, 1.year()),
            Relative::PreviousYear => match about {
                Some(run) => back(run, 1.year()),
                None => self.around(Unit::Year, words, 1),
            },
            Relative::PreviousMonth => match about {
                Some(run) => back(run, 1.month()),
                None => self.around(Unit::Month, words, 1),
            },
            Relative::Previous => match (about, unit) {
                (Some(run), _) => before(run),
                (None, Some(unit)) => self.around(unit, words, 1),
                (None, None) => None,
            },
        }
    }

    /// The month, quarter or year around the reference day, or one so many before it.
    fn around(&self, unit: Unit, words: &str, ago: i8) -> Option<Run> {
        let today = self.today?;
        let month = today.first_of_month();
        let into = |start: i8, length: i8| (month.month() - start).rem_euclid(length);
        let fiscal = words.contains("fiscal") || words.contains("financial");
        let (first, length) = match unit {
            Unit::Week => {
                let monday = today.checked_sub(today.weekday().to_monday_zero_offset().days()).ok()?;
                (monday, 7.days())
            }
            Unit::Month => (month, 1.month()),
            Unit::Quarter => (month.checked_sub(into(1, 3).months()).ok()?, 3.months()),
            Unit::Half => (month.checked_sub(into(1, 6).months()).ok()?, 6.months()),
            Unit::Year => {
                let start = if fiscal { self.fiscal_start } else { 1 };
                (month.checked_sub(into(start, 12).months()).ok()?, 1.year())
            }
        };
        let first = first.checked_sub(length.checked_mul(ago.into()).ok()?).ok()?;
        Some((first, first.checked_add(length).ok()?.yesterday().ok()?))
    }
}

#[derive(Clone, Copy)]
enum Unit {
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

impl Unit {
    /// The unit that the words of a period name.
    fn of(words: &str) -> Option<Self> {
        let units = [
            ("year", Self::Year),
            ("quarter", Self::Quarter),
            ("month", Self::Month),
            ("week", Self::Week),
            ("half", Self::Half),
        ];
        units.into_iter().find(|(name, _)| words.contains(name)).map(|(_, unit)| unit)
    }
}

/// The word that leads a period in, where it matters: "from", "between".
fn lead(sentence: &Sentence, index: usize) -> Option<Word> {
    let start = sentence.periods.get(index)?.range.start;
    let at = sentence.tokens.partition_point(|token| token.start < start);
    match sentence.tokens.get(at.checked_sub(1)?)?.kind {
        TokenKind::Word(word) => Some(word),
        _ => None,
    }
}

/// The words of a period.
fn words<'p>(token: &PeriodToken, prose: &'p Prose<'_>) -> &'p str {
    prose.text().get(token.range.start as usize..token.range.end as usize).unwrap_or_default()
}

/// A run of days moved back; whole months stay whole months.
fn back((first, last): Run, by: Days) -> Option<Run> {
    if first == first.first_of_month() && last == last.last_of_month() {
        let end = last.first_of_month().checked_sub(by).ok()?.last_of_month();
        return Some((first.checked_sub(by).ok()?, end));
    }
    Some((first.checked_sub(by).ok()?, last.checked_sub(by).ok()?))
}

/// The run of the same length that ends where this one starts.
fn before((first, last): Run) -> Option<Run> {
    if first == first.first_of_month() && last == last.last_of_month() {
        let years = i32::from(last.year()) - i32::from(first.year());
        let months = years * 12 + i32::from(last.month()) - i32::from(first.month()) + 1;
        return back((first, last), Days::new().try_months(months).ok()?);
    }
    let days = first.until(last).ok()?.get_days() + 1;
    back((first, last), Days::new().try_days(days).ok()?)
}
