//! What words do in a sentence: the kinds of known words, without the words themselves.

use crate::model::{Decimal, Direction, Guard};

/// What a known word does in a sentence. Every other word is a name or a part of a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A word of change with its direction and its part of speech; `None` says change without a direction ("changed", "").
    Change(Option<Direction>, Part),
    /// A word that is itself a multiple: "doubled" is 2, "halved" is ½.
    Times(Multiple, Part),
    /// "doubled", "fold" words are above; this is "-fold" as a noun phrase: "twofold", "threefold".
    Fold(u8),
    /// Reaches a level: reached, hit, totalled, amounted, stood.
    Reach,
    /// is, was, were, been.
    Be,
    /// has, had, have.
    Have,
    /// Reports a level: reported, recorded, posted.
    Report,
    /// Says the same in other words: marking, representing, reflecting.
    Mark,
    /// adding … to.
    Add,
    /// account (for), make (up), constitute, contribute, comprise.
    Share(ShareVerb),
    /// Another verb that starts a clause of its own.
    Verb,
    /// "mid-point": the mean of the two ends of a range.
    Midpoint,
    /// including, such (as): what follows need not be all.
    Including,
    /// "remaining": what it stands before completes a whole.
    Remaining,
    /// keep, retain: what is kept by a rule.
    Keep,
    /// will, would, could, may, should.
    Modal,
    /// A preposition.
    To,
    /// "from".
    From,
    /// "by".
    By,
    /// "of".
    Of,
    /// "in".
    In,
    /// "at".
    At,
    /// "on", "upon".
    On,
    /// for, during, through, within, since, until.
    Time,
    /// "since".
    Since,
    /// "with".
    With,
    /// versus, vs, against.
    Versus,
    /// compared, comparing; the preposition that follows belongs to it.
    Compared,
    /// "than".
    Than,
    /// "over".
    Over,
    /// "per", "each", "every", "apiece".
    Per,
    /// "as".
    As,
    /// "or".
    Or,
    /// "and", "&".
    And,
    /// but, while, whereas, although, however, yet.
    While,
    /// due (to), driven, despite, thanks, offset, because: what follows is another matter.
    Because,
    /// which, that, who.
    Which,
    /// "respectively".
    Respectively,
    /// an article or another determiner.
    Article,
    /// it, this, they as a subject; their, its as determiners.
    Pronoun,
    /// them, whom, those: what was counted just before.
    Them,
    /// "not", "no".
    Not,
    /// "if", "whether", "assuming".
    If,
    /// A word that makes the number after it less than exact, alone or with the next word.
    Hedge(HedgeWord),
    /// "total", "combined", "overall", "altogether".
    Total,
    /// "record", "all-time", "unprecedented", "historic".
    Record,
    /// "high" and "low" as nouns; also the start of "high" as an adjective.
    HighLow(bool),
    /// highest, largest, biggest … (`true`) or lowest, smallest … (`false`).
    Superlative(bool),
    /// An ordinal: second, third, 2nd.
    Ordinal(u8),
    /// led, leading, ahead, topped, followed.
    Rank(RankWord),
    /// A word of a guard.
    Guard(GuardWord),
    /// "between".
    Between,
    /// A fraction noun: half, third, quarter, fifth …: its denominator.
    Fraction(u8),
    /// A number word below a hundred, or "dozen", "hundred".
    Number(u16),
    /// A scale word that stands alone: million, billion.
    Scale(u8),
    /// A weekday, Monday is 1.
    Weekday(i8),
    /// May start a period: a month, "fiscal", "same", "previous", …
    Period,
    /// An adverb that may stand anywhere: also, already, only, just, sharply.
    Adverb,
    /// "ended", "ending", "through".
    Ended,
    /// "gave" up: lost.
    Give,
    /// "annual", "annually", "a year": a rate per year.
    Annual,
    /// "margin", "rate", "ratio", "yield": a metric that is itself a percentage.
    RateNoun,
    /// million of "points": units of an index.
    PointNoun,
}

/// The part of speech of a word of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Only a finite verb: rose, fell.
    Verb,
    /// A participle in -ing: rising.
    Participle,
    /// A verb that says better or worse: improved, worsened. It gives a direction to sums of money only.
    Judgement,
    /// Only a noun: growth, reduction.
    Noun,
    /// Verb or noun: increase, decline, gain.
    Both,
    /// up, down, higher, lower.
    Particle,
}

