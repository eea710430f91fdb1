//! Changes: a word of change with what stands before and behind it.
//!
//! ```ebnf
//! change   = verbal | nominal | particle | multiple | pair ;
//! verbal   = VERB , complements ;                                  (* rose 5% to A from A *)
//! nominal  = [ AMOUNT , { modifier } ] , NOUN , complements ;      (* a 5% increase from A; an increase of 5% *)
//! particle = [ AMOUNT ] , PARTICLE , complements ;                 (* up 5% from A; 5% higher than A *)
//! multiple = [ hedge ] , MULTIPLE , complements ;                  (* more than doubled to A from A *)
//! pair     = "from" , level , complements | comparison , level ;   (* from A to A; compared with A *)
//! ```
//!
//! Examples:
//! - `Exports rose 23.7% to $2.825 billion from $2.284 billion.` → `change up new=2825000000 old=2284000000 percent=23.7`
//! - `Sales fell from $8.4 million to $6.0 million, a decrease of 28%.` → `change down new=6000000 old=8400000 percent=28`
//! - `The index fell 63.69 points, or 0.5 percent, to 12,050.41.` → `change down new=12050.41 percent=0.5 difference=63.69`
//! - `Revenue was $10.1 million, an increase of 90% from $5.3 million.` → `change up new=10100000 old=5300000 percent=90`
//! - `Revenue was $3.5 million, compared to $3.7 million in 2023, a decrease of 6%.` → `change down new=3500000 old=3700000 percent=6`
//! - `Bookings tripled to 13,816 from 4,717.` → `change up new=13816 old=4717 multiple=3`
//! - `At $64.4 billion, receipts declined 8.84 percent compared with $70.7 billion in 2023.` → `change down new=64400000000 old=70700000000 percent=8.84`
//! - `The fund holds $412.5M in bills and deposits, representing a 37.5% increase from $300.0M.` → `change up new=412500000 old=300000000 percent=37.5`
//! - `Profit decreased $1,204,000 to $1,418,000 compared to a profit of $2,622,000.` → `change down new=1418000 old=2622000 difference=1204000`
//! - `The rate rose 5.2 percentage points to 50.8% from 45.6%.` → `change up new=50.8 old=45.6 difference=5.2`
//! - `This marks a $541 million increase.` → `change up difference=541000000`
//! - `Sales rose 5% to $10 million and profit fell to $2 million from $3 million.` → `change up new=10000000 percent=5; change down new=2000000 old=3000000`
//! - `The sector saw a 24% growth, adding $627 million to the $2.596 billion of 2023.` → `change up old=2596000000 percent=24 difference=627000000`
//! - `They rose by 20.1% (from 1,490 to 1,790) and 15.2% (from 1,250 to 1,440), respectively.` → `change up new=1790 old=1490 percent=20.1; change up new=1440 old=1250 percent=15.2`
//! - `Reports showed a 10% increase; 1.78% of them in 2023 compared to 1.62% in 2022.` → `change up new=1.78 old=1.62 percent=10`
//! - `The token shot up: it jumped 250%, as it moved from $0.004 to $0.014.` → `change up new=0.014 old=0.004 percent=250`
//! - `Firms there showed a 10% year-over-year increase; 1.78% of reports in 2023 compared to 1.62% in 2022.` → `change up new=1.78 old=1.62 percent=10`
//! - `The margin of 12% is twice the industry average of 6%.` → `change up new=12 old=6 multiple=2`
//! - `It counted 2,304 deaths, 4.2% below the five-year average of 2,405.` → `change down new=2304 old=2405 percent=4.2`
//! - `Output grew 15% in May, three times the sector's growth rate of roughly 5%.` → `change up percent=15; change up new=15 old=5 multiple=3`
//! - `Growth of 18% was more than double the market's growth rate of 8%.` → `change up percent=18; change up new=18 old=8 multiple=2`
//! - `Sales of $300 were 3.0 times the stock level of $100, and debts were 1.5 times the level of $45.` → `change up new=300 old=100 multiple=3; change up old=45 multiple=1.5`
//! - `With 40% women on its staff, the firm's pay gap is twice the industry average of 6%.` → `change up old=6 multiple=2`
//! - `About 40% of women there say the pay gap is twice the average of 6%.` → `change up old=6 multiple=2`
//! - `Profit (from $3 million to $2 million) fell, and sales (from $9 million to $11 million) rose.` → `change down new=2000000 old=3000000; change up new=11000000 old=9000000`
//! - `It drew twice the number of guests in May.` → `nothing`
//! - `Profit grew on a 31% increase in prices.` → `change up percent=31`
//! - `The platform is processing 25 times more claims.` → `change up multiple=25`
//! - `The rate fell by only 3% per 1,000 people.` → `change down percent=3`
//! - `Wheat cost $231, down $18 from $249 a month before and 9% lower than the $254 of a year ago.` → `change down new=231 old=249 difference=18; change down new=231 old=254 percent=9`
//! - `The wait improved to 11.2 hours from 14.6 hours, a reduction of 23%.` → `change down new=11.2 old=14.6 percent=23`
//! - `The loss narrowed to $3 million from $5 million.` → `change down new=3000000 old=5000000`
//! - `Profit came to $14 million, against a loss of $6 million, up $20 million.` → `change up new=14000000 old=-6000000 difference=20000000`
//! - `It lost 58.14 points, or 0.5 per cent, to 11,874.36.` → `change down new=11874.36 percent=0.5 difference=58.14`
//! - `It earned $12 million, 20% more than the $10 million of 2023.` → `change up new=12000000 old=10000000 percent=20`
//! - `It works to augment efforts, helping raise nearly $500 million for clients.` → `nothing`
//! - `Volume growth of 4% lifted sales to $10.9 million from $9.1 million.` → `change up percent=4; change up new=10900000 old=9100000`
//! - `Both wheat (from 1,072 to 952) and rye (from 2,545 to 2,269 tonnes) also fell in May.` → `change down new=952 old=1072; change down new=2269 old=2545`
//! - `Wheat (from 952 to 1,072), while rye is scarce, is on offer in May and costs fell.` → `nothing`
//! - `It has three growth drivers.` → `nothing`
//! - `The club raised $5 million.` → `nothing`
//! - `Cash flow was $92 million, $14 million higher than the $78 million of 2011.` → `change up new=92000000 old=78000000 difference=14000000`
//! - `Shares gave up 3 points to 102 from 105.` → `change down new=102 old=105 difference=3`
//! - `Profit rose 30% on sales of $210 million, compared with $200 million.` → `change up percent=30`
//! - `Income rose 31%, to $9.2 million, or 44 cents a share, from $7.0 million, or 34 cents a share.` → `change up new=9200000 old=7000000 percent=31`
//! - `Gross profit rose 12% to $45.1 million (37.6% of sales) from $40.2 million (36.5% of sales).` → `change up new=45100000 old=40200000 percent=12`
//! - `Profit was up 7% at £214m (2010: £200m).` → `change up new=214000000 old=200000000 percent=7`
//! - `Revenue of €450m (2009: €480m) was down 6.3%.` → `change down new=450000000 old=480000000 percent=6.3`
//! - `Net sales amounted to EUR 512.3 (498.7) million, an increase of 2.7%.` → `change up new=512300000 old=498700000 percent=2.7`
//! - `The order intake rose by 6% to SEK 4,213 million (3,987).` → `change up new=4213000000 old=3987000000 percent=6`
//! - `Net sales increased 2.7% to EUR 512.3 million (498.7).` → `change up new=512300000 old=498700000 percent=2.7`
//! - `The order intake of SEK 4,213 million (3,987) was up 6 percent.` → `change up new=4213000000 old=3987000000 percent=6`

