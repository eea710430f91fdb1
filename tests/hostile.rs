//! Files that mean harm, in each format that is unpacked or drawn: small, and large in what they ask for. Each is read within its limits
//! or refused with a message, and nothing overflows the stack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "mail")]
use std::fmt::Write as _;
use std::io::Write as _;

use claim_audit::audit::audit;
use claim_audit::document::{Format, ReadError, decode};

/// Much more than what is unpacked here, and no more than a test should need.
const LIMIT: u64 = 4_000_000;
/// How deep elements are nested.
const DEEP: usize = 100_000;

/// The formats that are archives, with the part that holds the text and what stands around it there.
const PACKED: [(Format, &str, &str, &str); 5] = [
    (
        Format::Docx,
        "word/document.xml",
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>",
        "</w:body></w:document>",
    ),
    (
        Format::Odt,
        "content.xml",
        "<office:document-content><office:body><office:text>",
        "</office:text></office:body></office:document-content>",
    ),
    (
        Format::Ods,
        "content.xml",
        "<office:document-content><office:body><office:spreadsheet><table:table table:name='a'>",
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    ),
    (Format::Xlsx, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "</sheetData></worksheet>"),
    (Format::Pptx, "ppt/slides/slide1.xml", "<p:sld><p:cSld><p:spTree>", "</p:spTree></p:cSld></p:sld>"),
];

/// An archive with this text in the part of a format that holds it, packed as small as it gets.
fn packed(format: Format, text: &str) -> Vec<u8> {
    let (_, name, ..) = PACKED.into_iter().find(|(other, ..)| *other == format).unwrap();
    let relation = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Id='r1' Type='x/{kind}' Target='{target}'/></Relationships>")
    };
    let (sheet, slide) = (relation("worksheet", "worksheets/sheet1.xml"), relation("slide", "slides/slide1.xml"));
    let mut parts = vec![(name, text)];
    match format {
        Format::Xlsx => parts.extend([
            ("xl/workbook.xml", "<workbook><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", sheet.as_str()),
        ]),
        Format::Pptx => parts.extend([
            (
                "ppt/presentation.xml",
                "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='r1'/></p:sldIdLst></p:presentation>",
            ),
            ("ppt/_rels/presentation.xml.rels", slide.as_str()),
        ]),
        _ => {}
    }
    archive(&parts)
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, text) in parts {
        let builder = archive.new_file(*name).compression_method(rawzip::CompressionMethod::DEFLATE);
        let (mut entry, config) = builder.start().unwrap();
        entry.write_all(&miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6)).unwrap();
        let mut sizes = config.wrap(std::io::sink());
        sizes.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = sizes.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

/// Reads a file and audits what was read; says what is wrong if it can't be.
fn outcome(bytes: Vec<u8>, format: Format) -> Result<usize, ReadError> {
    let text = decode(bytes, format, LIMIT)?;
    assert!(text.len() as u64 <= LIMIT + 100_000, "{format:?} makes {} bytes of it", text.len());
    Ok(audit(&text, format).claims.len())
}

#[test]
fn archives_are_unpacked_no_further_than_allowed() {
    for (format, _, before, after) in PACKED {
        let bomb = packed(format, &[before, &" ".repeat(8_000_000), after].concat());
        assert!(bomb.len() < 40_000);
        assert_eq!(outcome(bomb, format), Err(ReadError::Unpacked { limit: LIMIT }), "{format:?}");
    }
}

#[test]
fn nesting_is_counted_and_not_followed() {
    let tags: [(Format, &[&str]); 5] = [
        (Format::Docx, &["w:p", "w:tbl", "w:p><w:r", "w:tbl><w:tr><w:tc"]),
        (Format::Odt, &["text:p", "text:span", "text:note"]),
        (Format::Ods, &["table:table-row", "table:table-cell"]),
        (Format::Xlsx, &["row", "row><c><is><t"]),
        (Format::Pptx, &["p:sp", "a:tbl><a:tr><a:tc"]),
    ];
    for (format, tags) in tags {
        let (_, _, before, after) = PACKED.into_iter().find(|(other, ..)| *other == format).unwrap();
        for tag in tags {
            let times = DEEP / tag.split('>').count();
            let open = format!("<{tag}>").repeat(times);
            let close: Vec<_> =
                tag.split('>').rev().map(|name| format!("</{}>", name.trim_start_matches('<'))).collect();
            let text = [before, &open, "5%", &close.concat().repeat(times), after].concat();
            // Too much text is no harm done.
            if let Err(error) = outcome(packed(format, &text), format) {
                let expected = matches!(error, ReadError::Unpacked { .. } | ReadError::Broken { .. });
                assert!(expected, "{format:?} {tag}: {error}");
            }
        }
        let torn = [before, &"<a>".repeat(DEEP)].concat();
        let error = outcome(packed(format, &torn), format).unwrap_err();
        assert!(error.to_string().contains("it ends in the middle"), "{format:?}: {error}");
    }
}

#[test]
fn entities_and_document_types_are_refused() {
    for (format, name, ..) in PACKED {
        let lol = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>";
        let error = outcome(packed(format, lol), format).unwrap_err();
        assert!(error.to_string().contains("a document type"), "{name}: {error}");
    }
}

