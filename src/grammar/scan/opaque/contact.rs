//! Telephone numbers, streets, postal codes and tickers.
//!
//! ```ebnf
//! phone  = [ "+" | "(" ] , digits , ( " " | "-" | ")" ) , digits , { … } ;
//! street = number , capitalised , { capitalised } , ( "Street" | "Ave" | "Road" | … ) ;
//! code   = state , 5 * digit ;                                                  (* TX 76117 *)
//! ticker = number , "." , capital , [ capital ] ;                                (* 6762.T *)
//! ```

use crate::grammar::scan::{Scanner, word_length};
use crate::grammar::token::TokenKind;

const STREETS: &[&str] = &[
    "Street",
    "St",
    "Avenue",
    "Ave",
    "Boulevard",
    "Blvd",
    "Road",
    "Rd",
    "Highway",
    "Hwy",
    "Parkway",
    "Pkwy",
    "Drive",
    "Dr",
    "Lane",
    "Ln",
    "Way",
    "Court",
    "Ct",
    "Plaza",
    "Square",
    "Sq",
    "Place",
    "Pl",
    "Terrace",
    "Circle",
    "Cir",
    "Broadway",
    "Freeway",
    "Turnpike",
    "Route",
    "Crescent",
    "Quay",
    "Esplanade",
];

/// States by the code or the name that stands before a postal code.
const STATES: &[&str] = &[
    "AK",
    "AL",
    "AR",
    "AZ",
    "CA",
    "CO",
    "CT",
    "DC",
    "D.C.",
    "DE",
    "FL",
    "GA",
    "HI",
    "IA",
    "ID",
    "IL",
    "IN",
    "KS",
    "KY",
    "LA",
    "MA",
    "MD",
    "ME",
    "MI",
    "MN",
    "MO",
    "MS",
    "MT",
    "NC",
    "ND",
    "NE",
    "NH",
    "NJ",
    "NM",
    "NV",
    "NY",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VA",
    "VT",
    "WA",
    "WI",
    "WV",
    "WY",
    "NSW",
    "VIC",
    "QLD",
    "ACT",
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "Hampshire",
    "Jersey",
    "Mexico",
    "York",
    "Carolina",
    "Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Island",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "Wisconsin",
    "Wyoming",
];

impl Scanner<'_> {
    /// Whether the bare number from `at` to `end` is a part of an address or a ticker.
    pub(super) fn address(&self, at: usize, end: usize) -> bool {
        let behind = self.text.as_bytes().get(end..).unwrap_or_default();
        match behind {
            // "6762.T", "601398.SS"
            [b'.', first, rest @ ..] if first.is_ascii_uppercase() && end - at >= 4 => {
                let more = rest.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
                more <= 2 && !rest.get(more).is_some_and(u8::is_ascii_alphanumeric)
            }
            [b' ', first, ..] if first.is_ascii_uppercase() || first.is_ascii_digit() => {
                end - at <= 5 && is_street(&self.text[end..]) || self.is_postal_code(at, end)
            }
            // "720 – 780 S. Miliken Ave", "767 Fifth Avenue"
            [b' ' | b'-' | 0xe2, ..] if end - at <= 5 && is_numbers_of_street(&self.text[end..]) => true,
            [b' ', b'(', b'Z', b'i' | b'I', ..] => {
                self.text[end..].starts_with(" (Zip") || self.text[end..].starts_with(" (ZIP")
            }
            _ => self.is_postal_code(at, end),
        }
    }

    fn is_postal_code(&self, at: usize, end: usize) -> bool {
        let is_state = |text: &str| STATES.contains(&text) || text == "D.C";
        matches!(end - at, 4 | 5)
            && self.out.tokens.last().is_some_and(|token| {
                let state = self.text_of(token);
                is_state(state) && (end - at == 5 || state.len() == 3)
            })
    }

    /// How long the telephone number is that starts here, and whether a bracket before belongs to it.
    pub(in crate::grammar::scan) fn phone(&self) -> Option<(usize, bool)> {
        let bytes = self.text.as_bytes();
        let bracket = self.pos > self.start && bytes.get(self.pos - 1) == Some(&b'(');
        let len = phone(self.rest(), bracket).or_else(|| self.dialled())?;
        let open = bracket && self.out.tokens.last().is_some_and(|token| token.kind == TokenKind::Open);
        Some((len, open))
    }
}

impl Scanner<'_> {
    /// "telephone +1 212. 645.": digits behind a plus that a word says are to be called.
    fn dialled(&self) -> Option<usize> {
        const CALLED: &[&str] = &["tel", "telephone", "phone", "mobile", "cell", "fax", "whatsapp", "call", "t", "ph"];
        let word =
            self.out.tokens.iter().rev().find(|token| !matches!(token.kind, TokenKind::Colon | TokenKind::Stop))?;
        let called = CALLED.iter().any(|called| called.eq_ignore_ascii_case(self.text_of(word)));
        let rest = self.rest().strip_prefix('+').filter(|_| called)?;
        let len =
            rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b'-' | b'(' | b')'));
        let len = rest[..len.count()].trim_end_matches([' ', '.', '-', '(', ')']).len();
        (len >= 3).then_some(len + 1)
    }
}

