//! `audit --watch`: an audit again each time that a file changes.
//!
//! The files are looked at a few times a second instead of asking the system to tell: that works on every system and on network folders alike,
//! notices new files and changed configurations by the same means, and for a folder of a thousand releases costs a few milliseconds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::setup::Setup;
use super::{Arguments, Edge, Exit, run};
use crate::document::Origin;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(250);

/// Audits, and audits again when something has changed, until it is stopped from outside.
pub fn watch(arguments: &Arguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return run::misused("--watch goes with files; standard input is read once", edge);
    }
    let mut seen = look(arguments);
    loop {
        if edge.interactive {
            // An empty screen, so that what is read is what holds now.
            write!(edge.stdout, "\u{1b}[2J\u{1b}[3J\u{1b}[H")?;
        }
        let exit = run::run(arguments, edge)?;
        edge.stdout.flush()?;
        if edge.closed.is_so() {
            return Ok(exit);
        }
        writeln!(edge.stderr, "audit: waiting for changes; Ctrl-C ends it")?;
        seen = next(arguments, &seen);
    }
}

/// Waits until the files look otherwise, and have come to rest: editors write in more than one step.
fn next(arguments: &Arguments, seen: &[Seen]) -> Vec<Seen> {
    let mut last = look(arguments);
    loop {
        std::thread::sleep(PAUSE);
        let now = look(arguments);
        if now == last && now != seen {
            return now;
        }
        last = now;
    }
}

/// A file, when it was written and how long it is.
type Seen = (PathBuf, Option<(SystemTime, u64)>);

/// How the files look that decide over the report.
fn look(arguments: &Arguments) -> Vec<Seen> {
    let stamp = |path: &Path| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    let mut files: Vec<PathBuf> = arguments.paths.clone();
    files.extend(arguments.setup.facts.iter().cloned());
    match Setup::find(&arguments.setup, &arguments.paths, None) {
        Ok((found, setup)) => {
            files.push(arguments.baseline.path(&setup));
            for config in setup.configs().all() {
                files.push(config.path.clone());
                files.extend(config.fact_files.iter().map(|said| said.value.clone()));
            }
            files.extend(found.inputs.into_iter().filter_map(|input| match input.origin {
                Origin::Stdin => None,
                Origin::File(path) => Some(path),
            }));
        }
        Err(errors) => files.extend(errors.into_iter().map(|error| error.path.into())),
    }
    // What is written by each run would set off the next one.
    let written: Vec<_> =
        arguments.format.iter().filter_map(|format| format.file.as_ref()).chain(&arguments.output).collect();
    let whole = |path: &Path| path.canonicalize().ok();
    files.retain(|file| written.iter().all(|other| whole(other).is_none() || whole(other) != whole(file)));
    let mut seen: Vec<Seen> = files.into_iter().map(|path| (path.clone(), stamp(&path))).collect();
    seen.sort();
    seen.dedup();
    seen
}
