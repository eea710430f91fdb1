//! Features in plain English: `before 1 1 from` is `"from" stands before $2.284 billion`.

use super::feature::Template;
use super::symbol::{self, Symbol, TokenClass};
use crate::model::Role;

/// Of which numbers a feature speaks.
pub(super) struct Cast<'c> {
    /// The number that states the result.
    pub result: &'c str,
    /// The operand; empty for what is seen of all operands together.
    pub operand: &'c str,
    /// The part that it plays.
    pub role: &'c str,
    /// The operand in a role.
    pub text_of: &'c dyn Fn(Role) -> String,
}

/// What a feature saw; `None` for what there are no short words for.
#[allow(clippy::too_many_lines)] // A table: a line a template.
pub(super) fn phrase(template: Template, values: &[Symbol], cast: &Cast<'_>) -> Option<String> {
    let Cast { result, operand, role, .. } = *cast;
    let value = |at: usize| values.get(at).copied().unwrap_or(0);
    let slot = || slot_name(value(0));
    if template == Template::Distance && value(0) >= 20 {
        let (one, other) = pair(value(0) - 20, cast)?;
        return Some(format!("{} {} and {}", distance(value(2)), one, other));
    }
    Some(match template {
        Template::Distance => format!("{} {result} and {operand}", distance(value(2))),
        Template::Before | Template::FarBefore if values.len() <= 3 => {
            let word = if template == Template::Before { value(2) } else { value(1) };
            if template == Template::FarBefore && values.len() == 3 {
                led(word, operand)
            } else {
                format!("{} stands before {operand}", said(&[word]))
            }
        }
        Template::BeforeTwo => format!("{} stands before {operand}", said(&[value(3), value(2)])),
        Template::After => format!("{} stands behind {operand}", said(&[value(2)])),
        Template::AfterTwo => format!("{} stands behind {operand}", said(&[value(2), value(3)])),
        Template::ResultBefore => format!("{} stands before {result}", said(&[value(2)])),
        Template::ResultAfter => format!("{} stands behind {result}", said(&[value(2)])),
        Template::BothBefore => {
            format!("{} stands before {result}, {} before {operand}", said(&[value(2)]), said(&[value(3)]))
        }
        Template::Between => between(values.get(2..)?, result, operand),
        Template::Skipped => format!("{} between {result} and {operand}", others(value(2), " of its unit")),
        Template::SkippedAny => format!("{} between {result} and {operand}", others(value(2), " of any unit")),
        Template::Breaks => match value(2) {
            0 => format!("no statement ends between {result} and {operand}"),
            _ => format!("a statement ends between {result} and {operand}"),
        },
        Template::Commas => match value(2) {
            0 => format!("no comma stands between {result} and {operand}"),
            1 => format!("one comma stands between {result} and {operand}"),
            _ => format!("several commas stand between {result} and {operand}"),
        },
        Template::Cue => match value(2) {
            0 => format!("no word of change stands between {result} and {operand}"),
            cue => format!("{} stands between {result} and {operand}", said(&[cue])),
        },
        Template::Class => format!("{operand} is {}", said(&[*values.last()?])),
        Template::Period => match value(2) {
            0 => format!("no period is named for {operand}"),
            1 => format!("a period is named for {operand}"),
            _ => format!("an earlier period is named for {operand}"),
        },
        Template::Depth => match (value(2), value(3)) {
            (0, 0) => "neither number stands in brackets".to_owned(),
            (0, _) => format!("{result} stands in brackets, and {operand} does not"),
            (_, 0) => format!("{operand} stands in brackets, and {result} does not"),
            _ => format!("{result} and {operand} both stand in brackets"),
        },
        Template::Grammar | Template::FarGrammar => match value(1) {
            0 => format!("the grammar reads no claim from {result}"),
            1 => format!("the grammar reads {result} as another kind of claim"),
            2 => format!("the grammar takes another number as the {role} value"),
            3 => format!("the grammar leaves the {role} value open"),
            4 => format!("the grammar takes {operand} as the {role} value, too"),
            _ => format!("the grammar gives {operand} another part"),
        },
        Template::GrammarElsewhere => match value(1) {
            0 => format!("no other claim of the grammar uses {operand}"),
            _ => format!("another claim of the grammar uses {operand}"),
        },
        Template::Lead => led(value(2), operand),
        Template::LeadBoth => format!("{}, {}", led(value(2), operand), led(value(3), result)),
        Template::Place => format!("{operand} is {} number of its unit in the sentence", nth(value(2))),
        Template::FarDistance => format!("{operand} stands {}", sentence(value(1))),
        Template::FarPlace => {
            let last = if value(3) == 0 { ", and the last" } else { "" };
            format!("{operand} is {} number of its unit {}{last}", nth(value(2)), sentence(value(1)))
        }
        Template::FarPointing => match value(2) {
            0 => format!("the sentence of {result} does not point back"),
            _ => format!("the sentence of {result} points back"),
        },
        Template::FarResult if values.len() == 2 => {
            format!("{} stands before {result}, and {operand} in another sentence", said(&[value(1)]))
        }
        Template::FarResult => {
            let behind = said(&[value(1), value(2)]);
            format!("{behind} stands behind {result}, and {operand} in another sentence")
        }
        Template::Empty => match value(2) {
            0 => format!("no number is left for the {} value", slot()),
            _ => format!("no number is taken as the {} value, though others are near", slot()),
        },
        Template::EmptyAfter => {
            format!("no number is taken as the {} value, and {} stands behind {result}", slot(), said(&[value(1)]))
        }
        Template::EmptyBefore => {
            format!("no number is taken as the {} value, and {} stands before {result}", slot(), said(&[value(1)]))
        }
        Template::EmptyGrammar => match value(1) {
            2 => format!("the grammar finds the {} value, which is left open here", slot()),
            3 => format!("the grammar leaves the {} value open, too", slot()),
            _ => format!("the {} value is left open", slot()),
        },
        Template::Order => {
            let names: Option<Vec<&str>> = values.get(1..)?.iter().map(|role| role_name(*role)).collect();
            format!("they stand in the order {}", names?.join(", "))
        }
        Template::Kind => format!("{result} is a number of its sort, {}", kind_name(value(0))),
        Template::KindBefore => format!("{} stands before {result}, {}", said(&[value(1)]), kind_name(value(0))),
        Template::KindBeforeTwo => {
            format!("{} stands before {result}, {}", said(&[value(2), value(1)]), kind_name(value(0)))
        }
        Template::KindAfter => format!("{} stands behind {result}, {}", said(&[value(1)]), kind_name(value(0))),
        Template::KindAfterTwo => {
            format!("{} stands behind {result}, {}", said(&[value(1), value(2)]), kind_name(value(0)))
        }
        Template::KindCue => format!("{}, {}", led(value(1), result), kind_name(value(0))),
        Template::KindGrammar => match (value(1), value(0) % 4) {
            (0, _) => format!("the grammar reads no claim from {result}, {}", kind_name(value(0))),
            (read, kind) if read == kind => format!("the grammar reads {result} so, too"),
            (1, _) => format!("the grammar reads {result} as a change"),
            (2, _) => format!("the grammar reads {result} as a share"),
            _ => format!("the grammar reads {result} as another kind of claim"),
        },
        Template::KindMore if value(1) == 31 => match value(2) {
            0 => format!("no number that fits is near {result}, {}", kind_name(value(0))),
            _ => format!("numbers that fit are near {result}, {}", kind_name(value(0))),
        },
        Template::KindMore => match value(1) {
            0 => format!("no other claim of the grammar uses {result}, {}", kind_name(value(0))),
            _ => format!("another claim of the grammar uses {result}, {}", kind_name(value(0))),
        },
        _ => return of_pair(template, values, cast),
    })
}

