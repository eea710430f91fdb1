//! Two groups held against each other, each with its value in brackets: "higher among men (12.3%) than women (9.8%)".
//!
//! ```ebnf
//! groups = COMPARATIVE , { word } , "(" , VALUE , ")" , { word } , against , { word } , "(" , OTHER , ")" ;
//! against = "than" | "versus" | "compared" , ( "with" | "to" ) ;
//! ```
//!
//! Examples:
//! - `Use was higher among men (12.3%) than among women (9.8%).` → `rank ahead value=12.3 other=9.8`
//! - `The jobless rate is lower for women (3.9 percent) than for men (4.5 percent).` → `rank lowest-1 value=3.9 other=4.5`
//! - `The increase was significantly larger in rural (8.3%) than in urban areas (3.6%).` → `rank ahead value=8.3 other=3.6`
//! - `Prices rose all over the country, yet the rise was smaller in towns (2.4%) versus villages (5.1%).` → `rank lowest-1 value=2.4 other=5.1`
//! - `The share was higher in the north (31%) compared with the south (22%).` → `rank ahead value=31 other=22`
//! - `It is higher in the north (5%), other than in towns (7%).` → `nothing`
//! - `Sales were higher (5%) in May than in June.` → `nothing`
//! - `The rate was steady among men (7%) versus women (5%).` → `nothing`
//! - `The rate was unchanged among men (7%) versus women (5%).` → `nothing`
//! - `Sales were higher in shops (5%), compared with a forecast (4%).` → `nothing`

use super::{Draft, Operand, class_at, word_at};
use crate::grammar::lexicon::{HedgeWord, Part, Subclass, Word};
use crate::grammar::token::{Class, Seen, Sentence, Token, TokenKind};
use crate::model::{Direction, Kind, Rank, Role};

/// Adds the orders of two groups that a sentence states.
pub fn groups(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    if !sentence.seen.any(Seen::BRACKET) {
        return;
    }
    let tokens = &sentence.tokens;
    for pair in sentence.places.windows(2) {
        let &[value, other] = pair else { continue };
        if !in_brackets(tokens, value) || !in_brackets(tokens, other) || other - value > 16 {
            continue;
        }
        let class = class_at(tokens, value);
        if class != class_at(tokens, other) || !matches!(class, Some(Class::Percent | Class::Money | Class::Count)) {
            continue;
        }
        let against = |at: usize| matches!(word_at(tokens, at), Some(Word::Than | Word::Versus | Word::Compared));
        // Nothing but the names of the groups stands between: a comma or a verb begins another thought.
        let names = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Other
                    | TokenKind::Name
                    | TokenKind::Word(
                        Word::Than
                            | Word::Versus
                            | Word::Compared
                            | Word::With
                            | Word::To
                            | Word::In
                            | Word::Time
                            | Word::Article
                            | Word::At
                            | Word::On
                            | Word::Of
                            | Word::Them
                    )
            )
        };
        if !(value + 2..other - 1).any(against) || !tokens[value + 2..other - 1].iter().all(names) {
            continue;
        }
        let Some((at, direction)) = comparative(tokens, value) else { continue };
        let taken = |draft: &Draft| draft.kind == Kind::Rank && draft.plays(Role::Value, value);
        if drafts.iter().any(taken) {
            continue;
        }
        // "larger in towns (8.3%)": the level of a group, and not by how much it is larger.
        let size = |draft: &Draft| {
            draft.kind == Kind::Change
                && draft.plays(Role::Percent, value)
                && draft.get(Role::New).or(draft.get(Role::Old)).is_none()
                && draft.tokens.contains(&at)
        };
        drafts.retain(|draft| !size(draft));
        let roles = vec![(Role::Value, Operand::Amount(value)), (Role::Other, Operand::Amount(other))];
        let mut draft = Draft::new(Kind::Rank, roles, at..other + 2);
        draft.rank = Some(if direction == Direction::Up { Rank::Ahead } else { Rank::Lowest(1) });
        draft.metric = super::metric::subject_before(tokens, 0, at);
        drafts.push(draft);
    }
}

fn in_brackets(tokens: &[Token], at: usize) -> bool {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    kind(at.wrapping_sub(1)) == Some(TokenKind::Open) && kind(at + 1) == Some(TokenKind::Close)
}

/// The "higher", "lower", "more" or "less" that leads to the first group, with no other number or thought between.
fn comparative(tokens: &[Token], value: usize) -> Option<(usize, Direction)> {
    for at in (value.saturating_sub(12)..value - 1).rev() {
        match tokens[at].kind {
            TokenKind::Word(Word::Change(Some(direction), Part::Particle)) => {
                return (tokens[at].subclass == Subclass::Comparative).then_some((at, direction));
            }
            TokenKind::Word(Word::Hedge(HedgeWord::More)) => return Some((at, Direction::Up)),
            TokenKind::Word(Word::Hedge(HedgeWord::Less)) => return Some((at, Direction::Down)),
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Word(Word::In | Word::Time | Word::Article | Word::At | Word::On | Word::Of | Word::Adverb) => {
            }
            _ => return None,
        }
    }
    None
}
