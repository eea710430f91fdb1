//! The library without the command does what the command does: the same documents, to the byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use claim_audit::accept::Acceptor;
use claim_audit::auditor::{Options, audit_as};
use claim_audit::config::Config;
use claim_audit::document::Format;
use common::{WRONG, audit, folder, out};
use serde_json::Value;

const CONFIG: &str = r#"
[rules]
wrong-percent = "warning"
wrong-total = "off"

[calendar]
fiscal-year-starts = "April"

[[overrides]]
files = ["*annual*"]
profile = "draft"
rules = { wrong-percent = "note" }
"#;

#[test]
fn it_says_of_each_document_what_the_command_says() {
    let texts: Vec<(String, String)> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("claims"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let allowed = format!("{text}\n<!-- audit: allow wrong-percent -- restated -->\n\n{WRONG}");
            (path.file_name().unwrap().to_str().unwrap().to_owned(), allowed)
        })
        .collect();
    assert!(texts.len() > 5);
    let mut files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.push(("audit.toml", CONFIG.as_bytes()));
    let folder = folder(&files);
    let report: Value = serde_json::from_str(out(&audit(folder.path(), &["--format", "json", "."]))).unwrap();
    let config = Config::parse(&folder.path().join("audit.toml"), CONFIG).unwrap();
    let acceptor = Acceptor::new(std::slice::from_ref(&config), None);
    let documents = report["documents"].as_array().unwrap();
    assert_eq!(documents.len(), texts.len());
    for document in documents {
        let name = document["path"].as_str().unwrap().trim_start_matches("./");
        let (_, text) = texts.iter().find(|(file, _)| file == name).unwrap();
        let options = Options::of(&config, &folder.path().join(name));
        let judged = audit_as(document["path"].as_str().unwrap(), text, Format::Markdown, &options, &acceptor);
        assert_eq!(&serde_json::to_value(&judged).unwrap(), document, "{name}");
        assert_eq!(judged.counts.allowed, 1, "{name}");
        // What is kept says the same when the text that it was read from is gone.
        assert_eq!(&serde_json::to_value(judged.into_owned()).unwrap(), document, "{name}");
    }
}
