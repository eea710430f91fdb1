//! In which month fiscal years begin, by the country and the currency that a text speaks of.
//!
//! India counts from April, Pakistan, Bangladesh and Australia from July, the government of the United States from October, that of
//! Britain from April. `audit.toml` goes before all of them.

use memchr::memmem;

/// What tells of a country, and the month in which its fiscal year begins.
const EVIDENCE: &[(&str, i8)] = &[
    ("₹", 4),
    (" crore", 4),
    (" lakh", 4),
    ("INR ", 4),
    ("India", 4),
    ("HMRC", 4),
    ("HM Treasury", 4),
    ("Pakistan", 7),
    ("PKR", 7),
    ("Bangladesh", 7),
    ("Australian Government", 7),
    ("U.S. Senate", 10),
    ("Congress", 10),
    ("federal budget", 10),
];

/// How much more often one country must be spoken of than all others together.
const CLEAR: usize = 2;

/// The month (1 to 12) in which fiscal years begin for the country that a text speaks of; `None` where it does not tell.
///
/// ```
/// use claim_audit::facts::fiscal_start_of;
/// assert_eq!(fiscal_start_of("Outlay was Rs 1.2 lakh crore in FY2023-24."), Some(4));
/// assert_eq!(fiscal_start_of("Pakistan's exports rose in FY2023-24."), Some(7));
/// assert_eq!(fiscal_start_of("Exports rose in FY2023-24."), None);
/// ```
#[must_use]
pub fn fiscal_start_of(text: &str) -> Option<i8> {
    let mut counts = [0usize; 13];
    for (word, month) in EVIDENCE {
        if let Some(count) = usize::try_from(*month).ok().and_then(|month| counts.get_mut(month)) {
            *count += memmem::find_iter(text.as_bytes(), word.as_bytes()).count();
        }
    }
    let all: usize = counts.iter().sum();
    let (month, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let clear = *most > 0 && *most >= CLEAR * (all - most);
    if clear { i8::try_from(month).ok() } else { None }
}
