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

#[test]
fn numbers_that_are_no_quantity() {
    let mut wrong = Vec::new();
    for (text, named, amounts) in [
        ("44% of parents of 15- to 22-year-olds ignored it.", &["age: 15- to 22-year-olds"][..], 1),
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
    ] {
        let found = left_alone(text);
        if found != (named.iter().map(ToString::to_string).collect(), amounts) {
            wrong.push(format!("{text} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
