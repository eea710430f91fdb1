//! `claim-audit` reads prose, finds the arithmetic that the prose states, does it again, and says where it does not come out.

pub mod audit;
pub mod causes;
pub mod cli;
pub mod document;
pub mod grammar;
pub mod model;
pub mod report;
pub mod resolve;
pub mod rules;
