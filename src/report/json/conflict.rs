//! Conflicts, and claims that another place has decided, as JSON.

use super::{decimal, list, optional, quoted, raw, string};
use crate::conflicts::{Cited, Conflict, Decided, Repair};
use crate::facts::Days;
use crate::report::number::{write_date, write_integer};

/// A list of conflicts, without its brackets.
pub fn conflicts(out: &mut Vec<u8>, conflicts: &[Conflict]) {
    list(out, conflicts, ",", |out, conflict| {
        raw(out, "\n{");
        fields(out, conflict);
        out.push(b'}');
    });
}

/// The members of a conflict.
pub fn fields(out: &mut Vec<u8>, conflict: &Conflict) {
    raw(out, r#""id": "#);
    string(out, &conflict.id);
    raw(out, r#", "rule": "#);
    string(out, conflict.rule);
    raw(out, r#", "severity": "#);
    string(out, conflict.severity.name());
    raw(out, r#", "metric": "#);
    optional(out, conflict.metric.as_deref(), string);
    raw(out, r#", "period": "#);
    optional(out, conflict.days, period);
    raw(out, r#", "message": "#);
    string(out, &conflict.message);
    raw(out, r#", "facts": ["#);
    list(out, &conflict.facts, ", ", |out, cited| {
        out.push(b'{');
        place(out, cited);
        out.push(b'}');
    });
    raw(out, r#"], "steps": ["#);
    list(out, &conflict.steps, ", ", |out, step| string(out, step));
    raw(out, r#"], "repairs": ["#);
    list(out, &conflict.repairs, ", ", repair);
    out.push(b']');
}

/// A list of claims that another place has decided, without its brackets.
pub fn decided(out: &mut Vec<u8>, decided: &[Decided]) {
    list(out, decided, ",", |out, decided| {
        raw(out, "\n{");
        decided_fields(out, decided);
        out.push(b'}');
    });
}

/// The members of a decided claim.
pub fn decided_fields(out: &mut Vec<u8>, decided: &Decided) {
    raw(out, r#""rule": "#);
    optional(out, decided.rule, string);
    raw(out, r#", "verdict": "#);
    string(out, decided.verdict.name());
    raw(out, r#", "metric": "#);
    optional(out, decided.metric.as_deref(), string);
    raw(out, r#", "quantities": ["#);
    list(out, &decided.facts, ", ", |out, cited| {
        raw(out, r#"{"role": "#);
        string(out, if cited.label == "stated" { "percent" } else { &cited.label });
        raw(out, ", ");
        place(out, cited);
        out.push(b'}');
    });
    out.push(b']');
}

/// A number at its place, in whatever file that is.
fn place(out: &mut Vec<u8>, cited: &Cited) {
    raw(out, r#""path": "#);
    string(out, &cited.path);
    for (name, number) in [("start", u64::from(cited.span.start)), ("end", u64::from(cited.span.end))] {
        raw(out, ", \"");
        raw(out, name);
        raw(out, "\": ");
        write_integer(out, number);
    }
    for (name, number) in [("line", cited.line), ("column", cited.column)] {
        raw(out, ", \"");
        raw(out, name);
        raw(out, "\": ");
        write_integer(out, number as u64);
    }
    raw(out, r#", "text": "#);
    string(out, &cited.text);
    let number = cited.number.as_ref();
    let interval = number.and_then(crate::facts::Number::interval);
    raw(out, r#", "value": "#);
    optional(out, number.map(|number| number.value), decimal);
    raw(out, r#", "low": "#);
    optional(out, interval.and_then(|interval| interval.low()), decimal);
    raw(out, r#", "high": "#);
    optional(out, interval.and_then(|interval| interval.high()), decimal);
    raw(out, r#", "unit": "#);
    optional(out, number.map(|number| number.unit.name()), string);
    raw(out, r#", "hedge": "#);
    optional(out, number.and_then(|number| number.hedge).map(crate::model::HedgeKind::name), string);
    raw(out, r#", "period": "#);
    optional(out, cited.days, period);
}

fn period(out: &mut Vec<u8>, days: Days) {
    raw(out, r#"{"text": "#);
    string(out, &days.to_string());
    raw(out, r#", "start": "#);
    quoted(out, |out| write_date(out, days.first));
    raw(out, r#", "end": "#);
    quoted(out, |out| write_date(out, days.last));
    out.push(b'}');
}

fn repair(out: &mut Vec<u8>, repair: &Repair) {
    raw(out, r#"{"path": "#);
    string(out, &repair.path);
    raw(out, r#", "start": "#);
    write_integer(out, repair.span.start.into());
    raw(out, r#", "end": "#);
    write_integer(out, repair.span.end.into());
    raw(out, r#", "text": "#);
    string(out, &repair.text);
    raw(out, r#", "replacement": "#);
    string(out, &repair.replacement);
    raw(out, r#", "why": "#);
    string(out, &repair.why);
    out.push(b'}');
}
