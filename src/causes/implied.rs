//! What the other numbers of a claim imply for one of them.
//!
//! A slip is tried hundreds of times for each number; a comparison with the implied interval leaves out nearly all of the trials
//! before the whole claim is done again.

use smallvec::SmallVec;

use crate::model::{ArithmeticError, Decimal, Interval, Kind, Reading, Role, Value, relation};
use crate::rules::{Figure, years};

/// Intervals of which the true value of the number at `at` must meet one; `None` where the relation is not one that can be solved
/// for it, or bears a hedge.
pub(super) fn implied(kind: Kind, reading: &Reading, at: usize) -> Option<Vec<Interval>> {
    let (role, quantity) = reading.roles.get(at)?;
    if quantity.hedge.is_some() {
        return None;
    }
    let other = |wanted: Role| {
        let mut found = reading.roles.iter().enumerate().filter(|(place, (role, _))| *place != at && *role == wanted);
        found.next().and_then(|(_, (_, quantity))| quantity.interval())
    };
    match kind {
        Kind::Change => change(*role, &other),
        Kind::Share => share(*role, &other),
        Kind::Total => total(reading, at),
        Kind::GrowthRate => growth_rate(*role, years(reading)?, &other),
        _ => None,
    }
}

/// Whether a number, as printed, meets one of the intervals.
pub(super) fn can_meet(value: &Value, implied: &[Interval]) -> bool {
    let Value::Number { value, ulp } = value else { return true };
    let printed = Interval::rounded(*value, *ulp);
    implied.iter().any(|interval| interval.meets(&printed))
}

/// The mantissas that a figure may have if it is to meet what is implied for it, generously: to leave out what can't.
pub(super) struct Room {
    /// The decimals that the bounds are counted in: one more than the figure has, or than a point for a comma leaves it.
    decimals: usize,
    /// The lowest and the highest magnitude of each interval.
    bounds: Vec<(i128, i128)>,
}

impl Room {
    pub(super) fn of(implied: &[Interval], figure: &Figure) -> Self {
        let decimals = figure.decimals + 1;
        let unit = || Decimal::try_new(1, u32::try_from(decimals).ok()?).ok()?.checked_mul(figure.scale());
        let unit = unit().filter(|unit| !unit.is_zero());
        let count = |end: Option<Decimal>| Some(end?.checked_div(unit?)?.trunc().mantissa());
        let bounds = implied.iter().map(|interval| {
            let interval = if figure.is_negative() { interval.neg() } else { *interval };
            (count(interval.low()).unwrap_or(i128::MIN), count(interval.high()).unwrap_or(i128::MAX))
        });
        Self { decimals, bounds: bounds.collect() }
    }

    /// Where the mantissas of so many decimals may lie.
    pub(super) fn at(&self, decimals: usize) -> Reach {
        let power = self.decimals.checked_sub(decimals).and_then(|power| POWERS.get(power));
        let Some(raise) = power else { return Reach(SmallVec::from_elem((i128::MIN, i128::MAX), 1)) };
        // Half a unit of the last place on both sides, and what was cut off the bounds.
        let slack = raise + 2;
        let reach = |(low, high): &(i128, i128)| {
            (low.saturating_sub(slack).div_euclid(*raise), high.saturating_add(slack).div_euclid(*raise))
        };
        Reach(self.bounds.iter().map(reach).collect())
    }
}

/// Where the mantissas of a slip may lie: one range for each interval.
pub(super) struct Reach(SmallVec<[(i128, i128); 2]>);

impl Reach {
    /// Whether some mantissa between two may be that of a slip.
    pub(super) fn meets(&self, low: i128, high: i128) -> bool {
        self.0.iter().any(|(least, most)| high >= *least && low <= *most)
    }
}

/// The powers of ten that the decimals of a figure and of its slips can differ by: a point for a comma takes away three.
const POWERS: [i128; 5] = [1, 10, 100, 1_000, 10_000];

