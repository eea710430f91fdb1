#![allow(clippy::unwrap_used)]

use super::*;
use crate::document::{BlockKind, Document};

/// A Word document with this body, as bytes: parts that are stored as they are.
fn packed(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    );
    archive(&[("word/document.xml", &document), ("word/styles.xml", STYLES)])
}

pub(super) const STYLES: &str = "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
    <w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Punkt'><w:name w:val='Punkt'/><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Punkt2'><w:name w:val='Punkt 2'/><w:basedOn w:val='Punkt'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Kreis'><w:name w:val='Kreis'/><w:basedOn w:val='Kreis'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Verz1'><w:name w:val='toc 1'/></w:style></w:styles>";

pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut bytes = Vec::new();
    let mut writer = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, text) in parts {
        let (mut entry, config) = writer.new_file(*name).start().unwrap();
        let mut data = config.wrap(&mut entry);
        data.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = data.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// The text of a Word document, unpacked no larger than `limit` bytes.
fn text(bytes: &[u8], limit: u64) -> Result<String, ReadError> {
    let options = ReadOptions { max_size: limit, ..ReadOptions::default() };
    let mut archive = Archive::open(bytes, Format::Docx, options.limit())?;
    Package::of(&mut archive, limit).map(|package| package.text.into_text())
}

fn lines(body: &str) -> String {
    text(&packed(body), 100_000).unwrap()
}

fn failure(bytes: &[u8]) -> String {
    text(bytes, 100_000).unwrap_err().to_string()
}

fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_are_lines() {
    let body = paragraph("Titel", "Exports rise")
        + &paragraph("berschrift2", "More")
        + "<w:p/>"
        + &paragraph("Punkt2", "One")
        + &paragraph("Kreis", "Two &amp; &#x24;5")
        + &paragraph("Verz1", "Three")
        + &paragraph("Heading3", "Four");
    assert_eq!(lines(&body), "# Exports rise\n## More\n\n• One\nTwo & $5\n\n### Four\n");
    let source = lines(&body);
    let document = Document::parse(&source, Format::Docx);
    assert_eq!(document.title.as_deref(), Some("Exports rise"));
    let kinds: Vec<_> = document.blocks.iter().map(|block| (block.kind, block.prose.text())).collect();
    assert_eq!(
        kinds,
        [
            (BlockKind::Title, "Exports rise"),
            (BlockKind::Heading(2), "More"),
            (BlockKind::ListItem, "One"),
            (BlockKind::Paragraph, "Two & $5"),
            (BlockKind::Heading(3), "Four"),
        ]
    );
}

#[test]
fn tracked_changes_are_accepted() {
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:ins>{}</w:ins>{}</w:p>",
        run("Exports rose "),
        run("3"),
        run("5"),
        run("%.")
    );
    assert_eq!(lines(&body), "Exports rose 5%.\n");
    let torn =
        format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>", run("Exports "), run("rose."));
    assert_eq!(lines(&torn), "Exports rose.\n");
}

#[test]
fn what_is_not_shown_is_left_out() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        run("", "It rose 5%"),
        run("<w:vertAlign w:val='superscript'/>", "1"),
        run("<w:vanish/>", "hidden"),
        run("<w:strike/>", "struck"),
        run("<w:strike w:val='0'/>", ".")
    );
    assert_eq!(lines(&body), "It rose 5%.\n");
    let boxed = "<w:p><w:r><w:t>Text</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box\
                 </w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback>\
                 </mc:AlternateContent></w:r><w:r><w:t xml:space='preserve'> goes on</w:t></w:r></w:p>";
    assert_eq!(lines(boxed), "Text goes on\nBox\n");
}

