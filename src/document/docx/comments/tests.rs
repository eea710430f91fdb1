#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::super::tests::{STYLES, archive};
use super::*;
use crate::document::decode;
use crate::model::Span;

const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES_XML: &str =
    "<?xml version=\"1.0\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const COMMENTS_XML: &str = "<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
    <w:comment w:id='7' w:author='Editor'><w:p><w:r><w:t>Please check</w:t></w:r></w:p></w:comment></w:comments>";
const RELATIONS: &str = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
    <Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments' Target='comments.xml'/>\
    <Relationship Id='rId2' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes' Target='footnotes.xml'/>\
    </Relationships>";
const NOTES_XML: &str = "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
    <w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>\
    <w:footnote w:id='1'><w:p><w:r><w:t>It rose 9% to $2 from $1.</w:t></w:r></w:p></w:footnote></w:footnotes>";

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{SPACE}\"><w:body>{body}<w:sectPr/></w:body></w:document>")
}

fn file(body: &str, with_comments: bool) -> Vec<u8> {
    let document = document(body);
    let mut parts = vec![(TYPES, TYPES_XML), ("word/document.xml", document.as_str()), ("word/styles.xml", STYLES)];
    if with_comments {
        parts.extend([("word/comments.xml", COMMENTS_XML), ("word/_rels/document.xml.rels", RELATIONS)]);
        parts.push(("word/footnotes.xml", NOTES_XML));
    }
    archive(&parts)
}

