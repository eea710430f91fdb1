//! Speed against size and against numbers per sentence, on generated releases.
//!
//! `cargo bench --bench audit` runs all of it, `cargo bench --bench audit -- reading` one stage. Each stage includes those
//! before it, so the share of a stage is the difference to the line above. Growth must stay near linear: bytes per second
//! should hardly fall from 3 KB to 10 MB, nor items per second from 10 to 10,000 numbers in a sentence.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod generate;

use claim_audit::audit::audit;
use claim_audit::document::{Document, Format};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [3_000, 100_000, 10_000_000];
const NUMBERS: [usize; 4] = [10, 100, 1_000, 10_000];

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

// The second stage, reading plus grammar (tokens and readings of every sentence), has its place here.

/// The whole way from bytes to verdicts, without printing.
#[divan::bench(args = SIZES)]
fn auditing(bencher: Bencher, bytes: usize) {
    let text = generate::release(1, bytes);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| audit(black_box(&text), Format::Markdown));
}

// The last stage, rendering (human, concise, json into a `Vec<u8>`) of a report made beforehand, has its place here.

/// Growth with the numbers of one sentence, where a careless program compares every pair.
#[divan::bench(args = NUMBERS)]
fn numbers_in_a_sentence(bencher: Bencher, numbers: usize) {
    let text = generate::sentence(1, numbers);
    bencher
        .counter(ItemsCount::new(numbers))
        .counter(BytesCount::of_str(&text))
        .bench_local(|| audit(black_box(&text), Format::Text));
}
