//! Files that are written whole or not at all.
//!
//! What is new stands beside the old, under no name, until all of it is on the disk; only then does it take the name. A full disk, a
//! kill or a power cut leaves the old file as it was, and nothing beside it.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::document::io_reason;

/// What is going to be a file, or to take the place of one.
#[derive(Debug)]
pub struct Draft {
    /// All that was written so far: a file without a name, which is gone when the program is, however it ends.
    file: File,
    /// The file that is meant, behind all links.
    meant: PathBuf,
    before: Option<Metadata>,
}

impl Draft {
    /// Begins a file, which stays as it is until [`Self::keep`]; a link stays a link to what is written.
    pub fn of(file: &Path) -> io::Result<Self> {
        let meant = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let before = match fs::metadata(&meant) {
            // What must not be written must not be replaced either.
            Ok(before) => File::options().append(true).open(&meant).map(|_| Some(before))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            return Err(io::Error::other("it is not a regular file"));
        }
        let file = tempfile::tempfile_in(folder(&meant))?;
        Ok(Self { file, meant, before })
    }

    /// Gives what was written the name that is meant, and what the file had of its own before: mode, owner, other names.
    pub fn keep(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        let file = self.named()?;
        if self.before.as_ref().is_some_and(|before| is_shared(before) || !take_owner(file.as_file(), before)) {
            return self.copy_over(file);
        }
        // After the owner, as a change of owner takes some of the mode away.
        if let Some(before) = &self.before {
            file.as_file().set_permissions(before.permissions())?;
        }
        match file.persist(&self.meant) {
            Ok(_) => {
                // The name is in the folder, and not in the file; not every system can be told to write that.
                let _ = File::open(folder(&self.meant)).and_then(|folder| folder.sync_all());
                Ok(())
            }
            // A file that is mounted by itself can be written but not replaced.
            Err(error) if self.before.is_some() => self.copy_over(error.file),
            Err(error) => Err(error.error),
        }
    }

    /// The draft under a name of its own in the folder, hidden from walks.
    fn named(&mut self) -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        builder.prefix(".audit-");
        #[cfg(target_os = "linux")]
        {
            use std::os::fd::AsRawFd;
            // A file that never had a name may be given one, so that there is no moment at which half of it can be seen.
            let own = format!("/proc/self/fd/{}", self.file.as_raw_fd());
            let link = |path: &Path| {
                use rustix::fs::{AtFlags, CWD, linkat};
                linkat(CWD, own.as_str(), CWD, path, AtFlags::SYMLINK_FOLLOW)?;
                self.file.try_clone()
            };
            if let Ok(named) = builder.make_in(folder(&self.meant), link) {
                let mode = if self.before.is_some() { 0o600 } else { 0o666 & !umask() };
                named.as_file().set_permissions(permissions(mode))?;
                return Ok(named);
            }
        }
        #[cfg(unix)]
        builder.permissions(permissions(if self.before.is_some() { 0o600 } else { 0o666 }));
        let mut named = builder.tempfile_in(folder(&self.meant))?;
        self.file.rewind()?;
        io::copy(&mut self.file, named.as_file_mut())?;
        named.as_file().sync_all()?;
        Ok(named)
    }

    /// Writes into the file itself, where it can't be replaced without taking it from others who have it; the draft beside it is not
    /// taken away until that is done.
    fn copy_over(&self, draft: NamedTempFile) -> io::Result<()> {
        let mut from = File::open(draft.path())?;
        let copied = OpenOptions::new().write(true).open(&self.meant).and_then(|mut out| {
            let size = io::copy(&mut from, &mut out)?;
            out.set_len(size)?;
            out.sync_all()
        });
        copied.map_err(|error| match draft.keep() {
            Ok((_, path)) => {
                io::Error::new(error.kind(), format!("{}; all of it stands in {}", io_reason(&error), path.display()))
            }
            Err(_) => error,
        })
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a file whole, in place of the one that is there.
pub fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    let mut draft = Draft::of(file)?;
    draft.write_all(content)?;
    draft.keep()
}

/// A text with the ends of lines that the one before it had, which git or an editor may have made those of Windows.
pub fn with_ends_of<'t>(before: &[u8], now: &'t str) -> std::borrow::Cow<'t, str> {
    let first = memchr::memchr(b'\n', before);
    if first.is_some_and(|at| at > 0 && before.get(at - 1) == Some(&b'\r')) {
        return now.replace('\n', "\r\n").into();
    }
    now.into()
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Whether the file has other names, which would keep the old content if it was replaced.
fn is_shared(before: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(before) > 1;
    #[cfg(not(unix))]
    false
}

/// Gives a file the owner of the one before it; whether it has it now.
fn take_owner(file: &File, before: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let Ok(now) = file.metadata() else { return false };
        (now.uid(), now.gid()) == (before.uid(), before.gid())
            || fchown(file, Some(before.uid()), Some(before.gid())).is_ok()
    }
    #[cfg(not(unix))]
    true
}

#[cfg(unix)]
fn permissions(mode: u32) -> Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(mode)
}

/// What new files of this process may not be: read off one, as asking for the mask itself would change it for a moment.
#[cfg(target_os = "linux")]
fn umask() -> u32 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| u32::from_str_radix(line.strip_prefix("Umask:")?.trim(), 8).ok());
    mask.unwrap_or(0o022)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_old_stays_until_the_new_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "old").unwrap();
        let mut draft = Draft::of(&file).unwrap();
        draft.write_all(b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        drop(draft);
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        replace(&file, b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        assert!(replace(folder.path(), b"new").is_err());
        assert!(replace(&folder.path().join("none/a.md"), b"new").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn mode_links_and_other_names_stay() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o7777;
        fs::write(path("a"), "old").unwrap();
        fs::set_permissions(path("a"), permissions(0o640)).unwrap();
        symlink("a", path("link")).unwrap();
        replace(&path("link"), b"new").unwrap();
        assert!(fs::symlink_metadata(path("link")).unwrap().is_symlink());
        assert_eq!((fs::read_to_string(path("a")).unwrap().as_str(), mode("a")), ("new", 0o640));

        fs::hard_link(path("a"), path("twin")).unwrap();
        replace(&path("twin"), b"s").unwrap();
        assert_eq!((fs::read_to_string(path("a")).unwrap().as_str(), mode("a")), ("s", 0o640));
        assert_eq!(fs::metadata(path("a")).unwrap().nlink(), 2);

        fs::write(path("plain"), "").unwrap();
        replace(&path("made"), b"new").unwrap();
        assert_eq!(mode("made"), mode("plain"), "as any new file");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "nothing is left beside them");
    }

    #[test]
    fn ends_of_lines_stay() {
        assert_eq!(with_ends_of(b"a\r\nb\r\n", "c\nd\n"), "c\r\nd\r\n");
        for before in [&b""[..], b"\n", b"a\nb\r\n", b"a"] {
            assert_eq!(with_ends_of(before, "c\nd\n"), "c\nd\n");
        }
    }
}
