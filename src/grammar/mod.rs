//! Reading: from the text of a sentence to tokens, and from tokens to readings of claims.
//!
//! [`mod@scan`] turns a sentence into tokens: words with their class, amounts, periods. The parsers for
//! [`number`], [`mod@unit`] and [`period`] work on text; the clause grammar works on tokens.
//! Each file has its grammar as EBNF on top, with examples that a test feeds to the parser.

pub mod cardinal;
pub mod clause;
pub mod denominator;
#[cfg(test)]
pub(crate) mod examples;
mod fraction;
pub mod hedge;
pub mod lexicon;
pub mod non_quantity;
pub mod number;
pub mod period;
pub mod scan;
mod scope;
pub(crate) mod table;
pub mod token;
pub mod unit;
mod word;

pub use scan::scan;
pub use token::Sentence;
