//! Facts: what is stated of a metric in a period, wherever it stands. Documents are compared by them.
//!
//! A fact is made only where the text leaves no doubt of its metric and its period. The metric has a canonical name ([`Words`]), the period is
//! a span of days ([`Days`]) by the document's calendar ([`Calendar`]). What was gathered from all documents stands in a [`Ledger`], with the
//! claims that join facts: changes between two periods, shares, sums, records.

mod calendar;
mod country;
mod csv;
mod days;
mod fact;
mod gather;
mod ledger;
mod name;
mod reference;
mod relate;
mod sheet;
mod whole;

pub use calendar::{ASSUMED_START, Calendar, Dated};
pub use country::fiscal_start_of;
pub use days::Days;
pub use fact::{Certainty, Fact, Joins, Metric, Number, Place, Relation, Term};
pub use gather::{DocumentFacts, Naming, gather};
pub use ledger::{Entry, Ledger};
pub use name::{Name, Words};
pub use reference::{RawRow, RowError, has_columns, rows};
pub use sheet::{figures, metrics};
