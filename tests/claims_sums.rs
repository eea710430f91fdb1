//! Does every sum of `tests/claims.expected` again over whole-number fractions.
//!
//! The demo corpus is only worth something if its verdicts are beyond doubt, so this test shares no arithmetic with the crate:
//! it reads the printed numbers itself, lets each stand for half a unit of its last place either way, and compares big rationals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use num_bigint::BigInt;
use num_rational::BigRational;

const RULES: [&str; 9] = [
    "wrong-percent",
    "wrong-difference",
    "wrong-direction",
    "wrong-multiple",
    "wrong-share",
    "wrong-weekday",
    "wrong-span",
    "false-record",
    "wrong-rank",
];

#[test]
fn every_sum_comes_out_as_the_expectation_says() {
    for line in Line::read_all() {
        assert_eq!(line.recompute(), line.verdict, "{line:?}");
    }
}

#[test]
fn every_text_stands_in_its_release() {
    for line in Line::read_all() {
        let text = fs::read_to_string(root().join("claims").join(&line.file)).expect(&line.file);
        let prose = text.replace(['*', '\\'], "").split_whitespace().collect::<Vec<_>>().join(" ");
        let printed = line.operands.iter().filter(|(role, _)| !["date", "place"].contains(&role.as_str()));
        for text in printed.map(|(_, text)| text).chain([&line.stated]) {
            assert!(prose.contains(text.as_str()), "{} does not say {text:?}", line.file);
        }
    }
}

#[test]
fn every_rule_is_shown_right_and_wrong_and_a_third_of_the_releases_are_clean() {
    let lines = Line::read_all();
    for rule in RULES {
        for verdict in ["holds", "mismatch"] {
            assert!(lines.iter().any(|line| line.rule == rule && line.verdict == verdict), "no {verdict} for {rule}");
        }
    }
    let releases: BTreeSet<String> = fs::read_dir(root().join("claims"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "md"))
        .collect();
    let named: BTreeSet<String> = lines.iter().map(|line| line.file.clone()).collect();
    assert_eq!(releases, named);
    let wrong: BTreeSet<&str> =
        lines.iter().filter(|line| line.verdict != "holds").map(|line| line.file.as_str()).collect();
    assert!((releases.len() - wrong.len()) * 3 >= releases.len(), "{wrong:?}");
}

/// One line of the expectation.
#[derive(Debug)]
struct Line {
    file: String,
    rule: String,
    verdict: String,
    stated: String,
    operands: Vec<(String, String)>,
}

impl Line {
    fn read_all() -> Vec<Self> {
        let text = fs::read_to_string(root().join("tests/claims.expected")).unwrap();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(Self::read).collect()
    }

    fn read(line: &str) -> Self {
        let columns: Vec<String> = line.split(" | ").map(str::to_owned).collect();
        let [file, rule, verdict, stated, operands, _cause] =
            <[String; 6]>::try_from(columns).unwrap_or_else(|_| panic!("six columns: {line}"));
        assert!(RULES.contains(&rule.as_str()), "unknown rule: {line}");
        let operands = operands
            .split("; ")
            .map(|operand| operand.split_once('=').unwrap_or((operand, "")))
            .map(|(role, text)| (role.to_owned(), text.to_owned()))
            .collect();
        Self { file, rule, verdict, stated, operands }
    }

    fn get(&self, role: &str) -> Option<&str> {
        self.operands.iter().find(|(r, _)| r == role).map(|(_, text)| text.as_str())
    }

    /// The interval of an operand, at its printed digits or, with `goodwill`, as the round figure that it may be.
    fn number(&self, role: &str, goodwill: bool) -> Option<Range> {
        self.get(role).map(|text| Printed::read(text).range(goodwill))
    }

