//! Speed against size and against numbers per sentence, on generated releases.
//!
//! `cargo bench --bench audit` runs all of it, `cargo bench --bench audit -- reading` one stage. Reading, grammar and auditing
//! each include the stage before, so the share of one is the difference to the line above; rendering stands by itself. Growth
//! must stay near linear: bytes per second should hardly fall from 3 KB to 10 MB, nor items per second from 10 to 10,000
//! numbers in a sentence, paragraphs in a document, or from 10 to 1,000 documents.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod generate;

use claim_audit::audit::audit;
use claim_audit::conflicts::{NoSources, compare};
use claim_audit::document::{Document, Format};
use claim_audit::extract::extract;
use claim_audit::facts::Ledger;
use claim_audit::grammar::scan::worth_reading;
use claim_audit::grammar::{Sentence, clause, scan};
use claim_audit::report::{Concise, Human, Json, Renderer, Rows};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [3_000, 100_000, 10_000_000];
const NUMBERS: [usize; 4] = [10, 100, 1_000, 10_000];
const PARAGRAPHS: [usize; 4] = [10, 100, 1_000, 10_000];
const DOCUMENTS: [usize; 3] = [10, 100, 1_000];

fn main() {
    divan::main();
}

/// The first stage: bytes to blocks and sentences.
mod reading {
    use super::{Bencher, BytesCount, Document, Format, SIZES, black_box, generate};

    #[divan::bench(args = SIZES)]
    fn text(bencher: Bencher, bytes: usize) {
        read(bencher, bytes, Format::Text);
    }

    #[divan::bench(args = SIZES)]
    fn markdown(bencher: Bencher, bytes: usize) {
        read(bencher, bytes, Format::Markdown);
    }

    fn read(bencher: Bencher, bytes: usize, format: Format) {
        let text = generate::release(1, bytes);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| Document::parse(black_box(&text), format));
    }
}

/// The second stage: tokens and readings of every sentence, reading included.
mod grammar {
    use super::{
        Bencher, BytesCount, Document, Format, SIZES, Sentence, black_box, clause, generate, scan, worth_reading,
    };

    /// Numbers, units, periods and words only.
    #[divan::bench(args = SIZES)]
    fn tokens(bencher: Bencher, bytes: usize) {
        read(bencher, bytes, |_| 0);
    }

    /// Tokens, and the clauses around them.
    #[divan::bench(args = SIZES)]
    fn clauses(bencher: Bencher, bytes: usize) {
        read(bencher, bytes, |sentence| clause::read(sentence).len());
    }

    fn read(bencher: Bencher, bytes: usize, each: fn(&Sentence) -> usize) {
        let text = generate::release(1, bytes);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
            let document = Document::parse(black_box(&text), Format::Markdown);
            let mut sentence = Sentence::default();
            let mut found = 0;
            for block in &document.blocks {
                let prose = block.prose.text();
                for range in &block.sentences {
                    if prose.get(range.start as usize..range.end as usize).is_some_and(worth_reading) {
                        scan(prose, range.clone(), &mut sentence);
                        found += each(&sentence);
                    }
                }
            }
            found
        });
    }
}

/// The whole way from bytes to verdicts, without printing.
#[divan::bench(args = SIZES)]
fn auditing(bencher: Bencher, bytes: usize) {
    let text = generate::release(1, bytes);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| audit(black_box(&text), Format::Markdown));
}

/// Everything that was read, as rows: an audit, and a second look at every number and period.
#[divan::bench(args = SIZES)]
fn extracting(bencher: Bencher, bytes: usize) {
    let text = generate::release(1, bytes);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        Rows::Jsonl.document("claims/release.md", &extract(black_box(&text), Format::Markdown, None, 7))
    });
}

/// The last stage by itself: a report that was made beforehand, into bytes.
mod rendering {
    use super::{Bencher, BytesCount, Concise, Format, Human, Json, Renderer, SIZES, audit, black_box, generate};

    #[divan::bench(args = SIZES)]
    fn human(bencher: Bencher, bytes: usize) {
        let human = Human { width: 100, color: true, unicode: true, verbose: false, quiet: false };
        render(bencher, bytes, &Renderer::Human(human));
    }

    #[divan::bench(args = SIZES)]
    fn concise(bencher: Bencher, bytes: usize) {
        render(bencher, bytes, &Renderer::Concise(Concise { verbose: false }));
    }

    #[divan::bench(args = SIZES)]
    fn json(bencher: Bencher, bytes: usize) {
        render(bencher, bytes, &Renderer::Json(Json::default()));
    }

    /// Bytes are those of the release, so that the speeds of the stages compare.
    fn render(bencher: Bencher, bytes: usize, renderer: &Renderer) {
        let text = generate::release(1, bytes);
        let report = audit(&text, Format::Markdown);
        bencher
            .counter(BytesCount::of_str(&text))
            .bench_local(|| renderer.document("claims/release.md", black_box(&report)));
    }
}

/// Growth with the number of documents of the same size: each by itself, as the command audits them.
#[divan::bench(args = DOCUMENTS)]
fn documents(bencher: Bencher, documents: usize) {
    let texts: Vec<_> = (0..documents).map(|seed| generate::release(seed as u64 + 1, 3_000)).collect();
    bencher
        .counter(ItemsCount::new(documents))
        .counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>()))
        .bench_local(|| texts.iter().map(|text| audit(black_box(text), Format::Markdown).claims.len()).sum::<usize>());
}

/// Growth with the documents that are held against each other: months of the same offices, their facts gathered before.
#[divan::bench(args = DOCUMENTS)]
fn comparing(bencher: Bencher, documents: usize) {
    let mut ledger = Ledger::default();
    for number in 0..documents {
        let text = generate::monthly(number as u64, 1_000);
        ledger.add(u32::try_from(number).unwrap(), audit(&text, Format::Markdown).facts);
    }
    bencher.counter(ItemsCount::new(documents)).bench_local(|| compare(black_box(&ledger), &NoSources).agreements);
}

/// Growth with the paragraphs of one document: short ones, each with a number, so that linking has much to choose from.
#[divan::bench(args = PARAGRAPHS)]
fn paragraphs_in_a_document(bencher: Bencher, paragraphs: usize) {
    let text: String = (0..paragraphs).map(|seed| generate::sentence(seed as u64 + 1, 3) + "\n").collect();
    bencher
        .counter(ItemsCount::new(paragraphs))
        .counter(BytesCount::of_str(&text))
        .bench_local(|| audit(black_box(&text), Format::Text));
}

/// Growth with the numbers of one sentence, where a careless program compares every pair.
#[divan::bench(args = NUMBERS)]
fn numbers_in_a_sentence(bencher: Bencher, numbers: usize) {
    let text = generate::sentence(1, numbers);
    bencher
        .counter(ItemsCount::new(numbers))
        .counter(BytesCount::of_str(&text))
        .bench_local(|| audit(black_box(&text), Format::Text));
}
