//! Which number is meant: from the drafts of single sentences to the claims of a document.
//!
//! A sentence often states a result whose operands stand elsewhere: in the sentence before, in the headline, beside the same
//! metric. An operand is taken over where the words say so ("This marks …", the same metric and period), or where the sum
//! confirms it; where neither does, the claim stays without it and is counted as unchecked.

mod caution;
mod convert;
mod echo;
mod kinds;
mod level;
mod list;
mod margin;
mod mention;
mod merge;
mod nearby;
mod net;
mod operand;
mod points;
mod quote;
mod ratio;
mod share;
mod table;
mod tally;
mod total;
mod words;

use std::cell::Cell;
use std::ops::Range;

use crate::document::{BlockKind, Document};
use crate::grammar::clause::{self, Draft};
use crate::grammar::{Sentence, scan};
use crate::model::{Claim, Period, Span};

pub use convert::{claim as claim_of, of_amount, period as period_at, points_back};
use level::Level;
pub use mention::{Mention, MentionPlace, Mentions};
pub use points::points_habit;
pub use table::{Figure, figures};

/// What the text states.
#[derive(Debug, Clone, Default)]
pub struct Resolved<'d> {
    /// The claims of prose, in the order of the text: for the linker to choose among.
    pub claims: Vec<Claim>,
    /// The claims of tables and lists, and what follows from several claims: they stand as they are.
    pub settled: Vec<Claim>,
    /// The sentences with numbers, as they were read.
    pub reads: Vec<Read>,
    /// What the text states of levels and growth, to be compared with other places.
    pub mentions: Mentions<'d>,
    /// How many numbers could not be read with certainty and were left alone.
    pub skipped: u32,
    /// Those of them that are too large for any sum.
    pub too_large: Vec<Span>,
}

/// A sentence as it was read, with its place in the document.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// Its tokens, numbers and periods.
    pub sentence: Sentence,
    /// The block, as an index.
    pub block: usize,
    /// Its bytes in the block's prose.
    pub range: Range<u32>,
    /// The number of the sentence in the document, from 1.
    pub number: usize,
}

/// A claim on its way: where it stands and the words that name its metric.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // Each is an observation of its own; no two of them make up one state.
struct Stated<'d> {
    /// What its number is said of, for readers of the report, where the grammar found no subject.
    topic: Option<String>,
    claim: Claim,
    /// The number of the sentence in the document.
    sentence: usize,
    /// Whether that block is the title or a heading.
    headline: bool,
    /// Whether the sentence points back: "This marks …", "That was …".
    anaphoric: bool,
    /// The words of the metric, where the sentence names one.
    metric: words::Phrase<'d>,
    /// For a share: the words of the whole, the head noun first.
    whole: Vec<u64>,
    /// The last period that the sentence names.
    period: Option<Period>,
    /// No claim by itself: dropped unless a later sentence speaks of it.
    silent: bool,
    /// Taken into another claim.
    gone: bool,
}

/// Reads a document and finds the operands of each of its claims.
#[must_use]
pub fn resolve<'d>(document: &'d Document<'_>) -> Resolved<'d> {
    let mut reader = Reader::with_capacity(document.blocks.iter().map(|block| block.sentences.len()).sum());
    let mut batch = SPARE.take();
    for (index, block) in document.blocks.iter().enumerate() {
        for range in &block.sentences {
            reader.sentences += 1;
            batch.scan(document, Place { block: index, range: range.clone(), number: reader.sentences });
            if batch.places.len() == Batch::FULL {
                reader.read(document, &mut batch);
            }
        }
    }
    reader.read(document, &mut batch);
    SPARE.set(batch);
    let Reader { mut stated, levels, skipped, too_large, mut mentions, mut reads, .. } = reader;
    let tables = table::read(document);
    stated.retain(|stated| !tables.covers(stated.claim.statement));
    reads.retain(|read| !tables.covers(document.blocks[read.block].prose.span(read.range.clone())));
    mentions.list.retain(|mention| !tables.covers(mention.name_span));
    tables.mentions(&mut mentions.list);
    operand::find(&mut stated, &levels, document);
    kinds::settle(&mut stated);
    total::find(&mut stated, &levels, document);
    echo::find(&mut stated, &levels, document);
    margin::find(&mut stated, &levels, document);
    table::fill(&mut stated, &tables);
    table::peers(&mut stated, &tables, document);
    merge::duplicates(&mut stated);
    caution::settle(&mut stated, document);
    let balances = net::read(&stated);
    let claims: Vec<Claim> =
        stated.into_iter().filter(|stated| !stated.gone && !stated.silent).map(Stated::named).collect();
    let mut settled = tally::read(document);
    settled.extend(ratio::read(document, &claims));
    settled.extend(tables.claims);
    settled.extend(balances);
    settled.extend(list::read(document));
    Resolved { claims, settled, reads, mentions, skipped, too_large }
}

