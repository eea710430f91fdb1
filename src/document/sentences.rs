//! Where a sentence ends.
//!
//! A stop (`.`, `!`, `?`, with the closing quotes and brackets after it) ends a sentence if white space follows and what
//! comes then can begin one. A full stop after an abbreviation does so only where the abbreviation can end a sentence
//! and the next word is a typical opener: "in the U.S. The trade …" but "U.S. Exports". Line breaks and semicolons end
//! nothing; a bullet inside a line does, and so does length beyond measure.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr, memchr2_iter, memchr3, memmem};
use smallvec::SmallVec;

use super::marks::Marks;
use super::offset;
use words::{After, LINKING, OPENERS, SUFFIXES};

mod words;

/// The sentences of a text, as byte ranges without the white space around them.
///
/// ```
/// use claim_audit::document::sentences::split;
/// let text = "U.S. sales rose to $4.5 billion. Dr. Saif said: “It is No. 3.” Why?";
/// let sentences: Vec<&str> = split(text).into_iter().map(|s| &text[s.start as usize..s.end as usize]).collect();
/// assert_eq!(sentences, ["U.S. sales rose to $4.5 billion.", "Dr. Saif said: “It is No. 3.”", "Why?"]);
/// ```
#[must_use]
pub fn split(text: &str) -> Vec<Range<u32>> {
    split_marked(text, Marks::of(text)).into_vec()
}

/// The sentences of a block, as byte ranges of its prose: those of most have room in it.
pub type Sentences = SmallVec<[Range<u32>; 4]>;

/// The sentences of a block of a text of which it is known what has to be looked for.
pub(super) fn split_marked(text: &str, marks: Marks) -> Sentences {
    let mut sentences = Sentences::new();
    let mut start = 0;
    for cut in cuts(text, marks) {
        // Cuts of different kinds may overlap.
        if cut.start >= start {
            sentences_between(text, start..cut.start, &mut sentences);
            start = cut.end;
        }
    }
    sentences_between(text, start..text.len(), &mut sentences);
    sentences
}

/// Where a text is cut whatever stands around: the bytes that lie between two sentences.
fn cuts(text: &str, marks: Marks) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    if marks.ideographic {
        cuts.extend(memmem::find_iter(text.as_bytes(), "。").map(|at| {
            let end = skip_closers(text, at + "。".len());
            end..end
        }));
    }
    if marks.bullets {
        cuts.extend(memchr2_iter(0xE2, b'*', text.as_bytes()).filter_map(|at| bullet(text, at)));
    }
    if marks.gaps && memchr(b'\n', text.as_bytes()).is_none() {
        gaps(text, &mut cuts);
    }
    cuts.sort_by_key(|cut| cut.start);
    cuts
}

/// Whether the text up to `end`, which has no white space there, ends a sentence, given what follows: for line breaks.
pub(super) fn ends_at(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default();
    let bare = before.trim_end_matches(is_closer);
    if bare.ends_with(['。', '！', '？', '…']) {
        return true;
    }
    let stops = bare.trim_end_matches(['.', '!', '?']);
    stops.len() < bare.len() && is_boundary(text, 0, stops.len()..bare.len(), end)
}

/// Pushes the sentences of a range of the text.
fn sentences_between(text: &str, range: Range<usize>, sentences: &mut Sentences) {
    let Some(text) = text.get(..range.end) else { return };
    let bytes = text.as_bytes();
    let mut start = range.start;
    let mut at = range.start;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'.', b'!', b'?', rest)) {
        let stop = at + found;
        at = stop + 1;
        // The commonest case by far, a decimal point, needs no further look.
        if bytes.get(at).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        while bytes.get(at).is_some_and(|byte| matches!(byte, b'.' | b'!' | b'?')) {
            at += 1;
        }
        let stops = stop..at;
        at = skip_closers(text, at);
        if at < text.len() && is_boundary(text, start, stops, at) {
            push(text, start..at, sentences);
            start = at;
        }
    }
    push(text, start..text.len(), sentences);
}

/// Pushes a sentence, in pieces where it is longer than anyone writes: what is read of a sentence, and repeated of it with each
/// of its claims, would grow with the square of its length.
fn push(text: &str, range: Range<usize>, sentences: &mut Sentences) {
    const LONGEST: usize = 2500;
    let mut rest = range;
    while rest.len() > LONGEST {
        let longest = (0..=LONGEST).rev().find(|len| text.is_char_boundary(rest.start + len)).unwrap_or(LONGEST);
        let piece = text.get(rest.start..rest.start + longest).unwrap_or_default();
        let end = piece.rfind("; ").or_else(|| piece.rfind(char::is_whitespace)).filter(|end| *end > 0);
        let end = end.unwrap_or(longest);
        push_piece(text, rest.start..rest.start + end, sentences);
        rest.start += end;
    }
    push_piece(text, rest, sentences);
}