use super::complement::{Position, complements};
use super::frame::{Frame, Frames};
use super::{Draft, apposed, combine, gapping, multiple, pair, word_at};
use crate::grammar::lexicon::{GuardWord, Part, Subclass, Word};
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, Token, TokenKind};
use crate::model::Direction;

/// Every change that the sentence states.
pub fn changes(sentence: &Sentence, drafts: &mut Vec<Draft>) {
    let mut frames = Frames::new();
    read(sentence, &mut frames);
    combine::combine(sentence, &mut frames, drafts);
}

/// The frames of a sentence in order; no two share a token.
fn read(sentence: &Sentence, frames: &mut Frames) {
    let tokens = &sentence.tokens;
    let mut free = 0;
    for at in sentence.joints.iter().map(|at| *at as usize) {
        if at < free {
            continue;
        }
        let frame = match tokens[at].kind {
            TokenKind::Word(Word::Change(direction, part)) => change(sentence, at, free, direction, part),
            TokenKind::Word(Word::Times(multiple, part)) => multiple::times(sentence, at, free, multiple, part),
            TokenKind::Word(Word::From | Word::Compared | Word::Versus) => pair::pair(sentence, at, free),
            TokenKind::Word(Word::Add) => pair::addition(sentence, at),
            TokenKind::Amount(_, Class::Multiple) => multiple::factor(sentence, at),
            TokenKind::Amount(_, Class::Percent) => pair::relation(sentence, at),
            TokenKind::Comma | TokenKind::Word(Word::And) => {
                frames.last().and_then(|last| gapping::gapped(sentence, at, last))
            }
            _ => None,
        };
        if let Some(mut frame) = frame {
            apposed::leave_out_shares(tokens, &mut frame);
            // The complements may have run over a word of change that turned out to be a part of one.
            free = frame.tokens.end.max(at + 1);
            frames.push(frame);
        }
    }
}

