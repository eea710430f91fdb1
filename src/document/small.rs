//! Files that are read whole beside the texts: configurations, facts, baselines, snapshots.
//!
//! They come with a folder, and the folder may be somebody else's: one of them may be a link to a device that never ends, a pipe that
//! nobody writes to, or larger than the memory.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// The largest of these files that is read, in bytes: 64 MiB.
pub const LARGEST: u64 = 64 << 20;

/// The bytes of a regular file of at most `limit` bytes.
pub fn read_file(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // Asked before it is opened, as to open a pipe is to wait for somebody to write into it.
    let size = regular(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    let too_large = || {
        let limit = if limit < 1 << 20 { format!("{limit} bytes") } else { format!("{} MiB", limit >> 20) };
        io::Error::other(format!("is larger than {limit}, which is the most that is read of it"))
    };
    if size > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    // Some files of the system don't say their size, and others grow.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// The text of a regular file of at most [`LARGEST`] bytes.
///
/// ```
/// use claim_audit::document::read_small;
/// assert!(read_small("no/such/audit.toml".as_ref()).is_err());
/// ```
pub fn read_small(path: &Path) -> io::Result<String> {
    let bytes = read_file(path, LARGEST)?;
    // What has such a byte is quoted nowhere: it is a program's, or the system's.
    if memchr::memchr(0, &bytes).is_some() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "is no text: there is a NUL byte in it"));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "is no text in UTF-8"))
}

/// The size of a regular file; the error says what it is instead.
fn regular(metadata: &Metadata) -> io::Result<u64> {
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    let what = if metadata.is_dir() { "is a folder" } else { "is a device or a pipe" };
    Err(io::Error::other(format!("{what}, and not a regular file")))
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
        assert_eq!(message(&path, 4), "is larger than 4 bytes, which is the most that is read of it");
        assert_eq!(message(folder.path(), 4), "is a folder, and not a regular file");
        #[cfg(unix)]
        assert_eq!(message(Path::new("/dev/zero"), 4), "is a device or a pipe, and not a regular file");
        fs::write(&path, "a\0b").unwrap();
        assert!(read_small(&path).unwrap_err().to_string().contains("NUL"));
        assert_eq!(read_file(&folder.path().join("none"), 4).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