/// What is seen of two operands.
fn of_pair(template: Template, values: &[Symbol], cast: &Cast<'_>) -> Option<String> {
    let value = |at: usize| values.get(at).copied().unwrap_or(0);
    let (one, other) = pair(value(0), cast)?;
    Some(match template {
        Template::PairBefore => {
            format!("{} stands before {one}, {} before {other}", said(&[value(1)]), said(&[value(2)]))
        }
        Template::PairAfter => {
            format!("{} stands behind {one}, {} behind {other}", said(&[value(1)]), said(&[value(2)]))
        }
        Template::PairLead => format!("{}, {}", led(value(1), &one), led(value(2), &other)),
        Template::PairBetween => between(values.get(2..)?, &one, &other),
        Template::PairNoun => match value(1) {
            0 => format!("{one} and {other} are of one unit"),
            1 => format!("only one of {one} and {other} says what it counts"),
            _ => format!("{one} and {other} count different things"),
        },
        Template::PairPeriod => match (value(1), value(2)) {
            (_, 2) => format!("an earlier period is named for {other}"),
            (2, _) => format!("an earlier period is named for {one}"),
            (1, 1) => format!("{one} and {other} each have a period"),
            _ => format!("not both of {one} and {other} have a period"),
        },
        Template::PairSkipped => format!("{} between {one} and {other}", others(value(2), " of their unit")),
        Template::PairSentences => match (value(1), value(2)) {
            (2, 1) => "both operands stand in the sentence of the result".to_owned(),
            (2, _) => "both operands stand in another sentence".to_owned(),
            _ => format!("{one} and {other} stand in different sentences"),
        },
        _ => return None,
    })
}

