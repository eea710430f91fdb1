//! Candidates: for each number that states a result, the ways in which the numbers around it may be its operands.

use std::cell::OnceCell;
use std::sync::LazyLock;

use smallvec::{SmallVec, smallvec};

use super::feature::{Sink, Template, VALUES};
use super::mention::{self, Mention};
use super::symbol::{self, Symbol, Symbols, TokenClass};
use crate::document::Document;
use crate::grammar::lexicon;
use crate::grammar::token::{Class, TokenKind};
use crate::model::{Claim, Kind, Quantity, Role, Span};
use crate::resolve::{self, Read};

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

impl Slot {
    /// The heads of its features.
    pub fn heads(self) -> impl Iterator<Item = Symbol> {
        std::iter::once(self.symbol).chain(self.general)
    }
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
    symbols: Symbols,
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
        let text = |read: &Read| document.blocks.get(read.block).map_or("", |block| block.prose.text());
        let symbols = Symbols::of(reads.iter().map(|read| (&read.sentence, text(read))));
        let mentions = mention::mentions(document, reads, &symbols);
        let mut scene = Self { document, reads, mentions, symbols, claims, played: Vec::new() };
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

    /// The number of a mention, with the period that its sentence gives it.
    pub(super) fn quantity(&self, at: usize) -> Option<Quantity> {
        let mention = self.mentions.get(at)?;
        let read = self.reads.get(mention.read)?;
        let prose = &self.document.blocks.get(read.block)?.prose;
        let period = read.sentence.period_of(mention.token);
        let period = period.map(|index| resolve::period_at(&read.sentence, index, prose));
        Some(resolve::of_amount(read.sentence.amount(mention.token)?, period, prose))
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
            let mut mention = mention::around(&read.sentence, self.symbols.line(index), token);
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
    /// How many of them stand in the sentence of the result, by their class.
    beside: [u8; 7],
    pointing: OnceCell<bool>,
}

/// What stands between two numbers of a sentence.
struct Gap {
    /// How many numbers, and how many of one class.
    any: usize,
    same: usize,
    /// How many statements end there.
    breaks: usize,
    commas: usize,
    verbs: usize,
    /// The last word of change.
    cue: Symbol,
    /// The tokens that are not idle, as far as there is room; `None` where there are more.
    words: Option<SmallVec<[Symbol; VALUES]>>,
}

impl Gap {
    fn of(scene: &Scene<'_>, read: usize, tokens: std::ops::Range<usize>, of: Class) -> Self {
        let sentence = &scene.reads[read].sentence;
        let line = scene.symbols.line(read);
        let words = Some(SmallVec::new());
        let mut gap = Self { any: 0, same: 0, breaks: 0, commas: 0, verbs: 0, cue: 0, words };
        for token in tokens {
            let there = &sentence.tokens[token];
            gap.breaks += usize::from(there.breaks);
            match there.kind {
                TokenKind::Amount(_, class) => {
                    gap.any += 1;
                    gap.same += usize::from(class == of);
                }
                TokenKind::Comma => gap.commas += 1,
                _ => {}
            }
            let Some(&(symbol, class)) = line.get(token) else { continue };
            match class {
                class if is_change(class) => gap.cue = symbol::of_class(class),
                TokenClass::Verb | TokenClass::Reach | TokenClass::Report => gap.verbs += 1,
                TokenClass::Adverb | TokenClass::Article | TokenClass::Hedge | TokenClass::Quote => continue,
                _ => {}
            }
            match &mut gap.words {
                // The side takes one of the places.
                Some(words) if words.len() + 1 < VALUES => words.push(symbol),
                words => *words = None,
            }
        }
        gap
    }

    /// The side on which it lies, and the tokens.
    fn values(&self, side: Symbol) -> Option<SmallVec<[Symbol; VALUES]>> {
        let mut values: SmallVec<[Symbol; VALUES]> = smallvec![side];
        values.extend_from_slice(self.words.as_ref()?);
        Some(values)
    }
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
        let near = scene.near(anchor);
        let mut beside = [0; 7];
        for at in near.iter().map(|at| &scene.mentions[*at]).filter(|at| at.read == anchor.mention.read) {
            beside[at.class as usize] += 1;
        }
        Self { scene, anchor, near, beside, pointing: OnceCell::new() }
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

