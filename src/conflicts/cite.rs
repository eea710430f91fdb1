//! From numbers in the ledger back to the texts: paths, lines, and the words as they are printed.

use std::borrow::Cow;
use std::fmt::Write;

use super::conflict::{Cited, Conflict, Decided};
use crate::facts::{Days, Ledger, Number, Place};
use crate::model::{Severity, Span, Verdict};

/// Where the texts of a run are read again. They are not kept, so that memory grows with the facts and not with the text.
pub trait Sources {
    /// The path of a document, as reports show it.
    fn path(&self, document: u32) -> Cow<'_, str>;
    /// Its text; `None` if it can't be read any more.
    fn text(&self, document: u32) -> Option<Cow<'_, str>>;
    /// The name of a metric that a configuration has given.
    fn configured(&self, key: u64) -> Option<Cow<'_, str>>;
}

/// No texts: for a run whose conflicts are only counted.
#[derive(Debug, Clone, Copy)]
pub struct NoSources;

impl Sources for NoSources {
    fn path(&self, _: u32) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn text(&self, _: u32) -> Option<Cow<'_, str>> {
        None
    }

    fn configured(&self, _: u64) -> Option<Cow<'_, str>> {
        None
    }
}

/// A place to cite.
#[derive(Debug, Clone)]
pub struct Cite {
    what: What,
    label: Cow<'static, str>,
}

#[derive(Debug, Clone)]
enum What {
    Fact(u32),
    /// A number that is no fact; the fact that it repeats, if it does.
    Number(u32, Span, Number, Option<u32>),
}

impl Cite {
    /// A fact by its number.
    pub fn fact(index: u32, label: &str) -> Self {
        Self { what: What::Fact(index), label: Cow::Owned(label.to_owned()) }
    }

    /// A number that is no fact.
    pub fn number(document: u32, span: Span, number: Number, label: &str) -> Self {
        Self { what: What::Number(document, span, number, None), label: Cow::Owned(label.to_owned()) }
    }

    /// A number that repeats a fact, whose name it goes by.
    pub fn repeating(self, fact: Option<u32>) -> Self {
        match self.what {
            What::Number(document, span, number, _) => {
                Self { what: What::Number(document, span, number, fact), ..self }
            }
            What::Fact(_) => self,
        }
    }

    /// The same place with another label.
    pub fn labelled(self, label: &'static str) -> Self {
        Self { label: Cow::Borrowed(label), ..self }
    }
}

/// A conflict before the texts are read: `{metric}` stands for the name, `{1}` for the place of the cite of that number,
/// `{@1}` for that place with "at" before it, or that it is the same line.
#[derive(Debug, Clone)]
pub struct Draft {
    pub rule: &'static str,
    pub severity: Severity,
    pub days: Option<Days>,
    pub message: String,
    pub arithmetic: String,
    pub cites: Vec<Cite>,
}

/// A decided claim before the texts are read.
#[derive(Debug, Clone)]
pub struct DecidedDraft {
    pub document: u32,
    pub verdict: Verdict,
    pub rule: Option<&'static str>,
    /// Where the name of the metric stands.
    pub name: (u32, Span),
    pub cites: Vec<Cite>,
}

/// The texts of a run while its conflicts are written down; the last one that was asked for is kept.
pub struct Texts<'t> {
    ledger: &'t Ledger,
    sources: &'t dyn Sources,
    last: Option<Text>,
}

/// A text with its lines.
struct Text {
    document: u32,
    whole: String,
    /// Where each line begins; found when first asked.
    starts: Vec<u32>,
}

