//! From frames to changes: neighbours that speak of the same change become one, and a level before them is found.

use smallvec::SmallVec;

use super::boundary::{between, start_of};
use super::complement::{Slot, dated};
use super::frame::{Frame, Frames};
use super::guard::guard;
use super::metric::{subject_before, topic_behind};
use super::{Draft, Operand, basis, class_at, is_level, loss, word_at};
use crate::grammar::lexicon::{GuardWord, Part, Word};
use crate::grammar::token::{AmountUnit, Class, Seen, Sentence, Token, TokenKind, Tokens};
use crate::model::{Direction, Kind, Role};

/// Combines the frames of a sentence into drafts of changes.
pub fn combine(sentence: &Sentence, frames: &mut Frames, drafts: &mut Vec<Draft>) {
    let tokens = &sentence.tokens;
    let mut merged = Frames::new();
    for mut frame in frames.drain(..) {
        match merged.last_mut() {
            // "growth of 15%, three times the industry's rate of 5%": one percentage is so many times the other.
            Some(last) if is_multiple_of_another(tokens, last, &frame) => {
                frame.new = last.percent;
                merged.push(frame);
            }
            Some(last) if same_change(sentence, last, &frame) => join(last, frame),
            // The word of change was said before, for the first of two: "up by 21.1% (…) and 19.4% (…)".
            Some(last) if frame.part.is_none() && frame.percent.is_some() => {
                let direction = last.direction;
                merged.push(Frame { direction, ..frame });
            }
            _ => merged.push(frame),
        }
    }
    let mut end = 0;
    let mut subject = None;
    for mut frame in merged {
        let floor = std::mem::replace(&mut end, frame.tokens.end);
        // "down $18 from $249 a month before and 9% lower than the $254 of a year ago": one subject, two comparisons.
        if frame.new.is_none()
            && frame.old.is_some()
            && frame.part != Some(Part::Verb)
            && goes_on(tokens, floor..frame.tokens.start)
        {
            frame.new = subject.filter(|new| class_at(tokens, *new) == frame.old.and_then(|old| class_at(tokens, old)));
        }
        if frame.direction.is_none() && frame.part.is_none() {
            frame.direction = said_behind(tokens, &frame);
            frame.part = frame.direction.map(|_| Part::Verb);
        }
        let others = levels_before(sentence, &mut frame, floor);
        subject = frame.new;
        if let Some(draft) = draft(sentence, &frame, &others) {
            drafts.push(draft);
        }
    }
}

