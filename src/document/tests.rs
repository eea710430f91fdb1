#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// Any text can be read as any format.
const ALL: [Format; 4] = [Format::Text, Format::Markdown, Format::Html, Format::Docx];

#[test]
fn front_matter_goes_before_the_text() {
    let source = "---\ntitle: One\nsource: PSEB\n---\n# Two\n\nThree.";
    let document = Document::parse(source, Format::Markdown);
    assert_eq!(document.title.as_deref(), Some("One"));
    assert_eq!(document.publisher.as_deref(), Some("PSEB"));
    assert_eq!(
        document.blocks.iter().map(|block| block.kind).collect::<Vec<_>>(),
        [BlockKind::Title, BlockKind::Paragraph]
    );
    assert_eq!(&source[document.blocks[0].prose.span(0..3).range()], "Two");
}

#[test]
fn the_dateline_gives_the_date() {
    let source = "# Exports rise\n\nKARACHI, **Dec. 19, 2024** (APP) — They rose.";
    assert_eq!(Document::parse(source, Format::Markdown).date, Some(date(2024, 12, 19)));
}

#[test]
fn full_width_digits_are_read_and_placed() {
    let source = "It rose ５％ to $105.";
    let prose = &Document::parse(source, Format::Text).blocks[0].prose;
    assert_eq!(prose.text(), "It rose 5% to $105.");
    assert_eq!(&source[prose.span(8..10).range()], "５％");
}

#[test]
fn adversarial_texts_are_read_to_the_end() {
    // Each of these is quadratic, or worse, in a naive reader: the test would not end.
    let texts = [
        ">".repeat(50_000),
        "> ".repeat(20_000) + "x\n" + &"x\n".repeat(20_000),
        "- ".repeat(5_000),
        "-     ".repeat(5_000),
        (1..400).map(|n| "  ".repeat(n) + "- x\n").collect::<String>() + &"x\n".repeat(20_000),
        "a.".to_owned() + &" ".repeat(50_000) + &"1. 0".repeat(20_000),
        "- ".repeat(50_000),
        "1. ".repeat(20_000) + "x\n" + &"x\n".repeat(20_000),
        "[".repeat(50_000),
        "*a_".repeat(50_000),
        "<!--".repeat(20_000),
        "<p>\n".to_owned() + &"<script>".repeat(20_000),
        "<p>&".repeat(20_000),
        "a\n\n".repeat(50_000),
        "of\n\n".repeat(50_000),
        ".".repeat(200_000),
        ". ".repeat(100_000),
        "\"".repeat(100_000) + &".\"".repeat(50_000),
        "  A".repeat(50_000),
        "•".repeat(50_000),
        "a.A".repeat(50_000),
        "(".repeat(100_000),
        ".".to_owned() + &" (".repeat(100_000),
        "|a".repeat(10_000) + "\n" + &"|-".repeat(10_000) + "\n" + &"|b\n".repeat(2_000),
        "\u{a0}".repeat(50_000) + ".",
    ];
    for text in &texts {
        for format in ALL {
            let document = Document::parse(text, format);
            assert!(document.blocks.iter().all(|block| block.prose.text().len() <= text.len()));
        }
    }
}

/// Text with much of what the readers look at.
fn prose_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "The",
        "U.S.",
        "5%",
        "$2.8",
        "é",
        "５",
        "\u{200b}",
        "\u{3000}",
        "“",
        "”",
        ".",
        "?",
        "!",
        "。",
        ",",
        ":",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "- ",
        "1. ",
        "2024. ",
        "> ",
        "# ",
        "**",
        "*",
        "_",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "&nbsp;",
        "&#36;",
        "\\",
        "|",
        "|-|",
        "<b>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "~~",
        "• ",
        "---\n",
        "title: x\n",
        "[^1]",
        "[^1]: ",
        "\t",
        "the",
        "\u{feff}",
        "<br>",
        "<li>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<h1>",
        "</div>",
        "<nav>",
        "</nav>",
        "<a href=x>",
        "</a>",
        "<pre>",
        "<sup>",
        "</sup>",
        "&semi",
        "| ",
        " |",
        "↵",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What holds of every document.
fn check(source: &str, format: Format) {
    let document = Document::parse(source, format);
    for block in &document.blocks {
        let text = block.prose.text();
        assert!(!text.trim().is_empty());
        for sentence in &block.sentences {
            assert!(text.get(sentence.start as usize..sentence.end as usize).is_some());
            assert!(source.get(block.prose.span(sentence.clone()).range()).is_some());
        }
        let mut last = 0;
        for (at, c) in text.char_indices() {
            let span = block.prose.span(offset(at)..offset(at + c.len_utf8()));
            let there = source.get(span.range());
            assert!(there.is_some_and(|there| !there.is_empty()), "{c:?} stands nowhere: {span:?}");
            assert!(span.start >= last, "{c:?} stands before what is before it");
            last = span.start;
        }
        if format == Format::Text && block.prose.is_plain() {
            assert_eq!(source.get(block.prose.span(0..offset(text.len())).range()), Some(text));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_text_is_read(source in prose_like()) {
        for format in ALL {
            check(&source, format);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), as_archive: bool) {
        let bytes = if as_archive { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes };
        for format in ALL {
            if let Ok(text) = decode(bytes.clone(), format, 10_000) {
                check(&text, format);
            }
        }
    }

    #[test]
    fn any_string_is_read(source in any::<String>()) {
        for format in ALL {
            check(&source, format);
        }
    }
}
