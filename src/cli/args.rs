//! The arguments, and the help that they print.

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;
use jiff::civil::Date;

use super::allow::AllowArguments;
use super::annotate::AnnotateArguments;
use super::baseline::{BaselineArguments, BaselineChoice};
use super::config::ShowArguments;
use super::fix::FixArguments;
use super::generate::{CompletionsArguments, ManArguments};
use super::init::InitArguments;
use super::outputs::FormatTo;
use super::setup::{ConfigArguments, SetupArguments};
use super::since::SinceArguments;
use super::snapshot::SnapshotArguments;
use crate::document::ReadOptions;
use crate::model::Severity;

/// Checks the arithmetic that a text states
///
/// Finds the claims that prose makes with numbers ("rose 23.7% to $2.825 billion from $2.284 billion"), does each sum again with the digits
/// that are printed, and reports what does not come out, why, and what would put it right.
#[derive(Debug, Parser)]
#[command(
    name = "audit",
    version,
    long_version = concat!(env!("CARGO_PKG_VERSION"), "\nA claim fact-checker for prose: reads the arithmetic that a text states and does it again."),
    after_help = "Try `audit --help` for examples and exit codes, `audit explain` for the rules.",
    after_long_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line, independent of the others.
pub struct Arguments {
    /// Files and folders to audit; `-` is standard input
    ///
    /// Folders are searched for texts, web pages, office documents, PDF and mails, in the order of their names. Files that .gitignore or audit.toml leave
    /// out are not read there; a file that is named itself always is.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Output format, and where it goes: FORMAT or FORMAT=FILE; repeatable
    ///
    /// human      for people: each finding with the text, the sum, and the likeliest cause
    /// concise    one line a finding, for editors and logs
    /// json       every claim with its numbers, for other programs
    /// jsonl      the same, an object a line
    /// sarif      SARIF 2.1.0, for code scanning
    /// github     annotations of GitHub Actions, the rest in the summary of the step
    /// gitlab     the code quality report of GitLab
    /// junit      XML for test reports
    /// markdown   a comment on a pull request
    /// html       one page for a browser: the texts with every number marked, each sum redone
    #[arg(short, long, value_name = "FORMAT[=FILE]", default_value = "human", value_parser = super::outputs::formats(), hide_possible_values = true, verbatim_doc_comment)]
    pub format: Vec<FormatTo>,

    /// Where to write the report
    ///
    /// An older report is replaced when the new one is whole; what the run reads is never written over. Reports in a folder are
    /// known by what they begin with, and are not audited with its texts.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Exit with 1 if any finding is at or above this severity [default: error, or `fail-on` in audit.toml]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,

    /// How the work is done.
    #[command(flatten)]
    pub work: WorkArguments,

    /// Print findings only, without the closing summary
    #[arg(short, long)]
    pub quiet: bool,

    /// End with findings counted by rule and unchecked claims by reason
    #[arg(long)]
    pub statistics: bool,

    /// Also print the claims that could not be checked, and how each claim was read
    ///
    /// Shows the readings that were tried and how each came out, why an unchecked claim is unchecked, and what would fit.
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,

    /// Audit again whenever a file changes, until Ctrl-C
    #[arg(long)]
    pub watch: bool,

    /// To which change the report is limited.
    #[command(flatten)]
    pub since: SinceArguments,

    /// Which findings are known.
    #[command(flatten)]
    pub baseline: BaselineChoice,

    /// What to do instead of auditing.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of auditing.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Explain a rule or a claim, or list all rules
    #[command(after_long_help = EXPLAIN)]
    Explain(ExplainArguments),
    /// Print every quantity and period that was read, whether a claim rests on it or not
    ///
    /// One row each, in the order of the text: where it stands, what it says, its value, unit and bounds, the period and the
    /// claim that it belongs to.
    #[command(after_long_help = EXTRACT)]
    Extract(ExtractArguments),
    /// List what documents state, by metric and period
    ///
    /// A ledger of the levels whose metric and period are certain, with those that follow from a stated change marked as implied.
    #[command(after_long_help = FACTS)]
    Facts(FactsArguments),
    /// Record current findings in a baseline; only new ones fail
    #[command(after_long_help = BASELINE)]
    Baseline(BaselineArguments),
    /// Print every setting that applies to a file or folder, and where it comes from
    #[command(after_long_help = super::config::EXAMPLES)]
    Config(ShowArguments),
    /// Write an audit.toml to start from, with every key explained and none set
    #[command(after_long_help = super::init::EXAMPLES)]
    Init(InitArguments),
    /// Accept the findings of a line: write a comment with your reason
    #[command(after_long_help = super::allow::EXAMPLES)]
    Allow(AllowArguments),
    /// Show the figures that would correct wrong sums, or write them
    #[command(after_long_help = FIX)]
    Fix(FixArguments),
    /// Put what was found into a copy of a Word document or PDF, at the numbers
    #[command(after_long_help = super::annotate::EXAMPLES)]
    Annotate(AnnotateArguments),
    /// Store what each document claims in a file beside it, and compare with it later
    #[command(after_long_help = super::snapshot::EXAMPLES)]
    Snapshot(SnapshotArguments),
    /// Print the completions for a shell
    #[command(after_long_help = COMPLETIONS)]
    Completions(CompletionsArguments),
    /// Print the manual page, or write all pages into a folder
    #[command(after_long_help = MAN)]
    Man(ManArguments),
}

