//! The levels and the growth that a document states with all that says what they are of, for comparison with other places.

use std::ops::Range;

use super::convert;
use crate::document::Prose;
use crate::grammar::Sentence;
use crate::grammar::clause::{Draft, Operand, Statement, statements};
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Token, TokenKind};
use crate::model::{Period, PeriodKind, Quantity, Span};

/// A level or a growth as one place of a document states it.
#[derive(Debug, Clone)]
pub struct Mention<'d> {
    /// The noun phrase, in two pieces where a period stands inside it ("the \[April\] exports").
    pub name: [&'d str; 2],
    /// Where the noun phrase stands in the file.
    pub name_span: Span,
    /// What narrows it: a place before it or who reports it, and what follows the number.
    pub scope: [Option<&'d str>; 2],
    /// The period that the words name.
    pub period: Period,
    /// The level, if one is stated.
    pub level: Option<Quantity>,
    /// The period that it is compared with.
    pub base: Option<Period>,
    /// The level in that period.
    pub old: Option<Quantity>,
    /// The percentage between the two.
    pub percent: Option<Span>,
    /// What kind of place it is.
    pub place: MentionPlace,
    /// The block of the heading that it stands under; none before the first.
    pub section: Option<u32>,
    /// Whether the sentence says that figures were revised, or will be.
    pub revised: bool,
}

/// What kind of place states a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionPlace {
    /// The title, or a heading.
    Headline,
    /// A sentence.
    Prose,
    /// A cell of a table.
    Cell,
}

/// What the mentions of a document have in common.
#[derive(Debug, Clone, Default)]
pub struct Mentions<'d> {
    /// The mentions in the order of the text.
    pub list: Vec<Mention<'d>>,
    /// The month in which fiscal years start, as far as the text shows it: "the first nine months of fiscal 2025 (July–March)".
    pub fiscal_start: Option<i8>,
    /// Whether the text speaks of fiscal years at all.
    pub fiscal: bool,
    /// The block of the last heading.
    section: Option<u32>,
}

impl<'d> Mentions<'d> {
    /// Notes the block of a heading.
    pub fn heading(&mut self, block: usize) {
        self.section = u32::try_from(block).ok();
    }

    /// Adds what a sentence states.
    pub fn collect(
        &mut self,
        sentence: &Sentence,
        drafts: &[Draft],
        prose: &'d Prose<'_>,
        range: &Range<u32>,
        headline: bool,
    ) {
        if sentence.periods.is_empty() {
            return;
        }
        self.calendar(sentence, prose.text());
        let mut revised = None;
        for statement in statements(sentence, drafts) {
            let Some(period) = statement.period.filter(|period| *period < sentence.periods.len()) else { continue };
            let Some((name, name_span)) = pieces(sentence, &statement, prose) else { continue };
            let text = |tokens: &Option<Range<usize>>| {
                tokens.as_ref().and_then(|tokens| convert::text(sentence, tokens, prose.text()))
            };
            let quantity =
                |at: Option<usize>| at.and_then(|at| convert::quantity(sentence, &Operand::Amount(at), prose));
            let revised = *revised.get_or_insert_with(|| {
                prose.text().get(range.start as usize..range.end as usize).is_some_and(says_revised)
            });
            self.list.push(Mention {
                name,
                name_span,
                scope: [text(&statement.scope[0]), text(&statement.scope[1])],
                period: convert::period(sentence, period, prose),
                level: quantity(statement.level),
                base: statement.base.map(|base| convert::period(sentence, base, prose)),
                old: quantity(statement.old),
                percent: quantity(statement.percent).map(|percent| percent.span),
                place: if headline { MentionPlace::Headline } else { MentionPlace::Prose },
                section: self.section,
                revised,
            });
        }
    }

    /// What the periods of a sentence show of fiscal years.
    fn calendar(&mut self, sentence: &Sentence, text: &str) {
        let mut fiscal_months = None;
        for period in &sentence.periods {
            match period.phrase.kind {
                PeriodKind::FiscalYear(_) => {
                    self.fiscal = true;
                    fiscal_months = Some(12);
                }
                PeriodKind::Months { fiscal: true, first: 1, count, named: false, .. } => {
                    self.fiscal = true;
                    fiscal_months = Some(count);
                }
                PeriodKind::Months { first, count, named: true, fiscal, .. } => {
                    self.fiscal |= fiscal;
                    // "the first nine months of fiscal year 2025 (July–March)", "July–March FY2025"
                    if fiscal_months == Some(count) || fiscal && count >= 6 && first > 1 {
                        self.fiscal_start = self.fiscal_start.or(Some(first));
                    }
                }
                PeriodKind::Months { fiscal: true, .. } => self.fiscal = true,
                PeriodKind::Ended { last, months: 12 } => {
                    let words = text.get(period.range.start as usize..period.range.end as usize).unwrap_or_default();
                    let fiscal = words.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("fiscal"));
                    if fiscal {
                        self.fiscal = true;
                        self.fiscal_start = self.fiscal_start.or(Some(last.month() % 12 + 1));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The text of the noun phrase around the period inside it, and where the phrase stands without a period at one of its ends.
fn pieces<'d>(sentence: &Sentence, statement: &Statement, prose: &'d Prose<'_>) -> Option<([&'d str; 2], Span)> {
    let tokens = sentence.tokens.get(statement.name.clone())?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    let text = prose.text();
    let slice = |from: u32, to: u32| text.get(from as usize..to as usize);
    let Some(hole) = tokens.iter().position(|token| matches!(token.kind, TokenKind::Period(_))) else {
        return Some(([slice(first.start, last.end)?, ""], prose.span(first.start..last.end)));
    };
    // "in the first eight months (January–August)": the brackets go with the period, and so do the small words before it.
    let bracketed = tokens.get(hole + 1).is_some_and(|token| token.kind == TokenKind::Open);
    let close = tokens.iter().skip(hole).position(|token| token.kind == TokenKind::Close).filter(|_| bracketed);
    let rest = tokens.get(hole + close.unwrap_or(0) + 1..)?;
    let small = |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Word(Word::In | Word::Of | Word::Article | Word::Time | Word::Over | Word::Pronoun)
        )
    };
    let before = tokens.get(..hole)?;
    let before = before.get(..before.iter().rposition(|token| !small(token)).map_or(0, |at| at + 1))?;
    let piece = |tokens: &[Token]| match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => slice(first.start, last.end),
        _ => Some(""),
    };
    let whole = match (before.first(), rest.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        (Some(first), None) => first.start..before.last()?.end,
        (None, Some(last)) => rest.first()?.start..last.end,
        (None, None) => return None,
    };
    Some(([piece(before)?, piece(rest)?], prose.span(whole)))
}

/// Whether a sentence says that its figures differ from earlier ones, or are not the last word.
fn says_revised(sentence: &str) -> bool {
    ["evised", "estated", "eclassified", "reliminary", "rovisional", "evision", "estimate", "Estimate"]
        .iter()
        .any(|word| memchr::memmem::find(sentence.as_bytes(), word.as_bytes()).is_some())
}
