//! `audit init`: a configuration to start from.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::draft::replace;
use super::{Edge, Exit};
use crate::config::{FILE_NAME, start};
use crate::document::{io_reason, visible};

/// The arguments of `audit init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder to write audit.toml into
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,

    /// Write over an audit.toml that is there
    #[arg(long)]
    pub force: bool,
}

pub const EXAMPLES: &str = "\
Examples:
  audit init            audit.toml in this folder
  audit init releases   audit.toml for the folder releases/

Every key stands in the file with what it means and what holds without it. None is set: the file changes nothing until it is edited.";

/// Writes the file, unless there is one.
pub fn run(arguments: &InitArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let path =
        if arguments.folder.as_os_str() == "." { PathBuf::from(FILE_NAME) } else { arguments.folder.join(FILE_NAME) };
    let shown = path.to_string_lossy();
    let shown = visible(&shown);
    if !arguments.folder.is_dir() {
        writeln!(edge.stderr, "audit: error: {}: no such folder", visible(&arguments.folder.to_string_lossy()))?;
        return Ok(Exit::Usage);
    }
    let is_there = path.symlink_metadata().is_ok();
    let written = if is_there && !arguments.force {
        Err(io::ErrorKind::AlreadyExists.into())
    } else {
        replace(&path, start().as_bytes())
    };
    match written {
        Ok(()) => writeln!(edge.stdout, "{shown} written; `audit config` prints what holds")?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            writeln!(edge.stderr, "audit: error: {shown} exists already; --force overwrites it")?;
            return Ok(Exit::Usage);
        }
        Err(error) => {
            writeln!(edge.stderr, "audit: error: {shown} could not be written: {}", io_reason(&error))?;
            return Ok(Exit::Unreadable);
        }
    }
    Ok(Exit::Clean)
}
