//! What a cell shows of its value: the number formats of spreadsheets, over exact decimals.
//!
//! ```text
//! format  = section (";" section)*            positive; negative; zero; text
//! section = ("[" condition | colour | "$" currency "]")* part*
//! part    = "0" | "#" | "?" | "." | "," | "%" | "E+" | "General" | "@" | date | literal
//! literal = '"' … '"' | "\" any | "_" any (a gap) | "*" any (filled up) | any other character
//! ```

use rust_decimal::{Decimal, RoundingStrategy};

use super::serial;

/// A number format, taken apart.
#[derive(Debug)]
pub(super) struct Display {
    sections: Vec<Section>,
}

#[derive(Debug, Default)]
struct Section {
    condition: Option<(String, Decimal)>,
    tokens: Vec<Token>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Exponent,
    General,
    Text,
    /// A letter of a date or time, in small, and how often it stands.
    Date(char, usize),
    /// Hours, minutes or seconds that are not cut off at the next larger unit.
    Elapsed(char),
    Noon,
}

impl Display {
    /// Takes a format apart. Never fails: what is no code is shown as it stands.
    pub(super) fn of(format: &str) -> Self {
        let mut sections = vec![Section::default()];
        let mut rest = format;
        while let Some(first) = rest.chars().next() {
            let Some(section) = sections.last_mut() else { break };
            let (token, len) = token(rest, first);
            match token {
                None if first == ';' => sections.push(Section::default()),
                None if first == '[' => bracket(rest.get(1..len.max(2) - 1).unwrap_or_default(), section),
                None => {}
                Some(token) => section.push(token),
            }
            rest = rest.get(len..).unwrap_or_default();
        }
        Self { sections }
    }

    /// What a cell with this value shows; the value as it is, if it is no number.
    pub(super) fn number(&self, value: &str, since_1904: bool) -> String {
        let Some(number) = decimal(value) else { return value.to_owned() };
        let (section, bare) = self.section(number);
        let Some(section) = section else { return general(number) };
        if section.tokens.is_empty() && self.sections.len() == 1 {
            return general(number);
        }
        let number = if bare { number.abs() } else { number };
        section.show(number, since_1904)
    }

    /// The section for a number, and whether it says itself that the number is negative.
    fn section(&self, number: Decimal) -> (Option<&Section>, bool) {
        // The fourth is for text.
        let numeric = self.sections.get(..self.sections.len().min(3)).unwrap_or_default();
        if numeric.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&Section| section.holds(number).unwrap_or(false);
            let other = || numeric.iter().rfind(|section| section.condition.is_none());
            return (numeric.iter().find(holds).or_else(other), false);
        }
        match numeric {
            [_, negative] | [_, negative, _] if number.is_sign_negative() && !number.is_zero() => {
                (Some(negative), true)
            }
            [_, _, zero] if number.is_zero() => (Some(zero), true),
            _ => (numeric.first(), false),
        }
    }
}

/// The digits of a file as a decimal: 15 of them count, as in the programs, and what comes behind is noise of binary numbers.
fn decimal(value: &str) -> Option<Decimal> {
    const SIGNIFICANT: u32 = 15;
    let number = if value.contains(['e', 'E']) { Decimal::from_scientific(value) } else { value.parse() };
    number.ok()?.round_sf(SIGNIFICANT)
}

/// The token that a text begins with, none for what only tells sections and colours; and its length.
fn token(rest: &str, first: char) -> (Option<Token>, usize) {
    let starts = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let after = |len: usize| rest.get(len..).unwrap_or_default();
    match first {
        '"' => {
            let end = after(1).find('"').unwrap_or(after(1).len());
            (Some(Token::Literal(after(1).get(..end).unwrap_or_default().to_owned())), (end + 2).min(rest.len()))
        }
        '\\' => {
            let next = after(1).chars().next();
            (next.map(|c| Token::Literal(c.to_string())), 1 + next.map_or(0, char::len_utf8))
        }
        '_' | '*' => {
            let next = after(1).chars().next().map_or(0, char::len_utf8);
            // A gap between a sign and a figure is none that is read.
            (None, 1 + next)
        }
        '[' => match rest.find(']') {
            Some(end) => {
                let inner = rest.get(1..end).unwrap_or_default().to_ascii_lowercase();
                match inner.chars().next() {
                    Some(unit @ ('h' | 'm' | 's')) if inner.chars().all(|c| c == unit) => {
                        (Some(Token::Elapsed(unit)), end + 1)
                    }
                    _ => (None, end + 1),
                }
            }
            None => (None, rest.len()),
        },
        ';' => (None, 1),
        '0' | '#' | '?' => (Some(Token::Digit(first)), 1),
        '.' => (Some(Token::Point), 1),
        ',' => (Some(Token::Comma), 1),
        '%' => (Some(Token::Percent), 1),
        '@' => (Some(Token::Text), 1),
        _ if starts("general") => (Some(Token::General), 7),
        _ if starts("am/pm") => (Some(Token::Noon), 5),
        _ if starts("a/p") => (Some(Token::Noon), 3),
        'E' | 'e' if starts("e+") || starts("e-") => (Some(Token::Exponent), 2),
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
            let len = rest.chars().take_while(|c| c.eq_ignore_ascii_case(&first)).count();
            (Some(Token::Date(first.to_ascii_lowercase(), len)), len)
        }
        other => (Some(Token::Literal(other.to_string())), other.len_utf8()),
    }
}

