//! What Python calls: texts in, the JSON of the command out. The package around it makes objects of that.
//!
//! Work is done with the interpreter's lock released, in as many threads as are asked for; Ctrl-C is looked for twenty times a second.

mod batch;
mod command;
mod settings;

use claim_audit::auditor::audit_as;
use claim_audit::conflicts::{Compared, NoSources};
use claim_audit::extract::extract_with;
use claim_audit::facts::Ledger;
use claim_audit::report::{About, Html, Json, Listed, Page, Renderer, Rows, Summary};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::settings::{Settings, format_of};

pyo3::create_exception!(
    _native,
    ConfigError,
    PyValueError,
    "A configuration that can't be understood, with each mistake and its line."
);

/// The JSON report of one text, without the frame around documents.
#[pyfunction]
fn audit(py: Python<'_>, text: &str, path: &str, format: Option<&str>, settings: &Settings) -> PyResult<Vec<u8>> {
    let format = format_of(path, format)?;
    Ok(py.detach(|| audit_as(path, text, format, &settings.of(path), &settings.acceptor()).json()))
}

/// The report of one text as a page for a browser.
#[pyfunction]
fn to_html(py: Python<'_>, text: &str, path: &str, format: Option<&str>, settings: &Settings) -> PyResult<Vec<u8>> {
    let format = format_of(path, format)?;
    Ok(py.detach(|| {
        let judged = audit_as(path, text, format, &settings.of(path), &settings.acceptor());
        let page =
            Renderer::Html(Html { fiscal_start: judged.fiscal_start.unwrap_or(Json::FISCAL_START), paged: false });
        let mut out = page.header();
        out.extend(page.document(path, &judged.report));
        let (pages, summary) = ([Page::of(path, &judged.report)], Summary::of(&judged.report));
        let (compared, facts) = (Compared::default(), Ledger::default());
        let listed = Listed {
            pages: &pages,
            notices: &[],
            summary: &summary,
            compared: &compared,
            facts: &facts,
            about: &About::default(),
        };
        out.extend(page.finish_with(&listed, &NoSources));
        out
    }))
}

/// Every quantity and period of one text, a JSON object a line.
#[pyfunction]
fn extract(py: Python<'_>, text: &str, path: &str, format: Option<&str>, settings: &Settings) -> PyResult<Vec<u8>> {
    let format = format_of(path, format)?;
    Ok(py.detach(|| Rows::Jsonl.document(path, &extract_with(text, format, None, &settings.of(path).naming))))
}

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::batch::{audit_batch, facts};
    #[pymodule_export]
    use super::command::main;
    #[pymodule_export]
    use super::{ConfigError, Settings, audit, extract, to_html};
}