    fn recompute(&self) -> &'static str {
        if self.meets(false) {
            "holds"
        } else if self.meets(true) {
            "strained"
        } else {
            "mismatch"
        }
    }

    fn meets(&self, goodwill: bool) -> bool {
        let up = self.get("down").is_none();
        let stated = || {
            let printed = Printed::read(&self.stated);
            if goodwill { printed.cut().join(printed.range(true)) } else { printed.range(false) }
        };
        let number = |role| self.number(role, goodwill);
        let need = |role| number(role).unwrap_or_else(|| panic!("no {role}: {self:?}"));
        match self.rule.as_str() {
            "wrong-percent" => self.percent(up, goodwill).meets(&stated()),
            "wrong-difference" => {
                let expected = match number("percent") {
                    Some(percent) => {
                        let part = |new: &BigRational, p: &BigRational| {
                            let grown = if up { one() + p } else { one() - p };
                            new * p / grown
                        };
                        Range::of(&need("new"), &percent, part)
                    }
                    None => Range::of(&need("new"), &need("old"), |new, old| if up { new - old } else { old - new }),
                };
                expected.meets(&stated())
            }
            "wrong-direction" => {
                let (new, old) = (need("new"), need("old"));
                if up { new.high > old.low } else { new.low < old.high }
            }
            "wrong-multiple" => {
                let ratio = Range::of(&need("new"), &need("old"), |new, old| if up { new / old } else { old / new });
                let word = self.stated.as_str();
                let factor = if word.contains("tripled") { ratio_of(3, 1) } else { ratio_of(2, 1) };
                let half = ratio_of(1, 2);
                if word.starts_with("more than") {
                    ratio.high > factor
                } else {
                    ratio.meets(&Range { low: &factor - &half, high: factor + half })
                }
            }
            "wrong-share" => Range::of(&need("part"), &need("whole"), |part, whole| part / whole).meets(&stated()),
            "wrong-weekday" => {
                let date: jiff::civil::Date = self.get("date").unwrap().parse().unwrap();
                format!("{:?}", date.weekday()) == self.stated
            }
            "wrong-span" => self.span(),
            "false-record" | "wrong-rank" => {
                let place: usize = self.get("place").map_or(1, |place| place.parse().unwrap());
                let value = Printed::read(&self.stated).range(false);
                let others = self.operands.iter().filter(|(role, _)| role == "other");
                others.filter(|(_, text)| Printed::read(text).range(false).low > value.high).count() < place
            }
            rule => panic!("no sum for {rule}"),
        }
    }

    /// The relative change that the operands give.
    fn percent(&self, up: bool, goodwill: bool) -> Range {
        let number = |role| self.number(role, goodwill);
        match (number("new"), number("old"), number("difference")) {
            (Some(new), Some(old), None) => {
                Range::of(&new, &old, |new, old| if up { new / old - one() } else { one() - new / old })
            }
            (None, Some(old), Some(difference)) => Range::of(&difference, &old, |difference, old| difference / old),
            (Some(new), None, Some(difference)) => Range::of(&new, &difference, |new, difference| {
                difference / if up { new - difference } else { new + difference }
            }),
            _ => panic!("a percentage needs two operands: {self:?}"),
        }
    }

    /// Months between names, or years between years (as difference, both ends counted, or completed).
    fn span(&self) -> bool {
        const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
        const WORDS: [&str; 5] = ["six", "seven", "eight", "nine", "ten"];
        let (from, to) = (self.get("from").unwrap(), self.get("to").unwrap());
        let (length, unit) = self.stated.split_once(' ').unwrap();
        if unit == "months" {
            let month = |name: &str| MONTHS.find(&name[..3]).unwrap() / 3;
            let length = WORDS.iter().position(|word| *word == length).unwrap() + 6;
            (month(to) + 12 - month(from)) % 12 + 1 == length
        } else {
            let difference = to.parse::<i32>().unwrap() - from.parse::<i32>().unwrap();
            (length.parse::<i32>().unwrap() - difference).abs() <= 1
        }
    }
}

/// A number as it is printed: value, unit in the last place, and unit of its trailing zeros.
struct Printed {
    value: BigRational,
    ulp: BigRational,
    round: BigRational,
}

impl Printed {
    fn read(text: &str) -> Self {
        let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or_else(|| panic!("no number in {text:?}"));
        let end =
            text[start..].find(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).map_or(text.len(), |n| start + n);
        let (digits, rest) = (text[start..end].replace(',', ""), text[end..].trim());
        let scale = match rest {
            "" | "years" => ratio_of(1, 1),
            "million" => ratio_of(1_000_000, 1),
            "billion" => ratio_of(1_000_000_000, 1),
            "crore" => ratio_of(10_000_000, 1),
            "lakh crore" => ratio_of(1_000_000_000_000, 1),
            "%" | "percent" | "per cent" | "percentage points" | "cents" => ratio_of(1, 100),
            "basis points" => ratio_of(1, 10_000),
            _ => panic!("no scale {rest:?}"),
        };
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let zeros = if decimals == 0 { digits.len() - digits.trim_end_matches('0').len() } else { 0 };
        let power = |n: usize| BigInt::from(10).pow(u32::try_from(n).unwrap());
        let ulp = scale / power(decimals);
        let value = BigRational::from(digits.replace('.', "").parse::<BigInt>().unwrap()) * &ulp;
        let round = &ulp * power(zeros);
        Self { value, ulp, round }
    }

    /// Half a unit of the last place either way; with goodwill, of the round figure, but never more than a twentieth of it.
    fn range(&self, goodwill: bool) -> Range {
        let half = &self.ulp / BigInt::from(2);
        let wide = (&self.round / BigInt::from(2)).min(&self.value / BigInt::from(20));
        let slack = if goodwill { half.max(wide) } else { half };
        Range { low: &self.value - &slack, high: &self.value + slack }
    }

    /// What the number stands for if its further digits were cut off.
    fn cut(&self) -> Range {
        Range { low: self.value.clone(), high: &self.value + &self.ulp }
    }
}

/// A closed interval.
#[derive(Clone)]
struct Range {
    low: BigRational,
    high: BigRational,
}

impl Range {
    /// The values of a function that is monotone in each of its two arguments.
    fn of(a: &Self, b: &Self, f: impl Fn(&BigRational, &BigRational) -> BigRational) -> Self {
        let corners = [f(&a.low, &b.low), f(&a.low, &b.high), f(&a.high, &b.low), f(&a.high, &b.high)];
        Self { low: corners.iter().min().unwrap().clone(), high: corners.iter().max().unwrap().clone() }
    }

    fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    fn join(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

fn ratio_of(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

fn one() -> BigRational {
    ratio_of(1, 1)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
