//! SARIF 2.1.0 (OASIS), for code scanning and other viewers of findings.
//!
//! A result stands at the number that does not hold; the other numbers of the sum, or the places that say otherwise, are its related
//! locations. Its fingerprint stays when lines move. Each rule brings its page as help. What can't be read is a notification. What somebody
//! has accepted is a result with a suppression; where there is a baseline, each result says whether it was known before.

use serde_json::{Map, Value, json};

use super::{Entry, Listed};
use crate::model::Severity;
use crate::report::entry::{Location, Region};
use crate::report::notices;
use crate::rules;

/// Where the schema is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log with its one run.
pub fn render(run: &Listed<'_>) -> Vec<u8> {
    let (notifications, mut results): (Vec<_>, Vec<_>) = run.entries().into_iter().partition(is_notification);
    let accepted = run.accepted();
    let states = States { baseline: run.summary.baseline.as_deref(), suppressions: !accepted.is_empty() };
    results.extend(accepted);
    let successful = notifications.iter().all(|entry| entry.severity != Severity::Error);
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "audit",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules().chain(notices()).collect::<Vec<_>>(),
                "notifications": notices().collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": successful,
                "toolExecutionNotifications": notifications.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": results.iter().map(|entry| result(entry, states)).collect::<Vec<_>>(),
        }],
    });
    // A tree of strings and numbers gives the serialiser no reason to fail.
    let mut out = serde_json::to_vec_pretty(&log).unwrap_or_default();
    out.push(b'\n');
    out
}

/// Whether an entry is about the run, and not about what a text says.
fn is_notification(entry: &Entry) -> bool {
    rules::find(entry.rule).is_none() && (entry.severity == Severity::Error || entry.place.region.is_none())
}

fn rules() -> impl Iterator<Item = Value> {
    rules::all().iter().map(|rule| descriptor(rule.name(), rule.level(), rule.page().trim()))
}

/// What is said of inputs: of the run as a whole, or at a place, where it is a result as any other.
fn notices() -> impl Iterator<Item = Value> {
    notices::ALL.into_iter().map(|kind| descriptor(kind.name, kind.level, kind.page))
}

fn descriptor(name: &str, level: Severity, page: &str) -> Value {
    let mut descriptor = json!({
        "id": name,
        "shortDescription": { "text": rules::gist(page) },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level.name() },
    });
    if let (Some(uri), Some(fields)) = (help_uri(env!("CARGO_PKG_REPOSITORY"), name), descriptor.as_object_mut()) {
        fields.insert("helpUri".to_owned(), uri.into());
    }
    descriptor
}

/// Where the page can be read in a browser, if the package says where its repository is.
fn help_uri(repository: &str, name: &str) -> Option<String> {
    let repository = repository.trim_end_matches('/').trim_end_matches(".git");
    (!repository.is_empty()).then(|| format!("{repository}/blob/main/docs/rules/{name}.md"))
}

/// Where a rule or a notice stands among the descriptors.
fn index(name: &str) -> Option<usize> {
    let rules = rules::all().iter().map(|rule| rule.name());
    rules.chain(notices::ALL.into_iter().map(|kind| kind.name)).position(|known| known == name)
}

/// What results of this run say of being accepted and known.
#[derive(Clone, Copy)]
struct States<'s> {
    /// The baseline, if there is one.
    baseline: Option<&'s str>,
    /// Whether any result is suppressed: all have to say then whether they are.
    suppressions: bool,
}

impl States<'_> {
    fn write(self, entry: &Entry, result: &mut Map<String, Value>) {
        let by = entry.accepted.as_ref().map(|(by, _)| *by);
        if self.baseline.is_some() {
            let state = if by == Some("baseline") { "unchanged" } else { "new" };
            result.insert("baselineState".to_owned(), json!(state));
        }
        if !self.suppressions {
            return;
        }
        let suppression = entry.accepted.iter().map(|(by, reason)| {
            let known = || format!("known before, by {}", self.baseline.unwrap_or_default());
            let reason = if reason.is_empty() { known() } else { reason.clone() };
            let kind = if *by == "comment" { "inSource" } else { "external" };
            json!({ "kind": kind, "status": "accepted", "justification": reason })
        });
        result.insert("suppressions".to_owned(), suppression.collect());
    }
}

fn result(entry: &Entry, states: States<'_>) -> Value {
    let mut result = object(json!({
        "ruleId": entry.rule,
        "level": entry.severity.name(),
        "message": { "text": entry.text() },
        "locations": [location(&entry.place)],
        "partialFingerprints": { "audit/v1": entry.id },
    }));
    states.write(entry, &mut result);
    if let Some(index) = index(entry.rule) {
        result.insert("ruleIndex".to_owned(), json!(index));
    }
    if !entry.related.is_empty() {
        let related = entry.related.iter().enumerate().map(|(index, (place, label))| {
            let mut related = object(location(place));
            related.insert("id".to_owned(), json!(index + 1));
            related.insert("message".to_owned(), json!({ "text": label }));
            Value::Object(related)
        });
        result.insert("relatedLocations".to_owned(), related.collect());
    }
    if let Some((place, text)) = &entry.fix
        && let Some(deleted) = place.region.map(region)
    {
        let fix = json!({
            "description": { "text": format!("write {text}") },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&place.path) },
                "replacements": [{ "deletedRegion": deleted, "insertedContent": { "text": text } }],
            }],
        });
        result.insert("fixes".to_owned(), json!([fix]));
    }
    Value::Object(result)
}

fn notification(entry: &Entry) -> Value {
    json!({
        "level": entry.severity.name(),
        "descriptor": { "id": entry.rule, "index": notices::ALL.iter().position(|kind| kind.name == entry.rule) },
        "message": { "text": entry.text() },
        "locations": [location(&entry.place)],
    })
}

fn location(place: &Location) -> Value {
    let mut physical = object(json!({ "artifactLocation": { "uri": uri(&place.path) } }));
    if let Some(there) = place.region {
        physical.insert("region".to_owned(), region(there));
    }
    json!({ "physicalLocation": physical })
}

fn region(region: Region) -> Value {
    let mut value = object(json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }));
    if let Some(span) = region.span {
        value.insert("byteOffset".to_owned(), json!(span.start));
        value.insert("byteLength".to_owned(), json!(span.len()));
    }
    Value::Object(value)
}

/// A path as a relative reference, or an absolute one as a URI of its file.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => {
                let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble & 15)]);
                uri.extend(['%', digit(byte >> 4), digit(byte)]);
            }
        }
    }
    uri
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("./claims/a b%.md"), "claims/a%20b%25.md");
        assert_eq!(uri("/tmp/ü.md"), "file:///tmp/%C3%BC.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md");
    }

    #[test]
    fn pages_are_linked_where_the_repository_is_known() {
        let page = Some("https://example.org/o/audit/blob/main/docs/rules/wrong-total.md".to_owned());
        assert_eq!(help_uri("https://example.org/o/audit.git", "wrong-total"), page);
        assert_eq!(help_uri("https://example.org/o/audit/", "wrong-total"), page);
        assert_eq!(help_uri("", "wrong-total"), None);
    }
}