/// Whether `next` goes on about the change of `last`: "rose to A, up from A — a 46% increase".
fn same_change(sentence: &Sentence, last: &Frame, next: &Frame) -> bool {
    let tokens = &sentence.tokens;
    let gap = last.tokens.end..next.tokens.start;
    // "a 10% increase; 1.78% in 2023 compared to 1.62%": a bare pair behind a semicolon spells the result out.
    let spelled_out =
        next.part.is_none() && next.percent.is_none() && last.new.is_none() && last.old.is_none() && gap.len() <= 2;
    if !spelled_out && between(tokens, gap.start, gap.end + 1) {
        return false;
    }
    // "a 656% increase in price, catapulting its market cap from A to A": the second has an object of its own.
    let own_object = next.part.is_none()
        && last.own_metric
        && gap.clone().any(|at| tokens[at].kind == TokenKind::Word(Word::Pronoun));
    if own_object {
        return false;
    }
    let clash = |a: Option<usize>, b: Option<usize>| a.is_some() && b.is_some();
    if clash(last.new, next.new)
        || clash(last.old, next.old)
        || clash(last.percent, next.percent)
        || clash(last.difference, next.difference)
        || last.multiple.is_some() && next.multiple.is_some()
    {
        return false;
    }
    if last.direction.zip(next.direction).is_some_and(|(a, b)| a != b) {
        return false;
    }
    // A level of something else between them starts a new subject: "to $10m, EPS of $2.00, up 3%".
    if gap.clone().any(|at| class_at(tokens, at).is_some()) {
        return false;
    }
    // "286% revenue growth, expanding to 37 clinics": what is counted must be what grew.
    let is_count =
        |at: usize| sentence.amount(at).is_some_and(|amount| matches!(amount.unit, AmountUnit::Count(Some(_))));
    let qualified = last.percent.is_some_and(|percent| {
        percent < last.word && tokens[percent + 1..last.word].iter().any(|token| token.kind == TokenKind::Other)
    });
    if qualified && last.new.is_none() && next.new.is_some_and(is_count) {
        return false;
    }
    if next.own_metric || gap.len() > 14 {
        return false;
    }
    // "a rise of 0.2%, taking annual growth to 2.6%": the noun is the object of another verb.
    if next.part == Some(Part::Noun)
        && gap.clone().any(|at| tokens[at].kind == TokenKind::Word(Word::Reach))
        && (next.new.is_some() || next.old.is_some())
        && next.percent.is_none()
    {
        return false;
    }
    // Levels of both must be in one unit.
    let level = |frame: &Frame| frame.new.or(frame.old).and_then(|at| class_at(tokens, at));
    if level(last).zip(level(next)).is_some_and(|(a, b)| a != b) {
        return false;
    }
    // A finite verb has a subject of its own unless only "and" or a comma stands between.
    if next.part == Some(Part::Verb) {
        // "Volume growth of 4% lifted sales to A": the noun is the subject of the verb, and its size is not that of the change.
        let joined = gap.clone().any(|at| {
            matches!(
                tokens[at].kind,
                TokenKind::Comma | TokenKind::Dash | TokenKind::Word(Word::And | Word::As | Word::Which)
            )
        });
        if last.part == Some(Part::Noun) && !joined {
            return false;
        }
        return gap.clone().all(|at| {
            matches!(
                tokens[at].kind,
                TokenKind::Comma
                    | TokenKind::Period(_)
                    | TokenKind::Dash
                    | TokenKind::Word(Word::And | Word::As | Word::Adverb | Word::Which | Word::Pronoun | Word::Have)
            )
        });
    }
    true
}

/// Whether `next` says how many times the percentage of `last` is that of something else.
fn is_multiple_of_another(tokens: &[Token], last: &Frame, next: &Frame) -> bool {
    let gap = last.tokens.end..next.tokens.start;
    let percent = |at: Option<usize>| at.and_then(|at| class_at(tokens, at)) == Some(Class::Percent);
    let linked = gap.clone().any(|at| matches!(tokens[at].kind, TokenKind::Comma | TokenKind::Word(Word::Be)));
    let compares = match next.multiple {
        Some(Operand::Amount(_)) => true,
        Some(Operand::Times { .. }) => next.part == Some(Part::Participle) && !next.own_metric,
        _ => false,
    };
    compares
        && next.new.is_none()
        && percent(next.old)
        && percent(last.percent)
        && !percent(last.new.or(last.old))
        && linked
        && gap.len() <= 12
        && !between(tokens, gap.start, gap.end)
        && !gap.into_iter().any(|at| class_at(tokens, at).is_some())
}

/// Whether only "and" and a period lead on to another comparison of the same subject.
fn goes_on(tokens: &[Token], gap: std::ops::Range<usize>) -> bool {
    let and = gap.clone().find(|at| tokens[*at].kind == TokenKind::Word(Word::And));
    // "and receivables were 1.5 times the level of A": another subject.
    let other = gap.clone().any(|at| {
        tokens[at].kind == TokenKind::Word(Word::Be)
            && and.is_some_and(|and| (and + 1..at).any(|at| tokens[at].kind == TokenKind::Other))
    });
    and.is_some()
        && !other
        && gap.clone().all(|at| {
            matches!(
                tokens[at].kind,
                TokenKind::Comma
                    | TokenKind::Period(_)
                    | TokenKind::Other
                    | TokenKind::Word(Word::And | Word::Article | Word::In | Word::Adverb | Word::Time | Word::Be)
            )
        })
}

