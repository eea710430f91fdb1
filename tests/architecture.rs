//! Holds ARCHITECTURE.md against the source: it names every room, the types that it names are there, and imports run one way and in no circle.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from left to right; each may import those to its right.
const ORDER: [&str; 17] = [
    "cli",
    "auditor",
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
fn every_room_is_in_the_code_map_and_the_other_way_round() {
    let page = page();
    let (_, map) = page.split_once("\n## Code map\n").expect("a code map");
    let map = map.split("\n## ").next().unwrap();
    let headings = map.lines().filter(|line| line.starts_with("### `"));
    let named: BTreeSet<String> = headings.flat_map(code_words).map(str::to_owned).collect();
    let found = folders();
    let missing: Vec<_> = found.difference(&named).collect();
    assert!(missing.is_empty(), "not named in the code map of ARCHITECTURE.md: {missing:?}");
    let gone: Vec<_> = named.difference(&found).collect();
    assert!(gone.is_empty(), "named in the code map of ARCHITECTURE.md, but not there: {gone:?}");
}

/// A page that names types is worth something as long as these are there, in the room that it names.
#[test]
fn every_type_that_the_code_map_names_is_in_its_room() {
    let page = page();
    let (_, map) = page.split_once("\n## Code map\n").expect("a code map");
    let mut types = 0;
    for section in map.split("\n## ").next().unwrap().split("\n### `src/").skip(1) {
        let (heading, body) = section.split_once('\n').unwrap();
        let room = heading.split('/').next().unwrap();
        let files = if room == "`" { ORDER.iter().flat_map(|room| files_of(room)).collect() } else { files_of(room) };
        let code: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
        let is_type = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphanumeric())
        };
        for name in code_words(body).filter(is_type) {
            types += 1;
            let is_defined = ["struct", "enum", "trait", "type"].iter().any(|keyword| {
                let definition = format!("{keyword} {name}");
                code.match_indices(&definition).any(|(at, _)| {
                    !code[at + definition.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            });
            assert!(is_defined, "{name} is no type of src/{room}/");
        }
    }
    assert!(types > 40, "{types} types");
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
    let paths = |(at, line): (usize, String)| -> Vec<(usize, String)> {
        let paths = line.split("crate::").skip(1);
        paths.map(|path| (at, path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())).collect()
    };
    code_of(file).into_iter().flat_map(paths).collect()
}

/// The lines of a file with their numbers, without comments and without what is there for tests, wherever that stands.
fn code_of(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).unwrap();
    let mut is_test = false;
    let mut end: Option<String> = None;
    let mut code = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let word = line.trim_start();
        // An attribute holds for one item: one that ends in its line, or one whose closing bracket is indented like it.
        if let Some(last) = &end {
            if line == last {
                end = None;
            }
            continue;
        }
        if word == "#[cfg(test)]" || is_test && word.starts_with("#[") {
            is_test = true;
            continue;
        }
        let was_test = std::mem::take(&mut is_test);
        if was_test && line.ends_with('{') {
            end = Some(format!("{}}}", &line[..line.len() - word.len()]));
        }
        if !was_test && !word.starts_with("//") {
            code.push((at + 1, line.to_owned()));
        }
    }
    code
}

/// Circles of imports that are still there, by room; a list that may only become shorter.
const CIRCLES: &[&[&str]] = &[
    &["cli/annotate", "cli/args"],
    &["cli/run", "cli/texts"],
    &["conflicts/groups", "conflicts/web"],
    &["conflicts/same", "conflicts/series"],
    &[
        "document/annotate",
        "document/charset",
        "document/docx",
        "document/docx/comments",
        "document/docx/writer",
        "document/format",
        "document/mail",
        "document/odt",
        "document/outline",
        "document/pdf",
        "document/pdf/highlights",
        "document/pdf/orders",
        "document/pdf/pages",
        "document/pptx",
        "document/read",
        "document/sheet",
    ],
    &["document/pdf/layout", "document/pdf/table"],
    &["document/sheet/display", "document/sheet/serial"],
    &["model/unit/currency", "model/unit/tenders"],
    &["model/unit/measure", "model/unit/measures"],
    &["rules/judge", "rules/missing_scale", "rules/wrong_hedge"],
    &["rules/wrong_difference", "rules/wrong_percent", "rules/wrong_points"],
];

