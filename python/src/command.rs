//! The command of the wheel: the same as the binary, called from Python.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command `audit`; its exit code.
#[pyfunction]
pub fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| claim_audit::cli::process(arguments))
}
