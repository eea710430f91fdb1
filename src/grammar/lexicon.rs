//! The words that the grammar knows, as data.

use std::sync::LazyLock;

use super::table::Table;
use super::token::{Flow, Seen, TokenKind};
pub use super::word::{GuardWord, HedgeWord, Multiple, Part, RankWord, ShareVerb, Subclass, Word};
use crate::model::Direction::{Down, Flat, Up};
use crate::model::TimeUnit;

/// Looks a word up, whatever its case.
#[must_use]
pub fn lookup(word: &str) -> Option<Word> {
    TABLE.get(word)?.word()
}

/// The lexicon as a table.
pub type Words = Table<Known, 8192>;

/// All words, for those who look up one after the other.
#[must_use]
pub fn words() -> &'static Words {
    &TABLE
}

/// A word that the lexicon knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// What it is to the grammar of clauses; [`TokenKind::Other`] where it is as good as any other word.
    pub kind: TokenKind,
    /// What the readers of clauses look for, worked out once and not for each word of a text.
    pub seen: Seen,
    /// What it is to the scanner.
    pub note: Note,
    /// What tells it from the others of its class.
    pub subclass: Subclass,
}

impl Known {
    const fn of(word: Word, note: Note) -> Self {
        Self::new(TokenKind::Word(word), note)
    }

    const fn plain(note: Note) -> Self {
        Self::new(TokenKind::Other, note)
    }

    /// A word of this kind.
    #[must_use]
    pub const fn new(kind: TokenKind, note: Note) -> Self {
        let seen = Seen::of(kind);
        let seen = if matches!(note, Note::Nothing) { seen } else { seen.or(Seen::NOTED) };
        Self { kind, seen, note, subclass: Subclass::Plain }
    }

