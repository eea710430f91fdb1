//! Citations of statutes, law reports, patents and files, whose numbers are looked up.
//!
//! ```ebnf
//! citation  = number , reporter , [ "§" ] , number , { "at" , number } ;          (* 17 CFR 240.14, [2003] 4 All ER 18 at 25 *)
//! paragraph = number , "." , number , "(" , letter , ")" ;                        (* 2.06(b) *)
//! patent    = number , [ "," ] , "entitled" ;
//! ```

use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::scan::Scanner;
use crate::grammar::token::TokenKind;

/// Series of statutes and law reports that mean nothing else behind a number.
const REPORTERS: &[&str] = &[
    "U.S.C.",
    "U.S.C",
    "USC",
    "U. S. C.",
    "C.F.R.",
    "C.F.R",
    "CFR",
    "Fed. Reg.",
    "F. Supp.",
    "F.Supp.",
    "F. 2d",
    "F.2d",
    "F. 3d",
    "F.3d",
    "F.4th",
    "S. Ct.",
    "S.Ct.",
    "L. Ed.",
    "L.Ed.",
    "Cal.App.",
    "Cal. App.",
    "Cal.4th",
    "Cal.5th",
    "All ER",
    "WLR",
    "Cr App R",
    "CLR",
    "ALR",
    "ALJR",
    "FLR",
    "NSWLR",
    "SASR",
    "FCR",
    "UKHL",
    "UKSC",
    "EWCA",
    "EWHC",
    "NSWCA",
    "FCAFC",
    "EHRR",
    "NZLR",
    "DLR",
    "SCR",
];

/// Those that are words or other abbreviations as often: the number of the page must follow.
const SHORT: &[&str] = &["U.S.", "US", "Stat.", "AC", "QB", "KB", "Ch", "HCA", "FCA", "VR", "BMLR"];

impl Scanner<'_> {
    /// Whether the bare number from `at` to `end` belongs to a citation.
    pub(super) fn is_cited(&self, at: usize, end: usize) -> bool {
        let behind = self.text.get(end..).unwrap_or_default();
        self.is_paragraph(at, end) || is_volume(behind) || is_entitled(behind) || self.is_page_of_report(at)
    }

    /// "2.06(b)".
    fn is_paragraph(&self, at: usize, end: usize) -> bool {
        let lettered = matches!(self.text.as_bytes().get(end..), Some([b'(', b'a'..=b'z', b')', ..]));
        lettered && self.text[at..end].contains('.')
    }

    /// "8,341,209, entitled": the number of a patent.
    pub(super) fn is_patent(&self, at: usize, end: usize) -> bool {
        let printed = self.text.get(at..end).unwrap_or_default();
        let digits = printed.bytes().filter(u8::is_ascii_digit).count();
        digits >= 7
            && printed.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
            && is_entitled(self.text.get(end..).unwrap_or_default())
    }

    /// Whether the words before end in a volume and the name of its series: "4 All ER", "410 U.S.".
    fn is_page_of_report(&self, at: usize) -> bool {
        let before = self.text.get(self.start..at).unwrap_or_default().trim_end_matches([' ', '§', '\u{a0}']);
        let series = before.ends_with(|c: char| c.is_ascii_uppercase() || matches!(c, '.' | 'd' | 'h'));
        series
            && REPORTERS.iter().chain(SHORT).any(|series| {
                before.strip_suffix(series).is_some_and(|volume| {
                    let volume = volume.trim_end_matches(' ');
                    volume.len() + series.len() < before.len()
                        && volume.ends_with(|c: char| c.is_ascii_digit() || c == ']')
                })
            })
    }

    /// "A plan under 4 All ER 18 at 25": a page behind a citation.
    pub(super) fn goes_on_at(&self, end: usize) -> Option<NonQuantity> {
        let [.., cited, at] = self.out.tokens.as_slice() else { return None };
        let cited = matches!(cited.kind, TokenKind::Opaque(NonQuantity::Designator));
        (cited && matches!(self.text_of(at), "at" | "para") && self.noun(end).is_none())
            .then_some(NonQuantity::Designator)
    }
}

/// Whether the name of a series follows, and the page behind one that may be another word.
fn is_volume(behind: &str) -> bool {
    let Some(behind) =
        behind.strip_prefix([' ', '\u{a0}']).filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    else {
        return false;
    };
    let after = |series: &&'static str| {
        let rest = behind.strip_prefix(*series)?;
        (!rest.starts_with(|c: char| c.is_alphanumeric())).then_some(rest)
    };
    let page = |rest: &str| {
        let page = rest.trim_start_matches([' ', '§']);
        page.len() < rest.len() && page.starts_with(|c: char| c.is_ascii_digit())
    };
    REPORTERS.iter().any(|series| after(series).is_some()) || SHORT.iter().filter_map(after).any(page)
}

/// Whether a title follows, as behind the number of a patent.
fn is_entitled(behind: &str) -> bool {
    [", entitled ", " entitled ", ", titled "].iter().any(|word| behind.starts_with(word))
        && behind.contains(['“', '"', '‘'])
}
