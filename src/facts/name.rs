//! What a metric is called, in a form that can be compared: words folded, hedging adjectives and articles dropped, abbreviations that the
//! text introduces put for what they stand for.
//!
//! Nothing is dropped that tells scopes apart: goods and services, net and gross, real and nominal, "per share", "to China" all stay, and so
//! does whose the metric is.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

/// A canonical name: a hash of its words in any order, and what is known of whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Name {
    /// The words.
    pub key: u64,
    /// How many words there are.
    pub words: u8,
    /// Whose it is, where the phrase says so: "Pakistan's exports".
    pub owner: Option<u64>,
    /// Whether other firms report the same under this name: "net sales", "cloud revenue".
    pub generic: bool,
    /// Whether it adds up over time and is never negative: exports do, a debt does not.
    pub flow: bool,
}

impl Name {
    /// Makes the name narrower by the words of another.
    pub fn narrow(&mut self, other: Self) {
        self.key = (self.key ^ other.key.rotate_left(11)).wrapping_mul(PRIME);
        self.words = self.words.saturating_add(other.words);
        self.generic &= other.generic;
        if other.owner.is_some() {
            self.key ^= other.owner.unwrap_or(0);
        }
    }
}

/// The abbreviations that a text introduces, and who it speaks of.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The folded words of the long form, and that of the short one.
    abbreviations: Vec<(Vec<u64>, u64)>,
    /// Whose things the text speaks of where it does not say.
    pub owner: Option<u64>,
    /// Who published the text, where its letterhead says so.
    pub publisher: Option<u64>,
}

impl Words {
    /// Reads them from the text of a document.
    ///
    /// ```
    /// use claim_audit::facts::Words;
    /// let words = Words::of("Pakistan's Information and Communication Technology (ICT) sector grew. Pakistan's exports rose.");
    /// let long = words.name(&["Information and Communication Technology exports"]).unwrap();
    /// let short = words.name(&["total ICT exports"]).unwrap();
    /// assert_eq!(long.key, short.key);
    /// assert_eq!(words.owner, words.name(&["Pakistan's ICT exports"]).unwrap().owner);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { abbreviations: abbreviations(text), owner: subject(text), publisher: None }
    }

    /// The canonical name of a phrase that may come in pieces; `None` if nothing is left of it.
    #[must_use]
    pub fn name(&self, pieces: &[&str]) -> Option<Name> {
        let mut name = Name::default();
        let mut reading = Reading { all: u8::MAX, any: 0 };
        let mut found: [u64; MOST] = [0; MOST];
        let mut count = 0;
        for piece in pieces {
            let mut rest = *piece;
            if let Some((before, after)) = possessive(rest) {
                let whose = owner_of(before);
                match whose {
                    Whose::Text => {}
                    Whose::Named(owner) if name.owner.is_none() => name.owner = Some(owner),
                    Whose::Named(_) => return None,
                    // "the sector's exports": a part of the name.
                    Whose::Thing => {
                        for word in split(before) {
                            push(&mut found, &mut count, word, &mut reading)?;
                        }
                    }
                }
                rest = after;
            }
            if name.owner.is_none()
                && let Some((what, owner)) = genitive(rest)
            {
                name.owner = Some(owner);
                rest = what;
            }
            for word in split(rest) {
                push(&mut found, &mut count, word, &mut reading)?;
            }
        }
        name.generic = reading.all & GENERIC != 0 || reading.any & FIRM != 0;
        name.flow = reading.any & (FLOW | NO_FLOW) == FLOW;
        let found = found.get_mut(..count)?;
        let kept = self.shorten(found);
        let kept = found.get_mut(..kept)?;
        kept.sort_unstable();
        let mut last = 0;
        for word in kept.iter().copied() {
            // A word said twice ("ICT (ICT) exports") counts once.
            if word != last {
                name.key = (name.key ^ word).wrapping_mul(PRIME).rotate_left(23);
                name.words += 1;
            }
            last = word;
        }
        (name.words > 0).then_some(name)
    }

    /// Whether each word of one phrase stands in another.
    #[must_use]
    pub fn covers(&self, whole: &str, part: &str) -> bool {
        let whole: Vec<u64> = split(whole).map(fold).collect();
        split(part).filter(|word| !is_idle(word)).all(|word| whole.contains(&fold(word)))
    }

    /// Puts abbreviations for what they stand for; gives back how many words are left.
    fn shorten(&self, words: &mut [u64]) -> usize {
        let mut count = words.len();
        for (long, short) in &self.abbreviations {
            let Some(at) =
                words.get(..count).and_then(|words| words.windows(long.len()).position(|it| it == long.as_slice()))
            else {
                continue;
            };
            if let Some(word) = words.get_mut(at) {
                *word = *short;
            }
            words.copy_within(at + long.len()..count, at + 1);
            count -= long.len() - 1;
        }
        count
    }
}

