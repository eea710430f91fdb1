//! `audit baseline`: what is known, so that only what is new fails.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::draft::{replace, with_ends_of};
use super::run::{Options, Run, audit_all, misconfigured, misused};
use super::setup::{ConfigArguments, Setup, SetupArguments};
use super::spare::is_input;
use super::{Edge, Exit};
use crate::accept::{Acceptor, Baseline, FILE_NAME, Key};
use crate::config::{ConfigError, Configs};
use crate::conflicts::Compared;
use crate::document::{io_reason, read_small, visible};
use crate::model::Severity;
use crate::report::{Entry, counted};

/// Which baseline to use.
#[derive(Debug, Clone, Default, Args)]
pub struct BaselineChoice {
    /// The baseline to use, in place of audit-baseline.json beside the configuration or in the current folder
    #[arg(long = "baseline", value_name = "FILE", conflicts_with = "none")]
    pub file: Option<PathBuf>,

    /// Use no baseline, whatever audit-baseline.json there is
    #[arg(long = "no-baseline")]
    pub none: bool,
}

/// The arguments of `audit baseline`.
#[derive(Debug, Args)]
pub struct BaselineArguments {
    /// What to do with the baseline.
    #[command(subcommand)]
    pub order: Order,
}

/// What to do with the baseline.
#[derive(Debug, Subcommand)]
pub enum Order {
    /// Audit, and write all that is found into the baseline
    Write(Scope),
    /// Audit, and take out of the baseline what is not found any more
    Prune(Scope),
    /// Print what is known
    Show {
        /// The baseline to print
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,

        /// Which configuration it lies beside.
        #[command(flatten)]
        config: ConfigArguments,
    },
}

/// What to audit for a baseline.
#[derive(Debug, Args)]
pub struct Scope {
    /// Files and folders to audit
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// The baseline to write, in place of audit-baseline.json beside the configuration or in the current folder
    #[arg(long = "baseline", value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,
}

impl BaselineChoice {
    /// Where the baseline is, if there is one.
    #[must_use]
    pub fn path(&self, setup: &Setup) -> PathBuf {
        self.file.clone().unwrap_or_else(|| default_path(setup.configs()))
    }

    /// The baseline that is named, or the one that is there.
    pub fn read(&self, setup: &Setup) -> Result<Option<Baseline>, ConfigError> {
        if self.none {
            return Ok(None);
        }
        let path = self.path(setup);
        if self.file.is_none() && !path.is_file() {
            return Ok(None);
        }
        Baseline::read(&path).map(Some)
    }
}

/// Does what is ordered.
pub fn run(arguments: &BaselineArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    match &arguments.order {
        Order::Write(scope) => renew(scope, false, edge),
        Order::Prune(scope) => renew(scope, true, edge),
        Order::Show { baseline, config } => show(baseline.as_deref(), config, edge),
    }
}

/// Beside the configuration if there is one for all, else in the current folder.
pub fn default_path(configs: &Configs) -> PathBuf {
    let here = PathBuf::from(FILE_NAME);
    // The first configuration is the empty one.
    match configs.all() {
        [_, only] if !here.is_file() => only.path.with_file_name(FILE_NAME),
        _ => here,
    }
}

fn show(baseline: Option<&Path>, config: &ConfigArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let arguments = SetupArguments { config: config.clone(), ..SetupArguments::default() };
    let path = match (baseline, Setup::find(&arguments, &[PathBuf::from(".")], None)) {
        (Some(path), _) => path.to_owned(),
        (None, Ok((_, setup))) => default_path(setup.configs()),
        (None, Err(errors)) => return misconfigured(&errors, edge),
    };
    let baseline = match Baseline::read(&path) {
        Ok(baseline) => baseline,
        Err(error) => return misconfigured(&[error], edge),
    };
    for (key, count) in &baseline.known {
        let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        let line = format!("{}: {}: {}{times}", key.file, key.rule, key.claim);
        writeln!(edge.stdout, "{}", visible(&line))?;
    }
    writeln!(edge.stdout, "{} in {}", counted(baseline.len(), "finding"), shown(&path))?;
    Ok(Exit::Clean)
}

/// Writes the baseline anew: with all that is found, or with what of it was known before.
fn renew(scope: &Scope, prune: bool, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let (found, setup) = match Setup::find(&scope.setup, &scope.paths, None) {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let path = scope.file.clone().unwrap_or_else(|| default_path(setup.configs()));
    if is_input(&path, &found) {
        let message = format!("the baseline would be written over {}, which is a text to be audited", shown(&path));
        return misused(&message, edge);
    }
    let before = match Baseline::read(&path) {
        Ok(before) => before,
        // To be written anew is the remedy for a baseline that can't be read.
        Err(_) if !prune => Baseline::new(&path),
        Err(error) => return misconfigured(&[error], edge),
    };
    let acceptor = Acceptor::new(setup.configs().all(), None);
    let options = Options::default();
    let mut keys: BTreeMap<Key, usize> = BTreeMap::new();
    let run = audit_all(&found, &setup, &acceptor, options, &[], edge, |run, compared, _| {
        for key in found_keys(run, compared, &before) {
            *keys.entry(key).or_default() += 1;
        }
        Vec::new()
    })?;
    if run.notices.iter().any(|notice| notice.severity == Severity::Error) {
        writeln!(edge.stderr, "audit: error: {} was not updated because some inputs could not be read", shown(&path))?;
        return Ok(Exit::Unreadable);
    }
    let read: std::collections::HashSet<String> =
        found.inputs.iter().map(|input| before.file_of(&input.shown)).collect();
    let mut after = Baseline::new(&path);
    for (key, count) in &before.known {
        // What was not looked at stays as it is, unless its file is gone.
        if !read.contains(&key.file) && before.has_file(key) {
            after.known.insert(key.clone(), *count);
        }
    }
    for (key, count) in keys {
        let count = if prune { count.min(before.count(&key)) } else { count };
        if count > 0 {
            after.known.insert(key, count);
        }
    }
    let old = read_small(&path).unwrap_or_default();
    let written = replace(&path, with_ends_of(old.as_bytes(), &after.text()).as_bytes());
    if let Err(error) = written {
        writeln!(edge.stderr, "audit: error: {}: {}", shown(&path), io_reason(&error))?;
        return Ok(Exit::Unreadable);
    }
    if prune {
        let gone = before.len().saturating_sub(after.len());
        writeln!(edge.stdout, "{} taken out of {}, {} left", counted(gone, "finding"), shown(&path), after.len())?;
    } else {
        writeln!(edge.stdout, "{} written to {}", counted(after.len(), "finding"), shown(&path))?;
    }
    Ok(Exit::Clean)
}

/// A path as it is printed.
fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// What was found in a run, as a baseline names it.
fn found_keys(run: &Run, compared: &Compared, baseline: &Baseline) -> Vec<Key> {
    let entries = run.pages.iter().flat_map(|page| page.entries.iter().cloned());
    let conflicts = compared.conflicts.iter().filter_map(Entry::of_conflict);
    let key = |entry: Entry| Key {
        file: baseline.file_of(&entry.place.path),
        rule: entry.rule.to_owned(),
        claim: entry.claim,
    };
    entries.chain(conflicts).map(key).collect()
}
