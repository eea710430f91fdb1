//! What is made of the definition of the arguments for other programs: completions for shells, pages for `man`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, Edge, Exit};

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
    edge.stdout.write_all(&script)?;
    Ok(Exit::Clean)
}

/// Prints the manual, or writes all its pages into a folder.
pub fn man(arguments: &ManArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let Some(folder) = &arguments.folder else {
        clap_mangen::Man::new(command()).render(&mut edge.stdout)?;
        return Ok(Exit::Clean);
    };
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command(), folder))
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))?;
    Ok(Exit::Clean)
}

fn command() -> Command {
    Arguments::command()
}
