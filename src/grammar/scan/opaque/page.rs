//! Numbers of pages that a converter left in the midst of the text: alone on their line.

use crate::grammar::lexicon::Word;
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::scan::Scanner;
use crate::grammar::token::TokenKind;

/// The most digits of a page.
const LONGEST: usize = 3;

impl Scanner<'_> {
    /// Whether the bare number from `at` to `end` is that of a page.
    pub(super) fn page(&self, at: usize, end: usize) -> Option<NonQuantity> {
        let behind = self.text.get(end..)?;
        // "-30-", with the first dash as its sign.
        let closed = behind.strip_prefix('-').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if closed && self.text[at..end].starts_with('-') {
            return Some(NonQuantity::Page);
        }
        let line = behind.strip_prefix('\n').or_else(|| behind.strip_prefix(" \n"))?;
        if end - at > LONGEST || !self.text[at..end].bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let foot = line.starts_with("Table of Contents") || line.starts_with("TABLE OF CONTENTS");
        // "As of the two dates, we 57⏎have pledged": nothing is counted between a subject and its verb.
        let subject = self.out.tokens.last().is_some_and(|token| {
            matches!(self.text_of(token), "we" | "they" | "he" | "she" | "it" | "a" | "an" | "the" | "our" | "their")
                || token.kind == TokenKind::Semicolon
        });
        let goes_on = line.starts_with(|c: char| c.is_ascii_lowercase()) && self.noun(end).is_none();
        let listed = matches!(self.last_word(), Some(Word::And | Word::Or))
            && self.out.tokens.iter().rev().nth(1).is_some_and(|token| token.kind == TokenKind::Semicolon);
        (foot || goes_on && (subject || listed)).then_some(NonQuantity::Page)
    }
}
