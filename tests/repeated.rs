//! One token 50,000 times, in each format: nothing overflows the stack, and twice as much takes about twice the time.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::io::Write as _;
use std::time::{Duration, Instant};

use claim_audit::audit::audit;
use claim_audit::document::{Format, decode};
use claim_audit::report::{Concise, Json, Renderer};

/// How often a token stands there.
const TIMES: usize = 50_000;

/// What texts are made of, whatever their format: numbers, words of the grammar, marks, breaks.
const TEXT: &[&str] = &[
    "5% ",
    "$5 million ",
    "from $4 million ",
    "rose ",
    "rose 5% to $5 million from $4 million ",
    "12, ",
    "12.5",
    "1,",
    "one ",
    "half of ",
    "twenty-",
    "million ",
    "(",
    ")",
    "\"",
    "“",
    ". ",
    "A. ",
    "\n",
    "\n\n",
    "\r",
    " ",
    "\t",
    "- ",
    "5-",
    "$",
    "€",
    "£5 ",
    "%",
    "FY2023-24 ",
    "Q1 2024 ",
    "April 2024 ",
    "in April ",
    "a year earlier ",
    "respectively ",
    "and ",
    "or ",
    "of ",
    "than ",
    ", ",
    "; ",
    ": ",
    "1. ",
    "a",
    "é",
    "\u{a0}",
    "\u{200b}",
    "\u{301}",
    "\u{1f600}",
    "|",
    "1 | ",
    "1\t",
    "$5 ($4) ",
    "record ",
    "Mr. ",
    "doubled ",
    "more than ",
    "the second-largest ",
    "Monday, May 5, 2024 ",
    "5 of 10 ",
    "one in ",
    "5:5 ",
    "1/2 ",
    "http://a.b/",
    "a@b ",
    "2024-05-05 ",
    "+5 ",
    "Sales rose 5% to $5 million from $4 million. ",
    "Sales rose 5%.\n\n",
    "Sales were $5 million in April 2024. ",
    "Sales\t5\t4\n",
    "Sales   5   4\n",
    "A 5, B 6, C 7, ",
    "5% in A, ",
    "up 5%, down 6%, ",
];

/// What Markdown has of its own.
const MARKDOWN: &[&str] = &[
    "*",
    "**",
    "_",
    "`",
    "``` \n",
    "~~~\n",
    "[",
    "]",
    "[a](",
    "![",
    "[a]: b\n",
    "[^1]",
    "[^1]: a\n\n",
    "# ",
    "> ",
    ">",
    "- ",
    "  - ",
    "* a\n",
    "1. a\n",
    "|a|b|\n|-|-|\n",
    "|1",
    "|-",
    "<",
    "<a ",
    "<!--",
    "<!-- a -->",
    "<p>",
    "</p>",
    "&",
    "&amp;",
    "&#x35;",
    "\\",
    "\\\n",
    "---\n",
    "===\n",
    "~",
    "~~",
    "    a\n",
    "<div a=\"\">",
    "<!-- audit: allow wrong-percent -- so -->\n",
    "<!-- audit:",
    "$$",
    "a\n",
    "a  \n",
    "<![CDATA[",
    "<?",
];

/// What pages have of their own.
const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<p>5%</p>",
    "<div>",
    "</div>",
    "<div",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "<td>5",
    "</table>",
    "<table><tr><td>5",
    "<tr><td>Sales<td>5<td>4",
    "<td colspan=900>",
    "<td rowspan=900>",
    "<ul>",
    "<li>",
    "<br>",
    "<hr>",
    "<h1>",
    "<a href=x>",
    "</a>",
    "<pre>",
    "<script>",
    "</script>",
    "<style>",
    "<title>",
    "<textarea>",
    "<!--",
    "-->",
    "<!",
    "<?",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;",
    "&#",
    "&#x35;",
    "&nbsp;",
    " a=\"\"",
    " a=''",
    " a=b",
    " a",
    "=",
    "\"",
    "'",
    ">",
    "<",
    "</",
    "/",
    "<main>",
    "<article>",
    "<nav>",
    "<sup>",
    "<sup>1</sup>",
    "<del>",
    "<p hidden>",
    "<time datetime=2024-05-05>",
    "<meta name=date content=2024>",
    "<select>",
    "<svg>",
    "<math>",
    "<template>",
    "<form>",
    "<iframe>",
    "<noscript>",
    "<plaintext>",
    "<span>",
    "<i><b></i></b>",
    "<a></p>",
    "<!-- audit: allow wrong-percent -- so -->",
];