/// What stands in brackets: a condition, a currency with its language, or a colour.
fn bracket(inner: &str, section: &mut Section) {
    if let Some(currency) = inner.strip_prefix('$') {
        let symbol = currency.split_once('-').map_or(currency, |(symbol, _)| symbol);
        if !symbol.is_empty() {
            section.push(Token::Literal(symbol.to_owned()));
        }
    } else if inner.starts_with(['<', '>', '=']) {
        let sign = inner.len() - inner.trim_start_matches(['<', '>', '=']).len();
        let (sign, number) = inner.split_at(sign);
        section.condition = number.trim().parse().ok().map(|number| (sign.to_owned(), number));
    }
}

impl Section {
    fn push(&mut self, token: Token) {
        match (self.tokens.last_mut(), token) {
            (Some(Token::Literal(before)), Token::Literal(next)) => before.push_str(&next),
            (_, token) => self.tokens.push(token),
        }
    }

    fn holds(&self, number: Decimal) -> Option<bool> {
        let (sign, limit) = self.condition.as_ref()?;
        Some(match sign.as_str() {
            "<" => number < *limit,
            "<=" => number <= *limit,
            ">" => number > *limit,
            ">=" => number >= *limit,
            "=" => number == *limit,
            "<>" => number != *limit,
            _ => false,
        })
    }

    fn has(&self, wanted: impl Fn(&Token) -> bool) -> bool {
        self.tokens.iter().any(wanted)
    }

    fn show(&self, number: Decimal, since_1904: bool) -> String {
        if self.has(|token| matches!(token, Token::Date(..) | Token::Elapsed(_))) {
            return serial::show(&self.tokens, number, since_1904).unwrap_or_else(|| general(number));
        }
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let digits = (self.tokens.iter().position(is_digit), self.tokens.iter().rposition(is_digit));
        let (Some(first), Some(last)) = digits else { return self.without_digits(number) };
        let between = self.tokens.get(first..=last).unwrap_or_default();
        // A literal among digits is a fraction, or a number like that of a telephone.
        if between.iter().any(|token| matches!(token, Token::Literal(_) | Token::Text | Token::General)) {
            return general(number);
        }
        let shown = if self.has(|token| *token == Token::Exponent) {
            scientific(&self.tokens, number.abs())
        } else {
            self.plain(number.abs())
        };
        let Some(shown) = shown else { return general(number) };
        let is_negative = number.is_sign_negative() && shown.contains(|c: char| matches!(c, '1'..='9'));
        let mut out = String::new();
        if is_negative {
            out.push('-');
        }
        // The point may stand before all digits.
        let start = first.checked_sub(1).filter(|at| self.tokens.get(*at) == Some(&Token::Point)).unwrap_or(first);
        for (at, token) in self.tokens.iter().enumerate() {
            match token {
                _ if at == start => out.push_str(&shown),
                Token::Literal(text) => out.push_str(text),
                Token::Percent => out.push('%'),
                _ => {}
            }
        }
        out.trim().to_owned()
    }