/// A verb, noun or particle of change at `at`; operands before it are taken from `free` on.
fn change(sentence: &Sentence, at: usize, free: usize, direction: Option<Direction>, part: Part) -> Option<Frame> {
    let tokens = &sentence.tokens;
    if is_fixed_phrase(tokens, at, part) {
        return None;
    }
    // "gave up 3 points": lost them.
    let gave_up = part == Part::Particle && word_at(tokens, at.wrapping_sub(1)) == Some(Word::Give);
    let (direction, part) = if gave_up { (Some(Direction::Down), Part::Verb) } else { (direction, part) };
    // "three growth drivers": counted is what comes behind.
    let counts_on = |before: &usize| {
        let noun = sentence.amount(*before).map(|amount| &amount.unit);
        matches!(noun, Some(AmountUnit::Count(Some(noun))) if noun.start >= tokens[at].end)
    };
    let before = amount_before(tokens, at, free, part).filter(|before| !counts_on(before));
    // Neither before nor behind it stands a number: a word of no weight here, as most of those at the end of long sentences.
    let nothing_behind = sentence.places.last().is_none_or(|last| *last < at) && !sentence.seen.any(Seen::MULTIPLE);
    if before.is_none() && nothing_behind {
        return None;
    }
    let noun = match part {
        Part::Noun => true,
        Part::Both => before.is_some() || !acts_as_verb(tokens, at),
        Part::Verb | Part::Judgement | Part::Participle | Part::Particle => false,
    };
    let position = Position { bare: !noun && before.is_none(), noun };
    let (slots, end, own_metric) = complements(tokens, at + 1, position);
    let judgement = part == Part::Judgement;
    let part = match (noun, part) {
        (true, _) => Part::Noun,
        (false, Part::Both | Part::Judgement) => Part::Verb,
        (false, part) => part,
    };
    let mut frame = Frame {
        direction,
        part: Some(part),
        own_metric: own_metric && noun,
        ..Frame::at(at, before.unwrap_or(at)..end.max(at + 1))
    };
    if let Some(before) = before {
        frame.put_amount(tokens, before);
    }
    for slot in slots {
        frame.put(tokens, slot);
    }
    frame.settle(tokens);
    // "Growth came to 7.7 percent from 7.9", "the rise was revised to 2% from 3%": what goes on with the noun is for its verb to say.
    let first = frame.new.into_iter().chain(frame.old).min();
    let ruled = first.is_some_and(|first| {
        (at + 1..first).any(|at| matches!(tokens[at].kind, TokenKind::Other | TokenKind::Word(Word::Reach)))
            && (at + 1..first).all(|at| word_at(tokens, at) != Some(Word::In))
    });
    if noun && ruled && frame.percent.is_none() && frame.difference.is_none() && frame.multiple.is_none() {
        frame.direction = None;
    }
    // "The wait improved to 11 hours from 14": better is less there, so only sums of money have a direction.
    let level = frame.new.or(frame.old).and_then(|at| super::class_at(tokens, at));
    if judgement && level.is_some_and(|class| class != Class::Money) {
        frame.direction = None;
    }
    let plain = frame.percent.is_none() && frame.multiple.is_none();
    if direction == Some(Direction::Flat) && frame.old.is_none() {
        return None;
    }
    // "the club raised $5 million", "cut 300 jobs": a transitive verb with its object changes no level.
    if plain && frame.new.is_none() && frame.old.is_none() && frame.difference.is_some() && is_transitive(sentence, at)
    {
        return None;
    }
    let any = frame.percent.or(frame.difference).or(frame.new).or(frame.old).is_some() || frame.multiple.is_some();
    any.then_some(frame)
}

