//! The examples on top of the scanner, fed to it.

use super::*;
use crate::grammar::token::{Amount, AmountUnit};
use crate::model::HedgeKind;

/// The tokens in one line: words as they stand, amounts with value and unit, periods in brackets.
fn show(text: &str) -> String {
    let mut sentence = Sentence::default();
    scan(text, 0..offset(text.len()), &mut sentence);
    let parts: Vec<String> = sentence
        .tokens
        .iter()
        .map(|token| {
            let words = &text[token.start as usize..token.end as usize];
            match token.kind {
                TokenKind::Amount(index, _) => amount(text, &sentence.amounts[index as usize]),
                TokenKind::Period(_) => format!("[{words}]"),
                TokenKind::Opaque(_) => "#".to_owned(),
                TokenKind::Word(Word::Change(Some(direction), _)) => direction.name().to_owned(),
                _ => words.to_owned(),
            }
        })
        .collect();
    parts.join(" ")
}

fn amount(text: &str, amount: &Amount) -> String {
    let hedge = match amount.hedge.as_ref().map(|hedge| hedge.0) {
        None => "",
        Some(HedgeKind::AtLeast) => ">",
        Some(HedgeKind::AtMost) => "<",
        Some(HedgeKind::JustUnder) => "<~",
        Some(HedgeKind::JustOver) => ">~",
        Some(HedgeKind::About) => "~",
    };
    let value = amount.value.normalize();
    let value = amount
        .upper
        .map_or_else(|| value.to_string(), |upper| format!("{value}..{} ", upper.normalize()).trim().to_owned());
    let unit = match &amount.unit {
        AmountUnit::Money(currency) => format!(" {}", currency.code()),
        AmountUnit::Percent if amount.upper.is_some() => " %".to_owned(),
        AmountUnit::Percent => "%".to_owned(),
        AmountUnit::Points => " pp".to_owned(),
        AmountUnit::Multiple => " x".to_owned(),
        AmountUnit::Time(unit) => format!(" {}", unit.name()),
        AmountUnit::Count(Some(noun)) => format!(" {}", &text[noun.start as usize..noun.end as usize]),
        AmountUnit::Count(None) => String::new(),
    };
    format!("{hedge}{value}{unit}")
}

#[test]
fn examples() {
    // A counted noun stays a word of its own, so it is shown once as the unit only.
    crate::grammar::examples::check(include_str!("../scan.rs"), |text| {
        let shown = show(text);
        Some(dedup_noun(&shown))
    });
}

fn dedup_noun(shown: &str) -> String {
    let words: Vec<&str> = shown.split(' ').collect();
    let mut out: Vec<&str> = Vec::new();
    for word in words {
        if out.last() == Some(&word) && word.chars().all(char::is_alphabetic) {
            continue;
        }
        out.push(word);
    }
    out.join(" ")
}

proptest::proptest! {
    #[test]
    fn scaling_is_multiplication(digits in proptest::prelude::any::<i64>(), scale in 0u32..=28, exponent in 0u32..=LARGEST_SCALE) {
        let value = Decimal::new(digits, scale);
        let product = power_of_ten(exponent).and_then(|power| value.checked_mul(power));
        let scaled = amount::scaled(value, exponent);
        if let (Some(scaled), Some(product)) = (scaled, product) {
            proptest::prop_assert_eq!(scaled, product);
        }
        proptest::prop_assert!(scaled.is_some() || product.is_none());
        proptest::prop_assert_eq!(amount::scaled(value, LARGEST_SCALE + 1), None);
    }
}