impl Text {
    /// Line and column of a byte, both from 1.
    fn line_column(&mut self, at: u32) -> (usize, usize) {
        if self.starts.is_empty() {
            let breaks = memchr::memchr_iter(b'\n', self.whole.as_bytes()).map(|at| at + 1);
            self.starts = std::iter::once(0).chain(breaks).filter_map(|at| u32::try_from(at).ok()).collect();
        }
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.whole.get(start as usize..at as usize).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

impl<'t> Texts<'t> {
    /// The texts behind a ledger.
    pub fn new(ledger: &'t Ledger, sources: &'t dyn Sources) -> Self {
        Self { ledger, sources, last: None }
    }

    /// A conflict with its texts.
    pub fn conflict(&mut self, draft: Draft) -> Conflict {
        let facts: Vec<Cited> = draft.cites.iter().filter_map(|cite| self.cited(cite)).collect();
        let metric = draft.cites.iter().find_map(|cite| self.metric(cite));
        let mut message = draft.message.replace("{metric}", metric.as_deref().unwrap_or("the value"));
        for (number, cited) in facts.iter().enumerate() {
            let same = facts.first().is_some_and(|first| first.document == cited.document);
            let place = if same { format!("line {}", cited.line) } else { format!("{}:{}", cited.path, cited.line) };
            let same_line = same && facts.first().is_some_and(|first| first.line == cited.line);
            let at = if same_line { "on the same line".to_owned() } else { format!("at {place}") };
            message = message.replace(&format!("{{{number}}}"), &place).replace(&format!("{{@{number}}}"), &at);
        }
        let id = fingerprint(draft.rule, metric.as_deref(), &facts);
        Conflict {
            id,
            rule: draft.rule,
            severity: draft.severity,
            metric,
            days: draft.days,
            message,
            arithmetic: draft.arithmetic,
            facts,
            steps: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// A decided claim with its texts.
    pub fn decided(&mut self, draft: &DecidedDraft) -> Decided {
        let metric = draft.cites.iter().find_map(|cite| self.metric(cite));
        let metric = metric.or_else(|| self.name(draft.name.0, draft.name.1));
        Decided {
            verdict: draft.verdict,
            rule: draft.rule,
            metric,
            facts: draft.cites.iter().filter_map(|cite| self.cited(cite)).collect(),
            document: draft.document,
        }
    }

    /// A place with its text.
    pub fn cited(&mut self, cite: &Cite) -> Option<Cited> {
        let (document, span, number, days, place): (_, _, Number, Option<Days>, Option<Place>) = match &cite.what {
            What::Fact(index) => {
                let entry = self.ledger.get(*index)?;
                let fact = &entry.fact;
                (entry.document, fact.span, fact.number.clone(), Some(fact.dated.days), Some(fact.place))
            }
            What::Number(document, span, number, _) => (*document, *span, number.clone(), None, None),
        };
        let path = self.sources.path(document).into_owned();
        let text = self.text(document);
        let (line, column) = text.line_column(span.start);
        let printed = text.whole.get(span.range()).unwrap_or_default().to_owned();
        let label = cite.label.to_string();
        Some(Cited { document, path, span, line, column, text: printed, label, number: Some(number), days, place })
    }

    /// The name of the metric of a fact: as it is configured, or as the text has it.
    pub fn metric(&mut self, cite: &Cite) -> Option<String> {
        let (What::Fact(index) | What::Number(.., Some(index))) = cite.what else { return None };
        let entry = self.ledger.get(index)?;
        if let Some(name) = self.sources.configured(entry.fact.metric.key) {
            return Some(name.into_owned());
        }
        self.name(entry.document, entry.fact.name)
    }

    fn name(&mut self, document: u32, span: Span) -> Option<String> {
        let text = self.text(document).whole.get(span.range())?;
        // The name in a row of a table is what stands before its first number.
        let text = text.split(['|', '\t']).map(str::trim).find(|cell| !cell.is_empty())?;
        let words: Vec<_> = text.split_whitespace().collect();
        let bare = match words.split_first() {
            Some((first, rest)) if !rest.is_empty() && is_article(first) => rest.join(" "),
            _ => words.join(" "),
        };
        (!bare.is_empty()).then_some(bare)
    }

    fn text(&mut self, document: u32) -> &mut Text {
        if self.last.as_ref().is_some_and(|text| text.document != document) {
            self.last = None;
        }
        self.last.get_or_insert_with(|| {
            let text = self.sources.text(document).map(Cow::into_owned).unwrap_or_default();
            Text { document, whole: text, starts: Vec::new() }
        })
    }
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an", "its", "their", "our"].iter().any(|article| article.eq_ignore_ascii_case(word))
}

/// A name for a conflict that stays when lines move: what is said, and not where.
fn fingerprint(rule: &str, metric: Option<&str>, facts: &[Cited]) -> String {
    let mut said = String::new();
    let _ = write!(said, "{rule}\n{}", metric.unwrap_or_default());
    for cited in facts {
        let days = cited.days.map(|days| days.to_string()).unwrap_or_default();
        let _ = write!(said, "\n{}\n{}\n{days}", cited.path, cited.text);
    }
    let hash = said
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
