//! Numbers as a reader expects to see them: "$2.825 billion", "23.02%", "4,600 firms", "about $247 million".

use rust_decimal::RoundingStrategy;

use crate::model::{Currency, Decimal, Interval, MONTHS, Quantity, Unit, Value};

/// A quantity at the precision that it was printed with.
#[must_use]
pub fn quantity(quantity: &Quantity) -> String {
    match &quantity.value {
        Value::Number { value, ulp } => with_unit(*value, *ulp, &quantity.unit),
        Value::Date(date) => date.strftime("%-d %B %Y").to_string(),
        Value::Weekday(day) => weekday(*day).to_owned(),
        Value::Month(month) => self::month(*month).to_owned(),
        Value::Year(year) => year.to_string(),
        Value::Words(words) => words.to_string(),
    }
}

/// A number with its unit, whose last printed place is `ulp` (zero for a whole count).
///
/// ```
/// use claim_audit::model::{Currency, Decimal, Unit};
/// use claim_audit::rules::format::with_unit;
/// let dollars = Unit::Money(Currency::USD);
/// assert_eq!(with_unit(Decimal::from(2_825_000_000u64), Decimal::from(1_000_000), &dollars), "$2.825 billion");
/// assert_eq!(with_unit(Decimal::new(2231, 2), Decimal::new(1, 2), &Unit::Percent), "22.31%");
/// assert_eq!(with_unit(Decimal::from(4600), Decimal::ZERO, &Unit::Count(Some("firms".into()))), "4,600 firms");
/// ```
#[must_use]
pub fn with_unit(value: Decimal, ulp: Decimal, unit: &Unit) -> String {
    let scale = Scale::of(value, ulp);
    dress(value.is_sign_negative() && !value.is_zero(), &scale.digits(value.abs(), ulp), scale.word, unit)
}

/// A value to three significant digits, for what a text implies: "$247 million".
///
/// ```
/// use claim_audit::model::{Currency, Decimal, Unit};
/// use claim_audit::rules::format::approximate;
/// assert_eq!(approximate(Decimal::from(247_313_212), &Unit::Money(Currency::USD)), "$247 million");
/// assert_eq!(approximate(Decimal::new(230_769, 4), &Unit::Percent), "23.1%");
/// ```
#[must_use]
pub fn approximate(value: Decimal, unit: &Unit) -> String {
    let short = value.round_sf_with_strategy(3, RoundingStrategy::MidpointAwayFromZero).unwrap_or(value).normalize();
    let mut ulp = Decimal::new(1, short.scale());
    let mut digits = short.abs().trunc();
    // Zeros at the end are not digits that anyone knows: 75,000,000 is 75 million, not 75.0.
    while short.scale() == 0 && digits >= Decimal::TEN && (digits % Decimal::TEN).is_zero() {
        digits /= Decimal::TEN;
        ulp *= Decimal::TEN;
    }
    with_unit(short, ulp, unit)
}

/// The middle of an interval to three significant digits, or its one end.
#[must_use]
pub fn about(interval: &Interval, unit: &Unit) -> Option<String> {
    Some(match (interval.low(), interval.high()) {
        (Some(low), Some(high)) => {
            let middle = (low / Decimal::TWO).checked_add(high / Decimal::TWO)?;
            format!("about {}", approximate(middle, unit))
        }
        (Some(low), None) => format!("at least {}", approximate(low, unit)),
        (None, Some(high)) => format!("at most {}", approximate(high, unit)),
        (None, None) => return None,
    })
}

/// The ends of an interval, rounded to nearest at the digits that matter: those of the stated number (`ulp`), and up to two more
/// where the ends would look the same otherwise.
#[must_use]
pub fn bounds(interval: &Interval, ulp: Decimal, unit: &Unit) -> String {
    let [low, high] = ends(interval, ulp, unit);
    between(low, high, " to ")
}

