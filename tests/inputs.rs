//! Pages and Word documents: the same release says the same in each format, and what is wrong with a file is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod printed;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use claim_audit::document::{Block, BlockKind, Document, Format};
use common::{OTHER, RIGHT, WRONG, audit, command, err, folder, out, root, write};
use serde_json::Value;

/// Everything that a claim is, but for where it stands.
fn claims(folder: &Path, file: &str) -> Vec<String> {
    let report = common::json(&audit(folder, &["--format", "json", file]));
    let claims = report["documents"][0]["claims"].as_array().unwrap();
    let shown = |claim: &Value| {
        let quantities = claim["quantities"].as_array().unwrap().iter();
        let roles = quantities
            .map(|one| format!(" {}={}{}", one["role"], one["value"], one["unit"]))
            .collect::<Vec<_>>()
            .concat();
        format!("{} {} {}{roles}", claim["kind"], claim["rule"], claim["verdict"])
    };
    claims.iter().map(shown).collect()
}

/// The releases of the corpus, as blocks of which the other formats are made.
fn releases() -> Vec<(String, String)> {
    let names = fs::read_dir(root().join("claims")).unwrap().map(|entry| entry.unwrap().path());
    let mut releases: Vec<_> = names
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    releases.sort();
    releases
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{a0}', "&#xa0;")
}

/// A page with this text in it, and what pages have around one.
fn page(document: &Document<'_>) -> String {
    let mut page = "<!DOCTYPE html>\n<html><head><title>Release | Site</title>\n".to_owned();
    if let Some(date) = document.date {
        writeln!(page, "<meta name=\"date\" content=\"{date}\">").unwrap();
    }
    page.push_str("<script>var a = '5% of $10 is $3';</script></head><body><nav><ul><li>Sales rose 50% to $2 from $3</ul></nav><main>\n");
    let mut open = None;
    for Block { kind, prose, .. } in &document.blocks {
        let text = escape(prose.text());
        let cell = if let BlockKind::Cell { table, row, .. } = kind { Some((*table, *row)) } else { None };
        if open.is_some() && open.map(|(table, _)| table) != cell.map(|(table, _)| table) {
            page.push_str("</table>\n");
        }
        match (cell, open) {
            (Some((table, _)), before) if before.is_none_or(|(other, _)| other != table) => {
                page.push_str("<table><tr>");
            }
            (Some((_, row)), Some((_, other))) if row != other => page.push_str("\n<tr>"),
            _ => {}
        }
        open = cell;
        match kind {
            BlockKind::Title => writeln!(page, "<h1>{text}</h1>"),
            BlockKind::Heading(level) => writeln!(page, "<h{level}>{text}</h{level}>"),
            BlockKind::ListItem => writeln!(page, "<ul><li>{text}</ul>"),
            BlockKind::Quote => writeln!(page, "<blockquote><p>{text}</blockquote>"),
            BlockKind::Cell { .. } => write!(page, "<td>{text}"),
            BlockKind::Paragraph => writeln!(page, "<p>{text}"),
        }
        .unwrap();
    }
    page + "</main><footer>Profit rose 50% to $2 from $3.</footer></body></html>\n"
}

/// A Word document with this text in it.
fn word(document: &Document<'_>) -> Vec<u8> {
    let paragraph = |style: &str, text: &str| {
        // Word cuts a paragraph into runs wherever somebody has typed.
        let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let (one, two) = text.split_at(middle);
        let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}<w:del><w:r><w:delText>99%</w:delText></w:r></w:del><w:ins>{}</w:ins></w:p>",
            run(one),
            run(two)
        )
    };
    let mut body = String::new();
    let mut open: Option<(u32, u32)> = None;
    for Block { kind, prose, .. } in &document.blocks {
        let text = prose.text();
        let cell = if let BlockKind::Cell { table, row, .. } = kind { Some((*table, *row)) } else { None };
        match (open, cell) {
            (None, Some(_)) => body.push_str("<w:tbl><w:tr>"),
            (Some((table, _)), Some((next, _))) if table != next => body.push_str("</w:tr></w:tbl><w:tbl><w:tr>"),
            (Some((_, row)), Some((_, next))) if row != next => body.push_str("</w:tr><w:tr>"),
            (Some(_), None) => body.push_str("</w:tr></w:tbl>"),
            _ => {}
        }
        open = cell;
        match kind {
            BlockKind::Title => body.push_str(&paragraph("Title", text)),
            BlockKind::Heading(level) => body.push_str(&paragraph(&format!("Heading{level}"), text)),
            BlockKind::ListItem => body.push_str(&paragraph("ListBullet", text)),
            BlockKind::Quote => body.push_str(&paragraph("Quote", text)),
            BlockKind::Cell { .. } => write!(body, "<w:tc>{}</w:tc>", paragraph("Normal", text)).unwrap(),
            BlockKind::Paragraph => body.push_str(&paragraph("Normal", text)),
        }
    }
    if open.is_some() {
        body.push_str("</w:tr></w:tbl>");
    }
    packed(&body)
}