/// The arguments of `audit explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArguments {
    /// A rule (`wrong-percent`), a fingerprint, or a line (`draft.md:11`); all rules when left out
    #[arg(value_name = "RULE|FINGERPRINT|FILE:LINE", value_parser = super::names::rule_names(), hide_possible_values = true)]
    pub what: Option<String>,

    /// Files and folders in which the fingerprint is looked for; this folder when left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,
}

/// The arguments of `audit facts`.
#[derive(Debug, clap::Args)]
pub struct FactsArguments {
    /// Files and folders to read; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// How to print the ledger
    #[arg(short, long, value_enum, default_value_t = RowFormat::Human)]
    pub format: RowFormat,

    /// How the work is done.
    #[command(flatten)]
    pub work: WorkArguments,

    /// Where the configuration and reference facts come from.
    #[command(flatten)]
    pub setup: SetupArguments,
}

/// The arguments of `audit extract`.
#[derive(Debug, clap::Args)]
pub struct ExtractArguments {
    /// Files and folders to read; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// How to print the rows
    #[arg(short, long, value_enum, default_value_t = RowFormat::Human)]
    pub format: RowFormat,

    /// The day from which "last month" and "in May" are counted; each document's own date if left out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,

    /// How the work is done.
    #[command(flatten)]
    pub work: WorkArguments,

    /// Which configuration to use.
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// How the work is done, whatever it is.
#[derive(Debug, Clone, clap::Args)]
pub struct WorkArguments {
    /// When to use color
    ///
    /// `auto` asks the terminal, and honours `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,

    /// How many documents to read at a time; 0 is one for each processor
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0, value_parser = threads, allow_negative_numbers = true)]
    pub threads: usize,

    /// The largest file to read, in bytes or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    pub max_size: u64,

    /// The encoding of texts without a byte order mark, such as windows-1252 [default: detected]
    ///
    /// By default UTF-8 is recognised, a web page is read as it declares, and anything else is guessed, with a note.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,

    /// The file name of standard input (`-`), for its format, its configuration and the report
    ///
    /// For editors: the text takes the place of the file, which need not exist.
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
}

impl WorkArguments {
    /// How files are read.
    #[must_use]
    pub const fn read_options(&self) -> ReadOptions {
        ReadOptions { max_size: self.max_size, encoding: self.encoding }
    }

    /// The name for standard input, which must be among the paths then.
    pub fn stdin(&self, paths: &[PathBuf]) -> Result<Option<&Path>, &'static str> {
        if self.stdin_filename.is_some() && !paths.iter().any(|path| path.as_os_str() == "-") {
            return Err("--stdin-filename goes with standard input: name it with `-`");
        }
        Ok(self.stdin_filename.as_deref())
    }
}

/// How to print what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// A table, for people
    Human,
    /// A JSON object a line, with every field
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

/// How to print the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people: each finding with the text, the sum, and the likeliest cause
    Human,
    /// One line a finding, for editors and logs
    Concise,
    /// Every claim with its numbers, for other programs
    Json,
    /// The same, an object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions, the rest in the summary of the step
    Github,
    /// The code quality report of GitLab
    Gitlab,
    /// XML for test reports
    Junit,
    /// A comment on a pull request
    Markdown,
    /// One page to read in a browser: the texts with every number marked, each sum redone, what is said over time.
    Html,
}

impl OutputFormat {
    /// The name, as the argument has it.
    #[must_use]
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// When the terminal can show it
    Auto,
    /// Also in a file or a pipe
    Always,
    /// Not at all
    Never,
}

