//! `wrong-conversion`: the same sum in two currencies or units.

use super::decide::{decide, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, CheckedClaim, Expected, Explanation, Finding, Label, Rule};
use crate::model::{
    ArithmeticError, Claim, Decimal, Habit, Interval, Kind, Measure, PeriodKind, Quantity, Reading, Role, Severity,
    TimeUnit, Unit, Verdict, relation,
};

rule! {
    /// # What it checks
    ///
    /// An amount against its equivalent in another unit: the factor between the units is known (miles and kilometres, years
    /// and months, so much a day and so much a year), or it is an exchange rate, and then the conversions of one document must
    /// share it as far as they are of the same period.
    ///
    /// # Why it matters
    ///
    /// The amount in brackets is the one that foreign readers take away, and it is put there by hand.
    ///
    /// # Example
    ///
    /// ```text
    /// The town paid EUR 4.2 million ($4.6 million) for the land. The school cost EUR 9.0 million ($7.7 million).
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// The town paid EUR 4.2 million ($4.6 million) for the land. The school cost EUR 9.0 million ($9.9 million).
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// The only conversion between two currencies in a document; rates less than a tenth apart, as they are within a year;
    /// units whose factor depends on the country; and years of working days, or at a discount, instead of all days.
    pub struct WrongConversion = "wrong-conversion";
}

impl Rule for WrongConversion {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Conversion)?;
        let (amount, equivalent) = (reading.get(Role::Amount)?, reading.get(Role::Equivalent)?);
        if let (Some(from), Some(to)) = (pace(amount), pace(equivalent)) {
            return Some(paced(amount, equivalent, from, to));
        }
        if let (Unit::Money(_), Unit::Money(_)) = (&amount.unit, &equivalent.unit) {
            return Some(unchecked("no other conversion"));
        }
        let Some(factor) = factor(&amount.unit, &equivalent.unit) else { return Some(unchecked("unknown factor")) };
        Some(if matches!(amount.unit, Unit::Measure(_)) {
            measured(amount, equivalent, &factor)
        } else {
            converted(amount, equivalent, &factor)
        })
    }

    fn explain(&self, _claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let (amount, stated) = (said.role(reading, Role::Amount), said.role(reading, Role::Equivalent));
        let message = format!("at the rate given, {amount} is {}", said.not(&stated));
        let sum = format!("{amount} = {}", said.result(reading, Role::Equivalent, check));
        explanation(reading, Role::Equivalent, &[Role::Amount], message, sum)
    }
}

/// Holds the exchange rates of a document against each other, once its claims have been checked one by one.
///
/// A rate that at least one other conversion between the same currencies shares is rounded; one that all of them miss by
/// more than a tenth is wrong. Of two rates that contradict each other, the later one is blamed.
pub fn conversions(claims: &mut [CheckedClaim], said: &Said<'_>) {
    let rates: Vec<(usize, Rate)> =
        claims.iter().enumerate().filter_map(|(at, claim)| Some((at, Rate::of(claim)?))).collect();
    for (order, (at, own)) in rates.iter().enumerate() {
        // The conversions around it: a document of thousands must not take millions of comparisons.
        let (before, behind) = rates.split_at(order);
        let before = &before[before.len().saturating_sub(NEIGHBOURS)..];
        let behind = &behind[..behind.len().min(NEIGHBOURS)];
        let others: Vec<_> =
            before.iter().chain(behind).filter(|(other, rate)| other != at && rate.alike(own)).collect();
        if others.is_empty() {
            continue;
        }
        let Some(claim) = claims.get_mut(*at) else { continue };
        if others.iter().any(|(_, rate)| rate.value.meets(&own.value)) {
            claim.verdict = Verdict::Rounded;
            claim.rule = Some(WrongConversion::NAME);
            claim.reason = None;
            continue;
        }
        // The first of them sets the rate, unless two others agree with each other against it.
        let outvoted =
            others.iter().enumerate().any(|(n, (_, a))| others[..n].iter().any(|(_, b)| a.value.meets(&b.value)));
        let earlier = before.iter().any(|(_, rate)| rate.alike(own));
        let far = others.iter().all(|(_, rate)| rate.is_far_from(own));
        if far && (earlier || outvoted) {
            let nearest = others.iter().min_by_key(|(other, _)| other.abs_diff(*at));
            if let Some((_, shared)) = nearest {
                blame(claim, shared, said);
            }
        } else {
            claim.reason = Some("another exchange rate");
        }
    }
}

/// How many conversions to either side one is compared with.
const NEIGHBOURS: usize = 16;

/// The exchange rate that a conversion implies: how many of the equivalent's currency one of the amount's buys.
struct Rate {
    from: Unit,
    to: Unit,
    value: Interval,
    period: Option<PeriodKind>,
}

