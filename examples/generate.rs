//! Writes generated press releases to disk, for measuring the binary on as much text as one likes.
//!
//! ```text
//! cargo run --release --example generate -- --files 17000 --bytes 3000 releases/
//! cargo run --release --example generate -- --bytes 10000000 large.md
//! cargo run --release --example generate -- --files 100000 --monthly archive/
//! ```
//! With `--files` the output is a folder, else one file; with `--monthly` the documents report the months of the same offices. The same arguments always write the same bytes.
#![allow(clippy::print_stderr)]

#[path = "../benches/generate.rs"]
#[allow(dead_code)]
mod generate;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let Some(options) = Options::read(env::args().skip(1)) else {
        eprintln!("usage: generate [--files N] [--bytes N] [--seed N] [--monthly] OUT");
        return ExitCode::from(2);
    };
    match options.write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", options.out.display());
            ExitCode::FAILURE
        }
    }
}

struct Options {
    files: Option<u64>,
    bytes: usize,
    seed: u64,
    monthly: bool,
    out: PathBuf,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Option<Self> {
        let (mut files, mut bytes, mut seed, mut monthly, mut out) = (None, 3_000, 1, false, None);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--files" => files = Some(arguments.next()?.parse().ok()?),
                "--bytes" => bytes = arguments.next()?.parse().ok()?,
                "--seed" => seed = arguments.next()?.parse().ok()?,
                "--monthly" => monthly = true,
                _ if argument.starts_with('-') => return None,
                _ if out.is_none() => out = Some(PathBuf::from(argument)),
                _ => return None,
            }
        }
        Some(Self { files, bytes, seed, monthly, out: out? })
    }

    fn write(&self) -> io::Result<()> {
        let Some(files) = self.files else {
            return fs::write(&self.out, generate::release(self.seed, self.bytes));
        };
        for number in 0..files {
            // A thousand to a folder: that is how archives look, and what directory walks are fast with.
            let folder = self.out.join(format!("{:03}", number / 1000));
            fs::create_dir_all(&folder)?;
            let text = if self.monthly {
                generate::monthly(number, self.bytes)
            } else {
                generate::release(self.seed.wrapping_add(number), self.bytes)
            };
            fs::write(file_name(&folder, number), text)?;
        }
        Ok(())
    }
}

fn file_name(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("release-{number:06}.md"))
}