    /// What it is as a word of the grammar.
    #[must_use]
    pub const fn word(&self) -> Option<Word> {
        match self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// What the scanner does about a word besides taking it for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Nothing: most words.
    Nothing,
    /// A period or a number may start here.
    Start,
    /// "a": a number may start here.
    Article,
    /// "this": a period may start here.
    This,
    /// "minus": the sign of a number.
    Minus,
    /// "zero": a number if a point follows.
    Zero,
    /// A noun that says which way money flows.
    Flow(Flow),
    /// A unit of time that starts no period.
    Pace(TimeUnit),
    /// A noun or an adjective with a subclass.
    Told,
}

impl Note {
    const fn of(word: Word) -> Self {
        match word {
            Word::Period | Word::Ordinal(_) | Word::Number(_) | Word::Fraction(_) => Self::Start,
            _ => Self::Nothing,
        }
    }
}

/// Every word of the lexicon with what it does.
#[cfg(test)]
pub fn entries() -> impl Iterator<Item = (&'static str, Word)> {
    WORDS.iter().flat_map(|(words, word)| words.split_whitespace().map(|text| (text, *word)))
}

/// What tells a word from the others of its class.
#[must_use]
pub fn subclass_of(word: &str) -> Subclass {
    TABLE.get(word).map_or(Subclass::Plain, |known| known.subclass)
}

/// What a noun says of the way of money; such nouns stay plain nouns to the grammar of clauses.
#[must_use]
pub fn flow(word: &str) -> Option<Flow> {
    match TABLE.get(word)?.note {
        Note::Flow(flow) => Some(flow),
        _ => None,
    }
}

static TABLE: LazyLock<Words> = LazyLock::new(|| {
    let notes = [
        ("exports inflows receipts", Known::plain(Note::Flow(Flow::Exports))),
        ("imports payments", Known::plain(Note::Flow(Flow::Imports))),
        ("revenue revenues sales income", Known::plain(Note::Flow(Flow::Revenue))),
        ("costs expenses expenditure expenditures spending", Known::plain(Note::Flow(Flow::Costs))),
        ("surplus profit", Known::plain(Note::Flow(Flow::Surplus))),
        ("day", Known::plain(Note::Pace(TimeUnit::Days))),
        ("minus negative", Known::plain(Note::Minus)),
        ("zero nought", Known::plain(Note::Zero)),
        ("a", Known::of(Word::Article, Note::Article)),
        ("this", Known::of(Word::Pronoun, Note::This)),
    ];
    let words = WORDS.iter().map(|(words, word)| (*words, Known::of(*word, Note::of(*word))));
    // Of a word that stands twice the later meaning counts.
    let mut table = Table::new(&words.chain(notes).collect::<Vec<_>>());
    for (words, subclass) in SUBCLASSES {
        for word in words.split_whitespace() {
            let known = table.get(word).unwrap_or(Known::plain(Note::Told));
            table.add(word, Known { subclass: *subclass, ..known });
        }
    }
    table
});

/// Words that the grammar has to tell from others of their class.
const SUBCLASSES: &[(&str, Subclass)] = &[
    ("higher larger bigger lower smaller", Subclass::Comparative),
    ("a an", Subclass::Indefinite),
    ("averaging averaged", Subclass::Averaging),
    ("unprecedented", Subclass::Praise),
    ("it", Subclass::It),
    ("plus", Subclass::Plus),
    ("net gross tax", Subclass::Basis),
    ("mon tue tues wed thu thur thurs fri sat sun", Subclass::Short),
    ("experienced witnessed showed shown saw seen got enjoyed suffered underwent too", Subclass::Light),
    (
        "stunning impressive whopping staggering significant substantial remarkable robust stellar astounding massive healthy strong solid positive",
        Subclass::Laud,
    ),
];

const WORDS: &[(&str, Word)] = &[
    // Change, upwards.
    (
        "rose risen grew grown soared climbed jumped surged swelled rebounded rallied leapt leaped advanced gained expanded accelerated rocketed skyrocketed spiked ballooned appreciated",
        Word::Change(Some(Up), Part::Verb),
    ),
    ("increased raised lifted boosted hiked", Word::Change(Some(Up), Part::Verb)),
    ("rises grows soars climbs increases expands", Word::Change(Some(Up), Part::Verb)),
    ("grow raise soar expand", Word::Change(Some(Up), Part::Verb)),
    (
        "rising growing soaring climbing jumping surging gaining expanding increasing advancing accelerating raising boosting rebounding ",
        Word::Change(Some(Up), Part::Participle),
    ),
    ("growth plus expansion acceleration uptick upturn uplift", Word::Change(Some(Up), Part::Noun)),
    // Of a ratio of bad loans, less is better.
    ("improvement improvements", Word::Change(None, Part::Noun)),
    (
        "increase rise gain gains surge surges jump jumps climb advance boost hike rebound spike rally",
        Word::Change(Some(Up), Part::Both),
    ),
    ("up higher larger bigger", Word::Change(Some(Up), Part::Particle)),
    // Change, downwards.
    (
        "fell fallen declined decreased dropped slid slipped slumped plunged tumbled sank sunk shrank shrunk contracted eased dipped softened retreated plummeted depreciated ",
        Word::Change(Some(Down), Part::Verb),
    ),
    ("reduced lowered slashed trimmed shed cut", Word::Change(Some(Down), Part::Verb)),
    (
        "falls declines decreases drops slides shrinks contracts eases reduces plunges slips cuts",
        Word::Change(Some(Down), Part::Verb),
    ),
    ("shrink reduce ease", Word::Change(Some(Down), Part::Verb)),
    (
        "falling declining decreasing dropping sliding slipping shrinking contracting easing reducing lowering slumping plunging tumbling dipping",
        Word::Change(Some(Down), Part::Participle),
    ),
    ("reduction contraction depreciation deterioration downturn savings", Word::Change(Some(Down), Part::Noun)),
    ("decline decrease fall drop slump plunge dip slide slip", Word::Change(Some(Down), Part::Both)),
    ("down lower smaller", Word::Change(Some(Down), Part::Particle)),
    ("lost lose loses losing", Word::Change(Some(Down), Part::Verb)),
    // A deficit or a margin widens and narrows in its printed size.
    ("widened widens", Word::Change(Some(Up), Part::Verb)),
    ("widening", Word::Change(Some(Up), Part::Participle)),
    ("narrowed narrows", Word::Change(Some(Down), Part::Verb)),
    // The speed of something goes down.
    ("slowed slows decelerated decelerates moderated cooled", Word::Change(Some(Down), Part::Verb)),
    ("slowing decelerating moderating cooling", Word::Change(Some(Down), Part::Participle)),
    ("quickened quickens", Word::Change(Some(Up), Part::Verb)),
    ("narrowing", Word::Change(Some(Down), Part::Participle)),
    // Better or worse: a direction for sums of money only.
    (
        "improved improves improve improving strengthened strengthens strengthen strengthening",
        Word::Change(Some(Up), Part::Judgement),
    ),
    ("weakened weaken deteriorated worsened worsening", Word::Change(Some(Down), Part::Judgement)),
    // Change that the word alone gives no direction.
    ("changed moved shifted went", Word::Change(None, Part::Verb)),
    ("moving going changing", Word::Change(None, Part::Participle)),
    ("change shift", Word::Change(None, Part::Both)),
    ("unchanged flat steady stable", Word::Change(Some(Flat), Part::Particle)),
    // Multiples.
    ("doubled", Word::Times(Multiple::Double, Part::Verb)),
    ("double doubles", Word::Times(Multiple::Double, Part::Both)),
    ("doubling", Word::Times(Multiple::Double, Part::Participle)),
    ("twice", Word::Times(Multiple::Double, Part::Particle)),
    ("tripled trebled", Word::Times(Multiple::Triple, Part::Verb)),
    ("triple triples treble", Word::Times(Multiple::Triple, Part::Both)),
    ("tripling trebling", Word::Times(Multiple::Triple, Part::Participle)),
    ("quadrupled", Word::Times(Multiple::Quadruple, Part::Verb)),
    ("quadruple quadruples", Word::Times(Multiple::Quadruple, Part::Both)),
    ("quadrupling", Word::Times(Multiple::Quadruple, Part::Participle)),
    ("quintupled", Word::Times(Multiple::Quintuple, Part::Verb)),
    ("quintuple quintuples", Word::Times(Multiple::Quintuple, Part::Both)),
    ("quintupling", Word::Times(Multiple::Quintuple, Part::Participle)),
    ("halved halves", Word::Times(Multiple::Half, Part::Verb)),
    ("halve", Word::Times(Multiple::Half, Part::Both)),
    ("halving", Word::Times(Multiple::Half, Part::Participle)),
    ("twofold two-fold", Word::Fold(2)),
    ("threefold three-fold", Word::Fold(3)),
    ("fourfold four-fold", Word::Fold(4)),
    ("fivefold five-fold", Word::Fold(5)),
    ("sixfold six-fold", Word::Fold(6)),
    ("sevenfold seven-fold", Word::Fold(7)),
    ("eightfold eight-fold", Word::Fold(8)),
    ("ninefold nine-fold", Word::Fold(9)),
    ("tenfold ten-fold", Word::Fold(10)),
    // Levels.
    (
        "reached reach reaches reaching hit hits hitting totaled totalled totals totaling totalling amounted amounts amounting stood stands standing exceeded exceeding surpassed surpassing topped crossed touched touching approached",
        Word::Reach,
    ),
    ("came closed closing ended finished finishing settled bringing brought catapulting pushing taking", Word::Reach),
    ("is was were are been be being", Word::Be),
    ("has had have having", Word::Have),
    (
        "reported recorded posted earned generated achieved delivered registered logged saw seen reports records posts reporting recording posting generating achieving earning commanding worth valued",
        Word::Report,
    ),
    (
        "marking marks marked reflecting reflects reflected signifying indicating registering showing meaning",
        Word::Mark,
    ),
    ("adding adds added", Word::Add),
    ("account accounts accounted accounting", Word::Share(ShareVerb::Account)),
    ("make makes made making", Word::Share(ShareVerb::Make)),
    (
        "constitute constitutes constituted constituting comprise comprises comprised comprising represent represents represented representing contribute contributes contributed contributing",
        Word::Share(ShareVerb::Plain),
    ),
    (
        "said says announced stated noted explained told shows showed supports helped includes included makes work works received paid sold bought used created employs serves operates",
        Word::Verb,
    ),
    ("midpoint mid-point", Word::Midpoint),
    ("including include such e.g", Word::Including),
    ("remaining", Word::Remaining),
    ("give gives gave given giving", Word::Give),
    ("keep keeps keeping kept retain retains retaining retained", Word::Keep),
    ("will would could may might should can must", Word::Modal),
    // Prepositions and conjunctions.
    ("to", Word::To),
    ("from", Word::From),
    ("by", Word::By),
    ("of", Word::Of),
    ("in into within", Word::In),
    ("at", Word::At),
    ("on upon", Word::On),
    ("for during until till throughout", Word::Time),
    ("since", Word::Since),
    ("with", Word::With),
    ("versus vs vs. against", Word::Versus),
    ("compared comparing comparison", Word::Compared),
    ("than", Word::Than),
    ("over", Word::Over),
    ("per each every apiece", Word::Per),
    ("as", Word::As),
    ("or", Word::Or),
    ("and &", Word::And),
    ("but while whereas although though however yet meanwhile whilst", Word::While),
    (
        "valuing due driven despite thanks offset because owing fuelled fueled supported amid mainly primarily largely partly",
        Word::Because,
    ),
    ("which that who", Word::Which),
    ("respectively", Word::Respectively),
    ("the a an", Word::Article),
    ("this that's these its their his her our it they he she we", Word::Pronoun),
    ("them whom those", Word::Them),
    ("not no never", Word::Not),
    ("if whether assuming suppose", Word::If),
    // Hedges.
    ("more greater", Word::Hedge(HedgeWord::More)),
    ("less fewer", Word::Hedge(HedgeWord::Less)),
    ("nearly almost virtually nearing", Word::Hedge(HedgeWord::Nearly)),
    ("about around roughly approximately some circa approx approx.", Word::Hedge(HedgeWord::About)),
    ("above beyond", Word::Hedge(HedgeWord::Over)),
    ("under below", Word::Hedge(HedgeWord::Under)),
    ("just slightly", Word::Hedge(HedgeWord::Just)),
    ("least", Word::Hedge(HedgeWord::Least)),
    ("most", Word::Hedge(HedgeWord::Most)),
    ("many much", Word::Hedge(HedgeWord::Many)),
    ("close", Word::Hedge(HedgeWord::Close)),
    // Totals and ranks.
    ("total combined overall altogether", Word::Total),
    ("record all-time unprecedented historic record-breaking record-high", Word::Record),
    ("high", Word::HighLow(true)),
    ("low", Word::HighLow(false)),
    ("highest largest biggest greatest fastest strongest best", Word::Superlative(true)),
    ("lowest smallest slowest weakest least-", Word::Superlative(false)),
    ("2nd", Word::Ordinal(2)),
    ("3rd", Word::Ordinal(3)),
    ("4th", Word::Ordinal(4)),
    ("second", Word::Ordinal(2)),
    ("third", Word::Ordinal(3)),
    ("fourth", Word::Ordinal(4)),
    ("fifth", Word::Ordinal(5)),
    ("sixth", Word::Ordinal(6)),
    ("led leads lead leading", Word::Rank(RankWord::Lead)),
    ("followed following trailed trailing", Word::Rank(RankWord::Follow)),
    ("ahead", Word::Rank(RankWord::Ahead)),
    ("behind", Word::Rank(RankWord::Behind)),
    // Guards.
    ("constant constant-currency currency currencies currency-neutral", Word::Guard(GuardWord::Constant)),
    ("organic organically", Word::Guard(GuardWord::Organic)),
    ("like-for-like same-store comparable pro-forma forma", Word::Guard(GuardWord::Comparable)),
    ("excluding excluded excludes ex-items without", Word::Guard(GuardWord::Excluding)),
    ("adjusted non-gaap underlying core normalised normalized", Word::Guard(GuardWord::Adjusted)),
    ("annualised annualized", Word::Guard(GuardWord::Annualised)),
    ("seasonally", Word::Guard(GuardWord::Seasonally)),
    ("share per-share", Word::Guard(GuardWord::Share)),
    ("real inflation-adjusted", Word::Guard(GuardWord::Real)),
    ("average averaging averaged", Word::Guard(GuardWord::Average)),
    ("cagr compound compounded compounding", Word::Guard(GuardWord::Compound)),
    (
        "expected expects expectations forecast forecasts forecasted projected projects target targets targeted guidance consensus estimate estimates estimated anticipated anticipates predicted budgeted planned outlook",
        Word::Guard(GuardWord::Expected),
    ),
    ("loss losses deficit deficits outflow outflows shortfall shortfalls", Word::Guard(GuardWord::Loss)),
    ("notes coupon coupons bonds debentures yield yields", Word::Guard(GuardWord::Coupon)),
    ("range ranges ranging ranged", Word::Guard(GuardWord::Range)),
    ("between", Word::Between),
    // Numbers.
    ("half", Word::Fraction(2)),
    ("thirds one-third two-thirds", Word::Fraction(3)),
    ("quarters three-quarters one-quarter", Word::Fraction(4)),
    ("fifths one-fifth", Word::Fraction(5)),
    ("tenths", Word::Fraction(10)),
    ("one", Word::Number(1)),
    ("two", Word::Number(2)),
    ("three", Word::Number(3)),
    ("four", Word::Number(4)),
    ("five", Word::Number(5)),
    ("six", Word::Number(6)),
    ("seven", Word::Number(7)),
    ("eight", Word::Number(8)),
    ("nine", Word::Number(9)),
    ("ten", Word::Number(10)),
    ("eleven", Word::Number(11)),
    ("twelve", Word::Number(12)),
    ("thirteen", Word::Number(13)),
    ("fourteen", Word::Number(14)),
    ("fifteen", Word::Number(15)),
    ("sixteen", Word::Number(16)),
    ("seventeen", Word::Number(17)),
    ("eighteen", Word::Number(18)),
    ("nineteen", Word::Number(19)),
    ("twenty", Word::Number(20)),
    ("thirty", Word::Number(30)),
    ("forty", Word::Number(40)),
    ("fifty", Word::Number(50)),
    ("sixty", Word::Number(60)),
    ("seventy", Word::Number(70)),
    ("eighty", Word::Number(80)),
    ("ninety", Word::Number(90)),
    ("hundred", Word::Number(100)),
    ("million", Word::Scale(6)),
    ("billion", Word::Scale(9)),
    ("trillion", Word::Scale(12)),
    // Calendar.
    ("monday mon", Word::Weekday(1)),
    ("tuesday tue tues", Word::Weekday(2)),
    ("wednesday wed", Word::Weekday(3)),
    ("thursday thu thur thurs", Word::Weekday(4)),
    ("friday fri", Word::Weekday(5)),
    ("saturday sat", Word::Weekday(6)),
    ("sunday sun", Word::Weekday(7)),
    (
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
        Word::Period,
    ),
    (
        "fiscal financial fy same corresponding equivalent previous prior preceding last year year-ago year-earlier year-on-year year-over-year yoy y/y y-o-y month-on-month month-over-month quarter-on-quarter quarter-over-quarter qoq q-o-q mom m-o-m q/q m/m sequentially sequential year-to-date ytd current quarter first month week twelve",
        Word::Period,
    ),
    ("ended ending through", Word::Ended),
    ("annual annually yearly annum p.a p.a.", Word::Annual),
    ("margin margins rate rates ratio ratios", Word::RateNoun),
    ("points point", Word::PointNoun),
    (
        "also already only now currently sharply steadily significantly substantially dramatically considerably marginally modestly strongly solidly remarkably impressively recently further again even still well year-round astounding remarkable impressive staggering stunning strong solid robust modest slight sharp significant substantial steep notable dramatic massive huge whopping healthy",
        Word::Adverb,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_known() {
        for (word, _) in entries() {
            assert!(lookup(word).is_some() && lookup(&word.to_uppercase()).is_some(), "{word}");
        }
        for (words, subclass) in SUBCLASSES {
            for word in words.split_whitespace() {
                assert_eq!(subclass_of(word), *subclass, "{word}");
            }
        }
        assert_eq!(lookup("day").or(lookup("exports")).or(lookup("minus")), None);
        assert_eq!((lookup("a"), lookup("this")), (Some(Word::Article), Some(Word::Pronoun)));
    }
}