/// No name of more words is compared.
const MOST: usize = 24;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn push(found: &mut [u64; MOST], count: &mut usize, word: &str, name: &mut Reading) -> Option<()> {
    let folded = fold(word);
    let class = if is_shouted(word) { 0 } else { class(folded) };
    if class & IDLE != 0 {
        return Some(());
    }
    name.all &= class;
    name.any |= class;
    *found.get_mut(*count)? = folded;
    *count += 1;
    Some(())
}

/// The classes that all words seen so far have, and those that any of them has.
struct Reading {
    all: u8,
    any: u8,
}

/// "IT" is no pronoun, and "US" no more so.
fn is_shouted(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The hash by which an owner is known, given its name.
#[must_use]
pub fn owner(name: &str) -> Option<u64> {
    match owner_of(name) {
        Whose::Named(owner) => Some(owner),
        Whose::Text | Whose::Thing => None,
    }
}

/// The hash by which the publisher of a text is known as the owner of what it reports; `None` for an agency, which reports for others.
#[must_use]
pub fn publisher(name: &str) -> Option<u64> {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let name_letters = letters(name);
    if AGENCIES.iter().any(|agency| letters(agency) == name_letters) { None } else { owner(name) }
}

/// Whether words mean the one that a text speaks of: "the company", "it".
#[must_use]
pub fn is_ours(words: &str) -> bool {
    matches!(owner_of(words), Whose::Text)
}

/// Whose something is.
enum Whose {
    /// His of whom the whole text speaks: "the country's", "its".
    Text,
    /// Somebody's, by name.
    Named(u64),
    /// A thing's: "the sector's".
    Thing,
}

fn owner_of(words: &str) -> Whose {
    let mut hash: u64 = 0;
    let mut named = true;
    let mut text = true;
    for word in split(words).filter(|word| !is_idle(word)) {
        named &= !word.starts_with(char::is_lowercase);
        text &= OURS.iter().any(|ours| ours.eq_ignore_ascii_case(word));
        if !LEGAL.iter().any(|legal| legal.eq_ignore_ascii_case(word)) {
            hash = (hash ^ fold(word)).wrapping_mul(PRIME).rotate_left(23);
        }
    }
    if text || hash == 0 {
        Whose::Text
    } else if named {
        Whose::Named(hash)
    } else {
        Whose::Thing
    }
}

/// Splits "Pakistan's exports" behind the possessive.
fn possessive(text: &str) -> Option<(&str, &str)> {
    let marks = memchr::memchr2_iter(b'\'', 0xe2, text.as_bytes());
    for at in marks {
        for mark in ["'s ", "’s "] {
            if text.get(at..).is_some_and(|rest| rest.starts_with(mark)) {
                return Some((text.get(..at)?, text.get(at + mark.len()..)?));
            }
        }
    }
    None
}

/// Splits "exports of Pakistan" before the "of" that names whose they are; `None` where it names what they are of: "exports of rice", "the
/// Bank of England", "the end of March".
fn genitive(text: &str) -> Option<(&str, u64)> {
    let (what, whose) = text.trim_end().rsplit_once(" of ")?;
    let is_noun = what.rsplit(' ').next()?.starts_with(char::is_lowercase);
    let is_name = split(whose).filter(|word| !is_idle(word)).all(|word| {
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && !NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(word))
    });
    let owner = (is_noun && is_name).then(|| owner(whose)).flatten()?;
    Some((what, owner))
}

/// The words of a text: letters and digits.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "s")
}

/// A word in lower case and in the singular, as a hash.
fn fold(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let ends = |end: &[u8]| bytes.len() > end.len() + 1 && bytes[bytes.len() - end.len()..].eq_ignore_ascii_case(end);
    let short = bytes.len() <= 3 || ends(b"ss") || ends(b"us") || ends(b"is");
    let (stem, tail): (&[u8], &[u8]) = if short {
        (bytes, b"")
    } else if ends(b"ies") {
        (&bytes[..bytes.len() - 3], b"y")
    } else if ends(b"s") {
        (&bytes[..bytes.len() - 1], b"")
    } else {
        (bytes, b"")
    };
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in stem.iter().chain(tail) {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
    }
    hash
}

/// Whether a word says nothing of what is measured.
fn is_idle(word: &str) -> bool {
    !is_shouted(word) && class(fold(word)) & IDLE != 0
}

