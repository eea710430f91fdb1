//! `wrong-balance`: inflow and outflow against the balance.

use super::decide::{decide, missing, unchecked};
use super::judge::is;
use super::page::rule;
use super::words::{Said, explanation};
use super::{Check, Expected, Explanation, Rule};
use crate::model::{ArithmeticError, Claim, Direction, Interval, Kind, Quantity, Reading, Role, relation};

rule! {
    /// # What it checks
    ///
    /// A balance against what came in and what went out: inflow − outflow must give a surplus or a profit, outflow −
    /// inflow a deficit or a loss.
    ///
    /// # Why it matters
    ///
    /// A surplus that is a deficit is the worst sentence that a statistics office can print, and both words are typed
    /// as easily.
    ///
    /// # Example
    ///
    /// ```text
    /// Exports came to $7.1 billion and imports to $7.9 billion, leaving a surplus of $0.8 billion.
    /// ```
    ///
    /// # Right
    ///
    /// ```text
    /// Exports came to $7.1 billion and imports to $7.9 billion, leaving a deficit of $0.8 billion.
    /// ```
    ///
    /// # What it leaves alone
    ///
    /// Balances that lack one of the flows (what they imply for it is reported), and flows in different currencies.
    pub struct WrongBalance = "wrong-balance";
}

impl Rule for WrongBalance {
    fn check(&self, claim: &Claim, reading: &Reading) -> Option<Check> {
        is(claim, Kind::Balance)?;
        let balance = reading.get(Role::Balance)?;
        let flows = |role| reading.all(role).map(|flow| (role, flow)).collect::<Vec<_>>();
        let (inflows, outflows) = (flows(Role::Inflow), flows(Role::Outflow));
        if inflows.iter().chain(&outflows).any(|(_, flow)| !flow.comparable(balance)) {
            return Some(unchecked("different units"));
        }
        let sizes = signs(claim, balance);
        if inflows.is_empty() || outflows.is_empty() {
            return Some(implied(balance, &sizes, &inflows, &outflows));
        }
        let (incoming, from_above) = (inflows.len(), claim.direction == Some(Direction::Down));
        let numbers: Vec<_> = std::iter::once((Role::Balance, balance)).chain(inflows).chain(outflows).collect();
        let net = |flows: &[Interval]| {
            let (inflow, outflow) = flows.split_at_checked(incoming).ok_or(ArithmeticError::Overflow)?;
            relation::balance(&relation::total(inflow)?, &relation::total(outflow)?)
        };
        Some(decide(
            &numbers,
            |values| {
                let Some((size, flows)) = values.split_first() else { return Ok(false) };
                let net = net(flows)?;
                Ok(sizes.iter().any(|sign| sign.apply(size).meets(&net)))
            },
            |values| {
                let (_, flows) = values.split_first().ok_or(ArithmeticError::Overflow)?;
                let net = net(flows)?;
                let interval = if from_above { net.neg() } else { net };
                Ok(Expected { role: Role::Balance, interval, unit: balance.unit.clone() })
            },
        ))
    }

    fn explain(&self, claim: &Claim, reading: &Reading, check: &Check, said: &Said<'_>) -> Explanation {
        let what = match claim.direction {
            Some(Direction::Up) => "surplus",
            Some(Direction::Down) => "deficit",
            _ => "balance",
        };
        let stated = said.role(reading, Role::Balance);
        let message = match said.not(&stated) {
            not if not.starts_with("not ") => format!("the flows do not leave a {what} of {stated}"),
            // What the text calls a surplus is a deficit, or the other way round.
            not if not.starts_with('−') => {
                let other = if what == "surplus" { "deficit" } else { "surplus" };
                let right = not.trim_start_matches('−').split(", not ").next().unwrap_or_default();
                format!("the flows leave a {other} of {right}, not a {what} of {stated}")
            }
            not => format!("the flows leave a {what} of {not}"),
        };
        let [inflow, outflow] = [Role::Inflow, Role::Outflow].map(|role| said.added(reading, role));
        let sum = if claim.direction == Some(Direction::Down) {
            format!("{outflow} − {}", inflow.replace('+', "−"))
        } else {
            format!("{inflow} − {}", outflow.replace('+', "−"))
        };
        let sum = format!("{sum} = {}", said.result(reading, Role::Balance, check));
        explanation(reading, Role::Balance, &[Role::Inflow, Role::Outflow], message, sum)
    }
}

/// Which sign a balance has when inflows count as positive.
#[derive(Clone, Copy)]
enum Sign {
    AsPrinted,
    Reversed,
}

impl Sign {
    fn apply(self, size: &Interval) -> Interval {
        match self {
            Self::AsPrinted => *size,
            Self::Reversed => size.neg(),
        }
    }
}

/// A deficit is printed as a magnitude; a printed minus counts as it stands, and without a word either sign will do.
fn signs(claim: &Claim, balance: &Quantity) -> Vec<Sign> {
    let negative = balance.number().is_some_and(|(value, _)| value.is_sign_negative() && !value.is_zero());
    match claim.direction {
        Some(Direction::Up) => vec![Sign::AsPrinted],
        _ if negative => vec![Sign::AsPrinted],
        Some(Direction::Down) => vec![Sign::Reversed],
        _ => vec![Sign::AsPrinted, Sign::Reversed],
    }
}

/// The flow that is missing, from the other one.
fn implied(balance: &Quantity, signs: &[Sign], inflows: &[(Role, &Quantity)], outflows: &[(Role, &Quantity)]) -> Check {
    let total = |flows: &[(Role, &Quantity)]| {
        relation::total(&flows.iter().map(|(_, flow)| flow.interval()).collect::<Option<Vec<_>>>()?).ok()
    };
    let net = || match signs {
        [sign] => Some(sign.apply(&balance.interval()?)),
        _ => None,
    };
    match (inflows.is_empty(), outflows.is_empty()) {
        (true, true) => unchecked("no inflow and no outflow"),
        (false, _) => {
            let outflow = || total(inflows)?.sub(&net()?).ok();
            missing("no outflow", Role::Outflow, &balance.unit, outflow())
        }
        (true, false) => {
            let inflow = || total(outflows)?.add(&net()?).ok();
            missing("no inflow", Role::Inflow, &balance.unit, inflow())
        }
    }
}
