//! What the elements of a page mean for its text.

use html5gum::StartTag;

use crate::document::BlockKind;

/// An element that matters for what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Main,
    Article,
    Heading(u8),
    List,
    Item,
    Quote,
    Pre,
    Link,
    Table,
    Row,
    Cell,
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) element: Element,
    /// Which article it is, if it is one; from 1.
    pub(super) article: u32,
}

/// The element of a name, if it is one that matters.
pub(super) fn name_of(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"main" => Element::Main,
        b"article" => Element::Article,
        [b'h', level @ b'1'..=b'6'] => Element::Heading(level - b'0'),
        b"ul" | b"ol" | b"dl" => Element::List,
        b"li" | b"dt" | b"dd" => Element::Item,
        b"blockquote" => Element::Quote,
        b"pre" => Element::Pre,
        b"a" => Element::Link,
        b"table" => Element::Table,
        b"tr" => Element::Row,
        b"td" | b"th" => Element::Cell,
        _ => return None,
    })
}

impl Element {
    /// Whether an end of the one is an end of the other.
    pub(super) fn same(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Whether an end of the other, within this, means nothing outside of this.
    pub(super) const fn holds(self, other: Self) -> bool {
        match other {
            Self::Main | Self::Article | Self::Table => false,
            Self::Row => matches!(self, Self::Table),
            Self::Cell => matches!(self, Self::Table | Self::Row),
            Self::Item => matches!(self, Self::List | Self::Table | Self::Row | Self::Cell),
            _ => self.is_of_table(),
        }
    }

    /// Whether it is a table or a part of one.
    pub(super) const fn is_of_table(self) -> bool {
        matches!(self, Self::Table | Self::Row | Self::Cell)
    }

    /// What a block that stands in it is.
    pub(super) const fn kind(self) -> Option<BlockKind> {
        match self {
            Self::Heading(level) => Some(BlockKind::Heading(level)),
            Self::Item => Some(BlockKind::ListItem),
            Self::Quote => Some(BlockKind::Quote),
            _ => None,
        }
    }
}

/// Whether an element begins and ends a block, unlike those that stand in a line.
pub(super) fn is_block(name: &[u8]) -> bool {
    const INLINE: [&[u8]; 41] = [
        b"a", b"abbr", b"acronym", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"data", b"del", b"dfn", b"em",
        b"font", b"i", b"ins", b"kbd", b"label", b"mark", b"nobr", b"output", b"q", b"rb", b"rp", b"rt", b"ruby", b"s",
        b"samp", b"script", b"small", b"span", b"strike", b"strong", b"style", b"sub", b"sup", b"time", b"tt", b"u",
        b"var", b"wbr",
    ];
    // Those with a prefix are markers that programs leave in: `<ix:nonFraction>`, `<st1:place>`, `<o:p>`.
    !INLINE.contains(&name) && !name.contains(&b':')
}

/// Whether an element has no end.
pub(super) fn is_void(name: &[u8]) -> bool {
    const VOID: [&[u8]; 13] = [
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track",
        b"wbr",
    ];
    VOID.contains(&name)
}

/// Whether what stands in an element is no part of the text: it is not shown, or belongs to the site.
pub(super) fn is_hidden(tag: &StartTag<usize>) -> bool {
    const HIDDEN: [&[u8]; 29] = [
        b"aside",
        b"audio",
        b"button",
        b"canvas",
        b"code",
        b"datalist",
        b"del",
        b"dialog",
        b"footer",
        b"iframe",
        b"map",
        b"math",
        b"menu",
        b"nav",
        b"noembed",
        b"noframes",
        b"noscript",
        b"object",
        b"option",
        b"s",
        b"script",
        b"select",
        b"strike",
        b"style",
        b"svg",
        b"template",
        b"textarea",
        b"video",
        b"xmp",
    ];
    const ROLES: [&str; 8] =
        ["navigation", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alertdialog"];
    if HIDDEN.contains(&tag.name.as_slice()) {
        return true;
    }
    if tag.attributes.is_empty() {
        return false;
    }
    let is = |name: &str, values: &[&str]| {
        attribute(tag, name).is_some_and(|value| values.iter().any(|one| value.eq_ignore_ascii_case(one)))
    };
    let style = attribute(tag, "style")
        .map(|style| style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect::<String>());
    attribute(tag, "hidden").is_some()
        || is("aria-hidden", &["true"])
        || is("role", &ROLES)
        || style.is_some_and(|style| ["display:none", "visibility:hidden"].iter().any(|hiding| style.contains(hiding)))
}

/// Whether a table says that it is none.
pub(super) fn is_layout(tag: &StartTag<usize>) -> bool {
    attribute(tag, "role").is_some_and(|role| matches!(role.as_str(), "presentation" | "none"))
}

/// The value of an attribute.
pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value.0).trim().to_owned())
}
