//! A token said up to 50,000 times, between what stands before and behind it: time and stack grow no faster than the text.
#![no_main]

use claim_audit::audit::audit;
use claim_audit::document::{Format, decode};
use claim_audit::report::{Json, Renderer, Summary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u8, u8, &[u8])| {
    const LIMIT: usize = 1 << 20;
    const FORMATS: [Format; 9] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Csv,
        Format::Mail,
        Format::Docx,
        Format::Xlsx,
        Format::Odt,
        Format::Pdf,
    ];
    let (times, format, cut, bytes) = input;
    let format = FORMATS[usize::from(format) % FORMATS.len()];
    // The cut parts the bytes in three: what stands before, the token, what stands behind.
    let at = usize::from(cut) * bytes.len() / 256;
    let (before, rest) = bytes.split_at(at);
    let (token, behind) = rest.split_at(rest.len().min(24));
    let times = usize::from(times).min(50_000).min(LIMIT / token.len().max(1));
    let mut text = before.to_vec();
    for _ in 0..times {
        text.extend_from_slice(token);
    }
    text.extend_from_slice(behind);
    let Ok(text) = decode(text, format, LIMIT as u64) else { return };
    let report = audit(&text, format);
    let json = Renderer::Json(Json::default());
    let mut out = json.header();
    out.extend(json.document("a.md", &report));
    out.extend(json.finish(&Summary::of(&report), &[]));
    assert!(std::str::from_utf8(&out).is_ok());
});
