//! A value against a standard: an average of others, a minimum, a target.
//!
//! ```ebnf
//! standard = VALUE , [ period ] , ( "," | BE ) , { adverb } , side , noun phrase , ( "of" | "at" ) , OTHER
//!          | VALUE , [ period ] , ( "," | BE ) , { adverb } , side , article , OTHER , noun ;
//! side     = ( "greater" | "higher" | "more" | "less" | "lower" ) , "than" | "above" | "below" ;
//! ```
//!
//! A noun phrase with a period ("last year's surplus of A") is an earlier value, and the change is read elsewhere.
//!
//! Examples:
//! - `The stock has a yield of 4.3%, greater than the peer average of 3.2%.` → `rank ahead value=4.3 other=3.2`
//! - `The ratio improved to 8.96%, well above the minimum requirement of 5%.` → `rank ahead value=8.96 other=5`
//! - `Inflation was 1.4% in May, below the 2% target.` → `rank lowest-1 value=1.4 other=2`
//! - `Its margin of 12.1% is higher than the industry average of 9.8%.` → `rank ahead value=12.1 other=9.8`
//! - `Revenue was $5 million, above last year's level of $4 million.` → `nothing`
//! - `Output shrank 3.1%, above the forecast of 4%.` → `nothing`
//! - `The price is 5% above the average of 3%.` → `nothing`
//! - `Sales rose 5%, more than the company's 4% of the market.` → `nothing`

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{GuardWord, HedgeWord, Part, Word};
use crate::grammar::token::{Class, Sentence, TokenKind};
use crate::model::{Direction, Kind, Rank, Role};

/// Adds the values that a sentence holds against a standard.
pub fn standards(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let tokens = &sentence.tokens;
    for pair in sentence.places.windows(2) {
        let &[value, other] = pair else { continue };
        // Something must stand between, and not much.
        if !(value + 3..value + 16).contains(&other) {
            continue;
        }
        let class = class_at(tokens, value);
        if class != class_at(tokens, other) || !matches!(class, Some(Class::Percent | Class::Money)) {
            continue;
        }
        let Some((direction, compares)) = between(sentence, value, other) else { continue };
        let ranked = |draft: &Draft| draft.kind == Kind::Rank && draft.plays(Role::Value, value);
        // "shrank 3%, above the forecast of 4%": above in its size, or by its sign?
        let falls = |draft: &Draft| draft.direction == Some(Direction::Down) && draft.plays(Role::Percent, value);
        let lost = (value.saturating_sub(3)..value).any(|at| word_at(tokens, at) == Some(Word::Guard(GuardWord::Loss)));
        if drafts.iter().any(|draft| ranked(draft) || falls(draft)) || lost {
            continue;
        }
        let both = |draft: &Draft| draft.plays(Role::New, value) && draft.plays(Role::Old, other);
        // "higher than the average of A" is no change over time; with a word of change and no average it may be one.
        if compares && drafts.iter().any(both) {
            let plain = |draft: &Draft| draft.get(Role::Percent).or(draft.get(Role::Difference)).is_none();
            drafts.retain(|draft| !(both(draft) && plain(draft)));
        }
        let roles = vec![(Role::Value, Operand::Amount(value)), (Role::Other, Operand::Amount(other))];
        let mut draft = Draft::new(Kind::Rank, roles, value..other + 1);
        draft.rank = Some(if direction == Direction::Up { Rank::Ahead } else { Rank::Lowest(1) });
        draft.metric = super::metric::subject_before(tokens, 0, value);
        drafts.push(draft);
    }
}

/// On which side of the standard at `other` the value stands, and whether a word of change says so.
fn between(sentence: &Sentence, value: usize, other: usize) -> Option<(Direction, bool)> {
    let tokens = &sentence.tokens;
    let pivot = (value + 1..other.min(value + 8)).find(|at| side(sentence, *at).is_some())?;
    let (direction, compares, words) = side(sentence, pivot)?;
    let before = &tokens[value + 1..pivot];
    let apart = before.iter().any(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Word(Word::Be)));
    let light = before.iter().all(|token| {
        matches!(
            token.kind,
            TokenKind::Comma
                | TokenKind::Period(_)
                | TokenKind::Word(Word::Be | Word::Adverb | Word::In | Word::Time | Word::Which | Word::Hedge(_))
        )
    });
    let phrase = pivot + words..other;
    let noun = |at: usize| {
        matches!(
            tokens[at].kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Word(
                    Word::Article
                        | Word::Pronoun
                        | Word::Annual
                        | Word::RateNoun
                        | Word::Adverb
                        | Word::Of
                        | Word::At
                        | Word::Guard(GuardWord::Average | GuardWord::Expected)
                )
        )
    };
    if !apart || !light || phrase.is_empty() || !phrase.clone().all(noun) {
        return None;
    }
    let average = phrase.clone().any(|at| word_at(tokens, at) == Some(Word::Guard(GuardWord::Average)));
    if compares && !average {
        return None;
    }
    let led = phrase.len() > 2 && matches!(word_at(tokens, other - 1), Some(Word::Of | Word::At));
    let attributive = phrase.len() == 1
        && word_at(tokens, other - 1) == Some(Word::Article)
        && matches!(
            tokens.get(other + 1)?.kind,
            TokenKind::Other | TokenKind::Word(Word::Guard(GuardWord::Average | GuardWord::Expected))
        );
    // "the average of A a year earlier"
    let dated = sentence.period_of(other).is_some();
    (led && !dated || attributive).then_some((direction, compares))
}

/// "greater than", "above": the side, whether a word of change says so, and how many tokens that takes.
fn side(sentence: &Sentence, at: usize) -> Option<(Direction, bool, usize)> {
    let tokens = &sentence.tokens;
    let than = word_at(tokens, at + 1) == Some(Word::Than);
    match word_at(tokens, at)? {
        Word::Hedge(HedgeWord::More) if than => Some((Direction::Up, false, 2)),
        Word::Hedge(HedgeWord::Less) if than => Some((Direction::Down, false, 2)),
        Word::Hedge(HedgeWord::Over) => Some((Direction::Up, false, 1)),
        Word::Hedge(HedgeWord::Under) => Some((Direction::Down, false, 1)),
        Word::Change(Some(direction), Part::Particle) if than => Some((direction, true, 2)),
        _ => None,
    }
}
