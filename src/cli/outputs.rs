//! Which reports are asked for: each in its format, to standard output or a file.

use std::path::PathBuf;

use clap::ValueEnum;

use super::names::Hinted;
use super::outlet::Frame;
use super::{Arguments, Edge, OutputFormat};
use crate::document::{REPORT_HEAD, is_document};
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

/// A reader of one argument.
type ParseFormat = fn(&str) -> Result<FormatTo, String>;

/// What reads the argument of `--format`, and names the formats to shells.
pub fn formats() -> Hinted<ParseFormat> {
    let names = || OutputFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
    Hinted { parser: FormatTo::parse, names }
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
            return Err("every --format already names a file; remove --output".to_owned());
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
        OutputFormat::Html => Renderer::Html(Html { fiscal_start: Json::FISCAL_START, paged: false }),
        OutputFormat::Sarif => Renderer::Listing(Listing::Sarif),
        OutputFormat::Github => Renderer::Listing(Listing::Github { summary: edge.step_summary.is_some() }),
        OutputFormat::Gitlab => Renderer::Listing(Listing::Gitlab),
        OutputFormat::Junit => Renderer::Listing(Listing::Junit { fail_on }),
        OutputFormat::Markdown => Renderer::Listing(Listing::Markdown),
    }
}

impl Output {
    /// Gives each of many documents a page of its own: one file for all of them would be more than a browser opens with ease.
    pub fn page_if_many(&mut self, documents: usize) {
        const MANY: usize = 500;
        if let (Renderer::Html(html), Some(_), true) = (&mut self.renderer, &self.file, documents > MANY) {
            html.paged = true;
        }
    }

    /// The folder of its documents' pages, where they have their own: `report.pages` beside `report.html`.
    pub fn pages(&self) -> Option<PathBuf> {
        let is_paged = matches!(self.renderer, Renderer::Html(Html { paged: true, .. }));
        self.file.as_ref().filter(|_| is_paged).map(|file| file.with_extension("pages"))
    }

    /// What stands around its documents.
    pub fn frame(&self) -> Frame {
        let mut header = self.renderer.header();
        // The next run over the folder must know it for a report.
        if self.renderer.is_for_people() && self.file.as_deref().is_some_and(is_document) {
            header.splice(..0, format!("{REPORT_HEAD}\n").into_bytes());
        }
        Frame {
            header,
            separator: self.renderer.separator(),
            file: self.file.clone(),
            pages: self.pages(),
            links: self.links.clone(),
        }
    }
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
