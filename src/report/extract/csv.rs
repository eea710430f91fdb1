//! Comma-separated values, as RFC 4180 has them but for the line ends.

use super::Fields;
use crate::document::{visible, visible_lines};
use crate::report::number::{write_date, write_decimal, write_integer};

/// The names of the columns.
pub const HEADER: &[u8] =
    b"kind,path,start,end,line,column,text,value,range_low,range_high,unit,low,high,hedge,metric,\
period,period_start,period_end,change,claim,role,per\n";

/// Writes one row.
pub(super) fn row(fields: &Fields<'_>, out: &mut Vec<u8>) {
    let (from, to) = fields.range.unzip();
    let (claim, role) = fields.claim.map(|(id, _, role)| (id, role)).unzip();
    let period = fields.period.as_ref();
    out.extend_from_slice(fields.kind.as_bytes());
    words(out, Some(&visible(fields.path)));
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
    words(out, fields.per);
    out.push(b'\n');
}

/// A further cell; empty where there is nothing.
pub(in crate::report) fn cell<T>(out: &mut Vec<u8>, value: Option<T>, write: impl FnOnce(&mut Vec<u8>, T)) {
    out.push(b',');
    if let Some(value) = value {
        write(out, value);
    }
}

/// A further cell of words, in quotes where they need it. Control characters are written out, and what a spreadsheet would take for a
/// formula stands behind an apostrophe, which makes it words there.
pub(in crate::report) fn words(out: &mut Vec<u8>, text: Option<&str>) {
    cell(out, text, |out, text| {
        let text = visible_lines(text);
        let mark = if is_formula(&text) { "'" } else { "" };
        if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            out.extend_from_slice(mark.as_bytes());
            return out.extend_from_slice(text.as_bytes());
        }
        out.push(b'"');
        out.extend_from_slice(mark.as_bytes());
        for (index, piece) in text.split('"').enumerate() {
            if index > 0 {
                out.extend_from_slice(b"\"\"");
            }
            out.extend_from_slice(piece.as_bytes());
        }
        out.push(b'"');
    });
}

/// Whether a spreadsheet would calculate with a cell: it begins like a formula, and is no mere number such as "-5%" or "+$2 million".
fn is_formula(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix(['=', '+', '-', '@']) else { return false };
    let is_number = !text.trim_start().starts_with(['=', '@'])
        && rest.starts_with(|c: char| c.is_ascii_digit() || "$€£¥".contains(c))
        && rest.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || ".,%$€£¥".contains(c));
    !is_number && !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_words_and_no_formulas() {
        for (text, cell) in [
            ("=1+2", ",'=1+2"),
            ("=HYPERLINK(\"x\",1)", ",\"'=HYPERLINK(\"\"x\"\",1)\""),
            ("@SUM(A1)", ",'@SUM(A1)"),
            ("-2+3+cmd|' /C calc'!A0", ",'-2+3+cmd|' /C calc'!A0"),
            ("+A1", ",'+A1"),
            ("\t=1", ",'\t=1"),
            ("-", ",-"),
            ("-5.2%", ",-5.2%"),
            ("+$2 million", ",+$2 million"),
            ("a\u{1b}b", ",a\\u{1b}b"),
            ("plain", ",plain"),
        ] {
            let mut out = Vec::new();
            words(&mut out, Some(text));
            assert_eq!(String::from_utf8_lossy(&out), cell);
        }
    }
}