/// What tells a word from the others of its class, where the grammar needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Subclass {
    /// Nothing: most words.
    #[default]
    Plain,
    /// Of the particles of change: "higher", "lower", which compare two things, and not only one thing with its past.
    Comparative,
    /// Of the articles: "a", "an".
    Indefinite,
    /// Of the words of an average: the verb.
    Averaging,
    /// Of the words of a record: praise, which says of no value that it was the highest.
    Praise,
    /// Of "and" and its kin: "&", which joins the words of a name before it joins names.
    Ampersand,
    /// Of the pronouns: "it", which may be the "IT" of "IT exports".
    It,
    /// Of the nouns of growth: "plus".
    Plus,
    /// Of the words that are no part of the lexicon: what kind of sum it is, "net", "gross".
    Basis,
    /// Of the weekdays: the short forms, which are names as well.
    Short,
    /// Of the words that are no part of the lexicon: verbs that leave it to their object what happened, "experienced a fall".
    Light,
    /// Of the words that a period may start with: those that here start none, "the period", "that month".
    Time,
    /// Of the words that are no part of the lexicon: adjectives that praise and name no other series, "stunning exports".
    Laud,
}

/// A multiple in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiple {
    /// Two times.
    Double,
    /// Three times.
    Triple,
    /// Four times.
    Quadruple,
    /// Five times.
    Quintuple,
    /// Half.
    Half,
}

/// Verbs that state a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareVerb {
    /// account(s) … for.
    Account,
    /// make(s) … up.
    Make,
    /// constitute, comprise, represent, contribute, form.
    Plain,
}

/// Words of rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankWord {
    /// led, leading, topped.
    Lead,
    /// followed, following, trailed.
    Follow,
    /// ahead (of).
    Ahead,
    /// behind.
    Behind,
}

/// Words of hedges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HedgeWord {
    /// more, greater, higher (than).
    More,
    /// less, fewer, lower (than).
    Less,
    /// nearly, almost, virtually.
    Nearly,
    /// about, around, roughly, approximately, some.
    About,
    /// over, above, exceeding.
    Over,
    /// under, below.
    Under,
    /// just, slightly.
    Just,
    /// least, most: behind "at".
    Least,
    /// "most".
    Most,
    /// many, much: between "as" and "as".
    Many,
    /// close: before "to".
    Close,
}

/// Words of guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuardWord {
    /// constant (currency).
    Constant,
    /// organic, organically.
    Organic,
    /// like-for-like, same-store, comparable, pro forma.
    Comparable,
    /// excluding, excl, ex-, before, without.
    Excluding,
    /// adjusted, non-GAAP, underlying.
    Adjusted,
    /// annualised.
    Annualised,
    /// seasonally (adjusted).
    Seasonally,
    /// share, unit: behind "per".
    Share,
    /// real (terms), inflation-adjusted.
    Real,
    /// average, averaging.
    Average,
    /// CAGR, compound, compounded.
    Compound,
    /// expected, forecast, projected, target, guidance, consensus, estimate.
    Expected,
    /// loss, losses, deficit, outflow, debt.
    Loss,
    /// notes, coupon, bonds, debentures, due.
    Coupon,
    /// range, ranging.
    Range,
}

impl GuardWord {
    /// The basis that a word names wherever it stands; of others it depends on what stands around them.
    #[must_use]
    pub const fn basis(self) -> Option<Guard> {
        Some(match self {
            Self::Constant => Guard::ConstantCurrency,
            Self::Organic => Guard::Organic,
            Self::Comparable => Guard::Comparable,
            Self::Excluding => Guard::Excluding,
            Self::Adjusted => Guard::Adjusted,
            Self::Annualised => Guard::Annualised,
            Self::Seasonally => Guard::SeasonallyAdjusted,
            Self::Compound => Guard::GrowthRate,
            Self::Real => Guard::RealTerms,
            Self::Range => Guard::Range,
            Self::Share | Self::Average | Self::Expected | Self::Loss | Self::Coupon => return None,
        })
    }
}

impl Multiple {
    /// How many times the value before.
    #[must_use]
    pub fn value(self) -> Decimal {
        match self {
            Self::Double => Decimal::TWO,
            Self::Triple => Decimal::from(3),
            Self::Quadruple => Decimal::from(4),
            Self::Quintuple => Decimal::from(5),
            Self::Half => Decimal::new(5, 1),
        }
    }
}

/// Whether a word looks like a plural noun: it ends in s (but not in ss, us, is), or is one of the irregular ones.
pub(in crate::grammar) fn is_plural(word: &str) -> bool {
    let irregular = ["people", "women", "men", "children", "staff", "personnel", "employees"];
    if irregular.iter().any(|plural| plural.eq_ignore_ascii_case(word)) {
        return true;
    }
    word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
        || word.len() > 3 && word.ends_with("TEUs")
}
