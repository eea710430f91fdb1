//! Plain text: paragraphs, list items and headings from nothing but lines.

use memchr::memchr_iter;

use super::flow::{bullet, is_finished, line_goes_on, mark_goes_on, paragraph_goes_on};
use super::{Block, BlockKind, Prose, offset};

/// The blocks of a plain text from the byte `start` on.
pub(super) fn blocks(source: &str, start: usize) -> Vec<Block<'_>> {
    let mut reader = Reader { source, blocks: Vec::new(), open: None };
    let mut line = start;
    for end in memchr_iter(b'\n', source.as_bytes().get(start..).unwrap_or_default())
        .map(|at| start + at)
        .chain([source.len()])
    {
        reader.line(line, end);
        line = end + 1;
    }
    reader.close();
    promote_title(&mut reader.blocks);
    reader.blocks
}

struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block<'a>>,
    open: Option<Open>,
}

/// The block being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    is_item: bool,
    start: usize,
    end: usize,
    /// Where its last line begins.
    last: usize,
    lines: usize,
    /// A blank line has come since.
    blank: bool,
}

impl Reader<'_> {
    /// Reads the line between two bytes.
    fn line(&mut self, start: usize, end: usize) {
        let raw = self.source.get(start..end).unwrap_or_default();
        let line = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if line.is_empty() {
            if let Some(open) = &mut self.open {
                open.blank = true;
            }
            return;
        }
        let start = start + (line.as_ptr() as usize - raw.as_ptr() as usize);
        let end = start + line.len();
        let mark = bullet(line);
        if let Some(open) = &mut self.open {
            let previous = self.source.get(open.last..open.end).unwrap_or_default();
            let goes_on = match mark {
                Some(mark) => !open.is_item && !open.blank && mark_goes_on(previous, mark, line),
                None if open.blank => !open.is_item && paragraph_goes_on(previous, line),
                None => line_goes_on(previous, self.source.get(open.last..end).unwrap_or_default(), line),
            };
            if goes_on {
                *open = Open { end, last: start, lines: open.lines + 1, blank: false, ..*open };
                return;
            }
        }
        self.close();
        let text = (start + mark.map_or(0, |mark| mark.len)).min(end);
        self.open = Some(Open { is_item: mark.is_some(), start: text, end, last: text, lines: 1, blank: false });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let text = self.source.get(open.start..open.end).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let kind = if open.is_item {
            BlockKind::ListItem
        } else if open.lines == 1 && is_heading(text) {
            BlockKind::Heading(2)
        } else {
            BlockKind::Paragraph
        };
        self.blocks.push(Block::unsplit(kind, Prose::plain(text, offset(open.start))));
    }
}

/// Makes the first block the title if it stands alone and does not read like a sentence.
pub(super) fn promote_title(blocks: &mut [Block<'_>]) {
    const LONGEST: usize = 200;
    let has_body = blocks.len() > 1;
    let Some(Block { kind, prose, .. }) = blocks.first_mut() else { return };
    let text = prose.text();
    let is_title = *kind != BlockKind::ListItem
        && text.len() < LONGEST
        && (!is_finished(text) || text.ends_with(['!', '?']))
        && text.contains(char::is_alphabetic);
    *kind = match (is_title, has_body) {
        (true, true) => BlockKind::Title,
        // A line that is all there is says something, and heads nothing.
        (_, false) if *kind != BlockKind::ListItem => BlockKind::Paragraph,
        _ => *kind,
    };
}

/// Whether a line that stands alone is a heading: short, without a stop, beginning like one.
pub(super) fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 100;
    line.len() <= LONGEST
        && !is_finished(line)
        && line.starts_with(|c: char| !c.is_lowercase())
        && line.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block on a line, with a letter for its kind.
    fn read(source: &str) -> Vec<String> {
        let letter = |kind| match kind {
            BlockKind::Title => 'T',
            BlockKind::Heading(_) => 'H',
            BlockKind::ListItem => 'L',
            _ => 'P',
        };
        blocks(source, 0).iter().map(|block| format!("{} {}", letter(block.kind), block.prose.text())).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(
            read("Exports rose.\n\n  Imports fell. \r\n\r\nPrices"),
            ["P Exports rose.", "P Imports fell.", "H Prices"]
        );
    }

    #[test]
    fn nothing_is_no_block() {
        assert!(read(" \n\r\n\u{feff}\t").is_empty());
        assert!(read("-").is_empty() || read("-") == ["P -"]);
    }

    #[test]
    fn the_first_line_is_the_title_if_it_stands_alone() {
        assert_eq!(read("Exports rise 5%\n\nThey rose."), ["T Exports rise 5%", "P They rose."]);
        assert_eq!(read("Exports rise 5%\nThey rose."), ["T Exports rise 5%", "P They rose."]);
        assert_eq!(read("Exports rise 5%"), ["P Exports rise 5%"]);
        assert_eq!(read("Exports rose.\n\nThey did."), ["P Exports rose.", "P They did."]);
    }

    #[test]
    fn short_lines_that_stand_alone_are_headings() {
        assert_eq!(read("It rose.\n\nKey points\nThe rest fell."), ["P It rose.", "H Key points", "P The rest fell."]);
    }

    #[test]
    fn wrapped_paragraphs_stay_whole() {
        let wrapped = "Exports of information technology rose by five per cent in April, said\nthe ministry on Monday in \
                       Islamabad, where it met the exporters of the\nPakistan Software Houses Association.";
        assert_eq!(read(wrapped), [format!("P {wrapped}")]);
    }

    #[test]
    fn a_paragraph_a_line() {
        assert_eq!(
            read("It rose.\nIt fell.\n“It stood.”\nThen it rose."),
            ["P It rose.", "P It fell.", "P “It stood.”", "P Then it rose."]
        );
    }

    #[test]
    fn list_items() {
        assert_eq!(
            read("We saw:\n- growth of 5%\n  in May\n- losses\n1. one\n(a) two"),
            ["P We saw:", "L growth of 5%\n  in May", "L losses", "L one", "L two"]
        );
        assert_eq!(
            read("It was the best that was ever seen, in the year\n2024. Exports rose then."),
            ["P It was the best that was ever seen, in the year\n2024. Exports rose then."]
        );
        assert_eq!(
            read("- Advertisement\nISLAMABAD, Jun 09 (APP): It rose."),
            ["L Advertisement", "P ISLAMABAD, Jun 09 (APP): It rose."]
        );
    }

    #[test]
    fn torn_paragraphs_are_joined() {
        assert_eq!(read("He said that the\n\nIT sector grew."), ["P He said that the\n\nIT sector grew."]);
    }
}
