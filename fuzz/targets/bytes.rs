//! Any bytes, read as any format, become a text within the limit or an error that says why not.
#![no_main]

use claim_audit::document::{Document, Format, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    const LIMIT: u64 = 1 << 20;
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx] {
        match decode(bytes.to_vec(), format, LIMIT) {
            Ok(text) => {
                let document = Document::parse(&text, format);
                for block in &document.blocks {
                    let end = u32::try_from(block.prose.text().len()).expect("within the limit");
                    assert!(text.get(block.prose.span(0..end).range()).is_some());
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
});
