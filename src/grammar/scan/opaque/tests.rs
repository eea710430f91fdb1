//! Sentences with all numbers in them that are no quantity, and of which kind.

use crate::grammar::Sentence;
use crate::grammar::scan::scan;
use crate::grammar::token::TokenKind;

/// Each number that counts nothing, with what it is, and how many quantities are left.
fn left_alone(text: &str) -> (Vec<String>, usize) {
    let mut sentence = Sentence::default();
    scan(text, 0..u32::try_from(text.len()).unwrap_or_default(), &mut sentence);
    let named = sentence.tokens.iter().filter_map(|token| match token.kind {
        TokenKind::Opaque(what) => {
            Some(format!("{}: {}", what.name(), &text[token.start as usize..token.end as usize]))
        }
        _ => None,
    });
    (named.collect(), sentence.amounts.len())
}

/// Sentences, the numbers in them that count nothing, and how many quantities are left.
const CASES: &[(&str, &[&str], usize)] = &[
    ("44% of parents of 15- to 22-year-olds ignored it.", &["age: 15- to 22-year-olds"], 1),
    ("It covers women 65 and older.", &["age: 65 and older"], 0),
    ("Smokers aged from 20 to 29 and men over 65 paid 3% more.", &["age: 20", "age: 29", "age: 65"], 1),
    ("Ann Bell, 45, of Leeds, and Cy Dow, 31, Dover, paid $5.", &["age: 45", "age: 31"], 1),
    ("The rider, 36, sustained a cut.", &["age: 36"], 0),
    ("Thirteen-year-olds scored 5% higher than at the age of 9.", &["age: Thirteen-year-olds", "age: 9"], 1),
    ("Shares rose 1.8 percent by 1130 GMT.", &["time of day: 1130"], 1),
    ("It opens from 3.15 pm to 8 pm, Monday.", &["time of day: 3.15", "time of day: 8"], 0),
    ("Walkouts are planned on 16, 18, 22 and 23 December.", &["day: 16", "day: 18", "day: 22"], 0),
    (
        "About 91% of Year 3 pupils and Seasons 1, 2 & 3.",
        &["designator: 3", "designator: 1", "designator: 2", "designator: 3"],
        1,
    ),
    (
        "He was absent on day 4, as slide 13 and Rule 12b-2 say.",
        &["designator: 4", "designator: 13", "designator: 12b-2"],
        0,
    ),
    (
        "A 401(k) plan and sections 1341(a) or 1342 of it.",
        &["designator: 401(k)", "designator: 1341(a)", "designator: 1342"],
        0,
    ),
    ("Patent Nos. 8,200,746 on Page 2 of 11.", &["designator: 8,200,746", "designator: 2", "designator: 11"], 0),
    ("The Standard & Poor's 500 Index rose 2%, the Nasdaq 1.5 percent.", &["name: 500"], 2),
    ("The Orion 7 was sold, the Pixel 5 too, 64K chip output fell.", &["name: 7", "name: 5", "name: 64K"], 0),
    ("More than 97% of 747 flights left on time.", &["name: 747"], 1),
    ("In Ohio 12 were hurt and in Iowa 45 firms closed.", &[], 2),
    ("The plan: 1) fewer accidents; and 2) shorter queues.", &["list mark: 1", "list mark: 2"], 0),
    ("It needs (1) cost; (2) time; and (3) staff.", &["list mark: 1", "list mark: 2", "list mark: 3"], 0),
    ("Among women (5) and men (7) it fell.", &[], 2),
    ("In 40 seconds one falls[1], says the office.[2]", &["footnote: 1", "footnote: 2"], 1),
    (
        "Call 02 6652 6233, (817) 996-3636 or +44 203 475 7551.",
        &["identifier: 02 6652 6233", "identifier: (817) 996-3636", "identifier: +44 203 475 7551"],
        0,
    ),
    ("At 600 Pine Avenue, Austin, TX 76117.", &["identifier: 600", "identifier: 76117"], 0),
    ("Makers Tado ( 6762.T ) fell.", &["identifier: 6762"], 0),
    ("Gainers beat losers by about 5 to 2, and leverage was 1.9 to 1.", &["odds: 5 to 2", "odds: 1.9 to 1"], 0),
    ("It fell by 5 to 3.", &[], 2),
    ("Use fell to 24% (95% CI 28–34, n = 187).", &["confidence level: 95%", "sample size: 187"], 2),
    ("from 1 9 8 7 to 1988", &["unreadable: 1 9 8 7"], 0),
    ("We grew 5% in '21, and profit for fiscal year '21 was up from fiscal '20.", &[], 1),
    ("It traded at 15 times expected 2008 earnings.", &[], 1),
    (
        "Notes 1 and 3 to the accounts and Scope 1 & 2 emissions.",
        &["designator: 1", "designator: 3", "designator: 1", "designator: 2"],
        0,
    ),
    ("It rose by 1.2% between quarter 1 (Jan to Mar) 2015 and quarter 4.", &["designator: 1", "designator: 4"], 1),
    ("That was in November 2378.", &["day: 2378"], 0),
    ("As ofDecember 31, 2016 it held 5%.", &["day: 31"], 1),
    (
        "The ruling [2003] 4 All ER 318 at 325 and 17 CFR 240.14 hold.",
        &["designator: 4", "designator: 318", "designator: 325", "designator: 17", "identifier: 240.14"],
        0,
    ),
    ("Under Section 2.05 (b) or 2.06(b) it ends.", &["designator: 2.05", "list mark: b", "designator: 2.06"], 0),
    (
        "Patent 9,000,123 and 8,999,321, entitled “Gates”, lapsed.",
        &["designator: 9,000,123", "designator: 8,999,321"],
        0,
    ),
    ("Some 11% of the 36, 000 pupils and (156, 247) left.", &["unreadable: 156, 247"], 2),
    (
        "Sales rose 5% during 20 16 and cost $ 5 ,0 0 0.",
        &["unreadable: 20 16", "unreadable: $ 5", "unreadable: 0 0 0"],
        1,
    ),
    ("In stores, we 57\nhave pledged 3%.", &["page number: 57"], 1),
    (
        "Call +49 (0)30 - 2016 38 213 or +44(0)7960-5550-39.",
        &["identifier: +49 (0)30 - 2016 38 213", "identifier: +44(0)7960-5550-39"],
        0,
    ),
    (
        "They own 720 – 780 S. Lake Ave and 767 Fifth Avenue.",
        &["identifier: 720", "identifier: 780", "identifier: 767"],
        0,
    ),
    ("It mines in PEL 82, uses Web 4.0, and shops at Forever 21's site.", &["name: 82", "name: 4.0", "name: 21"], 0),
    ("When he is 65 the rate is 5 per cent.", &["age: 65"], 1),
    ("The retirement age is to be raised to 67 years by law.", &["age: 67 years"], 0),
    ("It fell last year.1 The slump of the main faiths 2 .", &["footnote: 1", "footnote: 2"], 0),
    ("See the report (p. 15) and art. 332 of it.", &["designator: 15", "designator: 332"], 0),
    ("The 2020 acquisitions of Elm added 5%.", &[], 1),
    ("In May, 3M sold its plant.", &["name: 3M"], 0),
    ("We sold 11 point 7 million cases.", &[], 1),
    ("9. Vermont 14.9 10. Ohio 14.8", &["list mark: 9", "list mark: 10"], 2),
    ("4.2 Vesting of Units in a Plan", &["designator: 4.2"], 0),
    ("Net Sales of Goods (1)\n", &["footnote: 1"], 0),
    ("Just one in three rural schools and one of five others closed.", &["odds: five"], 1),
    (
        "Call (08)\u{a0}8231\u{a0}9911 or telephone +1 212 645.",
        &["identifier: (08)\u{a0}8231\u{a0}9911", "identifier: +1 212 645"],
        0,
    ),
    ("It is so (Bell and Dow 2005: 324).", &["designator: 324"], 0),
    (
        "Web 3.0 will use it, as holes 29 and 35 went on for 400 m.",
        &["name: 3.0", "designator: 29", "designator: 35"],
        1,
    ),
    ("He died at 55 and it passed by a vote of 84 14.", &["age: 55", "odds: 84 14"], 0),
    ("Third-quarter 2025 originations rose 5%.", &[], 1),
    ("It peaked in 2010.19 The rate fell by 5%.", &["footnote: 2010.19"], 1),
    ("Gains were made at 5 sites for Region 6.", &["designator: 6"], 1),
];

#[test]
fn numbers_that_are_no_quantity() {
    let mut wrong = Vec::new();
    for (text, named, amounts) in CASES {
        let found = left_alone(text);
        if found != (named.iter().map(ToString::to_string).collect(), *amounts) {
            wrong.push(format!("{text} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
