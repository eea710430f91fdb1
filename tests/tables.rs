//! Tables: each kind of column, right, wrong and near, and the same claims in every format.
//!
//! `tables.cases` holds a case a paragraph: a name behind `#`, what stands above the table behind `!`, its rows with bars between the
//! cells, and behind `>` what must be found: `total 3` is three totals that come out, `total ✗ 1,960` one that does not and has this cell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use common::{audit, err, folder, out, write};

struct Case {
    name: String,
    caption: String,
    rows: Vec<Vec<String>>,
    expected: String,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("tables.cases").lines() {
        if let Some(name) = line.strip_prefix("# ") {
            cases.push(Case {
                name: name.to_owned(),
                caption: String::new(),
                rows: Vec::new(),
                expected: String::new(),
            });
            continue;
        }
        let Some(case) = cases.last_mut().filter(|_| !line.is_empty()) else { continue };
        if let Some(caption) = line.strip_prefix("! ") {
            caption.clone_into(&mut case.caption);
        } else if let Some(expected) = line.strip_prefix('>') {
            expected.trim().clone_into(&mut case.expected);
        } else {
            case.rows.push(line.split('|').map(|cell| cell.trim().to_owned()).collect());
        }
    }
    cases
}

fn markdown(case: &Case) -> String {
    let mut text = format!("{}\n\n", case.caption);
    for (at, row) in case.rows.iter().enumerate() {
        writeln!(text, "| {} |", row.join(" | ")).unwrap();
        if at == 0 {
            writeln!(text, "|{}", "---|".repeat(row.len())).unwrap();
        }
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn page(case: &Case) -> String {
    let mut text = format!("<html><body><p>{}</p><table>", escape(&case.caption));
    for row in &case.rows {
        text.push_str("<tr>");
        for cell in row {
            write!(text, "<td>{}</td>", escape(cell)).unwrap();
        }
        text.push_str("</tr>");
    }
    text + "</table></body></html>"
}

fn word(case: &Case) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escape(text));
    let mut body = paragraph(&case.caption) + "<w:tbl>";
    for row in &case.rows {
        body.push_str("<w:tr>");
        for cell in row {
            write!(body, "<w:tc>{}</w:tc>", paragraph(cell)).unwrap();
        }
        body.push_str("</w:tr>");
    }
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:tbl>\
         </w:body></w:document>"
    );
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    let (mut entry, config) = archive.new_file("word/document.xml").start().unwrap();
    let mut data = config.wrap(&mut entry);
    data.write_all(xml.as_bytes()).unwrap();
    let (_, descriptor) = data.finish().unwrap();
    entry.finish(descriptor).unwrap();
    archive.finish().unwrap();
    bytes
}

/// What the report says of each case: how many claims of a kind come out, and the last cell of each that does not.
fn found(report: &str) -> BTreeMap<String, String> {
    let mut counted: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in report.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        if claim["type"] != "claim" {
            continue;
        }
        let name = claim["path"].as_str().unwrap().to_owned();
        let kind = claim["kind"].as_str().unwrap();
        match claim["verdict"].as_str().unwrap() {
            "mismatch" => {
                let result = ["average", "balance", "percent", "difference", "multiple", "share", "total"];
                let quantities = claim["quantities"].as_array().unwrap();
                let stated =
                    result.iter().find_map(|role| quantities.iter().find(|quantity| quantity["role"] == **role));
                wrong.entry(name).or_default().push(format!("{kind} ✗ {}", stated.unwrap()["text"].as_str().unwrap()));
            }
            "unchecked" | "strained" => *counted.entry(name).or_default().entry(format!("{kind} ?")).or_default() += 1,
            _ => *counted.entry(name).or_default().entry(kind.to_owned()).or_default() += 1,
        }
    }
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, kinds) in counted {
        all.entry(name).or_default().extend(kinds.into_iter().map(|(kind, count)| format!("{kind} {count}")));
    }
    for (name, mut claims) in wrong {
        claims.sort();
        all.entry(name).or_default().extend(claims);
    }
    all.into_iter().map(|(name, claims)| (name, claims.join(", "))).collect()
}

#[test]
fn each_kind_of_column_is_judged_alike_in_every_format() {
    let cases = cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    let folder = folder(&[]);
    for (at, case) in cases.iter().enumerate() {
        write(folder.path(), &format!("{at:03}.md"), markdown(case));
        write(folder.path(), &format!("{at:03}.html"), page(case));
        write(folder.path(), &format!("{at:03}.docx"), word(case));
    }
    let mut paths: Vec<String> = (0..cases.len()).map(|at| format!("{at:03}.md")).collect();
    paths.extend((0..cases.len()).flat_map(|at| [format!("{at:03}.html"), format!("{at:03}.docx")]));
    let arguments: Vec<&str> =
        ["--no-config", "--preview", "--format", "jsonl"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let report = audit(folder.path(), &arguments);
    assert!(err(&report).is_empty(), "{}", err(&report));
    let found = found(out(&report));
    let mut wrong = String::new();
    for (at, case) in cases.iter().enumerate() {
        for ending in ["md", "html", "docx"] {
            let found = found.get(&format!("{at:03}.{ending}")).map_or("", String::as_str);
            if found != case.expected {
                writeln!(wrong, "{} ({ending})\n  expected {}\n  found    {found}", case.name, case.expected).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