fn join(last: &mut Frame, next: Frame) {
    last.tokens.end = next.tokens.end;
    last.direction = last.direction.or(next.direction);
    last.percent = last.percent.or(next.percent);
    last.difference = last.difference.or(next.difference);
    last.new = last.new.or(next.new);
    last.old = last.old.or(next.old);
    last.multiple = last.multiple.take().or(next.multiple);
    if last.part.is_none() {
        last.part = next.part;
        last.word = next.word;
    }
}

/// Tokens of levels; there are few before any frame.
type Levels = SmallVec<[usize; 4]>;

/// Finds the level before a frame that has none: "Revenue was A, an increase of 5%". Returns further candidates, nearest first.
fn levels_before(sentence: &Sentence, frame: &mut Frame, floor: usize) -> Levels {
    let tokens = &sentence.tokens;
    if frame.new.is_some() || frame.own_metric {
        return Levels::new();
    }
    let verb = frame.part == Some(Part::Verb);
    let start = start_of(tokens, frame.tokens.start).max(floor);
    let want = frame.old.or(frame.difference).and_then(|at| class_at(tokens, at));
    let (mut found, mut asides) = (Levels::new(), Levels::new());
    let brackets = sentence.seen.any(Seen::BRACKET);
    let bracketed = brackets && inside_brackets(tokens, frame.tokens.start);
    for at in (start..frame.tokens.start).rev() {
        let TokenKind::Amount(_, class) = tokens[at].kind else { continue };
        let fits = match want {
            Some(Class::Points) => class == Class::Percent,
            Some(want) => class == want,
            None => matches!(class, Class::Money | Class::Count),
        };
        if !fits || !is_level(class) || brackets && !bracketed && inside_brackets(tokens, at) {
            continue;
        }
        // "ahead of the £5.4m expected, up 12%": not what was reached.
        if word_at(tokens, at + 1) == Some(Word::Guard(GuardWord::Expected)) {
            continue;
        }
        if is_per_share_aside(tokens, at) {
            // "$1.2 billion, or $22 a share, 30% above its price of $17": it may be the one that is compared.
            asides.push(at);
            continue;
        }
        let lead = lead_of(tokens, at, start);
        if verb && !stands_before_verb(tokens, at, frame.word, lead) {
            continue;
        }
        match lead {
            Some(Word::From | Word::Compared | Word::Versus | Word::Than) if frame.old.is_none() => {
                frame.old = Some(at);
            }
            Some(Word::From | Word::Compared | Word::Versus | Word::By) => {}
            _ => found.push(at),
        }
    }
    if found.is_empty() {
        // "a 5% fall from $10m" without a new level keeps its old one; one found before without a new one proves nothing.
        return found;
    }
    let new = found.remove(0);
    if frame.multiple.is_some() && frame.old.is_some() && !leads_to(tokens, new + 1..frame.tokens.start) {
        return Levels::new();
    }
    frame.new = Some(new);
    // "Revenue of €450m (2009: €480m) was down 6.3%"
    if let (None, Ok((_, Slot::Old(old)))) = (frame.old, dated(Tokens::from(tokens, new + 1))) {
        frame.old = Some(old).filter(|old| class_at(tokens, *old) == class_at(tokens, new));
    }
    found.truncate(2);
    found.extend(asides.into_iter().take(1));
    found
}

/// Whether nothing between a level and "three times the average of A" is another subject: "of 24%, or", "at 24% in May was", but not
/// "with 40% women, its pay gap is".
fn leads_to(tokens: &[Token], gap: std::ops::Range<usize>) -> bool {
    let cut = |at: &usize| matches!(tokens[*at].kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon);
    let noun = |at: usize| {
        matches!(
            tokens[at].kind,
            TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Article | Word::Pronoun | Word::RateNoun)
        )
    };
    if let Some(last) = gap.clone().rev().find(cut) {
        return !(last + 1..gap.end).any(noun);
    }
    let governed = |at: usize| {
        matches!(
            word_at(tokens, at.wrapping_sub(1)),
            Some(
                Word::In | Word::Of | Word::At | Word::Time | Word::On | Word::By | Word::From | Word::With | Word::Per
            )
        )
    };
    gap.into_iter().all(|at| governed(at) || !matches!(word_at(tokens, at), Some(Word::Article | Word::Pronoun)))
}

