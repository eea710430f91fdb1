//! Candidates: for each number that states a result, the ways in which the numbers around it may be its operands.

use std::sync::LazyLock;

use smallvec::SmallVec;

use super::feature::{Sink, Template};
use super::mention::{self, Mention};
use super::symbol::{self, Symbol, TokenClass};
use crate::document::Document;
use crate::grammar::lexicon;
use crate::grammar::token::{Class, TokenKind};
use crate::model::{Claim, Kind, Role, Span};
use crate::resolve::Read;

/// What kind of number states a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A percentage: of change, a share, a rate of growth.
    Percent,
    /// Percentage points.
    Points,
    /// A multiple, in figures or in a word.
    Multiple,
    /// An amount by which something changed.
    Difference,
}

/// A number that may state a result, with what the clause grammar made of it.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// The number.
    pub mention: Mention,
    /// Its place among the mentions, where it is one of them and not a word like "doubled".
    pub at: Option<usize>,
    /// What kind of result it may state.
    pub sort: Sort,
    /// The claim that the clause grammar found for it, as an index.
    pub claim: Option<usize>,
}

/// One place that an operand can take: the kind of claim and the role, apart for each sort of result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The kind of claim.
    pub kind: Kind,
    /// The role in it.
    pub role: Role,
    symbol: Symbol,
    /// The slot of a percentage that means the same, whose weights count too.
    general: Option<Symbol>,
}

const fn slot(kind: Kind, role: Role, symbol: Symbol, general: Option<Symbol>) -> Slot {
    Slot { kind, role, symbol, general }
}

const PERCENT: &[Slot] = &[
    slot(Kind::Change, Role::New, 0, None),
    slot(Kind::Change, Role::Old, 1, None),
    slot(Kind::Change, Role::Difference, 2, None),
    slot(Kind::Share, Role::Part, 9, None),
    slot(Kind::Share, Role::Whole, 10, None),
    slot(Kind::GrowthRate, Role::Start, 11, Some(1)),
    slot(Kind::GrowthRate, Role::End, 12, Some(0)),
];
const POINTS: &[Slot] = &[slot(Kind::Change, Role::New, 3, Some(0)), slot(Kind::Change, Role::Old, 4, Some(1))];
const MULTIPLE: &[Slot] = &[slot(Kind::Change, Role::New, 5, Some(0)), slot(Kind::Change, Role::Old, 6, Some(1))];
const DIFFERENCE: &[Slot] = &[slot(Kind::Change, Role::New, 7, Some(0)), slot(Kind::Change, Role::Old, 8, Some(1))];

impl Sort {
    /// The places that its operands can take.
    #[must_use]
    pub const fn slots(self) -> &'static [Slot] {
        match self {
            Self::Percent => PERCENT,
            Self::Points => POINTS,
            Self::Multiple => MULTIPLE,
            Self::Difference => DIFFERENCE,
        }
    }

    const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Percent => &[Kind::Change, Kind::Share, Kind::GrowthRate],
            _ => &[Kind::Change],
        }
    }
}

/// A way to fill the slots of one kind: for each slot of the sort, which mention, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The kind of claim; `None` if the number states no relation to printed numbers.
    pub kind: Option<Kind>,
    /// The operands, as indices into the mentions.
    pub roles: SmallVec<[(Role, usize); 3]>,
}

impl Candidate {
    /// Whether another candidate is the same, in whatever order.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.roles.len() == other.roles.len()
            && self.roles.iter().all(|(role, at)| other.get(*role) == Some(*at))
    }

    /// The operand in a role.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<usize> {
        self.roles.iter().find(|(r, _)| *r == role).map(|(_, at)| *at)
    }
}

/// All that the features of one document look at.
#[derive(Debug)]
pub struct Scene<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// Its sentences with numbers.
    pub reads: &'d [Read],
    /// Its mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    /// What the clause grammar found, with operands from elsewhere filled in.
    pub claims: &'d [Claim],
    /// For each mention, its role in a claim of the grammar that another number anchors.
    pub played: Vec<Option<(Role, Span)>>,
}

/// How many tokens of its own sentence a number looks back and ahead; what goes on for longer is no prose.
const REACH: usize = 80;

/// How many mentions a side of the result's own sentence gives a slot, and how many another sentence gives.
const NEAR: usize = 5;
const FAR: usize = 3;

