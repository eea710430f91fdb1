//! `audit config`: every setting that holds for a file or folder, and where it comes from.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::baseline::default_path;
use super::run::misconfigured;
use super::setup::{ConfigArguments, profiles};
use super::{Color, Edge, Exit, FailOn};
use crate::config::{Config, Said, Setting, effective};
use crate::document::{io_reason, visible};
use crate::link::Profile;
use crate::model::Severity;

/// The arguments of `audit config`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The file or folder whose settings are printed
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,

    /// How to print them
    #[arg(short, long, value_enum, default_value_t = ShowFormat::Toml)]
    pub format: ShowFormat,

    /// When to use color
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,

    /// Which configuration to use.
    #[command(flatten)]
    pub config: ConfigArguments,

    /// Published figures that a run would be given
    #[arg(long, value_name = "FILE")]
    pub facts: Vec<PathBuf>,

    /// Whether a run would be told to raise what preview rules find
    #[arg(long)]
    pub preview: bool,

    /// The profile that a run would be given
    #[arg(long, value_name = "PROFILE", value_parser = profiles())]
    pub profile: Option<Profile>,

    /// The least certainty that a run would be given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub min_certainty: Option<u8>,

    /// The level that a run would be given
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
}

/// How to print settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// As in audit.toml, with the source of each value behind it
    Toml,
    /// An object, for other programs
    Json,
}

pub const EXAMPLES: &str = "\
Examples:
  audit config                        what holds in this folder
  audit config archive/2019/may.md    what holds for a file, with the overrides that name it
  audit config --format json draft.md the same for other programs

What is printed is an audit.toml itself. Behind each value stands its source: the default, the line of the nearest audit.toml, or \
the option. Every key is explained in docs/configuration.md, and by the file that `audit init` writes.";

