//! Currencies: their codes, what `$` stands for, and how they are written.

use super::tenders::{SIGNS, TENDERS};

/// A currency by its ISO 4217 code.
///
/// ```
/// use claim_audit::model::Currency;
/// assert_eq!(Currency::new("pkr").unwrap().code(), "PKR");
/// assert!(Currency::new("dollars").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// A dollar that does not say whose: `$`, "dollars", "cents". Only the grammar knows it; [`Dollar`] says which one is meant.
    pub(crate) const DOLLAR: Self = Self(*b"$$$");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// Japanese yen.
    pub const JPY: Self = Self(*b"JPY");
    /// Indian rupee.
    pub const INR: Self = Self(*b"INR");
    /// Pakistani rupee.
    pub const PKR: Self = Self(*b"PKR");

    /// The currency of a three-letter code in any case; `None` when it is not three ASCII letters.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// All currencies that are read by their codes and names, with the names.
    ///
    /// ```
    /// use claim_audit::model::Currency;
    /// let (_, names) = Currency::all().find(|(currency, _)| currency.code() == "MYR").unwrap();
    /// assert!(names.contains(&"ringgits"));
    /// ```
    pub fn all() -> impl Iterator<Item = (Self, &'static [&'static str])> {
        TENDERS.iter().map(|tender| (tender.currency(), tender.words))
    }

    /// The signs that stand before a number, the currencies that each stands for, the usual one first, and whether it is money only
    /// beside a scale, grouped digits or the name of a country.
    pub fn signs() -> impl Iterator<Item = (&'static str, Vec<Self>, bool)> {
        SIGNS.iter().map(|sign| (sign.text, sign.codes.iter().copied().map(Self).collect(), sign.strict))
    }

    /// A currency known at compile time. The code must be three upper-case ASCII letters.
    pub(crate) const fn known(code: [u8; 3]) -> Self {
        Self(code)
    }

    /// The ISO 4217 code.
    #[must_use]
    pub fn code(&self) -> &str {
        // The constructor takes ASCII letters only, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The letters of the code, for who writes bytes.
    pub(crate) const fn letters(&self) -> &[u8; 3] {
        &self.0
    }
}

/// What a bare `$` stands for in a text: United States dollars, unless a configuration says otherwise.
///
/// ```
/// use claim_audit::model::Dollar;
/// assert_eq!(Dollar::default().currency().code(), "USD");
/// assert_eq!(Dollar::of("CAD").unwrap().currency().code(), "CAD");
/// assert!(Dollar::of("EUR").is_none(), "nobody writes euros with `$`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dollar {
    sign: Currency,
    /// What "dollars" and "cents" stand for: a peso is written with the sign, and never called so.
    word: Currency,
}

impl Dollar {
    /// The dollars that `$` may stand for, by their ISO 4217 codes.
    pub const DOLLARS: [&str; 23] = [
        "USD", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "NAD", "NZD",
        "SBD", "SGD", "SRD", "TTD", "TWD", "XCD", "ZWL",
    ];
    /// The pesos that `$` may stand for.
    pub const PESOS: [&str; 7] = ["ARS", "CLP", "COP", "CUP", "DOP", "MXN", "UYU"];

    /// The currency of a code that is written with `$`; `None` for any other.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let sign = Currency::new(code)?;
        let is_one = |of: &[&str]| of.iter().any(|known| *known == sign.code());
        let dollar = is_one(&Self::DOLLARS);
        (dollar || is_one(&Self::PESOS)).then_some(Self { sign, word: if dollar { sign } else { Currency::USD } })
    }

    /// The currency of `$`.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.sign
    }

    /// The currency that a sign before a number names.
    pub(crate) fn sign(self, currency: Currency) -> Currency {
        if currency == Currency::DOLLAR { self.sign } else { currency }
    }

    /// The currency that a word behind a number names.
    pub(crate) fn word(self, currency: Currency) -> Currency {
        if currency == Currency::DOLLAR { self.word } else { currency }
    }
}

impl Default for Dollar {
    fn default() -> Self {
        Self { sign: Currency::USD, word: Currency::USD }
    }
}

/// A currency as the table has it.
#[derive(Debug)]
pub struct Tender {
    pub(super) code: [u8; 3],
    /// What it is called: "Malaysian ringgits", "ringgits".
    pub(crate) words: &'static [&'static str],
    /// Where it is paid with, and of what.
    pub(super) countries: &'static [&'static str],
    /// Whether its code may be a word or a name as well: "ALL", "AMD".
    pub(crate) is_word: bool,
}

impl Tender {
    /// All of them.
    pub(crate) const ALL: &'static [Self] = TENDERS;

    /// Its ISO 4217 code.
    pub(crate) fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// The currency.
    pub(crate) const fn currency(&self) -> Currency {
        Currency(self.code)
    }

    /// The one with this code.
    pub(crate) fn of(code: [u8; 3]) -> Option<&'static Self> {
        TENDERS.binary_search_by_key(&code, |tender| tender.code).ok().and_then(|at| TENDERS.get(at))
    }

    /// Whether a text names a country that pays with it, or says of which country it is.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        self.countries.iter().any(|country| text.contains(country))
    }
}

/// A sign before a number that stands for a currency.
#[derive(Debug)]
pub struct Sign {
    pub(crate) text: &'static str,
    pub(super) codes: &'static [[u8; 3]],
    /// Whether it is money only beside a scale, grouped digits or the name of its country: "R", "N", "kr".
    pub(crate) strict: bool,
}

impl Sign {
    /// All of them, by their first character, the longest first.
    pub(crate) const ALL: &'static [Self] = SIGNS;

    /// Whether it stands for the money of several countries.
    pub(crate) const fn is_shared(&self) -> bool {
        self.codes.len() > 1
    }

    /// The currency whose country stands in the text, if only one does; `None` where none or several do.
    pub(crate) fn told_by(&self, text: &str) -> Option<Currency> {
        let mut named =
            self.codes.iter().filter(|code| Tender::of(**code).is_some_and(|tender| tender.is_named_in(text)));
        named.next().filter(|_| named.next().is_none()).map(|code| Currency(*code))
    }

    /// The currency that it stands for where nothing else is said.
    pub(crate) const fn usual(&self) -> Currency {
        match self.codes {
            [code, ..] => Currency(*code),
            [] => Currency::DOLLAR,
        }
    }
}
