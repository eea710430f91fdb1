//! Shares that are said again as one number over another: "62% (15/29)", "15 of 29 (52%)".
//!
//! ```ebnf
//! ratio = share , "(" , part , over , whole , ")" | part , over , whole , [ noun ] , "(" , share , [ ";" | "," , … ] , ")" ;
//! share = number , ( "%" | " percent" | " per cent" ) ;
//! over  = "/" | " of " , [ "the " ] | " out of " , [ "the " ] ;
//! ```
//!
//! Both are whole numbers, and the part is no larger than the whole. The brackets say what belongs together, so that no word is asked.

use memchr::memchr_iter;

use crate::document::{BlockKind, Document};
use crate::grammar::number::number;
use crate::model::{Claim, Decimal, Kind, Quantity, Role, Span, Unit, Value};

/// Adds the shares of a document that are said again as ratios, unless a claim has them.
pub fn read(document: &Document<'_>, known: &[Claim]) -> Vec<Claim> {
    let mut found = Vec::new();
    if memchr::memchr(b'(', document.source.as_bytes()).is_none() {
        return found;
    }
    for block in document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Cell { .. })) {
        let text = block.prose.text();
        for open in memchr_iter(b'(', text.as_bytes()) {
            let Some([part, whole, share]) = ratio(text, open) else { continue };
            let quantity = |range: Printed, unit: Unit| Quantity {
                span: block.prose.span(range.start..range.end),
                value: Value::Number { value: range.value, ulp: range.ulp },
                unit,
                hedge: None,
                period: None,
                per: None,
            };
            let share = quantity(share, Unit::Percent);
            if known.iter().any(|claim| plays(claim, share.span)) {
                continue;
            }
            let at = u32::try_from(open).unwrap_or(u32::MAX);
            let sentence = block.sentences.iter().find(|range| range.contains(&at)).cloned();
            let mut roles = vec![
                (Role::Part, quantity(part, Unit::Count(None))),
                (Role::Whole, quantity(whole, Unit::Count(None))),
                (Role::Share, share),
            ];
            roles.sort_by_key(|(_, quantity)| quantity.span.start);
            let statement = sentence.unwrap_or(0..u32::try_from(text.len()).unwrap_or(u32::MAX));
            found.push(Claim::new(Kind::Share, block.prose.span(statement), roles));
        }
    }
    found
}

/// Whether the percentage with this place is a change, or a share whose part is known.
fn plays(claim: &Claim, share: Span) -> bool {
    claim.readings.iter().any(|reading| {
        let taken = match claim.kind {
            Kind::Share => reading.has(Role::Part) || reading.all(Role::Share).count() > 1,
            Kind::Total => false,
            _ => true,
        };
        taken && reading.roles.iter().any(|(_, quantity)| quantity.span.start == share.start)
    })
}

/// A number and where it stands in the text of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Printed {
    start: u32,
    end: u32,
    value: Decimal,
    ulp: Decimal,
}

/// The part, the whole and the share around a bracket.
fn ratio(text: &str, open: usize) -> Option<[Printed; 3]> {
    let inside = text.get(open + 1..)?;
    let close = inside.bytes().take(40).position(|byte| byte == b')')?;
    let (before, inside) = (text.get(..open)?, inside.get(..close)?);
    let found = if let Some(share) = share_at_end(text, before) {
        let (part, rest) = whole_number(text, inside)?;
        let rest = over(rest)?;
        let (whole, rest) = whole_number(text, rest)?;
        rest.is_empty().then_some([part, whole, share])?
    } else {
        let share = share_at_start(text, inside)?;
        let (part, whole) = ratio_at_end(text, before)?;
        [part, whole, share]
    };
    let [part, whole, share] = found;
    (part.value <= whole.value && whole.value > Decimal::ONE && share.value <= Decimal::ONE_HUNDRED).then_some(found)
}

fn place(text: &str, piece: &str) -> Option<usize> {
    (piece.as_ptr() as usize).checked_sub(text.as_ptr() as usize)
}

/// A number at the start of a piece, and what follows.
fn printed<'t>(text: &str, piece: &'t str) -> Option<(Printed, &'t str)> {
    let (rest, found) = number(piece).ok()?;
    let start = place(text, piece)?;
    let end = start + piece.len() - rest.len();
    let printed = Printed {
        start: u32::try_from(start).ok()?,
        end: u32::try_from(end).ok()?,
        value: found.value,
        ulp: found.ulp,
    };
    Some((printed, rest))
}

fn whole_number<'t>(text: &str, piece: &'t str) -> Option<(Printed, &'t str)> {
    printed(text, piece).filter(|(number, _)| number.ulp == Decimal::ONE)
}

