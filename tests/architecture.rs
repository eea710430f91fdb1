//! Holds ARCHITECTURE.md against the source: every module that it names exists, every module is named, imports run one way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from left to right; each may import those to its right.
const ORDER: [&str; 16] = [
    "cli",
    "accept",
    "config",
    "report",
    "extract",
    "conflicts",
    "audit",
    "facts",
    "network",
    "link",
    "causes",
    "rules",
    "resolve",
    "grammar",
    "document",
    "model",
];

#[test]
fn every_module_is_in_the_code_map_and_the_other_way_round() {
    let named = code_map();
    let found = modules();
    let missing: Vec<_> = found.difference(&named).collect();
    assert!(missing.is_empty(), "not named in the code map of ARCHITECTURE.md: {missing:?}");
    let gone: Vec<_> = named.difference(&found).collect();
    assert!(gone.is_empty(), "named in the code map of ARCHITECTURE.md, but not there: {gone:?}");
}

#[test]
fn every_path_that_the_page_names_exists() {
    for path in code_words(&page()).filter(|word| word.contains('/') && !word.contains(' ')) {
        assert!(root().join(path).exists(), "{path} does not exist");
    }
}

#[test]
fn the_page_is_short_and_states_the_order_of_imports() {
    assert!(page().lines().count() < 200);
    let order = ORDER.map(|module| format!("`{module}`")).join(" → ");
    assert!(page().contains(&order), "the invariants should say {order}");
}

#[test]
fn imports_run_one_way() {
    for (rank, module) in ORDER.iter().enumerate() {
        for file in files_of(module) {
            for (number, import) in imports(&file) {
                let Some(target) = ORDER.iter().position(|m| *m == import) else { continue };
                assert!(target >= rank, "{}:{number} imports {import} from the left", file.display());
            }
        }
    }
}

/// The modules that `crate::` paths of a file name, with their lines; comments and inline tests are no imports.
fn imports(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).unwrap();
    let mut is_test = false;
    let mut end: Option<String> = None;
    let code = text.lines().enumerate().filter(move |(_, line)| {
        let word = line.trim_start();
        // An attribute holds for one item: one that ends in its line, or one whose closing bracket is indented like it.
        if let Some(last) = &end {
            if line == last {
                end = None;
            }
            return false;
        }
        if word == "#[cfg(test)]" || is_test && word.starts_with("#[") {
            is_test = true;
            return false;
        }
        let was_test = std::mem::take(&mut is_test);
        if was_test && line.ends_with('{') {
            end = Some(format!("{}}}", &line[..line.len() - word.len()]));
        }
        !was_test
    });
    code.filter(|(_, line)| !line.trim_start().starts_with("//"))
        .flat_map(|(at, line)| {
            let paths = line.split("crate::").skip(1);
            paths.map(move |path| (at + 1, path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()))
        })
        .collect()
}

#[test]
fn what_stands_behind_a_test_module_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.rs");
    let code = "#[cfg(test)]\nmod tests;\nuse crate::model::Span;\n#[cfg(test)]\nmod more {\n    use crate::cli::run;\n}\nuse \
                crate::facts::Fact;\n";
    fs::write(&file, code).unwrap();
    assert_eq!(imports(&file), [(3, "model".to_owned()), (8, "facts".to_owned())]);
}

/// The source of a top-level module: its folder, or its one file. Empty while it is still to be written.
fn files_of(module: &str) -> Vec<PathBuf> {
    let file = root().join("src").join(module).with_extension("rs");
    let mut files: Vec<PathBuf> = file.exists().then_some(file).into_iter().collect();
    let mut folders = vec![root().join("src").join(module)];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if is_source(&path) {
                files.push(path);
            }
        }
    }
    files
}

/// What stands under `src/`: folders and their files. Test modules and `mod.rs` go without saying, and so do folders without a
/// `mod.rs`, which belong to the file of the same name.
fn modules() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec!["src/".to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&root().join(&folder)) {
            let name = name_of(&path);
            if path.is_dir() && path.join("mod.rs").exists() {
                found.insert(format!("{folder}{name}/"));
                folders.push(format!("{folder}{name}/"));
            } else if is_source(&path) && name != "mod.rs" {
                found.insert(format!("{folder}{name}"));
            }
        }
    }
    found
}

/// What the code map names: each heading is a folder, and each word in code that ends in `.rs` below it a file there.
fn code_map() -> BTreeSet<String> {
    let page = page();
    let (_, map) = page.split_once("\n## Code map\n").expect("a code map");
    let map = map.split("\n## ").next().unwrap();
    let mut named = BTreeSet::new();
    for section in map.split("\n### ").skip(1) {
        let (heading, body) = section.split_once('\n').unwrap();
        let Some(folder) = code_words(heading).next().filter(|_| heading.starts_with('`')) else { continue };
        if folder != "src/" {
            named.insert(folder.to_owned());
        }
        named.extend(
            code_words(body).filter(|word| has_source_suffix(Path::new(word))).map(|word| format!("{folder}{word}")),
        );
    }
    named
}

/// The words between backticks, blocks of code left out.
fn code_words(text: &str) -> impl Iterator<Item = &str> {
    text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn is_source(path: &Path) -> bool {
    has_source_suffix(path) && !name_of(path).ends_with("tests.rs")
}

fn has_source_suffix(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn page() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
