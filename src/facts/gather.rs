//! From what a document mentions to facts and the relations between them.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::name::Plain;
use super::{Calendar, Certainty, Dated, Fact, Joins, Metric, Name, Number, Place, Relation, Words};
use crate::document::Document;
use crate::model::{Dollar, Kind, PeriodKind, Quantity, Span};
use crate::resolve::{Mention, MentionPlace, Mentions};
use crate::rules::CheckedClaim;

/// What the configuration says of names and of the calendar.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    /// The month (1 to 12) in which fiscal years start.
    pub fiscal_start: Option<i8>,
    /// What a bare `$` stands for.
    pub dollar: Dollar,
    /// The configured metrics by the canonical form of each of their names.
    metrics: HashMap<u64, Configured, Plain>,
}

/// A metric of the configuration.
#[derive(Debug, Clone)]
struct Configured {
    key: u64,
    flow: bool,
    /// All its names, for the words that a text may add without saying more.
    names: Arc<str>,
}

impl Naming {
    /// Adds a metric with the names that stand for the same.
    pub fn add(&mut self, name: &str, aliases: &[String]) {
        let words = Words::default();
        let Some(main) = words.name(&[name]) else { return };
        let names: Vec<&str> = std::iter::once(name).chain(aliases.iter().map(String::as_str)).collect();
        let read: Vec<Name> = names.iter().filter_map(|name| words.name(&[name])).collect();
        let flow = main.flow || read.iter().any(|name| name.flow);
        // One text for all of them: it is as long as they are together.
        let names: Arc<str> = names.join(" ").into();
        for name in read {
            let configured = Configured { key: main.key, flow, names: Arc::clone(&names) };
            self.metrics.entry(name.key).or_insert(configured);
        }
    }

    /// How many names are configured.
    #[must_use]
    pub fn len(&self) -> usize {
        self.metrics.len()
    }

    /// Whether no name is configured.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.metrics.is_empty()
    }

    /// The metric of a phrase with what narrows it; `None` where it can't be told.
    #[must_use]
    pub fn metric(&self, words: &Words, pieces: &[&str; 2], scope: [Option<&str>; 2]) -> Option<Metric> {
        let mut name = words.name(pieces)?;
        let configured = self.metrics.get(&name.key);
        if let Some(lead) = scope[0] {
            // "Acme reported sales of A": whose they are. "In Punjab, exports rose": a part of the name.
            match super::name::owner(lead) {
                Some(owner) if !starts_with_preposition(lead) => {
                    if name.owner.is_some_and(|other| other != owner) {
                        return None;
                    }
                    name.owner = Some(owner);
                }
                _ if super::name::is_ours(lead) => {}
                _ => name.narrow(words.name(&[lead])?),
            }
        }
        if let Some(tail) = scope[1] {
            let said = configured.map_or_else(|| pieces.concat(), |configured| configured.names.to_string());
            if !words.covers(&said, tail) {
                name.narrow(words.name(&[tail])?);
            }
        }
        let found = if name.key == words.name(pieces)?.key { configured } else { self.metrics.get(&name.key) };
        let owner = name.owner.or(words.owner);
        // "China's $268 billion" names whose it is, and not what.
        if owner == Some(name.key) {
            return None;
        }
        let configured_owner = owner.unwrap_or(0);
        let owner = owner.or(words.publisher).unwrap_or(0);
        Some(if let Some(configured) = found {
            Metric {
                key: configured.key,
                owner: configured_owner,
                certainty: Certainty::Configured,
                flow: configured.flow,
            }
        } else {
            let generic = name.generic || name.words < 2;
            let certainty = if generic { Certainty::Generic } else { Certainty::Specific };
            Metric { key: name.key, owner, certainty, flow: name.flow }
        })
    }
}

fn starts_with_preposition(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    ["in", "at", "for", "on", "across", "during"].iter().any(|word| word.eq_ignore_ascii_case(first))
}

/// What a document states: facts, and the claims that join them.
#[derive(Debug, Clone, Default)]
pub struct DocumentFacts {
    /// The facts, in the order of the text.
    pub facts: Vec<Fact>,
    /// The relations, in the order of the text.
    pub relations: Vec<Relation>,
    /// The day of the document.
    pub date: Option<Date>,
}

