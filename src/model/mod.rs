//! Plain data and exact arithmetic: quantities, intervals, periods, claims. No text is read here.

mod claim;
mod directed;
mod interval;
mod period;
mod quantity;
pub mod relation;
mod span;
mod unit;
mod verdict;

pub use claim::{Claim, Direction, Guard, Kind, Rank, Reading, Readings, Role};
pub(crate) use directed::power_of_ten;
pub use interval::{ArithmeticError, Interval};
pub use period::{MONTHS, Period, PeriodKind, Relative};
pub use quantity::{Habit, Hedge, HedgeKind, Quantity, Value};
pub use rust_decimal::Decimal;
pub use span::Span;
pub use unit::{Currency, Dimension, Dollar, Measure, TimeUnit, Unit};
pub(crate) use unit::{Sign, Tender};
pub use verdict::{Severity, Verdict};
