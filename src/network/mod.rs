//! The constraint network: all numbers of a set of documents that relations join, checked at once.
//!
//! A release can be right in every sentence and still contradict its table, or last year's release, over two or three steps. Here every number is
//! evidence for a *variable*, every claim a *relation* between variables. Each printed number stands for an interval; relations narrow the intervals
//! until nothing changes ([`Relation`]). Where an interval empties, some number is wrong. Then
//!
//! - a *minimal* conflict is found, of which no statement and no relation can be left out (`QuickXplain`: Junker, "Preferred explanations and
//!   relaxations for over-constrained problems", AAAI 2004), near statements preferred, and told as a chain of sums;
//! - the *minimal repairs* are found: the fewest printed numbers whose change makes all others agree (the principle of Fellegi and Holt, "A systematic
//!   approach to automatic edit and imputation", JASA 71, 1976), ranked by how little the text would have to change.
//!
//! What comes of it does not depend on the order in which things are stated.
//!
//! ```
//! use claim_audit::model::{Currency, Decimal, Quantity, Span, Unit, Value};
//! use claim_audit::network::{DEFAULT_BUDGET, Network, Relation, Statement};
//!
//! // Three documents: the first has both levels, the second the change, the third the parts.
//! let quantity = |at, value, ulp, unit| {
//!     let value = Value::Number { value, ulp };
//!     Quantity { span: Span::new(at, at + 1), value, unit, hedge: None, period: None, per: None }
//! };
//! let million = |at, m: i64| {
//!     quantity(at, Decimal::from(m * 1_000_000), Decimal::from(1_000_000), Unit::Money(Currency::USD))
//! };
//! let mut network = Network::new();
//! let mut state = |place, document, quantity, text| {
//!     let variable = network.variable();
//!     network.state(variable, Statement::new(place, document, quantity, text).unwrap());
//!     variable
//! };
//! let new = state(0, 0, million(10, 2_825), "$2.825 billion");
//! let old = state(1, 0, million(40, 2_284), "$2.284 billion");
//! let percent = state(2, 1, quantity(5, Decimal::new(237, 1), Decimal::new(1, 1), Unit::Percent), "23.7%");
//! let first = state(3, 2, million(10, 1_311), "$1.311 billion");
//! let second = state(4, 2, million(50, 1_541), "$1.541 billion"); // 1.514 was meant
//! network.relate(Relation::Percent { new, old, percent }, Some((1, 0)));
//! network.relate(Relation::Total { total: new, terms: vec![first, second] }, Some((2, 0)));
//!
//! let solution = network.solve(DEFAULT_BUDGET);
//! let [conflict] = solution.conflicts.as_slice() else { panic!("one conflict") };
//! assert_eq!(conflict.statements, [0, 3, 4]);
//! assert_eq!(conflict.steps, ["1.311 + 1.541 = 2.851 … 2.853, not 2.825"]);
//! let change = &conflict.repairs[0].changes[0];
//! assert_eq!((change.place, change.replacement.as_deref()), (4, Some("$1.514 billion")));
//! assert!(!conflict.tied);
//! ```

mod disjoint;
mod explain;
mod imply;
mod printed;
mod problem;
mod propagate;
mod relation;
mod repair;
mod solve;
mod statement;
mod steps;
mod style;

pub use imply::Implied;
pub use relation::Relation;
pub use statement::Statement;

pub(crate) use disjoint::Disjoint;

use crate::model::Interval;

/// The work that is enough for any set of documents that people write: a few seconds at most.
pub const DEFAULT_BUDGET: u64 = 20_000_000;

/// A variable: a metric in a period, in one unit; or a result that relates two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(u32);

impl VarId {
    /// Its number in the network, from zero.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Variables, what is stated of them, and how they are related.
#[derive(Debug, Clone, Default)]
pub struct Network {
    variables: u32,
    statements: Vec<(VarId, Statement)>,
    relations: Vec<(Relation, Option<(u32, u32)>)>,
}

impl Network {
    /// A network without variables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new variable.
    pub fn variable(&mut self) -> VarId {
        let variable = VarId(self.variables);
        self.variables = self.variables.saturating_add(1);
        variable
    }

