//! Which part of a page is its text.

use crate::document::{Block, BlockKind};

/// The part of the page that a block stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Region {
    /// Whether it is in `<main>`.
    pub(super) in_main: bool,
    /// The outermost article that it is in, from 1; 0 if in none.
    pub(super) article: u32,
}

/// The blocks of the main text: of `<main>` if there is one, of the one `<article>` that most of it stands in, else all.
pub(super) fn main_text(blocks: Vec<(Region, Block<'_>)>) -> Vec<Block<'_>> {
    let any_main = blocks.iter().any(|(region, _)| region.in_main);
    let article = main_article(blocks.iter().filter(|(region, _)| region.in_main == any_main));
    let is_main =
        |region: Region| region.in_main == any_main && article.is_none_or(|article| region.article == article);
    // The headline often stands above, in a banner of its own.
    let is_headline = |block: &Block<'_>| block.kind == BlockKind::Heading(1);
    let has_headline = blocks.iter().any(|(region, block)| is_main(*region) && is_headline(block));
    let headline = blocks
        .iter()
        .position(|(region, block)| !has_headline && region.article == 0 && is_headline(block) && !is_main(*region));
    let mut kept: Vec<_> = blocks
        .into_iter()
        .enumerate()
        .filter(|(index, (region, _))| is_main(*region) || Some(*index) == headline)
        .map(|(_, (_, block))| block)
        .collect();
    if let Some(block) = kept.iter_mut().find(|block| is_headline(block)) {
        block.kind = BlockKind::Title;
    }
    kept
}

/// The article that holds most of the text, if one does: others are teasers, or there is no telling.
fn main_article<'b, 'a: 'b>(blocks: impl Iterator<Item = &'b (Region, Block<'a>)>) -> Option<u32> {
    let mut sizes: Vec<usize> = Vec::new();
    for (region, block) in blocks {
        let article = region.article as usize;
        if sizes.len() <= article {
            sizes.resize(article + 1, 0);
        }
        if let Some(size) = sizes.get_mut(article) {
            *size += block.prose.text().len();
        }
    }
    let (article, size) = sizes.iter().enumerate().skip(1).max_by_key(|(_, size)| **size)?;
    let all: usize = sizes.iter().skip(1).sum();
    (size * 2 > all).then(|| u32::try_from(article).unwrap_or(u32::MAX))
}
