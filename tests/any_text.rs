//! Whatever the text, the audit neither panics nor points between the bytes of a character.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use claim_audit::audit::audit;
use claim_audit::document::Format;
use proptest::prelude::*;

/// Pieces of the genres, to be put together in any order.
const PIECES: &[&str] = &[
    "rose ",
    "fell ",
    "to ",
    "from ",
    "by ",
    "or ",
    "(",
    ")",
    "$",
    "€450m",
    "Rs 1.2 lakh crore ",
    "₹1,87,035 ",
    "A$",
    "C$5 ",
    "4.2 mln dlrs ",
    "10-7/8 pct ",
    "86-1/2 cents ",
    "33,2",
    "29.\n02 percent ",
    "$.14 ",
    "−3.2%",
    "3½ ",
    "50bps ",
    "15-20% ",
    "half a million ",
    "one in five ",
    "threefold ",
    "FY2023-24 ",
    "July–March ",
    "a year earlier ",
    "respectively",
    ", ",
    ". ",
    ".",
    "; ",
    ": ",
    "\u{a0}",
    "\u{2009}",
    "“",
    "…",
    "|",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "and ",
    "per share ",
    "gave up ",
    "since 2009 ",
    "y/y ",
    "12.29pc ",
    "99999999999999999999999999999 ",
    "0 ",
    "%",
    "1/0",
    "2012",
    "Monday, 27 May 2007 ",
    "é",
    "compared with ",
    "vs ",
    "of ",
    "the total ",
    "on sales of ",
    "more than ",
    "doubled ",
    "CAGR ",
    "average ",
    "🙂",
    "&nbsp;",
];

fn holds(text: &str) {
    for format in [Format::Text, Format::Markdown] {
        for checked in audit(text, format).claims {
            let statement = checked.claim.statement;
            let roles = checked.claim.readings.iter().flat_map(|reading| &reading.roles);
            let spans = roles.map(|(_, quantity)| quantity.span).chain([statement]);
            let labels = checked.findings.iter().flat_map(|finding| &finding.labels).map(|label| label.span);
            for span in spans.chain(labels) {
                assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string(text in ".{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_order_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        holds(&pieces.concat());
    }
}
