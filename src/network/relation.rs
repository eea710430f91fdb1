//! What joins numbers, and what each number implies for the others.

use super::VarId;
use crate::model::{ArithmeticError, Decimal, Interval, relation};

/// A relation between variables. A result that the text prints ("23.7%") is a variable like the levels are: it may be stated more than once, too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Relation {
    /// new = old · (1 + percent / 100)
    Percent {
        /// The later level.
        new: VarId,
        /// The earlier level.
        old: VarId,
        /// The change in percent, with its sign.
        percent: VarId,
    },
    /// new = old + difference; percentage points as well.
    Difference {
        /// The later level.
        new: VarId,
        /// The earlier level.
        old: VarId,
        /// The step, with its sign.
        difference: VarId,
    },
    /// new = old · multiple
    Multiple {
        /// The later level.
        new: VarId,
        /// The earlier level.
        old: VarId,
        /// How many times as much.
        multiple: VarId,
    },
    /// part = whole · share / 100
    Share {
        /// The part.
        part: VarId,
        /// The whole.
        whole: VarId,
        /// The share in percent.
        share: VarId,
    },
    /// total = the sum of the terms; the sub-periods of a period as well.
    Total {
        /// The sum.
        total: VarId,
        /// What is added up.
        terms: Vec<VarId>,
    },
    /// balance = inflow − outflow
    Balance {
        /// What comes in.
        inflow: VarId,
        /// What goes out.
        outflow: VarId,
        /// What remains, below zero for a deficit.
        balance: VarId,
    },
    /// total = count · average
    Average {
        /// The sum.
        total: VarId,
        /// Of how many.
        count: VarId,
        /// What each has on average.
        average: VarId,
    },
    /// end = start · (1 + percent / 100) to the power of the periods
    Growth {
        /// The last level.
        end: VarId,
        /// The first level.
        start: VarId,
        /// The rate for each period.
        percent: VarId,
        /// How many periods lie between the levels.
        periods: u32,
    },
    /// smaller ≤ larger: a part and its whole, a month and its year, any value and a record.
    Order {
        /// What is at most as much.
        smaller: VarId,
        /// As the other.
        larger: VarId,
    },
}

/// What a relation implies for a variable, given the others.
pub(super) type Implied = (VarId, Result<Interval, ArithmeticError>);

impl Relation {
    /// The variables: what the others give first.
    #[must_use]
    pub fn variables(&self) -> Vec<VarId> {
        match self {
            Self::Percent { new, old, percent: result }
            | Self::Difference { new, old, difference: result }
            | Self::Multiple { new, old, multiple: result } => vec![*new, *result, *old],
            Self::Share { part, whole, share } => vec![*part, *share, *whole],
            Self::Total { total, terms } => std::iter::once(*total).chain(terms.iter().copied()).collect(),
            Self::Balance { inflow, outflow, balance } => vec![*balance, *inflow, *outflow],
            Self::Average { total, count, average } => vec![*average, *total, *count],
            Self::Growth { end, start, percent, .. } => vec![*end, *percent, *start],
            Self::Order { smaller, larger } => vec![*smaller, *larger],
        }
    }

    /// The same relation between other variables.
    pub(super) fn renamed(&self, name: impl Fn(VarId) -> VarId) -> Self {
        let mut renamed = self.clone();
        match &mut renamed {
            Self::Percent { new: a, old: b, percent: c }
            | Self::Difference { new: a, old: b, difference: c }
            | Self::Multiple { new: a, old: b, multiple: c }
            | Self::Share { part: a, whole: b, share: c }
            | Self::Balance { inflow: a, outflow: b, balance: c }
            | Self::Average { total: a, count: b, average: c }
            | Self::Growth { end: a, start: b, percent: c, .. } => {
                for variable in [a, b, c] {
                    *variable = name(*variable);
                }
            }
            Self::Total { total, terms } => {
                *total = name(*total);
                for term in terms {
                    *term = name(*term);
                }
            }
            Self::Order { smaller, larger } => {
                for variable in [smaller, larger] {
                    *variable = name(*variable);
                }
            }
        }
        renamed
    }

    /// A number for the kind, to put relations in order by.
    pub(super) const fn kind(&self) -> u8 {
        match self {
            Self::Percent { .. } => 0,
            Self::Difference { .. } => 1,
            Self::Multiple { .. } => 2,
            Self::Share { .. } => 3,
            Self::Total { .. } => 4,
            Self::Balance { .. } => 5,
            Self::Average { .. } => 6,
            Self::Growth { .. } => 7,
            Self::Order { .. } => 8,
        }
    }