/// Both ends of an interval at the digits that [`bounds`] shows; `None` for an open one.
#[must_use]
pub fn ends(interval: &Interval, ulp: Decimal, unit: &Unit) -> [Option<String>; 2] {
    let (low, high) = (interval.low(), interval.high());
    let mut ulp = if ulp.is_zero() && low.is_some() && high.is_some() { Decimal::ONE } else { ulp };
    if let (Some(low), Some(high)) = (low, high) {
        for _ in 0..2 {
            if low != high && round(low, ulp) == round(high, ulp) {
                ulp /= Decimal::TEN;
            }
        }
    }
    [low, high].map(|end| end.map(|end| with_unit(round(end, ulp), ulp, unit)))
}

/// Two ends with words between them; the one that there is, or the one that both are, stands alone.
#[must_use]
pub fn between(low: Option<String>, high: Option<String>, words: &str) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low}{words}{high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "anything".to_owned(),
    }
}

/// Numbers of one sum, bare where they share their scale: "2.827" and "2.297" for billions of dollars.
#[must_use]
pub fn operands(quantities: &[&Quantity]) -> Vec<String> {
    let numbers: Vec<_> = quantities.iter().filter_map(|quantity| quantity.number()).collect();
    let scales: Vec<_> = numbers.iter().map(|(value, ulp)| Scale::of(*value, *ulp)).collect();
    let shared = scales.windows(2).all(|pair| pair[0].factor == pair[1].factor);
    let texts = numbers.iter().zip(&scales).map(|((value, ulp), scale)| {
        let minus = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
        let word = if shared || scale.word.is_empty() { String::new() } else { format!(" {}", scale.word) };
        format!("{minus}{}{word}", scale.digits(value.abs(), *ulp))
    });
    texts.collect()
}

/// A number rounded to nearest at a unit of its last place.
#[must_use]
pub fn round(value: Decimal, ulp: Decimal) -> Decimal {
    if ulp.is_zero() {
        return value;
    }
    let steps = value.checked_div(ulp).map(|n| n.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
    steps.and_then(|steps| steps.checked_mul(ulp)).unwrap_or(value)
}

/// Digits with commas between the thousands and a fixed number of decimals.
///
/// ```
/// use claim_audit::model::Decimal;
/// assert_eq!(claim_audit::rules::format::grouped(Decimal::new(12_345_670, 2), 1), "123,456.7");
/// ```
#[must_use]
pub fn grouped(value: Decimal, decimals: u32) -> String {
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    // The digits are written by hand: the formatter of decimals takes its time, and panics on a precision that its buffer can't hold.
    let mut buffer = itoa::Buffer::new();
    let magnitude = rounded.mantissa().unsigned_abs();
    let digits = if let Ok(small) = u64::try_from(magnitude) { buffer.format(small) } else { buffer.format(magnitude) };
    let scale = rounded.scale() as usize;
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
    let mut grouped = String::with_capacity(64);
    grouped.push_str(if rounded.is_sign_negative() && !rounded.is_zero() { "−" } else { "" });
    grouped.push_str(if whole.is_empty() { "0" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if decimals > 0 {
        let zeros = |count| std::iter::repeat_n('0', count);
        grouped.push('.');
        grouped.extend(zeros(scale - fraction.len()));
        grouped.push_str(fraction);
        grouped.extend(zeros((decimals as usize).saturating_sub(scale)));
    }
    grouped
}

/// The English name of a day of the week.
#[must_use]
pub const fn weekday(day: jiff::civil::Weekday) -> &'static str {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    match day {
        Monday => "Monday",
        Tuesday => "Tuesday",
        Wednesday => "Wednesday",
        Thursday => "Thursday",
        Friday => "Friday",
        Saturday => "Saturday",
        Sunday => "Sunday",
    }
}

/// The English name of a month, 1 to 12.
#[must_use]
pub fn month(month: i8) -> &'static str {
    let place = month.checked_sub(1).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| MONTHS.get(place)).copied().unwrap_or("an unknown month")
}

