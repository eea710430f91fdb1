//! The facts and claims of a run as a constraint network.
//!
//! A variable is a cell of a series, or a number of a claim that is no fact. Claims are its relations, and so is what holds of itself: parts that follow
//! each other make up their whole. Left out is whatever is not certain to be meant so: a value that is not comparable with the others of its cell, a claim
//! without a direction, a change of a rate in percent.

use std::collections::HashMap;

use super::cite::Cite;
use super::groups::Group;
use super::parts;
use super::plausible::{comparable, near};
use super::records::{self, Peaks};
use super::series::{Cell, Index, Series};
use crate::facts::{Certainty, Dated, Joins, Ledger, Number, Relation, Term};
use crate::model::{Decimal, Direction, HedgeKind, Kind, Quantity, Role, Span, Value, Verdict};
use crate::network::{self, Network, Statement, VarId};

/// The network of a run, and the way back from it.
#[derive(Default)]
pub struct Web {
    pub network: Network,
    /// The places of the statements.
    pub places: Vec<Place>,
    /// The claims behind the relations, by their numbers in the ledger; `None` for what holds of itself.
    pub claims: Vec<Option<u32>>,
    cells: HashMap<(u32, Dated), VarId>,
    numbers: HashMap<(u32, Span, bool), VarId>,
}

/// Where a statement stands.
#[derive(Debug, Clone)]
pub struct Place {
    pub document: u32,
    pub span: Span,
    pub number: Number,
    /// The fact, if it is one.
    pub fact: Option<u32>,
    /// The fact that it repeats.
    pub repeats: Option<u32>,
}

impl Place {
    /// The place as a cite.
    pub fn cite(&self, label: &str) -> Cite {
        match self.fact {
            Some(fact) => Cite::fact(fact, label),
            None => Cite::number(self.document, self.span, self.number.clone(), label).repeating(self.repeats),
        }
    }
}

impl Web {
    /// Joins the facts of a group by its claims.
    pub fn of(weaver: &Weaver<'_>, group: &Group<'_>) -> Self {
        let ledger = weaver.ledger;
        let mut web = Self::default();
        let mut peaks = Peaks::default();
        for number in group.relations() {
            let Some((document, relation)) = ledger.relations.get(number as usize) else { continue };
            let found = if relation.kind == Kind::Rank {
                weaver.order(&mut web, &mut peaks, relation)
            } else {
                weaver.relation(&mut web, *document, relation)
            };
            if let Some(found) = found {
                web.network.relate(found, Some((*document, relation.statement.start)));
                web.claims.push(Some(number));
            }
        }
        for series in group.series().filter_map(|number| weaver.all.get(number as usize)) {
            for cell in series.cells.iter().filter(|cell| cell.agreed.len() < cell.facts.len()) {
                web.cell(ledger, series, cell);
            }
            weaver.wholes(&mut web, series);
        }
        web
    }

    /// What is needed to go back to the texts once the network is solved.
    pub fn way_back(self) -> Self {
        Self { places: self.places, claims: self.claims, ..Self::default() }
    }

    /// The variable of a cell, with all that is comparable in it.
    fn cell(&mut self, ledger: &Ledger, series: &Series, cell: &Cell) -> VarId {
        if let Some(known) = self.cells.get(&(series.number, cell.dated)) {
            return *known;
        }
        let variable = self.network.variable();
        self.cells.insert((series.number, cell.dated), variable);
        for fact in cell.facts.iter().filter(|fact| belongs(ledger, cell, **fact)) {
            if let Some(entry) = ledger.get(*fact) {
                let place = Place {
                    document: entry.document,
                    span: entry.fact.span,
                    number: entry.fact.number.clone(),
                    fact: Some(*fact),
                    repeats: None,
                };
                self.state(variable, place, false);
            }
        }
        variable
    }

    /// The variable of a period that no place states.
    fn unstated(&mut self, series: &Series, dated: Dated) -> VarId {
        let network = &mut self.network;
        *self.cells.entry((series.number, dated)).or_insert_with(|| network.variable())
    }

    /// The variables of periods, by the numbers of the series.
    pub fn cells(&self) -> impl Iterator<Item = (u32, Dated, VarId)> {
        self.cells.iter().map(|((series, dated), variable)| (*series, *dated, *variable))
    }