/// A text of `OpenDocument` with this text in it.
fn open_document(document: &Document<'_>) -> Vec<u8> {
    let mut body = String::new();
    let mut open: Option<(u32, u32)> = None;
    for Block { kind, prose, .. } in &document.blocks {
        let text = escape(prose.text());
        let cell = if let BlockKind::Cell { table, row, .. } = kind { Some((*table, *row)) } else { None };
        match (open, cell) {
            (None, Some(_)) => body.push_str("<table:table><table:table-row>"),
            (Some((table, _)), Some((next, _))) if table != next => {
                body.push_str("</table:table-row></table:table><table:table><table:table-row>");
            }
            (Some((_, row)), Some((_, next))) if row != next => body.push_str("</table:table-row><table:table-row>"),
            (Some(_), None) => body.push_str("</table:table-row></table:table>"),
            _ => {}
        }
        open = cell;
        match kind {
            BlockKind::Title => write!(body, "<text:p text:style-name=\"P1\">{text}</text:p>"),
            BlockKind::Heading(level) => write!(body, "<text:h text:outline-level=\"{level}\">{text}</text:h>"),
            BlockKind::ListItem => {
                write!(body, "<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>")
            }
            BlockKind::Quote => write!(body, "<text:p text:style-name=\"Quotations\">{text}</text:p>"),
            BlockKind::Cell { .. } => write!(body, "<table:table-cell><text:p>{text}</text:p></table:table-cell>"),
            BlockKind::Paragraph => {
                write!(body, "<text:p>{text}<text:span text:style-name=\"T1\">1</text:span></text:p>")
            }
        }
        .unwrap();
    }
    if open.is_some() {
        body.push_str("</table:table-row></table:table>");
    }
    let styles = "<style:style style:name=\"P1\" style:parent-style-name=\"Title\"/><style:style style:name=\"T1\">\
                  <style:text-properties style:text-position=\"super 58%\"/></style:style>";
    archive(&[(
        "content.xml",
        &format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}\
             </office:text></office:body></office:document-content>"
        ),
    )])
}

/// A Word document with this body.
fn packed(body: &str) -> Vec<u8> {
    archive(&[(
        "word/document.xml",
        &format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             <w:body>{body}</w:body></w:document>"
        ),
    )])
}

/// An archive with these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, text) in parts {
        let (mut entry, config) =
            archive.new_file(*name).compression_method(rawzip::CompressionMethod::DEFLATE).start().unwrap();
        entry.write_all(&miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6)).unwrap();
        let mut sizes = config.wrap(std::io::sink());
        sizes.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = sizes.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

#[test]
fn a_file_without_a_known_ending_is_what_it_begins_like() {
    let folder = folder(&[("release.bin", &packed(&format!("<w:p><w:r><w:t>{WRONG}</w:t></w:r></w:p>")))]);
    let report = audit(folder.path(), &["--format", "concise", "release.bin"]);
    assert!(out(&report).starts_with("release.bin:1:"), "{}{}", out(&report), err(&report));
}

