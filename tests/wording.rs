//! Messages, help and pages keep to the word list of docs/style.md.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{audit, folder, out, root};

/// The phrases of the list's first column.
fn avoided() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/style.md")).unwrap();
    let (_, words) = page.split_once("## Words").unwrap();
    let cells = words.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    cells.skip(1).flat_map(|cell| cell.split(", ")).map(str::to_owned).collect()
}

/// All files below a folder with one of these endings.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
}

/// What a program may print: the literals of a source without its comments and tests.
fn literals(source: &str) -> String {
    let shown = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = shown.lines().filter(|line| !line.trim_start().starts_with("//"));
    // A literal that goes on in the next line has its blanks taken out by the compiler.
    lines.map(|line| line.trim().trim_end_matches('\\')).collect::<Vec<_>>().join(" ").replace("  ", " ")
}

fn complaints(name: &str, text: &str, avoided: &[String]) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    avoided.iter().filter(|phrase| text.contains(phrase.as_str())).map(|phrase| format!("{name}: “{phrase}”")).collect()
}

#[test]
fn the_list_is_read() {
    let avoided = avoided();
    assert!(avoided.len() > 15 && avoided.contains(&"in vain".to_owned()), "{avoided:?}");
    assert_eq!(complaints("a", "It was allowed  in\nvain.", &avoided), ["a: “in vain”"]);
}

#[test]
fn messages_keep_to_the_word_list() {
    let avoided = avoided();
    let mut sources = Vec::new();
    files(&root().join("src"), "rs", &mut sources);
    let found: Vec<String> = sources
        .iter()
        .filter(|path| {
            !path.ends_with("tests.rs")
                && !path
                    .components()
                    .any(|part| matches!(part.as_os_str().to_str(), Some("grammar" | "link" | "resolve")))
        })
        .flat_map(|path| {
            complaints(&path.display().to_string(), &literals(&fs::read_to_string(path).unwrap()), &avoided)
        })
        // The words that take the number of a system error away.
        .filter(|complaint| !complaint.contains("small.rs: “os error”"))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn help_and_pages_keep_to_the_word_list() {
    let avoided = avoided();
    let scratch = folder(&[]);
    let mut found = Vec::new();
    for command in [
        "",
        "explain",
        "extract",
        "facts",
        "baseline",
        "config",
        "init",
        "allow",
        "fix",
        "annotate",
        "snapshot",
        "completions",
        "man",
    ] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let help = audit(scratch.path(), &arguments);
        found.extend(complaints(&format!("audit {command} --help"), out(&help), &avoided));
    }
    let mut pages = vec![root().join("README.md")];
    files(&root().join("docs"), "md", &mut pages);
    for page in pages.iter().filter(|page| !page.ends_with("style.md")) {
        found.extend(complaints(&page.display().to_string(), &fs::read_to_string(page).unwrap(), &avoided));
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// "23.7%", and never "23.7 %", but where the spellings of texts are told.
#[test]
fn percentages_have_one_spelling() {
    let mut pages = vec![root().join("README.md")];
    files(&root().join("docs"), "md", &mut pages);
    let spaced = |text: &str| {
        let digits = text.as_bytes().windows(3).find(|three| three[0].is_ascii_digit() && three[1..] == *b" %");
        digits.is_some()
    };
    let found: Vec<_> = pages
        .iter()
        .filter(|page| !page.ends_with("style.md") && !page.ends_with("reading.md"))
        .filter(|page| spaced(&fs::read_to_string(page).unwrap()))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}