/// What stands behind "/", "of", "out of".
fn over(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('/') {
        return Some(rest.trim_start());
    }
    let rest = text.trim_start();
    let rest = rest.strip_prefix("out ").unwrap_or(rest).strip_prefix("of ")?;
    Some(rest.strip_prefix("the ").unwrap_or(rest))
}

/// "62%", "62 percent" right before the bracket.
fn share_at_end(text: &str, before: &str) -> Option<Printed> {
    let rest = before.trim_end();
    let rest = ["%", "percent", "per cent"].iter().find_map(|sign| rest.strip_suffix(sign))?;
    let digits = rest.trim_end();
    let start = digits
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(0, |at| at + digits[at..].chars().next().map_or(1, char::len_utf8));
    // A sign or a range before it makes it another number.
    if digits.get(..start).is_some_and(|before| before.ends_with(['-', '–', '−', '+', '/', ',', '±'])) {
        return None;
    }
    let (mut share, left) = printed(text, before.get(start..)?)?;
    share.end = u32::try_from(place(text, before)? + before.trim_end().len()).ok()?;
    left.trim_start().starts_with(['%', 'p']).then_some(share)
}

/// "62%", alone in its brackets or before a comma or semicolon.
fn share_at_start(text: &str, inside: &str) -> Option<Printed> {
    let (mut share, rest) = printed(text, inside)?;
    let behind = ["%", " percent", " per cent"].iter().find_map(|sign| rest.strip_prefix(sign))?;
    share.end = u32::try_from(place(text, behind)?).ok()?;
    (behind.is_empty() || behind.starts_with([';', ','])).then_some(share)
}

/// "15 of 29", "15 of the 29 wells", "15/29" at the end of what stands before the bracket.
fn ratio_at_end(text: &str, before: &str) -> Option<(Printed, Printed)> {
    const LONGEST: usize = 60;
    let before = before.trim_end();
    let start = (before.len().saturating_sub(LONGEST)..before.len()).find(|at| before.is_char_boundary(*at))?;
    let window = before.get(start..)?;
    let of = window.rfind(" of ").or_else(|| window.rfind('/'))?;
    let head = window.get(..of)?;
    let head = head.strip_suffix(" out").unwrap_or(head);
    let digits = head
        .rfind(|c: char| !(c.is_ascii_digit() || c == ','))
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    if head.get(..digits).is_some_and(|before| before.ends_with(['-', '–', '−', '.', '/', '$', '£', '€'])) {
        return None;
    }
    let (part, rest) = whole_number(text, head.get(digits..)?)?;
    let (whole, noun) = whole_number(text, over(window.get(of..)?)?)?;
    let plain = noun.split_whitespace().count() <= 2
        && !noun.contains(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    // "1/3 Burning (0.25%)" numbers a list.
    let slash = window.get(of..)?.starts_with('/');
    (rest.is_empty() && plain && (!slash || noun.is_empty())).then_some((part, whole))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::audit::audit;
    use crate::document::Format;
    use crate::model::{Kind, Role, Verdict};

    fn shares(text: &str) -> Vec<(String, String, String, Verdict)> {
        let report = audit(text, Format::Text);
        let shares = report.claims.iter().filter(|checked| checked.claim.kind == Kind::Share);
        shares
            .map(|checked| {
                let print = |role| checked.reading().get(role).map_or("", |q| &text[q.span.range()]).to_owned();
                (print(Role::Part), print(Role::Whole), print(Role::Share), checked.verdict)
            })
            .collect()
    }

    #[test]
    fn a_ratio_says_a_share_again() {
        let one = |part: &str, whole: &str, share: &str, verdict| {
            (part.to_owned(), whole.to_owned(), share.to_owned(), verdict)
        };
        assert_eq!(
            shares("The rate was 62% (15/29) in one ring and 39% (18/46) in the other."),
            [one("15", "29", "62%", Verdict::Mismatch), one("18", "46", "39%", Verdict::Exact)]
        );
        assert_eq!(shares("Yields rose in 15 of the 29 wells (52%)."), [one("15", "29", "52%", Verdict::Exact)]);
    }

    #[test]
    fn other_brackets_are_no_ratios() {
        for text in [
            "It rose 5% (9/11).",
            "He scored 4 of 10 (40-yard) kicks.",
            "A mix of 3/4 inch (20%) gravel.",
            "Up 2-3% (1/2 point).",
        ] {
            assert!(
                shares(text).iter().all(|(.., verdict)| *verdict != Verdict::Mismatch),
                "{text} {:?}",
                shares(text)
            );
        }
    }
}
