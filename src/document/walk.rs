//! From the arguments of the command to the files to read.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::Format;
use super::made::{SNAPSHOT_ENDING, SNAPSHOT_HEAD};
use super::read::{ReadError, ReadOptions, Text, read_as, read_stdin_as};
use super::small::LARGEST;

/// What the arguments named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files to read, sorted by the path that is shown, none twice.
    pub inputs: Vec<Input>,
    /// What could not be read, sorted by path.
    pub errors: Vec<(String, ReadError)>,
    /// The snapshots that were met on the way, sorted. They are no documents, also where they are named themselves.
    pub snapshots: Vec<PathBuf>,
}

/// One file to read, or standard input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The path as it is shown: the argument as given, joined with the path below it, with slashes.
    pub shown: String,
    /// Where it is read from.
    pub origin: Origin,
    /// How it is written, by its ending.
    pub format: Format,
    /// Whether it was met in a folder, and not named itself.
    pub walked: bool,
}

/// Where a document is read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Standard input, named by `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The file, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.origin {
            Origin::Stdin => None,
            Origin::File(path) => Some(path),
        }
    }

    /// Reads the text.
    pub fn read(&self, options: &ReadOptions) -> Result<Text, ReadError> {
        match &self.origin {
            Origin::Stdin => read_stdin_as(self.format, options),
            Origin::File(path) => read_as(path, self.format, options),
        }
    }
}

/// What a configuration says of the files in folders. Files that are named themselves it is not asked about.
pub trait Select: Send + Sync {
    /// Whether a folder below an argument is searched.
    fn enters(&self, folder: &Path) -> bool;

    /// Whether a file in a folder is taken; `None` leaves that to its ending.
    fn takes(&self, file: &Path) -> Option<bool>;
}

/// Finds the documents that the arguments name.
///
/// Folders are walked: files with the endings of documents are taken, hidden
/// ones and those that a `.gitignore` or `.ignore` leaves out are not. A link to a file is followed, a link to a folder is not, so no loop
/// is walked. A file that is named itself is taken whatever its name.
#[must_use]
pub fn walk(args: &[PathBuf]) -> Walk {
    walk_selected(args, &Arc::new(ByEnding))
}

/// Finds the documents that the arguments name, in folders those that are selected.
#[must_use]
pub fn walk_selected(args: &[PathBuf], select: &Arc<impl Select + 'static>) -> Walk {
    let mut walk = Walk::default();
    for arg in args {
        if arg.as_os_str() == "-" {
            walk.inputs.push(Input {
                shown: "-".to_owned(),
                origin: Origin::Stdin,
                format: Format::Text,
                walked: false,
            });
            continue;
        }
        match fs::metadata(arg) {
            Err(error) => walk.errors.push((shown(arg), error.into())),
            Ok(metadata) if metadata.is_dir() => walk.folder(arg, select),
            Ok(metadata) if metadata.is_file() && is_snapshot(arg) => {
                // All files of a folder, as a shell names them, hold the documents of its snapshots, too.
                let document = shown(arg).trim_end_matches(SNAPSHOT_ENDING).to_owned();
                if !args.iter().any(|arg| shown(arg) == document) {
                    walk.errors.push((shown(arg), ReadError::Snapshot { document }));
                }
                walk.snapshots.push(arg.clone());
            }
            Ok(_) => walk.file(arg, Format::of(arg).unwrap_or_else(|| sniffed(arg)), false),
        }
    }
    walk.inputs.sort();
    walk.inputs.dedup();
    if args.len() > 1 {
        // One argument reaches a file by one path only; several may by "a", "./a" and "a/b.md".
        let mut seen = HashSet::new();
        walk.inputs.retain(|input| match &input.origin {
            Origin::Stdin => true,
            Origin::File(path) => seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
        });
    }
    walk.errors.sort_by(|a, b| a.0.cmp(&b.0));
    walk.errors.dedup();
    walk.snapshots.sort();
    walk.snapshots.dedup();
    walk
}

/// All folders are searched, and files taken by their ending.
struct ByEnding;

impl Select for ByEnding {
    fn enters(&self, _folder: &Path) -> bool {
        true
    }

    fn takes(&self, _file: &Path) -> Option<bool> {
        None
    }
}