/// What the body of a Word document has of its own.
const WORD: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:p><w:r><w:t>Sales rose 5%.</w:t></w:r></w:p>",
    "<w:p/>",
    "<w:r>",
    "<w:t>",
    "<w:t>5%</w:t>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<w:tbl><w:tr><w:tc><w:p>",
    "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>",
    "<w:tab/>",
    "<w:br/>",
    "<w:ins>",
    "<w:del>",
    "<w:sdt>",
    "<w:hyperlink>",
    "<w:pPr><w:numPr/></w:pPr>",
    "<w:fldSimple>",
    "<mc:AlternateContent>",
    "<mc:Fallback>",
    "<w:txbxContent>",
    " a=\"\"",
    "&amp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?a?>",
    "<",
    ">",
    "<w:p a=\"\">",
];

/// A document of Word with this in its body.
fn packed(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    );
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    let (mut entry, config) =
        archive.new_file("word/document.xml").compression_method(rawzip::CompressionMethod::DEFLATE).start().unwrap();
    entry.write_all(&miniz_oxide::deflate::compress_to_vec(document.as_bytes(), 6)).unwrap();
    let mut sizes = config.wrap(std::io::sink());
    sizes.write_all(document.as_bytes()).unwrap();
    let (_, descriptor) = sizes.finish().unwrap();
    entry.finish(descriptor).unwrap();
    archive.finish().unwrap();
    bytes
}

/// Reads a text, audits it and writes the report; how long that took.
fn time(text: &str, format: Format) -> Duration {
    let bytes = if format == Format::Docx { packed(text) } else { text.as_bytes().to_vec() };
    let start = Instant::now();
    let Ok(text) = decode(bytes, format, 1 << 30) else { return start.elapsed() };
    let report = audit(&text, format);
    let reports = [Renderer::Json(Json::default()), Renderer::Concise(Concise { verbose: true })];
    assert!(reports.iter().all(|renderer| renderer.document("a", &report).len() < 1 << 30));
    start.elapsed()
}

/// Holds a token against itself a quarter as often: on a thread with the stack that the command's threads have.
fn grows(token: &str, format: Format) -> Result<(), String> {
    let text = |times: usize| match format {
        Format::Docx => token.repeat(times),
        Format::Html => format!("<p>Sales rose 5% to{}<p>", token.repeat(times)),
        _ => format!("Sales rose 5% to {}", token.repeat(times)),
    };
    // Without optimisation much text takes minutes; what is nested without end is made of short tokens.
    let times = if cfg!(debug_assertions) && token.len() > 8 { TIMES.min(60_000 / token.len()) } else { TIMES };
    let times = if cfg!(debug_assertions) && !token.contains('<') { times.min(15_000) } else { times };
    let (some, all) = (text(times / 4), text(times));
    let run = move || {
        let long = time(&all, format);
        // What is quick needs no comparison.
        (if long > Duration::from_secs(4) { time(&some, format) } else { long }, long)
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap();
    let Ok((some, all)) = thread.join() else { return Err(format!("{token:?} in {format:?}: panicked")) };
    // Four times as much takes four times as long, and sixteen times if each looks at all others.
    if all > some * 9 {
        Err(format!("{token:?} in {format:?}: {some:?} for a quarter, {all:?} for all"))
    } else {
        Ok(())
    }
}

fn hold(tokens: &[&str], format: Format) {
    let faults: Vec<String> = tokens.iter().filter_map(|token| grows(token, format).err()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn text() {
    hold(TEXT, Format::Text);
}

#[test]
fn text_as_markdown() {
    hold(TEXT, Format::Markdown);
}

#[test]
fn markdown() {
    hold(MARKDOWN, Format::Markdown);
}

#[test]
fn html() {
    hold(HTML, Format::Html);
}

#[test]
fn text_in_pages() {
    hold(TEXT, Format::Html);
}

#[test]
fn word() {
    hold(WORD, Format::Docx);
}
