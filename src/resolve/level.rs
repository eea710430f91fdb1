//! The levels that a document states: amounts that may be the missing operand of a claim elsewhere.

use std::cell::OnceCell;
use std::ops::Range;

use super::words::stems;
use crate::document::Document;
use crate::grammar::Sentence;
use crate::grammar::clause::Draft;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Amount, AmountUnit, Class, Seen, TokenKind};
use crate::model::{PeriodKind, Role};

/// An amount of money or a count, where it stands and what is said around it.
#[derive(Debug, Clone)]
pub struct Level {
    /// The number.
    pub amount: Amount,
    /// The block, for the way back to the file.
    pub block: usize,
    /// The number of the sentence in the document.
    pub sentence: usize,
    /// The bytes of the block's prose that speak of it.
    pub context: Range<u32>,
    /// The period that the sentence puts it in.
    pub period: Option<PeriodKind>,
    /// The part that it plays in a claim of its own sentence.
    pub role: Option<Role>,
    /// The words of the context, worked out when they are first asked for.
    words: OnceCell<Vec<u64>>,
}

impl Level {
    /// The content words of what speaks of it.
    pub fn words(&self, document: &Document<'_>) -> &[u64] {
        self.words.get_or_init(|| {
            let range = self.context.start as usize..self.context.end as usize;
            document.blocks[self.block].prose.text().get(range).map(stems).unwrap_or_default()
        })
    }
}

/// Adds the levels of a sentence.
pub fn collect(levels: &mut Vec<Level>, sentence: &Sentence, drafts: &[Draft], block: usize, number: usize) {
    let tokens = &sentence.tokens;
    let cut = sentence.seen.any(Seen::SEMICOLON.or(Seen::WHILE));
    for at in sentence.places.iter().copied() {
        let TokenKind::Amount(index, Class::Money | Class::Count) = tokens[at].kind else { continue };
        let Some(amount) = sentence.amounts.get(index as usize) else { continue };
        if amount.bare && matches!(amount.unit, AmountUnit::Count(None)) {
            continue;
        }
        let period = sentence
            .period_of(at)
            .or_else(|| (!sentence.periods.is_empty()).then_some(0))
            .and_then(|index| sentence.periods.get(index))
            .map(|period| period.phrase.kind);
        let role = drafts
            .iter()
            .find_map(|draft| draft.readings[0].iter().find(|(_, operand)| operand.is(at)).map(|(role, _)| *role));
        levels.push(Level {
            amount: amount.clone(),
            block,
            sentence: number,
            context: if cut { context(sentence, at) } else { tokens[0].start..tokens[tokens.len() - 1].end },
            period,
            role,
            words: OnceCell::new(),
        });
    }
}

/// The statement around a token: to the nearest "while", "but" or ";" on both sides.
fn context(sentence: &Sentence, at: usize) -> Range<u32> {
    let tokens = &sentence.tokens;
    let ends = |kind: TokenKind| matches!(kind, TokenKind::Semicolon | TokenKind::Word(Word::While));
    let first = (0..at).rev().find(|at| ends(tokens[*at].kind)).map_or(0, |at| at + 1);
    let last = (at + 1..tokens.len()).find(|at| ends(tokens[*at].kind)).unwrap_or(tokens.len());
    tokens[first].start..tokens[last - 1].end
}
