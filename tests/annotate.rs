//! `audit annotate`: what was found, as notes in a copy; the document itself stays as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
#[cfg(feature = "pdf")]
mod printed;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use common::{OTHER, RIGHT, WRONG, audit, err, folder, json, out};

/// A Word document with these paragraphs, packed as they are.
fn word(paragraphs: &[&str]) -> Vec<u8> {
    let body: Vec<String> =
        paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", text.trim())).collect();
    document(&body.concat())
}

fn document(body: &str) -> Vec<u8> {
    let text = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{body}</w:body></w:document>"
    );
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'></Types>";
    let mut bytes = Vec::new();
    let mut writer = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, text) in [("[Content_Types].xml", types), ("word/document.xml", text.as_str())] {
        let (mut entry, config) = writer.new_file(name).start().unwrap();
        let mut data = config.wrap(&mut entry);
        data.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = data.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// The names of all files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn findings_become_comments_in_a_copy() {
    let bytes = word(&[RIGHT, WRONG, OTHER]);
    let folder = folder(&[("draft.docx", &bytes)]);
    let output = audit(folder.path(), &["annotate", "draft.docx", "-o", "reviewed.docx"]);
    assert_eq!((output.status.code(), out(&output), err(&output)), (Some(0), "", "audit: 2 notes in reviewed.docx\n"));
    assert_eq!(fs::read(folder.path().join("draft.docx")).unwrap(), bytes, "the document is not touched");
    // The copy says the same, and a second run adds nothing.
    let report =
        |file: &str| json(&audit(folder.path(), &["--format", "json", file]))["documents"][0]["claims"].clone();
    assert_eq!(report("draft.docx"), report("reviewed.docx"));
    let again = audit(folder.path(), &["annotate", "reviewed.docx", "-o", "again.docx"]);
    assert_eq!(err(&again), "audit: the notes are there already; again.docx is the same as the document\n");
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("again.docx"), read("reviewed.docx"));
}

#[test]
fn a_clean_document_is_copied() {
    let bytes = word(&[RIGHT]);
    let folder = folder(&[("draft.docx", &bytes)]);
    let output = audit(folder.path(), &["annotate", "draft.docx", "-o", "reviewed.docx"]);
    let said = "audit: nothing was found; reviewed.docx is the same as the document\n";
    assert_eq!((output.status.code(), err(&output)), (Some(0), said));
    assert_eq!(fs::read(folder.path().join("reviewed.docx")).unwrap(), bytes);
}

