//! Mails: the subject as a heading, the text of the body, and attachments of the kinds that are read.

use mailparse::{DispositionType, MailHeaderMap, ParsedMail};

use super::outline::{BREAK, Outline};
use super::package::broken;
use super::read::{self, ReadError, ReadOptions, Remark, Text};
use super::{Block, BlockKind, Document, Format};

/// Reads a mail.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    // Parts are nested by few; each takes a piece of the stack.
    const NESTED: usize = 100;
    if memchr::memmem::find_iter(&bytes.to_ascii_lowercase(), b"multipart/").count() > NESTED {
        return Err(broken(Format::Mail, "its parts are nested too deeply"));
    }
    if has_endless_words(bytes) {
        return Err(broken(Format::Mail, "a header of it has too many encoded words"));
    }
    let mail = mailparse::parse_mail(bytes).map_err(|error| broken(Format::Mail, &error.to_string()))?;
    if mail.headers.is_empty() {
        return Err(broken(Format::Mail, "it has no headers"));
    }
    let mut out = Outline::new(options.limit());
    if let Some(subject) = mail.headers.get_first_value("Subject").filter(|subject| !subject.trim().is_empty()) {
        out.heading(1, &subject)?;
    }
    let mut reader = Reader { out, options, left: options.limit(), attachments: 0 };
    reader.part(&mail, 0)?;
    Ok(reader.out.finish())
}

/// Whether lines have so many beginnings of encoded words that it would take for ever to decode them: for each, the parser looks
/// for its end in all of the line.
fn has_endless_words(bytes: &[u8]) -> bool {
    const MOST: u64 = 2_000_000;
    let (mut cost, mut in_line, mut last) = (0_u64, 0_u64, 0);
    memchr::memmem::find_iter(bytes, b"=?").any(|at| {
        if memchr::memchr(b'\n', bytes.get(last..at).unwrap_or_default()).is_some() {
            in_line = 0;
        }
        (last, in_line) = (at, in_line + 1);
        cost += in_line;
        cost > MOST
    })
}

struct Reader<'o> {
    out: Outline,
    options: &'o ReadOptions,
    /// How much attachments may still unpack to.
    left: u64,
    attachments: usize,
}

impl Reader<'_> {
    fn part(&mut self, part: &ParsedMail<'_>, depth: usize) -> Result<(), ReadError> {
        const DEEPEST: usize = 20;
        if depth > DEEPEST {
            return Ok(());
        }
        let kind = part.ctype.mimetype.as_str();
        if kind == "multipart/alternative" {
            // The same in several ways: the plainest is written last by nobody, and the richest keeps tables.
            let rank = |part: &&ParsedMail<'_>| match part.ctype.mimetype.as_str() {
                "text/html" => 2,
                kind if kind.starts_with("multipart/") => 1,
                _ => 0,
            };
            return part.subparts.iter().max_by_key(rank).map_or(Ok(()), |best| self.part(best, depth + 1));
        }
        if !part.subparts.is_empty() {
            return part.subparts.iter().try_for_each(|part| self.part(part, depth + 1));
        }
        let disposition = part.get_content_disposition();
        let name = disposition.params.get("filename").or_else(|| part.ctype.params.get("name"));
        match (name, kind) {
            (None, "text/html") => self.text(part, Format::Html),
            (None, kind) if kind.starts_with("text/") && disposition.disposition != DispositionType::Attachment => {
                self.text(part, Format::Text)
            }
            (Some(name), _) => self.attachment(part, name),
            _ => Ok(()),
        }
    }

    fn text(&mut self, part: &ParsedMail<'_>, format: Format) -> Result<(), ReadError> {
        let text = part.get_body().map_err(|error| broken(Format::Mail, &error.to_string()))?;
        self.blocks(&Document::parse(&text, format).blocks)
    }

    fn attachment(&mut self, part: &ParsedMail<'_>, name: &str) -> Result<(), ReadError> {
        const MOST: usize = 50;
        let shown: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let format = Format::of(shown.as_ref()).filter(|format| *format != Format::Mail);
        self.attachments += 1;
        let Some(format) = format.filter(|_| self.attachments <= MOST) else {
            self.out.left_out(format!("the attachment {shown} was left out; save it, and audit it by itself"));
            return Ok(());
        };
        let bytes = part.get_body_raw().map_err(|error| broken(Format::Mail, &error.to_string()))?;
        let options = ReadOptions { max_size: self.left, ..*self.options };
        match read::decode_as(bytes, format, &options) {
            Ok(read) => {
                self.left = self.left.saturating_sub(read.text.len() as u64);
                for Remark::LeftOut(message) | Remark::Guessed(message) in read.remarks {
                    self.out.left_out(format!("in the attachment {shown}: {message}"));
                }
                self.out.heading(1, &shown)?;
                self.blocks(&Document::parse(&read.text, format).blocks)
            }
            // One that can't be read is none of the mail's faults.
            Err(error) => {
                self.out.left_out(format!("the attachment {shown} {error}"));
                Ok(())
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) -> Result<(), ReadError> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut open = None;
        for block in blocks {
            let text = block.prose.text();
            if let BlockKind::Cell { table, row, column } = block.kind {
                if open.is_some_and(|open| open != table) {
                    self.out.table(&std::mem::take(&mut rows))?;
                }
                open = Some(table);
                let (row, column) = (row as usize, column as usize);
                // Cells come in order, and none is far from the one before.
                if rows.len() <= row {
                    rows.resize_with(row + 1, Vec::new);
                }
                if let Some(cells) = rows.get_mut(row) {
                    cells.resize(column.max(cells.len()), String::new());
                    cells.push(text.to_owned());
                }
                continue;
            }
            if open.take().is_some() {
                self.out.table(&std::mem::take(&mut rows))?;
            }
            // Lines that were broken for their length are joined, as the outline has a paragraph a line.
            let line = text.replace(BREAK, " ").split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
            match block.kind {
                BlockKind::Title => self.out.heading(2, &line)?,
                BlockKind::Heading(level) => self.out.heading(level.clamp(2, 6), &line)?,
                BlockKind::ListItem => self.out.item(&line)?,
                // What is quoted is of another mail.
                BlockKind::Quote => self.out.quote(&line)?,
                BlockKind::Paragraph | BlockKind::Cell { .. } => self.out.paragraph(&line)?,
            }
        }
        self.out.table(&rows)
    }
}
