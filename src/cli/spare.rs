//! What a report must not be written over: a report that takes the place of its own text would cost somebody that text.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Arguments;
use super::outputs::Output;
use super::setup::Setup;
use crate::document::{Walk, is_report};

/// Refuses reports that would be written over what the run reads; those of earlier runs are taken out of what was found in folders.
pub fn spare(outputs: &[Output], arguments: &Arguments, setup: &Setup, found: &mut Walk) -> Result<(), String> {
    let files: Vec<&Path> = outputs.iter().filter_map(|output| output.file.as_deref()).collect();
    for (index, file) in files.iter().enumerate() {
        let place = place(file);
        if place.is_some() && files.iter().take(index).any(|other| self::place(other) == place) {
            return Err(format!("two formats would go to {}; name another file for one", file.display()));
        }
        let Some(this) = Identity::of(file) else { continue };
        let over =
            |what: &str| format!("the report would be written over {}, {what}; name another file", file.display());
        for (what, other) in kept(arguments, setup, found) {
            if Identity::of(&other).as_ref() == Some(&this) {
                return Err(over(what));
            }
        }
        let is_own = is_own(file);
        let mut error = None;
        found.inputs.retain(|input| {
            let is_this = input.file().and_then(Identity::of).as_ref() == Some(&this);
            if is_this && !(input.walked && is_own) {
                error = Some(over("which is a text to be audited"));
            }
            !is_this
        });
        if let Some(error) = error {
            return Err(error);
        }
    }
    Ok(())
}

/// Whether a file is one of the texts that were found.
pub fn is_input(file: &Path, found: &Walk) -> bool {
    let this = Identity::of(file);
    this.is_some() && found.inputs.iter().any(|input| input.file().and_then(Identity::of) == this)
}

/// Where a report goes, however its path is written; `None` for a folder that is not there.
fn place(file: &Path) -> Option<PathBuf> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    file.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(file.file_name()?)))
}

/// The files that a run reads beside its texts, with what they are.
fn kept(arguments: &Arguments, setup: &Setup, found: &Walk) -> Vec<(&'static str, PathBuf)> {
    let mut kept = vec![("which is the baseline", arguments.baseline.path(setup))];
    for config in setup.configs().all() {
        kept.push(("which is the configuration", config.path.clone()));
        kept.extend(config.fact_files.iter().map(|file| ("which holds facts to check by", file.value.clone())));
    }
    kept.extend(arguments.setup.facts.iter().map(|file| ("which holds facts to check by", file.clone())));
    kept.extend(found.snapshots.iter().map(|file| ("which is a snapshot", file.clone())));
    kept
}

/// Whether nothing is lost with a file: it is empty, or a report of an earlier run.
fn is_own(file: &Path) -> bool {
    let mut head = Vec::with_capacity(1 << 10);
    let read = File::open(file).and_then(|file| file.take(1 << 10).read_to_end(&mut head));
    read.is_ok() && (head.is_empty() || is_report(&String::from_utf8_lossy(&head)))
}

/// Which file a path leads to, by links of either kind.
#[derive(PartialEq, Eq)]
struct Identity {
    #[cfg(unix)]
    number: (u64, u64),
    #[cfg(not(unix))]
    path: PathBuf,
}

impl Identity {
    /// The file; `None` for what is no file, or not there.
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt;
            Self { number: (metadata.dev(), metadata.ino()) }
        };
        #[cfg(not(unix))]
        let identity = {
            drop(metadata);
            Self { path: path.canonicalize().ok()? }
        };
        Some(identity)
    }
}