#[test]
fn the_same_release_makes_the_same_claims_in_every_format() {
    let folder = folder(&[]);
    let mut found = 0;
    for (name, markdown) in releases() {
        let document = Document::parse(&markdown, Format::Markdown);
        write(folder.path(), "a.md", &markdown);
        write(folder.path(), "a.html", page(&document));
        write(folder.path(), "a.docx", word(&document));
        let wanted = claims(folder.path(), "a.md");
        found += wanted.len();
        assert_eq!(claims(folder.path(), "a.html"), wanted, "{name} as a page");
        assert_eq!(claims(folder.path(), "a.docx"), wanted, "{name} as a Word document");
        write(folder.path(), "a.odt", open_document(&document));
        assert_eq!(claims(folder.path(), "a.odt"), wanted, "{name} as a text of OpenDocument");
        // The rupee has no sign in the fonts that every reader of PDF has.
        if !markdown.contains('₹') {
            write(folder.path(), "a.pdf", printed::pdf(&document));
            assert_eq!(claims(folder.path(), "a.pdf"), wanted, "{name} as a PDF");
        }
        // A table in plain text is one by its columns, which is another matter.
        if !document.blocks.iter().any(|block| matches!(block.kind, BlockKind::Cell { .. })) {
            let line = |block: &Block<'_>| match block.kind {
                BlockKind::ListItem => format!("- {}\n\n", block.prose.text()),
                _ => format!("{}\n\n", block.prose.text()),
            };
            write(folder.path(), "a.txt", document.blocks.iter().map(line).collect::<String>());
            assert_eq!(claims(folder.path(), "a.txt"), wanted, "{name} as plain text");
        }
    }
    assert!(found > 60, "{found} claims");
}

const PAGE: &str = "<!DOCTYPE html>\n<title>Exports</title>\n<nav>Menu</nav>\n<h1>Exports &amp; imports</h1>\n\
    <p>Exports rose <b>19.2</b>% to&nbsp;&#36;2.825&nbsp;billion from\n$2.284 billion.</p>\n";

#[test]
fn a_page_is_shown_as_it_stands_in_its_file() {
    let folder = folder(&[("a.html", PAGE.as_bytes())]);
    let human = audit(folder.path(), &["--color", "never", "a.html"]);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("input-html", out(&human));
    });
    let report = common::json(&audit(folder.path(), &["--format", "json", "a.html"]));
    let claim = &report["documents"][0]["claims"][0];
    assert!(claim["causes"][0]["message"].as_str().unwrap().ends_with("; 23.7% would be right"), "{}", claim["causes"]);
    assert_eq!(claim["causes"][0]["replacement"]["text"], "23.7</b>%");
    let texts: Vec<_> = claim["quantities"].as_array().unwrap().iter().map(|one| place(PAGE, one)).collect();
    assert!(texts.contains(&"19.2</b>%") && texts.contains(&"&#36;2.825&nbsp;billion"), "{texts:?}");
    for format in ["concise", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html"] {
        let output = audit(folder.path(), &["--format", format, "a.html"]);
        assert_eq!((output.status.code(), err(&output)), (Some(1), ""), "{format}");
        assert!(out(&output).contains("wrong-percent"), "{format}");
    }
}

fn place<'t>(text: &'t str, quantity: &Value) -> &'t str {
    let at = |name: &str| usize::try_from(quantity[name].as_u64().unwrap()).unwrap();
    &text[at("start")..at("end")]
}

#[test]
fn a_word_document_is_shown_by_its_paragraphs() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [paragraph("Exports and imports"), "<w:p/>".to_owned(), paragraph(WRONG.trim())].concat();
    let folder = folder(&[("a.docx", &packed(&body))]);
    let human = audit(folder.path(), &["--color", "never", "a.docx"]);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("input-docx", out(&human));
    });
    for format in ["concise", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html"] {
        let output = audit(folder.path(), &["--format", format, "a.docx"]);
        assert_eq!((output.status.code(), err(&output)), (Some(1), ""), "{format}");
        assert!(out(&output).contains("wrong-percent"), "{format}");
    }
    let fix = audit(folder.path(), &["fix", "--unsafe", "--write", "a.docx"]);
    assert_eq!(fix.status.code(), Some(3));
    assert!(err(&fix).contains("reads a Word document but does not write it"), "{}", err(&fix));
    assert_eq!(fs::read(folder.path().join("a.docx")).unwrap(), packed(&body));
}

#[test]
fn comments_allow_findings_in_pages() {
    let allow = "<!-- audit: allow wrong-percent -- as published -->";
    let folder = folder(&[("a.html", format!("<main>{allow}\n<p>{WRONG}<p>{OTHER}</main>").as_bytes())]);
    let report = audit(folder.path(), &["--format", "concise", "a.html"]);
    assert!(!out(&report).contains("19.2") && out(&report).contains("30.2"), "{}", out(&report));
    assert_eq!(err(&report), "");
}

