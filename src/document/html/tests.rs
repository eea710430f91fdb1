use jiff::civil::date;

use crate::document::{BlockKind, Document, Format};

/// Each block on a line, with a letter for its kind.
fn read(source: &str) -> Vec<String> {
    let document = Document::parse(source, Format::Html);
    let shown = document.blocks.iter().map(|block| {
        let kind = match block.kind {
            BlockKind::Title => "T".to_owned(),
            BlockKind::Heading(level) => format!("H{level}"),
            BlockKind::Paragraph => "P".to_owned(),
            BlockKind::ListItem => "L".to_owned(),
            BlockKind::Quote => "Q".to_owned(),
            BlockKind::Cell { table, row, column } => format!("{table}.{row}.{column}"),
        };
        format!("{kind} {}", block.prose.text())
    });
    shown.collect()
}

/// What a piece of the text stands as in the file.
fn there<'s>(source: &'s str, text: &str) -> &'s str {
    let document = Document::parse(source, Format::Html);
    let found = document.blocks.iter().find_map(|block| {
        let at = u32::try_from(block.prose.text().find(text)?).ok()?;
        source.get(block.prose.span(at..at + u32::try_from(text.len()).ok()?).range())
    });
    found.unwrap_or_default()
}

#[test]
fn blocks_are_told_by_their_elements() {
    let page = "<!DOCTYPE html><title>Exports | Site</title><h1>Exports <em>rise</em></h1>\n<p>They rose.\n<p>They\n  fell.\
                <h2>More</h2><ul><li>One<li>Two<ul><li>Three</ul></ul><blockquote><p>Four</p></blockquote><div>Five</div>";
    assert_eq!(
        read(page),
        ["T Exports rise", "P They rose.", "P They fell.", "H2 More", "L One", "L Two", "L Three", "Q Four", "P Five"]
    );
    assert_eq!(Document::parse(page, Format::Html).title.as_deref(), Some("Exports rise"));
}

#[test]
fn entities_and_markup_in_a_number_keep_their_bytes() {
    let page = "<p>Exports rose <b>5</b>.2&nbsp;&percnt; to&#32;&#36;2<span>.8</span>&nbsp;billion &amp; more.</p>";
    assert_eq!(read(page), ["P Exports rose 5.2\u{a0}% to $2.8\u{a0}billion & more."]);
    assert_eq!(there(page, "5.2\u{a0}%"), "5</b>.2&nbsp;&percnt;");
    assert_eq!(there(page, "$2.8"), "&#36;2<span>.8");
    assert_eq!(there(page, "more"), "more");
}

#[test]
fn what_belongs_to_the_site_or_is_not_shown_is_left_out() {
    for hidden in [
        "<nav><ul><li>Menu 5%</ul></nav>",
        "<script>if (a<b) document.write('<p>5%')</script>",
        "<style>p{}</style><noscript><p>5%</p></noscript><template><p>5%</p></template>",
        "<footer><p>5%<footer>x</footer></footer>",
        "<aside>5%</aside><form><select><option>5%</select></form>",
        "<div hidden><div>5%</div></div>",
        "<div style='color: red; Display : NONE'>5%</div><p aria-hidden=true>5%</p>",
        "<div role=navigation>5%</div><svg><title>5%</title><text>5%</text></svg>",
        "<p hidden>5%<p><a href=x>Exports rise 5%</a>",
        "<ul><li><a href=x>Exports rise 5%</a></ul><pre><code>5%</code></pre><!-- 5% -->",
        "<textarea><p>5%</textarea>",
    ] {
        assert_eq!(read(&format!("{hidden}<p>Exports rose.</p>")), ["P Exports rose."], "{hidden}");
    }
    assert_eq!(read("<p>It <del>fell</del><s>sank</s><ins>rose</ins> 5%.</p>"), ["P It rose 5%."]);
}

#[test]
fn marks_of_notes_are_no_digits() {
    for mark in ["<sup>1</sup>", "<sup><a href='#1'>[1]</a></sup>", "<sup>(2), 3</sup>", "<sup>*</sup>", "<sup>a</sup>"]
    {
        assert_eq!(read(&format!("<p>It rose 5%{mark} to $2{mark} bn.</p>")), ["P It rose 5% to $2 bn."], "{mark}");
    }
    assert_eq!(read("<p>The 2<sup>nd</sup> year</p>"), ["P The 2nd year"]);
}

#[test]
fn the_main_text_is_preferred() {
    let main = "<header><h1>Head</h1></header><p>Before</p><main><p>Main</p></main><p>After</p>";
    assert_eq!(read(main), ["T Head", "P Main"]);
    let articles = "<p>Before</p><article><h1>Head</h1><p>The one that has most of the text.</p></article>\
                    <article><h1>Other</h1><p>Teaser</p></article>";
    assert_eq!(read(articles), ["T Head", "P The one that has most of the text."]);
    let equal = "<main><article><p>One two</p></article><article><p>Two one</p></article></main>";
    assert_eq!(read(equal), ["P One two", "P Two one"]);
}