/// The two operands that a feature of pairs speaks of.
fn pair(which: Symbol, cast: &Cast<'_>) -> Option<(String, String)> {
    let roles: &[(Role, Role)] = match which {
        0 => &[(Role::New, Role::Old), (Role::End, Role::Start)],
        1 => &[(Role::New, Role::Difference)],
        2 => &[(Role::Old, Role::Difference)],
        _ => &[(Role::Part, Role::Whole)],
    };
    let texts = roles.iter().map(|(one, other)| ((cast.text_of)(*one), (cast.text_of)(*other)));
    texts.into_iter().find(|(one, other)| !one.is_empty() && !other.is_empty())
}

/// Words and classes of words, in the order of the text: `"down from"`, `a comma and then "to"`.
fn said(symbols: &[Symbol]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut in_quotes = false;
    for &symbol in symbols {
        let word = symbol::class_of(symbol);
        match (word, in_quotes.then(|| parts.last_mut()).flatten()) {
            (None, Some(last)) => {
                last.pop();
                last.push(' ');
                last.push_str(&symbol::name(symbol));
                last.push('"');
            }
            (None, None) => parts.push(format!("\"{}\"", symbol::name(symbol))),
            (Some(class), _) => parts.push(class_name(class).to_owned()),
        }
        in_quotes = word.is_none();
    }
    parts.join(" and then ")
}

fn between(symbols: &[Symbol], one: &str, other: &str) -> String {
    if symbols.is_empty() {
        return format!("nothing stands between {one} and {other}");
    }
    format!("only {} stands between {one} and {other}", said(symbols))
}

fn led(word: Symbol, number: &str) -> String {
    if symbol::class_of(word) == Some(TokenClass::Edge) {
        return format!("no word gives {number} its part");
    }
    format!("{} leads to {number}", said(&[word]))
}

const fn distance(bucket: Symbol) -> &'static str {
    match bucket {
        0 => "no word is between",
        1 => "one word is between",
        2 => "two words are between",
        3 => "three words are between",
        4 => "four or five words are between",
        5 => "six to eight words are between",
        6 => "nine to thirteen words are between",
        _ => "many words are between",
    }
}

fn others(count: Symbol, which: &str) -> String {
    let (count, verb) = match count {
        0 => ("no other number", "stands"),
        1 => ("another number", "stands"),
        2 => ("two other numbers", "stand"),
        _ => ("many other numbers", "stand"),
    };
    format!("{count}{which} {verb}")
}

const fn nth(rank: Symbol) -> &'static str {
    match rank {
        0 => "the first",
        1 => "the second",
        _ => "a later",
    }
}

const fn sentence(far: Symbol) -> &'static str {
    match far {
        1 => "in the sentence before",
        2 => "two sentences before",
        4 => "in the sentence after",
        5 => "two sentences after",
        _ => "in another sentence",
    }
}

/// The part of each slot, by the number that the features give it.
fn slot_name(slot: Symbol) -> &'static str {
    match slot {
        0 | 3 | 5 | 7 => "new",
        1 | 4 | 6 | 8 => "old",
        2 => "difference",
        9 => "part",
        10 => "whole",
        11 => "start",
        _ => "end",
    }
}

fn role_name(role: Symbol) -> Option<&'static str> {
    const ROLES: [Role; 7] = [Role::New, Role::Old, Role::Difference, Role::Part, Role::Whole, Role::Start, Role::End];
    if role == 31 {
        return Some("result");
    }
    ROLES.into_iter().find(|known| *known as Symbol + 1 == role).map(Role::name)
}

/// The kind of claim, by the number that the features give it: four for each sort of result.
const fn kind_name(kind: Symbol) -> &'static str {
    match kind % 4 {
        0 => "as where no printed number belongs to it",
        1 => "as with a change",
        2 => "as with a share",
        _ => "as with a rate of growth",
    }
}

