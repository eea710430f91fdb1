//! The parts of a file in its archive, unpacked within a limit.

use std::collections::{HashMap, HashSet};

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::broken;
use super::xml::{self, Node};
use crate::document::{Format, ReadError};

/// An archive whose parts are unpacked all together no larger than a limit.
pub(in crate::document) struct Archive<'b> {
    bytes: ZipSliceArchive<&'b [u8]>,
    entries: HashMap<String, (ZipArchiveEntryWayfinder, CompressionMethod, bool)>,
    /// How much may still be unpacked.
    left: usize,
    limit: usize,
    format: Format,
    /// The parts that were read and begin with a byte order mark.
    with_mark: HashSet<String>,
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

impl<'b> Archive<'b> {
    /// Opens a file of this format.
    pub(in crate::document) fn open(bytes: &'b [u8], format: Format, limit: u64) -> Result<Self, ReadError> {
        const CUT: &str = "the archive is cut off or damaged";
        let archive = ZipArchive::from_slice(bytes).map_err(|_| broken(format, CUT))?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut entries = HashMap::new();
        let mut all = archive.entries();
        while let Some(entry) = all.next_entry().map_err(|_| broken(format, CUT))? {
            // Programs for Windows have written backslashes.
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).replace('\\', "/");
            entries.insert(name, (entry.wayfinder(), entry.compression_method(), entry.flags().is_encrypted()));
        }
        Ok(Self { bytes: archive, entries, left: limit, limit, format, with_mark: HashSet::new() })
    }

    /// Whether there is a part of this name.
    pub(in crate::document) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Whether the name of any part is such.
    pub(in crate::document) fn any(&self, is_such: impl Fn(&str) -> bool) -> bool {
        self.entries.keys().any(|name| is_such(name))
    }

    /// The text of a part as bytes, with the byte order mark that the part has.
    pub(in crate::document) fn marked(&self, name: &str, text: String) -> Vec<u8> {
        if self.with_mark.contains(name) { [BOM, text.as_bytes()].concat() } else { text.into_bytes() }
    }

    /// The text of a part; nothing if there is no such part.
    pub(in crate::document) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(&(place, method, encrypted)) = self.entries.get(name) else { return Ok(None) };
        let wrong = |what: &str| broken(self.format, &format!("{name} {what}"));
        if encrypted {
            return Err(wrong("is encrypted"));
        }
        let entry = self.bytes.get_entry(place).map_err(|_| wrong("is cut off"))?;
        let unpacked = match method {
            CompressionMethod::STORE if entry.data().len() <= self.left => entry.data().to_vec(),
            CompressionMethod::STORE => return Err(self.too_large()),
            CompressionMethod::DEFLATE => match decompress_to_vec_with_limit(entry.data(), self.left) {
                Ok(unpacked) => unpacked,
                Err(error) if error.status == TINFLStatus::HasMoreOutput => return Err(self.too_large()),
                Err(_) => return Err(wrong("can't be unpacked")),
            },
            _ => return Err(wrong("is packed in a way that is not read")),
        };
        let expected = entry.claim_verifier();
        if expected.crc != rawzip::crc32(&unpacked) {
            return Err(wrong("is not what was packed: its checksum differs"));
        }
        self.left -= unpacked.len();
        let unpacked = match unpacked.strip_prefix(BOM) {
            Some(rest) => {
                self.with_mark.insert(name.to_owned());
                rest.to_vec()
            }
            None => unpacked,
        };
        String::from_utf8(unpacked).map(Some).map_err(|_| wrong("is not UTF-8"))
    }

    fn too_large(&self) -> ReadError {
        ReadError::Unpacked { limit: self.limit as u64 }
    }
}

/// Where the relations of a part lead to.
#[derive(Debug, Default)]
pub(in crate::document) struct Relations {
    /// Id, kind and the name of the part.
    all: Vec<(String, String, String)>,
}

impl Relations {
    /// The relations of a part, none if it has none; those of the whole file for the empty name.
    pub(in crate::document) fn of(archive: &mut Archive<'_>, part: &str) -> Result<Self, ReadError> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let join = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let mut found = Self::default();
        let Some(xml) = archive.text(&Self::place(part))? else { return Ok(found) };
        xml::each(&xml, archive.format, &mut |node| {
            if let Node::Open(tag) = node
                && tag.name == "Relationship"
                && let Some(target) = tag.value("Target")
            {
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => normalized(&join(&target)),
                };
                found.all.push((tag.value("Id").unwrap_or_default(), tag.value("Type").unwrap_or_default(), target));
            }
        })?;
        Ok(found)
    }

    /// The name of the part that holds the relations of a part.
    pub(in crate::document) fn place(part: &str) -> String {
        match part.rsplit_once('/') {
            Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
            None => format!("_rels/{part}.rels"),
        }
    }

    /// The part of the first relation of a kind, by the end of its name.
    pub(in crate::document) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.all.iter().find(|(_, found, _)| found.ends_with(kind)).map(|(_, _, target)| target.as_str())
    }

    /// The part of the relation with this id.
    pub(in crate::document) fn by_id(&self, id: &str) -> Option<&str> {
        self.all.iter().find(|(found, ..)| found == id).map(|(_, _, target)| target.as_str())
    }
}

/// A path without steps up.
fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