#[test]
fn tables_are_cells_or_layout() {
    let table = "<table><caption>Exports</caption><thead><tr><th>Year<th>Value<tbody><tr><td>2023<td><p>$2.8</p>\
                 <tr><td colspan=2>Total</table>";
    assert_eq!(read(table), ["P Exports", "0.0.0 Year", "0.0.1 Value", "0.1.0 2023", "0.1.1 $2.8", "0.2.0 Total"]);
    let spans = "<table><tr><td colspan=3>In dollars<tr><td rowspan=2>A<td>1<td>2<tr><td>3<td>4</table>";
    assert_eq!(read(spans), ["P In dollars", "0.0.0 A", "0.0.1 1", "0.0.2 2", "0.1.1 3", "0.1.2 4"]);
    let layout = "<table><tr><td><h2>Exports</h2><p>They rose.</p><p>Much.</p></td></tr></table>";
    assert_eq!(read(layout), ["H2 Exports", "P They rose.", "P Much."]);
    let nested = "<table><tr><td>Menu</td><td><table><tr><td>a<td>b<tr><td>1<td>2</table></td></tr></table>";
    assert_eq!(read(nested), ["P Menu", "1.0.0 a", "1.0.1 b", "1.1.0 1", "1.1.1 2"]);
}

#[test]
fn figures_that_are_spread_over_cells_are_put_together() {
    let table = "<table><tr><td><td colspan=3>2024<td>&nbsp;<td colspan=3>2023\
                 <tr><td>Sales<td>$<td>2,825<td>&nbsp;<td><td>$<td>2,284<td>\
                 <tr><td>Loss<td><td>(2.4<td>)<td><td><td>1.9<td>\
                 <tr><td>Margin<td><td>40.3<td>%<td><td><td>38<td>%</table>";
    assert_eq!(
        read(table),
        [
            "0.0.1 2024",
            "0.0.5 2023",
            "0.1.0 Sales",
            "0.1.1 $2,825",
            "0.1.5 $2,284",
            "0.2.0 Loss",
            "0.2.1 (2.4)",
            "0.2.5 1.9",
            "0.3.0 Margin",
            "0.3.1 40.3%",
            "0.3.5 38%",
        ]
    );
    assert_eq!(there(table, "$2,825"), "$<td>2,825");
}

#[test]
fn line_breaks_end_a_block_unless_the_line_goes_on() {
    assert_eq!(
        read("<p>Exports rose<br>by 5%.<br/>Imports fell.<br><br>prices</p>"),
        ["P Exports rose by 5%.", "P Imports fell.", "P prices"]
    );
    assert_eq!(read("<pre>One\ntwo &amp;\n\n  Three 5\n</pre>"), ["P One\ntwo &", "P Three 5"]);
}

#[test]
fn the_day_is_found() {
    for (page, day) in [
        (
            "<meta property='article:published_time' content='2024-12-19T09:00:00Z'><p>On <time datetime=2024-01-01>x</time>",
            19,
        ),
        (
            "<p>Since <time datetime=2024-12-01>x</time> <p><time itemprop=datePublished datetime=2024-12-18>x</time>",
            18,
        ),
        ("<p>KARACHI, Dec. 17, 2024 (APP) — They rose <time datetime=2024-12-01>then</time>.", 17),
        ("<p><time datetime='2024-12-16'>Monday</time> They rose.", 16),
    ] {
        assert_eq!(Document::parse(page, Format::Html).date, Some(date(2024, 12, day)), "{page}");
    }
}

#[test]
fn the_title_of_the_page_is_that_of_the_document_if_it_has_no_headline() {
    let title = |page: &str| Document::parse(page, Format::Html).title;
    assert_eq!(title("<title>\n Exports &amp; more </title><p>Text").as_deref(), Some("Exports & more"));
    assert_eq!(title("<p>Text"), None);
}

#[test]
fn pages_made_to_hurt_are_read_to_the_end() {
    for page in [
        "<div>".repeat(50_000),
        "<ul><li>".repeat(50_000) + &"</li>".repeat(50_000),
        "<table><tr><td>".repeat(20_000) + "5%" + &"</table>".repeat(20_000),
        "<li>".to_owned() + &"<td><blockquote>".repeat(20_000) + &"</li>".repeat(20_000),
        "<a href=x>".repeat(50_000) + "x",
        "<p hidden>".repeat(50_000),
        "<sup>1".repeat(50_000),
        "&".repeat(100_000),
        "&amp;".repeat(50_000),
        "<p a=b ".repeat(50_000),
        "<!--".repeat(50_000),
        "<td rowspan=1000 colspan=1000>x".repeat(5_000),
        "<table>".to_owned() + &"<tr><td rowspan=1000 colspan=1000>x<td>y".repeat(3_000),
        "x<br>".repeat(50_000),
        " \n".repeat(100_000),
        (0..20_000).fold("<p ".to_owned(), |page, n| page + &format!("a{n}=1 ")) + ">",
    ] {
        let document = Document::parse(&page, Format::Html);
        assert!(document.blocks.iter().all(|block| block.prose.text().len() <= page.len()));
    }
}
