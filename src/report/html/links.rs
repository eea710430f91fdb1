//! Where links lead: into the same page, or into that of a document where each has its own.

use std::collections::HashMap;

use super::key;
use crate::report::{About, Page};

/// The links of the overview.
pub struct Links<'l> {
    /// The folder of the pages, with the number of each document's page; `None` where all is one page.
    pages: Option<(&'l str, HashMap<&'l str, usize>)>,
}

impl<'l> Links<'l> {
    /// The links of a run.
    pub fn new(about: &'l About, pages: &'l [Page]) -> Self {
        let numbered = || pages.iter().zip(1..).map(|(page, number)| (page.path.as_str(), number)).collect();
        Self { pages: about.pages.as_deref().map(|folder| (folder, numbered())) }
    }

    /// The way to a place of a document; `tail` names it behind the document's key.
    pub fn to(&self, path: &str, tail: &str) -> String {
        let key = key(path);
        let file = self.pages.as_ref().and_then(|(folder, numbers)| Some(page_of(folder, *numbers.get(path)?)));
        format!("{}#{key}{tail}", file.unwrap_or_default())
    }
}

/// The file of a document's page, by its number from 1.
#[must_use]
pub fn page_of(folder: &str, number: usize) -> String {
    format!(
        "{}/{number:06}.html",
        folder.replace('%', "%25").replace(' ', "%20").replace('#', "%23").replace('?', "%3F")
    )
}