    /// Adds a printed number for a variable, and gives back the number of the statement.
    pub fn state(&mut self, variable: VarId, statement: Statement) -> usize {
        self.statements.push((variable, statement));
        self.statements.len() - 1
    }

    /// Adds a relation, with the document and the byte that state it (`None` for what holds of itself, like months that make up a quarter), and gives
    /// back its number.
    pub fn relate(&mut self, relation: Relation, origin: Option<(u32, u32)>) -> usize {
        self.relations.push((relation, origin));
        self.relations.len() - 1
    }

    /// Whether no relation joins anything and nothing is stated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.relations.is_empty()
    }

    /// Narrows all variables, and explains what does not agree.
    ///
    /// The budget bounds the work: a step is a look at one variable of one relation.
    #[must_use]
    pub fn solve(&self, budget: u64) -> Solution {
        self.solve_with(budget, &mut |_| None)
    }

    /// The same where the texts of statements are not kept: `read` is asked, by the caller's name for the place, for those that a repair may change.
    pub fn solve_with(&self, budget: u64, read: &mut dyn FnMut(usize) -> Option<String>) -> Solution {
        solve::solve(self, budget, read)
    }

    /// What the numbers leave of each variable, and which of them do; numbers that are to blame for a conflict are left out.
    #[must_use]
    pub fn implied(&self, budget: u64) -> Implied {
        imply::implied(self, budget)
    }
}

/// What came of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// What can't all be right, in the order of the documents.
    pub conflicts: Vec<Conflict>,
    /// Whether the budget ran out: there may be more conflicts, or fewer repairs than could be found.
    pub exhausted: bool,
    /// How many steps were taken.
    pub steps: u64,
}

/// Statements and relations that can't all be right; without any of them, the others could.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The places of the statements, in the order of the documents.
    pub statements: Vec<usize>,
    /// The relations, by the numbers that [`Network::relate`] gave back.
    pub relations: Vec<usize>,
    /// The sums that lead to the contradiction, in one scale, each in a line.
    pub steps: Vec<String>,
    /// What would make all agree, the likeliest first.
    pub repairs: Vec<Repair>,
    /// Whether nothing speaks for the first repair rather than the next.
    pub tied: bool,
}

/// Printed numbers whose change makes all others agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The numbers to change: one, or two where no single one will do.
    pub changes: Vec<Change>,
    /// What speaks for it, in a sentence without a full stop.
    pub why: String,
    /// How unlikely it is; repairs of the same rank are tied.
    pub rank: Rank,
}

/// How unlikely a repair is: first by how many numbers change, then by how much of their text, then by how much else they agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// How many numbers change.
    pub changes: usize,
    /// How far the slip is from what is printed: 0 where it gives back another number of the same text, 1 for two digits that changed places or a
    /// scale word, 2 for one digit, more for more.
    pub distance: u32,
    /// How many other relations and statements agree with the number as it is printed.
    pub confirmations: usize,
}

/// A printed number to change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The caller's name for the place.
    pub place: usize,
    /// What stands there.
    pub text: String,
    /// What would be right, at the precision and in the scale of what stands there; `None` where the others leave it open.
    pub replacement: Option<String>,
    /// The slip, as causes are named, if one would explain it.
    pub slip: Option<&'static str>,
    /// What all other numbers imply.
    pub implied: Interval,
}

/// The budget ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Exhausted;

/// Steps that may still be taken.
#[derive(Debug, Clone, Copy)]
struct Budget {
    left: u64,
    spent: u64,
}

impl Budget {
    const fn new(steps: u64) -> Self {
        Self { left: steps, spent: 0 }
    }

    fn spend(&mut self, steps: usize) -> Result<(), Exhausted> {
        let steps = steps as u64;
        self.left = self.left.checked_sub(steps).ok_or(Exhausted)?;
        self.spent += steps;
        Ok(())
    }

    /// Takes what was spent elsewhere, as far as it is there.
    const fn charge(&mut self, steps: u64) {
        self.left = self.left.saturating_sub(steps);
        self.spent += steps;
    }
}

#[cfg(test)]
mod tests;