/// The abbreviations that a text introduces in brackets: "Information and Communication Technology (ICT)".
fn abbreviations(text: &str) -> Vec<(Vec<u64>, u64)> {
    const LONGEST: usize = 120;
    let mut found: Vec<(Vec<u64>, u64)> = Vec::new();
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        let Some(rest) = text.get(open + 1..) else { continue };
        let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        if !(2..=6).contains(&letters) || rest.as_bytes().get(letters) != Some(&b')') {
            continue;
        }
        let (Some(short), Some(before)) = (rest.get(..letters), text.get(..open)) else { continue };
        let from = (before.len().saturating_sub(LONGEST)..before.len()).find(|at| before.is_char_boundary(*at));
        let Some(before) = from.and_then(|from| before.get(from..)) else { continue };
        let line = before.rsplit(['\n', '.', ';', ':']).next().unwrap_or(before);
        let words: Vec<&str> = split(line).filter(|word| !is_idle(word)).collect();
        let Some(tail) = words.len().checked_sub(letters).and_then(|from| words.get(from..)) else { continue };
        let initials = tail
            .iter()
            .zip(short.bytes())
            .all(|(word, letter)| word.as_bytes().first().is_some_and(|first| first.eq_ignore_ascii_case(&letter)));
        if initials && found.len() < 16 {
            found.push((tail.iter().map(|word| fold(word)).collect(), fold(short)));
        }
    }
    found
}

/// Whose things a text speaks of: the one name that most of its possessives have.
fn subject(text: &str) -> Option<u64> {
    const SEEN: usize = 8;
    let mut counts: [(u64, u32); SEEN] = [(0, 0); SEEN];
    let mut all = 0;
    for at in memchr::memchr2_iter(b'\'', 0xe2, text.as_bytes()) {
        let is_mark = ["'s ", "’s "].iter().any(|mark| text.get(at..).is_some_and(|rest| rest.starts_with(mark)));
        let Some(before) = text.get(..at).filter(|_| is_mark) else { continue };
        let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
        // A character of several bytes may end there.
        let Some(word) = before.get(start..).filter(|word| word.starts_with(char::is_uppercase)) else { continue };
        let Whose::Named(hash) = owner_of(word) else { continue };
        if NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(word)) {
            continue;
        }
        all += 1;
        if let Some(place) = counts.iter_mut().find(|(known, count)| *known == hash || *count == 0) {
            *place = (hash, place.1 + 1);
        }
    }
    let (hash, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2 && count * 3 >= all * 2).then_some(hash)
}

/// Who passes on what others report.
const AGENCIES: [&str; 20] = [
    "Reuters",
    "Thomson Reuters",
    "Associated Press",
    "AP",
    "AFP",
    "UPI",
    "APP",
    "Associated Press of Pakistan",
    "Bloomberg",
    "Xinhua",
    "PTI",
    "ANI",
    "Dow Jones",
    "PR Newswire",
    "Business Wire",
    "GlobeNewswire",
    "Accesswire",
    "Newsfile",
    "EIN Presswire",
    "NewMediaWire",
];

/// Words with a capital whose possessive names no owner of what a text reports: days, months, markets, and those who rate or report for others.
const NOBODY: [&str; 36] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Today",
    "Yesterday",
    "Tomorrow",
    "Tonight",
    "Street",
    "World",
    "Nation",
    "President",
    "Minister",
    "Chairman",
    "Moody",
    "Poor",
    "Fitch",
    "Reuters",
    "Bloomberg",
    "Valentine",
    "People",
];

/// What is known of a word: the sum of the numbers below.
fn class(word: u64) -> u8 {
    CLASSES.get(&word).copied().unwrap_or(0)
}

const IDLE: u8 = 1;
const GENERIC: u8 = 2;
const FLOW: u8 = 4;
const NO_FLOW: u8 = 8;
const FIRM: u8 = 16;

static CLASSES: LazyLock<HashMap<u64, u8, Plain>> = LazyLock::new(|| {
    let mut classes: HashMap<u64, u8, Plain> = HashMap::default();
    for (words, class) in [(IDLES, IDLE), (GENERICS, GENERIC), (FLOWS, FLOW), (NO_FLOWS, NO_FLOW), (FIRMS, FIRM)] {
        for word in words.split_whitespace() {
            *classes.entry(fold(word)).or_default() |= class;
        }
    }
    classes
});

/// The words are hashes already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain;

impl BuildHasher for Plain {
    type Hasher = PlainHasher;

    fn build_hasher(&self) -> PlainHasher {
        PlainHasher(0)
    }
}