#[test]
fn each_mistake_is_named_and_nothing_written() {
    let bytes = word(&[WRONG]);
    let folder = folder(&[("draft.docx", &bytes), ("text.md", WRONG.as_bytes()), ("broken.docx", &bytes[..200])]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("draft.docx", folder.path().join("link.docx")).unwrap();
    let before = files(folder.path());
    for (arguments, code, words) in [
        (&["draft.docx", "-o", "draft.docx"][..], 2, "draft.docx would be overwritten; name another file"),
        (&["draft.docx", "-o", "./draft.docx"], 2, "would be overwritten"),
        #[cfg(unix)]
        (&["draft.docx", "-o", "link.docx"], 2, "would be overwritten"),
        (&["draft.docx", "-o", "draft.pdf"], 2, "give it a name that ends in .docx"),
        (&["-", "-o", "a.docx"], 2, "standard input and output are neither"),
        (&[".", "-o", "a.docx"], 2, "is a folder"),
        (&["draft.docx"], 2, "--output"),
        (&["none.docx", "-o", "a.docx"], 3, "no such file or folder"),
        (&["text.md", "-o", "a.md"], 3, "no notes can be put into Markdown, only into .docx"),
        (&["broken.docx", "-o", "a.docx"], 3, "broken Word document"),
        (&["draft.docx", "-o", "no/such/folder/a.docx"], 3, "check that the folder is there"),
    ] {
        let output = audit(folder.path(), &[&["annotate"], arguments].concat());
        assert_eq!((output.status.code(), out(&output)), (Some(code), ""), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{}", err(&output));
        assert_eq!(files(folder.path()), before);
    }
    assert_eq!(fs::read(folder.path().join("draft.docx")).unwrap(), bytes);
}

#[test]
fn heading_paragraph_and_page_are_named() {
    let paragraph = |style: &str, before: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r>{before}<w:t>{}</w:t></w:r></w:p>", text.trim())
    };
    let body = paragraph("Heading1", "", "Trade")
        + &paragraph("Normal", "", RIGHT)
        + &paragraph("Normal", "<w:lastRenderedPageBreak/>", WRONG);
    let folder = folder(&[("draft.docx", &document(&body)), ("plain.docx", &word(&[WRONG]))]);
    let human = audit(folder.path(), &["draft.docx"]);
    assert!(out(&human).contains("on page 2, paragraph 3, under “Trade”"), "{}", out(&human));
    let concise = audit(folder.path(), &["--format", "concise", "draft.docx"]);
    assert!(out(&concise).starts_with("draft.docx:3:14: error[wrong-percent]"), "{}", out(&concise));
    assert!(out(&concise).contains("(page 2, paragraph 3, under “Trade”)\n"), "{}", out(&concise));
    let claims = json(&audit(folder.path(), &["--format", "json", "draft.docx"]))["documents"][0]["claims"].clone();
    let pages: Vec<_> = claims.as_array().unwrap().iter().map(|claim| claim["statement"]["page"].clone()).collect();
    assert_eq!(pages, [1, 2]);
    let plain = json(&audit(folder.path(), &["--format", "json", "plain.docx"]));
    assert!(plain["documents"][0]["claims"][0]["statement"].get("page").is_none());
}

/// A PDF of one page that says this.
#[cfg(feature = "pdf")]
fn pdf(text: &str) -> Vec<u8> {
    printed::pdf(&claim_audit::document::Document::parse(text, claim_audit::document::Format::Markdown))
}

/// The bytes with others in place of some.
#[cfg(feature = "pdf")]
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

#[cfg(feature = "pdf")]
#[test]
fn findings_become_highlights_in_a_pdf() {
    let table = "| Region | 2023 | 2024 |\n|---|---|---|\n| North | 10.5 | 12.6 |\n| South | 20.5 | 25.5 |\n| West | 5.0 | 5.1 |\n| Total | 36.0 | 43.9 |\n";
    let bytes = pdf(&format!("# Exports\n\n{RIGHT}\n{WRONG}\n{OTHER}\n{table}"));
    let folder = folder(&[("a.pdf", &bytes)]);
    let output = audit(folder.path(), &["annotate", "a.pdf", "-o", "b.pdf"]);
    assert_eq!((output.status.code(), out(&output), err(&output)), (Some(0), "", "audit: 3 notes in b.pdf\n"));
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.pdf"), bytes, "the document is not touched");
    let copy = read("b.pdf");
    assert_eq!(copy[..bytes.len()], bytes, "all is added behind the end");
    let added = String::from_utf8_lossy(&copy[bytes.len()..]).into_owned();
    assert_eq!(added.matches("/Subtype /Highlight").count(), 3, "{added}");
    assert_eq!(added.matches("/Subtype /Form").count(), 3);
    // The words of the first line of the second paragraph: Courier is three fifths of its size wide.
    let percent = WRONG.find("19.2%").unwrap() * 6;
    assert!(added.contains(&format!("/Rect [{}.00", 57 + percent)), "{added}");
    let report =
        |file: &str| json(&audit(folder.path(), &["--format", "json", file]))["documents"][0]["claims"].clone();
    assert_eq!(report("a.pdf"), report("b.pdf"));
    let again = audit(folder.path(), &["annotate", "b.pdf", "-o", "c.pdf"]);
    assert_eq!(err(&again), "audit: the notes are there already; c.pdf is the same as the document\n");
}

#[cfg(feature = "pdf")]
#[test]
fn what_is_signed_or_encrypted_gets_no_notes() {
    let bytes = pdf(WRONG);
    let signed = [&bytes[..], b"\n% /ByteRange [0 1 2 3]\n"].concat();
    let encrypted = replaced(&bytes, "trailer<<", "trailer<</Encrypt 9 0 R");
    let damaged = replaced(&bytes, "startxref\n", "startxref\n99");
    let folder = folder(&[("signed.pdf", &signed), ("encrypted.pdf", &encrypted), ("damaged.pdf", &damaged)]);
    for (name, words) in [
        ("signed.pdf", "is signed, and a note would break the signature; annotate the document that was signed"),
        ("encrypted.pdf", "qpdf --decrypt"),
        ("damaged.pdf", "the table of its objects can't be read"),
    ] {
        let output = audit(folder.path(), &["annotate", name, "-o", "out.pdf"]);
        assert_eq!(output.status.code(), Some(3), "{name}: {}", err(&output));
        assert!(err(&output).contains(words), "{name}: {}", err(&output));
        assert!(!folder.path().join("out.pdf").exists());
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_note_in_a_pdf_allows_what_stands_at_it() {
    let bytes = pdf(&format!("# Exports\n\n{WRONG}\n\n## Imports\n\n{OTHER}"));
    let noted = |words: &str, top: usize| {
        let note = format!(
            "/MediaBox[0 0 595 842]/Annots[<</Type/Annot/Subtype/Text/Rect[40 {} 56 {top}]/Contents({words})>>]",
            top - 12
        );
        replaced(&bytes, "/MediaBox[0 0 595 842]", &note)
    };
    let folder = folder(&[]);
    let findings = |bytes: &[u8]| {
        fs::write(folder.path().join("a.pdf"), bytes).unwrap();
        let report = audit(folder.path(), &["--format", "concise", "a.pdf"]);
        ["19.2", "30.2"].map(|words| out(&report).contains(words))
    };
    assert_eq!(findings(&bytes), [true, true]);
    // The first paragraph stands at 760, the second at 714.
    assert_eq!(findings(&noted("audit: allow wrong-percent -- as published", 768)), [false, true]);
    assert_eq!(findings(&noted("audit: allow wrong-percent -- as published", 722)), [true, false]);
    assert_eq!(findings(&noted("Is this right?", 768)), [true, true]);
}