/// Prints the settings.
pub fn run(arguments: &ShowArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let path = arguments.path.as_path();
    let is_folder = match fs::metadata(path) {
        Ok(metadata) => metadata.is_dir(),
        Err(_) if path == Path::new("-") => false,
        Err(error) => {
            writeln!(edge.stderr, "audit: error: {}: {}", visible(&path.to_string_lossy()), io_reason(&error))?;
            return Ok(Exit::Unreadable);
        }
    };
    let folder = if is_folder { path } else { path.parent().unwrap_or_else(|| Path::new("")) };
    let found = arguments.config.open().and_then(|mut configs| {
        configs.entered(folder);
        configs.check()
    });
    let configs = match found {
        Ok(configs) => configs,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let none = Config::default();
    let config = configs.all().get(configs.of(folder)).unwrap_or(&none);
    let overrides = if is_folder { Vec::new() } else { config.overrides_for(path) };
    let baseline = Some(default_path(&configs)).filter(|baseline| baseline.is_file());
    let mut shown = Shown {
        path,
        config: Some(config.path.as_path()).filter(|path| !path.as_os_str().is_empty()),
        baseline: baseline.as_deref(),
        left_out: !is_folder && config.leaves_out(path),
        settings: Vec::new(),
    };
    let mut settings = config.settings(&overrides);
    if arguments.preview {
        settings.preview = Some(Said { value: true, line: 0 });
    }
    settings.profile = arguments.profile.map(|value| Said { value, line: 0 }).or(settings.profile);
    settings.min_certainty = arguments.min_certainty.map(|value| Said { value, line: 0 }).or(settings.min_certainty);
    for setting in effective(config, &settings, is_folder) {
        let source = match (setting.line, shown.config) {
            (Some(line), Some(path)) => Source::Line(path, line),
            _ => Source::Default,
        };
        shown.settings.push((setting, source));
    }
    arguments.options(&mut shown.settings);
    match arguments.format {
        ShowFormat::Json => writeln!(edge.stdout, "{:#}", shown.json())?,
        ShowFormat::Toml => shown.print(arguments.color.is_on(edge.color), edge.stdout)?,
    }
    Ok(Exit::Clean)
}

impl ShowArguments {
    /// Puts the options of the command line over the settings.
    fn options(&self, settings: &mut Vec<(Setting, Source<'_>)>) {
        let given = [
            (self.preview, "preview", "--preview"),
            (self.profile.is_some(), "profile", "--profile"),
            (self.min_certainty.is_some(), "min-certainty", "--min-certainty"),
        ];
        for (_, key, option) in given.into_iter().filter(|(is_given, ..)| *is_given) {
            for (_, source) in settings.iter_mut().filter(|(setting, _)| setting.key == key) {
                *source = Source::Option(option);
            }
        }
        if let Some(level) = self.fail_on {
            for (setting, source) in settings.iter_mut().filter(|(setting, _)| setting.key == "fail-on") {
                setting.value = json!(level.severity().map_or("never", Severity::name));
                *source = Source::Option("--fail-on");
            }
        }
        let files = |(setting, _): &(Setting, Source<'_>)| setting.key == "facts.files";
        if let (Some(at), false) = (settings.iter().position(files), self.facts.is_empty()) {
            let value = json!(self.facts.iter().map(|path| path.display().to_string()).collect::<Vec<_>>());
            let given = Setting { key: "facts.files".to_owned(), value, line: None };
            // What the command line names comes beside what the configuration names.
            let at = if settings[at].0.line.is_none() {
                settings.remove(at);
                at
            } else {
                at + 1
            };
            settings.insert(at, (given, Source::Option("--facts")));
        }
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source<'s> {
    Default,
    Line(&'s Path, usize),
    Option(&'static str),
}

/// What is printed.
struct Shown<'s> {
    path: &'s Path,
    config: Option<&'s Path>,
    baseline: Option<&'s Path>,
    left_out: bool,
    settings: Vec<(Setting, Source<'s>)>,
}

impl Shown<'_> {
    /// As in the file, each value with its source behind it.
    fn print(&self, color: bool, out: &mut dyn Write) -> io::Result<()> {
        /// Longer lines have their source beside them, not below the others.
        const WIDEST: usize = 60;
        let (dim, plain) = if color { ("\u{1b}[2m", "\u{1b}[0m") } else { ("", "") };
        write!(out, "{dim}# {}: ", visible(&self.path.to_string_lossy()))?;
        match self.config {
            Some(config) => write!(out, "the settings of {}", visible(&config.to_string_lossy()))?,
            None => write!(out, "no audit.toml applies; all settings are defaults")?,
        }
        if let Some(baseline) = self.baseline {
            write!(out, "\n# baseline: {}", visible(&baseline.to_string_lossy()))?;
        }
        if self.left_out {
            write!(out, "\n# left out where its folder is searched; audited if it is named")?;
        }
        writeln!(out, "{plain}")?;
        let first = |text: &str| text.lines().next().map_or(0, |line| line.chars().count());
        let lines: Vec<String> = self.settings.iter().map(|(setting, _)| setting.toml()).collect();
        let width = lines.iter().map(|text| first(text)).filter(|width| *width <= WIDEST).max().unwrap_or(0);
        let mut before = "";
        for (text, (setting, source)) in lines.iter().zip(&self.settings) {
            let (head, rest) = text.split_once('\n').unwrap_or((text, ""));
            let is_entry = setting.key.ends_with("[]");
            if is_entry {
                writeln!(out)?;
            }
            // A key may stand in a file once; what an option adds is told beside it.
            let again = setting.key == before && !is_entry;
            let head = if again { format!("# {head}") } else { head.to_owned() };
            before = &setting.key;
            writeln!(out, "{head:width$}  {dim}# {source}{plain}")?;
            if !rest.is_empty() {
                writeln!(out, "{rest}")?;
            }
        }
        Ok(())
    }

    /// As one object.
    fn json(&self) -> Value {
        let text = |path: &Path| path.display().to_string();
        let settings = self.settings.iter().map(|(setting, source)| {
            let (from, line) = match source {
                Source::Default => ("default".to_owned(), None),
                Source::Line(path, line) => (text(path), Some(*line)),
                Source::Option(option) => ((*option).to_owned(), None),
            };
            json!({ "key": setting.key, "value": setting.value, "source": from, "line": line })
        });
        json!({
            "path": text(self.path),
            "config": self.config.map(text),
            "baseline": self.baseline.map(text),
            "left_out": self.left_out,
            "settings": settings.collect::<Vec<_>>(),
        })
    }
}

impl std::fmt::Display for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Line(path, line) => write!(f, "{}:{line}", visible(&path.to_string_lossy())),
            Self::Option(option) => f.write_str(option),
        }
    }
}