/// The amount before a noun or a particle: "a 62.3% increase", "108% revenue growth", "5% higher".
fn amount_before(tokens: &[Token], at: usize, free: usize, part: Part) -> Option<usize> {
    let reach = match part {
        Part::Noun | Part::Both => 6,
        Part::Particle => 1,
        Part::Verb | Part::Judgement | Part::Participle => return None,
    };
    let mut words = 0;
    for before in (free..at).rev() {
        match tokens[before].kind {
            TokenKind::Amount(_, class) => {
                let fits = match part {
                    Part::Particle => {
                        let than = word_at(tokens, at + 1) == Some(Word::Than);
                        (matches!(class, Class::Percent | Class::Multiple | Class::Points)
                            || than && matches!(class, Class::Money | Class::Count))
                            && word_at(tokens, at + 1) != Some(Word::To)
                            && is_comparative(tokens, at)
                    }
                    _ => {
                        matches!(class, Class::Percent | Class::Points | Class::Multiple | Class::Money | Class::Count)
                    }
                };
                // "rose to $5 million growth capital", "from 5% growth": a level, not the size of the change.
                let level = matches!(
                    word_at(tokens, before.wrapping_sub(1)),
                    Some(Word::To | Word::From | Word::At | Word::Of)
                ) && class != Class::Percent;
                let verb = part == Part::Both
                    && words == 0
                    && !matches!(class, Class::Percent | Class::Points | Class::Multiple)
                    && !preceded_by_article(tokens, before);
                return (fits && !level && !verb).then_some(before);
            }
            TokenKind::Word(Word::Fold(_)) if part != Part::Particle => return Some(before),
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Period(_)
            | TokenKind::Word(
                Word::Adverb
                | Word::Annual
                | Word::Total
                | Word::Hedge(_)
                | Word::Period
                | Word::RateNoun
                | Word::Record
                | Word::Guard(
                    GuardWord::Organic
                    | GuardWord::Adjusted
                    | GuardWord::Real
                    | GuardWord::Annualised
                    | GuardWord::Comparable
                    | GuardWord::Average,
                ),
            ) => {
                words += 1;
                if words > reach {
                    return None;
                }
            }
            TokenKind::Dash | TokenKind::Symbol if words == 0 => {}
            _ => return None,
        }
    }
    None
}

/// Whether a particle compares ("higher", "lower") instead of completing a verb ("up", "down").
fn is_comparative(tokens: &[Token], at: usize) -> bool {
    tokens[at].subclass == Subclass::Comparative
}

fn preceded_by_article(tokens: &[Token], at: usize) -> bool {
    let mut before = at;
    while before > 0 {
        before -= 1;
        match tokens[before].kind {
            TokenKind::Word(Word::Article | Word::Pronoun) => return true,
            TokenKind::Word(Word::Hedge(_) | Word::Adverb | Word::Than) => {}
            _ => return false,
        }
    }
    false
}

/// "increase", "rise" and their kin: a verb where a subject or "to" stands before and no article.
fn acts_as_verb(tokens: &[Token], at: usize) -> bool {
    if word_at(tokens, at + 1) == Some(Word::Of)
        || word_at(tokens, at + 1) == Some(Word::In)
            && super::class_at(tokens, at + 2).is_none()
            && has_article(tokens, at)
    {
        return false;
    }
    !has_article(tokens, at)
}

/// Whether an article stands before the noun, adjectives stepped over.
fn has_article(tokens: &[Token], at: usize) -> bool {
    for before in (at.saturating_sub(5)..at).rev() {
        match tokens[before].kind {
            TokenKind::Word(Word::Article) => return true,
            TokenKind::Word(Word::Pronoun) if before + 1 == at => return true,
            TokenKind::Word(
                Word::Adverb | Word::Annual | Word::Total | Word::Record | Word::Guard(_) | Word::HighLow(_),
            )
            | TokenKind::Period(_)
            | TokenKind::Other => {}
            _ => return false,
        }
    }
    false
}

/// Words of change inside phrases that state none: "made up 45%", "growth rate of", "52-week high", "gross domestic".
fn is_fixed_phrase(tokens: &[Token], at: usize, part: Part) -> bool {
    let before = word_at(tokens, at.wrapping_sub(1));
    let after = word_at(tokens, at + 1);
    // "plus or minus 2%": a margin.
    if part == Part::Noun && after == Some(Word::Or) && tokens[at].subclass == Subclass::Plus {
        return true;
    }
    match part {
        Part::Particle => {
            matches!(before, Some(Word::Share(_))) || matches!(before, Some(Word::Verb)) && after != Some(Word::From)
        }
        // "a compound annual growth rate of 6.2%" is a rate of its own kind.
        Part::Noun | Part::Both => {
            let compound = TokenKind::Word(Word::Guard(GuardWord::Compound));
            tokens[at.saturating_sub(4)..at].iter().any(|token| token.kind == compound)
        }
        // "the fastest-growing market": a place in an order.
        Part::Participle => matches!(before, Some(Word::Superlative(_))),
        Part::Verb | Part::Judgement => false,
    }
}

/// Verbs whose object is not a change of a level: "raised $5 million", "cut 300 jobs", "increasing 29".
fn is_transitive(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.tokens[at].kind, TokenKind::Word(Word::Change(_, Part::Verb | Part::Participle | Part::Both)))
        && super::class_at(&sentence.tokens, at + 1).is_some_and(|class| class == Class::Money || class == Class::Count)
}