#[test]
fn folders_and_standard_input_go_by_the_ending() {
    let page = format!("<p>{WRONG}");
    let folder = folder(&[
        ("a/a.html", page.as_bytes()),
        ("a/b.HTM", page.as_bytes()),
        ("a/c.docx", &packed(&format!("<w:p><w:r><w:t>{WRONG}</w:t></w:r></w:p>"))),
        ("a/d.rtf", b"{\\rtf1"),
    ]);
    let concise = audit(folder.path(), &["--format", "concise", "a"]);
    assert_eq!(out(&concise).matches("wrong-percent").count(), 3, "{}", out(&concise));
    let mut child = command(folder.path(), &["--format", "concise", "--stdin-filename", "x.html", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(out(&output).starts_with("x.html:1:17: error[wrong-percent]"), "{}", out(&output));
    // A report of our own repeats what others say.
    assert!(audit(folder.path(), &["--format", "html=a/report.html", "a"]).status.code() == Some(1));
    let again = audit(folder.path(), &["--format", "concise", "a"]);
    assert_eq!(out(&again).matches("wrong-percent").count(), 3, "{}", out(&again));
}

#[test]
fn old_pages_are_read_in_their_character_set() {
    let page = |charset: &str| {
        let mut page =
            format!("<meta charset=\"{charset}\"><p>Caf\u{e9} \u{a3}: ").chars().map(|c| c as u8).collect::<Vec<_>>();
        page.extend(WRONG.as_bytes());
        page
    };
    let folder =
        folder(&[("old.html", &page("ISO-8859-1")), ("odd.html", &page("koi8-x")), ("lies.html", &page("utf-8"))]);
    let old = audit(folder.path(), &["--format", "concise", "old.html"]);
    assert!(out(&old).contains("wrong-percent"), "{}", out(&old));
    // A text says nothing; what it was taken for is told, and where it stands is still right.
    let text = format!("Exports cost \u{a3}5 million.\n{WRONG}");
    for (name, bytes, note) in [
        ("guess.txt", text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<u8>>(), true),
        ("wide.txt", text.encode_utf16().flat_map(u16::to_le_bytes).collect(), false),
    ] {
        write(folder.path(), name, bytes);
        let read = audit(folder.path(), &["--format", "concise", name]);
        assert!(out(&read).starts_with(&format!("{name}:2:14: error[wrong-percent]")), "{}", out(&read));
        assert_eq!(err(&read).contains("read as windows-1252, which is a guess"), note, "{}", err(&read));
    }
    let said = audit(folder.path(), &["--format", "concise", "--encoding", "latin1", "guess.txt"]);
    assert_eq!((said.status.code(), err(&said)), (Some(1), ""));
    for (file, words) in [
        ("odd.html", "says that it is in koi8-x, which is not a known character set"),
        ("lies.html", "not UTF-8 at byte"),
    ] {
        let refused = audit(folder.path(), &[file]);
        assert_eq!(refused.status.code(), Some(3));
        assert!(err(&refused).contains(words), "{}", err(&refused));
    }
}

#[test]
fn what_can_not_be_read_says_what_to_do_and_the_rest_is_audited() {
    let bomb = packed(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "0".repeat(3_000_000)));
    assert!(bomb.len() < 10_000);
    let whole = packed("<w:p/>");
    let odt = [b"PK\x03\x04".as_slice(), &[0; 26], b"mimetypeapplication/vnd.oasis.opendocument.text"].concat();
    let files: [(&str, &[u8], &str); 8] = [
        ("bomb.docx", &bomb, "more than the limit of 1000000 bytes when unpacked; raise it with --max-size"),
        ("cut.docx", &whole[..whole.len() - 30], "is a broken Word document: the archive is cut off or damaged"),
        ("not.docx", b"Exports rose.", "is a broken Word document: it does not begin like one"),
        ("locked.docx", &[0xD0, 0xCF, 0x11, 0xE0], "is an old Office file, or one with a password; save it as .docx"),
        ("page.docx", b"<html>", "is an HTML page; give it a name that ends in .html"),
        ("a.pdf", b"%PDF-1.7", "is a broken PDF: it has no pages"),
        ("a.odt", &odt, "is a broken text of OpenDocument: the archive is cut off or damaged"),
        ("a.rtf", b"{\\rtf1", "is an RTF file; save it as .docx"),
    ];
    let folder = folder(&files.map(|(name, bytes, _)| (name, bytes)));
    write(folder.path(), "good.md", RIGHT);
    for (name, _, words) in files {
        let output = audit(folder.path(), &["--max-size", "1000000", name, "good.md"]);
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert!(err(&output).contains(words), "{name}: {}", err(&output));
        assert!(err(&output).contains(name) && out(&output).contains("1 claim"), "{name}: {}", out(&output));
    }
}

/// A workbook of three sheets, one of them hidden; `total` stands where 432 would be right.
fn workbook(total: &str, note: &str) -> Vec<u8> {
    let rows = [["North", "105", "126"], ["South", "205", "255"], ["West", "50", "51"], ["Total", "360", total]];
    let mut sheet = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"3\"><c r=\"B3\" s=\"0\"><v>2023</v></c><c r=\"C3\"><v>2024</v></c></row>".to_owned();
    for (number, [label, old, new]) in (4..).zip(rows) {
        write!(
            sheet,
            "<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>{label}</t></is></c><c r=\"B{number}\" s=\"1\"><v>{old}00000</v></c>\
             <c r=\"C{number}\" s=\"1\"><f>SUM(C1)</f><v>{new}00000.0000001</v></c></row>"
        )
        .unwrap();
    }
    sheet.push_str("<row r=\"9\"><c r=\"B9\"><f>SUM(B1)</f></c></row>");
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    archive(&[
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"Sales\" r:id=\"r1\"/><sheet name=\"Old\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"r2\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0,,\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
        ),
        ("xl/sharedStrings.xml", "<sst><si><r><t>Sales, in </t></r><r><t>$ million</t></r></si></sst>"),
        ("xl/worksheets/sheet1.xml", &sheet),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/comments\" Target=\"../comments1.xml\"/></Relationships>",
        ),
        (
            "xl/comments1.xml",
            &format!(
                "<comments><commentList><comment ref=\"C7\"><text><r><t>{note}</t></r></text></comment></commentList></comments>"
            ),
        ),
    ])
}

