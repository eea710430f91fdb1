//! Which sentences can state anything at all: most of a text needs no more than this look.

/// Whether a sentence holds anything that can become a claim: a digit, or a word that stands for a number.
#[must_use]
pub fn worth_reading(text: &str) -> bool {
    has_digit(text.as_bytes()) || has_number_word(text.as_bytes())
}

/// Many bytes at a time, without a branch for each.
fn has_digit(bytes: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().fold(false, |found, byte| found | byte.is_ascii_digit());
    let (blocks, _) = bytes.as_chunks::<32>();
    match bytes.last_chunk::<32>() {
        Some(last) => blocks.iter().any(|block| digits(block)) || digits(last),
        None => digits(bytes),
    }
}

/// What the words that stand for a number begin with. Of "two", "six" and "ten" only those count that stand between blanks
/// or in brackets as [`Stem::stands_at`] says: they are too short to be rare.
static STEMS: [Stem; 33] = stems([
    "two", "twofold", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "tenfold", "tenth", "eleven",
    "twelve", "thirt", "fif", "sixte", "sixty", "twent", "forty", "doubl", "tripl", "trebl", "quadrupl", "quintupl",
    "halv", "fold", "twice", "half", "third", "quarter", "dozen", "hundred",
]);

/// A beginning of words, of eight letters at most.
#[derive(Clone, Copy)]
struct Stem {
    letters: u64,
    mask: u64,
}

/// The bit that tells small letters from capitals, eight times.
const FOLD: u64 = ONES * 0x20;
const HIGH: u64 = ONES * 0x80;
const ONES: u64 = u64::MAX / 0xFF;

impl Stem {
    const fn new(word: &str) -> Self {
        let bytes = word.as_bytes();
        let (mut letters, mut mask, mut at) = (0, 0, 0);
        while at < bytes.len() {
            letters |= (bytes[at] as u64) << (8 * at);
            mask |= 0xFF << (8 * at);
            at += 1;
        }
        Self { letters, mask }
    }

    /// Whether the word that starts at `at` with these eight bytes begins like this.
    fn stands_at(self, bytes: &[u8], at: usize, word: u64) -> bool {
        const TWO: u64 = Stem::new("two").letters;
        const SIX: u64 = Stem::new("six").letters;
        const TEN: u64 = Stem::new("ten").letters;
        let blank_before = || at > 0 && matches!(bytes.get(at - 1), Some(b' ' | b'('));
        let blank_after = || matches!(bytes.get(at + 3), Some(b' ' | b')'));
        (word | FOLD) & self.mask == self.letters
            && match self.letters {
                TWO | SIX => blank_before() || blank_after(),
                TEN => (at == 0 || blank_before()) && blank_after(),
                _ => true,
            }
    }
}

const fn stems<const N: usize>(words: [&str; N]) -> [Stem; N] {
    let mut stems = [Stem { letters: 0, mask: 0 }; N];
    let mut at = 0;
    while at < N {
        stems[at] = Stem::new(words[at]);
        at += 1;
    }
    stems
}

/// Which letters the stems begin with, in pairs: by the first, a bit for each second one; by the second, for each third; by the
/// third, for each fourth, or for all where there is none. That settles nearly all words before they are compared with any stem.
static PAIRS: [[u32; 32]; 3] = pairs();

const fn pairs() -> [[u32; 32]; 3] {
    let mut pairs = [[0; 32]; 3];
    let mut stem = 0;
    while stem < STEMS.len() {
        let bytes = STEMS[stem].letters.to_le_bytes();
        let mut at = 0;
        while at < 3 {
            let next = bytes[at + 1];
            pairs[at][(bytes[at] & 31) as usize] |= if next == 0 { u32::MAX } else { 1 << (next & 31) };
            at += 1;
        }
        stem += 1;
    }
    pairs
}

/// Whether a stem has these two letters at `at`.
#[inline]
fn is_pair(at: usize, [a, b]: [u8; 2]) -> bool {
    PAIRS[at][usize::from(a & 31)] >> (b & 31) & 1 == 1
}

/// Whether a word begins like one that stands for a number. What stands inside of other words ("freight") stands for none.
fn has_number_word(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        let starts = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphabetic();
        return (0..bytes.len()).any(|at| starts(at) && stands_for_number(bytes, at));
    };
    if is_pair(0, [bytes[0], bytes[1]]) && stands_for_number(bytes, 0) {
        return true;
    }
    let mut at = 0;
    while let Some(window) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if has_start(window, bytes, at) {
            return true;
        }
        at += 8;
    }
    has_start(last, bytes, bytes.len() - last.len())
}

