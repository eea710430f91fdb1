//! What a token is to the linker: a small closed set of symbols, each with a name that stands in the file of weights.
//!
//! A word that often stands beside numbers is known by itself ([`words.txt`](../words.txt) lists them with their forms); every other token counts by
//! its class: a change word with its direction, a verb, a name, an amount of money.

use std::sync::LazyLock;

use crate::grammar::lexicon::{Part, Word};
use crate::grammar::table::Table;
use crate::grammar::token::{Class, Sentence, TokenKind};
use crate::model::{Direction, PeriodKind, Relative};

/// A symbol: an index into the names.
pub type Symbol = u16;

/// Small numbers and buckets come first, so that a feature can hold both.
pub const NUMBERS: Symbol = 32;

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// The classes of tokens, behind the numbers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u16)]
        pub(crate) enum TokenClass { $($name),* }
        const CLASSES: &[&str] = &[$($text),*];
        const ALL: &[TokenClass] = &[$(TokenClass::$name),*];
    };
}

classes! {
    Edge = "<edge>", Comma = "<comma>", Semicolon = "<semicolon>", Colon = "<colon>", Open = "<open>", Close = "<close>",
    Dash = "<dash>", Quote = "<quote>", Stop = "<stop>", Mark = "<mark>", Opaque = "<opaque>", Name = "<name>", Other = "<noun>",
    Earlier = "<earlier>", Period = "<period>",
    Money = "<money>", Percent = "<percent>", Points = "<points>", Multiple = "<multiple>", Time = "<time>", Count = "<count>",
    Range = "<range>",
    UpVerb = "<up-verb>", DownVerb = "<down-verb>", UpNoun = "<up-noun>", DownNoun = "<down-noun>", UpBoth = "<up-either>",
    DownBoth = "<down-either>", UpParticle = "<up>", DownParticle = "<down>", Flat = "<flat>", Changed = "<change>",
    Better = "<better>", Times = "<times>", Reach = "<reach>", Report = "<report>", Mark_ = "<marking>", Share = "<share-verb>",
    Verb = "<verb>", Including = "<including>", While = "<while>", Because = "<because>", Guard = "<guard>", Hedge = "<hedge>",
    Adverb = "<adverb>", Article = "<article>", Pronoun = "<pronoun>", Superlative = "<superlative>", Rank = "<rank>",
    Ordinal = "<ordinal>", Fraction = "<fraction>", Number = "<number>", Rate = "<rate-noun>", Known = "<word>",
}

static VOCABULARY: LazyLock<(Vec<&'static str>, Table<Symbol, 4096>)> = LazyLock::new(|| {
    let mut names: Vec<&'static str> = Vec::new();
    let mut symbols = Table::new(&[]);
    let first = NUMBERS as usize + CLASSES.len();
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some(name) = line.split(' ').next() else { continue };
        let symbol = Symbol::try_from(first + names.len()).unwrap_or(Symbol::MAX);
        names.push(name);
        for form in line.split(' ') {
            if symbols.get(form).is_none() {
                symbols.add(form, symbol);
            }
        }
    }
    (names, symbols)
});

/// The name of a symbol.
#[must_use]
pub fn name(symbol: Symbol) -> String {
    let at = symbol as usize;
    if symbol < NUMBERS {
        return symbol.to_string();
    }
    let class = CLASSES.get(at - NUMBERS as usize);
    let word = || VOCABULARY.0.get(at - NUMBERS as usize - CLASSES.len());
    (*class.or_else(word).unwrap_or(&"?")).to_owned()
}

/// The names of all symbols, in their order.
#[must_use]
pub fn names() -> Vec<String> {
    let count = usize::from(NUMBERS) + CLASSES.len() + VOCABULARY.0.len();
    (0..Symbol::try_from(count).unwrap_or(Symbol::MAX)).map(name).collect()
}

/// The symbol of a name; `None` for a name that is none.
#[must_use]
pub fn named(name: &str) -> Option<Symbol> {
    if let Ok(number) = name.parse::<Symbol>() {
        return (number < NUMBERS).then_some(number);
    }
    match CLASSES.iter().position(|class| *class == name) {
        Some(at) => Symbol::try_from(at).ok().map(|at| at + NUMBERS),
        None => VOCABULARY.1.get(name),
    }
}

/// The symbol of a class.
#[must_use]
pub(crate) const fn of_class(class: TokenClass) -> Symbol {
    class as Symbol + NUMBERS
}

/// The class that a symbol stands for, if it is no word.
#[must_use]
pub(crate) fn class_of(symbol: Symbol) -> Option<TokenClass> {
    ALL.get(symbol.checked_sub(NUMBERS)? as usize).copied()
}

/// The class of a token; beyond the ends of the sentence, its edge.
#[must_use]
pub(crate) fn class(sentence: &Sentence, at: Option<usize>) -> TokenClass {
    let Some(token) = at.and_then(|at| sentence.tokens.get(at)) else { return TokenClass::Edge };
    match token.kind {
        TokenKind::Word(word) => of_word(word),
        TokenKind::Name => TokenClass::Name,
        TokenKind::Other => TokenClass::Other,
        TokenKind::Amount(_, class) => of_amount(class),
        TokenKind::Period(index) => match sentence.periods.get(index as usize).map(|period| period.phrase.kind) {
            Some(PeriodKind::Relative(
                Relative::YearEarlier | Relative::Previous | Relative::PreviousYear | Relative::PreviousMonth,
            )) => TokenClass::Earlier,
            _ => TokenClass::Period,
        },
        TokenKind::Opaque(_) => TokenClass::Opaque,
        TokenKind::Comma => TokenClass::Comma,
        TokenKind::Semicolon => TokenClass::Semicolon,
        TokenKind::Colon => TokenClass::Colon,
        TokenKind::Open => TokenClass::Open,
        TokenKind::Close => TokenClass::Close,
        TokenKind::Dash => TokenClass::Dash,
        TokenKind::Quote => TokenClass::Quote,
        TokenKind::Stop => TokenClass::Stop,
        TokenKind::Symbol => TokenClass::Mark,
    }
}

