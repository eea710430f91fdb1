//! Files that are read whole beside the texts: configurations, facts, baselines, snapshots.
//!
//! They come with a folder, and the folder may be somebody else's: one of them may be a link to a device that never ends, a pipe that
//! nobody writes to, or larger than the memory.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

/// The largest of these files that is read, in bytes: 64 MiB.
pub const LARGEST: u64 = 64 << 20;

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The bytes of a regular file of at most `limit` bytes.
pub fn read_file(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // Asked before it is opened, as to open a pipe is to wait for somebody to write into it.
    let size = regular(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    let too_large = || {
        let limit = if limit < 1 << 20 { format!("{limit} bytes") } else { format!("{} MiB", limit >> 20) };
        io::Error::other(format!("it is larger than {limit}, the limit for such a file"))
    };
    if size > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    // Some files of the system don't say their size, and others grow.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// The text of a regular file of at most [`LARGEST`] bytes, without the byte order mark that editors of Windows put before it.
///
/// ```
/// use claim_audit::document::read_small;
/// assert!(read_small("no/such/audit.toml".as_ref()).is_err());
/// ```
pub fn read_small(path: &Path) -> io::Result<String> {
    let invalid = |message: String| io::Error::new(io::ErrorKind::InvalidData, message);
    let mut bytes = read_file(path, LARGEST)?;
    // A shell of Windows writes what is piped into a file in UTF-16.
    if let Some((encoding, _)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return Err(invalid(format!("it is in {}; save it as UTF-8", encoding.name())));
    }
    if bytes.starts_with(BOM) {
        bytes.drain(..BOM.len());
    }
    // A file with such a byte belongs to a program or the system, and none of it is quoted.
    if memchr::memchr(0, &bytes).is_some() {
        return Err(invalid("it is not a text file: there is a NUL byte in it".to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', error.as_bytes().get(..at).unwrap_or_default()).count() + 1;
        invalid(format!("it is not UTF-8 at byte {at} (line {line}); save it as UTF-8"))
    })
}

/// What went wrong with a file, in words that say what to do, and without the number that the system gives it.
///
/// ```
/// use std::io::{Error, ErrorKind};
/// use claim_audit::document::io_reason;
/// assert_eq!(io_reason(&Error::from(ErrorKind::NotFound)), "no such file or folder; check the path");
/// ```
#[must_use]
pub fn io_reason(error: &io::Error) -> String {
    // What has words of its own, ours among them, names its place as well.
    if error.get_ref().is_some() {
        return error.to_string();
    }
    let words = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path",
        io::ErrorKind::PermissionDenied => "permission denied; change its permissions, or run as a user who has them",
        io::ErrorKind::IsADirectory => "it is a folder, not a file",
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder; check the path",
        io::ErrorKind::AlreadyExists => "the file exists already",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full; free some space",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only; choose another place",
        io::ErrorKind::InvalidFilename => "the name is too long or not allowed here",
        _ => {
            let text = error.to_string();
            return text.split(" (os error ").next().unwrap_or(&text).to_owned();
        }
    };
    words.to_owned()
}

/// The size of a regular file; the error says what it is instead.
fn regular(metadata: &Metadata) -> io::Result<u64> {
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    let what = if metadata.is_dir() { "a folder" } else { "a device or a pipe" };
    Err(io::Error::other(format!("it is {what}, not a regular file")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_regular_files_of_some_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read_file(&path, 5).unwrap(), b"12345");
        let message = |path: &Path, limit| read_file(path, limit).unwrap_err().to_string();
        assert_eq!(message(&path, 4), "it is larger than 4 bytes, the limit for such a file");
        assert_eq!(message(folder.path(), 4), "it is a folder, not a regular file");
        #[cfg(unix)]
        assert_eq!(message(Path::new("/dev/zero"), 4), "it is a device or a pipe, not a regular file");
        fs::write(&path, "a\0b").unwrap();
        assert!(read_small(&path).unwrap_err().to_string().contains("NUL"));
        fs::write(&path, "\u{feff}{}").unwrap();
        assert_eq!(read_small(&path).unwrap(), "{}");
        fs::write(&path, b"\xFF\xFE{\0").unwrap();
        assert_eq!(read_small(&path).unwrap_err().to_string(), "it is in UTF-16LE; save it as UTF-8");
        fs::write(&path, b"a\n\xE9").unwrap();
        assert_eq!(read_small(&path).unwrap_err().to_string(), "it is not UTF-8 at byte 2 (line 2); save it as UTF-8");
        assert_eq!(read_file(&folder.path().join("none"), 4).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn no_reason_is_a_number() {
        for number in 1..=60 {
            let reason = io_reason(&io::Error::from_raw_os_error(number));
            assert!(!reason.contains("os error") && !reason.is_empty(), "{number}: {reason}");
        }
    }
}
