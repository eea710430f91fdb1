//! The words that the sentence splitter goes by. Each table is sorted by bytes, for binary search.

/// What a full stop after a word is, if white space follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// The end of a sentence.
    Boundary,
    /// Part of the abbreviation: "Dr. Saif", "Rs. 5".
    Never,
    /// Part of the abbreviation if a number follows: "No. 3", but "He said no. Sales fell."
    UnlessNumber,
    /// Part of the abbreviation, and the end of a sentence too if a typical first word follows: "Inc. The".
    Opener,
}

/// What a full stop after `word` is; `dotted` if there may be stops in it. Initials and acronyms ("J", "U.S", "p.m") can end a
/// sentence.
pub(super) fn after(word: &str, dotted: bool) -> After {
    if word.len() == 1 {
        return After::Opener;
    }
    let split = if dotted { word.rsplit_once('.') } else { None };
    let last = match split {
        None => word,
        Some(("e" | "E", "g" | "G") | ("i" | "I", "e" | "E")) => return After::Never,
        Some((_, last)) if last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            return After::Opener;
        }
        Some(("Ph" | "Sc" | "B" | "M", "D" | "Sc" | "Phil" | "Ed" | "Com")) => return After::Opener,
        Some((_, last)) => last,
    };
    // The longest entries have six letters.
    if !(2..=6).contains(&last.len()) {
        return After::Boundary;
    }
    if !ENDS.fit(last) {
        return After::Boundary;
    }
    let key = key(last);
    let among = |words: &[u64]| words.binary_search(&key).is_ok();
    if among(&NEVER) {
        After::Never
    } else if among(&UNLESS_NUMBER) {
        After::UnlessNumber
    } else if among(&OPENER) {
        After::Opener
    } else {
        After::Boundary
    }
}

/// Which letters the words of the tables begin and end with: that tells most others from them.
struct Ends {
    /// By the first letter, a bit for each last one.
    last: [u32; 32],
}

static ENDS: Ends = Ends::of(&[&NEVER, &UNLESS_NUMBER, &OPENER]);

impl Ends {
    const fn of(tables: &[&[u64]]) -> Self {
        let mut ends = Self { last: [0; 32] };
        let mut table = 0;
        while table < tables.len() {
            let mut at = 0;
            while at < tables[table].len() {
                let bytes = tables[table][at].to_be_bytes();
                let mut len = 8;
                while bytes[len - 1] == 0 {
                    len -= 1;
                }
                ends.last[(bytes[0] & 31) as usize] |= 1 << (bytes[len - 1] & 31);
                at += 1;
            }
            table += 1;
        }
        ends
    }

    /// Whether a word may be one of them.
    fn fit(&self, word: &str) -> bool {
        let (Some(first), Some(last)) = (word.as_bytes().first(), word.as_bytes().last()) else { return false };
        self.last[usize::from(first & 31)] >> (last & 31) & 1 == 1
    }
}

/// A short word as a number that sorts like it: this is asked at each full stop, and numbers are compared at once.
const fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut key = 0;
    let mut at = 0;
    while at < 8 {
        key = key << 8 | if at < bytes.len() { bytes[at] as u64 } else { 0 };
        at += 1;
    }
    key
}

const fn keys<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut keys = [0; N];
    let mut at = 0;
    while at < N {
        keys[at] = key(words[at]);
        at += 1;
    }
    keys
}

/// Titles, and short forms that nothing ends with.
static NEVER: [u64; 41] = keys([
    "Adm", "Amb", "Asst", "Atty", "Brig", "Capt", "Cmdr", "Col", "DR", "Dr", "Gen", "Gov", "Hon", "Lt", "MR", "MRS",
    "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mssrs", "Prof", "RS", "Rep", "Rev", "Rs", "Sen", "Sgt", "Supt", "VS", "Vs",
    "ca", "cf", "eg", "excl", "ie", "incl", "v", "viz", "vs",
]);

/// What goes before a number.
static UNLESS_NUMBER: [u64; 23] = keys([
    "Approx", "Art", "Ch", "Eq", "Ext", "Fig", "Figs", "NO", "No", "Nos", "Pg", "Ref", "Sec", "Tel", "Vol", "approx",
    "est", "fig", "no", "nos", "pg", "pp", "vol",
]);

