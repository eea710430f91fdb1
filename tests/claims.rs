//! The demo releases end to end: exactly the findings that are meant, and the reports as their readers see them.
//!
//! `INSTA_UPDATE=always cargo test --test claims` writes the reports in `snapshots/claims/` anew; read the difference
//! before committing it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use claim_audit::audit::{CheckedClaim, DocumentReport, audit_with};
use claim_audit::document::{ReadOptions, walk};
use claim_audit::facts::Naming;
use claim_audit::link::Line;
use claim_audit::report::{Concise, Human, Json, Renderer, Summary};
use claim_audit::rules::Preview;
use common::{check_in, root};

#[test]
fn the_findings_are_those_that_are_meant() {
    let mut found = Vec::new();
    each_release(|path, report| {
        found.extend(report.claims.iter().filter_map(|claim| line(path, &report.document.source, claim)));
    });
    let mut wanted: Vec<_> = Expectation::read_all().into_iter().filter_map(Expectation::finding).collect();
    found.sort();
    wanted.sort();
    let missed = wanted.iter().filter(|line| !found.contains(line)).map(|line| format!("missed: {line}"));
    let unmeant = found.iter().filter(|line| !wanted.contains(line)).map(|line| format!("not meant: {line}"));
    let differences: Vec<_> = missed.chain(unmeant).collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    // A finding that is made twice is one too many.
    assert_eq!(found, wanted);
}

#[test]
fn what_holds_is_read_and_not_only_passed_over() {
    let mut decided = Vec::new();
    each_release(|path, report| {
        for claim in &report.claims {
            let printed = claim.reading().roles.iter();
            let texts = printed.map(|(_, quantity)| plain(&report.document.source[quantity.span.range()])).collect();
            decided.push((path.to_owned(), claim.rule.is_some() && claim.reason.is_none(), texts));
        }
    });
    let expected = Expectation::read_all();
    let unread: Vec<_> =
        expected.iter().filter(|wanted| !wanted.is_read(&decided)).map(|it| it.line.as_str()).collect();
    let share = (expected.len() - unread.len()) * 100 / expected.len();
    // A bar to raise, never to lower.
    assert!(share >= 85, "only {share} % of the expected sums are read:\n{}", unread.join("\n"));
}

#[test]
fn the_command_ends_with_one() {
    let output = Command::new(env!("CARGO_BIN_EXE_audit")).arg("claims/").current_dir(root()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn reports() {
    let human = Human { width: 100, color: false, unicode: true, verbose: true, quiet: false };
    let formats = [
        ("human", Renderer::Human(human)),
        ("concise", Renderer::Concise(Concise { verbose: true })),
        ("json", Renderer::Json(Json::default())),
    ];
    each_release(|path, report| {
        for (format, renderer) in &formats {
            let summary = Summary::of(report);
            let pieces = [renderer.header(), renderer.document(path, report), renderer.finish(&summary, &[])];
            let text = String::from_utf8(pieces.concat()).unwrap();
            let text = if *format == "json" { indented(&text) } else { text };
            let release = Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap();
            check_in("snapshots/claims", &format!("{release}.{format}"), &text);
        }
    });
}

/// A line of JSON as people can review it.
fn indented(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    serde_json::to_string_pretty(&value).unwrap()
}

/// Audits the releases as `audit claims/` does, by the configuration there.
fn each_release(mut each: impl FnMut(&str, &DocumentReport<'_>)) {
    // Paths are shown as they were given, so the folder is found from where the package is.
    let base = root();
    let found = walk(&[base.join("claims")]);
    assert!(found.errors.is_empty() && !found.inputs.is_empty(), "{:?}", found.errors);
    for input in &found.inputs {
        let text = input.read(&ReadOptions::default()).unwrap().text;
        let name = Path::new(&input.shown).file_name().and_then(|name| name.to_str()).unwrap();
        each(
            &format!("claims/{name}"),
            &audit_with(&text, input.format, &Naming::default(), &Preview::ON, Line::default()),
        );
    }
}

/// A claim that is objected to, in the columns that the expectation has, but for the operands.
fn line(path: &str, source: &str, claim: &CheckedClaim) -> Option<String> {
    let decisive = claim.findings.iter().find(|finding| Some(finding.rule) == claim.rule);
    let finding = decisive.or(claim.findings.first())?;
    let stated = finding.labels.iter().find(|label| label.text == "stated");
    let stated = stated.or(finding.labels.first()).map_or_else(String::new, |label| plain(&source[label.span.range()]));
    let file = path.trim_start_matches("claims/");
    let cause = claim.causes.first().map_or("-", |cause| cause.name);
    Some(format!("{file} | {} | {} | {stated} | {cause}", finding.rule, claim.verdict.name()))
}

/// A text without the marks of Markdown and the breaks of lines.
fn plain(text: &str) -> String {
    text.replace(['*', '\\'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of `claims.expected`.
struct Expectation {
    line: String,
    file: String,
    rule: String,
    verdict: String,
    stated: String,
    operands: Vec<(String, String)>,
    cause: String,
}

impl Expectation {
    fn read_all() -> Vec<Self> {
        let text = fs::read_to_string(root().join("tests/claims.expected")).unwrap();
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(Self::read).collect()
    }

    fn read(line: &str) -> Self {
        let columns: Vec<_> = line.split(" | ").map(str::to_owned).collect();
        let [file, rule, verdict, stated, operands, cause] =
            <[String; 6]>::try_from(columns).unwrap_or_else(|_| panic!("six columns: {line}"));
        let named = |operand: &str| operand.split_once('=').map(|(name, text)| (name.to_owned(), text.to_owned()));
        let operands = operands.split("; ").map(|it| named(it).unwrap_or((it.to_owned(), String::new()))).collect();
        Self { line: line.to_owned(), file, rule, verdict, stated, operands, cause }
    }

    /// What must be found, or `None` where the sum holds. A wrong direction is marked at the new value, as a claim does not
    /// keep the place of its verb.
    fn finding(self) -> Option<String> {
        let new = || self.operands.iter().find(|(role, _)| role == "new").map(|(_, text)| text.clone());
        let stated = if self.rule == "wrong-direction" { new().unwrap_or_default() } else { self.stated.clone() };
        (self.verdict != "holds")
            .then(|| format!("{} | {} | {} | {stated} | {}", self.file, self.rule, self.verdict, self.cause))
    }

    /// Whether some decided claim of the release has all the numbers of this sum.
    fn is_read(&self, decided: &[(String, bool, Vec<String>)]) -> bool {
        let word = |text: &str| !text.contains(|c: char| c.is_ascii_digit());
        let numbers =
            self.operands.iter().filter(|(role, _)| !["up", "down", "place", "date"].contains(&role.as_str()));
        let numbers: Vec<_> =
            numbers.map(|(_, text)| text).chain((!word(&self.stated)).then_some(&self.stated)).collect();
        let path = format!("claims/{}", self.file);
        decided.iter().any(|(file, checked, texts)| {
            let has =
                |wanted: &str| texts.iter().any(|text| text.starts_with(wanted) || wanted.ends_with(text.as_str()));
            *file == path
                && *checked
                && numbers.iter().all(|wanted| has(wanted))
                && (!numbers.is_empty() || has(&self.stated))
        })
    }
}