/// Whether a second number of houses and the name of their street follow.
fn is_numbers_of_street(behind: &str) -> bool {
    let rest = [" – ", " - ", "-", "–"].iter().find_map(|dash| behind.strip_prefix(*dash));
    rest.is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=5).contains(&digits) && is_street(&rest[digits..])
    })
}

/// Whether a name of a street follows.
fn is_street(behind: &str) -> bool {
    /// The most words of a name.
    const MOST: usize = 6;
    let mut rest = behind;
    for count in 0..MOST {
        let next = rest.trim_start_matches([' ', '.', ',']);
        // A comma ends the name.
        if next.len() == rest.len() || count > 0 && rest.starts_with(',') {
            return false;
        }
        let len = word_length(next).min(next.len());
        let word = &next[..len];
        if count > 0 && STREETS.contains(&word) {
            return true;
        }
        // "1301 Avenue of the Americas"
        if count == 0
            && matches!(word, "Avenue" | "Place" | "Rue" | "Via" | "Calle")
            && next[len..].starts_with(" of the ")
        {
            return true;
        }
        let named = word.starts_with(|c: char| c.is_ascii_uppercase())
            || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(|c: char| c.is_ascii_lowercase());
        if !named {
            return false;
        }
        rest = &next[len..];
    }
    false
}

/// How long the telephone number is at the start of `text`; `bracket` says that an opening one stands before it.
fn phone(text: &str, bracket: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let plus = bytes.first() == Some(&b'+');
    let mut pos = usize::from(plus);
    let (mut total, mut groups): (usize, [usize; 6]) = (0, [0; 6]);
    let mut count = 0;
    loop {
        let digits = bytes.get(pos..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        *groups.get_mut(count)? = digits;
        count += 1;
        total += digits;
        pos += digits;
        let gap = match bytes.get(pos..).unwrap_or_default() {
            // "+49 (0)30", "+44(0) 7960", "+49 (0) 30 - 2016"
            [b' ', b'(', b'0', b')', b' ', b'0'..=b'9', ..] if plus => 5,
            [b'(', b'0', b')', b' ', b'0'..=b'9', ..] if plus => 4,
            [b'(', b'0', b')', b'0'..=b'9', ..] | [b' ', b'-', b' ', b'0'..=b'9', ..] if plus => 3,
            [b' ', b'(', b'0', b')', b'0'..=b'9', ..] => 4,
            [b')', 0xc2, 0xa0, b'0'..=b'9', ..] if bracket && count == 1 => 3,
            [b')', b' ', b'0'..=b'9', ..] if bracket && count == 1 => 2,
            [b')', b'0'..=b'9', ..] if bracket && count == 1 => 1,
            [b')', b' ', b' ', b'0'..=b'9', ..] => 3,
            [b' ', b' ', b'0'..=b'9', ..] | [0xc2, 0xa0, b'0'..=b'9', ..] => 2,
            [b' ' | b'-' | b'.', b'0'..=b'9', ..] => 1,
            _ => break,
        };
        pos += gap;
    }
    let groups = groups.get(..count)?;
    // "+5 000": a number.
    let dialled = match groups {
        [] | [_] => false,
        [first, rest @ ..] if plus => *first <= 3 && (rest.len() > 1 || total >= 9),
        [first, ..] if bytes.first() == Some(&b'0') => *first >= 2 && bytes.get(1).is_some_and(u8::is_ascii_digit),
        [first, second, ..] if bracket => *first <= 3 && *second >= 3 && bytes.get(*first) == Some(&b')'),
        [3, 3, 4] => true,
        _ => false,
    };
    // A number goes on with a point and digits, or is one of money and per cent.
    let ends = !matches!(bytes.get(pos), Some(b'%' | b'.' | b','))
        || bytes.get(pos + 1).is_none_or(|byte| !byte.is_ascii_digit());
    ((8..=15).contains(&total) && dialled && ends && bytes.get(pos) != Some(&b'%')).then_some(pos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones() {
        for (text, bracket) in [
            ("+971 4 4562888 Email", false),
            ("+44 203 475 7551", false),
            ("02 6652 6233", false),
            ("0448 935534", false),
            ("817) 996-3636", true),
            ("65) 6911 8180", true),
            ("202  224 2633", false),
            ("+49 (0)30 - 2016 38 213", false),
            ("+44(0)7960-5550-39", false),
            ("+49 (0) 170 556 9259", false),
        ] {
            assert!(phone(text, bracket).is_some(), "{text}");
        }
        for (text, bracket) in [
            ("100 000 000", false),
            ("2024 2023", false),
            ("0.5 0.4 0.3 0.2", false),
            ("45) 3", true),
            ("+5 000", false),
        ] {
            assert_eq!(phone(text, bracket), None, "{text}");
        }
    }

    #[test]
    fn streets() {
        for text in [
            " Pennsylvania Avenue N.W.",
            " N. Frank Lloyd Wright Blvd.",
            " 1st Avenue",
            " E Cheyenne Ave, and",
            " G Street, NW",
        ] {
            assert!(is_street(text), "{text}");
        }
        for text in [" firms on Main Street", " Indian firms", " Germans, Wall Street"] {
            assert!(!is_street(text), "{text}");
        }
    }
}
