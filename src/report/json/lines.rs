//! The JSON report as lines: an object each, so that a report of any length can be read as it comes.
//!
//! Each object says first what it is (`type`): `document`, `claim`, `conflict`, `decided`, `notice`, and at last `summary`. All other
//! members are those of the JSON report; a claim, which stands below its document there, has its `path` in addition.

use super::{Json, Page, conflict, counts, notice_fields, optional, quoted, raw, string};
use crate::audit::DocumentReport;
use crate::conflicts::Compared;
use crate::report::number::write_date;
use crate::report::{Notice, Summary};

/// Writes the JSON report as lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Jsonl {
    /// What the objects are made by.
    pub json: Json,
}

impl Jsonl {
    /// One document and its claims.
    pub fn document(self, path: &str, report: &DocumentReport<'_>, out: &mut Vec<u8>) {
        raw(out, r#"{"type": "document", "path": "#);
        string(out, path);
        raw(out, r#", "title": "#);
        optional(out, report.document.title.as_deref(), string);
        raw(out, r#", "date": "#);
        optional(out, report.document.date, |out, date| quoted(out, |out| write_date(out, date)));
        raw(out, "}\n");
        let mut page = Page::of(report, self.json.fiscal_start);
        for claim in &report.claims {
            raw(out, r#"{"type": "claim", "path": "#);
            string(out, path);
            raw(out, ", ");
            page.fields(out, claim);
            raw(out, "}\n");
        }
    }

    /// What stands after the last document.
    pub fn finish(self, summary: &Summary, notices: &[Notice], compared: &Compared, out: &mut Vec<u8>) {
        for each in &compared.conflicts {
            raw(out, r#"{"type": "conflict", "#);
            conflict::fields(out, each);
            raw(out, "}\n");
        }
        for each in &compared.decided {
            raw(out, r#"{"type": "decided", "#);
            conflict::decided_fields(out, each);
            raw(out, "}\n");
        }
        for each in notices {
            raw(out, r#"{"type": "notice", "#);
            notice_fields(out, each);
            raw(out, "}\n");
        }
        raw(out, r#"{"type": "summary", "#);
        counts(out, summary);
        raw(out, "}\n");
    }
}