#[derive(Default)]
struct Reader<'d> {
    stated: Vec<Stated<'d>>,
    mentions: Mentions<'d>,
    levels: Vec<Level>,
    reads: Vec<Read>,
    sentences: usize,
    /// The blocks up to here have been entered.
    entered: usize,
    skipped: u32,
    too_large: Vec<Span>,
}

/// Where a sentence stands.
struct Place {
    block: usize,
    range: Range<u32>,
    /// The number of the sentence in the document, from 1.
    number: usize,
}

/// Sentences that are read together: all are scanned, then all are parsed, then what they state is taken.
///
/// To go all the way for each sentence would fetch the code of all stages anew each time: it does not fit the nearest cache.
#[derive(Default)]
struct Batch {
    /// As many as were ever needed; those in use come first, and each keeps its memory.
    sentences: Vec<Sentence>,
    /// What each of them states.
    drafts: Vec<Vec<Draft>>,
    places: Vec<Place>,
}

thread_local! {
    /// The lists that sentences are read into. They grow with the first documents, and each thread keeps them for the next.
    static SPARE: Cell<Batch> = const { Cell::new(Batch { sentences: Vec::new(), drafts: Vec::new(), places: Vec::new() }) };
}

impl Batch {
    /// Enough to share the cost, few enough for their tokens to stay at hand.
    const FULL: usize = 16;

    /// Scans a sentence, if it may state anything.
    fn scan(&mut self, document: &Document<'_>, place: Place) {
        let (text, range) = (document.blocks[place.block].prose.text(), place.range.clone());
        if !text.get(range.start as usize..range.end as usize).is_some_and(scan::worth_reading) {
            return;
        }
        if self.sentences.len() == self.places.len() {
            self.sentences.push(Sentence::default());
            self.drafts.push(Vec::new());
        }
        if let Some(sentence) = self.sentences.get_mut(self.places.len()) {
            sentence.dollar = document.dollar;
            scan(text, range, sentence);
            self.places.push(place);
        }
    }
}

impl<'d> Reader<'d> {
    /// Room for what so many sentences may state, set aside at once: to grow means to move all that is there.
    fn with_capacity(sentences: usize) -> Self {
        Self { stated: Vec::with_capacity(sentences / 2), levels: Vec::with_capacity(sentences), ..Self::default() }
    }

    /// Takes what the sentences of a batch state, and empties it.
    fn read(&mut self, document: &'d Document<'_>, batch: &mut Batch) {
        let full = batch.places.len();
        clause::read_all(&batch.sentences[..full], &mut batch.drafts[..full]);
        for ((sentence, place), drafts) in batch.sentences.iter().zip(&batch.places).zip(&batch.drafts) {
            self.enter(document, place.block);
            self.skipped += sentence.skipped;
            let block = &document.blocks[place.block];
            self.too_large.extend(sentence.too_large.iter().map(|range| block.prose.span(range.clone())));
            level::collect(&mut self.levels, sentence, drafts, place.block, place.number);
            let headline = matches!(block.kind, BlockKind::Title | BlockKind::Heading(_));
            self.mentions.collect(sentence, drafts, &block.prose, &place.range, headline);
            for draft in drafts {
                let Some(stated) = state(sentence, draft, &block.prose, place) else { continue };
                self.stated.push(Stated { headline, ..stated });
            }
        }
        for (sentence, place) in batch.sentences.iter_mut().zip(&batch.places) {
            if !sentence.places.is_empty() {
                let sentence = std::mem::take(sentence);
                self.reads.push(Read {
                    sentence,
                    block: place.block,
                    range: place.range.clone(),
                    number: place.number,
                });
            }
        }
        batch.places.clear();
    }

    /// Notes the headings on the way to a block.
    fn enter(&mut self, document: &Document<'_>, block: usize) {
        for between in self.entered..=block {
            if matches!(document.blocks[between].kind, BlockKind::Heading(_)) {
                self.mentions.heading(between);
            }
        }
        self.entered = self.entered.max(block + 1);
    }
}

impl Stated<'_> {
    /// The claim with the name of what it measures.
    fn named(self) -> Claim {
        let mut claim = self.claim;
        claim.metric = claim.metric.or(self.topic);
        claim
    }
}

/// A draft as a claim of the document.
fn state<'d>(
    sentence: &Sentence,
    draft: &Draft,
    prose: &'d crate::document::Prose<'_>,
    place: &Place,
) -> Option<Stated<'d>> {
    let claim = convert::claim(sentence, draft, prose, &place.range)?;
    let metric = draft.metric.as_ref().and_then(|tokens| convert::text(sentence, tokens, prose.text()));
    let topic = if metric.is_none() { convert::topic(sentence, draft, prose) } else { None };
    Some(Stated {
        claim,
        topic,
        sentence: place.number,
        headline: false,
        anaphoric: points_back(sentence, prose.text()),
        metric: metric.map(words::Phrase::of).unwrap_or_default(),
        whole: draft
            .whole
            .as_ref()
            .map(|tokens| convert::head_first(sentence, tokens, prose.text()))
            .unwrap_or_default(),
        period: convert::last_period(sentence, prose),
        silent: draft.silent,
        gone: false,
    })
}
