//! The user's page of a rule is the doc comment of its type: one text, which can't fall apart into two.

/// Declares a rule's type with its name, and keeps its doc comment as its page.
macro_rules! rule {
    ($(#[doc = $line:literal])+ pub struct $type:ident = $name:literal;) => {
        $(#[doc = $line])+
        #[derive(Debug, Clone, Copy)]
        pub struct $type;

        impl $type {
            /// The name, as reports, configuration and `audit explain` use it.
            pub const NAME: &'static str = $name;
            /// The user's page in Markdown: the doc comment of this type.
            pub const PAGE: &'static str = {
                const RAW: &str = concat!($($line, "\n"),+);
                const TEXT: [u8; $crate::rules::page::outdented_len(RAW)] = $crate::rules::page::outdented(RAW);
                match std::str::from_utf8(&TEXT) {
                    Ok(text) => text,
                    Err(_) => RAW,
                }
            };
        }

        impl $crate::rules::Named for $type {
            fn name(&self) -> &'static str {
                Self::NAME
            }

            fn page(&self) -> &'static str {
                Self::PAGE
            }
        }
    };
}
pub(super) use rule;

/// The length of [`outdented`].
pub(super) const fn outdented_len(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let (mut at, mut len, mut fresh) = (0, 0, true);
    while at < bytes.len() {
        if !(fresh && bytes[at] == b' ') {
            len += 1;
        }
        fresh = bytes[at] == b'\n';
        at += 1;
    }
    len
}

/// The text without the one space that stands between `///` and the words of a line.
pub(super) const fn outdented<const N: usize>(raw: &str) -> [u8; N] {
    let bytes = raw.as_bytes();
    let mut text = [0; N];
    let (mut at, mut len, mut fresh) = (0, 0, true);
    while at < bytes.len() {
        if !(fresh && bytes[at] == b' ') {
            text[len] = bytes[at];
            len += 1;
        }
        fresh = bytes[at] == b'\n';
        at += 1;
    }
    text
}

/// What a rule checks, in one line: the first sentence of its page, or what stands before its colon where it is a long one.
#[must_use]
pub fn gist(page: &str) -> String {
    let lines = page.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    let sentence = paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.');
    if sentence.chars().count() <= 90 {
        sentence.to_owned()
    } else {
        sentence.split(": ").next().unwrap_or_default().to_owned()
    }
}