impl Rate {
    fn of(checked: &CheckedClaim) -> Option<Self> {
        is(&checked.claim, Kind::Conversion).filter(|()| checked.claim.guard.is_none())?;
        let reading = checked.reading();
        let (amount, equivalent) = (reading.get(Role::Amount)?, reading.get(Role::Equivalent)?);
        if !matches!((&amount.unit, &equivalent.unit), (Unit::Money(a), Unit::Money(b)) if a != b) {
            return None;
        }
        let value = equivalent.interval()?.div(&amount.interval()?).ok()?;
        let period = amount.period.or(equivalent.period).map(|period| period.kind);
        let (from, to) = (amount.unit.clone(), equivalent.unit.clone());
        if from.name() <= to.name() {
            return Some(Self { from, to, value, period });
        }
        let value = Interval::exact(Decimal::ONE).div(&value).ok()?;
        Some(Self { from: to, to: from, value, period })
    }

    /// Whether two rates are of the same currencies and not of two periods.
    fn alike(&self, other: &Self) -> bool {
        let same_time = match (self.period, other.period) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        self.from == other.from && self.to == other.to && same_time
    }

    /// Whether a tenth more or less would not make them meet.
    fn is_far_from(&self, other: &Self) -> bool {
        let tenth = Interval::new(Decimal::new(9, 1), Decimal::new(11, 1));
        self.value.mul(&tenth).is_ok_and(|wider| !wider.meets(&other.value))
    }
}

fn blame(claim: &mut CheckedClaim, shared: &Rate, said: &Said<'_>) {
    let reading = claim.reading();
    let (Some(amount), Some(equivalent)) = (reading.get(Role::Amount), reading.get(Role::Equivalent)) else { return };
    let forwards = amount.unit == shared.from;
    let value = amount
        .interval()
        .and_then(|value| if forwards { value.mul(&shared.value).ok() } else { value.div(&shared.value).ok() });
    let expected = value.map(|interval| Expected { role: Role::Equivalent, interval, unit: equivalent.unit.clone() });
    let check = Check { expected: expected.clone(), ..super::decide::outcome(Verdict::Mismatch) };
    let (amount_text, stated) = (said.quantity(amount), said.quantity(equivalent));
    let message = format!("at the exchange rate of the other conversions, {amount_text} is not {stated}");
    let arithmetic = format!("{amount_text} = {}", said.result(reading, Role::Equivalent, &check));
    let label = |quantity: &Quantity, text: &'static str| Label { span: quantity.span, text: text.into() };
    let labels = vec![label(equivalent, "stated"), label(amount, "amount")];
    let severity = Severity::Error;
    let rule = WrongConversion::NAME;
    claim.findings = vec![Finding { rule, verdict: Verdict::Mismatch, severity, message, arithmetic, labels }];
    claim.verdict = Verdict::Mismatch;
    claim.rule = Some(rule);
    claim.severity = Some(severity);
    claim.expected = expected;
    claim.reason = None;
}

fn converted(amount: &Quantity, equivalent: &Quantity, factor: &Interval) -> Check {
    decide(
        &[(Role::Equivalent, equivalent), (Role::Amount, amount)],
        |values| {
            let [equivalent, amount] = values else { return Ok(false) };
            relation::multiple_holds(factor, equivalent, amount)
        },
        |values| {
            let [_, amount] = values else { return Err(ArithmeticError::Overflow) };
            Ok(Expected { role: Role::Equivalent, interval: amount.mul(factor)?, unit: equivalent.unit.clone() })
        },
    )
}

/// "350 km (200 miles)": distances and weights are rounded as a traveller would, each to its own round figure; that is worth a note.
fn measured(amount: &Quantity, equivalent: &Quantity, factor: &Interval) -> Check {
    let check = converted(amount, equivalent, factor);
    if check.verdict != Verdict::Mismatch {
        return check;
    }
    let wide = |quantity: &Quantity| {
        let (value, ulp) = quantity.number()?;
        Some(Interval::exact(value).widen(round_to(value).max(ulp) / Decimal::TWO))
    };
    let meets = wide(amount)
        .zip(wide(equivalent))
        .is_some_and(|(amount, equivalent)| amount.mul(factor).is_ok_and(|converted| converted.meets(&equivalent)));
    if meets {
        Check { verdict: Verdict::Strained, habit: Some((Role::Equivalent, Habit::RoundFigure)), ..check }
    } else {
        check
    }
}

/// What a measure was rounded to: its zeros, or fives.
fn round_to(value: Decimal) -> Decimal {
    let mut unit = Decimal::ONE;
    while unit < value.abs() && (value % (unit * Decimal::TEN)).is_zero() {
        unit *= Decimal::TEN;
    }
    let five = unit * Decimal::from(5);
    // 75 may be 73, but 50 is no 30.
    if value != five && (value % five).is_zero() { five } else { unit }
}

