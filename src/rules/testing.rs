//! Terse claims for the tests of rules and causes.
#![allow(clippy::format_push_string)] // A test may be wasteful.

use crate::model::{Claim, Currency, Decimal, Direction, Kind, Quantity, Role, Span, TimeUnit, Unit, Value};
use crate::rules::CheckedClaim;

/// A number as printed, with its scale in powers of ten: `("2.825", 9)`.
pub(crate) fn number(digits: &str, power: u32, unit: Unit) -> Quantity {
    let printed: Decimal = digits.replace(',', "").parse().unwrap_or_default();
    let scale = Decimal::from(10u64.pow(power));
    let value = Value::Number { value: printed * scale, ulp: Decimal::new(1, printed.scale()) * scale };
    Quantity { span: Span::default(), value, unit, hedge: None, period: None, per: None }
}

pub(crate) fn money(digits: &str, power: u32) -> Quantity {
    number(digits, power, Unit::Money(Currency::USD))
}

pub(crate) fn percent(digits: &str) -> Quantity {
    number(digits, 0, Unit::Percent)
}

pub(crate) fn points(digits: &str) -> Quantity {
    number(digits, 0, Unit::Points)
}

pub(crate) fn times(digits: &str) -> Quantity {
    number(digits, 0, Unit::Multiple)
}

pub(crate) fn time(digits: &str, unit: TimeUnit) -> Quantity {
    number(digits, 0, Unit::Time(unit))
}

pub(crate) fn valued(value: Value) -> Quantity {
    Quantity { span: Span::default(), value, unit: Unit::Count(None), hedge: None, period: None, per: None }
}

pub(crate) fn claim(kind: Kind, direction: Option<Direction>, roles: Vec<(Role, Quantity)>) -> Claim {
    Claim { direction, ..Claim::new(kind, Span::default(), roles) }
}

/// A change of one reading.
pub(crate) fn change(direction: Direction, roles: Vec<(Role, Quantity)>) -> Claim {
    claim(Kind::Change, Some(direction), roles)
}

pub(crate) fn share(roles: Vec<(Role, Quantity)>) -> Claim {
    claim(Kind::Share, None, roles)
}

/// The outcome in a line: "mismatch wrong-percent 23.02% to 23.13%".
pub(crate) fn told(checked: &CheckedClaim) -> String {
    let mut told = checked.verdict.name().to_owned();
    for finding in &checked.findings {
        told += &format!(" | {}: {} [{}]", finding.rule, finding.message, finding.arithmetic);
    }
    if let Some(reason) = checked.reason {
        told += &format!(" ({reason}");
        if let Some(implied) = &checked.expected {
            let about = crate::rules::format::about(&implied.interval, &implied.unit).unwrap_or_default();
            told += &format!(", {} {about}", implied.role.name());
        }
        told += ")";
    }
    told
}