/// Whether a word that begins behind one of the first eight bytes of a window stands for a number. Behind the last of them there
/// is room for three letters.
#[inline]
fn has_start(window: &[u8; 11], bytes: &[u8], at: usize) -> bool {
    let [here @ .., _, _, _] = window;
    let [_, first @ .., _, _] = window;
    let [_, _, second @ .., _] = window;
    let [_, _, _, third @ ..] = window;
    let mut others = others(u64::from_le_bytes(*here));
    while others != 0 {
        let shift = others.trailing_zeros() & 0x38;
        let letter = |eight: &[u8; 8]| (u64::from_le_bytes(*eight) >> shift).to_le_bytes()[0];
        let (first, second) = (letter(first), letter(second));
        if is_pair(0, [first, second])
            && is_pair(1, [second, letter(third)])
            && stands_for_number(bytes, at + shift as usize / 8 + 1)
        {
            return true;
        }
        others &= others - 1;
    }
    false
}

/// Whether a word that starts here begins like one that stands for a number.
#[inline(never)] // Few words come so far.
fn stands_for_number(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let &[first, second, third, ..] = rest else { return false };
    let fourth = rest.get(3).copied().unwrap_or(b' ');
    if !is_pair(0, [first, second]) || !is_pair(1, [second, third]) || !is_pair(2, [third, fourth]) {
        return false;
    }
    let word = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..rest.len()].copy_from_slice(rest);
        padded
    });
    STEMS.iter().any(|stem| stem.stands_at(bytes, at, u64::from_le_bytes(word)))
}

/// The high bit of each of eight bytes that is no ASCII letter.
fn others(word: u64) -> u64 {
    let low = word | FOLD;
    // The sums leave the high bit of a byte set where it is "a" or above, and above "z". Where they run over into the next byte,
    // that is the second one of a character, which has its high bit anyway.
    (!low.wrapping_add(ONES * (0x80 - 0x61)) | low.wrapping_add(ONES * (0x80 - 0x7b)) | word) & HIGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::grammar::lexicon::{self, Word};

    #[test]
    fn digits_and_words_for_numbers() {
        for text in [
            "5",
            "Up by half",
            "a (third)",
            "Tenfold.",
            "ten-fold",
            "Two firms",
            "the two",
            "six",
            "– DOUBLED –",
            "fifteen",
            "“Fifty”",
            "thirteen",
            "thirty-one",
            "Twenty",
            "forty",
            "(ten)",
            "“sixteen”",
            "“sixty”",
        ] {
            let text = format!("It said so once more: {text}");
            assert!(worth_reading(&text), "{text}");
        }
        for text in ["Six companies", "Two of them", "Ten of them said so", "(two)", "Sixteen"] {
            assert!(worth_reading(text), "{text}");
        }
        for text in [
            "",
            "Freight",
            "behalf",
            "often",
            "the tense network",
            "“two”",
            "Sixth",
            "Tents",
            "“ten”",
            "fort",
            "é\u{a0}é",
            "one",
        ] {
            assert!(!worth_reading(text), "{text}");
        }
    }

    /// A word of the lexicon that no stem covers would never be read where no digit stands beside it.
    #[test]
    fn every_number_word_of_the_lexicon_is_worth_reading() {
        let stands_for_number =
            |word: Word| matches!(word, Word::Times(..) | Word::Fold(_) | Word::Fraction(_) | Word::Number(2..));
        let words: Vec<_> = lexicon::entries().filter(|(_, word)| stands_for_number(*word)).collect();
        assert!(words.len() > 60, "{}", words.len());
        for (word, _) in words {
            assert!(worth_reading(&format!("It said so once more: {word} of them")), "{word}");
        }
    }

    /// The plain way: word by word.
    fn plainly(text: &str) -> bool {
        let bytes = text.as_bytes();
        let lower = text.to_ascii_lowercase();
        let words = [
            "three", "four", "five", "seven", "eight", "nine", "tenfold", "tenth", "eleven", "twelve", "thirt", "fif",
            "sixte", "sixty", "twent", "forty", "doubl", "tripl", "trebl", "quadrupl", "quintupl", "halv", "fold",
            "twice", "half", "third", "quarter", "dozen", "hundred", "twofold", "two ", "two)", "six ", "six)",
        ];
        let ten = |rest: &str| rest.starts_with("ten ") || rest.starts_with("ten)");
        bytes.iter().any(u8::is_ascii_digit)
            || [" two", "(two", " six", "(six", " ten ", "(ten ", " ten)", "(ten)"]
                .iter()
                .any(|word| lower.contains(word))
            || ten(&lower)
            || (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_alphabetic()).any(|at| {
                let rest = lower.get(at..).unwrap_or_default();
                words.iter().any(|word| rest.starts_with(word))
            })
    }

    proptest! {
        #[test]
        fn agrees_with_the_plain_way(
            text in "((two|six|ten|fold|th|three|thirteen|Thirty|fifty|teen|forty|twenty|f|ou|quarter|quad|quin|tupl|rupl|Ei|GHT|half|be|[a-zA-Z]{1,12}|5|é|“|@)[ ,.\n'()\\[-]{0,2}){0,12}"
        ) {
            prop_assert_eq!(worth_reading(&text), plainly(&text), "{}", text);
        }
    }
}