impl FailOn {
    /// The severity; `None` for never.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

impl Color {
    /// Whether to use colour, where `auto` would.
    #[must_use]
    pub const fn is_on(self, auto: bool) -> bool {
        match self {
            Self::Auto => auto,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// From which severity on a finding makes the command end with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Wrong under every plausible reading
    Error,
    /// Likely wrong
    Warning,
    /// Worth a look
    Note,
    /// Findings never fail the command
    Never,
}

const EXAMPLES: &str = "\
Examples:
  audit                            every text, web page and Word document below this folder
  audit claims/ draft.md           a folder and a file
  pbpaste | audit -                a text from the clipboard (xclip -o on Linux)
  audit --format json claims/      every claim with its numbers, for other programs
  audit --format sarif=out.sarif . findings for code scanning
  audit --fail-on warning claims/  be strict, in a check before publication
  audit --changed-since main .     only what this branch has changed
  audit explain wrong-percent      what a rule checks, and what it leaves alone
  audit extract --format csv .     every quantity and period that was read, as a table
  audit init                       an audit.toml to start from
  audit config draft.md            what holds for a file, and where that is said
  audit baseline write .           record what is found now; only new findings fail
  audit ./explain                  a folder that bears the name of a subcommand

Exit codes:
  0  nothing at or over the fail level
  1  at least one finding at or over the fail level
  2  wrong usage or configuration
  3  an input could not be read (the remaining files were still audited)

Silence is not approval: a claim whose base is not printed cannot be checked. The summary counts those, and --verbose lists them.";

const EXTRACT: &str = "\
Examples:
  audit extract draft.md                     what was read, as a table
  audit extract --format jsonl archive/      an object a line, for other programs
  audit extract --format csv --date 2024-11-20 - < news.txt

Each row has `kind` (quantity or period), `path`, `start` and `end` (bytes), `line`, `column` and `text`. A quantity has `value` in \
base units (or `range`, both ends of \"15 to 20\"), `unit`, `low` and `high` (what it may stand for), `hedge`, `metric`, `period`, \
`change` (up or down, where the number is itself a change), and the `claim` that it belongs to with its `role`. A period has its \
first and last day, both included; empty where the words do not fix them.

Exit codes: 0 read, 2 wrong usage, 3 an input could not be read (the remaining files were still read).";

/// Reads a calendar day.
fn date(text: &str) -> Result<Date, String> {
    let digits = text
        .bytes()
        .enumerate()
        .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    text.parse()
        .ok()
        .filter(|_| digits && text.len() == 10)
        .ok_or_else(|| "expected a day such as 2024-11-20".to_owned())
}

const FACTS: &str = "\
Examples:
  audit facts claims/                     what a folder says, by metric and period
  audit facts --format csv claims/        the same for a spreadsheet
  audit facts --facts claims/facts.csv .  beside published figures

Names that mean the same, and the month in which fiscal years start, stand in audit.toml.";

const EXPLAIN: &str = "\
Examples:
  audit explain                           every rule in a line
  audit explain wrong-percent             what a rule checks, and what it leaves alone
  audit explain draft.md:11               how the claims on a line were read, and what would satisfy them
  audit explain 696a0d305d440a8b claims/  the same for the claim of a fingerprint, which is its `id` in the JSON report";

const FIX: &str = "\
Examples:
  audit fix --unsafe draft.md            show what would be changed, as a difference
  audit fix --unsafe --write draft.md    change it

A sum that does not come out says that one of its numbers is wrong, not which. A figure is changed only where everything that \
is known about the slip leads to it alone; conflicts between places are left to their authors. Read what was changed.

Exit codes: 0 nothing to change, or changed; 1 something would be changed; 2 wrong usage; 3 a file could not be read or written.";

const COMPLETIONS: &str = "\
Examples:
  audit completions bash > ~/.local/share/bash-completion/completions/audit
  audit completions zsh > ~/.zfunc/_audit         (with fpath+=~/.zfunc before compinit)
  audit completions fish > ~/.config/fish/completions/audit.fish
  audit completions powershell >> $PROFILE";

const MAN: &str = "\
Examples:
  audit man | man -l -                    read it
  audit man ~/.local/share/man/man1       install all pages: audit(1), audit-explain(1), …";

const BASELINE: &str = "\
Examples:
  audit baseline write claims/   record what is found now
  audit claims/                  fail for new findings only
  audit baseline show            list what is recorded
  audit baseline prune claims/   forget what has been put right

A finding is known by its rule, its file and the words of its claim, not by its line. The file is audit-baseline.json \
beside the configuration, or in the current folder; keep it under version control.";

/// Reads a number of threads.
fn threads(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a whole number; 0 is one for each processor".to_owned())
}

/// Reads the name of a character set, as web pages write it.
fn encoding(name: &str) -> Result<&'static Encoding, &'static str> {
    Encoding::for_label(name.as_bytes()).ok_or("expected the name of a character set: utf-8, utf-16le, windows-1252")
}

/// Reads a size: `1000`, `64K`, `256M`, `1G`.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let bare = text.trim().trim_end_matches(['B', 'b']).trim_end_matches('i');
    let (digits, shift) = match bare.bytes().last().map(|byte| byte.to_ascii_uppercase()) {
        Some(b'K') => (&bare[..bare.len() - 1], 10),
        Some(b'M') => (&bare[..bare.len() - 1], 20),
        Some(b'G') => (&bare[..bare.len() - 1], 30),
        _ => (bare, 0),
    };
    digits
        .trim()
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(1 << shift))
        // Spans are 32 bits wide, which keeps the model half the size.
        .filter(|size| u32::try_from(*size).is_ok())
        .ok_or_else(|| "expected a number of bytes below 4G, or one with K, M or G: 256M".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn days() {
        assert_eq!(date("2024-02-29").map(|day| day.to_string()), Ok("2024-02-29".to_owned()));
        for wrong in ["2023-02-29", "20241120", "2024-11-20T10:00", "today", "2024-1-2", ""] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("64K"), Ok(65_536));
        assert_eq!(size("1 MiB"), Ok(1 << 20));
        assert_eq!(size("2g"), Ok(2 << 30));
        assert!(size("lots").is_err());
        assert!(size("99999999999G").is_err());
        assert!(size("4G").is_err());
    }
}