    /// A section of words, or with the whole number.
    fn without_digits(&self, number: Decimal) -> String {
        let mut out = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(text) => out.push_str(text),
                Token::General | Token::Text => out.push_str(&general(number)),
                Token::Percent => out.push('%'),
                _ => {}
            }
        }
        out.trim().to_owned()
    }

    /// The digits of a number by the places before and behind the point; nothing if it is too large for a sum.
    fn plain(&self, number: Decimal) -> Option<String> {
        let point = self.tokens.iter().position(|token| *token == Token::Point).unwrap_or(self.tokens.len());
        let (whole, rest) = self.tokens.split_at(point);
        let last = whole.iter().rposition(|token| matches!(token, Token::Digit(_)));
        // Commas behind the last place, before the point or behind all, stand for thousands that are left out.
        let last_of_all = self.tokens.iter().rposition(|token| matches!(token, Token::Digit(_)));
        let behind =
            |last: usize| self.tokens.iter().skip(last + 1).take_while(|token| **token == Token::Comma).count();
        let thousands = match (last, last_of_all) {
            (Some(last), Some(of_all)) if last != of_all => behind(last) + behind(of_all),
            (_, last) => last.map_or(0, behind),
        };
        let is_grouped = last.is_some_and(|last| whole.iter().take(last).any(|token| *token == Token::Comma));
        let percents = self.tokens.iter().filter(|token| **token == Token::Percent).count();
        let mut number = number;
        for _ in 0..percents {
            number = number.checked_mul(Decimal::ONE_HUNDRED)?;
        }
        for _ in 0..thousands {
            number = number.checked_div(Decimal::ONE_THOUSAND)?;
        }
        let places: Vec<char> = rest.iter().filter_map(Token::digit).collect();
        let decimals = u32::try_from(places.len()).ok().filter(|places| *places <= 28)?;
        let shown = format!("{:.*}", places.len(), round(number, decimals));
        let (whole_digits, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
        let zeros = whole.iter().filter(|token| **token == Token::Digit('0')).count();
        let mut out = whole_digits.trim_start_matches('0').to_owned();
        while out.len() < zeros {
            out.insert(0, '0');
        }
        if is_grouped {
            out = grouped(&out);
        }
        let mut fraction = fraction.to_owned();
        for place in places.iter().rev() {
            if *place == '0' || !fraction.ends_with('0') {
                break;
            }
            fraction.pop();
        }
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(&fraction);
        }
        Some(out)
    }
}

impl Token {
    const fn digit(&self) -> Option<char> {
        if let Self::Digit(place) = self { Some(*place) } else { None }
    }
}

