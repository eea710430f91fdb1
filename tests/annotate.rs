//! `audit annotate`: what was found, as notes in a copy; the document itself stays as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

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