    /// Whether two mentions may be of one unit.
    #[must_use]
    pub fn same_unit(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.scene.mentions[a], &self.scene.mentions[b]);
        a.class == b.class && mention::agree(self.scene.document, self.scene.reads, a, b).is_some()
    }

    /// The features of an operand in a slot.
    pub fn edge(&self, slot: Slot, at: usize, sink: &mut impl Sink) {
        for head in slot.heads() {
            self.around(at, |template, values| sink.feature(template, head, values));
            self.of_grammar(slot, head, at, sink);
        }
    }

    /// What is seen around an operand, whatever its slot.
    pub fn around(&self, at: usize, sink: impl FnMut(Template, &[Symbol])) {
        if self.scene.mentions[at].read == self.anchor.mention.read {
            self.beside(at, sink);
        } else {
            self.afar(at, sink);
        }
    }

    /// Which part the clause grammar gives an operand, here and in the claim of another result.
    pub fn of_grammar(&self, slot: Slot, head: Symbol, at: usize, sink: &mut impl Sink) {
        let grammar = match self.scene.grammar_role(self.anchor, at) {
            Some((kind, role)) if (kind, role) == (slot.kind, slot.role) => 4,
            Some(_) => 5,
            None => self.scene.grammar_fills(self.anchor, slot),
        };
        if self.scene.mentions[at].read == self.anchor.mention.read {
            sink.feature(Template::Grammar, head, &[grammar]);
        } else {
            sink.feature(Template::FarGrammar, head, &[grammar]);
            sink.feature(Template::FarGrammar, head, &[grammar, self.elsewhere(at)]);
        }
    }

    /// The part of a mention in the claim that the grammar found for another result.
    fn elsewhere(&self, at: usize) -> Symbol {
        match self.scene.played.get(at).copied().flatten() {
            Some((role, anchor)) if anchor != self.anchor.mention.span => role as Symbol + 1,
            _ => 0,
        }
    }

    /// An operand in another sentence.
    fn afar(&self, at: usize, mut sink: impl FnMut(Template, &[Symbol])) {
        let scene = self.scene;
        let (a, m) = (&self.anchor.mention, &scene.mentions[at]);
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
        sink(Template::FarDistance, &[far]);
        sink(Template::FarPlace, &[far, m.rank.min(2), capped(later, 2)]);
        sink(Template::FarBefore, &[m.left[0]]);
        sink(Template::FarBefore, &[m.lead.0, m.lead.1]);
        sink(Template::FarPointing, &[far, Symbol::from(self.points_back())]);
        sink(Template::FarResult, &[a.left[0]]);
        sink(Template::FarResult, &[a.right[0], a.right[1]]);
        sink(Template::Class, &[9, symbol_of(m.class)]);
        sink(Template::Period, &[9, m.period]);
    }

