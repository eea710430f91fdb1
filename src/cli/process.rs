//! The command as a process: reads the environment and the terminal once, and runs with what it found.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};

use super::{Closed, Edge, main};

/// Runs the command for the streams and the environment of this process; its exit code.
pub fn process(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let mut edge = Edge {
        stdout: &mut io::stdout(),
        stderr: &mut io::stderr(),
        color: color(),
        interactive: io::stdout().is_terminal(),
        progress: io::stderr().is_terminal() && set("TERM").is_none_or(|term| term != "dumb"),
        links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout).then(|| env::current_dir().ok()).flatten(),
        width: width(),
        unicode: unicode(),
        step_summary: set("GITHUB_STEP_SUMMARY").map(Into::into),
        command: String::new(),
        today: today(),
        processors: std::thread::available_parallelism().map_or(1, Into::into),
        closed: Closed::default(),
    };
    main(arguments, &mut edge) as u8
}

/// Whether to use colour: `NO_COLOR`, `CLICOLOR_FORCE` and `CLICOLOR` (bixense.com/clicolors), then the terminal.
fn color() -> bool {
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let refused = set("CLICOLOR").is_some_and(|value| value == "0");
    !refused && io::stdout().is_terminal() && set("TERM").is_none_or(|term| term != "dumb")
}

/// A variable of the environment that is not empty.
fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The width of the terminal; 100 columns where there is none.
fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(100, |(width, _)| usize::from(width.0))
}

/// Whether the locale says UTF-8; systems without locales in the environment have it built in.
fn unicode() -> bool {
    if cfg!(windows) {
        return true;
    }
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// The day, in universal time; that of `SOURCE_DATE_EPOCH` where a build is to give the same report again.
fn today() -> Option<jiff::civil::Date> {
    let fixed = set("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.to_str()?.parse().ok());
    let now = match fixed {
        Some(seconds) => jiff::Timestamp::from_second(seconds).ok()?,
        None => jiff::Timestamp::now(),
    };
    Some(now.to_zoned(jiff::tz::TimeZone::UTC).date())
}