#[test]
fn cells_that_are_said_to_be_many_are_counted() {
    // A million rows and columns in a few bytes.
    let (_, _, before, after) = PACKED[2];
    let cell = "<table:table-cell table:number-columns-repeated='1000000' office:value-type='float' office:value='1'><text:p>1</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated='1000000'>{cell}</table:table-row>");
    let sheet = packed(Format::Ods, &[before, &row, after].concat());
    if let Err(error) = outcome(sheet, Format::Ods) {
        assert!(matches!(error, ReadError::Unpacked { .. } | ReadError::TooManyCells { .. }), "{error}");
    }
    let (_, _, before, after) = PACKED[3];
    for cells in [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>".to_owned(),
        "<row r='4294967295'><c r='ZZZZZZZZ4294967295'><v>1</v></c></row>".to_owned(),
        "<row><c r='A0'><v>1</v></c></row><row r='0'><c r='1'><v>1e999999999</v></c></row>".to_owned(),
        format!("<row r='1'><c r='A1'><v>{}</v></c></row>", "9".repeat(100_000)),
        format!("<row r='1'><c r='A1' t='s'><v>{}</v></c></row>", "9".repeat(30)),
        format!("<row r='1'>{}</row>", "<c><v>1</v></c>".repeat(20_000)),
    ] {
        let sheet = packed(Format::Xlsx, &[before, &cells, after].concat());
        if let Err(error) = outcome(sheet, Format::Xlsx) {
            assert!(error.to_string().len() < 300, "{error}");
        }
    }
}

#[test]
fn separated_values_may_be_anything() {
    for text in [
        "\"".repeat(20_000),
        ",".repeat(100_000),
        "\n".repeat(100_000),
        "a,b\n".repeat(10_000),
        format!("sep={}\n1,2", ";".repeat(100)),
        format!("\"{}", "a,1\n".repeat(10_000)),
    ] {
        let _ = outcome(text.into_bytes(), Format::Csv);
    }
}

#[cfg(feature = "mail")]
#[test]
fn parts_of_mails_are_not_followed_for_ever() {
    let mut deep = "Subject: a\n".to_owned();
    for level in 0..2_000 {
        write!(deep, "Content-Type: multipart/mixed; boundary=\"b{level}\"\n\n--b{level}\n").unwrap();
    }
    let nested = "Content-Type: message/rfc822\n\n".repeat(5_000);
    let wide = format!(
        "Content-Type: multipart/mixed; boundary=\"b\"\n\n{}",
        "--b\nContent-Type: text/plain\n\nSales rose 5%.\n".repeat(2_000)
    );
    let late =
        format!("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: {}\n", "=?a?B?YQ==?=".repeat(10_000));
    for text in [deep, nested, wide, "a:".repeat(500_000), "Subject: =?utf-8?B?".repeat(10_000), late] {
        if let Err(error) = outcome(text.into_bytes(), Format::Mail) {
            assert!(error.to_string().len() < 300, "{error}");
        }
    }
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// A file of these objects, the first of which is the catalogue.
    fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (number, object) in (1..).zip(objects) {
            writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
            out.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
        }
        let start = out.len();
        let size = objects.len() + 1;
        out.extend(
            format!("{table}trailer\n<</Root 1 0 R/Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n").into_bytes(),
        );
        out
    }

    fn stream(dict: &str, content: &str) -> String {
        format!("<<{dict}/Length {}>>\nstream\n{content}\nendstream", content.len())
    }

    const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
    const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R/Annots 6 0 R>>";

    #[test]
    fn loops_end() {
        let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R", "/X Do /X Do");
        let content = stream("", "/X Do /G gs BT /F 12 Tf (a) Tj ET");
        for objects in [
            &[CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"][..],
            &["<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>"],
            &["1 0 R"],
            &["<</Type/Catalog/Pages 2 0 R>>", "3 0 R", "2 0 R"],
            &[CATALOG, PAGES, "<</Type/Page/Parent 3 0 R/Contents[4 0 R 4 0 R]>>", "[4 0 R]"],
            &[
                CATALOG,
                PAGES,
                PAGE,
                &content,
                "<</XObject<</X 7 0 R>>/Font<</F 7 0 R>>/ExtGState<</G 5 0 R>>>>",
                "[6 0 R]",
                &form,
            ],
            &[CATALOG, PAGES, PAGE, &stream("/Filter/FlateDecode", "x"), "5 0 R", "<</Contents 6 0 R>>"],
            &[CATALOG, PAGES, PAGE, "<</Length 4 0 R>>\nstream\n\nendstream", "<<>>", "[]"],
        ] {
            if let Err(error) = outcome(file(objects, ""), Format::Pdf) {
                assert!(matches!(error, ReadError::Broken { .. }), "{error}");
            }
        }
        for trailer in ["/Prev 9", "/Prev 99999999", "/XRefStm 9"] {
            if let Err(error) = outcome(file(&[CATALOG, PAGES, PAGE, "<<>>", "<<>>", "[]"], trailer), Format::Pdf) {
                assert!(matches!(error, ReadError::Broken { .. }), "{error}");
            }
        }
    }

    #[test]
    fn nested_arrays_and_dictionaries_end() {
        for open in ["[", "<<", "<</A", "("] {
            let deep = open.repeat(DEEP);
            for objects in [&[CATALOG, PAGES, deep.as_str()][..], &[CATALOG, PAGES, PAGE, &stream("", &deep)]] {
                if let Err(error) = outcome(file(objects, ""), Format::Pdf) {
                    assert!(matches!(error, ReadError::Broken { .. }), "{error}");
                }
            }
        }
    }

    #[test]
    fn a_page_that_is_named_often_is_drawn_as_often_as_allowed() {
        let kids = "3 0 R ".repeat(6_000);
        let pages = format!("<</Type/Pages/Kids[{kids}]/Count 6000>>");
        let content = stream("", "BT /F 12 Tf 50 700 Td (Sales rose 5%.) Tj ET");
        let font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>";
        let read = outcome(file(&[CATALOG, &pages, PAGE, &content, font, "[]"], ""), Format::Pdf);
        assert!(matches!(read, Ok(_) | Err(ReadError::Broken { .. })), "{read:?}");
    }
}
