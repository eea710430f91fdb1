//! Whatever the text, the audit neither panics nor points between the bytes of a character; and what it says of a text does
//! not hang on what stands before or behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use claim_audit::audit::{CheckedClaim, audit};
use claim_audit::document::Format;
use claim_audit::extract::{Item, extract};
use claim_audit::grammar::{Sentence, number, scan};
use claim_audit::model::{Decimal, Interval, Quantity, Span, Unit, Value};
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

/// Whole documents whose claims need nothing from outside, with what they state about unlike things.
const DOCUMENTS: &[&str] = &[
    "Exports rose 23.7% to $2.825 billion from $2.284 billion.",
    "Wheat output fell 19% to 81 tonnes from 100 tonnes.",
    "Of the 50 schools, 20 schools, or 44%, have a library.",
    "The 4th of July 2024 was a Thursday, and Monday, 27 May 2007 a holiday.",
    "Airline traffic doubled to 2.1 million passengers from 920,000 passengers.",
    "Remittances grew 12% to €276 million.",
    "The museum sold 120 tickets and 80 tickets, a total of 210 tickets.",
    "Nothing of note happened.",
];

/// Prose of some other matter, without a number.
const PREFIXES: &[&str] = &[
    "The minister welcomed the guests.",
    "Über die Brücke — “naïve” 🙂 words, with **marks** and `code`.",
    "A first line\nand a second one.",
    "- an item\n- another item",
    "> a quotation",
    "<!-- a comment -->",
    "&nbsp;",
];

/// Enough other prose that nothing is looked for beyond it.
const APART: &str = "\n\n## Other news\n\nThe minister welcomed the guests. The weather was fine. A band played.\n\n\
The guests left late. The hall was empty. The lights went out.\n\n## Further news\n\n";

/// What an audit says of a claim, without the place.
fn said(checked: &CheckedClaim) -> String {
    let roles: Vec<_> =
        checked.reading().roles.iter().map(|(role, quantity)| (role, &quantity.value, &quantity.unit)).collect();
    let findings: Vec<_> = checked.findings.iter().map(|finding| (finding.rule, &finding.message)).collect();
    let causes: Vec<_> = checked.causes.iter().map(|cause| (cause.name, &cause.message)).collect();
    format!("{:?} {:?} {roles:?} {findings:?} {causes:?} {:?}", checked.claim.kind, checked.verdict, checked.reason)
}

/// Every place that a claim points at.
fn spans(checked: &CheckedClaim) -> Vec<Span> {
    let roles = checked.claim.readings.iter().flat_map(|reading| &reading.roles);
    let quantities = roles.flat_map(|(_, quantity)| {
        [
            Some(quantity.span),
            quantity.hedge.as_ref().map(|hedge| hedge.span),
            quantity.period.map(|period| period.span),
        ]
    });
    let labels = checked.findings.iter().flat_map(|finding| &finding.labels).map(|label| Some(label.span));
    let replaced = checked.causes.iter().map(|cause| cause.replacement.as_ref().map(|replacement| replacement.span));
    quantities.chain(labels).chain(replaced).flatten().chain([checked.claim.statement]).collect()
}

/// Groups the digits before the point by threes.
fn grouped(digits: &str) -> String {
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    decimals.map_or(out.clone(), |decimals| format!("{out}.{decimals}"))
}

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

