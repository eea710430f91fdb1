//! Where reports go: standard output and files, each in its format.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::links::link;
use super::{Arguments, Edge, OutputFormat};
use crate::model::Severity;
use crate::report::{Concise, Html, Human, Json, Jsonl, Listing, Renderer};
use crate::rules;

/// A format, and the file for its report: `human`, `sarif=out.sarif`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatTo {
    /// The format.
    pub format: OutputFormat,
    /// The file; standard output if there is none.
    pub file: Option<PathBuf>,
}

impl FormatTo {
    /// Reads a format with or without a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of a file is missing behind `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = OutputFormat::from_str(name, true).map_err(|_| {
            let names: Vec<String> = OutputFormat::value_variants().iter().map(|format| format.name()).collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            match rules::nearest(name, &known) {
                Some(meant) => format!("there is no format `{name}`; did you mean `{meant}`?"),
                None => format!("there is no format `{name}`; possible values: {}", known.join(", ")),
            }
        })?;
        Ok(Self { format, file })
    }
}

/// One report: its format, and where it goes.
#[derive(Debug)]
pub struct Output {
    /// What prints it.
    pub renderer: Renderer,
    /// The file; standard output if there is none.
    pub file: Option<PathBuf>,
    /// The folder from which places are linked to their files, where the report is for a terminal that knows links.
    pub links: Option<PathBuf>,
}

/// The reports that the arguments ask for; `fail_on` is what makes the run fail.
pub fn outputs(arguments: &Arguments, fail_on: Option<Severity>, edge: &Edge<'_>) -> Result<Vec<Output>, String> {
    let mut asked = arguments.format.clone();
    if let Some(file) = &arguments.output {
        let mut open = asked.iter_mut().filter(|asked| asked.file.is_none());
        let Some(first) = open.next() else {
            return Err("each format has a file of its own already; leave --output out".to_owned());
        };
        first.file = Some(file.clone());
    }
    let open: Vec<_> = asked.iter().filter(|asked| asked.file.is_none()).collect();
    if let [first, second, ..] = open.as_slice() {
        return Err(format!(
            "{} and {} would both go to standard output; name a file for one: --format {}=FILE",
            first.format.name(),
            second.format.name(),
            second.format.name()
        ));
    }
    for (index, one) in asked.iter().enumerate() {
        if let Some(file) = &one.file
            && asked.iter().take(index).any(|other| other.file.as_ref() == Some(file))
        {
            return Err(format!("two formats would go to {}; name another file for one", file.display()));
        }
    }
    let output = |to: FormatTo| {
        let renderer = renderer(&to, arguments, fail_on, edge);
        let linked = to.file.is_none() && matches!(renderer, Renderer::Human(_));
        Output { renderer, file: to.file, links: edge.links.clone().filter(|_| linked) }
    };
    Ok(asked.into_iter().map(output).collect())
}

fn renderer(to: &FormatTo, arguments: &Arguments, fail_on: Option<Severity>, edge: &Edge<'_>) -> Renderer {
    match to.format {
        OutputFormat::Human => Renderer::Human(Human {
            width: edge.width,
            // A file is no terminal.
            color: arguments.work.color.is_on(edge.color && to.file.is_none()),
            unicode: edge.unicode || to.file.is_some(),
            verbose: arguments.verbose,
            quiet: arguments.quiet,
        }),
        OutputFormat::Concise => Renderer::Concise(Concise { verbose: arguments.verbose }),
        OutputFormat::Json => Renderer::Json(Json::default()),
        OutputFormat::Jsonl => Renderer::Jsonl(Jsonl::default()),
        OutputFormat::Html => Renderer::Html(Html { fiscal_start: Json::FISCAL_START }),
        OutputFormat::Sarif => Renderer::Listing(Listing::Sarif),
        OutputFormat::Github => Renderer::Listing(Listing::Github { summary: edge.step_summary.is_some() }),
        OutputFormat::Gitlab => Renderer::Listing(Listing::Gitlab),
        OutputFormat::Junit => Renderer::Listing(Listing::Junit { fail_on }),
        OutputFormat::Markdown => Renderer::Listing(Listing::Markdown),
    }
}

/// A place that a report is written to.
pub struct Outlet<'o> {
    out: io::BufWriter<Box<dyn Write + Send + 'o>>,
    separator: &'static [u8],
    first: bool,
    links: Option<PathBuf>,
    /// The file, to name it where something goes wrong.
    name: Option<PathBuf>,
}

/// A report before it is written: its header, what parts documents, and its file if it has one.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// What stands before the first document.
    pub header: Vec<u8>,
    /// What stands between two.
    pub separator: &'static [u8],
    /// The file; standard output if there is none.
    pub file: Option<PathBuf>,
    /// The folder from which places are linked to their files, where they are.
    pub links: Option<PathBuf>,
}

impl Output {
    /// What stands around its documents.
    pub fn frame(&self) -> Frame {
        Frame {
            header: self.renderer.header(),
            separator: self.renderer.separator(),
            file: self.file.clone(),
            links: self.links.clone(),
        }
    }
}

impl<'o> Outlet<'o> {
    /// Opens the outlets of reports; only one of them takes standard output.
    pub fn open(frames: &[Frame], stdout: &'o mut (dyn Write + Send)) -> io::Result<Vec<Self>> {
        let mut stdout = Some(stdout);
        let mut outlets = Vec::with_capacity(frames.len());
        for frame in frames {
            let out: Box<dyn Write + Send> = match &frame.file {
                Some(file) => Box::new(File::create(file).map_err(|error| named(file, &error))?),
                None => match stdout.take() {
                    Some(stdout) => Box::new(stdout),
                    None => Box::new(io::sink()),
                },
            };
            let out = io::BufWriter::with_capacity(1 << 16, out);
            let mut outlet = Self {
                out,
                separator: frame.separator,
                first: true,
                links: frame.links.clone(),
                name: frame.file.clone(),
            };
            outlet.write(&frame.header)?;
            outlets.push(outlet);
        }
        Ok(outlets)
    }

    /// One document.
    pub fn document(&mut self, rendered: &[u8]) -> io::Result<()> {
        if rendered.is_empty() {
            return Ok(());
        }
        if !self.first {
            self.write(self.separator)?;
        }
        self.first = false;
        self.write(rendered)
    }

    /// Anything else.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = &self.links
            && let Ok(report) = std::str::from_utf8(bytes)
        {
            return self.out.write_all(link(report, folder).as_bytes());
        }
        self.out.write_all(bytes).map_err(|error| self.name.as_deref().map(|file| named(file, &error)).unwrap_or(error))
    }

    /// Makes sure that all of it is written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush().map_err(|error| self.name.as_deref().map(|file| named(file, &error)).unwrap_or(error))
    }
}

/// An error with the file that it is about.
fn named(file: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn formats_with_and_without_a_file() {
        let parsed = FormatTo::parse("sarif=a=b.sarif").unwrap();
        assert_eq!((parsed.format, parsed.file), (OutputFormat::Sarif, Some(PathBuf::from("a=b.sarif"))));
        assert_eq!(FormatTo::parse("human").unwrap().file, None);
        assert_eq!(FormatTo::parse("sarf").unwrap_err(), "there is no format `sarf`; did you mean `sarif`?");
        assert!(FormatTo::parse("xml").unwrap_err().contains("human, concise, json,"));
        assert!(FormatTo::parse("json=").unwrap_err().contains("file is missing"));
    }
}
