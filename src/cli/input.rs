//! Files and folders (stand-in).

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::document::Format;

/// Why an input could not be read.
#[derive(Debug)]
pub struct ReadError {
    pub path: PathBuf,
    pub rule: &'static str,
    pub message: String,
}

pub fn walk(paths: &[PathBuf]) -> Vec<Result<PathBuf, ReadError>> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Ok(path.clone()));
            continue;
        }
        let mut builder = ignore::WalkBuilder::new(path);
        builder.sort_by_file_name(Ord::cmp);
        for entry in builder.build() {
            match entry {
                Ok(entry) if entry.path().is_dir() => {}
                Ok(entry) => {
                    let known = entry.path().extension().is_some_and(|ext| ext == "md" || ext == "txt");
                    if known || entry.depth() == 0 {
                        found.push(Ok(entry.into_path()));
                    }
                }
                Err(error) => {
                    found.push(Err(ReadError { path: path.clone(), rule: "unreadable", message: error.to_string() }))
                }
            }
        }
    }
    found
}

pub fn read(path: &Path, max_size: u64) -> Result<(String, Format), ReadError> {
    let fail = |message: String| ReadError { path: path.to_owned(), rule: "unreadable", message };
    let size = fs::metadata(path).map_err(|error| fail(error.to_string()))?.len();
    if size > max_size {
        return Err(fail(format!("{size} bytes are over the limit of {max_size}")));
    }
    let bytes = fs::read(path).map_err(|error| fail(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| fail(error.to_string()))?;
    let markdown = path.extension().is_some_and(|ext| ext == "md");
    Ok((text, if markdown { Format::Markdown } else { Format::Text }))
}

pub fn read_stdin(stdin: &mut dyn Read, max_size: u64) -> Result<(String, Format), ReadError> {
    let fail = |message: String| ReadError { path: "-".into(), rule: "unreadable", message };
    let mut bytes = Vec::new();
    stdin.take(max_size + 1).read_to_end(&mut bytes).map_err(|error| fail(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| fail(error.to_string()))?;
    Ok((text, Format::Markdown))
}
