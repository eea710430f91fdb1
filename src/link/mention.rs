//! The numbers of a document that may take part in a relation, with what stands around each.

use super::symbol::{self, Symbol, Symbols, TokenClass};
use crate::document::Document;
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Amount, AmountUnit, Class, Sentence, TokenKind};
use crate::model::{PeriodKind, Relative, Span};
use crate::resolve::Read;

/// How many tokens on each side of a number are looked at.
const CONTEXT: usize = 3;

/// A number with what stands around it.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The sentence, as an index into those that were read.
    pub read: usize,
    /// The token in the sentence.
    pub token: usize,
    /// The class of its unit.
    pub class: Class,
    /// Where it stands in the file.
    pub span: Span,
    /// The tokens before it, the nearest first; words that only hedge are stepped over.
    pub left: [Symbol; CONTEXT],
    /// The tokens after it.
    pub right: [Symbol; CONTEXT],
    /// The nearest word before it that gives a number its part (*to*, *from*, *of*, *compared*), and how far off it is.
    pub lead: (Symbol, Symbol),
    /// How many brackets are open.
    pub depth: u16,
    /// What its period says: nothing, a span of time, an earlier one.
    pub period: Symbol,
    /// How many mentions of its class stand before it in the sentence.
    pub rank: u16,
}

/// The mentions of all sentences, in the order of the text.
#[must_use]
pub(crate) fn mentions(document: &Document<'_>, reads: &[Read], symbols: &Symbols) -> Vec<Mention> {
    let mut all = Vec::new();
    for (index, read) in reads.iter().enumerate() {
        let prose = &document.blocks[read.block].prose;
        let (line, sentence) = (symbols.line(index), &read.sentence);
        let mut ranks = [0u16; 7];
        let (mut depth, mut seen) = (0u16, 0);
        for &token in &sentence.places {
            let Some(TokenKind::Amount(number, class)) = sentence.tokens.get(token).map(|token| token.kind) else {
                continue;
            };
            let Some(amount) = sentence.amounts.get(number as usize) else { continue };
            let span = prose.span(amount.range.clone());
            let mut mention = around(sentence, line, token);
            (mention.read, mention.class, mention.span) = (index, class, span);
            for before in &sentence.tokens[seen..token] {
                match before.kind {
                    TokenKind::Open => depth += 1,
                    TokenKind::Close => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            seen = token;
            mention.depth = depth.min(3);
            let rank = &mut ranks[class as usize];
            mention.rank = *rank;
            *rank = rank.saturating_add(1);
            all.push(mention);
        }
    }
    all
}

/// What stands around a token.
#[must_use]
pub(crate) fn around(sentence: &Sentence, line: &[(Symbol, TokenClass)], token: usize) -> Mention {
    let edge = symbol::of_class(TokenClass::Edge);
    let mut left = [edge; CONTEXT];
    let mut at = token;
    let mut filled = 0;
    while filled < CONTEXT {
        let Some(before) = at.checked_sub(1) else { break };
        at = before;
        let idle = matches!(
            sentence.tokens[at].kind,
            TokenKind::Word(Word::Hedge(_) | Word::Article | Word::Adverb) | TokenKind::Quote
        );
        if !idle || token - at > 2 * CONTEXT {
            left[filled] = symbol::at(line, Some(at));
            filled += 1;
        }
    }
    let right = std::array::from_fn(|step| symbol::at(line, Some(token + 1 + step)));
    Mention {
        read: 0,
        token,
        class: Class::Count,
        span: Span::default(),
        left,
        right,
        lead: lead(sentence, line, token),
        depth: 0,
        period: period(sentence, token),
        rank: 0,
    }
}

/// The nearest word before a token that gives a number its part, no other number or mark between.
fn lead(sentence: &Sentence, line: &[(Symbol, TokenClass)], token: usize) -> (Symbol, Symbol) {
    for (distance, at) in (0..token).rev().take(7).enumerate() {
        match sentence.tokens[at].kind {
            TokenKind::Word(
                Word::To
                | Word::From
                | Word::By
                | Word::Of
                | Word::At
                | Word::With
                | Word::Versus
                | Word::Compared
                | Word::Than
                | Word::Or
                | Word::Reach
                | Word::Report
                | Word::Be
                | Word::Over
                | Word::In
                | Word::Change(..)
                | Word::Mark
                | Word::Share(_)
                | Word::Including
                | Word::On,
            ) => return (symbol::at(line, Some(at)), Symbol::try_from(distance).unwrap_or(7)),
            TokenKind::Amount(..) | TokenKind::Semicolon | TokenKind::Stop => break,
            _ => {}
        }
    }
    (symbol::of_class(TokenClass::Edge), 7)
}

fn period(sentence: &Sentence, token: usize) -> Symbol {
    let Some(index) = sentence.period_of(token) else { return 0 };
    match sentence.periods.get(index).map(|period| period.phrase.kind) {
        Some(PeriodKind::Relative(
            Relative::YearEarlier | Relative::Previous | Relative::PreviousYear | Relative::PreviousMonth,
        )) => 2,
        _ => 1,
    }
}

/// The amount of a mention.
#[must_use]
pub fn amount<'r>(reads: &'r [Read], mention: &Mention) -> Option<&'r Amount> {
    reads.get(mention.read)?.sentence.amount(mention.token)
}

/// Whether two numbers are of one unit, as far as the words say: 0 they are, 1 one says nothing, 2 their nouns differ; `None` where they
/// can't be.
#[must_use]
pub fn agree(document: &Document<'_>, reads: &[Read], a: &Mention, b: &Mention) -> Option<Symbol> {
    let (one, other) = (amount(reads, a)?, amount(reads, b)?);
    match (&one.unit, &other.unit) {
        (AmountUnit::Count(a_noun), AmountUnit::Count(b_noun)) => {
            let word = |mention: &Mention, range: &Option<std::ops::Range<u32>>| {
                let text = document.blocks[reads[mention.read].block].prose.text();
                let range = range.clone()?;
                text.get(range.start as usize..range.end as usize)
            };
            match (word(a, a_noun), word(b, b_noun)) {
                (Some(a), Some(b)) if same_noun(a, b) => Some(0),
                (Some(_), Some(_)) => Some(2),
                (None, None) => Some(0),
                _ => Some(1),
            }
        }
        (AmountUnit::Count(_), _) | (_, AmountUnit::Count(_)) => None,
        (a, b) => (a == b).then_some(0),
    }
}

fn same_noun(a: &str, b: &str) -> bool {
    let fold = |word: &str| word.trim_end_matches('s').to_ascii_lowercase();
    fold(a) == fold(b)
}
