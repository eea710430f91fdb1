//! Comma-separated values, as RFC 4180 has them but for the line ends.

use super::Fields;
use crate::report::number::{write_date, write_decimal, write_integer};

/// The names of the columns.
pub const HEADER: &[u8] =
    b"kind,path,start,end,line,column,text,value,range_low,range_high,unit,low,high,hedge,metric,\
period,period_start,period_end,change,claim,role\n";

/// Writes one row.
pub(super) fn row(fields: &Fields<'_>, out: &mut Vec<u8>) {
    let (from, to) = fields.range.unzip();
    let (claim, role) = fields.claim.map(|(id, _, role)| (id, role)).unzip();
    let period = fields.period.as_ref();
    out.extend_from_slice(fields.kind.as_bytes());
    words(out, Some(fields.path));
    for number in [fields.span.start as usize, fields.span.end as usize, fields.line, fields.column] {
        cell(out, Some(number), |out, number| write_integer(out, number as u64));
    }
    words(out, Some(fields.text));
    cell(out, fields.value, write_decimal);
    cell(out, from, write_decimal);
    cell(out, to, write_decimal);
    words(out, fields.unit);
    cell(out, fields.low, write_decimal);
    cell(out, fields.high, write_decimal);
    words(out, fields.hedge);
    words(out, fields.metric);
    words(out, period.map(|period| period.text));
    cell(out, period.and_then(|period| period.first), write_date);
    cell(out, period.and_then(|period| period.last), write_date);
    words(out, fields.change);
    words(out, claim);
    words(out, role);
    out.push(b'\n');
}

/// A further cell; empty where there is nothing.
pub(in crate::report) fn cell<T>(out: &mut Vec<u8>, value: Option<T>, write: impl FnOnce(&mut Vec<u8>, T)) {
    out.push(b',');
    if let Some(value) = value {
        write(out, value);
    }
}

/// A further cell of words, in quotes where they need it.
pub(in crate::report) fn words(out: &mut Vec<u8>, text: Option<&str>) {
    cell(out, text, |out, text| {
        if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            return out.extend_from_slice(text.as_bytes());
        }
        out.push(b'"');
        for (index, piece) in text.split('"').enumerate() {
            if index > 0 {
                out.extend_from_slice(b"\"\"");
            }
            out.extend_from_slice(piece.as_bytes());
        }
        out.push(b'"');
    });
}