    /// What the relation implies for each of its variables, rounded outward (the *projections* of HC4: Benhamou, Goualard, Granvilliers and Puget,
    /// "Revising hull and box consistency", 1999).
    pub(super) fn imply(&self, value: &impl Fn(VarId) -> Interval) -> Vec<Implied> {
        match self {
            Self::Percent { new, old, percent } => grown(*new, *old, *percent, 1, value),
            Self::Growth { end, start, percent, periods } => grown(*end, *start, *percent, *periods, value),
            Self::Difference { new, old, difference } => sum(*new, &[*old, *difference], value),
            Self::Total { total, terms } => sum(*total, terms, value),
            Self::Balance { inflow, outflow, balance } => {
                let implied = relation::balance(&value(*inflow), &value(*outflow));
                let rest = sum(*inflow, &[*outflow, *balance], value);
                std::iter::once((*balance, implied)).chain(rest.into_iter().filter(|(v, _)| v != balance)).collect()
            }
            Self::Multiple { new, old, multiple } => product(*new, *old, *multiple, value),
            Self::Average { total, count, average } => {
                let mut implied = product(*total, *count, *average, value);
                implied.rotate_right(1);
                implied
            }
            Self::Share { part, whole, share } => {
                let (p, w, s) = (value(*part), value(*whole), value(*share));
                vec![
                    (*part, w.mul(&s).and_then(|hundredfold| hundredth(&hundredfold))),
                    (*share, p.div(&w).and_then(|ratio| ratio.mul(&Interval::HUNDRED))),
                    (*whole, relation::whole(&s, &p, &Interval::HUNDRED)),
                ]
            }
            Self::Order { smaller, larger } => {
                let bound = |of: Option<Decimal>, to: fn(Decimal) -> Interval| of.map_or_else(anything, to);
                vec![
                    (*smaller, Ok(bound(value(*larger).high(), Interval::at_most))),
                    (*larger, Ok(bound(value(*smaller).low(), Interval::at_least))),
                ]
            }
        }
    }
}

/// Every number.
pub(super) fn anything() -> Interval {
    Interval::at_least(Decimal::ZERO).hull(&Interval::at_most(Decimal::ZERO))
}

/// end = start · (1 + percent / 100)ⁿ
fn grown(end: VarId, start: VarId, percent: VarId, periods: u32, value: &impl Fn(VarId) -> Interval) -> Vec<Implied> {
    let (e, s, p) = (value(end), value(start), value(percent));
    let factor = relation::factor(&p).and_then(|factor| relation::power(&factor, periods));
    let ratio = || e.div(&s);
    let rate = match periods {
        1 => relation::change(&e, &s),
        0 => Ok(anything()),
        // Roots are sought to the 13th decimal; the last of them is given away.
        _ => ratio().and_then(|ratio| {
            if ratio.is_positive() { relation::rate(&ratio, periods) } else { Err(ArithmeticError::ZeroDivisor) }
        }),
    };
    let rate = if periods > 1 { rate.map(|rate| rate.widen(Decimal::new(1, 10))) } else { rate };
    vec![
        (end, factor.and_then(|factor| s.mul(&factor))),
        (percent, rate),
        (start, factor.and_then(|factor| e.div(&factor))),
    ]
}

/// whole = one · times
fn product(whole: VarId, one: VarId, times: VarId, value: &impl Fn(VarId) -> Interval) -> Vec<Implied> {
    let [all, each, count] = [whole, one, times].map(value);
    vec![(whole, each.mul(&count)), (one, all.div(&count)), (times, all.div(&each))]
}

/// total = the sum of the terms. Sums of all terms before and behind each one make it linear in their number.
fn sum(total: VarId, terms: &[VarId], value: &impl Fn(VarId) -> Interval) -> Vec<Implied> {
    let zero = Interval::exact(Decimal::ZERO);
    let values: Vec<Interval> = terms.iter().map(|term| value(*term)).collect();
    let mut behind: Vec<Result<Interval, ArithmeticError>> = vec![Ok(zero)];
    for term in values.iter().rev() {
        let last = behind.last().copied().unwrap_or(Ok(zero));
        behind.push(last.and_then(|sum| sum.add(term)));
    }
    behind.pop().map_or_else(Vec::new, |all| {
        let whole = value(total);
        let mut implied = vec![(total, all)];
        let mut before = Ok(zero);
        for ((term, own), behind) in terms.iter().zip(&values).zip(behind.iter().rev()) {
            let others = before.and_then(|before: Interval| before.add(&(*behind)?));
            implied.push((*term, others.and_then(|others| whole.sub(&others))));
            before = before.and_then(|before| before.add(own));
        }
        implied
    })
}

/// A hundredth, without a division.
fn hundredth(value: &Interval) -> Result<Interval, ArithmeticError> {
    value.mul(&Interval::exact(Decimal::new(1, 2)))
}
