//! The whole way: any text is audited and printed in every format, and the JSON that comes out is JSON.
#![no_main]

use claim_audit::audit::audit;
use claim_audit::document::Format;
use claim_audit::extract::extract;
use claim_audit::report::extract::Table;
use claim_audit::report::{Concise, Human, Json, Renderer, Rows, Summary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx] {
        let report = audit(text, format);
        let human = Human { width: 80, color: false, unicode: true, verbose: true, quiet: false };
        for renderer in [Renderer::Human(human), Renderer::Concise(Concise { verbose: true })] {
            assert!(std::str::from_utf8(&renderer.document("a.md", &report)).is_ok());
        }
        let read = extract(text, format, "2024-11-20".parse().ok(), 7);
        for rows in [Rows::Jsonl, Rows::Csv, Rows::Table(Table { unicode: false, color: false })] {
            assert!(std::str::from_utf8(&rows.document("a.md", &read)).is_ok());
        }
        let json = Renderer::Json(Json::default());
        let mut out = json.header();
        out.extend(json.document("a.md", &report));
        out.extend(json.finish(&Summary::of(&report), &[]));
        let parsed: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(parsed["documents"][0]["claims"].as_array().map(Vec::len), Some(report.claims.len()));
    }
});