/// A class of tokens in words.
const fn class_name(class: TokenClass) -> &'static str {
    match class {
        TokenClass::Edge => "an end of the sentence",
        TokenClass::Comma => "a comma",
        TokenClass::Semicolon => "a semicolon",
        TokenClass::Colon => "a colon",
        TokenClass::Open => "an opening bracket",
        TokenClass::Close => "a closing bracket",
        TokenClass::Dash => "a dash",
        TokenClass::Quote => "a quotation mark",
        TokenClass::Stop => "a full stop",
        TokenClass::Mark => "a sign",
        TokenClass::Opaque => "a number that counts nothing",
        TokenClass::Name => "a name",
        TokenClass::Other => "a noun",
        TokenClass::Earlier => "an earlier period",
        TokenClass::Period => "a period",
        TokenClass::Money => "an amount of money",
        TokenClass::Percent => "a percentage",
        TokenClass::Points => "a number of points",
        TokenClass::Multiple => "a multiple",
        TokenClass::Time => "a length of time",
        TokenClass::Count => "a count",
        TokenClass::Range => "a range",
        TokenClass::UpVerb => "a verb of rising",
        TokenClass::DownVerb => "a verb of falling",
        TokenClass::UpNoun => "a noun of rising",
        TokenClass::DownNoun => "a noun of falling",
        TokenClass::UpBoth => "a word of rising",
        TokenClass::DownBoth => "a word of falling",
        TokenClass::UpParticle => "a word like \"up\"",
        TokenClass::DownParticle => "a word like \"down\"",
        TokenClass::Flat => "a word like \"unchanged\"",
        TokenClass::Changed => "a word like \"change\"",
        TokenClass::Better => "a word like \"better\"",
        TokenClass::Times => "a word like \"times\"",
        TokenClass::Reach => "a verb like \"reached\"",
        TokenClass::Report => "a verb like \"reported\"",
        TokenClass::Mark_ => "a verb like \"marks\"",
        TokenClass::Share => "a verb like \"accounted for\"",
        TokenClass::Verb => "a verb",
        TokenClass::Including => "a word like \"including\"",
        TokenClass::While => "a word like \"while\"",
        TokenClass::Because => "a word like \"because\"",
        TokenClass::Guard => "a word that names another basis",
        TokenClass::Hedge => "a word like \"about\"",
        TokenClass::Adverb => "an adverb",
        TokenClass::Article => "an article",
        TokenClass::Pronoun => "a pronoun",
        TokenClass::Superlative => "a superlative",
        TokenClass::Rank => "a word of rank",
        TokenClass::Ordinal => "an ordinal",
        TokenClass::Fraction => "a fraction",
        TokenClass::Number => "a number in words",
        TokenClass::Rate => "a word like \"rate\"",
        TokenClass::Known => "a small word",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn shown(name: &str) -> String {
        let text_of = |role: Role| role.name().to_uppercase();
        let cast = Cast { result: "23%", operand: "$5", role: "old", text_of: &text_of };
        let (template, values) = super::super::feature::parts_of(name).unwrap();
        phrase(template, &values, &cast).unwrap()
    }

    #[test]
    fn features_are_told_in_english() {
        assert_eq!(shown("before 1 1 from"), "\"from\" stands before $5");
        assert_eq!(shown("before-two 1 1 from down"), "\"down from\" stands before $5");
        assert_eq!(shown("between 0 1 to"), "only \"to\" stands between 23% and $5");
        assert_eq!(shown("between 0 1"), "nothing stands between 23% and $5");
        assert_eq!(
            shown("between 0 1 <comma> compared with"),
            "only a comma and then \"compared with\" stands between 23% and $5"
        );
        assert_eq!(shown("order 1 31 1 2"), "they stand in the order result, new, old");
        assert_eq!(shown("pair-before 0 to from"), "\"to\" stands before NEW, \"from\" before OLD");
        assert_eq!(shown("far-pointing 1 1 1"), "the sentence of 23% points back");
    }

    #[test]
    fn every_feature_with_a_weight_has_words() {
        let text_of = |role: Role| role.name().to_owned();
        let cast = Cast { result: "23%", operand: "$5", role: "old", text_of: &text_of };
        for line in include_str!("weights.tsv").lines() {
            let (name, _) = line.split_once('\t').unwrap();
            let (template, values) = super::super::feature::parts_of(name).unwrap();
            assert!(phrase(template, &values, &cast).is_some(), "{name}");
        }
    }
}
