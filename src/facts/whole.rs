//! The whole of a share: "rice exports were $2.825 billion in 2023, or 34.9% of total exports of $8.105 billion" also says what exports were in 2023.
//!
//! The period is that of the part, as a share of another period's whole would say so. Where any word may narrow the whole, or set it in another
//! time, there is no fact.

use super::{Certainty, DocumentFacts, Fact, Metric, Number, Relation};
use crate::model::{Kind, Role, Span};
use crate::rules::CheckedClaim;

impl DocumentFacts {
    /// Adds the wholes of shares whose parts are facts that nothing narrows; `metric` reads a noun phrase.
    pub(super) fn wholes(
        &mut self,
        claims: &[CheckedClaim],
        plain: &[(u32, u64)],
        metric: impl Fn(&str) -> Option<Metric>,
        source: &str,
    ) {
        let shares = claims.iter().filter(|checked| checked.claim.kind == Kind::Share);
        for checked in shares.filter(|checked| Relation::may_join(&checked.claim) && checked.claim.readings.len() == 1)
        {
            let get = |role| checked.reading().get(role);
            let (Some(part), Some(share), Some(whole)) = (get(Role::Part), get(Role::Share), get(Role::Whole)) else {
                continue;
            };
            let of_part =
                |(index, _): &&(u32, u64)| self.facts.get(*index as usize).is_some_and(|it| it.span == part.span);
            let Some((index, section)) = plain.iter().find(of_part) else { continue };
            let Some(fact) = self.facts.get(*index as usize) else { continue };
            let Some((phrase, name)) = phrase(source, part.span, share.span, whole.span) else { continue };
            let known = self.facts.iter().any(|fact| fact.span.start == whole.span.start);
            let (Some(number), Some(mut metric), false) = (Number::of(whole), metric(phrase), known) else { continue };
            if metric.owner != fact.metric.owner || number.unit_key() != fact.number.unit_key() {
                continue;
            }
            if metric.certainty == Certainty::Generic {
                metric.key ^= section;
            }
            let fact = Fact { metric, number, span: whole.span, name, ..fact.clone() };
            self.facts.push(fact);
        }
    }
}

/// The noun phrase of the whole in "A, or 34.9% of \[total exports\] of B.", and where it stands.
fn phrase(source: &str, part: Span, share: Span, whole: Span) -> Option<(&str, Span)> {
    const LONGEST: usize = 6;
    let between = source.get(part.end as usize..share.start as usize)?;
    let behind = source.get(whole.end as usize..)?.trim_start_matches([')', ',']);
    let ends = behind.is_empty() || behind.starts_with(['.', ';', '\n', '\r']);
    if between.contains(['\n', ';']) || between.contains(". ") || !ends {
        return None;
    }
    let of = source.get(share.end as usize..whole.start as usize)?;
    let phrase = of.strip_prefix(" of ")?.strip_suffix(" of ")?;
    let plain = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '&'))
            && !ELSEWHERE.iter().any(|it| it.eq_ignore_ascii_case(word))
    };
    let fits = phrase.split(' ').count() <= LONGEST && phrase.split(' ').all(plain);
    let start = share.end.checked_add(u32::try_from(" of ".len()).ok()?)?;
    fits.then(|| (phrase, Span::new(start, start + u32::try_from(phrase.len()).unwrap_or(0))))
}

/// Words that set a whole in another time, another place or another mood than its part.
const ELSEWHERE: [&str; 40] = [
    "last",
    "previous",
    "prior",
    "earlier",
    "next",
    "year",
    "years",
    "annual",
    "yearly",
    "monthly",
    "quarterly",
    "month",
    "quarter",
    "planned",
    "plan",
    "target",
    "targeted",
    "expected",
    "projected",
    "forecast",
    "budgeted",
    "budget",
    "estimated",
    "average",
    "record",
    "world",
    "worldwide",
    "global",
    "remaining",
    "other",
    "such",
    "these",
    "those",
    "this",
    "that",
    "in",
    "for",
    "from",
    "to",
    "by",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrase_stands_between_share_and_whole() {
        let read = |text: &str| {
            let span = |what: &str| {
                let start = u32::try_from(text.find(what)?).ok()?;
                Some(Span::new(start, start + u32::try_from(what.len()).ok()?))
            };
            phrase(text, span("$28")?, span("34.9%")?, span("$81")?).map(|(phrase, _)| phrase.to_owned())
        };
        assert_eq!(read("Rice was $28 in 2023, or 34.9% of total exports of $81.").as_deref(), Some("total exports"));
        for other in [
            "Rice was $28 in 2023. Cotton was 34.9% of total exports of $81.",
            "Rice was $28 in 2023, or 34.9% of last year total exports of $81.",
            "Rice was $28 in 2023, or 34.9% of exports in 2022 of $81.",
            "Rice was $28 in 2023, or 34.9% of total exports of $81 in 2022.",
            "Rice was $28 in 2023, or 34.9% of total exports ($81).",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