/// Pushes a piece without the white space around it, if it says anything.
fn push_piece(text: &str, range: Range<usize>, sentences: &mut Sentences) {
    let range = trim(text, range);
    let Some(sentence) = text.get(range.clone()) else { return };
    if sentence.bytes().any(|byte| byte.is_ascii_alphanumeric()) || sentence.contains(char::is_alphanumeric) {
        sentences.push(offset(range.start)..offset(range.end));
    }
}

/// A range of the text without the white space around it.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut rest) = (range.start, text.as_bytes().get(range).unwrap_or_default());
    while let [b' ' | b'\t'..=b'\r', more @ ..] = rest {
        (start, rest) = (start + 1, more);
    }
    while let [more @ .., b' ' | b'\t'..=b'\r'] = rest {
        rest = more;
    }
    let end = start + rest.len();
    // White space that takes several bytes is rare.
    if rest.first().max(rest.last()).is_some_and(|byte| !byte.is_ascii()) {
        let rest = text.get(start..end).unwrap_or_default();
        let bare = rest.trim_start();
        let start = end - bare.len();
        return start..start + bare.trim_end().len();
    }
    start..end
}

/// Whether a sentence that began at `start` ends with the stops, whose closing quotes end at `after`.
fn is_boundary(text: &str, start: usize, stops: Range<usize>, after: usize) -> bool {
    let (Some(before), Some(rest)) = (text.get(..stops.start), text.get(after..)) else { return false };
    let bare = match rest.as_bytes() {
        // Nearly always one blank.
        [b' ', b'!'..=b'~', ..] => rest.get(1..).unwrap_or_default(),
        _ => rest.trim_start(),
    };
    if bare.is_empty() {
        return true;
    }
    let full_stop = stops.len() == 1 && text.as_bytes().get(stops.start) == Some(&b'.');
    if bare.len() == rest.len() {
        return is_glued(before, rest, full_stop, stops.end < after);
    }
    // Opening quotes, brackets and dashes may stand before the first word.
    let opening = match bare.as_bytes() {
        [b'A'..=b'Z', ..] => bare,
        _ => bare.trim_start_matches(is_opener),
    };
    let Some(first) = opening.chars().next() else { return true };
    if first.is_lowercase() && !opening.chars().nth(1).is_some_and(char::is_uppercase) {
        return false;
    }
    if !full_stop {
        let ellipsis = stops.len() > 1 && text.as_bytes().get(stops.start) == Some(&b'.');
        // "Yahoo! Inc." is a name; an ellipsis is a stop only before a capital.
        return if ellipsis { first.is_uppercase() } else { !before.ends_with("Yahoo") || starts_with_opener(opening) };
    }
    // No abbreviation is as long.
    let lower = |word: &[u8; 8]| word.iter().fold(true, |lower, byte| lower & byte.is_ascii_lowercase());
    if before.as_bytes().last_chunk().is_some_and(lower) {
        return true;
    }
    let (word, dotted) = last_word(before);
    let digit_next = matches!(first, '0'..='9' | '$' | '€' | '£' | '¥' | '₹' | '#');
    if word.starts_with(|c: char| c.is_ascii_digit()) && word.bytes().all(|byte| byte.is_ascii_digit()) {
        // "1. Exports" begins a list, "29. 02 percent" is a decimal with a break in it.
        let ahead = text.get(start..before.len() - word.len()).unwrap_or_default();
        let is_whole = ahead.len() < 16 && ahead.trim().is_empty();
        let broken = opening.starts_with('0') && opening.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let numbers_list = is_whole && word.len() < 3;
        return !broken && !numbers_list;
    }
    match words::after(word, dotted) {
        After::Boundary => true,
        After::Never => false,
        After::UnlessNumber => !digit_next,
        After::Opener => starts_with_opener(opening),
    }
}

