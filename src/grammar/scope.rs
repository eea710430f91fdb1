//! Which period a number is of, where none stands right beside it.
//!
//! ```ebnf
//! scene = [ preposition ] , [ article ] , PERIOD , … , number , { … , number } ;   (* In May 2024 exports rose 5% to $3bn, imports … *)
//! topic = … , PERIOD , … , verb , … , number ;                                      (* The exports during July were $3bn *)
//! tail  = number , [ ( "," | "or" ) , number ] , … , preposition , PERIOD ;         (* down $3m, or 5%, during July *)
//! ```
//!
//! What is compared with ("from A", "compared with A") is of another period than the sentence is, and gets none that it does not name.

use super::lexicon::Word;
use super::token::{Sentence, TokenKind};
use crate::model::{PeriodKind, Relative};

impl Sentence {
    /// The period that an amount at a token is of, as an index into the periods: the one beside it, else the one that governs its
    /// statement.
    #[must_use]
    pub fn governing_period(&self, at: usize) -> Option<usize> {
        if self.periods.is_empty() {
            return None;
        }
        if let Some(own) = self.period_of(at) {
            return Some(own);
        }
        if self.is_base(at) {
            return None;
        }
        self.period_before(at).or_else(|| self.period_behind(at))
    }

    /// Whether the number at a token is what another one is compared with.
    fn is_base(&self, at: usize) -> bool {
        for token in self.tokens.iter().take(at).rev() {
            match token.kind {
                TokenKind::Word(Word::From | Word::Versus | Word::Compared | Word::Than) => return true,
                TokenKind::Word(Word::To | Word::Change(..) | Word::Be | Word::Reach | Word::Report)
                | TokenKind::Amount(..)
                | TokenKind::Comma
                | TokenKind::Semicolon => return false,
                _ => {}
            }
        }
        false
    }