/// Inside a room, too, imports run one way: who reads a file needs to know only those that it stands on.
///
/// What a file takes from the `mod.rs` above it does not count, since that file names its children anyway.
#[test]
fn imports_inside_a_room_run_in_no_circle() {
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in ORDER.iter().flat_map(|room| files_of(room)) {
        let module = file.strip_prefix(root().join("src")).unwrap().with_extension("");
        let module = module.to_str().unwrap();
        files.insert(module.strip_suffix("/mod").unwrap_or(module).to_owned(), file.clone());
    }
    let edges: BTreeMap<&str, BTreeSet<&str>> = files
        .iter()
        .map(|(module, file)| {
            let above = |other: &str| module.starts_with(other) && module.as_bytes().get(other.len()) == Some(&b'/');
            let named = paths_of(file).into_iter().filter_map(|path| target(&files, module, &path));
            let room = |module: &str| module.split('/').next().map(str::to_owned);
            (module.as_str(), named.filter(|other| room(other) == room(module) && !above(other)).collect())
        })
        .collect();
    let found = circles(&edges);
    let is_known = |circle: &[&str]| CIRCLES.iter().any(|known| circle.iter().all(|module| known.contains(module)));
    let new: Vec<_> = found.iter().filter(|circle| !is_known(circle)).collect();
    assert!(new.is_empty(), "circles that were not there before: {new:#?}");
    let is_there = |module: &&&str| found.iter().any(|circle| circle.contains(*module));
    let gone: Vec<_> = CIRCLES.iter().flat_map(|circle| circle.iter()).filter(|module| !is_there(module)).collect();
    assert!(gone.is_empty(), "in no circle any more, so that the list can be shorter: {gone:?}");
}

/// The paths that the code of a file names: those of its imports, each in full, and those that stand in the code itself.
fn paths_of(file: &Path) -> Vec<Vec<String>> {
    let code = code_of(file).into_iter().fold(String::new(), |all, (_, line)| all + &line + "\n");
    let mut paths = Vec::new();
    let mut rest = code.as_str();
    // An import may go over several lines, as a tree.
    while let Some((before, after)) = rest.split_once("use ") {
        rest = after;
        let starts = before.rsplit('\n').next().is_some_and(|line| {
            let word = line.trim();
            word.is_empty() || word == "pub" || word.starts_with("pub(") && word.ends_with(')')
        });
        if starts && let Some((tree, _)) = after.split_once(';') {
            unfold(&[], tree, &mut paths);
        }
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    for word in code.split(|c| !is_word(c)).filter(|word| word.contains("::")) {
        let path: Vec<String> = word.split("::").map(str::to_owned).collect();
        if path.iter().all(|part| !part.is_empty() && !part.contains(':')) {
            paths.push(path);
        }
    }
    paths
}

/// The paths of a tree of imports: `a::{b, c::{self, d}}` is `a::b`, `a::c` and `a::c::d`.
fn unfold(above: &[String], tree: &str, paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let (head, inner) = match tree.split_once('{') {
        Some((head, inner)) => (head, inner.strip_suffix('}')),
        None => (tree, None),
    };
    let parts =
        head.split("::").map(str::trim).filter(|part| !part.is_empty() && (*part != "self" || above.is_empty()));
    let path: Vec<String> =
        above.iter().cloned().chain(parts.map(|part| part.split(" as ").next().unwrap_or(part).to_owned())).collect();
    let Some(inner) = inner else { return paths.push(path) };
    let mut depth = 0;
    let branches = inner.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    branches.filter(|branch| !branch.trim().is_empty()).for_each(|branch| unfold(&path, branch, paths));
}

/// The file that a path in a module leads to, if it is one of the crate's.
fn target<'f>(files: &'f BTreeMap<String, PathBuf>, module: &str, path: &[String]) -> Option<&'f str> {
    let mut at: Vec<&str> = module.split('/').collect();
    let mut parts = path.iter().map(String::as_str).peekable();
    match *parts.peek()? {
        "crate" => {
            at.clear();
            parts.next();
        }
        "self" => drop(parts.next()),
        "super" => {
            while parts.next_if_eq(&"super").is_some() {
                at.pop();
            }
        }
        // The name of a child, or of something from elsewhere.
        child => drop(files.get(&format!("{module}/{child}"))?),
    }
    let mut found = files.get_key_value(&at.join("/"));
    for part in parts {
        at.push(part);
        match files.get_key_value(&at.join("/")) {
            Some(deeper) => found = Some(deeper),
            None => break,
        }
    }
    found.map(|(name, _)| name.as_str()).filter(|name| *name != module)
}

