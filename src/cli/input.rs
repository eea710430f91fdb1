//! Which files to read, and their texts; or why there is none, and what to do about it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::document::Format;

/// Why an input could not be read, and what to do.
#[derive(Debug)]
pub struct ReadError {
    pub path: PathBuf,
    pub rule: &'static str,
    pub message: String,
}

impl ReadError {
    fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), rule: "unreadable", message: message.into() }
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied; make it readable or leave it out".to_owned(),
            _ => error.to_string(),
        };
        Self::new(path, message)
    }
}

/// The files that the paths name: themselves, and the texts in folders by the order of their names.
pub fn walk(paths: &[PathBuf]) -> Vec<Result<PathBuf, ReadError>> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            // Also what is not there: the reader says so.
            found.push(Ok(path.clone()));
            continue;
        }
        let mut walker = ignore::WalkBuilder::new(path);
        for entry in walker.sort_by_file_name(Ord::cmp).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_text(entry.path()) => {
                    found.push(Ok(entry.into_path()));
                }
                Ok(_) => {}
                Err(error) => found.push(Err(walk_error(path, &error))),
            }
        }
    }
    found
}

/// The text of a file.
pub fn read(path: &Path, max_size: u64) -> Result<(String, Format), ReadError> {
    let file = File::open(path).map_err(|error| ReadError::io(path, &error))?;
    let size = file.metadata().map_err(|error| ReadError::io(path, &error))?.len();
    if size > max_size {
        return Err(too_large(path, max_size));
    }
    let text = read_text(path, file, max_size)?;
    Ok((text, if is_plain(path) { Format::Text } else { Format::Markdown }))
}

/// The text of standard input, read as Markdown.
pub fn read_stdin(stdin: &mut dyn Read, max_size: u64) -> Result<(String, Format), ReadError> {
    read_text(Path::new("-"), stdin, max_size).map(|text| (text, Format::Markdown))
}

fn read_text(path: &Path, from: impl Read, max_size: u64) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    from.take(max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| ReadError::io(path, &error))?;
    if bytes.len() as u64 > max_size {
        return Err(too_large(path, max_size));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        ReadError::new(path, format!("not UTF-8 text from byte {at} on; convert it (`iconv -t UTF-8`) or leave it out"))
    })
}

fn too_large(path: &Path, max_size: u64) -> ReadError {
    ReadError::new(path, format!("larger than the limit of {max_size} bytes; raise it with --max-size"))
}

fn walk_error(folder: &Path, error: &ignore::Error) -> ReadError {
    let mut inner = error;
    let mut path = folder;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => (path, inner) = (at, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            ignore::Error::Io(error) => return ReadError::io(path, error),
            other => return ReadError::new(path, other.to_string()),
        }
    }
}

fn is_text(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
        && path.extension().is_some_and(|extension| {
            ["md", "markdown", "txt"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        })
}

fn is_plain(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
}
