//! Any text becomes prose whose every sentence leads back into the file.
#![no_main]

use claim_audit::document::{Document, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx] {
        let document = Document::parse(text, format);
        for block in &document.blocks {
            let prose = block.prose.text();
            let mut last = 0;
            for range in &block.sentences {
                assert!(last <= range.start && range.start <= range.end, "sentences in order");
                assert!(prose.get(range.start as usize..range.end as usize).is_some(), "{range:?} of {prose:?}");
                assert!(text.get(block.prose.span(range.clone()).range()).is_some(), "{range:?} leads out of the file");
                last = range.end;
            }
        }
    }
});
