//! Findings that somebody has accepted: in the text, in the configuration, or by a baseline.
//!
//! A finding that is accepted is no longer listed and fails nothing; its claim is counted as before, and the closing summary says how many
//! there are. To accept takes a reason, except in a baseline, which is for what was there before the check. What is accepted in vain, or
//! in a form that can't be read, is said, so that nothing stays switched off by accident.

mod baseline;
mod comment;
mod levels;

pub use baseline::{Baseline, FILE_NAME, Key};
pub use comment::{Comment, blank, comments, cover};
pub use levels::{hold_back, relevel, relevel_conflicts};

use self::comment::covering;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::audit::{CheckedClaim, DocumentReport};
use crate::config::{Allow, Config, whole};
use crate::conflicts::{Compared, Conflict};
use crate::report::{Fingerprints, Notice, claim_text, conflict_text, decisive, notices, primary};
use crate::rules::Accepted;

/// All that is accepted in a run, beside the comments in the texts.
#[derive(Debug, Default)]
pub struct Acceptor {
    allows: Vec<Entry>,
    /// Where the entries of a fingerprint stand.
    by_fingerprint: HashMap<String, Vec<usize>>,
    baseline: Option<Baseline>,
}

/// An entry of a configuration, and whether anything was accepted by it.
#[derive(Debug)]
struct Entry {
    config: PathBuf,
    file: PathBuf,
    allow: Allow,
    used: AtomicBool,
}

/// How many findings were accepted, and by what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// By comments and configurations.
    pub allowed: u64,
    /// By a baseline.
    pub known: u64,
}

impl Acceptor {
    /// What configurations and a baseline accept.
    #[must_use]
    pub fn new(configs: &[Config], baseline: Option<Baseline>) -> Self {
        let entry = |config: &Config, allow: &Allow| Entry {
            config: config.path.clone(),
            file: whole(&config.path.parent().unwrap_or(Path::new("")).join(&allow.file)),
            allow: allow.clone(),
            used: AtomicBool::new(false),
        };
        let allows = configs.iter().flat_map(|config| config.allows.iter().map(move |allow| entry(config, allow)));
        let allows: Vec<Entry> = allows.collect();
        let mut by_fingerprint: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in allows.iter().enumerate() {
            by_fingerprint.entry(entry.allow.fingerprint.clone()).or_default().push(index);
        }
        Self { allows, by_fingerprint, baseline }
    }

    /// The baseline.
    #[must_use]
    pub const fn baseline(&self) -> Option<&Baseline> {
        self.baseline.as_ref()
    }

    /// Takes what is accepted out of the findings of a document.
    pub fn document(&self, path: &str, report: &mut DocumentReport<'_>, comments: &mut [Comment]) -> Counts {
        let mut counts = Counts::default();
        let nothing = self.allows.is_empty() && self.baseline.is_none() && comments.is_empty();
        if nothing || report.claims.iter().all(|claim| claim.findings.is_empty()) {
            return counts;
        }
        let source = &*report.document.source;
        let file = whole(Path::new(path));
        let in_baseline = self.baseline.as_ref().map(|baseline| baseline.file(&file));
        let mut seen: HashMap<Key, usize> = HashMap::new();
        let mut fingerprints = Fingerprints::with_capacity(report.claims.len());
        for checked in &mut report.claims {
            let mut id = Vec::new();
            fingerprints.write(&mut id, checked, source.get(checked.claim.statement.range()).unwrap_or_default());
            if checked.findings.is_empty() {
                continue;
            }
            if let Some(allow) = self.allowed(&file, &String::from_utf8_lossy(&id)) {
                accept(checked, "configuration", &allow.reason, |_| true);
                counts.allowed += 1;
                continue;
            }
            // By the number that does not hold, or by where the statement begins.
            let number = decisive(checked).map(|finding| primary(checked, finding));
            let places = [number, Some(checked.claim.statement)].into_iter().flatten();
            let mut covers: Vec<usize> =
                places.flat_map(|at| covering(comments, |comment| (0, comment), 0, at.start)).collect();
            covers.sort_unstable();
            covers.dedup();
            for comment in covers {
                let Some(comment) = comments.get_mut(comment).filter(|comment| comment.is_right()) else { continue };
                let named = |rule: &str| comment.rules.iter().any(|one| one == rule);
                if accept(checked, "comment", &comment.reason, named) {
                    comment.used = true;
                    counts.allowed += u64::from(checked.findings.is_empty());
                }
            }
            let rule = decisive(checked).map(|finding| finding.rule);
            if let (Some(baseline), Some(file), Some(rule)) = (&self.baseline, &in_baseline, rule) {
                let key = Key { rule: rule.to_owned(), file: file.clone(), claim: claim_text(checked, source) };
                let times = seen.entry(key.clone()).or_default();
                *times += 1;
                if baseline.count(&key) >= *times {
                    accept(checked, "baseline", "", |_| true);
                    counts.known += 1;
                }
            }
        }
        counts
    }

