#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// Each block on a line, with its kind in short.
fn read(source: &str) -> Vec<String> {
    let short = |kind| match kind {
        BlockKind::Title => "T".to_owned(),
        BlockKind::Heading(level) => format!("H{level}"),
        BlockKind::Paragraph => "P".to_owned(),
        BlockKind::ListItem => "L".to_owned(),
        BlockKind::Quote => "Q".to_owned(),
        BlockKind::Cell { table, row, column } => format!("C{table}.{row}.{column}"),
    };
    blocks(source, 0).unwrap().iter().map(|block| format!("{} {}", short(block.kind), block.prose.text())).collect()
}

/// What `needle` of the prose covers in the file.
#[track_caller]
fn covered<'s>(source: &'s str, needle: &str) -> &'s str {
    let blocks = blocks(source, 0).unwrap();
    let (prose, at) = blocks.iter().find_map(|block| Some((&block.prose, block.prose.text().find(needle)?))).unwrap();
    &source[prose.span(offset(at)..offset(at + needle.len())).range()]
}

#[test]
fn headings_lists_and_quotes() {
    let source = "# Exports rise\n\nThey *rose*.\n\n## Why\n- one\n- two\n\n> “Good,” he said.\n\n# More\n1. three";
    assert_eq!(
        read(source),
        ["T Exports rise", "P They rose.", "H2 Why", "L one", "L two", "Q “Good,” he said.", "H1 More", "L three"]
    );
}

#[test]
fn markup_inside_numbers_keeps_its_bytes() {
    assert_eq!(covered("It was **$2.8** billion.", "$2.8 billion"), "$2.8** billion");
    assert_eq!(covered("It was **$2.8** billion.", "$2.8"), "$2.8");
    assert_eq!(covered("It was \\$2.8 billion.", "$2.8"), "$2.8");
    assert_eq!(covered("It was $2.8&nbsp;billion.", "$2.8\u{a0}billion"), "$2.8&nbsp;billion");
    assert_eq!(covered("It was &#36;2.8 billion.", "$2.8"), "&#36;2.8");
    assert_eq!(covered("> It was\n> $2.8 billion.", "was\n$2.8"), "was\n> $2.8");
    assert_eq!(covered("It rose `5%` then.", "5%"), "5%");
}

#[test]
fn plain_paragraphs_are_borrowed() {
    assert!(blocks("One\ntwo.\n\nThree.", 0).unwrap().iter().all(|block| block.prose.is_plain()));
}

#[test]
fn what_is_no_prose_is_left_out() {
    assert_eq!(
        read("See [the 5% table](https://a.b/7) <https://a.b/8> ![chart 9](c10.png)\n\n```\ncode 11\n```\n<!-- 12 -->"),
        ["P See the 5% table"]
    );
    assert_eq!(read("Use `x = 5` and ~~6~~ 7 <b>8</b>"), ["P Use  and  7 8"]);
}

#[test]
fn indented_paragraphs_are_prose() {
    assert_eq!(
        read("One.\n\n    Exports rose **5%** to\n    $105.\n\n    Two.\n\nThree."),
        ["P One.", "P Exports rose 5% to\n$105.", "P Two.", "P Three."]
    );
    assert_eq!(covered("One.\n\n    Exports rose **5%** to\n    $105.", "5% to\n$105"), "5%** to\n    $105");
}

#[test]
fn a_year_begins_no_list() {
    assert_eq!(read("2024. Exports rose.\n\nTwo."), ["P 2024. Exports rose.", "P Two."]);
    assert_eq!(read("2023. It fell.\n\n2024. It rose."), ["P 2023. It fell.", "P 2024. It rose."]);
    assert_eq!(covered("2024. Exports *rose*.", "2024. Exports rose"), "2024. Exports *rose");
}

#[test]
fn tables_have_cells() {
    assert_eq!(
        read("| a | b |\n|---|---|\n| 1 | **2** |\n\n|c|\n|-|\n|3|"),
        ["C0.0.0 a", "C0.0.1 b", "C0.1.0 1", "C0.1.1 2", "C1.0.0 c", "C1.1.0 3"]
    );
}

#[test]
fn html_and_footnotes_are_read() {
    assert_eq!(
        read("<div>\n<p>Rose <b>5%</b> to &#36;105.</p>\n</div>\n\nSo[^1].\n\n[^1]: By 5%."),
        ["P Rose 5% to $105.", "P So.", "P By 5%."]
    );
}

#[test]
fn hard_breaks_end_a_block_unless_the_sentence_goes_on() {
    assert_eq!(read("Revenue: $5  \nProfit: $2\\\nand so<br>on"), ["P Revenue: $5", "P Profit: $2\nand so\non"]);
}

#[test]
fn torn_paragraphs_are_joined() {
    assert_eq!(read("He said that the\n\nIT *sector* grew."), ["P He said that the\nIT sector grew."]);
}

#[test]
fn only_absurd_nesting_is_too_deep() {
    assert!(!is_too_deep(&"> - ".repeat(20)));
    assert!(!is_too_deep(&"- ".repeat(100)));
    assert!(is_too_deep(&"> ".repeat(100)));
    assert!(blocks(&("a\n\n".to_owned() + &"> ".repeat(100)), 0).is_none());
    assert!(is_too_deep(&("- ".repeat(100) + "x")));
    assert!(is_too_deep(&("a\n".to_owned() + &"1. ".repeat(100) + "x")));
    assert!(is_too_deep(&(" ".repeat(500) + "x")));
}

proptest! {
    /// What is taken as it stands is what the parser would make of it.
    #[test]
    fn parts_come_out_as_the_whole_does(
        source in "((# |## |####### |- |-|\\* |\\+ |1\\. |12\\) |2024\\. |> |  |    |\t|\u{a0}|\u{b}|\\| |---|===|```|\\[\\^1\\]: )?\
                    (Exports|rose|5%|\\$3|“a”|\\(b\\)|\\*\\*c\\*\\*|_d_|`e`|&amp;|\\[f\\]|<b>|~|\\\\|#|a@b|\\||of the|\r|é| |  ){0,4}\n{1,3}){0,8}"
    ) {
        let text = Prose::plain(&source, 0);
        let mut whole = Converter::new(&source, &text);
        whole.run(0..source.len(), 0);
        prop_assert_eq!(format!("{:?}", blocks(&source, 0).unwrap()), format!("{:?}", whole.blocks), "{:?}", source);
    }
}
