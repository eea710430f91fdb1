//! Where a report is written: standard output, or a file that takes its name only when all of it is there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::links::link;
use crate::document::io_reason;
use crate::report::{SCRIPT, STYLE, page_of};

/// A report before it is written: its header, what parts documents, and its file if it has one.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// What stands before the first document.
    pub header: Vec<u8>,
    /// What stands between two.
    pub separator: &'static [u8],
    /// The file; standard output if there is none.
    pub file: Option<PathBuf>,
    /// The folder of the documents' pages, where each has its own.
    pub pages: Option<PathBuf>,
    /// The folder from which places are linked to their files, where they are.
    pub links: Option<PathBuf>,
}

/// A place that a report is written to.
pub struct Outlet<'o> {
    out: io::BufWriter<Target<'o>>,
    separator: &'static [u8],
    first: bool,
    links: Option<PathBuf>,
    pages: Option<Pages>,
    /// The file, to name it where something goes wrong.
    name: Option<PathBuf>,
}

impl<'o> Outlet<'o> {
    /// Opens the outlets of reports; only one of them takes standard output.
    pub fn open(frames: &[Frame], stdout: &'o mut (dyn Write + Send)) -> io::Result<Vec<Self>> {
        let mut stdout = Some(stdout);
        let mut outlets = Vec::with_capacity(frames.len());
        for frame in frames {
            let out = match &frame.file {
                Some(file) => Target::open(file).map_err(|error| named(file, &error))?,
                None => match stdout.take() {
                    Some(stdout) => Target::Stream(Box::new(stdout)),
                    None => Target::Stream(Box::new(io::sink())),
                },
            };
            let out = io::BufWriter::with_capacity(1 << 16, out);
            let mut outlet = Self {
                out,
                separator: frame.separator,
                first: true,
                links: frame.links.clone(),
                pages: frame.pages.as_deref().map(Pages::open).transpose()?,
                name: frame.file.clone(),
            };
            outlet.write(&frame.header)?;
            outlets.push(outlet);
        }
        Ok(outlets)
    }

    /// One document.
    pub fn document(&mut self, rendered: &[u8]) -> io::Result<()> {
        if rendered.is_empty() {
            return Ok(());
        }
        if let Some(pages) = &mut self.pages {
            return pages.write(rendered);
        }
        if !self.first {
            self.write(self.separator)?;
        }
        self.first = false;
        self.write(rendered)
    }

    /// Anything else.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = &self.links
            && let Ok(report) = std::str::from_utf8(bytes)
        {
            return self.out.write_all(link(report, folder).as_bytes());
        }
        self.out.write_all(bytes).map_err(|error| self.name.as_deref().map(|file| named(file, &error)).unwrap_or(error))
    }

    /// Makes sure that all that was written so far is on its way.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush().map_err(|error| self.name.as_deref().map(|file| named(file, &error)).unwrap_or(error))
    }

    /// Ends the report: only now does its file take the place of an older one.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        let name = self.name.take();
        let ended = match self.out.into_inner() {
            Ok(target) => target.keep(),
            Err(error) => Err(error.into_error()),
        };
        ended.map_err(|error| name.map(|file| named(&file, &error)).unwrap_or(error))
    }
}

/// The pages of the documents, a file each, with the style and the script that they share.
struct Pages {
    folder: PathBuf,
    /// How many there are.
    count: usize,
}

impl Pages {
    /// Makes the folder; one that is there must be that of an older report, whose pages are taken away.
    fn open(folder: &Path) -> io::Result<Self> {
        let in_folder = |error: io::Error| named(folder, &error);
        if folder.exists() {
            let is_ours =
                fs::read_to_string(folder.join(SCRIPT_FILE)).is_ok_and(|script| script.starts_with("\"use strict\""));
            if !is_ours {
                let message = "the folder for the pages of the report exists and is not that of a report; remove it, or name another file";
                return Err(in_folder(io::Error::other(message)));
            }
            for entry in fs::read_dir(folder).map_err(in_folder)?.flatten() {
                let name = entry.file_name();
                let stem = name.to_str().and_then(|name| name.strip_suffix(".html")).unwrap_or_default();
                if !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit()) {
                    fs::remove_file(entry.path()).map_err(in_folder)?;
                }
            }
        } else {
            fs::create_dir(folder).map_err(in_folder)?;
        }
        for (name, text) in [("style.css", STYLE), (SCRIPT_FILE, SCRIPT)] {
            fs::write(folder.join(name), text).map_err(in_folder)?;
        }
        Ok(Self { folder: folder.to_owned(), count: 0 })
    }

    fn write(&mut self, page: &[u8]) -> io::Result<()> {
        self.count += 1;
        let file = self.folder.join(page_of("", self.count).trim_start_matches('/'));
        fs::write(&file, page).map_err(|error| named(&file, &error))
    }
}

const SCRIPT_FILE: &str = "script.js";

/// What takes the bytes.
enum Target<'o> {
    /// Standard output, a pipe, a device, or a file that can't have another one beside it.
    Stream(Box<dyn Write + Send + 'o>),
    /// A file that takes the place of the one that is meant.
    Draft(Draft),
}

impl Target<'_> {
    fn open(file: &Path) -> io::Result<Self> {
        let is_device = ["/dev", "/proc"].iter().any(|folder| file.starts_with(folder));
        if is_device || fs::metadata(file).is_ok_and(|before| !before.is_file()) {
            return Ok(Self::Stream(Box::new(File::create(file)?)));
        }
        match Draft::of(file) {
            Ok(draft) => Ok(Self::Draft(draft)),
            // The folder may be closed to new files where the file itself is open; an older report is no loss.
            Err(_) => Ok(Self::Stream(Box::new(File::create(file)?))),
        }
    }

    fn keep(self) -> io::Result<()> {
        match self {
            Self::Stream(_) => Ok(()),
            Self::Draft(draft) => draft.keep(),
        }
    }
}

impl Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(out) => out.write(bytes),
            Self::Draft(draft) => draft.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(out) => out.flush(),
            Self::Draft(draft) => draft.flush(),
        }
    }
}

/// An error with the file that it is about.
fn named(file: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {}", file.display(), io_reason(error)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn frame(file: &Path) -> [Frame; 1] {
        [Frame { header: b"head\n".to_vec(), file: Some(file.to_owned()), ..Frame::default() }]
    }

    #[test]
    fn an_old_report_stays_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.md");
        fs::write(&file, "old").unwrap();
        let mut stdout = io::sink();
        let mut outlets = Outlet::open(&frame(&file), &mut stdout).unwrap();
        outlets[0].document(b"new\n").unwrap();
        outlets[0].flush().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        for outlet in outlets {
            outlet.finish().unwrap();
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "head\nnew\n");

        let mut stdout = io::sink();
        drop(Outlet::open(&frame(&file), &mut stdout).unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "head\nnew\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [file, link, new] = ["report.md", "link.md", "new.md"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        for to in [&link, &new] {
            let mut stdout = io::sink();
            for outlet in Outlet::open(&frame(to), &mut stdout).unwrap() {
                outlet.finish().unwrap();
            }
        }
        let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((fs::read_to_string(&file).unwrap().as_str(), mode(&file)), ("head\n", 0o640));
        fs::write(folder.path().join("plain"), "").unwrap();
        assert_eq!(mode(&new), mode(&folder.path().join("plain")), "as any new file");
    }
}