/// A scale word and what it multiplies by.
struct Scale {
    factor: Decimal,
    word: &'static str,
}

impl Scale {
    /// The scale that a number was most likely printed with: the largest under which it has at most three decimals.
    fn of(value: Decimal, ulp: Decimal) -> Self {
        let words = [(1_000_000_000_000u64, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")];
        let fits = |factor: Decimal| value.abs() >= factor && ulp >= factor / Decimal::ONE_THOUSAND;
        let found = words.into_iter().map(|(factor, word)| (Decimal::from(factor), word)).find(|(f, _)| fits(*f));
        let (factor, word) = found.unwrap_or((Decimal::ONE, ""));
        Self { factor, word }
    }

    fn digits(&self, value: Decimal, ulp: Decimal) -> String {
        let decimals = if ulp.is_zero() { value.normalize().scale() } else { (ulp / self.factor).normalize().scale() };
        grouped(value / self.factor, decimals.min(10))
    }
}

/// Puts sign, currency, scale word and unit around digits.
fn dress(negative: bool, digits: &str, word: &str, unit: &Unit) -> String {
    let mut text = String::with_capacity(48);
    text.push_str(if negative { "−" } else { "" });
    if let Unit::Money(currency) = unit {
        push_symbol(&mut text, *currency);
    }
    text.push_str(digits);
    if !word.is_empty() && matches!(unit, Unit::Money(_) | Unit::Count(_) | Unit::Measure(_)) {
        text.push(' ');
        text.push_str(word);
    }
    let one = digits == "1" && word.is_empty();
    match unit {
        Unit::Money(_) | Unit::Count(None) => {}
        Unit::Percent => text.push('%'),
        Unit::Points if one => text.push_str(" percentage point"),
        Unit::Points => text.push_str(" percentage points"),
        Unit::Multiple => text.push_str(" times"),
        Unit::Count(Some(noun)) => {
            text.push(' ');
            text.push_str(noun);
        }
        Unit::Measure(measure) => {
            text.push(' ');
            text.push_str(measure.name());
        }
        Unit::Time(time) => {
            let name = time.name();
            text.push(' ');
            text.push_str(if one { name.strip_suffix('s').unwrap_or(name) } else { name });
        }
    }
    text
}

fn push_symbol(text: &mut String, currency: Currency) {
    match currency {
        Currency::USD => text.push('$'),
        Currency::EUR => text.push('€'),
        Currency::GBP => text.push('£'),
        Currency::JPY => text.push('¥'),
        Currency::INR => text.push('₹'),
        Currency::PKR => text.push_str("Rs "),
        other => {
            text.push_str(other.code());
            text.push(' ');
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_rounded_at_the_digits_that_matter() {
        let rise = Interval::new(Decimal::new(23_024_323, 6), Decimal::new(23_132_314, 6));
        assert_eq!(bounds(&rise, Decimal::new(1, 2), &Unit::Percent), "23.02% to 23.13%");
        assert_eq!(bounds(&rise, Decimal::ONE, &Unit::Percent), "23.0% to 23.1%");
        assert_eq!(bounds(&Interval::exact(Decimal::new(5, 0)), Decimal::ONE, &Unit::Percent), "5%");
        let dollars = Unit::Money(Currency::USD);
        let base = Interval::new(Decimal::from(246_500_000), Decimal::from(247_700_000));
        assert_eq!(about(&base, &dollars).unwrap(), "about $247 million");
        assert_eq!(approximate(Decimal::from(1_234_567_890u64), &dollars), "$1.23 billion");
        assert_eq!(approximate(Decimal::from(45_678), &dollars), "$45,700");
    }

    #[test]
    fn any_size_can_be_written() {
        for value in [Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28)] {
            assert!(!approximate(value, &Unit::Percent).is_empty());
            assert!(!with_unit(value, Decimal::ZERO, &Unit::Percent).is_empty());
            assert!(!bounds(&Interval::exact(value), Decimal::new(1, 28), &Unit::Percent).is_empty());
        }
    }
}