/// Whether a level before a finite verb is its subject or fronted: "At A, exports rose", "Sales of A rose".
fn stands_before_verb(tokens: &[Token], at: usize, verb: usize, lead: Option<Word>) -> bool {
    let gap = at + 1..verb;
    if lead == Some(Word::At) {
        return gap.clone().any(|at| tokens[at].kind == TokenKind::Comma);
    }
    lead == Some(Word::Of)
        && gap.clone().all(|at| {
            matches!(
                tokens[at].kind,
                TokenKind::Period(_)
                    | TokenKind::Word(Word::In | Word::Time | Word::Article | Word::Have | Word::Adverb)
            )
        })
}

/// The preposition that leads to the level at `at`, nouns stepped over.
fn lead_of(tokens: &[Token], at: usize, start: usize) -> Option<Word> {
    for before in (start..at).rev() {
        match tokens[before].kind {
            TokenKind::Word(Word::To | Word::With)
                if before > start && word_at(tokens, before - 1) == Some(Word::Compared) =>
            {
                return Some(Word::Compared);
            }
            TokenKind::Word(
                word @ (Word::From
                | Word::Versus
                | Word::Than
                | Word::At
                | Word::To
                | Word::By
                | Word::Be
                | Word::Reach
                | Word::Report
                | Word::Have
                | Word::Compared),
            ) => return Some(word),
            TokenKind::Word(Word::Of) => {
                // "of" leads on to what it belongs to: "from a loss of A" is old, "revenue of A" is not.
                return match lead_of(tokens, before, start.max(before.saturating_sub(8))) {
                    Some(word @ (Word::From | Word::Versus | Word::Compared | Word::Than)) => Some(word),
                    _ => Some(Word::Of),
                };
            }
            TokenKind::Other
            | TokenKind::Name
            | TokenKind::Period(_)
            | TokenKind::Quote
            | TokenKind::Word(
                Word::Article
                | Word::Pronoun
                | Word::Adverb
                | Word::Record
                | Word::Total
                | Word::HighLow(_)
                | Word::Superlative(_)
                | Word::Guard(_)
                | Word::RateNoun
                | Word::Hedge(_),
            ) => {}
            _ => return None,
        }
    }
    None
}

fn inside_brackets(tokens: &[Token], at: usize) -> bool {
    for token in tokens[..at].iter().rev() {
        match token.kind {
            TokenKind::Close => return false,
            TokenKind::Open => return true,
            _ => {}
        }
    }
    false
}

fn is_per_share_aside(tokens: &[Token], at: usize) -> bool {
    let per_share = (at + 1..tokens.len().min(at + 5)).any(|next| {
        matches!(word_at(tokens, next), Some(Word::Per | Word::Article))
            && (next + 1..tokens.len().min(next + 4))
                .any(|next| word_at(tokens, next) == Some(Word::Guard(GuardWord::Share)))
    });
    per_share && at.checked_sub(1).and_then(|before| word_at(tokens, before)) == Some(Word::Or)
}

