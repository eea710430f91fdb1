//! An archive with some of its parts changed: all others are copied as they are, packed.

use miniz_oxide::deflate::compress_to_vec;
use rawzip::ZipArchive;

use super::broken;
use crate::document::{Format, ReadError};

/// What is put in place of a part, or beside all others if there is none of that name.
#[derive(Debug)]
pub(in crate::document) struct Part {
    pub(in crate::document) name: String,
    pub(in crate::document) content: Vec<u8>,
}

/// The archive with these parts, in the order that it had.
pub(in crate::document) fn rewrite(bytes: &[u8], parts: &[Part], format: Format) -> Result<Vec<u8>, ReadError> {
    let cut = || broken(format, "the archive is cut off or damaged");
    let large = || broken(format, "the archive is too large to be written again");
    let archive = ZipArchive::from_slice(bytes).map_err(|_| cut())?;
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    let mut directory = Vec::new();
    let mut count = 0_u16;
    let mut known: Vec<&str> = Vec::new();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(|_| cut())? {
        count = count.checked_add(1).ok_or_else(large)?;
        let place = u32::try_from(out.len()).map_err(|_| large())?;
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).replace('\\', "/");
        if let Some(part) = parts.iter().find(|part| part.name == name) {
            known.push(&part.name);
            packed(part, entry.file_path().as_bytes(), place, &mut out, &mut directory).ok_or_else(large)?;
            continue;
        }
        let local = archive.get_entry(entry.wayfinder()).map_err(|_| cut())?;
        let whole = |at: u64| usize::try_from(at).map_err(|_| large());
        let (from, to) = (whole(entry.local_header_offset())?, whole(local.compressed_data_range().1)?);
        let tail =
            if entry.flags().has_data_descriptor() { descriptor(bytes.get(to..).unwrap_or_default()) } else { 0 };
        out.extend_from_slice(bytes.get(from..to + tail).ok_or_else(cut)?);
        // Parts that lie over each other would be copied as often as they are named.
        if out.len() > bytes.len() + parts.iter().map(|part| part.content.len() + 1024).sum::<usize>() {
            return Err(cut());
        }
        let record = record(bytes, whole(entry.central_directory_offset())?).ok_or_else(cut)?;
        let (before, rest) = record.split_at_checked(OFFSET_AT).ok_or_else(cut)?;
        // Where the offset says so, the true one stands elsewhere: in archives of more than 4 GB.
        let (offset, after) = rest.split_at_checked(4).filter(|(old, _)| *old != [0xFF; 4]).ok_or_else(large)?;
        debug_assert_eq!(offset.len(), 4);
        directory.extend_from_slice(before);
        directory.extend_from_slice(&place.to_le_bytes());
        directory.extend_from_slice(after);
    }
    for part in parts.iter().filter(|part| !known.contains(&part.name.as_str())) {
        count = count.checked_add(1).ok_or_else(large)?;
        let place = u32::try_from(out.len()).map_err(|_| large())?;
        packed(part, part.name.as_bytes(), place, &mut out, &mut directory).ok_or_else(large)?;
    }
    let (start, size) = (u32::try_from(out.len()).map_err(|_| large())?, u32::try_from(directory.len()));
    out.append(&mut directory);
    let comment = archive.comment();
    let comment = comment.as_bytes();
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&size.map_err(|_| large())?.to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&u16::try_from(comment.len()).unwrap_or_default().to_le_bytes());
    out.extend_from_slice(comment);
    Ok(out)
}

/// Where the offset of the part stands in its record of the directory.
const OFFSET_AT: usize = 42;

/// A record of the directory, with the name, the fields and the comment that belong to it.
fn record(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..)?.strip_prefix(b"PK\x01\x02").map(|_| bytes.get(at..))??;
    let length = |at: usize| Some(usize::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
    rest.get(..46 + length(28)? + length(30)? + length(32)?)
}

/// How long the checksum and sizes are that stand behind a part: with or without a signature, of 32 or 64 bits.
fn descriptor(rest: &[u8]) -> usize {
    let signed = if rest.starts_with(b"PK\x07\x08") { 4 } else { 0 };
    let ends = |len: usize| rest.get(signed + len..).is_some_and(|next| next.starts_with(b"PK"));
    signed + if !ends(12) && ends(20) { 20 } else { 12 }
}

/// Adds a part, packed, with its record in the directory.
fn packed(part: &Part, name: &[u8], place: u32, out: &mut Vec<u8>, directory: &mut Vec<u8>) -> Option<()> {
    const LEVEL: u8 = 6;
    let data = compress_to_vec(&part.content, LEVEL);
    // Version 2.0, names in UTF-8, deflated, the first day that the format knows.
    let mut head = vec![20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0];
    head.extend_from_slice(&rawzip::crc32(&part.content).to_le_bytes());
    head.extend_from_slice(&u32::try_from(data.len()).ok()?.to_le_bytes());
    head.extend_from_slice(&u32::try_from(part.content.len()).ok()?.to_le_bytes());
    head.extend_from_slice(&u16::try_from(name.len()).ok()?.to_le_bytes());
    head.extend_from_slice(&[0, 0]);
    out.extend_from_slice(b"PK\x03\x04");
    out.extend_from_slice(&head);
    out.extend_from_slice(name);
    out.extend_from_slice(&data);
    directory.extend_from_slice(b"PK\x01\x02\x14\0");
    directory.extend_from_slice(&head);
    // No comment, the first disk, no attributes.
    directory.extend_from_slice(&[0; 10]);
    directory.extend_from_slice(&place.to_le_bytes());
    directory.extend_from_slice(name);
    Some(())
}