impl Walk {
    /// Gives standard input, if it is among the inputs, the name of a file, whose place it takes.
    pub fn name_stdin(&mut self, path: &Path) {
        let Some(at) = self.inputs.iter().position(|input| input.origin == Origin::Stdin) else { return };
        let mut input = self.inputs.remove(at);
        let whole = fs::canonicalize(path).ok();
        // The file may have been found in a folder by another way to write its path.
        self.inputs.retain(|other| match &other.origin {
            Origin::Stdin => false,
            Origin::File(other) => whole.is_none() || fs::canonicalize(other).ok() != whole,
        });
        self.errors.retain(|(other, _)| *other != shown(path));
        input.shown = shown(path);
        input.format = Format::of(path).unwrap_or(Format::Text);
        self.inputs.push(input);
        self.inputs.sort();
    }

    fn file(&mut self, path: &Path, format: Format, walked: bool) {
        self.inputs.push(Input { shown: shown(path), origin: Origin::File(path.to_owned()), format, walked });
    }

    fn folder(&mut self, folder: &Path, select: &Arc<impl Select + 'static>) {
        let before = (self.inputs.len(), self.errors.len());
        // The walk reads what its folders and those above them leave out.
        let above = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        if let Some(error) = above.ancestors().find_map(unreadable_ignore) {
            return self.errors.push(error);
        }
        // A `.gitignore` counts in an unpacked archive too. What one user ignores everywhere must not change what is
        // found in a folder, so that all see the same report.
        let mut entries = WalkBuilder::new(folder);
        entries.require_git(false).git_global(false).git_exclude(false);
        let left_out = Arc::new(AtomicBool::new(false));
        let mut others = 0;
        let (selected, out) = (Arc::clone(select), Arc::clone(&left_out));
        let barred = Arc::new(Mutex::new(Vec::new()));
        let bars = Arc::clone(&barred);
        entries.filter_entry(move |entry| {
            // The folder that was named is searched whatever the configuration says of it.
            let is_folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
            if is_folder && let Some(error) = unreadable_ignore(entry.path()) {
                bars.lock().unwrap_or_else(PoisonError::into_inner).push(error);
                return false;
            }
            let enters = !is_folder || selected.enters(entry.path());
            out.fetch_or(!enters, Ordering::Relaxed);
            enters
        });
        for entry in entries.build() {
            match entry {
                Err(error) => self.errors.push(walk_error(folder, error)),
                Ok(entry) => {
                    let path = entry.path();
                    let is_file = entry.file_type().is_some_and(|kind| {
                        kind.is_file() || kind.is_symlink() && fs::metadata(path).is_ok_and(|target| target.is_file())
                    });
                    if is_file && is_snapshot(path) {
                        self.snapshots.push(path.to_owned());
                        continue;
                    }
                    let by_ending = Format::searched(path);
                    match is_file.then(|| select.takes(path)) {
                        Some(Some(true)) => self.file(path, Format::of(path).unwrap_or(Format::Text), true),
                        Some(Some(false)) => {
                            left_out.fetch_or(by_ending.is_some(), Ordering::Relaxed);
                        }
                        Some(None) => match by_ending {
                            Some(format) => self.file(path, format, true),
                            None => others += 1,
                        },
                        None => {}
                    }
                }
            }
        }
        self.errors.append(&mut barred.lock().unwrap_or_else(PoisonError::into_inner));
        if before == (self.inputs.len(), self.errors.len()) {
            let folder = shown(folder);
            let left_out = left_out.load(Ordering::Relaxed);
            self.errors.push((folder.clone(), ReadError::NoDocuments { folder, left_out, others }));
        }
    }
}

/// The first list of what a folder leaves out that must not be read: a link to a device without an end, or a pipe, which it would be
/// waited for. Git doesn't follow links there either.
fn unreadable_ignore(folder: &Path) -> Option<(String, ReadError)> {
    [".gitignore", ".ignore"].iter().find_map(|name| {
        let path = folder.join(name);
        let metadata = fs::metadata(&path).ok().filter(|metadata| !metadata.is_dir())?;
        let why = if !metadata.is_file() {
            "it is a device or a pipe, not a regular file"
        } else if metadata.len() > LARGEST {
            "it is too large for a list of files to leave out"
        } else {
            return None;
        };
        Some((shown(&path), ReadError::Io(format!("{why}; nothing in its folder was read"))))
    })
}