/// The draft of a combined frame; `None` where it states no result and no pair of levels with a direction.
fn draft(sentence: &Sentence, frame: &Frame, others: &[usize]) -> Option<Draft> {
    let tokens = &sentence.tokens;
    let result = frame.percent.is_some() || frame.difference.is_some() || frame.multiple.is_some();
    let levels = frame.new.is_some()
        && frame.old.is_some()
        && frame.direction.is_some_and(|direction| direction != Direction::Flat);
    // Two levels without a word of change, or "5% compared with $3 million", state no change by themselves.
    let silent = !result && !levels || frame.direction.is_none() && frame.part.is_none() && frame.multiple.is_none();
    if silent && !(frame.new.is_some() && frame.old.is_some() && frame.percent.is_none()) {
        return None;
    }
    // "rose 0.3%, compared with 0.5% in March": how much it rose before, not from where.
    let old = frame
        .old
        .filter(|old| frame.new.is_some() || frame.percent.is_none() || class_at(tokens, *old) != Some(Class::Percent));
    let reading = |new: Option<usize>| {
        let mut roles = Vec::with_capacity(5);
        let mut push = |role, at: Option<usize>| roles.extend(at.map(|at| (role, Operand::Amount(at))));
        push(Role::New, new);
        push(Role::Old, old);
        push(Role::Percent, frame.percent);
        push(Role::Difference, frame.difference);
        if let Some(multiple) = &frame.multiple {
            roles.push((Role::Multiple, multiple.clone()));
        }
        roles
    };
    let mut draft = Draft::new(Kind::Change, reading(frame.new), frame.tokens.clone());
    draft.readings.extend(others.iter().map(|at| reading(Some(*at))));
    if basis::unequal(sentence, frame) {
        // Charity: if the sum fails, the earlier value was not the base of the percentage.
        let mut without = reading(frame.new);
        without.retain(|(role, _)| *role != Role::Old);
        draft.readings.push(without);
    }
    if share_of_a_whole(tokens, frame) {
        // "increased 12%, to 45% of the total from 42%": the sum grew, and with it its share.
        let mut without = reading(frame.new);
        without.retain(|(role, _)| !matches!(role, Role::New | Role::Old));
        draft.readings.push(without);
    }
    if percent_of_the_level(tokens, frame) {
        // "to 1.2 million shares, or 9.8 pct, from 1.1 million": the level as a part of all of them.
        let mut without = reading(frame.new);
        without.retain(|(role, _)| *role != Role::Percent);
        draft.readings.push(without);
    }
    loss::sign(sentence, frame, &mut draft);
    draft.direction = frame.direction;
    draft.silent = silent;
    let start = frame.new.into_iter().chain(frame.old).fold(frame.tokens.start, usize::min);
    draft.tokens.start = start;
    let statement = start_of(tokens, start);
    draft.metric = topic_behind(tokens, frame.word, frame.tokens.end)
        .or_else(|| subject_before(tokens, statement, start.min(frame.word)));
    draft.guard = guard(sentence, statement, frame);
    Some(draft)
}

/// "Wheat (from A to B) and rye (from C to D) also fell": the verb behind says which way what stands in the brackets went.
fn said_behind(tokens: &[Token], frame: &Frame) -> Option<Direction> {
    const LONGEST: usize = 24;
    let before = frame.tokens.start.checked_sub(1)?;
    let bracketed = tokens[before].kind == TokenKind::Open && word_at(tokens, frame.tokens.start) == Some(Word::From);
    if !bracketed || frame.new.is_none() || frame.old.is_none() {
        return None;
    }
    let mut depth = 1usize;
    for token in tokens.iter().skip(frame.tokens.end).take(LONGEST) {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            TokenKind::Word(Word::Change(direction @ Some(Direction::Up | Direction::Down), Part::Verb)) => {
                return direction;
            }
            TokenKind::Comma
            | TokenKind::Other
            | TokenKind::Name
            | TokenKind::Word(Word::And | Word::Adverb | Word::Have | Word::Article) => {}
            _ => return None,
        }
    }
    None
}

/// Whether the percentage says the new level in other words: "to A, or P".
fn percent_of_the_level(tokens: &[Token], frame: &Frame) -> bool {
    let (Some(percent), Some(new), None) = (frame.percent, frame.new, frame.difference) else { return false };
    if new >= percent || word_at(tokens, percent - 1) != Some(Word::Or) {
        return false;
    }
    tokens[new + 1..percent - 1]
        .iter()
        .all(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Other | TokenKind::Name))
}

/// Whether the new level is a share of something, and the percentage may be the change of what has that share.
fn share_of_a_whole(tokens: &[Token], frame: &Frame) -> bool {
    let (Some(_), Some(new)) = (frame.percent, frame.new) else { return false };
    class_at(tokens, new) == Some(Class::Percent) && word_at(tokens, new + 1) == Some(Word::Of)
}
