//! What is made of the definition of the arguments for other programs: completions for shells, pages for `man`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use super::draft::replace;
use super::names::rule_names;
use super::{Arguments, Edge, Exit};
use crate::document::io_reason;

/// The arguments of `audit completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}

/// The arguments of `audit man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// A folder for the pages of the command and of each subcommand; without it, the first goes to standard output
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// Prints the completions for a shell.
pub fn completions(arguments: &CompletionsArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    // Into memory first: the generator panics where it can't write.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "audit", &mut script);
    if arguments.shell == Shell::Fish {
        // The generator for fish leaves out what stands without an option.
        let rules = (rule_names().names)();
        let rules: Vec<&str> = rules.iter().map(PossibleValue::get_name).collect();
        let of = "__fish_audit_using_subcommand explain";
        writeln!(script, "complete -c audit -n \"{of}\" -a \"{}\"", rules.join(" "))?;
    }
    edge.stdout.write_all(&script)?;
    Ok(Exit::Clean)
}

/// Prints the manual, or writes all its pages into a folder.
pub fn man(arguments: &ManArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command()).render(&mut page)?;
        edge.stdout.write_all(&set(&page))?;
        return Ok(Exit::Clean);
    };
    pages(folder)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {}", folder.display(), io_reason(&error))))?;
    Ok(Exit::Clean)
}

fn pages(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command(), folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("audit") && name.ends_with(".1") {
            replace(&path, &set(&fs::read(&path)?))?;
        }
    }
    Ok(())
}

/// A page whose lines with columns are set as they stand; `man` would fill them up like prose.
fn set(page: &[u8]) -> Vec<u8> {
    let mut out = String::with_capacity(page.len() + 256);
    let mut as_is = false;
    for line in String::from_utf8_lossy(page).split_inclusive('\n') {
        let columns = !line.starts_with('.') && line.trim_end().contains("  ");
        if columns != as_is {
            out.push_str(if columns { ".nf\n" } else { ".fi\n" });
            as_is = columns;
        }
        out.push_str(line);
    }
    out.into_bytes()
}

fn command() -> Command {
    Arguments::command()
}
