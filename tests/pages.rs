//! The examples on the page of each rule, through the whole audit: they must show what the page says. And the pages in `docs/rules/`.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use claim_audit::audit::{DocumentReport, audit_with};
use claim_audit::conflicts::{Compared, NoSources, compare};
use claim_audit::document::Format;
use claim_audit::facts::{Ledger, Naming};
use claim_audit::link::Line;
use claim_audit::model::Severity;
use claim_audit::report::notices;
use claim_audit::rules::{self, Preview, Rule};

/// Audits a text with all rules, those in preview as well.
fn audit(text: &str, format: Format) -> DocumentReport<'_> {
    audit_with(text, format, &Naming::default(), &Preview::ON, Line::default())
}

#[test]
fn every_example_fires_its_rule() {
    let silent: Vec<_> = rules::all()
        .iter()
        .filter(|rule| !findings(example(**rule, "Example")).contains(&rule.name()))
        .map(|rule| format!("{}: {}", rule.name(), example(*rule, "Example")))
        .collect();
    assert!(silent.is_empty(), "not found:\n{}", silent.join("\n"));
}

#[test]
fn what_is_shown_as_right_raises_nothing() {
    let loud: Vec<_> = rules::all()
        .iter()
        .filter(|rule| !findings(example(**rule, "Right")).is_empty())
        .map(|rule| format!("{}: {:?} in {}", rule.name(), findings(example(*rule, "Right")), example(*rule, "Right")))
        .collect();
    assert!(loud.is_empty(), "objected to:\n{}", loud.join("\n"));
}

/// Rules that say nothing of a claim unless they object: that a part is no larger than its whole makes no share right.
const OBJECTING: [&str; 5] =
    ["wrong-points", "part-exceeds-whole", "impossible-percentage", "wrong-hedge", "missing-scale"];

/// A right example that is not read shows nothing: the rule must have done its sum, or have had a claim to object to.
#[test]
fn what_is_shown_as_right_is_checked() {
    let unread: Vec<_> = rules::all()
        .iter()
        .filter(|rule| {
            let report = audit(example(**rule, "Right"), Format::Text);
            let objecting = OBJECTING.contains(&rule.name());
            // What compares places has done so.
            let cells = compared(example(**rule, "Right")).series.into_iter().flat_map(|series| series.cells);
            if matches!(rule.name(), "contradiction" | "restated") {
                return cells.filter(|cell| cell.agreed.len() > 1).count() == 0;
            }
            !report.claims.iter().any(|claim| {
                objecting
                    || (claim.reason.is_none()
                        && claim.claim.readings.iter().any(|it| rule.check(&claim.claim, it).is_some()))
            })
        })
        .map(|rule| format!("{}: {}", rule.name(), example(*rule, "Right")))
        .collect();
    assert!(unread.is_empty(), "not checked:\n{}", unread.join("\n"));
}

/// The rules that object to something in a text.
fn findings(text: &str) -> Vec<&'static str> {
    let report = audit(text, Format::Text);
    let claims = report.claims.iter().flat_map(|claim| claim.findings.iter().map(|finding| finding.rule));
    claims.chain(compared(text).conflicts.iter().map(|conflict| conflict.rule)).collect()
}

/// What the documents of an example say against each other: a second one begins where the page says so.
fn compared(text: &str) -> Compared {
    let mut ledger = Ledger::default();
    for (number, text) in (0..).zip(text.split("(and in last year's release)")) {
        ledger.add(number, audit(text, Format::Text).facts);
    }
    compare(&ledger, &NoSources)
}

/// The text block below a heading of a rule's page.
fn example(rule: &dyn Rule, heading: &str) -> &'static str {
    let find = || {
        let (_, below) = rule.page().split_once(&format!("# {heading}\n"))?;
        let (_, block) = below.split_once("```text\n")?;
        Some(block.split_once("```")?.0.trim())
    };
    find().unwrap_or_else(|| panic!("{} has no text block below {heading}", rule.name()))
}

