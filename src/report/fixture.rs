//! Reports made by hand, so that renderers are tested apart from what finds claims.

#![allow(clippy::unwrap_used)]

use crate::audit::{CheckedClaim, DocumentReport};
use crate::document::{Document, Format};
use crate::facts::DocumentFacts;
use crate::model::{
    Claim, Currency, Decimal, Direction, Hedge, HedgeKind, Interval, Kind, Period, PeriodKind, Quantity, Role,
    Severity, Span, Unit, Value, Verdict,
};
use crate::rules::{Cause, Expected, Finding, Label, Replacement};

/// A release with one claim of each verdict that reports treat differently.
pub const TEXT: &str = "\
# Services exports at a record

Trade in services closed the fiscal year with a record surplus of US$ 2.827 billion in FY 2023-24, a 22.31% increase from the previous \
year's US$ 2.297 billion, while imports kept pace.

Remittances rose 12% to nearly $276 million. Call centres earned
$187.6 million, a 14.9% increase over $163.4 million; freelancers
earned 20% more, $400 million, against $333.4 million.
";

/// The report of [`TEXT`].
pub fn report() -> DocumentReport<'static> {
    let mut document = Document::parse(TEXT, Format::Text);
    document.title = Some("Services exports at a record".to_owned());
    document.date = Some(jiff::civil::date(2024, 7, 19));
    DocumentReport {
        document,
        claims: vec![mismatch(), unchecked(), strained(), exact()],
        skipped: 2,
        too_large: Vec::new(),
        facts: DocumentFacts::default(),
    }
}

/// A report of one claim with three labels anywhere in a text.
#[cfg_attr(not(feature = "cli"), allow(dead_code))] // Only reports for people are made of longer texts.
pub fn report_on(source: &str) -> DocumentReport<'_> {
    let mut claim = mismatch();
    let place = |text: &str| {
        let start = source.find(text).unwrap();
        Span::new(u32::try_from(start).unwrap(), u32::try_from(start + text.len()).unwrap())
    };
    let spans = [place("22.31%"), place("2.827"), place("2.297")];
    for ((label, quantity), span) in
        claim.findings[0].labels.iter_mut().zip(&mut claim.claim.readings[0].roles).zip(spans)
    {
        label.span = span;
        quantity.1.span = span;
        quantity.1.period = None;
    }
    claim.claim.statement = Span::new(0, u32::try_from(source.len()).unwrap());
    DocumentReport {
        document: Document::parse(source, Format::Text),
        claims: vec![claim],
        skipped: 0,
        too_large: Vec::new(),
        facts: DocumentFacts::default(),
    }
}

fn mismatch() -> CheckedClaim {
    let (stated, new, old) = (at("22.31%"), at("US$ 2.827 billion"), at("US$ 2.297 billion"));
    let mut surplus = money("US$ 2.827 billion", "2827000000", "1000000");
    surplus.period = Some(Period::new(at("FY 2023-24"), PeriodKind::FiscalYear(2024)));
    CheckedClaim {
        claim: claim(
            "trade surplus",
            at(
                "a record surplus of US$ 2.827 billion in FY 2023-24, a 22.31% increase from the previous year's US$ 2.297 billion",
            ),
            vec![
                (Role::Percent, percent("22.31%", "22.31", "0.01")),
                (Role::New, surplus),
                (Role::Old, money("US$ 2.297 billion", "2297000000", "1000000")),
            ],
        ),
        reading: 0,
        verdict: Verdict::Mismatch,
        rule: Some("wrong-percent"),
        severity: Some(Severity::Error),
        findings: vec![Finding {
            rule: "wrong-percent",
            verdict: Verdict::Mismatch,
            severity: Severity::Error,
            message: "the two values give an increase of about 23.07%, not 22.31%".to_owned(),
            arithmetic: "2.827 / 2.297 − 1 = 23.03% to 23.12%".to_owned(),
            labels: vec![label(stated, "stated"), label(new, "new"), label(old, "old")],
        }],
        expected: Some(expected(
            Role::Percent,
            "23.02502720348204570184983678",
            "23.12214239059438275636838668",
            Unit::Percent,
        )),
        causes: vec![
            Cause {
                name: "digit-wrong",
                message: "two digits are wrong; 23.07% would be right".to_owned(),
                replacement: Some(Replacement { span: stated, text: "23.07%".to_owned() }),
            },
            Cause {
                name: "digit-wrong",
                message: "the old value has a wrong digit; US$ 2.311 billion would be right".to_owned(),
                replacement: None,
            },
        ],
        reason: None,
        accepted: Vec::new(),
    }
}