    /// Takes what is accepted out of the conflicts; `comments` have the numbers of their documents.
    pub fn conflicts(&self, compared: &mut Compared, comments: &mut [(u32, Comment)]) -> Counts {
        let mut counts = Counts::default();
        if self.allows.is_empty() && self.baseline.is_none() && comments.is_empty() {
            return counts;
        }
        let mut seen: HashMap<Key, usize> = HashMap::new();
        for conflict in std::mem::take(&mut compared.conflicts) {
            match self.accepts(&conflict, comments, &mut seen) {
                None => compared.conflicts.push(conflict),
                Some((by, reason)) => {
                    counts.known += u64::from(by == "baseline");
                    counts.allowed += u64::from(by != "baseline");
                    compared.accepted.push((conflict, Accepted { by, reason, findings: Vec::new() }));
                }
            }
        }
        counts
    }

    /// Who accepts a conflict, and why.
    fn accepts(
        &self,
        conflict: &Conflict,
        comments: &mut [(u32, Comment)],
        seen: &mut HashMap<Key, usize>,
    ) -> Option<(&'static str, String)> {
        let first = conflict.facts.first()?;
        let file = whole(Path::new(&first.path));
        let mut accepted = self.allowed(&file, &conflict.id).map(|allow| ("configuration", allow.reason.clone()));
        let covering = covering(comments, |(own, comment)| (*own, comment), first.document, first.span.start);
        for (_, comment) in comments.get_mut(covering).unwrap_or_default() {
            if comment.is_right() && comment.rules.iter().any(|rule| rule == conflict.rule) {
                comment.used = true;
                accepted = Some(("comment", comment.reason.clone()));
            }
        }
        if accepted.is_some() {
            return accepted;
        }
        let baseline = self.baseline.as_ref()?;
        let key = Key { rule: conflict.rule.to_owned(), file: baseline.file(&file), claim: conflict_text(conflict) };
        let times = seen.entry(key.clone()).or_default();
        *times += 1;
        (baseline.count(&key) >= *times).then(|| ("baseline", String::new()))
    }

    /// What was accepted in vain: comments, and entries for files that were read.
    pub fn unused<'f>(&self, comments: &[(u32, Comment)], paths: impl Iterator<Item = &'f str>) -> Vec<Notice> {
        let mut notices: Vec<Notice> = comments.iter().filter_map(|(_, comment)| comment.notice()).collect();
        let mut open: Vec<&Entry> = self.allows.iter().filter(|entry| !entry.used.load(Ordering::Relaxed)).collect();
        if !open.is_empty() {
            let read: std::collections::HashSet<PathBuf> = paths.map(|path| whole(Path::new(path))).collect();
            // A file that was not read, in a run over others, says nothing about its entry; one that is gone does.
            open.retain(|entry| read.contains(&entry.file) || !entry.file.exists());
        }
        notices.extend(open.into_iter().map(|entry| Notice {
            path: entry.config.display().to_string(),
            line: u32::try_from(entry.allow.line).ok(),
            column: u32::try_from(entry.allow.column).ok(),
            severity: notices::UNUSED_ALLOW.level,
            rule: notices::UNUSED_ALLOW.name,
            message: format!(
                "nothing in {} has the fingerprint {} any more; remove this entry",
                entry.allow.file, entry.allow.fingerprint
            ),
        }));
        notices
    }

    fn allowed(&self, file: &Path, id: &str) -> Option<&Allow> {
        let mut entries = self.by_fingerprint.get(id)?.iter().filter_map(|index| self.allows.get(*index));
        let entry = entries.find(|entry| entry.file == file)?;
        entry.used.store(true, Ordering::Relaxed);
        Some(&entry.allow)
    }
}

/// Takes findings of some rules out of a claim; whether there were any.
fn accept(checked: &mut CheckedClaim, by: &'static str, reason: &str, rule: impl Fn(&str) -> bool) -> bool {
    let (findings, left) = std::mem::take(&mut checked.findings).into_iter().partition(|finding| rule(finding.rule));
    let findings: Vec<_> = findings;
    checked.findings = left;
    if findings.is_empty() {
        return false;
    }
    checked.severity = checked.findings.iter().map(|finding| finding.severity).max();
    checked.accepted.push(Accepted { by, reason: reason.to_owned(), findings });
    true
}