/// How many mentions of another sentence are looked at.
const WIDE: usize = 24;

impl<'d> Scene<'d> {
    /// Everything of a document that links are made of.
    #[must_use]
    pub fn new(document: &'d Document<'d>, reads: &'d [Read], claims: &'d [Claim]) -> Self {
        let mentions = mention::mentions(document, reads);
        let mut scene = Self { document, reads, mentions, claims, played: Vec::new() };
        scene.played = vec![None; scene.mentions.len()];
        for claim in claims {
            let Some(reading) = claim.readings.first() else { continue };
            let anchor = anchor_span(claim).unwrap_or_default();
            for (role, quantity) in &reading.roles {
                if let Some(at) = scene.find(quantity.span)
                    && quantity.span != anchor
                {
                    scene.played[at] = Some((*role, anchor));
                }
            }
        }
        scene
    }

    /// The mention at a place in the file.
    #[must_use]
    pub fn find(&self, span: Span) -> Option<usize> {
        let at = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions.get(at).filter(|mention| mention.span == span).map(|_| at)
    }

    fn text(&self, read: usize) -> &str {
        self.reads
            .get(read)
            .and_then(|read| self.document.blocks.get(read.block))
            .map_or("", |block| block.prose.text())
    }

    /// The numbers that may state a result.
    #[must_use]
    pub fn anchors(&self) -> Vec<Anchor> {
        let mut by_span: Vec<(Span, usize)> =
            self.claims.iter().enumerate().filter_map(|(at, claim)| Some((anchor_span(claim)?, at))).collect();
        by_span.sort_by_key(|(span, _)| span.start);
        let claim_at = |span: Span| {
            let at = by_span.partition_point(|(other, _)| other.start < span.start);
            by_span.get(at).filter(|(other, _)| *other == span).map(|(_, claim)| *claim)
        };
        let mut anchors = Vec::new();
        for (at, mention) in self.mentions.iter().enumerate() {
            let claim = claim_at(mention.span);
            let sort = match mention.class {
                Class::Percent => Sort::Percent,
                Class::Points => Sort::Points,
                Class::Multiple => Sort::Multiple,
                Class::Money | Class::Count | Class::Time if claim.is_some() || Self::may_be_difference(mention) => {
                    Sort::Difference
                }
                _ => continue,
            };
            anchors.push(Anchor { mention: mention.clone(), at: Some(at), sort, claim });
        }
        // Words that are multiples have no amount; the grammar knows them.
        for (span, claim) in by_span.iter().filter(|(span, _)| self.find(*span).is_none()) {
            let Some(mention) = self.word_at(*span) else { continue };
            anchors.push(Anchor { mention, at: None, sort: Sort::Multiple, claim: Some(*claim) });
        }
        anchors.sort_by_key(|anchor| anchor.mention.span.start);
        anchors
    }

    /// A word in the place of a mention.
    fn word_at(&self, span: Span) -> Option<Mention> {
        let start_of = |read: &Read| {
            let prose = self.document.blocks.get(read.block).map(|block| &block.prose);
            prose.map_or(0, |prose| prose.span(read.range.clone()).start)
        };
        let after = self.reads.partition_point(|read| start_of(read) <= span.start);
        for (index, read) in self.reads.iter().enumerate().take(after).skip(after.saturating_sub(1)) {
            let prose = &self.document.blocks.get(read.block)?.prose;
            let (Some(first), Some(last)) = (read.sentence.tokens.first(), read.sentence.tokens.last()) else {
                continue;
            };
            let whole = prose.span(first.start..last.end);
            if whole.start > span.start || span.end > whole.end {
                continue;
            }
            let token =
                read.sentence.tokens.iter().position(|token| prose.span(token.start..token.end).end >= span.end)?;
            let mut mention = mention::around(&read.sentence, prose.text(), token);
            (mention.read, mention.class, mention.span) = (index, Class::Multiple, span);
            return Some(mention);
        }
        None
    }

    /// Whether a word of change stands right beside an amount: "by $5m", "up 33 cents", "a $5m increase", "$5m more than".
    fn may_be_difference(mention: &Mention) -> bool {
        let changes = |symbol: &Symbol| symbol::class_of(*symbol).is_some_and(is_change) || is_change_word(*symbol);
        mention.left.iter().any(changes) || mention.right[..2].iter().any(changes)
    }