/// Takes a number as its own hash.
#[derive(Debug)]
pub struct PlainHasher(u64);

impl Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// Words that say nothing of what is measured: articles, "total", and adjectives of praise.
const IDLES: &str = "the a an of and total overall combined altogether record all-time historic historical unprecedented its their our his her this \
         these that such also robust strong solid remarkable impressive stunning astounding staggering whopping massive huge healthy \
         significant substantial notable sharp steady modest slight stellar new fresh estimated reported recorded provisional preliminary \
         revised latest entire whole aggregate in during";

/// Words that any firm's report has: by themselves they tell no two firms, or parts of one, apart.
const GENERICS: &str = "revenue sale income profit loss earning ebitda ebit margin cash asset deposit loan equity interest expense cost operating operation \
         gross net adjusted capital dividend share debt liability employee customer client booking order backlog headcount turnover result \
         flow free tax value price investment fund volume number amount growth staff member user patient company worker people firm project \
         product service goods subscription recurring annual gaap non comprehensive reserve provision fee commission rate balance market cap \
         consolidated diluted basic per from for before after attributable shareholder stockholder quarterly full year yearly research \
         development general administrative selling marketing r d sg business segment division group store unit shipment delivery \
         export import spending output production budget";

/// What stands in the books of every firm, whatever word goes with it.
const FIRMS: &str = "revenue sale income profit loss earning ebitda ebit margin cash asset deposit loan equity expense cost dividend share debt \
     liability customer client booking order backlog headcount turnover employee subscriber";

/// What adds up over time and is never below zero.
const FLOWS: &str = "export import revenue sale remittance receipt proceed turnover output production spending expenditure collection arrival shipment \
         delivery visitor passenger donation harvest";

/// What may be negative, or is no sum.
const NO_FLOWS: &str = "net surplus deficit balance profit loss growth average daily rate per share margin change annualised annualized index price \
         deferred backlog reserve recurring monthly weekly";

/// Possessors by which a text means the one that it speaks of.
const OURS: [&str; 17] = [
    "country",
    "nation",
    "company",
    "firm",
    "group",
    "bank",
    "corporation",
    "it",
    "its",
    "their",
    "our",
    "we",
    "they",
    "organisation",
    "organization",
    "business",
    "partnership",
];

/// Endings of the names of firms.
const LEGAL: [&str; 16] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "ltd",
    "limited",
    "llc",
    "plc",
    "ag",
    "sa",
    "nv",
    "co",
    "company",
    "group",
    "holdings",
    "holding",
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let words = Words::default();
        words.name(&[a]).unwrap().key == words.name(&[b]).unwrap().key
    }

    #[test]
    fn articles_and_praise_say_nothing() {
        assert!(same("the total ICT exports", "ICT export"));
        assert!(same("an unprecedented rice harvest", "Rice Harvests"));
        assert!(same("exports of services", "services exports"));
        assert!(same("IT exports", "its IT exports"));
    }

    #[test]
    fn scopes_are_kept_apart() {
        for (a, b) in [
            ("goods exports", "services exports"),
            ("net sales", "gross sales"),
            ("real wages", "nominal wages"),
            ("earnings", "earnings per share"),
            ("exports to China", "exports"),
            ("exports to China", "exports from China"),
            ("annual revenue", "revenue"),
            ("exports", "imports"),
            ("IT exports", "exports"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn owners() {
        let words = Words::of("Pakistan’s exports rose. Pakistan's imports fell. Khan's speech was short.");
        let name = |text: &str| words.name(&[text]).unwrap();
        assert_eq!(name("Pakistan's exports").owner, words.owner);
        assert!(words.owner.is_some());
        assert_eq!(name("the country's exports"), name("exports"));
        assert_eq!(name("rice exports of Pakistan"), name("Pakistan's rice exports"));
        for none in ["exports of rice", "the end of March", "exports of ICT", "the Bank of England"] {
            assert_eq!(name(none).owner, None, "{none}");
        }
        assert_ne!(name("India's exports").owner, words.owner);
        assert_ne!(name("the sector's exports").key, name("exports").key);
    }

    #[test]
    fn generic_names() {
        let generic = |text: &str| Words::default().name(&[text]).unwrap().generic;
        assert!(generic("net operating income") && generic("Total revenue") && generic("cloud revenue"));
        assert!(!generic("rice exports") && !generic("ICT services export remittances"));
        let flow = |text: &str| Words::default().name(&[text]).unwrap().flow;
        assert!(flow("rice exports") && !flow("net sales") && !flow("total debt"));
    }
}