    /// The variable of a number that is no fact.
    fn number(&mut self, place: Place, negative: bool) -> VarId {
        let key = (place.document, place.span, negative);
        if let Some(known) = self.numbers.get(&key) {
            return *known;
        }
        let variable = self.network.variable();
        self.numbers.insert(key, variable);
        self.state(variable, place, negative);
        variable
    }

    fn state(&mut self, variable: VarId, place: Place, negative: bool) {
        let quantity = place.number.quantity(place.span);
        let widest = place.number.widest();
        let (quantity, widest) =
            if negative { (negated(quantity), widest.map(|widest| widest.neg())) } else { (quantity, widest) };
        let Some(statement) = Statement::new(self.places.len(), place.document, quantity, "") else { return };
        let statement = match widest {
            Some(widest) => statement.standing_for(widest),
            None => statement,
        };
        self.network.state(variable, statement);
        self.places.push(place);
    }
}

/// Whether a fact is of the same thing as those that its cell agrees on, and not explained by the text.
fn belongs(ledger: &Ledger, cell: &Cell, fact: u32) -> bool {
    if cell.agreed.contains(&fact) {
        return true;
    }
    let Some(this) = ledger.get(fact).filter(|entry| !entry.fact.revised) else { return false };
    let others = cell.agreed.iter().filter_map(|index| ledger.get(*index));
    others.into_iter().any(|other| comparable(this, other))
}

/// The same number below zero: what "fell 5%" says of the change.
fn negated(mut quantity: Quantity) -> Quantity {
    if let Value::Number { value, .. } = &mut quantity.value {
        *value = -*value;
    }
    if let Some(hedge) = &mut quantity.hedge {
        hedge.kind = match hedge.kind {
            HedgeKind::AtLeast => HedgeKind::AtMost,
            HedgeKind::AtMost => HedgeKind::AtLeast,
            HedgeKind::JustUnder => HedgeKind::JustOver,
            HedgeKind::JustOver => HedgeKind::JustUnder,
            HedgeKind::About => HedgeKind::About,
        };
    }
    quantity
}

/// What puts facts and claims together.
pub struct Weaver<'w> {
    pub ledger: &'w Ledger,
    pub all: &'w [Series],
    pub index: &'w Index,
    /// Whether periods are taken in that no place states: for a ledger, which says what follows for them. What two claims imply for such a period is
    /// not held against each other, as a claim may count from a basis of its own.
    pub unstated: bool,
}