/// A change solved for one of its roles, for both signs: a slip may have turned the direction round too.
fn change(role: Role, other: &impl Fn(Role) -> Option<Interval>) -> Option<Vec<Interval>> {
    let signs = |size: Interval| [size, size.neg()];
    let (new, old) = (other(Role::New), other(Role::Old));
    let (percent, difference, multiple) = (other(Role::Percent), other(Role::Difference), other(Role::Multiple));
    let solved: Vec<Result<Interval, ArithmeticError>> = match role {
        Role::New => match (old?, percent, difference, multiple) {
            (old, Some(percent), ..) => signs(percent).iter().map(|p| relation::grown(&old, p)).collect(),
            (old, _, Some(difference), _) => signs(difference).iter().map(|d| old.add(d)).collect(),
            (old, _, _, Some(multiple)) => vec![old.mul(&multiple)],
            _ => return None,
        },
        Role::Old => match (new?, percent, difference, multiple) {
            (new, Some(percent), ..) => signs(percent).iter().map(|p| relation::shrunk(&new, p)).collect(),
            (new, _, Some(difference), _) => signs(difference).iter().map(|d| new.sub(d)).collect(),
            (new, _, _, Some(multiple)) => vec![new.div(&multiple)],
            _ => return None,
        },
        Role::Percent => {
            let change = relation::change(&new?, &old?);
            vec![change, change.map(|change| change.neg())]
        }
        Role::Difference => {
            let step = new?.sub(&old?);
            vec![step, step.map(|step| step.neg())]
        }
        Role::Multiple => vec![new?.div(&old?)],
        _ => return None,
    };
    solved.into_iter().collect::<Result<_, _>>().ok()
}

fn share(role: Role, other: &impl Fn(Role) -> Option<Interval>) -> Option<Vec<Interval>> {
    let solved = match role {
        Role::Part => relation::part(&other(Role::Share)?, &other(Role::Whole)?, &Interval::HUNDRED),
        Role::Whole => relation::whole(&other(Role::Share)?, &other(Role::Part)?, &Interval::HUNDRED),
        Role::Share => relation::share(&other(Role::Part)?, &other(Role::Whole)?, &Interval::HUNDRED),
        _ => return None,
    };
    Some(vec![solved.ok()?])
}

/// A growth rate over so many years solved for one of its roles, for both signs.
fn growth_rate(role: Role, years: u32, other: &impl Fn(Role) -> Option<Interval>) -> Option<Vec<Interval>> {
    let factors = || {
        let percent = other(Role::Percent)?;
        [percent, percent.neg()]
            .iter()
            .map(|p| relation::power(&relation::factor(p)?, years))
            .collect::<Result<Vec<_>, _>>()
            .ok()
    };
    let solved: Result<Vec<_>, ArithmeticError> = match role {
        Role::Start => {
            let end = other(Role::End)?;
            factors()?.iter().map(|factor| end.div(factor)).collect()
        }
        Role::End => {
            let start = other(Role::Start)?;
            factors()?.iter().map(|factor| start.mul(factor)).collect()
        }
        Role::Percent => {
            let change = other(Role::End)?.div(&other(Role::Start)?).and_then(|ratio| relation::rate(&ratio, years));
            change.map(|change| vec![change, change.neg()])
        }
        _ => return None,
    };
    solved.ok()
}

/// A total solved for itself or for one of its terms.
fn total(reading: &Reading, at: usize) -> Option<Vec<Interval>> {
    let mut terms = Interval::exact(Decimal::ZERO);
    let mut whole = None;
    for (_, (role, quantity)) in reading.roles.iter().enumerate().filter(|(place, _)| *place != at) {
        match role {
            Role::Term => terms = terms.add(&quantity.interval()?).ok()?,
            Role::Total => whole = quantity.interval(),
            _ => return None,
        }
    }
    match reading.roles.get(at)?.0 {
        Role::Total => Some(vec![terms]),
        Role::Term => Some(vec![whole?.sub(&terms).ok()?]),
        _ => None,
    }
}