    /// An operand in the sentence of the result.
    fn beside(&self, at: usize, mut sink: impl FnMut(Template, &[Symbol])) {
        let scene = self.scene;
        let (a, m) = (&self.anchor.mention, &scene.mentions[at]);
        let sentence = &scene.reads[m.read].sentence;
        let side = Symbol::from(m.token > a.token);
        let (from, to) = (m.token.min(a.token) + 1, m.token.max(a.token));
        let gap = Gap::of(scene, m.read, from..to, m.class);
        let breaks = gap.breaks + usize::from(sentence.tokens.get(to).is_some_and(|token| token.breaks));
        sink(Template::Distance, &[side, bucket(to.saturating_sub(from))]);
        sink(Template::Before, &[side, m.left[0]]);
        sink(Template::BeforeTwo, &[side, m.left[0], m.left[1]]);
        sink(Template::After, &[side, m.right[0]]);
        sink(Template::AfterTwo, &[side, m.right[0], m.right[1]]);
        sink(Template::ResultBefore, &[side, a.left[0]]);
        sink(Template::ResultAfter, &[side, a.right[0]]);
        sink(Template::BothBefore, &[side, a.left[0], m.left[0]]);
        sink(Template::Lead, &[side, m.lead.0, m.lead.1]);
        sink(Template::LeadBoth, &[side, m.lead.0, a.lead.0]);
        sink(Template::Skipped, &[side, capped(gap.same, 3)]);
        sink(Template::SkippedAny, &[side, capped(gap.any, 4)]);
        sink(Template::Breaks, &[side, capped(breaks, 2), capped(gap.verbs, 2)]);
        sink(Template::Commas, &[side, capped(gap.commas, 2), Symbol::from(to - from > 8)]);
        sink(Template::Cue, &[side, gap.cue]);
        sink(Template::Class, &[symbol_of(m.class)]);
        sink(Template::Period, &[side, m.period]);
        sink(Template::Period, &[side, m.period, m.left[0]]);
        sink(Template::Depth, &[side, m.depth.min(2), a.depth.min(2)]);
        sink(Template::GrammarElsewhere, &[self.elsewhere(at)]);
        sink(Template::Place, &[side, m.rank.min(2)]);
        if let Some(values) = gap.values(side) {
            sink(Template::Between, &values);
        }
    }

    /// Whether the anchor's sentence begins by pointing back.
    #[must_use]
    pub fn points_back(&self) -> bool {
        let here = self.anchor.mention.read;
        let points_back = |read: &Read| resolve::points_back(&read.sentence, self.scene.text(here));
        *self.pointing.get_or_init(|| self.scene.reads.get(here).is_some_and(points_back))
    }

    /// The features of a candidate beyond those of its operands.
    pub fn tuple(&self, candidate: &Candidate, sink: &mut impl Sink) {
        self.kind(candidate.kind, sink);
        let Some(kind) = candidate.kind else { return };
        for slot in self.slots().iter().filter(|slot| slot.kind == kind && candidate.get(slot.role).is_none()) {
            self.empty(*slot, candidate, sink);
            self.unfilled(*slot, sink);
        }
        for (p, one, other) in pairs(candidate) {
            self.pair(p, one, other, sink);
        }
        self.order(candidate, sink);
    }

    /// The column of a kind of claim.
    fn head_of(&self, kind: Option<Kind>) -> Symbol {
        let column = match kind {
            None => 0,
            Some(Kind::Change) => 1,
            Some(Kind::Share) => 2,
            Some(_) => 3,
        };
        self.anchor.sort as Symbol * 4 + column
    }

    /// What speaks for a kind of claim, whatever its operands.
    pub fn kind(&self, kind: Option<Kind>, sink: &mut impl Sink) {
        let a = &self.anchor.mention;
        let k = self.head_of(kind);
        sink.feature(Template::Kind, k, &[]);
        sink.feature(Template::KindBefore, k, &[a.left[0]]);
        sink.feature(Template::KindBeforeTwo, k, &[a.left[0], a.left[1]]);
        sink.feature(Template::KindAfter, k, &[a.right[0]]);
        sink.feature(Template::KindAfterTwo, k, &[a.right[0], a.right[1]]);
        sink.feature(Template::KindCue, k, &[a.lead.0, a.lead.1]);
        let claim = self.anchor.claim.and_then(|claim| self.scene.claims.get(claim));
        let grammar = match claim.map(|claim| claim.kind) {
            None => 0,
            Some(Kind::Change) => 1,
            Some(Kind::Share) => 2,
            Some(_) => 3,
        };
        let reading = claim.and_then(|claim| claim.readings.first());
        let operands = reading.map_or(0, |reading| reading.roles.len() - 1);
        sink.feature(Template::KindGrammar, k, &[grammar, capped(operands, 2)]);
        let own = self.anchor.at.and_then(|at| self.scene.played.get(at).copied().flatten());
        sink.feature(Template::KindMore, k, &[own.map_or(0, |(role, _)| role as Symbol + 1)]);
        sink.feature(Template::KindMore, k, &[31, capped(self.near.len(), 3)]);
    }