    /// Which mentions may be operands of an anchor, the nearest of each sentence.
    fn near(&self, anchor: &Anchor) -> SmallVec<[usize; 24]> {
        let fits = |other: &Mention| match anchor.sort {
            Sort::Percent => !matches!(other.class, Class::Points | Class::Range | Class::Multiple),
            Sort::Points => other.class == Class::Percent,
            Sort::Multiple => !matches!(other.class, Class::Multiple | Class::Points | Class::Range),
            Sort::Difference => other.class == anchor.mention.class,
        };
        let here = anchor.mention.read;
        let first = self.mentions.partition_point(|mention| mention.read < here);
        let place =
            self.mentions.partition_point(|mention| (mention.read, mention.token) < (here, anchor.mention.token));
        let mut found = SmallVec::new();
        // The sentence before and the one before that: the last few numbers of each.
        let mut end = first;
        let mut at = here;
        for _ in 0..2 {
            let Some(before) = at.checked_sub(1) else { break };
            at = before;
            if !self.is_close(at, here) {
                break;
            }
            let start = self.mentions[..end].partition_point(|mention| mention.read < at);
            let own = &self.mentions[start..end];
            found.extend((0..own.len()).take(WIDE).filter(|i| fits(&own[*i])).take(FAR).map(|i| start + i));
            found.extend((0..own.len()).rev().take(WIDE).filter(|i| fits(&own[*i])).take(FAR).map(|i| start + i));
            end = start;
        }
        let mut before: SmallVec<[usize; NEAR]> = (first..place)
            .rev()
            .take_while(|i| anchor.mention.token - self.mentions[*i].token <= REACH)
            .filter(|i| fits(&self.mentions[*i]))
            .take(NEAR)
            .collect();
        before.reverse();
        found.extend(before);
        let last = self.mentions.partition_point(|mention| mention.read <= here);
        found.extend(
            (place..last)
                .take_while(|i| self.mentions[*i].token - anchor.mention.token <= REACH)
                .filter(|i| Some(*i) != anchor.at && fits(&self.mentions[*i]))
                .take(NEAR),
        );
        // The sentence after.
        let next = here + 1;
        if next < self.reads.len() && self.is_close(here, next) {
            let end = self.mentions.partition_point(|mention| mention.read <= next);
            found.extend((last..end).take(WIDE).filter(|i| fits(&self.mentions[*i])).take(FAR));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether two sentences stand so close that one may speak of the other's numbers.
    fn is_close(&self, earlier: usize, later: usize) -> bool {
        let (Some(a), Some(b)) = (self.reads.get(earlier), self.reads.get(later)) else { return false };
        b.number - a.number <= 2 && b.block - a.block <= 1
    }

    /// Which part the grammar gives the mention in the claim of the anchor.
    fn grammar_role(&self, anchor: &Anchor, at: usize) -> Option<(Kind, Role)> {
        let claim = self.claims.get(anchor.claim?)?;
        let span = self.mentions.get(at)?.span;
        let reading = claim.readings.first()?;
        reading.roles.iter().find(|(_, quantity)| quantity.span == span).map(|(role, _)| (claim.kind, *role))
    }

    /// What the grammar reads for an anchor, as far as its operands are mentions.
    #[must_use]
    pub fn grammar_candidate(&self, anchor: &Anchor) -> Option<Candidate> {
        let claim = self.claims.get(anchor.claim?)?;
        let slots = anchor.sort.slots();
        let operands = claim.readings.first()?.roles.iter().filter(|(role, quantity)| {
            quantity.span != anchor.mention.span
                && slots.iter().any(|slot| slot.kind == claim.kind && slot.role == *role)
        });
        let roles: Option<SmallVec<[(Role, usize); 3]>> =
            operands.map(|(role, quantity)| Some((*role, self.find(quantity.span)?))).collect();
        Some(Candidate { kind: Some(claim.kind), roles: roles? })
    }

    /// Whether the grammar fills a role of the anchor's claim.
    fn grammar_fills(&self, anchor: &Anchor, slot: Slot) -> Symbol {
        match anchor.claim.and_then(|claim| self.claims.get(claim)) {
            None => 0,
            Some(claim) if claim.kind != slot.kind => 1,
            Some(claim) if claim.readings.first().is_some_and(|reading| reading.has(slot.role)) => 2,
            Some(_) => 3,
        }
    }
}

/// The span of the number that states the result of a claim that the linker sees to.
#[must_use]
pub fn anchor_span(claim: &Claim) -> Option<Span> {
    let reading = claim.readings.first()?;
    let roles: &[Role] = match claim.kind {
        Kind::Change => &[Role::Percent, Role::Multiple, Role::Difference],
        Kind::Share => &[Role::Share],
        Kind::GrowthRate => &[Role::Percent],
        _ => return None,
    };
    roles.iter().find_map(|role| reading.get(*role)).map(|quantity| quantity.span)
}

const fn is_change(class: TokenClass) -> bool {
    matches!(
        class,
        TokenClass::UpVerb
            | TokenClass::DownVerb
            | TokenClass::UpNoun
            | TokenClass::DownNoun
            | TokenClass::UpBoth
            | TokenClass::DownBoth
            | TokenClass::UpParticle
            | TokenClass::DownParticle
            | TokenClass::Changed
            | TokenClass::Better
    )
}

/// Whether a word of the vocabulary is one of change.
fn is_change_word(symbol: Symbol) -> bool {
    // Asked of six symbols beside each amount: looked up once for the whole vocabulary.
    static CHANGES: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let of_change = |name: &str| matches!(lexicon::lookup(name), Some(lexicon::Word::Change(..)));
        symbol::names().iter().map(|name| of_change(name)).collect()
    });
    CHANGES.get(usize::from(symbol)).copied().unwrap_or(false)
}

