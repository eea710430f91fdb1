//! Title and day of a page, as its head and its times say them.

use html5gum::StartTag;
use jiff::civil::Date;

use super::characters;
use super::elements::attribute;
use crate::document::dateline;
use crate::document::prose::Builder;

/// What is said of the page, not in its text.
#[derive(Debug, Default)]
pub(super) struct Meta {
    title: String,
    /// The day of publication by its name.
    published: Option<Date>,
    /// The first time that the text gives to machines.
    first: Option<Date>,
}

impl Meta {
    /// A piece of the title, as it stands in the file.
    pub(super) fn add_title(&mut self, raw: &str) {
        if self.title.is_empty() {
            let mut builder = Builder::new(raw);
            characters::push(&mut builder, raw, 0..raw.len(), false);
            builder.finish().text().clone_into(&mut self.title);
        }
    }

    /// The title.
    pub(super) fn title(&self) -> Option<String> {
        Some(self.title.clone()).filter(|title| !title.is_empty())
    }

    /// The day: the one that is named as that of publication, else that of the dateline, else the first.
    pub(super) fn date(&self, dateline: Option<Date>) -> Option<Date> {
        self.published.or(dateline).or(self.first)
    }

    /// `<meta property="article:published_time" content="2024-12-19T09:00:00Z">`.
    pub(super) fn tag(&mut self, tag: &StartTag<usize>) {
        const PUBLISHED: [&str; 17] = [
            "article:published_time",
            "citation_publication_date",
            "date",
            "datepublished",
            "dc.date",
            "dc.date.created",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "dcterms.issued",
            "og:published_time",
            "parsely-pub-date",
            "pubdate",
            "publish-date",
            "publish_date",
            "publishdate",
            "sailthru.date",
        ];
        let is_published = ["property", "name", "itemprop"]
            .iter()
            .any(|key| attribute(tag, key).is_some_and(|name| PUBLISHED.contains(&name.to_ascii_lowercase().as_str())));
        if is_published && self.published.is_none() {
            self.published = attribute(tag, "content").and_then(|content| dateline::parse(&content));
        }
    }

    /// `<time datetime="2024-12-19">`.
    pub(super) fn time(&mut self, tag: &StartTag<usize>) {
        let Some(date) = attribute(tag, "datetime").and_then(|time| dateline::parse(&time)) else { return };
        let is_published = tag.attributes.contains_key(&b"pubdate"[..])
            || attribute(tag, "itemprop").is_some_and(|name| name.eq_ignore_ascii_case("datePublished"));
        let place = if is_published { &mut self.published } else { &mut self.first };
        place.get_or_insert(date);
    }
}