#[test]
fn workbooks_are_audited_with_what_they_show() {
    let allow = "audit: allow wrong-total -- as published";
    let files = [
        ("right.xlsx", workbook("432", "")),
        ("wrong.xlsx", workbook("439", "look here")),
        ("allowed.xlsx", workbook("439", allow)),
    ];
    let folder = folder(&[]);
    for (name, bytes) in &files {
        write(folder.path(), name, bytes);
    }
    let right = audit(folder.path(), &["--format", "concise", "right.xlsx"]);
    assert_eq!(right.status.code(), Some(0), "{}{}", out(&right), err(&right));
    for words in ["the sheet Old is hidden", "the formula in Sales!B9 has no stored value"] {
        assert!(err(&right).contains(words), "{}", err(&right));
    }
    let wrong = audit(folder.path(), &["--preview", "--format", "concise", "wrong.xlsx"]);
    assert!(out(&wrong).starts_with("wrong.xlsx:8:18: warning[wrong-total]"), "{}", out(&wrong));
    let allowed = audit(folder.path(), &["--preview", "--format", "concise", "allowed.xlsx"]);
    assert_eq!(allowed.status.code(), Some(0), "{}{}", out(&allowed), err(&allowed));
}

#[test]
fn separated_values_are_tables() {
    let table = "Region;2023;2024\nNorth;10,5;12,6\nSouth;20,5;25,5\nTotal;31,0;38,9\n";
    let folder = folder(&[("a.csv", table.as_bytes())]);
    let report = audit(folder.path(), &["--preview", "--format", "concise", "a.csv"]);
    assert!(out(&report).starts_with("a.csv:4:12: warning[wrong-total]"), "{}", out(&report));
    assert!(
        err(&report).contains("read with semicolons between fields and a comma before decimals"),
        "{}",
        err(&report)
    );
    // In folders such files are data more often than documents.
    let report = audit(folder.path(), &["."]);
    assert!(err(&report).contains("the only file in . is not .txt"), "{}", err(&report));
}