/// The strongly connected components of more than one, by Tarjan's algorithm, each sorted, and all of them.
fn circles<'m>(edges: &BTreeMap<&'m str, BTreeSet<&'m str>>) -> Vec<Vec<&'m str>> {
    #[derive(Default)]
    struct Search<'m> {
        /// For each module its number in the order of finding, and the lowest that it leads back to.
        seen: BTreeMap<&'m str, (usize, usize)>,
        open: Vec<&'m str>,
        found: Vec<Vec<&'m str>>,
    }
    fn visit<'m>(search: &mut Search<'m>, edges: &BTreeMap<&'m str, BTreeSet<&'m str>>, module: &'m str) -> usize {
        let number = search.seen.len();
        search.seen.insert(module, (number, number));
        search.open.push(module);
        for other in edges.get(module).into_iter().flatten() {
            let low = match search.seen.get(other) {
                None => visit(search, edges, other),
                Some((number, _)) if search.open.contains(other) => *number,
                Some(_) => continue,
            };
            let own = search.seen.get_mut(module).unwrap();
            own.1 = own.1.min(low);
        }
        let low = search.seen[module].1;
        if low == number {
            let at = search.open.iter().position(|open| *open == module).unwrap();
            let mut circle = search.open.split_off(at);
            circle.sort_unstable();
            if circle.len() > 1 {
                search.found.push(circle);
            }
        }
        low
    }
    let mut search = Search::default();
    for module in edges.keys() {
        if !search.seen.contains_key(module) {
            visit(&mut search, edges, module);
        }
    }
    search.found.sort();
    search.found
}

#[test]
fn circles_are_found() {
    let edges = [("a", ["b", "d"]), ("b", ["c", "c"]), ("c", ["a", "d"]), ("d", ["e", "e"]), ("e", ["e", "e"])];
    let edges = edges.map(|(from, to)| (from, BTreeSet::from(to)));
    assert_eq!(circles(&BTreeMap::from(edges)), [["a", "b", "c"]]);
    let mut paths = Vec::new();
    unfold(&[], "super::{a, b::{self, c as d,\n e}}", &mut paths);
    let paths: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["super::a", "super::b", "super::b::c", "super::b::e"]);
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

/// The folders under `src/` that hold a module of several files.
fn folders() -> BTreeSet<String> {
    let mut found = BTreeSet::from(["src/".to_owned()]);
    let mut open = vec!["src/".to_owned()];
    while let Some(folder) = open.pop() {
        for path in entries(&root().join(&folder)).into_iter().filter(|path| path.join("mod.rs").exists()) {
            let inner = format!("{folder}{}/", name_of(&path));
            found.insert(inner.clone());
            open.push(inner);
        }
    }
    found
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
