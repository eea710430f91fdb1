//! The parts of a Word document in its archive, unpacked within a limit.

use std::collections::HashMap;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::xml::{self, Node};
use crate::document::ReadError;

/// The parts that are read.
pub(super) struct Parts {
    /// The text, as XML.
    pub(super) document: String,
    /// What its styles are, as XML; a document may have none.
    pub(super) styles: Option<String>,
}

/// Unpacks the parts, all together no larger than `limit` bytes.
pub(super) fn unpack(bytes: &[u8], limit: usize) -> Result<Parts, ReadError> {
    let mut archive = Archive::open(bytes, limit)?;
    let main = archive
        .text("_rels/.rels")?
        .and_then(|relations| target(&relations, "/officeDocument").transpose())
        .transpose()?
        .unwrap_or_else(|| "word/document.xml".to_owned());
    if !archive.entries.contains_key(main.as_str()) {
        return Err(ReadError::OtherFormat {
            name: "no Word document",
            help: "there is no text in this archive; save it as .docx",
        });
    }
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let join = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let relations = archive.text(&join(&format!("_rels/{file}.rels")))?;
    let styles = relations.and_then(|relations| target(&relations, "/styles").transpose()).transpose()?;
    let styles = match styles {
        Some(styles) if styles.starts_with(|c: char| c != '/') => archive.text(&join(&styles))?,
        Some(styles) => archive.text(styles.trim_start_matches('/'))?,
        None => archive.text(&join("styles.xml"))?,
    };
    let document = archive.text(&main)?.unwrap_or_default();
    Ok(Parts { document, styles })
}

/// Where a relation of this kind leads to; a slash before it is left out, as all begins at the top.
fn target(relations: &str, kind: &str) -> Result<Option<String>, ReadError> {
    let mut found = None;
    xml::each(relations, &mut |node| {
        if let Node::Open(tag) = node
            && tag.name == "Relationship"
            && tag.value("Type").is_some_and(|value| value.ends_with(kind))
        {
            found = found.take().or_else(|| tag.value("Target"));
        }
    })?;
    Ok(found.map(|target| if kind == "/officeDocument" { target.trim_start_matches('/').to_owned() } else { target }))
}

struct Archive<'b> {
    bytes: ZipSliceArchive<&'b [u8]>,
    entries: HashMap<String, (ZipArchiveEntryWayfinder, CompressionMethod, bool)>,
    /// How much may still be unpacked.
    left: usize,
    limit: usize,
}

impl<'b> Archive<'b> {
    fn open(bytes: &'b [u8], limit: usize) -> Result<Self, ReadError> {
        const CUT: &str = "the archive is cut off or damaged";
        let archive = ZipArchive::from_slice(bytes).map_err(|_| broken(CUT))?;
        let mut entries = HashMap::new();
        let mut all = archive.entries();
        while let Some(entry) = all.next_entry().map_err(|_| broken(CUT))? {
            // Programs for Windows have written backslashes.
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).replace('\\', "/");
            entries.insert(name, (entry.wayfinder(), entry.compression_method(), entry.flags().is_encrypted()));
        }
        Ok(Self { bytes: archive, entries, left: limit, limit })
    }

    /// The text of a part; nothing if there is no such part.
    fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(&(place, method, encrypted)) = self.entries.get(name) else { return Ok(None) };
        let wrong = |what: &str| broken(&format!("{name} {what}"));
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
            _ => return Err(wrong("is packed in a way that Word does not use")),
        };
        let expected = entry.claim_verifier();
        if expected.crc != rawzip::crc32(&unpacked) {
            return Err(wrong("is not what was packed: its checksum differs"));
        }
        self.left -= unpacked.len();
        let unpacked = match unpacked.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => unpacked,
        };
        String::from_utf8(unpacked).map(Some).map_err(|_| wrong("is not UTF-8"))
    }

    fn too_large(&self) -> ReadError {
        ReadError::Unpacked { limit: self.limit as u64 }
    }
}

/// What is wrong with a file that should be a Word document.
pub(super) fn broken(why: &str) -> ReadError {
    ReadError::Broken { name: "Word document", why: why.to_owned() }
}