/// The unit of time that an amount is counted by.
fn pace(quantity: &Quantity) -> Option<TimeUnit> {
    match quantity.period?.kind {
        PeriodKind::Each(unit) => Some(unit),
        _ => None,
    }
}

/// "1,200 a day, or 438,000 a year": as many more as the longer time has of the shorter one, unless only some of the days count.
fn paced(amount: &Quantity, equivalent: &Quantity, from: TimeUnit, to: TimeUnit) -> Check {
    // "250,000 barrels a day, or 12 million tonnes a year": of another unit too.
    let factor = time_factor(to, from).filter(|_| amount.unit.comparable(&equivalent.unit));
    let Some(factor) = factor else { return unchecked("unknown factor") };
    let check = converted(amount, equivalent, &factor);
    if check.verdict < Verdict::Mismatch {
        return check;
    }
    // Not all days may count, or a round number of them, and who pays for a year at once may get it cheaper.
    let some = Interval::new(Decimal::new(55, 2), Decimal::new(102, 2));
    let wider = if from < to { factor.mul(&some) } else { factor.div(&some) };
    let fewer = wider.is_ok_and(|wider| converted(amount, equivalent, &wider).verdict < Verdict::Mismatch);
    if fewer { unchecked("not all days, or a discount") } else { check }
}

/// How many of the second unit make one of the first, with the factors that are commonly rounded as ranges.
fn factor(from: &Unit, to: &Unit) -> Option<Interval> {
    match (from, to) {
        (Unit::Time(from), Unit::Time(to)) => time_factor(*from, *to),
        (Unit::Measure(from), Unit::Measure(to)) => measure_factor(*from, *to),
        _ => None,
    }
}

fn time_factor(from: TimeUnit, to: TimeUnit) -> Option<Interval> {
    use TimeUnit::{Days, Decades, Hours, Minutes, Months, Quarters, Seconds, Weeks, Years};
    let months = |unit| match unit {
        Months => Some(1),
        Quarters => Some(3),
        Years => Some(12),
        Decades => Some(120),
        _ => None,
    };
    let seconds = |unit| match unit {
        Seconds => Some(1),
        Minutes => Some(60),
        Hours => Some(3_600),
        Days => Some(86_400),
        Weeks => Some(604_800),
        _ => None,
    };
    // Months are of unequal length, the years as well.
    let days = |unit| match unit {
        Months => Some((28, 31)),
        Quarters => Some((90, 92)),
        Years => Some((365, 366)),
        Decades => Some((3_652, 3_653)),
        _ => None,
    };
    let exact = |value: i32| Interval::exact(Decimal::from(value));
    match (months(from), months(to), seconds(from), seconds(to)) {
        (Some(from), Some(to), _, _) | (_, _, Some(from), Some(to)) => exact(from).div(&exact(to)).ok(),
        (Some(_), _, _, Some(to)) => {
            let (low, high) = days(from)?;
            Interval::new(Decimal::from(low), Decimal::from(high)).mul(&exact(86_400)).ok()?.div(&exact(to)).ok()
        }
        (_, Some(_), Some(_), _) => exact(1).div(&time_factor(to, from)?).ok(),
        _ => None,
    }
}

/// A larger and a smaller unit, and how many of the smaller make one of the larger by the rules of thumb: from the lowest to the
/// highest, as decimals with so many places.
type Thumb = (&'static str, &'static str, i64, i64, u32);

const THUMBS: [Thumb; 6] = [
    ("miles", "km", 1_600, 1_610, 3),
    ("m", "feet", 3_280, 3_300, 3),
    ("inches", "cm", 2_500, 2_540, 3),
    ("kg", "lb", 2_200, 2_205, 3),
    ("hectares", "acres", 2_470, 2_500, 3),
    // From the gallon of the United States to the imperial one.
    ("gallons", "litres", 3_780, 4_550, 3),
];

/// How many of the second unit make one of the first: the definition, and what a rule of thumb makes of it.
fn measure_factor(from: Measure, to: Measure) -> Option<Interval> {
    let thumb = THUMBS.iter().find_map(|(large, small, low, high, scale)| {
        let factor = Interval::new(Decimal::new(*low, *scale), Decimal::new(*high, *scale));
        if (*large, *small) == (from.name(), to.name()) {
            Some(factor)
        } else if (*small, *large) == (from.name(), to.name()) {
            Interval::exact(Decimal::ONE).div(&factor).ok()
        } else {
            None
        }
    });
    let exact = from.factor_to(to).map(Interval::exact);
    match (thumb, exact) {
        (Some(thumb), Some(exact)) => Some(thumb.hull(&exact)),
        (thumb, exact) => thumb.or(exact),
    }
}
