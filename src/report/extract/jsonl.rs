//! An object a line, each with every field.

use super::{Days, Fields};
use crate::report::json::{decimal, optional, quoted, raw, string};
use crate::report::number::{write_date, write_integer};

/// Writes one row.
pub fn row(fields: &Fields<'_>, out: &mut Vec<u8>) {
    raw(out, r#"{"kind": ""#);
    raw(out, fields.kind);
    raw(out, r#"", "path": "#);
    string(out, fields.path);
    raw(out, r#", "start": "#);
    write_integer(out, fields.span.start.into());
    raw(out, r#", "end": "#);
    write_integer(out, fields.span.end.into());
    raw(out, r#", "line": "#);
    write_integer(out, fields.line as u64);
    raw(out, r#", "column": "#);
    write_integer(out, fields.column as u64);
    raw(out, r#", "text": "#);
    string(out, fields.text);
    raw(out, r#", "value": "#);
    optional(out, fields.value, decimal);
    raw(out, r#", "range": "#);
    optional(out, fields.range, |out, (low, high)| {
        out.push(b'[');
        decimal(out, low);
        raw(out, ", ");
        decimal(out, high);
        out.push(b']');
    });
    raw(out, r#", "unit": "#);
    optional(out, fields.unit, string);
    raw(out, r#", "low": "#);
    optional(out, fields.low, decimal);
    raw(out, r#", "high": "#);
    optional(out, fields.high, decimal);
    raw(out, r#", "hedge": "#);
    optional(out, fields.hedge, string);
    raw(out, r#", "metric": "#);
    optional(out, fields.metric, string);
    raw(out, r#", "period": "#);
    optional(out, fields.period.as_ref(), period);
    raw(out, r#", "change": "#);
    optional(out, fields.change, string);
    raw(out, r#", "claim": "#);
    optional(out, fields.claim, |out, (id, ..)| string(out, id));
    raw(out, r#", "role": "#);
    optional(out, fields.claim, |out, (.., role)| string(out, role));
    raw(out, r#", "per": "#);
    optional(out, fields.per, string);
    raw(out, "}\n");
}

/// The object of a period, as the JSON report has it.
fn period(out: &mut Vec<u8>, period: &Days<'_>) {
    raw(out, r#"{"text": "#);
    string(out, period.text);
    raw(out, r#", "start": "#);
    optional(out, period.first, |out, day| quoted(out, |out| write_date(out, day)));
    raw(out, r#", "end": "#);
    optional(out, period.last, |out, day| quoted(out, |out| write_date(out, day)));
    out.push(b'}');
}