    /// The order in which the result and its operands stand.
    pub fn order(&self, candidate: &Candidate, sink: &mut impl Sink) {
        let a = &self.anchor.mention;
        let mut order: SmallVec<[(usize, usize, Symbol); 4]> = SmallVec::new();
        order.push((a.read, a.token, 30));
        order.extend(candidate.roles.iter().map(|(role, at)| {
            let mention = &self.scene.mentions[*at];
            (mention.read, mention.token, *role as Symbol)
        }));
        order.sort_unstable();
        let values: SmallVec<[Symbol; 4]> = order.iter().map(|(.., role)| role + 1).collect();
        sink.feature(Template::Order, self.head_of(candidate.kind), &values);
    }

    /// A slot that a candidate leaves empty, beside those that it fills.
    pub fn empty(&self, slot: Slot, candidate: &Candidate, sink: &mut impl Sink) {
        let filled = Symbol::try_from(candidate.roles.len()).unwrap_or(3);
        let class = candidate.roles.first().map(|(_, at)| self.scene.mentions[*at].class);
        let own = class.map_or(self.beside.iter().sum(), |class| self.beside[class as usize]);
        let others = usize::from(own).saturating_sub(candidate.roles.len());
        sink.feature(Template::Empty, slot.symbol, &[filled, capped(others, 3)]);
    }

    /// An empty slot, whatever the others hold.
    pub fn unfilled(&self, slot: Slot, sink: &mut impl Sink) {
        let (a, s) = (&self.anchor.mention, slot.symbol);
        sink.feature(Template::EmptyAfter, s, &[a.right[0]]);
        sink.feature(Template::EmptyBefore, s, &[a.left[0]]);
        sink.feature(Template::EmptyGrammar, s, &[self.scene.grammar_fills(self.anchor, slot)]);
    }

    /// Two operands of a candidate.
    pub fn pair(&self, p: Symbol, one: usize, other: usize, sink: &mut impl Sink) {
        let scene = self.scene;
        let (x, y) = (&scene.mentions[one], &scene.mentions[other]);
        let agree = mention::agree(scene.document, scene.reads, x, y).unwrap_or(3);
        sink.feature(Template::PairNoun, p, &[agree]);
        sink.feature(Template::PairBefore, p, &[x.left[0], y.left[0]]);
        sink.feature(Template::PairLead, p, &[x.lead.0, y.lead.0]);
        sink.feature(Template::PairPeriod, p, &[x.period, y.period]);
        if x.read != y.read {
            sink.feature(Template::PairSentences, p, &[Symbol::from(x.read < y.read)]);
            return;
        }
        let side = Symbol::from(one < other);
        let a = &self.anchor.mention;
        sink.feature(Template::PairSentences, p, &[2, Symbol::from(a.read == x.read)]);
        let (from, to) = (x.token.min(y.token) + 1, x.token.max(y.token));
        let gap = Gap::of(scene, x.read, from..to, x.class);
        sink.feature(Template::PairSkipped, p, &[side, capped(gap.same, 3), capped(gap.breaks, 2)]);
        sink.feature(Template::Distance, 20 + p, &[side, bucket(to.saturating_sub(from))]);
        if let Some(values) = gap.values(side) {
            sink.feature(Template::PairBetween, p, &values);
        }
        sink.feature(Template::PairAfter, p, &[x.right[0], y.right[0]]);
    }
}

/// The pairs of operands of a candidate that are looked at, with the head of their features.
pub fn pairs(candidate: &Candidate) -> impl Iterator<Item = (Symbol, usize, usize)> {
    const PAIRS: [(Role, Role, Symbol); 5] = [
        (Role::New, Role::Old, 0),
        (Role::New, Role::Difference, 1),
        (Role::Old, Role::Difference, 2),
        (Role::Part, Role::Whole, 3),
        (Role::End, Role::Start, 0),
    ];
    let of = |(one, other, p)| Some((p, candidate.get(one)?, candidate.get(other)?));
    PAIRS.into_iter().filter_map(of)
}

fn symbol_of(class: Class) -> Symbol {
    symbol::of_class(symbol::of_amount(class))
}