fn unchecked() -> CheckedClaim {
    let mut new = money("$276 million", "276000000", "1000000");
    new.hedge = Some(Hedge { span: at("nearly"), kind: HedgeKind::JustUnder });
    CheckedClaim {
        claim: claim(
            "remittances",
            at("Remittances rose 12% to nearly $276 million."),
            vec![(Role::Percent, percent("12%", "12", "1")), (Role::New, new)],
        ),
        reading: 0,
        verdict: Verdict::Unchecked,
        rule: None,
        severity: None,
        findings: Vec::new(),
        expected: Some(expected(
            Role::Old,
            "244888888.8888888888888888889",
            "247533632.2869955156950672646",
            Unit::Money(Currency::USD),
        )),
        causes: Vec::new(),
        reason: Some("no base"),
        accepted: Vec::new(),
    }
}

fn strained() -> CheckedClaim {
    let (stated, new, old) = (at("14.9%"), at("$187.6 million"), at("$163.4 million"));
    CheckedClaim {
        claim: claim(
            "call centres",
            at("Call centres earned\n$187.6 million, a 14.9% increase over $163.4 million"),
            vec![
                (Role::New, money("$187.6 million", "187600000", "100000")),
                (Role::Percent, percent("14.9%", "14.9", "0.1")),
                (Role::Old, money("$163.4 million", "163400000", "100000")),
            ],
        ),
        reading: 0,
        verdict: Verdict::Strained,
        rule: Some("wrong-percent"),
        severity: Some(Severity::Note),
        findings: vec![Finding {
            rule: "wrong-percent",
            verdict: Verdict::Strained,
            severity: Severity::Note,
            message: "14.9% holds only if it was truncated, not rounded".to_owned(),
            arithmetic: "187.6 / 163.4 − 1 = 14.74% to 14.88%".to_owned(),
            labels: vec![label(new, "new"), label(stated, "stated"), label(old, "old")],
        }],
        expected: Some(expected(Role::Percent, "14.744", "14.876", Unit::Percent)),
        causes: Vec::new(),
        reason: None,
        accepted: Vec::new(),
    }
}

fn exact() -> CheckedClaim {
    CheckedClaim {
        claim: claim(
            "freelancers",
            at("freelancers\nearned 20% more, $400 million, against $333.4 million"),
            vec![
                (Role::Percent, percent("20%", "20", "1")),
                (Role::New, money("$400 million", "400000000", "1000000")),
                (Role::Old, money("$333.4 million", "333400000", "100000")),
            ],
        ),
        reading: 0,
        verdict: Verdict::Exact,
        rule: Some("wrong-percent"),
        severity: None,
        findings: Vec::new(),
        expected: None,
        causes: Vec::new(),
        reason: None,
        accepted: Vec::new(),
    }
}

fn claim(metric: &str, statement: Span, roles: Vec<(Role, Quantity)>) -> Claim {
    Claim {
        direction: Some(Direction::Up),
        metric: Some(metric.to_owned()),
        ..Claim::new(Kind::Change, statement, roles)
    }
}

fn money(text: &str, value: &str, ulp: &str) -> Quantity {
    number(text, value, ulp, Unit::Money(Currency::USD))
}

fn percent(text: &str, value: &str, ulp: &str) -> Quantity {
    number(text, value, ulp, Unit::Percent)
}

fn number(text: &str, value: &str, ulp: &str, unit: Unit) -> Quantity {
    let value = Value::Number { value: decimal(value), ulp: decimal(ulp) };
    Quantity { span: at(text), value, unit, hedge: None, period: None, per: None }
}

fn expected(role: Role, low: &str, high: &str, unit: Unit) -> Expected {
    Expected { role, interval: Interval::new(decimal(low), decimal(high)), unit }
}

fn label(span: Span, text: &'static str) -> Label {
    Label { span, text: text.into() }
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Where a text first stands in [`TEXT`].
fn at(text: &str) -> Span {
    let start = TEXT.find(text).unwrap();
    Span::new(u32::try_from(start).unwrap(), u32::try_from(start + text.len()).unwrap())
}
