//! Any sentence becomes tokens in order that lie between its characters, and drafts that speak of tokens that are there.
#![no_main]

use claim_audit::grammar::{Sentence, clause, scan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(end) = u32::try_from(text.len()) else { return };
    let mut sentence = Sentence::default();
    scan(text, 0..end, &mut sentence);
    let mut last = 0;
    for token in &sentence.tokens {
        assert!(last <= token.start && token.start <= token.end, "tokens in order: {token:?}");
        assert!(text.get(token.start as usize..token.end as usize).is_some(), "{token:?}");
        last = token.end;
    }
    for draft in clause::read(&sentence) {
        assert!(draft.tokens.start <= draft.tokens.end && draft.tokens.end <= sentence.tokens.len(), "{draft:?}");
        assert!(!draft.readings.is_empty(), "{draft:?}");
    }
});