/// Gathers the facts of a document whose metric and period are certain.
#[must_use]
pub fn gather(
    document: &Document<'_>,
    mentions: &Mentions<'_>,
    claims: &[CheckedClaim],
    naming: &Naming,
) -> DocumentFacts {
    let mut found = DocumentFacts { date: document.date, ..DocumentFacts::default() };
    let calendar = Calendar {
        date: document.date,
        fiscal_start: naming.fiscal_start.or(mentions.fiscal_start),
        fiscal: mentions.fiscal,
    };
    // The words of the whole text are read only if something can be made of them.
    let mut words = None;
    let mut joins: Vec<(Span, Joins)> = Vec::new();
    // Which facts nothing narrows, and what sets those under their heading apart.
    let mut plain: Vec<(u32, u64)> = Vec::new();
    let shares = claims.iter().any(|checked| checked.claim.kind == Kind::Share);
    let mut year = None;
    for mention in &mentions.list {
        let Some(dated) = calendar.days(mention.period.kind) else { continue };
        // "in May" behind a sentence about 2019 is not the last May.
        let open =
            matches!(mention.period.kind, PeriodKind::Month { year: None, .. } | PeriodKind::Months { year: None, .. });
        if open && year.is_some_and(|year| year != dated.days.last.year()) {
            continue;
        }
        if !open {
            year = Some(dated.days.last.year());
        }
        let words = words.get_or_insert_with(|| {
            let mut words = Words::of(&document.source);
            words.publisher = document.publisher.as_deref().and_then(super::name::publisher);
            words
        });
        let Some(mut metric) = naming.metric(words, &mention.name, mention.scope) else { continue };
        let section = || section(document, mention).unwrap_or(0);
        if metric.certainty == Certainty::Generic {
            metric.key ^= section();
        }
        let base = mention.base.and_then(|base| calendar.base(base.kind, dated));
        if let Some(level) = &mention.level {
            let added = found.add(mention, metric, dated, level, false);
            let prose = shares && mention.place == MentionPlace::Prose;
            if prose && mention.scope == [None; 2] && !is_placed(&mention.name) {
                plain.extend(added.map(|index| (index, section())));
            }
        }
        if let (Some(old), Some(base)) = (&mention.old, base) {
            found.add(mention, metric, base, old, true);
        }
        if let (Some(base), Some(anchor)) = (base, mention.percent.or(mention.level.as_ref().map(|level| level.span))) {
            joins.push((anchor, Joins { metric, name: mention.name_span, new: dated, old: base }));
        }
    }
    if let Some(words) = words.filter(|_| !plain.is_empty()) {
        found.wholes(claims, &plain, |phrase| naming.metric(&words, &[phrase, ""], [None; 2]), &document.source);
    }
    if !found.facts.is_empty() || !joins.is_empty() {
        found.relate(claims, &joins, &document.source);
    }
    found
}

/// Whether a phrase names a place, or where something comes from or goes to: "exports to Asia".
fn is_placed(name: &[&str; 2]) -> bool {
    const PLACED: [&str; 8] = ["to", "from", "in", "into", "within", "for", "by", "at"];
    let mut words = name.iter().flat_map(|piece| piece.split_whitespace());
    words.any(|word| PLACED.iter().any(|placed| placed.eq_ignore_ascii_case(word)))
}

/// What sets the metrics under a heading apart: "Europe" does, "Financial highlights" does not.
fn section(document: &Document<'_>, mention: &Mention<'_>) -> Option<u64> {
    const PLAIN: [&str; 40] = [
        "financial",
        "highlight",
        "highlights",
        "result",
        "results",
        "overview",
        "summary",
        "key",
        "figure",
        "figures",
        "quarter",
        "first",
        "second",
        "third",
        "fourth",
        "half",
        "year",
        "full",
        "fiscal",
        "business",
        "operating",
        "operational",
        "performance",
        "update",
        "review",
        "discussion",
        "consolidated",
        "unaudited",
        "selected",
        "statement",
        "statements",
        "of",
        "and",
        "the",
        "for",
        "in",
        "to",
        "at",
        "a",
        "glance",
    ];
    let text = document.blocks.get(mention.section? as usize)?.prose.text();
    let is_plain = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) || PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(word))
    };
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if words.all(is_plain) {
        return None;
    }
    Words::default().name(&[text]).map(|name| name.key)
}

impl DocumentFacts {
    /// Adds a fact, and gives back its number.
    fn add(
        &mut self,
        mention: &Mention<'_>,
        metric: Metric,
        dated: Dated,
        quantity: &Quantity,
        earlier: bool,
    ) -> Option<u32> {
        let number = Number::of(quantity)?;
        // An amount is the level of one thing; the first phrase that claims it has it.
        if self.facts.iter().rev().take(8).any(|fact| fact.span == quantity.span) {
            return None;
        }
        let place = match mention.place {
            MentionPlace::Headline => Place::Headline,
            MentionPlace::Prose => Place::Prose,
            MentionPlace::Cell => Place::Cell,
        };
        let (span, name, revised) = (quantity.span, mention.name_span, mention.revised);
        self.facts.push(Fact { metric, dated, number, span, name, place, earlier, revised });
        u32::try_from(self.facts.len() - 1).ok()
    }
}