/// Whether a sentence begins right after the stop, without white space: "decreased.Sales rose".
fn is_glued(before: &str, rest: &str, full_stop: bool, closed: bool) -> bool {
    let mut next = rest.chars();
    let (Some(first), second) = (next.next(), next.next()) else { return true };
    if !full_stop && is_caseless(first) {
        return true;
    }
    let mut last = before.chars().rev();
    let word_before = last.next().is_some_and(|c| c.is_lowercase() || !full_stop && c.is_alphanumeric())
        && last.next().is_some_and(|c| c.is_lowercase() || !full_stop);
    let word_after = first.is_uppercase() && second.is_some_and(|c| c.is_lowercase() || closed && c == ' ');
    if !word_before || !word_after {
        return false;
    }
    // "Booking.Com", "https://example.org/watch?Video"
    let token = before.as_bytes().iter().rev().take(100).take_while(|byte| !byte.is_ascii_whitespace());
    let is_address = token.into_iter().any(|byte| matches!(byte, b'/' | b'@' | b'#' | b'_' | b'='));
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_suffix = word.len() < 5 && SUFFIXES.iter().any(|suffix| suffix.eq_ignore_ascii_case(word));
    !is_address && !is_suffix
}

/// The word right before a full stop, with the stops inside it ("U.S", "DigiSkills.pk"); long words are cut off in
/// front, as they are no abbreviation. Says as well whether there are stops in it.
fn last_word(before: &str) -> (&str, bool) {
    const LONGEST: usize = 14;
    let bytes = before.as_bytes();
    let mut start = bytes.len();
    let first = start.saturating_sub(LONGEST);
    let mut dotted = 0;
    while start > first {
        let part = PARTS[usize::from(bytes[start - 1])];
        if part == 0 {
            break;
        }
        dotted |= part & DOT;
        start -= 1;
    }
    let is_cut = match start.checked_sub(1).map(|at| bytes[at]) {
        Some(0x80..) => before.get(..start).is_some_and(|rest| rest.ends_with(char::is_alphabetic)),
        other => other.is_some_and(|byte| byte.is_ascii_alphabetic()),
    };
    if is_cut {
        // A word with a letter outside ASCII: no abbreviation of the table, and no initial.
        return ("", false);
    }
    let word = before.get(start..).unwrap_or_default();
    if dotted == 0 { (word, false) } else { (word.trim_start_matches('.'), true) }
}

/// A stop between the letters of "U.S".
const DOT: u8 = 2;

/// What a byte is as a part of a word; 0 if it ends words.
static PARTS: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        bytes[byte as usize] = byte.is_ascii_alphanumeric() as u8;
        byte += 1;
    }
    bytes[b'.' as usize] = DOT;
    bytes
};

fn starts_with_opener(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    // "A.M. Best", "The-Times": not that word.
    let goes_on = matches!(text.as_bytes().get(word.len()), Some(b'.' | b'-'));
    !goes_on && word.len() <= 12 && OPENERS.binary_search(&word).is_ok()
}

/// Two or more spaces inside a line stand for a paragraph break that an export has lost, if a new phrase follows.
fn gaps(text: &str, cuts: &mut Vec<Range<usize>>) {
    static GAP: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("  "));
    let mut done = 0;
    for at in GAP.find_iter(text.as_bytes()) {
        if at < done {
            continue;
        }
        let (before, rest) = text.split_at(at);
        let next = rest.trim_start_matches(' ');
        done = text.len() - next.len();
        let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let goes_on = before.ends_with([',', '.', '(', '$', '-', '–', '—', '&', '/']) || is_linking(word);
        if next.chars().take(4).find(|c| !is_opener(*c)).is_some_and(char::is_uppercase) && !goes_on {
            cuts.push(at..done);
        }
    }
}

/// Whether a phrase can't end with this word: "the", "of".
pub(super) fn is_linking(word: &str) -> bool {
    word.len() <= 9 && LINKING.binary_search(&word).is_ok()
}

/// The bullet inside a line that begins at a byte, or has its star there.
fn bullet(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    let mark = rest.chars().next()?;
    let (end, after) = (at + mark.len_utf8(), rest.get(mark.len_utf8()..)?);
    let is_bullet = match mark {
        // "5 * 3" and "word * word" are no list.
        '*' => {
            before.ends_with(' ') && after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_uppercase))
        }
        '•' | '●' | '▪' | '■' | '‣' => {
            before.is_empty() || before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace)
        }
        _ => false,
    };
    is_bullet.then_some(at..end)
}

fn skip_closers(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    // Nearly always white space follows.
    if rest.as_bytes().first().is_none_or(u8::is_ascii_whitespace) {
        return at;
    }
    at + (rest.len() - rest.trim_start_matches(is_closer).len())
}

/// What may stand between a stop and the end of its sentence.
pub(super) const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '®' | '™')
}

/// What may stand between the end of a sentence and the first word of the next.
pub(super) const fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '«' | '‹' | '(' | '[' | '{' | '-' | '–' | '—' | '「' | '『' | ' ' | '\u{a0}'
    )
}

/// Letters of scripts that do without spaces between sentences.
const fn is_caseless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests;