/// `docs/rules/` for those who read in a browser: the pages that `audit explain` prints, and an index. `UPDATE=1 cargo test --test pages` writes them.
#[test]
fn the_pages_in_docs_are_those_of_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for rule in rules::all() {
        pages.insert(format!("{}.md", rule.name()), page(rule.name(), rule.level(), rule.page()));
    }
    for kind in notices::ALL {
        pages.insert(format!("{}.md", kind.name), page(kind.name, kind.level, kind.page));
    }
    pages.insert("README.md".to_owned(), index());
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let again = "run `UPDATE=1 cargo test --test pages`, which writes docs/rules/ anew";
    let there: Vec<String> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}; {again}", folder.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let gone: Vec<_> = there.iter().filter(|name| !pages.contains_key(*name)).collect();
    assert!(gone.is_empty(), "no rule has these pages in docs/rules/: {gone:?}; {again}");
    for (name, text) in &pages {
        let written = fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == *text, "docs/rules/{name} is not the page of its rule; {again}");
    }
}

/// A page for the browser: its headings a level lower, other rules as links, and the names that switch it off.
fn page(name: &str, level: Severity, text: &str) -> String {
    let mut out = format!("# {name}\n\n");
    let mut is_code = false;
    for line in text.trim().lines() {
        is_code ^= line.starts_with("```");
        let mut line = line.to_owned();
        if !is_code {
            for other in rules::all().iter().map(|rule| rule.name()) {
                line = line.replace(&format!("*{other}*"), &format!("[{other}]({other}.md)"));
            }
            if line.starts_with('#') {
                line.insert(0, '#');
            }
        }
        out.extend([&line, "\n"]);
    }
    let is_rule = rules::find(name).is_some();
    let explained = format!("`audit explain {name}` prints this page.");
    let level = match (level, is_rule) {
        (level, true) if rules::find(name).is_some_and(Rule::is_preview) => format!(
            "This is a *preview rule*: its alarms on real text have not been right often enough to be raised unasked ([the \
             figures](../validation.md)). What it finds right counts as right; a claim that fails by it alone counts as unchecked, with the reason \
             \"preview rule\". `--preview`, `preview = true` in [audit.toml](../configuration.md#preview), or its own level under `[rules]` switches it \
             on; then what it finds is reported as *{}*.",
            level.name()
        ),
        (level, true) => format!(
            "What it finds is reported as *{}*, unless `[rules]` in [audit.toml](../configuration.md) says otherwise; what matches only if a number was \
             truncated or rounded twice is a note.",
            level.name()
        ),
        (level, false) => format!("It is reported as *{}*.", level.name()),
    };
    out + &format!("\n---\n\n{level} {explained} [All rules](README.md)\n")
}

/// The list of all pages, in the order in which the rules decide.
fn index() -> String {
    let mut out = "# The rules\n\nEach rule does one kind of sum. Its page says what it checks, why that matters, an example that is wrong and one that is right, and \
                   what it leaves alone. `audit explain RULE` prints the same page.\n\n| rule | checks | reported as |\n|---|---|---|\n"
        .to_owned();
    let row = |name: &str, text: &str, level: Severity| {
        format!("| [{name}]({name}.md) | {} | {} |\n", rules::gist(text).replace('|', "\\|"), level.name())
    };
    out.extend(rules::all().iter().map(|rule| {
        let line = row(rule.name(), rule.page(), rule.level());
        if rule.is_preview() { line.replace(" |\n", ", in [preview](../configuration.md#preview) |\n") } else { line }
    }));
    out.push_str("\nNotices are about inputs, and not about what a text claims:\n\n| notice | says | reported as |\n|---|---|---|\n");
    out.extend(notices::ALL.iter().map(|kind| row(kind.name, kind.page, kind.level)));
    out.push_str("\n[How to read a verdict](../verdicts.md), [what is not checked](../limits.md), [how well it does](../validation.md).\n");
    out
}