#[test]
fn breaks_are_marked_and_end_a_block_unless_the_line_goes_on() {
    let body = "<w:p><w:r><w:t>Exports rose</w:t><w:br/><w:t>by 5%.</w:t><w:br/><w:t>Imports fell.</w:t></w:r></w:p>";
    let source = lines(body);
    assert_eq!(source, "Exports rose↵by 5%.↵Imports fell.\n");
    let document = Document::parse(&source, Format::Docx);
    let texts: Vec<_> = document.blocks.iter().map(|block| block.prose.text()).collect();
    assert_eq!(texts, ["Exports rose\nby 5%.", "Imports fell."]);
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc><w:tcPr><w:tcW/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn tables_are_rows_or_layout() {
    let body = table(&[&["Year", "Value"], &["2023", "a | b"]]) + &table(&[&["", "2"], &["3", "4"]]);
    let source = lines(&body);
    assert_eq!(source, "| Year | Value |\n| 2023 | a ¦ b |\n\n|  | 2 |\n| 3 | 4 |\n\n");
    let document = Document::parse(&source, Format::Docx);
    let cells: Vec<_> = document.blocks.iter().map(|block| (block.kind, block.prose.text())).collect();
    let cell = |table, row, column| BlockKind::Cell { table, row, column };
    assert_eq!(
        cells,
        [
            (cell(0, 0, 0), "Year"),
            (cell(0, 0, 1), "Value"),
            (cell(0, 1, 0), "2023"),
            (cell(0, 1, 1), "a ¦ b"),
            (cell(1, 0, 1), "2"),
            (cell(1, 1, 0), "3"),
            (cell(1, 1, 1), "4"),
        ]
    );
    assert_eq!(lines(&table(&[&["Exports rose.", "Imports fell."]])), "Exports rose.\nImports fell.\n");
    let spans = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>\
                 <w:t>b</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>\
                 <w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>d</w:t>\
                 </w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(lines(spans), "| a |  | b |\n| c |  | d |\n\n");
}

#[test]
fn each_damage_is_named() {
    let whole = packed("<w:p><w:r><w:t>Exports rose.</w:t></w:r></w:p>");
    let wrong = |body: &str| failure(&packed(body));
    for (message, words) in [
        (failure(&whole[..whole.len() / 2]), "the archive is cut off or damaged"),
        (failure(&archive(&[("a.txt", "x")])), "is no Word document"),
        (failure(&archive(&[("word/document.xml", "")])), "ends in the middle"),
        (failure(&archive(&[("word/document.xml", "<w:document/>")])), "no text body"),
        (wrong("<w:p>"), "its XML is wrong at byte"),
        (wrong("<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>"), "an entity that XML does not know"),
        (wrong("<w:p><w:r><w:t>&#0;&#xD800;</w:t></w:r></w:p>"), "its XML is wrong at byte"),
        (failure(&archive(&[("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")])), "a document type"),
        (failure(b"PK\x03\x04"), "the archive is cut off or damaged"),
    ] {
        assert!(message.contains(words), "{message}");
    }
    let mut changed = whole.clone();
    let at = whole.windows(7).position(|bytes| bytes == b"Exports").unwrap();
    changed[at] = b'e';
    assert!(failure(&changed).contains("its checksum differs"), "{}", failure(&changed));
}

#[test]
fn what_is_larger_unpacked_is_refused() {
    let error = text(&packed(&"<w:p/>".repeat(20_000)), 100_000).unwrap_err();
    assert_eq!(error, ReadError::Unpacked { limit: 100_000 });
    // Little XML, much text: a cell that says to be wide.
    let row =
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='60000'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>";
    assert!(lines(&format!("<w:tbl>{}</w:tbl>", row.repeat(500))).len() < 100_000);
}

#[test]
fn nesting_is_no_danger() {
    let deep = |tag: &str| format!("<{tag}>").repeat(5_000) + "x" + &format!("</{tag}>").repeat(5_000);
    for tag in ["w:p", "w:tbl", "w:tbl><w:tr><w:tc", "w:r", "w:sdt", "w:del"] {
        let body = if tag.contains('>') {
            "<w:tbl><w:tr><w:tc>".repeat(3_000) + &"</w:tc></w:tr></w:tbl>".repeat(3_000)
        } else {
            deep(tag)
        };
        assert!(text(&packed(&body), 1_000_000).is_ok(), "{tag}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn any_xml_is_read_or_refused(body in "(</?w:(p|pPr|r|t|tbl|tr|tc|del|rPr|br)/?>|[a-zé5%$.| \n]|&amp;|&x;|<|>){0,60}") {
        if let Ok(source) = text(&packed(&body), 10_000) {
            let _ = Document::parse(&source, Format::Docx);
        }
    }

    #[test]
    fn any_damage_is_survived(at in 0_usize..2_000, byte: u8, cut in 0_usize..2_000) {
        let mut bytes = packed(&(paragraph("Titel", "Exports rise") + &table(&[&["a", "b"], &["1", "2"]])));
        let place = at % bytes.len();
        bytes[place] = byte;
        let _ = text(&bytes, 10_000);
        let _ = text(&bytes[..cut.min(bytes.len())], 10_000);
    }
}