    /// The period that sets the scene or stands with the subject.
    fn period_before(&self, at: usize) -> Option<usize> {
        let mut crossed = false;
        let mut behind_to = false;
        let mut depth = 0usize;
        for place in (0..at).rev() {
            // A statement of its own; only the scene holds on.
            crossed |= self.tokens.get(place + 1).is_some_and(|token| token.breaks);
            match self.tokens[place].kind {
                // What stands in brackets is said of what they hang on.
                TokenKind::Close => depth += 1,
                TokenKind::Open => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                TokenKind::Word(Word::To) => behind_to = true,
                // "compared with $3bn in 2023": that period is of the other number.
                TokenKind::Word(Word::Compared | Word::Versus | Word::Than) => return None,
                TokenKind::Word(Word::From) if !behind_to => return None,
                TokenKind::Semicolon => crossed = true,
                TokenKind::Period(index) => {
                    if !self.names_a_time(place, index as usize) || self.is_base(place) {
                        continue;
                    }
                    if !crossed || self.sets_scene(place) {
                        return Some(self.narrowest(place, index as usize));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Of "July to March during the fiscal year" the first: the other says which ones.
    fn narrowest(&self, place: usize, index: usize) -> usize {
        let light = |kind| {
            matches!(
                kind,
                TokenKind::Word(Word::Time | Word::In | Word::Of | Word::Article | Word::Pronoun) | TokenKind::Other
            )
        };
        let between = self.tokens[..place].iter().rev().take_while(|token| light(token.kind)).count();
        let before = place.checked_sub(between + 1).map(|at| self.tokens[at].kind);
        match before {
            Some(TokenKind::Period(earlier)) if (1..=4).contains(&between) => earlier as usize,
            _ => index,
        }
    }

    /// The period that ends the statement.
    fn period_behind(&self, at: usize) -> Option<usize> {
        /// How many tokens a statement goes on behind its number.
        const REACH: usize = 16;
        let mut restated = false;
        let tokens = self.tokens.iter().enumerate().skip(at + 1).take(REACH);
        for (place, token) in tokens {
            if token.breaks {
                return None;
            }
            match token.kind {
                TokenKind::Period(index) => return self.names_a_time(place, index as usize).then_some(index as usize),
                // "down $3m, or 5%, during July": the same in other terms.
                TokenKind::Amount(..)
                    if matches!(
                        self.tokens[place - 1].kind,
                        TokenKind::Word(Word::Or | Word::Hedge(_)) | TokenKind::Open | TokenKind::Comma
                    ) =>
                {
                    restated = true;
                }
                // "or 5%, adjusted for the strike in June": of something else.
                TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Guard(_)) | TokenKind::Open if restated => {
                    return None;
                }
                TokenKind::Amount(..)
                | TokenKind::Semicolon
                | TokenKind::Word(
                    Word::From
                    | Word::Versus
                    | Word::Compared
                    | Word::Than
                    | Word::To
                    | Word::While
                    | Word::Which
                    | Word::Change(..)
                    | Word::And,
                ) => return None,
                _ => {}
            }
        }
        None
    }

    /// Whether a period says when something was so, and not since when or than when.
    fn names_a_time(&self, place: usize, index: usize) -> bool {
        let Some(period) = self.periods.get(index) else { return false };
        let points_back = matches!(
            period.phrase.kind,
            PeriodKind::Each(_)
                | PeriodKind::Relative(
                    Relative::YearEarlier
                        | Relative::Previous
                        | Relative::PreviousYear
                        | Relative::PreviousMonth
                        | Relative::Same
                )
        );
        let before = |back: usize| place.checked_sub(back).map(|at| self.tokens[at].kind);
        let led =
            |back| matches!(before(back), Some(TokenKind::Word(Word::Since | Word::Versus | Word::Than | Word::Over)));
        // "above that of March", "due 2034"
        let other = before(1) == Some(TokenKind::Word(Word::Of))
            && matches!(before(2), Some(TokenKind::Word(Word::Which | Word::Pronoun | Word::Them)))
            || matches!(before(1), Some(TokenKind::Word(Word::Guard(_))));
        let since = other || led(1) || before(1) == Some(TokenKind::Word(Word::Article)) && led(2);
        !points_back && !since
    }

    /// Whether nothing but a preposition and an article stand before the period in its sentence.
    fn sets_scene(&self, place: usize) -> bool {
        self.tokens.iter().take(place).all(|token| {
            matches!(
                token.kind,
                TokenKind::Word(
                    Word::In
                        | Word::Time
                        | Word::By
                        | Word::At
                        | Word::On
                        | Word::Article
                        | Word::And
                        | Word::While
                        | Word::Adverb
                        | Word::As
                        | Word::Of
                        | Word::Over
                ) | TokenKind::Comma
                    | TokenKind::Quote
                    | TokenKind::Colon
                    | TokenKind::Dash
            ) || matches!(token.kind, TokenKind::Other | TokenKind::Period(_)) && place <= 4
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::grammar::{Sentence, scan};

    /// Each number with the period that it is of.
    fn periods(text: &str) -> Vec<String> {
        let mut sentence = Sentence::default();
        scan(text, 0..u32::try_from(text.len()).unwrap_or_default(), &mut sentence);
        let words = |range: &std::ops::Range<u32>| text[range.start as usize..range.end as usize].to_owned();
        let pairs = sentence.places.iter().map(|at| {
            let period = sentence.governing_period(*at).map(|index| words(&sentence.periods[index].range));
            let number = sentence.amount(*at).map(|amount| words(&amount.range)).unwrap_or_default();
            format!("{number}: {}", period.unwrap_or_else(|| "-".to_owned()))
        });
        pairs.collect()
    }

    #[test]
    fn a_period_governs_its_statement() {
        for (text, expected) in [
            ("During August 2018, the inflow of remittances came to $2 billion.", &["$2 billion: August 2018"][..]),
            ("The exports in November surged to $259 million.", &["$259 million: November"]),
            (
                "In May 2024, exports rose to $5 million, and imports to $7 million.",
                &["$5 million: May 2024", "$7 million: May 2024"],
            ),
            (
                "Imports fell by $8 million, or 5 per cent, in the July-December 2022 period.",
                &["$8 million: July-December 2022", "5 per cent: July-December 2022"],
            ),
            ("In May 2024 exports rose to $5 million from $4 million.", &["$5 million: May 2024", "$4 million: -"]),
            ("Sales rose to $5 million in 2024, compared with $4 million.", &["$5 million: 2024", "$4 million: -"]),
            ("Sales have risen by $5 million since 2019.", &["$5 million: -"]),
        ] {
            assert_eq!(periods(text), expected, "{text}");
        }
    }
}