/// Companies, months, weekdays, streets, states: what can stand last.
static OPENER: [u64; 110] = keys([
    "APR", "AUG", "Ala", "Apr", "Ariz", "Ark", "Assn", "Aug", "Ave", "Bhd", "Blvd", "Bros", "CO", "CORP", "Calif",
    "Co", "Colo", "Conn", "Corp", "Cos", "DEC", "Dec", "Dept", "Esq", "Est", "FEB", "Feb", "Fla", "Fri", "Ft", "Govt",
    "Govts", "INC", "Ill", "Inc", "Ind", "Intl", "JAN", "JUL", "JUN", "Jan", "Jr", "Jul", "Jun", "Kan", "Ky", "LLC",
    "LLP", "LTD", "La", "Llc", "Ltd", "MAR", "Mar", "Mass", "Md", "Mfg", "Mich", "Minn", "Mon", "Mt", "NOV", "NV",
    "Natl", "Neb", "Nev", "Nov", "OCT", "Oct", "Okla", "Ore", "PLC", "Pa", "Plc", "Pte", "Pty", "Pvt", "Rd", "SEP",
    "SEPT", "Sat", "Sep", "Sept", "Sr", "St", "Ste", "Sun", "Tenn", "Tex", "Thu", "Thur", "Thurs", "Tue", "Tues",
    "Univ", "Va", "Wash", "Wed", "Wis", "Wyo", "al", "ave", "blvd", "corp", "dept", "etc", "govt", "inc", "ltd", "mfg",
]);

/// Words that, capitalised after an abbreviation, begin a sentence and hardly ever a name.
pub(super) const OPENERS: [&str; 117] = [
    "A",
    "About",
    "According",
    "Across",
    "Additionally",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "Analysts",
    "And",
    "Another",
    "As",
    "At",
    "Based",
    "Because",
    "Before",
    "Between",
    "Both",
    "But",
    "By",
    "Compared",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "Excluding",
    "Five",
    "Following",
    "For",
    "Founded",
    "Four",
    "From",
    "Furthermore",
    "He",
    "Headquartered",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Including",
    "It",
    "Its",
    "Last",
    "Later",
    "Like",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "Next",
    "No",
    "Not",
    "Now",
    "Of",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Other",
    "Our",
    "Over",
    "Overall",
    "Separately",
    "Shares",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Three",
    "Through",
    "Thus",
    "To",
    "Today",
    "Together",
    "Total",
    "Two",
    "Under",
    "Unlike",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "Within",
    "Without",
    "Yesterday",
    "Yet",
    "You",
    "Your",
];

/// Words that no phrase ends with, in lower case: a break after one of them is a break in mid-sentence.
pub(super) const LINKING: [&str; 44] = [
    "a",
    "about",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "between",
    "by",
    "for",
    "from",
    "had",
    "has",
    "have",
    "his",
    "in",
    "including",
    "into",
    "is",
    "its",
    "my",
    "nor",
    "of",
    "on",
    "or",
    "our",
    "over",
    "per",
    "said",
    "than",
    "that",
    "the",
    "their",
    "through",
    "to",
    "under",
    "was",
    "were",
    "which",
    "will",
    "with",
    "would",
    "your",
];

/// What follows the point of a name like "Booking.com", whatever its case.
pub(super) const SUFFIXES: [&str; 14] =
    ["com", "net", "org", "pk", "io", "co", "ai", "js", "uk", "in", "gov", "edu", "tv", "me"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_tables_pass_the_quick_look() {
        for (word, kind) in [("Dr", After::Never), ("Messrs", After::Never), ("No", After::UnlessNumber)] {
            assert_eq!(after(word, false), kind);
        }
        for key in NEVER.iter().chain(&UNLESS_NUMBER).chain(&OPENER) {
            let bytes = key.to_be_bytes();
            let word = std::str::from_utf8(&bytes).unwrap_or_default().trim_end_matches('\0');
            assert!(ENDS.fit(word), "{word}");
            assert!(word.len() == 1 || after(word, false) != After::Boundary, "{word}");
        }
        for word in ["well", "year", "far"] {
            assert_eq!(after(word, true), After::Boundary);
        }
    }

    #[test]
    fn tables_are_sorted() {
        for table in [&NEVER[..], &UNLESS_NUMBER, &OPENER] {
            assert!(table.is_sorted(), "{table:?}");
        }
        for table in [&OPENERS[..], &LINKING] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