#[test]
fn the_documents_state_something() {
    let silent: Vec<_> = DOCUMENTS.iter().filter(|text| audit(text, Format::Text).claims.is_empty()).collect();
    assert_eq!(silent, [DOCUMENTS.last().unwrap()]);
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

    /// A number is read as it was printed: plainly, in groups, with a sign, a currency or a per cent sign.
    #[test]
    fn numbers_come_back_as_they_were_printed(whole in 0i64..1_000_000_000_000_000, scale in 0u32..6) {
        let value = Decimal::new(whole, scale);
        for text in [value.to_string(), grouped(&value.to_string())] {
            let (rest, read) = number::number(&text).unwrap();
            prop_assert_eq!((rest, read.value, read.ulp), ("", value, Decimal::new(1, scale)), "{}", text);
            for (printed, sign) in [(format!("${text}"), 1), (format!("-${text}"), -1), (format!("−{text}%"), -1), (format!("{text}%"), 1)] {
                let mut sentence = Sentence::default();
                scan(&printed, 0..u32::try_from(printed.len()).unwrap(), &mut sentence);
                prop_assert_eq!(sentence.amounts.len(), 1, "{}", printed);
                prop_assert_eq!(sentence.amounts[0].value, value * Decimal::from(sign), "{}", printed);
            }
        }
    }

    /// Whatever rounds to a printed number lies in its interval, and what rounds to its neighbours does not.
    #[test]
    fn an_interval_holds_what_rounds_to_it(printed in -1_000_000_000i64..1_000_000_000, scale in 0u32..6, off in -49_999i64..50_000) {
        let (value, ulp) = (Decimal::new(printed, scale), Decimal::new(1, scale));
        let value_of = |value| Value::Number { value, ulp };
        let quantity = Quantity { span: Span::default(), value: value_of(value), unit: Unit::Percent, hedge: None, period: None, per: None };
        let interval: Interval = quantity.interval().unwrap();
        let near = value + ulp * Decimal::new(off, 5);
        prop_assert_eq!(near.round_dp_with_strategy(scale, rust_decimal::RoundingStrategy::MidpointAwayFromZero), value);
        prop_assert!(interval.contains(near));
        prop_assert!(!interval.contains(near + ulp + ulp) && !interval.contains(near - ulp - ulp));
        prop_assert!(interval.contains(value + ulp / Decimal::TWO) && interval.contains(value - ulp / Decimal::TWO));
    }

    /// A paragraph put before a text moves every place by its length and changes nothing that is said.
    #[test]
    fn what_stands_before_only_shifts(
        prefix in prop::sample::select(PREFIXES),
        documents in prop::collection::vec(prop::sample::select(DOCUMENTS), 1..4),
    ) {
        let text = documents.join("\n\n");
        let shifted = format!("{prefix}\n\n{text}");
        let by = u32::try_from(prefix.len() + 2).unwrap();
        for format in [Format::Text, Format::Markdown] {
            let (before, after) = (audit(&text, format), audit(&shifted, format));
            let told: Vec<_> = before.claims.iter().map(said).collect();
            prop_assert_eq!(&told, &after.claims.iter().map(said).collect::<Vec<_>>());
            let moved = |claims: &[CheckedClaim], by: u32| -> Vec<Span> {
                claims.iter().flat_map(spans).map(|span| Span::new(span.start + by, span.end + by)).collect()
            };
            prop_assert_eq!(moved(&before.claims, by), moved(&after.claims, 0));
        }
    }

    /// Texts that lie far enough apart say together what each says alone.
    #[test]
    fn texts_apart_say_what_each_says(documents in prop::sample::subsequence(DOCUMENTS, 0..DOCUMENTS.len())) {
        for format in [Format::Text, Format::Markdown] {
            let alone: Vec<_> = documents.iter().flat_map(|text| audit(text, format).claims).map(|claim| said(&claim)).collect();
            let together: Vec<_> = audit(&documents.join(APART), format).claims.iter().map(said).collect();
            prop_assert_eq!(alone, together);
        }
    }

    /// Everything that is read stands where it says, and in order.
    #[test]
    fn rows_stand_in_the_text(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        for format in [Format::Text, Format::Markdown] {
            let read = extract(&text, format, "2024-11-20".parse().ok(), 7);
            let mut last = 0;
            for row in &read.rows {
                prop_assert!(text.get(row.span.range()).is_some_and(|words| !words.is_empty()), "{:?} in {:?}", row, text);
                prop_assert!(row.span.start >= last);
                last = row.span.start;
                if let Item::Quantity { quantity, .. } = &row.item {
                    prop_assert!(quantity.number().is_some());
                }
                if let Some((claim, _)) = row.claim {
                    prop_assert!(claim < read.report.claims.len());
                }
            }
        }
    }
}