impl Weaver<'_> {
    /// A claim as a relation of the network; `None` where it is not certain which one it is.
    fn relation(&self, web: &mut Web, document: u32, relation: &Relation) -> Option<network::Relation> {
        if relation.loss || relation.verdict == Verdict::Unchecked && relation.joins.is_none() {
            return None;
        }
        let get = |role: Role| relation.get(role);
        let falls = relation.direction == Some(Direction::Down);
        let directed = matches!(relation.direction, Some(Direction::Up | Direction::Down));
        match relation.kind {
            Kind::Change if directed => {
                let result =
                    [Role::Percent, Role::Difference, Role::Multiple].into_iter().find(|role| get(*role).is_some())?;
                if result == Role::Multiple && falls || self.is_rate(relation) && result != Role::Difference {
                    return None;
                }
                // Looked up before anything is stated: a claim that lacks a level leaves no traces.
                let (new, old) = match (get(Role::New), get(Role::Old)) {
                    (Some(new), Some(old)) => {
                        (self.term(web, document, new, false)?, self.term(web, document, old, false)?)
                    }
                    (new, old) => self.joined(web, document, relation, new, old)?,
                };
                let result_term = self.term(web, document, get(result)?, falls)?;
                Some(match result {
                    Role::Percent => network::Relation::Percent { new, old, percent: result_term },
                    Role::Difference => network::Relation::Difference { new, old, difference: result_term },
                    _ => network::Relation::Multiple { new, old, multiple: result_term },
                })
            }
            Kind::Share => {
                let (part, whole, share) = (get(Role::Part)?, get(Role::Whole)?, get(Role::Share)?);
                if self.number(document, share)?.number.unit != crate::model::Unit::Percent {
                    return None;
                }
                Some(network::Relation::Share {
                    part: self.term(web, document, part, false)?,
                    whole: self.term(web, document, whole, false)?,
                    share: self.term(web, document, share, false)?,
                })
            }
            Kind::Total => {
                let plain = relation.terms.iter().all(|(role, _)| matches!(role, Role::Term | Role::Total));
                let total = get(Role::Total).filter(|_| plain)?;
                let terms = relation.terms.iter().filter(|(role, _)| *role == Role::Term);
                let terms: Option<Vec<VarId>> = terms.map(|(_, term)| self.term(web, document, term, false)).collect();
                let terms = terms.filter(|terms| terms.len() > 1)?;
                Some(network::Relation::Total { total: self.term(web, document, total, false)?, terms })
            }
            Kind::Balance if relation.terms.len() == 3 && relation.direction.is_some() => {
                Some(network::Relation::Balance {
                    inflow: self.term(web, document, get(Role::Inflow)?, false)?,
                    outflow: self.term(web, document, get(Role::Outflow)?, false)?,
                    balance: self.term(web, document, get(Role::Balance)?, falls)?,
                })
            }
            Kind::GrowthRate if directed && relation.years > 0 && !self.is_rate(relation) => {
                Some(network::Relation::Growth {
                    end: self.term(web, document, get(Role::End)?, false)?,
                    start: self.term(web, document, get(Role::Start)?, false)?,
                    percent: self.term(web, document, get(Role::Percent)?, falls)?,
                    periods: relation.years,
                })
            }
            Kind::Average if relation.terms.len() == 3 => Some(network::Relation::Average {
                total: self.term(web, document, get(Role::Total)?, false)?,
                count: self.term(web, document, get(Role::Count)?, false)?,
                average: self.term(web, document, get(Role::Average)?, false)?,
            }),
            _ => None,
        }
    }

    /// A record against the value that stood before it; `None` where none is known, or it is not certain to be of the same thing.
    fn order(&self, web: &mut Web, peaks: &mut Peaks, relation: &Relation) -> Option<network::Relation> {
        let high = records::beats_all(relation)?;
        let Some(Term::Fact(fact)) = relation.get(Role::Value) else { return None };
        let series = self.index.series(self.all, *fact)?;
        let entry = self.ledger.get(*fact)?;
        let peak = self.ledger.get(peaks.before(self.ledger, series, high, entry.fact.dated)?)?;
        let (own, other) = (series.cell(entry.fact.dated)?, series.cell(peak.fact.dated)?);
        let values = [entry, peak].map(|entry| entry.fact.number.value);
        if !parts::sure(series, values[0], values[1]) || !belongs(self.ledger, own, *fact) {
            return None;
        }
        let (record, before) = (web.cell(self.ledger, series, own), web.cell(self.ledger, series, other));
        let (smaller, larger) = if high { (before, record) } else { (record, before) };
        Some(network::Relation::Order { smaller, larger })
    }

    /// Whether the levels of a claim are rates in percent, of which a change in percent is another thing.
    fn is_rate(&self, relation: &Relation) -> bool {
        let unit = |term: &Term| match term {
            Term::Fact(fact) | Term::Repeat(fact, _) => {
                self.ledger.get(*fact).is_none_or(|entry| entry.fact.number.unit.is_ratio())
            }
            Term::Number(number, _) => number.unit.is_ratio(),
        };
        [Role::New, Role::Old, Role::Start, Role::End].into_iter().filter_map(|role| relation.get(role)).any(unit)
    }

    /// The variable of a term: its cell, the one cell of which its document prints the same number, or a variable of its own.
    fn term(&self, web: &mut Web, document: u32, term: &Term, negative: bool) -> Option<VarId> {
        let place = self.number(document, term)?;
        if let Term::Fact(fact) | Term::Repeat(fact, _) = term {
            let series = self.index.series(self.all, *fact)?;
            let cell = series.cell(self.ledger.get(*fact)?.fact.dated)?;
            if belongs(self.ledger, cell, *fact) {
                let variable = web.cell(self.ledger, series, cell);
                // What is repeated stands at a place of its own, and may be the one that is wrong.
                let repeated = place.fact.is_none() && !negative;
                if repeated && web.numbers.insert((document, place.span, false), variable).is_none() {
                    web.state(variable, place, false);
                }
                return Some(variable);
            }
        }
        Some(web.number(place, negative))
    }

    fn number(&self, document: u32, term: &Term) -> Option<Place> {
        Some(match term {
            Term::Fact(fact) => {
                let entry = self.ledger.get(*fact)?;
                let (span, number) = (entry.fact.span, entry.fact.number.clone());
                Place { document: entry.document, span, number, fact: Some(*fact), repeats: None }
            }
            Term::Repeat(fact, span) => {
                let number = self.ledger.get(*fact)?.fact.number.clone();
                Place { document, span: *span, number, fact: None, repeats: Some(*fact) }
            }
            Term::Number(number, span) => {
                Place { document, span: *span, number: Number::clone(number), fact: None, repeats: None }
            }
        })
    }

    /// The levels of a change that lacks one: the other stands in the same series, if the change certainly speaks of it.
    fn joined(
        &self,
        web: &mut Web,
        document: u32,
        relation: &Relation,
        new: Option<&Term>,
        old: Option<&Term>,
    ) -> Option<(VarId, VarId)> {
        let joins = relation.joins.as_deref()?;
        let own = new.or(old);
        let series = match own {
            Some(Term::Fact(fact)) => self.index.series(self.all, *fact)?,
            Some(Term::Repeat(..) | Term::Number(..)) => return None,
            None => self.series(joins, document)?,
        };
        // Where one level is stated and the other nowhere, there is nothing that the change could be held against.
        let free = own.is_none() && [joins.new, joins.old].iter().any(|dated| series.cell(*dated).is_none());
        let missing = |web: &mut Web, dated: Dated| match series.cell(dated) {
            Some(cell) => (free || self.sure(relation, series, cell)).then(|| web.cell(self.ledger, series, cell)),
            None => self.unstated.then(|| web.unstated(series, dated)),
        };
        let new = match new {
            Some(new) => self.term(web, document, new, false),
            None => missing(web, joins.new),
        };
        let old = match old {
            Some(old) => self.term(web, document, old, false),
            None => missing(web, joins.old),
        };
        new.zip(old)
    }

    /// The one series that has the periods of a change.
    pub fn series(&self, joins: &Joins, document: u32) -> Option<&Series> {
        let owner = self.index.owner(joins.metric, document);
        let has = |series: &Series, dated: Dated| series.cell(dated).is_some();
        let mut found = self.index.of_metric(self.all, joins.metric.key).filter(|series| {
            let (new, old) = (has(series, joins.new), has(series, joins.old));
            series.owner == owner && (new && old || self.unstated && (new || old))
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whether a level that stands elsewhere is certainly the one that a change speaks of: configured, or near what follows from the change.
    fn sure(&self, relation: &Relation, series: &Series, cell: &Cell) -> bool {
        if series.metric.certainty == Certainty::Configured {
            return true;
        }
        let value = |term: &Term| self.number(0, term).map(|place| place.number.value);
        let level = cell.agreed.first().and_then(|fact| self.ledger.get(*fact)).map(|entry| entry.fact.number.value);
        let sign = if relation.direction == Some(Direction::Down) { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let factor = relation.get(Role::Percent).and_then(value).and_then(|percent| {
            Decimal::ONE.checked_add(percent.checked_mul(sign)?.checked_div(Decimal::ONE_HUNDRED)?)
        });
        let implied = match (relation.get(Role::New).and_then(value), relation.get(Role::Old).and_then(value)) {
            (Some(new), None) => factor.and_then(|factor| new.checked_div(factor)),
            (None, Some(old)) => factor.and_then(|factor| old.checked_mul(factor)),
            _ => None,
        };
        level.zip(implied).is_some_and(|(level, implied)| near(level, implied))
    }

    /// The parts of a series that can't be more than their wholes, and the wholes that its parts fill; with what no place states, also those that they fill but for one period.
    fn wholes(&self, web: &mut Web, series: &Series) {
        for (whole, chain) in parts::filled(self.ledger, series) {
            let terms = chain.iter().map(|cell| web.cell(self.ledger, series, cell)).collect();
            let total = web.cell(self.ledger, series, whole);
            web.network.relate(network::Relation::Total { total, terms }, None);
            web.claims.push(None);
        }
        for (part, whole) in parts::bounds(self.ledger, series) {
            let (smaller, larger) = (web.cell(self.ledger, series, part), web.cell(self.ledger, series, whole));
            web.network.relate(network::Relation::Order { smaller, larger }, None);
            web.claims.push(None);
        }
        if !self.unstated {
            return;
        }
        for (whole, part, rest) in parts::rests(series) {
            let terms = vec![web.cell(self.ledger, series, part), web.unstated(series, rest)];
            let total = web.cell(self.ledger, series, whole);
            web.network.relate(network::Relation::Total { total, terms }, None);
            web.claims.push(None);
        }
    }
}