/// The path and the reason of an error met on the way.
fn walk_error(folder: &Path, error: ignore::Error) -> (String, ReadError) {
    let mut path = shown(folder);
    let mut error = error;
    loop {
        error = match error {
            ignore::Error::WithPath { path: inner, err } => {
                path = shown(&inner);
                *err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => *err,
            ignore::Error::Io(error) => return (path, error.into()),
            other => return (path, ReadError::Io(other.to_string())),
        }
    }
}

/// Whether a file is a snapshot: by its ending, and by what it begins with, as others may use that ending, too.
fn is_snapshot(path: &Path) -> bool {
    let mut head = [0; SNAPSHOT_HEAD.len()];
    path.as_os_str().as_encoded_bytes().ends_with(SNAPSHOT_ENDING.as_bytes())
        && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok()
        && head == SNAPSHOT_HEAD.as_bytes()
}

/// Whether folders are searched for files of this ending.
#[must_use]
pub fn is_document(path: &Path) -> bool {
    Format::searched(path).is_some()
}

/// The format of a file whose name does not say it: text, unless it plainly is something else.
fn sniffed(path: &Path) -> Format {
    const HEAD: u64 = 4096;
    // A pipe can be read only once.
    if !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return Format::Text;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    // What is wrong with the file is told when it is read.
    read.ok().and_then(|_| Format::sniffed(&head)).unwrap_or(Format::Text)
}

/// A path with slashes, the same on every system.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A folder with empty files of these names.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    /// The paths found below the folder.
    fn found(folder: &tempfile::TempDir, args: &[&str]) -> Vec<String> {
        let args: Vec<PathBuf> = args.iter().map(|arg| folder.path().join(arg)).collect();
        let prefix = format!("{}/", shown(folder.path()));
        walk(&args).inputs.into_iter().map(|input| input.shown.trim_start_matches(&prefix).to_owned()).collect()
    }

    #[test]
    fn folders_give_their_documents_in_order() {
        let folder = folder(&["b.md", "a.txt", "c/d.MARKDOWN", "c/e.rs", ".hidden/f.md", ".g.md"]);
        assert_eq!(found(&folder, &[""]), ["a.txt", "b.md", "c/d.MARKDOWN"]);
    }

    #[test]
    fn ignored_files_are_left_out() {
        let folder = folder(&["a.md", "target/b.md"]);
        fs::write(folder.path().join(".gitignore"), "target/").unwrap();
        assert_eq!(found(&folder, &[""]), ["a.md"]);
    }

    #[test]
    fn snapshots_are_no_documents() {
        let folder = folder(&["a.md", "b.md.audit"]);
        fs::write(folder.path().join("a.md.audit"), "audit snapshot 1\n").unwrap();
        assert_eq!(found(&folder, &["a.md", "a.md.audit"]), ["a.md"]);
        let all = walk(&[folder.path().to_owned()]);
        assert_eq!((all.inputs.len(), all.snapshots.as_slice()), (1, &[folder.path().join("a.md.audit")][..]));
        // The ending is not ours alone; and whoever names nothing but a snapshot is told.
        assert_eq!(found(&folder, &["b.md.audit"]), ["b.md.audit"]);
        let alone = walk(&[folder.path().join("a.md.audit")]);
        assert!(alone.inputs.is_empty() && alone.errors[0].1.to_string().ends_with("a.md instead"), "{alone:?}");
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_name() {
        let folder = folder(&["a.release", ".b.md"]);
        assert_eq!(found(&folder, &["a.release", ".b.md"]), [".b.md", "a.release"]);
        assert_eq!(walk(&[folder.path().join("a.release")]).inputs[0].format, Format::Text);
    }

    #[test]
    fn no_file_is_found_twice() {
        let folder = folder(&["a/b.md"]);
        assert_eq!(found(&folder, &["a", "a/b.md", "a/../a", ""]).len(), 1);
    }

    #[test]
    fn errors_do_not_stop_the_walk() {
        let folder = folder(&["a/b.md", "c/d.rs"]);
        let walk = walk(&["a", "c", "e"].map(|arg| folder.path().join(arg)));
        assert_eq!(walk.inputs.len(), 1);
        let messages: Vec<String> = walk.errors.iter().map(|(_, error)| error.to_string()).collect();
        assert!(messages[0].starts_with("the only file in "), "{messages:?}");
        assert_eq!(messages[1], "no such file or folder; check the path");
    }

    #[test]
    fn standard_input_is_a_dash() {
        let input = &walk(&[PathBuf::from("-")]).inputs[0];
        assert_eq!((input.shown.as_str(), &input.origin, input.format), ("-", &Origin::Stdin, Format::Text));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_to_files_and_not_in_circles() {
        let folder = folder(&["a/b.md"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("a/b.md"), folder.path().join("a/c.md")).unwrap();
        assert_eq!(found(&folder, &[""]), ["a/b.md", "a/c.md"]);
    }
}
