//! Changes whose levels stand elsewhere: in another sentence, another document, or a file of references.

use super::cite::{Cite, DecidedDraft, Draft};
use super::plausible::near;
use super::series::{Index, Series};
use crate::facts::{Certainty, Dated, Joins, Ledger, Number, Relation, Term};
use crate::model::{Claim, Guard, Kind, Quantity, Role, Severity, Span, Verdict};
use crate::rules::{CheckedClaim, check};

/// Adds the changes that do not lead from one level to the other, and gives back how many do and what became of each.
pub fn compare(ledger: &Ledger, all: &[Series], index: &Index, found: &mut Vec<Draft>) -> (u64, Vec<DecidedDraft>) {
    let mut agreements = 0;
    let mut decided = Vec::new();
    for (document, relation) in &ledger.relations {
        let Some(joins) = relation.joins.as_deref().filter(|_| relation.kind == Kind::Change) else { continue };
        if relation.get(Role::New).is_some() && relation.get(Role::Old).is_some() {
            continue;
        }
        let change = Change { ledger, document: *document, relation, joins };
        let Some(outcome) = change.outcome(all, index) else { continue };
        match &outcome.verdict {
            Verdict::Unchecked => {}
            Verdict::Mismatch => {
                found.extend(outcome.conflict.clone());
            }
            _ => agreements += u64::from(outcome.elsewhere),
        }
        if outcome.verdict != Verdict::Mismatch || outcome.conflict.is_some() {
            decided.push(outcome.draft);
        }
    }
    (agreements, decided)
}

/// A change that lacks a level.
struct Change<'c> {
    ledger: &'c Ledger,
    document: u32,
    relation: &'c Relation,
    joins: &'c Joins,
}

/// How it came out.
struct Outcome {
    verdict: Verdict,
    /// Whether a level of another document decided it.
    elsewhere: bool,
    conflict: Option<Draft>,
    draft: DecidedDraft,
}

/// A level: a fact, or a number of the claim itself.
#[derive(Clone)]
struct Level {
    quantity: Quantity,
    cite: Cite,
    document: u32,
}