pub(crate) const fn of_amount(class: Class) -> TokenClass {
    match class {
        Class::Money => TokenClass::Money,
        Class::Percent => TokenClass::Percent,
        Class::Points => TokenClass::Points,
        Class::Multiple => TokenClass::Multiple,
        Class::Time => TokenClass::Time,
        Class::Count => TokenClass::Count,
        Class::Range => TokenClass::Range,
    }
}

const fn of_word(word: Word) -> TokenClass {
    match word {
        Word::Change(direction, part) => match (direction, part) {
            (_, Part::Judgement) => TokenClass::Better,
            (Some(Direction::Up), Part::Verb | Part::Participle) => TokenClass::UpVerb,
            (Some(Direction::Down), Part::Verb | Part::Participle) => TokenClass::DownVerb,
            (Some(Direction::Up), Part::Noun) => TokenClass::UpNoun,
            (Some(Direction::Down), Part::Noun) => TokenClass::DownNoun,
            (Some(Direction::Up), Part::Both) => TokenClass::UpBoth,
            (Some(Direction::Down), Part::Both) => TokenClass::DownBoth,
            (Some(Direction::Up), _) => TokenClass::UpParticle,
            (Some(Direction::Down), _) => TokenClass::DownParticle,
            (Some(Direction::Flat), _) => TokenClass::Flat,
            (None, _) => TokenClass::Changed,
        },
        Word::Times(..) | Word::Fold(_) => TokenClass::Times,
        Word::Reach => TokenClass::Reach,
        Word::Report => TokenClass::Report,
        Word::Mark => TokenClass::Mark_,
        Word::Share(_) => TokenClass::Share,
        Word::Verb | Word::Be | Word::Have | Word::Modal | Word::Keep | Word::Add | Word::Give => TokenClass::Verb,
        Word::Including => TokenClass::Including,
        Word::While => TokenClass::While,
        Word::Because | Word::If => TokenClass::Because,
        Word::Guard(_) => TokenClass::Guard,
        Word::Hedge(_) => TokenClass::Hedge,
        Word::Adverb => TokenClass::Adverb,
        Word::Article => TokenClass::Article,
        Word::Pronoun | Word::Them => TokenClass::Pronoun,
        Word::Superlative(_) | Word::Record | Word::HighLow(_) => TokenClass::Superlative,
        Word::Rank(_) => TokenClass::Rank,
        Word::Ordinal(_) => TokenClass::Ordinal,
        Word::Fraction(_) => TokenClass::Fraction,
        Word::Number(_) | Word::Scale(_) => TokenClass::Number,
        Word::RateNoun => TokenClass::Rate,
        _ => TokenClass::Known,
    }
}

/// The symbol of a token: the word itself where the vocabulary has it, else its class.
fn symbol(sentence: &Sentence, text: &str, at: usize, class: TokenClass) -> Symbol {
    let token = sentence.tokens.get(at);
    let word = token.filter(|token| matches!(token.kind, TokenKind::Word(_) | TokenKind::Other | TokenKind::Name));
    let word = word.and_then(|token| text.get(token.start as usize..token.end as usize));
    word.and_then(|word| VOCABULARY.1.get(word)).unwrap_or_else(|| of_class(class))
}

/// What the tokens of sentences are to the linker, each looked up once.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    tokens: Vec<(Symbol, TokenClass)>,
    /// Where each sentence begins among them, and the last one ends.
    starts: Vec<usize>,
}

impl Symbols {
    /// Looks up the tokens of sentences with their texts.
    pub(crate) fn of<'s>(sentences: impl Iterator<Item = (&'s Sentence, &'s str)>) -> Self {
        let mut all = Self { tokens: Vec::new(), starts: vec![0] };
        for (sentence, text) in sentences {
            all.tokens.extend((0..sentence.tokens.len()).map(|at| {
                let class = class(sentence, Some(at));
                (symbol(sentence, text, at, class), class)
            }));
            all.starts.push(all.tokens.len());
        }
        all
    }

    /// The tokens of a sentence.
    pub(crate) fn line(&self, sentence: usize) -> &[(Symbol, TokenClass)] {
        let range = self.starts.get(sentence).zip(self.starts.get(sentence + 1));
        range.and_then(|(start, end)| self.tokens.get(*start..*end)).unwrap_or_default()
    }
}

/// The symbol at a place of a line; beyond its ends, the edge.
pub(crate) fn at(line: &[(Symbol, TokenClass)], place: Option<usize>) -> Symbol {
    place.and_then(|place| line.get(place)).map_or(of_class(TokenClass::Edge), |(symbol, _)| *symbol)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn names_and_symbols_go_both_ways() {
        let last = NUMBERS as usize + CLASSES.len() + VOCABULARY.0.len();
        for symbol in 0..Symbol::try_from(last).unwrap() {
            assert_eq!(named(&name(symbol)), Some(symbol), "{}", name(symbol));
        }
        assert_eq!(named("no-such-word"), None);
    }
}