/// The candidates of one anchor with what their features are made of.
#[derive(Debug)]
pub struct Lattice<'s, 'd> {
    scene: &'s Scene<'d>,
    /// The anchor.
    pub anchor: &'s Anchor,
    /// The mentions that may be operands.
    pub near: SmallVec<[usize; 24]>,
}

/// Buckets of distances.
fn bucket(distance: usize) -> Symbol {
    match distance {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        4 | 5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=22 => 7,
        _ => 8,
    }
}

fn capped(count: usize, most: Symbol) -> Symbol {
    Symbol::try_from(count).unwrap_or(most).min(most)
}

impl<'s, 'd> Lattice<'s, 'd> {
    /// The candidates of an anchor.
    #[must_use]
    pub fn new(scene: &'s Scene<'d>, anchor: &'s Anchor) -> Self {
        Self { scene, anchor, near: scene.near(anchor) }
    }

    /// The slots of the anchor's sort.
    #[must_use]
    pub const fn slots(&self) -> &'static [Slot] {
        self.anchor.sort.slots()
    }

    /// Whether a mention can take a slot at all.
    #[must_use]
    pub fn fits(&self, slot: Slot, at: usize) -> bool {
        let mention = &self.scene.mentions[at];
        match slot.role {
            Role::Difference => {
                mention.read == self.anchor.mention.read
                    && mention.token.abs_diff(self.anchor.mention.token) <= 12
                    && mention.class != Class::Percent
            }
            Role::Part | Role::Whole => mention.class != Class::Percent,
            Role::Start | Role::End => matches!(mention.class, Class::Money | Class::Count),
            _ => true,
        }
    }

    /// Every candidate whose operands are of one unit; `keep` says for a slot which mentions are worth trying.
    #[must_use]
    pub fn candidates(&self, mut keep: impl FnMut(usize, Slot) -> SmallVec<[usize; 8]>) -> Vec<Candidate> {
        let mut all = vec![Candidate { kind: None, roles: SmallVec::new() }];
        let slots = self.slots();
        for &kind in self.anchor.sort.kinds() {
            let from = all.len();
            all.push(Candidate { kind: Some(kind), roles: SmallVec::new() });
            for (index, slot) in slots.iter().enumerate().filter(|(_, slot)| slot.kind == kind) {
                let operands = keep(index, *slot);
                let until = all.len();
                for at in from..until {
                    for &operand in &operands {
                        let one = &all[at];
                        let fits = |(_, other): &(Role, usize)| *other != operand && self.same_unit(*other, operand);
                        if one.roles.iter().all(fits) {
                            let mut more = one.clone();
                            more.roles.push((slot.role, operand));
                            all.push(more);
                        }
                    }
                }
            }
            all.remove(from);
        }
        all
    }

    fn same_unit(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.scene.mentions[a], &self.scene.mentions[b]);
        a.class == b.class && mention::agree(self.scene.document, self.scene.reads, a, b).is_some()
    }

    /// The features of an operand in a slot.
    pub fn edge(&self, slot: Slot, at: usize, sink: &mut impl Sink) {
        self.edge_as(slot.symbol, slot, at, sink);
        if let Some(general) = slot.general {
            self.edge_as(general, slot, at, sink);
        }
    }

    #[allow(clippy::too_many_lines)] // A list of features; to part it would hide that each is taken once.
    fn edge_as(&self, s: Symbol, slot: Slot, at: usize, sink: &mut impl Sink) {
        let scene = self.scene;
        let (a, m) = (&self.anchor.mention, &scene.mentions[at]);
        let grammar = match scene.grammar_role(self.anchor, at) {
            Some((kind, role)) if (kind, role) == (slot.kind, slot.role) => 4,
            Some(_) => 5,
            None => scene.grammar_fills(self.anchor, slot),
        };
        let elsewhere = match scene.played.get(at).copied().flatten() {
            Some((role, anchor)) if anchor != a.span => role as Symbol + 1,
            _ => 0,
        };
        if m.read != a.read {
            let (side, gap) = if m.read < a.read {
                (0, scene.reads[a.read].number - scene.reads[m.read].number)
            } else {
                (1, scene.reads[m.read].number - scene.reads[a.read].number)
            };
            let far = side * 3 + capped(gap, 2);
            let later = scene.mentions[at + 1..]
                .iter()
                .take(WIDE)
                .take_while(|other| other.read == m.read)
                .filter(|other| other.class == m.class)
                .count();
            sink.feature(Template::FarDistance, &[s, far]);
            sink.feature(Template::FarPlace, &[s, far, m.rank.min(2), capped(later, 2)]);
            sink.feature(Template::FarBefore, &[s, m.left[0]]);
            sink.feature(Template::FarBefore, &[s, m.lead.0, m.lead.1]);
            sink.feature(Template::FarGrammar, &[s, grammar]);
            sink.feature(Template::FarGrammar, &[s, grammar, elsewhere]);
            sink.feature(Template::FarPointing, &[s, far, Symbol::from(self.points_back())]);
            sink.feature(Template::FarResult, &[s, a.left[0]]);
            sink.feature(Template::FarResult, &[s, a.right[0], a.right[1]]);
            sink.feature(Template::Class, &[s, 9, symbol_of(m.class)]);
            sink.feature(Template::Period, &[s, 9, m.period]);
            return;
        }
        let sentence = &scene.reads[m.read].sentence;
        let text = scene.text(m.read);
        let side = Symbol::from(m.token > a.token);
        let (from, to) = (m.token.min(a.token) + 1, m.token.max(a.token));
        sink.feature(Template::Distance, &[s, side, bucket(to.saturating_sub(from))]);
        sink.feature(Template::Before, &[s, side, m.left[0]]);
        sink.feature(Template::BeforeTwo, &[s, side, m.left[0], m.left[1]]);
        sink.feature(Template::After, &[s, side, m.right[0]]);
        sink.feature(Template::AfterTwo, &[s, side, m.right[0], m.right[1]]);
        sink.feature(Template::ResultBefore, &[s, side, a.left[0]]);
        sink.feature(Template::ResultAfter, &[s, side, a.right[0]]);
        sink.feature(Template::BothBefore, &[s, side, a.left[0], m.left[0]]);
        sink.feature(Template::Lead, &[s, side, m.lead.0, m.lead.1]);
        sink.feature(Template::LeadBoth, &[s, side, m.lead.0, a.lead.0]);
        let mut same = 0;
        let mut any = 0;
        let (mut breaks, mut commas) = (0, 0);
        let mut cue = 0;
        let mut verb = 0;
        for token in from..to {
            let there = &sentence.tokens[token];
            if there.breaks {
                breaks += 1;
            }
            match there.kind {
                TokenKind::Amount(_, class) => {
                    any += 1;
                    same += usize::from(class == m.class);
                }
                TokenKind::Comma => commas += 1,
                _ => {}
            }
            let class = symbol::class(sentence, Some(token));
            if is_change(class) {
                cue = symbol::of_class(class);
            } else if matches!(class, TokenClass::Verb | TokenClass::Reach | TokenClass::Report) {
                verb += 1;
            }
        }
        if side == 1 && sentence.tokens.get(to).is_some_and(|token| token.breaks)
            || side == 0 && sentence.tokens.get(to).is_some_and(|token| token.breaks)
        {
            breaks += 1;
        }
        sink.feature(Template::Skipped, &[s, side, capped(same, 3)]);
        sink.feature(Template::SkippedAny, &[s, side, capped(any, 4)]);
        sink.feature(Template::Breaks, &[s, side, capped(breaks, 2), capped(verb, 2)]);
        sink.feature(Template::Commas, &[s, side, capped(commas, 2), Symbol::from(to - from > 8)]);
        sink.feature(Template::Cue, &[s, side, cue]);
        sink.feature(Template::Class, &[s, symbol_of(m.class)]);
        sink.feature(Template::Period, &[s, side, m.period]);
        sink.feature(Template::Period, &[s, side, m.period, m.left[0]]);
        sink.feature(Template::Depth, &[s, side, m.depth.min(2), a.depth.min(2)]);
        sink.feature(Template::Grammar, &[s, grammar]);
        sink.feature(Template::GrammarElsewhere, &[s, elsewhere]);
        sink.feature(Template::Place, &[s, side, m.rank.min(2)]);
        // What lies between, where it is short.
        let mut values = [0; super::feature::VALUES];
        let mut length = 2;
        (values[0], values[1]) = (s, side);
        for token in from..to {
            let class = symbol::class(sentence, Some(token));
            if matches!(class, TokenClass::Adverb | TokenClass::Article | TokenClass::Hedge | TokenClass::Quote) {
                continue;
            }
            if length == values.len() {
                return;
            }
            values[length] = symbol::symbol(sentence, text, Some(token));
            length += 1;
        }
        sink.feature(Template::Between, &values[..length]);
    }

    /// Whether the anchor's sentence begins by pointing back.
    #[must_use]
    pub fn points_back(&self) -> bool {
        let Some(read) = self.scene.reads.get(self.anchor.mention.read) else { return false };
        crate::resolve::points_back(&read.sentence, self.scene.text(self.anchor.mention.read))
    }

    /// The features of a candidate beyond those of its operands.
    pub fn tuple(&self, candidate: &Candidate, sink: &mut impl Sink) {
        let a = &self.anchor.mention;
        let sort = self.anchor.sort as Symbol * 4;
        let k = sort
            + match candidate.kind {
                None => 0,
                Some(Kind::Change) => 1,
                Some(Kind::Share) => 2,
                Some(_) => 3,
            };
        sink.feature(Template::Kind, &[k]);
        sink.feature(Template::KindBefore, &[k, a.left[0]]);
        sink.feature(Template::KindBeforeTwo, &[k, a.left[0], a.left[1]]);
        sink.feature(Template::KindAfter, &[k, a.right[0]]);
        sink.feature(Template::KindAfterTwo, &[k, a.right[0], a.right[1]]);
        sink.feature(Template::KindCue, &[k, a.lead.0, a.lead.1]);
        let grammar = match self.anchor.claim.and_then(|claim| self.scene.claims.get(claim)) {
            None => 0,
            Some(claim) => match claim.kind {
                Kind::Change => 1,
                Kind::Share => 2,
                _ => 3,
            },
        };
        let operands = self
            .anchor
            .claim
            .and_then(|claim| self.scene.claims.get(claim))
            .map_or(0, |claim| claim.readings.first().map_or(0, |reading| reading.roles.len() - 1));
        sink.feature(Template::KindGrammar, &[k, grammar, capped(operands, 2)]);
        let own = self.anchor.at.and_then(|at| self.scene.played.get(at).copied().flatten());
        sink.feature(Template::KindMore, &[k, own.map_or(0, |(role, _)| role as Symbol + 1)]);
        sink.feature(Template::KindMore, &[k, 31, capped(self.near.len(), 3)]);
        let Some(kind) = candidate.kind else { return };
        for slot in self.slots().iter().filter(|slot| slot.kind == kind && candidate.get(slot.role).is_none()) {
            self.empty(*slot, candidate, sink);
        }
        let role = |role| candidate.get(role);
        let pairs = [
            (Role::New, Role::Old, 0),
            (Role::New, Role::Difference, 1),
            (Role::Old, Role::Difference, 2),
            (Role::Part, Role::Whole, 3),
            (Role::End, Role::Start, 0),
        ];
        for (one, other, p) in pairs {
            if let (Some(one), Some(other)) = (role(one), role(other)) {
                self.pair(p, one, other, sink);
            }
        }
        // The order in which they stand.
        let mut order: SmallVec<[(usize, usize, Symbol); 4]> = SmallVec::new();
        order.push((a.read, a.token, 30));
        order.extend(candidate.roles.iter().map(|(role, at)| {
            let mention = &self.scene.mentions[*at];
            (mention.read, mention.token, *role as Symbol)
        }));
        order.sort_unstable();
        let mut values = [k, 0, 0, 0, 0];
        for (place, (.., role)) in values[1..].iter_mut().zip(&order) {
            *place = *role + 1;
        }
        sink.feature(Template::Order, &values[..=order.len()]);
    }

    fn empty(&self, slot: Slot, candidate: &Candidate, sink: &mut impl Sink) {
        let a = &self.anchor.mention;
        let s = slot.symbol;
        let filled = Symbol::try_from(candidate.roles.len()).unwrap_or(3);
        let class = candidate.roles.first().map(|(_, at)| self.scene.mentions[*at].class);
        let others = self.near.iter().filter(|at| {
            let mention = &self.scene.mentions[**at];
            mention.read == a.read && class.is_none_or(|class| class == mention.class)
        });
        let others = others.count().saturating_sub(candidate.roles.len());
        sink.feature(Template::Empty, &[s, filled, capped(others, 3)]);
        sink.feature(Template::EmptyAfter, &[s, a.right[0]]);
        sink.feature(Template::EmptyBefore, &[s, a.left[0]]);
        sink.feature(Template::EmptyGrammar, &[s, self.scene.grammar_fills(self.anchor, slot)]);
    }

    fn pair(&self, p: Symbol, one: usize, other: usize, sink: &mut impl Sink) {
        let scene = self.scene;
        let (x, y) = (&scene.mentions[one], &scene.mentions[other]);
        let agree = mention::agree(scene.document, scene.reads, x, y).unwrap_or(3);
        sink.feature(Template::PairNoun, &[p, agree]);
        sink.feature(Template::PairBefore, &[p, x.left[0], y.left[0]]);
        sink.feature(Template::PairLead, &[p, x.lead.0, y.lead.0]);
        sink.feature(Template::PairPeriod, &[p, x.period, y.period]);
        if x.read != y.read {
            sink.feature(Template::PairSentences, &[p, Symbol::from(x.read < y.read)]);
            return;
        }
        let side = Symbol::from(one < other);
        let a = &self.anchor.mention;
        sink.feature(Template::PairSentences, &[p, 2, Symbol::from(a.read == x.read)]);
        let sentence = &scene.reads[x.read].sentence;
        let text = scene.text(x.read);
        let (from, to) = (x.token.min(y.token) + 1, x.token.max(y.token));
        let mut same = 0;
        let mut breaks = 0;
        let mut values = [0; super::feature::VALUES];
        (values[0], values[1]) = (p, side);
        let mut length = 2;
        for token in from..to {
            let there = &sentence.tokens[token];
            breaks += usize::from(there.breaks);
            if let TokenKind::Amount(_, class) = there.kind {
                same += usize::from(class == x.class);
            }
            let class = symbol::class(sentence, Some(token));
            if matches!(class, TokenClass::Adverb | TokenClass::Article | TokenClass::Hedge | TokenClass::Quote) {
                continue;
            }
            if length < values.len() {
                values[length] = symbol::symbol(sentence, text, Some(token));
            }
            length += 1;
        }
        sink.feature(Template::PairSkipped, &[p, side, capped(same, 3), capped(breaks, 2)]);
        sink.feature(Template::Distance, &[20 + p, side, bucket(to.saturating_sub(from))]);
        if length <= values.len() {
            sink.feature(Template::PairBetween, &values[..length]);
        }
        sink.feature(Template::PairAfter, &[p, x.right[0], y.right[0]]);
    }
}

fn symbol_of(class: Class) -> Symbol {
    symbol::of_class(symbol::of_amount(class))
}