impl Change<'_> {
    fn outcome(&self, all: &[Series], index: &Index) -> Option<Outcome> {
        let own: Vec<(Role, Level)> =
            self.relation.terms.iter().filter_map(|(role, term)| Some((*role, self.own(term)?))).collect();
        let results = [Role::Percent, Role::Difference, Role::Multiple];
        own.iter().find(|(role, _)| results.contains(role))?;
        let series = self.series(all, index)?;
        let new = self.levels(Role::New, self.joins.new, &own, series);
        let old = self.levels(Role::Old, self.joins.old, &own, series);
        if new.is_empty() || old.is_empty() {
            return None;
        }
        // Where a level is in dispute, one value that comes out is enough.
        let mut best: Option<(CheckedClaim, &Level, &Level)> = None;
        for new in &new {
            for old in &old {
                let checked = check(self.claim(&own, Some(new), Some(old)));
                let better = best.as_ref().is_none_or(|(known, ..)| rank(checked.verdict) < rank(known.verdict));
                if better {
                    best = Some((checked, new, old));
                }
            }
        }
        let (checked, new, old) = best?;
        let elsewhere = [new, old].iter().any(|level| level.document != self.document);
        let mut cites = vec![];
        for (role, level) in &own {
            if results.contains(role) {
                cites.push(level.cite.clone().labelled(if *role == Role::Percent { "stated" } else { role.name() }));
            }
        }
        cites.push(new.cite.clone().labelled("new"));
        cites.push(old.cite.clone().labelled("old"));
        let conflict = (checked.verdict == Verdict::Mismatch && self.sure(&own, new, old, series))
            .then(|| self.conflict(&checked, &own, cites.clone(), new, old))
            .flatten();
        Some(Outcome {
            verdict: checked.verdict,
            elsewhere,
            conflict,
            draft: DecidedDraft {
                document: self.document,
                verdict: checked.verdict,
                rule: checked.rule,
                name: (self.document, self.joins.name),
                cites,
            },
        })
    }

    /// The number of a term of the claim itself.
    fn own(&self, term: &Term) -> Option<Level> {
        let document = self.document;
        Some(match term {
            Term::Fact(index) => {
                let entry = self.ledger.get(*index)?;
                let quantity = entry.fact.number.quantity(entry.fact.span);
                Level { quantity, cite: Cite::fact(*index, ""), document }
            }
            Term::Repeat(index, span) => self.printed(&self.ledger.get(*index)?.fact.number, *span),
            Term::Number(number, span) => self.printed(number, *span),
        })
    }

    /// A number that stands in the claim and is no fact.
    fn printed(&self, number: &Number, span: Span) -> Level {
        let document = self.document;
        let cite = Cite::number(document, span, number.clone(), "");
        Level { quantity: number.quantity(span), cite, document }
    }

    /// The series of the change: that of its own level, or the one of its metric that has both periods.
    fn series<'s>(&self, all: &'s [Series], index: &'s Index) -> Option<&'s Series> {
        let own = [Role::New, Role::Old].into_iter().find_map(|role| match self.relation.get(role) {
            Some(Term::Fact(fact)) => index.series(all, *fact),
            _ => None,
        });
        if own.is_some() {
            return own;
        }
        let mut candidates = index
            .of_metric(all, self.joins.metric.key)
            .filter(|series| index.owner(self.joins.metric, self.document) == series.owner)
            .filter(|series| series.cell(self.joins.new).is_some() && series.cell(self.joins.old).is_some());
        let first = candidates.next()?;
        // In two units at once it is not said which one is meant.
        candidates.next().is_none().then_some(first)
    }

    /// The levels of a period: the claim's own, or those that any place states.
    fn levels(&self, role: Role, dated: Dated, own: &[(Role, Level)], series: &Series) -> Vec<Level> {
        const MOST: usize = 4;
        if let Some((_, level)) = own.iter().find(|(other, _)| *other == role) {
            return vec![level.clone()];
        }
        let Some(cell) = series.cell(dated) else { return Vec::new() };
        let mut levels: Vec<Level> = Vec::new();
        for (index, entry) in
            cell.agreed.iter().chain(&cell.facts).filter_map(|index| Some((*index, self.ledger.get(*index)?)))
        {
            let quantity = entry.fact.number.quantity(entry.fact.span);
            if levels.len() < MOST && !levels.iter().any(|known| known.quantity.value == quantity.value) {
                levels.push(Level { quantity, cite: Cite::fact(index, ""), document: entry.document });
            }
        }
        levels
    }

    /// The claim with both levels.
    fn claim(&self, own: &[(Role, Level)], new: Option<&Level>, old: Option<&Level>) -> Claim {
        let mut roles: Vec<(Role, Quantity)> = own
            .iter()
            .filter(|(role, _)| !matches!(role, Role::New | Role::Old))
            .map(|(role, level)| (*role, level.quantity.clone()))
            .collect();
        roles.extend(new.map(|level| (Role::New, level.quantity.clone())));
        roles.extend(old.map(|level| (Role::Old, level.quantity.clone())));
        Claim {
            direction: self.relation.direction,
            guard: self.relation.loss.then_some(Guard::Loss),
            ..Claim::new(Kind::Change, self.relation.statement, roles)
        }
    }

    /// Whether the levels are certainly those that the change speaks of: configured, or near what it implies.
    fn sure(&self, own: &[(Role, Level)], new: &Level, old: &Level, series: &Series) -> bool {
        if series.metric.certainty == Certainty::Configured {
            return true;
        }
        let implied = check(self.claim(own, Some(new), None));
        let expected = implied.expected.as_ref().filter(|expected| expected.role == Role::Old);
        let Some((low, high)) = expected.and_then(|expected| expected.interval.low().zip(expected.interval.high()))
        else {
            return false;
        };
        let Some((value, _)) = old.quantity.number() else { return false };
        near(value, low) || near(value, high)
    }

    fn conflict(
        &self,
        checked: &CheckedClaim,
        own: &[(Role, Level)],
        cites: Vec<Cite>,
        new: &Level,
        old: &Level,
    ) -> Option<Draft> {
        let decisive = checked.findings.iter().find(|finding| Some(finding.rule) == checked.rule);
        let finding = decisive.or(checked.findings.first())?;
        // The one that stands elsewhere: in another document rather than in another sentence, and never in the claim itself.
        let is_own = |role| own.iter().any(|(other, _)| *other == role);
        let other = if is_own(Role::Old)
            || old.document == self.document && !is_own(Role::New) && new.document != self.document
        {
            new
        } else {
            old
        };
        // The first cite is the change itself, so the levels are the last two.
        let at = cites.len() - if std::ptr::eq(other, old) { 1 } else { 2 };
        let (printed, days) = (
            crate::rules::format::quantity(&other.quantity),
            if std::ptr::eq(other, old) { self.joins.old.days } else { self.joins.new.days },
        );
        Some(Draft {
            rule: finding.rule,
            severity: finding.severity.max(Severity::Warning),
            days: Some(self.joins.new.days),
            message: format!("{{metric}}: {}; {printed} in {days} stands {{@{at}}}", finding.message),
            arithmetic: finding.arithmetic.clone(),
            cites,
        })
    }
}

/// How good an outcome is: what comes out before what fails, and what fails before what can't be checked.
const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Exact => 0,
        Verdict::Rounded => 1,
        Verdict::Strained => 2,
        Verdict::Mismatch => 3,
        Verdict::Unchecked => 4,
    }
}