#[test]
fn a_pdf_is_read_as_it_is_printed() {
    let markdown = "# Exports rise\n\nExports rose 19.2% to $2.825 billion from $2.284 billion. Imports of goods and services rose more slowly, the ministry said.\n\n\
                    | Region | 2023 | 2024 |\n|---|---|---|\n| North | 10.5 | 12.6 |\n| South | 20.5 | 25.5 |\n| West | 5.0 | 5.1 |\n| Total | 36.0 | 43.9 |\n";
    let document = Document::parse(markdown, Format::Markdown);
    let whole = printed::pdf(&document);
    let folder = folder(&[("a.pdf", &whole), ("b.bin", &whole)]);
    for name in ["a.pdf", "b.bin"] {
        let report = audit(folder.path(), &["--preview", "--format", "concise", name]);
        for rule in ["wrong-percent", "wrong-total"] {
            assert!(out(&report).contains(rule), "{}{}", out(&report), err(&report));
            assert!(out(&report).contains("(page 1, line "), "{}", out(&report));
        }
    }
    // What is damaged is read or refused, and never ends the run.
    let right = RIGHT.as_bytes();
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_add(13);
        write(folder.path(), "c/broken.pdf", &bytes);
        write(folder.path(), "c/cut.pdf", &whole[..at]);
        write(folder.path(), "c/right.md", right);
        let report = audit(folder.path(), &["--format", "concise", "c"]);
        assert!(matches!(report.status.code(), Some(0 | 1 | 3)), "at byte {at}: {}", err(&report));
    }
}

#[test]
fn a_comment_of_word_allows_what_stands_at_it() {
    let document = |comment: &str| {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        let body = format!(
            "<w:p>{}</w:p><w:p><w:commentRangeStart w:id=\"3\"/>{}<w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r></w:p>",
            run("Exports rise"),
            run(WRONG)
        );
        archive(&[
            ("word/document.xml", &format!("<w:document {space}><w:body>{body}</w:body></w:document>")),
            (
                "word/comments.xml",
                &format!(
                    "<w:comments {space}><w:comment w:id=\"3\"><w:p>{}</w:p></w:comment></w:comments>",
                    run(comment)
                ),
            ),
        ])
    };
    let folder = folder(&[]);
    for (comment, code) in [
        ("audit: allow wrong-percent -- as published", 0),
        ("Is this right?", 1),
        ("audit: allow wrong-total -- so", 1),
    ] {
        write(folder.path(), "a.docx", document(comment));
        let report = audit(folder.path(), &["--format", "concise", "a.docx"]);
        assert_eq!(report.status.code(), Some(code), "{comment}: {}{}", out(&report), err(&report));
    }
}

#[test]
fn a_sheet_is_a_reference_for_texts() {
    let sheet = "Trade (USD billion),2023,2024,Change\nRice exports,2.284,2.825,23.7%\nTea imports,4.840,5.250,8.5%\nTotal,7.124,8.075,13.3%\n";
    let text = "# Trade\n\nRice exports were $2.825 billion in 2024.\n\nTea imports were $5.520 billion in 2024.\n\nTotal was $9 billion in 2024.\n";
    let folder = folder(&[("facts.csv", sheet.as_bytes()), ("a.md", text.as_bytes()), ("facts.txt", b"no table")]);
    let cell = |place: &str, text: &str| match text.parse::<f64>() {
        Ok(_) => format!("<c r=\"{place}\"><v>{text}</v></c>"),
        Err(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let rows: Vec<String> = (1..)
        .zip(sheet.lines())
        .map(|(number, line)| {
            let cells = ["A", "B", "C", "D"].iter().zip(line.split(','));
            let cells: String = cells.map(|(column, text)| cell(&format!("{column}{number}"), text)).collect();
            format!("<row r=\"{number}\">{cells}</row>")
        })
        .collect();
    let workbook = archive(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Trade\" r:id=\"r1\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat())),
    ]);
    write(folder.path(), "facts.xlsx", workbook);
    for (facts, place) in [("facts.csv", "facts.csv:3"), ("facts.xlsx", "facts.xlsx:4")] {
        let report = audit(folder.path(), &["--facts", facts, "--format", "json", "a.md"]);
        let report = common::json(&report);
        let conflicts = report["conflicts"].as_array().unwrap();
        assert_eq!(conflicts.len(), 1, "{facts}: {conflicts:?}");
        let said = conflicts[0].to_string();
        assert!(said.contains("5.520") && said.contains("5.25") && !said.contains("2.825"), "{said}");
        let human = audit(folder.path(), &["--facts", facts, "a.md"]);
        assert!(out(&human).contains(place), "{}", out(&human));
    }
    write(folder.path(), "empty.ods", b"PK\x03\x04");
    let broken = audit(folder.path(), &["--facts", "empty.ods", "a.md"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(err(&broken).contains("the facts could not be read: is a broken spreadsheet"), "{}", err(&broken));
    write(folder.path(), "words.csv", "Some words,and others\nand more,of them\n");
    let none = audit(folder.path(), &["--facts", "words.csv", "a.md"]);
    assert!(err(&none).contains("the first line names no column `metric`"), "{}", err(&none));
}