fn round(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Digits with a comma between thousands.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with an exponent: as many digits before the point as the format has places, and a power that goes with them.
fn scientific(tokens: &[Token], number: Decimal) -> Option<String> {
    let at = tokens.iter().position(|token| *token == Token::Exponent)?;
    let mantissa = tokens.get(..at)?;
    let point = mantissa.iter().position(|token| *token == Token::Point).unwrap_or(at);
    let whole = i32::try_from(mantissa.iter().take(point).filter_map(Token::digit).count()).ok()?.max(1);
    let decimals = u32::try_from(mantissa.iter().skip(point).filter_map(Token::digit).count()).ok()?;
    let (mut shown, mut power) = (number, 0_i32);
    if !number.is_zero() {
        while shown >= Decimal::TEN {
            shown = shown.checked_div(Decimal::TEN)?;
            power += 1;
        }
        while shown < Decimal::ONE {
            shown = shown.checked_mul(Decimal::TEN)?;
            power -= 1;
        }
        while power.rem_euclid(whole) != 0 {
            shown = shown.checked_mul(Decimal::TEN)?;
            power -= 1;
        }
    }
    let width = tokens.iter().skip(at).filter_map(Token::digit).count();
    let sign = if power < 0 { '-' } else { '+' };
    Some(format!(
        "{:.*}E{sign}{:0width$}",
        usize::try_from(decimals).ok()?,
        round(shown, decimals),
        power.unsigned_abs()
    ))
}

/// A number without a format: as it is, in eleven characters.
fn general(number: Decimal) -> String {
    const DIGITS: usize = 10;
    let whole = number.abs().trunc().to_string().len();
    let decimals = u32::try_from(DIGITS.saturating_sub(whole)).unwrap_or(0);
    let shown = round(number, decimals).normalize();
    // What would show as nothing is shown with its first digits.
    let shown = if shown.is_zero() { number.round_sf(6).unwrap_or(number).normalize() } else { shown };
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(format: &str, value: &str) -> String {
        Display::of(format).number(value, false)
    }

    #[test]
    fn numbers() {
        for (format, value, expected) in [
            ("General", "0.23699999999999999", "0.237"),
            ("General", "3.14159265358979", "3.141592654"),
            ("General", "-12", "-12"),
            ("General", "12345678901", "12345678901"),
            ("General\" units\"", "12", "12 units"),
            ("0%", "0.23699999999999999", "24%"),
            ("0.0%", "0.237", "23.7%"),
            ("0.00 %", "0.237", "23.70 %"),
            ("0", "2.5", "3"),
            ("0", "-2.5", "-3"),
            ("0", "-0.4", "0"),
            ("0.00", "1.005", "1.01"),
            ("#,##0", "1234567.4", "1,234,567"),
            ("#,##0", "12", "12"),
            ("#,##0,", "12345678", "12,346"),
            ("#,##0,\" thousand\"", "12345678", "12,346 thousand"),
            ("$#,##0.0,,\" million\"", "2825000000", "$2,825.0 million"),
            ("0.0,,", "12200000", "12.2"),
            ("#.##", "0.5", ".5"),
            ("#.##", "5", "5"),
            ("0.0#", "5.5", "5.5"),
            ("0.0#", "5.25", "5.25"),
            ("00000", "42", "00042"),
            ("$#,##0.00_);($#,##0.00)", "-1234.5", "($1,234.50)"),
            ("$#,##0.00_);[Red]($#,##0.00)", "1234.5", "$1,234.50"),
            ("[$€-407] #,##0.00", "1234.5", "€ 1,234.50"),
            ("[$-409]0.0", "1.25", "1.3"),
            ("[$USD] 0", "5", "USD 5"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "0", "-"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "-1234", "(1,234)"),
            ("_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", "0", "$-"),
            ("+0.0%;-0.0%;0.0%", "0.031", "+3.1%"),
            ("+0.0%;-0.0%;0.0%", "-0.031", "-3.1%"),
            ("+0.0%;-0.0%;0.0%", "0", "0.0%"),
            ("0;;", "-5", ""),
            ("[>=1000000]0.0,,\"m\";[>=1000]0.0,\"k\";0", "2500000", "2.5m"),
            ("[>=1000000]0.0,,\"m\";[>=1000]0.0,\"k\";0", "2500", "2.5k"),
            ("[>=1000000]0.0,,\"m\";[>=1000]0.0,\"k\";0", "25", "25"),
            ("0.00E+00", "12345", "1.23E+04"),
            ("0.00E+00", "0.00012345", "1.23E-04"),
            ("##0.0E+0", "12345", "12.3E+3"),
            ("# ?/?", "0.5", "0.5"),
            ("000-00-0000", "123456789", "123456789"),
            ("\\(0\\)", "5", "(5)"),
            ("0 \"bps\"", "25", "25 bps"),
            ("@", "5", "5"),
            ("0.0\"x\"", "2.34", "2.3x"),
            ("0%", "1E-3", "0%"),
            ("0", "1E+400", "1E+400"),
            ("", "1.5", "1.5"),
            ("\"open", "1", "open"),
            ("[", "1", "1"),
        ] {
            assert_eq!(shown(format, value), expected, "{value} as {format}");
        }
    }

    #[test]
    fn dates() {
        for (format, value, expected) in [
            ("m/d/yyyy", "45382", "31 March 2024"),
            ("dd.mm.yyyy", "45382", "31 March 2024"),
            ("yyyy-mm-dd", "45382", "31 March 2024"),
            ("mm/yyyy", "45382", "March 2024"),
            ("mmm-yy", "45382", "Mar-24"),
            ("mmmm yyyy", "45382", "March 2024"),
            ("d mmm yyyy", "45382", "31 Mar 2024"),
            ("dddd, d mmmm yyyy", "45382", "Sunday, 31 March 2024"),
            ("yyyy", "45382", "2024"),
            ("h:mm", "0.5", "12:00"),
            ("h:mm AM/PM", "0.75", "6:00 PM"),
            ("[h]:mm", "1.5", "36:00"),
            ("mm:ss", "0.000694444444444", "01:00"),
            ("d mmm yyyy h:mm", "45382.25", "31 Mar 2024 6:00"),
            ("d mmm yyyy", "1", "1 Jan 1900"),
            ("d mmm yyyy", "-1", "-1"),
        ] {
            assert_eq!(shown(format, value), expected, "{value} as {format}");
        }
        assert_eq!(Display::of("d mmm yyyy").number("0", true), "1 Jan 1904");
    }

    proptest::proptest! {
        #[test]
        fn any_format_shows_something_or_nothing(format in "[0#?.,%;_*\"\\\\E+@ymdhs\\[\\]$€a-c -]{0,16}", value in "-?[0-9]{1,12}(\\.[0-9]{1,12})?(E-?[0-9]{1,2})?") {
            let _ = shown(&format, &value);
        }
    }
}