fn note(source: &str, words: &[&str]) -> Note {
    let span = |word: &&str| {
        let start = u32::try_from(source.find(*word).unwrap()).unwrap();
        Span::new(start, start + u32::try_from(word.len()).unwrap())
    };
    Note {
        place: span(&words[0]),
        others: words[1..].iter().map(span).collect(),
        lines: vec![format!("on {}", words[0])],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    Archive::open(bytes, Format::Docx, 1_000_000).unwrap().text(name).unwrap().unwrap_or_default()
}

fn source(bytes: &[u8]) -> String {
    decode(bytes.to_vec(), Format::Docx, 1_000_000).unwrap()
}

fn annotated(bytes: &[u8], notes: &[Note]) -> Annotated {
    annotate(bytes.to_vec(), notes, &ReadOptions::default()).unwrap()
}

/// The body of a document with notes at these words.
fn body(xml: &str, words: &[&[&str]]) -> String {
    let bytes = file(xml, false);
    let source = source(&bytes);
    let notes: Vec<Note> = words.iter().map(|words| note(&source, words)).collect();
    let annotated = annotated(&bytes, &notes);
    assert_eq!((annotated.added, annotated.lost), (words.len(), 0));
    let text = part(&annotated.bytes, "word/document.xml");
    let start = text.find("<w:body>").unwrap() + 8;
    text[start..text.find("<w:sectPr/>").unwrap()].to_owned()
}

#[test]
fn a_run_is_parted_at_the_numbers() {
    let xml = "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>rose 5% to $2</w:t></w:r></w:p>";
    insta::assert_snapshot!(body(xml, &[&["5%"]]), @r#"<w:p><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">rose </w:t></w:r><w:commentRangeStart w:id="0"/><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">5%</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> to $2</w:t></w:r></w:p>"#);
}

#[test]
fn several_comments_stand_in_one_run() {
    let xml = "<w:p><w:r><w:t>rose 5% to $2</w:t></w:r></w:p>";
    let marked = body(xml, &[&["5%", "$2"], &["5%"], &["$2"]]);
    insta::assert_snapshot!(marked, @r#"<w:p><w:r><w:t xml:space="preserve">rose </w:t></w:r><w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/><w:r><w:t xml:space="preserve">5%</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> to </w:t></w:r><w:commentRangeStart w:id="2"/><w:r><w:t xml:space="preserve">$2</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r></w:p>"#);
}

#[test]
fn what_stands_beside_text_in_a_run_stays_there() {
    let xml = "<w:p><w:r><w:tab/><w:t>5%</w:t><w:br/><w:t>and 6%</w:t></w:r></w:p>";
    insta::assert_snapshot!(body(xml, &[&["5%"], &["6%"]]), @r#"<w:p><w:r><w:tab/></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>5%</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:br/><w:t xml:space="preserve">and </w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:t xml:space="preserve">6%</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>"#);
}

#[test]
fn a_comment_stays_within_a_paragraph_and_at_the_sign_of_a_note() {
    let xml = "<w:p><w:r><w:t>5%</w:t></w:r></w:p><w:p><w:r><w:t>6%</w:t></w:r></w:p>";
    assert_eq!(body(xml, &[&["6%", "5%"]]).matches("commentRangeStart").count(), 1);
    assert!(body(xml, &[&["6%", "5%"]]).starts_with("<w:p><w:r><w:t>5%</w:t></w:r></w:p><w:p><w:commentRangeStart"));

    let bytes = file("<w:p><w:r><w:t>Sales</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>", true);
    let source = source(&bytes);
    assert_eq!(source, "Sales\n\u{c}notes\nIt rose 9% to $2 from $1.\n");
    let annotated = annotated(&bytes, &[note(&source, &["9%", "$2"])]);
    let text = part(&annotated.bytes, "word/document.xml");
    let at = "<w:commentRangeStart w:id=\"8\"/><w:r><w:footnoteReference w:id='1'/></w:r><w:commentRangeEnd";
    assert!(text.contains(at), "{text}");
    let comments = part(&annotated.bytes, "word/comments.xml");
    let (old, new) = comments.split_at(COMMENTS_XML.len() - "</w:comments>".len());
    assert!(COMMENTS_XML.starts_with(old));
    assert!(new.starts_with("<w:comment w:id=\"8\" w:author=\"audit\" w:initials=\"a\">"), "{new}");
    for name in ["word/footnotes.xml", "word/_rels/document.xml.rels", TYPES] {
        assert_eq!(part(&annotated.bytes, name), part(&bytes, name));
    }
}

#[test]
fn a_text_box_is_marked_as_a_whole() {
    let xml = "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>5% up</w:t></w:r></w:p>\
               </w:txbxContent></w:pict></w:r></w:p>";
    let marked = body(xml, &[&["5%"]]);
    assert!(marked.contains("<w:commentRangeStart w:id=\"0\"/><w:r><w:pict>"), "{marked}");
    assert!(marked.contains("</w:pict></w:r><w:commentRangeEnd"), "{marked}");
}

#[test]
fn new_comments_are_made_known_and_known_ones_not_written_again() {
    let bytes = file("<w:p><w:r><w:t>rose 5% &amp; more</w:t></w:r></w:p>", false);
    let text = source(&bytes);
    let notes = [note(&text, &["5%"])];
    let once = annotated(&bytes, &notes);
    assert!(part(&once.bytes, TYPES).contains("<Override PartName=\"/word/comments.xml\""));
    assert!(part(&once.bytes, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
    assert_eq!(source(&once.bytes), text);
    let twice = annotated(&once.bytes, &notes);
    assert_eq!((twice.added, twice.known), (0, 1));
    assert_eq!(twice.bytes, once.bytes);
    assert_eq!(annotated(&bytes, &[]).bytes, bytes, "what is clean is copied");
}

#[test]
fn other_prefixes_are_kept_to() {
    for (prefix, colon) in [("xmlns", ""), ("xmlns:x", "x:")] {
        let document = format!(
            "<{colon}document {prefix}='{SPACE}'><{colon}body><{colon}p><{colon}r><{colon}t>up 5%!</{colon}t></{colon}r></{colon}p>\
             </{colon}body></{colon}document>"
        );
        let bytes = archive(&[(TYPES, TYPES_XML), ("word/document.xml", &document)]);
        let text = source(&bytes);
        let annotated = annotated(&bytes, &[note(&text, &["5%"])]);
        let xml = part(&annotated.bytes, "word/document.xml");
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let mark = tree.descendants().find(|node| node.has_tag_name((SPACE, "commentRangeStart"))).unwrap();
        assert_eq!(mark.attribute((SPACE, "id")), Some("0"));
        let comments = part(&annotated.bytes, "word/comments.xml");
        let tree = roxmltree::Document::parse(&comments).unwrap();
        assert!(tree.root_element().children().any(|node| node.has_tag_name((SPACE, "comment"))), "{comments}");
    }
}

#[test]
fn what_is_signed_is_left_alone() {
    let document = document("<w:p><w:r><w:t>5%</w:t></w:r></w:p>");
    let bytes = archive(&[("word/document.xml", &document), ("_xmlsignatures/sig1.xml", "<x/>")]);
    let error = annotate(bytes, &[], &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().starts_with("is signed, and a comment would break the signature"), "{error}");
}

/// Everything that a document is but for comments: each character with its look, and all else in its order.
fn flat(xml: &str) -> Vec<String> {
    fn look(node: roxmltree::Node<'_, '_>, xml: &str) -> String {
        let own = node.children().find(|child| child.tag_name().name() == "rPr");
        own.map_or(String::new(), |own| xml[own.range()].to_owned())
    }
    let tree = roxmltree::Document::parse(xml).unwrap();
    let mut flat = Vec::new();
    for node in tree.descendants() {
        match node.tag_name().name() {
            "commentRangeStart" | "commentRangeEnd" | "commentReference" | "r" | "t" | "rPr" | "b" => {}
            "" => {
                let run = node.ancestors().find(|node| node.tag_name().name() == "r");
                let look = run.map_or(String::new(), |run| look(run, xml));
                let parent = node.parent().map_or("", |parent| parent.tag_name().name());
                flat.extend(node.text().unwrap_or_default().chars().map(|c| format!("{parent} {look} {c}")));
            }
            name => flat.push(format!("{name} {:?}", node.attributes().map(|one| one.value()).collect::<Vec<_>>())),
        }
    }
    flat
}

/// A paragraph of runs, some of them within others.
fn paragraph() -> impl Strategy<Value = String> {
    let text = "([a-z]{1,4} |[0-9]{1,3}%|&amp;|&#xe9;|\\$[0-9]|é){1,6}";
    let run = (text, prop::bool::ANY, prop::sample::select(vec!["", "<w:tab/>", "<w:br/>"]), 0..6).prop_map(
        |(text, bold, beside, around)| {
            let look = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
            let space = if around % 2 == 0 { " xml:space=\"preserve\"" } else { "" };
            let run = format!("<w:r>{look}{beside}<w:t{space}>{text}</w:t>{beside}<w:t>{text}</w:t></w:r>");
            match around {
                1 => format!("<w:hyperlink w:anchor='a'>{run}</w:hyperlink>"),
                2 => format!("<w:ins w:id='1'>{run}</w:ins>"),
                3 => format!("<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
                4 => format!("<w:commentRangeStart w:id='3'/>{run}<w:commentRangeEnd w:id='3'/>"),
                _ => run,
            }
        },
    );
    let paragraph = prop::collection::vec(run, 0..4).prop_map(|runs| format!("<w:p>{}</w:p>", runs.concat()));
    (paragraph, 0..5).prop_map(|(paragraph, around)| match around {
        0 => format!("<w:tbl><w:tr><w:tc>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"),
        1 => format!("<w:p><w:r><w:pict><w:txbxContent>{paragraph}</w:txbxContent></w:pict></w:r></w:p>"),
        _ => paragraph,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_else_changes(body in prop::collection::vec(paragraph(), 1..5), places in prop::collection::vec((0_usize..400, 0_usize..12), 1..6)) {
        let bytes = file(&body.concat(), true);
        let source = source(&bytes);
        let boundary = |at: usize| (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0);
        let span = |at: usize, len: usize| {
            let (start, end) = (boundary(at % (source.len() + 1)), boundary(at % (source.len() + 1) + len));
            Span::new(u32::try_from(start).unwrap(), u32::try_from(end.max(start)).unwrap())
        };
        let notes: Vec<Note> = places
            .iter()
            .enumerate()
            .map(|(number, (at, len))| Note { place: span(*at, *len), others: vec![span(at + 20, *len)], lines: vec![number.to_string()] })
            .collect();
        let annotated = annotated(&bytes, &notes);
        prop_assert_eq!(annotated.added + annotated.lost, notes.len());
        let (before, after) = (part(&bytes, "word/document.xml"), part(&annotated.bytes, "word/document.xml"));
        prop_assert_eq!(flat(&before), flat(&after));
        let again = decode(annotated.bytes.clone(), Format::Docx, 1_000_000).unwrap();
        prop_assert_eq!(&source, &again);
        for name in ["word/styles.xml", "word/footnotes.xml", TYPES, "word/_rels/document.xml.rels"] {
            prop_assert_eq!(part(&bytes, name), part(&annotated.bytes, name));
        }
        // Each comment begins once, ends once and is referred to once, in this order.
        let marks = |name: &str, id: usize| after.match_indices(&format!("{name} w:id=\"{id}\"")).map(|(at, _)| at).collect::<Vec<_>>();
        for id in 8..8 + annotated.added {
            let (start, end, sign) = (marks("commentRangeStart", id), marks("commentRangeEnd", id), marks("commentReference", id));
            prop_assert_eq!((start.len(), end.len(), sign.len()), (1, 1, 1));
            prop_assert!(start[0] < end[0] && end[0] < sign[0]);
        }
    }
}
