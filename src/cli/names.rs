//! Words that shells offer for an argument which takes others as well.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command};

use crate::report::notices;
use crate::rules;

/// A parser of an argument that takes more than the words which it offers to be completed.
///
/// The values that clap knows of itself would be the only ones; `sarif=out.sarif` and `draft.md:11` are right, too.
#[derive(Debug, Clone)]
pub struct Hinted<P> {
    /// What reads the argument.
    pub parser: P,
    /// The words that are offered.
    pub names: fn() -> Vec<PossibleValue>,
}

impl<P: TypedValueParser> TypedValueParser for Hinted<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<P::Value, clap::Error> {
        self.parser.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.names)().into_iter()))
    }
}

/// What reads the argument of `audit explain`, and names the rules to shells.
pub fn rule_names() -> Hinted<StringValueParser> {
    fn rule((name, page): (&'static str, &str)) -> PossibleValue {
        PossibleValue::new(name).help(rules::gist(page))
    }
    fn names() -> Vec<PossibleValue> {
        let notices = notices::ALL.into_iter().map(|kind| (kind.name, kind.page));
        rules::all().iter().map(|each| (each.name(), each.page())).chain(notices).map(rule).collect()
    }
    Hinted { parser: StringValueParser::new(), names }
}
